/*
 * Statements that define things, as a reviewer wants to read them: aligned, quoted only where needed.
 *
 * Takes model objects and a Ddl, which says for whom and where to write; gives the text of one
 * statement with its comment above it and a newline behind. Shared by the printers of all dialects;
 * what differs between them is asked of the dialect's record or is the caller's to say in the Ddl.
 */
#ifndef MIGC_EMIT_DDL_H
#define MIGC_EMIT_DDL_H

#include "base/vec.h"
#include "emit/plan.h"

/* A line of CREATE TABLE in three cells, which lie one behind the other in the Ddl's `cells`: cells[i] is
 * where cell i begins, cells[i + 1] where it ends. */
typedef struct DdlRow {
    size_t cells[4];
    size_t widths[2]; /* of the first two: columns on the screen */
} DdlRow;

typedef struct Ddl {
    Buf *out;
    const Dialect *dialect;
    unsigned indent;       /* blanks before every line */
    const char *schema;    /* written before the name of what is created: "migc_expected.", or "" */
    const char *if_absent; /* "IF NOT EXISTS ", or "" */
    Buf scratch;
    Buf cells;
    Arena arena; /* of the rows */
    VEC(DdlRow) rows;
    size_t widths[2]; /* of the widest first and second cell, in columns */
    size_t widest;    /* cells that are wider do not count for it */
} Ddl;

/* A Ddl for plain statements without indentation. Release it with ddl_end. */
Ddl ddl_begin(Buf *out, const Dialect *dialect);
void ddl_end(Ddl *ddl);

/* A line's indentation; `more` blanks beyond the Ddl's. */
void ddl_indent(Ddl *ddl, unsigned more);

/* `-- create table users: who may log in` above a statement. */
void ddl_comment(Ddl *ddl, const Step *step);

/* What the server does for the statement, on a line below its comment; nothing of an empty text. */
void ddl_note(Ddl *ddl, Text note);

/* A rule that ends in `words`, 100 columns wide with its indentation. */
void ddl_rule(Ddl *ddl, const char *words);

/* CREATE TABLE with its constraints; foreign keys that have a step of their own are left out. */
void ddl_create_table(Ddl *ddl, const Table *table);

/* A column as it stands in CREATE TABLE and behind ADD COLUMN, on one line. */
void ddl_column(Ddl *ddl, Buf *out, const Table *table, const Column *column);

/* `UNIQUE (...)`, `PRIMARY KEY (...)` of a constraint with all that it says, on one line. */
void ddl_key(Buf *out, const Table *table, const Key *key, Target target);

/* `CHECK (...)` of a constraint, on one line. */
void ddl_check(Buf *out, const Table *table, const Check *check, Target target);

/* `FOREIGN KEY (...) REFERENCES ...` of a constraint, on one line. */
void ddl_foreign_key(Buf *out, const Table *table, const ForeignKey *key, Target target);

/* CREATE INDEX. */
void ddl_create_index(Ddl *ddl, const Table *table, const Index *index);

/* ALTER TABLE ... ADD CONSTRAINT ... FOREIGN KEY. */
void ddl_add_foreign_key(Ddl *ddl, const Table *table, const ForeignKey *key);

/* COMMENT ON TABLE, COMMENT ON COLUMN (column NULL: the table); none: IS NULL. */
void ddl_set_comment(Ddl *ddl, const Table *table, const Column *column);

/* A table's name with its namespace, quoted where needed. */
void ddl_table_name(Buf *out, const Table *table, Target target);

/* `(a, b)`: columns of a table by position. */
void ddl_column_list(Buf *out, const Table *table, Columns columns, Target target);

/* A key of an index or of a partitioning, with its collation and operator class. */
void ddl_index_key(Buf *out, const IndexKey *key, const Table *table, Target target);

/* The columns of a data block that are not of its key, each behind `prefix`: a row, `(a, b)`, or a value
 * if there is one only. */
void ddl_value_row(Buf *out, const Data *data, const char *prefix, Target target);

/* The same as what follows SET: `a = EXCLUDED.a`; `prefix` stands before the value. */
void ddl_assignments(Buf *out, const Data *data, const char *prefix, Target target);

/* The rows of a data block as `(...),` lines, `per_line` before each, the last without a comma. */
void ddl_rows(Ddl *ddl, const Data *data, const char *per_line);

/* A condition that is true of the rows that are still as the data block put them: one a line, each behind
 * a newline and `indent` blanks. */
void ddl_row_condition(Ddl *ddl, const Data *data, unsigned indent);

/* Text in a comment: one line, nothing in it that a script runner would obey. */
void ddl_comment_text(Buf *out, Text text);

#endif

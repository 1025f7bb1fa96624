/*
 * parts.h - what the parts of the check for portability share; nobody else includes this.
 *
 * portability.c goes over the model and asks the dialect's record; column.c, definition.c, index.c,
 * key.c, names.c, partition.c, sql.c, stale.c, turned.c and with.c each know one kind of thing.
 */
#ifndef MIGC_EMIT_PORTABILITY_PARTS_H
#define MIGC_EMIT_PORTABILITY_PARTS_H

#include "base/vec.h"
#include "emit/emit.h"

/* Something that dialects refuse: told once for all of them, when all have been asked. */
typedef struct Finding {
    Span span;
    TargetSet targets; /* of the thing that is refused; 0: a `for` would not mend it */
    TargetSet refused; /* the dialects that refuse it */
    const char *what;  /* `an array`: WHAT cannot be had in SQLite and MySQL */
    const char *label; /* why, or NULL */
    VEC(DiagNote) notes;
    VEC(const char *) helps;
    uint32_t number; /* in the order of reporting */
    Arena *arena;
} Finding;

typedef struct Portability {
    const Model *model;
    const Project *project;
    const Dialect *dialect; /* the one that is asked */
    const ForeignKey *
        *writing;    /* of the table that is looked at: by column, which one's action writes it */
    bool is_crowded; /* it has more keys and indexes than the dialect takes: told */
    Diags *diags;
    NameMap lacking; /* sequences that the dialect is not to have, as `nextval` calls them */
    Arena arena; /* of this check */
    VEC(Finding *) findings;
    Buf scratch;
} Portability;

/* `WHAT cannot be had in TITLE`, with the `for ...` that mends it. `targets`: those of the thing that is
 * refused. */
Finding *portability_refuse(Portability *p, Span span, TargetSet targets, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

void finding_label(Finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));
void finding_note(Finding *finding, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void finding_help(Finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Tells all findings. */
void portability_tell(Portability *p);

/* Fills in `lacking`. */
void portability_find_lacking(Portability *p);

/* Tells what the target cannot say of an expression. */
void portability_expression(Portability *p, const Expr *expr, const Table *table,
                            TargetSet targets);

/* Documentation, of which the target keeps so many characters; 0: all. */
void portability_doc(Portability *p, Name doc, Span span, uint32_t most);

/* `with (...)` of a table and of an index; the character set of a column. */
void portability_table_options(Portability *p, const Table *table);
void portability_index_options(Portability *p, const Index *index);
void portability_charset(Portability *p, const Column *column);

/* A foreign key that refers to a table that is not logged. */
void portability_logged(Portability *p, const Table *table, const ForeignKey *key);

/* Whether the dialect has a collation of that name. */
bool portability_has_collation(const Portability *p, Text name);

/* A column, by its position. */
void portability_column(Portability *p, const Table *table, uint16_t position);

/* What the columns of a table are together: how many, and the length of a row. */
void portability_row(Portability *p, const Table *table);

/* How long the description of a table is, with its checks and what is computed; its defaults. */
void portability_definition(Portability *p, const Table *table);

/* An index with its method, order, included columns and the types of its keys. */
void portability_index(Portability *p, const Table *table, const Index *index);

/* A primary key or a unique constraint. */
void portability_key(Portability *p, const Table *table, const Key *key);

/* The columns of a data block: the scripts compare their values. */
void portability_rows(Portability *p, const Data *data);

/* What a constraint says besides, as a set of ConstraintFlag; `deferrable` is told by its kind. */
void portability_constraint(Portability *p, Span span, TargetSet targets, uint8_t flags);

/* A foreign key: its actions, the types and collations of its columns, and the index it makes. */
void portability_foreign_key(Portability *p, const Table *table, const ForeignKey *key);

/* How a table is partitioned; a foreign key that refers to a partitioned table. */
void portability_partitions(Portability *p, const Table *table);
void portability_partition_names(Portability *p); /* of all tables, where partitions are tables */
void portability_partitioned_key(Portability *p, const ForeignKey *key);

/* A check: the columns that it names. */
void portability_columns_of_check(Portability *p, const Table *table, const Check *check);

/* The project is for versions that have no generated columns that are not stored, which is told at the column. Without a
 * project no version is too old: two files that are compared are of servers that are there. */
bool portability_lacks_virtual(const Portability *p);

/* What a generated column is computed from. */
void portability_source(Portability *p, const Table *table, uint16_t position);

/* How many keys and indexes the table has; sets is_crowded. */
void portability_index_count(Portability *p, const Table *table);

/* The length of a key or an index in bytes. `what`: `a key`, `an index`. */
void portability_length_of_key(Portability *p, const Table *table, const Key *key);
void portability_length_of_index(Portability *p, const Table *table, const Index *index);

/* Whether a text has a character beyond U+FFFF. */
bool portability_has_four_bytes(Name text);

/* Names of a table and of what is in it; of a type, which the server may have one of already; those of an enum;
 * those that all tables share. */
void portability_table_names(Portability *p, const Table *table);
void portability_type_name(Portability *p, Name space, Name name, Span span);
void portability_enum_names(Portability *p, const Enum *enumeration);
void portability_shared_names(Portability *p);

/* A spelling of a type: its first word and its collation. */
void portability_spelling(Portability *p, const NativeType *type);

/* An object in the author's own SQL. */
void portability_sql(Portability *p, const SqlObject *sql);

#endif

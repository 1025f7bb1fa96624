/*
 * The parts of the scripts that change what is there, among themselves: nobody but emit/sqlite*
 * includes this.
 *
 * A script is run in one of two states: to do (the database is what it begins with) or done (it is
 * what it ends with). SQLite has no condition round a statement, so each statement is run in both and
 * is right in both. A table that changes is parked, migc_old_NAME, whichever of its two shapes it has;
 * the new one is filled from it: in one state by the SELECT of the change, in the other as it was.
 */
#ifndef MIGC_EMIT_SQLITE_CHANGE_H
#define MIGC_EMIT_SQLITE_CHANGE_H

#include "base/vec.h"
#include "emit/rebuild.h"
#include "emit/sqlite/sqlite.h"
#include "emit/sqlite/virtual.h"

/* A table on its way through the script. */
typedef struct Lineage {
    const Table *first; /* what the script begins with; NULL: it creates it */
    const Table *last;  /* what it ends with; NULL: it drops it */
    bool is_rebuilt;
    bool is_small; /* only indexes, triggers or rows change */
    bool starts;   /* something uses it before it is built anew: it stands there from the start */
    bool is_made;  /* while steps are written: it stands there in the shape of the moment */
    uint32_t first_step; /* the first that drops, builds or creates it */
    uint32_t last_step;  /* the last */
} Lineage;

/* A name that tables have at the beginning or the end. */
typedef struct TableName {
    Name name;
    Lineage *first;    /* whose name it is at the beginning, or NULL */
    Lineage *last;     /* and at the end */
    bool is_parked;    /* what has it at the beginning is moved aside: migc_old_NAME */
    uint32_t last_use; /* the last step that reads what was moved aside */
    bool is_gone;      /* while steps are written: what was parked is dropped */
} TableName;

/* A name that is of another kind at the beginning than at the end: of a table, a view or a virtual table. */
typedef struct Turned {
    Name name;
    Name key;         /* in lower case */
    bool has_virtual; /* one of the two is a virtual table */
} Turned;

/* A virtual table that is undone and made again: it stands aside, and its rows come back. */
typedef struct Carried {
    const Step *undo; /* the first */
    const Step *run;  /* the last */
    SqliteVirtual before;
    SqliteVirtual after;
} Carried;

typedef struct Changing {
    Ddl ddl;
    const Script *script;
    bool down;
    const Plan *plan;
    const Model *before; /* what the script begins with */
    const Model *after;
    const char *from; /* the revisions: nothing */
    const char *to;
    Arena arena;
    Names *names; /* the model's; keys of maps are in lower case: SQLite does not tell capitals */
    Lineage **of_step; /* by step: the table it is about, or NULL */
    VEC(Lineage *) lineages;
    VEC(TableName *) table_names;
    NameMap by_name; /* lower case -> TableName * */
    VEC(Turned) turned;
    VEC(Name) namesakes; /* indexes */
    VEC(Carried) carried;
    bool has_namesakes; /* a table is called like an index or a trigger on the other side */
} Changing;

/* Fills `of_step`, `lineages`, `table_names`. */
void sqlite_follow_tables(Changing *changing);

/* Fills `turned` and `has_namesakes`. */
void sqlite_find_turned(Changing *changing);

/* Whether its name is that of something of another kind on the other side: DROP VIEW and DROP TABLE are errors
 * where the other one of them is there. */
bool sqlite_is_turned(const Changing *changing, const SqlObject *sql);

/* `('a', 'b')`: their names. */
void sqlite_write_turned(const Changing *changing, Buf *out);

/* Frees those names but for ordinary tables, whichever is there. */
void sqlite_take_turned(Changing *changing);

/* Fills `carried`. */
void sqlite_find_carried(Changing *changing);

/* Writes what becomes of a virtual table's rows instead of the step that undoes it; false: it is not carried over,
 * or stands aside already. */
bool sqlite_put_aside(Changing *changing, const Step *step);

/* SQL: the number migc_n and what is counted, `1 row` or `2 rows`. */
#define SQLITE_COUNTED(what) "migc_n || iif(migc_n = 1, ' " what "', ' " what "s')"

/* What a script would destroy, for its head: `users.fax, notes`. */
typedef struct LossWords {
    Buf words;
    uint32_t count;
} LossWords;

/* Adds one: a table, or a column of one, behind `head`. */
void sqlite_tell_loss(LossWords *losses, const char *head, Name table, Name column);

/* Adds what is lost of a virtual table that comes back, where `undo` is the step that undoes it. */
void sqlite_tell_carried(const Changing *changing, const Step *undo, LossWords *losses);

/* Whether a step undoes a table of the author's that goes with its rows: nothing brings them back. */
bool sqlite_loses_rows(Changing *changing, const Step *undo);

/* Behind the step that makes it: its settings, its rows, and what would be lost of them. */
void sqlite_bring_back(Changing *changing, const Step *step);

/* The number of the change that a step is part of. */
uint32_t sqlite_change_of(const Changing *changing, const Step *step, uint32_t from);

/* Drops, builds and creates tables; is followed by what belongs to them. */
bool sqlite_is_structural(const Step *step);

/* The table's entry at the beginning or the end; NULL: none of its name. */
TableName *sqlite_table_name(const Changing *changing, Name name);

/* What stands before the names of tables that were moved aside. */
#define SQLITE_OLD "migc_old_"

/* `main.users`, with a prefix: `main.migc_old_users`. */
void sqlite_write_main(Buf *out, const char *prefix, Name name);

/* Whether AUTOINCREMENT counts its rows. */
bool sqlite_counts_rows(const Table *table);

/* Gives a table another name, with a prefix. It has the shape of `table` or of `other`, of which one may be NULL; the
 * names are the same. */
void sqlite_rename_aside(Changing *changing, const char *prefix, const Table *table,
                         const Table *other);

/* Drops it. */
void sqlite_drop_aside(Changing *changing, const char *prefix, const Table *table,
                       const Table *other);

/* Moves tables aside that change, and stand-ins for those that are not there. */
void sqlite_move_aside(Changing *changing);

/* Everything between the guard and the record: tables moved aside, steps. */
void sqlite_write_steps(Changing *changing);

/* What stands round a free step: rows are passed over unless the script has something to do. */
void sqlite_write_free_sql(Changing *changing, const Step *step, Name text);

/* `SELECT 1 ...` from what a table holds, in one of the two states. */
typedef struct TableSource {
    const char *state;    /* migc_todo, migc_done */
    const char *prefix;   /* migc_old_, migc_prev_, or empty */
    const Table *table;   /* as it is called there, and its columns */
    const Table *instead; /* what may have that name in the other state, or NULL */
} TableSource;

/* `FROM temp.migc_todo CROSS JOIN main.migc_old_users AS users NATURAL LEFT JOIN (...)`, on lines behind
 * `indent` blanks, without a newline behind the last. */
void sqlite_write_source(Changing *changing, const TableSource *source, unsigned indent);

/* What keeps a table from being filled, and what would be lost by that. */
void sqlite_write_checks(Changing *changing, const Rebuild *rebuild, const TableSource *source);
void sqlite_write_losses(Changing *changing, const Rebuild *rebuild, const TableSource *source);
void sqlite_write_table_loss(Changing *changing, const Step *step, const TableSource *source);

/* CREATE TABLE ... AS is not used: the table, its indexes and its triggers as they are printed
 * everywhere; the Ddl says into which database. */
void sqlite_write_table(Ddl *ddl, const Table *table);
void sqlite_write_belongings(Ddl *ddl, const Table *table);

#endif

/*
 * The parts of mysql_loss among themselves; nobody else includes this.
 *
 * What a script would destroy or stumble over is a list of counts; each becomes a SELECT.
 */
#ifndef MIGC_EMIT_MYSQL_COUNT_H
#define MIGC_EMIT_MYSQL_COUNT_H

#include "base/ptrmap.h"
#include "base/vec.h"
#include "emit/mysql/parts.h"

/* Rows that are counted. */
typedef struct Count {
    const Table *table;   /* as it is before the script */
    const Column *column; /* whom it is about; NULL: the table */
    Name partition;       /* the rows of this partition only; or NULL */
    const char *what;     /* ` rows`, ` values`: the first s goes of one; not quoted */
    const char *where;    /* in the dialect's SQL, over `table`; "": all rows */
    bool converts;        /* of losses: values are converted; else they go */
} Count;

typedef VEC(Count) Counts;

typedef struct Counting {
    Arena arena;
    const Script *script;
    const Dialect *dialect;
    Target target;
    bool is_late; /* the author's own SQL has run by then: nobody knows what it makes of the rows */
    PtrMap users; /* of a change that alters enums: enum before -> EnumUser */
    PtrMap becoming;  /* likewise: table before -> the Op that alters or drops it */
    PtrMap coming;    /* of the change at hand: table after -> the Op that creates or alters it */
    PtrMap filled;    /* likewise: tables after that have rows of data blocks */
    NameMap removals; /* of the change at hand: name of a table -> Removal */
    NameMap origins; /* of tables that earlier changes are about, by qualified name */
    Counts losses;
    Counts refusals;
} Counting;

/* Adds to one of the lists; `where` is released. */
void mysql_count_add(Counting *counting, Counts *counts, const Table *table, const Column *column,
                     const char *what, Buf *where, bool converts);

/* Whether the expression over the columns of the table may be null. */
bool mysql_may_be_null(const Expr *expr, const Table *table);

/* The expression over the columns of `table` without the casts that the language has no words for: the server
 * converts by itself. NULL: the server cannot say it (or `expr` is NULL). */
const Expr *mysql_said(Counting *counting, const Expr *expr, const Table *table);

/* Rows that the table after a change cannot hold, or for which nobody said what it holds. */
void mysql_refuse_table(Counting *counting, const TableChange *change);

/* The table as it was before the script; NULL: it was not there. */
const Table *mysql_table_then(const Counting *counting, const Table *table);

/* Rows of a table whose foreign keys that come would refer to nothing: the server looks at what is there. */
void mysql_refuse_orphans(Counting *counting, const TableChange *change);

/* Rows of a table of the model before that hold values of an enum which go. `op`: what becomes of the table, or
 * NULL. */
void mysql_refuse_members(Counting *counting, const Op *op, const Table *table,
                          const EnumChange *change);

#endif

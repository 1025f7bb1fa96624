/*
 * One ALTER TABLE, clause by clause: what its printer and lock.c, which says who waits for it, have in common. Nobody
 * else includes this.
 */
#ifndef MIGC_EMIT_POSTGRES_ALTER_H
#define MIGC_EMIT_POSTGRES_ALTER_H

#include "emit/alter.h"
#include "emit/postgres/postgres.h"

typedef struct Alteration {
    Ddl *ddl;
    const Step *step;
    const Altered *altered;
    Buf line;    /* the clause that is being made */
    Buf waiting; /* the one before it: it may be the only one */
    bool any;    /* clauses were written */
} Alteration;

/* What is in `line` is a clause of the statement. */
void alteration_put(Alteration *alteration);

/* Begins a clause: `ALTER COLUMN name`, and what follows it; the second one puts it, too. */
void alteration_begin(Alteration *alteration, const Column *column, const char *words);
void alteration_put_column(Alteration *alteration, const Column *column, const char *words);

/* Ends the statement, if it has clauses, and releases the buffers. */
void alteration_end(Alteration *alteration);

/* The clauses, or the whole UPDATE, of a step about columns: STEP_ADD_COLUMNS ... STEP_GENERATE_COLUMNS. */
void alteration_of_columns(Alteration *alteration);

/* A new column as STEP_ADD_COLUMNS adds it: what waits for its values comes behind them. */
Column alteration_first(const Step *step, uint16_t at);

/* Whether STEP_ALTER_COLUMNS is about a column after; of such a one, whether it gives it its type, and whether it
 * makes it required (`from`: by alter_source). */
bool alteration_alters(const Dialect *dialect, const Step *step, uint16_t at);
bool alteration_retypes(const Step *step, uint16_t at);
bool alteration_requires(const Step *step, uint16_t at, int32_t from);

/* Writes a column of a table as a value of another type, as the language converts it. */
void alteration_cast(Buf *out, const Table *physical, uint16_t from, Type to);

#endif

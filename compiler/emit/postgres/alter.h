/*
 * One ALTER TABLE, clause by clause: the parts of postgres_alter among themselves; nobody else includes this.
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

/* Writes a column of a table as a value of another type, as the language converts it. */
void alteration_cast(Buf *out, const Table *physical, uint16_t from, Type to);

#endif

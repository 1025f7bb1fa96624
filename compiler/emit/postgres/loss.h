/*
 * What the steps of a change destroy: tables with their rows, columns with their values.
 *
 * Takes a consent step (the operations it is about), writes the declarations that its question is made of.
 */
#ifndef MIGC_EMIT_POSTGRES_LOSS_H
#define MIGC_EMIT_POSTGRES_LOSS_H

#include "emit/postgres/postgres.h"

/* What no consent can overcome: a column comes that must have a value, nobody has one for it, and the table has rows, here
 * one that rows of the schema have left by now. `step`: adds columns; `ops`: those it belongs to. */
void loss_refuse_late(Buf *out, const Dialect *dialect, const Ops *ops, const Step *step);

/* Likewise: a partition comes, and rows that belong in it are in the partition of all others. Tables of `changed` are left
 * out (see loss_any), and those that rows of the schema leave first. */
void loss_refuse_partitions(Buf *out, const Script *script, const Ops *ops, const NameMap *changed);

/* Whether the step has anything to ask about: what would be lost, and which rows would have no value that they must
 * have, both in the words of the database as it is before the operations are done. `changed`: tables by qualified name
 * that are not asked about, for an earlier change of the revision changes them; NULL: none. */
bool loss_any(const Script *script, const Step *step, const NameMap *changed);

/* The declarations of migc_tablesN, migc_putN, migc_valuesN and, if there are columns without a value, migc_lackingN. */
void loss_declare(Ddl *ddl, const Script *script, const Step *step, const NameMap *changed,
                  unsigned number);

typedef struct LossQuestion {
    unsigned number; /* of the declarations */
    uint32_t part;   /* that is about to be done, */
    uint32_t parts;  /* of so many */
    bool is_down;
} LossQuestion;

/* PERFORM pg_temp.migc_consent(...). */
void loss_ask(Ddl *ddl, const Script *script, const Step *step, const NameMap *changed,
              const LossQuestion *question);

/* `-- DESTROYS DATA: drops a and b.c; ...` and how to consent; nothing if the plan destroys nothing. */
void loss_head(Buf *out, const Script *script, const Plan *plan);

#endif

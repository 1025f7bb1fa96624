/*
 * The parts of postgres_change among themselves; nobody else includes this.
 */
#ifndef MIGC_EMIT_POSTGRES_PARTS_H
#define MIGC_EMIT_POSTGRES_PARTS_H

#include "emit/postgres/postgres.h"

/* What a part writes into the history when it is done; `number`: of the part in the upgrade. */
void postgres_record(Ddl *ddl, const Script *script, const Part *part, uint32_t number,
                     bool is_down);

/* A part of the upgrade whose indexes are built beside running writers: psql asks whether they are to be built
 * now, and a block checks that they were. */
void postgres_build_indexes(Ddl *ddl, const Script *script, const Part *part, uint32_t number);

#endif

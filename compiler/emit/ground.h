/*
 * ground.h - what of the author's SQL tables stand on: PostgreSQL's functions in defaults, checks and computed columns, types of
 * columns.
 *
 * takes:    models and operations
 * gives:    which operations on sql objects come before the tables, or go behind them; edges for their order
 * promises: a name in the text of a table is taken for what has that name; linear in the size of the texts
 *
 * Nobody says what a table needs of the author's SQL (spec/language.md, clause 23). What needs a table itself is no ground.
 */
#ifndef MIGC_EMIT_GROUND_H
#define MIGC_EMIT_GROUND_H

#include "base/digraph.h"
#include "change/op.h"
#include "emit/dialect.h"

/* Marks the operations of a revision on what its tables stand on (Op.is_ground), what is made anew, and what those may stand on.
 * `ops` turns `before` into `after`; for what needs something that is made anew it gets operations that make it anew, too.
 * Does nothing but for PostgreSQL. */
void ground_mark(Arena *arena, const Dialect *dialect, const Model *before, const Model *after,
                 Ops *ops);

/* What undoes a sql object without what does not tell it from others, and cannot be mistaken for a name; NULL: nobody has said. */
Name ground_identity(Names *names, const SqlObject *sql);

/* What the map has of what makes the same, or else under the name of the sql object; or NULL. */
void *ground_find(Names *names, const NameMap *found, const SqlObject *sql);

/* Whether the type of a column has the name of this type of the author's among its words. */
bool ground_is_type_of(const SqlObject *type, const Table *table);

/* Appends what a table or a domain says: its text, and what the types of its columns are in PostgreSQL; nothing for others. */
void ground_say(Buf *out, const Object *object);

/* Adds the edges from what tables stand on to the tables, of the objects that are `chosen` by their positions (not 0). */
void ground_edges(const Model *model, const uint32_t *chosen, Digraph *graph);

#endif

/*
 * What refers to what: the graph of the tables, and the order in which objects can be made.
 *
 * Takes a model, changes nothing. Used by the checks, by `order dependency` and by the plan.
 */
#ifndef MIGC_SCHEMA_REFS_H
#define MIGC_SCHEMA_REFS_H

#include "base/digraph.h"
#include "schema/model.h"

/* The graph of the tables, by their numbers: an edge leads from a table to each that refers to it, and
 * its tag is the position of the foreign key there. References of a table to itself are left out, and
 * those written `forward` unless they are asked for. Built; lives in `arena`. */
Digraph refs_tables(Arena *arena, const Model *model, bool with_forward);

/* Whether every table refers only to itself and to tables before it, and none says `forward`: then there is no
 * cycle, and nothing to put in order. */
bool refs_lead_back(const Model *model);

/* The foreign key behind an edge of that graph. */
const ForeignKey *refs_foreign_key(const Model *model, const DigraphEdge *edge);

/* The graph of the objects, by their positions in the model: an edge leads from what must be there first.
 * Tables come after what they refer to (unless `forward`), after their enums and types; data after its
 * table and after the data of the tables that one refers to; sql objects after what they need. */
Digraph refs_objects(Arena *arena, const Model *model);

/* Writes the positions of all objects (room for object_count) in an order in which they can be made:
 * extensions, then by refs_objects, in source order where there is a choice. False if there is a cycle:
 * what is on or behind it then comes last, in source order. */
bool refs_object_order(const Model *model, uint32_t *order);

/* Adds edges of its own to a graph of the objects. */
typedef void RefsMore(void *context, Digraph *graph);

/* The same, by these edges too. */
bool refs_object_order_with(const Model *model, RefsMore *more, void *context, uint32_t *order);

/* Brings the objects and the tables of the model into that order, and numbers the tables anew. */
void refs_sort(Model *model);

#endif

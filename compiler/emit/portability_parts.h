/*
 * portability_parts.h - what the two halves of the check for portability share: portability.c asks the
 * dialect's record, portability_index.c knows the databases' keys and indexes.
 */
#ifndef MIGC_EMIT_PORTABILITY_PARTS_H
#define MIGC_EMIT_PORTABILITY_PARTS_H

#include "emit/emit.h"

typedef struct Portability {
    const Model *model;
    const Project *project;
    const Dialect *dialect;
    Diags *diags;
    Buf scratch;
} Portability;

/* `WHAT cannot be had in TITLE`, with the `for ...` that mends it. `targets`: those of the thing that is
 * refused; `label`: why, or NULL. */
Diag *portability_refuse(Portability *p, Span span, TargetSet targets, const char *what,
                         const char *label);

/* An index with its method, order, included columns and the types of its keys. */
void portability_index(Portability *p, const Table *table, const Index *index);

/* A primary key or a unique constraint. */
void portability_key(Portability *p, const Table *table, const Key *key);

/* The columns of a data block: the scripts compare their values. */
void portability_rows(Portability *p, const Data *data);

/* The actions of a foreign key. */
void portability_foreign_key(Portability *p, const Table *table, const ForeignKey *key);

#endif

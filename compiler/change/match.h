/*
 * The parts of change/diff among themselves; nobody else includes this.
 */
#ifndef MIGC_CHANGE_MATCH_H
#define MIGC_CHANGE_MATCH_H

#include "base/ptrmap.h"
#include "change/change.h"

/* By the numbers of the tables of a model: their objects, and those of their first data blocks or NULL. */
typedef struct TableObjects {
    const Object **tables;
    const Object **data;
} TableObjects;

/* What is known while two models are compared. */
typedef struct Matcher {
    Arena *arena;
    Arena scratch;
    Names *names;
    const Model *before;
    const Model *after;
    const Mapping *mapping;
    const TableMapping *
        *mapped;        /* by the number of the table before: what the mapping says, or NULL */
    int32_t *after_of;  /* table number before -> after; -1: dropped */
    int32_t *before_of; /* table number after -> before; -1: new */
    Table **renamed;    /* by the number before: with the names of after */

    PtrMap enums[2];           /* of before and after: Enum -> EnumMapping */
    PtrMap renamed_objects[2]; /* likewise: sequence or domain -> ObjectMapping */
    Name *reasons;             /* by the number of the table before: why it was dropped, or NULL */
    TableObjects objects[2]; /* of before and after */
    Buf texts[2];
} Matcher;

/* Fills `renamed` for every table; `mapped`, `after_of` are known. */
void match_rename(Matcher *matcher);

/* The table after is that before, as replay takes it over from revision to revision. */
bool match_is_shared(const Table *before, const Table *after);

/* The change of a table that is there before and after, its inverse linked; NULL: it is the same. */
const TableChange *match_table(Matcher *matcher, const Table *before, const Table *after);

#endif

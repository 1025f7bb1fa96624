/*
 * A change: what turns one model into another. Two models alone do not tell it: what was renamed,
 * where values come from and what may be lost is known from a revision, or guessed by change/guess.
 *
 * Made by change/diff from two models and a Mapping; constant; points into both models, which must
 * outlive it. A change and its inverse are made together and know each other: whatever works from
 * before to after works as well from after to before. No dialect.
 */
#ifndef MIGC_CHANGE_CHANGE_H
#define MIGC_CHANGE_CHANGE_H

#include "base/arena.h"
#include "change/op.h"
#include "schema/model.h"

/* Where the values of a column come from. Expressions are over the columns of the table before. */
typedef struct ColumnSource {
    int32_t from;      /* its position in the table before; -1: it is new there */
    const Expr *value; /* what it holds afterwards; NULL: what it held, cast if its type changed; of
                          a new column its default */
    const Expr
        *where; /* only these rows get `value`, the others as if there were none; NULL: all */
} ColumnSource;

/* What a revision says about a table that is there before and after it. */
typedef struct TableMapping {
    const Table *before;
    const Table *after;
    ColumnSource *columns;  /* of every column after; after->column_count */
    ColumnSource *restored; /* of every column before, over the columns after: what a downgrade puts
                               there; before->column_count */
    Name *lossy;            /* of every column before: why its values may go, or NULL */
    bool *concurrently;     /* of every index after: it is to be built beside running writers */
} TableMapping;

typedef struct EnumMapping {
    const Enum *before;
    const Enum *after;
    int32_t *from; /* of every value after: its position before; -1: new */
} EnumMapping;

typedef struct ObjectMapping {
    const void *before; /* as object_identity tells it */
    const void *after;
} ObjectMapping;

/* What belongs together in two models. Objects that no mapping names belong together if their kind and
 * name are the same, their columns and values likewise. */
typedef struct Mapping {
    TableMapping *tables;
    uint32_t table_count;
    EnumMapping *enums;
    uint32_t enum_count;
    ObjectMapping *renamed; /* sequences and domains */
    uint32_t renamed_count;
    const Table **dropped; /* tables before that were dropped with a reason, and the reasons */
    Name *reasons;
    uint32_t dropped_count;
    const NameMap *restated; /* names of sql objects that go and are made again although they stay the
                                same; NULL: none */
} Mapping;

/* A table that is there before and after and not the same. */
struct TableChange {
    const Table *before;
    const Table *after;
    const TableChange *inverse;
    const Table
        *renamed; /* before, with the names that its columns and the tables it refers to have
                              after: what has the same text in both has the same meaning */
    ColumnSource *columns; /* of every column after */
    int32_t *to;           /* of every column before: its position after; -1: dropped */
    Name *lossy;           /* of every column before */
    bool *concurrently;    /* of every index after */
    /* Of every constraint and index after: which one before has the same meaning (its name may differ:
     * it is renamed); -1: it is new, or has another meaning. */
    int32_t primary_key;
    int32_t *uniques;
    int32_t *foreign_keys;
    int32_t *checks;
    int32_t *indexes;
};

/* An enum that is there before and after and not the same. */
struct EnumChange {
    const Enum *before;
    const Enum *after;
    const EnumChange *inverse;
    int32_t *from; /* of every value after: its position before; -1: new */
    int32_t *to;   /* of every value before; -1: dropped */
};

/* One change, or one step in the author's own SQL. */
typedef struct Change Change;
struct Change {
    const Model *before;
    const Model *after; /* the same as `before` of a free sql step */
    Ops up;             /* in an order in which they can be carried out: change/order */
    Ops down;           /* the inverse operations, in an order in which they can be carried out */
};

/* What a revision does: changes and free sql steps in the order written. */
typedef struct Changes {
    Change *items;
    uint32_t count;
} Changes;

/* What turns `before` into `after`, in `arena`. Linear cost. The operations: what goes (last declared
 * first), what is altered, what comes (what is needed first), types that go. */
Change change_between(Arena *arena, const Model *before, const Model *after,
                      const Mapping *mapping);

/* A free step in the author's own SQL, on `model`. */
Change change_free_step(Arena *arena, const Model *model, const SqlObject *run);

/* Whether a column after is the one that it comes from, its name apart: type, flags, default,
 * documentation, ... False for a new one. */
bool column_equal(const TableChange *change, uint16_t after);


#endif

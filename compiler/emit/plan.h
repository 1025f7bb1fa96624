/*
 * Steps and their order: what a dialect runs to carry out operations.
 *
 * plan puts operations in order (spec/order.md: edges are law, the rest is source order), lower turns
 * each into steps the dialect can run, plan cuts them into parts, one transaction each. Constant once
 * made; lives in the target's arena. Printers walk the parts and print.
 */
#ifndef MIGC_EMIT_PLAN_H
#define MIGC_EMIT_PLAN_H

#include "base/arena.h"
#include "change/change.h"
#include "emit/dialect.h"

typedef enum StepKind {
#define STEP(enumerator, before, behind) enumerator,
#include "emit/steps.def"
#undef STEP
    STEP_COUNT
} StepKind;

/* What a renaming is about. */
typedef enum RenameKind {
    RENAME_TABLE,
    RENAME_SPACE, /* the table goes to another namespace: `from`, `to` */
    RENAME_COLUMN,
    RENAME_CONSTRAINT,
    RENAME_INDEX,
    RENAME_SEQUENCE, /* of an identity column, or one that stands by itself */
    RENAME_ENUM,
    RENAME_ENUM_SPACE,
    RENAME_SEQUENCE_SPACE,
    RENAME_DOMAIN,
    RENAME_DOMAIN_SPACE
} RenameKind;

/* One name that changes, as the database has it at that moment. */
typedef struct Rename {
    RenameKind kind;
    const Table *table; /* as it is called at that moment; NULL: of an enum */
    Name space;         /* of an enum or an index */
    Name from;
    Name to;
} Rename;

/* Whether what is renamed keeps its name, and goes from one namespace to another: `from`, `to`, NULL for the default one. */
bool rename_moves(const Rename *rename);

typedef struct Altered Altered; /* emit/alter.h */

typedef struct Step {
    StepKind kind;
    uint32_t weight;    /* objects that its transaction locks */
    bool makes_way;     /* what stands on it is put aside (PostgreSQL: emit/postgres/aside.h); of STEP_UNDO_SQL
                           with an operation: it is itself */
    /* PostgreSQL. STEP_UNDO_SQL: what comes in its place behind it, so that it may stay if it is in use; STEP_RUN_SQL: what
     * stayed so; or NULL. */
    const SqlObject *partner;
    bool comes_back;    /* behind it all that was put aside comes back */
    uint32_t number;    /* of counted steps, from 1: the same as of the step that undoes it; else 0 */
    const Op *op;       /* what it is done for */
    const Table *table; /* of all steps about a table or a part of one: as it is called by then */
    const TableChange *change; /* of steps that change a table that is there: STEP_REBUILD, ...; of
                                  STEP_RESHAPE between two states of it, without values */
    const Table *physical;     /* and the table before, its columns called as they are by then */
    const Altered *altered;    /* and what of it the dialect has to do */
    union {
        const Extension *extension;
        Name space; /* STEP_CREATE_NAMESPACE, STEP_DROP_NAMESPACE */
        const Enum *enumeration;
        const Index *index;
        const ForeignKey *foreign_key;
        const Partition *partition;
        const Column *column; /* touch steps; a column's comment; NULL: the table's comment */
        const Data *data;     /* the rows that are put or removed: of a changed block only those */
        const Domain *domain;
        const Sequence *sequence; /* STEP_OWN_SEQUENCE: as it is by then */
        const Object *object;     /* STEP_COMMENT_OBJECT: an enum, a domain, a sequence */
        const SqlObject *sql; /* without a name: a free step of the revision */
        const Key *key;
        const Check *check;
        Name constraint;               /* STEP_DROP_CONSTRAINT */
        const struct Rebuild *rebuild; /* STEP_REBUILD: emit/rebuild.h */
        const struct Fill *fill;       /* STEP_MOVE_VALUES: emit/reshape.h */
        const Ops *ops; /* STEP_CONSENT: what destroys, in the direction it is done in */
        const Rename *rename;
        const bool
            *retyped; /* STEP_RETYPE_COLUMNS: of every column, whether it is of such an enum */
        struct {
            const Enum *from; /* as it is by then */
            const Enum *to;   /* as it is afterwards */
            uint32_t value;   /* of STEP_ADD_VALUE (in `to`), STEP_RENAME_VALUE (in both) */
        } values;             /* steps about the values of an enum */
    };
} Step;

typedef struct Steps {
    Step *items;
    uint32_t count;
} Steps;

/* What holds a part together; parts of other kinds than PART_STEPS are transactions of their own. */
typedef enum PartKind {
    PART_STEPS,
    PART_VALUES, /* enum values: they can be used when the transaction that adds them is done */
    PART_INDEXES /* indexes that are built outside of transactions, or dropped again */
} PartKind;

/* A run of steps that is one transaction: steps[first .. first + count). */
typedef struct Part {
    PartKind kind;
    uint32_t first;
    uint32_t count;
} Part;

typedef struct Plan {
    Steps steps;
    Part *parts; /* at least one, also if there are no steps */
    uint32_t part_count;
    Steps late; /* MySQL: triggers, routines and events, which only plain statements behind all else make */
} Plan;

/*
 * The plans of a revision: what its upgrade does, and its downgrade. Both have the same parts, those of the
 * downgrade last first: an upgrade that is under way can be undone, and the other way round.
 */
void plan_changes(Arena *arena, const Dialect *dialect, const Changes *changes, Plan *up,
                  Plan *down);

/* The plan that creates a whole model, as a first revision would; or of its objects only those that are
 * `chosen`, by their positions (NULL: all). */
Plan plan_creation(Arena *arena, const Dialect *dialect, const Model *model, const bool *chosen);

/* The revision changes nothing that is there: its scripts only create, or put rows. */
bool plan_only_creates(const Changes *changes);

/*
 * Operations in an order in which they can be carried out: what is needed comes first, ties keep the
 * order given. `model`: the model that the objects belong to. Only creations; their inverse, taken from
 * the result, is in order too.
 */
Ops plan_order(Arena *arena, const Model *model, const Ops *ops);

/* Cuts the steps into parts by the dialect's lock budget; a table and what belongs to it stay together. */
Plan plan_steps(Arena *arena, const Dialect *dialect, Steps steps);

/*
 * The plan that undoes `up`: the steps of the inverse operations, each in the part with the step that it
 * undoes, parts from the last to the first, so that an upgrade that is under way can be undone.
 */
Plan plan_undo(Arena *arena, const Model *model, const Plan *up, Steps steps);

/* A step in words: `create table users`. */
void step_describe(Buf *out, const Step *step);

/* The plan, one step a line, for `migc dump plan`. */
void plan_dump(Buf *out, const Plan *plan);

#endif

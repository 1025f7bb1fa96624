/*
 * Steps for a dialect whose ALTER TABLE cannot change a table in place: a table that changes is built
 * anew and filled with one SELECT, however much of it changes.
 *
 * Takes the changes of a revision (or of several, one behind the other), gives their steps and, for
 * every table that is built anew, where each value comes from, which values must not be there, and
 * which are lost. All of it in the arena, pointing into the models. Linear cost.
 *
 * The steps of one change come in this order, each kind in the order of the operations: STEP_UNDO_SQL;
 * STEP_DROP_INDEX, STEP_REMOVE_TOUCH; STEP_DROP_TABLE; STEP_REBUILD; STEP_CREATE_TABLE;
 * STEP_CREATE_INDEX, STEP_CREATE_TOUCH; STEP_REMOVE_ROWS, STEP_PUT_ROWS; STEP_RUN_SQL, those that went
 * with their tables first.
 */
#ifndef MIGC_EMIT_REBUILD_H
#define MIGC_EMIT_REBUILD_H

#include "emit/plan.h"

/* Values that keep a table from being filled. */
typedef enum RebuildUnfit {
    UNFIT_INTEGER, /* `subject` is text that is no integer */
    UNFIT_NUMBER,  /* text that is no number */
    UNFIT_MOMENT,  /* text that is no date or time: `subject` is the cast, which gives null */
    UNFIT_MEMBER,  /* `subject` is true: the value is one that the enum loses */
    UNFIT_NULL,    /* `subject` is true: null, and null may it be no longer */
    UNFIT_NO_VALUE /* every row: the column is required, and nothing says what it holds */
} RebuildUnfit;

typedef struct RebuildCheck {
    RebuildUnfit kind;
    const Column *column; /* whom it is about, after */
    const Expr *subject;  /* over the columns before; NULL: there is none */
    const Expr *where;    /* only these rows; NULL: all */
} RebuildCheck;

/* A column before whose values go. */
typedef struct RebuildLoss {
    const Column *column;
    const Expr *back; /* what the other direction puts there, over the columns before; NULL: null */
} RebuildLoss;

typedef struct Rebuild {
    const Table *before;
    const Table *after;
    const Expr **values; /* of every column after, over the columns before; NULL: it is not filled:
                            generated, numbered, its default */
    RebuildCheck *checks;
    uint32_t check_count;
    RebuildLoss *losses;
    uint32_t loss_count;
} Rebuild;

/* The steps of changes, `down`: of undoing them, the last one first. */
Steps rebuild_steps(Arena *arena, const Dialect *dialect, const Changes *changes, bool down);

#endif

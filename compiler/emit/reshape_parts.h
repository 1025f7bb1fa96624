/*
 * The parts of emit/reshape among themselves; nobody else includes this.
 */
#ifndef MIGC_EMIT_RESHAPE_PARTS_H
#define MIGC_EMIT_RESHAPE_PARTS_H

#include "emit/mysql/parts.h"
#include "emit/reshape.h"

/* What is known of a change while it is made into steps. */
typedef struct Reshaping {
    Arena *arena;
    const Dialect *dialect;
    Names *names;
    const Ops *up; /* operations of both directions */
    const Ops *down;
    NameMap given_up; /* sequences before that get another name, or whose name another thing gets, as
                         `nextval` calls them */
    NameMap lost_checks; /* names of checks that cannot stay until their table changes, each to its
                            table before */
} Reshaping;

/* Which columns of a table keep their place, and what is put into the others. */
typedef struct Columning {
    const TableChange *change;
    int32_t *mate;     /* of every column after: the one before that becomes it in place, or -1 */
    int32_t *after_of; /* of every column before: the one after that it becomes in place, or -1 */
    const Expr *
        *fills; /* of every column after, over the columns before: what an UPDATE puts there */
    const Expr **refills; /* of every column before, over those after: when it is undone */
    bool moves;           /* some column has a value to be put, in either direction */
} Columning;

Columning reshape_columns(Reshaping *reshaping, const TableChange *change);

/* Gives another value for every row. MySQL does not add a column with such a default (error 1674). */
bool reshape_is_random(const Expr *expr);

/* The expression with every column that it names at its place in another table. */
const Expr *reshape_moved_expr(Arena *arena, const Expr *expr, const int32_t *places);

/* The assignments of one UPDATE in an order in which none reads what was written; false: there is none,
 * `*cycle` is a column of the circle. Values and columns are those of one table; NULL: nothing is put. */
bool reshape_order(Arena *arena, const Expr *const *values, uint16_t count, Assignment *ordered,
                   uint32_t *ordered_count, uint16_t *cycle);

/* What is known of a table while its states are made. */
typedef struct Stating {
    Reshaping *reshaping;
    const Columning *columning;
    const Table *before;
    const Table *after;
    int32_t *places; /* of every column after: its place in the state between */
    bool *is_read;   /* of every place between: values read it */
    Name *names;     /* of every place between */
    bool aside;      /* some column has a name of its own between */
    bool
        has_two_keys; /* the primary key becomes another one, whose columns are all there between */
} Stating;

/* Fills in `names`, `aside`; `is_read`, `has_two_keys`. */
void reshape_name_columns(Stating *stating);
void reshape_find_reads(Stating *stating);

/* The columns of the state between, on the way to the table after or, `is_down`, back. */
Column *reshape_columns_between(const Stating *stating, bool is_down);

/* The table with all its checks, also those that keep types. */
const Table *reshape_with_type_checks(Reshaping *reshaping, const Table *table);

/* Whether the name of a foreign key is one that the server makes of its table's, and would change with that. */
bool reshape_key_is_renamed(const Table *before, const Table *after, const ForeignKey *key);

/* Fills in `lost_checks`: the name is given to a table that changes earlier, or is one that the server would change
 * with its table's. `changes`: of every table before, in the order in which they are done; some are NULL. */
void reshape_find_lost_checks(Reshaping *reshaping, const TableChange *const *changes,
                              uint32_t count);

/* `table`, which has the checks of `before`, without those that are lost. The table itself if there are none. */
const Table *reshape_without_lost_checks(Reshaping *reshaping, const Table *table,
                                         const Table *before);

/* The states that a table goes through, as what leads from each to the next; NULL: nothing does. The way
 * back of `without_keys` and `with_keys` is their inverse. */
typedef struct TableStates {
    const TableChange *without_keys; /* foreign keys go, and defaults and checks that cannot stay */
    const TableChange *first;    /* to the state between; if there is none, to the table after */
    const TableChange *second;   /* from the state between to the table after */
    const TableChange *unfirst;  /* the ways back: in the state between, what comes back is not */
    const TableChange *unsecond; /* required yet, as on the way there what comes */
    const Fill *fill;            /* what is put in the state between */
    const Fill *refill;
    const TableChange *with_keys; /* foreign keys come */
} TableStates;

/* `gone_keys`: of every foreign key before, whether it goes; `new_keys`: of every one after, whether it
 * comes; the others stay as they are. */
TableStates reshape_states(Reshaping *reshaping, const Columning *columning, const bool *gone_keys,
                           const bool *new_keys);

/* A step of the upgrade, and the one that undoes it. */
typedef struct StepPair {
    Step up;
    Step down;
} StepPair;

typedef struct StepPairs {
    StepPair *items;
    uint32_t count;
} StepPairs;

typedef struct Renames {
    Rename *items;
    uint32_t count;
} Renames;

typedef enum SequenceMoment {
    SEQUENCES_GO_EARLY, /* those whose name something else gets */
    SEQUENCES_COME,     /* before the tables that take numbers from them */
    SEQUENCES_CHANGE,   /* under the names that they have after */
    SEQUENCES_GO        /* when no table does any more */
} SequenceMoment;

/* What becomes of sequences at that moment of an upgrade, but for their names. */
StepPairs reshape_sequences(Reshaping *reshaping, SequenceMoment moment);

/* Sequences that get another name. */
Renames reshape_renamed_sequences(Reshaping *reshaping);

/* Fills in `given_up`. */
void reshape_find_given_up(Reshaping *reshaping);

/* The table without the defaults that take numbers from a sequence that gives its name up: a default names nothing
 * that is not there. The table itself if there is none. */
const Table *reshape_without_numbers(Reshaping *reshaping, const Table *table);

#endif

/*
 * The parts of lower_change and emit/reshape among themselves; nobody else includes this.
 */
#ifndef MIGC_EMIT_LOWER_PARTS_H
#define MIGC_EMIT_LOWER_PARTS_H

#include "base/vec.h"
#include "change/partitions.h"
#include "emit/lower_change.h"

typedef VEC(Step) StepVec;

/* What has a name in a database: in PostgreSQL tables, partitions and sequences share one space of names with types and
 * another one with keys and indexes. */
typedef struct TakenNames {
    NameMap types;     /* of tables, partitions, enums, domains, sequences */
    NameMap relations; /* of keys and indexes */
    NameMap authors;   /* of types of the author's that come, without their namespaces */
    bool is_known;
} TakenNames;

/* What is known while a change is lowered. */
typedef struct Moving {
    Arena *arena;   /* of the steps */
    Arena *scratch; /* of the lists below, which steps do not lead to */
    const Dialect *dialect;
    Names *names;
    const Model *before;
    const Model *after;
    const Ops *ops; /* all of them; an altered table that only one side has is created or dropped */
    bool is_down;
    const Op **by_before; /* by the number of the table before: what alters or drops it, or NULL */
    Altered **altered;    /* likewise: what changes in it, or NULL */
    const Table **after_of; /* likewise: the table after, or NULL */
    NameMap
        undone; /* sql objects that are dropped, for good or for a while, by name and ground_identity */
    NameMap replaced;       /* sql objects that stay where others are made of the same name */
    TakenNames taken[2];    /* moving_names_after: without namespaces, with them */
    StepVec steps;          /* of the segment that is being made */
} Moving;

/* What is told of partitions that come and go. */
typedef struct PartitionSteps {
    Moving *moving;
    const Op *op;
} PartitionSteps;

enum { WEIGHT_PARTITION = 12 }; /* objects that a transaction locks which makes or drops one */

/* `ops` turns `before` into `after`; they are the downgrade's if `is_down`. What is given ends with `scratch`,
 * the steps that are taken from it do not. */
Moving moving_begin(Arena *arena, Arena *scratch, const Dialect *dialect, const Model *before,
                    const Model *after, const Ops *ops, bool is_down);

void moving_add(Moving *moving, Step step);

/* Appends the steps that lower makes of some of the operations. */
void moving_add_lowered(Moving *moving, const Model *model, const Ops *ops);

/* The operations of a kind, in an order in which they can be carried out. */
Ops moving_ops_of(const Moving *moving, OpKind kind);

/* The steps since the last call. */
Steps moving_take(Moving *moving);

/* Whether a column before is dropped, for good or to be made again: what stands on it goes with it. */
bool moving_is_remade(const Altered *altered, uint16_t column);

/* Whether an index that is to be built beside running writers is: `beside` of the change, at its place. Not so
 * on a partitioned table, of which no server can do that. */
static inline bool moving_is_beside(const Moving *moving, const Table *table, const bool *beside,
                                    uint16_t index) {
    return beside && beside[index] &&
           !(moving->dialect->has_partition_tables &&
             table_partitioning(table, moving->dialect->target));
}

/* Whether a part of a table before goes, for good or round the change of a column. */
bool moving_key_goes(const Moving *moving, const Altered *altered, const Key *key, int32_t kept);
bool moving_check_goes(const Moving *moving, const Altered *altered, uint16_t check);
bool moving_index_goes(const Moving *moving, const Altered *altered, uint16_t index);
bool moving_foreign_key_goes(const Moving *moving, const Table *before, uint16_t key);

/* Whether a constraint that is not there after (`from`) becomes another of its name (`to`) without going: it
 * can be put off, or need not be checked, and could not, or had to be. */
bool moving_check_turns(const Moving *moving, const Altered *altered, uint16_t from, uint16_t to);
bool moving_foreign_key_turns(const Moving *moving, const Altered *altered, uint16_t from,
                              uint16_t to);

/* Foreign keys that go, of all tables; what else goes of one table; indexes that were built beside running
 * writers and go. */
void lower_dropped_keys(Moving *moving);
void lower_dropped_parts(Moving *moving, const Op *op, const Altered *altered);
void lower_unbuilt_parts(Moving *moving, const Op *op, const Altered *altered);

/* Sql objects that go, for good or for a while (remembered in `undone`); that come, or come back. */
void lower_undone_sql(Moving *moving);
void lower_run_sql(Moving *moving);

/* Types that the author's SQL made, and in whose place other things come: they stand aside. */
void lower_types_aside(Moving *moving);

/* What tables stand on, domains and sql objects: that which comes, and that which goes. */
void lower_coming_ground(Moving *moving);
void lower_leaving_ground(Moving *moving);

/* lower_objects.c: namespaces that objects of `model` are in and none of `other`. */
void lower_namespaces(Moving *moving, StepKind kind, const Model *model, const Model *other);

/* Values of enums that get other names; comments on enums; enums and sequences that go. */
void lower_renamed_values(Moving *moving);
void lower_enum_comments(Moving *moving);
void lower_dropped_objects(Moving *moving, OpKind kind);

/* Sequences: those that stay when their column goes; that come and change; whose they are, when the columns are there. */
void lower_freed_sequences(Moving *moving);
void lower_changed_sequences(Moving *moving);
void lower_owned_sequences(Moving *moving);

/* Domains: what goes of them, first those whose default stays; what comes to them, when the values are there. */
void lower_changed_domains(Moving *moving, bool get_defaults);
void lower_domain_rules(Moving *moving);

/* Extensions that a revision drops. */
void lower_dropped_extensions(Moving *moving);

/* Steps for everything that gets another name: tables, columns, constraints, indexes, sequences, enums. */
void lower_renames(Moving *moving);

/* What a domain, enum or sequence that goes is called by then: its name, unless another thing comes under it. */
Name moving_aside_name(Moving *moving, const Object *dropped);

/* All names of the model after, with their namespaces or without. */
const TakenNames *moving_names_after(Moving *moving, bool with_space);

/* Rows of data blocks: those that leave, from the tables as they are; those that come or change. */
void lower_leaving_rows(Moving *moving);
void lower_coming_rows(Moving *moving);

/* Enum values that come; enums that are replaced by new ones. */
void lower_new_values(Moving *moving);
void lower_replaced_enums(Moving *moving);
bool enum_adds_values(const EnumChange *change);
bool enum_is_replaced(const EnumChange *change);

#endif

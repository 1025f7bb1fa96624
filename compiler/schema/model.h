/*
 * The model: what a schema means. Every name is looked up, every type is known, mixins are expanded,
 * one-word types are gone, names that were left out are derived.
 *
 * Built by schema/resolve in the model's arena (in later chapters also by replaying a chain); constant
 * from then on; lives until the run ends. Arrays are in source order. Spans point at what was written.
 * Objects for some targets only carry `targets`; everything else has TARGETS_ALL.
 */
#ifndef MIGC_SCHEMA_MODEL_H
#define MIGC_SCHEMA_MODEL_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/names.h"
#include "schema/expr.h"
#include "schema/type.h"
#include "source/span.h"

typedef struct Table Table;

typedef struct Extension {
    Name name;
    Span span;
    TargetSet targets;
} Extension;

/* A type with a spelling per target; NULL where none was given. */
typedef struct NativeType {
    Name name;
    Span span;
    Name doc;
    Name spelling[TARGET_COUNT];
    Span spelling_span[TARGET_COUNT];
    uint8_t family; /* TypeFamily, if every spelling begins with a word of that one family */
    TargetSet targets;
} NativeType;

typedef struct EnumValue {
    Name name;
    Span span;
} EnumValue;

typedef struct Enum {
    Name space;
    Name name;
    Span span;
    Name doc;
    EnumValue *values;
    uint32_t value_count;
    TargetSet targets;
} Enum;

typedef enum ColumnFlag {
    COLUMN_NULLABLE = 1,
    COLUMN_IDENTITY = 2,
    COLUMN_VIRTUAL = 4,      /* a generated column that is not stored */
    COLUMN_TOUCHED = 8       /* on update now */
} ColumnFlag;

/* A word of `with (...)`, with its value as text or NULL: what it means is known to the targets. */
typedef struct OptionWord {
    Name name;
    Name value;
    Span span;
    TargetSet targets;
} OptionWord;

/* Of a table or an index: targets that have the same words share them, no word is there twice for a target,
 * and they are sorted: by targets, then by name. */
typedef struct OptionWords {
    OptionWord *items;
    uint16_t count;
} OptionWords;

typedef struct Column {
    Name name;
    Span span; /* of the name */
    Type type;
    uint8_t flags; /* ColumnFlag */
    TargetSet targets;
    Expr *default_value; /* or NULL */
    Expr *generated;     /* or NULL */
    Name collation;      /* or NULL */
    Name charset;        /* or NULL */
    Name doc;            /* or NULL */
} Column;

/* Columns of one table by their position in it. */
typedef struct Columns {
    uint16_t *at;
    uint16_t count;
} Columns;

/* Whether they are the same positions in the same order. */
static inline bool columns_equal(Columns a, Columns b) {
    return a.count == b.count && (a.count == 0 || memcmp(a.at, b.at, a.count * sizeof *a.at) == 0);
}

/* Whether a position is among them. */
static inline bool columns_contain(Columns columns, uint16_t position) {
    for (uint16_t i = 0; i < columns.count; i++) {
        if (columns.at[i] == position) {
            return true;
        }
    }
    return false;
}

/* What a constraint says besides; not every kind of constraint can say everything. */
typedef enum ConstraintFlag {
    CONSTRAINT_DEFERRABLE = 1, /* a transaction may put it off until its end */
    CONSTRAINT_DEFERRED = 2,   /* and does so unless it says otherwise */
    CONSTRAINT_NOT_VALID = 4,  /* of rows that were there before it nothing is known */
    CONSTRAINT_MATCH_FULL = 8, /* of a foreign key: either all columns are null or none is */
    CONSTRAINT_NULLS_SAME = 16 /* of what is unique: two nulls are the same value */
} ConstraintFlag;

/* A primary key or a unique constraint. */
typedef struct Key {
    Name name;
    Span span;
    Columns columns;
    Columns include; /* kept beside the key in its index */
    TargetSet targets;
    uint8_t flags; /* ConstraintFlag */
} Key;

typedef enum Action {
    ACTION_NONE, /* no action */
    ACTION_RESTRICT,
    ACTION_CASCADE,
    ACTION_SET_NULL,
    ACTION_SET_DEFAULT
} Action;

typedef struct ForeignKey {
    Name name;
    Span span;        /* of the constraint or the `references` modifier */
    Span target_span; /* of the name of the referenced table */
    Columns columns;
    Table *target;
    Columns referenced; /* positions in the target */
    uint8_t on_delete;  /* Action */
    uint8_t on_update;
    bool is_forward;    /* written `forward`: added after both tables exist */
    uint8_t flags;      /* ConstraintFlag */
    TargetSet targets;
} ForeignKey;

typedef struct Check {
    Name name;
    Span span;
    Expr *condition;
    uint8_t flags; /* ConstraintFlag */
    TargetSet targets;
} Check;

typedef struct IndexKey {
    Expr *expr; /* EXPR_COLUMN for a plain column */
    Name collation; /* or NULL */
    Name class;     /* the operator class, or NULL */
    uint32_t prefix; /* so many characters or bytes of the value; 0: all */
    bool descending;
    uint8_t nulls; /* 0: not said, 1: first, 2: last */
    Name sign; /* the operator of an exclusion: no two rows may have keys of which this is true */
} IndexKey;

/* An index, or an exclusion constraint: a constraint that is kept by an index of that method. */
typedef struct Index {
    Name name;
    Span span;
    IndexKey *keys;
    Expr *where;     /* or NULL */
    Name method;     /* or NULL */
    Columns include;
    OptionWords options;
    uint16_t key_count;
    bool is_unique;
    bool is_exclusion; /* its keys have operators */
    Name statement;    /* what makes it, of a table that has one: no keys are known; or NULL */
    uint8_t flags;     /* ConstraintFlag */
    TargetSet targets;
} Index;

/* How rows go to partitions; the words are in partition.c. */
typedef enum PartitionMethod {
    METHOD_RANGE,
    METHOD_LIST,
    METHOD_HASH,
    METHOD_KEY,
    METHOD_RANGE_COLUMNS,
    METHOD_LIST_COLUMNS,
    METHOD_LINEAR_HASH,
    METHOD_LINEAR_KEY
} PartitionMethod;

#define PARTITION_METHODS (METHOD_LINEAR_KEY + 1)

typedef enum PartitionKind {
    PARTITION_FROM_TO,   /* from, to */
    PARTITION_ANY_OF,    /* from: one of these */
    PARTITION_LESS_THAN, /* to */
    PARTITION_REMAINDER, /* modulus, remainder */
    PARTITION_ALL_OTHERS
} PartitionKind;

/* One partition: which rows are in it. Values are literals of the types of the keys, or verbatim;
 * `minvalue` and `maxvalue` are EXPR_VERBATIM with that word in capitals. */
typedef struct Partition {
    Name name;
    Span span; /* of the name */
    Expr **from;
    Expr **to;
    uint32_t from_count;
    uint32_t to_count;
    uint32_t modulus;
    uint32_t remainder;
    uint8_t kind; /* PartitionKind */
} Partition;

/* `partition by ...` of a table; no target has two. */
typedef struct Partitioning {
    Span span;
    IndexKey *keys;
    Partition *items;
    uint32_t count;
    uint32_t number; /* partitions N, which have no names; 0: none said */
    uint16_t key_count;
    uint8_t method; /* PartitionMethod */
    TargetSet targets;
} Partitioning;

typedef enum TableFlag {
    TABLE_WITHOUT_KEY = 1, /* written `without primary key` */
    TABLE_KEY_BROKEN = 2,  /* its primary key has mistakes that were told */
    TABLE_INCOMPLETE = 4,  /* columns may be missing, which was told: stay quiet about unknown ones */
    TABLE_DUPLICATE = 8,   /* another table has the name; told */
    TABLE_COLLATED = 32,   /* every column says its collation; in emit/ only */
    TABLE_DOMAIN = 64,     /* none: the one column is the value of a domain */
    TABLE_SHARED = 16      /* the same as at the revision before, down to the arrays: what can be told of
                              it alone was told there */
} TableFlag;

struct Table {
    Name space; /* NULL: the default namespace */
    Name name;
    Span span; /* of the name */
    Name doc;
    Column *columns;
    Key *primary_key; /* NULL: without primary key */
    Key *uniques;
    ForeignKey *foreign_keys;
    Check *checks;
    Index *indexes;
    uint16_t column_count;
    uint16_t unique_count;
    uint16_t foreign_key_count;
    uint16_t check_count;
    uint16_t index_count;
    TargetSet targets;
    uint8_t flags;      /* TableFlag */
    OptionWords options;
    Name statement;     /* SQLite, in emit/ only: what makes it, of which the columns are known; or NULL */
    Partitioning *partitionings;
    uint16_t partitioning_count;
    uint32_t number;    /* position among the model's tables */
    uint16_t *by_name;  /* table_column's: positions by the address of the name; NULL: few columns */
};

/* Reference rows of a table: column_count values a row, row after row. */
typedef struct Data {
    Table *table;
    Span span;
    Columns key;
    Columns columns;
    Expr **values; /* literals, of the types of the columns */
    uint32_t row_count;
    TargetSet targets;
} Data;

typedef struct Object Object;

/* A named object in the author's own SQL. */
typedef struct SqlObject {
    Name name; /* unique for each target; two may share it if their targets are disjoint */
    Span span;
    Name doc;
    Object **needs;   /* copies: they do not move when the model's objects are sorted */
    uint32_t needs_count;
    Name up;          /* verbatim */
    Name down;        /* verbatim, or NULL with a reason */
    Name down_reason; /* of `down none`, or NULL */
    Span up_span;
    Span down_span;
    TargetSet targets;
} SqlObject;

/* A type with a rule: `subject` is a table with one column, `value`, which has the type, the default, the
 * collation and the checks of the domain. */
typedef struct Domain {
    Name space;
    Name name;
    Span span;
    Name doc;
    Table *subject;
    TargetSet targets;
} Domain;

/* The values of the domain are arrays. */
static inline bool domain_is_array(const Domain *domain) {
    return domain->subject->columns && domain->subject->columns[0].type.is_array;
}

/* The collation that a domain says, or the one that it is made of; NULL: none. */
static inline Name domain_collation(const Domain *domain) {
    const Column *base = domain->subject->columns;
    while (base && !base->collation && base->type.domain) {
        base = base->type.domain->subject->columns;
    }
    return base ? base->collation : NULL;
}

/* A counter that stands by itself: all numbers are known, those that were left out too. */
typedef struct Sequence {
    Name space;
    Name name;
    Span span;
    Name doc;
    Type type; /* smallint, int or bigint */
    int64_t start;
    int64_t increment;
    int64_t least;
    int64_t most;
    int64_t cache;
    bool cycles;
    bool is_broken;    /* told */
    Name owner_space;  /* of the table whose column it goes with */
    Name owner;        /* NULL: nobody's */
    Name owner_column;
    TargetSet targets;
} Sequence;

typedef enum ObjectKind {
    OBJECT_EXTENSION,
    OBJECT_TYPE, /* NativeType */
    OBJECT_ENUM,
    OBJECT_TABLE,
    OBJECT_DATA,
    OBJECT_SQL,
    OBJECT_DOMAIN,
    OBJECT_SEQUENCE
} ObjectKind;

#define OBJECT_KINDS (OBJECT_SEQUENCE + 1)

/* A declared object of any kind; the model's list of them is the source order (or, with
 * `order dependency`, the sorted order). */
struct Object {
    ObjectKind kind;
    union {
        Extension *extension;
        NativeType *type;
        Enum *enumeration;
        Table *table;
        Data *data;
        SqlObject *sql;
        Domain *domain;
        Sequence *sequence;
    };
};

typedef struct Model {
    Arena *arena;
    Names *names;
    Object *objects; /* all of them, in order */
    uint32_t object_count;
    Table **tables;  /* the tables among them, in order */
    uint32_t table_count;
    bool is_replayed; /* the order is that of a chain of revisions, not one that was written */
} Model;

/* The targets, the span and the name of an object; an OBJECT_DATA has the name of its table. */
TargetSet object_targets(const Object *object);
Span object_span(const Object *object);
Name object_space(const Object *object); /* NULL: the default namespace, or none */
Name object_name(const Object *object);

/* Position of a column in a table by name, or -1. O(log columns). */
int table_column(const Table *table, Name name);

/* The same but for the expression and the direction: collation, operator class, prefix. */
static inline bool index_key_clauses_equal(const IndexKey *a, const IndexKey *b) {
    return a->collation == b->collation && a->class == b->class && a->prefix == b->prefix;
}

/* What a target has of an option; NULL: it does not have it. */
const OptionWord *options_find(const OptionWords *options, Target target, const char *name);

/* Whether both say the same for the same targets. */
bool options_equal(const OptionWords *a, const OptionWords *b);

/* partition.c: how the table is partitioned in a target, or NULL. */
const Partitioning *table_partitioning(const Table *table, Target target);

/* `range`, `list columns`: the words of a method; the method that has these words, or PARTITION_METHODS. */
const char *partition_method_words(uint8_t method);
unsigned partition_method(Text words);

/* The partition of that name, or NULL. */
const Partition *partition_find(const Partitioning *partitioning, Name name);

/* `minvalue` or `maxvalue`, or NULL: another value. */
const char *partition_end_word(const Expr *value);

/* Writes ` range (day, lower(name))`, and ` partitions 4`; each value of a list is written by expr_write. */
void partitioning_write(Buf *out, const Partitioning *partitioning, const Table *table);
/* Writes ` from (1) to (maxvalue)`. */
void partition_write(Buf *out, const Partition *partition, const Table *table);

/* Whether rows go to partitions in the same way, for the same targets. Expressions are compared by their
 * text over their tables. */
bool partitioning_alike(const Partitioning *a, const Table *of_a, const Partitioning *b,
                        const Table *of_b);
/* Whether both take the same rows; the values of a list are in any order. */
bool partition_alike(const Partition *a, const Partition *b, const Table *table);

/* Puts the values of lists in `after` in the order that they have in `before`, which databases keep. The models have
 * their names in common. */
void partitions_take_order(Arena *arena, const Model *before, Model *after);

/* The one of `table` that is like `wanted` of another table, or NULL. */
const Partitioning *partitioning_same(const Table *table, const Partitioning *wanted,
                                      const Table *of);

/* Whether each has what the other has: methods and keys; with `whole`, also the partitions. */
bool partitionings_alike(const Table *a, const Table *b, bool whole);

/* To be called when the columns of a table are complete and whenever they change: readies
 * table_column for tables with many columns. Of two columns with one name the first is found. */
void table_index_columns(Arena *arena, Table *table);

/* `extension`, `type`, `enum`, `table`, `data`, `sql`, `domain`, `sequence`. */
const char *object_kind(const Object *object);

/* What the object is: the pointer in its union, for comparing. */
const void *object_identity(const Object *object);

/* Writes a name as the language spells it: in double quotes unless it is [a-z_][a-z0-9_]*. */
void name_write(Buf *out, Name name);

/* What identifies `space.name`: the name itself when space is NULL, else one that cannot be written. */
Name name_qualified(Names *names, Name space, Name name);

/* The same, in double quotes whatever it is. */
void name_write_quoted(Buf *out, Name name);

/* Writes `space.name` or `name`, each as name_write does. */
void table_write_name(Buf *out, const Table *table);

/* The least and the greatest number that a sequence has when it says nothing else, and where it starts. */
int64_t sequence_least(const Sequence *sequence);
int64_t sequence_most(const Sequence *sequence);
int64_t sequence_start(const Sequence *sequence);

/* What `nextval` calls a sequence: `name` or `space.name`, each in double quotes if it needs them. */
Name sequence_called(Names *names, Name space, Name name);

/* Writes what it says, as the language does: ` int start 5 owned by orders.number`, what goes without
 * saying left out. */
void sequence_write(Buf *out, const Sequence *sequence, void (*write)(Buf *out, Name name));

/* Writes `space.name` or `name` of an object, each as name_write does. */
void object_write_name(Buf *out, const Object *object);

/* Canonical text of one object: two objects that mean the same have the same text. */
void object_dump(Buf *out, const Object *object);

/* ` deferrable initially deferred not valid`: what a constraint says of when it is checked. */
void constraint_write_timing(Buf *out, uint8_t flags);

/* The lines of a table's parts in it. `words`: what kind of key. */
void column_dump(Buf *out, const Table *table, const Column *column);
void key_dump(Buf *out, const char *words, const Table *table, const Key *key);
void foreign_key_dump(Buf *out, const Table *table, const ForeignKey *key);
void check_dump(Buf *out, const Table *table, const Check *check);
void index_dump(Buf *out, const Table *table, const Index *index);

/* Canonical text of a model, one fact a line, for `migc dump model` and for comparing models. */
void model_dump(Buf *out, const Model *model);

#endif

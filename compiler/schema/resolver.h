/*
 * The parts of schema/resolve among themselves; nobody else includes this.
 *
 * A Resolver holds what is known while a schema is resolved. `symbols.arena` is the model's arena, for
 * what stays; `scratch` is released at the end. A table is walked in passes: shape (columns and keys),
 * foreign keys, types that were left out, expressions.
 */
#ifndef MIGC_SCHEMA_RESOLVER_H
#define MIGC_SCHEMA_RESOLVER_H

#include "schema/project.h"
#include "schema/symbols.h"
#include "schema/typing.h"

typedef struct Mixin {
    const AstDecl *decl;
    uint32_t number;
    uint32_t seen_by; /* the pass and table that was last to include it */
    bool is_used;
    bool is_cyclic;
} Mixin;

/* An object that was declared, by its name; several of one name are for disjoint targets. */
typedef struct Declared Declared;
struct Declared {
    Object object;
    Declared *next;
};

/* A column whose type was left out; while it waits, its Type has kind TYPE_ERROR and as length
 * 1 + its position among these. */
typedef struct Pending {
    Table *table;
    const Table *target; /* whose column gives the type; NULL: no foreign key was found yet */
    Span span;           /* of the column's name */
    uint16_t column;
    uint16_t target_column;
    uint8_t state; /* SymbolState */
} Pending;

/* Databases allow no more columns in a table and in a key; the compiler's positions have 16 bits. */
#define MOST_COLUMNS 1600u
#define MOST_KEY_COLUMNS 32u

/* Mixins add at most so many items to a schema, and are nested at most so deeply. */
#define MOST_EXPANDED 4000000u
#define DEEPEST_MIXIN 64u

typedef struct Resolver {
    Symbols symbols;
    Arena scratch;
    Model *model;
    const AstDecl *const *decls; /* in source order */
    uint32_t decl_count;
    const Object *const *reused; /* see ReplayedSchema; NULL: nothing */
    const AstDecl **table_decls; /* by Table.number */
    NameMap mixins;              /* Name -> Mixin */
    NameMap objects;             /* Name (qualified) -> Declared: tables, enums, sql objects */
    NameMap extensions;          /* Name -> Declared */
    NameMap check_names;         /* Name -> CheckName, see resolve_names.c */
    VEC(Mixin *) mixin_list;
    VEC(const AstItem *) items; /* of the table that is being looked at, mixins expanded */
    VEC(Pending) pending;
    uint32_t expanded;
    uint32_t marks[MOST_COLUMNS]; /* of columns, for resolve_columns: the list that had one last */
    uint32_t mark;
    uint32_t pass;               /* 1, 2, 3: over all tables; the first tells what is wrong with includes */
    char place[128];
} Resolver;

/* resolve.c: the targets of something. `names` NULL: those of its parent. What the parent has not got is
 * told. `what` is for the message: "the index". */
TargetSet resolve_targets(Resolver *resolver, const AstName *names, TargetSet parent,
                          const char *what);

/* The target of that name; an unknown one is told and gives TARGET_COUNT. */
Target resolve_target(Resolver *resolver, Name name, Span span);

/* resolve_declare.c: all declarations, into the model and the maps of names. */
void resolve_declare(Resolver *resolver);

/* The targets among the project's that `set` has and `other` has not. */
TargetSet resolve_missing(const Resolver *resolver, TargetSet set, TargetSet other);

/* Tells not-in-target at `span`; `missing` is not empty. */
Diag *resolve_tell_missing(Resolver *resolver, Span span, TargetSet missing, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The modifier of that kind, or NULL. */
const AstModifier *resolve_modifier(const AstItem *item, AstModifierKind kind);

/* The modifier of that kind that is about a constraint: behind a column, what stands behind `constraint` and
 * before the next one; of an item (`constraint` NULL) any. Or NULL. */
const AstModifier *resolve_clause(const AstItem *item, const AstModifier *constraint,
                                  AstModifierKind kind);

/* What such modifiers say, as a set of ConstraintFlag; `match full` is resolve_keys.c's. */
uint8_t resolve_constraint_flags(const AstItem *item, const AstModifier *constraint);

/* resolve_mixin.c: cycles; then the items of one table into resolver->items. */
void resolve_mixins(Resolver *resolver);
void resolve_items(Resolver *resolver, Table *table);

/* resolve_table.c: columns, primary keys and unique keys of a table. */
void resolve_shape(Resolver *resolver, Table *table);

/* Positions of written columns; told: unknown ones, the same twice, more than `most`. False if
 * something was wrong; `columns` is then as it was. */
bool resolve_columns(Resolver *resolver, const Table *table, const AstName *written, uint32_t most,
                     Columns *columns);

/* What is for `targets` depends on these columns: tells what they are not there for. */
void resolve_column_targets(Resolver *resolver, const Table *table, Columns columns,
                            TargetSet targets, Span span, const char *what);

/* resolve_keys.c: foreign keys of a table; then the types that were left out. */
void resolve_foreign_keys(Resolver *resolver, Table *table);
void resolve_pending_types(Resolver *resolver);

/* resolve_expr.c: defaults, generated columns, checks, indexes of a table. */
void resolve_expressions(Resolver *resolver, Table *table);

/* resolve_options.c: the options of a table; those of an index by the two below it. */
#define MOST_OPTIONS 1000u
typedef VEC(OptionWord) OptionVec;
void resolve_table_options(Resolver *resolver, Table *table);
void resolve_add_options(Resolver *resolver, const AstWord *option, TargetSet targets,
                         OptionVec *written);
OptionWords resolve_options(Resolver *resolver, const OptionVec *written);

/* resolve_partition.c: how the table is partitioned, when its types are known. */
void resolve_partitions(Resolver *resolver, Table *table);

/* A key of an index or of a partitioning. */
void resolve_index_key(Resolver *resolver, const TypingScope *scope, const AstIndexKey *key,
                       IndexKey *made);

/* resolve_data.c */
void resolve_data(Resolver *resolver, const AstDecl *decl, Data *data);
void resolve_sql(Resolver *resolver, const AstDecl *decl, SqlObject *sql);

/* resolve_domain.c: the types, defaults and checks of domains, and what their names mean. */
void resolve_domains(Resolver *resolver);

/* resolve_sequence.c: what a sequence says; then, when all tables are known, whose it is. */
void resolve_sequence(Resolver *resolver, const AstDecl *decl, Sequence *sequence);
void resolve_owner(Resolver *resolver, const AstDecl *decl, const Sequence *sequence);

/* resolve_names.c: the names of what was not named. */
Name names_primary_key(Resolver *resolver, const Table *table);
Name names_of_columns(Resolver *resolver, const Table *table, Columns columns, const char *suffix);
Name names_index(Resolver *resolver, const Table *table, const IndexKey *keys, uint16_t count);
Name names_check(Resolver *resolver, const Table *table, const Expr *condition);

#endif

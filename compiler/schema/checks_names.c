/*
 * checks_names.c - names: which may be taken, and that none is taken twice.
 *
 * takes:    the model, names that were left out being derived
 * gives:    reserved-name, identifier-too-long, duplicate-name (tables, enums, columns and the like were
 *           compared when they were declared; here: constraints, indexes, and names that differ in case)
 * promises: linear. Tables, indexes and keys share the names of a namespace where the target has it so, constraints
 *           those of a table; two may share a name if no target has both.
 */
#include <strings.h>

#include "base/buf.h"
#include "schema/checker.h"
#include "schema/derived.h"

/* ---- single names ---- */

static bool begins(Name name, const char *prefix) {
    return strncasecmp(name->text, prefix, strlen(prefix)) == 0;
}

static bool fits(Checker *checker, Name name, Span span) {
    if (name->length <= LONGEST_NAME) {
        return true;
    }
    Diag *diag = diag_at(checker->diags, DIAG_IDENTIFIER_TOO_LONG, span,
                         "the name has %u bytes, and %u is the most", name->length, LONGEST_NAME);
    diag_label(diag, "PostgreSQL would cut it");
    return false;
}

/* Names that migc, or a database, keeps for its own tables and indexes. */
static bool is_free(Checker *checker, Name name, Span span) {
    bool is_ours = begins(name, "migc_");
    if (!is_ours && !begins(name, "sqlite_")) {
        return true;
    }
    Diag *diag = diag_at(checker->diags, DIAG_RESERVED_NAME, span,
                         "`%s` begins with `%s`, which %s keeps for itself", name->text,
                         is_ours ? "migc_" : "sqlite_", is_ours ? "migc" : "SQLite");
    diag_help(diag, "choose another name");
    return false;
}

static bool is_free_space(Checker *checker, Name space, Span span) {
    if (!space) {
        return true;
    }
    bool reserved = begins(space, "pg_") || begins(space, "migc_") ||
                    strcmp(space->text, "information_schema") == 0 ||
                    strcmp(space->text, "temp") == 0 || strcmp(space->text, "main") == 0;
    if (reserved) {
        Diag *diag = diag_at(checker->diags, DIAG_RESERVED_NAME, span,
                             "namespace `%s` is one that a database keeps for itself", space->text);
        diag_help(diag, "choose another name");
    }
    return !reserved;
}

bool check_object_names(Checker *checker, const Subject *subject) {
    (void)subject;
    static const char *const system_columns[] = {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"};
    for (size_t i = 0; i < sizeof system_columns / sizeof *system_columns; i++) {
        checker->system_columns[i] =
            names_find(checker->model->names, system_columns[i], strlen(system_columns[i]));
    }
    bool good = true;
    for (uint32_t i = 0; i < checker->model->object_count; i++) {
        const Object *object = &checker->model->objects[i];
        switch (object->kind) {
        case OBJECT_EXTENSION: good &= fits(checker, object_name(object), object_span(object)); break;
        case OBJECT_ENUM: {
            const Enum *enumeration = object->enumeration;
            good &= fits(checker, enumeration->name, enumeration->span) &&
                    is_free(checker, enumeration->name, enumeration->span) &&
                    is_free_space(checker, enumeration->space, enumeration->span);
            for (uint32_t j = 0; j < enumeration->value_count; j++) {
                good &= fits(checker, enumeration->values[j].name, enumeration->values[j].span);
            }
            break;
        }
        case OBJECT_DOMAIN:
        case OBJECT_SEQUENCE:
            good &= fits(checker, object_name(object), object_span(object)) &&
                    is_free(checker, object_name(object), object_span(object)) &&
                    is_free_space(checker, object_space(object), object_span(object));
            break;
        case OBJECT_TYPE:
        case OBJECT_TABLE: /* see check_table_names */
        case OBJECT_DATA:
        case OBJECT_SQL: break;
        }
    }
    return good;
}

static bool column_names(Checker *checker, const Table *table) {
    bool good = true;
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        good &= fits(checker, column->name, column->span);
        for (size_t j = 0; j < sizeof checker->system_columns / sizeof(Name); j++) {
            if (column->name == checker->system_columns[j]) {
                Diag *diag = diag_at(checker->diags, DIAG_RESERVED_NAME, column->span,
                                     "`%s` is a column that PostgreSQL gives to every table",
                                     column->name->text);
                diag_help(diag, "choose another name");
                good = false;
            }
        }
    }
    return good;
}

bool check_table_names(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    bool good = fits(checker, table->name, table->span) &&
                is_free(checker, table->name, table->span);
    good &= is_free_space(checker, table->space, table->span);
    if (table->space) {
        good &= fits(checker, table->space, table->span);
    }
    good &= column_names(checker, table);
    if (table->primary_key) {
        good &= fits(checker, table->primary_key->name, table->primary_key->span);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        good &= fits(checker, table->uniques[i].name, table->uniques[i].span);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        good &= fits(checker, table->foreign_keys[i].name, table->foreign_keys[i].span);
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        good &= fits(checker, table->checks[i].name, table->checks[i].span);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        good &= fits(checker, index->name, index->span);
        if (!begins(table->name, "migc_") && !begins(table->name, "sqlite_")) {
            good &= is_free(checker, index->name, index->span);
        }
    }
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        const Partitioning *partitioning = &table->partitionings[i];
        for (uint32_t k = 0; k < partitioning->count; k++) {
            const Partition *partition = &partitioning->items[k];
            good &= fits(checker, partition->name, partition->span) &&
                    is_free(checker, partition->name, partition->span);
        }
    }
    return good;
}

/* ---- names taken twice ---- */

typedef enum Role {
    ROLE_TABLE,
    ROLE_KEY,
    ROLE_FOREIGN_KEY,
    ROLE_CHECK,
    ROLE_INDEX,
    ROLE_SEQUENCE
} Role;

static const char *role_words(uint8_t role) {
    switch ((Role)role) {
    case ROLE_TABLE: return "a table";
    case ROLE_KEY: return "a key";
    case ROLE_FOREIGN_KEY: return "a foreign key";
    case ROLE_CHECK: return "a check";
    case ROLE_INDEX: return "an index";
    case ROLE_SEQUENCE: return "a sequence";
    }
    return "";
}

typedef struct Use Use;
struct Use {
    const Table *table;
    const void *what; /* Key, ForeignKey, Check, Index */
    Name name;
    Use *next;        /* the same name, for other targets */
    Span span;
    TargetSet targets;
    uint8_t role;
};

/* Every namespace has its own names; databases that fold case must not see one name twice. */
typedef struct Taken {
    Checker *checker;
    Arena scratch;
    NameMap relations;   /* Name -> Use */
    NameMap constraints; /* Name -> Use: of one table */
    NameMap indexes;     /* likewise, where indexes are not among the relations */
} Taken;

static Name folded(const Taken *taken, Name name) {
    return names_lower(taken->checker->model->names, name);
}

static bool same_index(const Index *a, const Index *b) {
    if (a->key_count != b->key_count || !a->where != !b->where ||
        (a->where && !expr_equal(a->where, b->where))) {
        return false;
    }
    for (uint16_t i = 0; i < a->key_count; i++) {
        if (!expr_equal(a->keys[i].expr, b->keys[i].expr) ||
            !index_key_clauses_equal(&a->keys[i], &b->keys[i])) {
            return false;
        }
    }
    return true;
}

/* Whether they are one thing that is said twice: then it is not another name that is needed. */
static bool is_said_twice(const Use *a, const Use *b) {
    if (a->table != b->table || a->role != b->role) {
        return false;
    }
    switch ((Role)a->role) {
    case ROLE_TABLE: return false;
    case ROLE_KEY:
        return columns_equal(((const Key *)a->what)->columns, ((const Key *)b->what)->columns);
    case ROLE_FOREIGN_KEY: {
        const ForeignKey *left = a->what;
        const ForeignKey *right = b->what;
        return left->target == right->target && columns_equal(left->columns, right->columns);
    }
    case ROLE_CHECK:
    case ROLE_SEQUENCE: return false;
    case ROLE_INDEX: return same_index(a->what, b->what);
    }
    return false;
}

static void tell_taken(Checker *checker, const Use *first, const Use *second) {
    if (first->role == ROLE_TABLE && first->table == second->table &&
        (first->table->flags & TABLE_DUPLICATE)) {
        return; /* it was, when it was declared */
    }
    if (first->span.start > second->span.start) {
        const Use *later = first;
        first = second;
        second = later;
    }
    Diag *diag;
    if (first->name == second->name) {
        diag = diag_at(checker->diags, DIAG_DUPLICATE_NAME, second->span,
                       "`%s` is the name of %s already", second->name->text,
                       role_words(first->role));
    } else {
        diag = diag_at(checker->diags, DIAG_DUPLICATE_NAME, second->span,
                       "`%s` differs only in case from `%s`, the name of %s", second->name->text,
                       first->name->text, role_words(first->role));
    }
    diag_label(diag, "%s called `%s`", role_words(second->role), second->name->text);
    diag_note(diag, first->span, "%s called `%s` is here", role_words(first->role),
              first->name->text);
    diag_help(diag, is_said_twice(first, second) ? "take one of them out, or give it another name"
                                                 : "give one of them another name");
}

static bool take(Taken *taken, NameMap *map, Name key, Use use) {
    Use *entry = NEW(&taken->scratch, Use);
    *entry = use;
    Use *at = namemap_put(&taken->scratch, map, key, entry);
    if (!at) {
        return true;
    }
    for (;; at = at->next) {
        if (at->targets & use.targets) {
            tell_taken(taken->checker, at, &use);
            return false;
        }
        if (!at->next) {
            at->next = entry;
            return true;
        }
    }
}

static bool take_relation(Taken *taken, Use use) {
    Name name = folded(taken, use.name);
    Name key = name_qualified(taken->checker->model->names, use.table->space, name);
    return take(taken, &taken->relations, key, use);
}

static bool take_index(Taken *taken, Use use) {
    TargetSet shared =
        targets_with_shared_indexes((TargetSet)(use.targets & taken->checker->project->targets));
    Use own = use;
    own.targets = (TargetSet)(use.targets & ~shared);
    use.targets = shared;
    return (own.targets == 0 || take(taken, &taken->indexes, folded(taken, own.name), own)) &&
           (shared == 0 || take_relation(taken, use));
}

/* The constraints of a table that is what it was at the revision before were compared there. */
static bool take_constraint(Taken *taken, Use use) {
    return (use.table->flags & TABLE_SHARED) ||
           take(taken, &taken->constraints, folded(taken, use.name), use);
}

static bool take_key(Taken *taken, const Table *table, const Key *key) {
    Use use = {.table = table, .what = key, .name = key->name, .span = key->span,
               .targets = key->targets, .role = ROLE_KEY};
    /* a key that collides as a constraint would be told again as a relation */
    return take_constraint(taken, use) && take_index(taken, use);
}

static bool take_all(Taken *taken, const Table *table) {
    bool good = true;
    namemap_clear(&taken->constraints);
    namemap_clear(&taken->indexes);
    if (table->primary_key) {
        good &= take_key(taken, table, table->primary_key);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        good &= take_key(taken, table, &table->uniques[i]);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        good &= take_constraint(taken, (Use){.table = table, .what = key, .name = key->name,
                                             .span = key->span, .targets = key->targets,
                                             .role = ROLE_FOREIGN_KEY});
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        good &= take_constraint(taken, (Use){.table = table, .what = check, .name = check->name,
                                             .span = check->span, .targets = check->targets,
                                             .role = ROLE_CHECK});
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        good &= take_index(taken, (Use){.table = table, .what = index, .name = index->name,
                                        .span = index->span, .targets = index->targets,
                                        .role = ROLE_INDEX});
    }
    return good;
}

/* Columns whose names differ in case only; equal ones were told when they were declared. */
static bool columns_in_case(Taken *taken, const Table *table) {
    bool good = true;
    if (table->flags & TABLE_SHARED) {
        return good;
    }
    NameMap seen = {0};
    uint16_t first = 0;
    while (first < table->column_count &&
           folded(taken, table->columns[first].name) == table->columns[first].name) {
        first++;
    }
    for (uint16_t i = 0; first < table->column_count && i < table->column_count; i++) {
        Column *column = &table->columns[i];
        Name name = folded(taken, column->name);
        const Column *other = namemap_put(&taken->scratch, &seen, name, column);
        if (other && other->name != column->name) {
            Diag *diag = diag_at(taken->checker->diags, DIAG_DUPLICATE_NAME, column->span,
                                 "column `%s` differs only in case from `%s`", column->name->text,
                                 other->name->text);
            diag_note(diag, other->span, "`%s` is here", other->name->text);
            diag_help(diag, "give one of them another name");
            good = false;
        }
    }
    return good;
}

/* Sequences share the names of tables and indexes; two of one name were told when they were declared. */
static bool take_sequence(Taken *taken, const Sequence *sequence) {
    Table *stand_in = NEW(&taken->scratch, Table);
    stand_in->space = sequence->space;
    stand_in->name = sequence->name;
    return take_relation(taken, (Use){.table = stand_in,
                                      .what = sequence,
                                      .name = sequence->name,
                                      .span = sequence->span,
                                      .targets = sequence->targets,
                                      .role = ROLE_SEQUENCE});
}

/* About how many names tables, keys and indexes have. */
static size_t relation_count(const Model *model) {
    size_t count = model->table_count;
    for (uint32_t i = 0; i < model->table_count; i++) {
        count += (size_t)model->tables[i]->index_count + model->tables[i]->unique_count + 1;
    }
    return count;
}

bool check_unique_names(Checker *checker, const Subject *subject) {
    (void)subject;
    const Model *model = checker->model;
    Taken taken = {.checker = checker};
    bool good = true;
    bool *is_alone = NEW_ARRAY(&taken.scratch, bool, model->table_count);
    namemap_reserve(&taken.scratch, &taken.relations, relation_count(model));
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        if (!(table->flags & TABLE_DUPLICATE)) {
            is_alone[i] = take_relation(&taken, (Use){.table = table, .name = table->name,
                                                .span = table->span, .targets = table->targets,
                                                .role = ROLE_TABLE});
            good &= is_alone[i];
        }
    }
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        good &= columns_in_case(&taken, table);
        if (is_alone[i]) { /* else what is derived from its name collides too */
            good &= take_all(&taken, table);
        }
    }
    for (uint32_t i = 0; i < model->object_count; i++) {
        if (model->objects[i].kind == OBJECT_SEQUENCE) {
            good &= take_sequence(&taken, model->objects[i].sequence);
        }
    }
    arena_release(&taken.scratch);
    return good;
}

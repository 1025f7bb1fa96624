/*
 * checks_indexes.c - constraints and indexes of a table that do the same work twice.
 *
 * takes:    a table
 * gives:    duplicate-index, duplicate-foreign-key; a warning where an index repeats a key
 * promises: n log n: what may be the same has the same hash and is compared with its neighbours only
 */
#include <stdlib.h>

#include "schema/checker.h"

typedef enum WorkKind {
    WORK_KEY,
    WORK_INDEX,
    WORK_FOREIGN_KEY
} WorkKind;

/* How many with the same hash are looked back at. */
#define NEIGHBOURS 8u

static uint32_t mix(uint32_t hash, uint32_t value) {
    return (hash ^ value) * 16777619u;
}

static uint32_t hash_columns(Columns columns) {
    uint32_t hash = 2166136261u;
    for (uint16_t i = 0; i < columns.count; i++) {
        hash = mix(hash, columns.at[i]);
    }
    return hash;
}

static void hash_visit(void *context, uint16_t column) {
    uint32_t *hash = context;
    *hash = mix(*hash, column);
}

static uint32_t hash_index(const Index *index) {
    uint32_t hash = 2166136261u;
    for (uint16_t i = 0; i < index->key_count; i++) {
        const Expr *expr = index->keys[i].expr;
        if (expr->kind == EXPR_COLUMN) {
            hash = mix(hash, expr->column);
        } else {
            hash = mix(hash, 100000u + expr->kind);
            expr_columns(expr, hash_visit, &hash);
        }
    }
    return hash;
}

static int by_hash(const void *a, const void *b) {
    const Work *left = a;
    const Work *right = b;
    if (left->hash != right->hash) {
        return left->hash < right->hash ? -1 : 1;
    }
    return (left->start > right->start) - (left->start < right->start);
}

static void add(Checker *checker, uint32_t hash, Span span, WorkKind kind, const void *what) {
    Work work = {.hash = hash, .start = span.start, .what = what, .kind = (uint8_t)kind};
    vec_push(&checker->scratch, &checker->works, work);
}

static void sort(Checker *checker) {
    if (checker->works.count > 1) {
        qsort(checker->works.items, checker->works.count, sizeof(Work), by_hash);
    }
}

/* ---- keys and indexes ---- */

typedef struct Side {
    Span span;
    TargetSet targets;
    Name name;
} Side;

static Side side_of(const Work *work) {
    if (work->kind == WORK_KEY) {
        const Key *key = work->what;
        return (Side){key->span, key->targets, key->name};
    }
    const Index *index = work->what;
    return (Side){index->span, index->targets, index->name};
}

static bool same_indexes(const Index *a, const Index *b) {
    if (a->key_count != b->key_count || a->method != b->method || !a->where != !b->where ||
        a->is_unique != b->is_unique || a->is_exclusion != b->is_exclusion ||
        a->flags != b->flags || a->include.count != b->include.count ||
        (a->where && !expr_equal(a->where, b->where))) {
        return false;
    }
    if (a->include.count > 0 && !columns_equal(a->include, b->include)) {
        return false;
    }
    for (uint16_t i = 0; i < a->key_count; i++) {
        if (!index_key_clauses_equal(&a->keys[i], &b->keys[i]) ||
            a->keys[i].sign != b->keys[i].sign ||
            a->keys[i].descending != b->keys[i].descending || a->keys[i].nulls != b->keys[i].nulls ||
            !expr_equal(a->keys[i].expr, b->keys[i].expr)) {
            return false;
        }
    }
    return true;
}

/* A plain index over exactly the columns of the key, in their order. */
static bool repeats_key(const Index *index, const Key *key) {
    if (index->where || index->method || index->include.count > 0 || key->include.count > 0 ||
        (key->flags & CONSTRAINT_DEFERRABLE) || index->is_exclusion || index->flags != key->flags ||
        index->key_count != key->columns.count) {
        return false;
    }
    for (uint16_t i = 0; i < index->key_count; i++) {
        const IndexKey *own = &index->keys[i];
        if (own->expr->kind != EXPR_COLUMN || own->expr->column != key->columns.at[i] ||
            own->descending || own->nulls || own->collation || own->class || own->prefix) {
            return false;
        }
    }
    return true;
}

typedef enum Likeness {
    LIKE_NOTHING,
    LIKE_THE_OTHER,
    LIKE_THE_KEY /* which has an index already */
} Likeness;

static Likeness compare(const Table *table, const Work *a, const Work *b) {
    if (a->kind == WORK_KEY && b->kind == WORK_KEY) {
        const Key *left = a->what;
        const Key *right = b->what;
        if (!columns_equal(left->columns, right->columns) || left->flags != right->flags ||
            !columns_equal(left->include, right->include)) {
            return LIKE_NOTHING;
        }
        return left == table->primary_key || right == table->primary_key ? LIKE_THE_KEY
                                                                         : LIKE_THE_OTHER;
    }
    if (a->kind == WORK_INDEX && b->kind == WORK_INDEX) {
        return same_indexes(a->what, b->what) ? LIKE_THE_OTHER : LIKE_NOTHING;
    }
    bool repeats = a->kind == WORK_KEY ? repeats_key(b->what, a->what) : repeats_key(a->what, b->what);
    return repeats ? LIKE_THE_KEY : LIKE_NOTHING;
}

static void tell_other(Checker *checker, const Work *first, const Work *second) {
    Side one = side_of(first);
    Side other = side_of(second);
    if (other.name == one.name) {
        return; /* duplicate-name, see checks_names.c */
    }
    Diag *diag = diag_at(checker->diags, DIAG_DUPLICATE_INDEX, other.span,
                         "`%s` does the same work as `%s`", other.name->text, one.name->text);
    diag_note(diag, one.span, "`%s` is here", one.name->text);
    diag_help(diag, "take one of them out");
}

static void tell_key(Checker *checker, const Table *table, const Work *a, const Work *b) {
    bool a_is_key = a->kind == WORK_KEY && (b->kind != WORK_KEY || a->what == table->primary_key);
    const Key *key = a_is_key ? a->what : b->what;
    Side side = side_of(a_is_key ? b : a);
    Diag *diag = diag_at(checker->diags, DIAG_REDUNDANT_INDEX, side.span,
                         "`%s` has the columns of key `%s`, which has an index already",
                         side.name->text, key->name->text);
    diag_note(diag, key->span, "the key is here");
    diag_help(diag, "take `%s` out", side.name->text);
}

bool check_indexes(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    checker->works.count = 0;
    if (table->primary_key) {
        const Key *key = table->primary_key;
        add(checker, hash_columns(key->columns), key->span, WORK_KEY, key);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const Key *key = &table->uniques[i];
        add(checker, hash_columns(key->columns), key->span, WORK_KEY, key);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        add(checker, hash_index(index), index->span, WORK_INDEX, index);
    }
    sort(checker);
    for (uint32_t i = 1; i < checker->works.count; i++) {
        const Work *second = &checker->works.items[i];
        for (uint32_t back = 1; back <= NEIGHBOURS && back <= i; back++) {
            const Work *first = second - back;
            if (first->hash != second->hash) {
                break;
            }
            Likeness likeness = side_of(first).targets & side_of(second).targets
                                    ? compare(table, first, second)
                                    : LIKE_NOTHING;
            if (likeness == LIKE_THE_OTHER) {
                tell_other(checker, first, second);
                break;
            }
            if (likeness == LIKE_THE_KEY) {
                tell_key(checker, table, first, second);
                break;
            }
        }
    }
    return true;
}

/* ---- foreign keys ---- */

bool check_foreign_keys(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    checker->works.count = 0;
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        add(checker, mix(hash_columns(key->columns), key->target->number), key->span,
            WORK_FOREIGN_KEY, key);
    }
    sort(checker);
    for (uint32_t i = 1; i < checker->works.count; i++) {
        const Work *second = &checker->works.items[i];
        const ForeignKey *key = second->what;
        for (uint32_t back = 1; back <= NEIGHBOURS && back <= i; back++) {
            const Work *first = second - back;
            const ForeignKey *other = first->what;
            if (first->hash != second->hash) {
                break;
            }
            if (other->target == key->target && columns_equal(other->columns, key->columns) &&
                other->name != key->name && (other->targets & key->targets)) {
                Diag *diag = diag_at(checker->diags, DIAG_DUPLICATE_FOREIGN_KEY, key->span,
                                     "these columns refer to table `%s%s%s` twice",
                                     TABLE_SHOWN(key->target));
                diag_note(diag, other->span, "the first time is here");
                diag_help(diag, "take one of them out");
                break;
            }
        }
    }
    return true;
}

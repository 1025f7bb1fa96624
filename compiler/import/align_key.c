/*
 * align_key.c - constraints and indexes of a schema and of a database, made alike where they mean the same.
 */
#include <string.h>

#include "emit/mysql/mysql.h"
#include "import/aligning.h"

/* ---- constraints ----------------------------------------------------------------------------- */

static bool same_columns(const Table *a, Columns columns, const Table *b, Columns others) {
    bool is_same = columns.count == others.count;
    for (uint16_t i = 0; is_same && i < columns.count; i++) {
        is_same = a->columns[columns.at[i]].name == b->columns[others.at[i]].name;
    }
    return is_same;
}

static bool same_key(const Table *a, const ForeignKey *key, const Table *b,
                     const ForeignKey *other) {
    return key->target->name == other->target->name && key->target->space == other->target->space &&
           same_columns(a, key->columns, b, other->columns) &&
           same_columns(key->target, key->referenced, other->target, other->referenced) &&
           key->on_delete == other->on_delete && key->on_update == other->on_update;
}

/* Names of constraints that the target does not keep, or that mean nothing there. */
void align_key_names(Aligning *aligning, Table *expected, Table *found) {
    bool has_both = expected->primary_key != NULL && found->primary_key != NULL;
    if (has_both && !has_key_names(aligning->target) &&
        same_columns(expected, expected->primary_key->columns, found,
                     found->primary_key->columns)) {
        found->primary_key->name = expected->primary_key->name;
    }
    if (keeps_names(aligning->target)) {
        return;
    }
    bool *is_taken = NEW_ARRAY(aligning->arena, bool, found->unique_count);
    for (uint16_t i = 0; i < expected->unique_count; i++) {
        for (uint16_t k = 0; k < found->unique_count; k++) {
            if (!is_taken[k] && same_columns(expected, expected->uniques[i].columns, found,
                                             found->uniques[k].columns)) {
                is_taken[k] = true;
                found->uniques[k].name = expected->uniques[i].name;
                break;
            }
        }
    }
    is_taken = NEW_ARRAY(aligning->arena, bool, found->foreign_key_count);
    for (uint16_t i = 0; i < expected->foreign_key_count; i++) {
        for (uint16_t k = 0; k < found->foreign_key_count; k++) {
            if (!is_taken[k] &&
                same_key(expected, &expected->foreign_keys[i], found, &found->foreign_keys[k])) {
                is_taken[k] = true;
                found->foreign_keys[k].name = expected->foreign_keys[i].name;
                break;
            }
        }
    }
}

void align_forget_restrict(Aligning *aligning, Table *table) {
    for (uint16_t i = 0; is_mysql(aligning->target) && i < table->foreign_key_count; i++) {
        ForeignKey *key = &table->foreign_keys[i];
        key->on_delete = key->on_delete == ACTION_RESTRICT ? ACTION_NONE : key->on_delete;
        key->on_update = key->on_update == ACTION_RESTRICT ? ACTION_NONE : key->on_update;
    }
}

/* Those of one name first, then those of one text. */
void align_checks(Aligning *aligning, Table *expected, Table *found) {
    bool *is_taken = NEW_ARRAY(aligning->arena, bool, found->check_count);
    bool *is_done = NEW_ARRAY(aligning->arena, bool, expected->check_count);
    for (int pass = keeps_names(aligning->target) ? 0 : 1; pass < 2; pass++) {
        for (uint16_t i = 0; i < expected->check_count; i++) {
            for (uint16_t k = 0; !is_done[i] && k < found->check_count; k++) {
                bool is_candidate = !is_taken[k] && (pass == 1 || expected->checks[i].name ==
                                                                      found->checks[k].name);
                if (is_candidate &&
                    align_expr(aligning, &expected->checks[i].condition, expected,
                               &found->checks[k].condition, found, PLACE_CONDITION)) {
                    is_taken[k] = true;
                    is_done[i] = true;
                    found->checks[k].name = keeps_names(aligning->target)
                                                ? found->checks[k].name
                                                : expected->checks[i].name;
                }
            }
        }
    }
}

/* ---- indexes --------------------------------------------------------------------------------- */

/* What goes without saying. */
static void settle_index(Aligning *aligning, Index *index) {
    if (index->method != NULL && strcmp(index->method->text, "btree") == 0) {
        index->method = NULL;
    }
    for (uint16_t k = 0; k < index->key_count; k++) {
        IndexKey *key = &index->keys[k];
        uint8_t usual = aligning->target != TARGET_POSTGRES ? 0 : key->descending ? 1 : 2;
        key->nulls = key->nulls == usual ? 0 : key->nulls;
    }
}

/* A plain column is the same under the same name; anything else is compared as text. */
static void align_index(Aligning *aligning, Table *expected, Index *index, Table *found,
                        Index *other) {
    for (uint16_t k = 0; k < index->key_count && k < other->key_count; k++) {
        if (index->keys[k].expr->kind != EXPR_COLUMN || other->keys[k].expr->kind != EXPR_COLUMN) {
            align_expr(aligning, &index->keys[k].expr, expected, &other->keys[k].expr, found,
                       PLACE_KEY);
        }
    }
    align_expr(aligning, &index->where, expected, &other->where, found, PLACE_CONDITION);
}

void align_indexes(Aligning *aligning, Table *expected, Table *found) {
    NameMap by_name = {0};
    for (uint16_t i = 0; i < found->index_count; i++) {
        settle_index(aligning, &found->indexes[i]);
        namemap_set(aligning->arena, &by_name, found->indexes[i].name, &found->indexes[i]);
    }
    for (uint16_t i = 0; i < expected->index_count; i++) {
        settle_index(aligning, &expected->indexes[i]);
        Index *other = namemap_get(&by_name, expected->indexes[i].name);
        if (other != NULL) {
            align_index(aligning, expected, &expected->indexes[i], found, other);
        }
    }
}

static bool same_plain_index(const Table *a, const Index *index, const Table *b,
                             const Index *other) {
    bool is_same = index->name == other->name && index->key_count == other->key_count &&
                   !other->is_unique && other->method == NULL && other->options.count == 0;
    for (uint16_t i = 0; is_same && i < index->key_count; i++) {
        const IndexKey *key = &other->keys[i];
        is_same = key->expr->kind == EXPR_COLUMN && key->prefix == 0 && !key->descending &&
                  a->columns[index->keys[i].expr->column].name ==
                      b->columns[key->expr->column].name;
    }
    return is_same;
}

void align_own_indexes(Aligning *aligning, const Table *expected, Table *found) {
    if (!is_mysql(aligning->target)) {
        return;
    }
    const Table *made = mysql_supported(aligning->arena, dialect_of(aligning->target), expected);
    uint16_t kept = 0;
    for (uint16_t i = 0; i < found->index_count; i++) {
        bool is_own = false;
        for (uint16_t k = expected->index_count; k < made->index_count; k++) {
            is_own = is_own ||
                     same_plain_index(expected, &made->indexes[k], found, &found->indexes[i]);
        }
        if (!is_own) {
            found->indexes[kept++] = found->indexes[i];
        }
    }
    found->index_count = kept;
}

/* MySQL has no unique keys but unique indexes. */
void align_make_keys(Aligning *aligning, Table *table) {
    uint16_t kept = 0;
    for (uint16_t i = 0; is_mysql(aligning->target) && i < table->index_count; i++) {
        Index *index = &table->indexes[i];
        bool is_key = index->is_unique && index->where == NULL && index->method == NULL &&
                      !options_find(&index->options, aligning->target, "comment");
        for (uint16_t k = 0; k < index->key_count; k++) {
            is_key = is_key && index->keys[k].expr->kind == EXPR_COLUMN &&
                     !index->keys[k].descending;
        }
        if (!is_key) {
            table->indexes[kept++] = *index;
            continue;
        }
        Key *keys = NEW_ARRAY(aligning->arena, Key, table->unique_count + 1u);
        memcpy(keys, table->uniques, table->unique_count * sizeof *keys);
        Key *key = &keys[table->unique_count++];
        *key = (Key){.name = index->name, .span = index->span, .targets = index->targets};
        key->columns.at = NEW_ARRAY(aligning->arena, uint16_t, index->key_count);
        for (uint16_t k = 0; k < index->key_count; k++) {
            key->columns.at[key->columns.count++] = index->keys[k].expr->column;
        }
        table->uniques = keys;
    }
    table->index_count = is_mysql(aligning->target) ? kept : table->index_count;
}

/* foreign.c - see foreign.h. */
#include "emit/foreign.h"

#include "emit/lower.h"

bool foreign_key_writes(const ForeignKey *key) {
    return key->on_delete == ACTION_SET_NULL || key->on_delete == ACTION_SET_DEFAULT ||
           key->on_update == ACTION_SET_NULL || key->on_update == ACTION_SET_DEFAULT ||
           key->on_update == ACTION_CASCADE;
}

const ForeignKey *foreign_key_writing(const Dialect *dialect, const Table *table, uint16_t column) {
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (is_for(dialect, key->targets) && foreign_key_writes(key) &&
            columns_contain(key->columns, column)) {
            return key;
        }
    }
    return NULL;
}

static bool begins_with(Columns all, Columns first) {
    for (uint16_t i = 0; i < first.count; i++) {
        if (i >= all.count || all.at[i] != first.at[i]) {
            return false;
        }
    }
    return true;
}

static bool index_begins_with(const Index *index, Columns first) {
    for (uint16_t i = 0; i < first.count; i++) {
        if (i >= index->key_count || index->method || index->keys[i].descending ||
            index->keys[i].prefix != 0 || index->keys[i].expr->kind != EXPR_COLUMN ||
            index->keys[i].expr->column != first.at[i]) {
            return false;
        }
    }
    return true;
}

bool foreign_key_is_covered(const Dialect *dialect, const Table *table, Columns columns) {
    const Key *primary = table->primary_key;
    if (primary && is_for(dialect, primary->targets) && begins_with(primary->columns, columns)) {
        return true;
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (is_for(dialect, table->uniques[i].targets) &&
            begins_with(table->uniques[i].columns, columns)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_for(dialect, table->indexes[i].targets) &&
            index_begins_with(&table->indexes[i], columns)) {
            return true;
        }
    }
    return false;
}

/* version.c - takes a model, finds the oldest version of a server that can hold it. See version.h. */
#include "emit/version.h"

#include "emit/lower.h"
#include "emit/with.h"

static bool has_nulls_same(const Dialect *dialect, const Table *table) {
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if ((table->uniques[i].flags & CONSTRAINT_NULLS_SAME) &&
            is_for(dialect, table->uniques[i].targets)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if ((table->indexes[i].flags & CONSTRAINT_NULLS_SAME) &&
            is_for(dialect, table->indexes[i].targets)) {
            return true;
        }
    }
    return false;
}

static bool has_virtual(const Dialect *dialect, const Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if ((table->columns[i].flags & COLUMN_VIRTUAL) &&
            is_for(dialect, table->columns[i].targets)) {
            return true;
        }
    }
    return false;
}

static bool is_strict(const Dialect *dialect, const Table *table) {
    return options_have(table, dialect->target, "strict");
}

uint32_t version_needed(const Dialect *dialect, const Model *model) {
    const struct {
        uint32_t since; /* 0: no version has it */
        bool (*is_used)(const Dialect *dialect, const Table *table);
    } rows[] = {
        {dialect->virtual_since, has_virtual},
        {dialect->nulls_same_since, has_nulls_same},
        {dialect->target == TARGET_SQLITE ? STRICT_SINCE : 0, is_strict},
    };
    uint32_t needed = 0;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        for (uint32_t i = 0; i < model->table_count && rows[row].since > dialect->least_version &&
                             rows[row].since > needed;
             i++) {
            const Table *table = model->tables[i];
            if (is_for(dialect, table->targets) && rows[row].is_used(dialect, table)) {
                needed = rows[row].since;
            }
        }
    }
    return needed;
}

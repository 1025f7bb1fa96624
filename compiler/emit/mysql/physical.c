/*
 * physical.c - takes a table of the model, gives it as the server holds it. See parts.h.
 *
 * A foreign key needs an index that begins with its columns, in their order. If there is none the server
 * makes one by itself, and drops it by itself when another one comes that does: so that nothing happens
 * behind a script's back, migc makes it, under the name of the foreign key.
 */
#include "emit/foreign.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/with.h"
#include "emit/typename.h"
#include "schema/derived.h"

static Index supporting_index(Arena *arena, const Table *table, const ForeignKey *key) {
    Index index = {.name = key->name,
                   .span = key->span,
                   .keys = NEW_ARRAY(arena, IndexKey, key->columns.count),
                   .key_count = key->columns.count,
                   .targets = key->targets};
    for (uint16_t i = 0; i < key->columns.count; i++) {
        Expr *column = NEW(arena, Expr);
        *column = (Expr){.kind = EXPR_COLUMN,
                         .column = key->columns.at[i],
                         .type = table->columns[key->columns.at[i]].type,
                         .span = key->span};
        index.keys[i].expr = column;
    }
    return index;
}

static Index *all_indexes(Arena *arena, const Dialect *dialect, const Table *table,
                          uint16_t *count) {
    Index *indexes = NULL;
    *count = table->index_count;
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        Table seen = *table; /* with the indexes of earlier foreign keys */
        seen.indexes = indexes ? indexes : table->indexes;
        seen.index_count = *count;
        if (!is_for(dialect, key->targets) ||
            foreign_key_is_covered(dialect, &seen, key->columns)) {
            continue;
        }
        if (!indexes) {
            indexes = NEW_ARRAY(arena, Index, (size_t)*count + table->foreign_key_count);
            for (uint16_t k = 0; k < *count; k++) {
                indexes[k] = table->indexes[k];
            }
        }
        indexes[(*count)++] = supporting_index(arena, table, key);
    }
    return indexes ? indexes : table->indexes;
}

/* The name of the check that keeps a column's type. */
static Name type_check_name(Names *names, const Table *table, const Column *column) {
    Buf text = {0};
    derived_type_check(&text, table->name, column->name);
    Name name = names_intern(names, text.data, text.length);
    buf_free(&text);
    return name;
}

static Check *all_checks(Arena *arena, Names *names, const Dialect *dialect, const Table *table,
                         uint16_t *count) {
    Check *checks = NULL;
    Buf text = {0};
    *count = table->check_count;
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!is_for(dialect, column->targets) ||
            !typename_has_check(column->type, dialect->target) ||
            foreign_key_writing(dialect, table, i)) { /* the key that it refers to has the check */
            continue;
        }
        if (!checks) {
            checks = NEW_ARRAY(arena, Check, (size_t)*count + table->column_count);
            for (uint16_t k = 0; k < *count; k++) {
                checks[k] = table->checks[k];
            }
        }
        buf_clear(&text);
        typename_check(&text, column, dialect->target);
        Expr *condition = NEW(arena, Expr);
        *condition = (Expr){.kind = EXPR_VERBATIM,
                            .op = MYSQL_TYPE_CHECK,
                            .column = i,
                            .type = TYPE_OF(TYPE_BOOL),
                            .span = column->span,
                            .text = names_intern(names, text.data, text.length)};
        checks[(*count)++] = (Check){.name = type_check_name(names, table, column),
                                     .span = column->span,
                                     .condition = condition,
                                     .targets = column->targets};
    }
    buf_free(&text);
    return checks ? checks : table->checks;
}

const Table *mysql_supported(Arena *arena, const Dialect *dialect, const Table *table) {
    Table *supported = arena_copy(arena, table, sizeof *table);
    supported->indexes = all_indexes(arena, dialect, table, &supported->index_count);
    return supported;
}

const Table *mysql_physical(Arena *arena, Names *names, const Dialect *dialect,
                            const Table *logical) {
    const Table *table = options_collated(arena, names, dialect, logical);
    uint16_t index_count;
    uint16_t check_count;
    Index *indexes = all_indexes(arena, dialect, table, &index_count);
    Check *checks = all_checks(arena, names, dialect, table, &check_count);
    if (indexes == table->indexes && checks == table->checks) {
        return table;
    }
    Table *physical = arena_copy(arena, table, sizeof *table);
    physical->indexes = indexes;
    physical->index_count = index_count;
    physical->checks = checks;
    physical->check_count = check_count;
    return physical;
}

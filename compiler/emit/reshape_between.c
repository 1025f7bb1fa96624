/*
 * reshape_between.c - takes the change of a table, gives the columns of the state between, in which those
 * before and those after are both there. See reshape_parts.h.
 */
#include "emit/lower.h"
#include "emit/reshape_parts.h"
#include "schema/derived.h"

static bool is_there(const Stating *stating, TargetSet targets) {
    return is_for(stating->reshaping->dialect, targets);
}

/* ---- names between ------------------------------------------------------------------------------- */

static Name name_aside(const Stating *stating, const char *prefix, Name name) {
    Buf full = {0};
    Buf cut = {0};
    buf_text(&full, prefix);
    buf_name(&full, name);
    derived_name_write(&cut, buf_view(&full));
    Name found = names_intern(stating->reshaping->names, cut.data, cut.length);
    buf_free(&full);
    buf_free(&cut);
    return found;
}

/* Columns that take each other's names in a circle: by the names alone nobody could tell whether they have
 * done so. One of each circle steps aside. */
static void break_circles(Stating *stating) {
    const Columning *columning = stating->columning;
    uint16_t count = stating->before->column_count;
    bool *seen = NEW_ARRAY(stating->reshaping->arena, bool, count);
    for (uint16_t i = 0; i < count; i++) {
        int32_t at = i;
        for (uint16_t steps = 0; at >= 0 && !seen[at] && columning->after_of[at] >= 0; steps++) {
            Name to = stating->after->columns[columning->after_of[at]].name;
            seen[at] = true;
            at = to == stating->before->columns[at].name ? -1 : table_column(stating->before, to);
            if (at == i && steps > 0) {
                stating->names[i] = name_aside(
                    stating, "migc_new_", stating->after->columns[columning->after_of[i]].name);
                stating->aside = true;
            }
        }
    }
}

void reshape_name_columns(Stating *stating) {
    const Columning *columning = stating->columning;
    const Table *before = stating->before;
    const Table *after = stating->after;
    for (uint16_t i = 0; i < before->column_count; i++) {
        Name name = before->columns[i].name;
        if (columning->after_of[i] >= 0) {
            name = after->columns[columning->after_of[i]].name;
        } else if (is_there(stating, before->columns[i].targets)) {
            int at = table_column(after, name);
            if (at >= 0 && is_there(stating, after->columns[at].targets)) {
                name = name_aside(stating, "migc_old_", name);
                stating->aside = true;
            }
        }
        stating->names[i] = name;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (columning->mate[i] < 0) {
            stating->names[stating->places[i]] = after->columns[i].name;
        }
    }
    break_circles(stating);
}

/* ---- the state between --------------------------------------------------------------------------- */

static void read_columns(void *context, uint16_t column) {
    bool *is_read = context;
    is_read[column] = true;
}

static bool is_plain_key(const Stating *stating, const Table *table) {
    const Key *key = table->primary_key;
    if (!key || !is_there(stating, key->targets)) {
        return false;
    }
    for (uint16_t i = 0; i < key->columns.count; i++) {
        if (table->columns[key->columns.at[i]].generated) {
            return false;
        }
    }
    return true;
}

/* Of two primary keys, the one of the side that a script comes from is there between: a table is never without.
 * Their columns are there as if they were read. */
static void keep_keys(Stating *stating) {
    const Table *before = stating->before;
    const Table *after = stating->after;
    stating->has_two_keys = is_plain_key(stating, before) && is_plain_key(stating, after);
    for (uint16_t i = 0; stating->has_two_keys && i < before->primary_key->columns.count; i++) {
        stating->is_read[before->primary_key->columns.at[i]] = true;
    }
    for (uint16_t i = 0; stating->has_two_keys && i < after->primary_key->columns.count; i++) {
        stating->is_read[stating->places[after->primary_key->columns.at[i]]] = true;
    }
}

void reshape_find_reads(Stating *stating) {
    const Columning *columning = stating->columning;
    Arena *arena = stating->reshaping->arena;
    for (uint16_t i = 0; i < stating->after->column_count; i++) {
        if (columning->fills[i]) {
            expr_columns(columning->fills[i], read_columns, stating->is_read);
        }
    }
    for (uint16_t i = 0; i < stating->before->column_count; i++) {
        if (columning->refills[i]) {
            expr_columns(reshape_moved_expr(arena, columning->refills[i], stating->places),
                         read_columns, stating->is_read);
        }
    }
    keep_keys(stating);
}

/* A column that only one side has, on the way to that side: nothing has put its values yet. */
static void relax(Column *column, const Expr *fill) {
    bool is_numbered = (column->flags & COLUMN_IDENTITY) != 0;
    if (fill || is_numbered || !column->default_value) {
        column->flags |= COLUMN_NULLABLE;
    }
    column->flags &= (uint8_t) ~(COLUMN_IDENTITY | COLUMN_TOUCHED);
    if (reshape_is_random(column->default_value)) {
        column->default_value = NULL;
    }
}

/* Columns that are not there between: computed ones, and numbers that nobody reads or puts. */
static bool is_left_out(const Column *column, const Expr *fill, bool is_read) {
    return column->generated || ((column->flags & COLUMN_IDENTITY) && !fill && !is_read);
}

/* All values of both enums. */
static Type united(Arena *arena, Type before, Type after) {
    const Enum *a = before.enumeration;
    const Enum *b = after.enumeration;
    Enum *both = arena_copy(arena, b, sizeof *b);
    both->values = NEW_ARRAY(arena, EnumValue, (size_t)a->value_count + b->value_count);
    both->value_count = a->value_count;
    for (uint32_t i = 0; i < a->value_count; i++) {
        both->values[i] = a->values[i];
    }
    for (uint32_t i = 0; i < b->value_count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < a->value_count && !known; k++) {
            known = a->values[k].name == b->values[i].name;
        }
        if (!known) {
            both->values[both->value_count++] = b->values[i];
        }
    }
    Type type = after;
    type.enumeration = both;
    return type;
}

/* A column that keeps its place, while values are moved. */
static Column kept_column(const Stating *stating, uint16_t at, bool is_down) {
    Arena *arena = stating->reshaping->arena;
    uint16_t to = (uint16_t)stating->columning->after_of[at];
    const Column *before = &stating->before->columns[at];
    const Column *after = &stating->after->columns[to];
    Column column = is_down ? *after : *before;
    if (is_down && column.generated) {
        column.generated = (Expr *)reshape_moved_expr(arena, column.generated, stating->places);
    }
    column.targets = before->targets;
    if (stating->columning->fills[to] || stating->columning->refills[at]) {
        column.flags |= (uint8_t)((before->flags | after->flags) & COLUMN_NULLABLE);
        if (before->type.kind == TYPE_ENUM && after->type.kind == TYPE_ENUM) {
            column.type = united(arena, before->type, after->type);
            column.default_value = is_down ? after->default_value : before->default_value;
        }
    }
    return column;
}

Column *reshape_columns_between(const Stating *stating, bool is_down) {
    const Columning *columning = stating->columning;
    const Table *before = stating->before;
    const Table *after = stating->after;
    Column *columns = NEW_ARRAY(stating->reshaping->arena, Column,
                                (size_t)before->column_count + after->column_count);
    for (uint16_t i = 0; i < before->column_count; i++) {
        columns[i] = before->columns[i];
        if (columning->after_of[i] >= 0) {
            columns[i] = kept_column(stating, i, is_down);
        } else if (is_left_out(&columns[i], columning->refills[i], stating->is_read[i])) {
            columns[i].targets = 0;
        } else if (is_down) {
            relax(&columns[i], columning->refills[i]);
        }
        columns[i].name = stating->names[i];
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (columning->mate[i] >= 0) {
            continue;
        }
        Column *column = &columns[stating->places[i]];
        *column = after->columns[i];
        if (is_left_out(column, columning->fills[i], stating->is_read[stating->places[i]])) {
            column->targets = 0;
        } else if (!is_down) {
            relax(column, columning->fills[i]);
        }
    }
    return columns;
}

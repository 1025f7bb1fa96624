/*
 * transition.c - takes two schemas, gives one script from the one to the other, without revisions. See
 * transition.h.
 *
 * It is the upgrade of a revision whose history lasts as long as the script: a table called migc_progress, of
 * the session where one transaction does everything, and else one that is dropped when all is done.
 */
#include "emit/transition.h"

#include <string.h>
#include <strings.h>

#include "emit/sql_makes.h"
#include "emit/sqlite_tables.h"

/* ---- what changes -------------------------------------------------------------------------------- */

/* Whether the table loses a column, or one gets another type. */
static bool unpins_columns(const TableChange *change) {
    for (uint16_t i = 0; i < change->before->column_count; i++) {
        int32_t to = change->to[i];
        if (to < 0 ||
            !type_equal(change->before->columns[i].type, change->after->columns[to].type)) {
            return true;
        }
    }
    return false;
}

/* PostgreSQL ties views to the columns that they name. */
static bool is_view(const SqlObject *sql) {
    return sql_made(sql).kind == SQL_VIEW;
}

/* Types that are other ones afterwards. */
static void find_other_types(Arena *arena, const Change *change, NameMap *types) {
    NameMap made = {0};
    for (uint32_t i = 0; i < change->up.count; i++) {
        const Op *op = &change->up.items[i];
        if (op->kind == OP_CREATE_SQL && sql_made(op->after->sql).kind == SQL_TYPE) {
            namemap_set(arena, &made, op->after->sql->name, types);
        }
    }
    for (uint32_t i = 0; i < change->up.count; i++) {
        const Op *op = &change->up.items[i];
        if (op->kind == OP_DROP_SQL && namemap_get(&made, op->before->sql->name)) {
            namemap_set(arena, types, op->before->sql->name, types);
        }
    }
}

/* The sql objects that would keep tables from being altered, types that are other ones afterwards, and all that
 * needs them. */
static const NameMap *find_restated(Arena *arena, const Change *change) {
    Names *names = change->before->names;
    NameMap pinned = {0};
    NameMap *restated = NEW(arena, NameMap);
    find_other_types(arena, change, restated);
    for (uint32_t i = 0; i < change->up.count; i++) {
        const Op *op = &change->up.items[i];
        if (op->kind == OP_ALTER_TABLE && unpins_columns(op->table)) {
            const Table *table = op->before->table;
            namemap_set(arena, &pinned, name_qualified(names, table->space, table->name), restated);
        }
    }
    for (uint32_t i = 0; i < change->before->object_count; i++) { /* what is needed comes first */
        const SqlObject *sql = change->before->objects[i].kind == OBJECT_SQL
                                   ? change->before->objects[i].sql
                                   : NULL;
        for (uint32_t n = 0; sql && sql->down && n < sql->needs_count; n++) {
            const Object *needed = sql->needs[n];
            Name name = name_qualified(names, object_space(needed), object_name(needed));
            if (needed->kind == OBJECT_SQL     ? namemap_get(restated, name) != NULL
                : needed->kind == OBJECT_TABLE ? is_view(sql) && namemap_get(&pinned, name)
                                               : false) {
                namemap_set(arena, restated, sql->name, restated);
            }
        }
    }
    return restated;
}

/* Functions and types that come or go for good, and types that are made anew: tables may stand on them. */
static void mark_ground(Arena *arena, Change *change) {
    NameMap sides[2] = {0};
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < change->up.count; i++) {
            Op *op = &change->up.items[i];
            int side = op->kind == OP_CREATE_SQL ? 1 : op->kind == OP_DROP_SQL ? 0 : -1;
            if (side >= 0 && pass == 0) {
                namemap_set(arena, &sides[side], op_object(op)->sql->name, op);
            } else if (side >= 0 &&
                       (!namemap_get(&sides[1 - side], op_object(op)->sql->name) ||
                        (side == 1 && sql_made(op_object(op)->sql).kind == SQL_TYPE))) {
                op->is_ground = sql_is_ground(op_object(op)->sql);
            }
        }
    }
}

/* The column of a table that is called like one of another table, but for capitals; -1: none. */
static int column_in_other_case(const Table *table, const Column *column) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].targets == column->targets &&
            strcasecmp(table->columns[i].name->text, column->name->text) == 0) {
            return i;
        }
    }
    return -1;
}

static bool map_columns(Arena *arena, const Table *before, const Table *after,
                        TableMapping *mapping) {
    bool differs = false;
    *mapping = (TableMapping){.before = before,
                              .after = after,
                              .columns = NEW_ARRAY(arena, ColumnSource, after->column_count)};
    for (uint16_t i = 0; i < after->column_count; i++) {
        const Column *column = &after->columns[i];
        int from = table_column(before, column->name);
        if (from >= 0 && before->columns[from].targets != column->targets) {
            from = -1;
        } else if (from < 0) {
            from = column_in_other_case(before, column);
            differs = differs || from >= 0;
        }
        mapping->columns[i].from = from;
    }
    return differs;
}

/* A column whose name changes in capitals only is the same for MySQL and MariaDB. */
static void map_cases(Arena *arena, const Model *before, const Model *after, Mapping *mapping) {
    NameMap tables = {0};
    mapping->tables = NEW_ARRAY(arena, TableMapping, after->table_count);
    for (uint32_t i = 0; i < before->table_count; i++) {
        namemap_set(arena, &tables, before->tables[i]->name, before->tables[i]);
    }
    for (uint32_t i = 0; i < after->table_count; i++) {
        const Table *was = namemap_get(&tables, after->tables[i]->name);
        mapping->table_count +=
            was && was->targets == after->tables[i]->targets &&
            map_columns(arena, was, after->tables[i], &mapping->tables[mapping->table_count]);
    }
}

static Change find_change(Arena *arena, Target target, const Model *before, const Model *after) {
    Mapping mapping = {0};
    if (target == TARGET_MYSQL || target == TARGET_MARIADB) {
        map_cases(arena, before, after, &mapping);
    }
    Change change = change_between(arena, before, after, &mapping);
    if (target == TARGET_POSTGRES) {
        mapping.restated = find_restated(arena, &change);
        change = change_between(arena, before, after, &mapping);
        mark_ground(arena, &change);
    }
    return change;
}

Script *transition_make(Arena *arena, const Transition *transition) {
    if (transition->target == TARGET_SQLITE) {
        sqlite_tables_of_sql(arena, transition->before);
        sqlite_tables_of_sql(arena, transition->after);
    }
    Script *script = NEW(arena, Script);
    Changes *changes = NEW(arena, Changes);
    Plan *plans = NEW_ARRAY(arena, Plan, 2);
    *changes = (Changes){NEW(arena, Change), 1};
    changes->items[0] = find_change(arena, transition->target, transition->before,
                                    transition->after);
    *script = (Script){.dialect = dialect_of(transition->target),
                       .project = transition->project,
                       .model = transition->after,
                       .before = transition->before,
                       .changes = changes,
                       .up = &plans[0],
                       .down = &plans[1],
                       .revision = transition->to,
                       .parent = transition->before->object_count > 0 ? transition->from : NULL,
                       .position = 1,
                       .checksum = transition->checksum,
                       .tag_number = transition->tag_number,
                       .defers = script_defers(dialect_of(transition->target), transition->before,
                                               transition->after),
                       .by_shape = true};
    plan_changes(arena, script->dialect, changes, &plans[0], &plans[1]);
    return script;
}

/* ---- the script ---------------------------------------------------------------------------------- */

#define HISTORY "migc_history"
#define PROGRESS "migc_progress"

/* The namespace of a table that lasts: `in`, and what stands there instead. */
typedef struct Place {
    const char *in;
    const char *instead;
} Place;

static bool ends_with(const char *start, const char *end, const char *word) {
    size_t length = strlen(word);
    return (size_t)(end - start) >= length && memcmp(end - length, word, length) == 0;
}

/* Copies the script with the other table in place of the history. Names that begin with `migc_` are nobody
 * else's (spec/language.md, clause 10). */
static void put_with_progress(Buf *out, Text text, Place place) {
    const char *at = text.data;
    const char *end = text.data + text.length;
    const char *found;
    while (at < end && (found = memmem(at, (size_t)(end - at), HISTORY, strlen(HISTORY))) != NULL) {
        bool is_placed = place.in != NULL && ends_with(at, found, place.in);
        buf_put(out, at, (size_t)(found - at) - (is_placed ? strlen(place.in) : 0));
        buf_text(out, is_placed ? place.instead : "");
        buf_text(out, PROGRESS);
        at = found + strlen(HISTORY);
    }
    buf_put(out, at, (size_t)(end - at));
}

static void postgres_transition(Buf *out, const Script *script, Text text) {
    bool lasts = script->up->part_count > 1;
    put_with_progress(out, text, lasts ? (Place){NULL, NULL} : (Place){"public.", "pg_temp."});
    buf_text(out, "\n-- Nothing of this is kept.\nDROP TABLE ");
    buf_text(out, lasts ? "public." : "pg_temp.");
    buf_text(out, PROGRESS ";\n");
}

static void sqlite_transition(Buf *out, Text text) {
    put_with_progress(out, text, (Place){"main.", "temp."});
    buf_text(out, "DROP TABLE temp." PROGRESS ";\n");
}

void transition_emit(Buf *out, const Script *script) {
    Buf text = {0};
    emit_up(&text, script);
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_transition(out, script, buf_view(&text)); break;
    case TARGET_SQLITE: sqlite_transition(out, buf_view(&text)); break;
    case TARGET_MYSQL:
    case TARGET_MARIADB: put_with_progress(out, buf_view(&text), (Place){NULL, NULL}); break;
    case TARGET_COUNT: break;
    }
    buf_free(&text);
}

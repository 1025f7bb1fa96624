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

#include "change/partitions.h"
#include "emit/ground.h"
#include "emit/mysql/words.h"
#include "emit/sql_labels.h"
#include "emit/sql_loses.h"
#include "emit/sql_makes.h"
#include "emit/sql_undoing.h"
#include "emit/sqlite/tables.h"
#include "schema/refs.h"

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

/* What is found while it is settled which sql objects go and are made again. */
typedef struct Restating {
    Arena *arena;
    const Change *change;
    NameMap pinned;    /* tables whose columns views do not let go */
    NameMap altered;   /* tables that change: their TableChange */
    NameMap created;   /* of every sql object that comes: its operation */
    NameMap dropped;   /* likewise of everything that goes */
    NameMap *restated; /* names of sql objects */
} Restating;

static Name name_of(const Restating *restating, const Object *object) {
    return name_qualified(restating->change->before->names, object_space(object),
                          object_name(object));
}

static void know_ops(Restating *restating) {
    Arena *arena = restating->arena;
    for (uint32_t i = 0; i < restating->change->up.count; i++) {
        const Op *op = &restating->change->up.items[i];
        bool comes = op->kind == OP_CREATE_SQL;
        bool goes = op->before && !op->after && op->before->kind != OBJECT_DATA;
        if (op->kind == OP_ALTER_TABLE) {
            Name name = name_of(restating, op->before);
            namemap_set(arena, &restating->altered, name, (void *)(uintptr_t)op->table);
            if (unpins_columns(op->table)) {
                namemap_set(arena, &restating->pinned, name, restating->restated);
            }
        } else if (comes || goes) {
            namemap_set(arena, comes ? &restating->created : &restating->dropped,
                        name_of(restating, op_object(op)), (void *)(uintptr_t)op);
        }
    }
}

/* Whether a routine becomes another one under the eyes of what uses it. */
static bool is_replaceable(const SqlObject *before, const SqlObject *after) {
    return sql_same_space(before, after) ||
           (sql_made(before).kind == SQL_ROUTINE && sql_made(after).kind == SQL_ROUTINE &&
            before->down && before->down == after->down && before->up != after->up &&
            sql_same_header(before, after));
}

/* Whether what the sql object needs goes, which takes along what is said of it. */
static bool goes_for_good(const Restating *restating, const Object *needed, Name name) {
    return namemap_get(&restating->dropped, name) &&
           (needed->kind != OBJECT_SQL || !namemap_get(&restating->created, name));
}

/* What of the sql object's needs goes, or changes in a way that it does not survive. */
static bool is_shaken(const Restating *restating, const SqlObject *sql) {
    SqlKind kind = sql_made(sql).kind;
    for (uint32_t n = 0; n < sql->needs_count; n++) {
        const Object *needed = sql->needs[n];
        Name name = name_of(restating, needed);
        const TableChange *change =
            needed->kind == OBJECT_TABLE && (kind == SQL_OTHER || kind == SQL_VIEW)
                ? namemap_get(&restating->altered, name)
                : NULL;
        if (goes_for_good(restating, needed, name) ||
            (change && kind == SQL_OTHER && sql_loses_part(sql, change)) ||
            (change && sql_loses_partition(sql, change)) ||
            (needed->kind == OBJECT_SQL && namemap_get(restating->restated, name)) ||
            (needed->kind == OBJECT_TABLE && kind == SQL_VIEW &&
             namemap_get(&restating->pinned, name))) {
            return true;
        }
    }
    return false;
}

/* The tables whose columns are of a type that is made anew. */
static void pin_tables(Restating *restating, const SqlObject *sql) {
    const Model *before = restating->change->before;
    bool is_type = sql_made(sql).kind == SQL_TYPE;
    for (uint32_t t = 0; is_type && t < before->table_count; t++) {
        const Table *table = before->tables[t];
        if (ground_is_type_of(sql, table)) {
            namemap_set(restating->arena, &restating->pinned,
                        name_qualified(before->names, table->space, table->name),
                        restating->restated);
        }
    }
}

/* The sql objects that would keep others from being altered, and all that needs them. */
static const NameMap *find_restated(Arena *arena, const Change *change) {
    Restating restating = {.arena = arena, .change = change, .restated = NEW(arena, NameMap)};
    know_ops(&restating);
    uint32_t *order = NEW_ARRAY(arena, uint32_t, change->before->object_count);
    refs_object_order(change->before, order);
    for (uint32_t i = 0; i < change->before->object_count; i++) {
        const Object *object = &change->before->objects[order[i]];
        if (object->kind != OBJECT_SQL || !object->sql->down) {
            continue;
        }
        Name name = name_of(&restating, object);
        const Op *drop = namemap_get(&restating.dropped, name);
        const Op *create = namemap_get(&restating.created, name);
        bool changes = drop && create && !is_replaceable(object->sql, create->after->sql);
        if (changes || is_shaken(&restating, object->sql)) {
            namemap_set(arena, restating.restated, object->sql->name, restating.restated);
            pin_tables(&restating, object->sql);
        }
    }
    return restating.restated;
}

/* The triggers of one table, time and event that are there before and after, in the order in which they run before. */
typedef struct Moment {
    VEC(Name) triggers;
    uint32_t passed; /* of those, while the ones after are gone through */
    bool is_reordered;
    bool has_others; /* a trigger comes or goes: what stands behind it is made anew anyway */
} Moment;

/* When the trigger runs that a sql object makes, or NULL. */
static Name moment_of(const Model *model, const Object *object, Target target) {
    Buf text = {0};
    Name moment = NULL;
    if (object->kind == OBJECT_SQL && object->sql->down && (object->sql->targets >> target & 1) &&
        mysql_trigger_moment(&text, object->sql)) {
        moment = names_intern(model->names, text.data, text.length);
    }
    buf_free(&text);
    return moment;
}

/* By name, the triggers of MySQL and MariaDB that are to be made anew, for those of their moment run in another order. */
static const NameMap *find_reordered(Arena *arena, Target target, const Model *before,
                                     const Model *after) {
    NameMap *found = NEW(arena, NameMap);
    NameMap later = {0};   /* name of a trigger after -> its moment */
    NameMap moments = {0}; /* name -> Moment */
    uint32_t *order = NEW_ARRAY(arena, uint32_t, before->object_count + after->object_count);
    for (uint32_t i = 0; i < after->object_count; i++) {
        Name moment = moment_of(after, &after->objects[i], target);
        if (moment) {
            namemap_set(arena, &later, after->objects[i].sql->name, (void *)(uintptr_t)moment);
        }
    }
    refs_object_order(before, order);
    for (uint32_t i = 0; later.count > 0 && i < before->object_count; i++) {
        const Object *object = &before->objects[order[i]];
        Name name = moment_of(before, object, target);
        Moment *moment = name ? namemap_get(&moments, name) : NULL;
        if (name && !moment) {
            moment = NEW(arena, Moment);
            *moment = (Moment){0};
            namemap_set(arena, &moments, name, moment);
        }
        if (name && namemap_get(&later, object->sql->name) == name) {
            vec_push(arena, &moment->triggers, object->sql->name);
            namemap_set(arena, found, object->sql->name, moment);
        } else if (name) {
            moment->has_others = true;
        }
    }
    refs_object_order(after, order);
    for (uint32_t i = 0; moments.count > 0 && i < after->object_count; i++) {
        const Object *object = &after->objects[order[i]];
        Name name = moment_of(after, object, target);
        Moment *moment = name ? namemap_get(&moments, name) : NULL;
        if (moment && namemap_get(found, object->sql->name) == moment) {
            bool is_next = moment->triggers.items[moment->passed++] == object->sql->name;
            moment->is_reordered = moment->is_reordered || !is_next;
        } else if (moment) {
            moment->has_others = true;
        }
    }
    for (uint32_t i = 0; i < before->object_count; i++) {
        const Object *object = &before->objects[i];
        Moment *moment = object->kind == OBJECT_SQL ? namemap_get(found, object->sql->name) : NULL;
        if (moment && (moment->has_others || !moment->is_reordered)) {
            namemap_set(arena, found, object->sql->name, NULL);
        }
    }
    return found;
}

/* Functions and types that come or go: tables may stand on them. Fills `sides` as Script.sql. */
static void mark_ground(Arena *arena, Change *change, const NameMap *restated, NameMap *sides) {
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < change->up.count; i++) {
            Op *op = &change->up.items[i];
            int side = op->kind == OP_CREATE_SQL ? 1 : op->kind == OP_DROP_SQL ? 0 : -1;
            if (side < 0) {
                continue;
            }
            const SqlObject *sql = op_object(op)->sql;
            if (pass == 0) {
                namemap_set(arena, &sides[side], sql->name, op);
                continue;
            }
            const Op *other = namemap_get(&sides[1 - side], sql->name);
            bool stays = other && !sql_beside(sql, op_object(other)->sql);
            op->is_replaced = stays && !namemap_get(restated, sql->name);
            op->is_ground = (side == 1 || !stays) && sql_is_ground(sql);
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

/* Names that change in capitals only are the same: those of columns but in PostgreSQL, those of tables in SQLite. */
static void map_cases(Arena *arena, Target target, const Model *before, const Model *after,
                      Mapping *mapping) {
    bool any = target == TARGET_SQLITE;
    Names *names = before->names;
    NameMap tables = {0};
    mapping->tables = NEW_ARRAY(arena, TableMapping, after->table_count);
    for (uint32_t i = 0; i < before->table_count; i++) {
        Table *table = before->tables[i];
        namemap_set(arena, &tables, any ? names_lower(names, table->name) : table->name, table);
    }
    for (uint32_t i = 0; i < after->table_count; i++) {
        const Table *table = after->tables[i];
        const Table *was = namemap_get(&tables,
                                       any ? names_lower(names, table->name) : table->name);
        if (was && was->targets == table->targets) {
            bool differs = map_columns(arena, was, table, &mapping->tables[mapping->table_count]);
            mapping->table_count += differs || was->name != table->name;
        }
    }
}

static Change find_change(Arena *arena, Target target, const Model *before, const Model *after,
                          NameMap *sql) {
    Mapping mapping = {0};
    if (target != TARGET_POSTGRES) {
        map_cases(arena, target, before, after, &mapping);
        mapping.restated = dialect_of(target)->triggers_have_order
                               ? find_reordered(arena, target, before, after)
                               : NULL;
    }
    Change change = change_between(arena, before, after, &mapping);
    if (target == TARGET_POSTGRES) {
        mapping.restated = find_restated(arena, &change);
        change = change_between(arena, before, after, &mapping);
        mark_ground(arena, &change, mapping.restated, sql);
    }
    return change;
}

Script *transition_make(Arena *arena, const Transition *transition) {
    if (transition->target == TARGET_SQLITE) {
        sqlite_tables_of_sql(arena, transition->before);
        sqlite_tables_of_sql(arena, transition->after);
    } else if (transition->target == TARGET_POSTGRES) {
        sql_undoing_spell(transition->before);
        sql_undoing_spell(transition->after);
        sql_labels_join(arena, transition->before, transition->after);
    }
    Script *script = NEW(arena, Script);
    Changes *changes = NEW(arena, Changes);
    Plan *plans = NEW_ARRAY(arena, Plan, 2);
    *changes = (Changes){NEW(arena, Change), 1};
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
    changes->items[0] = find_change(arena, transition->target, transition->before,
                                    transition->after, script->sql);
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

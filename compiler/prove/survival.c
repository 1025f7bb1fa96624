/*
 * survival.c - see survival.h.
 */
#include "prove/survival.h"

#include <string.h>
#include <strings.h>

#include "change/grade.h"
#include "emit/quote.h"
#include "emit/sqlite/sqlite.h"
#include "emit/sqlite/words.h"
#include "emit/typename.h"

static bool for_sqlite(TargetSet targets) {
    return (targets >> TARGET_SQLITE & 1u) != 0;
}

/* ---- what a change keeps --------------------------------------------------------------------- */

/* One change in one direction. */
typedef struct Passage {
    const Model *before;
    const Model *after;
    const Ops *ops;
} Passage;

static Passage passage_up(const Change *change) {
    return (Passage){change->before, change->after, &change->up};
}

static Passage passage_down(const Change *change) {
    return (Passage){change->after, change->before, &change->down};
}

static const EnumChange *enum_change(const Passage *passage, Type type) {
    for (uint32_t i = 0; type.kind == TYPE_ENUM && i < passage->ops->count; i++) {
        const Op *op = &passage->ops->items[i];
        if (op->kind == OP_ALTER_ENUM && op->before->enumeration->name == type.enumeration->name &&
            op->before->enumeration->space == type.enumeration->space) {
            return op->enumeration;
        }
    }
    return NULL;
}

static bool native_changes(const Passage *passage, Type type) {
    for (uint32_t i = 0; type.kind == TYPE_NATIVE && i < passage->ops->count; i++) {
        const Op *op = &passage->ops->items[i];
        if (op->kind == OP_ALTER_TYPE && op->before->type->name == type.native->name) {
            return true;
        }
    }
    return false;
}

static bool enum_keeps(const EnumChange *change, bool *loses) {
    bool keeps = true;
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        int32_t to = change->to[i];
        *loses = *loses || to < 0;
        keeps = keeps && to >= 0 &&
                change->after->values[to].name == change->before->values[i].name;
    }
    return keeps;
}

static bool same_spelling(Type a, Type b) {
    Buf texts[2] = {0};
    typename_write(&texts[0], a, TARGET_SQLITE);
    typename_write(&texts[1], b, TARGET_SQLITE);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

/* What happens to the values of a column. */
static bool column_keeps(const Passage *passage, const Column *before, const Column *after,
                         const Expr *value, bool *may_stop) {
    bool loses = false;
    bool keeps = value == NULL && before->generated == NULL && after->generated == NULL;
    if (type_equal(before->type, after->type)) {
        const EnumChange *change = enum_change(passage, before->type);
        keeps = keeps && (change == NULL || enum_keeps(change, &loses));
        if (native_changes(passage, before->type)) {
            keeps = false;
            loses = true;
        }
    } else {
        loses = !type_holds(after->type, before->type);
        keeps = keeps && !loses && same_spelling(before->type, after->type);
    }
    bool narrows = (before->flags & COLUMN_NULLABLE) != 0 && (after->flags & COLUMN_NULLABLE) == 0;
    *may_stop = *may_stop || loses || narrows || value != NULL || after->generated != NULL;
    return keeps;
}

/* Conditions that the rows did not have to satisfy. */
static bool has_new_conditions(const TableChange *change) {
    const Table *after = change->after;
    bool any = after->primary_key != NULL && change->primary_key < 0;
    for (uint16_t i = 0; i < after->unique_count; i++) {
        any = any || change->uniques[i] < 0;
    }
    for (uint16_t i = 0; i < after->foreign_key_count; i++) {
        any = any || change->foreign_keys[i] < 0;
    }
    for (uint16_t i = 0; i < after->check_count; i++) {
        any = any || change->checks[i] < 0;
    }
    for (uint16_t i = 0; i < after->index_count; i++) {
        any = any || (after->indexes[i].is_unique && change->indexes[i] < 0);
    }
    return any;
}

/* The columns of a table that change keeps: to[before] = after. */
static int32_t *pass(Arena *arena, const Passage *passage, const Table *before, const Table *after,
                     const TableChange *change, bool *may_stop) {
    int32_t *to = NEW_ARRAY(arena, int32_t, before->column_count);
    for (uint16_t i = 0; i < before->column_count; i++) {
        to[i] = -1;
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        const ColumnSource *source = change != NULL ? &change->columns[i] : NULL;
        int32_t from = source != NULL ? source->from : i < before->column_count ? i : -1;
        const Column *column = &after->columns[i];
        if (from < 0) { /* a value may be missing, or not what it has to be */
            *may_stop = *may_stop || source == NULL || source->value != NULL ||
                        ((column->flags & (COLUMN_NULLABLE | COLUMN_IDENTITY)) == 0 &&
                         column->default_value == NULL && column->generated == NULL);
            continue;
        }
        bool keeps = column_keeps(passage, &before->columns[from], column,
                                  source != NULL ? source->value : NULL, may_stop);
        if (keeps && for_sqlite(column->targets) && for_sqlite(before->columns[from].targets)) {
            to[from] = i;
        }
    }
    *may_stop = *may_stop || (change != NULL && has_new_conditions(change));
    return to;
}

/* ---- tables ---------------------------------------------------------------------------------- */

static void follow_change(Arena *arena, Survivor *survivor, const TrailLink *link,
                          const Table *before, const Table *after) {
    const TableChange *change = link->altered[after->number];
    Passage up = passage_up(link->change);
    Passage down = passage_down(link->change);
    int32_t *there = pass(arena, &up, before, after, change, &survivor->may_stop_up);
    int32_t *here = pass(arena, &down, after, before, change != NULL ? change->inverse : NULL,
                         &survivor->may_stop_down);
    for (uint16_t i = 0; survivor->up != NULL && i < survivor->before->column_count; i++) {
        int32_t at = survivor->up[i];
        survivor->up[i] = at >= 0 ? there[at] : -1;
        at = survivor->back[i];
        int32_t next = at >= 0 ? there[at] : -1;
        survivor->back[i] = next >= 0 && here[next] == at ? next : -1;
    }
}

static Survivor survivor_from(Arena *arena, const Trail *trail, uint32_t m, uint32_t number) {
    const Table *table = trail->models[m]->tables[number];
    Survivor survivor = {0};
    if (m == 0) {
        survivor.before = table;
        survivor.up = NEW_ARRAY(arena, int32_t, table->column_count);
        survivor.back = NEW_ARRAY(arena, int32_t, table->column_count);
        for (uint16_t i = 0; i < table->column_count; i++) {
            bool counts = for_sqlite(table->columns[i].targets) &&
                          table->columns[i].generated == NULL;
            survivor.up[i] = counts ? i : -1;
            survivor.back[i] = survivor.up[i];
        }
    }
    for (; m + 1 < trail->count && table != NULL; m++) {
        int32_t next = trail->links[m].next[table->number];
        const Table *after = next >= 0 ? trail->models[m + 1]->tables[next] : NULL;
        if (after != NULL) {
            follow_change(arena, &survivor, &trail->links[m], table, after);
        }
        table = after;
    }
    survivor.after = table;
    return survivor;
}

/* ---- the author's SQL ------------------------------------------------------------------------ */

static void collect(Arena *arena, NameMap *named, Words *words, const SqlObject *sql) {
    const Name texts[] = {sql->up, sql->down};
    for (size_t t = 0; t < 2; t++) {
        const WordList *list = words_of(words, texts[t]);
        for (uint32_t i = 0; i < list->count; i++) {
            namemap_put(arena, named, list->items[i], (void *)(uintptr_t)sql);
        }
    }
    for (uint32_t i = 0; i < sql->needs_count; i++) {
        if (sql->needs[i]->kind == OBJECT_TABLE) {
            namemap_put(arena, named, words_lower(words, sql->needs[i]->table->name),
                        (void *)(uintptr_t)sql);
        }
    }
}

/* Everything that SQL which does more than to define something speaks of. */
static bool collect_running(Arena *arena, NameMap *named, Words *words, const Plan *plan) {
    bool writes = false;
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        writes = writes || step->kind == STEP_PUT_ROWS || step->kind == STEP_REMOVE_ROWS;
        if (step->kind == STEP_RUN_SQL || step->kind == STEP_UNDO_SQL) {
            bool defines = step->sql->name != NULL && sqlite_makes(step->sql) != SQLITE_MAKES_OTHER;
            if (!defines) {
                collect(arena, named, words, step->sql);
                writes = true;
            }
        }
    }
    return writes;
}

static void collect_triggers(Arena *arena, NameMap *named, Words *words, const Trail *trail) {
    for (uint32_t m = 0; m < trail->count; m++) {
        const Model *model = trail->models[m];
        for (uint32_t i = 0; i < model->object_count; i++) {
            const Object *object = &model->objects[i];
            if (object->kind == OBJECT_SQL && for_sqlite(object->sql->targets) &&
                (sqlite_makes(object->sql) == SQLITE_MAKES_TRIGGER ||
                 sqlite_makes(object->sql) == SQLITE_MAKES_OTHER)) {
                collect(arena, named, words, object->sql);
            }
        }
    }
}

static bool has_data_steps(const Plan *plan, const Table *before, const Table *after) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        const Step *step = &plan->steps.items[i];
        if ((step->kind == STEP_PUT_ROWS || step->kind == STEP_REMOVE_ROWS) &&
            ((before != NULL && step->table->name == before->name) ||
             (after != NULL && step->table->name == after->name))) {
            return true;
        }
    }
    return false;
}

static bool is_free(const Survivor *survivor, const NameMap *named, Words *words, const Plan *up,
                    const Plan *down) {
    const Table *tables[] = {survivor->before, survivor->after};
    for (size_t t = 0; t < 2; t++) {
        if (tables[t] != NULL && namemap_get(named, words_lower(words, tables[t]->name)) != NULL) {
            return true;
        }
    }
    return has_data_steps(up, survivor->before, survivor->after) ||
           has_data_steps(down, survivor->before, survivor->after);
}

Survivors survivors_of(Arena *arena, const Trail *trail, const Plan *up, const Plan *down,
                       Words *words) {
    NameMap named = {0};
    bool writes = collect_running(arena, &named, words, up);
    writes = collect_running(arena, &named, words, down) || writes;
    if (writes) {
        collect_triggers(arena, &named, words, trail);
    }
    uint32_t room = 0;
    for (uint32_t m = 0; m < trail->count; m++) {
        room += trail->models[m]->table_count;
    }
    Survivors survivors = {.items = NEW_ARRAY(arena, Survivor, room)};
    for (uint32_t m = 0; m < trail->count; m++) {
        for (uint32_t i = 0; i < trail->models[m]->table_count; i++) {
            bool begins = m == 0 || trail->links[m - 1].back[i] < 0;
            if (begins && for_sqlite(trail->models[m]->tables[i]->targets)) {
                Survivor *survivor = &survivors.items[survivors.count++];
                *survivor = survivor_from(arena, trail, m, i);
                survivor->is_free = is_free(survivor, &named, words, up, down);
                if (survivor->before == NULL && survivor->after == NULL) {
                    survivors.count--; /* it comes and goes */
                }
            }
        }
    }
    return survivors;
}

/* ---- rows ------------------------------------------------------------------------------------ */

int32_t rows_number_column(const Table *table) {
    if (table->primary_key == NULL || table->primary_key->columns.count != 1) {
        return -1;
    }
    uint16_t at = table->primary_key->columns.at[0];
    Buf type = {0};
    typename_write(&type, table->columns[at].type, TARGET_SQLITE);
    bool is_number = type.length == 7 && strncasecmp(type.data, "integer", 7) == 0;
    buf_free(&type);
    return is_number ? at : -1;
}

/* The name by which the rows' numbers are known that no column has, if both tables have some. */
static const char *common_rowid(const Table *table, const Table *shape) {
    if (rows_number_column(table) >= 0 || (shape != NULL && rows_number_column(shape) >= 0) ||
        (shape != NULL && sqlite_rowid(shape) == NULL)) {
        return NULL;
    }
    return sqlite_rowid(table);
}

void rows_write(Buf *out, Session *session, const Table *table, const int32_t *at, uint16_t count,
                const Table *shape) {
    Buf sql = {0};
    const char *rowid = common_rowid(table, shape);
    uint16_t columns = 0;
    buf_text(&sql, "SELECT ");
    if (rowid != NULL) {
        buf_text(&sql, rowid);
        columns++;
    }
    for (uint16_t i = 0; i < (at != NULL ? count : table->column_count); i++) {
        int32_t column = at != NULL ? at[i] : i;
        if (column >= 0 && for_sqlite(table->columns[column].targets)) {
            buf_text(&sql, columns++ > 0 ? ", quote(" : "quote(");
            quote_name(&sql, table->columns[column].name, TARGET_SQLITE);
            buf_char(&sql, ')');
        }
    }
    buf_text(&sql, columns == 0 ? "1 FROM main." : " FROM main.");
    quote_name(&sql, table->name, TARGET_SQLITE);
    for (uint16_t i = 0; i < columns; i++) {
        buf_printf(&sql, "%s%u", i == 0 ? " ORDER BY " : ", ", i + 1u);
    }
    buf_char(&sql, '\0');
    sqlite3_stmt *select = session_prepare(session, sql.data);
    while (select != NULL && sqlite3_step(select) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(select); i++) {
            const char *text = (const char *)sqlite3_column_text(select, i);
            buf_text(out, i > 0 ? ", " : "");
            buf_put(out, text, (size_t)sqlite3_column_bytes(select, i));
        }
        buf_char(out, '\n');
    }
    sqlite3_finalize(select);
    buf_free(&sql);
}

int64_t rows_counter(Session *session, const Table *table) {
    int32_t at = rows_number_column(table);
    if (at < 0 || (table->columns[at].flags & COLUMN_IDENTITY) == 0) {
        return -1;
    }
    sqlite3_stmt *select = session_prepare(session,
                                           "SELECT seq FROM main.sqlite_sequence WHERE name = ?");
    int64_t counter = 0;
    if (select != NULL) {
        sqlite3_bind_text64(select, 1, table->name->text, table->name->length, SQLITE_STATIC,
                            SQLITE_UTF8);
        counter = sqlite3_step(select) == SQLITE_ROW ? sqlite3_column_int64(select, 0) : 0;
    }
    sqlite3_finalize(select);
    return counter;
}

void rows_advance_counters(Session *session) {
    session_do(session, "UPDATE main.sqlite_sequence SET seq = seq + 40");
}

/*
 * turned.c - takes the two schemas of a script, gives the names that are of another kind in the one than in the
 * other, table, view or virtual table, and the statements that free them. See change.h.
 */
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite/change.h"
#include "emit/sqlite/words.h"

typedef enum TurnedKind { TURNED_TABLE, TURNED_VIEW, TURNED_VIRTUAL, TURNED_KINDS } TurnedKind;

/* Names of one schema by what they are. */
typedef struct Kinds {
    NameMap of[TURNED_KINDS]; /* lower case */
} Kinds;

static TurnedKind kind_of(const SqlObject *sql) {
    return sqlite_makes(sql) == SQLITE_MAKES_VIEW ? TURNED_VIEW
           : sqlite_is_virtual(sql)               ? TURNED_VIRTUAL
                                                  : TURNED_KINDS;
}

static void know_kinds(Changing *changing, const Model *model, Kinds *kinds) {
    namemap_reserve(&changing->arena, &kinds->of[TURNED_TABLE], model->table_count);
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        Name name = object->kind == OBJECT_TABLE ? object->table->name
                    : object->kind == OBJECT_SQL ? object->sql->name
                                                 : NULL;
        if (!name || !is_for(changing->ddl.dialect, object_targets(object))) {
            continue;
        }
        TurnedKind kind = object->kind == OBJECT_TABLE ? TURNED_TABLE : kind_of(object->sql);
        if (kind != TURNED_KINDS) {
            namemap_set(&changing->arena, &kinds->of[kind], names_lower(changing->names, name),
                        (void *)(uintptr_t)name);
        }
    }
}

static void find_turned(Changing *changing, const Model *model, const Kinds *others) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        TurnedKind kind = sql && sql->name && is_for(changing->ddl.dialect, sql->targets)
                              ? kind_of(sql)
                              : TURNED_KINDS;
        Name key = kind == TURNED_KINDS ? NULL : names_lower(changing->names, sql->name);
        bool is_other = false;
        bool has_virtual = kind == TURNED_VIRTUAL;
        for (int other = 0; key && other < TURNED_KINDS; other++) {
            bool differs = other != (int)kind && namemap_get(&others->of[other], key);
            is_other = is_other || differs;
            has_virtual = has_virtual || (differs && other == TURNED_VIRTUAL);
        }
        if (is_other) {
            Turned turned = {.name = sql->name, .key = key, .has_virtual = has_virtual};
            vec_push(&changing->arena, &changing->turned, turned);
        }
    }
}

/* An index and a table cannot have one name at a time. */
static void find_namesake(Changing *changing, Name name, bool is_index, const NameMap *tables) {
    if (namemap_get(tables, names_lower(changing->names, name))) {
        changing->has_namesakes = true;
        if (is_index) {
            vec_push(&changing->arena, &changing->namesakes, name);
        }
    }
}

/* Indexes and triggers that have the name of a table of the other side. */
static void find_namesakes(Changing *changing, const Model *model, const NameMap *tables) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (!is_for(changing->ddl.dialect, object_targets(object))) {
            continue;
        }
        if (object->kind == OBJECT_SQL && object->sql->name) {
            SqliteMakes makes = sqlite_makes(object->sql);
            if (makes == SQLITE_MAKES_INDEX || makes == SQLITE_MAKES_TRIGGER) {
                find_namesake(changing, object->sql->name, makes == SQLITE_MAKES_INDEX, tables);
            }
        }
        for (uint16_t k = 0; object->kind == OBJECT_TABLE && k < object->table->index_count; k++) {
            if (is_for(changing->ddl.dialect, object->table->indexes[k].targets)) {
                find_namesake(changing, object->table->indexes[k].name, true, tables);
            }
        }
    }
}

void sqlite_find_turned(Changing *changing) {
    Kinds before = {0};
    Kinds after = {0};
    know_kinds(changing, changing->before, &before);
    know_kinds(changing, changing->after, &after);
    find_namesakes(changing, changing->before, &after.of[TURNED_TABLE]);
    find_namesakes(changing, changing->after, &before.of[TURNED_TABLE]);
    find_turned(changing, changing->before, &after);
    uint32_t count = changing->turned.count;
    find_turned(changing, changing->after, &before);
    uint32_t kept = count; /* a view that becomes a virtual table is found twice */
    for (uint32_t i = count; i < changing->turned.count; i++) {
        bool known = false;
        for (uint32_t k = 0; k < count && !known; k++) {
            known = changing->turned.items[k].key == changing->turned.items[i].key;
        }
        if (!known) {
            changing->turned.items[kept++] = changing->turned.items[i];
        }
    }
    changing->turned.count = kept;
}

bool sqlite_is_turned(const Changing *changing, const SqlObject *sql) {
    for (uint32_t i = 0; sql->name && i < changing->turned.count; i++) {
        if (kind_of(sql) != TURNED_KINDS &&
            sqlite_word_is(name_text(sql->name), name_text(changing->turned.items[i].key))) {
            return true;
        }
    }
    return false;
}

void sqlite_write_turned(const Changing *changing, Buf *out) {
    buf_char(out, '(');
    for (uint32_t i = 0; i < changing->turned.count; i++) {
        Name key = changing->turned.items[i].key;
        buf_text(out, i == 0 ? "" : ", ");
        quote_string(out, key->text, key->length, TARGET_SQLITE);
    }
    buf_char(out, ')');
}

/* DROP VIEW is an error where a table has the name, IF EXISTS or not. */
static void take_views(Changing *changing) {
    Ddl *ddl = &changing->ddl;
    buf_text(
        ddl->out,
        "-- Views whose names are those of tables, before or afterwards, go whichever is there.\n"
        "PRAGMA writable_schema = ON;\n"
        "DELETE FROM main.sqlite_schema\n");
    buf_text(&ddl->scratch, "WHERE lower(tbl_name) IN ");
    sqlite_write_turned(changing, &ddl->scratch);
    sqlite_put_line(ddl, 1);
    buf_text(ddl->out, "   AND lower(tbl_name) IN (SELECT lower(name) FROM main.sqlite_schema\n"
                       "                            WHERE type = 'view');\n"
                       "PRAGMA writable_schema = RESET;\n\n");
}

/* A virtual table cannot be moved aside and copied, for nobody knows its columns: it goes without rows, and so does
 * what has its name on the other side, consent or not if there is nothing left to do. */
static void take_virtual(Changing *changing, const Turned *turned) {
    Buf *out = changing->ddl.out;
    Buf what = {0};
    buf_text(&what, "rows of ");
    buf_name(&what, turned->name);
    buf_text(out, "CREATE TABLE IF NOT EXISTS ");
    sqlite_write_main(out, "", turned->name);
    buf_text(out, " (migc);  -- a stand-in, if there is none\n");
    for (int done = 0; done < 2; done++) {
        buf_printf(out, "INSERT INTO temp.%s SELECT ", done ? "migc_drift" : "migc_loss");
        quote_string(out, what.data, what.length, TARGET_SQLITE);
        buf_printf(out, " FROM temp.%s WHERE EXISTS (SELECT * FROM ",
                   done ? "migc_done" : "migc_todo");
        sqlite_write_main(out, "", turned->name);
        buf_text(out, ");\n");
    }
    buf_text(out, "DROP TABLE ");
    sqlite_write_main(out, "", turned->name);
    buf_text(out, ";\n\n");
    buf_free(&what);
}

void sqlite_take_turned(Changing *changing) {
    if (changing->turned.count > 0) {
        take_views(changing);
    }
    for (uint32_t i = 0; i < changing->namesakes.count; i++) {
        buf_text(changing->ddl.out, "DROP INDEX IF EXISTS ");
        sqlite_write_main(changing->ddl.out, "", changing->namesakes.items[i]);
        buf_text(changing->ddl.out, ";  -- a table has its name, before or afterwards\n\n");
    }
    for (uint32_t i = 0; i < changing->turned.count; i++) {
        if (changing->turned.items[i].has_virtual) {
            take_virtual(changing, &changing->turned.items[i]);
        }
    }
}

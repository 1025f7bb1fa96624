/*
 * sqlite_turned.c - takes the two schemas of a script, gives the names that a view has in the one and a table in the
 * other, and the statements that take such a view away wherever it stands. See sqlite_change.h.
 */
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite_change.h"
#include "emit/sqlite_words.h"

static void know_tables(Changing *changing, const Model *model, NameMap *tables) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        if (is_for(changing->ddl.dialect, model->tables[i]->targets)) {
            namemap_set(&changing->arena, tables,
                        sqlite_key(changing->names, model->tables[i]->name), model->tables[i]);
        }
    }
}

static void find_views(Changing *changing, const Model *model, const NameMap *tables) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (!sql || !sql->name || !is_for(changing->ddl.dialect, sql->targets) ||
            sqlite_makes(sql) != SQLITE_MAKES_VIEW) {
            continue;
        }
        Name key = sqlite_key(changing->names, sql->name);
        if (namemap_get(tables, key)) {
            vec_push(&changing->arena, &changing->turned, key);
        }
    }
}

void sqlite_find_turned(Changing *changing) {
    NameMap before = {0};
    NameMap after = {0};
    know_tables(changing, changing->before, &before);
    know_tables(changing, changing->after, &after);
    find_views(changing, changing->before, &after);
    find_views(changing, changing->after, &before);
}

bool sqlite_is_turned(const Changing *changing, const SqlObject *sql) {
    for (uint32_t i = 0; i < changing->turned.count; i++) {
        if (sql->name && sqlite_makes(sql) == SQLITE_MAKES_VIEW &&
            sqlite_word_is(name_text(sql->name), name_text(changing->turned.items[i]))) {
            return true;
        }
    }
    return false;
}

void sqlite_write_turned(const Changing *changing, Buf *out) {
    buf_char(out, '(');
    for (uint32_t i = 0; i < changing->turned.count; i++) {
        Name key = changing->turned.items[i];
        buf_text(out, i == 0 ? "" : ", ");
        quote_string(out, key->text, key->length, TARGET_SQLITE);
    }
    buf_char(out, ')');
}

/* DROP VIEW is an error where a table has the name, IF EXISTS or not. */
void sqlite_take_turned(Changing *changing) {
    Ddl *ddl = &changing->ddl;
    if (changing->turned.count == 0) {
        return;
    }
    buf_text(
        ddl->out,
        "-- Views whose names are those of tables, before or afterwards, go whichever is there.\n"
        "PRAGMA writable_schema = ON;\n"
        "DELETE FROM main.sqlite_schema\n");
    buf_text(&ddl->scratch, "WHERE lower(tbl_name) IN ");
    sqlite_write_turned(changing, &ddl->scratch);
    sqlite_put_line(ddl, 1);
    buf_text(ddl->out, "   AND lower(tbl_name) IN (SELECT lower(name) FROM main.sqlite_schema "
                       "WHERE type = 'view');\n"
                       "PRAGMA writable_schema = RESET;\n\n");
}

/*
 * free.c - takes the author's own SQL in a script that changes what is there, gives what runs it
 * so that rows change once only. See change.h.
 */
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite/change.h"
#include "emit/sqlite/words.h"

typedef struct Shielding {
    Changing *changing;
    NameMap tables; /* lower case -> Table *, of the schema at that step */
    NameMap sqls;   /* -> SqlObject * */
    NameMap seen;
    VEC(const Table *) found;
} Shielding;

static void add_table(Shielding *shielding, const Table *table) {
    Name key = names_lower(shielding->changing->names, table->name);
    if (!namemap_put(&shielding->changing->arena, &shielding->seen, key, (void *)table)) {
        vec_push(&shielding->changing->arena, &shielding->found, table);
    }
}

/* Every word that could be a table counts as one; of a view or a trigger, the words of its SQL count. */
static void add_words(Shielding *shielding, Name sql) {
    Text rest = sql ? name_text(sql) : (Text){"", 0};
    Text word;
    Buf lower = {0};
    while (sqlite_next_word(&rest, &word)) {
        buf_clear(&lower);
        sqlite_word_lower(&lower, word);
        Name name = names_find(shielding->changing->names, lower.data, lower.length);
        const Table *table = name ? namemap_get(&shielding->tables, name) : NULL;
        const SqlObject *object = name ? namemap_get(&shielding->sqls, name) : NULL;
        if (table) {
            add_table(shielding, table);
        } else if (object && !namemap_put(&shielding->changing->arena, &shielding->seen, name,
                                          (void *)object)) {
            add_words(shielding, object->up);
        }
    }
    buf_free(&lower);
}

static void know_names(Shielding *shielding, const Model *model) {
    Changing *changing = shielding->changing;
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (!is_for(changing->ddl.dialect, object_targets(object))) {
            continue;
        }
        if (object->kind == OBJECT_TABLE) {
            namemap_set(&changing->arena, &shielding->tables,
                        names_lower(changing->names, object->table->name), object->table);
        } else if (object->kind == OBJECT_SQL) {
            namemap_set(&changing->arena, &shielding->sqls,
                        names_lower(changing->names, object->sql->name), object->sql);
        }
    }
}

static void write_shields(Shielding *shielding, bool create) {
    static const char *const events[] = {"INSERT", "UPDATE", "DELETE"};
    Buf *out = shielding->changing->ddl.out;
    if (create && shielding->found.count > 0) {
        buf_text(out, "-- Once only: rows are passed over if there is nothing left to do.\n");
    }
    for (uint32_t i = 0; i < shielding->found.count; i++) {
        for (size_t e = 0; e < 3; e++) {
            buf_printf(out,
                       create ? "CREATE TEMP TRIGGER migc_skip_%u_%zu BEFORE %s ON main."
                              : "DROP TRIGGER temp.migc_skip_%u_%zu;\n",
                       i, e, events[e]);
            if (create) {
                quote_name(out, shielding->found.items[i]->name, TARGET_SQLITE);
                buf_text(out, "\n  WHEN NOT EXISTS (SELECT * FROM temp.migc_todo)"
                              " BEGIN SELECT RAISE(IGNORE); END;\n");
            }
        }
    }
}

void sqlite_write_free_sql(Changing *changing, const Step *step, Name text) {
    Shielding shielding = {.changing = changing};
    const Changes *changes = changing->script->changes;
    uint32_t at = sqlite_change_of(changing, step, 0);
    const Change *change = &changes->items[changing->down ? changes->count - 1 - at : at];
    if (!step->sql->name) {
        know_names(&shielding, change->before);
        add_words(&shielding, text);
    }
    bool only_defines = step->sql->name && sqlite_makes(step->sql) != SQLITE_MAKES_OTHER;
    for (uint32_t i = 0; i < step->sql->needs_count && !only_defines; i++) {
        const Object *need = step->sql->needs[i];
        if (need->kind == OBJECT_TABLE && is_for(changing->ddl.dialect, need->table->targets)) {
            add_table(&shielding, need->table);
        }
    }
    write_shields(&shielding, true);
    buf_name(changing->ddl.out, text);
    buf_text(changing->ddl.out, "\n;\n");
    write_shields(&shielding, false);
}

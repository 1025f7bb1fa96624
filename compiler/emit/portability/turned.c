/*
 * turned.c - takes a revision, tells tables of the language that the author's SQL makes from there on in SQLite, and the
 * other way round. See emit.h.
 *
 * A script for SQLite runs all of its steps again: it cannot know by the name which of the two tables is there.
 */
#include "emit/portability/parts.h"
#include "emit/sqlite/words.h"

static bool is_for_sqlite(const Object *object) {
    return (object_targets(object) >> TARGET_SQLITE & 1u) != 0;
}

/* The tables of the language that SQLite has, by their names in small letters. */
static void know_tables(Portability *p, const Model *model, NameMap *tables) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        if ((table->targets >> TARGET_SQLITE & 1u) != 0) {
            namemap_set(&p->arena, tables, names_lower(model->names, table->name), (void *)table);
        }
    }
}

/* What the SQL of `model` makes, and the language makes in `tables`, those of the other side of the revision. */
static void tell_turned(Portability *p, const Model *model, const NameMap *tables, bool is_after) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql == NULL || sql->name == NULL || !is_for_sqlite(&model->objects[i]) ||
            sqlite_makes(sql) != SQLITE_MAKES_TABLE || (is_after && sqlite_is_virtual(sql))) {
            continue;
        }
        const Table *table = namemap_get(tables, names_lower(model->names, sql->name));
        if (table == NULL) {
            continue;
        }
        Diag *diag = diag_at(p->diags, DIAG_NOT_REPEATABLE, is_after ? sql->span : table->span,
                             is_after ? "in SQLite sql object `%s` cannot take the place of table "
                                        "`%s` in one revision"
                                      : "in SQLite table `%s` cannot take the place of sql object "
                                        "`%s` in one revision",
                             is_after ? sql->name->text : table->name->text,
                             is_after ? table->name->text : sql->name->text);
        diag_note(diag, SPAN_NONE,
                  "scripts are run again to make sure: this one would drop what it has made");
        diag_help(diag, "let one revision drop the one, and the next revision make the other");
    }
}

void portability_turned(const Changes *changes, TargetSet targets, Diags *diags) {
    if (changes->count == 0 || (targets >> TARGET_SQLITE & 1u) == 0) {
        return;
    }
    Portability p = {.diags = diags};
    const Model *before = changes->items[0].before;
    const Model *after = changes->items[changes->count - 1].after;
    NameMap tables[2] = {0};
    know_tables(&p, before, &tables[0]);
    know_tables(&p, after, &tables[1]);
    tell_turned(&p, after, &tables[0], true);
    tell_turned(&p, before, &tables[1], false);
    arena_release(&p.arena);
}

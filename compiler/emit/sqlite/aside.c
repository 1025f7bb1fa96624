/*
 * aside.c - takes what becomes of the tables of a script, gives the statements that move those aside
 * which change: their names, and those of their indexes and triggers, are free then. See change.h.
 */
#include <string.h>

#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite/change.h"
#include "emit/sqlite/statement.h"
#include "emit/sqlite/words.h"

void sqlite_write_main(Buf *out, const char *prefix, Name name) {
    Buf words = {0};
    buf_text(&words, prefix);
    buf_name(&words, name);
    buf_text(out, "main.");
    quote_text(out, buf_view(&words), TARGET_SQLITE);
    buf_free(&words);
}

/* ---- moving aside -------------------------------------------------------------------------------- */

/* An empty table in place of one that the other state has not got. */
static void write_stand_in(Changing *changing, const Table *table) {
    Ddl *ddl = &changing->ddl;
    Buf *line = &ddl->scratch;
    buf_clear(line);
    buf_text(line, "CREATE TABLE IF NOT EXISTS ");
    sqlite_write_main(line, "", table->name);
    bool any = false;
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_for(ddl->dialect, table->columns[i].targets)) {
            buf_text(line, any ? ", " : " (");
            quote_name(line, table->columns[i].name, TARGET_SQLITE);
            any = true;
        }
    }
    buf_text(line, ");");
    sqlite_put_line(ddl, 0);
}

/* Names that the old table's indexes and triggers would keep. */
static void free_names(Changing *changing, const Table *table) {
    Buf *out = changing->ddl.out;
    for (uint16_t i = 0; table && i < table->index_count; i++) {
        if (is_for(changing->ddl.dialect, table->indexes[i].targets)) {
            buf_text(out, "DROP INDEX IF EXISTS ");
            sqlite_write_main(out, "", table->indexes[i].name);
            buf_text(out, ";\n");
        }
    }
    for (uint16_t i = 0; table && i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if ((column->flags & COLUMN_TOUCHED) && is_for(changing->ddl.dialect, column->targets)) {
            buf_text(out, "DROP TRIGGER IF EXISTS main.");
            sqlite_touch_name(out, table, column);
            buf_text(out, ";\n");
        }
    }
}

static bool mentions_parked(const Changing *changing, Name sql) {
    Text rest = name_text(sql);
    const TableName *entry;
    do {
        entry = sqlite_next_mentioned(changing->names, &changing->by_name, &rest);
    } while (entry && !entry->is_parked);
    return entry != NULL;
}

/* Triggers and indexes of the author's go with the old table, and are made again for the new one. */
static void free_sql_names(Changing *changing, const Model *model) {
    Buf *out = changing->ddl.out;
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SQL && is_for(changing->ddl.dialect, object->sql->targets)) {
            SqliteMakes makes = sqlite_makes(object->sql);
            bool goes = makes == SQLITE_MAKES_TRIGGER || makes == SQLITE_MAKES_INDEX;
            if (goes && mentions_parked(changing, object->sql->up)) {
                buf_text(out, makes == SQLITE_MAKES_INDEX ? "DROP INDEX IF EXISTS "
                                                          : "DROP TRIGGER IF EXISTS ");
                sqlite_write_main(out, "", object->sql->name);
                buf_text(out, ";\n");
            }
        }
    }
}

/* ---- under another name -------------------------------------------------------------------------- */

/* Whether its statement says `users.age` of itself: such a table cannot be renamed, for its text stays as it is. */
static bool names_itself(Changing *changing, const Table *table) {
    Ddl *ddl = &changing->ddl;
    Buf *out = ddl->out;
    Buf text = {0};
    if (table) {
        ddl->out = &text;
        sqlite_write_table(ddl, table);
        ddl->out = out;
    }
    Text rest = buf_view(&text);
    SqliteWord word;
    bool is_name = false;
    bool found = false;
    while (!found && sqlite_read_word(&rest, &word)) {
        found = is_name && sqlite_word_says(word, ".");
        is_name = word.quote != '\'' && sqlite_word_is(word.text, name_text(table->name));
    }
    buf_free(&text);
    return found;
}

static void put_string(Buf *out, const char *prefix, Name name) {
    Buf words = {0};
    buf_text(&words, prefix);
    buf_name(&words, name);
    quote_string(out, words.data, words.length, TARGET_SQLITE);
    buf_free(&words);
}

/* `rowid AS rowid, `: what its rows are called by, as they go to a table that has no name for it. */
static void put_rowids(Buf *out, const Table *table, const Table *other) {
    const char *names[] = {table ? sqlite_rowid(table) : NULL, other ? sqlite_rowid(other) : NULL};
    if ((table && !names[0]) || (other && !names[1])) {
        return; /* then they are not kept */
    }
    for (int i = 0; i < 2; i++) {
        if (names[i] && (i == 0 || !names[0] || strcmp(names[0], names[1]) != 0)) {
            buf_printf(out, "%s AS %s, ", names[i], names[i]);
        }
    }
}

static bool counts(const Table *table, const Table *other) {
    return (table && sqlite_counts_rows(table)) || (other && sqlite_counts_rows(other));
}

static void copy_aside(Changing *changing, const char *prefix, const Table *table,
                       const Table *other) {
    Buf *out = changing->ddl.out;
    Name name = table ? table->name : other->name;
    buf_text(out, "-- Copied: its own text has its name. It goes if all of its rows are there.\n"
                  "INSERT INTO temp.migc_drift VALUES (");
    put_string(out, "not copied: ", name);
    buf_text(out, ");\nCREATE TABLE ");
    sqlite_write_main(out, prefix, name);
    buf_text(out, " AS SELECT ");
    put_rowids(out, table, other);
    buf_text(out, "* FROM ");
    sqlite_write_main(out, "", name);
    buf_text(out, ";\nDELETE FROM temp.migc_drift WHERE line = ");
    put_string(out, "not copied: ", name);
    buf_text(out, "\n   AND (SELECT count(*) FROM ");
    sqlite_write_main(out, "", name);
    buf_text(out, ") = (SELECT count(*) FROM ");
    sqlite_write_main(out, prefix, name);
    buf_text(out, ");\n");
    if (counts(table, other)) {
        buf_text(out, "CREATE TABLE main.migc_counted (x INTEGER PRIMARY KEY AUTOINCREMENT);  "
                      "-- makes sqlite_sequence\n"
                      "DROP TABLE main.migc_counted;\n"
                      "INSERT INTO main.sqlite_sequence (name, seq)\nSELECT ");
        put_string(out, prefix, name);
        buf_text(out, ", seq FROM main.sqlite_sequence WHERE name = ");
        put_string(out, "", name);
        buf_text(out, " COLLATE NOCASE;\n");
    }
    buf_text(out, "DROP TABLE ");
    sqlite_write_main(out, "", name);
    buf_text(out, ";\n");
}

void sqlite_rename_aside(Changing *changing, const char *prefix, const Table *table,
                         const Table *other) {
    Buf *out = changing->ddl.out;
    Name name = table ? table->name : other->name;
    if (names_itself(changing, table) || names_itself(changing, other)) {
        copy_aside(changing, prefix, table, other);
        return;
    }
    Buf words = {0};
    buf_text(out, "ALTER TABLE ");
    sqlite_write_main(out, "", name);
    buf_text(out, " RENAME TO ");
    buf_text(&words, prefix);
    buf_name(&words, name);
    quote_text(out, buf_view(&words), TARGET_SQLITE);
    buf_text(out, ";\n");
    buf_free(&words);
}

void sqlite_drop_aside(Changing *changing, const char *prefix, const Table *table,
                       const Table *other) {
    Buf *out = changing->ddl.out;
    Name name = table ? table->name : other->name;
    buf_text(out, "DROP TABLE ");
    sqlite_write_main(out, prefix, name);
    buf_text(out, ";\n");
    if (counts(table, other) && (names_itself(changing, table) || names_itself(changing, other))) {
        buf_text(out, "DELETE FROM main.sqlite_sequence WHERE name = ");
        put_string(out, prefix, name);
        buf_text(out, ";\n");
    }
}

/* ---- all of them --------------------------------------------------------------------------------- */

static void move_table_aside(Changing *changing, const TableName *entry) {
    const Table *first = entry->first ? entry->first->first : NULL;
    const Table *last = entry->last ? entry->last->last : NULL;
    free_names(changing, first);
    free_names(changing, last);
    if (!first || !last) {
        write_stand_in(changing, first ? first : last);
    }
    sqlite_rename_aside(changing, SQLITE_OLD, first, last);
}

void sqlite_move_aside(Changing *changing) {
    Buf *out = changing->ddl.out;
    bool any = false;
    for (uint32_t i = 0; i < changing->table_names.count; i++) {
        any = any || changing->table_names.items[i]->is_parked;
    }
    if (any) {
        buf_text(out,
                 "-- Tables that change are moved aside, with rows and all; stand-ins for those "
                 "that are not there.\n"
                 "SAVEPOINT migc;\n");
        free_sql_names(changing, changing->before);
        if (changing->after != changing->before) {
            free_sql_names(changing, changing->after);
        }
    }
    for (uint32_t i = 0; i < changing->table_names.count; i++) {
        if (changing->table_names.items[i]->is_parked) {
            move_table_aside(changing, changing->table_names.items[i]);
        }
    }
    buf_text(out, any ? "\n" : "");
}

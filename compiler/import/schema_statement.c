/*
 * schema_statement.c - tables that the language has no words for, written with the statement that makes them.
 *
 * MySQL and MariaDB refuse a foreign key into a table that is not there yet: of tables that need each other, the one
 * that comes first is made without it, and that is told.
 */
#include <string.h>

#include "emit/quote.h"
#include "import/schema_writing.h"

/* ---- foreign keys into tables that come later ------------------------------------------------ */

static const WrittenTable *referenced(const Writer *writer, const CatalogForeignKey *key) {
    return key->target_space != NULL ? NULL : writer_table(writer, NULL, key->target);
}

static bool is_mysql(const Writer *writer) {
    return writer->catalog->target == TARGET_MYSQL || writer->catalog->target == TARGET_MARIADB;
}

static bool is_later(const WrittenTable *written, const WrittenTable *to) {
    return to != NULL && to->is_object && to->order > written->order;
}

/* Where a line of a statement says the key, behind the blanks that it begins with; NULL: nowhere. Its length is without
 * the comma at its end. */
static const char *key_line(Name statement, Name key, Target target, size_t *length) {
    const char *found = NULL;
    for (int i = 0; i < 2 && found == NULL; i++) {
        Buf begin = {0};
        buf_text(&begin, "\n  CONSTRAINT ");
        if (i == 0) { /* as migc writes it, or as the server shows it */
            quote_name(&begin, key, target);
        } else {
            buf_char(&begin, '`');
            for (uint32_t k = 0; k < key->length; k++) {
                buf_text(&begin, key->text[k] == '`' ? "`" : "");
                buf_char(&begin, key->text[k]);
            }
            buf_char(&begin, '`');
        }
        buf_text(&begin, " FOREIGN KEY ");
        buf_char(&begin, '\0');
        found = strstr(statement->text, begin.data);
        buf_free(&begin);
    }
    if (found == NULL) {
        return NULL;
    }
    found += strlen("\n  ");
    *length = strcspn(found, "\n");
    *length -= found[*length - 1] == ',';
    return found;
}

/* Whether the statement says the key, and its table is not there yet then. */
static const char *line_too_early(const Writer *writer, const WrittenTable *written, Name statement,
                                  const CatalogForeignKey *key, size_t *length) {
    return is_mysql(writer) && is_later(written, referenced(writer, key))
               ? key_line(statement, key->name, writer->catalog->target, length)
               : NULL;
}

/* The statement without the foreign keys into tables that come later. */
static Name statement_without(Writer *writer, const WrittenTable *written) {
    Name statement = written->table->statement;
    for (uint16_t i = 0; i < written->table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &written->table->foreign_keys[i];
        size_t length;
        const char *line = line_too_early(writer, written, statement, key, &length);
        if (line != NULL) {
            const char *behind = line + length;
            size_t before = (size_t)(line - statement->text) - strlen("\n  ");
            behind += *behind == ','; /* else it is the last one: the comma before it goes */
            before -= behind[-1] != ',' && statement->text[before - 1] == ',';
            statement = names_internf(writer->names, "%.*s%s", (int)before, statement->text,
                                      behind);
        }
    }
    return statement;
}

void writer_tell_keys(const Writer *writer, Diags *told) {
    for (uint32_t i = 0; i < writer->order.count; i++) {
        const WrittenTable *written = writer->order.items[i].table;
        uint32_t count = written && written->is_object ? written->table->foreign_key_count : 0;
        for (uint32_t k = 0; k < count; k++) {
            const CatalogForeignKey *key = &written->table->foreign_keys[k];
            size_t length;
            if (line_too_early(writer, written, written->table->statement, key, &length)) {
                Diag *diag = diag_at(told, DIAG_NOT_IMPORTED, SPAN_NONE,
                                     "a foreign key between tables that need each other and only "
                                     "SQL can make, `%s.%s` was left out",
                                     written->table->name->text, key->name->text);
                diag_help(diag, "until it is added behind `%s` by hand", key->target->text);
            }
        }
    }
}

/* ---- the table ----------------------------------------------------------------------------------- */

/* A table that the language has no words for needs the tables that it references and that come before. */
void writer_put_statement(Writer *writer, WrittenTable *written) {
    const CatalogTable *table = written->table;
    Buf down = {0};
    buf_text(&down, "DROP TABLE IF EXISTS ");
    if (writer->catalog->target == TARGET_SQLITE) {
        name_write_quoted(&down, table->name);
    } else {
        quote_name(&down, table->name, writer->catalog->target);
    }
    Name *needs = NEW_ARRAY(writer->arena, Name, table->foreign_key_count + table->needs_count);
    CatalogObject object = {.kind = "table",
                            .name = table->name,
                            .up = statement_without(writer, written),
                            .down = names_intern(writer->names, down.data, down.length),
                            .needs = needs};
    buf_free(&down);
    for (uint32_t i = 0; i < table->needs_count; i++) {
        needs[object.needs_count++] = table->needs[i];
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const WrittenTable *to = writer_table(writer, NULL, table->foreign_keys[i].target);
        bool is_new = to != NULL && (to->order < written->order || !to->is_object);
        for (uint32_t k = 0; is_new && k < object.needs_count; k++) {
            is_new = needs[k] != to->table->name;
        }
        if (is_new && to != written) {
            needs[object.needs_count++] = to->table->name;
        }
    }
    written->from = (uint32_t)writer->out.length;
    writer_put_object(writer, &object);
    written->to = (uint32_t)writer->out.length;
    for (uint32_t i = 0; i < table->part_count; i++) {
        writer_put_object(writer, &table->parts[i]);
    }
}

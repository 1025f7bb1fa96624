/*
 * schema_put.c - the declarations of an imported schema, item by item.
 *
 * takes:    the catalog, and what has been decided about it (Writer)
 * gives:    text that parses; syntax/format lays it out
 * promises: the places of expressions and tables in the text are kept: what is told about them is found
 */
#include "change/restate.h"
#include "import/schema_writing.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "emit/quote.h"
#include "import/expression.h"
#include "schema/derived.h"

/* ---- names ----------------------------------------------------------------------------------- */

/* Words that begin something else where a name may stand. */
static bool needs_quotes(Name name) {
    static const char *const words[] = {
        "null",    "true",  "false", "and",       "or",    "not",     "primary",    "unique",
        "foreign", "check", "index", "include",   "using", "for",     "references", "start",
        "cycle",   "owned", "cache", "increment", "with",  "exclude", "deferrable", "match"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_is(name_text(name), words[i])) {
            return true;
        }
    }
    return false;
}

static void put_name(Buf *out, Name name) {
    if (needs_quotes(name)) {
        name_write_quoted(out, name);
    } else {
        name_write(out, name);
    }
}

static void put_qualified(Buf *out, Name space, Name name) {
    if (space != NULL) {
        put_name(out, space);
        buf_char(out, '.');
    }
    put_name(out, name);
}

static void put_columns(Buf *out, CatalogNames columns) {
    buf_text(out, " (");
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_text(out, i == 0 ? "" : ", ");
        put_name(out, columns.items[i]);
    }
    buf_char(out, ')');
}

/* `name` and a blank, unless it is the derived one or there is none. */
static bool put_constraint_name(Writer *writer, Name name, Name derived) {
    bool is_named = name != NULL && name != derived;
    if (is_named) {
        buf_char(&writer->out, ' ');
        put_name(&writer->out, name);
    }
    return is_named;
}

/* Blanks at the end of a line, and lines at the end, cannot be said. */
static void put_doc(Buf *out, Name doc, const char *indent) {
    const char *at = doc != NULL ? doc->text : "";
    const char *end = doc != NULL ? at + doc->length : at;
    while (end > at && strchr(" \t\r\n", end[-1])) {
        end--;
    }
    while (at < end) {
        size_t length = strcspn(at, "\r\n");
        buf_printf(out, "%s/// %.*s\n", indent, (int)length, at);
        at += length;
        at += at[0] == '\r' && at[1] == '\n' ? 2 : 1;
    }
}

/* Verbatim SQL between dollars that it does not hold. */
static void put_dollars(Buf *out, Text sql, bool is_apart) {
    char tag[24] = "$$";
    for (unsigned i = 1; memmem(sql.data, sql.length, tag, strlen(tag)) != NULL; i++) {
        snprintf(tag, sizeof tag, "$sql%u$", i);
    }
    bool has_lines = is_apart && memchr(sql.data, '\n', sql.length) != NULL;
    const char *open = has_lines ? "\n" : is_apart ? " " : "";
    buf_text(out, tag);
    buf_text(out, open);
    buf_slice(out, sql);
    buf_text(out, has_lines ? "\n  " : open);
    buf_text(out, tag);
}

static void put_for(Writer *writer) {
    buf_printf(&writer->out, " for %s", target_name(writer->catalog->target));
}

/* ---- expressions ----------------------------------------------------------------------------- */

/* The next expression of the table; true if it is verbatim. */
static bool put_slot(Writer *writer, bool in_brackets) {
    vec_push(writer->arena, &writer->written, writer->next_slot);
    Slot *slot = &writer->slots.items[writer->next_slot++];
    Buf *out = &writer->out;
    buf_text(out, in_brackets ? "(" : "");
    slot->from = (uint32_t)out->length;
    if (slot->guess != NULL) {
        buf_name(out, slot->guess);
    } else {
        put_dollars(out, name_text(slot->sql), false);
    }
    slot->to = (uint32_t)out->length;
    buf_text(out, in_brackets ? ")" : "");
    return slot->guess == NULL;
}

/* The same for a key of an index: verbatim it has brackets of its own, which SQLite alone does not need. */
static bool put_key_slot(Writer *writer) {
    Slot *slot = &writer->slots.items[writer->next_slot];
    bool has_brackets = slot->guess == NULL && writer->catalog->target != TARGET_SQLITE;
    Name sql = slot->sql;
    if (has_brackets) {
        slot->sql = names_internf(writer->names, "(%s)", sql->text);
    }
    bool is_verbatim = put_slot(writer, false);
    slot->sql = sql;
    return is_verbatim;
}

/* A literal or a word stands behind `default` without brackets. */
static bool is_simple(Name guess) {
    const char *text = guess != NULL ? guess->text : " ";
    text += text[0] == '-' && text[1] == ' ' && isdigit((unsigned char)text[2]) ? 2 : 0;
    if (*text == '\'') {
        const char *at = text + 1;
        while (*at != '\0' && (*at != '\'' || at[1] == '\'')) {
            at += *at == '\'' ? 2 : 1;
        }
        return *at == '\'' && at[1] == '\0';
    }
    return strpbrk(text, " (,") == NULL || strncmp(text, "nextval('", 9) == 0;
}

/* ---- columns --------------------------------------------------------------------------------- */

static bool is_alone(CatalogNames columns, Name column) {
    return columns.count == 1 && columns.items[0] == column;
}

/* The foreign key that can stand behind the column, or -1. */
static int column_reference(const Writer *writer, const CatalogTable *table, Name column) {
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &table->foreign_keys[i];
        if (is_alone(key->columns, column) &&
            (key->name == NULL ||
             key->name == writer_derived(writer, table, key->columns, "fkey"))) {
            return i;
        }
    }
    return -1;
}

static bool has_plain_key(const Writer *writer, const CatalogTable *table, const CatalogKey *key,
                          const char *suffix, Name column) {
    CatalogNames none = {0};
    bool is_primary = key == table->primary_key;
    return is_alone(key->columns, column) &&
           (key->name == NULL ||
            key->name == writer_derived(writer, table, is_primary ? none : key->columns, suffix));
}

/* The unique key that can stand behind the column, or -1. */
static int column_unique(const Writer *writer, const CatalogTable *table, Name column) {
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (has_plain_key(writer, table, &table->uniques[i], "key", column)) {
            return i;
        }
    }
    return -1;
}

static void put_actions(Writer *writer, const CatalogForeignKey *key, bool is_forward) {
    static const char *const words[] = {[ACTION_NONE] = "no action",
                                        [ACTION_RESTRICT] = "restrict",
                                        [ACTION_CASCADE] = "cascade",
                                        [ACTION_SET_NULL] = "set null",
                                        [ACTION_SET_DEFAULT] = "set default"};
    buf_text(&writer->out, is_forward ? " forward" : "");
    buf_text(&writer->out, key->flags & CONSTRAINT_MATCH_FULL ? " match full" : "");
    if (key->on_delete != ACTION_NONE) {
        buf_printf(&writer->out, " on delete %s", words[key->on_delete]);
    }
    if (key->on_update != ACTION_NONE) {
        buf_printf(&writer->out, " on update %s", words[key->on_update]);
    }
    constraint_write_timing(&writer->out, key->flags);
}

/* What a key says besides its columns. */
static void put_key_clauses(Writer *writer, const CatalogKey *key) {
    if (key->include.count > 0) {
        buf_text(&writer->out, " include");
        put_columns(&writer->out, key->include);
    }
    buf_text(&writer->out, key->flags & CONSTRAINT_NULLS_SAME ? " nulls not distinct" : "");
    constraint_write_timing(&writer->out, key->flags);
}

/* The columns of the other table, unless they are its primary key. */
static bool names_primary_key(const WrittenTable *target, CatalogNames referenced) {
    const CatalogKey *key = target != NULL ? target->table->primary_key : NULL;
    bool is_key = referenced.count == 0 || (key != NULL && key->columns.count == referenced.count);
    for (uint16_t i = 0; is_key && i < referenced.count; i++) {
        is_key = key->columns.items[i] == referenced.items[i];
    }
    return is_key;
}

static void put_target(Writer *writer, const CatalogForeignKey *key) {
    buf_text(&writer->out, " references ");
    put_qualified(&writer->out, key->target_space, key->target);
    if (!names_primary_key(writer_table(writer, key->target_space, key->target), key->referenced)) {
        put_columns(&writer->out, key->referenced);
    }
}

/* The type is left out where the key that is referenced says it, and says it itself. */
static bool type_is_implied(const Writer *writer, const WrittenTable *from, uint16_t column,
                            const CatalogForeignKey *key) {
    const WrittenTable *to = writer_table(writer, key->target_space, key->target);
    if (to == NULL || to == from || to->is_object || to->table->primary_key == NULL) {
        return false;
    }
    Name name = key->referenced.count == 1 ? key->referenced.items[0]
                                           : to->table->primary_key->columns.items[0];
    for (uint16_t i = 0; i < to->table->column_count; i++) {
        if (to->table->columns[i].name == name) {
            return to->types[i].text == from->types[column].text &&
                   column_reference(writer, to->table, name) < 0;
        }
    }
    return false;
}

static void put_modifiers(Writer *writer, const WrittenTable *written,
                          const CatalogColumn *column) {
    const CatalogTable *table = written->table;
    Buf *out = &writer->out;
    int reference = column_reference(writer, table, column->name);
    if (column->is_nullable) {
        buf_text(out, " null");
    }
    if (column->default_text != NULL) {
        buf_text(out, " default ");
        put_slot(writer, !is_simple(writer->slots.items[writer->next_slot].guess));
    }
    if (column->generated != NULL) {
        buf_text(out, " generated ");
        put_slot(writer, true);
        buf_text(out, column->is_virtual ? " virtual" : "");
    }
    if (column->is_identity || column->is_serial) {
        buf_text(out, " identity");
    }
    if (table->primary_key != NULL &&
        has_plain_key(writer, table, table->primary_key, "pkey", column->name)) {
        buf_text(out, " primary key");
        put_key_clauses(writer, table->primary_key);
    }
    int unique = column_unique(writer, table, column->name);
    if (unique >= 0) {
        buf_text(out, " unique");
        put_key_clauses(writer, &table->uniques[unique]);
    }
    if (reference >= 0) {
        put_target(writer, &table->foreign_keys[reference]);
        put_actions(writer, &table->foreign_keys[reference], written->is_forward[reference]);
    }
    if (column->is_touched) {
        buf_text(out, " on update now");
    }
    if (column->collation != NULL) {
        buf_text(out, " collate ");
        put_name(out, column->collation);
    }
    if (column->charset != NULL) {
        buf_text(out, " charset ");
        put_name(out, column->charset);
    }
}

static void put_column(Writer *writer, const WrittenTable *written, uint16_t at) {
    const CatalogColumn *column = &written->table->columns[at];
    int reference = column_reference(writer, written->table, column->name);
    put_doc(&writer->out, column->comment, "  ");
    buf_text(&writer->out, "  ");
    put_name(&writer->out, column->name);
    if (reference < 0 ||
        !type_is_implied(writer, written, at, &written->table->foreign_keys[reference])) {
        buf_char(&writer->out, ' ');
        buf_name(&writer->out, written->types[at].text);
    }
    put_modifiers(writer, written, column);
    buf_char(&writer->out, '\n');
}

/* ---- constraints and indexes ----------------------------------------------------------------- */

static void put_keys(Writer *writer, const WrittenTable *written) {
    const CatalogTable *table = written->table;
    Buf *out = &writer->out;
    CatalogNames none = {0};
    const CatalogKey *primary = table->primary_key;
    if (primary != NULL &&
        (primary->columns.count != 1 ||
         !has_plain_key(writer, table, primary, "pkey", primary->columns.items[0]))) {
        buf_text(out, "  primary key");
        put_constraint_name(writer, primary->name, writer_derived(writer, table, none, "pkey"));
        put_columns(out, primary->columns);
        put_key_clauses(writer, primary);
        buf_char(out, '\n');
    }
    NameMap uniques = {0};
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const CatalogKey *key = &table->uniques[i];
        Name name = writer_key_name(writer, table, key->name, key->columns, "key", &uniques);
        if (key->columns.count == 1 && column_unique(writer, table, key->columns.items[0]) == i) {
            continue;
        }
        buf_text(out, "  unique");
        put_constraint_name(writer, name, writer_derived(writer, table, key->columns, "key"));
        put_columns(out, key->columns);
        put_key_clauses(writer, key);
        buf_char(out, '\n');
    }
    NameMap foreign_keys = {0};
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &table->foreign_keys[i];
        Name name = writer_key_name(writer, table, key->name, key->columns, "fkey", &foreign_keys);
        if (key->columns.count == 1 &&
            column_reference(writer, table, key->columns.items[0]) == i) {
            continue;
        }
        buf_text(out, "  foreign key");
        put_constraint_name(writer, name, writer_derived(writer, table, key->columns, "fkey"));
        put_columns(out, key->columns);
        put_target(writer, key);
        put_actions(writer, key, written->is_forward[i]);
        buf_char(out, '\n');
    }
}

static void put_checks(Writer *writer, const WrittenTable *written) {
    const CatalogTable *table = written->table;
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (written->is_type_check[i]) {
            continue;
        }
        buf_text(&writer->out, "  check");
        put_constraint_name(writer, written->check_is_named[i] ? table->checks[i].name : NULL,
                            NULL);
        buf_char(&writer->out, ' ');
        bool is_verbatim = put_slot(writer, true);
        constraint_write_timing(&writer->out, table->checks[i].flags);
        if (is_verbatim && !written->is_narrow) {
            put_for(writer);
        }
        buf_char(&writer->out, '\n');
    }
}

static void put_word(Buf *out, const char *word, Name name) {
    if (name != NULL) {
        buf_text(out, word);
        put_name(out, name);
    }
}

/* `with (strict, fillfactor = 70)` */
static void put_options(Writer *writer, const CatalogOptions *options) {
    OptionWord *words = NEW_ARRAY(writer->arena, OptionWord, options->count);
    for (uint16_t i = 0; i < options->count; i++) {
        words[i] = (OptionWord){.name = options->items[i].name, .value = options->items[i].value};
    }
    buf_text(&writer->out, "with ");
    restate_options(&writer->out, words, options->count);
}

/* True if they are of this target alone. */
static bool put_index_keys(Writer *writer, const CatalogIndex *index) {
    bool is_narrow = false;
    buf_text(&writer->out, " (");
    for (uint16_t i = 0; i < index->key_count; i++) {
        const CatalogIndexKey *key = &index->keys[i];
        buf_text(&writer->out, i == 0 ? "" : ", ");
        if (key->column != NULL && expression_is_keyword(name_text(key->column))) {
            name_write_quoted(&writer->out, key->column);
        } else if (key->column != NULL) {
            put_name(&writer->out, key->column);
        } else {
            is_narrow = put_key_slot(writer) || is_narrow;
        }
        put_word(&writer->out, " collate ", key->collation);
        put_word(&writer->out, " opclass ", key->opclass);
        if (key->prefix > 0) {
            buf_printf(&writer->out, " prefix %u", key->prefix);
        }
        is_narrow = is_narrow || key->collation || key->opclass || key->prefix > 0;
        buf_text(&writer->out, key->is_descending ? " desc" : "");
        buf_text(&writer->out, key->nulls == 1   ? " nulls first"
                               : key->nulls == 2 ? " nulls last"
                                                 : "");
        if (key->sign != NULL) {
            buf_printf(&writer->out, " with '%s'", key->sign->text);
        }
    }
    buf_char(&writer->out, ')');
    return is_narrow;
}

static void put_indexes(Writer *writer, const WrittenTable *written) {
    for (uint16_t i = 0; i < written->table->index_count; i++) {
        const CatalogIndex *index = &written->table->indexes[i];
        if (index->is_constraint_only) {
            continue;
        }
        bool is_exclusion = index->key_count > 0 && index->keys[0].sign != NULL;
        buf_text(&writer->out, is_exclusion       ? "  exclude"
                               : index->is_unique ? "  unique index"
                                                  : "  index");
        put_constraint_name(writer, written->index_is_named[i] ? index->name : NULL, NULL);
        if (index->method != NULL) {
            buf_text(&writer->out, " using ");
            put_name(&writer->out, index->method);
        }
        bool is_narrow = put_index_keys(writer, index) || index->method != NULL ||
                         index->include.count > 0 || index->flags != 0;
        if (index->where != NULL) {
            buf_text(&writer->out, " where ");
            is_narrow = put_slot(writer, true) || is_narrow;
        }
        if (index->include.count > 0) {
            buf_text(&writer->out, " include");
            put_columns(&writer->out, index->include);
        }
        buf_text(&writer->out, index->flags & CONSTRAINT_NULLS_SAME ? " nulls not distinct" : "");
        constraint_write_timing(&writer->out, index->flags);
        if (index->options.count > 0) {
            buf_char(&writer->out, ' ');
            put_options(writer, &index->options);
        }
        if ((is_narrow || index->options.count > 0) && !written->is_narrow) {
            put_for(writer);
        }
        buf_char(&writer->out, '\n');
    }
    if (written->table->options.count > 0) {
        buf_text(&writer->out, "  ");
        put_options(writer, &written->table->options);
        if (!written->is_narrow) {
            put_for(writer);
        }
        buf_char(&writer->out, '\n');
    }
}

/* An empty line where something follows that is no column. */
static void put_apart(Writer *writer, size_t *before) {
    if (writer->out.length > *before) {
        Buf *out = &writer->out;
        size_t length = out->length - *before;
        buf_char(out, '\n');
        memmove(out->data + *before + 1, out->data + *before, length);
        out->data[*before] = '\n';
    }
}

void writer_put_table(Writer *writer, WrittenTable *written) {
    Buf *out = &writer->out;
    const CatalogTable *table = written->table;
    written->from = (uint32_t)out->length;
    put_doc(out, table->comment, "");
    buf_text(out, "table ");
    put_qualified(out, table->space, table->name);
    buf_text(out, table->primary_key == NULL ? " without primary key" : "");
    if (written->is_narrow) {
        put_for(writer);
    }
    buf_text(out, " {\n");
    writer->next_slot = written->first_slot;
    for (uint16_t i = 0; i < table->column_count; i++) {
        put_column(writer, written, i);
    }
    size_t columns = out->length;
    uint32_t first = writer->next_slot;
    put_keys(writer, written);
    put_checks(writer, written);
    put_indexes(writer, written);
    writer_put_partitioning(writer, written);
    if (out->length > columns) {
        put_apart(writer, &columns);
        for (uint32_t i = first; i < writer->next_slot; i++) {
            writer->slots.items[i].from++;
            writer->slots.items[i].to++;
        }
    }
    buf_text(out, "}\n\n");
    written->to = (uint32_t)out->length;
}

void writer_put_domain(Writer *writer, WrittenTable *written) {
    Buf *out = &writer->out;
    const CatalogTable *domain = written->table;
    const CatalogColumn *value = &domain->columns[0];
    written->from = (uint32_t)out->length;
    put_doc(out, domain->comment, "");
    buf_text(out, "domain ");
    put_qualified(out, domain->space, domain->name);
    buf_char(out, ' ');
    buf_name(out, written->types[0].text);
    writer->next_slot = written->first_slot;
    buf_text(out, value->is_nullable ? " null" : "");
    if (value->default_text != NULL) {
        buf_text(out, " default ");
        put_slot(writer, !is_simple(writer->slots.items[writer->next_slot].guess));
    }
    if (value->collation != NULL) {
        buf_text(out, " collate ");
        put_name(out, value->collation);
    }
    CatalogNames none = {0};
    for (uint16_t i = 0; i < domain->check_count; i++) {
        buf_text(out, " check");
        put_constraint_name(writer, domain->checks[i].name,
                            writer_derived(writer, domain, none, "check"));
        buf_char(out, ' ');
        put_slot(writer, true);
    }
    put_for(writer);
    buf_text(out, "\n\n");
    written->to = (uint32_t)out->length;
}

/* ---- what stands before and behind the tables ------------------------------------------------ */

/* Tables that are written with statements need no types. */
static bool is_used(const Writer *writer, Name type) {
    for (uint32_t i = 0; i < writer->catalog->table_count; i++) {
        const WrittenTable *written = &writer->tables[i];
        for (uint16_t k = 0; !written->is_object && k < written->table->column_count; k++) {
            if (written->types[k].text == type) {
                return true;
            }
        }
    }
    return false;
}

static bool is_left_out(const Writer *writer, uint32_t enumeration) {
    Buf text = {0};
    name_write(&text, writer->types.enums.items[enumeration].name);
    Name name = names_intern(writer->names, text.data, text.length);
    buf_free(&text);
    return enumeration >= writer->catalog->enum_count && !is_used(writer, name);
}

void writer_put_types(Writer *writer) {
    Buf *out = &writer->out;
    const char *target = target_name(writer->catalog->target);
    for (uint32_t i = 0; i < writer->catalog->extension_count; i++) {
        buf_text(out, "extension ");
        put_name(out, writer->catalog->extensions[i]);
        put_for(writer);
        buf_text(out, "\n\n");
    }
    for (uint32_t i = 0; i < writer->types.natives.count; i++) {
        const ImportedType *type = &writer->types.natives.items[i];
        if (!is_used(writer, type->name)) {
            continue;
        }
        buf_text(out, "type ");
        put_name(out, type->name);
        buf_printf(out, " {\n  %s ", target);
        buf_name(out, type->spelling);
        buf_text(out, "\n}\n\n");
    }
    for (uint32_t i = 0; i < writer->types.enums.count; i++) {
        const CatalogEnum *of = &writer->types.enums.items[i];
        if (is_left_out(writer, i)) {
            continue;
        }
        put_doc(out, of->comment, "");
        buf_text(out, "enum ");
        put_qualified(out, of->space, of->name);
        buf_text(out, " {");
        for (uint32_t k = 0; k < of->value_count; k++) {
            buf_text(out, k == 0 ? " " : ", ");
            if (of->values[k]->is_plain && !needs_quotes(of->values[k])) {
                buf_name(out, of->values[k]);
                continue;
            }
            buf_char(out, '\'');
            for (const char *c = of->values[k]->text; *c != '\0'; c++) {
                buf_text(out, *c == '\'' ? "'" : "");
                buf_char(out, *c);
            }
            buf_char(out, '\'');
        }
        buf_text(out, " }\n\n");
    }
}

/* A name behind `needs`; what is in a namespace of PostgreSQL has it in front. */
static void put_need(Writer *writer, Name need) {
    const CatalogObject *object = namemap_get(&writer->objects_by_name, need);
    const char *dot = writer->catalog->target == TARGET_POSTGRES ? strchr(need->text, '.') : NULL;
    if (dot != NULL && namemap_get(&writer->by_name, need) == NULL &&
        (object == NULL || object->name != need)) {
        put_name(&writer->out, names_intern(writer->names, need->text, (size_t)(dot - need->text)));
        buf_char(&writer->out, '.');
        put_name(&writer->out, names_of(writer->names, dot + 1));
    } else {
        put_name(&writer->out, need);
    }
}

void writer_put_object(Writer *writer, const CatalogObject *object) {
    Buf *out = &writer->out;
    if (object->sequence != NULL) {
        put_doc(out, object->comment, "");
        buf_text(out, "sequence ");
        put_qualified(out, object->space, object->name);
        sequence_write(out, object->sequence, put_name);
        put_for(writer);
        buf_text(out, "\n\n");
        return;
    }
    buf_text(out, "sql ");
    put_name(out, object->name);
    put_for(writer);
    for (uint32_t i = 0; i < object->needs_count; i++) {
        buf_text(out, i == 0 ? "\n  needs " : ", ");
        put_need(writer, object->needs[i]);
    }
    buf_text(out, "\n  up ");
    put_dollars(out, name_text(object->up), true);
    buf_text(out, "\n  down ");
    if (object->down != NULL) {
        put_dollars(out, name_text(object->down), true);
    } else {
        buf_printf(out, "none 'nothing undoes this %s'", object->kind);
    }
    buf_text(out, "\n\n");
}

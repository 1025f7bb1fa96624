/*
 * index.c - takes indexes of a table that changes, gives their clauses, and whether the server takes one that comes
 * for one that goes. See parts.h.
 */
#include "emit/ddl.h"
#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/quote.h"
#include "emit/with.h"

void mysql_write_index(Buf *out, const Dialect *dialect, const Table *table, const Index *index) {
    Target target = dialect->target;
    bool is_fulltext = index->method && text_is(name_text(index->method), "fulltext");
    buf_text(out, index->is_unique ? "UNIQUE INDEX "
                  : is_fulltext    ? "FULLTEXT INDEX "
                  : index->method  ? "SPATIAL INDEX "
                                   : "INDEX ");
    quote_name(out, index->name, target);
    for (uint16_t i = 0; i < index->key_count; i++) {
        buf_text(out, i == 0 ? " (" : ", ");
        expression_write_index_key(out, index->keys[i].expr, table, target);
        if (index->keys[i].prefix != 0) {
            buf_printf(out, "(%u)", index->keys[i].prefix);
        }
        buf_text(out, index->keys[i].descending ? " DESC" : "");
    }
    buf_char(out, ')');
    options_write_key_method(out, table, target);
    options_write_mysql_index(out, dialect, index);
}

/* ---- an index that comes for one that goes ------------------------------------------------------- */

/* A key that is unique, or an index; NULL both: neither. */
typedef struct Side {
    const Table *table;
    const Key *key;
    const Index *index;
} Side;

/* What has this name and no other side: `sides` of the keys, and of the indexes. */
static Side part_of(const Dialect *dialect, const Table *table, const int32_t *keys,
                    const int32_t *indexes, Name name) {
    Side part = {.table = table};
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const Key *key = &table->uniques[i];
        part.key = keys[i] < 0 && key->name == name && is_for(dialect, key->targets) ? key
                                                                                     : part.key;
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        bool is_it = indexes[i] < 0 && index->name == name && is_for(dialect, index->targets);
        part.index = is_it ? index : part.index;
    }
    return part;
}

static bool hides(const OptionWord *option) {
    return strcmp(option->name->text, "invisible") == 0 ||
           strcmp(option->name->text, "ignored") == 0;
}

bool mysql_index_is_hidden(const Dialect *dialect, const Index *index) {
    bool found = false;
    for (uint16_t i = 0; i < index->options.count; i++) {
        const OptionWord *option = &index->options.items[i];
        found = found || (hides(option) && is_for(dialect, option->targets));
    }
    return found;
}

/* The definition with its options, but for whether it is hidden, or without any. */
static void write_part(Buf *out, const Dialect *dialect, Side part, bool with_options) {
    if (part.key) {
        buf_text(out, "UNIQUE INDEX ");
        quote_name(out, part.key->name, dialect->target);
        buf_char(out, ' ');
        ddl_column_list(out, part.table, part.key->columns, dialect->target);
        options_write_key_method(out, part.table, dialect->target);
        return;
    }
    Arena arena = {0};
    Index bare = *part.index;
    bare.options.items = NEW_ARRAY(&arena, OptionWord, part.index->options.count);
    bare.options.count = 0;
    for (uint16_t i = 0; with_options && i < part.index->options.count; i++) {
        if (!hides(&part.index->options.items[i])) {
            bare.options.items[bare.options.count++] = part.index->options.items[i];
        }
    }
    mysql_write_index(out, dialect, part.table, &bare);
    arena_release(&arena);
}

static bool same_parts(const Dialect *dialect, Side a, Side b, bool with_options) {
    Buf texts[2] = {{0}, {0}};
    write_part(&texts[0], dialect, a, with_options);
    write_part(&texts[1], dialect, b, with_options);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

/* Finds what goes and what comes under this name; false: the server does not take the one for the other. */
static bool find_parts(const Dialect *dialect, const TableChange *change, Name name, Side *before,
                       Side *after) {
    const Table *was = change->renamed ? change->renamed : change->before;
    *before = part_of(dialect, was, change->inverse->uniques, change->inverse->indexes, name);
    *after = part_of(dialect, change->after, change->uniques, change->indexes, name);
    return (before->key || before->index) && (after->key || after->index) &&
           same_parts(dialect, *before, *after, false);
}

const char *mysql_index_goes_on(const Dialect *dialect, const TableChange *change, Name name) {
    Side before;
    Side after;
    if (!find_parts(dialect, change, name, &before, &after) ||
        !same_parts(dialect, before, after, true)) {
        return NULL;
    }
    bool hidden = after.index && mysql_index_is_hidden(dialect, after.index);
    if (dialect->target == TARGET_MYSQL) {
        return hidden ? " INVISIBLE" : " VISIBLE";
    }
    return hidden ? " IGNORED" : " NOT IGNORED";
}

bool mysql_index_is_copied(const Dialect *dialect, const TableChange *change, Name name) {
    Side before;
    Side after;
    return find_parts(dialect, change, name, &before, &after) &&
           !same_parts(dialect, before, after, true);
}

/*
 * resolve_names.c - the names of constraints and indexes that were not named.
 *
 * takes:    a table and the columns concerned
 * gives:    {table}_pkey, {table}_{columns}_{key,fkey,check,idx}; a second unnamed check over the same
 *           columns gets _2
 * promises: at most 63 bytes: a longer name is cut, between characters, and ends in _ and eight digits
 *           of a hash of the whole name. The same schema gives the same names.
 */
#include "schema/derived.h"
#include "schema/resolver.h"

/* How many unnamed checks of a table had a name so far. */
typedef struct CheckName {
    const Table *table;
    uint32_t count;
} CheckName;

/* The name in the buffer, cut if it is too long. */
static Name finish(Resolver *resolver, const Buf *text) {
    if (text->length <= LONGEST_NAME) {
        return names_intern(resolver->symbols.names, text->data, text->length);
    }
    Buf cut = {0};
    derived_name_write(&cut, buf_view(text));
    Name name = names_intern(resolver->symbols.names, cut.data, cut.length);
    buf_free(&cut);
    return name;
}

Name names_primary_key(Resolver *resolver, const Table *table) {
    Buf text = {0};
    buf_name(&text, table->name);
    buf_text(&text, "_pkey");
    Name name = finish(resolver, &text);
    buf_free(&text);
    return name;
}

static void put_column(Buf *text, const Table *table, uint16_t column) {
    buf_char(text, '_');
    buf_name(text, table->columns[column].name);
}

Name names_of_columns(Resolver *resolver, const Table *table, Columns columns, const char *suffix) {
    Buf text = {0};
    buf_name(&text, table->name);
    for (uint16_t i = 0; i < columns.count; i++) {
        put_column(&text, table, columns.at[i]);
    }
    buf_char(&text, '_');
    buf_text(&text, suffix);
    Name name = finish(resolver, &text);
    buf_free(&text);
    return name;
}

/* The columns of expressions, each once, in order of appearance. Beyond so many they are no longer
 * told apart by name: the rest would be cut off anyway. */
#define MOST_IN_NAME 64

typedef struct Mentioned {
    Buf text;
    const Table *table;
    uint16_t seen[MOST_IN_NAME];
    unsigned count;
} Mentioned;

static void mention(void *context, uint16_t column) {
    Mentioned *mentioned = context;
    for (unsigned i = 0; i < mentioned->count; i++) {
        if (mentioned->seen[i] == column) {
            return;
        }
    }
    if (mentioned->count < MOST_IN_NAME && column < mentioned->table->column_count) {
        mentioned->seen[mentioned->count++] = column;
        put_column(&mentioned->text, mentioned->table, column);
    }
}

Name names_index(Resolver *resolver, const Table *table, const IndexKey *keys, uint16_t count) {
    Mentioned mentioned = {.table = table};
    buf_name(&mentioned.text, table->name);
    for (uint16_t i = 0; i < count; i++) {
        expr_columns(keys[i].expr, mention, &mentioned);
    }
    buf_text(&mentioned.text, "_idx");
    Name name = finish(resolver, &mentioned.text);
    buf_free(&mentioned.text);
    return name;
}

Name names_check(Resolver *resolver, const Table *table, const Expr *condition) {
    Mentioned mentioned = {.table = table};
    buf_name(&mentioned.text, table->name);
    expr_columns(condition, mention, &mentioned);
    buf_text(&mentioned.text, "_check");
    Name name = finish(resolver, &mentioned.text);
    CheckName *known = namemap_get(&resolver->check_names, name);
    if (!known) {
        known = NEW(&resolver->scratch, CheckName);
        namemap_put(&resolver->scratch, &resolver->check_names, name, known);
    }
    if (known->table != table) {
        *known = (CheckName){.table = table};
    }
    if (++known->count > 1) {
        buf_char(&mentioned.text, '_');
        buf_uint(&mentioned.text, known->count);
        name = finish(resolver, &mentioned.text);
    }
    buf_free(&mentioned.text);
    return name;
}

/*
 * derived.c - see derived.h.
 *
 * takes:    a table and the columns concerned
 * gives:    {table}_pkey, {table}_{columns}_{key,fkey,check,idx}; a second unnamed check over the same
 *           columns gets _2
 * promises: the same schema gives the same names
 */
#include "schema/derived.h"

#define HASH_SUFFIX 9u /* _ and eight digits */

static uint32_t hash_of(Text text) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < text.length; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    }
    return hash;
}

void derived_name_write(Buf *out, Text full) {
    if (full.length <= LONGEST_NAME) {
        buf_slice(out, full);
        return;
    }
    size_t cut = LONGEST_NAME - HASH_SUFFIX;
    while (cut > 0 && ((unsigned char)full.data[cut] & 0xC0) == 0x80) {
        cut--;
    }
    buf_put(out, full.data, cut);
    buf_printf(out, "_%08x", (unsigned)hash_of(full));
}

static void finish(Buf *out, Buf *full) {
    derived_name_write(out, buf_view(full));
    buf_free(full);
}

static void put_column(Buf *full, const Table *table, uint16_t column) {
    buf_char(full, '_');
    buf_name(full, table->columns[column].name);
}

void derived_primary_key(Buf *out, const Table *table) {
    Buf full = {0};
    buf_name(&full, table->name);
    buf_text(&full, "_pkey");
    finish(out, &full);
}

void derived_of_columns(Buf *out, const Table *table, Columns columns, const char *suffix) {
    Buf full = {0};
    buf_name(&full, table->name);
    for (uint16_t i = 0; i < columns.count; i++) {
        put_column(&full, table, columns.at[i]);
    }
    buf_char(&full, '_');
    buf_text(&full, suffix);
    finish(out, &full);
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

void derived_index(Buf *out, const Table *table, const IndexKey *keys, uint16_t count) {
    Mentioned mentioned = {.table = table};
    buf_name(&mentioned.text, table->name);
    for (uint16_t i = 0; i < count; i++) {
        expr_columns(keys[i].expr, mention, &mentioned);
    }
    buf_text(&mentioned.text, count > 0 && keys[0].sign ? "_excl" : "_idx");
    finish(out, &mentioned.text);
}

void derived_check(Buf *out, const Table *table, const Expr *condition, uint32_t number) {
    Mentioned mentioned = {.table = table};
    buf_name(&mentioned.text, table->name);
    if (!(table->flags & TABLE_DOMAIN)) {
        expr_columns(condition, mention, &mentioned);
    }
    buf_text(&mentioned.text, "_check");
    if (number > 1) {
        buf_char(&mentioned.text, '_');
        buf_uint(&mentioned.text, number);
    }
    finish(out, &mentioned.text);
}

void derived_type_check(Buf *out, Name table, Name column) {
    Buf full = {0};
    buf_name(&full, table);
    buf_char(&full, '_');
    buf_name(&full, column);
    buf_text(&full, "_type");
    finish(out, &full);
}

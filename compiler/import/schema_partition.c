/*
 * schema_partition.c - takes how a table of the catalog is partitioned, gives `partition by ...`. See
 * schema_writer.h.
 *
 * PostgreSQL prints every value of a partition as a constant: a number, a word, or a string without its type.
 */
#include <ctype.h>
#include <string.h>

#include "change/restate.h"
#include "import/schema_writing.h"
#include "schema/literal.h"

/* ---- values ---------------------------------------------------------------------------------- */

static const ColumnType *type_of(const WrittenTable *written, Name column) {
    for (uint16_t i = 0; column != NULL && i < written->table->column_count; i++) {
        if (written->table->columns[i].name == column) {
            return &written->types[i];
        }
    }
    return NULL;
}

/* The text of a string, its quotes taken off; each two of them in it are one. */
static void unquote(Buf *out, Text quoted) {
    for (size_t i = 1; i + 1 < quoted.length; i++) {
        buf_char(out, quoted.data[i]);
        i += quoted.data[i] == '\'' ? 1 : 0;
    }
}

static bool is_number(Text text) {
    size_t digits = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!isdigit((unsigned char)c) && c != '.' && !(c == '-' && i == 0)) {
            return false;
        }
        digits += isdigit((unsigned char)c) ? 1 : 0;
    }
    return digits > 0 && isdigit((unsigned char)text.data[text.length - 1]);
}

/* Whether the language reads such a string as a value of the type. */
static bool is_readable(Text text, const ColumnType *type) {
    Buf canonical = {0};
    bool is = type != NULL && !type->is_native && !type->type.is_array &&
              (type->type.kind == TYPE_ERROR /* an enum */ ||
               type_family(type->type) == FAMILY_TEXT ||
               literal_read(&canonical, text, type->type) == NULL);
    buf_free(&canonical);
    return is;
}

static void put_string(Buf *out, Text quoted, const ColumnType *type) {
    Buf text = {0};
    unquote(&text, quoted);
    bool counts = type != NULL && type_family(type->type) == FAMILY_NUMBER && !type->type.is_array;
    if (counts && is_number(buf_view(&text))) {
        buf_slice(out, buf_view(&text));
    } else if (is_readable(buf_view(&text), type)) {
        buf_slice(out, quoted);
    } else {
        buf_text(out, "$$");
        buf_slice(out, quoted);
        buf_text(out, "$$");
    }
    buf_free(&text);
}

/* The end of the value that begins there: behind a string, or before a comma or a bracket. */
static const char *value_end(const char *at, const char *end) {
    bool quoted = false;
    for (; at < end; at++) {
        quoted = *at == '\'' ? !quoted : quoted;
        if (!quoted && (*at == ',' || *at == ')')) {
            break;
        }
    }
    return at;
}

static void put_value(Buf *out, Text value, const ColumnType *type) {
    if (value.length > 1 && value.data[0] == '\'') {
        put_string(out, value, type);
        return;
    }
    for (size_t i = 0; i < value.length; i++) { /* MINVALUE, NULL, true, 12 */
        buf_char(out, (char)tolower((unsigned char)value.data[i]));
    }
}

/* `('a', 1)`, from its bracket on; gives what stands behind it. */
static const char *put_values(Buf *out, const char *at, const char *end,
                              const WrittenTable *written) {
    const CatalogPartitioning *of = written->table->partitioning;
    const char *separator = " (";
    bool is_list = strncmp(of->method->text, "list", 4) == 0;
    for (uint16_t key = 0; at < end && *at != ')'; key++) {
        at += strspn(at, "(, ");
        const char *stop = value_end(at, end);
        uint16_t place = is_list ? 0 : key;
        const ColumnType *type = place < of->key_count ? type_of(written, of->keys[place].column)
                                                       : NULL;
        buf_text(out, separator);
        separator = ", ";
        put_value(out, (Text){at, (size_t)(stop - at)}, type);
        at = stop;
    }
    buf_char(out, ')');
    return at < end ? at + 1 : at;
}

/* ---- partitions ------------------------------------------------------------------------------ */

static bool skip(const char **at, const char *word) {
    size_t length = strlen(word);
    bool is = strncmp(*at, word, length) == 0;
    *at += is ? length : 0;
    return is;
}

static void put_bounds(Buf *out, Name bounds, const WrittenTable *written) {
    const char *at = bounds->text;
    const char *end = at + bounds->length;
    if (skip(&at, "FOR VALUES FROM ")) {
        buf_text(out, " from");
        at = put_values(out, at, end, written);
        skip(&at, " TO ");
        buf_text(out, " to");
        put_values(out, at, end, written);
    } else if (skip(&at, "LESS THAN ")) {
        buf_text(out, " less than");
        put_values(out, at, end, written);
    } else if (skip(&at, "FOR VALUES IN ") || skip(&at, "IN ")) {
        buf_text(out, " in");
        put_values(out, at, end, written);
    } else if (skip(&at, "FOR VALUES WITH (modulus ")) {
        size_t digits = strspn(at, "0123456789");
        buf_text(out, " modulus ");
        buf_put(out, at, digits);
        at += digits;
        skip(&at, ", remainder ");
        buf_text(out, " remainder ");
        buf_put(out, at, strspn(at, "0123456789"));
    } else {
        buf_text(out, " default");
    }
}

static void put_keys(Buf *out, const CatalogPartitioning *of) {
    for (uint16_t i = 0; i < of->key_count; i++) {
        const CatalogIndexKey *key = &of->keys[i];
        buf_text(out, i == 0 ? " (" : ", ");
        if (key->column != NULL) {
            restate_name(out, key->column);
        } else {
            buf_text(out, "$$(");
            buf_name(out, key->expression);
            buf_text(out, ")$$");
        }
        if (key->collation != NULL) {
            buf_text(out, " collate ");
            restate_name(out, key->collation);
        }
        if (key->opclass != NULL) {
            buf_text(out, " opclass ");
            restate_name(out, key->opclass);
        }
    }
    buf_char(out, ')');
}

void writer_put_partitioning(Writer *writer, const WrittenTable *written) {
    const CatalogPartitioning *of = written->table->partitioning;
    Buf *out = &writer->out;
    if (of == NULL) {
        return;
    }
    buf_text(out, "  partition by ");
    buf_name(out, of->method);
    put_keys(out, of);
    if (of->number > 0) {
        buf_printf(out, " partitions %u", of->number);
    }
    if (!written->is_narrow) {
        buf_printf(out, " for %s", target_name(writer->catalog->target));
    }
    buf_text(out, of->count > 0 ? " {\n" : "\n");
    for (uint32_t i = 0; i < of->count; i++) {
        buf_text(out, "    ");
        restate_name(out, of->items[i].name);
        put_bounds(out, of->items[i].bounds, written);
        buf_char(out, '\n');
    }
    buf_text(out, of->count > 0 ? "  }\n" : "");
}

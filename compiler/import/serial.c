/*
 * serial.c - see serial.h.
 */
#include "import/serial.h"

#include "base/buf.h"

/* So many columns are named, the others counted. */
#define NAMED 12u

typedef struct Reason {
    const char *word;
    const char *text;
} Reason;

static const Reason reasons[] = {
#define SERIAL(word, text) {word, text},
#include "import/serial.def"
#undef SERIAL
};

bool serial_has_word(Name word) {
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (text_is(name_text(word), reasons[i].word)) {
            return true;
        }
    }
    return false;
}

/* Columns in a list: `t.id`, `u.id` and 3 others. */
typedef struct List {
    Buf text;
    uint32_t count;
} List;

static void list_add(List *list, const CatalogTable *table, const CatalogColumn *column) {
    if (list->count++ < NAMED) {
        buf_text(&list->text, list->count > 1 ? ", `" : "`");
        if (table->space != NULL) {
            buf_printf(&list->text, "%s.", table->space->text);
        }
        buf_printf(&list->text, "%s.%s`", table->name->text, column->name->text);
    }
}

static void list_end(List *list) {
    if (list->count > NAMED) {
        buf_printf(&list->text, " and %u more", (unsigned)(list->count - NAMED));
    }
}

/* The columns that are serial, or are not for `reason`. */
static void find(List *list, const Catalog *catalog, const Reason *reason) {
    for (uint32_t t = 0; t < catalog->table_count; t++) {
        const CatalogTable *table = &catalog->tables[t];
        for (uint16_t i = 0; i < table->column_count; i++) {
            const CatalogColumn *column = &table->columns[i];
            bool is_meant = reason == NULL
                                ? column->is_serial
                                : column->not_serial != NULL &&
                                      text_is(name_text(column->not_serial), reason->word);
            if (is_meant) {
                list_add(list, table, column);
            }
        }
    }
    list_end(list);
}

/* Sequences that the schema gives another name. */
static void note_names(Diag *diag, const Catalog *catalog) {
    for (uint32_t t = 0; t < catalog->table_count; t++) {
        const CatalogTable *table = &catalog->tables[t];
        for (uint16_t i = 0; i < table->column_count; i++) {
            const CatalogColumn *column = &table->columns[i];
            if (column->sequence != NULL) {
                diag_note(diag, SPAN_NONE,
                          "the sequence `%s` has another name in a database that is built from "
                          "the schema: that of `%s.%s`",
                          column->sequence->text, table->name->text, column->name->text);
            }
        }
    }
}

void serial_tell(Diags *told, const Catalog *catalog) {
    List list = {0};
    find(&list, catalog, NULL);
    if (list.count > 0) {
        Diag *diag = diag_at(told, DIAG_SERIAL_COLUMN, SPAN_NONE,
                             "`serial` is `identity` now: %.*s", TEXT_ARG(buf_view(&list.text)));
        note_names(diag, catalog);
    }
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        buf_clear(&list.text);
        list.count = 0;
        find(&list, catalog, &reasons[i]);
        if (list.count > 0) {
            diag_at(told, DIAG_SERIAL_COLUMN, SPAN_NONE, "%.*s %s a sequence and a default: %s",
                    TEXT_ARG(buf_view(&list.text)), list.count == 1 ? "stays" : "stay",
                    reasons[i].text);
        }
    }
    buf_free(&list.text);
}

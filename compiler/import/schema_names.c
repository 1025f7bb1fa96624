/*
 * schema_names.c - takes keys of a catalog, gives the names that a schema says of them. See schema_writing.h.
 */
#include "base/buf.h"
#include "import/schema_writing.h"
#include "schema/derived.h"

Name writer_derived(const Writer *writer, const CatalogTable *table, CatalogNames columns,
                    const char *suffix) {
    Buf full = {0};
    Buf name = {0};
    buf_name(&full, table->name);
    for (uint16_t i = 0; i < columns.count; i++) {
        buf_char(&full, '_');
        buf_name(&full, columns.items[i]);
    }
    buf_printf(&full, "_%s", suffix);
    derived_name_write(&name, buf_view(&full));
    Name derived = names_intern(writer->names, name.data, name.length);
    buf_free(&full);
    buf_free(&name);
    return derived;
}

static Name name_or(const Writer *writer, const CatalogTable *table, Name name,
                    CatalogNames columns, const char *suffix) {
    return name != NULL ? name : writer_derived(writer, table, columns, suffix);
}

/* `t_a_key_2`, which says that `before` others have the derived name `t_a_key`: SQLite has all of them. */
static Name numbered(const Writer *writer, const CatalogTable *table, CatalogNames columns,
                     const char *suffix, unsigned before) {
    return before == 0
               ? NULL
               : writer_derived(writer, table, columns,
                                names_internf(writer->names, "%s_%u", suffix, before + 1)->text);
}

Name writer_unique_name(const Writer *writer, const CatalogTable *table, uint16_t at) {
    const CatalogKey *key = &table->uniques[at];
    Name own = name_or(writer, table, key->name, key->columns, "key");
    unsigned before = 0;
    for (uint16_t i = 0; i < at; i++) {
        const CatalogKey *other = &table->uniques[i];
        before += name_or(writer, table, other->name, other->columns, "key") == own;
    }
    return key->name != NULL ? key->name : numbered(writer, table, key->columns, "key", before);
}

Name writer_foreign_key_name(const Writer *writer, const CatalogTable *table, uint16_t at) {
    const CatalogForeignKey *key = &table->foreign_keys[at];
    Name own = name_or(writer, table, key->name, key->columns, "fkey");
    unsigned before = 0;
    for (uint16_t i = 0; i < at; i++) {
        const CatalogForeignKey *other = &table->foreign_keys[i];
        before += name_or(writer, table, other->name, other->columns, "fkey") == own;
    }
    return key->name != NULL ? key->name : numbered(writer, table, key->columns, "fkey", before);
}

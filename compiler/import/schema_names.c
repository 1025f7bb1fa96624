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

Name writer_key_name(const Writer *writer, const CatalogTable *table, Name name,
                     CatalogNames columns, const char *suffix, NameMap *before) {
    Name own = name != NULL ? name : writer_derived(writer, table, columns, suffix);
    unsigned *count = namemap_get(before, own);
    if (count == NULL) {
        count = NEW(writer->arena, unsigned);
        namemap_put(writer->arena, before, own, count);
    }
    ++*count;
    if (name != NULL || *count == 1) {
        return name;
    }
    return writer_derived(writer, table, columns,
                          names_internf(writer->names, "%s_%u", suffix, *count)->text);
}

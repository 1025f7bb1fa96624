/*
 * resolve_names.c - the names of what was not named: those of schema/derived, interned, and checks
 * numbered.
 */
#include "schema/derived.h"
#include "schema/resolver.h"

/* How many unnamed checks of a table had a name so far. */
typedef struct CheckName {
    const Table *table;
    uint32_t count;
} CheckName;

static Name take(Resolver *resolver, Buf *text) {
    Name name = names_intern(resolver->symbols.names, text->data, text->length);
    buf_free(text);
    return name;
}

Name names_primary_key(Resolver *resolver, const Table *table) {
    Buf text = {0};
    derived_primary_key(&text, table);
    return take(resolver, &text);
}

Name names_of_columns(Resolver *resolver, const Table *table, Columns columns, const char *suffix) {
    Buf text = {0};
    derived_of_columns(&text, table, columns, suffix);
    return take(resolver, &text);
}

Name names_index(Resolver *resolver, const Table *table, const IndexKey *keys, uint16_t count) {
    Buf text = {0};
    derived_index(&text, table, keys, count);
    return take(resolver, &text);
}

Name names_check(Resolver *resolver, const Table *table, const Expr *condition) {
    Buf text = {0};
    derived_check(&text, table, condition, 1);
    Name name = take(resolver, &text);
    CheckName *known = namemap_get(&resolver->check_names, name);
    if (!known) {
        known = NEW(&resolver->scratch, CheckName);
        namemap_put(&resolver->scratch, &resolver->check_names, name, known);
    }
    if (known->table != table) {
        *known = (CheckName){.table = table};
    }
    if (++known->count == 1) {
        return name;
    }
    Buf numbered = {0};
    derived_check(&numbered, table, condition, known->count);
    return take(resolver, &numbered);
}

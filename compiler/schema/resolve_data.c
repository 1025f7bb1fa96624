/*
 * resolve_data.c - data blocks and sql objects.
 *
 * takes:    their declarations, all tables being resolved
 * gives:    rows of typed literals; what a sql object needs
 * promises: the columns are known, the key is a key of the table, rows are as long as the head, no
 *           required column is left empty, no key comes twice; what is needed is declared
 */
#include "schema/resolver.h"

/* ---- data ---- */

static bool same_columns(Columns a, Columns b) {
    if (a.count != b.count) {
        return false;
    }
    for (uint16_t i = 0; i < a.count; i++) {
        bool found = false;
        for (uint16_t j = 0; j < b.count; j++) {
            found |= a.at[i] == b.at[j];
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* The key of these columns; one that is deferrable, which rows cannot be found by, only if there is no other. */
static const Key *find_key(const Table *table, Columns columns, TargetSet targets) {
    const Key *found = NULL;
    for (uint16_t i = 0; i <= table->unique_count; i++) {
        const Key *key = i > 0 ? &table->uniques[i - 1] : table->primary_key;
        bool is_there = i == 0 || (key && (targets & ~key->targets) == 0);
        if (key && is_there && same_columns(key->columns, columns) &&
            (!found || (found->flags & CONSTRAINT_DEFERRABLE))) {
            found = key;
        }
    }
    return found;
}

/* Which column of the head each column of the key is; false if one is not in the head. */
static bool locate_key(Resolver *resolver, const AstDecl *decl, const Data *data, uint16_t *at) {
    const AstName *name = decl->key;
    for (uint16_t i = 0; i < data->key.count; i++, name = name->next) {
        uint16_t j = 0;
        while (j < data->columns.count && data->columns.at[j] != data->key.at[i]) {
            j++;
        }
        if (j == data->columns.count) {
            diag_at(resolver->symbols.diags, DIAG_DATA_NULL, name->span,
                    "the rows have no column `%s`, which is their key", name->name->text);
            return false;
        }
        at[i] = j;
    }
    return true;
}

/* Required columns that the head does not list. */
static void check_left_out(Resolver *resolver, const AstDecl *decl, const Data *data) {
    const Table *table = data->table;
    bool *listed = NEW_ARRAY(&resolver->scratch, bool, table->column_count);
    for (uint16_t i = 0; i < data->columns.count; i++) {
        listed[data->columns.at[i]] = true;
    }
    for (uint16_t i = 0; i < data->key.count; i++) {
        listed[data->key.at[i]] = true; /* told by locate_key */
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        bool fills_itself = (column->flags & (COLUMN_NULLABLE | COLUMN_IDENTITY)) ||
                            column->default_value || column->generated ||
                            table_column(table, column->name) != i;
        if (!listed[i] && !fills_itself) {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_DATA_NULL, decl->columns->span,
                                 "the rows give no value to `%s`, which cannot be null",
                                 column->name->text);
            diag_note(diag, column->span, "`%s` is declared here", column->name->text);
            diag_help(diag, "add the column, or give it a default");
        }
    }
}

static void check_columns(Resolver *resolver, const AstDecl *decl, const Data *data) {
    const AstName *name = decl->columns;
    for (uint16_t i = 0; i < data->columns.count; i++, name = name->next) {
        const Column *column = &data->table->columns[data->columns.at[i]];
        if (column->generated) {
            diag_at(resolver->symbols.diags, DIAG_DATA_GENERATED_COLUMN, name->span,
                    "`%s` is computed and cannot be given", name->name->text);
        }
    }
    resolve_column_targets(resolver, data->table, data->columns, data->targets, data->span,
                           "the data block");
}

/* One row's values, at data->values. */
static bool resolve_row(Resolver *resolver, const AstRow *row, const Data *data, Expr **values) {
    uint32_t count = 0;
    for (const AstExpr *value = row->values; value; value = value->next) {
        count++;
    }
    if (count != data->columns.count) {
        diag_at(resolver->symbols.diags, DIAG_DATA_ROW_LENGTH, row->span,
                "the row has %u value%s, and the block has %u column%s", count,
                count == 1 ? "" : "s", data->columns.count, data->columns.count == 1 ? "" : "s");
        return false;
    }
    TypingScope scope = {.symbols = &resolver->symbols, .targets = data->targets,
                         .place = "a value of a data block"};
    uint16_t i = 0;
    for (const AstExpr *value = row->values; value; value = value->next, i++) {
        const Column *column = &data->table->columns[data->columns.at[i]];
        if (value->kind == AST_NULL && !(column->flags & COLUMN_NULLABLE)) {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_DATA_NULL, value->span,
                                 "null for `%s`, which cannot be null", column->name->text);
            diag_note(diag, column->span, "`%s` is declared here", column->name->text);
        }
        values[i] = typing_literal(&scope, value, column->type);
    }
    return true;
}

/* Tells rows whose key another row has. */
typedef struct RowKeys {
    Names *names; /* of keys only, in the scratch arena */
    NameMap rows; /* key -> AstRow */
    Buf text;
} RowKeys;

static void check_row_key(Resolver *resolver, RowKeys *keys, const AstRow *row, const Data *data,
                          Expr *const *values, const uint16_t *at) {
    buf_clear(&keys->text);
    for (uint16_t i = 0; i < data->key.count; i++) {
        if (values[at[i]]->kind == EXPR_NULL) {
            return;
        }
        buf_text(&keys->text, i > 0 ? ", " : "");
        expr_write(&keys->text, values[at[i]], data->table);
    }
    Name key = names_intern(keys->names, keys->text.data, keys->text.length);
    const AstRow *first = namemap_put(&resolver->scratch, &keys->rows, key, (void *)(uintptr_t)row);
    if (first) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_ROW, row->span,
                             "two rows have the key %.100s", key->text);
        diag_note(diag, first->span, "the first one is here");
    }
}

static void resolve_rows(Resolver *resolver, const AstDecl *decl, Data *data,
                         const uint16_t *key_at) {
    uint32_t count = 0;
    for (const AstRow *row = decl->rows; row; row = row->next) {
        count++;
    }
    data->values = NEW_ARRAY(resolver->symbols.arena, Expr *, (size_t)count * data->columns.count);
    RowKeys keys = {.names = key_at ? names_new(&resolver->scratch) : NULL};
    for (const AstRow *row = decl->rows; row; row = row->next) {
        Expr **values = data->values + (size_t)data->row_count * data->columns.count;
        if (resolve_row(resolver, row, data, values)) {
            data->row_count++;
            if (key_at) {
                check_row_key(resolver, &keys, row, data, values, key_at);
            }
        }
    }
    buf_free(&keys.text);
}

void resolve_data(Resolver *resolver, const AstDecl *decl, Data *data) {
    Table *table = data->table;
    TargetSet missing = resolve_missing(resolver, data->targets, table->targets);
    if (missing) {
        Diag *diag = resolve_tell_missing(resolver, data->span, missing,
                                          "the data block fills `%s%s%s`, which is not there",
                                          TABLE_SHOWN(table));
        diag_note(diag, table->span, "`%s%s%s` is declared here", TABLE_SHOWN(table));
    }
    bool good = decl->columns && resolve_columns(resolver, table, decl->columns, MOST_COLUMNS, &data->columns);
    if (!resolve_columns(resolver, table, decl->key, MOST_KEY_COLUMNS, &data->key) || !good) {
        return;
    }
    check_columns(resolver, decl, data);
    check_left_out(resolver, decl, data);
    const Key *key = find_key(table, data->key, data->targets);
    if (key && (key->flags & CONSTRAINT_DEFERRABLE)) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_DATA_KEY_NOT_UNIQUE, decl->key->span,
                             "the key of the rows is deferrable: rows cannot be found by it");
        diag_note(diag, key->span, "it says `deferrable` here");
        diag_help(diag, "take another key, or take `deferrable` out");
    } else if (!key && !(table->flags & TABLE_KEY_BROKEN)) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_DATA_KEY_NOT_UNIQUE, decl->key->span,
                             "the key of the rows is not a key of table `%s%s%s`",
                             TABLE_SHOWN(table));
        diag_note(diag, table->span, "`%s%s%s` is declared here", TABLE_SHOWN(table));
        diag_help(diag, "take the primary key, or declare these columns `unique`");
    }
    uint16_t key_at[MOST_KEY_COLUMNS];
    bool located = locate_key(resolver, decl, data, key_at);
    resolve_rows(resolver, decl, data, located ? key_at : NULL);
}

/* ---- sql objects ---- */

static void tell_unknown(Resolver *resolver, const AstRef *ref) {
    Symbols *symbols = &resolver->symbols;
    Diag *diag = diag_at(symbols->diags, DIAG_UNKNOWN_OBJECT, ref->span,
                         "nothing is called `%s%s%s`", QUALIFIED(ref->space, ref->name));
    diag_label(
        diag,
        "neither a table, a type, an enum, a domain, a sequence, an extension nor a sql object");
    if (!diag || !symbols_may_suggest(symbols, resolver->model->object_count)) {
        return;
    }
    TextSearch search = TEXT_SEARCH(name_text(ref->name));
    for (uint32_t i = 0; i < resolver->model->object_count; i++) {
        if (resolver->model->objects[i].kind != OBJECT_DATA) {
            text_search_offer(&search, name_text(object_name(&resolver->model->objects[i])));
        }
    }
    if (search.nearest.data) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
}

static void add_need(Resolver *resolver, SqlObject *sql, uint32_t room, Object object) {
    for (uint32_t i = 0; i < sql->needs_count && i < 64; i++) {
        if (object_identity(sql->needs[i]) == object_identity(&object)) {
            return;
        }
    }
    if (sql->needs_count < room) {
        Object *copy = NEW(resolver->symbols.arena, Object);
        *copy = object;
        sql->needs[sql->needs_count++] = copy;
    }
}

/* All objects that a name in `needs` stands for: several if they share it, for disjoint targets. */
static const Declared *find_needed(Resolver *resolver, const AstRef *ref, Declared *single) {
    Name key = symbols_qualified(&resolver->symbols, ref->space, ref->name);
    Symbol *symbol = namemap_get(&resolver->symbols.types, key);
    if (symbol && symbol->kind != SYMBOL_ALIAS) {
        symbol->is_used = true;
    }
    const Declared *found = namemap_get(&resolver->objects, key);
    if (found) {
        return found;
    }
    if (symbol && symbol->kind == SYMBOL_NATIVE) {
        single->object.kind = OBJECT_TYPE;
        /* the type is the model's; nobody changes it through here */
        single->object.type = (NativeType *)(uintptr_t)symbol->type.native;
        return single;
    }
    return namemap_get(&resolver->extensions, key);
}

static void resolve_need(Resolver *resolver, const AstRef *ref, SqlObject *sql, uint32_t room) {
    Declared single = {0};
    const Declared *found = find_needed(resolver, ref, &single);
    if (!found) {
        tell_unknown(resolver, ref);
        return;
    }
    TargetSet there = 0;
    for (const Declared *at = found; at; at = at->next) {
        if (object_targets(&at->object) & sql->targets) {
            add_need(resolver, sql, room, at->object);
        }
        there |= object_targets(&at->object);
    }
    TargetSet missing = resolve_missing(resolver, sql->targets, there);
    if (missing) {
        Diag *diag = resolve_tell_missing(resolver, ref->span, missing,
                                          "`%s` needs `%s%s%s`, which is not there", sql->name->text,
                                          QUALIFIED(ref->space, ref->name));
        diag_note(diag, object_span(&found->object), "it is declared here");
    }
}

void resolve_sql(Resolver *resolver, const AstDecl *decl, SqlObject *sql) {
    sql->up = decl->up;
    sql->down = decl->down;
    sql->down_reason = decl->down_reason;
    sql->up_span = decl->up_span;
    sql->down_span = decl->down_span;
    uint32_t room = decl->needs_count;
    for (uint32_t i = 0; i < decl->needs_count; i++) {
        Declared single = {0};
        const Declared *found = find_needed(resolver, &decl->needs[i], &single);
        for (found = found ? found->next : NULL; found; found = found->next) {
            room++;
        }
    }
    sql->needs = room ? NEW_ARRAY(resolver->symbols.arena, Object *, room) : NULL;
    for (uint32_t i = 0; i < decl->needs_count; i++) {
        resolve_need(resolver, &decl->needs[i], sql, room);
    }
    if (!sql->down && !sql->down_reason) {
        Diag *diag =
            sql->name ? diag_at(resolver->symbols.diags, DIAG_SQL_WITHOUT_DOWN, sql->span,
                                "sql object `%s` has no `down`", sql->name->text)
                      : diag_at(resolver->symbols.diags, DIAG_SQL_WITHOUT_DOWN, sql->span,
                                "this step in sql has no `down`");
        diag_help(diag, "write the statements that undo it: `down $$ ... $$`");
        diag_help(diag, "or say why nothing can: `down none 'the rows are gone'`");
    }
}

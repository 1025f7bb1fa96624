/*
 * index.c - takes indexes and rows, tells what the dialect refuses of them: methods, orders,
 * conditions, types without an order. See parts.h.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "emit/portability/parts.h"

/* What PostgreSQL's access methods can (manual, "Index Types"; pg_indexam_has_property). */
typedef struct Method {
    const char *name;
    bool is_unique;
    bool is_ordered;        /* desc, nulls first */
    bool is_multi;          /* several columns */
    bool excludes;          /* exclusion constraints */
    uint32_t include_since; /* the version in which it takes included columns; 0: none */
    bool takes_scalars;     /* of every type; the others take arrays, json and native types */
    const char *extension;  /* with which they take scalars, or NULL */
} Method;

static const Method METHODS[] = {
    {"btree", true, true, true, true, 11000, true, NULL},
    {"hash", false, false, false, true, 0, true, NULL},
    {"brin", false, false, true, false, 0, true, NULL},
    {"gin", false, false, true, false, 0, false, "btree_gin"},
    {"gist", false, false, true, true, 12000, false, "btree_gist"},
    {"spgist", false, false, false, true, 14000, false, NULL},
};

static const Method *find_method(Name name) {
    for (size_t i = 0; i < sizeof METHODS / sizeof METHODS[0]; i++) {
        if (strcmp(name ? name->text : "btree", METHODS[i].name) == 0) {
            return &METHODS[i];
        }
    }
    return NULL; /* an extension's */
}

static bool has_extension(const Portability *p, const char *name) {
    for (uint32_t i = 0; name && i < p->model->object_count; i++) {
        const Object *object = &p->model->objects[i];
        if (object->kind == OBJECT_EXTENSION && strcmp(object->extension->name->text, name) == 0) {
            return true;
        }
    }
    return false;
}

/* PostgreSQL's types whose values have no order, by the first word of their spelling. */
static bool is_unordered(const Portability *p, Type type) {
    static const char *const words[] = {"json", "xml",  "point",   "line",   "lseg",
                                        "box",  "path", "polygon", "circle", "txid_snapshot"};
    Name spelling = type.kind == TYPE_NATIVE && type.native
                        ? type.native->spelling[p->dialect->target]
                        : NULL;
    for (size_t i = 0; spelling && i < sizeof words / sizeof words[0]; i++) {
        size_t length = strlen(words[i]);
        if (strncasecmp(spelling->text, words[i], length) == 0 &&
            !isalnum((unsigned char)spelling->text[length]) && spelling->text[length] != '_') {
            return true;
        }
    }
    return false;
}

static void refuse_unordered(Portability *p, Span span, TargetSet targets, const Column *column,
                             const char *what) {
    Finding *finding = portability_refuse(p, span, targets, "%s", what);
    finding_note(finding, column->span, "values of the type of `%s` cannot be compared",
                 column->name->text);
}

/* The method and what is asked of it that it has not. */
static void check_method(Portability *p, const Table *table, const Index *index) {
    const Method *method = find_method(index->method);
    if (!method) {
        return;
    }
    const char *lacks = NULL;
    bool is_ordered = false;
    for (uint16_t i = 0; i < index->key_count; i++) {
        is_ordered = is_ordered || index->keys[i].descending || index->keys[i].nulls != 0;
    }
    if (index->is_unique && !method->is_unique) {
        lacks = "a unique index";
    } else if (is_ordered && !method->is_ordered) {
        lacks = "an index with an order";
    } else if (index->is_exclusion && !method->excludes) {
        lacks = "an exclusion";
    } else if (index->key_count > 1 && !method->is_multi) {
        lacks = "an index of several columns";
    } else if (index->include.count != 0 &&
               (method->include_since == 0 ||
                p->project->version[p->dialect->target] < method->include_since)) {
        lacks = "an index that includes columns";
    }
    if (lacks) {
        Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, index->span,
                             "%s cannot be had by `%s` in %s", lacks, method->name,
                             p->dialect->title);
        if (index->is_exclusion) {
            diag_help(diag, "take another method: `btree` has this for one operator, `=`");
        } else {
            diag_help(diag, "leave `using %s` out: a `btree` can", method->name);
        }
        return;
    }
    for (uint16_t i = 0; i < index->key_count; i++) {
        const Expr *key = index->keys[i].expr;
        if (index->keys[i].class) { /* it says of which types the method takes them */
            continue;
        }
        bool is_scalar = !key->type.is_array && key->type.kind != TYPE_JSON &&
                         key->type.kind != TYPE_NATIVE && key->type.kind != TYPE_ERROR;
        const Column *column = key->kind == EXPR_COLUMN ? &table->columns[key->column] : NULL;
        if (method->takes_scalars && column && is_unordered(p, column->type)) {
            refuse_unordered(p, index->span, index->targets, column, "an index of this type");
        } else if (is_scalar && !method->takes_scalars && !has_extension(p, method->extension) &&
                   !(strcmp(method->name, "spgist") == 0 &&
                     type_family(key->type) == FAMILY_TEXT)) {
            buf_clear(&p->scratch);
            type_write(&p->scratch, key->type);
            buf_char(&p->scratch, '\0');
            Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, key->span,
                                 "`%s` in %s has no index of `%s`", method->name, p->dialect->title,
                                 p->scratch.data);
            if (method->extension && index->is_exclusion) {
                diag_help(diag, "declare `extension %s for postgres`, or take another method",
                          method->extension);
            } else if (method->extension) {
                diag_help(diag, "declare `extension %s for postgres`, or leave `using %s` out",
                          method->extension, method->name);
            } else {
                diag_help(diag, "leave `using %s` out", method->name);
            }
        }
    }
}

/* Refuses a key or an index with more columns than the target takes. */
static void check_width(Portability *p, Span span, TargetSet targets, uint32_t columns,
                        const char *what) {
    uint32_t most = p->dialect->key_columns;
    if (most != 0 && columns > most) {
        portability_refuse(p, span, targets, "%s of more than %u columns", what, most);
    }
}

/* Methods of MySQL and MariaDB. */
static bool is_mysql_method(const Index *index) {
    return index->method && (strcmp(index->method->text, "fulltext") == 0 ||
                             strcmp(index->method->text, "spatial") == 0);
}

static void check_key_clauses(Portability *p, const IndexKey *key, const Index *index) {
    const Dialect *dialect = p->dialect;
    Span span = key->expr->span;
    if (key->collation && !dialect->has_key_collations) {
        portability_refuse(p, span, index->targets, "a collation of an index key");
    } else if (key->collation && !portability_has_collation(p, name_text(key->collation))) {
        portability_refuse(p, span, index->targets, "the collation `%s`", key->collation->text);
    }
    if (key->class && !dialect->has_opclasses) {
        portability_refuse(p, span, index->targets, "an operator class");
    }
    if (key->prefix == 0) {
        return;
    }
    TypeFamily family = type_family(key->expr->type);
    if (!dialect->has_prefixes) {
        portability_refuse(p, span, index->targets, "an index over the beginning of a value");
    } else if (key->expr->kind != EXPR_COLUMN ||
               (family != FAMILY_TEXT && family != FAMILY_BYTES && family != FAMILY_NONE)) {
        diag_at(p->diags, DIAG_NOT_PORTABLE, span,
                "only a column of text or bytes has a prefix in %s", dialect->title);
    }
}

/* Indexes of words and of places: of columns, without an order. */
static void check_mysql_method(Portability *p, const Table *table, const Index *index) {
    bool is_spatial = strcmp(index->method->text, "spatial") == 0;
    const char *lacks = NULL;
    for (uint16_t i = 0; i < index->key_count && !lacks; i++) {
        const IndexKey *key = &index->keys[i];
        TypeFamily family = type_family(key->expr->type);
        const Column *column = key->expr->kind == EXPR_COLUMN ? &table->columns[key->expr->column]
                                                              : NULL;
        lacks = !column                                           ? "an expression"
                : key->descending                                 ? "an order"
                : key->prefix != 0                                ? "a prefix"
                : is_spatial && index->key_count > 1              ? "several columns"
                : is_spatial && family != FAMILY_NONE             ? "a column that holds no places"
                : is_spatial && (column->flags & COLUMN_NULLABLE) ? "a column that may be null"
                : !is_spatial && family != FAMILY_TEXT && family != FAMILY_NONE
                    ? "a column that holds no text"
                    : NULL;
    }
    lacks = index->is_unique ? "uniqueness" : lacks;
    if (lacks) {
        diag_at(p->diags, DIAG_NOT_PORTABLE, index->span,
                "an index `using %s` in %s cannot have %s", index->method->text, p->dialect->title,
                lacks);
    }
}

static void check_keys(Portability *p, const Index *index) {
    for (uint16_t i = 0; i < index->key_count; i++) {
        const Expr *key = index->keys[i].expr;
        if (key->kind != EXPR_COLUMN && !p->dialect->has_expression_indexes) {
            finding_help(
                portability_refuse(p, key->span, index->targets, "an index over an expression"),
                "or keep it in a generated column, and index that");
        }
        check_key_clauses(p, &index->keys[i], index);
        if (index->keys[i].nulls != 0 && !p->dialect->has_index_nulls_order) {
            portability_refuse(p, index->span, index->targets, "the place of nulls in an index");
        }
    }
}

static void check_twice(Portability *p, const Table *table, const Index *index) {
    for (uint16_t i = 1; !p->dialect->has_repeated_keys && i < index->key_count; i++) {
        const Expr *key = index->keys[i].expr;
        for (uint16_t k = 0; key->kind == EXPR_COLUMN && k < i; k++) {
            if (index->keys[k].expr->kind == EXPR_COLUMN &&
                index->keys[k].expr->column == key->column) {
                finding_help(portability_refuse(p, key->span, index->targets,
                                                "an index that has a column twice"),
                             "or leave the second `%s` out",
                             table->columns[key->column].name->text);
                return;
            }
        }
    }
}

/* The columns of a key or an index are there to be read. */
typedef struct Reading {
    Portability *p;
    const Table *table;
    Span span;
    TargetSet targets;
    bool is_told;
} Reading;

static void check_read(void *context, uint16_t position) {
    Reading *reading = context;
    const Column *column = &reading->table->columns[position];
    if (!(column->flags & COLUMN_VIRTUAL) || reading->is_told) {
        return;
    }
    Finding *finding = portability_refuse(
        reading->p, reading->span, reading->targets,
        "a key or an index of a generated column that is not stored");
    finding_note(finding, column->span, "`%s` is computed when it is read", column->name->text);
    finding_help(finding, "or say `stored`");
    reading->is_told = true;
}

static void check_columns_read(Reading *reading, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        check_read(reading, columns.at[i]);
    }
}

static bool may_read_virtual(const Portability *p) {
    return p->dialect->has_virtual_indexes || portability_lacks_virtual(p);
}

static void check_index_read(Portability *p, const Table *table, const Index *index) {
    Reading reading = {p, table, index->span, index->targets, false};
    for (uint16_t i = 0; i < index->key_count; i++) {
        expr_columns(index->keys[i].expr, check_read, &reading);
    }
    if (index->where) {
        expr_columns(index->where, check_read, &reading);
    }
    check_columns_read(&reading, index->include);
}

static void check_key_read(Portability *p, const Table *table, const Key *key) {
    Reading reading = {p, table, key->span, key->targets, false};
    check_columns_read(&reading, key->columns);
    check_columns_read(&reading, key->include);
}

void portability_index(Portability *p, const Table *table, const Index *index) {
    const Dialect *dialect = p->dialect;
    if (index->is_exclusion && !dialect->has_exclusions) {
        portability_refuse(p, index->span, index->targets, "an exclusion");
        return;
    }
    if (index->where && !dialect->has_partial_indexes) {
        portability_refuse(p, index->where->span, index->targets, "an index with a condition");
    }
    if (index->include.count != 0 && !dialect->has_index_include) {
        portability_refuse(p, index->span, index->targets, "an index that includes columns");
    }
    bool is_mysql = dialect->has_prefixes;
    if (is_mysql_method(index) && is_mysql) {
        check_mysql_method(p, table, index);
    } else if (index->method && (!dialect->has_index_methods || is_mysql_method(index))) {
        portability_refuse(p, index->span, index->targets, "an index of a stated method");
    }
    portability_constraint(p, index->span, index->targets, index->flags);
    check_width(p, index->span, index->targets, (uint32_t)index->key_count + index->include.count,
                "an index");
    check_keys(p, index);
    check_twice(p, table, index);
    if (!may_read_virtual(p)) {
        check_index_read(p, table, index);
    }
    if (dialect->has_index_methods) {
        check_method(p, table, index);
    }
    if (!is_mysql_method(index)) {
        portability_length_of_index(p, table, index);
    }
}

void portability_key(Portability *p, const Table *table, const Key *key) {
    if ((key->flags & CONSTRAINT_DEFERRABLE) && !p->dialect->has_deferrable_keys) {
        portability_refuse(p, key->span, key->targets, "a deferrable key");
    }
    if (key->include.count != 0 && !p->dialect->has_index_include) {
        portability_refuse(p, key->span, key->targets, "a key that includes columns");
    }
    portability_constraint(p, key->span, key->targets, key->flags);
    check_width(p, key->span, key->targets, (uint32_t)key->columns.count + key->include.count,
                "a key");
    for (uint16_t i = 0; !p->dialect->orders_every_type && i < key->columns.count; i++) {
        const Column *column = &table->columns[key->columns.at[i]];
        if (is_unordered(p, column->type)) {
            refuse_unordered(p, key->span, key->targets, column, "a key of this type");
        }
    }
    if (key != table->primary_key && !may_read_virtual(p)) { /* that is told at the column */
        check_key_read(p, table, key);
    }
    portability_length_of_key(p, table, key);
}

void portability_rows(Portability *p, const Data *data) {
    for (uint16_t i = 0; !p->dialect->orders_every_type && i < data->columns.count; i++) {
        const Column *column = &data->table->columns[data->columns.at[i]];
        if (is_unordered(p, column->type)) {
            refuse_unordered(p, data->span, data->targets, column,
                             "a data block with values of this type");
        }
    }
}

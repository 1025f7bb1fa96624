/*
 * portability.c - takes a model and a dialect, tells what the dialect cannot hold. See emit.h.
 *
 * One message a mistake: what a column's type makes impossible is told at the column and nowhere else;
 * a type without a spelling and names that differ in case only are told by the checks of the model.
 */
#include <string.h>

#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/portability_parts.h"
#include "emit/sqlite.h"

#define LONGEST_NAMESPACE                                                                          \
    52 /* PostgreSQL: 63 without `migc_found_`, see emit/sql/postgres_describe.sql */

/* The targets of the project other than this one, as a `for` lists them; "" if there are none. */
static const char *other_targets(Portability *p, TargetSet targets) {
    buf_clear(&p->scratch);
    TargetSet others = (TargetSet)(p->project->targets & targets & ~(1u << p->dialect->target));
    targets_write(&p->scratch, others);
    buf_char(&p->scratch, '\0');
    return p->scratch.data;
}

Diag *portability_refuse(Portability *p, Span span, TargetSet targets, const char *what,
                         const char *label) {
    Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, span, "%s cannot be had in %s", what,
                         p->dialect->title);
    if (label) {
        diag_label(diag, "%s", label);
    }
    const char *others = other_targets(p, targets);
    if (others[0] != '\0') {
        diag_help(diag, "say where it can: `for %s`", others);
    } else {
        diag_help(diag, "leave it out, or leave `%s` out of the project's targets",
                  target_name(p->dialect->target));
    }
    return diag;
}

static void check_expression(Portability *p, const Expr *expr, const Table *table,
                             TargetSet targets) {
    const Expr *where = expr;
    const char *why = NULL;
    if (!expr || expr->kind == EXPR_COLUMN || /* its type is told where it is declared */
        expression_supported(expr, table, p->dialect->target, &where, &why)) {
        return;
    }
    portability_refuse(p, where ? where->span : expr->span, targets, "this", why);
}

/* ---- columns ------------------------------------------------------------------------------------- */

static void check_type(Portability *p, const Column *column) {
    const Dialect *dialect = p->dialect;
    if (column->type.is_array && !dialect->has_arrays) {
        diag_help(portability_refuse(p, column->span, column->targets, "an array", NULL),
                  "or keep the values in a `json` column, or in a table of their own");
    }
}

static bool is_whole_key(const Table *table, uint16_t column) {
    const Key *key = table->primary_key;
    return key && key->columns.count == 1 && key->columns.at[0] == column;
}

/* What SQLite knows as collations; PostgreSQL has none of these names. */
static bool is_sqlite_collation(Name name) {
    static const char *const names[] = {"binary", "nocase", "rtrim"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(name->text, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void check_column(Portability *p, const Table *table, uint16_t position) {
    const Column *column = &table->columns[position];
    const Dialect *dialect = p->dialect;
    check_type(p, column);
    if ((column->flags & COLUMN_IDENTITY) && dialect->identity_is_primary_key &&
        !is_whole_key(table, position)) {
        diag_help(portability_refuse(p, column->span, column->targets,
                                     "an identity column that is not the whole primary key", NULL),
                  "or make `%s` the primary key and the present key `unique`", column->name->text);
    }
    if ((column->flags & COLUMN_VIRTUAL) && !dialect->has_virtual_columns) {
        diag_help(portability_refuse(p, column->span, column->targets,
                                     "a generated column that is not stored", NULL),
                  "or say `stored`");
    }
    if (column->generated && !dialect->has_generated_keys && table->primary_key &&
        columns_contain(table->primary_key->columns, position)) {
        portability_refuse(p, column->span, column->targets, "a generated column in a primary key",
                           NULL);
    }
    if ((column->flags & COLUMN_TOUCHED) && !table->primary_key && !dialect->touch_has_function &&
        !sqlite_rowid(table)) {
        Diag *diag = portability_refuse(p, column->span, column->targets,
                                        "a touched column of this table", NULL);
        diag_note(diag, table->span,
                  "it has no key, and columns called `rowid`, `oid` and `_rowid_`: nothing names "
                  "its rows");
    }
    if (column->collation &&
        is_sqlite_collation(column->collation) != (dialect->target == TARGET_SQLITE)) {
        Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, column->span, "%s has no collation `%s`",
                             dialect->title, column->collation->text);
        diag_help(diag, "give the column a `type` with a spelling for each target");
    }
    check_expression(p, column->default_value, table, column->targets);
    check_expression(p, column->generated, table, column->targets);
}

/* ---- tables and the rest ------------------------------------------------------------------------- */

static void check_index(Portability *p, const Table *table, const Index *index) {
    portability_index(p, table, index);
    for (uint16_t i = 0; i < index->key_count; i++) {
        check_expression(p, index->keys[i].expr, table, index->targets);
    }
    check_expression(p, index->where, table, index->targets);
}

static void check_space(Portability *p, Name space, Span span, TargetSet targets) {
    if (space && !p->dialect->has_namespaces) {
        portability_refuse(p, span, targets, "a namespace", NULL);
    } else if (space && space->length > LONGEST_NAMESPACE) {
        portability_refuse(p, span, targets, "a namespace of more than 52 bytes",
                           "the scripts set it aside as `migc_found_...` while they compare");
    }
}

static void check_table(Portability *p, const Table *table) {
    check_space(p, table->space, table->span, table->targets);
    bool any_plain = false;
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_for(p->dialect, table->columns[i].targets)) {
            check_column(p, table, i);
            any_plain = any_plain || !table->columns[i].generated;
        }
    }
    if (!any_plain && table->column_count != 0 && !p->dialect->has_generated_tables) {
        portability_refuse(p, table->span, table->targets, "a table of generated columns only",
                           NULL);
    }
    if (table->primary_key && is_for(p->dialect, table->primary_key->targets)) {
        portability_key(p, table, table->primary_key);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (is_for(p->dialect, table->uniques[i].targets)) {
            portability_key(p, table, &table->uniques[i]);
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (is_for(p->dialect, table->foreign_keys[i].targets) &&
            !p->dialect->actions_write_generated) {
            portability_foreign_key(p, table, &table->foreign_keys[i]);
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (is_for(p->dialect, table->checks[i].targets)) {
            check_expression(p, table->checks[i].condition, table, table->checks[i].targets);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_for(p->dialect, table->indexes[i].targets)) {
            check_index(p, table, &table->indexes[i]);
        }
    }
}

static void check_data(Portability *p, const Data *data) {
    portability_rows(p, data);
    size_t values = (size_t)data->row_count * data->columns.count;
    for (size_t i = 0; i < values; i++) {
        check_expression(p, data->values[i], data->table, data->targets);
    }
}

static void check_object(Portability *p, const Object *object) {
    if (!is_for(p->dialect, object_targets(object))) {
        return;
    }
    switch (object->kind) {
    case OBJECT_EXTENSION:
        if (!p->dialect->has_extensions) {
            portability_refuse(p, object->extension->span, object->extension->targets,
                               "an extension", NULL);
        }
        return;
    case OBJECT_ENUM:
        check_space(p, object->enumeration->space, object->enumeration->span,
                    object->enumeration->targets);
        return;
    case OBJECT_TABLE: check_table(p, object->table); return;
    case OBJECT_DATA: check_data(p, object->data); return;
    case OBJECT_TYPE:
    case OBJECT_SQL: return;
    }
}

static void check_version(Portability *p) {
    uint32_t version = p->project->version[p->dialect->target];
    if (version < p->dialect->least_version) {
        buf_clear(&p->scratch);
        version_write(&p->scratch, p->dialect->least_version);
        buf_char(&p->scratch, '\0');
        Diag *diag = diag_at(
            p->diags, DIAG_NOT_PORTABLE, p->project->version_span[p->dialect->target],
            "the scripts for %s need version %s", p->dialect->title, p->scratch.data);
        diag_help(diag, "write `%s %s` or later", target_name(p->dialect->target), p->scratch.data);
    }
}

bool portability_check(const Model *model, const Project *project, const Dialect *dialect,
                       Diags *diags) {
    uint32_t errors = diags_errors(diags);
    Portability p = {.model = model, .project = project, .dialect = dialect, .diags = diags};
    check_version(&p);
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind != OBJECT_TABLE || !(object->table->flags & TABLE_SHARED)) {
            check_object(&p, object);
        }
    }
    buf_free(&p.scratch);
    return diags_errors(diags) == errors;
}

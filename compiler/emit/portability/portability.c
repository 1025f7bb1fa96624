/*
 * portability.c - takes a model and targets, tells what their dialects cannot hold. See emit.h.
 *
 * One message a mistake: what a column's type makes impossible is told at the column and nowhere else;
 * a type without a spelling and names that differ in case only are told by the checks of the model.
 */
#include "emit/expression.h"
#include "emit/foreign.h"
#include "emit/lower.h"
#include "emit/with.h"
#include "emit/portability/parts.h"
#include "emit/statements.h"

#define LONGEST_NAMESPACE                                                                          \
    52 /* PostgreSQL: 63 without `migc_found_`, see emit/sql/postgres_describe.sql */

void portability_expression(Portability *p, const Expr *expr, const Table *table,
                            TargetSet targets) {
    const Expr *where = expr;
    const char *why = NULL;
    if (expr && expr->kind == EXPR_VERBATIM && !p->dialect->proves_sql) {
        why = fragment_fault(name_text(expr->text));
        if (why) {
            diag_at(p->diags, DIAG_INVALID_SQL, expr->span, "%s would refuse this expression: %s",
                    p->dialect->title, why);
            return;
        }
    }
    if (!expr || expr->kind == EXPR_COLUMN || /* its type is told where it is declared */
        expression_supported(expr, table, p->dialect->target, &where, &why)) {
        return;
    }
    Finding *finding = portability_refuse(p, where ? where->span : expr->span, targets, "this");
    if (why) {
        finding_label(finding, "%s", why);
    }
}

static void check_index(Portability *p, const Table *table, const Index *index) {
    portability_index(p, table, index);
    portability_index_options(p, index);
    for (uint16_t i = 0; i < index->key_count; i++) {
        portability_expression(p, index->keys[i].expr, table, index->targets);
    }
    portability_expression(p, index->where, table, index->targets);
}

static void check_space(Portability *p, Name space, Span span, TargetSet targets) {
    if (space && !p->dialect->has_namespaces) {
        portability_refuse(p, span, targets, "a namespace");
    } else if (space && space->length > LONGEST_NAMESPACE) {
        finding_label(portability_refuse(p, span, targets, "a namespace of more than %d bytes",
                                         LONGEST_NAMESPACE),
                      "the scripts set it aside as `migc_found_...` while they compare");
    }
}

static void check_parts(Portability *p, const Table *table) {
    if (table->primary_key && is_for(p->dialect, table->primary_key->targets)) {
        portability_key(p, table, table->primary_key);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (is_for(p->dialect, table->uniques[i].targets)) {
            portability_key(p, table, &table->uniques[i]);
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (is_for(p->dialect, table->foreign_keys[i].targets)) {
            portability_foreign_key(p, table, &table->foreign_keys[i]);
            portability_logged(p, table, &table->foreign_keys[i]);
            portability_partitioned_key(p, &table->foreign_keys[i]);
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        if (is_for(p->dialect, check->targets)) {
            portability_expression(p, check->condition, table, check->targets);
            portability_columns_of_check(p, table, check);
            portability_constraint(p, check->span, check->targets, check->flags);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_for(p->dialect, table->indexes[i].targets)) {
            check_index(p, table, &table->indexes[i]);
        }
    }
}

/* What the checks of its parts ask for again and again. */
static void look_at(Portability *p, const Table *table) {
    p->writing = NEW_ARRAY(&p->arena, const ForeignKey *, table->column_count);
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        for (uint16_t k = 0;
             is_for(p->dialect, key->targets) && foreign_key_writes(key) && k < key->columns.count;
             k++) {
            if (!p->writing[key->columns.at[k]]) {
                p->writing[key->columns.at[k]] = key;
            }
        }
    }
    portability_index_count(p, table);
}

static void check_table(Portability *p, const Table *written) {
    const Table *table = p->dialect->collation
                             ? options_collated(&p->arena, p->model->names, p->dialect, written)
                             : written;
    look_at(p, table);
    portability_table_options(p, table);
    check_space(p, table->space, table->span, table->targets);
    portability_table_names(p, table);
    bool any_plain = false;
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_for(p->dialect, table->columns[i].targets)) {
            portability_column(p, table, i);
            any_plain = any_plain || !table->columns[i].generated;
        }
    }
    if (!any_plain && table->column_count != 0 && !p->dialect->has_generated_tables) {
        portability_refuse(p, table->span, table->targets, "a table of generated columns only");
    }
    portability_row(p, table);
    portability_definition(p, table);
    portability_partitions(p, table);
    check_parts(p, table);
}

static void check_data(Portability *p, const Data *data) {
    portability_rows(p, data);
    size_t values = (size_t)data->row_count * data->columns.count;
    for (size_t i = 0; i < values; i++) {
        portability_expression(p, data->values[i], data->table, data->targets);
    }
}

static void check_domain(Portability *p, const Domain *domain) {
    const Table *subject = domain->subject;
    portability_expression(p, subject->columns[0].default_value, subject, domain->targets);
    for (uint16_t i = 0; i < subject->check_count; i++) {
        portability_expression(p, subject->checks[i].condition, subject, domain->targets);
    }
}

static void check_sequence(Portability *p, const Sequence *sequence) {
    if (!p->dialect->has_sequences) {
        portability_refuse(p, sequence->span, sequence->targets, "a sequence");
        return;
    }
    check_space(p, sequence->space, sequence->span, sequence->targets);
    portability_doc(p, sequence->doc, sequence->span, p->dialect->table_comment);
    if (!p->dialect->has_sequence_types && sequence->type.kind != TYPE_BIGINT) {
        portability_refuse(p, sequence->span, sequence->targets, "the type of a sequence");
    }
    if (!p->dialect->has_sequence_types && sequence->owner) {
        portability_refuse(p, sequence->span, sequence->targets,
                           "a sequence that goes with a column");
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
                               "an extension");
        }
        return;
    case OBJECT_DOMAIN:
        check_space(p, object->domain->space, object->domain->span, object->domain->targets);
        if (!p->dialect->has_domains) {
            portability_refuse(p, object->domain->span, object->domain->targets, "a domain");
        } else {
            check_domain(p, object->domain);
            portability_type_name(p, object->domain->space, object->domain->name,
                                  object->domain->span);
        }
        return;
    case OBJECT_SEQUENCE:
        check_sequence(p, object->sequence);
        return;
    case OBJECT_ENUM:
        check_space(p, object->enumeration->space, object->enumeration->span,
                    object->enumeration->targets);
        portability_enum_names(p, object->enumeration);
        return;
    case OBJECT_TABLE:
        if (!(object->table->flags & TABLE_SHARED)) {
            check_table(p, object->table);
        }
        return;
    case OBJECT_DATA: check_data(p, object->data); return;
    case OBJECT_SQL: portability_sql(p, object->sql); return;
    case OBJECT_TYPE: portability_spelling(p, object->type); return;
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

/* Tells what was found and frees what it took; whether there was nothing. */
static bool end(Portability *p, uint32_t errors) {
    portability_tell(p);
    buf_free(&p->scratch);
    bool good = diags_errors(p->diags) == errors;
    arena_release(&p->arena);
    return good;
}

bool portability_check(const Model *model, const Project *project, TargetSet targets,
                       Diags *diags) {
    uint32_t errors = diags_errors(diags);
    Portability p = {.model = model, .project = project, .diags = diags};
    for (Target target = 0; target < TARGET_COUNT; target++) {
        if (targets >> target & 1) {
            p.dialect = dialect_of(target);
            check_version(&p);
            portability_find_lacking(&p);
            for (uint32_t i = 0; i < model->object_count; i++) {
                check_object(&p, &model->objects[i]);
            }
            portability_shared_names(&p);
            if (p.dialect->has_partition_tables) {
                portability_partition_names(&p);
            }
        }
    }
    return end(&p, errors);
}

/* A column that a table is partitioned by keeps its name where the server does not follow it. */
static void check_renamed_keys(Portability *p, const TableChange *change) {
    const Partitioning *of = table_partitioning(change->after, p->dialect->target);
    bool is_mysql = p->dialect->target == TARGET_MYSQL;
    for (uint16_t k = 0; is_mysql && of && k < of->key_count; k++) {
        const Expr *key = of->keys[k].expr;
        int32_t from = key->kind == EXPR_COLUMN ? change->columns[key->column].from : -1;
        const Column *after = from >= 0 ? &change->after->columns[key->column] : NULL;
        if (after && change->before->columns[from].name != after->name) {
            Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, after->span,
                                 "in %s a column that a table is partitioned by keeps its name",
                                 p->dialect->title);
            diag_note(diag, change->before->columns[from].span, "it is called `%s` here",
                      change->before->columns[from].name->text);
        }
    }
}

bool portability_steps(const Changes *changes, const Project *project, TargetSet targets,
                       Diags *diags) {
    uint32_t errors = diags_errors(diags);
    Portability p = {.project = project, .diags = diags};
    for (Target target = 0; target < TARGET_COUNT; target++) {
        p.dialect = dialect_of(target);
        for (uint32_t i = 0; i < changes->count && targets >> target & 1; i++) {
            const Ops *ops = &changes->items[i].up;
            for (uint32_t k = 0; k < ops->count; k++) {
                if (ops->items[k].kind == OP_RUN_UP &&
                    is_for(p.dialect, ops->items[k].run->targets)) {
                    portability_sql(&p, ops->items[k].run);
                } else if (ops->items[k].kind == OP_ALTER_TABLE) {
                    check_renamed_keys(&p, ops->items[k].table);
                }
            }
        }
    }
    return end(&p, errors);
}

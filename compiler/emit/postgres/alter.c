/*
 * alter.c - takes a step that changes what is there, gives its statement. See postgres.h.
 */
#include "emit/ddl_partition.h"
#include "emit/expression.h"
#include "emit/with.h"
#include "emit/postgres/alter.h"
#include "emit/quote.h"
#include "emit/typename.h"

static void remove_rows(Ddl *ddl, const Step *step) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "DELETE FROM ");
    ddl_table_name(ddl->out, step->table, TARGET_POSTGRES);
    buf_text(ddl->out, " WHERE");
    ddl_row_condition(ddl, step->data, ddl->indent + 2);
    buf_text(ddl->out, ";\n");
}

/* ---- names --------------------------------------------------------------------------------------- */

static void write_spaced(Buf *out, Name space, Name name) {
    if (space) {
        quote_name(out, space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    quote_name(out, name, TARGET_POSTGRES);
}

static void write_enum_name(Buf *out, Name space, Name name) {
    if (space) {
        quote_name(out, space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    quote_type_name(out, name, TARGET_POSTGRES);
}

static void write_space(Buf *out, Name space) {
    if (space) {
        quote_name(out, space, TARGET_POSTGRES);
    } else {
        buf_text(out, "public");
    }
}

static void write_rename(Ddl *ddl, const Rename *rename) {
    Buf *out = ddl->out;
    ddl_indent(ddl, 0);
    switch (rename->kind) {
    case RENAME_TABLE:
    case RENAME_SPACE:
    case RENAME_COLUMN:
    case RENAME_CONSTRAINT:
        buf_text(out, "ALTER TABLE ");
        if (rename->kind == RENAME_TABLE) {
            write_spaced(out, rename->table->space, rename->from);
        } else {
            ddl_table_name(out, rename->table, TARGET_POSTGRES);
        }
        if (rename->kind == RENAME_COLUMN || rename->kind == RENAME_CONSTRAINT) {
            buf_text(out,
                     rename->kind == RENAME_COLUMN ? " RENAME COLUMN " : " RENAME CONSTRAINT ");
            quote_name(out, rename->from, TARGET_POSTGRES);
            buf_text(out, " TO ");
            quote_name(out, rename->to, TARGET_POSTGRES);
        }
        break;
    case RENAME_INDEX:
        buf_text(out, "ALTER INDEX ");
        write_spaced(out, rename->space, rename->from);
        break;
    case RENAME_SEQUENCE:
        buf_text(out, "ALTER SEQUENCE IF EXISTS ");
        write_spaced(out, rename->space, rename->from);
        break;
    case RENAME_ENUM:
        buf_text(out, "ALTER TYPE ");
        write_enum_name(out, rename->space, rename->from);
        break;
    case RENAME_ENUM_SPACE: /* `space` is the enum's own name */
        buf_text(out, "ALTER TYPE ");
        write_enum_name(out, rename->from, rename->space);
        break;
    case RENAME_DOMAIN:
        buf_text(out, "ALTER DOMAIN ");
        write_enum_name(out, rename->space, rename->from);
        break;
    case RENAME_DOMAIN_SPACE: /* `space` is the domain's own name */
        buf_text(out, "ALTER DOMAIN ");
        write_enum_name(out, rename->from, rename->space);
        break;
    case RENAME_SEQUENCE_SPACE: /* one that goes with a column has followed its table */
        buf_text(out, "ALTER SEQUENCE IF EXISTS ");
        write_spaced(out, rename->from, rename->space);
        break;
    }
    if (rename_moves(rename)) {
        buf_text(out, " SET SCHEMA ");
        write_space(out, rename->to);
    } else if (rename->kind != RENAME_COLUMN && rename->kind != RENAME_CONSTRAINT) {
        buf_text(out, " RENAME TO ");
        quote_name(out, rename->to, TARGET_POSTGRES);
    }
    buf_text(out, ";\n");
}

static void remove_touch(Ddl *ddl, const Step *step) {
    Buf name = {0};
    Buf quoted = {0};
    postgres_touch_name(&name, step->table, step->column);
    quote_text(&quoted, buf_view(&name), TARGET_POSTGRES);
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "DROP TRIGGER ");
    buf_slice(ddl->out, buf_view(&quoted));
    buf_text(ddl->out, " ON ");
    ddl_table_name(ddl->out, step->table, TARGET_POSTGRES);
    buf_text(ddl->out, ";\n");
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "DROP FUNCTION ");
    if (step->table->space) {
        quote_name(ddl->out, step->table->space, TARGET_POSTGRES);
        buf_char(ddl->out, '.');
    }
    buf_slice(ddl->out, buf_view(&quoted));
    buf_text(ddl->out, "();\n");
    buf_free(&name);
    buf_free(&quoted);
}

/* ---- enums --------------------------------------------------------------------------------------- */

static void write_label(Buf *out, const Enum *enumeration, uint32_t value) {
    Name name = enumeration->values[value].name;
    quote_string(out, name->text, name->length, TARGET_POSTGRES);
}

/* Whether the enum before has the value, which has the name it had. */
static bool had_value(const Enum *before, Name name) {
    for (uint32_t i = 0; i < before->value_count; i++) {
        if (before->values[i].name == name) {
            return true;
        }
    }
    return false;
}

static void add_value(Ddl *ddl, const Step *step) {
    const Enum *to = step->values.to;
    uint32_t value = step->values.value;
    Buf *out = ddl->out;
    ddl_indent(ddl, 0);
    buf_text(out, "ALTER TYPE ");
    write_enum_name(out, to->space, to->name);
    buf_text(out, " ADD VALUE ");
    write_label(out, to, value);
    if (value > 0) { /* what stands before it is there, old or new */
        buf_text(out, " AFTER ");
        write_label(out, to, value - 1);
    } else {
        for (uint32_t i = 1; i < to->value_count; i++) {
            if (had_value(step->values.from, to->values[i].name)) {
                buf_text(out, " BEFORE ");
                write_label(out, to, i);
                break;
            }
        }
    }
    buf_text(out, ";\n");
}

/* What the old type is called while its columns get the new one. */
static void write_replaced_name(Buf *out, const Enum *enumeration) {
    Buf name = {0};
    buf_text(&name, "migc_old_");
    buf_name(&name, enumeration->name);
    if (enumeration->space) {
        quote_name(out, enumeration->space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    postgres_cut_name(out, buf_view(&name));
    buf_free(&name);
}

static void replace_enum(Ddl *ddl, const Step *step) {
    const Enum *to = step->values.to;
    Enum unspaced = *to;
    unspaced.space = NULL;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "ALTER TYPE ");
    write_enum_name(ddl->out, to->space, to->name);
    buf_text(ddl->out, " RENAME TO ");
    write_replaced_name(ddl->out, &unspaced);
    buf_text(ddl->out, ";\n");
    postgres_create_enum(ddl, to);
}

/* Columns of an enum that was replaced: their values go over by name, their defaults are made anew. */
static void retype_columns(Alteration *alteration) {
    const Step *step = alteration->step;
    const Table *table = step->table;
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!step->retyped[i]) {
            continue;
        }
        bool has_default = column->default_value && !step->makes_way; /* else it is put aside */
        if (has_default) {
            alteration_put_column(alteration, column, " DROP DEFAULT");
        }
        alteration_begin(alteration, column, " TYPE ");
        typename_write(&alteration->line, column->type, TARGET_POSTGRES);
        buf_text(&alteration->line, " USING ");
        alteration_cast(&alteration->line, table, i, column->type);
        alteration_put(alteration);
        if (has_default) {
            alteration_begin(alteration, column, " SET DEFAULT ");
            expression_write_default(&alteration->line, column, table, TARGET_POSTGRES);
            alteration_put(alteration);
        }
    }
}

/* ---- constraints --------------------------------------------------------------------------------- */

static void begin_constraint(Alteration *alteration, Name name) {
    buf_text(&alteration->line, "ADD CONSTRAINT ");
    quote_name(&alteration->line, name, TARGET_POSTGRES);
    buf_char(&alteration->line, ' ');
}

static void add_key(Alteration *alteration) {
    const Step *step = alteration->step;
    begin_constraint(alteration, step->key->name);
    ddl_key(&alteration->line, step->table, step->key, TARGET_POSTGRES);
    alteration_put(alteration);
}

static void add_check(Alteration *alteration) {
    const Step *step = alteration->step;
    begin_constraint(alteration, step->check->name);
    ddl_check(&alteration->line, step->table, step->check, TARGET_POSTGRES);
    alteration_put(alteration);
}

static void alter_foreign_key(Alteration *alteration) {
    const ForeignKey *key = alteration->step->foreign_key;
    buf_text(&alteration->line, "ALTER CONSTRAINT ");
    quote_name(&alteration->line, key->name, TARGET_POSTGRES);
    buf_text(&alteration->line, key->flags & CONSTRAINT_DEFERRED ? " DEFERRABLE INITIALLY DEFERRED"
                                : key->flags & CONSTRAINT_DEFERRABLE
                                    ? " DEFERRABLE INITIALLY IMMEDIATE"
                                    : " NOT DEFERRABLE");
    alteration_put(alteration);
}

static void validate_constraint(Alteration *alteration) {
    buf_text(&alteration->line, "VALIDATE CONSTRAINT ");
    quote_name(&alteration->line, alteration->step->constraint, TARGET_POSTGRES);
    alteration_put(alteration);
}

static void set_options(Alteration *alteration) {
    const Step *step = alteration->step;
    for (unsigned clause = 0; clause < OPTION_CLAUSES; clause++) {
        if (options_alter_postgres(&alteration->line, step->change->before, step->table, clause)) {
            alteration_put(alteration);
        }
    }
}

static void drop_constraint(Alteration *alteration) {
    buf_text(&alteration->line, "DROP CONSTRAINT ");
    quote_name(&alteration->line, alteration->step->constraint, TARGET_POSTGRES);
    alteration_put(alteration);
}

static void drop_partition(Ddl *ddl, const Step *step) {
    Table own = partition_table(step->table, step->partition);
    ddl_indent(ddl, 0); /* foreign keys that refer to its table hang on it until it is apart */
    buf_text(ddl->out, "ALTER TABLE ");
    ddl_table_name(ddl->out, step->table, TARGET_POSTGRES);
    buf_text(ddl->out, " DETACH PARTITION ");
    ddl_table_name(ddl->out, &own, TARGET_POSTGRES);
    buf_text(ddl->out, ";\n");
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "DROP TABLE ");
    ddl_table_name(ddl->out, &own, TARGET_POSTGRES);
    buf_text(ddl->out, ";\n");
}

void postgres_alter_statement(Ddl *ddl, const Step *step) {
    Buf *out = ddl->out;
    Alteration alteration = {.ddl = ddl, .step = step, .altered = step->altered};
    switch (step->kind) {
    case STEP_ADD_COLUMNS:
    case STEP_FILL_COLUMNS:
    case STEP_ALTER_COLUMNS:
    case STEP_DROP_GENERATED:
    case STEP_DROP_COLUMNS:
    case STEP_GENERATE_COLUMNS: alteration_of_columns(&alteration); break;
    case STEP_RETYPE_COLUMNS: retype_columns(&alteration); break;
    case STEP_SET_OPTIONS: set_options(&alteration); break;
    case STEP_ADD_PARTITION: ddl_create_partition(ddl, step->table, step->partition); break;
    case STEP_DROP_PARTITION: drop_partition(ddl, step); break;
    case STEP_ADD_KEY: add_key(&alteration); break;
    case STEP_ADD_CHECK: add_check(&alteration); break;
    case STEP_ALTER_FOREIGN_KEY: alter_foreign_key(&alteration); break;
    case STEP_VALIDATE: validate_constraint(&alteration); break;
    case STEP_DROP_CONSTRAINT: drop_constraint(&alteration); break;
    case STEP_DROP_INDEX:
        if (step->index->is_exclusion) {
            buf_text(&alteration.line, "DROP CONSTRAINT ");
            quote_name(&alteration.line, step->index->name, TARGET_POSTGRES);
            alteration_put(&alteration);
            break;
        }
        ddl_indent(ddl, 0);
        buf_text(out, "DROP INDEX ");
        write_spaced(out, step->table->space, step->index->name);
        buf_text(out, ";\n");
        break;
    case STEP_BUILD_INDEX:
        ddl->if_absent = "CONCURRENTLY IF NOT EXISTS ";
        ddl_create_index(ddl, step->table, step->index);
        ddl->if_absent = "";
        break;
    case STEP_REMOVE_TOUCH: remove_touch(ddl, step); break;
    case STEP_RENAME: write_rename(ddl, step->rename); break;
    case STEP_REMOVE_ROWS: remove_rows(ddl, step); break;
    case STEP_ADD_VALUE: add_value(ddl, step); break;
    case STEP_RENAME_VALUE:
        ddl_indent(ddl, 0);
        buf_text(out, "ALTER TYPE ");
        write_enum_name(out, step->values.to->space, step->values.to->name);
        buf_text(out, " RENAME VALUE ");
        write_label(out, step->values.from, step->values.value);
        buf_text(out, " TO ");
        write_label(out, step->values.to, step->values.value);
        buf_text(out, ";\n");
        break;
    case STEP_REPLACE_ENUM: replace_enum(ddl, step); break;
    case STEP_DROP_REPLACED:
    case STEP_RESHAPE:
    case STEP_MOVE_VALUES:
        ddl_indent(ddl, 0);
        buf_text(out, "DROP TYPE ");
        write_replaced_name(out, step->values.to);
        buf_text(out, ";\n");
        break;
    case STEP_CREATE_DOMAIN:
    case STEP_ALTER_DOMAIN:
    case STEP_ADD_RULES:
    case STEP_DROP_DOMAIN:
    case STEP_CREATE_SEQUENCE:
    case STEP_ALTER_SEQUENCE:
    case STEP_OWN_SEQUENCE:
    case STEP_DROP_SEQUENCE:
    case STEP_COMMENT_OBJECT:
    case STEP_CREATE_EXTENSION:
    case STEP_DROP_EXTENSION:
    case STEP_CREATE_NAMESPACE:
    case STEP_CREATE_ENUM:
    case STEP_CREATE_TABLE:
    case STEP_CREATE_INDEX:
    case STEP_CREATE_TOUCH:
    case STEP_COMMENT:
    case STEP_ADD_FOREIGN_KEY:
    case STEP_PUT_ROWS:
    case STEP_RUN_SQL:
    case STEP_UNDO_SQL:
    case STEP_DROP_FOREIGN_KEY:
    case STEP_DROP_TABLE:
    case STEP_DROP_TOUCH:
    case STEP_DROP_ENUM:
    case STEP_DROP_NAMESPACE:
    case STEP_CONSENT:
    case STEP_REBUILD:
    case STEP_COUNT: break; /* postgres_statement's */
    }
    alteration_end(&alteration);
}

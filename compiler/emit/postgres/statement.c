/*
 * statement.c - takes a step, gives its statement as it stands in a script. See postgres.h.
 */
#include "emit/domain.h"
#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/postgres/postgres.h"
#include "emit/quote.h"
#include "emit/typename.h"
#include "schema/derived.h"

/* ---- names --------------------------------------------------------------------------------------- */

void postgres_tag(Buf *out, const Script *script, const char *word) {
    buf_char(out, '$');
    buf_text(out, word);
    if (script->tag_number != 0) {
        buf_uint(out, script->tag_number);
    }
    buf_char(out, '$');
}

void postgres_touch_name(Buf *out, const Table *table, const Column *column) {
    Buf full = {0};
    buf_name(&full, table->name);
    buf_text(&full, "_set_");
    buf_name(&full, column->name);
    derived_name_write(out, buf_view(&full));
    buf_free(&full);
}

void postgres_cut_name(Buf *out, Text full) {
    Buf cut = {0};
    derived_name_write(&cut, full);
    quote_text(out, buf_view(&cut), TARGET_POSTGRES);
    buf_free(&cut);
}

/* The touch function's or trigger's name in SQL, with the table's namespace if `spaced`. */
static void quote_touch_name(Buf *out, const Table *table, const Column *column, bool spaced) {
    if (spaced && table->space) {
        quote_name(out, table->space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    Buf name = {0};
    postgres_touch_name(&name, table, column);
    quote_text(out, buf_view(&name), TARGET_POSTGRES);
    buf_free(&name);
}

/* A name with its namespace as the describing block writes it: never quoted. */
void postgres_word(Buf *out, Name space, Name name) {
    buf_clear(out);
    if (space) {
        buf_name(out, space);
        buf_char(out, '.');
    }
    if (name) {
        buf_name(out, name);
    }
}

/* ---- statements ---------------------------------------------------------------------------------- */

/* Writes the scratch as a statement, or a clause of one, behind `more` blanks, on lines short enough. */
static void put_folded(Ddl *ddl, unsigned more) {
    ddl_indent(ddl, more);
    fold_list(ddl->out, buf_view(&ddl->scratch), ddl->indent + more, ddl->indent + more + 2);
    buf_char(ddl->out, '\n');
}

void postgres_create_enum(Ddl *ddl, const Enum *enumeration) {
    Buf *line = &ddl->scratch;
    buf_clear(line);
    buf_text(line, "CREATE TYPE ");
    if (enumeration->space) {
        quote_name(line, enumeration->space, TARGET_POSTGRES);
        buf_char(line, '.');
    }
    quote_type_name(line, enumeration->name, TARGET_POSTGRES);
    for (uint32_t i = 0; i < enumeration->value_count; i++) {
        Name name = enumeration->values[i].name;
        buf_text(line, i == 0 ? " AS ENUM (" : ", ");
        quote_string(line, name->text, name->length, TARGET_POSTGRES);
    }
    buf_text(line, ");");
    put_folded(ddl, 0);
}

static void write_spaced(Buf *out, Name space, Name name) {
    if (space) {
        quote_name(out, space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    quote_name(out, name, TARGET_POSTGRES);
}

static void write_sequence_name(Buf *out, const char *words, const Sequence *sequence) {
    buf_clear(out);
    buf_text(out, words);
    write_spaced(out, sequence->space, sequence->name);
}

static void write_number(Buf *out, const char *words, int64_t number) {
    buf_printf(out, "%s%lld", words, (long long)number);
}

/* What a sequence says that the other one does not, which has another type or not. */
static void write_numbers(Buf *line, const Sequence *sequence, const Sequence *other) {
    bool all = sequence->type.kind != other->type.kind;
    if (all) {
        buf_text(line, " AS ");
        typename_write(line, sequence->type, TARGET_POSTGRES);
    }
    if (sequence->increment != other->increment) {
        write_number(line, " INCREMENT BY ", sequence->increment);
    }
    if (all || sequence->least != other->least) {
        write_number(line, " MINVALUE ", sequence->least);
    }
    if (all || sequence->most != other->most) {
        write_number(line, " MAXVALUE ", sequence->most);
    }
    if (sequence->start != other->start) {
        write_number(line, " START WITH ", sequence->start);
    }
    if (sequence->cache != other->cache) {
        write_number(line, " CACHE ", sequence->cache);
    }
    if (sequence->cycles != other->cycles) {
        buf_text(line, sequence->cycles ? " CYCLE" : " NO CYCLE");
    }
}

static void create_sequence(Ddl *ddl, const Sequence *sequence) {
    Buf *line = &ddl->scratch;
    Sequence usual = {.type = sequence->type, .increment = sequence->increment, .cache = 1};
    usual.least = sequence_least(&usual);
    usual.most = sequence_most(&usual);
    usual.start = sequence_start(sequence);
    usual.increment = 1;
    write_sequence_name(line, "CREATE SEQUENCE ", sequence);
    if (sequence->type.kind != TYPE_BIGINT) {
        buf_text(line, " AS ");
        typename_write(line, sequence->type, TARGET_POSTGRES);
    }
    write_numbers(line, sequence, &usual);
    buf_char(line, ';');
    put_folded(ddl, 0);
}

static void alter_sequence(Ddl *ddl, const Sequence *before, const Sequence *after,
                           const char *behind) {
    Buf *line = &ddl->scratch;
    write_sequence_name(line, "ALTER SEQUENCE ", after);
    write_numbers(line, after, before);
    buf_text(line, behind);
    put_folded(ddl, 0);
}

void postgres_alter_sequence(Ddl *ddl, const Sequence *before, const Sequence *after) {
    if (after->least <= before->least && after->most >= before->most) {
        alter_sequence(ddl, before, after, ";");
        return;
    }
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "IF (SELECT last_value FROM ");
    write_spaced(ddl->out, after->space, after->name);
    buf_char(ddl->out, ')');
    buf_printf(ddl->out, " NOT BETWEEN %lld AND %lld THEN\n", (long long)after->least,
               (long long)after->most);
    ddl->indent += 2;
    alter_sequence(ddl, before, after, " RESTART;");
    ddl->indent -= 2;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "ELSE\n");
    ddl->indent += 2;
    alter_sequence(ddl, before, after, ";");
    ddl->indent -= 2;
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "END IF;\n");
}

static void own_sequence(Ddl *ddl, const Sequence *sequence) {
    Buf *line = &ddl->scratch;
    write_sequence_name(line, "ALTER SEQUENCE ", sequence);
    buf_text(line, " OWNED BY ");
    if (sequence->owner) {
        write_spaced(line, sequence->owner_space, sequence->owner);
        buf_char(line, '.');
        quote_name(line, sequence->owner_column, TARGET_POSTGRES);
    } else {
        buf_text(line, "NONE");
    }
    buf_char(line, ';');
    put_folded(ddl, 0);
}

/* One that went with a column is gone when the column is. */
static void drop_sequence(Ddl *ddl, const Sequence *sequence) {
    Buf *line = &ddl->scratch;
    write_sequence_name(line, sequence->owner ? "DROP SEQUENCE IF EXISTS " : "DROP SEQUENCE ",
                        sequence);
    buf_char(line, ';');
    put_folded(ddl, 0);
}

/* ---- domains ------------------------------------------------------------------------------------- */

void postgres_type_name(Buf *out, Name space, Name name) {
    if (space) {
        quote_name(out, space, TARGET_POSTGRES);
        buf_char(out, '.');
    }
    quote_type_name(out, name, TARGET_POSTGRES);
}

static void write_domain_name(Buf *out, const char *words, const Domain *domain) {
    buf_text(out, words);
    postgres_type_name(out, domain->space, domain->name);
}

static void write_rule(Buf *out, const Domain *domain, const Check *check) {
    buf_text(out, "CONSTRAINT ");
    quote_name(out, check->name, TARGET_POSTGRES);
    buf_text(out, " CHECK (");
    expression_write_condition(out, check->condition, domain->subject, TARGET_POSTGRES);
    buf_char(out, ')');
}

static void create_domain(Ddl *ddl, const Domain *domain) {
    const Table *subject = domain->subject;
    const Column *value = &subject->columns[0];
    Buf *out = ddl->out;
    ddl_indent(ddl, 0);
    write_domain_name(out, "CREATE DOMAIN ", domain);
    buf_text(out, " AS ");
    typename_write(out, value->type, TARGET_POSTGRES);
    if (value->collation) {
        buf_text(out, " COLLATE ");
        quote_name(out, value->collation, TARGET_POSTGRES);
    }
    if (value->default_value) {
        buf_text(out, " DEFAULT ");
        expression_write_default(out, value, subject, TARGET_POSTGRES);
    }
    buf_text(out, value->flags & COLUMN_NULLABLE ? "" : " NOT NULL");
    for (uint16_t i = 0; i < subject->check_count; i++) {
        buf_char(out, '\n');
        ddl_indent(ddl, 2);
        write_rule(out, domain, &subject->checks[i]);
    }
    buf_text(out, ";\n");
}

static void begin_alter_domain(Ddl *ddl, const Domain *domain, const char *words) {
    ddl_indent(ddl, 0);
    write_domain_name(ddl->out, "ALTER DOMAIN ", domain);
    buf_text(ddl->out, words);
}

/* What goes, and what is called otherwise. */
static void alter_domain(Ddl *ddl, const Domain *before, const Domain *after) {
    Buf *out = ddl->out;
    const Column *value = &after->subject->columns[0];
    if (!domain_same_default(before, after)) {
        begin_alter_domain(ddl, after, value->default_value ? " SET DEFAULT " : " DROP DEFAULT");
        if (value->default_value) {
            expression_write_default(out, value, after->subject, TARGET_POSTGRES);
        }
        buf_text(out, ";\n");
    }
    if (!(before->subject->columns[0].flags & COLUMN_NULLABLE) &&
        (value->flags & COLUMN_NULLABLE)) {
        begin_alter_domain(ddl, after, " DROP NOT NULL;\n");
    }
    for (uint16_t i = 0; i < before->subject->check_count; i++) {
        int32_t kept = domain_same_check(before, i, after);
        Name name = before->subject->checks[i].name;
        if (kept < 0) {
            begin_alter_domain(ddl, after, " DROP CONSTRAINT ");
            quote_name(out, name, TARGET_POSTGRES);
            buf_text(out, ";\n");
        } else if (after->subject->checks[kept].name != name) {
            begin_alter_domain(ddl, after, " RENAME CONSTRAINT ");
            quote_name(out, name, TARGET_POSTGRES);
            buf_text(out, " TO ");
            quote_name(out, after->subject->checks[kept].name, TARGET_POSTGRES);
            buf_text(out, ";\n");
        }
    }
}

static void add_rules(Ddl *ddl, const Domain *before, const Domain *after) {
    for (uint16_t i = 0; i < after->subject->check_count; i++) {
        if (domain_same_check(after, i, before) < 0) {
            begin_alter_domain(ddl, after, " ADD ");
            write_rule(ddl->out, after, &after->subject->checks[i]);
            buf_text(ddl->out, ";\n");
        }
    }
    if ((before->subject->columns[0].flags & COLUMN_NULLABLE) &&
        !(after->subject->columns[0].flags & COLUMN_NULLABLE)) {
        begin_alter_domain(ddl, after, " SET NOT NULL;\n");
    }
}

static Name object_doc(const Object *object) {
    return object->kind == OBJECT_ENUM     ? object->enumeration->doc
           : object->kind == OBJECT_DOMAIN ? object->domain->doc
                                           : object->sequence->doc;
}

static void comment_on(Ddl *ddl, const Object *object) {
    Buf *out = ddl->out;
    Name doc = object_doc(object);
    ddl_indent(ddl, 0);
    if (object->kind == OBJECT_DOMAIN) {
        write_domain_name(out, "COMMENT ON DOMAIN ", object->domain);
    } else if (object->kind == OBJECT_ENUM) {
        buf_text(out, "COMMENT ON TYPE ");
        if (object_space(object)) {
            quote_name(out, object_space(object), TARGET_POSTGRES);
            buf_char(out, '.');
        }
        quote_type_name(out, object_name(object), TARGET_POSTGRES);
    } else {
        buf_text(out, "COMMENT ON SEQUENCE ");
        write_spaced(out, object_space(object), object_name(object));
    }
    buf_text(out, " IS ");
    if (doc) {
        quote_string(out, doc->text, doc->length, TARGET_POSTGRES);
    } else {
        buf_text(out, "NULL");
    }
    buf_text(out, ";\n");
}

/* An update of any column sets this one: a function and a trigger that calls it. The function may be
 * there already, alike: that was compared. */
static void write_touch(Ddl *ddl, const Table *table, const Column *column) {
    Buf *out = ddl->out;
    static const char returns[] = "RETURNS trigger LANGUAGE plpgsql AS $body$";
    Buf *head = &ddl->scratch;
    buf_clear(head);
    buf_text(head, "CREATE OR REPLACE FUNCTION ");
    quote_touch_name(head, table, column, true);
    buf_text(head, "()");
    ddl_indent(ddl, 0);
    buf_slice(out, buf_view(head));
    if (fold_fits(buf_view(head), ddl->indent, 1 + strlen(returns))) {
        buf_char(out, ' ');
    } else {
        buf_char(out, '\n');
        ddl_indent(ddl, 2);
    }
    buf_text(out, returns);
    buf_char(out, '\n');
    ddl_indent(ddl, 0);
    buf_text(out, "BEGIN\n");
    ddl_indent(ddl, 2);
    buf_text(out, "NEW.");
    quote_name(out, column->name, TARGET_POSTGRES);
    buf_text(out, " := ");
    expression_write_now(out, column->type, TARGET_POSTGRES);
    buf_text(out, ";\n");
    ddl_indent(ddl, 2);
    buf_text(out, "RETURN NEW;\n");
    ddl_indent(ddl, 0);
    buf_text(out, "END\n");
    ddl_indent(ddl, 0);
    buf_text(out, "$body$;\n\n");

    ddl_indent(ddl, 0);
    buf_text(out, "CREATE TRIGGER ");
    quote_touch_name(out, table, column, false);
    buf_char(out, '\n');
    ddl_indent(ddl, 2);
    buf_text(out, "BEFORE UPDATE ON ");
    ddl_table_name(out, table, TARGET_POSTGRES);
    buf_char(out, '\n');
    ddl_indent(ddl, 2);
    buf_text(out, "FOR EACH ROW EXECUTE FUNCTION ");
    quote_touch_name(out, table, column, true);
    buf_text(out, "();\n");
}

/* Rows are put by key; a row that is there and says something else is set right. */
static void write_rows(Ddl *ddl, const Data *data) {
    Buf *line = &ddl->scratch;
    const Table *table = data->table;
    buf_clear(line);
    buf_text(line, "INSERT INTO ");
    ddl_table_name(line, table, TARGET_POSTGRES);
    buf_text(line, " AS migc_row ");
    ddl_column_list(line, table, data->columns, TARGET_POSTGRES);
    buf_text(line, " VALUES");
    put_folded(ddl, 0);
    Buf lead = {0};
    buf_spaces(&lead, ddl->indent + 2);
    buf_char(&lead, '\0');
    ddl_rows(ddl, data, lead.data);
    buf_free(&lead);
    buf_char(ddl->out, '\n');

    buf_clear(line);
    buf_text(line, "ON CONFLICT ");
    ddl_column_list(line, table, data->key, TARGET_POSTGRES);
    if (data->columns.count == data->key.count) {
        buf_text(line, " DO NOTHING;");
        put_folded(ddl, 0);
        return;
    }
    buf_text(line, " DO UPDATE SET ");
    ddl_assignments(line, data, "EXCLUDED.", TARGET_POSTGRES);
    put_folded(ddl, 0);
    buf_clear(line);
    buf_text(line, "WHERE ");
    ddl_value_row(line, data, "migc_row.", TARGET_POSTGRES);
    buf_text(line, " IS DISTINCT FROM ");
    ddl_value_row(line, data, "EXCLUDED.", TARGET_POSTGRES);
    buf_char(line, ';');
    put_folded(ddl, 2);
}

void postgres_sequence(Ddl *ddl, const Table *table, const Column *column) {
    Buf name = {0};
    Buf sequence = {0};
    ddl_table_name(&name, table, TARGET_POSTGRES);
    buf_text(&sequence, "pg_get_serial_sequence(");
    quote_string(&sequence, name.data, name.length, TARGET_POSTGRES);
    buf_text(&sequence, ", ");
    quote_string(&sequence, column->name->text, column->name->length, TARGET_POSTGRES);
    buf_char(&sequence, ')');
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "PERFORM setval(");
    buf_slice(ddl->out, buf_view(&sequence));
    buf_text(ddl->out, ",\n");
    ddl_indent(ddl, 2);
    buf_text(ddl->out, "greatest(nextval(");
    buf_slice(ddl->out, buf_view(&sequence));
    buf_text(ddl->out, "),\n");
    ddl_indent(ddl, 4);
    buf_text(ddl->out, "(SELECT max(");
    quote_name(ddl->out, column->name, TARGET_POSTGRES);
    buf_text(ddl->out, ") FROM ");
    buf_slice(ddl->out, buf_view(&name));
    buf_text(ddl->out, ")));\n");
    buf_free(&name);
    buf_free(&sequence);
}

void postgres_sequences(Ddl *ddl, const Data *data) {
    for (uint16_t i = 0; i < data->columns.count; i++) {
        const Column *column = &data->table->columns[data->columns.at[i]];
        if (column->flags & COLUMN_IDENTITY) {
            postgres_sequence(ddl, data->table, column);
        }
    }
}

static void write_table_statement(Ddl *ddl, const char *words, const Table *table) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, words);
    ddl_table_name(ddl->out, table, TARGET_POSTGRES);
}

void postgres_statement(Ddl *ddl, const Step *step) {
    Buf *out = ddl->out;
    switch (step->kind) {
    case STEP_CREATE_EXTENSION:
        ddl_indent(ddl, 0);
        buf_text(out, "CREATE EXTENSION IF NOT EXISTS ");
        quote_name(out, step->extension->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_DROP_EXTENSION:
        ddl_indent(ddl, 0);
        buf_text(out, "DROP EXTENSION IF EXISTS ");
        quote_name(out, step->extension->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_CREATE_ENUM: postgres_create_enum(ddl, step->enumeration); return;
    case STEP_CREATE_DOMAIN: create_domain(ddl, step->domain); return;
    case STEP_ALTER_DOMAIN: alter_domain(ddl, step->op->before->domain, step->domain); return;
    case STEP_ADD_RULES: add_rules(ddl, step->op->before->domain, step->domain); return;
    case STEP_DROP_DOMAIN:
        ddl_indent(ddl, 0);
        write_domain_name(out, "DROP DOMAIN ", step->domain);
        buf_text(out, ";\n");
        return;
    case STEP_CREATE_SEQUENCE: create_sequence(ddl, step->sequence); return;
    case STEP_ALTER_SEQUENCE:
        alter_sequence(ddl, step->op->before->sequence, step->sequence, ";");
        return;
    case STEP_OWN_SEQUENCE: own_sequence(ddl, step->sequence); return;
    case STEP_DROP_SEQUENCE: drop_sequence(ddl, step->sequence); return;
    case STEP_COMMENT_OBJECT: comment_on(ddl, step->object); return;
    case STEP_CREATE_TABLE: ddl_create_table(ddl, step->table); return;
    case STEP_CREATE_INDEX: ddl_create_index(ddl, step->table, step->index); return;
    case STEP_CREATE_TOUCH: write_touch(ddl, step->table, step->column); return;
    case STEP_COMMENT: ddl_set_comment(ddl, step->table, step->column); return;
    case STEP_ADD_FOREIGN_KEY: ddl_add_foreign_key(ddl, step->table, step->foreign_key); return;
    case STEP_PUT_ROWS: write_rows(ddl, step->data); return;
    case STEP_RUN_SQL: buf_name(out, step->sql->up); return;
    case STEP_UNDO_SQL: buf_name(out, step->sql->down); return;
    case STEP_DROP_FOREIGN_KEY:
        write_table_statement(ddl, "ALTER TABLE ", step->table);
        buf_text(out, " DROP CONSTRAINT ");
        quote_name(out, step->foreign_key->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_DROP_TABLE:
        write_table_statement(ddl, "DROP TABLE ", step->table);
        buf_text(out, ";\n");
        return;
    case STEP_DROP_TOUCH:
        ddl_indent(ddl, 0);
        buf_text(out, "DROP FUNCTION ");
        quote_touch_name(out, step->table, step->column, true);
        buf_text(out, "();\n");
        return;
    case STEP_DROP_ENUM:
        ddl_indent(ddl, 0);
        buf_text(out, "DROP TYPE ");
        if (step->enumeration->space) {
            quote_name(out, step->enumeration->space, TARGET_POSTGRES);
            buf_char(out, '.');
        }
        quote_type_name(out, step->enumeration->name, TARGET_POSTGRES);
        buf_text(out, ";\n");
        return;
    case STEP_CREATE_NAMESPACE:
    case STEP_DROP_NAMESPACE:
    case STEP_CONSENT:
    case STEP_REBUILD:
    case STEP_COUNT: return;
    case STEP_REMOVE_ROWS:
    case STEP_DROP_CONSTRAINT:
    case STEP_DROP_INDEX:
    case STEP_REMOVE_TOUCH:
    case STEP_RENAME:
    case STEP_ADD_COLUMNS:
    case STEP_FILL_COLUMNS:
    case STEP_ALTER_COLUMNS:
    case STEP_DROP_GENERATED:
    case STEP_DROP_COLUMNS:
    case STEP_GENERATE_COLUMNS:
    case STEP_SET_OPTIONS:
    case STEP_DROP_PARTITION:
    case STEP_ADD_PARTITION:
    case STEP_ADD_KEY:
    case STEP_ADD_CHECK:
    case STEP_ALTER_FOREIGN_KEY:
    case STEP_VALIDATE:
    case STEP_BUILD_INDEX:
    case STEP_ADD_VALUE:
    case STEP_RENAME_VALUE:
    case STEP_REPLACE_ENUM:
    case STEP_RETYPE_COLUMNS:
    case STEP_RESHAPE:
    case STEP_MOVE_VALUES:
    case STEP_DROP_REPLACED: postgres_alter_statement(ddl, step); return;
    }
}

/*
 * checks_table.c - what must hold of one table, and of an enum.
 *
 * takes:    a table
 * gives:    what databases would refuse, or what is surely not meant
 * promises: quiet about tables of which parts are missing because of a mistake that was told
 */
#include "schema/checker.h"

bool check_enum_values(Checker *checker, const Subject *subject) {
    (void)subject;
    bool good = true;
    for (uint32_t i = 0; i < checker->model->object_count; i++) {
        const Object *object = &checker->model->objects[i];
        if (object->kind == OBJECT_ENUM && object->enumeration->value_count == 0) {
            diag_at(checker->diags, DIAG_EMPTY_ENUM, object->enumeration->span,
                    "enum `%s` has no values", object->enumeration->name->text);
            good = false;
        }
    }
    return good;
}

bool check_has_columns(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    if (table->column_count > 0 || (table->flags & TABLE_INCOMPLETE)) {
        return true;
    }
    diag_at(checker->diags, DIAG_EMPTY_TABLE, table->span, "table `%s%s%s` has no columns",
            TABLE_SHOWN(table));
    return false;
}

bool check_has_primary_key(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    if (table->primary_key ||
        (table->flags & (TABLE_WITHOUT_KEY | TABLE_KEY_BROKEN | TABLE_INCOMPLETE))) {
        return true;
    }
    Diag *diag = diag_at(checker->diags, DIAG_MISSING_PRIMARY_KEY, table->span,
                         "table `%s%s%s` has no primary key", TABLE_SHOWN(table));
    diag_help(diag, "add `primary key` to a column, or a line `primary key (a, b)`");
    diag_help(diag, "or say that there is to be none: `table %s%s%s without primary key`",
              TABLE_SHOWN(table));
    return false;
}

bool check_primary_key_null(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    bool good = true;
    if (table->primary_key &&
        targets_have_loose_keys(table->targets & table->primary_key->targets &
                                checker->project->targets)) {
        return true;
    }
    for (uint16_t i = 0; table->primary_key && i < table->primary_key->columns.count; i++) {
        const Column *column = &table->columns[table->primary_key->columns.at[i]];
        /* an identity column that says `null` was told as a contradiction */
        if ((column->flags & COLUMN_NULLABLE) && !(column->flags & COLUMN_IDENTITY)) {
            Diag *diag = diag_at(checker->diags, DIAG_NULLABLE_PRIMARY_KEY, column->span,
                                 "column `%s` says `null` and is part of the primary key",
                                 column->name->text);
            diag_note(diag, table->primary_key->span, "the primary key is here");
            diag_help(diag, "take `null` out");
            good = false;
        }
    }
    return good;
}

/* The domain, or the one that it is made of, which refuses null; NULL: none. */
static const Domain *required_domain(Type type) {
    const Domain *domain = type.domain;
    if (domain == NULL || (type.is_array && !domain_is_array(domain)) ||
        domain->subject->column_count == 0) {
        return NULL;
    }
    const Column *value = &domain->subject->columns[0];
    return (value->flags & COLUMN_NULLABLE) ? required_domain(value->type) : domain;
}

bool check_domain_null(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        const Domain *domain = (column->flags & COLUMN_NULLABLE) ? required_domain(column->type)
                                                                 : NULL;
        if (domain != NULL) {
            Diag *diag = diag_at(checker->diags, DIAG_NULL_OF_REQUIRED_DOMAIN, column->span,
                                 "column `%s` says `null`, and is never null: its domain `%s%s%s` "
                                 "is required",
                                 column->name->text, QUALIFIED(domain->space, domain->name));
            diag_note(diag, domain->span, "the domain is here");
            diag_help(diag, "take `null` out, or let the domain say `null`");
        }
    }
    return true;
}

bool check_identity(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    const Column *first = NULL;
    bool good = true;
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!(column->flags & COLUMN_IDENTITY)) {
            continue;
        }
        uint8_t kind = column->type.kind;
        bool is_integer = (kind == TYPE_SMALLINT || kind == TYPE_INT || kind == TYPE_BIGINT) &&
                          !column->type.is_array;
        if (!is_integer && kind != TYPE_ERROR) {
            Diag *diag = diag_at(checker->diags, DIAG_BAD_IDENTITY, column->span,
                                 "identity column `%s` is not an integer", column->name->text);
            diag_help(diag, "let it be `smallint`, `int` or `bigint`");
            good = false;
        } else if (first) {
            Diag *diag = diag_at(checker->diags, DIAG_BAD_IDENTITY, column->span,
                                 "table `%s%s%s` has two identity columns", TABLE_SHOWN(table));
            diag_note(diag, first->span, "the first one is here");
            good = false;
        } else {
            first = column;
        }
    }
    return good;
}

/* ---- expressions ---- */

typedef struct Reader {
    Checker *checker;
    const Table *table;
    const Column *column;
    bool good;
} Reader;

static void check_source(void *context, uint16_t position) {
    Reader *reader = context;
    const Column *source = &reader->table->columns[position];
    if (!reader->good || !source->generated) {
        return;
    }
    reader->good = false;
    const char *name = reader->column->name->text;
    if (source == reader->column) {
        diag_at(reader->checker->diags, DIAG_GENERATED_FROM_GENERATED,
                reader->column->generated->span, "`%s` is computed from itself", name);
        return;
    }
    Diag *diag = diag_at(reader->checker->diags, DIAG_GENERATED_FROM_GENERATED,
                         reader->column->generated->span,
                         "`%s` is computed from `%s`, which is computed itself", name,
                         source->name->text);
    diag_note(diag, source->span, "`%s` is declared here", source->name->text);
    diag_help(diag, "write out what `%s` stands for", source->name->text);
}

bool check_generated(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    bool good = true;
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (column->generated) {
            Reader reader = {checker, table, column, true};
            expr_columns(column->generated, check_source, &reader);
            good &= reader.good;
        }
    }
    return good;
}

static void count_column(void *context, uint16_t position) {
    (void)position;
    ++*(uint32_t *)context;
}

/* A check that names no column always says the same. One that is broken may have lost its columns. */
bool check_conditions(Checker *checker, const Subject *subject) {
    const Table *table = subject->table;
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        uint32_t columns = 0;
        expr_columns(check->condition, count_column, &columns);
        if (columns == 0 && diags_errors(checker->diags) == 0 &&
            !expr_has_verbatim(check->condition)) {
            Diag *diag = diag_at(checker->diags, DIAG_CHECK_WITHOUT_COLUMN, check->condition->span,
                                 "the check names no column of table `%s%s%s`", TABLE_SHOWN(table));
            diag_label(diag, "the same for every row");
        }
    }
    return true;
}

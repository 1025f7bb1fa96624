/*
 * definition.c - takes tables, tells which are too long to be described: what a server keeps of a
 * table besides its rows has a longest length as well. See parts.h.
 *
 * MariaDB keeps columns, their documentation, the values of enums and all conditions and values that are
 * computed in one piece of 64 kB (10.11; an excess is `Table definition is too large`). MySQL keeps each
 * default in such a piece. Expressions count as the server prints them, which is a guess of a few bytes.
 */
#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/portability/parts.h"
#include "emit/typename.h"

#define DEFINITION_HEAD 306u /* of the whole */
#define COLUMN_HEAD 18u      /* of a column, beside its name and documentation */
#define EXPRESSION_HEAD 7u   /* of a check, a default, a generated column */
#define ENUM_HEAD 2u         /* of the values of an enum, and one more for each */
#define NAME_MOST 64u        /* bytes of a name */
#define TYPE_CHECK 6u        /* `__type` in the name of a check that keeps a column's type */
#define JSON_CHECK 14u       /* json_valid(``), which MariaDB adds by itself */
#define STRING_HEAD 11u      /* MySQL: _utf8mb4\'...\' */

/* The whole and the dearest part of it. */
typedef struct Definition {
    uint64_t bytes;
    uint64_t most;
    Span span; /* of the dearest */
} Definition;

static void count_column(void *context, uint16_t position) {
    uint32_t *count = context;
    (void)position;
    *count += 1;
}

/* A blank behind a comma is not kept, names of columns stand in quotes, `%` is a word. */
static uint32_t printed(Text text, const Expr *expr, uint32_t string_head) {
    uint32_t length = 0;
    uint32_t names = 0;
    bool in_string = false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool is_kept = in_string || c != ' ' || i == 0 || text.data[i - 1] != ',';
        length += is_kept ? (!in_string && c == '%' ? 3 : 1) : 0;
        if (c == '\'') {
            in_string = !in_string;
            length += in_string ? string_head : 0;
        }
    }
    if (expr) {
        expr_columns(expr, count_column, &names);
    }
    return length + 2 * names;
}

/* The expression in the target's SQL; nothing if it cannot be said, which is told. */
static Text written(Portability *p, const Expr *expr, const Table *table, bool is_condition) {
    Target target = p->dialect->target;
    buf_clear(&p->scratch);
    if (expression_supported(expr, table, target, NULL, NULL)) {
        (is_condition ? expression_write_condition : expression_write)(&p->scratch, expr, table,
                                                                       target);
    }
    return buf_view(&p->scratch);
}

static void add_part(Definition *definition, Span span, uint64_t bytes) {
    definition->bytes += bytes;
    if (bytes > definition->most) {
        definition->most = bytes;
        definition->span = span;
    }
}

static void add_expression(Definition *definition, Span span, size_t name, uint32_t length) {
    add_part(definition, span, EXPRESSION_HEAD + (name < NAME_MOST ? name : NAME_MOST) + length);
}

/* A default that is no literal stands among the expressions, and so does one of a text. */
static bool is_kept_apart(const Column *column) {
    const Expr *value = column->default_value;
    bool is_plain = value->kind == EXPR_NUMBER || value->kind == EXPR_STRING ||
                    value->kind == EXPR_BOOL || value->kind == EXPR_NULL ||
                    value->kind == EXPR_UNARY || expression_is_now(value);
    return !is_plain || expression_brackets_defaults(column->type, TARGET_MYSQL);
}

static void add_column(Portability *p, Definition *definition, const Table *table,
                       const Column *column) {
    Target target = p->dialect->target;
    add_part(definition, column->span,
             COLUMN_HEAD + column->name->length + (column->doc ? column->doc->length : 0));
    if (column->default_value && is_kept_apart(column)) {
        Text text = written(p, column->default_value, table, false);
        add_expression(definition, column->default_value->span, 0, printed(text, NULL, 0));
    }
    if (column->generated) {
        Text text = written(p, column->generated, table, false);
        add_expression(definition, column->generated->span, 0, printed(text, column->generated, 0));
    }
    if (column->type.kind == TYPE_JSON) {
        add_expression(definition, column->span, column->name->length, JSON_CHECK);
    }
    buf_clear(&p->scratch);
    if (!column->type.is_array && typename_check(&p->scratch, column, target)) {
        add_expression(definition, column->span,
                       table->name->length + column->name->length + TYPE_CHECK,
                       printed(buf_view(&p->scratch), NULL, 0) + 2);
    }
}

/* Those that columns have in common stand there once. */
static void add_enums(Portability *p, Definition *definition, const Table *table) {
    NameMap added = {0};
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        const Enum *found = column->type.enumeration;
        if (!is_for(p->dialect, column->targets) || column->type.kind != TYPE_ENUM || !found ||
            namemap_get(&added, found->name)) {
            continue;
        }
        uint64_t bytes = ENUM_HEAD;
        for (uint32_t k = 0; k < found->value_count; k++) {
            bytes += found->values[k].name->length + 1u;
        }
        add_part(definition, column->span, bytes);
        namemap_put(&p->arena, &added, found->name, (void *)(uintptr_t)found);
    }
}

static void add_checks(Portability *p, Definition *definition, const Table *table) {
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        if (is_for(p->dialect, check->targets)) {
            Text text = written(p, check->condition, table, true);
            add_expression(definition, check->condition->span, check->name->length,
                           printed(text, check->condition, 0));
        }
    }
}

static void check_defaults(Portability *p, const Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (!is_for(p->dialect, column->targets) || !column->default_value) {
            continue;
        }
        Text text = written(p, column->default_value, table, false);
        uint32_t length = printed(text, NULL, STRING_HEAD);
        if (length > p->dialect->default_bytes) {
            finding_label(portability_refuse(p, column->default_value->span, column->targets,
                                             "a default of this length"),
                          "%u bytes, and %u is the most", length, p->dialect->default_bytes);
        }
    }
}

void portability_definition(Portability *p, const Table *table) {
    const Dialect *dialect = p->dialect;
    if (diags_errors(p->diags) != 0) {
        return; /* of expressions that are not understood nothing is known */
    }
    if (dialect->default_bytes != 0) {
        check_defaults(p, table);
    }
    if (dialect->definition_bytes == 0) {
        return;
    }
    Definition definition = {.bytes = DEFINITION_HEAD};
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_for(dialect, table->columns[i].targets)) {
            add_column(p, &definition, table, &table->columns[i]);
        }
    }
    add_enums(p, &definition, table);
    add_checks(p, &definition, table);
    if (definition.bytes > dialect->definition_bytes) {
        Finding *finding = portability_refuse(p, table->span, table->targets,
                                              "a table with a definition of this length");
        finding_label(finding, "its columns, checks and values are %u bytes, and %u is the most",
                      (unsigned)definition.bytes, dialect->definition_bytes);
        finding_note(finding, definition.span, "%u bytes are here", (unsigned)definition.most);
        finding_help(finding, "or let a check ask for less: a list of values can be a table that "
                              "a foreign key refers to");
    }
}

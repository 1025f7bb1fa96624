/*
 * ddl_rows.c - the rows of a data block as text. See ddl.h.
 */
#include "emit/ddl.h"

#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/quote.h"

/* `assigned`: each name also stands before its value, with ` = ` between them. */
static void write_values(Buf *out, const Data *data, const char *prefix, bool assigned,
                         Target target) {
    const char *before = "";
    for (uint16_t i = 0; i < data->columns.count; i++) {
        uint16_t at = data->columns.at[i];
        if (columns_contain(data->key, at)) {
            continue;
        }
        Name name = data->table->columns[at].name;
        buf_text(out, before);
        before = ", ";
        if (assigned) {
            quote_name(out, name, target);
            buf_text(out, " = ");
        }
        buf_text(out, prefix);
        quote_name(out, name, target);
    }
}

void ddl_value_row(Buf *out, const Data *data, const char *prefix, Target target) {
    bool one = data->columns.count == data->key.count + 1;
    buf_text(out, one ? "" : "(");
    write_values(out, data, prefix, false, target);
    buf_text(out, one ? "" : ")");
}

void ddl_assignments(Buf *out, const Data *data, const char *prefix, Target target) {
    write_values(out, data, prefix, true, target);
}

void ddl_rows(Ddl *ddl, const Data *data, const char *per_line) {
    Target target = ddl->dialect->target;
    for (uint32_t row = 0; row < data->row_count; row++) {
        buf_text(ddl->out, per_line);
        for (uint16_t i = 0; i < data->columns.count; i++) {
            buf_text(ddl->out, i == 0 ? "(" : ", ");
            const Expr *value = data->values[(size_t)row * data->columns.count + i];
            expression_write(ddl->out, value, data->table, target);
        }
        buf_text(ddl->out, row + 1 == data->row_count ? ")" : "),\n");
    }
}

/* What a literal is cast to so that it compares like the values of a column; NULL: nothing. */
static const char *compared_as(Type type, Target target) {
    switch (target) {
    case TARGET_MYSQL:
        if (type.kind == TYPE_JSON) {
            return "JSON";
        }
        return type.kind == TYPE_REAL ? "FLOAT" : NULL;
    case TARGET_MARIADB: return type.kind == TYPE_REAL ? "FLOAT" : NULL;
    case TARGET_POSTGRES:
    case TARGET_SQLITE:
    case TARGET_COUNT: break;
    }
    return type.kind == TYPE_REAL ? "real" : NULL; /* 0.1 is another number as a double */
}

void ddl_row_condition(Ddl *ddl, const Data *data, unsigned indent) {
    Target target = ddl->dialect->target;
    Buf *row_text = &ddl->scratch;
    for (uint32_t row = 0; row < data->row_count; row++) {
        buf_text(ddl->out, row == 0 ? "\n" : " OR\n");
        buf_clear(row_text);
        for (uint16_t i = 0; i < data->columns.count; i++) {
            const Expr *value = data->values[(size_t)row * data->columns.count + i];
            const Column *column = &data->table->columns[data->columns.at[i]];
            const char *as = compared_as(column->type, target);
            buf_text(row_text, i == 0 ? "" : " AND ");
            quote_name(row_text, column->name, target);
            if (value->kind == EXPR_NULL) {
                buf_text(row_text, " IS NULL");
            } else {
                buf_text(row_text, as ? " = CAST(" : " = ");
                expression_write(row_text, value, data->table, target);
                if (as) {
                    buf_printf(row_text, " AS %s)", as);
                }
            }
        }
        buf_spaces(ddl->out, indent);
        fold_list(ddl->out, buf_view(row_text), indent, indent + 2);
    }
}

/*
 * command_graph.c - `migc graph`: tables and foreign keys, for dot or mermaid.
 */
#include <string.h>

#include "cli/cli.h"

/* Whether the name can stand in a diagram without quotes. */
static void write_label(Buf *out, const Table *table) {
    Buf name = {0};
    table_write_name(&name, table);
    Text text = buf_view(&name);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            buf_char(out, '\\');
        }
        buf_char(out, text.data[i]);
    }
    buf_free(&name);
}

static void write_columns(Buf *out, const ForeignKey *key, const Table *table) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        buf_text(out, i == 0 ? "" : ", ");
        Name name = table->columns[key->columns.at[i]].name;
        for (uint32_t at = 0; at < name->length; at++) {
            if (name->text[at] == '"' || name->text[at] == '\\') {
                buf_char(out, '\\');
            }
            buf_char(out, name->text[at]);
        }
    }
}

static void write_dot(Buf *out, const Model *model) {
    buf_text(out, "digraph schema {\n  rankdir=LR;\n  node [shape=box];\n");
    for (uint32_t i = 0; i < model->table_count; i++) {
        buf_text(out, "  \"");
        write_label(out, model->tables[i]);
        buf_text(out, "\";\n");
    }
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t j = 0; j < table->foreign_key_count; j++) {
            const ForeignKey *key = &table->foreign_keys[j];
            buf_text(out, "  \"");
            write_label(out, table);
            buf_text(out, "\" -> \"");
            write_label(out, key->target);
            buf_text(out, "\" [label=\"");
            write_columns(out, key, table);
            buf_text(out, key->is_forward ? "\", style=dashed];\n" : "\"];\n");
        }
    }
    buf_text(out, "}\n");
}

/* Mermaid has no escapes: what would end a label is written as an entity. */
static void write_mermaid_text(Buf *out, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '"') {
            buf_text(out, "#quot;");
        } else if (c == '#') {
            buf_text(out, "#35;");
        } else if (c == '|') {
            buf_text(out, "#124;");
        } else {
            buf_char(out, c);
        }
    }
}

static void write_mermaid(Buf *out, const Model *model) {
    buf_text(out, "flowchart LR\n");
    for (uint32_t i = 0; i < model->table_count; i++) {
        Buf name = {0};
        table_write_name(&name, model->tables[i]);
        buf_printf(out, "  t%u[\"", (unsigned)i);
        write_mermaid_text(out, buf_view(&name));
        buf_text(out, "\"]\n");
        buf_free(&name);
    }
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t j = 0; j < table->foreign_key_count; j++) {
            const ForeignKey *key = &table->foreign_keys[j];
            buf_printf(out, "  t%u %s|\"", (unsigned)i, key->is_forward ? "-.->" : "-->");
            for (uint16_t k = 0; k < key->columns.count; k++) {
                buf_text(out, k == 0 ? "" : ", ");
                write_mermaid_text(out, name_text(table->columns[key->columns.at[k]].name));
            }
            buf_printf(out, "\"| t%u\n", (unsigned)key->target->number);
        }
    }
}

int command_graph(Cli *cli) {
    Compilation compilation;
    int status = cli_compile(cli, &compilation, cli_operand(cli, 0), UNTIL_MODEL, true);
    if (status == STATUS_DONE) {
        const char *as = cli->arguments->values[OPTION_AS];
        if (as != NULL && strcmp(as, "dot") == 0) {
            write_dot(cli->out, compilation.model);
        } else {
            write_mermaid(cli->out, compilation.model);
        }
    }
    compile_release(&compilation);
    return status;
}

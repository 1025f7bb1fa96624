/*
 * command_drift.c - `migc drift FILE`: what a database has otherwise than the schema.
 */
#include <string.h>

#include "change/change.h"
#include "change/describe.h"
#include "cli/cli.h"
#include "cli/position.h"
#include "cli/read_catalog.h"
#include "import/align.h"
#include "import/schema_writer.h"
#include "source/render.h"

/* The schema that the database should have; NULL: told that there is none. */
static const Model *find_schema(Cli *cli, const Compilation *c) {
    const char *word = cli->arguments->values[OPTION_AT];
    uint32_t position = 0;
    if (word == NULL) {
        return has_chain(c) ? c->head : c->model;
    }
    if (!position_find(cli, &c->chain, word, POSITION_NONE, &position)) {
        return NULL;
    }
    return position == 0 ? c->replay.items[0].before : c->replay.items[position - 1].after;
}

static void write_text(Buf *out, const OpLines *lines) {
    for (uint32_t i = 0; i < lines->count; i++) {
        buf_printf(out, "%s\n", lines->items[i].text);
    }
}

/* A line of the list, and what it is about. */
static void write_row(Buf *out, Arena *arena, const Op *op, const OpLine *line, bool is_first) {
    Buf name = {0};
    object_write_name(&name, op_object(op));
    buf_text(out, is_first ? "\n  {\"object\": " : ",\n  {\"object\": ");
    render_json_string(out, arena_copy_text(arena, buf_view(&name).data, name.length));
    buf_printf(out, ", \"kind\": \"%s\", \"text\": ", object_kind(op_object(op)));
    render_json_string(out, line->text);
    buf_char(out, '}');
    buf_free(&name);
}

static void write_sql_row(Cli *cli, const SqlDrift *drift, bool is_json, bool is_first) {
    const char *text = arena_printf(cli->arena, "%s %s %s", drift->change, drift->kind,
                                    drift->name);
    if (!is_json) {
        buf_printf(cli->out, "%s\n", text);
        return;
    }
    buf_text(cli->out, is_first ? "\n  {\"object\": " : ",\n  {\"object\": ");
    render_json_string(cli->out, drift->name);
    buf_printf(cli->out, ", \"kind\": \"%s\", \"text\": ", drift->kind);
    render_json_string(cli->out, text);
    buf_char(cli->out, '}');
}

/* Writes the list; returns whether there is anything in it. */
static bool write_list(Cli *cli, Arena *arena, const Ops *ops, const SqlDrifts *drifts) {
    const char *format = cli->arguments->values[OPTION_LIST_FORMAT];
    bool is_json = format != NULL && strcmp(format, "json") == 0;
    bool has_any = false;
    buf_text(cli->out, is_json ? "[" : "");
    for (uint32_t i = 0; i < ops->count; i++) {
        OpLines lines = {0};
        op_lines(arena, &ops->items[i], &lines);
        if (!is_json) {
            write_text(cli->out, &lines);
        }
        for (uint32_t k = 0; is_json && k < lines.count; k++) {
            write_row(cli->out, arena, &ops->items[i], &lines.items[k], !has_any && k == 0);
        }
        has_any = has_any || lines.count > 0;
    }
    for (uint32_t i = 0; i < drifts->count; i++) {
        write_sql_row(cli, &drifts->items[i], is_json, !has_any);
        has_any = true;
    }
    buf_text(cli->out, !is_json ? "" : has_any ? "\n]\n" : "]\n");
    return has_any;
}

static int compare(Cli *cli, Compilation *c, const Model *schema) {
    Catalog catalog = {0};
    Imported imported;
    int status = read_catalog(cli, cli_operand(cli, 0), c->names, &catalog);
    if (status != STATUS_DONE) {
        return status;
    }
    if (((unsigned)c->project.targets >> catalog.target & 1u) == 0) {
        return cli_fail(cli,
                        "the project does not build for %s\n"
                        "  help: add it to `targets` in the project block",
                        target_name(catalog.target));
    }
    schema_import(&imported, &catalog, c->names, cli->arena);
    if (imported.is_broken) {
        return catalog_makes_no_schema(cli, cli_operand(cli, 0), &imported);
    }
    Aligned aligned = align_models(cli->arena, schema, imported.model, catalog.target);
    Change change = change_between(cli->arena, aligned.expected, aligned.found, NULL);
    SqlDrifts drifts = align_sql(cli->arena, schema, imported.model, &catalog);
    return write_list(cli, cli->arena, &change.up, &drifts) ? STATUS_FINDINGS : STATUS_DONE;
}

int command_drift(Cli *cli) {
    Compilation compilation;
    int status = cli_compile(cli, &compilation, NULL, UNTIL_MODEL, true);
    if (status == STATUS_DONE) {
        const Model *schema = find_schema(cli, &compilation);
        status = schema != NULL ? compare(cli, &compilation, schema) : STATUS_FAILED;
    }
    compile_release(&compilation);
    return status;
}

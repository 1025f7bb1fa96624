/*
 * status.c - takes the scripts of a chain, gives the one that tells where a database is. See mysql.h.
 *
 * A fact of a table stands in the schema from one revision to another: so the shapes of all revisions
 * together take no more room than what the chain changes.
 */
#include "emit/blocks.h"
#include "emit/mysql/mysql.h"
#include "emit/mysql/frame.h"
#include "emit/quote.h"
#include "emit/script.h"

typedef struct Period {
    Name whole;
    uint32_t since; /* the first revision that has it, from 1 */
    uint32_t until; /* the last one; 0: the head has it */
} Period;

typedef struct Status {
    Arena arena;
    Names *names;
    VEC(Period) periods;
    NameMap open; /* by the fact: its period that has not ended yet, or ENDED */
    NameMap own;
    Buf owned; /* `<table.column>` one behind the other */
    bool has_sequences;
} Status;

static const uint32_t ended;
#define ENDED ((void *)(uintptr_t)&ended)

static void begin_period(Status *status, Name whole, uint32_t position) {
    uint32_t *at = NEW(&status->arena, uint32_t);
    *at = status->periods.count;
    vec_push(&status->arena, &status->periods, (Period){whole, position, 0});
    namemap_set(&status->arena, &status->open, whole, at);
}

static void end_period(Status *status, Name whole, uint32_t position) {
    uint32_t *at = namemap_get(&status->open, whole);
    if (at && at != ENDED) {
        status->periods.items[*at].until = position - 1;
        namemap_set(&status->arena, &status->open, whole, ENDED);
    }
}

static void follow(Status *status, const Script *script, uint32_t position) {
    Arena arena = {0};
    Shape shape = shape_of_script(&arena, script, false);
    for (uint32_t i = 0; i < shape.facts.count; i++) {
        const ShapeFact *fact = &shape.facts.items[i];
        Name whole = names_intern(status->names, fact->line.whole->text, fact->line.whole->length);
        if (fact->before == SHAPE_PRESENT && !fact->after) {
            end_period(status, whole, position);
        } else if (fact->before != SHAPE_PRESENT && fact->after) {
            begin_period(status, whole, position);
        }
    }
    status->has_sequences = status->has_sequences || shape.has_sequences;
    for (uint32_t i = 0; i < shape.lines.owned.count; i++) {
        Name owned = shape.lines.owned.items[i];
        Name name = names_intern(status->names, owned->text, owned->length);
        if (!namemap_put(&status->arena, &status->own, name, ENDED)) {
            buf_name(&status->owned, name);
        }
    }
    shape_end(&shape);
    arena_release(&arena);
}

/* A string in JSON. */
static void write_json(Buf *out, Text text) {
    buf_char(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < ' ') {
            buf_printf(out, "\\u%04x", c);
        } else {
            buf_text(out, c == '"' || c == '\\' ? "\\" : "");
            buf_char(out, (char)c);
        }
    }
    buf_char(out, '"');
}

/* `SET @variable = '[...]';`, a line each. */
static void write_variable(Buf *out, const char *variable, Buf *lines, Target target) {
    buf_printf(out, "SET @%s = ", variable);
    quote_string(out, lines->data ? lines->data : "", lines->length, target);
    buf_text(out, ";\n");
    buf_clear(lines);
}

/* The names of the revisions, in their order, or their checksums. */
static void write_revisions(Buf *out, const Script *const *scripts, uint32_t count,
                            bool checksums) {
    buf_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i > 0 ? ",\n  " : "\n  ");
        write_json(out, text_of(checksums ? scripts[i]->checksum : scripts[i]->revision));
    }
    buf_char(out, ']');
}

static void write_shapes(Buf *out, Status *status, const Script *const *scripts, uint32_t count) {
    Target target = scripts[0]->dialect->target;
    Buf lines = {0};
    bool any = false;
    write_revisions(&lines, scripts, count, false);
    write_variable(out, "migc_revisions", &lines, target);
    write_revisions(&lines, scripts, count, true);
    write_variable(out, "migc_checksums", &lines, target);
    buf_char(&lines, '[');
    for (uint32_t i = 0; i < status->periods.count; i++) {
        const Period *period = &status->periods.items[i];
        uint32_t until = period->until == 0 ? count : period->until;
        if (until >= period->since) {
            buf_text(&lines, any ? ",\n  " : "\n  ");
            buf_printf(&lines, "[%u, %u, ", period->since, until);
            write_json(&lines, name_text(period->whole));
            buf_char(&lines, ']');
            any = true;
        }
    }
    buf_text(&lines, "]");
    write_variable(out, "migc_shapes", &lines, target);
    write_variable(out, "migc_own", &status->owned, target);
    buf_free(&lines);
}

void mysql_status(Buf *out, const Script *const *scripts, uint32_t count) {
    const Script *head = scripts[count - 1];
    Ddl ddl = ddl_begin(out, head->dialect);
    Status status = {0};
    status.names = names_new(&status.arena);
    for (uint32_t i = 0; i < count; i++) {
        follow(&status, scripts[i], i + 1);
    }
    script_head(out, head, "status", "where is this database?", NULL);
    buf_text(out, "-- By its history; without one, by its tables. It only reads.\n\n");
    mysql_frame_begin(&ddl, &head, 1, MYSQL_ASKING, false);
    if (status.has_sequences) {
        block_write(out, block_mariadb_sequences);
        buf_text(out, "EXECUTE IMMEDIATE @migc_count;\n"
                      "SET @migc_facts = @migc_counted;\n");
    }
    buf_text(
        out,
        "\n-- The revisions, and each fact with the first and the last revision that has it.\n");
    write_shapes(out, &status, scripts, count);
    buf_char(out, '\n');
    block_write(out, block_mysql_nearest);
    buf_free(&status.owned);
    ddl_end(&ddl);
    arena_release(&status.arena);
}

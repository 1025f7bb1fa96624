/*
 * status.c - takes the scripts of a chain, gives the query that tells where a database is. See
 * sqlite.h.
 *
 * A table, or a column of one, is a line of text that stands in the schema from one revision to another: so
 * the shapes of all revisions together take no more room than what the chain changes.
 */
#include "base/vec.h"
#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/sqlite/change.h"
#include "emit/typename.h"

typedef struct Fact {
    Text line;
    uint32_t since; /* the first revision that has it, from 1 */
    uint32_t until; /* the last one; 0: it stands */
} Fact;

typedef struct TableFacts {
    uint32_t first; /* those of a table that stands, one behind the other */
    uint32_t count;
} TableFacts;

typedef struct Facts {
    Arena arena;
    Names *names;
    const Dialect *dialect;
    VEC(Fact) facts;
    NameMap tables; /* lower case -> TableFacts * */
} Facts;

static void add_fact(Facts *facts, Buf *line, uint32_t position) {
    Buf lower = {0};
    buf_lower(&lower, buf_view(line));
    Text kept = {arena_copy_text(&facts->arena, lower.data, lower.length), lower.length};
    vec_push(&facts->arena, &facts->facts, (Fact){.line = kept, .since = position});
    buf_free(&lower);
    buf_clear(line);
}

static void begin_table(Facts *facts, const Table *table, uint32_t position) {
    Buf line = {0};
    TableFacts *found = NEW(&facts->arena, TableFacts);
    *found = (TableFacts){.first = facts->facts.count};
    buf_text(&line, "table ");
    buf_name(&line, table->name);
    add_fact(facts, &line, position);
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (is_for(facts->dialect, column->targets)) {
            Buf type = {0};
            typename_write(&type, column->type, TARGET_SQLITE);
            /* what the type's spelling has behind the type: text collate nocase */
            const char *end = memmem(type.data, type.length, " collate ", 9);
            buf_name(&line, table->name);
            buf_char(&line, '.');
            buf_name(&line, column->name);
            buf_char(&line, ' ');
            buf_put(&line, type.data, end ? (size_t)(end - type.data) : type.length);
            buf_text(&line, column->flags & COLUMN_NULLABLE ? "" : " not null");
            buf_free(&type);
            add_fact(facts, &line, position);
        }
    }
    found->count = facts->facts.count - found->first;
    namemap_set(&facts->arena, &facts->tables, names_lower(facts->names, table->name), found);
    buf_free(&line);
}

static void end_table(Facts *facts, const Table *table, uint32_t position) {
    TableFacts *found = namemap_get(&facts->tables, names_lower(facts->names, table->name));
    for (uint32_t i = 0; found && i < found->count; i++) {
        facts->facts.items[found->first + i].until = position - 1;
    }
    if (found) {
        found->count = 0;
    }
}

/* What a change does to tables: first those that go, then those that come, for names change places. */
static void follow_changes(Facts *facts, const Changes *changes, uint32_t position) {
    for (uint32_t c = 0; c < changes->count; c++) {
        const Ops *ops = &changes->items[c].up;
        for (int side = 0; side < 2; side++) {
            for (uint32_t i = 0; i < ops->count; i++) {
                const Object *object = side == 0 ? ops->items[i].before : ops->items[i].after;
                if (object && object->kind == OBJECT_TABLE &&
                    is_for(facts->dialect, object->table->targets)) {
                    (side == 0 ? end_table : begin_table)(facts, object->table, position);
                }
            }
        }
    }
}

static void write_facts(Buf *out, const Facts *facts, uint32_t count) {
    bool any = false;
    for (uint32_t i = 0; i < facts->facts.count; i++) {
        const Fact *fact = &facts->facts.items[i];
        uint32_t until = fact->until == 0 ? count : fact->until;
        if (until >= fact->since) {
            buf_text(out, any ? ",\n" : "");
            buf_printf(out, "  (%u, %u, ", fact->since, until);
            quote_string(out, fact->line.data, fact->line.length, TARGET_SQLITE);
            buf_char(out, ')');
            any = true;
        }
    }
    buf_text(out, any ? "\n" : "  (1, 0, '')\n");
}

void sqlite_status(Buf *out, const Script *const *scripts, uint32_t count) {
    const Script *head = scripts[count - 1];
    Facts facts = {.dialect = head->dialect, .names = head->model->names};
    for (uint32_t i = 0; i < count; i++) {
        follow_changes(&facts, scripts[i]->changes, i + 1);
    }
    script_head(out, head, "status", "where is this database?", NULL);
    buf_text(out, "-- By its history; without one, by its tables and columns. It only reads.\n\n");
    buf_text(out, sqlite_prologue);
    buf_text(out, "-- Where there is no migc_history, this one is found.\n"
                  "ATTACH ':memory:' AS migc_none;\n"
                  "CREATE TABLE migc_none.migc_history (position, revision, checksum);\n\n"
                  "WITH chain (position, revision, checksum) AS (VALUES\n");
    for (uint32_t i = 0; i < count; i++) {
        buf_printf(out, "  (%u, '%s', '%s')%s\n", i + 1, scripts[i]->revision, scripts[i]->checksum,
                   i + 1 < count ? "," : "");
    }
    buf_text(out, "), shape (since, until, line) AS (VALUES\n");
    write_facts(out, &facts, count);
    buf_text(
        out,
        "), real_table (name) AS (\n"
        "  SELECT name FROM main.sqlite_schema\n"
        "   WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> "
        "'migc_history'\n"
        "), actual (line) AS (\n"
        "  SELECT 'table ' || lower(name) FROM real_table\n"
        "  UNION ALL\n"
        "  SELECT lower(t.name || '.' || c.name || ' ' || c.type || iif(c.\"notnull\" OR c.pk, ' not "
        "null', "
        "''))\n"
        "    FROM real_table AS t, pragma_table_xinfo(t.name, 'main') AS c\n"
        "), place (position, revision) AS (\n"
        "  SELECT 0, 'no revision: it is empty' UNION ALL SELECT position, revision FROM chain\n"
        "), distance (position, revision, missing, unexpected) AS (\n"
        "  SELECT position, revision,\n"
        "         (SELECT count(*) FROM shape\n"
        "           WHERE position BETWEEN since AND until AND line NOT IN (SELECT line FROM "
        "actual)),\n"
        "         (SELECT count(*) FROM actual\n"
        "           WHERE line NOT IN (SELECT line FROM shape WHERE position BETWEEN since AND "
        "until))\n"
        "    FROM place\n"
        "), latest (position, revision, checksum) AS (\n"
        "  SELECT position, revision, checksum FROM migc_history ORDER BY position DESC LIMIT 1\n"
        ")\n"
        "SELECT h.revision || ' applied' || CASE\n"
        "         WHEN c.revision IS NULL THEN ', not in this chain'\n"
        "         WHEN c.checksum <> h.checksum THEN ', from another version of its script'\n"
        "         ELSE '' END AS status\n"
        "  FROM latest AS h LEFT JOIN chain AS c USING (position, revision)\n"
        "UNION ALL\n"
        "SELECT CASE missing + unexpected\n"
        "         WHEN 0 THEN 'no history; by its tables and columns: ' || revision\n"
        "         ELSE 'no history, and the shape of no revision; nearest: ' || revision ||\n"
        "              ' (' || missing || ' missing, ' || unexpected || ' unexpected)' END\n"
        "  FROM distance\n"
        " WHERE NOT EXISTS (SELECT * FROM latest)\n"
        "   AND missing + unexpected = (SELECT min(missing + unexpected) FROM distance);\n\n"
        "DETACH migc_none;\n");
    arena_release(&facts.arena);
}

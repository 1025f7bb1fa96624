/*
 * verify.c - takes a Script, gives verify.sql and the script that records where a database is. See
 * mysql.h.
 *
 * The catalog of the whole database, a line a fact, is compared with the lines that the model has. Only
 * temporary tables are written.
 */
#include "emit/blocks.h"
#include "emit/mysql/mysql.h"
#include "emit/mysql/frame.h"
#include "emit/mysql/parts.h"
#include "emit/script.h"

/* Whether keys descend of which only some versions of the server tell it. */
static bool has_descending_keys(const Script *script) {
    bool has = false;
    for (uint32_t i = 0; i < script->model->table_count; i++) {
        const Table *table = script->model->tables[i];
        for (uint16_t k = 0; k < table->index_count; k++) {
            const Index *index = &table->indexes[k];
            for (uint16_t j = 0; j < index->key_count; j++) {
                has = has || index->keys[j].descending;
            }
        }
    }
    return has && !script->dialect->shows_descending_keys;
}

static void write_comparison(Ddl *ddl, const Script *script) {
    Arena arena = {0};
    Buf *out = ddl->out;
    Shape shape = shape_of_model(&arena, script->dialect, script->model);
    buf_char(out, '\n');
    mysql_rule(ddl, "what there has to be");
    buf_char(out, '\n');
    mysql_expect(ddl, script, &shape);
    if (has_descending_keys(script)) {
        buf_text(out, "-- Before MariaDB 10.8 no key descends.\n"
                      "DELETE FROM migc_shape WHERE line REGEXP '^: [^ ]+, key [0-9]+ desc$' "
                      "AND 1 /*M!100800 - 1 */;\n");
    }
    buf_text(out, "SET @migc_known = ");
    shape_write_known(&shape, out);
    buf_text(out, ";\n");
    buf_char(out, '\n');
    mysql_rule(ddl, "the comparison");
    buf_char(out, '\n');
    block_write(out, block_mysql_everything);
    shape_write_sequences(&shape, out);
    mysql_expect_made(ddl, script);
    shape_write_look(&shape, out);
    buf_text(out, "EXECUTE migc_weigh;\n"
                  "EXECUTE migc_verdict;\n"
                  "EXECUTE migc_tell;\n"
                  "EXECUTE migc_judge;\n");
    shape_end(&shape);
    arena_release(&arena);
}

static const char release[] =
    "DO RELEASE_LOCK(CONCAT('migc.', LEFT(SHA2(DATABASE(), 256), 40)));\n";

void mysql_verify(Buf *out, const Script *script) {
    Ddl ddl = ddl_begin(out, script->dialect);
    Buf text = {0};
    buf_printf(&text, "is this database what %s says?", script->revision);
    buf_char(&text, '\0');
    script_head(out, script, "verify", text.data, NULL);
    buf_text(out, "-- Compares the catalog, described line by line, with the lines that it should "
                  "have. The database is\n-- only looked at.\n\n");
    mysql_frame_begin(&ddl, &script, 1, MYSQL_VERIFYING, false);
    buf_text(out, "SET @migc_stamping = 0;\n");
    write_comparison(&ddl, script);
    buf_text(out, release);
    buf_free(&text);
    ddl_end(&ddl);
}

/* The revisions up to this one in a temporary table. */
static void write_chain(Buf *out, const Script *script) {
    buf_text(out,
             "DROP TEMPORARY TABLE IF EXISTS migc_chain;\n"
             "CREATE TEMPORARY TABLE migc_chain (position INT PRIMARY KEY, revision VARCHAR(255), "
             "checksum VARCHAR(64))\n"
             "  DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
             "INSERT INTO migc_chain VALUES\n");
    for (uint32_t i = 1; i <= script->position; i++) {
        bool is_last = i == script->position;
        buf_printf(out, "  (%u, '%s', '%s')%s\n", i,
                   is_last || !script->chain ? script->revision : script->chain[i - 1],
                   is_last || !script->checksums ? script->checksum : script->checksums[i - 1],
                   is_last ? ";" : ",");
    }
}

void mysql_stamp(Buf *out, const Script *script) {
    Ddl ddl = ddl_begin(out, script->dialect);
    script_head(out, script, ".stamp", "a database made by hand", script->revision);
    buf_text(out, "-- Only if it is: the catalog is compared with the whole schema of the revision "
                  "first. The tables are not\n-- changed.\n\n");
    mysql_frame_begin(&ddl, &script, 1, MYSQL_STAMPING, true);
    buf_text(out, "SET @migc_stamping = 1;\n");
    write_comparison(&ddl, script);
    buf_text(out, "SELECT 1 INTO @migc_step FROM migc_guard;\n"
                  "SET @migc_was = COALESCE(@migc_at, 'no revision');\n\n");
    mysql_rule(&ddl, "record");
    buf_char(out, '\n');
    write_chain(out, script);
    mysql_make_history(out);
    block_write(out, block_mysql_stamping);
    buf_printf(out,
               "SELECT CONCAT('migc: recorded: this database is at %s (it was recorded at ', "
               "@migc_was, ')') AS migc\n"
               "  FROM DUAL WHERE @migc_step IS NOT NULL;\n",
               script->revision);
    buf_text(out, release);
    ddl_end(&ddl);
}

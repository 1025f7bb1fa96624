/*
 * chain.c - takes the scripts of a chain, gives what is about all of them for SQLite: upgrade.sql,
 * and the script that records where a database is. See sqlite.h.
 */
#include "emit/script.h"
#include "emit/sqlite/sqlite.h"

#define HISTORY                                                                                    \
    "CREATE TABLE IF NOT EXISTS main.migc_history (\n"                                             \
    "  position    INTEGER  PRIMARY KEY,\n"                                                        \
    "  revision    TEXT     NOT NULL UNIQUE,\n"                                                    \
    "  checksum    TEXT     NOT NULL,\n"                                                           \
    "  applied_at  TEXT     NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))\n"            \
    ");\n"

#define REVISIONS_NAMED 20u /* that the message about the next script knows */

/* `next comes 0003_jobs.up.sql`, from the place that a database is at. */
static void write_next_upgrade(Buf *out, const Script *script) {
    uint32_t first = sqlite_first_position(script);
    uint32_t from = first > REVISIONS_NAMED ? first - REVISIONS_NAMED : 1;
    buf_text(out, "         ELSE 'next comes ' || coalesce((SELECT column2 FROM (VALUES\n");
    for (uint32_t i = from; i < first; i++) {
        buf_printf(out, "           (%u, '%s.up.sql')%s\n", i, sqlite_revision_at(script, i),
                   i + 1 < first ? "," : ")");
    }
    buf_text(out, "           WHERE column1 = position + 1), 'upgrade.sql') END\n");
}

void sqlite_write_next(Buf *out, const Script *script, bool down) {
    bool has_before = !down && script->chain && sqlite_first_position(script) > 1;
    buf_text(out, "INSERT INTO temp.migc_drift\n"
                  "SELECT 'this database is at ' || revision || ', ' ||");
    if (down) {
        buf_printf(out,
                   " CASE\n"
                   "         WHEN position > %u THEN 'next comes ' || revision || '.down.sql'\n"
                   "         ELSE 'where %s is not applied' END\n",
                   script->position, script->revision);
    } else if (has_before) {
        buf_printf(out, " CASE\n         WHEN position > %u THEN 'which is ahead of %s'\n",
                   script->position, script->revision);
        write_next_upgrade(out, script);
    } else {
        buf_printf(out, " 'which is ahead of %s'\n", script->revision);
    }
    buf_printf(out,
               "  FROM (SELECT * FROM main.migc_history ORDER BY position DESC LIMIT 1)\n"
               " WHERE revision NOT IN ('%s', '%s')",
               script->parent ? script->parent : "nothing", script->revision);
    if (script->parent) { /* a database without revisions is nowhere at home either */
        buf_text(out, "\n"
                      "UNION ALL\n"
                      "SELECT 'this database has no revision'");
        if (has_before) {
            buf_printf(out, " || ', next comes %s.up.sql'", sqlite_revision_at(script, 1));
        }
        buf_text(out, "\n WHERE NOT EXISTS (SELECT * FROM main.migc_history)");
    }
    buf_text(out, ";\nSELECT 'migc: ' || line FROM temp.migc_drift;\n\n");
}

/* A temporary table of the revisions: position, revision, checksum. */
static void write_chain(Buf *out, const Script *head) {
    buf_text(out,
             "DROP TABLE IF EXISTS temp.migc_chain;\n"
             "CREATE TEMP TABLE migc_chain (position INTEGER PRIMARY KEY, revision TEXT, checksum "
             "TEXT);\n"
             "INSERT INTO temp.migc_chain VALUES\n");
    for (uint32_t i = 1; i <= head->position; i++) {
        bool last = i == head->position;
        buf_printf(out, "  (%u, '%s', '%s')%s\n", i,
                   last || !head->chain ? head->revision : head->chain[i - 1],
                   last || !head->checksums ? head->checksum : head->checksums[i - 1],
                   last ? ";" : ",");
    }
}

void sqlite_upgrade(Buf *out, const Script *const *scripts, uint32_t count) {
    const Script *head = scripts[count - 1];
    script_head(out, head, "upgrade", "any revision", head->revision);
    buf_text(out,
             "-- For the shell of SQLite, in the folder of the scripts: writes the list of those "
             "that are "
             "still to be\n-- run to migc_pending.tmp, and reads it. Each is a transaction of its "
             "own.\n\n");
    buf_text(out, sqlite_prologue);
    buf_text(out, ".headers off\n"
                  ".mode list\n\n" HISTORY "\n");
    write_chain(out, head);
    buf_printf(
        out,
        "\n"
        "-- Is it a database of this chain?\n"
        "DROP TABLE IF EXISTS temp.migc_start;\n"
        "CREATE TEMP TABLE migc_start (\n"
        "  revision  TEXT,\n"
        "  unknown   INTEGER,\n"
        "  CONSTRAINT \"migc: the database is at a revision that is not in this chain\"\n"
        "    CHECK (unknown = 0)\n"
        ");\n"
        "SELECT 'migc: ' || h.revision || CASE c.revision WHEN h.revision\n"
        "         THEN ' was applied from another version of its script'\n"
        "         ELSE ' is not in this chain' END\n"
        "  FROM main.migc_history AS h LEFT JOIN temp.migc_chain AS c USING (position)\n"
        " WHERE (h.revision, h.checksum) IS NOT (c.revision, c.checksum);\n"
        "INSERT INTO temp.migc_start\n"
        "SELECT (SELECT revision FROM main.migc_history ORDER BY position DESC LIMIT 1), count(*)\n"
        "  FROM main.migc_history\n"
        " WHERE (position, revision, checksum) NOT IN (SELECT * FROM temp.migc_chain);\n\n"
        ".once migc_pending.tmp\n"
        "SELECT '.read ' || revision || '.up.sql' FROM temp.migc_chain\n"
        " WHERE EXISTS (SELECT * FROM temp.migc_start)\n"
        "   AND position > (SELECT coalesce(max(position), 0) FROM main.migc_history)\n"
        " ORDER BY position;\n\n"
        ".read migc_pending.tmp\n\n"
        "-- Did it get there?\n"
        "DROP TABLE IF EXISTS temp.migc_end;\n"
        "CREATE TEMP TABLE migc_end (\n"
        "  revision  TEXT,\n"
        "  CONSTRAINT \"migc: the database did not get to %s\"\n"
        "    CHECK (revision = '%s')\n"
        ");\n"
        "INSERT INTO temp.migc_end\n"
        "SELECT coalesce((SELECT revision FROM main.migc_history ORDER BY position DESC LIMIT 1), "
        "'nothing');\n"
        "SELECT 'migc: this database is at ' || revision FROM temp.migc_end\n"
        " WHERE revision = (SELECT revision FROM temp.migc_start);  -- else the last script said "
        "it\n",
        head->revision, head->revision);
}

void sqlite_stamp(Buf *out, const Script *script) {
    Arena arena = {0};
    Script creation = sqlite_creation(&arena, script);
    Ddl ddl = ddl_begin(out, script->dialect);
    script_head(out, script, ".stamp", "a database made by hand", script->revision);
    buf_text(
        out,
        "-- Only if it is: the whole schema of the revision is built in memory and compared with "
        "it first. The\n-- tables are not changed.\n\n");
    buf_text(out, sqlite_prologue);
    sqlite_compare_all(&ddl, &creation);
    ddl_rule(&ddl, "record");
    buf_char(out, '\n');
    write_chain(out, script);
    buf_printf(out,
               "DROP TABLE IF EXISTS temp.migc_result;\n"
               "CREATE TEMP TABLE migc_result (\n"
               "  drift  INTEGER,\n"
               "  CONSTRAINT \"migc: nothing was recorded, the database is not what %s says\"\n"
               "    CHECK (drift = 0)\n"
               ");\n"
               "INSERT INTO temp.migc_result\n"
               "SELECT (SELECT count(*) FROM temp.migc_drift)\n"
               "  FROM (SELECT count(*) FROM migc_expected.sqlite_schema);\n\n",
               script->revision);
    buf_text(out, "BEGIN;\n" HISTORY);
    buf_printf(out,
               "DELETE FROM main.migc_history\n"
               " WHERE EXISTS (SELECT * FROM temp.migc_result)\n"
               "   AND (position, revision, checksum) NOT IN (SELECT * FROM temp.migc_chain);\n"
               "INSERT OR IGNORE INTO main.migc_history (position, revision, checksum)\n"
               "SELECT c.* FROM temp.migc_result, temp.migc_chain AS c;\n"
               "COMMIT;\n"
               "DETACH migc_expected;\n"
               "SELECT 'migc: recorded: this database is at %s' FROM temp.migc_result;\n",
               script->revision);
    ddl_end(&ddl);
    arena_release(&arena);
}

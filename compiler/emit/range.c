/*
 * range.c - one script for several revisions of a chain, either way. See emit.h.
 *
 * PostgreSQL: the scripts one after the other; each leaves alone what it finds done. A downgrade that was
 * stopped half way is behind some of its scripts, which would not know that: these are passed over by psql.
 * SQLite: the changes of all of them in one transaction.
 */
#include "base/vec.h"
#include "emit/mysql/mysql.h"
#include "emit/emit.h"
#include "emit/script.h"

/* The changes of all scripts as those of one; the plans beside it live in `arena`. */
static Script join(Arena *arena, const Script *const *scripts, uint32_t count) {
    VEC(Change) changes = {0};
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < scripts[i]->changes->count; k++) {
            vec_push(arena, &changes, scripts[i]->changes->items[k]);
        }
    }
    Changes *joined = NEW(arena, Changes);
    *joined = (Changes){changes.items, changes.count};
    Plan *plans = NEW_ARRAY(arena, Plan, 2);
    Script script = *scripts[count - 1];
    script.before = scripts[0]->before;
    script.parent = scripts[0]->parent;
    script.first = scripts[0]->position;
    script.changes = joined;
    script.up = &plans[0];
    script.down = &plans[1];
    script.kept = NULL;
    script.defers = script.defers || scripts[0]->defers;
    plan_changes(arena, script.dialect, joined, &plans[0], &plans[1]);
    return script;
}

/* Which revision the database is at, asked anew before each script. */
static const char postgres_position[] =
    "\\set ON_ERROR_STOP on\n"
    "\n"
    "-- How many revisions this database has. Without migc_history the scripts below say what is "
    "wrong.\n"
    "CREATE OR REPLACE FUNCTION pg_temp.migc_position() RETURNS integer LANGUAGE plpgsql AS "
    "$migc$\n"
    "BEGIN\n"
    "  IF to_regclass('public.migc_history') IS NULL THEN\n"
    "    RETURN 2147483647;\n"
    "  END IF;\n"
    "  RETURN coalesce((SELECT max(position) FROM public.migc_history), 0);\n"
    "END\n"
    "$migc$;\n"
    "\n";

static void postgres_range_down(Buf *out, const Script *const *scripts, uint32_t count) {
    const char *parent = script_parent(scripts[0]);
    script_head(out, scripts[count - 1], "script", scripts[count - 1]->revision, parent);
    buf_text(out, "-- The downgrades one after the other; those that are done are passed over.\n\n");
    buf_text(out, postgres_position);
    buf_printf(
        out,
        "DO $migc$\n"
        "BEGIN\n"
        "  IF pg_temp.migc_position() < %u THEN\n"
        "    RAISE EXCEPTION 'migc: this script goes back to %s, and the database is at %%',\n"
        "      coalesce((SELECT revision FROM public.migc_history ORDER BY position DESC LIMIT "
        "1),\n"
        "               'no revision');\n"
        "  END IF;\n"
        "END\n"
        "$migc$;\n\n",
        scripts[0]->position - 1, parent);
    for (uint32_t i = count; i-- > 0;) {
        buf_printf(out, "SELECT pg_temp.migc_position() >= %u AS migc_wanted\n\\gset\n",
                   scripts[i]->position - (i + 1 == count ? 1 : 0));
        buf_text(out, "\\if :migc_wanted\n\n");
        emit_down(out, scripts[i]);
        buf_text(out, "\n\\endif\n\n");
    }
}

static void postgres_range_up(Buf *out, const Script *const *scripts, uint32_t count) {
    script_head(out, scripts[count - 1], "script", script_parent(scripts[0]),
                scripts[count - 1]->revision);
    buf_text(out, "-- The upgrades one after the other; each leaves alone what is done.\n\n");
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i > 0 ? "\n" : "");
        emit_up(out, scripts[i]);
    }
}

void emit_range(Buf *out, const Script *const *scripts, uint32_t count, bool down) {
    switch (scripts[0]->dialect->target) {
    case TARGET_POSTGRES:
        (down ? postgres_range_down : postgres_range_up)(out, scripts, count);
        return;
    case TARGET_SQLITE: {
        Arena arena = {0};
        Script joined = join(&arena, scripts, count);
        (down ? emit_down : emit_up)(out, &joined);
        arena_release(&arena);
        return;
    }
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_range(out, scripts, count, down); return;
    case TARGET_COUNT: return;
    }
}

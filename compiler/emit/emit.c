/* emit.c - sends a Script to the printer of its dialect. See emit.h. */
#include "emit/emit.h"

#include <string.h>

#include "base/vec.h"

#include "emit/mysql/mysql.h"
#include "emit/postgres/lock.h"
#include "emit/postgres/postgres.h"
#include "emit/sqlite/sqlite.h"

void emit_up(Buf *out, const Script *script) {
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_up(out, script); return;
    case TARGET_SQLITE: sqlite_up(out, script); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_up(out, script); return;
    case TARGET_COUNT: return;
    }
}

void emit_down(Buf *out, const Script *script) {
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_down(out, script); return;
    case TARGET_SQLITE: sqlite_down(out, script); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_down(out, script); return;
    case TARGET_COUNT: return;
    }
}

void emit_verify(Buf *out, const Script *script) {
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_verify(out, script); return;
    case TARGET_SQLITE: sqlite_verify(out, script); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_verify(out, script); return;
    case TARGET_COUNT: return;
    }
}

void emit_upgrade(Buf *out, const Script *const *scripts, uint32_t count) {
    switch (scripts[0]->dialect->target) {
    case TARGET_POSTGRES: postgres_upgrade(out, scripts, count); return;
    case TARGET_SQLITE: sqlite_upgrade(out, scripts, count); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_upgrade(out, scripts, count); return;
    case TARGET_COUNT: return;
    }
}

void emit_stamp(Buf *out, const Script *script) {
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_stamp(out, script); return;
    case TARGET_SQLITE: sqlite_stamp(out, script); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_stamp(out, script); return;
    case TARGET_COUNT: return;
    }
}

void emit_status(Buf *out, const Script *const *scripts, uint32_t count) {
    switch (scripts[0]->dialect->target) {
    case TARGET_POSTGRES: postgres_status(out, scripts, count); return;
    case TARGET_SQLITE: sqlite_status(out, scripts, count); return;
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_status(out, scripts, count); return;
    case TARGET_COUNT: return;
    }
}

static void postgres_statements(Ddl *ddl, const Plan *plan) {
    for (uint32_t i = 0; i < plan->steps.count; i++) {
        ddl_comment(ddl, &plan->steps.items[i]);
        postgres_statement(ddl, &plan->steps.items[i]);
        buf_char(ddl->out, '\n');
    }
}

void emit_statements(Buf *out, const Script *script) {
    Ddl ddl = ddl_begin(out, script->dialect);
    switch (script->dialect->target) {
    case TARGET_POSTGRES: postgres_statements(&ddl, script->up); break;
    case TARGET_SQLITE: sqlite_schema(&ddl, script->up); break;
    case TARGET_MYSQL:
    case TARGET_MARIADB: mysql_statements(&ddl, script->up); break;
    case TARGET_COUNT: break;
    }
    ddl_end(&ddl);
}

static void write_wait(Buf *out, const Step *step, Buf *note) {
    if (note->length > 0) {
        buf_text(out, "  ");
        step_describe(out, step);
        buf_text(out, ": ");
        buf_slice(out, buf_view(note));
        buf_char(out, '\n');
    }
    buf_clear(note);
}

void emit_waits(Buf *out, const Dialect *dialect, Names *names, const Plan *up) {
    Arena arena = {0};
    Buf note = {0};
    for (uint32_t p = 0; p < up->part_count; p++) {
        const Part *part = &up->parts[p];
        Locks locks = locks_begin(&arena, dialect, names);
        for (uint32_t i = 0; i < part->count; i++) {
            const Step *step = &up->steps.items[part->first + i];
            if (dialect->target == TARGET_POSTGRES) {
                locks_note(&note, &locks, step);
            } else if (step->kind == STEP_RESHAPE) {
                mysql_algorithm_note(&note, dialect, step->change);
            }
            write_wait(out, step, &note);
        }
    }
    buf_free(&note);
    arena_release(&arena);
}

static bool any_deferred(const Model *model) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        uint8_t flags = table->primary_key ? table->primary_key->flags : 0;
        for (uint16_t k = 0; k < table->unique_count; k++) {
            flags |= table->uniques[k].flags;
        }
        for (uint16_t k = 0; k < table->foreign_key_count; k++) {
            flags |= table->foreign_keys[k].flags;
        }
        for (uint16_t k = 0; k < table->index_count; k++) {
            flags |= table->indexes[k].flags;
        }
        if (flags & CONSTRAINT_DEFERRED) {
            return true;
        }
    }
    return false;
}

bool script_defers(const Dialect *dialect, const Model *before, const Model *after) {
    return dialect->has_deferrable_keys && (any_deferred(before) || any_deferred(after));
}

/* The number of the dollar quote that begins at the dollar `at`: of $migc$ 0, of $migc12$ 12; -1: it is
 * none of those that scripts use. */
static int64_t tag_number(const char *at, const char *end) {
    static const char *const words[] = {"migc", "sql", "body"};
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        size_t length = strlen(words[w]);
        if ((size_t)(end - at) <= length || memcmp(at + 1, words[w], length) != 0) {
            continue;
        }
        int64_t number = 0;
        const char *digit = at + 1 + length;
        for (; digit < end && *digit >= '0' && *digit <= '9' && number < UINT32_MAX; digit++) {
            number = number * 10 + (*digit - '0');
        }
        return digit < end && *digit == '$' ? number : -1;
    }
    return -1;
}

unsigned script_tag_number(const Text *texts, uint32_t count) {
    Arena scratch = {0};
    VEC(int64_t) used = {0};
    for (uint32_t i = 0; i < count; i++) {
        const char *at = texts[i].data;
        const char *end = at + texts[i].length;
        while (at < end && (at = memchr(at, '$', (size_t)(end - at))) != NULL) {
            int64_t number = tag_number(at, end);
            if (number >= 0) {
                vec_push(&scratch, &used, number);
            }
            at++;
        }
    }
    /* so many cannot fill one place more than they are */
    bool *taken = NEW_ARRAY(&scratch, bool, (size_t)used.count + 1);
    for (uint32_t i = 0; i < used.count; i++) {
        if (used.items[i] <= used.count) {
            taken[used.items[i]] = true;
        }
    }
    unsigned number = 0;
    while (taken[number]) {
        number++;
    }
    arena_release(&scratch);
    return number;
}

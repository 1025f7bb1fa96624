/*
 * reshape_names.c - takes the changes of all tables, says which constraints cannot keep their names until it is
 * their table's turn. See reshape_parts.h.
 *
 * Names of foreign keys are one list for all tables, in MySQL those of checks too: a name is free when the table that
 * has it has changed. Names that begin as the server makes them, `jobs_ibfk_1` and in MySQL `jobs_chk_1`, follow the
 * table's: RENAME TABLE changes them.
 */
#include <string.h>

#include "emit/lower.h"
#include "emit/reshape_parts.h"

const Table *reshape_with_type_checks(Reshaping *reshaping, const Table *table) {
    Table *copy = arena_copy(reshaping->arena, table, sizeof *table);
    const Table *made = mysql_physical(reshaping->arena, reshaping->names, reshaping->dialect,
                                       table);
    copy->checks = made->checks;
    copy->check_count = made->check_count;
    return copy;
}

/* Whether `name` begins with the name of the table and the word. */
static bool follows(Name name, const Table *table, const char *word) {
    uint32_t length = table->name->length;
    return name->length > length && memcmp(name->text, table->name->text, length) == 0 &&
           strncmp(name->text + length, word, strlen(word)) == 0;
}

static bool is_renamed(Name name, const Table *before, const Table *after, const char *word) {
    return before->name != after->name &&
           (follows(name, before, word) || follows(name, after, word));
}

bool reshape_key_is_renamed(const Table *before, const Table *after, const ForeignKey *key) {
    return is_renamed(key->name, before, after, "_ibfk_");
}

static bool has_check(const Dialect *dialect, const Table *table, Name name) {
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (table->checks[i].name == name && is_for(dialect, table->checks[i].targets)) {
            return true;
        }
    }
    return false;
}

void reshape_find_lost_checks(Reshaping *reshaping, const TableChange *const *changes,
                              uint32_t count) {
    Arena *arena = reshaping->arena;
    const Dialect *dialect = reshaping->dialect;
    NameMap taken = {0};
    for (uint32_t t = 0; t < count && dialect->check_names_shared; t++) {
        if (!changes[t]) {
            continue;
        }
        const Table *before = reshape_with_type_checks(reshaping, changes[t]->before);
        const Table *after = reshape_with_type_checks(reshaping, changes[t]->after);
        for (uint16_t i = 0; i < before->check_count; i++) {
            Name name = before->checks[i].name;
            if (is_for(dialect, before->checks[i].targets) &&
                (namemap_get(&taken, name) || is_renamed(name, before, after, "_chk_"))) {
                namemap_set(arena, &reshaping->lost_checks, name,
                            (void *)(uintptr_t)changes[t]->before);
            }
        }
        for (uint16_t i = 0; i < after->check_count; i++) {
            Name name = after->checks[i].name;
            if (is_for(dialect, after->checks[i].targets) && !has_check(dialect, before, name)) {
                namemap_set(arena, &taken, name, (void *)(uintptr_t)after);
            }
        }
    }
}

const Table *reshape_without_lost_checks(Reshaping *reshaping, const Table *table,
                                         const Table *before) {
    Table *made = NULL;
    for (uint16_t i = 0; i < table->check_count && reshaping->lost_checks.count > 0; i++) {
        if (namemap_get(&reshaping->lost_checks, table->checks[i].name) != before) {
            continue;
        }
        if (!made) {
            made = arena_copy(reshaping->arena, table, sizeof *made);
            made->checks = arena_copy(reshaping->arena, table->checks,
                                      table->check_count * sizeof *table->checks);
        }
        made->checks[i].targets = 0;
    }
    return made ? made : table;
}

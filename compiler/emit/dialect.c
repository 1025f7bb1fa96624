/* dialect.c - the records of the databases migc writes for. Takes nothing, promises constancy. */
#include "emit/dialect.h"

/*
 * PostgreSQL: a transaction may lock max_locks_per_transaction * max_connections objects, 64 * 100 as
 * it is delivered (manual, "Lock Management"). What a step locks is counted in lower.c; a part was
 * seen to hold up to 15 in 100 more. The budget leaves two thirds of it to applications, whose
 * statements fail as well once the table is full, and it fits into servers of 20 connections.
 */
static const Dialect postgres = {
    .target = TARGET_POSTGRES,
    .title = "PostgreSQL",
    .client = "psql -f ",
    .least_version = 13000, /* gen_random_uuid without an extension */
    .default_version = 13000,
    .identifier_bytes = 63,
    .key_columns = 32,
    .lock_budget = 2000,
    .has_namespaces = true,
    .has_extensions = true,
    .has_enum_types = true,
    .has_arrays = true,
    .has_comments = true,
    .has_add_constraint = true,
    .has_index_include = true,
    .has_index_methods = true,
    .has_index_nulls_order = true,
    .has_virtual_columns = false,
    .has_generated_keys = true,
    .has_generated_tables = true,
    .actions_write_generated = false,
    .orders_every_type = false,
    .identity_is_primary_key = false,
    .touch_has_function = true,
    .has_ddl_transactions = true,
    .has_alter_table = true,
};

/* SQLite: generated columns come with 3.31, iif with 3.32, RETURNING and DROP COLUMN with 3.35. */
static const Dialect sqlite = {
    .target = TARGET_SQLITE,
    .title = "SQLite",
    .client = "sqlite3 app.db < ",
    .least_version = 3035,
    .default_version = 3035,
    .identifier_bytes = 0,
    .key_columns = 0, /* 2000: more than a table has columns */
    .lock_budget = 0,
    .has_namespaces = false,
    .has_extensions = false,
    .has_enum_types = false,
    .has_arrays = false,
    .has_comments = false,
    .has_add_constraint = false,
    .has_index_include = false,
    .has_index_methods = false,
    .has_index_nulls_order = false,
    .has_virtual_columns = true,
    .has_generated_keys = false,
    .has_generated_tables = false,
    .actions_write_generated = true,
    .orders_every_type = true,
    .identity_is_primary_key = true,
    .touch_has_function = false,
    .has_ddl_transactions = true,
    .has_alter_table = false,
};

/*
 * MySQL: CHECK constraints are enforced from 8.0.16, DROP CONSTRAINT comes with 8.0.19. InnoDB cuts names
 * at 64 characters, a key at 3072 bytes (manual, "InnoDB Limits").
 */
static const Dialect mysql = {
    .target = TARGET_MYSQL,
    .title = "MySQL",
    .client = "mysql app < ",
    .least_version = 8000,
    .default_version = 8000,
    .identifier_bytes = 64,
    .key_columns = 16,
    .lock_budget = 0,
    .has_namespaces = false,
    .has_extensions = false,
    .has_enum_types = false,
    .has_arrays = false,
    .has_comments = true,
    .has_add_constraint = true,
    .has_index_include = false,
    .has_index_methods = false,
    .has_index_nulls_order = false,
    .has_virtual_columns = true,
    .has_generated_keys = true,
    .has_generated_tables = true,
    .actions_write_generated = false,
    .orders_every_type = false,
    .identity_is_primary_key = false,
    .touch_has_function = false,
    .has_ddl_transactions = false,
    .has_alter_table = true,
};

/* MariaDB: RENAME COLUMN and RENAME INDEX come with 10.5. */
static const Dialect mariadb = {
    .target = TARGET_MARIADB,
    .title = "MariaDB",
    .client = "mariadb app < ",
    .least_version = 10006,
    .default_version = 10006,
    .identifier_bytes = 64,
    .key_columns = 16,
    .lock_budget = 0,
    .has_namespaces = false,
    .has_extensions = false,
    .has_enum_types = false,
    .has_arrays = false,
    .has_comments = true,
    .has_add_constraint = true,
    .has_index_include = false,
    .has_index_methods = false,
    .has_index_nulls_order = false,
    .has_virtual_columns = true,
    .has_generated_keys = false,
    .has_generated_tables = true,
    .actions_write_generated = false,
    .orders_every_type = false,
    .identity_is_primary_key = false,
    .touch_has_function = false,
    .has_ddl_transactions = false,
    .has_alter_table = true,
};

const Dialect *dialect_of(Target target) {
    switch (target) {
    case TARGET_POSTGRES: return &postgres;
    case TARGET_SQLITE: return &sqlite;
    case TARGET_MYSQL: return &mysql;
    case TARGET_MARIADB: return &mariadb;
    case TARGET_COUNT: return NULL;
    }
    return NULL;
}

void version_write(Buf *out, uint32_t version) {
    buf_uint(out, version / 1000);
    if (version % 1000 != 0) {
        buf_char(out, '.');
        buf_uint(out, version % 1000);
    }
}

static void write_limit(Buf *out, uint32_t limit) {
    if (limit == 0) {
        buf_text(out, "no limit");
    } else {
        buf_uint(out, limit);
    }
}

/* Starts a row of the table, then writes a cell for every dialect. */
#define ROW(out, words, write_cell)                                                                \
    do {                                                                                           \
        buf_text(out, "| " words " |");                                                            \
        for (Target t = 0; t < TARGET_COUNT; t++) {                                                \
            const Dialect *dialect = dialect_of(t);                                                \
            if (dialect) {                                                                         \
                buf_char(out, ' ');                                                                \
                write_cell;                                                                        \
                buf_text(out, " |");                                                               \
            }                                                                                      \
        }                                                                                          \
        buf_char(out, '\n');                                                                       \
    } while (0)

void dialects_write(Buf *out) {
    buf_text(out, "# Dialects\n\nWhat each target can do, as the compiler knows it: "
                  "the output of `migc dump dialects`.\n\n");
    ROW(out, "", buf_text(out, dialect->title));
    ROW(out, "---", buf_text(out, "---"));
    ROW(out, "oldest version", version_write(out, dialect->least_version));
    ROW(out, "version if the project does not say", version_write(out, dialect->default_version));
    ROW(out, "longest name in bytes", write_limit(out, dialect->identifier_bytes));
    ROW(out, "most columns of a key or an index", write_limit(out, dialect->key_columns));
    ROW(out, "objects that one transaction may lock", write_limit(out, dialect->lock_budget));
#define CAPABILITY(field, words) ROW(out, words, buf_text(out, dialect->field ? "yes" : "no"));
#include "emit/capabilities.def"
#undef CAPABILITY
}

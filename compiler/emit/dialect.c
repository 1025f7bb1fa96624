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
    .has_domains = true,
    .has_sequences = true,
    .has_sequence_types = true,
    .has_enum_types = true,
    .has_arrays = true,
    .has_unsigned = false,
    .has_prefixes = false,
    .has_key_collations = true,
    .has_opclasses = true,
    .has_comments = true,
    .has_add_constraint = true,
    .has_index_include = true,
    .has_index_methods = true,
    .has_index_nulls_order = true,
    .has_required_generated = true,
    .has_generated_keys = true,
    .has_generated_tables = true,
    .actions_write_generated = false,
    .orders_every_type = false,
    .identity_is_primary_key = false,
    .touch_has_function = true,
    .has_ddl_transactions = true,
    .has_json_type = true,
    .has_alter_table = true,
    .has_partial_indexes = true,
    .has_expression_indexes = true,
    .has_endless_keys = true,
    .has_endless_decimals = true,
    .has_intervals = true,
    .has_set_default = true,
    .has_virtual_indexes = false,
    .has_virtual_own_types = false,
    .has_virtual_keys = false,
    .identity_leads_a_key = false,
    .reads_identity = true,
    .reads_identity_late = false,
    .checks_written = true,
    .stores_written = true,
    .stores_deleted = true,
    .stores_from_char = true,
    .foreign_key_has_index = false,
    .foreign_key_has_collation = false,
    .foreign_key_names_shared = false,
    .check_names_shared = false,
    .names_are_bmp = false,
    .touches_moments_only = false,
    .has_guarded_triggers = true,
    .triggers_have_order = false,
    .checks_look_through = false,
    .has_repeated_keys = true,
    .has_exclusions = true,
    .has_partitions = true,
    .has_partition_tables = true,
    .has_deferrable_keys = true,
    .has_deferrable_references = true,
    .has_not_valid = true,
    .has_match_full = true,
    .nulls_same_since = 15000,
    .virtual_since = 18000,
    .has_column_checks = false,
    .shows_calls = false,
    .shows_descending_keys = true,
    .has_instant_ddl = false,
    .proves_sql = true,
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
    .has_domains = false,
    .has_sequences = false,
    .has_sequence_types = false,
    .has_enum_types = false,
    .has_arrays = false,
    .has_unsigned = false,
    .has_prefixes = false,
    .has_key_collations = true,
    .has_opclasses = false,
    .has_comments = false,
    .has_add_constraint = false,
    .has_index_include = false,
    .has_index_methods = false,
    .has_index_nulls_order = false,
    .has_required_generated = true,
    .has_generated_keys = false,
    .has_generated_tables = false,
    .actions_write_generated = true,
    .orders_every_type = true,
    .identity_is_primary_key = true,
    .touch_has_function = false,
    .has_ddl_transactions = true,
    .has_json_type = false,
    .has_alter_table = false,
    .has_partial_indexes = true,
    .has_expression_indexes = true,
    .has_endless_keys = true,
    .has_endless_decimals = true,
    .has_intervals = false,
    .has_set_default = true,
    .has_virtual_indexes = true,
    .has_virtual_own_types = true,
    .has_virtual_keys = true,
    .identity_leads_a_key = false,
    .reads_identity = true,
    .reads_identity_late = true,
    .checks_written = true,
    .stores_written = true,
    .stores_deleted = true,
    .stores_from_char = true,
    .foreign_key_has_index = false,
    .foreign_key_has_collation = false,
    .foreign_key_names_shared = false,
    .check_names_shared = false,
    .names_are_bmp = false,
    .touches_moments_only = false,
    .has_guarded_triggers = true,
    .triggers_have_order = false,
    .checks_look_through = false,
    .has_repeated_keys = true,
    .has_exclusions = false,
    .has_partitions = false,
    .has_partition_tables = false,
    .has_deferrable_keys = false,
    .has_deferrable_references = true,
    .has_not_valid = false,
    .has_match_full = false,
    .nulls_same_since = 0,
    .virtual_since = 3031,
    .has_column_checks = false,
    .shows_calls = false,
    .shows_descending_keys = true,
    .has_instant_ddl = false,
    .proves_sql = true,
};

/*
 * MySQL: CHECK constraints are enforced from 8.0.16, DROP CONSTRAINT comes with 8.0.19. InnoDB cuts names
 * at 64 characters, a key at 3072 bytes (manual, "InnoDB Limits").
 */
static const Dialect mysql = {
    .target = TARGET_MYSQL,
    .title = "MySQL",
    .client = "mysql app < ",
    .collation = "utf8mb4_0900_bin",
    .least_version = 8000,
    .default_version = 8000,
    .identifier_bytes = 64,
    .key_columns = 16,
    .key_bytes = 3072,
    .row_bytes = 65535,
    .page_bytes = 8126,
    .default_bytes = 65535,
    .table_columns = 1017,
    .table_indexes = 64,
    .table_comment = 2048,
    .column_comment = 1024,
    .lock_budget = 0,
    .has_namespaces = false,
    .has_extensions = false,
    .has_domains = false,
    .has_sequences = false,
    .has_sequence_types = false,
    .has_enum_types = false,
    .has_arrays = false,
    .has_unsigned = true,
    .has_prefixes = true,
    .has_key_collations = false,
    .has_opclasses = false,
    .has_comments = true,
    .has_add_constraint = true,
    .has_index_include = false,
    .has_index_methods = false,
    .has_index_nulls_order = false,
    .has_required_generated = true,
    .has_generated_keys = true,
    .has_generated_tables = true,
    .actions_write_generated = false,
    .orders_every_type = true,
    .identity_is_primary_key = false,
    .touch_has_function = false,
    .has_ddl_transactions = false,
    .has_json_type = true,
    .has_alter_table = true,
    .has_partial_indexes = false,
    .has_expression_indexes = true,
    .has_endless_keys = false,
    .has_endless_decimals = false,
    .has_intervals = false,
    .has_set_default = false,
    .has_virtual_indexes = true,
    .has_virtual_own_types = true,
    .has_virtual_keys = false,
    .identity_leads_a_key = true,
    .reads_identity = false,
    .reads_identity_late = false,
    .checks_written = false,
    .stores_written = false,
    .stores_deleted = false,
    .stores_from_char = true,
    .foreign_key_has_index = true,
    .foreign_key_has_collation = true,
    .foreign_key_names_shared = true,
    .check_names_shared = true,
    .names_are_bmp = true,
    .touches_moments_only = true,
    .has_guarded_triggers = false,
    .triggers_have_order = true,
    .checks_look_through = false,
    .has_repeated_keys = false,
    .has_exclusions = false,
    .has_partitions = true,
    .has_partition_tables = false,
    .has_deferrable_keys = false,
    .has_deferrable_references = false,
    .has_not_valid = false,
    .has_match_full = false,
    .nulls_same_since = 0,
    .virtual_since = 5007,
    .has_column_checks = false,
    .shows_calls = false,
    .shows_descending_keys = true,
    .has_instant_ddl = true,
    .proves_sql = false,
};

/* MariaDB: RENAME COLUMN and RENAME INDEX come with 10.5. */
static const Dialect mariadb = {
    .target = TARGET_MARIADB,
    .title = "MariaDB",
    .client = "mariadb app < ",
    .collation = "utf8mb4_nopad_bin",
    .least_version = 10006,
    .default_version = 10006,
    .identifier_bytes = 64,
    .key_columns = 16,
    .key_bytes = 3072,
    .row_bytes = 65535,
    .page_bytes = 8126,
    .definition_bytes = 65535,
    .table_columns = 1017,
    .table_indexes = 64,
    .table_comment = 2048,
    .column_comment = 1024,
    .lock_budget = 0,
    .has_namespaces = false,
    .has_extensions = false,
    .has_domains = false,
    .has_sequences = true,
    .has_sequence_types = false,
    .has_enum_types = false,
    .has_arrays = false,
    .has_unsigned = true,
    .has_prefixes = true,
    .has_key_collations = false,
    .has_opclasses = false,
    .has_comments = true,
    .has_add_constraint = true,
    .has_index_include = false,
    .has_index_methods = false,
    .has_index_nulls_order = false,
    .has_required_generated = false,
    .has_generated_keys = false,
    .has_generated_tables = true,
    .actions_write_generated = false,
    .orders_every_type = true,
    .identity_is_primary_key = false,
    .touch_has_function = false,
    .has_ddl_transactions = false,
    .has_json_type = false,
    .has_alter_table = true,
    .has_partial_indexes = false,
    .has_expression_indexes = false,
    .has_endless_keys = false,
    .has_endless_decimals = false,
    .has_intervals = false,
    .has_set_default = false,
    .has_virtual_indexes = true,
    .has_virtual_own_types = true,
    .has_virtual_keys = true,
    .identity_leads_a_key = true,
    .reads_identity = false,
    .reads_identity_late = true,
    .checks_written = false,
    .stores_written = false,
    .stores_deleted = true,
    .stores_from_char = false,
    .foreign_key_has_index = true,
    .foreign_key_has_collation = true,
    .foreign_key_names_shared = true,
    .check_names_shared = false,
    .names_are_bmp = true,
    .touches_moments_only = true,
    .has_guarded_triggers = true,
    .triggers_have_order = true,
    .checks_look_through = true,
    .has_repeated_keys = false,
    .has_exclusions = false,
    .has_partitions = true,
    .has_partition_tables = false,
    .has_deferrable_keys = false,
    .has_deferrable_references = false,
    .has_not_valid = false,
    .has_match_full = false,
    .nulls_same_since = 0,
    .virtual_since = 5002,
    .has_column_checks = true,
    .shows_calls = true,
    .shows_descending_keys = false,
    .has_instant_ddl = false,
    .proves_sql = false,
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
    if (version % 1000 != 0 || version < 10000) { /* 13, but 8.0 */
        buf_char(out, '.');
        buf_uint(out, version % 1000);
    }
}

static void write_since(Buf *out, uint32_t version) {
    if (version == 0) {
        buf_text(out, "no");
    } else {
        buf_text(out, "from ");
        version_write(out, version);
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
            (void)dialect; /* the rule under the heads */                                          \
            buf_char(out, ' ');                                                                    \
            write_cell;                                                                            \
            buf_text(out, " |");                                                                   \
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
    ROW(out, "longest key or index in bytes", write_limit(out, dialect->key_bytes));
    ROW(out, "longest row in bytes, what is kept beside it apart",
        write_limit(out, dialect->row_bytes));
    ROW(out, "of it in half a page", write_limit(out, dialect->page_bytes));
    ROW(out, "longest definition of a table in bytes, with all its expressions",
        write_limit(out, dialect->definition_bytes));
    ROW(out, "longest default in bytes", write_limit(out, dialect->default_bytes));
    ROW(out, "most columns of a table, if fewer than the language's",
        write_limit(out, dialect->table_columns));
    ROW(out, "most keys and indexes of a table", write_limit(out, dialect->table_indexes));
    ROW(out, "longest documentation of a table in characters",
        write_limit(out, dialect->table_comment));
    ROW(out, "longest documentation of a column in characters",
        write_limit(out, dialect->column_comment));
    ROW(out, "keys and indexes: `nulls not distinct`", write_since(out, dialect->nulls_same_since));
    ROW(out, "generated columns that are not stored", write_since(out, dialect->virtual_since));
    ROW(out, "objects that one transaction may lock", write_limit(out, dialect->lock_budget));
#define CAPABILITY(field, words) ROW(out, words, buf_text(out, dialect->field ? "yes" : "no"));
#include "emit/capabilities.def"
#undef CAPABILITY
}

/*
 * catalog_query.c - see catalog_query.h; the texts are in import/sql.
 */
#include "import/catalog_query.h"

#include "emit/blocks.h"

/* Where a kind of objects is looked for is said in emit/blocks.h. */
static const char *const *const POSTGRES[] = {
    block_postgres_catalog_relations,
    block_postgres_catalog_keys,
    block_postgres_catalog_lines,
    block_postgres_catalog_statements,
    block_postgres_catalog_others,
    block_postgres_catalog_needs,
    block_postgres_catalog_behind,
    block_postgres_catalog_document,
    NULL,
};

static const char *const *const MYSQL[] = {block_mysql_catalog, NULL};

/* The parts of a target's query, and a NULL behind the last. */
static const char *const *const *query_of(Target target) {
    switch (target) {
    case TARGET_POSTGRES: return POSTGRES;
    case TARGET_MYSQL:
    case TARGET_MARIADB: return MYSQL;
    case TARGET_SQLITE:
    case TARGET_COUNT: break;
    }
    return NULL;
}

bool catalog_query_is_there(Target target) {
    return query_of(target) != NULL;
}

void catalog_query_write(Buf *out, Target target) {
    for (const char *const *const *part = query_of(target); *part; part++) {
        block_write(out, *part);
    }
    for (uint32_t i = 1; target != TARGET_POSTGRES && i <= CATALOG_MOST_SHOWN; i++) {
        buf_printf(out,
                   "SET @migc_at = %u; EXECUTE migc_next; PREPARE migc_one FROM @migc_show; "
                   "EXECUTE migc_one;\n",
                   i);
    }
}

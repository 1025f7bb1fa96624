/*
 * catalog_query.c - see catalog_query.h; the texts are in import/sql.
 */
#include "import/catalog_query.h"

#include "emit/blocks.h"

static const char *const *query_of(Target target) {
    switch (target) {
    case TARGET_POSTGRES: return block_postgres_catalog;
    case TARGET_MYSQL:
    case TARGET_MARIADB: return block_mysql_catalog;
    case TARGET_SQLITE:
    case TARGET_COUNT: break;
    }
    return NULL;
}

bool catalog_query_is_there(Target target) {
    return query_of(target) != NULL;
}

void catalog_query_write(Buf *out, Target target) {
    block_write(out, query_of(target));
    for (uint32_t i = 1; target != TARGET_POSTGRES && i <= CATALOG_MOST_SHOWN; i++) {
        buf_printf(out,
                   "SET @migc_at = %u; EXECUTE migc_next; PREPARE migc_one FROM @migc_show; "
                   "EXECUTE migc_one;\n",
                   i);
    }
}

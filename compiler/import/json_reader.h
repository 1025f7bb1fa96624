/*
 * The document that the query of `migc import-sql` makes a server print, read into a catalog.
 *
 * takes:    one JSON document: `migc` is `catalog`, `format` is CATALOG_FORMAT, `target` names the target; behind
 *           that of MySQL or MariaDB, rows of SHOW CREATE (import/mysql_shown.h)
 * gives:    the catalog: names as they are to be declared, objects in an order that loads
 * promises: whatever the bytes are, a catalog or one line that says what is wrong with them and where. Names of
 *           sql objects depend on nothing but the document
 */
#ifndef MIGC_IMPORT_JSON_READER_H
#define MIGC_IMPORT_JSON_READER_H

#include <stdbool.h>

#include "import/catalog.h"

/* Counted up when a document means something else than before. */
#define CATALOG_FORMAT 1

/*
 * Reads `document`, which need not outlive the call. Everything made is in `arena`, texts in `names`.
 * Returns false if it is not such a document; `*error` is then one line, lower case, without a full stop.
 */
bool json_read(Arena *arena, Names *names, Text document, Target target, Catalog *catalog,
               const char **error);

#endif

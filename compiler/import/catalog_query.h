/*
 * catalog_query.h - the query that makes a document of a server's catalog, for import/json_reader.
 *
 * takes:    a target
 * gives:    statements that only read, for its client: the result is one JSON document, in MySQL and MariaDB with
 *           rows behind it (import/mysql_shown.h)
 * promises: the targets without one have no server, or are not read yet
 */
#ifndef MIGC_IMPORT_CATALOG_QUERY_H
#define MIGC_IMPORT_CATALOG_QUERY_H

#include <stdbool.h>

#include "base/buf.h"
#include "schema/type.h"

/* So many triggers, routines and events are shown behind a document. */
enum { CATALOG_MOST_SHOWN = 200 };

/* Whether there is a query for the target. */
bool catalog_query_is_there(Target target);

/* Writes it; there must be one. */
void catalog_query_write(Buf *out, Target target);

#endif

/*
 * catalog_query.h - the query that makes a document of a server's catalog, for import/json_reader.
 *
 * takes:    a target
 * gives:    one statement that only reads, for its client: the result is one JSON document
 * promises: the targets without one have no server, or are not read yet
 */
#ifndef MIGC_IMPORT_CATALOG_QUERY_H
#define MIGC_IMPORT_CATALOG_QUERY_H

#include <stdbool.h>

#include "base/buf.h"
#include "schema/type.h"

/* Whether there is a query for the target. */
bool catalog_query_is_there(Target target);

/* Writes it; there must be one. */
void catalog_query_write(Buf *out, Target target);

#endif

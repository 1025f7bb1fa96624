/*
 * The objects of a document that the language has no words for: their names, what they need, their order.
 */
#ifndef MIGC_IMPORT_JSON_OBJECTS_H
#define MIGC_IMPORT_JSON_OBJECTS_H

#include "import/catalog.h"
#include "import/json_fields.h"

/* Reads `objects` into the catalog, whose tables, enums and extensions were read before, and what tables need. */
void json_read_objects(JsonFields *fields, const JsonPlace *document, Catalog *catalog);

#endif

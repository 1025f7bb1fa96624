/*
 * mysql_shown.h - tables, views, triggers, routines and events as SHOW CREATE says them, behind the document.
 *
 * takes:    what the catalog does not have as it was written, and what the client printed behind the document: a
 *           row for each, its columns between tabs, line ends in it as they are
 * gives:    the statement that makes each object, without its definer; of views, the algorithm and the names of columns alone; of tables, the
 *           parsers of full-text indexes, and the defaults whose bytes the catalog of MySQL cuts off at a zero
 * promises: the text is the author's; whatever the bytes are, nothing is read behind their end
 */
#ifndef MIGC_IMPORT_MYSQL_SHOWN_H
#define MIGC_IMPORT_MYSQL_SHOWN_H

#include "import/catalog.h"

/* One of them is there. */
typedef struct MysqlShown {
    CatalogObject *object;
    CatalogTable *table;
} MysqlShown;

/*
 * Reads the rows of `shown`. Objects are called as the server calls them and have a statement that makes them
 * (`up`), of which the head of a trigger and of an event stays, and all of a view. Returns the first that has no row, `count`: each
 * has one.
 */
uint32_t mysql_shown(Arena *arena, Names *names, Text rows, Target target, const MysqlShown *shown,
                     uint32_t count);

#endif

/*
 * mysql_shown.h - triggers, routines and events as SHOW CREATE says them, behind the document.
 *
 * takes:    the objects whose text the catalog does not have as it was written, and what the client printed behind
 *           the document: a row for each, its columns between tabs, line ends in it as they are
 * gives:    the statement that makes each, without its definer
 * promises: the text is the author's; whatever the bytes are, nothing is read behind their end
 */
#ifndef MIGC_IMPORT_MYSQL_SHOWN_H
#define MIGC_IMPORT_MYSQL_SHOWN_H

#include "import/catalog.h"

/*
 * Reads the rows of `objects`, which are called as the server calls them and have a statement that makes them
 * (`up`), of which the head of a trigger and of an event stays. Returns the first that has no row, `count`: each
 * has one.
 */
uint32_t mysql_shown(Names *names, Text rows, Target target, CatalogObject *const *objects,
                     uint32_t count);

#endif

/*
 * mysql_table.h - what is to be known of a table of MySQL or MariaDB beyond what its catalog says.
 *
 * takes:    a table as the document has it
 * gives:    which of its indexes are a foreign key's alone; the statement that makes it; whether the language can
 *           say all of it
 * promises: the statement can be run again, and gives the same table wherever it is run
 */
#ifndef MIGC_IMPORT_MYSQL_TABLE_H
#define MIGC_IMPORT_MYSQL_TABLE_H

#include "import/catalog.h"

void mysql_table_finish(Arena *arena, Names *names, Target target, CatalogTable *table);

#endif

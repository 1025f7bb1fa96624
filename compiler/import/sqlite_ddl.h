/*
 * sqlite_ddl.h - the statements that SQLite keeps.
 *
 * takes:    the text of a CREATE TABLE or CREATE INDEX
 * gives:    a CatalogTable, a CatalogIndex
 * promises: returns false if the statement says something that a catalog has no place for (
 *           ON CONFLICT, a column without a type, ...), and then nothing is to be used of what was read
 */
#ifndef MIGC_IMPORT_SQLITE_DDL_H
#define MIGC_IMPORT_SQLITE_DDL_H

#include "emit/sql_tokens.h"
#include "import/catalog.h"

/* Columns and constraints; `name` is set already. The foreign keys are read even if the result is false. */
bool sqlite_read_table(Arena *arena, Names *names, Text sql, CatalogTable *table);

/* Keys and condition; `name` is set already. */
bool sqlite_read_index(Arena *arena, Names *names, Text sql, const CatalogTable *table,
                       CatalogIndex *index);

#endif

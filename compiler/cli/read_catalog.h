/*
 * read_catalog.h - what is in a database, for the commands that look at one.
 *
 * takes:    a SQLite file, or with --target the document that the query of `migc import-sql` gave
 * gives:    the catalog
 * promises: what cannot be read is told
 */
#ifndef CLI_READ_CATALOG_H
#define CLI_READ_CATALOG_H

#include "cli/cli.h"
#include "import/catalog.h"
#include "import/schema_writer.h"

/* Reads the database at `path` (a document may be `-`) into `catalog`, in the arena of `cli`. Returns a status. */
int read_catalog(Cli *cli, const char *path, Names *names, Catalog *catalog);

/* Tells that what was read makes no schema. Returns a status: a document may say what no server says; what a SQLite
 * file says, SQLite has taken. */
int catalog_makes_no_schema(Cli *cli, const char *path, const Imported *imported);

#endif

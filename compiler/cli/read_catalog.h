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

/* Reads the database at `path` (a document may be `-`) into `catalog`, in the arena of `cli`. Returns a status. */
int read_catalog(Cli *cli, const char *path, Names *names, Catalog *catalog);

#endif

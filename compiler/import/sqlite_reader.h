/*
 * sqlite_reader.h - a SQLite file as a catalog.
 *
 * takes:    the path of a file
 * gives:    everything that its sqlite_schema tells
 * promises: the file is opened read-only, and nothing is written beside it; what SQLite keeps for itself
 *           (sqlite_*), and the records of migc (migc_*), are passed over
 */
#ifndef MIGC_IMPORT_SQLITE_READER_H
#define MIGC_IMPORT_SQLITE_READER_H

#include "import/catalog.h"

/* Everything is made in `arena`. Returns false if the file cannot be read; *why is then one line, in
 * `arena`. */
bool sqlite_read(Arena *arena, Names *names, const char *path, Catalog *catalog, const char **why);

#endif

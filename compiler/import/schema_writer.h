/*
 * schema_writer.h - a catalog as a schema in the language.
 *
 * takes:    the catalog of any target
 * gives:    the text of a schema in canonical layout, whole and in parts
 * promises: the text compiles, and migc makes of it what the catalog says: every expression that is not
 *           verbatim was compared with what migc writes for it. Tables are declared behind what they
 *           reference, `forward` only on a cycle. What the language has no words for is a `sql` object, or
 *           told (not-imported). The same catalog gives the same bytes.
 *
 * It guesses, compiles, compares, and takes back what was wrong, until nothing is: expressions become
 * verbatim SQL, and tables that do not compile the statement that made them, if the catalog has it.
 */
#ifndef MIGC_IMPORT_SCHEMA_WRITER_H
#define MIGC_IMPORT_SCHEMA_WRITER_H

#include "base/arena.h"
#include "base/names.h"
#include "import/catalog.h"
#include "source/diag.h"
#include "source/source.h"

/* A table, or what is declared before or behind the tables. */
typedef struct ImportedPart {
    const char *stem; /* of its file: `types`, the table's name, `objects` */
    Text text;
} ImportedPart;

typedef struct Imported {
    Text text;          /* all of it */
    const Model *model; /* what it means; whatever is of this target says so or not */
    ImportedPart *parts;
    uint32_t part_count;
    Sources sources;    /* what `told` is about */
    Diags told;         /* not-imported; if it does not compile, why */
    bool is_broken;     /* it does not compile: what the catalog says cannot be, or a bug in migc */
    const char *broken; /* then what is said that cannot be: `table `users`: ...`, on one line */
} Imported;

/* Everything is made in `arena`. */
void schema_import(Imported *imported, const Catalog *catalog, Names *names, Arena *arena);

#endif

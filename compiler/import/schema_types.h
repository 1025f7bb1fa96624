/*
 * schema_types.h - the types of a database's columns in the language.
 *
 * takes:    columns as a catalog has them
 * gives:    types as the language spells them; the enums and types to be declared for that
 * promises: the inverse of emit/typename: a column that migc made has the type it was made from, as far as
 *           the database tells them apart
 */
#ifndef MIGC_IMPORT_SCHEMA_TYPES_H
#define MIGC_IMPORT_SCHEMA_TYPES_H

#include "base/arena.h"
#include "base/vec.h"
#include "import/catalog.h"

/* `type name { sqlite VARCHAR(40) }` */
typedef struct ImportedType {
    Name name;
    Name spelling;
} ImportedType;

typedef struct SchemaTypes {
    Arena *arena;
    Names *names;
    const Catalog *catalog;
    NameMap taken; /* names that are declared, small letters */
    VEC(ImportedType) natives;
    VEC(CatalogEnum) enums; /* those of the catalog, and those that checks keep */
} SchemaTypes;

SchemaTypes schema_types_begin(Arena *arena, Names *names, const Catalog *catalog);

typedef struct ColumnType {
    Name text;      /* `varchar(40)`, `audit.severity[]` */
    bool is_native; /* it is spelled for this target alone */
    bool is_bool;
    int check; /* the check of the table that keeps the type, which is not written; -1: none */
    Type type; /* as far as it is known: TYPE_ERROR for enums and native types */
} ColumnType;

/* The type of a column; new enums and types are entered. */
ColumnType schema_types_column(SchemaTypes *types, const CatalogTable *table,
                               const CatalogColumn *column);

/* The check of the table that is called as the one which keeps the type of this column; -1: there is none. */
int schema_type_check(const CatalogTable *table, const CatalogColumn *column);

#endif

/*
 * A database as its own catalog describes it: names and texts in the words of one target, nothing
 * understood yet.
 *
 * Made by a reader (import/sqlite_reader of a file, import/json_reader of what `migc import-sql` asks
 * a server), constant from then on, in the reader's arena; names are interned. Written as a schema in
 * migc's language by import/schema_writer. Everything is in an order that does not depend on the
 * server: by namespace and name; columns as the table has them.
 */
#ifndef MIGC_IMPORT_CATALOG_H
#define MIGC_IMPORT_CATALOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/names.h"
#include "schema/model.h"

typedef struct CatalogColumn {
    Name name;
    Name type;         /* as the target spells it: `character varying(40)`, `int unsigned` */
    Name type_space;   /* namespace of a type that is not the server's own, or NULL */
    Name default_text; /* an expression in the target's SQL, or NULL */
    Name generated;    /* likewise; NULL: an ordinary column */
    Name collation;    /* if it is not the one that the type has anyway, or NULL */
    Name charset;      /* MySQL, MariaDB: if it is not the one that the table has, or NULL */
    Name comment;      /* or NULL */
    bool is_nullable;
    bool is_virtual;   /* of a generated column: not stored */
    bool is_identity;  /* numbers its rows: identity, AUTO_INCREMENT, AUTOINCREMENT */
    bool is_always;    /* GENERATED ALWAYS AS IDENTITY */
    bool is_serial;    /* its default takes numbers from a sequence that belongs to it, and is as usual */
    Name sequence;     /* of a serial column: its sequence, if it is not called as usual; or NULL */
    Name not_serial;   /* why a column whose default takes numbers is no serial: a word of
                          import/serial.def; NULL: it takes none */
    bool is_touched;   /* ON UPDATE CURRENT_TIMESTAMP */
    bool is_invisible; /* `SELECT *` passes it over */
} CatalogColumn;

/* Columns by name. */
typedef struct CatalogNames {
    Name *items;
    uint16_t count;
} CatalogNames;

typedef struct CatalogKey {
    Name name; /* NULL: it has none */
    CatalogNames columns;
    CatalogNames include;
    uint8_t flags; /* ConstraintFlag */
} CatalogKey;

typedef struct CatalogForeignKey {
    Name name;
    CatalogNames columns;
    Name target_space;
    Name target;
    CatalogNames referenced; /* count 0: the target's primary key */
    Action on_delete;
    Action on_update;
    uint8_t flags; /* ConstraintFlag */
} CatalogForeignKey;

typedef struct CatalogCheck {
    Name name;
    Name condition; /* without CHECK and its brackets */
    uint8_t flags;  /* ConstraintFlag */
    bool is_not_enforced;
} CatalogCheck;

typedef struct CatalogIndexKey {
    Name column;     /* NULL: `expression` */
    Name expression; /* without brackets round it */
    Name opclass;    /* if it is not the type's default one, or NULL */
    Name collation;  /* or NULL */
    uint32_t prefix; /* of a text, so many characters; 0: all */
    Name sign;       /* the operator of an exclusion constraint; NULL: of an index */
    bool is_descending;
    uint8_t nulls; /* 0: where they are anyway, 1: first, 2: last */
} CatalogIndexKey;

/* A word of `with (...)`, as spec/language.md has them: strict; fillfactor 70; charset latin1. */
typedef struct CatalogOption {
    Name name;  /* `toast.autovacuum_enabled` is one of PostgreSQL's */
    Name value; /* or NULL */
} CatalogOption;

typedef struct CatalogOptions {
    CatalogOption *items;
    uint16_t count;
} CatalogOptions;

typedef struct CatalogIndex {
    Name name;
    CatalogIndexKey *keys;
    uint16_t key_count;
    CatalogNames include;
    Name method; /* NULL: the usual one */
    Name where;  /* or NULL */
    CatalogOptions options;
    bool is_unique;
    uint8_t flags;           /* ConstraintFlag */
    bool is_constraint_only; /* of a foreign key, made under its name: nobody wrote it */
    bool is_hidden;          /* INVISIBLE, IGNORED */
    Name comment;            /* or NULL */
} CatalogIndex;

/* A partition, and the rows that are in it, in the target's words: `FOR VALUES IN ('a')`. */
typedef struct CatalogPartition {
    Name name;
    Name bounds;
} CatalogPartition;

typedef struct CatalogPartitioning {
    Name method; /* as the language calls it */
    CatalogIndexKey *keys;
    uint16_t key_count;
    CatalogPartition *items;
    uint32_t count;
    uint32_t number; /* of partitions that have no names; 0: they have */
} CatalogPartitioning;

/* What the language does not model, in the target's own SQL: a view, a function, a trigger, a domain, ... */
typedef struct CatalogObject {
    const char *kind; /* `view`, `function`, ...: as DROP names it */
    Name space;
    Name name;
    const Sequence *sequence; /* declared as one, under its own name; NULL: written as it is made */
    Name comment;             /* of a sequence that is declared, or NULL */
    Name up;                  /* the statement that makes it */
    Name down;                /* the one that drops it */
    Name *
        needs; /* names (with namespace: `audit.events`) of tables and objects that must be there first */
    uint32_t needs_count;
} CatalogObject;

/* A table; or a domain, which has one column, `value`, and checks. */
typedef struct CatalogTable {
    bool is_domain;
    Name space; /* NULL: the default namespace */
    Name name;
    Name comment;
    CatalogColumn *columns;
    uint16_t column_count;
    CatalogKey *primary_key; /* or NULL */
    CatalogKey *uniques;
    uint16_t unique_count;
    CatalogForeignKey *foreign_keys;
    uint16_t foreign_key_count;
    CatalogCheck *checks;
    uint16_t check_count;
    CatalogIndex *indexes;
    uint16_t index_count;
    Name collation;  /* of its columns, if it is not the one that migc makes tables with, or NULL */
    Name engine;     /* if it is not InnoDB, or NULL */
    Name clauses;    /* what stands behind its brackets: `row_format=COMPRESSED`, or NULL */
    Name partitions; /* `PARTITION BY ...`, or NULL */
    CatalogPartitioning *partitioning; /* or NULL */
    bool is_whole;   /* the language has no words for all of it: it is written with its statement */
    CatalogOptions options;
    Name shown;      /* the statement that makes it as the server says it, if nothing less tells all of it, or NULL */
    Name statement; /* the one that makes it, where the database keeps it, or NULL: a table that the
                             language has no words for is written with it */
    CatalogObject *parts; /* its indexes and triggers, which then go with it */
    uint32_t part_count;
    Name *needs; /* objects that must be there before it: functions, sequences, domains */
    uint32_t needs_count;
} CatalogTable;

typedef struct CatalogEnum {
    Name space;
    Name name;
    Name comment;
    Name *values;
    uint32_t value_count;
} CatalogEnum;

/* What neither the language nor a statement can hold: told as a diagnostic. */
typedef struct CatalogRest {
    const char *what; /* `row-level security of`, `a partitioned table`: in words */
    Name name;
    Name help; /* what to do about it; NULL */
} CatalogRest;

typedef struct Catalog {
    Target target;
    Name *extensions;
    uint32_t extension_count;
    CatalogEnum *enums;
    uint32_t enum_count;
    CatalogTable *tables;
    uint32_t table_count;
    CatalogObject *objects;
    uint32_t object_count;
    CatalogRest *rest;
    uint32_t rest_count;
} Catalog;

#endif

/*
 * schema_writing.h - what the parts of the schema writer share.
 */
#ifndef MIGC_IMPORT_SCHEMA_WRITING_H
#define MIGC_IMPORT_SCHEMA_WRITING_H

#include "base/buf.h"
#include "import/schema_types.h"
#include "import/schema_writer.h"

/* Where an expression stands. */
typedef enum ExprPlace { PLACE_DEFAULT, PLACE_CONDITION, PLACE_VALUE, PLACE_KEY } ExprPlace;

/* An expression of the catalog and what stands for it. */
typedef struct Slot {
    Name sql;
    Name guess;    /* in the language; NULL: verbatim */
    bool is_word;  /* the guess was not read from `sql`: `now` */
    uint32_t from; /* where it was written last */
    uint32_t to;
} Slot;

typedef struct WrittenTable {
    const CatalogTable *table;
    ColumnType *types;    /* of the columns */
    uint32_t first_slot;  /* defaults and computed columns in order, checks, keys and conditions of
                             indexes */
    bool *check_is_named; /* the derived name is another */
    bool *index_is_named;
    bool *is_forward;    /* of the foreign keys */
    bool *is_type_check; /* of the checks: kept by a type */
    uint32_t order;      /* its place among the tables as they are written */
    bool is_narrow;      /* only for this target */
    bool is_object;      /* written with the statement that makes it */
    uint32_t from;       /* where it was written last */
    uint32_t to;
} WrittenTable;

/* What is written in its turn: a table, or an object. */
typedef struct WrittenItem {
    WrittenTable *table; /* or NULL */
    const CatalogObject *object;
} WrittenItem;

typedef struct Writer {
    const Catalog *catalog;
    Arena *arena;
    Names *names;
    SchemaTypes types;
    VEC(Slot) slots;
    WrittenTable *tables;    /* as in the catalog */
    NameMap by_name;         /* qualified -> WrittenTable */
    NameMap objects_by_name; /* as `needs` calls it -> CatalogObject */
    VEC(WrittenItem) order;  /* tables and objects as they are written */
    uint32_t next_slot;      /* while a table is written */
    VEC(uint32_t) written;   /* slots, in the order in which they were written last */
    VEC(uint32_t) ends;      /* where the types end, and each item of `order` */
    Buf out;
} Writer;

/* The table of that name; NULL: there is none. */
WrittenTable *writer_table(const Writer *writer, Name space, Name name);

/* Finds the types, guesses the expressions, and puts tables and objects in order; `catalog`, `arena` and `names`
 * are set. */
void writer_prepare(Writer *writer);

/* Whether the catalog keeps an expression there as it was written, brackets and all. */
bool writer_keeps_text(Target target, ExprPlace place);

/* The servers that do not print what migc wrote, but the tree they have made of it. */
bool target_has_own_words(Target target);

/* A compiled text. */
typedef struct Trial {
    Sources sources;
    Diags diags;
    const SourceFile *file;
    Model *model;
} Trial;

/* Compiles what is written, for all targets; the result is in `arena`. */
void trial_compile(Writer *writer, Trial *trial, Arena *arena);

/* Takes back what was told of, or else what migc writes otherwise: expressions become verbatim, tables are for
 * this target alone or written with their statements. Whether there was anything. */
bool trial_take_back(Writer *writer, const Trial *trial);

/* Writes the declarations, not laid out. */
void writer_put_types(Writer *writer);
void writer_put_table(Writer *writer, WrittenTable *table);
/* `partition by ...` of a table that is partitioned, as an item of it. */
void writer_put_partitioning(Writer *writer, const WrittenTable *table);
void writer_put_domain(Writer *writer, WrittenTable *domain);
void writer_put_object(Writer *writer, const CatalogObject *object);
void writer_put_statement(Writer *writer, WrittenTable *table);

/* The foreign keys that such statements cannot say yet. */
void writer_tell_keys(const Writer *writer, Diags *told);

/* The name that a key of a table gets by itself: `{table}_{columns}_{suffix}`. */
Name writer_derived(const Writer *writer, const CatalogTable *table, CatalogNames columns,
                    const char *suffix);

/* What a unique key, or a foreign key, is called; NULL: like its table and columns, or it has no name. It is asked for
 * all keys of a table and a suffix in turn: `before` counts those that have a name, or would derive it. SQLite has
 * several without a name over the same columns, of which the second is called `t_a_key_2`. */
Name writer_key_name(const Writer *writer, const CatalogTable *table, Name name,
                     CatalogNames columns, const char *suffix, NameMap *before);

#endif

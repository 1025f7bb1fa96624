/*
 * Who we speak to: one constant record of capabilities per target.
 *
 * Dialect questions are asked of this record, in emit/ only: by portability (what a target refuses),
 * lower (what an operation becomes) and plan (transactions). A printer decides nothing.
 * `migc dump dialects` prints the records as spec/dialects.md.
 */
#ifndef MIGC_EMIT_DIALECT_H
#define MIGC_EMIT_DIALECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "schema/type.h"

typedef struct Dialect {
    Target target;
    const char *title;         /* in prose and script headers */
    const char *client;        /* how a script is run, up to the file's name */
    const char *collation;     /* of tables that say none; NULL: nothing is said */
    uint32_t least_version;    /* the oldest that migc writes for; major * 1000 + minor */
    uint32_t default_version;  /* when the project does not say */
    uint32_t identifier_bytes; /* longest name; 0: no limit */
    uint32_t key_columns;      /* most columns of a key or an index; 0: no limit */
    uint32_t key_bytes;        /* longest key or index; 0: no limit */
    uint32_t row_bytes;        /* longest row without what is kept beside it; 0: no limit */
    uint32_t page_bytes;       /* of a row, what must fit into half a page; 0: no limit */
    uint32_t definition_bytes; /* of what describes a table, with all expressions; 0: no limit */
    uint32_t default_bytes;    /* longest default; 0: no limit */
    uint32_t table_columns;    /* most columns of a table; 0: the language's own limit is less */
    uint32_t table_indexes;    /* most keys and indexes of a table; 0: no limit */
    uint32_t table_comment;    /* longest documentation of a table, in characters; 0: no limit */
    uint32_t column_comment;   /* likewise of a column */
    uint32_t nulls_same_since; /* the version that has `nulls not distinct`; 0: none */
    uint32_t virtual_since;    /* the version that has generated columns that are not stored */
    uint32_t lock_budget;      /* objects that one transaction may lock; 0: no limit */
#define CAPABILITY(field, words) bool field;
#include "emit/capabilities.def"
#undef CAPABILITY
} Dialect;

/* The record of a target. */
const Dialect *dialect_of(Target target);

/* Writes a version: 13, 3.35. */
void version_write(Buf *out, uint32_t version);

/* All records as a markdown table. */
void dialects_write(Buf *out);

#endif

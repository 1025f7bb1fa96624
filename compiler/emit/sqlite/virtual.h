/*
 * virtual.h - virtual tables of SQLite whose statement is understood: full text (fts3, fts4, fts5) and boxes
 * (rtree, rtree_i32).
 *
 * takes:    a sql object
 * gives:    its columns, and where its rows are
 * promises: linear cost; of a statement that says more than this, nothing
 */
#ifndef MIGC_EMIT_SQLITE_VIRTUAL_H
#define MIGC_EMIT_SQLITE_VIRTUAL_H

#include "base/arena.h"
#include "schema/model.h"

typedef enum SqliteModule {
    SQLITE_MODULE_FTS,
    SQLITE_MODULE_RTREE,
    SQLITE_MODULE_RTREE_I32
} SqliteModule;

/* Where the values are that it shows. */
typedef enum SqliteRows {
    SQLITE_ROWS_OWN,       /* in tables of its own */
    SQLITE_ROWS_ELSEWHERE, /* in another table, which it is an index of */
    SQLITE_ROWS_NOWHERE    /* in none: what was put there can be found, but not read */
} SqliteRows;

typedef struct SqliteVirtual {
    SqliteModule module;
    bool is_fts5; /* its settings are in `NAME_config`; those of fts4 in `NAME_stat` */
    SqliteRows rows;
    Name content; /* that other table, or NULL */
    const Name *columns;
    uint32_t column_count;
    uint32_t coordinates; /* of boxes: as many columns behind the first must have a value */
    Text behind;          /* the statement behind the name: `USING fts5(title)` */
} SqliteVirtual;

/* Reads an object whose `up` is one CREATE VIRTUAL TABLE under its name; its `down`, if any, is one DROP TABLE of it.
 * False: it is something else, or not understood. The columns live in `arena`. */
bool sqlite_read_virtual(Arena *arena, Names *names, const SqlObject *sql, SqliteVirtual *found);

/* Whether it is a virtual table that only shows what other tables hold: of full text (fts5vocab, fts4aux). */
bool sqlite_only_shows(const SqlObject *sql);

#endif

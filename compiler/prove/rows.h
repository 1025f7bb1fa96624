/*
 * rows.h - a row in every table.
 *
 * takes:    a database that a script has made, and the tables of the piece it was made from
 * gives:    each table with a row that its types, checks and keys accept, where one was found
 * promises: values are found by trying, so many times a table and no more; rows that would refer to
 *           nothing are taken back
 */
#ifndef MIGC_PROVE_ROWS_H
#define MIGC_PROVE_ROWS_H

#include "prove/batch.h"
#include "prove/session.h"

/* What came of it. */
typedef struct RowsReport {
    uint32_t added;        /* tables that have more rows now than before */
    uint32_t without_rows; /* tables for which no row was found */
    uint32_t trials;       /* that it took */
    const Table *refused;  /* SQLite cannot even read an INSERT into it; NULL: none */
    const char *message;   /* why, in the session's arena */
    const Column
        *bad_default; /* its default of migc's own making is not of its type; of `refused` */
} RowsReport;

/* Puts rows into the tables of the piece. Foreign keys must be off. Stops at a refused table. */
RowsReport rows_put(Session *session, const Batch *batch);

#endif

/*
 * The constant parts of scripts, from compiler/emit/sql/ and compiler/import/sql/, word for word: lines, and a NULL behind the last.
 * The files are SQL, to be read and changed there; blocks.awk makes C of them.
 */
#ifndef MIGC_EMIT_BLOCKS_H
#define MIGC_EMIT_BLOCKS_H

#include "base/buf.h"

extern const char *const block_postgres_lock[];        /* one deployer at a time */
extern const char *const block_postgres_describe[];    /* objects as lines; the two passes */
extern const char *const block_postgres_history[];     /* the table of revisions */
extern const char *const block_postgres_upgrading[];   /* is this part to be done now? */
extern const char *const block_postgres_downgrading[]; /* the same */
extern const char *const block_postgres_consent[];     /* consent to losing rows and values */
extern const char *const block_postgres_looking[];     /* is the database what is to be changed? */
extern const char *const block_postgres_types[];       /* types that are made anew, and columns have */
extern const char
    *const block_postgres_undo[]; /* what the author makes that may be tables with rows */
extern const char *const block_postgres_aside[];       /* what makes way for what is made anew */
extern const char *const block_postgres_shape[];       /* what scripts between two schemas need besides */
extern const char *const block_postgres_number[];      /* columns that number their rows */
extern const char *const block_postgres_stamping[];    /* writing the history of what is there */
extern const char *const block_postgres_verifying[];   /* collecting differences, the verdict */
extern const char *const block_mysql_facts[];          /* the catalog as lines */
extern const char *const block_mysql_whole[];          /* and what only verify looks at */
extern const char *const block_mysql_checks[];         /* the conditions of checks, in MySQL */
extern const char *const block_mariadb_checks[];       /* and in MariaDB */
extern const char *const block_mariadb_sequences[];    /* what MariaDB's sequences count */
extern const char *const block_mysql_everything[];     /* the names of all objects */
extern const char *const block_mysql_texts[];          /* what the author's SQL makes, by its text */
extern const char *const block_mysql_views[];          /* his views, by what they speak of */
extern const char *const block_mysql_guards[];         /* one deployer at a time; comparing */
extern const char *const block_mysql_history[];        /* the table of revisions */
extern const char *const block_mysql_upgrading[];      /* where is it, for an upgrade? */
extern const char *const block_mysql_downgrading[];    /* for a downgrade? */
extern const char *const block_mysql_verifying[];      /* for a comparison? */
extern const char *const block_mysql_verdict[];        /* may the work begin? is it done? */
extern const char *const block_mysql_stamping[];       /* writing the history of what is there */
extern const char *const block_mysql_nearest[];        /* which revision has this shape? */
extern const char *const block_sqlite_sound[]; /* tables whose foreign keys SQLite can look at */
extern const char *const block_sqlite_compare[];       /* both sides described, what differs */
extern const char *const block_mysql_catalog[];        /* a database as one document, for `migc import` */

/*
 * A PostgreSQL database as one document, for `migc import`: one statement, in parts that follow each other.
 *
 * relations    tables, columns, enums, domains, sequences: which of them the language has words for
 * keys         indexes and constraints, likewise
 * lines        functions; what statements that make objects consist of: columns, options, comments
 * statements   what the language has no words for, as statements: tables, views, types, functions, triggers, constraints, rules, policies
 * others       and what is seldom: collations, servers, aggregates, operators, casts, text search, event triggers
 * needs        what each is called by, and what it hangs on
 * behind       what is said behind an object: owners of sequences, settings, comments, grants
 * document     what can only be named; tables, enums, domains and objects as JSON
 */
extern const char *const block_postgres_catalog_relations[];
extern const char *const block_postgres_catalog_keys[];
extern const char *const block_postgres_catalog_lines[];
extern const char *const block_postgres_catalog_statements[];
extern const char *const block_postgres_catalog_others[];
extern const char *const block_postgres_catalog_needs[];
extern const char *const block_postgres_catalog_behind[];
extern const char *const block_postgres_catalog_document[];

/* Writes a block. */
static inline void block_write(Buf *out, const char *const *lines) {
    for (; *lines; lines++) {
        buf_text(out, *lines);
    }
}

#endif

/*
 * storage.h - how many bytes a column takes in MySQL and MariaDB, whose rows and keys have a longest length.
 *
 * takes:    a column or an expression of a resolved model, and one of the two targets
 * gives:    bytes as the server counts them when it creates the table (manual, "Data Type Storage
 *           Requirements", "Limits on Table Column Count and Row Size"; tried at the edge on both)
 * promises: what is not understood (a spelling of the author's) is said to be unknown, not guessed
 */
#ifndef MIGC_EMIT_STORAGE_H
#define MIGC_EMIT_STORAGE_H

#include "schema/model.h"

typedef struct Storage {
    bool is_known;
    bool
        is_endless; /* text, bytes, json: kept beside the row, and no key without a stated length */
    bool is_char;   /* char(n), uuid: its blanks depend on the session's sql_mode */
    uint32_t key;   /* bytes in a key */
    uint32_t row;   /* bytes that count for the longest row */
    uint32_t page;  /* bytes of it that stand in the page, at most */
} Storage;

Storage storage_of(const Column *column, Target target);

/* The longest text that an expression gives, in characters; 0: there is no limit, or none is known. */
uint32_t storage_text(const Expr *expr, const Table *table, Target target);

/* What a key of an index that is an expression takes: no row, no page. */
Storage storage_of_expression(const Expr *expr, const Table *table, Target target);

/* MySQL: an index takes no expression that gives more characters than this; what gives more, or has no known
 * end, is indexed by its first STORAGE_HEAD characters. */
#define STORAGE_LONGEST_TEXT 512u
#define STORAGE_HEAD 255u

/* The word that a spelling of a type begins with; `*is_known`: the target has a type of that name. */
Text storage_first_word(Name spelling, Target target, bool *is_known);

/* The word behind `collate` in a spelling; without data: there is none. */
Text storage_collation_in(Name spelling);

/* The character set and collation of a text column that are not the table's: the words behind `collate` or
 * `character set`; empty: the table's, or no text. */
Text storage_collation(const Column *column, Target target);

#endif

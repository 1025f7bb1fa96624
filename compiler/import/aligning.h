/*
 * aligning.h - what the parts of the alignment share.
 *
 * Both models are copied, and then the copies are made alike part by part. An expression that both have in the
 * target's SQL becomes one verbatim text in both: where the columns of a table stand makes no difference then.
 */
#ifndef MIGC_IMPORT_ALIGNING_H
#define MIGC_IMPORT_ALIGNING_H

#include "base/vec.h"
#include "emit/sql_facts.h"
#include "import/align.h"

typedef VEC(Object) Objects;
typedef VEC(const SqlObject *) SqlObjects;

typedef struct Aligning {
    Arena *arena;
    Names *names;
    Target target;
    Objects sides[2];   /* what is compared: expected, found */
    NameMap tables[2];  /* by qualified name, of both copies */
    SqlObjects author;  /* what the schema says in the author's SQL */
    SqlObjects strange; /* what was imported as SQL */
    SqlFacts facts;     /* what that of the author makes */
    /* where the target has none: of the schema, by name, those that were found as others */
    NameMap enums;
} Aligning;

#define IS_FOR(aligning, set) (((unsigned)(set) >> (aligning)->target & 1u) != 0)

static inline bool keeps_names(Target target) {
    return target != TARGET_SQLITE;
}

static inline bool keeps_comments(Target target) {
    return target != TARGET_SQLITE;
}

static inline bool has_enums(Target target) {
    return target == TARGET_POSTGRES;
}

static inline bool has_key_names(Target target) {
    return target == TARGET_POSTGRES;
}

/* RESTRICT and NO ACTION are one there. */
static inline bool is_mysql(Target target) {
    return target == TARGET_MYSQL || target == TARGET_MARIADB;
}

/* Whether `KIND NAME` stands in one of them, perhaps with the namespace in front of the name. */
bool aligning_makes(const SqlObjects *objects, const char *kind, Name name);

/* What an expression is in the database. */
typedef enum Place { PLACE_VALUE, PLACE_CONDITION, PLACE_KEY } Place;

/* Whether both say the same; then both become one text. Either may be NULL. */
bool align_expr(Aligning *aligning, Expr **expected, const Table *expected_table, Expr **found,
                const Table *found_table, Place place);

/* The same for defaults; one of NULL is none. */
void align_default(Aligning *aligning, Column *expected, const Table *expected_table, Column *found,
                   const Table *found_table);

/* Whether two spellings are of one type of PostgreSQL's: `int4`, `INTEGER`. */
bool postgres_same_type(Text left, Text right);

/* Types, collations, values of columns of one name; columns for other targets are taken for there. */
void align_columns(Aligning *aligning, Table *expected, Table *found);

/* Conditions of checks; where names are not kept, those of one text get one name. */
void align_checks(Aligning *aligning, Table *expected, Table *found);

/* Keys and conditions of indexes of one name, and what goes without saying in them. */
void align_indexes(Aligning *aligning, Table *expected, Table *found);

/* Names of constraints that the target does not keep, or that mean nothing there. */
void align_key_names(Aligning *aligning, Table *expected, Table *found);

/* align_partition.c: a copy of how the table is partitioned in the target, its partitions by name; then keys and
 * values of both sides. */
void align_copy_partitions(Aligning *aligning, Table *table);
void align_partitions(Aligning *aligning, Table *expected, Table *found);

/* PostgreSQL keeps nothing that is said of the second table of one whose rows are short: `toast.` means nothing then. */
void align_forget_toast(const Aligning *aligning, Table *expected, const Table *found);

/* Of the options of a table of MySQL or MariaDB neither says what goes without saying, nor, where both have one, the collation: of
 * a character set only the one that comes with it is kept. */
void align_mysql_options(const Aligning *aligning, Table *expected, Table *found);

/* Indexes of the database that the server, or a script, made for foreign keys of the schema. */
void align_own_indexes(Aligning *aligning, const Table *expected, Table *found);

/* MySQL has no unique keys but unique indexes: they are keys. */
void align_make_keys(Aligning *aligning, Table *table);

/* RESTRICT becomes NO ACTION where they are one. */
void align_forget_restrict(Aligning *aligning, Table *table);

#endif

/*
 * expression_parts.h - what the files that write and judge expressions share: the Writer, and questions
 * about dates.
 */
#ifndef MIGC_EMIT_EXPRESSION_PARTS_H
#define MIGC_EMIT_EXPRESSION_PARTS_H

#include "base/buf.h"
#include "schema/expr.h"
#include "schema/model.h"

/* What is put round an operand, or nothing. */
typedef struct Wrap {
    const char *open;
    const char *close;
} Wrap;

typedef struct Spelling Spelling;
struct Spelling {
    const char *yes;
    const char *no;
    Wrap moment;           /* a timestamp that is compared: texts of one moment differ */
    Wrap exact;            /* a binary float that a function wants as an exact number */
    Wrap exact_real;       /* a real, if that is another matter: it has six digits */
    Wrap ratio;            /* the left side of a division that is not between integers */
    Wrap joined;           /* an operand of || that is not text */
    Wrap collated;         /* compared text that no column gives a collation */
    const char *date_plus; /* date +, - number, date - date: templates; NULL: as written */
    const char *date_minus;
    const char *date_distance;
    const char *divide;      /* between integers; NULL: / */
    const char *utc;         /* behind a timestamptz, to read its fields; NULL: it is in UTC */
    bool glob;               /* LIKE does not tell cases apart, GLOB does */
    bool interval_modifiers; /* no intervals: strftime(..., '+1 days') */
    bool default_brackets;   /* DEFAULT wants brackets round anything but a literal */
    bool index_brackets;     /* an index key wants brackets round anything but a column or a call */
    bool call_brackets;      /* ... and round a call */
    bool concat;             /* || is CONCAT */
    bool mysql;              /* expression_mysql.c writes literals, intervals and some calls */
};

/* What is found out while a normal text is written (expression_normal.c). */
typedef struct Normal {
    bool unknown; /* the server's text of it is not known */
} Normal;

/* Where an expression is written, and for whom. */
typedef struct Writer {
    Buf *out;
    const Table *table;
    const Spelling *spelling;
    Target target;
    Normal *normal; /* not for a statement, but as the server prints it; else NULL */
    bool is_key; /* a key of an index, where MySQL's REGEXP takes no plain column of characters */
} Writer;

Writer expression_writer(Buf *out, const Table *table, Target target);

/* Writes an expression, in brackets if it holds together less tightly than `least`. */
void expression_write_at(const Writer *writer, const Expr *expr, ExprLevel least);

/* An expression without a left side: its brackets are somebody else's matter. */
void expression_write_leaf(const Writer *writer, const Expr *expr);

/* The template of a portable function. */
const char *expression_call_template(const Writer *writer, const Expr *expr);

/* The expression without the casts that change nothing in this target: cast(paid as int) is `paid` in
 * MySQL. */
const Expr *expression_bare(const Writer *writer, const Expr *expr);

/* What is put round items[index] because of what it is used for; NULL: nothing. */
void expression_wrap(const Writer *writer, const Expr *expr, uint32_t index, const char **open,
                     const char **close);

/* Writes an expression as the server prints it, but for brackets, quotes and capitals. */
void expression_normal_at(const Writer *writer, const Expr *expr);

/* An interval literal, with or without the cast that says so. */
bool expression_is_interval(const Expr *expr);

/* A timestamp or timestamptz; a date. */
bool expression_is_moment(Type type);
bool expression_is_date(Type type);

/* A date or a moment plus or minus an interval. */
bool expression_adds_interval(const Expr *expr);

/* ---- MySQL and MariaDB (expression_mysql.c) ---- */

/* A string literal: DATE '2026-01-31', x'0aff', 'it''s'. `bare`: a column's value, without its type. */
void expression_mysql_string(const Writer *writer, const Expr *expr, bool bare);

/* A number: with an exponent it would be a binary float there. */
void expression_mysql_number(const Writer *writer, Name digits);

/* a || b || c is CONCAT(a, b, c). */
void expression_mysql_concat(const Writer *writer, const Expr *expr);

/* A date or moment plus or minus a literal interval: DATE_ADD(at, INTERVAL 36 HOUR). */
void expression_mysql_shifted(const Writer *writer, const Expr *expr);

/* Writes a call that no template can say, and returns true: the characters that are trimmed, a piece of
 * text whose place is computed. */
bool expression_mysql_call(const Writer *writer, const Expr *expr);

/* MariaDB calls a sequence by its name, and not by a text: writes nextval(`name`); false: it is no such call. */
bool expression_mysql_sequence(const Writer *writer, const Expr *expr);

/* What a pattern is compared with: a plain column of characters, in a key of an index, as CONCAT(column). */
void expression_mysql_subject(const Writer *writer, const Expr *expr);

/* Whether the server takes it for a text without an end, although storage_text knows one: what a pattern has
 * replaced, and a piece whose place is computed. */
bool expression_mysql_hides_length(const Expr *expr);

/*
 * Whether none of the items is text of a column: what is made of literals and numbers has the collation
 * of a session, which may read capitals as small letters.
 */
bool expression_mysql_lacks_collation(const Expr *const *items, uint32_t count);

/* The server takes it for a condition: a comparison, and, or, not. */
bool expression_mysql_is_condition(const Expr *expr);

/* Why MySQL and MariaDB cannot say this node, whatever its operands are; NULL if they can. */
const char *expression_mysql_refusal(const Expr *expr);

/*
 * MySQL: a key that is no column is a value whose type and length the server knows. Those for which it takes a cast
 * round it: a column (which is no expression for the server, whatever cast it has here), a null, a text without an end.
 */
bool expression_casts_key(const Writer *writer, const Expr *expr);

#endif

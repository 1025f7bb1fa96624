/*
 * From a written expression to one that is understood.
 *
 * Takes an AstExpr and the table whose columns it may name; gives an Expr with every name resolved
 * and every node typed, in the symbols' arena. Every independent mistake inside one expression is
 * told once (unknown-column, unknown-function, type-mismatch, unknown-enum-value, ...); what is
 * broken has TYPE_ERROR and stays quiet. Clauses: spec/language.md, expressions.
 */
#ifndef MIGC_SCHEMA_TYPING_H
#define MIGC_SCHEMA_TYPING_H

#include "schema/symbols.h"

/* Where an expression stands, for the rules that hold there. */
typedef enum TypingRole {
    ROLE_VALUE,     /* nothing special: a backfill, a row of a data block */
    ROLE_DEFAULT,   /* a wrong type is wrong-default-type */
    ROLE_CHECK,     /* no volatile function */
    ROLE_GENERATED, /* the same */
    ROLE_INDEX      /* a key or the predicate of an index: the same */
} TypingRole;

typedef struct TypingScope {
    Symbols *symbols;
    const Table *table; /* its columns may be named; NULL: no columns here */
    TargetSet targets;  /* the targets the expression is for: a function that is not portable and $$
                           verbatim need a `for` that is narrower than the project's targets */
    const char *place;  /* what it is, for messages: "a check", "the default of `total`", ... */
    TypingRole role;
} TypingScope;

/* `expected`: the type the place needs (TYPE_BOOL for a check, the column's for a default);
 * TYPE_ERROR: any. Literals take the expected type when they can be read as it ('draft' as an enum
 * member, '2026-01-31' as a date). Never NULL. */
Expr *typing_expr(const TypingScope *scope, const AstExpr *written, Type expected);

/* A literal of a data block as a value of the column's type. */
Expr *typing_literal(const TypingScope *scope, const AstExpr *written, Type expected);

/* Values of type `from` may be stored where `to` is held (assignment: int into bigint, text into
 * varchar, date into timestamp, ...). */
bool typing_assignable(Type from, Type to);

#endif

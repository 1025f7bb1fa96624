/*
 * What the names of a schema stand for, while it is being resolved.
 *
 * Takes the declarations of all files; gives lookups of types and tables by name, each unknown name
 * told once, with the nearest name. Lives in the run's arena. Used by schema/resolve and schema/typing.
 */
#ifndef MIGC_SCHEMA_SYMBOLS_H
#define MIGC_SCHEMA_SYMBOLS_H

#include "base/arena.h"
#include "base/names.h"
#include "schema/model.h"
#include "source/diag.h"
#include "syntax/ast.h"

typedef struct Symbols {
    Arena *arena;
    Names *names;
    Diags *diags;
    TargetSet targets; /* the targets of the project */
    NameMap types;     /* Name -> Symbol: enums, native types, one-word types */
    NameMap tables;    /* Name (qualified, `space.name`) -> Table */
} Symbols;

/* The meaning of a written type. One-word types (`type user_id bigint`) are followed to what they stand
 * for. Errors (unknown-type, bad-type-arguments, type-cycle) are told; the result is then TYPE_ERROR. */
Type symbols_type(Symbols *symbols, const AstType *written);

/* The table of that name, or NULL; nothing is told. */
Table *symbols_table(Symbols *symbols, Name space, Name name);

#endif

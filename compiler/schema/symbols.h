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
#include "base/text.h"
#include "base/vec.h"
#include "schema/model.h"
#include "source/diag.h"
#include "syntax/ast.h"

typedef enum SymbolKind {
    SYMBOL_ENUM,
    SYMBOL_NATIVE,
    SYMBOL_DOMAIN,
    SYMBOL_ALIAS /* `type user_id bigint` */
} SymbolKind;

typedef enum SymbolState {
    SYMBOL_UNSEEN,
    SYMBOL_BEING_FOLLOWED,
    SYMBOL_KNOWN
} SymbolState;

/* What a type's name stands for. */
typedef struct Symbol Symbol;
struct Symbol {
    uint8_t kind;  /* SymbolKind */
    uint8_t state; /* SymbolState, of an alias */
    bool is_used;
    const AstDecl *decl;
    Symbol *via;   /* of an alias that is being followed: the alias that led here */
    Type type;     /* once known */
};

/* What became of a table or a column that is not there at a revision of a chain. */
typedef enum FateKind {
    FATE_DROPPED,
    FATE_RENAMED, /* to `to` */
    FATE_LATER,   /* it comes with a later revision */
    FATE_THERE    /* none: it is there, as far as the chain knows */
} FateKind;

typedef struct Fate {
    FateKind kind;
    Name revision; /* the one that did it */
    Span span;     /* where */
    Name to;
} Fate;

/* The chain as seen from one of its revisions. */
typedef struct Past {
    Name revision;  /* the one that is being resolved */
    NameMap tables; /* Name (qualified) -> Fate */
    NameMap columns; /* past_column -> Fate */
} Past;

/* What identifies a column of a table in a Past. */
Name past_column(Names *names, Name space, Name table, Name column);

/* Adds to a finding about something unknown what became of it; `fate` may be NULL. */
void fate_note(Diag *diag, const Fate *fate, const char *what);

typedef struct Symbols {
    Arena *arena;
    Names *names;
    Diags *diags;
    TargetSet targets; /* the targets of the project */
    NameMap types;     /* Name (qualified) -> Symbol: enums, native types, one-word types */
    NameMap tables;    /* Name (qualified) -> Table */
    NameMap sequences; /* as `nextval` calls them -> Sequence */
    Arena *scratch;    /* released when everything is resolved */
    VEC(Symbol *) type_list;
    VEC(Table *) table_list;
    const Past *past;          /* NULL: a schema that stands for itself */
    uint32_t suggestions_left; /* names that may still be offered as nearest: bounds the cost of
                                  input in which everything is unknown */
} Symbols;

/* How many names are compared in all for "did you mean". */
#define SYMBOLS_SUGGESTIONS 1000000u

/* What identifies `space.name`: the name itself when space is NULL, else a name that cannot be written. */
Name symbols_qualified(Symbols *symbols, Name space, Name name);

/* The meaning of a written type. One-word types (`type user_id bigint`) are followed to what they stand
 * for. Errors (unknown-type, bad-type-arguments, type-cycle) are told; the result is then TYPE_ERROR. */
Type symbols_type(Symbols *symbols, const AstType *written);

/* The table of that name, or NULL; nothing is told. */
Table *symbols_table(Symbols *symbols, Name space, Name name);

/* The table of that name; an unknown one is told, with the nearest name, and gives NULL. */
Table *symbols_find_table(Symbols *symbols, const AstRef *ref);

/* The position of a column; an unknown one is told, with the nearest name, and gives -1. Quiet for a
 * table that is incomplete. */
int symbols_find_column(Symbols *symbols, const Table *table, const AstName *written);

/* Whether a search for the nearest of `count` names may still be made. */
bool symbols_may_suggest(Symbols *symbols, uint32_t count);

/* The three arguments of a "%s%s%s" that shows a qualified name. */
#define QUALIFIED(space, name) \
    (space) ? (space)->text : "", (space) ? "." : "", (name)->text
#define TABLE_SHOWN(table) QUALIFIED((table)->space, (table)->name)

#endif

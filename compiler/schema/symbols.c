/*
 * symbols.c - looking names up while a schema is resolved.
 *
 * takes:    written types and references
 * gives:    types, tables, columns
 * promises: an unknown name is told once, with the nearest name that exists; chains of one-word types
 *           are followed without recursion; comparing names for suggestions has a bounded cost
 */
#include "schema/symbols.h"

Name symbols_qualified(Symbols *symbols, Name space, Name name) {
    return name_qualified(symbols->names, space, name);
}

bool symbols_may_suggest(Symbols *symbols, uint32_t count) {
    if (count > symbols->suggestions_left) {
        return false;
    }
    symbols->suggestions_left -= count;
    return true;
}

/* ---- tables and columns ---- */

Table *symbols_table(Symbols *symbols, Name space, Name name) {
    return namemap_get(&symbols->tables, symbols_qualified(symbols, space, name));
}

Name past_column(Names *names, Name space, Name table, Name column) {
    return name_qualified(names, name_qualified(names, space, table), column);
}

void fate_note(Diag *diag, const Fate *fate, const char *what) {
    if (!fate) {
        return;
    }
    switch (fate->kind) {
    case FATE_DROPPED:
        diag_note(diag, fate->span, "%s was dropped by `%s`", what, fate->revision->text);
        return;
    case FATE_RENAMED:
        diag_note(diag, fate->span, "%s was renamed by `%s`", what, fate->revision->text);
        diag_help(diag, "its name is `%s` now", fate->to->text);
        return;
    case FATE_THERE: return;
    case FATE_LATER:
        diag_note(diag, fate->span, "%s is created by `%s`, which comes later", what,
                  fate->revision->text);
        return;
    }
}

/* A table that is not there at a revision of a chain: one that comes later, or one that was there. */
static bool tell_past_table(Symbols *symbols, const AstRef *ref) {
    const Fate *fate =
        symbols->past ? namemap_get(&symbols->past->tables,
                                    symbols_qualified(symbols, ref->space, ref->name))
                      : NULL;
    if (!fate || fate->kind == FATE_THERE) {
        return false;
    }
    bool is_later = fate->kind == FATE_LATER;
    Diag *diag = diag_at(symbols->diags,
                         is_later ? DIAG_FORWARD_FOREIGN_KEY : DIAG_UNKNOWN_TABLE, ref->span,
                         is_later ? "table `%s%s%s` is not there yet at `%s`"
                                  : "there is no table `%s%s%s` at `%s`",
                         QUALIFIED(ref->space, ref->name), symbols->past->revision->text);
    diag_label(diag, is_later ? "not there yet" : "no longer there");
    fate_note(diag, fate, "it");
    if (is_later) {
        diag_help(diag, "create it in this revision or before, or add the foreign key in `%s`",
                  fate->revision->text);
    }
    return true;
}

Table *symbols_find_table(Symbols *symbols, const AstRef *ref) {
    Table *table = symbols_table(symbols, ref->space, ref->name);
    if (table || tell_past_table(symbols, ref)) {
        return table;
    }
    Diag *diag;
    if (symbols->past) {
        diag = diag_at(symbols->diags, DIAG_UNKNOWN_TABLE, ref->span,
                       "there is no table `%s%s%s` at `%s`", QUALIFIED(ref->space, ref->name),
                       symbols->past->revision->text);
        diag_label(diag, "no revision creates it");
    } else {
        diag = diag_at(symbols->diags, DIAG_UNKNOWN_TABLE, ref->span, "there is no table `%s%s%s`",
                       QUALIFIED(ref->space, ref->name));
        diag_label(diag, "not declared anywhere");
    }
    const Table *owner = ref->space ? symbols_table(symbols, NULL, ref->space) : NULL;
    if (owner && table_column(owner, ref->name) >= 0) { /* as some write a column */
        diag_help(diag, "a column stands in brackets: `%s (%s)`", owner->name->text, ref->name->text);
        return NULL;
    }
    if (!diag || !symbols_may_suggest(symbols, symbols->table_list.count)) {
        return NULL;
    }
    TextSearch search = TEXT_SEARCH(name_text(ref->name));
    const Table *nearest = NULL;
    for (uint32_t i = 0; i < symbols->table_list.count; i++) {
        const Table *candidate = symbols->table_list.items[i];
        if (text_search_offer(&search, name_text(candidate->name))) {
            nearest = candidate;
        }
    }
    if (nearest) {
        diag_help(diag, "did you mean `%s%s%s`?", TABLE_SHOWN(nearest));
    }
    return NULL;
}

int symbols_find_column(Symbols *symbols, const Table *table, const AstName *written) {
    int position = table_column(table, written->name);
    if (position >= 0 || (table->flags & TABLE_INCOMPLETE)) {
        return position;
    }
    Diag *diag = diag_at(symbols->diags, DIAG_UNKNOWN_COLUMN, written->span,
                         "table `%s%s%s` has no column `%s`", TABLE_SHOWN(table), written->name->text);
    if (symbols->past) {
        fate_note(diag,
                  namemap_get(&symbols->past->columns, past_column(symbols->names, table->space,
                                                                   table->name, written->name)),
                  "it");
    }
    diag_note(diag, table->span, "`%s%s%s` is declared here", TABLE_SHOWN(table));
    if (!diag || !symbols_may_suggest(symbols, table->column_count)) {
        return -1;
    }
    TextSearch search = TEXT_SEARCH(name_text(written->name));
    for (uint16_t i = 0; i < table->column_count; i++) {
        text_search_offer(&search, name_text(table->columns[i].name));
    }
    if (search.nearest.data) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
    return -1;
}

/* ---- types ---- */

static const char *const scalar_words[] = {
#define TYPE(enumerator, word, family, least, most) word,
#include "schema/types.def"
#undef TYPE
};

#define SCALAR_WORDS (sizeof scalar_words / sizeof *scalar_words)

/* What messages say to the name of a type. */
typedef struct TypeWord {
    const char *word;
    const char *said;
} TypeWord;

/* What is written for a type that databases call so. */
static const TypeWord other_types[] = {
#define OTHER_TYPE(word, ours) {word, ours},
#include "schema/other_types.def"
#undef OTHER_TYPE
};

/* The target that has such a type of its own. */
static const TypeWord server_types[] = {
#define SERVER_TYPE(word, target) {word, target},
#include "schema/server_types.def"
#undef SERVER_TYPE
};

/* What is said to this one, or NULL. */
static const char *type_word_said(const TypeWord *words, size_t count, const AstType *written) {
    for (size_t i = 0; !written->space && i < count; i++) {
        if (strcmp(words[i].word, written->word->text) == 0) {
            return words[i].said;
        }
    }
    return NULL;
}

#define TYPE_WORD_SAID(words, written)                                                             \
    type_word_said(words, sizeof(words) / sizeof *(words), written)

static Type unknown_type(Symbols *symbols, const AstType *written) {
    Diag *diag = diag_at(symbols->diags, DIAG_UNKNOWN_TYPE, written->span,
                         "there is no type `%s%s%s`", QUALIFIED(written->space, written->word));
    diag_label(diag, "neither a scalar type nor declared");
    const char *ours = TYPE_WORD_SAID(other_types, written);
    const char *server = TYPE_WORD_SAID(server_types, written);
    if (ours) {
        diag_help(diag, "write `%s`", ours);
    } else if (server) {
        diag_help(diag, "what one server has is declared: `type %s { %s %s }`", written->word->text,
                  server, written->word->text);
    } else if (diag && symbols_may_suggest(symbols, symbols->type_list.count + (uint32_t)SCALAR_WORDS)) {
        TextSearch search = TEXT_SEARCH(name_text(written->word));
        for (size_t i = 0; i < SCALAR_WORDS; i++) {
            text_search_offer(&search, text_of(scalar_words[i]));
        }
        const Symbol *declared = NULL;
        for (uint32_t i = 0; i < symbols->type_list.count; i++) {
            const Symbol *candidate = symbols->type_list.items[i];
            if (text_search_offer(&search, name_text(candidate->decl->name.name))) {
                declared = candidate;
            }
        }
        if (declared) {
            diag_help(diag, "did you mean `%s%s%s`?",
                      QUALIFIED(declared->decl->name.space, declared->decl->name.name));
        } else if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        }
    }
    return TYPE_OF(TYPE_ERROR);
}

static Type bad_arguments(Symbols *symbols, const AstType *written, const char *why,
                          const char *help) {
    Diag *diag = diag_at(symbols->diags, DIAG_BAD_TYPE_ARGUMENTS, written->span, "%s", why);
    if (help) {
        diag_help(diag, "%s", help);
    }
    return TYPE_OF(TYPE_ERROR);
}

static Type scalar_type(Symbols *symbols, const AstType *written, TypeKind kind) {
    unsigned least;
    unsigned most;
    type_arguments(kind, &least, &most);
    unsigned count = written->argument_count;
    const char *word = written->word->text;
    if (count < least) {
        char *why = arena_printf(symbols->scratch, "`%s` needs a length", word);
        char *help = arena_printf(symbols->scratch, "write `%s(40)`, or `text` for any length", word);
        return bad_arguments(symbols, written, why, help);
    }
    if (count > most) {
        char *why = most == 0
                        ? arena_printf(symbols->scratch, "`%s` takes no numbers", word)
                        : arena_printf(symbols->scratch, "`%s` takes at most %u number%s, found %u",
                                       word, most, most == 1 ? "" : "s", count);
        return bad_arguments(symbols, written, why, NULL);
    }
    bool is_integer = kind == TYPE_SMALLINT || kind == TYPE_INT || kind == TYPE_BIGINT;
    if (written->is_unsigned && !is_integer) {
        return bad_arguments(symbols, written,
                             arena_printf(symbols->scratch, "`%s` is never unsigned", word),
                             "`smallint`, `int` and `bigint` can be");
    }
    Type type = TYPE_OF((uint8_t)kind);
    type.is_array = written->is_array;
    type.is_unsigned = written->is_unsigned;
    if (count == 0) {
        return type;
    }
    uint32_t first = written->arguments[0];
    uint32_t second = count > 1 ? written->arguments[1] : 0;
    if (kind == TYPE_DECIMAL) {
        if (first < 1 || first > TYPE_MOST_DIGITS) {
            return bad_arguments(
                symbols, written,
                arena_printf(symbols->scratch, "`%s` has 1 to %u digits", word, TYPE_MOST_DIGITS),
                NULL);
        }
        if (second > first || second > TYPE_MOST_DECIMALS) {
            return bad_arguments(
                symbols, written,
                arena_printf(symbols->scratch,
                             "of the digits of a `%s`, all or %u at most stand behind the point",
                             word, TYPE_MOST_DECIMALS),
                NULL);
        }
        type.scale = (uint16_t)second;
    } else {
        uint32_t longest = kind == TYPE_CHAR ? TYPE_LONGEST_CHAR : TYPE_LONGEST_TEXT;
        if (first < 1 || first > longest) {
            return bad_arguments(
                symbols, written,
                arena_printf(symbols->scratch, "the length of `%s` is 1 to %u", word, longest),
                "write `text` for any length");
        }
    }
    type.length = first;
    return type;
}

/* What is said behind a declared type's name: perhaps `[]`, never numbers. */
static Type applied(Symbols *symbols, const AstType *written, Type type) {
    if (written->argument_count > 0) {
        return bad_arguments(symbols, written,
                             arena_printf(symbols->scratch, "`%s` is a declared type and takes no "
                                                            "numbers", written->word->text),
                             NULL);
    }
    if (written->is_unsigned) {
        return bad_arguments(symbols, written,
                             arena_printf(symbols->scratch, "`%s` is a declared type and is not "
                                                            "made unsigned", written->word->text),
                             NULL);
    }
    if (written->is_array && type.kind != TYPE_ERROR) {
        if (type.is_array) {
            return bad_arguments(symbols, written,
                                 arena_printf(symbols->scratch,
                                              "`%s` is an array already, and an array of arrays is "
                                              "not a type", written->word->text),
                                 NULL);
        }
        type.is_array = true;
    }
    return type;
}

static void tell_cycle(Symbols *symbols, Symbol *first, Symbol *last) {
    Diag *diag = diag_at(symbols->diags, DIAG_TYPE_CYCLE, first->decl->name.span,
                         "type `%s%s%s` is defined by itself",
                         QUALIFIED(first->decl->name.space, first->decl->name.name));
    unsigned shown = 0;
    for (const Symbol *step = last; step != first && shown < 20; step = step->via, shown++) {
        diag_note(diag, step->decl->name.span, "by way of `%s%s%s`",
                  QUALIFIED(step->decl->name.space, step->decl->name.name));
    }
    diag_help(diag, "one of them must stand for a scalar type");
}

static Symbol *find_symbol(Symbols *symbols, const AstType *written) {
    Symbol *symbol = namemap_get(&symbols->types,
                                 symbols_qualified(symbols, written->space, written->word));
    if (symbol) {
        symbol->is_used = true;
    }
    return symbol;
}

/* Follows an alias to the end; afterwards it and all on the way are known. */
static void follow(Symbols *symbols, Symbol *alias) {
    Symbol *top = NULL;
    Symbol *at = alias;
    Type type = TYPE_OF(TYPE_ERROR);
    for (;;) {
        at->state = SYMBOL_BEING_FOLLOWED;
        at->via = top;
        top = at;
        const AstType *written = at->decl->type;
        TypeKind scalar = written->space ? TYPE_ERROR : type_by_word(written->word);
        if (scalar != TYPE_ERROR) {
            type = scalar_type(symbols, written, scalar);
            at->type = type;
            break;
        }
        Symbol *next = find_symbol(symbols, written);
        if (!next) {
            at->type = type = unknown_type(symbols, written);
            break;
        }
        if (next->kind != SYMBOL_ALIAS || next->state == SYMBOL_KNOWN) {
            at->type = type = applied(symbols, written, next->type);
            break;
        }
        if (next->state == SYMBOL_BEING_FOLLOWED) {
            tell_cycle(symbols, next, at);
            at->type = type;
            break;
        }
        at = next;
    }
    top->state = SYMBOL_KNOWN;
    for (Symbol *up = top->via; up; up = up->via) {
        up->type = applied(symbols, up->decl->type, type);
        type = up->type;
        up->state = SYMBOL_KNOWN;
    }
}

Type symbols_type(Symbols *symbols, const AstType *written) {
    if (!written->word) {
        return TYPE_OF(TYPE_ERROR);
    }
    TypeKind scalar = written->space ? TYPE_ERROR : type_by_word(written->word);
    if (scalar != TYPE_ERROR) {
        return scalar_type(symbols, written, scalar);
    }
    Symbol *symbol = find_symbol(symbols, written);
    if (!symbol) {
        return unknown_type(symbols, written);
    }
    if (symbol->kind == SYMBOL_ALIAS && symbol->state != SYMBOL_KNOWN) {
        follow(symbols, symbol);
    }
    return applied(symbols, written, symbol->type);
}

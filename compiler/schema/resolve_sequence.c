/*
 * resolve_sequence.c - sequences.
 *
 * takes:    their declarations
 * gives:    their numbers, those that were left out too; whose they are
 * promises: what says nothing, is said twice or cannot be is told
 */
#include <errno.h>
#include <stdlib.h>

#include "schema/resolver.h"

static const char *option_words(AstOptionKind kind) {
    switch (kind) {
    case AST_OPTION_START: return "start";
    case AST_OPTION_INCREMENT: return "increment";
    case AST_OPTION_LEAST: return "minvalue";
    case AST_OPTION_MOST: return "maxvalue";
    case AST_OPTION_CACHE: return "cache";
    case AST_OPTION_CYCLE: return "cycle";
    case AST_OPTION_OWNER: return "owned by";
    }
    return "";
}

static const AstOption *find(const AstDecl *decl, AstOptionKind kind) {
    for (const AstOption *option = decl->options; option; option = option->next) {
        if (option->kind == kind) {
            return option;
        }
    }
    return NULL;
}

static void check_once(Resolver *resolver, const AstDecl *decl) {
    for (const AstOption *option = decl->options; option; option = option->next) {
        const AstOption *first = find(decl, (AstOptionKind)option->kind);
        if (first != option) {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_DUPLICATE_MODIFIER, option->span,
                                 "`%s` is said twice", option_words((AstOptionKind)option->kind));
            diag_note(diag, first->span, "it is said here first");
        }
    }
}

static void tell(Resolver *resolver, Sequence *sequence, Span span, const char *what) {
    if (!sequence->is_broken) {
        diag_at(resolver->symbols.diags, DIAG_INVALID_LITERAL, span, "%s", what);
    }
    sequence->is_broken = true;
}

/* The number of an option, or what it is when nothing is said. */
static int64_t number_of(Resolver *resolver, const AstDecl *decl, Sequence *sequence,
                         AstOptionKind kind, int64_t usual) {
    const AstOption *option = find(decl, kind);
    if (!option) {
        return usual;
    }
    char *end;
    errno = 0;
    long long number = strtoll(option->number->text, &end, 10);
    if (*end != '\0' || errno != 0) {
        tell(resolver, sequence, option->span, "expected a whole number that a bigint holds");
        return usual;
    }
    return number;
}

static Span span_of(const AstDecl *decl, AstOptionKind kind) {
    const AstOption *option = find(decl, kind);
    return option ? option->span : decl->name.span;
}

static void check_numbers(Resolver *resolver, const AstDecl *decl, Sequence *sequence) {
    Sequence widest = {.type = sequence->type, .increment = 1};
    int64_t most = sequence_most(&widest);
    widest.increment = -1;
    int64_t least = sequence_least(&widest);
    if (sequence->increment == 0) {
        tell(resolver, sequence, span_of(decl, AST_OPTION_INCREMENT),
             "a sequence has an increment other than 0");
    } else if (sequence->least < least || sequence->least > most) {
        tell(resolver, sequence, span_of(decl, AST_OPTION_LEAST),
             "the sequence's type does not hold its least number");
    } else if (sequence->most < least || sequence->most > most) {
        tell(resolver, sequence, span_of(decl, AST_OPTION_MOST),
             "the sequence's type does not hold its greatest number");
    } else if (sequence->least >= sequence->most) {
        tell(resolver, sequence,
             span_of(decl, find(decl, AST_OPTION_MOST) ? AST_OPTION_MOST : AST_OPTION_LEAST),
             "the greatest number of a sequence is greater than its least");
    } else if (sequence->start < sequence->least || sequence->start > sequence->most) {
        tell(resolver, sequence, span_of(decl, AST_OPTION_START),
             "a sequence starts between its least number and its greatest");
    } else if (sequence->cache < 1) {
        tell(resolver, sequence, span_of(decl, AST_OPTION_CACHE),
             "a sequence keeps at least one number");
    }
}

void resolve_sequence(Resolver *resolver, const AstDecl *decl, Sequence *sequence) {
    sequence->space = decl->name.space;
    sequence->name = decl->name.name;
    sequence->span = decl->name.span;
    sequence->doc = decl->doc;
    sequence->targets = resolve_targets(resolver, decl->targets, TARGETS_ALL, "the sequence");
    sequence->type = TYPE_OF(TYPE_BIGINT);
    check_once(resolver, decl);
    if (decl->base && decl->base->word) {
        TypeKind kind = decl->base->space || decl->base->is_array ? TYPE_ERROR
                                                                  : type_by_word(decl->base->word);
        if ((kind == TYPE_SMALLINT || kind == TYPE_INT || kind == TYPE_BIGINT) &&
            decl->base->argument_count == 0) {
            sequence->type = TYPE_OF((uint8_t)kind);
        } else {
            Diag *diag = diag_at(resolver->symbols.diags, DIAG_TYPE_MISMATCH, decl->base->span,
                                 "a sequence is a smallint, an int or a bigint");
            diag_label(diag, "not one of them");
            sequence->is_broken = true;
        }
    }
    sequence->increment = number_of(resolver, decl, sequence, AST_OPTION_INCREMENT, 1);
    sequence->least = number_of(resolver, decl, sequence, AST_OPTION_LEAST,
                                sequence_least(sequence));
    sequence->most = number_of(resolver, decl, sequence, AST_OPTION_MOST, sequence_most(sequence));
    sequence->start = number_of(resolver, decl, sequence, AST_OPTION_START,
                                sequence_start(sequence));
    sequence->cache = number_of(resolver, decl, sequence, AST_OPTION_CACHE, 1);
    sequence->cycles = find(decl, AST_OPTION_CYCLE) != NULL;
    if (!sequence->is_broken) {
        check_numbers(resolver, decl, sequence);
    }
    const AstOption *owner = find(decl, AST_OPTION_OWNER);
    if (owner) {
        sequence->owner_space = owner->table.space;
        sequence->owner = owner->table.name;
        sequence->owner_column = owner->column->name;
    }
}

void resolve_owner(Resolver *resolver, const AstDecl *decl, const Sequence *sequence) {
    const AstOption *owner = find(decl, AST_OPTION_OWNER);
    const Table *table = owner ? symbols_find_table(&resolver->symbols, &owner->table) : NULL;
    if (!table) {
        return;
    }
    int column = symbols_find_column(&resolver->symbols, table, owner->column);
    if (column < 0) {
        return;
    }
    TargetSet missing = resolve_missing(resolver, sequence->targets,
                                        table->columns[column].targets);
    if (missing) {
        Diag *diag = resolve_tell_missing(resolver, owner->span, missing,
                                          "the column that the sequence goes with is not there");
        diag_note(diag, table->columns[column].span, "it is declared here");
    }
    if (sequence->space != table->space) {
        Diag *diag = diag_at(resolver->symbols.diags, DIAG_UNKNOWN_TABLE, owner->table.span,
                             "a sequence is in the namespace of the table that it goes with");
        diag_note(diag, table->span, "the table is declared here");
    }
}

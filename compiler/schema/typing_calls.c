/*
 * typing_calls.c - the functions of functions.def: what arguments they take and what they give.
 */
#include "schema/typing_parts.h"

#include <string.h>

/* The item is for fewer targets than the project has, or there is only one target anyway. */
bool typing_is_narrowed(const TypingScope *scope) {
    TargetSet project = scope->symbols->targets;
    TargetSet here = scope->targets & project;
    return here != project || (project & (project - 1)) == 0;
}

void typing_help_for(const TypingScope *scope, Diag *diag, const char *what) {
    Buf buf = {0};
    TargetSet project = scope->symbols->targets;
    TargetSet first = (TargetSet)(project & -project);
    targets_write(&buf, first);
    const char *target = typing_kept(scope, &buf);
    if (scope->role == ROLE_VALUE) { /* of a column that all targets have */
        diag_help(diag, "%s belongs in a step of its own: `sql for %s up $$ ... $$ down $$ ... $$`",
                  what, target);
    } else {
        diag_help(diag, "%s needs a `for`, such as `for %s`", what, target);
    }
}

void typing_check_volatile(const TypingScope *scope, Function function, Span span) {
    if (function_is_volatile(function)) {
        typing_fixed(scope, span, true, "`%s` gives another value every time",
                     function_info(function)->word);
    }
}

static Type type_of_result(const Expr *expr, const char *signature, Type unified) {
    switch (*(strchr(signature, ':') + 1)) {
    case 't':
        return TYPE_OF(TYPE_TEXT);
    case 'i':
        return TYPE_OF(TYPE_INT);
    case 'b':
        return TYPE_OF(TYPE_BOOL);
    case 'm':
        return TYPE_OF(TYPE_DECIMAL);
    case 'w':
        return (Type){.kind = TYPE_DECIMAL, .length = 38};
    case 'd':
        return TYPE_OF(TYPE_DATE);
    case 's':
        return TYPE_OF(TYPE_TIMESTAMP);
    case 'z':
        return TYPE_OF(TYPE_TIMESTAMPTZ);
    case 'u':
        return TYPE_OF(TYPE_UUID);
    case '1':
        return expr->items[0]->type;
    default: /* = */
        return unified;
    }
}

/* Whether an argument may have this type, and what the letter stands for, in words. */
static bool takes(char letter, Type type, const char **words) {
    TypeFamily family = type_family(type);
    if (type.is_array) {
        family = FAMILY_NONE;
        *words = "no array";
    } else if (type.kind == TYPE_NULL || type.kind == TYPE_NATIVE) {
        if (family == FAMILY_NONE) {
            return true;
        }
    }
    switch (letter) {
    case 't':
        *words = "text";
        return family == FAMILY_TEXT;
    case 'T':
        *words = "text or bytes";
        return family == FAMILY_TEXT || family == FAMILY_BYTES;
    case 'y':
        *words = "bytes";
        return family == FAMILY_BYTES;
    case 'i':
        *words = "a whole number";
        return typing_is_integer(type);
    case 'p':
        *words = "an int";
        return typing_is_integer(type) && type.kind != TYPE_BIGINT;
    case 'n':
        *words = "a number";
        return family == FAMILY_NUMBER;
    case 'c':
        *words = "numbers or dates";
        return family == FAMILY_NUMBER || family == FAMILY_DATE;
    default: /* = */
        return true;
    }
}

/* Judges the arguments of a function of the table, and sets the type. */
static bool is_negative_literal(const Expr *expr) {
    return expr->kind == EXPR_UNARY && expr->items[0]->kind == EXPR_NUMBER;
}

void typing_call(const TypingScope *scope, Expr *expr, Function function) {
    const FunctionInfo *info = function_info(function);
    const char *letter = info->signature;
    Type unified = TYPE_OF(TYPE_ERROR);
    bool good = true;
    if (strchr(letter, '=') == strchr(letter, ':') + 1 || *letter == '=') {
        unified =
            typing_unify(scope, expr, 0, 1, false,
                         arena_printf(scope->symbols->arena, "the arguments of `%s`", info->word));
        good = unified.kind != TYPE_ERROR;
    }
    for (uint32_t i = 0; i < expr->count; i++) {
        const char *words = "";
        const Expr *item;
        if (*letter == 'y') {
            expr->items[i] = typing_read_as(scope, expr->items[i], TYPE_OF(TYPE_BYTES));
        }
        item = expr->items[i];
        if (item->type.kind == TYPE_ERROR) {
            good = false;
        } else if (good && !takes(*letter, item->type, &words)) {
            Diag *diag = diag_at(scope->symbols->diags, DIAG_TYPE_MISMATCH, item->span,
                                 "`%s` takes %s, not `%s`", info->word, words,
                                 typing_type(scope, item->type));
            diag_label(diag, "this is `%s`", typing_type(scope, item->type));
            if (*letter == 't' && type_cast_row(item->type, TYPE_OF(TYPE_TEXT)) >= 0) {
                diag_help(diag, "write `cast(... as text)`");
            }
            good = false;
        } else if (good && *letter == 'p' && is_negative_literal(item)) {
            Diag *diag = diag_at(scope->symbols->diags, DIAG_INVALID_LITERAL, item->span,
                                 "`%s` takes no negative number", info->word);
            diag_label(diag, "every target gives it another meaning");
            good = false;
        }
        if (letter[1] != ':') {
            letter++;
        }
    }
    expr->type = good ? type_of_result(expr, info->signature, unified) : TYPE_OF(TYPE_ERROR);
}

void typing_tell_count(const TypingScope *scope, const AstExpr *written, uint32_t count) {
    Buf buf = {0};
    const char *counts;
    Diag *diag;
    for (unsigned i = 0; i < FUNCTION_COUNT; i++) {
        const FunctionInfo *info = function_info((Function)i);
        if (!text_is(name_text(written->text), info->word)) {
            continue;
        }
        buf_text(&buf, buf.length > 0 ? " or " : "");
        buf_uint(&buf, info->least);
        if (info->most > info->least) {
            buf_text(&buf, info->most > info->least + 1u ? " or more" : " or ");
            if (info->most == info->least + 1u) {
                buf_uint(&buf, info->most);
            }
        }
    }
    counts = typing_kept(scope, &buf);
    diag = diag_at(scope->symbols->diags, DIAG_WRONG_ARGUMENT_COUNT, written->span,
                   "`%s` takes %s arguments, not %u", written->text->text,
                   strcmp(counts, "0") == 0 ? "no" : counts, count);
    diag_label(diag, "%u given", count);
}

Span typing_name_span(const AstExpr *call) {
    Span span = call->span;
    if (call->kind == AST_CALL && call->text->length < span.length) {
        span.length = call->text->length;
    }
    return span;
}

/* What a default says in place of a function that databases have for it, or NULL. */
static const char *default_for(Name function) {
    static const char *const words[][2] = {
        {"gen_random_uuid", "uuid"}, {"uuid_generate_v4", "uuid"}, {"newid", "uuid"},
        {"getdate", "now"},          {"sysdate", "now"},           {"clock_timestamp", "now"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i][0], function->text) == 0) {
            return words[i][1];
        }
    }
    return NULL;
}

void typing_tell_function(const TypingScope *scope, const AstExpr *written) {
    TextSearch search = TEXT_SEARCH(name_text(written->text));
    Diag *diag = diag_at(scope->symbols->diags, DIAG_UNKNOWN_FUNCTION, typing_name_span(written),
                         "there is no portable function `%s`", written->text->text);
    for (unsigned i = 0; i < FUNCTION_COUNT; i++) {
        text_search_offer(&search, text_of(function_info((Function)i)->word));
    }
    diag_label(diag, "not known to every target");
    const char *ours = scope->role == ROLE_DEFAULT ? default_for(written->text) : NULL;
    if (ours != NULL) {
        diag_help(diag, "write `default %s`", ours);
        return;
    }
    if (search.nearest.data != NULL) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
    typing_help_for(scope, diag, "a function of one target");
}

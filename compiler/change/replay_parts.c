/*
 * replay_parts.c - the parts of a table as a tree, by name or by what they are about. See altering.h.
 */
#include "change/altering.h"

const AstModifier *altering_modifier(const AstItem *item, AstModifierKind kind) {
    for (const AstModifier *modifier = item->modifiers; modifier; modifier = modifier->next) {
        if (modifier->kind == kind) {
            return modifier;
        }
    }
    return NULL;
}

AstItem *altering_column(const Altering *altering, Name name) {
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        if (item->kind == AST_COLUMN && item->name == name) {
            return item;
        }
    }
    return NULL;
}

/* The same; an unknown one is told. */
AstItem *altering_want_column(const Altering *altering, const AstName *written) {
    AstItem *item = altering_column(altering, written->name);
    if (item) {
        return item;
    }
    Replaying *replaying = altering->replaying;
    const AstRef *table = &altering->decl->name;
    Diag *diag = diag_at(replaying->diags, DIAG_UNKNOWN_COLUMN, written->span,
                         "table `%s%s%s` has no column `%s` at `%s`",
                         QUALIFIED(table->space, table->name), written->name->text,
                         replaying->past.revision->text);
    const Fate *fate = namemap_get(
        &replaying->past.columns,
        past_column(replaying->names, table->space, table->name, written->name));
    fate_note(diag, fate, "it");
    if (diag && !(fate && fate->kind == FATE_RENAMED)) {
        TextSearch search = TEXT_SEARCH(name_text(written->name));
        for (AstItem *other = altering->decl->items; other; other = other->next) {
            if (other->kind == AST_COLUMN && other->name) {
                text_search_offer(&search, name_text(other->name));
            }
        }
        if (search.nearest.data) {
            diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
        }
    }
    return NULL;
}

bool altering_same_names(const AstName *a, const AstName *b) {
    for (; a && b && a->name == b->name; a = a->next, b = b->next) {
    }
    return !a && !b;
}

/* The columns of an index, if it is of nothing but columns. */
static bool index_is_of(const AstItem *index, const AstName *columns) {
    const AstIndexKey *key = index->keys;
    for (; key && columns; key = key->next, columns = columns->next) {
        if (key->expr->kind != AST_NAME || key->expr->text != columns->name) {
            return false;
        }
    }
    return !key && !columns;
}

const char *altering_part_words(uint8_t kind) {
    switch ((AstItemKind)kind) {
    case AST_COLUMN: return "column";
    case AST_PRIMARY_KEY: return "primary key";
    case AST_UNIQUE: return "unique key";
    case AST_FOREIGN_KEY: return "foreign key";
    case AST_CHECK: return "check";
    case AST_INDEX: return "index";
    case AST_EXCLUDE: return "exclusion";
    case AST_PARTITION: return "partitioning";
    case AST_INCLUDE:
    case AST_OPTIONS: break;
    }
    return "";
}

Name altering_name_of(const Altering *altering, const AstItem *item) {
    return item->name ? item->name : replay_derived_name(altering->replaying, altering->decl, item);
}

/* The constraint or index that a line is about; an unknown one is told. */
AstItem *altering_want_part(const Altering *altering, const AstChange *change) {
    for (AstItem *item = altering->decl->items; item; item = item->next) {
        if (item->kind != change->part) {
            continue;
        }
        bool found = change->name       ? altering_name_of(altering, item) == change->name->name
                     : !change->columns ? true /* the primary key */
                     : item->kind == AST_INDEX || item->kind == AST_EXCLUDE
                         ? index_is_of(item, change->columns)
                         : item->kind != AST_CHECK &&
                               altering_same_names(item->columns, change->columns);
        if (found) {
            return item;
        }
    }
    Replaying *replaying = altering->replaying;
    const AstRef *table = &altering->decl->name;
    Span span = change->name      ? change->name->span
                : change->columns ? change->columns->span
                                  : change->span;
    Diag *diag = diag_at(replaying->diags, DIAG_UNKNOWN_PART, span,
                         "table `%s%s%s` has no such %s at `%s`",
                         QUALIFIED(table->space, table->name), altering_part_words(change->part),
                         replaying->past.revision->text);
    TextSearch search = TEXT_SEARCH(change->name ? name_text(change->name->name) : text_of(""));
    for (AstItem *item = altering->decl->items; diag && item; item = item->next) {
        if (item->kind == change->part && change->name) {
            text_search_offer(&search, name_text(altering_name_of(altering, item)));
        }
    }
    if (search.nearest.data) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    }
    return NULL;
}

void altering_unlink(AstDecl *decl, const AstItem *item) {
    AstItem **link = &decl->items;
    while (*link != item) {
        link = &(*link)->next;
    }
    *link = item->next;
}

void altering_append(AstDecl *decl, AstItem *items) {
    AstItem **link = &decl->items;
    while (*link) {
        link = &(*link)->next;
    }
    *link = items;
}

bool altering_same_type(const AstType *a, const AstType *b) {
    return a && b && a->word == b->word && a->space == b->space && a->is_array == b->is_array &&
           a->is_unsigned == b->is_unsigned && a->argument_count == b->argument_count &&
           a->arguments[0] == b->arguments[0] && a->arguments[1] == b->arguments[1];
}

void altering_set_fate(const Altering *altering, Name column, FateKind kind, Span span, Name to) {
    Replaying *replaying = altering->replaying;
    Fate *fate = NEW(replaying->arena, Fate);
    *fate = (Fate){.kind = kind, .revision = replaying->past.revision, .span = span, .to = to};
    const AstRef *table = &altering->decl->name;
    namemap_set(replaying->arena, &replaying->past.columns,
                past_column(replaying->names, table->space, table->name, column), fate);
}

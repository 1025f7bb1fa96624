/*
 * meaning.c - see meaning.h.
 */
#include "change/meaning.h"

#include "base/buf.h"
#include "base/vec.h"

/* A one-word type. */
typedef struct Word {
    const AstDecl *decl;
    struct Word *next;         /* the word that it is explained by, or NULL */
    char meaning[DIGEST_SIZE]; /* of its type, and of the meaning of `next`; "": not followed yet */
} Word;

struct Meanings {
    Names *names;
    NameMap words; /* `name` or `space.name` -> Word * */
};

typedef struct Walk {
    const Meanings *meanings;
    Digest *digest;
} Walk;

static Name name_of(const Meanings *meanings, Name space, Name name) {
    return space == NULL ? name : names_internf(meanings->names, "%s.%s", space->text, name->text);
}

static Word *word_of(const Meanings *meanings, const AstType *type) {
    return type == NULL || type->word == NULL
               ? NULL
               : namemap_get(&meanings->words, name_of(meanings, type->space, type->word));
}

/* ---- what words come to ---------------------------------------------------------------------- */

static void digest_type(Digest *digest, const AstType *type) {
    Buf out = {0};
    if (type->space != NULL) {
        buf_printf(&out, "%s.", type->space->text);
    }
    buf_text(&out, type->word != NULL ? type->word->text : "");
    for (uint8_t i = 0; i < type->argument_count; i++) {
        buf_printf(&out, "%c%u", i == 0 ? '(' : ',', (unsigned)type->arguments[i]);
    }
    buf_text(&out, type->is_array ? "[]" : "");
    digest_add(digest, buf_view(&out));
    buf_free(&out);
}

typedef VEC(Word *) Words;

/* Gives a word and all on its way their meanings, the last of them first. What goes round in a circle
 * (which is told elsewhere) ends where it closes. */
static void follow(Arena *arena, Word *word, Digest *digest, Words *path) {
    path->count = 0;
    for (; word != NULL && word->meaning[0] == '\0'; word = word->next) {
        word->meaning[0] = '?';
        vec_push(arena, path, word);
    }
    while (path->count > 0) {
        Word *last = vec_pop(path);
        digest_type(digest, last->decl->type);
        if (last->next != NULL) {
            digest_add(digest, text_of(last->next->meaning));
        }
        digest_end(digest, last->meaning);
    }
}

Meanings *meanings_of(const AstUnit *schema, Names *names, Arena *arena) {
    Meanings *meanings = NEW(arena, Meanings);
    meanings->names = names;
    Words words = {0};
    for (const AstDecl *decl = schema != NULL ? schema->first : NULL; decl != NULL;
         decl = decl->next) {
        if (decl->kind == AST_TYPE && decl->type != NULL && decl->name.name != NULL) {
            Word *word = NEW(arena, Word);
            word->decl = decl;
            namemap_put(arena, &meanings->words,
                        name_of(meanings, decl->name.space, decl->name.name), word);
            vec_push(arena, &words, word);
        }
    }
    for (uint32_t i = 0; i < words.count; i++) {
        words.items[i]->next = word_of(meanings, words.items[i]->decl->type);
    }
    Digest *digest = words.count > 0 ? digest_new(arena) : NULL;
    Words path = {0};
    for (uint32_t i = 0; i < words.count; i++) {
        follow(arena, words.items[i], digest, &path);
    }
    return meanings;
}

/* ---- the words of a revision ----------------------------------------------------------------- */

static void walk_type(const Walk *walk, const AstType *type) {
    const Word *word = word_of(walk->meanings, type);
    if (word != NULL) {
        digest_add(walk->digest, name_text(word->decl->name.name));
        digest_add(walk->digest, text_of(word->meaning));
    }
}

/* No deeper than AST_DEEPEST. */
static void walk_expr(const Walk *walk, const AstExpr *expr) {
    for (; expr != NULL; expr = expr->next) {
        walk_type(walk, expr->kind == AST_CAST || expr->kind == AST_TYPED ? expr->type : NULL);
        if (expr->left != NULL) {
            walk_expr(walk, expr->left);
        }
        if (expr->kind != AST_CAST && expr->kind != AST_TYPED && expr->right != NULL) {
            walk_expr(walk, expr->right); /* or `items` */
        }
    }
}

static void walk_modifiers(const Walk *walk, const AstModifier *modifier) {
    for (; modifier != NULL; modifier = modifier->next) {
        switch ((AstModifierKind)modifier->kind) {
        case AST_MOD_DEFAULT:
        case AST_MOD_GENERATED:
        case AST_MOD_CHECK:
        case AST_MOD_WHERE: walk_expr(walk, modifier->expr); break;
        case AST_MOD_NULL:
        case AST_MOD_IDENTITY:
        case AST_MOD_COLLATE:
        case AST_MOD_PRIMARY_KEY:
        case AST_MOD_UNIQUE:
        case AST_MOD_REFERENCES:
        case AST_MOD_FORWARD:
        case AST_MOD_MATCH_FULL:
        case AST_MOD_ON_DELETE:
        case AST_MOD_ON_UPDATE:
        case AST_MOD_ON_UPDATE_NOW:
        case AST_MOD_USING:
        case AST_MOD_INCLUDE:
        case AST_MOD_NULLS_SAME:
        case AST_MOD_DEFERRABLE:
        case AST_MOD_NOT_VALID:
        case AST_MOD_FOR:
        case AST_MOD_CHARSET:
        case AST_MOD_WITH:
        case AST_MOD_CONCURRENTLY: break;
        }
    }
}

static void walk_item(const Walk *walk, const AstItem *item) {
    switch ((AstItemKind)item->kind) {
    case AST_COLUMN: walk_type(walk, item->type); break;
    case AST_CHECK: walk_expr(walk, item->expr); break;
    case AST_INDEX:
    case AST_EXCLUDE:
    case AST_PARTITION:
        for (const AstIndexKey *key = item->keys; key != NULL; key = key->next) {
            walk_expr(walk, key->expr);
        }
        break;
    case AST_INCLUDE:
    case AST_OPTIONS:
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_FOREIGN_KEY: break;
    }
    walk_modifiers(walk, item->modifiers);
}

static void walk_decl(const Walk *walk, const AstDecl *decl) {
    switch ((AstDeclKind)decl->kind) {
    case AST_TABLE:
    case AST_DOMAIN:
    case AST_MIXIN:
        for (const AstItem *item = decl->items; item != NULL; item = item->next) {
            walk_item(walk, item);
        }
        break;
    case AST_TYPE: walk_type(walk, decl->type); break;
    case AST_DATA:
        for (const AstRow *row = decl->rows; row != NULL; row = row->next) {
            walk_expr(walk, row->values);
        }
        break;
    case AST_PROJECT:
    case AST_EXTENSION:
    case AST_ENUM:
    case AST_SQL:
    case AST_REVISION: break;
    case AST_SEQUENCE: walk_type(walk, decl->base); break;
    }
}

void meanings_digest(const Meanings *meanings, const AstDecl *revision, Digest *digest) {
    if (meanings->words.count == 0) {
        return;
    }
    const Walk walk = {.meanings = meanings, .digest = digest};
    for (const AstStep *step = revision->steps; step != NULL; step = step->next) {
        if (step->decl != NULL) {
            walk_decl(&walk, step->decl);
        }
        for (const AstChange *change = step->changes; change != NULL; change = change->next) {
            if (change->item != NULL) {
                walk_item(&walk, change->item);
            }
            walk_expr(&walk, change->expr);
            walk_expr(&walk, change->where);
            walk_expr(&walk, change->restore);
        }
    }
}

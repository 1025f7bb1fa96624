/*
 * chain.c - see chain.h.
 *
 * Every file with a revision is a node, its parent the node that `after` names: a graph in which each
 * node has at most one edge out. What its roots do not reach is on a cycle, behind one, or behind
 * a parent that is not there; each of these is told once, at its cause.
 */
#include "change/chain.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "change/meaning.h"

#define NONE UINT32_MAX

/* What is known of the file of a node. */
typedef struct Node {
    const RevisionFile *file;
    uint32_t parent;      /* NONE: it has none, or none that is known */
    uint32_t first_child; /* in the order of the files */
    uint32_t last_child;
    uint32_t next_sibling;
    bool is_measured; /* `head` and `size` are known: it is on no cycle */
    uint32_t walk;    /* the walk that came by first, 0 for none: finds cycles */
    uint32_t head;    /* where the chain ends if all that forks behind this one is put in a row */
    uint32_t size;    /* how many revisions that are */
} Node;

typedef struct Builder {
    const RevisionFiles *files;
    const NameMap *built; /* names of revisions that were built, or NULL */
    Names *names;
    Diags *diags;
    Arena *arena;
    Node *nodes;
    uint32_t count;
    NameMap by_name; /* the name of a revision, or else that of its file -> Node * */
    bool is_known;   /* every file could be read: a name that is missing is a mistake */
    bool has_gap;    /* an `after` leads nowhere, or round */
} Builder;

/* ---- files ----------------------------------------------------------------------------------- */

/* The name that the file gives its revision: `revisions/0001_initial.mig` -> `0001_initial`. */
static Text stem_of(const char *path) {
    Text name = text_of(file_name(path));
    name.length -= text_ends_with(name, ".mig") ? strlen(".mig") : 0;
    return name;
}

static Name name_of(const Node *node) {
    return node->file->decl->name.name;
}

static Span span_of(const Node *node) {
    return node->file->decl->name.span;
}

static void tell_empty_file(Builder *builder, const RevisionFile *file) {
    Text stem = stem_of(file->path);
    Diag *diag = diag_at(builder->diags, DIAG_STRAY_REVISION, (Span){file->file->base, 0},
                         "this file is among the revisions and has none");
    diag_help(diag, "begin it with `revision %.*s`, or take it out of the folder", TEXT_ARG(stem));
}

static void tell_wrong_file(Builder *builder, const RevisionFile *file) {
    Name name = file->decl->name.name;
    Text stem = stem_of(file->path);
    Diag *diag = diag_at(builder->diags, DIAG_STRAY_REVISION, file->decl->name.span,
                         "revision `%s` stands in `%s`, and a file is named after its revision",
                         name->text, file_name(file->path));
    diag_help(diag, "call the file `%s.mig`, or the revision `%.*s`", name->text, TEXT_ARG(stem));
}

/* Words that stand for revisions on the command line. */
static bool is_reserved(Name name) {
    Text text = name_text(name);
    return text_is(text, "base") || text_is(text, "head") || text_is(text, "schema");
}

/* Whether files, scripts and migc.sum can bear the name. */
static bool can_be_a_file(Name name) {
    for (uint32_t i = 0; i < name->length; i++) {
        char c = name->text[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (!is_letter) {
            return false;
        }
    }
    return name->length > 0;
}

/* Tells what is wrong with one revision by itself. */
static void check_revision(Builder *builder, const RevisionFile *file) {
    const AstDecl *decl = file->decl;
    Name name = decl->name.name;
    if (is_reserved(name) || !can_be_a_file(name)) {
        Diag *diag = diag_at(builder->diags, DIAG_RESERVED_NAME, decl->name.span,
                             is_reserved(name) ? "no revision can be called `%s`"
                                               : "`%s` cannot be the name of a file",
                             name->text);
        diag_help(diag, "a name of small letters, digits and `_`, such as `0001_initial`");
    } else if (!text_equal(name_text(name), stem_of(file->path))) {
        tell_wrong_file(builder, file);
    }
    if (decl->steps == NULL && !file->is_broken) {
        Diag *diag = diag_at(builder->diags, DIAG_EMPTY_REVISION, decl->name.span,
                             "revision `%s` does nothing", name->text);
        diag_help(diag, "write a step between its braces, or remove the file");
    }
}

static void tell_duplicate(Builder *builder, const RevisionFile *first, const RevisionFile *file) {
    const AstDecl *decl = file->decl;
    Diag *diag = diag_at(builder->diags, DIAG_DUPLICATE_NAME, decl->name.span,
                         "there are two revisions `%s`", decl->name.name->text);
    diag_note(diag, first->decl->name.span, "the other one is here");
    diag_help(diag, "give one of them another name, and its file too");
}

/* The files by the names of their revisions; of several with one name that which is called so, or else
 * the first. */
static NameMap find_owners(Builder *builder) {
    NameMap owners = {0};
    namemap_reserve(builder->arena, &owners, builder->files->count);
    for (uint32_t i = 0; i < builder->files->count; i++) {
        RevisionFile *file = &builder->files->items[i];
        Name name = file->decl != NULL ? file->decl->name.name : NULL;
        if (name != NULL && text_equal(name_text(name), stem_of(file->path))) {
            namemap_set(builder->arena, &owners, name, file);
        } else if (name != NULL) {
            namemap_put(builder->arena, &owners, name, file);
        }
    }
    return owners;
}

/* Makes a node of every file with a revision whose name is its own. */
static void enter_files(Builder *builder) {
    builder->nodes = NEW_ARRAY(builder->arena, Node, builder->files->count);
    builder->is_known = true;
    namemap_reserve(builder->arena, &builder->by_name, builder->files->count);
    NameMap owners = find_owners(builder);
    for (uint32_t i = 0; i < builder->files->count; i++) {
        const RevisionFile *file = &builder->files->items[i];
        Name name = file->decl != NULL ? file->decl->name.name : NULL;
        if (name == NULL) {
            builder->is_known = builder->is_known && !file->is_broken;
            if (!file->is_broken) {
                tell_empty_file(builder, file);
            }
            continue;
        }
        const RevisionFile *owner = namemap_get(&owners, name);
        if (owner != file) {
            tell_duplicate(builder, owner, file);
            continue;
        }
        check_revision(builder, file);
        Node *node = &builder->nodes[builder->count];
        namemap_put(builder->arena, &builder->by_name, name, node);
        *node = (Node){.file = file,
                       .parent = NONE,
                       .first_child = NONE,
                       .last_child = NONE,
                       .next_sibling = NONE,
                       .head = builder->count,
                       .size = 1};
        builder->count++;
    }
    /* whoever names the file of a revision with another name means that revision */
    for (uint32_t i = 0; i < builder->count; i++) {
        Text stem = stem_of(builder->nodes[i].file->path);
        Name name = names_find(builder->names, stem.data, stem.length);
        if (name != NULL) {
            namemap_put(builder->arena, &builder->by_name, name, &builder->nodes[i]);
        }
    }
}

/* ---- parents --------------------------------------------------------------------------------- */

static void tell_unknown_parent(Builder *builder, const Node *node, bool search_nearest) {
    const AstDecl *decl = node->file->decl;
    const char *folder = file_directory(builder->arena, node->file->path);
    Diag *diag = diag_at(builder->diags, DIAG_UNKNOWN_PARENT, decl->after_span,
                         "there is no revision `%s` in `%s`", decl->after->text, folder);
    if (builder->built != NULL && namemap_get(builder->built, decl->after) != NULL) {
        diag_help(diag,
                  "put its file back: it was built, and a database that has it can only be taken "
                  "back with it");
        diag_help(
            diag,
            "if no database has it, name the revision before it, and say `migc sum --update`");
        return;
    }
    TextSearch search = TEXT_SEARCH(name_text(decl->after));
    for (uint32_t i = 0; search_nearest && i < builder->count; i++) {
        if (&builder->nodes[i] != node) {
            text_search_offer(&search, name_text(name_of(&builder->nodes[i])));
        }
    }
    if (search.nearest.data != NULL) {
        diag_help(diag, "did you mean `%.*s`?", TEXT_ARG(search.nearest));
    } else {
        diag_help(diag,
                  "name the revision that this one follows, or leave `after` out if it is the "
                  "first");
    }
}

static void add_child(Builder *builder, uint32_t parent, uint32_t child) {
    Node *node = &builder->nodes[parent];
    builder->nodes[child].parent = parent;
    if (node->last_child == NONE) {
        node->first_child = child;
    } else {
        builder->nodes[node->last_child].next_sibling = child;
    }
    node->last_child = child;
}

/* At most so many searches for the nearest name: each looks at all of them. */
#define MOST_SEARCHES 20

static void find_parents(Builder *builder) {
    uint32_t told = 0;
    for (uint32_t i = 0; i < builder->count; i++) {
        Node *node = &builder->nodes[i];
        Name after = node->file->decl->after;
        if (after == NULL) {
            continue;
        }
        Node *parent = namemap_get(&builder->by_name, after);
        if (parent != NULL) {
            add_child(builder, (uint32_t)(parent - builder->nodes), i);
            continue;
        }
        builder->has_gap = true;
        if (builder->is_known) {
            tell_unknown_parent(builder, node, told++ < MOST_SEARCHES);
        }
    }
}

/* ---- cycles ---------------------------------------------------------------------------------- */

/* A cycle is told at its smallest node, along `after`. */
static void tell_cycle(Builder *builder, uint32_t start) {
    const Node *nodes = builder->nodes;
    uint32_t smallest = start;
    for (uint32_t at = nodes[start].parent; at != start; at = nodes[at].parent) {
        smallest = at < smallest ? at : smallest;
    }
    const AstDecl *decl = nodes[smallest].file->decl;
    if (nodes[smallest].parent == smallest) {
        Diag *diag = diag_at(builder->diags, DIAG_CHAIN_CYCLE, decl->after_span,
                             "revision `%s` comes after itself", decl->name.name->text);
        diag_help(diag, "name the revision that it follows");
        return;
    }
    Buf path = {0};
    uint32_t at = smallest;
    do {
        buf_printf(&path, "`%s` after ", name_of(&nodes[at])->text);
        at = nodes[at].parent;
    } while (at != smallest);
    buf_printf(&path, "`%s`", name_of(&nodes[smallest])->text);
    Diag *diag = diag_at(builder->diags, DIAG_CHAIN_CYCLE, decl->after_span,
                         "revisions come after each other: %.*s", TEXT_ARG(buf_view(&path)));
    buf_free(&path);
    for (at = nodes[smallest].parent; at != smallest; at = nodes[at].parent) {
        const AstDecl *other = nodes[at].file->decl;
        diag_note(diag, other->after_span, "`%s` comes after `%s` here", other->name.name->text,
                  other->after->text);
    }
    diag_help(diag, "one of them must come after another revision, or be the first");
}

/* Walks up from every node; a walk that comes upon itself has found a cycle. */
static void find_cycles(Builder *builder) {
    Node *nodes = builder->nodes;
    for (uint32_t i = 0; i < builder->count; i++) {
        uint32_t at = i;
        while (at != NONE && nodes[at].walk == 0) {
            nodes[at].walk = i + 1;
            at = nodes[at].parent;
        }
        if (at != NONE && nodes[at].walk == i + 1) {
            builder->has_gap = true;
            tell_cycle(builder, at);
        }
    }
}

/* ---- heads ----------------------------------------------------------------------------------- */

/* Two branches that were merged: the later one can go on where the earlier one ends. */
static void tell_fork(Builder *builder, const Node *earlier, const Node *later) {
    const Node *nodes = builder->nodes;
    const AstDecl *decl = later->file->decl;
    Name heads[2] = {name_of(&nodes[earlier->head]), name_of(&nodes[later->head])};
    Diag *diag;
    if (heads[0] == name_of(earlier) && heads[1] == name_of(later)) {
        diag = diag_at(builder->diags, DIAG_MULTIPLE_HEADS, decl->after_span,
                       "the chain has two heads: `%s` and `%s` both come after `%s`",
                       heads[0]->text, heads[1]->text, decl->after->text);
    } else {
        diag = diag_at(builder->diags, DIAG_MULTIPLE_HEADS, decl->after_span,
                       "the chain has two heads, `%s` and `%s`: it forks where `%s` and `%s` both "
                       "come after `%s`",
                       heads[0]->text, heads[1]->text, name_of(earlier)->text, name_of(later)->text,
                       decl->after->text);
    }
    diag_label(diag, "one branch");
    diag_note(diag, earlier->file->decl->after_span, "the other branch");
    diag_help(diag, "let one branch follow the other, the one that no database has yet: `revision "
                    "%s after %s`",
              decl->name.name->text, heads[0]->text);
}

/* From the leaves to the roots: what each would be the beginning of. Nodes on a cycle are never ready. */
static void measure(Builder *builder) {
    Node *nodes = builder->nodes;
    uint32_t *waiting = NEW_ARRAY(builder->arena, uint32_t, builder->count);
    uint32_t *ready = NEW_ARRAY(builder->arena, uint32_t, builder->count);
    uint32_t ready_count = 0;
    for (uint32_t i = 0; i < builder->count; i++) {
        if (nodes[i].parent != NONE) {
            waiting[nodes[i].parent]++;
        }
    }
    for (uint32_t i = 0; i < builder->count; i++) {
        if (waiting[i] == 0) {
            ready[ready_count++] = i;
        }
    }
    for (uint32_t done = 0; done < ready_count; done++) {
        Node *node = &nodes[ready[done]];
        node->is_measured = true;
        if (node->parent == NONE) {
            continue;
        }
        Node *parent = &nodes[node->parent];
        parent->size += node->size;
        if (--waiting[node->parent] == 0) {
            parent->head = nodes[parent->last_child].head;
            ready[ready_count++] = node->parent;
        }
    }
}

static void find_forks(Builder *builder) {
    const Node *nodes = builder->nodes;
    for (uint32_t i = 0; i < builder->count; i++) {
        uint32_t child = nodes[i].is_measured ? nodes[i].first_child : NONE;
        while (child != NONE && nodes[child].next_sibling != NONE) {
            tell_fork(builder, &nodes[child], &nodes[nodes[child].next_sibling]);
            child = nodes[child].next_sibling;
        }
    }
}

/* ---- beginnings ------------------------------------------------------------------------------ */

static void tell_second_root(Builder *builder, const Node *root, const Node *last,
                             const Node *stray) {
    const AstDecl *decl = stray->file->decl;
    Diag *diag = diag_at(
        builder->diags, DIAG_STRAY_REVISION, decl->name.span,
        "the chain does not reach revision `%s`: it has no `after`, and `%s` is the "
        "first",
        decl->name.name->text, name_of(root)->text);
    diag_note(diag, span_of(root), "the chain begins here");
    diag_help(diag, "say which revision it follows, as in `revision %s after %s`",
              decl->name.name->text, name_of(&builder->nodes[last->head])->text);
}

/* The first revision: that with the most behind it, the first of several. NONE: there is none. */
static uint32_t find_root(Builder *builder) {
    Node *nodes = builder->nodes;
    uint32_t root = NONE;
    for (uint32_t i = 0; i < builder->count; i++) {
        if (nodes[i].file->decl->after == NULL &&
            (root == NONE || nodes[i].size > nodes[root].size)) {
            root = i;
        }
    }
    uint32_t last = root;
    for (uint32_t i = 0; i < builder->count; i++) {
        if (nodes[i].file->decl->after == NULL && i != root) {
            tell_second_root(builder, &nodes[root], &nodes[last], &nodes[i]);
            last = i;
        }
    }
    return root;
}

/* ---- digests --------------------------------------------------------------------------------- */

static void digest_link(Digest *digest, const char *parent, const char *own,
                        char hex[DIGEST_SIZE]) {
    digest_add(digest, text_of(parent != NULL ? parent : ""));
    digest_add(digest, text_of(own));
    digest_end(digest, hex);
}

void chain_digest(Arena *scratch, const char *parent, const char *own, char digest[DIGEST_SIZE]) {
    digest_link(digest_new(scratch), parent, own, digest);
}

/* The digests of all revisions, each over its parent's. */
static void digest_chain(Builder *builder, Chain *chain, const AstUnit *schema) {
    Digest *digest = digest_new(builder->arena);
    Meanings *meanings = meanings_of(schema, builder->names, builder->arena);
    for (uint32_t i = 0; i < chain->count; i++) {
        Revision *revision = &chain->items[i];
        digest_add(digest, text_of(revision->own));
        meanings_digest(meanings, revision->decl, digest);
        digest_end(digest, revision->own);
        digest_link(digest, i > 0 ? chain->items[i - 1].digest : NULL, revision->own,
                    revision->digest);
    }
}

/* ---- the chain ------------------------------------------------------------------------------- */

Chain chain_build(const RevisionFiles *files, const AstUnit *schema, const NameMap *built,
                  Names *names, Diags *diags, Arena *arena) {
    Builder builder = {
        .files = files, .built = built, .names = names, .diags = diags, .arena = arena};
    uint32_t errors = diags_errors(diags);
    enter_files(&builder);
    find_parents(&builder);
    find_cycles(&builder);
    measure(&builder);
    find_forks(&builder);
    uint32_t root = find_root(&builder);

    Chain chain = {.items = NEW_ARRAY(arena, Revision, builder.count)};
    namemap_reserve(arena, &chain.by_name, builder.count);
    for (uint32_t at = root; at != NONE;) {
        const Node *node = &builder.nodes[at];
        Revision *revision = &chain.items[chain.count];
        *revision = (Revision){.decl = node->file->decl,
                               .name = name_of(node),
                               .parent = (int32_t)chain.count - 1,
                               .position = chain.count + 1,
                               .file = node->file->file};
        memcpy(revision->own, node->file->digest, DIGEST_SIZE);
        namemap_put(arena, &chain.by_name, revision->name, revision);
        chain.count++;
        /* what is behind a fork has no place yet */
        at = node->first_child == node->last_child ? node->first_child : NONE;
    }
    chain.is_whole = builder.is_known && !builder.has_gap && diags_errors(diags) == errors;
    digest_chain(&builder, &chain, schema);
    return chain;
}

const Revision *chain_find(const Chain *chain, Name name) {
    return namemap_get(&chain->by_name, name);
}

const Revision *chain_head(const Chain *chain) {
    return chain->count > 0 ? &chain->items[chain->count - 1] : NULL;
}

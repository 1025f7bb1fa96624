/*
 * sum.c - see sum.h.
 */
#include "change/sum.h"

#include <string.h>

#include "base/buf.h"

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct Reader {
    const SourceFile *file;
    Names *names;
    Diags *diags;
    Arena *arena;
    Sum *sum;
} Reader;

static bool begins_with(Text line, const char *prefix) {
    size_t length = strlen(prefix);
    return line.length >= length && memcmp(line.data, prefix, length) == 0;
}

static bool is_conflict_marker(Text line) {
    return begins_with(line, "<<<<<<<") || begins_with(line, "|||||||") ||
           begins_with(line, "=======") || begins_with(line, ">>>>>>>");
}

static bool is_digest(Text text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return text.length == DIGEST_SIZE - 1;
}

static void tell_conflict(Reader *reader, Text line) {
    Diag *diag = diag_at(reader->diags, DIAG_BAD_SUM_FILE,
                         source_span(reader->file, line.data, line.length),
                         "two branches met here and were not merged");
    diag_help(diag, "take the markers out, keep the lines of both branches, and say `migc sum "
                    "--update` once the revisions are one chain");
}

static void tell_bad_line(Reader *reader, Text line) {
    Diag *diag = diag_at(
        reader->diags, DIAG_BAD_SUM_FILE, source_span(reader->file, line.data, line.length),
        "expected the name of a revision and its digest of %d digits", DIGEST_SIZE - 1);
    diag_help(diag, "`migc sum --update` writes the file anew");
}

static void read_line(Reader *reader, Text line) {
    Sum *sum = reader->sum;
    const char *blank = memchr(line.data, ' ', line.length);
    size_t length = blank != NULL ? (size_t)(blank - line.data) : line.length;
    Text digest = {line.data + length, line.length - length};
    while (digest.length > 0 && digest.data[0] == ' ') {
        digest.data++;
        digest.length--;
    }
    if (length == 0 || !is_digest(digest)) {
        sum->is_broken = true;
        tell_bad_line(reader, line);
        return;
    }
    Name name = names_intern(reader->names, line.data, length);
    SumLine *entry = NEW(reader->arena, SumLine);
    *entry = (SumLine){.name = name, .span = source_span(reader->file, line.data, line.length)};
    memcpy(entry->digest, digest.data, DIGEST_SIZE - 1);
    const SumLine *first = namemap_put(reader->arena, &sum->by_name, name, entry);
    if (first != NULL) {
        sum->is_broken = true;
        Diag *diag = diag_at(reader->diags, DIAG_BAD_SUM_FILE, entry->span,
                             "there is a line for `%s` already", name->text);
        diag_note(diag, first->span, "the first one is here");
        diag_help(diag, "`migc sum --update` writes the file anew");
        return;
    }
    vec_push(reader->arena, &sum->lines, entry);
}

Sum sum_read(const SourceFile *file, Names *names, Diags *diags, Arena *arena) {
    Sum sum = {0};
    Reader reader = {.file = file, .names = names, .diags = diags, .arena = arena, .sum = &sum};
    Text rest = file->text;
    while (rest.length > 0) {
        const char *end = memchr(rest.data, '\n', rest.length);
        size_t length = end != NULL ? (size_t)(end - rest.data) : rest.length;
        Text line = {rest.data, length};
        length += end != NULL ? 1 : 0;
        rest = (Text){rest.data + length, rest.length - length};
        while (line.length > 0 &&
               (line.data[line.length - 1] == '\r' || line.data[line.length - 1] == ' ')) {
            line.length--;
        }
        if (is_conflict_marker(line)) {
            sum.is_broken = true;
            tell_conflict(&reader, line);
            break; /* what follows is there once for each branch */
        }
        if (line.length > 0) {
            read_line(&reader, line);
        }
    }
    return sum;
}

/* ---- comparing ------------------------------------------------------------------------------- */

static const SumLine *line_of(const Sum *sum, Name name) {
    return namemap_get(&sum->by_name, name);
}

static void tell_edited(const Revision *revision, const SumLine *line, Diags *diags) {
    Diag *diag = diag_at(diags, DIAG_EDITED_REVISION, revision->decl->name.span,
                         "revision `%s` is not as it was when it was built", revision->name->text);
    diag_note(diag, line->span, "this is what it was");
    diag_note(diag, SPAN_NONE,
              "a database that has a revision keeps it: what is changed in the file "
              "never gets there");
    diag_help(diag, "put it back as it was, and say `migc new NAME` for what is to change");
    diag_help(diag, "if no database has it yet, say `migc sum --update %s`", revision->name->text);
}

/* Whether the revision says what its line says, behind the parent that has this line. */
static bool is_as_built(Arena *scratch, const Revision *revision, const SumLine *line,
                        const char *parent) {
    char digest[DIGEST_SIZE];
    chain_digest(scratch, parent, revision->own, digest);
    return strcmp(line->digest, digest) == 0;
}

/*
 * Tells the revisions whose digest is another one than that of their line. A digest is over the parent's:
 * each is compared as if what its parent's line says were right, so that only what was edited is told.
 */
static bool find_edited(const Chain *chain, const Sum *sum, Diags *diags) {
    bool has_any = false;
    Arena scratch = {0};
    const char *parent = NULL;
    for (uint32_t i = 0; i < chain->count; i++) {
        const Revision *revision = &chain->items[i];
        const SumLine *line = line_of(sum, revision->name);
        if (line != NULL && strcmp(line->digest, revision->digest) != 0) {
            if (!is_as_built(&scratch, revision, line, parent)) {
                tell_edited(revision, line, diags);
            }
            has_any = true;
        }
        parent = line != NULL ? line->digest : revision->digest;
    }
    arena_release(&scratch);
    return has_any;
}

static bool find_missing(const Chain *chain, const Sum *sum, Diags *diags) {
    bool has_any = false;
    for (uint32_t i = 0; i < sum->lines.count; i++) {
        const SumLine *line = sum->lines.items[i];
        if (chain_find(chain, line->name) == NULL) {
            Diag *diag = diag_at(diags, DIAG_MISSING_REVISION, line->span,
                                 "revision `%s` was built, and is not there any more",
                                 line->name->text);
            diag_help(diag,
                      "put its file back: a database that has it can only be taken back with it");
            diag_help(diag, "if no database has it, say `migc sum --update`");
            has_any = true;
        }
    }
    return has_any;
}

/* The lines must be those of the first revisions of the chain, in its order. */
static void check_order(const Chain *chain, const Sum *sum, Diags *diags) {
    for (uint32_t i = 0; i < sum->lines.count && i < chain->count; i++) {
        const SumLine *line = sum->lines.items[i];
        Name expected = chain->items[i].name;
        if (line->name != expected) {
            Diag *diag = diag_at(diags, DIAG_BAD_SUM_FILE, line->span,
                                 "expected the line of `%s`, which comes before `%s` in the chain",
                                 expected->text, line->name->text);
            diag_help(diag, "`migc sum --update` writes the file anew");
            return;
        }
    }
}

void sum_check(const Chain *chain, const Sum *sum, Diags *diags) {
    if (!chain->is_whole || sum->is_broken) {
        return;
    }
    bool is_edited = find_edited(chain, sum, diags);
    bool is_missing = find_missing(chain, sum, diags);
    if (!is_edited && !is_missing) {
        check_order(chain, sum, diags);
    }
}

/* ---- writing --------------------------------------------------------------------------------- */

static void write_line(Buf *out, const Revision *revision, const char *digest) {
    buf_name(out, revision->name);
    buf_char(out, ' ');
    buf_text(out, digest);
    buf_char(out, '\n');
}

void sum_write(Buf *out, const Chain *chain) {
    for (uint32_t i = 0; i < chain->count; i++) {
        write_line(out, &chain->items[i], chain->items[i].digest);
    }
}

bool sum_write_one(Buf *out, const Chain *chain, const Sum *sum, const Revision *one,
                   Diags *diags) {
    if (sum->is_broken || find_missing(chain, sum, diags)) {
        return false;
    }
    Arena scratch = {0};
    const char *parent = NULL; /* what the file says of the revision before */
    char written[DIGEST_SIZE]; /* and what it will say */
    bool is_first = true;
    bool is_sound = true;
    for (uint32_t i = 0; i < chain->count; i++) {
        const Revision *revision = &chain->items[i];
        const SumLine *line = line_of(sum, revision->name);
        if (line == NULL && revision != one) {
            break; /* it was not built yet, and so were those behind it */
        }
        if (revision == one || is_as_built(&scratch, revision, line, parent)) {
            chain_digest(&scratch, is_first ? NULL : written, revision->own, written);
        } else if (revision->position > one->position) {
            tell_edited(revision, line, diags);
            is_sound = false;
        } else {
            memcpy(written, line->digest, DIGEST_SIZE);
        }
        write_line(out, revision, written);
        parent = line != NULL ? line->digest : revision->digest;
        is_first = false;
    }
    arena_release(&scratch);
    return is_sound;
}

uint32_t sum_append(Buf *out, Text text, const Chain *chain, const Sum *sum) {
    uint32_t added = 0;
    buf_slice(out, text);
    bool has_end = text.length == 0 || text.data[text.length - 1] == '\n';
    for (uint32_t i = 0; i < chain->count; i++) {
        const Revision *revision = &chain->items[i];
        if (line_of(sum, revision->name) == NULL) {
            buf_text(out, has_end ? "" : "\n");
            has_end = true;
            write_line(out, revision, revision->digest);
            added++;
        }
    }
    return added;
}

/*
 * position.c - see position.h.
 */
#include "cli/position.h"

#include <string.h>

const char *position_name(const Chain *chain, uint32_t position) {
    return position == 0 ? "base" : chain->items[position - 1].name->text;
}

static void tell_unknown(Cli *cli, const Chain *chain, const char *word) {
    TextSearch search = TEXT_SEARCH(text_of(word));
    text_search_offer(&search, text_of("base"));
    text_search_offer(&search, text_of("head"));
    for (uint32_t i = 0; i < chain->count; i++) {
        text_search_offer(&search, name_text(chain->items[i].name));
    }
    if (search.nearest.data != NULL) {
        cli_fail(cli, "there is no revision `%s`\n  help: did you mean `%.*s`?", word,
                 TEXT_ARG(search.nearest));
    } else {
        cli_fail(cli, "there is no revision `%s`\n  help: `migc log` lists the revisions", word);
    }
}

static void tell_ambiguous(Cli *cli, const char *word, const Revision *first,
                           const Revision *second) {
    cli_fail(cli, "`%s` is the beginning of several revisions, among them `%s` and `%s`", word,
             first->name->text, second->name->text);
}

/* `+2`, `-1`: a sign and at most nine digits. */
static bool read_offset(const char *word, int64_t *offset) {
    size_t length = strlen(word);
    if ((word[0] != '+' && word[0] != '-') || length < 2 || length > 10) {
        return false;
    }
    int64_t amount = 0;
    for (const char *at = word + 1; *at != '\0'; at++) {
        if (*at < '0' || *at > '9') {
            return false;
        }
        amount = amount * 10 + (*at - '0');
    }
    *offset = word[0] == '-' ? -amount : amount;
    return true;
}

/* The revision of that name, or the only one whose name begins so. NULL: told. */
static const Revision *find_revision(Cli *cli, const Chain *chain, const char *word) {
    const Revision *found = NULL;
    const Revision *other = NULL;
    size_t length = strlen(word);
    for (uint32_t i = 0; i < chain->count; i++) {
        const Revision *revision = &chain->items[i];
        if (strcmp(revision->name->text, word) == 0) {
            return revision;
        }
        if (strncmp(revision->name->text, word, length) == 0) {
            other = found != NULL && other == NULL ? revision : other;
            found = found == NULL ? revision : found;
        }
    }
    if (found == NULL) {
        tell_unknown(cli, chain, word);
    } else if (other != NULL) {
        tell_ambiguous(cli, word, found, other);
    }
    return other == NULL ? found : NULL;
}

bool position_find(Cli *cli, const Chain *chain, const char *word, uint32_t from,
                   uint32_t *position) {
    int64_t offset = 0;
    if (strcmp(word, "base") == 0 || strcmp(word, "head") == 0) {
        *position = word[0] == 'b' ? 0 : chain->count;
        return true;
    }
    if (from != POSITION_NONE && read_offset(word, &offset)) {
        int64_t sum = (int64_t)from + offset;
        if (sum < 0 || sum > (int64_t)chain->count) {
            cli_fail(cli, "`%s` from `%s` is beyond the chain, which has %u revision%s", word,
                     position_name(chain, from), (unsigned)chain->count,
                     chain->count == 1 ? "" : "s");
            return false;
        }
        *position = (uint32_t)sum;
        return true;
    }
    const Revision *revision = find_revision(cli, chain, word);
    *position = revision != NULL ? revision->position : 0;
    return revision != NULL;
}

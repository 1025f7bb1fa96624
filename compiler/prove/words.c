/*
 * words.c - see words.h.
 */
#include "prove/words.h"

#include <ctype.h>

Words *words_new(Arena *arena, Names *names) {
    Words *words = NEW(arena, Words);
    *words = (Words){.arena = arena, .names = names};
    return words;
}

static Name lower(Words *words, const char *text, size_t length) {
    Buf out = {0};
    for (size_t i = 0; i < length; i++) {
        buf_char(&out, (char)tolower((unsigned char)text[i]));
    }
    Name name = names_intern(words->names, out.data, out.length);
    buf_free(&out);
    return name;
}

Name words_lower(Words *words, Name name) {
    return name->is_plain ? name : lower(words, name->text, name->length);
}

static bool is_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80) != 0;
}

bool words_are_one(Name name) {
    bool one = true;
    for (uint32_t i = 0; i < name->length && !name->is_plain; i++) {
        one = one && is_word(name->text[i]);
    }
    return one;
}

static WordList *read_text(Words *words, Name text) {
    WordList *list = NEW(words->arena, WordList);
    Arena scratch = {0};
    NameMap seen = {0};
    for (const char *at = text->text; *at != '\0';) {
        const char *start = at;
        while (is_word(*at)) {
            at++;
        }
        if (at == start) {
            at++;
            continue;
        }
        Name word = lower(words, start, (size_t)(at - start));
        if (namemap_put(&scratch, &seen, word, list) == NULL) {
            vec_push(words->arena, list, word);
        }
    }
    arena_release(&scratch);
    return list;
}

const WordList *words_of(Words *words, Name text) {
    static const WordList none = {0};
    if (text == NULL) {
        return &none;
    }
    WordList *list = namemap_get(&words->texts, text);
    if (list == NULL) {
        list = read_text(words, text);
        namemap_put(words->arena, &words->texts, text, list);
    }
    return list;
}

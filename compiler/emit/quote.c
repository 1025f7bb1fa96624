/*
 * quote.c - see quote.h. Most names are nothing but a-z, 0-9 and _, which interning has seen, and
 * none of the words of keywords.def, which the last letter and the length mostly tell.
 */
#include "emit/quote.h"

#include <string.h>

typedef struct Keyword {
    const char *word;
    uint8_t length;
    uint8_t postgres;
    uint8_t sqlite;
    uint8_t mysql;
} Keyword;

static const Keyword KEYWORDS[] = {
#define KEYWORD(word, postgres, sqlite, mysql) {word, sizeof(word) - 1, postgres, sqlite, mysql},
#include "emit/keywords.def"
#undef KEYWORD
};

/* Where the words of each letter begin in KEYWORDS; tests/unit/test_expression.c holds it against the
 * table. */
static const uint16_t FIRST_OF[27] = {0,   15,  24,  54,  80,  94,  108, 116, 121,
                                      149, 161, 164, 186, 201, 215, 231, 243, 244,
                                      270, 307, 323, 336, 345, 351, 363, 364, 365};

/* The longest word; longer names need not be looked up. */
#define LONGEST_KEYWORD 29

/* How the words of each letter end and how long they are: the bits that ending_of gives for them. */
static const uint64_t ENDINGS_OF[26] = {
    0xa0030008130a00,  0x110480800110100,  0x4007fd2438474000, 0x2099011919f8600,
    0x80d0090015c800,  0x41609850218000,   0x1382000420100,    0x8000000001380000,
    0x8b27f454023c000, 0x100a800119100000, 0x20040010000000,   0x42017c10843ed000,
    0x64101042c4820,   0xa01902ce000,      0x12604b4440064000, 0x20800bc0028c000,
    0x200000000000000, 0x36c4514bb9000,    0x345eb01cdcec100,  0x1aa814064d000,
    0x2106100da000,    0x80118008022c000,  0x10000100109000,   0xe808000c40000,
    0x4000000,         0x100000000};

/* One of 64 bits: hardly any two words of a letter have the same, and few names have that of a word. */
static uint64_t ending_of(const char *word, size_t length) {
    return UINT64_C(1) << ((length + 2 * (size_t)(unsigned char)word[length - 1]) % 64);
}

/* `length` is at most LONGEST_KEYWORD, `word` in lower case. */
static const Keyword *find_keyword(const char *word, size_t length) {
    unsigned letter = (unsigned char)word[0] - (unsigned)'a';
    unsigned low;
    unsigned high;
    if (letter >= 26 || (ENDINGS_OF[letter] & ending_of(word, length)) == 0) {
        return NULL;
    }
    low = FIRST_OF[letter];
    high = FIRST_OF[letter + 1];
    while (low < high) {
        unsigned middle = (low + high) / 2;
        const Keyword *keyword = &KEYWORDS[middle];
        int order = memcmp(keyword->word, word,
                           length < keyword->length ? length : keyword->length);
        if (order == 0 && keyword->length == length) {
            return keyword;
        }
        if (order < 0 || (order == 0 && keyword->length < length)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

static bool keyword_needs_quotes(const Keyword *keyword, Target target, unsigned from) {
    if (keyword == NULL) {
        return false;
    }
    switch (target) {
    case TARGET_POSTGRES: return keyword->postgres >= from;
    case TARGET_SQLITE: return keyword->sqlite >= from;
    case TARGET_MYSQL:
    case TARGET_MARIADB: return keyword->mysql >= from;
    case TARGET_COUNT: break;
    }
    return true;
}

/* The same for a word of a-z, 0-9 and _, no digit first. */
static bool plain_needs_quotes(Text word, Target target, unsigned from) {
    return word.length <= LONGEST_KEYWORD &&
           keyword_needs_quotes(find_keyword(word.data, word.length), target, from);
}

/* Whether the word needs quotes: as a name from 2, as a type's name from 1. */
static bool needs_quotes(Text name, Target target, unsigned from) {
    char lower[LONGEST_KEYWORD];
    bool folds = target == TARGET_POSTGRES; /* A-Z would become a-z */
    if (name.length == 0 || (name.data[0] >= '0' && name.data[0] <= '9')) {
        return true;
    }
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        if (!(c >= 'a' && c <= 'z') && c != '_' && !(c >= '0' && c <= '9')) {
            if (folds || !(c >= 'A' && c <= 'Z')) {
                return true;
            }
            c = (char)(c - 'A' + 'a');
        }
        if (i < LONGEST_KEYWORD) {
            lower[i] = c;
        }
    }
    return plain_needs_quotes((Text){lower, name.length}, target, from);
}

/* The text between two marks, a mark inside written twice. */
static void put_marked(Buf *out, Text text, char mark) {
    buf_char(out, mark);
    for (;;) {
        const char *next = text.length == 0 ? NULL : memchr(text.data, mark, text.length);
        size_t length;
        if (next == NULL) {
            break;
        }
        length = (size_t)(next - text.data) + 1;
        buf_put(out, text.data, length);
        buf_char(out, mark);
        text.data += length;
        text.length -= length;
    }
    buf_slice(out, text);
    buf_char(out, mark);
}

static void put_quoted(Buf *out, Text name, Target target) {
    switch (target) {
    case TARGET_POSTGRES:
    case TARGET_SQLITE: put_marked(out, name, '"'); break;
    case TARGET_MYSQL:
    case TARGET_MARIADB: put_marked(out, name, '`'); break;
    case TARGET_COUNT: break;
    }
}

bool quote_is_needed(Text name, Target target) {
    return needs_quotes(name, target, 2);
}

static void put_name(Buf *out, Name name, Target target, unsigned from) {
    bool quoted = name->is_plain ? plain_needs_quotes(name_text(name), target, from)
                                 : needs_quotes(name_text(name), target, from);
    if (quoted) {
        put_quoted(out, name_text(name), target);
    } else {
        buf_name(out, name);
    }
}

void quote_name(Buf *out, Name name, Target target) {
    put_name(out, name, target, 2);
}

void quote_text(Buf *out, Text name, Target target) {
    if (needs_quotes(name, target, 2)) {
        put_quoted(out, name, target);
    } else {
        buf_slice(out, name);
    }
}

void quote_type_name(Buf *out, Name name, Target target) {
    put_name(out, name, target, 1);
}

/* The text, each quote and each backslash in it twice. */
static void put_escaped(Buf *out, Text text) {
    for (;;) {
        size_t plain = 0;
        while (plain < text.length && text.data[plain] != '\'' && text.data[plain] != '\\') {
            plain++;
        }
        buf_put(out, text.data, plain);
        if (plain == text.length) {
            return;
        }
        buf_char(out, text.data[plain]);
        buf_char(out, text.data[plain]);
        text.data += plain + 1;
        text.length -= plain + 1;
    }
}

void quote_string(Buf *out, const char *data, size_t length, Target target) {
    Text text = {data, length};
    if (target != TARGET_MYSQL && target != TARGET_MARIADB) {
        put_marked(out, text, '\''); /* standard strings: a backslash is itself */
        return;
    }
    buf_char(out, '\'');
    if (length > 0 && (memchr(data, '\'', length) || memchr(data, '\\', length))) {
        put_escaped(out, text);
    } else {
        buf_slice(out, text);
    }
    buf_char(out, '\'');
}

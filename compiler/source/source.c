/* source.c - loading, checking characters, and finding lines and columns. */
#include "source/source.h"

#include <inttypes.h>
#include <string.h>
#include <utf8proc.h>

#include "base/file.h"
#include "source/diag.h"

/* Every so many bytes of a file the count so far is written down. */
#define MARK_EVERY ((uint32_t)4096)

/* The counts at byte i * MARK_EVERY of a file. */
struct SourceMark {
    uint32_t lines;      /* newlines before it */
    uint32_t characters; /* characters that begin before it */
    uint32_t line_start; /* where the line that it belongs to begins */
};

Sources sources_new(Arena *arena) {
    return (Sources){.arena = arena, .next_base = 1};
}

/* Enters a file; its offsets are its bytes and one more for its end. */
static SourceFile *add(Sources *sources, const char *shown_path, Text text) {
    SourceFile *file = NEW(sources->arena, SourceFile);
    file->path = arena_copy_text(sources->arena, shown_path, strlen(shown_path));
    file->text = text;
    file->base = sources->next_base;
    sources->next_base += (uint32_t)text.length + 1;
    vec_push(sources->arena, &sources->files, file);
    return file;
}

static bool is_continuation(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Whether the 8 bytes at `at` are ASCII and not NUL: a zero byte borrows into its high bit. */
static bool eight_plain(const char *at) {
    const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t word;
    memcpy(&word, at, 8);
    return ((word | (word - UINT64_C(0x0101010101010101))) & high) == 0;
}

/* What a pass over the characters found: the first of each fault, and how many there are. */
typedef struct Faults {
    Span first_nul;
    Span first_invalid;
    uint32_t nuls;
    uint32_t invalid;
} Faults;

/* The bytes that belong to a broken sequence: its lead and what could have continued it. */
static uint32_t broken_length(const char *at, const char *end) {
    unsigned char lead = (unsigned char)*at;
    uint32_t wanted = lead >= 0xf0 && lead < 0xf8 ? 4 : lead >= 0xe0 ? 3 : 2;
    uint32_t length = 1;
    while (lead >= 0xc0 && lead < 0xf8 && length < wanted && at + length < end &&
           is_continuation(at[length])) {
        length++;
    }
    return length;
}

static Faults find_faults(const SourceFile *file) {
    Faults faults = {0};
    const char *at = file->text.data;
    const char *end = at + file->text.length;
    while (at < end) {
        if (end - at >= 8 && eight_plain(at)) {
            at += 8;
        } else if (*at == '\0') {
            if (faults.nuls++ == 0) {
                faults.first_nul = source_span(file, at, 1);
            }
            at++;
        } else if ((unsigned char)*at < 0x80) {
            at++;
        } else {
            utf8proc_int32_t character;
            utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)at,
                                                       (utf8proc_ssize_t)(end - at), &character);
            if (length <= 0) {
                length = broken_length(at, end);
                if (faults.invalid++ == 0) {
                    faults.first_invalid = source_span(file, at, (size_t)length);
                }
            }
            at += length;
        }
    }
    return faults;
}

bool source_is_text(Text text) {
    size_t at = 0;
    while (at < text.length) {
        utf8proc_int32_t character;
        utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                                   (utf8proc_ssize_t)(text.length - at),
                                                   &character);
        if (length <= 0 || character == 0) {
            return false;
        }
        at += (size_t)length;
    }
    return true;
}

static void tell_rest(Diag *diag, uint32_t count) {
    if (count > 1) {
        diag_note(diag, SPAN_NONE, "%" PRIu32 " more in this file", count - 1);
    }
}

static void tell_invalid(const SourceFile *file, Diags *diags, const Faults *faults) {
    Span span = faults->first_invalid;
    const char *at = file->text.data + (span.start - file->base);
    char bytes[4 * 3 + 1] = "";
    for (uint32_t i = 0; i < span.length; i++) {
        static const char digits[] = "0123456789abcdef";
        unsigned char byte = (unsigned char)at[i];
        char *place = bytes + (size_t)i * 3;
        place[0] = ' ';
        place[1] = digits[byte >> 4];
        place[2] = digits[byte & 15];
        place[3] = '\0';
    }
    Diag *diag = diag_at(diags, DIAG_INVALID_UTF8, span, "expected UTF-8, found the byte%s%s",
                         span.length == 1 ? "" : "s", bytes);
    diag_label(diag, "not a character");
    tell_rest(diag, faults->invalid);
    diag_help(diag, "save the file in the encoding UTF-8");
}

/* Whether the file may be lexed; if not, the diagnostics say why. */
static bool check_characters(const SourceFile *file, Diags *diags) {
    Faults faults = find_faults(file);
    if (faults.nuls > 0) {
        Diag *diag = diag_at(diags, DIAG_NUL_BYTE, faults.first_nul,
                             "expected text, found a NUL byte");
        tell_rest(diag, faults.nuls);
        diag_help(diag, "is this a text file in the encoding UTF-8?");
    }
    if (faults.invalid > 0) {
        tell_invalid(file, diags, &faults);
    }
    return faults.nuls == 0 && faults.invalid == 0;
}

/* A file that is in the list only for its diagnostic to have a place. */
static Span unread(Sources *sources, const char *shown_path) {
    return (Span){add(sources, shown_path, (Text){0})->base, 0};
}

static SourceFile *add_checked(Sources *sources, Diags *diags, const char *shown_path, Text text) {
    if (text.length >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0) {
        text = (Text){text.data + 3, text.length - 3};
    }
    if (text.length + sources->next_base > SOURCE_LARGEST_TOTAL) {
        diag_at(diags, DIAG_FILE_TOO_LARGE, unread(sources, shown_path),
                "with `%s` the source files have more than %zu MiB together", shown_path,
                SOURCE_LARGEST_TOTAL >> 20);
        return NULL;
    }
    SourceFile *file = add(sources, shown_path, text);
    return check_characters(file, diags) ? file : NULL;
}

SourceFile *sources_load(Sources *sources, Diags *diags, const char *path, const char *shown_path) {
    Text text;
    const char *why;
    switch (file_read(sources->arena, path, SOURCE_LARGEST_FILE, &text, &why)) {
    case FILE_OK: return add_checked(sources, diags, shown_path, text);
    case FILE_UNREADABLE:
        diag_at(diags, DIAG_UNREADABLE_FILE, unread(sources, shown_path), "cannot read `%s`: %s",
                shown_path, why);
        return NULL;
    case FILE_TOO_LARGE:
        diag_at(diags, DIAG_FILE_TOO_LARGE, unread(sources, shown_path),
                "`%s` is larger than %zu MiB", shown_path, SOURCE_LARGEST_FILE >> 20);
        return NULL;
    }
    return NULL;
}

SourceFile *sources_add_text(Sources *sources, Diags *diags, const char *shown_path, Text text) {
    Text copy = {arena_copy_text(sources->arena, text.data, text.length), text.length};
    return add_checked(sources, diags, shown_path, copy);
}

SourceFile *sources_file(const Sources *sources, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = sources->files.count;
    if (offset == 0 || offset >= sources->next_base) {
        return NULL;
    }
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (sources->files.items[middle]->base <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return sources->files.items[low];
}

Text sources_text(const Sources *sources, Span span) {
    const SourceFile *file = sources_file(sources, span.start);
    if (file == NULL || file->text.data == NULL) {
        return (Text){"", 0};
    }
    uint32_t start = span.start - file->base;
    size_t rest = file->text.length - start;
    return (Text){file->text.data + start, span.length < rest ? span.length : rest};
}

/* Counts on from `mark`, which stands at byte `from`, to byte `to`. */
static SourceMark count_on(const SourceFile *file, SourceMark mark, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        char byte = file->text.data[i];
        mark.characters += !is_continuation(byte);
        if (byte == '\n') {
            mark.lines++;
            mark.line_start = i + 1;
        }
    }
    return mark;
}

static void mark_file(Arena *arena, SourceFile *file) {
    uint32_t count = (uint32_t)file->text.length / MARK_EVERY + 1;
    file->marks = NEW_ARRAY(arena, SourceMark, count);
    for (uint32_t i = 1; i < count; i++) {
        uint32_t from = (i - 1) * MARK_EVERY;
        file->marks[i] = count_on(file, file->marks[i - 1], from, from + MARK_EVERY);
    }
}

/* The counts at byte `at`; never more than MARK_EVERY bytes are looked at. */
static SourceMark counts_at(const SourceFile *file, uint32_t at) {
    uint32_t nearest = at / MARK_EVERY;
    return count_on(file, file->marks[nearest], nearest * MARK_EVERY, at);
}

Place sources_place(const Sources *sources, uint32_t offset) {
    SourceFile *file = sources_file(sources, offset);
    if (file == NULL || file->text.data == NULL) {
        return (Place){.file = file, .line = 1, .column = 1};
    }
    if (file->marks == NULL) {
        mark_file(sources->arena, file);
    }
    uint32_t at = offset - file->base;
    while (at > 0 && is_continuation(file->text.data[at])) {
        at--; /* into a character: its beginning */
    }
    SourceMark here = counts_at(file, at);
    SourceMark start = counts_at(file, here.line_start);
    return (Place){
        .file = file,
        .line = here.lines + 1,
        .column = here.characters - start.characters + 1,
        .line_start = here.line_start,
    };
}

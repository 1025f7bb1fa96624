/* render.c - choosing the form; places and safe text for all of them; the one-line form. */
#include "source/render.h"

#include <utf8proc.h>

#include "source/render_shared.h"

#define REPLACEMENT 0xfffd

bool render_format_find(const char *name, RenderFormat *format) {
    static const struct {
        const char *name;
        RenderFormat format;
    } formats[] = {
        {"human", RENDER_HUMAN}, {"short", RENDER_SHORT},   {"json", RENDER_JSON},
        {"sarif", RENDER_SARIF}, {"github", RENDER_GITHUB},
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (text_is(text_of(name), formats[i].name)) {
            *format = formats[i].format;
            return true;
        }
    }
    return false;
}

void render_diags(Buf *out, Arena *scratch, const Diags *diags, const Sources *sources,
                  RenderOptions options) {
    uint32_t count;
    const Diag *const *sorted = diags_sorted(scratch, diags, &count);
    switch (options.format) {
    case RENDER_HUMAN:
        render_human(out, sorted, count, diags, sources, options);
        break;
    case RENDER_SHORT:
        render_short(out, sorted, count, sources);
        break;
    case RENDER_JSON:
        render_json(out, sorted, count, sources);
        break;
    case RENDER_SARIF:
        render_sarif(out, sorted, count, sources);
        break;
    case RENDER_GITHUB:
        render_github(out, sorted, count, sources);
        break;
    }
}

static void put_count(Buf *out, uint32_t count, const char *what) {
    buf_uint(out, count);
    buf_char(out, ' ');
    buf_text(out, what);
    if (count != 1) {
        buf_char(out, 's');
    }
}

void render_summary(Buf *out, const Diags *diags) {
    if (diags_errors(diags) > 0) {
        put_count(out, diags_errors(diags), "error");
    }
    if (diags_errors(diags) > 0 && diags_warnings(diags) > 0) {
        buf_text(out, ", ");
    }
    if (diags_warnings(diags) > 0) {
        put_count(out, diags_warnings(diags), "warning");
    }
}

Where render_where(const Sources *sources, Span span) {
    Where where = {.start = sources_place(sources, span.start)};
    where.file = where.start.file;
    where.has_line = where.file != NULL && where.file->text.data != NULL;
    uint32_t length = (uint32_t)sources_text(sources, span).length;
    where.end = sources_place(sources, span.start + length);
    return where;
}

const char *render_severity(DiagKind kind) {
    switch (diag_info(kind)->severity) {
    case SEVERITY_ERROR:
        return "error";
    case SEVERITY_WARNING:
        return "warning";
    case SEVERITY_NOTE:
        return "note";
    }
    return "";
}

uint32_t render_decode(const char *at, const char *end, int32_t *character) {
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)at,
                                               (utf8proc_ssize_t)(end - at), character);
    if (length <= 0) {
        *character = REPLACEMENT;
        return 1;
    }
    return (uint32_t)length;
}

bool render_is_unseen(int32_t character) {
    utf8proc_category_t category = utf8proc_category(character);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_CS || category == UTF8PROC_CATEGORY_CN ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

void render_clean(Buf *out, const char *string) {
    const char *end = string + strlen(string);
    while (string < end) {
        if (*string >= ' ' && *string < 0x7f) {
            buf_char(out, *string++);
            continue;
        }
        int32_t character;
        uint32_t length = render_decode(string, end, &character);
        if (character == REPLACEMENT) {
            buf_text(out, "\xef\xbf\xbd");
        } else if (render_is_unseen(character)) {
            buf_printf(out, "\\u{%x}", (unsigned)character);
        } else {
            buf_put(out, string, length);
        }
        string += length;
    }
}

void render_short(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources) {
    for (uint32_t i = 0; i < count; i++) {
        Where where = render_where(sources, sorted[i]->span);
        if (where.file != NULL) {
            render_clean(out, where.file->path);
            buf_char(out, ':');
        }
        if (where.has_line) {
            buf_uint(out, where.start.line);
            buf_char(out, ':');
            buf_uint(out, where.start.column);
            buf_char(out, ':');
        }
        if (where.file != NULL) {
            buf_char(out, ' ');
        }
        buf_text(out, render_severity(sorted[i]->kind));
        buf_char(out, '[');
        buf_text(out, diag_info(sorted[i]->kind)->name);
        buf_text(out, "]: ");
        render_clean(out, sorted[i]->message);
        buf_char(out, '\n');
    }
}

/* render_machine.c - diagnostics for programs: JSON, SARIF 2.1.0, GitHub's workflow commands. */
#include <string.h>

#include "source/render_shared.h"

void render_json_string(Buf *out, const char *string) {
    const char *end = string + strlen(string);
    buf_char(out, '"');
    while (string < end) {
        char c = *string;
        if (c == '"' || c == '\\') {
            buf_char(out, '\\');
            buf_char(out, c);
            string++;
        } else if (c == '\n') {
            buf_text(out, "\\n");
            string++;
        } else if ((unsigned char)c < 0x20 || c == 0x7f) {
            buf_printf(out, "\\u%04x", (unsigned)c);
            string++;
        } else if ((unsigned char)c < 0x80) {
            buf_char(out, c);
            string++;
        } else {
            int32_t character;
            uint32_t length = render_decode(string, end, &character);
            if (character == 0xfffd) {
                buf_text(out, "\xef\xbf\xbd");
            } else {
                buf_put(out, string, length);
            }
            string += length;
        }
    }
    buf_char(out, '"');
}

static void put_key(Buf *out, const char *key) {
    buf_char(out, '"');
    buf_text(out, key);
    buf_text(out, "\":");
}

static void put_string_or_null(Buf *out, const char *string) {
    if (string == NULL) {
        buf_text(out, "null");
    } else {
        render_json_string(out, string);
    }
}

static void put_number_or_null(Buf *out, bool known, uint32_t number) {
    if (known) {
        buf_uint(out, number);
    } else {
        buf_text(out, "null");
    }
}

/* "file":..,"line":..,"column":..,"end_line":..,"end_column":.. with null for what is unknown. */
static void put_json_place(Buf *out, const Sources *sources, Span span) {
    Where where = render_where(sources, span);
    put_key(out, "file");
    put_string_or_null(out, where.file == NULL ? NULL : where.file->path);
    buf_text(out, ",");
    put_key(out, "line");
    put_number_or_null(out, where.has_line, where.start.line);
    buf_text(out, ",");
    put_key(out, "column");
    put_number_or_null(out, where.has_line, where.start.column);
    buf_text(out, ",");
    put_key(out, "end_line");
    put_number_or_null(out, where.has_line, where.end.line);
    buf_text(out, ",");
    put_key(out, "end_column");
    put_number_or_null(out, where.has_line, where.end.column);
}

static void put_json_diag(Buf *out, const Diag *diag, const Sources *sources) {
    buf_char(out, '{');
    put_key(out, "severity");
    render_json_string(out, render_severity(diag->kind));
    buf_char(out, ',');
    put_key(out, "name");
    render_json_string(out, diag_info(diag->kind)->name);
    buf_char(out, ',');
    put_key(out, "message");
    render_json_string(out, diag->message);
    buf_char(out, ',');
    put_json_place(out, sources, diag->span);
    buf_char(out, ',');
    put_key(out, "label");
    put_string_or_null(out, diag->label);
    buf_char(out, ',');
    put_key(out, "notes");
    buf_char(out, '[');
    for (uint32_t i = 0; i < diag->notes.count; i++) {
        buf_text(out, i == 0 ? "{" : ",{");
        put_key(out, "message");
        render_json_string(out, diag->notes.items[i].text);
        buf_char(out, ',');
        put_json_place(out, sources, diag->notes.items[i].span);
        buf_char(out, '}');
    }
    buf_text(out, "],");
    put_key(out, "help");
    buf_char(out, '[');
    for (uint32_t i = 0; i < diag->helps.count; i++) {
        buf_text(out, i == 0 ? "" : ",");
        render_json_string(out, diag->helps.items[i]);
    }
    buf_text(out, "]}");
}

void render_json(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources) {
    buf_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i == 0 ? "\n" : ",\n");
        put_json_diag(out, sorted[i], sources);
    }
    buf_text(out, count == 0 ? "]\n" : "\n]\n");
}

/* A path as a relative URI reference: everything but the unreserved characters is escaped. */
static void put_uri(Buf *out, const char *path) {
    static const char digits[] = "0123456789ABCDEF";
    buf_char(out, '"');
    for (; *path != '\0'; path++) {
        unsigned char c = (unsigned char)*path;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || strchr("/-._~", *path) != NULL) {
            buf_char(out, *path);
        } else {
            buf_char(out, '%');
            buf_char(out, digits[c >> 4]);
            buf_char(out, digits[c & 15]);
        }
    }
    buf_char(out, '"');
}

/* "physicalLocation":{...}; the span has a place. */
static void put_sarif_location(Buf *out, const Where *where) {
    buf_text(out, "\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    put_uri(out, where->file->path);
    buf_char(out, '}');
    if (where->has_line) {
        buf_printf(out,
                   ",\"region\":{\"startLine\":%u,\"startColumn\":%u,\"endLine\":%u,"
                   "\"endColumn\":%u}",
                   where->start.line, where->start.column, where->end.line, where->end.column);
    }
    buf_char(out, '}');
}

/* SARIF has no place for helps, so they follow the message. */
static void put_sarif_message(Buf *out, const Diag *diag) {
    Buf text = {0};
    buf_text(&text, diag->message);
    for (uint32_t i = 0; i < diag->helps.count; i++) {
        buf_text(&text, "\nhelp: ");
        buf_text(&text, diag->helps.items[i]);
    }
    buf_char(&text, '\0');
    buf_text(out, "\"message\":{\"text\":");
    render_json_string(out, text.data);
    buf_char(out, '}');
    buf_free(&text);
}

static void put_sarif_result(Buf *out, const Diag *diag, const Sources *sources,
                             uint32_t rule_index) {
    Where where = render_where(sources, diag->span);
    buf_printf(out, "{\"ruleId\":\"%s\",\"ruleIndex\":%u,\"level\":\"%s\",",
               diag_info(diag->kind)->name, rule_index, render_severity(diag->kind));
    put_sarif_message(out, diag);
    if (where.file != NULL) {
        buf_text(out, ",\"locations\":[{");
        put_sarif_location(out, &where);
        buf_text(out, "}]");
    }
    bool first = true;
    for (uint32_t i = 0; i < diag->notes.count; i++) {
        Where other = render_where(sources, diag->notes.items[i].span);
        if (other.file != NULL) {
            buf_text(out, first ? ",\"relatedLocations\":[{" : ",{");
            put_sarif_location(out, &other);
            buf_text(out, ",\"message\":{\"text\":");
            render_json_string(out, diag->notes.items[i].text);
            buf_text(out, "}}");
            first = false;
        }
    }
    buf_text(out, first ? "}" : "]}");
}

void render_sarif(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources) {
    bool used[DIAG_KIND_COUNT] = {false};
    uint32_t rule_index[DIAG_KIND_COUNT] = {0};
    for (uint32_t i = 0; i < count; i++) {
        used[sorted[i]->kind] = true;
    }
    buf_text(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                  "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"migc\","
                  "\"rules\":[");
    uint32_t rules = 0;
    for (unsigned kind = 0; kind < DIAG_KIND_COUNT; kind++) {
        if (used[kind]) {
            const DiagInfo *info = diag_info((DiagKind)kind);
            buf_text(out, rules == 0 ? "\n{\"id\":" : ",\n{\"id\":");
            render_json_string(out, info->name);
            buf_text(out, ",\"shortDescription\":{\"text\":");
            render_json_string(out, info->summary);
            buf_text(out, "}}");
            rule_index[kind] = rules++;
        }
    }
    buf_text(out, "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i == 0 ? "\n" : ",\n");
        put_sarif_result(out, sorted[i], sources, rule_index[sorted[i]->kind]);
    }
    buf_text(out, "]}]}\n");
}

/* Control characters and `%` are escaped; in a property also `:` and `,`. */
static void put_github_text(Buf *out, const char *text, bool property) {
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20 || c == 0x7f || c == '%' || (property && (c == ':' || c == ','))) {
            buf_printf(out, "%%%02X", (unsigned)c);
        } else {
            buf_char(out, *text);
        }
    }
}

void render_github(Buf *out, const Diag *const *sorted, uint32_t count, const Sources *sources) {
    for (uint32_t i = 0; i < count; i++) {
        const Diag *diag = sorted[i];
        Where where = render_where(sources, diag->span);
        bool is_note = diag_info(diag->kind)->severity == SEVERITY_NOTE;
        buf_printf(out, "::%s ", is_note ? "notice" : render_severity(diag->kind));
        if (where.file != NULL) {
            buf_text(out, "file=");
            put_github_text(out, where.file->path, true);
            buf_char(out, ',');
        }
        if (where.has_line) {
            buf_printf(out, "line=%u,endLine=%u,col=%u,endColumn=%u,", where.start.line,
                       where.end.line, where.start.column, where.end.column);
        }
        buf_printf(out, "title=%s::", diag_info(diag->kind)->name);
        put_github_text(out, diag->message, false);
        for (uint32_t h = 0; h < diag->helps.count; h++) {
            buf_text(out, "%0Ahelp: ");
            put_github_text(out, diag->helps.items[h], false);
        }
        buf_char(out, '\n');
    }
}

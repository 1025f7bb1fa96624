/*
 * command_log.c - `migc log`: the revisions, the newest first.
 */
#include <string.h>

#include "change/grade.h"
#include "cli/cli.h"
#include "source/render.h"

/* What is listed of a revision. */
typedef struct Entry {
    const Revision *revision;
    Grade grade;
    GradeReasons reasons;
    uint32_t steps;
} Entry;

/* The lines of a revision that do something. */
static uint32_t count_steps(const AstDecl *revision) {
    uint32_t count = 0;
    for (const AstStep *step = revision->steps; step != NULL; step = step->next) {
        count += step->changes == NULL ? 1 : 0;
        for (const AstChange *change = step->changes; change != NULL; change = change->next) {
            count++;
        }
    }
    return count;
}

/* ---- for people ------------------------------------------------------------------------------ */

static void write_text(Buf *out, const Entry *entries, uint32_t count) {
    int widest = 0;
    for (uint32_t i = 0; i < count; i++) {
        int length = text_precision(name_text(entries[i].revision->name));
        widest = length > widest ? length : widest;
    }
    for (uint32_t i = count; i-- > 0;) {
        const Entry *entry = &entries[i];
        Name doc = entry->revision->decl->doc;
        buf_printf(out, "%-*s  %-8s  %4u step%s", widest, entry->revision->name->text,
                   grade_word(entry->grade), (unsigned)entry->steps, entry->steps == 1 ? "" : "s");
        if (doc != NULL) {
            const char *end = memchr(doc->text, '\n', doc->length);
            size_t length = end != NULL ? (size_t)(end - doc->text) : doc->length;
            buf_text(out, entry->steps == 1 ? "   " : "  ");
            buf_put(out, doc->text, length);
        }
        buf_char(out, '\n');
    }
}

/* ---- for machines ---------------------------------------------------------------------------- */

static void write_member(Buf *out, const char *name, const char *value) {
    buf_printf(out, "\"%s\": ", name);
    if (value != NULL) {
        render_json_string(out, value);
    } else {
        buf_text(out, "null");
    }
}

static void write_reasons(Buf *out, const GradeReasons *reasons) {
    buf_text(out, ",\n    \"reasons\": [");
    for (uint32_t i = 0; i < reasons->count; i++) {
        const GradeReason *reason = &reasons->items[i];
        buf_text(out, i > 0 ? ",\n      {" : "\n      {");
        write_member(out, "grade", grade_word(reason->grade));
        buf_text(out, ", ");
        write_member(out, "what", reason->what);
        buf_text(out, ", ");
        write_member(out, "why", reason->why != NULL ? reason->why->text : NULL);
        buf_char(out, '}');
    }
    buf_text(out, reasons->count > 0 ? "\n    ]" : "]");
}

static void write_json(Buf *out, const Entry *entries, uint32_t count) {
    buf_char(out, '[');
    for (uint32_t i = count; i-- > 0;) {
        const Revision *revision = entries[i].revision;
        const AstDecl *decl = revision->decl;
        buf_text(out, i + 1 < count ? ",\n  {\n    " : "\n  {\n    ");
        write_member(out, "revision", revision->name->text);
        buf_text(out, ",\n    ");
        write_member(out, "after", decl->after != NULL ? decl->after->text : NULL);
        buf_printf(out, ",\n    \"position\": %u,\n    ", (unsigned)revision->position);
        write_member(out, "file", revision->file->path);
        buf_text(out, ",\n    ");
        write_member(out, "checksum", revision->digest);
        buf_printf(out, ",\n    \"steps\": %u,\n    ", (unsigned)entries[i].steps);
        write_member(out, "doc", decl->doc != NULL ? decl->doc->text : NULL);
        buf_text(out, ",\n    ");
        write_member(out, "downgrade", grade_word(entries[i].grade));
        write_reasons(out, &entries[i].reasons);
        buf_text(out, "\n  }");
    }
    buf_text(out, count > 0 ? "\n]\n" : "]\n");
}

int command_log(Cli *cli) {
    Compilation compilation;
    int status = cli_compile(cli, &compilation, NULL, UNTIL_MODEL, true);
    if (status == STATUS_DONE) {
        const char *format = cli->arguments->values[OPTION_LIST_FORMAT];
        bool is_json = format != NULL && strcmp(format, "json") == 0;
        const Chain *chain = &compilation.chain;
        Entry *entries = NEW_ARRAY(&compilation.run, Entry, chain->count);
        for (uint32_t i = 0; i < chain->count; i++) {
            Entry *entry = &entries[i];
            entry->revision = &chain->items[i];
            entry->steps = count_steps(chain->items[i].decl);
            entry->grade = grade_downgrade(&compilation.run, &compilation.replay.items[i].changes,
                                           compilation.project.targets, &entry->reasons);
        }
        if (is_json) {
            write_json(cli->out, entries, chain->count);
        } else if (chain->count > 0) {
            write_text(cli->out, entries, chain->count);
        } else {
            buf_text(cli->err, "there are no revisions; `migc new NAME` writes the first\n");
        }
    }
    compile_release(&compilation);
    return status;
}

/* mysql_shown.c - see mysql_shown.h. */
#include "import/mysql_shown.h"

#include <strings.h>

#include "base/buf.h"
#include "emit/mysql/scan.h"

static Text behind(Text text, size_t at) {
    return (Text){text.data + at, text.length - at};
}

/* Behind `count` columns; false: there are not so many. */
static bool skip_columns(Text *row, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const char *tab = row->length > 0 ? memchr(row->data, '\t', row->length) : NULL;
        if (!tab) {
            return false;
        }
        *row = behind(*row, (size_t)(tab - row->data) + 1);
    }
    return true;
}

static bool cut_columns(Text *row, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const char *tab = row->length > 0 ? memrchr(row->data, '\t', row->length) : NULL;
        if (!tab) {
            return false;
        }
        row->length = (size_t)(tab - row->data);
    }
    return true;
}

/* Where the row of `next` begins, which is behind a line end and has its name first; NULL: the last one. */
static size_t row_length(Text rows, const CatalogObject *next) {
    for (size_t at = 0; next && at + 1 + next->name->length < rows.length; at++) {
        if (rows.data[at] == '\n' && rows.data[at + 1 + next->name->length] == '\t' &&
            memcmp(rows.data + at + 1, next->name->text, next->name->length) == 0) {
            return at;
        }
    }
    return rows.length;
}

static bool word_is(Text sql, size_t at, size_t end, const char *word) {
    return end - at == strlen(word) && strncasecmp(sql.data + at, word, end - at) == 0;
}

/* Behind the word or sign that is next, `*at` where it begins. */
static size_t next_token(Text sql, size_t *at) {
    bool is_broken = false;
    for (;;) {
        size_t end = *at < sql.length ? mysql_skip_comment(sql, *at, &is_broken) : *at;
        if (end == *at && (end >= sql.length || !mysql_is_blank(sql.data[end]))) {
            break;
        }
        *at = end > *at ? end : *at + 1;
    }
    return *at < sql.length ? mysql_skip_token(sql, *at, &is_broken) : *at;
}

/* Where the body begins: behind FOR EACH ROW and the trigger that it FOLLOWS or PRECEDES, or behind DO. */
static size_t body_begin(Text sql, bool is_event) {
    const char *word = is_event ? "do" : "row";
    size_t at = 0;
    size_t end = next_token(sql, &at);
    while (at < sql.length && !word_is(sql, at, end, word)) {
        at = end;
        end = next_token(sql, &at);
    }
    size_t begin = end;
    at = end;
    end = next_token(sql, &at);
    if (!is_event && (word_is(sql, at, end, "follows") || word_is(sql, at, end, "precedes"))) {
        at = end;
        begin = next_token(sql, &at);
    }
    while (begin < sql.length && mysql_is_blank(sql.data[begin])) {
        begin++;
    }
    return begin;
}

/* Where what is made is named: behind CREATE, OR REPLACE and the definer. */
static size_t definer_end(Text sql) {
    size_t at = 0;
    size_t end = next_token(sql, &at);
    at = end;
    end = next_token(sql, &at);
    if (word_is(sql, at, end, "or")) {
        for (int i = 0; i < 2; i++) {
            at = end;
            end = next_token(sql, &at);
        }
    }
    if (word_is(sql, at, end, "definer")) {
        at = end;
        end = next_token(sql, &at);
        do { /* behind `=` or `@`: a name */
            at = end;
            end = next_token(sql, &at);
            at = end;
            end = next_token(sql, &at);
        } while (word_is(sql, at, end, "@"));
    }
    return at;
}

static Name statement_of(Names *names, Text shown, Target target, const CatalogObject *object) {
    Buf out = {0};
    bool is_event = strcmp(object->kind, "event") == 0;
    if (is_event || strcmp(object->kind, "trigger") == 0) {
        Text head = name_text(object->up);
        head.length = body_begin(head, is_event);
        buf_slice(&out, head);
        buf_slice(&out, behind(shown, body_begin(shown, is_event)));
    } else {
        buf_text(&out, target == TARGET_MARIADB ? "CREATE OR REPLACE " : "CREATE ");
        buf_slice(&out, behind(shown, definer_end(shown)));
    }
    Name statement = names_intern(names, out.data, out.length);
    buf_free(&out);
    return statement;
}

uint32_t mysql_shown(Names *names, Text rows, Target target, CatalogObject *const *objects,
                     uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        CatalogObject *object = objects[i];
        Name name = object->name;
        size_t length = row_length(rows, i + 1 < count ? objects[i + 1] : NULL);
        Text row = {rows.data, length};
        rows = behind(rows, length < rows.length ? length + 1 : length);
        bool is_event = strcmp(object->kind, "event") == 0;
        bool is_trigger = strcmp(object->kind, "trigger") == 0;
        if (row.length < name->length || memcmp(row.data, name->text, name->length) != 0 ||
            !skip_columns(&row, is_event ? 3 : 2) || !cut_columns(&row, is_trigger ? 4 : 3)) {
            return i;
        }
        object->up = statement_of(names, row, target, object);
    }
    return count;
}

/* mysql_shown.c - see mysql_shown.h. */
#include "import/mysql_shown.h"

#include <strings.h>

#include "base/buf.h"
#include "emit/mysql/scan.h"
#include "emit/quote.h"
#include "source/source.h"

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

static Name name_of(const MysqlShown *shown) {
    return shown->object ? shown->object->name : shown->table->name;
}

/* Where the row of the next one begins, which is behind a line end and has its name first; NULL: the last one. */
static size_t row_length(Text rows, Name next) {
    for (size_t at = 0; next && at + 1 + next->length < rows.length; at++) {
        if (rows.data[at] == '\n' && rows.data[at + 1 + next->length] == '\t' &&
            memcmp(rows.data + at + 1, next->text, next->length) == 0) {
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

/* Behind the name of the view that is made. */
static size_t view_end(Text sql) {
    size_t at = 0;
    size_t end = next_token(sql, &at);
    while (at < sql.length && !word_is(sql, at, end, "view")) {
        at = end;
        end = next_token(sql, &at);
    }
    at = end;
    return next_token(sql, &at);
}

/* `(`a`,`b`)`, which the catalog's text of a view is without, with a blank before it; or nothing. */
static Text view_columns(Text shown) {
    size_t begin = view_end(shown);
    size_t at = begin;
    size_t end = next_token(shown, &at);
    if (!word_is(shown, at, end, "(")) {
        return (Text){"", 0};
    }
    while (at < shown.length && !word_is(shown, at, end, ")")) {
        at = end;
        end = next_token(shown, &at);
    }
    return (Text){shown.data + begin, end - begin};
}

/* `CREATE ALGORITHM=TEMPTABLE ...`: behind the catalog's CREATE OR REPLACE. The usual one is left out. */
static void put_view(Buf *out, Text shown, Text up) {
    size_t at = 0;
    size_t end = next_token(shown, &at);
    for (int i = 0; i < 3; i++) { /* ALGORITHM = word */
        at = end;
        end = next_token(shown, &at);
    }
    size_t head = strlen("CREATE OR REPLACE");
    bool is_said = !word_is(shown, at, end, "undefined") && up.length > head;
    if (is_said) {
        buf_put(out, up.data, head);
        buf_printf(out, " ALGORITHM=%.*s", (int)(end - at), shown.data + at);
    }
    size_t name = view_end(up);
    size_t from = is_said ? head : 0;
    Text columns = name > from ? view_columns(shown) : (Text){"", 0};
    if (columns.length > 0) {
        buf_put(out, up.data + from, name - from);
        buf_slice(out, columns);
        from = name;
    }
    buf_slice(out, behind(up, from));
}

static Name statement_of(Names *names, Text shown, Target target, const CatalogObject *object) {
    Buf out = {0};
    bool is_event = strcmp(object->kind, "event") == 0;
    if (is_event || strcmp(object->kind, "trigger") == 0) {
        Text head = name_text(object->up);
        head.length = body_begin(head, is_event);
        buf_slice(&out, head);
        buf_slice(&out, behind(shown, body_begin(shown, is_event)));
    } else if (strcmp(object->kind, "view") == 0) {
        put_view(&out, shown, name_text(object->up));
    } else {
        buf_text(&out, target == TARGET_MARIADB ? "CREATE OR REPLACE " : "CREATE ");
        buf_slice(&out, behind(shown, definer_end(shown)));
    }
    Name statement = names_intern(names, out.data, out.length);
    buf_free(&out);
    return statement;
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* Whether the words from `at` to `end` are this name in backquotes. */
static bool is_quoted(Text sql, size_t at, size_t end, Name name) {
    if (end - at < 2 || sql.data[at] != '`') {
        return false;
    }
    size_t found = 0;
    for (at++; at < end - 1; at++, found++) {
        if (found >= name->length || sql.data[at] != name->text[found]) {
            return false;
        }
        at += sql.data[at] == '`';
    }
    return found == name->length;
}

static CatalogColumn *column_at(const CatalogTable *table, Text sql, size_t at, size_t end) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_quoted(sql, at, end, table->columns[i].name)) {
            return &table->columns[i];
        }
    }
    return NULL;
}

static CatalogIndex *index_at(const CatalogTable *table, Text sql, size_t at, size_t end) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_quoted(sql, at, end, table->indexes[i].name)) {
            return &table->indexes[i];
        }
    }
    return NULL;
}

/* What a walk over the lines of CREATE TABLE is at. */
typedef struct Line {
    unsigned depth; /* of brackets; 1: between those round the columns and the rest */
    bool is_fresh;  /* the first word of a line is next */
    bool is_fulltext;
    CatalogColumn *column;
    CatalogIndex *index;
    const char *before; /* DEFAULT, PARSER: what the next word belongs to */
} Line;

/* CREATE TABLE as the server says it, without the number that AUTO_INCREMENT goes on with. */
static Name whole_table(Names *names, Text sql) {
    static const char head[] = "CREATE TABLE ";
    static const char counter[] = " AUTO_INCREMENT=";
    Buf out = {0};
    size_t from = sql.length > strlen(head) ? strlen(head) : 0;
    buf_text(&out, "CREATE TABLE IF NOT EXISTS ");
    size_t at = from;
    for (size_t end = next_token(sql, &at); at < sql.length; at = end, end = next_token(sql, &at)) {
        bool is_counter = at > 0 && sql.length - at >= strlen(counter) &&
                          memcmp(sql.data + at - 1, counter, strlen(counter)) == 0;
        if (is_counter) {
            buf_put(&out, sql.data + from, at - 1 - from);
            for (from = at + strlen(counter) - 1; from < sql.length && sql.data[from] >= '0' &&
                                                  sql.data[from] <= '9';) {
                from++;
            }
            end = from;
        }
    }
    buf_slice(&out, behind(sql, from));
    Name statement = names_intern(names, out.data, out.length);
    buf_free(&out);
    return statement;
}

/* What the letter behind a backslash stands for. */
static char escaped(char c) {
    switch (c) {
    case '0': return '\0';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'b': return '\b';
    case 'Z': return '\x1a';
    default: return c;
    }
}

static unsigned digit_of(char c) {
    return (unsigned)(c <= '9' ? c - '0' : (c | ' ') - 'a' + 10);
}

/* `0xF09F9880`: a text in which the catalog has `?` for characters of four bytes. */
static void take_text(Names *names, CatalogColumn *column, Text digits) {
    Buf bytes = {0};
    Buf out = {0};
    for (size_t i = 0; i + 1 < digits.length; i += 2) {
        buf_char(&bytes, (char)(digit_of(digits.data[i]) << 4 | digit_of(digits.data[i + 1])));
    }
    if (source_is_text(buf_view(&bytes))) { /* not of a column in UTF-16 */
        quote_string(&out, bytes.data, bytes.length, TARGET_MYSQL);
        column->default_text = names_intern(names, out.data, out.length);
    }
    buf_free(&bytes);
    buf_free(&out);
}

/* `0x00FF`, or a string: those bytes, if the catalog tells bytes of the column (`x'00'`). */
static void take_default(Names *names, CatalogColumn *column, Text sql, size_t at, size_t end) {
    bool is_number = end - at > 2 && sql.data[at] == '0' && sql.data[at + 1] == 'x';
    bool is_string = end - at > 1 && sql.data[at] == '\'';
    if (column && column->default_text && is_number && column->default_text->text[0] == '\'') {
        take_text(names, column, (Text){sql.data + at + 2, end - at - 2});
        return;
    }
    if (!column || !column->default_text || strncmp(column->default_text->text, "x'", 2) != 0 ||
        (!is_number && !is_string)) {
        return;
    }
    Buf out = {0};
    buf_text(&out, "x'");
    for (at += is_string ? 1 : 2; at < end - is_string; at++) {
        if (is_number) {
            buf_char(&out, sql.data[at]);
            continue;
        }
        bool is_escape = sql.data[at] == '\\';
        at += is_escape || sql.data[at] == '\''; /* an apostrophe stands twice */
        unsigned char c = (unsigned char)(is_escape ? escaped(sql.data[at]) : sql.data[at]);
        buf_printf(&out, "%02X", c);
    }
    bool is_padded = strncmp(column->type->text, "binary", strlen("binary")) == 0;
    while (is_padded && out.length > 3 && out.data[out.length - 1] == '0' &&
           out.data[out.length - 2] == '0') { /* with zeros, which nobody has to write */
        out.length -= 2;
    }
    buf_char(&out, '\'');
    column->default_text = names_intern(names, out.data, out.length);
    buf_free(&out);
}

static void take_parser(Arena *arena, Names *names, CatalogIndex *index, Text sql, size_t at,
                        size_t end) {
    if (index && end - at > 2 && sql.data[at] == '`') {
        CatalogOption *items = NEW_ARRAY(arena, CatalogOption, index->options.count + 1u);
        items[0] = (CatalogOption){
            .name = names_of(names, "parser"),
            .value = names_intern(names, sql.data + at + 1, end - at - 2)};
        for (uint16_t i = 0; i < index->options.count; i++) {
            items[i + 1] = index->options.items[i];
        }
        index->options.items = items;
        index->options.count++;
    }
}

static void take_table(Arena *arena, Names *names, Text sql, CatalogTable *table) {
    Line line = {0};
    bool has_period = false; /* PERIOD FOR ..., WITH SYSTEM VERSIONING: only the server tells all of it */
    size_t at = 0;
    for (size_t end = next_token(sql, &at); at < sql.length; at = end, end = next_token(sql, &at)) {
        char sign = end - at == 1 ? sql.data[at] : '\0';
        const char *before = line.before;
        line.before = NULL;
        if (sign == '(' || sign == ')') {
            line.is_fresh = sign == '(' && line.depth == 0;
            line.depth += sign == '(' ? 1u : -(unsigned)(line.depth > 0);
        } else if (line.depth == 1 && sign == ',') {
            line = (Line){.depth = 1, .is_fresh = true};
        } else if (line.depth == 1 && line.is_fresh) {
            line.is_fresh = false;
            has_period = has_period || word_is(sql, at, end, "period");
            line.is_fulltext = word_is(sql, at, end, "fulltext");
            line.column = column_at(table, sql, at, end);
        } else if (line.depth == 1 && line.is_fulltext && !line.index) {
            line.index = index_at(table, sql, at, end);
        } else if (line.depth == 1 && before && strcmp(before, "default") == 0) {
            take_default(names, line.column, sql, at, end);
        } else if (line.depth == 1 && before) {
            take_parser(arena, names, line.index, sql, at, end);
        } else if (line.depth == 1) {
            line.before = word_is(sql, at, end, "default")  ? "default"
                          : word_is(sql, at, end, "parser") ? "parser"
                                                            : NULL;
        }
        has_period = has_period || word_is(sql, at, end, "versioning");
    }
    table->shown = has_period ? whole_table(names, sql) : NULL;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Columns of a row of SHOW CREATE before the statement, and behind it. */
static bool cut_to_statement(Text *row, const MysqlShown *shown) {
    if (!shown->object) {
        return skip_columns(row, 1);
    }
    if (strcmp(shown->object->kind, "view") == 0) {
        return skip_columns(row, 1) && cut_columns(row, 2);
    }
    bool is_event = strcmp(shown->object->kind, "event") == 0;
    bool is_trigger = strcmp(shown->object->kind, "trigger") == 0;
    return skip_columns(row, is_event ? 3 : 2) && cut_columns(row, is_trigger ? 4 : 3);
}

uint32_t mysql_shown(Arena *arena, Names *names, Text rows, Target target, const MysqlShown *shown,
                     uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        Name name = name_of(&shown[i]);
        size_t length = row_length(rows, i + 1 < count ? name_of(&shown[i + 1]) : NULL);
        Text row = {rows.data, length};
        rows = behind(rows, length < rows.length ? length + 1 : length);
        if (row.length < name->length || memcmp(row.data, name->text, name->length) != 0 ||
            !cut_to_statement(&row, &shown[i])) {
            return i;
        }
        if (shown[i].object) {
            shown[i].object->up = statement_of(names, row, target, shown[i].object);
        } else {
            take_table(arena, names, row, shown[i].table);
        }
    }
    return count;
}

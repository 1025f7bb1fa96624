/*
 * json_fields.c - takes objects of a JSON document, gives what their fields hold. See json_fields.h.
 */
#include "import/json_fields.h"

#include <stdarg.h>

#include "base/buf.h"
#include "import/mysql_text.h"
#include "import/postgres_settled.h"

static void write_place(Buf *out, const JsonPlace *place) {
    if (place->outer) {
        write_place(out, place->outer);
        if (place->outer->outer) {
            buf_char(out, '.');
        }
        buf_text(out, place->list);
        if (!place->is_single) {
            buf_printf(out, "[%zu]", place->index);
        }
    }
}

/* ` (`users`)`: what the outermost object is called, if it is. */
static void write_name(Buf *out, const JsonPlace *place) {
    while (place->outer && place->outer->outer) {
        place = place->outer;
    }
    const json_t *name = place->outer ? json_object_get(place->value, "name") : NULL;
    if (json_is_string(name) && json_string_length(name) > 0) {
        buf_printf(out, " (`%.80s`)", json_string_value(name));
    }
}

void json_complain(JsonFields *fields, const JsonPlace *place, const char *field,
                   const char *format, ...) {
    if (fields->error) {
        return;
    }
    char what[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    Buf path = {0};
    write_place(&path, place);
    if (field) {
        buf_text(&path, path.length > 0 ? "." : "");
        buf_text(&path, field);
    }
    Buf name = {0};
    write_name(&name, place);
    fields->error = arena_printf(fields->arena, "`%.*s` of the document%.*s %s",
                                 TEXT_ARG(buf_view(&path)), TEXT_ARG(buf_view(&name)), what);
    buf_free(&name);
    buf_free(&path);
}

static const char *type_word(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "a list";
    case JSON_STRING: return "a text";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_TRUE:
    case JSON_FALSE: return "true or false";
    case JSON_NULL: break;
    }
    return "null";
}

static const json_t *field_of(const JsonFields *fields, const JsonPlace *place, const char *field) {
    const json_t *value = fields->error ? NULL : json_object_get(place->value, field);
    return value && !json_is_null(value) ? value : NULL;
}

static Name name_of(JsonFields *fields, const json_t *value) {
    return names_intern(fields->names, json_string_value(value), json_string_length(value));
}

Name json_text(JsonFields *fields, const JsonPlace *place, const char *field) {
    const json_t *value = field_of(fields, place, field);
    if (value && !json_is_string(value)) {
        json_complain(fields, place, field, "is %s, expected a text", type_word(value));
        return NULL;
    }
    return value ? name_of(fields, value) : NULL;
}

Name json_sql(JsonFields *fields, const JsonPlace *place, const char *field) {
    Name sql = json_text(fields, place, field);
    return fields->target == TARGET_POSTGRES ? postgres_settled(fields->names, sql)
                                             : mysql_settled(fields->names, sql, fields->target);
}

Name json_needed(JsonFields *fields, const JsonPlace *place, const char *field) {
    Name name = json_text(fields, place, field);
    if (!name || name->length == 0) {
        json_complain(fields, place, field, "is %s, expected a text", name ? "empty" : "missing");
        return names_of(fields->names, "?");
    }
    return name;
}

uint32_t json_number(JsonFields *fields, const JsonPlace *place, const char *field) {
    const json_t *value = field_of(fields, place, field);
    if (!value) {
        return 0;
    }
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) > UINT32_MAX) {
        json_complain(fields, place, field, "is %s, expected a small whole number",
                      type_word(value));
        return 0;
    }
    return (uint32_t)json_integer_value(value);
}

bool json_flag(JsonFields *fields, const JsonPlace *place, const char *field) {
    const json_t *value = field_of(fields, place, field);
    if (value && !json_is_boolean(value)) {
        json_complain(fields, place, field, "is %s, expected true or false", type_word(value));
    }
    return json_is_true(value);
}

uint32_t json_count(JsonFields *fields, const JsonPlace *place, const char *field, uint32_t most) {
    const json_t *value = field_of(fields, place, field);
    if (!value) {
        return 0;
    }
    if (!json_is_array(value)) {
        json_complain(fields, place, field, "is %s, expected a list", type_word(value));
        return 0;
    }
    size_t count = json_array_size(value);
    if (count > most) {
        json_complain(fields, place, field, "has %zu entries, expected at most %u", count, most);
        return 0;
    }
    return (uint32_t)count;
}

JsonPlace json_item(JsonFields *fields, const JsonPlace *place, const char *field, uint32_t index) {
    JsonPlace item = {.outer = place, .list = field, .index = index};
    const json_t *list = field_of(fields, place, field);
    item.value = list ? json_array_get(list, index) : NULL;
    if (item.value && !json_is_object(item.value)) {
        json_complain(fields, &item, NULL, "is %s, expected an object", type_word(item.value));
        item.value = NULL;
    }
    return item;
}

Name *json_texts(JsonFields *fields, const JsonPlace *place, const char *field, uint32_t most,
                 uint32_t *count) {
    *count = json_count(fields, place, field, most);
    Name *texts = NEW_ARRAY(fields->arena, Name, *count);
    const json_t *list = field_of(fields, place, field);
    for (uint32_t i = 0; i < *count; i++) {
        const json_t *value = json_array_get(list, i);
        if (json_is_string(value)) {
            texts[i] = name_of(fields, value);
        } else {
            JsonPlace item = {.outer = place, .list = field, .index = i};
            json_complain(fields, &item, NULL, "is %s, expected a text", type_word(value));
            texts[i] = names_of(fields->names, "?");
        }
    }
    return texts;
}

/*
 * Values of a JSON document that are what they should be, or a message that names the place.
 *
 * takes:    objects of jansson
 * gives:    names, numbers, lists; a field that is null or not there has the value of nothing
 * promises: the first thing that is wrong is told, everything after it is nothing: a reader goes on to its end
 *           and asks once
 */
#ifndef MIGC_IMPORT_JSON_FIELDS_H
#define MIGC_IMPORT_JSON_FIELDS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/names.h"
#include "schema/type.h"

typedef struct JsonFields {
    Arena *arena;
    Names *names;
    Target target;
    Text behind;       /* what stands behind the document: what a server shows one by one */
    const char *error; /* NULL: all is well so far */
} JsonFields;

/* An object of the document, and the way there. */
typedef struct JsonPlace {
    const struct JsonPlace *outer; /* NULL: the document itself */
    const char *list;              /* the field of `outer` that holds it */
    size_t index;                  /* its number there */
    bool is_single;                /* the field is it, and no list */
    const json_t *value;
} JsonPlace;

/* Tells what is wrong with a field (NULL: with the object itself), unless something was told before. */
void json_complain(JsonFields *fields, const JsonPlace *place, const char *field,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A text, or NULL. */
Name json_text(JsonFields *fields, const JsonPlace *place, const char *field);

/* An expression of the target, in the form in which it is printed from now on, or NULL. */
Name json_sql(JsonFields *fields, const JsonPlace *place, const char *field);

/* A text that has to be there and is not empty; after a complaint some name. */
Name json_needed(JsonFields *fields, const JsonPlace *place, const char *field);

/* True or false; false where nothing is. */
bool json_flag(JsonFields *fields, const JsonPlace *place, const char *field);

/* A number that is not negative; 0 where nothing is. */
uint32_t json_number(JsonFields *fields, const JsonPlace *place, const char *field);

/* The objects of a list: their number, at most `most`; 0 where there is no list. */
uint32_t json_count(JsonFields *fields, const JsonPlace *place, const char *field, uint32_t most);

/* One of them; an empty object after a complaint. */
JsonPlace json_item(JsonFields *fields, const JsonPlace *place, const char *field, uint32_t index);

/* A list of texts in the arena, `*count` of them. */
Name *json_texts(JsonFields *fields, const JsonPlace *place, const char *field, uint32_t most,
                 uint32_t *count);

#endif

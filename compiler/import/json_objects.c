/*
 * json_objects.c - takes the objects of a document, gives them names and an order. See json_objects.h.
 *
 * In the document everything has an `id`, and needs ids. In the language everything has a name of its own, while a
 * database has several functions of one name, and triggers of one name on many tables.
 */
#include "import/json_objects.h"

#include <errno.h>
#include <stdlib.h>

#include "base/digraph.h"
#include "import/mysql_shown.h"
#include "import/mysql_table.h"
#include "import/mysql_text.h"
#include "import/postgres_settled.h"
#include "schema/derived.h"

#define MOST_OBJECTS 1000000u
#define MOST_NEEDS 100000u

typedef struct Reading {
    JsonFields *fields;
    NameMap taken;    /* names that are declared, in small letters */
    NameMap nodes;    /* id -> &numbers[node] */
    NameMap named;    /* a table's or view's name in the database -> the same */
    NameMap declared; /* sequences that the language has words for, by their names */
    uint32_t *numbers;
    Name *written;  /* of each node: how it is written behind `needs` */
    uint32_t count; /* nodes: tables, then enums, then objects */
} Reading;

static Name in_small_letters(Reading *reading, Text name) {
    char *copy = arena_copy_text(reading->fields->arena, name.data, name.length);
    for (size_t i = 0; i < name.length; i++) {
        if (copy[i] >= 'A' && copy[i] <= 'Z') {
            copy[i] = (char)(copy[i] - 'A' + 'a');
        }
    }
    return names_intern(reading->fields->names, copy, name.length);
}

static bool take(Reading *reading, Text name) {
    return !namemap_put(reading->fields->arena, &reading->taken, in_small_letters(reading, name),
                        reading);
}

/* Takes what is in `word`, cut to what a name may have, unless it is taken. */
static Name try_name(Reading *reading, Buf *word) {
    Buf cut = {0};
    derived_name_write(&cut, buf_view(word));
    Text text = buf_view(&cut);
    Name name = take(reading, text) ? names_intern(reading->fields->names, text.data, text.length)
                                    : NULL;
    buf_free(&cut);
    return name;
}

static void write_kind(Buf *out, const CatalogObject *object) {
    buf_char(out, '_');
    for (const char *letter = object->kind; *letter; letter++) {
        buf_char(out, *letter == ' ' ? '_' : *letter);
    }
}

/* The name, with its namespace before it, or with its kind and a number behind it. That of a type is left to
 * what columns call it. */
static Name name_object(Reading *reading, const CatalogObject *object) {
    Buf word = {0};
    bool is_reserved = !object->space && strncmp(object->name->text, "migc_", 5) == 0;
    bool is_type = strcmp(object->kind, "type") == 0 || strcmp(object->kind, "domain") == 0 ||
                   strcmp(object->kind, "extension") == 0;
    if (object->space || is_reserved) {
        buf_text(&word, object->space ? object->space->text : "of");
        buf_char(&word, '_');
    }
    for (uint32_t i = 0; i < object->name->length; i++) {
        char letter = object->name->text[i];
        buf_char(&word, letter == '\n' || letter == '\r' ? ' ' : letter);
    }
    Name name = is_type ? NULL : try_name(reading, &word);
    if (!name) {
        write_kind(&word, object);
        name = try_name(reading, &word);
    }
    size_t length = word.length;
    for (unsigned number = 2; !name; number++) {
        word.length = length;
        buf_printf(&word, "_%u", number);
        name = try_name(reading, &word);
    }
    buf_free(&word);
    return name;
}

/* `called`: its name in the database, if texts know it by that. */
static void add_node(Reading *reading, const JsonPlace *place, Name space, Name name, Name called) {
    JsonFields *fields = reading->fields;
    uint32_t node = reading->count++;
    reading->written[node] = space ? names_internf(fields->names, "%s.%s", space->text, name->text)
                                   : name;
    reading->numbers[node] = node;
    Name id = json_needed(fields, place, "id");
    if (namemap_put(fields->arena, &reading->nodes, id, &reading->numbers[node])) {
        json_complain(fields, place, "id", "is there twice");
    }
    if (called) {
        namemap_set(fields->arena, &reading->named, called, &reading->numbers[node]);
    }
}

/* The text without the database's own name in it. What it names, as it is written behind `needs`, is added, an edge
 * from each: tables, views, sequences and functions. */
static Name read_used(Reading *reading, Digraph *graph, Name space, uint32_t node, Name sql,
                      MysqlNames *needs) {
    JsonFields *fields = reading->fields;
    MysqlNames used = {0};
    Name text = mysql_unqualified(fields->arena, fields->names, sql, space, fields->target, &used);
    for (uint32_t i = 0; i < used.count; i++) {
        uint32_t *need = namemap_get(&reading->named, used.items[i]);
        bool is_new = need != NULL && *need != node;
        for (uint32_t k = 0; is_new && k < needs->count; k++) {
            is_new = needs->items[k] != reading->written[*need];
        }
        if (is_new) {
            digraph_edge(graph, *need, node, 0);
            vec_push(fields->arena, needs, reading->written[*need]);
        }
    }
    return text;
}

/* nextval('NAME'), where that is all that the default says: it takes numbers from a sequence that is declared. NULL:
 * something else. `said`: without the name of the database. */
static Name next_number(Reading *reading, Name said) {
    static const char begin[] = "nextval(`";
    static const char end[] = "`)";
    Text text = name_text(said);
    if (strncmp(said->text, begin, sizeof begin - 1) != 0 || !text_ends_with(text, end)) {
        return NULL;
    }
    Buf name = {0};
    size_t to = text.length - (sizeof end - 1);
    for (size_t i = sizeof begin - 1; i < to; i++) {
        buf_char(&name, text.data[i]);
        i += text.data[i] == '`'; /* it is doubled */
    }
    Names *names = reading->fields->names;
    Name called = names_intern(names, name.data, name.length);
    buf_free(&name);
    if (!namemap_get(&reading->declared, called)) {
        return NULL;
    }
    return names_internf(names, "nextval('%s')", sequence_called(names, NULL, called)->text);
}

/* Whether it is written like that behind `needs`: a sequence that the language has words for. */
static bool is_counter(Reading *reading, Name written) {
    return namemap_get(&reading->declared, written) != NULL;
}

/* What the defaults of a table take: the numbers of a sequence. A table that takes something that only a statement makes
 * is made by its own. */
static void read_defaults(Reading *reading, Digraph *graph, Name space, uint32_t node,
                          CatalogTable *table) {
    JsonFields *fields = reading->fields;
    MysqlNames needs = {0};
    Name *numbers = NEW_ARRAY(fields->arena, Name, table->column_count);
    bool is_whole = table->is_whole; /* its statement is written again, as its defaults are then */
    for (uint16_t i = 0; i < table->column_count; i++) {
        CatalogColumn *column = &table->columns[i];
        if (column->default_text != NULL && strchr(column->default_text->text, '`') != NULL) {
            uint32_t known = needs.count;
            column->default_text = read_used(reading, graph, space, node, column->default_text,
                                             &needs);
            numbers[i] = next_number(reading, column->default_text);
            for (uint32_t k = known; k < needs.count && !numbers[i]; k++) {
                is_whole = is_whole || !is_counter(reading, needs.items[k]);
            }
        }
    }
    if (is_whole) { /* scripts make tables before they run SQL */
        table->shown = table->shown ? read_used(reading, graph, space, node, table->shown, &needs)
                                    : NULL;
        mysql_table_finish(fields->arena, fields->names, fields->target, table);
        table->is_whole = true;
    }
    for (uint16_t i = 0; i < table->column_count && !is_whole; i++) {
        table->columns[i].default_text = numbers[i] ? numbers[i] : table->columns[i].default_text;
    }
    table->needs = needs.items;
    table->needs_count = needs.count;
}

/* The nodes that it needs, an edge from each; objects only if asked. Returns how they are written. */
static Name *read_needs(Reading *reading, Digraph *graph, const JsonPlace *place, uint32_t node,
                        uint32_t first_object, uint32_t *count) {
    JsonFields *fields = reading->fields;
    uint32_t found;
    Name *ids = json_texts(fields, place, "needs", MOST_NEEDS, &found);
    *count = 0;
    for (uint32_t i = 0; i < found; i++) {
        uint32_t *need = namemap_get(&reading->nodes, ids[i]);
        if (!need) {
            json_complain(fields, place, "needs",
                          "has an entry that is the `id` of nothing: `%.80s`", ids[i]->text);
        } else if (*need != node && *need >= first_object) {
            digraph_edge(graph, *need, node, 0);
            ids[(*count)++] = reading->written[*need];
        }
    }
    return ids;
}

/* How the texts of others name it; NULL: they do not. */
static Name called_as(Reading *reading, const CatalogObject *object) {
    if (strcmp(object->kind, "function") == 0) {
        return names_internf(reading->fields->names, "%s()", object->name->text);
    }
    bool is_named = strcmp(object->kind, "view") == 0 || strcmp(object->kind, "sequence") == 0;
    return is_named ? object->name : NULL;
}

static void read_object(JsonFields *fields, const JsonPlace *place, CatalogObject *object) {
    object->kind = json_needed(fields, place, "kind")->text;
    object->space = json_text(fields, place, "space");
    object->name = json_needed(fields, place, "name");
    object->up = json_needed(fields, place, "up");
    if (fields->target == TARGET_POSTGRES) {
        object->up = postgres_settled(fields->names, object->up);
    }
    if (fields->target != TARGET_POSTGRES && strcmp(object->kind, "view") != 0) {
        object->up = mysql_routine(fields->names, object->up);
    }
    object->down = json_needed(fields, place, "down");
}

/* What the catalog does not have as it was written is shown behind the document: row after row, as `shown` counts. */
static void read_shown(JsonFields *fields, const JsonPlace *document, CatalogObject *objects,
                       uint32_t count, Catalog *catalog) {
    uint32_t most = catalog->table_count + count;
    MysqlShown *shown = NEW_ARRAY(fields->arena, MysqlShown, most);
    JsonPlace *places = NEW_ARRAY(fields->arena, JsonPlace, most);
    uint32_t shown_count = 0;
    for (uint32_t i = 0; i < most; i++) {
        bool is_table = i < catalog->table_count;
        JsonPlace item = is_table
                             ? json_item(fields, document, "tables", i)
                             : json_item(fields, document, "objects", i - catalog->table_count);
        uint32_t number = json_number(fields, &item, "shown");
        if (number > most) {
            json_complain(fields, &item, "shown", "is %u, expected at most %u", number, most);
        } else if (number > 0 && places[number - 1].value) {
            json_complain(fields, &item, "shown", "is %u, as that of `%s[%zu]` is", number,
                          places[number - 1].list, places[number - 1].index);
        } else if (number > 0) {
            shown[number - 1] = is_table
                                    ? (MysqlShown){.table = &catalog->tables[i]}
                                    : (MysqlShown){.object = &objects[i - catalog->table_count]};
            places[number - 1] = item;
            shown_count = number > shown_count ? number : shown_count;
        }
    }
    for (uint32_t i = 0; i < shown_count; i++) {
        if (!places[i].value) {
            json_complain(fields, &places[shown_count - 1], "shown",
                          "is %u, and number %u is that of nothing", shown_count, i + 1);
        }
    }
    uint32_t found = fields->error ? 0
                                   : mysql_shown(fields->arena, fields->names, fields->behind,
                                                 fields->target, shown, shown_count);
    for (uint32_t i = 0; i < found; i++) {
        if (shown[i].table) {
            mysql_table_finish(fields->arena, fields->names, fields->target, shown[i].table);
        }
    }
    if (found < shown_count && !fields->error) {
        json_complain(fields, &places[found], "shown",
                      "is %u, and there is no such row behind the document", found + 1);
    } else if (shown_count == 0 && fields->behind.length > 0 && !fields->error) {
        fields->error = "the document goes on behind its end";
    }
}

static int64_t read_number(JsonFields *fields, const JsonPlace *place, const char *field) {
    char *end;
    Name text = json_needed(fields, place, field);
    errno = 0;
    int64_t number = strtoll(text->text, &end, 10);
    if (*end != '\0' || errno == ERANGE) {
        json_complain(fields, place, field, "is `%.40s`, expected a number", text->text);
    }
    return number;
}

/* A sequence that the language has words for; NULL: it is made by its statement. */
static const Sequence *read_sequence(JsonFields *fields, const JsonPlace *place,
                                     CatalogObject *object) {
    JsonPlace said = {.outer = place, .list = "sequence", .is_single = true, .value = NULL};
    said.value = json_object_get(place->value, said.list);
    if (!said.value || json_is_null(said.value)) {
        return NULL;
    }
    if (!json_is_object(said.value)) {
        json_complain(fields, place, said.list, "is no object");
        return NULL;
    }
    Sequence *sequence = NEW(fields->arena, Sequence);
    Name type = json_needed(fields, &said, "type");
    sequence->space = object->space;
    sequence->name = object->name;
    sequence->type = TYPE_OF(text_is(name_text(type), "smallint")  ? TYPE_SMALLINT
                             : text_is(name_text(type), "integer") ? TYPE_INT
                                                                   : TYPE_BIGINT);
    sequence->start = read_number(fields, &said, "start");
    sequence->increment = read_number(fields, &said, "increment");
    sequence->least = read_number(fields, &said, "least");
    sequence->most = read_number(fields, &said, "most");
    sequence->cache = read_number(fields, &said, "cache");
    sequence->cycles = json_flag(fields, &said, "cycles");
    if (fields->target == TARGET_MARIADB) {
        mysql_settle_sequence(sequence);
    }
    sequence->owner_space = json_text(fields, &said, "owner_space");
    sequence->owner = json_text(fields, &said, "owner");
    sequence->owner_column = sequence->owner ? json_needed(fields, &said, "owner_column") : NULL;
    object->comment = json_text(fields, &said, "comment");
    return sequence;
}

void json_read_objects(JsonFields *fields, const JsonPlace *document, Catalog *catalog) {
    Arena *arena = fields->arena;
    uint32_t count = json_count(fields, document, "objects", MOST_OBJECTS);
    uint32_t first_object = catalog->table_count + catalog->enum_count;
    uint32_t node_count = first_object + count;
    Reading reading = {.fields = fields};
    reading.numbers = NEW_ARRAY(arena, uint32_t, node_count);
    reading.written = NEW_ARRAY(arena, Name, node_count);
    for (uint32_t i = 0; i < catalog->extension_count; i++) {
        take(&reading, name_text(catalog->extensions[i]));
    }
    for (uint32_t i = 0; i < catalog->table_count; i++) {
        JsonPlace item = json_item(fields, document, "tables", i);
        take(&reading, name_text(catalog->tables[i].name));
        add_node(&reading, &item, catalog->tables[i].space, catalog->tables[i].name,
                 catalog->tables[i].name);
    }
    for (uint32_t i = 0; i < catalog->enum_count; i++) {
        JsonPlace item = json_item(fields, document, "enums", i);
        take(&reading, name_text(catalog->enums[i].name));
        add_node(&reading, &item, catalog->enums[i].space, catalog->enums[i].name, NULL);
    }
    CatalogObject *objects = NEW_ARRAY(arena, CatalogObject, count);
    for (uint32_t i = 0; i < count; i++) {
        JsonPlace item = json_item(fields, document, "objects", i);
        read_object(fields, &item, &objects[i]);
        objects[i].sequence = read_sequence(fields, &item, &objects[i]);
        if (objects[i].sequence && !objects[i].space) {
            take(&reading, name_text(objects[i].name));
            namemap_set(arena, &reading.declared, objects[i].name, &objects[i]);
        }
    }
    read_shown(fields, document, objects, count, catalog);
    for (uint32_t i = 0; i < count; i++) {
        JsonPlace item = json_item(fields, document, "objects", i);
        bool is_declared = objects[i].sequence != NULL;
        Name called = called_as(&reading, &objects[i]);
        objects[i].name = is_declared ? objects[i].name : name_object(&reading, &objects[i]);
        add_node(&reading, &item, is_declared ? objects[i].space : NULL, objects[i].name, called);
    }
    Name space = json_text(fields, document, "database");
    Digraph graph = digraph_begin(arena, node_count);
    for (uint32_t i = 0; i < catalog->table_count; i++) {
        JsonPlace item = json_item(fields, document, "tables", i);
        CatalogTable *table = &catalog->tables[i];
        table->needs = read_needs(&reading, &graph, &item, i, first_object, &table->needs_count);
        if (space) {
            read_defaults(&reading, &graph, space, i, table);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        JsonPlace item = json_item(fields, document, "objects", i);
        if (!objects[i].sequence) {
            objects[i].needs = read_needs(&reading, &graph, &item, first_object + i, 0,
                                          &objects[i].needs_count);
        }
        if (space && strcmp(objects[i].kind, "view") == 0) {
            MysqlNames needs = {0};
            objects[i].up = read_used(&reading, &graph, space, first_object + i, objects[i].up,
                                      &needs);
            objects[i].needs = needs.items;
            objects[i].needs_count = needs.count;
        }
    }
    digraph_build(&graph);
    uint32_t *order = NEW_ARRAY(arena, uint32_t, node_count);
    uint32_t ordered = digraph_order(arena, &graph, order);
    bool *placed = NEW_ARRAY(arena, bool, node_count);
    catalog->objects = NEW_ARRAY(arena, CatalogObject, count);
    for (uint32_t i = 0; i < ordered; i++) {
        if (order[i] >= first_object) {
            catalog->objects[catalog->object_count++] = objects[order[i] - first_object];
            placed[order[i]] = true;
        }
    }
    for (uint32_t i = first_object; i < node_count;
         i++) { /* on a circle, which the compiler tells */
        if (!placed[i]) {
            catalog->objects[catalog->object_count++] = objects[i - first_object];
        }
    }
}

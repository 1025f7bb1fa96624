/*
 * status.c - takes the scripts of a chain, gives the one that tells where a database is. See
 * postgres.h.
 *
 * A column of a table, or an enum, is a line of text that stands in the schema from one revision to another:
 * so the shapes of all revisions together take no more room than what the chain changes.
 */
#include "emit/lower.h"
#include "emit/postgres/postgres.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/typename.h"

typedef struct Line {
    Name text;
    uint32_t since; /* the first revision that has it, from 1 */
    uint32_t until; /* the last one */
    uint32_t next;  /* of the same object, + 1; 0: none */
} Line;

typedef struct Status {
    Arena arena;
    Names *names;
    const Dialect *dialect;
    VEC(Line) lines;
    NameMap objects; /* by kind and name: where its newest line is, + 1, or NO_LINES */
    Buf text;
} Status;

static const char no_lines;
#define NO_LINES ((void *)(uintptr_t)&no_lines)

/* A type as format_type describes it; false: only the server knows. */
static bool describe_type(Buf *out, Type type) {
    if (type.domain) {
        return false;
    }
    switch ((TypeKind)type.kind) {
    case TYPE_VARCHAR: buf_printf(out, "character varying(%u)", type.length); break;
    case TYPE_CHAR: buf_printf(out, "character(%u)", type.length == 0 ? 1 : type.length); break;
    case TYPE_TIME: buf_text(out, "time without time zone"); break;
    case TYPE_TIMESTAMP: buf_text(out, "timestamp without time zone"); break;
    case TYPE_TIMESTAMPTZ: buf_text(out, "timestamp with time zone"); break;
    case TYPE_DECIMAL:
        buf_text(out, "numeric");
        if (type.length != 0) {
            buf_printf(out, "(%u,%u)", type.length, type.scale);
        }
        break;
    case TYPE_NATIVE:
    case TYPE_ENUM: return false;
    case TYPE_BOOL:
    case TYPE_SMALLINT:
    case TYPE_INT:
    case TYPE_BIGINT:
    case TYPE_REAL:
    case TYPE_DOUBLE:
    case TYPE_TEXT:
    case TYPE_BYTES:
    case TYPE_UUID:
    case TYPE_DATE:
    case TYPE_INTERVAL:
    case TYPE_JSON:
    case TYPE_ERROR:
    case TYPE_NULL: {
        Type plain = type;
        plain.is_array = false;
        typename_write(out, plain, TARGET_POSTGRES);
        break;
    }
    }
    buf_text(out, type.is_array ? "[]" : "");
    return true;
}

static void put_line(Status *status, Name key, uint32_t position) {
    Name text = names_intern(status->names, status->text.data, status->text.length);
    void *newest = namemap_get(&status->objects, key);
    uint32_t next = 0;
    if (newest && newest != NO_LINES) {
        next = *(uint32_t *)newest;
    }
    vec_push(&status->arena, &status->lines, (Line){text, position, UINT32_MAX, next});
    uint32_t *at = NEW(&status->arena, uint32_t);
    *at = status->lines.count;
    namemap_set(&status->arena, &status->objects, key, at);
    buf_clear(&status->text);
}

static Name key_of(Status *status, const Object *object) {
    buf_clear(&status->text);
    buf_text(&status->text, object_kind(object));
    buf_char(&status->text, ' ');
    if (object_space(object)) {
        buf_name(&status->text, object_space(object));
        buf_char(&status->text, '.');
    }
    buf_name(&status->text, object_name(object));
    Name key = names_intern(status->names, status->text.data, status->text.length);
    buf_clear(&status->text);
    return key;
}

static void begin_lines(Status *status, const Object *object, uint32_t position) {
    if ((object->kind != OBJECT_TABLE && object->kind != OBJECT_ENUM) ||
        !is_for(status->dialect, object_targets(object))) {
        return;
    }
    Name key = key_of(status, object);
    Buf *text = &status->text;
    buf_name(text, key);
    if (object->kind == OBJECT_ENUM) {
        for (uint32_t i = 0; i < object->enumeration->value_count; i++) {
            Name name = object->enumeration->values[i].name;
            buf_text(text, i == 0 ? " (" : ", ");
            quote_string(text, name->text, name->length, TARGET_POSTGRES);
        }
        buf_char(text, ')');
    }
    put_line(status, key, position);
    for (uint16_t i = 0; object->kind == OBJECT_TABLE && i < object->table->column_count; i++) {
        const Column *column = &object->table->columns[i];
        if (is_for(status->dialect, column->targets)) {
            if (object->table->space) {
                buf_name(text, object->table->space);
                buf_char(text, '.');
            }
            buf_name(text, object->table->name);
            buf_char(text, '.');
            buf_name(text, column->name);
            size_t middle = text->length;
            buf_char(text, ' ');
            if (!describe_type(text, column->type)) {
                text->length = middle;
                buf_text(text, column->type.kind == TYPE_ENUM && !column->type.domain ? " enum" : " own");
                buf_text(text, column->type.is_array ? "[]" : "");
            }
            buf_text(text, column->flags & COLUMN_NULLABLE ? "" : " not null");
            put_line(status, key, position);
        }
    }
}

static void end_lines(Status *status, const Object *object, uint32_t position) {
    if (object->kind != OBJECT_TABLE && object->kind != OBJECT_ENUM) {
        return;
    }
    Name key = key_of(status, object);
    void *newest = namemap_get(&status->objects, key);
    if (!newest || newest == NO_LINES) {
        return;
    }
    for (uint32_t at = *(uint32_t *)newest; at != 0; at = status->lines.items[at - 1].next) {
        status->lines.items[at - 1].until = position - 1;
    }
    namemap_set(&status->arena, &status->objects, key, NO_LINES);
}

static void follow(Status *status, const Changes *changes, uint32_t position) {
    for (uint32_t c = 0; c < changes->count; c++) {
        const Ops *ops = &changes->items[c].up;
        for (uint32_t i = 0; i < ops->count; i++) {
            if (ops->items[i].before) {
                end_lines(status, ops->items[i].before, position);
            }
        }
        for (uint32_t i = 0; i < ops->count; i++) {
            if (ops->items[i].after) {
                begin_lines(status, ops->items[i].after, position);
            }
        }
    }
}

static void write_lines(Buf *out, const Status *status, uint32_t count) {
    bool any = false;
    for (uint32_t i = 0; i < status->lines.count; i++) {
        const Line *line = &status->lines.items[i];
        uint32_t until = line->until < count ? line->until : count;
        if (until >= line->since) {
            buf_text(out, any ? ",\n" : "");
            buf_printf(out, "      (%u, %u, ", line->since, until);
            quote_string(out, line->text->text, line->text->length, TARGET_POSTGRES);
            buf_char(out, ')');
            any = true;
        }
    }
    buf_text(out, any ? "\n" : "      (0, 0, '')\n");
}

/* The names of the revisions, in their order, or their checksums. */
static void write_revisions(Buf *out, const Script *const *scripts, uint32_t count,
                            bool checksums) {
    Packing packing = {.out = out, .indent = 6};
    Buf word = {0};
    for (uint32_t i = 0; i < count; i++) {
        const char *text = checksums ? scripts[i]->checksum : scripts[i]->revision;
        buf_clear(&word);
        quote_string(&word, text, strlen(text), TARGET_POSTGRES);
        packing_add(&packing, buf_view(&word));
    }
    buf_free(&word);
}

void postgres_status(Buf *out, const Script *const *scripts, uint32_t count) {
    const Script *head = scripts[count - 1];
    Status status = {.dialect = head->dialect};
    status.names = names_new(&status.arena);
    for (uint32_t i = 0; i < count; i++) {
        follow(&status, scripts[i]->changes, i + 1);
    }
    script_head(out, head, "status", "where is this database?", NULL);
    buf_text(out,
             "-- By its history; without one, by its tables, columns and enums. It only reads.\n\n"
             "\\set ON_ERROR_STOP on\n"
             "\\pset footer off\n\n"
             "DO ");
    postgres_tag(out, head, "migc");
    buf_text(out, "\n"
                  "#variable_conflict use_column\n"
                  "DECLARE\n"
                  "  migc_revisions  CONSTANT text[] := ARRAY[\n");
    write_revisions(out, scripts, count, false);
    buf_text(out, "];\n  migc_checksums  CONSTANT text[] := ARRAY[\n");
    write_revisions(out, scripts, count, true);
    buf_text(
        out,
        "];\n"
        "  migc_status     text;\n"
        "BEGIN\n"
        "  IF to_regclass('public.migc_history') IS NOT NULL THEN\n"
        "    SELECT string_agg(format('%s %s%s', revision,\n"
        "                             CASE WHEN applied_at IS NULL THEN format('under way, "
        "parts done: %s', step)\n"
        "                                  ELSE 'applied' END,\n"
        "                             CASE WHEN revision IS DISTINCT FROM "
        "migc_revisions[position] THEN ', not in this chain'\n"
        "                                  WHEN checksum <> migc_checksums[position] THEN ', from "
        "another version of its script' END),\n"
        "                      E'\\n' ORDER BY position DESC)\n"
        "      INTO migc_status\n"
        "      FROM (SELECT * FROM public.migc_history ORDER BY position DESC LIMIT 1) AS t;\n"
        "  END IF;\n"
        "  IF migc_status IS NULL THEN\n"
        "    WITH shape (since, until, line) AS (VALUES\n");
    write_lines(out, &status, count);
    buf_text(
        out,
        "    ), space AS (\n"
        "      SELECT oid, CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END AS prefix\n"
        "        FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE "
        "'pg\\_%'\n"
        "    ), relation AS (\n"
        "      SELECT c.oid, prefix || relname AS name\n"
        "        FROM pg_class AS c JOIN space ON space.oid = relnamespace\n"
        "       WHERE relkind IN ('r', 'p') AND relname <> 'migc_history'\n"
        "         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')\n"
        "    ), actual (line) AS (\n"
        "      SELECT 'table ' || name FROM relation\n"
        "      UNION ALL\n"
        "      SELECT format('%s.%s %s%s', name, attname,\n"
        "                    CASE WHEN coalesce(element.typtype, t.typtype) = 'e' THEN 'enum' || "
        "CASE "
        "WHEN t.typelem <> 0 THEN '[]' ELSE '' END\n"
        "                         ELSE format_type(atttypid, atttypmod) END,\n"
        "                    CASE WHEN attnotnull THEN ' not null' END)\n"
        "        FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT "
        "attisdropped\n"
        "        JOIN pg_type AS t ON t.oid = atttypid\n"
        "        LEFT JOIN pg_type AS element ON element.oid = t.typelem AND t.typcategory = 'A'\n"
        "      UNION ALL\n"
        "      SELECT format('enum %s (%s)', prefix || typname,\n"
        "                    (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY "
        "enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))\n"
        "        FROM pg_type AS t JOIN space ON space.oid = typnamespace WHERE typtype = 'e'\n"
        "         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = t.oid AND deptype = 'e')\n"
        "    ), known (since, until, line, there) AS (\n"
        "      SELECT since, until, line,\n"
        "             EXISTS (SELECT FROM actual AS a WHERE a.line = shape.line\n"
        "                       OR shape.line ~ ' own(\\[\\])?( not null)?$'\n"
        "                          AND split_part(a.line, ' ', 1) = split_part(shape.line, ' ', "
        "1))\n"
        "        FROM shape\n"
        "    ), distance (position, missing, unexpected) AS (\n"
        "      SELECT p, count(*) FILTER (WHERE NOT there AND p BETWEEN since AND until),\n"
        "             (SELECT count(*) FROM actual) - count(*) FILTER (WHERE there AND p BETWEEN "
        "since AND until)\n"
        "        FROM generate_series(0, cardinality(migc_revisions)) AS p LEFT JOIN known ON true "
        "GROUP BY p\n"
        "    ), nearest AS (\n"
        "      SELECT *, coalesce(migc_revisions[position], 'no revision: it is empty') AS name\n"
        "        FROM distance\n"
        "       WHERE missing + unexpected = (SELECT min(missing + unexpected) FROM distance)\n"
        "    )\n"
        "    SELECT string_agg(CASE WHEN missing + unexpected = 0\n"
        "                           THEN format('no history; by its tables, columns and enums: "
        "%s', "
        "name)\n"
        "                           ELSE format('no history, and the shape of no revision; "
        "nearest: "
        "%s (%s missing, %s unexpected)',\n"
        "                                       name, missing, unexpected) END, E'\\n' ORDER BY "
        "position)\n"
        "      INTO migc_status FROM nearest;\n"
        "  END IF;\n"
        "  PERFORM set_config('migc.status', migc_status, false);\n"
        "END\n");
    postgres_tag(out, head, "migc");
    buf_text(out, ";\n\nSELECT current_setting('migc.status') AS status;\n");
    buf_free(&status.text);
    arena_release(&status.arena);
}

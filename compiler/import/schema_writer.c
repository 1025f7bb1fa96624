/*
 * schema_writer.c - see schema_writer.h.
 */
#include "import/schema_writer.h"

#include <string.h>

#include "import/schema_writing.h"
#include "import/serial.h"
#include "schema/derived.h"
#include "syntax/format.h"
#include "syntax/parse.h"

WrittenTable *writer_table(const Writer *writer, Name space, Name name) {
    return namemap_get(&writer->by_name, name_qualified(writer->names, space, name));
}

/* ---- what follows from what was taken back --------------------------------------------------- */

/* A verbatim default or computed column is for this target only, and so is its table. */
static bool has_verbatim_column(const Writer *writer, const WrittenTable *written) {
    uint32_t at = written->first_slot;
    bool found = false;
    for (uint16_t i = 0; i < written->table->column_count; i++) {
        const CatalogColumn *column = &written->table->columns[i];
        uint32_t count = (column->default_text != NULL ? 1u : 0u) + (column->generated != NULL);
        for (uint32_t k = 0; k < count; k++) {
            found = found || writer->slots.items[at++].guess == NULL;
        }
    }
    return found;
}

/* Who refers to a table that is narrow, or written with a statement, is so as well. */
static bool spread_over(const Writer *writer, WrittenTable *written) {
    bool is_narrow = written->is_narrow || has_verbatim_column(writer, written);
    bool is_object = written->is_object;
    for (uint16_t i = 0; i < written->table->foreign_key_count; i++) {
        const CatalogForeignKey *key = &written->table->foreign_keys[i];
        const WrittenTable *target = writer_table(writer, key->target_space, key->target);
        is_narrow = is_narrow || (target != NULL && target->is_narrow);
        is_object = is_object ||
                    (target != NULL && target->is_object && written->table->statement != NULL);
    }
    bool has_changed = is_narrow != written->is_narrow || is_object != written->is_object;
    written->is_narrow = is_narrow;
    written->is_object = is_object;
    return has_changed;
}

static void spread(Writer *writer) {
    bool has_changed = true;
    while (has_changed) {
        has_changed = false;
        for (uint32_t i = 0; i < writer->order.count; i++) {
            WrittenTable *written = writer->order.items[i].table;
            has_changed = (written != NULL && spread_over(writer, written)) || has_changed;
        }
    }
}

/* ---- writing --------------------------------------------------------------------------------- */

static void write_all(Writer *writer) {
    buf_clear(&writer->out);
    writer->written.count = 0;
    writer->ends.count = 0;
    writer_put_types(writer);
    vec_push(writer->arena, &writer->ends, (uint32_t)writer->out.length);
    for (uint32_t i = 0; i < writer->order.count; i++) {
        WrittenItem item = writer->order.items[i];
        if (item.table != NULL && item.table->table->is_domain) {
            writer_put_domain(writer, item.table);
        } else if (item.table != NULL && !item.table->is_object) {
            writer_put_table(writer, item.table);
        } else if (item.table != NULL) {
            writer_put_statement(writer, item.table);
        } else {
            writer_put_object(writer, item.object);
        }
        vec_push(writer->arena, &writer->ends, (uint32_t)writer->out.length);
    }
}

/* ---- names that are left out ----------------------------------------------------------------- */

static bool is_name(Name name, Buf *derived) {
    bool is_same = name != NULL && text_equal(name_text(name), buf_view(derived));
    buf_clear(derived);
    return is_same;
}

/* A check without a name counts those before it over the same columns. */
static void leave_out_checks(Names *names, const WrittenTable *written, const Table *table,
                             Buf *derived) {
    const CatalogTable *from = written->table;
    Arena arena = {0};
    NameMap counts = {0}; /* the name that the first of them has -> how many there are */
    uint16_t at = 0;
    for (uint16_t i = 0; i < from->check_count; i++) {
        if (written->is_type_check[i] || at == table->check_count) {
            continue;
        }
        const Expr *condition = table->checks[at++].condition;
        derived_check(derived, table, condition, 1);
        Name first = names_intern(names, derived->data, derived->length);
        buf_clear(derived);
        uintptr_t before = (uintptr_t)namemap_get(&counts, first);
        derived_check(derived, table, condition, (uint32_t)before + 1);
        written->check_is_named[i] = from->checks[i].name != NULL &&
                                     !is_name(from->checks[i].name, derived);
        buf_clear(derived);
        if (!written->check_is_named[i]) {
            namemap_set(&arena, &counts, first, (void *)(before + 1));
        }
    }
    arena_release(&arena);
}

static void leave_out_indexes(const WrittenTable *written, const Table *table, Buf *derived) {
    uint16_t at = 0;
    for (uint16_t i = 0; i < written->table->index_count && at < table->index_count; i++) {
        if (!written->table->indexes[i].is_constraint_only) {
            const Index *index = &table->indexes[at++];
            derived_index(derived, table, index->keys, index->key_count);
            written->index_is_named[i] = !is_name(written->table->indexes[i].name, derived);
        }
    }
}

static void leave_out_names(Writer *writer, const Model *model) {
    Buf derived = {0};
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        const WrittenTable *written = writer_table(writer, table->space, table->name);
        leave_out_checks(model->names, written, table, &derived);
        leave_out_indexes(written, table, &derived);
    }
    buf_free(&derived);
}

static void name_all(Writer *writer) {
    for (uint32_t i = 0; i < writer->catalog->table_count; i++) {
        WrittenTable *written = &writer->tables[i];
        for (uint16_t k = 0; k < written->table->check_count; k++) {
            written->check_is_named[k] = written->table->checks[k].name != NULL;
        }
        for (uint16_t k = 0; k < written->table->index_count; k++) {
            written->index_is_named[k] = true;
        }
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* Compiles what stands there now. Returns whether something was taken back. */
static bool try_once(Writer *writer, bool *leaves_out) {
    Arena arena = {0};
    Trial trial = {0};
    spread(writer);
    write_all(writer);
    trial_compile(writer, &trial, &arena);
    bool is_good = diags_errors(&trial.diags) == 0;
    bool has_changed = false;
    if (*leaves_out && !is_good) { /* a name that was left out is in the way of another */
        name_all(writer);
        write_all(writer);
    } else {
        has_changed = trial_take_back(writer, &trial);
    }
    if (is_good && !has_changed && !*leaves_out) {
        leave_out_names(writer, trial.model);
        *leaves_out = true;
        has_changed = true;
    }
    arena_release(&arena);
    return has_changed;
}

/* Until nothing is wrong any more. */
static void settle(Writer *writer) {
    bool leaves_out = false;
    while (try_once(writer, &leaves_out)) {
    }
}

static Text lay_out(Writer *writer, Imported *imported, Text text, const char *name, Arena *arena) {
    AstUnit unit = {0};
    Buf out = {0};
    Sources sources = sources_new(writer->arena);
    const SourceFile *file = sources_add_text(&sources, &imported->told, name, text);
    if (file != NULL) {
        parse_file(file, writer->names, &imported->told, writer->arena, &unit);
        format_file(&out, file, &unit, NULL, 0);
    }
    Text laid_out = {arena_copy_text(arena, buf_view(&out).data, out.length), out.length};
    buf_free(&out);
    return laid_out;
}

/* The types, each table, the objects, as files of their own. */
static void make_parts(Writer *writer, Imported *imported, Arena *arena) {
    Buf objects = {0};
    Text all = buf_view(&writer->out);
    imported->parts = NEW_ARRAY(arena, ImportedPart, writer->ends.count + 1);
    if (writer->ends.items[0] > 0) {
        Text text = {all.data, writer->ends.items[0]};
        imported->parts[imported->part_count++] = (ImportedPart){
            "types", lay_out(writer, imported, text, "types", arena)};
    }
    for (uint32_t i = 0; i < writer->order.count; i++) {
        const WrittenTable *written = writer->order.items[i].table;
        Text text = {all.data + writer->ends.items[i],
                     writer->ends.items[i + 1] - writer->ends.items[i]};
        if (written == NULL || written->is_object || written->table->is_domain) {
            buf_slice(&objects, text);
            continue;
        }
        const CatalogTable *table = written->table;
        const char *stem = table->space != NULL
                               ? arena_printf(arena, "%s.%s", table->space->text, table->name->text)
                               : table->name->text;
        imported->parts[imported->part_count++] = (ImportedPart){
            stem, lay_out(writer, imported, text, stem, arena)};
    }
    if (objects.length > 0) {
        imported->parts[imported->part_count++] = (ImportedPart){
            "objects", lay_out(writer, imported, buf_view(&objects), "objects", arena)};
    }
    buf_free(&objects);
}

/* `table `shop.users`: `, whose declaration stands at the offset, unless the message says the name; nothing where there are types. */
static void write_subject(Buf *out, const Writer *writer, uint32_t offset, const char *message) {
    uint32_t at = 0;
    while (at < writer->order.count && offset >= writer->ends.items[at + 1]) {
        at++;
    }
    if (at == writer->order.count || offset < writer->ends.items[0]) {
        return;
    }
    const WrittenTable *written = writer->order.items[at].table;
    const CatalogObject *object = writer->order.items[at].object;
    const char *kind = !written ? object->kind : written->table->is_domain ? "domain" : "table";
    Name space = written ? written->table->space : object->space;
    const char *name = arena_printf(writer->arena, "`%s%s%s`", space ? space->text : "",
                                    space ? "." : "",
                                    written ? written->table->name->text : object->name->text);
    if (!strstr(message, name)) {
        buf_printf(out, "%s %s: ", kind, name);
    }
}

/* The first error, and whose it is. */
static const char *broken_by(Writer *writer, const Trial *trial) {
    for (uint32_t i = 0; i < trial->diags.all.count; i++) {
        const Diag *diag = trial->diags.all.items[i];
        if (diag_info(diag->kind)->severity != SEVERITY_ERROR) {
            continue;
        }
        Buf text = {0};
        if (!span_is_none(diag->span) && trial->file) {
            write_subject(&text, writer, diag->span.start - trial->file->base, diag->message);
        }
        buf_text(&text, diag->message);
        const char *line = arena_printf(writer->arena, "%.*s", TEXT_ARG(buf_view(&text)));
        buf_free(&text);
        return line;
    }
    return "";
}

void schema_import(Imported *imported, const Catalog *catalog, Names *names, Arena *arena) {
    Writer writer = {.catalog = catalog, .arena = arena, .names = names};
    *imported = (Imported){.sources = sources_new(arena), .told = diags_new(arena)};
    writer_prepare(&writer);
    settle(&writer);
    Trial last = {0};
    trial_compile(&writer, &last, arena);
    imported->is_broken = diags_errors(&last.diags) > 0;
    imported->model = last.model;
    if (imported->is_broken) {
        imported->sources = last.sources;
        imported->told = last.diags;
        imported->broken = broken_by(&writer, &last);
    } else {
        imported->text = lay_out(&writer, imported, buf_view(&writer.out), "schema", arena);
        make_parts(&writer, imported, arena);
        for (uint32_t i = 0; i < catalog->rest_count; i++) {
            const WrittenTable *written = writer_table(&writer, NULL, catalog->rest[i].name);
            if (written != NULL && written->is_object) {
                continue; /* its statement says it */
            }
            const CatalogRest *rest = &catalog->rest[i];
            Diag *told = diag_at(&imported->told, DIAG_NOT_IMPORTED, SPAN_NONE,
                                 "%s `%s` was left out", rest->what, rest->name->text);
            if (rest->help != NULL) {
                diag_help(told, "%s", rest->help->text);
            }
        }
        writer_tell_keys(&writer, &imported->told);
        serial_tell(&imported->told, catalog);
    }
    buf_free(&writer.out);
}

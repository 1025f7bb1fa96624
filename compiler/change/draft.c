/*
 * draft.c - see change/draft.h.
 *
 * The order: what goes and is nobody's (sql objects, data), renames, types, tables in the order in which
 * they need each other, what was put off, data, sql objects, tables that go, types that go. What goes
 * late and has the name of something that comes gets another name first.
 */
#include "change/draft_parts.h"
#include "source/source.h"
#include "syntax/format.h"
#include "syntax/parse.h"

/* ---- small parts ---- */

void draft_begin(Draft *draft) {
    if (draft->has_steps) {
        buf_char(draft->out, '\n');
    }
    draft->has_steps = true;
}

void draft_lossy(Buf *out, Name reason) {
    buf_text(out, " lossy ");
    restate_string(out, reason ? name_text(reason) : text_of(DRAFT_REASON));
}

Name draft_free_name(Draft *draft, Name name, const NameMap *taken) {
    Name free = names_internf(draft->names, "%s_old", name->text);
    for (unsigned number = 2; namemap_get(taken, free); number++) {
        free = names_internf(draft->names, "%s_old%u", name->text, number);
    }
    return free;
}

static void drop_object(Draft *draft, const char *words, Name space, Name name) {
    draft_begin(draft);
    buf_text(draft->out, words);
    restate_qualified(draft->out, space, name);
}

/* ---- what is named elsewhere ---- */

static void find_read(Draft *draft) {
    const Model *before = draft->change->before;
    draft->is_read = NEW_ARRAY(&draft->scratch, bool *, before->table_count);
    for (uint32_t i = 0; i < before->table_count; i++) {
        draft->is_read[i] = NEW_ARRAY(&draft->scratch, bool, before->tables[i]->column_count);
    }
    for (uint32_t i = 0; i < before->object_count; i++) {
        const Object *object = &before->objects[i];
        if (object->kind == OBJECT_DATA) {
            bool *is_read = draft->is_read[object->data->table->number];
            for (uint16_t k = 0; k < object->data->columns.count; k++) {
                is_read[object->data->columns.at[k]] = true;
            }
        } else if (object->kind == OBJECT_TABLE) {
            for (uint16_t k = 0; k < object->table->foreign_key_count; k++) {
                const ForeignKey *key = &object->table->foreign_keys[k];
                for (uint16_t c = 0; key->target != object->table && c < key->referenced.count;
                     c++) {
                    draft->is_read[key->target->number][key->referenced.at[c]] = true;
                }
            }
        }
    }
}

/* Foreign keys between tables that go, from one that goes later, and those of all that are altered, where
 * names that follow tables are still the old ones. */
static void drop_keys_early(Draft *draft) {
    const Model *before = draft->change->before;
    bool *is_gone = NEW_ARRAY(&draft->scratch, bool, before->table_count);
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_ALTER_TABLE) {
            draft_table_early(draft, op->table);
        } else if (op->kind == OP_DROP_TABLE) {
            const Table *table = op->before->table;
            bool is_open = false;
            is_gone[table->number] = true;
            for (uint16_t k = 0; k < table->foreign_key_count; k++) {
                const ForeignKey *key = &table->foreign_keys[k];
                if (key->target == table || !is_gone[key->target->number]) {
                    continue;
                }
                if (!is_open) {
                    drop_object(draft, "  alter table ", table->space, table->name);
                    buf_text(draft->out, " {\n");
                    is_open = true;
                }
                buf_text(draft->out, "    drop foreign key ");
                restate_name(draft->out, key->name);
                buf_char(draft->out, '\n');
            }
            buf_text(draft->out, is_open ? "  }\n" : "");
        }
    }
}

/* ---- data and sql objects ---- */

/* What goes first, by name: everything of that name goes, so what stays of it comes again. */
typedef struct GoneNames {
    NameMap data; /* of tables after */
    NameMap sql;
} GoneNames;

/* The name of a sql object and its targets: several of one name are for disjoint ones. */
static Name sql_key(Draft *draft, const Object *object) {
    return names_internf(draft->names, "%s/%u", object_name(object)->text,
                         (unsigned)object_targets(object));
}

static void drop_sql(Draft *draft, GoneNames *gone) {
    NameMap made = {0};
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_CREATE_SQL) {
            namemap_put(&draft->scratch, &made, sql_key(draft, op->after), (void *)(uintptr_t)op);
        }
    }
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_DROP_SQL && !namemap_get(&made, sql_key(draft, op->before)) &&
            !namemap_put(&draft->scratch, &gone->sql, object_name(op->before),
                         (void *)(uintptr_t)op)) {
            drop_object(draft, "  drop sql ", NULL, object_name(op->before));
            buf_char(draft->out, '\n');
        }
    }
}

/* The rows of tables that stay; others go with their tables. */
static void drop_data(Draft *draft, GoneNames *gone) {
    NameMap tables = {0}; /* qualified name before -> the operation on the table */
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_ALTER_TABLE || op->kind == OP_DROP_TABLE) {
            namemap_put(&draft->scratch, &tables,
                        draft_key(draft, object_space(op->before), object_name(op->before)),
                        (void *)(uintptr_t)op);
        }
    }
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind != OP_REMOVE_DATA) {
            continue;
        }
        Name key = draft_key(draft, object_space(op->before), object_name(op->before));
        const Op *table = namemap_get(&tables, key);
        if (table && !table->after) {
            continue;
        }
        if (table) {
            key = draft_key(draft, object_space(table->after), object_name(table->after));
        }
        if (!namemap_put(&draft->scratch, &gone->data, key, (void *)(uintptr_t)op)) {
            drop_object(draft, "  drop data ", object_space(op->before), object_name(op->before));
            buf_char(draft->out, '\n');
        }
    }
}

/* Sql objects that stay and need what goes are said again: what they need has changed. */
static void free_needs(Draft *draft, GoneNames *gone) {
    NameMap names = {0};
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->before && !op->after) {
            namemap_put(&draft->scratch, &names,
                        draft_key(draft, object_space(op->before), object_name(op->before)),
                        (void *)(uintptr_t)op);
        }
    }
    for (uint32_t i = 0; i < draft->change->before->object_count; i++) {
        const Object *object = &draft->change->before->objects[i];
        for (uint32_t k = 0; object->kind == OBJECT_SQL && k < object->sql->needs_count; k++) {
            const Object *needed = object->sql->needs[k];
            if (namemap_get(&names, draft_key(draft, object_space(needed), object_name(needed)))) {
                namemap_put(&draft->scratch, &gone->sql, object->sql->name,
                            (void *)(uintptr_t)object);
            }
        }
    }
}

static void put_data_and_sql(Draft *draft, const GoneNames *gone) {
    const Model *after = draft->change->after;
    bool *is_made = NEW_ARRAY(&draft->scratch, bool, after->object_count);
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_PUT_DATA || op->kind == OP_CHANGE_DATA || op->kind == OP_CREATE_SQL) {
            is_made[op->after - after->objects] = true;
        }
    }
    for (int pass = 0; pass < 2; pass++) {
        ObjectKind kind = pass == 0 ? OBJECT_DATA : OBJECT_SQL;
        const NameMap *names = pass == 0 ? &gone->data : &gone->sql;
        for (uint32_t i = 0; i < after->object_count; i++) {
            const Object *object = &after->objects[i];
            if (object->kind == kind &&
                (is_made[i] ||
                 namemap_get(names, draft_key(draft, object_space(object), object_name(object))))) {
                draft_begin(draft);
                restate_object(draft->out, object, "", 2, NULL);
            }
        }
    }
}

/* ---- what goes last ---- */

static void drop_tables(Draft *draft, const Name *gone_names) {
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_DROP_TABLE) {
            drop_object(draft, "  drop table ", object_space(op->before), gone_names[i]);
            draft_lossy(draft->out, op->lossy);
            buf_char(draft->out, '\n');
        }
    }
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        if (draft->change->up.items[i].kind == OP_ALTER_TABLE) {
            draft_table_late(draft, draft->change->up.items[i].table);
        }
    }
}

static void drop_types(Draft *draft, const Name *gone_names) {
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        const char *words = op->kind == OP_DROP_ENUM        ? "  drop enum "
                            : op->kind == OP_DROP_TYPE      ? "  drop type "
                            : op->kind == OP_DROP_EXTENSION ? "  drop extension "
                            : op->kind == OP_DROP_SEQUENCE  ? "  drop sequence "
                            : op->kind == OP_DROP_DOMAIN    ? "  drop domain "
                                                            : NULL;
        if (words) {
            drop_object(draft, words, object_space(op->before),
                        op->kind == OP_DROP_EXTENSION ? object_name(op->before) : gone_names[i]);
            buf_char(draft->out, '\n');
        }
    }
}

void draft_steps(Buf *out, const Change *change, const Guesses *guesses) {
    Draft draft = {.out = out, .change = change, .guesses = guesses, .names = change->after->names};
    if (change->before->object_count == 0) {
        draft_everything(&draft);
        arena_release(&draft.scratch);
        return;
    }
    Name *gone_names = NEW_ARRAY(&draft.scratch, Name, change->up.count);
    GoneNames gone = {0};
    TableSteps tables = draft_order_tables(&draft);
    find_read(&draft);
    drop_sql(&draft, &gone);
    drop_data(&draft, &gone);
    free_needs(&draft, &gone);
    drop_keys_early(&draft);
    draft_rename_objects(&draft, gone_names);
    draft_types(&draft);
    draft_tables(&draft, &tables);
    draft_stranded_keys(&draft, &tables);
    put_data_and_sql(&draft, &gone);
    drop_tables(&draft, gone_names);
    drop_types(&draft, gone_names);
    arena_release(&draft.scratch);
}

/* ---- the revision ---- */

bool draft_revision(Buf *out, const char *name, const char *parent, Text steps) {
    Buf text = {0};
    buf_printf(&text, "revision %s%s%s {\n", name, parent ? " after " : "", parent ? parent : "");
    buf_slice(&text, steps);
    buf_text(&text, "}\n");
    Arena arena = {0};
    Names *names = names_new(&arena);
    Sources sources = sources_new(&arena);
    Diags diags = diags_new(&arena);
    AstUnit unit = {0};
    const SourceFile *file = sources_add_text(&sources, &diags, name, buf_view(&text));
    if (file) {
        parse_file(file, names, &diags, &arena, &unit);
    }
    bool good = file && diags_errors(&diags) == 0;
    if (good) {
        format_file(out, file, &unit, NULL, 0);
    } else {
        buf_slice(out, buf_view(&text));
    }
    arena_release(&arena);
    buf_free(&text);
    return good;
}

void draft_layout(Buf *out, Text steps) {
    Buf text = {0};
    draft_revision(&text, "steps", NULL, steps);
    size_t first = strcspn(text.data, "\n") + 1; /* behind `revision steps {` */
    buf_put(out, text.data + first, text.length - first - strlen("}\n"));
    buf_free(&text);
}

/* ---- what is left open ---- */

bool draft_is_open(DiagKind kind) {
    return kind == DIAG_DROP_WITHOUT_REASON || kind == DIAG_NOT_NULL_WITHOUT_VALUE ||
           kind == DIAG_NARROWING_WITHOUT_USING;
}

bool draft_errors_are_open(const Diags *diags) {
    for (uint32_t i = 0; i < diags->all.count; i++) {
        DiagKind kind = diags->all.items[i]->kind;
        if (diag_info(kind)->severity == SEVERITY_ERROR && !draft_is_open(kind)) {
            return false;
        }
    }
    return true;
}

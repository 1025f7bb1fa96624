/*
 * look.c - takes a Script, gives the blocks that look before anything is changed. See
 * look.h.
 */
#include "emit/postgres/look.h"

#include <string.h>

#include "emit/alter.h"
#include "emit/ground.h"
#include "emit/lower.h"
#include "emit/postgres/made.h"
#include "emit/postgres/names.h"
#include "emit/postgres/number.h"
#include "emit/postgres/shape.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/sql_makes.h"

/* ---- words --------------------------------------------------------------------------------------- */

static void add_words(Arena *arena, Names *names, NameMap *words, Text text) {
    Buf run = {0};
    while (sql_next_run(&text, &run)) {
        namemap_set(arena, words, names_intern(names, run.data, run.length), words);
    }
    buf_free(&run);
}

/* Whether every word of a name is among them. */
static bool are_said(const Names *names, const NameMap *words, Text name) {
    Buf run = {0};
    bool are = true;
    while (are && sql_next_run(&name, &run)) {
        Name word = names_find(names, run.data, run.length);
        are = word && namemap_get(words, word);
    }
    buf_free(&run);
    return are;
}

/* ---- which objects ------------------------------------------------------------------------------- */

static const char created_mark; /* values of Following's maps that are no positions */
static const char gone_mark;

#define CREATED ((void *)(uintptr_t)&created_mark)
#define GONE ((void *)(uintptr_t)&gone_mark)

/* What the objects of the database were called before the revision. */
typedef struct Following {
    Arena *arena;
    Names *names;
    NameMap maps[2]; /* of types, of tables and sequences: by qualified name, CREATED, GONE or where it began */
    const Object **began; /* what the positions stand for */
    bool *touched;        /* by position: it is altered or dropped */
} Following;

static int map_of(const Object *object) {
    return object->kind == OBJECT_ENUM || object->kind == OBJECT_DOMAIN              ? 0
           : object->kind == OBJECT_TABLE || object->kind == OBJECT_SEQUENCE ? 1
                                                                              : -1;
}

static Name key_of(const Following *following, const Object *object) {
    return name_qualified(following->names, object_space(object), object_name(object));
}

static void *get(const Following *following, const Object *object) {
    return namemap_get(&following->maps[map_of(object)], key_of(following, object));
}

static void set(Following *following, const Object *object, void *value) {
    namemap_set(following->arena, &following->maps[map_of(object)], key_of(following, object),
                value);
}

/* Objects that go, or are altered, give up their names first; then the others take theirs. */
static void follow(Following *following, const Change *change) {
    void **values = NEW_ARRAY(following->arena, void *, change->up.count);
    for (uint32_t i = 0; i < change->up.count; i++) {
        const Op *op = &change->up.items[i];
        if (op->before && map_of(op->before) >= 0) {
            values[i] = get(following, op->before);
            if (values[i] && values[i] != CREATED && values[i] != GONE) {
                const Object **at = values[i];
                following->touched[at - following->began] = true;
            }
            set(following, op->before, GONE);
        }
    }
    for (uint32_t i = 0; i < change->up.count; i++) {
        const Op *op = &change->up.items[i];
        if (op->after && map_of(op->after) >= 0) {
            set(following, op->after, op->before && values[i] ? values[i] : CREATED);
        }
    }
}

/* The enums and domains that chosen tables have columns of are chosen, too, and so are those that such domains
 * are made of. */
static void choose_types(Arena *arena, Names *names, const Model *model, bool *chosen) {
    NameMap types = {0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (map_of(object) == 0) {
            namemap_set(arena, &types,
                        name_qualified(names, object_space(object), object_name(object)),
                        (void *)(uintptr_t)&chosen[i]);
        }
    }
    for (uint32_t k = 2 * model->object_count; k-- > 0;) { /* tables, then domains, last first */
        uint32_t i = k % model->object_count;
        const Object *object = &model->objects[i];
        ObjectKind wanted = k >= model->object_count ? OBJECT_TABLE : OBJECT_DOMAIN;
        const Table *table = !chosen[i] || object->kind != wanted ? NULL
                             : object->kind == OBJECT_TABLE       ? object->table
                                                                  : object->domain->subject;
        for (uint16_t c = 0; table && c < table->column_count; c++) {
            Type type = table->columns[c].type;
            Name name = type.domain ? name_qualified(names, type.domain->space, type.domain->name)
                        : type.kind == TYPE_ENUM
                            ? name_qualified(names, type.enumeration->space, type.enumeration->name)
                            : NULL;
            bool *found = name ? namemap_get(&types, name) : NULL;
            if (found) {
                *found = true;
            }
        }
    }
}

static void choose_spaced(NameMap *types, Names *names, const Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        Type type = table->columns[i].type;
        Name space = type.domain                ? type.domain->space
                     : type.kind == TYPE_ENUM ? type.enumeration->space
                                                : NULL;
        Name name = type.domain                ? type.domain->name
                    : type.kind == TYPE_ENUM ? type.enumeration->name
                                               : NULL;
        bool *found = space ? namemap_get(types, name_qualified(names, space, name)) : NULL;
        if (found) {
            *found = true;
        }
    }
}

/* Likewise those that chosen sql objects need, or that other tables have in the place of which stand-ins come, and whose
 * namespaces may be set aside. */
static void choose_lent_types(Arena *arena, Names *names, const Model *model, bool *chosen) {
    NameMap types = {0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (map_of(object) == 0 && object_space(object)) {
            namemap_set(arena, &types,
                        name_qualified(names, object_space(object), object_name(object)),
                        (void *)(uintptr_t)&chosen[i]);
        }
    }
    for (uint32_t i = 0; types.count != 0 && i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        for (uint32_t n = 0; chosen[i] && object->kind == OBJECT_SQL && n < object->sql->needs_count;
             n++) {
            const Object *need = object->sql->needs[n];
            bool *found = map_of(need) == 0 && object_space(need)
                              ? namemap_get(&types, name_qualified(names, object_space(need),
                                                                   object_name(need)))
                              : NULL;
            if (need->kind == OBJECT_TABLE) {
                choose_spaced(&types, names, need->table);
            } else if (found) {
                *found = true;
            }
        }
        for (uint16_t k = 0; chosen[i] && object->kind == OBJECT_TABLE &&
                             k < object->table->foreign_key_count;
             k++) {
            choose_spaced(&types, names, object->table->foreign_keys[k].target);
        }
    }
    choose_types(arena, names, model, chosen);
}

/* The sequences that chosen tables take numbers from are chosen, too. */
typedef struct Choosing {
    Names *names;
    NameMap sequences; /* by what `nextval` calls them -> their places in the list of what is chosen */
} Choosing;

static void choose_sequence(void *context, Text called) {
    const Choosing *choosing = context;
    Name name = names_find(choosing->names, called.data, called.length);
    bool *found = name ? namemap_get(&choosing->sequences, name) : NULL;
    if (found) {
        *found = true;
    }
}

static void choose_sequences(Arena *arena, Names *names, const Model *model, bool *chosen) {
    Choosing choosing = {.names = names};
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SEQUENCE) {
            namemap_set(arena, &choosing.sequences,
                        sequence_called(names, object->sequence->space, object->sequence->name),
                        &chosen[i]);
        }
    }
    for (uint32_t i = 0; choosing.sequences.count != 0 && i < model->object_count; i++) {
        const Table *table = chosen[i] && model->objects[i].kind == OBJECT_TABLE
                                 ? model->objects[i].table
                                 : NULL;
        for (uint16_t c = 0; table && c < table->column_count; c++) {
            if (table->columns[c].default_value) {
                expr_sequences(table->columns[c].default_value, choose_sequence, &choosing);
            }
        }
    }
}

/* The words of chosen tables and domains. */
static NameMap words_of_chosen(Arena *arena, const Model *model, const bool *chosen) {
    NameMap words = {0};
    Buf said = {0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        buf_clear(&said);
        if (chosen[i]) {
            ground_say(&said, &model->objects[i]);
        }
        add_words(arena, model->names, &words, buf_view(&said));
    }
    buf_free(&said);
    return words;
}

/* Whether it makes something that tables can stand on, and these words name it. */
static bool is_named_ground(const Names *names, const NameMap *words, const SqlObject *sql) {
    Text made = sql_made(sql).name;
    return made.length != 0 && sql_is_ground(sql) && are_said(names, words, made);
}

/* What needs a table or a view that a chosen sql object makes is chosen, too: it may be a part of that. So are the
 * operators, casts and aggregates of a type: those of the type that is there are not of the one beside it. */
static bool choose_parts(Arena *arena, const Script *script, const Model *model, bool *chosen) {
    SqlKind *kinds = NEW_ARRAY(arena, SqlKind, model->object_count);
    NameMap made = {0}; /* chosen tables, views and types -> their kinds */
    bool any = false;
    for (uint32_t i = 0; i < model->object_count; i++) { /* what needs comes behind what is needed */
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (!sql || !is_for(script->dialect, sql->targets)) {
            continue;
        }
        bool was_chosen = chosen[i];
        kinds[i] = sql_made(sql).kind;
        for (uint32_t n = 0; !chosen[i] && n < sql->needs_count; n++) {
            const SqlKind *needed = sql->needs[n]->kind == OBJECT_SQL
                                        ? namemap_get(&made, sql->needs[n]->sql->name)
                                        : NULL;
            chosen[i] = needed && (*needed != SQL_TYPE || kinds[i] == SQL_GROUND);
        }
        any = any || chosen[i] != was_chosen;
        if (chosen[i] && (kinds[i] == SQL_TABLE || kinds[i] == SQL_VIEW || kinds[i] == SQL_TYPE)) {
            namemap_set(arena, &made, sql->name, &kinds[i]);
        }
    }
    return any;
}

static bool is_relation(const Object *object) {
    return object->kind == OBJECT_TABLE || object->kind == OBJECT_SEQUENCE;
}

/* Sql objects that need a chosen table or sequence are chosen, too, for they may have made something of it, and so are the
 * sql objects that those need; with `only_ground`, what chosen tables stand on alone. */
static void choose_sql(Arena *arena, const Script *script, const Model *model, bool only_ground,
                       bool *chosen) {
    NameMap relations = {0};
    NameMap needed = {0};
    Names *names = script->model->names;
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        if (chosen[i] && is_relation(object)) {
            namemap_set(arena, &relations,
                        name_qualified(names, object_space(object), object_name(object)), chosen);
        }
    }
    NameMap words = words_of_chosen(arena, model, chosen);
    for (uint32_t i = model->object_count; i-- > 0;) { /* what needs comes behind what is needed */
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (!sql || !is_for(script->dialect, sql->targets)) {
            continue;
        }
        chosen[i] = chosen[i] || namemap_get(&needed, sql->name) != NULL ||
                    is_named_ground(names, &words, sql);
        for (uint32_t n = 0; n < sql->needs_count && !chosen[i] && !only_ground; n++) {
            const Object *need = sql->needs[n];
            chosen[i] = is_relation(need) &&
                        namemap_get(&relations,
                                    name_qualified(names, object_space(need), object_name(need)));
        }
        for (uint32_t n = 0; n < sql->needs_count && chosen[i]; n++) {
            if (sql->needs[n]->kind == OBJECT_SQL) {
                namemap_set(arena, &needed, sql->needs[n]->sql->name, chosen);
            }
        }
    }
}

static void choose_all_sql(Arena *arena, const Script *script, const Model *model, bool only_ground,
                           bool *chosen) {
    do {
        choose_sql(arena, script, model, only_ground, chosen);
    } while (choose_parts(arena, script, model, chosen)); /* which may need others */
}

/* Nothing but the shape of tables is changed: who finds the new shape knows that all is done. */
static bool is_recordable(const Plan *up) {
    for (uint32_t i = 0; i < up->steps.count; i++) {
        const Step *step = &up->steps.items[i];
        if (step->kind == STEP_FILL_COLUMNS || step->kind == STEP_PUT_ROWS ||
            step->kind == STEP_REMOVE_ROWS || step->kind == STEP_RUN_SQL ||
            step->kind == STEP_UNDO_SQL ||
            (step->kind == STEP_ALTER_COLUMNS && step->altered->fills_by_type)) {
            return false;
        }
        for (uint16_t c = 0; step->kind == STEP_ALTER_COLUMNS && c < step->table->column_count;
             c++) {
            int32_t from = step->change->columns[c].from;
            if ((step->altered->deltas[c] & DELTA_TYPE) && from >= 0 &&
                alter_is_lossy(step->change->before->columns[from].type,
                               step->table->columns[c].type)) {
                return false;
            }
        }
    }
    return true;
}

static bool any_chosen(const bool *chosen, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (chosen[i]) {
            return true;
        }
    }
    return false;
}

Look look_begin(Arena *arena, const Script *script, bool is_down) {
    Look look = {.script = script, .is_down = is_down};
    const Model *before = script->before;
    const Model *after = script->model;
    Following following = {.arena = arena,
                           .names = after->names,
                           .began = NEW_ARRAY(arena, const Object *, before->object_count),
                           .touched = NEW_ARRAY(arena, bool, before->object_count)};
    namemap_reserve(arena, &following.maps[1], before->table_count);
    for (uint32_t i = 0; i < before->object_count; i++) {
        following.began[i] = &before->objects[i];
        if (map_of(&before->objects[i]) >= 0) {
            set(&following, &before->objects[i], (void *)(uintptr_t)&following.began[i]);
        }
    }
    for (uint32_t i = 0; i < script->changes->count; i++) {
        follow(&following, &script->changes->items[i]);
    }
    bool *chosen = NEW_ARRAY(arena, bool, after->object_count);
    bool *altered = NEW_ARRAY(arena, bool, after->object_count);
    for (uint32_t i = 0; i < after->object_count; i++) {
        const Object *object = &after->objects[i];
        void *value = map_of(object) >= 0 ? get(&following, object) : NULL;
        if (value == CREATED) {
            chosen[i] = is_for(script->dialect, object_targets(object));
            look.creates = look.creates || chosen[i];
        } else if (value && value != GONE) {
            altered[i] = following.touched[(const Object **)value - following.began];
            chosen[i] = altered[i];
        } else if (object->kind == OBJECT_EXTENSION) {
            chosen[i] = true;
        }
    }
    look.is_recordable = !is_down && (script->by_shape || is_recordable(script->up));
    const Model *from = is_down ? after : before;
    bool *looked = is_down ? altered : following.touched;
    if (script->up->steps.count == 0 || !any_chosen(looked, from->object_count)) {
        look.is_recordable = script->by_shape && look.creates;
        if (is_down || !look.creates) {
            return look;
        }
    }
    choose_types(arena, after->names, from, looked);
    choose_sequences(arena, after->names, from, looked);
    choose_all_sql(arena, script, from, false, looked);
    choose_lent_types(arena, after->names, from, looked);
    look.before = plan_creation(arena, script->dialect, from, looked);
    look.blocks = look.before.steps.count == 0 ? 0 : look.before.part_count;
    if (!is_down && (look.creates || look.is_recordable)) {
        choose_types(arena, after->names, after, chosen);
        choose_sequences(arena, after->names, after, chosen);
        choose_all_sql(arena, script, after, !look.is_recordable, chosen);
        choose_lent_types(arena, after->names, after, chosen);
        look.after = plan_creation(arena, script->dialect, after, chosen);
        look.blocks += look.after.part_count;
    }
    return look;
}

/* ---- the blocks ---------------------------------------------------------------------------------- */

/* The objects that the upgrade creates, as the describing block names them. */
static void write_created(const Look *look, Buf *out) {
    Part all = {.first = 0, .count = look->script->up->steps.count};
    Arena arena = {0};
    NameMap before = postgres_names_given_up(&arena, look->script, look->is_down);
    buf_text(out, "  migc_created    CONSTANT text[] := ARRAY[\n");
    postgres_object_list(out, look->script->up, &all, 4, &before, look->script->model->names);
    arena_release(&arena);
    buf_text(out, "]::text[];\n");
}

/* The words of the author's SQL that comes, which may make anything. */
static NameMap words_said(Arena *arena, const Script *script) {
    NameMap words = {0};
    for (uint32_t i = 0; i < script->changes->count; i++) {
        const Ops *ops = &script->changes->items[i].up;
        for (uint32_t k = 0; k < ops->count; k++) {
            const Op *op = &ops->items[k];
            const SqlObject *sql = op->kind == OP_CREATE_SQL ? op->after->sql : NULL;
            if (sql && is_for(script->dialect, sql->targets)) {
                add_words(arena, script->model->names, &words, name_text(sql->up));
            }
        }
    }
    return words;
}

/* The object that a step creates under a name of its own; or NULL. */
static const Object *object_of(const Step *step) {
    bool is_one = step->kind == STEP_CREATE_TABLE || step->kind == STEP_CREATE_ENUM ||
                  step->kind == STEP_CREATE_DOMAIN || step->kind == STEP_CREATE_SEQUENCE;
    return is_one && step->op ? step->op->after : NULL;
}

/* The objects that go, as the describing block names them, without those that the schema after, or the author's SQL that
 * comes, makes again: none of them is to be there afterwards. */
static void list_gone(const Look *look, Buf *out) {
    const Script *script = look->script;
    Arena arena = {0};
    NameMap after = postgres_names_of(&arena, script->model);
    NameMap said = words_said(&arena, script);
    Packing packing = {.out = out, .indent = 4};
    Buf word = {0};
    Buf quoted = {0};
    for (uint32_t i = 0; i < look->before.steps.count; i++) {
        const Step *step = &look->before.steps.items[i];
        const Object *object = object_of(step);
        if (object && !postgres_takes_name(&after, script->model->names, step) &&
            !are_said(script->model->names, &said, name_text(object_name(object)))) {
            buf_clear(&quoted);
            postgres_word(&word, object_space(object), object_name(object));
            quote_string(&quoted, word.data, word.length, TARGET_POSTGRES);
            packing_add(&packing, buf_view(&quoted));
        }
    }
    buf_free(&word);
    buf_free(&quoted);
    arena_release(&arena);
}

/* What is there of them still. */
static void write_gone(const Look *look, const Buf *gone, Buf *out) {
    buf_text(
        out,
        "  migc_gone := (SELECT string_agg('unexpected: ' || line, E'\\n' ORDER BY object, line)\n"
        "                  FROM pg_temp.migc_describe('{public}' || ");
    postgres_space_list(out, &look->before);
    buf_text(out, "::text[], ARRAY[\n");
    buf_slice(out, buf_view(gone));
    buf_text(out, "]));\n");
}

/* Where there are no revisions to be recorded: what a database needs that is another one. */
static const char only_for_its_own[] =
    ",\n       'import it again: a script is for the database that it was made of'";

void look_ask(const Look *look, const char *recordable, Buf *out) {
    const Script *script = look->script;
    const char *from = look->is_down || !script->parent ? script->revision : script->parent;
    buf_printf(out, "pg_temp.migc_is_there_already('%s', '%s', %s%s)", from, script->revision,
               recordable, script->by_shape ? only_for_its_own : "");
}

static void write_decision(const Look *look, Buf *out) {
    const Script *script = look->script;
    if (script->by_shape &&
        made_asks(script)) { /* which decides: all that the author's SQL makes counts, too */
        return;
    }
    if (!look->is_recordable) {
        buf_text(out, "  PERFORM ");
        look_ask(look, "false", out);
        buf_text(out, ";\n");
        return;
    }
    buf_text(out, "  IF ");
    if (look->before.steps.count == 0) { /* nothing but what it creates tells whether it was done */
        buf_text(out, "current_setting('migc.after') = '' OR ");
    }
    look_ask(look, "true", out);
    buf_text(out, " THEN\n");
    (void)postgres_make_history(out, script, "    ");
    buf_printf(out,
               "    INSERT INTO migc_history (position, revision, checksum, step, applied_at)\n"
               "    VALUES (%u, '%s', '%s', %u, now());\n"
               "    RAISE INFO 'migc: everything is what %s says already%s';\n"
               "  END IF;\n",
               script->position, script->revision, script->checksum, script->up->part_count,
               script->revision, script->by_shape ? "" : ", it is recorded");
}

static void write_block(const Look *look, Scratch *scratch, bool is_after, uint32_t number,
                        uint32_t block) {
    const Script *script = look->script;
    Ddl *ddl = scratch->ddl;
    Buf *out = ddl->out;
    Buf spaces = {0};
    Buf rule = {0};
    Buf gone = {0};
    if (is_after && number == 1) {
        list_gone(look, &gone);
    }
    scratch_find(scratch, number);
    postgres_spaces(&spaces, scratch->plan, scratch->stand_ins, scratch->stand_in_count);
    postgres_begin_block(out, script);
    buf_text(out, "DECLARE\n  migc_spaces     CONSTANT text[] := ");
    buf_slice(out, buf_view(&spaces));
    buf_text(out, ";\n");
    scratch_declare(scratch);
    if (is_after && look->creates) {
        write_created(look, out);
    }
    buf_text(out, "  migc_objects    text[];\n  migc_drift      text;\n");
    if (is_after && look->creates) {
        buf_text(out, "  migc_found      text;\n");
    }
    buf_text(out, gone.length != 0 ? "  migc_gone       text;\n" : "");
    postgres_settings(out, script);
    postgres_guard(out, script, look->is_down, 0,
                   look->is_down ? script->down->part_count : script->up->part_count);
    buf_text(out, "    RETURN;\n  END IF;\n");
    if (gone.length != 0) {
        write_gone(look, &gone, out);
    }
    buf_text(out, "  BEGIN\n    PERFORM pg_temp.migc_begin(1, migc_spaces);\n\n");
    ddl->indent = 4;
    scratch_extensions(scratch);
    buf_printf(&rule, is_after ? "as %s will leave it" : "as %s left it",
               is_after || look->is_down || !script->parent ? script->revision : script->parent);
    buf_char(&rule, '\0');
    ddl_rule(ddl, rule.data);
    buf_char(out, '\n');
    scratch_write(scratch, number);
    ddl_rule(ddl, "the comparison");
    buf_text(out,
             "\n"
             "    migc_objects := ARRAY(SELECT object\n"
             "                            FROM pg_temp.migc_describe('{migc_expected}' || "
             "migc_spaces, NULL)\n"
             "                          EXCEPT SELECT unnest(migc_stand_ins));\n"
             "    migc_drift := pg_temp.migc_compare(migc_objects, migc_spaces, true, false);\n");
    if (is_after && look->creates) {
        buf_text(out, "    migc_found := pg_temp.migc_compare(ARRAY(SELECT unnest(migc_objects) "
                      "INTERSECT\n"
                      "                                             SELECT unnest(migc_created)),\n"
                      "                                       migc_spaces, false);\n");
    }
    if (gone.length != 0) {
        buf_text(out, "    migc_drift := concat_ws(E'\\n', migc_gone, migc_drift);\n");
    }
    buf_text(out, "    RAISE SQLSTATE 'MIGC1';\n"
                  "  EXCEPTION WHEN SQLSTATE 'MIGC1' THEN\n");
    const char *made = scratch->makes_elsewhere ? ", migc_made" : "";
    buf_printf(out, "    PERFORM pg_temp.migc_looked(%s, '%s', ", number == 1 ? "true" : "false",
               is_after ? "after" : "before");
    shape_drift(out, script, is_after);
    buf_printf(out, "%s);\n", made);
    if (is_after && look->creates) {
        buf_printf(out, "    PERFORM pg_temp.migc_looked(%s, 'created', migc_found%s);\n",
                   number == 1 ? "true" : "false", made);
    }
    if (block == 1) {
        buf_printf(out, "    PERFORM pg_temp.migc_looked(true, %s, '');\n",
                   is_after ? "'before'" : "'created'");
    }
    if (script->by_shape) { /* what it stands on is not there: it is not there either */
        buf_printf(out,
                   "  WHEN syntax_error_or_access_rule_violation OR invalid_schema_name THEN\n");
        if (!is_after && look->after.steps.count == 0) { /* nothing else tells what was done */
            buf_text(out, "    IF EXISTS (SELECT FROM pg_temp.migc_describe('{public}' || migc_spaces, ARRAY[\n");
            postgres_object_list(out, &look->before, &look->before.parts[number - 1], 6, NULL, NULL);
            buf_text(out, "]::text[])) THEN\n      RAISE;\n    END IF;\n");
        }
        buf_printf(out,
                   "    PERFORM pg_temp.migc_looked(%s, '%s', SQLERRM);\n",
                   number == 1 ? "true" : "false", is_after ? "after" : "before");
        if (is_after ? look->creates && number == 1 : block == 1) {
            buf_text(out, "    PERFORM pg_temp.migc_looked(true, 'created', '');\n");
        }
        if (is_after && block == 1) {
            buf_text(out, "    PERFORM pg_temp.migc_looked(true, 'before', '');\n");
        }
    }
    buf_text(out, "  END;\n");
    if (block == look->blocks) {
        write_decision(look, out);
    }
    postgres_end_block(out, script);
    ddl->indent = 0;
    buf_free(&spaces);
    buf_free(&rule);
    buf_free(&gone);
}

void look_write(const Look *look, Ddl *ddl) {
    Arena arena = {0};
    const Script *script = look->script;
    uint32_t block = 0;
    if (look->blocks != 0) {
        buf_char(ddl->out, '\n');
        ddl_rule(ddl, "is it what is to be changed?");
    }
    if (look->before.steps.count != 0) {
        Scratch scratch = scratch_begin(
            &arena, ddl, script, look->is_down ? script->model : script->before, &look->before);
        for (uint32_t number = 1; number <= look->before.part_count; number++) {
            write_block(look, &scratch, false, number, ++block);
        }
    }
    if (look->blocks > block) {
        Scratch scratch = scratch_begin(&arena, ddl, script, script->model, &look->after);
        for (uint32_t number = 1; number <= look->after.part_count; number++) {
            write_block(look, &scratch, true, number, ++block);
        }
    }
    arena_release(&arena);
}

/*
 * draft.c - see change/draft.h.
 *
 * The order: what goes and is nobody's (sql objects, data), renames, types, tables in the order in which
 * they need each other, what was put off, data, sql objects, tables that go, types that go. What goes
 * late and has the name of something that comes gets another name first.
 */
#include "base/digraph.h"
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

/* ---- renames ---- */

typedef enum RenameState {
    RENAME_WAITS,
    RENAME_BEGUN,
    RENAME_DONE
} RenameState;

static Name rename_key(Draft *draft, Name space, Name name) {
    return name_qualified(draft->names, space, name);
}

static void put_rename(Draft *draft, DraftRename *rename, Name to_space, Name to) {
    if (rename->indent == 2) {
        draft_begin(draft);
    }
    buf_spaces(draft->out, rename->indent);
    buf_text(draft->out, rename->words);
    restate_qualified(draft->out, rename->space, rename->from);
    buf_text(draft->out, " to ");
    restate_qualified(draft->out, to_space, to);
    buf_char(draft->out, '\n');
    rename->space = to_space;
    rename->from = to;
}

/* Goes along the chain of those whose name is wanted by the one before, then back. */
static void rename_chain(Draft *draft, const NameMap *holders, const NameMap *taken,
                         DraftRename *first) {
    VEC(DraftRename *) chain = {0};
    for (DraftRename *at = first; at && at->state != RENAME_DONE;) {
        if (at->state == RENAME_BEGUN) { /* a circle: it makes room for the one before it */
            put_rename(draft, at, at->space, draft_free_name(draft, at->from, taken));
            break;
        }
        at->state = RENAME_BEGUN;
        vec_push(&draft->scratch, &chain, at);
        at = namemap_get(holders, rename_key(draft, at->to_space, at->to));
    }
    while (chain.count > 0) {
        DraftRename *rename = vec_pop(&chain);
        put_rename(draft, rename, rename->to_space, rename->to);
        rename->state = RENAME_DONE;
        if (rename->guess) {
            draft_otherwise(draft, rename->guess, rename->indent);
        }
    }
}

void draft_renames(Draft *draft, DraftRenames *renames) {
    NameMap holders = {0};
    NameMap taken = {0};
    for (uint32_t i = 0; i < renames->count; i++) {
        DraftRename *rename = &renames->items[i];
        Name from = rename_key(draft, rename->space, rename->from);
        namemap_put(&draft->scratch, &holders, from, rename);
        namemap_put(&draft->scratch, &taken, from, rename);
        namemap_put(&draft->scratch, &taken, rename->to, rename);
    }
    for (uint32_t i = 0; i < renames->count; i++) {
        if (renames->items[i].state == RENAME_WAITS) {
            rename_chain(draft, &holders, &taken, &renames->items[i]);
        }
    }
}

/* ---- what a guess would be otherwise ---- */

static void put_otherwise(Buf *out, const Guess *guess) {
    switch (guess->kind) {
    case GUESS_TABLE: {
        const Table *after = guess->table_after;
        Arena scratch = {0};
        KeyPlace *places = NEW_ARRAY(&scratch, KeyPlace, after->foreign_key_count);
        Object object = {.kind = OBJECT_TABLE, .table = (Table *)(uintptr_t)after};
        buf_text(out, "drop table ");
        restate_qualified(out, guess->table_before->space, guess->table_before->name);
        draft_lossy(out, NULL);
        buf_char(out, '\n');
        restate_object(out, &object, "create ", 0, places);
        arena_release(&scratch);
        break;
    }
    case GUESS_COLUMN: {
        Arena scratch = {0};
        const Table *after = guess->table_after;
        KeyPlace *places = NEW_ARRAY(&scratch, KeyPlace, after->foreign_key_count);
        buf_text(out, "drop column ");
        restate_name(out, guess->table_before->columns[guess->from].name);
        draft_lossy(out, NULL);
        buf_text(out, "\nadd column ");
        restate_column(out, after, (uint16_t)guess->to, places);
        buf_char(out, '\n');
        arena_release(&scratch);
        break;
    }
    case GUESS_ENUM: {
        Object object = {.kind = OBJECT_ENUM, .enumeration = (Enum *)(uintptr_t)guess->enum_after};
        buf_text(out, "drop enum ");
        restate_qualified(out, guess->enum_before->space, guess->enum_before->name);
        buf_char(out, '\n');
        restate_object(out, &object, "create ", 0, NULL);
        break;
    }
    case GUESS_VALUE:
        buf_text(out, "drop value ");
        restate_name(out, guess->enum_before->values[guess->from].name);
        buf_text(out, "\nadd value ");
        restate_name(out, guess->enum_after->values[guess->to].name);
        buf_char(out, '\n');
        break;
    }
}

static const char *guess_words(GuessKind kind) {
    switch (kind) {
    case GUESS_TABLE: return "table";
    case GUESS_COLUMN: return "column";
    case GUESS_ENUM: return "enum";
    case GUESS_VALUE: return "value";
    }
    return "";
}

void draft_otherwise(Draft *draft, const Guess *guess, unsigned indent) {
    Buf text = {0};
    put_otherwise(&text, guess);
    buf_spaces(draft->out, indent);
    buf_printf(draft->out, "// or, if it is another %s:\n", guess_words(guess->kind));
    for (const char *at = text.data; at < text.data + text.length;) {
        const char *end = memchr(at, '\n', (size_t)(text.data + text.length - at));
        buf_spaces(draft->out, indent);
        buf_text(draft->out, end > at ? "//   " : "//");
        buf_put(draft->out, at, (size_t)(end - at));
        buf_char(draft->out, '\n');
        at = end + 1;
    }
    buf_free(&text);
}

static const Guess *guess_of(const Draft *draft, GuessKind kind, const void *after, uint32_t to) {
    for (uint32_t i = 0; draft->guesses && i < draft->guesses->count; i++) {
        const Guess *guess = &draft->guesses->items[i];
        const void *found = kind == GUESS_TABLE ? (const void *)guess->table_after
                                                : (const void *)guess->enum_after;
        if (guess->kind == kind && found == after && guess->to == to) {
            return guess;
        }
    }
    return NULL;
}

/* ---- names ---- */

/* The names that tables, enums, types and sql objects have in a model. */
static void know_names(Draft *draft, const Model *model, NameMap *names) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        Object *object = &model->objects[i];
        if (object->kind != OBJECT_DATA && object->kind != OBJECT_EXTENSION) {
            namemap_put(&draft->scratch, names,
                        rename_key(draft, object_space(object), object_name(object)), object);
        }
    }
}

static bool is_renamed(const Object *before, const Object *after) {
    return object_name(before) != object_name(after) ||
           object_space(before) != object_space(after);
}

/* The words of a rename; NULL: there is none for this kind. */
static const char *rename_words(ObjectKind kind) {
    switch (kind) {
    case OBJECT_TABLE: return "rename table ";
    case OBJECT_ENUM: return "rename enum ";
    case OBJECT_TYPE: return "rename type ";
    case OBJECT_EXTENSION:
    case OBJECT_DATA:
    case OBJECT_SQL: break;
    }
    return NULL;
}

/* The names that something gets: what is created, what is renamed. */
static void know_new_names(Draft *draft, NameMap *wanted) {
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->after && (!op->before || is_renamed(op->before, op->after)) &&
            op->after->kind != OBJECT_DATA && op->after->kind != OBJECT_EXTENSION) {
            namemap_put(&draft->scratch, wanted,
                        rename_key(draft, object_space(op->after), object_name(op->after)),
                        (void *)(uintptr_t)op->after);
        }
    }
}

/* Renames of objects. What goes and has a name that is wanted goes under another one, which
 * `gone_names` has by the place of the operation. */
static void rename_objects(Draft *draft, Name *gone_names) {
    NameMap wanted = {0};
    NameMap taken = {0};
    DraftRenames renames = {0};
    know_new_names(draft, &wanted);
    know_names(draft, draft->change->before, &taken);
    know_names(draft, draft->change->after, &taken);
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        const char *words = op->before ? rename_words(op->before->kind) : NULL;
        if (!words) {
            continue;
        }
        DraftRename rename = {.words = words,
                              .indent = 2,
                              .space = object_space(op->before),
                              .from = object_name(op->before)};
        if (op->after) {
            rename.to_space = object_space(op->after);
            rename.to = object_name(op->after);
            rename.guess = op->kind == OP_ALTER_TABLE
                               ? guess_of(draft, GUESS_TABLE, op->after->table, 0)
                           : op->kind == OP_ALTER_ENUM
                               ? guess_of(draft, GUESS_ENUM, op->after->enumeration, 0)
                               : NULL;
        } else {
            rename.to_space = rename.space;
            rename.to = rename.from;
            if (namemap_get(&wanted, rename_key(draft, rename.space, rename.from))) {
                rename.to = draft_free_name(draft, rename.from, &taken);
                namemap_put(&draft->scratch, &taken, rename.to, (void *)(uintptr_t)op);
            }
            gone_names[i] = rename.to;
        }
        if (rename.to != rename.from || rename.to_space != rename.space) {
            vec_push(&draft->scratch, &renames, rename);
        }
    }
    draft_renames(draft, &renames);
}

/* ---- enums ---- */

/* The longest run of values that keep their order: those stay, the others are moved. */
static bool *values_that_stay(Draft *draft, const EnumChange *change) {
    uint32_t count = change->after->value_count;
    bool *stays = NEW_ARRAY(&draft->scratch, bool, count);
    uint32_t *tails = NEW_ARRAY(&draft->scratch, uint32_t, count); /* of the runs by length */
    int32_t *behind = NEW_ARRAY(&draft->scratch, int32_t, count);
    uint32_t longest = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (change->from[i] < 0) {
            continue;
        }
        uint32_t low = 0;
        uint32_t high = longest;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (change->from[tails[middle]] < change->from[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        behind[i] = low > 0 ? (int32_t)tails[low - 1] : -1;
        tails[low] = i;
        longest += low == longest;
    }
    for (int32_t at = longest > 0 ? (int32_t)tails[longest - 1] : -1; at >= 0; at = behind[at]) {
        stays[at] = true;
    }
    return stays;
}

static void put_value_line(Draft *draft, const char *words, Name name) {
    buf_text(draft->out, words);
    restate_name(draft->out, name);
}

static void rename_values(Draft *draft, const EnumChange *change, const bool *stays) {
    DraftRenames renames = {0};
    for (uint32_t i = 0; i < change->after->value_count; i++) {
        Name from = stays[i] ? change->before->values[change->from[i]].name : NULL;
        if (from && from != change->after->values[i].name) {
            vec_push(&draft->scratch, &renames,
                     (DraftRename){.words = "rename value ",
                                   .indent = 4,
                                   .from = from,
                                   .to = change->after->values[i].name,
                                   .guess = guess_of(draft, GUESS_VALUE, change->after, i)});
        }
    }
    draft_renames(draft, &renames);
}

static void add_values(Draft *draft, const EnumChange *change, const bool *stays) {
    uint32_t first = 0; /* the first value that is there already */
    while (first < change->after->value_count && !stays[first]) {
        first++;
    }
    for (uint32_t i = 0; i < change->after->value_count; i++) {
        if (stays[i]) {
            continue;
        }
        put_value_line(draft, "    add value ", change->after->values[i].name);
        if (i > 0) {
            put_value_line(draft, " after ", change->after->values[i - 1].name);
        } else if (first < change->after->value_count) {
            put_value_line(draft, " before ", change->after->values[first].name);
        }
        buf_char(draft->out, '\n');
    }
}

static void alter_enum(Draft *draft, const EnumChange *change) {
    const bool *stays = values_that_stay(draft, change);
    draft_begin(draft);
    buf_text(draft->out, "  alter enum ");
    restate_qualified(draft->out, change->after->space, change->after->name);
    buf_text(draft->out, " {\n");
    if (change->before->doc != change->after->doc) {
        buf_spaces(draft->out, 4);
        restate_comment(draft->out, change->after->doc);
    }
    for (uint32_t i = 0; i < change->before->value_count; i++) {
        if (change->to[i] < 0 || !stays[change->to[i]]) {
            put_value_line(draft, "    drop value ", change->before->values[i].name);
            buf_char(draft->out, '\n');
        }
    }
    rename_values(draft, change, stays);
    add_values(draft, change, stays);
    buf_text(draft->out, "  }\n");
}

/* Whether more changes than the name. */
static bool is_enum_altered(const EnumChange *change) {
    bool same = change->before->value_count == change->after->value_count &&
                change->before->doc == change->after->doc;
    for (uint32_t i = 0; same && i < change->after->value_count; i++) {
        same = change->before->values[i].name == change->after->values[i].name;
    }
    return !same;
}

static void make_types(Draft *draft) {
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_CREATE_EXTENSION || op->kind == OP_CREATE_TYPE ||
            op->kind == OP_CREATE_ENUM) {
            draft_begin(draft);
            restate_object(draft->out, op->after, "create ", 2, NULL);
        } else if (op->kind == OP_ALTER_TYPE) {
            draft_begin(draft);
            restate_object(draft->out, op->after, "alter ", 2, NULL);
        } else if (op->kind == OP_ALTER_ENUM && is_enum_altered(op->enumeration)) {
            alter_enum(draft, op->enumeration);
        }
    }
}

/* ---- tables ---- */

/* The tables that are created or altered, in the order of the model after. */
typedef struct TableSteps {
    const Op **of;   /* by table number after; NULL: it stays as it is */
    uint32_t *order; /* table numbers */
    uint32_t count;
    uint32_t *position; /* by table number: its place in `order` */
} TableSteps;

static bool is_created(const Op *op) {
    return op->kind == OP_CREATE_TABLE;
}

/* The foreign key cannot be made before its target is altered. */
static bool needs_alteration(const Op *target, const ForeignKey *key) {
    const TableChange *change = target->table;
    bool needs = change->after->primary_key && change->primary_key < 0;
    for (uint16_t i = 0; !needs && i < change->after->unique_count; i++) {
        needs = change->uniques[i] < 0;
    }
    for (uint16_t i = 0; !needs && i < key->referenced.count; i++) {
        needs = change->columns[key->referenced.at[i]].from < 0;
    }
    return needs;
}

static bool is_edge(const Draft *draft, const TableSteps *steps, const Table *table, uint16_t at) {
    const ForeignKey *key = &table->foreign_keys[at];
    const Op *op = steps->of[table->number];
    const Op *target = steps->of[key->target->number];
    if (key->target == table || !target ||
        draft->places[table->number][at] == KEY_LATER ||
        (!is_created(op) && !draft_is_new_key(op->table, at))) {
        return false;
    }
    if (is_created(target)) {
        return !is_created(op) || !key->is_forward;
    }
    return needs_alteration(target, key);
}

static Digraph table_graph(Draft *draft, const TableSteps *steps) {
    const Model *model = draft->change->after;
    Digraph graph = digraph_begin(&draft->scratch, model->table_count);
    for (uint32_t i = 0; i < model->table_count; i++) {
        for (uint16_t k = 0; steps->of[i] && k < model->tables[i]->foreign_key_count; k++) {
            if (is_edge(draft, steps, model->tables[i], k)) {
                digraph_edge(&graph, model->tables[i]->foreign_keys[k].target->number, i, k);
            }
        }
    }
    digraph_build(&graph);
    return graph;
}

/* Foreign keys that are added to altered tables and are part of a circle come later. */
static void put_off(Draft *draft, const TableSteps *steps) {
    Digraph graph = table_graph(draft, steps);
    DigraphComponents components = digraph_components(&draft->scratch, &graph);
    for (uint32_t i = 0; i < graph.first[graph.node_count]; i++) {
        const DigraphEdge *edge = &graph.edges[i];
        if (components.of[edge->from] == components.of[edge->to] &&
            !is_created(steps->of[edge->to])) {
            draft->places[edge->to][edge->tag] = KEY_LATER;
        }
    }
}

static void order_tables(Draft *draft, TableSteps *steps) {
    const Model *model = draft->change->after;
    steps->order = NEW_ARRAY(&draft->scratch, uint32_t, model->table_count);
    steps->position = NEW_ARRAY(&draft->scratch, uint32_t, model->table_count);
    put_off(draft, steps);
    Digraph graph = table_graph(draft, steps);
    steps->count = digraph_order(&draft->scratch, &graph, steps->order);
    for (uint32_t i = 0; i < steps->count; i++) {
        steps->position[steps->order[i]] = i;
    }
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t k = 0; steps->of[i] && is_created(steps->of[i]) && k < table->foreign_key_count;
             k++) {
            const Op *target = steps->of[table->foreign_keys[k].target->number];
            if (target && is_created(target) &&
                steps->position[table->foreign_keys[k].target->number] > steps->position[i]) {
                draft->places[i][k] = KEY_FORWARD;
            }
        }
    }
}

static TableSteps find_table_steps(Draft *draft) {
    const Model *model = draft->change->after;
    TableSteps steps = {.of = NEW_ARRAY(&draft->scratch, const Op *, model->table_count)};
    draft->places = NEW_ARRAY(&draft->scratch, KeyPlace *, model->table_count);
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_CREATE_TABLE || op->kind == OP_ALTER_TABLE) {
            const Table *table = op->after->table;
            steps.of[table->number] = op;
            draft->places[table->number] =
                NEW_ARRAY(&draft->scratch, KeyPlace, table->foreign_key_count);
        }
    }
    order_tables(draft, &steps);
    return steps;
}

static void make_tables(Draft *draft, const TableSteps *steps) {
    for (uint32_t i = 0; i < steps->count; i++) {
        const Op *op = steps->of[steps->order[i]];
        if (op && is_created(op)) {
            draft_begin(draft);
            restate_object(draft->out, op->after, "create ", 2, draft->places[steps->order[i]]);
        } else if (op) {
            draft_table(draft, op->table);
        }
    }
    for (uint32_t i = 0; i < steps->count; i++) {
        const Op *op = steps->of[steps->order[i]];
        if (op && !is_created(op)) {
            draft_table_keys(draft, op->table);
        }
    }
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
                for (uint16_t c = 0; key->target != object->table && c < key->referenced.count; c++) {
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
                        rename_key(draft, object_space(op->before), object_name(op->before)),
                        (void *)(uintptr_t)op);
        }
    }
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind != OP_REMOVE_DATA) {
            continue;
        }
        Name key = rename_key(draft, object_space(op->before), object_name(op->before));
        const Op *table = namemap_get(&tables, key);
        if (table && !table->after) {
            continue;
        }
        if (table) {
            key = rename_key(draft, object_space(table->after), object_name(table->after));
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
                        rename_key(draft, object_space(op->before), object_name(op->before)),
                        (void *)(uintptr_t)op);
        }
    }
    for (uint32_t i = 0; i < draft->change->before->object_count; i++) {
        const Object *object = &draft->change->before->objects[i];
        for (uint32_t k = 0; object->kind == OBJECT_SQL && k < object->sql->needs_count; k++) {
            const Object *needed = object->sql->needs[k];
            if (namemap_get(&names,
                            rename_key(draft, object_space(needed), object_name(needed)))) {
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
                (is_made[i] || namemap_get(names, rename_key(draft, object_space(object),
                                                             object_name(object))))) {
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
                                                            : NULL;
        if (words) {
            drop_object(draft, words, object_space(op->before),
                        op->kind == OP_DROP_EXTENSION ? object_name(op->before) : gone_names[i]);
            buf_char(draft->out, '\n');
        }
    }
}

void draft_steps(Buf *out, const Change *change, const Guesses *guesses) {
    Draft draft = {
        .out = out, .change = change, .guesses = guesses, .names = change->after->names};
    Name *gone_names = NEW_ARRAY(&draft.scratch, Name, change->up.count);
    GoneNames gone = {0};
    TableSteps tables = find_table_steps(&draft);
    find_read(&draft);
    drop_sql(&draft, &gone);
    drop_data(&draft, &gone);
    free_needs(&draft, &gone);
    drop_keys_early(&draft);
    rename_objects(&draft, gone_names);
    make_types(&draft);
    make_tables(&draft, &tables);
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

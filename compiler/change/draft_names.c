/*
 * draft_names.c - renames, and what changes of enums and types, for change/draft.
 *
 * Names that stand in each other's way make room for each other; a guessed rename has beneath it what it
 * would be otherwise.
 */
#include "change/draft_parts.h"

/* ---- renames ---- */

typedef enum RenameState { RENAME_WAITS, RENAME_BEGUN, RENAME_DONE } RenameState;

Name draft_key(Draft *draft, Name space, Name name) {
    return name_qualified(draft->names, space, name);
}

static void put_rename(Draft *draft, DraftRename *rename, Name to_space, Name to) {
    if (rename->indent == 2) {
        draft_begin(draft);
    }
    buf_spaces(draft->out, rename->indent);
    buf_text(draft->out, rename->words);
    if (rename->is_value) {
        restate_value(draft->out, rename->from);
        buf_text(draft->out, " to ");
        restate_value(draft->out, to);
    } else {
        restate_qualified(draft->out, rename->space, rename->from);
        buf_text(draft->out, " to ");
        restate_qualified(draft->out, to_space, to);
    }
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
        at = namemap_get(holders, draft_key(draft, at->to_space, at->to));
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
        Name from = draft_key(draft, rename->space, rename->from);
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

/* Writes a column as a line states it; returns what stands behind its name. */
static Text put_column(Buf *out, const Table *table, uint32_t position) {
    Buf name = {0};
    restate_name(&name, table->columns[position].name);
    size_t length = name.length;
    buf_free(&name);
    restate_column(out, table, (uint16_t)position, NULL);
    return (Text){out->data + length, out->length - length};
}

/* The column is drafted as one that goes and one that comes. */
static void put_doubtful(Buf *out, const Guess *guess) {
    Buf before = {0};
    Buf after = {0};
    Text was = put_column(&before, guess->table_before, guess->from);
    Text is = put_column(&after, guess->table_after, guess->to);
    buf_text(out, "rename column ");
    restate_name(out, guess->table_before->columns[guess->from].name);
    buf_text(out, " to ");
    restate_name(out, guess->table_after->columns[guess->to].name);
    buf_char(out, '\n');
    if (!text_equal(was, is)) {
        buf_text(out, "alter column ");
        buf_slice(out, buf_view(&after));
        buf_char(out, '\n');
    }
    buf_free(&before);
    buf_free(&after);
}

static void put_otherwise(Buf *out, const Guess *guess) {
    if (guess->is_doubtful) {
        put_doubtful(out, guess);
        return;
    }
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
        restate_value(out, guess->enum_before->values[guess->from].name);
        buf_text(out, "\nadd value ");
        restate_value(out, guess->enum_after->values[guess->to].name);
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
    if (guess->is_doubtful) {
        buf_text(draft->out, "// or, if it is the same column as ");
        restate_name(draft->out, guess->table_after->columns[guess->to].name);
        buf_text(draft->out, ":\n");
    } else {
        buf_printf(draft->out, "// or, if it is another %s:\n", guess_words(guess->kind));
    }
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

const Guess *draft_guess(const Draft *draft, GuessKind kind, const void *after, uint32_t to) {
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
                        draft_key(draft, object_space(object), object_name(object)), object);
        }
    }
}

static bool is_renamed(const Object *before, const Object *after) {
    return object_name(before) != object_name(after) || object_space(before) != object_space(after);
}

/* The words of a rename; NULL: there is none for this kind. */
static const char *rename_words(ObjectKind kind) {
    switch (kind) {
    case OBJECT_TABLE: return "rename table ";
    case OBJECT_ENUM: return "rename enum ";
    case OBJECT_TYPE: return "rename type ";
    case OBJECT_DOMAIN: return "rename domain ";
    case OBJECT_SEQUENCE: return "rename sequence ";
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
                        draft_key(draft, object_space(op->after), object_name(op->after)),
                        (void *)(uintptr_t)op->after);
        }
    }
}

/* Renames of objects. What goes and has a name that is wanted goes under another one, which
 * `gone_names` has by the place of the operation. */
void draft_rename_objects(Draft *draft, Name *gone_names) {
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
                               ? draft_guess(draft, GUESS_TABLE, op->after->table, 0)
                           : op->kind == OP_ALTER_ENUM
                               ? draft_guess(draft, GUESS_ENUM, op->after->enumeration, 0)
                               : NULL;
        } else {
            rename.to_space = rename.space;
            rename.to = rename.from;
            if (namemap_get(&wanted, draft_key(draft, rename.space, rename.from))) {
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
    restate_value(draft->out, name);
}

static void rename_values(Draft *draft, const EnumChange *change, const bool *stays) {
    DraftRenames renames = {0};
    for (uint32_t i = 0; i < change->after->value_count; i++) {
        Name from = stays[i] ? change->before->values[change->from[i]].name : NULL;
        if (from && from != change->after->values[i].name) {
            vec_push(&draft->scratch, &renames,
                     (DraftRename){.words = "rename value ",
                                   .is_value = true,
                                   .indent = 4,
                                   .from = from,
                                   .to = change->after->values[i].name,
                                   .guess = draft_guess(draft, GUESS_VALUE, change->after, i)});
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

void draft_types(Draft *draft) {
    for (uint32_t i = 0; i < draft->change->up.count; i++) {
        const Op *op = &draft->change->up.items[i];
        if (op->kind == OP_CREATE_EXTENSION || op->kind == OP_CREATE_TYPE ||
            op->kind == OP_CREATE_ENUM || op->kind == OP_CREATE_SEQUENCE ||
            op->kind == OP_CREATE_DOMAIN) {
            draft_begin(draft);
            restate_object(draft->out, op->after, "create ", 2, NULL);
        } else if (op->kind == OP_ALTER_TYPE || op->kind == OP_ALTER_SEQUENCE ||
                   op->kind == OP_ALTER_DOMAIN) {
            draft_begin(draft);
            restate_object(draft->out, op->after, "alter ", 2, NULL);
        } else if (op->kind == OP_ALTER_ENUM && is_enum_altered(op->enumeration)) {
            alter_enum(draft, op->enumeration);
        }
    }
}

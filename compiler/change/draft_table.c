/*
 * draft_table.c - `alter table`, for change/draft.
 *
 * Constraints go first, under the names they have before anything is renamed; then columns are renamed,
 * come, are altered and go; then constraints are renamed and come.
 */
#include "change/draft_parts.h"
#include "change/grade.h"
#include "schema/derived.h"
#include "schema/typing.h"
#include "change/partitions.h"

/* One table while it is written. */
typedef struct Altering {
    Draft *draft;
    const TableChange *change;
    const Table *before;
    const Table *after;
    Name *current;     /* of every column before: its name after the renames */
    bool *unique_kept; /* of every constraint before: it has a counterpart after */
    bool *foreign_kept;
    bool *check_kept;
    bool *index_kept;
    bool *check_added; /* of every check after: it is written */
    bool is_put_off;   /* columns go late: one of them is named elsewhere */
    bool is_open;      /* `alter table t {` is written */
} Altering;

/* Begins the step, if it is not. */
static Buf *open_table(Altering *altering, const Table *named) {
    Buf *out = altering->draft->out;
    if (!altering->is_open) {
        draft_begin(altering->draft);
        buf_text(out, "  alter table ");
        restate_qualified(out, named->space, named->name);
        buf_text(out, " {\n");
        altering->is_open = true;
    }
    return out;
}

static Buf *begin_line(Altering *altering, const Table *named) {
    Buf *out = open_table(altering, named);
    buf_spaces(out, 4);
    return out;
}

/* The same with documentation above it. */
static Buf *begin_column(Altering *altering, const Column *column) {
    restate_doc(open_table(altering, altering->after), column->doc, 4);
    return begin_line(altering, altering->after);
}

static void end_table(Altering *altering) {
    if (altering->is_open) {
        buf_text(altering->draft->out, "  }\n");
        altering->is_open = false;
    }
}

/* ---- what stays ---- */

static void mark_kept(bool *kept, const int32_t *from, uint16_t count) {
    for (uint16_t i = 0; i < count; i++) {
        if (from[i] >= 0) {
            kept[from[i]] = true;
        }
    }
}

/* The checks of a table over the same columns. */
typedef struct CheckGroup {
    uint32_t count;
    bool is_moved; /* one of them goes, or gets another name */
} CheckGroup;

/*
 * Checks over the same columns are numbered in their order if they have no names, so the name of one depends
 * on the others. A check that is not the only one over its columns goes and comes again if one of them
 * does not stay as it is. `from` of the checks after is changed accordingly.
 */
static void unsettle_checks(Altering *altering, int32_t *from) {
    const Table *before = altering->before;
    Arena *scratch = &altering->draft->scratch;
    NameMap groups = {0};
    CheckGroup **group_of = NEW_ARRAY(scratch, CheckGroup *, before->check_count);
    int32_t *to = NEW_ARRAY(scratch, int32_t, before->check_count);
    for (uint16_t i = 0; i < altering->after->check_count; i++) {
        if (from[i] >= 0) {
            to[from[i]] = i + 1;
        }
    }
    Buf base = {0};
    for (uint16_t i = 0; i < before->check_count; i++) {
        const Check *check = &before->checks[i];
        buf_clear(&base);
        derived_check(&base, before, check->condition, 1);
        Name name = names_intern(altering->draft->names, base.data, base.length);
        CheckGroup *group = namemap_get(&groups, name);
        if (!group) {
            group = NEW(scratch, CheckGroup);
            namemap_put(scratch, &groups, name, group);
        }
        group_of[i] = group;
        group->count++;
        group->is_moved |= to[i] == 0 || altering->after->checks[to[i] - 1].name != check->name;
    }
    buf_free(&base);
    for (uint16_t i = 0; i < altering->after->check_count; i++) {
        if (from[i] >= 0 && group_of[from[i]]->count > 1 && group_of[from[i]]->is_moved) {
            from[i] = -1;
        }
    }
}

/* What the columns before are called behind the renames. One that goes and stands in the way of a name
 * that comes has another one until it goes. */
static Name *current_names(Altering *altering) {
    const Table *before = altering->before;
    const Table *after = altering->after;
    Arena *scratch = &altering->draft->scratch;
    Name *current = NEW_ARRAY(scratch, Name, before->column_count);
    NameMap taken = {0};
    for (uint16_t i = 0; i < before->column_count; i++) {
        namemap_set(scratch, &taken, before->columns[i].name, &before->columns[i]);
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        namemap_set(scratch, &taken, after->columns[i].name, &after->columns[i]);
    }
    for (uint16_t i = 0; i < before->column_count; i++) {
        Name name = before->columns[i].name;
        int32_t to = altering->change->to[i];
        current[i] = to >= 0 ? after->columns[to].name : name;
        if (to < 0 && table_column(after, name) >= 0) {
            current[i] = draft_free_name(altering->draft, name, &taken);
            namemap_set(scratch, &taken, current[i], &before->columns[i]);
        }
    }
    return current;
}

static void begin_altering(Altering *altering) {
    Arena *scratch = &altering->draft->scratch;
    const TableChange *change = altering->change;
    const Table *before = altering->before = change->before;
    const Table *after = altering->after = change->after;
    altering->current = current_names(altering);
    for (uint16_t i = 0; i < before->column_count; i++) {
        altering->is_put_off |= change->to[i] < 0 && altering->draft->is_read[before->number][i];
    }
    altering->unique_kept = NEW_ARRAY(scratch, bool, before->unique_count);
    altering->foreign_kept = NEW_ARRAY(scratch, bool, before->foreign_key_count);
    altering->check_kept = NEW_ARRAY(scratch, bool, before->check_count);
    altering->index_kept = NEW_ARRAY(scratch, bool, before->index_count);
    mark_kept(altering->unique_kept, change->uniques, after->unique_count);
    mark_kept(altering->foreign_kept, change->foreign_keys, after->foreign_key_count);
    mark_kept(altering->index_kept, change->indexes, after->index_count);
    int32_t *checks = NEW_ARRAY(scratch, int32_t, after->check_count);
    altering->check_added = NEW_ARRAY(scratch, bool, after->check_count);
    for (uint16_t i = 0; i < after->check_count; i++) {
        checks[i] = change->checks[i];
    }
    unsettle_checks(altering, checks);
    mark_kept(altering->check_kept, checks, after->check_count);
    for (uint16_t i = 0; i < after->check_count; i++) {
        altering->check_added[i] = checks[i] < 0;
    }
}

static bool is_renamed(const TableChange *change) {
    return change->before->name != change->after->name ||
           change->before->space != change->after->space;
}

/* ---- what goes ---- */

static void drop_part(Altering *altering, const char *words, Name name) {
    Buf *out = begin_line(altering, altering->before);
    buf_text(out, words);
    restate_name(out, name);
    buf_char(out, '\n');
}

/* What is about one column alone goes with it. */
static bool goes_with_column(const Altering *altering, Columns columns, Columns include) {
    return columns.count == 1 && include.count == 0 && altering->change->to[columns.at[0]] < 0;
}

typedef struct Mention {
    uint16_t first;
    bool is_any;
    bool is_more; /* than one column is named */
} Mention;

static void mention(void *context, uint16_t column) {
    Mention *mentioned = context;
    mentioned->is_more |= mentioned->is_any && mentioned->first != column;
    mentioned->first = column;
    mentioned->is_any = true;
}

static bool check_goes_with_column(const Altering *altering, const Check *check) {
    Mention mentioned = {0};
    expr_columns(check->condition, mention, &mentioned);
    return mentioned.is_any && !mentioned.is_more && altering->change->to[mentioned.first] < 0;
}

static bool index_goes_with_column(const Altering *altering, const Index *index) {
    return index->key_count == 1 && index->keys[0].expr->kind == EXPR_COLUMN && !index->where &&
           index->include.count == 0 && altering->change->to[index->keys[0].expr->column] < 0;
}

static void drop_constraints(Altering *altering) {
    const Table *before = altering->before;
    const Columns none = {0};
    for (uint16_t i = 0; i < before->foreign_key_count; i++) {
        bool goes_along = !altering->is_put_off &&
                          goes_with_column(altering, before->foreign_keys[i].columns, none);
        if (!altering->foreign_kept[i] && !goes_along) {
            drop_part(altering, "drop foreign key ", before->foreign_keys[i].name);
        }
    }
    for (uint16_t i = 0; i < before->index_count; i++) {
        if (!altering->index_kept[i] && !index_goes_with_column(altering, &before->indexes[i])) {
            drop_part(altering, before->indexes[i].is_exclusion ? "drop exclude " : "drop index ",
                      before->indexes[i].name);
        }
    }
    for (uint16_t i = before->check_count; i-- > 0;) { /* the last first: numbers of others stay */
        if (!altering->check_kept[i] && !check_goes_with_column(altering, &before->checks[i])) {
            drop_part(altering, "drop check ", before->checks[i].name);
        }
    }
    for (uint16_t i = 0; i < before->unique_count; i++) {
        const Key *key = &before->uniques[i];
        if (!altering->unique_kept[i] && !goes_with_column(altering, key->columns, key->include)) {
            drop_part(altering, "drop unique ", before->uniques[i].name);
        }
    }
    if (before->primary_key && altering->change->primary_key < 0) {
        buf_text(begin_line(altering, before), "drop primary key\n");
    }
}

void draft_table_early(Draft *draft, const TableChange *change) {
    Altering altering = {.draft = draft, .change = change};
    if (is_renamed(change)) {
        begin_altering(&altering);
        drop_constraints(&altering);
        end_table(&altering);
    }
}

/* ---- columns ---- */

/* The guess that a column before is another one after, or NULL. */
static const Guess *guess_of(const Altering *altering, uint16_t column) {
    const Guesses *guesses = altering->draft->guesses;
    for (uint32_t i = 0; guesses && i < guesses->count; i++) {
        const Guess *guess = &guesses->items[i];
        if (guess->kind == GUESS_COLUMN && guess->table_before == altering->before &&
            guess->from == column) {
            return guess;
        }
    }
    return NULL;
}

static void rename_columns(Altering *altering) {
    const Table *before = altering->before;
    DraftRenames renames = {0};
    Arena *scratch = &altering->draft->scratch;
    for (uint16_t i = 0; i < before->column_count; i++) {
        Name name = before->columns[i].name;
        bool is_kept = altering->change->to[i] >= 0;
        if (altering->current[i] != name) {
            vec_push(scratch, &renames,
                     (DraftRename){.words = "rename column ",
                                   .indent = 4,
                                   .from = name,
                                   .to = altering->current[i],
                                   .guess = is_kept ? guess_of(altering, i) : NULL});
        }
    }
    if (renames.count > 0) {
        open_table(altering, altering->after);
        draft_renames(altering->draft, &renames);
    }
}

static bool needs_value(const Column *column) {
    return !(column->flags & (COLUMN_NULLABLE | COLUMN_IDENTITY)) && !column->default_value &&
           !column->generated;
}

static void put_bracketed(Buf *out, const Expr *expr, const Table *table) {
    buf_char(out, '(');
    expr_write(out, expr, table);
    buf_char(out, ')');
}

static void put_backfill(Altering *altering, const Column *column, const ColumnSource *source) {
    Buf *out = begin_line(altering, altering->after);
    buf_text(out, "backfill ");
    restate_name(out, column->name);
    buf_text(out, " = ");
    if (source->value) {
        restate_single(out, source->value, altering->change->renamed);
        if (source->where) {
            buf_text(out, " where ");
            put_bracketed(out, source->where, altering->change->renamed);
        }
    } else {
        buf_text(out, "...");
    }
    buf_char(out, '\n');
}

static void add_column(Altering *altering, uint16_t position) {
    const Table *after = altering->after;
    const Column *column = &after->columns[position];
    const ColumnSource *source = &altering->change->columns[position];
    Buf *out = begin_column(altering, column);
    buf_text(out, "add column ");
    restate_column(out, after, position, altering->draft->places[after->number]);
    buf_char(out, '\n');
    if (source->value || needs_value(column)) {
        put_backfill(altering, column, source);
    }
}

/* Whether a column that was nullable is no longer, so that its nulls need a value. */
static bool has_nulls(const Column *old, const Column *column) {
    return (old->flags & COLUMN_NULLABLE) && !(column->flags & COLUMN_NULLABLE) &&
           !column->generated;
}

/* What nulls become: the default of the column, or what is left open. */
static void put_filling(Altering *altering, Buf *out, const Column *column) {
    if (column->default_value) {
        restate_single(out, column->default_value, altering->after);
    } else {
        buf_text(out, "...");
    }
}

static void fill_nulls(Altering *altering, const Column *column) {
    Buf *out = begin_line(altering, altering->after);
    buf_text(out, "backfill ");
    restate_name(out, column->name);
    buf_text(out, " = ");
    put_filling(altering, out, column);
    buf_text(out, " where (");
    restate_name(out, column->name);
    buf_text(out, " is null)\n");
}

/* Whether a value that does not fit the type stops the script when it is put there as it is; fractions are
 * rounded. */
static bool stops_misfits(Type type, Type from) {
    bool is_integer = type.kind == TYPE_SMALLINT || type.kind == TYPE_INT || type.kind == TYPE_BIGINT;
    return typing_assignable(from, type) && (is_integer || type_family(type) == FAMILY_TEXT);
}

/* A type in the words of a target has the casts of that target. */
static bool has_cast(Type from, Type to) {
    return from.kind == TYPE_NATIVE || to.kind == TYPE_NATIVE || type_cast_row(from, to) >= 0;
}

/* One expression says what becomes of all values, nulls included. */
static void ask_for_using(Altering *altering, const Column *old, const Column *column) {
    Buf *out = begin_line(altering, altering->after);
    bool is_plain = stops_misfits(column->type, old->type);
    bool fills = has_nulls(old, column);
    if (!is_plain && !has_cast(old->type, column->type)) {
        buf_text(out,
                 "// values may not fit: add `using (...)`, with functions or SQL of the target\n");
        return;
    }
    buf_text(out, "// values may not fit: add `using (...)`, such as using (");
    buf_text(out, fills ? "coalesce(" : "");
    buf_text(out, is_plain ? "" : "cast(");
    restate_name(out, column->name);
    if (!is_plain) {
        buf_text(out, " as ");
        restate_type(out, column->type);
        buf_char(out, ')');
    }
    if (fills) {
        buf_text(out, ", ");
        put_filling(altering, out, column);
        buf_char(out, ')');
    }
    buf_text(out, is_plain ? "), which stops at one that does not\n" : ")\n");
}

static void alter_column(Altering *altering, uint16_t position) {
    const Table *after = altering->after;
    const Column *column = &after->columns[position];
    const ColumnSource *source = &altering->change->columns[position];
    const Column *old = &altering->before->columns[source->from];
    bool is_other_type = !type_equal(old->type, column->type);
    Buf *out = begin_column(altering, column);
    buf_text(out, "alter column ");
    restate_column(out, after, position, NULL);
    if (source->value && !source->where) {
        buf_text(out, " using ");
        put_bracketed(out, source->value, altering->change->renamed);
    }
    buf_char(out, '\n');
    if (source->value && source->where) {
        put_backfill(altering, column, source);
    } else if (!source->value && is_other_type && !type_takes(column->type, old->type)) {
        ask_for_using(altering, old, column);
    } else if (!source->value && has_nulls(old, column)) {
        fill_nulls(altering, column);
    }
}

static void drop_column(Altering *altering, uint16_t position) {
    const TableChange *change = altering->change;
    const Expr *restore = change->inverse->columns[position].value;
    Buf *out = begin_line(altering, altering->after);
    buf_text(out, "drop column ");
    restate_name(out, altering->current[position]);
    if (restore) {
        buf_text(out, " restore ");
        put_bracketed(out, restore, altering->after);
    }
    if (!restore || change->lossy[position]) {
        draft_lossy(out, change->lossy[position]);
    }
    buf_char(out, '\n');
    const Guess *guess = guess_of(altering, position);
    if (guess) {
        draft_otherwise(altering->draft, guess, 4);
    }
}

/* Generated columns first: they name others. All go late if one of them is named elsewhere. */
static void drop_columns(Altering *altering, bool is_late) {
    const Table *before = altering->before;
    if (altering->is_put_off != is_late) {
        return;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (uint16_t i = 0; i < before->column_count; i++) {
            if (altering->change->to[i] < 0 &&
                (before->columns[i].generated == NULL) == (pass == 1)) {
                drop_column(altering, i);
            }
        }
    }
}

static void change_columns(Altering *altering) {
    const Table *after = altering->after;
    rename_columns(altering);
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (altering->change->columns[i].from < 0) {
            add_column(altering, i);
        }
    }
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (altering->change->columns[i].from >= 0 &&
            (!column_equal(altering->change, i) || altering->change->columns[i].value)) {
            alter_column(altering, i);
        }
    }
    drop_columns(altering, false);
}

/* ---- constraints that stay or come ---- */

/* `was_derived`: its name followed its table and columns, and is now `derived`. */
static void rename_part(Altering *altering, DraftRenames *renames, const char *words, Name from,
                        bool was_derived, Buf *derived, Name to) {
    Name now = was_derived ? names_intern(altering->draft->names, derived->data, derived->length)
                           : from;
    if (now != to) {
        vec_push(&altering->draft->scratch, renames,
                 (DraftRename){.words = words, .indent = 4, .from = now, .to = to});
    }
    buf_clear(derived);
}

/* Those of one kind, which may take names from each other. */
static void write_renames(Altering *altering, DraftRenames *renames) {
    if (renames->count > 0) {
        open_table(altering, altering->after);
        draft_renames(altering->draft, renames);
        renames->count = 0;
    }
}

static void rename_primary_key(Altering *altering) {
    const Table *before = altering->before;
    const Table *after = altering->after;
    if (altering->change->primary_key < 0 || !after->primary_key) {
        return;
    }
    Buf derived = {0};
    derived_primary_key(&derived, after);
    bool was_derived = restate_is_derived_primary_key(before);
    Text now = was_derived ? buf_view(&derived) : name_text(before->primary_key->name);
    if (!text_equal(now, name_text(after->primary_key->name))) {
        Buf *out = begin_line(altering, after);
        buf_text(out, "rename primary key to ");
        restate_name(out, after->primary_key->name);
        buf_char(out, '\n');
    }
    buf_free(&derived);
}

static void rename_constraints(Altering *altering) {
    const TableChange *change = altering->change;
    const Table *before = altering->before;
    const Table *after = altering->after;
    Buf derived = {0};
    DraftRenames renames = {0};
    rename_primary_key(altering);
    for (uint16_t i = 0; i < after->unique_count; i++) {
        if (change->uniques[i] >= 0) {
            const Key *old = &before->uniques[change->uniques[i]];
            derived_of_columns(&derived, after, after->uniques[i].columns, "key");
            rename_part(altering, &renames, "rename unique ", old->name,
                        restate_is_derived(before, old->columns, "key", old->name), &derived,
                        after->uniques[i].name);
        }
    }
    write_renames(altering, &renames);
    for (uint16_t i = 0; i < after->foreign_key_count; i++) {
        if (change->foreign_keys[i] >= 0) {
            const ForeignKey *old = &before->foreign_keys[change->foreign_keys[i]];
            derived_of_columns(&derived, after, after->foreign_keys[i].columns, "fkey");
            rename_part(altering, &renames, "rename foreign key ", old->name,
                        restate_is_derived(before, old->columns, "fkey", old->name), &derived,
                        after->foreign_keys[i].name);
        }
    }
    write_renames(altering, &renames);
    for (uint16_t i = 0; i < after->check_count; i++) {
        if (change->checks[i] >= 0 && !altering->check_added[i]) {
            const Check *old = &before->checks[change->checks[i]];
            derived_check(&derived, after, after->checks[i].condition, 1);
            rename_part(altering, &renames, "rename check ", old->name,
                        restate_is_derived_check(before, old), &derived, after->checks[i].name);
        }
    }
    write_renames(altering, &renames);
    for (uint16_t i = 0; i < after->index_count; i++) {
        if (change->indexes[i] >= 0) {
            const Index *old = &before->indexes[change->indexes[i]];
            derived_index(&derived, after, after->indexes[i].keys, after->indexes[i].key_count);
            rename_part(altering, &renames, old->is_exclusion ? "rename exclude " : "rename index ",
                        old->name, restate_is_derived_index(before, old), &derived,
                        after->indexes[i].name);
        }
    }
    write_renames(altering, &renames);
    buf_free(&derived);
}

/* A key of one column that came with it. */
static bool came_with_column(const Altering *altering, const Key *key, const char *suffix) {
    return altering->change->columns[key->columns.at[0]].from < 0 &&
           restate_is_modifier(altering->after, key, suffix);
}

static void add_foreign_keys(Altering *altering, KeyPlace place) {
    const Table *after = altering->after;
    const KeyPlace *places = altering->draft->places[after->number];
    for (uint16_t i = 0; i < after->foreign_key_count; i++) {
        const ForeignKey *key = &after->foreign_keys[i];
        bool is_with_column = place == KEY_HERE && restate_is_reference(after, key) &&
                              altering->change->columns[key->columns.at[0]].from < 0;
        if (altering->change->foreign_keys[i] < 0 && places[i] == place && !is_with_column) {
            Buf *out = begin_line(altering, after);
            buf_text(out, "add ");
            restate_foreign_key(out, after, key, KEY_HERE);
            buf_char(out, '\n');
        }
    }
}

static void add_constraints(Altering *altering) {
    const TableChange *change = altering->change;
    const Table *after = altering->after;
    Buf *out = altering->draft->out;
    if (after->primary_key && change->primary_key < 0 &&
        !came_with_column(altering, after->primary_key, "")) {
        buf_text(begin_line(altering, after), "add ");
        restate_primary_key(out, after);
        buf_char(out, '\n');
    }
    for (uint16_t i = 0; i < after->unique_count; i++) {
        if (change->uniques[i] < 0 && !came_with_column(altering, &after->uniques[i], "key")) {
            buf_text(begin_line(altering, after), "add ");
            restate_unique(out, after, &after->uniques[i]);
            buf_char(out, '\n');
        }
    }
    add_foreign_keys(altering, KEY_HERE);
    for (uint16_t i = 0; i < after->check_count; i++) {
        if (altering->check_added[i]) {
            buf_text(begin_line(altering, after), "add ");
            restate_check(out, after, &after->checks[i]);
            buf_char(out, '\n');
        }
    }
    for (uint16_t i = 0; i < after->index_count; i++) {
        if (change->indexes[i] < 0) {
            buf_text(begin_line(altering, after), "add ");
            restate_index(out, after, &after->indexes[i]);
            buf_char(out, '\n');
        }
    }
}

static void change_comment(Altering *altering) {
    Name doc = altering->after->doc;
    if (altering->before->doc != doc) {
        Buf *out = begin_line(altering, altering->after);
        restate_comment(out, doc);
    }
}

static void put_partition(void *context, const Partitioning *of, const Partition *partition,
                          bool comes) {
    Altering *altering = context;
    Buf *out = begin_line(altering, altering->after);
    buf_text(out, comes ? "add partition " : "drop partition ");
    if (comes) {
        restate_partition(out, partition, altering->after);
    } else {
        restate_name(out, partition->name);
    }
    restate_targets(out, of->targets, altering->after->targets);
    if (!comes) {
        draft_lossy(out, NULL);
    }
    buf_char(out, '\n');
}

static void put_number(void *context, const Partitioning *of) {
    Altering *altering = context;
    Buf *out = begin_line(altering, altering->after);
    buf_printf(out, "partitions %u", of->number > 0 ? of->number : 1u);
    restate_targets(out, of->targets, altering->after->targets);
    buf_char(out, '\n');
}

/* The options of these targets on both sides are the same words. */
static bool options_stay(const OptionWords *before, const OptionWord *first, uint16_t count) {
    for (unsigned target = 0; target < TARGET_COUNT; target++) {
        uint16_t had = 0;
        if (!(first->targets & 1u << target)) {
            continue;
        }
        for (uint16_t i = 0; i < before->count; i++) {
            had = (uint16_t)(had + (((unsigned)before->items[i].targets >> target) & 1u));
        }
        if (had != count) {
            return false;
        }
        for (uint16_t i = 0; i < count; i++) {
            const OptionWord *old = options_find(before, (Target)target, first[i].name->text);
            if (!old || old->value != first[i].value) {
                return false;
            }
        }
    }
    return true;
}

static TargetSet targets_with_options(const OptionWords *options) {
    TargetSet set = 0;
    for (uint16_t i = 0; i < options->count; i++) {
        set |= options->items[i].targets;
    }
    return set;
}

static void change_options(Altering *altering) {
    const OptionWords *before = &altering->before->options;
    const OptionWords *after = &altering->after->options;
    if (options_equal(before, after)) {
        return;
    }
    TargetSet gone = (TargetSet)(targets_with_options(before) & ~targets_with_options(after));
    if (gone) {
        Buf *out = begin_line(altering, altering->after);
        buf_text(out, "with none");
        restate_targets(out, gone, altering->after->targets);
        buf_char(out, '\n');
    }
    for (uint16_t i = 0, next; i < after->count; i = next) {
        next = restate_next_options(after, i);
        if (!options_stay(before, &after->items[i], (uint16_t)(next - i))) {
            Buf *out = begin_line(altering, altering->after);
            buf_text(out, "with ");
            restate_options(out, &after->items[i], (uint16_t)(next - i));
            restate_targets(out, after->items[i].targets, altering->after->targets);
            buf_char(out, '\n');
        }
    }
}

bool draft_is_new_key(const TableChange *change, uint16_t key) {
    return change->foreign_keys[key] < 0;
}

void draft_table(Draft *draft, const TableChange *change) {
    Altering altering = {.draft = draft, .change = change};
    begin_altering(&altering);
    if (!is_renamed(change)) {
        drop_constraints(&altering);
    }
    change_comment(&altering);
    change_options(&altering);
    change_columns(&altering);
    partitions_between(change->renamed, change->after, put_partition, &altering);
    partitions_counted(change->renamed, change->after, put_number, &altering);
    rename_constraints(&altering);
    add_constraints(&altering);
    end_table(&altering);
}

void draft_table_keys(Draft *draft, const TableChange *change) {
    Altering altering = {
        .draft = draft, .change = change, .before = change->before, .after = change->after};
    add_foreign_keys(&altering, KEY_LATER);
    end_table(&altering);
}

void draft_table_late(Draft *draft, const TableChange *change) {
    Altering altering = {.draft = draft, .change = change};
    begin_altering(&altering);
    drop_columns(&altering, true);
    end_table(&altering);
}

/*
 * describe.c - takes operations, gives their lines. See describe.h.
 */
#include "change/describe.h"
#include "change/partitions.h"

typedef struct Describing {
    Arena *arena;
    OpLines *lines;
    const TableChange *change;
    Buf text;
} Describing;

static void add_line(Describing *describing, Span span, bool is_gone) {
    Text text = buf_view(&describing->text);
    OpLine line = {.span = span,
                   .text = arena_copy_text(describing->arena, text.data, text.length),
                   .is_gone = is_gone};
    vec_push(describing->arena, describing->lines, line);
    buf_clear(&describing->text);
}

static void put(Describing *describing, const char *words, const Table *table, Name name) {
    buf_text(&describing->text, words);
    table_write_name(&describing->text, table);
    buf_char(&describing->text, '.');
    name_write(&describing->text, name);
}

/* ---- columns ---- */

static void separate(Buf *out, bool *any) {
    buf_text(out, *any ? ", " : ": ");
    *any = true;
}

static bool same_expr(const Describing *describing, const Expr *before, const Expr *after) {
    if (!before || !after) {
        return before == after;
    }
    Buf texts[2] = {0};
    expr_write(&texts[0], before, describing->change->renamed);
    expr_write(&texts[1], after, describing->change->after);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

static void describe_value(Describing *describing, const char *what, const Expr *before,
                           const Expr *after, bool *any) {
    if (same_expr(describing, before, after)) {
        return;
    }
    Buf *out = &describing->text;
    separate(out, any);
    if (after) {
        buf_text(out, what);
        buf_char(out, ' ');
        expr_write(out, after, describing->change->after);
    } else {
        buf_text(out, "no ");
        buf_text(out, what);
    }
}

static void describe_flag(Describing *describing, const Column *before, const Column *after,
                          uint8_t flag, const char *set, const char *unset, bool *any) {
    if ((before->flags & flag) != (after->flags & flag)) {
        separate(&describing->text, any);
        buf_text(&describing->text, after->flags & flag ? set : unset);
    }
}

static void describe_name(Describing *describing, Name before, Name after, const char *set,
                          const char *unset, bool *any) {
    if (before != after) {
        separate(&describing->text, any);
        buf_text(&describing->text, after ? set : unset);
        if (after) {
            name_write(&describing->text, after);
        }
    }
}

/* `renamed`: the column before, its type under the name that it has after. */
static void describe_column(Describing *describing, const Column *before, const Column *renamed,
                            const Column *after) {
    Buf *out = &describing->text;
    bool any = false;
    put(describing, "alter column ", describing->change->after, after->name);
    if (!type_equal(renamed->type, after->type)) {
        separate(out, &any);
        type_write(out, before->type);
        buf_text(out, " -> ");
        type_write(out, after->type);
    }
    describe_flag(describing, before, after, COLUMN_NULLABLE, "null", "required", &any);
    describe_flag(describing, before, after, COLUMN_IDENTITY, "identity", "no identity", &any);
    describe_value(describing, "default", before->default_value, after->default_value, &any);
    describe_value(describing, "generated", before->generated, after->generated, &any);
    describe_flag(describing, before, after, COLUMN_VIRTUAL, "virtual", "stored", &any);
    describe_flag(describing, before, after, COLUMN_TOUCHED, "on update now", "not on update",
                  &any);
    describe_name(describing, before->collation, after->collation, "collate ", "no collation",
                  &any);
    describe_name(describing, before->charset, after->charset, "charset ", "no charset", &any);
    if (before->doc != after->doc) {
        separate(out, &any);
        buf_text(out, "documentation");
    }
    add_line(describing, after->span, false);
}

static void describe_columns(Describing *describing) {
    const TableChange *change = describing->change;
    for (uint16_t i = 0; i < change->before->column_count; i++) {
        if (change->to[i] < 0) {
            put(describing, "drop column ", change->before, change->before->columns[i].name);
            add_line(describing, change->before->columns[i].span, true);
        }
    }
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *after = &change->after->columns[i];
        const ColumnSource *source = &change->columns[i];
        if (source->from < 0) {
            put(describing, "add column ", change->after, after->name);
            add_line(describing, after->span, false);
            continue;
        }
        const Column *before = &change->before->columns[source->from];
        if (before->name != after->name) {
            put(describing, "rename column ", change->before, before->name);
            buf_text(&describing->text, " to ");
            name_write(&describing->text, after->name);
            add_line(describing, after->span, false);
        }
        if (!column_equal(change, i)) {
            describe_column(describing, before, &change->renamed->columns[source->from], after);
        } else if (source->value) {
            put(describing, "fill column ", change->after, after->name);
            add_line(describing, after->span, false);
        }
    }
}

/* ---- constraints ---- */

static void describe_part(Describing *describing, const char *verb, const char *kind, Name name,
                          Span span, bool is_gone) {
    buf_text(&describing->text, verb);
    buf_text(&describing->text, kind);
    buf_char(&describing->text, ' ');
    name_write(&describing->text, name);
    buf_text(&describing->text, is_gone ? " of " : " to ");
    table_write_name(&describing->text,
                     is_gone ? describing->change->before : describing->change->after);
    add_line(describing, span, is_gone);
}

static void describe_renamed(Describing *describing, const char *kind, Name from, Name to,
                             Span span) {
    buf_text(&describing->text, "rename ");
    buf_text(&describing->text, kind);
    buf_char(&describing->text, ' ');
    name_write(&describing->text, from);
    buf_text(&describing->text, " to ");
    name_write(&describing->text, to);
    add_line(describing, span, false);
}

/* Those of before that nothing after comes from, then those after that are new or have another name. */
#define DESCRIBE_PARTS(words, items, count, from)                                                  \
    do {                                                                                           \
        const Table *side = change->before;                                                        \
        for (uint16_t i = 0; i < side->count; i++) {                                               \
            bool stays = false;                                                                    \
            for (uint16_t k = 0; k < change->after->count; k++) {                                  \
                stays = stays || change->from[k] == i;                                             \
            }                                                                                      \
            if (!stays) {                                                                          \
                describe_part(describing, "drop ", words, change->before->items[i].name,           \
                              change->before->items[i].span, true);                                \
            }                                                                                      \
        }                                                                                          \
        side = change->after;                                                                      \
        for (uint16_t i = 0; i < side->count; i++) {                                               \
            Name name = change->after->items[i].name;                                              \
            Span span = change->after->items[i].span;                                              \
            if (change->from[i] < 0) {                                                             \
                describe_part(describing, "add ", words, name, span, false);                       \
            } else if (change->before->items[change->from[i]].name != name) {                      \
                describe_renamed(describing, words, change->before->items[change->from[i]].name,   \
                                 name, span);                                                      \
            }                                                                                      \
        }                                                                                          \
    } while (0)

static void describe_primary_key(Describing *describing) {
    const TableChange *change = describing->change;
    const Key *before = change->before->primary_key;
    const Key *after = change->after->primary_key;
    if (before && (!after || change->primary_key < 0)) {
        describe_part(describing, "drop ", "primary key", before->name, before->span, true);
    }
    if (after && (!before || change->primary_key < 0)) {
        describe_part(describing, "add ", "primary key", after->name, after->span, false);
    } else if (after && before->name != after->name) {
        describe_renamed(describing, "primary key", before->name, after->name, after->span);
    }
}

static void describe_partition(void *context, const Partitioning *of, const Partition *partition,
                               bool comes) {
    (void)of;
    describe_part(context, comes ? "add " : "drop ", "partition", partition->name, partition->span,
                  !comes);
}

static void describe_number(void *context, const Partitioning *of) {
    Describing *describing = context;
    buf_text(&describing->text, "partitions of table ");
    table_write_name(&describing->text, describing->change->after);
    buf_printf(&describing->text, ": %u", of->number > 0 ? of->number : 1u);
    add_line(describing, of->span, false);
}

static void describe_table(Describing *describing, const TableChange *change) {
    describing->change = change;
    const Table *before = change->before;
    const Table *after = change->after;
    if (before->name != after->name || before->space != after->space) {
        buf_text(&describing->text, "rename table ");
        table_write_name(&describing->text, before);
        buf_text(&describing->text, " to ");
        table_write_name(&describing->text, after);
        add_line(describing, after->span, false);
    }
    if (before->doc != after->doc) {
        buf_text(&describing->text, "comment on table ");
        table_write_name(&describing->text, after);
        add_line(describing, after->span, false);
    }
    if (!options_equal(&before->options, &after->options)) {
        buf_text(&describing->text, "options of table ");
        table_write_name(&describing->text, after);
        add_line(describing, after->span, false);
    }
    partitions_between(change->renamed, after, describe_partition, describing);
    partitions_counted(change->renamed, after, describe_number, describing);
    describe_columns(describing);
    describe_primary_key(describing);
    DESCRIBE_PARTS("unique key", uniques, unique_count, uniques);
    DESCRIBE_PARTS("foreign key", foreign_keys, foreign_key_count, foreign_keys);
    DESCRIBE_PARTS("check", checks, check_count, checks);
    DESCRIBE_PARTS(side->indexes[i].is_exclusion ? "exclusion" : "index", indexes, index_count,
                   indexes);
}

/* ---- enums ---- */

static void put_value(Describing *describing, const char *words, const Enum *enumeration,
                      uint32_t value) {
    buf_text(&describing->text, words);
    name_write(&describing->text, enumeration->values[value].name);
    buf_text(&describing->text, " of enum ");
    name_write(&describing->text, enumeration->name);
}

static void describe_enum(Describing *describing, const EnumChange *change) {
    const Enum *before = change->before;
    const Enum *after = change->after;
    size_t count = describing->lines->count;
    if (before->name != after->name || before->space != after->space) {
        buf_text(&describing->text, "rename enum ");
        name_write(&describing->text, before->name);
        buf_text(&describing->text, " to ");
        name_write(&describing->text, after->name);
        add_line(describing, after->span, false);
    }
    for (uint32_t i = 0; i < before->value_count; i++) {
        if (change->to[i] < 0) {
            put_value(describing, "drop value ", before, i);
            add_line(describing, before->values[i].span, true);
        }
    }
    for (uint32_t i = 0; i < after->value_count; i++) {
        if (change->from[i] < 0) {
            put_value(describing, "add value ", after, i);
            add_line(describing, after->values[i].span, false);
        } else if (before->values[change->from[i]].name != after->values[i].name) {
            put_value(describing, "rename value ", before, (uint32_t)change->from[i]);
            buf_text(&describing->text, " to ");
            name_write(&describing->text, after->values[i].name);
            add_line(describing, after->values[i].span, false);
        }
    }
    if (describing->lines->count == count) {
        buf_text(&describing->text,
                 before->doc != after->doc ? "comment on enum " : "order the values of enum ");
        name_write(&describing->text, after->name);
        add_line(describing, after->span, false);
    }
}

/* ---- sequences ---- */

static void describe_sequence(Describing *describing, const Op *op) {
    const Sequence *before = op->before->sequence;
    const Sequence *after = op->after->sequence;
    Buf *out = &describing->text;
    if (before->name != after->name || before->space != after->space) {
        buf_text(out, "rename sequence ");
        object_write_name(out, op->before);
        buf_text(out, " to ");
        object_write_name(out, op->after);
        add_line(describing, after->span, false);
    }
    Buf texts[2] = {0};
    sequence_write(&texts[0], before, name_write);
    sequence_write(&texts[1], after, name_write);
    if (!text_equal(buf_view(&texts[0]), buf_view(&texts[1]))) {
        buf_text(out, "alter sequence ");
        object_write_name(out, op->after);
        buf_text(out, texts[1].length > 0 ? ":" : "");
        buf_slice(out, buf_view(&texts[1]));
        add_line(describing, after->span, false);
    }
    if (before->doc != after->doc) {
        buf_text(out, "comment on sequence ");
        object_write_name(out, op->after);
        add_line(describing, after->span, false);
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
}

/* ---- domains ---- */

static void describe_domain(Describing *describing, const Op *op) {
    const Domain *before = op->before->domain;
    const Domain *after = op->after->domain;
    if (before->name != after->name || before->space != after->space) {
        buf_text(&describing->text, "rename domain ");
        object_write_name(&describing->text, op->before);
        buf_text(&describing->text, " to ");
        object_write_name(&describing->text, op->after);
        add_line(describing, after->span, false);
    }
    Domain renamed = *before;
    renamed.space = after->space;
    renamed.name = after->name;
    Object objects[2] = {{.kind = OBJECT_DOMAIN, .domain = &renamed}, *op->after};
    Buf texts[2] = {0};
    object_dump(&texts[0], &objects[0]);
    object_dump(&texts[1], &objects[1]);
    if (!text_equal(buf_view(&texts[0]), buf_view(&texts[1]))) {
        buf_text(&describing->text, "alter domain ");
        object_write_name(&describing->text, op->after);
        add_line(describing, after->span, false);
    }
    buf_free(&texts[0]);
    buf_free(&texts[1]);
}

void op_lines(Arena *arena, const Op *op, OpLines *lines) {
    Describing describing = {.arena = arena, .lines = lines};
    if (op->kind == OP_ALTER_TABLE) {
        describe_table(&describing, op->table);
    } else if (op->kind == OP_ALTER_ENUM) {
        describe_enum(&describing, op->enumeration);
    } else if (op->kind == OP_ALTER_DOMAIN) {
        describe_domain(&describing, op);
    } else if (op->kind == OP_ALTER_SEQUENCE) {
        describe_sequence(&describing, op);
    } else {
        op_describe(&describing.text, op);
        add_line(&describing, op->before || op->after ? object_span(op_object(op)) : op->run->span,
                 !op->after && op->before);
    }
    buf_free(&describing.text);
}

/*
 * diff.c - takes two models and what belongs together, gives the change between them. See change.h.
 *
 * Two objects are alike if their canonical texts are: what the model cannot say cannot differ.
 */
#include <string.h>

#include "change/match.h"
#include "change/partitions.h"
#include "schema/refs.h"

/* ---- tables that belong together ---- */

static Name qualified(Matcher *matcher, const Object *object) {
    return name_qualified(matcher->names, object_space(object), object_name(object));
}

static void pair_tables(Matcher *matcher) {
    const Model *before = matcher->before;
    const Model *after = matcher->after;
    const Mapping *mapping = matcher->mapping;
    Arena *scratch = &matcher->scratch;
    matcher->after_of = NEW_ARRAY(scratch, int32_t, before->table_count);
    matcher->before_of = NEW_ARRAY(scratch, int32_t, after->table_count);
    matcher->mapped = NEW_ARRAY(scratch, const TableMapping *, before->table_count);
    bool *is_dropped = NEW_ARRAY(scratch, bool, before->table_count);
    matcher->reasons = NEW_ARRAY(scratch, Name, before->table_count);
    for (uint32_t i = 0; i < before->table_count; i++) {
        matcher->after_of[i] = -1;
    }
    for (uint32_t i = 0; i < after->table_count; i++) {
        matcher->before_of[i] = -1;
    }
    for (uint32_t i = 0; mapping && i < mapping->dropped_count; i++) {
        is_dropped[mapping->dropped[i]->number] = true;
        matcher->reasons[mapping->dropped[i]->number] = mapping->reasons[i];
    }
    for (uint32_t i = 0; mapping && i < mapping->table_count; i++) {
        const TableMapping *table = &mapping->tables[i];
        matcher->mapped[table->before->number] = table;
        matcher->after_of[table->before->number] = (int32_t)table->after->number;
        matcher->before_of[table->after->number] = (int32_t)table->before->number;
    }
    NameMap left = {0};
    for (uint32_t i = 0; i < after->table_count; i++) {
        if (matcher->before_of[i] < 0) {
            Name name = name_qualified(matcher->names, after->tables[i]->space,
                                       after->tables[i]->name);
            namemap_set(scratch, &left, name, after->tables[i]);
        }
    }
    for (uint32_t i = 0; i < before->table_count; i++) {
        const Table *table = before->tables[i];
        const Table *same = namemap_get(&left,
                                        name_qualified(matcher->names, table->space, table->name));
        if (matcher->after_of[i] < 0 && !is_dropped[i] && same && same->targets == table->targets &&
            partitions_keep(table, same, NULL) &&
            partitions_keep_values(table, same, matcher->mapping)) {
            matcher->after_of[i] = (int32_t)same->number;
            matcher->before_of[same->number] = (int32_t)i;
        }
    }
}

/* What the mapping says of other objects, from both sides. */
static void know_mapping(Matcher *matcher) {
    const Mapping *mapping = matcher->mapping;
    for (uint32_t i = 0; mapping && i < mapping->enum_count; i++) {
        EnumMapping *of = &mapping->enums[i];
        ptrmap_set(&matcher->scratch, &matcher->enums[0], of->before, of);
        ptrmap_set(&matcher->scratch, &matcher->enums[1], of->after, of);
    }
    for (uint32_t i = 0; mapping && i < mapping->renamed_count; i++) {
        ObjectMapping *of = &mapping->renamed[i];
        ptrmap_set(&matcher->scratch, &matcher->renamed_objects[0], of->before, of);
        ptrmap_set(&matcher->scratch, &matcher->renamed_objects[1], of->after, of);
    }
}

/* ---- other objects ---- */

/* The objects of one side by kind and name. */
typedef struct Known {
    NameMap kinds[OBJECT_KINDS];
    PtrMap identities; /* object_identity -> Object, of what a mapping may be about */
} Known;

/* Sql objects of one name are for disjoint targets, and extensions likewise. */
static Name known_name(Matcher *matcher, const Object *object) {
    Name name = qualified(matcher, object);
    return object->kind == OBJECT_SQL
               ? names_internf(matcher->names, "%s/%u", name->text, object->sql->targets)
               : name;
}

static void know(Matcher *matcher, const Model *model, Known *known) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        Object *object = &model->objects[i];
        if (object->kind != OBJECT_TABLE && object->kind != OBJECT_DATA) {
            namemap_set(&matcher->scratch, &known->kinds[object->kind], known_name(matcher, object),
                        object);
            if (matcher->mapping) {
                ptrmap_set(&matcher->scratch, &known->identities, object_identity(object), object);
            }
        }
    }
}

static const EnumMapping *enum_mapping(const Matcher *matcher, const Enum *enumeration,
                                       bool after) {
    return ptrmap_get(&matcher->enums[after], enumeration);
}

/* A sequence or a domain that was renamed, or NULL. */
static const ObjectMapping *object_mapping(const Matcher *matcher, const Object *object,
                                           bool after) {
    return ptrmap_get(&matcher->renamed_objects[after], object_identity(object));
}

/* A domain keeps its type: one of another type is another one. */
static bool same_base(const Object *a, const Object *b) {
    const Column *left = &a->domain->subject->columns[0];
    const Column *right = &b->domain->subject->columns[0];
    return type_equal(left->type, right->type) && left->collation == right->collation;
}

/* The tables and the data blocks of a model, by the numbers of the tables. */
static TableObjects table_objects(Matcher *matcher, const Model *model) {
    TableObjects objects = {
        .tables = NEW_ARRAY(&matcher->scratch, const Object *, model->table_count),
        .data = NEW_ARRAY(&matcher->scratch, const Object *, model->table_count),
    };
    for (uint32_t i = model->object_count; i-- > 0;) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_TABLE) {
            objects.tables[object->table->number] = object;
        } else if (object->kind == OBJECT_DATA) {
            objects.data[object->data->table->number] = object;
        }
    }
    return objects;
}

/* The data block of a table for these targets; several of one table are for disjoint ones. */
static const Object *find_data(const Model *model, const Object *first, TargetSet targets) {
    const Object *end = model->objects + model->object_count;
    for (const Object *object = first; object && object < end; object++) {
        if (object->kind == OBJECT_DATA && object->data->table == first->data->table &&
            object->data->targets == targets) {
            return object;
        }
    }
    return NULL;
}

/* What an object of one side is on the other one; NULL: it is not there. */
static const Object *partner_of(Matcher *matcher, const Known *others, const Object *object,
                                bool after) {
    const Model *other = after ? matcher->before : matcher->after;
    const TableObjects *by_table = &matcher->objects[after ? 0 : 1];
    const int32_t *partners = after ? matcher->before_of : matcher->after_of;
    switch (object->kind) {
    case OBJECT_TABLE: {
        int32_t number = partners[object->table->number];
        return number >= 0 ? by_table->tables[number] : NULL;
    }
    case OBJECT_DATA: {
        int32_t number = partners[object->data->table->number];
        return number >= 0 ? find_data(other, by_table->data[number], object->data->targets) : NULL;
    }
    case OBJECT_ENUM: {
        const EnumMapping *mapping = enum_mapping(matcher, object->enumeration, after);
        if (mapping) {
            return ptrmap_get(&others->identities, after ? mapping->before : mapping->after);
        }
        break;
    }
    case OBJECT_DOMAIN:
    case OBJECT_SEQUENCE: {
        const ObjectMapping *mapping = object_mapping(matcher, object, after);
        if (mapping) {
            return ptrmap_get(&others->identities, after ? mapping->before : mapping->after);
        }
        break;
    }
    case OBJECT_EXTENSION:
    case OBJECT_TYPE:
    case OBJECT_SQL: break;
    }
    const Object *found = namemap_get(&others->kinds[object->kind], known_name(matcher, object));
    bool is_taken = found && (found->kind == OBJECT_ENUM
                                  ? enum_mapping(matcher, found->enumeration, !after) != NULL
                                  : object_mapping(matcher, found, !after) != NULL);
    if (found && found->kind == OBJECT_DOMAIN && !same_base(found, object)) {
        return NULL;
    }
    return found && !is_taken && object_targets(found) == object_targets(object) ? found : NULL;
}

/* One line of a body in the author's SQL; `at` moves behind it. */
static Text next_line(const char **at, const char *end) {
    const char *stop = memchr(*at, '\n', (size_t)(end - *at));
    Text line = {*at, (size_t)((stop ? stop : end) - *at)};
    *at = stop ? stop + 1 : end;
    while (line.length > 0 &&
           (line.data[line.length - 1] == ' ' || line.data[line.length - 1] == '\r' ||
            line.data[line.length - 1] == '\t')) {
        line.length--;
    }
    return line;
}

static size_t indent_of(Text line) {
    size_t indent = 0;
    while (indent < line.length && line.data[indent] == ' ') {
        indent++;
    }
    return indent;
}

/* A body as it would stand at the margin: where it is written, in the schema or deeper in a revision, makes
 * no difference. */
static void write_body(Buf *out, Name body) {
    const char *end = body->text + body->length;
    size_t margin = SIZE_MAX;
    const char *second = body->text;
    next_line(&second, end); /* the first line stands behind the dollars */
    for (const char *at = second; at < end;) {
        Text line = next_line(&at, end);
        size_t indent = indent_of(line);
        margin = line.length > 0 && indent < margin ? indent : margin;
    }
    for (const char *at = body->text; at < end;) {
        size_t cut = at == body->text ? SIZE_MAX : margin;
        Text line = next_line(&at, end);
        cut = cut == SIZE_MAX ? indent_of(line) : cut;
        if (line.length > 0) {
            buf_put(out, line.data + cut, line.length - cut);
            buf_char(out, '\n');
        }
    }
}

static Name at_margin(Matcher *matcher, Name body) {
    if (!body) {
        return NULL;
    }
    buf_clear(&matcher->texts[0]);
    write_body(&matcher->texts[0], body);
    return names_intern(matcher->names, matcher->texts[0].data, matcher->texts[0].length);
}

/* What a sql object needs does not count, for it is about order only. */
static bool same_sql(Matcher *matcher, const SqlObject *before, const SqlObject *after) {
    return before->targets == after->targets && before->doc == after->doc &&
           before->down_reason == after->down_reason &&
           at_margin(matcher, before->up) == at_margin(matcher, after->up) &&
           at_margin(matcher, before->down) == at_margin(matcher, after->down);
}

/* A sequence before, its owner called as it is after. */
static Sequence follow_owner(const Matcher *matcher, const Sequence *before) {
    Sequence sequence = *before;
    for (uint32_t i = 0; before->owner && i < matcher->before->table_count; i++) {
        const Table *table = matcher->before->tables[i];
        int column = table->name == before->owner && table->space == before->owner_space
                         ? table_column(table, before->owner_column)
                         : -1;
        if (column >= 0 && matcher->after_of[i] >= 0) {
            sequence.owner = matcher->renamed[i]->name;
            sequence.owner_space = matcher->renamed[i]->space;
            sequence.owner_column = matcher->renamed[i]->columns[column].name;
        }
    }
    return sequence;
}

/* The same text. */
static bool same_text(Matcher *matcher, const Object *before, const Object *after) {
    if (before->kind == OBJECT_DATA && before->data->values == after->data->values &&
        match_is_shared(before->data->table, after->data->table)) {
        return true;
    }
    if (before->kind == OBJECT_SQL) {
        return same_sql(matcher, before->sql, after->sql);
    }
    const Object *objects[2] = {before, after};
    for (int side = 0; side < 2; side++) {
        Object object = *objects[side];
        Data data;
        Sequence sequence;
        if (object.kind == OBJECT_DATA && side == 0) {
            data = *object.data;
            data.table = matcher->renamed[data.table->number];
            object.data = &data;
        } else if (object.kind == OBJECT_SEQUENCE && side == 0) {
            sequence = follow_owner(matcher, object.sequence);
            object.sequence = &sequence;
        }
        buf_clear(&matcher->texts[side]);
        object_dump(&matcher->texts[side], &object);
    }
    return text_equal(buf_view(&matcher->texts[0]), buf_view(&matcher->texts[1]));
}

/* ---- enums ---- */

static const EnumChange *match_enum(Matcher *matcher, const Object *before, const Object *after) {
    const Enum *old = before->enumeration;
    const Enum *new = after->enumeration;
    const EnumMapping *mapping = enum_mapping(matcher, old, false);
    if (same_text(matcher, before, after)) {
        return NULL;
    }
    EnumChange *change = NEW(matcher->arena, EnumChange);
    EnumChange *inverse = NEW(matcher->arena, EnumChange);
    int32_t *from = NEW_ARRAY(matcher->arena, int32_t, new->value_count);
    int32_t *to = NEW_ARRAY(matcher->arena, int32_t, old->value_count);
    NameMap values = {0};
    for (uint32_t i = 0; i < old->value_count; i++) {
        to[i] = -1;
        namemap_put(&matcher->scratch, &values, old->values[i].name, &old->values[i]);
    }
    for (uint32_t i = 0; i < new->value_count; i++) {
        const EnumValue *value = namemap_get(&values, new->values[i].name);
        from[i] = mapping ? mapping->from[i] : value ? (int32_t)(value - old->values) : -1;
        if (from[i] >= 0) {
            to[from[i]] = (int32_t)i;
        }
    }
    *change = (EnumChange){.before = old, .after = new, .inverse = inverse, .from = from, .to = to};
    *inverse = (EnumChange){.before = new, .after = old, .inverse = change, .from = to, .to = from};
    return change;
}

/* ---- operations ---- */

static OpKind creation_of(ObjectKind kind) {
    switch (kind) {
    case OBJECT_EXTENSION: return OP_CREATE_EXTENSION;
    case OBJECT_TYPE: return OP_CREATE_TYPE;
    case OBJECT_ENUM: return OP_CREATE_ENUM;
    case OBJECT_TABLE: return OP_CREATE_TABLE;
    case OBJECT_DATA: return OP_PUT_DATA;
    case OBJECT_SQL: return OP_CREATE_SQL;
    case OBJECT_DOMAIN: return OP_CREATE_DOMAIN;
    case OBJECT_SEQUENCE: return OP_CREATE_SEQUENCE;
    }
    return OP_COUNT;
}

/* The operations that make `after` of `before`, in lists that are joined at the end. */
typedef VEC(Op) OpList;

typedef struct Found {
    OpList gone;    /* last declared first; types behind everything else */
    OpList altered; /* in the order of what is there before */
    OpList made;    /* what is needed first */
    OpList types_gone;
} Found;

static void add_gone(Matcher *matcher, Found *found, const Object *before) {
    Op creation = {.kind = creation_of(before->kind), .after = before};
    Op op = op_invert(&creation);
    if (before->kind == OBJECT_TABLE) {
        op.lossy = matcher->reasons[before->table->number];
    }
    bool is_type = before->kind == OBJECT_ENUM || before->kind == OBJECT_TYPE ||
                   before->kind == OBJECT_EXTENSION || before->kind == OBJECT_SEQUENCE ||
                   before->kind == OBJECT_DOMAIN;
    if (is_type) {
        vec_push(&matcher->scratch, &found->types_gone, op);
    } else {
        vec_push(&matcher->scratch, &found->gone, op);
    }
}

static void add_pair(Matcher *matcher, Found *found, const Object *before, const Object *after) {
    Op op = {.before = before, .after = after};
    switch (before->kind) {
    case OBJECT_TABLE:
        op.kind = OP_ALTER_TABLE;
        op.table = match_table(matcher, before->table, after->table);
        if (!op.table) {
            return;
        }
        break;
    case OBJECT_ENUM:
        op.kind = OP_ALTER_ENUM;
        op.enumeration = match_enum(matcher, before, after);
        if (!op.enumeration) {
            return;
        }
        break;
    case OBJECT_TYPE:
    case OBJECT_DOMAIN:
    case OBJECT_SEQUENCE:
    case OBJECT_DATA:
        if (same_text(matcher, before, after)) {
            return;
        }
        op.kind = before->kind == OBJECT_TYPE       ? OP_ALTER_TYPE
                  : before->kind == OBJECT_DOMAIN   ? OP_ALTER_DOMAIN
                  : before->kind == OBJECT_SEQUENCE ? OP_ALTER_SEQUENCE
                                                    : OP_CHANGE_DATA;
        break;
    case OBJECT_SQL:
        if (!same_text(matcher, before, after)) {
            add_gone(matcher, found, before);
            vec_push(&matcher->scratch, &found->made, (Op){.kind = OP_CREATE_SQL, .after = after});
        }
        return;
    case OBJECT_EXTENSION: return;
    }
    vec_push(&matcher->scratch, &found->altered, op);
}

static Ops join(Matcher *matcher, const Found *found) {
    const OpList *lists[] = {&found->gone, &found->altered, &found->made, &found->types_gone};
    Ops ops = {0};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        ops.count += lists[i]->count;
    }
    ops.items = NEW_ARRAY(matcher->arena, Op, ops.count);
    uint32_t at = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (uint32_t k = 0; k < lists[i]->count; k++) {
            ops.items[at++] = lists[i]->items[k];
        }
    }
    return ops;
}

static uint32_t *order_of(Matcher *matcher, const Model *model) {
    uint32_t *order = NEW_ARRAY(&matcher->scratch, uint32_t, model->object_count);
    refs_object_order(model, order);
    return order;
}

/* Of an object that is there before and after: it goes, and is made again. */
static bool is_made_again(Matcher *matcher, const Object *before, const Object *after) {
    const NameMap *restated = matcher->mapping ? matcher->mapping->restated : NULL;
    return before->kind == OBJECT_SQL && (!same_text(matcher, before, after) ||
                                          (restated && namemap_get(restated, before->sql->name)));
}

/* What goes, what is altered and what comes. Sql objects that changed are in `gone` and `made`, which
 * follow the order of the models: therefore the partners are looked up from both sides. */
static Ops find_ops(Matcher *matcher) {
    Found found = {0};
    Known old = {0};
    Known new = {0};
    know(matcher, matcher->before, &old);
    know(matcher, matcher->after, &new);
    const uint32_t *order = order_of(matcher, matcher->before);
    for (uint32_t i = matcher->before->object_count; i-- > 0;) {
        const Object *before = &matcher->before->objects[order[i]];
        const Object *after = partner_of(matcher, &new, before, false);
        if (!after || is_made_again(matcher, before, after)) {
            add_gone(matcher, &found, before);
        }
    }
    for (uint32_t i = 0; i < matcher->before->object_count; i++) {
        const Object *before = &matcher->before->objects[i];
        const Object *after = partner_of(matcher, &new, before, false);
        if (after && before->kind != OBJECT_SQL) {
            add_pair(matcher, &found, before, after);
        }
    }
    order = order_of(matcher, matcher->after);
    for (uint32_t i = 0; i < matcher->after->object_count; i++) {
        const Object *after = &matcher->after->objects[order[i]];
        const Object *before = partner_of(matcher, &old, after, true);
        if (!before || is_made_again(matcher, before, after)) {
            vec_push(&matcher->scratch, &found.made,
                     (Op){.kind = creation_of(after->kind), .after = after});
        }
    }
    return join(matcher, &found);
}

static Ops create_all(Matcher *matcher) {
    uint32_t count = matcher->after->object_count;
    const uint32_t *order = order_of(matcher, matcher->after);
    Ops ops = {.items = NEW_ARRAY(matcher->arena, Op, count), .count = count};
    for (uint32_t i = 0; i < count; i++) {
        const Object *after = &matcher->after->objects[order[i]];
        ops.items[i] = (Op){.kind = creation_of(after->kind), .after = after};
    }
    return ops;
}

/* The operations that undo `ops`: what was made goes, the last first; what went is made, the last first. */
static Ops undo_ops(Matcher *matcher, const Ops *ops) {
    Found found = {0};
    for (uint32_t i = ops->count; i-- > 0;) {
        Op op = op_invert(&ops->items[i]);
        switch (op.kind) {
        case OP_ALTER_TABLE: op.table = ops->items[i].table->inverse; break;
        case OP_ALTER_ENUM: op.enumeration = ops->items[i].enumeration->inverse; break;
        case OP_RUN_UP:
        case OP_RUN_DOWN: op.run = ops->items[i].run; break;
        case OP_CREATE_EXTENSION:
        case OP_CREATE_DOMAIN:
        case OP_DROP_DOMAIN:
        case OP_ALTER_DOMAIN:
        case OP_CREATE_SEQUENCE:
        case OP_DROP_SEQUENCE:
        case OP_ALTER_SEQUENCE:
        case OP_CREATE_TYPE:
        case OP_CREATE_ENUM:
        case OP_CREATE_TABLE:
        case OP_PUT_DATA:
        case OP_CREATE_SQL:
        case OP_DROP_EXTENSION:
        case OP_DROP_TYPE:
        case OP_DROP_ENUM:
        case OP_DROP_TABLE:
        case OP_REMOVE_DATA:
        case OP_DROP_SQL:
        case OP_ALTER_TYPE:
        case OP_CHANGE_DATA:
        case OP_COUNT: break;
        }
        bool is_type = op.kind == OP_DROP_ENUM || op.kind == OP_DROP_TYPE ||
                       op.kind == OP_DROP_EXTENSION || op.kind == OP_DROP_SEQUENCE ||
                       op.kind == OP_DROP_DOMAIN;
        OpList *list = op.after && !op.before   ? &found.made
                       : is_type                ? &found.types_gone
                       : op.before && !op.after ? &found.gone
                                                : &found.altered;
        vec_push(&matcher->scratch, list, op);
    }
    return join(matcher, &found);
}

Change change_between(Arena *arena, const Model *before, const Model *after,
                      const Mapping *mapping) {
    Matcher matcher = {.arena = arena,
                       .names = after->names,
                       .before = before,
                       .after = after,
                       .mapping = mapping};
    Change change = {.before = before, .after = after};
    if (before->object_count == 0) { /* everything is new: nothing to look up */
        change.up = create_all(&matcher);
    } else {
        know_mapping(&matcher);
        pair_tables(&matcher);
        match_rename(&matcher);
        matcher.objects[0] = table_objects(&matcher, before);
        matcher.objects[1] = table_objects(&matcher, after);
        change.up = find_ops(&matcher);
    }
    change.down = undo_ops(&matcher, &change.up);
    buf_free(&matcher.texts[0]);
    buf_free(&matcher.texts[1]);
    arena_release(&matcher.scratch);
    return change;
}

Change change_free_step(Arena *arena, const Model *model, const SqlObject *run) {
    Op *ops = NEW_ARRAY(arena, Op, 2);
    ops[0] = (Op){.kind = OP_RUN_UP, .run = run};
    ops[1] = (Op){.kind = OP_RUN_DOWN, .run = run};
    return (Change){.before = model, .after = model, .up = {&ops[0], 1}, .down = {&ops[1], 1}};
}

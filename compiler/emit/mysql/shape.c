/* shape.c - takes a script, gives what it expects of its tables. See shape.h. */
#include "emit/mysql/shape.h"

#include "emit/blocks.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/quote.h"
#include "emit/sql_facts.h"
#include "emit/sqlite/words.h"

#define FACTS_OF_INSERT 500u /* in one statement, so that none is too long for the server */

static const char touched_mark;
static const char created_mark;
#define TOUCHED ((void *)(uintptr_t)&touched_mark)
#define CREATED ((void *)(uintptr_t)&created_mark)

/* ---- which tables ------------------------------------------------------------------------------ */

static bool has_enum(const Table *table, const NameMap *enums) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        Type type = table->columns[i].type;
        if (type.kind == TYPE_ENUM && namemap_get(enums, type.enumeration->name)) {
            return true;
        }
    }
    return false;
}

/* Tables with columns of such an enum: its values are part of their types. */
static void touch_enums(Arena *arena, NameMap *touched, const Dialect *dialect, const Model *model,
                        const NameMap *enums) {
    for (uint32_t i = 0; i < model->table_count && enums->count != 0; i++) {
        const Table *table = model->tables[i];
        if (is_for(dialect, table->targets) && has_enum(table, enums)) {
            namemap_put(arena, touched, table->name, TOUCHED);
        }
    }
}

NameMap shape_touched(Arena *arena, const Dialect *dialect, const Changes *changes, bool is_down) {
    NameMap touched = {0};
    for (uint32_t c = 0; c < changes->count; c++) {
        const Change *change = &changes->items[c];
        const Ops *ops = is_down ? &change->down : &change->up;
        NameMap enums = {0};
        for (uint32_t i = 0; i < ops->count; i++) {
            const Op *op = &ops->items[i];
            if (op->before && op->before->kind == OBJECT_TABLE &&
                is_for(dialect, op->before->table->targets)) {
                namemap_put(arena, &touched, op->before->table->name, TOUCHED);
            }
            if (op->after && op->after->kind == OBJECT_TABLE &&
                is_for(dialect, op->after->table->targets)) {
                namemap_put(arena, &touched, op->after->table->name,
                            op->kind == OP_CREATE_TABLE ? CREATED : TOUCHED);
            }
            if (op->kind == OP_ALTER_ENUM) {
                namemap_put(arena, &enums, op->before->enumeration->name, TOUCHED);
                namemap_put(arena, &enums, op->after->enumeration->name, TOUCHED);
            }
        }
        touch_enums(arena, &touched, dialect, change->before, &enums);
        touch_enums(arena, &touched, dialect, change->after, &enums);
    }
    return touched;
}

bool shape_is_created(const NameMap *touched, Name table) {
    return namemap_get(touched, table) == CREATED;
}

/* Likewise the names of sequences. */
static NameMap touched_sequences(Arena *arena, const Dialect *dialect, const Changes *changes,
                                 bool is_down) {
    NameMap touched = {0};
    for (uint32_t c = 0; c < changes->count && dialect->has_sequences; c++) {
        const Ops *ops = is_down ? &changes->items[c].down : &changes->items[c].up;
        for (uint32_t i = 0; i < ops->count; i++) {
            const Object *sides[] = {ops->items[i].before, ops->items[i].after};
            for (int side = 0; side < 2; side++) {
                if (sides[side] && sides[side]->kind == OBJECT_SEQUENCE) {
                    namemap_put(arena, &touched, object_name(sides[side]),
                                ops->items[i].before ? TOUCHED : CREATED);
                }
            }
        }
    }
    return touched;
}

static bool is_about(const Shape *shape, const NameMap *touched, const Table *table) {
    return is_for(shape->lines.dialect, table->targets) && namemap_get(touched, table->name);
}

/* ---- which facts ------------------------------------------------------------------------------- */

static void add_fact(Shape *shape, MysqlLine line, ShapeBefore before, bool after) {
    vec_push(shape->lines.arena, &shape->facts, (ShapeFact){line, before, after});
}

/* The facts of a table called the same before and after, either NULL: those that stay first. */
static void add_table(Shape *shape, const Table *before, const Table *after, bool is_created) {
    static const char mark;
    void *here = (void *)(uintptr_t)&mark;
    Arena *arena = shape->lines.arena;
    MysqlLineVec old = {0};
    MysqlLineVec new = {0};
    NameMap had = {0};
    NameMap has = {0};
    mysql_lines_begin_table(&shape->lines);
    if (before) {
        mysql_lines_add(&shape->lines, before, &old);
    }
    if (after) {
        mysql_lines_add(&shape->lines, after, &new);
    }
    for (uint32_t i = 0; new.count != 0 && i < old.count; i++) {
        namemap_put(arena, &had, old.items[i].whole, here);
    }
    for (uint32_t i = 0; old.count != 0 && i < new.count; i++) {
        namemap_put(arena, &has, new.items[i].whole, here);
    }
    for (uint32_t i = 0; i < old.count; i++) {
        if (namemap_get(&has, old.items[i].whole)) {
            add_fact(shape, old.items[i], SHAPE_PRESENT, true);
        }
    }
    for (uint32_t i = 0; i < old.count; i++) {
        if (!namemap_get(&has, old.items[i].whole)) {
            add_fact(shape, old.items[i], SHAPE_PRESENT, false);
        }
    }
    for (uint32_t i = 0; i < new.count; i++) {
        if (!namemap_get(&had, new.items[i].whole)) {
            add_fact(shape, new.items[i], is_created ? SHAPE_EITHER : SHAPE_ABSENT, true);
        }
    }
}

/* ---- sequences --------------------------------------------------------------------------------- */

/* By name, the sequences of the model that the dialect has. NULL for `touched`: all. */
static NameMap sequences_of(const Shape *shape, const NameMap *touched, const Model *model) {
    NameMap found = {0};
    for (uint32_t i = 0; i < model->object_count && shape->lines.dialect->has_sequences; i++) {
        const Object *object = &model->objects[i];
        if (object->kind == OBJECT_SEQUENCE &&
            is_for(shape->lines.dialect, object_targets(object)) &&
            (!touched || namemap_get(touched, object_name(object)))) {
            namemap_set(shape->lines.arena, &found, object_name(object), object->sequence);
        }
    }
    return found;
}

static Name sequence_line(Shape *shape, const Sequence *sequence) {
    Buf *out = &shape->lines.text;
    buf_clear(out);
    buf_name(out, sequence->name);
    mysql_sequence_line(out, sequence);
    return names_intern(shape->lines.facts, out->data, out->length);
}

/* One that is created may be there already, unless something else had its name: one of the `tables` before.
 * `touched` is NULL if nothing is to change. */
static void add_sequences(Shape *shape, const NameMap *touched, const Model *before,
                          const Model *after, const NameMap *tables) {
    NameMap had = sequences_of(shape, touched, before);
    NameMap has = sequences_of(shape, touched, after);
    mysql_lines_begin_table(&shape->lines);
    for (uint32_t i = 0; i < before->object_count && had.count > 0; i++) {
        Name name = object_name(&before->objects[i]);
        const Sequence *old = before->objects[i].kind == OBJECT_SEQUENCE ? namemap_get(&had, name)
                                                                         : NULL;
        const Sequence *new = namemap_get(&has, name);
        if (old) {
            Name line = sequence_line(shape, old);
            bool stays = new &&line == sequence_line(shape, new);
            add_fact(shape, (MysqlLine){name, line}, SHAPE_PRESENT, stays);
        }
    }
    for (uint32_t i = 0; i < after->object_count && has.count > 0; i++) {
        Name name = object_name(&after->objects[i]);
        const Sequence *new = after->objects[i].kind == OBJECT_SEQUENCE ? namemap_get(&has, name)
                                                                        : NULL;
        const Sequence *old = namemap_get(&had, name);
        if (new && (!old || sequence_line(shape, old) != sequence_line(shape, new))) {
            bool is_new = !old && shape_is_created(touched, name) && !namemap_get(tables, name);
            add_fact(shape, (MysqlLine){name, sequence_line(shape, new)},
                     is_new ? SHAPE_EITHER : SHAPE_ABSENT, true);
        }
    }
    shape->has_sequences = had.count > 0 || has.count > 0;
}

static void add_comments(Shape *shape, const Model *model) {
    NameMap sequences = sequences_of(shape, NULL, model);
    for (uint32_t i = 0; i < model->object_count && sequences.count > 0; i++) {
        const Sequence *sequence = model->objects[i].kind == OBJECT_SEQUENCE
                                       ? namemap_get(&sequences, object_name(&model->objects[i]))
                                       : NULL;
        if (sequence && sequence->doc) {
            Name line = names_internf(shape->lines.facts, "%s: comment %s", sequence->name->text,
                                      sequence->doc->text);
            add_fact(shape, (MysqlLine){sequence->name, line}, SHAPE_PRESENT, true);
        }
    }
}

static void note_own(Shape *shape, const NameMap *touched, const Model *model) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        if (is_about(shape, touched, model->tables[i])) {
            mysql_lines_own(&shape->lines, model->tables[i]);
        }
    }
}

/* Tables and sequences that a statement makes on one of the sides: what they have is not known. */
static void pass_over_statements(NameMap *touched, NameMap *counting, const Shape *shape,
                                 const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql && is_for(shape->lines.dialect, sql->targets) &&
            sqlite_makes(sql) == SQLITE_MAKES_TABLE && namemap_get(touched, sql->name)) {
            namemap_set(shape->lines.arena, touched, sql->name, NULL);
        }
        if (sql && is_for(shape->lines.dialect, sql->targets) && namemap_get(counting, sql->name)) {
            namemap_set(shape->lines.arena, counting, sql->name, NULL);
        }
    }
}

/* By name, the views that `sql` objects of the model make. */
static NameMap views_of(const Shape *shape, const Model *model) {
    Target target = shape->lines.dialect->target;
    Arena *arena = shape->lines.arena;
    NameMap views = {0};
    SqlFacts facts = {0};
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql && sql->up && is_for(shape->lines.dialect, sql->targets)) {
            sql_facts_read(arena, model->names, name_text(sql->up), target, &facts);
        }
    }
    for (uint32_t i = 0; i < facts.all.count; i++) {
        SqlFact *fact = facts.all.items[i];
        if (fact->kind == FACT_VIEW && !fact->is_gone) {
            namemap_put(arena, &views, fact->name, fact);
        }
    }
    return views;
}

/* Views that give their names to tables, or have them from tables. */
static void add_view(Shape *shape, Name name, ShapeBefore before, bool after) {
    Name line = names_internf(shape->lines.facts, "%s: view", name->text);
    add_fact(shape, (MysqlLine){name, line}, before, after);
}

Shape shape_of_script(Arena *arena, const Script *script, bool is_down) {
    Shape shape = {.lines = mysql_lines_begin(arena, script->dialect, false)};
    const Model *before = is_down ? script->model : script->before;
    const Model *after = is_down ? script->before : script->model;
    NameMap touched = shape_touched(arena, script->dialect, script->changes, is_down);
    NameMap counting = touched_sequences(arena, script->dialect, script->changes, is_down);
    NameMap later = {0};
    NameMap earlier = {0};
    pass_over_statements(&touched, &counting, &shape, before);
    pass_over_statements(&touched, &counting, &shape, after);
    note_own(&shape, &touched, before);
    note_own(&shape, &touched, after);
    for (uint32_t i = 0; i < after->table_count; i++) {
        if (is_about(&shape, &touched, after->tables[i])) {
            namemap_put(arena, &later, after->tables[i]->name, after->tables[i]);
        }
    }
    NameMap counted = sequences_of(&shape, &counting, before);
    NameMap old_views = views_of(&shape, before);
    NameMap new_views = views_of(&shape, after);
    for (uint32_t i = 0; i < before->table_count; i++) {
        const Table *table = before->tables[i];
        if (is_about(&shape, &touched, table)) {
            namemap_set(arena, &earlier, table->name, TOUCHED);
            add_table(&shape, table, namemap_get(&later, table->name), false);
            namemap_set(arena, &later, table->name, TOUCHED);
            if (namemap_get(&new_views, table->name)) {
                add_view(&shape, table->name, SHAPE_ABSENT, true);
            }
        }
    }
    for (uint32_t i = 0; i < after->table_count; i++) {
        const Table *table = after->tables[i];
        if (is_about(&shape, &touched, table) && namemap_get(&later, table->name) != TOUCHED) {
            bool was_view = namemap_get(&old_views, table->name) != NULL;
            add_table(&shape, NULL, table,
                      shape_is_created(&touched, table->name) && !was_view &&
                          !namemap_get(&counted, table->name));
            if (was_view) {
                add_view(&shape, table->name, SHAPE_PRESENT, false);
            }
        }
    }
    add_sequences(&shape, &counting, before, after, &earlier);
    return shape;
}

Shape shape_of_model(Arena *arena, const Dialect *dialect, const Model *model) {
    Shape shape = {.lines = mysql_lines_begin(arena, dialect, true)};
    MysqlLineVec lines = {0};
    for (uint32_t i = 0; i < model->table_count; i++) {
        if (is_for(dialect, model->tables[i]->targets)) {
            mysql_lines_own(&shape.lines, model->tables[i]);
        }
    }
    for (uint32_t i = 0; i < model->table_count; i++) {
        if (is_for(dialect, model->tables[i]->targets)) {
            mysql_lines_begin_table(&shape.lines);
            mysql_lines_add(&shape.lines, model->tables[i], &lines);
        }
    }
    for (uint32_t i = 0; i < lines.count; i++) {
        add_fact(&shape, lines.items[i], SHAPE_PRESENT, true);
    }
    add_sequences(&shape, NULL, model, model, &(NameMap){0});
    add_comments(&shape, model);
    return shape;
}

void shape_end(Shape *shape) {
    mysql_lines_end(&shape->lines);
}

/* ---- writing them ------------------------------------------------------------------------------ */

static void write_marks(const Shape *shape, Buf *out, const Name *marks, uint32_t count) {
    Buf all = {0};
    for (uint32_t i = 0; i < count; i++) {
        buf_name(&all, marks[i]);
    }
    quote_string(out, all.data ? all.data : "", all.length, shape->lines.dialect->target);
    buf_free(&all);
}

void shape_write_own(const Shape *shape, Buf *out) {
    write_marks(shape, out, shape->lines.owned.items, shape->lines.owned.count);
}

void shape_write_known(const Shape *shape, Buf *out) {
    write_marks(shape, out, shape->lines.known.items, shape->lines.known.count);
}

void shape_write(const Shape *shape, Buf *out) {
    static const char *const befores[] = {"0", "1", "NULL"};
    Target target = shape->lines.dialect->target;
    for (uint32_t i = 0; i < shape->facts.count; i++) {
        const ShapeFact *fact = &shape->facts.items[i];
        Text line = mysql_line_text(&fact->line);
        buf_text(out, i % FACTS_OF_INSERT == 0
                          ? "INSERT INTO migc_shape (b, a, object, line) VALUES\n"
                          : "");
        buf_text(out, "  (");
        buf_text(out, befores[fact->before]);
        buf_text(out, fact->after ? ", 1, " : ", 0, ");
        quote_string(out, fact->line.object->text, fact->line.object->length, target);
        buf_text(out, ", ");
        quote_string(out, line.data, line.length, target);
        bool is_last = i + 1 == shape->facts.count || (i + 1) % FACTS_OF_INSERT == 0;
        buf_text(out, is_last ? ");\n" : "),\n");
    }
    buf_text(out, "INSERT INTO migc_object SELECT DISTINCT object FROM migc_shape;\n");
}

void shape_write_sequences(const Shape *shape, Buf *out) {
    if (shape->has_sequences) {
        block_write(out, block_mariadb_sequences);
    }
}

void shape_write_look(const Shape *shape, Buf *out) {
    buf_text(out, shape->has_sequences
                      ? "EXECUTE IMMEDIATE @migc_count;\n"
                        "SET @migc_sql = REPLACE(@migc_look_at, '$', @migc_counted);\n"
                        "EXECUTE IMMEDIATE @migc_sql;\n"
                      : "EXECUTE migc_look;\n");
}

/* mysql_shape.c - takes a script, gives what it expects of its tables. See mysql_shape.h. */
#include "emit/mysql_shape.h"

#include "emit/lower.h"
#include "emit/quote.h"
#include "emit/sqlite_words.h"

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

static void note_own(Shape *shape, const NameMap *touched, const Model *model) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        if (is_about(shape, touched, model->tables[i])) {
            mysql_lines_own(&shape->lines, model->tables[i]);
        }
    }
}

/* Tables that a statement makes on one of the sides: what they have is not known. */
static void pass_over_statements(NameMap *touched, const Shape *shape, const Model *model) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        const SqlObject *sql = model->objects[i].kind == OBJECT_SQL ? model->objects[i].sql : NULL;
        if (sql && is_for(shape->lines.dialect, sql->targets) &&
            sqlite_makes(sql) == SQLITE_MAKES_TABLE && namemap_get(touched, sql->name)) {
            namemap_set(shape->lines.arena, touched, sql->name, NULL);
        }
    }
}

Shape shape_of_script(Arena *arena, const Script *script, bool is_down) {
    Shape shape = {.lines = mysql_lines_begin(arena, script->dialect, false)};
    const Model *before = is_down ? script->model : script->before;
    const Model *after = is_down ? script->before : script->model;
    NameMap touched = shape_touched(arena, script->dialect, script->changes, is_down);
    NameMap later = {0};
    if (script->by_shape) {
        pass_over_statements(&touched, &shape, before);
        pass_over_statements(&touched, &shape, after);
    }
    note_own(&shape, &touched, before);
    note_own(&shape, &touched, after);
    for (uint32_t i = 0; i < after->table_count; i++) {
        if (is_about(&shape, &touched, after->tables[i])) {
            namemap_put(arena, &later, after->tables[i]->name, after->tables[i]);
        }
    }
    for (uint32_t i = 0; i < before->table_count; i++) {
        const Table *table = before->tables[i];
        if (is_about(&shape, &touched, table)) {
            add_table(&shape, table, namemap_get(&later, table->name), false);
            namemap_set(arena, &later, table->name, TOUCHED);
        }
    }
    for (uint32_t i = 0; i < after->table_count; i++) {
        const Table *table = after->tables[i];
        if (is_about(&shape, &touched, table) && namemap_get(&later, table->name) != TOUCHED) {
            add_table(&shape, NULL, table, shape_is_created(&touched, table->name));
        }
    }
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
    return shape;
}

void shape_end(Shape *shape) {
    mysql_lines_end(&shape->lines);
}

/* ---- writing them ------------------------------------------------------------------------------ */

void shape_write_own(const Shape *shape, Buf *out) {
    Buf all = {0};
    for (uint32_t i = 0; i < shape->lines.owned.count; i++) {
        buf_name(&all, shape->lines.owned.items[i]);
    }
    quote_string(out, all.data ? all.data : "", all.length, shape->lines.dialect->target);
    buf_free(&all);
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

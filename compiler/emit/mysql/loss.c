/*
 * loss.c - takes what a script destroys, gives the statements that count it. See parts.h.
 *
 * All of it is counted before anything is done, in the tables as they are then. What a later change of the
 * revision drops is followed back to where it was before the first one. Two questions are asked: what
 * would be lost, which may be consented to, and which values are in the way, which may not: the server
 * would stop at them half way.
 */
#include <string.h>

#include "change/partitions.h"
#include "emit/alter.h"
#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/mysql/count.h"
#include "emit/quote.h"
#include "emit/script.h"
#include "emit/sqlite/words.h"

#define LOSSES_NAMED 8 /* of more only the number is said */

/* Where a table that an earlier change of the script made or changed was before the script. */
typedef struct Origin {
    const Table *table; /* NULL: nowhere, the script makes it */
    int32_t *columns; /* of every column now, the one then that has its values; -1: there is none */
} Origin;

/* A data block that goes, and the next one of a table of that name. */
typedef struct Removal {
    const Data *data;
    struct Removal *next;
} Removal;

/* ---- where things were --------------------------------------------------------------------------- */

static Name key_of(const Counting *counting, const Table *table) {
    return name_qualified(counting->script->model->names, table->space, table->name);
}

static const Origin *origin_of(const Counting *counting, const Table *table) {
    return namemap_get(&counting->origins, key_of(counting, table));
}

const Table *mysql_table_then(const Counting *counting, const Table *table) {
    const Origin *origin = origin_of(counting, table);
    return origin ? origin->table : table;
}

static int32_t column_then(const Counting *counting, const Table *table, uint16_t at) {
    const Origin *origin = origin_of(counting, table);
    return origin ? origin->columns[at] : at;
}

static Origin *origin_after(Counting *counting, const TableChange *change) {
    Arena *arena = &counting->arena;
    Origin *origin = NEW(arena, Origin);
    *origin = (Origin){.table = mysql_table_then(counting, change->before),
                       .columns = NEW_ARRAY(arena, int32_t, change->after->column_count)};
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        int32_t from = alter_source(counting->dialect, change, i);
        origin->columns[i] = from < 0 || change->columns[i].value || !origin->table
                                 ? -1
                                 : column_then(counting, change->before, (uint16_t)from);
    }
    return origin;
}

/* What later changes are about has other names by then, or other values. */
static void remember(Counting *counting, const Ops *ops) {
    Arena *arena = &counting->arena;
    VEC(Origin *) after = {0};
    for (uint32_t i = 0; i < ops->count; i++) {
        vec_push(arena, &after,
                 ops->items[i].kind == OP_ALTER_TABLE ? origin_after(counting, ops->items[i].table)
                                                      : NULL);
    }
    for (uint32_t i = 0; i < ops->count; i++) {
        const Op *op = &ops->items[i];
        if (op->kind == OP_ALTER_TABLE) {
            namemap_set(arena, &counting->origins, key_of(counting, op->table->after),
                        after.items[i]);
        } else if (op->kind == OP_CREATE_TABLE) {
            Origin *origin = NEW(arena, Origin);
            origin->columns = NEW_ARRAY(arena, int32_t, op->after->table->column_count);
            for (uint16_t c = 0; c < op->after->table->column_count; c++) {
                origin->columns[c] = -1;
            }
            namemap_set(arena, &counting->origins, key_of(counting, op->after->table), origin);
        }
    }
}

/* ---- expressions --------------------------------------------------------------------------------- */

static void write_name(Buf *out, const Counting *counting, const Column *column) {
    quote_name(out, column->name, counting->target);
}

/* What a value is cast to so that it compares like those of a column; NULL: nothing. */
static const char *compared_as(const Counting *counting, Type type) {
    return type.kind == TYPE_REAL ? "FLOAT" /* 0.1 is another number as a double */
           : type.kind == TYPE_JSON && counting->dialect->has_json_type ? "JSON"
                                                                        : NULL;
}

/* The value as a column of the type holds it. */
static void write_held(Buf *out, const Counting *counting, const Expr *value, const Table *table,
                       Type type) {
    const char *as = compared_as(counting, type);
    if (as) {
        buf_text(out, "CAST(");
        expression_write(out, value, table, counting->target);
        buf_printf(out, " AS %s)", as);
        return;
    }
    bool is_literal = !expr_has_items(value) && value->kind != EXPR_COLUMN;
    Expr *items[] = {(Expr *)value};
    Expr cast = {.kind = EXPR_CAST, .count = 1, .type = type, .items = items};
    bool is_cast = !is_literal && !type_equal(value->type, type) &&
                   type_cast_row(value->type, type) >= 0;
    expression_write(out, is_cast ? &cast : value, table, counting->target);
}

void mysql_count_add(Counting *counting, Counts *counts, const Table *table, const Column *column,
                     const char *what, Buf *where, bool converts) {
    Text view = buf_view(where);
    vec_push(&counting->arena, counts,
             (Count){.table = table,
                     .column = column,
                     .what = what,
                     .where = arena_copy_text(&counting->arena, view.data, view.length),
                     .converts = converts});
    buf_free(where);
}

/* ---- what is lost -------------------------------------------------------------------------------- */

/* Values that would not be had again when the change is undone. */
static void count_dropped(Counting *counting, const TableChange *change, uint16_t at) {
    const Table *before = change->before;
    const Table *table = mysql_table_then(counting, before);
    int32_t then = column_then(counting, before, at);
    if (!table || then < 0) {
        return;
    }
    Arena *arena = &counting->arena;
    const Column *column = &before->columns[at];
    const ColumnSource *back = &change->inverse->columns[at];
    const Expr *value = NULL;
    const Expr *where = NULL;
    if (table == before && column->type.kind != TYPE_NATIVE) {
        bool is_default = !back->value && column->default_value &&
                          column->default_value->kind != EXPR_CALL;
        const Expr *put = is_default ? column->default_value : back->value;
        value = put ? alter_substitute(arena, counting->dialect, change, put) : NULL;
        value = mysql_said(counting, value, before);
        where = value && back->where
                    ? alter_substitute(arena, counting->dialect, change, back->where)
                    : NULL;
        where = mysql_said(counting, where, before);
        value = back->where && !where ? NULL : value;
    }
    Buf text = {0};
    bool is_never_null = value && !mysql_may_be_null(value, before);
    bool is_plain = value && !where && is_never_null;
    if (!is_plain && (column->flags & COLUMN_NULLABLE || !value)) {
        write_name(&text, counting, &table->columns[then]);
        buf_text(&text, value ? " IS NOT NULL AND " : " IS NOT NULL");
    }
    if (where) {
        buf_text(&text, "((");
        expression_write(&text, where, before, counting->target);
        buf_text(&text, ") IS NOT TRUE OR ");
    }
    if (value) {
        buf_text(&text, is_never_null ? "" : "NOT (");
        write_name(&text, counting, column);
        buf_text(&text, is_never_null ? " <> " : " <=> ");
        if (is_never_null && expr_has_items(value)) {
            buf_char(&text, '(');
        }
        write_held(&text, counting, value, before, column->type);
        if (!is_never_null || expr_has_items(value)) {
            buf_char(&text, ')');
        }
        buf_text(&text, where ? ")" : "");
    }
    mysql_count_add(counting, &counting->losses, table, &table->columns[then], " values", &text,
                    false);
}

/* `text` as a value of the type, where the language has no word for it; false: the server has none either. */
static bool wrap_cast(Buf *text, Type type) {
    Buf cast = {0};
    const char *word = type_family(type) == FAMILY_TEXT   ? "CHAR"
                       : type_family(type) == FAMILY_DATE ? "DATE"
                       : type_family(type) == FAMILY_TIME ? "TIME(6)"
                       : type.kind == TYPE_TIMESTAMP      ? "DATETIME(6)"
                       : type.kind == TYPE_DOUBLE         ? "DOUBLE"
                       : type.kind == TYPE_DECIMAL        ? "DECIMAL"
                       : type.kind == TYPE_SMALLINT || type.kind == TYPE_INT ||
                               type.kind == TYPE_BIGINT
                           ? (type.is_unsigned ? "UNSIGNED" : "SIGNED")
                           : NULL;
    if (!word) {
        return false;
    }
    buf_printf(&cast, "CAST(%.*s AS %s", TEXT_ARG(buf_view(text)), word);
    if (type.kind == TYPE_DECIMAL) {
        buf_printf(&cast, "(%u, %u)", (unsigned)type.length, (unsigned)type.scale);
    }
    buf_char(&cast, ')');
    buf_free(text);
    *text = cast;
    return true;
}

/* The column's value after going there and back; false: that cannot be said. */
static bool write_there_and_back(Buf *out, const Counting *counting, const Table *table,
                                 uint16_t at, Type to) {
    Type was = table->columns[at].type;
    Expr name = {.kind = EXPR_COLUMN, .column = at, .type = was};
    Expr *inner[] = {&name};
    Expr there = {.kind = EXPR_CAST, .count = 1, .type = to, .items = inner};
    Expr *outer[] = {&there};
    Expr back = {.kind = EXPR_CAST, .count = 1, .type = was, .items = outer};
    if (type_cast_row(was, to) >= 0 && type_cast_row(to, was) >= 0 &&
        expression_supported(&back, table, counting->target, NULL, NULL)) {
        expression_write(out, &back, table, counting->target);
        return true;
    }
    Buf text = {0};
    write_name(&text, counting, &table->columns[at]);
    bool can_be_said = wrap_cast(&text, to) && wrap_cast(&text, was);
    if (can_be_said) {
        buf_slice(out, buf_view(&text));
    }
    buf_free(&text);
    return can_be_said;
}

/* Values that are others after going there and back. */
static void count_converted(Counting *counting, const TableChange *change, uint16_t from, Type to) {
    const Table *table = mysql_table_then(counting, change->before);
    int32_t then = column_then(counting, change->before, from);
    if (!table || then < 0) {
        return;
    }
    const Column *column = &table->columns[then];
    Buf text = {0};
    Buf value = {0};
    write_name(&text, counting, column);
    if (write_there_and_back(&value, counting, table, (uint16_t)then, to)) {
        Buf both = {0};
        buf_printf(&both, "NOT (%.*s <=> %.*s)", TEXT_ARG(buf_view(&text)),
                   TEXT_ARG(buf_view(&value)));
        buf_free(&text);
        text = both;
    } else {
        buf_text(&text, " IS NOT NULL");
    }
    buf_free(&value);
    mysql_count_add(counting, &counting->losses, table, column, " values", &text, true);
}

static bool is_plain_type(Type type) {
    return !type.is_array && type.kind != TYPE_NATIVE;
}

typedef struct PartitionCounting {
    Counting *counting;
    const Table *table; /* as it is called when it is counted */
} PartitionCounting;

static void count_partition(void *context, const Partitioning *of, const Partition *partition,
                            bool comes) {
    const PartitionCounting *counting = context;
    if (!comes && is_for(counting->counting->dialect, of->targets)) {
        vec_push(&counting->counting->arena, &counting->counting->losses,
                 (Count){.table = counting->table,
                         .partition = partition->name,
                         .what = " rows",
                         .where = ""});
    }
}

static void count_in_table(Counting *counting, const TableChange *change) {
    Altered altered = alter_table(&counting->arena, counting->script->model->names,
                                  counting->dialect, change);
    PartitionCounting partitions = {counting, mysql_table_then(counting, change->before)};
    if (partitions.table) {
        partitions_between(change->renamed, change->after, count_partition, &partitions);
    }
    for (uint16_t i = 0; i < change->before->column_count; i++) {
        if (altered.gone[i] && !change->before->columns[i].generated) {
            count_dropped(counting, change, i);
        }
    }
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        int32_t from = alter_source(counting->dialect, change, i);
        const Column *after = &change->after->columns[i];
        if (from < 0 || !(altered.deltas[i] & DELTA_TYPE) || change->columns[i].value ||
            after->generated || change->before->columns[from].generated) {
            continue;
        }
        Type before = change->before->columns[from].type;
        if (is_plain_type(before) && is_plain_type(after->type) &&
            alter_is_lossy(before, after->type) && after->type.kind != TYPE_ENUM) {
            count_converted(counting, change, (uint16_t)from, after->type);
        }
    }
}

/* Finds the data blocks that go, the last one first, so that lists of them have the first one first. */
static void find_removals(Counting *counting, const Ops *ops) {
    counting->removals = (NameMap){0};
    for (uint32_t i = ops->count; i-- > 0;) {
        const Op *op = &ops->items[i];
        if (op->kind == OP_REMOVE_DATA && is_for(counting->dialect, op->before->data->targets) &&
            op->before->data->row_count != 0) {
            Name name = op->before->data->table->name;
            Removal *removal = NEW(&counting->arena, Removal);
            *removal = (Removal){op->before->data, namemap_get(&counting->removals, name)};
            namemap_set(&counting->arena, &counting->removals, name, removal);
        }
    }
}

/* Rows, without those of data blocks that are still as they were put. */
static void count_rows(Counting *counting, const Table *dropped) {
    const Table *table = mysql_table_then(counting, dropped);
    Buf text = {0};
    Ddl ddl = ddl_begin(&text, counting->dialect);
    const Removal *removal = table == dropped ? namemap_get(&counting->removals, dropped->name)
                                              : NULL;
    for (; removal; removal = removal->next) {
        if (removal->data->table == dropped) {
            buf_text(&text, text.length == 0 ? "(" : " AND (");
            ddl_row_condition(&ddl, removal->data, 8);
            buf_text(&text, ") IS NOT TRUE");
        }
    }
    ddl_end(&ddl);
    if (table) {
        mysql_count_add(counting, &counting->losses, table, NULL, " rows", &text, false);
    }
    buf_free(&text);
}

/* ---- the whole script ---------------------------------------------------------------------------- */

/* A table with columns of an enum. */
typedef struct EnumUser EnumUser;
struct EnumUser {
    const Table *table;
    EnumUser *next; /* declared later */
};

/* Finds the tables that use the enums which a change alters, and what becomes of tables. */
static void find_users(Counting *counting, const Ops *ops, const Model *model) {
    bool any = false;
    counting->users = (PtrMap){0};
    counting->becoming = (PtrMap){0};
    for (uint32_t i = 0; i < ops->count; i++) {
        any = any || ops->items[i].kind == OP_ALTER_ENUM;
    }
    for (uint32_t i = any ? ops->count : 0; i-- > 0;) {
        Op *op = &ops->items[i];
        if (op->kind == OP_ALTER_TABLE || op->kind == OP_DROP_TABLE) {
            ptrmap_set(&counting->arena, &counting->becoming, op->before->table, op);
        }
    }
    for (uint32_t t = any ? model->table_count : 0; t-- > 0;) {
        const Table *table = model->tables[t];
        for (uint16_t c = 0; c < table->column_count; c++) {
            Type type = table->columns[c].type;
            EnumUser *users = type.kind == TYPE_ENUM
                                  ? ptrmap_get(&counting->users, type.enumeration)
                                  : NULL;
            if (type.kind == TYPE_ENUM && !(users && users->table == table)) {
                EnumUser *user = NEW(&counting->arena, EnumUser);
                *user = (EnumUser){table, users};
                ptrmap_set(&counting->arena, &counting->users, type.enumeration, user);
            }
        }
    }
}

/* Tables that an earlier change is about have other rows by then. */
static void refuse_members(Counting *counting, const EnumChange *change) {
    for (const EnumUser *user = ptrmap_get(&counting->users, change->before); user;
         user = user->next) {
        if (is_for(counting->dialect, user->table->targets) && !origin_of(counting, user->table)) {
            mysql_refuse_members(counting, ptrmap_get(&counting->becoming, user->table),
                                 user->table, change);
        }
    }
}

/* Finds the tables that come or change, and those that have rows of data blocks afterwards. */
static void find_coming(Counting *counting, const Ops *ops, const Model *after) {
    counting->coming = (PtrMap){0};
    counting->filled = (PtrMap){0};
    for (uint32_t i = 0; i < ops->count; i++) {
        Op *op = &ops->items[i];
        if (op->kind == OP_ALTER_TABLE || op->kind == OP_CREATE_TABLE) {
            ptrmap_set(&counting->arena, &counting->coming, op->after->table, op);
        }
    }
    for (uint32_t i = 0; i < after->object_count; i++) {
        const Object *object = &after->objects[i];
        if (object->kind == OBJECT_DATA && is_for(counting->dialect, object->data->targets)) {
            ptrmap_set(&counting->arena, &counting->filled, object->data->table, object->data);
        }
    }
}

static void count_op(Counting *counting, const Op *op) {
    const Dialect *dialect = counting->dialect;
    if (op->kind == OP_RUN_UP || op->kind == OP_RUN_DOWN) {
        bool runs = (op->kind == OP_RUN_UP ? op->run->up : op->run->down) != NULL;
        counting->is_late = counting->is_late || (runs && is_for(dialect, op->run->targets));
    } else if (op->kind == OP_ALTER_ENUM && !counting->is_late) {
        refuse_members(counting, op->enumeration);
    } else if (op->kind == OP_DROP_TABLE && is_for(dialect, op->before->table->targets)) {
        count_rows(counting, op->before->table);
    } else if (op->kind == OP_DROP_SQL && counting->script->by_shape &&
               is_for(dialect, op->before->sql->targets) &&
               sqlite_makes(op->before->sql) == SQLITE_MAKES_TABLE) {
        Table *made = NEW(&counting->arena, Table); /* by a statement: only its name is known */
        *made = (Table){.name = op->before->sql->name, .targets = op->before->sql->targets};
        count_rows(counting, made);
    } else if (op->kind == OP_ALTER_TABLE && is_for(dialect, op->table->before->targets)) {
        if (!is_for(dialect, op->table->after->targets)) {
            count_rows(counting, op->table->before);
            return;
        }
        count_in_table(counting, op->table);
        if (!counting->is_late && !origin_of(counting, op->table->before)) {
            mysql_refuse_table(counting, op->table);
            mysql_refuse_orphans(counting, op->table);
        }
    }
}

static Counting count_all(const Script *script, bool is_down) {
    Counting counting = {
        .script = script, .dialect = script->dialect, .target = script->dialect->target};
    const Changes *changes = script->changes;
    for (uint32_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->items[is_down ? changes->count - 1 - i : i];
        const Ops *ops = is_down ? &change->down : &change->up;
        find_removals(&counting, ops);
        find_users(&counting, ops, is_down ? change->after : change->before);
        find_coming(&counting, ops, is_down ? change->before : change->after);
        for (uint32_t k = 0; k < ops->count; k++) {
            count_op(&counting, &ops->items[k]);
        }
        remember(&counting, ops);
    }
    return counting;
}

/* ---- the statements ------------------------------------------------------------------------------ */

static void write_subject(Buf *out, const Count *count) {
    buf_clear(out);
    table_write_name(out, count->table);
    if (count->column) {
        buf_char(out, '.');
        buf_name(out, count->column->name);
    }
    buf_text(out, ": ");
}

/* A text within double quotes, a string of the server. */
static void write_prepared(Buf *out, Text text) {
    for (size_t i = 0; i < text.length; i++) {
        buf_text(out, text.data[i] == '\\' || text.data[i] == '"' ? "\\" : "");
        buf_char(out, text.data[i]);
    }
}

static bool is_of_statement(const Count *count) {
    return count->table->column_count == 0;
}

/* A row for everything that is counted. */
static void write_counts(Buf *out, const Counting *counting, const Counts *counts) {
    Buf subject = {0};
    Buf what = {0};
    for (uint32_t i = 0; i < counts->count; i++) {
        const Count *count = &counts->items[i];
        write_subject(&subject, count);
        buf_clear(&what);
        quote_string(&what, subject.data, subject.length, counting->target);
        buf_text(out, i == 0 ? "\n    SELECT " : "\n    UNION ALL SELECT ");
        buf_slice(out, buf_view(&what));
        buf_text(out, i == 0 ? " AS what, COUNT(*) AS n, " : ", COUNT(*), ");
        quote_string(out, count->what, strlen(count->what), counting->target);
        buf_text(out, i == 0 ? " AS which FROM " : " FROM ");
        ddl_table_name(out, count->table, counting->target);
        if (count->partition) {
            buf_text(out, " PARTITION (");
            quote_name(out, count->partition, counting->target);
            buf_char(out, ')');
        }
        if (is_of_statement(count)) {
            buf_printf(out, " AS migc_%u", i);
        }
        if (count->where[0] != '\0') {
            buf_text(out, "\n     WHERE ");
            buf_text(out, count->where);
        }
    }
    buf_text(out, "\n  ) AS migc WHERE n > 0");
    buf_free(&subject);
    buf_free(&what);
}

/* A table that a statement makes is no fact: if it is gone already, nothing is counted in its place. */
static void pass_over_gone(Buf *out, const Counting *counting, const Counts *counts) {
    Buf name = {0};
    Buf text = {0};
    for (uint32_t i = 0; i < counts->count; i++) {
        if (!is_of_statement(&counts->items[i])) {
            continue;
        }
        Name table = counts->items[i].table->name;
        buf_clear(&name);
        ddl_table_name(&name, counts->items[i].table, counting->target);
        buf_printf(&name, " AS migc_%u", i);
        buf_clear(&text);
        quote_string(&text, table->text, table->length, counting->target);
        buf_text(out, "SET @migc_sql = IF(EXISTS (SELECT * FROM information_schema.tables WHERE "
                      "(table_schema, table_name) = (DATABASE(), ");
        buf_slice(out, buf_view(&text));
        buf_text(out, ")), @migc_sql,\n  REPLACE(@migc_sql, ");
        buf_clear(&text);
        quote_string(&text, name.data, name.length, counting->target);
        buf_slice(out, buf_view(&text));
        buf_printf(out, ", '(SELECT 1 FROM DUAL WHERE FALSE) AS migc_%u'));\n", i);
    }
    buf_free(&name);
    buf_free(&text);
}

/* Counts into @migc_loss or @migc_refused. Should it come to nothing, because an error was passed over, it
 * says so. */
static void write_question(Ddl *ddl, const Counting *counting, const Counts *counts,
                           const char *variable, const char *condition) {
    Buf *out = ddl->out;
    if (counts->count == 0) {
        buf_printf(out, "SET @%s = NULL;\n", variable);
        return;
    }
    Buf text = {0};
    buf_printf(
        &text,
        "\n  SELECT GROUP_CONCAT(what, n, IF(n = 1, INSERT(which, LOCATE('s', which), 1, ''), "
        "which) SEPARATOR ', ')\n    INTO @%s FROM (",
        variable);
    write_counts(&text, counting, counts);
    buf_printf(out, "SET @%s = 'could not be counted';\n", variable);
    buf_printf(out, "SET @migc_sql = IF(%s, \"", condition);
    write_prepared(out, buf_view(&text));
    buf_printf(out, "\", 'SET @%s = NULL');\n", variable);
    pass_over_gone(out, counting, counts);
    buf_text(out, "PREPARE migc_count FROM @migc_sql;\n"
                  "EXECUTE migc_count;\n"
                  "DEALLOCATE PREPARE migc_count;\n");
    buf_free(&text);
}

bool mysql_loss(Ddl *ddl, const Script *script, bool is_down) {
    Counting counting = count_all(script, is_down);
    bool any = counting.losses.count != 0 || counting.refusals.count != 0;
    if (any) {
        write_question(ddl, &counting, &counting.refusals, "migc_refused", "@migc_fresh");
        write_question(ddl, &counting, &counting.losses, "migc_loss",
                       "@migc_fresh AND COALESCE(@migc_allow_data_loss, 0) <> 1");
    }
    arena_release(&counting.arena);
    return any;
}

/* ---- the head ------------------------------------------------------------------------------------ */

/* Writes those losses that are conversions, or the others. Returns how many there are. */
static uint32_t write_losses(Buf *out, const Counting *counting, bool converts, const char *words) {
    uint32_t count = 0;
    uint32_t written = 0;
    for (uint32_t i = 0; i < counting->losses.count; i++) {
        count += counting->losses.items[i].converts == converts;
    }
    if (count == 0) {
        return 0;
    }
    buf_text(out, words);
    if (count > LOSSES_NAMED) {
        buf_printf(out, "%u tables and columns", count);
        return count;
    }
    Buf text = {0};
    for (uint32_t i = 0; i < counting->losses.count; i++) {
        const Count *loss = &counting->losses.items[i];
        if (loss->converts != converts) {
            continue;
        }
        buf_text(out, written == 0 ? "" : written + 1 == count ? " and " : ", ");
        written++;
        buf_clear(&text);
        ddl_table_name(&text, loss->table, counting->target);
        if (loss->column) {
            buf_char(&text, '.');
            quote_name(&text, loss->column->name, counting->target);
        }
        ddl_comment_text(out, buf_view(&text));
    }
    buf_free(&text);
    return count;
}

void mysql_loss_head(Buf *out, const Script *script, bool is_down) {
    Counting counting = count_all(script, is_down);
    if (counting.losses.count != 0) {
        buf_text(out, "--\n-- DESTROYS DATA: ");
        uint32_t dropped = write_losses(out, &counting, false, "drops ");
        write_losses(out, &counting, true, dropped == 0 ? "converts " : "; converts ");
        buf_printf(out,
                   ".\n-- It refuses to lose a row or a value that is there, unless told to:\n"
                   "--   %s --init-command='SET @migc_allow_data_loss = 1' app < %s.%s.sql\n",
                   target_name(script->dialect->target), script->revision, is_down ? "down" : "up");
    }
    arena_release(&counting.arena);
}

/*
 * grade.c - see grade.h.
 */
#include "change/grade.h"
#include "change/partitions.h"

#include "base/buf.h"

const char *grade_word(Grade grade) {
    switch (grade) {
    case GRADE_LOSSLESS: return "lossless";
    case GRADE_STOPS: return "may stop";
    case GRADE_LOSSY: return "lossy";
    case GRADE_REFUSED: return "refused";
    }
    return "";
}

/* ---- types ----------------------------------------------------------------------------------- */

/* Digits that an integer type may have; 0: it is none. */
static uint32_t digits_of(Type type) {
    return type.kind == TYPE_SMALLINT ? 5
           : type.kind == TYPE_INT    ? 10
           : type.kind == TYPE_BIGINT ? 19
                                      : 0;
}

static bool number_holds(Type type, Type other) {
    uint32_t digits = digits_of(other);
    if (digits_of(type) != 0 && type.is_unsigned != other.is_unsigned) {
        return digits != 0 && other.is_unsigned && digits < digits_of(type);
    }
    if (digits_of(type) != 0) {
        return digits != 0 && digits <= digits_of(type);
    }
    digits += other.is_unsigned && other.kind == TYPE_BIGINT; /* twenty of them */
    if (type.kind == TYPE_DECIMAL) {
        if (type.length == 0) {
            return digits != 0 || other.kind == TYPE_DECIMAL;
        }
        if (other.kind == TYPE_DECIMAL) {
            return other.length != 0 && other.scale <= type.scale &&
                   other.length - other.scale <= type.length - type.scale;
        }
        return digits != 0 && digits <= type.length - type.scale;
    }
    if (type.kind == TYPE_DOUBLE) {
        return other.kind == TYPE_REAL || (digits != 0 && digits <= 10);
    }
    return type.kind == TYPE_REAL && digits == 5;
}

bool type_holds(Type type, Type other) {
    /* the rules of a domain are asked when values come */
    type = type_bare(type);
    other = type_bare(other);
    if (type_equal(type, other)) {
        return true;
    }
    if (type.is_array || other.is_array) {
        return false;
    }
    switch (type_family(type)) {
    case FAMILY_NUMBER: return type_family(other) == FAMILY_NUMBER && number_holds(type, other);
    case FAMILY_TEXT:
        if (type.kind == TYPE_TEXT) {
            TypeFamily family = type_family(other);
            return family == FAMILY_TEXT || family == FAMILY_ENUM || family == FAMILY_UUID;
        }
        return type.kind == TYPE_VARCHAR && other.length != 0 && other.length <= type.length &&
               (other.kind == TYPE_VARCHAR || other.kind == TYPE_CHAR);
    case FAMILY_NONE:
    case FAMILY_BOOL:
    case FAMILY_BYTES:
    case FAMILY_UUID:
    case FAMILY_DATE:
    case FAMILY_TIME:
    case FAMILY_TIMESTAMP:
    case FAMILY_INTERVAL:
    case FAMILY_JSON:
    case FAMILY_ENUM: return false;
    }
    return false;
}

bool type_takes(Type to, Type from) {
    bool is_open = from.kind == TYPE_ERROR || to.kind == TYPE_ERROR || from.kind == TYPE_NATIVE ||
                   to.kind == TYPE_NATIVE;
    return is_open || type_holds(to, from) ||
           (to.kind == TYPE_TEXT && type_family(from) != FAMILY_BYTES) ||
           (from.kind == TYPE_DATE && to.kind == TYPE_TIMESTAMP && !from.is_array && !to.is_array);
}

/* ---- words ----------------------------------------------------------------------------------- */

typedef struct Grading {
    Arena *arena;
    GradeReasons *reasons; /* NULL: nobody wants them */
    Grade worst;
    bool is_down;
} Grading;

/* `object`, and with `part` a part of it, written as `%s`. */
static void add(Grading *grading, Grade grade, Name why, const char *kind, const Object *object,
                Name part, const char *what) {
    grading->worst = grade > grading->worst ? grade : grading->worst;
    if (grading->reasons == NULL) {
        return;
    }
    Buf text = {0};
    buf_printf(&text, "%s ", kind);
    if (object != NULL) {
        buf_char(&text, '`');
        if (object->kind == OBJECT_TABLE) {
            table_write_name(&text, object->table);
        } else {
            buf_name(&text, object_name(object));
        }
        if (part != NULL) {
            buf_char(&text, '.');
            buf_name(&text, part);
        }
        buf_text(&text, "` ");
    }
    buf_text(&text, what);
    Text view = buf_view(&text);
    vec_push(grading->arena, grading->reasons,
             (GradeReason){.grade = grade,
                           .what = arena_copy_text(grading->arena, view.data, view.length),
                           .why = why});
    buf_free(&text);
}

/* `from int to smallint, which holds less`. */
static const char *narrowing(Grading *grading, const char *words, Type from, Type to) {
    Buf text = {0};
    buf_text(&text, words);
    buf_text(&text, " from `");
    type_write(&text, from);
    buf_text(&text, "` to `");
    type_write(&text, to);
    buf_text(&text, "`, which does not hold every value");
    Text view = buf_view(&text);
    const char *copy = arena_copy_text(grading->arena, view.data, view.length);
    buf_free(&text);
    return copy;
}

static bool is_required(const Column *column) {
    return (column->flags & COLUMN_NULLABLE) == 0;
}

/* Whether rows that are there get a value when the column is added. */
static bool has_value(const Column *column) {
    return column->default_value != NULL || column->generated != NULL ||
           (column->flags & COLUMN_IDENTITY) != 0 || !is_required(column);
}

/* ---- the downgrade --------------------------------------------------------------------------- */

static void grade_dropped_column(Grading *grading, const Op *op, uint16_t at) {
    const TableChange *table = op->table;
    const Column *column = &table->before->columns[at];
    if (column->generated != NULL || table->inverse->columns[at].value != NULL) {
        return; /* it is computed again */
    }
    if (!has_value(column)) {
        add(grading, GRADE_REFUSED, table->lossy[at], "column", op->before, column->name,
            "comes back required, and has no value for the rows that are there");
        return;
    }
    add(grading, GRADE_LOSSY, table->lossy[at], "column", op->before, column->name,
        "comes back without its values");
}

static void grade_kept_column(Grading *grading, const Op *op, uint16_t at) {
    const TableChange *table = op->table;
    const Column *after = &table->after->columns[at];
    uint16_t from = (uint16_t)table->columns[at].from;
    const Column *before = &table->before->columns[from];
    if (after->generated != NULL || before->generated != NULL ||
        table->inverse->columns[from].value != NULL) {
        return;
    }
    if (table->columns[at].value != NULL) {
        add(grading, GRADE_LOSSY, table->lossy[from], "column", op->after, after->name,
            "keeps the values that the upgrade gives it");
    } else if (!type_holds(after->type, before->type)) {
        add(grading, GRADE_LOSSY, table->lossy[from], "column", op->after, after->name,
            narrowing(grading, "was cast", before->type, after->type));
    } else if (!type_holds(before->type, after->type)) {
        add(grading, GRADE_LOSSY, table->lossy[from], "column", op->after, after->name,
            narrowing(grading, "is cast", after->type, before->type));
    }
}

typedef struct PartitionGrading {
    Grading *grading;
    const Op *op;
} PartitionGrading;

static void grade_partition(void *context, const Partitioning *of, const Partition *partition,
                            bool comes) {
    const PartitionGrading *parting = context;
    (void)of;
    add(parting->grading, GRADE_LOSSY, NULL, "partition",
        comes ? parting->op->after : parting->op->before, partition->name,
        comes ? "goes with its rows" : "comes back without its rows");
}

static void hazard_of_partition(void *context, const Partitioning *of, const Partition *partition,
                                bool comes) {
    const PartitionGrading *parting = context;
    (void)of;
    if (!comes) {
        add(parting->grading, GRADE_LOSSY, NULL, "partition", parting->op->before, partition->name,
            "goes with its rows");
    }
}

static void grade_table(Grading *grading, const Op *op) {
    const TableChange *table = op->table;
    for (uint16_t i = 0; i < table->before->column_count; i++) {
        if (table->to[i] < 0) {
            grade_dropped_column(grading, op, i);
        }
    }
    for (uint16_t i = 0; i < table->after->column_count; i++) {
        const Column *column = &table->after->columns[i];
        if (table->columns[i].from >= 0) {
            grade_kept_column(grading, op, i);
        } else if (column->generated == NULL) {
            add(grading, GRADE_LOSSY, NULL, "column", op->after, column->name,
                "goes with its values");
        }
    }
    PartitionGrading parting = {grading, op};
    partitions_between(table->renamed, table->after, grade_partition, &parting);
}

static void grade_op(Grading *grading, const Op *op) {
    switch (op->kind) {
    case OP_CREATE_TABLE:
        add(grading, GRADE_LOSSY, NULL, "table", op->after, NULL, "goes with its rows");
        break;
    case OP_DROP_TABLE:
        add(grading, GRADE_LOSSY, op->lossy, "table", op->before, NULL,
            "comes back without its rows");
        break;
    case OP_ALTER_TABLE: grade_table(grading, op); break;
    case OP_CREATE_SQL:
        if (op->after->sql->down == NULL) {
            add(grading, GRADE_LOSSY, op->after->sql->down_reason, "sql", op->after, NULL,
                "is not undone");
        }
        break;
    case OP_RUN_UP:
        if (op->run->down == NULL) {
            add(grading, GRADE_LOSSY, op->run->down_reason, "a sql step", NULL, NULL,
                "is not undone");
        }
        break;
    case OP_CREATE_SEQUENCE:
        add(grading, GRADE_LOSSY, NULL, "sequence", op->after, NULL, "goes with its count");
        break;
    case OP_DROP_SEQUENCE:
        add(grading, GRADE_LOSSY, NULL, "sequence", op->before, NULL, "comes back from its start");
        break;
    case OP_ALTER_SEQUENCE:
    case OP_ALTER_ENUM:
    case OP_CREATE_DOMAIN:
    case OP_DROP_DOMAIN:
    case OP_ALTER_DOMAIN:
    case OP_CREATE_EXTENSION:
    case OP_CREATE_TYPE:
    case OP_CREATE_ENUM:
    case OP_PUT_DATA:
    case OP_DROP_EXTENSION:
    case OP_DROP_TYPE:
    case OP_DROP_ENUM:
    case OP_REMOVE_DATA:
    case OP_DROP_SQL:
    case OP_ALTER_TYPE:
    case OP_CHANGE_DATA:
    case OP_RUN_DOWN:
    case OP_COUNT: break;
    }
}

/* ---- rows in the way ------------------------------------------------------------------------- */

static void stops_at_columns(Grading *grading, const Op *op) {
    const TableChange *table = op->table;
    for (uint16_t i = 0; i < table->after->column_count; i++) {
        const Column *after = &table->after->columns[i];
        const ColumnSource *source = &table->columns[i];
        if (source->from < 0 || after->generated != NULL || source->value != NULL) {
            continue;
        }
        const Column *before = &table->before->columns[source->from];
        if (!grading->is_down && before->generated == NULL &&
            !type_holds(after->type, before->type)) { /* a downgrade may lose such values */
            add(grading, GRADE_STOPS, NULL, "column", op->after, after->name,
                narrowing(grading, "is cast", before->type, after->type));
        }
        if (is_required(after) && !is_required(before)) {
            add(grading, GRADE_STOPS, NULL, "column", grading->is_down ? op->before : op->after,
                grading->is_down ? before->name : after->name,
                "becomes required, and rows without a value are in the way");
        }
    }
}

/* Whether rows that are there have nothing but null in the column, which comes. */
static bool is_empty(const TableChange *change, uint16_t at) {
    const Column *column = &change->after->columns[at];
    return change->columns[at].from < 0 && change->columns[at].value == NULL &&
           !is_required(column) && column->default_value == NULL && column->generated == NULL;
}

/* No row breaks a key one of whose columns is empty. */
static bool is_empty_key(const TableChange *change, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        if (is_empty(change, columns.at[i])) {
            return true;
        }
    }
    return false;
}

static void stops_at_constraint(Grading *grading, const Op *op, const char *kind, Name name) {
    add(grading, GRADE_STOPS, NULL, kind, op->after, name,
        grading->is_down ? "comes back, and rows that break it are in the way"
                         : "is new, and rows that break it are in the way");
}

static void stops_at_constraints(Grading *grading, const Op *op) {
    const TableChange *change = op->table;
    const Table *table = change->after;
    if (table->primary_key != NULL && change->primary_key < 0) {
        stops_at_constraint(grading, op, "primary key", table->primary_key->name);
    }
    for (uint16_t i = 0; i < table->unique_count; i++) {
        bool is_safe = !(table->uniques[i].flags & CONSTRAINT_NULLS_SAME) &&
                       is_empty_key(change, table->uniques[i].columns);
        if (change->uniques[i] < 0 && !is_safe) {
            stops_at_constraint(grading, op, "unique", table->uniques[i].name);
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (change->foreign_keys[i] < 0 && !is_empty_key(change, table->foreign_keys[i].columns)) {
            stops_at_constraint(grading, op, "foreign key", table->foreign_keys[i].name);
        }
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (change->checks[i] < 0) {
            stops_at_constraint(grading, op, "check", table->checks[i].name);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        if (change->indexes[i] < 0 && (index->is_unique || index->is_exclusion)) {
            stops_at_constraint(grading, op, index->is_unique ? "unique index" : "exclusion",
                                table->indexes[i].name);
        }
    }
}

static void stops_at_values(Grading *grading, const Op *op) {
    for (uint32_t i = 0; i < op->enumeration->before->value_count; i++) {
        if (op->enumeration->to[i] < 0) {
            add(grading, GRADE_STOPS, NULL, "value", op->before,
                op->enumeration->before->values[i].name,
                "goes, and rows that have it are in the way");
        }
    }
}

/* Which rows an operation stops at, in the direction that it has. */
static void stops_of_op(Grading *grading, const Op *op) {
    if (op->kind == OP_ALTER_TABLE) {
        stops_at_columns(grading, op);
        stops_at_constraints(grading, op);
    } else if (op->kind == OP_ALTER_ENUM) {
        stops_at_values(grading, op);
    } else if (op->kind == OP_ALTER_DOMAIN) {
        add(grading, GRADE_STOPS, NULL, "domain", op->after, NULL,
            "changes, and rows that break it are in the way");
    }
}

/* ---- both ------------------------------------------------------------------------------------ */

static TargetSet targets_of(const Op *op) {
    if (!op->before && !op->after) {
        return op->run->targets;
    }
    return (TargetSet)((op->before ? object_targets(op->before) : 0) |
                       (op->after ? object_targets(op->after) : 0));
}

Grade grade_downgrade(Arena *arena, const Changes *changes, TargetSet targets,
                      GradeReasons *reasons) {
    Grading grading = {.arena = arena, .reasons = reasons, .is_down = true};
    for (uint32_t i = 0; i < changes->count; i++) {
        for (uint32_t k = 0; k < changes->items[i].up.count; k++) {
            const Op *op = &changes->items[i].up.items[k];
            if ((targets_of(op) & targets) != 0) {
                grade_op(&grading, op);
            }
        }
    }
    for (uint32_t i = changes->count; i-- > 0;) {
        for (uint32_t k = 0; k < changes->items[i].down.count; k++) {
            const Op *op = &changes->items[i].down.items[k];
            if ((targets_of(op) & targets) != 0) {
                stops_of_op(&grading, op);
            }
        }
    }
    return grading.worst;
}

static bool is_column(const Expr *expr, int32_t column) {
    return expr->kind == EXPR_COLUMN && expr->column == column;
}

/* Whether a column that is given values keeps those that it has: nulls are filled, or the type is a wider one. */
static bool keeps_values(const TableChange *table, const ColumnSource *source,
                         const Column *after) {
    const Expr *value = source->value;
    const Expr *where = source->where;
    if (value == NULL || (where != NULL && where->kind == EXPR_IS_NULL && !where->negated &&
                          is_column(where->items[0], source->from))) {
        return true;
    }
    if (value->kind == EXPR_CAST ||
        (value->kind == EXPR_CALL && value->function == FUNCTION_COALESCE)) {
        value = value->items[0];
    }
    return is_column(value, source->from) &&
           type_holds(after->type, table->before->columns[source->from].type);
}

static void lose_columns(Grading *grading, const Op *op) {
    const TableChange *table = op->table;
    PartitionGrading parting = {grading, op};
    partitions_between(table->renamed, table->after, hazard_of_partition, &parting);
    for (uint16_t i = 0; i < table->before->column_count; i++) {
        const Column *column = &table->before->columns[i];
        bool is_restored = table->inverse->columns[i].value != NULL;
        if (table->to[i] < 0 && column->generated == NULL && !is_restored) {
            add(grading, GRADE_LOSSY, table->lossy[i], "column", op->before, column->name,
                "goes with its values");
        }
    }
    for (uint16_t i = 0; i < table->after->column_count; i++) {
        const Column *after = &table->after->columns[i];
        const ColumnSource *source = &table->columns[i];
        if (source->from < 0 || after->generated != NULL ||
            table->before->columns[source->from].generated != NULL ||
            table->inverse->columns[source->from].value != NULL ||
            keeps_values(table, source, after)) {
            continue;
        }
        add(grading, GRADE_LOSSY, table->lossy[source->from], "column", op->after, after->name,
            "gets other values, and its own go");
    }
}

/* What an operation of the upgrade destroys. */
static void losses_of_op(Grading *grading, const Op *op) {
    if (op->kind == OP_DROP_TABLE) {
        add(grading, GRADE_LOSSY, op->lossy, "table", op->before, NULL, "goes with its rows");
    } else if (op->kind == OP_ALTER_TABLE) {
        lose_columns(grading, op);
    } else if (op->kind == OP_DROP_SEQUENCE) {
        add(grading, GRADE_LOSSY, NULL, "sequence", op->before, NULL, "goes with its count");
    }
}

void hazards_of_upgrade(Arena *arena, const Changes *changes, GradeReasons *hazards) {
    Grading grading = {.arena = arena, .reasons = hazards};
    for (uint32_t i = 0; i < changes->count; i++) {
        for (uint32_t k = 0; k < changes->items[i].up.count; k++) {
            losses_of_op(&grading, &changes->items[i].up.items[k]);
            stops_of_op(&grading, &changes->items[i].up.items[k]);
        }
    }
}

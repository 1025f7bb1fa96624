/*
 * lock.c - takes a step, gives what PostgreSQL does with the rows of its table and who waits meanwhile. See lock.h.
 *
 * The rules are those of the oldest server that is supported, PostgreSQL 13; spec/postgres-alter.md has them as a
 * table. What depends on what the compiler does not know is told as what it may be.
 */
#include <string.h>

#include "emit/ddl_partition.h"
#include "emit/lower.h"
#include "emit/postgres/alter.h"
#include "emit/postgres/lock.h"
#include "emit/with.h"
#include "schema/expr.h"

/* What is done with the rows; of several things in one statement, the last of these. */
typedef enum Work {
    WORK_NONE, /* the catalog only */
    WORK_READS,
    WORK_UPDATES,
    WORK_BUILDS,
    WORK_MAY_REWRITE,
    WORK_REWRITES
} Work;

/* Who waits, from a statement on to the end of its part. */
typedef enum Wait {
    WAIT_NOBODY,  /* but for who changes the same rows, or the table itself */
    WAIT_WRITERS, /* SHARE, SHARE ROW EXCLUSIVE */
    WAIT_ALL      /* ACCESS EXCLUSIVE */
} Wait;

static const char *const DOES[] = {"",
                                   "reads every row",
                                   "updates rows",
                                   "builds an index",
                                   "may rewrite the table",
                                   "rewrites the table"};

static const char *const WAITS[] = {"while the table is read and written", "writers wait",
                                    "readers and writers wait"};

static Work most(Work a, Work b) {
    return a > b ? a : b;
}

/* ---- columns ------------------------------------------------------------------------------------- */

static bool has_rules(const Domain *domain) {
    return !(domain->subject->columns[0].flags & COLUMN_NULLABLE) ||
           domain->subject->check_count > 0;
}

/* Whether each row gets a value of its own, so that it must be written: a default that is the same for all of them is
 * kept in the catalog. */
static Work default_work(const Expr *value) {
    if (value->kind == EXPR_VERBATIM ||
        (value->kind == EXPR_CALL && value->function == FUNCTION_COUNT)) {
        return WORK_MAY_REWRITE;
    }
    if (value->kind == EXPR_CALL && value->function == FUNCTION_UUID) {
        return WORK_REWRITES;
    }
    Work work = WORK_NONE;
    for (uint32_t i = 0; expr_has_items(value) && i < value->count; i++) {
        work = value->items[i] ? most(work, default_work(value->items[i])) : work;
    }
    return work;
}

static Work adding(const Step *step) {
    const Table *after = step->change->after;
    Work work = WORK_NONE;
    for (uint16_t i = 0; i < after->column_count; i++) {
        if (step->altered->deltas[i] & DELTA_STORED) {
            return WORK_REWRITES;
        }
        if (!(step->altered->deltas[i] & DELTA_NEW) || after->columns[i].generated) {
            continue;
        }
        Column column = alteration_first(step, i);
        if ((column.flags & COLUMN_IDENTITY) ||
            (column.type.domain && has_rules(column.type.domain))) {
            return WORK_REWRITES;
        }
        work = column.default_value ? most(work, default_work(column.default_value)) : work;
    }
    return work;
}

/* Those that are not stored are computed when they are read, and if they are required, once for each row now. */
static Work generating(const Step *step) {
    const Table *after = step->change->after;
    Work work = WORK_NONE;
    for (uint16_t i = 0; i < after->column_count; i++) {
        const Column *column = &after->columns[i];
        if (!column->generated || !(step->altered->deltas[i] & (DELTA_NEW | DELTA_REMADE))) {
            continue;
        }
        if (!(column->flags & COLUMN_VIRTUAL)) {
            return WORK_REWRITES;
        }
        work = column->flags & COLUMN_NULLABLE ? work : WORK_READS;
    }
    return work;
}

/* Texts of any length are stored alike, and so are numbers with as many digits behind the point. */
static Work converting(Type from, Type to) {
    if (from.is_array != to.is_array) {
        return WORK_REWRITES;
    }
    if (to.domain && (!from.domain || from.domain->name != to.domain->name) &&
        has_rules(to.domain)) {
        return WORK_REWRITES;
    }
    Type a = type_bare(from);
    Type b = type_bare(to);
    if (from.domain &&
        b.length != 0) { /* the server does not know that its values have that length */
        return WORK_REWRITES;
    }
    if (type_equal(a, b)) {
        return WORK_NONE;
    }
    if (a.kind == TYPE_NATIVE || b.kind == TYPE_NATIVE) {
        return WORK_MAY_REWRITE;
    }
    bool is_text = a.kind == TYPE_TEXT || a.kind == TYPE_VARCHAR;
    bool is_longer = b.kind == TYPE_TEXT ||
                     (a.kind == TYPE_VARCHAR && b.kind == TYPE_VARCHAR && b.length >= a.length);
    bool is_wider = a.kind == TYPE_DECIMAL && b.kind == TYPE_DECIMAL &&
                    (b.length == 0 ||
                     (a.length != 0 && a.scale == b.scale && b.length >= a.length));
    return !a.is_array && ((is_text && is_longer) || is_wider) ? WORK_NONE : WORK_REWRITES;
}

/* An index that stays, and has the column among its keys as it is: the server keeps its pages if nothing in it is
 * computed, and it is sorted as before. */
static bool is_rebuilt(const Index *index, int32_t column, bool sorts_otherwise) {
    bool has_key = false;
    bool computes = index->where != NULL;
    for (uint16_t k = 0; k < index->key_count; k++) {
        const Expr *key = index->keys[k].expr;
        has_key = has_key || (key->kind == EXPR_COLUMN && key->column == column);
        computes = computes || key->kind != EXPR_COLUMN;
    }
    return has_key && (computes || sorts_otherwise);
}

/* The values of a column before are kept. What stands on them and is not made anew by steps of its own may be looked
 * at, or be built, once more. */
static Work keeping(const Dialect *dialect, const TableChange *change, int32_t column,
                    bool sorts_otherwise) {
    const Table *before = change->before;
    const Table *after = change->after;
    Work work = WORK_NONE;
    for (uint16_t i = 0; i < after->check_count; i++) {
        int32_t kept = change->checks[i];
        bool is_here = kept >= 0 && is_for(dialect, before->checks[kept].targets);
        if (is_here && alter_may_name(before->checks[kept].condition, before, (uint16_t)column)) {
            work = WORK_READS;
        }
    }
    for (uint16_t i = 0; i < after->index_count; i++) {
        int32_t kept = change->indexes[i];
        bool is_here = kept >= 0 && is_for(dialect, before->indexes[kept].targets);
        if (is_here && is_rebuilt(&before->indexes[kept], column, sorts_otherwise)) {
            work = WORK_BUILDS;
        }
    }
    for (int32_t i = -1; sorts_otherwise && i < after->unique_count; i++) {
        int32_t kept = i < 0 ? change->primary_key : change->uniques[i];
        const Key *key = kept < 0 ? NULL : i < 0 ? before->primary_key : &before->uniques[kept];
        if (key && is_for(dialect, key->targets) &&
            columns_contain(key->columns, (uint16_t)column)) {
            work = WORK_BUILDS;
        }
    }
    return work;
}

static Work retyping(const Dialect *dialect, const Step *step, uint16_t at) {
    const Column *column = &step->change->after->columns[at];
    const Expr *value = step->change->columns[at].value;
    int32_t from = alter_source(dialect, step->change, at);
    if (from < 0 || (value && (value->kind != EXPR_COLUMN || value->column != from))) {
        return WORK_REWRITES;
    }
    const Column *before = &step->physical->columns[from];
    Work work = converting(before->type, column->type);
    return work != WORK_NONE
               ? work
               : keeping(dialect, step->change, from, before->collation != column->collation);
}

/* A check that is there says already that the column is not null. */
static bool is_proven(const Dialect *dialect, const TableChange *change, int32_t from) {
    for (uint16_t i = 0; from >= 0 && i < change->after->check_count; i++) {
        int32_t kept = change->checks[i];
        const Check *check = kept < 0 ? NULL : &change->before->checks[kept];
        if (check && is_for(dialect, check->targets) && !(check->flags & CONSTRAINT_NOT_VALID) &&
            check->condition->kind == EXPR_IS_NULL && check->condition->negated &&
            check->condition->items[0]->kind == EXPR_COLUMN &&
            check->condition->items[0]->column == from) {
            return true;
        }
    }
    return false;
}

static Work altering(const Dialect *dialect, const Step *step) {
    Work work = WORK_NONE;
    for (uint16_t i = 0; i < step->change->after->column_count; i++) {
        if (!alteration_alters(dialect, step, i)) {
            continue;
        }
        int32_t from = alter_source(dialect, step->change, i);
        if (alteration_retypes(step, i)) {
            work = most(work, retyping(dialect, step, i));
        }
        if (alteration_requires(step, i, from) && !is_proven(dialect, step->change, from)) {
            work = most(work, WORK_READS);
        }
    }
    return work;
}

/* ---- steps --------------------------------------------------------------------------------------- */

static bool changes_logging(const TableChange *change) {
    return options_have(change->before, TARGET_POSTGRES, "unlogged") !=
           options_have(change->after, TARGET_POSTGRES, "unlogged");
}

static Work unless(uint8_t flags, ConstraintFlag flag, Work work) {
    return flags & flag ? WORK_NONE : work;
}

static Work work_of(const Dialect *dialect, const Step *step) {
    switch (step->kind) {
    case STEP_ADD_COLUMNS: return adding(step);
    case STEP_FILL_COLUMNS: return WORK_UPDATES;
    case STEP_ALTER_COLUMNS: return altering(dialect, step);
    case STEP_GENERATE_COLUMNS: return generating(step);
    case STEP_SET_OPTIONS: return changes_logging(step->change) ? WORK_REWRITES : WORK_NONE;
    case STEP_ADD_PARTITION:
        return partition_of_others(step->op->table->before) ? WORK_READS : WORK_NONE;
    case STEP_ADD_KEY:
    case STEP_CREATE_INDEX: return WORK_BUILDS;
    case STEP_ADD_CHECK: return unless(step->check->flags, CONSTRAINT_NOT_VALID, WORK_READS);
    case STEP_ADD_FOREIGN_KEY:
        return unless(step->foreign_key->flags, CONSTRAINT_NOT_VALID, WORK_READS);
    case STEP_VALIDATE: return WORK_READS;
    default: return WORK_NONE;
    }
}

/* The triggers that keep columns up to date stand aside for the UPDATE. */
static bool has_touches(const Dialect *dialect, const Table *table) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if ((table->columns[i].flags & COLUMN_TOUCHED) &&
            is_for(dialect, table->columns[i].targets)) {
            return true;
        }
    }
    return false;
}

static Wait rename_wait(RenameKind kind) {
    return kind == RENAME_TABLE || kind == RENAME_SPACE || kind == RENAME_COLUMN ||
                   kind == RENAME_CONSTRAINT
               ? WAIT_ALL
               : WAIT_NOBODY;
}

static Wait wait_of(const Dialect *dialect, const Step *step) {
    switch (step->kind) {
    case STEP_ADD_FOREIGN_KEY:
    case STEP_CREATE_TOUCH: return WAIT_WRITERS;
    case STEP_CREATE_INDEX: return step->index->is_exclusion ? WAIT_ALL : WAIT_WRITERS;
    case STEP_FILL_COLUMNS: return has_touches(dialect, step->table) ? WAIT_WRITERS : WAIT_NOBODY;
    case STEP_SET_OPTIONS: return changes_logging(step->change) ? WAIT_ALL : WAIT_NOBODY;
    case STEP_RENAME: return rename_wait(step->rename->kind);
    case STEP_ADD_COLUMNS:
    case STEP_ALTER_COLUMNS:
    case STEP_DROP_GENERATED:
    case STEP_DROP_COLUMNS:
    case STEP_GENERATE_COLUMNS:
    case STEP_ADD_PARTITION:
    case STEP_DROP_PARTITION:
    case STEP_ADD_KEY:
    case STEP_ADD_CHECK:
    case STEP_ALTER_FOREIGN_KEY:
    case STEP_DROP_CONSTRAINT:
    case STEP_DROP_FOREIGN_KEY:
    case STEP_DROP_INDEX:
    case STEP_REMOVE_TOUCH: return WAIT_ALL;
    default: return WAIT_NOBODY;
    }
}

/* ---- notes --------------------------------------------------------------------------------------- */

Locks locks_begin(Arena *arena, const Dialect *dialect, Names *names) {
    return (Locks){.dialect = dialect, .names = names, .arena = arena};
}

/* What everybody who uses the table waits for from now on; the more of this step and of those before it. */
static Wait hold(Locks *locks, const Table *table, Wait wait) {
    static const Wait waits[] = {WAIT_NOBODY, WAIT_WRITERS, WAIT_ALL};
    Name name = name_qualified(locks->names, table->space, table->name);
    const Wait *held = namemap_get(&locks->held, name);
    if (held && *held >= wait) {
        return *held;
    }
    if (wait != WAIT_NOBODY) {
        namemap_set(locks->arena, &locks->held, name, (void *)&waits[wait]);
    }
    return wait;
}

static void write_note(Buf *out, const Step *step, Work work, Wait wait) {
    const Partition *others = step->kind == STEP_ADD_PARTITION
                                  ? partition_of_others(step->op->table->before)
                                  : NULL;
    buf_text(out, DOES[work]);
    if (others) {
        buf_text(out, " of partition ");
        buf_name(out, others->name);
    }
    buf_text(out, wait == WAIT_NOBODY && work != WORK_UPDATES ? " " : ": ");
    buf_text(out, wait == WAIT_NOBODY && work == WORK_UPDATES ? "writers of these rows wait"
                                                              : WAITS[wait]);
    if (step->kind == STEP_ADD_FOREIGN_KEY && step->foreign_key->target != step->table) {
        buf_text(out, ", and writers of ");
        ddl_table_name(out, step->foreign_key->target, TARGET_POSTGRES);
    }
}

void locks_note(Buf *out, Locks *locks, const Step *step) {
    if (step->kind == STEP_ADD_RULES && step->op && step->op->kind == OP_ALTER_DOMAIN) {
        buf_text(out, "reads every row of the tables that have it: writers wait");
    } else if (step->kind == STEP_RETYPE_COLUMNS) { /* done for the enum */
        write_note(out, step, WORK_REWRITES, WAIT_ALL);
    } else if (step->op && step->op->kind == OP_ALTER_TABLE && step->table) {
        Work work = work_of(locks->dialect, step);
        Wait wait = hold(locks, step->table, wait_of(locks->dialect, step));
        if (work != WORK_NONE) {
            write_note(out, step, work, wait);
        }
    }
}

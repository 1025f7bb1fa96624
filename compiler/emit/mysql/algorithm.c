/*
 * algorithm.c - takes an ALTER TABLE as a TableChange, gives how the server carries it out. See parts.h.
 *
 * First it is found out which kinds of clauses the statement has, then a few rules say what the server
 * makes of their sum: the dearest clause decides, and some do not go together. The rules are those of the
 * oldest server that is supported, MySQL 8.0.19 and MariaDB 10.6; spec/mysql-alter.md has them as a table.
 * What is not known for sure is taken for a copy, and no algorithm is asked for: the server knows.
 */
#include <strings.h>

#include "emit/expression.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/with.h"
#include "emit/typename.h"

/* Longest value of a column of characters, in bytes, whose length takes one byte. */
#define SHORT_BYTES 255u
/* Enums with more values than this take two bytes. */
#define SHORT_ENUM 255u

/* What an ALTER TABLE does. New columns stand behind all others, and none changes its place. */
typedef enum Doing {
    MODIFIES = 1, /* a column's comment: MODIFY that is nothing else is free, mostly */
    ADDS_COLUMN = 2,
    ADDS_VIRTUAL = 4,
    DROPS_COLUMN = 8,
    DROPS_VIRTUAL = 16,
    RENAMES_COLUMN = 32,
    DROPS_CHECK = 64,
    DROPS_FOREIGN_KEY = 128,
    RENAMES_INDEX = 256,
    LENGTHENS = 512, /* a varchar, so that no value is stored otherwise */
    COMMENTS = 1024, /* on the table */
    DROPS_INDEX = 2048,
    ADDS_INDEX = 4096,
    NULLS = 8192, /* columns may be null, or may be no longer */
    REPLACES_KEY = 16384,
    ADDS_LOCKED_INDEX = 32768, /* one that is built while writers wait */
    DROPS_HIDDEN = 65536,      /* an index of an expression, which has a hidden virtual column */
    COPIES = 131072,           /* what is done with a copy only, and what is not known */
    SETS_DEFAULT = 262144      /* of a column, by a clause that looks at nothing else */
} Doing;

typedef struct Altering {
    const Dialect *dialect;
    const TableChange *change;
    unsigned doing;
    bool has_virtual;  /* before or after */
    bool has_stored;   /* generated columns that are kept, before or after */
    bool has_hidden;   /* an index of an expression, before or after */
    bool has_fulltext; /* an index, afterwards */
    bool has_spatial;
    bool requires; /* a column may no longer be null */
    bool looks;    /* at a check in a column, or at an index, which only a copy looks at */
    uint32_t fulltext_added;
} Altering;

static bool is_mysql(const Altering *altering) {
    return altering->dialect->has_instant_ddl;
}

/* Nothing but these. */
static bool does_only(const Altering *altering, unsigned doing) {
    return (altering->doing & ~doing) == 0;
}

static bool does(const Altering *altering, unsigned doing) {
    return (altering->doing & doing) != 0;
}

/* ---- columns ------------------------------------------------------------------------------------- */

static bool same_texts(const Buf *a, const Buf *b) {
    return text_equal(buf_view(a), buf_view(b));
}

static bool same_type(const Column *before, const Column *after, Target target) {
    Buf texts[2] = {{0}, {0}};
    typename_write(&texts[0], before->type, target);
    typename_write(&texts[1], after->type, target);
    bool same = same_texts(&texts[0], &texts[1]) && before->collation == after->collation;
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

static bool same_generated(const TableChange *change, const Column *before, const Column *after,
                           Target target) {
    Buf texts[2] = {{0}, {0}};
    expression_write(&texts[0], before->generated,
                     change->renamed ? change->renamed : change->before, target);
    expression_write(&texts[1], after->generated, change->after, target);
    bool same = same_texts(&texts[0], &texts[1]);
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

/* Long ones are spelled as texts. */
static bool is_varchar(Type type, Target target) {
    static const char word[] = "VARCHAR(";
    Buf text = {0};
    typename_write(&text, type, target);
    bool is = type.kind == TYPE_VARCHAR && text.length > sizeof word &&
              memcmp(text.data, word, sizeof word - 1) == 0;
    buf_free(&text);
    return is;
}

/* Longest value in bytes, of the server's utf8mb4. */
static uint32_t bytes_of(Type type) {
    return 4 * type.length;
}

/* The values of `before` are stored in the column `after` as they were. */
static bool only_lengthens(const Altering *altering, Type before, Type after) {
    Target target = altering->dialect->target;
    if (!is_varchar(before, target) || !is_varchar(after, target) || before.length > after.length) {
        return false;
    }
    uint32_t was = bytes_of(before);
    return bytes_of(after) <= SHORT_BYTES || was > SHORT_BYTES ||
           (!is_mysql(altering) && was <= SHORT_BYTES / 2);
}

static bool only_appends(Type before, Type after) {
    if (before.kind != TYPE_ENUM || after.kind != TYPE_ENUM) {
        return false;
    }
    const Enum *was = before.enumeration;
    const Enum *is = after.enumeration;
    if (was->value_count > is->value_count ||
        (was->value_count <= SHORT_ENUM && is->value_count > SHORT_ENUM)) {
        return false;
    }
    for (uint32_t i = 0; i < was->value_count; i++) {
        if (was->values[i].name != is->values[i].name) {
            return false;
        }
    }
    return true;
}

/* What is said of the column: nothing, its default, its definition. */
static unsigned of_definition(const Altering *altering, const Column *before, const Column *after) {
    switch (mysql_column_change(altering->dialect, altering->change, before, after)) {
    case MYSQL_COLUMN_SAME:
    case MYSQL_COLUMN_RENAMED: break;
    case MYSQL_COLUMN_DEFAULT: return SETS_DEFAULT;
    case MYSQL_COLUMN_DEFINED_ANEW: return MODIFIES;
    }
    return 0;
}

/* The same for every row, and known without looking at one. */
static bool is_constant(const Expr *expr) {
    if (expr->kind == EXPR_CALL) {
        return expr->function == FUNCTION_NOW;
    }
    if (expr->kind == EXPR_COLUMN || expr->kind == EXPR_VERBATIM) {
        return false;
    }
    for (uint32_t i = 0; expr_has_items(expr) && i < expr->count; i++) {
        if (expr->items[i] && !is_constant(expr->items[i])) {
            return false;
        }
    }
    return true;
}

/* Not even the time of the moment. */
static bool is_literal(const Expr *expr) {
    return is_constant(expr) && !expression_is_now(expr);
}

static unsigned of_kept(Altering *altering, const Column *before, const Column *after) {
    Target target = altering->dialect->target;
    unsigned doing = of_definition(altering, before, after);
    if (before->name != after->name) {
        doing |= RENAMES_COLUMN;
    }
    if (!same_type(before, after, target)) {
        doing |= only_appends(before->type, after->type) ? 0u
                 : before->collation == after->collation &&
                         only_lengthens(altering, before->type, after->type)
                     ? (unsigned)LENGTHENS
                     : (unsigned)COPIES;
    }
    if ((before->flags ^ after->flags) & COLUMN_NULLABLE) {
        bool requires = !(after->flags & COLUMN_NULLABLE);
        bool computes = after->default_value && !is_literal(after->default_value);
        doing |= !is_mysql(altering) && requires && computes ? (unsigned)COPIES : (unsigned)NULLS;
        altering->requires = altering->requires || requires;
    }
    if ((before->flags ^ after->flags) & COLUMN_IDENTITY) {
        doing |= is_mysql(altering) || (after->flags & COLUMN_IDENTITY) ? (unsigned)COPIES : 0u;
    }
    if (before->generated || after->generated) {
        bool same = before->generated && after->generated && before->doc == after->doc &&
                    !((before->flags ^ after->flags) & (COLUMN_VIRTUAL | COLUMN_NULLABLE)) &&
                    same_type(before, after, target) &&
                    same_generated(altering->change, before, after, target);
        doing |= same ? 0u : (unsigned)COPIES;
    }
    return doing;
}

/* Whether rows that are there get the value by an expression that is computed for each. MySQL computes
 * every default that is written in brackets. */
static bool has_computed_default(const Altering *altering, const Column *column) {
    if (!column->default_value || !is_mysql(altering)) {
        return column->default_value && !is_constant(column->default_value);
    }
    Buf text = {0};
    expression_write_default(&text, column, altering->change->after, TARGET_MYSQL);
    bool is_computed = text.length != 0 && text.data[0] == '(';
    buf_free(&text);
    return is_computed;
}

/* MySQL has no value for it that rows could have, and so looks whether there are rows. */
static bool has_no_value(const Altering *altering, const Column *column) {
    TypeFamily family = type_family(column->type);
    bool is_date = family == FAMILY_DATE || family == FAMILY_TIMESTAMP ||
                   (column->type.kind == TYPE_NATIVE &&
                    expression_brackets_defaults(column->type, TARGET_MYSQL));
    return is_mysql(altering) && is_date && !column->default_value &&
           !(column->flags & COLUMN_NULLABLE);
}

static unsigned of_new(const Altering *altering, const Column *column) {
    if (column->generated) {
        return column->flags & COLUMN_VIRTUAL ? (unsigned)ADDS_VIRTUAL : (unsigned)COPIES;
    }
    bool copies = (column->flags & COLUMN_IDENTITY) || has_computed_default(altering, column);
    return copies                           ? (unsigned)COPIES
           : has_no_value(altering, column) ? (unsigned)ADDS_COLUMN | (unsigned)NULLS
                                            : (unsigned)ADDS_COLUMN;
}

static void look_at(Altering *altering, const Column *column) {
    if (column->generated && (column->flags & COLUMN_VIRTUAL)) {
        altering->has_virtual = true;
    } else if (column->generated) {
        altering->has_stored = true;
    }
}

static int32_t source_of(const Altering *altering, uint16_t after) {
    int32_t from = altering->change->columns[after].from;
    return from >= 0 && is_for(altering->dialect, altering->change->before->columns[from].targets)
               ? from
               : -1;
}

static void look_at_columns(Altering *altering) {
    const Table *before = altering->change->before;
    const Table *after = altering->change->after;
    for (uint16_t i = 0; i < after->column_count; i++) {
        const Column *column = &after->columns[i];
        int32_t from = source_of(altering, i);
        if (!is_for(altering->dialect, column->targets)) {
            continue;
        }
        look_at(altering, column);
        if (from < 0) {
            altering->doing |= of_new(altering, column);
        } else {
            altering->doing |= of_kept(altering, &before->columns[from], column);
        }
    }
    for (uint16_t i = 0; i < before->column_count; i++) {
        const Column *column = &before->columns[i];
        int32_t to = altering->change->to[i];
        if (!is_for(altering->dialect, column->targets)) {
            continue;
        }
        look_at(altering, column);
        if (to < 0 || !is_for(altering->dialect, after->columns[to].targets)) {
            bool is_virtual = column->generated && (column->flags & COLUMN_VIRTUAL);
            altering->doing |= is_virtual ? (unsigned)DROPS_VIRTUAL : (unsigned)DROPS_COLUMN;
        }
    }
}

/* ---- constraints and indexes --------------------------------------------------------------------- */

/* What becomes of parts of one kind: what is new, what went, what has another name. */
typedef struct PartDoing {
    unsigned adds;
    unsigned drops;
    unsigned renames;
} PartDoing;

typedef struct PartAt {
    Name name;
    TargetSet targets;
} PartAt;

static PartAt part_at(const Table *table, int kind, uint16_t at) {
    switch (kind) {
    case 0: return (PartAt){table->uniques[at].name, table->uniques[at].targets};
    case 1: return (PartAt){table->indexes[at].name, table->indexes[at].targets};
    case 2: return (PartAt){table->checks[at].name, table->checks[at].targets};
    }
    return (PartAt){table->foreign_keys[at].name, table->foreign_keys[at].targets};
}

static uint16_t part_count(const Table *table, int kind) {
    return kind == 0   ? table->unique_count
           : kind == 1 ? table->index_count
           : kind == 2 ? table->check_count
                       : table->foreign_key_count;
}

static bool is_of_expression(const Index *index) {
    for (uint16_t i = 0; i < index->key_count; i++) {
        if (index->keys[i].expr->kind != EXPR_COLUMN) {
            return true;
        }
    }
    return false;
}

static bool is_using(const Index *index, const char *method) {
    return index->method && text_is(name_text(index->method), method);
}

static void look_at_indexes(Altering *altering) {
    const TableChange *change = altering->change;
    for (uint16_t i = 0; i < change->before->index_count; i++) {
        const Index *index = &change->before->indexes[i];
        if (is_for(altering->dialect, index->targets) && is_of_expression(index)) {
            altering->has_hidden = true;
            int32_t to = change->inverse->indexes[i];
            bool stays = to >= 0 && is_for(altering->dialect, change->after->indexes[to].targets);
            altering->doing |= stays              ? 0u
                               : index->is_unique ? (unsigned)COPIES
                                                  : (unsigned)DROPS_HIDDEN;
        }
    }
    for (uint16_t i = 0; i < change->after->index_count; i++) {
        const Index *index = &change->after->indexes[i];
        if (is_for(altering->dialect, index->targets)) {
            altering->has_hidden = altering->has_hidden || is_of_expression(index);
            altering->has_fulltext = altering->has_fulltext || is_using(index, "fulltext");
            altering->has_spatial = altering->has_spatial || is_using(index, "spatial");
        }
    }
}

/* MariaDB takes one in a column at once, and looks at no row. */
static void look_at_held_checks(Altering *altering) {
    const TableChange *change = altering->change;
    for (uint16_t i = 0; i < change->after->check_count; i++) {
        const Check *check = &change->after->checks[i];
        altering->looks = altering->looks ||
                          (change->checks[i] < 0 && is_for(altering->dialect, check->targets) &&
                           mysql_holds_check(altering->dialect, change->after, check));
    }
    altering->doing |= altering->looks ? (unsigned)COPIES : 0u;
}

static void look_at_parts(Altering *altering, int kind, const int32_t *from, PartDoing what) {
    const Table *before = altering->change->before;
    const Table *after = altering->change->after;
    uint32_t kept = 0;
    uint32_t were = 0;
    for (uint16_t i = 0; i < part_count(after, kind); i++) {
        PartAt part = part_at(after, kind, i);
        PartAt was = {0};
        if (from[i] >= 0) {
            was = part_at(before, kind, (uint16_t)from[i]);
        }
        if (!is_for(altering->dialect, part.targets)) {
            continue;
        }
        if (kind <= 1 && mysql_index_goes_on(altering->dialect, altering->change, part.name)) {
            altering->doing |= what.renames; /* as little as that */
            kept++;
            continue;
        }
        if (kind <= 1 && mysql_index_is_copied(altering->dialect, altering->change, part.name)) {
            altering->looks = true;
            altering->doing |= COPIES;
        }
        if (from[i] < 0 || !is_for(altering->dialect, was.targets)) {
            bool locks = kind == 1 &&
                         (after->indexes[i].method || is_of_expression(&after->indexes[i]));
            altering->doing |= locks ? (unsigned)ADDS_LOCKED_INDEX : what.adds;
            altering->fulltext_added += kind == 1 && is_using(&after->indexes[i], "fulltext");
            continue;
        }
        kept++;
        if (kind == 1 && mysql_remakes_index(altering->dialect, altering->change, i)) {
            altering->doing |= what.adds | what.drops;
        }
        altering->doing |= part.name != was.name ? what.renames : 0u;
        if (part.name != was.name && strcasecmp(part.name->text, was.name->text) == 0) {
            altering->doing |= COPIES; /* MariaDB takes that for another one */
        }
    }
    for (uint16_t i = 0; i < part_count(before, kind); i++) {
        were += is_for(altering->dialect, part_at(before, kind, i).targets);
    }
    altering->doing |= were > kept ? what.drops : 0u;
}

static void look_at_primary_key(Altering *altering) {
    const TableChange *change = altering->change;
    const Key *before = change->before->primary_key;
    const Key *after = change->after->primary_key;
    bool was = before && is_for(altering->dialect, before->targets);
    bool is = after && is_for(altering->dialect, after->targets);
    if (was && !is) {
        altering->doing |= COPIES;
    } else if (is && (!was || change->primary_key < 0)) {
        altering->doing |= REPLACES_KEY;
    }
}

/* The same with every column of them. */
static bool are_required(const Table *table, Columns columns) {
    for (uint16_t i = 0; i < columns.count; i++) {
        if (table->columns[columns.at[i]].flags & COLUMN_NULLABLE) {
            return false;
        }
    }
    return true;
}

static bool is_required_index(const Table *table, const Index *index) {
    for (uint16_t i = 0; i < index->key_count; i++) {
        const IndexKey *key = &index->keys[i];
        if (key->expr->kind != EXPR_COLUMN || key->prefix != 0 ||
            (table->columns[key->expr->column].flags & COLUMN_NULLABLE)) {
            return false;
        }
    }
    return index->is_unique;
}

/* Without a primary key the server takes the first unique one that is never null for it, so that it does not
 * just go, and its columns do not become null. */
static void look_at_stand_in(Altering *altering) {
    const TableChange *change = altering->change;
    const Table *before = change->before;
    const Key *key = before->primary_key;
    bool loses = does(altering, NULLS);
    if (key && is_for(altering->dialect, key->targets)) {
        return;
    }
    bool stands_in = false;
    for (uint16_t i = 0; i < before->unique_count; i++) {
        stands_in = stands_in || ((loses || change->inverse->uniques[i] < 0) &&
                                  are_required(before, before->uniques[i].columns));
    }
    for (uint16_t i = 0; i < before->index_count; i++) {
        stands_in = stands_in || ((loses || change->inverse->indexes[i] < 0) &&
                                  is_required_index(before, &before->indexes[i]));
    }
    altering->doing |= stands_in ? (unsigned)COPIES : 0u;
}

static Altering look(const Dialect *dialect, const TableChange *change) {
    Altering altering = {.dialect = dialect, .change = change};
    look_at_columns(&altering);
    look_at_primary_key(&altering);
    look_at_indexes(&altering);
    look_at_stand_in(&altering);
    look_at_held_checks(&altering);
    look_at_parts(&altering, 0, change->uniques,
                  (PartDoing){ADDS_INDEX, DROPS_INDEX, RENAMES_INDEX});
    look_at_parts(&altering, 1, change->indexes,
                  (PartDoing){ADDS_INDEX, DROPS_INDEX, RENAMES_INDEX});
    look_at_parts(&altering, 2, change->checks,
                  (PartDoing){COPIES, DROPS_CHECK, (unsigned)DROPS_CHECK | (unsigned)COPIES});
    look_at_parts(
        &altering, 3, change->foreign_keys,
        (PartDoing){COPIES, DROPS_FOREIGN_KEY, (unsigned)DROPS_FOREIGN_KEY | (unsigned)COPIES});
    altering.doing |= change->before->doc != change->after->doc ? (unsigned)COMMENTS : 0u;
    if (options_alter_mysql(NULL, dialect, change->before, change->after) ||
        options_engine(change->after, dialect->target)) {
        /* most are rewritten, and none of them is asked for in another way; only InnoDB knows other algorithms */
        altering.doing |= COPIES;
    }
    if (is_mysql(&altering) && altering.fulltext_added > 1) {
        altering.looks = true; /* any other way it makes one at a time, and refuses two */
        altering.doing |= COPIES;
    }
    return altering;
}

/* ---- the rules ----------------------------------------------------------------------------------- */

/* MySQL takes a column of such a type for one whose type changes, in any ALTER TABLE that modifies or renames
 * a column, so that a check which names it has to be asked again. */
static bool seems_to_change(const Column *column) {
    static const char *const stable[] = {"TINYINT", "SMALLINT", "INT",      "BIGINT", "FLOAT",
                                         "DOUBLE",  "DECIMAL",  "VARCHAR(", "CHAR(",  "JSON"};
    Buf text = {0};
    bool is_stable = false;
    typename_write(&text, column->type, TARGET_MYSQL);
    for (size_t i = 0; i < sizeof stable / sizeof stable[0] && !is_stable; i++) {
        size_t length = strlen(stable[i]);
        is_stable = text.length >= length && memcmp(text.data, stable[i], length) == 0;
    }
    buf_free(&text);
    return !is_stable;
}

static void note_column(void *context, uint16_t column) {
    bool *is_named = context;
    is_named[column] = true;
}

static bool is_named_by(const Expr *condition, uint16_t at, const Table *table, bool *is_named) {
    if (condition->kind == EXPR_VERBATIM) {
        return strstr(condition->text->text, table->columns[at].name->text) != NULL;
    }
    return is_named[at] || expr_has_verbatim(condition);
}

static bool has_checks_to_ask(const Altering *altering) {
    const Table *after = altering->change->after;
    Arena arena = {0};
    bool found = false;
    for (uint16_t i = 0; i < after->check_count && !found; i++) {
        const Expr *condition = after->checks[i].condition;
        bool *is_named = NEW_ARRAY(&arena, bool, after->column_count);
        expr_columns(condition, note_column, is_named);
        for (uint16_t c = 0; c < after->column_count && !found; c++) {
            found = is_for(altering->dialect, after->checks[i].targets) &&
                    is_for(altering->dialect, after->columns[c].targets) &&
                    seems_to_change(&after->columns[c]) &&
                    is_named_by(condition, c, after, is_named);
        }
    }
    arena_release(&arena);
    return found;
}

static MysqlAlgorithm of_mysql(const Altering *altering) {
    if (does(altering, DROPS_HIDDEN) &&
        !does_only(altering, DROPS_HIDDEN | DROPS_INDEX | ADDS_INDEX)) {
        return MYSQL_COPY;
    }
    if (does(altering, MODIFIES | RENAMES_COLUMN) && has_checks_to_ask(altering)) {
        return MYSQL_COPY;
    }
    if (does(altering, ADDS_VIRTUAL | DROPS_VIRTUAL)) {
        return !altering->has_hidden &&
                       does_only(altering, ADDS_VIRTUAL | DROPS_VIRTUAL | DROPS_CHECK | MODIFIES |
                                               SETS_DEFAULT)
                   ? MYSQL_INSTANT
                   : MYSQL_COPY;
    }
    return does_only(altering, ADDS_COLUMN | DROPS_CHECK | MODIFIES | SETS_DEFAULT) ? MYSQL_INSTANT
                                                                                    : MYSQL_INPLACE;
}

static MysqlAlgorithm of_mariadb(const Altering *altering) {
    unsigned moves = DROPS_COLUMN | ADDS_VIRTUAL | DROPS_VIRTUAL;
    if (altering->has_virtual && does(altering, moves)) {
        return does_only(altering, DROPS_COLUMN) || does_only(altering, DROPS_VIRTUAL) ||
                       does_only(altering, ADDS_VIRTUAL)
                   ? MYSQL_INSTANT
                   : MYSQL_COPY;
    }
    if (altering->has_stored && altering->requires) {
        return MYSQL_COPY;
    }
    return does_only(altering, COMMENTS) ||
                   !does(altering, COMMENTS | DROPS_INDEX | ADDS_INDEX | NULLS | REPLACES_KEY)
               ? MYSQL_INSTANT
               : MYSQL_INPLACE;
}

/* Such an index is built anew with the table, while writers wait; columns of a fulltext one's table never come or go
 * at once. */
static bool rebuilds_locked(const Altering *altering, MysqlAlgorithm algorithm) {
    bool has_moved = does(altering, ADDS_COLUMN | DROPS_COLUMN);
    bool is_rebuilt = does(altering, NULLS | REPLACES_KEY);
    return (altering->has_fulltext && (has_moved || is_rebuilt)) ||
           (altering->has_spatial && (is_rebuilt || (has_moved && algorithm != MYSQL_INSTANT)));
}

static MysqlAlgorithm decide(const Altering *altering) {
    if (does(altering, COPIES | ADDS_LOCKED_INDEX)) {
        return MYSQL_COPY;
    }
    MysqlAlgorithm algorithm = is_mysql(altering) ? of_mysql(altering) : of_mariadb(altering);
    return rebuilds_locked(altering, algorithm) ? MYSQL_COPY : algorithm;
}

/* Newer servers do it at once: the algorithm is theirs to choose, as long as writers need not wait. */
static bool is_instant_by_now(const Altering *altering) {
    return is_mysql(altering) && does_only(altering, ADDS_COLUMN | DROPS_COLUMN | RENAMES_COLUMN |
                                                         DROPS_CHECK | MODIFIES | SETS_DEFAULT);
}

/* The rows are written anew. */
static bool rewrites(const Altering *altering) {
    unsigned columns = ADDS_COLUMN | DROPS_COLUMN;
    return does(altering, NULLS | REPLACES_KEY) ||
           (does(altering, columns) && (is_mysql(altering) || does(altering, ADDS_INDEX)));
}

MysqlAlgorithm mysql_algorithm(const Dialect *dialect, const TableChange *change) {
    Altering altering = look(dialect, change);
    return decide(&altering);
}

void mysql_algorithm_clause(Buf *out, const Dialect *dialect, const TableChange *change) {
    Altering altering = look(dialect, change);
    switch (decide(&altering)) {
    case MYSQL_INSTANT: buf_text(out, "ALGORITHM = INSTANT"); break;
    case MYSQL_INPLACE:
        buf_text(out,
                 is_instant_by_now(&altering) ? "LOCK = NONE" : "ALGORITHM = INPLACE, LOCK = NONE");
        break;
    case MYSQL_COPY: buf_text(out, altering.looks ? "ALGORITHM = COPY" : ""); break;
    }
}

void mysql_algorithm_note(Buf *out, const Dialect *dialect, const TableChange *change) {
    Altering altering = look(dialect, change);
    switch (decide(&altering)) {
    case MYSQL_INSTANT: break;
    case MYSQL_INPLACE:
        if (rewrites(&altering)) {
            buf_text(out, "rewrites the table while it is read and written");
            buf_text(out, is_instant_by_now(&altering) ? "; instant from MySQL 8.0.29 on" : "");
        } else if (does(&altering, ADDS_INDEX)) {
            buf_text(out, "builds an index while the table is read and written");
        }
        break;
    case MYSQL_COPY:
        buf_text(out, does(&altering, COPIES) || !does(&altering, ADDS_LOCKED_INDEX)
                          ? "copies the table: writers wait"
                          : "builds an index: writers wait");
        break;
    }
}

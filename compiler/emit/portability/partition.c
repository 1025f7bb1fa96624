/*
 * partition.c - takes tables that are partitioned, tells what the dialect refuses of them. See
 * parts.h.
 */
#include "emit/lower.h"
#include "emit/portability/parts.h"

static bool is_in(const Table *table, const IndexKey *keys, uint16_t count, uint16_t column) {
    (void)table;
    for (uint16_t i = 0; i < count; i++) {
        if (keys[i].expr->kind == EXPR_COLUMN && keys[i].expr->column == column) {
            return true;
        }
    }
    return false;
}

/* The columns that a partitioning names, while they are looked for in a key. */
typedef struct Seeking {
    const Table *table;
    const Columns *columns; /* of a key, or NULL */
    const Index *index;     /* else */
    const Column *missing;  /* the first that is not there */
} Seeking;

static void seek(void *context, uint16_t column) {
    Seeking *seeking = context;
    bool found = seeking->columns ? columns_contain(*seeking->columns, column)
                                  : is_in(seeking->table, seeking->index->keys,
                                          seeking->index->key_count, column);
    if (!found && !seeking->missing) {
        seeking->missing = &seeking->table->columns[column];
    }
}

/* What is unique is so in the whole table only if it says in which partition to look. */
static void check_unique(Portability *p, const Partitioning *partitioning, Seeking seeking,
                         Span span, Name name) {
    bool is_computed = false;
    for (uint16_t i = 0; i < partitioning->key_count; i++) {
        const Expr *key = partitioning->keys[i].expr;
        expr_columns(key, seek, &seeking);
        is_computed = is_computed || key->kind != EXPR_COLUMN;
    }
    Diag *diag = NULL;
    if (seeking.missing) {
        diag = diag_at(p->diags, DIAG_BAD_PARTITION, span,
                       "key `%s` has no column `%s`, which the table is partitioned by", name->text,
                       seeking.missing->name->text);
        diag_help(diag, "add `%s` to the key", seeking.missing->name->text);
    } else if (is_computed && p->dialect->has_partition_tables) {
        diag = diag_at(p->diags, DIAG_BAD_PARTITION, span,
                       "in %s a table that is partitioned by an expression has no keys",
                       p->dialect->title);
    }
    diag_note(diag, partitioning->span, "it is partitioned here");
}

static void check_keys(Portability *p, const Table *table, const Partitioning *partitioning) {
    for (int32_t i = -1; i < (int32_t)table->unique_count; i++) {
        const Key *key = i < 0 ? table->primary_key : &table->uniques[i];
        if (key && is_for(p->dialect, key->targets)) {
            check_unique(p, partitioning, (Seeking){.table = table, .columns = &key->columns},
                         key->span, key->name);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        if (is_for(p->dialect, index->targets) && index->is_unique) {
            check_unique(p, partitioning, (Seeking){.table = table, .index = index}, index->span,
                         index->name);
        }
    }
}

/* ---- PostgreSQL ---------------------------------------------------------------------------------- */

static void check_postgres(Portability *p, const Table *table, const Partitioning *of) {
    if (of->method != METHOD_RANGE && of->method != METHOD_LIST && of->method != METHOD_HASH) {
        portability_refuse(p, of->span, of->targets, "partitions by `%s`",
                           partition_method_words(of->method));
        return;
    }
    if (of->number > 0) {
        finding_help(portability_refuse(p, of->span, of->targets, "partitions without names"),
                     "or name them: `NAME modulus N remainder N`");
    }
    if (of->method == METHOD_LIST && of->key_count > 1) {
        portability_refuse(p, of->span, of->targets, "a list of partitions over several keys");
    }
    for (uint32_t i = 0; i < of->count; i++) {
        if (of->items[i].kind == PARTITION_LESS_THAN) {
            finding_help(portability_refuse(p, of->items[i].span, of->targets,
                                            "a partition that is told by its end"),
                         "or write `%s from (...) to (...)`", of->items[i].name->text);
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_for(p->dialect, table->indexes[i].targets) && table->indexes[i].is_exclusion) {
            portability_refuse(p, table->indexes[i].span, table->indexes[i].targets,
                               "an exclusion of a partitioned table");
        }
    }
    for (uint16_t i = 0; i < table->options.count; i++) {
        const OptionWord *option = &table->options.items[i];
        if (is_for(p->dialect, option->targets) && option->value) {
            portability_refuse(p, option->span, option->targets,
                               "a storage parameter of a partitioned table");
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (is_for(p->dialect, key->targets) && (key->flags & CONSTRAINT_NOT_VALID)) {
            portability_refuse(p, key->span, key->targets,
                               "a foreign key of a partitioned table that is not valid");
        }
    }
}

/* ---- MySQL and MariaDB --------------------------------------------------------------------------- */

static void check_mysql_partition(Portability *p, const Partitioning *of,
                                  const Partition *partition) {
    bool has_default = p->dialect->target == TARGET_MARIADB && of->method != METHOD_RANGE;
    switch ((PartitionKind)partition->kind) {
    case PARTITION_ANY_OF:
    case PARTITION_LESS_THAN: return;
    case PARTITION_FROM_TO:
        finding_help(portability_refuse(p, partition->span, of->targets,
                                        "a partition that is told by its beginning"),
                     "or write `%s less than (...)`", partition->name->text);
        return;
    case PARTITION_REMAINDER:
        finding_help(portability_refuse(p, partition->span, of->targets,
                                        "a partition that is told by a remainder"),
                     "or write `partitions N` behind the keys");
        return;
    case PARTITION_ALL_OTHERS:
        if (!has_default) {
            portability_refuse(p, partition->span, of->targets, "a partition for all other rows");
        }
        return;
    }
}

static void check_mysql(Portability *p, const Table *table, const Partitioning *of) {
    bool is_named = of->method == METHOD_RANGE || of->method == METHOD_LIST ||
                    of->method == METHOD_RANGE_COLUMNS || of->method == METHOD_LIST_COLUMNS;
    if (is_named && of->count == 0) {
        Diag *diag = diag_at(p->diags, DIAG_BAD_PARTITION, of->span,
                             "in %s a table that is partitioned has partitions", p->dialect->title);
        diag_help(diag, "name one in a block behind the keys");
    }
    if ((of->method == METHOD_RANGE || of->method == METHOD_LIST) &&
        (of->key_count > 1 || type_family(of->keys[0].expr->type) == FAMILY_TEXT ||
         type_family(of->keys[0].expr->type) == FAMILY_DATE ||
         type_family(of->keys[0].expr->type) == FAMILY_TIMESTAMP)) {
        Diag *diag = diag_at(p->diags, DIAG_BAD_PARTITION, of->span,
                             "in %s `%s` is by one whole number", p->dialect->title,
                             partition_method_words(of->method));
        diag_help(diag, "write `partition by %s columns (...)`",
                  partition_method_words(of->method));
    }
    for (uint16_t i = 0; i < of->key_count; i++) {
        if (of->keys[i].collation || of->keys[i].class) {
            portability_refuse(p, of->keys[i].expr->span, of->targets,
                               "a collation or an operator class of partitions");
        }
    }
    for (uint32_t i = 0; i < of->count; i++) {
        check_mysql_partition(p, of, &of->items[i]);
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (is_for(p->dialect, key->targets)) {
            Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, key->span,
                                 "in %s a partitioned table has no foreign keys",
                                 p->dialect->title);
            diag_note(diag, of->span, "it is partitioned here");
        }
    }
}

/* ---- names --------------------------------------------------------------------------------------- */

typedef struct Taken {
    Span span;
    const char *what;
} Taken;

static void take(Portability *p, NameMap *names, Name space, Name name, Span span, const char *what,
                 bool is_partition) {
    Taken *taken = NEW(&p->arena, Taken);
    *taken = (Taken){span, what};
    const Taken *first = namemap_put(&p->arena, names, name_qualified(p->model->names, space, name),
                                     taken);
    if (first && is_partition) { /* others were compared by the checks of the model */
        Diag *diag = diag_at(p->diags, DIAG_DUPLICATE_NAME, span,
                             "`%s` is the name of %s already, and in %s a partition is a table",
                             name->text, first->what, p->dialect->title);
        diag_note(diag, first->span, "`%s` is here", name->text);
        diag_help(diag, "give one of them another name");
    }
}

void portability_partition_names(Portability *p) {
    NameMap names = {0};
    bool any = false;
    for (uint32_t i = 0; i < p->model->table_count; i++) {
        any = any || p->model->tables[i]->partitioning_count > 0;
    }
    for (uint32_t i = 0; any && i < p->model->object_count; i++) {
        const Object *object = &p->model->objects[i];
        bool is_relation = object->kind == OBJECT_TABLE || object->kind == OBJECT_ENUM ||
                           object->kind == OBJECT_DOMAIN || object->kind == OBJECT_SEQUENCE;
        if (!is_relation || !is_for(p->dialect, object_targets(object))) {
            continue;
        }
        take(p, &names, object_space(object), object_name(object), object_span(object),
             object->kind == OBJECT_ENUM       ? "an enum"
             : object->kind == OBJECT_DOMAIN   ? "a domain"
             : object->kind == OBJECT_SEQUENCE ? "a sequence"
                                               : "a table",
             false);
        for (uint16_t k = 0; object->kind == OBJECT_TABLE && k < object->table->index_count; k++) {
            const Index *index = &object->table->indexes[k];
            if (is_for(p->dialect, index->targets)) {
                take(p, &names, object->table->space, index->name, index->span, "an index", false);
            }
        }
    }
    for (uint32_t i = 0; any && i < p->model->table_count; i++) {
        const Table *table = p->model->tables[i];
        const Partitioning *of = is_for(p->dialect, table->targets)
                                     ? table_partitioning(table, p->dialect->target)
                                     : NULL;
        for (uint32_t k = 0; of && k < of->count; k++) {
            take(p, &names, table->space, of->items[k].name, of->items[k].span, "a partition",
                 true);
        }
    }
}

/* ---- tables -------------------------------------------------------------------------------------- */

void portability_partitioned_key(Portability *p, const ForeignKey *key) {
    const Partitioning *of = table_partitioning(key->target, p->dialect->target);
    if (of && p->dialect->has_partitions && !p->dialect->has_partition_tables) {
        Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, key->span,
                             "in %s no foreign key refers to a partitioned table",
                             p->dialect->title);
        diag_note(diag, of->span, "`%s` is partitioned here", key->target->name->text);
    }
}

void portability_partitions(Portability *p, const Table *table) {
    const Partitioning *partitioning = table_partitioning(table, p->dialect->target);
    if (!partitioning) {
        return;
    }
    if (!p->dialect->has_partitions) {
        portability_refuse(p, partitioning->span, partitioning->targets, "a partitioned table");
        return;
    }
    check_keys(p, table, partitioning);
    if (p->dialect->has_partition_tables) {
        check_postgres(p, table, partitioning);
    } else {
        check_mysql(p, table, partitioning);
    }
}

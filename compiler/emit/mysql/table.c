/*
 * table.c - takes tables and states of tables, gives CREATE TABLE and ALTER TABLE. See parts.h.
 *
 * What a column is stands in one definition, whatever of it changes but its default: MODIFY forgets what it
 * does not say (manual, "ALTER TABLE Statement").
 */
#include <string.h>

#include "change/partitions.h"
#include "emit/ddl_partition.h"
#include "emit/expression.h"
#include "emit/fold.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/with.h"
#include "emit/quote.h"
#include "emit/typename.h"

/* ---- definitions --------------------------------------------------------------------------------- */

const Check *mysql_held_check(const Dialect *dialect, const Table *table, const Column *column) {
    if (!dialect->has_column_checks) {
        return NULL;
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (table->checks[i].name == column->name && is_for(dialect, table->checks[i].targets)) {
            return &table->checks[i];
        }
    }
    return NULL;
}

bool mysql_holds_check(const Dialect *dialect, const Table *table, const Check *check) {
    int column = dialect->has_column_checks ? table_column(table, check->name) : -1;
    return column >= 0 && is_for(dialect, table->columns[column].targets);
}

void mysql_column_tail(Buf *out, const Dialect *dialect, const Table *table, const Column *column) {
    Target target = dialect->target;
    Text collation = options_collate_clause(dialect, table, column);
    if (collation.length > 0) {
        buf_text(out, " COLLATE ");
        quote_text(out, collation, target);
    }
    if (column->generated) {
        buf_text(out, " GENERATED ALWAYS AS (");
        expression_write(out, column->generated, table, target);
        buf_text(out, column->flags & COLUMN_VIRTUAL ? ") VIRTUAL" : ") STORED");
    }
    if (!column->generated || dialect->has_required_generated) {
        buf_text(out, column->flags & COLUMN_NULLABLE ? " NULL" : " NOT NULL");
    }
    if (column->default_value) {
        buf_text(out, " DEFAULT ");
        expression_write_default(out, column, table, target);
    }
    if (column->flags & COLUMN_IDENTITY) {
        buf_text(out, " AUTO_INCREMENT");
    }
    if (column->flags & COLUMN_TOUCHED) {
        buf_text(out, " ON UPDATE ");
        expression_write_now(out, column->type, target);
    }
    if (column->doc) {
        buf_text(out, " COMMENT ");
        quote_string(out, column->doc->text, column->doc->length, target);
    }
    const Check *check = mysql_held_check(dialect, table, column);
    if (check) {
        buf_char(out, ' ');
        ddl_check(out, table, check, target);
    }
}

static void put_table_line(Ddl *ddl, Text line) {
    buf_char(ddl->out, '\n');
    ddl_indent(ddl, 2);
    buf_slice(ddl->out, line);
}

void mysql_table_end(Ddl *ddl, const Table *table) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_for(ddl->dialect, table->indexes[i].targets)) {
            buf_text(ddl->out, ",\n");
            ddl_indent(ddl, 2);
            buf_clear(&ddl->scratch);
            mysql_write_index(&ddl->scratch, ddl->dialect, table, &table->indexes[i]);
            fold_list(ddl->out, buf_view(&ddl->scratch), ddl->indent + 2, ddl->indent + 4);
        }
    }
    buf_char(ddl->out, '\n');
    ddl_indent(ddl, 0);
    buf_text(ddl->out, ") ");
    options_write_mysql(ddl->out, ddl->dialect, table);
    buf_clear(&ddl->scratch);
    if (options_write_mysql_more(&ddl->scratch, ddl->dialect, table)) {
        put_table_line(ddl, buf_view(&ddl->scratch));
    }
    if (table->doc) {
        buf_char(ddl->out, '\n');
        ddl_indent(ddl, 2);
        buf_text(ddl->out, "COMMENT = ");
        quote_string(ddl->out, table->doc->text, table->doc->length, ddl->dialect->target);
    }
    const Partitioning *of = table_partitioning(table, ddl->dialect->target);
    if (of) {
        buf_char(ddl->out, '\n');
        ddl_indent(ddl, 2);
        partition_write_mysql(ddl->out, of, table, ddl->dialect->target, ddl->indent + 4);
    }
}

/* ---- ALTER TABLE --------------------------------------------------------------------------------- */

typedef struct Altering {
    Ddl *ddl; /* NULL: clauses are only counted */
    const Dialect *dialect;
    const TableChange *change;
    uint32_t count;
    Buf text; /* of the clause that is being made */
} Altering;

static void begin_clause(Altering *altering, const char *words) {
    buf_clear(&altering->text);
    buf_text(&altering->text, words);
}

static void end_clause(Altering *altering) {
    Ddl *ddl = altering->ddl;
    if (ddl) {
        buf_text(ddl->out, altering->count == 0 ? "\n" : ",\n");
        ddl_indent(ddl, 2);
        fold_list(ddl->out, buf_view(&altering->text), ddl->indent + 2, ddl->indent + 4);
    }
    altering->count++;
}

static void named_clause(Altering *altering, const char *words, Name name) {
    begin_clause(altering, words);
    quote_name(&altering->text, name, altering->dialect->target);
    end_clause(altering);
}

static bool is_here(const Altering *altering, TargetSet targets) {
    return is_for(altering->dialect, targets);
}

/* Over these columns, and nothing else. */
static bool is_plain_index(const Index *index, Columns columns) {
    bool is_plain = !index->is_unique && !index->method && index->key_count == columns.count;
    for (uint16_t i = 0; is_plain && i < columns.count; i++) {
        const IndexKey *key = &index->keys[i];
        is_plain = key->expr->kind == EXPR_COLUMN && key->expr->column == columns.at[i] &&
                   key->prefix == 0 && !key->descending;
    }
    return is_plain;
}

/* As the server calls an index that it makes for a foreign key over this column. */
static bool is_called_like(const Index *index, const Column *first) {
    return strncmp(index->name->text, first->name->text, first->name->length) == 0;
}

static bool is_called_like_a_key(const Dialect *dialect, const Table *table, const Index *index) {
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (is_for(dialect, key->targets) && key->name == index->name) {
            return true;
        }
    }
    return false;
}

bool mysql_remakes_index(const Dialect *dialect, const TableChange *change, uint16_t at) {
    const Table *before = change->before;
    const Table *after = change->after;
    int32_t from = change->indexes[at];
    if (from < 0 || before->indexes[from].name != after->indexes[at].name) {
        return false;
    }
    const Index *index = &before->indexes[from];
    for (uint16_t i = 0; i < before->foreign_key_count; i++) {
        const ForeignKey *key = &before->foreign_keys[i];
        if (is_for(dialect, key->targets) && change->inverse->foreign_keys[i] < 0 &&
            is_called_like(index, &before->columns[key->columns.at[0]]) &&
            is_plain_index(index, key->columns)) {
            return true;
        }
    }
    const Index *stays = &after->indexes[at];
    for (uint16_t i = 0; i < after->foreign_key_count; i++) {
        const ForeignKey *key = &after->foreign_keys[i];
        if (is_for(dialect, key->targets) && change->foreign_keys[i] < 0 &&
            is_plain_index(stays, key->columns) &&
            (is_called_like(stays, &after->columns[key->columns.at[0]]) ||
             is_called_like_a_key(dialect, before, stays))) {
            return true;
        }
    }
    return false;
}

static void drop_parts(Altering *altering) {
    const Table *before = altering->change->before;
    const TableChange *inverse = altering->change->inverse;
    for (uint16_t i = 0; i < before->foreign_key_count; i++) {
        if (is_here(altering, before->foreign_keys[i].targets) && inverse->foreign_keys[i] < 0) {
            named_clause(altering, "DROP FOREIGN KEY ", before->foreign_keys[i].name);
        }
    }
    for (uint16_t i = 0; i < before->check_count; i++) {
        if (is_here(altering, before->checks[i].targets) && inverse->checks[i] < 0 &&
            !mysql_holds_check(altering->dialect, before, &before->checks[i])) {
            named_clause(altering, "DROP CONSTRAINT ", before->checks[i].name);
        }
    }
    if (before->primary_key && is_here(altering, before->primary_key->targets) &&
        inverse->primary_key < 0) {
        begin_clause(altering, "DROP PRIMARY KEY");
        end_clause(altering);
    }
    for (uint16_t i = 0; i < before->unique_count; i++) {
        if (is_here(altering, before->uniques[i].targets) && inverse->uniques[i] < 0 &&
            !mysql_index_goes_on(altering->dialect, altering->change, before->uniques[i].name)) {
            named_clause(altering, "DROP INDEX ", before->uniques[i].name);
        }
    }
    for (uint16_t i = 0; i < before->index_count; i++) {
        int32_t to = inverse->indexes[i];
        if (is_here(altering, before->indexes[i].targets) &&
            (to < 0 || mysql_remakes_index(altering->dialect, altering->change, (uint16_t)to)) &&
            !mysql_index_goes_on(altering->dialect, altering->change, before->indexes[i].name)) {
            named_clause(altering, "DROP INDEX ", before->indexes[i].name);
        }
    }
    for (uint16_t i = 0; i < before->column_count; i++) {
        if (is_here(altering, before->columns[i].targets) && altering->change->to[i] < 0) {
            named_clause(altering, "DROP COLUMN ", before->columns[i].name);
        }
    }
}

static void write_definition(Buf *out, const Dialect *dialect, const Table *table,
                             const Column *column) {
    typename_write(out, column->type, dialect->target);
    mysql_column_tail(out, dialect, table, column);
}

static bool same_definition(const Dialect *dialect, const TableChange *change, const Column *before,
                            const Column *after) {
    Buf texts[2] = {{0}, {0}};
    write_definition(&texts[0], dialect, change->before, before);
    write_definition(&texts[1], dialect, change->after, after);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1])) &&
                before->collation == after->collation;
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

/*
 * ALTER COLUMN takes literals and expressions in brackets: not the time of the moment by itself, and in MySQL
 * nothing for a text. MariaDB forgets ON UPDATE over it (10.11).
 */
static bool can_set_default(const Dialect *dialect, const Column *column) {
    const Expr *value = column->default_value;
    return column->type.kind != TYPE_NATIVE && !(column->flags & COLUMN_TOUCHED) &&
           !expression_brackets_defaults(column->type, dialect->target) &&
           !(value && expression_is_now(value));
}

/* Nothing but the default is another. */
static bool only_sets_default(const Dialect *dialect, const TableChange *change,
                              const Column *before, const Column *after) {
    Column was = *before;
    Column is = *after;
    was.default_value = NULL;
    is.default_value = NULL;
    return before->name == after->name && can_set_default(dialect, after) &&
           same_definition(dialect, change, &was, &is);
}

MysqlColumnChange mysql_column_change(const Dialect *dialect, const TableChange *change,
                                      const Column *before, const Column *after) {
    bool is_checked = after->type.kind == TYPE_JSON && !dialect->has_json_type;
    if (same_definition(dialect, change, before, after)) {
        return before->name == after->name ? MYSQL_COLUMN_SAME
               : is_checked ? MYSQL_COLUMN_DEFINED_ANEW /* the server's check would keep its name */
                            : MYSQL_COLUMN_RENAMED;
    }
    return only_sets_default(dialect, change, before, after) ? MYSQL_COLUMN_DEFAULT
                                                             : MYSQL_COLUMN_DEFINED_ANEW;
}

/* Without a default a column that may be null has one all the same: null. */
static void write_default_clause(Altering *altering, const Column *column) {
    Buf *text = &altering->text;
    begin_clause(altering, "ALTER COLUMN ");
    quote_name(text, column->name, altering->dialect->target);
    if (column->default_value) {
        buf_text(text, " SET DEFAULT ");
        expression_write_default(text, column, altering->change->after, altering->dialect->target);
    } else {
        buf_text(text, column->flags & COLUMN_NULLABLE ? " SET DEFAULT NULL" : " DROP DEFAULT");
    }
}

static void change_column(Altering *altering, const Column *before, const Column *after) {
    Target target = altering->dialect->target;
    switch (mysql_column_change(altering->dialect, altering->change, before, after)) {
    case MYSQL_COLUMN_SAME: return;
    case MYSQL_COLUMN_RENAMED:
        begin_clause(altering, "RENAME COLUMN ");
        quote_name(&altering->text, before->name, target);
        buf_text(&altering->text, " TO ");
        quote_name(&altering->text, after->name, target);
        break;
    case MYSQL_COLUMN_DEFAULT: write_default_clause(altering, after); break;
    case MYSQL_COLUMN_DEFINED_ANEW:
        if (before->name == after->name) {
            begin_clause(altering, "MODIFY COLUMN ");
        } else {
            begin_clause(altering, "CHANGE COLUMN ");
            quote_name(&altering->text, before->name, target);
            buf_char(&altering->text, ' ');
        }
        quote_name(&altering->text, after->name, target);
        buf_char(&altering->text, ' ');
        write_definition(&altering->text, altering->dialect, altering->change->after, after);
        break;
    }
    end_clause(altering);
}

static void change_columns(Altering *altering) {
    const TableChange *change = altering->change;
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        int32_t from = change->columns[i].from;
        if (is_here(altering, column->targets) && from >= 0) {
            change_column(altering, &change->before->columns[from], column);
        }
    }
    for (uint16_t i = 0; i < change->after->column_count; i++) {
        const Column *column = &change->after->columns[i];
        if (is_here(altering, column->targets) && change->columns[i].from < 0) {
            begin_clause(altering, "ADD COLUMN ");
            quote_name(&altering->text, column->name, altering->dialect->target);
            buf_char(&altering->text, ' ');
            write_definition(&altering->text, altering->dialect, change->after, column);
            end_clause(altering);
        }
    }
}

static void rename_index(Altering *altering, Name from, Name to) {
    if (from != to) {
        begin_clause(altering, "RENAME INDEX ");
        quote_name(&altering->text, from, altering->dialect->target);
        buf_text(&altering->text, " TO ");
        quote_name(&altering->text, to, altering->dialect->target);
        end_clause(altering);
    }
}

/* ALTER INDEX of one that is hidden or shown; false: it is made. */
static bool show_index(Altering *altering, Name name) {
    const char *words = mysql_index_goes_on(altering->dialect, altering->change, name);
    if (words) {
        begin_clause(altering, "ALTER INDEX ");
        quote_name(&altering->text, name, altering->dialect->target);
        buf_text(&altering->text, words);
        end_clause(altering);
    }
    return words != NULL;
}

static void add_keys(Altering *altering) {
    const TableChange *change = altering->change;
    const Table *before = change->before;
    const Table *after = change->after;
    Target target = altering->dialect->target;
    if (after->primary_key && is_here(altering, after->primary_key->targets) &&
        change->primary_key < 0) {
        begin_clause(altering, "ADD PRIMARY KEY ");
        ddl_column_list(&altering->text, after, after->primary_key->columns, target);
        options_write_key_method(&altering->text, after, target);
        end_clause(altering);
    }
    for (uint16_t i = 0; i < after->unique_count; i++) {
        const Key *key = &after->uniques[i];
        if (is_here(altering, key->targets) && change->uniques[i] >= 0) {
            rename_index(altering, before->uniques[change->uniques[i]].name, key->name);
        } else if (is_here(altering, key->targets) && !show_index(altering, key->name)) {
            begin_clause(altering, "ADD CONSTRAINT ");
            quote_name(&altering->text, key->name, target);
            buf_text(&altering->text, " UNIQUE ");
            ddl_column_list(&altering->text, after, key->columns, target);
            options_write_key_method(&altering->text, after, target);
            end_clause(altering);
        }
    }
    for (uint16_t i = 0; i < after->index_count; i++) {
        const Index *index = &after->indexes[i];
        if (is_here(altering, index->targets) && change->indexes[i] >= 0 &&
            !mysql_remakes_index(altering->dialect, change, i)) {
            rename_index(altering, before->indexes[change->indexes[i]].name, index->name);
        } else if (is_here(altering, index->targets) && !show_index(altering, index->name)) {
            begin_clause(altering, "ADD ");
            mysql_write_index(&altering->text, altering->dialect, after, index);
            end_clause(altering);
        }
    }
}

static void add_constraints(Altering *altering) {
    const TableChange *change = altering->change;
    const Table *after = change->after;
    Target target = altering->dialect->target;
    for (uint16_t i = 0; i < after->check_count; i++) {
        if (is_here(altering, after->checks[i].targets) && change->checks[i] < 0 &&
            !mysql_holds_check(altering->dialect, after, &after->checks[i])) {
            begin_clause(altering, "ADD CONSTRAINT ");
            quote_name(&altering->text, after->checks[i].name, target);
            buf_char(&altering->text, ' ');
            ddl_check(&altering->text, after, &after->checks[i], target);
            end_clause(altering);
        }
    }
    for (uint16_t i = 0; i < after->foreign_key_count; i++) {
        const ForeignKey *key = &after->foreign_keys[i];
        if (is_here(altering, key->targets) && change->foreign_keys[i] < 0) {
            begin_clause(altering, "ADD CONSTRAINT ");
            quote_name(&altering->text, key->name, target);
            buf_char(&altering->text, ' ');
            ddl_foreign_key(&altering->text, after, key, target);
            end_clause(altering);
        }
    }
    begin_clause(altering, "");
    if (options_alter_mysql(&altering->text, altering->dialect, change->before, after)) {
        end_clause(altering);
    }
    if (change->before->doc != after->doc) {
        begin_clause(altering, "COMMENT = ");
        Text doc = after->doc ? name_text(after->doc) : (Text){"", 0};
        quote_string(&altering->text, doc.data, doc.length, target);
        end_clause(altering);
    }
}

/* What becomes of the partitions of a table. */
typedef struct Repartition {
    Arena arena;
    const Dialect *dialect;
    VEC(const Partition *) gone;
    VEC(const Partition *) come;
} Repartition;

static void note_partition(void *context, const Partitioning *of, const Partition *partition,
                           bool comes) {
    Repartition *parts = context;
    if (!is_for(parts->dialect, of->targets)) {
        return;
    }
    if (comes) {
        vec_push(&parts->arena, &parts->come, partition);
    } else {
        vec_push(&parts->arena, &parts->gone, partition);
    }
}

/* Partitions that come stand behind those that stay, and some stay. */
static bool can_be_added(const Repartition *parts, const Partitioning *after) {
    uint32_t kept = after->count - parts->come.count;
    return kept > 0 && parts->come.items[0] == &after->items[kept];
}

/* Nothing else may stand in a statement that adds or drops partitions; else all rows find their place anew, or
 * the server says that one has none. */
static void repartition(Altering *altering, bool *alone) {
    const TableChange *change = altering->change;
    Repartition parts = {.dialect = altering->dialect};
    Target target = altering->dialect->target;
    partitions_between(change->renamed, change->after, note_partition, &parts);
    const Partitioning *before = table_partitioning(change->renamed, target);
    const Partitioning *after = table_partitioning(change->after, target);
    bool is_counted = before && after && before->number != after->number;
    if (after && (is_counted || parts.come.count + parts.gone.count > 0)) {
        *alone = true;
        begin_clause(altering, "");
        unsigned indent = altering->ddl ? altering->ddl->indent + 4 : 4;
        if (!is_counted && parts.come.count == 0 && after->count > 0) {
            for (uint32_t i = 0; i < parts.gone.count; i++) {
                buf_text(&altering->text, i == 0 ? "DROP PARTITION " : ", ");
                quote_name(&altering->text, parts.gone.items[i]->name, target);
            }
        } else if (!is_counted && parts.gone.count == 0 && can_be_added(&parts, after)) {
            buf_text(&altering->text, "ADD PARTITION ");
            partition_write_list(&altering->text, parts.come.items, parts.come.count, change->after,
                                 target, indent);
        } else {
            partition_write_mysql(&altering->text, after, change->after, target, indent);
        }
        if (altering->ddl) {
            buf_char(altering->ddl->out, '\n');
            ddl_indent(altering->ddl, 2);
            buf_slice(altering->ddl->out, buf_view(&altering->text));
        }
        altering->count++;
    }
    arena_release(&parts.arena);
}

static uint32_t write_clauses(Ddl *ddl, const Dialect *dialect, const TableChange *change) {
    Altering altering = {.ddl = ddl, .dialect = dialect, .change = change};
    drop_parts(&altering);
    change_columns(&altering);
    add_keys(&altering);
    add_constraints(&altering);
    bool alone = false;
    repartition(&altering, &alone);
    if (ddl && !alone) {
        buf_clear(&altering.text);
        mysql_algorithm_clause(&altering.text, dialect, change);
        if (altering.text.length > 0) {
            end_clause(&altering);
        }
    }
    buf_free(&altering.text);
    return altering.count;
}

bool mysql_alters_nothing(const Dialect *dialect, const TableChange *change) {
    return write_clauses(NULL, dialect, change) == 0;
}

void mysql_alter_table(Ddl *ddl, const TableChange *change) {
    ddl_indent(ddl, 0);
    buf_text(ddl->out, "ALTER TABLE ");
    ddl_table_name(ddl->out, change->after, ddl->dialect->target);
    write_clauses(ddl, ddl->dialect, change);
}

/*
 * lookup.c - takes a step, gives the condition that tells whether it is still to be done. See
 * parts.h.
 *
 * A step is one statement, done as a whole or not at all: one fact of the catalog tells which.
 */
#include <strings.h>

#include "change/partitions.h"
#include "emit/lower.h"
#include "emit/mysql/parts.h"
#include "emit/quote.h"

/* What is known while a step is looked up. */
typedef struct Lookup {
    Buf *out;
    const Dialect *dialect;
    const Step *step;
    unsigned indent;
} Lookup;

/* A condition on one row of information_schema: VIEW's COLUMNS are (DATABASE(), names). */
static void look_up(Lookup *lookup, bool exists, const char *view, const char *columns, Text first,
                    Text second) {
    Buf *out = lookup->out;
    Target target = lookup->dialect->target;
    buf_text(out, exists ? "EXISTS (SELECT * FROM information_schema."
                         : "NOT EXISTS (SELECT * FROM information_schema.");
    buf_text(out, view);
    buf_char(out, '\n');
    buf_spaces(out, lookup->indent + 4);
    buf_text(out, "WHERE (");
    buf_text(out, columns);
    buf_text(out, ") = (DATABASE(), ");
    quote_string(out, first.data, first.length, target);
    if (second.length > 0) {
        buf_text(out, ", ");
        quote_string(out, second.data, second.length, target);
    }
    buf_text(out, "))");
}

/* `any_case`: names that differ in capitals only are the same. */
static bool is_called(Name a, Name b, bool any_case) {
    return a == b || (any_case && strcasecmp(a->text, b->text) == 0);
}

static bool has_column(const Lookup *lookup, const Table *table, Name name, bool any_case) {
    for (uint16_t i = 0; i < table->column_count; i++) {
        if (is_called(table->columns[i].name, name, any_case) &&
            is_for(lookup->dialect, table->columns[i].targets)) {
            return true;
        }
    }
    return false;
}

static bool has_index(const Lookup *lookup, const Table *table, Name name, bool any_case) {
    for (uint16_t i = 0; i < table->unique_count; i++) {
        if (is_called(table->uniques[i].name, name, any_case) &&
            is_for(lookup->dialect, table->uniques[i].targets)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        if (is_called(table->indexes[i].name, name, any_case) &&
            is_for(lookup->dialect, table->indexes[i].targets)) {
            return true;
        }
    }
    return false;
}

static bool has_constraint(const Lookup *lookup, const Table *table, Name name, bool any_case) {
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (is_called(table->checks[i].name, name, any_case) &&
            is_for(lookup->dialect, table->checks[i].targets)) {
            return true;
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        if (is_called(table->foreign_keys[i].name, name, any_case) &&
            is_for(lookup->dialect, table->foreign_keys[i].targets)) {
            return true;
        }
    }
    return false;
}

static Name lacking_column(const Lookup *lookup, const Table *of, const Table *in) {
    for (uint16_t i = 0; i < of->column_count; i++) {
        if (is_for(lookup->dialect, of->columns[i].targets) &&
            !has_column(lookup, in, of->columns[i].name, false)) {
            return of->columns[i].name;
        }
    }
    return NULL;
}

static Name lacking_index(const Lookup *lookup, const Table *of, const Table *in) {
    for (uint16_t i = 0; i < of->unique_count; i++) {
        if (is_for(lookup->dialect, of->uniques[i].targets) &&
            !has_index(lookup, in, of->uniques[i].name, false)) {
            return of->uniques[i].name;
        }
    }
    for (uint16_t i = 0; i < of->index_count; i++) {
        if (is_for(lookup->dialect, of->indexes[i].targets) &&
            !has_index(lookup, in, of->indexes[i].name, false)) {
            return of->indexes[i].name;
        }
    }
    return NULL;
}

static Name lacking_constraint(const Lookup *lookup, const Table *of, const Table *in) {
    for (uint16_t i = 0; i < of->check_count; i++) {
        if (is_for(lookup->dialect, of->checks[i].targets) &&
            !has_constraint(lookup, in, of->checks[i].name, false)) {
            return of->checks[i].name;
        }
    }
    for (uint16_t i = 0; i < of->foreign_key_count; i++) {
        if (is_for(lookup->dialect, of->foreign_keys[i].targets) &&
            !has_constraint(lookup, in, of->foreign_keys[i].name, false)) {
            return of->foreign_keys[i].name;
        }
    }
    return NULL;
}

static bool has_primary_key(const Lookup *lookup, const Table *table) {
    return table->primary_key && is_for(lookup->dialect, table->primary_key->targets);
}

static const Text NOTHING = {"", 0};
static const char COLUMN_OF[] = "table_schema, table_name, column_name";
static const char INDEX_OF[] = "table_schema, table_name, index_name";
static const char CONSTRAINT_OF[] = "table_schema, table_name, constraint_name";
/* of names that differ in nothing but case */
static const char COLUMN_AS_WRITTEN[] = "table_schema, table_name, CAST(column_name AS BINARY)";
static const char INDEX_AS_WRITTEN[] = "table_schema, table_name, CAST(index_name AS BINARY)";
static const char CONSTRAINT_AS_WRITTEN[] =
    "table_schema, table_name, CAST(constraint_name AS BINARY)";

/* The first partition that goes, and the first that comes. */
typedef struct Partings {
    const Lookup *lookup;
    Name gone;
    Name come;
} Partings;

static void note_partition(void *context, const Partitioning *of, const Partition *partition,
                           bool comes) {
    Partings *partings = context;
    Name *place = comes ? &partings->come : &partings->gone;
    if (is_for(partings->lookup->dialect, of->targets) && !*place) {
        *place = partition->name;
    }
}

/* Something that only one of the two states has, by name: an ALTER TABLE is done as a whole. If there is
 * nothing of that kind, it can be done again without harm. */
static void look_up_state(Lookup *lookup, const TableChange *change) {
    const Table *before = change->before;
    const Table *after = change->after;
    Partings partings = {.lookup = lookup};
    partitions_between(change->renamed, after, note_partition, &partings);
    if (partings.gone || partings.come) {
        if (!partings.gone || !partings.come) { /* else all partitions are said */
            look_up(lookup, partings.gone != NULL, "partitions",
                    "table_schema, table_name, partition_name", name_text(after->name),
                    name_text(partings.gone ? partings.gone : partings.come));
        }
        return;
    }
    const struct {
        const char *view;
        const char *columns;
        const char *as_written;
        bool (*has)(const Lookup *, const Table *, Name, bool);
        Name (*lacking)(const Lookup *, const Table *, const Table *);
    } kinds[] = {
        {"columns", COLUMN_OF, COLUMN_AS_WRITTEN, has_column, lacking_column},
        {"statistics", INDEX_OF, INDEX_AS_WRITTEN, has_index, lacking_index},
        {"table_constraints", CONSTRAINT_OF, CONSTRAINT_AS_WRITTEN, has_constraint,
         lacking_constraint},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        Name comes = kinds[i].lacking(lookup, after, before);
        Name goes = kinds[i].lacking(lookup, before, after);
        if (comes || goes) {
            Name name = comes ? comes : goes;
            bool is_cased = kinds[i].has(lookup, comes ? before : after, name, true);
            look_up(lookup, !comes, kinds[i].view,
                    is_cased ? kinds[i].as_written : kinds[i].columns, name_text(after->name),
                    name_text(name));
            return;
        }
    }
    if (has_primary_key(lookup, before) != has_primary_key(lookup, after)) {
        look_up(lookup, has_primary_key(lookup, before), "statistics", INDEX_OF,
                name_text(after->name), text_of("PRIMARY"));
    }
}

/* What it makes under its own name, or else the only thing that it makes; NULL: there is none. */
static const SqlFact *fact_of(const SqlFacts *facts, const SqlObject *sql) {
    for (uint32_t i = 0; i < facts->all.count; i++) {
        Text name = facts->all.items[i]->first[-1].text;
        if (name.length == sql->name->length &&
            strncasecmp(name.data, sql->name->text, name.length) == 0) {
            return facts->all.items[i];
        }
    }
    return facts->all.count == 1 ? facts->all.items[0] : NULL;
}

static void look_up_fact(Lookup *lookup, const SqlFact *fact, bool exists) {
    Text name = fact->first[-1].text;
    switch (fact->kind) {
    case FACT_VIEW:
        look_up(lookup, exists, "views", "table_schema, table_name", name, NOTHING);
        break;
    case FACT_TRIGGER:
        look_up(lookup, exists, "triggers", "event_object_schema, trigger_name", name, NOTHING);
        break;
    case FACT_FUNCTION:
    case FACT_PROCEDURE:
        look_up(lookup, exists, "routines", "routine_schema, routine_name, routine_type", name,
                text_of(fact->kind == FACT_FUNCTION ? "FUNCTION" : "PROCEDURE"));
        break;
    case FACT_EVENT:
        look_up(lookup, exists, "events", "event_schema, event_name", name, NOTHING);
        break;
    case FACT_TABLE:
        look_up(lookup, exists, "tables", "table_schema, table_name", name, NOTHING);
        break;
    case FACT_INDEX:
        look_up(lookup, exists, "statistics", "index_schema, index_name", name, NOTHING);
        break;
    default: break; /* of PostgreSQL alone */
    }
}

void mysql_lookup_fact(Buf *out, const Dialect *dialect, const SqlFact *fact, bool exists,
                       unsigned indent) {
    Lookup lookup = {.out = out, .dialect = dialect, .indent = indent};
    look_up_fact(&lookup, fact, exists);
}

/* Of several statements some may be done and others not: they are run again. */
static bool is_one_statement(Arena *arena, const SqlObject *sql, bool undoes) {
    Name text = undoes ? sql->down : sql->up;
    bool is_whole = !undoes && mysql_stands_alone(mysql_makes(sql));
    return !text || mysql_statements_of(arena, name_text(text), is_whole).count <= 1;
}

static void look_up_sql(Lookup *lookup, const SqlObject *sql, bool exists) {
    Arena arena = {0};
    SqlFacts facts = {0};
    sql_facts_read(&arena, names_new(&arena), name_text(sql->up), lookup->dialect->target, &facts);
    const SqlFact *fact = fact_of(&facts, sql);
    if (fact != NULL && is_one_statement(&arena, sql, exists)) {
        look_up_fact(lookup, fact, exists);
    }
    arena_release(&arena);
}

void mysql_lookup(Buf *out, const Dialect *dialect, const Step *step, unsigned indent) {
    Lookup lookup = {.out = out, .dialect = dialect, .step = step, .indent = indent};
    if (step->kind == STEP_RESHAPE) {
        look_up_state(&lookup, step->change);
    } else if (step->kind == STEP_RENAME) {
        look_up(&lookup, false, "tables", "table_schema, table_name", name_text(step->rename->to),
                NOTHING);
    } else if (step->kind == STEP_ADD_FOREIGN_KEY || step->kind == STEP_DROP_FOREIGN_KEY) {
        look_up(&lookup, step->kind == STEP_DROP_FOREIGN_KEY, "table_constraints", CONSTRAINT_OF,
                name_text(step->table->name), name_text(step->foreign_key->name));
    } else if (step->kind == STEP_RUN_SQL && step->sql->name) {
        look_up_sql(&lookup, step->sql, false);
    } else if (step->kind == STEP_UNDO_SQL && step->sql->name) {
        look_up_sql(&lookup, step->sql, true);
    }
}

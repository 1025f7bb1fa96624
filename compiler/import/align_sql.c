/*
 * align_sql.c - compares what SQL makes. See align.h.
 */
#include <string.h>

#include "base/buf.h"
#include "emit/dialect.h"
#include "emit/postgres/postgres.h"
#include "emit/sql_facts.h"
#include "emit/sqlite/words.h"
#include "import/align.h"
#include "import/expression.h"
#include "import/sql_agree.h"

typedef struct Comparing {
    Arena *arena;
    const Model *schema;
    const Model *database;
    const Catalog *catalog;
    SqlFacts expected;
    SqlFacts found;
    SqlFacts touches;  /* what migc makes for `on update now` */
    NameMap tables[2]; /* by qualified name, of both */
    NameMap spaces;    /* that the schema speaks of */
    NameMap indexes;   /* SQLite: of the database's tables, by name in small letters */
    NameMap known_indexes; /* SQLite: of the schema's tables, likewise */
    NameMap found_indexes; /* SQLite: that SQL makes there, likewise */
    SqlDrifts drifts;
} Comparing;

static bool is_for_it(const Comparing *comparing, TargetSet targets) {
    return ((unsigned)targets >> comparing->catalog->target & 1u) != 0;
}

/* What a table is found by; in SQLite names differ by more than case. */
static Name key_of(const Comparing *comparing, Name space, Name name) {
    Name key = name_qualified(comparing->schema->names, space, name);
    return comparing->catalog->target == TARGET_SQLITE ? names_lower(comparing->schema->names, key)
                                                       : key;
}

static void read_model(Comparing *comparing, int side) {
    const Model *model = side == 0 ? comparing->schema : comparing->database;
    SqlFacts *facts = side == 0 ? &comparing->expected : &comparing->found;
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        Name space = object_space(object);
        if (!is_for_it(comparing, object_targets(object))) {
            continue;
        }
        if (object->kind == OBJECT_SQL) {
            sql_facts_read(comparing->arena, comparing->schema->names, name_text(object->sql->up),
                           comparing->catalog->target, facts);
        } else if (object->kind == OBJECT_TABLE) {
            namemap_set(comparing->arena, &comparing->tables[side],
                        key_of(comparing, space, object_name(object)), object->table);
        }
        if (side == 0 && space != NULL) {
            namemap_set(comparing->arena, &comparing->spaces, space, comparing);
        }
    }
}

static void read_table_indexes(Comparing *comparing, const Model *model, NameMap *indexes) {
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        for (uint16_t k = 0; k < table->index_count; k++) {
            namemap_set(comparing->arena, indexes, key_of(comparing, NULL, table->indexes[k].name),
                        comparing);
        }
    }
}

static void read_indexes(Comparing *comparing) {
    read_table_indexes(comparing, comparing->database, &comparing->indexes);
    read_table_indexes(comparing, comparing->schema, &comparing->known_indexes);
    for (uint32_t i = 0; i < comparing->found.all.count; i++) {
        const SqlFact *fact = comparing->found.all.items[i];
        if (fact->kind == FACT_INDEX) {
            namemap_set(comparing->arena, &comparing->found_indexes,
                        key_of(comparing, NULL, fact->name), comparing);
        }
    }
}

/* PostgreSQL: the functions and triggers that keep columns up to date are imported as such. */
static void read_touches(Comparing *comparing) {
    Buf text = {0};
    Ddl ddl = ddl_begin(&text, dialect_of(TARGET_POSTGRES));
    for (uint32_t t = 0; t < comparing->schema->table_count; t++) {
        const Table *table = comparing->schema->tables[t];
        for (uint16_t i = 0; i < table->column_count; i++) {
            const Column *column = &table->columns[i];
            if ((column->flags & COLUMN_TOUCHED) != 0 && is_for_it(comparing, column->targets) &&
                is_for_it(comparing, table->targets)) {
                Step step = {.kind = STEP_CREATE_TOUCH, .table = table, .column = column};
                postgres_statement(&ddl, &step);
            }
        }
    }
    Text all = {arena_copy_text(comparing->arena, buf_view(&text).data, text.length), text.length};
    sql_facts_read(comparing->arena, comparing->schema->names, all, TARGET_POSTGRES,
                   &comparing->touches);
    ddl_end(&ddl);
    buf_free(&text);
}

static void tell(Comparing *comparing, const char *change, const SqlFact *fact) {
    Buf name = {0};
    if (fact->space != NULL) {
        buf_printf(&name, "%s.", fact->space->text);
    }
    if (fact->kind == FACT_ALWAYS) {
        buf_printf(&name, "of %s.%s", fact->on->text, fact->name->text);
    } else if (fact->kind == FACT_ROW_SECURITY) {
        buf_printf(&name, "of %s", fact->on->text);
    } else {
        buf_name(&name, fact->name);
    }
    if (fact->on != NULL && fact->kind != FACT_ALWAYS && fact->kind != FACT_ROW_SECURITY) {
        buf_printf(&name, " of %s", fact->on->text);
    }
    SqlDrift drift = {change, fact_word(fact->kind), NULL};
    drift.name = arena_copy_text(comparing->arena, buf_view(&name).data, name.length);
    vec_push(comparing->arena, &comparing->drifts, drift);
    buf_free(&name);
}

/* It is there, and the import could not say it. */
static bool is_rest(const Comparing *comparing, const SqlFact *fact) {
    for (uint32_t i = 0; i < comparing->catalog->rest_count; i++) {
        if (sqlite_mentions(comparing->catalog->rest[i].name, fact->name)) {
            return true;
        }
    }
    return false;
}

static bool is_state(const SqlFact *fact) {
    return fact->kind == FACT_TRIGGER_STATE || fact->kind == FACT_ALWAYS ||
           fact->kind == FACT_ROW_SECURITY;
}

/* Indexes of tables are compared with these: told are those of materialized views that are on both sides. */
static bool is_index_of_table(const Comparing *comparing, const SqlFact *fact) {
    if (fact->kind != FACT_INDEX) {
        return false;
    }
    for (uint32_t i = 0; fact->on != NULL && i < comparing->found.all.count; i++) {
        const SqlFact *view = comparing->found.all.items[i];
        if (view->kind == FACT_MATERIALIZED && view->name == fact->on &&
            sql_facts_find(&comparing->expected, view) != NULL) {
            return false;
        }
    }
    return true;
}

/* Whether an index that the author's SQL makes is not in a SQLite database: not as SQL, and not as one of a table. */
static bool is_gone_index(const Comparing *comparing, const SqlFact *fact) {
    return comparing->catalog->target == TARGET_SQLITE && fact->kind == FACT_INDEX &&
           sql_facts_find(&comparing->found, fact) == NULL &&
           namemap_get(&comparing->indexes, key_of(comparing, NULL, fact->name)) == NULL;
}

static bool is_table(const Comparing *comparing, int side, const SqlFact *fact) {
    Name name = key_of(comparing, fact->space, fact->name);
    return fact->kind == FACT_TABLE && namemap_get(&comparing->tables[side], name) != NULL;
}

/* A table of the author's SQL that is one of the language now: the statement that made it in SQLite, and that would make
 * it in MySQL and MariaDB. */
static const SqlFact *statement_of(Comparing *comparing, const SqlFact *fact) {
    Target target = comparing->catalog->target;
    const CatalogTable *table = NULL;
    for (uint32_t i = 0; i < comparing->catalog->table_count && fact->kind == FACT_TABLE; i++) {
        const CatalogTable *one = &comparing->catalog->tables[i];
        table = one->name == fact->name && one->space == fact->space ? one : table;
    }
    SqlFacts facts = {0};
    if (target != TARGET_POSTGRES && table && table->statement) {
        sql_facts_read(comparing->arena, comparing->schema->names, name_text(table->statement),
                       target, &facts);
    }
    return facts.all.count == 1 ? facts.all.items[0] : NULL;
}

static void compare_expected(Comparing *comparing) {
    for (uint32_t i = 0; i < comparing->expected.all.count; i++) {
        const SqlFact *fact = comparing->expected.all.items[i];
        const SqlFact *found = sql_facts_find(&comparing->found, fact);
        if (fact->is_gone || sql_facts_find(&comparing->expected, fact) != fact) {
            continue; /* it is made again behind it */
        }
        if (is_index_of_table(comparing, fact)) {
            if (is_gone_index(comparing, fact) && !is_rest(comparing, fact)) {
                tell(comparing, "drop", fact);
            } else if (found != NULL && !sql_facts_agree(comparing->arena, fact, found,
                                                         comparing->catalog->target)) {
                tell(comparing, "alter", fact);
            }
            continue;
        }
        found = found ? found : statement_of(comparing, fact);
        if (found == NULL && !is_table(comparing, 1, fact) && !is_rest(comparing, fact)) {
            tell(comparing, is_state(fact) ? "alter" : "drop", fact);
        } else if (found != NULL &&
                   !sql_facts_agree(comparing->arena, fact, found, comparing->catalog->target)) {
            tell(comparing, "alter", fact);
        }
    }
}

/* Whether SQL of the author's that may make anything speaks of it. */
static bool may_be_made(const Comparing *comparing, Name name) {
    for (uint32_t i = 0; comparing->expected.is_open && i < comparing->schema->object_count; i++) {
        const Object *object = &comparing->schema->objects[i];
        if (object->kind == OBJECT_SQL && sqlite_mentions(object->sql->up, name)) {
            return true;
        }
    }
    return false;
}

static bool is_expected(const Comparing *comparing, const SqlFact *fact) {
    bool is_elsewhere = fact->space != NULL && namemap_get(&comparing->spaces, fact->space) == NULL;
    return is_elsewhere || is_table(comparing, 0, fact) ||
           sql_facts_find(&comparing->expected, fact) != NULL || may_be_made(comparing, fact->name);
}

/* What stands behind the name in a statement. */
static Text text_of_fact(const SqlFact *fact) {
    return fact->first == fact->end ? (Text){"", 0} : sql_between(fact->first, fact->end - 1);
}

/* Whether the statement of a table that was imported as SQL is the one that migc writes. Only SQLite keeps it. */
static bool is_written_so(Comparing *comparing, const SqlFact *fact, const Table *table) {
    if (comparing->catalog->target != TARGET_SQLITE) {
        return false;
    }
    Buf text = {0};
    SqlFacts facts = {0};
    Ddl ddl = ddl_begin(&text, dialect_of(TARGET_SQLITE));
    ddl_create_table(&ddl, table);
    ddl_end(&ddl);
    sql_facts_read(comparing->arena, comparing->schema->names, buf_view(&text), TARGET_SQLITE,
                   &facts);
    bool is_same = facts.all.count == 1 &&
                   expression_is_same(comparing->arena, text_of_fact(fact),
                                      text_of_fact(facts.all.items[0]), TARGET_SQLITE);
    buf_free(&text);
    return is_same;
}

/* Of a table that is as it should be. */
static void tell_missing_indexes(Comparing *comparing, const Table *table) {
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        SqlFact wanted = {.kind = FACT_INDEX, .name = index->name};
        if (is_for_it(comparing, index->targets) &&
            namemap_get(&comparing->found_indexes, key_of(comparing, NULL, index->name)) == NULL) {
            tell(comparing, "drop", &wanted);
        }
    }
}

/* A table of the schema was imported as SQL: what it has otherwise, the language may have no words for. */
static bool compare_stated(Comparing *comparing, const SqlFact *fact) {
    Name name = key_of(comparing, fact->space, fact->name);
    bool is_stated = fact->kind == FACT_TABLE && comparing->catalog->target != TARGET_POSTGRES &&
                     !namemap_get(&comparing->tables[1], name);
    const Table *table = is_stated ? namemap_get(&comparing->tables[0], name) : NULL;
    if (table && !is_written_so(comparing, fact, table)) {
        SqlFact altered = *fact;
        altered.name = table->name;
        tell(comparing, "alter", &altered);
    } else if (table) {
        tell_missing_indexes(comparing, table);
    }
    return table != NULL;
}

/* Whether nobody said an index of a SQLite database that was imported as SQL. */
static bool is_new_index(const Comparing *comparing, const SqlFact *fact) {
    return comparing->catalog->target == TARGET_SQLITE && fact->kind == FACT_INDEX &&
           namemap_get(&comparing->known_indexes, key_of(comparing, NULL, fact->name)) == NULL &&
           !is_expected(comparing, fact);
}

static void compare_found(Comparing *comparing) {
    for (uint32_t i = 0; i < comparing->found.all.count; i++) {
        const SqlFact *fact = comparing->found.all.items[i];
        const SqlFact *touch = sql_facts_find(&comparing->touches, fact);
        if (is_index_of_table(comparing, fact)) {
            if (is_new_index(comparing, fact)) {
                tell(comparing, "create", fact);
            }
            continue;
        }
        if (compare_stated(comparing, fact)) {
            continue;
        }
        if (touch == NULL && !is_expected(comparing, fact)) {
            tell(comparing, is_state(fact) ? "alter" : "create", fact);
        } else if (touch != NULL &&
                   !sql_facts_agree(comparing->arena, touch, fact, comparing->catalog->target)) {
            tell(comparing, "alter", fact);
        }
    }
}

/* `a trigger`, `a function`, ...: what is there and could not be imported. */
static void compare_rest(Comparing *comparing) {
    for (uint32_t i = 0; i < comparing->catalog->rest_count; i++) {
        const CatalogRest *rest = &comparing->catalog->rest[i];
        const char *blank = strchr(rest->what, ' ');
        for (FactKind kind = FACT_VIEW; blank != NULL && kind <= FACT_EVENT; kind++) {
            SqlFact fact = {.kind = kind, .name = rest->name};
            if (strcmp(blank + 1, fact_word(kind)) == 0 && !may_be_made(comparing, rest->name)) {
                tell(comparing, "create", &fact);
            }
        }
    }
}

SqlDrifts align_sql(Arena *arena, const Model *schema, const Model *database,
                    const Catalog *catalog) {
    Comparing comparing = {
        .arena = arena, .schema = schema, .database = database, .catalog = catalog};
    read_model(&comparing, 0);
    read_model(&comparing, 1);
    if (catalog->target == TARGET_POSTGRES) {
        read_touches(&comparing);
    } else if (catalog->target == TARGET_SQLITE) {
        read_indexes(&comparing);
    }
    compare_expected(&comparing);
    compare_found(&comparing);
    compare_rest(&comparing);
    return comparing.drifts;
}

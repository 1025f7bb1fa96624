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
    SqlDrifts drifts;
} Comparing;

static bool is_for_it(const Comparing *comparing, TargetSet targets) {
    return ((unsigned)targets >> comparing->catalog->target & 1u) != 0;
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
                        name_qualified(comparing->schema->names, space, object_name(object)),
                        object->table);
        }
        if (side == 0 && space != NULL) {
            namemap_set(comparing->arena, &comparing->spaces, space, comparing);
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

static bool is_table(const Comparing *comparing, int side, const SqlFact *fact) {
    Name name = name_qualified(comparing->schema->names, fact->space, fact->name);
    return fact->kind == FACT_TABLE && namemap_get(&comparing->tables[side], name) != NULL;
}

static void compare_expected(Comparing *comparing) {
    for (uint32_t i = 0; i < comparing->expected.all.count; i++) {
        const SqlFact *fact = comparing->expected.all.items[i];
        const SqlFact *found = sql_facts_find(&comparing->found, fact);
        if (fact->is_gone || is_index_of_table(comparing, fact) ||
            sql_facts_find(&comparing->expected, fact) != fact) {
            continue; /* it is made again behind it */
        }
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

static void compare_found(Comparing *comparing) {
    for (uint32_t i = 0; i < comparing->found.all.count; i++) {
        const SqlFact *fact = comparing->found.all.items[i];
        const SqlFact *touch = sql_facts_find(&comparing->touches, fact);
        if (is_index_of_table(comparing, fact)) {
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
    }
    compare_expected(&comparing);
    compare_found(&comparing);
    compare_rest(&comparing);
    return comparing.drifts;
}

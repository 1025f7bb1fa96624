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
#include "import/postgres_agree.h"
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
    NameMap said[2];   /* PostgreSQL: what the language has comments of, in both, as `on table t` */
    NameMap owners[2]; /* PostgreSQL: tables and views that SQL makes, in both, by qualified name */
    NameMap altered;   /* PostgreSQL: tables that the author makes in more statements than one */
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

/* What the language has comments of. */
static void read_said(Comparing *comparing, int side) {
    static const char *const words[] = {[OBJECT_TABLE] = "table",
                                        [OBJECT_ENUM] = "type",
                                        [OBJECT_DOMAIN] = "domain",
                                        [OBJECT_SEQUENCE] = "sequence"};
    const Model *model = side == 0 ? comparing->schema : comparing->database;
    Names *names = comparing->schema->names;
    NameMap *said = &comparing->said[side];
    for (uint32_t i = 0; i < model->object_count; i++) {
        const Object *object = &model->objects[i];
        const char *word = object->kind < sizeof words / sizeof *words ? words[object->kind] : NULL;
        if (word == NULL || !is_for_it(comparing, object_targets(object))) {
            continue;
        }
        Name name = name_qualified(names, object_space(object), object_name(object));
        namemap_set(comparing->arena, said, names_internf(names, "on %s %s", word, name->text),
                    comparing);
        const Table *table = object->kind == OBJECT_TABLE ? object->table : NULL;
        for (uint16_t k = 0; table != NULL && k < table->column_count; k++) {
            Name column = names_internf(names, "on column %s.%s", name->text,
                                        table->columns[k].name->text);
            namemap_set(comparing->arena, said, column, comparing);
        }
    }
}

static void read_owners(Comparing *comparing, int side) {
    const SqlFacts *facts = side == 0 ? &comparing->expected : &comparing->found;
    for (uint32_t i = 0; i < facts->all.count; i++) {
        const SqlFact *fact = facts->all.items[i];
        if (fact->kind == FACT_TABLE || fact->kind == FACT_VIEW ||
            fact->kind == FACT_MATERIALIZED) {
            Name name = name_qualified(comparing->schema->names, fact->space, fact->name);
            namemap_set(comparing->arena, &comparing->owners[side], name, (void *)fact);
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
    bool is_of_column = fact->kind == FACT_ALWAYS || fact->kind == FACT_DEFAULT ||
                        fact->kind == FACT_NOT_NULL;
    bool is_of_table = fact->kind == FACT_ROW_SECURITY || fact->kind == FACT_OPTIONS;
    if (is_of_column) {
        buf_printf(&name, "of %s.%s", fact->on->text, fact->name->text);
    } else if (is_of_table) {
        buf_printf(&name, "of %s", fact->on->text);
    } else if (fact->kind == FACT_COMMENT) {
        buf_text(&name, fact->name->text);
    } else {
        buf_name(&name, fact->name);
    }
    if (fact->on != NULL && !is_of_column && !is_of_table) {
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
    return fact->kind == FACT_TRIGGER_STATE || fact->kind == FACT_RULE_STATE ||
           fact->kind == FACT_ALWAYS || fact->kind == FACT_ROW_SECURITY ||
           fact->kind == FACT_DEFAULT || fact->kind == FACT_NOT_NULL || fact->kind == FACT_OPTIONS;
}

static bool is_table(const Comparing *comparing, int side, const SqlFact *fact) {
    Name name = key_of(comparing, fact->space, fact->name);
    return fact->kind == FACT_TABLE && namemap_get(&comparing->tables[side], name) != NULL;
}

/* Indexes of tables are compared with these, but for PostgreSQL, where what stands in no table is told by itself. */
static bool is_index_of_table(const Comparing *comparing, const SqlFact *fact) {
    return fact->kind == FACT_INDEX && comparing->catalog->target != TARGET_POSTGRES;
}

/* Whether the table has a key, a check or an index of this name. */
static bool has_part(const Table *table, Name name) {
    bool has = table->primary_key != NULL && table->primary_key->name == name;
    for (uint16_t i = 0; i < table->unique_count; i++) {
        has = has || table->uniques[i].name == name;
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        has = has || table->foreign_keys[i].name == name;
    }
    for (uint16_t i = 0; i < table->check_count; i++) {
        has = has || table->checks[i].name == name;
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        has = has || table->indexes[i].name == name;
    }
    return has;
}

/* What a statement says of a part of something else. */
static bool is_part(const SqlFact *fact) {
    return fact->kind == FACT_INDEX || fact->kind == FACT_CONSTRAINT ||
           fact->kind == FACT_DEFAULT || fact->kind == FACT_NOT_NULL ||
           fact->kind == FACT_OPTIONS || fact->kind == FACT_COMMENT;
}

/* Whether the language says the part on this side, or could: it is compared with the table. */
static bool is_in_table(const Comparing *comparing, int side, const SqlFact *fact) {
    const Table *table = fact->on != NULL ? namemap_get(&comparing->tables[side], fact->on) : NULL;
    if (fact->kind == FACT_COMMENT) {
        return namemap_get(&comparing->said[side], fact->name) != NULL;
    }
    bool has_name = fact->kind == FACT_INDEX || fact->kind == FACT_CONSTRAINT;
    return table != NULL && (!has_name || has_part(table, fact->name));
}

/* Whether what the part is of is made by SQL on this side, and not on the other. */
static bool is_of_missing(const Comparing *comparing, int side, const SqlFact *fact) {
    const SqlFacts *other = side == 0 ? &comparing->found : &comparing->expected;
    const SqlFact *owner = fact->on ? namemap_get(&comparing->owners[side], fact->on) : NULL;
    return owner != NULL && sql_facts_find(other, owner) == NULL &&
           !is_table(comparing, 1 - side, owner);
}

/* Whether an index that the author's SQL makes is not in a SQLite database: not as SQL, and not as one of a table. */
static bool is_gone_index(const Comparing *comparing, const SqlFact *fact) {
    return comparing->catalog->target == TARGET_SQLITE && fact->kind == FACT_INDEX &&
           sql_facts_find(&comparing->found, fact) == NULL &&
           namemap_get(&comparing->indexes, key_of(comparing, NULL, fact->name)) == NULL;
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

/* What the author's SQL makes, and the language has no words for, was found in its words. */
static bool is_otherwise(const Comparing *comparing, const SqlFact *fact) {
    bool is_found = fact->kind == FACT_TABLE
                        ? is_table(comparing, 1, fact)
                        : fact->kind == FACT_CONSTRAINT && is_in_table(comparing, 1, fact);
    return comparing->catalog->target == TARGET_POSTGRES && is_found &&
           postgres_is_beyond_language(fact);
}

/* Whether the author says by itself what a server says in the statement that makes the table. */
static bool is_said_in_table(const Comparing *comparing, const SqlFact *fact) {
    const SqlFact *owner = fact->on ? namemap_get(&comparing->owners[1], fact->on) : NULL;
    bool is_column = fact->kind == FACT_DEFAULT || fact->kind == FACT_NOT_NULL;
    if (owner == NULL || owner->kind != FACT_TABLE || sql_facts_find(&comparing->found, fact)) {
        return false;
    }
    bool is_said = fact->kind == FACT_OPTIONS;
    for (const SqlToken *token = owner->first; is_column && token < owner->end; token++) {
        is_said = is_said || text_equal(token->text, name_text(fact->name));
    }
    return is_said;
}

/* Tables of which something is said by itself that a server says in the statement that makes them. */
static void read_altered(Comparing *comparing) {
    for (uint32_t i = 0; i < comparing->expected.all.count; i++) {
        const SqlFact *fact = comparing->expected.all.items[i];
        if (is_said_in_table(comparing, fact)) {
            namemap_set(comparing->arena, &comparing->altered, fact->on, comparing);
        }
    }
}

static bool is_altered(const Comparing *comparing, const SqlFact *fact) {
    Name name = name_qualified(comparing->schema->names, fact->space, fact->name);
    return fact->kind == FACT_TABLE && namemap_get(&comparing->altered, name) != NULL;
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
        bool is_other = found == NULL && is_otherwise(comparing, fact);
        if (!is_other && is_part(fact) && found == NULL &&
            (is_in_table(comparing, 1, fact) || is_of_missing(comparing, 0, fact) ||
             is_said_in_table(comparing, fact))) {
            continue;
        }
        found = found ? found : statement_of(comparing, fact);
        if (is_other) {
            tell(comparing, "alter", fact);
        } else if (found == NULL && !is_table(comparing, 1, fact) && !is_rest(comparing, fact)) {
            tell(comparing, is_state(fact) ? "alter" : "drop", fact);
        } else if (found != NULL && !is_altered(comparing, fact) &&
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

/* A part that nobody said by itself: it may be the author's all the same. */
static bool may_be_part(const Comparing *comparing, const SqlFact *fact) {
    bool is_known = sql_facts_find(&comparing->expected, fact) != NULL;
    return !is_known &&
           (fact->is_gone || is_in_table(comparing, 0, fact) ||
            (fact->on != NULL && (may_be_made(comparing, fact->on) ||
                                  namemap_get(&comparing->expected.loose, fact->on) != NULL)) ||
            is_of_missing(comparing, 1, fact));
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
        if (compare_stated(comparing, fact) || (is_part(fact) && may_be_part(comparing, fact))) {
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

/* A view of MySQL's or MariaDB's that reads what is not there any more. */
static bool is_broken_view(const CatalogRest *rest) {
    static const char what[] = "a view that does not work,";
    return strncmp(rest->what, what, strlen(what)) == 0;
}

/* Whether the author's SQL makes one of this kind and name, or may do so. */
static bool is_made(const Comparing *comparing, const SqlFact *wanted) {
    for (uint32_t i = 0; i < comparing->expected.all.count; i++) {
        const SqlFact *fact = comparing->expected.all.items[i];
        if (fact->kind == wanted->kind &&
            sql_same_letters(name_text(fact->name), name_text(wanted->name))) {
            return true;
        }
    }
    return may_be_made(comparing, wanted->name);
}

/* `a trigger`, `a function`, ...: what is there and could not be imported. */
static void compare_rest(Comparing *comparing) {
    for (uint32_t i = 0; i < comparing->catalog->rest_count; i++) {
        const CatalogRest *rest = &comparing->catalog->rest[i];
        if (is_broken_view(rest)) {
            SqlFact view = {.kind = FACT_VIEW, .name = rest->name};
            tell(comparing, is_made(comparing, &view) ? "alter" : "create", &view);
            continue;
        }
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
        for (int side = 0; side < 2; side++) {
            read_said(&comparing, side);
            read_owners(&comparing, side);
        }
        read_altered(&comparing);
    } else if (catalog->target == TARGET_SQLITE) {
        read_indexes(&comparing);
    }
    compare_expected(&comparing);
    compare_found(&comparing);
    compare_rest(&comparing);
    return comparing.drifts;
}

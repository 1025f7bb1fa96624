/*
 * follow.c - takes the steps of a script, gives what becomes of every table that they are about,
 * and which tables have to be moved aside first. See change.h.
 */
#include "emit/lower.h"
#include "emit/sqlite/change.h"
#include "emit/sqlite/words.h"

bool sqlite_is_structural(const Step *step) {
    return step->kind == STEP_DROP_TABLE || step->kind == STEP_REBUILD ||
           step->kind == STEP_CREATE_TABLE;
}

uint32_t sqlite_change_of(const Changing *changing, const Step *step, uint32_t from) {
    const Changes *changes = changing->script->changes;
    for (uint32_t i = from; i < changes->count; i++) {
        const Change *change = &changes->items[changing->down ? changes->count - 1 - i : i];
        const Ops *ops = changing->down ? &change->down : &change->up;
        if (step->op >= ops->items && step->op < ops->items + ops->count) {
            return i;
        }
    }
    return from;
}

/* ---- lineages ------------------------------------------------------------------------------------ */

typedef struct Following {
    Changing *changing;
    NameMap now;    /* lower case -> Lineage *, `gone` if there is none of that name any more */
    NameMap before; /* lower case -> Table *, what the script begins with */
    NameMap after;
    Lineage gone;
    bool uses; /* something has run that may use any table */
} Following;

static Lineage *new_lineage(Following *following, const Table *first, const Table *last) {
    Arena *arena = &following->changing->arena;
    Lineage *lineage = NEW(arena, Lineage);
    *lineage = (Lineage){.first = first, .last = last};
    vec_push(arena, &following->changing->lineages, lineage);
    return lineage;
}

static Lineage *now_at(const Following *following, Name name) {
    Lineage *lineage = namemap_get(&following->now, names_lower(following->changing->names, name));
    return lineage == &following->gone ? NULL : lineage;
}

static void set_now(Following *following, Name name, Lineage *lineage) {
    namemap_set(&following->changing->arena, &following->now,
                names_lower(following->changing->names, name),
                lineage ? lineage : &following->gone);
}

/* The table of a step that changes nothing about it itself. */
static Lineage *used_table(Following *following, const Table *table) {
    Lineage *lineage = now_at(following, table->name);
    if (!lineage) {
        Name key = names_lower(following->changing->names, table->name);
        lineage = new_lineage(following, namemap_get(&following->before, key),
                              namemap_get(&following->after, key));
        lineage->is_small = true;
        set_now(following, table->name, lineage);
    }
    return lineage;
}

/* The steps of one change that drop, build and create tables: all at once, for names may change places. */
static void follow_group(Following *following, uint32_t first, uint32_t end) {
    const Step *steps = following->changing->plan->steps.items;
    Lineage **of_step = following->changing->of_step;
    for (uint32_t i = first; i < end; i++) {
        const Table *before = steps[i].kind == STEP_REBUILD      ? steps[i].rebuild->before
                              : steps[i].kind == STEP_DROP_TABLE ? steps[i].table
                                                                 : NULL;
        if (before) {
            of_step[i] = now_at(following, before->name);
            if (!of_step[i]) {
                of_step[i] = new_lineage(following, before, NULL);
                of_step[i]->starts = following->uses;
                of_step[i]->first_step = i;
            } else if (of_step[i]->is_small) {
                of_step[i]->starts = true;
                of_step[i]->first_step = i;
                of_step[i]->is_small = false;
            }
            of_step[i]->last = NULL;
            of_step[i]->last_step = i;
            set_now(following, before->name, NULL);
        }
    }
    for (uint32_t i = first; i < end; i++) {
        if (steps[i].kind == STEP_REBUILD) {
            of_step[i]->is_rebuilt = true;
            of_step[i]->last = steps[i].rebuild->after;
        } else if (steps[i].kind == STEP_CREATE_TABLE) {
            of_step[i] = new_lineage(following, NULL, steps[i].table);
            of_step[i]->first_step = i;
            of_step[i]->last_step = i;
        }
        if (steps[i].kind != STEP_DROP_TABLE) {
            set_now(following, of_step[i]->last->name, of_step[i]);
        }
    }
}

static void follow_step(Following *following, uint32_t at) {
    const Step *step = &following->changing->plan->steps.items[at];
    bool puts_rows = step->kind == STEP_PUT_ROWS || step->kind == STEP_REMOVE_ROWS;
    if (puts_rows || step->kind == STEP_CREATE_INDEX || step->kind == STEP_CREATE_TOUCH ||
        step->kind == STEP_DROP_INDEX || step->kind == STEP_REMOVE_TOUCH) {
        following->changing->of_step[at] = used_table(following, step->table);
        following->uses = following->uses || puts_rows;
    } else if (step->kind == STEP_RUN_SQL || step->kind == STEP_UNDO_SQL) {
        SqliteMakes makes = sqlite_makes(step->sql);
        bool only_defines = makes == SQLITE_MAKES_VIEW || makes == SQLITE_MAKES_TRIGGER;
        following->uses = following->uses || !only_defines;
    }
}

/* ---- names --------------------------------------------------------------------------------------- */

static TableName *enter_name(Changing *changing, Name name) {
    Name key = names_lower(changing->names, name);
    TableName *entry = namemap_get(&changing->by_name, key);
    if (!entry) {
        entry = NEW(&changing->arena, TableName);
        *entry = (TableName){.name = name};
        namemap_put(&changing->arena, &changing->by_name, key, entry);
        vec_push(&changing->arena, &changing->table_names, entry);
    }
    return entry;
}

TableName *sqlite_table_name(const Changing *changing, Name name) {
    return namemap_get(&changing->by_name, names_lower(changing->names, name));
}

/* A name that something else has on the way must not be taken by what has it in the end, or the other way
 * round. */
static void park_passing_names(Changing *changing) {
    for (uint32_t i = 0; i < changing->plan->steps.count; i++) {
        const Step *step = &changing->plan->steps.items[i];
        const Lineage *lineage = changing->of_step[i];
        if (step->kind == STEP_REBUILD || step->kind == STEP_CREATE_TABLE) {
            TableName *entry = sqlite_table_name(changing, step->table->name);
            if (entry && (entry->first || entry->last != lineage)) {
                entry->is_parked = true;
            }
        }
    }
}

static void collect_names(Changing *changing) {
    for (uint32_t i = 0; i < changing->lineages.count; i++) {
        Lineage *lineage = changing->lineages.items[i];
        if (lineage->is_small) {
            continue;
        }
        if (lineage->first) {
            enter_name(changing, lineage->first->name)->first = lineage;
        }
        if (lineage->last) {
            enter_name(changing, lineage->last->name)->last = lineage;
        }
    }
    for (uint32_t i = 0; i < changing->table_names.count; i++) {
        TableName *entry = changing->table_names.items[i];
        entry->is_parked = (entry->first && entry->first->is_rebuilt) ||
                           (entry->last && entry->last->is_rebuilt) ||
                           (entry->first && entry->last && entry->first != entry->last);
        uint32_t first = entry->first ? entry->first->first_step : 0;
        uint32_t last = entry->last ? entry->last->last_step : 0;
        entry->last_use = first > last ? first : last;
    }
    park_passing_names(changing);
}

static void know_tables(Following *following, NameMap *map, const Model *model) {
    namemap_reserve(&following->changing->arena, map, model->table_count);
    for (uint32_t i = 0; i < model->table_count; i++) {
        if (is_for(following->changing->ddl.dialect, model->tables[i]->targets)) {
            namemap_set(&following->changing->arena, map,
                        names_lower(following->changing->names, model->tables[i]->name),
                        model->tables[i]);
        }
    }
}

void sqlite_follow_tables(Changing *changing) {
    const Steps *steps = &changing->plan->steps;
    Following following = {.changing = changing};
    changing->of_step = NEW_ARRAY(&changing->arena, Lineage *, steps->count);
    know_tables(&following, &following.before, changing->before);
    know_tables(&following, &following.after, changing->after);
    uint32_t change = 0;
    for (uint32_t i = 0; i < steps->count; i++) {
        change = sqlite_change_of(changing, &steps->items[i], change);
        if (!sqlite_is_structural(&steps->items[i])) {
            follow_step(&following, i);
            continue;
        }
        uint32_t end = i + 1;
        while (end < steps->count && sqlite_is_structural(&steps->items[end]) &&
               sqlite_change_of(changing, &steps->items[end], change) == change) {
            end++;
        }
        follow_group(&following, i, end);
        i = end - 1;
    }
    for (uint32_t i = 0; i < changing->lineages.count; i++) { /* indexes may have come since */
        Lineage *lineage = changing->lineages.items[i];
        if (lineage->last) {
            lineage->last = namemap_get(&following.after,
                                        names_lower(changing->names, lineage->last->name));
        }
    }
    collect_names(changing);
}

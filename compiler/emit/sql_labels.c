/* sql_labels.c - takes two models, gives what is the same in both the same name. See sql_labels.h. */
#include "emit/sql_labels.h"

#include "emit/sql_makes.h"

typedef struct Labels {
    Arena *arena;
    Names *names;
    NameMap known[2];  /* of each side, by what undoes it: the sql object, or `several` */
    NameMap taken[2];  /* of each side: the names of all objects */
    SqlObject several; /* stands for those of one meaning */
} Labels;

static SqlObject *sql_of(const Model *model, uint32_t at) {
    const Object *object = &model->objects[at];
    return object->kind == OBJECT_SQL && object->sql->name && object->sql->down ? object->sql
                                                                                : NULL;
}

static Name identity_of(const Labels *labels, const SqlObject *sql) {
    Buf text = {0};
    sql_identity(&text, sql);
    Name identity = names_intern(labels->names, text.data, text.length);
    buf_free(&text);
    return identity;
}

static void know(Labels *labels, const Model *model, int side) {
    for (uint32_t i = 0; i < model->object_count; i++) {
        SqlObject *sql = sql_of(model, i);
        Name name = object_name(&model->objects[i]);
        if (name) {
            namemap_set(labels->arena, &labels->taken[side], name, labels);
        }
        if (sql) {
            Name identity = identity_of(labels, sql);
            bool is_first = namemap_get(&labels->known[side], identity) == NULL;
            namemap_set(labels->arena, &labels->known[side], identity,
                        is_first ? sql : &labels->several);
        }
    }
}

static bool is_taken(const Labels *labels, int side, Name name) {
    return namemap_get(&labels->taken[side], name) != NULL;
}

/* The name of the one or of the other, if it is free on the other side, or else one that is free on both. */
static void join(Labels *labels, SqlObject *before, SqlObject *after) {
    Name name = after->name;
    if (is_taken(labels, 0, name)) {
        name = before->name;
        for (unsigned n = 2;
             is_taken(labels, 1, name) || (name != before->name && is_taken(labels, 0, name));
             n++) {
            name = names_internf(labels->names, "%s_%u", after->name->text, n);
        }
    }
    before->name = name;
    after->name = name;
    namemap_set(labels->arena, &labels->taken[0], name, labels);
    namemap_set(labels->arena, &labels->taken[1], name, labels);
}

void sql_labels_join(Arena *arena, Model *before, Model *after) {
    Labels labels = {.arena = arena, .names = after->names};
    know(&labels, before, 0);
    know(&labels, after, 1);
    for (uint32_t i = 0; i < before->object_count; i++) {
        SqlObject *sql = sql_of(before, i);
        Name identity = sql ? identity_of(&labels, sql) : NULL;
        SqlObject *was = sql ? namemap_get(&labels.known[0], identity) : NULL;
        SqlObject *is = sql ? namemap_get(&labels.known[1], identity) : NULL;
        if (sql && was == sql && is && is != &labels.several && is->name != sql->name) {
            join(&labels, sql, is);
        }
    }
}

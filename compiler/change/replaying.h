/*
 * The parts of change/replay among themselves; nobody else includes this.
 *
 * A Replaying is the schema as a tree while the chain is replayed. Declarations are copied before they
 * are changed, once for each change (a run of steps between free sql steps), so that what a model was
 * made of stays as it was.
 */
#ifndef MIGC_CHANGE_REPLAYING_H
#define MIGC_CHANGE_REPLAYING_H

#include "change/replay.h"
#include "schema/resolve.h"

/* A column of a table that is altered, since the change began. */
typedef struct ColumnTrack {
    Name name;      /* now */
    int32_t origin; /* its place among the columns when the change began; -1: it is new */
    bool is_gone;
    const AstExpr *value; /* over the names when the change began; NULL: what it held */
    const AstExpr *where;
    const AstExpr
        *restored; /* over the names now: what it held when the change began, for those that
                                were there; NULL: what it holds */
    Name lossy;
    Span span;           /* of the step that added or restated it last */
    const AstType *type; /* that it had when the change began */
} ColumnTrack;

/* A table that was there when the change began and is altered, renamed or dropped by it. */
typedef struct TableTrack {
    const AstDecl *before;
    uint32_t number;                   /* among the tables when the change began */
    VEC(ColumnTrack) columns;          /* dropped ones among them */
    VEC(const AstItem *) concurrently; /* indexes that are to be built so */
} TableTrack;

typedef struct EnumValueGone {
    Name name;
    int32_t origin;
} EnumValueGone;

/* Where each value of an enum was when the change began; -1: it is new. In the order of the values. */
typedef struct EnumTrack {
    const AstDecl *before;
    VEC(int32_t) origins;
    VEC(EnumValueGone)
    gone; /* those of `before` that were dropped, and may come back in another place */
} EnumTrack;

/* A declared object of the schema. */
typedef struct Replayed {
    AstDecl *decl;
    uint32_t change;   /* the change it was copied for last; it may be written to in that one */
    Name revision;     /* the one that made it */
    Span span;         /* its name where it was made */
    TableTrack *table; /* NULL: untouched since the change began */
    EnumTrack *enumeration;
    const AstDecl *resolved; /* what `object` was made of */
    const Object *object;    /* in the newest model; NULL: in none yet */
    const AstDecl *started;  /* as it was when the change began; NULL: made since */
    uint32_t number;         /* of a table: among the tables when the change began */
    uint32_t place;          /* among the objects */
} Replayed;

typedef VEC(Replayed *) ReplayedList;

typedef struct DroppedTable {
    uint32_t number; /* among the tables when the change began */
    Name lossy;
} DroppedTable;

typedef struct Replaying {
    Arena *arena; /* of trees, models and changes */
    Arena scratch;
    Names *names;
    Diags *diags;
    const Project *project;
    VEC(const AstDecl *) aliases; /* the one-word types of the schema */
    ReplayedList objects; /* in the order made; those that were dropped until they are swept */
    bool has_dropped;     /* some of them were */
    NameMap users;        /* Name (qualified) -> ReplayedList: those that may name it */
    NameMap tables; /* Name (qualified) -> Replayed: tables, enums, types and sql objects */
    NameMap extensions;
    uint32_t change;          /* counts changes, from 1 */
    const AstStep *step;      /* the one that is carried out */
    Past past;
    VEC(DroppedTable) dropped; /* since the change began */
    const Model *model;        /* when the change began */
    bool is_written;           /* something was changed since then */
    NameMap computed; /* the strings that values were computed of since then, each its own value */
    NameMap renamed;  /* the names that values of enums got since then, likewise */
    uint32_t check_errors;     /* what checks found in models that were made */
} Replaying;

/* replay_state.c: the object of that kind, or NULL. */
Replayed *replay_find(Replaying *replaying, AstDeclKind kind, const AstRef *name);

/* The same; an unknown one is told, with what became of it. */
Replayed *replay_want(Replaying *replaying, AstDeclKind kind, const AstRef *name);

/* Its declaration, to be written to: a copy, with a copy of its list of items or values. */
AstDecl *replay_write(Replaying *replaying, Replayed *object);

/* A copy of a list of names or of modifiers, to be written to. */
AstName *replay_copy_names(Replaying *replaying, const AstName *names);
AstModifier *replay_copy_modifiers(Replaying *replaying, const AstModifier *modifiers);

/* Takes those that were dropped out of the objects, before all of them are looked at. */
void replay_sweep(Replaying *replaying);

void replay_create(Replaying *replaying, AstDecl *decl);
void replay_drop(Replaying *replaying, const AstStep *step);
void replay_rename(Replaying *replaying, const AstStep *step);
void replay_restate(Replaying *replaying, AstDecl *decl);

/* The track of a table that was there when the change began; NULL: it was made since. */
TableTrack *replay_track(Replaying *replaying, Replayed *table);

/* The column of that name, not a dropped one; NULL: there is none, or no track. */
ColumnTrack *replay_column(TableTrack *track, Name name);

/* replay_users.c: those that may name it: data blocks and sql objects that are called so, tables that refer to it,
 * columns of the type, sql objects that need it, sequences that it owns. Whoever does is among them, in the order
 * noted; others may be, some twice, and some that were dropped: they have no declaration. */
ReplayedList *replay_users(Replaying *replaying, const AstRef *name);

/* Notes the names in a declaration that was made, or in a list of items that it gets. */
void replay_note(Replaying *replaying, Replayed *object);
void replay_note_items(Replaying *replaying, Replayed *object, const AstItem *items);

/* What named the one names the other from now on. */
void replay_move_users(Replaying *replaying, const AstRef *from, const AstRef *to);

/* replay_table.c: alter table. */
void replay_alter_table(Replaying *replaying, const AstStep *step);

/* Takes constraints out of the columns of a list of items: they become items of their own, behind their
 * column. */
AstItem *replay_hoist(Replaying *replaying, const AstItem *items);

/* replay_enum.c: the track of an enum that was there when the change began; NULL: it was made since. */
EnumTrack *replay_track_enum(Replaying *replaying, Replayed *object);

/* alter enum. */
void replay_alter_enum(Replaying *replaying, const AstStep *step);

/* replay_names.c: the name that an item has by itself: `{table}_{columns}_{key,fkey,check,idx}`. */
Name replay_derived_name(Replaying *replaying, const AstDecl *table, const AstItem *item);

/* replay_expr.c: an expression in which names of columns are others. */
const AstExpr *replay_rename_in(Replaying *replaying, const AstExpr *expr, Name from, Name to);

/* Whether it names the column. */
bool replay_mentions(const AstExpr *expr, Name column);

/* An expression in which every name of a column stands for an expression: `replace` gives it, or NULL
 * to leave the name. */
typedef const AstExpr *(*ReplayReplace)(void *context, const AstExpr *name);
const AstExpr *replay_substitute(Replaying *replaying, const AstExpr *expr, ReplayReplace replace,
                                 void *context);

/* Makes nodes: a name, null, a cast, `case when where then value else other end`. */
const AstExpr *replay_name_expr(Replaying *replaying, Name name, Span span);
const AstExpr *replay_null_expr(Replaying *replaying, Span span);
const AstExpr *replay_cast_expr(Replaying *replaying, const AstExpr *expr, const AstType *type);
const AstExpr *replay_case_expr(Replaying *replaying, const AstExpr *where, const AstExpr *value,
                                const AstExpr *other);

/* replay_sequence.c: defaults of columns that take numbers from a sequence: whether there are any, which is
 * told; gives them its new name. Whose a sequence is when a table, or with `from` one of its columns, gets
 * another name. */
bool replay_sequence_is_used(Replaying *replaying, const AstStep *step);
void replay_rename_sequence(Replaying *replaying, const AstRef *name, const AstRef *to);
void replay_rename_owner(Replaying *replaying, const AstRef *table, const AstRef *to, Name from,
                         Name column);

/* replay_mapping.c: resolves the schema as it is now into a model, and gives the mapping from the model
 * when the change began. */
const Model *replay_resolve(Replaying *replaying, Mapping *mapping);

#endif

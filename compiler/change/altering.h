/*
 * `alter table` among the files that carry it out; nobody else includes this. See replay_table.c.
 */
#ifndef MIGC_CHANGE_ALTERING_H
#define MIGC_CHANGE_ALTERING_H

#include "change/replaying.h"

/* One table while the lines of the step are carried out. */
typedef struct Altering {
    Replaying *replaying;
    AstDecl *decl;     /* may be written to */
    TableTrack *track; /* NULL: the table was made by this change and has no rows */
} Altering;

/* replay_parts.c: the modifier of that kind, or NULL. */
const AstModifier *altering_modifier(const AstItem *item, AstModifierKind kind);

/* The column of that name, or NULL; the second tells an unknown one, with what became of it. */
AstItem *altering_column(const Altering *altering, Name name);
AstItem *altering_want_column(const Altering *altering, const AstName *written);

/* The constraint or index that a line is about; an unknown one is told. */
AstItem *altering_want_part(const Altering *altering, const AstChange *change);

/* The name of a constraint or index, written or derived; and what kind of thing it is, in words. */
Name altering_name_of(const Altering *altering, const AstItem *item);
const char *altering_part_words(uint8_t kind);

bool altering_same_names(const AstName *a, const AstName *b);
bool altering_same_type(const AstType *a, const AstType *b);

void altering_unlink(AstDecl *decl, const AstItem *item);
void altering_append(AstDecl *decl, AstItem *items);

/* What becomes of a column, for messages of later revisions. */
void altering_set_fate(const Altering *altering, Name column, FateKind kind, Span span, Name to);

/* replay_table.c: whether every name in it is a column that is there; others are told. */
bool altering_names_are_known(const Altering *altering, const AstExpr *expr);

/* In every expression that restores a column, the name stands for `meaning` from now on. */
void altering_restores_follow(Altering *altering, Name name, const AstExpr *meaning);

/* replay_partition.c: lines about partitions; `partition by` of a table that is there; whether the table is
 * partitioned by the column. */
void altering_add_partition(Altering *altering, const AstChange *change);
void altering_set_partitions(Altering *altering, const AstChange *change);
void altering_drop_partition(Altering *altering, const AstChange *change);
void altering_refuse_partitioning(const Altering *altering, const AstItem *item);
bool altering_is_partitioned_by(const Altering *altering, Name column);

/* replay_drop.c, replay_rename.c: lines that drop and rename. */
void altering_drop(Altering *altering, const AstChange *change);
void altering_rename(Altering *altering, const AstChange *change);

#endif

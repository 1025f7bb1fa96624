/*
 * restate.h - parts of a model in the language again, for the text of a revision.
 *
 * takes:    objects of a model and their parts
 * gives:    what declares them: types written out, names that would be derived left out
 * promises: what is written means the same where it is read: the model of it has the same text.
 *           One item a line and single blanks; the canonical layout is syntax/format's
 */
#ifndef MIGC_CHANGE_RESTATE_H
#define MIGC_CHANGE_RESTATE_H

#include "base/buf.h"
#include "schema/model.h"

/* A name, in quotes if it needs them anywhere a name can stand. */
void restate_name(Buf *out, Name name);

/* `name` or `space.name`. */
void restate_qualified(Buf *out, Name space, Name name);

/* A value of an enum: a name, or a string. */
void restate_value(Buf *out, Name value);

/* A string: `'it''s'`. */
void restate_string(Buf *out, Text text);

/* `decimal(10, 2)`, `text[]`, `audit.severity`. */
void restate_type(Buf *out, Type type);

/* ` for postgres`, unless `targets` are those of what is around it. */
void restate_targets(Buf *out, TargetSet targets, TargetSet around);

/* `/// ...` for each line of it, behind `indent` blanks; nothing if it is NULL. */
void restate_doc(Buf *out, Name doc, unsigned indent);

/* `comment 'text'` and a newline; `comment none` if it is NULL. */
void restate_comment(Buf *out, Name doc);

/* An expression, in brackets unless it is a single thing: `now`, `-1`, `(a + 1)`. */
void restate_single(Buf *out, const Expr *expr, const Table *table);

/* Which foreign keys of a table are written, and how. */
typedef enum KeyPlace {
    KEY_HERE,    /* as it is */
    KEY_FORWARD, /* with `forward` */
    KEY_LATER    /* not here */
} KeyPlace;

/* A column: name, type and what belongs to it alone. `places`: of the foreign keys of the table; keys of
 * this column alone are written as modifiers. NULL: no keys, as for `alter column`. */
void restate_column(Buf *out, const Table *table, uint16_t column, const KeyPlace *places);

/* Whether restate_column, with `places`, writes this key as a modifier of a column. */
bool restate_is_modifier(const Table *table, const Key *key, const char *suffix);
bool restate_is_reference(const Table *table, const ForeignKey *key);

/* The items of a table that are not columns; the name is left out if it would be derived. */
void restate_primary_key(Buf *out, const Table *table);
void restate_unique(Buf *out, const Table *table, const Key *key);
void restate_foreign_key(Buf *out, const Table *table, const ForeignKey *key, KeyPlace place);
void restate_check(Buf *out, const Table *table, const Check *check);
void restate_index(Buf *out, const Table *table, const Index *index);

/* `partition by range (day) { ... }`, its last line behind `indent` blanks; and one partition. */
void restate_partitioning(Buf *out, const Partitioning *partitioning, const Table *table,
                          unsigned indent);
void restate_partition(Buf *out, const Partition *partition, const Table *table);

/* `(strict, fillfactor = 70)`. */
void restate_options(Buf *out, const OptionWord *options, uint16_t count);

/* The position behind the options that are for the same targets as the one at `first`. */
uint16_t restate_next_options(const OptionWords *options, uint16_t first);

/* A key of an index up to its direction. */
void restate_index_key(Buf *out, const IndexKey *key, const Table *table);

/* Whether something has the name that it gets without one. `suffix`: key, fkey. Of several checks over
 * the same columns only the first has; the others are always named. */
bool restate_is_derived_primary_key(const Table *table);
bool restate_is_derived(const Table *table, Columns columns, const char *suffix, Name name);
bool restate_is_derived_check(const Table *table, const Check *check);
bool restate_is_derived_index(const Table *table, const Index *index);

/* An object in several lines, behind `indent` blanks each, its documentation before it; the first line
 * begins with `words`: `create `. `places`: of a table's foreign keys. */
void restate_object(Buf *out, const Object *object, const char *words, unsigned indent,
                    const KeyPlace *places);

#endif

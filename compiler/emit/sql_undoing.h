/*
 * sql_undoing.h - what undoes the author's SQL of PostgreSQL, in one spelling.
 *
 * takes:    the statements that undo a sql object: `drop function if exists F(int)`
 * gives:    the same in the words of an import, by which they are known: ` DROP FUNCTION f(integer); `
 * promises: linear cost; a statement that is not understood word for word stays as it is
 */
#ifndef MIGC_EMIT_SQL_UNDOING_H
#define MIGC_EMIT_SQL_UNDOING_H

#include "base/names.h"
#include "schema/model.h"

/* Spells what undoes the sql objects of a model that is narrowed to PostgreSQL. A type, a domain, a routine and a collation have
 * neither `IF EXISTS` nor `CASCADE` then: a script knows what stands on them, and columns are not to go along. */
void sql_undoing_spell(Model *model);

/* One statement without `IF EXISTS`, `CASCADE` and `RESTRICT`: the same for what undoes one thing. */
Name sql_undoing_key(Names *names, Name down);

/* What the words, `DROP TYPE `, name, if the text is one such statement, in capitals or not, and says nothing else; or nothing. */
Text sql_undoing_named(Name down, const char *words);

#endif

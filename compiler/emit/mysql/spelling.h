/*
 * spelling.h - types of MySQL's and MariaDB's own, as their catalogs show them.
 *
 * takes:    a column whose type is spelled for the target
 * gives:    what the catalog says of it, if that is known
 * promises: only what every version of the server shows alike
 */
#ifndef MIGC_EMIT_MYSQL_SPELLING_H
#define MIGC_EMIT_MYSQL_SPELLING_H

#include "base/buf.h"
#include "emit/dialect.h"
#include "schema/model.h"

/* Writes a type as both servers mean it: `NUMERIC` as `decimal(10,0)`, `bool` as `tinyint(1)`, `set( 'A' )` as `set('A')`. */
void mysql_normal_spelling(Buf *out, Text spelling);

/* Writes the type as lines of the catalog are compared: in small letters, integers without a width,
 * a character set by its collation. False, and nothing
 * is written: only the server knows how it shows the type, or the default that the column has. */
bool mysql_shown_spelling(Buf *out, const Column *column, const Dialect *dialect);

/* The same of types that servers show in several ways, or whose default is in the way, as verify.sql compares them:
 * `tinyint(1)`, `year`, `set('a','b')`, `point srid 4326`. False: it is none of these. */
bool mysql_own_spelling(Buf *out, const Column *column, const Dialect *dialect);

#endif

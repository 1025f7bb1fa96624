/*
 * Conditions as MySQL and MariaDB show them in their catalogs, as far as that can be foretold.
 *
 * Takes SQL that migc has written, or an author verbatim; gives its words without brackets and quotes, one
 * blank between two. Servers rewrite functions, casts, NOT and much else: such text is not compared.
 */
#ifndef MIGC_EMIT_MYSQL_CONDITION_H
#define MIGC_EMIT_MYSQL_CONDITION_H

#include "schema/model.h"

/* Writes what the catalog shows of `text`, a condition on the table. False: nobody knows, and what was
 * written means nothing. */
bool mysql_condition(Buf *out, const Table *table, Text text);

#endif

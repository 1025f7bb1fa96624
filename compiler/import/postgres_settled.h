/*
 * postgres_settled.h - an expression as PostgreSQL prints it when it has read what it printed.
 *
 * What it prints of `code IN ('a', 'b')` over a varchar is read as another tree, which is printed in another way,
 * and from then on as it is:
 *
 *     (code)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])
 *     (code)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])
 *
 * and what begins a chain of `and` or of `or` is read as a part of the chain, as of `a between 1 and 2 and b > 0`:
 *
 *     (((a >= 1) AND (a <= 2)) AND (b > 0))
 *     ((a >= 1) AND (a <= 2) AND (b > 0))
 *
 * A constant that a query does not name is called like its type once its cast is read; both are printed without the name:
 *
 *     SELECT 'a'::text AS kind UNION ALL SELECT 'b'::text
 *     SELECT 'a'::text AS kind UNION ALL SELECT 'b'::text AS text
 *
 * What is extracted by the name in a string is printed as a word, which is read in small letters:
 *
 *     EXTRACT(YEAR FROM at)
 *     EXTRACT(year FROM at)
 */
#ifndef MIGC_IMPORT_POSTGRES_SETTLED_H
#define MIGC_IMPORT_POSTGRES_SETTLED_H

#include "base/names.h"

/* The text in its last form; NULL for NULL. */
Name postgres_settled(Names *names, Name sql);

#endif

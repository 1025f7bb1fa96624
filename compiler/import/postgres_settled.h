/*
 * postgres_settled.h - an expression as PostgreSQL prints it when it has read what it printed.
 *
 * What it prints of `code IN ('a', 'b')` over a varchar is read as another tree, which is printed in another way,
 * and from then on as it is:
 *
 *     (code)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])
 *     (code)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text])
 */
#ifndef MIGC_IMPORT_POSTGRES_SETTLED_H
#define MIGC_IMPORT_POSTGRES_SETTLED_H

#include "base/names.h"

/* The text in its last form; NULL for NULL. */
Name postgres_settled(Names *names, Name sql);

#endif

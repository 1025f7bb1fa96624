/*
 * What changes in a domain that keeps its type.
 *
 * Takes the domain before and after; changes nothing. Used by lower_change, which makes steps of it, and by
 * the printer, which writes them.
 */
#ifndef MIGC_EMIT_DOMAIN_H
#define MIGC_EMIT_DOMAIN_H

#include "schema/model.h"

/* The check of `other` that says the same as this one of `domain`, by its position; -1: none. */
int32_t domain_same_check(const Domain *domain, uint16_t check, const Domain *other);

/* Something goes, or is called otherwise: a check, its being required, its default (also one that comes). */
bool domain_loses(const Domain *before, const Domain *after);

/* A rule comes: a check, its being required. */
bool domain_gains(const Domain *before, const Domain *after);

/* A column of it cannot come without values: it has no default, and is required or has checks that may say so. */
bool domain_wants_values(const Domain *domain);

/* The defaults are the same. */
bool domain_same_default(const Domain *before, const Domain *after);

#endif

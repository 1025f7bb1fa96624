/*
 * serial.h - what became of `serial` columns, for who imports them.
 *
 * takes:    a catalog
 * gives:    remarks (serial-column): which columns became `identity`, which stay a sequence and a default,
 *           and why
 * promises: one remark of each kind, with the first columns that it is about by name; none if there are none
 */
#ifndef MIGC_IMPORT_SERIAL_H
#define MIGC_IMPORT_SERIAL_H

#include "import/catalog.h"
#include "source/diag.h"

/* Whether this is a reason that CatalogColumn.not_serial may have. */
bool serial_has_word(Name word);

/* Adds the remarks to `told`. */
void serial_tell(Diags *told, const Catalog *catalog);

#endif

/*
 * sql_agree.h - whether what a server keeps of a statement may be what the author wrote.
 *
 * takes:    what a statement of the author's makes, and what was imported of the same kind and name
 * gives:    false only if it is another thing
 * promises: no server is asked; verify.sql compares by the same rules (emit/mysql/made.h, emit/mysql/view.h)
 */
#ifndef MIGC_IMPORT_SQL_AGREE_H
#define MIGC_IMPORT_SQL_AGREE_H

#include "emit/sql_facts.h"

/* Both are of one kind. Scratch memory is taken from `arena`. */
bool sql_facts_agree(Arena *arena, const SqlFact *author, const SqlFact *found, Target target);

#endif

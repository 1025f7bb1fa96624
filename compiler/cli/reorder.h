/*
 * reorder.h - the declarations of a file in dependency order, for `migc fmt --reorder`.
 *
 * takes:    a parsed file
 * gives:    its declarations, each behind those it needs: the tables it references (but not
 *           `forward`), the types it uses, the mixins it includes, what its `needs` names
 * promises: declarations that do not depend on each other keep their order; those on a cycle too,
 *           which the checks tell; what other files declare does not matter; linear cost
 */
#ifndef CLI_REORDER_H
#define CLI_REORDER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/names.h"
#include "syntax/ast.h"

/* The declarations in order, `*count` of them, in `arena`. */
AstDecl **reorder_declarations(Arena *arena, Names *names, const AstUnit *unit, uint32_t *count);

#endif

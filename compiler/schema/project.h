/*
 * The settings of a project: what its project block says, over the defaults.
 * Made by resolve_project; constant afterwards. Clause: spec/language.md, the project block.
 */
#ifndef MIGC_SCHEMA_PROJECT_H
#define MIGC_SCHEMA_PROJECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "schema/type.h"
#include "source/span.h"

/* How `migc new` begins the names of revisions. */
typedef enum Naming {
    NAMING_NUMBER,   /* 0007_orders */
    NAMING_TIMESTAMP /* 20260131120000_orders */
} Naming;

typedef struct Project {
    Name name;                       /* NULL: no project block */
    TargetSet targets;               /* those it builds for; default postgres, sqlite */
    uint32_t version[TARGET_COUNT];  /* the least version to support: major * 1000 + minor; 3.35 is 3035 */
    Span version_span[TARGET_COUNT]; /* where that is said; SPAN_NONE: by default */
    Name *schema_paths;              /* in order; default `schema` (or schema.mig) */
    uint32_t schema_path_count;
    Name revisions;                  /* the folder of the revisions; default `revisions` */
    Naming naming;                   /* default number */
    Name out;                        /* default `out/{target}` */
    bool order_dependency;           /* `order dependency`: declarations are sorted */
    uint32_t lock_timeout_ms;        /* default 10 000 */
    bool routines_off;               /* `routines off`: mysql and mariadb scripts without a procedure */
} Project;

#endif

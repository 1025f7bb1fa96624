/*
 * The tree of what was written: names and spans, nothing looked up, nothing decided.
 *
 * Built by the parser (grammar/) in the syntax arena, changed by nobody, read by the
 * canonical printer (syntax/format), by dump, and by schema/resolve, after which compile() releases
 * the arena. Lists are linked through `next`, in source order. A NULL name means "left out".
 * Clauses: spec/language.md, chapters 1 (files) to 7 (expressions), and 11 (revisions).
 */
#ifndef MIGC_SYNTAX_AST_H
#define MIGC_SYNTAX_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "source/span.h"
#include "syntax/operator.h"

typedef struct AstName AstName;
typedef struct AstExpr AstExpr;
typedef struct AstModifier AstModifier;
typedef struct AstItem AstItem;
typedef struct AstDecl AstDecl;
typedef struct AstStep AstStep;

/* One written name; in lists (columns, targets, enum members, needs). */
struct AstName {
    Name name;
    Span span;
    AstName *next;
};

/* A name that may carry a namespace: `users`, `audit.events`. */
typedef struct AstRef {
    Name space; /* NULL: the default namespace */
    Name name;
    Span span; /* the whole of it */
} AstRef;

/* A type as written: `varchar(40)`, `decimal(10, 2)`, `text[]`, `order_status`. */
typedef struct AstType {
    Name word; /* NULL: no type written (a column that takes the type of the key it references) */
    Name space;
    Span span;
    uint32_t arguments[2]; /* UINT32_MAX: a number that is larger than that */
    uint8_t argument_count;
    bool is_array;
    bool is_unsigned;
} AstType;

typedef enum AstExprKind {
    AST_NUMBER,   /* 12, 1.50            text                     */
    AST_STRING,   /* 'it''s'             text, decoded            */
    AST_TRUE,     /* true                                         */
    AST_FALSE,    /* false                                        */
    AST_NULL,     /* null                                         */
    AST_NAME,     /* total_cents, now    text                     */
    AST_CALL,     /* lower(name)         text, items              */
    AST_UNARY,    /* - x, not x          op, left                 */
    AST_BINARY,   /* a + b, a and b      op, left, right          */
    AST_IS_NULL,  /* x is [not] null     negated, left            */
    AST_IN,       /* x [not] in (a, b)   negated, left, items     */
    AST_BETWEEN,  /* x [not] between a and b  negated, left, items (two) */
    AST_LIKE,     /* x [not] like 'a%'   negated, left, right     */
    AST_CASE,     /* case [x] when a then b else c end   left or NULL, items: AST_WHEN ... */
    AST_WHEN,     /* when a then b: left, right;  else c: left NULL, right */
    AST_CAST,     /* cast(x as type)     left, type               */
    AST_TYPED,    /* date '2026-01-31'   type, text: a literal of a stated type */
    AST_EXTRACT,  /* extract(year from x)  text, left             */
    AST_GROUP,    /* ( x )               left; kept so that printing gives back what was written */
    AST_VERBATIM, /* $$ ... $$           text between the tags    */
    AST_BROKEN    /* a syntax error was told here                 */
} AstExprKind;

/* No expression is deeper (clause 7 of spec/language.md): it may be walked by recursion. */
#define AST_DEEPEST 1000

struct AstExpr {
    uint8_t kind;       /* AstExprKind */
    uint8_t op;         /* AstOperator */
    bool negated;
    uint16_t depth;     /* levels of nodes from here down, 1 for a leaf; at most AST_DEEPEST */
    Span span;
    AstExpr *next;      /* in a list of arguments, members, when branches */
    AstExpr *left;
    union {
        AstExpr *right;
        AstExpr *items;
        AstType *type;  /* AST_CAST, AST_TYPED */
    };
    Name text;
};

typedef enum AstAction {
    AST_NO_ACTION,  /* no action (also when nothing is said) */
    AST_RESTRICT,   /* restrict    */
    AST_CASCADE,    /* cascade     */
    AST_SET_NULL,   /* set null    */
    AST_SET_DEFAULT /* set default */
} AstAction;

/* What may follow a column or a table item; resolve tells which may stand where and how often. */
typedef enum AstModifierKind {
    AST_MOD_NULL,          /* null                                     */
    AST_MOD_DEFAULT,       /* default EXPR            expr             */
    AST_MOD_IDENTITY,      /* identity                                 */
    AST_MOD_GENERATED,     /* generated (EXPR) [stored|virtual]  expr, is_virtual */
    AST_MOD_COLLATE,       /* collate NAME            name             */
    AST_MOD_PRIMARY_KEY,   /* primary key                              */
    AST_MOD_UNIQUE,        /* unique                                   */
    AST_MOD_CHECK,         /* check [NAME] (EXPR)     name, expr       */
    AST_MOD_REFERENCES,    /* references TABLE [(c, ...)]  ref, columns */
    AST_MOD_FORWARD,       /* forward                                  */
    AST_MOD_MATCH_FULL,    /* match full                               */
    AST_MOD_ON_DELETE,     /* on delete ACTION        action           */
    AST_MOD_ON_UPDATE,     /* on update ACTION        action           */
    AST_MOD_ON_UPDATE_NOW, /* on update now                            */
    AST_MOD_WHERE,         /* where (EXPR)            expr             */
    AST_MOD_USING,         /* using METHOD            name             */
    AST_MOD_INCLUDE,       /* include (c, ...)        columns          */
    AST_MOD_NULLS_SAME,    /* nulls not distinct                       */
    AST_MOD_DEFERRABLE,    /* deferrable [initially deferred]  is_deferred */
    AST_MOD_NOT_VALID,     /* not valid                                */
    AST_MOD_FOR,           /* for postgres, sqlite    targets          */
    AST_MOD_CONCURRENTLY,  /* concurrently            of an index that a revision adds */
    AST_MOD_CHARSET,       /* charset NAME            name             */
    AST_MOD_WITH           /* with (OPTION, ...)      options          */
} AstModifierKind;

/* One of `with (...)`: `strict`, `fillfactor = 70`, `toast.autovacuum_enabled = false`. */
typedef struct AstWord AstWord;
struct AstWord {
    Name name;  /* with its namespace and the dot */
    Name value; /* a string decoded, a number with its sign; NULL: none */
    Span span;  /* the whole of it */
    AstWord *next;
};

struct AstModifier {
    uint8_t kind;   /* AstModifierKind */
    uint8_t action; /* AstAction */
    bool is_virtual;
    bool is_deferred;
    Span span;
    AstModifier *next;
    union {
        AstExpr *expr;
        AstRef *ref;
        AstName *targets;
        AstWord *options;
    };
    union {
        AstName *name;    /* one, or NULL */
        AstName *columns; /* NULL: none written */
    };
};

/* Behind a column: whether a modifier is a constraint by itself. */
static inline bool ast_is_constraint(uint8_t modifier) {
    return modifier == AST_MOD_PRIMARY_KEY || modifier == AST_MOD_UNIQUE ||
           modifier == AST_MOD_CHECK || modifier == AST_MOD_REFERENCES;
}

/* Behind a column: whether a modifier is about the constraint that it stands behind. */
static inline bool ast_is_clause(uint8_t modifier) {
    return modifier == AST_MOD_INCLUDE || modifier == AST_MOD_NULLS_SAME ||
           modifier == AST_MOD_DEFERRABLE || modifier == AST_MOD_NOT_VALID;
}

typedef enum AstItemKind {
    AST_COLUMN,      /* NAME TYPE MODIFIERS                            */
    AST_INCLUDE,     /* include MIXIN                                  */
    AST_PRIMARY_KEY, /* primary key [NAME] (c, ...)                    */
    AST_UNIQUE,      /* unique [NAME] (c, ...)                         */
    AST_FOREIGN_KEY, /* foreign key [NAME] (c, ...) references ...     */
    AST_CHECK,       /* check [NAME] (EXPR)                            */
    AST_INDEX,       /* [unique] index [NAME] (KEY, ...) MODIFIERS     */
    AST_EXCLUDE,     /* exclude [NAME] using METHOD (KEY with 'OPERATOR', ...) MODIFIERS */
    AST_OPTIONS,     /* with (OPTION, ...) [for ...]                   */
    AST_PARTITION    /* partition by METHOD (KEY, ...) [for ...] { PARTITION ... } */
} AstItemKind;

/* Which rows a partition takes. */
typedef enum AstPartitionKind {
    AST_FROM_TO,    /* from (EXPR, ...) to (EXPR, ...)   from, to           */
    AST_ANY_OF,     /* in (EXPR, ...)                    from               */
    AST_LESS_THAN,  /* less than (EXPR, ...) | maxvalue  to                 */
    AST_REMAINDER,  /* modulus N remainder N             modulus, remainder */
    AST_ALL_OTHERS  /* default                                              */
} AstPartitionKind;

typedef struct AstPartition AstPartition;
struct AstPartition {
    uint8_t kind; /* AstPartitionKind */
    Name name;
    Span name_span;
    Span span;      /* the whole line */
    AstExpr *from;  /* `minvalue` and `maxvalue` are AST_NAME */
    AstExpr *to;
    AstName *modulus; /* as they were written */
    AstName *remainder;
    AstPartition *next;
};

/* What AST_PARTITION says besides its keys. */
typedef struct AstPartitions {
    AstName *method; /* `range`, `list columns`, ...: its words with a blank between them */
    AstName *number; /* partitions N; NULL: none written */
    AstPartition *first;
} AstPartitions;

/* One key of an index: an expression and its direction. */
typedef struct AstIndexKey AstIndexKey;
struct AstIndexKey {
    AstExpr *expr;
    bool descending;
    uint8_t nulls; /* 0: not said, 1: nulls first, 2: nulls last */
    AstName *collation; /* or NULL */
    AstName *class;     /* opclass NAME, or NULL */
    AstName *prefix;    /* prefix N: the number as it was written; NULL: none */
    uint32_t length;    /* of the prefix; UINT32_MAX: a number that is larger than that, or none */
    AstName *sign;       /* the operator of AST_EXCLUDE; NULL: of an index */
    AstIndexKey *next;
};

/* One item of a table or mixin body. */
struct AstItem {
    AstItem *next;  /* beside the kind: walks over the items of all tables read these two */
    uint8_t kind;   /* AstItemKind */
    bool is_unique; /* AST_INDEX */
    Span span;      /* the whole item */
    Name name;      /* column, mixin or constraint; NULL: left out */
    Span name_span; /* of the name, or of the keyword(s) where it was left out */
    Name doc;       /* the /// lines above it, joined by newlines, or NULL */
    union {
        AstType *type;     /* AST_COLUMN; NULL: none written */
        AstName *columns;  /* keys and foreign keys */
        AstExpr *expr;     /* AST_CHECK */
        AstIndexKey *keys; /* AST_INDEX, AST_EXCLUDE, AST_PARTITION */
        AstWord *options; /* AST_OPTIONS; NULL: with none */
    };
    AstPartitions *partitions; /* AST_PARTITION */
    AstModifier *modifiers;
};

typedef enum AstDeclKind {
    AST_PROJECT,   /* project NAME { SETTING ... }            */
    AST_EXTENSION, /* extension NAME [for ...]                */
    AST_TYPE,      /* type NAME TYPE  or  type NAME { TARGET SPELLING ... } */
    AST_ENUM,      /* enum NAME { a, b }                      */
    AST_MIXIN,     /* mixin NAME { ITEM ... }                 */
    AST_TABLE,     /* table NAME [without primary key] { ITEM ... } */
    AST_DATA,      /* data TABLE key (c, ...) { HEAD ROW ... } */
    AST_SQL,       /* sql NAME for ... needs ... up $$ $$ down $$ $$ */
    AST_DOMAIN,    /* domain NAME TYPE MODIFIERS: items, one column called `value` */
    AST_SEQUENCE,  /* sequence NAME [TYPE] [start N] ... [owned by TABLE.COLUMN] [for ...] */
    AST_REVISION   /* revision NAME [after NAME] { STEP ... } */
} AstDeclKind;

/* One line of a project block: `targets postgres 13, sqlite 3.35`. */
typedef struct AstValue AstValue;
struct AstValue {
    uint8_t kind;      /* AST_STRING, AST_NAME or AST_NUMBER */
    Name text;
    Name version;      /* the number after a name: `postgres 13`; NULL: none */
    Span span;
    AstValue *next;
};

typedef struct AstSetting AstSetting;
struct AstSetting {
    Name name;
    Span span;
    AstValue *values;
    AstSetting *next;
};

/* `postgres  citext` in the body of a type. */
typedef struct AstSpelling AstSpelling;
struct AstSpelling {
    Name target;
    Span target_span;
    Name text; /* as written, runs of white space folded to one blank */
    Span span;
    AstSpelling *next;
};

/* What a sequence says of itself. */
typedef enum AstOptionKind {
    AST_OPTION_START,     /* start N     number */
    AST_OPTION_INCREMENT, /* increment N number */
    AST_OPTION_LEAST,     /* minvalue N  number */
    AST_OPTION_MOST,      /* maxvalue N  number */
    AST_OPTION_CACHE,     /* cache N     number */
    AST_OPTION_CYCLE,     /* cycle              */
    AST_OPTION_OWNER      /* owned by TABLE.COLUMN  table, column */
} AstOptionKind;

typedef struct AstOption AstOption;
struct AstOption {
    uint8_t kind;    /* AstOptionKind */
    Span span;       /* the whole of it */
    Name number;     /* with its sign */
    AstRef table;
    AstName *column;
    AstOption *next;
};

/* A row of a data block; values are literals (AST_NUMBER .. AST_NULL, a signed number as AST_UNARY). */
typedef struct AstRow AstRow;
struct AstRow {
    AstExpr *values;
    Span span;
    AstRow *next;
};

/* One line of `alter table` or `alter enum`. */
typedef enum AstChangeKind {
    AST_ADD_ITEM,        /* add ITEM                      item                       */
    AST_ALTER_COLUMN,    /* alter column NAME TYPE ...    item, expr (using), restore, lossy */
    AST_DROP_ITEM,       /* drop column NAME ...          part, name, restore, lossy
                            drop unique NAME | (c, ...)   part, name or columns      */
    AST_RENAME_ITEM,     /* rename column NAME to NAME    part, name, to             */
    AST_BACKFILL,        /* backfill NAME = EXPR [where (EXPR)]  name, expr, where   */
    AST_BACKFILL_OPEN,   /* backfill NAME = ... [where (EXPR)]  name, where: a value is still to be
                            written                                                  */
    AST_SET_COMMENT,     /* comment 'text' | $$text$$ | none  text; NULL: none       */
    AST_SET_OPTIONS,     /* with (OPTION, ...) | with none  item               */
    AST_ADD_PARTITION,   /* add partition NAME ... [for ...]       partition, columns (targets) */
    AST_DROP_PARTITION,  /* drop partition NAME [for ...] lossy 'why'  name, columns (targets), lossy */
    AST_SET_PARTITIONS,  /* partitions N [for ...]         name (N), columns (targets) */
    AST_ADD_VALUE,       /* add value NAME [before|after NAME]  name, to, is_before  */
    AST_DROP_VALUE,      /* drop value NAME               name                       */
    AST_RENAME_VALUE     /* rename value NAME to NAME     name, to                   */
} AstChangeKind;

typedef struct AstChange AstChange;
struct AstChange {
    uint8_t kind;      /* AstChangeKind */
    uint8_t part;      /* AstItemKind, of AST_DROP_ITEM and AST_RENAME_ITEM */
    bool is_before;
    Span span;         /* the whole line */
    AstName *name;     /* NULL: the part is told by its columns, or is the primary key */
    AstName *to;
    AstName *columns;
    AstItem *item;
    AstPartition *partition;
    AstExpr *expr;
    AstExpr *where;
    AstExpr *restore;  /* restore (EXPR): what a downgrade puts back */
    Span expr_span;    /* of `using (EXPR)` */
    Span restore_span; /* of `restore (EXPR)` */
    Name lossy;        /* lossy 'why', decoded, or NULL */
    Span lossy_span;   /* of `lossy 'why'` */
    Name text;
    AstChange *next;
};

/* One step of a revision. */
typedef enum AstStepKind {
    AST_STEP_CREATE,      /* create table|enum|type|domain|extension|sequence, sql NAME, data TABLE: decl */
    AST_STEP_DROP,        /* drop table|enum|type|domain|extension|sequence|sql|data NAME [lossy 'why']: dropped, name */
    AST_STEP_RENAME,      /* rename table|enum|type|domain|sequence NAME to NAME: dropped, name, to */
    AST_STEP_ALTER_TABLE, /* alter table NAME { CHANGE ... }: name, changes */
    AST_STEP_ALTER_ENUM,  /* alter enum NAME { CHANGE ... }: name, changes */
    AST_STEP_ALTER_TYPE,  /* alter type NAME { ... }, alter domain|sequence NAME ...: decl, restated */
    AST_STEP_RUN          /* sql [for ...] up $$ $$ down $$ $$ | down none 'why': decl, no name */
} AstStepKind;

struct AstStep {
    uint8_t kind;      /* AstStepKind */
    uint8_t dropped;   /* AstDeclKind, of AST_STEP_DROP and AST_STEP_RENAME */
    Span span;         /* the whole step */
    Name doc;          /* the /// lines above it, or NULL */
    AstRef name;
    AstRef to;
    AstDecl *decl;     /* AST_STEP_CREATE, _ALTER_TYPE, _RUN */
    AstChange *changes;
    Name lossy;
    Span lossy_span;
    AstStep *next;
};

/* A declaration of a schema unit. */
struct AstDecl {
    uint8_t kind; /* AstDeclKind */
    bool without_primary_key;
    bool is_incomplete; /* items of a table or mixin, or something of a revision, were left out after
                           a syntax error */
    Span span;    /* the whole declaration */
    AstRef name;  /* a data block: the table it fills */
    Name doc;
    AstName *targets; /* for ...; NULL: every target */
    union {
        AstSetting *settings; /* project */
        struct {              /* type: one spelling, or one a target */
            AstType *type;    /* NULL if there are spellings */
            AstSpelling *spellings;
        };
        AstName *values;      /* enum */
        AstItem *items;       /* mixin, table, domain */
        struct {              /* data */
            AstName *key;
            AstName *columns;
            AstRow *rows;
        };
        struct {              /* sql */
            AstRef *needs;    /* array of needs_count */
            uint32_t needs_count;
            Name up;          /* text between the dollars; NULL: not written */
            Name down;        /* NULL: not written, or `down none` */
            Name down_reason; /* of `down none 'why'` */
            Span up_span;     /* of the text between the dollars */
            Span down_span;
        };
        struct {              /* sequence */
            AstType *base;    /* NULL: none written */
            AstOption *options;
        };
        struct {              /* revision */
            AstStep *steps;
            Name after;       /* NULL: it is the first */
            Span after_span;
        };
    };
    AstDecl *next;
};

/* A schema unit: the declarations of all files, in the order of the files. */
typedef struct AstUnit {
    AstDecl *first;
    AstDecl *last;
    bool has_lost;       /* a declaration, or what it cannot do without, was left out after a mistake */
    bool has_incomplete; /* of some tables or mixins items were left out */
} AstUnit;

#endif

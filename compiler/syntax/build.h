/*
 * build.h - what the grammar's actions call: one constructor for each kind of node.
 *
 * takes:    tokens and finished nodes
 * gives:    nodes of syntax/ast.h in the parser's arena, with their spans
 * promises: nothing is looked up and nothing decided; an expression is never deeper than
 *           AST_DEEPEST
 *
 * Known to the grammar (grammar/) and to the files of syntax/ that drive it; nobody else includes this.
 */
#ifndef MIGC_SYNTAX_BUILD_H
#define MIGC_SYNTAX_BUILD_H

#include "base/arena.h"
#include "base/names.h"
#include "base/vec.h"
#include "source/diag.h"
#include "syntax/ast.h"
#include "syntax/parse.h"
#include "syntax/token.h"

typedef struct Grammar Grammar; /* the parser that lemon makes, in grammar/driver.y */

typedef struct Parser {
    Lexer lexer;
    Names *names;
    Diags *diags;
    Arena *arena;
    AstUnit *unit;
    const TokenSink *sink; /* or NULL */
    Grammar *grammar;
    Token previous;  /* the last token that the grammar took: where a node that is complete ends */
    bool recovering; /* a syntax error was met; the rest of the item is to be left out */
    bool item_lost;  /* of the declaration that is open, some item was left out after a mistake */
    bool overflowed; /* nested too deeply for the grammar's stack, which is empty now */
    uint32_t braces_missing; /* the error is that so many blocks were not closed before the item */
    VEC(char) raw;   /* the spelling of a type, being put together */
    const char *raw_end; /* behind its last token, in the source */
    VEC(AstRef) needs; /* what a sql declaration needs, being put together */
} Parser;

/* Lists in the making. */
typedef struct NameList { AstName *first, *last; } NameList;
typedef struct ExprList { AstExpr *first, *last; } ExprList;
typedef struct ModifierList { AstModifier *first, *last; } ModifierList;
typedef struct ItemList { AstItem *first, *last; } ItemList;
typedef struct WordList { AstWord *first, *last; } WordList;
typedef struct KeyList { AstIndexKey *first, *last; } KeyList;
typedef struct PartitionList { AstPartition *first, *last; } PartitionList;
typedef struct SettingList { AstSetting *first, *last; } SettingList;
typedef struct ValueList { AstValue *first, *last; } ValueList;
typedef struct SpellingList { AstSpelling *first, *last; } SpellingList;
typedef struct RowList { AstRow *first, *last; } RowList;
typedef struct OptionList { AstOption *first, *last; } OptionList;
typedef struct StepList { AstStep *first, *last; } StepList;
typedef struct ChangeList { AstChange *first, *last; } ChangeList;
/* The modifiers of a column that is altered, and what is said besides; NULL: nothing. */
typedef struct AlteredList { AstModifier *first, *last; AstChange *said; } AlteredList;

/* Appends a node; list and node are of one kind. */
#define LIST_ADD(list, node) \
    ((list).last = *((list).first != NULL ? &(list).last->next : &(list).first) = (node))

/* The name a token stands for: without quotes, and without the doubled ones inside. */
Name build_text(Parser *p, Token token);
AstName *build_name(Parser *p, Token token);
AstRef build_ref(Token first, Name space, Name name, Token last);
AstRef *build_ref_copy(Parser *p, AstRef ref);

/* The text between the dollars, and where it is. */
Name build_dollar(Parser *p, Token token, Span *span);

AstType *build_type(Parser *p, Token first, Name space, Name word);
uint32_t build_type_argument(Token number);

AstExpr *build_leaf(Parser *p, AstExprKind kind, Token token);
AstExpr *build_node(Parser *p, AstExprKind kind, Span span, AstExpr *left, AstExpr *right);
AstExpr *build_operation(Parser *p, AstOperator op, Span span, AstExpr *left, AstExpr *right);
AstExpr *build_negated(AstExpr *expr, bool negated);
AstExpr *build_call(Parser *p, Token name, AstExpr *arguments, Token last);
AstExpr *build_typed(Parser *p, AstExprKind kind, Span span, AstType *type, AstExpr *left);

/* A modifier that ends with the last token taken. */
AstModifier *build_modifier(Parser *p, AstModifierKind kind, Token first);
AstModifier *build_modifier_expr(Parser *p, AstModifierKind kind, Token first, AstName *name,
                                 AstExpr *expr);
AstModifier *build_modifier_name(Parser *p, AstModifierKind kind, Token first, AstName *name);
AstModifier *build_modifier_action(Parser *p, AstModifierKind kind, Token first, AstAction action);
AstModifier *build_references(Parser *p, Token first, AstRef ref, AstName *columns);

/* A key that has nothing but its expression; then its clauses, of which the last one counts if one is said
 * twice. */
AstIndexKey *build_key(Parser *p, AstExpr *expr);
void build_key_collation(Parser *p, AstIndexKey *key, Token name);
void build_key_class(Parser *p, AstIndexKey *key, Token name);
void build_key_prefix(Parser *p, AstIndexKey *key, Token number);
/* `sign`: the minus before the value, or NULL; `value`: NULL: none. */
AstWord *build_word(Parser *p, AstRef name, const Token *sign, const Token *value);
/* A change that states options anew. */
AstChange *build_options(Parser *p, AstItem *item);

/* An item that ends with the last token taken. `name` may be NULL: then first..keyword are shown. */
AstItem *build_item(Parser *p, AstItemKind kind, Token first, Token keyword, AstName *name,
                    AstModifier *modifiers);
/* `using`: the modifier that stands before the keys, or NULL. */
AstItem *build_index(Parser *p, Token first, AstName *name, AstModifier *using, AstIndexKey *keys,
                     AstModifier *modifiers);
AstItem *build_column(Parser *p, Token name, AstType *type, AstModifier *modifiers);
AstItem *build_documented(Parser *p, AstItem *item, Token doc);

/* build_partition.c: two words as one name, with a blank between them. */
AstName *build_words(Parser *p, Token first, Token second);
/* `partition by ...` without its partitions, `count` of no length: none said; its partitions, up to the bracket
 * behind them. */
AstItem *build_partitioning(Parser *p, Token first, Token by, AstName *method, AstIndexKey *keys,
                            Token count, AstModifier *modifiers);
void build_partitions(AstItem *item, AstPartition *first, Token last);
/* A partition without its name, which is given to it when the last token of it is taken. */
AstPartition *build_bounds(Parser *p, AstPartitionKind kind, AstExpr *from, AstExpr *to);
AstPartition *build_remainder(Parser *p, Token modulus, Token remainder);
AstPartition *build_partition(Parser *p, AstPartition *partition, Token name);
/* `targets` may be NULL, and so may `said`. */
AstChange *build_add_partition(Parser *p, Token first, AstPartition *partition, AstName *targets);
AstChange *build_set_partitions(Parser *p, Token first, Token number, AstName *targets);
AstChange *build_drop_partition(Parser *p, Token first, Token name, AstName *targets,
                                const AstChange *said);

AstSetting *build_setting(Parser *p, Token name, AstValue *values);
AstValue *build_value(Parser *p, AstExprKind kind, Token token, Name version);
AstSpelling *build_spelling(Parser *p, Token target, Token first);
void build_raw(Parser *p, Token token);
AstRow *build_row(Parser *p, AstExpr *values);

/* A declaration that ends with the last token taken. */
AstDecl *build_decl(Parser *p, AstDeclKind kind, Token first, AstRef name, AstName *targets);
AstDecl *build_sql(Parser *p, Token first, AstRef name, AstName *targets, Token up);
void build_sql_down(Parser *p, AstDecl *decl, Token down);
void build_sql_down_none(Parser *p, AstDecl *decl, Token reason);
AstDecl *build_revision(Parser *p, Token first, Token name, AstName *parent, AstStep *steps);
/* What a sequence says of itself, which ends with the last token taken. `sign`: the minus, or empty. */
AstOption *build_option(Parser *p, AstOptionKind kind, Token sign, Token last);
AstOption *build_owner(Parser *p, Token first, AstRef table, Token column);
/* `modifiers`: of the domain's values; `for` among them is the domain's. */
AstDecl *build_domain(Parser *p, Token first, AstRef name, AstType *base, AstModifier *modifiers);
AstDecl *build_sequence(Parser *p, Token first, AstRef name, AstType *base, AstOption *options,
                        AstName *targets);
void build_declare(Parser *p, AstDecl *decl, Token doc);

/* A step that ends with the last token taken. */
AstStep *build_step(Parser *p, AstStepKind kind, Token first, AstRef name);
/* `first`: empty if the step begins as the declaration does. */
AstStep *build_decl_step(Parser *p, AstStepKind kind, Token first, AstDecl *decl);
/* `said`: lossy 'why', or NULL. */
AstStep *build_drop_step(Parser *p, Token first, AstDeclKind dropped, AstRef name,
                         const AstChange *said);
AstStep *build_rename_step(Parser *p, Token first, AstDeclKind renamed, AstRef name, AstRef to);
AstStep *build_documented_step(Parser *p, AstStep *step, Token doc);

/* A change that ends with the last token taken. */
AstChange *build_change(Parser *p, AstChangeKind kind, Token first, AstName *name);
AstChange *build_add(Parser *p, Token first, AstItem *item);
AstChange *build_alter(Parser *p, Token first, Token name, AstType *type, AlteredList altered);
AstChange *build_drop(Parser *p, Token first, AstItemKind part, AstName *name, AstName *columns);
AstChange *build_drop_column(Parser *p, Token first, Token name, const AstChange *said);
AstChange *build_rename(Parser *p, Token first, AstItemKind part, AstName *name, Token to);
/* Tells documentation of what has none. */
AstChange *build_documented_change(Parser *p, AstChange *change, Token doc);

/* What a change says besides, each by itself: a change of no kind that has nothing else. */
AstChange *build_using(Parser *p, Token first, AstExpr *expr);
AstChange *build_restore(Parser *p, Token first, AstExpr *expr);
AstChange *build_lossy(Parser *p, Token first, Token why);
/* Both together (`said` may be NULL); tells what is said twice. */
AstChange *build_said(Parser *p, AstChange *said, AstChange *more);

/* Tells a syntax error at this token; grammar/driver.y says what it would have taken. */
void parse_error(Parser *p, int kind, Token token);

/* The grammar as it is used by the driver (grammar/driver.y). */
void grammar_run(Parser *p, void (*drive)(Parser *p));
void grammar_feed(Parser *p, int kind, Token token);
/* Forgets everything that is half parsed. */
void grammar_reset(Parser *p);
/* The next error is to be told again. */
void grammar_recovered(Parser *p);
/* Whether the grammar would take this token, as itself and not as a name, next. */
bool grammar_accepts(Parser *p, int kind);
/* The same in place of the token fed last: for parse_error. */
bool grammar_accepted(const Parser *p, int kind);
/* The number of token codes: these may be asked for 1 .. count - 1. */
int grammar_token_count(void);

#endif

/*
 * parser.y - the grammar (lemon): words, files and names. See syntax/parse.h; its sections follow spec/language.md.
 *
 * The Makefile puts object.y, table.y, expression.y, revision.y and driver.y behind it, in this order. A schema
 * declares, a revision changes; the parts of tables are the same rules. What one action cannot say in a line is a
 * constructor in syntax/build.c; nothing is checked here. Words of the language are names wherever nothing else
 * makes sense of them (%fallback). The terminals that begin with A_ and AN_ never come from the lexer: they mark
 * where a whole part may stand, so that a message can say "a type" and not list what a type begins with.
 */
%name Lemon
%token_prefix TOKEN_
%token_type {Token}
%token_destructor { (void)$$; (void)p; }
%extra_context {Parser *p}
%stack_size 2000

%include {
#include "syntax/build.h"
#include "grammar/parser.h"

#define Lemon_ENGINEALWAYSONSTACK 1

static const Token NOTHING = {0};

#define SPAN(token) token_span(token)
#define JOIN(a, b) span_join((a), (b))
#define BINARY(op, left, right) \
    build_operation(p, (op), span_join((left)->span, (right)->span), (left), (right))
}

%syntax_error { parse_error(p, yymajor, TOKEN); }
%stack_overflow { p->overflowed = true; }

%token NEWLINE BROKEN COLONS.

%fallback ID
    PROJECT EXTENSION TYPE ENUM MIXIN TABLE DATA SQL REVISION
    AFTER BEFORE CREATE ALTER DROP RENAME TO ADD COLUMN VALUE BACKFILL COMMENT_WORD CONCURRENTLY
    INCLUDE PRIMARY KEY UNIQUE FOREIGN CHECK INDEX EXCLUDE WITHOUT WITH
    DEFAULT IDENTITY GENERATED STORED VIRTUAL COLLATE CHARSET UNSIGNED OPCLASS PREFIX REFERENCES FORWARD ON DELETE UPDATE NOW NO
    ACTION RESTRICT CASCADE SET WHERE USING FOR ASC DESC NULLS FIRST LAST
    DEFERRABLE INITIALLY DEFERRED MATCH FULL VALID DISTINCT
    NEEDS UP DOWN NONE LOSSY RESTORE
    DOMAIN SEQUENCE START INCREMENT MINVALUE MAXVALUE CACHE CYCLE OWNED BY
    PARTITION PARTITIONS MODULUS REMAINDER LESS THAN
    IS IN BETWEEN LIKE CASE WHEN THEN ELSE END CAST AS EXTRACT FROM.

%left OR.
%left AND.
%right NOT.
%nonassoc IS.
%nonassoc EQ NE LT LE GT GE.
%nonassoc IN BETWEEN LIKE NOT_FOLLOWED.
%left CONCAT.
%left PLUS MINUS.
%left STAR SLASH PERCENT.
%right SIGN.

%start_symbol unit

/* ---------- 1. files ---------- */

unit ::= decls.

decls ::= .
decls ::= decls decl.

%type declaration {AstDecl *}
decl ::= doc(D) declaration(X) NEWLINE.  { build_declare(p, X, D); }
decl ::= error NEWLINE.

doc(A) ::= .                             { A = NOTHING; }
doc(A) ::= DOC(A).

declaration(A) ::= A_DECLARATION.        { A = NULL; }

%type setting {AstSetting *}
%type settings {SettingList}
%type value {AstValue *}
%type values {ValueList}

declaration(A) ::= PROJECT(T) ID(N) LB settings(S) RB. {
    A = build_decl(p, AST_PROJECT, T, build_ref(N, NULL, build_text(p, N), N), NULL);
    A->settings = S.first;
}

settings(A) ::= .                        { A = (SettingList){0}; }
settings(A) ::= settings(A) setting(X) NEWLINE.  { LIST_ADD(A, X); }
settings(A) ::= settings(A) error NEWLINE.

setting(A) ::= ID(N) values(V).          { A = build_setting(p, N, V.first); }

values(A) ::= value(X).                  { A = (ValueList){X, X}; }
values(A) ::= values(A) COMMA value(X).  { LIST_ADD(A, X); }

value(A) ::= STRING(T).                  { A = build_value(p, AST_STRING, T, NULL); }
value(A) ::= NUMBER(T).                  { A = build_value(p, AST_NUMBER, T, NULL); }
value(A) ::= ID(T).                      { A = build_value(p, AST_NAME, T, NULL); }
value(A) ::= ID(T) NUMBER(V).            { A = build_value(p, AST_NAME, T, build_text(p, V)); }

/* ---------- 2. names ---------- */

%type ref {AstRef}
ref(A) ::= ID(N).                        { A = build_ref(N, NULL, build_text(p, N), N); }
ref(A) ::= ID(S) DOT ID(N).              { A = build_ref(S, build_text(p, S), build_text(p, N), N); }

%type names {NameList}
names(A) ::= ID(N).                      { A.first = A.last = build_name(p, N); }
names(A) ::= names(A) COMMA ID(N).       { LIST_ADD(A, build_name(p, N)); }

%type name_opt {AstName *}
name_opt(A) ::= .                        { A = NULL; }
name_opt(A) ::= ID(N).                   { A = build_name(p, N); }

%type for_opt {AstName *}
for_opt(A) ::= .                         { A = NULL; }
for_opt(A) ::= FOR names(N).             { A = N.first; }

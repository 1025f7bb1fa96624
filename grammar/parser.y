/*
 * parser.y - the grammar (lemon). See syntax/parse.h; its sections follow spec/language.md.
 *
 * A schema declares, a revision changes; the parts of tables are the same rules. What one action cannot say in a line is a constructor in syntax/build.c;
 * nothing is checked here. Words of the language are names wherever nothing else makes sense of
 * them (%fallback). The terminals that begin with A_ and AN_ never come from the lexer: they mark
 * where a whole part may stand, so that a message can say "a type" and not list what a type begins
 * with.
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

/* ---------- 3. declarations ---------- */

/* What a schema declares and a revision creates. */
%type object {AstDecl *}
declaration(A) ::= object(A).
object(A) ::= EXTENSION(T) ID(N) for_opt(F). {
    A = build_decl(p, AST_EXTENSION, T, build_ref(N, NULL, build_text(p, N), N), F);
}

object(A) ::= TYPE(T) ID(N) type(Y) for_opt(F). {
    A = build_decl(p, AST_TYPE, T, build_ref(N, NULL, build_text(p, N), N), F);
    A->type = Y;
}
object(A) ::= spelled_type(A).

%type spelled_type {AstDecl *}
spelled_type(A) ::= TYPE(T) ID(N) for_opt(F) LB spellings(S) RB. {
    A = build_decl(p, AST_TYPE, T, build_ref(N, NULL, build_text(p, N), N), F);
    A->spellings = S.first;
}

%type spellings {SpellingList}
spellings(A) ::= .                       { A = (SpellingList){0}; }
spellings(A) ::= spellings(A) ID(N) raw(T) NEWLINE.  { LIST_ADD(A, build_spelling(p, N, T)); }
spellings(A) ::= spellings(A) error NEWLINE.

raw(A) ::= raw_token(A).                 { build_raw(p, A); }
raw(A) ::= raw(A) raw_token(T).          { build_raw(p, T); }
raw_token(A) ::= ID|NUMBER|STRING|LP|RP|LS|RS|COMMA|DOT|EQ|NE|LT|LE|GT|GE|CONCAT|PLUS|MINUS|STAR
    |SLASH|PERCENT|COLONS|NULL|TRUE|FALSE|OR|AND|NOT|NOT_FOLLOWED(A).

object(A) ::= ENUM(T) ref(N) for_opt(F) LB members(M) RB. {
    A = build_decl(p, AST_ENUM, T, N, F);
    A->values = M.first;
}

%type members {NameList}
members(A) ::= .                         { A = (NameList){0}; }
members(A) ::= members(A) member(X) separator.  { LIST_ADD(A, X); }
members(A) ::= members(A) error NEWLINE.
separator ::= NEWLINE.
separator ::= COMMA.
separator ::= COMMA NEWLINE.

%type member {AstName *}
member(A) ::= ID|STRING(N).              { A = build_name(p, N); }

declaration(A) ::= MIXIN(T) ID(N) LB items(I) RB. {
    A = build_decl(p, AST_MIXIN, T, build_ref(N, NULL, build_text(p, N), N), NULL);
    A->items = I.first;
}

%type domain {AstDecl *}
object(A) ::= domain(A).
domain(A) ::= DOMAIN(T) ref(N) type(Y) modifiers(M).  { A = build_domain(p, T, N, Y, M.first); }

%type sequence {AstDecl *}
object(A) ::= sequence(A).
/* Four rules: as with indexes, a word is tried as a name before an empty rule is reduced. */
sequence(A) ::= SEQUENCE(T) ref(N) for_opt(F).  { A = build_sequence(p, T, N, NULL, NULL, F); }
sequence(A) ::= SEQUENCE(T) ref(N) numbering(O) for_opt(F). {
    A = build_sequence(p, T, N, NULL, O.first, F);
}
sequence(A) ::= SEQUENCE(T) ref(N) type(Y) for_opt(F). {
    A = build_sequence(p, T, N, Y, NULL, F);
}
sequence(A) ::= SEQUENCE(T) ref(N) type(Y) numbering(O) for_opt(F). {
    A = build_sequence(p, T, N, Y, O.first, F);
}

%type numbering {OptionList}
%type option {AstOption *}
%type numbering_word {AstOptionKind}
numbering(A) ::= option(X).              { A = (OptionList){X, X}; }
numbering(A) ::= numbering(A) option(X). { LIST_ADD(A, X); }
option(A) ::= numbering_word(K) NUMBER(X).  { A = build_option(p, K, NOTHING, X); }
option(A) ::= numbering_word(K) MINUS(S) NUMBER(X).  { A = build_option(p, K, S, X); }
option(A) ::= CYCLE(T).                  { A = build_option(p, AST_OPTION_CYCLE, NOTHING, T); }
option(A) ::= OWNED(T) BY ID(R) DOT ID(C). {
    A = build_owner(p, T, build_ref(R, NULL, build_text(p, R), R), C);
}
option(A) ::= OWNED(T) BY ID(S) DOT ID(R) DOT ID(C). {
    A = build_owner(p, T, build_ref(S, build_text(p, S), build_text(p, R), R), C);
}
numbering_word(A) ::= START.             { A = AST_OPTION_START; }
numbering_word(A) ::= INCREMENT.         { A = AST_OPTION_INCREMENT; }
numbering_word(A) ::= MINVALUE.          { A = AST_OPTION_LEAST; }
numbering_word(A) ::= MAXVALUE.          { A = AST_OPTION_MOST; }
numbering_word(A) ::= CACHE.             { A = AST_OPTION_CACHE; }

%type without_key {bool}
object(A) ::= TABLE(T) ref(N) without_key(W) for_opt(F) LB items(I) RB. {
    A = build_decl(p, AST_TABLE, T, N, F);
    A->without_primary_key = W;
    A->items = I.first;
}
without_key(A) ::= .                     { A = false; }
without_key(A) ::= WITHOUT PRIMARY KEY.  { A = true; }

%type data {AstDecl *}
declaration(A) ::= data(A).
data(A) ::= DATA(T) ref(N) KEY LP names(K) RP for_opt(F) LB rows(R) RB. {
    A = build_decl(p, AST_DATA, T, N, F);
    A->key = K.first;
    A->rows = R.first;
}
data(A) ::= DATA(T) ref(N) KEY LP names(K) RP for_opt(F) LB head(H) NEWLINE rows(R) RB. {
    A = build_decl(p, AST_DATA, T, N, F);
    A->key = K.first;
    A->columns = H.first;
    A->rows = R.first;
}

%type head {NameList}
head(A) ::= ID(N).                       { A.first = A.last = build_name(p, N); }
head(A) ::= head(A) ID(N).               { LIST_ADD(A, build_name(p, N)); }

%type rows {RowList}
rows(A) ::= .                            { A = (RowList){0}; }
rows(A) ::= rows(A) literals(L) NEWLINE. { LIST_ADD(A, build_row(p, L.first)); }
rows(A) ::= rows(A) error NEWLINE.

%type literal {AstExpr *}
%type literals {ExprList}
literals(A) ::= literal(X).              { A = (ExprList){X, X}; }
literals(A) ::= literals(A) literal(X).  { LIST_ADD(A, X); }

literal(A) ::= A_LITERAL(T).             { A = build_leaf(p, AST_BROKEN, T); }
literal(A) ::= NUMBER(T).                { A = build_leaf(p, AST_NUMBER, T); }
literal(A) ::= STRING(T).                { A = build_leaf(p, AST_STRING, T); }
literal(A) ::= TRUE(T).                  { A = build_leaf(p, AST_TRUE, T); }
literal(A) ::= FALSE(T).                 { A = build_leaf(p, AST_FALSE, T); }
literal(A) ::= NULL(T).                  { A = build_leaf(p, AST_NULL, T); }
literal(A) ::= signed_number(A).

%type signed_number {AstExpr *}
signed_number(A) ::= MINUS(S) NUMBER(T). {
    A = build_leaf(p, AST_NUMBER, T);
    A = build_operation(p, AST_SUBTRACT, JOIN(SPAN(S), A->span), A, NULL);
}

%type sql {AstDecl *}
%type sql_up {AstDecl *}
declaration(A) ::= sql(A).
sql(A) ::= sql_up(A).
sql(A) ::= sql_up(A) DOWN DOLLAR(D).     { build_sql_down(p, A, D); }
sql(A) ::= sql_up(A) DOWN NONE STRING(R).  { build_sql_down_none(p, A, R); }
sql_up(A) ::= SQL(T) ID(N) for_opt(F) needs_opt UP DOLLAR(U). {
    A = build_sql(p, T, build_ref(N, NULL, build_text(p, N), N), F, U);
}

needs_opt ::= .
needs_opt ::= NEEDS needs.
needs ::= ref(N).                        { vec_push(p->arena, &p->needs, N); }
needs ::= needs COMMA ref(N).            { vec_push(p->arena, &p->needs, N); }

/* ---------- 4. the items of a table ---------- */

%type items {ItemList}
%type item {AstItem *}
items(A) ::= .                           { A = (ItemList){0}; }
items(A) ::= items(A) doc(D) item(X) NEWLINE.  { LIST_ADD(A, build_documented(p, X, D)); }
items(A) ::= items(A) error NEWLINE.

item(A) ::= AN_ITEM(T).                  { A = build_column(p, T, NULL, NULL); }
item(A) ::= column(A).
item(A) ::= constraint(A).
item(A) ::= INCLUDE(T) ID(N).            { A = build_item(p, AST_INCLUDE, T, T, build_name(p, N), NULL); }

item(A) ::= options(A).

%type options {AstItem *}
%type option_word {AstWord *}
%type option_list {WordList}
%type option_value {Token}
options(A) ::= WITH(T) LP option_list(O) RP modifiers(M). {
    A = build_item(p, AST_OPTIONS, T, T, NULL, M.first);
    A->options = O.first;
}
option_list(A) ::= option_word(X).            { A = (WordList){X, X}; }
option_list(A) ::= option_list(A) COMMA option_word(X).  { LIST_ADD(A, X); }
option_word(A) ::= ref(N).                    { A = build_word(p, N, NULL, NULL); }
option_word(A) ::= ref(N) EQ option_value(V). { A = build_word(p, N, NULL, &V); }
option_word(A) ::= ref(N) EQ MINUS(S) NUMBER(V).  { A = build_word(p, N, &S, &V); }
option_value(A) ::= ID|STRING|NUMBER|TRUE|FALSE(A).

%type column {AstItem *}
column(A) ::= ID(N) type(Y) modifiers(M).  { A = build_column(p, N, Y, M.first); }
column(A) ::= ID(N) some_modifiers(M).   { A = build_column(p, N, NULL, M.first); }
/* `partition` begins an item only before `by`. */
column(A) ::= PARTITION(N) type(Y) modifiers(M).  { A = build_column(p, N, Y, M.first); }
column(A) ::= PARTITION(N) some_modifiers(M).  { A = build_column(p, N, NULL, M.first); }

%type constraint {AstItem *}
constraint(A) ::= A_CONSTRAINT(T).       { A = build_item(p, AST_CHECK, T, T, NULL, NULL); }
constraint(A) ::= PRIMARY(T) KEY(K) name_opt(N) LP names(C) RP modifiers(M). {
    A = build_item(p, AST_PRIMARY_KEY, T, K, N, M.first);
    A->columns = C.first;
}
constraint(A) ::= UNIQUE(T) name_opt(N) LP names(C) RP modifiers(M). {
    A = build_item(p, AST_UNIQUE, T, T, N, M.first);
    A->columns = C.first;
}
constraint(A) ::= FOREIGN(T) KEY(K) name_opt(N) LP names(C) RP reference(R) modifiers(M). {
    R->next = M.first;
    A = build_item(p, AST_FOREIGN_KEY, T, K, N, R);
    A->columns = C.first;
}
constraint(A) ::= CHECK(T) name_opt(N) LP expr(E) RP modifiers(M). {
    A = build_item(p, AST_CHECK, T, T, N, M.first);
    A->expr = E;
}
constraint(A) ::= index(A).
constraint(A) ::= UNIQUE(T) index(I). {
    A = I;
    A->is_unique = true;
    A->span = JOIN(SPAN(T), A->span);
}

constraint(A) ::= EXCLUDE(T) using(U) LP exclusions(K) RP modifiers(M). {
    A = build_index(p, T, NULL, U, K.first, M.first);
    A->kind = AST_EXCLUDE;
}
constraint(A) ::= EXCLUDE(T) ID(N) using(U) LP exclusions(K) RP modifiers(M). {
    A = build_index(p, T, build_name(p, N), U, K.first, M.first);
    A->kind = AST_EXCLUDE;
}

constraint(A) ::= partitioned(A).
constraint(A) ::= partitioned(A) LB partitions(P) RB(Z).  { build_partitions(A, P.first, Z); }

%type partitioned {AstItem *}
%type method {AstName *}
%type partitions {PartitionList}
%type partition {AstPartition *}
%type bounds {AstPartition *}
partitioned(A) ::= PARTITION(T) BY(B) method(M) LP keys(K) RP counted(N) modifiers(F). {
    A = build_partitioning(p, T, B, M, K.first, N, F.first);
}
counted(A) ::= .                         { A = NOTHING; }
counted(A) ::= PARTITIONS NUMBER(N).     { A = N; }
method(A) ::= ID(N).                     { A = build_name(p, N); }
method(A) ::= ID(N) ID(M).               { A = build_words(p, N, M); }

partitions(A) ::= .                      { A = (PartitionList){0}; }
partitions(A) ::= partitions(A) partition(X) NEWLINE.  { LIST_ADD(A, X); }
partitions(A) ::= partitions(A) error NEWLINE.
partition(A) ::= ID(N) bounds(B).        { A = build_partition(p, B, N); }
bounds(A) ::= FROM LP exprs(F) RP TO LP exprs(T) RP.  { A = build_bounds(p, AST_FROM_TO, F.first, T.first); }
bounds(A) ::= IN LP exprs(F) RP.         { A = build_bounds(p, AST_ANY_OF, F.first, NULL); }
bounds(A) ::= LESS THAN LP exprs(T) RP.  { A = build_bounds(p, AST_LESS_THAN, NULL, T.first); }
bounds(A) ::= LESS THAN MAXVALUE(T).     { A = build_bounds(p, AST_LESS_THAN, NULL, build_leaf(p, AST_NAME, T)); }
bounds(A) ::= DEFAULT.                   { A = build_bounds(p, AST_ALL_OTHERS, NULL, NULL); }
bounds(A) ::= MODULUS NUMBER(M) REMAINDER NUMBER(R).  { A = build_remainder(p, M, R); }

%type exclusions {KeyList}
%type exclusion {AstIndexKey *}
exclusions(A) ::= exclusion(X).          { A = (KeyList){X, X}; }
exclusions(A) ::= exclusions(A) COMMA exclusion(X).  { LIST_ADD(A, X); }
exclusion(A) ::= key(A) WITH STRING(O).  { A->sign = build_name(p, O); }

%type index {AstItem *}
%type keys {KeyList}
%type key {AstIndexKey *}
%type descending {bool}
%type nulls {uint8_t}
/* Four rules and no name_opt: a word is tried as a name before an empty rule is reduced. */
index(A) ::= INDEX(T) LP keys(K) RP modifiers(M). {
    A = build_index(p, T, NULL, NULL, K.first, M.first);
}
index(A) ::= INDEX(T) ID(N) LP keys(K) RP modifiers(M). {
    A = build_index(p, T, build_name(p, N), NULL, K.first, M.first);
}
index(A) ::= INDEX(T) using(U) LP keys(K) RP modifiers(M). {
    A = build_index(p, T, NULL, U, K.first, M.first);
}
index(A) ::= INDEX(T) ID(N) using(U) LP keys(K) RP modifiers(M). {
    A = build_index(p, T, build_name(p, N), U, K.first, M.first);
}

keys(A) ::= key(X).                      { A = (KeyList){X, X}; }
keys(A) ::= keys(A) COMMA key(X).        { LIST_ADD(A, X); }
key(A) ::= key_of(A) descending(D) nulls(N).  { A->descending = D; A->nulls = N; }

%type key_of {AstIndexKey *}
key_of(A) ::= expr(E).                   { A = build_key(p, E); }
key_of(A) ::= key_of(A) COLLATE ID(N).   { build_key_collation(p, A, N); }
key_of(A) ::= key_of(A) OPCLASS ID(N).   { build_key_class(p, A, N); }
key_of(A) ::= key_of(A) PREFIX NUMBER(N).  { build_key_prefix(p, A, N); }
descending(A) ::= .                      { A = false; }
descending(A) ::= ASC.                   { A = false; }
descending(A) ::= DESC.                  { A = true; }
nulls(A) ::= .                           { A = 0; }
nulls(A) ::= NULLS FIRST.                { A = 1; }
nulls(A) ::= NULLS LAST.                 { A = 2; }

/* ---------- 5. modifiers of columns and table items ---------- */

%type modifiers {ModifierList}
%type some_modifiers {ModifierList}
%type modifier {AstModifier *}
%type reference {AstModifier *}
%type using {AstModifier *}
modifiers(A) ::= .                       { A = (ModifierList){0}; }
modifiers(A) ::= some_modifiers(A).
some_modifiers(A) ::= modifier(X).       { A = (ModifierList){X, X}; }
some_modifiers(A) ::= some_modifiers(A) modifier(X).  { LIST_ADD(A, X); }

modifier(A) ::= A_MODIFIER(T).           { A = build_modifier(p, AST_MOD_NULL, T); }
modifier(A) ::= NULL(T).                 { A = build_modifier(p, AST_MOD_NULL, T); }
modifier(A) ::= DEFAULT(T) primary(E).   { A = build_modifier_expr(p, AST_MOD_DEFAULT, T, NULL, E); }
modifier(A) ::= DEFAULT(T) signed_number(E).  { A = build_modifier_expr(p, AST_MOD_DEFAULT, T, NULL, E); }
modifier(A) ::= IDENTITY(T).             { A = build_modifier(p, AST_MOD_IDENTITY, T); }
modifier(A) ::= GENERATED(T) LP expr(E) RP storage(V). {
    A = build_modifier_expr(p, AST_MOD_GENERATED, T, NULL, E);
    A->is_virtual = V;
}
modifier(A) ::= COLLATE(T) ID(N).  { A = build_modifier_name(p, AST_MOD_COLLATE, T, build_name(p, N)); }
modifier(A) ::= CHARSET(T) ID(N).  { A = build_modifier_name(p, AST_MOD_CHARSET, T, build_name(p, N)); }
modifier(A) ::= WITH(T) LP option_list(O) RP. {
    A = build_modifier(p, AST_MOD_WITH, T);
    A->options = O.first;
}
modifier(A) ::= PRIMARY(T) KEY.          { A = build_modifier(p, AST_MOD_PRIMARY_KEY, T); }
modifier(A) ::= UNIQUE(T).               { A = build_modifier(p, AST_MOD_UNIQUE, T); }
modifier(A) ::= CHECK(T) name_opt(N) LP expr(E) RP.  { A = build_modifier_expr(p, AST_MOD_CHECK, T, N, E); }
modifier(A) ::= reference(A).
modifier(A) ::= FORWARD(T).              { A = build_modifier(p, AST_MOD_FORWARD, T); }
modifier(A) ::= ON(T) DELETE action(X).  { A = build_modifier_action(p, AST_MOD_ON_DELETE, T, X); }
modifier(A) ::= ON(T) UPDATE action(X).  { A = build_modifier_action(p, AST_MOD_ON_UPDATE, T, X); }
modifier(A) ::= ON(T) UPDATE NOW.        { A = build_modifier(p, AST_MOD_ON_UPDATE_NOW, T); }
modifier(A) ::= WHERE(T) LP expr(E) RP.  { A = build_modifier_expr(p, AST_MOD_WHERE, T, NULL, E); }
modifier(A) ::= using(A).
modifier(A) ::= INCLUDE(T) LP names(C) RP.  { A = build_modifier_name(p, AST_MOD_INCLUDE, T, C.first); }
modifier(A) ::= FOR(T) names(N). {
    A = build_modifier(p, AST_MOD_FOR, T);
    A->targets = N.first;
}

modifier(A) ::= MATCH(T) FULL.           { A = build_modifier(p, AST_MOD_MATCH_FULL, T); }
modifier(A) ::= NULLS(T) NOT DISTINCT.   { A = build_modifier(p, AST_MOD_NULLS_SAME, T); }
modifier(A) ::= DEFERRABLE(T).           { A = build_modifier(p, AST_MOD_DEFERRABLE, T); }
modifier(A) ::= DEFERRABLE(T) INITIALLY DEFERRED. {
    A = build_modifier(p, AST_MOD_DEFERRABLE, T);
    A->is_deferred = true;
}
modifier(A) ::= NOT(T) VALID.            { A = build_modifier(p, AST_MOD_NOT_VALID, T); }
modifier(A) ::= CONCURRENTLY(T).         { A = build_modifier(p, AST_MOD_CONCURRENTLY, T); }

reference(A) ::= REFERENCES(T) ref(R).   { A = build_references(p, T, R, NULL); }
reference(A) ::= REFERENCES(T) ref(R) LP names(C) RP.  { A = build_references(p, T, R, C.first); }
using(A) ::= USING(T) ID(N).             { A = build_modifier_name(p, AST_MOD_USING, T, build_name(p, N)); }

%type storage {bool}
storage(A) ::= .                         { A = false; }
storage(A) ::= STORED.                   { A = false; }
storage(A) ::= VIRTUAL.                  { A = true; }

%type action {AstAction}
action(A) ::= NO ACTION.                 { A = AST_NO_ACTION; }
action(A) ::= RESTRICT.                  { A = AST_RESTRICT; }
action(A) ::= CASCADE.                   { A = AST_CASCADE; }
action(A) ::= SET NULL.                  { A = AST_SET_NULL; }
action(A) ::= SET DEFAULT.               { A = AST_SET_DEFAULT; }

/* ---------- 6. types ---------- */

%type type {AstType *}
%type type_word {AstType *}
type(A) ::= A_TYPE(T).                   { A = build_type(p, T, NULL, NULL); }
type(A) ::= type_arguments(A).
type(A) ::= type_arguments(A) LS RS(T).  { A->is_array = true; A->span = JOIN(A->span, SPAN(T)); }

%type type_arguments {AstType *}
type_arguments(A) ::= type_word(A).
type_arguments(A) ::= type_word(A) LP NUMBER(X) RP(T). {
    A->arguments[0] = build_type_argument(X);
    A->argument_count = 1;
    A->span = JOIN(A->span, SPAN(T));
}
type_arguments(A) ::= type_word(A) LP NUMBER(X) COMMA NUMBER(Y) RP(T). {
    A->arguments[0] = build_type_argument(X);
    A->arguments[1] = build_type_argument(Y);
    A->argument_count = 2;
    A->span = JOIN(A->span, SPAN(T));
}
type_arguments(A) ::= type_word(A) UNSIGNED(T). {
    A->is_unsigned = true;
    A->span = JOIN(A->span, SPAN(T));
}
type_word(A) ::= ID(N).                  { A = build_type(p, N, NULL, build_text(p, N)); }
type_word(A) ::= ID(S) DOT ID(N). {
    A = build_type(p, S, build_text(p, S), build_text(p, N));
    A->span = JOIN(A->span, SPAN(N));
}

/* ---------- 7. expressions ---------- */

%type expr {AstExpr *}
%type primary {AstExpr *}
%type exprs {ExprList}
expr(A) ::= primary(A).
expr(A) ::= expr(L) OR expr(R).          { A = BINARY(AST_OR, L, R); }
expr(A) ::= expr(L) AND expr(R).         { A = BINARY(AST_AND, L, R); }
expr(A) ::= NOT(T) expr(L). {
    A = build_operation(p, AST_NOT, JOIN(SPAN(T), L->span), L, NULL);
}
expr(A) ::= expr(L) EQ expr(R).          { A = BINARY(AST_EQUAL, L, R); }
expr(A) ::= expr(L) NE expr(R).          { A = BINARY(AST_NOT_EQUAL, L, R); }
expr(A) ::= expr(L) LT expr(R).          { A = BINARY(AST_LESS, L, R); }
expr(A) ::= expr(L) LE expr(R).          { A = BINARY(AST_LESS_EQUAL, L, R); }
expr(A) ::= expr(L) GT expr(R).          { A = BINARY(AST_GREATER, L, R); }
expr(A) ::= expr(L) GE expr(R).          { A = BINARY(AST_GREATER_EQUAL, L, R); }
expr(A) ::= expr(L) CONCAT expr(R).      { A = BINARY(AST_CONCAT, L, R); }
expr(A) ::= expr(L) PLUS expr(R).        { A = BINARY(AST_ADD, L, R); }
expr(A) ::= expr(L) MINUS expr(R).       { A = BINARY(AST_SUBTRACT, L, R); }
expr(A) ::= expr(L) STAR expr(R).        { A = BINARY(AST_MULTIPLY, L, R); }
expr(A) ::= expr(L) SLASH expr(R).       { A = BINARY(AST_DIVIDE, L, R); }
expr(A) ::= expr(L) PERCENT expr(R).     { A = BINARY(AST_MODULO, L, R); }
expr(A) ::= MINUS(T) expr(L). [SIGN]     { A = build_operation(p, AST_SUBTRACT, JOIN(SPAN(T), L->span), L, NULL); }

expr(A) ::= expr(L) IS NULL(T). {
    A = build_node(p, AST_IS_NULL, JOIN(L->span, SPAN(T)), L, NULL);
}
expr(A) ::= expr(L) IS NOT NULL(T). [IS] {
    A = build_negated(build_node(p, AST_IS_NULL, JOIN(L->span, SPAN(T)), L, NULL), true);
}
%type negation {bool}
expr(A) ::= expr(L) IN LP exprs(I) RP(T). [IN] {
    A = build_node(p, AST_IN, JOIN(L->span, SPAN(T)), L, I.first);
}
expr(A) ::= expr(L) NOT_FOLLOWED IN LP exprs(I) RP(T). [IN] {
    A = build_negated(build_node(p, AST_IN, JOIN(L->span, SPAN(T)), L, I.first), true);
}
expr(A) ::= expr(L) BETWEEN expr(X) AND expr(Y). [BETWEEN] {
    X->next = Y;
    A = build_node(p, AST_BETWEEN, JOIN(L->span, Y->span), L, X);
}
expr(A) ::= expr(L) NOT_FOLLOWED BETWEEN expr(X) AND expr(Y). [BETWEEN] {
    X->next = Y;
    A = build_negated(build_node(p, AST_BETWEEN, JOIN(L->span, Y->span), L, X), true);
}
expr(A) ::= expr(L) LIKE expr(R). [LIKE] { A = build_node(p, AST_LIKE, JOIN(L->span, R->span), L, R); }
expr(A) ::= expr(L) NOT_FOLLOWED LIKE expr(R). [LIKE] {
    A = build_negated(build_node(p, AST_LIKE, JOIN(L->span, R->span), L, R), true);
}

exprs(A) ::= expr(X).                    { A = (ExprList){X, X}; }
exprs(A) ::= exprs(A) COMMA expr(X).     { LIST_ADD(A, X); }

primary(A) ::= AN_EXPRESSION(T).         { A = build_leaf(p, AST_BROKEN, T); }
primary(A) ::= NUMBER(T).                { A = build_leaf(p, AST_NUMBER, T); }
primary(A) ::= STRING(T).                { A = build_leaf(p, AST_STRING, T); }
primary(A) ::= TRUE(T).                  { A = build_leaf(p, AST_TRUE, T); }
primary(A) ::= FALSE(T).                 { A = build_leaf(p, AST_FALSE, T); }
primary(A) ::= NULL(T).                  { A = build_leaf(p, AST_NULL, T); }
primary(A) ::= ID(T).                    { A = build_leaf(p, AST_NAME, T); }
primary(A) ::= DOLLAR(T).                { A = build_leaf(p, AST_VERBATIM, T); }
primary(A) ::= ID(N) STRING(T). {
    AstType *type = build_type(p, N, NULL, build_text(p, N));
    A = build_typed(p, AST_TYPED, JOIN(SPAN(N), SPAN(T)), type, NULL);
    A->text = build_text(p, T);
}
primary(A) ::= ID(N) LP RP(T).           { A = build_call(p, N, NULL, T); }
primary(A) ::= ID(N) LP exprs(I) RP(T).  { A = build_call(p, N, I.first, T); }
primary(A) ::= CAST(T) LP expr(L) AS type(Y) RP(Z). {
    A = build_typed(p, AST_CAST, JOIN(SPAN(T), SPAN(Z)), Y, L);
}
primary(A) ::= EXTRACT(T) LP ID(N) FROM expr(L) RP(Z). {
    A = build_node(p, AST_EXTRACT, JOIN(SPAN(T), SPAN(Z)), L, NULL);
    A->text = build_text(p, N);
}
primary(A) ::= LP(T) expr(L) RP(Z). {
    A = build_node(p, AST_GROUP, JOIN(SPAN(T), SPAN(Z)), L, NULL);
}

%type whens {ExprList}
%type case {ExprList}
primary(A) ::= CASE(T) case(W) END(Z). {
    A = build_node(p, AST_CASE, JOIN(SPAN(T), SPAN(Z)), NULL, W.first);
}
primary(A) ::= CASE(T) expr(L) case(W) END(Z). {
    A = build_node(p, AST_CASE, JOIN(SPAN(T), SPAN(Z)), L, W.first);
}
case(A) ::= whens(A).
case(A) ::= whens(A) ELSE(T) expr(R). {
    LIST_ADD(A, build_node(p, AST_WHEN, JOIN(SPAN(T), R->span), NULL, R));
}
whens(A) ::= WHEN(T) expr(L) THEN expr(R). {
    A.first = A.last = build_node(p, AST_WHEN, JOIN(SPAN(T), R->span), L, R);
}
whens(A) ::= whens(A) WHEN(T) expr(L) THEN expr(R). {
    LIST_ADD(A, build_node(p, AST_WHEN, JOIN(SPAN(T), R->span), L, R));
}

/* ---------- 11. revisions ---------- */

%type parent {AstName *}
%type steps {StepList}
%type step {AstStep *}
declaration(A) ::= REVISION(T) revision_name(N) parent(P) LB steps(S) RB. {
    A = build_revision(p, T, N, P, S.first);
}
revision_name(A) ::= NUMBERED|ID(A).
parent(A) ::= .                          { A = NULL; }
parent(A) ::= AFTER revision_name(N).    { A = build_name(p, N); }

steps(A) ::= .                           { A = (StepList){0}; }
steps(A) ::= steps(A) doc(D) step(X) NEWLINE.  { LIST_ADD(A, build_documented_step(p, X, D)); }
steps(A) ::= steps(A) error NEWLINE.

step(A) ::= A_STEP(T). {
    A = build_step(p, AST_STEP_DROP, T, build_ref(T, NULL, NULL, T));
}
step(A) ::= CREATE(T) object(X).         { A = build_decl_step(p, AST_STEP_CREATE, T, X); }
step(A) ::= data(X).                     { A = build_decl_step(p, AST_STEP_CREATE, NOTHING, X); }
step(A) ::= sql(X).                      { A = build_decl_step(p, AST_STEP_CREATE, NOTHING, X); }
step(A) ::= run(X).                      { A = build_decl_step(p, AST_STEP_RUN, NOTHING, X); }
step(A) ::= ALTER(T) spelled_type(X).    { A = build_decl_step(p, AST_STEP_ALTER_TYPE, T, X); }
step(A) ::= ALTER(T) domain(X).          { A = build_decl_step(p, AST_STEP_ALTER_TYPE, T, X); }
step(A) ::= ALTER(T) sequence(X).        { A = build_decl_step(p, AST_STEP_ALTER_TYPE, T, X); }
step(A) ::= DROP(T) droppable(K) ref(N). { A = build_drop_step(p, T, K, N, NULL); }
step(A) ::= DROP(T) droppable(K) ref(N) LOSSY(L) STRING(R). {
    A = build_drop_step(p, T, K, N, build_lossy(p, L, R));
}
step(A) ::= RENAME(T) renamable(K) ref(N) TO ref(R).  { A = build_rename_step(p, T, K, N, R); }
step(A) ::= ALTER(T) TABLE ref(N) LB changes(C) RB. {
    A = build_step(p, AST_STEP_ALTER_TABLE, T, N);
    A->changes = C.first;
}
step(A) ::= ALTER(T) ENUM ref(N) LB value_changes(C) RB. {
    A = build_step(p, AST_STEP_ALTER_ENUM, T, N);
    A->changes = C.first;
}

%type run {AstDecl *}
%type run_up {AstDecl *}
run(A) ::= run_up(A).
run(A) ::= run_up(A) DOWN DOLLAR(D).     { build_sql_down(p, A, D); }
run(A) ::= run_up(A) DOWN NONE STRING(R).  { build_sql_down_none(p, A, R); }
/* Two rules and no for_opt: as above, a word is tried as a name first. */
run_up(A) ::= SQL(T) UP DOLLAR(U). {
    A = build_sql(p, T, build_ref(T, NULL, NULL, T), NULL, U);
}
run_up(A) ::= SQL(T) FOR names(F) UP DOLLAR(U). {
    A = build_sql(p, T, build_ref(T, NULL, NULL, T), F.first, U);
}

%type droppable {AstDeclKind}
%type renamable {AstDeclKind}
droppable(A) ::= renamable(A).
droppable(A) ::= EXTENSION.              { A = AST_EXTENSION; }
droppable(A) ::= SQL.                    { A = AST_SQL; }
droppable(A) ::= DATA.                   { A = AST_DATA; }
renamable(A) ::= TABLE.                  { A = AST_TABLE; }
renamable(A) ::= ENUM.                   { A = AST_ENUM; }
renamable(A) ::= TYPE.                   { A = AST_TYPE; }
renamable(A) ::= SEQUENCE.               { A = AST_SEQUENCE; }
renamable(A) ::= DOMAIN.                 { A = AST_DOMAIN; }

%type changes {ChangeList}
%type change {AstChange *}
changes(A) ::= .                         { A = (ChangeList){0}; }
changes(A) ::= changes(A) doc(D) change(X) NEWLINE. {
    LIST_ADD(A, build_documented_change(p, X, D));
}
changes(A) ::= changes(A) error NEWLINE.

change(A) ::= A_CHANGE(T).               { A = build_change(p, AST_SET_COMMENT, T, NULL); }
change(A) ::= ADD(T) COLUMN column(X).   { A = build_add(p, T, X); }
change(A) ::= options(X).                { A = build_options(p, X); }
change(A) ::= WITH(T) NONE modifiers(M). {
    A = build_options(p, build_item(p, AST_OPTIONS, T, T, NULL, M.first));
}
change(A) ::= ADD(T) constraint(X).      { A = build_add(p, T, X); }
change(A) ::= ALTER(T) COLUMN ID(N) type(Y) altered(C).  { A = build_alter(p, T, N, Y, C); }
change(A) ::= ALTER(T) COLUMN ID(N) some_altered(C).  { A = build_alter(p, T, N, NULL, C); }
change(A) ::= DROP(T) COLUMN ID(N) said(C).  { A = build_drop_column(p, T, N, C); }
change(A) ::= DROP(T) PRIMARY KEY.       { A = build_drop(p, T, AST_PRIMARY_KEY, NULL, NULL); }
change(A) ::= DROP(T) CHECK ID(N).       { A = build_drop(p, T, AST_CHECK, build_name(p, N), NULL); }
change(A) ::= DROP(T) keyed(K) ID(N).    { A = build_drop(p, T, K, build_name(p, N), NULL); }
change(A) ::= DROP(T) keyed(K) LP names(C) RP.  { A = build_drop(p, T, K, NULL, C.first); }
change(A) ::= RENAME(T) PRIMARY KEY TO ID(R).  { A = build_rename(p, T, AST_PRIMARY_KEY, NULL, R); }
change(A) ::= RENAME(T) named(K) ID(N) TO ID(R).  { A = build_rename(p, T, K, build_name(p, N), R); }
change(A) ::= BACKFILL(T) ID(N) EQ expr(E). {
    A = build_change(p, AST_BACKFILL, T, build_name(p, N));
    A->expr = E;
}
change(A) ::= BACKFILL(T) ID(N) EQ expr(E) WHERE LP expr(W) RP. {
    A = build_change(p, AST_BACKFILL, T, build_name(p, N));
    A->expr = E;
    A->where = W;
}
change(A) ::= BACKFILL(T) ID(N) EQ ELLIPSIS. {
    A = build_change(p, AST_BACKFILL_OPEN, T, build_name(p, N));
}
change(A) ::= BACKFILL(T) ID(N) EQ ELLIPSIS WHERE LP expr(W) RP. {
    A = build_change(p, AST_BACKFILL_OPEN, T, build_name(p, N));
    A->where = W;
}
change(A) ::= comment(A).
change(A) ::= ADD(T) PARTITION partition(X) for_opt(F).  { A = build_add_partition(p, T, X, F); }
change(A) ::= DROP(T) PARTITION ID(N) for_opt(F) said(C).  { A = build_drop_partition(p, T, N, F, C); }

%type keyed {AstItemKind}
%type named {AstItemKind}
keyed(A) ::= UNIQUE.                     { A = AST_UNIQUE; }
keyed(A) ::= FOREIGN KEY.                { A = AST_FOREIGN_KEY; }
keyed(A) ::= INDEX.                      { A = AST_INDEX; }
keyed(A) ::= EXCLUDE.                    { A = AST_EXCLUDE; }
named(A) ::= keyed(A).
named(A) ::= COLUMN.                     { A = AST_COLUMN; }
named(A) ::= PRIMARY KEY.                { A = AST_PRIMARY_KEY; }
named(A) ::= CHECK.                      { A = AST_CHECK; }

%type comment {AstChange *}
comment(A) ::= COMMENT_WORD(T) STRING(S). {
    A = build_change(p, AST_SET_COMMENT, T, NULL);
    A->text = build_text(p, S);
}
comment(A) ::= COMMENT_WORD(T) DOLLAR(D). {
    Span between;
    A = build_change(p, AST_SET_COMMENT, T, NULL);
    A->text = build_dollar(p, D, &between);
}
comment(A) ::= COMMENT_WORD(T) NONE.     { A = build_change(p, AST_SET_COMMENT, T, NULL); }

/* The modifiers of a column, among them what only a column that is altered can say. */
%type altered {AlteredList}
%type some_altered {AlteredList}
altered(A) ::= .                         { A = (AlteredList){0}; }
altered(A) ::= some_altered(A).
some_altered(A) ::= modifier(X).         { A = (AlteredList){X, X, NULL}; }
some_altered(A) ::= alteration(X).       { A = (AlteredList){NULL, NULL, X}; }
some_altered(A) ::= some_altered(A) modifier(X).  { LIST_ADD(A, X); }
some_altered(A) ::= some_altered(A) alteration(X).  { A.said = build_said(p, A.said, X); }

%type said {AstChange *}
%type consent {AstChange *}
%type alteration {AstChange *}
said(A) ::= .                            { A = NULL; }
said(A) ::= said(L) consent(X).          { A = build_said(p, L, X); }
consent(A) ::= RESTORE(T) LP expr(E) RP. { A = build_restore(p, T, E); }
consent(A) ::= LOSSY(T) STRING(S).       { A = build_lossy(p, T, S); }
alteration(A) ::= consent(A).
alteration(A) ::= USING(T) LP expr(E) RP.  { A = build_using(p, T, E); }

%type value_changes {ChangeList}
%type value_change {AstChange *}
value_changes(A) ::= .                   { A = (ChangeList){0}; }
value_changes(A) ::= value_changes(A) value_change(X) NEWLINE.  { LIST_ADD(A, X); }
value_changes(A) ::= value_changes(A) error NEWLINE.

value_change(A) ::= A_CHANGE(T).         { A = build_change(p, AST_SET_COMMENT, T, NULL); }
value_change(A) ::= ADD(T) VALUE member(N).  { A = build_change(p, AST_ADD_VALUE, T, N); }
value_change(A) ::= ADD(T) VALUE member(N) AFTER member(X). {
    A = build_change(p, AST_ADD_VALUE, T, N);
    A->to = X;
}
value_change(A) ::= ADD(T) VALUE member(N) BEFORE member(X). {
    A = build_change(p, AST_ADD_VALUE, T, N);
    A->to = X;
    A->is_before = true;
}
value_change(A) ::= DROP(T) VALUE member(N).  { A = build_change(p, AST_DROP_VALUE, T, N); }
value_change(A) ::= RENAME(T) VALUE member(N) TO member(X). {
    A = build_change(p, AST_RENAME_VALUE, T, N);
    A->to = X;
}
value_change(A) ::= comment(A).

/* ---------- the grammar as the driver uses it ---------- */

%code {
/* So many states of the stack are remembered from before a token was fed. */
enum { REMEMBERED = 64 };

struct Grammar {
    yyParser parser;
    int depth; /* the topmost entry of the stack, before the token */
    YYACTIONTYPE states[REMEMBERED]; /* entry i at i modulo REMEMBERED, for the topmost ones */
};

/* The reductions that a wrong token brings about lose what else could have stood in its place. */
static void remember(Grammar *grammar) {
    const yyStackEntry *entry = grammar->parser.yystack;
    const yyStackEntry *top = grammar->parser.yytos;
    grammar->depth = (int)(top - entry);
    if (grammar->depth < REMEMBERED) { /* nearly always: their places are their numbers */
        for (YYACTIONTYPE *state = grammar->states; entry <= top; entry++, state++) {
            *state = entry->stateno;
        }
        return;
    }
    for (int i = grammar->depth - REMEMBERED + 1; i <= grammar->depth; i++) {
        grammar->states[i % REMEMBERED] = entry[i].stateno;
    }
}

static YYACTIONTYPE remembered(const Grammar *grammar, int i) {
    return grammar->depth - i < REMEMBERED ? grammar->states[i % REMEMBERED]
                                           : grammar->parser.yystack[i].stateno;
}

void grammar_run(Parser *p, void (*drive)(Parser *p)) {
    Grammar grammar;
    p->grammar = &grammar;
    LemonInit(&grammar.parser, p);
    drive(p);
    LemonFinalize(&grammar.parser);
    p->grammar = NULL;
}

/* What the tables say about a token in a state, names not standing in for words. */
static YYACTIONTYPE shift_action(YYACTIONTYPE state, int kind) {
    int i = yy_shift_ofst[state] + kind;
    return yy_lookahead[i] == kind ? yy_action[i] : yy_default[state];
}

void grammar_feed(Parser *p, int kind, Token token) {
    YYACTIONTYPE state = p->grammar->parser.yytos->stateno;
    bool is_shifted = state <= YY_MAX_SHIFT && shift_action(state, kind) <= YY_MAX_SHIFTREDUCE;
    if (!is_shifted) { /* what is shifted at once loses nothing */
        remember(p->grammar);
    }
    Lemon(&p->grammar->parser, kind, token);
}

void grammar_reset(Parser *p) {
    LemonFinalize(&p->grammar->parser);
    LemonInit(&p->grammar->parser, p);
}

void grammar_recovered(Parser *p) {
    p->grammar->parser.yyerrcnt = -1;
}

int grammar_token_count(void) {
    return YYNTOKEN;
}

bool grammar_accepted(const Parser *p, int kind) {
    const Grammar *grammar = p->grammar;
    YYACTIONTYPE above[REMEMBERED]; /* entries that the token would push by reductions */
    int above_count = 0;
    int top = grammar->depth;
    YYACTIONTYPE action = remembered(grammar, top);
    for (;;) {
        if (action <= YY_MAX_SHIFT) {
            action = shift_action(action, kind);
            if (action <= YY_MAX_SHIFTREDUCE) {
                return true;
            }
        }
        if (action < YY_MIN_REDUCE) {
            return action == YY_ACCEPT_ACTION;
        }
        int rule = action - YY_MIN_REDUCE;
        int size = -yyRuleInfoNRhs[rule];
        int popped = size < above_count ? size : above_count;
        above_count -= popped;
        top -= size - popped;
        if (top < 0 || above_count == REMEMBERED) {
            return false;
        }
        YYACTIONTYPE state = above_count > 0 ? above[above_count - 1] : remembered(grammar, top);
        if (state > YY_MAX_SHIFT) {
            return false;
        }
        action = yy_find_reduce_action(state, (YYCODETYPE)yyRuleInfoLhs[rule]);
        above[above_count++] = action;
    }
}

bool grammar_accepts(Parser *p, int kind) {
    remember(p->grammar);
    return grammar_accepted(p, kind);
}
}

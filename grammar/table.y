/* table.y - what stands between the braces of a table: columns, constraints, indexes, partitions. */

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

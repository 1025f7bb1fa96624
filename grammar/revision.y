/* revision.y - what a revision says: steps, and the changes of tables and enums. */

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
change(A) ::= PARTITIONS(T) NUMBER(N) for_opt(F).  { A = build_set_partitions(p, T, N, F); }
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

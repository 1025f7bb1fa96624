/* object.y - what a schema declares; a revision creates the same. */

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

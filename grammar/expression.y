/* expression.y - types, and expressions over columns. */

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

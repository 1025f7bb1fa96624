/*
 * The operators of expressions: the same in what was written (AstExpr) and in what it means (Expr).
 */
#ifndef MIGC_SYNTAX_OPERATOR_H
#define MIGC_SYNTAX_OPERATOR_H

typedef enum AstOperator {
    AST_OR,            /* or  */
    AST_AND,           /* and */
    AST_NOT,           /* not */
    AST_EQUAL,         /* =   */
    AST_NOT_EQUAL,     /* <>  */
    AST_LESS,          /* <   */
    AST_LESS_EQUAL,    /* <=  */
    AST_GREATER,       /* >   */
    AST_GREATER_EQUAL, /* >=  */
    AST_CONCAT,        /* ||  */
    AST_ADD,           /* +   */
    AST_SUBTRACT,      /* -, also the sign */
    AST_MULTIPLY,      /* *   */
    AST_DIVIDE,        /* /   */
    AST_MODULO         /* %   */
} AstOperator;

/* What is true of two operands where the other is false; for `and` and `or` that of contrary operands. An operator
 * that has none is its own. */
static inline AstOperator operator_contrary(AstOperator op) {
    switch (op) {
    case AST_OR: return AST_AND;
    case AST_AND: return AST_OR;
    case AST_EQUAL: return AST_NOT_EQUAL;
    case AST_NOT_EQUAL: return AST_EQUAL;
    case AST_LESS: return AST_GREATER_EQUAL;
    case AST_LESS_EQUAL: return AST_GREATER;
    case AST_GREATER: return AST_LESS_EQUAL;
    case AST_GREATER_EQUAL: return AST_LESS;
    case AST_NOT:
    case AST_CONCAT:
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_MODULO: break;
    }
    return op;
}

#endif

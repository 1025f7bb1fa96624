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

#endif

/*
 * view.h - what a view of the author's speaks of, for MySQL and MariaDB print views in words of their own.
 *
 * takes:    a statement that makes a view
 * gives:    its words and values
 * promises: a printed view that names a table, a column or a value that is not among them is another one, and so is one
 *           that has not got a number of these, whose columns have other names, that checks other rows, or reads with the rights of another. What else it may
 *           mean otherwise cannot be told
 */
#ifndef MIGC_EMIT_MYSQL_VIEW_H
#define MIGC_EMIT_MYSQL_VIEW_H

#include "base/vec.h"
#include "emit/sql_facts.h"

/* In order, each once. */
typedef VEC(Text) MysqlTexts;

typedef struct MysqlView {
    MysqlTexts
        words; /* and names, of capitals and small letters one; also what is a string in double quotes */
    MysqlTexts strings; /* neighbours also together, as they are printed */
    MysqlTexts numbers; /* `5`, `2.50`: those that are printed as they were written */
    bool names_columns; /* false: `select *` */
    bool has_numbers;   /* all of them are printed; false: `order by 1` */
    bool has_outputs;   /* it is known how many columns the view has */
    MysqlTexts
        outputs; /* their names, in order; empty: one that the server makes of an expression */
    bool is_invokers;    /* SQL SECURITY INVOKER: it reads with the rights of who asks it */
    const char *checked; /* `NONE`, `LOCAL`, `CASCADED`: which rows may be written through it */
} MysqlView;

/* The texts are in `arena` or in the statement. */
MysqlView mysql_view(Arena *arena, const SqlFact *fact);

/* Whether it has the word or name. */
bool mysql_view_has(const MysqlView *view, const char *word);

/* Whether `other` may be what a server prints of it. Scratch memory is taken from `arena`. */
bool mysql_view_may_be(Arena *arena, const MysqlView *view, const SqlFact *other);

#endif

/*
 * details.h - facts of MySQL's and MariaDB's catalogs that verify.sql alone compares.
 *
 * takes:    tables of the model as servers hold them (mysql_physical)
 * gives:    for each the lines that emit/sql/mysql_whole.sql makes of the same table on the server: keys of indexes
 *           that are no columns, types and defaults that mysql_facts.sql leaves out, keys of partitions, options,
 *           comments
 * promises: only what is known; `known` of the lines says of which types, defaults and partitions there is a line
 */
#ifndef MIGC_EMIT_MYSQL_DETAILS_H
#define MIGC_EMIT_MYSQL_DETAILS_H

#include "emit/mysql/lines.h"

/* Notes what is not compared: to be called by mysql_lines_own. */
void mysql_details_own(MysqlLines *lines, const Table *table);

/* Adds the lines of a table: to be called by mysql_lines_add. */
void mysql_details_add(MysqlLines *lines, const Table *table, MysqlLineVec *to);

/* Writes the normal text (emit/expression_normal.h) of SQL that stands in the model as the server prints it, with its
 * columns in backquotes, as migc import leaves it. False, and nothing is written: it is something else. */
bool mysql_details_printed(Buf *out, const Expr *expr, const Table *table, Target target);

/* ---- what writes lines (lines.c) ----------------------------------------------------------------- */

/* `<table.column>`, `<table: check>`. Lives until the next line. */
Text mysql_lines_mark(MysqlLines *lines, const Table *table, const char *sign, Name part,
                      const char *behind);

/* The marks of what is not compared. */
void mysql_lines_note_own(MysqlLines *lines, Text mark);
bool mysql_lines_is_own(const MysqlLines *lines, Text mark);

/* `table: words` in lines->text; and the line that stands there. */
void mysql_lines_begin_line(MysqlLines *lines, const Table *table, const char *words);
void mysql_lines_end_line(MysqlLines *lines, const Table *table, MysqlLineVec *to);

/* ` default 5` as the line of a column has it. */
void mysql_lines_default(const MysqlLines *lines, Buf *out, const Table *table,
                         const Column *column, bool is_own);

#endif

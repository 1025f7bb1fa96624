/*
 * Facts of MySQL's and MariaDB's catalogs as lines of text: what a table must have.
 *
 * Takes tables of the model, gives for each the lines that emit/sql/mysql_facts.sql makes of the same
 * table on the server, byte for byte. What the two servers describe differently is asked of the dialect;
 * what only a server can know (expressions, types with a spelling of their own) is not in the lines.
 */
#ifndef MIGC_EMIT_MYSQL_LINES_H
#define MIGC_EMIT_MYSQL_LINES_H

#include "base/vec.h"
#include "emit/dialect.h"
#include "schema/model.h"

/* One fact: `jobs` `.priority int not null`, `jobs` `: primary key (id)`. */
typedef struct MysqlLine {
    Name object; /* the table */
    Name whole;  /* the table's name and the line: what the fact is known by */
} MysqlLine;

typedef VEC(MysqlLine) MysqlLineVec;

/* Zeroed but for the first four. */
typedef struct MysqlLines {
    Arena *arena;
    Names *names;
    const Dialect *dialect;
    bool is_whole;
    NameMap own;     /* `<table.column>` of columns whose types are not compared, `<table: check>` and
                        `<table.column is>` of conditions */
    VEC(Name) owned; /* the same in order */
    VEC(Name)
    known; /* `<table.column type>`, `<table.column default>`, `<table: table partitions>`: of which
                        there is a line beside that of the column or table */
    Names *facts;    /* the lines of one table */
    Buf text;
} MysqlLines;

/* `is_whole`: documentation, too, and all conditions of which the text in the catalog is known; else only those
 * that every version of the server shows alike. Release with mysql_lines_end; the lines live as long as the
 * arena. */
MysqlLines mysql_lines_begin(Arena *arena, const Dialect *dialect, bool is_whole);
void mysql_lines_end(MysqlLines *lines);

/* Notes what of the table is not compared, because only the server knows how it shows it: to be called for all
 * tables before the first mysql_lines_add. */
void mysql_lines_own(MysqlLines *lines, const Table *table);

/* To be called before the lines of another table, or of another one and what becomes of it: only lines that
 * come without it in between are the same if they say the same. */
void mysql_lines_begin_table(MysqlLines *lines);

/* Adds the lines of a table that is for the dialect. */
void mysql_lines_add(MysqlLines *lines, const Table *table, MysqlLineVec *to);

/* The line without the table's name. */
Text mysql_line_text(const MysqlLine *line);

/* The collation of tables, and of the connections that scripts run in. */
const char *mysql_collation(const Dialect *dialect);

#endif

/*
 * The words of the author's SQL for MySQL and MariaDB: what it makes, and where its statements end.
 *
 * Takes verbatim text, gives what its first words say; nothing of it is understood further than that.
 */
#ifndef MIGC_EMIT_MYSQL_WORDS_H
#define MIGC_EMIT_MYSQL_WORDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "schema/model.h"

typedef enum MysqlMakes {
    MYSQL_MAKES_NOTHING, /* rows, perhaps */
    MYSQL_MAKES_VIEW,
    MYSQL_MAKES_TRIGGER,
    MYSQL_MAKES_ROUTINE, /* a function or a procedure */
    MYSQL_MAKES_EVENT,
    MYSQL_MAKES_TABLE,
    MYSQL_MAKES_INDEX
} MysqlMakes;

/* What the object's upgrade makes, by the first CREATE in it. */
MysqlMakes mysql_makes(const SqlObject *sql);

/* Writes when a trigger runs: its time, its event and its table, in small letters; false: the object makes none, or it
 * cannot be told. */
bool mysql_trigger_moment(Buf *out, const SqlObject *sql);

/* The statement has a body with semicolons in it, and cannot stand within a procedure. */
bool mysql_stands_alone(MysqlMakes makes);

typedef struct MysqlStatements {
    Text *items; /* each without its semicolon */
    uint32_t count;
} MysqlStatements;

/* Writes a statement with blanks before its lines; as it is, if a quoted text or a comment goes over lines. */
void mysql_write_indented(Buf *out, Text statement, unsigned indent);

/* Writes the CREATE of a trigger or an event so that it does nothing if there is one; other statements as they are. */
void mysql_write_unless_there(Buf *out, Text statement);

/* The statements of a text; with `is_whole`, all of it is one. */
MysqlStatements mysql_statements_of(Arena *arena, Text text, bool is_whole);

#endif

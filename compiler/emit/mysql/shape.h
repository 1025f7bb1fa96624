/*
 * What a script expects of the tables that it is about, before and after it.
 *
 * Takes a script, gives the facts of emit/mysql/lines.h with the sides they are on. Tables that the
 * revision says nothing about are not in it; linear in the tables that are.
 */
#ifndef MIGC_EMIT_MYSQL_SHAPE_H
#define MIGC_EMIT_MYSQL_SHAPE_H

#include "emit/emit.h"
#include "emit/mysql/lines.h"

/* Whether a fact is there before. */
typedef enum ShapeBefore {
    SHAPE_ABSENT,
    SHAPE_PRESENT,
    SHAPE_EITHER /* of what is created: it may be there already, with all of its table */
} ShapeBefore;

typedef struct ShapeFact {
    MysqlLine line;
    ShapeBefore before;
    bool after;
} ShapeFact;

/* Zeroed but for the lines. */
typedef struct Shape {
    MysqlLines lines;
    VEC(ShapeFact) facts;
    bool has_sequences; /* facts of sequences are among them */
} Shape;

/* What the changes of a script turn into what; `is_down`: the other way round. Release with shape_end. */
Shape shape_of_script(Arena *arena, const Script *script, bool is_down);

/* All of a model, before and after: what is not to change. With the documentation. */
Shape shape_of_model(Arena *arena, const Dialect *dialect, const Model *model);

void shape_end(Shape *shape);

/* The statements that fill migc_shape and migc_object, and the values of @migc_own and, for verify.sql, @migc_known. */
void shape_write(const Shape *shape, Buf *out);
void shape_write_own(const Shape *shape, Buf *out);
void shape_write_known(const Shape *shape, Buf *out);

/* `EXECUTE migc_look;`, for which sequences are counted before if facts of some are in the shape; to be written
 * behind shape_write_sequences, which prepares for that. */
void shape_write_look(const Shape *shape, Buf *out);
void shape_write_sequences(const Shape *shape, Buf *out);

/* The names of the tables that a change touches, those before and those after it; what it creates is
 * shape_is_created. In `arena`. */
NameMap shape_touched(Arena *arena, const Dialect *dialect, const Changes *changes, bool is_down);
bool shape_is_created(const NameMap *touched, Name table);

#endif

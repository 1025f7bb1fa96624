/*
 * mysql_default.h - defaults as authors write them and as MySQL and MariaDB show them.
 *
 * takes:    two texts behind DEFAULT, and the type of the column
 * gives:    whether they are one value of that type
 * promises: true only of literals that the servers keep alike
 */
#ifndef MIGC_IMPORT_MYSQL_DEFAULT_H
#define MIGC_IMPORT_MYSQL_DEFAULT_H

#include "base/arena.h"
#include "base/text.h"
#include "schema/type.h"

/* `type` as mysql_normal_spelling writes it: '2020-01-01' and '2020-01-01 00:00:00' are one `datetime`, b'0101' and 5 one
 * `bit(4)`, 'ab' and 'ab\0\0' one `binary(4)`, 2020 and '2020' one `year`. */
bool mysql_same_default(Arena *scratch, Text expected, Text found, Text type, Target target);

#endif

/*
 * sql_agree.c - compares what the author wrote with what a server keeps of it. See sql_agree.h.
 *
 * SQLite keeps the text, MySQL and MariaDB the bodies of routines, triggers and events. What they keep of the rest they print
 * in words of their own, and a view altogether.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "emit/mysql/made.h"
#include "emit/mysql/view.h"
#include "import/postgres_agree.h"
#include "import/sql_agree.h"
#include "import/token_range.h"

/* ---- bodies of MySQL and MariaDB ----------------------------------------------------------------- */

static bool same_made(Arena *arena, const SqlFact *author, const SqlFact *found, Target target) {
    MysqlMade left = mysql_made(arena, author, target);
    MysqlMade right = mysql_made(arena, found, target);
    return !left.is_known || !right.is_known ||
           (same_text(left.head, right.head) &&
            same_tokens((Range){left.body, author->end}, (Range){right.body, found->end}));
}

static bool same_mysql_view(Arena *arena, const SqlFact *author, const SqlFact *found) {
    MysqlView view = mysql_view(arena, author);
    return mysql_view_may_be(arena, &view, found);
}

/* ---- tables of MySQL and MariaDB ------------------------------------------------------------------ */

/* A key or a constraint. */
static bool begins_key(const SqlToken *token) {
    static const char *const words[] = {"primary", "unique",     "key",   "fulltext",
                                        "spatial", "constraint", "check", "period"};
    bool is_key = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        is_key = is_key || sql_is_word(token, words[i]);
    }
    return is_key;
}

/* A line an item, columns with their names in quotes or whether they may be null, and `)` with options on one of its own:
 * as import/mysql_table writes it, or as servers show it. */
static bool is_by_lines(Range range, Range *options) {
    bool is_so = true;
    bool is_said = true;
    uint32_t depth = 0;
    for (const SqlToken *token = range.at; token + 2 < range.end; token++) {
        bool opens = sql_is_sign(token, "(");
        bool closes = sql_is_sign(token, ")");
        bool ends_item = depth == 1 && (closes || sql_is_sign(token, ","));
        is_so = is_so && (is_said || !ends_item);
        if (ends_item && closes) {
            *options = (Range){token + 1, range.end};
            return is_so && text_is(gap_before(token), "\n") && sql_is_sign(token + 2, "=");
        }
        if (ends_item || (opens && depth == 0)) {
            is_so = is_so && text_is(gap_before(token + 1), "\n  ");
            is_said = token[1].kind == SQL_NAME || begins_key(token + 1);
        }
        is_said = is_said || sql_is_word(token, "null") || sql_is_word(token, "generated");
        depth = depth + opens - closes;
    }
    return false;
}

static bool is_for_innodb(Range options) {
    return sql_is_word(options.at, "engine") && sql_is_word(options.at + 2, "innodb");
}

/* Has a period, or versions of its rows: only servers can show it. */
static bool is_shown(Range range) {
    return pass_to(&range, "period", "versioning");
}

/* Told only of two statements in one form, as the import left them: what an author writes may be shown in other words. */
static bool same_table(Range author, Range found) {
    Range options[2];
    if (!is_by_lines(author, &options[0]) || !is_by_lines(found, &options[1])) {
        return true;
    }
    bool is_one_form = has_word(options[0], "charset") == has_word(options[1], "charset") &&
                       is_for_innodb(options[0]) == is_for_innodb(options[1]);
    return (!is_one_form && is_shown(author) == is_shown(found)) || same_tokens(author, found);
}

/* ---- all of them --------------------------------------------------------------------------------- */

static bool agree_in_mysql(Arena *arena, const SqlFact *author, const SqlFact *found,
                           Target target) {
    switch (author->kind) {
    case FACT_VIEW: return same_mysql_view(arena, author, found);
    case FACT_FUNCTION:
    case FACT_PROCEDURE:
    case FACT_TRIGGER:
    case FACT_EVENT: return same_made(arena, author, found, target);
    case FACT_TABLE: return same_table(range_of(author), range_of(found));
    default: break; /* that it is there is enough */
    }
    return true;
}

/* `CREATE TABLE t AS SELECT ...`: SQLite keeps the columns that came of it. */
static bool is_made_of_query(const SqlFact *fact) {
    return fact->kind == FACT_TABLE && fact->first < fact->end && sql_is_word(fact->first, "as");
}

bool sql_facts_agree(Arena *arena, const SqlFact *author, const SqlFact *found, Target target) {
    switch (target) {
    case TARGET_SQLITE:
        return is_made_of_query(author) ||
               (fact_is_created(author, "unique") == fact_is_created(found, "unique") &&
                same_tokens(range_of(author), range_of(found)));
    case TARGET_POSTGRES: return postgres_agree(arena, author, found);
    case TARGET_MYSQL:
    case TARGET_MARIADB: return agree_in_mysql(arena, author, found, target);
    case TARGET_COUNT: break;
    }
    return true;
}

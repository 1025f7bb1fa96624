/*
 * sql.c - takes the author's own SQL for MySQL and MariaDB, tells what a counted step cannot run.
 * See parts.h.
 *
 * There every statement that defines something commits. A step of rows is one transaction with its count,
 * and so runs once; a step of definitions is counted when it is done, and so may run twice.
 */
#include <string.h>
#include <strings.h>

#include "emit/mysql/words.h"
#include "emit/portability/parts.h"
#include "emit/statements.h"

typedef struct Block {
    Portability *p;
    const SqlObject *sql;
    const char *side; /* `up`, `down` */
    Text text;
    Span span; /* of the text */
    bool is_free;
    bool is_told; /* that what the object makes cannot be made */
} Block;

static Span span_in(const Block *block, Text part) {
    return (Span){block->span.start + (uint32_t)(part.data - block->text.data),
                  (uint32_t)part.length};
}

/* The first line of a statement: a caret under all of a trigger's body helps nobody. */
static Span line_of(const Block *block, Text part) {
    size_t length = 0;
    while (length < part.length && part.data[length] != '\n') {
        length++;
    }
    while (length > 1 && (unsigned char)part.data[length - 1] <= ' ') {
        length--;
    }
    return span_in(block, (Text){part.data, length});
}

static void tell_refused(const Block *block, const Statement *statement) {
    Portability *p = block->p;
    bool is_broken = statement->kind == STATEMENT_BROKEN;
    const char *why = is_broken ? "a comment or a string in it has no end" : statement->why;
    Span span = line_of(block, statement->text);
    if (block->sql->name) {
        diag_at(p->diags, DIAG_INVALID_SQL, span,
                "the scripts for %s cannot run the `%s` of sql object `%s`: %s", p->dialect->title,
                block->side, block->sql->name->text, why);
    } else {
        diag_at(p->diags, DIAG_INVALID_SQL, span,
                "the scripts for %s cannot run the `%s` of this step: %s", p->dialect->title,
                block->side, why);
    }
}

/* Where no script asks whether it is needed, it is a plain statement behind all others, which is run again. */
static bool could_be_late(const Block *block) {
    return !block->is_free && block->sql->down && mysql_stands_alone(mysql_makes(block->sql));
}

static bool may_be_late(const Block *block) {
    return block->p->dialect->has_guarded_triggers ||
           (!block->p->project->routines_off && could_be_late(block));
}

/* One that no script can make: told where it is made, or where it only goes. */
static void tell_routine(Block *block, const Statement *statement) {
    if (block->is_told) {
        return;
    }
    bool drops = statement->kind == STATEMENT_DROPS_ROUTINE;
    Finding *finding = portability_refuse(block->p, span_in(block, statement->head),
                                          block->sql->targets, "%s in a script", statement->thing);
    bool is_off = block->p->project->routines_off && could_be_late(block);
    finding_label(
        finding,
        is_off ? "%s by a statement that a client has to know the end of: not with `routines off`"
               : "%s outside of routines only, where nothing asks whether it is needed",
        drops ? "changed" : "created");
    finding_help(finding,
                 is_off ? "or leave `routines off` out of the project"
                 : block->is_free || block->p->project->routines_off
                     ? "or keep it beside the migrations, with a client or in the application"
                     : "or say in `down` how it is dropped");
    block->is_told = true;
}

static bool says_replace(Text head) {
    for (size_t i = 0; i + strlen("replace") <= head.length; i++) {
        if (strncasecmp(head.data + i, "replace", strlen("replace")) == 0) {
            return true;
        }
    }
    return false;
}

static void tell_replacing(const Block *block, const Statement *statement) {
    Finding *finding = portability_refuse(block->p, span_in(block, statement->head),
                                          block->sql->targets, "`or replace` of %s",
                                          statement->thing);
    finding_help(finding,
                 "or write `create` alone: the script asks whether it is there, or drops it");
}

static void tell_company(const Block *block, const Statement *statement) {
    Finding *finding = portability_refuse(block->p, span_in(block, statement->head),
                                          block->sql->targets, "%s beside other statements",
                                          statement->thing);
    finding_label(finding, block->p->dialect->has_guarded_triggers
                               ? "it is run by EXECUTE IMMEDIATE, which takes one statement"
                               : "it is one statement, with all that stands behind it");
    finding_help(finding, "or let it be a `sql` object of its own");
}

static void tell_definition(const Block *block, const Statement *statement) {
    Portability *p = block->p;
    Span span = line_of(block, statement->text);
    if (block->is_free) {
        Finding *finding = portability_refuse(p, span, block->sql->targets,
                                              "a statement that commits in a free step");
        finding_label(finding, "the step would be done and not counted for a moment");
        buf_clear(&p->scratch);
        targets_write(&p->scratch, (TargetSet)(block->sql->targets & p->project->targets));
        buf_char(&p->scratch, '\0');
        finding_help(finding, "or let it be a `sql` object: `sql NAME for %s`", p->scratch.data);
    } else if (statement->kind == STATEMENT_ALTERS_VIEW) {
        finding_help(portability_refuse(p, span, block->sql->targets, "`alter view` in a routine"),
                     "or write `create or replace view`");
    } else if (!statement->repeats && !statement->is_guarded) {
        Diag *diag = diag_at(p->diags, DIAG_NOT_REPEATABLE, span,
                             "in %s the `%s` of sql object `%s` may run twice, and this cannot",
                             p->dialect->title, block->side, block->sql->name->text);
        diag_note(diag, SPAN_NONE,
                  "it commits before it is counted: a script that was killed in between runs it "
                  "again");
        diag_help(diag, "write `create or replace`, `create ... if not exists` or `drop ... if "
                        "exists`");
    }
}

static void check_statements(Block *block) {
    size_t at = 0;
    uint32_t rows = 0;
    uint32_t definitions = 0;
    Statement statement;
    Text first_rows = {0};
    while (statement_next(block->text, &at, &statement)) {
        switch (statement.kind) {
        case STATEMENT_REFUSED:
        case STATEMENT_BROKEN: tell_refused(block, &statement); break;
        case STATEMENT_ROUTINE:
        case STATEMENT_DROPS_ROUTINE:
            if (!may_be_late(block)) {
                tell_routine(block, &statement);
            } else if (statement.kind == STATEMENT_ROUTINE && rows + definitions > 0) {
                tell_company(block, &statement);
            } else if (statement.kind == STATEMENT_ROUTINE &&
                       !block->p->dialect->has_guarded_triggers) {
                if (says_replace(statement.head)) {
                    tell_replacing(block, &statement);
                }
            } else {
                tell_definition(block, &statement);
            }
            definitions++;
            break;
        case STATEMENT_DEFINES:
        case STATEMENT_ALTERS_VIEW:
            tell_definition(block, &statement);
            definitions++;
            break;
        case STATEMENT_ROWS: first_rows = rows++ == 0 ? statement.text : first_rows; break;
        }
    }
    if (rows > 0 && definitions > 0 && !block->is_free) {
        Diag *diag = diag_at(block->p->diags, DIAG_NOT_REPEATABLE, line_of(block, first_rows),
                             "in %s the `%s` of sql object `%s` changes rows and defines something",
                             block->p->dialect->title, block->side, block->sql->name->text);
        diag_note(diag, SPAN_NONE,
                  "what defines something commits before the step is counted: a script that was "
                  "killed in between changes the rows again");
        diag_help(diag, "make two objects of it");
    }
}

void portability_sql(Portability *p, const SqlObject *sql) {
    if (p->dialect->has_ddl_transactions) {
        return;
    }
    Block block = {.p = p, .sql = sql, .is_free = sql->name == NULL};
    if (sql->up) {
        block.side = "up";
        block.text = name_text(sql->up);
        block.span = sql->up_span;
        check_statements(&block);
    }
    if (sql->down) {
        block.side = "down";
        block.text = name_text(sql->down);
        block.span = sql->down_span;
        check_statements(&block);
    }
}

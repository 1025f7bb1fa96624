/*
 * PostgreSQL: one transaction a part, each a DO block with plain statements in it (spec/sql-forms.md).
 *
 * Takes a Script, gives the three files; and every statement by itself, for PostgreSQL's own parser.
 */
#ifndef MIGC_EMIT_POSTGRES_H
#define MIGC_EMIT_POSTGRES_H

#include "emit/ddl.h"
#include "emit/emit.h"
#include "emit/script.h"

void postgres_up(Buf *out, const Script *script);
void postgres_down(Buf *out, const Script *script);
void postgres_verify(Buf *out, const Script *script);

/* `migc stamp`: compares like verify, and only then writes the history. */
void postgres_stamp(Buf *out, const Script *script);

/* upgrade.sql: the upgrades of the chain, one behind the other. */
void postgres_upgrade(Buf *out, const Script *const *scripts, uint32_t count);

/* `migc status-sql`: tells where a database is, by its history or by its shape; the scripts of the chain. */
void postgres_status(Buf *out, const Script *const *scripts, uint32_t count);

/* The statements of one step as they stand in a script, without what guards them; nothing for
 * STEP_CREATE_NAMESPACE and STEP_DROP_NAMESPACE, which the constant part of a script carries out. */
void postgres_statement(Ddl *ddl, const Step *step);

/* The same for a step that changes what is there; postgres_statement asks it. */
void postgres_alter_statement(Ddl *ddl, const Step *step);

/* The name of an enum or a domain in SQL, with its namespace. */
void postgres_type_name(Buf *out, Name space, Name name);

/* CREATE TYPE ... AS ENUM. */
void postgres_create_enum(Ddl *ddl, const Enum *enumeration);

/* ALTER SEQUENCE, in a block of plpgsql: a count that is beyond the new numbers begins again. */
void postgres_alter_sequence(Ddl *ddl, const Sequence *before, const Sequence *after);

/* Writes a name that migc makes, cut to what the server takes, quoted where needed. */
void postgres_cut_name(Buf *out, Text full);

/* What an identity column is given next must be beyond what it holds. PERFORM, so it is no statement by
 * itself. */
void postgres_sequence(Ddl *ddl, const Table *table, const Column *column);

/* Identity columns that a data block gives values: what is given out next must be beyond them. PERFORM, so
 * it is no statement by itself. */
void postgres_sequences(Ddl *ddl, const Data *data);

/* The `$tag$` of the author's and the script's own quoted bodies: `word`, with a number behind it where
 * the schema's text contains it already. */
void postgres_tag(Buf *out, const Script *script, const char *word);

/* Makes `out` a name with its namespace as the describing block writes it: never quoted. */
void postgres_word(Buf *out, Name space, Name name);

/* Adds a name as postgres_word writes it, a string; for a table those of its partitions, too, which come with it, but for names that they take
 * over. */
void postgres_list_word(Packing *packing, Name space, Name name);
void postgres_list_table(Packing *packing, const Table *table, const NameMap *but, Names *names);

/* Writes the name of the function and trigger that keep a touched column: `users_set_updated_at`. */
void postgres_touch_name(Buf *out, const Table *table, const Column *column);

/* By the number of the table of the model: the part of the plan that creates it, from 1; 0: none. In
 * `arena`. */
uint32_t *postgres_table_parts(Arena *arena, const Plan *plan, const Model *model);

/* The rule below the constant blocks. */
void postgres_end_blocks(Ddl *ddl);

/* The opening lines of a DO block, up to its declarations; and its SET LOCAL lines. */
void postgres_begin_block(Buf *out, const Script *script);
void postgres_settings(Buf *out, const Script *script);
void postgres_end_block(Buf *out, const Script *script);

/* Makes the history where the first part has yet to do that; false: it is there. */
bool postgres_make_history(Buf *out, const Script *script, const char *blanks);

/* `IF NOT pg_temp.migc_upgrading(revision, ...) THEN`: is this part to be done now? Part 0: is nothing done
 * yet? */
void postgres_guard(Buf *out, const Script *script, bool is_down, uint32_t part, uint32_t parts);

/* The line of a downgrade's head about what it leaves. */
void postgres_stays(Buf *out, const Plan *up);

/* The upgrade or the downgrade of a revision that changes what is there. */
void postgres_change(Buf *out, const Script *script, bool is_down);

/* A rule between parts, if there are several. */
void postgres_part_rule(Ddl *ddl, uint32_t part, uint32_t parts);

/* The line of the head that says how many transactions there are; `back`: `up` or `down`. */
void postgres_transactions(Buf *out, const Script *script, uint32_t parts, const char *back);

/* The author's SQL, run from a string: it may be several statements, and may be a SELECT. */
void postgres_execute(Ddl *ddl, const Script *script, Name text);

/* The objects of a part as the describing block names them, packed into lines of quoted strings. */
void postgres_object_list(Buf *out, const Plan *plan, const Part *part, unsigned indent,
                          const NameMap *but, Names *names);

/* A word in an array literal, always in double quotes. */
void postgres_array_word(Buf *out, Name word);

/* The namespaces of a plan as an array literal: '{"audit","log"}'. */
void postgres_space_list(Buf *out, const Plan *plan);

/* The same with those of some more tables. */
void postgres_spaces(Buf *out, const Plan *plan, const Table *const *tables, uint32_t count);

#endif

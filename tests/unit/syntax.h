/*
 * syntax.h - for tests of the syntax floor: parses a text, holds what came of it.
 */
#ifndef TESTS_UNIT_SYNTAX_H
#define TESTS_UNIT_SYNTAX_H

#include "unit.h"

#include "base/arena.h"
#include "base/names.h"
#include "source/diag.h"
#include "source/render.h"
#include "source/source.h"
#include "syntax/format.h"
#include "syntax/parse.h"
#include "syntax/token.h"

typedef struct Parsed {
    Arena arena;
    Sources sources;
    Diags diags;
    Names *names;
    SourceFile *file;
    AstUnit unit;
} Parsed;

/* Everything hangs on *parsed: give it back with parsed_free. */
static inline void parsed_of(Parsed *parsed, Text text) {
    *parsed = (Parsed){0};
    parsed->sources = sources_new(&parsed->arena);
    parsed->diags = diags_new(&parsed->arena);
    parsed->names = names_new(&parsed->arena);
    parsed->file = sources_add_text(&parsed->sources, &parsed->diags, "input.mig", text);
    if (parsed->file != NULL) {
        parse_file(parsed->file, parsed->names, &parsed->diags, &parsed->arena, &parsed->unit);
    }
}

static inline void parsed_free(Parsed *parsed) {
    arena_release(&parsed->arena);
}

/* What was said, one line a diagnostic. */
static inline void said_is(Parsed *parsed, const char *expected) {
    Buf said = {0};
    render_diags(&said, &parsed->arena, &parsed->diags, &parsed->sources,
                 (RenderOptions){.format = RENDER_SHORT});
    unit_equal(buf_view(&said), expected);
    buf_free(&said);
}

/* Parses, and fails unless exactly this is said. */
static inline void says(const char *text, const char *expected) {
    Parsed parsed;
    parsed_of(&parsed, text_of(text));
    said_is(&parsed, expected);
    parsed_free(&parsed);
}

/* Parses without an error, and gives the tree. */
static inline void tree_is(const char *text, const char *expected) {
    Parsed parsed;
    Buf dump = {0};
    parsed_of(&parsed, text_of(text));
    said_is(&parsed, "");
    ast_dump(&dump, &parsed.unit);
    unit_equal(buf_view(&dump), expected);
    buf_free(&dump);
    parsed_free(&parsed);
}

/* Law L1 for a text without errors: printing is stable, and keeps the tree. */
static inline void law_of_printing(Parsed *parsed) {
    Parsed again;
    Buf once = {0};
    Buf twice = {0};
    Buf tree = {0};
    Buf same = {0};
    format_file(&once, parsed->file, &parsed->unit, NULL, 0);
    parsed_of(&again, buf_view(&once));
    said_is(&again, "");
    format_file(&twice, again.file, &again.unit, NULL, 0);
    ast_dump(&tree, &parsed->unit);
    ast_dump(&same, &again.unit);
    assert_true(text_equal(buf_view(&once), buf_view(&twice)));
    assert_true(text_equal(buf_view(&tree), buf_view(&same)));
    buf_free(&once);
    buf_free(&twice);
    buf_free(&tree);
    buf_free(&same);
    parsed_free(&again);
}

/* Parses without an error and prints; fails unless that is the text. */
static inline void prints(const char *text, const char *expected) {
    Parsed parsed;
    Buf out = {0};
    parsed_of(&parsed, text_of(text));
    said_is(&parsed, "");
    format_file(&out, parsed.file, &parsed.unit, NULL, 0);
    unit_equal(buf_view(&out), expected);
    law_of_printing(&parsed);
    buf_free(&out);
    parsed_free(&parsed);
}

/* A schema that uses every declaration, item, modifier and form of expression. */
static const char sample[] =
    "// the shop\n"
    "project shop {\n"
    "  targets  postgres 13, sqlite 3.35\n"
    "  out      'out/{target}' // where\n"
    "}\n"
    "\n"
    "extension citext for postgres\n"
    "/// Without case.\n"
    "type email {\n"
    "  postgres  citext\n"
    "  sqlite    text collate nocase\n"
    "}\n"
    "type user_id bigint\n"
    "enum state { draft, 'in transit', done }\n"
    "mixin stamps {\n"
    "  created_at  timestamptz  default now on update now\n"
    "}\n"
    "/// Who buys.\n"
    "///\n"
    "/// More.\n"
    "table audit.users without primary key for postgres {\n"
    "  id     user_id       identity primary key\n"
    "  boss   user_id       null references audit.users (id) forward on delete set null\n"
    "    on update cascade\n"
    "  total  decimal(9,2)  default -1.5 check positive (total>0)\n"
    "  tags   text[]        default '{}' collate \"C\" for postgres\n"
    "  sum    int           generated (total * - 2 || 'x') virtual\n"
    "  type   references kinds\n"
    "  include stamps\n"
    "  unique u (id, boss)\n"
    "  foreign key (boss)\n"
    "    references users (id) on delete no action\n"
    "  check (case type when 1 then true else boss is not null end\n"
    "    and id between 1 and 2 or not (name not in ('a', 'b''c')) // why\n"
    "    and cast(name as varchar(3)) like 'x%' and extract(year from created_at) > 1e3)\n"
    "  unique index i using gin (lower(name) desc nulls last, f()) include (total)\n"
    "    where (date '2026-01-31' <> $x$ now()::date $x$) for postgres\n"
    "}\n"
    "data kinds key (code) {\n"
    "  code  name  size\n"
    "  'a'   null  -3\n"
    "}\n"
    "sql v for postgres, sqlite\n"
    "  needs audit.users, kinds\n"
    "  up $$ create view v as select 1 $$\n"
    "  down none 'it''s kept'\n";

/* A revision that has every step and every change. */
static const char sample_revision[] =
    "/// Everything that a revision can say. // more\n"
    "revision 0002_all after 0001_initial {\n"
    "\n"
    "  // first\n"
    "  create table audit.log { // behind the brace\n"
    "    id  bigint  identity primary key // first of all\n"
    "    /// When.\n"
    "    at timestamptz default now\n"
    "    check ok (id > 0) for postgres\n"
    "  }\n"
    "  create enum e { a, 'b c' }\n"
    "  create type t { postgres citext\n"
    "    // two\n"
    "    sqlite text collate nocase }\n"
    "  /// One.\n"
    "  create type u bigint\n"
    "  create extension citext for postgres\n"
    "  sql v for postgres needs audit.log\n"
    "    up $$ create view v as select 1; $$ down $$ drop view v; $$\n"
    "  data kinds key (code) { code name\n"
    "    'a' null }\n"
    "  /// Renamed.\n"
    "  rename table audit.log to audit.logs // so\n"
    "  rename enum e to f\n"
    "  rename type t to \"T\"\n"
    "  /// Changed.\n"
    "  alter table audit.logs\n"
    "  {\n"
    "    add column column text null concurrently // here\n"
    "    /// Why.\n"
    "    add check (column <> '') for postgres\n"
    "    add unique index add using btree (lower(column) desc) where (column is not null) concurrently\n"
    "      for postgres, sqlite\n"
    "    add primary key (id)\n"
    "    add unique u (a, b)\n"
    "    add foreign key (a) references t (b) on delete cascade\n"
    "    /// The type changes.\n"
    "    alter column at date null default now using (cast(at as date))\n"
    "      restore (at)\n"
    "      lossy 'the hour'\n"
    "    alter column a references b lossy 'x' restore (1) using (a\n"
    "      + 1) null\n"
    "    alter column a int lossy 'x'\n"
    "    drop column a restore (b || 'x') lossy 'y'\n"
    "    drop column b\n"
    "    drop primary key\n"
    "    drop unique u\n"
    "    drop unique (a,b)\n"
    "    drop foreign key k\n"
    "    drop foreign key (a)\n"
    "    drop check c\n"
    "    drop index i\n"
    "    drop index (a, b)\n"
    "    rename column a to b\n"
    "    rename primary key to p\n"
    "    rename primary key p to q\n"
    "    rename unique a to b\n"
    "    rename foreign key a to b\n"
    "    rename check a to b\n"
    "    rename index a to b\n"
    "    backfill a = 1 + b where (a is null\n"
    "      and b > 0)\n"
    "    backfill b = (select_one())\n"
    "      where (true)\n"
    "    backfill to = ...\n"
    "    comment 'it''s'\n"
    "    comment none\n"
    "    // last\n"
    "  }\n"
    "  alter enum f {\n"
    "    add value a\n"
    "    add value 'b c' after a\n"
    "    add value before before before\n"
    "    drop value value\n"
    "    rename value a to 'x y'\n"
    "    comment none\n"
    "  }\n"
    "  alter type t { sqlite text }\n"
    "  sql up $$ select 1; $$\n"
    "  sql for postgres, sqlite // either\n"
    "    up $x$ select 1; $x$\n"
    "    down none 'it''s gone'\n"
    "  sql for sqlite up $$ a $$ down $$ b $$\n"
    "  drop table audit.logs lossy 'no'\n"
    "  drop table a\n"
    "    lossy 'no'\n"
    "  drop enum f\n"
    "  drop type \"T\"\n"
    "  drop extension citext\n"
    "  drop sql v\n"
    "  drop data kinds\n"
    "} // end\n"
    "revision revision after after { }\n"
    "revision first { }\n";

#endif

"""Every kind of step that PostgreSQL's scripts do to a table with rows: it does what is told above it, and no more.

    tests/run/locks.py [--migc FILE] [PATTERN]

spec/postgres-alter.md has the rules. The script of a revision is run with a measurement behind each of its steps: has the
table been written anew, was an index built, was the table read, which locks are held. What that says is compared with the
line in the script, and where there is none, there must have been nothing.
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
from alters import PARENT, project, table
from harness import ROOT, Test, check, check_equal

TEXT = "c varchar(20) default 'x'"
FILLED = "add column b int\n    backfill b = id"
RULES = "domain word varchar(20) check word_is_long (length(value) > 0)\n"

# what it is; what the schema has beside the tables, lines of the table before; steps; lines after
CASES = [
    ("a column comes", "", "", "add column b int null", "b int null"),
    ("a column with a default comes", "", "", "add column b int default 5", "b int default 5"),
    ("a column with the time comes", "", "", "add column b timestamptz default now", "b timestamptz default now"),
    ("a column with a number of its own comes", "", "", "add column b uuid default uuid", "b uuid default uuid"),
    ("a column with a computed default comes", "", "", "add column b int default (1 + 2)", "b int default (1 + 2)"),
    ("a column with a default of the author's comes", "", "", "add column b double default $$ random() $$", "b double default $$ random() $$"),
    ("a column of a domain with rules comes", RULES, "", "add column b word default 'x'", "b word default 'x'"),
    ("a computed column comes", "", "", "add column b int generated (a + 1)", "b int generated (a + 1)"),
    ("a column with a value for each row comes", "", "", FILLED, "b int"),
    ("a column with a value for some rows comes", "", "", "add column b int default 0\n    backfill b = id where (id > 1)", "b int default 0"),
    ("a column that may be null gets values", "", "", "add column b int null\n    backfill b = id", "b int null"),
    ("a column gets values, and must have them", "", "b int null", "backfill b = id where (b is null)\n    alter column b int", "b int"),
    ("a column gets values beside one that is kept up to date", "", "b timestamptz default now on update now\n  c int null",
     "backfill c = 1 where (c is null)\n    alter column c int", "b timestamptz default now on update now\n  c int"),
    ("a column goes", "", "b int null", "drop column b lossy 'x'", ""),
    ("a column is renamed", "", "b int null", "rename column b to c", "c int null"),
    ("a table is renamed and an index comes", "", "", "add index t_a (a)", "index t_a (a)"),
    ("a column gets another default", "", "b int default 1", "alter column b int default 2", "b int default 2"),
    ("a column may be null", "", "b int default 1", "alter column b int null default 1", "b int null default 1"),
    ("a column may be null no longer", "", "b int null default 1", "alter column b int default 1", "b int default 1"),
    ("the same, and a check says so already", "", "b int null default 1\n  check t_b (b is not null)", "alter column b int default 1",
     "b int default 1\n  check t_b (b is not null)"),
    ("the same, and the check goes with it", "", "b int null default 1\n  check t_b (b is not null)",
     "alter column b int default 1\n    drop check t_b", "b int default 1"),
    ("an integer gets longer", "", "b int default 1", "alter column b bigint default 1", "b bigint default 1"),
    ("a text gets longer", "", TEXT, "alter column c varchar(40) default 'x'", "c varchar(40) default 'x'"),
    ("a text gets endless", "", TEXT, "alter column c text default 'x'", "c text default 'x'"),
    ("a text with an index gets endless", "", TEXT + "\n  index t_c (c)", "alter column c text default 'x'", "c text default 'x'\n  index t_c (c)"),
    ("a text with an index of some rows gets endless", "", TEXT + "\n  index t_c (c) where (a > 0)", "alter column c text default 'x'",
     "c text default 'x'\n  index t_c (c) where (a > 0)"),
    ("a text that a check names gets endless", "", TEXT + "\n  check t_c (c <> '')", "alter column c text default 'x'",
     "c text default 'x'\n  check t_c (c <> '')"),
    ("a text that a check of the author's names gets endless", "", TEXT + "\n  check t_c ($$ c <> '' $$)", "alter column c text default 'x'",
     "c text default 'x'\n  check t_c ($$ c <> '' $$)"),
    ("a text gets shorter", "", TEXT, "alter column c varchar(10) default 'x' using (c)", "c varchar(10) default 'x'"),
    ("a text gets another collation", "", TEXT, "alter column c varchar(20) collate \"C\" default 'x'", "c varchar(20) collate \"C\" default 'x'"),
    ("a text with an index gets another collation", "", TEXT + "\n  index t_c (c)", "alter column c varchar(20) collate \"C\" default 'x'",
     "c varchar(20) collate \"C\" default 'x'\n  index t_c (c)"),
    ("a text with a key gets another collation", "", "c varchar(20) null\n  unique t_c (c)", "alter column c varchar(20) null collate \"C\"",
     "c varchar(20) null collate \"C\"\n  unique t_c (c)"),
    ("a number gets more digits", "", "b decimal(6, 2) default 1", "alter column b decimal(8, 2) default 1", "b decimal(8, 2) default 1"),
    ("a number gets any digits", "", "b decimal(6, 2) default 1", "alter column b decimal default 1", "b decimal default 1"),
    ("a number gets more digits behind the point", "", "b decimal(6, 2) default 1", "alter column b decimal(8, 4) default 1", "b decimal(8, 4) default 1"),
    ("texts get longer in arrays", "", "b varchar(20)[] null", "alter column b text[] null", "b text[] null"),
    ("a text gets the values of another", "", "c text default 'X'", "alter column c text default 'X' using (lower(c))", "c text default 'X'"),
    ("a text gets a domain without rules", "domain word text null\n", "c text null", "alter column c word null", "c word null"),
    ("a text gets a domain with rules", RULES, TEXT, "alter column c word default 'x'", "c word default 'x'"),
    ("a domain without rules is taken away", "domain word text null\n", "c word null", "alter column c text null", "c text null"),
    ("a domain with rules is taken away", RULES, "c word default 'x'", "alter column c varchar(20) default 'x'", TEXT),
    ("an index comes", "", "", "add index t_a (a)", "index t_a (a)"),
    ("an index goes", "", "index t_a (a)", "drop index t_a", ""),
    ("a key comes", "", "", "add unique t_a (id, a)", "unique t_a (id, a)"),
    ("a key goes", "", "unique t_a (id, a)", "drop unique t_a", ""),
    ("a column and an index come", "", "", "add column b int null\n    add index t_b (b)", "b int null\n  index t_b (b)"),
    ("a check comes", "", "", "add check t_c (a > 0)", "check t_c (a > 0)"),
    ("a check that looks at no row comes", "", "", "add check t_c (a > 0) not valid", "check t_c (a > 0) not valid"),
    ("a check looks at the rows", "", "check t_c (a > 0) not valid", "drop check t_c\n    add check t_c (a > 0)", "check t_c (a > 0)"),
    ("a check goes", "", "check t_c (a > 0)", "drop check t_c", ""),
    ("a foreign key comes", "", "", "add foreign key t_f (a) references p", "foreign key t_f (a) references p"),
    ("a foreign key that looks at no row comes", "", "", "add foreign key t_f (a) references p not valid",
     "foreign key t_f (a) references p not valid"),
    ("a foreign key looks at the rows", "", "foreign key t_f (a) references p not valid",
     "drop foreign key t_f\n    add foreign key t_f (a) references p", "foreign key t_f (a) references p"),
    ("a foreign key waits for the end", "", "foreign key t_f (a) references p",
     "drop foreign key t_f\n    add foreign key t_f (a) references p deferrable", "foreign key t_f (a) references p deferrable"),
    ("a foreign key goes", "", "foreign key t_f (a) references p", "drop foreign key t_f", ""),
    ("a foreign key to itself and a column come", "", "", "add column b bigint null\n    add foreign key t_f (b) references t",
     "b bigint null\n  foreign key t_f (b) references t"),
]


PARTED = "table t {{\n  id  bigint\n  a   int\n  primary key (id)\n  partition by range (id) {{\n    one from (0) to (10){}\n  }}\n}}\n"


def kind(values):
    return f"enum kind {{ {values} }}\n" + PARENT + table("e  kind  default 'one'")


def word(rule):
    return f"domain word text {rule}\n" + PARENT + table("c  word  default 'x'")



# the same about whole schemas: the schema before, the steps, the schema after; the table that is looked at, if it is not t
SCHEMAS = [
    ("an enum loses a value", kind("one, two, three"), "alter enum kind {\n    drop value three\n  }", kind("one, two")),
    ("an enum gets a value", kind("one, two"), "alter enum kind {\n    add value three\n  }", kind("one, two, three")),
    ("a domain gets a rule", word(""), "alter domain word text check word_is_long (length(value) > 0)",
     word("check word_is_long (length(value) > 0)")),
    ("a table is logged no longer", PARENT + table(""), "alter table t {\n    with (unlogged) for postgres\n  }",
     PARENT + table("with (unlogged) for postgres")),
    ("a partition comes", PARENT + PARTED.format(""), "alter table t {\n    add partition two from (10) to (20)\n  }",
     PARENT + PARTED.format("\n    two from (10) to (20)")),
    ("a partition comes beside that of all others", PARENT + PARTED.format("\n    rest default"),
     "alter table t {\n    add partition two from (10) to (20)\n  }", PARENT + PARTED.format("\n    rest default\n    two from (10) to (20)"), "rest"),
    ("a table gets another name, and a column", PARENT + table(""), "rename table t to u\n  alter table u {\n    add column b int default 1\n  }",
     PARENT + table("b int default 1").replace("table t", "table u")),
]

ROWS = ["INSERT INTO p (id) VALUES (1), (2), (3)", "INSERT INTO t (id, a) VALUES (1, 1), (2, 2), (3, 3)"]

MEASURE = """CREATE SCHEMA measured;
CREATE TABLE measured.now (number serial, step text, file oid, indexes oid[], scans bigint, updates bigint, modes text[]);
CREATE TABLE measured.it AS SELECT '{}'::regclass::oid AS it;
CREATE FUNCTION measured.measure(step text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO measured.now (step, file, indexes, scans, updates, modes)
  SELECT step, pg_relation_filenode(it),
         ARRAY(SELECT relfilenode FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = it),
         pg_stat_get_xact_numscans(it), pg_stat_get_xact_tuples_updated(it),
         ARRAY(SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = it)
  FROM measured.it
$$;
"""

FOUND = """
SELECT step || '|' || work || '|' || CASE WHEN work = '' THEN '' ELSE wait END
FROM (SELECT number, step,
             CASE WHEN file <> lag(file) OVER now THEN 'rewrites the table'
                  WHEN NOT indexes <@ lag(indexes) OVER now THEN 'builds an index'
                  WHEN updates > lag(updates) OVER now THEN 'updates rows'
                  WHEN scans > lag(scans) OVER now THEN 'reads every row'
                  ELSE '' END AS work,
             CASE WHEN 'AccessExclusiveLock' = ANY (modes) THEN 'readers and writers wait'
                  WHEN modes && '{ShareLock,ShareRowExclusiveLock}' THEN 'writers wait'
                  WHEN 'RowExclusiveLock' = ANY (modes) THEN 'writers of these rows wait'
                  ELSE 'while the table is read and written' END AS wait
      FROM measured.now WINDOW now AS (ORDER BY number)) AS steps
WHERE step <> '' ORDER BY number
"""

STEP = re.compile(r"^  -- (?P<step>[a-z].*)\n(?P<note>  --    .*\n)?(?P<statements>(?:.+\n)+)\n", re.M)


def measuring(script):
    """The script with a measurement before the first step of each part and behind every step; and what it tells of each: `step|work|who
    waits`."""
    told = []

    def measured(match):
        note = (match["note"] or "  --    \n")[8:-1]
        work, _, wait = note.partition(": ") if ": " in note else note.partition(" while ")
        wait = "while " + wait if " while " in note else wait
        told.append("|".join((match["step"], re.sub(r" of (partition|the tables).*", "", work), wait.split(", and")[0])))
        return match[0] + f"  PERFORM measured.measure($step${match['step']}$step$);\n"
    begin, *parts = re.split(r"(?<=- upgrade\n)\n|(?<=- downgrade\n)\n", script)
    for part in range(len(parts)):
        steps, rule, rest = parts[part].partition("  -----------")
        parts[part] = "  PERFORM measured.measure('');\n" + STEP.sub(measured, steps) + rule + rest
    return "\n".join([begin, *parts]), told


def locks(migc, server, folder, it):
    import golden
    from scenarios import works
    said = harness.command([migc, "build", "--target", "postgres", "--out", "out"], cwd=folder, env=golden.QUIET)
    check(said.status == 0, f"migc build: {said}")

    def script(name):
        with open(os.path.join(folder, "out", "postgres", name + ".sql"), encoding="utf-8") as file:
            return file.read()
    database = server.create()
    works(database.run(script("0001_initial.up")), "0001_initial.up.sql")
    check(database.execute(*ROWS), "INSERT fails")
    works(database.run(MEASURE.format(it)), "what measures")
    for name in ("0002_next.up", "0002_next.down"):
        changed, told = measuring(script(name))
        check(told or name.endswith("down"), "there is a step")
        ran = database.run(changed, True)
        if name.endswith("down") and "would have no value" in ran.err:
            break  # rows are in the way
        works(ran, name + ".sql")
        found = database.query(FOUND)
        for i, line in enumerate(told):
            if "may rewrite the table" in line and i < len(found):
                found[i] = line
        check_equal(told, found, f"what {name}.sql tells of its steps, and what they do")
        check(database.execute("DELETE FROM measured.now"), "DELETE fails")
    database.drop()


def tests(migc, servers, folder):
    found = []
    whole = [(title, before + PARENT + table(lines), f"alter table t {{\n    {steps}\n  }}", before + PARENT + table(after))
             for title, before, lines, steps, after in CASES] + SCHEMAS
    for number, (title, before, steps, after, *it) in enumerate(whole):
        def run(folder=os.path.join(folder, str(number)), case=(before, steps, after), it=it):
            before, steps, after = case
            project(folder, "postgres 13", before, f"  {steps}\n", after)
            locks(migc, servers.of("postgres"), folder, it[0] if it else "t")
        found.append(Test(f"run/who waits, postgres: {title}", run))
    return found


def main():
    import databases
    import tempfile
    parser = argparse.ArgumentParser(description="every kind of step, and who waits for it")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("pattern", nargs="?", default="")
    options = parser.parse_args()
    servers = databases.Servers()
    count = harness.Count()
    try:
        with tempfile.TemporaryDirectory(prefix="migc-locks-") as folder:
            chosen = [test for test in tests(os.path.abspath(options.migc), servers, folder) if options.pattern in test.name]
            harness.run(chosen, count)
    finally:
        servers.stop()
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

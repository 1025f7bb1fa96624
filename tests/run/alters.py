"""Every kind of ALTER TABLE, with rows in the table, on MySQL and MariaDB: the server takes the algorithm that is asked for.

    tests/run/alters.py [--migc FILE] [PATTERN]

What the scripts ask for is spec/mysql-alter.md; that a server refuses what is dearer makes the run a proof.
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
from harness import ROOT, Test, check, check_equal, write

INSTANT, INPLACE, LOCK, COPY = "ALGORITHM = INSTANT", "ALGORITHM = INPLACE, LOCK = NONE", "LOCK = NONE", ""

FULLTEXT = "c text null\n  index t_c (c) using fulltext"
SPATIAL = "g place\n  index t_g (g) using spatial"

# what it is; lines of the table before; steps; lines after; what is asked of MySQL and of MariaDB, for each ALTER TABLE, and on the way back if
# that is to be looked at, which takes no rows
CASES = [
    ("a column comes", "", "add column b int null", "b int null", [INSTANT], [INSTANT]),
    ("a column with a default comes", "", "add column b int default 5", "b int default 5", [INSTANT], [INSTANT]),
    ("a column with the time comes", "", "add column b timestamptz default now", "b timestamptz default now", [INSTANT], [INSTANT]),
    ("a date without a value comes to no rows", "b timestamptz", "drop column b lossy 'x'", "", [LOCK], [INSTANT], [INPLACE], [INSTANT]),
    ("a text with a default comes", "", "add column b text default 'x'", "b text default 'x'", [COPY], [INSTANT]),
    ("a column with a check comes", "", "add column b bool default true", "b bool default true", [COPY], [COPY]),
    ("a column with an index comes", "", "add column b int null\n    add index t_b (b)", "b int null\n  index t_b (b)",
     [INPLACE], [INPLACE]),
    ("a computed column comes", "", "add column b int generated (a + 1) virtual", "b int generated (a + 1) virtual", [INSTANT], [INSTANT]),
    ("a computed column that is kept comes", "", "add column b int generated (a + 1)", "b int generated (a + 1)", [COPY], [COPY]),
    ("a computed column goes", "b int generated (a + 1) virtual", "drop column b lossy 'x'", "", [INSTANT], [INSTANT]),
    ("a column goes", "b int null", "drop column b lossy 'x'", "", [LOCK], [INSTANT]),
    ("columns go and come", "b int null", "drop column b lossy 'x'\n    add column c text null", "c text null", [LOCK], [INSTANT]),
    ("a column with an index goes", "b int null\n  index t_b (b)", "drop index t_b\n    drop column b lossy 'x'", "", [INPLACE], [INPLACE]),
    ("a column goes from a table with a computed one", "b int null\n  c int generated (a + 1) virtual", "drop column b lossy 'x'",
     "c int generated (a + 1) virtual", [LOCK], [INSTANT]),
    ("a column is renamed", "b int null", "rename column b to c", "c int null", [LOCK], [INSTANT]),
    ("a column gets another default", "b int default 1", "alter column b int default 2", "b int default 2", [INSTANT], [INSTANT]),
    ("a text gets a default", "b text null", "alter column b text null default 'x'", "b text null default 'x'", [INSTANT], [INSTANT]),
    ("a column is kept up to date", "b timestamptz default now", "alter column b timestamptz default now on update now",
     "b timestamptz default now on update now", [INSTANT], [INSTANT]),
    ("a column may be null", "b int default 1", "alter column b int null default 1", "b int null default 1", [INPLACE], [INPLACE]),
    ("a column may be null no longer", "b int null default 1", "alter column b int default 1", "b int default 1", [INPLACE], [INPLACE]),
    ("the same beside a computed column", "b int null default 1\n  c int generated (a + 1)", "alter column b int default 1",
     "b int default 1\n  c int generated (a + 1)", [INPLACE], [COPY]),
    ("an integer gets longer", "b int default 1", "alter column b bigint default 1", "b bigint default 1", [COPY], [COPY]),
    ("a text gets longer", "b varchar(20) default 'x'", "alter column b varchar(63) default 'x'", "b varchar(63) default 'x'", [INPLACE], [INSTANT]),
    ("a text gets much longer", "b varchar(31) default 'x'", "alter column b varchar(300) default 'x'", "b varchar(300) default 'x'", [COPY], [INSTANT]),
    ("a longer text gets much longer", "b varchar(32) default 'x'", "alter column b varchar(300) default 'x'", "b varchar(300) default 'x'",
     [COPY], [COPY]),
    ("a long text gets longer", "b varchar(64) default 'x'", "alter column b varchar(300) default 'x'", "b varchar(300) default 'x'", [INPLACE], [INSTANT]),
    ("a text gets endless", "b varchar(64) default 'x'", "alter column b text default 'x'", "b text default 'x'", [COPY], [COPY]),
    ("an index comes", "", "add index t_a (a, n)", "index t_a (a, n)", [INPLACE], [INPLACE]),
    ("a key comes", "", "add unique t_a (a, id)", "unique t_a (a, id)", [INPLACE], [INPLACE]),
    ("an index goes", "index t_a (a, n)", "drop index t_a", "", [INPLACE], [INPLACE]),
    ("an index of an expression goes", "c varchar(20) default 'x'\n  index t_c (lower(c)) for mysql", "drop index t_c",
     "c varchar(20) default 'x'", [INPLACE], []),
    ("an index of an expression and a column go", "c varchar(20) default 'x'\n  b int null\n  index t_c (lower(c)) for mysql",
     "drop index t_c\n    drop column b lossy 'x'", "c varchar(20) default 'x'", [COPY], [INSTANT]),
    ("an index is hidden", "index t_a (a, n)", "drop index t_a\n    add index t_a (a, n) with (invisible) for mysql",
     "index t_a (a, n) with (invisible) for mysql", [INPLACE], [INPLACE]),
    ("an index is ignored", "index t_a (a, n)", "drop index t_a\n    add index t_a (a, n) with (ignored) for mariadb",
     "index t_a (a, n) with (ignored) for mariadb", [INPLACE], [INSTANT]),
    ("a unique key is hidden", "b int null\n  unique t_b (b)", "drop unique t_b\n    add unique index t_b (b) with (invisible) for mysql",
     "b int null\n  unique index t_b (b) with (invisible) for mysql", [INPLACE], [INPLACE]),
    ("an index gets a parser", FULLTEXT, "drop index t_c\n    add index t_c (c) using fulltext with (parser = ngram) for mysql",
     "c text null\n  index t_c (c) using fulltext with (parser = ngram) for mysql", ["ALGORITHM = COPY"], [INPLACE]),
    ("an index is renamed", "index t_a (a, n)", "rename index t_a to t_b", "index t_b (a, n)", [INPLACE], [INSTANT]),
    ("a column beside a check of a text gets another default", "b int default 1\n  c text null\n  check t_c (c <> 'x')",
     "alter column b int default 2", "b int default 2\n  c text null\n  check t_c (c <> 'x')", [INSTANT], [INSTANT]),
    ("a date that a check names gets another default", "b date default '2020-01-01'\n  check t_c (b > '2000-01-01')",
     "alter column b date default '2021-01-01'", "b date default '2021-01-01'\n  check t_c (b > '2000-01-01')", [INSTANT], [INSTANT]),
    ("a date that a check names gets a computed default", "b date null\n  check t_c (b > '2000-01-01')",
     "alter column b date null default current_date", "b date null default current_date\n  check t_c (b > '2000-01-01')", [INSTANT], [INSTANT]),
    ("a date that a check names gets the time as its default", "b timestamptz null\n  check t_c (b > '2000-01-01 00:00:00+00')",
     "alter column b timestamptz null default now", "b timestamptz null default now\n  check t_c (b > '2000-01-01 00:00:00+00')",
     [COPY], [INSTANT]),
    ("a uuid gets a default", "b uuid null", "alter column b uuid null default uuid", "b uuid null default uuid", [INSTANT], [INSTANT]),
    ("an uuid that may be null loses its default", "b uuid null default uuid", "alter column b uuid null", "b uuid null", [INSTANT], [INSTANT]),
    ("numbers and words get defaults", "b varchar(20) default ''\n  c decimal(12, 2) default -1.5\n  d bool default true\n  e int default (1 + 2)",
     "alter column b varchar(20) default 'it''s'\n    alter column c decimal(12, 2) default 7\n    alter column d bool default false\n"
     "    alter column e int default (3 / 2)",
     "b varchar(20) default 'it''s'\n  c decimal(12, 2) default 7\n  d bool default false\n  e int default (3 / 2)", [INSTANT], [INSTANT]),
    ("a default goes", "b int default 1\n  c varchar(20) null default 'x'", "alter column b int\n    alter column c varchar(20) null",
     "b int\n  c varchar(20) null", [INSTANT], [INSTANT]),
    ("what is kept up to date gets another default", "b timestamptz default '2020-01-01 00:00:00+00' on update now",
     "alter column b timestamptz default '2021-01-01 00:00:00+00' on update now",
     "b timestamptz default '2021-01-01 00:00:00+00' on update now", [INSTANT], [INSTANT]),
    ("a column gets another default and a column is renamed", "b int default 1\n  c int null",
     "alter column b int default 2\n    rename column c to d", "b int default 2\n  d int null", [LOCK], [INSTANT]),
    ("a column gets another default and one goes", "b int default 1\n  c int null",
     "alter column b int default 2\n    drop column c lossy 'x'", "b int default 2", [LOCK], [INSTANT]),
    ("a column gets another default and another name", "b int default 1", "alter column b int default 2\n    rename column b to c",
     "c int default 2", [LOCK], [INSTANT]),
    ("a column gets another default, an index comes and one gets longer", "b int default 1\n  c varchar(20) default 'x'",
     "alter column b int default 2\n    alter column c varchar(30) default 'x'\n    add index t_b (b)",
     "b int default 2\n  c varchar(30) default 'x'\n  index t_b (b)", [INPLACE], [INPLACE]),
    ("a column is renamed beside a check of a time", "b int null\n  c timestamptz null\n  check t_c (c > '2024-01-01 00:00:00+00')",
     "rename column b to d", "d int null\n  c timestamptz null\n  check t_c (c > '2024-01-01 00:00:00+00')", [COPY], [INSTANT]),
    ("a check comes", "", "add check t_c (a > 0)", "check t_c (a > 0)", [COPY], [COPY]),
    ("a check goes", "check t_c (a > 0)", "drop check t_c", "", [INSTANT], [INSTANT]),
    ("a foreign key comes", "index t_a (a)", "add foreign key t_f (a) references p", "index t_a (a)\n  foreign key t_f (a) references p", [COPY], [COPY]),
    ("a foreign key goes", "index t_a (a)\n  foreign key t_f (a) references p", "drop foreign key t_f", "index t_a (a)", [INPLACE], [INSTANT]),
    ("a foreign key and a column go", "b int null\n  index t_a (a)\n  foreign key t_f (a) references p",
     "drop foreign key t_f\n    drop column b lossy 'x'", "index t_a (a)", [INPLACE, LOCK], [INSTANT, INSTANT]),
    ("a check goes and a column comes", "check t_c (a > 0)", "drop check t_c\n    add column b int null", "b int null", [INSTANT], [INSTANT]),
    ("a column comes beside a fulltext index", FULLTEXT, "add column b int null", FULLTEXT + "\n  b int null", [COPY], [COPY]),
    ("a column may be null no longer beside a fulltext index", "b int null default 1\n  " + FULLTEXT, "alter column b int default 1",
     "b int default 1\n  " + FULLTEXT, [COPY], [COPY]),
    ("a column gets another name beside a fulltext index", "b int null\n  " + FULLTEXT, "rename column b to d", "d int null\n  " + FULLTEXT,
     [LOCK], [INSTANT]),
    ("an index comes beside a fulltext index", FULLTEXT, "add index t_a (a)", FULLTEXT + "\n  index t_a (a)", [INPLACE], [INPLACE]),
    ("a column goes with a fulltext index", "b int null\n  " + FULLTEXT, "drop index t_c\n    drop column b lossy 'x'", "c text null",
     [INPLACE], [INPLACE]),
    ("a column comes beside a spatial index", SPATIAL, "add column b int null", SPATIAL + "\n  b int null", [INSTANT], [INSTANT], [COPY], [INSTANT]),
    ("a column may be null beside a spatial index", "b int default 1\n  " + SPATIAL, "alter column b int null default 1",
     "b int null default 1\n  " + SPATIAL, [COPY], [COPY], [COPY], [COPY]),
    ("a text gets longer and a column comes", "b varchar(20) default 'x'",
     "alter column b varchar(30) default 'x'\n    add column c int null", "b varchar(30) default 'x'\n  c int null", [INPLACE], [INSTANT]),
]

# the same about the enum of a column: its values before and after, the steps
ENUMS = [
    ("an enum gets a value", "one, two", "add value three", "one, two, three", [INSTANT], [INSTANT]),
    ("an enum gets a value in front", "one, two", "add value three before one", "three, one, two", [COPY], [COPY]),
]

ROWS = ["INSERT INTO p (id) VALUES (1), (2), (3)", "INSERT INTO t (a) VALUES (1), (2), (3)", "UPDATE t SET n = id"]


def table(lines):
    return ("table t {\n  id  bigint  identity primary key\n  a   int     default 1\n  n   int     null\n"
            + (f"  {lines}\n" if lines else "") + "}\n")


PLACE = "type place {\n  mysql  point\n  mariadb  point\n}\n"
PARENT = "table p {\n  id  int  primary key\n}\n"


def project(folder, targets, before, steps, after):
    """Writes a chain of two revisions between two schemas."""
    os.makedirs(os.path.join(folder, "revisions"))
    write(os.path.join(folder, "schema.mig"), f"project app {{\n  targets    {targets}\n  revisions  'revisions'\n}}\n" + after)
    text = "".join(f"  {'create ' if line.startswith(('domain', 'enum', 'table', 'type')) else ''}{line}\n"
                   for line in before.rstrip().split("\n"))
    write(os.path.join(folder, "revisions", "0001_initial.mig"), f"revision 0001_initial {{\n{text}}}\n")
    write(os.path.join(folder, "revisions", "0002_next.mig"), f"revision 0002_next after 0001_initial {{\n{steps}}}\n")


def asked(script):
    """What each ALTER TABLE asks for."""
    found = []
    for statement in re.findall(r"^ *ALTER TABLE .*?;$", script, re.M | re.S):
        last = statement.split("\n")[-1].strip(" ;")
        found.append(last if last.startswith(("ALGORITHM", "LOCK")) else "")
    return found


def alters(migc, server, folder, expected, back):
    import golden
    from scenarios import works
    said = harness.command([migc, "build", "--target", server.target, "--out", "out"], cwd=folder, env=golden.QUIET)
    check(said.status == 0, f"migc build: {said}")

    def script(name):
        with open(os.path.join(folder, "out", server.target, name + ".sql"), encoding="utf-8") as file:
            return file.read()
    check_equal(expected, asked(script("0002_next.up")), "what each ALTER TABLE asks for")
    check(back is None or back == asked(script("0002_next.down")), "what each ALTER TABLE asks for on the way back")
    database = server.create()
    works(database.run(script("0001_initial.up")), "0001_initial.up.sql")
    if back is not None:  # there is nothing for rows
        for which in ("up", "down", "up"):
            works(database.run(script(f"0002_next.{which}"), True), f"0002_next.{which}.sql")
        return
    check(database.execute(*ROWS), "INSERT fails")
    for which in ("up", "down", "up"):
        works(database.run(script(f"0002_next.{which}"), True), f"0002_next.{which}.sql")
        check_equal(["3"], database.query("SELECT CAST(COUNT(*) AS CHAR) FROM t"), f"rows after 0002_next.{which}.sql")
    works(database.run(script("verify")), "verify.sql")
    database.drop()


def tests(migc, servers, folder):
    found = []
    for number, (title, before, steps, after, *expected) in enumerate(CASES + ENUMS):
        for target, clauses, back in zip(("mysql", "mariadb"), expected, [*expected[2:], None, None]):
            place = os.path.join(folder, f"{number}-{target}")

            def run(folder=place, case=(title, before, steps, after), target=target, clauses=clauses, back=back):
                title, before, steps, after = case
                if title.startswith("an enum"):
                    steps = f"  alter enum kind {{ {steps} }}\n"
                    before, after = (f"enum kind {{ {values} }}\n{PARENT}" + table("e  kind  default 'one'") for values in (before, after))
                else:
                    steps = f"  alter table t {{\n    {steps}\n  }}\n"
                    place = PLACE if "place" in after else ""
                    before, after = (place + PARENT + table(lines) for lines in (before, after))
                project(folder, "mysql 8.0, mariadb 10.6", before, steps, after)
                alters(migc, servers.of(target), folder, clauses, back)
            found.append(Test(f"run/alter table, {target}: {title}", run))
    return found


def main():
    import databases
    import tempfile
    parser = argparse.ArgumentParser(description="every kind of ALTER TABLE")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("pattern", nargs="?", default="")
    options = parser.parse_args()
    servers = databases.Servers()
    count = harness.Count()
    try:
        with tempfile.TemporaryDirectory(prefix="migc-alters-") as folder:
            chosen = [test for test in tests(os.path.abspath(options.migc), servers, folder) if options.pattern in test.name]
            harness.run(chosen, count)
    finally:
        servers.stop()
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

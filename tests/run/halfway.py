"""A revision of seven steps whose third finds rows that it cannot take, on MySQL and MariaDB.

    tests/run/halfway.py [--migc FILE]

It says so; the first two stay done and are counted; it goes on when the rows are mended, or goes back without.
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
from harness import ROOT, Test, check, check_equal, write

TABLES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]


def project(routines=""):
    return ("project app {\n  targets    mysql 8.0, mariadb 10.6\n  revisions  'revisions'\n" + routines + "}\n")


def table(name, columns):
    return f"table {name} {{\n  id    bigint       identity primary key\n  name  varchar(40)\n{columns}}}\n"


def make(folder, routines=""):
    """Writes the project."""
    revisions = os.path.join(folder, "revisions")
    os.makedirs(revisions)
    write(os.path.join(folder, "project.mig"), project(routines))
    write(os.path.join(folder, "schema.mig"), "\n".join(
        table(name, "  note  varchar(40)  null\n" + ("  unique (name)\n" if name == "third" else "")) for name in TABLES))
    indented = ["".join(f"  {line}\n" for line in ("create " + table(name, "")).rstrip().split("\n")) for name in TABLES]
    write(os.path.join(revisions, "0001_initial.mig"), "revision 0001_initial {\n" + "\n".join(indented) + "}\n")
    write(os.path.join(revisions, "0002_notes.mig"), "revision 0002_notes after 0001_initial {\n" + "\n".join(
        f"  alter table {name} {{\n    add column note varchar(40) null\n" + ("    add unique (name)\n" if name == "third" else "") + "  }\n"
        for name in TABLES) + "}\n")


def halfway(chain):
    import chains
    from scenarios import refused, works
    before = chain.fresh(1)
    check(before.execute(*[f"INSERT INTO {name} (name) VALUES ('one'), ('two')" for name in TABLES],
                         "INSERT INTO third (name) VALUES ('one')"), "INSERT fails")
    rows = before.rows()
    database = before.copy()
    for again in ("", ", again"):
        ran = database.run(chain.up(2))
        check(ran.status != 0 and re.search("Duplicate entry 'one'", ran.err), f"0002_notes.up.sql over two of a kind{again}: {ran}")
        columns = [line.split()[0] for line in database.catalog() if "`note`" in line]
        check_equal(sorted(TABLES[:2]), columns, f"tables that have their new column{again}")
        check_equal(["3"], database.query("SELECT step FROM migc_history WHERE revision = '0002_notes' AND applied_at IS NULL"),
                    f"the step to go on with{again}")
    refused(database, lambda: database.run(chain.verify), "verify, half way")
    back, forced = database.copy(), database.copy()
    works(back.run(chain.down(2)), "0002_notes.down.sql, half way")
    chains.is_at(chain, back, 1, "0002_notes.down.sql, half way", back=True)
    check_equal(rows, back.rows(), "rows after 0002_notes.down.sql, half way")
    forced.force = True
    forced.run(chain.up(2))
    forced.force = False
    check_equal([], [line for line in forced.history() if line != "0001_initial"], "0002_notes.up.sql with --force, half way: migc_history")
    check(database.execute("UPDATE third SET name = 'mended' WHERE id = 3"), "UPDATE fails")
    works(database.run(chain.up(2)), "0002_notes.up.sql after the rows were mended")
    chains.is_at(chain, database, 2, "0002_notes.up.sql after the rows were mended")
    for each in (before, database, back, forced):
        each.drop()


def driven(chain):
    """Without routines, the scripts need no client."""
    import chains
    from scenarios import refused, unchanged, works
    database = chain.empty()
    refused(database, lambda: database.run_statements(chain.up(2)), "0002_notes.up.sql on an empty database by a driver")
    for step in (1, 2):
        works(database.run_statements(chain.up(step)), f"{chain.revisions[step]}.up.sql by a driver")
        chains.is_at(chain, database, step, f"{chain.revisions[step]}.up.sql by a driver")
        unchanged(database, lambda: database.run_statements(chain.up(step)), f"{chain.revisions[step]}.up.sql again by a driver")
    unchanged(database, lambda: database.run_statements(chain.verify), "verify.sql by a driver")
    for step in (2, 1):
        works(database.run_statements(chain.down(step)), f"{chain.revisions[step]}.down.sql by a driver")
        chains.is_at(chain, database, step - 1, f"{chain.revisions[step]}.down.sql by a driver", back=True)
    database.drop()


def add(suite, migc, only=""):
    """Adds the tests to a suite of scenarios."""
    import chains
    for number, routines in enumerate(("", "  routines   off\n")):
        folder = os.path.join(suite.top, f"halfway{number}")
        os.makedirs(folder)
        make(folder, routines)
        name = "a revision that stops half way" + (", without routines" if routines else "")
        if only in name or only == "":
            extra = [("goes on when the rows are mended", halfway)] + ([("sent by a driver", driven)] if routines else [])
            chains.add(suite, migc, name, folder, (halfway, driven, chains.stepwise, chains.cut, chains.killed, chains.together),
                       cuts=6, extra=extra)


def main():
    import scenarios
    parser = argparse.ArgumentParser(description="a revision that stops half way")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    options = parser.parse_args()
    suite = scenarios.Suite(os.path.abspath(options.migc))
    count = harness.Count()
    try:
        add(suite, os.path.abspath(options.migc))
        harness.run(suite.tests, count)
    finally:
        suite.close()
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

"""What a script for MySQL or MariaDB would destroy, and what is in its way: counted before anything is done.

    tests/run/losses.py [--migc FILE] [PATTERN]
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
from harness import ROOT, Test, check, check_equal, write

PROJECT = "project app {\n  targets    mysql 8.0, mariadb 10.6\n  revisions  'revisions'\n}\n"

INITIAL = r"""revision 0001_initial {
  create enum state { open, closed, lost }
  create table users {
    id       int             identity primary key
    name     text            null
    ratio    real            default 0.1
    price    decimal(10, 3)  null
    options  json            default '{"a": [1, "it''s \"x\" \\ y"]}'
    active   bool            default true
    state    state           default 'open'
    keep     int             null
    big      bigint          default 1
    digits   text            default '1'
    day      text            null
    half     int             default 4
  }
  create table codes {
    code   varchar(10)  primary key
    title  text
    extra  json         null
    rate   real
  }
  create table parts {
    id     int    identity primary key
    state  state  default 'open'
  }
  data codes key (code) {
    code  title              extra                 rate
    'a'   'it''s "q" \ %'    '{"b": 1, "a": [2]}'  0.1
    'b'   'plain'            null                  0.5
  }
}
"""

NEXT = """revision 0002_next after 0001_initial {
  drop table codes lossy 'nobody reads them'
  alter table users {
    drop column name     lossy 'x'
    drop column ratio    lossy 'x'
    drop column options  lossy 'x'
    drop column active   lossy 'x'
    add column twice int
    backfill twice = (half * 2)
    drop column half     restore (twice / 2)
    alter column price decimal(10, 1) null using (cast(price as decimal(10, 1)))
    alter column keep int
    alter column big int using (cast(big as int))
    alter column digits int using (cast(digits as int))
    alter column day date null using (cast(day as date))
  }
  alter enum state { drop value lost }
}
"""

# rows, and what the upgrade says about them
IN_THE_WAY = [
    ("UPDATE users SET keep = NULL WHERE id = 1", "users.keep: 1 row without a value"),
    ("UPDATE users SET big = 3000000000 WHERE id < 3", "users.big: 2 values out of range"),
    ("UPDATE users SET digits = '12a' WHERE id = 1", "users.digits: 1 row whose text is no integer"),
    ("UPDATE users SET day = '2024-02-30' WHERE id = 1", "users.day: 1 row whose text is no date or time"),
    ("UPDATE users SET state = 'lost' WHERE id = 1", "users.state: 1 row with a value that the enum loses"),
    ("UPDATE parts SET state = 'lost'", "parts.state: 2 rows with a value that the enum loses"),
]
LOST = [
    ("UPDATE users SET name = 'n' WHERE id = 1", "users.name: 1 value"),
    ("UPDATE users SET ratio = 0.2 WHERE id < 3", "users.ratio: 2 values"),
    ("UPDATE users SET options = '{\"a\": 2}' WHERE id = 1", "users.options: 1 value"),
    ("UPDATE users SET active = FALSE WHERE id = 1", "users.active: 1 value"),
    ("INSERT INTO codes (code, title, rate) VALUES ('c', 'mine', 1)", "codes: 1 row"),
    ("UPDATE codes SET title = 'mine' WHERE code = 'a'", "codes: 1 row"),
    ("UPDATE codes SET rate = 0.2 WHERE code = 'a'", "codes: 1 row"),
]
ROWS = ["INSERT INTO users (keep, day) VALUES (1, '2024-02-29'), (2, NULL), (3, '2024-12-31')", "INSERT INTO parts () VALUES (), ()"]


def schema():
    text = re.sub(r"^  ?", "", "\n".join(INITIAL.split("\n")[1:-2]), flags=re.M).replace("create ", "")
    text = re.sub(r"table codes \{.*?\n *\}\n", "", text, flags=re.S)
    text = re.sub(r" *data codes.*?\n *\}\n?", "", text, flags=re.S)
    text = text.replace("open, closed, lost", "open, closed")
    text = re.sub(r"^ *(name|ratio|options|active|half) .*\n", "", text, flags=re.M)
    text = text.replace("decimal(10, 3)", "decimal(10, 1)")
    text = re.sub(r"keep     int +null", "keep     int", text)
    text = re.sub(r"big      bigint +default 1", "big      int", text)
    text = re.sub(r"digits   text +default '1'", "digits   int", text)
    text = re.sub(r"day      text +null", "day      date null\n  twice int", text)
    return PROJECT + text


class Scripts:
    def __init__(self, migc, folder, target):
        import golden
        os.makedirs(os.path.join(folder, "revisions"))
        write(os.path.join(folder, "schema.mig"), schema())
        write(os.path.join(folder, "revisions", "0001_initial.mig"), INITIAL)
        write(os.path.join(folder, "revisions", "0002_next.mig"), NEXT)
        said = harness.command([migc, "build", "--target", target, "--out", "out"], cwd=folder, env=golden.QUIET)
        check(said.status == 0, f"migc build: {said}")
        self.folder = os.path.join(folder, "out", target)

    def __call__(self, name):
        with open(os.path.join(self.folder, name + ".sql"), encoding="utf-8") as file:
            return file.read()


def filled(server, script):
    from scenarios import works
    database = server.create()
    works(database.run(script("0001_initial.up")), "0001_initial.up.sql")
    check(database.execute(*ROWS), "INSERT fails")
    return database


def says(database, script, pattern, consent=False):
    """The upgrade is refused, says so, and changes nothing."""
    from scenarios import refused
    refused(database, lambda: database.run(script("0002_next.up"), consent), f"0002_next.up.sql, consent: {consent}", pattern)


def nothing_lost(server, script):
    from scenarios import unchanged, works
    database = filled(server, script)
    before = database.rows()
    for again in ("", ", again"):
        works(database.run(script("0002_next.up")), f"0002_next.up.sql without anything to lose{again}")
        unchanged(database, lambda: database.run(script("0002_next.up")), "0002_next.up.sql once more")
        works(database.run(script("0002_next.down")), f"0002_next.down.sql without anything to lose{again}")
        check_equal(before, database.rows(), f"rows after 0002_next.down.sql{again}")
    database.drop()


def in_the_way(server, script):
    from scenarios import works
    database = filled(server, script)
    for statement, expected in IN_THE_WAY:
        copy = database.copy()
        check(copy.execute(statement), f"{statement} fails")
        for consent in (False, True):
            says(copy, script, "in the way: " + re.escape(expected), consent)
        copy.drop()
    check(database.execute(*[statement for statement, _ in IN_THE_WAY]), "UPDATE fails")
    for _, expected in IN_THE_WAY:
        says(database, script, re.escape(expected))
    check(database.execute("UPDATE users SET keep = id, big = id, digits = id, day = NULL, state = 'closed'", "UPDATE parts SET state = 'open'"),
          "UPDATE fails")
    works(database.run(script("0002_next.up")), "0002_next.up.sql after the rows were mended")
    database.drop()


def lost(server, script):
    from scenarios import works
    database = filled(server, script)
    for statement, expected in LOST:
        copy = database.copy()
        check(copy.execute(statement), f"{statement} fails")
        says(copy, script, "would be lost: " + re.escape(expected) + r"\n")
        works(copy.run(script("0002_next.up"), True), "0002_next.up.sql with consent")
        copy.drop()
    check(database.execute(*[statement for statement, _ in LOST]), "UPDATE fails")
    says(database, script, "would be lost: codes: 2 rows, users.name: 1 value, users.ratio: 2 values, "
                           "users.options: 1 value, users.active: 1 value")
    database.drop()


def lost_again(server, script):
    """What the upgrade brought goes with the downgrade: only what it would not bring again counts."""
    from scenarios import refused, works
    database = filled(server, script)
    works(database.run(script("0002_next.up")), "0002_next.up.sql")
    check(database.execute("UPDATE users SET twice = 7 WHERE id = 1"), "UPDATE fails")
    refused(database, lambda: database.run(script("0002_next.down")), "0002_next.down.sql", "would be lost: users.twice: 1 value")
    works(database.run(script("0002_next.down"), True), "0002_next.down.sql with consent")
    check_equal(["3"], database.query("SELECT CAST(half AS CHAR) FROM users WHERE id = 1"), "half of seven")
    database.drop()


def tests(migc, servers, folder):
    found = []
    for target in ("mysql", "mariadb"):
        for number, (title, function) in enumerate([("nothing is lost, nobody is asked", nothing_lost),
                                                    ("what is in the way is told before anything is done", in_the_way),
                                                    ("what would be lost is counted", lost),
                                                    ("what comes again does not count", lost_again)]):
            def run(target=target, number=number, function=function):
                function(servers.of(target), Scripts(migc, os.path.join(folder, f"losses{number}-{target}"), target))
            found.append(Test(f"run/losses, {target}: {title}", run))
    return found


def main():
    import databases
    import tempfile
    parser = argparse.ArgumentParser(description="what would be lost, and what is in the way")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("pattern", nargs="?", default="")
    options = parser.parse_args()
    servers = databases.Servers()
    count = harness.Count()
    try:
        with tempfile.TemporaryDirectory(prefix="migc-losses-") as folder:
            chosen = [test for test in tests(os.path.abspath(options.migc), servers, folder) if options.pattern in test.name]
            harness.run(chosen, count)
    finally:
        servers.stop()
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

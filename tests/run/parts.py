"""A schema that PostgreSQL takes in several transactions: run, stopped between parts, gone on, gone back.

    tests/run/parts.py [--migc FILE]

Its parts hang together: foreign keys lead back to every earlier part and, `forward`, on to later ones; a
namespace, enums, domains, a sequence, rows and the author's SQL of one part are used in another.
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
from harness import ROOT, Test, check, check_equal, write

TABLES = 210


def schema(tables=TABLES):
    """The text of the schema."""
    lines = ["project app {", "  targets  postgres 13", "}", "", "enum state { open, closed }", "",
             "enum far.mood { good, bad }", "", "domain far.short varchar(9) default 'a' check (value <> '') for postgres", "",
             "sequence far.ticks start 5 for postgres", "", "enum wide.tone { high, low }", "",
             "domain wide.amount decimal(10, 2) null check (value > 0) for postgres", ""]
    names = [("far." if number % 7 == 3 else "") + f"table_{number:03}" for number in range(tables)]
    for number, name in enumerate(names):
        back = f"references {names[number // 2]}" if number else "references " + name
        on = f"references {names[tables - 1 - number // 3]} forward on delete set null" if number % 11 == 0 and number < tables // 2 else ""
        lines += [f"/// The {number}th.", f"table {name} {{",
                  "  id          bigint       identity primary key",
                  f"  back_id     bigint       null {back} on delete cascade",
                  f"  on_id       bigint       null {on}".rstrip(),
                  "  code        varchar(20)  unique",
                  "  state       state        default 'open'",
                  *(["  mood        far.mood     default 'good'", "  short       far.short", "  tone        wide.tone[]  null",
                     "  amount      wide.amount"] if number % 9 == 4 else []),
                  *(["  tick        bigint       default nextval('far.ticks')"] if number % 35 == 4 else []),
                  "  updated_at  timestamptz  default now on update now",
                  "",
                  "  check (code <> '')",
                  f"  index idx_{number:03} (back_id, state)",
                  "}", ""]
        if number in (0, tables // 2):
            lines += [f"data {name} key (id) {{", "  id  code     updated_at",
                      f"  7   'seven'  '2024-01-01 00:00:00Z'", "}", ""]
        if number == tables - 1:
            lines += ["sql both_ends", f"  needs {names[0]}, {name}",
                      f"  up $$ create or replace view both_ends as select a.id, b.state from {names[0]} a join {name} b on b.id = a.id; $$",
                      "  down $$ drop view both_ends; $$", "",
                      "sql heir", f"  needs {names[0]}",
                      f"  up $$ create table if not exists state_heir (extra int) inherits ({names[0]}); "
                      f"comment on index {names[0]}_code_key is 'read out on the phone'; $$",
                      f"  down $$ comment on index {names[0]}_code_key is null; drop table state_heir; $$", "",
                      "sql shout", "  up $$ create or replace function shout() returns trigger language plpgsql as 'begin new.code := upper(new.code); return new; end'; $$",
                      "  down $$ drop function shout(); $$", "",
                      f"sql shouted", f"  needs shout, {names[1]}, {name}",
                      f"  up $$ create or replace trigger shouted before insert on {names[1]} for each row execute function shout(); "
                      f"create or replace trigger shouted before update on {name} for each row execute function shout(); $$",
                      f"  down $$ drop trigger shouted on {names[1]}; drop trigger shouted on {name}; $$", ""]
    return "\n".join(lines)


def parts_of(script):
    """The script cut behind each part but the last."""
    rules = [match.start() for match in re.finditer(r"^-+ part \d+ of \d+$", script, re.M)]
    return [script[:end] for end in rules[1:]]


def stopped(case):
    """Stopped between two parts: verify says so, up goes on, down goes back, both end where they should."""
    import scenarios
    expected = case.fresh_state()
    cuts = parts_of(case.up)
    check(len(cuts) >= 2, f"{len(cuts) + 1} parts are too few to test")
    for number, part in enumerate(cuts, 1):
        what = f"stopped after part {number}"
        database = case.empty()
        scenarios.works(database.run(part), what)
        check_equal([str(number)], database.query("SELECT step FROM migc_history WHERE applied_at IS NULL"), what)
        scenarios.refused(database, lambda: database.run(case.verify), f"verify, {what}", "under way")
        on, back = database, database.copy()
        scenarios.works(on.run(case.up), f"up, {what}")
        check_equal(expected, on.state(), f"up, {what}")
        on.drop()
        scenarios.works(back.run(case.down), f"down, {what}")
        check_equal([], back.history(), f"migc_history, {what}")
        left = [line for line in back.catalog() if re.search(r"table_|state|both_ends", line)]
        check_equal([], left, f"down, {what}, leaves")
        scenarios.works(back.run(case.up), f"up after down, {what}")
        check_equal(expected, back.state(), f"up after down, {what}")
        back.drop()


def gone_back(case):
    """A downgrade stopped between two parts: it goes on, and the upgrade goes back up."""
    import scenarios
    expected = case.fresh_state()
    for number, part in enumerate(cuts_down(case), 1):
        what = f"{number} parts of the downgrade done"
        database = case.fresh()
        scenarios.works(database.run(part), what)
        up = database.copy()
        scenarios.works(up.run(case.up), f"up, {what}")
        check_equal(expected, up.state(), f"up, {what}")
        up.drop()
        scenarios.works(database.run(case.down), f"down, {what}")
        check_equal([], database.history(), f"migc_history, {what}")
        database.drop()


def cuts_down(case):
    return parts_of(case.down)


def keeps_rows(case):
    """Rows in one part keep the downgrade from undoing any other."""
    import scenarios
    for table in ("table_000", "far.table_003", f"table_{TABLES - 1:03}"):
        database = case.fresh()
        check(database.execute(f"INSERT INTO {table} (code) VALUES ('mine')"), f"INSERT INTO {table} fails")
        scenarios.refused(database, lambda: database.run(case.down), f"down with a row in {table}", f"{table}: 1 row")
        database.drop()


def made_elsewhere(case):
    """What the author's SQL of one part makes for tables of others is compared, and nothing else may be there."""
    import scenarios
    for statement, told in (("DROP TRIGGER shouted ON table_001", "missing: table_001: CREATE TRIGGER shouted"),
                            ("CREATE TRIGGER twice BEFORE UPDATE ON table_001 FOR EACH ROW EXECUTE FUNCTION shout()",
                             "unexpected: table_001: CREATE TRIGGER twice")):
        database = case.fresh()
        scenarios.works(database.run(case.verify), "verify")
        check(database.execute(statement), f"{statement} fails")
        refused = database.run(case.verify)
        lines = [line for line in refused.err.splitlines() if "missing: " in line or "unexpected: " in line]
        check(refused.status != 0 and len(lines) == 1 and told in lines[0], f"{statement}: {refused}")
        database.drop()


def add(suite, migc, only=""):
    """Adds the tests to a suite of scenarios."""
    import scenarios
    folder = os.path.join(suite.top, "parts")
    os.makedirs(folder)
    write(os.path.join(folder, "input.mig"), schema())
    out = os.path.join(folder, "out")
    name = "a schema of several parts"
    case = scenarios.Case(name, "postgres", suite.servers.of("postgres"), scenarios.built(migc, folder, out, "postgres", ["input.mig"]),
                          cuts=3)
    own = [("stopped between two parts", stopped), ("gone back by some of its parts", gone_back),
           ("rows in one part keep all", keeps_rows), ("what one part makes for another", made_elsewhere)]
    shared = (scenarios.lifecycle, scenarios.killed, scenarios.there_already,
              scenarios.partly_there, scenarios.together, scenarios.edited_script)
    for title, scenario in own + [(title, scenario) for title, scenario in scenarios.SCENARIOS if scenario in shared]:
        test = f"run/{name}: {title}"
        if only in test:
            suite.tests.append(Test(test, lambda scenario=scenario: scenario(case)))


def main():
    import scenarios
    parser = argparse.ArgumentParser(description="a schema of several parts")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    suite = scenarios.Suite(os.path.abspath(options.migc))
    count = harness.Count()
    try:
        add(suite, os.path.abspath(options.migc), options.only)
        harness.run(suite.tests, count)
    finally:
        suite.close()
    for test in suite.tests:
        print(f"{test.seconds:7.1f} s  {test.name}")
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

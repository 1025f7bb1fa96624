"""The author's own SQL that changes rows: done once, whatever it says, and lost with consent only.

    tests/run/author.py [--migc FILE]
"""

import argparse
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
from harness import ROOT, Test, check_equal, write

SCHEMA = """
table orders {
  id     bigint  identity primary key
  state  text    default 'new'
  total  bigint  default 0
}

table log {
  id    bigint  identity primary key
  text  text
}

sql logged for sqlite
  needs orders, log
  up $$
    create trigger if not exists logged after insert on orders begin
      insert into log (text) values ('order ' || new.id);
    end
  $$
  down $$ drop trigger if exists logged $$

sql first_rows for sqlite
  needs orders, log
  up $$
    insert into log (text) values ('hello; -- "it''s"');
    insert or replace into orders (id, state) values (1, 'first');
    replace into orders (id, state) values (1, 'replaced');
    insert into orders (id, state) values (2, 'second') on conflict (id) do update set state = 'again';
    insert into orders (id, state) values (2, 'second') on conflict (id) do update set state = 'again';
    with more (n) as (values (3), (4)) insert into orders (id) select n from more;
    update orders set total = total + 1;
    update orders set total = total + 10 from log where log.text like 'hello%' and orders.id = 1;
    delete from orders where id = 4  -- no semicolon behind the last
  $$
  down none 'the rows go with their tables'

sql first_rows for postgres
  needs orders, log
  up $$
    insert into log (text) values ('hello; -- "it''s"');
    insert into orders (id, state, total) overriding system value values (1, 'replaced', 11), (2, 'again', 1), (3, 'new', 1);
    select count(*) from orders
  $$
  down none 'the rows go with their tables'
"""

ROWS = [(1, "replaced", 11), (2, "again", 1), (3, "new", 1)]


def once(case):
    """Up and up again, each way: the rows are those of one run, and nothing temporary stays."""
    import scenarios
    for number in range(case.ways()):
        database = case.empty()
        name, run = database.ways()[number]
        scenarios.works(run(case.up), f"up ({name})")
        if case.target == "sqlite":
            with database.connect() as connection:
                check_equal(ROWS, connection.execute("SELECT id, state, total FROM orders ORDER BY id").fetchall(),
                            f"rows of the author's SQL ({name})")
        else:
            check_equal([f"{row[0]} {row[1]} {row[2]}" for row in ROWS],
                        database.query("SELECT concat_ws(' ', id, state, total) FROM orders ORDER BY id"), "rows")
        scenarios.unchanged(database, lambda: run(case.up), f"up again ({name})")
        scenarios.unchanged(database, lambda: run(case.verify), f"verify ({name})")
        scenarios.refused(database, lambda: run(case.down), f"down without consent ({name})", "destroy|lost|lose")
        scenarios.works(run(case.down, True), f"down with consent ({name})")
        check_equal([], database.history(), "migc_history")
        scenarios.works(run(case.up), f"up after down ({name})")
        database.drop()


def one_connection(case):
    """SQLite, one connection: what was put round the author's SQL is gone, so that the application can work on."""
    if case.target != "sqlite":
        return
    script = "\n".join(line for line in case.up.split("\n") if not line.startswith("."))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for again in range(3):
        connection.executescript(script)
        check_equal(ROWS, connection.execute("SELECT id, state, total FROM orders ORDER BY id").fetchall(), f"run {again + 1}")
        check_equal([], connection.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").fetchall(), "triggers")
    connection.execute("INSERT INTO orders (state) VALUES ('mine')")
    check_equal(4, connection.execute("SELECT count(*) FROM orders").fetchone()[0], "a row of the application")
    connection.close()


def add(suite, migc, only=""):
    """Adds the tests to a suite of scenarios."""
    import scenarios
    folder = os.path.join(suite.top, "author")
    os.makedirs(folder)
    write(os.path.join(folder, "input.mig"), SCHEMA)
    for target in ("postgres", "sqlite"):
        case = scenarios.Case("the author's rows", target, suite.servers.of(target),
                              scenarios.built(migc, folder, os.path.join(folder, "out"), target, ["input.mig"]))
        for title, function in (("are put once", once), ("in one connection", one_connection)):
            name = f"run/the author's rows, {target}: {title}"
            if only in name:
                suite.tests.append(Test(name, lambda function=function, case=case: function(case)))


def main():
    import scenarios
    parser = argparse.ArgumentParser(description="the author's own SQL")
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

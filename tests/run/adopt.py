"""Databases that are there: imported, begun as a project, recorded, and upgraded from then on.

Takes: the databases of tests/import, as they were made by hand.
Gives: tests that `migc stamp 0001_baseline` finds nothing else in such a database and changes nothing but the history,
that `upgrade.sql` then does nothing, that it does the next revision and nothing else, that its downgrade leads back, and
that a database which is another is not recorded.
"""

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from databases import document
from harness import ROOT, Test, check, check_equal, command, read, write
from imports import ROLES

HAND_MADE = {
    "sqlite": ("shop", "odd"),
    "postgres": ("awkward", "everything", "names-alike", "numbers-and-heirs"),
    "mysql": ("every-day", "everything"),
    "mariadb": ("every-day", "everything"),
}
EXTRA = """
table adopted_notes {
  id    bigint  identity primary key
  body  text
}
"""


def look(database):
    """What is there but for migc's records."""
    if database.target != "sqlite":
        return [line for line in database.catalog() if "migc_history" not in line]
    connection = database.connect()
    lines = [f"{kind} {name} on {table}: {sql}" for kind, name, table, sql in connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name NOT IN ('migc_history', 'sqlite_sequence') ORDER BY 1, 2")]
    connection.close()
    return lines


class Adoption:
    def __init__(self, migc, servers, top):
        self.migc = migc
        self.servers = servers
        self.top = top

    def say(self, *arguments, cwd=None, stdin=None, status=0):
        said = command([self.migc, *arguments], cwd=cwd or self.top, env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}, stdin=stdin)
        check(said.status == status, f"migc {' '.join(arguments)}: {said}")
        return said

    def made(self, target, path):
        """A database as somebody made it."""
        server = self.servers.of(target)
        for role in ROLES if target == "postgres" else ():
            server.psql("postgres", "-c", f"CREATE ROLE {role}")
        database = server.create()
        ran = database.run(("\\set ON_ERROR_STOP on\n" if target == "postgres" else "") + read(path))
        check(ran.status == 0, f"{path}: {ran}")
        database.execute("DROP TABLE migc_history")  # somebody else's, of one of them
        return database

    def document(self, database):
        if database.target == "sqlite":
            return None
        return document(database, self.say("import-sql", "--target", database.target).out)

    def imported(self, database):
        if database.target == "sqlite":
            return self.say("import", database.path).out
        return self.say("import", "--target", database.target, "-", stdin=self.document(database)).out

    def upgrade(self, database, project):
        """Runs upgrade.sql where the files stand that it runs."""
        folder = os.path.join(project, "out", database.target)
        if database.target == "sqlite":
            return command(["sqlite3", database.path], cwd=folder, stdin=read(os.path.join(folder, "upgrade.sql")))
        script = re.sub(r"^\\ir (.*)$", lambda found: read(os.path.join(folder, found.group(1).strip("'"))),
                        read(os.path.join(folder, "upgrade.sql")), flags=re.M)
        return database.run(script)

    def take_on(self, target, path):
        name = os.path.splitext(os.path.basename(path))[0]
        project = os.path.join(self.top, f"{target}-{name}")
        database = self.made(target, path)
        found = look(database)
        text = self.imported(database)
        self.say("init", "--from", "-", "--target", target, project, stdin=text)
        sums = read(os.path.join(project, "migc.sum"))
        self.say("build", "-q", cwd=project)
        check_equal(read(os.path.join(project, "migc.sum")), sums, "migc.sum after migc build")
        check_equal(self.say("new", "more", cwd=project, status=1).out, "", "a schema that was just imported has changes")
        stamp = self.say("stamp", "0001_baseline", "--target", target, cwd=project).out
        if target == "postgres":
            self.not_stamped(database.copy(), project)
        other = database.copy()
        check(other.execute("CREATE TABLE somebody_elses (x INTEGER)") and other.execute("ALTER TABLE somebody_elses ADD COLUMN y INTEGER"),
              "nothing could be added")
        self.another(other, stamp)
        ran = database.run(stamp)
        check(ran.status == 0, f"migc stamp of what was imported: {ran}")
        check_equal(database.history(), ["0001_baseline"], "the history")
        check_equal(look(database), found, "migc stamp changed more than the history")
        stamped = look(database)
        ran = self.upgrade(database, project)
        check(ran.status == 0, f"upgrade.sql after migc stamp: {ran}")
        check_equal(look(database), stamped, "upgrade.sql after migc stamp changed something")
        self.next_revision(database, project, stamped)
        database.drop()

    def serial(self):
        """Columns that PostgreSQL numbers as `serial` does are altered as identity columns are, and go on counting."""
        database = self.servers.of("postgres").create()
        check(database.execute("CREATE TABLE wide (id serial PRIMARY KEY, n int)", "CREATE TABLE steps (id serial PRIMARY KEY, n int)",
                               "CREATE TABLE plain (id serial PRIMARY KEY, n int)", "ALTER SEQUENCE wide_id_seq RENAME TO odd",
                               *(f"INSERT INTO {table} (n) VALUES (1), (2)" for table in ("wide", "steps", "plain"))), "no tables")
        project = os.path.join(self.top, "serial")
        self.say("init", "--from", "-", "--target", "postgres", project, stdin=self.imported(database))
        self.say("build", "-q", cwd=project)
        ran = database.run(self.say("stamp", "0001_baseline", "--target", "postgres", cwd=project).out)
        check(ran.status == 0, f"migc stamp: {ran}")
        schema = os.path.join(project, "schema", "schema.mig")
        text = read(schema)
        for table, column in (("wide", "bigint identity"), ("steps", "int default nextval('steps_id_seq')"), ("plain", "int")):
            text = re.sub(rf"(table {table} \{{\n  id) +int +identity", rf"\1 {column}", text)
        text = text.replace("table steps {", "sequence steps_id_seq int increment 5 owned by steps.id for postgres\ntable steps {")
        write(schema, text)
        self.say("new", "numbers", "-q", cwd=project)
        self.say("build", "-q", cwd=project)
        ran = self.upgrade(database, project)
        check(ran.status == 0, f"upgrade.sql: {ran}")
        ran = database.run(read(os.path.join(project, "out", "postgres", "verify.sql")))
        check(ran.status == 0, f"verify.sql: {ran}")
        check(database.execute("INSERT INTO wide (n) VALUES (3)", "INSERT INTO steps (n) VALUES (3)"), "the numbers begin anew")
        check_equal(database.query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM wide"), ["1 2 3"], "the numbers of wide")
        check_equal(database.query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM steps"), ["1 2 7"], "the numbers of steps")
        ran = database.run(read(os.path.join(project, "out", "postgres", "0002_numbers.down.sql")), consent=True)
        check(ran.status == 0, f"the downgrade: {ran}")
        check(database.execute(*(f"INSERT INTO {table} (n) VALUES (4)" for table in ("wide", "steps", "plain"))), "numbers are given twice")
        database.drop()

    def altered_by_sql(self):
        """Columns that PostgreSQL numbers as `serial` does, and that the author's SQL of a revision alters as identity columns, go on counting."""
        database = self.servers.of("postgres").create()
        check(database.execute("CREATE TABLE always (id serial PRIMARY KEY, n int)", "CREATE TABLE steps (id serial PRIMARY KEY, n int)",
                               *(f"INSERT INTO {table} (n) VALUES (1), (2)" for table in ("always", "steps"))), "no tables")
        project = os.path.join(self.top, "altered")
        self.say("init", "--from", "-", "--target", "postgres", project, stdin=self.imported(database))
        ran = database.run(self.say("stamp", "0001_baseline", "--target", "postgres", cwd=project).out)
        check(ran.status == 0, f"migc stamp: {ran}")
        schema = os.path.join(project, "schema", "schema.mig")
        write(schema, read(schema) + """
sql always_id for postgres
  needs always
  up $$ ALTER TABLE always ALTER COLUMN id SET GENERATED ALWAYS; $$
  down $$ ALTER TABLE always ALTER COLUMN id SET GENERATED BY DEFAULT; $$
""")
        self.say("new", "always", "-q", cwd=project)
        write(schema, re.sub(r"(table always \{\n(?:.*\n)*?  n +)int ", r"\1bigint ", read(schema)) + """
sql steps_id for postgres
  needs steps
  up $$ ALTER TABLE steps ALTER COLUMN id SET INCREMENT BY 5; $$
  down $$ ALTER TABLE steps ALTER COLUMN id SET INCREMENT BY 1; $$
""")
        self.say("new", "steps", "-q", cwd=project)
        self.say("build", "-q", cwd=project)
        ran = self.upgrade(database, project)
        check(ran.status == 0, f"upgrade.sql: {ran}")
        ran = database.run(read(os.path.join(project, "out", "postgres", "verify.sql")))
        check(ran.status == 0, f"verify.sql: {ran}")
        check(not database.execute("INSERT INTO always (id, n) VALUES (9, 3)"), "always is numbered by others")
        check(database.execute("INSERT INTO always (n) VALUES (3)", "INSERT INTO steps (n) VALUES (3)"), "the numbers begin anew")
        check_equal(database.query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM steps"), ["1 2 7"], "the numbers of steps")
        database.drop()

    def counters(self):
        """Identity columns that count in their own way go on where they are when another column of their table gets another type."""
        database = self.servers.of("postgres").create()
        ways = {"steps": "START 100 INCREMENT 10", "below": "START -50 MINVALUE -100 MAXVALUE -1", "down": "START -1 INCREMENT -1",
                "above": "START 1000 MINVALUE 500", "zero": "START 0 MINVALUE 0"}
        put = [f"INSERT INTO {table} (n) VALUES (1), (2)" for table in (*ways, "second")]
        check(database.execute(*(f"CREATE TABLE {table} (id bigint GENERATED BY DEFAULT AS IDENTITY ({way}) PRIMARY KEY, n int)"
                                 for table, way in ways.items()),
                               "CREATE TABLE second (nr int GENERATED ALWAYS AS IDENTITY, id int GENERATED BY DEFAULT AS IDENTITY (START 7) UNIQUE, n int)",
                               *put), "no tables")
        project = os.path.join(self.top, "counters")
        text = self.imported(database)
        self.say("init", "--from", "-", "--target", "postgres", project, stdin=text)
        ran = database.run(self.say("stamp", "0001_baseline", "--target", "postgres", cwd=project).out)
        check(ran.status == 0, f"migc stamp: {ran}")
        schema = os.path.join(project, "schema", "schema.mig")
        write(schema, re.sub(r"^(  n +)int ", r"\1bigint ", read(schema), flags=re.M))
        self.say("new", "wider", "-q", cwd=project)
        self.say("build", "-q", cwd=project)
        for script in (None, "0002_wider.down.sql", None):
            ran = database.run(read(os.path.join(project, "out", "postgres", script))) if script else self.upgrade(database, project)
            check(ran.status == 0, f"{script or 'upgrade.sql'}: {ran}")
            check(database.execute(*put), "numbers are given twice")
        numbers = {"steps": "100 110 120", "below": "-50 -49 -48", "down": "-1 -2 -3", "above": "1000 1001 1002", "zero": "0 1 2", "second": "7 8 9"}
        for table, expected in numbers.items():
            found = database.query(f"SELECT string_agg(id::text, ' ' ORDER BY abs(id) * CASE WHEN '{table}' = 'below' THEN -1 ELSE 1 END) FROM {table}")
            check(found[0].startswith(expected) and len(found[0].split()) == 8, f"the numbers of {table}: {found}")
        fresh = self.servers.of("postgres").create()
        ran = self.upgrade(fresh, project)
        check(ran.status == 0 and fresh.execute(*put), f"upgrade.sql from nothing: {ran}")
        for table, expected in numbers.items():
            check_equal(fresh.query(f"SELECT id FROM {table} ORDER BY abs(id) * CASE WHEN '{table}' = 'below' THEN -1 ELSE 1 END LIMIT 1"),
                        [expected.split()[0]], f"the first number of {table}")
        fresh.drop()
        database.drop()

    def not_stamped(self, database, project):
        """upgrade.sql finds everything alike, or says what records the database, and changes nothing."""
        before = look(database)
        ran = self.upgrade(database, project)
        if ran.status != 0:
            check("migc stamp 0001_baseline" in ran.err, f"upgrade.sql without a stamp: {ran}")
            check_equal(look(database), before, "upgrade.sql stopped and changed something")
        database.drop()

    def another(self, database, stamp):
        """A database that is not what was imported."""
        if database.target == "postgres":
            # a table of somebody else is none of its business, a column that is gone is
            column = database.query("SELECT format('%s DROP COLUMN %I', c.oid::regclass, attname) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid"
                                    " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 1 AND NOT attisdropped"
                                    " AND NOT relispartition AND attinhcount = 0 AND relname <> 'somebody_elses' ORDER BY 1")
            check(any(database.execute(f"ALTER TABLE {each}") for each in column), "no column could be dropped")
        before = look(database)
        ran = database.run(stamp)
        check(ran.status != 0, f"migc stamp records a database that is another: {ran}")
        check(re.search("missing: |unexpected: ", ran.out + ran.err), f"migc stamp does not say what differs: {ran}")
        check_equal(look(database), before, "migc stamp refused and changed something")
        database.drop()

    def next_revision(self, database, project, stamped):
        schema = os.path.join(project, "schema", "schema.mig")
        write(schema, read(schema) + EXTRA)
        self.say("new", "notes", "-q", cwd=project)
        self.say("build", "-q", cwd=project)
        ran = self.upgrade(database, project)
        check(ran.status == 0, f"upgrade.sql to the second revision: {ran}")
        check_equal(database.history(), ["0001_baseline", "0002_notes"], "the history")
        ran = database.run(read(os.path.join(project, "out", database.target, "verify.sql")))
        check(ran.status == 0, f"verify.sql of the second revision: {ran}")
        ran = database.run(read(os.path.join(project, "out", database.target, "0002_notes.down.sql")), consent=True)
        check(ran.status == 0, f"the downgrade to what was there: {ran}")
        check_equal(look(database), stamped, "the second revision, up and down")


def tests(migc, servers, top):
    os.makedirs(top, exist_ok=True)
    case = Adoption(migc, servers, top)
    found = []
    for target, names in HAND_MADE.items():
        folder = os.path.join(ROOT, "tests", "import", "" if target == "sqlite" else target)
        for name in names:
            path = os.path.join(folder, f"{name}.sql")
            found.append(Test(f"adopt/{target}/{name}: import, init, stamp, upgrade",
                              lambda target=target, path=path: case.take_on(target, path)))
    for target in ("sqlite", "postgres"):
        path = os.path.join(ROOT, "examples", "adopt", f"lending.{target}.sql")
        found.append(Test(f"examples/adopt/{target}: import, init, stamp, upgrade",
                          lambda target=target, path=path: case.take_on(target, path)))
    found.append(Test("adopt/postgres: serial columns are altered", case.serial))
    found.append(Test("adopt/postgres: serial columns are altered by the author's SQL", case.altered_by_sql))
    found.append(Test("adopt/postgres: identity columns go on counting", case.counters))
    return found


if __name__ == "__main__":
    import sys
    import tempfile

    import harness
    from databases import Servers
    servers = Servers()
    count = harness.Count()
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        with tempfile.TemporaryDirectory(prefix="migc-adopt-") as top:
            every = tests(os.path.join(ROOT, "build", "migc"), servers, os.path.join(top, "adopt"))
            harness.run([test for test in every if chosen in test.name], count)
    finally:
        servers.stop()
    print(count.line())
    sys.exit(1 if count.failed else 0)

"""Databases of servers: imported, built, applied to an empty one, imported again.

    tests/run/imports.py [--migc FILE] [PATTERN]

Takes: tests/import/TARGET/*.sql, made by hand; for MySQL and MariaDB the schemas of tests/emit, too.
Gives: tests of the round trip. The second import has the same bytes, and its document says the same of every
object; what could not be imported is told, and nothing else is missing; verify.sql agrees; the downgrade leaves
nothing.
"""

import argparse
import glob
import json
import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import databases  # noqa: E402
import harness  # noqa: E402
import mysql  # noqa: E402
from harness import ROOT, Test, check, check_equal, command, read, write  # noqa: E402

FOLDER = os.path.join(ROOT, "tests", "import")
ROLES = ("import_reader", "import_writer")

# Everything that a statement of the databases makes is somewhere in the schema, or told.
TOLD = {"postgres/everything": ["a user mapping `far for public`"],
        **dict.fromkeys(("mysql/objects", "mariadb/objects"),
                        ["the sql_mode 'ANSI_QUOTES' of 2 triggers, routines and events, one of them `event elsewhere`", "the time zone '+05:00' of 1 event, `elsewhere`"]),
        "mysql/odd": ["a foreign key between tables that need each other and only SQL can make, `other_way.other_way_forth` was left out"],
        "mariadb/odd": ["the display width, which only clients look at, of 2 columns, one of them `widths.a`",
                        "a foreign key between tables that need each other and only SQL can make, `other_way.other_way_forth` was left out"],
        "postgres/parts-of-indexes": ["an index that is not valid `halfway` was left out\n  = help: until `REINDEX INDEX CONCURRENTLY halfway` has built it",
                                      "the name of `own`", "the comment on `own`", "that its table is clustered or replicated by `own`"]}


def made_by(sql):
    """The names of what the statements create."""
    sql = re.sub(r"--[^\n]*", "", sql)
    found = re.findall(r"CREATE (?:UNLOGGED |UNIQUE |MATERIALIZED |CONSTRAINT |FOREIGN )?"
                       r"(?:TABLE|TYPE|DOMAIN|VIEW|INDEX|SEQUENCE|TRIGGER|POLICY|RULE|STATISTICS|COLLATION|SERVER|FUNCTION|PROCEDURE|SCHEMA|AGGREGATE)"
                       r" (?!ON )((?:\w+|\"(?:[^\"]|\"\")*\")(?:\.\w+)?)", sql)
    return {name for name in found if name not in ("migc_history", "DATA")}


class Import:
    """Of PostgreSQL; what other servers do otherwise is in MysqlImport."""

    def __init__(self, migc, servers, top, target):
        self.migc = migc
        self.servers = servers
        self.top = os.path.join(top, target)
        self.target = target
        os.makedirs(self.top, exist_ok=True)

    def say(self, *arguments, stdin=None, cwd=None):
        return command([self.migc, *arguments], cwd=cwd or self.top, env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}, stdin=stdin)

    def ask(self, database, query):
        return database.server.psql(database.name, "-A", "-t", "-f", "-", stdin=query)

    def document(self, database):
        query = self.say("import-sql", "--target", self.target)
        check(query.status == 0, query)
        before = database.catalog()
        answer = self.ask(database, query.out)
        check(answer.status == 0 and not answer.err, f"the query of the catalog: {answer}")
        shown = answer.out.partition("\n")[0].count('"shown":')  # each in lines of its own
        check(answer.out.count("\n") == 1 if not shown else answer.out.count("\n") > shown, "the document has more than one line")
        check(database.catalog() == before, "the query of the catalog changed something")
        return answer.out

    def schema(self, document):
        imported = self.say("import", "--target", self.target, "-", stdin=document)
        check(imported.status == 0, f"migc import: {imported}")
        return imported.out, imported.err

    def version(self):
        return f" {self.servers.of(self.target).version}"

    def build(self, text, name):
        folder = os.path.join(self.top, name)
        os.makedirs(folder, exist_ok=True)
        write(os.path.join(folder, "schema.mig"), f"project {self.target} {{\n  targets {self.target}{self.version()}\n}}\n\n" + text)
        built = self.say("build", "schema.mig", "--target", self.target, "--out", "out", "-q", cwd=folder)
        check(built.status == 0, f"migc build of what was imported: {built}")
        out = os.path.join(folder, "out", self.target)
        return {which: read(glob.glob(os.path.join(out, pattern))[0])
                for which, pattern in (("up", "*.up.sql"), ("down", "*.down.sql"), ("verify", "verify.sql"))}

    def database(self, path):
        server = self.servers.of(self.target)
        for role in ROLES:
            server.psql("postgres", "-c", f"CREATE ROLE {role}")
        database = server.create()
        ran = database.run("\\set ON_ERROR_STOP on\n" + read(path))
        check(ran.status == 0, f"{path}: {ran}")
        return database

    def compare(self, document, again):
        left, right = json.loads(document), json.loads(again)
        for part in ("extensions", "enums"):
            check_equal(json.dumps(right[part], indent=1), json.dumps(left[part], indent=1), part)

    def round_trip(self, path):
        name = os.path.basename(path)[:-len(".sql")]
        self.of_database(name, self.database(path), made_by(read(path)))

    def of_database(self, name, database, made_here):
        document = self.document(database)
        check_equal(self.document(database), document, "the document when it is asked for again")
        self.settled(database, document)
        first, told = self.schema(document)
        for what in TOLD.get(f"{self.target}/{name}", ()):
            check(what in told, f"{what} is not told:\n{told}")
        for made in sorted(made_here):
            bare = made.split(".")[-1] if not made.startswith('"') else made
            check(bare in first or bare in told, f"{made} is neither in the schema nor told:\n{first}")
        scripts = self.build(first, name)
        copy = self.servers.of(self.target).create()
        empty = copy.catalog()
        ran = copy.run(scripts["up"])
        check(ran.status == 0, f"the upgrade of what was imported: {ran}")
        ran = copy.run(scripts["verify"])
        check(ran.status == 0, f"verify.sql of what was imported: {ran}")
        again = self.document(copy)
        check_equal(self.schema(again)[0], first, "the second import")
        self.compare(document, again)
        ran = copy.run(scripts["down"], consent=True)
        check(ran.status == 0, f"the downgrade of what was imported: {ran}")
        gone = [line for line in copy.catalog() if line not in empty and "migc_history" not in line and "extension" not in line]
        check(not gone, "the downgrade leaves\n" + "\n".join(gone))
        database.drop()
        copy.drop()

    def settled(self, database, document):
        """Settings that a role or a database may have say nothing."""
        answer = database.server.psql(database.name, "-A", "-t", "-f", "-", stdin=self.say("import-sql", "--target", self.target).out,
                                      options="-c standard_conforming_strings=off -c quote_all_identifiers=on -c DateStyle=German -c search_path=")
        check_equal(answer.out + answer.err, document, "the document in a session with settings of its own")

    def no_document(self):
        """What a client prints when there is no document is told as what it is."""
        server = self.servers.of("postgres")
        answer = server.psql("no_such_database", "-A", "-t", "-f", "-", stdin="SELECT 1")
        said = self.say("import", "--target", "postgres", "-", stdin=answer.err)
        check(said.status == 2 and "no_such_database" in said.err, said)
        said = self.say("import", "--target", "postgres", "-", stdin="")
        check(said.status == 2 and "there is no document" in said.err, said)


class MysqlImport(Import):
    """Of MySQL and MariaDB."""

    def settled(self, database, document):
        answer = database.run(self.say("import-sql", "--target", self.target).out, False, "-N",
                              "--init-command=SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES', time_zone = '+05:30', group_concat_max_len = 4")
        check_equal(answer.out + answer.err, document, "the document in a session with settings of its own")

    def version(self):
        return ""

    def ask(self, database, query):
        return database.run(query, False, "-N")

    def database(self, path):
        database = self.servers.of(self.target).create()
        ran = database.run(read(path))
        check(ran.status == 0, f"{path}: {ran}")
        return database

    def compare(self, document, again):
        pass

    def half_seen(self):
        """A user who may only read sees less than there is: what it may be is told."""
        database = self.servers.of(self.target).create()
        ran = database.run("CREATE TABLE p (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM p;"
                           "CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT c_p FOREIGN KEY (p) REFERENCES p (id));"
                           "CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW SET NEW.p = 1; CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM c;"
                           f"CREATE FUNCTION f () RETURNS int NO SQL RETURN 1; CREATE USER reader; GRANT SELECT ON {database.name}.* TO reader")
        check(ran.status == 0, ran)
        answer = database.run(self.say("import-sql", "--target", self.target).out, False, "-N", "--user=reader")
        check(answer.status == 0 and not answer.err, answer)
        schema, told = self.schema(answer.out)
        whatever = "warning[not-imported]: whatever there is of {}, for the user has not got the right {} in `" + database.name + "` was left out"
        lines = ["warning[not-imported]: a view that may not be read, `v` was left out", *(
            whatever.format(*pair) for pair in (("events", "EVENT"), ("routines", "EXECUTE"), ("triggers", "TRIGGER")))]
        if "references p" not in schema:
            lines.insert(0, "warning[not-imported]: a foreign key that may not be read, `c.c_p` was left out")
        check_equal(told, "\n\n".join([*lines, f"{len(lines)} warnings"]) + "\n", "what is told")
        database.run("DROP USER reader")
        database.drop()

    def of_schema(self, path):
        """A schema of the language, or the end of a project, which then is a database that has to be imported."""
        name = os.path.basename(os.path.dirname(path))
        folder = os.path.join(self.top, "of-" + name)
        of_project = ["-C", os.path.dirname(path)] if os.path.basename(path) == "project.mig" else [path]
        out = os.path.join(folder, "out")
        built = self.say("build", "--target", self.target, "--out", out, "-q", *of_project)
        check(built.status == 0, f"migc build: {built}")
        database = self.servers.of(self.target).create()
        for script in sorted(glob.glob(os.path.join(out, self.target, "*.up.sql"))):
            ran = database.run(read(script), consent=True)
            check(ran.status == 0, f"{script}: {ran}")
        self.of_database(name, database, ())


def schemas_for(target):
    """The schemas of tests/emit and the examples that say that they are for it."""
    found = [path for pattern in ("tests/emit/*/input.mig", "tests/emit/*/project.mig", "examples/*/project.mig")
             for path in sorted(glob.glob(os.path.join(ROOT, pattern)))]
    return [path for path in found if re.search(rf"^ *targets\b.*\b{target}\b", read(path), re.M)]


def tests(migc, servers, top, part=1):
    """Of the schemas of other tests one in `part` on MySQL, and others on MariaDB."""
    os.makedirs(top, exist_ok=True)
    case = Import(migc, servers, top, "postgres")
    found = []
    for target in ("postgres", "mysql", "mariadb"):
        if target == "mysql" and not mysql.has_mysql():
            continue  # MariaDB, which is there in its place, has a catalog of its own
        kind = case if target == "postgres" else MysqlImport(migc, servers, top, target)
        found += [Test(f"import/{target}/{os.path.basename(path)}: import, build, apply, import",
                       lambda kind=kind, path=path: kind.round_trip(path)) for path in sorted(glob.glob(os.path.join(FOLDER, target, "*.sql")))]
        if target != "postgres":
            found.append(Test(f"import/{target}: what a user who may only read does not see is told", kind.half_seen))
            found += [Test(f"import/{target}: {os.path.basename(os.path.dirname(path))} is imported",
                           lambda kind=kind, path=path: kind.of_schema(path)) for path in list(schemas_for(target))[target == "mariadb"::part]]
    return found + [Test("import/postgres: an answer that is no document is told", case.no_document)]


def main():
    parser = argparse.ArgumentParser(description="databases of servers, imported")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("pattern", nargs="?", default="")
    options = parser.parse_args()
    servers = databases.Servers()
    top = tempfile.mkdtemp(prefix="migc-imports-")
    count = harness.Count()
    try:
        found = tests(os.path.abspath(options.migc), servers, top)
        harness.run([test for test in found if re.search(options.pattern, test.name)], count, workers=harness.WORKERS + 1)
    finally:
        servers.stop()
        shutil.rmtree(top, ignore_errors=True)
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

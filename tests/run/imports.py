"""Databases of PostgreSQL that were made by hand: imported, built, applied to an empty one, imported again.

Takes: tests/import/postgres/*.sql.
Gives: tests of the round trip. The second import has the same bytes, and its document says the same of every
object; what could not be imported is told, and nothing else is missing; verify.sql agrees; the downgrade leaves
nothing.
"""

import glob
import json
import os
import re

from harness import ROOT, Test, check, check_equal, command, read, write

FOLDER = os.path.join(ROOT, "tests", "import", "postgres")
ROLES = ("import_reader", "import_writer")

# Everything that a statement of the databases makes is somewhere in the schema, or told.
TOLD = {"everything": ["an aggregate `longest(text)`", "a user mapping `far for public`"]}


def made_by(sql):
    """The names of what the statements create."""
    sql = re.sub(r"--[^\n]*", "", sql)
    found = re.findall(r"CREATE (?:UNLOGGED |UNIQUE |MATERIALIZED |CONSTRAINT |FOREIGN )?"
                       r"(?:TABLE|TYPE|DOMAIN|VIEW|INDEX|SEQUENCE|TRIGGER|POLICY|RULE|STATISTICS|COLLATION|SERVER|FUNCTION|PROCEDURE|SCHEMA)"
                       r" (?!ON )((?:\w+|\"(?:[^\"]|\"\")*\")(?:\.\w+)?)", sql)
    return {name for name in found if name not in ("migc_history", "DATA")}


class Import:
    def __init__(self, migc, servers, top):
        self.migc = migc
        self.servers = servers
        self.top = top

    def say(self, *arguments, stdin=None, cwd=None):
        return command([self.migc, *arguments], cwd=cwd or self.top, env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}, stdin=stdin)

    def document(self, database):
        query = self.say("import-sql", "--target", "postgres")
        check(query.status == 0, query)
        before = database.catalog()
        answer = database.server.psql(database.name, "-A", "-t", "-f", "-", stdin=query.out)
        check(answer.status == 0 and not answer.err, f"the query of the catalog: {answer}")
        check(answer.out.count("\n") == 1, "the document has more than one line")
        check(database.catalog() == before, "the query of the catalog changed something")
        return answer.out

    def schema(self, document):
        imported = self.say("import", "--target", "postgres", "-", stdin=document)
        check(imported.status == 0, f"migc import: {imported}")
        return imported.out, imported.err

    def build(self, text, name):
        folder = os.path.join(self.top, name)
        os.makedirs(folder, exist_ok=True)
        write(os.path.join(folder, "schema.mig"), text)
        built = self.say("build", "schema.mig", "--target", "postgres", "--out", "out", "-q", cwd=folder)
        check(built.status == 0, f"migc build of what was imported: {built}")
        out = os.path.join(folder, "out", "postgres")
        return {which: read(glob.glob(os.path.join(out, pattern))[0])
                for which, pattern in (("up", "*.up.sql"), ("down", "*.down.sql"), ("verify", "verify.sql"))}

    def database(self, server, path):
        for role in ROLES:
            server.psql("postgres", "-c", f"CREATE ROLE {role}")
        database = server.create()
        ran = database.run("\\set ON_ERROR_STOP on\n" + read(path))
        check(ran.status == 0, f"{path}: {ran}")
        return database

    def round_trip(self, path):
        name = os.path.basename(path)[:-len(".sql")]
        server = self.servers.of("postgres")
        database = self.database(server, path)
        document = self.document(database)
        check_equal(self.document(database), document, "the document when it is asked for again")
        first, told = self.schema(document)
        for what in TOLD.get(name, ()):
            check(what in told, f"{what} is not told:\n{told}")
        for made in sorted(made_by(read(path))):
            bare = made.split(".")[-1] if not made.startswith('"') else made
            check(bare in first or bare in told, f"{made} is neither in the schema nor told:\n{first}")
        scripts = self.build(first, name)
        copy = server.create()
        empty = copy.catalog()
        ran = copy.run(scripts["up"])
        check(ran.status == 0, f"the upgrade of what was imported: {ran}")
        ran = copy.run(scripts["verify"])
        check(ran.status == 0, f"verify.sql of what was imported: {ran}")
        again = self.document(copy)
        check_equal(self.schema(again)[0], first, "the second import")
        left, right = json.loads(document), json.loads(again)
        for part in ("extensions", "enums"):
            check_equal(json.dumps(right[part], indent=1), json.dumps(left[part], indent=1), part)
        ran = copy.run(scripts["down"], consent=True)
        check(ran.status == 0, f"the downgrade of what was imported: {ran}")
        gone = [line for line in copy.catalog() if line not in empty and "migc_history" not in line and "extension" not in line]
        check(not gone, "the downgrade leaves\n" + "\n".join(gone))
        database.drop()
        copy.drop()

    def no_document(self):
        """What a client prints when there is no document is told as what it is."""
        server = self.servers.of("postgres")
        answer = server.psql("no_such_database", "-A", "-t", "-f", "-", stdin="SELECT 1")
        said = self.say("import", "--target", "postgres", "-", stdin=answer.err)
        check(said.status == 2 and "no_such_database" in said.err, said)
        said = self.say("import", "--target", "postgres", "-", stdin="")
        check(said.status == 2 and "there is no document" in said.err, said)


def tests(migc, servers, top):
    os.makedirs(top, exist_ok=True)
    case = Import(migc, servers, top)
    found = [Test(f"import/postgres/{os.path.basename(path)}: import, build, apply, import",
                  lambda path=path: case.round_trip(path)) for path in sorted(glob.glob(os.path.join(FOLDER, "*.sql")))]
    return found + [Test("import/postgres: an answer that is no document is told", case.no_document)]

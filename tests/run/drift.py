"""`migc drift` and verify.sql say of a database the same: that it is what the schema says, or that it is not.

Takes: tests/emit, tests/import/drift, the examples (those with revisions too).
Gives: tests that a database made by the scripts has no drift, and that of whatever is changed by hand (databases.drifts: columns,
types, nulls, defaults, constraints, indexes, enums, triggers; tests/import/drift: what SQL makes) both complain; tests of a chain at an older revision.
"""

import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import golden
from databases import document
from harness import Test, check, check_equal, command, read, write


class Drift:
    def __init__(self, migc, servers, top):
        self.migc = migc
        self.servers = servers
        self.top = top

    def say(self, *arguments, cwd, stdin=None):
        return command([self.migc, *arguments], cwd=cwd, env=golden.QUIET, stdin=stdin)

    def of(self, database, project, *more):
        """What migc drift says of a database."""
        if database.target == "sqlite":
            return self.say("drift", database.path, *more, cwd=project)
        query = self.say("import-sql", "--target", database.target, cwd=project).out
        return self.say("drift", "--target", database.target, "-", *more, cwd=project, stdin=document(database, query))

    def silent(self, database, project, *more):
        said = self.of(database, project, *more)
        check(said.status == 0 and not said.out, f"migc drift of what the scripts made: {said}")

    def project(self, name, folder, arguments):
        """A copy of a schema's folder that is a project, with its scripts."""
        to = os.path.join(self.top, re.sub(r"\W+", "_", name))
        shutil.copytree(folder, to)
        if arguments:
            os.rename(os.path.join(to, arguments[0]), os.path.join(to, "schema.mig"))
        built = self.say("build", "-q", "--out", "made", cwd=to)
        check(built.status == 0, f"migc build: {built}")
        return to

    def agree(self, name, folder, arguments, target):
        project = self.project(f"{name}_{target}", folder, arguments)
        made = os.path.join(project, "made", target)
        if not os.path.isdir(made):
            return
        ups = sorted(file for file in os.listdir(made) if file.endswith(".up.sql"))
        verify = read(os.path.join(made, "verify.sql"))
        database = self.servers.of(target).create()
        for number, up in enumerate(ups):
            ran = database.run(read(os.path.join(made, up)))
            check(ran.status == 0, f"{up}: {ran}")
            if len(ups) > 1:
                self.silent(database, project, "--at", up[:-len(".up.sql")])
        self.silent(database, project)
        self.changed(database, project, verify)
        database.drop()

    def is_of_sql(self, database, statement, verify):
        """A column of a table that the author's SQL makes in SQLite: drift alone tells (spec/import.md)."""
        table = re.match(r'ALTER TABLE "(.*)" ADD COLUMN', statement) if database.target == "sqlite" else None
        return table is not None and not re.search(rf'^CREATE (?:VIRTUAL )?TABLE migc_expected\."?{re.escape(table[1])}"?[ (]', verify, re.M)

    def changed(self, database, project, verify):
        kinds = {}
        for kind, statements in database.drifts():
            kinds.setdefault(kind, []).append(statements)
        before = database.state()
        missed = []
        for kind, ways in sorted(kinds.items()):
            tried = 0
            for statements in ways:
                copy = database.copy()
                if copy.execute(*statements) and copy.state() != before:
                    tried += 1
                    verified = copy.run(verify)
                    said = self.of(copy, project)
                    if (verified.status == 0 and not self.is_of_sql(database, statements[0], verify)) or said.status != 1 or not said.out:
                        missed.append(f"{kind}: {statements}: verify.sql {verified.status}, drift {said}")
                copy.drop()
                if tried == (6 if database.target == "sqlite" else 2):
                    break
        check(not missed, "only one of them complains\n" + "\n".join(missed))

    def otherwise(self, target, schema, step, first):
        """Databases that are otherwise in one thing: `-- ===== WHAT`, its statements; `(neither)`, `(drift)`: who tells it."""
        folder = os.path.join(golden.ROOT, "tests", "import", "drift")
        project = os.path.join(self.top, f"otherwise_{schema}_{first}")
        os.makedirs(project)
        shutil.copy(os.path.join(folder, f"{schema}.mig"), os.path.join(project, "schema.mig"))
        built = self.say("build", "-q", "--out", "made", cwd=project)
        check(built.status == 0, f"migc build: {built}")
        made = os.path.join(project, "made", target)
        verify = read(os.path.join(made, "verify.sql"))
        database = self.servers.of(target).create()
        ran = database.run(read(os.path.join(made, next(file for file in os.listdir(made) if file.endswith(".up.sql")))))
        check(ran.status == 0, f"the upgrade: {ran}")
        self.silent(database, project)
        missed = []
        for part in re.split(r"^-- ===== ", read(os.path.join(folder, f"{schema}.sql")), flags=re.M)[1:][first::step]:
            name, _, statements = part.partition("\n")
            copy = database.copy()
            ran = copy.run(statements)
            check(ran.status == 0, f"{name}: {ran}")
            verified = copy.run(verify).status != 0
            said = self.of(copy, project)
            wanted = (not name.endswith(")"), not name.endswith("(neither)"))
            if (verified, said.status == 1 and bool(said.out)) != wanted:
                missed.append(f"{name}: verify.sql {'complains' if verified else 'is content'}, drift {said}")
            copy.drop()
        check(not missed, "\n".join(missed))
        database.drop()


def schemas():
    for name, folder, arguments in golden_schemas():
        yield name, folder, arguments
    top = os.path.join(golden.ROOT, "examples")
    for example in sorted(os.listdir(top)):
        if os.path.isdir(os.path.join(top, example, "revisions")):
            yield f"examples/{example}", os.path.join(top, example), None


def golden_schemas():
    import scenarios
    return scenarios.golden_schemas()


def tests(migc, servers, top, targets=("sqlite", "postgres", "mysql", "mariadb"), every=False):
    """Of the schemas of other tests one in three, on MySQL and MariaDB, which are slow, none; with `every` everything."""
    os.makedirs(top, exist_ok=True)
    case = Drift(migc, servers, top)
    return [Test(f"drift/{name}, {target}: drift and verify.sql agree",
                 lambda name=name, folder=folder, arguments=arguments, target=target: case.agree(name, folder, arguments, target))
            for number, (name, folder, arguments) in enumerate(schemas()) for target in targets
            if every or name.startswith("examples/") or (target in ("sqlite", "postgres") and number % 3 == 0)] + [
        Test(f"drift/{schema}: one thing is otherwise",
             lambda schema=schema, target=target: case.otherwise(target, schema, 1 if every else 31 if schema == "postgres-parts" else 7, 0 if every else 5))
        for target in targets for schema in ([target, "postgres-parts", "postgres-words"] if target == "postgres" else [target])]


if __name__ == "__main__":
    import sys
    import tempfile

    import harness
    from databases import Servers
    servers = Servers()
    count = harness.Count()
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        with tempfile.TemporaryDirectory(prefix="migc-drift-") as top:
            found = tests(os.path.join(harness.ROOT, "build", "migc"), servers, os.path.join(top, "drift"), every=True)
            harness.run([test for test in found if chosen in test.name], count)
    finally:
        servers.stop()
    print(count.line())
    sys.exit(1 if count.failed else 0)

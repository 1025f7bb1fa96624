"""The scripts, run as people run them: by psql, mysql and mariadb on real servers, in the sqlite3 shell, through Python.

    tests/run/scenarios.py [--migc FILE] [--scripts TARGET FOLDER] [--seeds N] [--only TEXT] [NAME.mig | FOLDER...]

For every schema (tests/emit/*, examples/*, random ones) and target: fresh, again, down, down, up;
with rows; cut after every statement, killed after every DDL command, and run again; at a wrong
revision; edited; drifted; with tables that are there already; by several deployers at once. Whatever
fails has to say so by its exit status and to leave the database as it was.
"""

import argparse
import glob
import os
import re
import shutil
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import generate
import generate_more
import golden
import harness
import mysql
from databases import TARGETS, Server, Servers, cuts_of
from harness import Failed, ROOT, Test, check, check_equal, read, write
from rows import fill

MANY = 10**6


class Case:
    """The scripts of one schema for one target, and the databases made from them once."""

    def __init__(self, name, target, server, scripts, cuts=MANY, drifts=MANY):
        self.name = name
        self.target = target
        self.server = server
        self.load = scripts       # gives {"up": text, "down": text, "verify": text}
        self.cuts = cuts          # at most so many cut scripts are tried
        self.drifts = drifts      # at most so many kinds of drift
        self.lock = threading.RLock()
        self.made = {}

    def once(self, what, make):
        """Makes a thing the first time it is asked for; if that failed, it fails each time."""
        with self.lock:
            if what not in self.made:
                try:
                    self.made[what] = make()
                except Failed as failure:
                    self.made[what] = failure
            if isinstance(self.made[what], Failed):
                raise Failed(f"(in {what})\n{self.made[what]}")
            return self.made[what]

    def script(self, which):
        return self.once("migc build", self.load)[which]

    @property
    def up(self):
        return self.script("up")

    @property
    def down(self):
        return self.script("down")

    @property
    def verify(self):
        return self.script("verify")

    def ways(self):
        """How many ways there are to run a script."""
        return 3 if self.target == "sqlite" else 1

    def empty(self):
        return self.server.create()

    def make_fresh(self):
        database = self.empty()
        works(database.run(self.up))
        return database

    def make_filled(self):
        database = self.fresh()
        fill(database)
        return database

    def fresh(self):
        """A new database with the schema in it. Who takes it drops it."""
        return self.once("a fresh database", self.make_fresh).copy()

    def filled(self):
        """The same with rows in every table."""
        return self.once("a database with rows", self.make_filled).copy()

    def fresh_state(self):
        """What the schema looks like in a new database."""
        return self.once("the state of a fresh database", lambda: self.once("a fresh database", self.make_fresh).state())

    def sample(self, all, most):
        """At most so many of a list, spread over it, the first and the last among them."""
        if len(all) <= most:
            return all
        if most == 1:
            return [all[len(all) // 2]]
        step = (len(all) - 1) / (most - 1)
        return [all[round(index * step)] for index in range(most)]


def works(ran, what="the script"):
    check(ran.status == 0, f"{what} fails: {ran}")
    return ran


def refused(database, run, what, pattern=None):
    """The run ends with a failing status, says why, and changes nothing, also if the client is told to go on."""
    before = database.state()
    ran = run()
    check(ran.status != 0, f"{what}: exit status 0\n{ran.out}{ran.err}")
    check(pattern is None or re.search(pattern, ran.out + ran.err), f"{what}: the output does not say {pattern}\n{ran}")
    check_equal(before, database.state(), f"{what}: refused, but it changed the database\n{ran}")
    if database.target in ("mysql", "mariadb"):
        database.force = True
        ran = run()
        database.force = False
        check_equal(before, database.state(), f"{what}: with --force it changed the database\n{ran}")


def unchanged(database, run, what):
    before = database.state()
    works(run(), what)
    check_equal(before, database.state(), f"{what}: it changed the database")


def lifecycle(case):
    """Fresh, again, down, down, up, in each way of running a script; verify is content."""
    for number in range(case.ways()):
        database = case.empty()
        name, run = database.ways()[number]
        works(run(case.up), f"up ({name})")
        after = database.state()
        check_equal(["0001_initial"], database.history(), "migc_history")
        unchanged(database, lambda: run(case.up), f"up again ({name})")
        unchanged(database, lambda: run(case.verify), f"verify ({name})")
        works(run(case.down), f"down ({name})")
        check_equal([], database.history(), "migc_history after down")
        left = [line for line in database.state() if not re.search(r"migc_history|^extension |^schema |^rows of", line)]
        check_equal([], left, "down leaves")
        unchanged(database, lambda: run(case.down), f"down again ({name})")
        refused(database, lambda: run(case.verify), f"verify after down ({name})")
        works(run(case.up), f"up after down ({name})")
        check_equal(after, database.state(), f"up, down, up gives another database ({name})")
        database.drop()


def with_rows(case):
    """Rows in every table: nothing touches them; undoing needs consent."""
    database = case.filled()
    unchanged(database, lambda: database.run(case.up), "up with rows")
    unchanged(database, lambda: database.run(case.verify), "verify with rows")
    if not tables(database):
        database.drop()
        return
    for name, run in database.ways():
        refused(database, lambda: run(case.down), f"down with rows, without consent ({name})", "destroy|lost|lose")
    copy = database.copy()
    for (name, run) in copy.ways()[-1:]:
        works(run(case.down, True), f"down with consent ({name})")
        copy.drop()
    works(database.run(case.down, consent=True), "down with consent")
    works(database.run(case.up), "up after down")
    check_equal(case.fresh_state(), database.state(), "up, rows, down, up gives another database")
    database.drop()


def nothing_there(case):
    database = case.empty()
    refused(database, lambda: database.run(case.verify), "verify on an empty database")
    refused(database, lambda: database.run(case.down), "down on an empty database", "migc_history")
    database.drop()


def cut_up(case):
    """Cut after each statement, then run whole: the same as fresh."""
    expected = case.fresh_state()
    for part in case.sample(cuts_of(case.target, case.up), case.cuts):
        database = case.empty()
        database.run(part)
        works(database.run(case.up), f"up after up was cut to {len(part)} characters")
        check_equal(expected, database.state(), f"cut to {len(part)} characters and run again")
        database.drop()


def cut_down(case):
    database = case.empty()
    works(database.run(case.up))
    works(database.run(case.down))
    expected = database.state()
    for part in case.sample(cuts_of(case.target, case.down), case.cuts):
        database = case.filled()
        database.run(part, consent=True)
        works(database.run(case.down, consent=True), f"down after down was cut to {len(part)} characters")
        check_equal(expected, database.state(), f"down, cut to {len(part)} characters and run again")
        database.drop()


def killed(case):
    """The server ends the session after each DDL command; the script is run again."""
    expected = case.fresh_state()
    database = case.empty()
    points = database.kill_points(case.up)
    database.drop()
    check(points > 0 or "PREPARE" in case.up, "the script runs no DDL")
    for number in case.sample(range(1, points + 1), case.cuts):
        database = case.empty()
        database.run_killed(case.up, number)
        works(database.run(case.up), f"up after a kill at command {number}")
        check_equal(expected, database.state(), f"killed at command {number} and run again")
        database.drop()
    database = case.filled()
    points = database.kill_points(case.down, consent=True)
    check(points > 0 or "PREPARE" in case.down, "the downgrade runs no DDL")
    before = database.state()
    for number in case.sample(range(1, points + 1), max(3, case.cuts // 4)):
        copy = database.copy()
        copy.run_killed(case.down, number, consent=True)
        if copy.history() == ["0001_initial"] and " part 1 of " not in case.down:
            check_equal(before, [line for line in copy.state() if not line.startswith("procedure migc_run")],
                        f"down killed at command {number}")
        works(copy.run(case.down, consent=True), f"down after a kill at command {number}")
        check_equal([], copy.history(), "migc_history")
        copy.drop()


def wrong_revision(case):
    database = case.fresh()
    check(database.execute("UPDATE migc_history SET revision = '0099_other', position = 99"), "UPDATE migc_history fails")
    for name, run in database.ways():
        refused(database, lambda: run(case.up), f"up at another revision ({name})", "0001_initial")
        refused(database, lambda: run(case.down), f"down at another revision ({name})", "0001_initial")
        refused(database, lambda: run(case.verify), f"verify at another revision ({name})", "0001_initial")
    database.drop()


def edited_script(case):
    database = case.fresh()
    check(database.execute("UPDATE migc_history SET checksum = 'edited'"), "UPDATE migc_history fails")
    for name, run in database.ways():
        refused(database, lambda: run(case.up), f"up of another version ({name})", "another version")
        refused(database, lambda: run(case.down), f"down of another version ({name})", "another version")
        refused(database, lambda: run(case.verify), f"verify of another version ({name})", "another version")
    database.drop()


def drifted(case):
    """Of each kind of drift the first that the database lets happen."""
    database = case.fresh()
    kinds = {}
    for kind, statements in database.drifts():
        kinds.setdefault(kind, []).append(statements)
    before = case.fresh_state()
    tried = 0
    for kind in case.sample(sorted(kinds), case.drifts):
        for statements in kinds[kind]:
            copy = case.fresh()
            if not copy.execute(*statements) or copy.state() == before:
                copy.drop()
                continue
            tried += 1
            for name, run in copy.ways():
                refused(copy, lambda: run(case.verify), f"verify, {kind}: {statements[-1]} ({name})", differences(name))
            copy.forget()
            drift = f"up over a drifted table, {kind}: {statements[-1]}"
            for name, run in copy.ways():
                if kind in ("missing index", "missing trigger") and case.target == "sqlite":
                    # an object of its own: absent is created, and then all is as it should be
                    again = copy.copy()
                    works(getattr(again, run.__name__)(case.up), drift)
                    check_equal(before, again.state(), drift)
                    again.drop()
                else:
                    refused(copy, lambda: run(case.up), f"{drift} ({name})", differences(name))
            copy.drop()
            break
    check(tried > 0 or not kinds, "nothing could be made to drift")
    database.drop()


def differences(way):
    """What a script says about drift; Python's module shows no results of a script, only errors."""
    return "0001_initial" if way == "Python" else "missing:|unexpected:"


def adopts(case, database, run, expected, what):
    """The script takes over what is there and ends with the database `expected`. Only if it holds SQL of the
    author, who need not have written it for a second run, may it refuse and change nothing."""
    before = database.state()
    ran = run(case.up)
    if ran.status != 0 and re.search(r"already exists|unexpected: \w+: CREATE TRIGGER", ran.err) and "$sql" in case.up:
        check_equal(before, database.state(), f"{what}: refused, but it changed the database")
        return
    works(ran, what)
    check_equal(expected, database.state(), what)
    check_equal(["0001_initial"], database.history(), "migc_history")


def there_already(case):
    """The same objects, made by somebody else: recorded, and nothing else."""
    for table in ("DELETE FROM migc_history", "DROP TABLE migc_history"):
        for number in range(case.ways()):
            database = case.filled()
            before = database.state()
            check(database.execute(table), f"{table} fails")
            name, run = database.ways()[number]
            adopts(case, database, run, before, f"up over what is there already ({name})")
            database.drop()


def partly_there(case):
    """Some of the tables are there already: the others are made."""
    database = case.fresh()
    before = database.state()
    dropped = False
    for table in tables(database):
        dropped = database.execute(f"DROP TABLE {table}") or dropped
        if dropped:
            break
    # what the author's own SQL made may need every table
    check(dropped or not tables(database) or "$sql" in case.up, "no table could be dropped")
    database.forget()
    adopts(case, database, database.run, before, "up over some of the tables")
    database.drop()


def tables(database):
    """Names of tables, the last made first."""
    if database.target == "postgres":
        return database.query("SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r'"
                              " AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND relname <> 'migc_history'"
                              " AND NOT EXISTS (SELECT FROM pg_constraint WHERE confrelid = c.oid AND conrelid <> c.oid)"
                              " ORDER BY c.oid DESC")
    if database.target != "sqlite":
        return database.tables()
    connection = database.connect()
    try:
        names = [name for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            " AND name <> 'migc_history' ORDER BY rowid DESC")]
        return ['"' + name.replace('"', '""') + '"' for name in names]
    finally:
        connection.close()


def together(case):
    """Three deployers at once: each is content, and the database is as one makes it."""
    expected = case.fresh_state()
    database = case.empty()
    running = [database.begin(case.up) for _ in range(3)]
    for process, file in running:
        out, err = process.communicate(timeout=300)
        file.close()
        check(process.returncode == 0, f"one of three deployers: exit status {process.returncode}\n"
              f"{out.decode(errors='replace')}{err.decode(errors='replace')}")
    check_equal(expected, database.state(), "three deployers at once")
    database.drop()


SCENARIOS = [
    ("fresh, again, down, down, up", lifecycle),
    ("rows are kept, and destroyed with consent only", with_rows),
    ("an empty database", nothing_there),
    ("the upgrade cut short and run again", cut_up),
    ("the downgrade cut short and run again", cut_down),
    ("killed and run again", killed),
    ("a database at another revision", wrong_revision),
    ("a script that was edited", edited_script),
    ("a table that drifted", drifted),
    ("everything is there already", there_already),
    ("some of it is there already", partly_there),
    ("three deployers at once", together),
]
# what every schema goes through, sampling; the rest does not depend on the schema and is left to the examples
RANDOM = (lifecycle, with_rows, cut_up, killed, drifted, there_already, partly_there)


# ---- which schemas -------------------------------------------------------------------------------

def built(migc, folder, out, target, arguments):
    """The scripts of a schema, built once per target."""
    def load():
        said = harness.command([migc, "build", "--target", target, "--out", out, *arguments], cwd=folder, env=golden.QUIET)
        check(said.status == 0, f"migc build: {said}")
        return {which: read(golden.script_path(out, target, which)) for which in golden.SCRIPTS}
    return load


def targets(migc, folder, arguments):
    """Those of a schema's targets that are tested here."""
    with tempfile.TemporaryDirectory(prefix="migc-run-") as out:
        said = harness.command([migc, "build", "--out", out, *arguments], cwd=folder, env=golden.QUIET)
        return [target for target in TARGETS if os.path.isdir(os.path.join(out, target))], said


VERSIONS = {"mysql": "8.0", "mariadb": "10.6"}


def easier(text):
    """A schema with what MySQL and MariaDB can have in the place of what only the others have."""
    text = re.sub(r"^(\s*(?:add column |alter column )?[\w\"]+\s+(?:type\s+)?)text\b(?!\s*\()", r"\1varchar(60)", text, flags=re.M)
    return re.sub(r"^(.*\bindex\b.*\)) where \(.*\)", r"\1", text, flags=re.M)


def ported(folder, to, target):
    """Copies a schema's folder and lets its project be for another target; whether it named none of its own."""
    shutil.copytree(folder, to)
    for path in sorted(glob.glob(os.path.join(to, "*.mig"))):
        text = read(path)
        if re.search(r"^project\b", text, re.M):
            own = re.search(r"^\s*targets\s+(.*)$", text, re.M)
            if own and not ("postgres" in own.group(1) and "sqlite" in own.group(1)):
                return False      # it is about one of them, and may hold the author's SQL for it
            changed = re.sub(r"^(\s*targets)\s+.*$", rf"\1 {target} {VERSIONS[target]}", text, count=1, flags=re.M)
            if changed == text:
                changed = re.sub(r"^(project\b[^{\n]*\{)", rf"\1\n  targets {target} {VERSIONS[target]}\n", text, count=1, flags=re.M)
            if re.search(rf"\b{target}\b", text):
                return False
            write(path, changed)
            return True
    write(path, f"project app {{\n  targets {target} {VERSIONS[target]}\n}}\n\n" + text)
    return True


def takes_turn(target, name, scenario):
    """MySQL and MariaDB are so alike that of what only samples each runs a half, the other half of the other's."""
    return target not in VERSIONS or (len(name) + len(scenario.__name__) + (target == "mariadb")) % 2 == 0


class Suite:
    """All cases; owns the servers and the folder of scripts."""

    def __init__(self, migc):
        self.migc = migc
        self.top = tempfile.mkdtemp(prefix="migc-run-")
        self.servers = Servers()
        self.tests = []
        self.numbers = 0
        self.not_portable = []    # schemas that a target cannot have, with their errors

    def close(self):
        self.servers.stop()
        shutil.rmtree(self.top, ignore_errors=True)

    def add(self, case, scenarios, only=""):
        for title, scenario in SCENARIOS:
            if scenario in scenarios and (scenario is not killed or case.target != "sqlite") and (
                    scenarios is not RANDOM or scenario is lifecycle or takes_turn(case.target, case.name, scenario)):
                name = f"run/{case.name}, {case.target}: {title}"
                if only in name:
                    self.tests.append(Test(name, lambda scenario=scenario: scenario(case)))

    def add_folder(self, name, folder, arguments, scenarios=None, cuts=MANY, drifts=MANY, only="", migc=None):
        migc = migc or self.migc
        self.numbers += 1
        out = os.path.join(self.top, f"out{self.numbers}")
        found, said = targets(migc, folder, arguments)
        if not found:
            self.tests.append(Test(f"run/{name}: builds", lambda: check(False, f"migc build: {said}")))
        for target in found:
            case = Case(name, target, self.servers.of(target), built(migc, folder, out, target, arguments),
                        max(3, cuts // 3) if target in VERSIONS else cuts, drifts)
            self.add(case, scenarios or [scenario for _, scenario in SCENARIOS], only)

    def ports(self, name, folder, arguments):
        """The same schema for MySQL and for MariaDB, where they can have it: pairs of folder and target."""
        for target in VERSIONS:
            self.numbers += 1
            to = os.path.join(self.top, f"ported{self.numbers}")
            if not ported(folder, to, target):
                continue
            said = harness.command([self.migc, "check", *arguments], cwd=to, env=golden.QUIET)
            if said.status == 1:
                for path in glob.glob(os.path.join(to, "**", "*.mig"), recursive=True):
                    write(path, easier(read(path)))
                if os.path.exists(os.path.join(to, "migc.sum")):
                    os.remove(os.path.join(to, "migc.sum"))
                said = harness.command([self.migc, "check", *arguments], cwd=to, env=golden.QUIET)
            errors = sorted(set(re.findall(r"^error\[([a-z-]+)\]", said.err, re.M)))
            if said.status == 1 and errors and not set(errors) & {"syntax-error", "unknown-target", "proof-failed"}:
                self.not_portable.append((f"{name}, {target}", errors))
            else:
                yield to, target

    def add_ported(self, name, folder, arguments, *rest, **options):
        for to, _ in self.ports(name, folder, arguments):
            self.add_folder(name, to, arguments, *rest, **options)

    def add_random(self, seed, migc=None, only=""):
        folder = os.path.join(self.top, f"seed{seed}")
        os.makedirs(folder)
        text = generate_more.schema(seed)
        write(os.path.join(folder, "input.mig"), text)
        self.add_folder(f"random schema {seed}", folder, ["input.mig"], RANDOM, cuts=3, drifts=4, only=only, migc=migc)


    def add_large(self, count):
        """More tables than PostgreSQL has locks for in one transaction: the script has parts. Each test has a
        server of its own, for 20 connections: a third of the locks of one as it is delivered."""
        folder = os.path.join(self.top, "large")
        os.makedirs(folder)
        write(os.path.join(folder, "input.mig"), generate.tables(count))
        for number, (title, scenario) in enumerate(scenario for scenario in SCENARIOS if scenario[1] in (lifecycle, cut_up)):
            out = os.path.join(folder, f"out{number}")

            def alone(scenario=scenario, out=out):
                server = Server(max_connections="20", max_locks_per_transaction="64")
                try:
                    scenario(Case(f"{count} tables", "postgres", server,
                                  built(self.migc, folder, out, "postgres", ["input.mig"]), cuts=3))
                finally:
                    server.stop()
            self.tests.append(Test(f"run/{count} tables, postgres: {title}", alone))


def golden_schemas():
    """The folders of tests/emit and the examples that have no revisions: name, folder, arguments."""
    for folder in golden.folders():
        if os.path.isdir(os.path.join(folder, "revisions")):
            continue
        if golden.sentence(folder).startswith("emit/") and not os.path.exists(os.path.join(folder, "errors.expected")):
            yield golden.sentence(folder), folder, golden.inputs(folder)
    top = os.path.join(ROOT, "examples")
    for example in sorted(os.listdir(top)) if os.path.isdir(top) else []:
        folder = os.path.join(top, example)
        if os.path.isdir(folder) and not os.path.isdir(os.path.join(folder, "revisions")):
            yield f"examples/{example}", folder, []


def run_all(migc, sanitized, count, seeds=12, chain_seeds=100):
    """What `make check` runs: the written schemas and chains thoroughly, random ones by sampling, some built sanitized.
    Gives a line about the random chains."""
    import adopt
    import alters  # they are made of what is here
    import author
    import chains
    import drift
    import expressions
    import generate_chain
    import halfway
    import imports
    import locks
    import losses
    import mysql_facts
    import pairs
    import parts
    import random_pairs
    suite = Suite(migc)
    try:
        for name, folder, arguments in golden_schemas():
            if name.startswith("examples/"):
                suite.add_folder(name, folder, arguments, cuts=24)
            else:
                suite.add_folder(name, folder, arguments, RANDOM, cuts=3, drifts=3)
                suite.add_ported(name, folder, arguments, RANDOM, cuts=3, drifts=3)
        for target in VERSIONS:
            if target == "mysql" and not mysql.has_mysql():
                print("skipped: no mysqld", flush=True)
            else:
                suite.tests += mysql_facts.tests([suite.servers.of(target)])
        for seed in range(1, seeds + 1):
            suite.add_random(seed, migc=sanitized if seed % 2 else migc)
        suite.add_large(2000)
        author.add(suite, migc)
        suite.tests += expressions.tests(migc, suite.servers, os.path.join(suite.top, "expressions"))
        parts.add(suite, migc)
        halfway.add(suite, migc)
        suite.tests += alters.tests(migc, suite.servers, os.path.join(suite.top, "alters"))
        suite.tests += locks.tests(migc, suite.servers, os.path.join(suite.top, "locks"))
        suite.tests += imports.tests(migc, suite.servers, os.path.join(suite.top, "imports"), 3)
        for target in pairs.targets():  # the servers that commit each statement take their time
            most, drifts = (8, 0) if target in ("mysql", "mariadb") else (20, 1)
            suite.tests += pairs.tests(migc, suite.servers, os.path.join(suite.top, "pairs"), [target], most=most, drifts=drifts)
        suite.tests += adopt.tests(migc, suite.servers, os.path.join(suite.top, "adopt"))
        at = os.path.join(suite.top, "random-pairs")
        suite.tests += random_pairs.tests(migc, suite.servers, at, ["sqlite"], range(1, 16))
        suite.tests += random_pairs.tests(migc, suite.servers, at, ["postgres"], range(31, 35))
        suite.tests += random_pairs.tests(migc, suite.servers, at, ["mysql", "mariadb"], range(generate.MYSQL + 1, generate.MYSQL + 3))
        suite.tests += drift.tests(migc, suite.servers, os.path.join(suite.top, "drift"))
        suite.tests += losses.tests(migc, suite.servers, os.path.join(suite.top, "losses"))
        chains.add_all(suite, migc)
        random_chains = generate_chain.Chains(migc, suite.servers, os.path.join(suite.top, "random"))
        suite.tests += generate_chain.tests(random_chains, range(1, chain_seeds + 1), 24, sanitized)
        first = generate.MYSQL + 1
        suite.tests += generate_chain.tests(random_chains, range(first, first + chain_seeds // 60), 1, sanitized)
        harness.run(suite.tests, count, workers=harness.WORKERS + 1)
        return random_chains.line()
    finally:
        suite.close()


def main():
    parser = argparse.ArgumentParser(description="run tests")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--scripts", nargs=2, action="append", default=[], metavar=("TARGET", "FOLDER"))
    parser.add_argument("--seeds", default="", help="random schemas: 5, or 5-9")
    parser.add_argument("--only", default="", help="tests whose name contains this")
    parser.add_argument("--cuts", type=int, default=MANY)
    parser.add_argument("--slowest", type=int, default=0, help="list so many tests with their time")
    parser.add_argument("schema", nargs="*", help="schema files, or project folders")
    options = parser.parse_args()
    suite = Suite(os.path.abspath(options.migc))
    count = harness.Count()
    try:
        for target, folder in options.scripts:
            def load(folder=folder):
                return {which: read(os.path.join(folder, name)) for which, name in golden.SCRIPTS.items()}
            suite.add(Case(folder, target, suite.servers.of(target), load, options.cuts), [scenario for _, scenario in SCENARIOS], options.only)
        for schema in options.schema:
            schema = os.path.abspath(schema)
            if os.path.isdir(schema):
                suite.add_folder(os.path.relpath(schema, ROOT), schema, golden.inputs(schema) or [], cuts=options.cuts, only=options.only)
            else:
                suite.add_folder(os.path.basename(schema), os.path.dirname(schema), [os.path.basename(schema)], cuts=options.cuts, only=options.only)
        if options.seeds:
            first, _, last = options.seeds.partition("-")
            for seed in range(int(first), int(last or first) + 1):
                suite.add_random(seed, only=options.only)
        if not (options.scripts or options.schema or options.seeds):
            for name, folder, arguments in golden_schemas():
                suite.add_folder(name, folder, arguments, cuts=options.cuts, only=options.only)
                suite.add_ported(name, folder, arguments, cuts=options.cuts, only=options.only)
        harness.run(suite.tests, count, workers=harness.WORKERS + 1)
    finally:
        suite.close()
    for name, errors in suite.not_portable:
        print(f"not portable: {name}: {', '.join(errors)}")
    for test in sorted(suite.tests, key=lambda test: -test.seconds)[:options.slowest]:
        print(f"{test.seconds:7.1f} s  {test.name}")
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

"""Two databases made by hand, one script from the one to the other: `migc script BEFORE.mig AFTER.mig`.

    tests/run/pairs.py [--migc FILE] [--target TARGET] [--only TEXT] [--combined N]

Takes: tests/import/pairs/TARGET.sql (pairs of statements), and pairs that are put together here: every operation
on a table of tests/import/pairs/TARGET.table, and every two of them. `make check` runs a sample of both.
Promises of each pair: both databases are imported; the script between them, run on a database that is the first,
makes the second, which is imported again and is the same; run again, it changes nothing; the script back makes
the first. `-- since 17` is of a server that is no older. `-- shows QUERY = ROWS` says what a query gives behind the script.
`-- written PATTERN => TEXT`: the schema that was imported is written in other words before there is a script.
`-- stops WORDS`: the script says so and changes nothing, with a client that goes on after errors, too. Killed half way on MySQL and MariaDB, and run again, it makes the second too. With rows in every table it either does the same or stops, and then nothing was changed.
`-- by hand STATEMENT` of the first: the script stops where that was done before. With --drifts N that many changes made by hand are tried each way,
in a test of their own: the script stops and changes nothing, or it makes the second, but for what was changed by hand, which is as it was changed.
A pair in whose databases nothing can be changed like that is skipped.
"""

import argparse
import collections
import itertools
import os
import random
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
import mysql
from databases import Servers, document
from harness import ROOT, Failed, Skipped, Test, check, check_equal, command, read, write
from rows import fill

FOLDER = os.path.join(ROOT, "tests", "import", "pairs")
SOURCES = {name: ("mysql_and_mariadb", name) for name in ("mysql", "mariadb")}  # of others: what is called like it
STOPS = r"nobody has said|would be lost|in the way|do not fit|hold values|violates|contains null|NOT NULL|UNIQUE|CHECK|FOREIGN KEY|" \
        r"too long|out of range|would refer|cannot be cast|invalid input|rows would|has rows|incorrect|Duplicate entry|truncated|cannot be null|Incorrect|nothing was changed"


def pairs_of(path):
    """Name, statements before, statements after: `-- ===== NAME`, and `-- after` on lines of their own."""
    for part in re.split(r"^-- ===== ", read(path), flags=re.M)[1:]:
        name, _, text = part.partition("\n")
        before, found, after = text.partition("-- after\n")
        check(found, f"{path}: {name} has no `-- after`")
        yield name.strip(), before, after


def combined(path, most):
    """Every operation on the table of a file, and every two: name, before, after.

    The file: `NAME: ITEM` lines are the items of the table, `+`, `-` and `~ NAME: ITEM` lines operations that
    add, drop and change one; `@ NAME: STATEMENT` stands behind the table, and likewise `@+`, `@-`, `@~`; `^` stands before it.
    """
    items, operations = {}, []
    for line in read(path).splitlines():
        found = re.match(r"([@^]?)([-+~]?) ?([\w ]+): ?(.*)", line)
        if found:
            place, sign, name, text = found.groups()
            if sign:
                operations.append((place, sign, name, text))
            else:
                items[name] = (place, text)

    def made(these):
        parts = sorted((text for place, text in these.values() if place == ""), key=lambda text: text.startswith("CONSTRAINT"))
        inside = ",\n".join(f"  {text}" for text in parts)
        first = "".join(f"{text};\n" for place, text in these.values() if place == "^")
        behind = "".join(f"{text};\n" for place, text in these.values() if place == "@")
        return f"{first}CREATE TABLE t (\n{inside}\n);\n{behind}"

    def changed(chosen):
        these = dict(items)
        for place, sign, name, text in chosen:
            if sign == "-":
                these.pop(name, None)
            else:
                these[name] = (place, text)
        return these

    def words(operation):
        return f"{operation[1]} {operation[2]}"

    def is_possible(chosen):
        """Nothing is made over a column that is dropped."""
        gone = [name for place, sign, name, _ in chosen if sign == "-" and not place]
        made = [text for place, sign, _, text in chosen if sign != "-"]
        return not any(re.search(rf"\b{name}\b", text) for name in gone for text in made)

    chosen = [(operation,) for operation in operations]
    chosen += [two for two in itertools.combinations(operations, 2) if two[0][2] != two[1][2] and is_possible(two)]
    step = max(1, len(chosen) // most) if most else 1
    for number, these in list(enumerate(chosen, 1))[::step]:
        yield f"{number}: " + " and ".join(words(operation) for operation in these), made(items), made(changed(these))


class Pair:
    def __init__(self, migc, servers, target, top, name, before, after):
        self.migc, self.servers, self.target = migc, servers, target
        self.folder = os.path.join(top, target, re.sub(r"\W+", "-", name))
        self.sql = {"before": before, "after": after}

    def say(self, *arguments, stdin=None):
        return command([self.migc, *arguments], cwd=self.folder, env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}, stdin=stdin)

    def made(self, which):
        database = self.servers.of(self.target).create()
        if self.target == "sqlite":
            open(database.path, "a").close()  # of no statements the shell makes no file
        ran = database.run({"postgres": "\\set ON_ERROR_STOP on\n", "sqlite": ".bail on\n"}.get(self.target, "") + self.sql[which])
        check(ran.status == 0, f"{which}: {ran}\n{self.sql[which]}")
        return database

    def imported(self, database):
        if self.target == "sqlite":
            ran = self.say("import", database.path)
        else:
            query = self.say("import-sql", "--target", self.target)
            check(query.status == 0, query)
            ran = self.say("import", "--target", self.target, "-", stdin=document(database, query.out))
        check(ran.status == 0, f"migc import: {ran}")
        return ran.out

    def file(self, which, text):
        write(os.path.join(self.folder, which + ".mig"), text)

    def written(self, which):
        """The name of the file as somebody would write it."""
        others = re.findall(r"^-- written (.*?) => (.*)$", self.sql[which], re.M)
        text = read(os.path.join(self.folder, which + ".mig"))
        for pattern, words in others:
            check(re.search(pattern, text), f"{which}: there is no {pattern} in\n{text}")
            text = re.sub(pattern, words, text)
        if others:
            self.file(which + "_written", text)
        return which + ("_written.mig" if others else ".mig")

    def script(self, one, other):
        ran = self.say("script", self.written(one), self.written(other), "--target", self.target)
        check(ran.status == 0, f"migc script {one} {other}: {ran}\n--- {one}\n{read(os.path.join(self.folder, one + '.mig'))}"
                               f"--- {other}\n{read(os.path.join(self.folder, other + '.mig'))}")
        return ran.out

    def goes(self, database, script, one, other):
        """The script, carried out on a database that is `one`, makes `other`."""
        ran = database.run(script)
        check(ran.status == 0, f"{one} -> {other}: {ran}\n{script}")
        self.is_like(database, other, f"{one} -> {other}", script)
        self.shows(database, other)
        ran = database.run(script)
        check(ran.status == 0, f"{one} -> {other}, run again: {ran}")
        self.is_like(database, other, f"{one} -> {other}, run again", script)
        self.shows(database, other)

    def shows(self, database, which):
        """The rows of a query, one behind the other."""
        for query, rows in re.findall(r"^-- shows (.*?) = (.*)$", self.sql[which], re.M):
            ran = database.run(query + ";")
            check_equal(rows, ran.out.strip().replace("\n", " / ") + ran.err, query)

    def is_like(self, database, which, what, script):
        found = self.imported(database)
        expected = read(os.path.join(self.folder, which + ".mig"))
        if sorted(found.split()) != sorted(expected.split()):  # the order of columns is that in which they came
            check_equal(expected, found, f"the database after {what}\n{script}")

    def prepared(self):
        """Both databases, and the scripts there and back."""
        since = re.search(r"^-- since (\d+)$", self.sql["before"], re.M)
        if since and self.servers.of(self.target).version < int(since.group(1)):
            raise Skipped
        os.makedirs(self.folder, exist_ok=True)
        databases = {which: self.made(which) for which in self.sql}
        for which, database in databases.items():
            self.file(which, self.imported(database))
        return databases, self.script("before", "after"), self.script("after", "before")

    def run(self):
        databases, forth, back = self.prepared()
        stops = re.search(r"^-- stops (.*)$", self.sql["after"], re.M)
        if stops:
            self.stops(databases["before"], forth, stops.group(1))
            return
        for statement in re.findall(r"^-- by hand (.*)$", self.sql["before"], re.M):
            database = databases["before"].copy()
            check(database.run(statement).status == 0, statement)
            self.stops(database, forth, "not what")
            database.drop()
        full = databases["before"].copy()
        if forth and self.target in ("mysql", "mariadb"):
            self.goes_on(databases["before"].copy(), forth)
        if forth:
            self.goes(databases["before"], forth, "before", "after")
            self.goes(databases["before"], back, "after", "before")
            self.with_rows(full, forth)
        for database in (*databases.values(), full):
            database.drop()

    @staticmethod
    def stops(database, script, words):
        state = database.state()
        for text in (script, script.replace(".bail on\n", "")):
            ran = database.run(text)
            check(words in ran.out + ran.err and ran.status != 0, f"it does not stop: {ran}\n{text}")
            check_equal(state, database.state(), "a script that stops has changed something")

    def run_drifted(self, most):
        """At most so many changes made by hand, before the script there and before that back."""
        databases, forth, back = self.prepared()
        tried = 0
        if forth and not re.search(r"^-- stops ", self.sql["after"], re.M):
            tried = self.drifted(databases, forth, "before", "after", most) + self.drifted(databases, back, "after", "before", most)
        for database in databases.values():
            database.drop()
        if tried == 0:
            raise Skipped

    def drifted(self, databases, script, one, other, most):
        """Somebody changed a table of `one` by hand; how many such changes could be made."""
        tried = 0
        drifts = list(databases[one].drifts())
        for kind, statements in random.Random(script).sample(drifts, len(drifts)):
            if tried == most:
                break
            database = databases[one].copy()
            made = [database.run(statement + ";").status for statement in statements]
            try:
                drift = self.difference(one, self.imported(database)) if not any(made) else None
            except Failed:
                drift = None  # it is no longer a database that works: a view may stand on what was dropped
            if drift:
                tried += 1
                state = self.stays(database)
                ran = database.run(script)
                if ran.status != 0:
                    check_equal(state, self.stays(database), f"{kind} {statements}: a script that stops has changed something: {ran}")
                else:
                    left = self.difference(other, self.imported(database))
                    check(not left or left[0] <= drift[0] and left[1] <= drift[1],
                          f"{one} -> {other} after {kind} {statements}: {ran}\nchanged by hand: {drift}\nleft: {left}\n{script}")
            database.drop()
        return tried

    def stays(self, database):
        """What must not change."""
        return database.state() if self.target in ("postgres", "sqlite") else []

    def difference(self, which, found):
        """Lines that came and lines that went, since it was `which`."""
        was = collections.Counter(read(os.path.join(self.folder, which + ".mig")).split("\n"))
        now = collections.Counter(found.split("\n"))
        return (now - was, was - now) if now != was else None

    def goes_on(self, database, script):
        """Killed half way, and run again."""
        statements = len(mysql.procedure_ends(script))
        if statements > 1:
            database.run_killed(script, (statements + 1) // 2)
            ran = database.run(script)
            check(ran.status == 0, f"before -> after, killed and run again: {ran}\n{script}")
            self.is_like(database, "after", "before -> after, killed and run again", script)
        database.drop()

    @staticmethod
    def filled(database):
        """Whether there are rows; what a table takes may be more than is known here: the bounds of a partition."""
        try:
            return fill(database)
        except Failed as failure:
            check("no row could be put into" in str(failure), failure)
            return False

    def with_rows(self, database, script):
        if not self.filled(database):
            return
        state = database.state()
        ran = database.run(script)
        if ran.status == 0:
            self.is_like(database, "after", "before -> after, with rows", script)
            return
        check(re.search(STOPS, ran.out + ran.err), f"with rows: {ran}\n{script}")
        check("not what" not in ran.out + ran.err, f"with rows it is taken for another database: {ran}\n{script}")
        if self.target in ("postgres", "sqlite"):
            check_equal(state, database.state(), "a script that stops has changed something")
        ran = database.run(script, consent=True)
        if ran.status == 0:
            self.is_like(database, "after", "before -> after, with rows and consent", script)


def targets():
    """Those that there is a server of."""
    return ("postgres", "sqlite", *(("mysql",) if mysql.has_mysql() else ()), "mariadb")


def tests(migc, servers, top, targets, only="", most=0, drifts=0):
    found = []
    for target in targets:
        named = []
        for path in (os.path.join(FOLDER, name) for name in SOURCES.get(target, (target,))):
            some = list(pairs_of(path + ".sql")) if os.path.exists(path + ".sql") else []
            named += some[::-(-len(some) // (2 * most))] if most > 0 and some else some
            if most >= 0 and os.path.exists(path + ".table"):
                named += combined(path + ".table", most)
        for name, before, after in named:
            if only not in name:
                continue
            pair = Pair(migc, servers, target, top, name, before, after)
            found.append(Test(f"pairs/{target}/{name}", pair.run))
            if drifts:
                drifted = Pair(migc, servers, target, top, name + ", changed by hand", before, after)
                found.append(Test(f"pairs/{target}/{name}, changed by hand", lambda pair=drifted: pair.run_drifted(drifts)))
    return found


def main():
    parser = argparse.ArgumentParser(description="scripts between two databases")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--target", default="postgres,sqlite,mysql,mariadb")
    parser.add_argument("--only", default="", help="pairs whose name contains this")
    parser.add_argument("--combined", type=int, default=0, metavar="N", help="about N of the pairs that are put together; 0: all, -1: none")
    parser.add_argument("--drifts", type=int, default=0, metavar="N", help="changes made by hand that are tried before each script")
    parser.add_argument("--keep", default="/tmp/migc-pairs", help="the folder for the schemas")
    options = parser.parse_args()
    servers = Servers()
    count = harness.Count()
    try:
        harness.run(tests(os.path.abspath(options.migc), servers, options.keep, options.target.split(","), options.only, options.combined, options.drifts), count)
    finally:
        servers.stop()
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

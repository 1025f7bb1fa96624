"""Chains of revisions, run as people run them: step by step, at once, from anywhere to anywhere, and wrongly.

    tests/run/chains.py [--migc FILE] [--only TEXT] [--most N] [PROJECT...]

For every project with revisions (examples/*, tests/emit/*) and target: the single scripts in order, again, back
and up again; upgrade.sql from every revision; `migc script` between every two; `migc stamp` on a database made by
hand; `migc status-sql`; cut, killed, edited, drifted, at the wrong revision, by two deployers. Rows are in every
table: rows/REVISION[.TARGET].sql of the project puts those that its changes are about, rows.fill the others.
Promises: what a revision does not name is looked at in its text here, not in what the compiler makes of it.
"""

import argparse
import glob
import json
import os
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import golden
import harness
import mysql
from databases import STATE, TARGETS, SqliteDatabase, cuts_of
from harness import Failed, ROOT, Test, check, check_equal, read, write
from rows import fill
from scenarios import MANY, Case, Suite, refused, takes_turn, unchanged, works

NO_WAY_BACK = "nobody has said|in the way: |hold values of enum|there is no value|do not fit|in the way|violates|contains null|too long|out of range|UNIQUE constraint failed"
CONSENT = "destroy|lost|lose|lossy"
NAME = r'((?:"[^"]*"|\w+)(?:\.(?:"[^"]*"|\w+))?)'


# ---- what a database looks like ------------------------------------------------------------------

def items(sql):
    """The parts of a CREATE TABLE between its outer brackets, without layout, quotes and comments; of anything
    else the text likewise. Sorted: a column that was added later need not stand where it is declared."""
    tokens = re.findall(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|\w+|[^\w\s]", sql, re.S)
    tokens = [re.sub(r'^"([a-z_][a-z0-9_]*)"$', r"\1", token) for token in tokens if not token.startswith(("--", "/*"))]
    if [token.upper() for token in tokens[:2]] != ["CREATE", "TABLE"]:
        return " ".join(tokens)
    parts, depth = [[]], 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if depth == 1 and token == "," or depth == 0 and token == ")":
            parts.append([])  # behind the brackets: STRICT, WITHOUT ROWID
        elif not (token == "(" and depth == 1 or token == ")" and depth == 0):
            parts[-1].append(token)
    head, body = " ".join(parts[0][:3]), [" ".join(parts[0][3:])] + [" ".join(part) for part in parts[1:] if part]
    return head + ": " + "; ".join(sorted(body))


def shape(database, with_extensions=True):
    """The catalog, a line a fact, without the order of columns and without migc's own table."""
    return shape_of(database.target, database.catalog(), with_extensions)


def shape_of(target, catalog, with_extensions=True):
    lines = []
    for line in catalog:
        if "migc_history" in line or not with_extensions and line.startswith(("extension ", "schema ")):
            continue
        if target == "postgres":  # a line of a function is as deep as where it was made
            line = re.sub(r"^(\S.* column )\d+ ", r"\1", line.strip())
            # the server cuts the name of an identity's sequence in a way of its own: that of a long one stays
            line = re.sub(r"^(S|sequence) (.*\.)?[^ ]{58,}(?= )", r"\1 \2(long)", line)
        elif target in ("mysql", "mariadb"):
            line = re.sub(r"^(\S.* column) \d+:", r"\1:", line)
            line = re.sub(r"\s*\n\s*", "\n", line)  # of a trigger: as deep as where it was made
        else:
            kind, _, sql = line.partition(": ")
            line = f"{kind}: {items(sql)}"
        lines.append(line)
    return sorted(lines)


ROWS = r"""
SELECT format('SELECT json_build_object(''table'', %L, ''rows'', coalesce(json_agg(to_jsonb(r)), ''[]''))::text FROM %s AS r',
              c.oid::regclass, c.oid::regclass)
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
 WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'harness')
   AND relname <> 'migc_history'
 ORDER BY 1
\gexec
SELECT json_build_object('table', 'counter of ' || refobjid::regclass, 'rows', json_build_array(json_build_object('counter',
       (SELECT last_value FROM pg_sequences WHERE format('%I.%I', schemaname, sequencename)::regclass = objid))))::text
  FROM pg_depend WHERE classid = 'pg_class'::regclass AND deptype = 'i' AND objid IN (SELECT seqrelid FROM pg_sequence)
"""


def rows(database):
    """Every row of every table: name -> list of column -> text. In SQLite, rowids are a column as well; tables that
    virtual ones keep their rows in are left out, whose rows are the virtual table's own affair."""
    if database.target == "postgres":
        return rows_of(database.query(ROWS))
    if database.target != "sqlite":
        return database.rows()
    found = {}
    connection = database.connect()
    try:
        tables = connection.execute("SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema WHERE type = 'table'"
                                    " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'migc_history'"
                                    " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')").fetchall()
        for name, keyed in tables:
            cursor = connection.execute(f'SELECT {"" if keyed else "_rowid_ AS [a rowid], "}* FROM "{name}"')
            names = [column[0] for column in cursor.description]
            found[name] = [{column: repr(value) for column, value in zip(names, row)} for row in cursor]
        if connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'").fetchone()[0]:
            for name, counter in connection.execute("SELECT name, seq FROM sqlite_sequence"):
                found[f"counter of {name}"] = [{"counter": str(counter)}]
        return found
    finally:
        connection.close()


def rows_of(lines):
    """What the query ROWS gave."""
    found = {}
    for line in lines:
        table = json.loads(line)
        found[table["table"].replace('"', "")] = [
            {name: json.dumps(filled(value), sort_keys=True) for name, value in row.items()} for row in table["rows"]]
    return found


def filled(value):
    """Without the attributes of composite values that are null: a type may get more of them."""
    if isinstance(value, dict):
        return {name: filled(one) for name, one in value.items() if one is not None}
    return [filled(one) for one in value] if isinstance(value, list) else value


# ---- what a revision names -----------------------------------------------------------------------

class Revision:
    """What stands in the text of a revision: renames, and the words by table."""

    def __init__(self, text):
        text = re.sub(r"^\s*///?.*$|\s//.*$", "", text, flags=re.M)
        self.text = text
        self.has_using = bool(re.search(r"\busing\b", text))
        free = re.findall(r"\$(\w*)\$(.*?)\$\1\$", text, re.S)
        self.sql = set(re.findall(r"\w+", " ".join(body for _, body in free)))
        self.sql |= set(name.replace('"', "") for name in re.findall(rf"^\s*(?:(?:create |drop )?data|drop sql)\s+{NAME}", text, re.M))
        self.tables = dict(re.findall(rf"rename\s+table\s+{NAME}\s+to\s+{NAME}", text))
        self.values = dict(re.findall(r"rename\s+value\s+'?([^'\n]+?)'?\s+to\s+'?([^'\n]+?)'?\s*$", text, re.M))
        self.dropped = {name.replace('"', "") for name in re.findall(rf"drop\s+table\s+{NAME}", text)}
        self.altered = {}             # table -> the words that say what changes
        self.columns = {}             # table -> columns that are renamed and otherwise not named
        for match in re.finditer(rf"alter\s+table\s+{NAME}\s*\{{", text):
            depth, end = 1, match.end()
            while depth and end < len(text):
                depth += (text[end] == "{") - (text[end] == "}")
                end += 1
            body, table = text[match.end():end], match.group(1).replace('"', "")
            words = [name or word for name, word in re.findall(r'"([^"]*)"|(\w+)', body)]
            renamed = {old: new for old, new in re.findall(r"rename\s+column\s+(\w+)\s+to\s+(\w+)\s*$", body, re.M)
                       if words.count(old) == words.count(new) == 1 and not {old, new} & self.altered.get(table, set())}
            self.columns.setdefault(table, {}).update(renamed)
            self.altered.setdefault(table, set()).update(set(words) - set(renamed) - set(renamed.values()))

    def after(self, table):
        return self.tables.get(table, self.tables.get(f'"{table}"', table)).replace('"', "")


def untouched(revision, before, after, is_back=False):
    """Raises Failed unless the columns that the revision does not name hold what they held. Of a downgrade, `before`
    is what there is after it; if it has brought back what was there before the upgrade, no name is another."""
    differences = []
    for table, old in before.items():
        counter = "counter of " if table.startswith("counter of ") else ""
        name = table[len(counter):]
        new_name = counter + (name if is_back else revision.after(name))
        new = after.get(new_name)
        if new is None or {name, revision.after(name)} & (revision.sql | revision.dropped):
            continue
        named = set().union(*(words for altered, words in revision.altered.items() if altered in (name, revision.after(name))))
        moved = dict(pair for altered, pairs in revision.columns.items() if altered in (name, revision.after(name))
                     for pair in pairs.items())
        if counter and named & {"identity", "primary"} or not old and not new:
            continue
        if "partition" in named:  # rows go with the one that they are in
            continue
        if not counter and len(old) != len(new):
            differences.append(f"{table}: {len(old)} rows became {len(new)}")
            continue
        pairs = [(column, column if is_back else moved.get(column, column)) for column in (old or new)[0]]
        pairs = [(a, b) for a, b in pairs if old and new and a in old[0] and b in new[0] and not {a, b} & named]
        renamed = {json.dumps(a): json.dumps(b) for a, b in revision.values.items()}
        renamed.update({repr(a): repr(b) for a, b in revision.values.items()})
        renamed = {} if is_back else renamed

        def value(text):  # char(n) pads, varchar(n) does not
            return re.sub(r" +(['\"])$", r"\1", text)

        was = sorted(" ".join(f"{b}={value(renamed.get(row[a], row[a]))}" for a, b in pairs) for row in old)
        now = sorted(" ".join(f"{b}={value(row[b])}" for a, b in pairs) for row in new)
        if was != now:
            differences += [f"{table}: -{line}" for line in was if line not in now]
            differences += [f"{table}: +{line}" for line in now if line not in was]
    check(not differences, "values that the revision does not name have changed\n" + "\n".join(differences))


# ---- a chain for one target ----------------------------------------------------------------------

class Chain(Case):
    """The scripts of a project's revisions, and a database at each revision, with and without rows."""

    def __init__(self, name, target, server, migc, folder, out, most=MANY, cuts=MANY):
        super().__init__(name, target, server, self.read_scripts, cuts)
        self.migc = migc
        self.folder = folder
        self.out = out            # the folder over those of the targets, which are built
        self.most = most          # at most so many revisions, or pairs of them, are tried

    def read_scripts(self):
        return {name: read(os.path.join(self.scripts, name)) for name in sorted(os.listdir(self.scripts))}

    def say(self, *arguments):
        return harness.command([self.migc, "-C", self.folder, *arguments], env=golden.QUIET)

    @property
    def scripts(self):
        return os.path.join(self.out, self.target)

    @property
    def revisions(self):
        """Names of the revisions; [0] is the empty database."""
        files = self.once("migc build", self.load)
        return [None] + [name[:-len(".up.sql")] for name in files if name.endswith(".up.sql")]

    @property
    def head(self):
        return len(self.revisions) - 1

    def up(self, number):
        return self.script(self.revisions[number] + ".up.sql")

    def down(self, number):
        return self.script(self.revisions[number] + ".down.sql")

    @property
    def verify(self):
        return self.script("verify.sql")

    def revision(self, number):
        """The text that the author wrote."""
        return self.once(("revision", number), lambda: self.find_revision(self.revisions[number]))

    def find_revision(self, name):
        found = [path for path in glob.glob(os.path.join(self.folder, "revisions", "**", "*.mig"), recursive=True)
                 if re.search(rf"^revision\s+\"?{re.escape(name)}\b", read(path), re.M)]
        check(len(found) == 1, f"{len(found)} files have revision {name}")
        return Revision(read(found[0]))

    def at(self, number):
        """How `migc script` is told of a revision."""
        return self.revisions[number] if number else "base"

    def command(self, *arguments):
        """What a command of migc prints: a script, a query."""
        said = self.say(*arguments, *([] if arguments[0] == "status-sql" else ["--no-proof"]), "--target", self.target)
        check(said.status == 0, f"migc {' '.join(arguments)} --target {self.target}: {said}")
        return said.out

    # ---- databases

    def make_fresh(self, number):
        if number == 0:
            return self.empty()
        database = self.fresh(number - 1)
        carry(database, self.up(number), f"{self.revisions[number]}.up.sql")
        check_equal(self.revisions[1:number + 1], database.history(), "migc_history")
        return database

    def fresh(self, number):
        """A copy of a database without rows of ours, brought to a revision by the single scripts."""
        return self.once(("a database at", number), lambda: self.make_fresh(number)).copy()

    def shape(self, number):
        return self.once(("the shape at", number),
                         lambda: shape(self.once(("a database at", number), lambda: self.make_fresh(number))))

    def put_rows(self, database, number):
        """The rows that somebody wrote for this revision, then some in every table."""
        top = os.path.join(self.folder, "rows", self.revisions[number])
        for path in (top + ".sql", f"{top}.{self.target}.sql"):
            if os.path.exists(path):
                script = read(path)
                before = {"postgres": "\\set ON_ERROR_STOP on\n", "sqlite": ""}.get(
                    self.target, f"SET SESSION sql_mode = '{mysql.SQL_MODE},ANSI_QUOTES,PIPES_AS_CONCAT', time_zone = '+00:00';\n")
                ran = database.run(before + script)
                check(ran.status == 0, f"{os.path.relpath(path, ROOT)}: {ran}")

    def make_filled(self, number):
        if number == 0:
            return self.empty()
        database = self.filled(number - 1)
        before = database.state()
        try:
            carry(database, self.up(number), f"{self.revisions[number]}.up.sql with rows")
        except Failed as failure:
            # rows by chance need not be values that the author's expressions can read; those written for it are
            check(has_parts(self.up(number)) or before == database.state(), f"{failure}\nand it changed the database")
            database.drop()
            database = self.written(number - 1)
            carry(database, self.up(number), f"{self.revisions[number]}.up.sql with the rows written for it")
        self.put_rows(database, number)
        fill(database)
        return database

    def written(self, number):
        """A database with the written rows only."""
        database = self.empty()
        for step in range(1, number + 1):
            carry(database, self.up(step), f"{self.revisions[step]}.up.sql with the rows written for it")
            self.put_rows(database, step)
        return database

    def filled(self, number):
        """A copy of one with rows in every table, put there at every revision on the way."""
        return self.once(("a database with rows at", number), lambda: self.make_filled(number)).copy()

    def movable(self, number, *scripts):
        """A database at a revision whose rows the scripts can carry over: rows by chance, else those that were
        written, else none."""
        for make in (self.filled, self.written):
            database = make(number)
            copy = database.copy()
            done = all(copy.run(script, consent=True).status == 0 for script in scripts)
            copy.drop()
            if done:
                return database
            database.drop()
        return self.fresh(number)

    def sample(self, all, most=None):
        return super().sample(list(all), self.most if most is None else most)

    def some_steps(self, first=1):
        """The revisions that something costly is done to."""
        return self.sample(range(first, self.head + 1), min(self.most, 12 if self.target == "sqlite" else 3))


def carry(database, script, what, run=None, revisions=1):
    """Runs a script that has to work. If it asks for consent it has changed nothing; then it is given. A script over
    several revisions keeps those that it has carried out before it asks; SQLite's is one transaction."""
    run = run or database.run
    asks = re.search(r"DESTROYS DATA", script)
    before = database.state() if asks else None
    ran = run(script)
    if ran.status != 0 and asks and re.search(CONSENT, ran.out + ran.err):
        # what would be lost behind sql of the author that may change rows can be asked only there
        goes_on = database.target != "sqlite" and revisions > 1 or (
            database.target == "postgres" and has_parts(script) and "EXECUTE $sql$" in script)
        if not goes_on:
            check_equal(before, database.state(), f"{what}: without consent it changed the database")
        ran = run(script, True)
    return works(ran, what)


def has_parts(script):
    """Whether it is several transactions: those before the one that fails stand, and it goes on from there."""
    return " part 1 of " in script or "GET_LOCK(" in script


def goes_back(database, script, what):
    """Runs a downgrade. Rows of which nobody has said how they go back may stay where they are: then it is False."""
    before = database.state()
    try:
        carry(database, script, what)
        return True
    except Failed as failure:
        check(re.search(NO_WAY_BACK, str(failure)), failure)
        check(has_parts(script) or before == database.state(), f"{failure}\nand it changed the database")
        return False


def run_beside(chain, database, name, consent=False):
    """Runs a file that reads those beside it, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="migc-chain-") as folder:
        for path in glob.glob(os.path.join(chain.scripts, "*.sql")):
            shutil.copy(path, folder)
        if database.target == "postgres":
            return database.server.psql(database.name, "-f", os.path.join(folder, name), options=database.options(consent))
        if database.target != "sqlite":
            return database.run(read(os.path.join(folder, name)), consent)
        arguments = ["sqlite3", *(["-cmd", SqliteDatabase.CONSENT] if consent else []), database.path]
        return harness.command(arguments, cwd=folder, stdin=read(os.path.join(folder, name)))


def is_at(chain, database, number, what, back=False):
    """The database is what single scripts make at this revision; `back`: what a downgrade leaves may be there too."""
    catalog, listed = looked_at(database)
    check_equal(chain.revisions[1:number + 1], listed, f"migc_history {what}")
    expected = chain.shape(number)
    if back:
        expected = [line for line in expected if not line.startswith(("extension ", "schema "))]
    check_equal(expected, shape_of(database.target, catalog, not back), what)


LISTED = r"""
SELECT CASE WHEN to_regclass('migc_history') IS NULL THEN 'SELECT WHERE false' ELSE
            'SELECT ''listed: '' || revision FROM migc_history WHERE applied_at IS NOT NULL ORDER BY position' END
\gexec
"""


def looked_at(database):
    """The catalog and the revisions that are listed."""
    if database.target != "postgres":
        return database.catalog(), history(database)
    lines = database.query(STATE + ";" + LISTED)
    return ([line for line in lines if not line.startswith("listed: ")],
            [line[len("listed: "):] for line in lines if line.startswith("listed: ")])


def history(database):
    """The revisions that are listed; none without migc_history."""
    if database.target == "postgres":
        return looked_at(database)[1]
    return database.history() if any("migc_history" in line for line in database.catalog()) else []


def same_rows(chain, expected, found, what):
    """Rows of two databases are the same, apart from values that come by chance or from the clock."""
    def stable(all):
        lines = []
        for table, of in all.items():
            for row in of:
                values = [f"{name}={value}" for name, value in row.items()
                          if not re.search(r"\d{4}-\d\d-\d\d[T ]\d\d:|[0-9a-f]{8}-[0-9a-f]{4}-", value)]
                lines.append(f"{table}: {' '.join(sorted(values))}")
        return sorted(lines)
    check_equal(stable(expected), stable(found), what)


# ---- the scenarios -------------------------------------------------------------------------------

def stepwise(chain):
    """Base to head by the single scripts, every one again at every revision, back to base, up again."""
    for number in range(chain.ways()):
        database = chain.empty()
        name, run = database.ways()[number]
        for step in range(1, chain.head + 1):
            file = chain.revisions[step]
            carry(database, chain.up(step), f"{file}.up.sql ({name})", run)
            is_at(chain, database, step, f"after {file}.up.sql ({name})")
            unchanged(database, lambda: run(chain.up(step)), f"{file}.up.sql again ({name})")
            for earlier in chain.sample(range(1, step), 3):
                again = lambda: run(chain.up(earlier))
                what = f"{chain.revisions[earlier]}.up.sql at {file} ({name})"
                if "triggers and routines are made" in chain.up(earlier):
                    refused(database, again, what, "triggers and routines are made")
                elif chain.target != "sqlite":
                    unchanged(database, again, what)
                else:
                    refused(database, again, what, chain.revisions[earlier])
        unchanged(database, lambda: run(chain.verify), f"verify at the head ({name})")
        for step in range(chain.head, 0, -1):
            file = chain.revisions[step]
            carry(database, chain.down(step), f"{file}.down.sql ({name})", run)
            is_at(chain, database, step - 1, f"after {file}.down.sql ({name})", back=True)
            unchanged(database, lambda: run(chain.down(step)), f"{file}.down.sql again ({name})")
        for step in range(1, chain.head + 1):
            carry(database, chain.up(step), f"{chain.revisions[step]}.up.sql after all down ({name})", run)
        is_at(chain, database, chain.head, f"base, head, base, head ({name})")
        database.drop()


def from_scratch(chain):
    """The head is what the schema, compiled without revisions, makes of an empty database."""
    with tempfile.TemporaryDirectory(prefix="migc-scratch-") as top:
        folder = os.path.join(top, "project")
        shutil.copytree(chain.folder, folder, ignore=shutil.ignore_patterns("revisions", "migc.sum", "out"))
        said = harness.command([chain.migc, "-C", folder, "build", "--out", os.path.join(top, "out"), "--target", chain.target],
                               env=golden.QUIET)
        check(said.status == 0, f"the schema alone: {said}")
        database = chain.empty()
        works(database.run(read(golden.script_path(os.path.join(top, "out"), chain.target, "up"))), "the schema alone")
    expected, found = ([line for line in lines if not line.startswith("extension ")]  # those that are dropped stay
                       for lines in (shape(database), chain.shape(chain.head)))
    check_equal(expected, found, "the schema alone, and the head of the chain")
    database.drop()


def with_rows(chain):
    """Rows in every table, up and back: what a revision does not name stays; what is lost is lost with consent."""
    for step in range(1, chain.head + 1):
        file = chain.revisions[step]
        database = chain.movable(step - 1, chain.up(step))
        before = rows(database)
        carry(database, chain.up(step), f"{file}.up.sql with rows")
        is_at(chain, database, step, f"after {file}.up.sql with rows")
        untouched(chain.revision(step), before, rows(database))
        unchanged(database, lambda: database.run(chain.up(step)), f"{file}.up.sql again, with rows")
        if not goes_back(database, chain.down(step), f"{file}.down.sql with rows"):
            database.drop()
            continue
        is_at(chain, database, step - 1, f"after {file}.down.sql with rows", back=True)
        untouched(chain.revision(step), before, rows(database), is_back=True)
        if re.search(r"\blossless\b|This downgrade may stop", chain.down(step)[:2000]):
            put = chain.revision(step).sql  # rows of data blocks take the place of those that have their key
            was, now = ({table: of for table, of in all.items() if table not in put} for all in (before, rows(database)))
            same_rows(chain, was, now, f"{file}.down.sql says it is lossless")
        carry(database, chain.up(step), f"{file}.up.sql after down, with rows")
        is_at(chain, database, step, f"up, down, up of {file} with rows")
        database.drop()


def all_the_way_down(chain):
    """A database at the head with rows goes back to base."""
    able = True                       # rows by chance need not be what an earlier revision can hold
    for number in range(chain.ways()):
        database = chain.filled(chain.head) if able else chain.written(chain.head)
        name, run = database.ways()[number]
        step = chain.head
        while step:
            before, state = rows(database), database.state()
            try:
                carry(database, chain.down(step), f"{chain.revisions[step]}.down.sql ({name})", run)
            except Failed as failure:
                check(has_parts(chain.down(step)) or state == database.state(), f"{failure}\nand it changed the database")
                check(able, failure)
                able = False
                database.drop()
                database = chain.written(chain.head)
                name, run = database.ways()[number]
                step = chain.head
                continue
            is_at(chain, database, step - 1, f"after {chain.revisions[step]}.down.sql ({name})", back=True)
            untouched(chain.revision(step), rows(database), before)
            step -= 1
        database.drop()


def upgrade_from_everywhere(chain):
    """upgrade.sql takes a database at any revision to the head; there, it does nothing."""
    for number in range(chain.head + 1):
        database = chain.fresh(number)
        ran = run_beside(chain, database, "upgrade.sql")
        if ran.status != 0 and re.search(CONSENT, ran.out + ran.err):
            ran = run_beside(chain, database, "upgrade.sql", True)
        works(ran, f"upgrade.sql from {chain.at(number)}")
        is_at(chain, database, chain.head, f"upgrade.sql from {chain.at(number)}")
        database.drop()
    database = chain.fresh(chain.head)
    unchanged(database, lambda: run_beside(chain, database, "upgrade.sql"), "upgrade.sql at the head")
    database.drop()


def tour(count):
    """A way through 0 .. count - 1 that goes from each to each other exactly once."""
    left = {here: [there for there in range(count) if there != here] for here in range(count)}
    stack, way = [0], []
    while stack:
        if left[stack[-1]]:
            stack.append(left[stack[-1]].pop())
        else:
            way.append(stack.pop())
    return way[::-1]


def every_pair(chain):
    """One database is taken from every revision to every other by `migc script`."""
    database = chain.fresh(0)
    way = tour(chain.head + 1)
    if chain.target != "sqlite":
        way = way[:61 if chain.target == "postgres" else 21]
    for a, b in zip(way, way[1:]):
        what = f"migc script {chain.at(a)} {chain.at(b)}"
        works(database.run(chain.command("script", chain.at(a), chain.at(b)), True), what)
        is_at(chain, database, b, what, back=True)
    database.drop()


def script_pairs(chain):
    """`migc script A B`, either way, does to rows what the single scripts do one by one, and nothing elsewhere."""
    pairs = [(a, b) for a in range(chain.head + 1) for b in range(chain.head + 1) if a != b]
    for a, b in chain.sample(pairs):
        what = f"migc script {chain.at(a)} {chain.at(b)}"
        script = chain.command("script", chain.at(a), chain.at(b))
        steps = [chain.up(step) for step in range(a + 1, b + 1)] + [chain.down(step) for step in range(a, b, -1)]
        start = chain.filled(a) if a < b else chain.filled(a)
        by_steps = start.copy()
        if any(by_steps.run(step, True).status for step in steps):
            start.drop()
            by_steps.drop()
            start = chain.written(a)
            by_steps = start.copy()
            for step in steps:
                works(by_steps.run(step, True), f"the single scripts instead of {what}")
        carry(start, script, what, revisions=abs(a - b))
        is_at(chain, start, b, what, back=a > b)
        same_rows(chain, rows(by_steps), rows(start), f"{what}, and the single scripts one by one")
        unchanged(start, lambda: start.run(script), f"{what} again")
        start.drop()
        by_steps.drop()
    for a, b in chain.sample(pairs, 4):
        for other in range(chain.head + 1):
            if not min(a, b) <= other <= max(a, b):
                database = chain.fresh(other)
                before = database.state()
                ran = database.run(chain.command("script", chain.at(a), chain.at(b)), True)
                # what a downgrade undoes is not there, what an upgrade does is there and more: nothing to do
                check(ran.status != 0 or chain.target != "sqlite" and (a < b < other or other < b < a),
                      f"migc script {chain.at(a)} {chain.at(b)} at {chain.at(other)} ends with status 0: {ran}")
                check_equal(before, database.state(), f"migc script {chain.at(a)} {chain.at(b)} at {chain.at(other)} changed it")
                database.drop()


def without_history(database):
    check(database.execute("DROP TABLE migc_history"), "DROP TABLE migc_history fails")
    return database


def stamp(chain):
    """`migc stamp` records a database made by hand that is what the revision says, and no other."""
    for number in chain.some_steps():
        name = chain.revisions[number]
        script = chain.command("stamp", name)
        for way in range(chain.ways()):
            database = without_history(chain.fresh(number))
            title, run = database.ways()[way]
            works(run(script), f"stamp {name} ({title})")
            is_at(chain, database, number, f"stamp {name} ({title})")
            unchanged(database, lambda: run(script), f"stamp {name} again ({title})")
            database.drop()
        database = without_history(chain.fresh(number))
        works(database.run(script), f"stamp {name}")
        for step in range(number + 1, chain.head + 1):
            carry(database, chain.up(step), f"{chain.revisions[step]}.up.sql after stamp {name}")
        is_at(chain, database, chain.head, f"up after stamp {name}")
        unchanged(database, lambda: database.run(chain.verify), f"verify after stamp {name}")
        database.drop()
        for other in chain.sample(range(chain.head + 1), 3):
            if chain.shape(other) != chain.shape(number):
                database = chain.fresh(other)
                if other:
                    without_history(database)
                not_recorded(database, script, f"stamp {name} on a database at {chain.at(other)}")
                database.drop()
        for drift, database in drifted(chain, number, 2):
            without_history(database)
            not_recorded(database, script, f"stamp {name}, {drift}", "missing|unexpected")
            database.drop()


def not_recorded(database, script, what, pattern="missing|unexpected|empty|nothing"):
    for title, run in database.ways():
        before = [line for line in database.state() if "migc_history" not in line]
        ran = run(script)
        check(ran.status != 0, f"{what} ({title}): exit status 0\n{ran}")
        check(title == "Python" or re.search(pattern, ran.out + ran.err), f"{what} ({title}): does not say {pattern}: {ran}")
        check_equal(before, [line for line in database.state() if "migc_history" not in line], f"{what} ({title})")
        check_equal([], history(database), f"{what} ({title}): migc_history")


def status(chain):
    """`migc status-sql`: by history, and without one by shape; it reads only."""
    query = chain.command("status-sql")
    shapes = {}
    for number in range(1, chain.head + 1):
        shapes.setdefault(tuple(chain.shape(number)), []).append(number)
    for number in chain.sample(range(chain.head + 1)):
        database = chain.fresh(number)
        said = ask(database, query, "by its history")
        named = {revision for revision in chain.revisions[1:] if re.search(rf"\b{revision}\b", said)}
        check(number == 0 and not named or chain.revisions[number] in named,
              f"status-sql at {chain.at(number)} says\n{said}")
        if number:
            check(", " not in said, f"status-sql at {chain.at(number)} says\n{said}")
            database.execute("UPDATE migc_history SET checksum = 'another'")
            said = ask(database, query, "by its history")
            check("from another version of its script" in said, f"status-sql at {chain.at(number)}, edited, says\n{said}")
            database.execute("UPDATE migc_history SET revision = 'other' WHERE position = (SELECT p FROM (SELECT max(position) AS p FROM migc_history) AS t)")
            said = ask(database, query, "by its history")
            check("other applied, not in this chain" in said, f"status-sql at another revision says\n{said}")
            without_history(database)
            said = ask(database, query, "by its shape")
            alike = [chain.revisions[other] for other in shapes[tuple(chain.shape(number))]]
            check(any(name in said for name in alike), f"status-sql without history at {chain.at(number)} says\n{said}")
        database.drop()


def ask(database, query, what):
    said = []

    def run():
        ran = database.run(query)
        said.append(ran.out + ran.err)
        return ran
    unchanged(database, run, f"status-sql {what}")
    return said[0]


def is_about(table, statements):
    """Whether statements that change something by hand are about this table or one of its derived indexes."""
    text = " ".join(statements)
    return (re.search(rf"(ALTER TABLE |AND name = ')[\"`]?{re.escape(table)}\b", text)
            or re.search(rf"DROP INDEX (\w+\.)?\"?{re.escape(table)}_", text))


def drifted(chain, number, most, tables=None, only=None):
    """Databases at a revision that somebody has changed by hand, each in another way: what was done, database."""
    database = chain.fresh(number)
    kinds = {}
    for kind, statements in database.drifts():
        if (tables is None or any(is_about(table, statements) for table in tables)) and (not only or kind in only):
            kinds.setdefault(kind, []).append(statements)
    database.drop()
    for kind in chain.sample(sorted(kinds), most):
        database = chain.fresh(number)
        for statements in kinds[kind]:
            if database.execute(*statements) and shape(database) != chain.shape(number):
                yield f"{kind}: {' '.join(statements)[:200]}", database
                break
        else:
            database.drop()


def drifted_head(chain):
    """verify.sql tells a database that was changed by hand, and one at another revision."""
    for drift, database in drifted(chain, chain.head, 8):
        for name, run in database.ways():
            refused(database, lambda: run(chain.verify), f"verify, {drift} ({name})", None if name == "Python" else "missing|unexpected")
        database.drop()
    for number in chain.sample(range(chain.head)):
        database = chain.fresh(number)
        refused(database, lambda: database.run(chain.verify), f"verify at {chain.at(number)}",
                chain.revisions[chain.head] if number else "migc")
        database.drop()


def drifted_tables(chain):
    """A table that a revision alters was changed by hand: the script stops and changes nothing."""
    tried = 0
    kinds = ("extra column", "missing column", "other type", "missing index")
    for step in chain.some_steps(2):
        for drift, database in drifted(chain, step - 1, 4, chain.revision(step).altered, kinds):
            for name, run in database.ways():
                refused(database, lambda: run(chain.up(step), True), f"{chain.revisions[step]}.up.sql, {drift} ({name})",
                        None if name == "Python" else "missing|unexpected")
            tried += 1
            database.drop()
    check(tried or not any(chain.revision(step).altered for step in range(2, chain.head + 1)), "nothing could be made to drift")


def wrong_revision(chain):
    """A script that is not the next one: it says where the database is and which file comes next."""
    for at in chain.sample(range(chain.head + 1), 4):
        database = chain.fresh(at)
        for step in chain.sample([step for step in range(1, chain.head + 1) if step > at + 1], 3):
            for name, run in database.ways():
                refused(database, lambda: run(chain.up(step)), f"{chain.revisions[step]}.up.sql at {chain.at(at)} ({name})",
                        None if name == "Python" else re.escape(chain.revisions[at + 1] + ".up.sql") + r"|\bupgrade\.sql")
                if at and name != "Python":
                    refused(database, lambda: run(chain.up(step)), f"{chain.revisions[step]}.up.sql at {chain.at(at)} ({name})",
                            chain.revisions[at])
        for step in chain.sample(range(1, at), 3):
            for name, run in database.ways():
                refused(database, lambda: run(chain.down(step), True), f"{chain.revisions[step]}.down.sql at {chain.at(at)} ({name})",
                        None if name == "Python" else re.escape(chain.revisions[at]))
        database.drop()


def edited(chain):
    """A revision that was applied from another version of its script."""
    for step in chain.sample(range(1, chain.head + 1), 4):
        database = chain.fresh(step)
        check(database.execute(f"UPDATE migc_history SET checksum = 'edited' WHERE revision = '{chain.revisions[step]}'"), "UPDATE fails")
        for name, run in database.ways():
            refused(database, lambda: run(chain.up(step)), f"{chain.revisions[step]}.up.sql, edited ({name})", "another version")
            refused(database, lambda: run(chain.down(step), True), f"{chain.revisions[step]}.down.sql, edited ({name})", "another version")
        database.drop()


def cut(chain):
    """Every script cut after each of its statements; then it is run again, or the opposite one."""
    for step in chain.some_steps():
        there = chain.movable(step - 1, chain.up(step), chain.down(step), chain.up(step))
        done = there.copy()
        carry(done, chain.up(step), "up")
        undone = done.copy()
        carry(undone, chain.down(step), "down")
        for script, opposite, start, end, back, number, direction in (
                (chain.up(step), chain.down(step), there, done, undone, step, "up"),
                (chain.down(step), chain.up(step), done, undone, done, step - 1, "down")):
            wanted = rows(end)
            most = chain.cuts if chain.target == "sqlite" else min(chain.cuts, 3)
            for part in chain.sample(cuts_of(chain.target, script, 1), most):
                what = f"{chain.revisions[step]}.{direction}.sql cut to {len(part)} characters"
                again = start.copy()
                again.run(part, True)
                other = again.copy()
                works(again.run(script, True), f"{what} and run again")
                is_at(chain, again, number, f"{what} and run again", back=direction == "down")
                same_rows(chain, wanted, rows(again), f"{what} and run again")
                ran = other.run(opposite, True)
                back_at = step - 1 if direction == "up" else step
                if not (ran.status != 0 and history(other) == [] and "migc_history" in ran.out + ran.err):
                    works(ran, f"{what}, then the opposite script")
                    is_at(chain, other, back_at, f"{what}, then the opposite script", back=True)
                again.drop()
                other.drop()
        for database in (there, done, undone):
            database.drop()


def killed(chain):
    """The server ends the session after a DDL command; the script is run again, or the opposite one."""
    for step in chain.some_steps():
        there = chain.movable(step - 1, chain.up(step), chain.down(step), chain.up(step))
        done = there.copy()
        carry(done, chain.up(step), "up")
        for script, opposite, start, number, back_at in ((chain.up(step), chain.down(step), there, step, step - 1),
                                                         (chain.down(step), chain.up(step), done, step - 1, step)):
            points = start.kill_points(script, consent=True)
            for point in chain.sample(range(1, points + 1), 2):
                what = f"{chain.revisions[step]}, {'up' if number == step else 'down'}, killed at command {point}"
                database = start.copy()
                database.run_killed(script, point, consent=True)
                other = database.copy()
                works(database.run(script, True), f"{what} and run again")
                is_at(chain, database, number, f"{what} and run again", back=number < step)
                ran = other.run(opposite, True)
                if not (ran.status != 0 and "migc_history" in ran.out + ran.err):
                    works(ran, f"{what}, then the opposite script")
                    is_at(chain, other, back_at, f"{what}, then the opposite script", back=True)
                database.drop()
                other.drop()
        there.drop()
        done.drop()


def together(chain):
    """Two deployers at once with the same script: both are content."""
    for step in chain.sample(range(1, chain.head + 1), 4):
        database = chain.movable(step - 1, chain.up(step))
        copy = database.copy()
        needs_consent = copy.run(chain.up(step)).status != 0
        copy.drop()
        if not needs_consent:
            for process, file in [database.begin(chain.up(step)) for _ in range(2)]:
                out, err = process.communicate(timeout=300)
                file.close()
                check(process.returncode == 0, f"{chain.revisions[step]}.up.sql, one of two deployers: exit status {process.returncode}\n"
                      f"{out.decode(errors='replace')}{err.decode(errors='replace')}")
            is_at(chain, database, step, "two deployers at once")
        database.drop()


SCENARIOS = [
    ("step by step, again, back, up again", stepwise),
    ("the head is what the schema says", from_scratch),
    ("rows are kept that no revision names", with_rows),
    ("back to base with rows", all_the_way_down),
    ("upgrade.sql from every revision", upgrade_from_everywhere),
    ("scripts between every two revisions", every_pair),
    ("one script instead of several, with rows", script_pairs),
    ("stamped", stamp),
    ("asked for its status", status),
    ("verify at the head and elsewhere", drifted_head),
    ("a table that drifted before its revision", drifted_tables),
    ("a script at another revision", wrong_revision),
    ("a revision that was edited", edited),
    ("cut short and run again, or undone", cut),
    ("killed and run again, or undone", killed),
    ("two deployers at once", together),
]
# what an operation's own folder goes through
SHORT = (stepwise, with_rows, cut)


def projects():
    """Every project with revisions: name, folder, whether it is an example."""
    for top, group in (("examples", "examples"), (os.path.join("tests", "emit"), "emit")):
        path = os.path.join(ROOT, top)
        for name in sorted(os.listdir(path)):
            folder = os.path.join(path, name)
            if os.path.isdir(os.path.join(folder, "revisions")) and not os.path.exists(os.path.join(folder, "errors.expected")):
                yield f"{group}/{name}", folder, group == "examples"


def needed_version(out):
    """The oldest PostgreSQL that the scripts say they are for."""
    with open(os.path.join(out, "postgres", "verify.sql"), encoding="utf-8") as file:
        return int(re.search(r"for PostgreSQL (\d+) and later", file.read()).group(1))


def add(suite, migc, name, folder, scenarios=None, most=MANY, cuts=MANY, only="", extra=(), halved=False):
    """Adds the tests of a project to a suite of scenarios, and `extra` ones of its own. `halved`: MySQL and MariaDB
    share what is only sampled."""
    suite.numbers += 1
    out = os.path.join(suite.top, f"chain{suite.numbers}")
    said = harness.command([migc, "-C", folder, "build", "--out", out], env=golden.QUIET)
    found = [target for target in TARGETS if os.path.isdir(os.path.join(out, target))]
    if not found:
        suite.tests.append(Test(f"run/{name}: builds", lambda: check(False, f"migc build: {said}")))
    for target in found:
        if target == "postgres" and needed_version(out) > suite.servers.of(target).version:
            continue
        chain = Chain(name, target, suite.servers.of(target), migc, folder, out, most, cuts)
        for title, scenario in [*SCENARIOS, *extra]:
            test = f"run/{name}, {target}: {title}"
            if (scenarios is None or scenario in scenarios) and only in test and (scenario is not killed or target != "sqlite") and (
                    not halved or scenario is stepwise or takes_turn(target, name, scenario)):
                suite.tests.append(Test(test, lambda scenario=scenario, chain=chain: scenario(chain)))


def add_all(suite, migc, only=""):
    for name, folder, thorough in projects():
        if thorough:
            add(suite, migc, name, folder, most=2, cuts=1, only=only, halved=True)
        else:
            add(suite, migc, name, folder, SHORT, cuts=1, only=only, halved=True)
            for to, _ in suite.ports(name, folder, []):
                add(suite, migc, name, to, SHORT, cuts=1, only=only, halved=True)


def main():
    parser = argparse.ArgumentParser(description="chains of revisions")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--only", default="", help="tests whose name contains this")
    parser.add_argument("--most", type=int, default=MANY, help="at most so many revisions, or pairs of them")
    parser.add_argument("--cuts", type=int, default=MANY)
    parser.add_argument("--slowest", type=int, default=0, help="list so many tests with their time")
    parser.add_argument("project", nargs="*", help="folders of projects with revisions")
    options = parser.parse_args()
    migc = os.path.abspath(options.migc)
    suite = Suite(migc)
    count = harness.Count()
    try:
        for project in options.project:
            folder = os.path.abspath(project)
            add(suite, migc, os.path.relpath(folder, ROOT), folder, most=options.most, cuts=options.cuts, only=options.only)
        if not options.project:
            add_all(suite, migc, options.only)
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

"""Chains of revisions by chance: a random schema, edited again and again; every edit drafted, built, run, undone.

    tests/generate_chain.py [--migc FILE] [--postgres PART] [--keep FOLDER] SEED | FIRST-LAST
    tests/generate_chain.py --print SEED         the schemas of a chain, one after the other

Takes: seeds. Gives for each a project whose revisions `migc new` drafted: open lines (`backfill c = ...`,
`lossy`) are filled in, and now and then a guess is replaced by what really was done, or the other way round. Now and
then revisions are joined to one, with or without free steps between what they say.
Promises: the same seed gives the same schemas, with every Python 3. Edits keep a schema free of mistakes, and
rows that were there before can live with them unless they say so (Edits.hard).
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile

TESTS = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [TESTS, os.path.join(TESTS, "run")]

import chains
import generate
import golden
import harness
import rows
import scenarios
from chains import NAME
from databases import STATE, TARGETS, Servers, SqliteDatabase, cuts_of
from generate import quoted
from generate_edits import Edits
from generate_more import MoreEdits, is_more, schema_of
from harness import Failed, ROOT, Test, check, check_equal, read, write

class Seeded:
    """The schemas of a chain by chance."""

    def __init__(self, seed):
        self.schema = schema_of(seed)
        self.schema.generate((1, 1, 2, 3, 4, 6))
        self.chance = random.Random(f"chain {seed}")
        self.texts = [self.schema.text()]
        self.edits = []               # of each revision behind the first: an Edits, and what it did
        for _ in range(self.chance.choice((1, 2, 2, 3, 4))):
            edits = (MoreEdits if is_more(seed) else Edits)(self.schema, self.chance)
            edits.serial = 100 * len(self.texts)
            done = edits.some(self.chance.choice((1, 1, 2, 3, 5)))
            self.schema.dress_up(random.Random(f"dress {seed} {len(self.texts)}"), 0.3)
            if done and self.schema.text() != self.texts[-1]:
                self.texts.append(self.schema.text())
                for table in self.schema.tables:  # what was renamed may be drafted as dropped and added
                    for column in table.columns:
                        edits.fillings.setdefault((table.name, column.name), edits.value(column))
                self.edits.append((edits, done))

    @property
    def targets(self):
        return self.schema.targets



# ---- revisions -----------------------------------------------------------------------------------

class Project:
    """A seeded chain as a project: `migc new` drafts each revision, what it leaves open is filled in."""

    def __init__(self, seed, migc, top):
        self.seed = seed
        self.migc = migc
        self.seeded = Seeded(seed)
        self.chance = random.Random(f"draft {seed}")
        self.folder = os.path.join(top, f"chain_{seed}")
        self.out = os.path.join(self.folder, "out")
        self.replaced = 0             # guesses that were replaced
        os.makedirs(os.path.join(self.folder, "revisions"))
        settings, self.schemas = self.without_project(self.seeded.texts)
        write(os.path.join(self.folder, "project.mig"), settings)
        for number, text in enumerate(self.schemas):
            write(os.path.join(self.folder, "schema.mig"), text)
            self.draft(number)
        self.joined = {}              # a revision -> the numbers of the edits that it does
        if random.Random(f"join {seed}").random() < 0.3:
            self.join()
        said = self.say("build")
        check(said.status == 0, f"migc build: {said}\n{self.story()}")
        again = self.say("build", "--check")
        check(again.status == 0, f"migc build --check after migc build: {again}")

    @staticmethod
    def without_project(texts):
        found = re.match(r"project .*?^}\n", texts[0], re.S | re.M)
        return ((found.group(0) if found else "project chain {\n}\n"),
                [re.sub(r"\Aproject .*?^}\n", "", text, flags=re.S | re.M) for text in texts])

    def say(self, *arguments, cwd=None):
        return harness.command([self.migc, "-C", cwd or self.folder, *arguments], env=golden.QUIET)

    def story(self):
        """What a failure is to be understood with."""
        told = [f"seed {self.seed}: tests/generate_chain.py --keep FOLDER {self.seed}"]
        for number, (_, done) in enumerate(self.seeded.edits, 2):
            told.append(f"  {number}: {'; '.join(done)}")
        return "\n".join(told)

    def files(self):
        folder = os.path.join(self.folder, "revisions")
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]

    def draft(self, number):
        """The revision of one edit; without anything to change there is none."""
        before = self.files()
        said = self.say("new", f"step_{number + 1}")
        if said.status == 1 and re.search(r"no changes|nothing", said.out + said.err) and number:
            return
        check(said.status == 0, f"migc new step_{number + 1}: {said}\n{self.story()}")
        made = [path for path in self.files() if path not in before]
        check(len(made) == 1, f"migc new made {made}")
        drafted = read(made[0])
        edits, done = self.seeded.edits[number - 1] if number else (None, [])
        for other in self.otherwise(drafted, done):
            write(made[0], self.fill(other, edits))
            said = self.say("check")
            check(said.status in (0, 1), f"migc check: {said}\n{other}\n{self.story()}")
            if said.status == 0:
                self.replaced += 1
                return
        filled = self.fill(drafted, edits)
        check("= ..." not in filled, f"a draft asks for a value that there is none of\n{filled}\n{self.story()}")
        write(made[0], filled)
        said = self.say("check")
        check(said.status == 0, f"migc check after migc new step_{number + 1}: {said}\n{filled}\n{self.story()}")

    def join(self):
        """One revision of all but the first: what they say, some of it in one change, some with free steps between."""
        first, *others = self.files()[1:] or [None]
        if not others:
            return
        bodies = [re.search(r"\{\n(.*)^\}", read(path), re.S | re.M).group(1) for path in [first, *others]]
        free = "\n  sql up $$ SELECT 1; $$ down $$ SELECT 1; $$\n\n"
        text = bodies[0]
        for body in bodies[1:]:
            text += self.chance.choice(("\n", free)) + body
        write(first, f"{read(first).partition('{')[0]}{{\n{text}}}\n")
        name = os.path.basename(first)[:-len(".mig")]
        self.joined[name] = [int(re.search(r"\d+(?=\.mig$)", path).group(0)) for path in [first, *others]]
        for path in others:
            os.remove(path)
        said = self.say("check")
        check(said.status == 0, f"migc check after joining: {said}\n{read(first)}\n{self.story()}")

    def fill(self, text, edits):
        """Writes what a draft leaves open."""
        lines, table = [], None
        drafted = text.split("\n")
        for line in drafted:
            block = re.match(rf"\s*alter table {NAME}", line)
            table = block.group(1) if block else table
            opened = re.match(rf"(\s*backfill {NAME} = )\.\.\.( where .*)?$", line)
            fit = re.match(r"\s*// values may not fit: add `using \(\.\.\.\)`, such as (using \(.*\))(, which stops at one that does not)?$",
                           line)
            if opened:
                value = self.filling(edits, table, opened.group(2))
                line = f"{opened.group(1)}{value or '...'}{opened.group(3) or ''}"
            elif fit:
                lines[-1] += " " + self.using(edits, table, fit, lines[-1])
            lines.append(line)
        return "\n".join(lines).replace("lossy '...'", "lossy 'nobody needs it'")

    def using(self, edits, table, fit, altered):
        """What a draft proposes, but cut: what stops at a value that does not fit would stop here."""
        text = fit.group(1)
        altered = re.match(rf"\s*alter column (?P<column>{NAME})\s+(?P<type>\w+(?:\([^)]*\))?)", altered)
        column, new_type = altered.group("column"), altered.group("type")
        if fit.group(2):
            text = re.sub(rf"(?<=\(){re.escape(column)}(?=[,)])", lambda _: f"cast({column} as {new_type})", text, count=1)
        return text.replace("...", self.filling(edits, table, column) or "...")

    def filling(self, edits, table, column):
        for (its_table, its_column), value in (edits.fillings if edits else {}).items():
            if its_column == column.strip('"') and its_table == table.replace('"', ""):
                return value and f"({value})"
        return None

    def otherwise(self, text, done):
        """The draft with another answer to a guess, if chance says so."""
        guess = re.search(r"^( *)rename .*\n((?:\1//.*\n)*)\1// or, if it is another \w+:\n((?:\1//   .*\n)+)", text, re.M)
        if guess and self.chance.random() < 0.3:
            instead = "".join(guess.group(1) + line[len(guess.group(1)) + 5:] + "\n" for line in guess.group(3).splitlines())
            yield text[:guess.start()] + instead + text[guess.end():]
        for said in done:
            renamed = re.match(r"(.*): rename (.*) to (.*)$", said)
            if renamed:
                old, new = (re.escape(quoted(name)) for name in renamed.group(2, 3))
                if re.search(rf"^ *drop column {old} lossy", text, re.M) and re.search(rf"^ *add column {new}\b", text, re.M):
                    other = re.sub(rf"^( *)drop column {old} .*$", lambda found: f"{found.group(1)}rename column {quoted(renamed.group(2))} to {quoted(renamed.group(3))}",
                                   text, flags=re.M)
                    yield re.sub(rf"^ *(add column {new}\b|backfill {new} =).*\n", "", other, flags=re.M)

    def scratch(self):
        """The scripts of the last schema alone, built without revisions: folder."""
        folder = os.path.join(self.folder, "scratch")
        os.makedirs(folder)
        shutil.copy(os.path.join(self.folder, "project.mig"), folder)
        write(os.path.join(folder, "schema.mig"), self.schemas[-1])
        said = self.say("build", cwd=folder)
        check(said.status == 0, f"the schema alone: {said}")
        return os.path.join(folder, "out")


# ---- running -------------------------------------------------------------------------------------

# what rows may be refused for: their values, and nothing else
VALUES = (r"violates|Duplicate entry|would be violated by some row|contains null values|too long|out of range|invalid input|overflow|cannot be cast|could not create unique"
          r"|constraint fail|datatype mismatch|cannot store|would be lost|has no value|do not fit|in the way|nobody has said|hold values of enum")
LATE = r"|Truncated incorrect|Incorrect \w+ value"   # behind a free step, which may have mended them, nothing counts them
CATALOG, ROWS = object(), object()    # what is looked at between scripts
NOT_VALUES = r"needs a database|another version|is not what|not what|syntax error|no such|does not exist|already exists|has no column"


class Run:
    """One chain on one target: up with rows, again, cut, back, up again."""

    def __init__(self, project, target, servers):
        self.project = project
        self.target = target
        self.server = servers.of(target)
        self.empty = QuickSqlite if target == "sqlite" else self.server.create
        self.chance = random.Random(f"run {project.seed}")
        folder = os.path.join(project.out, target)
        names = sorted(name[:-len(".up.sql")] for name in os.listdir(folder) if name.endswith(".up.sql"))
        self.names = [None] + names
        self.ups = [None] + [read(os.path.join(folder, name + ".up.sql")) for name in names]
        self.downs = [None] + [read(os.path.join(folder, name + ".down.sql")) for name in names]
        self.verify = read(os.path.join(folder, "verify.sql"))
        texts = [read(path) for path in project.files()]
        self.revisions = [None] + [chains.Revision(next(text for text in texts if re.search(rf"^revision {name}\b", text, re.M))) for name in names]
        self.refused = 0              # rows that could not follow
        self.moved = 0
        self.databases = []

    def keep(self, database):
        self.databases.append(database)
        return database

    def copy(self, database):
        return self.keep(database.copy())

    def run(self):
        try:
            self.up_and_down()
        except Failed as failure:
            raise Failed(f"{failure}\n{self.project.story()}") from None
        finally:
            for database in self.databases:
                database.drop()

    def up_and_down(self):
        fresh, filled = self.keep(self.empty()), self.keep(self.empty())
        shapes = [chains.shape(fresh)]
        last = len(self.ups) - 1
        for step in range(1, last + 1):
            what = f"{self.names[step]}.up.sql"
            shapes.append(self.shape(self.carry(fresh, self.ups[step], what)))
            self.cut(filled, self.ups[step], shapes[step], what, False)
            filled = self.move(filled, fresh, step, self.ups[step], shapes[step], what, False)
            self.fill(filled)
        self.compare_with_scratch(shapes[last])
        for database in (fresh, filled):
            catalog, before, ran, catalog_after, after = self.play(database, False, CATALOG, ROWS, self.verify, CATALOG, ROWS)
            scenarios.works(ran, "verify")
            check((catalog, before) == (catalog_after, after), "verify changed the database")
        for step in range(last, 0, -1):
            what = f"{self.names[step]}.down.sql"
            shape = self.back(shapes[step - 1])
            check_equal(shape, self.back(self.shape(self.carry(fresh, self.downs[step], what))), f"after {what}")
            self.cut(filled, self.downs[step], shape, what, True)
            filled = self.move(filled, fresh, step, self.downs[step], shape, what, True)
        check_equal([], fresh.history(), "migc_history at base")
        for step in range(1, last + 1):
            catalog = self.carry(fresh, self.ups[step], f"{self.names[step]}.up.sql after all down")
        check_equal(shapes[last], self.shape(catalog), "base, head, base, head")

    def shape(self, catalog):
        return chains.shape_of(self.target, catalog)

    @staticmethod
    def back(shape):
        """What can be told of a shape after a downgrade: extensions and namespaces may stay."""
        return [line for line in shape if not line.startswith(("extension ", "schema "))]

    def play(self, database, consent, *parts):
        """Runs scripts, and looks at the database between them, in one session where there is one. Gives for each
        part what was seen: a catalog, rows, or how the script ran. A script that fails is the last."""
        if self.target == "postgres":
            return self.play_postgres(database, consent, *parts)
        seen = []
        for part in parts:
            if part in (CATALOG, ROWS):
                seen.append(database.catalog() if part is CATALOG else chains.rows(database))
            else:
                seen.append(database.run(part, consent))
                if seen[-1].status != 0:
                    break
        return seen + [None] * (len(parts) - len(seen))

    def play_postgres(self, database, consent, *parts):
        mark = "-- migc-harness --"
        with tempfile.TemporaryDirectory(prefix="migc-play-") as folder:
            lines = ["\\set ON_ERROR_STOP on"]
            for number, part in enumerate(parts):
                lines.append(f"\\echo '{mark}'")
                if part is CATALOG:
                    lines.append(STATE + ";")
                elif part is ROWS:
                    lines.append(chains.ROWS + ";")
                else:
                    write(os.path.join(folder, f"{number}.sql"), part)
                    lines.append(f"\\i {folder}/{number}.sql")
            write(os.path.join(folder, "play.sql"), "\n".join(lines) + "\n")
            ran = self.server.psql(database.name, "-A", "-t", "-f", os.path.join(folder, "play.sql"), options=database.options(consent))
        seen = []
        said = [text.split("\n")[:-1] for text in ran.out.split(mark + "\n")[1:]]
        for part, text in zip(parts, said):
            if part is CATALOG:
                seen.append(text)
            elif part is ROWS:
                seen.append(chains.rows_of(text))
            else:
                seen.append(harness.Ran(ran.status if len(seen) + 1 == len(said) and len(said) < len(parts) else 0, "", ran.err))
        if len(said) == len(parts) and ran.status != 0:
            seen[-1] = ran
        return seen + [None] * (len(parts) - len(seen))

    def carry(self, database, script, what):
        """Runs a script that has to work on a database without rows of ours; its catalog."""
        ran, catalog = self.play(database, False, script, CATALOG)
        if ran.status != 0 and re.search(chains.CONSENT, ran.out + ran.err):
            ran, catalog = self.play(database, True, script, CATALOG)  # rows of data
        scenarios.works(ran, what)
        return catalog

    @staticmethod
    def fill(database):
        try:
            rows.fill(database, 1)
        except Failed as failure:
            # a check of a table and the keys of the rows that it refers to may go well by themselves only
            check(re.search("CHECK constraint failed|violates check constraint", str(failure)), failure)

    def move(self, filled, fresh, step, script, shape, what, back):
        """Carries a database with rows over, twice. Whose rows cannot follow stays as it is; then one without goes on."""
        catalog, before, ran, *seen = self.play(filled, False, CATALOG, ROWS, script, CATALOG, ROWS, script, CATALOG, ROWS)
        if ran.status != 0:
            self.check_unchanged(filled, script, catalog, before, f"{what}: it fails, but it changed the database\n{ran}")
            if re.search(chains.CONSENT, ran.out + ran.err):
                ran, *seen = self.play(filled, True, script, CATALOG, ROWS, script, CATALOG, ROWS)
        if ran.status != 0:
            said = ran.out + ran.err
            values = VALUES + (LATE if self.names[step] in self.project.joined else "")
            check(re.search(values, said) and not re.search(NOT_VALUES, said), f"{what} with rows: {ran}")
            check(back or self.may_refuse(step), f"{what} with rows that can follow: {ran}")
            self.check_unchanged(filled, script, catalog, before, f"{what}: it fails, but it changed the database\n{ran}")
            if self.target in ("mysql", "mariadb"):
                self.turn_round(filled, step, catalog, before, f"{what} stopped half way, and the opposite script", back)
            self.refused += 1
            return self.copy(fresh)
        self.moved += 1
        catalog, after, again, *seen = seen
        check_equal(shape, self.back(self.shape(catalog)) if back else self.shape(catalog), f"after {what} with rows")
        chains.untouched(self.revisions[step], after if back else before, before if back else after)
        scenarios.works(again, f"{what} again")
        check_equal(catalog, seen[0], f"{what} again: it changed the database")
        check(after == seen[1], f"{what} again: it changed rows")
        return filled

    def check_unchanged(self, database, script, catalog, before, what):
        if not chains.has_parts(script):
            check((catalog, before) == tuple(self.play(database, False, CATALOG, ROWS)), what)

    def turn_round(self, filled, step, catalog, before, what, back):
        """What stopped half way goes back, and the rows are what they were."""
        ran, now, after = self.play(filled, True, self.ups[step] if back else self.downs[step], CATALOG, ROWS)
        scenarios.works(ran, what)
        check_equal(self.back(self.shape(catalog)), self.back(self.shape(now)), what)
        chains.untouched(self.revisions[step], before, after, is_back=True)

    def may_refuse(self, step):
        """Whether an edit was hard on rows, or the author's cast may be."""
        name = self.names[step]
        numbers = self.project.joined.get(name, [int(re.search(r"\d+$", name).group(0))])
        revision = self.revisions[step]
        return revision.has_using or re.search(r"drop primary key|drop value|add column [^\n]*references", revision.text) or any(number > 1 and self.project.seeded.edits[number - 2][0].hard for number in numbers)

    def cut(self, database, script, shape, what, back):
        if self.target == "postgres" and self.chance.random() < 0.75:
            return
        cuts = cuts_of(self.target, script, 1)
        for part in self.chance.sample(cuts, min(len(cuts), 1 if self.target == "postgres" or back else 2)):
            copy = self.copy(database)
            copy.run(part, True)
            ran = copy.run(script, True)
            if ran.status == 0:
                check_equal(shape, chains.shape(copy, not back), f"{what} cut to {len(part)} characters and run again")
            else:
                whole = self.copy(database)
                check(whole.run(script, True).status != 0, f"{what} cut to {len(part)} characters and run again: {ran}")
                whole.drop()
            copy.drop()

    def compare_with_scratch(self, shape):
        out = os.path.join(self.project.folder, "scratch", "out")
        if not os.path.isdir(out):
            out = self.project.scratch()
        database = self.keep(self.empty())
        scenarios.works(database.run(read(golden.script_path(out, self.target, "up"))), "the schema alone")
        check_equal(chains.shape(database), shape, "the schema alone, and the head of the chain")


class QuickSqlite(SqliteDatabase):
    """Through Python's module, and without waiting for the disk."""

    def connect(self):
        connection = super().connect()
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    def run(self, script, consent=False):
        return self.run_python(script, consent)

    def copy(self):
        copy = QuickSqlite()
        shutil.copyfile(self.path, copy.path) if os.path.exists(self.path) else None
        return copy


class Chains:
    """What many chains share: the servers, a folder, and what they come to."""

    def __init__(self, migc, servers, top, keeps=False):
        self.migc = migc
        self.servers = servers
        self.top = top
        self.keeps = keeps            # the projects' folders stay
        self.done = dict.fromkeys(TARGETS, 0)
        self.moved = 0
        self.refused = 0
        self.replaced = 0

    def one(self, seed, with_postgres, migc=None):
        project = Project(seed, migc or self.migc, self.top)
        for target in project.seeded.targets:
            if target == "postgres" and not with_postgres:
                continue
            run = Run(project, target, self.servers)
            run.run()
            self.done[target] += 1
            self.moved += run.moved
            self.refused += run.refused
        self.replaced += project.replaced
        if not self.keeps:
            shutil.rmtree(project.folder)

    def line(self):
        done = ", ".join(f"{count} on {target}" for target, count in self.done.items())
        return f"chains: {done}; scripts with rows: {self.moved} ran, {self.refused} refused their values; {self.replaced} guesses replaced"


def tests(chains, seeds, part, sanitized=None):
    """A test a seed; PostgreSQL runs one in `part` of them (0: none), and of those that are for PostgreSQL only."""
    made = []
    for seed in seeds:
        is_only = seed % 6 == 4 and seed <= generate.MYSQL  # see generate.Schema
        with_postgres = bool(part) and (seed // 6 if is_only else seed) % part == 0
        if with_postgres or not is_only:
            made.append(Test(f"run/random chain {seed}", lambda seed=seed, with_postgres=with_postgres: chains.one(
                seed, with_postgres, sanitized if sanitized and seed % 10 == 0 else None)))
    return made


def main():
    parser = argparse.ArgumentParser(description="chains of revisions by chance")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--postgres", type=int, default=1, metavar="PART", help="run one in PART chains on PostgreSQL; 0: none")
    parser.add_argument("--keep", help="leave the projects in this folder")
    parser.add_argument("--print", action="store_true", help="print the schemas only")
    parser.add_argument("seeds", help="5, or 5-9")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    if options.print:
        for seed in seeds:
            print_chain(seed)
        return
    top = options.keep or tempfile.mkdtemp(prefix="migc-chains-")
    os.makedirs(top, exist_ok=True)
    servers = Servers()
    all = Chains(os.path.abspath(options.migc), servers, top, bool(options.keep))
    count = harness.Count()
    try:
        harness.run(tests(all, seeds, options.postgres), count)
    finally:
        servers.stop()
        SqliteDatabase.remove_all()
        if not options.keep:
            shutil.rmtree(top, ignore_errors=True)
    print(all.line())
    print(count.line())
    sys.exit(1 if count.failed else 0)


def print_chain(seed):
    seeded = Seeded(seed)
    for number, text in enumerate(seeded.texts):
        print(f"// ---- {number + 1}: {', '.join(seeded.edits[number - 1][1]) if number else 'the first'}\n{text}")


if __name__ == "__main__":
    main()

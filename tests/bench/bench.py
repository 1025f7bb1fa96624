"""`make bench`: what compiling costs, as ratios to PostgreSQL's own parser on the same statements.

Takes: build/migc (or the binary named by --migc FILE). Gives: a table on standard output, each line a
figure, its goal and whether it was met; tests/bench/README.md keeps the last one. Promises: compiler and
anchor run in turns, so that what the machine does meanwhile hits both; medians of five; exit status 0
whatever the figures are, for a timed test fails by chance.
"""

import argparse
import itertools
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import generate

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SIZES = (10, 100, 1000, 10000)
RUNS = 5
SHORT_RUNS = 41                # of what takes a few milliseconds
WARM_UPS = 5                   # a virtual machine gives memory that nobody had for a while anew
MEMORY = "/dev/shm"             # where files cost no disk
CHAINS = (10, 100, 1000)       # revisions
CHAIN_TABLES = 200
ADOPTED_TABLES = 550          # with 1100 foreign keys and 1100 indexes
ALL = "postgres, sqlite, mysql, mariadb"
PROOF_LIMIT = 20               # seconds: a proof that takes longer is measured once
BEGIN, END = "<!-- begin of the last table -->\n", "<!-- end of the last table -->\n"


class Run:
    """A finished process: CPU seconds (user and system), wall seconds, peak memory in bytes."""

    def __init__(self, arguments, out=None):
        target = out or os.devnull
        actions = [(os.POSIX_SPAWN_OPEN, 1, target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)]
        started = time.perf_counter()
        process = os.posix_spawnp(arguments[0], arguments, os.environ, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        self.wall = time.perf_counter() - started
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss * 1024
        self.status = os.waitstatus_to_exitcode(status)
        if self.status != 0:
            sys.exit(f"bench: {' '.join(arguments)}: exit status {self.status}")


def written_anew(arguments, out):
    """A finished build into a folder that is not there before and not there afterwards: whatever has been
    measured already, the files of each take the pages of memory that the last one gave back."""
    run = Run([*arguments, "--out", out])
    shutil.rmtree(out)
    return run


def median(runs, what):
    return statistics.median(getattr(run, what) for run in runs)


def anchor_seconds(anchor, statements):
    out = subprocess.run([anchor, statements], stdout=subprocess.PIPE, check=True, text=True).stdout
    return int(out.split()[1]) / 1e6


def build_anchor(folder):
    program = os.path.join(folder, "anchor")
    subprocess.run(["cc", "-std=c11", "-D_GNU_SOURCE", "-O2", "-o", program, os.path.join(HERE, "anchor.c"),
                    "-l:libpg_query.a", "-lpthread", "-lm"], check=True)
    return program


class Size:
    """Everything measured of one number of tables."""

    def __init__(self, migc, anchor, folder, count):
        self.count = count
        schema = os.path.join(folder, f"{count}.mig")
        statements = os.path.join(folder, f"{count}.sql")
        with open(schema, "w", encoding="utf-8") as file:
            self.source_bytes = file.write(generate.schema(count))
        Run([migc, "dump", "statements", "--target", "postgres", schema], out=statements)

        def build(source, *more):
            return written_anew([migc, "build", "--quiet", *more, source], os.path.join(folder, "out"))

        for _ in range(WARM_UPS):
            build(schema, "--no-proof")
        self.plain, anchors = [], []
        for _ in range(SHORT_RUNS if count <= 100 else RUNS):
            anchors.append(anchor_seconds(anchor, statements))
            self.plain.append(build(schema, "--no-proof"))
        four = os.path.join(folder, f"{count}.four.mig")
        with open(four, "w", encoding="utf-8") as file:
            file.write(f"project bench {{\n  targets  {ALL}\n}}\n\n{generate.schema(count)}")
        self.four = [build(four, "--no-proof") for _ in range(SHORT_RUNS if count <= 100 else RUNS)]
        self.all = median(self.four, "cpu")
        self.anchor = statistics.median(anchors)
        self.proven = [build(schema)]
        while self.proven[0].wall < PROOF_LIMIT and len(self.proven) < 3:
            self.proven.append(build(schema))
        self.cpu = median(self.plain, "cpu")
        self.proof = median(self.proven, "cpu") - self.cpu
        self.memory = median(self.plain, "memory")


def written(folder):
    """Every file below a folder and when it was written."""
    return {path: os.stat(path).st_mtime_ns for path, _, names in os.walk(folder)
            for path in [os.path.join(path, name) for name in names]}


class Chained:
    """Everything measured of one number of revisions."""

    def __init__(self, migc, folder, count):
        self.count = count
        project = os.path.join(folder, f"chain{count}")
        generate.chain(count, CHAIN_TABLES, project)

        def build(*more):
            return Run([migc, "-C", project, "build", "--quiet", *more])

        numbers = itertools.count()

        def build_anew(source):
            """Thousands of files stay: on a disk they would still be removed when the next run begins."""
            return Run([migc, "-C", source, "build", "--quiet", "--no-proof", "--out",
                        os.path.join(folder, f"chain{count}.{next(numbers)}")])

        build("--no-proof")
        before = written(project)
        build("--no-proof")
        self.touched = sum(before[path] != time for path, time in written(project).items())
        self.plain = [build_anew(project) for _ in range(SHORT_RUNS if count <= 10 else RUNS)]
        self.proven = [build()]
        while self.proven[0].wall < PROOF_LIMIT and len(self.proven) < 3:
            self.proven.append(build())
        self.cpu = median(self.plain, "cpu")
        self.proof = median(self.proven, "cpu") - self.cpu
        four = os.path.join(folder, f"chain{count}.four")
        generate.chain(count, CHAIN_TABLES, four, ALL)
        self.all = median([build_anew(four) for _ in range(SHORT_RUNS if count <= 10 else RUNS)], "cpu")


class Adopted:
    """Everything measured of databases that are there: CPU seconds, medians of five."""

    def __init__(self, migc, folder):
        top = os.path.join(folder, "adopted")
        os.makedirs(top)
        text = generate.schema(ADOPTED_TABLES)
        self.figures = []
        with open(os.path.join(top, "schema.mig"), "w", encoding="utf-8") as file:
            file.write(text)
        Run([migc, "-C", top, "build", "--quiet", "--no-proof"])
        made = os.path.join(top, "out", "sqlite", "0001_initial.up.sql")
        database = os.path.join(top, "app.db")
        with open(made, "rb") as script:
            subprocess.run(["sqlite3", database], stdin=script, stdout=subprocess.DEVNULL, check=True)
        self.measure(migc, top, "SQLite", [database])
        document = os.path.join(top, "app.json")
        if self.ask_postgres(migc, top, document):
            self.measure(migc, top, "PostgreSQL", ["--target", "postgres", document])

    def ask_postgres(self, migc, top, document):
        """The document of a server of our own; False if there is no server."""
        sys.path[:0] = [os.path.join(ROOT, "tests"), os.path.join(ROOT, "tests", "run")]
        import databases
        try:
            server = databases.Server()
        except Exception as failure:  # no server, no figures
            print(f"bench: no PostgreSQL: {failure}", file=sys.stderr)
            return False
        try:
            database = server.create()
            with open(os.path.join(top, "out", "postgres", "0001_initial.up.sql"), encoding="utf-8") as script:
                ran = database.run(script.read())
            query = subprocess.run([migc, "import-sql", "--target", "postgres"], stdout=subprocess.PIPE, text=True, check=True)
            answer = server.psql(database.name, "-A", "-t", "-f", "-", stdin=query.stdout)
            with open(document, "w", encoding="utf-8") as file:
                file.write(answer.out)
            return ran.status == 0 and answer.status == 0
        finally:
            server.stop()

    def seconds(self, figure, *arguments, out=None):
        self.figures.append((figure, median([Run(list(arguments), out=out) for _ in range(RUNS)], "cpu")))

    def measure(self, migc, top, server, source):
        first = os.path.join(top, f"{server}.mig")
        second = os.path.join(top, f"{server}.other.mig")
        self.seconds(f"{ADOPTED_TABLES} tables of {server}: import", migc, "import", *source, out=first)
        target = "sqlite" if server == "SQLite" else "postgres"
        self.seconds(f"{ADOPTED_TABLES} tables of {server}: build, with the proof", migc, "build", "--quiet", "--target", target, "--out",
                     os.path.join(top, f"{server}.out"), first)
        with open(first, encoding="utf-8") as file:
            text = file.read()
        with open(second, "w", encoding="utf-8") as file:
            file.write(text.replace("  quantity ", "  amount_of_it ").replace("'draft', 'open'", "'draft', 'opened'"))
        self.seconds(f"{ADOPTED_TABLES} tables of {server}: diff", migc, "diff", first, second)
        self.seconds(f"{ADOPTED_TABLES} tables of {server}: drift", migc, "-C", top, "drift", *source)


def slope(small, large, what):
    """The exponent of growth between two sizes: 1 is linear."""
    ratio = getattr(large, what) / max(getattr(small, what), 1e-6)
    return math.log(ratio) / math.log(large.count / small.count)


def start_up(migc):
    ours, theirs = [], []
    for _ in range(SHORT_RUNS):
        theirs.append(Run(["sqlite3", ":memory:", ".exit"]))
        ours.append(Run([migc, "--version"]))
    return median(ours, "cpu") / median(theirs, "cpu")


def table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines) + "\n"


def judged(sizes, start, chains, adopted):
    """Rows: a figure, what was found, the goal, ok or missed."""
    rows = [("figure", "found", "goal", "")]

    def row(figure, found, goal=None, form="{:.2f}"):
        rows.append((figure, form.format(found), "" if goal is None else form.format(goal).join(("at most ", "")),
                     "" if goal is None else "ok" if found <= goal else "missed"))

    last, before = sizes[-1], sizes[-2]
    for size in sizes:
        row(f"{size.count} tables: CPU, times the anchor", size.cpu / size.anchor, 1.0 if size.count >= 1000 else None)
    row(f"growth from {before.count} to {last.count} tables (1: linear)", slope(before, last, "cpu"), 1.05)
    for size in sizes:
        row(f"{size.count} tables: four targets, times two", size.all / size.cpu)
    row(f"growth of four targets from {before.count} to {last.count} tables", slope(before, last, "all"), 1.05)
    row(f"{last.count} tables: peak memory, times the source", last.memory / last.source_bytes, 10)
    row(f"{sizes[0].count} tables: milliseconds from start to end", min(run.wall for run in sizes[0].plain) * 1000, 5)
    row("start-up, times `sqlite3 :memory: .exit`", start, 2)
    for size in sizes:
        row(f"{size.count} tables: the proof, times the anchor", size.proof / size.anchor)
    row(f"growth of the proof from {before.count} to {last.count} tables", slope(before, last, "proof"), 1.1)
    for small, large in zip(chains, chains[1:]):
        goal = 11 if large.count == 10 * small.count and small.count >= 100 else None
        row(f"{large.count} revisions of {CHAIN_TABLES} tables, times {small.count}", large.cpu / small.cpu, goal)
        row(f"{large.count} revisions: their proof, times that of {small.count}", large.proof / small.proof, goal)
        row(f"{large.count} revisions, four targets, times {small.count}", large.all / small.all, goal)
    row("files touched when nothing has changed", sum(chain.touched for chain in chains), 0, "{:.0f}")
    for figure, seconds in adopted.figures:
        row(f"{figure}, CPU seconds", seconds, 1)
    return rows


def keep(text):
    path = os.path.join(HERE, "README.md")
    with open(path, encoding="utf-8") as file:
        before, _, rest = file.read().partition(BEGIN)
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + text + END + rest.partition(END)[2])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--tables", type=int, nargs="+", default=SIZES, help="other sizes; README.md is left alone then")
    parser.add_argument("--revisions", type=int, nargs="+", default=CHAINS, help="other lengths of chains; the same")
    arguments = parser.parse_args()
    migc = os.path.abspath(arguments.migc)
    with tempfile.TemporaryDirectory(prefix="migc-bench-", dir=MEMORY if os.path.isdir(MEMORY) else None) as folder:
        anchor = build_anchor(folder)
        sizes = [Size(migc, anchor, folder, count) for count in arguments.tables]
        chains = [Chained(migc, folder, count) for count in arguments.revisions]
        text = table(judged(sizes, start_up(migc), chains, Adopted(migc, folder)))
    print(text, end="")
    if tuple(arguments.tables) == SIZES and tuple(arguments.revisions) == CHAINS:
        keep(text)


if __name__ == "__main__":
    main()

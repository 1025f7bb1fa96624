"""`make demo`: a real project, from its broken original to its databases.

Builds examples/hireflux, applies its revisions to servers of its own and to an SQLite file, verifies, applies
the last one again, undoes them all and applies them once more; before that it shows what the compiler says to the
schema as it once was. Gives: what was run and what came of it. Exit status 1 if anything went another way.
"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "run"))

import golden
import mysql
from databases import TARGETS, Servers
from harness import Failed, ROOT, check, command, indent, read

MIGC = os.environ.get("MIGC", os.path.join(ROOT, "build", "migc"))
EXAMPLE = os.path.join(ROOT, "examples", "hireflux")


def broken():
    """The folder with the schema that could not be applied."""
    for folder in golden.folders():
        if "hireflux" in os.path.basename(folder) and os.path.exists(os.path.join(folder, "errors.expected")):
            return folder
    raise Failed("the broken original of hireflux is not among the tests")


def say(text):
    print(text, flush=True)


def step(title, ran, expected=0):
    check(ran.status == expected, f"{title}: {ran}")
    last = [line for line in (ran.out + ran.err).strip().split("\n") if line]
    say(f"  {title:<58} {last[-1] if last else 'done'}"[:150])


def apply(database, folder):
    """Every revision up, looked at, up again; every revision down, and up once more."""
    name = {"postgres": "psql -f", "sqlite": "sqlite3 app.db <", "mysql": "mysql app <", "mariadb": "mariadb app <"}[database.target]
    ups = sorted(file for file in os.listdir(folder) if file.endswith(".up.sql"))
    downs = [file.replace(".up.", ".down.") for file in reversed(ups)]

    def run(file, consent=False):
        step(f"{name} {file}", database.run(read(os.path.join(folder, file)), consent))

    say(f"\n{database.target}")
    for file in ups:
        run(file)
    run("verify.sql")
    after = database.state()
    step("the last one again", database.run(read(os.path.join(folder, ups[-1]))))
    check(after == database.state(), "the second run changed the database")
    for file in downs:
        run(file, consent=True)
    for file in ups:
        run(file)
    check(after == database.state(), "up, down, up gives another database")
    run("verify.sql")


def main():
    folder = broken()
    said = command([MIGC, "check", *golden.inputs(folder)], cwd=folder, env=golden.QUIET)
    check(said.status == 1, f"the broken original is accepted: {said}")
    lines = said.err.strip().split("\n")
    say(f"migc check {os.path.relpath(folder, ROOT)}")
    say(indent("\n".join(lines[:14] + ["..."] + lines[-1:])))

    with tempfile.TemporaryDirectory(prefix="migc-demo-") as out:
        said = command([MIGC, "-C", EXAMPLE, "build", "--out", out], env=golden.QUIET)
        check(said.status == 0, f"migc build: {said}")
        say(f"migc build in {os.path.relpath(EXAMPLE, ROOT)}")
        say(indent((said.out + said.err).replace(out, "out/hireflux")).rstrip())
        servers = Servers()
        targets = [target for target in TARGETS if os.path.isdir(os.path.join(out, target))]
        try:
            for target in targets:
                if target == "mysql" and not mysql.has_mysql():
                    say("\nmysql\n  skipped: no mysqld")
                else:
                    apply(servers.of(target).create(), os.path.join(out, target))
        finally:
            servers.stop()
    say("\nThe SQL to review: " + ", ".join(f"out/hireflux/{target}" for target in targets))


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"FAILED\n{failure}")

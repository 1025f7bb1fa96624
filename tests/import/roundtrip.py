"""Round trips: build, apply, import; what was imported again: the same bytes.

    tests/import/roundtrip.py [--migc FILE] [--all]

A schema is built for SQLite and applied to an empty database, which is imported; so is what was imported. The second
import has the same bytes as the first, and the second database the same objects as the first. Databases that
were made by hand (tests/import/*.sql) are imported first. --all: every schema of tests/emit and examples.
"""

import argparse
import glob
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import harness  # noqa: E402
from harness import ROOT, Test, check, check_equal, command, read  # noqa: E402

QUICK = ("checks", "constraints-that-are-checked-late", "columns-that-are-touched-at-every-update", "defaults-that-are-computed", "enums-with-odd-and-many-labels",
         "every-type-required-and-nullable", "every-type-with-a-literal-default", "foreign-keys-of-every-kind", "generated-columns",
         "identity-columns", "indexes", "names-that-need-quotes", "sql-objects-in-sqlite", "tables-that-point-at-each-other",
         "tables-without-primary-key", "triggers-and-views")


def say(migc, arguments, cwd):
    said = command([migc, *arguments], cwd=cwd, env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8"})
    check(said.status == 0, f"migc {' '.join(arguments)}: {said}")
    return said.out


def words(sql):
    """A statement without layout and quotes that a name does not need: two that differ in nothing else are the same."""
    sql = re.sub(r'"([A-Za-z_]+)"', r"\1", re.sub(r"--[^\n]*", "", sql))
    return re.sub(r"\s*([(),])\s*", r"\1", re.sub(r"\s+", " ", sql)).strip().replace("; END", ";END")


def sorted_parts(sql):
    """A table's constraints in an order that does not depend on where they were written."""
    if not sql.startswith("create table"):
        return sql
    depth, parts = 0, [""]
    for character in sql:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += character
    parts[-1] = parts[-1][:-1]
    is_constraint = [part.startswith("constraint ") for part in parts]
    return ",".join([part for part, it in zip(parts, is_constraint) if not it]
                    + sorted(part for part, it in zip(parts, is_constraint) if it))


def catalog(database):
    """The statements of all objects, migc's own records left out."""
    connection = sqlite3.connect(database)
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                              " AND tbl_name NOT LIKE 'migc_%' AND name NOT LIKE 'sqlite_%' ORDER BY 1, 2").fetchall()
    connection.close()
    return {(kind, name): sorted_parts(words(sql).lower()) for kind, name, sql in rows}


def apply(database, folder):
    """The upgrade of a folder of scripts, by the sqlite3 program."""
    script = os.path.join(folder, "upgrade.sql")
    if not os.path.exists(script):
        script = sorted(glob.glob(os.path.join(folder, "*.up.sql")))[0]
    with open(script, encoding="utf-8") as stream:
        said = subprocess.run(["sqlite3", database], cwd=folder, stdin=stream, capture_output=True, text=True, check=False)
    check(said.returncode == 0, f"sqlite3 < {script}: {said.stderr}{said.stdout}")


def verify(database, folder):
    """The database is what its schema says, by the sqlite3 program."""
    with open(os.path.join(folder, "verify.sql"), encoding="utf-8") as stream:
        said = subprocess.run(["sqlite3", "-bail", database], stdin=stream, capture_output=True, text=True, check=False)
    check(said.returncode == 0 and "this database is what" in said.stdout, f"verify.sql: {said.stderr}{said.stdout}")


def again(migc, folder, database, number):
    """Imports a database, and makes another one of that: the text, and its path."""
    text = say(migc, ["import", database], folder)
    path = os.path.join(folder, f"schema{number}.mig")
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)
    out = os.path.join(folder, f"out{number}")
    say(migc, ["build", os.path.basename(path), "--target", "sqlite", "--out", out, "-q"], folder)
    made = os.path.join(folder, f"made{number}.db")
    apply(made, os.path.join(out, "sqlite"))
    verify(made, os.path.join(out, "sqlite"))
    return text, made


def round_trip(migc, folder, database, is_own):
    first, made = again(migc, folder, database, 1)
    second, remade = again(migc, folder, made, 2)
    check_equal(first, second, "the second import")
    check(catalog(made) == catalog(remade), "the catalogs of the second and third database differ")
    if is_own:
        before, after = catalog(database), catalog(made)
        check_equal("\n".join(f"{key}: {before[key]}" for key in sorted(before)) + "\n",
                    "\n".join(f"{key}: {after[key]}" for key in sorted(after)) + "\n", "the catalog")


def of_schema(migc, source):
    def run():
        with tempfile.TemporaryDirectory(prefix="migc-import-") as folder:
            out = os.path.join(folder, "out0")
            arguments = ["input.mig"] if os.path.exists(os.path.join(source, "input.mig")) else []
            say(migc, ["build", *arguments, "--target", "sqlite", "--out", out, "-q"], source)
            database = os.path.join(folder, "made0.db")
            apply(database, os.path.join(out, "sqlite"))
            round_trip(migc, folder, database, True)
    return run


def of_database(migc, source):
    def run():
        with tempfile.TemporaryDirectory(prefix="migc-import-") as folder:
            database = os.path.join(folder, "made0.db")
            connection = sqlite3.connect(database)
            connection.executescript(read(source))
            connection.close()
            round_trip(migc, folder, database, False)
    return run


def has_sqlite(folder):
    """Whether the schema of a folder is built for SQLite at all, and is right."""
    if not glob.glob(os.path.join(folder, "sqlite.*up*expected")) and "examples" not in folder:
        return False
    return not os.path.exists(os.path.join(folder, "errors.expected"))


def tests(migc, prefix="", all_of_them=False):
    """The round trips with the compiler `migc`."""
    folders = [folder for folder in sorted(glob.glob(os.path.join(ROOT, "tests/emit/*")) + glob.glob(os.path.join(ROOT, "examples/*")))
               if has_sqlite(folder) and (all_of_them or os.path.basename(folder) in QUICK)]
    databases = sorted(glob.glob(os.path.join(ROOT, "tests/import/*.sql")))
    return [Test(f"{prefix}import/{os.path.relpath(folder, ROOT)}: imports as it was built", of_schema(migc, folder)) for folder in folders] + \
           [Test(f"{prefix}import/{os.path.basename(path)}: imports twice the same", of_database(migc, path)) for path in databases]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--all", action="store_true")
    chosen = parser.parse_args()
    harness.main(tests(os.path.abspath(chosen.migc), all_of_them=chosen.all))

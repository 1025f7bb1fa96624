"""SQLite files as they lie about: in use, cut off, locked, of another kind.

Each is imported, or refused with the reason; and nothing in its folder changes.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))

import harness
from harness import Test, check, check_equal, command

TEXT = "table notes {\n  id    bigint  primary key\n  text  text    null\n}\n"
LOGGED = "it is in WAL mode, and the log beside it cannot be read without writing; close what has it open, or copy it with `VACUUM INTO`"


def database(path, *settings):
    """A database with one table, open."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in settings:
        connection.execute("PRAGMA " + setting)
    connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
    return connection


def copied(path, *ends):
    """What lies there while it is in use, elsewhere."""
    os.makedirs(os.path.join(os.path.dirname(path), "copy"))
    for end in ends:
        shutil.copy(path + end, os.path.join(os.path.dirname(path), "copy", os.path.basename(path) + end))
    return os.path.join(os.path.dirname(path), "copy", os.path.basename(path))


def closed(*settings):
    return lambda path: database(path, *settings).close()


def logged(path):
    connection = database(path, "journal_mode = WAL")
    return connection, path


def logged_and_copied(*ends):
    def make(path):
        connection = database(path, "journal_mode = WAL")
        return connection, copied(path, "", "-wal", *ends)
    return make


def cut_short(path):
    connection = database(path, "cache_size = 1")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO notes VALUES (?, ?)", [(number, "x" * 500) for number in range(2000)])
    return connection, copied(path, "", "-journal")


class Shell:
    """Another process: locks go when their own process closes the file anywhere."""

    def __init__(self, path, statement):
        self.process = subprocess.Popen(["sqlite3", path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdin.write(statement + "\nSELECT 'done';\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def close(self):
        self.process.communicate()


def locked(path):
    database(path).close()
    return Shell(path, "BEGIN EXCLUSIVE;"), path


def edited(statement):
    def make(path):
        connection = database(path)
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(statement)
        connection.close()
    return make


def truncated(path):
    database(path, "page_size = 512").close()
    os.truncate(path, 500)


def holding(content):
    def make(path):
        with open(path, "wb") as stream:
            stream.write(content)
    return make


# name, what makes it, what it is refused with or None, what it is imported as
FILES = [
    ("in use, in WAL mode", logged, None, TEXT),
    ("closed, in WAL mode", closed("journal_mode = WAL"), None, TEXT),
    ("copied with its log", logged_and_copied(), LOGGED, ""),
    ("copied with its log and the index of that", logged_and_copied("-shm"), None, TEXT),
    ("copied with a journal", cut_short, "a transaction was cut short, and undoing it by the journal beside it would write; "
     "open it with `sqlite3` and look at its tables once", ""),
    ("locked", locked, "another process has locked it", ""),
    ("in UTF-16", closed("encoding = 'UTF-16be'", "page_size = 1024", "auto_vacuum = 1"), None, TEXT),
    ("truncated", truncated, "the database is damaged", ""),
    ("edited into something else", edited("UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (id'"),
     "the database is damaged: malformed database schema (notes) - incomplete input", ""),
    ("edited into another table", edited("UPDATE sqlite_schema SET name = 'other'"), "the database is damaged: malformed database schema (other)", ""),
    ("of words", holding(b"CREATE TABLE notes (id INTEGER PRIMARY KEY);\n"), "it is not a SQLite database", ""),
    ("empty", holding(b""), None, ""),
    ("a folder", os.mkdir, "it is not a file", ""),
    ("a pipe", os.mkfifo, "it is not a file", ""),
    ("a link to itself", lambda path: os.symlink(path, path), "Too many levels of symbolic links", ""),
    ("not there", lambda path: None, "No such file or directory", ""),
]


def contents(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if os.path.isfile(path):
                with open(path, "rb") as stream:
                    found[path] = b"" if name.endswith("-shm") else stream.read()  # readers are counted there
    return found


def of_file(migc, make, why, text):
    def run():
        with tempfile.TemporaryDirectory(prefix="migc-files-") as folder:
            path = os.path.join(folder, "app.db")
            connection, path = make(path) or (None, path)
            before = contents(folder)
            said = command([migc, "import", path])
            after = contents(folder)
            if connection is not None:
                connection.close()
            check_equal(f"migc: cannot read `{path}`: {why}\n" if why else "", said.err, "what it says")
            check_equal(text, said.out, "the schema")
            check(said.status == (2 if why else 0), f"exit status {said.status}")
            check(sorted(before) == sorted(after) and before == after, f"the folder has changed: {sorted(after)}")
    return run


def tests(migc, prefix=""):
    """A test for each kind of file, with the compiler `migc`."""
    return [Test(f"{prefix}import/a SQLite file that is {name}", of_file(migc, make, why, text)) for name, make, why, text in FILES]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    harness.main(tests(os.path.abspath(parser.parse_args().migc)))

"""Input that nobody means well with: it is told what is wrong, soon, and nothing crashes.

Gives tests for one compiler: nesting, giant lines and files, bytes that are no text, things that are
no files, places that cannot be written to. Promises: every run ends with status 1 or 2 (0 where the
input is merely odd), in bounded time, with a message of bounded size, and leaves nothing half written.
"""

import os
import subprocess
import sys
import tempfile

import golden
import harness
from harness import ROOT, Test, check, command

SOUND = b"table t {\n  id  bigint  identity primary key\n}\n"

INPUTS = {
    "nothing at all": b"",
    "one newline": b"\n",
    "a byte order mark": b"\xef\xbb\xbf" + SOUND,
    "lines that end like on Windows": SOUND.replace(b"\n", b"\r\n"),
    "a NUL": b"table t {\n  id\0 bigint primary key\n}\n",
    "only NULs": b"\0" * 5000,
    "bytes that are not UTF-8": b"table t\xff\xfe {\n}\n",
    "a character cut in half": b"table t { } // \xe2\x82",
    "an overlong encoding": b"// \xc0\xaf\n" + SOUND,
    "surrogates": b"// \xed\xa0\x80\n" + SOUND,
    "UTF-16": "table t { }\n".encode("utf-16"),
    "10 MB of opening brackets": b"(" * 10_000_000,
    "10 MB of opening braces": b"{" * 10_000_000,
    "a million brackets in a check": b"table t {\n  id int primary key\n  check (" + b"(" * 1_000_000 + b"id" + b")" * 1_000_000 + b")\n}\n",
    "a hundred thousand signs": b"table t {\n  id int primary key\n  check (" + b"- " * 100_000 + b"id > 0)\n}\n",
    "a hundred thousand nots": b"table t {\n  id int primary key\n  check (" + b"not " * 100_000 + b"true)\n}\n",
    "a hundred thousand sums": b"table t {\n  id int primary key\n  check (id" + b" + 1" * 100_000 + b" > 0)\n}\n",
    "a line of 10 MB": b"// " + b"x" * 10_000_000 + b"\n" + SOUND,
    "an error at the end of a line of 10 MB": b"table t { " + b" " * 10_000_000 + b"!\n}\n",
    "a name of 10 MB": b"table " + b"a" * 10_000_000 + b" {\n  id int primary key\n}\n",
    "a string of 10 MB": b"table t {\n  id text primary key default '" + b"x" * 10_000_000 + b"'\n}\n",
    "a string without an end": b"table t {\n  id text primary key default '" + b"x\n" * 1_000_000,
    "a body without an end": b"sql x for postgres\n  up $$ select 1;\n",
    "a quoted name without an end": b'table "t {\n',
    "a number of a thousand digits": b"table t {\n  id int primary key default " + b"9" * 1000 + b"\n}\n",
    "a length of a thousand digits": b"table t {\n  id varchar(" + b"9" * 1000 + b") primary key\n}\n",
    "a hundred thousand mistakes": b"table t {\n" + b"  x nonsense\n" * 100_000 + b"}\n",
    "a hundred thousand syntax errors": b"table ! {\n}\n" * 100_000,
    "a million empty lines": b"\n" * 1_000_000,
    "escape sequences for the terminal": b"table \x1b[31mt\x1b]0;x\x07 {\n}\n",
    "characters that turn the line around": "table t\u202e {\n}\n".encode(),
    "the same table a thousand times": SOUND * 1000,
    "a mixin that includes itself": b"mixin a {\n  include a\n}\ntable t {\n  id int primary key\n  include a\n}\n",
    "mixins that include each other": b"mixin a {\n  include b\n}\nmixin b {\n  include a\n}\ntable t {\n  id int primary key\n  include a\n}\n",
    "a type that is itself": b"type a a\ntable t {\n  id a primary key\n}\n",
    "types in a circle": b"type a b\ntype b a\ntable t {\n  id a primary key\n}\n",
    "a generated column of itself": b"table t {\n  id int primary key\n  x int generated (x + 1) stored\n}\n",
    "a table of a hundred thousand columns": b"table t {\n  id int primary key\n" + b"".join(b"  c%d int\n" % i for i in range(100_000)) + b"}\n",
    "a hundred thousand foreign keys": b"table t {\n  id int primary key\n" + b"".join(b"  foreign key f%d (id) references t\n" % i for i in range(100_000)) + b"}\n",
    "a thousand checks of one column": b"table t {\n  id int primary key\n" + b"".join(b"  check c%d (id > %d)\n" % (i, i) for i in range(1000)) + b"}\n",
    "an enum of a hundred thousand values": b"enum e { " + b", ".join(b"v%d" % i for i in range(100_000)) + b" }\ntable t {\n  id int primary key\n  e e\n}\n",
    "a value twice in an enum, a hundred thousand times": b"enum e { " + b", ".join([b"v"] * 100_000) + b" }\ntable t {\n  id int primary key\n  e e\n}\n",
    "mixins that include two others, sixty deep": b"".join(b"mixin m%d {\n  include a%d\n  include b%d\n}\nmixin a%d {\n  include m%d\n}\nmixin b%d {\n  include m%d\n}\n" % (i, i, i, i, i + 1, i, i + 1) for i in range(60)) + b"mixin m60 {\n  x int\n}\ntable t {\n  id int primary key\n  include m0\n}\n",
    "mixins of five thousand levels": b"".join(b"mixin m%d {\n  include m%d\n  c%d int\n}\n" % (i, i + 1, i) for i in range(5000)) + b"mixin m5000 {\n  x int\n}\ntable t {\n  id int primary key\n  include m0\n}\n",
    "types that stand for each other, twenty thousand deep": b"".join(b"type t%d t%d\n" % (i, i + 1) for i in range(20_000)) + b"type t20000 int\ntable t {\n  id int primary key\n  x t0\n}\n",
    "tables in a circle of twenty thousand": b"".join(b"table t%d {\n  id int primary key\n  x int references t%d\n}\n" % (i, (i + 1) % 20_000) for i in range(20_000)),
    "twenty thousand tables that nobody declares": b"".join(b"table t%d {\n  id int primary key\n  x int references nowhere%d\n}\n" % (i, i) for i in range(20_000)),
    "every dollar quote there could be": b"".join(b"sql s%d for postgres\n  up $$ select '$migc%d$', '$sql%d$' $$\n  down none 'x'\n" % (i, i, i) for i in range(20_000)) + b"table t {\n  id int primary key\n}\n",
    "routines that each need two others, sixty deep": b"".join(b"sql f%d for postgres\n%s  up $$ create function f%d() returns int language sql as 'select 1'; $$\n  down $$ drop function f%d(); $$\n\n" % (i, b"  needs f%d, f%d\n" % (i - 1, i - 2) if i > 1 else b"", i, i) for i in range(60)) + b"table t {\n  id int primary key\n}\n",
    "a table of ten thousand columns": b"table t {\n  id int primary key\n" + b"".join(b"  c%d int\n" % i for i in range(10_000)) + b"}\n",
}
FINE = {"nothing at all", "one newline", "a byte order mark", "lines that end like on Windows", "a line of 10 MB",
        "a million empty lines", "types that stand for each other, twenty thousand deep"}
EITHER = {"a thousand checks of one column", "an enum of a hundred thousand values", "every dollar quote there could be",
          "a string of 10 MB", "a hundred thousand sums", "a table of ten thousand columns",
          "routines that each need two others, sixty deep"}


def sane(ran, what, allowed):
    text = ran.out + ran.err
    check("Sanitizer" not in text and "runtime error:" not in text, f"{what}: {text[:4000]}")
    check(ran.status in allowed, f"{what}: exit status {ran.status}, expected {allowed}\n{text[:2000]}")
    check(ran.status == 0 or ran.err, f"{what}: fails without a word")
    check(len(ran.err) < 200_000, f"{what}: a message of {len(ran.err)} bytes")
    check("\x1b" not in ran.err and "\x07" not in ran.err and "\u202e" not in ran.err,
          f"{what}: the message has control characters of the input")


def one(migc, name, data):
    allowed = (0,) if name in FINE else (0, 1) if name in EITHER else (1,)
    with tempfile.TemporaryDirectory(prefix="migc-hostile-") as folder:
        path = os.path.join(folder, "input.mig")
        with open(path, "wb") as file:
            file.write(data)
        for arguments in (["check", "input.mig"], ["build", "--out", "out", "input.mig"]):
            ran = command([migc, *arguments], cwd=folder, env=golden.QUIET, timeout=120)
            sane(ran, f"migc {arguments[0]}", allowed)
        check(ran.status == 0 or not os.path.exists(os.path.join(folder, "out")), "a failed build has left out/")
        sane(command([migc, "fmt", "-"], cwd=folder, env=golden.QUIET, stdin=data, timeout=120), "migc fmt -", (0, 1))


def chain(*steps):
    """Revisions, one after the other, of these steps."""
    return {f"{number}_r": f"revision {number}_r{f' after {number - 1}_r' if number > 1 else ''} {{\n{text}}}\n"
            for number, text in enumerate(steps, 1)}


def alter(table, lines):
    return f"  alter table {table} {{\n" + "".join(f"    {line}\n" for line in lines) + "  }\n"


T = "  create table t {\n    id int primary key\n    a int null\n    b int null\n  }\n"
CHAINS = {
    "a thousand tables made, altered, renamed and dropped": chain(
        "".join(f"  create table t{i} {{\n    id int primary key\n    a int check (a > 0)\n  }}\n" for i in range(1000)),
        "".join(alter(f"t{i}", ["rename column a to b", f"drop check t{i}_b_check", "add column c int default 1"]) for i in range(1000)),
        "".join(f"  rename table t{i} to u{i}\n" for i in range(1000)),
        "".join(f"  drop table u{i} lossy 'x'\n" for i in range(1000))),
    "a thousand columns renamed, freed and dropped": chain(
        "  create table t {\n    id int primary key\n" + "".join(f"    c{i} int check (c{i} > 0)\n" for i in range(1000)) + "  }\n",
        alter("t", [f"rename column c{i} to d{i}" for i in range(1000)] + [f"drop check t_d{i}_check" for i in range(1000)]),
        alter("t", [f"drop column d{i} restore (id + {i})" for i in range(1000)])),
    "values that double a hundred times": chain(T, alter("t", ["backfill a = b + b", "backfill b = a + a"] * 100)),
    "columns that swap a thousand times": chain(
        T, alter("t", ["rename column a to c", "rename column b to a", "rename column c to b"] * 1000)),
    "an enum that gets a thousand values": chain(
        "  create enum e { v0 }\n" + T, "  alter enum e {\n" + "".join(f"    add value v{i} before v{i - 1}\n" for i in range(1, 1000)) + "  }\n"),
    "a thousand revisions": chain(T, *(alter("t", [f"comment 'number {i}'"]) for i in range(1000))),
    "a table dropped and made again five hundred times": chain(T, ("  drop table t lossy 'x'\n" + T) * 500),
    "every name taken by what was there before": chain(
        T, "  rename table t to u\n" + T + alter("u", ["rename column a to b2", "rename column b to a", "add column b text null"])),
    "a revision that comes after itself": {"1_r": "revision 1_r after 1_r {\n" + T + "}\n"},
    "five hundred heads": {f"{i}_r": f"revision {i}_r{' after 1_r' if i > 1 else ''} {{\n" + T.replace("table t", f"table t{i}") + "}\n"
                           for i in range(1, 501)},
    "a sum that is no text": {"1_r": "revision 1_r {\n" + T + "}\n", "../migc.sum": "\x00\xff\n<<<<<<< a\n1_r\n" * 1000},
}


def project(migc, revisions):
    """Revisions that make no schema: whatever is told, it is told soon and sanely."""
    with tempfile.TemporaryDirectory(prefix="migc-hostile-") as folder:
        os.mkdir(os.path.join(folder, "revisions"))
        for name, text in {"../project.mig": "project p {\n  targets  postgres, sqlite\n}\n", "../schema.mig": "", **revisions}.items():
            path = os.path.join(folder, "revisions", name if "." in name else f"{name}.mig")
            with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(text)
        for arguments in (["check", "--no-proof"], ["dump", "ops"], ["log"], ["sum"], ["build", "--no-proof", "--out", "out"], ["new", "back"]):
            sane(command([migc, *arguments], cwd=folder, env=golden.QUIET, timeout=120), f"migc {arguments[0]}", (0, 1, 2))


def no_file(migc):
    with tempfile.TemporaryDirectory(prefix="migc-hostile-") as folder:
        os.mkdir(os.path.join(folder, "folder.mig"))
        os.symlink("loop.mig", os.path.join(folder, "loop.mig"))
        os.mkfifo(os.path.join(folder, "pipe.mig"))
        for name in ("folder.mig", "loop.mig", "nowhere.mig", "/dev/full", "", "a" * 5000 + ".mig"):
            sane(command([migc, "check", name], cwd=folder, env=golden.QUIET, timeout=60), f"migc check {name[:50]}", (1, 2))


def nowhere_to_write(migc):
    with tempfile.TemporaryDirectory(prefix="migc-hostile-") as folder:
        with open(os.path.join(folder, "input.mig"), "wb") as file:
            file.write(SOUND)
        with open(os.path.join(folder, "taken"), "w"):
            pass
        for out in ("taken", "taken/deeper", "/proc/nowhere", "/dev/null/x", "a" * 300):
            sane(command([migc, "build", "--out", out, "input.mig"], cwd=folder, env=golden.QUIET), f"--out {out[:20]}", (2,))
        for arguments in (["build", "--stdout", "--target", "sqlite", "input.mig"], ["fmt", "-"], ["help"], ["--version"]):
            with open("/dev/full", "w") as full:
                ran = subprocess.run([migc, *arguments], cwd=folder, stdin=open(os.path.join(folder, "input.mig")), stdout=full,
                                     stderr=subprocess.PIPE, env={**os.environ, **golden.QUIET})
            check(ran.returncode == 2, f"migc {' '.join(arguments)} > /dev/full: exit status {ran.returncode}")


def full_disk(migc):
    """The files get no larger than 4 KiB: the old ones stay as they were, to the last byte."""
    with tempfile.TemporaryDirectory(prefix="migc-hostile-") as folder:
        def put(text):
            with open(os.path.join(folder, "input.mig"), "w") as file:
                file.write(text)
        put(SOUND.decode())
        ran = command([migc, "build", "--out", "out", "input.mig"], cwd=folder, env=golden.QUIET)
        check(ran.status == 0, ran)
        before = golden.tree(os.path.join(folder, "out"))
        put(SOUND.decode() + "".join(f"table t{i} {{\n  id  bigint  identity primary key\n}}\n" for i in range(300)))
        ran = command(["bash", "-c", f"ulimit -f 4; trap '' XFSZ; exec '{migc}' build --out out input.mig"], cwd=folder, env=golden.QUIET)
        sane(ran, "a full disk", (2,))
        harness.check_equal(before, golden.tree(os.path.join(folder, "out")), "a full disk has changed the files")


def tests(migc, prefix=""):
    found = [Test(f"{prefix}hostile: {name}", lambda name=name, data=data: one(migc, name, data)) for name, data in INPUTS.items()]
    found += [Test(f"{prefix}hostile: {name}", lambda revisions=revisions: project(migc, revisions)) for name, revisions in CHAINS.items()]
    found.append(Test(f"{prefix}hostile: what is no file", lambda: no_file(migc)))
    found.append(Test(f"{prefix}hostile: nowhere to write", lambda: nowhere_to_write(migc)))
    found.append(Test(f"{prefix}hostile: a full disk", lambda: full_disk(migc)))
    return found


if __name__ == "__main__":
    harness.main(tests(os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "migc"))))

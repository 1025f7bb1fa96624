"""`make check`: builds the compiler, plain and with the sanitizers, and runs every test on both.

Gives: failures in full, nothing else, and as its last line `N passed, N failed`, which is also left in
build/check.result. Promises: exit status 1 unless everything passed.
"""

import glob
import os
import re
import sys
import time

import floors
import golden
import harness
import hostile
from harness import Count, Failed, ROOT, Test, check, command, write

sys.path[:0] = [os.path.join(ROOT, "tests", "run"), os.path.join(ROOT, "tests", "import")]
import files
import roundtrip
import scenarios

PLAIN = os.path.join(ROOT, "build")
SANITIZED = os.path.join(ROOT, "build", "asan")
SANITIZER = {"UBSAN_OPTIONS": "print_stacktrace=1", "ASAN_OPTIONS": "detect_stack_use_after_return=1"}


def make(*arguments):
    made = command(["make", "--no-print-directory", "-s", f"-j{harness.WORKERS}", *arguments], cwd=ROOT, timeout=1200)
    check(made.status == 0, f"make {' '.join(arguments)}\n{made.out}{made.err}")


def builds():
    """One after the other: make itself uses every core."""
    tests = [
        Test("the compiler builds", lambda: make("all", "units", "replays")),
        Test("the compiler builds with the sanitizers", lambda: make("SANITIZE=1", "all", "units", "replays")),
        Test("the compiler builds without PostgreSQL's grammar",
             lambda: make("WITH_PG_QUERY=0", "BUILD=build/without-pg-query", "CFLAGS=-O0", "all")),
    ]
    if command(["sh", "-c", "command -v clang"]).status == 0:
        tests.append(Test("the compiler builds with clang", lambda: make("CC=clang", "CFLAGS=-O0", "all")))
    return tests


def units(build, prefix, count):
    """The cmocka programs; each of their tests is counted."""
    for program in sorted(glob.glob(os.path.join(build, "tests", "test_*"))):
        if not os.access(program, os.X_OK) or not os.path.isfile(program):
            continue
        name = prefix + "unit/" + os.path.basename(program)
        try:
            ran = command([program], env={"CMOCKA_MESSAGE_OUTPUT": "TAP"}, cwd=ROOT)
        except Failed as failure:
            count.fail(name, failure)
            continue
        results = re.findall(r"^(ok|not ok)\b", ran.out, re.M)
        count.passed += results.count("ok")
        if ran.status != 0 or "not ok" in results or not results:
            count.fail(name, ran)
            count.failed += max(0, results.count("not ok") - 1)


def replays(build, prefix):
    """Every file of the fuzzers' corpora, whole and cut at every byte."""
    found = []
    for program in sorted(glob.glob(os.path.join(build, "replay_*"))):
        if not program.endswith(".d"):
            name = os.path.basename(program)[len("replay_"):]
            own = {"chain": "chains", "import": "catalogs"}.get(name, "corpus")
            corpus = sorted(glob.glob(os.path.join(ROOT, "tests", "fuzz", own, "*"))
                            + (glob.glob(os.path.join(ROOT, "examples", "*", "*.mig")) if own == "corpus" else []))

            def replay(program=program, corpus=corpus):
                check(len(corpus) > 2, "the corpus is gone")
                ran = command([program, *corpus], timeout=600)
                check(ran.status == 0, ran)
            found.append(Test(f"{prefix}fuzz/{name} survives its corpus", replay))
    return found


def current(migc):
    """out/ holds the SQL of every example as this compiler writes it."""
    found = []
    for example in sorted(os.listdir(os.path.join(ROOT, "examples"))):
        folder = os.path.join(ROOT, "examples", example)
        if os.path.isdir(folder):
            out = os.path.join(ROOT, "out", example)

            def same(folder=folder, out=out):
                ran = command([migc, "-C", folder, "build", "--check", "--out", out], env=golden.QUIET)
                check(ran.status == 0, ran)
            found.append(Test(f"out/{example} is what migc writes", same))
    return found


def main():
    started = time.monotonic()
    os.environ.update(SANITIZER)
    count = Count()

    harness.run(builds(), count, workers=1)
    if not count.failed or os.path.exists(os.path.join(PLAIN, "migc")):
        migc, sanitized = os.path.join(PLAIN, "migc"), os.path.join(SANITIZED, "migc")
        units(PLAIN, "", count)
        units(SANITIZED, "asan: ", count)
        harness.run(floors.tests(), count)
        harness.run(golden.tests(migc) + golden.diagnostics(migc) + current(migc), count)
        harness.run(hostile.tests(migc) + hostile.tests(sanitized, "asan: "), count)
        harness.run(golden.tests(sanitized, prefix="asan: "), count)
        harness.run(replays(PLAIN, "") + replays(SANITIZED, "asan: "), count)
        harness.run(roundtrip.tests(migc) + roundtrip.tests(sanitized, "asan: ") + files.tests(migc) + files.tests(sanitized, "asan: "), count)
        print(scenarios.run_all(migc, sanitized, count), flush=True)

    if "-v" in sys.argv:
        print(f"{time.monotonic() - started:.0f} s")
    os.makedirs(PLAIN, exist_ok=True)
    write(os.path.join(PLAIN, "check.result"), count.line() + "\n")
    print(count.line(), flush=True)
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

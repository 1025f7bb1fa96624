"""What every kind of test here is made of.

Takes: tests, each a name that reads as a sentence and a function without arguments.
Gives: each failure in full, then one line, `N passed, N failed`, and how many were skipped if any were.
Promises: tests run side by side and are told in their order; a test fails by raising Failed, and any
other exception is a failure too, told with its traceback.
"""

import concurrent.futures
import difflib
import os
import signal
import subprocess
import sys
import time
import traceback

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORKERS = max(2, os.cpu_count() or 2)


# asked to end, the tests still stop the server and remove their folders
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(f"ended by signal {number}"))


class Failed(Exception):
    """A test did not hold; the text says what was expected and what was found."""


class Test:
    def __init__(self, name, function):
        self.name = name
        self.function = function
        self.seconds = 0.0


class Skipped(Exception):
    """What a test needs is not there."""


class Count:
    """What was counted over all suites."""

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0

    def fail(self, name, text):
        self.failed += 1
        print(f"FAILED {name}\n{indent(text)}", flush=True)

    def line(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def indent(text):
    return "".join("    " + line + "\n" for line in str(text).rstrip("\n").split("\n"))


def check(condition, text):
    if not condition:
        raise Failed(text)


def check_equal(expected, found, what):
    """Two texts or lists of lines are the same; the failure is their unified diff."""
    if expected == found:
        return
    lines = [side if isinstance(side, list) else side.split("\n") for side in (expected, found)]
    diff = difflib.unified_diff(*lines, "expected", "found", lineterm="", n=2)
    raise Failed(what + "\n" + "\n".join(diff))


def run(tests, count, workers=WORKERS):
    """Runs the tests, several at once; tells failures in the order of the tests."""

    def one(test):
        started = time.monotonic()
        try:
            test.function()
        except Skipped:
            return Skipped
        except Failed as failure:
            return str(failure)
        except Exception:
            return traceback.format_exc()
        finally:
            test.seconds = time.monotonic() - started
        return None

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        try:
            for test, failure in zip(tests, pool.map(one, tests)):
                if failure is None:
                    count.passed += 1
                elif failure is Skipped:
                    count.skipped += 1
                else:
                    count.fail(test.name, failure)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class Ran:
    """A finished process: its status, and what it wrote."""

    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err

    def __str__(self):
        return f"exit status {self.status}\n{self.out}{self.err}"


def command(arguments, cwd=None, env=None, stdin=None, timeout=300):
    """Runs a program to its end. Bytes that are not UTF-8 are kept (surrogateescape)."""
    environment = dict(os.environ)
    environment.update(env or {})
    if isinstance(stdin, str):
        stdin = stdin.encode("utf-8", "surrogateescape")
    try:
        done = subprocess.run(arguments, cwd=cwd, env=environment, input=stdin if stdin is not None else b"",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise Failed(f"{' '.join(map(str, arguments))}: not done after {timeout} seconds") from None
    return Ran(done.returncode, *(text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr)))


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)


def main(tests, workers=WORKERS):
    """For a file of tests that is run on its own."""
    count = Count()
    run(tests, count, workers)
    print(count.line())
    sys.exit(1 if count.failed else 0)

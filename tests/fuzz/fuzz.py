"""Runs every libFuzzer harness for a while: fuzz.py BUILD SECONDS.

The corpus is tests/fuzz/corpus and every .mig file of the tests and examples; for chains tests/fuzz/chains and
the revisions of every project, in one file each; for the import tests/fuzz/catalogs and the pairs of databases of SQLite. What is found that is new is kept in BUILD/corpus. A crash leaves its input in BUILD and ends with status 1.
"""

import glob
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def seeds(folder):
    """Copies every schema there is into `folder`, under names that do not meet."""
    os.makedirs(folder, exist_ok=True)
    for pattern in ("tests/**/*.mig", "examples/**/*.mig"):
        for path in glob.glob(os.path.join(ROOT, pattern), recursive=True):
            name = os.path.relpath(path, ROOT).replace("/", "-")
            with open(path, "rb") as source, open(os.path.join(folder, name), "wb") as copy:
                copy.write(source.read())
    return folder


def chains(folder):
    """The revisions of every project, as fuzz_chain takes them."""
    os.makedirs(folder, exist_ok=True)
    for pattern in ("tests/*/*/revisions", "examples/*/revisions"):
        for path in glob.glob(os.path.join(ROOT, pattern)):
            files = sorted(glob.glob(os.path.join(path, "*.mig")))
            texts = [open(file, "rb").read() for file in files]
            name = os.path.relpath(path, ROOT).replace("/", "-")
            with open(os.path.join(folder, name), "wb") as copy:
                copy.write(b"//-\n".join(texts))
    return folder


def catalogs(folder):
    """Databases of SQLite, as fuzz_import takes them."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(ROOT, "tests", "import", "pairs", "sqlite.sql"), encoding="utf-8") as file:
        parts = re.split(r"^-- (?:after|===== .*)\n", file.read(), flags=re.M)
    for number, sql in enumerate(parts[1:]):
        with open(os.path.join(folder, str(number)), "w", encoding="utf-8") as copy:
            copy.write("sqlite\n" + sql)
    return folder


OF = {"fuzz_chain": ("chains", chains, "mig.dict"), "fuzz_import": ("catalogs", catalogs, "import.dict")}


def main():
    build, seconds = os.path.abspath(sys.argv[1]), sys.argv[2]
    status = 0
    for program in sorted(glob.glob(os.path.join(build, "fuzz_*"))):
        if not os.access(program, os.X_OK):  # objects, and inputs that an earlier run left here
            continue
        name = os.path.basename(program)
        corpus, more, words = OF.get(name, ("corpus", seeds, "mig.dict"))
        found = os.path.join(build, "corpus", name)
        os.makedirs(found, exist_ok=True)
        print(f"{name} for {seconds} seconds", flush=True)
        status |= subprocess.call([program, f"-max_total_time={seconds}", "-timeout=120", "-rss_limit_mb=4096", "-print_final_stats=1",
                                   f"-dict={os.path.join(ROOT, 'tests', 'fuzz', words)}", f"-artifact_prefix={build}/{name}-", found,
                                   os.path.join(ROOT, "tests", "fuzz", corpus), more(os.path.join(build, "seeds", name))])
    sys.exit(1 if status else 0)


if __name__ == "__main__":
    main()

"""Golden folders: what the compiler says about an input, kept beside it.

    tests/golden.py [--bless] [--migc FILE] [FOLDER...]

tests/{lex,parse,check,emit,...}/<sentence>/ holds input.mig, or a project (project.mig or schema.mig),
and any of
    tokens|ast|model|graph|ops|plan.expected     migc dump STAGE
    formatted.expected                           migc fmt -
    errors.expected                              migc check; without this file: valid, and nothing is said
    <target>.{up,down,verify}.expected           the scripts of migc build, without the parts that are the
                                                 same in every script (compiler/emit/sql/*.sql)
    <target>.{up,down,verify}.whole.expected     the same with them
    <target>.<revision>.{up,down}.expected       those of one revision of a chain
Where the input is a revision.mig, a revision by itself, only its syntax is looked at: tokens, ast,
formatted, and in errors.expected what migc dump ast says.
tests/cli/<sentence>/ holds `command`, for the shell, with the compiler as $MIGC and the project's folder
as $ROOT, run in a copy of the folder; stdout.expected, stderr.expected (left out: nothing) and status.expected (left out: 0).

A unified diff is shown for what differs; --bless rewrites the expected files that there are, and
errors.expected where there was none and something is said.

Over every folder whose input is valid stand the laws: printing is stable and keeps the tree (L1), a
model does not differ from itself (L2), what is drafted of a schema makes it and unmakes it (L3, L4, L5), two
builds give the same bytes wherever and however they are run (L7). Every diagnostic has a row, a page and a
test, and the examples of its page hold (L8).
"""

import argparse
import glob
import os
import re
import shutil
import sys
import tempfile

import harness
from harness import Failed, ROOT, Test, check, check_equal, command, read, write

STAGES = ("tokens", "ast", "model", "graph", "ops", "plan")
SCRIPTS = {"up": "0001_initial.up.sql", "down": "0001_initial.down.sql", "verify": "verify.sql"}
# told of migc's own mistakes: a test that shows one would need one
BUGS = ("proof-failed",)
QUIET = {"NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def folders():
    """Every folder of tests/*/ that holds expected files, sorted."""
    found = []
    for group in sorted(os.listdir(os.path.join(ROOT, "tests"))):
        path = os.path.join(ROOT, "tests", group)
        if not os.path.isdir(path):
            continue
        for name in sorted(os.listdir(path)):
            folder = os.path.join(path, name)
            if os.path.isdir(folder) and (inputs(folder) is not None
                                          or os.path.exists(os.path.join(folder, "command"))):
                found.append(folder)
    return found


def inputs(folder):
    """The arguments that name the folder's schema; None if there is none."""
    for name in ("input.mig", "revision.mig"):
        if os.path.exists(os.path.join(folder, name)):
            return [name]
    if any(os.path.exists(os.path.join(folder, name)) for name in ("project.mig", "schema.mig")):
        return []
    return None


def sentence(folder):
    return os.path.relpath(folder, os.path.join(ROOT, "tests"))


class Golden:
    """The tests of one folder with one compiler."""

    def __init__(self, folder, migc, bless=False):
        self.folder = folder
        self.migc = migc
        self.bless = bless
        self.inputs = inputs(folder)
        self.is_revision = self.inputs == ["revision.mig"]

    def say(self, *arguments, stdin=None, cwd=None, env=None):
        return command([self.migc, *arguments], cwd=cwd or self.folder, env={**QUIET, **(env or {})}, stdin=stdin)

    def compare(self, name, found):
        path = os.path.join(self.folder, name)
        expected = read(path) if os.path.exists(path) else ""
        if self.bless and expected != found:
            if found or os.path.exists(path):
                write(path, found)
            return
        check_equal(expected, found, name)

    def expected(self):
        """The stems of the expected files, sorted."""
        return sorted(name[:-len(".expected")] for name in os.listdir(self.folder) if name.endswith(".expected"))

    def stages(self):
        said = self.checked()
        check(said.status in (0, 1), f"{said}")
        check(said.out == "" or self.is_revision, f"migc check wrote to its output:\n{said.out}")
        self.compare("errors.expected", said.err)
        check((said.status == 1) == ("error[" in said.err), f"{said}")
        for stem in self.expected():
            target, _, script = stem.partition(".")
            revision = re.match(r"(\d{4}_\w+)\.", script)
            script = script[revision.end():] if revision else script
            script, _, whole = script.partition(".")
            if stem == "errors":
                continue
            if stem in STAGES:
                said = self.say("dump", stem, *self.inputs)
                self.compare(stem + ".expected", said.out)
            elif stem == "formatted":
                said = self.say("fmt", "-", stdin=read(os.path.join(self.folder, self.inputs[0])))
                self.compare(stem + ".expected", said.out)
            elif script in SCRIPTS and whole in ("", "whole"):
                with tempfile.TemporaryDirectory(prefix="migc-golden-") as out:
                    said = build(self.migc, self.folder, out, "--target", target)
                    check(said.status == 0, f"migc build: {said}")
                    text = read(script_path(out, target, script, revision and revision[1]))
                    self.compare(stem + ".expected", text if whole else without_blocks(text))
            else:
                raise Failed(f"{stem}.expected: nothing of this name can be compared")

    def checked(self):
        return self.say("dump", "ast", *self.inputs) if self.is_revision else self.say("check", *self.inputs)

    def valid(self):
        return self.checked().status == 0

    def laws(self):
        if not self.valid():
            return
        for name in sources(self.folder):
            text = read(os.path.join(self.folder, name))
            once = self.say("fmt", "-", stdin=text)
            check(once.status == 0, f"migc fmt: {once}")
            twice = self.say("fmt", "-", stdin=once.out)
            check_equal(once.out, twice.out, f"L1: {name} printed twice is not {name} printed once")
            with tempfile.TemporaryDirectory(prefix="migc-golden-") as copy:
                trees = []
                for version in (text, once.out):
                    write(os.path.join(copy, "input.mig"), version)
                    trees.append(self.say("dump", "ast", "input.mig", cwd=copy).out)
                check_equal(*trees, f"L1: {name} printed is another tree")
        if not self.is_revision:
            self.same_model()
            self.drafted()
            self.same_bytes()

    def same_model(self):
        """L2, on the text: the printed schema has the operations of the schema, one by one."""
        if self.inputs != ["input.mig"]:
            return
        with tempfile.TemporaryDirectory(prefix="migc-golden-") as copy:
            printed = self.say("fmt", "-", stdin=read(os.path.join(self.folder, "input.mig"))).out
            write(os.path.join(copy, "input.mig"), printed)
            check_equal(unplaced(self.say("dump", "ops", "input.mig").out),
                        unplaced(self.say("dump", "ops", "input.mig", cwd=copy).out),
                        "L2: the printed schema differs from the schema")

    def drafted(self):
        """L3 and L5: the revision that is drafted of the schema makes it; L4: and the one back unmakes it."""
        if self.inputs != ["input.mig"]:
            return
        with tempfile.TemporaryDirectory(prefix="migc-golden-") as copy:
            schema = os.path.join(copy, "schema.mig")

            def agrees(text, name, law):
                write(schema, text)
                new = command([self.migc, "new", "-q", name], cwd=copy, env=QUIET)
                if new.status == 1 and "nothing to do" in new.out + new.err:
                    return
                check(new.status == 0, f"{law}: {new}")
                for path in glob.glob(os.path.join(copy, "revisions", "*.mig")):
                    write(path, read(path).replace("lossy '...'", "lossy 'why'"))
                compared = command([self.migc, "diff", "--exit-code"], cwd=copy, env=QUIET)
                check(compared.status == 0, f"{law}: {compared}")

            text = read(os.path.join(self.folder, "input.mig"))
            project = re.search(r"^project .*?^}$", text, re.M | re.S)
            if project and re.search(r"^\s+schema\s", project.group(0), re.M):
                return  # it is more than this file
            agrees(text, "there", "L3")
            agrees(project.group(0) + "\n" if project else "", "back", "L4")

    def same_bytes(self):
        with tempfile.TemporaryDirectory(prefix="migc-golden-") as top:
            one, two = os.path.join(top, "one"), os.path.join(top, "in", "two")
            said = build(self.migc, self.folder, one)
            check(said.status == 0, f"migc build: {said}")
            home = os.path.join(top, "a longer place", "with another name")
            shutil.copytree(self.folder, home)
            said = build(self.migc, home, two, env={"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "de_DE.UTF-8",
                                                    "HOME": "/nowhere", "USER": "somebody", "TMPDIR": top})
            check(said.status == 0, f"migc build: {said}")
            check_equal(tree(one), tree(two), "L7: two builds differ")


def sources(folder):
    """The schema files of a folder, relative to it."""
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.relpath(os.path.join(place, name), folder) for name in names if name.endswith(".mig")]
    return sorted(found)


def unplaced(text):
    """A dump without the places (file:line:column or line:column) that printing moves."""
    return re.sub(r"\S*:?\b\d+:\d+\b", "", text)


def tree(folder):
    lines = []
    for name in sorted(os.path.relpath(os.path.join(place, name), folder)
                       for place, _, names in os.walk(folder) for name in names):
        lines += [f"==== {name}", *read(os.path.join(folder, name)).split("\n")]
    return lines


def build(migc, folder, out, *more, env=None):
    """migc build of what the folder holds, into `out`/<target>/."""
    return command([migc, "build", *more, "--out", out, *inputs(folder)], cwd=folder, env={**QUIET, **(env or {})})


def without_blocks(text):
    """A script without what is the same in every script: the line `-- (NAME.sql)` stands in for it."""
    folder = os.path.join(ROOT, "compiler", "emit", "sql")
    for name in sorted(os.listdir(folder)):
        text = text.replace(read(os.path.join(folder, name)), f"-- ({name})\n")
    return text


def script_path(out, target, script, revision=None):
    return os.path.join(out, target, f"{revision}.{script}.sql" if revision else SCRIPTS[script])


def cli(folder, migc, bless=False):
    """A command line in a copy of the folder: everything it says."""
    golden = Golden(folder, migc, bless)
    with tempfile.TemporaryDirectory(prefix="migc-golden-") as top:
        copy = os.path.join(top, "work")
        shutil.copytree(folder, copy, symlinks=True)
        for name in os.listdir(copy):
            if name.endswith(".expected") or name == "command":
                os.remove(os.path.join(copy, name))
        environment = {"MIGC": migc, "ROOT": ROOT, "LC_ALL": "C.UTF-8", "HOME": top, "TERM": "dumb",
                       "COLUMNS": "100"}
        said = command(["bash", "-c", read(os.path.join(folder, "command"))], cwd=copy, env=environment)
    check("Sanitizer" not in said.err and "runtime error:" not in said.err, said.err)
    golden.compare("stdout.expected", said.out)
    golden.compare("stderr.expected", said.err)
    path = os.path.join(folder, "status.expected")
    if bless and (said.status != 0 or os.path.exists(path)):
        write(path, f"{said.status}\n")
    else:
        check_equal(read(path).strip() if os.path.exists(path) else "0", str(said.status), "status.expected")


# ---- diagnostics: a row, a page, a test ----------------------------------------------------------

def rows():
    """Name and severity of every row of diags.def."""
    text = read(os.path.join(ROOT, "compiler", "source", "diags.def"))
    return re.findall(r'^DIAG\(\w+,\s*"([^"]+)",\s*SEVERITY_(\w+)', text, re.M)


def told():
    """The names of the diagnostics that some expected file shows."""
    found = set()
    for folder in folders():
        for name in ("errors.expected", "stderr.expected", "stdout.expected"):
            path = os.path.join(folder, name)
            if os.path.exists(path):
                found.update(re.findall(r"\b(?:error|warning|note)\[([a-z0-9-]+)\]", read(path)))
    return found


def page_example(page, heading):
    """What stands under a heading of a page: its schema (None if there is none), and its revisions by name."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    check(section, f"the page has no `## {heading}`")
    blocks = re.findall(r"^```mig( revision)?\n(.*?)^```$", section.group(1), re.M | re.S)
    schemas = [text for revision, text in blocks if not revision]
    check(len(schemas) <= 1, f"`## {heading}` has more than one schema")
    return (schemas + [None])[0], {text.split()[1]: text for revision, text in blocks if revision}


def page_project(migc, folder, schema, revisions):
    """The files of an example with revisions: the first one makes the schema, unless the page has it."""
    for below in ("schema", "revisions"):
        os.mkdir(os.path.join(folder, below))
    write(os.path.join(folder, "project.mig"), "project page {\n  targets  postgres 13, sqlite 3.35\n}\n")
    write(os.path.join(folder, "schema", "schema.mig"), schema)
    if all(" after " in text.splitlines()[0] for text in revisions.values()):
        check_equal(0, command([migc, "new", "initial"], cwd=folder, env=QUIET).status, "migc new initial")
    for name, text in revisions.items():
        write(os.path.join(folder, "revisions", name + ".mig"), text)


def page(name, migc):
    """The page of a diagnostic: its failing example fails with it alone, its mended one is silent.

    The mended example has the files of the failing one that it does not say anew. A schema beside revisions is the one
    that they begin with, so that they leave it is no mistake of another page.
    """
    path = os.path.join(ROOT, "spec", "diagnostics", name + ".md")
    check(os.path.exists(path), f"spec/diagnostics/{name}.md is missing")
    text = read(path)
    schema, revisions = None, {}
    for heading in ("Fails", "Mended"):
        own, steps = page_example(text, heading)
        if own is None and not steps:
            continue  # no schema alone shows it: a command line in tests/cli does
        schema, revisions = own or schema, {**revisions, **steps}
        others = {"schema-not-in-revisions", "revision-not-in-schema"} - {name} if revisions else set()
        with tempfile.TemporaryDirectory(prefix="migc-golden-") as copy:
            if revisions:
                page_project(migc, copy, schema, revisions)
            else:
                write(os.path.join(copy, "input.mig"), schema)
            files = [] if revisions else ["input.mig"]
            said = command([migc, "check", *files], cwd=copy, env=QUIET)
            laid_out = command([migc, "fmt", "--check", *files], cwd=copy, env=QUIET)
        found = set(re.findall(r"^(?:error|warning)\[([a-z0-9-]+)\]", said.err, re.M)) - others
        expected = {name} if heading == "Fails" else set()
        check(found == expected,
              f"`## {heading}` should say {' '.join(expected) or 'nothing'} and nothing else:\n{said}")
        check(heading == "Fails" or laid_out.status == 0, f"`## {heading}` is not in canonical layout:\n{laid_out}")


def diagnostics(migc):
    shown = told()

    def shown_somewhere(name):
        check(name in shown, f"no errors.expected or stderr.expected shows {name}")

    def stray():
        names = {name for name, _ in rows()}
        folder = os.path.join(ROOT, "spec", "diagnostics")
        pages = {name[:-3] for name in os.listdir(folder) if name.endswith(".md")} if os.path.isdir(folder) else set()
        check(pages <= names, f"pages of no diagnostic: {', '.join(sorted(pages - names))}")
        check(shown <= names, f"expected files name no diagnostic: {', '.join(sorted(shown - names))}")

    tests = [Test("diagnostics: every page and every expected name has a row", stray)]
    for name, _ in rows():
        if name in BUGS:
            continue
        tests.append(Test(f"diagnostics: {name} is shown by a test", lambda name=name: shown_somewhere(name)))
        tests.append(Test(f"diagnostics: the page of {name} holds", lambda name=name: page(name, migc)))
    return tests


# ---- the suite -----------------------------------------------------------------------------------

def tests(migc, only=None, bless=False, prefix=""):
    """The tests of all folders (or of those in `only`) with the compiler `migc`."""
    found = []
    for folder in only or folders():
        name = prefix + sentence(folder)
        if os.path.exists(os.path.join(folder, "command")):
            found.append(Test(name, lambda folder=folder: cli(folder, migc, bless)))
        if inputs(folder) is not None and not sentence(folder).startswith("cli/"):
            golden = Golden(folder, migc, bless)
            found.append(Test(name, golden.stages))
            if not bless:
                found.append(Test(name + ": the laws", golden.laws))
    return found


def main():
    parser = argparse.ArgumentParser(description="golden folders")
    parser.add_argument("--bless", action="store_true", help="rewrite the expected files")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("folder", nargs="*")
    options = parser.parse_args()
    migc = os.path.abspath(options.migc)
    only = [os.path.abspath(folder) for folder in options.folder]
    for folder in only:
        if not os.path.isdir(folder):
            sys.exit(f"{folder}: no such folder")
    found = tests(migc, only, options.bless)
    if not only and not options.bless:
        found += diagnostics(migc)
    harness.main(found)


if __name__ == "__main__":
    main()

"""The floors and walls of compiler/, checked from its text.

A folder includes only from its own floor or one below. Only schema/{resolve,typing,symbols}* and
change/{chain,meaning,replay}* see the tree of what was written from above syntax/. Only prove/ and import/ see sqlite3.h and pg_query.h. No question
about a dialect is asked outside emit/, prove/ and import/. Nothing outside base/ calls malloc or its kin. Nothing at file
scope can change.
"""

import os
import re

import harness
from harness import ROOT, Test, check, read

FLOORS = ("base", "source", "syntax", "schema", "change", "emit", "prove", "import", "cli")


def code(text):
    """C without comments and without what stands in quotes; line numbers are kept."""
    def blank(match):
        kept = match.group(0)
        if kept.startswith(("/*", "//")):
            return "\n" * kept.count("\n")
        return kept[0] + kept[-1]
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def files():
    """Every C file of the compiler: floor, path below compiler/, text. The grammar is on syntax's floor."""
    for floor in FLOORS:
        for folder, _, names in sorted(os.walk(os.path.join(ROOT, "compiler", floor))):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    path = os.path.join(folder, name)
                    yield floor, os.path.relpath(path, os.path.join(ROOT, "compiler")), read(path)
    for name in sorted(os.listdir(os.path.join(ROOT, "grammar"))):
        if name.endswith((".re", ".y")):
            yield "syntax", f"grammar/{name}", read(os.path.join(ROOT, "grammar", name))


def complaints(pattern, allowed, text=code):
    """path:line of every line that matches, outside of the files `allowed` accepts."""
    found = []
    for floor, path, content in files():
        if allowed(floor, path):
            continue
        for number, line in enumerate(text(content).split("\n"), 1):
            if re.search(pattern, line):
                found.append(f"compiler/{path}:{number}: {line.strip()}")
    return found


def nothing(found):
    check(not found, "\n".join(found))


def directions():
    found = []
    for floor, path, content in files():
        for number, line in enumerate(content.split("\n"), 1):
            include = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            other = include and include.group(1).split("/")[0]
            if other in FLOORS and FLOORS.index(other) > FLOORS.index(floor):
                found.append(f"compiler/{path}:{number}: {line.strip()}")
    nothing(found)


def sees_tree(floor, path):
    if floor in ("base", "source", "syntax", "import", "cli"):
        return floor != "base" and floor != "source"
    return re.match(r"schema/(resolve|typing|symbols)|change/(chain|meaning|replay)", path) is not None


def plain(text):
    return text


def file_scope_state(content):
    """Lines at file scope that define something that can change."""
    depth = 0
    found = []
    for number, line in enumerate(code(content).split("\n"), 1):
        if depth == 0 and not line.startswith(("#", " ", "}", "\t")):
            declared = re.match(r"(static\s+)?(?!typedef|extern|struct \w+ \{|enum|union \w+ \{)"
                                r"[A-Za-z_][\w\s\*]*?\b\w+(\[[^\]]*\])*\s*(=.*|;)$", line)
            # volatile: what a signal handler has to find
            if declared and "const" not in line and "volatile" not in line and "(" not in line.split("=")[0] and "_Thread_local" not in line:
                found.append((number, line))
        depth += line.count("{") - line.count("}")
    return found


def mutable_state():
    found = []
    for _, path, content in files():
        if path.endswith(".c"):
            found += [f"compiler/{path}:{number}: {line}" for number, line in file_scope_state(content)]
    nothing(found)


def too_long():
    nothing([f"compiler/{path}: {content.count(chr(10))} lines, the most is 900"
             for _, path, content in files() if content.count("\n") > 900])


def headed():
    nothing([f"compiler/{path}: does not begin with a comment that says what it is for"
             for _, path, content in files() if not content.startswith("/*") and path.startswith(FLOORS)])


def tests():
    return [
        Test("floors: a folder includes only from its own floor or below", directions),
        Test("floors: only resolving sees what was written and what it means",
             lambda: nothing(complaints(r'#\s*include\s+"syntax/ast\.h"', sees_tree, plain))),
        Test("floors: only the proof sees the databases' libraries",
             lambda: nothing(complaints(r"#\s*include\s+[<\"](sqlite3|pg_query)",
                                        lambda floor, path: floor in ("prove", "import"), plain))),
        Test("floors: no question about a dialect outside emit/",
             lambda: nothing(complaints(r"\bdialect->|\bTARGET_(POSTGRES|SQLITE|MYSQL|MARIADB)\b",
                                        lambda floor, path: floor in ("emit", "prove", "import") or path in ("schema/type.c",)))),
        Test("floors: memory is taken in base/ only",
             lambda: nothing(complaints(r"\b(malloc|calloc|realloc|free|strdup|strndup|asprintf|vasprintf)\s*\(",
                                        lambda floor, path: floor == "base"))),
        Test("floors: nothing at file scope can change", mutable_state),
        Test("floors: no file is too long", too_long),
        Test("floors: every file says first what it is for", headed),
    ]


if __name__ == "__main__":
    harness.main(tests())

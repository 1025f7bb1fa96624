"""Two random schemas of one history: imported, one script from the one database to the other, imported again.

    tests/run/random_pairs.py [--migc FILE] [--target TARGET] SEED[-SEED]

Takes: the schemas of tests/generate_chain.py, an earlier and a later one of the same seed.
Promises: those of tests/run/pairs.py; and what is imported, built, applied to an empty database and imported again
is the same; and `migc drift` finds nothing in what the scripts made.
"""

import argparse
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import generate_chain
import golden
import harness
import pairs
from databases import Servers, document
from harness import ROOT, Test, check, check_equal, command, read, write


class RandomPair(pairs.Pair):
    def __init__(self, migc, servers, target, top, seed):
        super().__init__(migc, servers, target, top, f"seed {seed}", "", "")
        seeded = generate_chain.Seeded(seed)
        first = seeded.chance.randrange(max(1, len(seeded.texts) - 1))
        # rows that belong to a schema would be rows that stop a script
        self.schemas = {which: re.sub(r"^data .*?^}\n", "", seeded.texts[at], flags=re.S | re.M)
                        for which, at in (("before", first), ("after", -1))}

    def built(self, which, text):
        """A database that the scripts of a schema made."""
        folder = os.path.join(self.folder, which)
        os.makedirs(folder, exist_ok=True)
        if not re.search(r"^project ", text, re.M):
            text = f"project imported {{\n  targets  {self.target}\n}}\n\n" + text
        write(os.path.join(folder, "schema.mig"), text)
        said = command([self.migc, "build", "schema.mig", "--target", self.target, "--out", "out", "--no-proof"], cwd=folder, env=golden.QUIET)
        check(said.status == 0, f"migc build of {which}: {said}\n{text}")
        database = self.servers.of(self.target).create()
        ran = database.run(read(golden.script_path(os.path.join(folder, "out"), self.target, "up")))
        check(ran.status == 0, f"{which}: {ran}\n{text}")
        self.has_no_drift(database, folder, which)
        return database

    def has_no_drift(self, database, folder, which):
        """What the scripts made is what the schema says."""
        if self.target == "sqlite":
            arguments, answer = [database.path], None
        else:
            query = self.say("import-sql", "--target", self.target).out
            arguments, answer = ["--target", self.target, "-"], document(database, query)
        said = command([self.migc, "drift", *arguments], cwd=folder, env=golden.QUIET, stdin=answer)
        check(said.status == 0 and not said.out, f"migc drift of {which}, which the scripts made: {said}")

    def made(self, which):
        database = self.built(which, self.schemas[which])
        imported = self.imported(database)
        again = self.built(which + "-imported", imported)
        check_equal(imported, self.imported(again), f"{which}, imported, built and imported again")
        again.drop()
        return database


def tests(migc, servers, top, targets, seeds):
    """A test a seed and target; a seed that is for PostgreSQL only has no others."""
    made = []
    for seed in seeds:
        for target in targets:
            if target in generate_chain.Seeded(seed).targets:
                made.append(Test(f"pairs/{target}/seed {seed}",
                                 lambda seed=seed, target=target: RandomPair(migc, servers, target, top, seed).run()))
    return made


def main():
    parser = argparse.ArgumentParser(description="scripts between two databases by chance")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--target", default="postgres,sqlite")
    parser.add_argument("--keep", default="/tmp/migc-random-pairs", help="the folder for the schemas")
    parser.add_argument("seeds", help="5, or 5-9; those above 100000 are for MySQL and MariaDB, too")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    servers = Servers()
    count = harness.Count()
    try:
        harness.run(tests(os.path.abspath(options.migc), servers, options.keep, options.target.split(","),
                          range(int(first), int(last or first) + 1)), count)
    finally:
        servers.stop()
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

"""Chains of revisions by chance: a random schema, edited again and again; every edit drafted, built, run, undone.

    tests/generate_chain.py [--migc FILE] [--postgres PART] [--keep FOLDER] SEED | FIRST-LAST
    tests/generate_chain.py --print SEED         the schemas of a chain, one after the other

Takes: seeds. Gives for each a project whose revisions `migc new` drafted: open lines (`backfill c = ...`,
`lossy`) are filled in, and now and then a guess is replaced by what really was done, or the other way round.
Promises: the same seed gives the same schemas, with every Python 3. Edits keep a schema free of mistakes, and
rows that were there before can live with them unless they say so (Edits.hard).
"""

import argparse
import os
import random
import re
import shutil
import sys
import tempfile

TESTS = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [TESTS, os.path.join(TESTS, "run")]

import chains
import generate
import golden
import harness
import rows
import scenarios
from chains import NAME
from databases import STATE, TARGETS, Servers, SqliteDatabase, cuts_of
from generate import HARD, Column, Enum, Table, View, quoted, table_name
from harness import Failed, ROOT, Test, check, check_equal, read, write

# ---- edits ---------------------------------------------------------------------------------------

TOKENS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\w+|\s+|.", re.S)


def tokens(text):
    return TOKENS.findall(text)


def split(item):
    """The part of an item over the table's own columns, and its reference to another table."""
    at = re.search(r"\breferences\b", item) if item.startswith("references ") else re.search(r"(?<=\n    )references ", item)
    return (item[:at.start()], item[at.start():]) if at else (item, "")


def names(item, name):
    """Whether an item names the column, as its own."""
    head = split(item)[0]
    return quoted(name) in tokens(head[head.find("("):])


def refers(item, table):
    """The columns of `table` that an item refers to: None, or their list, [] for the primary key."""
    found = re.match(r"references\s+" + NAME + r"(?:\s*\(([^)]*)\))?", split(item)[1])
    if not found or found.group(1) != table_name(table):
        return None
    return [name.strip() for name in found.group(2).split(",")] if found.group(2) else []


class Edits:
    """Changes to a generate.Schema; each tries to do one thing and says what it did, or None."""

    def __init__(self, schema, chance):
        self.schema = schema
        self.chance = chance
        self.hard = False             # rows that are there may not be able to follow
        self.fillings = {}            # (table, column) -> expression for an open backfill
        self.serial = 0
        self.changed = set()          # columns whose type is another one

    def pick(self, all):
        all = list(all)
        return all[self.chance.randrange(len(all))] if all else None

    def maybe(self, likely):
        return self.chance.random() < likely

    # ---- what there is

    def tables(self, want=lambda table: True):
        return [table for table in self.schema.tables if want(table)]

    def taken(self, table):
        taken = {column.name.lower() for column in table.columns}
        for item in table.items:
            for name, columns in self.schema.mixins:
                if item == f"include {name}":
                    taken |= set(columns)
        return taken

    def texts(self, table):
        """All strings of a table in which columns may be named."""
        return table.items + [modifier for column in table.columns for modifier in column.modifiers]

    def referrers(self, table):
        return [(other, text) for other in self.schema.tables for text in self.texts(other) if refers(text, table) is not None]

    def is_key(self, table, column):
        return any(column in key for key in table.keys) or table.keys and column in table.keys[0]

    def is_foreign(self, table, column):
        return any(modifier.startswith("references ") for modifier in column.modifiers) or any(
            item.startswith("foreign key") and names(item, column.name) for item in table.items)

    def is_computed_from(self, table, column):
        return any(modifier.startswith("generated") and names(modifier, column.name)
                   for other in table.columns for modifier in other.modifiers)

    def plain(self, table):
        """Columns that nothing but checks and indexes depends on."""
        return [column for column in table.columns if not column.generated and not self.is_key(table, column)
                and not self.is_foreign(table, column) and not self.is_computed_from(table, column)
                and "identity" not in " ".join(column.modifiers)]

    def column_of(self, want):
        """A table and one of its plain columns."""
        found = [(table, column) for table in self.tables() for column in self.plain(table) if want(table, column)]
        return self.pick(found) if found else (None, None)

    def set_default(self, column, text):
        column.modifiers = [modifier for modifier in column.modifiers if not modifier.startswith("default ")]
        if text is not None:
            column.modifiers.append("default " + text)

    def default_of(self, column):
        return next((modifier for modifier in column.modifiers if modifier.startswith("default ")), None)

    def set_required(self, column, required):
        column.required = required
        column.modifiers = [modifier for modifier in column.modifiers if modifier != "null"] + ([] if required else ["null"])

    def drop_items(self, table, column):
        """Checks, keys and indexes that name the column go."""
        table.items = [item for item in table.items if not names(item, column.name)]
        column.modifiers = [modifier for modifier in column.modifiers if not modifier.startswith("check ")]
        table.used = {used for used in table.used if column.name not in used}

    def value(self, column):
        """An expression of the column's type for rows that have none."""
        kind = column.kind
        values = {"bool": "true", "smallint": "3", "int": "7", "bigint": "11", "real": "1.5", "double": "2.5", "decimal": "1",
                  "text": "'filled'", "bytes": None, "uuid": "uuid '00000000-0000-4000-8000-000000000009'", "date": "date '2024-03-01'",
                  "time": "time '12:00:00'", "timestamp": "timestamp '2024-03-01 12:00:00'",
                  "timestamptz": "now", "json": "'{\"filled\": true}'", "spelled": None, "array": None, "interval": None}
        if kind in ("varchar", "char"):
            return "'" + "filled"[:column.size].ljust(column.size if kind == "char" and column.size < 6 else 1) + "'"
        if kind == "enum":
            return "'" + column.values[0] + "'"
        return values.get(kind)

    # ---- columns

    def add_nullable_column(self):
        table = self.pick(self.tables())
        column = self.schema.scalar(self.schema.name(self.taken(table)))
        self.set_required(column, False)
        self.place(table, column)
        return f"{table.name}: add {column.name}, which may be null"

    def place(self, table, column):
        column.docs = self.schema.doc(0.1)
        table.columns.insert(len(table.columns) if self.maybe(0.6) else self.chance.randrange(1, len(table.columns) + 1), column)
        if hasattr(table, "data"):
            for row in table.data:
                row.insert(table.columns.index(column), "null" if not column.required else self.literal(column))

    def literal(self, column):
        """A value for a row of data."""
        return {"bool": "true", "uuid": "'00000000-0000-4000-8000-000000000009'", "date": "'2024-03-01'", "time": "'12:00:00'",
                "timestamp": "'2024-03-01 12:00:00'", "timestamptz": "'2024-03-01 12:00:00Z'"}.get(column.kind) or self.value(column)

    def add_required_column(self):
        table = self.pick(self.tables())
        column = self.schema.scalar(self.schema.name(self.taken(table)))
        column.required = True
        default = self.schema.default(column)
        if default and self.maybe(0.5):
            self.set_default(column, default)
        elif self.value(column):
            self.fillings[table.name, column.name] = self.value(column)
        else:
            return None
        if hasattr(table, "data") and self.literal(column) is None:
            return None
        self.place(table, column)
        return f"{table.name}: add {column.name}, required"

    def drop_column(self):
        # who drops a required column takes from the rows of a data block what they could go back with
        table, column = self.column_of(lambda table, column: len(table.columns) > 2
                                       and not (hasattr(table, "data") and column.required))
        if not table:
            return None
        self.drop_items(table, column)
        at = table.columns.index(column)
        table.columns.remove(column)
        if hasattr(table, "data"):
            for row in table.data:
                del row[at]
        return f"{table.name}: drop {column.name}"

    def rename_column(self):
        found = [(table, column) for table in self.tables() for column in table.columns
                 if column.name not in HARD and not hasattr(table, "data")]
        if not found:
            return None
        table, column = self.pick(found)
        old, new = column.name, self.schema.name(self.taken(table))

        def renamed(text):
            return "".join(quoted(new) if token == quoted(old) else token for token in tokens(text))

        def in_reference(text):
            head, tail = split(text)
            if refers(tail, table):
                tail = re.sub(rf"^(references\s+{NAME}\s*\()([^)]*)", lambda found: found.group(1) + renamed(found.group(3)), tail)
            return head + tail

        def inside(text):
            head, tail = split(text)
            return renamed(head) + tail
        table.items = [inside(item) if not item.startswith("include ") else item for item in table.items]
        for other in table.columns:
            other.modifiers = [inside(text) if text.startswith(("check ", "generated ")) else text for text in other.modifiers]
        for other in self.schema.tables:
            other.items = [in_reference(item) for item in other.items]
            for own in other.columns:
                own.modifiers = [in_reference(text) for text in own.modifiers]
        table.used = {tuple(new if name == old else name for name in used) for used in table.used}
        column.name = new
        for key in [key for key in self.fillings if key == (table.name, old)]:
            self.fillings[table.name, new] = self.fillings.pop(key)
        return f"{table.name}: rename {old} to {new}"

    WIDER = {
        "smallint": ("int", "bigint", "decimal(12, 2)", "text"), "int": ("bigint", "decimal(12, 2)", "double", "text"),
        "bigint": ("decimal(20, 0)", "text"), "real": ("double",), "date": ("timestamp", "text"),
        "varchar": ("text",), "char": ("text",), "uuid": ("text",), "bool": ("text",), "enum": ("text",), "decimal": ("text",)}
    NARROWER = {"bigint": ("int",), "int": ("smallint",), "text": ("varchar(40)", "varchar(3)"), "timestamp": ("date",), "double": ("real",)}

    def change_type(self, all=WIDER):
        table, column = self.column_of(lambda table, column: column.kind in all and column.type != "spelled" and column.is_written
                                       and not hasattr(table, "data") and column not in self.changed)
        if not table:
            return None
        old, new = column.type, self.pick(all[column.kind])
        if column.kind == "varchar" and self.maybe(0.5):
            new = f"varchar({column.size + 10})"
        numbers = ("smallint", "int", "bigint")
        self.changed.add(column)
        size = re.search(r"char\((\d+)\)", new)
        kind = new.split("(")[0]
        if not (column.kind in numbers and kind in numbers):
            self.drop_items(table, column)
        column.type, column.kind, column.size, column.values = new, kind, int(size.group(1)) if size else 0, ()
        if self.default_of(column):
            default = self.schema.default(column)
            self.set_default(column, default)
        return f"{table.name}: {column.name} was {old}, is {new}"

    def narrow_type(self):
        self.hard = True
        return self.change_type(self.NARROWER)

    def let_null(self):
        table, column = self.column_of(lambda table, column: column.required)
        if not table:
            return None
        self.set_required(column, False)
        return f"{table.name}: {column.name} may be null"

    def require(self):
        table, column = self.column_of(lambda table, column: not column.required and self.value(column) and not hasattr(table, "data"))
        if not table:
            return None
        self.set_required(column, True)
        self.hard |= any(text.startswith("check ") and names(text, column.name) for text in self.texts(table))
        self.fillings[table.name, column.name] = self.value(column)
        return f"{table.name}: {column.name} is required"

    def change_default(self):
        table, column = self.column_of(lambda table, column: self.schema.default(column) is not None)
        if not table:
            return None
        self.set_default(column, None if self.default_of(column) and self.maybe(0.5) else self.schema.default(column))
        return f"{table.name}: {column.name} has {self.default_of(column) or 'no default'}"

    def change_identity(self):
        found = [(table, column) for table in self.tables() for column in table.columns
                 if "primary key" in column.modifiers and column.type in ("int", "bigint")]
        if not found:
            return None
        table, column = self.pick(found)
        if "identity" in column.modifiers:
            column.modifiers.remove("identity")
        else:
            column.modifiers.insert(0, "identity")
        return f"{table.name}: {column.name} {'is' if 'identity' in column.modifiers else 'is no'} identity"

    def change_generated(self):
        found = [(table, column) for table in self.tables() for column in table.columns if column.generated
                 and not any(names(item, column.name) for item in table.items)]
        if found and self.maybe(0.5):
            table, column = self.pick(found)
            table.columns.remove(column)
            return f"{table.name}: drop generated {column.name}"
        table = self.pick(self.tables(lambda table: not hasattr(table, "data")))
        if not table:
            return None
        count = len(table.columns)
        self.schema.generated_column(table, self.taken(table))
        return f"{table.name}: add generated {table.columns[-1].name}" if len(table.columns) > count else None

    # ---- constraints and indexes

    def name(self, kind):
        self.serial += 1
        return f"y_{self.schema.seed}_{self.serial}_{kind}"

    def add_check(self):
        table, column = self.column_of(lambda table, column: column.kind in ("int", "bigint", "smallint", "text", "bool", "date", "decimal"))
        if not table:
            return None
        name = quoted(column.name)
        if column.kind in ("int", "bigint", "smallint"):
            condition = f"{name} < 30000 or {name} >= 7 or {name} is null"
        elif column.kind == "text":
            condition = f"length({name}) >= 0"
        elif column.kind == "bool":
            condition = f"{name} in (true, false)"
        else:
            condition = f"{name} is not null or {name} is null"
        given = self.name("check") + " " if self.maybe(0.5) else ""
        if not given and any(item.startswith("check (") for item in table.items):
            return None
        table.items.append(f"check {given}({condition})")
        return f"{table.name}: add check {condition}"

    def drop_item(self, start):
        found = [(table, item) for table in self.tables() for item in table.items if item.startswith(start)]
        if start == "unique (":
            found = [(table, item) for table, item in found if not any(refers(text, table) for _, text in self.referrers(table))]
        if not found:
            return None
        table, item = self.pick(found)
        table.items.remove(item)
        if start == "unique (":
            table.keys = [key for key in table.keys if not all(names(item, column.name) for column in key) or key is table.keys[0] and not table.head]
        return f"{table.name}: drop {item}"

    def drop_check(self):
        return self.drop_item("check ")

    def add_unique(self):
        """With the primary key among its columns, so that every row can follow."""
        table = self.pick(self.tables(lambda table: table.keys and not table.head and not hasattr(table, "data")))
        if not table:
            return None
        able = [column for column in self.plain(table) if column.kind in ("int", "bigint", "smallint", "text", "date", "varchar", "uuid")
                and self.schema.is_indexable(column)]
        column = self.pick(able)
        if not column:
            return None
        columns = [column, *table.keys[0]]
        if not self.schema.use(table, columns):
            return None
        table.items.append(f"unique ({', '.join(quoted(column.name) for column in columns)})")
        return f"{table.name}: add {table.items[-1]}"

    def drop_unique(self):
        return self.drop_item("unique (")

    def add_index(self):
        table = self.pick(self.tables(lambda table: not hasattr(table, "data")))
        if not table:
            return None
        able = [column for column in self.plain(table) if column.kind in ("int", "bigint", "smallint", "text", "date", "varchar", "uuid", "bool", "decimal")
                and self.schema.is_indexable(column)]
        if not able:
            return None
        columns = self.chance.sample(able, min(len(able), self.pick((1, 1, 2))))
        if not self.schema.use(table, columns):
            return None
        keys = ", ".join(quoted(column.name) + self.pick(("", "", " desc")) for column in columns)
        where = f" where ({quoted(columns[0].name)} is not null)" if self.maybe(0.2) and not self.schema.is_mysql() else ""
        given = self.name("idx") + " " if self.maybe(0.5) else ""
        table.items.append(f"index {given}({keys}){where}")
        return f"{table.name}: add {table.items[-1]}"

    def drop_index(self):
        return self.drop_item(("index ", "unique index "))

    def add_foreign_key(self):
        tables = self.tables(lambda table: table.keys and not table.head and len(table.keys[0]) == 1 and not table.is_for)
        parent = self.pick(tables)
        if not parent:
            return None
        later = [table for table in self.schema.tables[self.schema.tables.index(parent):] if not hasattr(table, "data")]
        table = self.pick(later)
        if not table or table.is_for:
            return None
        key = parent.keys[0][0]
        column = Column(self.schema.name(self.taken(table)), key.type,
                        ["null", f"references {table_name(parent)}", "on delete " + self.pick(("set null", "cascade", "restrict"))],
                        False, key.kind, key.values, key.size)
        column.docs = []
        table.columns.append(column)
        return f"{table.name}: add {column.name}, which refers to {parent.name}"

    def drop_foreign_key(self):
        found = [(table, column) for table in self.tables() for column in table.columns
                 if any(modifier.startswith("references ") for modifier in column.modifiers) and "primary key" not in column.modifiers]
        if not found:
            return None
        table, column = self.pick(found)
        column.modifiers = [modifier for modifier in column.modifiers if not modifier.startswith(("references ", "on "))]
        column.is_written = True
        return f"{table.name}: {column.name} refers to nothing"

    def change_action(self):
        found = [(table, column) for table in self.tables() for column in table.columns
                 if any(modifier.startswith("references ") for modifier in column.modifiers)]
        if not found:
            return None
        table, column = self.pick(found)
        column.modifiers = [modifier for modifier in column.modifiers if not modifier.startswith("on ")]
        action = self.pick(("cascade", "restrict", "no action") if column.required else ("cascade", "restrict", "set null"))
        column.modifiers.append("on delete " + action)
        return f"{table.name}: {column.name} on delete {action}"

    # ---- tables

    def add_table(self):
        table = self.schema.table(len(self.schema.tables), None)
        self.schema.think_of_docs(table)
        views = [at for at, part in enumerate(self.schema.declarations) if isinstance(part, View)]
        self.schema.declarations.insert(views[0] if views else len(self.schema.declarations), table)
        self.schema.tables.append(table)
        return f"new table {table.name}"

    def drop_table(self):
        table = self.pick(self.tables(lambda table: not any(other is not table for other, _ in self.referrers(table))
                                      and not self.views_of(table)))
        if not table or len(self.schema.tables) < 2:
            return None
        self.schema.tables.remove(table)
        self.schema.declarations.remove(table)
        return f"drop table {table.name}"

    def views_of(self, table):
        return [part for part in self.schema.declarations if isinstance(part, View) and part.table is table]

    def rename_table(self):
        table = self.pick(self.tables(lambda table: not table.name.startswith("space_")))
        if not table:
            return None
        old, written = table.name, table_name(table)
        self_refers = [(other, text) for other, text in self.referrers(table)]
        table.name = self.schema.name(self.schema.names)
        for other, text in self_refers:
            changed = re.sub(r"(\breferences\s+)" + NAME, lambda found: found.group(1) + table_name(table), text)
            other.items = [changed if item == text else item for item in other.items]
            for column in other.columns:
                column.modifiers = [changed if modifier == text else modifier for modifier in column.modifiers]
        for (name, column) in [key for key in self.fillings if key[0] == old]:
            self.fillings[table.name, column] = self.fillings.pop((name, column))
        return f"rename table {old} to {table.name}"

    def change_mixin(self):
        found = [table for table in self.tables() if any(item.startswith("include ") for item in table.items)]
        if found and self.maybe(0.4):
            table = self.pick(found)
            table.items = [item for item in table.items if not item.startswith("include ")]
            return f"{table.name}: without its mixin"
        if not self.schema.mixins:
            return None
        name, columns = self.pick(self.schema.mixins)
        table = self.pick(self.tables(lambda table: not self.taken(table) & set(columns) and not hasattr(table, "data")))
        if not table:
            return None
        table.items.insert(0, f"include {name}")
        return f"{table.name}: include {name}"

    def change_docs(self):
        thing = self.pick([*self.schema.tables, *(column for table in self.schema.tables for column in table.columns)])
        thing.docs = [] if thing.docs and self.maybe(0.5) else ["/// " + self.pick(("What it is for now.", "It's \"new\"; 50 %"))]
        return f"{thing.name}: documentation"

    # ---- the rest

    def add_value(self):
        enum = self.pick(self.schema.enums)
        if not enum:
            return None
        self.serial += 1
        enum.values.insert(self.chance.randrange(len(enum.values) + 1), f"value_{self.serial}")
        return f"enum {enum.name}: more values"

    def rename_value(self):
        enum = self.pick(self.schema.enums)
        if not enum:
            return None
        self.serial += 1
        at = self.chance.randrange(len(enum.values))
        old, new = enum.values[at], f"renamed_{self.serial}"
        enum.values[at] = new
        for table in self.schema.tables:
            for column in table.columns:
                if column.kind == "enum" and column.values is enum.values:
                    column.modifiers = [f"default '{new}'" if modifier == f"default '{old}'" else modifier for modifier in column.modifiers]
                    table.items = [item.replace(f"'{old}'", f"'{new}'") if names(item, column.name) else item for item in table.items]
        return f"enum {enum.name}: {old} is {new}"

    def drop_value(self):
        enum = self.pick([enum for enum in self.schema.enums if len(enum.values) > 1])
        if not enum:
            return None
        self.hard = True
        gone = enum.values.pop(self.chance.randrange(len(enum.values)))
        for table in self.schema.tables:
            for column in table.columns:
                if column.kind == "enum" and column.values is enum.values:
                    if self.default_of(column) == f"default '{gone}'":
                        self.set_default(column, f"'{enum.values[0]}'")
                    table.items = [item for item in table.items if f"'{gone}'" not in item]
        return f"enum {enum.name}: without {gone}"

    def add_enum(self):
        enum = Enum(self.schema.name(self.schema.names, odd=0), [f"v{number}" for number in range(self.pick((1, 2, 4)))], [])
        tables = [at for at, part in enumerate(self.schema.declarations) if isinstance(part, Table)]
        self.schema.declarations.insert(tables[0], enum)
        self.schema.enums.append(enum)
        return f"new enum {enum.name}"

    def drop_enum(self):
        used = {id(column.values) for table in self.schema.tables for column in table.columns if column.kind == "enum"}
        enum = self.pick([enum for enum in self.schema.enums if id(enum.values) not in used])
        if not enum:
            return None
        self.schema.enums.remove(enum)
        self.schema.declarations.remove(enum)
        return f"drop enum {enum.name}"

    def change_data(self):
        table = self.pick(self.tables(lambda table: hasattr(table, "data")))
        if not table:
            return None
        way = self.chance.random()
        flags = [at for at, column in enumerate(table.columns) if column.name == "rank" and column.kind == "smallint"]
        if way < 0.4 and flags:
            row = self.pick(table.data)
            row[flags[0]] = str(int(row[flags[0]]) + 1) if row[flags[0]].lstrip("-").isdigit() else "1"
            return f"data {table.name}: a value"
        if way < 0.7:
            self.serial += 1
            row = list(self.pick(table.data))
            at = next(at for at, column in enumerate(table.columns) if column is table.keys[0][0])
            row[at] = f"'n{self.serial}'"
            table.data.append(row)
            return f"data {table.name}: a row more"
        if len(table.data) > 1 and not self.referrers(table):
            table.data.pop(self.chance.randrange(len(table.data)))
            return f"data {table.name}: a row less"
        return None

    def change_view(self):
        views = [part for part in self.schema.declarations if isinstance(part, View)]
        if views and self.maybe(0.6):
            view = self.pick(views)
            if self.maybe(0.4):
                self.schema.declarations.remove(view)
                return f"drop view {view.name}"
            view.what = "count(*) as n" if "2" in view.what else "count(*) as n, 2 as two"
            return f"view {view.name}: {view.what}"
        table = self.pick(self.tables(lambda table: not table.is_for and not table.name.startswith("space_")))
        if not table:
            return None
        target = self.pick(self.schema.targets)
        self.schema.declarations.append(View(self.schema.name(self.schema.names, odd=0), table, target, self.schema.both()))
        return f"new view of {table.name} for {target}"

    ALL = ((add_nullable_column, 8), (add_required_column, 8), (drop_column, 6), (rename_column, 7), (change_type, 7), (narrow_type, 2),
           (let_null, 4), (require, 4), (change_default, 5), (change_identity, 2), (change_generated, 3), (add_check, 4), (drop_check, 3),
           (add_unique, 3), (drop_unique, 2), (add_index, 5), (drop_index, 3), (add_foreign_key, 4), (drop_foreign_key, 2), (change_action, 2),
           (add_table, 5), (drop_table, 3), (rename_table, 4), (change_mixin, 2), (change_docs, 2), (add_value, 3), (rename_value, 2),
           (drop_value, 1), (add_enum, 2), (drop_enum, 1), (change_data, 3), (change_view, 3))

    def some(self, count):
        """Makes so many edits; what was done."""
        done = []
        kinds, weights = zip(*self.ALL)
        for _ in range(60):
            said = self.chance.choices(kinds, weights)[0](self)
            if said:
                done.append(said)
            if len(done) == count:
                break
        return done


class Seeded:
    """The schemas of a chain by chance."""

    def __init__(self, seed):
        self.schema = generate.Schema(seed)
        self.schema.generate((1, 1, 2, 3, 4, 6))
        self.chance = random.Random(f"chain {seed}")
        self.texts = [self.schema.text()]
        self.edits = []               # of each revision behind the first: an Edits, and what it did
        for _ in range(self.chance.choice((1, 2, 2, 3, 4))):
            edits = Edits(self.schema, self.chance)
            edits.serial = 100 * len(self.texts)
            done = edits.some(self.chance.choice((1, 1, 2, 3, 5)))
            self.schema.dress_up(random.Random(f"dress {seed} {len(self.texts)}"), 0.3)
            if done and self.schema.text() != self.texts[-1]:
                self.texts.append(self.schema.text())
                for table in self.schema.tables:  # what was renamed may be drafted as dropped and added
                    for column in table.columns:
                        edits.fillings.setdefault((table.name, column.name), edits.value(column))
                self.edits.append((edits, done))

    @property
    def targets(self):
        return self.schema.targets



# ---- revisions -----------------------------------------------------------------------------------

class Project:
    """A seeded chain as a project: `migc new` drafts each revision, what it leaves open is filled in."""

    def __init__(self, seed, migc, top):
        self.seed = seed
        self.migc = migc
        self.seeded = Seeded(seed)
        self.chance = random.Random(f"draft {seed}")
        self.folder = os.path.join(top, f"chain_{seed}")
        self.out = os.path.join(self.folder, "out")
        self.replaced = 0             # guesses that were replaced
        os.makedirs(os.path.join(self.folder, "revisions"))
        settings, self.schemas = self.without_project(self.seeded.texts)
        write(os.path.join(self.folder, "project.mig"), settings)
        for number, text in enumerate(self.schemas):
            write(os.path.join(self.folder, "schema.mig"), text)
            self.draft(number)
        said = self.say("build")
        check(said.status == 0, f"migc build: {said}\n{self.story()}")
        again = self.say("build", "--check")
        check(again.status == 0, f"migc build --check after migc build: {again}")

    @staticmethod
    def without_project(texts):
        found = re.match(r"project .*?^}\n", texts[0], re.S | re.M)
        return ((found.group(0) if found else "project chain {\n}\n"),
                [re.sub(r"\Aproject .*?^}\n", "", text, flags=re.S | re.M) for text in texts])

    def say(self, *arguments, cwd=None):
        return harness.command([self.migc, "-C", cwd or self.folder, *arguments], env=golden.QUIET)

    def story(self):
        """What a failure is to be understood with."""
        told = [f"seed {self.seed}: tests/generate_chain.py --keep FOLDER {self.seed}"]
        for number, (_, done) in enumerate(self.seeded.edits, 2):
            told.append(f"  {number}: {'; '.join(done)}")
        return "\n".join(told)

    def files(self):
        folder = os.path.join(self.folder, "revisions")
        return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]

    def draft(self, number):
        """The revision of one edit; without anything to change there is none."""
        before = self.files()
        said = self.say("new", f"step_{number + 1}")
        if said.status == 1 and re.search(r"no changes|nothing", said.out + said.err) and number:
            return
        check(said.status == 0, f"migc new step_{number + 1}: {said}\n{self.story()}")
        made = [path for path in self.files() if path not in before]
        check(len(made) == 1, f"migc new made {made}")
        drafted = read(made[0])
        edits, done = self.seeded.edits[number - 1] if number else (None, [])
        for other in self.otherwise(drafted, done):
            write(made[0], self.fill(other, edits))
            said = self.say("check")
            check(said.status in (0, 1), f"migc check: {said}\n{other}\n{self.story()}")
            if said.status == 0:
                self.replaced += 1
                return
        filled = self.fill(drafted, edits)
        check("= ..." not in filled, f"a draft asks for a value that there is none of\n{filled}\n{self.story()}")
        write(made[0], filled)
        said = self.say("check")
        check(said.status == 0, f"migc check after migc new step_{number + 1}: {said}\n{filled}\n{self.story()}")

    def fill(self, text, edits):
        """Writes what a draft leaves open."""
        lines, table = [], None
        drafted = text.split("\n")
        for line in drafted:
            block = re.match(rf"\s*alter table {NAME}", line)
            table = block.group(1) if block else table
            opened = re.match(rf"(\s*backfill {NAME} = )\.\.\.( where .*)?$", line)
            fit = re.match(r"\s*// values may not fit: add `using \(\.\.\.\)`, such as (using \(.*\))$", line)
            if opened:
                value = self.filling(edits, table, opened.group(2))
                line = f"{opened.group(1)}{value or '...'}{opened.group(3) or ''}"
            elif fit:
                lines[-1] += " " + fit.group(1)
            lines.append(line)
        return "\n".join(lines).replace("lossy '...'", "lossy 'nobody needs it'")

    def filling(self, edits, table, column):
        for (its_table, its_column), value in (edits.fillings if edits else {}).items():
            if its_column == column.strip('"') and its_table == table.replace('"', ""):
                return value and f"({value})"
        return None

    def otherwise(self, text, done):
        """The draft with another answer to a guess, if chance says so."""
        guess = re.search(r"^( *)rename .*\n((?:\1//.*\n)*)\1// or, if it is another \w+:\n((?:\1//   .*\n)+)", text, re.M)
        if guess and self.chance.random() < 0.3:
            instead = "".join(guess.group(1) + line[len(guess.group(1)) + 5:] + "\n" for line in guess.group(3).splitlines())
            yield text[:guess.start()] + instead + text[guess.end():]
        for said in done:
            renamed = re.match(r"(.*): rename (.*) to (.*)$", said)
            if renamed:
                old, new = (re.escape(quoted(name)) for name in renamed.group(2, 3))
                if re.search(rf"^ *drop column {old} lossy", text, re.M) and re.search(rf"^ *add column {new}\b", text, re.M):
                    other = re.sub(rf"^( *)drop column {old} .*$", lambda found: f"{found.group(1)}rename column {quoted(renamed.group(2))} to {quoted(renamed.group(3))}",
                                   text, flags=re.M)
                    yield re.sub(rf"^ *(add column {new}\b|backfill {new} =).*\n", "", other, flags=re.M)

    def scratch(self):
        """The scripts of the last schema alone, built without revisions: folder."""
        folder = os.path.join(self.folder, "scratch")
        os.makedirs(folder)
        shutil.copy(os.path.join(self.folder, "project.mig"), folder)
        write(os.path.join(folder, "schema.mig"), self.schemas[-1])
        said = self.say("build", cwd=folder)
        check(said.status == 0, f"the schema alone: {said}")
        return os.path.join(folder, "out")


# ---- running -------------------------------------------------------------------------------------

# what rows may be refused for: their values, and nothing else
VALUES = (r"violates|contains null values|too long|out of range|invalid input|overflow|cannot be cast|could not create unique"
          r"|constraint fail|datatype mismatch|cannot store|would be lost|has no value|do not fit|in the way|nobody has said|hold values of enum")
CATALOG, ROWS = object(), object()    # what is looked at between scripts
NOT_VALUES = r"needs a database|another version|is not what|not what|syntax error|no such|does not exist|already exists|has no column"


class Run:
    """One chain on one target: up with rows, again, cut, back, up again."""

    def __init__(self, project, target, servers):
        self.project = project
        self.target = target
        self.server = servers.of(target)
        self.empty = QuickSqlite if target == "sqlite" else self.server.create
        self.chance = random.Random(f"run {project.seed}")
        folder = os.path.join(project.out, target)
        names = sorted(name[:-len(".up.sql")] for name in os.listdir(folder) if name.endswith(".up.sql"))
        self.names = [None] + names
        self.ups = [None] + [read(os.path.join(folder, name + ".up.sql")) for name in names]
        self.downs = [None] + [read(os.path.join(folder, name + ".down.sql")) for name in names]
        self.verify = read(os.path.join(folder, "verify.sql"))
        texts = [read(path) for path in project.files()]
        self.revisions = [None] + [chains.Revision(next(text for text in texts if re.search(rf"^revision {name}\b", text, re.M))) for name in names]
        self.refused = 0              # rows that could not follow
        self.moved = 0
        self.databases = []

    def keep(self, database):
        self.databases.append(database)
        return database

    def copy(self, database):
        return self.keep(database.copy())

    def run(self):
        try:
            self.up_and_down()
        except Failed as failure:
            raise Failed(f"{failure}\n{self.project.story()}") from None
        finally:
            for database in self.databases:
                database.drop()

    def up_and_down(self):
        fresh, filled = self.keep(self.empty()), self.keep(self.empty())
        shapes = [chains.shape(fresh)]
        last = len(self.ups) - 1
        for step in range(1, last + 1):
            what = f"{self.names[step]}.up.sql"
            shapes.append(self.shape(self.carry(fresh, self.ups[step], what)))
            self.cut(filled, self.ups[step], shapes[step], what, False)
            filled = self.move(filled, fresh, step, self.ups[step], shapes[step], what, False)
            self.fill(filled)
        self.compare_with_scratch(shapes[last])
        for database in (fresh, filled):
            catalog, before, ran, catalog_after, after = self.play(database, False, CATALOG, ROWS, self.verify, CATALOG, ROWS)
            scenarios.works(ran, "verify")
            check((catalog, before) == (catalog_after, after), "verify changed the database")
        for step in range(last, 0, -1):
            what = f"{self.names[step]}.down.sql"
            shape = self.back(shapes[step - 1])
            check_equal(shape, self.back(self.shape(self.carry(fresh, self.downs[step], what))), f"after {what}")
            self.cut(filled, self.downs[step], shape, what, True)
            filled = self.move(filled, fresh, step, self.downs[step], shape, what, True)
        check_equal([], fresh.history(), "migc_history at base")
        for step in range(1, last + 1):
            catalog = self.carry(fresh, self.ups[step], f"{self.names[step]}.up.sql after all down")
        check_equal(shapes[last], self.shape(catalog), "base, head, base, head")

    def shape(self, catalog):
        return chains.shape_of(self.target, catalog)

    @staticmethod
    def back(shape):
        """What can be told of a shape after a downgrade: extensions and namespaces may stay."""
        return [line for line in shape if not line.startswith(("extension ", "schema "))]

    def play(self, database, consent, *parts):
        """Runs scripts, and looks at the database between them, in one session where there is one. Gives for each
        part what was seen: a catalog, rows, or how the script ran. A script that fails is the last."""
        if self.target == "postgres":
            return self.play_postgres(database, consent, *parts)
        seen = []
        for part in parts:
            if part in (CATALOG, ROWS):
                seen.append(database.catalog() if part is CATALOG else chains.rows(database))
            else:
                seen.append(database.run(part, consent))
                if seen[-1].status != 0:
                    break
        return seen + [None] * (len(parts) - len(seen))

    def play_postgres(self, database, consent, *parts):
        mark = "-- migc-harness --"
        with tempfile.TemporaryDirectory(prefix="migc-play-") as folder:
            lines = ["\\set ON_ERROR_STOP on"]
            for number, part in enumerate(parts):
                lines.append(f"\\echo '{mark}'")
                if part is CATALOG:
                    lines.append(STATE + ";")
                elif part is ROWS:
                    lines.append(chains.ROWS + ";")
                else:
                    write(os.path.join(folder, f"{number}.sql"), part)
                    lines.append(f"\\i {folder}/{number}.sql")
            write(os.path.join(folder, "play.sql"), "\n".join(lines) + "\n")
            ran = self.server.psql(database.name, "-A", "-t", "-f", os.path.join(folder, "play.sql"), options=database.options(consent))
        seen = []
        said = [text.split("\n")[:-1] for text in ran.out.split(mark + "\n")[1:]]
        for part, text in zip(parts, said):
            if part is CATALOG:
                seen.append(text)
            elif part is ROWS:
                seen.append(chains.rows_of(text))
            else:
                seen.append(harness.Ran(ran.status if len(seen) + 1 == len(said) and len(said) < len(parts) else 0, "", ran.err))
        if len(said) == len(parts) and ran.status != 0:
            seen[-1] = ran
        return seen + [None] * (len(parts) - len(seen))

    def carry(self, database, script, what):
        """Runs a script that has to work on a database without rows of ours; its catalog."""
        ran, catalog = self.play(database, False, script, CATALOG)
        if ran.status != 0 and re.search(chains.CONSENT, ran.out + ran.err):
            ran, catalog = self.play(database, True, script, CATALOG)  # rows of data
        scenarios.works(ran, what)
        return catalog

    @staticmethod
    def fill(database):
        try:
            rows.fill(database, 1)
        except Failed as failure:
            # a check of a table and the keys of the rows that it refers to may go well by themselves only
            check(re.search("CHECK constraint failed|violates check constraint", str(failure)), failure)

    def move(self, filled, fresh, step, script, shape, what, back):
        """Carries a database with rows over, twice. Whose rows cannot follow stays as it is; then one without goes on."""
        catalog, before, ran, *seen = self.play(filled, False, CATALOG, ROWS, script, CATALOG, ROWS, script, CATALOG, ROWS)
        if ran.status != 0:
            self.check_unchanged(filled, script, catalog, before, f"{what}: it fails, but it changed the database\n{ran}")
            if re.search(chains.CONSENT, ran.out + ran.err):
                ran, *seen = self.play(filled, True, script, CATALOG, ROWS, script, CATALOG, ROWS)
        if ran.status != 0:
            said = ran.out + ran.err
            check(re.search(VALUES, said) and not re.search(NOT_VALUES, said), f"{what} with rows: {ran}")
            check(back or self.may_refuse(step), f"{what} with rows that can follow: {ran}")
            self.check_unchanged(filled, script, catalog, before, f"{what}: it fails, but it changed the database\n{ran}")
            if self.target in ("mysql", "mariadb"):
                self.turn_round(filled, step, catalog, before, f"{what} stopped half way, and the opposite script", back)
            self.refused += 1
            return self.copy(fresh)
        self.moved += 1
        catalog, after, again, *seen = seen
        check_equal(shape, self.back(self.shape(catalog)) if back else self.shape(catalog), f"after {what} with rows")
        chains.untouched(self.revisions[step], after if back else before, before if back else after)
        scenarios.works(again, f"{what} again")
        check_equal(catalog, seen[0], f"{what} again: it changed the database")
        check(after == seen[1], f"{what} again: it changed rows")
        return filled

    def check_unchanged(self, database, script, catalog, before, what):
        if not chains.has_parts(script):
            check((catalog, before) == tuple(self.play(database, False, CATALOG, ROWS)), what)

    def turn_round(self, filled, step, catalog, before, what, back):
        """What stopped half way goes back, and the rows are what they were."""
        ran, now, after = self.play(filled, True, self.ups[step] if back else self.downs[step], CATALOG, ROWS)
        scenarios.works(ran, what)
        check_equal(self.back(self.shape(catalog)), self.back(self.shape(now)), what)
        chains.untouched(self.revisions[step], before, after, is_back=True)

    def may_refuse(self, step):
        """Whether an edit was hard on rows, or the author's cast may be."""
        number = int(re.search(r"\d+$", self.names[step]).group(0))
        revision = self.revisions[step]
        return revision.has_using or re.search(r"drop primary key|drop value|add column [^\n]*references", revision.text) or number > 1 and self.project.seeded.edits[number - 2][0].hard

    def cut(self, database, script, shape, what, back):
        if self.target == "postgres" and self.chance.random() < 0.75:
            return
        cuts = cuts_of(self.target, script, 1)
        for part in self.chance.sample(cuts, min(len(cuts), 1 if self.target == "postgres" or back else 2)):
            copy = self.copy(database)
            copy.run(part, True)
            ran = copy.run(script, True)
            if ran.status == 0:
                check_equal(shape, chains.shape(copy, not back), f"{what} cut to {len(part)} characters and run again")
            else:
                whole = self.copy(database)
                check(whole.run(script, True).status != 0, f"{what} cut to {len(part)} characters and run again: {ran}")
                whole.drop()
            copy.drop()

    def compare_with_scratch(self, shape):
        out = os.path.join(self.project.folder, "scratch", "out")
        if not os.path.isdir(out):
            out = self.project.scratch()
        database = self.keep(self.empty())
        scenarios.works(database.run(read(golden.script_path(out, self.target, "up"))), "the schema alone")
        check_equal(chains.shape(database), shape, "the schema alone, and the head of the chain")


class QuickSqlite(SqliteDatabase):
    """Through Python's module, and without waiting for the disk."""

    def connect(self):
        connection = super().connect()
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    def run(self, script, consent=False):
        return self.run_python(script, consent)

    def copy(self):
        copy = QuickSqlite()
        shutil.copyfile(self.path, copy.path) if os.path.exists(self.path) else None
        return copy


class Chains:
    """What many chains share: the servers, a folder, and what they come to."""

    def __init__(self, migc, servers, top, keeps=False):
        self.migc = migc
        self.servers = servers
        self.top = top
        self.keeps = keeps            # the projects' folders stay
        self.done = dict.fromkeys(TARGETS, 0)
        self.moved = 0
        self.refused = 0
        self.replaced = 0

    def one(self, seed, with_postgres, migc=None):
        project = Project(seed, migc or self.migc, self.top)
        for target in project.seeded.targets:
            if target == "postgres" and not with_postgres:
                continue
            run = Run(project, target, self.servers)
            run.run()
            self.done[target] += 1
            self.moved += run.moved
            self.refused += run.refused
        self.replaced += project.replaced
        if not self.keeps:
            shutil.rmtree(project.folder)

    def line(self):
        done = ", ".join(f"{count} on {target}" for target, count in self.done.items())
        return f"chains: {done}; scripts with rows: {self.moved} ran, {self.refused} refused their values; {self.replaced} guesses replaced"


def tests(chains, seeds, part, sanitized=None):
    """A test a seed; PostgreSQL runs one in `part` of them (0: none), and of those that are for PostgreSQL only."""
    made = []
    for seed in seeds:
        is_only = seed % 6 == 4 and seed <= generate.MYSQL  # see generate.Schema
        with_postgres = bool(part) and (seed // 6 if is_only else seed) % part == 0
        if with_postgres or not is_only:
            made.append(Test(f"run/random chain {seed}", lambda seed=seed, with_postgres=with_postgres: chains.one(
                seed, with_postgres, sanitized if sanitized and seed % 10 == 0 else None)))
    return made


def main():
    parser = argparse.ArgumentParser(description="chains of revisions by chance")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--postgres", type=int, default=1, metavar="PART", help="run one in PART chains on PostgreSQL; 0: none")
    parser.add_argument("--keep", help="leave the projects in this folder")
    parser.add_argument("--print", action="store_true", help="print the schemas only")
    parser.add_argument("seeds", help="5, or 5-9")
    options = parser.parse_args()
    first, _, last = options.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    if options.print:
        for seed in seeds:
            print_chain(seed)
        return
    top = options.keep or tempfile.mkdtemp(prefix="migc-chains-")
    os.makedirs(top, exist_ok=True)
    servers = Servers()
    all = Chains(os.path.abspath(options.migc), servers, top, bool(options.keep))
    count = harness.Count()
    try:
        harness.run(tests(all, seeds, options.postgres), count)
    finally:
        servers.stop()
        SqliteDatabase.remove_all()
        if not options.keep:
            shutil.rmtree(top, ignore_errors=True)
    print(all.line())
    print(count.line())
    sys.exit(1 if count.failed else 0)


def print_chain(seed):
    seeded = Seeded(seed)
    for number, text in enumerate(seeded.texts):
        print(f"// ---- {number + 1}: {', '.join(seeded.edits[number - 1][1]) if number else 'the first'}\n{text}")


if __name__ == "__main__":
    main()

"""Changes to a random schema, by chance.

Takes: a schema of tests/generate.py, and who chooses. Gives: the schema, changed, and what was done in words.
Promises: edits keep a schema free of mistakes, and rows that were there before can live with them unless they say
so (Edits.hard).
"""

import re

from generate import HARD, Column, Enum, Table, View, quoted, table_name

NAME = r'((?:"[^"]*"|\w+)(?:\.(?:"[^"]*"|\w+))?)'

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

    def keeps_name(self, table, column):
        return False

    def rename_column(self):
        found = [(table, column) for table in self.tables() for column in table.columns
                 if column.name not in HARD and not hasattr(table, "data") and not self.keeps_name(table, column)]
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

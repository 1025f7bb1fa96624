"""Random schemas with what came later into the language, and their changes.

    tests/generate_more.py SEED        a random schema, with more where the seed has more (is_more)

Takes: a seed. Gives: the schema of tests/generate.py with domains, unsigned integers, charsets and collations,
partitions, columns of one target, views over columns, triggers, functions, computed columns that are not stored.
Promises: those of tests/generate.py and tests/generate_edits.py.
"""

import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "run"))

import generate
from generate import Column, Counter, Table, View, quoted, table_name
from generate_edits import Edits, names, refers

TEXTS = re.compile(r"(text|varchar\(\d+\)|char\(\d+\))$")


def is_more(seed):
    return random.Random(f"is more {seed}").random() < 0.5


def schema_of(seed):
    """A schema that is not generated yet."""
    return More(seed) if is_more(seed) else generate.Schema(seed)


class Domain:
    BASES = (("int", "int", 0), ("bigint", "bigint", 0), ("text", "text", 0), ("varchar(40)", "varchar", 40), ("decimal(12, 2)", "decimal", 0), ("date", "date", 0))
    CHECKS = {"int": ("value > -1000000", "value <> 13", "value < 2000000000"), "bigint": ("value > -1000000", "value <> 13"),
              "text": ("value <> 'nobody'", "length(value) < 1000"), "varchar": ("value <> 'nobody'", "length(value) < 1000"),
              "decimal": ("value < 1000000", "value <> 13"), "date": ("value > date '1990-01-01'", "value < date '2100-01-01'")}
    DEFAULTS = {"int": "3", "bigint": "4", "text": "'five'", "varchar": "'six'", "decimal": "7.5", "date": "'2024-02-29'"}

    def __init__(self, name, dice):
        self.name = name
        self.type, self.kind, self.size = dice.choice(self.BASES)
        self.required = dice.random() < 0.2
        self.docs = []
        self.choose(dice)

    def choose(self, dice):
        self.default = self.DEFAULTS[self.kind] if dice.random() < 0.3 else None
        self.collation = ' collate "C"' if self.kind in ("text", "varchar") and dice.random() < 0.2 else ""
        self.checks = []
        for number, condition in enumerate(self.CHECKS[self.kind]):
            if dice.random() < 0.4:
                given = f"{self.name.split('.')[-1][:30]}_rule_{number} " if self.checks or dice.random() < 0.5 else ""
                self.checks.append(f" check {quoted(given.strip()) + ' ' if given else ''}({condition})")

    def text(self):
        return (f"domain {quoted(self.name)} {self.type}{'' if self.required else ' null'}{' default ' + self.default if self.default else ''}"
                f"{self.collation}{''.join(self.checks)}\n")


class Private:
    """A column for one of the targets, which nothing depends on but a check of its own."""
    TYPES = {"postgres": ("text[]", "interval", "text", "int", "json"), "sqlite": ("text", "int", "bool", "date"),
             "mysql": ("int unsigned", "text", "date", "varchar(20)"), "mariadb": ("int unsigned", "uuid", "date", "varchar(20)")}
    DEFAULTS = {"text": "'p'", "int": "5", "bool": "true", "date": "'2024-02-29'", "int unsigned": "6", "varchar(20)": "'v'", "interval": "'1 day'"}

    def __init__(self, name, target, dice):
        self.name = name
        self.target = target
        self.type = dice.choice(self.TYPES[target])
        self.default = None
        self.required = False
        self.choose(dice)

    def choose(self, dice):
        if self.type in self.DEFAULTS and not (self.type == "text" and self.target == "mysql"):
            self.default = self.DEFAULTS[self.type] if dice.random() < 0.6 else None
            self.required = bool(self.default) and dice.random() < 0.5

    def text(self):
        return f"{self.name}  {self.type}{'' if self.required else ' null'}{' default ' + self.default if self.default else ''} for {self.target}"


class Parted:
    """How a table is partitioned by one of its key columns."""

    def __init__(self, schema, column, dice):
        self.is_mysql = schema.is_mysql()
        self.stem = f"part_{len(schema.tables)}_{dice.randrange(1000)}"
        self.column = column
        self.method = {"date": "range", "varchar": "list", "int": dice.choice(("range", "list", "hash")), "bigint": "hash"}[column.kind]
        self.has_rest = dice.random() < 0.7
        self.serial = 0
        self.parts = [self.part(number) for number in range(dice.choice((1, 2, 3)))]

    def part(self, number):
        """Name, and which of the values it takes."""
        self.serial += 1
        return f"{self.stem}_{self.serial}", number

    def bound(self, number):
        return f"'{2023 + number}-01-01'" if self.column.kind == "date" else str(1000 * number)

    def lines(self):
        if self.method == "hash":
            if self.is_mysql:
                return [f"partition by hash ({quoted(self.column.name)}) partitions {len(self.parts)}"]
            return self.block("hash", [f"{self.stem}_{number} modulus 2 remainder {number}" for number in range(2)])
        if self.method == "list":
            values = [f"'w{number}', 'word{number + 1}'" if self.column.kind == "varchar" else f"{2 * number}, {2 * number + 1}" for _, number in self.parts]
            lines = [f"{name} in ({value})" for (name, _), value in zip(self.parts, values)]
            if self.has_rest and not self.is_mysql:
                lines.append(f"{self.stem}_rest default")
            return self.block("list columns" if self.is_mysql and self.column.kind == "varchar" else "list", lines)
        if self.is_mysql:
            lines = [f"{name} less than ({self.bound(number + 1)})" for name, number in self.parts]
            if self.has_rest:
                lines.append(f"{self.stem}_rest less than maxvalue")
            return self.block("range columns" if self.column.kind == "date" else "range", lines)
        lines = [f"{name} from ({self.bound(number)}) to ({self.bound(number + 1)})" for name, number in self.parts]
        if self.has_rest:
            lines.append(f"{self.stem}_rest default")
        return self.block("range", lines)

    def block(self, method, lines):
        return [f"partition by {method} ({quoted(self.column.name)}) {{"] + ["  " + line for line in lines] + ["}"]


class ColumnView(View):
    """A view of columns, a trigger, a function; a view may have one over it."""

    def __init__(self, schema, name, table, target, dice):
        super().__init__(name, table, target, schema.both())
        kinds = ("view", "view", "trigger") + (("materialized view", "function") if target == "postgres" else ())
        self.kind = dice.choice(kinds if schema.has_routines or target != "postgres" else kinds[:2])
        self.count = dice.choice((1, 2, 4))
        self.is_below = self.kind == "view" and dice.random() < 0.3

    def columns(self):
        quote = "`" if self.target in ("mysql", "mariadb") else '"'
        able = [column for column in self.table.columns if not column.generated]
        return [quote + column.name + quote for column in able[-self.count:]]

    def text(self):
        quote = "`" if self.target in ("mysql", "mariadb") else '"'
        parts = self.table.name.split(".", 1) if self.table.name.startswith("space_") else [self.table.name]
        own, table = quote + self.name + quote, ".".join(quote + part + quote for part in parts)
        columns = self.columns()
        more = ", 2 as two" if "2" in self.what else ""
        select = f"select {', '.join(columns)}{more} from {table}"
        is_there = "if exists " if self.target != "postgres" else ""
        if self.kind == "materialized view":
            return self.object(self.name, f"create materialized view {own} as {select};", f"drop materialized view {own};")
        if self.kind == "function":
            return self.object(self.name, f"create function {own}() returns bigint language sql as 'select count({columns[0]}){'+ 2' if more else ''} from {table}';",
                               f"drop function {own}();")
        if self.kind == "trigger":
            return self.trigger(own, table, columns, more, is_there)
        made = self.object(self.name, f"create {self.AGAIN[self.target]} {own} as {select};", f"drop view {is_there}{own};")
        if self.is_below:
            above = self.name[:50] + "_above"
            made += "\n" + self.object(above, f"create {self.AGAIN[self.target]} {quote}{above}{quote} as select count(*) as n from {own};",
                                       f"drop view {is_there}{quote}{above}{quote};", quoted(self.name))
        return made

    def trigger(self, own, table, columns, more, is_there):
        if self.target == "postgres":
            function = f'"{self.name[:50]}_run"'
            return self.object(self.name, f"create function {function}() returns trigger language plpgsql as 'begin return new; end';\n"
                               f"    create trigger {own} before update of {', '.join(columns)}{' or insert' if more else ''} on {table} for each row execute function {function}();",
                               f"drop trigger {own} on {table}; drop function {function}();")
        if self.target == "sqlite":
            return self.object(self.name, f"create trigger if not exists {own} after update of {', '.join(columns)} on {table}\n"
                               f"    begin select new.{columns[0]}{more}; end;", f"drop trigger if exists {own};")
        again = "create trigger if not exists" if self.target == "mariadb" else "create trigger"
        return self.object(self.name, f"{again} {own} before update on {table} for each row set @seen = old.{columns[0]}{', @two = 2' if more else ''};",
                           f"drop trigger if exists {own};")

    def object(self, name, up, down, needs=None):
        return (f"sql {quoted(name)}{' for ' + self.target if self.is_only else ''}\n  needs {needs or table_name(self.table)}\n"
                f"  up $$\n    {up}\n  $$\n  down $$\n    {down}\n  $$\n")


class More(generate.Schema):
    def __init__(self, seed):
        super().__init__(seed)
        self.dice = random.Random(f"dice {seed}")
        self.domains = []
        self.has_routines = True      # that cannot be created where they are there already
        self.is_new_postgres = self.targets == ("postgres",) and self.dice.random() < 0.5
        self.is_only_postgres = self.targets == ("postgres",)

    def roll(self, likely):
        return self.dice.random() < likely

    def space(self, name):
        """Now and then in a namespace."""
        return "space_" + self.dice.choice("ab") + "." + name if self.is_only_postgres and self.roll(0.15) else name

    # ---- declarations

    def more_declarations(self):
        if not self.is_only_postgres:
            return
        for enum in self.enums:
            enum.name = self.space(enum.name)
        for _ in range(self.dice.choice((0, 1, 2, 3))):
            self.domains.append(Domain(self.space(self.name(self.names, odd=0)), self.dice))
            self.declarations.append(self.domains[-1])
        if self.roll(0.4):
            self.declarations.append(Counter(self.space(self.name(self.names, odd=0)), self.dice))

    def scalar(self, name):
        if self.roll(0.2) and self.domains:
            return self.of_domain(name, self.dice.choice(self.domains))
        if self.roll(0.2) and self.is_mysql():
            return Column(name, self.dice.choice(("smallint", "int", "bigint")) + " unsigned", kind="unsigned")
        return super().scalar(name)

    @staticmethod
    def of_domain(name, domain):
        column = Column(name, quoted(domain.name), kind="locked" if domain.required else domain.kind, size=domain.size)
        column.domain = domain
        return column

    def default(self, column):
        if column.kind == "unsigned":
            return self.dice.choice(("0", "7", "65535"))
        if hasattr(column, "domain") and column.kind != "locked":
            return Domain.DEFAULTS[column.kind]
        return super().default(column)

    def table(self, number, later):
        if not later and self.roll(0.15) and (self.is_only_postgres or self.is_mysql()):
            table = self.parted_table()
        else:
            table = super().table(number, later)
        self.dress_columns(table)
        if self.both() and not table.is_for and self.roll(0.3):
            table.private = [Private(f"only_{at}", self.dice.choice(self.targets), self.dice) for at in range(self.dice.choice((1, 1, 2)))]
        return table

    def parted_table(self):
        table = Table(self.name(self.names))
        if self.is_only_postgres:
            table.name = self.space(table.name)
        taken = {"id"}
        type = self.dice.choice(("date", "int", "varchar(40)", "bigint"))
        column = Column(self.name(taken, odd=0), type, size=40 if type.startswith("varchar") else 0)
        table.columns = [Column("id", "bigint"), column]
        table.keys = [list(table.columns)]
        table.items = [f"primary key (id, {quoted(column.name)})"]
        table.used.add(("id", column.name))
        self.plain_columns(table, taken)
        if self.is_only_postgres:
            self.foreign_keys(table, taken)
        if self.roll(0.2):
            self.generated_column(table, taken)
        self.constraints(table)
        table.items = [item for item in table.items if not item.startswith("unique ")]
        for column in table.columns:
            column.modifiers = [modifier for modifier in column.modifiers if modifier != "unique"]
        table.keys = table.keys[:1]
        table.parted = Parted(self, table.columns[1], self.dice)
        return table

    def foreign_keys(self, table, taken):
        all = self.tables
        if self.is_mysql():
            self.tables = [parent for parent in all if not hasattr(parent, "parted")]
        super().foreign_keys(table, taken)
        self.tables = all

    def generated_column(self, table, taken):
        count = len(table.columns)
        super().generated_column(table, taken)
        if len(table.columns) > count and (self.is_mysql() or self.targets == ("sqlite",)) and self.roll(0.4):
            column = table.columns[-1]
            column.modifiers = [re.sub("stored$", "virtual", modifier) for modifier in column.modifiers]

    def dress_columns(self, table):
        for column in table.columns:
            self.dress_column(table, column)
        self.tidy(table)

    def says(self, column):
        """What a column of text may say besides."""
        if self.is_mysql():
            return self.dice.choice(("charset latin1", "collate utf8mb4_general_ci", "charset latin1 collate latin1_german1_ci", "collate utf8mb4_bin"))
        if self.is_only_postgres:
            return self.dice.choice(('collate "C"', 'collate "POSIX"'))
        return self.dice.choice(("collate nocase", "collate rtrim")) if self.targets == ("sqlite",) else None

    def dress_column(self, table, column):
        said = " ".join(column.modifiers)
        if TEXTS.match(column.type) and not re.search("primary|unique|references|collate|generated", said) and self.roll(0.15) and column.is_written \
                and not any(item.startswith(("primary key", "foreign key")) and names(item, column.name) for item in table.items):
            says = self.says(column)
            column.modifiers += [says] if says else []
        counters = [part for part in self.declarations if isinstance(part, Counter)]
        if counters and column.type == "bigint" and not re.search("default|identity|references|generated", said) and self.roll(0.2):
            column.modifiers.append(self.next(self.dice.choice(counters)))

    @staticmethod
    def next(counter):
        return f"default nextval('{counter.name}')"

    def tidy(self, table):
        """What a change of other things has made wrong is set right."""
        for column in table.columns:
            if not TEXTS.match(column.type):
                column.modifiers = [modifier for modifier in column.modifiers if not modifier.startswith(("collate ", "charset "))]
            if column.kind == "locked":
                for row in getattr(table, "data", ()):
                    at = table.columns.index(column)
                    row[at] = Domain.DEFAULTS[column.domain.kind] if row[at] == "null" else row[at]
                column.required = True
                column.modifiers = [modifier for modifier in column.modifiers if modifier != "null"]
            if self.is_mysql() and hasattr(table, "parted") and any(modifier.startswith("references ") for modifier in column.modifiers):
                column.modifiers = [modifier for modifier in column.modifiers if not modifier.startswith(("references ", "on "))]
                column.is_written = True

        def is_plain(key):
            return not any(column.kind == "locked" or any(modifier.startswith(("collate ", "charset ")) for modifier in column.modifiers) for column in key)
        table.keys = table.keys[:1] + [key for key in table.keys[1:] if is_plain(key)]
        if table.head and table.keys and not is_plain(table.keys[0]):
            table.keys = table.keys[1:]

    def dress_up(self, chance, likely):
        super().dress_up(chance, likely)
        for table in self.tables:
            if hasattr(table, "parted") and self.is_only_postgres:
                table.dress.options, table.dress.excludes = {}, False
                table.dress.timing = "" if table.dress.timing == "not valid" else table.dress.timing
            if chance.random() < likely and self.is_only_postgres:
                table.unique_says = chance.choice(("", " nulls not distinct" if self.is_new_postgres else "", " deferrable"))

    def more_lines(self, table):
        return [private.text() for private in getattr(table, "private", ())] + (table.parted.lines() if hasattr(table, "parted") else [])

    def sql_objects(self):
        made = super().sql_objects()
        for target in self.targets:
            tables = [table for table in self.tables if not table.is_for]
            while tables and self.roll(0.4):
                made.append(ColumnView(self, self.name(self.names, odd=0), self.dice.choice(tables), target, self.dice))
        return made

    def table_text(self, table):
        text = super().table_text(table)
        says = getattr(table, "unique_says", "")
        if says == " deferrable" and any(refers(other, table) for all in self.tables for other in all.items + [modifier for column in all.columns for modifier in column.modifiers]):
            return text
        return re.sub(r"^(  unique (?!index).*?\))(?= for |$)", lambda found: found.group(1) + says, text, flags=re.M) if says else text

    def text(self):
        text = super().text()
        return re.sub(r"^(  targets +postgres)$", r"\1 15", text, flags=re.M) if self.is_new_postgres else text


class MoreEdits(Edits):
    def taken(self, table):
        return super().taken(table) | {private.name for private in getattr(table, "private", ())}

    def keeps_name(self, table, column):
        return self.schema.is_mysql() and hasattr(table, "parted") and table.parted.column is column

    def value(self, column):
        if column.kind == "unsigned":
            return "5"
        if column.kind == "locked":
            return Domain.DEFAULTS[column.domain.kind] if column.domain.kind != "date" else "date '2024-02-29'"
        return super().value(column)

    def some(self, count):
        done = super().some(count)
        for table in self.schema.tables:
            self.schema.tidy(table)
        return done

    def let_null(self):
        made = super().let_null()
        for table in self.schema.tables:
            self.schema.tidy(table)
        return made

    # ---- domains and sequences

    def first_table(self):
        return next((at for at, part in enumerate(self.schema.declarations) if isinstance(part, Table)), len(self.schema.declarations))

    def columns_of(self, domain):
        return [(table, column) for table in self.schema.tables for column in table.columns if getattr(column, "domain", None) is domain and column.type == quoted(domain.name)]

    def add_domain(self):
        if not self.schema.is_only_postgres:
            return None
        domain = Domain(self.schema.space(self.schema.name(self.schema.names, odd=0)), self.schema.dice)
        self.schema.domains.append(domain)
        self.schema.declarations.insert(self.first_table(), domain)
        return f"new domain {domain.name}"

    def drop_domain(self):
        domain = self.pick([domain for domain in self.schema.domains if not any(column.type == quoted(domain.name) for table in self.schema.tables for column in table.columns)])
        if not domain:
            return None
        self.schema.domains.remove(domain)
        self.schema.declarations.remove(domain)
        return f"drop domain {domain.name}"

    def rename_domain(self):
        domain = self.pick(self.schema.domains)
        if not domain:
            return None
        old = domain.name
        domain.name = self.schema.space(self.schema.name(self.schema.names, odd=0))
        for table in self.schema.tables:
            for column in table.columns:
                if column.type == quoted(old):
                    column.type = quoted(domain.name)
        return f"rename domain {old} to {domain.name}"

    def change_domain(self):
        domain = self.pick(self.schema.domains)
        if not domain:
            return None
        before = domain.text()
        domain.choose(self.schema.dice)
        return f"{before.strip()} is {domain.text().strip()}" if domain.text() != before else None

    def leave_domain(self):
        """A column of a domain becomes one of its type, or the other way round."""
        table, column = self.column_of(lambda table, column: hasattr(column, "domain") and column.kind == column.domain.kind and column not in self.changed
                                       and not any(names(item, column.name) for item in table.items))
        if not table:
            return None
        self.changed.add(column)
        column.type = column.domain.type if column.type == quoted(column.domain.name) else quoted(column.domain.name)
        if column.type == column.domain.type:
            del column.domain
        return f"{table.name}: {column.name} is {column.type}"

    def change_counter(self):
        if not self.schema.is_only_postgres:
            return None
        counter = self.pick([part for part in self.schema.declarations if isinstance(part, Counter)])
        if not counter or self.maybe(0.3):
            counter = Counter(self.schema.space(self.schema.name(self.schema.names, odd=0)), self.schema.dice)
            self.schema.declarations.insert(self.first_table(), counter)
            return f"new sequence {counter.name}"
        used = [column for table in self.schema.tables for column in table.columns if self.schema.next(counter) in column.modifiers]
        old, way = counter.name, self.chance.random()
        if way < 0.3 and not used:
            self.schema.declarations.remove(counter)
            return f"drop sequence {old}"
        if way < 0.6:
            before = self.schema.next(counter)
            counter.name = self.schema.space(self.schema.name(self.schema.names, odd=0))
            for column in used:
                column.modifiers = [self.schema.next(counter) if modifier == before else modifier for modifier in column.modifiers]
            return f"rename sequence {old} to {counter.name}"
        counter.choose(self.schema.dice)
        return f"sequence {old}: {counter.says}"

    # ---- columns

    def change_dress(self):
        table = self.pick(self.tables(lambda table: not hasattr(table, "data")))
        column = table and self.pick([column for column in self.plain(table) if TEXTS.match(column.type)])
        if not column or not self.schema.says(column):
            return None
        column.modifiers = [modifier for modifier in column.modifiers if not modifier.startswith(("collate ", "charset "))]
        if self.maybe(0.7):
            column.modifiers.append(self.schema.says(column))
        return f"{table.name}: {column.name} {' '.join(column.modifiers)}"

    def change_unsigned(self):
        table, column = self.column_of(lambda table, column: self.schema.is_mysql() and column.type in ("int", "bigint", "smallint", "int unsigned", "smallint unsigned")
                                       and not hasattr(table, "data") and column not in self.changed)
        if not table:
            return None
        self.hard = True
        old = column.type
        self.drop_items(table, column)
        self.changed.add(column)
        column.type = "bigint" if "unsigned" in old and self.maybe(0.5) else "bigint unsigned" if "unsigned" in old else old + " unsigned"
        column.kind = "unsigned" if "unsigned" in column.type else "bigint"
        if self.default_of(column):
            self.set_default(column, self.schema.default(column))
        return f"{table.name}: {column.name} was {old}, is {column.type}"

    def change_private(self):
        table = self.pick(self.tables(lambda table: self.schema.both() and not hasattr(table, "data") and not table.is_for))
        if not table:
            return None
        if not hasattr(table, "private"):
            table.private = []
        if table.private and self.maybe(0.6):
            private = self.pick(table.private)
            if self.maybe(0.5):
                table.private.remove(private)
                return f"{table.name}: drop {private.text()}"
            before = private.text()
            private.choose(self.schema.dice)
            return f"{table.name}: {before} is {private.text()}" if private.text() != before else None
        self.serial += 1
        table.private.append(Private(f"only_{self.serial}", self.schema.dice.choice(self.schema.targets), self.schema.dice))
        self.fillings[table.name, table.private[-1].name] = Private.DEFAULTS.get(table.private[-1].type)
        return f"{table.name}: add {table.private[-1].text()}"

    # ---- keys and indexes

    def change_primary_key(self):
        table = self.pick(self.tables(lambda table: not any(other for other, _ in self.referrers(table)) and not hasattr(table, "data") and not hasattr(table, "parted")))
        if not table or not table.head and not table.keys:
            return None
        self.hard = True
        if table.head:
            able = [column for column in self.plain(table) if column.required and column.kind in ("int", "bigint", "uuid", "date", "varchar")
                    and not any(modifier.startswith(("collate ", "charset ")) for modifier in column.modifiers)]
            if not able:
                return None
            columns = self.chance.sample(able, min(len(able), 2))
            table.head = ""
            table.keys.insert(0, columns)
            table.items.append(f"primary key ({', '.join(quoted(column.name) for column in columns)})")
            return f"{table.name}: add {table.items[-1]}"
        key = table.keys[0]
        if len(key) == 1 and any(modifier == "identity" for modifier in key[0].modifiers):
            return None
        written = next((item for item in table.items if item.startswith("primary key")), None)
        if written and self.maybe(0.6):
            way = self.pick(("order", "name"))
            if way == "order":
                table.keys[0] = list(reversed(key))
            given = self.name("pk") + " " if way == "name" else ""
            table.items[table.items.index(written)] = f"primary key {given}({', '.join(quoted(column.name) for column in table.keys[0])})"
            return f"{table.name}: {written} another {way}"
        table.items = [item for item in table.items if item is not written]
        for column in key:
            column.modifiers = [modifier for modifier in column.modifiers if modifier != "primary key"]
        table.keys = table.keys[1:]
        table.head = " without primary key"
        table.used.discard(tuple(column.name for column in key))
        return f"{table.name}: drop primary key"

    NAMED = re.compile(r"(check|unique(?! index)|(?:unique )?index) (\w+) \(")

    def rename_item(self):
        found = [(table, item) for table in self.tables() for item in table.items if self.NAMED.match(item)]
        if not found:
            return None
        table, item = self.pick(found)
        kind, old = self.NAMED.match(item).groups()
        new = self.name(kind.split()[-1])
        table.items[table.items.index(item)] = item.replace(f"{kind} {old} (", f"{kind} {new} (", 1)
        return f"{table.name}: rename {kind} {old} to {new}"

    def change_item(self):
        """An index with other keys, a check with another condition, of the same name."""
        found = [(table, item) for table in self.tables() for item in table.items if re.match(r"(check|index) \w+ \(", item)]
        if not found:
            return None
        table, item = self.pick(found)
        at = table.items.index(item)
        if item.startswith("check"):
            table.items[at] = re.sub(r"\((.*)\)", r"((\1) or 1 > 2)", item)
        elif " using " in item:
            return None
        else:
            table.items[at] = re.sub(r"( desc)?([,)])", lambda found: ("" if found.group(1) else " desc") + found.group(2), item, count=1) if "((" not in item and "lower(" not in item else item
        return f"{table.name}: {item} is {table.items[at]}" if table.items[at] != item else None

    def add_composite_foreign_key(self):
        parents = self.tables(lambda table: table.keys and not table.head and len(table.keys[0]) > 1 and not table.is_for
                              and not (self.schema.is_mysql() and hasattr(table, "parted")))
        parent = self.pick(parents)
        if not parent:
            return None
        later = [table for table in self.schema.tables[self.schema.tables.index(parent):] if not hasattr(table, "data") and not table.is_for
                 and not (self.schema.is_mysql() and hasattr(table, "parted"))]
        table = self.pick(later)
        if not table:
            return None
        made = []
        for part in parent.keys[0]:
            made.append(Column(self.schema.name(self.taken(table)), part.type, ["null"], False, part.kind, part.values, part.size))
            if hasattr(part, "domain"):
                made[-1].domain = part.domain
            made[-1].docs = []
            table.columns.append(made[-1])
        table.items.append(f"foreign key ({', '.join(quoted(column.name) for column in made)})\n    references {table_name(parent)}"
                           + self.pick(("", " on delete cascade", " on delete set null")))
        return f"{table.name}: add a key of {len(made)} columns to {parent.name}"

    # ---- the rest

    def change_partitions(self):
        table = self.pick(self.tables(lambda table: hasattr(table, "parted") and (table.parted.method != "hash" or table.parted.is_mysql)))
        if not table:
            return None
        parted = table.parted
        self.hard = parted.method != "hash"
        way = self.chance.random()
        if way < 0.5 or len(parted.parts) < 2:
            parted.parts.append(parted.part(max(number for _, number in parted.parts) + 1))
            return f"{table.name}: a partition more"
        if way < 0.7:
            parted.has_rest = not parted.has_rest
            return f"{table.name}: {'a' if parted.has_rest else 'no'} partition for the rest"
        parted.parts.pop(self.pick((0, -1)))
        return f"{table.name}: a partition less"

    def add_view(self):
        tables = self.tables(lambda table: not table.is_for)
        if not tables:
            return None
        view = ColumnView(self.schema, self.schema.name(self.schema.names, odd=0), self.pick(tables), self.pick(self.schema.targets), self.schema.dice)
        self.schema.declarations.append(view)
        return f"new {view.kind} {view.name} of {view.table.name}"

    def move_table(self):
        """Into a namespace, or out of it."""
        table = self.pick(self.tables(lambda table: self.schema.is_only_postgres and '"' not in quoted(table.name)
                                      and not any(type(view) is View for view in self.views_of(table))))
        if not table:
            return None
        self.hard = True  # the rows of a table that is taken for another one
        bare = table.name.split(".")[-1]
        old = table.name
        new = bare if "." in old else "space_" + self.pick("ab") + "." + bare
        if new in [other.name for other in self.schema.tables]:
            return None
        for other in self.schema.tables:
            changed = {text: self.referring(text, table, new) for text in self.texts(other) if refers(text, table) is not None}
            other.items = [changed.get(item, item) for item in other.items]
            for column in other.columns:
                column.modifiers = [changed.get(modifier, modifier) for modifier in column.modifiers]
        table.name = new
        for (name, column) in [key for key in self.fillings if key[0] == old]:
            self.fillings[new, column] = self.fillings.pop((name, column))
        return f"rename table {old} to {new}"

    @staticmethod
    def referring(text, table, new):
        return re.sub(r"(\breferences\s+)" + re.escape(table_name(table)) + r"(?=\s|$|\()", lambda found: found.group(1) + quoted(new), text)

    def change_spelling(self):
        """Of a type that has one for each target."""
        found = [at for at, part in enumerate(self.schema.declarations) if isinstance(part, str) and re.match(r"type .*\{", part)]
        if not found:
            return None
        at = self.pick(found)
        old = self.schema.declarations[at]
        for one, other in (("mediumtext", "longtext"), ("text collate nocase", "text")):
            new = re.sub(rf"(  (?:mysql|mariadb|sqlite)  ){one}\n", rf"\1{other}\n", old)
            if new != old:
                self.schema.declarations[at] = new
                return f"{old} is {new}"
        return None

    ALL = Edits.ALL + ((add_domain, 2), (drop_domain, 2), (rename_domain, 3), (change_domain, 5), (leave_domain, 3), (change_counter, 4), (change_dress, 5),
                       (change_unsigned, 4), (change_private, 4), (change_primary_key, 4), (rename_item, 4), (change_item, 4), (add_composite_foreign_key, 3),
                       (change_partitions, 8), (add_view, 5), (move_table, 3), (change_spelling, 1))


def schema(seed):
    """The text of a random schema, which bears to be created over what is there."""
    made = schema_of(seed)
    made.has_routines = False
    return made.generate()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate_more.py SEED")
    sys.stdout.write(schema(int(sys.argv[1])))

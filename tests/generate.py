"""Schemas by chance, and schemas by size.

    tests/generate.py SEED             a random valid schema: every feature of the language, by and by
    tests/generate.py --tables N       N alike tables, for measuring

Takes: a seed, or a number. Gives: the text of a schema without a mistake.
Promises: the same seed gives the same text, with every Python 3.
"""

import random
import sys

WORDS = ("account answer article asset badge batch bill booking branch budget campaign card cart channel city claim"
         " client comment contact course credit device document driver employee event field file folder goal grade"
         " invoice item job language lead ledger lesson letter level license limit list loan machine member menu"
         " message metric model note offer office page parcel part partner patient payment period person phone photo"
         " plan player policy post price product profile project quote rate receipt recipe record region report"
         " resource result review rider room route rule sample school score season sensor service session shape"
         " share shift shop skill slot source staff stage station step stock store story student survey tag task"
         " team tenant term theme ticket token topic tour track trade trip unit vehicle vendor venue visit wallet").split()
# words that mean something to SQL, to the language, or to both
HARD = ("type key data value status order user group table index check select column constraint primary references"
        " default null_value end case from where limit offset desc all any both current_value left right natural"
        " position row rows range window time date text name names up down needs forward include enum mixin"
        " project extension now uuid").split()
# words that begin an item of a table or an expression: as names they stand in quotes
FIRST = ("index", "check", "primary", "unique", "foreign", "include", "case", "cast", "extract", "not")
ODD = ("Order Details", "camelCase", "with-dash", "naïve", "1st", "per cent %", "a.b", "UPPER")

# seeds above are schemas for MySQL and MariaDB
MYSQL = 100000

TAKEN = ("name", "record", "path", "point", "box", "line")  # types of servers

NUMBERS = ("smallint", "int", "bigint")
STRINGS = ("it''s", "naïve €", "-- no comment", "$migc$ $body$ $$", "a;b", 'say "hi"', "100%", "back\\slash", "/* */", "")


class Column:
    def __init__(self, name, type, modifiers=(), required=True, kind=None, values=(), size=0):
        self.name = name
        self.type = type              # as written
        self.modifiers = list(modifiers)
        self.required = required
        self.kind = kind or type.split("(")[0]
        self.values = values          # of an enum
        self.size = size              # of a varchar or char
        self.generated = False
        self.is_written = True        # its type is
        self.docs = None              # the lines above it; None: not thought of yet


class Dress:
    """What a table says besides: options, when its foreign keys are checked, how its indexes are kept. Nothing else depends on it."""

    STRICT = ("smallint", "int", "bigint", "text", "varchar", "char", "real", "double", "bytes", "uuid", "date", "time", "timestamp", "timestamptz", "json", "enum")

    def __init__(self):
        self.timing = ""
        self.options = {}             # target -> words
        self.index = ""               # behind the keys
        self.opclass = ""             # of texts
        self.excludes = False
        self.prefix = 0

    def choose(self, chance, targets):
        self.__init__()
        is_postgres = targets == ("postgres",)
        if "postgres" in targets:
            self.timing = chance.choice(("", "", "deferrable", "deferrable initially deferred") + (("not valid", "match full") if is_postgres else ()))
        words = {"postgres": ("fillfactor = 70", "autovacuum_enabled = off", "fillfactor = 90, toast.autovacuum_enabled = off"),
                 "sqlite": ("without_rowid", "strict", "strict, without_rowid"), "mysql": ("row_format = dynamic", "stats_persistent = 1"),
                 "mariadb": ("row_format = dynamic", "stats_persistent = 1, row_format = compact")}
        for target in targets:
            if chance.random() < 0.3:
                self.options[target] = chance.choice(words[target])
        if is_postgres:
            self.index = chance.choice(("", "", " with (fillfactor = 60)"))
            self.opclass = chance.choice(("", "", " opclass text_pattern_ops", ' collate "C"'))
            self.excludes = chance.random() < 0.1
        if "mysql" in targets and chance.random() < 0.3:
            self.prefix = chance.choice((1, 10, 100))

    def modifiers(self, column):
        """The modifiers of a column, with what its foreign key says besides behind it."""
        made = list(column.modifiers)
        at = next((number for number, modifier in enumerate(made) if modifier.startswith("references ")), None)
        if at is not None and self.timing:
            while at + 1 < len(made) and made[at + 1].startswith("on "):
                at += 1
            made.insert(at + 1, self.timing)
        return made

    def items(self, table):
        """The items of a table, and those that are of the dress alone."""
        made = []
        for item in table.items:
            if item.startswith("foreign key") and self.timing and self.timing != "match full":
                item += " " + self.timing
            elif item.startswith(("index ", "unique index ")) and " using " not in item:
                item = self.of_index(table, item)
            made.append(item)
        if self.excludes and table.keys and not table.head:
            made.append("exclude using btree (" + ", ".join(quoted(column.name) + " with '='" for column in table.keys[0]) + ")")
        texts = [column for column in table.columns if column.type == "text" and not column.generated]
        if self.prefix and texts:
            made.append(f"index ({quoted(texts[0].name)} prefix {self.prefix})")
        for target, words in self.options.items():
            chosen = [word for word in words.split(", ") if self.is_possible(table, word)]
            if chosen and table.is_for in ("", " for " + target):
                made.append(f"with ({', '.join(chosen)}) for {target}")
        return made

    def of_index(self, table, item):
        texts = [quoted(column.name) for column in table.columns if column.type == "text" and not column.generated]
        head, bracket, rest = item.partition("(")
        keys, bracket_too, ends = rest.partition(")")
        if "(" not in keys and self.opclass:
            keys = ", ".join(key + self.opclass if key in texts else key for key in keys.split(", "))
            return head + bracket + keys + bracket_too + self.index + ends
        return item

    @staticmethod
    def is_possible(table, word):
        is_counted = any("identity" in column.modifiers for column in table.columns)
        if word == "without_rowid":
            return bool(table.keys) and not table.head and not is_counted
        if word.startswith("toast."):  # PostgreSQL forgets it where no column can be long
            return any(column.type == "text" for column in table.columns)
        return word != "strict" or all(column.kind in Dress.STRICT and column.type.split("(")[0] == column.kind for column in table.columns)


class Counter:
    """A sequence that nobody uses."""

    def __init__(self, name, chance):
        self.name = name
        self.choose(chance)

    def choose(self, chance):
        self.says = chance.choice(("", " int", " bigint start 5", " increment 2 cache 3", " int minvalue 1 maxvalue 1000 cycle", " start -3 increment -1"))

    def text(self):
        return f"sequence {quoted(self.name)}{self.says}\n"


class Table:
    def __init__(self, name):
        self.name = name
        self.columns = []
        self.items = []
        self.keys = []                # lists of columns that are keys, the primary key first
        self.used = set()             # column lists that have an index
        self.needs = set()            # names of earlier tables
        self.head = ""
        self.is_for = ""
        self.docs = []
        self.dress = Dress()


class Enum:
    def __init__(self, name, values, docs):
        self.name = name
        self.values = values          # columns of this type have the same list
        self.docs = docs

    def text(self):
        inside = ", ".join(value if value.replace("_", "").isalnum() and " " not in value else f"'{value}'" for value in self.values)
        return "".join(line + "\n" for line in self.docs) + f"enum {quoted(self.name)} {{ {inside} }}\n"


class View:
    AGAIN = {"postgres": "or replace view", "sqlite": "view if not exists", "mysql": "or replace view", "mariadb": "or replace view"}
    GONE = {"postgres": "", "sqlite": "if exists ", "mysql": "if exists ", "mariadb": "if exists "}

    def __init__(self, name, table, target, is_only):
        self.name = name
        self.table = table
        self.target = target
        self.is_only = is_only        # the schema has other targets
        self.what = "count(*) as n"

    def text(self):
        quote = "`" if self.target in ("mysql", "mariadb") else '"'
        return (f"sql {quoted(self.name)}{' for ' + self.target if self.is_only else ''}\n  needs {table_name(self.table)}\n"
                f"  up $$\n    create {self.AGAIN[self.target]} {quote}{self.name}{quote} as select {self.what} from {quote}{self.table.name}{quote};\n  $$\n"
                f"  down $$\n    drop view {self.GONE[self.target]}{quote}{self.name}{quote};\n  $$\n")


def quoted(name):
    if name.startswith("space_") and "." in name:
        return ".".join(map(quoted, name.split(".", 1)))
    plain = name.isascii() and name.replace("_", "a").isalnum() and name == name.lower() and not name[0].isdigit() and name not in FIRST
    return name if plain else '"' + name + '"'


def table_name(table):
    """As it is written: the part before the dot is a namespace only where the table has one."""
    return ".".join(map(quoted, table.name.split(".", 1))) if table.name.startswith("space_") else quoted(table.name)


class Schema:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.seed = seed
        self.targets = ("postgres", "sqlite")
        if seed > MYSQL:
            self.targets = ("mysql", "mariadb")
        elif seed % 6 == 4:
            self.targets = ("postgres",)
        elif seed % 6 == 5:
            self.targets = ("sqlite",)
        self.more = random.Random(f"more {seed}")  # for what came later: the rest of a seed stays as it was
        self.names = set()
        self.declarations = []        # in their order: texts, Enums, Tables, Views
        self.tables = []
        self.enums = []
        self.aliases = []
        self.mixins = []
        self.long = self.maybe(0.2)
        self.hard = self.maybe(0.5)
        self.shuffled = self.maybe(0.25)

    # ---- small things

    def maybe(self, likely):
        return self.chance.random() < likely

    def pick(self, all):
        return all[self.chance.randrange(len(all))]

    def name(self, taken, odd=0.03):
        """A name that is new among `taken`. Without odd ones: no word of the language either."""
        for attempt in range(1000):
            if self.hard and odd and self.maybe(0.25):
                name = self.pick(HARD)
            elif self.maybe(odd):
                name = self.pick(ODD)
            else:
                name = self.pick(WORDS)
                if self.maybe(0.4):
                    name += "_" + self.pick(WORDS)
            if self.long and self.maybe(0.3):
                name = "_".join([name if name.isascii() and " " not in name else "x"] + [self.pick(WORDS) for _ in range(6)])[:52].strip("_")
            if attempt > 50:
                name += f"_{attempt}"
            if name.lower() not in taken and name not in ("migc_history",) and (odd or name not in TAKEN):
                taken.add(name.lower())
                return name
        raise AssertionError("no name left")

    def both(self):
        return len(self.targets) == 2

    def is_mysql(self):
        return "mysql" in self.targets

    def is_indexable(self, column):
        """MySQL wants to know how long a key is."""
        return not self.is_mysql() or column.kind not in ("text", "spelled")

    def is_checkable(self, table, column):
        """MySQL's checks and generated columns read no number of the server's, and nothing that a foreign key may write."""
        return not self.is_mysql() or not (any(modifier.startswith(("references ", "identity", "primary")) for modifier in column.modifiers)
                                           or any(item.startswith(("primary key", "foreign key")) and quoted(column.name) in item for item in table.items))

    # ---- types

    def scalar(self, name):
        """A column of some type, without modifiers."""
        kinds = ["bool", "smallint", "int", "int", "bigint", "bigint", "real", "double", "decimal", "text", "text", "varchar",
                 "varchar", "char", "bytes", "uuid", "date", "time", "timestamp", "timestamptz", "json"]
        if self.enums:
            kinds += ["enum"] * 3
        if self.aliases:
            kinds += ["alias"] * 2
        if self.targets == ("postgres",):
            kinds += ["array", "interval"]
        kind = self.pick(kinds)
        if kind == "decimal":
            scale = self.chance.randrange(0, 5)
            return Column(name, f"decimal({self.chance.randrange(scale + 4, 16)}, {scale})", kind=kind)
        if kind in ("varchar", "char"):
            size = self.chance.choice((1, 2, 3, 8, 20, 40, 40 if self.is_mysql() else 255))
            return Column(name, f"{kind}({size})", kind=kind, size=size)
        if kind == "enum":
            enum = self.pick(self.enums)
            return Column(name, quoted(enum.name), kind=kind, values=enum.values)
        if kind == "alias":
            alias, kind, size = self.pick(self.aliases)
            return Column(name, quoted(alias), kind=kind, size=size)
        if kind == "array":
            return Column(name, self.pick(("text", "int", "uuid")) + "[]", kind=kind)
        return Column(name, kind)

    def default(self, column):
        """A default of the column's type, or None."""
        kind = column.kind
        small = {"bool": ("true", "false"), "smallint": ("0", "1", "-1", "32767"), "int": ("0", "42", "-7", "(1 + 2 * 3)"),
                 "bigint": ("0", "9000000000", "-1"), "real": ("0", "1.5", "-0.25"), "double": ("0", "2.5"), "decimal": ("0", "1", "-2"),
                 "text": ("'" + self.pick(STRINGS) + "'",), "date": ("'2024-02-29'", "current_date"), "time": ("'12:30:00'",),
                 "timestamp": ("'2024-02-29 23:59:59'",), "timestamptz": ("now",), "json": ("'{}'", "'[]'", "'{\"a\": [1, null]}'"),
                 "uuid": ("uuid",), "interval": ("'1 day'",)}
        if kind in ("varchar", "char"):
            return "'" + "abcdefgh"[:min(8, column.size)] + "'"
        if kind == "enum":
            return "'" + self.pick(column.values) + "'"
        return self.pick(small[kind]) if kind in small else None

    def condition(self, table):
        """A boolean expression over the columns of a table that rows can meet; None if there is none to make."""
        columns = [column for column in table.columns if not column.generated and self.is_checkable(table, column)]
        if not columns:
            return None
        column = self.pick(columns)
        name, kind = quoted(column.name), column.kind
        by_kind = {
            "int": ("{0} >= 0", "{0} between 0 and 1000000", "{0} <> 13", "abs({0}) < 1000000", "{0} % 2 >= 0", "not {0} < 0",
                    "{0} in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)", "coalesce({0}, 0) + 1 > 0", "-{0} <= 0", "{0} / 2 >= 0"),
            "decimal": ("{0} >= 0", "{0} < 1000", "round({0}) >= 0"),
            "text": ("length({0}) > 0", "{0} <> ''", "{0} not like '%@@%'", "length(trim({0})) > 0", "lower({0}) = lower({0})",
                     "{0} is not null or {0} is null", "{0} || 'x' <> 'x'", "replace({0}, 'q', 'Q') <> 'zzz'", "{0} <> 'it''s'"),
            "date": ("{0} >= date '2000-01-01'", "{0} between date '1999-12-31' and date '2100-01-01'"),
            "bool": ("{0} or not {0}", "{0} in (true, false)"),
            "any": ("{0} is not null or {0} is null",),
        }
        group = {"smallint": "int", "bigint": "int", "real": "decimal", "double": "decimal", "varchar": "text"}.get(kind, kind)
        if kind == "enum":
            other = f"{name} <> '{column.values[-1]}'" if len(column.values) > 1 else f"{name} is not null or {name} is null"
            made = self.chance.choice((other, f"{name} in ({', '.join(repr(value) for value in column.values)})"))
        else:
            made = self.pick(by_kind.get(group, by_kind["any"])).format(name)
        others = [other for other in columns if other is not column and other.kind == kind and kind in ("smallint", "int", "bigint", "date")]
        if others and self.maybe(0.3):
            made = f"{quoted(self.pick(others).name)} + 0 >= 0 or {made}" if kind != "date" else f"{quoted(self.pick(others).name)} is null or {made}"
        if self.maybe(0.15):
            made = f"case when {made} then true else {name} is null end"
        if self.maybe(0.15):
            made = f"({made}) and (1 < 2 or {name} is null)"
        return made

    # ---- parts of a table

    def primary_key(self, table, taken):
        way = self.chance.random()
        if way < 0.45:
            table.columns.append(Column(self.chance.choice(("id", "id", "id", table_id(table))), self.pick(("bigint", "int", "bigint")), ["identity", "primary key"]))
        elif way < 0.6:
            table.columns.append(Column("id", "uuid", ["default uuid", "primary key"]))
        elif way < 0.75:
            size = self.pick((8, 20, 40))
            table.columns.append(Column("code", f"varchar({size})", ["primary key"], kind="varchar", size=size))
        elif way < 0.8:
            table.columns.append(Column("id", "int", ["primary key"]))
        elif way < 0.95:
            parts = [Column(self.name(taken), kind) for kind in self.chance.sample(("int", "bigint", "smallint", "uuid", "date"), 2)]
            table.columns += parts
            table.keys.append(parts)
            table.items.append(f"primary key ({', '.join(quoted(part.name) for part in parts)})")
            for part in parts:
                taken.add(part.name.lower())
            table.used.add(tuple(part.name for part in parts))
            return
        else:
            table.head = " without primary key"
            return
        taken.add(table.columns[-1].name.lower())
        table.keys.append([table.columns[-1]])
        table.used.add((table.columns[-1].name,))

    def action(self, required):
        made = []
        if self.maybe(0.6):
            made.append("on delete " + self.pick(("cascade", "restrict", "no action") if required else ("set null", "cascade", "restrict")))
        if self.maybe(0.15):
            made.append("on update cascade")
        return made

    def foreign_keys(self, table, taken):
        parents = [parent for parent in self.tables if parent.keys and not parent.is_for]
        for _ in range(self.chance.choice((0, 1, 1, 2, 3)) if parents else 0):
            parent = self.pick(parents)
            key = self.pick(parent.keys)
            required = self.maybe(0.6)
            modifiers = [] if required else ["null"]
            reference = f"references {table_name(parent)}"
            if key is not parent.keys[0] or parent.head:
                reference += f" ({', '.join(quoted(column.name) for column in key)})"
            if len(key) == 1:
                name = self.name(taken)
                same = key[0]
                column = Column(name, same.type, modifiers + [reference] + self.action(required), required, same.kind, same.values, same.size)
                column.is_written = self.maybe(0.5)
                table.columns.append(column)
            else:
                columns = [Column(self.name(taken), part.type, modifiers, required, part.kind, part.values, part.size) for part in key]
                table.columns += columns
                made = f"foreign key ({', '.join(quoted(column.name) for column in columns)})\n    {reference}"
                table.items.append(" ".join([made] + self.action(required)))
            table.needs.add(parent.name)
        if table.keys and not table.head and len(table.keys[0]) == 1 and self.maybe(0.2):
            same = table.keys[0][0]
            table.columns.append(Column(self.name(taken), same.type, ["null", f"references {table_name(table)}", "on delete set null"],
                                        False, same.kind, same.values, same.size))

    def plain_columns(self, table, taken):
        for _ in range(self.chance.randrange(1, 8)):
            column = self.scalar(self.name(taken))
            column.required = self.maybe(0.65)
            if not column.required:
                column.modifiers.append("null")
            made = self.default(column)
            if made and self.maybe(0.35):
                column.modifiers.append("default " + made)
            if column.kind in ("text", "varchar", "int", "bigint", "uuid") and column.required and self.maybe(0.12) and self.is_indexable(column):
                column.modifiers.append("unique")
                table.keys.append([column])
                table.used.add((column.name,))
            self.chance.shuffle(column.modifiers)
            table.columns.append(column)

    def generated_column(self, table, taken):
        numbers = [column for column in table.columns if column.kind in ("int", "bigint") and column.required and column.type == column.kind and not column.generated
                   and self.is_checkable(table, column)]
        texts = [column for column in table.columns if column.kind == "text" and column.required and column.type == "text" and not column.generated]
        if numbers and self.maybe(0.5):
            first, second = self.pick(numbers), self.pick(numbers)
            type = "bigint" if "bigint" in (first.kind, second.kind) else "int"
            made = f"{quoted(first.name)} {self.pick('+-*')} {quoted(second.name)}"
        elif texts:
            type, made = "text", f"lower({quoted(self.pick(texts).name)}) || '-' || trim({quoted(self.pick(texts).name)})"
        else:
            return
        storage = "virtual" if self.targets == ("sqlite",) and self.maybe(0.5) else "stored"
        column = Column(self.name(taken), type, [f"generated ({made}) {storage}"])
        column.generated = True
        table.columns.append(column)

    def constraints(self, table):
        taken = set()
        if self.maybe(0.4):
            made = self.condition(table) if self.is_mysql() else True
            if made:
                table.items.append(f"check {self.constraint_name(table, 'check', taken)}({made if self.is_mysql() else self.condition(table)}){self.only(table, 0.1)}")
        for column in table.columns:
            if not column.generated and column.kind in ("int", "text") and self.maybe(0.08) and self.is_checkable(table, column):
                column.modifiers.append(f"check ({quoted(column.name)} {'>= 0' if column.kind == 'int' else 'is not null'})")
        able = [column for column in table.columns if column.kind not in ("json", "array", "bytes", "interval", "real", "double") and not column.generated
                and self.is_indexable(column)]
        if len(able) > 1 and self.maybe(0.35):
            columns = self.chance.sample(able, 2)
            if self.use(table, columns):
                table.items.append(f"unique {self.constraint_name(table, 'key', taken)}({', '.join(quoted(column.name) for column in columns)})")
                if all(column.required for column in columns):
                    table.keys.append(columns)
        for _ in range(self.chance.choice((0, 0, 1, 1, 2)) if able else 0):
            self.index(table, able, taken)
        if self.targets == ("postgres",) and self.maybe(0.5):
            arrays = [column for column in table.columns if column.kind in ("json", "array")]
            if arrays:
                table.items.append(f"index ({quoted(self.pick(arrays).name)}) using gin")

    def index(self, table, able, taken):
        columns = self.chance.sample(able, min(len(able), self.chance.choice((1, 1, 2, 3))))
        if not self.use(table, columns):
            return
        keys = [quoted(column.name) + self.pick(("", "", " desc")) for column in columns]
        ends = ""
        named = False
        if columns[0].kind == "text" and self.maybe(0.4) and not self.is_mysql():
            keys[0] = f"lower({quoted(columns[0].name)})"
            named = True
        if self.maybe(0.2) and not self.is_mysql():
            ends += f" where ({quoted(columns[0].name)} is not null)"
        if self.targets == ("postgres",) and self.maybe(0.3):
            rest = [column for column in able if column not in columns]
            if rest:
                ends += f" include ({quoted(self.pick(rest).name)})"
        unique = "unique " if len(columns) > 1 and self.maybe(0.2) else ""
        name = self.constraint_name(table, "idx", taken, named)
        table.items.append(f"{unique}index {name}({', '.join(keys)}){ends}{self.only(table, 0.1)}")

    def use(self, table, columns):
        """No two indexes of a table begin alike."""
        names = tuple(column.name for column in columns)
        if any(names[:len(other)] == other[:len(names)] for other in table.used):
            return False
        table.used.add(names)
        return True

    def constraint_name(self, table, kind, taken, always=False):
        if not always and not self.maybe(0.4):
            return ""
        base = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in table.name.lower())[:30]
        name = f"x_{base}_{len(taken)}_{kind}" if not self.is_mysql() else f"x_{len(self.tables)}_{len(taken)}_{kind}"
        taken.add(name)
        return name + " "

    def only(self, table, likely):
        return f" for {self.pick(self.targets)}" if self.maybe(likely) and not table.is_for else ""

    def doc(self, likely):
        if not self.maybe(likely):
            return []
        return ["/// " + self.pick(("What it is for.", "It's \"quoted\"; 100 % -- no comment", "Größe in €", "$migc$ */ -- ;"))
                for _ in range(self.chance.choice((1, 1, 2)))]

    # ---- declarations

    def more_declarations(self):
        """What else stands before the tables; see tests/generate_more.py."""

    def table(self, number, later):
        table = Table(self.name(self.names))
        if self.targets == ("postgres",) and self.maybe(0.15):
            table.name = "space_" + self.pick("ab") + "." + table.name
        table.docs = self.doc(0.3)
        if self.maybe(0.05) and self.both():
            table.is_for = " for " + self.pick(self.targets)
        taken = set()
        self.primary_key(table, taken)
        self.plain_columns(table, taken)
        self.foreign_keys(table, taken)
        if later and self.maybe(0.12) and not self.shuffled:
            column = Column(self.name(taken), "bigint", ["null", f"references {later} forward", "on delete set null"], False)
            column.is_written = self.maybe(0.5)
            table.columns.append(column)
        if self.maybe(0.25):
            self.generated_column(table, taken)
        self.constraints(table)
        free = [name for name, columns in self.mixins if not taken & {column.lower() for column in columns}]
        if free and self.maybe(0.5):
            table.items.insert(0, f"include {self.pick(free)}")
        return table

    def lookup(self):
        """A table with rows of its own."""
        table = Table(self.name(self.names))
        code = Column("code", "varchar(8)", ["primary key"], kind="varchar", size=8)
        table.columns = [code, Column("title", "text"), Column("rank", "smallint", ["default 0"]), Column("flag", "bool", ["default true"]),
                         Column("amount", "decimal(10, 2)", ["null"], False), Column("since", "date", ["null"], False)]
        table.keys = [[code]]
        table.data = []
        for number in range(self.chance.randrange(1, 5)):
            table.data.append([f"'c{number}'", "'" + self.pick(STRINGS) + "'", str(self.chance.randrange(-3, 9)), self.pick(("true", "false")),
                               self.pick(("null", "1.25", "-0.5", "10")), self.pick(("null", "'2024-02-29'"))])
        return table

    def generate(self, sizes=(1, 2, 4, 6, 9, 14)):
        """Makes a schema of one of these numbers of tables."""
        out = self.declarations
        settings = []
        if not self.both() or self.is_mysql():
            settings.append("targets  " + ", ".join(self.targets) + (" 3.37" if self.targets == ("sqlite",) else ""))
        if self.shuffled:
            settings.append("order    dependency")
        if self.maybe(0.2):
            settings.append("lock_timeout  '5s'")
        if settings:
            out.append(block(f"project seed_{self.seed}", settings))
        citext = "postgres" in self.targets and self.maybe(0.4)
        if citext:
            out.append("extension citext" + (" for postgres" if self.both() else "") + "\n")
        for _ in range(self.chance.choice((0, 1, 2, 3))):
            values = list(dict.fromkeys(self.pick(WORDS + HARD + ["in progress", "it is"]) for _ in range(self.chance.randrange(1, 7))))
            name = self.name(self.names, odd=0)
            self.enums.append(Enum(name, values, self.doc(0.2)))
            out.append(self.enums[-1])
        if self.maybe(0.5):
            name = self.name(self.names, odd=0)
            self.aliases.append((name, "bigint", 0))
            out.append(f"type {quoted(name)} bigint\n")
        if self.maybe(0.5):
            name = self.name(self.names, odd=0)
            spellings = {"postgres": "citext" if citext else "text", "sqlite": "text collate nocase", "mysql": "mediumtext", "mariadb": "mediumtext"}
            self.aliases.append((name, "spelled", 0))
            out.append(block(f"type {quoted(name)}", [f"{target}  {spellings[target]}" for target in self.targets]))
        if self.maybe(0.5):
            self.mixins.append(("timestamps", ("created_at", "updated_at")))
            out.append(block("mixin timestamps", ["created_at  timestamptz  default now", "updated_at  timestamptz  default now on update now"]))
            self.names.add("timestamps")
        self.more_declarations()
        count = self.chance.choice(sizes)
        made = []
        promised = None
        for number in range(count):
            if self.maybe(0.12):
                table = self.lookup()
            else:
                later = None
                if promised is None and number + 1 < count and self.maybe(0.3):
                    promised = self.name(self.names)
                    later = quoted(promised)
                table = self.table(number, later)
                if later and not any(later + " forward" in modifier for column in table.columns for modifier in column.modifiers):
                    promised = None
            self.tables.append(table)
            made.append(table)
            self.think_of_docs(table)
        if promised:
            table = Table(promised)
            table.columns = [Column("id", "bigint", ["identity", "primary key"]), Column("title", "text", ["null"], False)]
            table.keys = [[table.columns[0]]]
            self.tables.append(table)
            made.append(table)
            self.think_of_docs(table)
        if self.shuffled:
            self.chance.shuffle(made)
        out += made
        out += self.sql_objects()
        self.dress_up(self.more, 0.5)
        if self.targets == ("postgres",) and self.more.random() < 0.5:
            out.append(Counter(self.name(self.names, odd=0), self.more))
        return self.text()

    def dress_up(self, chance, likely):
        for table in self.tables:
            if chance.random() < likely:
                table.dress.choose(chance, self.targets)
        for part in self.declarations:
            if isinstance(part, Counter) and chance.random() < likely:
                part.choose(chance)

    def text(self):
        """The schema as it is now."""
        return "\n".join(part if isinstance(part, str) else self.table_text(part) if isinstance(part, Table) else part.text()
                         for part in self.declarations)

    def think_of_docs(self, table):
        for column in table.columns:
            if column.docs is None:
                column.docs = self.doc(0.08)

    def table_text(self, table):
        name = table_name(table)
        lines = []
        for column in table.columns:
            lines += column.docs or []
            modifiers = table.dress.modifiers(column)
            lines.append("  ".join([quoted(column.name)] + ([column.type] if column.is_written else []) + ([" ".join(modifiers)] if modifiers else [])))
        lines += self.more_lines(table)
        text = "".join(line + "\n" for line in table.docs) + block(f"table {name}{table.head}{table.is_for}", lines + table.dress.items(table))
        if hasattr(table, "data"):
            head = "  ".join(quoted(column.name) for column in table.columns)
            text += "\n" + block(f"data {name} key (code)", [head] + ["  ".join(row) for row in table.data])
        return text

    def more_lines(self, table):
        """What else stands behind the columns of a table."""
        return []

    def sql_objects(self):
        made = []
        tables = [table for table in self.tables if not table.is_for and not table.name.startswith("space_")]
        for target in self.targets:
            if tables and self.maybe(0.3):
                made.append(View(self.name(self.names, odd=0), self.pick(tables), target, self.both()))
        return made


def table_id(table):
    return "id" if not table.name.isascii() or " " in table.name else table.name.split(".")[-1][:20].lower().replace("-", "_").replace("%", "_").strip("_ ") + "_id"


def block(head, lines):
    return head + " {\n" + "".join("  " + line + "\n" for line in lines) + "}\n"


def schema(seed):
    """The text of a random schema."""
    return Schema(seed).generate()


def tables(count):
    """`count` tables of twelve columns of mixed types, two foreign keys to earlier tables, one unique, two
    indexes and one check each: what `make bench` measures with."""
    chance = random.Random(count)
    out = []
    for number in range(count):
        one, two = (f"table_{chance.randrange(max(1, number)):05d}" for _ in range(2))
        one, two = (f" references {parent} on delete cascade" if number else "" for parent in (one, two))
        out.append(f"""table table_{number:05d} {{
  id          bigint         identity primary key
  parent_id   bigint         null{one}
  other_id    bigint         null{two}
  name        varchar(80)
  code        varchar(20)
  quantity    int            default 0
  price       decimal(10, 2) default 0
  is_active   bool           default true
  settings    json           default '{{}}'
  note        text           null
  due_on      date           null
  created_at  timestamptz    default now

  unique (code)
  check (quantity >= 0)
  index (parent_id)
  index (name, due_on)
}}
""")
    return "\n".join(out)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--tables":
        sys.stdout.write(tables(int(sys.argv[2])))
    elif len(sys.argv) == 2:
        sys.stdout.write(schema(int(sys.argv[1])))
    else:
        sys.exit("usage: generate.py SEED | generate.py --tables N")

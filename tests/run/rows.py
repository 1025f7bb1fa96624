"""Puts valid rows into every table of a database, whatever its schema.

Takes: a database; its catalog says all there is to know. Gives: `wanted` rows more in each table, at least one.
How: a first guess by type and foreign key is inserted; what refuses it names a constraint, and the
columns of that constraint get their next candidate, among them every literal the constraints mention.
Promises: the same database gives the same rows. A table that stays empty is a failure: either the
scripts made a table that can hold nothing, or the schema needs a better guess here.
"""

import json
import random
import re
import sqlite3

import mysql
from harness import Failed

TRIES = 400


class Column:
    def __init__(self, name, type, required, default, generated, identity, values):
        self.name = name
        self.type = type
        self.required = required      # NOT NULL
        self.default = default        # has one
        self.generated = generated
        self.identity = identity
        self.values = values          # the members of an enum, or []


class ForeignKey:
    def __init__(self, name, columns, parent, keys):
        self.name = name
        self.columns = columns
        self.parent = parent
        self.keys = keys


class Table:
    def __init__(self, name, columns, foreign_keys, checks, uniques):
        self.name = name              # as SQL wants it
        self.columns = columns
        self.foreign_keys = foreign_keys
        self.checks = checks          # name -> text
        self.uniques = uniques        # name -> columns

    def column(self, name):
        return next(column for column in self.columns if column.name == name)


def quoted(text):
    return "'" + str(text).replace("'", "''") + "'"


def name_of(text):
    return '"' + text.replace('"', '""') + '"'


LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")


def literals(texts):
    """Every literal in the constraints, and for numbers their neighbours."""
    found = []
    for text in texts:
        for literal in LITERAL.findall(text):
            found.append(literal)
            if literal[0] != "'" and "." not in literal and len(literal) < 10:
                found += [str(int(literal) + 1), str(int(literal) - 1)]
    return list(dict.fromkeys(found))


def guesses(column, number, mentioned):
    """Candidates for a column, the likeliest first, as SQL. `number` counts rows, so keys differ."""
    type = column.type.lower()
    base = type.split("(")[0].removesuffix(" unsigned").strip()
    size = re.search(r"\((\d+)", type)
    numbers = [literal for literal in mentioned if literal[0] != "'"]
    strings = [literal for literal in mentioned if literal[0] == "'"]
    if type.endswith("[]"):
        return ["'{}'"]
    if column.values:
        return [quoted(value) for value in column.values[number % len(column.values):] + column.values]
    if type == "tinyint(1)":
        return ["1", "0"]
    if base in ("bigint", "integer", "smallint", "int", "mediumint", "tinyint"):
        return [str(number), *numbers, str(number + 10), str(100 * number), "0", "1", str(-number), *dates(number)]
    if base in ("numeric", "real", "double precision", "decimal", "float", "double"):
        return [f"{number % 10}", *numbers, "0.5", "0", "-1"]
    if base == "boolean":
        return ["true", "false"]
    if base in ("character varying", "character", "text", "citext", "name", "varchar", "char", "longtext", "mediumtext", "tinytext"):
        wide = int(size.group(1)) if size else 40
        word = f"word{number}" if wide >= 8 else "abcdefghijklmnopqrstuvwxyz"[number % 26] * min(wide, 3)
        if base in ("character", "char") and size:
            word = f"{number % 10}".rjust(wide, "A")[:wide]
        found = [quoted(word), *strings, quoted(word.ljust(min(wide, 12), "x")), "''", quoted(word.upper()),
                 quoted(f"a{number}@example.com"[:wide]), *numbers]
        return [text for text in found if len(text) - 2 <= wide or text[0] != "'"] + (text_forms(number) if base in ("text", "longtext") or wide == 36 else [])
    if base == "uuid":
        return [quoted(f"00000000-0000-4000-8000-{number:012d}")]
    if base in ("jsonb", "json"):
        return [quoted(json.dumps({"n": number})), "'{}'", "'[]'"]
    if base == "bytea":
        return [f"'\\x{number % 256:02x}'"]
    if base.endswith("blob") or base in ("binary", "varbinary"):
        return [f"x'{number % 256:02x}'"]
    if base == "date":
        return [*dates(number), *strings]
    if base.startswith(("timestamp", "datetime")):
        return [quoted(f"2024-01-{number % 28 + 1:02d} 10:11:12.123"), *strings]
    if base.startswith("time"):
        return [quoted(f"10:{number % 60:02d}:12"), *strings]
    if base == "geometry":
        return [f"ST_GeomFromText('POINT({number} 1)')"]
    if base in ("point", "geometry"):
        return [f"ST_GeomFromText('POINT({number} 1)')"]
    if base == "interval":
        return ["'1 day'", "'01:02:03'"]
    return [*text_forms(number), str(number), *mentioned]


def dates(number):
    return [quoted(f"2024-01-{number % 28 + 1:02d}")]


def text_forms(number):
    """What a text may have to look like where the type is only known to a CHECK."""
    return [*dates(number), quoted(f"2024-01-{number % 28 + 1:02d}T10:11:12.123Z"),
            quoted(f"2024-01-{number % 28 + 1:02d}T10:11:12.123"), quoted(f"2024-01-{number % 28 + 1:02d} 10:11:12.123"),
            quoted(f"10:{number % 60:02d}:12"), quoted(f"00000000-0000-4000-8000-{number:012d}"), "'{}'",
            quoted(f"{number}.50"), "'P1D'", "'1 day'", "'a'", "'true'", f"x'{number % 256:02x}'"]


class Filler:
    """The part that does not know the database: read the catalog, insert(), keys() are given below."""

    def fill(self, wanted=2):
        chance = random.Random(7)
        tables = self.tables()
        there = {table.name: self.count(table) for table in tables}  # a data block's rows
        for round in range(len(tables) + 1):
            empty = [table for table in tables if self.count(table) == there[table.name]]
            progress = 0
            for table in tables:
                lacking = max(0, wanted + there[table.name] - self.count(table))
                for _ in range(lacking):
                    progress += self.add_row(table, chance) is None
            if all(self.count(table) > there[table.name] for table in tables) and (not progress or round):
                return
            if not progress and empty:
                break
        complaints = [(table.name, self.add_row(table, chance)) for table in tables if self.count(table) == there[table.name]]
        complaints = [(name, said) for name, said in complaints if "foreign key mismatch" not in (said or "")]  # SQLite takes no row
        if any(complaint for _, complaint in complaints):
            raise Failed("no row could be put into\n" + "\n".join(f"{name}: {complaint}" for name, complaint in complaints))

    def add_row(self, table, chance):
        """Inserts one row; None if it worked, else what refused it last."""
        number = self.count(table) + 1
        mentioned = literals(table.checks.values())
        computed = any(table.column(name).generated for key in table.foreign_keys for name in key.columns)
        candidates = {}
        at = {}
        for column in table.columns:
            if column.generated:
                continue
            found = list(dict.fromkeys(guesses(column, number, mentioned)))
            if computed and column.type.startswith("bigint"):
                found += ["-3", "-2", "-4"]  # what a key is computed from may have to be less than the key
            if not column.required and number % 2 == 1:
                found.insert(0, "NULL")
            elif not column.required:
                found.append("NULL")
            candidates[column.name] = found
            at[column.name] = 0
        chosen_keys = {}
        complaint = "no attempt"
        for attempt in range(TRIES):
            row = {name: candidates[name][at[name] % len(candidates[name])] for name in candidates}
            for column in table.columns:
                if column.identity or column.default and column.name in row and at[column.name] == 0 and number % 2 == 0:
                    row.pop(column.name, None)
            missing = self.refer(table, row, chosen_keys, chance)
            if missing:
                return f"no row in {missing} to refer to"
            refused, complaint = self.insert(table, row)
            if refused is None:
                return None
            columns = [name for name in refused if name in candidates]
            owners = [key for key in table.foreign_keys if set(key.columns) & set(columns)]
            if owners and (chance.random() < 0.5 or all(name in key.columns for key in owners for name in columns)):
                chosen_keys.pop(chance.choice(owners).name, None)
            columns = columns or list(candidates)
            name = chance.choice(columns)
            if name in candidates:
                at[name] += 1
        return complaint

    def refer(self, table, row, chosen, chance):
        """Sets the columns of foreign keys to a row of the parent, the longest keys first."""
        fixed = {}
        for key in sorted(table.foreign_keys, key=lambda key: -len(key.columns)):
            if key.name not in chosen:
                rows = [found for found in self.keys(key.parent, key.keys) if "NULL" not in found]
                nullable = [name for name in key.columns if not table.column(name).required]
                if not rows and not nullable:
                    if key.parent != table.name:
                        return key.parent
                    rows = [tuple(row.get(name, str(self.count(table) + 1)) for name in key.keys)]
                    for name, value in zip(key.keys, rows[0]):
                        row[name] = value
                if not rows or nullable and chance.random() < 0.3:
                    chosen[key.name] = {name: "NULL" for name in nullable}
                else:
                    fit = [found for found in rows
                           if all(fixed.get(name, value) == value for name, value in zip(key.columns, found))]
                    chosen[key.name] = dict(zip(key.columns, chance.choice(fit or rows)))
            for name, value in chosen[key.name].items():
                if not table.column(name).generated:
                    row[name] = fixed.setdefault(name, value)
        return None


TABLES = r"""
SELECT json_build_object(
  'name', c.oid::regclass::text,
  'columns', (SELECT json_agg(json_build_array(attname, CASE WHEN y.typtype = 'd' THEN (SELECT format_type(coalesce(nullif(b.typbasetype, 0), b.oid), greatest(y.typtypmod, b.typtypmod)) FROM pg_type AS b WHERE b.oid = y.typbasetype)
                 WHEN y.typtype = 'e' OR n2.nspname <> 'pg_catalog' AND y.typname <> 'citext'
                 THEN y.typname ELSE format_type(atttypid, atttypmod) END, attnotnull,
                 adbin IS NOT NULL, attgenerated <> '', attidentity <> '',
                 coalesce((SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = atttypid),
                          CASE WHEN n2.nspname = 'pg_catalog' THEN '[]' WHEN y.typtype = 'r' THEN '["empty"]' WHEN y.typcategory = 'A' THEN '["{}"]'
                               WHEN y.typtype = 'c' THEN (SELECT json_build_array('(' || repeat(',', count(*)::int - 1) || ')')
                                                            FROM pg_attribute AS part WHERE part.attrelid = y.typrelid AND part.attnum > 0 AND NOT part.attisdropped)
                               ELSE '[]' END)) ORDER BY attnum)
               FROM pg_attribute JOIN pg_type y ON y.oid = atttypid JOIN pg_namespace n2 ON n2.oid = y.typnamespace
               LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
              WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped),
  'foreign_keys', (SELECT coalesce(json_agg(json_build_array(conname,
                 (SELECT json_agg(attname ORDER BY i) FROM unnest(conkey) WITH ORDINALITY k (n, i) JOIN pg_attribute ON attrelid = conrelid AND attnum = n),
                 confrelid::regclass::text,
                 (SELECT json_agg(attname ORDER BY i) FROM unnest(confkey) WITH ORDINALITY k (n, i) JOIN pg_attribute ON attrelid = confrelid AND attnum = n))), '[]')
               FROM pg_constraint WHERE conrelid = c.oid AND contype = 'f' AND conparentid = 0),
  'checks', (SELECT coalesce(json_object_agg(conname, pg_get_constraintdef(oid)), '{}') FROM pg_constraint WHERE conrelid = c.oid AND contype = 'c'),
  'partitions', (SELECT string_agg(concat_ws(' ', pg_get_partkeydef(c.oid), pg_get_expr(b.relpartbound, b.oid)), ' ')
                   FROM pg_inherits JOIN pg_class b ON b.oid = inhrelid WHERE inhparent = c.oid),
  'uniques', (SELECT coalesce(json_object_agg(i.relname,
                 (SELECT coalesce(json_agg(attname), '[]') FROM unnest(indkey) AS k (n) JOIN pg_attribute ON attrelid = indrelid AND attnum = n)), '{}')
               FROM pg_index JOIN pg_class i ON i.oid = indexrelid WHERE indrelid = c.oid AND indisunique)
)::text
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
 WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'harness') AND relname <> 'migc_history'
   AND (relkind = 'r' OR EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid))
 ORDER BY c.oid
"""


PARTITIONS = "no partition"  # what a row has to find, by the side of checks


class PostgresFiller(Filler):
    def __init__(self, session):
        self.session = session

    def tables(self):
        found = []
        for line in self.session.query(TABLES.strip()):
            table = json.loads(line)
            found.append(Table(table["name"], [Column(*column) for column in table["columns"] or []],
                               [ForeignKey(*key) for key in table["foreign_keys"]],
                               table["checks"] | ({PARTITIONS: table["partitions"]} if table["partitions"] else {}), table["uniques"]))
        return found

    def count(self, table):
        return int(self.session.query(f"SELECT count(*) FROM {table.name}")[0])

    def keys(self, parent, columns):
        values = ", ".join(f"coalesce(quote_literal({name_of(name)}::text), 'NULL')" for name in columns)
        return [tuple(json.loads(line)) for line in
                self.session.query(f"SELECT json_build_array({values})::text FROM {parent} AS r ORDER BY r::text")]

    def insert(self, table, row):
        names = ", ".join(map(name_of, row))
        code, text = self.session.execute(f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(row.values())})"
                                          if row else f"INSERT INTO {table.name} DEFAULT VALUES")
        if code == "00000":
            return None, ""
        constraint = re.search(r"^CONSTRAINT NAME:\s*(.*)$", text, re.M)
        column = re.search(r"^COLUMN NAME:\s*(.*)$", text, re.M)
        name = PARTITIONS if "no partition of relation" in text else constraint and constraint.group(1)
        if column:
            return [column.group(1)], text
        if name in table.checks:
            return [other.name for other in table.columns if re.search(rf"\b{re.escape(other.name)}\b", table.checks[name])], text
        if name in table.uniques:
            return table.uniques[name], text
        return [other for key in table.foreign_keys if key.name == name for other in key.columns], text


class SqliteFiller(Filler):
    def __init__(self, connection):
        self.connection = connection
        connection.execute("PRAGMA foreign_keys = ON")

    def tables(self):
        found = []
        for name, sql in self.connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                " AND name <> 'migc_history' ORDER BY rowid").fetchall():
            columns = []
            rows = self.connection.execute("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?)", (name,)).fetchall()
            keys = sum(1 for row in rows if row[4])
            for column, type, required, default, pk, hidden in rows:
                identity = bool(pk) and keys == 1 and type.upper() == "INTEGER" and not re.search(r"\)[^)]*\bWITHOUT\s+ROWID[^)]*$", sql, re.I)
                columns.append(Column(column, type, bool(required), default is not None, hidden in (2, 3), identity, []))
            foreign = {}
            for id, parent, child, key in self.connection.execute(
                    'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq', (name,)).fetchall():
                entry = foreign.setdefault(id, ForeignKey(str(id), [], name_of(parent), []))
                entry.columns.append(child)
                entry.keys.append(key or self.primary_key(parent, len(entry.columns)))
            checks = dict(re.findall(r'CONSTRAINT\s+("(?:[^"]|"")*"|\w+)\s+CHECK\s*(.*?)(?=,?\n\s*(?:CONSTRAINT\b|\)\s*$)|\Z)', sql, re.S))
            checks = {name.strip('"').replace('""', '"'): text for name, text in checks.items()}
            for text in re.findall(r"CHECK\s*\(((?:[^()']|'(?:[^']|'')*'|\((?:[^()']|'[^']*')*\))*)\)", sql, re.S):
                checks.setdefault(text.strip(), text)  # one without a name is told by its text
            found.append(Table(name_of(name), columns, list(foreign.values()), checks, {}))
        return found

    def primary_key(self, table, at):
        found = self.connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk = ?", (table, at)).fetchone()
        return found[0] if found else "rowid"  # SQLite does not mind that there is none

    def count(self, table):
        return self.connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]

    def keys(self, parent, columns):
        values = ", ".join(f"quote({name_of(name)})" for name in columns)
        try:
            return self.connection.execute(f"SELECT {values} FROM {parent} ORDER BY 1").fetchall()
        except sqlite3.OperationalError:  # SQLite does not mind that a table is not there
            return []

    def insert(self, table, row):
        names = ", ".join(map(name_of, row))
        statement = (f"INSERT INTO {table.name} ({names}) VALUES ({', '.join(row.values())})"
                     if row else f"INSERT INTO {table.name} DEFAULT VALUES")
        try:
            self.connection.execute(statement)
            return None, ""
        except sqlite3.Error as error:
            text = f"{error}\n{statement}"
            check = re.match(r"CHECK constraint failed: (.*)", str(error))
            named = re.match(r"(?:UNIQUE|NOT NULL) constraint failed: (.*)", str(error))
            typed = re.match(r"cannot store \w+ value in \w+ column \S+\.(\w+)", str(error))
            if check and check.group(1) in table.checks:
                where = table.checks[check.group(1)]
                return [column.name for column in table.columns if re.search(rf"\b{re.escape(column.name)}\b", where)], text
            if named:
                return [column.rpartition(".")[2] for column in named.group(1).split(", ")], text
            if typed:
                return [typed.group(1)], text
            if "FOREIGN KEY" in str(error):
                return [name for key in table.foreign_keys for name in key.columns], text
            return [], text


COLUMNS = """
SELECT column_name, column_type, is_nullable, column_default, extra FROM information_schema.columns
 WHERE table_schema = DATABASE() AND table_name = %s ORDER BY ordinal_position
"""
CHECKS = """
SELECT c.constraint_name, c.check_clause FROM information_schema.check_constraints AS c
  JOIN information_schema.table_constraints AS t ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
 WHERE c.constraint_schema = DATABASE() AND t.table_name = %s
"""
KEYS = """
SELECT constraint_name, column_name, referenced_table_name, referenced_column_name FROM information_schema.key_column_usage
 WHERE table_schema = DATABASE() AND table_name = %s ORDER BY constraint_name, ordinal_position
"""


class MysqlFiller(Filler):
    """MariaDB and MySQL."""

    def __init__(self, connection):
        self.connection = connection

    def tables(self):
        found = []
        for name, kind in self.connection.rows("SHOW FULL TABLES"):
            if kind != "BASE TABLE" or name == "migc_history":
                continue
            columns = []
            for column, type, nullable, default, extra in self.connection.rows(COLUMNS % quoted(name)):
                values = [value[1:-1].replace("''", "'") for value in re.findall(r"'(?:[^']|'')*'", type)] if type.startswith("enum(") else []
                columns.append(Column(column, type, nullable == "NO", default not in (None, "NULL"),
                                      "GENERATED" in extra.replace("DEFAULT_GENERATED", ""), "auto_increment" in extra, values))
            foreign, uniques = {}, {}
            for key, column, parent, parent_column in self.connection.rows(KEYS % quoted(name)):
                if parent is None:
                    uniques.setdefault(key, []).append(column)
                    continue
                entry = foreign.setdefault(key, ForeignKey(key, [], parent, []))
                entry.columns.append(column)
                entry.keys.append(parent_column)
            # MySQL tells a check as text in text
            checks = {check: re.sub(r"_utf8mb4\\?'", "'", clause).replace("\\'", "'")
                      for check, clause in self.connection.rows(CHECKS % quoted(name))}
            parted = self.connection.rows("SELECT partition_expression, partition_description FROM information_schema.partitions"
                                          f" WHERE table_schema = DATABASE() AND table_name = {quoted(name)} AND partition_description IS NOT NULL")
            if parted:
                checks[PARTITIONS] = " ".join([parted[0][0]] + [values for _, values in parted])
            found.append(Table(name, columns, list(foreign.values()), checks, uniques))
        return found

    def count(self, table):
        return int(self.connection.column(f"SELECT COUNT(*) FROM {mysql.quoted(table.name)}")[0])

    def keys(self, parent, columns):
        values = ", ".join(f"COALESCE(CONCAT('''', REPLACE({mysql.quoted(name)}, '''', ''''''), ''''), 'NULL')" for name in columns)
        return sorted(self.connection.rows(f"SELECT {values} FROM {mysql.quoted(parent)}"))

    def insert(self, table, row):
        names = ", ".join(map(mysql.quoted, row))
        values = ", ".join(row.values()).replace("\\", "\\\\")
        statement = f"INSERT INTO {mysql.quoted(table.name)} ({names}) VALUES ({values})"
        try:
            self.connection.run(statement)
            return None, ""
        except mysql.Error as error:
            text = f"{error}\n{statement}"
            foreign = re.search(r"CONSTRAINT `([^`]*)` FOREIGN KEY", error.text)
            if foreign:
                return [name for key in table.foreign_keys if key.name == foreign.group(1) for name in key.columns], text
            named = re.search(r"(?i)constraint [`']([^`']*)[`']", error.text)
            if named or "has no partition for" in error.text:
                name = named.group(1).rpartition(".")[2] if named else PARTITIONS
                clause = table.checks.get(name, name)
                return [column.name for column in table.columns if re.search(rf"\b{re.escape(column.name)}\b", clause)], text
            unique = re.search(r"for key '(?:[^']*\.)?([^']*)'", error.text)
            if unique:
                return table.uniques.get(unique.group(1), []), text
            column = re.search(r"(?:column|Field|Column) ['`](?:[^ ]*\.)?[`']?([^'`]*)['`]", error.text)
            return [column.group(1)] if column else [], text


def fill(database, wanted=2):
    """Fills a database of any target."""
    if database.target == "postgres":
        session = database.session()
        try:
            PostgresFiller(session).fill(wanted)
        finally:
            session.close()
    else:
        connection = database.connect()
        filler = SqliteFiller if database.target == "sqlite" else MysqlFiller
        try:
            filler(connection).fill(wanted)
        finally:
            connection.close()

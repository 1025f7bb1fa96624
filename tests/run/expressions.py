"""Expressions mean the same on every target: evaluated on real servers and in SQLite, and compared.

    tests/run/expressions.py [--migc FILE] [--show TEXT] [--target NAME]

Every expression below stands in a schema, as a generated column or, where it may not, as a check; the
SQL that migc writes for it is taken out of the scripts and evaluated over the same rows everywhere. Every
expression stands in a check as well, and defaults give what they say; text that is no value is refused.
What a target cannot have is listed, and refused by migc. The type checks of SQLite, MySQL and MariaDB are
tried with values that they must take or refuse. Results are compared as values: 1.50 is 1.5, TRUE is 1, and
a moment is a moment however it is written.
"""

import argparse
import datetime
import json
import os
import re
import sqlite3
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
import mysql
from databases import TARGETS, Servers
from harness import Failed, ROOT, Test, check, check_equal, command, read, write

COLUMNS = """
  id  bigint primary key
  i   int null
  k   smallint null
  big bigint null
  d   decimal(12, 3) null
  m   decimal null
  x   double null
  s   text null
  v   varchar(20) null
  b   bool null
  day date null
  at  timestamptz null
  loc timestamp null
  tm  time null
  u   uuid null
  e   colour null
  y   bytes null
  n   int
  w   decimal(12, 3)
"""
NAMES = [line.split()[0] for line in COLUMNS.strip().splitlines()]

# Values in the form that both servers read; bytes apart.
ROWS = [
    (1, 7, 2, 9000000000, "7", "7", 7.0, "Hello", "a_b%c", 1, "2024-02-29", "2024-02-29 23:30:00+00:00", "2024-02-29 23:30:00",
     "12:30:45", "0189aaaa-bbbb-4ccc-8ddd-0123456789ab", "red", b"\x00\xff", 1, "2.5"),
    (2, -7, -2, -9000000000, "-7.5", "2.5", -2.5, "  padded ", "aXb", 0, "2023-12-31", "2024-01-01 01:30:00+02:00",
     "2023-12-31 00:00:00", "00:00:00", "00000000-0000-0000-0000-000000000000", "green", b"", 2, "-2.5"),
    (3, 0, 1, 0, "0", "0.125", 0.5, "", "A_B", 1, "2000-01-01", "2000-01-01 00:00:00+00:00", "1999-12-31 23:59:59", "23:59:59",
     "ffffffff-ffff-4fff-8fff-ffffffffffff", "blue", b"abc", 3, "0.5"),
    (4, 1000000, 32000, 5, "3.500", "1000000", 1.5, "a*b?c[d]", "a\\b", 0, "2026-08-01", "2026-08-01 12:00:00.250+00:00",
     "2026-08-01 12:00:00.250", "06:05:04", "0189aaaa-bbbb-4ccc-8ddd-0123456789ac", "red", b"\x01", 4, "3.499"),
    (5, 3, 3, 3, "0.333", "99.999", 99.999, "naïve ÄÖ", "50%", 1, "1970-01-01", "1970-01-01 00:00:00+00:00",
     "1970-01-02 03:04:05", "01:02:03", "12345678-1234-4234-8234-123456789012", "green", b"zz", 5, "12"),
    (6,) + (None,) * 16 + (6, "-0.001"),
]

# type, expression: stored as a generated column on both, and read back.
GENERATED = """
int       length(s)
int       length(v)
int       length(y)
int       char_length(s)
int       octet_length(s)
int       octet_length(y)
text      lower(v)
text      upper(v)
text      trim(s)
text      trim(s, 'Hod')
text      btrim(s)
text      ltrim(s)
text      rtrim(s)
text      ltrim(v, 'a')
text      rtrim(v, 'cb')
text      replace(s, 'l', 'LL')
text      replace(s, '', 'x')
text      substr(s, 2)
text      substr(s, 2, 3)
text      substring(s, 1, 2)
text      left(s, 2)
text      left(s, 0)
text      left(s, 100)
text      right(s, 2)
text      right(s, 0)
text      right(s, 100)
int       strpos(s, 'l')
int       strpos(s, '')
int       strpos(v, 'nope')
bool      starts_with(s, 'He')
bool      starts_with(s, '')
bool      starts_with(v, 'a_')
text      hex(y)
int       abs(i)
decimal   abs(d)
double    abs(x)
int       sign(i)
int       sign(d)
int       sign(x)
bigint    round(d)
bigint    round(m)
bigint    round(x)
bigint    round(w)
decimal   round(d, 1)
decimal   round(m, 2)
decimal   round(x, 1)
bigint    trunc(d)
bigint    trunc(x)
bigint    trunc(w)
bigint    floor(d)
bigint    floor(x)
bigint    floor(i)
bigint    floor(w)
bigint    ceil(d)
bigint    ceil(x)
bigint    ceil(w)
bigint    ceiling(d)
int       mod(i, 4)
int       i % 4
bigint    big % 7
int       n % -4
int       coalesce(i, k, 5)
text      coalesce(s, v, 'none')
text      coalesce(v, 'none')
date      coalesce(day, '2026-01-31')
colour    coalesce(e, 'blue')
int       nullif(i, 7)
text      nullif(s, '')
int       greatest(i, k)
int       greatest(n, 3)
decimal   greatest(d, n, 2)
int       least(i, k, 100)
date      greatest(day, '2020-01-01')
date      least(day, date '2020-01-01')
int       i / 2
int       -7 / 2
int       n / 2
int       i / 2 * 2
decimal   d / 2
decimal   w / 2
decimal   m / 3 * 3
decimal   n / 4.0
decimal   n / w
decimal   (n + 1) / (w + 100)
decimal   w / 2 / 2
double    x / 2
double    n / (x + 1000)
decimal   n * w
decimal   cast(n as decimal) / 4
decimal   (i - 1) * d - n
int       i - (k - 1)
int       i - (-5)
int       -i + 10
int       -(k - 3)
int       - (-k)
int       2 * (k + 3) - 1
bigint    big + i
text      s || '-' || v
text      'n' || n
text      n || s
text      u || ''
text      (s || 'a') || 'b'
text      s || null
bool      i > k
bool      s = 'Hello'
bool      s <> ''
bool      b
bool      not b
bool      b = true
bool      b and i > 0
bool      b or i > 0 and k < 0
bool      (b or i > 0) and k < 0
bool      not (b and i > 0)
bool      not b and i > 0
bool      (i > 0) = b
bool      (i > 0) is null
bool      i is not null
bool      i between 0 and 10
bool      i not between 0 and 10
bool      i + 1 between k and k + 10
bool      i in (1, 7, 3)
bool      i not in (1, 7, 3)
bool      s in ('Hello', '')
bool      s like 'H%'
bool      s like 'h%'
bool      s like '%l_o'
bool      s like '%*b?c[%'
bool      v like 'a\\_b%'
bool      v like 'a_b%'
bool      v like '%\\%'
bool      v like '%\\%c'
bool      v like 'a\\\\b'
bool      v not like 'a%'
bool      s like ''
bool      s like '%ÄÖ'
bool      e = 'red'
bool      e in ('red', 'blue')
bool      e <> 'green'
int       case when i > 0 then 1 when i < 0 then -1 else 0 end
text      case e when 'red' then 'R' when 'green' then 'G' end
colour    case when i > 0 then 'red' else 'green' end
colour    case when i > 0 then e else 'green' end
decimal   case when i > 0 then d else n end
bool      case when b then i > 0 else k > 0 end
bool      e = case when i > 0 then 'red' else 'green' end
date      day + 1
date      day + 30
date      day - 60
date      1 + day
date      day + k
date      day - k
int       day - date '2000-01-01'
int       date '2026-03-01' - day
timestamp day + interval '36 hours'
timestamp loc + interval '1 day 2 hours 3 minutes 4 seconds'
timestamp loc - interval '1 week'
bool      day > '2020-01-01'
bool      day between '2000-01-01' and '2024-12-31'
bool      loc > '2000-01-01 00:00:00'
bool      at > '2000-01-01'
bool      at >= '2026-08-01T14:00:00.25+02:00'
bool      at in ('2000-01-01 01:00:00+01', '1970-01-01')
bool      at between '1999-12-31T23:59:59Z' and '2024-01-01'
bool      day < loc
bool      tm < '12:30:45'
bool      tm = '00:00'
bool      u = '0189AAAA-bbbb-4ccc-8ddd-0123456789ab'
bool      u <> '00000000-0000-0000-0000-000000000000'
bool      y = '\\x00FF'
int       extract(year from day)
int       extract(quarter from day)
int       extract(month from day)
int       extract(day from day)
int       extract(dow from day)
int       extract(doy from day)
int       extract(year from at)
int       extract(day from at)
int       extract(hour from at)
int       extract(minute from loc)
decimal   extract(second from loc)
decimal   extract(second from at)
int       extract(hour from tm)
int       extract(minute from tm)
decimal   extract(second from tm)
bigint    extract(epoch from day)
bigint    extract(epoch from at)
bigint    extract(epoch from loc)
int       extract(year from day) / 100
bool      extract(month from at) in (1, 2)
int       cast(d as int)
int       cast(w as int)
int       cast(x as int)
bigint    cast(m as bigint)
decimal   cast(i as decimal)
double    cast(i as double)
double    cast(d as double)
decimal   cast(w as decimal(10, 1))
decimal   cast(x as decimal(10, 2))
text      cast(i as text)
text      cast(big as text)
text      cast(u as text)
text      cast(v as text)
text      cast(s as varchar(3))
text      cast(i as varchar(20))
bool      cast(n as bool)
int       cast(b as int)
int       cast('42' as int)
uuid      cast('0189AAAA-bbbb-4ccc-8ddd-0123456789ab' as uuid)
date      cast(at as date)
date      cast(loc as date)
timestamp cast(day as timestamp)
timestamp cast(at as timestamp)
timestamptz cast(loc as timestamptz)
timestamptz cast(day as timestamptz)
timestamp at
timestamptz loc
timestamp day
decimal   1.50
decimal   -0.5
text      'it''s'
bool      true
bool      not false
int       null
text      substr(s, 0)
text      substr(s, 0, 2)
text      substr(s, k + 3)
text      substr(s, k + 3, 2)
bool      'n' || n = 'N1'
bool      'n' || n = 'n1'
bool      case when i > 0 then 'A' else 'B' end = 'a'
text      case 'n' || n when 'N1' then 'big' when 'n2' then 'small' end
text      nullif('n' || n, 'N1')
int       strpos('n' || n, 'N')
bool      starts_with('n' || n, 'N')
bool      'n' || n like 'N%'
bool      'n' || n in ('N1', 'n2')
bool      'n' || n between 'N1' and 'n2'
bool      hex(y) = 'ff'
decimal   1e2 * n
decimal   1.5e-3 + n
decimal   n / 3.0
decimal   1 / w
decimal   i / 7.0 * 7
text      trim(v, 'aXb%c_\\')
text      ltrim(s, 'H ')
text      rtrim(s, ' ]d')
text      trim(s, '')
decimal   greatest(x, d)
double    sign(x) * x
decimal   mod(i, 3) / 2.0
decimal   cast('12.50' as decimal(10, 1))
double    cast('12.5e1' as double)
decimal   cast('-0.125' as decimal)
int       cast(' 42 ' as int)
text      cast(i as text) || cast(b as int)
decimal   cast(x as decimal)
int       cast(-2.5 as int)
int       cast(m / 1000 as smallint)
text      replace(v, '_', '\\')
text      '\\n' || v || '''"`'
bool      v = 'a\\b'
int       case when b then 1 end
int       cast(b and i > 0 as int)
bool      coalesce(b, i > 0)
bool      nullif(b, false)
time      cast(loc as time)
time      cast(at as time)
date      coalesce(day, date '2020-02-02')
timestamp coalesce(loc, '2020-02-02 10:00')
bool      coalesce(loc, '2020-02-02 10:00') = '2020-02-02 10:00'
bool      coalesce(day, '2020-02-02') = '2020-02-02'
bool      coalesce(at, '2020-02-02') <= '2020-02-02'
bool      greatest(day, '2020-01-01') = '2024-02-29'
date      least(day, cast(loc as date))
int       extract(hour from loc + interval '90 minutes')
timestamp loc + interval '0 days'
timestamp loc - interval '1 day -2 hours'
bigint    extract(epoch from loc - interval '20000 days')
json      '{"a": 1, "b": [true, null]}'
json      coalesce(null, json '{"a": 1}')
bytes     coalesce(y, '\\x00ff')
bool      y > '\\x00'
bool      y in ('\\x616263', '\\x')
bool      x = 0.5
bool      x > 1
bool      m = 2.50
bool      d in (7, 3.5)
decimal   x * 2
int       n * k
bigint    big * 2
decimal   w * w * w
decimal   w + x
bool      s < 'a'
bool      s = 'naïve äö'
bool      v > 'A'
bool      u in ('0189aaaa-bbbb-4ccc-8ddd-0123456789ab')
text      left(u || '', 8)
text      right(s, abs(k))
text      left(s, n)
"""

# Conditions that depend on the session (its time zone is UTC here) and so may only be checks.
CHECKS = """
at + interval '1 day' > '2024-02-29'
at - interval '90 minutes' < '2024-01-01T00:00:00Z'
at + interval '36 hours' between loc and '2030-01-01'
at > loc
at >= day
cast(e as text) = 'red'
e || '!' = 'red!'
cast(day as text) = '2024-02-29'
"""

# type, default: what a row that says nothing gets.
DEFAULTS = """
int       -5
int       (1 + 2)
bigint    9000000000
smallint  (7 / 2)
decimal(12, 3) 1.50
decimal(12, 3) 1e2
decimal(12, 3) (1 / 8.0)
double    2.5
real      -0.5
text      'it''s \\ "x" `y` %'
text      ('a' || 'b' || 1)
varchar(20) 'x'
varchar(20) ''
char(3)   'EUR'
bool      true
bool      false
bool      (1 > 2)
date      '2026-01-31'
date      (date '2026-01-31' + 30)
time      '12:30:00.5'
timestamp '2026-01-31 12:30'
timestamp (timestamp '2026-01-31 12:30' + interval '36 hours')
timestamptz '2026-01-31T12:30:00+02:00'
json      '{"a": [1, true, "x"]}'
bytes     '\\x00ff'
uuid      '0189AAAA-bbbb-4ccc-8ddd-0123456789ab'
colour    'blue'
int       (cast(trim(' 42') as int))
double    (cast(trim('1.5e1 ') as double))
decimal(12, 3) (cast(trim('-1.2345') as decimal(12, 3)))
date      (cast(trim('2026-01-31') as date))
time      (cast(trim('12:30:05') as time))
timestamp (cast(trim('2026-01-31 12:30:00.25') as timestamp))
timestamptz (cast(trim('2026-01-31T12:30:00Z') as timestamptz))
json      (cast(trim('{"b": null}') as json))
uuid      (cast(trim('0189AAAA-bbbb-4ccc-8ddd-0123456789ab') as uuid))
colour    (cast(trim('red') as colour))
int       null
text      null
"""

# type of a cast from text, texts that are no value of it: an error when rows are written.
REFUSED = {
    "int": ["", "x", "12x", "1.5", "1e3", "99999999999999999999"],
    "bigint": ["", "x", "0x10", "99999999999999999999"],
    "double": ["", " ", "x", "1.5x", "1e400", "0x10", "--1"],
    "decimal(12, 3)": ["", "x", "1.5x", "1.5.5", "9999999999"],
    "date": ["", "x", "2026-02-30", "2026-01-31x", "12", "0000-00-00", "2026-00-10"],
    "time": ["", "x", "25:00:00", "12:30:00x", "-01:00:00"],
    "timestamp": ["", "x", "2026-02-30 12:00:00", "2026-01-31 25:00:00", "2026-01-31 12:00:00x"],
    "timestamptz": ["", "x", "2026-02-30T12:00:00Z", "2026-01-31T12:00:00X"],
    "uuid": ["", "x", "0189aaaa-bbbb-4ccc-8ddd-0123456789a", "0189aaaa-bbbb-4ccc-8ddd-0123456789ag"],
    "colour": ["", "x", "RED"],
    "json": ["", "{", "x"],
}

# type, values that SQLite's check must take, values that it must refuse; null goes where it may.
KEPT = {
    "bool": ([0, 1], [2, -1, "yes"]),
    "varchar(3)": (["", "abc", "äöü"], ["abcd"]),
    "char(2)": (["", "ab"], ["abc"]),
    "colour": (["red", "blue"], ["", "Red", "pink"]),
    "uuid": (["0189aaaa-bbbb-4ccc-8ddd-0123456789ab", "0189AAAA-BBBB-4CCC-8DDD-0123456789AB"],
             ["", "x", "0189aaaa-bbbb-4ccc-8ddd-0123456789a", "0189aaaabbbb4ccc8ddd0123456789ab",
              "0189aaaa-bbbb-4ccc-8ddd-0123456789ag", "------------------------------------"]),
    "json": (["{}", "[1, 2]", "1", '"x"', "null"], ["", "{", "x", "{'a': 1}"]),
    "date": (["2026-01-31", "2024-02-29", "0001-01-01", "9999-12-31"],
             ["", "2026-02-30", "2023-02-29", "2026-1-1", "2026-01-31 00:00:00", "today", 2460000.5, 5]),
    "time": (["00:00:00", "23:59:59", "12:30:00.123456"], ["", "24:00:00", "12:30", "12:30:00+02:00", "noon", 5]),
    "timestamp": (["2026-01-31 12:30:00", "2026-01-31T12:30:00", "2026-01-31 12:30:00.123456"],
                  ["", "2026-02-30 12:30:00", "2026-01-31", "2026-01-31 12:30", "2026-01-31 12:30:00+02:00",
                   "2026-01-31 12:30:00Z", "2026-01-31 24:00:00", 5]),
    "timestamptz": (["2026-01-31 12:30:00", "2026-01-31T12:30:00.5Z", "2026-01-31 12:30:00.123456+02:00"],
                    ["", "2026-02-30 12:30:00Z", "2026-01-31", "2026-01-31 12:30Z", "2026-01-31 12:30:00+0200", 5]),
}

# What the servers judge by themselves, and otherwise: they read dates in more ways, and a moment with a zone
# only where MySQL turns it into the zone of the session. The digits of a uuid have to be small ones there.
KEPT_OTHERWISE = {
    "mysql": {
        "uuid": ["0189AAAA-BBBB-4CCC-8DDD-0123456789AB"],
        "date": ["2026-1-1", "2026-01-31 00:00:00"],
        "time": ["", "12:30", 5],
        "timestamp": ["2026-01-31", "2026-01-31 12:30", "2026-01-31 12:30:00+02:00"],
        "timestamptz": ["2026-01-31T12:30:00.5Z", "2026-01-31"],
    },
    "mariadb": {
        "uuid": ["0189AAAA-BBBB-4CCC-8DDD-0123456789AB"],
        "date": ["2026-1-1", "2026-01-31 00:00:00"],
        "time": ["12:30", 5],
        "timestamp": ["2026-01-31", "2026-01-31 12:30"],
        "timestamptz": ["2026-01-31T12:30:00.5Z", "2026-01-31 12:30:00.123456+02:00", "2026-01-31"],
    },
}

# Expressions that a target cannot have, which migc says.
NOT_IN = {
    # a uuid is a CHAR there, and what it is as text depends on the session
    "mariadb": ["u || ''", "u = '0189AAAA-bbbb-4ccc-8ddd-0123456789ab'", "u <> '00000000-0000-0000-0000-000000000000'",
                "cast(u as text)", "u in ('0189aaaa-bbbb-4ccc-8ddd-0123456789ab')", "left(u || '', 8)"],
}


def pairs(text):
    return [tuple(line.split(None, 1)) for line in text.strip().splitlines()]


def lines(text):
    return text.strip().splitlines()


VERSIONS = {"postgres": "postgres 15", "sqlite": "sqlite 3.40", "mysql": "mysql 8.0", "mariadb": "mariadb 10.6"}


def schema(target, columns, rest=""):
    return (f"project p {{\n  targets {VERSIONS[target]}\n}}\nenum colour {{ red, green, blue }}\n"
            f"table t {{\n{columns}{rest}}}\n")


def build(migc, folder, target, columns, rest=()):
    """The CREATE TABLE statement of a target, and which of the lines in `rest` it cannot have."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, f"{target}.mig")
    refused = []
    while True:
        kept = [line for line in rest if line not in refused]
        write(path, schema(target, columns, "".join(kept)))
        ran = command([migc, "build", f"{target}.mig", "--out", "out"], cwd=folder, env={"NO_COLOR": "1"})
        if ran.status == 0:
            break
        text = read(path).split("\n")
        told = {text[int(number) - 1] + "\n" for number in re.findall(rf"^ *--> {target}\.mig:(\d+):", ran.err, re.M)}
        found = [line for line in kept if line in told]
        check(found and target not in ("postgres", "sqlite"), f"{ran}")
        refused += found
    script = read(os.path.join(folder, "out", target, "0001_initial.up.sql"))
    match = re.search(r"CREATE TABLE (?:IF NOT EXISTS )?`?t`? \(\n.*?^\s*\)[^;]*;$", script, re.S | re.M)
    check(match, f"no table t for {target}")
    return match.group(0).replace("IF NOT EXISTS ", "").rstrip(";"), refused


def conditions(create):
    """The texts of the checks named c1, c2, ... in their order."""
    found = {}
    for match in re.finditer(r"^\s*CONSTRAINT `?c(\d+)`? +CHECK \(", create, re.M):
        depth, end = 1, match.end()
        for token in re.finditer(r"'(?:[^']|'')*'|[()]", create[match.end():]):
            depth += (token.group(0) == "(") - (token.group(0) == ")")
            if depth == 0:
                end = match.end() + token.start()
                break
        found[int(match.group(1))] = create[match.end():end].strip()
    return [found[number] for number in sorted(found)]


def sql(value):
    """A value as a literal of PostgreSQL."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    return "'" + str(value).replace("'", "''") + "'"


def same(type_of, postgres, other):
    """Both results are the same value; PostgreSQL's comes as text, that of MySQL and MariaDB as well."""
    if postgres is None or other is None:
        return postgres is None and other is None
    if type_of.startswith(("decimal", "varchar", "char", "real", "smallint")):
        type_of = {"d": "decimal", "v": "text", "c": "text", "r": "double", "s": "int"}[type_of[0]]
    if type_of == "json":
        return json.loads(postgres) == json.loads(other)
    if type_of == "bytes":
        return postgres == (other if isinstance(other, str) else "\\x" + other.hex())
    if type_of == "time":
        return moment(postgres) == moment(other)
    if type_of == "bool":
        return {"t": 1, "f": 0}[postgres] == int(other)
    if type_of in ("int", "bigint", "decimal", "double"):
        return abs(float(postgres) - float(other)) <= 1e-9 * max(1, abs(float(postgres)))
    if type_of.startswith("timestamp"):
        return moment(postgres) == moment(other)
    return postgres == other


def moment(text):
    text = re.sub(r"(Z|\+00(:00)?)$", "", text.replace("T", " "))
    return re.sub(r"\.?0*$", "", text) if "." in text else text


def evaluate_postgres(server, create, select):
    database = server.create()
    insert = [f"INSERT INTO t ({', '.join(NAMES)}) VALUES ({', '.join(sql(v) for v in row)});\n" for row in ROWS]
    script = ("SET timezone = 'UTC';\nCREATE TYPE colour AS ENUM ('red', 'green', 'blue');\n" + create + ";\n" +
              "".join(insert) + f"SELECT row_to_json(r)::text FROM (SELECT {select} FROM t ORDER BY id) r;\n")
    ran = server.psql(database.name, "-At", "-v", "ON_ERROR_STOP=1", stdin=script)
    check(ran.status == 0, f"PostgreSQL: {ran}")
    return [list(json.loads(line).values()) for line in lines(ran.out)]


def evaluate_sqlite(create, select):
    database = sqlite3.connect(":memory:")
    database.execute(create)
    for row in ROWS:
        row = [float(v) if isinstance(v, str) and NAMES[at] in ("d", "m", "w") else v for at, v in enumerate(row)]
        database.execute(f"INSERT INTO t ({', '.join(NAMES)}) VALUES ({', '.join('?' * len(row))})", row)
    return [list(row) for row in database.execute(f"SELECT {select} FROM t ORDER BY id")]


def mysql_literal(name, value):
    """A value as a literal of MySQL: a moment is in UTC there."""
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    if name == "at" and value:
        moment_of = datetime.datetime.fromisoformat(value).astimezone(datetime.timezone.utc)
        value = moment_of.strftime("%Y-%m-%d %H:%M:%S.%f")
    return "NULL" if value is None else mysql.literal(str(value))


def evaluate_mysql(server, create, select):
    database = server.create()
    connection = database.connect()
    try:
        connection.run("SET NAMES utf8mb4 COLLATE " + ("utf8mb4_0900_bin" if server.kind == "mysql" else "utf8mb4_nopad_bin"))
        connection.run(database.adapted(create))
        for row in ROWS:
            connection.run(f"INSERT INTO t ({', '.join(NAMES)}) VALUES ({', '.join(map(mysql_literal, NAMES, row))})")
        return [list(row) for row in connection.rows(database.adapted(f"SELECT {select} FROM t ORDER BY id"))]
    except mysql.Error as error:
        raise Failed(f"{server.kind}: {error}\n{create}") from None
    finally:
        connection.close()
        database.drop()


def evaluate(servers, target, create, names, kinds):
    """The values of columns or expressions, a list a row."""
    if target == "postgres":
        select = ", ".join(f"left(({name})::text, 1) AS c{n}" if kind == "bool" else f"({name})::text AS c{n}"
                           for n, (name, kind) in enumerate(zip(names, kinds)))
        return evaluate_postgres(servers.of(target), create, select)
    select = ", ".join(f"concat('\\\\x', lower(hex({name})))" if kind == "bytes" and target != "sqlite" else f"({name})"
                       for name, kind in zip(names, kinds))
    return evaluate_sqlite(create, select) if target == "sqlite" else evaluate_mysql(servers.of(target), create, select)


def compare(target, kinds, texts, postgres, other):
    wrong = []
    for at, kind in enumerate(kinds):
        for row in range(len(ROWS)):
            if not same(kind, postgres[row][at], other[row][at]):
                wrong.append(f"{texts[at]}, row {row + 1}: PostgreSQL {postgres[row][at]!r}, {target} {other[row][at]!r}")
    check(not wrong, "\n".join(wrong))


def columns_for(target):
    """MySQL and MariaDB want to know how many digits a number has."""
    return COLUMNS if target in ("postgres", "sqlite") else COLUMNS.replace("m   decimal null", "m   decimal(24, 8) null")


def generated(migc, servers, folder, target, show=None):
    wanted = pairs(GENERATED)
    digits = "decimal" if target == "sqlite" else "decimal(24, 8)"
    columns = [f"  g{n} {digits if kind == 'decimal' else kind} null generated ({text}) stored\n" for n, (kind, text) in enumerate(wanted)]
    texts = [text for _, text in wanted]
    there, refused = build(migc, folder, target, columns_for(target), columns)
    if show is not None:
        for n, text in enumerate(texts):
            if show in text and columns[n] not in refused:
                print(target, text, "->", re.search(rf"^\s*g{n} .*$", there, re.M).group(0).strip())
    check_equal(sorted(NOT_IN.get(target, [])), sorted(texts[columns.index(line)] for line in refused),
                f"what {target} cannot have")
    names = [f"g{n}" for n in range(len(wanted)) if columns[n] not in refused]
    kinds = [wanted[int(name[1:])][0] for name in names]
    create, _ = build(migc, folder, "postgres", columns_for(target), columns)
    compare(target, kinds, [texts[int(name[1:])] for name in names],
            evaluate(servers, "postgres", create, names, kinds), evaluate(servers, target, there, names, kinds))


def checks(migc, servers, folder, target):
    wanted = lines(CHECKS)
    rest = [f"  check c{n} ({text})\n" for n, text in enumerate(wanted)]
    found, plain = {}, {}
    for name in ("postgres", target):
        created, refused = build(migc, os.path.join(folder, "checks"), name, columns_for(target), rest)
        check_equal([], refused, f"what {name} cannot have")
        found[name] = conditions(created)
        plain[name], _ = build(migc, os.path.join(folder, "plain"), name, columns_for(target))
        check(len(found[name]) == len(wanted), f"checks found: {found}")
    kinds = ["bool"] * len(wanted)
    compare(target, kinds, wanted, evaluate(servers, "postgres", plain["postgres"], found["postgres"], kinds),
            evaluate(servers, target, plain[target], found[target], kinds))


def every_check(migc, servers, folder, target):
    """What may be a generated column may be a check, and none of them hinders a row."""
    wanted = [text for _, text in pairs(GENERATED)]
    rest = [f"  check c{n} (({text}) is null or ({text}) is not null)\n" for n, text in enumerate(wanted) if text != "null"]
    created, refused = build(migc, folder, target, columns_for(target), rest)
    check_equal([], refused, f"what {target} cannot have")
    found = evaluate(servers, target, created, ["id"], ["int"])
    check_equal(len(ROWS), len(found), "rows")


# What may be a key of an index beside the columns above: casts that change nothing in MySQL, texts whose length it
# does not see, patterns.
KEYS = """
cast(i as int)
cast(k as bigint)
cast(big as decimal)
cast(b as bool)
cast(b as smallint)
cast(d as decimal(12, 3))
cast(m as decimal)
cast(x as double)
cast(v as varchar(20))
cast(e as colour)
cast(u as uuid)
cast(v as uuid)
cast(s as uuid)
cast(day as date)
cast(tm as time)
cast(loc as timestamp)
cast(n || '' as decimal)
cast(left(n || 'x', 1) as double)
coalesce(cast(s as uuid), u)
coalesce(null, null)
upper(rtrim(v, 'cb'))
left(v, 512)
left(s, 513)
case when b then v end
case when b then u end
case when b then e end
"""


def every_key(migc, servers, folder):
    """What may be a generated column may be a key of an index in MySQL, and its rows are taken."""
    wanted = [text for _, text in pairs(GENERATED)] + lines(KEYS)
    refused = []
    os.makedirs(folder, exist_ok=True)
    while True:
        kept = [text for text in wanted if text not in refused]
        source = "project p {\n  targets mysql 8.0\n}\nenum colour { red, green, blue }\n" + "".join(
            f"table t{n} {{\n{columns_for('mysql')}  index (({text}))\n}}\n" for n, text in enumerate(kept))
        write(os.path.join(folder, "s.mig"), source)
        ran = command([migc, "build", "s.mig", "--out", "out"], cwd=folder, env={"NO_COLOR": "1"})
        if ran.status == 0:
            break
        told = [source.split("\n")[int(number) - 1] for number in re.findall(r"^ *--> s\.mig:(\d+):", ran.err, re.M)]
        found = [text for text in kept if f"  index (({text}))" in told]
        check(found, f"{ran}")
        refused += found
    check_equal(["coalesce(null, json '{\"a\": 1}')", "coalesce(y, '\\x00ff')"], sorted(refused), "what cannot be a key")
    script = read(os.path.join(folder, "out", "mysql", "0001_initial.up.sql"))
    run_one, close = session_of(servers, "mysql")
    wrong = []
    try:
        for n, text in enumerate(kept):
            create = re.search(rf"^( *)CREATE TABLE IF NOT EXISTS t{n} \(\n.*?^\1\)[^;]*;", script, re.S | re.M).group(0).rstrip(";")
            try:
                run_one(create)
                if "cast(v as" not in text and "cast(s as" not in text:  # which these rows are not
                    for row in ROWS:
                        run_one(f"INSERT INTO t{n} ({', '.join(NAMES)}) VALUES ({', '.join(map(mysql_literal, NAMES, row))})")
            except mysql.Error as error:
                wrong.append(f"{text}: {error}\n{create[create.index('INDEX'):]}")
    finally:
        close()
    check(not wrong, "\n".join(wrong))


def session_of(servers, target):
    """Runs statements one by one; gives the rows of the last one."""
    if target == "sqlite":
        database = sqlite3.connect(":memory:")
        return (lambda statement: [list(row) for row in database.execute(statement)]), database.close
    database = servers.of(target).create()
    connection = database.connect()

    def close():
        connection.close()
        database.drop()
    collation = "utf8mb4_0900_bin" if target == "mysql" else "utf8mb4_nopad_bin"
    connection.run(f"SET NAMES utf8mb4 COLLATE {collation}")
    connection.run("SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_ZERO_DATE,NO_ZERO_IN_DATE')")  # as the scripts do
    return (lambda statement: [list(row) for row in connection.rows(database.adapted(statement))]), close


def defaults(migc, servers, folder, target):
    wanted = [re.fullmatch(r"(\w+(?:\([\d, ]+\))?)\s+(.*)", line).groups() for line in lines(DEFAULTS)]
    columns = [f"  g{n} {kind} null default {text}\n" for n, (kind, text) in enumerate(wanted)]
    base = "  id bigint primary key\n"
    there, refused = build(migc, folder, target, base, columns)
    check_equal([], refused, f"what {target} cannot have")
    expected, _ = build(migc, folder, "postgres", base, columns)
    postgres = servers.of("postgres")
    database = postgres.create()
    names = ", ".join(f"left(g{n}::text, 1) AS g{n}" if kind == "bool" else f"g{n}::text AS g{n}" for n, (kind, _) in enumerate(wanted))
    ran = postgres.psql(database.name, "-At", "-v", "ON_ERROR_STOP=1", stdin=(
        "SET timezone = 'UTC';\nCREATE TYPE colour AS ENUM ('red', 'green', 'blue');\n" + expected +
        f";\nINSERT INTO t (id) VALUES (1);\nSELECT row_to_json(r)::text FROM (SELECT {names} FROM t) r;\n"))
    check(ran.status == 0, f"PostgreSQL: {ran}")
    first = list(json.loads(lines(ran.out)[-1]).values())
    run_one, close = session_of(servers, target)
    try:
        run_one(there)
        run_one("INSERT INTO t (id) VALUES (1)")
        found = run_one("SELECT " + ", ".join(
            f"concat('\\\\x', lower(hex(g{n})))" if kind == "bytes" and target != "sqlite" else f"g{n}"
            for n, (kind, _) in enumerate(wanted)) + " FROM t")[0]
    except mysql.Error as error:
        raise Failed(f"{error}\n{there}") from None
    finally:
        close()
    wrong = [f"{kind} {text}: PostgreSQL {one!r}, {target} {other!r}"
             for (kind, text), one, other in zip(wanted, first, found) if not same(kind, one, other)]
    check(not wrong, "\n".join(wrong))


def made_anew(migc, servers, folder, target):
    """now is the moment in UTC, whatever zone the server lives in; uuid is another one each time, of version 4."""
    columns = ["  at timestamptz default now\n", "  loc timestamp default now\n", "  late timestamptz default (now + interval '1 day')\n",
               "  day date default current_date\n", "  u uuid default uuid\n"]
    created, _ = build(migc, folder, target, "  id bigint primary key\n", columns)
    run_one, close = session_of(servers, target)
    try:
        run_one(created)
        for n in range(3):
            run_one(f"INSERT INTO t (id) VALUES ({n})")
        run_one("INSERT INTO t (id) SELECT id + 3 FROM t")
        rows = run_one("SELECT at, loc, late, day, u FROM t")
    finally:
        close()
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    for row in rows:
        at, loc, late = (datetime.datetime.fromisoformat(moment(text)) for text in row[:3])
        check(all(abs((now - value).total_seconds()) < 60 for value in (at, loc, late - datetime.timedelta(days=1))), f"{row}: it is {now}")
        check(row[3] in (str(now.date()), str((now - datetime.timedelta(minutes=1)).date())), f"{row}: it is {now}")
        check(re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", row[4]), f"no uuid: {row[4]}")
    check_equal(len(rows), len({row[4] for row in rows}), "different values of uuid")


def refused_text(migc, servers, folder, target):
    """Text that is no value of a type does not become one when rows are written."""
    wanted = list(REFUSED)
    columns = [f"  g{n} {kind} null default (cast(trim('@') as {kind}))\n" for n, kind in enumerate(wanted)]
    texts, _ = build(migc, folder, target, "  id bigint primary key\n", columns)
    created, _ = build(migc, os.path.join(folder, "plain"), target, "  id bigint primary key\n",
                       [re.sub(" default.*", "", line) for line in columns] + ["  s text null\n"])
    run_one, close = session_of(servers, target)
    wrong = []
    try:
        run_one(created)
        run_one("INSERT INTO t (id) VALUES (1)")
        for n, kind in enumerate(wanted):
            sql = re.search(rf"^\s*g{n}\s.*?DEFAULT\s+\((.*?)\),?\s*$", texts, re.M | re.S).group(1).replace("TRIM('@')", "s")
            check("@" not in sql and "s" in sql, sql)
            for text in REFUSED[kind]:
                run_one(f"UPDATE t SET s = {mysql.literal(text)}")
                try:
                    run_one(f"UPDATE t SET g{n} = {sql}")
                    wrong.append(f"{sql} makes {run_one(f'SELECT g{n} FROM t')[0][0]!r} of {text!r}")
                except mysql.Error:
                    pass
    finally:
        close()
    check(not wrong, "\n".join(wrong))


def kept(migc, servers, folder, target, kind, nullable):
    """The type of a column keeps its meaning where a check has to keep it."""
    good, bad = KEPT[kind]
    created, _ = build(migc, folder, target, f"  id int primary key\n  c {kind}{' null' if nullable else ''}\n")
    wrong = []
    if target == "sqlite":
        database = sqlite3.connect(":memory:")
        database.execute(created)
    else:
        database = servers.of(target).create()
        connection = database.connect()
        connection.run(database.adapted(created))

    def takes(value):
        try:
            if target == "sqlite":
                database.execute("INSERT OR FAIL INTO t (id, c) VALUES ((SELECT count(*) FROM t), ?)", (value,))
            else:
                count = int(connection.column("SELECT COUNT(*) FROM t")[0])
                text = "NULL" if value is None else str(value) if isinstance(value, (int, float)) else mysql.literal(value)
                connection.run(f"INSERT INTO t (id, c) VALUES ({count}, {text})")
            return True
        except (sqlite3.DatabaseError, mysql.Error):
            return False
    otherwise = KEPT_OTHERWISE.get(target, {}).get(kind, [])
    for value in good + bad + ["now"]:
        wanted = (value in good or (value == "now" and kind == "varchar(3)")) != (value in otherwise)
        if takes(value) != wanted:
            wrong.append(f"refuses {value!r}" if wanted else f"takes {value!r}")
    if takes(None) != nullable:
        wrong.append("takes null" if not nullable else "refuses null")
    if target != "sqlite":
        connection.close()
        database.drop()
    check(not wrong, f"{kind}: " + ", ".join(wrong))


def tests(migc, servers, folder, show=None, only=None):
    found = []
    for target in [only] if only else TARGETS[1:]:
        if target == "mysql" and not mysql.has_mysql():
            continue
        found += [
            Test(f"expressions/generated columns have the same values on {target}", lambda target=target: generated(
                migc, servers, os.path.join(folder, f"generated-{target}"), target, show)),
            Test(f"expressions/checks judge the same rows alike on {target}", lambda target=target: checks(
                migc, servers, os.path.join(folder, f"checks-{target}"), target)),
            Test(f"expressions/whatever is a column may be a check on {target}", lambda target=target: every_check(
                migc, servers, os.path.join(folder, f"every-{target}"), target)),
            Test(f"expressions/defaults have the same values on {target}", lambda target=target: defaults(
                migc, servers, os.path.join(folder, f"defaults-{target}"), target)),
            Test(f"expressions/now and uuid are made anew on {target}", lambda target=target: made_anew(
                migc, servers, os.path.join(folder, f"anew-{target}"), target)),
        ]
        if target == "mysql":
            found.append(Test("expressions/whatever is a column may be a key of an index on mysql", lambda: every_key(
                migc, servers, os.path.join(folder, "keys"))))
        if target != "sqlite":  # which makes 0 of it
            found.append(Test(f"expressions/text that is no value is refused on {target}", lambda target=target: refused_text(
                migc, servers, os.path.join(folder, f"refused-{target}"), target)))
        for at, kind in enumerate(KEPT):
            for nullable in (False, True):
                place = os.path.join(folder, f"kept{at}{nullable}{target}")
                found.append(Test(f"expressions/{target} keeps the meaning of {kind}{' null' if nullable else ''}",
                                  lambda place=place, kind=kind, nullable=nullable, target=target: kept(
                                      migc, servers, place, target, kind, nullable)))
    return found


def run(migc, count, show=None, only=None):
    servers = Servers()
    try:
        with tempfile.TemporaryDirectory(prefix="migc-expressions-") as folder:
            harness.run(tests(migc, servers, folder, show, only), count)
    finally:
        servers.stop()


def main():
    parser = argparse.ArgumentParser(description="expressions on real servers")
    parser.add_argument("--migc", default=os.path.join(ROOT, "build", "migc"))
    parser.add_argument("--show", help="print the SQL of expressions that contain this")
    parser.add_argument("--target", choices=TARGETS[1:], help="compare only this one with PostgreSQL")
    options = parser.parse_args()
    count = harness.Count()
    run(os.path.abspath(options.migc), count, options.show, options.target)
    print(count.line())
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()

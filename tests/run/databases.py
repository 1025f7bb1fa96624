"""Databases to run scripts on: a private PostgreSQL server, SQLite files; those of MariaDB and MySQL are in mysql.py.

Takes: nothing; a server lives in a folder of its own, listens on a socket in it only, and is
stopped by its process id when the tests end, however they end.
Gives: databases with the same few verbs: run a script as its users do, copy, state, execute.
Promises: what a database looks like (state) is asked in the words of these tests, not in migc's.
"""

import glob
import hashlib
import itertools
import json
import os
import pwd
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

import mysql
from harness import Failed, Ran, check, command

TARGETS = ("postgres", "sqlite", "mysql", "mariadb")

# ---- PostgreSQL ----------------------------------------------------------------------------------


class Server:
    """A PostgreSQL server of its own."""

    def __init__(self, **settings):
        """`settings` change those of postgresql.conf."""
        self.process = None
        self.settings = settings
        self.numbers = itertools.count(1)
        self.folder = tempfile.mkdtemp(prefix="migc-postgres-")
        # the server may not run as root, and its folder has to be its own
        self.account = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        if self.account:
            os.chmod(self.folder, 0o755)
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"),
                       key=lambda path: int(path.split("/")[4]))
        # MIGC_POSTGRES: the folder of another server's programs, so that other versions can be tried
        self.programs = os.environ.get("MIGC_POSTGRES") or \
            (os.path.dirname(found[-1]) if found else os.path.dirname(shutil.which("postgres") or "/"))
        said = subprocess.run([os.path.join(self.programs, "postgres"), "--version"], stdout=subprocess.PIPE, text=True).stdout
        self.version = int(re.search(r"\) (\d+)", said).group(1))
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        self.environment.update(PGHOST=self.folder, PGUSER="postgres", PGCONNECT_TIMEOUT="10", LC_ALL="C.UTF-8")
        try:
            self.start()
        except BaseException:
            self.stop()
            raise

    def start(self):
        data = os.path.join(self.folder, "data")
        become = dict(user=self.account.pw_uid, group=self.account.pw_gid, extra_groups=[]) if self.account else {}
        made = subprocess.run([os.path.join(self.programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust",
                               "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], cwd=self.folder,
                              env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **become)
        check(made.returncode == 0, "initdb: " + made.stdout.decode(errors="replace"))
        settings = {"listen_addresses": "", "unix_socket_directories": self.folder, "fsync": "off",
                    "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "jit": "off",
                    # several tests at once lock what one deployment locks on a server as it is delivered
                    "max_connections": "40", "max_locks_per_transaction": "256", "shared_buffers": "128MB", "max_wal_size": "4GB",
                    "log_min_messages": "panic", **self.settings}
        arguments = [os.path.join(self.programs, "postgres"), "-D", data]
        for name, value in settings.items():
            arguments += ["-c", f"{name}={value}"]
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.process = subprocess.Popen(arguments, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log, start_new_session=True, **become)
        for _ in range(300):
            if self.psql("postgres", "-c", "SELECT 1").status == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        with open(os.path.join(self.folder, "log"), errors="replace") as log:
            raise Failed("the server does not start\n" + log.read())

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(20)
        self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, database, *arguments, stdin=None, options=""):
        environment = dict(self.environment, PGOPTIONS=options)
        done = subprocess.run(["psql", "-X", "-q", "-d", database, *arguments], env=environment,
                              input=stdin.encode("utf-8", "surrogateescape") if stdin is not None else b"",
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
        return Ran(done.returncode, *(text.decode("utf-8", "replace") for text in (done.stdout, done.stderr)))

    def create(self, template="template0"):
        name = f"test_{next(self.numbers)}"
        # copying the files is quicker than writing the log, which is done since 15
        how = "STRATEGY file_copy" if self.version >= 15 else ""
        for _ in range(20):
            made = self.psql("postgres", "-c", f"CREATE DATABASE {name} TEMPLATE {template} {how}")
            if made.status == 0 or "being accessed by other users" not in made.err:
                break
            time.sleep(0.1)
        check(made.status == 0, f"CREATE DATABASE: {made}")
        return PostgresDatabase(self, name)


# What a database looks like, a line a fact; extensions speak for their members. `harness` is ours.
STATE = r"""
WITH space AS (
  SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'harness')
), member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), class AS (
  SELECT c.oid, c.relkind, c.relpersistence, format('%I.%I', nspname, relname) AS name, relname
    FROM pg_class c JOIN space ON space.oid = relnamespace
   WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ('pg_class'::regclass, c.oid) NOT IN (SELECT * FROM member)
)
SELECT line FROM (
  SELECT format('schema %I', nspname) FROM space
  UNION ALL SELECT format('extension %I in %I', extname, nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace
  UNION ALL SELECT format('%s %s %s', relkind, name, relpersistence) FROM class
  UNION ALL
  SELECT format('%s column %s %I %s collation %s, %s, default %s, identity %s, generated %s', name, attnum, attname,
                format_type(atttypid, atttypmod), coalesce((SELECT collname FROM pg_collation k WHERE k.oid = attcollation), '-'),
                CASE WHEN attnotnull THEN 'not null' ELSE 'null' END, coalesce(pg_get_expr(adbin, adrelid), '-'),
                attidentity, attgenerated)
    FROM class JOIN pg_attribute ON attrelid = class.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE relkind <> 'S'
  UNION ALL
  SELECT format('%s constraint %I %s valid %s', name, conname, pg_get_constraintdef(c.oid), convalidated)
    FROM class JOIN pg_constraint c ON conrelid = class.oid AND conparentid = 0 AND contype <> 'n'  -- those of partitions, and of NOT NULL, have the server's names
  UNION ALL
  SELECT format('%s index %s valid %s', name, pg_get_indexdef(indexrelid), indisvalid)
    FROM class JOIN pg_index ON indrelid = class.oid AND indexrelid NOT IN (SELECT inhrelid FROM pg_inherits)
  UNION ALL
  SELECT format('%s trigger %s enabled %s', name, pg_get_triggerdef(t.oid), tgenabled)
    FROM class JOIN pg_trigger t ON tgrelid = class.oid AND NOT tgisinternal
  UNION ALL
  SELECT format('sequence %s %s', name, (seqtypid::regtype, seqstart, seqincrement, seqmax, seqmin, seqcache, seqcycle)::text)
    FROM class JOIN pg_sequence ON seqrelid = class.oid
  UNION ALL
  SELECT format('view %s %s', name, pg_get_viewdef(class.oid)) FROM class WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p JOIN space ON space.oid = pronamespace
   WHERE prokind IN ('f', 'p') AND ('pg_proc'::regclass, p.oid) NOT IN (SELECT * FROM member)
  UNION ALL
  SELECT format('type %I.%I %s %s', nspname, typname, typtype,
                (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
    FROM pg_type t JOIN space ON space.oid = typnamespace
   WHERE typtype IN ('e', 'd', 'r') AND ('pg_type'::regclass, t.oid) NOT IN (SELECT * FROM member)
  UNION ALL
  SELECT format('comment on %s: %s', o.identity, description)
    FROM pg_description d, pg_identify_object(classoid, objoid, objsubid) AS o
   WHERE (o.schema IN (SELECT nspname FROM space) OR o.type = 'schema') AND o.identity <> 'public'
     AND o.type <> 'extension' AND (classoid, objoid) NOT IN (SELECT * FROM member) AND o.identity !~ '^pg_'
) AS fact (line) ORDER BY line COLLATE "C"
"""

# A query a table, each a transaction of its own: all of them in one would lock every table.
ROWS = r"""
SELECT format('SELECT %L || count(*) || '' '' || coalesce(md5(string_agg(line, '','' ORDER BY line COLLATE "C")), '''')'
              ' FROM (SELECT %s AS line FROM %s AS r) AS r', format('rows of %I.%I: ', nspname, relname),
              CASE relname WHEN 'migc_history' THEN '(position, revision, checksum, applied_at IS NULL)::text' ELSE 'r::text' END,
              c.oid::regclass)
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
 WHERE relkind IN ('r', 'p') AND nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'harness')
 ORDER BY nspname, relname
\gexec
"""


class PostgresDatabase:
    target = "postgres"

    def __init__(self, server, name):
        self.server = server
        self.name = name

    def copy(self):
        return self.server.create(self.name)

    def drop(self):
        self.server.psql("postgres", "-c", f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def run(self, script, consent=False):
        """Runs the text of a script as `psql -f` does."""
        with tempfile.NamedTemporaryFile("wb", suffix=".sql", prefix="migc-") as file:
            file.write(script.encode("utf-8", "surrogateescape"))
            file.flush()
            return self.server.psql(self.name, "-f", file.name, options=self.options(consent))

    def ways(self):
        """Every way in which users run a script: name, function of script and consent."""
        return [("psql -f", self.run)]

    def options(self, consent):
        return "-c migc.allow_data_loss=on" if consent else ""

    def begin(self, script):
        """Starts a script and does not wait."""
        file = tempfile.NamedTemporaryFile("wb", suffix=".sql", prefix="migc-")
        file.write(script.encode("utf-8", "surrogateescape"))
        file.flush()
        process = subprocess.Popen(["psql", "-X", "-q", "-d", self.name, "-f", file.name],
                                   env=self.server.environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return process, file

    def query(self, sql):
        """The lines of a query's only column."""
        done = self.server.psql(self.name, "-A", "-t", "-v", "ON_ERROR_STOP=1", stdin=sql)
        check(done.status == 0, f"{sql}\n{done.err}")
        return done.out.split("\n")[:-1]

    def execute(self, *statements):
        """All of them in one transaction, or none; whether it worked."""
        done = self.server.psql(self.name, "-1", "-v", "ON_ERROR_STOP=1",
                                stdin="".join(statement + ";\n" for statement in statements))
        return done.status == 0

    def catalog(self):
        return self.query(STATE)

    def state(self):
        return self.query(STATE + ";" + ROWS)

    def forget(self):
        """The history forgets every revision."""
        check(self.execute("DELETE FROM migc_history"), "DELETE FROM migc_history fails")

    def history(self):
        return self.query("SELECT revision FROM migc_history WHERE applied_at IS NOT NULL ORDER BY position")

    def session(self):
        return Session(self)

    def kill_points(self, script, consent=False):
        """How many DDL commands the script runs, each a point at which `run_killed` can kill it."""
        copy = self.copy()
        copy.bait(0)
        ran = copy.run(script, consent)
        check(ran.status == 0, f"with a harmless event trigger: {ran}")
        number = int(copy.query("SELECT last_value FROM harness.ddl")[0]) - 1
        copy.drop()
        return number

    def run_killed(self, script, number, consent=False):
        """Runs the script; the server ends its session after the number-th DDL command."""
        self.bait(number)
        ran = self.run(script, consent)
        check(ran.status != 0, f"killed after {number} commands, the script says it is done: {ran}")
        check(self.execute("DROP EVENT TRIGGER harness_kill", "DROP SCHEMA harness CASCADE"), "the bait stays")

    def bait(self, number):
        # a sequence counts on when a transaction is rolled back
        check(self.execute(
            "CREATE SCHEMA harness", "CREATE SEQUENCE harness.ddl",
            f"""CREATE FUNCTION harness.kill() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                  IF nextval('harness.ddl') = {number} THEN
                    PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(1);
                  END IF;
                END $$""",
            "SELECT nextval('harness.ddl')" if number == 0 else "SELECT 1",
            "CREATE EVENT TRIGGER harness_kill ON ddl_command_end EXECUTE FUNCTION harness.kill()"),
            "cannot lay the bait")

    def drifts(self):
        """Ways in which somebody may have changed a table of migc: kind, statements; several a kind to try."""
        found = []
        for line in self.query(DRIFTS):
            kind, statements = json.loads(line)
            found.append((kind, statements))
        return found


# Candidates of drift, most harmless last: what another object needs cannot be dropped, then the next is tried.
DRIFTS = r"""
WITH tab AS (
  SELECT c.oid, c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
   WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_' AND nspname <> 'information_schema' AND relname <> 'migc_history'
), col AS (
  SELECT tab.*, attname, attnotnull, attidentity, attgenerated, format_type(atttypid, atttypmod) AS type,
         EXISTS (SELECT FROM pg_constraint WHERE conrelid = attrelid AND contype = 'p' AND attnum = ANY (conkey)) AS key
    FROM tab JOIN pg_attribute ON attrelid = oid AND attnum > 0 AND NOT attisdropped
), con AS (
  SELECT tab.name, conname, contype, pg_get_constraintdef(c.oid) AS def FROM tab JOIN pg_constraint c ON conrelid = tab.oid
)
SELECT json_build_array(kind, statements)::text FROM (
  SELECT 'missing partition', json_build_array(format('DROP TABLE %s', inhrelid::regclass)) FROM tab JOIN pg_inherits ON inhparent = oid
  UNION ALL
  SELECT 'extra column', json_build_array(format('ALTER TABLE %s ADD COLUMN drifted integer', name)) FROM tab
  UNION ALL
  SELECT 'missing column', json_build_array(format('ALTER TABLE %s DROP COLUMN %I', name, attname)) FROM col WHERE NOT key
  UNION ALL
  SELECT 'missing index', json_build_array(format('DROP INDEX %s', indexrelid::regclass))
    FROM tab JOIN pg_index ON indrelid = oid WHERE indexrelid NOT IN (SELECT conindid FROM pg_constraint)
  UNION ALL
  SELECT 'extra index', json_build_array(format('CREATE INDEX drifted ON %s (%I)', name, attname)) FROM col WHERE type = 'bigint'
  UNION ALL
  SELECT 'other type', json_build_array(format('ALTER TABLE %s ALTER COLUMN %I TYPE %s', name, attname,
      CASE type WHEN 'text' THEN 'varchar(777)' WHEN 'bigint' THEN 'numeric' WHEN 'integer' THEN 'bigint' WHEN 'smallint' THEN 'integer'
                WHEN 'date' THEN 'timestamp' WHEN 'boolean' THEN 'text' ELSE 'text' END)) FROM col
   WHERE NOT key AND attidentity = '' AND attgenerated = ''
  UNION ALL
  SELECT 'other nullability', json_build_array(format('ALTER TABLE %s ALTER COLUMN %I %s NOT NULL', name, attname,
      CASE WHEN attnotnull THEN 'DROP' ELSE 'SET' END)) FROM col WHERE NOT key AND attidentity = ''
  UNION ALL
  SELECT 'other default', json_build_array(format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', name, attname,
      CASE type WHEN 'text' THEN '''drifted''' ELSE '4711' END)) FROM col
   WHERE type IN ('text', 'integer', 'bigint') AND NOT key AND attidentity = '' AND attgenerated = ''
  UNION ALL
  SELECT 'dropped foreign key', json_build_array(format('ALTER TABLE %s DROP CONSTRAINT %I', name, conname)) FROM con WHERE contype = 'f'
  UNION ALL
  SELECT 'dropped unique', json_build_array(format('ALTER TABLE %s DROP CONSTRAINT %I', name, conname)) FROM con WHERE contype = 'u'
  UNION ALL
  SELECT 'dropped check', json_build_array(format('ALTER TABLE %s DROP CONSTRAINT %I', name, conname)) FROM con WHERE contype = 'c'
  UNION ALL
  SELECT 'changed check', json_build_array(format('ALTER TABLE %s DROP CONSTRAINT %I', name, conname),
                                           format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (1 < 2)', name, conname)) FROM con WHERE contype = 'c'
  UNION ALL
  SELECT 'changed foreign key', json_build_array(format('ALTER TABLE %s DROP CONSTRAINT %I', name, conname),
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', name, conname, regexp_replace(def, ' ON (DELETE|UPDATE).*', '') || ' ON UPDATE CASCADE'))
    FROM con WHERE contype = 'f' AND def !~ 'ON UPDATE CASCADE'
  UNION ALL
  SELECT 'missing trigger', json_build_array(format('DROP TRIGGER %I ON %s', tgname, name))
    FROM tab JOIN pg_trigger ON tgrelid = tab.oid WHERE NOT tgisinternal
  UNION ALL
  SELECT 'extra enum value', json_build_array(format('ALTER TYPE %s ADD VALUE ''drifted''', t.oid::regtype))
    FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE typtype = 'e' AND nspname !~ '^pg_'
) AS drift (kind, statements)
"""


class Session:
    """A psql that stays open: statements one by one, each with its SQLSTATE."""

    MARK = "-- migc-harness --"

    def __init__(self, database):
        self.process = subprocess.Popen(
            ["stdbuf", "-oL", "psql", "-X", "-q", "-A", "-t", "-v", "VERBOSITY=verbose", "-d", database.name],
            env=database.server.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def execute(self, sql):
        """SQLSTATE ('00000' if it worked) and what was printed."""
        self.process.stdin.write(f"{sql};\n\\echo '{self.MARK}' :SQLSTATE\n".encode("utf-8", "surrogateescape"))
        self.process.stdin.flush()
        lines = []
        while True:
            line = self.process.stdout.readline().decode("utf-8", "replace")
            check(line != "", "psql is gone: " + "".join(lines))
            if line.startswith(self.MARK):
                return line.split()[-1], "".join(lines)
            lines.append(line)

    def query(self, sql):
        code, text = self.execute(sql)
        check(code == "00000", f"{sql}\n{text}")
        return text.split("\n")[:-1]

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


TOKEN = re.compile(r"""
    --[^\n]*                              # a comment to the end of its line
  | /\*.*?\*/
  | (?:\b[eE])?'(?:[^'\\]|''|\\.)*'
  | "(?:[^"]|"")*"
  | \$(?P<tag>[A-Za-z_]?\w*)\$.*?\$(?P=tag)\$
  | ^\\[^\n]*$                            # a line for psql itself
  | ;
""", re.X | re.S | re.M)


def postgres_ends(script):
    """Where each top-level statement or psql line ends."""
    return [match.end() for match in TOKEN.finditer(script) if match.group(0)[0] in ";\\"]


# ---- SQLite --------------------------------------------------------------------------------------


class SqliteDatabase:
    target = "sqlite"
    folder = None
    numbers = itertools.count(1)
    lock = threading.Lock()

    def __init__(self, template=None):
        with SqliteDatabase.lock:
            if SqliteDatabase.folder is None:
                SqliteDatabase.folder = tempfile.mkdtemp(prefix="migc-sqlite-")
        self.path = os.path.join(SqliteDatabase.folder, f"{next(SqliteDatabase.numbers)}.db")
        if template:
            shutil.copyfile(template, self.path)

    @classmethod
    def remove_all(cls):
        if cls.folder:
            shutil.rmtree(cls.folder, ignore_errors=True)
            cls.folder = None

    def copy(self):
        self.connect().close()
        return SqliteDatabase(self.path)

    def drop(self):
        for end in ("", "-journal", "-wal", "-shm"):
            if os.path.exists(self.path + end):
                os.remove(self.path + end)

    def connect(self):
        return sqlite3.connect(self.path, timeout=60, isolation_level=None)

    CONSENT = "CREATE TEMP TABLE migc_allow_data_loss (x)"

    def run(self, script, consent=False):
        """Runs the text of a script as `sqlite3 FILE < script` does."""
        return command(["sqlite3", *(["-cmd", self.CONSENT] if consent else []), self.path], stdin=script)

    def run_careless(self, script, consent=False):
        """The same without `.bail on`: the shell goes on after an error."""
        return self.run(re.sub(r"^\.bail on$", "", script, flags=re.M), consent)

    def run_python(self, script, consent=False):
        """Through Python's module, which knows no dot commands."""
        connection = self.connect()
        try:
            if consent:
                connection.execute(self.CONSENT)
            connection.executescript(re.sub(r"^\..*$", "", script, flags=re.M))
            return Ran(0, "", "")
        except (sqlite3.Error, sqlite3.Warning) as error:
            return Ran(1, "", f"{error}\n")
        finally:
            connection.close()

    def ways(self):
        return [("sqlite3 <", self.run), ("sqlite3 < without .bail", self.run_careless), ("Python", self.run_python)]

    def begin(self, script):
        file = tempfile.TemporaryFile()
        file.write(script.encode("utf-8", "surrogateescape"))
        file.seek(0)
        process = subprocess.Popen(["sqlite3", self.path], stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return process, file

    def execute(self, *statements):
        connection = self.connect()
        try:
            connection.execute("BEGIN")
            for statement in statements:
                connection.execute(statement)
            connection.execute("COMMIT")
            return True
        except sqlite3.Error:
            return False
        finally:
            connection.close()

    def catalog(self):
        return [line for line in self.state() if not line.startswith("rows of")]

    def state(self):
        connection = self.connect()
        try:
            lines = [f"{kind} {name} on {table}: {sql}" for kind, name, table, sql in connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name <> 'sqlite_sequence' AND name NOT LIKE 'sqlite_stat_'")]
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat_'").fetchall():
                columns = "position, revision, checksum" if name == "migc_history" else "*"
                rows = sorted(repr(row) for row in connection.execute(f'SELECT {columns} FROM "{name}"'))
                digest = hashlib.md5("\n".join(rows).encode()).hexdigest() if rows else ""
                if rows or name != "sqlite_sequence":
                    lines.append(f"rows of {name}: {len(rows)} {digest}")
            return sorted(lines)
        finally:
            connection.close()

    def forget(self):
        check(self.execute("DELETE FROM migc_history"), "DELETE FROM migc_history fails")

    def history(self):
        connection = self.connect()
        try:
            return [name for (name,) in connection.execute("SELECT revision FROM migc_history ORDER BY position")]
        finally:
            connection.close()

    def drifts(self):
        """As for PostgreSQL; what ALTER TABLE cannot do is done to the text of the schema."""
        connection = self.connect()
        objects = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                                     " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'migc_history'").fetchall()
        connection.close()
        found = []
        for kind, name, table, sql in objects:
            if kind == "index":
                found.append(("missing index", [f'DROP INDEX "{name}"']))
            elif kind == "trigger" and "AFTER UPDATE ON" in sql:  # the others are the author's
                found.append(("missing trigger", [f'DROP TRIGGER "{name}"']))
            elif kind == "table":
                found.append(("extra column", [f'ALTER TABLE "{name}" ADD COLUMN drifted INTEGER']))
                found.append(("extra index", [f'CREATE INDEX drifted ON "{name}" (rowid)']))
                found += [(what, rewritten(name, text)) for what, text in changed_tables(sql)]
        return found


def rewritten(name, sql):
    quoted = "'" + sql.replace("'", "''") + "'"
    return ["PRAGMA writable_schema = ON",
            f"UPDATE sqlite_schema SET sql = {quoted} WHERE type = 'table' AND name = '{name}'",
            "PRAGMA writable_schema = RESET", "SELECT count(*) FROM sqlite_schema"]


def changed_tables(sql):
    """Texts of a CREATE TABLE that differ in one item: kind of change, text."""
    lines = sql.split("\n")
    key = re.search(r"PRIMARY KEY \((.*?)\)", sql)
    for number, line in enumerate(lines):
        item = line.strip()
        alone = number + 1 < len(lines) and (item.endswith(",") or lines[number + 1].strip().startswith(")"))

        def with_line(new):
            changed = lines[:number] + [new] + lines[number + 1:]
            return "\n".join(changed)

        def without_line():
            changed = lines[:number] + lines[number + 1:]
            if not item.endswith(","):
                changed[number - 1] = changed[number - 1].rstrip(",")
            return "\n".join(changed)

        if item.startswith("CONSTRAINT") and alone:
            if "FOREIGN KEY" in item:
                yield "dropped foreign key", without_line()
                if "ON UPDATE" not in item:
                    yield "changed foreign key", with_line(line.rstrip(",") + " ON UPDATE CASCADE" + ("," if item.endswith(",") else ""))
            elif " CHECK " in item:
                yield "dropped check", without_line()
                if ">= " in item:
                    yield "changed check", with_line(line.replace(">= ", "> ", 1))
            elif " UNIQUE " in item:
                continue  # its index would be left behind
        elif re.match(r'("|\w)', item) and alone and not item.startswith(("CREATE", "CONSTRAINT", "AND", "OR ")):
            in_key = key and re.search(r"(^|\W)" + re.escape(item.split()[0]) + r"(\W|$)", key.group(1))
            if " NOT NULL" in line and not in_key:
                yield "other nullability", with_line(line.replace(" NOT NULL", "", 1))
            if re.search(r"\bTEXT\b", line):
                yield "other type", with_line(re.sub(r"\bTEXT\b", "BLOB", line, count=1))
            if re.search(r"DEFAULT \d+", line):
                yield "other default", with_line(re.sub(r"DEFAULT \d+", "DEFAULT 4711", line, count=1))


def sqlite_ends(script):
    """Where each statement or dot command ends."""
    ends, begin, position = [], 0, 0
    for line in script.splitlines(keepends=True):
        position += len(line)
        text = script[begin:position]
        blank = re.sub(r"--[^\n]*", "", text).strip()
        if line.startswith(".") and blank == line.strip() or blank.endswith(";") and sqlite3.complete_statement(text):
            ends.append(position)
            begin = position
    return ends


def cuts_of(target, script, random_cuts=3):
    """The script cut after each of its statements but the last, and in the middle of some."""
    chance = random.Random(len(script))
    ends = {"postgres": postgres_ends, "sqlite": sqlite_ends}.get(target, mysql.statement_ends)(script)
    some = [chance.randrange(1, len(script)) for _ in range(random_cuts)]
    return [script[:end] + "\n" for end in ends[:-1]] + [script[:end] for end in some]


# ---- all of them ---------------------------------------------------------------------------------


def document(database, query):
    """What a server's client gives for the query of `migc import-sql`."""
    if database.target == "postgres":
        answer = database.server.psql(database.name, "-A", "-t", "-f", "-", stdin=query)
    else:
        answer = database.run(query, False, "-N", "--raw")
    check(answer.status == 0, f"the query of the catalog: {answer}")
    return answer.out


class SqliteFiles:
    """What makes SQLite databases, with the verbs of a server."""

    def create(self):
        return SqliteDatabase()

    def stop(self):
        SqliteDatabase.remove_all()


class Servers:
    """What makes databases for a target; servers are started when they are first asked for."""

    def __init__(self):
        self.lock = threading.Lock()
        self.made = {}

    def of(self, target):
        with self.lock:
            if target not in self.made:
                self.made[target] = self.make(target)
            return self.made[target]

    def make(self, target):
        if target == "postgres":
            return Server()
        if target == "sqlite":
            return SqliteFiles()
        # what is for MySQL runs on MariaDB where there is no MySQL
        return mysql.Server("mysql" if target == "mysql" and mysql.has_mysql() else "mariadb", target)

    def stop(self):
        for server in self.made.values():
            server.stop()

"""MariaDB and MySQL for the tests: a server of each, databases in it, and how their clients read scripts.

Takes: nothing; a server lives in a folder of its own, listens on a socket in it only, and is stopped by its process
id. MySQL is what install-deps.sh unpacked in build/mysql. Gives: databases with the verbs of those in databases.py.
Promises: what a database looks like is what the server shows (SHOW CREATE), a line a fact.
"""

import glob
import hashlib
import itertools
import os
import random
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from harness import Failed, Ran, ROOT, Skipped, check, read

UNPACKED = os.path.join(ROOT, "build", "mysql")
KEPT = 40  # connections that are kept
SQL_MODE = "STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"


def unpacked(program):
    """How a program of the unpacked MySQL is run; nothing if there is none."""
    path = os.path.join(UNPACKED, "usr", program)
    loaders = glob.glob(os.path.join(UNPACKED, "usr", "lib*", "ld-linux-*.so.*"))
    libraries = glob.glob(os.path.join(UNPACKED, "usr", "lib", "*-linux-gnu*"))
    if not (os.path.exists(path) and loaders and libraries):
        return None
    return [loaders[0], "--library-path", ":".join(libraries), path]


def has_mysql():
    return unpacked("sbin/mysqld") is not None


# ---- a script for MySQL on MariaDB ---------------------------------------------------------------

def for_mariadb(script):
    """What differs for a script is put right: the name of the collation that compares bytes, the type of JSON, NOT NULL
    behind a value that is computed, ways to alter a table that are only MySQL's. Conditions, which each server shows in
    its own words, are not compared. A script that MariaDB cannot read at all skips the test."""
    if re.search(r"\bINDEX \S+ \([^;]*?\(\(|\bINDEX \S+ \(\(| AS JSON\)", script):
        raise Skipped
    blocks = [read(os.path.join(ROOT, "compiler", "emit", "sql", f"{kind}_checks.sql")).split("\n", 1)[1].strip() for kind in ("mysql", "mariadb")]
    script = script.replace(*blocks).replace("utf8mb4_0900_bin", "utf8mb4_nopad_bin")
    script = re.sub(r"IF\(LOCATE\((?=CONCAT\('<', table_name, (': ', constraint_name, '>'|'\.', column_name, ' is>')\))", "IF(1 OR LOCATE(", script)
    script = re.sub(r"^(  \((?:NULL|0|1), [01], '.*', ': check .+?) \(.*\)('\)[,;])$", r"\1\2", script, flags=re.M)
    script = re.sub(r"^(  \((?:NULL|0|1), [01], '.*', '\..* (?:stored|virtual)) \(.*\)('\)[,;])$", r"\1\2", script, flags=re.M)
    script = re.sub(r"^(  \((?:NULL|0|1), [01], '.*', ': (?:index|unique) .*')(\)[,;])$",
                    lambda line: line.group(1).replace(" desc", "") + line.group(2), script, flags=re.M)
    script = re.sub(r"^(  \((?:NULL|0|1), [01], '.*', '\..+?) json(?= |')", r"\1 longtext collate utf8mb4_bin", script, flags=re.M)
    script = re.sub(r"\b(STORED|VIRTUAL) (NOT )?NULL\b", r"\1", script)
    return re.sub(r",\s+(ALGORITHM = \w+(, LOCK = NONE)?|LOCK = NONE)(?=;|')", "", script)


# ---- a connection --------------------------------------------------------------------------------

class Error(Exception):
    """The server refused a statement."""

    def __init__(self, code, text):
        super().__init__(f"ERROR {code}: {text}")
        self.code = code
        self.text = text


class Connection:
    """Speaks to a server as root without a password, statement by statement."""

    def __init__(self, path, database=""):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(600)
        self.socket.connect(path)
        self.buffer = b""
        self.number = 0
        greeting = self.receive()
        if greeting[0] == 0xFF:
            raise Error(int.from_bytes(greeting[1:3], "little"), greeting[3:].decode("utf-8", "replace"))
        # long flag, database, 4.1, transactions, secure connection, several results, plugin
        flags = 0x4 | 0x8 | 0x200 | 0x2000 | 0x8000 | 0x20000 | 0x80000
        self.send(flags.to_bytes(4, "little") + (1 << 30).to_bytes(4, "little") + bytes([45]) + bytes(23)
                  + b"root\0" + b"\0" + database.encode() + b"\0" + b"mysql_native_password\0")
        answer = self.receive()
        while answer[0] != 0:
            if answer[0] == 0xFF:
                raise self.error(answer)
            if answer[0] == 0xFE:  # another way to prove who one is: no password is no password in all of them
                self.send(b"")
            answer = self.receive()
        self.run(f"SET SESSION sql_mode = '{SQL_MODE}', time_zone = '+00:00'")

    def read(self, size):
        while len(self.buffer) < size:
            part = self.socket.recv(1 << 16)
            if not part:
                raise Error(2013, "the server has closed the connection")
            self.buffer += part
        part, self.buffer = self.buffer[:size], self.buffer[size:]
        return part

    def receive(self):
        whole = b""
        while True:
            head = self.read(4)
            size = int.from_bytes(head[:3], "little")
            self.number = head[3] + 1
            whole += self.read(size)
            if size < 0xFFFFFF:
                return whole

    def send(self, body):
        self.socket.sendall(len(body).to_bytes(3, "little") + bytes([self.number & 255]) + body)

    @staticmethod
    def error(packet):
        return Error(int.from_bytes(packet[1:3], "little"), packet[9:].decode("utf-8", "replace"))

    @staticmethod
    def sized(packet, at):
        first = packet[at]
        if first < 0xFB:
            return first, at + 1
        if first == 0xFB:
            return None, at + 1
        width = {0xFC: 2, 0xFD: 3, 0xFE: 8}[first]
        return int.from_bytes(packet[at + 1:at + 1 + width], "little"), at + 1 + width

    def texts(self, packet, most):
        found, at = [], 0
        while at < len(packet) and len(found) < most:
            size, at = self.sized(packet, at)
            found.append(None if size is None else packet[at:at + size].decode("utf-8", "backslashreplace"))
            at += size or 0
        return found

    def run(self, sql):
        """Runs one statement: the names of its columns and its rows, tuples of text or None."""
        self.number = 0
        self.send(b"\x03" + sql.encode("utf-8", "surrogateescape"))
        results, more = [], True
        while more:
            names, rows, more = self.result()
            results.append((names, rows))
        return results[0]

    def result(self):
        """One result, and whether there are more: a procedure gives several."""
        first = self.receive()
        if first[0] == 0xFF:
            raise self.error(first)
        if first[0] == 0:
            _, at = self.sized(first, 1)
            _, at = self.sized(first, at)
            return [], [], bool(first[at] & 8)
        count, _ = self.sized(first, 0)
        names = [self.texts(self.receive(), 5)[4] for _ in range(count)]
        self.receive()
        rows = []
        while True:
            packet = self.receive()
            if packet[0] == 0xFF:
                raise self.error(packet)
            if packet[0] == 0xFE and len(packet) < 9:
                return names, rows, bool(packet[3] & 8)
            rows.append(tuple(self.texts(packet, count)))

    def rows(self, sql):
        return self.run(sql)[1]

    def column(self, sql):
        return [row[0] for row in self.rows(sql)]

    def close(self):
        self.socket.close()


# ---- servers -------------------------------------------------------------------------------------

class Server:
    """A MariaDB or MySQL server of its own; `target`: whose scripts its databases run."""

    def __init__(self, kind, target=None):
        self.kind = kind
        self.target = target or kind
        self.process = None
        self.numbers = itertools.count(1)
        self.talking = []  # databases with a connection that is kept, the one that spoke first in front
        self.room = threading.Lock()
        self.folder = tempfile.mkdtemp(prefix=f"migc-{kind}-")
        self.path = os.path.join(self.folder, "socket")
        try:
            self.start()
        except BaseException:
            self.stop()
            raise

    def start(self):
        data = os.path.join(self.folder, "data")
        log = open(os.path.join(self.folder, "log"), "wb")
        user = ["--user=root"] if os.getuid() == 0 else []
        settings = ["--no-defaults", *user, f"--datadir={data}", f"--socket={self.path}",
                    # another server that starts would remove temporary tables from a folder they share
                    f"--pid-file={self.folder}/pid", f"--tmpdir={self.folder}", "--skip-networking", "--skip-log-bin", "--max-connections=400",
                    "--character-set-server=utf8mb4", "--performance-schema=OFF", "--innodb-buffer-pool-size=128M",
                    "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync"]
        if self.kind == "mysql":
            program = unpacked("sbin/mysqld")
            check(program is not None, f"there is no MySQL in {UNPACKED}")
            settings += [f"--basedir={UNPACKED}/usr", f"--lc-messages-dir={UNPACKED}/usr/share/mysql", "--mysqlx=OFF", "--secure-file-priv=NULL",
                         "--innodb-doublewrite=OFF", "--innodb-redo-log-capacity=64M"]
            install = [*program, *settings, "--initialize-insecure"]
        else:
            program = [shutil.which("mariadbd", path=os.environ.get("PATH", "") + ":/usr/sbin") or "mariadbd"]
            settings += ["--innodb-doublewrite=0", "--innodb-log-file-size=64M"]
            install = ["mariadb-install-db", "--no-defaults", *user, f"--datadir={data}", "--skip-test-db",
                       "--auth-root-authentication-method=normal", "--skip-name-resolve"]
        made = subprocess.run(install, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if made.returncode == 0:
            self.process = subprocess.Popen([*program, *settings], cwd=self.folder, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, start_new_session=True)
            for _ in range(600):
                try:
                    self.connect().close()
                    return
                except (OSError, Error):
                    time.sleep(0.05)
                if self.process.poll() is not None:
                    break
        with open(os.path.join(self.folder, "log"), errors="replace") as log:
            raise Failed(f"the {self.kind} server does not start\n" + log.read())

    def stop(self):
        # nothing of it is wanted any more
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)
        self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, database=""):
        return Connection(self.path, database)

    def make_room(self, database):
        """Connections are kept for a few databases only: the tests have hundreds."""
        with self.room:
            self.talking.append(database)
            while len(self.talking) > KEPT:
                old = self.talking.pop(0)
                if old is not database and old.lock.acquire(blocking=False):
                    try:
                        old.close()
                    finally:
                        old.lock.release()

    def client(self, *arguments):
        program = unpacked("bin/mysql") if self.kind == "mysql" else ["mariadb"]
        return [*program, "--no-defaults", "--user=root", f"--socket={self.path}", *arguments]

    def create(self):
        collation = "utf8mb4_0900_ai_ci" if self.kind == "mysql" else "utf8mb4_general_ci"
        name = f"test_{next(self.numbers)}"
        connection = self.connect()
        connection.run(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE {collation}")
        connection.close()
        return MysqlDatabase(self, name)


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


class MysqlDatabase:
    """A database in one of the servers."""

    def __init__(self, server, name):
        self.server = server
        self.target = server.target
        self.name = name
        self.lock = threading.Lock()
        self.open = None
        self.force = False        # the client is told to go on after an error

    CONSENT = "--init-command=SET @migc_allow_data_loss = 1"

    def adapted(self, script):
        """The script as this server can read it."""
        return script if self.target == self.server.kind else for_mariadb(script)

    def run(self, script, consent=False, *options):
        """Runs the text of a script as `mysql DB < script` does."""
        options = [*options, *([self.CONSENT] if consent else []), *(["--force"] if self.force else [])]
        done = subprocess.run(self.server.client(*options, self.name),
                              input=self.adapted(script).encode("utf-8", "surrogateescape"),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
        return Ran(done.returncode, *(text.decode("utf-8", "replace") for text in (done.stdout, done.stderr)))

    def run_statements(self, script, consent=False):
        """As a driver does, which sends statements one by one and knows no DELIMITER."""
        connection = self.connect()
        said = ""
        try:
            if consent:
                connection.run("SET @migc_allow_data_loss = 1")
            begin = 0
            for end in statement_ends(self.adapted(script)):
                for row in connection.rows(self.adapted(script)[begin:end].strip().rstrip(";")):
                    said += "\t".join(map(str, row)) + "\n"
                begin = end
            return Ran(0, said, "")
        except Error as error:
            return Ran(1, said, f"{error}\n")
        finally:
            connection.close()

    def ways(self):
        return [(f"{self.server.kind} <", self.run)]

    def begin(self, script):
        file = tempfile.TemporaryFile()
        file.write(self.adapted(script).encode("utf-8", "surrogateescape"))
        file.seek(0)
        process = subprocess.Popen(self.server.client(self.name), stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return process, file

    def connect(self):
        return self.server.connect(self.name)

    def ask(self, question):
        """Lets a function ask a connection that is kept."""
        with self.lock:
            if self.open is None:
                self.server.make_room(self)
                self.open = self.connect()
            return question(self.open)

    def close(self):
        if self.open:
            self.open.close()
            self.open = None

    def query(self, sql):
        """The lines of a query's only column."""
        return self.ask(lambda connection: connection.column(sql))

    def execute(self, *statements):
        """All of them, until one is refused; whether all worked. DDL cannot be taken back."""
        connection = self.connect()
        try:
            for statement in statements:
                connection.run(statement)
            return True
        except Error:
            return False
        finally:
            connection.close()

    def drop(self):
        self.close()
        connection = self.server.connect()
        connection.run("SET SESSION foreign_key_checks = 0")
        connection.run(f"DROP DATABASE IF EXISTS {self.name}")
        connection.close()

    # ---- what is in it

    def objects(self, connection):
        """Names of tables, views, triggers (as they run), and kinds and names of routines."""
        found = connection.rows("SHOW FULL TABLES")
        tables = sorted(name for name, kind in found if kind == "BASE TABLE")
        views = sorted(name for name, kind in found if kind == "VIEW")
        triggers = [row[0] for row in connection.rows(
            f"SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = '{self.name}'"
            " ORDER BY event_object_table, event_manipulation, action_timing, action_order")]
        routines = sorted(connection.rows("SELECT routine_type, routine_name FROM information_schema.routines"
                                          f" WHERE routine_schema = '{self.name}'"))
        return tables, views, triggers, routines

    def sequences(self, connection):
        """MariaDB's, by name."""
        return sorted(name for name, kind in connection.rows("SHOW FULL TABLES") if kind == "SEQUENCE")

    def catalog(self):
        return self.ask(self.describe)

    def describe(self, connection):
        tables, views, triggers, routines = self.objects(connection)
        lines = []
        for table in tables:
            for number, line in enumerate(table_lines(connection, table)):
                if " CHECK (" in line and line.startswith("CONSTRAINT"):
                    line = re.sub("[()]", "", line)  # reading its own text, MySQL brackets `and` another way
                place = f" {number}" if line.startswith("`") else ""
                lines.append(f"{table} {'column' if place else 'has'}{place}: {line}")
        for sequence in self.sequences(connection):
            lines.append(f"sequence {sequence}: " + connection.rows(f"SHOW CREATE SEQUENCE {quoted(sequence)}")[0][1])
        for view in views:
            text = connection.rows(f"SHOW CREATE VIEW {quoted(view)}")[0][1]
            lines.append(f"view {view}: " + re.sub(r"^CREATE .*? VIEW ", "", text.replace(f"`{self.name}`.", "")))
        moments = {}
        for trigger in triggers:
            text = plain(connection.rows(f"SHOW CREATE TRIGGER {quoted(trigger)}")[0][2])
            lines.append(f"trigger {trigger}: {text}")
            moments.setdefault(" ".join(re.search(r"(BEFORE|AFTER)\s+(\w+)\s+ON\s+(\S+)", text, re.I).groups()), []).append(trigger)
        lines += [f"triggers {moment}: {', '.join(names)}" for moment, names in moments.items() if len(names) > 1]
        for kind, name in routines:
            lines.append(f"{kind.lower()} {name}: " + plain(connection.rows(f"SHOW CREATE {kind} {quoted(name)}")[0][2]))
        return sorted(lines)

    def state(self):
        def look(connection):
            lines = self.describe(connection)
            for table in self.objects(connection)[0]:
                columns = "position, revision, checksum, step, applied_at IS NULL" if table == "migc_history" else "*"
                rows = sorted(map(repr, connection.rows(f"SELECT {columns} FROM {quoted(table)}")))
                digest = hashlib.md5("\n".join(rows).encode()).hexdigest() if rows else ""
                lines.append(f"rows of {table}: {len(rows)} {digest}")
            return sorted(lines)
        return self.ask(look)

    def rows(self):
        """Every row of every table: name -> list of column -> text."""
        def look(connection):
            found = {}
            for table in self.objects(connection)[0]:
                if table != "migc_history":
                    names, rows = connection.run(f"SELECT * FROM {quoted(table)}")
                    found[table] = [dict(zip(names, map(repr, row))) for row in rows]
            return found
        return self.ask(look)

    def tables(self):
        """Names of tables as SQL wants them, those first that nothing refers to."""
        def look(connection):
            names = [name for name in self.objects(connection)[0] if name != "migc_history"]
            parents = {name for name, in connection.rows(
                "SELECT referenced_table_name FROM information_schema.referential_constraints"
                f" WHERE constraint_schema = '{self.name}' AND referenced_table_name <> table_name")}
            return [quoted(name) for name in names if name not in parents]
        return self.ask(look)

    def forget(self):
        check(self.execute("DELETE FROM migc_history"), "DELETE FROM migc_history fails")

    def history(self):
        return self.query("SELECT revision FROM migc_history WHERE applied_at IS NOT NULL ORDER BY position")

    def copy(self):
        """Another database with the same in it."""
        copy = self.server.create()
        connection = copy.connect()
        connection.run("SET SESSION foreign_key_checks = 0, sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')")

        def read(source):
            tables, views, triggers, routines = self.objects(source)
            counting = [(name, source.rows(f"SHOW CREATE SEQUENCE {quoted(name)}")[0][1],
                         source.rows(f"SELECT next_not_cached_value FROM {quoted(name)}")[0][0]) for name in self.sequences(source)]
            made = [(table, source.rows(f"SHOW CREATE TABLE {quoted(table)}")[0][1],
                     [name for name, extra in source.rows(
                         "SELECT column_name, extra FROM information_schema.columns"
                         f" WHERE table_schema = '{self.name}' AND table_name = {literal(table)} ORDER BY ordinal_position")
                      if "GENERATED" not in extra.replace("DEFAULT_GENERATED", "")]) for table in tables]
            behind = [source.rows(f"SHOW CREATE VIEW {quoted(view)}")[0][1] for view in views]
            behind += [source.rows(f"SHOW CREATE TRIGGER {quoted(trigger)}")[0][2] for trigger in triggers]
            behind += [source.rows(f"SHOW CREATE {kind} {quoted(name)}")[0][2] for kind, name in routines]
            behind += [source.rows(f"SHOW CREATE EVENT {quoted(name)}")[0][3] for name, in source.rows(
                f"SELECT event_name FROM information_schema.events WHERE event_schema = '{self.name}'")]
            return counting, made, behind
        counting, made, behind = self.ask(read)
        for name, text, number in counting:
            connection.run(text)
            connection.run(f"DO SETVAL({quoted(name)}, {number}, 0)")
        for table, text, _ in made:
            connection.run(text.replace(f"`{self.name}`.", ""))
        for table, _, columns in made:
            names = ", ".join(map(quoted, columns))
            connection.run(f"INSERT INTO {quoted(table)} ({names}) SELECT {names} FROM {self.name}.{quoted(table)}")
        waiting, refused = [text.replace(f"`{self.name}`.", "") for text in behind], None
        while waiting:
            left = []
            for text in waiting:
                try:
                    connection.run(text)
                except Error as error:  # what a view reads may be another view
                    left.append(text)
                    refused = error
            if len(left) == len(waiting):
                raise refused
            waiting = left
        connection.close()
        return copy

    # ---- killing

    def kill_points(self, script, consent=False):
        """How many places there are at which `run_killed` can end the session of a script."""
        return len(procedure_ends(script))

    def run_killed(self, script, number, consent=False):
        """Runs the script; the session ends behind the number-th statement in its procedure, if that is reached."""
        end = procedure_ends(script)[number - 1]
        return self.run(script[:end] + " KILL CONNECTION_ID();" + script[end:], consent)

    # ---- drift

    def drifts(self):
        """Ways in which somebody may have changed a table: kind, statements; several a kind to try."""
        return self.ask(self.possible_drifts)

    def possible_drifts(self, connection):
        found = []
        for table in self.objects(connection)[0]:
            if table == "migc_history":
                continue
            alter = f"ALTER TABLE {quoted(table)} "
            found.append(("extra column", [alter + "ADD COLUMN drifted INT"]))
            lines = table_lines(connection, table)
            key = next((line for line in lines if line.startswith("PRIMARY KEY")), "")
            for line in lines:
                name = re.match(r"[^`]*(`(?:[^`]|``)*`)", line)
                name = name and name.group(1)
                if line.startswith("`"):
                    if name in key or "GENERATED" in line or "AUTO_INCREMENT" in line:
                        continue
                    rest = line[len(name):].strip()
                    found.append(("missing column", [alter + f"DROP COLUMN {name}"]))
                    if " NOT NULL" in rest:
                        found.append(("other nullability", [alter + f"MODIFY COLUMN {name} {rest.replace(' NOT NULL', ' NULL', 1)}"]))
                    other = re.sub(r"^(int|bigint)(\(\d+\))?", lambda match: "bigint" if match.group(1) == "int" else "decimal(20, 0)", rest)
                    other = re.sub(r"^(longtext|varchar\(\d+\)|char\(\d+\))", "varchar(777)", other)
                    if other != rest:
                        found.append(("other type", [alter + f"MODIFY COLUMN {name} {other}"]))
                    if re.match(r"(int|bigint)", rest):
                        found.append(("other default", [alter + f"ALTER COLUMN {name} SET DEFAULT 4711"]))
                        found.append(("extra index", [f"CREATE INDEX drifted ON {quoted(table)} ({name})"]))
                    if rest.startswith("enum("):
                        found.append(("extra enum value", [alter + f"MODIFY COLUMN {name} " + re.sub(r"^enum\((.*?)\)(?=$| )", r"enum(\1,'drifted')", rest)]))
                elif line.startswith("KEY"):
                    found.append(("missing index", [alter + f"DROP INDEX {name}"]))
                elif line.startswith("UNIQUE KEY"):
                    found.append(("dropped unique", [alter + f"DROP INDEX {name}"]))
                elif " FOREIGN KEY " in line:
                    found.append(("dropped foreign key", [alter + f"DROP FOREIGN KEY {name}"]))
                    if "ON UPDATE CASCADE" not in line:
                        changed = re.sub(r" ON UPDATE (NO ACTION|RESTRICT|SET NULL)", "", line) + " ON UPDATE CASCADE"
                        found.append(("changed foreign key", [alter + f"DROP FOREIGN KEY {name}", alter + "ADD " + changed]))
                elif " CHECK " in line:
                    found.append(("dropped check", [alter + f"DROP CONSTRAINT {name}"]))
                    if self.target == self.server.kind:  # else it is not compared
                        found.append(("changed check", [alter + f"DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK (1 < 2)"]))
        return found


def literal(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def plain(text):
    """A trigger or routine without who made it."""
    return re.sub(r" DEFINER=`[^`]*`@`[^`]*`", "", text)


def table_lines(connection, table):
    """What SHOW CREATE TABLE says, a line an item, without the counter."""
    text = connection.rows(f"SHOW CREATE TABLE {quoted(table)}")[0][1]
    lines = [line.strip().rstrip(",") for line in text.split("\n")[1:]]
    lines[-1] = re.sub(r" AUTO_INCREMENT=\d+", "", lines[-1])
    lines = [re.sub(r"\bnextval\(`[^`]*`\.", "nextval(", line) for line in lines]
    # how a collation was given is told as well
    return [re.sub(r" CHARACTER SET utf8mb4(?= COLLATE)", "", line) for line in lines]


# ---- how the clients read a script ---------------------------------------------------------------

TOKEN = re.compile(r"""
    --(?=\s|$)[^\n]* | \#[^\n]* | /\*.*?\*/
  | '(?:[^'\\]|''|\\.)*' | "(?:[^"\\]|""|\\.)*" | `(?:[^`]|``)*`
  | ^[ \t]*delimiter[ \t]+(?P<delimiter>\S+)[^\n]*$
  | ; | //
""", re.X | re.S | re.M | re.I)


def marks(script):
    """Every end of a statement: its place, and whether it is one in a procedure's body."""
    delimiter = ";"
    for match in TOKEN.finditer(script):
        if match.group("delimiter"):
            delimiter = match.group("delimiter")
            yield match.end(), False
        elif match.group(0) == delimiter:
            yield match.end(), False
        elif match.group(0) == ";":
            yield match.end(), True


def statement_ends(script):
    """Where each statement of the client, or line for the client itself, ends."""
    return [end for end, inside in marks(script) if not inside]


def procedure_ends(script):
    """Where each statement in the body of a procedure of steps ends; behind them triggers and routines are made."""
    last = script.rfind("CALL migc_run()")
    return [end for end, inside in marks(script) if inside and end < last]

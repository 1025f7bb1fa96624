"""What the scripts for MariaDB and MySQL build on, asked of both servers.

    tests/run/mysql_facts.py

Each fact: a sentence, what is there before, what is tried, what comes of it on MariaDB and on MySQL: `yes`, or the number
of the error; and a word of SHOW CREATE TABLE t afterwards. A server that answers otherwise is one that the compiler has to learn about.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import harness
from harness import Test, check, check_equal
from mysql import Error, Server, has_mysql

YES = "yes"
T = ("CREATE TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, a INT NOT NULL DEFAULT 1, b INT NOT NULL DEFAULT 2, c VARCHAR(20),"
     " KEY ia (a), KEY ib (b), UNIQUE KEY uc (c))", "INSERT INTO t (a, b, c) VALUES (1, 2, 'x'), (3, 4, 'y')")
CHECKED = (T[0][:-1] + ", CONSTRAINT ca CHECK (a > 0))", T[1])
P = ("CREATE TABLE p (id INT PRIMARY KEY, k INT NOT NULL UNIQUE)", "INSERT INTO p VALUES (1, 1), (3, 3)")
CHILD = P + ("CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))",
             "INSERT INTO t VALUES (1, 1, 2)")
LONE = ("CREATE TABLE t (a INT)",)


def procedure(body):
    return (f"CREATE PROCEDURE m() BEGIN {body} END", "CALL m()")


# sentence, before, what is tried, MariaDB, MySQL, what SHOW CREATE TABLE t holds then (before `!`: what it does not)
FACTS = [
    ("two columns swap their names in one ALTER", T,
     "ALTER TABLE t RENAME COLUMN a TO b, RENAME COLUMN b TO a", YES, YES, "KEY `ia` (`b`)"),
    ("columns swap names and types in one ALTER", T,
     "ALTER TABLE t CHANGE COLUMN a b BIGINT, CHANGE COLUMN b a INT", YES, YES, "`b` bigint"),
    ("a column takes the name of one dropped beside it", T,
     "ALTER TABLE t DROP COLUMN a, RENAME COLUMN b TO a", YES, YES, "KEY `ib` (`a`)"),
    ("a new column takes the name of one renamed beside it", T,
     "ALTER TABLE t RENAME COLUMN a TO x, ADD COLUMN a INT NULL", YES, YES, "KEY `ia` (`x`)"),
    ("a column cannot be renamed and modified by two clauses", T,
     "ALTER TABLE t RENAME COLUMN a TO x, MODIFY COLUMN x BIGINT", 1054, 1054, None),
    ("indexes added beside a rename use the new name", T,
     "ALTER TABLE t RENAME COLUMN a TO x, DROP INDEX ia, ADD INDEX ia (x, b)", YES, YES, "KEY `ia` (`x`,`b`)"),
    ("a column that a check reads is renamed", CHECKED, "ALTER TABLE t RENAME COLUMN a TO x", YES, 3959, None),
    ("a column is renamed if its check is made anew beside it", CHECKED,
     "ALTER TABLE t RENAME COLUMN a TO x, DROP CONSTRAINT ca, ADD CONSTRAINT ca CHECK (x > 0)", YES, YES, "CONSTRAINT `ca` CHECK"),
    ("a check goes with the column that only it reads", CHECKED, "ALTER TABLE t DROP COLUMN a", YES, YES, "!CHECK"),
    ("a check is made anew beside a change of its column", CHECKED,
     "ALTER TABLE t DROP CONSTRAINT ca, MODIFY COLUMN a BIGINT NOT NULL, ADD CONSTRAINT ca CHECK (a >= 0)", YES, YES, ">= 0"),
    ("two indexes swap their names", T, "ALTER TABLE t RENAME INDEX ia TO ib, RENAME INDEX ib TO ia", YES, YES, "KEY `ib` (`a`)"),
    ("an index takes the name of one dropped beside it", T, "ALTER TABLE t DROP INDEX ia, RENAME INDEX ib TO ia", YES, YES, "KEY `ia` (`b`)"),
    ("an index is dropped and added under its name", T, "ALTER TABLE t DROP INDEX uc, ADD CONSTRAINT uc UNIQUE (b)", YES, YES,
     "UNIQUE KEY `uc` (`b`)"),
    ("a primary key is changed in one ALTER and numbers on", T, "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, a)", YES, YES,
     "`id` int%AUTO_INCREMENT"),
    ("another column becomes the key, the number stays", T,
     "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (b), ADD UNIQUE KEY u (id)", YES, YES, "AUTO_INCREMENT,"),
    ("another number becomes the key", T,
     "ALTER TABLE t DROP COLUMN id, DROP PRIMARY KEY, ADD COLUMN n BIGINT NOT NULL AUTO_INCREMENT, ADD PRIMARY KEY (n)", YES, YES,
     "PRIMARY KEY (`n`)"),
    ("an index goes with its only column", T, "ALTER TABLE t DROP COLUMN b", YES, YES, "!`ib`"),
    ("a unique index is dropped beside one of its columns", ("CREATE TABLE t (a INT, b INT, UNIQUE KEY u (a, b))",),
     "ALTER TABLE t DROP COLUMN b, DROP INDEX u", YES, YES, "!`u`"),
    ("one of the columns of a unique index is dropped", ("CREATE TABLE t (a INT, b INT, UNIQUE KEY u (a, b))",),
     "ALTER TABLE t DROP COLUMN b", 1072, YES, None),
    ("a foreign key is not replaced by one of its name in one ALTER", CHILD,
     "ALTER TABLE t DROP FOREIGN KEY f, ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p (k)", 1005, 1826, "REFERENCES `p` (`id`)"),
    ("a foreign key is replaced by one of another name", CHILD,
     "ALTER TABLE t DROP FOREIGN KEY f, ADD CONSTRAINT g FOREIGN KEY (a) REFERENCES p (k)", YES, YES, "REFERENCES `p` (`k`)"),
    ("DROP CONSTRAINT beside a clause that copies the table forgets the foreign key on MariaDB", CHILD,
     "ALTER TABLE t DROP CONSTRAINT f, MODIFY COLUMN b BIGINT", YES, YES, {"mariadb": "FOREIGN KEY", "mysql": "!FOREIGN KEY"}),
    ("DROP FOREIGN KEY beside such a clause does not", CHILD, "ALTER TABLE t DROP FOREIGN KEY f, MODIFY COLUMN b BIGINT", YES, YES,
     "!FOREIGN KEY"),
    ("a foreign key leaves the index that the server made for it", CHILD, "ALTER TABLE t DROP FOREIGN KEY f", YES, YES, "KEY `f` (`a`)"),
    ("a foreign key is dropped beside its index", CHILD, "ALTER TABLE t DROP FOREIGN KEY f, DROP INDEX f", YES, YES, "!`f`"),
    ("a foreign key is dropped beside its column", CHILD, "ALTER TABLE t DROP FOREIGN KEY f, DROP COLUMN a", YES, YES, "!`a`"),
    ("a foreign key is dropped beside a change of its column", CHILD, "ALTER TABLE t DROP FOREIGN KEY f, MODIFY COLUMN a BIGINT", YES, YES,
     "`a` bigint"),
    ("a column with a foreign key is not dropped", CHILD, "ALTER TABLE t DROP COLUMN a", 1553, 1828, None),
    ("the index of a foreign key is not dropped", CHILD, "ALTER TABLE t DROP INDEX f", 1553, 1553, None),
    ("the index of a foreign key gives way to one beside it", CHILD, "ALTER TABLE t DROP INDEX f, ADD INDEX g (a, b)", YES, YES, "!KEY `f`"),
    ("the index that the server made goes when there is a better one", CHILD, "ALTER TABLE t ADD INDEX g (a, b)", YES, YES, "!KEY `f`"),
    ("a foreign key follows its column", CHILD, "ALTER TABLE t RENAME COLUMN a TO x", YES, YES, "FOREIGN KEY (`x`)"),
    ("a foreign key follows its parent's column", CHILD, "ALTER TABLE p RENAME COLUMN id TO pid", YES, YES, "(`pid`)"),
    ("a foreign key follows its parent", CHILD, "RENAME TABLE p TO q", YES, YES, "REFERENCES `q`"),
    ("the type under a foreign key is not changed: parent", CHILD, "ALTER TABLE p MODIFY COLUMN id BIGINT NOT NULL", 1833, 3780, None),
    ("the type under a foreign key is not changed: child", CHILD, "ALTER TABLE t MODIFY COLUMN a BIGINT", 1832, 3780, None),
    ("the default and the nulls under a foreign key are changed", CHILD, "ALTER TABLE t MODIFY COLUMN a INT NOT NULL DEFAULT 1", YES, YES,
     "`a` int%NOT NULL"),
    ("the key of a parent is changed if another takes its place", CHILD,
     "ALTER TABLE p DROP PRIMARY KEY, ADD PRIMARY KEY (k), ADD UNIQUE KEY u (id)", YES, YES, None),
    ("a column is added beside its foreign key", CHILD, "ALTER TABLE t ADD COLUMN n INT NULL, ADD CONSTRAINT g FOREIGN KEY (n) REFERENCES p (id)",
     YES, YES, "FOREIGN KEY (`n`)"),
    ("foreign keys want the same width", P, "CREATE TABLE t (a BIGINT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))", 1005, 3780, None),
    ("foreign keys want a unique key", ("CREATE TABLE p (a INT, KEY k (a))",),
     "CREATE TABLE t (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a))", YES, 6125, None),
    ("a check does not read what ON DELETE SET NULL writes", P,
     "CREATE TABLE t (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) ON DELETE SET NULL, CONSTRAINT c CHECK (a > 0))", 1901, 3823, None),
    ("a check reads what ON DELETE CASCADE may delete", P,
     "CREATE TABLE t (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT c CHECK (a > 0))", YES, YES, None),
    ("SET DEFAULT is taken for RESTRICT by MariaDB", P,
     "CREATE TABLE t (a INT DEFAULT 1, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id) ON DELETE SET DEFAULT)", YES, YES,
     {"mariadb": "!SET DEFAULT", "mysql": "SET DEFAULT"}),
    ("names of foreign keys are the database's", CHILD, "CREATE TABLE u (a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id))", 1005, 1826, None),
    ("names of checks are the table's on MariaDB, the database's on MySQL", CHECKED, "CREATE TABLE u (a INT, CONSTRAINT ca CHECK (a > 0))",
     YES, 3822, None),
    ("a table is not dropped before the one that refers to it", CHILD, "DROP TABLE p, t", 1451, YES, None),
    ("tables are dropped children first", CHILD, "DROP TABLE t, p", YES, YES, None),
    ("a check does not read a number of the server's", (), "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, CONSTRAINT c CHECK (id > 0))",
     1901, 3818, None),
    ("a generated column may be required", (), "CREATE TABLE t (a INT, g INT GENERATED ALWAYS AS (a + 1) STORED NOT NULL)", 1064, YES, None),
    ("an index holds an expression", ("CREATE TABLE t (a VARCHAR(20))",), "ALTER TABLE t ADD INDEX e ((lower(a)))", 1064, YES, None),
    ("an index runs backwards", LONE, "ALTER TABLE t ADD INDEX e (a DESC)", YES, YES, "`a` DESC"),
    ("a text without a length is a key", ("CREATE TABLE t (a LONGTEXT)",), "ALTER TABLE t ADD UNIQUE KEY u (a)", YES, 1170, None),
    ("a key of 3072 bytes", (), "CREATE TABLE t (a VARCHAR(768) CHARACTER SET utf8mb4, UNIQUE KEY u (a))", YES, YES, "!HASH"),
    ("a key of more is a hash on MariaDB", (), "CREATE TABLE t (a VARCHAR(769) CHARACTER SET utf8mb4, UNIQUE KEY u (a))", YES, 1071, None),
    ("defaults are expressions", (), "CREATE TABLE t (a INT DEFAULT (1 + 1), b LONGTEXT DEFAULT ('x'), c CHAR(36) DEFAULT (uuid()))", YES, YES, None),
    ("a required column without a default is filled with zeros", T, "ALTER TABLE t ADD COLUMN z INT NOT NULL", YES, YES, "`z` int"),
    ("assignments see those before them", T, "UPDATE t SET a = b, b = a", YES, YES, None),
    ("a name has 64 characters at most", (), f"CREATE TABLE t (a INT, CONSTRAINT {'x' * 65} CHECK (a = 1))", 1059, 1059, None),
    ("text does not get shorter where it would be cut", ("CREATE TABLE t (a VARCHAR(20))", "INSERT INTO t VALUES ('word')"),
     "ALTER TABLE t MODIFY COLUMN a VARCHAR(3)", 1265, 1265, "`a` varchar(20)"),
    ("a null is not made zero", LONE + ("INSERT INTO t VALUES (NULL)",), "ALTER TABLE t MODIFY COLUMN a INT NOT NULL", 1265, 1138, None),
    ("a member in use is not taken from an enum", ("CREATE TABLE t (a ENUM('x', 'y'))", "INSERT INTO t VALUES ('y')"),
     "ALTER TABLE t MODIFY COLUMN a ENUM('x')", 1265, 1265, None),
    ("digits are rounded without a word", ("CREATE TABLE t (a DECIMAL(10, 4))", "INSERT INTO t VALUES (1.2345)"),
     "ALTER TABLE t MODIFY COLUMN a DECIMAL(10, 2)", YES, YES, None),
    ("rows are held against a new check", T, "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1)", 4025, 3819, "!CHECK"),
    ("rows are held against a new unique key", T + ("UPDATE t SET a = 1",), "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a)", 1062, 1062, "!`u`"),
    # procedures
    ("DDL, data and a view in a procedure", LONE,
     procedure("ALTER TABLE t ADD COLUMN b INT; START TRANSACTION; UPDATE t SET b = a; COMMIT; CREATE OR REPLACE VIEW v AS SELECT b FROM t;"),
     YES, YES, "`b` int"),
    ("what is not reached in a procedure need not be there", LONE, procedure("IF 1 = 0 THEN UPDATE t SET nothing = 1; INSERT INTO nowhere VALUES (1); END IF;"),
     YES, YES, None),
    ("a trigger is not made in a procedure", LONE, procedure("CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;"), 1303, 1303, None),
    ("a trigger is made by EXECUTE IMMEDIATE in one", LONE,
     procedure("EXECUTE IMMEDIATE 'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1';"), YES, 1064, None),
    ("a function is made by EXECUTE IMMEDIATE in one", LONE, procedure("EXECUTE IMMEDIATE 'CREATE FUNCTION f() RETURNS INT RETURN 1';"), YES, 1064, None),
    ("a trigger is dropped in a procedure", LONE, procedure("DROP TRIGGER IF EXISTS g;"), YES, YES, None),
    ("a trigger is made if it is not there", LONE, "CREATE TRIGGER IF NOT EXISTS g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1", YES, YES, None),
    ("a data step and its count are undone together", LONE + ("INSERT INTO t VALUES (1)",),
     procedure("START TRANSACTION; UPDATE t SET a = 2; ROLLBACK;") + ("INSERT INTO t SELECT 1 / (a = 1) FROM t",), YES, YES, None),
    ("ALTER TABLE says INSTANT where it can", T, "ALTER TABLE t ADD COLUMN n INT NULL, ALGORITHM=INSTANT", YES, YES, "`n` int"),
    ("ALTER TABLE refuses INSTANT where it cannot", T, "ALTER TABLE t MODIFY COLUMN a BIGINT NOT NULL, ALGORITHM=INSTANT", 1846, 1846, "`a` int"),
    ("ALTER TABLE refuses INPLACE where it cannot", T, "ALTER TABLE t MODIFY COLUMN a BIGINT NOT NULL, ALGORITHM=INPLACE", 1846, 1846, "`a` int"),
    ("an index is built INPLACE without a lock", T, "ALTER TABLE t ADD INDEX n (c), ALGORITHM=INPLACE, LOCK=NONE", YES, YES, "KEY `n`"),
    ("a temporary table is named twice in a query", ("CREATE TEMPORARY TABLE q (a INT)",), "SELECT * FROM q AS a, q AS b", YES, 1137, None),
]

# sentence, script, exit status, what MariaDB's and MySQL's client say, tables that are there then
GUARD = ("CREATE TEMPORARY TABLE g (a INT, CONSTRAINT `migc: no, not here` CHECK (a = 1));\nINSERT INTO g VALUES (NULL);\n"
         "UPDATE g SET a = {};\nCREATE TABLE went_on (a INT);\n")
SCRIPTS = [
    ("a check with the message as its name stops the client", GUARD.format(0), (), 1, "migc: no, not here", []),
    ("null and what is right do not", GUARD.format("NULL") + "UPDATE g SET a = 1;", (), 0, "", ["went_on"]),
    ("--force goes on and says all is well", GUARD.format(0), ("--force",), 0, "migc: no, not here", ["went_on"]),
    ("a null guards behind a failed statement", GUARD.format(0) + "DELIMITER //\nCREATE PROCEDURE m() BEGIN IF @step <= 1 THEN DROP TABLE went_on; END IF; END //\n"
     "DELIMITER ;\nCALL m();", ("--force",), 0, "", ["went_on"]),
    ("a rule of dashes behind a blank is a comment", "-- -------- rule; it's\nCREATE TABLE a (a INT); -- it's\n--\nCREATE TABLE b (a INT);", (), 0, "",
     ["a", "b"]),
    ("a rule in a procedure needs the blank as well", "DELIMITER //\nCREATE PROCEDURE m() BEGIN\n--\n-- ---- rule; it's\nCREATE TABLE a (a INT);\nEND //\n"
     "DELIMITER ;\nCALL m();", (), 0, "", ["a"]),
    ("a script cut in a procedure does nothing", "DELIMITER //\nCREATE PROCEDURE m() BEGIN\nCREATE TABLE a (a INT);", (), None, "", []),
    ("a script cut in a statement runs what is left of it", "CREATE TABLE a (a INT)", (), 0, "", ["a"]),
    ("SIGNAL stops the client", "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'migc: no';\nCREATE TABLE a (a INT);", (), 1, "migc: no", []),
]


def holds(server, before, tried, outcome, word):
    database = server.create()
    connection = database.connect()
    try:
        for statement in before:
            connection.run(statement)
        found = YES
        try:
            for statement in [tried] if isinstance(tried, str) else tried:
                connection.run(statement)
        except Error as error:
            found = error.code
        check_equal(str(outcome), str(found), "the answer")
        word = word.get(server.kind) if isinstance(word, dict) else word
        if word:
            text = connection.rows("SHOW CREATE TABLE t")[0][1]
            missing = word.startswith("!")
            parts = word.lstrip("!").split("%")
            line = any(all(part in line for part in parts) for line in text.split("\n"))
            check(line != missing, f"{text}\n{'still' if missing else 'does not'} say {word.lstrip('!')}")
    finally:
        connection.close()
        database.drop()


def says(server, script, options, status, words, tables):
    database = server.create()
    ran = database.run(script, False, *options)
    check(status is None or ran.status == status, f"{script}\n{ran}")
    check(words in ran.out + ran.err, f"it does not say {words}: {ran}")
    check_equal(tables, database.query("SHOW TABLES"), "tables")
    database.drop()


def sequential(server):
    """What `assignments see those before them` leaves in the rows."""
    database = server.create()
    check(database.execute(*T, "UPDATE t SET a = b, b = a"), "UPDATE fails")
    check_equal(["2 2", "4 4"], database.query("SELECT CONCAT(a, ' ', b) FROM t ORDER BY id"), "rows")
    database.drop()


def locked(server):
    """GET_LOCK keeps others out, counts, and ends with the session."""
    database = server.create()
    one, other = database.connect(), database.connect()
    check_equal(["1"], one.column("SELECT GET_LOCK('migc.test', 0)"), "the first")
    check_equal(["1"], one.column("SELECT GET_LOCK('migc.test', 0)"), "the first again")
    check_equal(["0"], other.column("SELECT GET_LOCK('migc.test', 0)"), "another")
    one.run("DO RELEASE_LOCK('migc.test')")
    check_equal(["0"], other.column("SELECT GET_LOCK('migc.test', 0)"), "taken twice, given back once")
    one.close()
    check_equal(["1"], other.column("SELECT GET_LOCK('migc.test', 5)"), "the first has gone")
    other.close()
    database.drop()


def tests(servers):
    found = []
    for server in servers:
        name = {"mariadb": "MariaDB", "mysql": "MySQL"}[server.kind]
        for sentence, before, tried, mariadb, mysql, word in FACTS:
            outcome = mariadb if server.kind == "mariadb" else mysql
            found.append(Test(f"run/{name}: {sentence}",
                              lambda s=server, b=before, t=tried, o=outcome, w=word: holds(s, b, t, o, w)))
        for sentence, *rest in SCRIPTS:
            found.append(Test(f"run/{name}: {sentence}", lambda s=server, r=rest: says(s, *r)))
        found.append(Test(f"run/{name}: assignments happen one after the other", lambda s=server: sequential(s)))
        found.append(Test(f"run/{name}: a lock keeps others out", lambda s=server: locked(s)))
    return found


def main():
    servers = []
    try:
        for kind in ("mariadb", "mysql"):
            if kind == "mariadb" or has_mysql():
                servers.append(Server(kind))
        harness.main(tests(servers))
    finally:
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()

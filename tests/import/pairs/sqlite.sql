-- ===== a table where there was nothing
-- after
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER);
-- ===== nothing where there was a table
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER);
CREATE INDEX users_age ON users (age);
-- after
-- ===== two tables, one goes and one comes
CREATE TABLE one (id INTEGER PRIMARY KEY);
CREATE TABLE two (id INTEGER PRIMARY KEY, one_id INTEGER REFERENCES one (id));
-- after
CREATE TABLE two (id INTEGER PRIMARY KEY, one_id INTEGER);
CREATE TABLE three (id INTEGER PRIMARY KEY, two_id INTEGER NOT NULL REFERENCES two (id));
-- ===== a column at the end
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name TEXT);
-- after
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name TEXT, age INTEGER);
-- ===== a column in the middle
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name TEXT);
-- after
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, age INTEGER, name TEXT);
-- ===== columns in another order
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);
-- after
CREATE TABLE users (age INTEGER, name TEXT, id INTEGER PRIMARY KEY);
-- ===== many columns at once
CREATE TABLE users (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT);
-- after
CREATE TABLE users (id INTEGER PRIMARY KEY, c INTEGER, d TEXT, e REAL DEFAULT 0.5, f BLOB, g NUMERIC NOT NULL DEFAULT 0, h TEXT NOT NULL DEFAULT '', i DATETIME DEFAULT CURRENT_TIMESTAMP);
-- ===== a column with the time as default
CREATE TABLE events (id INTEGER PRIMARY KEY, title TEXT);
-- after
CREATE TABLE events (id INTEGER PRIMARY KEY, title TEXT, created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, day DATE DEFAULT CURRENT_DATE, hour TIME DEFAULT CURRENT_TIME);
-- ===== defaults of every kind
CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c REAL, d BLOB, e TEXT, f INTEGER, g TEXT, h INTEGER);
-- after
CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER DEFAULT -1, b TEXT DEFAULT 'it''s', c REAL DEFAULT 1e3, d BLOB DEFAULT x'00ff', e TEXT DEFAULT (lower(hex(randomblob(4)))), f INTEGER DEFAULT (1 + 2), g TEXT DEFAULT NULL, h INTEGER DEFAULT TRUE);
-- ===== defaults that go
CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER DEFAULT -1, b TEXT DEFAULT 'x', e TEXT DEFAULT (lower(hex(randomblob(4)))), f TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
-- after
CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, e TEXT, f TEXT NOT NULL);
-- ===== defaults that change
CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 1, b TEXT DEFAULT 'x', c TEXT DEFAULT (datetime('now')), e INTEGER DEFAULT 0);
-- after
CREATE TABLE d (id INTEGER PRIMARY KEY, a INTEGER DEFAULT 2, b TEXT DEFAULT 'y', c TEXT DEFAULT CURRENT_TIMESTAMP, e INTEGER DEFAULT FALSE);
-- ===== null and not null
CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL, c INTEGER NULL, d INTEGER NOT NULL DEFAULT 5);
-- after
CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT, c INTEGER NOT NULL DEFAULT 1, d INTEGER);
-- ===== types of every kind
CREATE TABLE k (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, c REAL, d VARCHAR(20), e INT, f DECIMAL(10, 2), g BOOLEAN, h DATETIME, i BIGINT, j TEXT);
-- after
CREATE TABLE k (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c NUMERIC, d VARCHAR(40), e BIGINT, f DECIMAL(12, 4), g TINYINT, h DATE, i UNSIGNED BIG INT, j BLOB);
-- ===== text to json
CREATE TABLE k (id INTEGER PRIMARY KEY, a TEXT, b JSON);
-- after
CREATE TABLE k (id INTEGER PRIMARY KEY, a JSON, b TEXT);
-- ===== a primary key for a table without one
CREATE TABLE k (a INTEGER NOT NULL, b TEXT NOT NULL);
-- after
CREATE TABLE k (a INTEGER NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a));
-- ===== a primary key of two columns
CREATE TABLE k (a INTEGER NOT NULL, b TEXT NOT NULL, c TEXT, PRIMARY KEY (a));
-- after
CREATE TABLE k (a INTEGER NOT NULL, b TEXT NOT NULL, c TEXT, PRIMARY KEY (a, b));
-- ===== a primary key of two columns the other way
CREATE TABLE k (a INTEGER NOT NULL, b TEXT NOT NULL, c TEXT, PRIMARY KEY (a, b));
-- after
CREATE TABLE k (a INTEGER NOT NULL, b TEXT NOT NULL, c TEXT, PRIMARY KEY (b, a));
-- ===== a primary key of another column
CREATE TABLE k (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
-- after
CREATE TABLE k (id INTEGER NOT NULL, code TEXT NOT NULL PRIMARY KEY);
-- ===== no primary key
CREATE TABLE k (id INTEGER PRIMARY KEY, code TEXT NOT NULL);
-- after
CREATE TABLE k (id INTEGER NOT NULL, code TEXT NOT NULL);
-- ===== a name for the primary key
CREATE TABLE k (id INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (id, code));
-- after
CREATE TABLE k (id INTEGER NOT NULL, code TEXT NOT NULL, CONSTRAINT k_own PRIMARY KEY (id, code));
-- ===== autoincrement comes
CREATE TABLE k (id INTEGER PRIMARY KEY, code TEXT);
-- after
CREATE TABLE k (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT);
-- ===== autoincrement goes
CREATE TABLE k (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT);
-- after
CREATE TABLE k (id INTEGER PRIMARY KEY, code TEXT, more TEXT);
-- ===== a key that is no number of rows
CREATE TABLE k (id TEXT PRIMARY KEY, code TEXT);
-- after
CREATE TABLE k (id TEXT PRIMARY KEY, code TEXT NOT NULL);
-- ===== a key of INT
CREATE TABLE k (id INT PRIMARY KEY, code TEXT);
-- after
CREATE TABLE k (id INT PRIMARY KEY, code TEXT, more INT);
-- ===== unique in a column
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT);
-- after
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT UNIQUE);
-- ===== unique goes
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, x INT, y INT, UNIQUE (x, y));
-- after
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT, x INT, y INT);
-- ===== unique as a constraint becomes an index
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT UNIQUE);
-- after
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT);
CREATE UNIQUE INDEX u_mail_key ON u (mail);
-- ===== an index that is unique becomes a constraint
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT);
CREATE UNIQUE INDEX u_mail_key ON u (mail);
-- after
CREATE TABLE u (id INTEGER PRIMARY KEY, mail TEXT, CONSTRAINT u_mail_key UNIQUE (mail));
-- ===== unique of two columns gets a third
CREATE TABLE u (id INTEGER PRIMARY KEY, x INT, y INT, z INT, UNIQUE (x, y));
-- after
CREATE TABLE u (id INTEGER PRIMARY KEY, x INT, y INT, z INT, UNIQUE (x, y, z));
-- ===== unique gets a name
CREATE TABLE u (id INTEGER PRIMARY KEY, x INT, y INT, UNIQUE (x, y));
-- after
CREATE TABLE u (id INTEGER PRIMARY KEY, x INT, y INT, CONSTRAINT both UNIQUE (x, y));
-- ===== two keys of the same columns
CREATE TABLE u (id INTEGER PRIMARY KEY, x INT NOT NULL);
-- after
CREATE TABLE u (id INTEGER PRIMARY KEY, x INT NOT NULL UNIQUE);
CREATE UNIQUE INDEX again ON u (x);
-- ===== indexes of every kind
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT);
-- after
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT);
CREATE INDEX i1 ON i (a);
CREATE INDEX i2 ON i (b DESC, a);
CREATE UNIQUE INDEX i3 ON i (lower(a));
CREATE INDEX i4 ON i (b) WHERE b IS NOT NULL;
CREATE INDEX i5 ON i (c COLLATE NOCASE);
CREATE INDEX i6 ON i (b + 1, c) WHERE a = 'x' AND b > 0;
-- ===== indexes that change
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT);
CREATE INDEX i1 ON i (a);
CREATE INDEX i2 ON i (b DESC, a);
CREATE UNIQUE INDEX i3 ON i (lower(a));
CREATE INDEX i4 ON i (b) WHERE b IS NOT NULL;
CREATE INDEX i5 ON i (c COLLATE NOCASE);
-- after
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c TEXT);
CREATE UNIQUE INDEX i1 ON i (a);
CREATE INDEX i2 ON i (b, a DESC);
CREATE UNIQUE INDEX i3 ON i (upper(a));
CREATE INDEX i4 ON i (b) WHERE b > 3;
CREATE INDEX i5 ON i (c COLLATE RTRIM);
-- ===== an index with another name
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT);
CREATE INDEX old_name ON i (a);
-- after
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT);
CREATE INDEX new_name ON i (a);
-- ===== an index moves to another table
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE j (id INTEGER PRIMARY KEY, a TEXT);
CREATE INDEX here ON i (a);
-- after
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE j (id INTEGER PRIMARY KEY, a TEXT);
CREATE INDEX here ON j (a);
-- ===== a column with an index on it goes
CREATE TABLE i (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX on_a ON i (a);
CREATE INDEX on_ab ON i (a, b);
-- after
CREATE TABLE i (id INTEGER PRIMARY KEY, b TEXT);
CREATE INDEX on_ab ON i (b);
-- ===== checks
CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER, b TEXT);
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER CHECK (a > 0), b TEXT CHECK (b IN ('x', 'y')), CONSTRAINT long CHECK (length(b) < 10 OR a = 1));
-- ===== checks that change
CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER CHECK (a > 0), b TEXT, CONSTRAINT long CHECK (length(b) < 10));
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER CHECK (a > 1), b TEXT, CONSTRAINT long CHECK (length(b) < 20 AND b LIKE 'x%'));
-- ===== checks that go
CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER CHECK (a > 0), b TEXT, CONSTRAINT long CHECK (length(b) < 10), CHECK (a <> 3));
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY, a INTEGER, b TEXT);
-- ===== an enum kept by a check
CREATE TABLE c (id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'old')));
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'mid' CHECK (state IN ('new', 'mid', 'old')));
-- ===== a column of many constraints
CREATE TABLE c (id INTEGER PRIMARY KEY);
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'q' COLLATE NOCASE UNIQUE CHECK (length(a) > 0) REFERENCES c2 (k));
CREATE TABLE c2 (k TEXT PRIMARY KEY NOT NULL);
-- ===== foreign keys come
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, p_id INTEGER);
-- after
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL);
-- ===== foreign keys go
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p (id), other INTEGER, CONSTRAINT own FOREIGN KEY (other) REFERENCES p (id));
-- after
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, p_id INTEGER, other INTEGER);
-- ===== foreign keys with every action
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, a INTEGER REFERENCES p, b INTEGER REFERENCES p (id) ON DELETE SET NULL, c INTEGER DEFAULT 1 REFERENCES p (id) ON DELETE SET DEFAULT);
-- after
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, a INTEGER REFERENCES p ON DELETE RESTRICT, b INTEGER REFERENCES p (id) ON DELETE NO ACTION, c INTEGER DEFAULT 1 REFERENCES p (id) ON UPDATE CASCADE);
-- ===== a foreign key of two columns
CREATE TABLE p (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE q (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER);
-- after
CREATE TABLE p (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE q (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, FOREIGN KEY (x, y) REFERENCES p (a, b) ON DELETE CASCADE);
-- ===== a foreign key to another table
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE r (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, x INTEGER REFERENCES p (id));
-- after
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE r (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, x INTEGER REFERENCES r (id));
-- ===== a table that references itself
CREATE TABLE tree (id INTEGER PRIMARY KEY, name TEXT);
-- after
CREATE TABLE tree (id INTEGER PRIMARY KEY, name TEXT, parent INTEGER REFERENCES tree (id) ON DELETE SET NULL);
-- ===== a table that references itself changes
CREATE TABLE tree (id INTEGER PRIMARY KEY, name TEXT, parent INTEGER REFERENCES tree (id));
-- after
CREATE TABLE tree (id INTEGER PRIMARY KEY, name VARCHAR(10) NOT NULL DEFAULT '', parent INTEGER NOT NULL REFERENCES tree (id));
-- ===== tables that reference each other
CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER);
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER);
-- after
CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id));
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id));
-- ===== tables that reference each other both go
CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id));
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id));
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY);
-- ===== a table that others reference is rebuilt
CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, old TEXT);
CREATE TABLE q (id INTEGER PRIMARY KEY, x INTEGER NOT NULL REFERENCES p (id) ON DELETE CASCADE);
CREATE INDEX q_x ON q (x);
-- after
CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '' CHECK (name <> 'no'));
CREATE TABLE q (id INTEGER PRIMARY KEY, x INTEGER NOT NULL REFERENCES p (id) ON DELETE CASCADE);
CREATE INDEX q_x ON q (x);
-- ===== a table that others reference goes
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE q (id INTEGER PRIMARY KEY, x INTEGER REFERENCES p (id), y TEXT);
-- after
CREATE TABLE q (id INTEGER PRIMARY KEY, y TEXT);
-- ===== a column is computed, virtual and stored
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, b TEXT);
-- after
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, v INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL, s TEXT AS (b || 'x') STORED);
-- ===== a computed column changes its kind
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, v INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL, s INTEGER AS (a + 1) STORED);
-- after
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, v INTEGER GENERATED ALWAYS AS (a * 2) STORED, s INTEGER AS (a + 1) VIRTUAL);
-- ===== a computed column becomes a plain one
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, v INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL, s INTEGER AS (a + 1) STORED);
-- after
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, v INTEGER, s INTEGER NOT NULL);
-- ===== a plain column becomes a computed one
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, v INTEGER);
-- after
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, v INTEGER GENERATED ALWAYS AS (abs(a)) VIRTUAL);
-- ===== the column of a computed one goes
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, v INTEGER AS (a + b));
-- after
CREATE TABLE g (id INTEGER PRIMARY KEY, b INTEGER, v INTEGER AS (b));
-- ===== collations
CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT, b TEXT COLLATE NOCASE, c TEXT COLLATE NOCASE);
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b TEXT, c TEXT COLLATE RTRIM);
-- ===== views
CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
-- after
CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE VIEW v1 AS SELECT id, a FROM v WHERE b IS NOT NULL;
CREATE VIEW v2 (x, y) AS SELECT id, a FROM v1;
-- ===== views that change
CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE VIEW v1 AS SELECT id, a FROM v WHERE b IS NOT NULL;
CREATE VIEW v2 (x, y) AS SELECT id, a FROM v1;
CREATE VIEW v3 AS SELECT 1 AS one;
-- after
CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE VIEW v1 AS SELECT id, a, b FROM v;
CREATE VIEW v2 AS SELECT id AS x, b FROM v1;
-- ===== views on a table that is rebuilt
CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE VIEW v1 AS SELECT id, a FROM v;
CREATE VIEW v2 AS SELECT id FROM v1;
-- after
CREATE TABLE v (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, c TEXT);
CREATE VIEW v1 AS SELECT id, a FROM v;
CREATE VIEW v2 AS SELECT id FROM v1;
-- ===== a view of a column that goes
CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE VIEW v1 AS SELECT id, a, b FROM v;
CREATE VIEW v2 AS SELECT id, b FROM v1;
-- after
CREATE TABLE v (id INTEGER PRIMARY KEY, a TEXT);
CREATE VIEW v1 AS SELECT id, a FROM v;
CREATE VIEW v2 AS SELECT id FROM v1;
-- ===== triggers
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, n INTEGER DEFAULT 0);
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, n INTEGER DEFAULT 0);
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
CREATE TRIGGER t_ins AFTER INSERT ON t BEGIN INSERT INTO log (what) VALUES (new.a); END;
CREATE TRIGGER t_upd AFTER UPDATE OF a ON t FOR EACH ROW WHEN old.a <> new.a BEGIN UPDATE t SET n = n + 1 WHERE id = new.id; INSERT INTO log (what) VALUES ('u'); END;
-- ===== triggers that change
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
CREATE TRIGGER t_ins AFTER INSERT ON t BEGIN INSERT INTO log (what) VALUES (new.a); END;
CREATE TRIGGER t_del BEFORE DELETE ON t BEGIN INSERT INTO log (what) VALUES (old.a); END;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
CREATE TRIGGER t_ins BEFORE INSERT ON t BEGIN INSERT INTO log (what) VALUES (new.id); END;
-- ===== triggers on a table that is rebuilt
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT);
CREATE TRIGGER t_ins AFTER INSERT ON t BEGIN INSERT INTO log (what) VALUES (new.a); END;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL DEFAULT 1, b TEXT);
CREATE TABLE log (id INTEGER PRIMARY KEY, what TEXT NOT NULL);
CREATE TRIGGER t_ins AFTER INSERT ON t BEGIN INSERT INTO log (what) VALUES (new.a); END;
-- ===== a trigger instead of a view
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE VIEW w AS SELECT * FROM t;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);
CREATE VIEW w AS SELECT * FROM t;
CREATE TRIGGER w_ins INSTEAD OF INSERT ON w BEGIN INSERT INTO t (a) VALUES (new.a); END;
-- ===== names in quotes
CREATE TABLE "Order Lines" ("Id" INTEGER PRIMARY KEY, "select" TEXT, "a b" TEXT);
-- after
CREATE TABLE "Order Lines" ("Id" INTEGER PRIMARY KEY, "select" TEXT NOT NULL, "a b" INTEGER, "größe" REAL, "x""y" TEXT);
CREATE INDEX "my index" ON "Order Lines" ("a b", "select" DESC);
CREATE TABLE "größen" ("öl" INTEGER PRIMARY KEY, [in brackets] TEXT, `in backticks` TEXT);
-- ===== names that are words
CREATE TABLE "table" ("index" INTEGER PRIMARY KEY, "from" TEXT);
-- after
CREATE TABLE "table" ("index" INTEGER PRIMARY KEY, "from" TEXT, "group" TEXT, "order" INTEGER REFERENCES "table" ("index"), CHECK ("group" <> ''));
CREATE INDEX "where" ON "table" ("group");
-- ===== names that differ in case
CREATE TABLE Users (Id INTEGER PRIMARY KEY, UserName TEXT);
-- after
CREATE TABLE Users (Id INTEGER PRIMARY KEY, userName TEXT, Mail TEXT);
-- ===== a table under another name
CREATE TABLE old_users (id INTEGER PRIMARY KEY, name TEXT);
CREATE INDEX users_name ON old_users (name);
-- after
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE INDEX users_name ON users (name);
-- ===== a column under another name
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE INDEX users_name ON users (name);
-- after
CREATE TABLE users (id INTEGER PRIMARY KEY, full_name TEXT);
CREATE INDEX users_name ON users (full_name);
-- ===== strict and without rowid, a column more
CREATE TABLE w (k TEXT NOT NULL PRIMARY KEY, v INTEGER) STRICT, WITHOUT ROWID;
-- after
CREATE TABLE w (k TEXT NOT NULL PRIMARY KEY, v INTEGER, x TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX w_x ON w (x);
-- ===== columns without a type
CREATE TABLE w (id INTEGER PRIMARY KEY, v);
-- after
CREATE TABLE w (id INTEGER PRIMARY KEY, v, x DEFAULT 1);
-- ===== a full text table
CREATE TABLE w (id INTEGER PRIMARY KEY);
-- after
CREATE TABLE w (id INTEGER PRIMARY KEY, a TEXT);
CREATE VIRTUAL TABLE docs USING fts5(title, body);
-- ===== a full text table changes
CREATE VIRTUAL TABLE docs USING fts5(title, body);
-- after
CREATE VIRTUAL TABLE docs USING fts5(title, body, author);
-- ===== a virtual table of boxes goes
CREATE VIRTUAL TABLE boxes USING rtree(id, x1, x2);
CREATE TABLE w (id INTEGER PRIMARY KEY);
-- after
CREATE TABLE w (id INTEGER PRIMARY KEY, a TEXT);
-- ===== a shop changes in many places
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, name TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, sku VARCHAR(20) NOT NULL, price REAL NOT NULL DEFAULT 0);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), placed TEXT DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE lines (order_id INTEGER NOT NULL REFERENCES orders (id), product_id INTEGER NOT NULL REFERENCES products (id), quantity INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (order_id, product_id));
CREATE INDEX orders_customer ON orders (customer_id);
CREATE VIEW totals AS SELECT o.id, sum(l.quantity * p.price) AS total FROM orders o JOIN lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id GROUP BY o.id;
CREATE TRIGGER lines_check BEFORE INSERT ON lines BEGIN SELECT RAISE(ABORT, 'no') WHERE new.quantity <= 0; END;
-- after
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL COLLATE NOCASE UNIQUE, first_name TEXT, last_name TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, sku VARCHAR(40) NOT NULL UNIQUE, price NUMERIC NOT NULL DEFAULT 0 CHECK (price >= 0), gone BOOLEAN NOT NULL DEFAULT 0);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE, placed DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP, state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'sent')));
CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id), product_id INTEGER NOT NULL REFERENCES products (id), quantity INTEGER NOT NULL DEFAULT 1, UNIQUE (order_id, product_id));
CREATE TABLE payments (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL UNIQUE REFERENCES orders (id), amount NUMERIC NOT NULL);
CREATE INDEX orders_customer ON orders (customer_id, state);
CREATE VIEW totals AS SELECT o.id, o.state, sum(l.quantity * p.price) AS total FROM orders o JOIN lines l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE NOT p.gone GROUP BY o.id;
CREATE TRIGGER lines_check BEFORE INSERT ON lines BEGIN SELECT RAISE(ABORT, 'none') WHERE new.quantity < 1; END;
-- ===== a table that becomes strict
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b TEXT);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b TEXT) STRICT;
-- ===== a table that has no rowid any more
CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL, b TEXT, c INTEGER);
CREATE INDEX t_b ON t (b);
-- after
CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL, b TEXT, c INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX t_b ON t (b COLLATE NOCASE);
-- ===== foreign keys that are checked at other times
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER REFERENCES p DEFERRABLE INITIALLY DEFERRED, b INTEGER REFERENCES p, c INTEGER NOT NULL REFERENCES p ON DELETE CASCADE DEFERRABLE);
-- after
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER REFERENCES p, b INTEGER REFERENCES p DEFERRABLE, c INTEGER NOT NULL REFERENCES p ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
-- ===== a table that only a statement makes
CREATE TABLE w (id INTEGER PRIMARY KEY, v TEXT UNIQUE ON CONFLICT IGNORE);
CREATE TABLE u (id INTEGER PRIMARY KEY);
-- after
CREATE TABLE w (id INTEGER PRIMARY KEY, v TEXT UNIQUE ON CONFLICT REPLACE, x TEXT);
CREATE TABLE u (id INTEGER PRIMARY KEY, x TEXT);
-- ===== a table that the language has words for gets an ON CONFLICT
CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, note TEXT);
CREATE INDEX t_note ON t (note);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE ON CONFLICT REPLACE, note TEXT, more INTEGER DEFAULT 7);
CREATE INDEX t_note ON t (note);
-- ===== a column of a table with ON CONFLICT
CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE ON CONFLICT REPLACE, note TEXT);
CREATE INDEX t_note ON t (note);
CREATE TRIGGER t_log AFTER INSERT ON t BEGIN DELETE FROM t WHERE note = new.note AND id <> new.id; END;
CREATE VIEW v AS SELECT id, note FROM t;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE ON CONFLICT IGNORE, more INTEGER, note TEXT);
CREATE INDEX t_note ON t (note, code);
CREATE TRIGGER t_log AFTER INSERT ON t BEGIN DELETE FROM t WHERE note = new.note AND id <> new.id; END;
CREATE VIEW v AS SELECT id, note, more FROM t;
-- ===== a key that descends, and what refers to it
CREATE TABLE a (x INTEGER NOT NULL, y INTEGER NOT NULL, PRIMARY KEY (x, y));
CREATE TABLE b (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, FOREIGN KEY (x, y) REFERENCES a (x, y) ON DELETE CASCADE);
CREATE INDEX b_x ON b (x);
-- after
CREATE TABLE a (x INTEGER NOT NULL, y INTEGER NOT NULL, PRIMARY KEY (x, y DESC));
CREATE TABLE b (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, FOREIGN KEY (x, y) REFERENCES a (x, y) ON DELETE CASCADE);
CREATE INDEX b_x ON b (x);
-- ===== columns without a type get one
CREATE TABLE k (id INTEGER PRIMARY KEY, a, b DEFAULT 'x', "c d" NOT NULL DEFAULT 5, e AS (a || b));
-- after
CREATE TABLE k (id INTEGER PRIMARY KEY, a TEXT, b TEXT DEFAULT 'x', "c d" INTEGER NOT NULL DEFAULT 5, e TEXT AS (a || b));
-- ===== a column without a type gets neighbours
CREATE TABLE k (id INTEGER PRIMARY KEY, a);
-- after
CREATE TABLE k (id INTEGER PRIMARY KEY, a, b, c TEXT, CHECK (length(c) > 0));
CREATE UNIQUE INDEX k_b ON k (b) WHERE c IS NOT NULL;
-- ===== a table of statements comes and goes
CREATE TABLE one (a UNIQUE ON CONFLICT FAIL);
-- after
CREATE TABLE two (a COLLATE NOCASE UNIQUE, b TEXT);
CREATE INDEX two_b ON two (b);
-- ===== without rowid and on conflict
CREATE TABLE w (k TEXT PRIMARY KEY ON CONFLICT REPLACE, v) WITHOUT ROWID;
-- after
CREATE TABLE w (k TEXT PRIMARY KEY ON CONFLICT REPLACE, v, n INTEGER, UNIQUE (n) ON CONFLICT ABORT);
-- ===== comments and quotes in a table of a statement
CREATE TABLE [q "t] (
  -- the 'key'
  "a ""b" INTEGER PRIMARY KEY DESC, /* it's, (here */ `c,d` TEXT DEFAULT 'it''s, (', [e)f] NUMERIC CHECK ([e)f] > 0),
  CONSTRAINT "u 1" UNIQUE ("a ""b", [e)f]) ON CONFLICT ROLLBACK
);
-- after
CREATE TABLE [q "t] (
  -- the 'key'
  "a ""b" INTEGER PRIMARY KEY DESC, [e)f] NUMERIC CHECK ([e)f] > 0), `c,d` TEXT DEFAULT 'it''s, )', more,
  CONSTRAINT "u 1" UNIQUE ("a ""b", [e)f]) ON CONFLICT ROLLBACK
);
-- ===== a view becomes a table
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
CREATE VIEW v AS SELECT id, n FROM t;
CREATE TRIGGER v_in INSTEAD OF INSERT ON v BEGIN INSERT INTO t (n) VALUES (new.n); END;
CREATE VIEW w AS SELECT id FROM v;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE v (id INTEGER PRIMARY KEY, n INTEGER);
CREATE INDEX v_n ON v (n);
CREATE VIEW w AS SELECT id FROM v;
-- ===== a view becomes a table without types
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
CREATE VIEW v AS SELECT id, n FROM t;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, m INTEGER);
CREATE TABLE v (id, n);
-- ===== a view and a table change names
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE a (id INTEGER PRIMARY KEY);
CREATE VIEW b AS SELECT id FROM t;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
CREATE VIEW a AS SELECT id FROM t;
CREATE TABLE b (id INTEGER PRIMARY KEY);
-- ===== full text
CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE t_text USING fts5 (body, content = 't', content_rowid = 'id');
CREATE TRIGGER t_ai AFTER INSERT ON t BEGIN INSERT INTO t_text (rowid, body) VALUES (new.id, new.body); END;
-- ===== full text changes
CREATE VIRTUAL TABLE s USING fts5 (body);
CREATE VIEW v AS SELECT body FROM s;
-- after
CREATE VIRTUAL TABLE s USING fts5 (body, title);
CREATE VIEW v AS SELECT body FROM s;
-- ===== a tree of boxes
-- after
CREATE VIRTUAL TABLE box USING rtree (id, x0, x1);
-- ===== full text becomes a table, and a view full text
CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE s USING fts5 (body);
CREATE VIEW v AS SELECT body FROM t;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT);
CREATE TABLE s (id INTEGER PRIMARY KEY, body TEXT);
CREATE INDEX s_body ON s (body);
CREATE VIRTUAL TABLE v USING fts5 (body);
-- ===== a foreign key to columns that are not unique
CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT);
CREATE TABLE b (id INTEGER PRIMARY KEY, n TEXT REFERENCES a (n));
CREATE TABLE c (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id));
-- after
CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT, m TEXT NOT NULL DEFAULT '');
CREATE TABLE b (id INTEGER PRIMARY KEY, n TEXT REFERENCES a (n), x INTEGER);
CREATE TABLE c (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id) ON DELETE CASCADE);
-- ===== a table that keeps none of its columns
CREATE TABLE c (x TEXT NOT NULL, y TEXT NOT NULL, PRIMARY KEY (x, y)) WITHOUT ROWID;
CREATE TABLE d (rowid TEXT, oid TEXT, _rowid_ TEXT);
-- after
CREATE TABLE c (id INTEGER PRIMARY KEY, z TEXT);
CREATE TABLE d (a INTEGER PRIMARY KEY, b TEXT DEFAULT 'b');
-- ===== foreign keys that say MATCH
CREATE TABLE a (id INTEGER PRIMARY KEY);
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER, CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id) MATCH FULL);
-- after
CREATE TABLE a (id INTEGER PRIMARY KEY);
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER, more TEXT, CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id) MATCH SIMPLE);
-- ===== defaults that are names, a plus, and the usual collation
CREATE TABLE d (id INTEGER PRIMARY KEY, a TEXT DEFAULT soon, b TEXT DEFAULT "it's", c TEXT DEFAULT `late`, d TEXT DEFAULT [at once], e INT DEFAULT +5, f TEXT COLLATE BINARY UNIQUE, g TEXT DEFAULT "a ""b""", h REAL DEFAULT - 1.5);
CREATE INDEX d_a ON d (a COLLATE BINARY, b COLLATE NOCASE);
-- after
CREATE TABLE d (id INTEGER PRIMARY KEY, a TEXT DEFAULT later, b TEXT DEFAULT "it's", c TEXT DEFAULT `late`, d TEXT DEFAULT [at once], e INT DEFAULT +6, f TEXT COLLATE RTRIM UNIQUE, g TEXT DEFAULT "a ""b""", h REAL DEFAULT - 1.5, i INT);
CREATE INDEX d_a ON d (a COLLATE BINARY, b COLLATE NOCASE);
-- ===== names of an index and a trigger become those of tables
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
CREATE INDEX x ON t (n);
CREATE TRIGGER y AFTER INSERT ON t BEGIN SELECT 1; END;
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE x (id INTEGER PRIMARY KEY);
CREATE TABLE y (id INTEGER PRIMARY KEY, x_id INTEGER REFERENCES x (id));

-- ===== keys of an index that are called like its words
CREATE TABLE t (id INTEGER PRIMARY KEY, desc INT, asc INT);
CREATE INDEX t_desc ON t (desc);
-- after
CREATE TABLE t (id INTEGER PRIMARY KEY, desc INT, asc INT);
CREATE INDEX t_desc ON t (desc desc, asc);
CREATE INDEX t_asc ON t (asc);
-- ===== the rows of full text tables come along
CREATE VIRTUAL TABLE docs USING fts5 (title, body);
CREATE VIRTUAL TABLE "old docs" USING fts4 (title TEXT, "the ""body""", tokenize=porter);
CREATE TABLE notes (t TEXT);
CREATE VIEW titles AS SELECT title FROM docs;
INSERT INTO docs (rowid, title, body) VALUES (5, 'a b', 'c d'), (9, 'x y', NULL);
INSERT INTO "old docs" (docid, title, "the ""body""") VALUES (7, 'going', 'home');
-- after
CREATE VIRTUAL TABLE docs USING fts5 (title, body, author UNINDEXED, prefix = '2 3', tokenize = "unicode61 tokenchars '-_'");
CREATE VIRTUAL TABLE "old docs" USING fts5 (number, "the ""body""", [title]);
CREATE TABLE notes (t TEXT NOT NULL DEFAULT '');
CREATE VIEW titles AS SELECT title, author FROM docs;
CREATE TRIGGER noted AFTER INSERT ON notes BEGIN INSERT INTO docs (title) VALUES (new.t); END;
-- shows SELECT rowid, * FROM docs = 5|a b|c d| / 9|x y||
-- shows SELECT rowid FROM docs WHERE docs MATCH 'x' = 9
-- shows SELECT rowid, * FROM "old docs" WHERE "old docs" MATCH 'home' = 7||home|going
-- ===== settings of full text come along
CREATE VIRTUAL TABLE docs USING fts5 (title, body);
CREATE VIRTUAL TABLE "its""tags" USING fts5 (title, content = '');
CREATE VIRTUAL TABLE old USING fts4 (title);
INSERT INTO docs (docs, rank) VALUES ('rank', 'bm25(10.0, 5.0)');
INSERT INTO docs (docs, rank) VALUES ('automerge', 8), ('pgsz', 1000);
INSERT INTO "its""tags" ("its""tags", rank) VALUES ('crisismerge', 32);
INSERT INTO docs (rowid, title, body) VALUES (5, 'a b', 'c d');
-- after
CREATE VIRTUAL TABLE docs USING fts5 (title, body, author);
CREATE VIRTUAL TABLE "its""tags" USING fts5 (title, note, content = '');
CREATE VIRTUAL TABLE old USING fts5 (title);
-- shows SELECT k, v FROM docs_config WHERE k <> 'version' ORDER BY k = automerge|8 / pgsz|1000 / rank|bm25(10.0, 5.0)
-- shows SELECT v FROM "its""tags_config" WHERE k LIKE 'crisis%' = 32
-- shows SELECT rowid, * FROM docs WHERE docs MATCH 'd' = 5|a b|c d|
-- ===== columns called like the words of constraints
CREATE TABLE audits ("check" INTEGER CHECK ("check" > 0), "as" TEXT, "foreign" INTEGER PRIMARY KEY, "not" TEXT COLLATE NOCASE);
-- after
CREATE TABLE audits ("check" INTEGER NOT NULL CHECK ("check" > 1), [as] TEXT AS (`not`), "foreign" INTEGER PRIMARY KEY AUTOINCREMENT, "not" TEXT);
-- ===== settings of fts4 come along
CREATE VIRTUAL TABLE notes USING fts4 (title);
CREATE VIRTUAL TABLE "odd ""notes""" USING fts4 (title, body);
CREATE VIRTUAL TABLE plain USING fts3 (title);
INSERT INTO notes (notes) VALUES ('automerge=4');
INSERT INTO notes (rowid, title) VALUES (3, 'going home');
INSERT INTO "odd ""notes""" ("odd ""notes""") VALUES ('automerge=6');
INSERT INTO plain (rowid, title) VALUES (4, 'x');
-- after
CREATE VIRTUAL TABLE notes USING fts4 (title, body);
CREATE VIRTUAL TABLE "odd ""notes""" USING fts4 (title, body, tokenize=porter);
CREATE VIRTUAL TABLE plain USING fts4 (title, body);
-- shows SELECT value FROM notes_stat WHERE id IN (2) = 4
-- shows SELECT value FROM "odd ""notes""_stat" WHERE id IN (2) = 6
-- shows SELECT rowid, title FROM notes WHERE notes MATCH 'home' = 3|going home
-- shows SELECT count(*) FROM plain_stat WHERE id IN (2) = 0
-- ===== names with quotes in them
CREATE VIRTUAL TABLE /* a comment */ "a ""b""" USING fts5 (title, body);
CREATE VIEW -- another
 "v""" AS SELECT title FROM "a ""b""";
CREATE TABLE "t""" (id INTEGER PRIMARY KEY, `c``d` TEXT);
CREATE TRIGGER "x""y" AFTER INSERT ON "t""" BEGIN DELETE FROM "t""" WHERE id = 0; END;
CREATE TRIGGER late AFTER DELETE ON "t""" BEGIN UPDATE "t""" SET id = id; END;
INSERT INTO "a ""b""" VALUES ('x', 'y');
-- after
CREATE VIRTUAL TABLE /* a comment */ "a ""b""" USING fts5 (title, body, author);
CREATE TABLE "t""" (id INTEGER PRIMARY KEY, `c``d` TEXT NOT NULL DEFAULT '');
CREATE VIEW -- another
 "v""" AS SELECT title, author FROM "a ""b""";
CREATE TRIGGER "x""y" AFTER INSERT ON "t""" BEGIN DELETE FROM "t""" WHERE id = 1; END;
CREATE TRIGGER late AFTER DELETE ON "t""" BEGIN UPDATE "t""" SET id = id; END;
-- shows SELECT * FROM "a ""b""" = x|y|
-- ===== an index of full text is made again from the table that it is one of
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT);
CREATE VIRTUAL TABLE found USING fts5 (name, content = 'users', content_rowid = 'id');
CREATE TRIGGER found_more AFTER INSERT ON users BEGIN INSERT INTO found (rowid, name) VALUES (new.id, new.name); END;
INSERT INTO users VALUES (3, 'bob', 'late'), (7, 'ann lee', '');
-- after
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, note TEXT NOT NULL DEFAULT '');
CREATE VIRTUAL TABLE found USING fts5 (name, note, content = 'users', content_rowid = 'id');
CREATE TRIGGER found_more AFTER INSERT ON users BEGIN INSERT INTO found (rowid, name, note) VALUES (new.id, new.name, new.note); END;
-- shows SELECT rowid FROM found WHERE found MATCH 'late' = 3
-- shows SELECT rowid, name FROM found WHERE found MATCH 'lee' = 7|ann lee
-- ===== an index of a view's full text
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW names AS SELECT id, lower(name) AS name FROM users;
CREATE VIRTUAL TABLE found USING fts5 (name, content = 'names', content_rowid = 'id');
INSERT INTO users VALUES (3, 'Bob');
-- after
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW names AS SELECT id, name || id AS name FROM users;
CREATE VIRTUAL TABLE found USING fts5 (name, content = 'names', content_rowid = 'id', columnsize = 0);
-- shows SELECT rowid FROM found WHERE found MATCH 'Bob3' = 3
-- ===== boxes come along
CREATE VIRTUAL TABLE box USING rtree (id, x0, x1);
CREATE VIRTUAL TABLE grid USING rtree_i32 (id, x0, x1, y0, y1);
INSERT INTO box VALUES (4, 1.5, 2.5);
INSERT INTO grid VALUES (1, 2, 3, 4, 5);
-- after
CREATE VIRTUAL TABLE box USING rtree (id, x0, x1, +label TEXT);
CREATE VIRTUAL TABLE grid USING rtree_i32 (id, y0, y1, x0, x1);
-- shows SELECT * FROM box = 4|1.5|2.5|
-- shows SELECT * FROM grid = 1|4|5|2|3
-- ===== full text without values, and words of full text
CREATE VIRTUAL TABLE docs USING fts5 (title, body);
CREATE VIRTUAL TABLE words USING fts5vocab ('docs', 'row');
CREATE VIRTUAL TABLE empty USING fts5 (title, content = '');
INSERT INTO docs VALUES ('a', 'b');
-- after
CREATE VIRTUAL TABLE docs USING fts5 (title, body, columnsize = 0);
CREATE VIRTUAL TABLE words USING fts5vocab ('docs', 'instance');
CREATE VIRTUAL TABLE empty USING fts5 (title, content = '', detail = none);
-- shows SELECT term FROM words = a / b
-- ===== a foreign key to an index of another collation, and keys that say ASC
CREATE TABLE u (id INTEGER PRIMARY KEY, a INTEGER, b TEXT);
CREATE INDEX u_b ON u (b ASC, a asc);
-- after
CREATE TABLE u (id INTEGER, a DATETIME, b DOUBLE PRECISION DEFAULT 'it''s', FOREIGN KEY (a) REFERENCES u (id) ON DELETE SET NULL);
CREATE UNIQUE INDEX u_id ON u (id COLLATE NOCASE);
CREATE INDEX u_b ON u (b DESC, a ASC);
-- ===== words of the language are the first keys of indexes
CREATE TABLE w ("case" INTEGER NOT NULL, "cast" TEXT, "now" INTEGER, "extract" TEXT, CONSTRAINT w_pkey PRIMARY KEY ("case", "now"));
CREATE INDEX w_case_idx ON w ("case" DESC, "now");
CREATE INDEX w_cast ON w ("cast") WHERE "case" > 0;
-- after
CREATE TABLE w ("case" INTEGER NOT NULL, "cast" TEXT, "now" INTEGER, "extract" TEXT, "default" TEXT);
CREATE INDEX w_case_idx ON w ("now" DESC, "case");
CREATE INDEX w_extract ON w ("extract", "default") WHERE "now" > 0;
-- ===== checks that call columns by their table
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, age INTEGER, CONSTRAINT old CHECK ("users"."age" > 21));
CREATE TABLE notes (a INTEGER, b INTEGER CONSTRAINT differ CHECK (notes.a <> notes.b), c INTEGER);
CREATE TABLE plain ("rowid" TEXT, n INTEGER, CHECK (plain.n > 0));
CREATE TABLE "it's" (n INTEGER CHECK ("it's".n > 0), PRIMARY KEY (n)) WITHOUT ROWID;
CREATE TRIGGER t AFTER INSERT ON notes BEGIN UPDATE notes SET c = 1 WHERE notes.c IS NULL; END;
INSERT INTO users (id, age) VALUES (4, 30), (9, 40);
DELETE FROM users WHERE id = 9;
INSERT INTO notes (rowid, a, b) VALUES (5, 1, 2), (3, 2, 1);
INSERT INTO plain (_rowid_, "rowid", n) VALUES (7, 'x', 1);
-- after
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, age INTEGER, name TEXT, bytes BLOB DEFAULT X'00AB', CONSTRAINT old CHECK ("users"."age" > 20));
CREATE TABLE notes (a INTEGER, b INTEGER NOT NULL CONSTRAINT differ CHECK (notes.a <> notes.b), c INTEGER);
CREATE TABLE plain ("rowid" TEXT, n INTEGER, m INTEGER GENERATED ALWAYS AS (n * 2), CHECK (plain.n > 0 AND plain.n < 9));
CREATE TABLE "it's" (n INTEGER CHECK ("it's".n > 1), PRIMARY KEY (n)) WITHOUT ROWID;
CREATE TRIGGER t AFTER INSERT ON notes BEGIN UPDATE notes SET c = 2 WHERE notes.c IS NULL; END;
-- shows SELECT id, age, name FROM users = 4|30|
-- shows SELECT name, seq FROM sqlite_sequence = users|9
-- shows SELECT rowid, a, b FROM notes = 3|2|1 / 5|1|2
-- shows SELECT _rowid_, "rowid", n, m FROM plain = 7|x|1|2
-- ===== view is made again, and a trigger of it stays; its table is built anew
CREATE TABLE purse (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, cents INTEGER NOT NULL CHECK (cents >= 0));
CREATE VIEW full AS SELECT id, owner FROM purse WHERE cents > 1000;
CREATE TRIGGER full_iu INSTEAD OF UPDATE OF owner ON full BEGIN UPDATE purse SET owner = new.owner WHERE id = old.id; END;
-- after
CREATE TABLE purse (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, cents INTEGER NOT NULL CHECK (cents >= -1));
CREATE VIEW full AS SELECT id, owner, cents FROM purse WHERE cents > 1000;
CREATE TRIGGER full_iu INSTEAD OF UPDATE OF owner ON full BEGIN UPDATE purse SET owner = new.owner WHERE id = old.id; END;
-- ===== view is made again, and a trigger of it stays
CREATE TABLE purse (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, cents INTEGER NOT NULL);
CREATE VIEW full AS SELECT id, owner FROM purse WHERE cents > 1000;
CREATE TRIGGER full_iu INSTEAD OF UPDATE OF owner ON full BEGIN UPDATE purse SET owner = new.owner WHERE id = old.id; END;
-- after
CREATE TABLE purse (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, cents INTEGER NOT NULL);
CREATE VIEW full AS SELECT id, owner, cents FROM purse WHERE cents > 1000;
CREATE TRIGGER full_iu INSTEAD OF UPDATE OF owner ON full BEGIN UPDATE purse SET owner = new.owner WHERE id = old.id; END;
-- ===== keys of strict tables, which take no null
CREATE TABLE stamps (code BLOB PRIMARY KEY, n REAL) STRICT;
CREATE TABLE parts (a TEXT, b INT, PRIMARY KEY (a, b)) STRICT;
CREATE TABLE any_one (a ANY PRIMARY KEY) STRICT;
-- after
CREATE TABLE stamps (code TEXT PRIMARY KEY, n REAL) STRICT;
CREATE TABLE parts (a TEXT, b INT, PRIMARY KEY (a, b));
CREATE TABLE any_one (a ANY PRIMARY KEY) STRICT, WITHOUT ROWID;
-- ===== a table is called like one that stands aside
CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, CHECK (notes.title <> ''));
INSERT INTO notes VALUES (1, 'mine');
CREATE TABLE migc_old_notes (id INTEGER PRIMARY KEY, title TEXT);
INSERT INTO migc_old_notes VALUES (7, 'kept by somebody');
-- after
CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, read INTEGER, CHECK (notes.title <> ''));
-- stops migc: unexpected: table migc_old_notes
-- ===== names of tables and columns change in capitals only, and a column comes
CREATE TABLE parts (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT UNIQUE, CHECK (parts.label <> ''));
CREATE TABLE stock (part TEXT REFERENCES parts (label), kept INTEGER);
CREATE VIEW labels AS SELECT label FROM parts;
CREATE INDEX by_label ON parts (label) WHERE label IS NOT NULL;
INSERT INTO parts VALUES (1, 'bolt');
-- after
CREATE TABLE Parts (id INTEGER PRIMARY KEY AUTOINCREMENT, Label TEXT UNIQUE, weight INTEGER, CHECK (Parts.label <> ''));
CREATE TABLE stock (part TEXT REFERENCES parts (label), Kept INTEGER);
CREATE VIEW labels AS SELECT label FROM parts;
CREATE INDEX by_label ON Parts (Label) WHERE label IS NOT NULL;
-- shows SELECT Label FROM Parts = bolt
-- ===== checks and indexes with the regular expressions of the shell
CREATE TABLE readers (id INTEGER PRIMARY KEY, mail TEXT NOT NULL CHECK (mail REGEXP '^[^@ ]+@[^@ ]+$'), code TEXT);
-- after
CREATE TABLE readers (id INTEGER PRIMARY KEY, mail TEXT NOT NULL CHECK (mail REGEXP '^[^@ ]+@[^@ ]+[.][a-z]+$'), code TEXT, age INTEGER);
CREATE INDEX readers_code ON readers (code) WHERE mail REGEXP '^a';
-- ===== a key and a foreign key that are there twice without names, of which one of each goes
CREATE TABLE halls (id INTEGER PRIMARY KEY);
CREATE TABLE seats (id INTEGER PRIMARY KEY, hall INTEGER REFERENCES halls, label TEXT UNIQUE, UNIQUE (label), FOREIGN KEY (hall) REFERENCES halls);
-- after
CREATE TABLE halls (id INTEGER PRIMARY KEY);
CREATE TABLE seats (id INTEGER PRIMARY KEY, hall INTEGER REFERENCES halls, label TEXT UNIQUE, note TEXT);

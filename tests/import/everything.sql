-- what SQLite has, made by hand: names without constraints, odd types, odd spellings
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email VARCHAR(80) NOT NULL UNIQUE COLLATE NOCASE,
  name text not null default '',
  "Full Name" TEXT AS (name || ' ' || email) VIRTUAL,
  age int check (age >= 0 and age < 150),
  balance DECIMAL(10,2) DEFAULT 0,
  created DATETIME DEFAULT CURRENT_TIMESTAMP,
  flags INTEGER NOT NULL DEFAULT -1,
  notes TEXT DEFAULT ('it''s ' || 'fine'),
  CHECK (length(name) <> 1 OR name IN ('x', "name")),
  CONSTRAINT name_is_trimmed CHECK (trim(name) = name)
);
CREATE TABLE [order] (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE RESTRICT,
  total REAL NOT NULL,
  data BLOB,
  placed TEXT NOT NULL DEFAULT (datetime('now')),
  state TEXT NOT NULL CHECK (state IN ('open', 'paid')),
  code TEXT, part INTEGER,
  year INTEGER GENERATED ALWAYS AS (CAST(substr(placed, 1, 4) AS INTEGER)) STORED,
  UNIQUE (code, part),
  CONSTRAINT order_state_code UNIQUE (state, code)
);
CREATE INDEX by_state ON "order"(state, total DESC);
CREATE UNIQUE INDEX open_orders ON "order"(user_id) WHERE state = 'open';
CREATE INDEX lower_code ON "order"(lower(code), code COLLATE NOCASE);
CREATE INDEX order_user_id_idx ON "order"(user_id);
CREATE INDEX odd_key ON "order"(json_extract(data, '$.a'));
CREATE TABLE lines (
  order_id INTEGER, line INTEGER, parent_line INTEGER,
  price NUMERIC CHECK ((price + 1) * 2 > 2),
  PRIMARY KEY (order_id, line),
  FOREIGN KEY (order_id) REFERENCES "order",
  FOREIGN KEY (order_id, parent_line) REFERENCES lines (order_id, line) ON DELETE SET NULL
);
CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b);
CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a (id));
CREATE TABLE settings (key TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
CREATE TABLE about_settings (id INTEGER PRIMARY KEY, key TEXT NOT NULL REFERENCES settings);
CREATE INDEX about_settings_key ON about_settings(key);
CREATE TABLE exact (id INTEGER PRIMARY KEY, n INT NOT NULL) STRICT;
CREATE TABLE later (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE any_time (id INTEGER PRIMARY KEY, b INTEGER REFERENCES b ON DELETE CASCADE DEFERRABLE, c INTEGER REFERENCES b NOT DEFERRABLE, d INTEGER,
  FOREIGN KEY (d) REFERENCES b ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE untyped (x, y);
CREATE TABLE words (word TEXT PRIMARY KEY, "select" TEXT, "null" TEXT, "primary" TEXT, "Ünï" TEXT);
CREATE TABLE dangling (id INTEGER PRIMARY KEY, gone INTEGER REFERENCES "nothing at all");
CREATE VIRTUAL TABLE docs USING fts5(title, body);
CREATE TABLE docs_data_too (id INTEGER PRIMARY KEY);
CREATE TRIGGER docs_fill AFTER INSERT ON docs_data_too BEGIN INSERT INTO docs VALUES (1, 2); END;
CREATE VIEW open_orders_view AS SELECT * FROM "order" WHERE state = 'open'; -- a comment
CREATE VIEW a_count AS SELECT count(*) AS n FROM open_orders_view;
CREATE TRIGGER users_log AFTER UPDATE ON users BEGIN
  UPDATE users SET name = 'x' WHERE id = NEW.id;
END;
CREATE TRIGGER a INSTEAD OF DELETE ON a_count BEGIN SELECT 1; END;
CREATE TABLE nodate (id INTEGER PRIMARY KEY, touched TEXT, x INTEGER DEFAULT 0x10, y REAL DEFAULT 1.5e3, z TEXT DEFAULT "dq");

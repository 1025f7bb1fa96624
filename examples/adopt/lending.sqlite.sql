-- The database of a small library as it is: an SQLite file, made by hand and grown since.
CREATE TABLE members (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  joined TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  active INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE books (
  isbn CHAR(13) PRIMARY KEY,
  title TEXT NOT NULL,
  author TEXT,
  kind TEXT NOT NULL DEFAULT 'novel' CHECK (kind IN ('novel','poems','other')),
  copies INTEGER NOT NULL DEFAULT 1 CHECK(copies >= 0)
);
CREATE INDEX books_author ON books (author);

CREATE TABLE loans (
  id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL REFERENCES members ON DELETE CASCADE,
  isbn CHAR(13) NOT NULL REFERENCES books(isbn),
  lent DATE NOT NULL DEFAULT (date('now')),
  back DATE,
  CHECK (back >= lent)
);
CREATE INDEX loans_open ON loans (member_id) WHERE back IS NULL;

CREATE VIEW overdue AS
  SELECT m.email, l.isbn FROM loans l JOIN members m ON m.id = l.member_id
   WHERE l.back IS NULL AND l.lent < date('now', '-28 days');

INSERT INTO members (name, email) VALUES ('Ada', 'ada@example.org'), ('Blaise', 'blaise@example.org');
INSERT INTO books (isbn, title, author) VALUES ('9780141439600', 'A Tale of Two Cities', 'Dickens');
INSERT INTO loans (member_id, isbn, lent) VALUES (1, '9780141439600', '2026-01-05');

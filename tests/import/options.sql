-- Tables that are strict, or have no rowid; indexes with collations of their own.
CREATE TABLE exact (id INTEGER PRIMARY KEY, n INT NOT NULL, r REAL, t TEXT NOT NULL, b BLOB, any_value ANY, CHECK (n > 0)) STRICT;
CREATE TABLE settings (space TEXT, name TEXT, value ANY, PRIMARY KEY (space, name)) STRICT, WITHOUT ROWID;
CREATE TABLE counted (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE parts (id INTEGER PRIMARY KEY AUTOINCREMENT, space TEXT NOT NULL, name TEXT NOT NULL,
                    FOREIGN KEY (space, name) REFERENCES settings (space, name)) STRICT;
CREATE INDEX exact_t ON exact (t COLLATE NOCASE DESC, n);
CREATE UNIQUE INDEX settings_low ON settings (lower(name) COLLATE RTRIM, space) WHERE value IS NOT NULL;
INSERT INTO settings VALUES ('a', 'b', 1);
INSERT INTO parts (space, name) VALUES ('a', 'b');

-- names, defaults and keys that are nobody's taste
CREATE TABLE "a""b" ("x""y" INTEGER PRIMARY KEY, z TEXT DEFAULT '$$', "" TEXT, "new
line" TEXT);
CREATE TABLE lettered (id INTEGER PRIMARY KEY, a ТЕКСТ, b 数値(3));
CREATE TABLE dollars (id INTEGER PRIMARY KEY, a x$y, b INTE$x$GER);
CREATE TABLE UPPER (ID INTEGER PRIMARY KEY, Name TEXT, CHECK (NAME <> 'x'));
CREATE INDEX "odd ""name" ON UPPER (name);
CREATE TABLE e (id INTEGER PRIMARY KEY, CONSTRAINT c1 CHECK (id > 0) CONSTRAINT c1 CHECK (id > 1));
CREATE TABLE dup (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b TEXT, UNIQUE (a), UNIQUE (b, a), CHECK (a > b), CHECK (b > a), CHECK (a <> b));
CREATE TABLE nul (id INTEGER PRIMARY KEY, a TEXT DEFAULT NULL, b INTEGER DEFAULT TRUE, c INTEGER DEFAULT 9223372036854775808, d TEXT DEFAULT 5);
CREATE TABLE selfy (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES selfy(id), other INTEGER REFERENCES selfy);
CREATE TABLE g (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER AS (a+1), c INTEGER GENERATED ALWAYS AS (b*2) STORED, UNIQUE(c));
CREATE TABLE items ("check" INTEGER CHECK ("check" > 0), [as] TEXT AS ("not" || 'x'), "not" TEXT COLLATE NOCASE, `(` INTEGER CHECK (`(` > 0), ")" INTEGER, "constraint" INTEGER REFERENCES items ("foreign") DEFERRABLE INITIALLY DEFERRED, "foreign" INTEGER PRIMARY KEY AUTOINCREMENT, "autoincrement" TEXT, "deferrable" TEXT);
CREATE TABLE "table" ("references" INTEGER PRIMARY KEY, "on" TEXT, "default" TEXT, "generated" TEXT, "for" TEXT, "type" TEXT);
CREATE TABLE long_name_that_is_longer_than_sixty_three_bytes_because_somebody_liked_it (id INTEGER PRIMARY KEY);
CREATE TABLE arrayish (id INTEGER PRIMARY KEY, a "weird type", b unsigned big int, c character varying(20), d TEXT COLLATE RTRIM DEFAULT 'a' NOT NULL);

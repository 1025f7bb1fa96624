-- Names that differ in nothing but case, begin as migc's own do, or have two lines.
CREATE TABLE users (id integer PRIMARY KEY, "Id" integer);
CREATE TABLE accounts (id integer PRIMARY KEY);
CREATE TABLE "Accounts" (id integer PRIMARY KEY REFERENCES accounts, note text);
CREATE TABLE orders (id integer PRIMARY KEY, account_id integer NOT NULL REFERENCES "Accounts", user_id integer REFERENCES users);
CREATE INDEX ON "Accounts" (note);
CREATE TABLE migc_queue (id integer PRIMARY KEY);
CREATE TABLE lines ("two
lines" text);
CREATE VIEW "ACCOUNTS" AS SELECT a.id FROM accounts a JOIN "Accounts" b ON a.id = b.id;

-- What is in the way of an order, of a name or of a word of the language. The roles are there.
CREATE TABLE a (id integer PRIMARY KEY, b_id integer);
CREATE TABLE b (id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b;
CREATE TABLE tree (id integer PRIMARY KEY, up integer REFERENCES tree);

-- one name, several things
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE TABLE one.thing (id integer PRIMARY KEY);
CREATE TABLE two.thing (id integer PRIMARY KEY REFERENCES one.thing);
CREATE TABLE thing (id integer PRIMARY KEY REFERENCES two.thing);
CREATE VIEW one.seen AS SELECT * FROM thing;
CREATE VIEW two.seen AS SELECT * FROM one.seen;
CREATE VIEW seen AS SELECT * FROM two.seen;
CREATE FUNCTION seen() RETURNS integer LANGUAGE sql AS 'SELECT id FROM seen LIMIT 1';
CREATE FUNCTION seen(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION "Seen"(VARIADIC what text[]) RETURNS integer LANGUAGE sql AS 'SELECT cardinality(what)';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER touch BEFORE UPDATE ON b FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER touch BEFORE UPDATE ON one.thing FOR EACH ROW EXECUTE FUNCTION touch();

-- names
CREATE TABLE "table" ("primary" integer PRIMARY KEY, "null" text, "check" text CHECK ("check" <> ''), "ünïcode" text,
                      "a;b" text, "it's" text, "x""y" text, "$$" text, "Ä Ö" text, "CASE" text DEFAULT '$$');
CREATE INDEX "Odd Index" ON "table" ("x""y", lower("CASE"));
CREATE VIEW "View $$ of" AS SELECT '$$'::text AS "$1", '$migc$'::text AS "$2" FROM "table";
CREATE TABLE this_name_is_as_long_as_a_name_may_be_which_is_sixty_three_byte (id integer PRIMARY KEY, other integer UNIQUE);
CREATE VIEW one.this_name_is_as_long_as_a_name_may_be_which_is_sixty_three_byte AS SELECT 1 AS one;
CREATE TYPE "Mood" AS ENUM ('sad', 'Happy', '', 'it''s');
CREATE TABLE moods (mood "Mood" PRIMARY KEY DEFAULT 'Happy', before "Mood"[] NOT NULL DEFAULT '{sad}', CHECK (mood <> 'sad'));
CREATE DOMAIN seen_domain AS "Mood" NOT NULL;

-- values
CREATE FUNCTION next_number() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM numbered); END';
CREATE TABLE numbered (
  id      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number  integer NOT NULL DEFAULT next_number(),
  small   smallserial,
  large   bigserial,
  words   character varying NOT NULL DEFAULT 'a' || 'b',
  fixed   character(3),
  one     "char",
  bits    bit varying(7) DEFAULT B'101',
  at      time with time zone,
  exact   timestamp(0) with time zone DEFAULT '2020-01-01 00:00:00+00',
  span    interval DAY TO SECOND(3),
  addr    inet CHECK (addr << '10.0.0.0/8'),
  raw     bytea DEFAULT '\xdeadbeef',
  doc     json,
  xml     xml,
  path    tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, 'a')) STORED,
  grid    integer[][] DEFAULT ARRAY[[1, 2], [3, 4]],
  money   money,
  real    real DEFAULT 1.5,
  neg     integer DEFAULT -1,
  big     bigint DEFAULT 9223372036854775807,
  flag    boolean NOT NULL DEFAULT true CHECK (flag OR neg IS NOT NULL),
  ranged  int4range,
  later   timestamptz CHECK (later > now()),
  EXCLUDE USING gist (ranged WITH &&),
  CHECK ((neg, big) IS DISTINCT FROM (1, 2)),
  CHECK (words LIKE 'a%' AND words ~ '^[a-z]+$' AND words IN ('ab', 'ac') AND neg BETWEEN -5 AND 5)
);
CREATE SEQUENCE numbered_free OWNED BY numbered.neg;
ALTER TABLE numbered ALTER COLUMN small SET DEFAULT 7;

-- rows that were there, columns that were there
CREATE TABLE old (id integer PRIMARY KEY, gone text);
INSERT INTO old VALUES (1, 'x');
ALTER TABLE old ADD COLUMN later integer NOT NULL DEFAULT 5;
ALTER TABLE old DROP COLUMN gone;
CREATE TABLE nothing ();

-- keys that look alike
CREATE TABLE keys (
  a integer NOT NULL, b integer NOT NULL, c integer, d varchar(5), PRIMARY KEY (b, a), UNIQUE (a, b), UNIQUE (c) DEFERRABLE INITIALLY DEFERRED, UNIQUE (d));
CREATE UNIQUE INDEX keys_c ON keys (c);
CREATE UNIQUE INDEX keys_some ON keys (d) WHERE c > 1;
CREATE TABLE refers (
  a integer, b integer, c integer, d varchar(9), e integer DEFAULT 1,
  FOREIGN KEY (b, a) REFERENCES keys, FOREIGN KEY (a, b) REFERENCES keys (a, b) ON DELETE SET DEFAULT, FOREIGN KEY (a, b) REFERENCES keys (a, b) ON UPDATE CASCADE,
  FOREIGN KEY (c) REFERENCES keys (c), FOREIGN KEY (d) REFERENCES keys (d), FOREIGN KEY (b, a) REFERENCES keys (b, a) MATCH FULL NOT VALID);
CREATE INDEX ON refers (a);
CREATE INDEX ON refers (a);
CREATE INDEX ON refers (b) WHERE a IS NULL;
CREATE INDEX ON refers USING brin (a, b);
CREATE INDEX ON refers ((a + b), (a || d) DESC);
CREATE INDEX refers_d ON refers (d varchar_pattern_ops NULLS FIRST, d COLLATE "C" DESC);
CREATE MATERIALIZED VIEW sums AS SELECT a, sum(b) FROM refers GROUP BY a;
CREATE INDEX ON sums (a) INCLUDE (sum);
CREATE RULE redirect AS ON INSERT TO seen DO INSTEAD INSERT INTO one.thing VALUES (NEW.id);
CREATE VIEW changeable AS SELECT id, up FROM tree WHERE id > 0 WITH LOCAL CHECK OPTION;
ALTER VIEW changeable ALTER COLUMN up SET DEFAULT 3;
CREATE TRIGGER instead INSTEAD OF INSERT ON changeable FOR EACH ROW EXECUTE FUNCTION touch();

-- an extension in a namespace of its own
CREATE SCHEMA extensions;
CREATE EXTENSION citext SCHEMA extensions;
CREATE EXTENSION "uuid-ossp" SCHEMA extensions;
CREATE TABLE accounts (id uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(), email extensions.citext NOT NULL UNIQUE, names extensions.citext[]);
CREATE INDEX ON accounts (lower(email::text));
CREATE VIEW emails AS SELECT email FROM accounts WHERE email = 'a';

-- An index by a function whose text calls another one, which PostgreSQL looks for when the index is made; two that call each other.
CREATE FUNCTION zz_point(a bigint, b bigint) RETURNS point LANGUAGE sql IMMUTABLE AS 'SELECT point(a::float8, b::float8)';
CREATE FUNCTION span_of(a bigint, b bigint) RETURNS box LANGUAGE sql IMMUTABLE AS 'SELECT box(zz_point($1, 0), zz_point ($2, 9))';
CREATE TABLE spans (id int PRIMARY KEY, lo bigint NOT NULL, hi bigint NOT NULL);
CREATE INDEX spans_at ON spans USING gist (span_of(lo, hi));
CREATE FUNCTION is_odd(n int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN n = 1 OR (n > 1 AND is_even(n - 1)); END';
CREATE FUNCTION is_even(n int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN n = 0 OR (n > 0 AND is_odd(n - 1)); END';
CREATE TABLE odds (id int PRIMARY KEY, n int CHECK (is_odd(n)));

-- chains of AND that begin with chains: a server that reads what it printed makes one of them
CREATE TABLE chained (
  a   int,
  b   int,
  ok  boolean GENERATED ALWAYS AS (b BETWEEN 0 AND 10 AND a >= 0) STORED,
  CONSTRAINT chained_b CHECK (b BETWEEN 0 AND 10 AND a >= 0)
);
CREATE INDEX chained_a ON chained (a) WHERE b BETWEEN 0 AND 10 AND a >= 0;
CREATE POLICY chained_p ON chained FOR UPDATE USING (b BETWEEN 0 AND 10 AND a >= 0) WITH CHECK (a > 0);

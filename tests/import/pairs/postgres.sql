-- ===== tables that say other options
CREATE TABLE t (id bigint PRIMARY KEY, b text NOT NULL) WITH (fillfactor = 70, autovacuum_enabled = off);
CREATE UNLOGGED TABLE u (id bigint PRIMARY KEY);
CREATE TABLE v (id bigint PRIMARY KEY);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, b text NOT NULL) WITH (fillfactor = 80, toast.autovacuum_enabled = off);
CREATE TABLE u (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE v (id bigint PRIMARY KEY);
-- ===== indexes whose keys are sorted by something else
CREATE TABLE t (id bigint PRIMARY KEY, b text NOT NULL, c jsonb NOT NULL);
CREATE INDEX t_b ON t (b);
CREATE INDEX t_b_c ON t (b COLLATE "C", id);
CREATE INDEX t_c ON t USING gin (c);
CREATE INDEX t_id ON t (id, b) WITH (fillfactor = 60);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, b text NOT NULL, c jsonb NOT NULL);
CREATE INDEX t_b ON t (b text_pattern_ops);
CREATE INDEX t_b_c ON t (b COLLATE "POSIX", id);
CREATE INDEX t_c ON t USING gin (c jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX t_id ON t (id, b) WITH (fillfactor = 70);
-- ===== tables that are not logged any more, and refer to each other
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, a bigint NOT NULL REFERENCES a);
CREATE TABLE c (id bigint PRIMARY KEY, b bigint NOT NULL REFERENCES b);
CREATE UNLOGGED TABLE d (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE e (id bigint PRIMARY KEY, d bigint NOT NULL REFERENCES d);
-- after
CREATE UNLOGGED TABLE a (id bigint PRIMARY KEY);
CREATE UNLOGGED TABLE b (id bigint PRIMARY KEY, a bigint NOT NULL REFERENCES a);
CREATE UNLOGGED TABLE c (id bigint PRIMARY KEY, b bigint NOT NULL REFERENCES b);
CREATE TABLE d (id bigint PRIMARY KEY);
CREATE TABLE e (id bigint PRIMARY KEY, d bigint NOT NULL REFERENCES d);
-- ===== constraints that are checked at other times
CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL UNIQUE DEFERRABLE, b integer UNIQUE);
CREATE TABLE t (id integer PRIMARY KEY DEFERRABLE, a integer REFERENCES p DEFERRABLE INITIALLY DEFERRED, b integer REFERENCES p, c integer NOT NULL REFERENCES p DEFERRABLE, d integer);
ALTER TABLE t ADD CONSTRAINT t_c_check CHECK (c > 0) NOT VALID, ADD CONSTRAINT t_d_fkey FOREIGN KEY (d) REFERENCES p NOT VALID, ADD CONSTRAINT t_d_check CHECK (d > 0);
-- after
CREATE TABLE p (id integer PRIMARY KEY, a integer NOT NULL UNIQUE, b integer UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE t (id integer PRIMARY KEY, a integer REFERENCES p, b integer REFERENCES p DEFERRABLE, c integer NOT NULL REFERENCES p DEFERRABLE INITIALLY DEFERRED, d integer);
ALTER TABLE t ADD CONSTRAINT t_c_check CHECK (c > 0), ADD CONSTRAINT t_d_fkey FOREIGN KEY (d) REFERENCES p DEFERRABLE, ADD CONSTRAINT t_d_check CHECK (d > 0) NOT VALID;
-- ===== keys that say more, and less
CREATE TABLE p (id integer, a integer, b integer, c integer, PRIMARY KEY (id) INCLUDE (a), UNIQUE (a) INCLUDE (b), UNIQUE NULLS NOT DISTINCT (b), UNIQUE (a, b));
CREATE UNIQUE INDEX p_c ON p (c) NULLS NOT DISTINCT;
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL);
-- after
CREATE TABLE p (id integer, a integer, b integer, c integer, PRIMARY KEY (id), UNIQUE (a) INCLUDE (c), UNIQUE (b), UNIQUE NULLS NOT DISTINCT (a, b));
CREATE UNIQUE INDEX p_c ON p (c);
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a, b) REFERENCES p (a, b) DEFERRABLE);
-- ===== a table and a sequence change names
CREATE TABLE one (id int); CREATE SEQUENCE two;
-- after
CREATE TABLE two (id int); CREATE SEQUENCE one;
-- ===== an enum and a domain change names
CREATE TYPE one AS ENUM ('x'); CREATE DOMAIN two AS text; CREATE TABLE t (id int PRIMARY KEY, p one, q two);
-- after
CREATE DOMAIN one AS text; CREATE TYPE two AS ENUM ('x'); CREATE TABLE t (id int PRIMARY KEY, p one, q two);
-- ===== tables come under the names of an enum, a domain and a sequence
CREATE TYPE one AS ENUM ('x'); CREATE DOMAIN two AS text; CREATE SEQUENCE three; CREATE TABLE t (id int PRIMARY KEY, p one, q two);
-- after
CREATE TABLE one (id int PRIMARY KEY); CREATE TABLE two (id int PRIMARY KEY); CREATE TABLE three (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, p text, q text);
-- ===== a view changes names with an enum, another with a sequence
CREATE VIEW one AS SELECT 1 AS x; CREATE SEQUENCE two; CREATE VIEW three AS SELECT 1 AS x; CREATE TYPE four AS ENUM ('x');
-- after
CREATE SEQUENCE one; CREATE VIEW two AS SELECT 1 AS x; CREATE TYPE three AS ENUM ('x'); CREATE VIEW four AS SELECT 1 AS x;
-- ===== constraints and indexes whose names differ in nothing but case
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int CONSTRAINT "T_key" PRIMARY KEY, a int CONSTRAINT t_key UNIQUE, b int CONSTRAINT "C" CHECK (b > 0), c int CONSTRAINT c CHECK (c > 0), CONSTRAINT "F" FOREIGN KEY (b) REFERENCES p, CONSTRAINT f FOREIGN KEY (c) REFERENCES p);
CREATE INDEX "P" ON t (a, b); CREATE INDEX i ON t (b); CREATE INDEX "I" ON p ((id + 1));
-- after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int CONSTRAINT t_key PRIMARY KEY, a int CONSTRAINT "T_key" UNIQUE, b int CONSTRAINT c CHECK (b > 0), c int CONSTRAINT "C" CHECK (c > 0), CONSTRAINT "F" FOREIGN KEY (b) REFERENCES p);
CREATE INDEX "P" ON t (a); CREATE INDEX "I" ON t (b);
-- ===== columns of types that an extension, a domain and an enum of one namespace have
CREATE SCHEMA kinds; CREATE EXTENSION citext SCHEMA kinds; CREATE DOMAIN kinds.short AS varchar(9); CREATE TYPE kinds.mood AS ENUM ('a', 'b'); CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE kinds.u (id int PRIMARY KEY, a kinds.citext);
-- after
CREATE SCHEMA kinds; CREATE EXTENSION citext SCHEMA kinds; CREATE DOMAIN kinds.short AS varchar(9); CREATE TYPE kinds.mood AS ENUM ('a', 'b'); CREATE TABLE t (id int PRIMARY KEY, a kinds.citext, b kinds.short, c kinds.mood DEFAULT 'a'); CREATE TABLE kinds.u (id int PRIMARY KEY, a text);
-- ===== everything goes, and an extension of a namespace with it
CREATE SCHEMA kinds; CREATE EXTENSION citext SCHEMA kinds; CREATE TABLE t (id int PRIMARY KEY, a kinds.citext); CREATE TABLE kinds.u (id int PRIMARY KEY, a kinds.citext);
-- after
CREATE SEQUENCE s;
-- ===== a function that a table computes by takes other arguments
CREATE FUNCTION twice() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2'; CREATE TABLE t (id int PRIMARY KEY, a int GENERATED ALWAYS AS (id * twice()) STORED, b int DEFAULT twice());
-- after
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n'; CREATE TABLE t (id int PRIMARY KEY, a int GENERATED ALWAYS AS (twice(id)) STORED, b int DEFAULT twice(1));
-- ===== exclusions that come, change and go
CREATE TABLE t (id integer PRIMARY KEY, a integer, b date, c date, EXCLUDE (a WITH =), CONSTRAINT t_apart EXCLUDE USING gist (daterange(b, c) WITH &&) WHERE (a > 1), CONSTRAINT t_gone EXCLUDE USING hash (b WITH =));
-- after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b date, c date, EXCLUDE (a WITH =) DEFERRABLE, CONSTRAINT t_apart EXCLUDE USING gist (daterange(b, c) WITH -|-) WHERE (a > 2), CONSTRAINT t_come EXCLUDE USING hash (c WITH =));
-- ===== type: many that have casts
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v0 smallint,
  v1 integer,
  v2 text,
  v3 varchar(20),
  v4 varchar(20),
  v5 char(4),
  v6 varchar,
  v7 text,
  v8 json,
  v9 text,
  v10 numeric(8,2),
  v11 numeric,
  v12 numeric(8,2),
  v13 real,
  v14 integer,
  v15 timestamp,
  v16 timestamp(0),
  v17 date,
  v18 time,
  v19 text,
  v20 text,
  v21 text,
  v23 text,
  v25 text[],
  v27 numeric(8,2)[],
  v29 inet,
  v30 text,
  v31 bit(4),
  v32 interval,
  v33 interval,
  v34 text,
  v38 money,
  v39 text,
  v40 text,
  v41 bigint,
  v45 text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v0 integer,
  v1 bigint,
  v2 integer,
  v3 text,
  v4 varchar(60),
  v5 varchar(4),
  v6 varchar(9),
  v7 json,
  v8 jsonb,
  v9 jsonb,
  v10 numeric(12,4),
  v11 numeric(12,4),
  v12 integer,
  v13 double precision,
  v14 numeric(10,0),
  v15 timestamptz,
  v16 timestamp(3),
  v17 timestamp,
  v18 timetz,
  v19 date,
  v20 uuid,
  v21 bytea,
  v23 boolean,
  v25 integer[],
  v27 numeric(10,4)[],
  v29 cidr,
  v30 inet,
  v31 bit varying(8),
  v32 interval day to second,
  v33 interval(3),
  v34 xml,
  v38 numeric(10,2),
  v39 name,
  v40 "char",
  v41 oid,
  v45 regclass
);
-- ===== type: many that have none
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v22 integer,
  v24 integer,
  v26 text,
  v28 integer,
  v35 point,
  v36 text,
  v37 int4range,
  v42 date,
  v43 uuid,
  v44 jsonb
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v22 boolean,
  v24 text[],
  v26 text[],
  v28 boolean[],
  v35 box,
  v36 tsvector,
  v37 numrange,
  v42 integer,
  v43 bigint,
  v44 text[]
);
-- ===== default: many
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v0 text DEFAULT 'a',
  v1 text DEFAULT 'a',
  v2 text DEFAULT 'a',
  v3 text DEFAULT '',
  v4 integer DEFAULT 0,
  v5 bigint DEFAULT 9223372036854775807,
  v6 real DEFAULT 1.5,
  v7 boolean DEFAULT true,
  v8 timestamptz,
  v9 timestamptz DEFAULT now(),
  v10 date DEFAULT CURRENT_DATE,
  v11 time DEFAULT LOCALTIME,
  v12 timestamp DEFAULT clock_timestamp(),
  v13 uuid DEFAULT gen_random_uuid(),
  v14 json DEFAULT '{}',
  v15 jsonb DEFAULT '{}'::jsonb,
  v16 text[] DEFAULT '{}',
  v17 integer[] DEFAULT ARRAY[]::integer[],
  v18 interval DEFAULT '1 day',
  v19 integer DEFAULT 1 + 2,
  v20 varchar(10) DEFAULT 'a'::varchar,
  v21 bit(3) DEFAULT B'101',
  v22 bytea DEFAULT '\x00',
  v23 timestamptz DEFAULT now() + '1 day'::interval,
  v24 numeric(10,2) DEFAULT 0.00,
  v25 inet DEFAULT '127.0.0.1',
  v26 text DEFAULT CURRENT_USER,
  v27 double precision DEFAULT random(),
  v28 text DEFAULT E'a\nb',
  v29 date DEFAULT (now())::date,
  v30 bigint DEFAULT (extract(epoch from now()))::bigint,
  v31 integer DEFAULT CASE WHEN true THEN 1 ELSE 2 END,
  v32 text DEFAULT md5((random())::text)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v0 text DEFAULT 'b''c',
  v1 text,
  v2 text DEFAULT NULL,
  v3 text DEFAULT ' ',
  v4 integer DEFAULT -1,
  v5 bigint DEFAULT -9223372036854775807,
  v6 real DEFAULT 1e10,
  v7 boolean DEFAULT false,
  v8 timestamptz DEFAULT now(),
  v9 timestamptz DEFAULT CURRENT_TIMESTAMP,
  v10 date DEFAULT '2020-01-01',
  v11 time DEFAULT CURRENT_TIME,
  v12 timestamp DEFAULT statement_timestamp(),
  v13 uuid DEFAULT '00000000-0000-0000-0000-000000000000',
  v14 json DEFAULT '[]',
  v15 jsonb DEFAULT '{"a": 1}'::jsonb,
  v16 text[] DEFAULT ARRAY['a', 'b'],
  v17 integer[] DEFAULT '{1,2}'::integer[],
  v18 interval DEFAULT '02:00:00',
  v19 integer DEFAULT length('abc'),
  v20 varchar(10) DEFAULT 'b'::text,
  v21 bit(3) DEFAULT B'110',
  v22 bytea DEFAULT '\xff',
  v23 timestamptz DEFAULT now() - interval '2 hours',
  v24 numeric(10,2) DEFAULT 10,
  v25 inet DEFAULT '10.0.0.0/8',
  v26 text DEFAULT SESSION_USER,
  v27 double precision DEFAULT pi(),
  v28 text DEFAULT E'tab\there',
  v29 date DEFAULT ((now() + '7 days'::interval))::date,
  v30 bigint DEFAULT date_part('epoch'::text, now()),
  v31 integer DEFAULT COALESCE(NULL, 3),
  v32 text DEFAULT substr(md5('a'), 1, 4)
);
-- ===== type: text to integer not null
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text NOT NULL
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer NOT NULL
);
-- ===== type: text with default to integer with default
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text NOT NULL DEFAULT '7'
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer NOT NULL DEFAULT 7
);
-- ===== type: integer with default to boolean with default
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer NOT NULL DEFAULT 0
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v boolean NOT NULL DEFAULT false
);
-- ===== type: of an indexed column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer
);
CREATE INDEX item_v ON item (v);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v bigint
);
CREATE INDEX item_v ON item (v);
-- ===== type: of a unique column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v varchar(20) UNIQUE
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text UNIQUE
);
-- ===== type: of a checked column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v bigint CHECK (v > 0)
);
-- ===== type: of a checked column that the check does not fit
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v <> '')
);
-- ===== type: without a cast, indexed and checked
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0)
);
CREATE INDEX item_v ON item (v);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v uuid
);
CREATE INDEX item_v ON item (v);
-- ===== type: partial index on the changed column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer
);
CREATE INDEX item_v ON item (id) WHERE v > 3;
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
CREATE INDEX item_v ON item (id) WHERE v > 'a';
-- ===== type: timestamps with defaults
CREATE TABLE item (
  id bigint PRIMARY KEY,
  made timestamp DEFAULT now()
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  made timestamptz DEFAULT now()
);
-- ===== type: timestamptz with a named zone
CREATE TABLE item (
  id bigint PRIMARY KEY,
  made timestamptz DEFAULT CURRENT_TIMESTAMP NOT NULL
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  made timestamp DEFAULT (now() AT TIME ZONE 'utc') NOT NULL
);
-- ===== type: of a primary key and what references it
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a (id));
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint REFERENCES a (id));
-- ===== type: of a primary key without a cast and what references it
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a (id));
-- after
CREATE TABLE a (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
CREATE TABLE b (id integer PRIMARY KEY, a_id uuid REFERENCES a (id));
-- ===== type: serial to bigserial
CREATE TABLE a (id serial PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigserial PRIMARY KEY, v text);
-- ===== type: serial to plain
CREATE TABLE a (id serial PRIMARY KEY, v text);
-- after
CREATE TABLE a (id integer PRIMARY KEY, v text);
-- ===== type: serial to bigint
CREATE TABLE a (id serial PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- ===== type: plain to serial
CREATE TABLE a (id integer PRIMARY KEY, v text);
-- after
CREATE TABLE a (id serial PRIMARY KEY, v text);
-- ===== type: serial to identity
CREATE TABLE a (id serial PRIMARY KEY, v text);
-- after
CREATE TABLE a (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, v text);
-- ===== type: serial to identity always
CREATE TABLE a (id serial PRIMARY KEY, v text);
-- after
CREATE TABLE a (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
-- ===== type: serial beside the key
CREATE TABLE a (id bigint PRIMARY KEY);
-- after
CREATE TABLE a (id bigint PRIMARY KEY, n serial);
-- ===== type: two serials
CREATE TABLE a (id bigserial PRIMARY KEY, n serial);
-- after
CREATE TABLE a (id bigserial PRIMARY KEY, n bigserial, m smallserial);
-- ===== type: serial to uuid
CREATE TABLE a (id serial PRIMARY KEY, v text);
-- after
CREATE TABLE a (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), v text);
-- ===== identity: added
CREATE TABLE a (id bigint PRIMARY KEY);
-- after
CREATE TABLE a (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
-- ===== identity: always to by default
CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- after
CREATE TABLE a (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
-- ===== identity: integer to bigint
CREATE TABLE a (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- after
CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- ===== identity: by default integer to bigint
CREATE TABLE a (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
-- after
CREATE TABLE a (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
-- ===== identity: options
CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10) PRIMARY KEY);
-- after
CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5) PRIMARY KEY);
-- ===== identity: on a column without a key
CREATE TABLE a (id bigint, n integer NOT NULL);
-- after
CREATE TABLE a (id bigint, n integer GENERATED ALWAYS AS IDENTITY);
-- ===== identity: column added
CREATE TABLE a (v text);
-- after
CREATE TABLE a (v text, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- ===== identity: with options added to a column
CREATE TABLE a (id integer NOT NULL, v text);
-- after
CREATE TABLE a (id integer GENERATED BY DEFAULT AS IDENTITY (MINVALUE 5 MAXVALUE 500 START 7 CYCLE CACHE 3), v text);
-- ===== identity: moved to another column
CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n bigint NOT NULL);
-- after
CREATE TABLE a (id bigint PRIMARY KEY, n bigint NOT NULL GENERATED ALWAYS AS IDENTITY);
-- ===== generated: to plain
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer GENERATED ALWAYS AS (v * 2) STORED
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer
);
-- ===== generated: not null to plain
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer NOT NULL, w integer NOT NULL GENERATED ALWAYS AS (v * 2) STORED
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer NOT NULL, w integer NOT NULL
);
-- ===== generated: other expression and type
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer GENERATED ALWAYS AS (v * 2) STORED
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w text GENERATED ALWAYS AS (v::text || 'x') STORED
);
-- ===== generated: its source dropped with it
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer GENERATED ALWAYS AS (v * 2) STORED
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  z text
);
-- ===== generated: its source changes type
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w bigint GENERATED ALWAYS AS (v * 2) STORED
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v bigint, w bigint GENERATED ALWAYS AS (v * 2) STORED
);
-- ===== generated: with an index
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text, w tsvector GENERATED ALWAYS AS (to_tsvector('english', v)) STORED
);
CREATE INDEX item_w ON item USING gin (w);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text, w tsvector GENERATED ALWAYS AS (to_tsvector('simple', v)) STORED
);
CREATE INDEX item_w ON item USING gin (w);
-- ===== generated: with a default instead
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer DEFAULT 4
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer GENERATED ALWAYS AS (v * 2) STORED
);
-- ===== generated: by functions and casts
CREATE TABLE item (
  id bigint PRIMARY KEY,
  first text, last text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  first text, last text, whole text GENERATED ALWAYS AS (((first || ' '::text) || last)) STORED, low text GENERATED ALWAYS AS (lower(COALESCE(first, '')::text)) STORED
);
-- ===== default: added with not null
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text NOT NULL DEFAULT 'x'
);
-- ===== default: a column added with one
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v timestamptz NOT NULL DEFAULT now()
);
-- ===== default: a column added with a random one
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE
);
-- ===== default: nextval of a sequence of its own
CREATE SEQUENCE numbers;
CREATE TABLE a (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
-- ===== default: two tables with one sequence
CREATE SEQUENCE numbers;
CREATE TABLE a (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
CREATE TABLE b (id bigint PRIMARY KEY);
-- after
CREATE SEQUENCE numbers START 100;
CREATE TABLE a (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
CREATE TABLE b (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
-- ===== default: function of one's own
CREATE TABLE a (id bigint PRIMARY KEY, v text DEFAULT 'x');
-- after
CREATE FUNCTION label() RETURNS text LANGUAGE sql AS $$ SELECT 'made'::text $$;
CREATE TABLE a (id bigint PRIMARY KEY, v text DEFAULT label());
-- ===== null: set not null
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text NOT NULL
);
-- ===== null: column added not null
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer NOT NULL
);
-- ===== null: two columns added not null
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer NOT NULL, w text NOT NULL, x uuid NOT NULL
);
-- ===== null: of several
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text NOT NULL, w text, x integer
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text, w text NOT NULL, x integer NOT NULL
);
-- ===== null: with a check
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v IS NOT NULL)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text NOT NULL
);
-- ===== primary key: added
CREATE TABLE a (id bigint, v text);
-- after
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- ===== primary key: dropped and not null stays
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigint NOT NULL, v text);
-- ===== primary key: other column
CREATE TABLE a (id bigint PRIMARY KEY, v text NOT NULL);
-- after
CREATE TABLE a (id bigint NOT NULL, v text PRIMARY KEY);
-- ===== primary key: composite
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigint, v text, PRIMARY KEY (id, v));
-- ===== primary key: other order
CREATE TABLE a (id bigint, v text, PRIMARY KEY (id, v));
-- after
CREATE TABLE a (id bigint, v text, PRIMARY KEY (v, id));
-- ===== primary key: renamed
CREATE TABLE a (id bigint CONSTRAINT first_pk PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigint CONSTRAINT second_pk PRIMARY KEY, v text);
-- ===== primary key: renamed and changed
CREATE TABLE a (id bigint CONSTRAINT first_pk PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigint, v text, CONSTRAINT second_pk PRIMARY KEY (id, v));
-- ===== primary key: on a new column
CREATE TABLE a (v text);
-- after
CREATE TABLE a (v text, id bigint PRIMARY KEY);
-- ===== primary key: its column is dropped
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- after
CREATE TABLE a (v text);
-- ===== primary key: its column is another one
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- after
CREATE TABLE a (key uuid PRIMARY KEY, v text);
-- ===== primary key: referenced, becomes a unique key
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint REFERENCES a (id));
-- after
CREATE TABLE a (id bigint UNIQUE NOT NULL, n bigint PRIMARY KEY);
CREATE TABLE b (a_id bigint REFERENCES a (id));
-- ===== primary key: with include
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigint, v text, PRIMARY KEY (id) INCLUDE (v));
-- ===== primary key: deferrable
CREATE TABLE a (id bigint PRIMARY KEY, v text);
-- after
CREATE TABLE a (id bigint PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, v text);
-- ===== primary key: from serial to composite without serial
CREATE TABLE a (id serial PRIMARY KEY, k text NOT NULL);
-- after
CREATE TABLE a (id integer NOT NULL, k text NOT NULL, PRIMARY KEY (k, id));
-- ===== unique: composite added
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer, UNIQUE (a, b)
);
-- ===== unique: columns changed under one name
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer, CONSTRAINT uq UNIQUE (a)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer, CONSTRAINT uq UNIQUE (a, b)
);
-- ===== unique: renamed
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT one UNIQUE (a)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT two UNIQUE (a)
);
-- ===== unique: to an index of the same name
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT item_a_key UNIQUE (a)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
CREATE UNIQUE INDEX item_a_key ON item (a);
-- ===== unique: index to a constraint of another name
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
CREATE UNIQUE INDEX item_a_index ON item (a);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT item_a_key UNIQUE (a)
);
-- ===== unique: two on one column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT one UNIQUE (a)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT one UNIQUE (a), CONSTRAINT two UNIQUE (a)
);
-- ===== unique: deferrable
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer UNIQUE
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer UNIQUE DEFERRABLE
);
-- ===== unique: nulls not distinct
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer UNIQUE
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer UNIQUE NULLS NOT DISTINCT
);
-- ===== unique: include
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer UNIQUE, b text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b text, UNIQUE (a) INCLUDE (b)
);
-- ===== unique: its column dropped
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer, UNIQUE (a, b)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
-- ===== unique: its column dropped and the rest stays
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer, CONSTRAINT uq UNIQUE (a, b)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT uq UNIQUE (a)
);
-- ===== unique: referenced and changed
CREATE TABLE a (id bigint PRIMARY KEY, k text UNIQUE, l text);
CREATE TABLE b (k text REFERENCES a (k));
-- after
CREATE TABLE a (id bigint PRIMARY KEY, k text, l text UNIQUE);
CREATE TABLE b (k text REFERENCES a (l));
-- ===== unique: referenced and renamed
CREATE TABLE a (id bigint PRIMARY KEY, k text CONSTRAINT ka UNIQUE);
CREATE TABLE b (k text REFERENCES a (k));
-- after
CREATE TABLE a (id bigint PRIMARY KEY, k text CONSTRAINT kb UNIQUE);
CREATE TABLE b (k text REFERENCES a (k));
-- ===== unique: swapped names
CREATE TABLE a (x int, y int, CONSTRAINT one UNIQUE (x), CONSTRAINT two UNIQUE (y));
-- after
CREATE TABLE a (x int, y int, CONSTRAINT two UNIQUE (x), CONSTRAINT one UNIQUE (y));
-- ===== unique: swapped keys and index names between tables
CREATE TABLE a (x int);
CREATE TABLE b (x int);
CREATE INDEX one ON a (x);
CREATE INDEX two ON b (x);
-- after
CREATE TABLE a (x int);
CREATE TABLE b (x int);
CREATE INDEX two ON a (x);
CREATE INDEX one ON b (x);
-- ===== unique: referenced by an index that is unique
CREATE TABLE a (id bigint PRIMARY KEY, k text);
CREATE UNIQUE INDEX a_k ON a (k);
CREATE TABLE b (k text REFERENCES a (k));
-- after
CREATE TABLE a (id bigint PRIMARY KEY, k text);
CREATE UNIQUE INDEX a_k ON a (k);
CREATE TABLE b (k text);
-- ===== check: added
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0)
);
-- ===== check: changed under its name
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CONSTRAINT ok CHECK (v > 0)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CONSTRAINT ok CHECK (v > 10 AND v < 100)
);
-- ===== check: renamed
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CONSTRAINT ok CHECK (v > 0)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CONSTRAINT fine CHECK (v > 0)
);
-- ===== check: of the table
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer, w integer, CHECK (v < w), CONSTRAINT sum CHECK (v + w < 1000 OR v IS NULL)
);
-- ===== check: in
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v IN ('a', 'b'))
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v IN ('a', 'b', 'c'))
);
-- ===== check: any
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v = ANY (ARRAY['a', 'b']))
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v = ANY (ARRAY['a'::text, 'b', 'c']) OR v ~ '^x')
);
-- ===== check: varchar in
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v varchar(9) CHECK (v IN ('a', 'b'))
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v varchar(9) CHECK (v::text IN ('a', 'c'))
);
-- ===== check: regular expression
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v ~ '^[a-z]+$')
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v ~* '^[a-z0-9]+$')
);
-- ===== check: like and not
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (v LIKE 'a%')
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (NOT v LIKE 'b%' AND v NOT LIKE '%c')
);
-- ===== check: between
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v BETWEEN 1 AND 5)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v NOT BETWEEN 6 AND 9)
);
-- ===== check: functions
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (char_length(v) > 2)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text CHECK (length(trim(v)) > 2 AND lower(v) = v)
);
-- ===== check: dates
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v date, w date
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v date CHECK (v > '2000-01-01'), w date, CHECK (w - v < 30)
);
-- ===== check: no inherit
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CONSTRAINT item_v_check CHECK (v > 0) NO INHERIT
);
-- ===== check: not valid
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer
);
ALTER TABLE item ADD CONSTRAINT late CHECK (v > 0) NOT VALID;
-- ===== check: validated
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer
);
ALTER TABLE item ADD CONSTRAINT late CHECK (v > 0) NOT VALID;
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CONSTRAINT late CHECK (v > 0)
);
-- ===== check: on a dropped column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0), w integer
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  w integer
);
-- ===== check: two on a column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0) CHECK (v < 10)
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v integer CHECK (v > 0)
);
-- ===== check: json
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v jsonb
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v jsonb CHECK (v ? 'a' AND jsonb_typeof(v -> 'a') = 'string')
);
-- ===== check: num_nonnulls
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text, w text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text, w text, CHECK (num_nonnulls(v, w) = 1), CONSTRAINT other CHECK ((v IS NULL) <> (w IS NULL))
);
-- ===== check: same name on two tables
CREATE TABLE a (v int CONSTRAINT ok CHECK (v > 0));
CREATE TABLE b (v int CONSTRAINT ok CHECK (v > 0));
-- after
CREATE TABLE a (v int CONSTRAINT ok CHECK (v > 1));
CREATE TABLE b (v int);
-- ===== check: calls a function
CREATE FUNCTION fits(x integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT x > 3 $$;
CREATE TABLE a (v integer CHECK (fits(v)));
-- after
CREATE FUNCTION fits(x integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS $$ SELECT x > 4 $$;
CREATE TABLE a (v integer CHECK (fits(v)));
-- ===== foreign key: added
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int);
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id));
-- ===== foreign key: other action
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id) ON DELETE CASCADE);
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE);
-- ===== foreign key: restrict
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id));
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id) ON DELETE RESTRICT ON UPDATE RESTRICT);
-- ===== foreign key: set default
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id));
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id) ON DELETE SET DEFAULT);
-- ===== foreign key: composite
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int);
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (x, y) REFERENCES parent (x, y));
-- ===== foreign key: other columns under its name
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, CONSTRAINT f FOREIGN KEY (p) REFERENCES parent (id));
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, CONSTRAINT f FOREIGN KEY (k) REFERENCES parent (k));
-- ===== foreign key: renamed
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, CONSTRAINT f FOREIGN KEY (p) REFERENCES parent (id));
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, CONSTRAINT g FOREIGN KEY (p) REFERENCES parent (id));
-- ===== foreign key: deferrable
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id));
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
-- ===== foreign key: match full
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (x, y) REFERENCES parent (x, y));
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (x, y) REFERENCES parent (x, y) MATCH FULL);
-- ===== foreign key: not valid
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id));
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int);
ALTER TABLE child ADD FOREIGN KEY (p) REFERENCES parent (id) NOT VALID;
-- ===== foreign key: set null of some columns
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (x, y) REFERENCES parent (x, y) ON DELETE SET NULL);
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (x, y) REFERENCES parent (x, y) ON DELETE SET NULL (y));
-- ===== foreign key: twice the same
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int);
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, CONSTRAINT f FOREIGN KEY (p) REFERENCES parent (id), CONSTRAINT g FOREIGN KEY (p) REFERENCES parent (id));
-- ===== foreign key: added with its column's index
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int);
-- after
CREATE TABLE parent (id bigint PRIMARY KEY, k text UNIQUE, x int, y int, UNIQUE (x, y));
CREATE TABLE child (id bigint PRIMARY KEY, p bigint, k text, x int, y int, FOREIGN KEY (p) REFERENCES parent (id));
CREATE INDEX child_p ON child (p);
-- ===== foreign key: to itself
CREATE TABLE a (id bigint PRIMARY KEY, up bigint);
-- after
CREATE TABLE a (id bigint PRIMARY KEY, up bigint REFERENCES a (id) ON DELETE CASCADE);
-- ===== foreign key: a new table to itself
CREATE TABLE z (id int);
-- after
CREATE TABLE z (id int);
CREATE TABLE a (id bigint PRIMARY KEY, up bigint REFERENCES a (id));
-- ===== foreign key: circle of new tables
CREATE TABLE z (id int);
-- after
CREATE TABLE z (id int);
CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint REFERENCES a (id));
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b (id);
-- ===== foreign key: circle closed
CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint REFERENCES a (id));
-- after
CREATE TABLE a (id bigint PRIMARY KEY, b_id bigint);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint REFERENCES a (id));
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b (id);
-- ===== foreign key: to another table
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE c (x bigint CONSTRAINT f REFERENCES a (id));
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY);
CREATE TABLE c (x bigint CONSTRAINT f REFERENCES b (id));
-- ===== foreign key: the referenced table is dropped
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE c (id int, x bigint REFERENCES a (id));
-- after
CREATE TABLE c (id int, x bigint);
-- ===== foreign key: the referenced table and the column are dropped
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE c (id int, x bigint REFERENCES a (id));
-- after
CREATE TABLE c (id int);
-- ===== foreign key: both tables dropped
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE c (id int, x bigint REFERENCES a (id));
CREATE TABLE z (id int);
-- after
CREATE TABLE z (id int);
-- ===== foreign key: referenced column is another one
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE c (id int, x bigint REFERENCES a (id));
-- after
CREATE TABLE a (key bigint PRIMARY KEY);
CREATE TABLE c (id int, x bigint REFERENCES a (key));
-- ===== foreign key: same name on two tables
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (x bigint CONSTRAINT f REFERENCES a);
CREATE TABLE c (x bigint CONSTRAINT f REFERENCES a);
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (x bigint CONSTRAINT f REFERENCES a ON DELETE CASCADE);
CREATE TABLE c (x bigint);
-- ===== foreign key: to another type of number
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE c (id int, x integer);
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE c (id int, x integer REFERENCES a (id));
-- ===== index: added
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
CREATE INDEX ON item (b, c);
-- ===== index: changed
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a, b);
-- ===== index: unique under its name
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE UNIQUE INDEX i ON item (a);
-- ===== index: renamed
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX j ON item (a);
-- ===== index: descending
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a DESC NULLS LAST, b NULLS FIRST);
-- ===== index: partial
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a) WHERE a > 0;
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a) WHERE a > 0 AND b IS NOT NULL;
-- ===== index: partial with text
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a) WHERE b = 'x';
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE UNIQUE INDEX i ON item (a) WHERE b IN ('x', 'y') AND NOT (a IS NULL);
-- ===== index: expression
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (lower(b));
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (upper(b), (a + 1), (d ->> 'k'));
-- ===== index: expression and column
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE UNIQUE INDEX i ON item (lower(b), a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE UNIQUE INDEX i ON item (a, lower(b) DESC, COALESCE(b, ''));
-- ===== index: include
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a) INCLUDE (b, c);
-- ===== index: hash
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item USING hash (a);
-- ===== index: gin
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item USING gin (d);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item USING gin (d jsonb_path_ops);
CREATE INDEX j ON item USING gin (e);
CREATE INDEX k ON item USING gin (g);
CREATE INDEX l ON item USING gin (to_tsvector('english', b));
-- ===== index: gist
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item USING gist (r);
CREATE INDEX j ON item USING spgist (q);
CREATE INDEX k ON item USING gist (f inet_ops);
-- ===== index: brin
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item USING brin (c);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item USING brin (c) WITH (pages_per_range = 32);
-- ===== index: operator class
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (b);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (b text_pattern_ops);
-- ===== index: collation
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (b);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (b COLLATE "C");
-- ===== index: fillfactor
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a) WITH (fillfactor = 70);
-- ===== index: nulls not distinct
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE UNIQUE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE UNIQUE INDEX i ON item (a) NULLS NOT DISTINCT;
-- ===== index: same columns twice
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
CREATE INDEX j ON item (a);
-- ===== index: on the key
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (id);
CREATE UNIQUE INDEX j ON item (id);
-- ===== index: casts
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item ((a::text));
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (((d ->> 'n')::integer));
-- ===== index: date function
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (date_trunc('day', c AT TIME ZONE 'UTC'));
CREATE INDEX j ON item ((c AT TIME ZONE 'UTC'));
-- ===== index: mixed
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a) INCLUDE (b) WHERE c IS NULL;
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a DESC) INCLUDE (c) WHERE c IS NOT NULL;
-- ===== index: on a dropped column
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer
);
CREATE INDEX i ON item (a, b);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  b integer
);
-- ===== index: on an added column
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
CREATE INDEX i ON item (a);
CREATE UNIQUE INDEX j ON item (a) WHERE a IS NOT NULL;
-- ===== index: statistics
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE STATISTICS s (dependencies) ON a, b FROM item;
-- ===== index: cluster
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
-- after
CREATE TABLE item (id bigint PRIMARY KEY, a integer, b text, c timestamptz, d jsonb, e text[], f inet, g tsvector, r int4range, q point);
CREATE INDEX i ON item (a);
ALTER TABLE item CLUSTER ON i;
-- ===== enum: value added at the end
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: value added in the middle
CREATE TYPE mood AS ENUM ('a', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: value added in front
CREATE TYPE mood AS ENUM ('b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: value removed
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('a', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: value removed with a default
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood DEFAULT 'a' NOT NULL);
-- after
CREATE TYPE mood AS ENUM ('a', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood DEFAULT 'a' NOT NULL);
-- ===== enum: value added and default
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood DEFAULT 'a');
-- after
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood DEFAULT 'c');
-- ===== enum: default removed with the value
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood DEFAULT 'c');
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: other order
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('c', 'b', 'a');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: all values others
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('x', 'y');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: several at once
CREATE TYPE mood AS ENUM ('a', 'd');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('0', 'a', 'b', 'c', 'd', 'e');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: odd values
CREATE TYPE mood AS ENUM ('a b', 'it''s');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('a b', 'it''s', 'UPPER', 'ünï', '');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: created and used
CREATE TABLE person (id bigint PRIMARY KEY);
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood NOT NULL DEFAULT 'b');
-- ===== enum: text to enum
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m text);
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- ===== enum: text with a default to a new enum with a default
CREATE TABLE person (id bigint PRIMARY KEY, m text NOT NULL DEFAULT 'a');
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood NOT NULL DEFAULT 'a');
-- ===== enum: to another enum
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood DEFAULT 'a');
-- after
CREATE TYPE state AS ENUM ('a', 'z');
CREATE TABLE person (id bigint PRIMARY KEY, m state DEFAULT 'z');
-- ===== enum: array
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood[]);
-- after
CREATE TYPE mood AS ENUM ('a', 'c', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood[] DEFAULT '{a}');
-- ===== enum: array, value removed
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood[]);
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood[]);
-- ===== enum: column to an array
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood[]);
-- ===== enum: in checks, indexes and views
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood CHECK (m <> 'b'));
CREATE INDEX person_m ON person (m) WHERE m = 'a';
CREATE VIEW moods AS SELECT m FROM person WHERE m = 'a';
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood CHECK (m <> 'b'));
CREATE INDEX person_m ON person (m) WHERE m = 'a';
CREATE VIEW moods AS SELECT m FROM person WHERE m = 'a';
-- ===== enum: added value used by a new check
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE person (id bigint PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE person (id bigint PRIMARY KEY, m mood CHECK (m <> 'c'));
CREATE INDEX i ON person (m) WHERE m = 'c';
-- ===== enum: used by a function
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE FUNCTION worst(m mood) RETURNS mood LANGUAGE sql AS $$ SELECT 'b'::mood $$;
-- after
CREATE TYPE mood AS ENUM ('b', 'c');
CREATE FUNCTION worst(m mood) RETURNS mood LANGUAGE sql AS $$ SELECT 'b'::mood $$;
-- ===== enum: in another namespace
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('a', 'b');
CREATE TABLE app.person (id bigint PRIMARY KEY, m app.mood);
-- after
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('a', 'b', 'c');
CREATE TABLE app.person (id bigint PRIMARY KEY, m app.mood);
-- ===== enum: in another namespace, value removed
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('a', 'b');
CREATE TABLE app.person (id bigint PRIMARY KEY, m app.mood DEFAULT 'a');
-- after
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('a');
CREATE TABLE app.person (id bigint PRIMARY KEY, m app.mood DEFAULT 'a');
-- ===== enum: dropped
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE z (id int);
-- after
CREATE TABLE z (id int);
-- ===== enum: moves between namespaces
CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('a', 'b');
-- after
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('a', 'b');
-- ===== enum: of two tables, value removed
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE p (m mood);
CREATE TABLE q (m mood DEFAULT 'b', n mood);
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE p (m mood);
CREATE TABLE q (m mood DEFAULT 'b', n mood);
-- ===== enum: name with capitals
CREATE TYPE "Mood" AS ENUM ('a', 'b');
CREATE TABLE p (m "Mood");
-- after
CREATE TYPE "Mood" AS ENUM ('a', 'b', 'c');
CREATE TABLE p (m "Mood" DEFAULT 'c');
-- ===== enum: comment
CREATE TYPE mood AS ENUM ('a', 'b');
-- after
CREATE TYPE mood AS ENUM ('a', 'b');
COMMENT ON TYPE mood IS 'how one feels';
-- ===== comment: on everything
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT ck CHECK (a > 0)
);
CREATE INDEX i ON item (a);
COMMENT ON COLUMN item.a IS 'old';
COMMENT ON INDEX i IS 'ix';
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, CONSTRAINT ck CHECK (a > 0)
);
CREATE INDEX i ON item (a);
COMMENT ON TABLE item IS 'it''s "one"';
COMMENT ON COLUMN item.a IS E'two\nlines';
COMMENT ON COLUMN item.id IS 'key';
COMMENT ON INDEX i IS 'index';
COMMENT ON CONSTRAINT ck ON item IS 'check';
COMMENT ON CONSTRAINT item_pkey ON item IS 'pk';
-- ===== comment: removed
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
COMMENT ON TABLE item IS 'x';
COMMENT ON COLUMN item.a IS 'y';
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
-- ===== comment: of a column that changes type
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
COMMENT ON COLUMN item.a IS 'y';
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a text
);
COMMENT ON COLUMN item.a IS 'z';
-- ===== comment: odd ones
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
COMMENT ON COLUMN item.a IS ' leading';
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer
);
COMMENT ON COLUMN item.a IS 'trailing  ';
COMMENT ON TABLE item IS '日本 -- /* x';
-- ===== comment: on objects
CREATE SCHEMA app;
CREATE SEQUENCE s;
CREATE VIEW v AS SELECT 1 AS x;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- after
CREATE SCHEMA app;
CREATE SEQUENCE s;
CREATE VIEW v AS SELECT 1 AS x;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON SCHEMA app IS 'a';
COMMENT ON SEQUENCE s IS 'b';
COMMENT ON VIEW v IS 'c';
COMMENT ON COLUMN v.x IS 'd';
COMMENT ON FUNCTION f() IS 'e';
-- ===== table: created and dropped
CREATE TABLE a (id int);
-- after
CREATE TABLE b (id int);
-- ===== table: nothing to something
-- after
CREATE TABLE a (id bigint PRIMARY KEY, v text);
CREATE INDEX ON a (v);
-- ===== table: without columns
CREATE TABLE a (id int);
-- after
CREATE TABLE a ();
-- ===== table: of equal shape with other name
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL);
-- after
CREATE TABLE people (id bigint PRIMARY KEY, name text NOT NULL);
-- ===== table: several with references
CREATE TABLE z (i int);
-- after
CREATE TABLE a (id bigserial PRIMARY KEY);
CREATE TABLE b (id bigserial PRIMARY KEY, a bigint NOT NULL REFERENCES a);
CREATE TABLE c (a bigint REFERENCES a, b bigint REFERENCES b, PRIMARY KEY (a, b));
-- ===== column: dropped and added alike
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  w text
);
-- ===== column: order
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  b text, a integer
);
-- ===== column: added in the middle
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, c integer
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a integer, b integer, c integer
);
-- ===== column: many
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a int, b int, c int
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  d text, e text NOT NULL DEFAULT '', f date, a bigint
);
-- ===== column: collation
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text COLLATE "C"
);
-- ===== column: all dropped
CREATE TABLE item (
  id bigint PRIMARY KEY,
  a int, b text, c date
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- ===== column: storage
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
ALTER TABLE item ALTER v SET STORAGE EXTERNAL;
ALTER TABLE item ALTER v SET STATISTICS 500;
-- ===== column: compression
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY,
  v text COMPRESSION pglz
);
-- ===== table: unlogged
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY
);
ALTER TABLE item SET UNLOGGED;
-- ===== table: fillfactor
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY
);
ALTER TABLE item SET (fillfactor = 70, autovacuum_enabled = false);
-- ===== table: fillfactor changed
CREATE TABLE item (
  id bigint PRIMARY KEY
);
ALTER TABLE item SET (fillfactor = 80);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY
);
ALTER TABLE item SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.1);
-- ===== table: replica identity
CREATE TABLE item (
  id bigint PRIMARY KEY
);
-- after
CREATE TABLE item (
  id bigint PRIMARY KEY
);
ALTER TABLE item REPLICA IDENTITY FULL;
-- ===== names: capitals
CREATE TABLE "Order" ("Id" bigint PRIMARY KEY, "customerName" text);
-- after
CREATE TABLE "Order" ("Id" bigint PRIMARY KEY, "customerName" varchar(40) NOT NULL, "Total" numeric(10, 2) CHECK ("Total" > 0));
CREATE INDEX "OrderIx" ON "Order" ("customerName");
-- ===== names: reserved
CREATE TABLE "user" ("select" int, "from" text);
-- after
CREATE TABLE "user" ("select" bigint, "from" text NOT NULL DEFAULT 'x', "where" int REFERENCES "user" ("group"), "group" int UNIQUE);
CREATE INDEX "order" ON "user" ("from");
-- ===== names: blanks
CREATE TABLE "my table" ("my id" bigint PRIMARY KEY, "a-b" text);
-- after
CREATE TABLE "my table" ("my id" bigint PRIMARY KEY, "a-b" text NOT NULL, "c.d" int, "e""f" int);
CREATE INDEX "my index" ON "my table" ("c.d", "e""f");
-- ===== names: unicode
CREATE TABLE "größe" (id bigint PRIMARY KEY, "naïve" text);
-- after
CREATE TABLE "größe" (id bigint PRIMARY KEY, "naïve" text UNIQUE, "列" int);
-- ===== names: long
CREATE TABLE a (id int);
-- after
CREATE TABLE a (id int);
CREATE TABLE a_table_whose_name_is_so_long_that_it_is_as_long_as_it_can_be_ (id bigint PRIMARY KEY, a_column_whose_name_is_so_long_that_it_is_as_long_as_it_can_be int UNIQUE CHECK (a_column_whose_name_is_so_long_that_it_is_as_long_as_it_can_be > 0));
-- ===== names: words of the language
CREATE TABLE "table" (key int, type text, value text, date date, "index" int);
-- after
CREATE TABLE "table" (key bigint, type text NOT NULL, value jsonb, date timestamptz, "index" int, enum int, with_ int, "default" int);
CREATE TABLE enum (forward int, revision int);
-- ===== names: differ in case
CREATE TABLE a (x int, "X" int);
-- after
CREATE TABLE a (x int, "X" text);
CREATE TABLE "A" (y int);
-- ===== namespace: created with a table
CREATE TABLE a (id int);
-- after
CREATE SCHEMA app;
CREATE TABLE a (id int);
CREATE TABLE app.b (id bigint PRIMARY KEY);
-- ===== namespace: table moves
CREATE SCHEMA app;
CREATE TABLE a (id int, v text);
-- after
CREATE SCHEMA app;
CREATE TABLE app.a (id int, v text);
-- ===== namespace: same table in two
CREATE SCHEMA app;
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE app.a (id bigint PRIMARY KEY);
-- after
CREATE SCHEMA app;
CREATE TABLE a (id bigint PRIMARY KEY, v text);
CREATE TABLE app.a (id bigint PRIMARY KEY, up bigint REFERENCES a (id), w int);
CREATE INDEX i ON a (v);
CREATE INDEX i ON app.a (w);
-- ===== namespace: dropped with its table
CREATE SCHEMA app;
CREATE TABLE app.a (id int);
CREATE TABLE b (id int);
-- after
CREATE TABLE b (id int);
-- ===== namespace: table renamed into it with references
CREATE SCHEMA app;
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (a bigint REFERENCES a);
-- after
CREATE SCHEMA app;
CREATE TABLE app.a (id bigint PRIMARY KEY);
CREATE TABLE b (a bigint REFERENCES app.a);
-- ===== namespace: quoted
CREATE TABLE a (id int);
-- after
CREATE SCHEMA "My App";
CREATE TABLE a (id int);
CREATE TABLE "My App"."T" (id bigint PRIMARY KEY);
CREATE VIEW "My App".v AS SELECT id FROM "My App"."T";
-- ===== namespace: empty ones
CREATE SCHEMA one;
-- after
CREATE SCHEMA two;
-- ===== namespace: functions and types
CREATE SCHEMA app;
-- after
CREATE SCHEMA app;
CREATE TYPE app.pair AS (x int, y int);
CREATE FUNCTION app.f(p app.pair) RETURNS int LANGUAGE sql AS $$ SELECT (p).x $$;
CREATE TABLE t (p app.pair);
-- ===== sequence: created
CREATE TABLE z (i int);
-- after
CREATE TABLE z (i int);
CREATE SEQUENCE s;
CREATE SEQUENCE u AS integer START 5 INCREMENT 2 MINVALUE 1 MAXVALUE 99 CACHE 4 CYCLE;
-- ===== sequence: changed
CREATE SEQUENCE s;
-- after
CREATE SEQUENCE s START 5 INCREMENT 2 MINVALUE 1 MAXVALUE 99 CACHE 4 CYCLE;
-- ===== sequence: type
CREATE SEQUENCE s;
-- after
CREATE SEQUENCE s AS smallint;
-- ===== sequence: owned
CREATE TABLE a (id bigint);
CREATE SEQUENCE s;
-- after
CREATE SEQUENCE s;
CREATE TABLE a (id bigint DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY a.id;
-- ===== sequence: descending
CREATE SEQUENCE s;
-- after
CREATE SEQUENCE s INCREMENT -1;
-- ===== domain: created and used
CREATE TABLE a (v text);
-- after
CREATE DOMAIN mail AS text CHECK (VALUE ~ '@');
CREATE TABLE a (v mail);
-- ===== domain: check changed
CREATE DOMAIN mail AS text CHECK (VALUE ~ '@');
CREATE TABLE a (v mail);
-- after
CREATE DOMAIN mail AS text CHECK (VALUE ~ '@.');
CREATE TABLE a (v mail);
-- ===== domain: default and not null
CREATE DOMAIN d AS integer;
CREATE TABLE a (v d);
-- after
CREATE DOMAIN d AS integer DEFAULT 5 NOT NULL;
CREATE TABLE a (v d);
-- ===== domain: base type
CREATE DOMAIN d AS integer;
CREATE TABLE a (v d);
-- after
CREATE DOMAIN d AS bigint;
CREATE TABLE a (v d);
-- ===== domain: dropped and the column is plain
CREATE DOMAIN d AS text;
CREATE TABLE a (v d);
-- after
CREATE TABLE a (v text);
-- ===== domain: two checks and a collation
CREATE DOMAIN d AS text;
-- after
CREATE DOMAIN d AS varchar(10) COLLATE "C" CONSTRAINT one CHECK (VALUE <> '') CONSTRAINT two CHECK (length(VALUE) < 9);
-- ===== domain: of a domain
CREATE DOMAIN d AS text;
-- after
CREATE DOMAIN d AS text;
CREATE DOMAIN e AS d CHECK (VALUE <> 'x');
CREATE TABLE t (e e, f d[]);
-- ===== type: composite created and changed
CREATE TYPE pair AS (x int, y int);
-- after
CREATE TYPE pair AS (x int, y text, z date);
-- ===== type: range
CREATE TABLE t (id int);
-- after
CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE t (id int, s span);
-- ===== view: created
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, b FROM t WHERE a > 0;
-- ===== view: column added behind
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id FROM t;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a FROM t;
-- ===== view: column type changed
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a AS x FROM t;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, b AS x FROM t;
-- ===== view: on a view
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT id FROM v;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a, b FROM t;
CREATE VIEW w AS SELECT id FROM v;
-- ===== view: on a view whose column goes
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT id, a FROM v;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW w AS SELECT id FROM v;
-- ===== view: the table's column changes type
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT a FROM v;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a bigint, b text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW w AS SELECT a FROM v;
-- ===== view: the table's column is dropped
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a FROM t;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, b text);
CREATE VIEW v AS SELECT id FROM t;
-- ===== view: of everything
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT * FROM t;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text, c date);
CREATE VIEW v AS SELECT * FROM t;
-- ===== view: materialized
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE MATERIALIZED VIEW m AS SELECT id, b FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE INDEX m_b ON m (b);
-- ===== view: to materialized
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id FROM t;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE MATERIALIZED VIEW v AS SELECT id FROM t;
-- ===== view: table to view
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE TABLE x (id bigint);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW x AS SELECT id FROM t;
-- ===== view: options
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id FROM t;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v WITH (security_barrier = true) AS SELECT id FROM t WHERE a > 1 WITH LOCAL CHECK OPTION;
-- ===== view: joins and groups
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE TABLE u (t_id bigint REFERENCES t, n numeric);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE TABLE u (t_id bigint REFERENCES t, n numeric);
CREATE VIEW v AS SELECT t.id, t.b, sum(u.n) AS total, count(*) FILTER (WHERE u.n > 0) AS c FROM t LEFT JOIN u ON u.t_id = t.id GROUP BY t.id, t.b HAVING count(*) > 1 ORDER BY t.b;
CREATE VIEW w AS WITH x AS (SELECT id FROM t) SELECT x.id, row_number() OVER (ORDER BY x.id) AS r FROM x UNION ALL SELECT 1, 2;
-- ===== view: its table is dropped
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id FROM t;
CREATE TABLE z (i int);
-- after
CREATE TABLE z (i int);
-- ===== view: recursive
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE RECURSIVE VIEW n (i) AS SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5;
-- ===== view: rule
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE RULE no_delete AS ON DELETE TO t DO INSTEAD NOTHING;
-- ===== view: by an enum value added in the middle
CREATE TYPE mood AS ENUM ('a', 'c');
CREATE TABLE t (m mood);
CREATE VIEW v AS SELECT m FROM t;
-- after
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE t (m mood, n int);
CREATE VIEW v AS SELECT m, n FROM t WHERE m <> 'b';
-- ===== view: materialized on a column that changes
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE VIEW w AS SELECT id FROM m;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a text, b text);
CREATE MATERIALIZED VIEW m AS SELECT id, a FROM t;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE VIEW w AS SELECT id FROM m;
-- ===== function: created
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION f(x integer, y text DEFAULT 'a') RETURNS text LANGUAGE sql STABLE AS $$ SELECT y || x $$;
CREATE PROCEDURE pr() LANGUAGE sql AS $$ DELETE FROM t $$;
-- ===== function: body changed
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT x + 1 $$;
-- after
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE plpgsql STRICT SECURITY DEFINER AS $$ BEGIN RETURN x + 2; END $$;
-- ===== function: result changed
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT x + 1 $$;
-- after
CREATE FUNCTION f(x integer) RETURNS text LANGUAGE sql AS $$ SELECT x::text $$;
-- ===== function: arguments changed
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT x + 1 $$;
-- after
CREATE FUNCTION f(y bigint, z text) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
-- ===== function: overloaded
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
-- after
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION f(x text) RETURNS integer LANGUAGE sql AS $$ SELECT 2 $$;
-- ===== function: table result
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION f() RETURNS TABLE (i bigint, s text) LANGUAGE sql AS $$ SELECT id, b FROM t $$;
CREATE FUNCTION g() RETURNS SETOF t LANGUAGE sql AS $$ SELECT * FROM t $$;
-- ===== function: used by a view and changed
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT x + 1 $$;
CREATE VIEW v AS SELECT f(1) AS r;
-- after
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT x + 5 $$;
CREATE VIEW v AS SELECT f(1) AS r;
-- ===== function: used by a view and its result changed
CREATE FUNCTION f(x integer) RETURNS integer LANGUAGE sql AS $$ SELECT x + 1 $$;
CREATE VIEW v AS SELECT f(1) AS r;
-- after
CREATE FUNCTION f(x integer) RETURNS text LANGUAGE sql AS $$ SELECT 'a'::text $$;
CREATE VIEW v AS SELECT f(1) AS r;
-- ===== function: used by a default and changed
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE TABLE a (id int DEFAULT f());
-- after
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 2 $$;
CREATE TABLE a (id int DEFAULT f());
-- ===== function: with a new type of argument
CREATE TABLE a (id int);
-- after
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE a (id int, m mood);
CREATE FUNCTION f(x mood, y a) RETURNS mood[] LANGUAGE sql AS $$ SELECT ARRAY[x] $$;
-- ===== function: begin atomic
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT max(id) FROM t; END;
-- ===== trigger: created
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE OF a, b ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION touch();
-- ===== trigger: changed
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr AFTER INSERT OR UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION touch();
-- ===== trigger: its function changes
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'z'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
-- ===== trigger: same name on two tables
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE TABLE u (b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE TABLE u (b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER tr BEFORE UPDATE ON u FOR EACH ROW EXECUTE FUNCTION touch();
-- ===== trigger: constraint trigger
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE CONSTRAINT TRIGGER tr AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();
-- ===== trigger: disabled
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE t DISABLE TRIGGER tr;
-- ===== trigger: its column changes type
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a > 1) EXECUTE FUNCTION touch();
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a bigint, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a > 1) EXECUTE FUNCTION touch();
-- ===== trigger: instead of, on a view
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE VIEW v AS SELECT id, b FROM t;
CREATE TRIGGER tr INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION touch();
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE VIEW v AS SELECT id, a, b FROM t;
CREATE TRIGGER tr INSTEAD OF UPDATE ON v FOR EACH ROW EXECUTE FUNCTION touch();
-- ===== trigger: its column is dropped
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION touch();
-- after
CREATE TABLE t (id bigint PRIMARY KEY, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.b := 'y'; RETURN NEW; END $$;
-- ===== policy: enabled and made
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t FOR SELECT USING (b = CURRENT_USER);
CREATE POLICY ins ON t FOR INSERT WITH CHECK (a > 0);
-- ===== policy: changed
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON t USING (a > 0);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON t AS RESTRICTIVE FOR UPDATE USING (a > 1) WITH CHECK (a > 2);
-- ===== policy: its column changes type
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE POLICY own ON t USING (a > 0);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a bigint, b text);
CREATE POLICY own ON t USING (a > 0);
-- ===== grant: given
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
GRANT SELECT, INSERT ON t TO PUBLIC;
GRANT UPDATE (a) ON t TO PUBLIC;
-- ===== grant: changed
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
GRANT SELECT ON t TO PUBLIC;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
GRANT SELECT, DELETE ON t TO PUBLIC;
REVOKE TRUNCATE ON t FROM postgres;
-- ===== grant: of functions, sequences and schemas
CREATE SCHEMA app;
CREATE SEQUENCE s;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- after
CREATE SCHEMA app;
CREATE SEQUENCE s;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT USAGE ON SCHEMA app TO PUBLIC;
GRANT USAGE ON SEQUENCE s TO PUBLIC;
REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;
-- ===== grant: on a view that changes
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id, a FROM t;
GRANT SELECT ON v TO PUBLIC;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT id FROM t;
GRANT SELECT ON v TO PUBLIC;
-- ===== grant: on a column that is dropped
CREATE TABLE t (id bigint PRIMARY KEY, a integer, b text);
GRANT SELECT (a), UPDATE (b) ON t TO PUBLIC;
-- after
CREATE TABLE t (id bigint PRIMARY KEY, b text);
GRANT UPDATE (b) ON t TO PUBLIC;
-- ===== partition: created
CREATE TABLE z (i int);
-- after
CREATE TABLE z (i int);
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE m0 PARTITION OF m DEFAULT;
-- ===== partition: one added
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- after
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- ===== partition: column added
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- after
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text, w int) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- ===== partition: index and key
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- after
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
ALTER TABLE m ADD PRIMARY KEY (id, d);
CREATE INDEX m_v ON m (v);
-- ===== partition: list
CREATE TABLE l (k text NOT NULL, v int) PARTITION BY LIST (k);
CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b');
-- after
CREATE TABLE l (k text NOT NULL, v int) PARTITION BY LIST (k);
CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a');
CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('b', 'c');
-- ===== partition: hash
CREATE TABLE h (k bigint PRIMARY KEY) PARTITION BY HASH (k);
CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- after
CREATE TABLE h (k bigint PRIMARY KEY) PARTITION BY HASH (k);
CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- ===== partition: of partitions
CREATE TABLE z (i int);
-- after
CREATE TABLE z (i int);
CREATE TABLE m (id bigint NOT NULL, d date NOT NULL, v text) PARTITION BY RANGE (d);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (v);
CREATE TABLE m1a PARTITION OF m1 FOR VALUES IN ('a');
-- ===== inheritance
CREATE TABLE p (id bigint PRIMARY KEY, v text);
CREATE TABLE q (w int) INHERITS (p);
-- after
CREATE TABLE p (id bigint PRIMARY KEY, v text, x int);
CREATE TABLE q (w int) INHERITS (p);
-- ===== partition: referenced
CREATE TABLE h (k bigint PRIMARY KEY) PARTITION BY HASH (k);
CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE r (k bigint);
-- after
CREATE TABLE h (k bigint PRIMARY KEY) PARTITION BY HASH (k);
CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE r (k bigint REFERENCES h (k));
-- ===== exclusion: added
CREATE TABLE t (id int, r tsrange, k int4range);
-- after
CREATE TABLE t (id int, r tsrange, k int4range, EXCLUDE USING gist (r WITH &&), CONSTRAINT ex EXCLUDE USING gist (k WITH &&) WHERE (id > 0));
-- ===== exclusion: changed
CREATE TABLE t (id int, r tsrange, k int4range, CONSTRAINT ex EXCLUDE USING gist (r WITH &&));
-- after
CREATE TABLE t (id int, r tsrange, k int4range, CONSTRAINT ex EXCLUDE USING gist (r WITH &&, k WITH =) DEFERRABLE);
-- ===== collation: created
CREATE TABLE t (v text);
-- after
CREATE COLLATION plain FROM "C";
CREATE TABLE t (v text COLLATE plain);
-- ===== several: everything changes
CREATE TYPE s AS ENUM ('a', 'b');
CREATE TABLE u (id serial PRIMARY KEY, mail varchar(50) UNIQUE, s s DEFAULT 'a', n int);
CREATE TABLE p (id serial PRIMARY KEY, u int NOT NULL REFERENCES u (id), body text);
CREATE INDEX p_u ON p (u);
CREATE VIEW up AS SELECT u.mail, p.body FROM u JOIN p ON p.u = u.id;
-- after
CREATE TYPE s AS ENUM ('b', 'c');
CREATE TABLE u (id bigserial PRIMARY KEY, mail text NOT NULL, s s DEFAULT 'b' NOT NULL, n bigint CHECK (n > 0));
CREATE UNIQUE INDEX u_mail ON u (lower(mail));
CREATE TABLE p (id bigserial PRIMARY KEY, u bigint REFERENCES u (id) ON DELETE CASCADE, body text, made timestamptz NOT NULL DEFAULT now());
CREATE INDEX p_u ON p (u, made DESC);
CREATE VIEW up AS SELECT u.mail, u.s, p.body FROM u JOIN p ON p.u = u.id;
-- ===== several: tables replaced with one name for an index
CREATE TABLE a (v int);
CREATE INDEX i ON a (v);
-- after
CREATE TABLE b (v int);
CREATE INDEX i ON b (v);
-- ===== several: constraint name moves to another table
CREATE TABLE a (v int CONSTRAINT k UNIQUE);
CREATE TABLE b (v int);
-- after
CREATE TABLE a (v int);
CREATE TABLE b (v int CONSTRAINT k UNIQUE);
-- ===== several: not null, type and default
CREATE TABLE a (id int PRIMARY KEY, v varchar(10) DEFAULT 'x');
-- after
CREATE TABLE a (id int PRIMARY KEY, v integer NOT NULL DEFAULT 3);
-- ===== several: view, function and table
CREATE TABLE t (a int);
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql AS $$ SELECT x $$;
CREATE VIEW v AS SELECT f(a) AS a FROM t;
-- after
CREATE TABLE t (a bigint);
CREATE FUNCTION f(x bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT x $$;
CREATE VIEW v AS SELECT f(a) AS a FROM t;
-- ===== view on view, type changed
CREATE TABLE t (id int, x int);
CREATE VIEW v AS SELECT id, x FROM t;
CREATE VIEW w AS SELECT x FROM v;
-- after
CREATE TABLE t (id int, x bigint);
CREATE VIEW v AS SELECT id, x FROM t;
CREATE VIEW w AS SELECT x FROM v;
-- ===== partition added
CREATE TABLE t (id int, d date) PARTITION BY RANGE (d);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- after
CREATE TABLE t (id int, d date) PARTITION BY RANGE (d);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE t2 PARTITION OF t FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- ===== policy
CREATE TABLE t (id int, a text);
-- after
CREATE TABLE t (id int, a text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (a = current_user);
-- ===== partitioned to plain
CREATE TABLE t (id int, d date) PARTITION BY RANGE (d);
-- after
CREATE TABLE t (id int, d date);
-- ===== plain to partitioned
CREATE TABLE t (id int, d date);
-- after
CREATE TABLE t (id int, d date) PARTITION BY RANGE (d);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- ===== a serial whose numbers a copy takes goes, and the copy takes others
CREATE TABLE bills (id bigserial PRIMARY KEY, n int);
CREATE TABLE a_copy (LIKE bills INCLUDING ALL);
-- after
CREATE TABLE a_copy (id bigserial PRIMARY KEY, n int);
-- ===== sequences of each other go
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id serial PRIMARY KEY, n int DEFAULT nextval('a_id_seq') + 1);
ALTER TABLE a ADD n int DEFAULT nextval('b_id_seq');
CREATE TABLE c (id int);
-- after
CREATE TABLE c (id int);
-- ===== two sequences that belong to one column become one
CREATE TABLE a (id serial PRIMARY KEY);
CREATE SEQUENCE spare OWNED BY a.id;
-- after
CREATE TABLE a (id serial PRIMARY KEY);
-- ===== a namespace that stays when everything in it goes
CREATE SCHEMA keep; CREATE DOMAIN keep.short AS varchar(9); CREATE TYPE mood AS ENUM ('a', 'b'); CREATE SEQUENCE numbers;
-- after
CREATE SCHEMA keep;
-- ===== an extension that goes with what stands on it
CREATE EXTENSION citext; CREATE EXTENSION pg_trgm;
CREATE TABLE t (id integer PRIMARY KEY, a citext, b text);
CREATE INDEX t_b ON t USING gin (b gin_trgm_ops);
-- after
CREATE TABLE t (id integer PRIMARY KEY, a text, b text);
CREATE INDEX t_b ON t (b);
-- ===== an index whose options stand in another order
CREATE TABLE t (id integer PRIMARY KEY, a text, b text);
CREATE INDEX t_a ON t (a) WITH (fillfactor = 60, deduplicate_items = off);
CREATE INDEX t_b ON t (b) WITH (fillfactor = 60, deduplicate_items = off);
-- after
CREATE TABLE t (id integer PRIMARY KEY, a text, b text, c text);
CREATE INDEX t_a ON t (a) WITH (deduplicate_items = off, fillfactor = 60);
CREATE INDEX t_b ON t (b, c) WITH (deduplicate_items = off, fillfactor = 70);
-- ===== a comment on a function that goes
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; COMMENT ON FUNCTION f(integer) IS 'one';
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT f(1));
-- after
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT f(1));
-- ===== a serial becomes one whose numbers a copy takes
CREATE TABLE bills (id bigserial PRIMARY KEY, n int);
-- after
CREATE TABLE bills (id bigserial PRIMARY KEY, n int);
CREATE TABLE a_copy (LIKE bills INCLUDING ALL);
-- ===== a serial column becomes wider than its sequence
CREATE TABLE t (id serial PRIMARY KEY, n int);
-- after
CREATE TABLE t (id serial PRIMARY KEY, n int);
ALTER TABLE t ALTER id TYPE bigint;
-- ===== a serial column counts in other steps
CREATE TABLE t (id serial PRIMARY KEY, n int);
-- after
CREATE TABLE t (id serial PRIMARY KEY, n int);
ALTER SEQUENCE t_id_seq INCREMENT 5 CACHE 10;
-- ===== a serial column can be null
CREATE TABLE t (id serial, n int);
-- after
CREATE TABLE t (id serial, n int);
ALTER TABLE t ALTER id DROP NOT NULL;
-- ===== identity columns become serial of other steps
CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n int);
-- after
CREATE TABLE t (id serial PRIMARY KEY, n int);
ALTER SEQUENCE t_id_seq INCREMENT 5 CACHE 10;
-- ===== serials of a table that was renamed become wider, and others come
CREATE TABLE old (id serial PRIMARY KEY, n int);
ALTER TABLE old RENAME TO t;
-- after
CREATE TABLE old (id serial PRIMARY KEY, n int);
ALTER TABLE old RENAME TO t;
ALTER TABLE t ALTER id TYPE bigint;
-- ===== a serial column in a namespace counts in other steps
CREATE SCHEMA s;
CREATE TABLE s.t (id bigserial PRIMARY KEY);
-- after
CREATE SCHEMA s;
CREATE TABLE s.t (id bigserial PRIMARY KEY);
ALTER SEQUENCE s.t_id_seq INCREMENT 5 MAXVALUE 10;
-- ===== a serial column becomes a sequence that stands alone
CREATE TABLE t (id serial PRIMARY KEY);
-- after
CREATE SEQUENCE ticks;
CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('ticks'));
-- ===== a serial column becomes plain
CREATE TABLE t (id serial PRIMARY KEY);
-- after
CREATE TABLE t (id int PRIMARY KEY);
-- ===== the second serial becomes the first
CREATE TABLE t (a serial, id serial PRIMARY KEY);
-- after
CREATE TABLE t (a int, id serial PRIMARY KEY);
-- ===== a composite type that columns have gets an attribute
CREATE TYPE place AS (road text, town text); CREATE TABLE t (id integer PRIMARY KEY, a place NOT NULL DEFAULT ROW('x', 'y'), b place[] NOT NULL DEFAULT ARRAY[ROW('x', 'y')::place], CHECK ((a).road <> 'z'));
CREATE INDEX t_town ON t (((a).town)); CREATE VIEW v AS SELECT id, a FROM t;
-- after
CREATE TYPE place AS (road varchar(20), code integer, town text); CREATE TABLE t (id integer PRIMARY KEY, a place NOT NULL DEFAULT ROW('x', 1, 'y'), b place[], c place, CHECK ((a).road <> 'z'));
CREATE INDEX t_town ON t (((a).town)); CREATE VIEW v AS SELECT id, a FROM t;
-- ===== a composite type that columns have loses an attribute
CREATE TYPE place AS (road text, town text); CREATE TABLE t (id integer PRIMARY KEY, a place NOT NULL DEFAULT ROW('x', 'y'));
-- after
CREATE TYPE place AS (road text); CREATE TABLE t (id integer PRIMARY KEY, a place NOT NULL DEFAULT ROW('x'));
-- ===== a composite type in another, which functions take
CREATE TYPE point2 AS (x integer, y integer); CREATE TYPE line2 AS (a point2, b point2); CREATE TABLE t (id integer PRIMARY KEY, l line2);
CREATE FUNCTION steep(l line2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE VIEW v AS SELECT id, steep(l) AS s FROM t;
-- after
CREATE TYPE point2 AS (x integer, y integer, z integer); CREATE TYPE line2 AS (a point2, b point2); CREATE TABLE t (id integer PRIMARY KEY, l line2);
CREATE FUNCTION steep(l line2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'; CREATE VIEW v AS SELECT id, steep(l) AS s FROM t;
-- ===== a range type that columns have takes other bounds
CREATE TYPE span AS RANGE (SUBTYPE = float8); CREATE TABLE t (id integer PRIMARY KEY, a span DEFAULT '[1,2)');
-- after
CREATE TYPE span AS RANGE (SUBTYPE = numeric); CREATE TABLE t (id integer PRIMARY KEY, a span DEFAULT '[1,2)');
-- ===== functions whose callees go, and come
CREATE FUNCTION half(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n / 2;
CREATE FUNCTION share(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN half(n);
CREATE TABLE cake (id integer PRIMARY KEY, pieces integer NOT NULL CHECK (share(pieces) > 0));
CREATE FUNCTION label(n integer) RETURNS text LANGUAGE sql IMMUTABLE RETURN n::text;
CREATE FUNCTION tag(n integer) RETURNS text LANGUAGE sql IMMUTABLE RETURN label(n) || '!';
COMMENT ON FUNCTION tag(integer) IS 'what stands on it';
-- after
CREATE FUNCTION third(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n / 3;
CREATE FUNCTION share(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN third(n);
CREATE TABLE cake (id integer PRIMARY KEY, pieces integer NOT NULL CHECK (share(pieces) > 0));
CREATE FUNCTION label(n integer) RETURNS char LANGUAGE sql IMMUTABLE RETURN n::char;
CREATE FUNCTION tag(n integer) RETURNS text LANGUAGE sql IMMUTABLE RETURN label(n) || '?';
-- ===== types that columns have and that are made otherwise
CREATE TYPE spot AS (x integer, y integer);
CREATE TYPE route AS (here spot, there spot);
CREATE TYPE span AS RANGE (subtype = integer);
CREATE TABLE walk (id integer PRIMARY KEY, at spot, stops spot[], way route, days span DEFAULT '[1,2)');
CREATE VIEW walks AS SELECT id, (at).x FROM walk;
CREATE FUNCTION steps(r route) RETURNS integer LANGUAGE sql RETURN 1;
-- after
CREATE TYPE spot AS (x integer, y integer, z integer);
CREATE TYPE route AS (here spot, there spot);
CREATE TYPE span AS RANGE (subtype = bigint);
CREATE TABLE walk (id integer PRIMARY KEY, at spot, stops spot[], way route, days span DEFAULT '[1,2)');
CREATE VIEW walks AS SELECT id, (at).x FROM walk;
CREATE FUNCTION steps(r route) RETURNS integer LANGUAGE sql RETURN 1;
-- ===== domains and the functions around them
CREATE DOMAIN price AS numeric(8, 2);
CREATE FUNCTION doubled(p price) RETURNS price LANGUAGE sql IMMUTABLE AS $$ SELECT (p * 2)::price $$;
CREATE TABLE ware (id integer PRIMARY KEY, weight numeric(10, 3));
-- after
CREATE DOMAIN price AS numeric(12, 4);
CREATE FUNCTION doubled(p price) RETURNS price LANGUAGE sql IMMUTABLE AS $$ SELECT (p * 2)::price $$;
CREATE FUNCTION is_even(n numeric) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN n % 2 = 0;
CREATE DOMAIN pairwise AS numeric(10, 3) CHECK (is_even(VALUE));
CREATE TABLE ware (id integer PRIMARY KEY, weight pairwise);
-- ===== grants that become fewer, and more
CREATE TABLE book (id integer PRIMARY KEY, title text);
CREATE SEQUENCE shelf;
GRANT SELECT, INSERT ON book TO pg_monitor;
GRANT SELECT (id, title) ON book TO pg_read_all_data;
GRANT USAGE ON SEQUENCE shelf TO pg_monitor;
-- after
CREATE TABLE book (id integer PRIMARY KEY, title text);
CREATE SEQUENCE shelf;
GRANT SELECT ON book TO pg_monitor;
GRANT SELECT (id) ON book TO pg_read_all_data;
GRANT USAGE, SELECT ON SEQUENCE shelf TO pg_monitor WITH GRANT OPTION;
-- ===== tables that go with what they refer to
CREATE TABLE hall (id integer PRIMARY KEY, name text);
CREATE TABLE seat (id integer PRIMARY KEY, hall integer REFERENCES hall);
-- after
CREATE TABLE hall (id integer, name text);
-- ===== what leans on indexes that are made otherwise
CREATE TABLE coin (id integer PRIMARY KEY, mint text NOT NULL, year integer NOT NULL);
CREATE UNIQUE INDEX coin_mint ON coin (mint);
ALTER TABLE coin REPLICA IDENTITY USING INDEX coin_mint;
COMMENT ON INDEX coin_mint IS 'one a mint';
CREATE TABLE find (id integer PRIMARY KEY, mint text, year integer);
ALTER TABLE find ADD CONSTRAINT find_mint FOREIGN KEY (mint) REFERENCES coin (mint);
-- after
CREATE TABLE coin (id integer PRIMARY KEY, mint text NOT NULL, year integer NOT NULL);
CREATE UNIQUE INDEX coin_mint ON coin (mint, year);
ALTER TABLE coin REPLICA IDENTITY USING INDEX coin_mint;
COMMENT ON INDEX coin_mint IS 'one a mint';
CREATE TABLE find (id integer PRIMARY KEY, mint text, year integer);
ALTER TABLE find ADD CONSTRAINT find_mint FOREIGN KEY (mint, year) REFERENCES coin (mint, year);
-- ===== partitions come, go and take other rows
CREATE TABLE parcels (id bigint, sent date, size int, PRIMARY KEY (id, sent)) PARTITION BY RANGE (sent);
CREATE TABLE parcels_old PARTITION OF parcels FOR VALUES FROM (MINVALUE) TO ('2023-01-01');
CREATE TABLE parcels_2023 PARTITION OF parcels FOR VALUES FROM ('2023-01-01') TO ('2023-07-01');
CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;
-- after
CREATE TABLE parcels (id bigint, sent date, size int, note text, PRIMARY KEY (id, sent)) PARTITION BY RANGE (sent);
CREATE TABLE parcels_2023 PARTITION OF parcels FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE parcels_2024 PARTITION OF parcels FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;
CREATE INDEX parcels_by_size ON parcels (size);
-- ===== partition with an index, a check and settings of its own
CREATE TABLE crates (id int, place text, weight int) PARTITION BY LIST (place);
CREATE TABLE crates_here PARTITION OF crates FOR VALUES IN ('here');
CREATE TABLE crates_there PARTITION OF crates FOR VALUES IN ('there', NULL);
CREATE INDEX crates_here_weight ON crates_here (weight);
ALTER TABLE crates_there ENABLE ROW LEVEL SECURITY;
-- after
CREATE TABLE crates (id int, place text, weight bigint) PARTITION BY LIST (place);
CREATE TABLE crates_here PARTITION OF crates FOR VALUES IN ('here');
CREATE TABLE crates_there PARTITION OF crates (PRIMARY KEY (id)) FOR VALUES IN ('there');
CREATE INDEX crates_there_weight ON crates_there (weight);
ALTER TABLE crates_here ADD CONSTRAINT light CHECK (weight < 100);
ALTER TABLE crates_here ALTER weight SET DEFAULT 1, ALTER id SET NOT NULL;
-- ===== partition becomes a table, a table a partition
CREATE TABLE pages (n int NOT NULL, t text) PARTITION BY RANGE (n);
CREATE TABLE pages_1 PARTITION OF pages FOR VALUES FROM (1) TO (100);
CREATE TABLE pages_2 (n int NOT NULL, t text);
-- after
CREATE TABLE pages (n int NOT NULL, t text) PARTITION BY RANGE (n);
CREATE TABLE pages_2 PARTITION OF pages FOR VALUES FROM (100) TO (200);
CREATE TABLE pages_1 (n int NOT NULL, t text);
-- ===== partitioned by another column, with keys to it
CREATE TABLE lots (id int, yard int, PRIMARY KEY (id, yard)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE bids (id int PRIMARY KEY, lot int, yard int, FOREIGN KEY (lot, yard) REFERENCES lots);
-- after
CREATE TABLE lots (id int, yard int, PRIMARY KEY (id, yard)) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE lots_1 PARTITION OF lots FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE bids (id int PRIMARY KEY, lot int, yard int, FOREIGN KEY (lot, yard) REFERENCES lots);
-- ===== partitioned table goes to another namespace
CREATE TABLE moves (id int, t text) PARTITION BY LIST (t);
CREATE TABLE moves_a PARTITION OF moves FOR VALUES IN ('a');
-- after
CREATE SCHEMA other;
CREATE TABLE other.moves (id int, t text) PARTITION BY LIST (t);
CREATE TABLE other.moves_a PARTITION OF other.moves FOR VALUES IN ('a');
-- ===== view of a partition that goes
CREATE TABLE tides (at timestamptz NOT NULL, height numeric) PARTITION BY RANGE (at);
CREATE TABLE tides_1 PARTITION OF tides FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE VIEW high_tides AS SELECT at FROM tides_1 WHERE height > 3;
-- after
CREATE TABLE tides (at timestamptz NOT NULL, height numeric) PARTITION BY RANGE (at);
CREATE TABLE tides_2 PARTITION OF tides FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE VIEW high_tides AS SELECT at FROM tides_2 WHERE height > 3;
-- ===== partition of a column of a type of PostgreSQL's own
CREATE TABLE nets (net cidr NOT NULL, n int) PARTITION BY RANGE (net);
CREATE TABLE nets_10 PARTITION OF nets FOR VALUES FROM ('10.0.0.0/8') TO ('11.0.0.0/8');
-- after
CREATE TABLE nets (net cidr NOT NULL, n int) PARTITION BY RANGE (net);
CREATE TABLE nets_10 PARTITION OF nets FOR VALUES FROM ('10.0.0.0/8') TO ('11.0.0.0/8');
CREATE TABLE nets_11 PARTITION OF nets FOR VALUES FROM ('11.0.0.0/8') TO ('12.0.0.0/8');
-- ===== partition without a word for it becomes one with
CREATE TABLE deeds (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE deeds_1 PARTITION OF deeds FOR VALUES FROM (1) TO (10) PARTITION BY LIST (b);
CREATE TABLE deeds_1_1 PARTITION OF deeds_1 FOR VALUES IN (1);
-- after
CREATE TABLE deeds (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE deeds_1 PARTITION OF deeds FOR VALUES FROM (1) TO (10);
-- ===== types with numbers behind them that the language does not have
CREATE TABLE far (id integer PRIMARY KEY, a numeric(3, -2), b numeric(2, 5), c numeric(200, 100), d varchar(70000), e char(300), f varchar(100000)[], g numeric(70));
-- after
CREATE TABLE far (id integer PRIMARY KEY, a numeric(4, -1), b numeric(2, 4), c numeric(100, 40), d varchar(80000), e char(400), f varchar(90000)[], g numeric(65, 31));
-- ===== columns that triggers keep as `on update now` does, and otherwise
CREATE TABLE memo (id integer PRIMARY KEY, "At" timestamptz, day date, heard timestamp);
CREATE FUNCTION "memo_set_At"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW."At" := now();
    RETURN NEW;
  END
  $$;
CREATE TRIGGER "memo_set_At" BEFORE UPDATE ON memo FOR EACH ROW EXECUTE FUNCTION "memo_set_At"();
-- after
CREATE TABLE memo (id integer PRIMARY KEY, "At" timestamptz, day date, heard timestamp);
CREATE FUNCTION "memo_set_At"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW."At" := clock_timestamp();
    RETURN NEW;
  END
  $$;
CREATE TRIGGER "memo_set_At" BEFORE UPDATE ON memo FOR EACH ROW EXECUTE FUNCTION "memo_set_At"();
CREATE FUNCTION memo_set_day() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.day := CAST(now() AT TIME ZONE 'UTC' AS date);
    RETURN NEW;
  END
  $$;
CREATE TRIGGER memo_set_day BEFORE UPDATE ON memo FOR EACH ROW EXECUTE FUNCTION memo_set_day();
CREATE FUNCTION memo_set_heard() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.heard := (now() AT TIME ZONE 'UTC');
    RETURN NEW;
  END
  $$;
CREATE TRIGGER memo_set_heard BEFORE UPDATE ON memo FOR EACH ROW EXECUTE FUNCTION memo_set_heard();
-- ===== a function takes other arguments, and gives a type that is made otherwise
CREATE TYPE couple AS (a integer, b text);
CREATE FUNCTION pair_up(x integer) RETURNS couple LANGUAGE sql AS 'SELECT (x, NULL)::couple';
-- after
CREATE TYPE couple AS (a integer, b text, c boolean);
CREATE FUNCTION pair_up(x integer, y boolean) RETURNS couple LANGUAGE sql AS 'SELECT (x, NULL, y)::couple';
-- ===== comments with blanks at their ends
CREATE TABLE t (id int PRIMARY KEY, b int, c int, d int);
comment on table t is 'two  '; comment on column t.id is 'a '; comment on column t.b is ' b'; comment on column t.c is E'x\n y '; comment on column t.d is '  ';
-- after
CREATE TABLE t (id int PRIMARY KEY, b int, c int, d int);
comment on table t is ' two'; comment on column t.id is 'a'; comment on column t.b is 'b '; comment on column t.c is E'x \ny'; comment on column t.d is E'\n';
-- ===== serial of a partitioned table becomes plain
CREATE TABLE lots (id serial, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id int, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== identity of a partitioned table becomes plain
CREATE TABLE lots (id int GENERATED BY DEFAULT AS IDENTITY, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id int, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial of a partitioned table becomes identity
CREATE TABLE lots (id serial, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id int GENERATED BY DEFAULT AS IDENTITY, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial of a partitioned table becomes bigserial
CREATE TABLE lots (id serial, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id bigserial, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial of a partitioned table not in key becomes bigserial
CREATE TABLE lots (id serial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id bigserial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial of a partitioned table not in key becomes plain
CREATE TABLE lots (id serial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id int, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial of a partitioned table not in key becomes text
CREATE TABLE lots (id serial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id text, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial goes with its column
CREATE TABLE lots (id serial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial of a partitioned table: sequence of own, other column takes from it
CREATE TABLE lots (id serial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE SEQUENCE numbers;
CREATE TABLE lots (id int DEFAULT nextval('numbers'), yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== partitioned table of serial becomes plain table
CREATE TABLE lots (id serial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id serial, yard int);
-- ===== partitioned table of serial becomes plain table with plain column
CREATE TABLE lots (id serial, yard int) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id int, yard int);
-- ===== identity always of partitioned table
CREATE TABLE lots (id int GENERATED ALWAYS AS IDENTITY (START 5), yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id int, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== identity always of partitioned table becomes by default
CREATE TABLE lots (id int GENERATED ALWAYS AS IDENTITY (START 5), yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id int GENERATED BY DEFAULT AS IDENTITY, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial, the table is renamed to other namespace
CREATE TABLE lots (id serial, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE SCHEMA s;
CREATE TABLE s.lots (id serial, yard int, PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE s.lots_0 PARTITION OF s.lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== serial of other partitioning
CREATE TABLE lots (id serial, yard int, PRIMARY KEY (id, yard)) PARTITION BY HASH (id);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE lots (id serial, yard int, PRIMARY KEY (id, yard)) PARTITION BY HASH (yard);
CREATE TABLE lots_0 PARTITION OF lots FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== enum loses a value under a domain
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN feeling AS mood;
CREATE TABLE t (id int PRIMARY KEY, f feeling, m mood);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN feeling AS mood;
CREATE TABLE t (id int PRIMARY KEY, f feeling, m mood);
-- ===== enum loses a value under a domain with default and check, column default
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN feeling AS mood DEFAULT 'sad' NOT NULL CHECK (VALUE <> 'happy');
CREATE TABLE t (id int PRIMARY KEY, f feeling DEFAULT 'sad', m mood DEFAULT 'happy');
CREATE INDEX ON t (f);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN feeling AS mood DEFAULT 'sad' NOT NULL CHECK (VALUE <> 'happy');
CREATE TABLE t (id int PRIMARY KEY, f feeling DEFAULT 'sad', m mood DEFAULT 'happy');
CREATE INDEX ON t (f);
-- ===== enum loses a value under a domain that no column has
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN feeling AS mood;
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN feeling AS mood;
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- ===== enum loses a value, array columns
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood[], n mood[] NOT NULL DEFAULT '{sad}');
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood[], n mood[] NOT NULL DEFAULT '{sad}');
-- ===== enum loses a value, domain over array of it
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN moods AS mood[];
CREATE TABLE t (id int PRIMARY KEY, m moods);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN moods AS mood[];
CREATE TABLE t (id int PRIMARY KEY, m moods);
-- ===== enum loses a value, composite type with it
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a int, m mood);
CREATE TABLE t (id int PRIMARY KEY, p pair, m mood);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE pair AS (a int, m mood);
CREATE TABLE t (id int PRIMARY KEY, p pair, m mood);
-- ===== enum loses a value, composite type with it, unused
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE pair AS (a int, m mood);
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE pair AS (a int, m mood);
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- ===== enum loses a value, range type over it
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE moodrange AS RANGE (subtype = mood);
CREATE TABLE t (id int PRIMARY KEY, r moodrange, m mood);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TYPE moodrange AS RANGE (subtype = mood);
CREATE TABLE t (id int PRIMARY KEY, r moodrange, m mood);
-- ===== enum loses a value, partition key
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int, m mood, PRIMARY KEY (id, m)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('happy');
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id int, m mood, PRIMARY KEY (id, m)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('happy');
-- ===== enum loses a value with its partition
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int, m mood, PRIMARY KEY (id, m)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad');
CREATE TABLE t_3 PARTITION OF t FOR VALUES IN ('ok');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('happy');
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id int, m mood, PRIMARY KEY (id, m)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('happy');
-- ===== enum loses a value, column of a partitioned table but no key
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int, m mood DEFAULT 'sad', PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id int, m mood DEFAULT 'sad', PRIMARY KEY (id)) PARTITION BY HASH (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== enum loses a value, function of it
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE FUNCTION better(m mood) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'happy'::mood $$;
CREATE TABLE t (id int PRIMARY KEY, m mood, b mood GENERATED ALWAYS AS (better(m)) STORED);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION better(m mood) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'happy'::mood $$;
CREATE TABLE t (id int PRIMARY KEY, m mood, b mood GENERATED ALWAYS AS (better(m)) STORED);
-- ===== enum loses a value, default by function of it
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE FUNCTION best() RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'happy'::mood $$;
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT best());
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION best() RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'happy'::mood $$;
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT best());
-- ===== enum loses a value, view over it
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood);
CREATE VIEW v AS SELECT 'sad'::mood AS m;
CREATE VIEW w AS SELECT m FROM t;
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood);
CREATE VIEW v AS SELECT 'sad'::mood AS m;
CREATE VIEW w AS SELECT m FROM t;
-- ===== enum in sub-partition table
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int, m mood, PRIMARY KEY (id, m)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad') PARTITION BY HASH (id);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE t (id int, m mood, PRIMARY KEY (id, m)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad') PARTITION BY HASH (id);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== enum loses a value, partition key, with keys, indexes, views
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE t (id int, m mood DEFAULT 'sad', u int REFERENCES u, PRIMARY KEY (id, m), CONSTRAINT c CHECK (m <> 'happy')) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('happy');
CREATE INDEX i ON t (u);
CREATE INDEX j ON t (u) WHERE m = 'sad';
CREATE TABLE r (id int, t int, m mood, FOREIGN KEY (t, m) REFERENCES t);
CREATE VIEW v AS SELECT id, m FROM t;
COMMENT ON TABLE t IS 'about t';
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE t (id int, m mood DEFAULT 'sad', u int REFERENCES u, PRIMARY KEY (id, m), CONSTRAINT c CHECK (m <> 'happy')) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('sad');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('happy');
CREATE INDEX i ON t (u);
CREATE INDEX j ON t (u) WHERE m = 'sad';
CREATE TABLE r (id int, t int, m mood, FOREIGN KEY (t, m) REFERENCES t);
CREATE VIEW v AS SELECT id, m FROM t;
COMMENT ON TABLE t IS 'about t';
-- ===== check added to a domain, array column
CREATE DOMAIN price AS numeric;
CREATE TABLE t (id int PRIMARY KEY, p price[], q price);
-- after
CREATE DOMAIN price AS numeric CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, p price[], q price);
-- ===== check of a domain becomes another, array column
CREATE DOMAIN price AS numeric CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, p price[] DEFAULT '{2}', q price DEFAULT 3 NOT NULL);
CREATE INDEX ON t ((p[1]));
-- after
CREATE DOMAIN price AS numeric CHECK (VALUE > 1);
CREATE TABLE t (id int PRIMARY KEY, p price[] DEFAULT '{2}', q price DEFAULT 3 NOT NULL);
CREATE INDEX ON t ((p[1]));
-- ===== domain becomes not null, array column
CREATE DOMAIN price AS numeric;
CREATE TABLE t (id int PRIMARY KEY, p price[], q price);
-- after
CREATE DOMAIN price AS numeric NOT NULL;
CREATE TABLE t (id int PRIMARY KEY, p price[], q price);
-- ===== check added to a domain, composite type of it
CREATE DOMAIN price AS numeric;
CREATE TYPE pair AS (a int, p price);
CREATE TABLE t (id int PRIMARY KEY, p pair, q price);
-- after
CREATE DOMAIN price AS numeric CHECK (VALUE > 0);
CREATE TYPE pair AS (a int, p price);
CREATE TABLE t (id int PRIMARY KEY, p pair, q price);
-- ===== check added to a domain, composite type of it, not in a table
CREATE DOMAIN price AS numeric;
CREATE TYPE pair AS (a int, p price);
CREATE TABLE t (id int PRIMARY KEY, q price);
-- after
CREATE DOMAIN price AS numeric CHECK (VALUE > 0);
CREATE TYPE pair AS (a int, p price);
CREATE TABLE t (id int PRIMARY KEY, q price);
-- ===== check added to a domain, range over it
CREATE DOMAIN price AS numeric;
CREATE TYPE prices AS RANGE (subtype = price);
CREATE TABLE t (id int PRIMARY KEY, r prices, q price);
-- after
CREATE DOMAIN price AS numeric CHECK (VALUE > 0);
CREATE TYPE prices AS RANGE (subtype = price);
CREATE TABLE t (id int PRIMARY KEY, r prices, q price);
-- ===== check added to a domain, domain over it and its array
CREATE DOMAIN price AS numeric;
CREATE DOMAIN high AS price;
CREATE DOMAIN many AS price[];
CREATE TABLE t (id int PRIMARY KEY, r high, q many, x high[], y many[]);
-- after
CREATE DOMAIN price AS numeric CHECK (VALUE > 0);
CREATE DOMAIN high AS price;
CREATE DOMAIN many AS price[];
CREATE TABLE t (id int PRIMARY KEY, r high, q many, x high[], y many[]);
-- ===== type of a domain changes, array column
CREATE DOMAIN price AS numeric;
CREATE TABLE t (id int PRIMARY KEY, p price[], q price);
-- after
CREATE DOMAIN price AS text;
CREATE TABLE t (id int PRIMARY KEY, p price[], q price);
-- ===== type of a domain changes, composite
CREATE DOMAIN price AS numeric;
CREATE TYPE pair AS (a int, p price);
CREATE TABLE t (id int PRIMARY KEY, p pair, q price);
-- after
CREATE DOMAIN price AS text;
CREATE TYPE pair AS (a int, p price);
CREATE TABLE t (id int PRIMARY KEY, p pair, q price);
-- ===== check added to a domain, array column of a partitioned table and in a view
CREATE DOMAIN price AS numeric;
CREATE TABLE t (id int PRIMARY KEY, p price[], q price) PARTITION BY HASH (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE VIEW v AS SELECT p, q FROM t;
-- after
CREATE DOMAIN price AS numeric CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, p price[], q price) PARTITION BY HASH (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE VIEW v AS SELECT p, q FROM t;
-- ===== result type changes under a default
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a bigint DEFAULT f());
-- after
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a bigint DEFAULT f());
-- ===== result type changes under a check
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (f(a) > 0));
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT c CHECK (f(a) > 0));
-- ===== result type changes under a generated column
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int, b bigint GENERATED ALWAYS AS (f(a)) STORED);
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int, b bigint GENERATED ALWAYS AS (f(a)) STORED);
-- ===== result type changes under a generated column that changes type
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (f(a)) STORED);
-- after
CREATE FUNCTION f(x int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int, b text GENERATED ALWAYS AS (f(a)) STORED);
-- ===== result type changes under an index
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX i ON t (f(a));
CREATE INDEX j ON t (a) WHERE f(a) > 1;
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX i ON t (f(a));
CREATE INDEX j ON t (a) WHERE f(a) > 1;
-- ===== result type changes under a policy
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (f(a) > 0);
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (f(a) > 0);
-- ===== result type changes under a view
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE VIEW v AS SELECT f(a) AS b FROM t;
CREATE VIEW w AS SELECT b FROM v;
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE VIEW v AS SELECT f(a) AS b FROM t;
CREATE VIEW w AS SELECT b FROM v;
-- ===== result type changes under a domain check and default
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE DOMAIN d AS int DEFAULT f(1) CHECK (f(VALUE) > 0);
CREATE TABLE t (id int PRIMARY KEY, a d);
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE DOMAIN d AS int DEFAULT f(1) CHECK (f(VALUE) > 0);
CREATE TABLE t (id int PRIMARY KEY, a d);
-- ===== result type changes under an exclusion, a trigger condition, partition key
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT ex EXCLUDE USING btree (f(a) WITH =));
CREATE TRIGGER tt BEFORE INSERT ON t FOR EACH ROW WHEN (f(NEW.a) > 0) EXECUTE FUNCTION tr();
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT ex EXCLUDE USING btree (f(a) WITH =));
CREATE TRIGGER tt BEFORE INSERT ON t FOR EACH ROW WHEN (f(NEW.a) > 0) EXECUTE FUNCTION tr();
-- ===== result type changes with name of a parameter under a default, and of table()
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION g() RETURNS TABLE (a int) LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a bigint DEFAULT f(1));
CREATE VIEW v AS SELECT a FROM g();
-- after
CREATE FUNCTION f(y int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION g() RETURNS TABLE (a int, b int) LANGUAGE sql AS 'SELECT 1, 2';
CREATE TABLE t (id int PRIMARY KEY, a bigint DEFAULT f(1));
CREATE VIEW v AS SELECT a FROM g();
-- ===== result type changes under a default of a partitioned table
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a bigint DEFAULT f()) PARTITION BY HASH (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id int PRIMARY KEY, a bigint DEFAULT f()) PARTITION BY HASH (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- ===== collation otherwise under a column
CREATE COLLATION low (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE low);
-- after
CREATE COLLATION low (provider = icu, locale = 'fr');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE low);
-- ===== collation otherwise under a column with index and check and default
CREATE COLLATION low (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE low DEFAULT 'x' NOT NULL UNIQUE, b varchar(10)[] COLLATE low, CHECK (a < 'y'));
CREATE INDEX i ON t (id, a);
-- after
CREATE COLLATION low (provider = icu, locale = 'fr');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE low DEFAULT 'x' NOT NULL UNIQUE, b varchar(10)[] COLLATE low, CHECK (a < 'y'));
CREATE INDEX i ON t (id, a);
-- ===== collation otherwise under an index key
CREATE COLLATION low (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE INDEX i ON t (a COLLATE low);
-- after
CREATE COLLATION low (provider = icu, locale = 'fr');
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE INDEX i ON t (a COLLATE low);
-- ===== collation otherwise under a check, generated
CREATE COLLATION low (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text, b boolean GENERATED ALWAYS AS (a COLLATE low < 'd') STORED, CONSTRAINT c CHECK (a COLLATE low > 'b'));
-- after
CREATE COLLATION low (provider = icu, locale = 'fr');
CREATE TABLE t (id int PRIMARY KEY, a text, b boolean GENERATED ALWAYS AS (a COLLATE low < 'd') STORED, CONSTRAINT c CHECK (a COLLATE low > 'b'));
-- ===== collation otherwise under a domain
CREATE COLLATION low (provider = icu, locale = 'de');
CREATE DOMAIN d AS text COLLATE low;
CREATE TABLE t (id int PRIMARY KEY, a d);
-- after
CREATE COLLATION low (provider = icu, locale = 'fr');
CREATE DOMAIN d AS text COLLATE low;
CREATE TABLE t (id int PRIMARY KEY, a d);
-- ===== collation otherwise under a view
CREATE COLLATION low (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE VIEW v AS SELECT a FROM t ORDER BY a COLLATE low;
-- after
CREATE COLLATION low (provider = icu, locale = 'fr');
CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE VIEW v AS SELECT a FROM t ORDER BY a COLLATE low;
-- ===== collation otherwise under a column of a partitioned table, composite type
CREATE COLLATION low (provider = icu, locale = 'de');
CREATE TYPE pair AS (a int, b text COLLATE low);
CREATE TABLE t (id int, a text COLLATE low, p pair) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (2);
-- after
CREATE COLLATION low (provider = icu, locale = 'fr');
CREATE TYPE pair AS (a int, b text COLLATE low);
CREATE TABLE t (id int, a text COLLATE low, p pair) PARTITION BY RANGE (id);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (2);
-- ===== collation in another namespace otherwise
CREATE SCHEMA s;
CREATE COLLATION s.low (provider = icu, locale = 'de');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE s.low);
-- after
CREATE SCHEMA s;
CREATE COLLATION s.low (provider = icu, locale = 'fr');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE s.low);
-- ===== composite and enum swap names
CREATE TYPE a AS (x int, y text);
CREATE TYPE b AS ENUM ('p', 'q');
CREATE TABLE t (id int PRIMARY KEY, c a, d b);
-- after
CREATE TYPE b AS (x int, y text);
CREATE TYPE a AS ENUM ('p', 'q');
CREATE TABLE t (id int PRIMARY KEY, c b, d a);
-- ===== composite and table swap names
CREATE TYPE a AS (x int, y text);
CREATE TABLE b (x int, z text);
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE TYPE b AS (x int, y text);
CREATE TABLE a (x int, z text);
CREATE TABLE t (id int PRIMARY KEY, c b);
-- ===== composite and table swap names, no column
CREATE TYPE a AS (x int, y text);
CREATE TABLE b (x int, z text);
-- after
CREATE TYPE b AS (x int, y text);
CREATE TABLE a (x int, z text);
-- ===== composite and view swap names
CREATE TYPE a AS (x int, y text);
CREATE VIEW b AS SELECT 1 AS one;
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE TYPE b AS (x int, y text);
CREATE VIEW a AS SELECT 1 AS one;
CREATE TABLE t (id int PRIMARY KEY, c b);
-- ===== composite and domain swap names
CREATE TYPE a AS (x int, y text);
CREATE DOMAIN b AS int CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, c a, d b);
-- after
CREATE TYPE b AS (x int, y text);
CREATE DOMAIN a AS int CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, c b, d a);
-- ===== composites swap names
CREATE TYPE a AS (x int, y text);
CREATE TYPE b AS (x int, y text, z int);
CREATE TABLE t (id int PRIMARY KEY, c a, d b);
-- after
CREATE TYPE b AS (x int, y text);
CREATE TYPE a AS (x int, y text, z int);
CREATE TABLE t (id int PRIMARY KEY, c b, d a);
-- ===== composite becomes enum
CREATE TYPE a AS (x int, y text);
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE TYPE a AS ENUM ('p', 'q');
CREATE TABLE t (id int PRIMARY KEY, c a);
-- ===== composite becomes domain
CREATE TYPE a AS (x int, y text);
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE DOMAIN a AS int;
CREATE TABLE t (id int PRIMARY KEY, c a);
-- ===== composite becomes table
CREATE TYPE a AS (x int, y text);
CREATE TABLE t (id int PRIMARY KEY, c text);
-- after
CREATE TABLE a (x int, y text);
CREATE TABLE t (id int PRIMARY KEY, c text);
-- ===== composite becomes view
CREATE TYPE a AS (x int, y text);
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE VIEW a AS SELECT 1 AS one;
CREATE TABLE t (id int PRIMARY KEY, c int);
-- ===== composite becomes range
CREATE TYPE a AS (x int, y text);
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE TYPE a AS RANGE (subtype = int);
CREATE TABLE t (id int PRIMARY KEY, c a);
-- ===== enum becomes domain
CREATE TYPE a AS ENUM ('p', 'q');
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE DOMAIN a AS text;
CREATE TABLE t (id int PRIMARY KEY, c a);
-- ===== enum and domain swap names
CREATE TYPE a AS ENUM ('p', 'q');
CREATE DOMAIN b AS text;
CREATE TABLE t (id int PRIMARY KEY, c a, d b);
-- after
CREATE TYPE b AS ENUM ('p', 'q');
CREATE DOMAIN a AS text;
CREATE TABLE t (id int PRIMARY KEY, c b, d a);
-- ===== enum and table swap names
CREATE TYPE a AS ENUM ('p', 'q');
CREATE TABLE b (x int, z text);
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE TYPE b AS ENUM ('p', 'q');
CREATE TABLE a (x int, z text);
CREATE TABLE t (id int PRIMARY KEY, c b);
-- ===== enum and view swap names
CREATE TYPE a AS ENUM ('p', 'q');
CREATE VIEW b AS SELECT 1 AS one;
CREATE TABLE t (id int PRIMARY KEY, c a);
-- after
CREATE TYPE b AS ENUM ('p', 'q');
CREATE VIEW a AS SELECT 1 AS one;
CREATE TABLE t (id int PRIMARY KEY, c b);
-- ===== sub-partitions stay, another table changes
CREATE TABLE t (id int, m text, at date) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('b');
CREATE TABLE u (id int);
-- after
CREATE TABLE t (id int, m text, at date) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE t_2 PARTITION OF t FOR VALUES IN ('b');
CREATE TABLE u (id int, a text);
-- ===== sub-partition comes
CREATE TABLE t (id int, m text, at date) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- after
CREATE TABLE t (id int, m text, at date) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE t_1_2 PARTITION OF t_1 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
-- ===== column and index come to table with sub-partitions
CREATE TABLE t (id int, m text, at date, PRIMARY KEY (id, m, at)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
-- after
CREATE TABLE t (id int, m text, at date, x int DEFAULT 3, PRIMARY KEY (id, m, at)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX i ON t (x);
-- ===== sub-partition with own index, check, default, comment
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE t (id int REFERENCES u, m text, at date, PRIMARY KEY (id, m, at)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX i ON t_1_1 (id);
CREATE INDEX j ON t_1 (at);
ALTER TABLE t_1_1 ADD CONSTRAINT c CHECK (id > 0);
ALTER TABLE t_1_1 ALTER id SET DEFAULT 4;
COMMENT ON TABLE t_1_1 IS 'old';
CREATE VIEW v AS SELECT id FROM t_1_1;
-- after
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE t (id int REFERENCES u, m text, at date, PRIMARY KEY (id, m, at)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX i ON t_1_1 (at);
CREATE INDEX j ON t_1 (at, id);
ALTER TABLE t_1_1 ADD CONSTRAINT c CHECK (id > 1);
ALTER TABLE t_1_1 ALTER id SET DEFAULT 5;
COMMENT ON TABLE t_1_1 IS 'new';
CREATE VIEW v AS SELECT id, at FROM t_1_1;
-- ===== partitions of partitions of partitions
CREATE TABLE t (id int, m text, at date) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY HASH (id);
CREATE TABLE t_1_1_1 PARTITION OF t_1_1 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- after
CREATE TABLE t (id int, m text, at date) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY HASH (id);
CREATE TABLE t_1_1_1 PARTITION OF t_1_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE t_1_1_2 PARTITION OF t_1_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- ===== a table with partitions of partitions comes
CREATE TABLE u (id int PRIMARY KEY);
-- after
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE t (id int REFERENCES u, m text, at date, PRIMARY KEY (id, m, at)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE r (id int, m text, at date, FOREIGN KEY (id, m, at) REFERENCES t);
-- ===== table with references to it that changes
CREATE TABLE t (id int, m text, at date, PRIMARY KEY (id, m, at)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE r (id int, m text, at date, FOREIGN KEY (id, m, at) REFERENCES t);
-- after
CREATE TABLE t (id int, m text, at date, PRIMARY KEY (id, m, at)) PARTITION BY LIST (m);
CREATE TABLE t_1 PARTITION OF t FOR VALUES IN ('a') PARTITION BY RANGE (at);
CREATE TABLE t_1_1 PARTITION OF t_1 FOR VALUES FROM ('2020-01-01') TO ('2022-01-01');
CREATE TABLE r (id int, m text, at date, FOREIGN KEY (id, m, at) REFERENCES t);
-- ===== foreign keys to unique indexes, of and to a table that changes
CREATE TABLE ones (a varchar(9) COLLATE "C" NOT NULL, b integer);
CREATE UNIQUE INDEX ones_index ON ones (a);
CREATE TABLE twos (a varchar(9));
CREATE UNIQUE INDEX twos_index ON twos (a);
ALTER TABLE ones ADD FOREIGN KEY (a) REFERENCES twos (a);
ALTER TABLE twos ADD FOREIGN KEY (a) REFERENCES ones (a);
-- after
CREATE TABLE ones (a varchar(9) COLLATE "C" NOT NULL, c bigint);
CREATE UNIQUE INDEX ones_index ON ones (a);
CREATE TABLE twos (a varchar(9));
CREATE UNIQUE INDEX twos_index ON twos (a);
ALTER TABLE ones ADD FOREIGN KEY (a) REFERENCES twos (a);
ALTER TABLE twos ADD FOREIGN KEY (a) REFERENCES ones (a);
-- ===== what stands on a function and an enum comes back with all that hangs on it
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x + 1';
GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC;
REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC;
COMMENT ON FUNCTION f(int) IS 'eff';
CREATE TYPE mood AS ENUM ('ok','bad','x');
COMMENT ON TYPE mood IS 'a mood';
REVOKE USAGE ON TYPE mood FROM PUBLIC;
CREATE DOMAIN price AS int DEFAULT 3 CHECK (f(VALUE) > 0);
COMMENT ON DOMAIN price IS 'a price';
REVOKE USAGE ON DOMAIN price FROM PUBLIC;
CREATE DOMAIN dmood AS mood DEFAULT 'ok' CHECK (VALUE <> 'bad');
COMMENT ON CONSTRAINT dmood_check ON DOMAIN dmood IS 'not bad';
COMMENT ON DOMAIN dmood IS 'a dmood';
REVOKE USAGE ON DOMAIN dmood FROM PUBLIC;
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (f(1)) STORED, c text, m mood DEFAULT 'ok', p price, dm dmood, dms dmood[], ps price[]);
COMMENT ON COLUMN t.b IS 'computed';
GRANT SELECT (b), UPDATE (c) ON t TO PUBLIC;
ALTER TABLE t ALTER COLUMN b SET STATISTICS 77;
ALTER TABLE t ALTER COLUMN b SET (n_distinct = 5);
CREATE UNIQUE INDEX t_f ON t (f(a));
COMMENT ON INDEX t_f IS 'over f';
CREATE INDEX t_g ON t (f(a), (f(a) + 1));
ALTER INDEX t_g ALTER COLUMN 2 SET STATISTICS 55;
ALTER TABLE t CLUSTER ON t_g;
ALTER TABLE t ADD CONSTRAINT positive CHECK (f(a) > 0) NOT VALID;
COMMENT ON CONSTRAINT positive ON t IS 'pos';
CREATE STATISTICS st ON a, (f(a)) FROM t;
COMMENT ON STATISTICS st IS 'stat';
ALTER STATISTICS st SET STATISTICS 33;
CREATE VIEW v WITH (security_barrier) AS SELECT id, f(a) AS fa, m, p FROM t;
COMMENT ON VIEW v IS 'view';
COMMENT ON COLUMN v.fa IS 'viewcol';
GRANT SELECT ON v TO PUBLIC;
GRANT UPDATE (id) ON v TO PUBLIC;
CREATE RULE noins AS ON INSERT TO v DO INSTEAD NOTHING;
CREATE MATERIALIZED VIEW mv WITH (fillfactor = 70) AS SELECT id, f(a) AS fa, m, p, c FROM t WITH NO DATA;
CREATE UNIQUE INDEX mv_i ON mv (fa);
COMMENT ON INDEX mv_i IS 'mvi';
COMMENT ON MATERIALIZED VIEW mv IS 'matview';
GRANT SELECT ON mv TO PUBLIC;
GRANT SELECT (fa) ON mv TO PUBLIC;
ALTER MATERIALIZED VIEW mv ALTER COLUMN fa SET STATISTICS 44;
ALTER MATERIALIZED VIEW mv ALTER COLUMN c SET STORAGE EXTERNAL;
ALTER MATERIALIZED VIEW mv CLUSTER ON mv_i;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY pol ON t FOR SELECT TO PUBLIC USING (f(a) > 0);
COMMENT ON POLICY pol ON t IS 'pol';
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tg BEFORE UPDATE ON t FOR EACH ROW WHEN (f(NEW.a) > 1) EXECUTE FUNCTION tr();
COMMENT ON TRIGGER tg ON t IS 'trig';
ALTER TABLE t DISABLE TRIGGER tg;
CREATE RULE r AS ON DELETE TO t WHERE f(old.a) > 100 DO INSTEAD NOTHING;
ALTER TABLE t ENABLE ALWAYS RULE r;
COMMENT ON RULE r ON t IS 'rule';
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT x + 1';
GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC;
REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC;
COMMENT ON FUNCTION f(int) IS 'eff';
CREATE TYPE mood AS ENUM ('bad','ok');
COMMENT ON TYPE mood IS 'a mood';
REVOKE USAGE ON TYPE mood FROM PUBLIC;
CREATE DOMAIN price AS int DEFAULT 3 CHECK (f(VALUE) > 1);
COMMENT ON DOMAIN price IS 'a price';
REVOKE USAGE ON DOMAIN price FROM PUBLIC;
CREATE DOMAIN dmood AS mood DEFAULT 'ok' CHECK (VALUE <> 'bad');
COMMENT ON CONSTRAINT dmood_check ON DOMAIN dmood IS 'not bad';
COMMENT ON DOMAIN dmood IS 'a dmood';
REVOKE USAGE ON DOMAIN dmood FROM PUBLIC;
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (f(1)) STORED, c text, m mood DEFAULT 'ok', p price, dm dmood, dms dmood[], ps price[]);
COMMENT ON COLUMN t.b IS 'computed';
GRANT SELECT (b), UPDATE (c) ON t TO PUBLIC;
ALTER TABLE t ALTER COLUMN b SET STATISTICS 77;
ALTER TABLE t ALTER COLUMN b SET (n_distinct = 5);
CREATE UNIQUE INDEX t_f ON t (f(a));
COMMENT ON INDEX t_f IS 'over f';
CREATE INDEX t_g ON t (f(a), (f(a) + 1));
ALTER INDEX t_g ALTER COLUMN 2 SET STATISTICS 55;
ALTER TABLE t CLUSTER ON t_g;
ALTER TABLE t ADD CONSTRAINT positive CHECK (f(a) > 0) NOT VALID;
COMMENT ON CONSTRAINT positive ON t IS 'pos';
CREATE STATISTICS st ON a, (f(a)) FROM t;
COMMENT ON STATISTICS st IS 'stat';
ALTER STATISTICS st SET STATISTICS 33;
CREATE VIEW v WITH (security_barrier) AS SELECT id, f(a) AS fa, m, p FROM t;
COMMENT ON VIEW v IS 'view';
COMMENT ON COLUMN v.fa IS 'viewcol';
GRANT SELECT ON v TO PUBLIC;
GRANT UPDATE (id) ON v TO PUBLIC;
CREATE RULE noins AS ON INSERT TO v DO INSTEAD NOTHING;
CREATE MATERIALIZED VIEW mv WITH (fillfactor = 70) AS SELECT id, f(a) AS fa, m, p, c FROM t WITH NO DATA;
CREATE UNIQUE INDEX mv_i ON mv (fa);
COMMENT ON INDEX mv_i IS 'mvi';
COMMENT ON MATERIALIZED VIEW mv IS 'matview';
GRANT SELECT ON mv TO PUBLIC;
GRANT SELECT (fa) ON mv TO PUBLIC;
ALTER MATERIALIZED VIEW mv ALTER COLUMN fa SET STATISTICS 44;
ALTER MATERIALIZED VIEW mv ALTER COLUMN c SET STORAGE EXTERNAL;
ALTER MATERIALIZED VIEW mv CLUSTER ON mv_i;
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY pol ON t FOR SELECT TO PUBLIC USING (f(a) > 0);
COMMENT ON POLICY pol ON t IS 'pol';
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tg BEFORE UPDATE ON t FOR EACH ROW WHEN (f(NEW.a) > 1) EXECUTE FUNCTION tr();
COMMENT ON TRIGGER tg ON t IS 'trig';
ALTER TABLE t DISABLE TRIGGER tg;
CREATE RULE r AS ON DELETE TO t WHERE f(old.a) > 100 DO INSTEAD NOTHING;
ALTER TABLE t ENABLE ALWAYS RULE r;
COMMENT ON RULE r ON t IS 'rule';
-- ===== keys of an enum and a domain come back with all that hangs on them
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x + 1';
GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC;
REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC;
COMMENT ON FUNCTION f(int) IS 'eff';
CREATE TYPE mood AS ENUM ('ok','bad','x');
COMMENT ON TYPE mood IS 'a mood';
REVOKE USAGE ON TYPE mood FROM PUBLIC;
CREATE DOMAIN price AS int DEFAULT 3 CHECK (f(VALUE) > 0);
COMMENT ON DOMAIN price IS 'a price';
REVOKE USAGE ON DOMAIN price FROM PUBLIC;
CREATE DOMAIN dmood AS mood DEFAULT 'ok' CHECK (VALUE <> 'bad');
COMMENT ON CONSTRAINT dmood_check ON DOMAIN dmood IS 'not bad';
COMMENT ON DOMAIN dmood IS 'a dmood';
REVOKE USAGE ON DOMAIN dmood FROM PUBLIC;
CREATE TABLE r (id int NOT NULL, d dmood NOT NULL, m mood NOT NULL, n int GENERATED ALWAYS AS (id + 1) STORED NOT NULL);
CREATE UNIQUE INDEX r_d ON r (d);
ALTER TABLE r REPLICA IDENTITY USING INDEX r_d;
ALTER TABLE r ALTER COLUMN d SET STATISTICS 12;
ALTER TABLE r ALTER COLUMN d SET STORAGE PLAIN;
GRANT SELECT (d) ON r TO PUBLIC;
COMMENT ON COLUMN r.d IS 'dee';
CREATE TABLE k (d price, m mood, c text, PRIMARY KEY (d));
COMMENT ON INDEX k_pkey IS 'kk';
COMMENT ON CONSTRAINT k_pkey ON k IS 'kc';
ALTER TABLE k CLUSTER ON k_pkey;
CREATE TABLE kk (d price REFERENCES k ON DELETE CASCADE);
COMMENT ON CONSTRAINT kk_d_fkey ON kk IS 'fk';
CREATE TABLE rr (m dmood[] NOT NULL, x text);
ALTER TABLE rr ADD CONSTRAINT rr_u UNIQUE (m) INCLUDE (x);
ALTER TABLE rr REPLICA IDENTITY USING INDEX rr_u;
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT x + 1';
GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC;
REVOKE EXECUTE ON FUNCTION f(int) FROM PUBLIC;
COMMENT ON FUNCTION f(int) IS 'eff';
CREATE TYPE mood AS ENUM ('bad','ok');
COMMENT ON TYPE mood IS 'a mood';
REVOKE USAGE ON TYPE mood FROM PUBLIC;
CREATE DOMAIN price AS int DEFAULT 3 CHECK (f(VALUE) > 1);
COMMENT ON DOMAIN price IS 'a price';
REVOKE USAGE ON DOMAIN price FROM PUBLIC;
CREATE DOMAIN dmood AS mood DEFAULT 'ok' CHECK (VALUE <> 'bad');
COMMENT ON CONSTRAINT dmood_check ON DOMAIN dmood IS 'not bad';
COMMENT ON DOMAIN dmood IS 'a dmood';
REVOKE USAGE ON DOMAIN dmood FROM PUBLIC;
CREATE TABLE r (id int NOT NULL, d dmood NOT NULL, m mood NOT NULL, n int GENERATED ALWAYS AS (id + 1) STORED NOT NULL);
CREATE UNIQUE INDEX r_d ON r (d);
ALTER TABLE r REPLICA IDENTITY USING INDEX r_d;
ALTER TABLE r ALTER COLUMN d SET STATISTICS 12;
ALTER TABLE r ALTER COLUMN d SET STORAGE PLAIN;
GRANT SELECT (d) ON r TO PUBLIC;
COMMENT ON COLUMN r.d IS 'dee';
CREATE TABLE k (d price, m mood, c text, PRIMARY KEY (d));
COMMENT ON INDEX k_pkey IS 'kk';
COMMENT ON CONSTRAINT k_pkey ON k IS 'kc';
ALTER TABLE k CLUSTER ON k_pkey;
CREATE TABLE kk (d price REFERENCES k ON DELETE CASCADE);
COMMENT ON CONSTRAINT kk_d_fkey ON kk IS 'fk';
CREATE TABLE rr (m dmood[] NOT NULL, x text);
ALTER TABLE rr ADD CONSTRAINT rr_u UNIQUE (m) INCLUDE (x);
ALTER TABLE rr REPLICA IDENTITY USING INDEX rr_u;
-- ===== rule of a domain and function go at once
CREATE FUNCTION f(x int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT x > 1';
CREATE DOMAIN price AS int CHECK (f(VALUE));
CREATE TABLE t (p price, id int PRIMARY KEY);
-- after
CREATE FUNCTION f(x int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT x::text';
CREATE DOMAIN price AS int CHECK (VALUE > 1);
CREATE TABLE t (p price, id int PRIMARY KEY);
-- ===== rule of a domain goes, and its function
CREATE FUNCTION f(x int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT x > 1';
CREATE DOMAIN price AS int CHECK (f(VALUE));
CREATE TABLE t (p price, id int PRIMARY KEY);
CREATE VIEW v AS SELECT f(id) FROM t;
-- after
CREATE DOMAIN price AS int;
CREATE TABLE t (p price, id int PRIMARY KEY);
-- ===== rule of a domain goes, an enum goes, and a type
CREATE TYPE m AS ENUM ('a', 'b');
CREATE TYPE c AS (m m, x int);
CREATE DOMAIN dm AS m CHECK (VALUE <> 'a');
CREATE TABLE t (p dm, id int PRIMARY KEY, c c);
-- after
CREATE TYPE m AS ENUM ('b');
CREATE TYPE c AS (m m, y int);
CREATE DOMAIN dm AS m;
CREATE TABLE t (p dm, id int PRIMARY KEY, c c);
-- ===== grants on views
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE t (id int PRIMARY KEY, x int DEFAULT f(2));
CREATE VIEW v AS SELECT f(id) AS a, x FROM t;
CREATE VIEW vv AS SELECT a + 1 AS b FROM v;
REVOKE ALL ON vv FROM postgres;
GRANT SELECT ON v TO pg_monitor WITH GRANT OPTION;
GRANT SELECT (b) ON vv TO pg_monitor, pg_read_all_data WITH GRANT OPTION;
GRANT INSERT ON vv TO postgres;
ALTER VIEW vv ALTER COLUMN b SET DEFAULT 3;
COMMENT ON COLUMN vv.b IS 'b';
-- after
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE t (id int PRIMARY KEY, x int DEFAULT f(2));
CREATE VIEW v AS SELECT f(id) AS a, x FROM t;
CREATE VIEW vv AS SELECT a + 1 AS b FROM v;
REVOKE ALL ON vv FROM postgres;
GRANT SELECT ON v TO pg_monitor WITH GRANT OPTION;
GRANT SELECT (b) ON vv TO pg_monitor, pg_read_all_data WITH GRANT OPTION;
GRANT INSERT ON vv TO postgres;
ALTER VIEW vv ALTER COLUMN b SET DEFAULT 3;
COMMENT ON COLUMN vv.b IS 'b';
-- ===== partitions have indexes of other names
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE pt (id int NOT NULL, m mood NOT NULL, x int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF pt FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF pt FOR VALUES IN (2);
CREATE INDEX one ON p1 (f(x));
CREATE INDEX two ON p2 (f(x));
COMMENT ON INDEX two IS 'two';
CREATE INDEX bothxx ON pt (f(x));
COMMENT ON INDEX bothxx IS 'both';
ALTER TABLE p1 ADD CONSTRAINT p1_key UNIQUE (id, m);
ALTER TABLE pt ADD UNIQUE (id, m);
ALTER TABLE pt REPLICA IDENTITY USING INDEX pt_id_m_key;
-- after
CREATE TYPE mood AS ENUM ('b', 'c', 'a');
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE pt (id int NOT NULL, m mood NOT NULL, x int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF pt FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF pt FOR VALUES IN (2);
CREATE INDEX one ON p1 (f(x));
CREATE INDEX two ON p2 (f(x));
COMMENT ON INDEX two IS 'two';
CREATE INDEX bothxx ON pt (f(x));
COMMENT ON INDEX bothxx IS 'both';
ALTER TABLE p1 ADD CONSTRAINT p1_key UNIQUE (id, m);
ALTER TABLE pt ADD UNIQUE (id, m);
ALTER TABLE pt REPLICA IDENTITY USING INDEX pt_id_m_key;
-- ===== a collation with all that hangs on it
CREATE COLLATION co (PROVIDER = icu, LOCALE = 'de');
CREATE TABLE t (id int PRIMARY KEY, x text COLLATE co NOT NULL UNIQUE, y text GENERATED ALWAYS AS (upper(x COLLATE co)) STORED);
ALTER TABLE t ALTER COLUMN x SET STATISTICS 7, ALTER COLUMN x SET STORAGE EXTERNAL, ALTER COLUMN x SET COMPRESSION pglz, ALTER COLUMN x SET (n_distinct = 4);
ALTER TABLE t ALTER COLUMN y SET STATISTICS 7, ALTER COLUMN y SET STORAGE EXTERNAL, ALTER COLUMN y SET COMPRESSION pglz, ALTER COLUMN y SET (n_distinct_inherited = -0.5);
GRANT SELECT (x, y), UPDATE (x) ON t TO pg_monitor;
ALTER TABLE t REPLICA IDENTITY USING INDEX t_x_key;
ALTER TABLE t CLUSTER ON t_x_key;
COMMENT ON INDEX t_x_key IS 'ix';
-- after
CREATE COLLATION co (PROVIDER = icu, LOCALE = 'fr');
CREATE TABLE t (id int PRIMARY KEY, x text COLLATE co NOT NULL UNIQUE, y text GENERATED ALWAYS AS (upper(x COLLATE co)) STORED);
ALTER TABLE t ALTER COLUMN x SET STATISTICS 7, ALTER COLUMN x SET STORAGE EXTERNAL, ALTER COLUMN x SET COMPRESSION pglz, ALTER COLUMN x SET (n_distinct = 4);
ALTER TABLE t ALTER COLUMN y SET STATISTICS 7, ALTER COLUMN y SET STORAGE EXTERNAL, ALTER COLUMN y SET COMPRESSION pglz, ALTER COLUMN y SET (n_distinct_inherited = -0.5);
GRANT SELECT (x, y), UPDATE (x) ON t TO pg_monitor;
ALTER TABLE t REPLICA IDENTITY USING INDEX t_x_key;
ALTER TABLE t CLUSTER ON t_x_key;
COMMENT ON INDEX t_x_key IS 'ix';
-- ===== a computed column is computed otherwise
CREATE TABLE t (id int PRIMARY KEY, x text NOT NULL, y text NOT NULL GENERATED ALWAYS AS (upper(x)) STORED UNIQUE);
ALTER TABLE t ALTER COLUMN y SET STATISTICS 7, ALTER COLUMN y SET STORAGE EXTERNAL, ALTER COLUMN y SET COMPRESSION pglz, ALTER COLUMN y SET (n_distinct_inherited = -0.5);
GRANT SELECT (x, y), UPDATE (x) ON t TO pg_monitor;
ALTER TABLE t REPLICA IDENTITY USING INDEX t_y_key;
ALTER TABLE t CLUSTER ON t_y_key;
COMMENT ON COLUMN t.y IS 'y';
COMMENT ON CONSTRAINT t_y_key ON t IS 'y';
COMMENT ON INDEX t_y_key IS 'ix';
CREATE VIEW v AS SELECT y FROM t;
GRANT SELECT (y) ON v TO pg_monitor;
-- after
CREATE TABLE t (id int PRIMARY KEY, x text NOT NULL, y text NOT NULL GENERATED ALWAYS AS (lower(x)) STORED UNIQUE);
ALTER TABLE t ALTER COLUMN y SET STATISTICS 7, ALTER COLUMN y SET STORAGE EXTERNAL, ALTER COLUMN y SET COMPRESSION pglz, ALTER COLUMN y SET (n_distinct_inherited = -0.5);
GRANT SELECT (x, y), UPDATE (x) ON t TO pg_monitor;
ALTER TABLE t REPLICA IDENTITY USING INDEX t_y_key;
ALTER TABLE t CLUSTER ON t_y_key;
COMMENT ON COLUMN t.y IS 'y';
COMMENT ON CONSTRAINT t_y_key ON t IS 'y';
COMMENT ON INDEX t_y_key IS 'ix';
CREATE VIEW v AS SELECT y FROM t;
GRANT SELECT (y) ON v TO pg_monitor;
-- ===== a column gets another type and all stays
CREATE TABLE t (id int PRIMARY KEY, x varchar(9) NOT NULL, y text NOT NULL GENERATED ALWAYS AS (upper(x)) STORED UNIQUE);
CREATE UNIQUE INDEX x_u ON t (x);
CREATE INDEX x_f ON t (lower(x), (x || 'a'));
ALTER INDEX x_f ALTER COLUMN 2 SET STATISTICS 9;
ALTER TABLE t ALTER COLUMN x SET STATISTICS 7, ALTER COLUMN x SET STORAGE EXTERNAL, ALTER COLUMN x SET COMPRESSION pglz, ALTER COLUMN x SET (n_distinct = 4);
GRANT SELECT (x, y), UPDATE (x) ON t TO pg_monitor;
ALTER TABLE t REPLICA IDENTITY USING INDEX x_u;
ALTER TABLE t CLUSTER ON x_f;
COMMENT ON INDEX x_f IS 'ix';
CREATE STATISTICS st ON x, id FROM t;
ALTER STATISTICS st SET STATISTICS 5;
CREATE VIEW v AS SELECT x FROM t;
GRANT SELECT (x) ON v TO pg_monitor;
CREATE RULE r AS ON INSERT TO t WHERE new.x = 'q' DO INSTEAD NOTHING;
ALTER TABLE t ENABLE REPLICA RULE r;
-- after
CREATE TABLE t (id int PRIMARY KEY, x text NOT NULL, y text NOT NULL GENERATED ALWAYS AS (upper(x)) STORED UNIQUE);
CREATE UNIQUE INDEX x_u ON t (x);
CREATE INDEX x_f ON t (lower(x), (x || 'a'));
ALTER INDEX x_f ALTER COLUMN 2 SET STATISTICS 9;
ALTER TABLE t ALTER COLUMN x SET STATISTICS 7, ALTER COLUMN x SET STORAGE EXTERNAL, ALTER COLUMN x SET COMPRESSION pglz, ALTER COLUMN x SET (n_distinct = 4);
GRANT SELECT (x, y), UPDATE (x) ON t TO pg_monitor;
ALTER TABLE t REPLICA IDENTITY USING INDEX x_u;
ALTER TABLE t CLUSTER ON x_f;
COMMENT ON INDEX x_f IS 'ix';
CREATE STATISTICS st ON x, id FROM t;
ALTER STATISTICS st SET STATISTICS 5;
CREATE VIEW v AS SELECT x FROM t;
GRANT SELECT (x) ON v TO pg_monitor;
CREATE RULE r AS ON INSERT TO t WHERE new.x = 'q' DO INSTEAD NOTHING;
ALTER TABLE t ENABLE REPLICA RULE r;
-- ===== settings change
CREATE TABLE t (id int PRIMARY KEY, x text NOT NULL);
CREATE INDEX x_f ON t (lower(x), (x || 'a'));
CREATE MATERIALIZED VIEW m AS SELECT x FROM t;
CREATE STATISTICS st ON x, id FROM t;
CREATE RULE r AS ON INSERT TO t WHERE new.x = 'q' DO INSTEAD NOTHING;
-- after
CREATE TABLE t (id int PRIMARY KEY, x text NOT NULL);
CREATE INDEX x_f ON t (lower(x), (x || 'a'));
CREATE MATERIALIZED VIEW m AS SELECT x FROM t;
CREATE STATISTICS st ON x, id FROM t;
CREATE RULE r AS ON INSERT TO t WHERE new.x = 'q' DO INSTEAD NOTHING;
ALTER INDEX x_f ALTER COLUMN 2 SET STATISTICS 9;
ALTER STATISTICS st SET STATISTICS 5;
ALTER TABLE t ENABLE REPLICA RULE r;
ALTER TABLE m ALTER COLUMN x SET STORAGE EXTERNAL, ALTER COLUMN x SET (n_distinct = 4);
ALTER TABLE t ALTER COLUMN x SET (n_distinct = 4, n_distinct_inherited = 5);
COMMENT ON INDEX t_pkey IS 'pk';
-- ===== rows of a table as values
-- after
CREATE TABLE z (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p z);
-- ===== rows of a table as values in namespaces
-- after
CREATE SCHEMA s;
CREATE TABLE s.z (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p s.z);
-- ===== rows of a table as values, added
CREATE TABLE t (id int PRIMARY KEY);
-- after
CREATE TABLE z (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p z);
-- ===== rows of a table as values, changed
CREATE TABLE z (a int);
CREATE TABLE t (id int PRIMARY KEY, p z);
-- after
CREATE TABLE z (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p z);
-- ===== rows of a table as values in a namespace, changed
CREATE SCHEMA s;
CREATE TABLE s.z (a int, c int);
CREATE TABLE t (id int PRIMARY KEY, p s.z);
-- after
CREATE SCHEMA s;
CREATE TABLE s.z (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p s.z, q s.z[]);
-- ===== table becomes composite
CREATE TABLE pt (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p pt);
-- after
CREATE TYPE pt AS (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p pt);
-- ===== table becomes composite of others
CREATE TABLE pt (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, p pt);
-- after
CREATE TYPE pt AS (a bigint, c text);
CREATE TABLE t (id int PRIMARY KEY, p pt, q pt[]);
-- ===== functions of one name come before others
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION f(a text) RETURNS integer LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION f(integer) IS 'one';
-- after
CREATE FUNCTION f(a bigint) RETURNS integer LANGUAGE sql AS 'SELECT 3';
CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT b';
CREATE FUNCTION f(a text) RETURNS integer LANGUAGE sql AS 'SELECT 2';
COMMENT ON FUNCTION f(bigint) IS 'other';
COMMENT ON FUNCTION f(integer) IS 'one';
-- ===== functions of one name go but for the last, which a table uses
CREATE FUNCTION f(a bigint) RETURNS integer LANGUAGE sql AS 'SELECT 3';
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION f(a text) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE TABLE t (id integer PRIMARY KEY, c integer DEFAULT f('a'::text));
-- after
CREATE FUNCTION f(a text) RETURNS bigint LANGUAGE sql AS 'SELECT 5::bigint';
CREATE TABLE t (id integer PRIMARY KEY, c integer DEFAULT f('a'::text));
-- ===== a function called like a table that goes
CREATE FUNCTION x(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE TABLE x (id integer PRIMARY KEY);
CREATE TABLE t (id integer PRIMARY KEY, c integer DEFAULT x(3));
-- after
CREATE FUNCTION x(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1';
CREATE TABLE t (id integer PRIMARY KEY, c integer DEFAULT x(3));
-- ===== aggregates come, change and go, and views with them
CREATE FUNCTION longer(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN length($1) >= length($2) THEN $1 ELSE $2 END';
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text);
CREATE AGGREGATE gone(text) (SFUNC = longer, STYPE = text, INITCOND = '');
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL);
CREATE VIEW v AS SELECT longest(b) AS b FROM t;
CREATE VIEW w AS SELECT gone(b) AS b FROM t;
-- after
CREATE SCHEMA s;
CREATE FUNCTION longer(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN length($1) > length($2) THEN $1 ELSE $2 END';
CREATE AGGREGATE longest(text) (SFUNC = longer, STYPE = text, INITCOND = 'x', PARALLEL = safe);
CREATE AGGREGATE s.longest(text) (SFUNC = longer, STYPE = text);
COMMENT ON AGGREGATE s.longest(text) IS 'of all';
CREATE AGGREGATE rows_of(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE TABLE t (id bigint PRIMARY KEY, b text NOT NULL);
CREATE VIEW v AS SELECT longest(b) AS b, s.longest(b) AS c, rows_of(*) AS n, max(id) AS id FROM t;
-- ===== an aggregate whose function gives another type
CREATE FUNCTION f(integer, integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 + $2';
CREATE AGGREGATE a(integer) (SFUNC = f, STYPE = integer);
CREATE TABLE t (id integer PRIMARY KEY);
CREATE MATERIALIZED VIEW v AS SELECT a(id) FROM t;
-- after
CREATE FUNCTION f(bigint, integer) RETURNS bigint LANGUAGE sql AS 'SELECT $1 + $2';
CREATE AGGREGATE a(integer) (SFUNC = f, STYPE = bigint);
CREATE TABLE t (id integer PRIMARY KEY);
CREATE MATERIALIZED VIEW v AS SELECT a(id) FROM t;
-- ===== operators that checks, indexes and views use
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL);
CREATE VIEW v AS SELECT id FROM t;
-- after
CREATE FUNCTION like_it(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT lower($1) = lower($2)';
CREATE OPERATOR ~= (FUNCTION = like_it, LEFTARG = text, RIGHTARG = text, COMMUTATOR = ~=, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES);
CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE OPERATOR !! (FUNCTION = twice, RIGHTARG = integer);
COMMENT ON OPERATOR !! (NONE, integer) IS 'twice';
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL, c boolean GENERATED ALWAYS AS (b ~= 'x') STORED, CHECK (NOT b ~= 'y'));
CREATE INDEX t_twice ON t ((!! id));
CREATE VIEW v AS SELECT id FROM t WHERE b ~= 'z';
-- ===== operators and casts that nothing uses, changed
CREATE FUNCTION less(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) < $2';
CREATE OPERATOR < (FUNCTION = less, LEFTARG = text, RIGHTARG = integer);
CREATE FUNCTION yes(integer) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''yes''';
CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION first(pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE CAST (pair AS integer) WITH FUNCTION first(pair);
CREATE CAST (json AS varchar) WITH INOUT;
-- after
CREATE FUNCTION less(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length($1) < $2';
CREATE OPERATOR < (FUNCTION = less, LEFTARG = text, RIGHTARG = integer, RESTRICT = scalarltsel);
CREATE TYPE pair AS (a integer, b integer, c integer);
CREATE FUNCTION first(pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE CAST (pair AS integer) WITH FUNCTION first(pair) AS IMPLICIT;
CREATE CAST (json AS varchar) WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (json AS varchar) IS 'its text';
CREATE VIEW v AS SELECT ROW(1, 2, 3)::pair + 1 AS n;
-- ===== text search
CREATE TEXT SEARCH DICTIONARY old (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, word WITH old, simple;
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL);
-- after
CREATE SCHEMA s;
CREATE TEXT SEARCH DICTIONARY s.new (TEMPLATE = snowball, language = 'english', stopwords = 'english');
COMMENT ON TEXT SEARCH DICTIONARY s.new IS 'english';
CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword WITH s.new;
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL, v tsvector GENERATED ALWAYS AS (to_tsvector('words'::regconfig, b)) STORED);
CREATE INDEX t_b ON t USING gin (to_tsvector('words'::regconfig, b));
-- ===== event triggers
CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER old ON sql_drop EXECUTE FUNCTION told();
CREATE EVENT TRIGGER same ON ddl_command_end WHEN TAG IN ('CREATE CAST', 'DROP CAST') EXECUTE FUNCTION told();
-- after
CREATE FUNCTION told() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE FUNCTION other() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER new ON sql_drop EXECUTE FUNCTION other();
CREATE EVENT TRIGGER same ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION told();
ALTER EVENT TRIGGER same DISABLE;
COMMENT ON EVENT TRIGGER same IS 'tells';
-- ===== an operator changes under what uses it
CREATE FUNCTION like_it(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT lower($1) = lower($2)';
CREATE OPERATOR ~= (FUNCTION = like_it, LEFTARG = text, RIGHTARG = text);
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL, c boolean GENERATED ALWAYS AS (b ~= 'x') STORED, CHECK (NOT b ~= 'y'));
CREATE VIEW v AS SELECT id FROM t WHERE b ~= 'z';
-- after
CREATE FUNCTION like_it(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT lower($1) = lower($2)';
CREATE OPERATOR ~= (FUNCTION = like_it, LEFTARG = text, RIGHTARG = text, RESTRICT = eqsel);
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL, c boolean GENERATED ALWAYS AS (b ~= 'x') STORED, CHECK (NOT b ~= 'y'));
CREATE VIEW v AS SELECT id FROM t WHERE b ~= 'z';
-- ===== what text search makes of words changes under what uses it
CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL, v tsvector GENERATED ALWAYS AS (to_tsvector('words'::regconfig, b)) STORED);
CREATE INDEX t_v ON t USING gin (v);
CREATE INDEX t_b ON t USING gin (to_tsvector('words'::regconfig, b));
-- after
CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword WITH simple;
CREATE TABLE t (id integer PRIMARY KEY, b text NOT NULL, v tsvector GENERATED ALWAYS AS (to_tsvector('words'::regconfig, b)) STORED);
CREATE INDEX t_v ON t USING gin (v);
CREATE INDEX t_b ON t USING gin (to_tsvector('words'::regconfig, b));
-- ===== serial columns whose sequences stand alone afterwards
CREATE TABLE a (id serial PRIMARY KEY, b text);
CREATE TABLE b (id bigserial PRIMARY KEY, b text);
CREATE TABLE c (id serial PRIMARY KEY, b text);
CREATE TABLE d (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY);
-- after
CREATE SEQUENCE a_id_seq;
CREATE TABLE a (id integer PRIMARY KEY, b text);
CREATE SEQUENCE b_numbers;
CREATE TABLE b (id bigint PRIMARY KEY DEFAULT nextval('b_numbers'), b text);
CREATE SEQUENCE c_other;
CREATE TABLE c (id bigint PRIMARY KEY DEFAULT nextval('c_other'), b text);
CREATE SEQUENCE d_id_seq INCREMENT BY 10;
CREATE TABLE d (id integer PRIMARY KEY DEFAULT nextval('d_id_seq'));
-- ===== serial columns that take their numbers from one sequence afterwards
CREATE TABLE a (id serial PRIMARY KEY, b text);
CREATE TABLE b (id serial PRIMARY KEY, b text);
-- after
CREATE SEQUENCE a_id_seq;
CREATE TABLE a (id integer PRIMARY KEY DEFAULT nextval('a_id_seq'), b text);
CREATE TABLE b (id integer PRIMARY KEY DEFAULT nextval('a_id_seq'), b text);
-- ===== a domain over the rows of a table
CREATE TABLE base (a int, b int);
-- after
CREATE TABLE base (a int, b int, c text); CREATE DOMAIN d AS base CHECK ((VALUE).a > 0); CREATE TABLE uses (id int PRIMARY KEY, dcol d);
-- ===== a domain over rows goes with its table
CREATE TABLE base (a int); CREATE DOMAIN d AS base; CREATE TABLE uses (id int PRIMARY KEY, x int, dcol d);
-- after
CREATE TABLE uses (id int PRIMARY KEY, x int);
-- ===== a namespace loses its last table, whose default asks a function
CREATE SCHEMA s;
CREATE FUNCTION s.n() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION s.m() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE s.t (id integer PRIMARY KEY, n integer DEFAULT s.n());
CREATE TABLE u (id integer PRIMARY KEY, n integer DEFAULT s.m());
CREATE VIEW s.v AS SELECT n FROM u;
-- after
CREATE SCHEMA s;
CREATE FUNCTION s.m() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE u (id integer PRIMARY KEY, n integer DEFAULT s.m());
CREATE VIEW s.v AS SELECT n FROM u;
-- ===== a namespace loses all, and stays
CREATE SCHEMA s;
CREATE FUNCTION s.n() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE s.t (id integer PRIMARY KEY, n integer DEFAULT s.n());
-- after
CREATE SCHEMA s;
-- ===== a domain over rows from nothing
-- after
CREATE TABLE base (a int); CREATE DOMAIN d AS base; CREATE TABLE uses (id int PRIMARY KEY, x int, dcol d); CREATE FUNCTION f(d) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- ===== comments on rules of domains, a collation of another namespace
CREATE SCHEMA s; CREATE COLLATION s.low (provider = icu, locale = 'und', deterministic = false);
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a text COLLATE s.low);
CREATE DOMAIN d AS text COLLATE s.low CHECK (value <> 'x' COLLATE s.low); COMMENT ON CONSTRAINT d_check ON DOMAIN d IS 'hm';
CREATE DOMAIN s.e AS int CHECK (value <> 1); COMMENT ON CONSTRAINT e_check ON DOMAIN s.e IS 'hm ''too';
-- after
CREATE SCHEMA s; CREATE COLLATION s.low (provider = icu, locale = 'und', deterministic = false);
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a text, b text COLLATE s.low);
CREATE DOMAIN d AS text COLLATE s.low CHECK (value <> 'y' COLLATE s.low);
CREATE DOMAIN s.e AS int CHECK (value <> 1); COMMENT ON CONSTRAINT e_check ON DOMAIN s.e IS 'so';
-- ===== a schema with a table stays without it
CREATE SCHEMA s; COMMENT ON SCHEMA s IS 'ess';
CREATE TABLE s.c (id int);
-- after
CREATE SCHEMA s; COMMENT ON SCHEMA s IS 'ess';
CREATE TABLE c (id int);
-- ===== a quoted schema with a table stays without it
CREATE SCHEMA "S s";
CREATE TABLE "S s".c (id int);
-- after
CREATE SCHEMA "S s"; COMMENT ON SCHEMA "S s" IS 'DROP; it''s';
CREATE TABLE c (id int);
-- ===== a function gets another argument, and all calls it
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(2), b int GENERATED ALWAYS AS (f(1)) STORED, CHECK (f(id) > 0));
CREATE INDEX t_f ON t (f(id));
CREATE VIEW v AS SELECT f(a) FROM t;
CREATE DOMAIN d AS int CHECK (f(VALUE) > 0);
CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN f(x);
-- after
CREATE FUNCTION f(x int, y int DEFAULT 3) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(2), b int GENERATED ALWAYS AS (f(1)) STORED, CHECK (f(id) > 0));
CREATE INDEX t_f ON t (f(id));
CREATE VIEW v AS SELECT f(a) FROM t;
CREATE DOMAIN d AS int CHECK (f(VALUE) > 0);
CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN f(x);
-- ===== a function gets another argument, and all calls it with it
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(2), b int GENERATED ALWAYS AS (f(1)) STORED, CHECK (f(id) > 0));
CREATE INDEX t_f ON t (f(id));
CREATE VIEW v AS SELECT f(a) FROM t;
CREATE DOMAIN d AS int CHECK (f(VALUE) > 0);
CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN f(x);
-- after
CREATE FUNCTION f(x int, y text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(2, 'x'), b int GENERATED ALWAYS AS (f(1, 'x')) STORED, CHECK (f(id, 'x') > 0));
CREATE INDEX t_f ON t (f(id, 'x'));
CREATE VIEW v AS SELECT f(a, 'x') FROM t;
CREATE DOMAIN d AS int CHECK (f(VALUE, 'x') > 0);
CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN f(x, 'y');
-- ===== a computed verbatim column over one that gets longer
CREATE FUNCTION f1(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE b (id int PRIMARY KEY, t varchar(20), g int GENERATED ALWAYS AS (f1(length(t))) STORED);
-- after
CREATE FUNCTION f1(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE b (id int PRIMARY KEY, t varchar(40), g int GENERATED ALWAYS AS (f1(length(t))) STORED);
-- ===== a computed verbatim column over one that gets longer and a default
CREATE FUNCTION f1(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE b (id int PRIMARY KEY, t varchar(20), g int GENERATED ALWAYS AS (f1(length(t))) STORED);
COMMENT ON COLUMN b.g IS 'x';
-- after
CREATE FUNCTION f1(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE b (id int PRIMARY KEY, t varchar(40) DEFAULT upper('a'), g int GENERATED ALWAYS AS (f1(length(t))) STORED);
-- ===== text becomes varchar under a computed column
CREATE TABLE b (id int PRIMARY KEY, t text, g int GENERATED ALWAYS AS (length(rtrim(t, 'x'))) STORED);
-- after
CREATE TABLE b (id int PRIMARY KEY, t varchar(40), g int GENERATED ALWAYS AS (length(rtrim(t, 'x'))) STORED);
-- ===== a computed verbatim column with a quoted name and things on it
CREATE FUNCTION f1(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE b (id int PRIMARY KEY, "T t" varchar(20), g int GENERATED ALWAYS AS (f1(length("T t"))) STORED CHECK (g > 0), h int);
CREATE INDEX b_g ON b (g) WHERE g > 3;
CREATE VIEW v AS SELECT g FROM b;
GRANT SELECT (g) ON b TO PUBLIC;
COMMENT ON COLUMN b.g IS 'gee';
-- after
CREATE FUNCTION f1(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT x';
CREATE TABLE b (id int PRIMARY KEY, "T t" varchar(40), g int GENERATED ALWAYS AS (f1(length("T t"))) STORED CHECK (g > 0), h bigint);
CREATE INDEX b_g ON b (g) WHERE g > 3;
CREATE VIEW v AS SELECT g FROM b;
GRANT SELECT (g) ON b TO PUBLIC;
COMMENT ON COLUMN b.g IS 'gee';
-- ===== a serial column becomes an identity of other steps
CREATE TABLE t (id serial PRIMARY KEY, x int);
-- after
CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT 2) PRIMARY KEY, x int);
-- ===== a serial column becomes an identity of other steps in another schema
CREATE SCHEMA s;
CREATE TABLE s.t (id bigserial PRIMARY KEY, x int);
-- after
CREATE SCHEMA s;
CREATE TABLE s.t (id int GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 2) PRIMARY KEY, x bigint);
-- ===== a policy's table has an enum of a namespace whose table changes
CREATE SCHEMA s;
CREATE TYPE s.kind AS ENUM ('a', 'b');
CREATE TABLE a (id int PRIMARY KEY, m s.kind);
CREATE TABLE s.c (n int REFERENCES a, x int);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM a';
CREATE INDEX c_x ON s.c (x);
CREATE POLICY p ON s.c USING (n IN (SELECT id FROM a WHERE m = 'a'));
-- after
CREATE SCHEMA s;
CREATE TYPE s.kind AS ENUM ('a', 'b');
CREATE TABLE a (id int PRIMARY KEY, m s.kind);
CREATE TABLE s.c (n int REFERENCES a, x bigint);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM a';
CREATE POLICY p ON s.c USING (n IN (SELECT id FROM a WHERE m = 'b'));
-- ===== the namespace that is always there gets another comment
CREATE TABLE t (id int PRIMARY KEY);
-- after
CREATE TABLE t (id int PRIMARY KEY); COMMENT ON SCHEMA public IS 'the shop''s';
-- ===== the comment of the namespace that is always there becomes another one
CREATE TABLE t (id int PRIMARY KEY); COMMENT ON SCHEMA public IS 'the shop''s';
-- after
CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY); COMMENT ON SCHEMA public IS 'of nobody'; COMMENT ON SCHEMA s IS 'x';
-- ===== a foreign table and a materialized view become tables
CREATE FOREIGN DATA WRAPPER far; CREATE SERVER away FOREIGN DATA WRAPPER far; CREATE TABLE t (a int);
CREATE FOREIGN TABLE one (a int NOT NULL) SERVER away; CREATE VIEW v AS SELECT a FROM one; CREATE MATERIALIZED VIEW two AS SELECT a FROM t;
-- after
CREATE FOREIGN DATA WRAPPER far; CREATE SERVER away FOREIGN DATA WRAPPER far; CREATE TABLE t (a int);
CREATE TABLE one (a int NOT NULL); CREATE VIEW v AS SELECT a FROM one; CREATE TABLE two (a int);
-- ===== tables of a type say more than the type
CREATE TYPE shape AS (a int, b text, c bigint); CREATE TABLE t OF shape (a NOT NULL, b DEFAULT 'x' NOT NULL, PRIMARY KEY (a));
-- after
CREATE TYPE shape AS (a int, b text, c bigint); CREATE TABLE t OF shape (b DEFAULT 'y', c UNIQUE NOT NULL);
-- ===== routines become ones of another kind
CREATE FUNCTION one(int) RETURNS void LANGUAGE sql WINDOW AS $$ $$; CREATE FUNCTION two(int) RETURNS void LANGUAGE sql AS $$ $$;
CREATE FUNCTION three(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; CREATE VIEW v AS SELECT three(1) AS a; CREATE PROCEDURE four(IN x int) LANGUAGE sql AS $$ $$;
-- after
CREATE FUNCTION one(int) RETURNS void LANGUAGE sql AS $$ $$; CREATE FUNCTION two(int) RETURNS void LANGUAGE sql WINDOW AS $$ $$;
CREATE PROCEDURE three(a int) LANGUAGE sql AS $$ $$; CREATE VIEW v AS SELECT 1 AS a; CREATE FUNCTION four(y int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;
-- ===== routines and operators that are called like PostgreSQL's own
CREATE FUNCTION public.upper(text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'a' $$; COMMENT ON FUNCTION public.upper(text) IS 'mine';
CREATE FUNCTION more(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS $$ SELECT true $$; CREATE OPERATOR public.> (FUNCTION = more, LEFTARG = int, RIGHTARG = int); COMMENT ON OPERATOR public.> (int, int) IS 'mine';
CREATE TABLE t (a text DEFAULT public.upper('a') CHECK (public.upper(a) = 'b'), b int); CREATE VIEW v AS SELECT public.upper(a) AS a, b OPERATOR(public.>) 1 AS b, upper(a) AS c FROM t;
-- after
CREATE FUNCTION public.upper(text) RETURNS varchar LANGUAGE sql IMMUTABLE AS $$ SELECT 'b' $$;
CREATE FUNCTION more(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;
CREATE TABLE t (a text DEFAULT public.upper('b') CHECK (public.upper(a) = 'c'), b int); CREATE VIEW v AS SELECT public.upper(a) AS a, b > 1 AS b FROM t;
-- ===== a chain begins with a chain: it is read as one
CREATE TABLE t (a int, b int, CONSTRAINT k CHECK (b BETWEEN 0 AND 10 AND a >= 0)); CREATE INDEX i ON t (a) WHERE b BETWEEN 0 AND 10 AND a >= 0;
CREATE VIEW v AS SELECT a FROM t WHERE b BETWEEN 0 AND 10 AND a >= 0; CREATE POLICY p ON t FOR UPDATE USING (b BETWEEN 0 AND 10 AND a >= 0) WITH CHECK (a > 0);
CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS $$ SELECT '(((x) AND (y)) AND (z))' $$;
-- after
CREATE TABLE t (a int, b int, c text, CONSTRAINT k CHECK (b >= 0 AND b <= 10 AND a >= 0)); CREATE INDEX i ON t (a) WHERE (a, b, 3) IS DISTINCT FROM (1, 2, a);
CREATE VIEW v AS SELECT a, c FROM t WHERE b NOT BETWEEN 0 AND 10 OR a >= 0; CREATE POLICY p ON t FOR UPDATE USING (b BETWEEN 0 AND 10 AND a >= 0) WITH CHECK (a > 1);
CREATE FUNCTION f(a int) RETURNS text LANGUAGE sql AS $$ SELECT '(((x) AND (y)) AND (zz))' $$;
-- ===== partitions of a table that has no words in the language, and sequences and triggers of which nothing is logged or done
CREATE TYPE shape AS (a int, b text); CREATE TABLE t OF shape PARTITION BY LIST (b); CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a'); CREATE UNLOGGED SEQUENCE one; CREATE SEQUENCE two;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
CREATE TRIGGER g AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE p1 DISABLE TRIGGER g;
-- after
CREATE TYPE shape AS (a int, b text); CREATE TABLE t OF shape PARTITION BY LIST (b); CREATE TABLE t2 PARTITION OF t FOR VALUES IN ('a', 'b'); CREATE SEQUENCE one; CREATE UNLOGGED SEQUENCE two;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
CREATE TRIGGER g AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE p DISABLE TRIGGER g; ALTER TABLE p1 ENABLE TRIGGER g;
-- ===== keys that differ in nothing but their names
CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL); CREATE TABLE gone (a int PRIMARY KEY); ALTER TABLE gone ADD UNIQUE (a);
-- after
CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL); ALTER TABLE t ADD UNIQUE (a); ALTER TABLE t ADD UNIQUE (b); ALTER TABLE t ADD CONSTRAINT again UNIQUE (b); ALTER TABLE t ADD CONSTRAINT later UNIQUE (b) DEFERRABLE;
CREATE TABLE made (a int, b int, PRIMARY KEY (a, b)); ALTER TABLE made ADD CONSTRAINT one UNIQUE (a, b); ALTER TABLE made ADD CONSTRAINT two UNIQUE (b, a); CREATE TABLE r (a int REFERENCES t (b));
-- ===== checks and indexes over functions that take a row of their table
CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (id int PRIMARY KEY, s e NOT NULL DEFAULT 'a'); CREATE FUNCTION f(t) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT CASE $1.s WHEN 'a' THEN 0 ELSE 1 END $$;
CREATE INDEX i ON t (f(t)); ALTER TABLE t ADD CONSTRAINT k CHECK (f(t) >= 0);
-- after
CREATE TYPE e AS ENUM ('b', 'c'); CREATE TABLE t (id int PRIMARY KEY, s e NOT NULL DEFAULT 'b', n int); CREATE FUNCTION f(t) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT CASE $1.s WHEN 'b' THEN 0 ELSE 1 END $$;
CREATE INDEX i ON t (f(t)); ALTER TABLE t ADD CONSTRAINT k CHECK (f(t) >= -1);
-- ===== a partition that others stand on takes other rows
CREATE TABLE t (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE t2 PARTITION OF t DEFAULT;
CREATE INDEX i ON t1 (at) WHERE id > 5; CREATE VIEW v AS SELECT id FROM t1; CREATE VIEW w AS SELECT * FROM v; CREATE TABLE r (i int, a date, CONSTRAINT k FOREIGN KEY (i, a) REFERENCES t1); COMMENT ON TABLE t1 IS 'the first';
-- after
CREATE TABLE t (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-07-01'); CREATE TABLE t2 PARTITION OF t DEFAULT;
CREATE INDEX i ON t1 (at) WHERE id > 5; CREATE VIEW v AS SELECT id FROM t1; CREATE VIEW w AS SELECT * FROM v; CREATE TABLE r (i int, a date, CONSTRAINT k FOREIGN KEY (i, a) REFERENCES t1); COMMENT ON TABLE t1 IS 'the first';
-- ===== types in use change, and what uses them comes
CREATE TYPE a AS (x int); CREATE TYPE b AS (y a, z text); CREATE TYPE r AS RANGE (SUBTYPE = int4); CREATE TABLE t (id int PRIMARY KEY, b b, c a[], r r); COMMENT ON TYPE a IS 'it';
-- after
CREATE TYPE a AS (x bigint); CREATE TYPE b AS (y a, z text); CREATE TYPE r AS RANGE (SUBTYPE = int8); CREATE TABLE t (id int PRIMARY KEY, b b, c a[], r r); COMMENT ON COLUMN a.x IS 'it';
CREATE FUNCTION f(a) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; CREATE VIEW v AS SELECT f((b).y) FROM t; CREATE INDEX i ON t (r);
-- ===== functions give what they gave by other means
CREATE FUNCTION one(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; CREATE FUNCTION two(OUT a int, OUT b text) LANGUAGE sql AS $$ SELECT 1, 'x' $$; CREATE FUNCTION three(a int, OUT b text, c int) LANGUAGE sql AS $$ SELECT 'x' $$;
CREATE VIEW v AS SELECT one(1) AS a, b FROM two();
-- after
CREATE FUNCTION one(a int, OUT b int, OUT c int) LANGUAGE sql AS $$ SELECT 1, 2 $$; CREATE FUNCTION two() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$; CREATE PROCEDURE three(a int, b int) LANGUAGE sql AS $$ $$;
CREATE VIEW v AS SELECT 1 AS a, two() AS b;
-- ===== a table of another one, of a type, a view and a composite type become plain tables and types
CREATE TABLE p (a int, b text); CREATE TYPE shape AS (a int, b text); CREATE TABLE one () INHERITS (p); CREATE TABLE two OF shape; CREATE VIEW three AS SELECT a, b FROM p; CREATE TYPE four AS (a int, b text);
-- after
CREATE TABLE p (a int, b text); CREATE TYPE shape AS (a int, b text); CREATE TABLE one (a int, b text); CREATE TABLE two (a int, b text); CREATE TYPE three AS (a int, b text); CREATE VIEW four AS SELECT a, b FROM p;
-- ===== servers of other databases, and who is who there
CREATE FUNCTION valid(text[], oid) RETURNS bool LANGUAGE sql AS $$ SELECT true $$; CREATE FOREIGN DATA WRAPPER far; CREATE FOREIGN DATA WRAPPER near VALIDATOR valid; CREATE SERVER one VERSION '1' FOREIGN DATA WRAPPER far; CREATE SERVER two FOREIGN DATA WRAPPER near OPTIONS (a 'b');
CREATE USER MAPPING FOR PUBLIC SERVER one OPTIONS (u 'a', "q r" 'x''y'); CREATE USER MAPPING FOR PUBLIC SERVER two; CREATE FOREIGN TABLE t (a int OPTIONS (x '1'), b text NOT NULL DEFAULT 'q') SERVER one OPTIONS (t 'a');
-- after
CREATE FUNCTION valid(text[], oid) RETURNS bool LANGUAGE sql AS $$ SELECT true $$; CREATE FOREIGN DATA WRAPPER far OPTIONS (debug 'true'); CREATE FOREIGN DATA WRAPPER near; CREATE SERVER one VERSION '2' FOREIGN DATA WRAPPER far; CREATE SERVER two FOREIGN DATA WRAPPER near OPTIONS (a 'c', d 'e');
CREATE USER MAPPING FOR PUBLIC SERVER one OPTIONS (u 'b'); CREATE USER MAPPING FOR CURRENT_USER SERVER two; CREATE FOREIGN TABLE t (a int OPTIONS (x '3', z '2'), b text, c numeric CHECK (c > 1)) SERVER one OPTIONS (t 'b');
-- ===== types that are called like those that the server has come, change and go
CREATE TYPE public.money AS ENUM ('coin', 'note');
CREATE DOMAIN public.point AS integer CHECK (VALUE > 0);
CREATE TYPE public.path AS (a integer);
CREATE TYPE public.text AS ENUM ('x');
CREATE TABLE purses (id bigint PRIMARY KEY, holds public.money NOT NULL, other pg_catalog.money, at public.point, way public.path, here public.path, note pg_catalog.text, kind public.text DEFAULT 'x');
-- after
CREATE TYPE public.money AS ENUM ('coin', 'note', 'cheque');
CREATE DOMAIN public.point AS integer CHECK (VALUE > 1);
CREATE TYPE public.path AS (a integer, b integer);
CREATE TYPE public.bigint AS ENUM ('x');
CREATE DOMAIN public.box AS pg_catalog.text;
CREATE TABLE purses (id bigint PRIMARY KEY, holds public.money NOT NULL, other public.money, at public.point, way public.path, here pg_catalog.path, note pg_catalog.text, kind public.bigint, b public.box);
-- ===== an index of a partitioned table alone, and another column
CREATE TABLE m (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX m_id ON ONLY m (id);
-- after
CREATE TABLE m (id int, at date, c int) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX m_id ON ONLY m (id);
-- ===== an index of a partitioned table alone becomes one of all
CREATE TABLE m (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX m_id ON ONLY m (id);
-- after
CREATE TABLE m (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX m_id ON m (id);
-- ===== constants that a query does not name
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE a (id bigint, name text, at timestamptz, m mood, c varchar(9), i int, n numeric(5, 2), f float8, b boolean);
CREATE TABLE x (id bigint);
CREATE VIEW v AS SELECT id, name, at, m, c, i, n, f, b FROM a UNION ALL SELECT x.id, 'b', NULL, 'sad', 'c', NULL, NULL, NULL, NULL FROM x;
CREATE VIEW w AS SELECT id FROM a WHERE EXISTS (SELECT 'x' UNION SELECT '-1'::text) AND i IN (SELECT -1 UNION SELECT NULL);
CREATE MATERIALIZED VIEW k AS SELECT '{}'::text[] AS l UNION SELECT '{a}';
-- after
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE a (id bigint, name text, at timestamptz, m mood, c varchar(9), i int, n numeric(5, 2), f float8, b boolean);
CREATE TABLE x (id bigint, y text);
CREATE VIEW v AS SELECT id, name, at, m, c, i, n, f, b FROM a UNION ALL SELECT x.id, 'c', NULL, 'happy', 'd', NULL, NULL, NULL, NULL FROM x;
CREATE VIEW w AS SELECT id FROM a WHERE i IN (SELECT -1 UNION SELECT NULL);
CREATE MATERIALIZED VIEW k AS SELECT '{}'::text[] AS l UNION SELECT '{b}';
-- ===== one of an array, and in of one
CREATE TABLE t (id int PRIMARY KEY, a text CHECK (a = ANY (ARRAY['x'])), b int CHECK (b > ALL (ARRAY[0, 10])), c text CHECK (c IN ('q')), d int CHECK (d <> ALL (ARRAY[3])));
CREATE INDEX i ON t (id) WHERE c = ANY (ARRAY['z']);
-- after
CREATE TABLE t (id int PRIMARY KEY, a text CHECK (a IN ('x')), b int CHECK (b > ALL (ARRAY[0, 10, 20])), c text CHECK (c = ANY (ARRAY['q'])), d int CHECK (d NOT IN (3)));
CREATE INDEX i ON t (id) WHERE c = ANY (ARRAY['z', 'y']);
-- ===== constants without names in policies, rules and functions
CREATE TABLE t (id int PRIMARY KEY, who text); CREATE TABLE log (id int, who text, what text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT USING (EXISTS (SELECT 'x' UNION SELECT 'y'));
CREATE FUNCTION f(a int) RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC SELECT a UNION ALL SELECT NULL; END;
CREATE RULE r AS ON DELETE TO t DO ALSO INSERT INTO log SELECT 1, 'a', 'b' UNION ALL SELECT 2, 'c', NULL;
-- after
CREATE TABLE t (id int PRIMARY KEY, who text, more text); CREATE TABLE log (id int, who text, what text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT USING (EXISTS (SELECT 'x' UNION SELECT 'z'));
CREATE FUNCTION f(a int) RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC SELECT a + 1 UNION ALL SELECT NULL; END;
CREATE RULE r AS ON DELETE TO t DO ALSO INSERT INTO log SELECT 1, 'a', 'b' UNION ALL SELECT 3, 'c', NULL;
-- ===== a view with a trigger in place of what is done to it, and a rule, over a table that changes
CREATE TABLE t (id int PRIMARY KEY, name text); CREATE VIEW v AS SELECT id, name FROM t; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER i INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f(); CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING;
-- after
CREATE TABLE t (id int PRIMARY KEY, name varchar(30), n int); CREATE VIEW v AS SELECT id, name, n FROM t; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$; CREATE TRIGGER i INSTEAD OF INSERT OR UPDATE ON v FOR EACH ROW EXECUTE FUNCTION f(); CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING;
-- ===== a function takes a domain of its namespace, and a table comes to have it
CREATE SCHEMA s; CREATE DOMAIN s.dom AS text; CREATE FUNCTION s.f(x s.dom) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(x::text)'; CREATE TABLE s.items (id int); CREATE VIEW s.v AS SELECT s.f(id::text) AS x FROM s.items;
-- after
CREATE SCHEMA s; CREATE DOMAIN s.dom AS text; CREATE FUNCTION s.f(x s.dom) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper(x::text)'; CREATE TABLE s.items (id bigint, more s.dom); CREATE VIEW s.v AS SELECT s.f(id::text) AS x FROM s.items;
-- ===== publications come, change and go with tables, columns and namespaces
CREATE SCHEMA s; CREATE TABLE a (id int PRIMARY KEY, b text, c int); CREATE TABLE s.b (id int PRIMARY KEY, x int); CREATE TABLE gone (id int PRIMARY KEY);
CREATE PUBLICATION p1 FOR TABLE a (id, c) WHERE (c > 3), gone; CREATE PUBLICATION p2 FOR TABLE s.b WITH (publish = 'insert'); CREATE PUBLICATION p3 FOR ALL TABLES; CREATE PUBLICATION p4;
-- after
CREATE SCHEMA s; CREATE TABLE a (id bigint PRIMARY KEY, b text, c bigint, d int); CREATE TABLE s.b (id int PRIMARY KEY, x bigint);
CREATE PUBLICATION p1 FOR TABLE a (id, c, d) WHERE (c > 4 AND d IS NOT NULL); CREATE PUBLICATION p2 FOR TABLES IN SCHEMA s, TABLE a; CREATE PUBLICATION p4 WITH (publish_via_partition_root = true); COMMENT ON PUBLICATION p4 IS 'none';
-- ===== publications of partitioned tables and of those that others inherit from
CREATE TABLE k (id int NOT NULL, y date) PARTITION BY RANGE (y); CREATE TABLE k1 PARTITION OF k DEFAULT; CREATE TABLE h (id int); CREATE TABLE h1 () INHERITS (h); CREATE PUBLICATION "P 1" FOR TABLE k, h;
-- after
CREATE TABLE k (id int NOT NULL, y date, z int) PARTITION BY RANGE (y); CREATE TABLE k1 PARTITION OF k DEFAULT; CREATE TABLE h (id bigint); CREATE TABLE h1 () INHERITS (h); CREATE PUBLICATION "P 1" FOR TABLE k (id, z) WHERE (z > 1), ONLY h WITH (publish_via_partition_root = true); CREATE PUBLICATION p2 FOR TABLE k1;
-- ===== a table whose check asks an operator of a type of its own changes
CREATE TYPE pair AS (a int, b int); CREATE FUNCTION pair_eq(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a'; CREATE OPERATOR === (FUNCTION = pair_eq, LEFTARG = pair, RIGHTARG = pair); CREATE TABLE t (id int PRIMARY KEY, p pair, CHECK (p === ROW (1, 2)::pair));
-- after
CREATE TYPE pair AS (a int, b int); CREATE FUNCTION pair_eq(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a'; CREATE OPERATOR === (FUNCTION = pair_eq, LEFTARG = pair, RIGHTARG = pair); CREATE TABLE t (id bigint PRIMARY KEY, p pair, q int, CHECK (p === ROW (1, 3)::pair));
-- ===== casts and aggregates of a type of its own, and a view over them, while a table changes
CREATE TYPE money2 AS (n numeric, c text); CREATE FUNCTION to_n(money2) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1.n'; CREATE CAST (money2 AS numeric) WITH FUNCTION to_n(money2) AS ASSIGNMENT; CREATE FUNCTION add_m(numeric, money2) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2.n'; CREATE AGGREGATE total(money2) (SFUNC = add_m, STYPE = numeric, INITCOND = '0'); CREATE TABLE t (id int PRIMARY KEY, m money2, CHECK (m::numeric > 0)); CREATE VIEW v AS SELECT total(m) AS n FROM t;
-- after
CREATE TYPE money2 AS (n numeric, c text); CREATE FUNCTION to_n(money2) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1.n'; CREATE CAST (money2 AS numeric) WITH FUNCTION to_n(money2) AS ASSIGNMENT; CREATE FUNCTION add_m(numeric, money2) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2.n'; CREATE AGGREGATE total(money2) (SFUNC = add_m, STYPE = numeric, INITCOND = '0'); CREATE TABLE t (id bigint PRIMARY KEY, m money2, k int, CHECK (m::numeric > 1)); CREATE VIEW v AS SELECT total(m) AS n, k FROM t GROUP BY k;
-- ===== a domain whose rule was not checked becomes one whose rules are
CREATE DOMAIN d1 int DEFAULT 5; CREATE TABLE t (a d1, b d1 DEFAULT 4 NOT NULL);
ALTER DOMAIN d1 ADD CONSTRAINT pos CHECK (VALUE > 0) NOT VALID;
CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;
-- after
CREATE DOMAIN d1 int DEFAULT 6 CONSTRAINT positive CHECK (VALUE > 0); CREATE TABLE t (a d1, b d1 DEFAULT 4 NOT NULL);
CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t;
-- ===== a domain whose rule was not checked becomes an enum
CREATE DOMAIN d1 text; CREATE TABLE t (a d1, b int);
ALTER DOMAIN d1 ADD CONSTRAINT pos CHECK (VALUE > 'a') NOT VALID;
-- after
CREATE TYPE d1 AS ENUM ('x', 'y'); CREATE TABLE t (a d1, b int);
-- ===== a domain whose rule was not checked, arrays of it
CREATE DOMAIN d1 int;
ALTER DOMAIN d1 ADD CONSTRAINT pos CHECK (VALUE > 0) NOT VALID;
CREATE TABLE t (a d1[]);
-- after
CREATE DOMAIN d1 int CONSTRAINT positive CHECK (VALUE > 0); CREATE TABLE t (a d1[]);
-- ===== a sequence becomes an enum
CREATE SEQUENCE a;
-- after
CREATE TYPE a AS ENUM ('x'); CREATE TABLE t (id int PRIMARY KEY, a a);
-- ===== a domain becomes a sequence
CREATE DOMAIN a AS text; CREATE TABLE t (id int PRIMARY KEY, a a);
-- after
CREATE SEQUENCE a; CREATE TABLE t (id int PRIMARY KEY, a text);
-- ===== parts of an index that partitions call otherwise, cluster by, and comment on
CREATE TABLE p (a int NOT NULL, b int NOT NULL, c int) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE UNIQUE INDEX ix ON p (a, b);
-- after
CREATE TABLE p (a int NOT NULL, b int NOT NULL, c int) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE UNIQUE INDEX two ON p1 (a, b);
CREATE UNIQUE INDEX ix ON p (a, b);
CREATE INDEX three ON p1 (c);
COMMENT ON INDEX two IS 'two';
ALTER TABLE p1 CLUSTER ON two;
ALTER TABLE p1 REPLICA IDENTITY USING INDEX two;
-- ===== composite types, servers and languages that not all may use
CREATE TYPE c AS (a int); CREATE TABLE t (id int PRIMARY KEY, c c); CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
-- after
CREATE TYPE c AS (a int); CREATE TABLE t (id int PRIMARY KEY, c c); CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
REVOKE USAGE ON TYPE c FROM PUBLIC; GRANT USAGE ON FOREIGN SERVER s TO PUBLIC; GRANT USAGE ON FOREIGN DATA WRAPPER w TO PUBLIC; REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
-- ===== a collation of rules
-- since 16
CREATE COLLATION one (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w <<< W');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE one);
-- after
CREATE COLLATION one (PROVIDER = icu, LOCALE = 'und', RULES = '& V < w');
CREATE TABLE t (id int PRIMARY KEY, a text COLLATE one);
-- ===== partitions number their rows as their table does, and exclude
-- since 17
CREATE TABLE p (id bigint GENERATED BY DEFAULT AS IDENTITY, a int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE q (id int, d int4range, EXCLUDE USING gist (d WITH =, d WITH &&)) PARTITION BY RANGE (d);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM ('[0,10)') TO ('[10,20)');
CREATE TABLE r (id bigint, a int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (10);
-- after
CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100), a int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
CREATE TABLE q (id int, d int4range, a int, EXCLUDE USING gist (d WITH =, d WITH -|-)) PARTITION BY RANGE (d);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM ('[0,10)') TO ('[10,20)');
CREATE TABLE r (id bigint GENERATED BY DEFAULT AS IDENTITY, a int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (10);
-- ===== a partition computes otherwise
-- since 17
CREATE TABLE p (id int, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
-- after
CREATE TABLE p (id int, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
ALTER TABLE p1 ALTER COLUMN b SET EXPRESSION AS (a * 5);
-- ===== columns that are computed when they are read
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE u (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
CREATE TABLE w (id int PRIMARY KEY, u int REFERENCES u); CREATE VIEW v AS SELECT b FROM u;
CREATE TABLE p (id int, a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL) PARTITION BY RANGE (id);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
CREATE TABLE u (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 3) VIRTUAL);
CREATE TABLE w (id int PRIMARY KEY, u int REFERENCES u); CREATE VIEW v AS SELECT b FROM u;
CREATE TABLE p (id int, a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL) PARTITION BY RANGE (id);
CREATE TABLE p1 (id int, a int, b int GENERATED ALWAYS AS (a * 3) VIRTUAL);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (10);
-- ===== virtual columns come
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, c text);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, c text, b int NOT NULL GENERATED ALWAYS AS (a * 2) VIRTUAL, d text GENERATED ALWAYS AS (lower(c)) VIRTUAL CHECK (d <> 'x'));
-- ===== virtual becomes stored, and stored virtual
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, s int GENERATED ALWAYS AS (a * 3) STORED);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED, s int GENERATED ALWAYS AS (a * 3) VIRTUAL);
-- ===== the expression of a virtual column changes
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 5) VIRTUAL);
-- ===== the column it is computed from gets another type
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b bigint GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a bigint NOT NULL, b bigint GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- ===== a virtual column becomes an ordinary one
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int);
-- ===== a virtual column is of another type and required
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b bigint NOT NULL GENERATED ALWAYS AS (a * 2) VIRTUAL);
-- ===== virtual columns of partitioned tables
-- since 18
CREATE TABLE p (id int, a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (100);
-- after
CREATE TABLE p (id int, a int, b int GENERATED ALWAYS AS (a * 3) VIRTUAL) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (100);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (100) TO (200);
-- ===== views and policies read virtual columns
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
CREATE VIEW v AS SELECT b FROM t;
CREATE POLICY x ON t USING (b > 3);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 5) VIRTUAL);
CREATE VIEW v AS SELECT b + 1 AS b FROM t;
CREATE POLICY x ON t USING (b > 4);
COMMENT ON COLUMN t.b IS 'five times';
-- ===== the table goes
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL);
CREATE TABLE u (id int PRIMARY KEY, k varchar(9) COLLATE "C" GENERATED ALWAYS AS ('x') VIRTUAL);
-- after
CREATE TABLE u (id int PRIMARY KEY, k varchar(9) COLLATE "C" GENERATED ALWAYS AS ('x') VIRTUAL, n int[] GENERATED ALWAYS AS (ARRAY[id, 1]) VIRTUAL);
-- ===== a virtual column becomes an ordinary one with all that it has
-- since 18
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL GENERATED ALWAYS AS (a * 2) VIRTUAL CHECK (b <> 7));
COMMENT ON COLUMN t.b IS 'twice';
CREATE VIEW v AS SELECT b FROM t;
-- after
CREATE TABLE t (id int PRIMARY KEY, a bigint NOT NULL, b bigint DEFAULT 3 CHECK (b <> 7), c int GENERATED ALWAYS AS (a * 3) VIRTUAL);
COMMENT ON COLUMN t.b IS 'twice';
CREATE VIEW v AS SELECT b FROM t;
CREATE INDEX ON t (b);
-- ===== nulls that are not refused of the rows that are there, and constraints that are not enforced
-- since 18
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL, c int NOT NULL);
CREATE TABLE u (id int PRIMARY KEY, a int CHECK (a > 0), p int REFERENCES p);
CREATE TABLE q (id int, p int) PARTITION BY RANGE (id); CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10);
ALTER TABLE q ADD CONSTRAINT q_p FOREIGN KEY (p) REFERENCES p NOT VALID;
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int NOT NULL NO INHERIT);
ALTER TABLE t ADD CONSTRAINT a_there NOT NULL a NOT VALID;
CREATE TABLE u (id int PRIMARY KEY, a int CHECK (a > 0) NOT ENFORCED, p int REFERENCES p NOT ENFORCED);
CREATE TABLE q (id int, p int) PARTITION BY RANGE (id); CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10);
ALTER TABLE q ADD CONSTRAINT q_p FOREIGN KEY (p) REFERENCES p;
-- ===== keys over periods
-- since 18
CREATE TABLE rooms (id int4range, during daterange NOT NULL, PRIMARY KEY (id, during));
CREATE TABLE bookings (id int PRIMARY KEY, room int4range, during daterange, FOREIGN KEY (room, during) REFERENCES rooms);
-- after
CREATE TABLE rooms (id int4range, during daterange NOT NULL, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE bookings (id int PRIMARY KEY, room int4range, during daterange, FOREIGN KEY (room, PERIOD during) REFERENCES rooms);
-- ===== identities whose sequences have names of their own, comments and grants
CREATE TABLE old (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b text); ALTER TABLE old RENAME TO new;
CREATE TABLE u (id int PRIMARY KEY);
CREATE TABLE v (id int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME n) PRIMARY KEY); GRANT USAGE ON SEQUENCE n TO PUBLIC; COMMENT ON SEQUENCE n IS 'numbers';
CREATE TABLE w (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY); GRANT SELECT ON SEQUENCE w_n_seq TO PUBLIC;
-- after
CREATE TABLE new (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b text);
CREATE TABLE u (id int GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME m) PRIMARY KEY); GRANT USAGE ON SEQUENCE m TO PUBLIC; COMMENT ON SEQUENCE m IS 'numbers';
CREATE TABLE v (id bigint GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME n) PRIMARY KEY); GRANT USAGE ON SEQUENCE n TO PUBLIC; COMMENT ON SEQUENCE n IS 'more';
CREATE TABLE w (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME x) PRIMARY KEY, m int GENERATED ALWAYS AS IDENTITY); GRANT SELECT ON SEQUENCE w_m_seq TO PUBLIC;
-- ===== a column takes numbers from a sequence, and then has its own under the same name
CREATE TABLE t (id serial, b text); ALTER TABLE t ALTER id DROP NOT NULL; GRANT USAGE ON SEQUENCE t_id_seq TO PUBLIC;
-- after
CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b text); GRANT SELECT ON SEQUENCE t_id_seq TO PUBLIC;
-- ===== a serial whose sequence has a name of its own, and grants
CREATE TABLE t (id serial PRIMARY KEY, b text); ALTER SEQUENCE t_id_seq RENAME TO n; GRANT USAGE ON SEQUENCE n TO PUBLIC;
-- after
CREATE TABLE t (id bigserial PRIMARY KEY, b text); ALTER SEQUENCE t_id_seq RENAME TO n; GRANT SELECT ON SEQUENCE n TO PUBLIC;
-- ===== tables that became heirs, of settings that their parents hand on
CREATE TABLE land (id int);
-- after
CREATE TABLE land (id int);
CREATE TABLE places (name text, size int, kind text, CHECK (size > 0)); ALTER TABLE places ALTER name SET STORAGE MAIN;
CREATE TABLE marked (mark int, name text); ALTER TABLE marked ALTER name SET STORAGE MAIN;
CREATE TABLE cities (kind text, size int DEFAULT 3, name text NOT NULL, mayor text, CONSTRAINT places_size_check CHECK (size > 0));
ALTER TABLE cities INHERIT places; ALTER TABLE places ADD COLUMN since int DEFAULT 4 NOT NULL CHECK (since > 1);
CREATE TABLE ports () INHERITS (places, marked);
CREATE TABLE squares (a int, area int GENERATED ALWAYS AS (a * a) STORED);
CREATE TABLE yards (a int, area int GENERATED ALWAYS AS (a * a) STORED); ALTER TABLE yards INHERIT squares;
-- ===== sequences that go with columns that stay, one under the name of what an identity has
CREATE TABLE t (id serial PRIMARY KEY, b int); CREATE SEQUENCE numbers OWNED BY t.b;
ALTER TABLE t ALTER id DROP DEFAULT, ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;
-- after
CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b int); CREATE SEQUENCE more OWNED BY t.b;
-- ===== a table goes whose sequence has the name of that of one that comes
CREATE TABLE parcels (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int, sent date);
ALTER TABLE parcels RENAME TO old_parcels;
-- after
CREATE TABLE parcels (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, receiver text NOT NULL, street text, town text);
-- ===== a column becomes an identity whose sequence has the name of another's
CREATE TABLE old_parcels (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int, sent date);
ALTER SEQUENCE old_parcels_id_seq RENAME TO parcels_id_seq;
CREATE TABLE parcels (id int PRIMARY KEY, receiver text NOT NULL, street text, town text);
-- after
CREATE TABLE parcels (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, receiver text NOT NULL, street text, town text);
-- ===== a sequence with grants stands alone, and belongs to a table of the author's SQL then
CREATE TABLE marked (mark int);
CREATE SEQUENCE parcels_id_seq AS integer;
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
-- after
CREATE TABLE marked (mark int);
CREATE TABLE parcels (id serial PRIMARY KEY, weight int) INHERITS (marked);
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
-- ===== a table with grants becomes one of the author's SQL
CREATE TABLE marked (mark int);
CREATE TABLE parcels (mark int, id serial PRIMARY KEY, weight int);
GRANT SELECT ON parcels TO pg_monitor;
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
CREATE FUNCTION weigh() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER weighed BEFORE INSERT ON parcels FOR EACH ROW EXECUTE FUNCTION weigh();
CREATE VIEW heavy AS SELECT id FROM parcels WHERE weight > 10;
ALTER TABLE parcels ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON parcels USING (weight > 0);
-- after
CREATE TABLE marked (mark int);
CREATE TABLE parcels (id serial PRIMARY KEY, weight int) INHERITS (marked);
GRANT SELECT ON parcels TO pg_monitor;
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
CREATE FUNCTION weigh() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER weighed BEFORE INSERT ON parcels FOR EACH ROW EXECUTE FUNCTION weigh();
CREATE VIEW heavy AS SELECT id FROM parcels WHERE weight > 10;
ALTER TABLE parcels ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON parcels USING (weight > 0);
-- ===== an enum with grants becomes a composite
CREATE TYPE size AS ENUM ('a', 'b');
REVOKE USAGE ON TYPE size FROM PUBLIC;
CREATE TABLE t (a int);
-- after
CREATE TYPE size AS (a int, b int);
REVOKE USAGE ON TYPE size FROM PUBLIC;
CREATE TABLE t (a int);
-- ===== a sequence with grants stands alone, and counts a column then
CREATE SEQUENCE parcels_id_seq AS integer;
CREATE TABLE parcels (id int PRIMARY KEY, weight int);
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
-- after
CREATE TABLE parcels (id serial PRIMARY KEY, weight int);
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
-- ===== a sequence becomes a view that others say something of
CREATE SEQUENCE parcels AS integer;
GRANT SELECT ON parcels TO pg_monitor;
-- after
CREATE VIEW parcels AS SELECT 1 AS a;
GRANT SELECT ON parcels TO pg_monitor;
-- ===== a serial with grants counts in other steps
CREATE TABLE parcels (id serial PRIMARY KEY, weight int);
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
-- after
CREATE TABLE parcels (id serial PRIMARY KEY, weight int);
ALTER SEQUENCE parcels_id_seq INCREMENT 5;
GRANT SELECT ON SEQUENCE parcels_id_seq TO pg_monitor;
-- ===== an identity beside a sequence under the name of its own
CREATE TABLE u (id int);
-- after
CREATE TABLE t (id serial PRIMARY KEY, b int); ALTER TABLE t ALTER id DROP DEFAULT, ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;
-- ===== ranges whose multiranges are in another namespace
-- since 14
CREATE TABLE u (id int);
-- after
CREATE TABLE u (id int); CREATE SCHEMA apart;
CREATE TYPE span AS RANGE (SUBTYPE = int4, MULTIRANGE_TYPE_NAME = apart.spans); CREATE TYPE reach AS RANGE (SUBTYPE = int8, MULTIRANGE_TYPE_NAME = apart.reach_multirange);
CREATE TABLE t (s span, m apart.spans, r reach, n apart.reach_multirange);
-- ===== indexes, partitions and keys become sequences, types and enums of their names
CREATE TABLE goods (id int NOT NULL, made date) PARTITION BY RANGE (made);
CREATE TABLE early PARTITION OF goods FOR VALUES FROM ('2000-01-01') TO ('2010-01-01');
CREATE TABLE late PARTITION OF goods FOR VALUES FROM ('2010-01-01') TO ('2020-01-01');
CREATE TABLE rest PARTITION OF goods DEFAULT;
CREATE TABLE bins (id int CONSTRAINT bin PRIMARY KEY, size int);
CREATE INDEX bin_size ON bins (size);
CREATE SEQUENCE tally;
-- after
CREATE TYPE early AS ENUM ('spring');
CREATE TYPE late AS (hour int);
CREATE SEQUENCE rest;
CREATE SEQUENCE bin;
CREATE TYPE bin_size AS (w int, h int);
CREATE TYPE tally AS (n int);
CREATE TABLE goods (id int NOT NULL, made date, at early, hour late) PARTITION BY RANGE (made);
CREATE TABLE bins (id int PRIMARY KEY, size int, full_size bin_size);
-- ===== keys of partitions that an index of their table has as its parts
CREATE TABLE "Stock" (id int, place text, code text, n int) PARTITION BY LIST (place);
CREATE TABLE "Stock_N" PARTITION OF "Stock" (PRIMARY KEY (place, code)) FOR VALUES IN ('n');
CREATE TABLE stock_s PARTITION OF "Stock" (UNIQUE (place, code), PRIMARY KEY (place, id)) FOR VALUES IN ('s');
CREATE TABLE stock_w PARTITION OF "Stock" FOR VALUES IN ('w');
CREATE UNIQUE INDEX stock_code ON "Stock" (place, code);
CREATE TABLE moves (place text, code text, FOREIGN KEY (place, code) REFERENCES stock_s (place, code));
COMMENT ON CONSTRAINT "Stock_N_pkey" ON "Stock_N" IS 'by code';
-- after
CREATE TABLE "Stock" (id int, place text, code varchar(9), n bigint) PARTITION BY LIST (place);
CREATE TABLE "Stock_N" PARTITION OF "Stock" (CONSTRAINT by_id PRIMARY KEY (place, id)) FOR VALUES IN ('n');
CREATE TABLE stock_s PARTITION OF "Stock" (CONSTRAINT by_code PRIMARY KEY (place, code)) FOR VALUES IN ('s', 't');
CREATE TABLE stock_w PARTITION OF "Stock" (UNIQUE (place, code)) FOR VALUES IN ('w');
CREATE UNIQUE INDEX stock_code ON "Stock" (place, code);
CREATE TABLE moves (place text, code varchar(9), FOREIGN KEY (place, code) REFERENCES "Stock" (place, code));
-- ===== a table with blanks in its name loses its last column
CREATE TABLE "left overs" ("the id" int);
CREATE TABLE kept (id int);
-- after
CREATE TABLE "left overs" ();
CREATE TABLE kept (id bigint);
-- ===== an exclusion that takes columns along
CREATE TABLE spans (a int, b int4range, c text);
-- after
CREATE TABLE spans (a int, b int4range, c text, CONSTRAINT apart EXCLUDE USING gist (b WITH &&) INCLUDE (a, c) WHERE (a > 0));
-- ===== partitions come beside one of all others that has rows, but none of theirs
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TABLE parcels (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;
CREATE TABLE words (word text) PARTITION BY LIST (lower(word));
CREATE TABLE words_rest PARTITION OF words DEFAULT;
CREATE TABLE shirts (size size) PARTITION BY LIST (size);
CREATE TABLE shirts_rest PARTITION OF shirts DEFAULT;
INSERT INTO parcels VALUES (1, 2), (NULL, 5), (3, 3);
INSERT INTO words VALUES ('A'), (NULL), ('X');
INSERT INTO shirts VALUES ('s');
-- after
CREATE TYPE size AS ENUM ('s', 'm');
CREATE TABLE parcels (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;
CREATE TABLE parcels_1 PARTITION OF parcels FOR VALUES FROM (1, 3) TO (3, MINVALUE);
CREATE TABLE parcels_0 PARTITION OF parcels FOR VALUES FROM (MINVALUE, MINVALUE) TO (1, 2);
CREATE TABLE parcels_3 PARTITION OF parcels FOR VALUES FROM (3, 4) TO (MAXVALUE, MAXVALUE);
CREATE TABLE words (word text) PARTITION BY LIST (lower(word));
CREATE TABLE words_rest PARTITION OF words DEFAULT;
CREATE TABLE words_b PARTITION OF words FOR VALUES IN ('b', 'c');
CREATE TABLE shirts (size size) PARTITION BY LIST (size);
CREATE TABLE shirts_rest PARTITION OF shirts DEFAULT;
CREATE TABLE shirts_m PARTITION OF shirts FOR VALUES IN ('m');
-- ===== a partition comes for rows that are in that of all others
CREATE TABLE parcels (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;
INSERT INTO parcels VALUES (1, 2), (NULL, 5), (3, 3), (2, 9);
-- after
CREATE TABLE parcels (a int, b int) PARTITION BY RANGE (a, b);
CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT;
CREATE TABLE parcels_1 PARTITION OF parcels FOR VALUES FROM (1, MINVALUE) TO (3, MINVALUE);
-- stops parcels_rest: 2 rows
-- ===== a partition comes for rows without a value that are in that of all others
CREATE TABLE words (word text) PARTITION BY LIST (lower(word));
CREATE TABLE words_rest PARTITION OF words DEFAULT;
INSERT INTO words VALUES ('A'), (NULL), ('X');
-- after
CREATE TABLE words (word text) PARTITION BY LIST (lower(word));
CREATE TABLE words_rest PARTITION OF words DEFAULT;
CREATE TABLE words_x PARTITION OF words FOR VALUES IN ('x', NULL);
-- stops words_rest: 2 rows
-- ===== a second sequence belongs to a serial column, and the first then stands alone
CREATE SEQUENCE spare;
CREATE TABLE tickets (number serial, seat text);
ALTER SEQUENCE spare OWNED BY tickets.number;
-- after
CREATE SEQUENCE tickets_number_seq;
CREATE TABLE tickets (number int NOT NULL DEFAULT nextval('tickets_number_seq'), seat varchar(9));
-- ===== tables that refer to each other take the names of a sequence and a view
CREATE SEQUENCE club;
CREATE VIEW member AS SELECT 1 AS one;
-- after
CREATE TABLE member (id int PRIMARY KEY, club_id int);
CREATE TABLE club (id int PRIMARY KEY, head_id int REFERENCES member);
ALTER TABLE member ADD FOREIGN KEY (club_id) REFERENCES club;
-- ===== a table of the language changes that heirs refer to, which refer to one another
create table o (id int primary key);
create table g (id int primary key);
create table f (id int, k int);
create table h1 (primary key (id)) inherits (f);
create table h2 () inherits (f);
alter table h2 add constraint h2_to_g foreign key (k) references g (id);
alter table h2 add constraint h2_to_h1 foreign key (id) references h1 (id);
alter table h1 add constraint h1_to_o foreign key (k) references o (id);
-- after
create table o (id int primary key);
create table g (id int primary key, note text);
create table f (id int, k int);
create table h1 (primary key (id)) inherits (f);
create table h2 () inherits (f);
alter table h2 add constraint h2_to_g foreign key (k) references g (id);
alter table h2 add constraint h2_to_h1 foreign key (id) references h1 (id);
alter table h1 add constraint h1_to_o foreign key (k) references o (id);
-- ===== a table changes whose check lists null
create table t (id int primary key, side varchar(2) check (side in (null, 's', 'd')));
-- after
create table t (id int primary key, side varchar(2) check (side in (null, 's', 'd')), note text);
-- ===== a sequence that a column of an heir owns loses its grants, and its column is renamed
-- by hand ALTER SEQUENCE d.s INCREMENT 7;
create role migc_reader;
create schema d;
create table parent (x int);
create sequence d.s as int;
create table d.t (id int not null default nextval('d.s')) inherits (parent);
alter sequence d.s owned by d.t.id;
grant select on sequence d.s to migc_reader;
-- after
create schema d;
create table parent (x int);
create sequence d.s as int;
create table d.t (pk int not null default nextval('d.s')) inherits (parent);
alter sequence d.s owned by d.t.pk;
-- ===== a table in a namespace goes, and all that is there besides
-- by hand ALTER TABLE s.z ALTER COLUMN a SET NOT NULL;
-- by hand ALTER TABLE t ALTER COLUMN p TYPE text;
create schema s;
create table s.z (a int, b text);
create table t (id int primary key, p s.z);
-- after
-- ===== a view goes, and so does a table that it has nothing to do with
-- by hand DROP TABLE t;
create table t (id int primary key);
create table kept (id int primary key);
create view v as select id from kept;
-- after
create table kept (id int primary key);
-- ===== a table becomes a type, and it was altered
-- by hand ALTER TABLE a DROP COLUMN x;
-- by hand ALTER TABLE a ALTER COLUMN y SET DEFAULT 'drifted';
create table a (x int, y text);
create table t (id int primary key, c text);
-- after
create type a as (x int, y text);
create table t (id int primary key, c text);
-- ===== tables come whose sequences have exchanged their names
CREATE TABLE u (id int);
-- after
CREATE TABLE u (id int);
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE a_id_seq RENAME TO t;
ALTER SEQUENCE b_id_seq RENAME TO a_id_seq;
ALTER SEQUENCE t RENAME TO b_id_seq;
-- ===== sequences of identities exchange their names
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
-- after
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE a_id_seq RENAME TO c;
ALTER SEQUENCE b_id_seq RENAME TO a_id_seq;
ALTER SEQUENCE c RENAME TO b_id_seq;
-- ===== sequences of identities take the names that others leave, one behind the other
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
CREATE TABLE c (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, size int);
-- after
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
CREATE TABLE c (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE c_id_seq RENAME TO numbers;
ALTER SEQUENCE b_id_seq RENAME TO c_id_seq;
ALTER SEQUENCE a_id_seq RENAME TO b_id_seq;
-- ===== sequences of four identities go round, with comments and grants
CREATE SCHEMA "S";
CREATE TABLE "S"."A" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "w%s" int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE "S".b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
CREATE TABLE "S".c (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE "S"."A_id_seq" RENAME TO t;
ALTER SEQUENCE "S"."A_w%s_seq" RENAME TO "A_id_seq";
ALTER SEQUENCE "S".b_id_seq RENAME TO "A_w%s_seq";
ALTER SEQUENCE "S".c_id_seq RENAME TO b_id_seq;
ALTER SEQUENCE "S".t RENAME TO c_id_seq;
COMMENT ON SEQUENCE "S".c_id_seq IS 'c'; COMMENT ON SEQUENCE "S".b_id_seq IS 'b';
GRANT SELECT ON SEQUENCE "S"."A_w%s_seq" TO PUBLIC; GRANT SELECT ON SEQUENCE "S"."c_id_seq" TO PUBLIC;
-- after
CREATE SCHEMA "S";
CREATE TABLE "S"."A" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "w%s" int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE "S".b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
CREATE TABLE "S".c (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE "S".b_id_seq RENAME TO t;
ALTER SEQUENCE "S".c_id_seq RENAME TO b_id_seq;
ALTER SEQUENCE "S".t RENAME TO c_id_seq;
-- ===== sequences of identities stand in a row, and then go round
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE a_id_seq RENAME TO t;
ALTER SEQUENCE b_id_seq RENAME TO a_id_seq;
-- after
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE a_id_seq RENAME TO t;
ALTER SEQUENCE b_id_seq RENAME TO a_id_seq;
ALTER SEQUENCE t RENAME TO b_id_seq;
-- ===== an identity has a number because its sequence's name is another's
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
ALTER SEQUENCE a_id_seq RENAME TO b_id_seq;
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
-- after
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
-- ===== a table goes, and its name's sequence stays with another
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int);
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE a_id_seq RENAME TO t;
ALTER SEQUENCE b_id_seq RENAME TO a_id_seq;
ALTER SEQUENCE t RENAME TO b_id_seq;
-- after
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, size int);
ALTER SEQUENCE b_id_seq RENAME TO a_id_seq;
-- ===== primary keys, uniques, checks and indexes of two tables exchange their names
CREATE TABLE a (id int PRIMARY KEY, w int, x int CONSTRAINT a_x UNIQUE, CONSTRAINT a_c CHECK (w > 0));
CREATE TABLE b (id int PRIMARY KEY, w int, x int CONSTRAINT b_x UNIQUE, CONSTRAINT b_c CHECK (w > 0));
CREATE INDEX a_i ON a (w); CREATE INDEX b_i ON b (w);
-- after
CREATE TABLE a (id int CONSTRAINT b_pkey PRIMARY KEY, w int, x int CONSTRAINT b_x UNIQUE, CONSTRAINT b_c CHECK (w > 0));
CREATE TABLE b (id int CONSTRAINT a_pkey PRIMARY KEY, w int, x int CONSTRAINT a_x UNIQUE, CONSTRAINT a_c CHECK (w > 0));
CREATE INDEX b_i ON a (w); CREATE INDEX a_i ON b (w);
-- ===== indexes of three tables go round
CREATE TABLE a (w int); CREATE TABLE b (w int); CREATE TABLE c (w int);
CREATE INDEX i1 ON a (w); CREATE INDEX i2 ON b (w);  CREATE INDEX i3 ON c (w); 
-- after
CREATE TABLE a (w int); CREATE TABLE b (w int); CREATE TABLE c (w int);
CREATE INDEX i2 ON a (w); CREATE INDEX i3 ON b (w);  CREATE INDEX i1 ON c (w); 
-- ===== a key takes the name of another table's index, which takes its
CREATE TABLE a (id int PRIMARY KEY, w int); CREATE TABLE b (id int, w int); CREATE INDEX b_i ON b (w);
-- after
CREATE TABLE a (id int CONSTRAINT b_i PRIMARY KEY, w int); CREATE TABLE b (id int, w int); CREATE INDEX a_pkey ON b (w);
-- ===== a function that a column's default asks changes, undone in other words after
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE t (a int DEFAULT f(1), CHECK (f(a) > 0));
-- after
-- written DROP FUNCTION f\(.*\) => drop function if exists F ( a int )
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + 1';
CREATE TABLE t (a int DEFAULT f(1), CHECK (f(a) > 0));
-- ===== a function that a column's default asks gives another type, undone in other words before
-- written DROP FUNCTION f\(.*\); => drop function F(int4)
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE TABLE t (a int DEFAULT f(1));
-- after
CREATE FUNCTION f(a int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a::bigint + 1';
CREATE TABLE t (a int DEFAULT f(1));
-- ===== a type that a column has changes, undone in other words
-- written DROP TYPE p; => drop type if exists "p"
CREATE TYPE p AS (x int, y int);
CREATE TABLE t (a p);
-- after
-- written DROP TYPE p; => drop type p
CREATE TYPE p AS (x int, y bigint);
CREATE TABLE t (a p);
-- ===== a type that a column has loses its place to a table, undone in other words
-- written DROP TYPE p; => drop type p;
CREATE TYPE p AS (x int, y int);
CREATE TABLE t (a int, b p);
-- after
CREATE TABLE p (x int, y int);
CREATE TABLE t (a int);
-- ===== a table of the author's goes, undone in other words
-- written DROP TABLE t; => drop table if exists T
CREATE TABLE u (a int);
CREATE UNLOGGED TABLE t (a int, b int) INHERITS (u);
CREATE UNLOGGED TABLE t2 (a int);
-- after
CREATE TABLE u (a int);
-- ===== a table of the author's becomes one of the language, undone in other words
-- written DROP TABLE t; => drop table if exists T cascade
CREATE TABLE u (a int);
CREATE TABLE t (a int, b int) INHERITS (u);
-- after
CREATE TABLE u (a int);
CREATE TABLE t (a int, b int);
-- ===== a schema stays, undone in other words
CREATE SCHEMA s; COMMENT ON SCHEMA s IS 'x'; CREATE TABLE s.t (a int); CREATE VIEW s.v AS SELECT 1 AS a;
-- after
CREATE SCHEMA s; CREATE TABLE s.t (a int);
-- ===== a domain of the author's changes, undone in other words
-- written DROP DOMAIN d; => drop domain if exists D cascade
CREATE DOMAIN d AS text COLLATE "C"; ALTER DOMAIN d ADD CONSTRAINT x CHECK (value <> '') NOT VALID; CREATE TABLE t (a d DEFAULT 'x');
-- after
-- written DROP DOMAIN d; => drop domain d
CREATE DOMAIN d AS text COLLATE "C"; ALTER DOMAIN d ADD CONSTRAINT x CHECK (value <> 'a') NOT VALID; CREATE TABLE t (a d DEFAULT 'x');
-- ===== a table goes whose sequence has the name of that of one that comes, undone in other words
-- written ALTER SEQUENCE parcels_id_seq RENAME TO old_parcels_id_seq; => alter sequence if exists parcels_id_seq rename to old_parcels_id_seq
CREATE TABLE parcels (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, weight int, sent date);
ALTER TABLE parcels RENAME TO old_parcels;
-- after
CREATE TABLE parcels (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, receiver text NOT NULL, street text, town text);
-- ===== a check on a row's parts becomes one of the language, undone in other words
-- written ALTER TABLE t DROP CONSTRAINT c; => alter table "t"   drop constraint if exists C
CREATE TABLE t (a int, b text);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NO INHERIT;
-- after
CREATE TABLE t (a int, b text, CONSTRAINT c CHECK (a > 0));
-- ===== functions of one name, undone in other words
-- written DROP FUNCTION f\(a integer, b character varying\); => drop function f(int, varchar);
-- written DROP FUNCTION f\(a timestamp with time zone\); => DROP FUNCTION IF EXISTS f(timestamptz) CASCADE
CREATE FUNCTION f(a int, b varchar) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a';
CREATE FUNCTION f(a timestamptz) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (a int DEFAULT f(1, 'a'));
-- after
-- written DROP FUNCTION f\(b timestamp with time zone, OUT c integer\); => Drop  Function "f" (pg_catalog.timestamptz)
CREATE FUNCTION f(b int, c varchar) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT b + 1';
CREATE FUNCTION f(b timestamptz, OUT c int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (a int DEFAULT f(1, 'a'));
-- ===== a script of two transactions for a database that somebody changed
-- by hand ALTER TABLE t ALTER mood SET NOT NULL
-- by hand CREATE OR REPLACE VIEW v AS SELECT id, mood FROM t; ALTER TABLE t ADD COLUMN size int
CREATE TYPE moods AS ENUM ('sad', 'ok'); CREATE TABLE t (id int PRIMARY KEY, mood moods DEFAULT 'ok');
CREATE VIEW v AS SELECT id FROM t;
-- after
CREATE TYPE moods AS ENUM ('sad', 'ok', 'glad'); CREATE TABLE t (id int PRIMARY KEY, mood moods DEFAULT 'glad');
CREATE VIEW v AS SELECT id, mood FROM t;
-- ===== a script of two transactions that asks about rows
CREATE TYPE moods AS ENUM ('sad', 'ok'); CREATE TABLE t (id int PRIMARY KEY, mood moods DEFAULT 'ok', size int);
CREATE TABLE u (id int);
CREATE VIEW v AS SELECT id FROM t;
-- after
CREATE TYPE moods AS ENUM ('sad', 'ok', 'glad'); CREATE TABLE t (id int PRIMARY KEY, mood moods DEFAULT 'glad');
CREATE VIEW v AS SELECT id, mood FROM t;

-- ===== sequences owned by columns that take their numbers elsewhere
CREATE SEQUENCE odd AS int INCREMENT 2;
CREATE TABLE a (id serial, t text);
ALTER SEQUENCE odd OWNED BY a.id;
CREATE SEQUENCE even AS int INCREMENT 2;
CREATE TABLE b (id int GENERATED ALWAYS AS IDENTITY, t text);
ALTER SEQUENCE even OWNED BY b.id;
CREATE SEQUENCE third AS int INCREMENT 2;
CREATE TABLE c (id int, t text, u int DEFAULT nextval('third'));
ALTER SEQUENCE third OWNED BY c.id;
-- after
CREATE SEQUENCE odd AS int INCREMENT 3;
CREATE TABLE a (id bigserial, t text);
ALTER SEQUENCE odd OWNED BY a.id;
CREATE SEQUENCE even AS int INCREMENT 2;
CREATE TABLE b (id serial, t text);
ALTER SEQUENCE even OWNED BY b.id;
CREATE SEQUENCE third AS int INCREMENT 2;
CREATE TABLE c (id int DEFAULT nextval('third'), t text, u int);
ALTER SEQUENCE third OWNED BY c.id;
-- ===== partitions with settings, indexes and keys of their own, of which some go
CREATE TABLE logs (day int, name text, note text, PRIMARY KEY (day, name)) PARTITION BY LIST (day);
CREATE TABLE logs_1 PARTITION OF logs FOR VALUES IN (1);
CREATE TABLE logs_2 PARTITION OF logs FOR VALUES IN (2);
ALTER TABLE logs_1 ALTER note SET NOT NULL, REPLICA IDENTITY FULL, ENABLE ROW LEVEL SECURITY;
CREATE INDEX notes_of_1 ON logs_1(note);
CREATE UNIQUE INDEX names_of_2 ON logs_2(name);
CREATE TABLE seen (day int, name text UNIQUE, CONSTRAINT log FOREIGN KEY (day, name) REFERENCES logs);
ALTER TABLE logs_1 ADD CONSTRAINT saw FOREIGN KEY (name) REFERENCES seen(name);
ALTER TABLE logs_1 ADD CONSTRAINT same FOREIGN KEY (name) REFERENCES logs_2(name);
-- after
CREATE TABLE logs (day int, name text, note text, PRIMARY KEY (day, name)) PARTITION BY LIST (day);
CREATE TABLE logs_1 PARTITION OF logs FOR VALUES IN (1);
CREATE TABLE logs_2 PARTITION OF logs FOR VALUES IN (2);
ALTER TABLE logs_1 ALTER note SET NOT NULL, REPLICA IDENTITY FULL, ENABLE ROW LEVEL SECURITY;
CREATE INDEX notes_of_1 ON logs_1(note);
CREATE UNIQUE INDEX names_of_2 ON logs_2(name);
CREATE TABLE seen (day int, name text UNIQUE);
-- ===== partitions with defaults of their own, while those of the table change
CREATE TABLE shops (zone int, size int DEFAULT 1, rank int DEFAULT 1) PARTITION BY RANGE (zone);
CREATE TABLE shops_near PARTITION OF shops (size DEFAULT 5, rank DEFAULT 7) FOR VALUES FROM (1) TO (5);
CREATE TABLE shops_far PARTITION OF shops (rank DEFAULT 8) FOR VALUES FROM (5) TO (9);
-- after
CREATE TABLE shops (zone int, size bigint DEFAULT 2, rank int DEFAULT 3) PARTITION BY RANGE (zone);
CREATE TABLE shops_near PARTITION OF shops (size DEFAULT 6) FOR VALUES FROM (1) TO (5);
CREATE TABLE shops_far PARTITION OF shops FOR VALUES FROM (5) TO (9);

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
-- ===== exclusions that come, change and go
CREATE TABLE t (id integer PRIMARY KEY, a integer, b date, c date, EXCLUDE (a WITH =), CONSTRAINT t_apart EXCLUDE USING gist (daterange(b, c) WITH &&) WHERE (a > 1), CONSTRAINT t_gone EXCLUDE USING hash (b WITH =));
-- after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b date, c date, EXCLUDE (a WITH =) DEFERRABLE, CONSTRAINT t_apart EXCLUDE USING gist (daterange(b, c) WITH -|-) WHERE (a > 2), CONSTRAINT t_come EXCLUDE USING hash (c WITH =));

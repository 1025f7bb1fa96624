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

-- ===== extra table
CREATE TABLE x (id int);
-- ===== missing table
DROP TABLE t CASCADE;
-- ===== extra sequence
CREATE SEQUENCE x;
-- ===== missing sequence
DROP SEQUENCE ticks CASCADE; ALTER TABLE t ALTER n SET DEFAULT 1;
-- ===== changed sequence
ALTER SEQUENCE ticks INCREMENT 3;
-- ===== extra enum
CREATE TYPE x AS ENUM ('a');
-- ===== changed enum
ALTER TYPE mood ADD VALUE 'x';
-- ===== extra domain
CREATE DOMAIN x AS int;
-- ===== changed domain
ALTER DOMAIN email SET DEFAULT 'a@b';
-- ===== extra view
CREATE VIEW x AS SELECT 1 AS a;
-- ===== missing view
DROP VIEW v;
-- ===== changed view
CREATE OR REPLACE VIEW v AS SELECT id, name FROM t WHERE n > 6;
-- ===== extra matview
CREATE MATERIALIZED VIEW x AS SELECT 1 AS a;
-- ===== missing matview
DROP MATERIALIZED VIEW mv;
-- ===== changed matview
DROP MATERIALIZED VIEW mv; CREATE MATERIALIZED VIEW mv AS SELECT id + 1 AS id FROM t;
-- ===== extra index of matview
CREATE INDEX x ON mv (id);
-- ===== extra function
CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- ===== overloaded function
CREATE FUNCTION f(b text) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- ===== missing function
DROP FUNCTION f(int);
-- ===== changed function
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 2';
-- ===== changed function's kind
CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql STABLE AS 'SELECT a + 1';
-- ===== extra procedure
CREATE PROCEDURE x() LANGUAGE sql AS 'SELECT 1';
-- ===== extra trigger
CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
-- ===== missing trigger
DROP TRIGGER g ON t;
-- ===== changed trigger
DROP TRIGGER g ON t; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
-- ===== disabled trigger
ALTER TABLE t DISABLE TRIGGER g;
-- ===== changed trigger function
CREATE OR REPLACE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $f$BEGIN RETURN NULL; END$f$;
-- ===== extra policy
CREATE POLICY x ON t USING (n > 1);
-- ===== missing policy
DROP POLICY p ON t;
-- ===== changed policy
ALTER POLICY p ON t USING (n > 1);
-- ===== policy for somebody else
ALTER POLICY p ON t TO postgres;
-- ===== policy for something else
DROP POLICY p ON t; CREATE POLICY p ON t FOR SELECT USING (n > 0);
-- ===== policy with a check
ALTER POLICY p ON t WITH CHECK (n > 0);
-- ===== restrictive policy
DROP POLICY p ON t; CREATE POLICY p ON t AS RESTRICTIVE USING (n > 0);
-- ===== policy as it was imported, for everybody
ALTER POLICY q ON t USING (true);
-- ===== no row security
ALTER TABLE t DISABLE ROW LEVEL SECURITY;
-- ===== extra composite type
CREATE TYPE x AS (a int);
-- ===== missing composite type
DROP TYPE pair;
-- ===== changed composite type
ALTER TYPE pair ADD ATTRIBUTE c int;
-- ===== extra range type
CREATE TYPE x AS RANGE (subtype = int4);
-- ===== extra rule
CREATE RULE x AS ON UPDATE TO t DO ALSO NOTHING;
-- ===== extra statistics (neither)
CREATE STATISTICS x ON n, name FROM t;
-- ===== extra comment
COMMENT ON TABLE t IS 'x';
-- ===== extra grant (neither)
GRANT SELECT ON t TO PUBLIC;
-- ===== extra extension (neither)
CREATE EXTENSION pg_trgm;
-- ===== extra schema (neither)
CREATE SCHEMA x;
-- ===== extra table in another schema (neither)
CREATE SCHEMA x; CREATE TABLE x.y (a int);
-- ===== extra collation (neither)
CREATE COLLATION x (locale = 'C');
-- ===== extra aggregate (neither)
CREATE AGGREGATE x (int) (sfunc = int4pl, stype = int);
-- ===== extra partitioned table
CREATE TABLE x (a int) PARTITION BY LIST (a);
-- ===== extra exclusion
ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING btree (n WITH =);
-- ===== unlogged
ALTER TABLE t SET UNLOGGED;
-- ===== fillfactor
ALTER TABLE t SET (fillfactor = 50);
-- ===== replica identity (neither)
ALTER TABLE t REPLICA IDENTITY FULL;
-- ===== column storage (neither)
ALTER TABLE t ALTER name SET STORAGE EXTERNAL;
-- ===== statistics target (neither)
ALTER TABLE t ALTER n SET STATISTICS 5;
-- ===== identity always
ALTER TABLE t ALTER id SET GENERATED ALWAYS;
-- ===== sequence options of the identity (neither)
ALTER TABLE t ALTER id SET INCREMENT 3;

-- ===== default of a column
ALTER TABLE plainkid ALTER n SET DEFAULT 8;
-- ===== condition
ALTER TABLE plainkid DROP CONSTRAINT pk_check2; ALTER TABLE plainkid ADD CONSTRAINT pk_check2 CHECK (w >= 1 AND NOT (extra > 3) AND name <> 'q');
-- ===== missing constraint
ALTER TABLE plainkid DROP CONSTRAINT pk_fk;
-- ===== condition of an index
DROP INDEX plainkid_total; CREATE INDEX plainkid_total ON plainkid (total) WHERE total > 101 AND at IS NOT NULL;
-- ===== missing index of a table in one statement with its constraints
DROP INDEX kid_hash;
-- ===== type of an attribute
ALTER TYPE tags ALTER ATTRIBUTE n TYPE numeric(5, 2);
-- ===== comment on an attribute
COMMENT ON COLUMN point3.x IS 'right';
-- ===== condition of a trigger
DROP TRIGGER tr ON t; CREATE TRIGGER tr BEFORE INSERT OR UPDATE OF n, name ON t FOR EACH ROW WHEN (NEW.n > 4 AND NEW.name IS DISTINCT FROM 'a') EXECUTE FUNCTION trig(); ALTER TABLE t DISABLE TRIGGER tr;
-- ===== condition of a policy
ALTER POLICY po ON t USING (n > 4 AND name = current_user);
-- ===== instead
CREATE OR REPLACE RULE ru AS ON DELETE TO t WHERE old.n = 5 DO ALSO NOTHING;
-- ===== unique index of a materialized view
DROP INDEX mv_id; CREATE INDEX mv_id ON mv (id);
-- ===== options of a partition
ALTER TABLE ev_1 SET (autovacuum_vacuum_scale_factor = 0.3);
-- ===== default of a partition
ALTER TABLE ev_1 ALTER d SET DEFAULT '2020-02-03';
-- ===== nothing (neither)
SELECT 1;
-- ===== view that is written with its namespace
CREATE OR REPLACE VIEW bigs AS SELECT id, add(id) + 7 AS more FROM big;
-- ===== function that is written with its namespace
CREATE OR REPLACE FUNCTION first_big() RETURNS SETOF big LANGUAGE sql AS 'SELECT * FROM public.big';
-- ===== missing trigger of a table that is written with its namespace
DROP TRIGGER big_tr ON big;

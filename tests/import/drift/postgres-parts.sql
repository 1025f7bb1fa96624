-- ===== comp: attr type
ALTER TABLE plain DROP a; ALTER TYPE addr ALTER ATTRIBUTE no TYPE bigint;
-- ===== comp: attr added
ALTER TYPE addr ADD ATTRIBUTE z int;
-- ===== comp: attr comment changed
COMMENT ON COLUMN addr.street IS 'elsewhere';
-- ===== comp: attr comment dropped
COMMENT ON COLUMN addr.street IS NULL;
-- ===== comp: attr comment new
COMMENT ON COLUMN addr.no IS 'x';
-- ===== comp: comment changed
COMMENT ON TYPE addr IS 'x';
-- ===== comp: comment dropped
COMMENT ON TYPE addr IS NULL;
-- ===== comp: attr renamed
ALTER TYPE addr RENAME ATTRIBUTE no TO nr;
-- ===== comp: attr collate
ALTER TABLE plain DROP a; ALTER TYPE addr ALTER ATTRIBUTE street TYPE text COLLATE "C";
-- ===== range: comment
COMMENT ON TYPE span IS 'x';
-- ===== enum: comment
COMMENT ON TYPE mood IS 'x';
-- ===== plain: index comment changed
COMMENT ON INDEX plain_n IS 'x';
-- ===== plain: index comment dropped
COMMENT ON INDEX plain_n IS NULL;
-- ===== plain: constraint comment new
COMMENT ON CONSTRAINT plain_n_check ON plain IS 'x';
-- ===== plain: extra index
CREATE INDEX zz ON plain (t);
-- ===== plain: dropped index
DROP INDEX plain_n;
-- ===== part: own index dropped
DROP INDEX ev_1_own;
-- ===== part: own index other
DROP INDEX ev_1_own; CREATE INDEX ev_1_own ON ev_1 (k, t);
-- ===== part: own index extra
CREATE INDEX zz ON ev_1 (t, id);
-- ===== part: own index renamed
ALTER INDEX ev_1_own RENAME TO zz;
-- ===== part: own partial index other
DROP INDEX ev_1_uq; CREATE UNIQUE INDEX ev_1_uq ON ev_1 (id) WHERE k > 4;
-- ===== part: own index fillfactor
ALTER INDEX ev_1_own SET (fillfactor = 50);
-- ===== part: own index comment
COMMENT ON INDEX ev_1_own IS 'x';
-- ===== part: index comment of table
COMMENT ON INDEX ev_k IS 'x';
-- ===== part: own check dropped
ALTER TABLE ev_1 DROP CONSTRAINT ev_1_chk;
-- ===== part: own check other
ALTER TABLE ev_1 DROP CONSTRAINT ev_1_chk; ALTER TABLE ev_1 ADD CONSTRAINT ev_1_chk CHECK (k < 99);
-- ===== part: own check extra
ALTER TABLE ev_1 ADD CONSTRAINT zz CHECK (k < 99);
-- ===== part: own pk dropped
ALTER TABLE ev_1 DROP CONSTRAINT ev_1_pk;
-- ===== part: own pk extra
ALTER TABLE ev_2 ADD CONSTRAINT zz PRIMARY KEY (id);
-- ===== part: own pk other
ALTER TABLE ev_1 DROP CONSTRAINT ev_1_pk; ALTER TABLE ev_1 ADD CONSTRAINT ev_1_pk PRIMARY KEY (id, d);
-- ===== part: own unique dropped
ALTER TABLE ev_2 DROP CONSTRAINT ev_2_un;
-- ===== part: own unique extra
ALTER TABLE ev_2 ADD CONSTRAINT zz UNIQUE (id);
-- ===== part: own fk dropped
ALTER TABLE ev_2 DROP CONSTRAINT ev_2_fk;
-- ===== part: own fk other
ALTER TABLE ev_2 DROP CONSTRAINT ev_2_fk; ALTER TABLE ev_2 ADD CONSTRAINT ev_2_fk FOREIGN KEY (id) REFERENCES plain;
-- ===== part: own fk extra
ALTER TABLE ev_1 ADD CONSTRAINT zz FOREIGN KEY (id) REFERENCES plain;
-- ===== part: own exclusion dropped
ALTER TABLE ev_2 DROP CONSTRAINT ev_2_ex;
-- ===== part: own exclusion extra
ALTER TABLE ev_1 ADD CONSTRAINT zz EXCLUDE USING btree (t WITH =);
-- ===== part: own default other
ALTER TABLE ev_2 ALTER k SET DEFAULT 8;
-- ===== part: own default gone
ALTER TABLE ev_2 ALTER k DROP DEFAULT;
-- ===== part: own default extra
ALTER TABLE ev_1 ALTER t SET DEFAULT 'x';
-- ===== part: own default as table
ALTER TABLE ev_2 ALTER k SET DEFAULT 3;
-- ===== part: own not null gone
ALTER TABLE ev_2 ALTER t DROP NOT NULL;
-- ===== part: own not null extra
ALTER TABLE ev_1 ALTER t SET NOT NULL;
-- ===== part: own option gone
ALTER TABLE ev_2 RESET (fillfactor);
-- ===== part: own option other
ALTER TABLE ev_2 SET (fillfactor = 71);
-- ===== part: own option extra
ALTER TABLE ev_1 SET (fillfactor = 71);
-- ===== part: rls gone
ALTER TABLE ev_2 DISABLE ROW LEVEL SECURITY;
-- ===== part: rls extra
ALTER TABLE ev_1 ENABLE ROW LEVEL SECURITY;
-- ===== part: rls forced
ALTER TABLE ev_2 FORCE ROW LEVEL SECURITY;
-- ===== part: policy gone
DROP POLICY ev_2_pol ON ev_2;
-- ===== part: policy other
ALTER POLICY ev_2_pol ON ev_2 USING (k > 4);
-- ===== part: policy extra
CREATE POLICY zz ON ev_1 USING (k > 4);
-- ===== part: comment other
COMMENT ON TABLE ev_2 IS 'x';
-- ===== part: comment gone
COMMENT ON TABLE ev_2 IS NULL;
-- ===== part: comment extra
COMMENT ON TABLE ev_1 IS 'x';
-- ===== part: column comment other
COMMENT ON COLUMN ev_2.k IS 'x';
-- ===== part: column comment gone
COMMENT ON COLUMN ev_2.k IS NULL;
-- ===== part: column comment extra
COMMENT ON COLUMN ev_1.k IS 'x';
-- ===== part: trigger gone
DROP TRIGGER ev_2_tr ON ev_2;
-- ===== part: trigger extra
CREATE TRIGGER zz BEFORE INSERT ON ev_1 FOR EACH ROW EXECUTE FUNCTION tf();
-- ===== part: trigger disabled
ALTER TABLE ev_2 DISABLE TRIGGER ev_2_tr;
-- ===== part: bounds
ALTER TABLE ev DETACH PARTITION ev_2; ALTER TABLE ev ATTACH PARTITION ev_2 FOR VALUES FROM ('2021-01-01') TO ('2023-01-01');
-- ===== part: detached
ALTER TABLE ev DETACH PARTITION ev_2;
-- ===== part: dropped
DROP TABLE ev_1;
-- ===== part: dropped default
DROP TABLE ev_3;
-- ===== part: extra
CREATE TABLE ev_9 PARTITION OF ev FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- ===== part: renamed
ALTER TABLE ev_1 RENAME TO zz;
-- ===== sub: column type
ALTER TABLE sp ALTER t TYPE varchar(9);
-- ===== sub: column added
ALTER TABLE sp ADD z int;
-- ===== sub: column dropped
ALTER TABLE sp DROP t;
-- ===== sub: column renamed
ALTER TABLE sp RENAME t TO tt;
-- ===== sub: default
ALTER TABLE sp ALTER t SET DEFAULT 'y';
-- ===== sub: default of partition
ALTER TABLE sp_1_a ALTER t SET DEFAULT 'y';
-- ===== sub: not null
ALTER TABLE sp ALTER t SET NOT NULL;
-- ===== sub: not null of partition
ALTER TABLE sp_1_b ALTER t SET NOT NULL;
-- ===== sub: check dropped
ALTER TABLE sp DROP CONSTRAINT sp_chk;
-- ===== sub: check extra
ALTER TABLE sp_1_b ADD CONSTRAINT zz CHECK (id > 5);
-- ===== sub: check other
ALTER TABLE sp DROP CONSTRAINT sp_chk; ALTER TABLE sp ADD CONSTRAINT sp_chk CHECK (id > 1);
-- ===== sub: pk dropped
ALTER TABLE sp_1_a DROP CONSTRAINT sp_1_a_pk;
-- ===== sub: pk extra
ALTER TABLE sp_1_b ADD CONSTRAINT zz PRIMARY KEY (id);
-- ===== sub: index dropped
DROP INDEX sp_i;
-- ===== sub: index extra
CREATE INDEX zz ON sp (id);
-- ===== sub: partition index dropped
DROP INDEX sp_1_b_i;
-- ===== sub: partition index extra
CREATE INDEX zz ON sp_1_a (t, id);
-- ===== sub: partition index other
DROP INDEX sp_1_b_i; CREATE INDEX sp_1_b_i ON sp_1_b (id, r);
-- ===== sub: bounds
ALTER TABLE sp_1 DETACH PARTITION sp_1_b; ALTER TABLE sp_1 ATTACH PARTITION sp_1_b FOR VALUES IN (3, 5);
-- ===== sub: detached
ALTER TABLE sp_1 DETACH PARTITION sp_1_b;
-- ===== sub: partition extra
CREATE TABLE zz PARTITION OF sp_1 FOR VALUES IN (9);
-- ===== sub: partition dropped
DROP TABLE sp_1_b;
-- ===== sub: comment
COMMENT ON TABLE sp IS 'x';
-- ===== sub: comment gone
COMMENT ON TABLE sp IS NULL;
-- ===== sub: comment of partition
COMMENT ON TABLE sp_1_a IS 'x';
-- ===== sub: column comment
COMMENT ON COLUMN sp.t IS 'x';
-- ===== sub: column comment gone
COMMENT ON COLUMN sp.t IS NULL;
-- ===== sub: option
ALTER TABLE sp_1_a SET (fillfactor = 50);
-- ===== sub: rls
ALTER TABLE sp_1_a ENABLE ROW LEVEL SECURITY;
-- ===== inh: column type
ALTER TABLE chi ALTER z TYPE bigint;
-- ===== inh: column of parent type
ALTER TABLE par ALTER y TYPE numeric(5,2);
-- ===== inh: column added
ALTER TABLE chi ADD zz int;
-- ===== inh: column dropped
ALTER TABLE chi DROP z;
-- ===== inh: column renamed
ALTER TABLE chi RENAME z TO zz;
-- ===== inh: default own
ALTER TABLE chi ALTER z SET DEFAULT 2;
-- ===== inh: default inherited
ALTER TABLE chi ALTER x SET DEFAULT 'd';
-- ===== inh: default gone
ALTER TABLE chi ALTER z DROP DEFAULT;
-- ===== inh: not null
ALTER TABLE chi ALTER z SET NOT NULL;
-- ===== inh: not null inherited
ALTER TABLE chi ALTER x SET NOT NULL;
-- ===== inh: check dropped
ALTER TABLE chi DROP CONSTRAINT chi_z_check;
-- ===== inh: check extra
ALTER TABLE chi ADD CONSTRAINT zz CHECK (z > 3);
-- ===== inh: pk dropped
ALTER TABLE chi DROP CONSTRAINT chi_pkey;
-- ===== inh: unique extra
ALTER TABLE chi ADD CONSTRAINT zz UNIQUE (z);
-- ===== inh: fk dropped
ALTER TABLE chi DROP CONSTRAINT chi_fk;
-- ===== inh: fk extra
ALTER TABLE chi ADD CONSTRAINT zz FOREIGN KEY (id) REFERENCES plain;
-- ===== inh: index dropped
DROP INDEX chi_i;
-- ===== inh: index extra
CREATE INDEX zz ON chi (x);
-- ===== inh: index other
DROP INDEX chi_i; CREATE INDEX chi_i ON chi (z, x);
-- ===== inh: no inherit
ALTER TABLE chi NO INHERIT par;
-- ===== inh: comment
COMMENT ON TABLE chi IS 'x';
-- ===== inh: comment gone
COMMENT ON TABLE chi IS NULL;
-- ===== inh: column comment
COMMENT ON COLUMN chi.z IS 'x';
-- ===== inh: column comment gone
COMMENT ON COLUMN chi.z IS NULL;
-- ===== inh: column comment extra
COMMENT ON COLUMN chi.x IS 'x';
-- ===== inh: option
ALTER TABLE chi SET (fillfactor = 50);
-- ===== inh: unlogged
ALTER TABLE chi SET UNLOGGED;
-- ===== inh: trigger
CREATE TRIGGER zz BEFORE INSERT ON chi FOR EACH ROW EXECUTE FUNCTION tf();
-- ===== inh: collation
ALTER TABLE par ALTER x TYPE text COLLATE "C";
-- ===== typed: default
ALTER TABLE typed ALTER v SET DEFAULT 'w';
-- ===== typed: default gone
ALTER TABLE typed ALTER v DROP DEFAULT;
-- ===== typed: not null
ALTER TABLE typed ALTER v SET NOT NULL;
-- ===== typed: pk gone
ALTER TABLE typed DROP CONSTRAINT typed_pkey;
-- ===== typed: check
ALTER TABLE typed ADD CONSTRAINT zz CHECK (id > 1);
-- ===== typed: index gone
DROP INDEX typed_i;
-- ===== typed: index extra
CREATE INDEX zz ON typed (v, id);
-- ===== typed: comment
COMMENT ON TABLE typed IS 'x';
-- ===== typed: column comment
COMMENT ON COLUMN typed.v IS 'x';
-- ===== typed: attribute
ALTER TYPE tt ADD ATTRIBUTE zz int CASCADE;
-- ===== typed: attribute type
ALTER TYPE tt ALTER ATTRIBUTE v TYPE varchar(5) CASCADE;
-- ===== typed: not of
ALTER TABLE typed NOT OF;
-- ===== empty: column
ALTER TABLE empty ADD a int;
-- ===== empty: comment
COMMENT ON TABLE empty IS 'x';
-- ===== foreign: column type
ALTER FOREIGN TABLE ft ALTER v TYPE varchar(4);
-- ===== foreign: column added
ALTER FOREIGN TABLE ft ADD z int;
-- ===== foreign: column dropped
ALTER FOREIGN TABLE ft DROP v;
-- ===== foreign: default
ALTER FOREIGN TABLE ft ALTER v SET DEFAULT 'z';
-- ===== foreign: not null
ALTER FOREIGN TABLE ft ALTER id DROP NOT NULL;
-- ===== foreign: check
ALTER FOREIGN TABLE ft DROP CONSTRAINT ft_chk;
-- ===== foreign: check extra
ALTER FOREIGN TABLE ft ADD CONSTRAINT zz CHECK (id > 8);
-- ===== foreign: column options
ALTER FOREIGN TABLE ft ALTER v OPTIONS (SET a 'c');
-- ===== foreign: options
ALTER FOREIGN TABLE ft OPTIONS (SET c 'e');
-- ===== foreign: comment
COMMENT ON FOREIGN TABLE ft IS 'x';
-- ===== foreign: column comment
COMMENT ON COLUMN ft.v IS 'x';
-- ===== foreign: extra
CREATE FOREIGN TABLE zz (id int) SERVER fs;
-- ===== foreign: dropped
DROP FOREIGN TABLE ft;
-- ===== server: options (neither)
ALTER SERVER fs OPTIONS (a 'b');
-- ===== view: comment
COMMENT ON VIEW vw IS 'x';
-- ===== view: comment gone
COMMENT ON VIEW vw IS NULL;
-- ===== view: column comment
COMMENT ON COLUMN vw.n IS 'x';
-- ===== view: column comment extra
COMMENT ON COLUMN vw.id IS 'x';
-- ===== view: default
ALTER VIEW vw ALTER n SET DEFAULT 6;
-- ===== view: default gone
ALTER VIEW vw ALTER n DROP DEFAULT;
-- ===== view: options
ALTER VIEW vw SET (security_barrier = true);
-- ===== view: column name
ALTER VIEW vw RENAME n TO nn;
-- ===== view: trigger
DROP TRIGGER vw_tr ON vw;
-- ===== mv: index gone
DROP INDEX mv_i;
-- ===== mv: index other
DROP INDEX mv_i; CREATE INDEX mv_i ON mv (n, id);
-- ===== mv: index extra
CREATE INDEX zz ON mv (n, id);
-- ===== mv: unique gone
DROP INDEX mv_u; CREATE INDEX mv_u ON mv (id);
-- ===== mv: comment
COMMENT ON MATERIALIZED VIEW mv IS 'x';
-- ===== mv: column comment
COMMENT ON COLUMN mv.n IS 'x';
-- ===== mv: option
ALTER MATERIALIZED VIEW mv SET (fillfactor = 50);
-- ===== fn: comment
COMMENT ON FUNCTION f(int, text) IS 'x';
-- ===== fn: default
CREATE OR REPLACE FUNCTION f(a int, b text DEFAULT 'r') RETURNS int LANGUAGE sql STABLE AS 'SELECT a';
-- ===== fn: volatile
ALTER FUNCTION f(int, text) VOLATILE;
-- ===== fn: strict
ALTER FUNCTION f(int, text) STRICT;
-- ===== fn: cost
ALTER FUNCTION f(int, text) COST 5;
-- ===== fn: set
ALTER FUNCTION f(int, text) SET work_mem = '4MB';
-- ===== fn: returns
DROP FUNCTION f(int, text); CREATE FUNCTION f(a int, b text DEFAULT 'q') RETURNS bigint LANGUAGE sql STABLE AS 'SELECT a';
-- ===== fn: argument name
DROP FUNCTION f(int, text); CREATE FUNCTION f(c int, b text DEFAULT 'q') RETURNS int LANGUAGE sql STABLE AS 'SELECT c';
-- ===== fn: argument type
DROP FUNCTION f(int, text); CREATE FUNCTION f(a bigint, b text DEFAULT 'q') RETURNS int LANGUAGE sql STABLE AS 'SELECT a';
-- ===== fn: parallel
ALTER FUNCTION f(int, text) PARALLEL SAFE;
-- ===== fn: definer
ALTER FUNCTION f(int, text) SECURITY DEFINER;
-- ===== proc: body
CREATE OR REPLACE PROCEDURE pr(a int) LANGUAGE sql AS 'SELECT 2';
-- ===== proc: comment
COMMENT ON PROCEDURE pr(int) IS 'x';
-- ===== trigger: when
DROP TRIGGER plain_tr ON plain; CREATE TRIGGER plain_tr BEFORE UPDATE OF n ON plain FOR EACH ROW WHEN (OLD.n > 2) EXECUTE FUNCTION tf();
-- ===== trigger: comment
COMMENT ON TRIGGER plain_tr ON plain IS 'x';
-- ===== trigger: columns
DROP TRIGGER plain_tr ON plain; CREATE TRIGGER plain_tr BEFORE UPDATE OF t ON plain FOR EACH ROW WHEN (OLD.n > 1) EXECUTE FUNCTION tf();
-- ===== trigger: always
ALTER TABLE plain ENABLE ALWAYS TRIGGER plain_tr;
-- ===== rule: other
CREATE OR REPLACE RULE plain_ru AS ON DELETE TO plain WHERE OLD.n = 6 DO INSTEAD NOTHING;
-- ===== rule: event
CREATE OR REPLACE RULE plain_ru AS ON UPDATE TO plain WHERE OLD.n = 5 DO INSTEAD NOTHING;
-- ===== rule: also
CREATE OR REPLACE RULE plain_ru AS ON DELETE TO plain WHERE OLD.n = 5 DO ALSO NOTHING;
-- ===== rule: disabled
ALTER TABLE plain DISABLE RULE plain_ru;
-- ===== rule: comment
COMMENT ON RULE plain_ru ON plain IS 'x';
-- ===== policy: command
DROP POLICY plain_po ON plain; CREATE POLICY plain_po ON plain USING (n > 1);
-- ===== policy: roles
ALTER POLICY plain_po ON plain TO current_user;
-- ===== policy: comment
COMMENT ON POLICY plain_po ON plain IS 'x';
-- ===== policy: restrictive
DROP POLICY plain_po ON plain; CREATE POLICY plain_po ON plain AS RESTRICTIVE FOR SELECT USING (n > 1);
-- ===== rls: forced
ALTER TABLE plain FORCE ROW LEVEL SECURITY;
-- ===== domain: comment
COMMENT ON DOMAIN dm IS 'x';
-- ===== domain: check
ALTER DOMAIN dm DROP CONSTRAINT dm_check;
-- ===== domain: constraint comment
COMMENT ON CONSTRAINT dm_check ON DOMAIN dm IS 'x';
-- ===== seq: comment
COMMENT ON SEQUENCE sq IS 'x';
-- ===== seq: owner
ALTER SEQUENCE sq OWNED BY plain.n;
-- ===== noinh: check gone
ALTER TABLE noinh DROP CONSTRAINT ni;
-- ===== noinh: check inherits
ALTER TABLE noinh DROP CONSTRAINT ni; ALTER TABLE noinh ADD CONSTRAINT ni CHECK (n > 0);
-- ===== noinh: check other
ALTER TABLE noinh DROP CONSTRAINT ni; ALTER TABLE noinh ADD CONSTRAINT ni CHECK (n > 1) NO INHERIT;
-- ===== noinh: time check gone
ALTER TABLE noinh DROP CONSTRAINT nt;
-- ===== noinh: time check other
ALTER TABLE noinh DROP CONSTRAINT nt; ALTER TABLE noinh ADD CONSTRAINT nt CHECK (w > now()::text);
-- ===== noinh: fk gone
ALTER TABLE noinh DROP CONSTRAINT nf;
-- ===== noinh: fk other
ALTER TABLE noinh DROP CONSTRAINT nf; ALTER TABLE noinh ADD CONSTRAINT nf FOREIGN KEY (n) REFERENCES noinh (id);
-- ===== noinh: time check extra
ALTER TABLE noinh ADD CONSTRAINT zz CHECK (w > now()::text);
-- ===== noinh: no inherit extra
ALTER TABLE noinh ADD CONSTRAINT zz CHECK (n > 4) NO INHERIT;
-- ===== noinh: expression index gone
DROP INDEX noinh_ex;
-- ===== noinh: expression index other
DROP INDEX noinh_ex; CREATE INDEX noinh_ex ON noinh ((w || 'y') COLLATE "C");
-- ===== noinh: expression index extra
CREATE INDEX zz ON noinh ((w || 'z') COLLATE "C");
-- ===== noinh: second index same keys
CREATE INDEX za ON noinh (n); CREATE INDEX zb ON noinh (n);
-- ===== range: subtype
DROP TYPE span; CREATE TYPE span AS RANGE (subtype = int8);
-- ===== enum to composite
DROP TYPE mood; CREATE TYPE mood AS (a int);
-- ===== plain: second identity
ALTER TABLE noinh ALTER n SET NOT NULL, ALTER n ADD GENERATED BY DEFAULT AS IDENTITY;
-- ===== plain: not valid check
ALTER TABLE plain ADD CONSTRAINT zz CHECK (n > 3) NOT VALID;
-- ===== index: invalid on only
CREATE INDEX zz ON ONLY ev (t);

-- ===== extra table
CREATE TABLE x (id int);
-- ===== extra view
CREATE VIEW x AS SELECT 1;
-- ===== missing view
DROP VIEW v;
-- ===== changed view
DROP VIEW v; CREATE VIEW v AS SELECT id FROM t WHERE n > 6;
-- ===== extra trigger
CREATE TRIGGER x AFTER DELETE ON t BEGIN SELECT 1; END;
-- ===== missing trigger
DROP TRIGGER g;
-- ===== changed trigger
DROP TRIGGER g; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 2; END;
-- ===== extra index
CREATE INDEX x ON t (n);
-- ===== extra virtual table
CREATE VIRTUAL TABLE x USING fts5(a);
-- ===== a column without a type
ALTER TABLE t ADD COLUMN zz;

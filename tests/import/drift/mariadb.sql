-- ===== extra table
CREATE TABLE x (id int);
-- ===== extra view
CREATE VIEW x AS SELECT 1;
-- ===== missing view
DROP VIEW v;
-- ===== changed view (drift)
CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE n > 6;
-- ===== extra trigger
CREATE TRIGGER x AFTER DELETE ON t FOR EACH ROW SET @a = 1;
-- ===== extra function
CREATE FUNCTION x() RETURNS int DETERMINISTIC RETURN 1;
-- ===== extra procedure
CREATE PROCEDURE x() SELECT 1;
-- ===== extra event
CREATE EVENT x ON SCHEDULE EVERY 1 DAY DO SELECT 1;
-- ===== missing trigger
DROP TRIGGER g;
-- ===== changed trigger (drift)
CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 6;
-- ===== missing function
DROP FUNCTION f;
-- ===== changed function (drift)
CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN a + 2;

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

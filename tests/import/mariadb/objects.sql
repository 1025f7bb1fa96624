CREATE SEQUENCE s1 START WITH 100 INCREMENT BY 5;
CREATE SEQUENCE s2 MINVALUE -10 MAXVALUE 50 CYCLE NOCACHE;
CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval(s1), v varchar(10), n int DEFAULT 0);
-- Tables that only their own statements make take numbers of this database, too.
CREATE TABLE kept (id int PRIMARY KEY DEFAULT nextval(s1), n bigint DEFAULT nextval(s2), v varchar(9)) WITH SYSTEM VERSIONING;
CREATE TABLE unseen (id int PRIMARY KEY, n bigint INVISIBLE DEFAULT nextval(s2));
CREATE TABLE log (id int AUTO_INCREMENT PRIMARY KEY, what varchar(100));
DELIMITER //
CREATE TRIGGER t_bi BEFORE INSERT ON t FOR EACH ROW BEGIN
  SET NEW.v = concat('a;', NEW.v);
END//
CREATE TRIGGER t_bi2 BEFORE INSERT ON t FOR EACH ROW SET NEW.n = NEW.n + 1//
CREATE TRIGGER a_first BEFORE INSERT ON t FOR EACH ROW PRECEDES t_bi SET NEW.n = 7//
CREATE FUNCTION f (a int, b varchar(10)) RETURNS varchar(20) DETERMINISTIC NO SQL COMMENT 'it''s' RETURN concat(a, b)//
CREATE PROCEDURE p (IN a int, OUT b decimal(10,2), INOUT c text) MODIFIES SQL DATA SQL SECURITY INVOKER BEGIN
  INSERT INTO log (what) VALUES ('x'); SET b = a;
END//
CREATE FUNCTION `odd ``f` () RETURNS int RETURN 1//
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'daily' DO DELETE FROM log//
CREATE EVENT once ON SCHEDULE AT '2035-01-01 00:00:00' DO BEGIN DELETE FROM log; END//
CREATE PROCEDURE quotes (IN `a'b` varchar(10) CHARACTER SET latin1) COMMENT 'it''s "c" \\ x' BEGIN
  -- don't
  SET @s = concat('insert into log (what) values (''', `a'b`, ''', ''', "q\"'", ''', "''\\a\n")'); /* isn't */
END//
CREATE PROCEDURE blocks (a int) BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
  turns: WHILE a > 0 DO
    SET a = CASE WHEN a > 9 THEN a - 9 ELSE a - 1 END;
    IF a = 3 THEN BEGIN LEAVE turns; END; END IF;
    CASE a WHEN 2 THEN SET @s = 1; ELSE BEGIN END; END CASE;
  END WHILE turns;
  DELETE FROM log;
END//
CREATE TRIGGER t_quotes BEFORE UPDATE ON t FOR EACH ROW SET NEW.v = 'it\'s', NEW.n = length('a'',''b\\')//
CREATE TRIGGER t_quotes2 BEFORE UPDATE ON t FOR EACH ROW FOLLOWS t_quotes BEGIN /* don't */ SET NEW.v = concat('x', 'y'); END//
CREATE EVENT quoting ON SCHEDULE EVERY 1 HOUR STARTS '2030-01-01 00:00:00' COMMENT 'do it\'s \\' DO BEGIN DELETE FROM log WHERE what IN ('', 'it''s', '\\'); END//
DELIMITER ;
CREATE VIEW v AS SELECT f(n, v) AS x, nextval(s2) AS y FROM t;
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW v2 AS SELECT id FROM t WHERE n > 3 WITH CASCADED CHECK OPTION;

-- Words that open and close blocks are names, too.
CREATE TABLE spans (id int PRIMARY KEY, begin int NOT NULL, end int NOT NULL);
DELIMITER //
CREATE FUNCTION span_length(begin int, end int) RETURNS int DETERMINISTIC
BEGIN
  DECLARE longest int DEFAULT 9;
  SET @end = end;
  IF end < begin THEN RETURN CASE WHEN begin = 0 THEN 0 ELSE begin - @end END; END IF;
  RETURN least(longest, (SELECT count(*) + end - begin FROM spans AS s WHERE s.begin < end AND s.end > begin));
END//
CREATE TRIGGER spans_kept BEFORE INSERT ON spans FOR EACH ROW
BEGIN
  IF NEW.end < NEW.begin THEN SET NEW.end = NEW.begin; END IF;
  SET NEW.id = NEW.id;
END//
DELIMITER ;

-- What a text means may hang on the session that made it.
SET @was_mode = @@sql_mode, @was_zone = @@time_zone, SESSION sql_mode = 'ANSI_QUOTES', SESSION time_zone = '+05:00';
CREATE FUNCTION lenient() RETURNS int DETERMINISTIC RETURN 1;
CREATE EVENT elsewhere ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' DO DELETE FROM spans;
SET SESSION sql_mode = @was_mode, time_zone = @was_zone;

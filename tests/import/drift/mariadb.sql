-- ===== extra table
CREATE TABLE extra (id int);
-- ===== extra view
CREATE VIEW extra AS SELECT 1;
-- ===== extra trigger
CREATE TRIGGER extra AFTER DELETE ON t FOR EACH ROW SET @a = 1;
-- ===== extra function
CREATE FUNCTION extra() RETURNS int DETERMINISTIC RETURN 1;
-- ===== extra procedure
CREATE PROCEDURE extra() SELECT 1;
-- ===== extra event
CREATE EVENT extra ON SCHEDULE EVERY 1 DAY DO SELECT 1;
-- ===== missing view
DROP VIEW v;
-- ===== a view whose table is not there
CREATE TABLE there (id int); ALTER VIEW v AS SELECT id FROM there; DROP TABLE there;
-- ===== a view whose column is not there
ALTER TABLE t DROP COLUMN s;
-- ===== missing trigger
DROP TRIGGER g;
-- ===== missing function
DROP FUNCTION f;
-- ===== missing event
DROP EVENT e;
-- ===== a view with another number
CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE n > 6;
-- ===== a view without its number
CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE n > 0;
-- ===== a view over another column
CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE n > 5 AND s IS NULL;
-- ===== a view over another table
CREATE OR REPLACE VIEW w AS SELECT t.*, group_concat(u.id) gs FROM t JOIN v u ON u.id = t.n GROUP BY 1, 2, 3;
-- ===== a view with another string
CREATE OR REPLACE VIEW w AS SELECT t.*, concat('it''s', 'ab', "dq") AS words FROM t;
-- ===== a view that reads with the rights of who asks it
CREATE OR REPLACE SQL SECURITY INVOKER VIEW v AS SELECT id FROM t WHERE n > 5;
-- ===== a view that reads with the rights of who made it
CREATE OR REPLACE VIEW asked (said) AS SELECT s FROM t;
-- ===== a view that is a little otherwise (neither)
CREATE OR REPLACE VIEW v AS SELECT id FROM t WHERE n < 5;
-- ===== a trigger with another body
CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 6;
-- ===== a trigger with another string
DELIMITER //
CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.s = 'paid , not'; IF NEW.n > 2 THEN SET NEW.n = 1; END IF; END //
DELIMITER ;
-- ===== a trigger with another blank in its string
DELIMITER //
CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.s = 'Paid ,not'; IF NEW.n > 2 THEN SET NEW.n = 1; END IF; END //
DELIMITER ;
-- ===== a trigger at another time
DELIMITER //
CREATE OR REPLACE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW BEGIN SET NEW.s = 'Paid , not'; IF NEW.n > 2 THEN SET NEW.n = 1; END IF; END //
DELIMITER ;
-- ===== a trigger of another table
CREATE TABLE t2 (n int, s varchar(40));
DROP TRIGGER g;
DELIMITER //
CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t2 FOR EACH ROW BEGIN SET NEW.s = 'Paid , not'; IF NEW.n > 2 THEN SET NEW.n = 1; END IF; END //
DELIMITER ;
-- ===== a trigger that is written otherwise (neither)
DELIMITER //
CREATE OR REPLACE TRIGGER g before insert on t for each row begin set `NEW`.s='Paid , not' ;  if new.n>2 then set new.n = 1; end if; /* well */ end //
DELIMITER ;
-- ===== a function that gives another type
CREATE OR REPLACE FUNCTION f (a INT, b VARCHAR(10), c DECIMAL(8), d ENUM('x', 'y'), e INT UNSIGNED) RETURNS VARCHAR(31) DETERMINISTIC READS SQL DATA COMMENT 'it''s' RETURN a + 1;
-- ===== a function that takes another type
CREATE OR REPLACE FUNCTION f (a INT, b VARCHAR(10), c DECIMAL(9), d ENUM('x', 'y'), e INT UNSIGNED) RETURNS VARCHAR(30) DETERMINISTIC READS SQL DATA COMMENT 'it''s' RETURN a + 1;
-- ===== a function with another body
CREATE OR REPLACE FUNCTION f (a INT, b VARCHAR(10), c DECIMAL(8), d ENUM('x', 'y'), e INT UNSIGNED) RETURNS VARCHAR(30) DETERMINISTIC READS SQL DATA COMMENT 'it''s' RETURN a + 2;
-- ===== a procedure with another comment
ALTER PROCEDURE p COMMENT 'x';
-- ===== a procedure that runs as another
ALTER PROCEDURE p SQL SECURITY DEFINER;
-- ===== a procedure with another direction
DELIMITER //
CREATE OR REPLACE PROCEDURE p (IN a INT, INOUT b BOOL, INOUT c DOUBLE, d CHAR, e NUMERIC) SQL SECURITY INVOKER BEGIN SELECT 1; SET b = 1; END //
DELIMITER ;
-- ===== a procedure of one statement
CREATE OR REPLACE PROCEDURE q () UPDATE t SET n = 2;
-- ===== a function in place of a procedure
DROP PROCEDURE q;
CREATE FUNCTION q() RETURNS int DETERMINISTIC RETURN 1;
-- ===== an event that is enabled
ALTER EVENT e ENABLE;
-- ===== an event at another time
ALTER EVENT e ON SCHEDULE EVERY 2 DAY;
-- ===== an event with another body
ALTER EVENT e DO DELETE FROM t WHERE n = 4;
-- ===== an event that goes when it is over
ALTER EVENT e ON COMPLETION NOT PRESERVE;
-- ===== a trigger with another letter behind an escape
CREATE OR REPLACE TRIGGER g2 before insert on t for each row follows g set new.s = concat('it''s', "a\"c\n", 'x\\y', 'l
n', 'q\tz', 'p\%');
-- ===== a type in another character set
ALTER TABLE t MODIFY a varchar(100) CHARACTER SET latin2;
-- ===== extra sequence
CREATE SEQUENCE additional;
-- ===== missing sequence
ALTER TABLE t ALTER k SET DEFAULT 1; DROP SEQUENCE ticks;
-- ===== missing sequence that nobody uses
DROP SEQUENCE down_from;
-- ===== changed sequence
ALTER SEQUENCE ticks INCREMENT 3;
-- ===== a sequence that starts elsewhere
ALTER SEQUENCE down_from START -7;
-- ===== a sequence that does not begin again
ALTER SEQUENCE ticks NOCYCLE;
-- ===== a sequence that keeps numbers
ALTER SEQUENCE ticks CACHE 9;
-- ===== a sequence with another comment
ALTER TABLE ticks COMMENT 'ticks';
-- ===== a sequence that has counted (neither)
DO NEXTVAL(ticks), NEXTVAL(down_from), NEXTVAL(ticks);
-- ===== a sequence that keeps one number (neither)
ALTER SEQUENCE ticks CACHE 1;
-- ===== a table in place of a sequence
DROP SEQUENCE down_from; CREATE TABLE down_from (id int);
-- ===== a column takes numbers from another sequence (drift)
ALTER TABLE t ALTER k SET DEFAULT NEXTVAL(down_from);
-- ===== a view that is spoken of, where something may make anything (neither)
CREATE VIEW Mentioned AS SELECT 1;
-- ===== a table with texts in another character set that was altered (neither)
ALTER TABLE old ADD z int; ALTER TABLE old MODIFY code varchar(21) CHARACTER SET latin1 NOT NULL; ALTER TABLE old MODIFY code varchar(20) CHARACTER SET latin1 NOT NULL; ALTER TABLE old DROP z;
-- ===== a string beside a text in another character set
ALTER TABLE old MODIFY said text GENERATED ALWAYS AS (concat(lower(name), '+', trim(name))) STORED;
-- ===== a view with another name for a column
CREATE OR REPLACE VIEW v AS SELECT id AS code FROM t WHERE n > 5;
-- ===== a view with a column more
CREATE OR REPLACE VIEW v AS SELECT id, id AS code FROM t WHERE n > 5;
-- ===== a view with its columns in another order
CREATE OR REPLACE VIEW listed (`two parts`, one) AS SELECT s, id FROM t;
-- ===== a view with the names of its columns written otherwise (neither)
CREATE OR REPLACE VIEW listed AS SELECT t.id AS ONE, s `two parts` FROM t;
-- ===== a view with another name behind an expression
CREATE OR REPLACE VIEW names AS SELECT DISTINCT id, n, n number, n + 1, count(*) amount, s AS `say it`, 'x' AS y, n AS z, CASE WHEN n > 1 THEN 'x' END, (SELECT max(m.n) FROM t m) AS most, NOT n, n IS NULL, s LIKE 'x' OR n, if(n, 1, 2) AS chosen, t.s COLLATE utf8mb4_bin FROM t GROUP BY 1, 2, 3, 4, 6 UNION SELECT 1, 2, 3, 4, 5, '6', 'x', 8, '9', 10, 11, 12, 13, 14, '15';
-- ===== a table in another character set
ALTER TABLE older DEFAULT CHARACTER SET latin2;
-- ===== a column in the character set of its table
ALTER TABLE older MODIFY code varchar(20) CHARACTER SET latin1 NOT NULL;
-- ===== a column in another character set than its table
ALTER TABLE older MODIFY name longtext CHARACTER SET utf8mb4 NOT NULL;
-- ===== an index with another comment
ALTER TABLE old DROP INDEX old_kind, ADD INDEX old_kind (kind) COMMENT 'what was in it', ALGORITHM = COPY;
-- ===== an index that ascends
DROP INDEX old_down ON old; CREATE INDEX old_down ON old (kind, id);
-- ===== an index that descends in another key
DROP INDEX old_down ON old; CREATE INDEX old_down ON old (kind DESC, id DESC);
-- ===== a table of Aria without what keeps it whole
ALTER TABLE told TRANSACTIONAL = 0;
-- ===== a table of Aria that was altered (neither)
ALTER TABLE untold COMMENT = 'x'; ALTER TABLE untold COMMENT = '';
-- ===== a unique index without its comment
ALTER TABLE old DROP INDEX old_code, ADD UNIQUE INDEX old_code (code), ALGORITHM = COPY;
-- ===== a comment on a primary key (neither)
ALTER TABLE older MODIFY id bigint NOT NULL, DROP PRIMARY KEY, ADD PRIMARY KEY (id) COMMENT 'p';
ALTER TABLE older MODIFY id bigint NOT NULL AUTO_INCREMENT;
-- ===== a table of SQL that was imported with a column more (drift)
ALTER TABLE parted ADD more int;
-- ===== a table of SQL that was imported with other partitions (drift)
ALTER TABLE parted DROP PARTITION p0;
-- ===== a table of the author's SQL with a column more (neither)
ALTER TABLE unseen ADD more int;
-- ===== a view that checks other rows
CREATE OR REPLACE VIEW few AS SELECT id FROM t WHERE n > 5 WITH CHECK OPTION;
-- ===== a view that checks no rows
CREATE OR REPLACE VIEW few AS SELECT id FROM t WHERE n > 5;
-- ===== a table of SQL that was imported has no subpartitions now (drift)
ALTER TABLE parted REMOVE PARTITIONING;
-- ===== a table of SQL that was imported keeps no versions now (drift)
ALTER TABLE kept DROP SYSTEM VERSIONING;
-- ===== another day
ALTER TABLE details MODIFY born date NOT NULL DEFAULT '2020-01-02';
-- ===== another hour
ALTER TABLE details MODIFY at time(6) NOT NULL DEFAULT '11:00:00';
-- ===== another moment
ALTER TABLE details MODIFY seen datetime NOT NULL DEFAULT '2020-01-02 10:00:00';
-- ===== another fraction
ALTER TABLE details MODIFY share double NOT NULL DEFAULT 0.6;
-- ===== another default of a type of the server's own
ALTER TABLE details MODIFY active tinyint(1) NOT NULL DEFAULT 0;
-- ===== another width that means something
ALTER TABLE details MODIFY active tinyint NOT NULL DEFAULT 1;
-- ===== one choice more
ALTER TABLE details MODIFY chosen set('x','Y z','w') NOT NULL DEFAULT 'x';
-- ===== another choice
ALTER TABLE details MODIFY chosen set('x','Y z') NOT NULL DEFAULT 'Y z';
-- ===== a number for a year
ALTER TABLE details MODIFY built smallint;
-- ===== any place
ALTER TABLE details MODIFY place geometry;
-- ===== other bits
ALTER TABLE details MODIFY mask bit(3) NOT NULL DEFAULT b'100';
-- ===== another text
ALTER TABLE details MODIFY note text NOT NULL DEFAULT ('nothing');
-- ===== another sum
ALTER TABLE details MODIFY least int NOT NULL DEFAULT (1 + 3);
-- ===== another day from now
ALTER TABLE details MODIFY until date NOT NULL DEFAULT (curdate() + interval 2 day);
-- ===== computed from something else
ALTER TABLE details MODIFY parts int AS (json_length(body) + 1) VIRTUAL;
-- ===== another number in a check that is SQL
ALTER TABLE details DROP CONSTRAINT few, ADD CONSTRAINT few CHECK (json_length(body) < 6);
-- ===== a check that is SQL in other words (neither)
ALTER TABLE details DROP CONSTRAINT few, ADD CONSTRAINT few CHECK ((json_length(`body`)) < 5);
-- ===== a column that is not seen
ALTER TABLE details MODIFY built year INVISIBLE;
-- ===== another option
ALTER TABLE details STATS_PERSISTENT = 0;
-- ===== an option more
ALTER TABLE details MAX_ROWS = 100;
-- ===== partitions by another sum
ALTER TABLE hashed PARTITION BY HASH (a + 2) PARTITIONS 3;
-- ===== partitions by another column
ALTER TABLE hashed PARTITION BY HASH (b) PARTITIONS 3;
-- ===== a moment's fraction
ALTER TABLE written MODIFY half datetime(3) NOT NULL DEFAULT '2020-01-01 00:00:00.05';
-- ===== a letter of a set is a small one
ALTER TABLE written MODIFY chosen set('a','b') NOT NULL DEFAULT 'a';
-- ===== a number has a fraction
ALTER TABLE written MODIFY number decimal(10,2) NOT NULL DEFAULT 5;
-- ===== digits of a padded number
ALTER TABLE written MODIFY padded int(5) unsigned zerofill NOT NULL DEFAULT 5;
-- ===== the days of an interval
ALTER TABLE written ALTER soon SET DEFAULT (utc_timestamp(6) + interval 2 day);
-- ===== another string of a national character set
CREATE OR REPLACE VIEW spelled AS SELECT t.id, concat(N'abd', s) AS words, 100e-2 AS one, j.v, CAST('7' AS signed) AS seven FROM t, JSON_TABLE('[]', '$[*]' COLUMNS (v int PATH '$.v')) AS j ORDER BY n DESC, 1 LIMIT 5 OFFSET 2;
-- ===== another number behind the order
CREATE OR REPLACE VIEW spelled AS SELECT t.id, concat(N'abc', s) AS words, 100e-2 AS one, j.v, CAST('7' AS signed) AS seven FROM t, JSON_TABLE('[]', '$[*]' COLUMNS (v int PATH '$.v')) AS j ORDER BY n DESC, 1 LIMIT 6 OFFSET 2;

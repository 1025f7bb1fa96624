-- ===== tables and columns of other character sets
CREATE TABLE t (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a varchar(20) NOT NULL, b text, c varchar(9) CHARACTER SET ascii) DEFAULT CHARSET=latin1;
-- after
CREATE TABLE t (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a varchar(20) NOT NULL, b text, c varchar(9) CHARACTER SET latin1) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=COMPRESSED;
-- ===== indexes of words, of prefixes, of other lengths
CREATE TABLE t (id int unsigned NOT NULL PRIMARY KEY, a varchar(200) NOT NULL, b longtext NOT NULL, n smallint unsigned NOT NULL DEFAULT 7, KEY t_a (a(10)), KEY t_b (b(20), n));
-- after
CREATE TABLE t (id bigint unsigned NOT NULL PRIMARY KEY, a varchar(200) NOT NULL, b longtext NOT NULL, n int unsigned NOT NULL DEFAULT 7, KEY t_a (a(12)), FULLTEXT KEY t_b (b));
-- ===== types of the server's own in a table of another character set
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a mediumtext NOT NULL, b set('x','y') NOT NULL, c tinytext CHARACTER SET ascii) DEFAULT CHARSET=latin1;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a mediumtext NOT NULL, b set('x','y') NOT NULL, c tinytext CHARACTER SET ascii) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
-- ===== checks in columns
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int CHECK (a > 0), b int DEFAULT 2 COMMENT 'b' CHECK (b > 1), c int CHECK (c > 1), d varchar(20));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int CHECK (a > 1), b bigint DEFAULT 2 COMMENT 'b' CHECK (b > 1), c int, d varchar(20) NOT NULL CHECK (d <> ''), e int CHECK (e > 3));
-- ===== checks that leave their columns, and whose columns go
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int CHECK (a > 0), b int CHECK (b > 0), c int CHECK (c > b), CONSTRAINT d_is_more CHECK (id > 0));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, c int CHECK (c > 0), d int CHECK (d > 0), CONSTRAINT a_is_more CHECK (a > 0));
-- ===== a check in a column whose capitals change
CREATE TABLE t (id int NOT NULL PRIMARY KEY, Name varchar(20) CHECK (Name <> ''));
CREATE TABLE u (id int NOT NULL PRIMARY KEY, Name varchar(20) CHECK (Name <> ''));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, name varchar(20) CHECK (name <> ''));
CREATE TABLE u (id int NOT NULL PRIMARY KEY, Name varchar(20) CHECK (Name <> 'x'));
-- ===== texts that become json
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a longtext, b json, c text NOT NULL, d json CHECK (json_length(d) > 1));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a json, b longtext, c json, d json);
-- ===== a column that must have the time of the moment
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a timestamp NULL DEFAULT NULL);
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
-- ===== sequences: one comes, one goes, one stays
CREATE SEQUENCE stays START WITH 100 CACHE 10; CREATE SEQUENCE goes;
-- after
CREATE SEQUENCE stays START WITH 100 CACHE 10; CREATE SEQUENCE comes INCREMENT BY -2 CYCLE NOCACHE COMMENT 'it''s new';
-- ===== sequences: all their numbers, a table takes them
CREATE SEQUENCE numbers; CREATE SEQUENCE others START WITH 5 MINVALUE 5 MAXVALUE 50 COMMENT 'fives';
CREATE TABLE t (id bigint NOT NULL PRIMARY KEY DEFAULT nextval(numbers), o int DEFAULT nextval(others));
-- after
CREATE SEQUENCE numbers START WITH 20 INCREMENT BY 10 MINVALUE 10 MAXVALUE 1000 CACHE 5 CYCLE COMMENT 'tens'; CREATE SEQUENCE others START WITH 9 INCREMENT BY -1 MINVALUE -5 MAXVALUE 9 NOCACHE;
CREATE TABLE t (id bigint NOT NULL PRIMARY KEY DEFAULT nextval(numbers), o int DEFAULT nextval(others));
-- ===== sequences: a column takes numbers from another one
CREATE SEQUENCE one; CREATE SEQUENCE two;
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint NOT NULL DEFAULT nextval(one), b bigint DEFAULT nextval(two), c bigint DEFAULT nextval(one), d int DEFAULT 3);
-- after
CREATE SEQUENCE two; CREATE SEQUENCE `three it is`;
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint NOT NULL DEFAULT nextval(two), b bigint DEFAULT 5, c bigint, d int DEFAULT nextval(`three it is`), e bigint DEFAULT nextval(`three it is`));
-- ===== sequences: numbers of rows instead of a sequence's
CREATE SEQUENCE numbers;
CREATE TABLE t (id bigint NOT NULL PRIMARY KEY DEFAULT nextval(numbers), a int);
-- after
CREATE TABLE t (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, a int);
-- ===== sequences: a table and a sequence change names
CREATE TABLE one (id int NOT NULL PRIMARY KEY); CREATE SEQUENCE two;
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint DEFAULT nextval(two));
-- after
CREATE TABLE two (id int NOT NULL PRIMARY KEY); CREATE SEQUENCE one;
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint DEFAULT nextval(one));
-- ===== sequences: a view comes under the name of one, and the other way round
CREATE VIEW one AS SELECT 1 AS x; CREATE SEQUENCE two;
-- after
CREATE SEQUENCE one; CREATE VIEW two AS SELECT 1 AS x;
-- ===== sequences: a table made by its statement, a view
CREATE SEQUENCE one; CREATE SEQUENCE two START WITH 3;
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint DEFAULT (nextval(one) + 1), b bigint DEFAULT nextval(two)); CREATE VIEW v AS SELECT nextval(two) AS n;
-- after
CREATE SEQUENCE one INCREMENT BY 4; CREATE SEQUENCE two START WITH 3 MAXVALUE 30;
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint DEFAULT (nextval(one) + 2), b bigint DEFAULT nextval(two), c int); CREATE VIEW v AS SELECT nextval(one) AS n;
-- ===== sequences: by what the server increments
CREATE SEQUENCE one INCREMENT BY 0; CREATE SEQUENCE two; CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint DEFAULT nextval(two));
-- after
CREATE SEQUENCE one; CREATE SEQUENCE two INCREMENT BY 0; CREATE TABLE t (id int NOT NULL PRIMARY KEY, a bigint DEFAULT nextval(one));
-- ===== sequences: to the ends of numbers
CREATE SEQUENCE one MINVALUE -9223372036854775807 START WITH 1; CREATE SEQUENCE two INCREMENT BY -1 MAXVALUE 9223372036854775806 START WITH 4; CREATE SEQUENCE three INCREMENT BY 4611686018427387903 NOCACHE;
-- after
CREATE SEQUENCE one START WITH 9223372036854775806; CREATE SEQUENCE two INCREMENT BY -9 MINVALUE -9223372036854775806 MAXVALUE 0; CREATE SEQUENCE three INCREMENT BY -4611686018427387903 NOCACHE;
-- ===== columns that the server compresses
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a text COMPRESSED, b varchar(300) COMPRESSED DEFAULT 'x', c text, d mediumblob COMPRESSED);
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a text, b varchar(400) COMPRESSED DEFAULT 'y', c text COMPRESSED CHARACTER SET latin1, d mediumblob COMPRESSED NOT NULL, e varchar(10) COMPRESSED);
-- ===== systems of coordinates
CREATE TABLE g (a geometry REF_SYSTEM_ID=4326, b point REF_SYSTEM_ID=4326 NOT NULL, c point, SPATIAL INDEX (b));
-- after
CREATE TABLE g (a geometry, b point REF_SYSTEM_ID=3857 NOT NULL, c point REF_SYSTEM_ID=4326, SPATIAL INDEX (b));
-- ===== periods, and versions of rows
CREATE TABLE rooms (room int, from_day date, to_day date, who varchar(9), PERIOD FOR stay (from_day, to_day), UNIQUE (room, stay WITHOUT OVERLAPS));
CREATE TABLE days (a date, b date, CONSTRAINT stay CHECK (a < b));
-- after
CREATE TABLE rooms (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, room int, from_day date, to_day date, who varchar(90), PERIOD FOR stay (from_day, to_day), UNIQUE (room, stay WITHOUT OVERLAPS));
CREATE TABLE days (a date, b date, c int, CONSTRAINT stay CHECK (a < b));
CREATE TABLE kept (x int, since timestamp(6) GENERATED ALWAYS AS ROW START, until timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (since, until)) WITH SYSTEM VERSIONING;
CREATE TABLE partly (x int, y int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE parted (x int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 100 (PARTITION p0 HISTORY, PARTITION p1 CURRENT);
-- ===== indexes that are ignored
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(10), KEY t_a (a) IGNORED, UNIQUE KEY t_b (b), KEY t_c (a, b));
-- after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(10), KEY t_a (a), UNIQUE KEY t_b (b) IGNORED, KEY t_c (a, b) IGNORED, KEY t_d (b, a) IGNORED);
-- ===== tables of Aria that change, become tables of InnoDB, and come of them
CREATE TABLE notes (id int PRIMARY KEY, body text) ENGINE = Aria;
CREATE TABLE marks (id int PRIMARY KEY) ENGINE = Aria TRANSACTIONAL = 1;
CREATE TABLE pages (id int PRIMARY KEY, body text) ENGINE = Aria TRANSACTIONAL = 0 PAGE_CHECKSUM = 0;
CREATE TABLE lists (id int PRIMARY KEY);
CREATE TABLE books (id int PRIMARY KEY) ENGINE = MyISAM;
-- after
CREATE TABLE notes (id int PRIMARY KEY, body text) ENGINE = Aria TRANSACTIONAL = 0 PAGE_CHECKSUM = 0;
CREATE TABLE marks (id int PRIMARY KEY, n int);
CREATE TABLE pages (id int PRIMARY KEY, body text, n int) ROW_FORMAT = COMPRESSED;
CREATE TABLE lists (id int PRIMARY KEY) ENGINE = Aria PAGE_CHECKSUM = 0;
CREATE TABLE books (id int PRIMARY KEY, n int) ENGINE = Aria;

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

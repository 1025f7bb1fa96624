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
-- ===== a table that only a statement makes
CREATE TABLE t (id int PRIMARY KEY, a int INVISIBLE, KEY t_a (a));
CREATE TABLE u (id int PRIMARY KEY);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int INVISIBLE, b int, KEY t_a (a));
CREATE TABLE u (id int PRIMARY KEY, x int);
-- ===== a table that only a statement makes from now on
CREATE TABLE t (id int PRIMARY KEY, a int, KEY t_a (a));
CREATE TABLE u (id int PRIMARY KEY);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int INVISIBLE, KEY t_a (a));
CREATE TABLE u (id int PRIMARY KEY, x int);
-- ===== a unique index of expressions goes with another one
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a varchar(20), b varchar(20), UNIQUE KEY ab (a, (coalesce(b, ''))), KEY b (b));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a varchar(20), b varchar(20));
-- ===== a table that only a statement makes comes and goes
CREATE TABLE u (id int PRIMARY KEY);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int INVISIBLE, KEY t_a (a));
CREATE TABLE u (id int PRIMARY KEY);
-- ===== what only SHOW CREATE tells: parsers of full-text indexes, zeros in defaults, algorithms of views
CREATE TABLE bytes (a binary(4) DEFAULT 0x00ff41, b varbinary(9) DEFAULT 0x27005c0aff, c varbinary(3) DEFAULT 0xff, d varbinary(3) DEFAULT '', e varbinary(5) DEFAULT (0x00ff), f binary(2) DEFAULT 0x4142);
CREATE TABLE words (id int PRIMARY KEY, a text, b text, `0x``a` varbinary(8) DEFAULT 0x0011 COMMENT 'it, (is', FULLTEXT KEY x (a) WITH PARSER ngram, FULLTEXT KEY y (b));
CREATE TABLE unseen (id int PRIMARY KEY INVISIBLE, a text, FULLTEXT KEY x (a) WITH PARSER ngram);
CREATE ALGORITHM=TEMPTABLE VIEW v AS SELECT id FROM words; CREATE VIEW w AS SELECT id FROM words;
-- after
CREATE TABLE bytes (a binary(4) DEFAULT 0x00ff42, b varbinary(9) DEFAULT 0x2700, c varbinary(3) DEFAULT 0x00, d varbinary(3) DEFAULT '', e varbinary(5) DEFAULT (0x00fe), f binary(2) DEFAULT 0x4142);
CREATE TABLE words (id int PRIMARY KEY, a text, b text, `0x``a` varbinary(8) DEFAULT 0x001122 COMMENT 'it, (is', FULLTEXT KEY x (a), FULLTEXT KEY y (b) WITH PARSER ngram);
CREATE TABLE unseen (id int PRIMARY KEY INVISIBLE, a text, FULLTEXT KEY x (a));
CREATE VIEW v AS SELECT id FROM words; CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW w AS SELECT id FROM words;
-- ===== multi-valued indexes
CREATE TABLE t (id int PRIMARY KEY, a json, KEY t_a ((CAST(a->'$.x' AS UNSIGNED ARRAY))), KEY t_b (id, (CAST(a->'$."y\\\\ z"' AS CHAR(10) ARRAY))));
-- after
CREATE TABLE t (id int PRIMARY KEY, a json, b json, KEY t_a ((CAST(a->'$.z' AS UNSIGNED ARRAY))), KEY t_c ((CAST(b->'$[*]' AS DATE ARRAY)), id));
CREATE TABLE u (id int PRIMARY KEY, a json, KEY u_a ((CAST(a->'$.x' AS SIGNED ARRAY))) INVISIBLE);
-- ===== indexes that nobody sees
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(10), c text, KEY t_a (a) INVISIBLE, UNIQUE KEY t_b (b), KEY t_c (a, b), FULLTEXT KEY t_w (c) WITH PARSER ngram INVISIBLE);
CREATE TABLE p (a int NOT NULL, b int NOT NULL, UNIQUE KEY one (a), UNIQUE KEY two (b) INVISIBLE);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(10), c text, KEY t_a (a), UNIQUE KEY t_b (b) INVISIBLE, KEY t_c (a, b) INVISIBLE, FULLTEXT KEY t_w (c) WITH PARSER ngram);
CREATE TABLE p (a int NOT NULL, b int NOT NULL, UNIQUE KEY one (a), UNIQUE KEY two (a, b) INVISIBLE);
-- ===== paths of documents
CREATE TABLE t (id int PRIMARY KEY, a json, b varchar(20) AS (a->>'$.b') STORED, KEY t_a ((CAST(a->>'$.c' AS CHAR(20)))));
-- after
CREATE TABLE t (id int PRIMARY KEY, a json, b varchar(20) AS (a->>'$.bb') STORED, c int AS (a->'$.d') VIRTUAL, KEY t_a ((CAST(a->>'$.e' AS CHAR(20)))));
-- ===== views with rollup
CREATE TABLE t (id int PRIMARY KEY, n int, s varchar(10));
CREATE VIEW v AS SELECT n, s, count(*) AS c, n + 1 AS p, max(s) as m FROM t GROUP BY n, s WITH ROLLUP;
-- after
CREATE TABLE t (id int PRIMARY KEY, n int, s varchar(10));
CREATE VIEW v AS SELECT n, s, count(*) AS c, n + 2 AS p, max(s) as m, sum(n + 5) as q, n + 1 as g FROM t GROUP BY n, s, n + 1 WITH ROLLUP HAVING n > 3 or count(*) > 2;
-- ===== characters of four bytes in defaults
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) DEFAULT '?', b char(9) DEFAULT 'ä€😀');
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) DEFAULT 'x?😀', b char(9) DEFAULT '😀', c varchar(10) CHARACTER SET latin1 DEFAULT 'ä?', d varchar(9) DEFAULT (concat('😀', 'x')), e varchar(19) DEFAULT 'it''s \\ 😀\n"');
-- ===== words of the server in defaults of texts
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) DEFAULT 'current_timestamp', b char(20) DEFAULT 'NULL', c enum('CURRENT_TIMESTAMP', 'x') DEFAULT 'CURRENT_TIMESTAMP');
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(30) DEFAULT 'CURRENT_TIMESTAMP Is', b char(20) DEFAULT 'CURRENT_TIMESTAMP', c enum('CURRENT_TIMESTAMP', 'x') DEFAULT 'x', d datetime DEFAULT CURRENT_TIMESTAMP);
-- ===== a column takes a default that no two rows share, and others with defaults come and go
CREATE TABLE keys_given (id int PRIMARY KEY, token varchar(36) DEFAULT 'none', tags json DEFAULT (json_array()));
-- after
CREATE TABLE keys_given (id int PRIMARY KEY, token varchar(36) DEFAULT (uuid()), note text DEFAULT ('new'), day date DEFAULT (curdate()));

CREATE TABLE `Case` (`Id` int PRIMARY KEY, `select` int, `from` varchar(10) DEFAULT 'it''s', `null` int, `primary` int, `a``b` int, `x.y` int, `é` int, `long_long_long_long_long_long_long_long_long_long_long_long_nam1` int,
  KEY `PRIMARY_` (`select`), KEY `k``1` (`a``b`), UNIQUE KEY `ü` (`é`), CONSTRAINT `ck ü` CHECK (`é` > 0 AND `select` <> 1));
CREATE TABLE `case` (id int PRIMARY KEY, ref int, FOREIGN KEY (ref) REFERENCES `Case` (Id));
CREATE TABLE `table` (`order` int, `group` int, `key` varchar(10), PRIMARY KEY (`order`, `group`), UNIQUE (`key`));
CREATE TABLE cycle_a (id int PRIMARY KEY, b int);
CREATE TABLE cycle_b (id int PRIMARY KEY, a int, CONSTRAINT b_a FOREIGN KEY (a) REFERENCES cycle_a (id));
ALTER TABLE cycle_a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES cycle_b (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE TABLE self (id int PRIMARY KEY, parent int, other int, KEY o (other), CONSTRAINT self_ibfk_1 FOREIGN KEY (parent) REFERENCES self (id), CONSTRAINT o2 FOREIGN KEY (other) REFERENCES self (id));
CREATE TABLE two_keys (a int, b int, c int, KEY ab (a, b), KEY a (a), CONSTRAINT fk_a FOREIGN KEY (a) REFERENCES self (id), CONSTRAINT fk_b FOREIGN KEY (b) REFERENCES self (id), KEY fk_b (b, c));
CREATE TABLE parent_n (id int, x int, KEY (x)) ENGINE=InnoDB;
CREATE TABLE types (
  a tinyint, b tinyint(1), c tinyint unsigned, d smallint unsigned, e mediumint unsigned, f int(10) unsigned zerofill, g bigint unsigned,
  h decimal(65,30), i decimal(5), j float(7,3), k double(8,2), l float unsigned, m numeric(10,2) unsigned,
  n char(0), o char, p varchar(1), q varchar(5000), r tinytext, s text, t mediumtext, u longtext, v tinyblob, w blob, x mediumblob, y longblob, z binary, aa varbinary(255),
  bb date, cc time, dd time(3), ee datetime, ff datetime(6), gg timestamp(6) NULL, hh year, ii bit, jj bit(64), kk json, ll geometry, mm point, nn linestring, oo polygon, pp geometrycollection,
  qq enum(''), rr enum('a,b', 'c''d', 'e\\f', 'G'), ss set('x y', 'z'), tt national varchar(5), uu varchar(5) character set latin1, vv text character set ucs2, ww char(5) binary, xx varchar(10) collate utf8mb4_bin, yy longtext collate utf8mb4_bin
);
CREATE TABLE defaults (
  a int DEFAULT -5, b decimal(5,2) DEFAULT -1.5, c double DEFAULT 1e100, d float DEFAULT 0.1, e varchar(20) DEFAULT '', f varchar(20) DEFAULT 'NULL', g varchar(20) DEFAULT '\\n\n\t%_"`', h varchar(20) DEFAULT (upper('abc')),
  i varchar(36) DEFAULT (uuid()), j json DEFAULT (json_array(1, 'a')), k int DEFAULT (1 + 2 * 3), l date DEFAULT (curdate()), m datetime DEFAULT (now() + interval 1 day), n text DEFAULT ('x'), o bit(3) DEFAULT b'101', p binary(2) DEFAULT 'ab',
  q time DEFAULT '-10:00:00', r year DEFAULT 1999, s datetime(2) DEFAULT '2020-01-01 10:00:00.25', t timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), u bool DEFAULT TRUE, v bigint DEFAULT 9223372036854775807, w varchar(10) DEFAULT 'ü€',
  x enum('a','b') DEFAULT 'b', y set('a','b') DEFAULT 'a,b', z char(5) DEFAULT ' x ', aa double DEFAULT (rand()), bb int DEFAULT (length('abc'))
);
CREATE TABLE computed (
  a int, b int, c varchar(50), d date, e datetime(6), f decimal(10,2), flag tinyint(1),
  g1 int AS (a + b * 2) STORED, g2 int AS (a DIV nullif(b, 0)), g3 int AS (a % 7), g4 varchar(100) AS (concat(c, ' ', upper(c))), g5 varchar(100) AS (coalesce(c, 'none')), g6 int AS (year(d)), g7 int AS (if(a > 3, 1, 0)),
  g8 varchar(10) AS (CASE WHEN a > 3 THEN 'big' WHEN a < 0 THEN 'neg' ELSE 'small' END), g9 date AS (d + interval 1 month), g10 int AS (char_length(c)), g11 varchar(50) AS (substr(c, 2, 3)), g12 varchar(50) AS (trim(c)), g13 int AS (a & b), g14 int AS (~a), g15 decimal(12,3) AS (round(f, 1)),
  g16 int AS (extract(year from d)), g17 varchar(20) AS (date_format(d, '%Y')), g18 int AS (cast(c AS signed)), g19 varchar(100) AS (replace(c, 'a', 'b')), g20 int AS (greatest(a, b)), g21 double AS (a / 3), g22 int AS (abs(-a)), g23 int AS (locate('x', c)), g24 varchar(50) AS (left(c, 3)), g25 json AS (json_object('a', a)), g26 int AS (datediff(d, '2020-01-01')),
  CONSTRAINT c1 CHECK (a > 0 OR b IS NULL AND NOT c LIKE 'x%'), CONSTRAINT c2 CHECK (flag <> 0), CONSTRAINT c3 CHECK (flag = 0 OR a = 1), CONSTRAINT c4 CHECK (c REGEXP '^[a-z]+$'), CONSTRAINT c5 CHECK (d > '2000-01-01'), CONSTRAINT c6 CHECK (a IN (1, 2, 3)), CONSTRAINT c7 CHECK (a BETWEEN 1 AND b), CONSTRAINT c8 CHECK (c NOT IN ('a', 'b''c', 'd\\e')),
  CONSTRAINT c9 CHECK (a <=> b), CONSTRAINT c10 CHECK (a XOR b), CONSTRAINT c11 CHECK (e >= '2020-01-01 00:00:00'), CONSTRAINT c12 CHECK ((a > 1) = (b > 1)), CONSTRAINT c13 CHECK (c <> 'é'), CONSTRAINT c14 CHECK (a > 1 AND (b > 2 AND (a < 5 AND b < 6)) AND (a = 1 OR (b = 2 OR a = 3))), CONSTRAINT c15 CHECK (a - (b - 1) > 0 AND -(a) < 5 AND a * (b + 1) <> 7),
  CONSTRAINT c16 CHECK (c = 'x' COLLATE utf8mb4_bin), CONSTRAINT c17 CHECK (json_valid(c)), CONSTRAINT c18 CHECK (c LIKE 'a!%' ESCAPE '!'), CONSTRAINT c19 CHECK (f > 1.50 AND f < 1e3), CONSTRAINT c20 CHECK (c IS NOT NULL AND 1 = 1)
);
CREATE TABLE commented (a int COMMENT 'one\ntwo', b int COMMENT ' leading', c int COMMENT 'trailing ', d int COMMENT '*/ -- $$ ü "quotes" ''single'' \\') COMMENT = 'a table\n\n  of comments';
CREATE TABLE fk_types (a smallint, b varchar(30), KEY (a));
CREATE VIEW `v ü` AS SELECT `é`, 'ü\\n\'' AS `it's` FROM `Case` WHERE `from` LIKE '%\\%%';
CREATE VIEW v_union AS SELECT id FROM self UNION ALL SELECT id FROM cycle_a;
CREATE TABLE without_key (a int);
CREATE TABLE wide_names_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id int PRIMARY KEY, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb int, KEY (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb));

-- No bytes at all as a default.
CREATE TABLE nobody (id int PRIMARY KEY, a varbinary(9) NOT NULL DEFAULT '', b binary(3) NOT NULL DEFAULT '', c varbinary(9) DEFAULT 'ab');

-- Tables that need each other, and that only their own statements make.
CREATE TABLE one_way (id int PRIMARY KEY, back int, unseen int INVISIBLE, top int, CONSTRAINT one_way_top FOREIGN KEY (top) REFERENCES one_way (id));
CREATE TABLE other_way (id int PRIMARY KEY, forth int, unseen int INVISIBLE, top int, CONSTRAINT other_way_forth FOREIGN KEY (forth) REFERENCES one_way (id), CONSTRAINT other_way_top FOREIGN KEY (top) REFERENCES other_way (id));
ALTER TABLE one_way ADD CONSTRAINT one_way_back FOREIGN KEY (back) REFERENCES other_way (id);

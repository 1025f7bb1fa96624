-- ===== a table where there was nothing
-- after
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT, name varchar(40) NOT NULL, age int, PRIMARY KEY (id));
-- ===== nothing where there was a table
CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, name varchar(40) NOT NULL, age int);
CREATE INDEX users_age ON users (age);
-- after
-- ===== two tables, one goes and one comes
CREATE TABLE one (id bigint PRIMARY KEY);
CREATE TABLE two (id bigint PRIMARY KEY, one_id bigint, FOREIGN KEY (one_id) REFERENCES one (id));
-- after
CREATE TABLE two (id bigint PRIMARY KEY, one_id bigint);
CREATE TABLE three (id bigint PRIMARY KEY, two_id bigint NOT NULL, CONSTRAINT three_two FOREIGN KEY (two_id) REFERENCES two (id));
-- ===== a column at the end
CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, name varchar(40));
-- after
CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, name varchar(40), age int);
-- ===== a column in the middle
CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, name varchar(40));
-- after
CREATE TABLE users (id bigint NOT NULL PRIMARY KEY, age int, name varchar(40));
-- ===== columns in another order
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40), age int);
-- after
CREATE TABLE users (age int, name varchar(40), id bigint PRIMARY KEY);
-- ===== many columns at once
CREATE TABLE users (id int PRIMARY KEY, a text, b text, c text);
-- after
CREATE TABLE users (id int PRIMARY KEY, c int, d varchar(10), e double DEFAULT 0.5, f blob, g decimal(8, 2) NOT NULL DEFAULT 0, h varchar(5) NOT NULL DEFAULT '', i datetime DEFAULT CURRENT_TIMESTAMP, j json, k year, l set('x', 'y'), m bit(8), n time(3), o float, p binary(16), q varbinary(20), r char(2), s mediumtext, t tinyint(1));
-- ===== integers of every size
CREATE TABLE k (id int PRIMARY KEY, a tinyint, b smallint, c mediumint, d int, e bigint, f int unsigned, g bigint unsigned, h tinyint(1), i tinyint unsigned);
-- after
CREATE TABLE k (id int PRIMARY KEY, a smallint, b int, c bigint, d bigint, e bigint unsigned, f int, g bigint, h tinyint, i smallint unsigned);
-- ===== texts of every size
CREATE TABLE k (id int PRIMARY KEY, a varchar(20), b varchar(200), c text, d char(3), e tinytext, f longtext, g varchar(20));
-- after
CREATE TABLE k (id int PRIMARY KEY, a varchar(40), b varchar(20), c varchar(100), d char(5), e text, f mediumtext, g text);
-- ===== a text becomes a number, and a number a text
CREATE TABLE k (id int PRIMARY KEY, a varchar(20), b int NOT NULL, c varchar(10) NOT NULL DEFAULT '1');
-- after
CREATE TABLE k (id int PRIMARY KEY, a int, b varchar(20) NOT NULL, c int NOT NULL DEFAULT 1);
-- ===== moments of every kind
CREATE TABLE k (id int PRIMARY KEY, a datetime, b timestamp NULL, c date, d time, e datetime(3), f datetime NOT NULL);
-- after
CREATE TABLE k (id int PRIMARY KEY, a timestamp NULL, b datetime, c datetime, d time(6), e datetime(6), f timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);
-- ===== decimals
CREATE TABLE k (id int PRIMARY KEY, a decimal(10, 2), b decimal(10, 2), c float, d double, e decimal(5));
-- after
CREATE TABLE k (id int PRIMARY KEY, a decimal(12, 2), b decimal(8, 1), c double, d float, e decimal(5, 2) unsigned);
-- ===== bytes
CREATE TABLE k (id int PRIMARY KEY, a blob, b varbinary(20), c binary(16), d longblob);
-- after
CREATE TABLE k (id int PRIMARY KEY, a mediumblob, b varbinary(40), c binary(20), d blob);
-- ===== the time as default
CREATE TABLE events (id int PRIMARY KEY, title varchar(20), at datetime);
-- after
CREATE TABLE events (id int PRIMARY KEY, title varchar(20), at datetime(6) DEFAULT CURRENT_TIMESTAMP(6), created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);
-- ===== on update goes
CREATE TABLE events (id int PRIMARY KEY, at datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, b timestamp NULL ON UPDATE CURRENT_TIMESTAMP);
-- after
CREATE TABLE events (id int PRIMARY KEY, at datetime DEFAULT CURRENT_TIMESTAMP, b timestamp NULL);
-- ===== defaults of every kind
CREATE TABLE d (id int PRIMARY KEY, a int, b varchar(20), c double, d varbinary(4), e varchar(40), f int, g varchar(4), h tinyint(1), i bit(3), j enum('p', 'q'), k text);
-- after
CREATE TABLE d (id int PRIMARY KEY, a int DEFAULT -1, b varchar(20) DEFAULT 'it''s \\ "x"', c double DEFAULT 1e3, d varbinary(4) DEFAULT x'00ff', e varchar(40) DEFAULT (uuid()), f int DEFAULT (1 + 2), g varchar(4) DEFAULT NULL, h tinyint(1) DEFAULT TRUE, i bit(3) DEFAULT b'101', j enum('p', 'q') DEFAULT 'q', k text DEFAULT ('long'));
-- ===== defaults that go
CREATE TABLE d (id int PRIMARY KEY, a int DEFAULT -1, b varchar(20) DEFAULT 'x', e varchar(40) DEFAULT (uuid()), f datetime NOT NULL DEFAULT CURRENT_TIMESTAMP, g text DEFAULT ('y'));
-- after
CREATE TABLE d (id int PRIMARY KEY, a int, b varchar(20), e varchar(40), f datetime NOT NULL, g text);
-- ===== defaults that change
CREATE TABLE d (id int PRIMARY KEY, a int DEFAULT 1, b varchar(20) DEFAULT 'x', c varchar(40) DEFAULT (uuid()), e int DEFAULT 0, f decimal(5, 2) DEFAULT 1);
-- after
CREATE TABLE d (id int PRIMARY KEY, a int DEFAULT 2, b varchar(20) DEFAULT 'y', c varchar(40) DEFAULT 'u', e int DEFAULT (1 + 1), f decimal(5, 2) DEFAULT 2.5);
-- ===== null and not null
CREATE TABLE n (id int PRIMARY KEY, a text, b text NOT NULL, c int NULL, d int NOT NULL DEFAULT 5);
-- after
CREATE TABLE n (id int PRIMARY KEY, a text NOT NULL, b text, c int NOT NULL DEFAULT 1, d int);
-- ===== comments
CREATE TABLE n (id int PRIMARY KEY, a text COMMENT 'of a', b text COMMENT 'goes', c int) COMMENT 'of n';
CREATE TABLE o (id int PRIMARY KEY);
-- after
CREATE TABLE n (id int PRIMARY KEY COMMENT 'number', a text COMMENT 'of a, it''s other', b text, c int COMMENT 'of c') COMMENT 'of n, other';
CREATE TABLE o (id int PRIMARY KEY) COMMENT 'of o';
-- ===== a comment on an index
CREATE TABLE n (id int PRIMARY KEY, a int, KEY n_a (a));
-- after
CREATE TABLE n (id int PRIMARY KEY, a int, KEY n_a (a) COMMENT 'for search');
-- ===== comments on indexes of every kind
CREATE TABLE p (id int PRIMARY KEY, c int NOT NULL, UNIQUE KEY c (c)); CREATE TABLE n (id int PRIMARY KEY, a int, b text, c int, FULLTEXT KEY b (b) COMMENT 'one', UNIQUE KEY a (a), KEY two (c) COMMENT 'it''s "the" \\ key', CONSTRAINT f FOREIGN KEY (c) REFERENCES p (c));
-- after
CREATE TABLE p (id int PRIMARY KEY, c int NOT NULL, UNIQUE KEY c (c) COMMENT 'left out'); CREATE TABLE n (id int PRIMARY KEY, a int, b text, c int, FULLTEXT KEY b (b) COMMENT 'two', UNIQUE KEY a (a) COMMENT '1', KEY two (a, b(9)) COMMENT 'x', KEY f (c) COMMENT 'f', CONSTRAINT f FOREIGN KEY (c) REFERENCES p (c));
-- ===== a primary key for a table without one
CREATE TABLE k (a int NOT NULL, b varchar(20) NOT NULL);
-- after
CREATE TABLE k (a int NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a));
-- ===== a primary key of two columns
CREATE TABLE k (a int NOT NULL, b varchar(20) NOT NULL, c text, PRIMARY KEY (a));
-- after
CREATE TABLE k (a int NOT NULL, b varchar(20) NOT NULL, c text, PRIMARY KEY (a, b));
-- ===== a primary key of two columns the other way
CREATE TABLE k (a int NOT NULL, b varchar(20) NOT NULL, c text, PRIMARY KEY (a, b));
-- after
CREATE TABLE k (a int NOT NULL, b varchar(20) NOT NULL, c text, PRIMARY KEY (b, a));
-- ===== a primary key of another column
CREATE TABLE k (id int PRIMARY KEY, code varchar(20) NOT NULL);
-- after
CREATE TABLE k (id int NOT NULL, code varchar(20) NOT NULL PRIMARY KEY);
-- ===== no primary key
CREATE TABLE k (id int PRIMARY KEY, code varchar(20) NOT NULL);
-- after
CREATE TABLE k (id int NOT NULL, code varchar(20) NOT NULL);
-- ===== auto_increment comes
CREATE TABLE k (id int PRIMARY KEY, code varchar(20));
-- after
CREATE TABLE k (id int AUTO_INCREMENT PRIMARY KEY, code varchar(20));
-- ===== auto_increment goes, and the key with it
CREATE TABLE k (id int AUTO_INCREMENT PRIMARY KEY, code varchar(20));
-- after
CREATE TABLE k (id int NOT NULL, code varchar(20));
-- ===== a new column that numbers the rows
CREATE TABLE k (code varchar(20));
-- after
CREATE TABLE k (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, code varchar(20));
-- ===== auto_increment that is not the primary key
CREATE TABLE k (id int NOT NULL PRIMARY KEY, n bigint NOT NULL AUTO_INCREMENT, UNIQUE KEY n_key (n));
-- after
CREATE TABLE k (id int NOT NULL PRIMARY KEY, n bigint NOT NULL, UNIQUE KEY n_key (n));
-- ===== unique in a column
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50));
-- after
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50) UNIQUE);
-- ===== unique goes
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50) UNIQUE, x int, y int, UNIQUE KEY xy (x, y));
-- after
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50), x int, y int);
-- ===== unique becomes a plain index
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50), UNIQUE KEY u_mail (mail));
-- after
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50), KEY u_mail (mail));
-- ===== an index becomes unique
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50), KEY u_mail (mail));
-- after
CREATE TABLE u (id int PRIMARY KEY, mail varchar(50), UNIQUE KEY u_mail (mail));
-- ===== unique of two columns gets a third
CREATE TABLE u (id int PRIMARY KEY, x int, y int, z int, UNIQUE KEY k (x, y));
-- after
CREATE TABLE u (id int PRIMARY KEY, x int, y int, z int, UNIQUE KEY k (x, y, z));
-- ===== two keys of the same columns
CREATE TABLE u (id int PRIMARY KEY, x int NOT NULL);
-- after
CREATE TABLE u (id int PRIMARY KEY, x int NOT NULL, UNIQUE KEY one (x), KEY two (x));
-- ===== indexes of every kind
CREATE TABLE i (id int PRIMARY KEY, a varchar(100), b int, c text, d text, e int NOT NULL);
-- after
CREATE TABLE i (id int PRIMARY KEY, a varchar(100), b int, c text, d text, e int NOT NULL, KEY i1 (a), KEY i2 (b, a), UNIQUE KEY i3 (e, b), KEY i4 (c(20)), KEY i5 (a(10), b), FULLTEXT KEY i6 (c, d));
-- ===== indexes that change
CREATE TABLE i (id int PRIMARY KEY, a varchar(100), b int, c text, d text, KEY i1 (a), KEY i2 (b, a), UNIQUE KEY i3 (b), KEY i4 (c(20)), KEY i5 (a(10), b), FULLTEXT KEY i6 (c, d));
-- after
CREATE TABLE i (id int PRIMARY KEY, a varchar(100), b int, c text, d text, UNIQUE KEY i1 (a), KEY i2 (a, b), UNIQUE KEY i3 (b, a), KEY i4 (c(30)), KEY i5 (a(20), b), FULLTEXT KEY i6 (c));
-- ===== an index that descends
CREATE TABLE i (id int PRIMARY KEY, a int, b int, KEY k (a, b));
-- after
CREATE TABLE i (id int PRIMARY KEY, a int, b int, KEY k (a, b DESC));
-- ===== an index with another name
CREATE TABLE i (id int PRIMARY KEY, a int, KEY old_name (a));
-- after
CREATE TABLE i (id int PRIMARY KEY, a int, KEY new_name (a));
-- ===== the same index on two tables
CREATE TABLE i (id int PRIMARY KEY, a int, KEY here (a));
CREATE TABLE j (id int PRIMARY KEY, a int);
-- after
CREATE TABLE i (id int PRIMARY KEY, a int);
CREATE TABLE j (id int PRIMARY KEY, a int, KEY here (a));
-- ===== a column with an index on it goes
CREATE TABLE i (id int PRIMARY KEY, a int, b int, KEY on_a (a), KEY on_ab (a, b), UNIQUE KEY on_ba (b, a));
-- after
CREATE TABLE i (id int PRIMARY KEY, b int, KEY on_ab (b));
-- ===== checks
CREATE TABLE c (id int PRIMARY KEY, a int, b varchar(20));
-- after
CREATE TABLE c (id int PRIMARY KEY, a int CHECK (a > 0), b varchar(20), CONSTRAINT is_xy CHECK (b IN ('x', 'y')), CONSTRAINT is_long CHECK (char_length(b) < 10 OR a = 1));
-- ===== checks that change
CREATE TABLE c (id int PRIMARY KEY, a int, b varchar(20), CONSTRAINT ca CHECK (a > 0), CONSTRAINT is_long CHECK (length(b) < 10));
-- after
CREATE TABLE c (id int PRIMARY KEY, a int, b varchar(20), CONSTRAINT ca CHECK (a > 1), CONSTRAINT is_long CHECK (length(b) < 20 AND b LIKE 'x%'));
-- ===== checks that go
CREATE TABLE c (id int PRIMARY KEY, a int, b varchar(20), CONSTRAINT is_long CHECK (length(b) < 10), CHECK (a <> 3), CHECK (a > 0));
-- after
CREATE TABLE c (id int PRIMARY KEY, a int, b varchar(20));
-- ===== an enum gets a value at its end
CREATE TABLE e (id int PRIMARY KEY, state enum('new', 'old') NOT NULL DEFAULT 'new', other enum('new', 'old'));
-- after
CREATE TABLE e (id int PRIMARY KEY, state enum('new', 'old', 'gone') NOT NULL DEFAULT 'new', other enum('new', 'old'));
-- ===== an enum gets a value in its middle, loses one, and has another default
CREATE TABLE e (id int PRIMARY KEY, state enum('new', 'old', 'dead') NOT NULL DEFAULT 'new');
-- after
CREATE TABLE e (id int PRIMARY KEY, state enum('new', 'mid', 'old') NOT NULL DEFAULT 'mid');
-- ===== an enum in another order
CREATE TABLE e (id int PRIMARY KEY, state enum('a', 'b', 'c'));
-- after
CREATE TABLE e (id int PRIMARY KEY, state enum('c', 'b', 'a'));
-- ===== an enum becomes a text, and a text an enum
CREATE TABLE e (id int PRIMARY KEY, x enum('a', 'b'), y varchar(10));
-- after
CREATE TABLE e (id int PRIMARY KEY, x varchar(10), y enum('a', 'b'));
-- ===== enums with awkward values
CREATE TABLE e (id int PRIMARY KEY);
-- after
CREATE TABLE e (id int PRIMARY KEY, x enum('it''s', 'a b', 'ä', '', '1') DEFAULT '');
-- ===== a set
CREATE TABLE e (id int PRIMARY KEY, x set('a', 'b'));
-- after
CREATE TABLE e (id int PRIMARY KEY, x set('a', 'b', 'c') NOT NULL DEFAULT 'a,c');
-- ===== foreign keys come
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, r_id int NOT NULL);
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, r_id int NOT NULL, CONSTRAINT q_p FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL, FOREIGN KEY (r_id) REFERENCES p (id));
-- ===== foreign keys go
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, other int, FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT own FOREIGN KEY (other) REFERENCES p (id));
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, other int);
-- ===== foreign keys go and their indexes stay
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, CONSTRAINT q_p FOREIGN KEY (p_id) REFERENCES p (id));
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, KEY q_p (p_id));
-- ===== a foreign key with an index of its own
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, x int);
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, p_id int, x int, KEY p_and_x (p_id, x), CONSTRAINT q_p FOREIGN KEY (p_id) REFERENCES p (id));
-- ===== foreign keys with every action
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, a int, b int, c int, CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT fb FOREIGN KEY (b) REFERENCES p (id) ON DELETE SET NULL, CONSTRAINT fc FOREIGN KEY (c) REFERENCES p (id));
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, a int, b int, c int, CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id) ON DELETE RESTRICT, CONSTRAINT fb FOREIGN KEY (b) REFERENCES p (id) ON DELETE NO ACTION, CONSTRAINT fc FOREIGN KEY (c) REFERENCES p (id) ON UPDATE CASCADE ON DELETE CASCADE);
-- ===== a foreign key of two columns
CREATE TABLE p (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE q (id int PRIMARY KEY, x int, y int);
-- after
CREATE TABLE p (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE q (id int PRIMARY KEY, x int, y int, FOREIGN KEY (x, y) REFERENCES p (a, b) ON DELETE CASCADE);
-- ===== a foreign key to another table
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE r (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, x int, CONSTRAINT fx FOREIGN KEY (x) REFERENCES p (id));
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE r (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, x int, CONSTRAINT fx FOREIGN KEY (x) REFERENCES r (id));
-- ===== a column with a foreign key goes
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, x int, y int, FOREIGN KEY (x) REFERENCES p (id));
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, y int);
-- ===== a key that is referenced changes its type
CREATE TABLE p (id int NOT NULL PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, x int, CONSTRAINT fx FOREIGN KEY (x) REFERENCES p (id));
-- after
CREATE TABLE p (id bigint NOT NULL PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, x bigint, CONSTRAINT fx FOREIGN KEY (x) REFERENCES p (id));
-- ===== a table that references itself
CREATE TABLE tree (id int PRIMARY KEY, name varchar(10));
-- after
CREATE TABLE tree (id int PRIMARY KEY, name varchar(10), parent int, FOREIGN KEY (parent) REFERENCES tree (id) ON DELETE SET NULL);
-- ===== tables that reference each other
CREATE TABLE a (id int PRIMARY KEY, b_id int);
CREATE TABLE b (id int PRIMARY KEY, a_id int);
-- after
CREATE TABLE a (id int PRIMARY KEY, b_id int);
CREATE TABLE b (id int PRIMARY KEY, a_id int, CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id));
ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id);
-- ===== tables that reference each other both go
CREATE TABLE a (id int PRIMARY KEY, b_id int);
CREATE TABLE b (id int PRIMARY KEY, a_id int, CONSTRAINT b_a FOREIGN KEY (a_id) REFERENCES a (id));
ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b (id);
-- after
CREATE TABLE c (id int PRIMARY KEY);
-- ===== a table that others reference goes
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE q (id int PRIMARY KEY, x int, y text, FOREIGN KEY (x) REFERENCES p (id));
-- after
CREATE TABLE q (id int PRIMARY KEY, y text);
-- ===== a column is computed, virtual and stored
CREATE TABLE g (id int PRIMARY KEY, a int, b varchar(20));
-- after
CREATE TABLE g (id int PRIMARY KEY, a int, b varchar(20), v int GENERATED ALWAYS AS (a * 2) VIRTUAL, s varchar(40) AS (concat(b, 'x')) STORED, w int AS (abs(a)) VIRTUAL);
-- ===== a computed column changes its kind
CREATE TABLE g (id int PRIMARY KEY, a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL, s int AS (a + 1) STORED);
-- after
CREATE TABLE g (id int PRIMARY KEY, a int, v int GENERATED ALWAYS AS (a * 2) STORED, s int AS (a + 1) VIRTUAL);
-- ===== a computed column becomes a plain one
CREATE TABLE g (id int PRIMARY KEY, a int, v int GENERATED ALWAYS AS (a * 2) VIRTUAL, s int AS (a + 1) STORED);
-- after
CREATE TABLE g (id int PRIMARY KEY, a int, v int, s int NOT NULL);
-- ===== a plain column becomes a computed one
CREATE TABLE g (id int PRIMARY KEY, a int, v int);
-- after
CREATE TABLE g (id int PRIMARY KEY, a int, v int GENERATED ALWAYS AS (abs(a)) VIRTUAL);
-- ===== the column of a computed one goes
CREATE TABLE g (id int PRIMARY KEY, a int, b int, v int AS (a + b), KEY on_v (v));
-- after
CREATE TABLE g (id int PRIMARY KEY, b int, v int AS (b), KEY on_v (v));
-- ===== collations of columns
CREATE TABLE c (id int PRIMARY KEY, a varchar(10), b varchar(10) COLLATE utf8mb4_bin, c varchar(10) CHARACTER SET latin1);
-- after
CREATE TABLE c (id int PRIMARY KEY, a varchar(10) COLLATE utf8mb4_unicode_ci, b varchar(10), c varchar(10) CHARACTER SET utf8mb4);
-- ===== the charset of a table
CREATE TABLE c (id int PRIMARY KEY, a varchar(10), b text) DEFAULT CHARSET = latin1;
-- after
CREATE TABLE c (id int PRIMARY KEY, a varchar(10), b text) DEFAULT CHARSET = utf8mb4;
-- ===== the collation of a table
CREATE TABLE c (id int PRIMARY KEY, a varchar(10), b text) DEFAULT CHARSET = utf8mb4 COLLATE utf8mb4_general_ci;
-- after
CREATE TABLE c (id int PRIMARY KEY, a varchar(10), b text) DEFAULT CHARSET = utf8mb4 COLLATE utf8mb4_unicode_ci;
-- ===== engine and row format
CREATE TABLE c (id int PRIMARY KEY, a varchar(10)) ENGINE = InnoDB;
-- after
CREATE TABLE c (id int PRIMARY KEY, a varchar(10)) ENGINE = InnoDB ROW_FORMAT = COMPRESSED;
-- ===== views
CREATE TABLE v (id int PRIMARY KEY, a text, b text);
-- after
CREATE TABLE v (id int PRIMARY KEY, a text, b text);
CREATE VIEW v1 AS SELECT id, a FROM v WHERE b IS NOT NULL;
CREATE VIEW v2 (x, y) AS SELECT id, a FROM v1;
-- ===== views that change
CREATE TABLE v (id int PRIMARY KEY, a text, b text);
CREATE VIEW v1 AS SELECT id, a FROM v WHERE b IS NOT NULL;
CREATE VIEW v2 (x, y) AS SELECT id, a FROM v1;
CREATE VIEW v3 AS SELECT 1 AS one;
-- after
CREATE TABLE v (id int PRIMARY KEY, a text, b text);
CREATE VIEW v1 AS SELECT id, a, b FROM v;
CREATE VIEW v2 AS SELECT id AS x, b FROM v1;
-- ===== views on a table that changes
CREATE TABLE v (id int PRIMARY KEY, a text, b text);
CREATE VIEW v1 AS SELECT id, a FROM v;
CREATE VIEW v2 AS SELECT id FROM v1;
-- after
CREATE TABLE v (id int PRIMARY KEY, a int NOT NULL, c text);
CREATE VIEW v1 AS SELECT id, a FROM v;
CREATE VIEW v2 AS SELECT id FROM v1;
-- ===== a view of a column that goes
CREATE TABLE v (id int PRIMARY KEY, a text, b text);
CREATE VIEW v1 AS SELECT id, a, b FROM v;
CREATE VIEW v2 AS SELECT id, b FROM v1;
-- after
CREATE TABLE v (id int PRIMARY KEY, a text);
CREATE VIEW v1 AS SELECT id, a FROM v;
CREATE VIEW v2 AS SELECT id FROM v1;
-- ===== names in quotes
CREATE TABLE `Order Lines` (`Id` int PRIMARY KEY, `select` varchar(10), `a b` varchar(10));
-- after
CREATE TABLE `Order Lines` (`Id` int PRIMARY KEY, `select` varchar(10) NOT NULL, `a b` int, `größe` double, `x``y` text, KEY `my index` (`a b`, `select`));
CREATE TABLE `größen` (`öl` int PRIMARY KEY, `it's` text);
-- ===== names that are words
CREATE TABLE `table` (`index` int PRIMARY KEY, `from` text);
-- after
CREATE TABLE `table` (`index` int PRIMARY KEY, `from` text, `group` varchar(10), `order` int, KEY `where` (`group`), CONSTRAINT `key` FOREIGN KEY (`order`) REFERENCES `table` (`index`), CONSTRAINT `check` CHECK (`group` <> ''));
-- ===== a table under another name
CREATE TABLE old_users (id int PRIMARY KEY, name varchar(10), KEY users_name (name));
-- after
CREATE TABLE users (id int PRIMARY KEY, name varchar(10), KEY users_name (name));
-- ===== a column under another name
CREATE TABLE users (id int PRIMARY KEY, name varchar(10), KEY users_name (name));
-- after
CREATE TABLE users (id int PRIMARY KEY, full_name varchar(10), KEY users_name (full_name));
-- ===== places
CREATE TABLE g (id int PRIMARY KEY, at point NOT NULL);
-- after
CREATE TABLE g (id int PRIMARY KEY, at point NOT NULL, area polygon, SPATIAL KEY g_at (at));
-- ===== the key grows to bigint unsigned
CREATE TABLE k (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int);
-- after
CREATE TABLE k (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, a int);
-- ===== a shop changes in many places
CREATE TABLE customers (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(100) NOT NULL UNIQUE, name varchar(50));
CREATE TABLE products (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, sku varchar(20) NOT NULL, price double NOT NULL DEFAULT 0);
CREATE TABLE orders (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, customer_id int unsigned NOT NULL, placed datetime DEFAULT CURRENT_TIMESTAMP, KEY orders_customer (customer_id), CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id));
CREATE TABLE `lines` (order_id bigint NOT NULL, product_id int unsigned NOT NULL, quantity int NOT NULL DEFAULT 1, PRIMARY KEY (order_id, product_id), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (product_id) REFERENCES products (id));
CREATE VIEW totals AS SELECT o.id, sum(l.quantity * p.price) AS total FROM orders o JOIN `lines` l ON l.order_id = o.id JOIN products p ON p.id = l.product_id GROUP BY o.id;
-- after
CREATE TABLE customers (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(100) NOT NULL UNIQUE, first_name varchar(50), last_name varchar(50)) COMMENT 'who buys';
CREATE TABLE products (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, sku varchar(40) NOT NULL UNIQUE, price decimal(10, 2) NOT NULL DEFAULT 0, gone tinyint(1) NOT NULL DEFAULT 0, CONSTRAINT price_positive CHECK (price >= 0));
CREATE TABLE orders (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, customer_id int unsigned NOT NULL, placed datetime NOT NULL DEFAULT CURRENT_TIMESTAMP, state enum('open', 'paid', 'sent') NOT NULL DEFAULT 'open', KEY orders_customer (customer_id, state), CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE `lines` (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, order_id bigint NOT NULL, product_id int unsigned NOT NULL, quantity int NOT NULL DEFAULT 1, UNIQUE KEY op (order_id, product_id), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (product_id) REFERENCES products (id));
CREATE TABLE payments (id bigint PRIMARY KEY, order_id bigint NOT NULL UNIQUE, amount decimal(10, 2) NOT NULL, FOREIGN KEY (order_id) REFERENCES orders (id));
CREATE VIEW totals AS SELECT o.id, o.state, sum(l.quantity * p.price) AS total FROM orders o JOIN `lines` l ON l.order_id = o.id JOIN products p ON p.id = l.product_id WHERE NOT p.gone GROUP BY o.id, o.state;
-- ===== indexes that do the same work
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, b int NOT NULL, KEY one (a));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, a int, b int NOT NULL, KEY one (a), KEY two (a), UNIQUE KEY b1 (b, a), UNIQUE KEY b2 (b, a), UNIQUE KEY by_id (id));
-- ===== a unique key that stands in for the primary key
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c datetime(6), UNIQUE KEY ab (a, b));
-- after
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6));
-- ===== a stand-in whose column may be null
CREATE TABLE t (a int NOT NULL, b int NOT NULL, UNIQUE KEY ab (a, b));
-- after
CREATE TABLE t (a int, b int NOT NULL, UNIQUE KEY ab (a, b), KEY b (b));
-- ===== a foreign key without a name refers to another table
CREATE TABLE one (id int NOT NULL PRIMARY KEY);
CREATE TABLE two (id int NOT NULL PRIMARY KEY);
CREATE TABLE t (id int NOT NULL PRIMARY KEY, ref int, FOREIGN KEY (ref) REFERENCES one (id));
-- after
CREATE TABLE one (id int NOT NULL PRIMARY KEY);
CREATE TABLE two (id int NOT NULL PRIMARY KEY);
CREATE TABLE t (id int NOT NULL PRIMARY KEY, ref int, other int, FOREIGN KEY (ref) REFERENCES two (id) ON DELETE CASCADE, FOREIGN KEY (other) REFERENCES one (id));
-- ===== columns in other capitals
CREATE TABLE t (Id int NOT NULL PRIMARY KEY, fullName varchar(20), KEY names (fullName), CHECK (fullName > 'a'));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, FullName varchar(30) NOT NULL, x int, KEY names (FullName), CHECK (FullName > 'a'));
-- ===== typed literals and strings that mean the same
CREATE TABLE t (id int NOT NULL PRIMARY KEY, d date, c time, m datetime, CHECK (d > DATE '2020-01-01'), CHECK (c > TIME '-10:00'), CHECK (m BETWEEN TIMESTAMP '2020-01-01 00:00:00' AND TIMESTAMP '2030-01-01 00:00:00'));
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, d date, c time, m datetime, e date, CHECK (d > '2020-01-01'), CHECK (c > '-10:00'), CHECK (e > DATE '2021-01-01'));
-- ===== triggers with their tables and without
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int, m int);
CREATE TABLE seen (what varchar(40));
CREATE TRIGGER t_in AFTER INSERT ON t FOR EACH ROW INSERT INTO seen VALUES ('t; in');
CREATE TRIGGER t_out AFTER DELETE ON t FOR EACH ROW INSERT INTO seen VALUES ('t out');
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE TABLE u (id int NOT NULL PRIMARY KEY, n int);
CREATE TABLE seen (what varchar(60));
delimiter //
CREATE TRIGGER t_in BEFORE INSERT ON t FOR EACH ROW BEGIN
  IF NEW.n IS NULL THEN
    SET NEW.n = 1;
  END IF;
END//
delimiter ;
CREATE TRIGGER u_in BEFORE INSERT ON u FOR EACH ROW SET NEW.n = 3;
-- ===== triggers only
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE TRIGGER t_in BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 1;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE TRIGGER t_in BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 2;
-- ===== functions, procedures, events, and a view that calls one
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE FUNCTION twice(x int) RETURNS int DETERMINISTIC RETURN x * 2;
CREATE FUNCTION gone(x varchar(20)) RETURNS varchar(20) DETERMINISTIC RETURN x;
CREATE VIEW doubled AS SELECT twice(n) AS n FROM t;
CREATE EVENT clean ON SCHEDULE EVERY 1 DAY STARTS '2031-01-01 00:00:00' DISABLE DO DELETE FROM t;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int, m int);
CREATE FUNCTION twice(x int) RETURNS int DETERMINISTIC RETURN x + x;
CREATE FUNCTION thrice(x int) RETURNS int DETERMINISTIC RETURN x * 3;
CREATE VIEW doubled AS SELECT twice(m) AS n FROM t;
CREATE VIEW tripled AS SELECT thrice(n) AS n FROM doubled;
CREATE PROCEDURE fill(IN x int) COMMENT 'puts one' INSERT INTO t VALUES (x, x, x);
CREATE EVENT clean ON SCHEDULE EVERY 2 HOUR STARTS '2031-01-01 00:00:00' COMMENT 'often' DO DELETE FROM t WHERE n > 3;
-- ===== indexes of one name in many tables
CREATE TABLE t (id int NOT NULL PRIMARY KEY, owner int, KEY owner (owner));
CREATE TABLE u (id int NOT NULL PRIMARY KEY, owner int, mail varchar(20), KEY owner (owner), UNIQUE KEY mail (mail));
-- after
CREATE TABLE s (id int NOT NULL PRIMARY KEY, owner int, KEY owner (owner), KEY u (id, owner));
CREATE TABLE t (id int NOT NULL PRIMARY KEY, owner int, mail varchar(30), KEY owner (owner), UNIQUE KEY mail (mail));
CREATE TABLE u (id int NOT NULL PRIMARY KEY, owner bigint, mail varchar(20) NOT NULL, KEY owner (owner, id), UNIQUE KEY mail (mail));
-- ===== strings with escapes in functions
CREATE TABLE t (id int NOT NULL PRIMARY KEY, v varchar(40));
CREATE FUNCTION one() RETURNS varchar(30) NO SQL RETURN concat('a\\q', "x y", '', ' ');
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, v varchar(40));
CREATE FUNCTION one() RETURNS varchar(30) NO SQL RETURN concat('a\\c', "x y", 'a "b" c');
CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET NEW.v = if(NEW.v = '', 'x', NEW.v);
-- ===== partitions by range come and go
CREATE TABLE parcels (id bigint NOT NULL, sent date NOT NULL, size int, PRIMARY KEY (id, sent)) PARTITION BY RANGE COLUMNS (sent)
  (PARTITION p22 VALUES LESS THAN ('2023-01-01'), PARTITION p23 VALUES LESS THAN ('2024-01-01'), PARTITION rest VALUES LESS THAN (MAXVALUE));
CREATE TABLE crates (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN (20));
-- after
CREATE TABLE parcels (id bigint NOT NULL, sent date NOT NULL, size bigint, note varchar(20), PRIMARY KEY (id, sent), KEY by_size (size)) PARTITION BY RANGE COLUMNS (sent)
  (PARTITION p23 VALUES LESS THAN ('2024-01-01'), PARTITION p24 VALUES LESS THAN ('2025-01-01'), PARTITION rest VALUES LESS THAN (MAXVALUE));
CREATE TABLE crates (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN (20), PARTITION c VALUES LESS THAN MAXVALUE);
-- ===== partitions by list, hash and key
CREATE TABLE lots (id int NOT NULL, yard varchar(10) NOT NULL, PRIMARY KEY (id, yard)) PARTITION BY LIST COLUMNS (yard) (PARTITION here VALUES IN ('a', 'b''c'), PARTITION there VALUES IN ('d'));
CREATE TABLE bids (id int NOT NULL, n int, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 3;
CREATE TABLE tags (t varchar(20) NOT NULL, n int, PRIMARY KEY (t)) PARTITION BY LINEAR KEY (t) PARTITIONS 2;
-- after
CREATE TABLE lots (id int NOT NULL, yard varchar(10) NOT NULL, PRIMARY KEY (id, yard)) PARTITION BY LIST COLUMNS (yard) (PARTITION here VALUES IN ('a'), PARTITION else_where VALUES IN ('e', 'f'));
CREATE TABLE bids (id int NOT NULL, n int, m int, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 3;
CREATE TABLE tags (t varchar(30) NOT NULL, n int, PRIMARY KEY (t)) PARTITION BY LINEAR KEY (t) PARTITIONS 2;
-- ===== partitioned by an expression, and by nothing any more
CREATE TABLE tides (id int NOT NULL, at datetime NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (year(at)) (PARTITION old VALUES LESS THAN (2020), PARTITION new VALUES LESS THAN MAXVALUE);
CREATE TABLE waves (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 2;
CREATE TABLE storms (id int NOT NULL, PRIMARY KEY (id));
-- after
CREATE TABLE tides (id int NOT NULL, at datetime NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (year(at)) (PARTITION old VALUES LESS THAN (2020), PARTITION newer VALUES LESS THAN (2030), PARTITION new VALUES LESS THAN MAXVALUE);
CREATE TABLE waves (id int NOT NULL, PRIMARY KEY (id));
CREATE TABLE storms (id int NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 2;
-- ===== columns whose default is another one for each row
CREATE TABLE t (id int NOT NULL, a varchar(40) NOT NULL DEFAULT 'x', KEY t_a (a));
-- after
CREATE TABLE t (id int NOT NULL, a varchar(40) NOT NULL DEFAULT (uuid()), u varchar(36) NOT NULL DEFAULT (concat('u-', UUID())), r double DEFAULT (rand()), who varchar(99) DEFAULT (user()), KEY t_a (a), UNIQUE KEY t_u (u));
-- ===== comments with blanks at their ends
CREATE TABLE t (id int PRIMARY KEY COMMENT 'a ', b int COMMENT ' b', c int COMMENT 'x
 y ', d int COMMENT '  ', e int COMMENT 'tab	') COMMENT = 'two  ';
-- after
CREATE TABLE t (id int PRIMARY KEY COMMENT 'a', b int COMMENT 'b ', c int COMMENT 'x 
y', d int COMMENT '
', e int COMMENT 'tab') COMMENT = ' two';
-- ===== moments that are none
SET SESSION sql_mode = 'STRICT_ALL_TABLES';
CREATE TABLE tasks (id int NOT NULL PRIMARY KEY, begun datetime NOT NULL DEFAULT '0000-00-00 00:00:00', day date DEFAULT '2020-00-00');
-- after
SET SESSION sql_mode = 'STRICT_ALL_TABLES';
CREATE TABLE tasks (id bigint NOT NULL PRIMARY KEY, begun datetime NOT NULL DEFAULT '0000-00-00 00:00:00', day date DEFAULT '2020-01-00', done datetime NOT NULL DEFAULT '0000-00-00 00:00:00', KEY tasks_done (done));
-- ===== columns that change beside a fulltext index
CREATE TABLE notes (id int NOT NULL PRIMARY KEY, a varchar(20) NULL, b int NULL, body text, FULLTEXT KEY notes_body (body));
-- after
CREATE TABLE notes (id int NOT NULL PRIMARY KEY, b int NOT NULL DEFAULT 7, c varchar(20), body text, FULLTEXT KEY notes_body (body));
-- ===== columns that come with a fulltext index, and go with one
CREATE TABLE notes (id int NOT NULL PRIMARY KEY, a varchar(20) NULL, body text, FULLTEXT KEY notes_body (body));
CREATE TABLE plain (id int NOT NULL PRIMARY KEY, body text);
-- after
CREATE TABLE notes (id int NOT NULL PRIMARY KEY, body text);
CREATE TABLE plain (id int NOT NULL PRIMARY KEY, a varchar(20) NULL, body text, FULLTEXT KEY plain_body (body));
-- ===== keys of tables in memory
CREATE TABLE spools (id int NOT NULL, a varchar(20) NOT NULL, PRIMARY KEY (id) USING BTREE) ENGINE = MEMORY;
CREATE TABLE hashes (id int NOT NULL, PRIMARY KEY (id)) ENGINE = MEMORY;
-- after
CREATE TABLE spools (id int NOT NULL, a varchar(20) NOT NULL, b int, PRIMARY KEY (id) USING BTREE, UNIQUE KEY spools_a (a) USING BTREE, KEY spools_b (b) USING BTREE) ENGINE = MEMORY;
CREATE TABLE queues (id int NOT NULL, b int, PRIMARY KEY (id) USING BTREE, UNIQUE KEY queues_b (b) USING BTREE) ENGINE = MEMORY;
CREATE TABLE hashes (id bigint NOT NULL, PRIMARY KEY (id)) ENGINE = MEMORY;
-- ===== tables of another engine that change
CREATE TABLE old (id int NOT NULL AUTO_INCREMENT, a varchar(20) NOT NULL DEFAULT '', b int, PRIMARY KEY (id), KEY old_a (a)) ENGINE = MyISAM;
CREATE TABLE older (id int NOT NULL, a varchar(20) NOT NULL, PRIMARY KEY (id)) ENGINE = MyISAM;
-- after
CREATE TABLE old (id int NOT NULL AUTO_INCREMENT, a varchar(40) NOT NULL DEFAULT 'x', c int NOT NULL DEFAULT 1, PRIMARY KEY (id), KEY old_c (c, a), UNIQUE KEY old_id_a (id, a)) ENGINE = MyISAM COMMENT = 'old';
CREATE TABLE older (id int NOT NULL, a varchar(20) NULL, PRIMARY KEY (id)) ENGINE = InnoDB;
-- ===== values of a type that the server checks become others, and are not looked at again
CREATE TABLE t (id int PRIMARY KEY, a json, b json, c json, d json, e json) DEFAULT CHARSET=utf8mb4;
-- after
CREATE TABLE t (id int PRIMARY KEY, a text, b tinytext CHARACTER SET latin1, c tinyint, d mediumblob, e datetime(3)) DEFAULT CHARSET=utf8mb4;
-- ===== types of the server's own to others, and there are defaults
CREATE TABLE t (id int PRIMARY KEY, a mediumtext, b tinyint DEFAULT 5, c datetime, d mediumblob, e set('a','b'), f year, g bit(4) DEFAULT b'11', h varbinary(20) DEFAULT 'x', i binary(4), j timestamp NULL DEFAULT CURRENT_TIMESTAMP, k time(2), l mediumint DEFAULT 7, m decimal(9,2) unsigned DEFAULT 4.5, n float unsigned DEFAULT 1, o tinyint(1)) DEFAULT CHARSET=latin1;
-- after
CREATE TABLE t (id int PRIMARY KEY, a tinytext, b tinyint unsigned DEFAULT 6, c datetime(3) DEFAULT CURRENT_TIMESTAMP(3), d tinyblob, e set('a','b','c'), f year DEFAULT 2001, g bit(8), h varbinary(30), i binary(8), j timestamp(2) NULL, k time, l mediumint unsigned, m decimal(8,1) unsigned, n double unsigned, o tinyint) DEFAULT CHARSET=utf8mb4;
-- ===== partitions that have comments
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (a int, b int) PARTITION BY HASH (a + b) PARTITIONS 3 (PARTITION x COMMENT 'it''s', PARTITION y, PARTITION z COMMENT 'c\\d');
-- after
CREATE TABLE t (id int PRIMARY KEY, n int);
CREATE TABLE u (a int, b int) PARTITION BY HASH (a + b) PARTITIONS 3 (PARTITION x COMMENT 'it''s', PARTITION y COMMENT 'y', PARTITION z);
-- ===== more partitions by hash, and fewer
CREATE TABLE more (id int NOT NULL PRIMARY KEY, n int) PARTITION BY HASH (id) PARTITIONS 2;
CREATE TABLE fewer (id int NOT NULL, s varchar(20) NOT NULL, gone int, PRIMARY KEY (id, s)) PARTITION BY KEY (s) PARTITIONS 7;
CREATE TABLE one (id int NOT NULL PRIMARY KEY) PARTITION BY LINEAR HASH (id) PARTITIONS 3;
-- after
CREATE TABLE more (id bigint NOT NULL PRIMARY KEY, n int, KEY by_n (n)) PARTITION BY HASH (id) PARTITIONS 5;
CREATE TABLE fewer (id int NOT NULL, s varchar(20) NOT NULL, PRIMARY KEY (id, s)) PARTITION BY KEY (s) PARTITIONS 3;
CREATE TABLE one (id int NOT NULL PRIMARY KEY) PARTITION BY LINEAR HASH (id) PARTITIONS 1;
-- ===== views whose columns have names before them
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE VIEW listed (one, `two parts`) AS SELECT id, n FROM t;
CREATE ALGORITHM = TEMPTABLE SQL SECURITY INVOKER VIEW kept (`view`) AS SELECT id FROM t;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n bigint);
CREATE VIEW listed (one, `2 parts`) AS SELECT id, n FROM t;
CREATE ALGORITHM = TEMPTABLE SQL SECURITY INVOKER VIEW kept (`view`) AS SELECT id FROM t;
-- ===== patterns that look like character sets
CREATE TABLE t (id int PRIMARY KEY, v varchar(20), CONSTRAINT a CHECK (v like 'a\\_b%'), CONSTRAINT b CHECK (v <> '-_b'), CONSTRAINT c CHECK (v <> 'x _latin'), CONSTRAINT d CHECK (v like '% _b%'));
-- after
CREATE TABLE t (id int PRIMARY KEY, v varchar(20), w int, CONSTRAINT a CHECK (v like 'a\\_c%'), CONSTRAINT b CHECK (v <> '-_b'), CONSTRAINT c CHECK (v <> 'x _latin'), CONSTRAINT d CHECK (v like '% _c%'));
-- ===== one more foreign key over a column whose index the server made
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, a int, CONSTRAINT one FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE);
-- after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, a int, CONSTRAINT one FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT two FOREIGN KEY (a) REFERENCES p (id));
-- ===== the first of two foreign keys over a column goes
CREATE TABLE p (id int PRIMARY KEY, b int, UNIQUE KEY p_both (id, b)); CREATE TABLE c (id int PRIMARY KEY, a int, b int, CONSTRAINT one FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT two FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT three FOREIGN KEY (b) REFERENCES p (id), CONSTRAINT four FOREIGN KEY (b, a) REFERENCES p (id, b));
-- after
CREATE TABLE p (id int PRIMARY KEY, b int, UNIQUE KEY p_both (id, b)); CREATE TABLE c (id int PRIMARY KEY, a int, b int, CONSTRAINT two FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT four FOREIGN KEY (b, a) REFERENCES p (id, b));
-- ===== several full-text indexes come at once
CREATE TABLE w (id int PRIMARY KEY, a text, b varchar(99));
-- after
CREATE TABLE w (id int PRIMARY KEY, a text, b varchar(99), c int, FULLTEXT KEY one (a), FULLTEXT KEY two (b, a));
-- ===== zeros in defaults of texts
CREATE TABLE z (id int PRIMARY KEY, a varchar(10) DEFAULT 'a\0b', b char(4) CHARACTER SET latin1 DEFAULT '\0', c char(1) NOT NULL DEFAULT 'x');
-- after
CREATE TABLE z (id int PRIMARY KEY, a varchar(10) DEFAULT 'a\0c', b char(4) CHARACTER SET latin1 DEFAULT '', c char(1) NOT NULL DEFAULT '\0');
-- ===== a view gives its name to a table, and has that of another
CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t; CREATE TABLE u (id int PRIMARY KEY);
-- after
CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE v (id int PRIMARY KEY, b int); CREATE VIEW u AS SELECT id FROM t;
-- ===== names of tables, columns, keys that differ in their capitals only
CREATE TABLE T (Id int PRIMARY KEY, Name varchar(10), KEY Name (Name)); CREATE TABLE t (id int PRIMARY KEY, KEY id (id)); CREATE TABLE c (id int PRIMARY KEY, t int, CONSTRAINT Fk FOREIGN KEY (t) REFERENCES T (ID));
-- after
CREATE TABLE T (Id int PRIMARY KEY, NAME varchar(20), KEY NAME (NAME)); CREATE TABLE t (id int PRIMARY KEY, a int, KEY Id (id)); CREATE TABLE c (id int PRIMARY KEY, T int, CONSTRAINT FK FOREIGN KEY (T) REFERENCES T (Id) ON DELETE CASCADE);
-- ===== names of checks and of foreign keys go to other tables, in a ring and one by one
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, n int, m int, CONSTRAINT c1 CHECK (n > 0), CONSTRAINT c2 CHECK (m > 0), CONSTRAINT f1 FOREIGN KEY (n) REFERENCES p (id));
CREATE TABLE b (id int PRIMARY KEY, n int, m int, CONSTRAINT c3 CHECK (n < 9), CONSTRAINT f2 FOREIGN KEY (n) REFERENCES p (id));
CREATE TABLE c (id int PRIMARY KEY, n int, CONSTRAINT c4 CHECK (n < 7), CONSTRAINT c5 CHECK (n > 5));
-- after
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, n int, m int, CONSTRAINT c2 CHECK (n > 0), CONSTRAINT c3 CHECK (m > 0), CONSTRAINT f2 FOREIGN KEY (n) REFERENCES p (id));
CREATE TABLE b (id int PRIMARY KEY, n int, m int, CONSTRAINT c4 CHECK (n < 9), CONSTRAINT c5 CHECK (n < 5), CONSTRAINT f1 FOREIGN KEY (n) REFERENCES p (id));
CREATE TABLE c (id int PRIMARY KEY, n int, CONSTRAINT c1 CHECK (n < 7), d int, CONSTRAINT c6 CHECK (d > 5));
-- ===== columns computed from computed ones that come, go, or are computed no longer
CREATE TABLE t (id int PRIMARY KEY, a int, b int, g int AS (a + 1) VIRTUAL, h int AS (g + 2) VIRTUAL);
CREATE TABLE u (id int PRIMARY KEY, a int, g int AS (a + 1) STORED, h int AS (g + 1) STORED, CONSTRAINT k CHECK (h > 0), KEY (h));
CREATE TABLE v (id int PRIMARY KEY, a int, b varchar(10), g int AS (a + 1) VIRTUAL, h int AS (g * 2) VIRTUAL, i int AS (`h` + 3) VIRTUAL, KEY v_i (i));
-- after
CREATE TABLE t (id int PRIMARY KEY, a int, b int, h int AS (b + 2) VIRTUAL);
CREATE TABLE u (id int PRIMARY KEY, a int, g int, h int AS (g + 1) STORED, CONSTRAINT k CHECK (h > 0), KEY (h));
CREATE TABLE v (id int PRIMARY KEY, b int, g int AS (b + 1) STORED, h int AS (g * 2) VIRTUAL, i int AS (`h` + 3) VIRTUAL, KEY v_i (i));
-- ===== columns computed from new ones with computed defaults
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), g varchar(60) AS (concat(a, '-')) STORED, h varchar(60) AS (concat(a, '-')) VIRTUAL);
-- after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b longtext NOT NULL DEFAULT (''), c int DEFAULT (1 + 2), g varchar(60) AS (concat(b, '-')) STORED, h varchar(60) AS (concat(a, c, '-')) VIRTUAL);
-- ===== enums with long values
CREATE TABLE e (id int PRIMARY KEY, a enum('in stock', 'on its way from the warehouse to the shop, and expected within the week') NOT NULL DEFAULT 'in stock', b enum('new', 'old'));
-- after
CREATE TABLE e (id int PRIMARY KEY, a enum('in stock', 'on its way from the warehouse to the shop, and expected within the week', 'gone') DEFAULT 'on its way from the warehouse to the shop, and expected within the week', b enum('new', 'as old as anything that was ever kept in this shop or any other one'));
-- ===== a function in the place of a procedure, and the other way round
CREATE PROCEDURE one() SELECT 1; CREATE FUNCTION two(a int) RETURNS int DETERMINISTIC RETURN a;
-- after
CREATE FUNCTION one(b int) RETURNS int DETERMINISTIC RETURN b; CREATE PROCEDURE two() SELECT 2;
-- ===== an index and a key change their names in capitals
CREATE TABLE t (id int PRIMARY KEY, b int, c int, KEY b (b), UNIQUE KEY c (c));
-- after
CREATE TABLE t (id int PRIMARY KEY, b int, c int, KEY B (b), UNIQUE KEY C (c));
-- ===== a check changes its name in capitals
CREATE TABLE t (id int PRIMARY KEY, b int, CONSTRAINT low CHECK (b > 0));
-- after
CREATE TABLE t (id int PRIMARY KEY, b int, CONSTRAINT LOW CHECK (b > 0));
-- ===== a foreign key changes its name in capitals
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, b int, KEY k (b), CONSTRAINT low FOREIGN KEY (b) REFERENCES p (id));
-- after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, b int, KEY k (b), CONSTRAINT LOW FOREIGN KEY (b) REFERENCES p (id));
-- ===== views of tables that are listed
CREATE TABLE guests (id int PRIMARY KEY, room int);
CREATE TABLE rooms (id int PRIMARY KEY, floor int);
CREATE TABLE floors (id int PRIMARY KEY);
CREATE VIEW pairs AS SELECT g.id AS guest, r.id AS room FROM guests g, rooms r;
-- after
CREATE TABLE guests (id int PRIMARY KEY, room int, since date);
CREATE TABLE rooms (id int PRIMARY KEY, floor int);
CREATE TABLE floors (id int PRIMARY KEY);
CREATE VIEW pairs AS SELECT g.id AS guest, r.id AS room, extract(YEAR FROM g.since) AS since FROM guests g, rooms r WHERE g.room = r.id;
CREATE VIEW all_three AS SELECT g.id FROM guests g, rooms r, floors f WHERE EXISTS (SELECT 1 FROM rooms x, floors y WHERE x.floor = y.id) LIMIT 3;
CREATE VIEW some AS SELECT g.id FROM guests g, rooms r LEFT JOIN floors f ON f.id = r.floor, (SELECT a.id FROM floors a, floors b) AS z;
CREATE VIEW both_kinds AS SELECT g.id FROM guests g JOIN rooms r ON r.id = g.room, floors UNION SELECT f.id FROM floors f, rooms;
CREATE VIEW straight AS SELECT g.id FROM guests g STRAIGHT_JOIN rooms r, floors f;
-- ===== a function and a procedure of one name, and names with quotes in views
CREATE TABLE `a``b` (id int PRIMARY KEY, `c``d` int);
CREATE PROCEDURE twice() SELECT 2;
-- after
CREATE TABLE `a``b` (id int PRIMARY KEY, `c``d` int);
CREATE FUNCTION twice() RETURNS int DETERMINISTIC RETURN 2;
CREATE PROCEDURE twice() SELECT 3;
CREATE PROCEDURE once() SELECT 1;
CREATE FUNCTION once() RETURNS int DETERMINISTIC RETURN 1;
CREATE VIEW `e``f` AS SELECT `c``d` AS `g``h` FROM `a``b`;
-- ===== moments that are none, in a table alone
SET SESSION sql_mode = 'STRICT_ALL_TABLES';
CREATE TABLE members (id int NOT NULL PRIMARY KEY, joined datetime NOT NULL DEFAULT '0000-00-00 00:00:00');
-- after
SET SESSION sql_mode = 'STRICT_ALL_TABLES';
CREATE TABLE members (id bigint NOT NULL PRIMARY KEY, joined datetime NOT NULL DEFAULT '0000-00-00 00:00:00');
-- ===== a table made by hand as it is to be, and a view that is not
-- by hand ALTER TABLE t MODIFY n bigint
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE VIEW listed (one, `two parts`) AS SELECT id, n FROM t;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n bigint);
CREATE VIEW listed (one, `2 parts`) AS SELECT id, n FROM t;
-- ===== a table made by hand as it is to be, and a trigger that is not
-- by hand ALTER TABLE t MODIFY n bigint
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 1;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n bigint);
CREATE TRIGGER t BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 2;
-- ===== a table made by hand as it is to be, and a procedure that still is there
-- by hand ALTER TABLE t MODIFY n bigint
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
CREATE PROCEDURE counted() SELECT 1;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n bigint);
-- ===== views whose strings have quotes of names
CREATE TABLE t (id int NOT NULL PRIMARY KEY, name varchar(40));
CREATE VIEW dropped AS SELECT concat('ALTER TABLE `', name, '` DROP INDEX `it''s', '`.`', 'a\\b from `x`') AS line, locate('.`', name) AS at FROM t;
CREATE VIEW bare AS SELECT replace(name, '`', '') AS `it's`, id AS `other's` FROM t WHERE name <> 'from `z`';
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, name varchar(60));
CREATE VIEW dropped AS SELECT concat('ALTER TABLE `', name, '` DROP INDEX `it''s', '`.`', 'a\\b from `y`') AS line, locate('.`', name) AS at FROM t;
CREATE VIEW bare AS SELECT replace(name, '`', '') AS `it's`, id AS `other's` FROM t WHERE name <> 'from `w`';
-- ===== rows whose foreign key refers to a table that is new, or that have no row where one comes
CREATE TABLE p (id int NOT NULL PRIMARY KEY, b int, c int, UNIQUE KEY p_b_c (b, c));
CREATE TABLE c (id int NOT NULL PRIMARY KEY, p_id int, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p (id));
CREATE TABLE d (id int NOT NULL PRIMARY KEY, x int, y int, z int);
CREATE TABLE e (id int NOT NULL PRIMARY KEY, x int, CONSTRAINT e_x FOREIGN KEY (x) REFERENCES d (id) ON DELETE CASCADE);
INSERT INTO p VALUES (1, 1, 1);
INSERT INTO c VALUES (1, 1), (2, NULL);
INSERT INTO d VALUES (1, 1, 1, 1), (2, 1, 2, 7), (3, NULL, 3, NULL), (4, 1, 4, 2);
INSERT INTO e VALUES (1, 1);
-- after
CREATE TABLE p (id int NOT NULL PRIMARY KEY, b int, c int, UNIQUE KEY p_b_c (b, c));
CREATE TABLE q (id int NOT NULL PRIMARY KEY, x varchar(10), y date);
CREATE TABLE c (id int NOT NULL PRIMARY KEY, p_id int, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES q (id));
CREATE TABLE d (id int NOT NULL PRIMARY KEY, x int, y int, z int, CONSTRAINT d_p FOREIGN KEY (x, y) REFERENCES p (b, c),
  CONSTRAINT d_z FOREIGN KEY (z) REFERENCES d (id));
CREATE TABLE e (id int NOT NULL PRIMARY KEY, x int, CONSTRAINT e_x FOREIGN KEY (x) REFERENCES d (id) ON DELETE SET NULL);
-- stops in the way: c.p_id: 1 row for which q has none, d: 2 rows for which p has none, d.z: 1 row for which d has none
-- ===== lists of partitions with null among the values
CREATE TABLE parcels (country varchar(10), weight int)
  PARTITION BY LIST COLUMNS (country) (PARTITION near VALUES IN ('NL', NULL, 'BE'), PARTITION far VALUES IN ('PT'));
CREATE TABLE letters (zone int, weight int)
  PARTITION BY LIST (zone) (PARTITION near VALUES IN (3, NULL, 1), PARTITION far VALUES IN (2));
-- after
CREATE TABLE parcels (country varchar(10), weight bigint, value int)
  PARTITION BY LIST COLUMNS (country) (PARTITION near VALUES IN ('NL', NULL, 'BE'), PARTITION far VALUES IN ('PT'), PARTITION odd VALUES IN ('GR', 'CY'));
CREATE TABLE letters (zone int, weight bigint)
  PARTITION BY LIST (zone) (PARTITION near VALUES IN (3, NULL, 1), PARTITION far VALUES IN (2), PARTITION odd VALUES IN (4));
-- ===== triggers of one moment that run in another order, and others that stay
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int, m int);
CREATE TABLE u (id int NOT NULL PRIMARY KEY, n int);
CREATE TRIGGER doubled BEFORE INSERT ON t FOR EACH ROW SET NEW.n = NEW.n * 2;
CREATE TRIGGER added BEFORE INSERT ON t FOR EACH ROW PRECEDES doubled SET NEW.n = NEW.n + 3;
CREATE TRIGGER first BEFORE UPDATE ON t FOR EACH ROW SET NEW.n = 1;
CREATE TRIGGER second BEFORE UPDATE ON t FOR EACH ROW SET NEW.n = 2;
CREATE TRIGGER one BEFORE INSERT ON u FOR EACH ROW SET NEW.n = 1;
CREATE TRIGGER two BEFORE INSERT ON u FOR EACH ROW SET NEW.n = 2;
-- after
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int, m int);
CREATE TABLE u (id int NOT NULL PRIMARY KEY, n int);
CREATE TRIGGER doubled BEFORE INSERT ON t FOR EACH ROW SET NEW.n = NEW.n * 2;
CREATE TRIGGER added BEFORE INSERT ON t FOR EACH ROW SET NEW.n = NEW.n + 3;
CREATE TRIGGER first BEFORE UPDATE ON t FOR EACH ROW SET NEW.n = 1;
CREATE TRIGGER second BEFORE UPDATE ON t FOR EACH ROW PRECEDES first SET NEW.n = 2;
CREATE TRIGGER one BEFORE INSERT ON u FOR EACH ROW SET NEW.n = 1;
CREATE TRIGGER two BEFORE INSERT ON u FOR EACH ROW SET NEW.n = 2;
-- shows SELECT group_concat(trigger_name ORDER BY event_object_table, event_manipulation, action_order) AS names FROM information_schema.triggers WHERE trigger_schema IN (DATABASE()) = names / doubled,added,second,first,one,two

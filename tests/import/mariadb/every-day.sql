CREATE TABLE customers (
  id int NOT NULL AUTO_INCREMENT,
  email varchar(255) NOT NULL,
  name varchar(100) COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  status enum('active','blocked','it''s') NOT NULL DEFAULT 'active',
  flags set('a','B') DEFAULT 'a',
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  touched datetime DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
  born date DEFAULT '1999-12-31',
  wakes time DEFAULT '07:00:00',
  seen datetime(3) DEFAULT CURRENT_TIMESTAMP(3),
  active tinyint(1) NOT NULL DEFAULT 1,
  small tinyint DEFAULT 0,
  med mediumint DEFAULT NULL,
  price decimal(10,2) NOT NULL DEFAULT '0.00',
  ratio float DEFAULT NULL,
  score double DEFAULT '1.5',
  notes text,
  long_notes longtext,
  data json DEFAULT NULL,
  raw blob,
  bin16 binary(16) DEFAULT NULL,
  y year DEFAULT 2020,
  bits bit(4) DEFAULT b'1010',
  full_name varchar(200) GENERATED ALWAYS AS (concat(name, ' <', email, '>')) VIRTUAL,
  total decimal(12,2) AS (price * 2) STORED,
  PRIMARY KEY (id),
  UNIQUE KEY email (email),
  KEY status_created (status, created_at ),
  CONSTRAINT price_positive CHECK (price >= 0),
  CONSTRAINT odd CHECK (email LIKE '%@%' AND (active = 1 OR status IN ('blocked','active')) AND char_length(email) BETWEEN 3 AND 255)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='Who buys';
CREATE TABLE orders (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id int NOT NULL COMMENT 'who bought it',
  parent_id bigint DEFAULT NULL,
  placed_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  state varchar(20) NOT NULL DEFAULT 'new',
  quantity int NOT NULL DEFAULT 1,
  KEY (customer_id),
  KEY by_parent (parent_id),
  CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE ON UPDATE RESTRICT,
  CONSTRAINT orders_parent FOREIGN KEY (parent_id) REFERENCES orders (id) ON DELETE SET NULL,
  CHECK (quantity > 0)
) ENGINE=InnoDB COLLATE=utf8mb4_bin;
CREATE TABLE latin (
  a varchar(10) DEFAULT NULL,
  b char(3) CHARACTER SET ascii DEFAULT NULL,
  KEY a_b (a, b)
) DEFAULT CHARSET=latin1;
CREATE TABLE prefixes (
  id int NOT NULL PRIMARY KEY,
  body text,
  location point NOT NULL,
  KEY body_start (body(20)),
  FULLTEXT KEY words (body),
  SPATIAL KEY place (location)
);
CREATE TABLE isam (id int NOT NULL PRIMARY KEY, t text) ENGINE=MyISAM;
CREATE TABLE days (
  id int NOT NULL, day date NOT NULL, PRIMARY KEY (id, day)
) PARTITION BY RANGE (to_days(day)) (PARTITION p2020 VALUES LESS THAN (737425), PARTITION later VALUES LESS THAN MAXVALUE);
CREATE TABLE hashed (id int NOT NULL PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 4;
CREATE VIEW active_customers AS SELECT c.id, c.email, count(o.id) AS orders FROM customers c LEFT JOIN orders o ON o.customer_id = c.id WHERE c.active GROUP BY c.id, c.email;
CREATE VIEW over_view AS SELECT * FROM active_customers WHERE orders > 3;
CREATE VIEW a_last AS SELECT id FROM over_view;
CREATE TABLE `odd ``name` (`a b` int PRIMARY KEY, `select` varchar(5) DEFAULT 'x', `Group` int, UNIQUE KEY `k ``1` (`Group`));
CREATE TABLE Upper (Id int PRIMARY KEY);

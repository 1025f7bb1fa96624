-- what people write: short, without names, without NOT NULL
CREATE TABLE IF NOT EXISTS "customers" (
	"id"	INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	"name"	TEXT NOT NULL,
	"email"	TEXT UNIQUE,
	"created_at"	TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE products (
    sku CHAR(8) NOT NULL, name NVARCHAR(160) NOT NULL, price NUMERIC(10,2) NOT NULL CHECK(price>=0),
    active BOOLEAN NOT NULL DEFAULT 1, weight DOUBLE PRECISION, stock INTEGER NOT NULL DEFAULT (0),
    kind TEXT CHECK( kind IN ('A','B','C') ) DEFAULT 'A',
    PRIMARY KEY(sku)
);
CREATE TABLE orders(
  id integer primary key,
  customer_id integer not null references customers(ID) on delete cascade,
  sku char(8) references products,
  quantity integer default 1 check (quantity > 0),
  ordered text default (date('now')),
  note text collate RTRIM,
  unique(customer_id, sku, ordered)
);
CREATE INDEX orders_customer on orders (customer_id);
CREATE INDEX IF NOT EXISTS orders_recent ON orders (ordered desc) WHERE quantity is not null and (note like 'x%' or note is null);
CREATE VIEW order_totals AS
  SELECT o.id, o.quantity * p.price AS total -- per order
    FROM orders o JOIN products p ON p.sku = o.sku;
CREATE TRIGGER stock_goes_down AFTER INSERT ON orders
BEGIN
  UPDATE products SET stock = stock - NEW.quantity WHERE sku = NEW.sku;
END;
CREATE TABLE parent(x INTEGER PRIMARY KEY DESC, y TEXT UNIQUE ON CONFLICT REPLACE);
CREATE TABLE [two words]([a b] INTEGER PRIMARY KEY, `c``d` TEXT DEFAULT 'x''y', CHECK([a b] > 0));
CREATE TABLE parens(id INTEGER PRIMARY KEY, a INTEGER, b INTEGER,
  CHECK(((a)+(b))*(2) > ((3))), CHECK (a || b + 1 <> 'x'), CHECK(a - (b - 1) > 0), CHECK (a == b OR a != 2),
  CHECK (a / 2 > 1), CHECK (a BETWEEN 1 AND 2 AND NOT b IS NULL), CHECK (a IS NOT NULL), CHECK (a ISNULL OR a NOTNULL),
  CHECK (CASE WHEN a > 1 THEN b ELSE 0 END = 0), CHECK (a & 1 = 1), CHECK (a LIKE 'x'), CHECK (a), CHECK (coalesce(a, b) > 0));

-- parts of indexes that partitions have under names of their own
CREATE TABLE years (at int NOT NULL, b int NOT NULL, c text) PARTITION BY RANGE (at);
CREATE TABLE years_1 PARTITION OF years FOR VALUES FROM (0) TO (10);
CREATE TABLE years_2 PARTITION OF years FOR VALUES FROM (10) TO (20);
CREATE UNIQUE INDEX own ON years_1 (at, b);
CREATE UNIQUE INDEX years_key ON years (at, b);
CREATE INDEX years_lower ON years (lower(c)) INCLUDE (b);
COMMENT ON INDEX own IS 'one of its own';
ALTER TABLE years_1 CLUSTER ON own;

-- One that was built beside writers, and was not finished.
CREATE TABLE unfinished (id int PRIMARY KEY, a int);
CREATE INDEX halfway ON unfinished (a);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'halfway'::regclass;

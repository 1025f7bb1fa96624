
-- One deployer at a time, until this session ends.
SELECT GET_LOCK(CONCAT('migc.', LEFT(SHA2(DATABASE(), 256), 40)), 60) INTO @migc_lock;

-- Facts before (b) and after (a) a revision. b is null: it may be there already, with all of its table.
DROP TEMPORARY TABLE IF EXISTS migc_shape, migc_object, migc_guard;
CREATE TEMPORARY TABLE migc_shape (
  b INT DEFAULT 0, a INT DEFAULT 0, object VARCHAR(64), line TEXT, seen INT DEFAULT 0,
  fact CHAR(64) AS (SHA2(CONCAT(object, line), 256)) STORED UNIQUE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TEMPORARY TABLE migc_object (name VARCHAR(64) PRIMARY KEY) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TEMPORARY TABLE migc_guard (
  fault INT NOT NULL,
  CONSTRAINT `migc: another deployer is at work` CHECK (fault <> 1),
  CONSTRAINT `migc: this script is not for where the database is: see above` CHECK (fault <> 2),
  CONSTRAINT `migc: the tables are not what they should be: see above` CHECK (fault <> 3),
  CONSTRAINT `migc: this would destroy data: see above` CHECK (fault <> 4),
  CONSTRAINT `migc: there are values in the way: see above` CHECK (fault <> 5),
  CONSTRAINT `migc: not all steps are done: see above` CHECK (fault <> 6),
  CONSTRAINT `migc: a statement above has failed` CHECK (fault < 7)
);
SET @migc_sql = CONCAT('INSERT INTO migc_shape (object, line, seen) SELECT object, line, @migc_looking FROM (', @migc_facts,
  ') AS t WHERE @migc_looking AND object IN (SELECT name FROM migc_object) ON DUPLICATE KEY UPDATE seen = @migc_looking');
PREPARE migc_look FROM @migc_sql;
PREPARE migc_weigh FROM "SELECT COALESCE(SUM(here <> COALESCE(b, found)), 0), COALESCE(SUM(here <> a), 0)
  INTO @migc_before, @migc_after
  FROM (SELECT b, a, seen = @migc_looking AS here, MAX(seen = @migc_looking) OVER (PARTITION BY object) AS found
          FROM migc_shape WHERE @migc_looking) AS t";
PREPARE migc_tell FROM "SELECT migc FROM (
  SELECT 1 AS part, '' AS fact, CAST(CONCAT('migc: ', @migc_note) AS CHAR) AS migc
  UNION ALL
  SELECT 2, CAST(CONCAT(object, line) AS CHAR), CAST(CONCAT(IF(here, 'unexpected: ', 'missing: '), object, line) AS CHAR)
    FROM (SELECT b, a, object, line, seen = @migc_looking AS here,
                 MAX(seen = @migc_looking) OVER (PARTITION BY object) AS found FROM migc_shape) AS t
   WHERE @migc_fault = 3 AND here <> IF(@migc_looking = 1, COALESCE(b, found), a)
  UNION ALL
  SELECT 3, '', CAST(CONCAT('migc: ', @migc_wrong) AS CHAR)) AS t WHERE migc IS NOT NULL ORDER BY part, fact";
PREPARE migc_judge FROM "INSERT INTO migc_guard VALUES (IF(@migc_lock = 1, @migc_fault, 1))";

-- What does migc_history say? Without one, nothing.
SET @migc_history = EXISTS (SELECT * FROM information_schema.tables
                             WHERE (table_schema, table_name) = (DATABASE(), 'migc_history'));
SET @migc_locate = "SELECT h.position, CAST(h.revision AS CHAR), h.revision IS NULL OR h.applied_at IS NOT NULL,
       CAST(r.checksum AS CHAR), r.step, r.applied_at IS NOT NULL
  INTO @migc_at_position, @migc_at, @migc_at_done, @migc_row_checksum, @migc_row_step, @migc_row_done
  FROM (SELECT 1) AS one
  LEFT JOIN (SELECT * FROM migc_history ORDER BY position DESC LIMIT 1) AS h ON 1 = 1
  LEFT JOIN migc_history AS r ON CAST(r.revision AS CHAR) = @migc_revision";
SET @migc_sql = IF(@migc_history, @migc_locate, 'SET @migc_at_position = NULL, @migc_at = NULL, @migc_at_done = 1,
  @migc_row_checksum = NULL, @migc_row_step = NULL, @migc_row_done = 0');
PREPARE migc_locate FROM @migc_sql;

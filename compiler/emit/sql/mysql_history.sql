
-- A row is a revision: under way while applied_at is null. step: the step to go on with.
SET @migc_make_history = "CREATE TABLE IF NOT EXISTS migc_history (
  position    INT           NOT NULL PRIMARY KEY,
  revision    VARCHAR(255)  NOT NULL UNIQUE,
  checksum    VARCHAR(64)   NOT NULL,
  step        INT           NOT NULL,
  applied_at  DATETIME(6),
  applied_by  VARCHAR(288)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

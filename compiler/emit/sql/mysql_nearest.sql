-- By the history, if there is one; else each line of a shape that is not here is missing from its first revision
-- to its last one, and each line that is here is unexpected outside of these.
SET @migc_status = NULL;
SET @migc_sql = IF(EXISTS (SELECT * FROM information_schema.tables
                            WHERE (table_schema, table_name) = (DATABASE(), 'migc_history')),
  "SELECT CONCAT(revision, IF(applied_at IS NULL, CONCAT(' under way, next step: ', step), ' applied'),
                 CASE WHEN NOT COALESCE(JSON_CONTAINS(@migc_revisions, JSON_QUOTE(CAST(revision AS CHAR)),
                                                      CONCAT('$[', position - 1, ']')), 0) THEN ', not in this chain'
                      WHEN NOT JSON_CONTAINS(@migc_checksums, JSON_QUOTE(CAST(checksum AS CHAR)),
                                             CONCAT('$[', position - 1, ']')) THEN ', from another version of its script'
                      ELSE '' END)
     INTO @migc_status FROM migc_history ORDER BY position DESC LIMIT 1", 'DO 0');
PREPARE migc_sql FROM @migc_sql;
EXECUTE migc_sql;
SET @migc_sql = IF(@migc_status IS NOT NULL, 'SELECT @migc_status AS status', CONCAT("
  WITH revision AS (
    SELECT position, name
      FROM JSON_TABLE(@migc_revisions, '$[*]' COLUMNS (position FOR ORDINALITY, name VARCHAR(255) PATH '$')) AS j
  ), fact AS (
    SELECT since, until, CONVERT(line USING utf8mb4) COLLATE utf8mb4_bin AS line, 0 AS here
      FROM JSON_TABLE(@migc_shapes, '$[*]' COLUMNS (since INT PATH '$[0]', until INT PATH '$[1]',
                                                    line TEXT PATH '$[2]')) AS j
    UNION ALL
    SELECT NULL, NULL, CONVERT(CONCAT(object, line) USING utf8mb4) COLLATE utf8mb4_bin, 1
      FROM (", @migc_facts, ") AS t
     WHERE object <> 'migc_history' AND line <> ': view'
  ), known AS (
    SELECT since, until, here, MAX(here) OVER (PARTITION BY line) AS there FROM fact
  ), event AS (
    SELECT since AS position, 1 - there AS missing, -there AS unexpected FROM known WHERE since IS NOT NULL
    UNION ALL
    SELECT until + 1, there - 1, there FROM known WHERE since IS NOT NULL
    UNION ALL
    SELECT 0, 0, here FROM known WHERE since IS NULL
    UNION ALL
    SELECT 0, 0, 0
    UNION ALL
    SELECT position, 0, 0 FROM revision
  ), distance AS (
    SELECT position, SUM(SUM(missing)) OVER (ORDER BY position) AS missing,
           SUM(SUM(unexpected)) OVER (ORDER BY position) AS unexpected
      FROM event GROUP BY position
  ), nearest AS (
    SELECT d.position, missing, unexpected, COALESCE(name, 'no revision: it is empty') AS name,
           MIN(missing + unexpected) OVER () AS least
      FROM distance AS d LEFT JOIN revision AS r ON r.position = d.position
     WHERE d.position = 0 OR name IS NOT NULL
  )
  SELECT IF(least = 0, CONCAT('no history; by its tables: ', name),
            CONCAT('no history, and the shape of no revision; nearest: ', name, ' (', missing, ' missing, ',
                   unexpected, ' unexpected)')) AS status
    FROM nearest WHERE missing + unexpected = least ORDER BY position"));
PREPARE migc_sql FROM @migc_sql;
EXECUTE migc_sql;


-- Of the whole database: documentation, what the lines of columns and tables leave out (@migc_known: of which columns and
-- tables the schema has a line of it), and what only the author's own SQL makes.
SET @migc_facts = CONCAT(@migc_facts, "
  UNION ALL
  SELECT table_name, CONCAT(': comment ', REGEXP_REPLACE(table_comment, '[ \t\r]+(?=\n)|[ \t\r\n]+$', ''))
    FROM information_schema.tables
   WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SEQUENCE') AND REGEXP_REPLACE(table_comment, '[ \t\r\n]', '') <> ''
  UNION ALL
  SELECT table_name, CONCAT('.', column_name, ' comment ', REGEXP_REPLACE(column_comment, '[ \t\r]+(?=\n)|[ \t\r\n]+$', ''))
    FROM information_schema.columns
   WHERE table_schema = DATABASE() AND REGEXP_REPLACE(column_comment, '[ \t\r\n]', '') <> ''
     AND table_name NOT IN (SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE())
  UNION ALL
  SELECT table_name, CONCAT(': index ', index_name, ' comment ', index_comment)
    FROM information_schema.statistics
   WHERE table_schema = DATABASE() AND index_comment <> '' AND seq_in_index = 1 AND index_name <> 'PRIMARY'
  UNION ALL
  SELECT table_name, CONCAT('.', column_name, ' is ',
         IF(column_type = 'tinyint(1)' OR column_type LIKE '%zerofill%', column_type,
            REGEXP_REPLACE(column_type, '((?<=int)|(?<=year))[(][0-9]+[)]', '')),
         /*!80003 COALESCE(CONCAT(' srid ', srs_id), ''), */
         IF(collation_name <> @@collation_connection AND data_type <> 'set', CONCAT(' collate ', collation_name), ''))
    FROM information_schema.columns
   WHERE table_schema = DATABASE() AND LOCATE(CONCAT('<', table_name, '.', column_name, ' type>'), @migc_known)
  UNION ALL
  SELECT table_name, CONCAT('.', column_name, ' default is ', ",
         REPLACE(@migc_normal, '$', 'REPLACE(column_default, CONCAT(''`'', DATABASE(), ''`.''), '''')'), ")
    FROM information_schema.columns
   WHERE table_schema = DATABASE() AND column_default <> 'NULL'
     AND LOCATE(CONCAT('<', table_name, '.', column_name, ' default>'), @migc_known)
  UNION ALL
  SELECT table_name, CONCAT('.', column_name, ' invisible') FROM information_schema.columns
   WHERE table_schema = DATABASE() AND extra LIKE '%INVISIBLE%'
  UNION ALL
  SELECT table_name, CONCAT(': partitioned by ', ", REPLACE(@migc_normal, '$', 'MAX(partition_expression)'), ")
    FROM information_schema.partitions
   WHERE table_schema = DATABASE() AND LOCATE(CONCAT('<', table_name, ': ', table_name, ' partitions>'), @migc_known)
     AND partition_name IS NOT NULL
   GROUP BY HEX(table_name), table_name
  UNION ALL
  SELECT table_name, CONCAT(': with ', word)
    FROM information_schema.tables,
         JSON_TABLE(CONCAT('[\"', REPLACE(REGEXP_REPLACE(LOWER(create_options), '[`''\"]', ''), ' ', '\",\"'), '\"]'),
                    '$[*]' COLUMNS (word VARCHAR(255) PATH '$')) AS o
   WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
     AND word NOT REGEXP '^$|^partitioned$|^(row_format|key_block_size)='
     AND word NOT REGEXP IF(engine = 'Aria', '^(page_checksum|transactional)=1$', '^(page_checksum|transactional)=')
  /*!80016 UNION ALL
  SELECT table_name, CONCAT(': check ', constraint_name, ' not enforced') FROM information_schema.table_constraints
   WHERE table_schema = DATABASE() AND enforced = 'NO' */
  UNION ALL
  SELECT table_name, ': view that does not work' FROM information_schema.tables
   WHERE table_schema = DATABASE() AND table_type = 'VIEW' AND table_comment <> CONCAT('VIEW', COALESCE(create_options, ''))
  UNION ALL
  SELECT trigger_name, ': trigger' FROM information_schema.triggers WHERE event_object_schema = DATABASE()
  UNION ALL
  SELECT routine_name, CONCAT(': ', LOWER(routine_type)) FROM information_schema.routines
   WHERE routine_schema = DATABASE() AND routine_name <> 'migc_run'
  UNION ALL
  SELECT event_name, ': event' FROM information_schema.events WHERE event_schema = DATABASE()
  /*M!100800 UNION ALL
  SELECT table_name, CONCAT(': ', index_name, ', key ', seq_in_index, ' desc') FROM information_schema.statistics
   WHERE table_schema = DATABASE() AND collation = 'D' AND index_name <> 'PRIMARY' */
  /*!80013 UNION ALL
  SELECT table_name, CONCAT(': ', index_name, ', key ', seq_in_index, ': ', ", REPLACE(@migc_normal, '$', 'expression'), ")
    FROM information_schema.statistics
   WHERE table_schema = DATABASE() AND expression IS NOT NULL
     AND NOT LOCATE(CONCAT('<', table_name, ': ', index_name, ', key ', seq_in_index, '>'), @migc_own) */");


-- Of the whole database: documentation, and what only the author's own SQL makes.
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
  SELECT trigger_name, ': trigger' FROM information_schema.triggers WHERE event_object_schema = DATABASE()
  UNION ALL
  SELECT routine_name, CONCAT(': ', LOWER(routine_type)) FROM information_schema.routines
   WHERE routine_schema = DATABASE() AND routine_name <> 'migc_run'
  UNION ALL
  SELECT event_name, ': event' FROM information_schema.events WHERE event_schema = DATABASE()
  /*!80013 UNION ALL
  SELECT table_name, CONCAT(': ', index_name, ', key ', seq_in_index, ': ', ", REPLACE(@migc_normal, '$', 'expression'), ")
    FROM information_schema.statistics
   WHERE table_schema = DATABASE() AND expression IS NOT NULL
     AND NOT LOCATE(CONCAT('<', table_name, ': ', index_name, ', key ', seq_in_index, '>'), @migc_own) */");


-- Of the whole database: documentation, and what only the author's own SQL makes.
SET @migc_facts = CONCAT(@migc_facts, "
  UNION ALL
  SELECT table_name, CONCAT(': comment ', table_comment)
    FROM information_schema.tables
   WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_comment <> ''
  UNION ALL
  SELECT c.table_name, CONCAT('.', column_name, ' comment ', column_comment)
    FROM information_schema.columns AS c
    JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
   WHERE c.table_schema = DATABASE() AND table_type = 'BASE TABLE' AND column_comment <> ''
  UNION ALL
  SELECT trigger_name, ': trigger' FROM information_schema.triggers WHERE trigger_schema = DATABASE()
  UNION ALL
  SELECT routine_name, ': routine' FROM information_schema.routines
   WHERE routine_schema = DATABASE() AND routine_name <> 'migc_run'
  UNION ALL
  SELECT event_name, ': event' FROM information_schema.events WHERE event_schema = DATABASE()");

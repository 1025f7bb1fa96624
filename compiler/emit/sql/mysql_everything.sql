INSERT IGNORE INTO migc_object
SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'migc_history'
UNION
SELECT trigger_name FROM information_schema.triggers WHERE event_object_schema = DATABASE()
UNION
SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
UNION
SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE();

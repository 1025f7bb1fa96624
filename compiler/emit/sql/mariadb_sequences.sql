
-- Sequences say their numbers themselves, so they are asked; what the catalog says of them as tables is left out.
SET @migc_counters = CONCAT("SELECT object, line FROM (", @migc_facts, ") AS f
  WHERE NOT ((line = ': sequence' OR line LIKE '.%') AND object IN
             (SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE'))");
SET @migc_count = "SELECT CONCAT(@migc_counters, COALESCE(GROUP_CONCAT(CONCAT(' UNION ALL SELECT ', QUOTE(table_name), ',
    CONCAT('': sequence start '', start_value, '' increment '', increment, '' minvalue '', minimum_value, '' maxvalue '',
           maximum_value, '' cache '', GREATEST(cache_size, 1), IF(cycle_option, '' cycle'', '''')) FROM `',
    REPLACE(table_name, '`', '``'), '`') ORDER BY table_name SEPARATOR ''), '')) INTO @migc_counted
  FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE'";
SET @migc_look_at = "INSERT INTO migc_shape (object, line, seen) SELECT object, line, @migc_looking FROM ($) AS t
  WHERE @migc_looking AND object IN (SELECT name FROM migc_object) ON DUPLICATE KEY UPDATE seen = @migc_looking";

SET @migc_facts = CONCAT(@migc_facts, "
  UNION ALL
  SELECT table_name, CONCAT(': check ', constraint_name,
         IF(LOCATE(CONCAT('<', table_name, ': ', constraint_name, '>'), @migc_own), '',
            CONCAT(' (', ", REPLACE(@migc_normal, '$', 'check_clause'), ", ')')))
    FROM information_schema.check_constraints
   WHERE constraint_schema = DATABASE()
     AND NOT (level = 'Column' AND check_clause LIKE 'json_valid(%'
              AND EXISTS (SELECT 1 FROM information_schema.columns AS c -- JSON
                           WHERE c.table_schema = DATABASE() AND c.table_name = check_constraints.table_name
                             AND c.column_name = constraint_name AND c.column_type = 'longtext' AND c.collation_name = 'utf8mb4_bin'))");

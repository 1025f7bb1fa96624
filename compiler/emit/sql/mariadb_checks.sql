SET @migc_facts = CONCAT(@migc_facts, "
  UNION ALL
  SELECT table_name, CONCAT(': check ', constraint_name,
         IF(LOCATE(CONCAT('<', table_name, ': ', constraint_name, '>'), @migc_own), '',
            CONCAT(' (', ", REPLACE(@migc_normal, '$', 'check_clause'), ", ')')))
    FROM information_schema.check_constraints
   WHERE constraint_schema = DATABASE() AND NOT (level = 'Column' AND check_clause LIKE 'json_valid(%')");

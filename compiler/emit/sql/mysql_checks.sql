SET @migc_facts = CONCAT(@migc_facts, "
  UNION ALL
  SELECT MAX(table_name), CONCAT(': check ', constraint_name,
         IF(LOCATE(CONCAT('<', MAX(table_name), ': ', constraint_name, '>'), @migc_own), '',
            CONCAT(' (', ", REPLACE(@migc_normal, '$', 'MAX(check_clause)'), ", ')')))
    FROM (SELECT table_name, constraint_name, NULL AS check_clause FROM information_schema.table_constraints
           WHERE table_schema = DATABASE() AND constraint_type = 'CHECK'
          UNION ALL
          SELECT NULL, constraint_name, check_clause FROM information_schema.check_constraints
           WHERE constraint_schema = DATABASE()) AS t
   GROUP BY constraint_name");

SET @migc_facts = CONCAT(@migc_facts, "
  UNION ALL
  SELECT table_name, CONCAT(': check ', constraint_name,
         IF(LOCATE(CONCAT('<', table_name, ': ', constraint_name, '>'), @migc_own), '',
            CONCAT(' (', REGEXP_REPLACE(check_clause, @migc_marks, ''), ')')))
    FROM information_schema.check_constraints
   WHERE constraint_schema = DATABASE()");

SET @migc_facts = CONCAT(@migc_facts, "
  UNION ALL
  SELECT c.table_name, CONCAT(': check ', c.constraint_name,
         IF(LOCATE(CONCAT('<', c.table_name, ': ', c.constraint_name, '>'), @migc_own), '',
            CONCAT(' (', ", REPLACE(@migc_normal, '$', 'check_clause'), ", ')')))
    FROM information_schema.table_constraints AS c
    JOIN information_schema.check_constraints AS k ON k.constraint_name = c.constraint_name
   WHERE c.table_schema = DATABASE() AND k.constraint_schema = DATABASE() AND constraint_type = 'CHECK'");

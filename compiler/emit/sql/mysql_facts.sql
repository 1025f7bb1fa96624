-- What the catalog says, a fact a line: `jobs` `.priority int not null default 0`. Conditions without blanks,
-- brackets and quotes (@migc_normal). @migc_own: types, and conditions, of which only the server knows how it shows them.
SET @migc_facts = CONCAT("
  SELECT table_name AS object,
         IF(table_type = 'BASE TABLE',
            CONCAT(': table collate ', table_collation, IF(engine = 'InnoDB', '', CONCAT(' engine ', LOWER(engine))),
                   CASE WHEN create_options REGEXP 'row_format=[A-Za-z]' THEN CONCAT(' row_format ',
                        LOWER(SUBSTRING_INDEX(SUBSTRING_INDEX(LOWER(create_options), 'row_format=', -1), ' ', 1))) ELSE '' END,
                   CASE WHEN LOWER(create_options) LIKE '%key_block_size=%' THEN CONCAT(' key_block_size ',
                        SUBSTRING_INDEX(SUBSTRING_INDEX(LOWER(create_options), 'key_block_size=', -1), ' ', 1)) ELSE '' END),
            CONCAT(': ', LOWER(table_type))) AS line
    FROM information_schema.tables
   WHERE table_schema = DATABASE()
  UNION ALL
  SELECT table_name, CONCAT('.', column_name, ' ',
         CASE WHEN LOCATE(CONCAT('<', table_name, '.', column_name, '>'), @migc_own) THEN 'own'
              ELSE CONCAT(REGEXP_REPLACE(column_type, '(?<=int)[(][0-9]+[)]', ''),
                          IF(collation_name <> @@collation_connection, CONCAT(' collate ', collation_name), '')) END,
         IF(COALESCE(generation_expression, '') = '', IF(is_nullable = 'NO', ' not null', ''),
            CONCAT(IF(extra LIKE '%VIRTUAL%', ' virtual', ' stored'),
                   IF(LOCATE(CONCAT('<', table_name, '.', column_name, ' is>'), @migc_own), '',
                      CONCAT(' (', ", REPLACE(@migc_normal, '$', 'generation_expression'), ", ')')))),
         CASE WHEN column_default IS NULL OR column_default = 'NULL' THEN ''
              WHEN LOWER(column_default) LIKE 'current_timestamp%' THEN CONCAT(' default ', LOWER(column_default))
              WHEN data_type NOT IN ('tinyint', 'smallint', 'int', 'bigint', 'decimal', 'char', 'varchar', 'enum')
                OR extra LIKE '%DEFAULT_GENERATED%' OR column_default REGEXP '[[:cntrl:]]'
                OR LOCATE(CHAR(92), column_default)
                OR LOCATE(CONCAT('<', table_name, '.', column_name, '>'), @migc_own) THEN ' default ...'
              WHEN VERSION() NOT LIKE '%MariaDB%' OR column_default REGEXP '^-?[0-9.]+$'
              THEN CONCAT(' default ', column_default)
              WHEN column_default LIKE '''%'''
              THEN CONCAT(' default ', REPLACE(SUBSTRING(column_default, 2, CHAR_LENGTH(column_default) - 2), '''''', ''''))
              ELSE ' default ...' END,
         IF(extra LIKE '%auto_increment%', ' auto_increment', ''),
         IF(extra LIKE '%on update%', ' on update', ''))
    FROM information_schema.columns
   WHERE table_schema = DATABASE()
     AND table_name NOT IN (SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE())
  UNION ALL
  SELECT table_name, CONCAT(': ', IF(index_name = 'PRIMARY', 'primary key',
                                     CONCAT(IF(non_unique, 'index ', 'unique '), index_name)), ' (',
         GROUP_CONCAT(COALESCE(column_name, '(expression)'),
                      IF(sub_part IS NULL, '', CONCAT('(', sub_part, ')')),
                      IF(collation = 'D' AND VERSION() NOT LIKE '%MariaDB%', ' desc', '')
                      ORDER BY seq_in_index SEPARATOR ', '), ')',
         IF(index_type = 'BTREE', '', CONCAT(' ', LOWER(index_type))),
         /*!80000 IF(MAX(is_visible) = 'NO', ' hidden', '') */ /*M!100600 IF(MAX(ignored) = 'YES', ' hidden', '') */)
    FROM information_schema.statistics
   WHERE table_schema = DATABASE()
   GROUP BY HEX(table_name), table_name, index_name, non_unique, index_type
  UNION ALL
  SELECT k.table_name, CONCAT(': foreign key ', k.constraint_name, ' (',
         GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position SEPARATOR ', '), ') references ',
         k.referenced_table_name, ' (',
         GROUP_CONCAT(k.referenced_column_name ORDER BY k.ordinal_position SEPARATOR ', '), ')',
         IF(MAX(r.delete_rule) IN ('NO ACTION', 'RESTRICT'), '', CONCAT(' on delete ', LOWER(MAX(r.delete_rule)))),
         IF(MAX(r.update_rule) IN ('NO ACTION', 'RESTRICT'), '', CONCAT(' on update ', LOWER(MAX(r.update_rule)))))
    FROM information_schema.key_column_usage AS k
    JOIN information_schema.referential_constraints AS r
      ON r.constraint_name = k.constraint_name AND r.table_name = k.table_name
   WHERE k.table_schema = DATABASE() AND r.constraint_schema = DATABASE()
   GROUP BY HEX(k.table_name), k.table_name, k.constraint_name, k.referenced_table_name
  UNION ALL
  SELECT table_name, CONCAT(': partition by ', LOWER(partition_method),
                            IF(partition_method REGEXP 'HASH|KEY', CONCAT(' ', COUNT(*)), ''))
    FROM information_schema.partitions
   WHERE table_schema = DATABASE() AND partition_name IS NOT NULL AND subpartition_name IS NULL
   GROUP BY HEX(table_name), table_name, partition_method
  UNION ALL
  SELECT table_name, CONCAT(': partition ', partition_name, ' ', ", REPLACE(@migc_normal, '$', 'partition_description'), ")
    FROM information_schema.partitions
   WHERE table_schema = DATABASE() AND partition_name IS NOT NULL AND subpartition_name IS NULL
     AND partition_method NOT REGEXP 'HASH|KEY'");

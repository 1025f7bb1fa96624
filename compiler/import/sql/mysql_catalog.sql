-- What is in this database, as one JSON document, and rows of SHOW CREATE behind it: mysql -N DATABASE < FILE | migc import --target mysql -
-- (or mariadb). It only reads, and works in MySQL 8.0.19, MariaDB 10.6 and later. No rows, passwords or owners are in the document.
SET NAMES utf8mb4;
SET SESSION sql_mode = 'STRICT_ALL_TABLES', time_zone = '+00:00', group_concat_max_len = 4294967295;
SET @migc_broken = ( -- views that do not work: MariaDB looks only if it is asked for more than the comment
  SELECT COALESCE(GROUP_CONCAT(HEX(table_name)), '') FROM information_schema.tables
   WHERE table_schema = DATABASE() AND table_type = 'VIEW' AND table_comment <> CONCAT('VIEW', COALESCE(create_options, '')));
SET @migc_shown = ( -- of whose strings the catalog has not all quotes (MySQL) or escapes (MariaDB): they are shown behind the document;
                    -- behind them tables that may have parsers of their own, zeros or characters of four bytes in their defaults, or periods, and views for their algorithm
  SELECT COALESCE(GROUP_CONCAT(id ORDER BY id LIKE 'table %' OR id LIKE 'view %', id SEPARATOR ','), '')
    FROM (SELECT CONCAT('trigger ', HEX(trigger_name)) AS id, action_statement AS body
            FROM information_schema.triggers
           WHERE trigger_schema = DATABASE() AND LOWER(trigger_name) NOT LIKE 'migc!_%' ESCAPE '!' AND LOWER(event_object_table) NOT LIKE 'migc!_%' ESCAPE '!'
          UNION ALL
          SELECT CONCAT(LOWER(routine_type), ' ', HEX(routine_name)), routine_definition
            FROM information_schema.routines
           WHERE routine_schema = DATABASE() AND routine_type IN ('FUNCTION', 'PROCEDURE') AND LOWER(routine_name) NOT LIKE 'migc!_%' ESCAPE '!'
          UNION ALL
          SELECT CONCAT('event ', HEX(event_name)), event_definition
            FROM information_schema.events
           WHERE event_schema = DATABASE()
          UNION
          SELECT CONCAT('table ', HEX(table_name)), NULL
            FROM information_schema.statistics
           WHERE table_schema = DATABASE() AND index_type = 'FULLTEXT' AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!'
          /*M!100600 UNION
          SELECT CONCAT('table ', HEX(table_name)), NULL
            FROM information_schema.tables
           WHERE table_schema = DATABASE() AND table_type = 'SYSTEM VERSIONED' AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!'
          UNION
          SELECT CONCAT('table ', HEX(table_name)), NULL
            FROM information_schema.check_constraints
           WHERE constraint_schema = DATABASE() AND check_clause REGEXP '^`[^`]+` < `[^`]+`$' AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!' */
          /*!80000 UNION
          SELECT CONCAT('table ', HEX(c.table_name)), NULL
            FROM information_schema.columns AS c
            JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
           WHERE c.table_schema = DATABASE()
             AND (c.data_type IN ('binary', 'varbinary') AND c.column_default LIKE '0x%' OR c.data_type LIKE '%char' AND c.column_default LIKE '%?%')
             AND c.extra NOT LIKE '%DEFAULT_GENERATED%' AND LOWER(c.table_name) NOT LIKE 'migc!_%' ESCAPE '!'
          UNION
          SELECT CONCAT('view ', HEX(table_name)), NULL
            FROM information_schema.views
           WHERE table_schema = DATABASE() AND view_definition <> '' AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!'
             AND NOT FIND_IN_SET(HEX(table_name), @migc_broken) */) AS o
   WHERE id LIKE 'table %' OR id LIKE 'view %'
         /*!80000 OR LENGTH(body) - LENGTH(REPLACE(body, '''', '')) > 2 OR LENGTH(body) - LENGTH(REPLACE(body, '"', '')) > 2 */
         /*M!100600 OR LOCATE(CHAR(92), body) > 0 */);
/*M!100600 SET @migc_sequences = (
  SELECT COALESCE(GROUP_CONCAT(CONCAT('SELECT ', QUOTE(table_name), ' AS name, ', QUOTE(COALESCE(table_comment, '')), ' AS comment, ',
                                      QUOTE((SELECT c.column_type FROM information_schema.columns AS c
                                              WHERE c.table_schema = DATABASE() AND c.table_name = t.table_name AND c.column_name = 'start_value')),
                                      ' AS type, start_value, minimum_value, maximum_value, increment, cache_size, cycle_option FROM `',
                                      REPLACE(table_name, '`', '``'), '`') ORDER BY HEX(table_name) SEPARATOR ' UNION ALL '),
                  'SELECT NULL AS name, '''' AS comment, '''' AS type, 1 AS start_value, 1 AS minimum_value, 1 AS maximum_value, 1 AS increment, 1 AS cache_size, 0 AS cycle_option')
    FROM information_schema.tables AS t
   WHERE table_schema = DATABASE() AND table_type = 'SEQUENCE' AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!') */;
/*M!100600 EXECUTE IMMEDIATE CONCAT('SELECT GROUP_CONCAT(CONCAT(''{"id":'', JSON_QUOTE(CONCAT(''sequence '', HEX(name))), '',"kind":"sequence","name":'', JSON_QUOTE(name),
  '',"up":'', JSON_QUOTE(CONCAT(''CREATE SEQUENCE IF NOT EXISTS `'', REPLACE(name, ''`'', ''``''), ''`'', IF(type LIKE ''bigint(__)'', '''', CONCAT('' AS '', type)),
    '' START WITH '', start_value, '' MINVALUE '', minimum_value, '' MAXVALUE '', maximum_value, '' INCREMENT BY '', increment,
    IF(cache_size = 0, '' NOCACHE'', CONCAT('' CACHE '', cache_size)), IF(cycle_option, '' CYCLE'', '' NOCYCLE''), IF(comment = '''', '''', CONCAT('' COMMENT '', QUOTE(comment))))),
  '',"down":'', JSON_QUOTE(CONCAT(''DROP SEQUENCE IF EXISTS `'', REPLACE(name, ''`'', ''``''), ''`'')),
  IF(increment = 0 OR type NOT LIKE ''bigint(__)'', '''',
     CONCAT('',"sequence":{"type":"bigint","start":"'', start_value, ''","increment":"'', increment, ''","least":"'', minimum_value, ''","most":"'', maximum_value,
            ''","cache":"'', cache_size, ''","cycles":'', IF(cycle_option, ''true'', ''false''), IF(comment = '''', '''', CONCAT('',"comment":'', JSON_QUOTE(comment))), ''}'')),
  ''}'') ORDER BY HEX(name) SEPARATOR '','')
  INTO @migc_sequences FROM (', @migc_sequences, ') AS q WHERE name IS NOT NULL') */;
WITH own_table AS (
  SELECT table_name, HEX(table_name) AS t, engine, row_format, create_options, table_comment, table_type, table_collation
    FROM information_schema.tables
   WHERE table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!'
), own_condition AS (
  SELECT /*!80000 HEX(o.table_name) AS t, 'Table' AS level, o.enforced, */ /*M!100600 HEX(c.table_name) AS t, c.level AS level, 'YES' AS enforced, */
         c.constraint_name, c.check_clause
    FROM information_schema.check_constraints AS c
    /*!80000 JOIN information_schema.table_constraints AS o
      ON o.constraint_schema = c.constraint_schema AND o.constraint_name = c.constraint_name AND o.constraint_type = 'CHECK' */
   WHERE c.constraint_schema = DATABASE()
), own_json AS ( -- in MariaDB, JSON is LONGTEXT with a check
  SELECT t, HEX(constraint_name) AS name
    FROM own_condition
    JOIN information_schema.columns AS c
      ON c.table_schema = DATABASE() AND HEX(c.table_name) = t AND HEX(c.column_name) = HEX(constraint_name)
     AND c.column_type = 'longtext' AND c.collation_name = 'utf8mb4_bin'
   WHERE level = 'Column' AND check_clause = CONCAT('json_valid(`', REPLACE(constraint_name, '`', '``'), '`)')
)
/*M!100600 , own_srid AS (
  SELECT HEX(g_table_name) AS t, HEX(g_geometry_column) AS name, srid
    FROM information_schema.geometry_columns
   WHERE g_table_schema = DATABASE() AND srid <> 0
) */
, bare_column AS (
  SELECT HEX(c.table_name) AS t, c.column_name, c.ordinal_position, c.column_default, c.generation_expression, c.is_nullable, c.extra,
         c.data_type, c.column_type, c.character_set_name, c.collation_name, c.column_comment, own_json.t IS NOT NULL AS is_json,
         /*!80000 c.extra LIKE '%DEFAULT_GENERATED%' */ /*M!100600 1 */ AS is_expression,
         /*!80000 c.extra NOT LIKE '%DEFAULT_GENERATED%' AND c.data_type NOT IN ('tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'float',
                                                                                 'double', 'bit', 'binary', 'varbinary')
                   AND NOT COALESCE(INSTR(CAST(c.column_default AS BINARY), x'00'), 0) */
         /*M!100600 0 */ AS is_literal,
         /*!80000 CONCAT(' srid ', c.srs_id) */ /*M!100600 CONCAT(' ref_system_id=', own_srid.srid) */ AS srid
    FROM information_schema.columns AS c
    LEFT JOIN own_json ON own_json.t = HEX(c.table_name) AND own_json.name = HEX(c.column_name)
    /*M!100600 LEFT JOIN own_srid ON own_srid.t = HEX(c.table_name) AND own_srid.name = HEX(c.column_name) */
   WHERE c.table_schema = DATABASE()
), own_column AS (
  SELECT t, CONCAT('[', GROUP_CONCAT(CONCAT('{', CONCAT_WS(',',
           CONCAT('"name":', JSON_QUOTE(column_name)),
           CONCAT('"type":', JSON_QUOTE(CONCAT(
             CASE WHEN is_json THEN 'json'
                  WHEN data_type LIKE '%int' AND column_type NOT LIKE 'tinyint(1)%' AND column_type NOT LIKE '%zerofill%'
                  THEN REGEXP_REPLACE(column_type, '[(][0-9]+[)]', '')
                  ELSE REPLACE(REPLACE(column_type, '/*M!100301 COMPRESSED*/', 'compressed'), ' /* mariadb-5.3 */', '') END,
             COALESCE(srid, '')))),
           IF(is_literal, CONCAT('"literal":', JSON_QUOTE(column_default)), CONCAT('"default":', JSON_QUOTE(
             CASE WHEN NOT is_expression AND data_type NOT IN ('binary', 'varbinary') AND INSTR(CAST(column_default AS BINARY), x'00')
                  THEN CONCAT('x''', HEX(column_default), '''') -- JSON here has no zeros
                  WHEN is_expression OR data_type NOT IN ('binary', 'varbinary') THEN NULLIF(column_default, 'NULL')
                  ELSE CONCAT('x''', SUBSTR(column_default, 3), '''') END))),
           CONCAT('"generated":', JSON_QUOTE(NULLIF(generation_expression, ''))),
           IF(extra LIKE '%VIRTUAL%', '"virtual":true', NULL),
           IF(is_nullable = 'YES', '"nullable":true', NULL),
           IF(extra LIKE '%auto_increment%', '"identity":"default"', NULL),
           IF(extra LIKE '%on update%', '"touched":true', NULL),
           IF(extra LIKE '%INVISIBLE%', '"invisible":true', NULL),
           IF(is_json, NULL, CONCAT('"collation":', JSON_QUOTE(collation_name))),
           CONCAT('"comment":', JSON_QUOTE(NULLIF(column_comment, '')))), '}') ORDER BY ordinal_position SEPARATOR ','), ']') AS j
    FROM bare_column
   GROUP BY t
), own_index AS (
  SELECT HEX(table_name) AS t, index_name, non_unique, index_type,
         MAX(sub_part IS NOT NULL) AS has_prefix,
         MAX(COALESCE(collation = 'D', 0) OR /*!80000 expression IS NOT NULL */ /*M!100600 0 */) AS has_more,
         /*!80000 MAX(is_visible) = 'NO' */ /*M!100600 MAX(ignored) = 'YES' */ AS is_hidden,
         MAX(index_comment) AS comment,
         CONCAT('[', GROUP_CONCAT(JSON_QUOTE(column_name) ORDER BY seq_in_index SEPARATOR ','), ']') AS names,
         CONCAT('[', GROUP_CONCAT(CONCAT('{', CONCAT_WS(',',
           CONCAT('"column":', JSON_QUOTE(column_name)),
           /*!80000 CONCAT('"expression":', JSON_QUOTE(IF(column_name IS NULL, expression, NULL))), */
           CONCAT('"prefix":', IF(index_type = 'SPATIAL', NULL, sub_part)),
           IF(collation = 'D', '"descending":true', NULL)), '}') ORDER BY seq_in_index SEPARATOR ','), ']') AS j
    FROM information_schema.statistics
   WHERE table_schema = DATABASE()
   GROUP BY HEX(table_name), index_name, non_unique, index_type
), own_key AS (
  SELECT own_index.*, index_name = 'PRIMARY' AS is_primary,
         NOT non_unique AND index_type = 'BTREE' AND NOT has_prefix AND NOT has_more AND NOT is_hidden
         AND (comment = '' OR index_name = 'PRIMARY' OR CONCAT(t, ' ', HEX(index_name)) IN (
                SELECT CONCAT(HEX(referenced_table_name), ' ', HEX(unique_constraint_name)) FROM information_schema.referential_constraints
                 WHERE constraint_schema = DATABASE() AND unique_constraint_name IS NOT NULL)) AS is_key
    FROM own_index
), own_keys AS (
  SELECT t,
         MAX(IF(is_primary AND is_key, CONCAT('{"columns":', names, '}'), NULL)) AS primary_key,
         CONCAT('[', GROUP_CONCAT(IF(is_key AND NOT is_primary, CONCAT('{"name":', JSON_QUOTE(index_name), ',"columns":', names, '}'), NULL)
                                  ORDER BY HEX(index_name) SEPARATOR ','), ']') AS uniques,
         CONCAT('[', GROUP_CONCAT(IF(is_key, NULL, CONCAT('{', CONCAT_WS(',',
           CONCAT('"name":', JSON_QUOTE(index_name)),
           IF(index_type = 'BTREE', NULL, CONCAT('"method":', JSON_QUOTE(LOWER(index_type)))),
           IF(non_unique, NULL, '"unique":true'),
           IF(is_hidden, '"hidden":true', NULL),
           CONCAT('"comment":', JSON_QUOTE(NULLIF(comment, ''))),
           CONCAT('"keys":', j)), '}')) ORDER BY HEX(index_name) SEPARATOR ','), ']') AS indexes
    FROM own_key
   GROUP BY t
), bare_reference AS (
  SELECT HEX(k.table_name) AS t, k.constraint_name, k.referenced_table_name, NULLIF(k.referenced_table_schema, DATABASE()) AS other, r.delete_rule, r.update_rule,
         CONCAT('[', GROUP_CONCAT(JSON_QUOTE(k.column_name) ORDER BY k.ordinal_position SEPARATOR ','), ']') AS names,
         CONCAT('[', GROUP_CONCAT(JSON_QUOTE(k.referenced_column_name) ORDER BY k.ordinal_position SEPARATOR ','), ']') AS referenced
    FROM information_schema.key_column_usage AS k
    JOIN information_schema.referential_constraints AS r
      ON r.constraint_schema = k.constraint_schema AND HEX(r.constraint_name) = HEX(k.constraint_name) AND HEX(r.table_name) = HEX(k.table_name)
   WHERE k.table_schema = DATABASE() AND r.constraint_schema = DATABASE() AND k.referenced_table_name IS NOT NULL
   GROUP BY HEX(k.table_name), k.constraint_name, HEX(k.referenced_table_name), k.referenced_table_schema, r.delete_rule, r.update_rule
), own_reference AS (
  SELECT t, CONCAT('[', GROUP_CONCAT(CONCAT('{', CONCAT_WS(',',
           CONCAT('"name":', JSON_QUOTE(constraint_name)),
           CONCAT('"columns":', names),
           CONCAT('"target_space":', JSON_QUOTE(other)),
           CONCAT('"target":', JSON_QUOTE(referenced_table_name)),
           CONCAT('"referenced":', referenced),
           CONCAT('"on_delete":"', CASE delete_rule WHEN 'CASCADE' THEN 'c' WHEN 'SET NULL' THEN 'n' WHEN 'SET DEFAULT' THEN 'd'
                                                    WHEN 'RESTRICT' THEN /*!80000 'r' */ /*M!100600 NULL */ END, '"'),
           CONCAT('"on_update":"', CASE update_rule WHEN 'CASCADE' THEN 'c' WHEN 'SET NULL' THEN 'n' WHEN 'SET DEFAULT' THEN 'd'
                                                    WHEN 'RESTRICT' THEN /*!80000 'r' */ /*M!100600 NULL */ END, '"')), '}')
           ORDER BY HEX(constraint_name) SEPARATOR ','), ']') AS j
    FROM bare_reference
   GROUP BY t
), own_check AS (
  SELECT c.t, CONCAT('[', GROUP_CONCAT(CONCAT('{', CONCAT_WS(',',
           CONCAT('"name":', JSON_QUOTE(c.constraint_name)),
           CONCAT('"condition":', JSON_QUOTE(c.check_clause)),
           IF(c.enforced = 'NO', '"not_enforced":true', NULL)), '}') ORDER BY c.level, HEX(c.constraint_name) SEPARATOR ','), ']') AS j
    FROM own_condition AS c
    LEFT JOIN own_json ON own_json.t = c.t AND own_json.name = HEX(c.constraint_name) AND c.level = 'Column'
   WHERE own_json.t IS NULL
   GROUP BY c.t
), own_part AS (
  SELECT HEX(table_name) AS t,
         CONCAT('PARTITION BY ', MAX(partition_method), ' (', COALESCE(MAX(partition_expression), ''), ')',
                COALESCE(CONCAT(' SUBPARTITION BY ', MAX(subpartition_method), ' (', COALESCE(MAX(subpartition_expression), ''), ') SUBPARTITIONS ',
                                COUNT(DISTINCT subpartition_name) DIV COUNT(DISTINCT partition_name)), ''),
                ' (', GROUP_CONCAT(DISTINCT CONCAT('PARTITION `', REPLACE(partition_name, '`', '``'), '`',
                   CASE WHEN partition_method LIKE 'RANGE%' THEN CONCAT(' VALUES LESS THAN (', partition_description, ')')
                        WHEN partition_method LIKE 'LIST%' THEN CONCAT(' VALUES IN (', partition_description, ')')
                        ELSE '' END, IF(partition_comment = '' OR subpartition_name IS NOT NULL, '', CONCAT(' COMMENT ''', REPLACE(REPLACE(partition_comment, CHAR(92), REPEAT(CHAR(92), /*!80000 4 */ /*M!100600 2 */)), '''', ''''''), '''')))
                             ORDER BY partition_ordinal_position SEPARATOR ', '), ')') AS clause,
         -- what the language has words for: partitions by value, or counted ones
         IF(MAX(subpartition_method) IS NULL AND MAX(partition_expression) <> '' AND MAX(partition_expression) NOT LIKE '%$$%'
              AND (MAX(partition_method) NOT REGEXP 'COLUMNS|KEY' OR MAX(partition_expression) REGEXP '^`[^`,]+`(,`[^`,]+`)*$')
              AND MAX(COALESCE(partition_description, '')) NOT LIKE '%(%' AND MAX(partition_comment) = '' AND COALESCE(MAX(tablespace_name), '') = ''
              AND (MAX(partition_method) REGEXP 'RANGE|LIST' OR MIN(partition_name REGEXP '^p[0-9]+$') = 1),
            CONCAT('{"method":', JSON_QUOTE(LOWER(MAX(partition_method))),
                   ',"keys":[{', IF(MAX(partition_expression) REGEXP '^`[^`,]+`(,`[^`,]+`)*$',
                      CONCAT('"column":"', REPLACE(SUBSTRING(MAX(partition_expression), 2, CHAR_LENGTH(MAX(partition_expression)) - 2), '`,`', '"},{"column":"'), '"'),
                      CONCAT('"expression":', JSON_QUOTE(MAX(partition_expression)))), '}]',
                   IF(MAX(partition_method) REGEXP 'RANGE|LIST',
                      CONCAT(',"items":[', GROUP_CONCAT(CONCAT('{"name":', JSON_QUOTE(partition_name), ',"bounds":',
                               JSON_QUOTE(IF(partition_description = 'DEFAULT', 'DEFAULT', CONCAT(IF(partition_method LIKE 'RANGE%', 'LESS THAN (', 'IN ('), partition_description, ')'))), '}')
                               ORDER BY partition_ordinal_position SEPARATOR ','), ']'),
                      IF(COUNT(*) > 1, CONCAT(',"number":', COUNT(*)), '')), '}'), NULL) AS j
    FROM information_schema.partitions
   WHERE table_schema = DATABASE() AND partition_name IS NOT NULL
   GROUP BY HEX(table_name)
), whole_table AS (
  SELECT CONCAT('{', CONCAT_WS(',',
           CONCAT('"id":', JSON_QUOTE(CONCAT('table ', own_table.t))),
           CONCAT('"name":', JSON_QUOTE(own_table.table_name)),
           IF(FIND_IN_SET(CONCAT('table ', own_table.t), @migc_shown) BETWEEN 1 AND 200,
              CONCAT('"shown":', FIND_IN_SET(CONCAT('table ', own_table.t), @migc_shown)), NULL),
           CONCAT('"comment":', JSON_QUOTE(NULLIF(own_table.table_comment, ''))),
           CONCAT('"collation":', JSON_QUOTE(NULLIF(own_table.table_collation, /*!80000 'utf8mb4_0900_bin' */ /*M!100600 'utf8mb4_nopad_bin' */))),
           CONCAT('"engine":', JSON_QUOTE(NULLIF(own_table.engine, 'InnoDB'))),
           CONCAT('"options":', JSON_QUOTE(NULLIF(TRIM(CONCAT(
             REPLACE(own_table.create_options, 'partitioned', ''),
             IF(own_table.table_type = 'BASE TABLE', '', ' WITH SYSTEM VERSIONING'))), ''))),
           CONCAT('"partitions":', JSON_QUOTE(own_part.clause)),
           CONCAT('"partitioning":', own_part.j),
           CONCAT('"columns":', own_column.j),
           CONCAT('"primary_key":', own_keys.primary_key),
           CONCAT('"uniques":', own_keys.uniques),
           CONCAT('"foreign_keys":', own_reference.j),
           CONCAT('"checks":', own_check.j),
           CONCAT('"indexes":', own_keys.indexes)), '}') AS j, own_table.t
    FROM own_table
    JOIN own_column ON own_column.t = own_table.t
    LEFT JOIN own_keys ON own_keys.t = own_table.t
    LEFT JOIN own_reference ON own_reference.t = own_table.t
    LEFT JOIN own_check ON own_check.t = own_table.t
    LEFT JOIN own_part ON own_part.t = own_table.t
), own_parameter AS (
  SELECT HEX(specific_name) AS t, routine_type,
         MAX(IF(ordinal_position = 0, type, NULL)) AS returned,
         GROUP_CONCAT(IF(ordinal_position = 0, NULL, CONCAT(IF(routine_type = 'PROCEDURE', CONCAT(parameter_mode, ' '), ''),
                         '`', REPLACE(parameter_name, '`', '``'), '` ', type)) ORDER BY ordinal_position SEPARATOR ', ') AS list
    FROM (SELECT specific_name, routine_type, ordinal_position, parameter_mode, parameter_name,
                 CONCAT(dtd_identifier, COALESCE(CONCAT(' CHARACTER SET ', character_set_name, ' COLLATE ', collation_name), '')) AS type
            FROM information_schema.parameters WHERE specific_schema = DATABASE()) AS p
   GROUP BY specific_name, routine_type
/*!80000 ), own_call AS ( -- what views call
  SELECT HEX(table_name) AS t, GROUP_CONCAT(JSON_QUOTE(CONCAT('function ', HEX(specific_name))) ORDER BY HEX(specific_name)) AS list
    FROM information_schema.view_routine_usage
   WHERE table_schema = DATABASE() AND specific_schema = DATABASE()
   GROUP BY t */
), bare_object AS (
  SELECT 'view' AS kind, table_name AS name, /*!80000 own_call.list */ /*M!100600 NULL */ AS need,
         CONCAT('CREATE OR REPLACE', /*M!100600 IF(algorithm = 'UNDEFINED', '', CONCAT(' ALGORITHM=', algorithm)), */
                IF(security_type = 'INVOKER', ' SQL SECURITY INVOKER', ''), ' VIEW `', REPLACE(table_name, '`', '``'), '` AS ', NULLIF(view_definition, ''),
                IF(check_option = 'NONE', '', CONCAT(' WITH ', check_option, ' CHECK OPTION'))) AS up,
         CONCAT('DROP VIEW IF EXISTS `', REPLACE(table_name, '`', '``'), '`') AS down
    FROM information_schema.views
    /*!80000 LEFT JOIN own_call ON own_call.t = HEX(table_name) */
   WHERE table_schema = DATABASE() AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!' AND NOT FIND_IN_SET(HEX(table_name), @migc_broken)
  UNION ALL
  SELECT 'trigger', t.trigger_name,
         CONCAT(JSON_QUOTE(CONCAT('table ', HEX(t.event_object_table))),
                COALESCE((SELECT CONCAT(',', GROUP_CONCAT(JSON_QUOTE(CONCAT('trigger ', HEX(o.trigger_name)))))
                            FROM information_schema.triggers AS o
                           WHERE o.trigger_schema = DATABASE() AND HEX(o.event_object_table) = HEX(t.event_object_table)
                             AND o.event_manipulation = t.event_manipulation AND o.action_timing = t.action_timing
                             AND o.action_order = t.action_order - 1
                             AND FIND_IN_SET(CONCAT('trigger ', HEX(o.trigger_name)), @migc_shown) <= 200), '')),
         CONCAT('CREATE ', /*M!100600 'OR REPLACE ', */ 'TRIGGER `', REPLACE(t.trigger_name, '`', '``'), '` ', t.action_timing, ' ', t.event_manipulation, ' ON `',
                REPLACE(t.event_object_table, '`', '``'), '` FOR EACH ROW ', t.action_statement),
         CONCAT('DROP TRIGGER IF EXISTS `', REPLACE(t.trigger_name, '`', '``'), '`')
    FROM information_schema.triggers AS t
   WHERE t.trigger_schema = DATABASE() AND LOWER(t.trigger_name) NOT LIKE 'migc!_%' ESCAPE '!'
     AND LOWER(t.event_object_table) NOT LIKE 'migc!_%' ESCAPE '!'
  UNION ALL
  SELECT LOWER(r.routine_type), r.routine_name, NULL,
         CONCAT('CREATE ', /*M!100600 'OR REPLACE ', */ IF(r.routine_type = 'FUNCTION' AND r.routine_definition LIKE '%FETCH GROUP NEXT ROW%', 'AGGREGATE ', ''), r.routine_type,
                ' `', REPLACE(r.routine_name, '`', '``'), '` (', COALESCE(own_parameter.list, ''), ')',
                COALESCE(CONCAT(' RETURNS ', own_parameter.returned), ''),
                IF(r.is_deterministic = 'YES', ' DETERMINISTIC', ''),
                IF(r.sql_data_access = 'CONTAINS SQL', '', CONCAT(' ', r.sql_data_access)),
                IF(r.security_type = 'INVOKER', ' SQL SECURITY INVOKER', ''),
                IF(r.routine_comment = '', '', CONCAT(' COMMENT ''', REPLACE(r.routine_comment, '''', ''''''), '''')),
                CHAR(10), r.routine_definition),
         CONCAT('DROP ', r.routine_type, ' IF EXISTS `', REPLACE(r.routine_name, '`', '``'), '`')
    FROM information_schema.routines AS r
    LEFT JOIN own_parameter ON own_parameter.t = HEX(r.specific_name) AND own_parameter.routine_type = r.routine_type
   WHERE r.routine_schema = DATABASE() AND r.routine_type IN ('FUNCTION', 'PROCEDURE') AND LOWER(r.routine_name) NOT LIKE 'migc!_%' ESCAPE '!'
  UNION ALL
  SELECT 'event', event_name, NULL,
         CONCAT('CREATE ', /*M!100600 'OR REPLACE ', */ 'EVENT `', REPLACE(event_name, '`', '``'), '` ON SCHEDULE ',
                IF(event_type = 'ONE TIME', CONCAT('AT ''', COALESCE(CONVERT_TZ(execute_at, time_zone, '+00:00'), execute_at), ''''),
                   CONCAT('EVERY ''', REPLACE(interval_value, '''', ''), ''' ', interval_field,
                          COALESCE(CONCAT(' STARTS ''', COALESCE(CONVERT_TZ(starts, time_zone, '+00:00'), starts), ''''), ''),
                          COALESCE(CONCAT(' ENDS ''', COALESCE(CONVERT_TZ(ends, time_zone, '+00:00'), ends), ''''), ''))),
                ' ON COMPLETION ', on_completion, IF(status = 'ENABLED', ' ENABLE', ' DISABLE'),
                IF(event_comment = '', '', CONCAT(' COMMENT ''', REPLACE(event_comment, '''', ''''''), '''')),
                ' DO', CHAR(10), event_definition),
         CONCAT('DROP EVENT IF EXISTS `', REPLACE(event_name, '`', '``'), '`')
    FROM information_schema.events
   WHERE event_schema = DATABASE()
), own_object AS (
  SELECT CONCAT('{', CONCAT_WS(',',
           CONCAT('"id":', JSON_QUOTE(CONCAT(kind, ' ', HEX(name)))),
           CONCAT('"kind":', JSON_QUOTE(kind)),
           CONCAT('"name":', JSON_QUOTE(name)),
           CONCAT('"needs":[', need, ']'),
           CONCAT('"up":', JSON_QUOTE(up)),
           IF(FIND_IN_SET(CONCAT(kind, ' ', HEX(name)), @migc_shown) BETWEEN 1 AND 200,
              CONCAT('"shown":', FIND_IN_SET(CONCAT(kind, ' ', HEX(name)), @migc_shown)), NULL),
           CONCAT('"down":', JSON_QUOTE(down))), '}') AS j,
         CONCAT(kind, ' ', HEX(name)) AS place
    FROM bare_object
   WHERE up IS NOT NULL AND (kind = 'view' OR FIND_IN_SET(CONCAT(kind, ' ', HEX(name)), @migc_shown) <= 200)
), own_mode AS (
  SELECT CONCAT('trigger ', trigger_name) AS name, sql_mode FROM information_schema.triggers
   WHERE trigger_schema = DATABASE() AND LOWER(trigger_name) NOT LIKE 'migc!_%' ESCAPE '!' AND LOWER(event_object_table) NOT LIKE 'migc!_%' ESCAPE '!'
  UNION ALL
  SELECT CONCAT(LOWER(routine_type), ' ', routine_name), sql_mode FROM information_schema.routines
   WHERE routine_schema = DATABASE() AND LOWER(routine_name) NOT LIKE 'migc!_%' ESCAPE '!'
  UNION ALL
  SELECT CONCAT('event ', event_name), sql_mode FROM information_schema.events WHERE event_schema = DATABASE()
), own_right AS ( -- of the user, where no role has rights that are not looked up
  SELECT IF(privilege_type = 'SELECT', 'EXECUTE', privilege_type) AS held FROM information_schema.user_privileges
   WHERE CONVERT(REPLACE(grantee, '''', '') USING utf8mb4) COLLATE utf8mb4_bin IN (CURRENT_USER(), 'PUBLIC')
  UNION
  SELECT privilege_type FROM information_schema.schema_privileges
   WHERE CONVERT(REPLACE(grantee, '''', '') USING utf8mb4) COLLATE utf8mb4_bin IN (CURRENT_USER(), 'PUBLIC')
     AND DATABASE() LIKE CONVERT(table_schema USING utf8mb4) COLLATE utf8mb4_bin
  UNION
  SELECT privilege_type FROM information_schema.table_privileges
   WHERE CONVERT(REPLACE(grantee, '''', '') USING utf8mb4) COLLATE utf8mb4_bin IN (CURRENT_USER(), 'PUBLIC') AND HEX(table_schema) = HEX(DATABASE())
), unseen AS (
  SELECT 'triggers' AS what, 'TRIGGER' AS needed UNION ALL SELECT 'events', 'EVENT' UNION ALL SELECT 'routines', 'EXECUTE'
), own_rest AS (
  SELECT IF(is_primary, 'a comment on the primary key of', 'a comment on a key that others refer to, of') AS what, CONVERT(UNHEX(t) USING utf8mb4) AS name
    FROM own_key WHERE is_key AND comment <> '' AND LOWER(CONVERT(UNHEX(t) USING utf8mb4)) NOT LIKE 'migc!_%' ESCAPE '!'
  UNION ALL -- how its text is read, or that what does not fit is cut off
  SELECT CONCAT('the sql_mode ''', sql_mode, ''' of ', COUNT(*), IF(COUNT(*) = 1, ' trigger, routine or event,', ' triggers, routines and events, one of them')), MIN(name)
    FROM own_mode
   WHERE sql_mode NOT LIKE '%STRICT!_%' ESCAPE '!'
      OR sql_mode REGEXP 'ANSI_QUOTES|PIPES_AS_CONCAT|IGNORE_SPACE|HIGH_NOT_PRECEDENCE|NO_BACKSLASH_ESCAPES|REAL_AS_FLOAT|NO_UNSIGNED_SUBTRACTION|PAD_CHAR_TO_FULL_LENGTH|TIME_TRUNCATE_FRACTIONAL|TIME_ROUND_FRACTIONAL|SIMULTANEOUS_ASSIGNMENT|EMPTY_STRING_IS_NULL|ORACLE'
   GROUP BY sql_mode
  UNION ALL
  SELECT CONCAT('the time zone ''', time_zone, ''' of ', COUNT(*), IF(COUNT(*) = 1, ' event,', ' events, one of them')), MIN(event_name)
    FROM information_schema.events
   WHERE event_schema = DATABASE() AND time_zone NOT IN ('+00:00', 'UTC') AND NOT (time_zone = 'SYSTEM' AND @@system_time_zone IN ('UTC', 'GMT'))
   GROUP BY time_zone
  UNION ALL
  SELECT 'a view that does not work, for what it reads is not there,', table_name FROM information_schema.views
   WHERE table_schema = DATABASE() AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!' AND FIND_IN_SET(HEX(table_name), @migc_broken)
  UNION ALL
  SELECT CONCAT(IF(kind = 'event', 'an ', 'a '), kind, ' that may not be read,') AS what, name FROM bare_object WHERE up IS NULL
  UNION ALL
  SELECT CONCAT('whatever there is of ', what, ', for the user has not got the right ', needed, ' in'), DATABASE() FROM unseen
   WHERE COALESCE(CURRENT_ROLE(), 'NONE') = 'NONE' AND needed NOT IN (SELECT held FROM own_right)
     AND NOT (needed = 'EXECUTE' AND EXISTS (SELECT * FROM own_right WHERE held IN ('CREATE ROUTINE', 'ALTER ROUTINE', 'SHOW_ROUTINE', 'SHOW CREATE ROUTINE')))
  UNION ALL -- MariaDB shows users who may only read that it is there, but not what it does
  SELECT 'a foreign key that may not be read,', CONCAT(k.table_name, '.', k.constraint_name) FROM information_schema.key_column_usage AS k
   WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL AND LOWER(k.table_name) NOT LIKE 'migc!_%' ESCAPE '!' AND k.ordinal_position = 1
     AND NOT EXISTS (SELECT * FROM information_schema.referential_constraints AS r
                      WHERE r.constraint_schema = DATABASE() AND HEX(r.constraint_name) = HEX(k.constraint_name) AND HEX(r.table_name) = HEX(k.table_name))
  UNION ALL
  SELECT IF(kind = 'view', 'the algorithm, if it has one: only 200 are shown, and not the view',
            CONCAT(IF(kind = 'event', 'an ', 'a '), kind, ' with quotes or escapes in its strings, of which only 200 are shown,')), name FROM bare_object
   WHERE up IS NOT NULL AND FIND_IN_SET(CONCAT(kind, ' ', HEX(name)), @migc_shown) > 200
  /*M!100600
  UNION ALL
  SELECT CONCAT('the display width, which only clients look at, of ', COUNT(*), IF(COUNT(*) = 1, ' column,', ' columns, one of them')),
         MIN(CONCAT(own_table.table_name, '.', c.column_name))
    FROM information_schema.columns AS c
    JOIN own_table ON own_table.t = HEX(c.table_name)
   WHERE c.table_schema = DATABASE() AND c.column_type LIKE '%int(%' AND c.column_type NOT LIKE 'tinyint(1)%' AND c.column_type NOT LIKE '%zerofill%'
     AND c.column_type NOT IN ('tinyint(4)', 'smallint(6)', 'mediumint(9)', 'int(11)', 'bigint(20)', 'tinyint(3) unsigned', 'smallint(5) unsigned',
                               'mediumint(8) unsigned', 'int(10) unsigned', 'bigint(20) unsigned')
  HAVING COUNT(*) > 0
  UNION ALL
  SELECT 'a default with bytes for which the server shows `?`, of', CONCAT(table_name, '.', column_name) FROM information_schema.columns
   WHERE table_schema = DATABASE() AND data_type IN ('binary', 'varbinary') AND column_default LIKE '%?%' AND LOWER(table_name) NOT LIKE 'migc!_%' ESCAPE '!' */
  UNION ALL
  SELECT 'what the catalog does not say of tables, if there is more: only 200 are shown, and not', table_name FROM own_table
   WHERE FIND_IN_SET(CONCAT('table ', t), @migc_shown) > 200
  /*M!100600
  UNION ALL
  SELECT CONCAT('a ', LOWER(routine_type)), routine_name FROM information_schema.routines
   WHERE routine_schema = DATABASE() AND routine_type NOT IN ('FUNCTION', 'PROCEDURE') */
)
SELECT CONCAT('{"migc":"catalog","format":1,"target":"', /*!80000 'mysql' */ /*M!100600 'mariadb' */,
              '","backslash":"', CHAR(92), CHAR(92), '","database":', JSON_QUOTE(DATABASE()),
              ',"tables":[', COALESCE((SELECT GROUP_CONCAT(j ORDER BY t SEPARATOR ',') FROM whole_table), ''),
              '],"objects":[', CONCAT_WS(',', /*M!100600 @migc_sequences, */ (SELECT GROUP_CONCAT(j ORDER BY place SEPARATOR ',') FROM own_object)),
              '],"rest":[', COALESCE((SELECT GROUP_CONCAT(CONCAT('{"what":', JSON_QUOTE(what), ',"name":', JSON_QUOTE(name), '}')
                                                          ORDER BY what, HEX(name) SEPARATOR ',') FROM own_rest), ''), ']}') AS document;
PREPARE migc_next FROM 'SET @migc_show = (
  SELECT IF(FIND_IN_SET(id, @migc_shown) = @migc_at,
            CONCAT(''SHOW CREATE '', SUBSTRING_INDEX(id, '' '', 1), '' `'', REPLACE(CONVERT(UNHEX(SUBSTRING_INDEX(id, '' '', -1)) USING utf8mb4), ''`'', ''``''), ''`''), ''DO 0'')
    FROM (SELECT SUBSTRING_INDEX(SUBSTRING_INDEX(@migc_shown, '','', @migc_at), '','', -1) AS id) AS o)';


-- Triggers, routines and events of the author's: is there another one under the name? Comments and blanks are left out,
-- capitals are small letters but in strings.
SET @migc_apart = '(''[^'']*+''|"[^"]*+")|(?:[[:space:]]|--[[:blank:]][^\n]*|#[^\n]*|/[*](?:[^*]|[*](?!/))*+[*]/)++',
    @migc_close = '(''[^'']*+''|"[^"]*+")| (?![[:alnum:]_$])|(?<![[:alnum:]_$]) |;+ *$',
    @migc_kept = IF(VERSION() LIKE '%MariaDB%', '\\1', '$1'),
    @migc_kind = '', @migc_name = '', @migc_text = '';
SET @migc_sql = IF(@migc_looking, "INSERT INTO migc_shape (b, a, object, line, seen)
  SELECT 0, 0, @migc_name, CONCAT(': ', @migc_kind, ' with another text'), 1
    FROM (SELECT source, CAST(CONCAT(LOWER(text), CHAR(10), REGEXP_REPLACE(text, '(^|'')[^'']*(''|$)', '''')) AS BINARY) AS text
      FROM (SELECT source, REGEXP_REPLACE(REGEXP_REPLACE(REPLACE(text, '`', ' '), @migc_apart, CONCAT(@migc_kept, ' ')),
                     @migc_close, @migc_kept) AS text
        FROM (SELECT 'here' AS source, CONCAT(LOWER(action_timing), ' ', LOWER(event_manipulation), ' on ', event_object_table, ' ',
                     action_statement) AS text
                FROM information_schema.triggers
               WHERE event_object_schema = DATABASE() AND trigger_name = @migc_name AND @migc_kind = 'trigger'
              UNION ALL
              SELECT 'here', CONCAT('(', COALESCE((
                       SELECT GROUP_CONCAT(IF(p.routine_type = 'PROCEDURE', CONCAT(LOWER(p.parameter_mode), ' '), ''), p.parameter_name, ' ',
                              REGEXP_REPLACE(LOWER(p.dtd_identifier), '((?<=int)|(?<=year)|(?<=enum)|(?<=set)|(?<=float)|(?<=double))[(].*[)]| zerofill', '')
                              ORDER BY p.ordinal_position SEPARATOR ', ')
                         FROM information_schema.parameters AS p
                        WHERE p.specific_schema = DATABASE() AND p.specific_name = r.specific_name AND p.routine_type = r.routine_type
                          AND p.ordinal_position > 0), ''), ')',
                       IF(r.routine_type = 'FUNCTION', CONCAT(' returns ',
                          REGEXP_REPLACE(LOWER(r.dtd_identifier), '((?<=int)|(?<=year)|(?<=enum)|(?<=set)|(?<=float)|(?<=double))[(].*[)]| zerofill', '')), ''),
                       IF(r.is_deterministic = 'YES', ' deterministic ', ' '), LOWER(r.sql_data_access), ' ', LOWER(r.security_type),
                       IF(r.routine_comment = '', '', CONCAT(' comment ', r.routine_comment)), ' ', r.routine_definition)
                FROM information_schema.routines AS r
               WHERE r.routine_schema = DATABASE() AND r.routine_name = @migc_name AND LOWER(r.routine_type) = @migc_kind
              UNION ALL
              SELECT 'here', CONCAT(IF(event_type = 'ONE TIME', 'at', CONCAT('every ', REPLACE(interval_value, '''', ''), ' ', LOWER(interval_field))),
                       IF(on_completion = 'PRESERVE', ' preserve', ''),
                       IF(status = 'ENABLED' OR event_type = 'ONE TIME' OR ends IS NOT NULL, '', ' disabled'), ' ', event_definition)
                FROM information_schema.events
               WHERE event_schema = DATABASE() AND event_name = @migc_name AND @migc_kind = 'event'
              UNION ALL
              SELECT 'said', @migc_text) AS t) AS t) AS t
  HAVING MAX(IF(source = 'here', text, NULL)) <> MAX(IF(source = 'said', text, NULL))", 'DO 0');
PREPARE migc_text FROM @migc_sql;

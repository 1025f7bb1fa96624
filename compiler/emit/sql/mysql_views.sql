
-- Views of the author's, which the server prints in words of its own: are there tables, columns or values in one that the
-- author does not name, or not all of his numbers, or columns under other names, or does it check other
-- rows, or read with the rights of another?
SET @migc_name = '', @migc_columns = 0, @migc_checked = '', @migc_rights = '', @migc_words = '', @migc_strings = '', @migc_numbers = '',
    @migc_needed = '', @migc_outputs = '',
    @migc_string = '''(?:[^''\\\\]|\\\\.)*+''', @migc_first = IF(VERSION() LIKE '%MariaDB%', '\\1 ', '$1 ');
SET @migc_sql = IF(@migc_looking, "INSERT INTO migc_shape (b, a, object, line, seen)
  SELECT 0, 0, @migc_name, ': view with another text', 1
    FROM (SELECT check_option, security_type, REGEXP_REPLACE(text, CONCAT('(`(?:[^`]|``)*+`)|', @migc_string), @migc_first) AS named,
                 REGEXP_REPLACE(REGEXP_REPLACE(text, CONCAT('(', @migc_string, ')|`(?:[^`]|``)*+`|(?<![[:alnum:]_])[XxBb]''[0-9A-Fa-f]*'''), @migc_first),
                   @migc_strings, ' ') AS rest
      FROM (SELECT CAST(REPLACE(view_definition, CONCAT('`', DATABASE(), '`.'), '') AS CHAR) AS text, check_option, security_type
              FROM information_schema.views WHERE table_schema = DATABASE() AND table_name = @migc_name) AS t) AS t
   WHERE (@migc_columns AND named REGEXP CONCAT('[.]`(?!(?i:', @migc_words, ')`)'))
      OR named REGEXP CONCAT('(?i:from|join) [(]*`(?!(?i:', @migc_words, ')`)') OR LOCATE('''', rest)
      OR rest REGEXP CONCAT('(?<![[:alnum:]_.])(?<!int[(])(?<![0-9.][eE][-+])(?!(?:', @migc_numbers, ')(?![[:alnum:]_.]))[1-9][0-9]*([.][0-9]+)?(?![[:alnum:]_.])')
      OR NOT rest REGEXP @migc_needed OR check_option <> CONVERT(@migc_checked USING utf8mb3)
      OR security_type <> CONVERT(@migc_rights USING utf8mb3)
      OR NOT (SELECT GROUP_CONCAT(column_name ORDER BY ordinal_position SEPARATOR '\n') FROM information_schema.columns
               WHERE table_schema = DATABASE() AND table_name = @migc_name) REGEXP CONCAT('(?i)', @migc_outputs)", 'DO 0');
PREPARE migc_view FROM @migc_sql;

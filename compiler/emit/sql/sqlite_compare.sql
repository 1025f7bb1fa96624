-- Same text, same object. Only what differs is read further, token by token, so that layout, quotes, case,
-- comments, the order of items and the names of constraints make no difference.
DROP TABLE IF EXISTS temp.migc_text;
CREATE TEMP TABLE migc_text AS
SELECT min(side) AS side, min(schema) AS schema, type, name, tbl, sql, 0 AS both
  FROM migc_object GROUP BY type, name, tbl, sql HAVING count(*) = 1;
UPDATE temp.migc_text SET both = 1
 WHERE (type, name) IN (SELECT type, name FROM temp.migc_text GROUP BY type, name HAVING count(*) = 2);
DELETE FROM temp.migc_text WHERE NOT both AND type <> 'table' AND (side, tbl) IN (
  SELECT side, name FROM temp.migc_text WHERE type = 'table' AND NOT both);  -- goes without saying

DROP TABLE IF EXISTS temp.migc_column;
CREATE TEMP TABLE migc_column AS
SELECT t.side, t.schema, t.name AS tbl, lower(c.name) AS name, upper(c.type) AS type, c."notnull", c.dflt_value, c.pk, c.hidden
  FROM temp.migc_text AS t, pragma_table_xinfo(t.name, t.schema) AS c
 WHERE t.both AND t.type = 'table';

DROP TABLE IF EXISTS temp.migc_token;
CREATE TEMP TABLE migc_token (side, type, name, n, depth, token, PRIMARY KEY (side, type, name, n));
INSERT INTO temp.migc_token
WITH RECURSIVE scan (side, type, name, n, depth, token, size, rest) AS (
  SELECT side, type, name, 0, 0, NULL, 0, sql FROM temp.migc_text WHERE both
  UNION ALL
  SELECT side, 'default', tbl || '.' || name, 0, 0, NULL, 0, CASE  -- a name is a string there, and a plus is nothing
         WHEN dflt_value GLOB '[a-zA-Z_]*' AND dflt_value NOT GLOB '*[^a-zA-Z0-9_]*'
              AND lower(dflt_value) NOT IN ('null', 'true', 'false', 'current_timestamp', 'current_date', 'current_time')
         THEN quote(dflt_value)
         WHEN substr(dflt_value, 1, 1) IN ('"', '`') AND substr(dflt_value, 1, 1) = substr(dflt_value, -1)
         THEN quote(replace(substr(dflt_value, 2, length(dflt_value) - 2), substr(dflt_value, -1) || substr(dflt_value, -1), substr(dflt_value, -1)))
         WHEN dflt_value GLOB '[[]*]' THEN quote(substr(dflt_value, 2, length(dflt_value) - 2))
         WHEN dflt_value GLOB '[xX]''*''' AND dflt_value NOT GLOB '*[^xX0-9a-fA-F'']*' THEN lower(dflt_value)  -- bytes
         ELSE ltrim(dflt_value, '+ ') END
    FROM temp.migc_column WHERE dflt_value <> ''
  UNION ALL
  SELECT side, type, name, n + (size > 0),
         depth + (size > 0 AND substr(rest, 1, 1) = '(') - (size > 0 AND substr(rest, 1, 1) = ')'),
         substr(rest, 1, size),
         iif(size > 0, 0, max(1, CASE
           WHEN substr(rest, 1, 1) IN ('''', '"', '`') THEN instr(substr(rest, 2), substr(rest, 1, 1)) + 1
           WHEN substr(rest, 1, 1) = '[' THEN instr(rest, ']')
           WHEN substr(rest, 1, 2) = '--' THEN instr(rest || char(10), char(10))
           WHEN substr(rest, 1, 2) = '/*' THEN instr(substr(rest, 3) || '*/', '*/') + 3
           ELSE max(length(rest) - length(ltrim(rest, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789$')),
                    length(rest) - length(ltrim(rest, '<>=!|'))) END)),
         iif(size > 0, ltrim(substr(rest, size + 1), char(32, 9, 10, 12, 13)), rest)
    FROM scan WHERE rest <> '')
SELECT side, type, name, n, depth,
       CASE WHEN token LIKE '''%' THEN token
            WHEN token LIKE '"%' OR token LIKE '`%' OR token LIKE '[%' THEN
              iif(lower(substr(token, 2, length(token) - 2)) IN ('check', 'as', 'collate', 'constraint', 'foreign', 'deferrable', 'not',
                                                                 'autoincrement', '(', ')', ','),  -- a name, and not what it says
                  '"' || lower(substr(token, 2, length(token) - 2)) || '"', lower(substr(token, 2, length(token) - 2)))
            WHEN token = '==' THEN '='
            WHEN token = '!=' THEN '<>'
            ELSE lower(token) END
  FROM scan WHERE token <> '' AND token NOT LIKE '--%' AND token NOT LIKE '/*%';

DROP TABLE IF EXISTS temp.migc_line;
CREATE TEMP TABLE migc_line AS
SELECT side, type || ' ' || name AS line FROM temp.migc_text WHERE NOT both
UNION ALL  -- an index, a trigger, a view: all of its tokens
SELECT side, type || ' ' || name || ': ' || group_concat(token, ' ')
  FROM (SELECT * FROM temp.migc_token AS k
         WHERE type IN ('index', 'trigger', 'view') AND NOT (type = 'index' AND token = 'asc' AND (  -- a key ascends anyway
           SELECT token FROM temp.migc_token AS a
            WHERE a.side = k.side AND a.type = 'index' AND a.name = k.name AND a.n < k.n ORDER BY n DESC LIMIT 1) NOT IN ('(', ','))
         ORDER BY side, type, name, n)
 GROUP BY side, type, name
UNION ALL
SELECT side, tbl || '.' || name || ' ' || type
       || iif("notnull" OR pk, ' NOT NULL', '')
       || ifnull(' DEFAULT ' || (SELECT group_concat(token, ' ') FROM (
            SELECT token FROM temp.migc_token AS k
             WHERE k.side = c.side AND k.type = 'default' AND k.name = c.tbl || '.' || c.name ORDER BY n)), '')
       || CASE hidden WHEN 2 THEN ' GENERATED VIRTUAL' WHEN 3 THEN ' GENERATED STORED' ELSE '' END
  FROM temp.migc_column AS c
UNION ALL
SELECT side, tbl || ' primary key (' || group_concat(name, ', ') || ')'
  FROM (SELECT * FROM temp.migc_column WHERE pk ORDER BY side, tbl, pk) GROUP BY side, tbl
UNION ALL
SELECT side, name || ' unique (' || group_concat(col, ', ') || ')'
  FROM (SELECT t.side, t.name, i.name AS idx, lower(c.name) || iif(c.coll = 'BINARY', '', ' collate ' || lower(c.coll)) AS col
          FROM temp.migc_text AS t, pragma_index_list(t.name, t.schema) AS i, pragma_index_xinfo(i.name, t.schema) AS c
         WHERE t.both AND t.type = 'table' AND i.origin = 'u' AND c."key" ORDER BY t.side, i.name, c.seqno)
 GROUP BY side, name, idx
UNION ALL
SELECT side, name || ' foreign key (' || group_concat(child, ', ') || ') references ' || parent
       || ' (' || group_concat(key, ', ') || ') on update ' || lower(on_update) || ' on delete ' || lower(on_delete)
  FROM (SELECT t.side, t.name, f.id, lower(f."table") AS parent, lower(f."from") AS child, f.on_update, f.on_delete,
               lower(ifnull(f."to", (SELECT p.name FROM pragma_table_xinfo(f."table", t.schema) AS p WHERE p.pk = f.seq + 1))) AS key
          FROM temp.migc_text AS t, pragma_foreign_key_list(t.name, t.schema) AS f
         WHERE t.both AND t.type = 'table' ORDER BY t.side, t.name, f.id, f.seq)
 GROUP BY side, name, id, parent, on_update, on_delete
UNION ALL  -- no pragma tells when foreign keys are checked; the item begins with a column, or has a list of them
SELECT side, name || ' foreign key (' || iif(first IN ('constraint', 'foreign'), (
         SELECT group_concat(token, ' ') FROM (
           SELECT token FROM temp.migc_token AS a
            WHERE a.side = k.side AND a.type = 'table' AND a.name = k.name AND a.n > k.start AND a.n < k.n AND a.depth = 2 AND a.token <> '('
              AND a.n < (SELECT min(n) FROM temp.migc_token AS b
                          WHERE b.side = k.side AND b.type = 'table' AND b.name = k.name AND b.n > k.start AND b.depth = 1 AND b.token = ')')
            ORDER BY n)), first)
       || ') deferrable' || iif(behind LIKE 'initially deferred%', ' initially deferred', '')
  FROM (SELECT *, (SELECT token FROM temp.migc_token AS a
                    WHERE a.side = k.side AND a.type = 'table' AND a.name = k.name AND a.n > k.start ORDER BY n LIMIT 1) AS first,
               (SELECT token FROM temp.migc_token AS a
                 WHERE a.side = k.side AND a.type = 'table' AND a.name = k.name AND a.n < k.n ORDER BY n DESC LIMIT 1) AS before,
               (SELECT group_concat(token, ' ') FROM (
                  SELECT token FROM temp.migc_token AS a
                   WHERE a.side = k.side AND a.type = 'table' AND a.name = k.name AND a.n > k.n ORDER BY n LIMIT 2)) AS behind
          FROM (SELECT *, (SELECT max(n) FROM temp.migc_token AS b
                            WHERE b.side = d.side AND b.type = 'table' AND b.name = d.name AND b.n < d.n AND b.depth = 1 AND b.token IN ('(', ',')) AS start
                  FROM temp.migc_token AS d WHERE d.type = 'table' AND d.depth = 1 AND d.token = 'deferrable') AS k) AS k
 WHERE before <> 'not'
UNION ALL  -- what no pragma tells: check (..), as (..) and single words
SELECT k.side, k.name || CASE
         WHEN k.token = 'check' THEN ' check'
         ELSE '.' || (SELECT token FROM temp.migc_token AS a  -- the first word of the item
                      WHERE a.side = k.side AND a.type = 'table' AND a.name = k.name AND a.n > (
                        SELECT max(n) FROM temp.migc_token AS b
                         WHERE b.side = k.side AND b.type = 'table' AND b.name = k.name AND b.n < k.n AND b.depth = 1 AND b.token IN ('(', ','))
                      ORDER BY n LIMIT 1) || ' ' || k.token
         END || ' ' || (SELECT group_concat(token, ' ') FROM (
           SELECT token FROM temp.migc_token AS a
            WHERE a.side = k.side AND a.type = 'table' AND a.name = k.name AND a.n > k.n AND a.n <= (
              SELECT min(n) FROM temp.migc_token AS b
               WHERE b.side = k.side AND b.type = 'table' AND b.name = k.name AND b.n > k.n AND b.depth = 1
                 AND (b.token = ')' OR k.token NOT IN ('check', 'as')))
            ORDER BY n))
  FROM temp.migc_token AS k
 WHERE k.type = 'table' AND k.depth = 1 AND k.token IN ('check', 'as', 'collate', 'conflict')
   AND NOT (k.token = 'collate' AND EXISTS (SELECT * FROM temp.migc_token AS a
                                             WHERE a.side = k.side AND a.type = 'table' AND a.name = k.name AND a.n = k.n + 1 AND a.token = 'binary'))
UNION ALL
SELECT side, name || ' ' || iif(token = 'without', 'without rowid', token) FROM temp.migc_token
 WHERE type = 'table' AND (token = 'autoincrement' OR depth = 0 AND token IN ('without', 'strict', 'as', 'using'));

INSERT INTO temp.migc_drift
SELECT 'missing: ' || line FROM (SELECT line FROM temp.migc_line WHERE side = 'expected' EXCEPT SELECT line FROM temp.migc_line WHERE side = 'actual')
UNION ALL
SELECT 'unexpected: ' || line FROM (SELECT line FROM temp.migc_line WHERE side = 'actual' EXCEPT SELECT line FROM temp.migc_line WHERE side = 'expected');

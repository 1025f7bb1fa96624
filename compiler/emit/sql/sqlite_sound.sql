-- Tables whose foreign keys can be looked at: SQLite refuses to, for all tables at once, if a key of one refers to columns
-- that are not unique.
DROP TABLE IF EXISTS temp.migc_sound;
CREATE TEMP TABLE migc_sound AS
WITH link (child, id, parent, width, is_primary) AS (
  SELECT t.name, k.id, p.name, count(*), k."to" IS NULL
    FROM main.sqlite_schema AS t
         CROSS JOIN pragma_foreign_key_list(t.name, 'main') AS k
         JOIN main.sqlite_schema AS p ON lower(p.name) = lower(k."table") AND p.type IN ('table', 'view')
   WHERE t.type = 'table' GROUP BY t.name, k.id)
SELECT t.name FROM main.sqlite_schema AS t
 WHERE t.type = 'table' AND NOT EXISTS (
  SELECT * FROM link AS l
   WHERE l.child = t.name
     AND NOT (l.width = 1
              AND NOT EXISTS (SELECT * FROM pragma_index_list(l.parent, 'main') WHERE origin = 'pk')
              AND (SELECT lower(c.name) = lower(coalesce(k."to", c.name))
                     FROM pragma_table_info(l.parent, 'main') AS c, pragma_foreign_key_list(l.child, 'main') AS k
                    WHERE c.pk = 1 AND k.id = l.id) IS 1)
     AND NOT EXISTS (
      SELECT * FROM pragma_index_list(l.parent, 'main') AS i
       WHERE i."unique" AND NOT i.partial AND (i.origin = 'pk' OR NOT l.is_primary)
         AND NOT EXISTS (SELECT * FROM main.sqlite_schema  -- a key in another collation than its column is none
                          WHERE name IN (i.name, l.parent) AND instr(lower(sql), 'collate') > 0)
         AND l.width = (SELECT count(*) FROM pragma_index_info(i.name, 'main'))
         AND (l.is_primary OR NOT EXISTS (
              SELECT ifnull(lower(name), '') FROM pragma_index_info(i.name, 'main')
              EXCEPT SELECT lower("to") FROM pragma_foreign_key_list(l.child, 'main') WHERE id = l.id))));

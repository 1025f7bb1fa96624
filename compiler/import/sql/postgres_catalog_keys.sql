alike AS MATERIALIZED ( -- names of indexes and constraints that differ from another in nothing but case: the language has but one
  SELECT relname AS name, relnamespace AS scope, true AS is_relation
    FROM (SELECT relname, relnamespace, row_number() OVER (PARTITION BY relnamespace, lower(relname)
                                                           ORDER BY relkind = 'i', relname COLLATE "C" DESC) AS place
            FROM pg_class WHERE relkind IN ('r', 'S', 'i')) AS c
   WHERE place > 1
  UNION ALL
  SELECT conname, conrelid, false
    FROM (SELECT conname, conrelid, row_number() OVER (PARTITION BY conrelid, lower(conname)
                                                       ORDER BY contype IN ('c', 'f'), conname COLLATE "C" DESC) AS place
            FROM pg_constraint WHERE conrelid <> 0 AND contype IN ('p', 'u', 'c', 'f')) AS o
   WHERE place > 1
), indexed AS MATERIALIZED (
  SELECT i.indexrelid, i.indrelid, x.relname, c.sql AS table_sql, c.prefix || quote_ident(x.relname) AS sql, c.space, c.relkind,
         i.indisunique, i.indisvalid, i.indisclustered, i.indisreplident, i.indnkeyatts, i.indnatts, i.indkey, i.indoption, i.indclass, i.indcollation,
         am.amname, x.reloptions, x.reltablespace, c.is_table, c.partition_of, (x.relname, x.relnamespace, true) NOT IN (SELECT name, scope, is_relation FROM alike) AS is_named,
         CASE WHEN i.indexrelid IN (SELECT l.indexrelid FROM alone AS l) THEN pg_get_indexdef(i.indexrelid, 0, true)
              ELSE regexp_replace(pg_get_indexdef(i.indexrelid, 0, true), '^(CREATE (UNIQUE )?INDEX .*?) ON ONLY ', '\1 ON ') END AS definition, pg_get_expr(i.indpred, i.indrelid) AS condition,
         EXISTS (SELECT FROM pg_inherits WHERE inhrelid = i.indexrelid) AS is_part,
         -- a partition's part of an index of its table: not called as PostgreSQL calls it
         EXISTS (SELECT FROM pg_inherits WHERE inhrelid = i.indexrelid) AND coalesce(o.conparentid <> 0, true)
           AND CASE WHEN length(c.relname) + length(l.names) > 57 THEN x.relname !~ '_(pkey|key|excl|idx)\d*$'
                    ELSE rtrim(x.relname, '0123456789') <> concat(c.relname, CASE WHEN o.contype = 'p' THEN '_' ELSE '_' || l.names || '_' END,
                           CASE o.contype WHEN 'p' THEN 'pkey' WHEN 'u' THEN 'key' WHEN 'x' THEN 'excl' ELSE 'idx' END) END AS is_called_otherwise,
         o.oid AS constraint_oid,
         coalesce(i.nulls_not_distinct, false) AS nulls_not_distinct,
         NOT EXISTS (SELECT FROM unnest(i.indclass::oid[]) AS o (oid) JOIN pg_opclass AS p ON p.oid = o.oid WHERE NOT p.opcdefault)
           AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL)
           AND NOT EXISTS (SELECT FROM generate_series(0, i.indnkeyatts - 1) AS n
                             LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[n]
                            WHERE i.indcollation[n] <> CASE WHEN i.indkey[n] <> 0 THEN a.attcollation
                                                            WHEN i.indcollation[n] = 0 THEN 0 ELSE 'pg_catalog."default"'::regcollation END) AS is_plain,
         -- operator classes and collations of its keys have words in the language: those that are called by their names alone
         NOT EXISTS (SELECT FROM unnest(i.indclass::oid[]) AS o (oid) JOIN pg_opclass AS p ON p.oid = o.oid
                      WHERE NOT p.opcdefault AND NOT pg_opclass_is_visible(p.oid))
           AND NOT EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL)
           AND NOT EXISTS (SELECT FROM generate_series(0, i.indnkeyatts - 1) AS n
                            WHERE CASE WHEN i.indkey[n] = 0 THEN i.indcollation[n] NOT IN (0, 'pg_catalog."default"'::regcollation)
                                       ELSE i.indcollation[n] <> 0 AND NOT pg_collation_is_visible(i.indcollation[n]) END) AS is_sayable
    FROM class AS c
    JOIN (SELECT indexrelid, indrelid, indisunique, indisvalid, indisclustered, indisreplident, indnkeyatts, indnatts, indkey, indoption,
                 indclass, indcollation, indpred, (to_jsonb(raw) ->> 'indnullsnotdistinct')::bool AS nulls_not_distinct
            FROM pg_index AS raw) AS i ON i.indrelid = c.oid
    JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_am AS am ON am.oid = x.relam
    LEFT JOIN pg_constraint AS o ON o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'),
         LATERAL (SELECT coalesce(string_agg(attname, '_' ORDER BY attnum), '') FROM pg_attribute WHERE attrelid = i.indexrelid) AS l (names)
), behind_row AS MATERIALIZED ( -- indexes and constraints over a routine that takes or gives a row of a table: it is made behind the table, they behind it
  SELECT d.classid, d.objid FROM pg_depend AS d
   WHERE d.refclassid = 'pg_proc'::regclass AND d.classid IN ('pg_class'::regclass, 'pg_constraint'::regclass)
     AND d.refobjid IN (SELECT r.objid FROM pg_depend AS r
                         WHERE r.classid = 'pg_proc'::regclass AND r.objid >= 16384
                           AND (r.refclassid = 'pg_class'::regclass AND r.refobjid IN (SELECT oid FROM class WHERE is_table)
                                OR r.refclassid = 'pg_type'::regclass AND r.refobjid IN (SELECT unnest(ARRAY[t.oid, t.typarray]) FROM class AS c JOIN pg_type AS t ON t.oid = c.reltype WHERE is_table)))
), unrequired AS MATERIALIZED ( -- what a primary key of a partition has required stays so when it goes
  SELECT o.oid, string_agg(format(E'\nALTER TABLE %s ALTER COLUMN %I DROP NOT NULL;', c.sql, a.attname), '' ORDER BY a.attnum) AS lines
    FROM pg_constraint AS o JOIN class AS c ON c.oid = o.conrelid JOIN attribute AS a ON a.attrelid = o.conrelid AND a.attnum = ANY (o.conkey)
    JOIN attribute AS q ON q.attrelid = c.partition_of AND q.attname = a.attname AND NOT q.attnotnull
   WHERE o.contype = 'p' GROUP BY o.oid
), held AS MATERIALIZED ( -- keys of partitions that an index of their table has as its parts: they come before it, and go with it
  SELECT o.oid, o.conindid, pg_partition_root(o.conindid)::oid AS root,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s;', i.table_sql, o.conname, pg_get_constraintdef(o.oid))
         || coalesce((SELECT format(E'\nCOMMENT ON CONSTRAINT %I ON %s IS %L;', o.conname, i.table_sql, description)
                        FROM pg_description WHERE classoid = 'pg_constraint'::regclass AND objoid = o.oid), '') AS up,
         coalesce(u.lines, '') AS down
    FROM indexed AS i JOIN pg_constraint AS o ON o.oid = i.constraint_oid LEFT JOIN unrequired AS u ON u.oid = o.oid
   WHERE i.is_part AND i.partition_of IS NOT NULL AND o.contype IN ('p', 'u') AND o.conparentid = 0
), ranked AS MATERIALIZED (
  SELECT *, indexrelid NOT IN (SELECT h.root FROM held AS h) AND ('pg_class'::regclass, indexrelid) NOT IN (SELECT classid, objid FROM behind_row) AND is_table AND is_named AND is_sayable AND indisvalid AND constraint_oid IS NULL
              AND row_number() OVER (PARTITION BY indrelid, constraint_oid IS NULL, is_named, indisunique,
                                                  regexp_replace(substr(definition, strpos(definition, ' USING ')), ' WITH \([^()]*\)', '')
                                         ORDER BY relname COLLATE "C") = 1 AS is_modelled
    FROM indexed
), bare_key AS MATERIALIZED (
  SELECT o.oid, o.conrelid, o.conkey,
         c.is_table AND i.is_named AND i.is_plain AND NOT coalesce((to_jsonb(o) ->> 'conperiod')::bool, false) AS is_modelled
    FROM pg_constraint AS o JOIN class AS c ON c.oid = o.conrelid JOIN indexed AS i ON i.indexrelid = o.conindid
   WHERE o.contype IN ('p', 'u')
), constrained AS MATERIALIZED (
  SELECT o.oid, o.conname, o.contype, o.conrelid, o.conkey, o.confrelid, o.confkey, o.confupdtype, o.confdeltype, o.conindid,
         c.sql AS table_sql, c.space, c.relname, c.is_table, c.partition_of, o.conislocal, o.conparentid, c.relkind,
         pg_get_constraintdef(o.oid) AS definition, pg_get_expr(o.conbin, o.conrelid) AS condition,
         o.condeferrable, o.condeferred, o.convalidated, o.confmatchtype, o.conexclop,
         CASE o.contype
         WHEN 'p' THEN o.oid IN (SELECT k.oid FROM bare_key AS k WHERE k.is_modelled)
         WHEN 'u' THEN o.oid IN (SELECT k.oid FROM bare_key AS k WHERE k.is_modelled)
         WHEN 'c' THEN c.is_table AND o.is_named AND o.is_enforced AND NOT o.connoinherit AND ('pg_constraint'::regclass, o.oid) NOT IN (SELECT classid, objid FROM behind_row)
                       AND pg_get_expr(o.conbin, o.conrelid) !~* '\m(now|current_date|current_time|current_timestamp|localtime|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp|random|gen_random_uuid|current_user|session_user)\M'
         WHEN 'f' THEN c.is_table AND o.is_named AND o.is_enforced AND o.confmatchtype IN ('s', 'f') AND (o.convalidated OR c.relkind <> 'p')
                       AND o.delete_columns IS NULL AND NOT o.has_period
                       AND (o.confrelid, o.confkey) IN (SELECT k.conrelid, k.conkey FROM bare_key AS k WHERE k.is_modelled)
                       AND NOT EXISTS (SELECT FROM unnest(o.conkey, o.confkey) AS pair (own, other)
                                        WHERE (SELECT (a.atttypid, a.atttypmod) FROM pg_attribute AS a WHERE a.attrelid = o.conrelid AND a.attnum = pair.own)
                                              <> (SELECT (b.atttypid, b.atttypmod) FROM pg_attribute AS b WHERE b.attrelid = o.confrelid AND b.attnum = pair.other)
                                           OR (SELECT a.attgenerated <> '' OR 'n' IN (o.confdeltype, o.confupdtype) AND a.attnotnull
                                                      OR 'd' IN (o.confdeltype, o.confupdtype) AND NOT a.atthasdef
                                                 FROM pg_attribute AS a WHERE a.attrelid = o.conrelid AND a.attnum = pair.own))
                       AND row_number() OVER (PARTITION BY o.contype, o.is_named, o.conrelid, o.confrelid, o.conkey ORDER BY o.conname COLLATE "C") = 1
         WHEN 'x' THEN c.is_table
                       AND c.relkind <> 'p' AND EXISTS (SELECT FROM indexed AS i WHERE i.indexrelid = o.conindid AND i.is_plain AND i.is_named AND i.indnatts = i.indnkeyatts)
                       AND NOT EXISTS (SELECT FROM pg_operator AS p
                                        WHERE p.oid = ANY (o.conexclop) AND p.oprnamespace NOT IN ('pg_catalog'::regnamespace, 'public'::regnamespace))
         ELSE false END AS is_modelled
    FROM (SELECT oid, conname, contype, conrelid, conkey, confrelid, confkey, confupdtype, confdeltype, confmatchtype, conindid,
                 convalidated, condeferrable, condeferred, conexclop, connoinherit, conislocal, conparentid, conbin,
                 coalesce((to_jsonb(raw) ->> 'conenforced')::bool, true) AS is_enforced,
                 (conname, conrelid, false) NOT IN (SELECT name, scope, is_relation FROM alike) AS is_named,
                 to_jsonb(raw) ->> 'confdelsetcols' AS delete_columns,
                 coalesce((to_jsonb(raw) ->> 'conperiod')::bool, false) AS has_period
            FROM pg_constraint AS raw WHERE contype IN ('p', 'u', 'f', 'c', 'x') OR oid IN (SELECT l.oid FROM loose AS l)) AS o
    JOIN class AS c ON c.oid = o.conrelid
),

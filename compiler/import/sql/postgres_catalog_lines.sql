routine AS MATERIALIZED (
  SELECT p.oid, p.proname, p.prokind, p.prosrc, p.proacl, p.proowner, p.prolang, space,
         format('%s%I(%s)', CASE WHEN prefix = '' AND EXISTS (SELECT FROM pg_proc AS b WHERE b.proname = p.proname AND b.proargtypes = p.proargtypes AND b.pronamespace = 'pg_catalog'::regnamespace)
                                 THEN 'public.' -- bare, the name is that of a routine of PostgreSQL's own
                                 ELSE prefix END, p.proname, pg_get_function_identity_arguments(p.oid)) AS sql,
         CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END AS kind,
         l.lanname IN ('sql', 'plpgsql') AND p.body IS NULL AS has_text
    FROM (SELECT oid, proname, prokind, prosrc, proacl, proowner, prolang, pronamespace, proargtypes,
                 to_jsonb(raw) ->> 'prosqlbody' AS body FROM pg_proc AS raw WHERE pronamespace IN (SELECT oid FROM space)) AS p
    JOIN space ON space.oid = p.pronamespace JOIN pg_language AS l ON l.oid = p.prolang
   WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM member)
     AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i')
), touched AS MATERIALIZED ( -- columns that a trigger keeps as migc writes it: `on update now`
  SELECT t.oid AS trigger_oid, p.oid AS routine_oid, a.attrelid, a.attnum
    FROM attribute AS a JOIN class AS c ON c.oid = a.attrelid
    JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgname = c.relname || '_set_' || a.attname
    JOIN pg_proc AS p ON p.oid = t.tgfoid AND p.proname = t.tgname AND p.pronamespace = c.relnamespace,
         LATERAL (SELECT CASE type WHEN 'timestamp with time zone' THEN 'now()' WHEN 'timestamp without time zone' THEN '(now() AT TIME ZONE ''UTC'')'
                              WHEN 'date' THEN 'CAST(now() AT TIME ZONE ''UTC'' AS date)' END AS now) AS n
   WHERE a.is_table AND a.attgenerated = '' AND octet_length(t.tgname::text) < 63 AND t.tgenabled = 'O' AND p.proacl IS NULL
     AND pg_get_triggerdef(t.oid) = format('CREATE TRIGGER %I BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()', tgname,
                                           (SELECT format('%I.%I', nspname, c.relname) FROM pg_namespace WHERE oid = c.relnamespace),
                                           p.oid::regproc)
     AND regexp_replace(pg_get_functiondef(p.oid), '\s+', ' ', 'g')
         = format('CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN NEW.%I := %s; RETURN NEW; END $function$ ',
                  (SELECT format('%I.%I', nspname, p.proname) FROM pg_namespace WHERE oid = c.relnamespace), attname, n.now)
     AND NOT EXISTS (SELECT FROM pg_trigger AS other WHERE other.tgfoid = p.oid AND other.oid <> t.oid)
     AND NOT EXISTS (SELECT FROM pg_description WHERE classoid IN ('pg_proc'::regclass, 'pg_trigger'::regclass) AND objoid IN (p.oid, t.oid))
), own_type AS MATERIALIZED (
  SELECT t.oid, t.typname, t.typtype, t.typarray, t.typbasetype, t.typtypmod, t.typcollation, t.typnotnull, t.typdefault, t.typacl,
         t.typowner, space, prefix,
         CASE WHEN t.oid IN (SELECT k.oid FROM taken AS k) THEN 'public.' ELSE prefix END || quote_ident(t.typname) AS sql
    FROM pg_type AS t JOIN space ON space.oid = t.typnamespace
   WHERE (t.typtype IN ('d', 'r') OR t.typtype = 'e' AND t.oid IN (SELECT k.oid FROM taken AS k) OR t.typtype = 'b' AND t.typelem = 0)
     AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
), multirange AS MATERIALIZED ( -- the types of several ranges, which come with one of ranges
  SELECT rngtypid, (to_jsonb(raw) ->> 'rngmultitypid')::oid AS oid FROM pg_range AS raw
), options AS MATERIALIZED (
  SELECT c.oid, string_agg(format('%s%I = %L', kind, split_part(o, '=', 1), substr(o, strpos(o, '=') + 1)), ', ' ORDER BY kind, o COLLATE "C") AS put,
         string_agg(format('%s%I', kind, split_part(o, '=', 1)), ', ' ORDER BY kind, o COLLATE "C") AS forget,
         jsonb_agg(jsonb_build_object('name', kind || split_part(o, '=', 1), 'value', substr(o, strpos(o, '=') + 1))
                   ORDER BY kind || split_part(o, '=', 1) COLLATE "C") AS words
    FROM (SELECT oid, '' AS kind, reloptions FROM pg_class
          UNION ALL
          SELECT c.oid, 'toast.', t.reloptions FROM pg_class AS c JOIN pg_class AS t ON t.oid = c.reltoastrelid) AS c,
         unnest(c.reloptions) AS o
   GROUP BY c.oid
), adopted AS MATERIALIZED ( -- tables that inherit, and could not from the beginning: their columns would have another order, or compute what they inherit
  SELECT a.attrelid AS oid
    FROM class AS c JOIN attribute AS a ON a.attrelid = c.oid
    LEFT JOIN LATERAL (SELECT inhseqno, b.attnum FROM pg_inherits JOIN attribute AS b ON b.attrelid = inhparent AND b.attname = a.attname
                        WHERE inhrelid = c.oid ORDER BY inhseqno LIMIT 1) AS b ON true
   WHERE NOT c.is_table AND NOT c.relispartition AND c.oid IN (SELECT inhrelid FROM pg_inherits)
   GROUP BY a.attrelid
  HAVING array_agg(a.attnum ORDER BY inhseqno, b.attnum, a.attnum) FILTER (WHERE a.attislocal) <> array_agg(a.attnum ORDER BY a.attnum) FILTER (WHERE a.attislocal)
      OR bool_or(a.attislocal AND a.attgenerated <> '' AND inhseqno IS NOT NULL)
), shape AS MATERIALIZED ( -- columns of what is created by a statement, as it writes them
  SELECT a.attrelid AS oid,
         string_agg(format(E'  %I %s%s%s', attname, type,
                           CASE WHEN collation_sql IS NOT NULL THEN ' COLLATE ' || collation_sql ELSE '' END,
                           CASE WHEN a.relkind = 'c' THEN ''
                                ELSE CASE WHEN attfdwoptions IS NOT NULL
                                          THEN (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', '))
                                                  FROM pg_options_to_table(attfdwoptions)) ELSE '' END
                                  || CASE WHEN attgenerated <> '' THEN format(' GENERATED ALWAYS AS (%s) %s', expression, CASE attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END)
                                          WHEN attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
                                          WHEN attidentity = 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY'
                                          WHEN is_serial THEN '' -- its sequence comes behind
                                          WHEN expression IS NOT NULL THEN ' DEFAULT ' || expression ELSE '' END
                                  || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END END),
                    E',\n' ORDER BY attnum) AS columns,
         string_agg(CASE WHEN is_serial AND a.relkind <> 'c'
                         THEN format(E'\nCREATE SEQUENCE %1$s AS %2$s OWNED BY %3$s.%4$I;\nALTER TABLE %3$s ALTER COLUMN %4$I SET DEFAULT %5$s;',
                                     s.sql, type, c.sql, attname, expression) END, '' ORDER BY attnum) AS sequences
    FROM attribute AS a JOIN class AS c ON c.oid = a.attrelid LEFT JOIN class AS s ON s.oid = a.seqrelid
   WHERE NOT a.is_table AND (a.attislocal OR c.oid IN (SELECT h.oid FROM adopted AS h))
   GROUP BY a.attrelid
), said AS MATERIALIZED ( -- comments on columns of what is created by a statement
  SELECT attrelid AS oid, string_agg(format(E'\nCOMMENT ON COLUMN %s.%I IS %L;', c.sql, attname, comment), '' ORDER BY attnum) AS comments
    FROM attribute AS a JOIN class AS c ON c.oid = attrelid
   WHERE comment IS NOT NULL AND NOT a.is_table GROUP BY attrelid
), index_lines AS MATERIALIZED (
  SELECT indrelid AS oid, string_agg(E'\n' || definition || ';', '' ORDER BY relname COLLATE "C") AS lines
    FROM indexed WHERE NOT is_table AND constraint_oid IS NULL AND NOT is_part GROUP BY indrelid
), constraint_lines AS MATERIALIZED (
  SELECT conrelid AS oid, string_agg(format(E'\nALTER TABLE %s ADD CONSTRAINT %I %s;', table_sql, conname, definition), '' ORDER BY conname COLLATE "C") AS lines
    FROM constrained WHERE NOT is_table AND contype <> 'f' AND (conislocal OR conrelid IN (SELECT h.oid FROM adopted AS h)) AND conparentid = 0 GROUP BY conrelid
), inherited_lines AS MATERIALIZED ( -- what a table has otherwise than the one that it inherits from
  SELECT a.attrelid AS oid,
         string_agg(CASE WHEN a.attgenerated <> ''
                         THEN CASE WHEN c.relispartition AND a.expression <> b.expression AND current_setting('server_version_num')::int >= 170000
                                   THEN format(E'\nALTER TABLE %s ALTER COLUMN %I SET EXPRESSION AS (%s);', c.sql, a.attname, a.expression) ELSE '' END
                         WHEN a.expression IS NOT NULL AND (a.expression IS DISTINCT FROM b.expression OR b.is_serial AND b.is_table)
                         THEN format(E'\nALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s;', c.sql, a.attname, a.expression) ELSE '' END
                    || CASE WHEN a.attnotnull AND NOT b.attnotnull THEN format(E'\nALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', c.sql, a.attname) ELSE '' END,
                    '' ORDER BY a.attnum) AS lines
    FROM class AS c JOIN attribute AS a ON a.attrelid = c.oid
    JOIN pg_inherits AS h ON h.inhrelid = c.oid JOIN attribute AS b ON b.attrelid = h.inhparent AND b.attname = a.attname
   WHERE NOT c.is_table AND (c.relispartition OR NOT a.attislocal AND c.oid NOT IN (SELECT p.oid FROM adopted AS p)) AND a.attidentity = '' GROUP BY a.attrelid
  UNION ALL -- and than the type that it is of
  SELECT a.attrelid, string_agg(CASE WHEN a.expression IS NOT NULL AND a.attgenerated = '' THEN format(E'\nALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s;', c.sql, a.attname, a.expression) ELSE '' END
                                || CASE WHEN a.attnotnull THEN format(E'\nALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', c.sql, a.attname) ELSE '' END, '' ORDER BY a.attnum)
    FROM class AS c JOIN attribute AS a ON a.attrelid = c.oid WHERE c.reloftype <> 0 AND NOT c.relispartition GROUP BY a.attrelid
), view_lines AS MATERIALIZED (
  SELECT attrelid AS oid, string_agg(format(E'\nALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s;', sql, attname, expression), '' ORDER BY attnum) AS lines
    FROM attribute AS a JOIN class AS c ON c.oid = attrelid WHERE a.relkind = 'v' AND expression IS NOT NULL GROUP BY attrelid
), kept_space AS MATERIALIZED ( -- namespaces that come and go with what is in them
  SELECT relnamespace AS oid FROM class WHERE is_table
  UNION SELECT relnamespace FROM sequence WHERE is_declared
  UNION SELECT typnamespace FROM enumeration
  UNION SELECT typnamespace FROM own_domain
),

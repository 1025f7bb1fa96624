made AS MATERIALIZED ( -- what the language has no words for: the statement, the class and number in the catalog
  SELECT 'schema' AS kind, nspname::text AS name, NULL::text AS space, 'pg_namespace'::regclass::oid AS classid, oid AS objid,
         format('CREATE SCHEMA IF NOT EXISTS %I;', nspname) AS up,
         CASE WHEN oid IN (SELECT k.oid FROM kept_space AS k)
              THEN format('COMMENT ON SCHEMA %I IS NULL;', nspname) -- it goes with its last table
              ELSE format('DROP SCHEMA IF EXISTS %I;', nspname) END AS down,
         quote_ident(nspname) AS sql
    FROM space AS n
   WHERE nspname <> 'public'
     AND (oid NOT IN (SELECT k.oid FROM kept_space AS k)
          OR EXISTS (SELECT FROM class AS c WHERE c.relnamespace = n.oid AND NOT is_table AND relkind <> 'S')
          OR EXISTS (SELECT FROM sequence AS s WHERE s.space = nspname AND NOT is_declared) OR EXISTS (SELECT FROM routine AS r WHERE r.space = nspname AND r.oid NOT IN (SELECT routine_oid FROM touched))
          OR EXISTS (SELECT FROM own_type AS t WHERE t.space = nspname AND t.oid NOT IN (SELECT w.oid FROM own_domain AS w)) OR EXISTS (SELECT FROM pg_collation AS k WHERE k.collnamespace = n.oid)
          OR EXISTS (SELECT FROM pg_operator AS o WHERE o.oprnamespace = n.oid) OR EXISTS (SELECT FROM pg_ts_config AS o WHERE o.cfgnamespace = n.oid)
          OR EXISTS (SELECT FROM pg_ts_dict AS o WHERE o.dictnamespace = n.oid) OR EXISTS (SELECT FROM pg_extension AS e WHERE e.extnamespace = n.oid))
  UNION ALL
  SELECT 'extension', extname, space, 'pg_extension'::regclass, e.oid,
         format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA %I;', extname, nspname), format('DROP EXTENSION %I;', extname), quote_ident(extname)
    FROM pg_extension AS e JOIN space ON space.oid = extnamespace WHERE nspname <> 'public'
  UNION ALL
  SELECT CASE relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END, relname, space, 'pg_class'::regclass, c.oid,
         CASE WHEN relispartition
              THEN format('CREATE %sTABLE %s PARTITION OF %s %s%s%s;',
                          CASE WHEN relkind = 'f' THEN 'FOREIGN ' WHEN relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, sql,
                          (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = c.oid),
                          (SELECT pg_get_expr(b.relpartbound, b.oid) FROM pg_class AS b WHERE b.oid = c.oid),
                          CASE relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
                          server)
              ELSE format('CREATE %sTABLE %s%s%s%s%s%s%s;',
                          CASE WHEN relkind = 'f' THEN 'FOREIGN ' WHEN relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, sql,
                          CASE WHEN reloftype <> 0 THEN ' OF ' || reloftype::regtype ELSE '' END,
                          CASE WHEN reloftype <> 0 THEN '' WHEN columns IS NULL THEN ' ()' ELSE E' (\n' || columns || E'\n)' END,
                          (SELECT format(' INHERITS (%s)', string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno))
                             FROM pg_inherits WHERE inhrelid = c.oid AND c.oid NOT IN (SELECT a.oid FROM adopted AS a) HAVING count(*) > 0),
                          CASE relkind WHEN 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END,
                          server,
                          CASE WHEN o.put IS NOT NULL THEN format(' WITH (%s)', o.put) ELSE '' END)
                   || coalesce(sequences, '') END
         || coalesce(h.lines, '') || coalesce(k.lines, '') || coalesce(x.lines, '')
         || coalesce((SELECT string_agg(format(E'\nALTER TABLE %s INHERIT %s;', sql, inhparent::regclass), '' ORDER BY inhseqno)
                        FROM pg_inherits WHERE inhrelid = c.oid AND c.oid IN (SELECT a.oid FROM adopted AS a)), '')
         || coalesce(said.comments, ''),
         format('DROP %sTABLE %s;', CASE relkind WHEN 'f' THEN 'FOREIGN ' ELSE '' END, sql), sql
    FROM class AS c LEFT JOIN shape ON shape.oid = c.oid LEFT JOIN said ON said.oid = c.oid LEFT JOIN options AS o ON o.oid = c.oid
    LEFT JOIN inherited_lines AS h ON h.oid = c.oid LEFT JOIN constraint_lines AS k ON k.oid = c.oid LEFT JOIN index_lines AS x ON x.oid = c.oid,
         LATERAL (SELECT coalesce((SELECT format(' SERVER %I%s', srvname,
                                                 (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', '))
                                                    FROM pg_options_to_table(ftoptions) HAVING count(*) > 0))
                                     FROM pg_foreign_table JOIN pg_foreign_server AS s ON s.oid = ftserver WHERE ftrelid = c.oid), '')) AS f (server)
   WHERE relkind IN ('r', 'p', 'f') AND NOT is_table AND partition_of IS NULL
  UNION ALL
  SELECT CASE relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, relname, space, 'pg_class'::regclass, c.oid,
         format(E'CREATE %sVIEW %s%s AS\n%s%s;', CASE relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, sql,
                CASE WHEN o.put IS NOT NULL THEN format(' WITH (%s)', o.put) ELSE '' END,
                rtrim(pg_get_viewdef(c.oid), ';'),
                CASE WHEN relkind = 'm' AND NOT relispopulated THEN E'\n WITH NO DATA' ELSE '' END)
         || coalesce(v.lines, '') || coalesce(x.lines, '')
         || coalesce(said.comments, ''),
         format('DROP %sVIEW %s;', CASE relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, sql), sql
    FROM class AS c LEFT JOIN said ON said.oid = c.oid LEFT JOIN options AS o ON o.oid = c.oid
    LEFT JOIN view_lines AS v ON v.oid = c.oid LEFT JOIN index_lines AS x ON x.oid = c.oid WHERE relkind IN ('v', 'm')
  UNION ALL
  SELECT 'type', relname, space, 'pg_class'::regclass, c.oid,
         format('CREATE TYPE %s AS (%s);', sql, CASE WHEN columns IS NULL THEN '' ELSE E'\n' || columns || E'\n' END)
         || coalesce(said.comments, ''),
         format('DROP TYPE %s;', sql), sql
    FROM class AS c LEFT JOIN shape ON shape.oid = c.oid LEFT JOIN said ON said.oid = c.oid WHERE relkind = 'c'
  UNION ALL
  SELECT 'sequence', relname, space, 'pg_class'::regclass, s.oid,
         format('CREATE SEQUENCE %s AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s%s;', sql, seqtypid::regtype,
                seqincrement, seqmin, seqmax, seqstart, seqcache, CASE WHEN seqcycle THEN ' CYCLE' ELSE '' END),
         format('DROP SEQUENCE %s;', sql), sql
    FROM sequence AS s
  UNION ALL
  SELECT kind, proname, space, 'pg_proc'::regclass, oid,
         CASE WHEN has_text THEN E'SET LOCAL check_function_bodies = off;\n' ELSE '' END || regexp_replace(rtrim(pg_get_functiondef(oid), E'\n'), '^(CREATE OR REPLACE \w+) public\.', '\1 ') || ';',
         format('DROP %s %s;', upper(kind), sql), sql
    FROM routine WHERE prokind <> 'a' AND oid NOT IN (SELECT routine_oid FROM touched)
  UNION ALL
  SELECT 'domain', typname, space, 'pg_type'::regclass, t.oid,
         format('CREATE DOMAIN %s AS %s%s%s%s;', sql, format_type(typbasetype, typtypmod),
                CASE WHEN t.typcollation <> (SELECT b.typcollation FROM pg_type AS b WHERE b.oid = t.typbasetype)
                     THEN ' COLLATE ' || t.typcollation::regcollation ELSE '' END,
                CASE WHEN typdefault IS NOT NULL THEN ' DEFAULT ' || typdefault ELSE '' END,
                CASE WHEN typnotnull THEN ' NOT NULL' ELSE '' END)
         || coalesce((SELECT string_agg(format(E'\nALTER DOMAIN %s ADD CONSTRAINT %I %s;', sql, conname, pg_get_constraintdef(k.oid)), '' ORDER BY conname COLLATE "C")
                        FROM pg_constraint AS k WHERE contypid = t.oid AND contype = 'c'), ''),
         format('DROP DOMAIN %s;', sql), sql
    FROM own_type AS t WHERE typtype = 'd' AND t.oid NOT IN (SELECT w.oid FROM own_domain AS w)
  UNION ALL
  SELECT 'type', typname, space, 'pg_type'::regclass, t.oid,
         format('CREATE TYPE %s AS RANGE (SUBTYPE = %s%s%s%s%s);', sql, format_type(rngsubtype, NULL),
                CASE WHEN NOT opcdefault THEN format(', SUBTYPE_OPCLASS = %s%I', CASE opcnamespace WHEN 'pg_catalog'::regnamespace THEN '' ELSE opcnamespace::regnamespace || '.' END, opcname) ELSE '' END,
                CASE WHEN rngcollation NOT IN (0, 'pg_catalog."default"'::regcollation) THEN ', COLLATION = ' || rngcollation::regcollation ELSE '' END,
                CASE WHEN rngsubdiff <> 0 THEN ', SUBTYPE_DIFF = ' || rngsubdiff ELSE '' END,
                (SELECT format(', MULTIRANGE_TYPE_NAME = %s%I', n.prefix, m.typname) FROM multirange AS r JOIN pg_type AS m ON m.oid = r.oid JOIN space AS n ON n.oid = m.typnamespace
                  WHERE r.rngtypid = t.oid AND (n.prefix <> t.prefix
                         OR m.typname <> CASE WHEN t.typname ~ 'range' THEN regexp_replace(t.typname, 'range', 'multirange') ELSE t.typname || '_multirange' END))),
         format('DROP TYPE %s;', sql), sql
    FROM own_type AS t JOIN pg_range ON rngtypid = t.oid JOIN pg_opclass AS p ON p.oid = rngsubopc WHERE typtype = 'r' AND rngcanonical = 0
  UNION ALL
  SELECT 'type', typname, space, 'pg_type'::regclass, t.oid,
         format('CREATE TYPE %s AS ENUM (%s);', sql, (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid)),
         format('DROP TYPE %s;', sql), sql
    FROM own_type AS t WHERE typtype = 'e'
  UNION ALL
  SELECT 'trigger', format('%s_%s', relname, tgname), space, 'pg_trigger'::regclass, t.oid,
         pg_get_triggerdef(t.oid, true) || ';'
         || CASE tgenabled WHEN 'O' THEN ''
                 ELSE format(E'\nALTER TABLE %s %s TRIGGER %I;', sql,
                             CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname) END
         || CASE relkind WHEN 'p' -- partitions where it is otherwise, those that are divided themselves first
                 THEN coalesce((SELECT string_agg(format(E'\nALTER TABLE %s %s TRIGGER %I;', p.sql,
                                                         CASE x.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, x.tgname),
                                                  '' ORDER BY r.level, p.sql COLLATE "C")
                                  FROM pg_partition_tree(c.oid) AS r JOIN class AS p ON p.oid = r.relid JOIN pg_trigger AS x ON x.tgrelid = r.relid AND x.tgname = t.tgname
                                  JOIN pg_trigger AS u ON u.oid = x.tgparentid
                                 WHERE x.tgenabled <> u.tgenabled OR x.tgenabled <> 'O' AND current_setting('server_version_num')::int < 150000), '') ELSE '' END,
         format('DROP TRIGGER %I ON %s;', tgname, sql), format('%I ON %s', tgname, sql)
    FROM pg_trigger AS t JOIN class AS c ON c.oid = tgrelid
   WHERE NOT tgisinternal AND tgparentid = 0 AND t.oid NOT IN (SELECT trigger_oid FROM touched)
  UNION ALL
  SELECT 'constraint', conname, space, 'pg_constraint'::regclass, o.oid,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s;', table_sql, conname, definition),
         format('ALTER TABLE %s DROP CONSTRAINT %I;', table_sql, conname)
         || coalesce((SELECT u.lines FROM unrequired AS u WHERE u.oid = o.oid), ''),
         format('%I ON %s', conname, table_sql)
    FROM constrained AS o
   WHERE NOT coalesce(is_modelled, false) AND conparentid = 0 AND o.oid NOT IN (SELECT h.oid FROM held AS h) AND (is_table OR contype = 'f' OR partition_of IS NOT NULL AND conislocal)
  UNION ALL
  SELECT 'index', relname, space, 'pg_class'::regclass, indexrelid,
         coalesce((SELECT string_agg(h.up || E'\n', '' ORDER BY h.up COLLATE "C") FROM held AS h WHERE h.root = indexrelid), '')
         || definition || ';' || coalesce((SELECT string_agg(format(E'\nALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s;', sql, attnum, attstattarget), '' ORDER BY attnum)
                                          FROM pg_attribute WHERE attrelid = indexrelid AND coalesce(attstattarget, -1) >= 0), ''),
         coalesce((SELECT format('DROP INDEX %s CASCADE;', sql) || string_agg(h.down, '' ORDER BY h.up COLLATE "C") FROM held AS h WHERE h.root = indexrelid HAVING count(*) > 0),
                  format('DROP INDEX %s;', sql)), sql
    FROM ranked WHERE (is_table OR partition_of IS NOT NULL AND NOT is_part) AND NOT is_modelled AND constraint_oid IS NULL AND (indisvalid OR indexrelid IN (SELECT l.indexrelid FROM alone AS l))
  UNION ALL
  SELECT 'rule', format('%s_%s', relname, rulename), space, 'pg_rewrite'::regclass, r.oid, pg_get_ruledef(r.oid, true)
         || CASE ev_enabled WHEN 'O' THEN ''
                 ELSE format(E'\nALTER TABLE %s %s RULE %I;', sql,
                             CASE ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, rulename) END,
         format('DROP RULE %I ON %s;', rulename, sql), format('%I ON %s', rulename, sql)
    FROM pg_rewrite AS r JOIN class AS c ON c.oid = ev_class WHERE rulename <> '_RETURN'
  UNION ALL
  SELECT 'policy', format('%s_%s', relname, polname), space, 'pg_policy'::regclass, p.oid,
         format('CREATE POLICY %I ON %s%s FOR %s TO %s%s%s;', polname, sql, CASE WHEN polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,
                CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                (SELECT string_agg(CASE r.oid WHEN 0 THEN 'PUBLIC' ELSE r.oid::regrole::text END, ', ' ORDER BY CASE r.oid WHEN 0 THEN '' ELSE r.oid::regrole::text END COLLATE "C") FROM unnest(polroles) AS r (oid)),
                CASE WHEN polqual IS NOT NULL THEN format(' USING (%s)', pg_get_expr(polqual, polrelid)) ELSE '' END,
                CASE WHEN polwithcheck IS NOT NULL THEN format(' WITH CHECK (%s)', pg_get_expr(polwithcheck, polrelid)) ELSE '' END),
         format('DROP POLICY %I ON %s;', polname, sql), format('%I ON %s', polname, sql)
    FROM pg_policy AS p JOIN class AS c ON c.oid = polrelid
  UNION ALL
  SELECT 'statistics', stxname, space, 'pg_statistic_ext'::regclass, x.oid, regexp_replace(pg_get_statisticsobjdef(x.oid), '^(CREATE STATISTICS) public\.', '\1 ') || ';'
         || CASE WHEN stxstattarget >= 0 THEN format(E'\nALTER STATISTICS %s%I SET STATISTICS %s;', prefix, stxname, stxstattarget) ELSE '' END,
         format('DROP STATISTICS %s%I;', prefix, stxname), format('%s%I', prefix, stxname)
    FROM pg_statistic_ext AS x JOIN space ON space.oid = stxnamespace
  UNION ALL

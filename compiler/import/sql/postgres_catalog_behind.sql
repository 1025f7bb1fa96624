acl AS MATERIALIZED (
  SELECT 'pg_class'::regclass::oid AS classid, oid AS objid, relname AS name, space, CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS word, sql, '' AS behind,
         relacl AS acl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner) AS usual, relowner AS owner
    FROM class WHERE relkind <> 'c' AND relacl IS NOT NULL
  UNION ALL
  SELECT 'pg_class'::regclass, c.oid, relname, space, 'TABLE', sql, format(' (%I)', attname), attacl, NULL::aclitem[], relowner
    FROM class AS c JOIN attribute AS a ON attrelid = c.oid WHERE attacl IS NOT NULL
  UNION ALL
  SELECT 'pg_proc'::regclass, oid, proname, space, 'ROUTINE', sql, '', proacl, acldefault('f', proowner), proowner FROM routine WHERE proacl IS NOT NULL
  UNION ALL
  SELECT 'pg_type'::regclass, oid, typname, space, 'TYPE', sql, '', typacl, acldefault('T', typowner), typowner FROM enumeration WHERE typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_type'::regclass, oid, typname, space, 'TYPE', sql, '', typacl, acldefault('T', typowner), typowner FROM own_type WHERE typacl IS NOT NULL
  UNION ALL -- of composite types
  SELECT 'pg_class'::regclass, c.oid, relname, space, 'TYPE', sql, '', typacl, acldefault('T', typowner), typowner
    FROM class AS c JOIN pg_type AS t ON t.oid = c.reltype WHERE relkind = 'c' AND typacl IS NOT NULL
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass, oid, fdwname, NULL, 'FOREIGN DATA WRAPPER', quote_ident(fdwname), '', fdwacl, acldefault('F', fdwowner), fdwowner
    FROM pg_foreign_data_wrapper AS w WHERE fdwacl IS NOT NULL AND ('pg_foreign_data_wrapper'::regclass, w.oid) NOT IN (SELECT m.classid, m.objid FROM member AS m)
  UNION ALL
  SELECT 'pg_foreign_server'::regclass, oid, srvname, NULL, 'FOREIGN SERVER', quote_ident(srvname), '', srvacl, acldefault('S', srvowner), srvowner
    FROM pg_foreign_server WHERE srvacl IS NOT NULL
  UNION ALL -- of plpgsql and the like, whatever extension has brought them
  SELECT 'pg_language'::regclass, oid, lanname, NULL, 'LANGUAGE', quote_ident(lanname), '', lanacl, acldefault('l', lanowner), lanowner
    FROM pg_language WHERE lanacl IS NOT NULL AND lanpltrusted
  UNION ALL
  SELECT 'pg_namespace'::regclass, n.oid, n.nspname, NULL, 'SCHEMA', quote_ident(n.nspname), '', n.nspacl,
         coalesce((SELECT initprivs FROM pg_init_privs WHERE classoid = 'pg_namespace'::regclass AND objoid = n.oid), acldefault('n', n.nspowner)), n.nspowner
    FROM pg_namespace AS n JOIN space ON space.oid = n.oid WHERE n.nspacl IS NOT NULL
), listed AS MATERIALIZED ( -- the constraints of tables that are modelled, with the names of their columns
  SELECT o.*, (SELECT jsonb_agg((SELECT attname FROM pg_attribute AS a WHERE a.attrelid = o.conrelid AND a.attnum = u.attnum) ORDER BY n)
                 FROM unnest(conkey) WITH ORDINALITY AS u (attnum, n)) AS names
    FROM constrained AS o WHERE is_modelled
), identity AS MATERIALIZED ( -- columns with an identity: what its sequence is called, and what PostgreSQL would call it
  SELECT o.seqrelid, q.relname AS own_name, obj_description(o.seqrelid, 'pg_class') AS comment, c.relname, c.relnamespace, c.space, c.prefix, c.sql, a.attname,
         ARRAY[i.id] || CASE WHEN a.is_another THEN ARRAY[i.id || ' numbers of ' || a.attname] ELSE '{}' END AS needs,
         i.id || ' sequence of ' || a.attname AS id, u.name AS derived
    FROM own_sequence AS o JOIN class AS q ON q.oid = o.seqrelid
    JOIN attribute AS a ON a.attrelid = o.attrelid AND a.attnum = o.attnum JOIN class AS c ON c.oid = a.attrelid
    JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = c.oid,
         LATERAL (SELECT format('%s_%s_seq', c.relname, a.attname)) AS u (name)
   WHERE o.is_identity
), titled AS MATERIALIZED ( -- those that have a name of their own, or another one has theirs
  SELECT n.*, t.id IS NOT NULL AS is_taken,
         CASE WHEN octet_length(derived) < 64 AND n.own_name <> derived AND (rtrim(n.own_name, '0123456789') <> derived OR t.id IS NOT NULL) THEN derived END AS usual_name
    FROM identity AS n LEFT JOIN (SELECT relnamespace, own_name AS derived, id FROM identity) AS t USING (relnamespace, derived)
), follower AS MATERIALIZED ( -- what is called as another one would be: that one gives the name up before
  SELECT n.id, m.id AS before FROM titled AS n JOIN titled AS m ON m.relnamespace = n.relnamespace AND m.usual_name = n.own_name WHERE n.usual_name IS NOT NULL
), ring AS MATERIALIZED ( -- those that wait for each other: the first steps aside, and moves them all
  SELECT path[i] AS id, path[1] AS first, i AS place
    FROM (WITH RECURSIVE walk (path, before) AS (
            SELECT ARRAY[f.id], f.before FROM follower AS f
             UNION ALL
            SELECT w.path || f.id, f.before FROM walk AS w JOIN follower AS f ON f.id = w.before WHERE f.id <> ALL (w.path))
          SELECT path FROM walk WHERE before = path[1] AND path[1] = (SELECT min(p COLLATE "C") FROM unnest(path) AS p)) AS w, generate_subscripts(path, 1) AS i
), moved AS MATERIALIZED ( -- by its name, or where that may be another's by its column
  SELECT n.id, r.first, r.place, w.words || '''migc_aside''); END $do$;' AS aside,
         CASE WHEN b.is_bound THEN format('%s%L); END $do$;', w.words, own_name) ELSE format('ALTER SEQUENCE %s%I RENAME TO %I;', prefix, usual_name, own_name) END AS put,
         CASE WHEN b.is_bound THEN format('%s%L); END $do$;', w.words, usual_name) ELSE format('ALTER SEQUENCE %s%I RENAME TO %I;', prefix, own_name, usual_name) END AS undo
    FROM titled AS n LEFT JOIN ring AS r USING (id),
         LATERAL (SELECT is_taken OR EXISTS (SELECT FROM follower AS f WHERE f.id = n.id)) AS b (is_bound),
         LATERAL (SELECT format('DO $do$ BEGIN EXECUTE format(''ALTER SEQUENCE %%s RENAME TO %%I'', pg_get_serial_sequence(%L, %L), ', sql, attname)) AS w (words)
   WHERE usual_name IS NOT NULL
), named AS MATERIALIZED ( -- sequences of identities that have a name of their own, or a comment
  SELECT n.seqrelid, n.own_name, n.comment, n.relname, n.space, n.prefix, n.attname, n.id, p.put, p.undo, coalesce(m.first, m.id) AS moved_by,
         n.needs || CASE WHEN m.first <> n.id THEN ARRAY[m.first] ELSE '{}' END
         || ARRAY(SELECT before FROM follower AS f WHERE f.id = n.id AND m.first IS NULL)
         || ARRAY(SELECT unnest(o.needs) FROM ring AS r JOIN titled AS o USING (id) WHERE r.first = n.id AND o.id <> n.id) AS needs
    FROM titled AS n LEFT JOIN moved AS m USING (id)
    LEFT JOIN (SELECT coalesce(first, id) AS id,
                      concat_ws(E'\n', min(aside) FILTER (WHERE place = 1), string_agg(put, E'\n' ORDER BY place = 1, place DESC)) AS put,
                      concat_ws(E'\n', min(aside) FILTER (WHERE place = 1), string_agg(undo, E'\n' ORDER BY place = 1, place)) AS undo
                 FROM moved GROUP BY 1) AS p USING (id)
), behind AS MATERIALIZED ( -- what is said behind an object or a table: of one each
  SELECT i.id || ' owner' AS id, 'setting' AS kind, s.relname || '_owner' AS name, s.space,
         format('ALTER SEQUENCE %s OWNED BY %s.%I;', s.sql, c.sql, a.attname) AS up, format('ALTER SEQUENCE %s OWNED BY NONE;', s.sql) AS down,
         ARRAY[i.id, t.id] AS needs
    FROM sequence AS s JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = s.oid
    JOIN class AS c ON c.oid = s.attrelid JOIN attribute AS a ON a.attrelid = c.oid AND a.attnum = s.attnum
    JOIN identified AS t ON t.classid = 'pg_class'::regclass AND t.objid = c.oid
   WHERE NOT (s.is_declared AND c.is_table)
  UNION ALL
  SELECT i.id || ' unlogged', 'setting', s.relname || '_unlogged', s.space, format('ALTER SEQUENCE %s SET UNLOGGED;', s.sql), format('ALTER SEQUENCE %s SET LOGGED;', s.sql), ARRAY[i.id]
    FROM sequence AS s JOIN class AS c ON c.oid = s.oid JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = s.oid WHERE c.relpersistence = 'u'
  UNION ALL
  SELECT i.id || ' numbers of ' || a.attname, 'setting', format('%s_%s_numbers', c.relname, a.attname), c.space,
         CASE WHEN a.is_another THEN n.alter_column || 'ADD GENERATED BY DEFAULT AS IDENTITY;' ELSE '' END
         || CASE WHEN a.is_another AND (a.attidentity = 'a' OR NOT s.is_usual) THEN E'\n' ELSE '' END
         || CASE WHEN s.is_usual OR seqmin <= 1 AND seqmax >= 1 THEN ''
                 ELSE format(E'%sSET MINVALUE %s SET MAXVALUE %s SET START WITH %s;\n%s\n', n.alter_column, least(seqmin, 1), greatest(seqmax, 1), seqstart, n.enter) END
         || CASE WHEN s.is_usual AND a.attidentity = 'd' THEN ''
                 ELSE n.alter_column || concat_ws(' ', CASE a.attidentity WHEN 'a' THEN 'SET GENERATED ALWAYS' END,
                             CASE WHEN NOT s.is_usual THEN format('SET INCREMENT BY %s SET MINVALUE %s SET MAXVALUE %s SET START WITH %s SET CACHE %s SET %s', seqincrement, seqmin, seqmax, seqstart, seqcache, CASE WHEN seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) END) || ';' END
         || CASE WHEN NOT s.is_usual AND seqmin <= 1 AND seqmax >= 1 AND seqstart <> 1 THEN E'\n' || n.begin ELSE '' END
         || CASE WHEN a.is_another THEN format(E'\nSELECT setval(%s, %s(%I)) FROM %s;', n.counter, CASE WHEN seqincrement < 0 THEN 'min' ELSE 'max' END, a.attname, c.sql) ELSE '' END,
         CASE WHEN a.is_another THEN n.alter_column || 'DROP IDENTITY;'
              WHEN s.is_usual THEN n.alter_column || 'SET GENERATED BY DEFAULT;'
              WHEN seqincrement < 0 OR seqmax < 1 THEN n.alter_column || 'SET GENERATED BY DEFAULT SET CACHE 1 SET NO CYCLE;'
              ELSE CASE WHEN seqmin < 1 THEN format(E'%sSET INCREMENT BY 1;\nSELECT setval(%s, 1, false) WHERE coalesce(pg_sequence_last_value(%2$s::regclass), 0) < 1;\n', n.alter_column, n.counter) ELSE '' END
                   || n.alter_column || 'SET GENERATED BY DEFAULT SET INCREMENT BY 1 SET NO MINVALUE SET NO MAXVALUE SET START WITH 1 SET CACHE 1 SET NO CYCLE;' END,
         ARRAY[i.id]
    FROM own_sequence AS s JOIN attribute AS a ON a.attrelid = s.attrelid AND a.attnum = s.attnum JOIN class AS c ON c.oid = a.attrelid
    JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = c.oid,
         LATERAL (SELECT format('ALTER TABLE %s ALTER COLUMN %I ', c.sql, a.attname) AS alter_column, format('pg_get_serial_sequence(%L, %L)', c.sql, a.attname) AS counter) AS w,
         -- one that has counted, or whose table has rows, goes on where it is, whenever this is run again
         LATERAL (SELECT w.*, format('SELECT setval(%1$s, %2$s, false) WHERE pg_sequence_last_value(%1$s::regclass) IS NULL AND NOT EXISTS (SELECT FROM %3$s);', counter, seqstart, c.sql) AS begin,
                         format('SELECT setval(%1$s, %2$s, false) WHERE coalesce(pg_sequence_last_value(%1$s::regclass), 1) NOT BETWEEN %3$s AND %4$s;', counter, seqstart, seqmin, seqmax) AS enter) AS n
   WHERE s.is_identity AND (NOT s.is_usual OR a.is_another OR a.attidentity = 'a' AND c.is_table)
  UNION ALL
  SELECT id, 'setting', format('%s_%s_sequence', relname, attname), space,
         concat_ws(E'\n', put, CASE WHEN comment IS NOT NULL THEN format('COMMENT ON SEQUENCE %s%I IS %L;', prefix, own_name, comment) END),
         concat_ws(E'\n', CASE WHEN comment IS NOT NULL THEN format('COMMENT ON SEQUENCE %s%I IS NULL;', prefix, own_name) END, undo), needs
    FROM named WHERE put IS NOT NULL OR comment IS NOT NULL
  UNION ALL
  SELECT i.id || CASE WHEN partition_of IS NULL THEN '' ELSE ' partition ' || c.relname END || ' settings', 'setting', c.relname || '_settings', c.space, string_agg(s.put, E'\n' ORDER BY rank, s.put COLLATE "C"),
         string_agg(s.undo, E'\n' ORDER BY rank, s.put COLLATE "C"), ARRAY[i.id]
    FROM class AS c JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = coalesce(c.partition_of, c.oid)
    JOIN (SELECT b.oid, 0, format('ALTER TABLE %s ALTER COLUMN %I %s;', sql, a.attname, coalesce('SET DEFAULT ' || a.expression, 'DROP DEFAULT')),
                 format('ALTER TABLE %s ALTER COLUMN %I %s;', sql, a.attname, coalesce('SET DEFAULT ' || q.expression, 'DROP DEFAULT'))
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid JOIN attribute AS q ON q.attrelid = b.partition_of AND q.attname = a.attname
           WHERE a.expression IS DISTINCT FROM q.expression AND a.attgenerated = ''
          UNION ALL
          SELECT b.oid, 0, format('ALTER TABLE %s ALTER COLUMN %I SET EXPRESSION AS (%s);', sql, a.attname, a.expression),
                 format('ALTER TABLE %s ALTER COLUMN %I SET EXPRESSION AS (%s);', sql, a.attname, q.expression)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid JOIN attribute AS q ON q.attrelid = b.partition_of AND q.attname = a.attname
           WHERE a.expression <> q.expression AND a.attgenerated <> '' AND current_setting('server_version_num')::int >= 170000
          UNION ALL
          SELECT b.oid, 1, format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL;', sql, a.attname), format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL;', sql, a.attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid JOIN attribute AS q ON q.attrelid = b.partition_of AND q.attname = a.attname
           WHERE a.attnotnull AND NOT q.attnotnull
             AND NOT EXISTS (SELECT FROM constrained AS o WHERE o.conrelid = b.oid AND o.contype = 'p' AND o.conparentid = 0 AND a.attnum = ANY (o.conkey))
          UNION ALL
          SELECT b.oid, 11, format('COMMENT ON TABLE %s IS %L;', sql, description), format('COMMENT ON TABLE %s IS NULL;', sql)
            FROM class AS b JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = b.oid AND d.objsubid = 0 WHERE b.partition_of IS NOT NULL
          UNION ALL
          SELECT b.oid, 12, format('COMMENT ON COLUMN %s.%I IS %L;', sql, attname, a.comment), format('COMMENT ON COLUMN %s.%I IS NULL;', sql, attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE b.partition_of IS NOT NULL AND a.comment IS NOT NULL
          UNION ALL
          SELECT b.oid, 2, format('ALTER TABLE %s SET (%s);', sql, o.put), format('ALTER TABLE %s RESET (%s);', sql, o.forget)
            FROM class AS b JOIN options AS o ON o.oid = b.oid WHERE relispartition
          UNION ALL
          SELECT oid, 3, format('ALTER TABLE %s REPLICA IDENTITY %s;', sql,
                                CASE relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
                                     ELSE coalesce((SELECT format('USING INDEX %I', x.relname) FROM indexed AS x WHERE x.indrelid = b.oid AND x.indisreplident), 'NOTHING') END),
                 format('ALTER TABLE %s REPLICA IDENTITY DEFAULT;', sql)
            FROM class AS b WHERE relkind IN ('r', 'p') AND relreplident <> 'd'
             AND NOT EXISTS (SELECT FROM indexed AS x WHERE x.indrelid = b.oid AND x.indisreplident AND x.is_called_otherwise)
          UNION ALL
          SELECT indrelid, 4, format('ALTER TABLE %s CLUSTER ON %I;', table_sql, relname), format('ALTER TABLE %s SET WITHOUT CLUSTER;', table_sql)
            FROM indexed WHERE indisclustered AND NOT is_called_otherwise
          UNION ALL
          SELECT indrelid, 5, format('ALTER INDEX %s SET (%s);', sql, p.put), format('ALTER INDEX %s RESET (%s);', sql, p.forget)
            FROM ranked AS x JOIN options AS p ON p.oid = x.indexrelid WHERE x.constraint_oid IS NOT NULL AND NOT x.is_part
          UNION ALL
          SELECT b.oid, 6, format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE %s;', sql, attname, CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END),
                 format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE %s;', sql, attname, CASE typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE b.relkind IN ('r', 'p', 'm') AND attstorage <> typstorage AND NOT relispartition
          UNION ALL
          SELECT b.oid, 7, format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION %s;', sql, attname, CASE compression WHEN 'l' THEN 'lz4' ELSE 'pglz' END),
                 format('ALTER TABLE %s ALTER COLUMN %I SET COMPRESSION default;', sql, attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE compression IS NOT NULL
          UNION ALL
          SELECT b.oid, 8, format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s;', sql, attname, attstattarget),
                 format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS -1;', sql, attname)
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid WHERE attstattarget >= 0 AND b.relkind IN ('r', 'p', 'f', 'm')
          UNION ALL
          SELECT b.oid, 8, format('ALTER TABLE %s ALTER COLUMN %I SET (%s);', sql, attname, string_agg(option_name || ' = ' || option_value, ', ')),
                 format('ALTER TABLE %s ALTER COLUMN %I RESET (%s);', sql, attname, string_agg(option_name, ', '))
            FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid, pg_options_to_table(attoptions)
           WHERE option_name ~ '^n_distinct' AND b.relkind IN ('r', 'p', 'f', 'm') GROUP BY b.oid, sql, attname
          UNION ALL
          SELECT x.indrelid, 8, format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s;', sql, attnum, attstattarget),
                 format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS -1;', sql, attnum)
            FROM ranked AS x JOIN (SELECT attrelid, attnum, coalesce(attstattarget, -1) AS attstattarget FROM pg_attribute) AS a ON attrelid = indexrelid
           WHERE attstattarget >= 0 AND NOT is_part AND (is_modelled OR NOT is_table)
          UNION ALL
          SELECT oid, 9, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY;', sql), format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY;', sql) FROM class WHERE relrowsecurity
          UNION ALL
          SELECT oid, 10, format('ALTER TABLE %s FORCE ROW LEVEL SECURITY;', sql), format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY;', sql) FROM class WHERE relforcerowsecurity
         ) AS s (oid, rank, put, undo) ON s.oid = c.oid
   GROUP BY i.id, c.relname, c.space, c.partition_of
  UNION ALL
  SELECT i.id || ' comments', 'comment', g.relname || '_comments', g.space, string_agg(g.up, E'\n' ORDER BY g.up COLLATE "C"), string_agg(g.down, E'\n' ORDER BY g.up COLLATE "C"), ARRAY[i.id]
    FROM (SELECT o.conrelid AS oid, o.relname, o.space,
                 format('COMMENT ON CONSTRAINT %I ON %s IS %L;', conname, table_sql, description) AS up,
                 format('COMMENT ON CONSTRAINT %I ON %s IS NULL;', conname, table_sql) AS down
            FROM constrained AS o JOIN pg_description AS d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = o.oid
           WHERE o.is_modelled OR NOT o.is_table AND contype <> 'f'
          UNION ALL
          SELECT t.oid, t.typname, coalesce(w.space, t.space), format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS %L;', conname, t.oid::regtype, description),
                 format('COMMENT ON CONSTRAINT %I ON DOMAIN %s IS NULL;', conname, t.oid::regtype)
            FROM pg_constraint JOIN pg_description AS d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = pg_constraint.oid
            JOIN own_type AS t ON t.oid = contypid LEFT JOIN own_domain AS w ON w.oid = t.oid
          UNION ALL
          SELECT c.oid, c.relname, c.space, format('COMMENT ON INDEX %s IS %L;', x.sql, description), format('COMMENT ON INDEX %s IS NULL;', x.sql)
            FROM ranked AS x JOIN class AS c ON c.oid = x.indrelid JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = x.indexrelid
           WHERE x.is_modelled OR NOT x.is_table OR x.constraint_oid IN (SELECT o.oid FROM constrained AS o WHERE o.is_modelled)) AS g
    JOIN identified AS i ON i.classid IN ('pg_class'::regclass, 'pg_type'::regclass) AND i.objid = g.oid
   GROUP BY i.id, g.relname, g.space
  UNION ALL
  SELECT 'comment ' || quote_ident(nspname), 'comment', nspname || '_comments', NULL,
         format('COMMENT ON SCHEMA %I IS %L;', nspname, description), format('COMMENT ON SCHEMA %I IS NULL;', nspname), ARRAY[min(i.id)]
    FROM space AS n JOIN pg_description AS d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid JOIN identified AS i ON i.space = nspname
   WHERE NOT EXISTS (SELECT FROM made AS m WHERE m.kind = 'schema' AND m.name = nspname) GROUP BY nspname, description
  UNION ALL
  SELECT 'comment public', 'comment', 'public_comments', NULL,
         format('COMMENT ON SCHEMA public IS %L;', description), 'COMMENT ON SCHEMA public IS ''standard public schema'';', '{}'
    FROM pg_description WHERE classoid = 'pg_namespace'::regclass AND objoid = to_regnamespace('public') AND description <> 'standard public schema'
  UNION ALL
  SELECT format('grants %s %s', word, sql), 'grants', g.name || '_grants', g.space,
         string_agg(put, E'\n' ORDER BY is_revoked DESC, grantee COLLATE "C", is_grantable), string_agg(undo, E'\n' ORDER BY is_revoked, grantee COLLATE "C", is_grantable),
         ARRAY(SELECT DISTINCT p.id FROM part AS p WHERE p.classid = g.classid AND p.objid = g.objid)
         || ARRAY(SELECT coalesce(moved_by, n.needs[2]) FROM named AS n
                   WHERE g.classid = 'pg_class'::regclass AND g.objid = n.seqrelid AND coalesce(moved_by, n.needs[2]) IS NOT NULL)
    FROM (SELECT classid, objid, name, space, word, sql, grantee, is_grantable, is_revoked,
                 format(CASE WHEN is_revoked THEN 'REVOKE %1$s ON %2$s %3$s FROM %4$s;' ELSE 'GRANT %1$s ON %2$s %3$s TO %4$s%5$s;' END, privileges, word, sql, grantee,
                        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS put,
                 format(CASE WHEN is_revoked THEN 'GRANT %1$s ON %2$s %3$s TO %4$s%5$s;' ELSE 'REVOKE %1$s ON %2$s %3$s FROM %4$s;' END, privileges, word, sql, grantee,
                        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS undo
            FROM (SELECT classid, objid, name, space, word, sql, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS grantee, is_grantable, is_revoked,
                         string_agg(privilege_type || behind, ', ' ORDER BY privilege_type COLLATE "C", behind COLLATE "C") AS privileges
                    FROM (SELECT classid, objid, name, space, word, sql, behind, x.grantee, x.privilege_type, x.is_grantable, false AS is_revoked
                            FROM acl, aclexplode(acl) AS x
                           WHERE x.grantee <> owner AND NOT EXISTS (SELECT FROM aclexplode(usual) AS u WHERE (u.grantee, u.privilege_type, u.is_grantable) = (x.grantee, x.privilege_type, x.is_grantable))
                          UNION ALL
                          SELECT classid, objid, name, space, word, sql, behind, u.grantee, u.privilege_type, u.is_grantable, true
                            FROM acl, aclexplode(usual) AS u
                           WHERE u.grantee <> owner AND NOT EXISTS (SELECT FROM aclexplode(acl) AS x WHERE (u.grantee, u.privilege_type, u.is_grantable) = (x.grantee, x.privilege_type, x.is_grantable))) AS one
                   GROUP BY classid, objid, name, space, word, sql, grantee, is_grantable, is_revoked) AS each_one) AS g
   GROUP BY classid, objid, name, space, word, sql
), object AS MATERIALIZED (
  SELECT i.id, kind, name, space, up, down,
         coalesce(n.needs, ARRAY[]::text[])
         || ARRAY(SELECT b.id FROM pg_inherits JOIN identified AS p ON p.classid = 'pg_class'::regclass AND p.objid = inhparent JOIN behind AS b ON b.id = p.id || ' settings'
                   WHERE i.classid = 'pg_class'::regclass AND inhrelid = i.objid ORDER BY b.id COLLATE "C") AS needs, -- they go over to tables that inherit
         objid
    FROM identified AS i LEFT JOIN (SELECT id, array_agg(need ORDER BY need COLLATE "C") AS needs FROM need GROUP BY id) AS n ON n.id = i.id
   WHERE up IS NOT NULL
  UNION ALL
  SELECT id, kind, name, space, up, down, needs, NULL FROM behind
),

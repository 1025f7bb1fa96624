rest (what, name) AS (
  SELECT 'a base type', sql FROM own_type AS t WHERE typtype = 'b'
  UNION ALL
  SELECT 'a range type with a canonical function', sql FROM own_type JOIN pg_range ON rngtypid = oid WHERE typtype = 'r' AND rngcanonical <> 0
  UNION ALL
  SELECT 'an index that is not valid', sql FROM ranked WHERE NOT indisvalid AND is_table AND indexrelid NOT IN (SELECT l.indexrelid FROM alone AS l)
  UNION ALL
  SELECT 'the name of', sql FROM ranked WHERE is_called_otherwise
  UNION ALL
  SELECT 'the comment on', sql FROM ranked WHERE is_part AND obj_description(indexrelid, 'pg_class') IS NOT NULL
  UNION ALL -- and on sequences of serial columns, which become identities
  SELECT 'the comment on', s.sql FROM attribute AS a JOIN class AS s ON s.oid = a.seqrelid WHERE a.is_serial AND a.is_table AND obj_description(s.oid, 'pg_class') IS NOT NULL
  UNION ALL -- and on what a partition has of its table besides
  SELECT 'the comment on', format('%I on %s', o.conname, c.sql) FROM pg_constraint AS o JOIN class AS c ON c.oid = o.conrelid
   WHERE o.conparentid <> 0 AND obj_description(o.oid, 'pg_constraint') IS NOT NULL
  UNION ALL
  SELECT 'the comment on', format('%I on %s', t.tgname, c.sql) FROM pg_trigger AS t JOIN class AS c ON c.oid = t.tgrelid
   WHERE t.tgparentid <> 0 AND obj_description(t.oid, 'pg_trigger') IS NOT NULL
  UNION ALL
  SELECT 'that its table is clustered or replicated by', sql FROM ranked WHERE is_called_otherwise AND (indisclustered OR indisreplident)
  UNION ALL -- of what refuses nulls
  SELECT what, format('%s on %s', quote_ident(conname), coalesce(c.sql, contypid::regtype::text))
    FROM pg_constraint AS o LEFT JOIN class AS c ON c.oid = conrelid
    JOIN (VALUES ('the name of'), ('the comment on')) AS w (what) ON CASE what WHEN 'the name of' THEN conname !~ '_not_null\d*$' ELSE obj_description(o.oid, 'pg_constraint') IS NOT NULL END
   WHERE contype = 'n' AND conislocal AND (c.oid IS NOT NULL OR contypid IN (SELECT t.oid FROM own_type AS t)) AND o.oid NOT IN (SELECT l.oid FROM loose AS l)
  UNION ALL
  SELECT 'the expression of', format('%s.%I', b.sql, a.attname) -- which cannot be said before 17
    FROM class AS b JOIN attribute AS a ON a.attrelid = b.oid JOIN attribute AS q ON q.attrelid = b.partition_of AND q.attname = a.attname
   WHERE a.expression <> q.expression AND a.attgenerated <> '' AND current_setting('server_version_num')::int < 170000
  UNION ALL
  SELECT 'the tablespace of', sql FROM class WHERE reltablespace <> 0
  UNION ALL
  SELECT 'the tablespace of', sql FROM ranked WHERE reltablespace <> 0
  UNION ALL
  SELECT 'the access method of', sql FROM class AS c JOIN pg_am AS a ON a.oid = relam WHERE amname <> 'heap'
  UNION ALL
  SELECT 'a subscription', quote_ident(subname) FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT 'a user mapping', format('%s for %s', quote_ident(srvname), coalesce(usename, 'public')) FROM pg_user_mappings -- others see no options; some are secrets
   WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
      OR EXISTS (SELECT FROM unnest(umoptions) AS o WHERE o ~* '^[^=]*(pass|secret|token|key)')
  UNION ALL
  SELECT 'an operator class', prefix || quote_ident(opcname) FROM pg_opclass AS x JOIN space ON space.oid = opcnamespace WHERE ('pg_opclass'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a conversion', prefix || quote_ident(conname) FROM pg_conversion JOIN space ON space.oid = connamespace
  UNION ALL
  SELECT 'an operator family', prefix || quote_ident(opfname) FROM pg_opfamily AS x JOIN space ON space.oid = opfnamespace
   WHERE ('pg_opfamily'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member) AND NOT EXISTS (SELECT FROM pg_opclass WHERE opcfamily = x.oid)
  UNION ALL
  SELECT 'a text search template', prefix || quote_ident(tmplname) FROM pg_ts_template AS x JOIN space ON space.oid = tmplnamespace WHERE ('pg_ts_template'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a text search parser', prefix || quote_ident(prsname) FROM pg_ts_parser AS x JOIN space ON space.oid = prsnamespace WHERE ('pg_ts_parser'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a transform', format('for %s language %s', trftype::regtype, lanname) FROM pg_transform AS x JOIN pg_language AS l ON l.oid = trflang WHERE ('pg_transform'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'a language', quote_ident(lanname) FROM pg_language AS x WHERE oid >= 16384 AND ('pg_language'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'the list of default privileges of', defaclrole::regrole::text FROM pg_default_acl
  UNION
  SELECT 'what its owner may not do with', sql FROM acl, aclexplode(usual) AS u
   WHERE u.grantee = owner AND NOT EXISTS (SELECT FROM aclexplode(acl) AS x WHERE (x.grantee, x.privilege_type) = (u.grantee, u.privilege_type))
), the_columns AS MATERIALIZED (
  SELECT attrelid AS oid, jsonb_agg(jsonb_build_object(
           'name', attname, 'type', coalesce(enum_name || enum_array, type), 'type_space', enum_space,
           'default', CASE WHEN attgenerated = '' AND NOT is_serial THEN expression END,
           'generated', CASE WHEN attgenerated <> '' THEN expression END, 'virtual', CASE attgenerated WHEN 'v' THEN true END,
           'collation', a.collation, 'comment', comment, 'nullable', NOT attnotnull,
           'identity', CASE WHEN NOT is_another THEN CASE attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'default' END END,
           'touched', CASE WHEN (attrelid, attnum) IN (SELECT t.attrelid, t.attnum FROM touched AS t) THEN true END,
           'serial', CASE WHEN is_serial THEN true END,
           'not_serial', CASE WHEN is_next AND NOT is_serial AND attgenerated = '' THEN coalesce(not_serial, 'second') END,
           'sequence', CASE WHEN is_serial AND q.relname <> format('%s_%s_seq', r.relname, attname) THEN q.relname END) ORDER BY attnum) AS value
    FROM attribute AS a JOIN class AS r ON r.oid = attrelid LEFT JOIN class AS q ON q.oid = a.seqrelid WHERE a.is_table GROUP BY attrelid
), included AS MATERIALIZED ( -- of every index: what it holds besides its keys
  SELECT x.indexrelid, x.nulls_not_distinct,
         (SELECT jsonb_agg((SELECT attname FROM pg_attribute AS a WHERE a.attrelid = x.indrelid AND a.attnum = indkey[n]) ORDER BY n)
            FROM generate_series(indnkeyatts, indnatts - 1) AS n) AS included
    FROM indexed AS x
), the_keys AS MATERIALIZED (
  SELECT o.conrelid AS oid, o.contype,
         jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
           'name', conname, 'columns', CASE WHEN contype <> 'c' THEN names END, 'condition', condition,
           'target_space', t.space, 'target', t.relname,
           'referenced', CASE WHEN contype = 'f' AND (confrelid, confkey) NOT IN (SELECT p.conrelid, p.conkey FROM listed AS p WHERE p.contype = 'p')
                              THEN (SELECT jsonb_agg((SELECT attname FROM pg_attribute AS a WHERE a.attrelid = confrelid AND a.attnum = u.attnum) ORDER BY n)
                                      FROM unnest(confkey) WITH ORDINALITY AS u (attnum, n)) END,
           'on_delete', CASE contype WHEN 'f' THEN confdeltype END, 'on_update', CASE contype WHEN 'f' THEN confupdtype END,
           'deferrable', CASE WHEN condeferrable THEN true END, 'deferred', CASE WHEN condeferred THEN true END,
           'not_valid', CASE WHEN NOT convalidated THEN true END, 'match_full', CASE WHEN contype = 'f' AND confmatchtype = 'f' THEN true END,
           'nulls_not_distinct', CASE WHEN x.nulls_not_distinct AND contype = 'u' THEN true END,
           'include', CASE WHEN contype IN ('p', 'u') THEN x.included END))
           ORDER BY conname COLLATE "C") AS value
    FROM listed AS o LEFT JOIN class AS t ON t.oid = o.confrelid
    LEFT JOIN included AS x ON x.indexrelid = o.conindid GROUP BY o.conrelid, o.contype
), the_indexes AS MATERIALIZED (
  SELECT x.indrelid AS oid,
         jsonb_agg(jsonb_build_object(
           'name', x.relname, 'unique', indisunique, 'method', CASE WHEN o.oid IS NOT NULL OR amname <> 'btree' THEN amname END, 'where', x.condition,
           'deferrable', CASE WHEN o.condeferrable THEN true END, 'deferred', CASE WHEN o.condeferred THEN true END,
           'keys', (SELECT jsonb_agg(jsonb_build_object(
                             'column', (SELECT attname FROM pg_attribute AS a WHERE a.attrelid = x.indrelid AND a.attnum = indkey[n]),
                             'opclass', (SELECT opcname FROM pg_opclass WHERE oid = indclass[n] AND NOT opcdefault),
                             'collation', (SELECT collname FROM pg_attribute AS a JOIN pg_collation AS l ON l.oid = indcollation[n]
                                            WHERE a.attrelid = x.indrelid AND a.attnum = indkey[n] AND a.attcollation <> indcollation[n]),
                             'expression', CASE indkey[n] WHEN 0 THEN pg_get_indexdef(x.indexrelid, n + 1, false) END,
                             'operator', (SELECT oprname FROM pg_operator AS p WHERE p.oid = o.conexclop[n + 1]),
                             'descending', CASE WHEN indoption[n] & 1 = 1 THEN true END,
                             'nulls', CASE indoption[n] & 3 WHEN 1 THEN 'last' WHEN 2 THEN 'first' END) ORDER BY n)
                      FROM generate_series(0, indnkeyatts - 1) AS n),
           'include', i.included, 'with', CASE WHEN o.oid IS NULL THEN p.words END, 'nulls_not_distinct', CASE WHEN x.nulls_not_distinct AND indisunique THEN true END) ORDER BY x.relname COLLATE "C") AS value
    FROM ranked AS x JOIN included AS i ON i.indexrelid = x.indexrelid LEFT JOIN options AS p ON p.oid = x.indexrelid
    LEFT JOIN constrained AS o ON o.oid = x.constraint_oid AND o.contype = 'x' WHERE x.is_modelled OR o.is_modelled GROUP BY x.indrelid
), the_needs AS MATERIALIZED (
  SELECT n.id, jsonb_agg(n.need ORDER BY n.need COLLATE "C") AS value FROM need AS n JOIN object AS o ON o.id = n.need GROUP BY n.id
), document (tables) AS (
  SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
           'id', i.id, 'space', c.space, 'name', relname, 'comment', obj_description(c.oid, 'pg_class'),
           'columns', coalesce(a.value, '[]'), 'primary_key', p.value -> 0, 'uniques', u.value, 'foreign_keys', f.value, 'checks', k.value,
           'indexes', x.value, 'needs', n.value,
           'partitioning', (SELECT jsonb_build_object(
               'method', t.method,
               'keys', (SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                                 'column', (SELECT attname FROM pg_attribute AS l WHERE l.attrelid = t.partrelid AND l.attnum = partattrs[n]),
                                 'expression', CASE partattrs[n] WHEN 0 THEN pg_get_expr(partexprs, partrelid) END,
                                 'opclass', (SELECT opcname FROM pg_opclass WHERE oid = partclass[n] AND NOT opcdefault),
                                 'collation', (SELECT collname FROM pg_attribute AS l JOIN pg_collation AS m ON m.oid = partcollation[n]
                                                WHERE l.attrelid = t.partrelid AND l.attnum = partattrs[n] AND l.attcollation <> partcollation[n]))) ORDER BY n)
                          FROM generate_series(0, partnatts - 1) AS n),
               'items', (SELECT jsonb_agg(jsonb_build_object('name', b.relname, 'bounds', b.bound) ORDER BY b.bound = 'DEFAULT', b.relname COLLATE "C")
                           FROM parting AS b WHERE b.inhparent = t.partrelid)) FROM partitioned AS t WHERE t.partrelid = c.oid),
           'with', nullif(coalesce(w.words, '[]') || CASE relpersistence WHEN 'u' THEN '[{"name": "unlogged"}]'::jsonb ELSE '[]' END, '[]')))
         ORDER BY c.space COLLATE "C" NULLS FIRST, relname COLLATE "C"), '[]')
    FROM class AS c JOIN identified AS i ON i.classid = 'pg_class'::regclass AND i.objid = c.oid
    LEFT JOIN the_columns AS a ON a.oid = c.oid
    LEFT JOIN the_keys AS p ON p.oid = c.oid AND p.contype = 'p' LEFT JOIN the_keys AS u ON u.oid = c.oid AND u.contype = 'u'
    LEFT JOIN the_keys AS f ON f.oid = c.oid AND f.contype = 'f' LEFT JOIN the_keys AS k ON k.oid = c.oid AND k.contype = 'c'
    LEFT JOIN options AS w ON w.oid = c.oid
    LEFT JOIN the_indexes AS x ON x.oid = c.oid LEFT JOIN the_needs AS n ON n.id = i.id
   WHERE is_table
)
SELECT jsonb_build_object(
         'migc', 'catalog', 'format', 1, 'target', 'postgres',
         'extensions', (SELECT coalesce(jsonb_agg(extname ORDER BY extname COLLATE "C"), '[]') FROM pg_extension AS e
                          WHERE extname <> 'plpgsql' AND NOT EXISTS (SELECT FROM made AS m WHERE m.kind = 'extension' AND m.objid = e.oid)),
         'enums', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                            'id', i.id, 'space', e.space, 'name', typname, 'comment', obj_description(e.oid, 'pg_type'),
                            'values', (SELECT coalesce(jsonb_agg(enumlabel ORDER BY enumsortorder), '[]') FROM pg_enum WHERE enumtypid = e.oid)))
                          ORDER BY e.space COLLATE "C" NULLS FIRST, typname COLLATE "C"), '[]')
                     FROM enumeration AS e JOIN identified AS i ON i.classid = 'pg_type'::regclass AND i.objid = e.oid),
         'tables', tables || (
           SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'id', i.id, 'domain', true, 'space', w.space, 'name', w.typname, 'comment', obj_description(w.oid, 'pg_type'), 'needs', n.value,
                    'columns', jsonb_build_array(jsonb_build_object(
                      'name', 'value', 'nullable', NOT w.typnotnull, 'default', w.typdefault,
                      'type', coalesce(e.typname, b.typname, format_type(w.typbasetype, w.typtypmod)) || CASE WHEN coalesce(e.oid, b.oid) <> w.typbasetype THEN '[]' ELSE '' END,
                      'type_space', coalesce(e.space, b.space),
                      'collation', (SELECT collname FROM pg_collation AS k JOIN pg_type AS t ON t.oid = w.typbasetype WHERE k.oid = w.typcollation AND k.oid <> t.typcollation))),
                    'checks', (SELECT jsonb_agg(jsonb_build_object('name', conname, 'condition', pg_get_expr(conbin, 0)) ORDER BY conname COLLATE "C")
                                 FROM pg_constraint AS o WHERE o.contypid = w.oid AND contype = 'c')))
                  ORDER BY w.space COLLATE "C" NULLS FIRST, w.typname COLLATE "C"), '[]')
             FROM own_domain AS w JOIN identified AS i ON i.classid = 'pg_type'::regclass AND i.objid = w.oid LEFT JOIN the_needs AS n ON n.id = i.id
             LEFT JOIN enumeration AS e ON w.typbasetype IN (e.oid, e.typarray) LEFT JOIN own_domain AS b ON w.typbasetype IN (b.oid, b.typarray)),
         'objects', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                              'id', id, 'kind', kind, 'space', space, 'name', name, 'up', up, 'down', down, 'needs', to_jsonb(needs),
                              'sequence', CASE kind WHEN 'sequence' THEN
                                (SELECT jsonb_build_object('type', s.seqtypid::regtype, 'start', s.seqstart::text, 'increment', s.seqincrement::text,
                                                           'least', s.seqmin::text, 'most', s.seqmax::text, 'cache', s.seqcache::text, 'cycles', s.seqcycle,
                                                           'comment', obj_description(s.oid, 'pg_class'), 'owner_space', c.space, 'owner', c.relname,
                                                           'owner_column', (SELECT attname FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum = s.attnum))
                                   FROM sequence AS s LEFT JOIN class AS c ON c.oid = s.attrelid AND c.is_table
                                  WHERE s.oid = objid AND s.is_declared) END)) ORDER BY id COLLATE "C"), '[]') FROM object),
         'rest', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                           'what', what, 'name', name,
                           'help', CASE what WHEN 'an index that is not valid'
                                             THEN format('until `REINDEX INDEX CONCURRENTLY %s` has built it, or `DROP INDEX %1$s` removed it, scripts for its table stop', name) END)) ORDER BY what, name COLLATE "C"), '[]') FROM rest))
  FROM document;
COMMIT;

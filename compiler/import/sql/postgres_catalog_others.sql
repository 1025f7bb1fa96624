  SELECT 'collation', collname, space, 'pg_collation'::regclass, k.oid,
         format('CREATE COLLATION %s%I (PROVIDER = %s, %s%s);', prefix, collname, CASE collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
                CASE collprovider WHEN 'c' THEN format('LC_COLLATE = %L, LC_CTYPE = %L', document ->> 'collcollate', document ->> 'collctype')
                     ELSE format('LOCALE = %L', coalesce(document ->> 'colllocale', document ->> 'colliculocale', document ->> 'collcollate')) END,
                concat(CASE WHEN NOT collisdeterministic THEN ', DETERMINISTIC = false' END, ', RULES = ' || quote_literal(document ->> 'collicurules'))),
         format('DROP COLLATION %s%I;', prefix, collname), format('%s%I', prefix, collname)
    FROM (SELECT oid, collname, collnamespace, collprovider, collisdeterministic, to_jsonb(raw) AS document FROM pg_collation AS raw) AS k
    JOIN space ON space.oid = collnamespace WHERE ('pg_collation'::regclass, k.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'foreign data wrapper', fdwname, NULL, 'pg_foreign_data_wrapper'::regclass, w.oid,
         format('CREATE FOREIGN DATA WRAPPER %I%s%s%s;', fdwname, ' HANDLER ' || nullif(fdwhandler, 0)::regproc, ' VALIDATOR ' || nullif(fdwvalidator, 0)::regproc,
                (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', ')) FROM pg_options_to_table(fdwoptions) HAVING count(*) > 0)),
         format('DROP FOREIGN DATA WRAPPER %I;', fdwname), quote_ident(fdwname)
    FROM pg_foreign_data_wrapper AS w WHERE ('pg_foreign_data_wrapper'::regclass, w.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'server', srvname, NULL, 'pg_foreign_server'::regclass, s.oid,
         format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I%s;', srvname, ' TYPE ' || quote_literal(srvtype), ' VERSION ' || quote_literal(srvversion), fdwname,
                (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', ')) FROM pg_options_to_table(srvoptions) HAVING count(*) > 0)),
         format('DROP SERVER %I;', srvname), quote_ident(srvname)
    FROM pg_foreign_server AS s JOIN pg_foreign_data_wrapper AS w ON w.oid = srvfdw
   WHERE ('pg_foreign_server'::regclass, s.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'user mapping', format('%s for %s', srvname, coalesce(usename, 'public')), NULL, 'pg_user_mapping'::regclass, umid,
         format('CREATE USER MAPPING FOR %s%s;', args.sql,
                (SELECT format(' OPTIONS (%s)', string_agg(format('%I %L', option_name, option_value), ', ')) FROM pg_options_to_table(umoptions) HAVING count(*) > 0)),
         format('DROP USER MAPPING FOR %s;', args.sql), args.sql
    FROM pg_user_mappings, LATERAL (SELECT format('%s SERVER %I', coalesce(quote_ident(usename), 'PUBLIC'), srvname)) AS args (sql)
   WHERE (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
     AND NOT EXISTS (SELECT FROM unnest(umoptions) AS o WHERE o ~* '^[^=]*(pass|secret|token|key)')
  UNION ALL
  SELECT 'aggregate', proname, space, 'pg_proc'::regclass, r.oid,
         format('CREATE AGGREGATE %s (%s);', args.sql,
                (SELECT string_agg(format('%s = %s', word, said), ', ' ORDER BY n)
                   FROM (SELECT n, word, CASE WHEN f.oid <> 0 THEN regexp_replace(f.oid::regprocedure::text, '\([^()]*\)$', '') END
                           FROM (VALUES (1, 'SFUNC', aggtransfn::oid), (4, 'FINALFUNC', aggfinalfn), (7, 'COMBINEFUNC', aggcombinefn), (8, 'SERIALFUNC', aggserialfn),
                                        (9, 'DESERIALFUNC', aggdeserialfn), (11, 'MSFUNC', aggmtransfn), (12, 'MINVFUNC', aggminvtransfn), (15, 'MFINALFUNC', aggmfinalfn)) AS f (n, word, oid)
                          UNION ALL
                         VALUES (2, 'STYPE', format_type(aggtranstype, NULL)), (3, 'SSPACE', nullif(aggtransspace, 0)::text), (5, 'FINALFUNC_EXTRA', CASE WHEN aggfinalextra THEN 'true' END),
                                (6, 'FINALFUNC_MODIFY', CASE WHEN aggfinalfn <> 0 AND aggfinalmodify <> usual THEN CASE aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END),
                                (10, 'INITCOND', quote_literal(agginitval)), (13, 'MSTYPE', CASE WHEN aggmtranstype <> 0 THEN format_type(aggmtranstype, NULL) END),
                                (14, 'MSSPACE', nullif(aggmtransspace, 0)::text), (16, 'MFINALFUNC_EXTRA', CASE WHEN aggmfinalextra THEN 'true' END),
                                (17, 'MFINALFUNC_MODIFY', CASE WHEN aggmfinalfn <> 0 AND aggmfinalmodify <> usual THEN CASE aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END),
                                (18, 'MINITCOND', quote_literal(aggminitval)),
                                (19, 'SORTOP', CASE WHEN aggsortop <> 0 THEN format('OPERATOR(%s)', regexp_replace(aggsortop::regoperator::text, '\(.*\)$', '')) END),
                                (20, 'PARALLEL', CASE (SELECT proparallel FROM pg_proc AS p WHERE p.oid = r.oid) WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END),
                                (21, 'HYPOTHETICAL', CASE aggkind WHEN 'h' THEN 'true' END)) AS w (n, word, said) WHERE said IS NOT NULL)),
         format('DROP AGGREGATE %s;', args.sql), args.sql
    FROM routine AS r JOIN pg_aggregate ON aggfnoid = r.oid,
         LATERAL (SELECT replace(r.sql, '()', '(*)'), CASE aggkind WHEN 'n' THEN 'r' ELSE 'w' END) AS args (sql, usual)
  UNION ALL
  SELECT 'operator', oprname, space, 'pg_operator'::regclass, x.oid,
         format('CREATE OPERATOR %s%s (%s);', prefix, oprname,
                (SELECT string_agg(word || coalesce(' = ' || said, ''), ', ' ORDER BY n)
                   FROM (VALUES (1, 'FUNCTION', regexp_replace(oprcode::oid::regprocedure::text, '\([^()]*\)$', '')), (2, 'LEFTARG', CASE WHEN oprleft <> 0 THEN format_type(oprleft, NULL) END),
                                (3, 'RIGHTARG', CASE WHEN oprright <> 0 THEN format_type(oprright, NULL) END),
                                (4, 'COMMUTATOR', CASE WHEN oprcom <> 0 THEN format('OPERATOR(%s)', regexp_replace(oprcom::regoperator::text, '\(.*\)$', '')) END),
                                (5, 'NEGATOR', CASE WHEN oprnegate <> 0 THEN format('OPERATOR(%s)', regexp_replace(oprnegate::regoperator::text, '\(.*\)$', '')) END),
                                (6, 'RESTRICT', nullif(oprrest::oid, 0)::regproc::text), (7, 'JOIN', nullif(oprjoin::oid, 0)::regproc::text)) AS w (n, word, said) WHERE said IS NOT NULL)
                || CASE WHEN oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN oprcanmerge THEN ', MERGES' ELSE '' END),
         format('DROP OPERATOR %s;', args.sql), args.sql
    FROM pg_operator AS x JOIN space ON space.oid = oprnamespace,
         LATERAL (SELECT format('%s%s (%s, %s)', CASE WHEN prefix = '' AND EXISTS (SELECT FROM pg_operator AS b WHERE (b.oprname, b.oprleft, b.oprright) = (x.oprname, x.oprleft, x.oprright)
                                                                       AND b.oprnamespace = 'pg_catalog'::regnamespace) THEN 'public.' ELSE prefix END,
                                oprname, CASE WHEN oprleft = 0 THEN 'NONE' ELSE format_type(oprleft, NULL) END,
                                CASE WHEN oprright = 0 THEN 'NONE' ELSE format_type(oprright, NULL) END)) AS args (sql)
   WHERE oprcode <> 0 AND ('pg_operator'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'cast', format('%s as %s', castsource::regtype, casttarget::regtype), NULL, 'pg_cast'::regclass, x.oid,
         format('CREATE CAST %s %s%s;', args.sql,
                CASE castmethod WHEN 'f' THEN 'WITH FUNCTION ' || castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
                CASE castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END),
         format('DROP CAST %s;', args.sql), args.sql
    FROM pg_cast AS x, LATERAL (SELECT format('(%s AS %s)', format_type(castsource, NULL), format_type(casttarget, NULL))) AS args (sql)
   WHERE x.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_cast'::regclass AND objid = x.oid AND deptype IN ('e', 'i'))
  UNION ALL
  SELECT 'text search dictionary', dictname, space, 'pg_ts_dict'::regclass, x.oid,
         format('CREATE TEXT SEARCH DICTIONARY %s%I (TEMPLATE = %s%s);', prefix, dictname,
                (SELECT CASE tmplnamespace WHEN 'pg_catalog'::regnamespace THEN '' ELSE tmplnamespace::regnamespace || '.' END || quote_ident(tmplname) FROM pg_ts_template AS t WHERE t.oid = dicttemplate),
                ', ' || dictinitoption),
         format('DROP TEXT SEARCH DICTIONARY %s%I;', prefix, dictname), format('%s%I', prefix, dictname)
    FROM pg_ts_dict AS x JOIN space ON space.oid = dictnamespace WHERE ('pg_ts_dict'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'text search configuration', cfgname, space, 'pg_ts_config'::regclass, x.oid,
         format('CREATE TEXT SEARCH CONFIGURATION %s%I (PARSER = %s);', prefix, cfgname,
                (SELECT CASE prsnamespace WHEN 'pg_catalog'::regnamespace THEN 'pg_catalog.' ELSE prsnamespace::regnamespace || '.' END || quote_ident(prsname) FROM pg_ts_parser AS p WHERE p.oid = cfgparser))
         || coalesce((SELECT string_agg(format(E'\nALTER TEXT SEARCH CONFIGURATION %s%I ADD MAPPING FOR %s WITH %s;', prefix, cfgname, tokens, dictionaries), '' ORDER BY first)
                        FROM (SELECT dictionaries, string_agg(alias, ', ' ORDER BY tokid) AS tokens, min(tokid) AS first
                                FROM (SELECT t.alias, t.tokid, string_agg(mapdict::regdictionary::text, ', ' ORDER BY mapseqno) AS dictionaries
                                        FROM pg_ts_config_map JOIN ts_token_type(cfgparser) AS t ON t.tokid = maptokentype WHERE mapcfg = x.oid GROUP BY t.alias, t.tokid) AS m
                               GROUP BY dictionaries) AS d), ''),
         format('DROP TEXT SEARCH CONFIGURATION %s%I;', prefix, cfgname), format('%s%I', prefix, cfgname)
    FROM pg_ts_config AS x JOIN space ON space.oid = cfgnamespace WHERE ('pg_ts_config'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'publication', pubname, NULL, 'pg_publication'::regclass, x.oid,
         format('CREATE PUBLICATION %I%s%s;', pubname, CASE WHEN puballtables THEN ' FOR ALL TABLES' ELSE ' FOR ' || nullif(concat_ws(', ', t.names, s.names), '') END,
                (SELECT format(' WITH (%s)', string_agg(said, ', '))
                   FROM (VALUES (CASE WHEN NOT (pubinsert AND pubupdate AND pubdelete AND pubtruncate)
                                      THEN format('publish = %L', concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
                                                                                  CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END)) END),
                                (CASE WHEN pubviaroot THEN 'publish_via_partition_root = true' END),
                                (CASE WHEN to_jsonb(x) ->> 'pubgencols' = 's' THEN 'publish_generated_columns = stored' END)) AS w (said)
                  WHERE said IS NOT NULL HAVING count(*) > 0)),
         format('DROP PUBLICATION %I;', pubname), quote_ident(pubname)
    FROM pg_publication AS x,
         LATERAL (SELECT 'TABLE ' || string_agg(CASE WHEN relkind = 'r' AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = c.oid) THEN 'ONLY ' ELSE '' END || c.sql
                                                || CASE WHEN to_jsonb(r) ->> 'prattrs' IS NOT NULL
                                                        THEN format(' (%s)', (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM attribute AS a
                                                                               WHERE a.attrelid = c.oid AND a.attnum::text = ANY (regexp_split_to_array(to_jsonb(r) ->> 'prattrs', '\D+')))) ELSE '' END
                                                || CASE WHEN to_jsonb(r) ->> 'prqual' IS NOT NULL
                                                        THEN (SELECT format(' WHERE (%s)', to_jsonb(v) ->> 'rowfilter') FROM pg_publication_tables AS v
                                                               WHERE v.pubname = x.pubname AND v.schemaname = coalesce(c.space, 'public') AND v.tablename = c.relname) ELSE '' END,
                                                ', ' ORDER BY c.sql COLLATE "C")
                    FROM pg_publication_rel AS r JOIN class AS c ON c.oid = r.prrelid WHERE r.prpubid = x.oid) AS t (names),
         LATERAL (SELECT 'TABLES IN SCHEMA ' || string_agg(refobjid::regnamespace::text, ', ' ORDER BY refobjid::regnamespace::text COLLATE "C")
                    FROM pg_depend AS d WHERE refclassid = 'pg_namespace'::regclass
                     AND (classid, objid) IN (SELECT p.classid, p.objid FROM pg_depend AS p WHERE p.refclassid = 'pg_publication'::regclass AND p.refobjid = x.oid)) AS s (names)
   WHERE ('pg_publication'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'event trigger', evtname, NULL, 'pg_event_trigger'::regclass, x.oid,
         format('CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s;', evtname, evtevent,
                (SELECT format(E'\n WHEN TAG IN (%s)', string_agg(quote_literal(t), ', ')) FROM unnest(evttags) AS t HAVING count(*) > 0), evtfoid::regprocedure)
         || CASE evtenabled WHEN 'O' THEN ''
                 ELSE format(E'\nALTER EVENT TRIGGER %I %s;', evtname, CASE evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END) END,
         format('DROP EVENT TRIGGER %I;', evtname), quote_ident(evtname)
    FROM pg_event_trigger AS x WHERE ('pg_event_trigger'::regclass, x.oid) NOT IN (SELECT classid, objid FROM member)
),

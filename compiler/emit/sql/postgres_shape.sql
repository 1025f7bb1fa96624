-- Everything that statements can have made, as one text: it is the same if they have changed nothing.
CREATE OR REPLACE FUNCTION pg_temp.migc_state()
RETURNS text LANGUAGE sql AS $migc$
  SELECT md5(string_agg(DISTINCT name, E'\n' ORDER BY name))
    FROM (SELECT concat_ws('|', 'relation', oid::regclass, relkind, relpersistence, reloptions, relrowsecurity, relforcerowsecurity,
                 relreplident, (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))) AS x),
                 reloftype::regtype, relam, reltablespace, pg_get_expr(relpartbound, oid),
                 CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) WHEN 'm' THEN pg_get_viewdef(oid) WHEN 'p' THEN pg_get_partkeydef(oid)
                              WHEN 'i' THEN pg_get_indexdef(oid) WHEN 'I' THEN pg_get_indexdef(oid)
                              WHEN 'c' THEN (SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
                                              WHERE attrelid = c.oid AND NOT attisdropped) END,
                 (SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid),
                 (SELECT concat_ws(' ', indisclustered, indisreplident, indisvalid) FROM pg_index WHERE indexrelid = c.oid),
                 (SELECT to_jsonb(s) - 'seqrelid' FROM pg_sequence AS s WHERE seqrelid = c.oid),
                 (SELECT string_agg(concat_ws('.', refobjid::regclass, refobjsubid), ', ') FROM pg_depend
                   WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype IN ('a', 'i') AND relkind = 'S'),
                 (SELECT concat_ws(' ', srvname, ftoptions) FROM pg_foreign_table JOIN pg_foreign_server AS s ON s.oid = ftserver
                   WHERE ftrelid = c.oid))
            FROM pg_class AS c WHERE oid >= 16384 AND relpersistence <> 't' AND relnamespace <> 'pg_toast'::regnamespace
          UNION ALL
          SELECT concat_ws('|', 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod), pg_get_expr(adbin, adrelid),
                 attcollation::regcollation, (SELECT string_agg(o, ', ') FROM unnest(attoptions) AS o WHERE o ~ '^n_distinct'), to_jsonb(a) - '{attrelid,attnum,atttypid,attcollation,attcacheoff,attoptions,attmissingval,atthasmissing}'::text[])
            FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
           WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped AND relpersistence <> 't' AND relnamespace <> 'pg_toast'::regnamespace
          UNION ALL
          SELECT concat_ws('|', 'constraint', conname, conrelid::regclass, contypid::regtype, pg_get_constraintdef(oid))
            FROM pg_constraint WHERE oid >= 16384 AND connamespace <> pg_my_temp_schema()
          UNION ALL
          SELECT concat_ws('|', 'trigger', pg_get_triggerdef(oid), tgenabled) FROM pg_trigger WHERE NOT tgisinternal
          UNION ALL
          SELECT concat_ws('|', 'rule', ev_class::regclass, pg_get_ruledef(oid), ev_enabled)
            FROM pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN'
          UNION ALL
          SELECT concat_ws('|', 'policy', polname, polrelid::regclass, polcmd, polpermissive, polroles::regrole[],
                 pg_get_expr(polqual, polrelid, true), 'check', pg_get_expr(polwithcheck, polrelid, true)) FROM pg_policy
          UNION ALL
          SELECT concat_ws('|', 'function', CASE WHEN prokind IN ('f', 'p') THEN pg_get_functiondef(oid) ELSE oid::regprocedure::text END,
                 (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(coalesce(proacl, acldefault('f', proowner))) AS x),
                 (SELECT concat_ws(' ', to_jsonb(a) - '{aggfnoid,aggtranstype,aggmtranstype,aggsortop}'::text[], aggtranstype::regtype, aggmtranstype::regtype, aggsortop::regoperator)
                    FROM pg_aggregate AS a WHERE aggfnoid = p.oid))
            FROM pg_proc AS p WHERE oid >= 16384 AND pronamespace <> pg_my_temp_schema()
          UNION ALL
          SELECT concat_ws('|', 'type', t.oid::regtype, format_type(typbasetype, typtypmod), typnotnull, typdefault,
                 typcollation::regcollation, (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(coalesce(typacl, acldefault('T', typowner))) AS x),
                 (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
                 (SELECT concat_ws(' ', rngsubtype::regtype, rngcollation::regcollation, rngcanonical, rngsubdiff)
                    FROM pg_range WHERE rngtypid = t.oid))
            FROM pg_type AS t WHERE t.oid >= 16384 AND typtype IN ('d', 'e', 'r') AND typnamespace <> pg_my_temp_schema()
          UNION ALL
          SELECT concat_ws('|', 'statistics', pg_get_statisticsobjdef(oid), to_jsonb(s) -> 'stxstattarget') FROM pg_statistic_ext AS s
          UNION ALL
          SELECT concat_ws('|', 'collation', oid::regcollation, to_jsonb(c) - 'oid' - 'collnamespace') FROM pg_collation AS c WHERE oid >= 16384
          UNION ALL
          SELECT concat_ws('|', 'schema', nspname, (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) AS x)) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
          UNION ALL
          SELECT concat_ws('|', 'extension', extname, extversion, extnamespace::regnamespace) FROM pg_extension
          UNION ALL
          SELECT concat_ws('|', 'server', to_jsonb(s) - '{oid,srvfdw}'::text[], fdwname) FROM pg_foreign_server AS s JOIN pg_foreign_data_wrapper AS w ON w.oid = srvfdw
          UNION ALL
          SELECT concat_ws('|', 'mapping', srvname, usename, umoptions) FROM pg_user_mappings
          UNION ALL
          SELECT concat_ws('|', 'operator', oid::regoperator, oprcode::oid::regprocedure, nullif(oprcom, 0)::regoperator, nullif(oprnegate, 0)::regoperator, oprrest, oprjoin, oprcanhash, oprcanmerge)
            FROM pg_operator WHERE oid >= 16384
          UNION ALL
          SELECT concat_ws('|', 'cast', castsource::regtype, casttarget::regtype, castfunc::regprocedure, castcontext, castmethod) FROM pg_cast WHERE oid >= 16384
          UNION ALL
          SELECT concat_ws('|', 'event trigger', evtname, evtevent, evtfoid::regprocedure, evtenabled, evttags) FROM pg_event_trigger
          UNION ALL
          SELECT concat_ws('|', 'publication', to_jsonb(p) - '{oid,pubowner}'::text[], (SELECT string_agg(concat_ws(' ', prrelid::regclass, to_jsonb(r) - '{oid,prpubid,prrelid}'::text[]), ', ' ORDER BY prrelid::regclass::text)
                                               FROM pg_publication_rel AS r WHERE prpubid = p.oid),
                           (SELECT string_agg(pg_describe_object(classid, objid, 0), ', ' ORDER BY pg_describe_object(classid, objid, 0)) FROM pg_depend
                             WHERE refclassid = 'pg_publication'::regclass AND refobjid = p.oid)) FROM pg_publication AS p
          UNION ALL
          SELECT concat_ws('|', 'dictionary', oid::regdictionary, dicttemplate, dictinitoption) FROM pg_ts_dict WHERE oid >= 16384
          UNION ALL
          SELECT concat_ws('|', 'configuration', oid::regconfig, cfgparser, (SELECT string_agg(concat_ws(' ', maptokentype, mapseqno, mapdict::regdictionary), ', ' ORDER BY maptokentype, mapseqno)
                   FROM pg_ts_config_map WHERE mapcfg = c.oid)) FROM pg_ts_config AS c WHERE oid >= 16384
          UNION ALL
          SELECT concat_ws('|', 'wrapper', to_jsonb(w) - '{oid,fdwhandler,fdwvalidator}'::text[], fdwhandler::regproc, fdwvalidator::regproc) FROM pg_foreign_data_wrapper AS w
          UNION ALL
          SELECT concat_ws('|', 'comment', pg_describe_object(classoid, objoid, objsubid), description)
            FROM pg_description WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass) AS t (line),
 LATERAL (SELECT replace(line, 'migc_was_', '') COLLATE "C") AS n (name) -- a type that was set aside is the same, or another one
$migc$;

-- Is a type the same as the one that was set aside for it?
CREATE OR REPLACE FUNCTION pg_temp.migc_is_type_of(migc_type text)
RETURNS boolean LANGUAGE sql AS $migc$
  SELECT count(DISTINCT concat_ws('|', typtype, obj_description(t.oid, 'pg_type'), obj_description(nullif(typrelid, 0), 'pg_class'),
                                  (SELECT to_jsonb(r) - '{rngtypid,rngmultitypid}'::text[] FROM pg_range AS r WHERE rngtypid = t.oid),
                                  (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
                                  (SELECT string_agg(concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod), attcollation, col_description(attrelid, attnum)), ', ' ORDER BY attnum)
                                     FROM pg_attribute WHERE attrelid = typrelid AND attnum > 0 AND NOT attisdropped))) = 1
         AND count(*) = 2 AND bool_and(typtype IN ('c', 'e', 'r'))
    FROM pg_type AS t JOIN (SELECT typnamespace, typname FROM pg_type WHERE oid = to_regtype(migc_type)) AS n USING (typnamespace)
   WHERE t.typname IN (n.typname, ('migc_was_' || n.typname)::name)
$migc$;

-- Would this drop the type of the rows of a table or a view?
CREATE OR REPLACE FUNCTION pg_temp.migc_is_of_rows(migc_statement text)
RETURNS boolean LANGUAGE sql AS $migc$
  SELECT EXISTS (SELECT FROM pg_class JOIN pg_type AS t ON t.oid = reltype
                  WHERE relkind <> 'c' AND t.oid = to_regtype(substring(migc_statement FROM 'DROP TYPE (.*);')))
$migc$;

-- Is all that these statements make there, as they make it, and nothing of what others undo? It is tried, and undone.
-- migc_undo[i] undoes migc_make[i]; migc_new[i]: it was not there before, so what stands on it tells that it is there.
-- migc_gone undoes what only the schema before has, migc_was what has the same names there: when migc_undo has undone
-- what is there, they find nothing. Null: all but what cannot be undone, for other things stand on it.
CREATE OR REPLACE FUNCTION pg_temp.migc_is_made(migc_gone text[], migc_was text[], migc_undo text[], migc_make text[], migc_new boolean[])
RETURNS boolean LANGUAGE plpgsql AS $migc$
DECLARE
  migc_statement  text;
  migc_state      text;
  migc_undone     text;
  migc_unknown    boolean := false;
BEGIN
  migc_state := pg_temp.migc_state();
  BEGIN
    FOR migc_i IN REVERSE cardinality(migc_undo) .. 1 LOOP
      BEGIN
        EXECUTE migc_undo[migc_i];
      EXCEPTION WHEN dependent_objects_still_exist THEN
        IF pg_temp.migc_is_of_rows(migc_undo[migc_i]) THEN
          RAISE;
        ELSIF migc_new[migc_i] THEN
          migc_make[migc_i] := '';
        ELSIF starts_with(btrim(migc_undo[migc_i]), 'DROP TYPE ') THEN
          BEGIN
            PERFORM pg_temp.migc_set_aside(substring(migc_undo[migc_i] FROM 'DROP TYPE (.*);'), migc_undo[migc_i]);
            EXECUTE migc_make[migc_i];
            IF NOT pg_temp.migc_is_type_of(substring(migc_undo[migc_i] FROM 'DROP TYPE (.*);')) THEN
              RAISE SQLSTATE 'MIGC2';
            END IF;
            RAISE SQLSTATE 'MIGC1';
          EXCEPTION WHEN SQLSTATE 'MIGC1' THEN
            migc_make[migc_i] := ''; -- it stays, as it is made
          END;
        ELSIF NOT starts_with(btrim(migc_undo[migc_i]), 'DROP FUNCTION ') THEN -- which is replaced
          migc_make[migc_i] := '';
          migc_unknown := true;
        END IF;
      END;
    END LOOP;
    IF cardinality(migc_gone || migc_was) <> 0 THEN
      migc_undone := pg_temp.migc_state();
    END IF;
    FOREACH migc_statement IN ARRAY migc_gone LOOP
      BEGIN
        EXECUTE migc_statement;
      EXCEPTION
        WHEN dependent_objects_still_exist THEN -- unless it is a schema, which stays, or the type of the rows of what is called like it now
          IF NOT starts_with(btrim(migc_statement), 'DROP SCHEMA ') AND NOT pg_temp.migc_is_of_rows(migc_statement) THEN
            RAISE;
          END IF;
        WHEN lock_not_available THEN
          RAISE;
        WHEN OTHERS THEN
          NULL; -- there is nothing to undo
      END;
    END LOOP;
    FOREACH migc_statement IN ARRAY migc_was LOOP
      BEGIN
        EXECUTE migc_statement;
      EXCEPTION WHEN OTHERS THEN
        NULL; -- there is nothing to undo
      END;
    END LOOP;
    IF migc_undone <> pg_temp.migc_state() THEN
      RAISE SQLSTATE 'MIGC2';
    END IF;
    FOREACH migc_statement IN ARRAY migc_make LOOP
      EXECUTE migc_statement;
    END LOOP;
    IF migc_state = pg_temp.migc_state() THEN
      RAISE SQLSTATE 'MIGC1';
    END IF;
    RAISE SQLSTATE 'MIGC2';
  EXCEPTION
    WHEN SQLSTATE 'MIGC1' THEN
      RETURN CASE WHEN NOT migc_unknown THEN true END;
    WHEN lock_not_available THEN
      RAISE;
    WHEN OTHERS THEN
      RETURN false;
  END;
END
$migc$;

-- A column gets a type that the database cannot cast its values to: there may be none.
CREATE OR REPLACE FUNCTION pg_temp.migc_retype(migc_table text, migc_column text, migc_type text, migc_cast text)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_any  boolean;
BEGIN
  EXECUTE format('SELECT %s FROM %s LIMIT 0', migc_cast, migc_table);
EXCEPTION WHEN cannot_coerce OR undefined_function OR datatype_mismatch THEN
  EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I IS NOT NULL)', migc_table, migc_column) INTO migc_any;
  IF migc_any THEN
    RAISE EXCEPTION 'migc: %.% holds values that cannot be cast to %, nothing was changed', migc_table, migc_column, migc_type;
  END IF;
  EXECUTE format('ALTER TABLE %s ALTER COLUMN %2$I DROP DEFAULT, ALTER COLUMN %2$I TYPE %3$s USING NULL',
                 migc_table, migc_column, migc_type);
END
$migc$;


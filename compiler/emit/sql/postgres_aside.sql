-- What stands on something that is made anew steps aside: each thing behind what stands on it in turn. It comes back in the order reversed.

-- What the definition of an object, or of a column, does not say: statements that give it back.
CREATE OR REPLACE FUNCTION pg_temp.migc_facts(migc_class regclass, migc_object oid, migc_column int)
RETURNS SETOF text LANGUAGE sql AS $migc$
  SELECT format('COMMENT ON %s %s IS %L', CASE WHEN type LIKE '%constraint' THEN 'CONSTRAINT' WHEN type LIKE '%column' THEN 'COLUMN'
                                               WHEN type LIKE 'statistics%' THEN 'STATISTICS' ELSE type END,
                CASE type WHEN 'domain constraint' THEN replace(identity, ' on ', ' on domain ') ELSE identity END, description)
    FROM pg_description, pg_identify_object(classoid, objoid, objsubid)
   WHERE classoid = migc_class AND objoid = migc_object AND objsubid = migc_column
  UNION ALL
  SELECT format('COMMENT ON INDEX %s IS %L', objoid::regclass, description)
    FROM pg_constraint AS o JOIN pg_description ON classoid = 'pg_class'::regclass AND objoid = conindid AND objsubid = 0
   WHERE migc_class = 'pg_constraint'::regclass AND o.oid = migc_object AND contype IN ('p', 'u', 'x')
  UNION ALL
  SELECT s FROM pg_index JOIN pg_class AS x ON x.oid = indexrelid LEFT JOIN pg_constraint AS o ON conindid = indexrelid AND contype IN ('p', 'u', 'x'),
         LATERAL (SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', indexrelid::regclass, attnum, attstattarget)
                    FROM pg_attribute WHERE attrelid = indexrelid AND attstattarget >= 0
                  UNION ALL SELECT format('ALTER TABLE %s CLUSTER ON %I', indrelid::regclass, relname) WHERE indisclustered
                  UNION ALL SELECT format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', indrelid::regclass, relname) WHERE indisreplident
                  UNION ALL SELECT format('ALTER INDEX %s SET TABLESPACE %I', indexrelid::regclass, spcname)
                              FROM pg_tablespace AS p WHERE p.oid = x.reltablespace) AS one (s)
   WHERE CASE migc_class WHEN 'pg_class'::regclass THEN indexrelid = migc_object AND migc_column = 0
                         WHEN 'pg_constraint'::regclass THEN o.oid = migc_object END
  UNION ALL
  SELECT format('ALTER STATISTICS %s SET STATISTICS %s', identity, stxstattarget)
    FROM pg_statistic_ext AS x, pg_identify_object('pg_statistic_ext'::regclass, x.oid, 0)
   WHERE migc_class = 'pg_statistic_ext'::regclass AND x.oid = migc_object AND stxstattarget >= 0
  UNION ALL
  SELECT format('ALTER TABLE %s %s RULE %I', ev_class::regclass, CASE ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, rulename)
    FROM pg_rewrite AS r WHERE migc_class = 'pg_rewrite'::regclass AND r.oid = migc_object AND ev_enabled <> 'O'
  UNION ALL
  SELECT s FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid JOIN pg_type AS t ON t.oid = atttypid,
         LATERAL (SELECT format('GRANT %s (%I) ON %s TO %s%s', privilege_type, attname, attrelid::regclass, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
                                CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) FROM aclexplode(attacl)
                  UNION ALL
                  SELECT format('ALTER TABLE %s ALTER COLUMN %I SET %s', attrelid::regclass, attname, value)
                    FROM (SELECT 'STATISTICS ' || attstattarget WHERE attstattarget >= 0
                          UNION ALL SELECT format('(%s)', o) FROM unnest(attoptions) AS o WHERE o ~ '^n_distinct'
                          UNION ALL SELECT 'STORAGE ' || CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
                                     WHERE attstorage <> typstorage
                          UNION ALL SELECT CASE compression WHEN 'l' THEN 'COMPRESSION lz4' WHEN 'p' THEN 'COMPRESSION pglz' END
                                      FROM CAST(to_jsonb(a) ->> 'attcompression' AS text) AS compression) AS f (value)
                   WHERE relkind <> 'v' AND value IS NOT NULL) AS one (s)
   WHERE migc_class = 'pg_class'::regclass AND attrelid = migc_object AND attnum = migc_column AND migc_column > 0
  UNION ALL -- what others, or its owner, may do with it; there may be privileges that all that is made gets
  SELECT s
    FROM (SELECT 'TABLE ' || c.oid::regclass AS name, CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW ' ELSE 'VIEW ' END || c.oid::regclass AS object,
                 relacl AS acl, acldefault('r', relowner) AS usual, relowner AS owner, 'r'::"char" AS kind
            FROM pg_class AS c WHERE migc_class = 'pg_class'::regclass AND c.oid = migc_object AND migc_column = 0 AND relkind IN ('v', 'm')
          UNION ALL
          SELECT 'TYPE ' || t.oid::regtype, 'TYPE ' || t.oid::regtype, typacl, acldefault('T', typowner), typowner, 'T'
            FROM pg_type AS t WHERE migc_class = 'pg_type'::regclass AND t.oid = migc_object) AS it,
         LATERAL (SELECT 3, format('ALTER %s OWNER TO %s', object, owner::regrole) WHERE pg_get_userbyid(owner) <> current_user
                  UNION ALL
                  SELECT DISTINCT 2, format('REVOKE ALL ON %s FROM %s', name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
                    FROM (SELECT 0::oid UNION SELECT owner UNION
                          SELECT x.grantee FROM pg_default_acl, aclexplode(defaclacl) AS x WHERE defaclobjtype = kind) AS g (grantee)
                   WHERE acl IS NOT NULL OR EXISTS (SELECT FROM pg_default_acl WHERE defaclobjtype = kind)
                  UNION ALL
                  SELECT 1, format('GRANT %s ON %s TO %s%s', privilege_type, name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
                                   CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                    FROM aclexplode(coalesce(acl, usual))
                   WHERE acl IS NOT NULL OR EXISTS (SELECT FROM pg_default_acl WHERE defaclobjtype = kind)
                   ORDER BY 1) AS one (place, s)
$migc$;

CREATE OR REPLACE FUNCTION pg_temp.migc_remember(migc_class regclass, migc_object oid, migc_column int, migc_statement text, migc_otherwise text)
RETURNS void LANGUAGE plpgsql AS $migc$
BEGIN
  INSERT INTO pg_temp.migc_aside (name, statement, otherwise)
  SELECT identity, s, o
    FROM pg_identify_object(migc_class, migc_object, greatest(migc_column, 0)),
         LATERAL (SELECT f, CASE WHEN migc_otherwise IS NOT NULL THEN '' END FROM pg_temp.migc_facts(migc_class, migc_object, migc_column) AS f
                   UNION ALL SELECT migc_statement, migc_otherwise) AS t (s, o);
END
$migc$;

-- An index, or the constraint that it is of, with those of partitions: under the names that they have.
CREATE OR REPLACE FUNCTION pg_temp.migc_remember_index(migc_index oid)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_it  record;
BEGIN
  FOR migc_it IN SELECT inhrelid, format('ALTER INDEX %s ATTACH PARTITION %s', inhparent::regclass, inhrelid::regclass) AS attaches
                   FROM pg_inherits WHERE inhparent = migc_index ORDER BY inhrelid DESC LOOP
    PERFORM pg_temp.migc_remember('pg_class', migc_it.inhrelid, -1, migc_it.attaches, NULL);
    PERFORM pg_temp.migc_remember_index(migc_it.inhrelid);
  END LOOP;
  SELECT o.oid, format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(o.oid)) AS comes
    INTO migc_it FROM pg_constraint AS o WHERE conindid = migc_index AND contype IN ('p', 'u', 'x');
  IF migc_it.oid IS NULL THEN
    PERFORM pg_temp.migc_remember('pg_class', migc_index, 0, pg_get_indexdef(migc_index), NULL);
  ELSE
    PERFORM pg_temp.migc_remember('pg_constraint', migc_it.oid, 0, migc_it.comes, NULL);
  END IF;
END
$migc$;

-- A column is dropped, if it is computed, or holds text meanwhile; so does it in tables that inherit it.
CREATE OR REPLACE FUNCTION pg_temp.migc_column_aside(migc_table regclass, migc_column int)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_it  record;
BEGIN
  IF EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = migc_table AND migc_column = ANY (partattrs::int[])) THEN
    RAISE EXCEPTION 'migc: % is partitioned by %, which would get another type, nothing was changed', migc_table,
                    (SELECT attname FROM pg_attribute WHERE attrelid = migc_table AND attnum = migc_column)
      USING HINT = 'Make another table, move the rows to it, drop this one and rename that one.';
  END IF;
  FOR migc_it IN
    SELECT c.attrelid, c.attnum FROM pg_inherits JOIN pg_attribute AS p ON p.attrelid = inhparent AND p.attnum = migc_column
      JOIN pg_attribute AS c ON c.attrelid = inhrelid AND c.attname = p.attname WHERE inhparent = migc_table
  LOOP
    PERFORM pg_temp.migc_column_aside(migc_it.attrelid, migc_it.attnum);
  END LOOP;
  PERFORM pg_temp.migc_step_aside('pg_class', migc_table, migc_column, 0);
  SELECT attgenerated <> '' AS is_computed, quote_ident(attname) AS name, attinhcount > 0 AS is_heir, format_type(atttypid, atttypmod)
         || CASE WHEN attcollation NOT IN (0, typcollation) THEN ' COLLATE ' || attcollation::regcollation ELSE '' END AS type,
         CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END AS required, pg_get_expr(adbin, adrelid) AS value
    INTO migc_it FROM pg_attribute JOIN pg_type AS t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE attrelid = migc_table AND attnum = migc_column AND NOT attisdropped;
  IF migc_it.is_heir THEN -- it goes with that of the table that it inherits from
    PERFORM pg_temp.migc_remember('pg_class', migc_table, migc_column, '', '');
  ELSIF migc_it.is_computed THEN
    PERFORM pg_temp.migc_remember('pg_class', migc_table, migc_column,
      format('ALTER TABLE %s ADD COLUMN %s %s GENERATED ALWAYS AS (%s) STORED%s', migc_table, migc_it.name, migc_it.type, migc_it.value, migc_it.required),
      format('ALTER TABLE %s ADD COLUMN %s text', migc_table, migc_it.name)); -- it is altered later
    EXECUTE format('ALTER TABLE %s DROP COLUMN %s', migc_table, migc_it.name);
  ELSIF NOT migc_it.is_computed THEN
    PERFORM pg_temp.migc_remember('pg_class', migc_table, migc_column,
      format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s::text::%4$s', migc_table, migc_it.name, migc_it.type,
             regexp_replace(migc_it.type, ' COLLATE .*', '')), NULL);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %s TYPE text USING %2$s::text', migc_table, migc_it.name);
  END IF;
END
$migc$;

-- What stands on an object, or on a column of a table, but for columns of the type `migc_kept`: the script alters them itself.
CREATE OR REPLACE FUNCTION pg_temp.migc_step_aside(migc_class regclass, migc_object oid, migc_column int, migc_kept oid)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_it     record;
  migc_more   record;
  migc_is     record;
BEGIN
  FOR migc_it IN
    SELECT DISTINCT classid, objid, objsubid FROM pg_depend
     WHERE refclassid = migc_class AND refobjid = migc_object AND (migc_column = 0 OR refobjsubid = migc_column) AND deptype IN ('n', 'a', 'i')
     ORDER BY classid, objid, objsubid
  LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_depend WHERE classid = migc_it.classid AND objid = migc_it.objid); -- it went with another one
    IF migc_class <> 'pg_constraint'::regclass AND migc_it.classid = 'pg_class'::regclass THEN -- it may be the index of a constraint
      SELECT oid INTO migc_more FROM pg_constraint WHERE conindid = migc_it.objid AND contype IN ('p', 'u', 'x');
      IF migc_more.oid IS NOT NULL THEN
        migc_it.classid := 'pg_constraint'::regclass;
        migc_it.objid := migc_more.oid;
      END IF;
    END IF;
    SELECT NULL::text AS goes, NULL::text AS comes, NULL::text AS otherwise INTO migc_is;
    IF migc_it.classid = 'pg_attrdef'::regclass THEN
      SELECT attrelid, attnum, attgenerated <> '' AS is_computed, format('ALTER TABLE ONLY %s ALTER COLUMN %I ', adrelid::regclass, attname) AS alters,
             pg_get_expr(adbin, adrelid) AS value
        INTO migc_more FROM pg_attrdef AS d JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE d.oid = migc_it.objid;
      IF migc_more.is_computed THEN
        CONTINUE WHEN migc_more.attrelid = migc_object AND migc_more.attnum = migc_column;
        PERFORM pg_temp.migc_column_aside(migc_more.attrelid, migc_more.attnum);
        CONTINUE;
      END IF;
      SELECT migc_more.alters || 'DROP DEFAULT' AS goes, migc_more.alters || 'SET DEFAULT ' || migc_more.value AS comes, '' AS otherwise INTO migc_is;
    ELSIF migc_it.classid = 'pg_constraint'::regclass THEN
      PERFORM pg_temp.migc_free_domain(contypid) FROM pg_constraint WHERE oid = migc_it.objid AND contypid NOT IN (0, migc_object);
      SELECT contype IN ('p', 'u', 'x') AS is_key, conindid INTO migc_more FROM pg_constraint WHERE oid = migc_it.objid;
      SELECT format('ALTER %s DROP CONSTRAINT %I', owner, conname) AS goes,
             CASE WHEN NOT migc_more.is_key THEN format('ALTER %s ADD CONSTRAINT %I %s', owner, conname, pg_get_constraintdef(oid)) END AS comes, NULL AS otherwise
        INTO migc_is FROM pg_constraint,
     LATERAL (SELECT CASE WHEN contypid <> 0 THEN 'DOMAIN ' || contypid::regtype ELSE 'TABLE ' || conrelid::regclass END) AS o (owner)
       WHERE oid = migc_it.objid AND coninhcount = 0 AND conparentid = 0 AND contype <> 'n'
         AND NOT (migc_class = 'pg_type'::regclass AND contypid = migc_object); -- it goes with its domain
    ELSIF migc_it.classid = 'pg_trigger'::regclass THEN
      SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) AS goes, pg_get_triggerdef(oid) || CASE tgenabled WHEN 'O' THEN '' ELSE
             format('; ALTER TABLE %s %s TRIGGER %I', tgrelid::regclass,
                    CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END, tgname) END AS comes, NULL AS otherwise
        INTO migc_is FROM pg_trigger WHERE oid = migc_it.objid AND NOT tgisinternal AND coalesce(to_jsonb(pg_trigger) ->> 'tgparentid', '0') = '0';
    ELSIF migc_it.classid = 'pg_policy'::regclass THEN
      SELECT format('DROP POLICY %I ON %s', polname, polrelid::regclass) AS goes, NULL AS otherwise,
             format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', polname, polrelid::regclass, CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                    CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                    (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE r::regrole::text END, ', ') FROM unnest(polroles) AS r))
             || coalesce(' USING (' || pg_get_expr(polqual, polrelid) || ')', '')
             || coalesce(' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')', '') AS comes
        INTO migc_is FROM pg_policy WHERE oid = migc_it.objid;
    ELSIF migc_it.classid = 'pg_statistic_ext'::regclass THEN
      SELECT 'DROP STATISTICS ' || identity AS goes, pg_get_statisticsobjdef(migc_it.objid) AS comes, NULL AS otherwise
        INTO migc_is FROM pg_identify_object(migc_it.classid, migc_it.objid, 0) WHERE identity IS NOT NULL;
    ELSIF migc_it.classid = 'pg_rewrite'::regclass AND EXISTS (SELECT FROM pg_rewrite WHERE oid = migc_it.objid AND rulename <> '_RETURN') THEN
      SELECT format('DROP RULE %I ON %s', rulename, ev_class::regclass) AS goes, pg_get_ruledef(oid) AS comes, NULL AS otherwise
        INTO migc_is FROM pg_rewrite WHERE oid = migc_it.objid;
    ELSIF migc_it.classid = 'pg_rewrite'::regclass THEN -- a view that reads it, with what others may do with it
      SELECT c.oid, c.oid::regclass AS name, relkind, CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind,
             coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '') AS options,
             regexp_replace(pg_get_viewdef(c.oid), ';\s*$', '') AS query, relispopulated
        INTO migc_more FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = ev_class
       WHERE r.oid = migc_it.objid AND rulename = '_RETURN' AND ev_class <> migc_object;
      CONTINUE WHEN migc_more.oid IS NULL;
      PERFORM pg_temp.migc_step_aside('pg_class', migc_more.oid, 0, 0);
      PERFORM pg_temp.migc_remember('pg_class', attrelid, attnum, '', NULL) FROM pg_attribute WHERE attrelid = migc_more.oid AND attnum > 0;
      PERFORM pg_temp.migc_remember('pg_class', migc_more.oid, 0, format('CREATE %s %s%s AS %s%s', migc_more.kind, migc_more.name, migc_more.options,
              migc_more.query, CASE WHEN migc_more.relispopulated THEN '' ELSE ' WITH NO DATA' END), NULL);
      EXECUTE format('DROP %s %s', migc_more.kind, migc_more.name);
      CONTINUE;
    ELSIF migc_it.classid = 'pg_class'::regclass THEN
      SELECT c.oid, relkind, relispartition, EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid AND contype IN ('p', 'u', 'x')) AS is_key,
             EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attnum = migc_it.objsubid AND atttypid = migc_kept AND attgenerated = '') AS is_kept
        INTO migc_more FROM pg_class AS c WHERE c.oid = migc_it.objid;
      CONTINUE WHEN migc_more.oid IS NULL OR migc_more.is_kept OR (migc_more.relkind = 'c' AND migc_it.objsubid = 0) OR migc_more.relkind IN ('S', 't', 'v', 'm');
      IF migc_more.relkind IN ('r', 'p') AND migc_it.objsubid > 0 THEN
        PERFORM pg_temp.migc_column_aside(migc_it.objid, migc_it.objsubid);
        CONTINUE;
      ELSIF migc_more.relkind IN ('i', 'I') AND (migc_more.is_key OR migc_more.relispartition) THEN
        PERFORM pg_temp.migc_step_aside('pg_class', migc_it.objid, 0, 0);
        CONTINUE;
      ELSIF migc_more.relkind IN ('i', 'I') THEN
        SELECT true AS is_key, migc_it.objid AS conindid INTO migc_more;
        SELECT format('DROP INDEX %s', migc_it.objid::regclass) AS goes, NULL AS comes, NULL AS otherwise INTO migc_is;
      ELSIF migc_more.relkind = 'c' THEN
        CONTINUE WHEN migc_class = 'pg_collation'::regclass; -- the script makes the type anew
      ELSIF migc_more.relkind = 'p' THEN
        RAISE EXCEPTION 'migc: % is partitioned by what would be made anew, nothing was changed', migc_it.objid::regclass
          USING HINT = 'Make another table, move the rows to it, drop this one and rename that one.';
      END IF;
    ELSIF migc_it.classid = 'pg_type'::regclass THEN
      SELECT t.oid, typtype, typnamespace, typelem, typrelid INTO migc_more FROM pg_type AS t WHERE t.oid = migc_it.objid;
      CONTINUE WHEN migc_more.oid IS NULL OR migc_more.typrelid <> 0 OR (migc_more.typtype = 'r' AND migc_class = 'pg_collation'::regclass);
      IF migc_more.typtype IN ('b', 'm') THEN -- the array, or the multirange, of a type
        PERFORM pg_temp.migc_step_aside('pg_type', migc_it.objid, 0, CASE migc_kept WHEN 0 THEN 0 ELSE migc_it.objid END);
        CONTINUE;
      ELSIF migc_more.typtype = 'd' THEN
        SELECT 'DROP DOMAIN ' || t.oid::regtype AS goes, NULL AS otherwise,
               format('CREATE DOMAIN %s AS %s', t.oid::regtype, format_type(typbasetype, typtypmod))
               || CASE WHEN t.typcollation NOT IN (0, b.typcollation) THEN ' COLLATE ' || t.typcollation::regcollation ELSE '' END
               || coalesce(' DEFAULT ' || t.typdefault, '') || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
               || coalesce((SELECT string_agg(format(' CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), '' ORDER BY conname)
                              FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'), '') AS comes
          INTO migc_is FROM pg_type AS t, LATERAL (SELECT typcollation FROM pg_type WHERE oid = t.typbasetype) AS b WHERE t.oid = migc_it.objid;
        PERFORM pg_temp.migc_remember('pg_constraint', oid, 0, '', NULL) FROM pg_constraint WHERE contypid = migc_it.objid;
      END IF;
    ELSIF migc_it.classid IN ('pg_proc'::regclass, 'pg_cast'::regclass) THEN
      CONTINUE WHEN EXISTS (SELECT FROM pg_depend WHERE classid = migc_it.classid AND objid = migc_it.objid AND deptype = 'i');
    END IF;
    IF migc_is.goes IS NOT NULL THEN
      PERFORM pg_temp.migc_step_aside(migc_it.classid, migc_it.objid, 0, 0);
      IF migc_is.comes IS NULL THEN
        PERFORM pg_temp.migc_remember_index(migc_more.conindid);
      ELSE
        PERFORM pg_temp.migc_remember(migc_it.classid, migc_it.objid, 0, migc_is.comes, migc_is.otherwise);
      END IF;
      EXECUTE migc_is.goes;
    ELSIF migc_it.classid NOT IN ('pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_statistic_ext'::regclass) THEN
      RAISE EXCEPTION 'migc: % uses %, which is to be made anew, nothing was changed',
                      pg_describe_object(migc_it.classid, migc_it.objid, migc_it.objsubid), pg_describe_object(migc_class, migc_object, migc_column);
    END IF;
  END LOOP;
END
$migc$;

-- The function that `name(arguments)` means, its arguments as they are printed, with their names.
CREATE OR REPLACE FUNCTION pg_temp.migc_routine(migc_name text)
RETURNS oid LANGUAGE sql AS $migc$
  SELECT p.oid FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = pronamespace,
         parse_ident(substr(migc_name, 1, strpos(migc_name, '(') - 1)) AS words
   WHERE proname = words[cardinality(words)] AND (nspname = words[1] OR (cardinality(words) = 1 AND pg_function_is_visible(p.oid)))
     AND substr(migc_name, strpos(migc_name, '(') + 1, length(migc_name) - strpos(migc_name, '(') - 1) IN (pg_get_function_identity_arguments(p.oid), oidvectortypes(proargtypes))
   LIMIT 1
$migc$;

-- What stands on a function, a type, a collation, an operator or a configuration of text search; if there is a statement that undoes it, it goes itself.
CREATE OR REPLACE FUNCTION pg_temp.migc_make_way(migc_kind text, migc_name text, migc_statement text)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_object  oid := CASE migc_kind WHEN 'FUNCTION' THEN pg_temp.migc_routine(migc_name) WHEN 'COLLATION' THEN to_regcollation(migc_name)::oid
                                     WHEN 'OPERATOR' THEN to_regoperator(migc_name)::oid
                                     WHEN 'CONFIGURATION' THEN (SELECT oid FROM pg_ts_config WHERE oid::regconfig::text = migc_name)
                                     ELSE to_regtype(migc_name)::oid END;
BEGIN
  IF migc_object IS NOT NULL THEN
    CREATE TEMP TABLE IF NOT EXISTS migc_aside (n bigserial, name text, statement text, otherwise text);
    PERFORM pg_temp.migc_step_aside(CASE migc_kind WHEN 'FUNCTION' THEN 'pg_proc'::regclass WHEN 'COLLATION' THEN 'pg_collation' WHEN 'OPERATOR' THEN 'pg_operator'
                                                   WHEN 'CONFIGURATION' THEN 'pg_ts_config' ELSE 'pg_type' END,
                                    migc_object, 0, CASE WHEN migc_statement IS NULL THEN migc_object ELSE 0 END);
    IF migc_statement IS NOT NULL THEN
      DELETE FROM pg_temp.migc_aside WHERE false; -- PostgreSQL tells itself of what it has dropped only before a command that may write
      BEGIN
        EXECUTE migc_statement;
      EXCEPTION WHEN dependent_objects_still_exist THEN
        IF migc_kind <> 'COLLATION' THEN
          RAISE;
        END IF;
        EXECUTE format('ALTER COLLATION %s RENAME TO %I', migc_name, 'migc_was_' || (SELECT collname FROM pg_collation WHERE oid = migc_object));
      END;
    END IF;
  END IF;
END
$migc$;

-- Columns that hold values of a domain inside of others, as an array does: PostgreSQL gives the domain no new rule while there are any.
CREATE OR REPLACE FUNCTION pg_temp.migc_free_domain(migc_domain regtype)
RETURNS void LANGUAGE plpgsql AS $migc$
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS migc_aside (n bigserial, name text, statement text, otherwise text);
  PERFORM pg_temp.migc_column_aside(attrelid, attnum)
     FROM (WITH RECURSIVE used (type, is_inside) AS (
             SELECT migc_domain::oid, false
              UNION
             SELECT t.oid, is_inside OR t.typtype <> 'd' FROM used, LATERAL (
               SELECT oid, typtype FROM pg_type WHERE typbasetype = type OR (typelem = type AND typlen = -1 AND typcategory = 'A')
                UNION ALL
               SELECT r.rngtypid, 'r' FROM pg_range AS r WHERE rngsubtype = type
                UNION ALL
               SELECT (to_jsonb(r) ->> 'rngmultitypid')::oid, 'm' FROM pg_range AS r WHERE rngtypid = type
                UNION ALL
               SELECT reltype, 'c' FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid WHERE atttypid = type AND relkind = 'c') AS t)
           SELECT DISTINCT attrelid, attnum FROM used JOIN pg_attribute ON atttypid = type AND is_inside AND NOT attisdropped AND attinhcount = 0
             JOIN pg_class AS c ON c.oid = attrelid AND relkind IN ('r', 'p')) AS c;
END
$migc$;

CREATE OR REPLACE FUNCTION pg_temp.migc_come_back()
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_it  record;
BEGIN
  IF to_regclass('pg_temp.migc_aside') IS NULL THEN
    RETURN;
  END IF;
  FOR migc_it IN SELECT * FROM pg_temp.migc_aside WHERE statement <> '' ORDER BY n DESC LOOP
    BEGIN
      EXECUTE migc_it.statement;
    EXCEPTION WHEN OTHERS THEN
      IF migc_it.otherwise IS NULL THEN
        RAISE EXCEPTION 'migc: % does not fit any more: %, nothing was changed', migc_it.name, SQLERRM;
      ELSIF migc_it.otherwise <> '' THEN
        EXECUTE migc_it.otherwise;
      END IF;
    END;
  END LOOP;
  DELETE FROM pg_temp.migc_aside;
END
$migc$;

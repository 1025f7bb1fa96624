-- What stands on something that is made anew steps aside: each thing behind what stands on it in turn. It comes back in the order reversed.
CREATE OR REPLACE FUNCTION pg_temp.migc_remember(migc_class regclass, migc_object oid, migc_column int, migc_statement text, migc_otherwise text)
RETURNS void LANGUAGE plpgsql AS $migc$
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS migc_aside (n bigserial, name text, statement text, otherwise text);
  INSERT INTO pg_temp.migc_aside (name, statement, otherwise)
  SELECT identity, s, migc_otherwise
    FROM pg_identify_object(migc_class, migc_object, migc_column),
         LATERAL (SELECT format('COMMENT ON %s %s IS %L', CASE WHEN type LIKE '%constraint' THEN 'CONSTRAINT' WHEN type LIKE '%column' THEN 'COLUMN'
                                                               WHEN type LIKE 'statistics%' THEN 'STATISTICS' ELSE type END,
                                CASE type WHEN 'domain constraint' THEN replace(identity, ' on ', ' on domain ') ELSE identity END, description)
                    FROM pg_description WHERE classoid = migc_class AND objoid = migc_object AND objsubid = migc_column
                   UNION ALL SELECT migc_statement) AS t (s);
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
  SELECT attgenerated <> '' AS is_computed, quote_ident(attname) AS name, format_type(atttypid, atttypmod)
         || CASE WHEN attcollation NOT IN (0, typcollation) THEN ' COLLATE ' || attcollation::regcollation ELSE '' END AS type,
         CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END AS required, pg_get_expr(adbin, adrelid) AS value,
         CASE WHEN attstorage <> typstorage THEN format(', ALTER COLUMN %I SET STORAGE %s', attname,
           CASE attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END) ELSE '' END AS storage
    INTO migc_it FROM pg_attribute JOIN pg_type AS t ON t.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE attrelid = migc_table AND attnum = migc_column AND NOT attisdropped AND attinhcount = 0;
  IF migc_it.is_computed THEN
    PERFORM pg_temp.migc_remember('pg_class', migc_table, migc_column,
      format('ALTER TABLE %s ADD COLUMN %s %s GENERATED ALWAYS AS (%s) STORED%s', migc_table, migc_it.name, migc_it.type, migc_it.value, migc_it.required),
      format('ALTER TABLE %s ADD COLUMN %s text', migc_table, migc_it.name)); -- it is altered later
    EXECUTE format('ALTER TABLE %s DROP COLUMN %s', migc_table, migc_it.name);
  ELSIF NOT migc_it.is_computed THEN
    PERFORM pg_temp.migc_remember('pg_class', migc_table, migc_column,
      format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %2$s::text::%4$s%5$s', migc_table, migc_it.name, migc_it.type,
             regexp_replace(migc_it.type, ' COLLATE .*', ''), migc_it.storage), NULL);
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
      SELECT format('ALTER %s DROP CONSTRAINT %I', owner, conname) AS goes,
             format('ALTER %s ADD CONSTRAINT %I %s', owner, conname, pg_get_constraintdef(oid)) AS comes, NULL AS otherwise
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
             coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '') AS options, relacl, relowner,
             regexp_replace(pg_get_viewdef(c.oid), ';\s*$', '') AS query, relispopulated
        INTO migc_more FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = ev_class
       WHERE r.oid = migc_it.objid AND rulename = '_RETURN' AND ev_class <> migc_object;
      CONTINUE WHEN migc_more.oid IS NULL;
      PERFORM pg_temp.migc_step_aside('pg_class', migc_more.oid, 0, 0);
      PERFORM pg_temp.migc_remember('pg_class', migc_more.oid, 0,
              format('GRANT %s ON %s TO %s%s', privilege_type, migc_more.name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END,
                     CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), NULL)
         FROM aclexplode(migc_more.relacl) WHERE grantee <> migc_more.relowner;
      PERFORM pg_temp.migc_remember('pg_class', attrelid, attnum, '', NULL) FROM pg_attribute WHERE attrelid = migc_more.oid AND attnum > 0;
      PERFORM pg_temp.migc_remember('pg_class', migc_more.oid, 0, format('CREATE %s %s%s AS %s%s', migc_more.kind, migc_more.name, migc_more.options,
              migc_more.query, CASE WHEN migc_more.relispopulated THEN '' ELSE ' WITH NO DATA' END)
              || CASE WHEN pg_get_userbyid(migc_more.relowner) = current_user THEN ''
                      ELSE format('; ALTER %s %s OWNER TO %s', migc_more.kind, migc_more.name, migc_more.relowner::regrole) END, NULL);
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
        SELECT format('DROP INDEX %s', migc_it.objid::regclass) AS goes, pg_get_indexdef(migc_it.objid) AS comes, NULL AS otherwise INTO migc_is;
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
      PERFORM pg_temp.migc_remember(migc_it.classid, migc_it.objid, 0, migc_is.comes, migc_is.otherwise);
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
     AND pg_get_function_identity_arguments(p.oid) = substr(migc_name, strpos(migc_name, '(') + 1, length(migc_name) - strpos(migc_name, '(') - 1)
   LIMIT 1
$migc$;

-- What stands on a function, a type or a collation; if there is a statement that undoes it, it goes itself.
CREATE OR REPLACE FUNCTION pg_temp.migc_make_way(migc_kind text, migc_name text, migc_statement text)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_object  oid := CASE migc_kind WHEN 'FUNCTION' THEN pg_temp.migc_routine(migc_name) WHEN 'COLLATION' THEN to_regcollation(migc_name)::oid
                                     ELSE to_regtype(migc_name)::oid END;
BEGIN
  IF migc_object IS NOT NULL THEN
    PERFORM pg_temp.migc_step_aside(CASE migc_kind WHEN 'FUNCTION' THEN 'pg_proc'::regclass WHEN 'COLLATION' THEN 'pg_collation' ELSE 'pg_type' END,
                                    migc_object, 0, CASE WHEN migc_statement IS NULL THEN migc_object ELSE 0 END);
    IF migc_statement IS NOT NULL THEN
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
CREATE OR REPLACE FUNCTION pg_temp.migc_free_domain(migc_domain text)
RETURNS void LANGUAGE plpgsql AS $migc$
BEGIN
  PERFORM pg_temp.migc_column_aside(attrelid, attnum)
     FROM (WITH RECURSIVE used (type, is_inside) AS (
             SELECT migc_domain::regtype::oid, false
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

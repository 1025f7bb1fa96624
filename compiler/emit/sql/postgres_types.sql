
-- A type that is made anew, and columns have: it stands aside until their values have been taken over.
CREATE OR REPLACE FUNCTION pg_temp.migc_set_aside(migc_type text, migc_statement text)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_types  oid[] := ARRAY(SELECT migc_type::regtype UNION ALL -- and its multirange, which PostgreSQL 13 does not have
                             SELECT (to_jsonb(r) ->> 'rngmultitypid')::oid FROM pg_range AS r WHERE rngtypid = migc_type::regtype);
  migc_name   record;
BEGIN
  EXECUTE migc_statement;
EXCEPTION WHEN dependent_objects_still_exist THEN
  FOR migc_name IN
    SELECT format('FUNCTION %s', oid::regprocedure) AS object, proname AS name FROM pg_proc
      JOIN pg_depend ON objid = oid AND classid = 'pg_proc'::regclass AND deptype = 'i' AND refobjid = ANY (migc_types)
    UNION ALL
    SELECT format('TYPE %s', oid::regtype), typname FROM pg_type WHERE oid = ANY (migc_types)
  LOOP
    EXECUTE format('ALTER %s RENAME TO %I', migc_name.object, 'migc_was_' || migc_name.name);
  END LOOP;
END
$migc$;

-- Columns that have a type that was set aside get the new one. What attributes hold that it has no more would be lost.
CREATE OR REPLACE FUNCTION pg_temp.migc_take_over(migc_type text, migc_is_last boolean)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_keys    CONSTANT text := '(SELECT count(*) FROM jsonb_path_query(jsonb_strip_nulls(to_jsonb(%s)), ''$.** ? (@.type() == "object").keyvalue().key''))';
  migc_column  record;
  migc_value   text;
  migc_any     boolean;
BEGIN
  CREATE TEMP TABLE IF NOT EXISTS migc_aside (n bigserial, name text, statement text, otherwise text);
  FOR migc_column IN
    SELECT attrelid, attnum, attrelid::regclass AS table_name, quote_ident(attname) AS name, migc_type || CASE atttypid WHEN o.typarray THEN '[]' ELSE '' END AS type,
           coalesce(replace(pg_get_expr(adbin, adrelid), 'migc_was_', ''), 'NULL') AS value
      FROM pg_type AS n JOIN pg_type AS o ON o.typnamespace = n.typnamespace AND o.typname = ('migc_was_' || n.typname)::name
      JOIN pg_attribute ON atttypid IN (o.oid, o.typarray) AND attinhcount = 0 AND NOT attisdropped
      JOIN pg_class AS c ON c.oid = attrelid AND relkind IN ('r', 'p')
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE n.oid = to_regtype(migc_type)
     ORDER BY attrelid, attnum
  LOOP
    EXECUTE format('CREATE TYPE pg_temp.migc_value AS (v %s)', migc_column.type);
    migc_value := format('(jsonb_populate_record(NULL::pg_temp.migc_value, jsonb_build_object(''v'', to_jsonb(%s)))).v', migc_column.name);
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %s <> %s)', migc_column.table_name,
                   format(migc_keys, migc_column.name), format(migc_keys, migc_value)) INTO migc_any;
    IF migc_any AND current_setting('migc.allow_data_loss', true) IS DISTINCT FROM 'on' THEN
      RAISE EXCEPTION 'migc: values of %.% would be lost, nothing was changed', migc_column.table_name, migc_column.name
        USING DETAIL = format('They have attributes that %s has no more.', migc_type),
              HINT = 'To go on: PGOPTIONS=''-c migc.allow_data_loss=on'' psql -f ...';
    END IF;
    PERFORM pg_temp.migc_column_aside(adrelid, adnum) -- what is computed from it
       FROM pg_attrdef AS d JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum AND attgenerated <> '' AND attnum <> migc_column.attnum
      WHERE EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_attrdef'::regclass AND objid = d.oid AND refclassid = 'pg_class'::regclass
                                            AND refobjid = migc_column.attrelid AND refobjsubid = migc_column.attnum);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', migc_column.table_name, migc_column.name);
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s', migc_column.table_name, migc_column.name, migc_column.type, migc_value);
    BEGIN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', migc_column.table_name, migc_column.name, migc_column.value);
    EXCEPTION WHEN syntax_error_or_access_rule_violation OR data_exception THEN
      NULL; -- the new type has no such value: the table is altered later
    END;
    DROP TYPE pg_temp.migc_value;
    PERFORM pg_temp.migc_come_back();
  END LOOP;
  FOR migc_column IN
    SELECT 'TYPE' AS kind, oid::regtype::text AS name, oid FROM pg_type
     WHERE migc_is_last AND starts_with(typname, 'migc_was_') AND typtype IN ('c', 'd', 'e', 'r')
    UNION ALL SELECT 'COLLATION', oid::regcollation::text, 0::oid FROM pg_collation WHERE migc_is_last AND starts_with(collname, 'migc_was_')
     ORDER BY oid DESC
  LOOP
    EXECUTE format('DROP %s %s', migc_column.kind, migc_column.name);
  END LOOP;
END
$migc$;

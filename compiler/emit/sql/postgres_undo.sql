-- Undoes what may be tables; nobody has said that their rows may go.
CREATE OR REPLACE FUNCTION pg_temp.migc_undo(migc_statement text)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_tables  oid[] := ARRAY(SELECT oid FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p') AND relpersistence <> 't');
  migc_names   text[] := ARRAY(SELECT t::regclass::text FROM unnest(migc_tables) AS t);
  migc_gone    text[];
  migc_name    text;
  migc_any     boolean;
BEGIN
  BEGIN
    EXECUTE migc_statement;
    migc_gone := ARRAY(SELECT migc_names[i] FROM generate_subscripts(migc_tables, 1) AS i
                        WHERE NOT EXISTS (SELECT FROM pg_class WHERE oid = migc_tables[i]));
    RAISE SQLSTATE 'MIGC1';
  EXCEPTION WHEN SQLSTATE 'MIGC1' THEN
    NULL;
  END;
  FOREACH migc_name IN ARRAY migc_gone LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', migc_name) INTO migc_any;
    IF migc_any AND current_setting('migc.allow_data_loss', true) IS DISTINCT FROM 'on' THEN
      RAISE EXCEPTION 'migc: the rows of % would be lost, nothing was changed', migc_name
        USING HINT = 'To go on: PGOPTIONS=''-c migc.allow_data_loss=on'' psql -f ...';
    END IF;
  END LOOP;
  EXECUTE migc_statement;
END
$migc$;


-- Stops when rows or values would be lost and nobody has agreed to it. Counting ends at 10000: a refusal is quick.
-- migc_put: table, condition, ... where rows of data blocks do not count. migc_values: table, what it is, condition, ...
-- for values of tables that stay. migc_lacking: table, columns, ... that come and must have a value which nobody has
-- said: no consent helps there, so all of it is told at once. Asking about all parts comes before the first of several
-- is undone: nothing is locked, what was found is kept in a setting of this session.
CREATE OR REPLACE FUNCTION pg_temp.migc_consent(migc_revision text, migc_part integer, migc_parts integer,
                                                migc_asking boolean, migc_tables text[], migc_put text[],
                                                migc_values text[] DEFAULT '{}', migc_down boolean DEFAULT true,
                                                migc_lacking text[] DEFAULT '{}')
RETURNS void LANGUAGE plpgsql AS $migc$
#variable_conflict use_column
DECLARE
  migc_table  text;
  migc_what   text;
  migc_of     text;
  migc_where  text;
  migc_count  integer;
  migc_no     text;
  migc_loss   text := CASE WHEN migc_asking AND migc_part < migc_parts THEN nullif(current_setting('migc.loss', true), '') END;
BEGIN
  FOR migc_table, migc_what IN
    SELECT migc_lacking[i], migc_lacking[i + 1] FROM generate_series(1, cardinality(migc_lacking), 2) AS i
  LOOP
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %s LIMIT 1) AS t', migc_table) INTO migc_count;
    IF migc_count > 0 THEN
      migc_no := concat_ws(E'\n', migc_no, format('%s has rows, and nobody has said what %s should hold', migc_table, migc_what));
    END IF;
  END LOOP;
  IF current_setting('migc.allow_data_loss', true) = 'on' AND migc_no IS NULL THEN
    RETURN;
  END IF;
  FOR migc_table, migc_what, migc_of, migc_where IN
    SELECT t, t, 'row', coalesce(migc_put[array_position(migc_put, t) + 1], 'true')
      FROM unnest(migc_tables) AS t
     UNION ALL
    SELECT migc_values[i], migc_values[i + 1], 'value', migc_values[i + 2]
      FROM generate_series(1, cardinality(migc_values), 3) AS i
  LOOP
    EXIT WHEN migc_asking AND NOT EXISTS (SELECT FROM public.migc_history
                                           WHERE revision = migc_revision AND (step >= migc_part OR applied_at IS NOT NULL));
    IF NOT migc_asking THEN
      EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', migc_table);
    END IF;
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %s WHERE %s LIMIT 10001) AS t', migc_table, migc_where) INTO migc_count;
    IF migc_count > 0 THEN
      migc_loss := concat_ws(E'\n', migc_loss, format('%s: %s %s%s', migc_what,
                   CASE WHEN migc_count > 10000 THEN 'more than 10000' ELSE migc_count::text END,
                   migc_of, CASE WHEN migc_count > 1 THEN 's' END));
    END IF;
  END LOOP;
  IF migc_no IS NOT NULL THEN
    RAISE EXCEPTION 'migc: % needs values for rows that are there, nothing was changed',
      CASE WHEN migc_down THEN 'the downgrade of ' || migc_revision ELSE migc_revision END
      USING DETAIL = concat_ws(E'\nwould be lost, too: ', migc_no, replace(migc_loss, E'\n', '; '));
  END IF;
  IF migc_loss IS NOT NULL AND (migc_part = 1 OR NOT migc_asking) THEN
    RAISE EXCEPTION 'migc: % would destroy data, nothing was changed',
      CASE WHEN migc_down THEN 'the downgrade of ' || migc_revision ELSE migc_revision END
      USING DETAIL = migc_loss, HINT = 'To go on: PGOPTIONS=''-c migc.allow_data_loss=on'' psql -f ...';
  END IF;
  PERFORM set_config('migc.loss', migc_loss, false);
END
$migc$;


-- Is this part of a downgrade to be done now? Parts are undone from the last to the first.
CREATE OR REPLACE FUNCTION pg_temp.migc_downgrading(migc_revision text, migc_checksum text, migc_parent text,
                                                    migc_part integer, migc_parts integer)
RETURNS boolean LANGUAGE plpgsql AS $migc$
#variable_conflict use_column
DECLARE
  migc_at   text;
  migc_row  record;
BEGIN
  IF to_regclass('public.migc_history') IS NULL THEN
    RAISE EXCEPTION 'migc: this database has no migc_history, migc has never worked on it';
  END IF;
  SELECT revision INTO migc_at FROM public.migc_history ORDER BY position DESC LIMIT 1;
  SELECT * INTO migc_row FROM public.migc_history WHERE revision = migc_revision;

  IF migc_at IS NOT DISTINCT FROM migc_parent THEN
    IF migc_part = 1 THEN
      RAISE INFO 'migc: % is not applied, nothing to do', migc_revision;
    END IF;
    RETURN false;
  ELSIF migc_at <> migc_revision THEN
    RAISE EXCEPTION 'migc: the downgrade of % starts from %, this database is at %', migc_revision, migc_revision, migc_at;
  ELSIF migc_row.checksum <> migc_checksum THEN
    RAISE EXCEPTION 'migc: % was applied from another version of its script', migc_revision
      USING DETAIL = format('migc_history says %s, this script is %s', migc_row.checksum, migc_checksum);
  ELSIF migc_row.step > migc_part THEN
    RAISE EXCEPTION 'migc: part % of % needs part % undone before it', migc_part, migc_revision, migc_part + 1;
  END IF;
  RETURN migc_row.step = migc_part;
END
$migc$;

-- Stops when tables hold rows and nobody has agreed to lose them. Counting ends at 10000: a refusal is quick.
-- migc_put: table, condition, ... where rows of data blocks do not count. Asking about all parts comes before
-- the first of several is undone: nothing is locked, what was found is kept in a setting of this session.
CREATE OR REPLACE FUNCTION pg_temp.migc_consent(migc_revision text, migc_part integer, migc_parts integer,
                                                migc_asking boolean, migc_tables text[], migc_put text[])
RETURNS void LANGUAGE plpgsql AS $migc$
#variable_conflict use_column
DECLARE
  migc_table  text;
  migc_count  integer;
  migc_loss   text := CASE WHEN migc_asking AND migc_part < migc_parts THEN nullif(current_setting('migc.loss', true), '') END;
BEGIN
  IF current_setting('migc.allow_data_loss', true) = 'on' THEN
    RETURN;
  END IF;
  FOREACH migc_table IN ARRAY migc_tables LOOP
    EXIT WHEN NOT EXISTS (SELECT FROM public.migc_history WHERE revision = migc_revision AND step >= migc_part);
    IF NOT migc_asking THEN
      EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', migc_table);
    END IF;
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %s WHERE %s LIMIT 10001) AS t', migc_table,
                   coalesce(migc_put[array_position(migc_put, migc_table) + 1], 'true')) INTO migc_count;
    IF migc_count > 0 THEN
      migc_loss := concat_ws(E'\n', migc_loss, format('%s: %s rows', migc_table,
                   CASE WHEN migc_count > 10000 THEN 'more than 10000' ELSE migc_count::text END));
    END IF;
  END LOOP;
  IF migc_loss IS NOT NULL AND (migc_part = 1 OR NOT migc_asking) THEN
    RAISE EXCEPTION 'migc: the downgrade of % would destroy data, nothing was changed', migc_revision
      USING DETAIL = migc_loss, HINT = 'To go on: PGOPTIONS=''-c migc.allow_data_loss=on'' psql -f ...';
  END IF;
  PERFORM set_config('migc.loss', migc_loss, false);
END
$migc$;


-- A look at the database adds what it found to a setting of this session; the first one begins anew.
CREATE OR REPLACE FUNCTION pg_temp.migc_looked(migc_first boolean, migc_side text, migc_drift text, migc_made text[] DEFAULT NULL)
RETURNS void LANGUAGE sql AS $migc$
  SELECT set_config('migc.' || migc_side,
                    pg_temp.migc_add(CASE WHEN NOT migc_first THEN current_setting('migc.' || migc_side) END, migc_drift,
                                     ARRAY(SELECT line FROM unnest(migc_made) AS line
                                            WHERE line !~ '^(comment on|policy|row security of|rule|type) '),
                                     migc_side <> 'created'), false)
$migc$;

-- What the looks say: is it what it should be before anything is changed? Or what it should be afterwards
-- (true)? Then the revision only needs to be recorded.
CREATE OR REPLACE FUNCTION pg_temp.migc_is_there_already(migc_from text, migc_revision text, migc_recordable boolean,
                                                         migc_hint text DEFAULT 'if it should be recorded as it is: migc stamp %s')
RETURNS boolean LANGUAGE plpgsql AS $migc$
BEGIN
  IF current_setting('migc.before') <> '' THEN
    IF migc_recordable AND current_setting('migc.after', true) = '' THEN
      RETURN true;
    END IF;
    RAISE EXCEPTION 'migc: the database is not what % left, nothing was changed', migc_from
      USING DETAIL = current_setting('migc.before'),
            HINT = CASE WHEN current_setting('migc.after', true) = '' THEN format(migc_hint, migc_revision)
                        ELSE replace(format(migc_hint, 'REVISION'), 'if it should be recorded',
                                     'undo what was done by hand, which migc drift lists, or if it should be recorded') END;
  ELSIF current_setting('migc.created') <> '' THEN
    RAISE EXCEPTION 'migc: what this database has is not what % creates, nothing was changed', migc_revision
      USING DETAIL = current_setting('migc.created'), HINT = format(migc_hint, migc_revision);
  END IF;
  RETURN false;
END
$migc$;


-- Writes the history of a database that is known to be at the last of these revisions.
CREATE OR REPLACE FUNCTION pg_temp.migc_stamp(migc_revisions text[], migc_checksums text[])
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_was  text;
BEGIN
  PERFORM pg_temp.migc_make_history();
  SELECT revision INTO migc_was FROM public.migc_history ORDER BY position DESC LIMIT 1;
  DELETE FROM public.migc_history AS h
   WHERE h.applied_at IS NULL OR h.position > cardinality(migc_revisions)
      OR (h.revision, h.checksum) IS DISTINCT FROM (migc_revisions[h.position], migc_checksums[h.position]);
  INSERT INTO public.migc_history (position, revision, checksum, step, applied_at)
  SELECT p, migc_revisions[p], migc_checksums[p], 1, now() FROM generate_subscripts(migc_revisions, 1) AS p
      ON CONFLICT (position) DO NOTHING;
  RAISE INFO 'migc: recorded: this database is at % (it was recorded at %)',
    migc_revisions[cardinality(migc_revisions)], coalesce(migc_was, 'no revision');
END
$migc$;


-- Is this part of a downgrade to be done now? Parts are undone from the last to the first; part 0 asks whether
-- nothing is undone yet.
CREATE OR REPLACE FUNCTION pg_temp.migc_downgrading(migc_revision text, migc_checksum text, migc_parent text,
                                                    migc_part integer, migc_parts integer)
RETURNS boolean LANGUAGE plpgsql AS $migc$
#variable_conflict use_column
DECLARE
  migc_at    record;
  migc_row   record;
  migc_step  integer;
BEGIN
  IF to_regclass('public.migc_history') IS NULL THEN
    RAISE EXCEPTION 'migc: this database has no migc_history, migc has never worked on it';
  END IF;
  SELECT * INTO migc_at FROM public.migc_history ORDER BY position DESC LIMIT 1;
  SELECT * INTO migc_row FROM public.migc_history WHERE revision = migc_revision;
  migc_step := CASE WHEN migc_row.applied_at IS NULL THEN migc_row.step ELSE migc_parts END;

  IF migc_at.revision IS NOT DISTINCT FROM migc_parent AND (migc_parent IS NULL OR migc_at.applied_at IS NOT NULL) THEN
    IF migc_part = 1 THEN
      RAISE INFO 'migc: % is not applied, nothing to do', migc_revision;
    END IF;
    RETURN false;
  ELSIF migc_at.revision IS DISTINCT FROM migc_revision THEN
    RAISE EXCEPTION 'migc: the downgrade of % starts from %, this database is at %', migc_revision, migc_revision,
      coalesce(migc_at.revision || CASE WHEN migc_at.applied_at IS NULL THEN ' (under way)' ELSE '' END, 'no revision')
      USING HINT = CASE WHEN migc_row.revision IS NULL THEN format('%s is not applied', migc_revision)
                        ELSE format('%s.down.sql comes next', migc_at.revision) END;
  ELSIF migc_row.checksum <> migc_checksum THEN
    RAISE EXCEPTION 'migc: % was applied from another version of its script', migc_revision
      USING DETAIL = format('migc_history says %s, this script is %s', migc_row.checksum, migc_checksum);
  ELSIF migc_part = 0 THEN
    RETURN migc_step = migc_parts;
  ELSIF migc_step = 0 AND migc_part = 1 THEN -- stopped while the indexes of its first part were built
    DELETE FROM public.migc_history WHERE revision = migc_revision;
    RAISE INFO 'migc: % undone', migc_revision;
    RETURN false;
  ELSIF migc_step > migc_part THEN
    RAISE EXCEPTION 'migc: part % of % needs part % undone before it', migc_part, migc_revision, migc_part + 1;
  END IF;
  RETURN migc_step = migc_part;
END
$migc$;

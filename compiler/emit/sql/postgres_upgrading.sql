
-- Is this part of an upgrade to be done now? Its revision stands in migc_history once a part is done.
CREATE OR REPLACE FUNCTION pg_temp.migc_upgrading(migc_revision text, migc_checksum text, migc_parent text,
                                                  migc_part integer, migc_parts integer)
RETURNS boolean LANGUAGE plpgsql AS $migc$
#variable_conflict use_column
DECLARE
  migc_at   text;
  migc_row  record;
BEGIN
  IF to_regclass('public.migc_history') IS NULL THEN
    CREATE TABLE public.migc_history (
      position    integer      PRIMARY KEY,
      revision    text         NOT NULL UNIQUE,
      checksum    text         NOT NULL,
      step        integer      NOT NULL DEFAULT 0,    -- parts done of a revision that takes several transactions
      applied_at  timestamptz,                        -- null while a revision is under way
      applied_by  text         NOT NULL DEFAULT current_user
    );
  END IF;
  SELECT revision || CASE WHEN applied_at IS NULL THEN ' (under way)' ELSE '' END INTO migc_at
    FROM public.migc_history ORDER BY position DESC LIMIT 1;
  SELECT * INTO migc_row FROM public.migc_history WHERE revision = migc_revision;

  IF migc_row.checksum <> migc_checksum THEN
    RAISE EXCEPTION 'migc: % was applied from another version of this script', migc_revision
      USING DETAIL = format('migc_history says %s, this script is %s', migc_row.checksum, migc_checksum);
  ELSIF migc_row.applied_at IS NOT NULL THEN
    IF migc_part = 1 THEN
      RAISE INFO 'migc: % is already applied, nothing to do', migc_revision;
    END IF;
    RETURN false;
  ELSIF migc_row.revision IS NULL AND migc_at IS DISTINCT FROM migc_parent THEN
    RAISE EXCEPTION 'migc: % needs a database at %, this one is at %', migc_revision,
      coalesce(migc_parent, 'no revision'), coalesce(migc_at, 'no revision');
  ELSIF coalesce(migc_row.step, 0) < migc_part - 1 THEN
    RAISE EXCEPTION 'migc: part % of % needs part % before it', migc_part, migc_revision, migc_part - 1;
  ELSIF migc_row.step >= migc_part AND migc_part = 1 THEN
    RAISE INFO 'migc: % is under way, going on after part % of %', migc_revision, migc_row.step, migc_parts;
  END IF;
  RETURN coalesce(migc_row.step, 0) = migc_part - 1;
END
$migc$;

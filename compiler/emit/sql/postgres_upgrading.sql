
-- Is this part of an upgrade to be done now? Its revision stands in migc_history once a part is done; part 0 asks
-- whether none is. migc_ancestors: the revisions before it, the eight nearest at most.
CREATE OR REPLACE FUNCTION pg_temp.migc_upgrading(migc_revision text, migc_checksum text, migc_position integer,
                                                  migc_ancestors text[], migc_part integer, migc_parts integer)
RETURNS boolean LANGUAGE plpgsql AS $migc$
#variable_conflict use_column
DECLARE
  migc_parent  text := migc_ancestors[cardinality(migc_ancestors)];
  migc_at      record;
  migc_row     record;
  migc_next    text;
BEGIN
  PERFORM pg_temp.migc_make_history();
  SELECT * INTO migc_at FROM public.migc_history ORDER BY position DESC LIMIT 1;
  SELECT * INTO migc_row FROM public.migc_history WHERE revision = migc_revision;

  IF migc_row.checksum <> migc_checksum THEN
    RAISE EXCEPTION 'migc: % was applied from another version of this script', migc_revision
      USING DETAIL = format('migc_history says %s, this script is %s', migc_row.checksum, migc_checksum),
            HINT = format('go on with the scripts it was applied from; or, if the database is what this one makes, '
                          'migc stamp %s records that', migc_revision);
  ELSIF migc_row.applied_at IS NOT NULL THEN
    IF migc_part = 1 THEN
      RAISE INFO 'migc: % is already applied, nothing to do', migc_revision;
    END IF;
    RETURN false;
  ELSIF migc_row.revision IS NULL AND (migc_at.revision IS DISTINCT FROM migc_parent
                                       OR migc_at.revision IS NOT NULL AND migc_at.applied_at IS NULL) THEN
    migc_next := CASE WHEN migc_at.revision IS NULL AND migc_position = cardinality(migc_ancestors) + 1 THEN migc_ancestors[1]
                      WHEN migc_at.applied_at IS NULL THEN migc_at.revision
                      ELSE migc_ancestors[array_position(migc_ancestors, migc_at.revision) + 1] END;
    RAISE EXCEPTION 'migc: % needs a database at %, this one is at %', migc_revision, coalesce(migc_parent, 'no revision'),
      coalesce(migc_at.revision || CASE WHEN migc_at.applied_at IS NULL THEN ' (under way)' ELSE '' END, 'no revision')
      USING HINT = CASE WHEN migc_at.position >= migc_position THEN format('its history does not have %s', migc_revision)
                        WHEN migc_next IS NULL THEN 'upgrade.sql runs what is missing'
                        ELSE format('%s.up.sql comes next; upgrade.sql runs all that are missing', migc_next) END;
  ELSIF coalesce(migc_row.step, 0) < migc_part - 1 THEN
    RAISE EXCEPTION 'migc: part % of % needs part % before it', migc_part, migc_revision, migc_part - 1;
  ELSIF migc_row.step >= migc_part AND migc_part = 1 THEN
    RAISE INFO 'migc: % is under way, going on after part % of %', migc_revision, migc_row.step, migc_parts;
  END IF;
  RETURN CASE migc_part WHEN 0 THEN migc_row.revision IS NULL ELSE coalesce(migc_row.step, 0) = migc_part - 1 END;
END
$migc$;

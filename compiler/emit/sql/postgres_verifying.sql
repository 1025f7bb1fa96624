
-- What is told are findings: where in this script they are raised says nothing about them.
\set migc_show_context :SHOW_CONTEXT
\set SHOW_CONTEXT never

-- A part of a verification adds what it found to two settings of this session; part 0 begins anew.
CREATE OR REPLACE FUNCTION pg_temp.migc_note(migc_part integer, migc_drift text, migc_seen text[], migc_made text[] DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $migc$
BEGIN
  IF migc_part = 0 THEN
    PERFORM set_config('migc.drift', '', false), set_config('migc.seen', '', false);
  ELSIF current_setting('migc.part') <> (migc_part - 1)::text THEN
    RAISE EXCEPTION 'migc: part % of verify.sql needs part % before it', migc_part, migc_part - 1;
  END IF;
  PERFORM set_config('migc.part', migc_part::text, false),
          set_config('migc.drift', pg_temp.migc_add(current_setting('migc.drift'), migc_drift, migc_made, true), false),
          set_config('migc.seen', concat_ws(E'\n', nullif(current_setting('migc.seen'), ''),
                                            nullif(array_to_string(migc_seen, E'\n'), '')), false);
END
$migc$;

-- Begins a verification: is the database at this revision, applied from the script that verify.sql belongs to?
CREATE OR REPLACE FUNCTION pg_temp.migc_verify(migc_revision text, migc_checksum text)
RETURNS void LANGUAGE plpgsql AS $migc$
DECLARE
  migc_at   text;
  migc_was  text;
BEGIN
  IF to_regclass('public.migc_history') IS NULL THEN
    RAISE EXCEPTION 'migc: this database has no migc_history, migc has never worked on it';
  END IF;
  SELECT revision || CASE WHEN applied_at IS NULL THEN ' (under way)' ELSE '' END INTO migc_at
    FROM public.migc_history ORDER BY position DESC LIMIT 1;
  IF migc_at IS DISTINCT FROM migc_revision THEN
    RAISE EXCEPTION 'migc: this database is at %, not at %', coalesce(migc_at, 'no revision'), migc_revision
      USING HINT = CASE WHEN migc_at LIKE '% (under way)' THEN 'Its script was stopped: run it again, or the one that undoes it.'
                        ELSE 'upgrade.sql takes a database to the last revision.' END;
  END IF;
  SELECT checksum INTO migc_was FROM public.migc_history WHERE revision = migc_revision;
  IF migc_was <> migc_checksum THEN
    RAISE EXCEPTION 'migc: % was applied from another version of its script', migc_revision
      USING DETAIL = format('migc_history says %s, this script is for %s', migc_was, migc_checksum);
  END IF;
  PERFORM pg_temp.migc_note(0, NULL, NULL);
END
$migc$;

-- Ends a verification: objects that no part has seen, and the verdict.
CREATE OR REPLACE FUNCTION pg_temp.migc_verdict(migc_revision text, migc_part integer, migc_namespaces text[])
RETURNS void LANGUAGE plpgsql AS $migc$
BEGIN
  PERFORM pg_temp.migc_note(migc_part, string_agg('unexpected: ' || line, E'\n' ORDER BY line), NULL)
     FROM pg_temp.migc_describe('{public}' || migc_namespaces, NULL)
    WHERE line ~ '^(table|view|materialized view|foreign table|enum|domain|type|sequence|function) '
      AND object NOT IN (SELECT unnest(string_to_array(current_setting('migc.seen'), E'\n')));
  IF current_setting('migc.drift') <> '' THEN
    RAISE EXCEPTION 'migc: the database is not what % says', migc_revision USING DETAIL = current_setting('migc.drift');
  END IF;
  RAISE INFO 'migc: the database is what % says', migc_revision;
END
$migc$;

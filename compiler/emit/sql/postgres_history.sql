
-- The table of the revisions that stand, made when it is needed first.
CREATE OR REPLACE FUNCTION pg_temp.migc_make_history()
RETURNS void LANGUAGE plpgsql AS $migc$
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
END
$migc$;

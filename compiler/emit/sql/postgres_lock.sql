\set ON_ERROR_STOP on

------------------------------------------------------------------ the same in every script of migc

-- One deployer at a time, until this session ends. The loop commits between its tries so that
-- a waiting session holds no snapshot: CREATE INDEX CONCURRENTLY waits for every snapshot there is.
DO $migc$
BEGIN
  FOR migc_try IN 1 .. 600 LOOP
    IF pg_try_advisory_lock(1835624291) THEN
      RETURN;
    END IF;
    COMMIT;
    PERFORM pg_sleep(0.1);
  END LOOP;
  RAISE EXCEPTION 'migc: another deployer has been at work for a minute, try again later';
END
$migc$;

START TRANSACTION;
DELETE FROM migc_history
 WHERE @migc_step IS NOT NULL
   AND (applied_at IS NULL OR (position, revision, checksum) NOT IN (SELECT position, revision, checksum FROM migc_chain));
INSERT IGNORE INTO migc_history (position, revision, checksum, step, applied_at, applied_by)
SELECT position, revision, checksum, 1, NOW(6), CURRENT_USER() FROM migc_chain WHERE @migc_step IS NOT NULL;
COMMIT;


-- Is it at the revision that it is compared with? To be recorded it need not be.
PREPARE migc_place FROM "SET
  @migc_wrong = CASE
    WHEN COALESCE(@migc_lock, 0) = 0 THEN 'another deployer is at work'
    WHEN @migc_stamping THEN NULL
    WHEN NOT @migc_history THEN 'this database has no migc_history, migc has never worked on it'
    WHEN NOT (@migc_at <=> @migc_revision AND @migc_at_done)
    THEN CONCAT('this database is at ', COALESCE(@migc_at, 'no revision'), IF(@migc_at_done, '', ' (under way)'),
                ', not at ', @migc_revision)
    WHEN @migc_row_checksum <> @migc_checksum
    THEN CONCAT(@migc_revision, ' was applied from another version of its script: migc_history says ',
                @migc_row_checksum, ', this script is for ', @migc_checksum) END,
  @migc_fault = CASE WHEN @migc_wrong IS NULL THEN 0 WHEN COALESCE(@migc_lock, 0) = 0 THEN 1 ELSE 2 END,
  @migc_looking = @migc_wrong IS NULL";
PREPARE migc_verdict FROM "SET
  @migc_fault = CASE WHEN @migc_fault <> 0 THEN @migc_fault WHEN COALESCE(@migc_before, 1) <> 0 THEN 3 ELSE 0 END,
  @migc_wrong = IF(@migc_fault = 3, CONCAT(IF(@migc_stamping, 'nothing was recorded, ', ''),
                                           'the database is not what ', @migc_revision, ' says'), @migc_wrong),
  @migc_note = IF(@migc_fault = 0, CONCAT('the database is what ', @migc_revision, ' says'), NULL)";

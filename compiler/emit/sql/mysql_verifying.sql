
-- Is it at the revision that it is compared with? To be recorded it need not be.
PREPARE migc_place FROM "SELECT wrong, IF(wrong IS NULL, 0, 2), wrong IS NULL INTO @migc_wrong, @migc_fault, @migc_looking
  FROM (SELECT CASE
    WHEN @migc_stamping THEN NULL
    WHEN NOT @migc_history THEN 'this database has no migc_history, migc has never worked on it'
    WHEN NOT (@migc_at <=> @migc_revision AND @migc_at_done)
    THEN CONCAT('this database is at ', COALESCE(@migc_at, 'no revision'), IF(@migc_at_done, '', ' (under way)'),
                ', not at ', @migc_revision)
    WHEN @migc_row_checksum <> @migc_checksum
    THEN CONCAT(@migc_revision, ' was applied from another version of its script: migc_history says ',
                @migc_row_checksum, ', this script is for ', @migc_checksum) END AS wrong) AS t";
PREPARE migc_verdict FROM "SELECT fault,
    IF(fault = 3, CONCAT(IF(@migc_stamping, 'nothing was recorded, ', ''), 'the database is not what ', @migc_revision, ' says'),
       @migc_wrong),
    IF(fault = 0, CONCAT('the database is what ', @migc_revision, ' says'), NULL)
  INTO @migc_fault, @migc_wrong, @migc_note
  FROM (SELECT CASE WHEN @migc_fault <> 0 THEN @migc_fault WHEN COALESCE(@migc_before, 1) <> 0 THEN 3 ELSE 0 END AS fault) AS t";

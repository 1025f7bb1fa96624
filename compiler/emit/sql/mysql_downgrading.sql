
-- Is this where the downgrade begins? Or was it stopped, or is it done? (@migc_floor: of several downgrades, how
-- far they go back. Those that are done are passed over.)
PREPARE migc_place FROM "SELECT wrong, IF(wrong IS NULL, 0, 2), next, next IS NOT NULL AND @migc_row_done,
       CASE WHEN wrong IS NOT NULL THEN NULL
            WHEN undone THEN CONCAT(@migc_revision, ' is not applied, nothing to do')
            WHEN NOT @migc_row_done THEN CONCAT(@migc_revision, ' is under way, going back from step ',
                                                @migc_row_step, ' of ', @migc_steps) END
  INTO @migc_wrong, @migc_fault, @migc_next, @migc_looking, @migc_note
  FROM (SELECT wrong, undone, CASE WHEN wrong IS NOT NULL OR undone THEN NULL
                                   WHEN @migc_row_done THEN @migc_steps + 1 ELSE @migc_row_step END AS next
          FROM (SELECT undone, CASE
    WHEN NOT @migc_history THEN 'this database has no migc_history, migc has never worked on it'
    WHEN undone THEN NULL
    WHEN NOT (@migc_at <=> @migc_revision)
    THEN CONCAT('the downgrade of ', @migc_revision, ' starts from ', @migc_revision, ', this database is at ',
                COALESCE(@migc_at, 'no revision'), IF(@migc_at_done, '', ' (under way)'), '; ',
                IF(@migc_row_step IS NULL, CONCAT(@migc_revision, ' is not applied'), CONCAT(@migc_at, '.down.sql comes next')))
    WHEN @migc_row_checksum <> @migc_checksum
    THEN CONCAT(@migc_revision, ' was applied from another version of its script: migc_history says ',
                @migc_row_checksum, ', this script is ', @migc_checksum) END AS wrong
          FROM (SELECT COALESCE(@migc_at <=> @migc_parent AND @migc_at_done, 0)
                       OR COALESCE(COALESCE(@migc_at_position, 0) + 0 BETWEEN @migc_floor + 0 AND @migc_position - 1, 0) AS undone
               ) AS t) AS t) AS t";

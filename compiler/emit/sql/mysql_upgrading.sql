
-- Is this where the upgrade begins? Or was it stopped, or is it done?
PREPARE migc_place FROM "SELECT wrong, IF(wrong IS NULL, 0, 2), next, next IS NOT NULL AND @migc_row_step IS NULL,
       CASE WHEN wrong IS NOT NULL THEN NULL
            WHEN @migc_row_done THEN CONCAT(@migc_revision, ' is already applied, nothing to do')
            WHEN @migc_row_step IS NOT NULL THEN CONCAT(@migc_revision, ' is under way, going on after step ',
                                                        GREATEST(@migc_row_step - 1, 0), ' of ', @migc_steps) END
  INTO @migc_wrong, @migc_fault, @migc_next, @migc_looking, @migc_note
  FROM (SELECT wrong, IF(wrong IS NULL AND NOT @migc_row_done, COALESCE(@migc_row_step, 1), NULL) AS next FROM (SELECT CASE
    WHEN @migc_row_checksum <> @migc_checksum
    THEN CONCAT(@migc_revision, ' was applied from another version of this script: migc_history says ',
                @migc_row_checksum, ', this script is ', @migc_checksum)
    WHEN @migc_row_step IS NULL AND NOT (@migc_at <=> @migc_parent AND @migc_at_done)
      OR @migc_row_step IS NOT NULL AND NOT @migc_row_done AND @migc_at <> @migc_revision
    THEN CONCAT(@migc_revision, ' needs a database at ', COALESCE(@migc_parent, 'no revision'), ', this one ',
                IF(@migc_history, CONCAT('is at ', COALESCE(@migc_at, 'no revision')), 'has no migc_history'),
                IF(@migc_at_done, '', ' (under way)'), '; ',
                CASE WHEN @migc_at_position + 0 >= @migc_position + 0 THEN CONCAT('its history does not have ', @migc_revision)
                     WHEN NOT @migc_at_done THEN CONCAT(@migc_at, '.up.sql comes next')
                     WHEN LOCATE(CONCAT(' ', COALESCE(@migc_at, '-'), ' '), @migc_chain)
                     THEN CONCAT(SUBSTRING_INDEX(SUBSTRING_INDEX(@migc_chain, CONCAT(' ', COALESCE(@migc_at, '-'), ' '), -1),
                                                 ' ', 1), '.up.sql comes next; upgrade.sql runs all that are missing')
                     ELSE 'upgrade.sql runs what is missing' END) END AS wrong) AS t) AS t";

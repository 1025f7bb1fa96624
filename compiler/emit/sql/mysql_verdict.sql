
-- Is the database what it should be, and is nothing in the way? Then the work may begin.
PREPARE migc_verdict FROM "SELECT fault, CASE fault
    WHEN 3 THEN CONCAT(IF(@migc_from IS NULL, CONCAT('what this database has is not what ', @migc_to, ' creates'),
                          CONCAT('the database is not what ', @migc_from, ' left')), ', nothing was changed; ',
                       IF(@migc_parent <=> @migc_from OR @migc_to <=> @migc_parent,
                          CONCAT(IF(@migc_after = 0, '', 'undo what was done by hand, which migc drift lists, or '),
                                 'if it should be recorded as it is: migc stamp ',
                                 IF(@migc_after = 0, COALESCE(@migc_to, 'REVISION'), 'REVISION')),
                          'import it again: a script is for the database that it was made of'))
    WHEN 4 THEN CONCAT('would be lost: ', @migc_loss)
    WHEN 5 THEN CONCAT('in the way: ', @migc_refused) ELSE @migc_wrong END,
    IF(fault = 0 AND @migc_before <> 0, CONCAT('the tables already are what ', COALESCE(@migc_to, 'no revision'), ' says, ',
         IF(@migc_parent <=> @migc_from OR @migc_to <=> @migc_parent, 'this is only recorded', 'nothing to do')), @migc_note)
  INTO @migc_fault, @migc_wrong, @migc_note
  FROM (SELECT CASE WHEN @migc_fault <> 0 THEN @migc_fault
    WHEN COALESCE(@migc_before, 1) <> 0 AND NOT (COALESCE(@migc_after, 1) = 0 AND @migc_recordable) THEN 3
    WHEN @migc_refused IS NOT NULL THEN 5 WHEN @migc_loss IS NOT NULL THEN 4 ELSE 0 END AS fault) AS t";

-- And afterwards: are all steps done, and the tables what they should be?
PREPARE migc_look_back FROM "SET @migc_looking = IF(@migc_step IS NULL, 0, 2), @migc_note = NULL, @migc_wrong = NULL,
  @migc_before = NULL, @migc_after = NULL, @migc_fault = IF(@migc_step IS NULL, 0, 7)";
PREPARE migc_verdict_back FROM "SELECT fault, CASE fault
    WHEN 6 THEN CONCAT(@migc_revision, ' is under way: migc_history.step is ', COALESCE(@migc_row_step, 'gone'),
                       ' and not ', @migc_end)
    WHEN 3 THEN CONCAT(@migc_revision, ' is under way: its steps are done, but the tables are not what they should be') END
  INTO @migc_fault, @migc_wrong
  FROM (SELECT CASE WHEN @migc_step IS NULL THEN 0 WHEN NOT (@migc_row_step <=> @migc_end) THEN 6
                    WHEN @migc_after = 0 THEN 0 WHEN @migc_after > 0 THEN 3 ELSE 7 END AS fault) AS t";

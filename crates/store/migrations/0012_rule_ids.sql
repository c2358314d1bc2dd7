-- Ids of rules name no year; what was answered to them and how a plan has set them goes with them.
update finding_answers set rule = 'PREVIOUS_PCT_MISSING' where rule = 'R2_PCT_MISSING';
update finding_answers set rule = 'PREVIOUS_ABSENT_NEW_ITEM' where rule = 'R2_ABSENT_NEW_ITEM';
update rule_settings set rule = 'PREVIOUS_PCT_MISSING' where rule = 'R2_PCT_MISSING';
update rule_settings set rule = 'PREVIOUS_ABSENT_NEW_ITEM' where rule = 'R2_ABSENT_NEW_ITEM';
update rule_limits set rule = 'PREVIOUS_PCT_MISSING' where rule = 'R2_PCT_MISSING';
update rule_limits set rule = 'PREVIOUS_ABSENT_NEW_ITEM' where rule = 'R2_ABSENT_NEW_ITEM';

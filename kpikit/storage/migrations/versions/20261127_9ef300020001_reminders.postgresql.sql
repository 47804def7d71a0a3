ALTER TABLE notices DROP CONSTRAINT ck_notices_kind_known

ALTER TABLE notices ADD CONSTRAINT ck_notices_kind_known CHECK (kind IN ('hand-over', 'rated', 'ratings-opened', 'accept', 'reopen', 'ready-to-sign', 'sign', 'signed', 'addendum-opened', 'addendum-withdrawn', 'addendum-signed', 'results-submit', 'results-return', 'results-ask-unlock', 'review-confirmed', 'review-closed', 'settlement', 'settlement-agreed', 'settlement-frozen', 'mention', 'withdraw-agreement', 'step-waits', 'date-near', 'term-ends', 'results-due', 'action-overdue'))

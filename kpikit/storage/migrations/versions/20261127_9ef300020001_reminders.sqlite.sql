CREATE TABLE kept_notices AS SELECT "key", organisation_id, user_id, agreement_key, kind, subject, by_role, at, read_at FROM notices

DROP TABLE notices

CREATE TABLE notices (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	organisation_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	agreement_key INTEGER NOT NULL,
	kind TEXT NOT NULL,
	subject TEXT,
	by_role TEXT NOT NULL,
	at DATETIME NOT NULL,
	read_at DATETIME,
	CONSTRAINT ck_notices_kind_known CHECK (kind IN ('hand-over', 'rated', 'ratings-opened', 'accept', 'reopen', 'ready-to-sign', 'sign', 'signed', 'addendum-opened', 'addendum-withdrawn', 'addendum-signed', 'results-submit', 'results-return', 'results-ask-unlock', 'review-confirmed', 'review-closed', 'settlement', 'settlement-agreed', 'settlement-frozen', 'mention', 'withdraw-agreement', 'step-waits', 'date-near', 'term-ends', 'results-due', 'action-overdue')),
	CONSTRAINT ck_notices_subject_filled CHECK (length(trim(subject)) > 0),
	CONSTRAINT ck_notices_by_role_known CHECK (by_role IN ('provider', 'insurer', 'voice')),
	CONSTRAINT ck_notices_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL)),
	CONSTRAINT ck_notices_read_at_moment CHECK (read_at IS NULL OR (length(read_at) = 26 AND julianday(read_at) IS NOT NULL)),
	CONSTRAINT fk_notices_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_notices_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT fk_notices_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

INSERT INTO notices ("key", organisation_id, user_id, agreement_key, kind, subject, by_role, at, read_at) SELECT "key", organisation_id, user_id, agreement_key, kind, subject, by_role, at, read_at FROM kept_notices

DROP TABLE kept_notices

CREATE INDEX ix_notices_agreement_key ON notices (agreement_key)

CREATE INDEX ix_notices_user_id_read_at ON notices (user_id, read_at)

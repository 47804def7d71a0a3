CREATE TABLE mail_wishes (
	user_id TEXT NOT NULL,
	wish TEXT NOT NULL,
	CONSTRAINT pk_mail_wishes PRIMARY KEY (user_id),
	CONSTRAINT ck_mail_wishes_wish_known CHECK (wish IN ('at-once', 'daily', 'never')),
	CONSTRAINT fk_mail_wishes_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
)

CREATE TABLE mail (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	organisation_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	notice_key INTEGER NOT NULL,
	fate TEXT NOT NULL,
	due_at DATETIME NOT NULL,
	letter TEXT,
	claimed_until DATETIME,
	failures INTEGER NOT NULL,
	trouble TEXT,
	ended_at DATETIME,
	CONSTRAINT uq_mail_notice_key UNIQUE (notice_key),
	CONSTRAINT ck_mail_fate_known CHECK (fate IN ('waiting', 'sent', 'not-needed', 'given-up')),
	CONSTRAINT ck_mail_trouble_known CHECK (trouble IN ('unreachable', 'refused', 'address')),
	CONSTRAINT ck_mail_letter_filled CHECK (length(trim(letter)) > 0),
	CONSTRAINT ck_mail_failures_range CHECK (failures BETWEEN 0 AND 1000 AND failures = CAST(failures AS INTEGER)),
	CONSTRAINT ck_mail_due_at_moment CHECK (due_at IS NULL OR (length(due_at) = 26 AND julianday(due_at) IS NOT NULL)),
	CONSTRAINT ck_mail_claimed_until_moment CHECK (claimed_until IS NULL OR (length(claimed_until) = 26 AND julianday(claimed_until) IS NOT NULL)),
	CONSTRAINT ck_mail_ended_at_moment CHECK (ended_at IS NULL OR (length(ended_at) = 26 AND julianday(ended_at) IS NOT NULL)),
	CONSTRAINT fk_mail_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_mail_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT fk_mail_notice_key FOREIGN KEY(notice_key) REFERENCES notices ("key") ON DELETE CASCADE
)

CREATE INDEX ix_mail_fate_due_at ON mail (fate, due_at)

CREATE INDEX ix_mail_user_id_fate ON mail (user_id, fate)

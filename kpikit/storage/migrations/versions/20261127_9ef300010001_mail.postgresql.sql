CREATE TABLE mail_wishes (
	user_id TEXT NOT NULL,
	wish TEXT NOT NULL,
	CONSTRAINT pk_mail_wishes PRIMARY KEY (user_id),
	CONSTRAINT ck_mail_wishes_wish_known CHECK (wish IN ('at-once', 'daily', 'never')),
	CONSTRAINT fk_mail_wishes_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
)

CREATE TABLE mail (
	key SERIAL NOT NULL,
	organisation_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	notice_key INTEGER NOT NULL,
	fate TEXT NOT NULL,
	due_at TIMESTAMP WITH TIME ZONE NOT NULL,
	letter TEXT,
	claimed_until TIMESTAMP WITH TIME ZONE,
	failures INTEGER NOT NULL,
	trouble TEXT,
	ended_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_mail PRIMARY KEY (key),
	CONSTRAINT uq_mail_notice_key UNIQUE (notice_key),
	CONSTRAINT ck_mail_fate_known CHECK (fate IN ('waiting', 'sent', 'not-needed', 'given-up')),
	CONSTRAINT ck_mail_trouble_known CHECK (trouble IN ('unreachable', 'refused', 'address')),
	CONSTRAINT ck_mail_letter_filled CHECK (length(trim(letter)) > 0),
	CONSTRAINT ck_mail_failures_range CHECK (failures BETWEEN 0 AND 1000 AND failures = CAST(failures AS INTEGER)),
	CONSTRAINT fk_mail_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_mail_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT fk_mail_notice_key FOREIGN KEY(notice_key) REFERENCES notices (key) ON DELETE CASCADE
)

CREATE INDEX ix_mail_fate_due_at ON mail (fate, due_at)

CREATE INDEX ix_mail_user_id_fate ON mail (user_id, fate)

ALTER TABLE mail ENABLE ROW LEVEL SECURITY

ALTER TABLE mail FORCE ROW LEVEL SECURITY

CREATE POLICY mail_own ON mail USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

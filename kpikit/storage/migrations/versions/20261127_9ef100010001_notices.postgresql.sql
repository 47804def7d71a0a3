CREATE TABLE notices (
	key SERIAL NOT NULL,
	organisation_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	agreement_key INTEGER NOT NULL,
	kind TEXT NOT NULL,
	subject TEXT,
	by_role TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	read_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_notices PRIMARY KEY (key),
	CONSTRAINT ck_notices_kind_known CHECK (kind IN ('hand-over', 'rated', 'ratings-opened', 'accept', 'reopen', 'ready-to-sign', 'sign', 'signed', 'addendum-opened', 'addendum-withdrawn', 'addendum-signed', 'results-submit', 'results-return', 'results-ask-unlock', 'review-confirmed', 'review-closed', 'settlement', 'settlement-agreed', 'settlement-frozen', 'mention')),
	CONSTRAINT ck_notices_subject_filled CHECK (length(trim(subject)) > 0),
	CONSTRAINT ck_notices_by_role_known CHECK (by_role IN ('provider', 'insurer', 'voice')),
	CONSTRAINT fk_notices_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_notices_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
	CONSTRAINT fk_notices_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

CREATE INDEX ix_notices_agreement_key ON notices (agreement_key)

CREATE INDEX ix_notices_user_id_read_at ON notices (user_id, read_at)

ALTER TABLE notices ENABLE ROW LEVEL SECURITY

ALTER TABLE notices FORCE ROW LEVEL SECURITY

CREATE POLICY notices_own ON notices USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

CREATE TABLE settlements (
	agreement_key INTEGER NOT NULL,
	year INTEGER NOT NULL,
	phase TEXT NOT NULL,
	content TEXT NOT NULL,
	content_hash TEXT NOT NULL,
	proposed_by TEXT NOT NULL,
	proposer TEXT NOT NULL,
	proposed_at DATETIME NOT NULL,
	approvals TEXT NOT NULL,
	agreed_at DATETIME,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_settlements PRIMARY KEY (agreement_key, year, phase),
	CONSTRAINT ck_settlements_year_range CHECK (year BETWEEN 2000 AND 2109 AND year = CAST(year AS INTEGER)),
	CONSTRAINT ck_settlements_phase_known CHECK (phase IN ('provisional', 'final')),
	CONSTRAINT ck_settlements_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_settlements_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
	CONSTRAINT ck_settlements_proposed_by_known CHECK (proposed_by IN ('provider', 'insurer')),
	CONSTRAINT ck_settlements_proposer_filled CHECK (length(trim(proposer)) > 0),
	CONSTRAINT ck_settlements_proposed_at_moment CHECK (proposed_at IS NULL OR (length(proposed_at) = 26 AND julianday(proposed_at) IS NOT NULL)),
	CONSTRAINT ck_settlements_approvals_json CHECK (json_valid(approvals) AND substr(approvals, 1, 1) = '['),
	CONSTRAINT ck_settlements_agreed_at_moment CHECK (agreed_at IS NULL OR (length(agreed_at) = 26 AND julianday(agreed_at) IS NOT NULL)),
	CONSTRAINT ck_settlements_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_settlements_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE TRIGGER tr_settlements_insert_settlement_unsigned BEFORE INSERT ON settlements WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') BEGIN SELECT RAISE(ABORT, 'tr_settlements_insert_settlement_unsigned'); END

CREATE TRIGGER tr_settlements_insert_settlement_replaced BEFORE INSERT ON settlements WHEN EXISTS (SELECT 1 FROM settlements WHERE agreement_key = NEW.agreement_key AND year = NEW.year AND phase = NEW.phase) BEGIN SELECT RAISE(ABORT, 'tr_settlements_insert_settlement_replaced'); END

CREATE TRIGGER tr_settlements_update_settlement_frozen BEFORE UPDATE ON settlements WHEN OLD.agreed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'tr_settlements_update_settlement_frozen'); END

CREATE TRIGGER tr_settlements_delete_settlement_frozen BEFORE DELETE ON settlements WHEN OLD.agreed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'tr_settlements_delete_settlement_frozen'); END

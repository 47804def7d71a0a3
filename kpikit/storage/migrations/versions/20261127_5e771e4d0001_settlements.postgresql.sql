CREATE TABLE settlements (
	agreement_key INTEGER NOT NULL,
	year INTEGER NOT NULL,
	phase TEXT NOT NULL,
	content TEXT NOT NULL,
	content_hash TEXT NOT NULL,
	proposed_by TEXT NOT NULL,
	proposer TEXT NOT NULL,
	proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	approvals TEXT NOT NULL,
	agreed_at TIMESTAMP WITH TIME ZONE,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_settlements PRIMARY KEY (agreement_key, year, phase),
	CONSTRAINT ck_settlements_year_range CHECK (year BETWEEN 2000 AND 2109 AND year = CAST(year AS INTEGER)),
	CONSTRAINT ck_settlements_phase_known CHECK (phase IN ('provisional', 'final')),
	CONSTRAINT ck_settlements_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_settlements_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
	CONSTRAINT ck_settlements_proposed_by_known CHECK (proposed_by IN ('provider', 'insurer')),
	CONSTRAINT ck_settlements_proposer_filled CHECK (length(trim(proposer)) > 0),
	CONSTRAINT ck_settlements_approvals_json CHECK (CAST(approvals AS json) IS NOT NULL AND substr(approvals, 1, 1) = '['),
	CONSTRAINT ck_settlements_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_settlements_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE FUNCTION kpikit_settlement_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_settlement_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.agreed_at IS NOT NULL THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_settlement_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_settlements_settlement_unsigned BEFORE INSERT ON settlements FOR EACH ROW EXECUTE FUNCTION kpikit_settlement_unsigned()

CREATE TRIGGER tr_settlements_settlement_frozen BEFORE UPDATE OR DELETE ON settlements FOR EACH ROW EXECUTE FUNCTION kpikit_settlement_frozen()

CREATE TRIGGER tr_settlements_truncate_settlement_kept BEFORE TRUNCATE ON settlements FOR EACH STATEMENT EXECUTE FUNCTION kpikit_settlement_kept()

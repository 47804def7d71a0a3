CREATE TABLE withdrawals (
	agreement_key INTEGER NOT NULL,
	role TEXT NOT NULL,
	name TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_withdrawals PRIMARY KEY (agreement_key),
	CONSTRAINT ck_withdrawals_role_known CHECK (role IN ('provider', 'insurer')),
	CONSTRAINT ck_withdrawals_name_filled CHECK (length(trim(name)) > 0),
	CONSTRAINT ck_withdrawals_reason_filled CHECK (length(trim(reason)) > 0),
	CONSTRAINT fk_withdrawals_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE FUNCTION kpikit_not_locked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'settling') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_withdrawal_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM withdrawals WHERE agreement_key = OLD.key) THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_withdrawals_not_locked BEFORE INSERT ON withdrawals FOR EACH ROW EXECUTE FUNCTION kpikit_not_locked()

CREATE TRIGGER tr_withdrawals_withdrawal_kept BEFORE UPDATE OR DELETE ON withdrawals FOR EACH ROW EXECUTE FUNCTION kpikit_withdrawal_kept()

CREATE TRIGGER tr_withdrawals_truncate_withdrawal_kept BEFORE TRUNCATE ON withdrawals FOR EACH STATEMENT EXECUTE FUNCTION kpikit_withdrawal_kept()

CREATE TRIGGER tr_agreements_withdrawn BEFORE UPDATE ON agreements FOR EACH ROW EXECUTE FUNCTION kpikit_withdrawn()

ALTER TABLE withdrawals ENABLE ROW LEVEL SECURITY

ALTER TABLE withdrawals FORCE ROW LEVEL SECURITY

CREATE POLICY withdrawals_own ON withdrawals USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

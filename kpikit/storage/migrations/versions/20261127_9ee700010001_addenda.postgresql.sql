CREATE TABLE addenda (
	agreement_key INTEGER NOT NULL,
	base_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	base_hash TEXT NOT NULL,
	reason TEXT NOT NULL,
	opened_by TEXT NOT NULL,
	opened_name TEXT NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ended TEXT,
	ended_name TEXT NOT NULL,
	ended_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_addenda PRIMARY KEY (agreement_key),
	CONSTRAINT ck_addenda_number_range CHECK (number BETWEEN 2 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_addenda_base_hash_form CHECK (length(base_hash) = 64 AND trim(base_hash, '0123456789abcdef') = ''),
	CONSTRAINT ck_addenda_reason_filled CHECK (length(trim(reason)) > 0),
	CONSTRAINT ck_addenda_opened_name_filled CHECK (length(trim(opened_name)) > 0),
	CONSTRAINT ck_addenda_opened_by_known CHECK (opened_by IN ('provider', 'insurer')),
	CONSTRAINT ck_addenda_ended_known CHECK (ended IN ('signed', 'withdrawn')),
	CONSTRAINT ck_addenda_ended_dated CHECK ((ended IS NULL) = (ended_at IS NULL)),
	CONSTRAINT ck_addenda_on_another CHECK (agreement_key <> base_key),
	CONSTRAINT fk_addenda_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT,
	CONSTRAINT fk_addenda_base_key FOREIGN KEY(base_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE INDEX ix_addenda_base_key_number ON addenda (base_key, number)

CREATE UNIQUE INDEX uq_addenda_one_open ON addenda (base_key) WHERE ended IS NULL

CREATE FUNCTION kpikit_addendum_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.base_key AND state = 'signed') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_addendum_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.ended IS NOT NULL OR NEW.agreement_key <> OLD.agreement_key OR NEW.base_key <> OLD.base_key OR NEW.number <> OLD.number OR NEW.base_hash <> OLD.base_hash OR NEW.reason <> OLD.reason OR NEW.opened_by <> OLD.opened_by OR NEW.opened_name <> OLD.opened_name OR NEW.opened_at <> OLD.opened_at THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_addendum_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_addenda_addendum_unsigned BEFORE INSERT ON addenda FOR EACH ROW EXECUTE FUNCTION kpikit_addendum_unsigned()

CREATE TRIGGER tr_addenda_addendum_moved BEFORE UPDATE ON addenda FOR EACH ROW EXECUTE FUNCTION kpikit_addendum_moved()

CREATE TRIGGER tr_addenda_addendum_kept BEFORE DELETE ON addenda FOR EACH ROW EXECUTE FUNCTION kpikit_addendum_kept()

CREATE TRIGGER tr_addenda_truncate_addendum_kept BEFORE TRUNCATE ON addenda FOR EACH STATEMENT EXECUTE FUNCTION kpikit_addendum_kept()

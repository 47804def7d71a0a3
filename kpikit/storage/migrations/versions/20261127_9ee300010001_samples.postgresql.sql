CREATE TABLE samples (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_samples PRIMARY KEY (agreement_key, number),
	CONSTRAINT ck_samples_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_samples_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_samples_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE FUNCTION kpikit_sample_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_sample_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_samples_sample_unsigned BEFORE INSERT ON samples FOR EACH ROW EXECUTE FUNCTION kpikit_sample_unsigned()

CREATE TRIGGER tr_samples_sample_kept BEFORE UPDATE OR DELETE ON samples FOR EACH ROW EXECUTE FUNCTION kpikit_sample_kept()

CREATE TRIGGER tr_samples_truncate_sample_kept BEFORE TRUNCATE ON samples FOR EACH STATEMENT EXECUTE FUNCTION kpikit_sample_kept()

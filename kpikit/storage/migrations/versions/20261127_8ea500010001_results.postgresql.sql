CREATE TABLE result_drafts (
	role TEXT NOT NULL,
	kpi_id TEXT NOT NULL,
	period TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	agreement_key INTEGER NOT NULL,
	CONSTRAINT pk_result_drafts PRIMARY KEY (role, kpi_id, period, agreement_key),
	CONSTRAINT ck_result_drafts_role_known CHECK (role IN ('provider', 'insurer')),
	CONSTRAINT ck_result_drafts_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_result_drafts_period_filled CHECK (length(trim(period)) > 0),
	CONSTRAINT ck_result_drafts_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_result_drafts_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_result_drafts_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE TABLE result_rounds (
	role TEXT NOT NULL,
	period TEXT NOT NULL,
	state TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	agreement_key INTEGER NOT NULL,
	CONSTRAINT pk_result_rounds PRIMARY KEY (role, period, agreement_key),
	CONSTRAINT ck_result_rounds_role_known CHECK (role IN ('provider', 'insurer')),
	CONSTRAINT ck_result_rounds_period_filled CHECK (length(trim(period)) > 0),
	CONSTRAINT ck_result_rounds_state_known CHECK (state IN ('draft', 'submitted', 'returned', 'accepted')),
	CONSTRAINT ck_result_rounds_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_result_rounds_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_result_rounds_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE TABLE raw_sets (
	organisation_id TEXT NOT NULL,
	kpi_id TEXT NOT NULL,
	period TEXT NOT NULL,
	reading TEXT NOT NULL,
	imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
	imported_by TEXT NOT NULL,
	agreement_key INTEGER NOT NULL,
	CONSTRAINT pk_raw_sets PRIMARY KEY (organisation_id, kpi_id, period, agreement_key),
	CONSTRAINT ck_raw_sets_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_raw_sets_period_filled CHECK (length(trim(period)) > 0),
	CONSTRAINT ck_raw_sets_reading_json CHECK (CAST(reading AS json) IS NOT NULL AND substr(reading, 1, 1) = '{'),
	CONSTRAINT ck_raw_sets_imported_by_filled CHECK (length(trim(imported_by)) > 0),
	CONSTRAINT fk_raw_sets_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_raw_sets_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE TABLE raw_answers (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	kpi_id TEXT NOT NULL,
	period TEXT NOT NULL,
	respondent TEXT NOT NULL,
	answers TEXT NOT NULL,
	CONSTRAINT pk_raw_answers PRIMARY KEY (agreement_key, organisation_id, kpi_id, period, respondent),
	CONSTRAINT fk_raw_answers_agreement_key_organisation_id_kpi_id_period FOREIGN KEY(agreement_key, organisation_id, kpi_id, period) REFERENCES raw_sets (agreement_key, organisation_id, kpi_id, period) ON DELETE CASCADE,
	CONSTRAINT ck_raw_answers_respondent_filled CHECK (length(trim(respondent)) > 0),
	CONSTRAINT ck_raw_answers_answers_json CHECK (CAST(answers AS json) IS NOT NULL AND substr(answers, 1, 1) = '[')
)

CREATE FUNCTION kpikit_result_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_result_drafts_result_unsigned BEFORE INSERT ON result_drafts FOR EACH ROW EXECUTE FUNCTION kpikit_result_unsigned()

CREATE TRIGGER tr_result_rounds_result_unsigned BEFORE INSERT ON result_rounds FOR EACH ROW EXECUTE FUNCTION kpikit_result_unsigned()

CREATE TRIGGER tr_raw_sets_result_unsigned BEFORE INSERT ON raw_sets FOR EACH ROW EXECUTE FUNCTION kpikit_result_unsigned()

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
	CONSTRAINT ck_result_drafts_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_result_drafts_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_result_drafts_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
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
	CONSTRAINT ck_result_rounds_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_result_rounds_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_result_rounds_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE TABLE raw_sets (
	organisation_id TEXT NOT NULL,
	kpi_id TEXT NOT NULL,
	period TEXT NOT NULL,
	reading TEXT NOT NULL,
	imported_at DATETIME NOT NULL,
	imported_by TEXT NOT NULL,
	agreement_key INTEGER NOT NULL,
	CONSTRAINT pk_raw_sets PRIMARY KEY (organisation_id, kpi_id, period, agreement_key),
	CONSTRAINT ck_raw_sets_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_raw_sets_period_filled CHECK (length(trim(period)) > 0),
	CONSTRAINT ck_raw_sets_reading_json CHECK (json_valid(reading) AND substr(reading, 1, 1) = '{'),
	CONSTRAINT ck_raw_sets_imported_at_moment CHECK (imported_at IS NULL OR (length(imported_at) = 26 AND julianday(imported_at) IS NOT NULL)),
	CONSTRAINT ck_raw_sets_imported_by_filled CHECK (length(trim(imported_by)) > 0),
	CONSTRAINT fk_raw_sets_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_raw_sets_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
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
	CONSTRAINT ck_raw_answers_answers_json CHECK (json_valid(answers) AND substr(answers, 1, 1) = '[')
)

CREATE TRIGGER tr_result_drafts_insert_result_unsigned BEFORE INSERT ON result_drafts WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') BEGIN SELECT RAISE(ABORT, 'tr_result_drafts_insert_result_unsigned'); END

CREATE TRIGGER tr_result_rounds_insert_result_unsigned BEFORE INSERT ON result_rounds WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') BEGIN SELECT RAISE(ABORT, 'tr_result_rounds_insert_result_unsigned'); END

CREATE TRIGGER tr_raw_sets_insert_result_unsigned BEFORE INSERT ON raw_sets WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') BEGIN SELECT RAISE(ABORT, 'tr_raw_sets_insert_result_unsigned'); END

CREATE TABLE step_plans (
	agreement_key INTEGER NOT NULL,
	care_path TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_step_plans PRIMARY KEY (agreement_key, care_path),
	CONSTRAINT ck_step_plans_care_path_filled CHECK (length(trim(care_path)) > 0),
	CONSTRAINT ck_step_plans_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_step_plans_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_step_plans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

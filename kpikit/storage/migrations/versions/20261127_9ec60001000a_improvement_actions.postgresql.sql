CREATE TABLE improvement_actions (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_improvement_actions PRIMARY KEY (agreement_key, number),
	CONSTRAINT ck_improvement_actions_number_range CHECK (number BETWEEN 1 AND 10 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_improvement_actions_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_improvement_actions_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_improvement_actions_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

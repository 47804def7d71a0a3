CREATE TABLE private_preparations (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_preparations PRIMARY KEY (agreement_key, organisation_id),
	CONSTRAINT ck_private_preparations_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_preparations_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_preparations_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE,
	CONSTRAINT fk_private_preparations_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

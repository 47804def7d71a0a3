CREATE TABLE private_replies (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	role TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_replies PRIMARY KEY (agreement_key, organisation_id, number),
	CONSTRAINT ck_private_replies_number_range CHECK (number BETWEEN 1 AND 99 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_private_replies_role_known CHECK (role IN ('provider', 'insurer')),
	CONSTRAINT ck_private_replies_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_replies_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_replies_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE,
	CONSTRAINT fk_private_replies_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TABLE shared_replies (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	role TEXT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_shared_replies PRIMARY KEY (agreement_key, number, role),
	CONSTRAINT ck_shared_replies_number_range CHECK (number BETWEEN 1 AND 99 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_shared_replies_role_known CHECK (role IN ('provider', 'insurer')),
	CONSTRAINT ck_shared_replies_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_shared_replies_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

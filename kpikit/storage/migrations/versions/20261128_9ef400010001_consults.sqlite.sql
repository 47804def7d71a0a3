CREATE TABLE private_consults (
	organisation_id TEXT NOT NULL,
	id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_consults PRIMARY KEY (organisation_id, id),
	CONSTRAINT ck_private_consults_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_private_consults_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_consults_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_consults_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TABLE private_organisation_scans (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	year INTEGER NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_organisation_scans PRIMARY KEY (agreement_key, organisation_id, year),
	CONSTRAINT ck_private_organisation_scans_year_range CHECK (year BETWEEN 2000 AND 2100 AND year = CAST(year AS INTEGER)),
	CONSTRAINT ck_private_organisation_scans_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_organisation_scans_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_organisation_scans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE,
	CONSTRAINT fk_private_organisation_scans_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TABLE shared_organisation_scans (
	agreement_key INTEGER NOT NULL,
	year INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_shared_organisation_scans PRIMARY KEY (agreement_key, year),
	CONSTRAINT ck_shared_organisation_scans_year_range CHECK (year BETWEEN 2000 AND 2100 AND year = CAST(year AS INTEGER)),
	CONSTRAINT ck_shared_organisation_scans_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_shared_organisation_scans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

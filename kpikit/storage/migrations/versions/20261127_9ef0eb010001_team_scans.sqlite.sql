CREATE TABLE private_member_scans (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	user_id TEXT NOT NULL,
	care_path TEXT NOT NULL,
	year INTEGER NOT NULL,
	content TEXT NOT NULL,
	handed_in INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_member_scans PRIMARY KEY (agreement_key, organisation_id, user_id, care_path, year),
	CONSTRAINT ck_private_member_scans_care_path_filled CHECK (length(trim(care_path)) > 0),
	CONSTRAINT ck_private_member_scans_year_range CHECK (year BETWEEN 2000 AND 2100 AND year = CAST(year AS INTEGER)),
	CONSTRAINT ck_private_member_scans_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_member_scans_handed_in_range CHECK (handed_in BETWEEN 0 AND 1 AND handed_in = CAST(handed_in AS INTEGER)),
	CONSTRAINT ck_private_member_scans_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_member_scans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE,
	CONSTRAINT fk_private_member_scans_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_private_member_scans_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT
)

CREATE TABLE private_team_scans (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	care_path TEXT NOT NULL,
	year INTEGER NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_team_scans PRIMARY KEY (agreement_key, organisation_id, care_path, year),
	CONSTRAINT ck_private_team_scans_care_path_filled CHECK (length(trim(care_path)) > 0),
	CONSTRAINT ck_private_team_scans_year_range CHECK (year BETWEEN 2000 AND 2100 AND year = CAST(year AS INTEGER)),
	CONSTRAINT ck_private_team_scans_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_team_scans_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_team_scans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE,
	CONSTRAINT fk_private_team_scans_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TABLE shared_team_scans (
	agreement_key INTEGER NOT NULL,
	care_path TEXT NOT NULL,
	year INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_shared_team_scans PRIMARY KEY (agreement_key, care_path, year),
	CONSTRAINT ck_shared_team_scans_care_path_filled CHECK (length(trim(care_path)) > 0),
	CONSTRAINT ck_shared_team_scans_year_range CHECK (year BETWEEN 2000 AND 2100 AND year = CAST(year AS INTEGER)),
	CONSTRAINT ck_shared_team_scans_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_shared_team_scans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE private_ratings (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	round INTEGER NOT NULL,
	role TEXT NOT NULL,
	content TEXT NOT NULL,
	handed_in INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_ratings PRIMARY KEY (agreement_key, organisation_id, round),
	CONSTRAINT ck_private_ratings_round_range CHECK (round BETWEEN 1 AND 2 AND round = CAST(round AS INTEGER)),
	CONSTRAINT ck_private_ratings_role_known CHECK (role IN ('provider', 'insurer', 'voice')),
	CONSTRAINT ck_private_ratings_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_ratings_handed_in_range CHECK (handed_in BETWEEN 0 AND 1 AND handed_in = CAST(handed_in AS INTEGER)),
	CONSTRAINT ck_private_ratings_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_ratings_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE,
	CONSTRAINT fk_private_ratings_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TABLE shared_ratings (
	agreement_key INTEGER NOT NULL,
	round INTEGER NOT NULL,
	role TEXT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_shared_ratings PRIMARY KEY (agreement_key, round, role),
	CONSTRAINT ck_shared_ratings_round_range CHECK (round BETWEEN 1 AND 2 AND round = CAST(round AS INTEGER)),
	CONSTRAINT ck_shared_ratings_role_known CHECK (role IN ('provider', 'insurer', 'voice')),
	CONSTRAINT ck_shared_ratings_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_shared_ratings_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE plan_uploads (
	id TEXT NOT NULL,
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	name TEXT NOT NULL,
	data BLOB NOT NULL,
	uploaded_at DATETIME NOT NULL,
	CONSTRAINT pk_plan_uploads PRIMARY KEY (id, agreement_key),
	CONSTRAINT ck_plan_uploads_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_plan_uploads_name_filled CHECK (length(trim(name)) > 0),
	CONSTRAINT ck_plan_uploads_uploaded_at_moment CHECK (uploaded_at IS NULL OR (length(uploaded_at) = 26 AND julianday(uploaded_at) IS NOT NULL)),
	CONSTRAINT fk_plan_uploads_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT,
	CONSTRAINT fk_plan_uploads_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE INDEX ix_plan_uploads_uploaded_at ON plan_uploads (uploaded_at)

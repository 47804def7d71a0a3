CREATE TABLE result_uploads (
	id TEXT NOT NULL,
	organisation_id TEXT NOT NULL,
	name TEXT NOT NULL,
	data BYTEA NOT NULL,
	uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	agreement_key INTEGER NOT NULL,
	CONSTRAINT pk_result_uploads PRIMARY KEY (id, agreement_key),
	CONSTRAINT ck_result_uploads_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_result_uploads_name_filled CHECK (length(trim(name)) > 0),
	CONSTRAINT fk_result_uploads_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
	CONSTRAINT fk_result_uploads_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE INDEX ix_result_uploads_uploaded_at ON result_uploads (uploaded_at)

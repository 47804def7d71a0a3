CREATE TABLE plan_uploads (
	id TEXT NOT NULL,
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	name TEXT NOT NULL,
	data BYTEA NOT NULL,
	uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_plan_uploads PRIMARY KEY (id, agreement_key),
	CONSTRAINT ck_plan_uploads_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_plan_uploads_name_filled CHECK (length(trim(name)) > 0),
	CONSTRAINT fk_plan_uploads_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT,
	CONSTRAINT fk_plan_uploads_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE INDEX ix_plan_uploads_uploaded_at ON plan_uploads (uploaded_at)

ALTER TABLE plan_uploads ENABLE ROW LEVEL SECURITY

ALTER TABLE plan_uploads FORCE ROW LEVEL SECURITY

CREATE POLICY plan_uploads_own ON plan_uploads USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

CREATE TABLE private_scenarios (
	key SERIAL NOT NULL,
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_private_scenarios PRIMARY KEY (key),
	CONSTRAINT uq_private_scenarios_agreement_key_organisation_id_id UNIQUE (agreement_key, organisation_id, id),
	CONSTRAINT ck_private_scenarios_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_private_scenarios_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_scenarios_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_scenarios_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE,
	CONSTRAINT fk_private_scenarios_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE INDEX ix_private_scenarios_organisation_id ON private_scenarios (organisation_id)

CREATE TABLE shared_scenarios (
	key SERIAL NOT NULL,
	agreement_key INTEGER NOT NULL,
	id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_shared_scenarios PRIMARY KEY (key),
	CONSTRAINT uq_shared_scenarios_agreement_key_id UNIQUE (agreement_key, id),
	CONSTRAINT ck_shared_scenarios_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_shared_scenarios_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_shared_scenarios_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_shared_scenarios_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

CREATE TRIGGER tr_shared_scenarios_content_locked BEFORE INSERT OR UPDATE OR DELETE ON shared_scenarios FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

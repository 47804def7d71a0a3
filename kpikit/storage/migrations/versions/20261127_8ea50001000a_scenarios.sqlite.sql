CREATE TABLE private_scenarios (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT uq_private_scenarios_agreement_key_organisation_id_id UNIQUE (agreement_key, organisation_id, id),
	CONSTRAINT ck_private_scenarios_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_private_scenarios_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_private_scenarios_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_private_scenarios_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE,
	CONSTRAINT fk_private_scenarios_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE INDEX ix_private_scenarios_organisation_id ON private_scenarios (organisation_id)

CREATE TABLE shared_scenarios (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	agreement_key INTEGER NOT NULL,
	id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT uq_shared_scenarios_agreement_key_id UNIQUE (agreement_key, id),
	CONSTRAINT ck_shared_scenarios_id_filled CHECK (length(trim(id)) > 0),
	CONSTRAINT ck_shared_scenarios_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_shared_scenarios_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_shared_scenarios_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TRIGGER tr_shared_scenarios_insert_content_locked BEFORE INSERT ON shared_scenarios WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_shared_scenarios_insert_content_locked'); END

CREATE TRIGGER tr_shared_scenarios_update_content_locked BEFORE UPDATE ON shared_scenarios WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_shared_scenarios_update_content_locked'); END

CREATE TRIGGER tr_shared_scenarios_delete_content_locked BEFORE DELETE ON shared_scenarios WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_shared_scenarios_delete_content_locked'); END

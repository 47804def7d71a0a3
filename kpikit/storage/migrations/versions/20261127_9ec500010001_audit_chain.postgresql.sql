DROP TRIGGER tr_audit_only_added_to ON audit

DROP TRIGGER tr_audit_truncate_only_added_to ON audit

DROP INDEX ix_audit_agreement_key_sequence

ALTER TABLE audit DROP CONSTRAINT pk_audit

ALTER TABLE audit ALTER COLUMN sequence DROP DEFAULT

DROP SEQUENCE audit_sequence_seq

ALTER TABLE audit RENAME TO audit_before

CREATE TABLE audit (
  sequence SERIAL NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  agreement_key INTEGER,
  user_id TEXT,
  user_name TEXT NOT NULL,
  organisation_id TEXT,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  link TEXT NOT NULL,
  CONSTRAINT pk_audit PRIMARY KEY (sequence),
  CONSTRAINT ck_audit_action_filled CHECK (length(trim(action)) > 0),
  CONSTRAINT ck_audit_link_form CHECK (length(link) = 64 AND trim(link, '0123456789abcdef') = ''),
  CONSTRAINT fk_audit_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT,
  CONSTRAINT fk_audit_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT,
  CONSTRAINT fk_audit_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)
----
DROP TABLE audit_before

CREATE INDEX ix_audit_agreement_key_sequence ON audit (agreement_key, sequence)

CREATE INDEX ix_audit_organisation_id_sequence ON audit (organisation_id, sequence)

CREATE TRIGGER tr_audit_only_added_to BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION kpikit_only_added_to()

CREATE TRIGGER tr_audit_truncate_only_added_to BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION kpikit_only_added_to()

CREATE TABLE audit_head (
	key INTEGER NOT NULL,
	sequence INTEGER NOT NULL,
	link TEXT NOT NULL,
	CONSTRAINT pk_audit_head PRIMARY KEY (key),
	CONSTRAINT ck_audit_head_key_range CHECK (key BETWEEN 1 AND 1 AND key = CAST(key AS INTEGER)),
	CONSTRAINT ck_audit_head_sequence_range CHECK (sequence BETWEEN 0 AND 2000000000 AND sequence = CAST(sequence AS INTEGER)),
	CONSTRAINT ck_audit_head_link_form CHECK (length(link) = 64 AND trim(link, '0123456789abcdef') = '')
)

DROP TRIGGER tr_audit_update_only_added_to

DROP TRIGGER tr_audit_delete_only_added_to

DROP TRIGGER tr_audit_insert_never_replaced

DROP INDEX ix_audit_agreement_key_sequence

ALTER TABLE audit RENAME TO audit_before

CREATE TABLE audit (
  sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at DATETIME NOT NULL,
  agreement_key INTEGER,
  user_id TEXT,
  user_name TEXT NOT NULL,
  organisation_id TEXT,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  "before" TEXT NOT NULL,
  "after" TEXT NOT NULL,
  link TEXT NOT NULL,
  CONSTRAINT ck_audit_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL)),
  CONSTRAINT ck_audit_action_filled CHECK (length(trim(action)) > 0),
  CONSTRAINT ck_audit_link_form CHECK (length(link) = 64 AND trim(link, '0123456789abcdef') = ''),
  CONSTRAINT fk_audit_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT,
  CONSTRAINT fk_audit_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT,
  CONSTRAINT fk_audit_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)
----
DROP TABLE audit_before

CREATE INDEX ix_audit_agreement_key_sequence ON audit (agreement_key, sequence)

CREATE INDEX ix_audit_organisation_id_sequence ON audit (organisation_id, sequence)

CREATE TRIGGER tr_audit_update_only_added_to BEFORE UPDATE ON audit WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_audit_update_only_added_to'); END

CREATE TRIGGER tr_audit_delete_only_added_to BEFORE DELETE ON audit WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_audit_delete_only_added_to'); END

CREATE TRIGGER tr_audit_insert_never_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'tr_audit_insert_never_replaced'); END

CREATE TABLE audit_head (
	"key" INTEGER NOT NULL,
	sequence INTEGER NOT NULL,
	link TEXT NOT NULL,
	CONSTRAINT pk_audit_head PRIMARY KEY ("key"),
	CONSTRAINT ck_audit_head_key_range CHECK (key BETWEEN 1 AND 1 AND key = CAST(key AS INTEGER)),
	CONSTRAINT ck_audit_head_sequence_range CHECK (sequence BETWEEN 0 AND 2000000000 AND sequence = CAST(sequence AS INTEGER)),
	CONSTRAINT ck_audit_head_link_form CHECK (length(link) = 64 AND trim(link, '0123456789abcdef') = '')
)

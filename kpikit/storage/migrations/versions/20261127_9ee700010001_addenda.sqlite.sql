CREATE TABLE addenda (
	agreement_key INTEGER NOT NULL,
	base_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	base_hash TEXT NOT NULL,
	reason TEXT NOT NULL,
	opened_by TEXT NOT NULL,
	opened_name TEXT NOT NULL,
	opened_at DATETIME NOT NULL,
	ended TEXT,
	ended_name TEXT NOT NULL,
	ended_at DATETIME,
	CONSTRAINT pk_addenda PRIMARY KEY (agreement_key),
	CONSTRAINT ck_addenda_number_range CHECK (number BETWEEN 2 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_addenda_base_hash_form CHECK (length(base_hash) = 64 AND trim(base_hash, '0123456789abcdef') = ''),
	CONSTRAINT ck_addenda_reason_filled CHECK (length(trim(reason)) > 0),
	CONSTRAINT ck_addenda_opened_name_filled CHECK (length(trim(opened_name)) > 0),
	CONSTRAINT ck_addenda_opened_by_known CHECK (opened_by IN ('provider', 'insurer')),
	CONSTRAINT ck_addenda_ended_known CHECK (ended IN ('signed', 'withdrawn')),
	CONSTRAINT ck_addenda_opened_at_moment CHECK (opened_at IS NULL OR (length(opened_at) = 26 AND julianday(opened_at) IS NOT NULL)),
	CONSTRAINT ck_addenda_ended_at_moment CHECK (ended_at IS NULL OR (length(ended_at) = 26 AND julianday(ended_at) IS NOT NULL)),
	CONSTRAINT ck_addenda_ended_dated CHECK ((ended IS NULL) = (ended_at IS NULL)),
	CONSTRAINT ck_addenda_on_another CHECK (agreement_key <> base_key),
	CONSTRAINT fk_addenda_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT,
	CONSTRAINT fk_addenda_base_key FOREIGN KEY(base_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE INDEX ix_addenda_base_key_number ON addenda (base_key, number)

CREATE UNIQUE INDEX uq_addenda_one_open ON addenda (base_key) WHERE ended IS NULL

CREATE TRIGGER tr_addenda_insert_addendum_unsigned BEFORE INSERT ON addenda WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.base_key AND state = 'signed') BEGIN SELECT RAISE(ABORT, 'tr_addenda_insert_addendum_unsigned'); END

CREATE TRIGGER tr_addenda_insert_addendum_replaced BEFORE INSERT ON addenda WHEN EXISTS (SELECT 1 FROM addenda WHERE agreement_key = NEW.agreement_key) BEGIN SELECT RAISE(ABORT, 'tr_addenda_insert_addendum_replaced'); END

CREATE TRIGGER tr_addenda_update_addendum_moved BEFORE UPDATE ON addenda WHEN OLD.ended IS NOT NULL OR NEW.agreement_key <> OLD.agreement_key OR NEW.base_key <> OLD.base_key OR NEW.number <> OLD.number OR NEW.base_hash <> OLD.base_hash OR NEW.reason <> OLD.reason OR NEW.opened_by <> OLD.opened_by OR NEW.opened_name <> OLD.opened_name OR NEW.opened_at <> OLD.opened_at BEGIN SELECT RAISE(ABORT, 'tr_addenda_update_addendum_moved'); END

CREATE TRIGGER tr_addenda_delete_addendum_kept BEFORE DELETE ON addenda WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_addenda_delete_addendum_kept'); END

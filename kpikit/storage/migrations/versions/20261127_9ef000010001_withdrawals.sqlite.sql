CREATE TABLE withdrawals (
	agreement_key INTEGER NOT NULL,
	role TEXT NOT NULL,
	name TEXT NOT NULL,
	at DATETIME NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_withdrawals PRIMARY KEY (agreement_key),
	CONSTRAINT ck_withdrawals_role_known CHECK (role IN ('provider', 'insurer')),
	CONSTRAINT ck_withdrawals_name_filled CHECK (length(trim(name)) > 0),
	CONSTRAINT ck_withdrawals_reason_filled CHECK (length(trim(reason)) > 0),
	CONSTRAINT ck_withdrawals_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL)),
	CONSTRAINT fk_withdrawals_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE TRIGGER tr_withdrawals_insert_not_locked BEFORE INSERT ON withdrawals WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'settling') BEGIN SELECT RAISE(ABORT, 'tr_withdrawals_insert_not_locked'); END

CREATE TRIGGER tr_withdrawals_insert_withdrawal_replaced BEFORE INSERT ON withdrawals WHEN EXISTS (SELECT 1 FROM withdrawals WHERE agreement_key = NEW.agreement_key) BEGIN SELECT RAISE(ABORT, 'tr_withdrawals_insert_withdrawal_replaced'); END

CREATE TRIGGER tr_withdrawals_update_withdrawal_kept BEFORE UPDATE ON withdrawals WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_withdrawals_update_withdrawal_kept'); END

CREATE TRIGGER tr_withdrawals_delete_withdrawal_kept BEFORE DELETE ON withdrawals WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_withdrawals_delete_withdrawal_kept'); END

CREATE TRIGGER tr_agreements_update_withdrawn BEFORE UPDATE ON agreements WHEN EXISTS (SELECT 1 FROM withdrawals WHERE agreement_key = OLD.key) BEGIN SELECT RAISE(ABORT, 'tr_agreements_update_withdrawn'); END

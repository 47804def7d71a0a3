CREATE TABLE samples (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_samples PRIMARY KEY (agreement_key, number),
	CONSTRAINT ck_samples_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_samples_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_samples_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE TRIGGER tr_samples_insert_sample_unsigned BEFORE INSERT ON samples WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') BEGIN SELECT RAISE(ABORT, 'tr_samples_insert_sample_unsigned'); END

CREATE TRIGGER tr_samples_insert_sample_replaced BEFORE INSERT ON samples WHEN EXISTS (SELECT 1 FROM samples WHERE agreement_key = NEW.agreement_key AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'tr_samples_insert_sample_replaced'); END

CREATE TRIGGER tr_samples_update_sample_kept BEFORE UPDATE ON samples WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_samples_update_sample_kept'); END

CREATE TRIGGER tr_samples_delete_sample_kept BEFORE DELETE ON samples WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_samples_delete_sample_kept'); END

CREATE TABLE remarks (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	kpi_id TEXT NOT NULL,
	sort TEXT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_remarks PRIMARY KEY (agreement_key, number),
	CONSTRAINT ck_remarks_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_remarks_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_remarks_sort_known CHECK (sort IN ('said', 'resolved', 'reopened')),
	CONSTRAINT ck_remarks_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_remarks_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE INDEX ix_remarks_agreement_key_kpi_id_sort ON remarks (agreement_key, kpi_id, sort)

CREATE TRIGGER tr_remarks_insert_remark_replaced BEFORE INSERT ON remarks WHEN EXISTS (SELECT 1 FROM remarks WHERE agreement_key = NEW.agreement_key AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'tr_remarks_insert_remark_replaced'); END

CREATE TRIGGER tr_remarks_update_remark_kept BEFORE UPDATE ON remarks WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_remarks_update_remark_kept'); END

CREATE TRIGGER tr_remarks_delete_remark_kept BEFORE DELETE ON remarks WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_remarks_delete_remark_kept'); END

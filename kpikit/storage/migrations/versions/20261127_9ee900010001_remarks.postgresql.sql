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
	CONSTRAINT ck_remarks_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_remarks_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE INDEX ix_remarks_agreement_key_kpi_id_sort ON remarks (agreement_key, kpi_id, sort)

CREATE FUNCTION kpikit_remark_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_remarks_remark_kept BEFORE UPDATE OR DELETE ON remarks FOR EACH ROW EXECUTE FUNCTION kpikit_remark_kept()

CREATE TRIGGER tr_remarks_truncate_remark_kept BEFORE TRUNCATE ON remarks FOR EACH STATEMENT EXECUTE FUNCTION kpikit_remark_kept()

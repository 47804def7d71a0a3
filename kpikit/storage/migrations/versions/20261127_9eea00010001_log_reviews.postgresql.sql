CREATE TABLE log_reviews (
	organisation_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_log_reviews PRIMARY KEY (organisation_id, number),
	CONSTRAINT ck_log_reviews_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_log_reviews_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_log_reviews_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE FUNCTION kpikit_log_review_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_log_reviews_log_review_kept BEFORE UPDATE OR DELETE ON log_reviews FOR EACH ROW EXECUTE FUNCTION kpikit_log_review_kept()

CREATE TRIGGER tr_log_reviews_truncate_log_review_kept BEFORE TRUNCATE ON log_reviews FOR EACH STATEMENT EXECUTE FUNCTION kpikit_log_review_kept()

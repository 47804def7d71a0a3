CREATE TABLE log_reviews (
	organisation_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_log_reviews PRIMARY KEY (organisation_id, number),
	CONSTRAINT ck_log_reviews_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_log_reviews_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_log_reviews_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TRIGGER tr_log_reviews_insert_log_review_replaced BEFORE INSERT ON log_reviews WHEN EXISTS (SELECT 1 FROM log_reviews WHERE organisation_id = NEW.organisation_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'tr_log_reviews_insert_log_review_replaced'); END

CREATE TRIGGER tr_log_reviews_update_log_review_kept BEFORE UPDATE ON log_reviews WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_log_reviews_update_log_review_kept'); END

CREATE TRIGGER tr_log_reviews_delete_log_review_kept BEFORE DELETE ON log_reviews WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_log_reviews_delete_log_review_kept'); END

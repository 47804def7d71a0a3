CREATE TABLE reviews (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	approvals TEXT NOT NULL,
	record TEXT NOT NULL,
	confirmed_at DATETIME,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_reviews PRIMARY KEY (agreement_key, number),
	CONSTRAINT ck_reviews_number_range CHECK (number BETWEEN 1 AND 200 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_reviews_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_reviews_approvals_json CHECK (json_valid(approvals) AND substr(approvals, 1, 1) = '['),
	CONSTRAINT ck_reviews_confirmed_at_moment CHECK (confirmed_at IS NULL OR (length(confirmed_at) = 26 AND julianday(confirmed_at) IS NOT NULL)),
	CONSTRAINT ck_reviews_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_reviews_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE TRIGGER tr_reviews_insert_review_unsigned BEFORE INSERT ON reviews WHEN NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') BEGIN SELECT RAISE(ABORT, 'tr_reviews_insert_review_unsigned'); END

CREATE TRIGGER tr_reviews_insert_review_replaced BEFORE INSERT ON reviews WHEN EXISTS (SELECT 1 FROM reviews WHERE agreement_key = NEW.agreement_key AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'tr_reviews_insert_review_replaced'); END

CREATE TRIGGER tr_reviews_update_review_frozen BEFORE UPDATE ON reviews WHEN OLD.confirmed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'tr_reviews_update_review_frozen'); END

CREATE TRIGGER tr_reviews_delete_review_frozen BEFORE DELETE ON reviews WHEN OLD.confirmed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'tr_reviews_delete_review_frozen'); END

CREATE TABLE review_entries (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	kpi_id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_review_entries PRIMARY KEY (agreement_key, number, kpi_id),
	CONSTRAINT fk_review_entries_agreement_key_number FOREIGN KEY(agreement_key, number) REFERENCES reviews (agreement_key, number) ON DELETE CASCADE,
	CONSTRAINT ck_review_entries_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_review_entries_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_review_entries_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER))
)

CREATE TRIGGER tr_review_entries_insert_review_closed BEFORE INSERT ON review_entries WHEN EXISTS (SELECT 1 FROM reviews WHERE agreement_key = NEW.agreement_key AND number = NEW.number AND confirmed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'tr_review_entries_insert_review_closed'); END

CREATE TRIGGER tr_review_entries_update_review_closed BEFORE UPDATE ON review_entries WHEN EXISTS (SELECT 1 FROM reviews WHERE agreement_key = OLD.agreement_key AND number = OLD.number AND confirmed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'tr_review_entries_update_review_closed'); END

CREATE TRIGGER tr_review_entries_delete_review_closed BEFORE DELETE ON review_entries WHEN EXISTS (SELECT 1 FROM reviews WHERE agreement_key = OLD.agreement_key AND number = OLD.number AND confirmed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'tr_review_entries_delete_review_closed'); END

CREATE TABLE own_ratings (
	agreement_key INTEGER NOT NULL,
	organisation_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	kpi_id TEXT NOT NULL,
	role TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_own_ratings PRIMARY KEY (agreement_key, organisation_id, number, kpi_id),
	CONSTRAINT fk_own_ratings_agreement_key_number FOREIGN KEY(agreement_key, number) REFERENCES reviews (agreement_key, number) ON DELETE CASCADE,
	CONSTRAINT ck_own_ratings_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_own_ratings_role_known CHECK (role IN ('provider', 'insurer', 'voice')),
	CONSTRAINT ck_own_ratings_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_own_ratings_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_own_ratings_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TABLE opened_ratings (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	kpi_id TEXT NOT NULL,
	role TEXT NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_opened_ratings PRIMARY KEY (agreement_key, number, kpi_id, role),
	CONSTRAINT fk_opened_ratings_agreement_key_number FOREIGN KEY(agreement_key, number) REFERENCES reviews (agreement_key, number) ON DELETE CASCADE,
	CONSTRAINT ck_opened_ratings_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_opened_ratings_role_known CHECK (role IN ('provider', 'insurer', 'voice')),
	CONSTRAINT ck_opened_ratings_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{')
)

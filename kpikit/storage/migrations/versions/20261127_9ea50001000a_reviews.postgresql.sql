CREATE TABLE reviews (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	approvals TEXT NOT NULL,
	record TEXT NOT NULL,
	confirmed_at TIMESTAMP WITH TIME ZONE,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_reviews PRIMARY KEY (agreement_key, number),
	CONSTRAINT ck_reviews_number_range CHECK (number BETWEEN 1 AND 200 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_reviews_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_reviews_approvals_json CHECK (CAST(approvals AS json) IS NOT NULL AND substr(approvals, 1, 1) = '['),
	CONSTRAINT ck_reviews_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
	CONSTRAINT fk_reviews_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
)

CREATE FUNCTION kpikit_review_unsigned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'signed') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_review_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.confirmed_at IS NOT NULL THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_review_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_reviews_review_unsigned BEFORE INSERT ON reviews FOR EACH ROW EXECUTE FUNCTION kpikit_review_unsigned()

CREATE TRIGGER tr_reviews_review_frozen BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION kpikit_review_frozen()

CREATE TRIGGER tr_reviews_truncate_review_kept BEFORE TRUNCATE ON reviews FOR EACH STATEMENT EXECUTE FUNCTION kpikit_review_kept()

CREATE TABLE review_entries (
	agreement_key INTEGER NOT NULL,
	number INTEGER NOT NULL,
	kpi_id TEXT NOT NULL,
	content TEXT NOT NULL,
	revision INTEGER NOT NULL,
	CONSTRAINT pk_review_entries PRIMARY KEY (agreement_key, number, kpi_id),
	CONSTRAINT fk_review_entries_agreement_key_number FOREIGN KEY(agreement_key, number) REFERENCES reviews (agreement_key, number) ON DELETE CASCADE,
	CONSTRAINT ck_review_entries_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
	CONSTRAINT ck_review_entries_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT ck_review_entries_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER))
)

CREATE FUNCTION kpikit_review_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM reviews WHERE agreement_key = OLD.agreement_key AND number = OLD.number AND confirmed_at IS NOT NULL) THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_review_closed_new() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM reviews WHERE agreement_key = NEW.agreement_key AND number = NEW.number AND confirmed_at IS NOT NULL) THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_review_entries_review_closed_new BEFORE INSERT ON review_entries FOR EACH ROW EXECUTE FUNCTION kpikit_review_closed_new()

CREATE TRIGGER tr_review_entries_review_closed BEFORE UPDATE OR DELETE ON review_entries FOR EACH ROW EXECUTE FUNCTION kpikit_review_closed()

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
	CONSTRAINT ck_own_ratings_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
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
	CONSTRAINT ck_opened_ratings_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{')
)

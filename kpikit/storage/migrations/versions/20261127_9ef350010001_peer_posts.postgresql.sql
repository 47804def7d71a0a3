CREATE TABLE peer_posts (
	organisation_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_peer_posts PRIMARY KEY (organisation_id, number),
	CONSTRAINT ck_peer_posts_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_peer_posts_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_peer_posts_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE FUNCTION kpikit_peer_post_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_peer_posts_peer_post_kept BEFORE UPDATE OR DELETE ON peer_posts FOR EACH ROW EXECUTE FUNCTION kpikit_peer_post_kept()

CREATE TRIGGER tr_peer_posts_truncate_peer_post_kept BEFORE TRUNCATE ON peer_posts FOR EACH STATEMENT EXECUTE FUNCTION kpikit_peer_post_kept()

ALTER TABLE peer_posts ENABLE ROW LEVEL SECURITY

ALTER TABLE peer_posts FORCE ROW LEVEL SECURITY

CREATE POLICY peer_posts_own ON peer_posts USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

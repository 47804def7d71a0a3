CREATE TABLE peer_posts (
	organisation_id TEXT NOT NULL,
	number INTEGER NOT NULL,
	content TEXT NOT NULL,
	CONSTRAINT pk_peer_posts PRIMARY KEY (organisation_id, number),
	CONSTRAINT ck_peer_posts_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
	CONSTRAINT ck_peer_posts_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
	CONSTRAINT fk_peer_posts_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE TRIGGER tr_peer_posts_insert_peer_post_replaced BEFORE INSERT ON peer_posts WHEN EXISTS (SELECT 1 FROM peer_posts WHERE organisation_id = NEW.organisation_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'tr_peer_posts_insert_peer_post_replaced'); END

CREATE TRIGGER tr_peer_posts_update_peer_post_kept BEFORE UPDATE ON peer_posts WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_peer_posts_update_peer_post_kept'); END

CREATE TRIGGER tr_peer_posts_delete_peer_post_kept BEFORE DELETE ON peer_posts WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_peer_posts_delete_peer_post_kept'); END

CREATE TABLE organisations (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  agb_code TEXT NOT NULL,
  kvk_number TEXT NOT NULL,
  CONSTRAINT pk_organisations PRIMARY KEY (id),
  CONSTRAINT ck_organisations_id_filled CHECK (length(trim(id)) > 0),
  CONSTRAINT ck_organisations_kind_known CHECK (kind IN ('provider', 'insurer', 'patients')),
  CONSTRAINT ck_organisations_name_filled CHECK (length(trim(name)) > 0),
  CONSTRAINT ck_organisations_agb_code_form CHECK (length(agb_code) IN (0, 8) AND trim(agb_code, '0123456789') = ''),
  CONSTRAINT ck_organisations_kvk_number_form CHECK (length(kvk_number) IN (0, 8) AND trim(kvk_number, '0123456789') = ''),
  CONSTRAINT ck_organisations_agb_code_needed CHECK (kind <> 'provider' OR agb_code <> '')
)

CREATE INDEX ix_organisations_kind ON organisations (kind)

CREATE TABLE failures (
  "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT ck_failures_subject_filled CHECK (length(trim(subject)) > 0),
  CONSTRAINT ck_failures_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL))
)

CREATE INDEX ix_failures_subject_at ON failures (subject, at)

CREATE TABLE agreements (
  "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  first_year INTEGER NOT NULL,
  years_long INTEGER NOT NULL,
  frame TEXT NOT NULL,
  state TEXT NOT NULL,
  turn TEXT NOT NULL,
  turn_since DATETIME,
  message TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT uq_agreements_id UNIQUE (id),
  CONSTRAINT ck_agreements_id_filled CHECK (length(trim(id)) > 0),
  CONSTRAINT ck_agreements_title_filled CHECK (length(trim(title)) > 0),
  CONSTRAINT ck_agreements_first_year_range CHECK (first_year BETWEEN 2000 AND 2100 AND first_year = CAST(first_year AS INTEGER)),
  CONSTRAINT ck_agreements_years_long_range CHECK (years_long BETWEEN 1 AND 10 AND years_long = CAST(years_long AS INTEGER)),
  CONSTRAINT ck_agreements_frame_json CHECK (json_valid(frame) AND substr(frame, 1, 1) = '{'),
  CONSTRAINT ck_agreements_state_known CHECK (state IN ('draft', 'settling', 'signed')),
  CONSTRAINT ck_agreements_turn_known CHECK (turn IN ('provider', 'insurer')),
  CONSTRAINT ck_agreements_turn_since_moment CHECK (turn_since IS NULL OR (length(turn_since) = 26 AND julianday(turn_since) IS NOT NULL)),
  CONSTRAINT ck_agreements_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER))
)

CREATE TABLE users (
  id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  active BOOLEAN NOT NULL,
  password_hash TEXT NOT NULL,
  CONSTRAINT pk_users PRIMARY KEY (id),
  CONSTRAINT ck_users_id_filled CHECK (length(trim(id)) > 0),
  CONSTRAINT uq_users_email UNIQUE (email),
  CONSTRAINT ck_users_email_form CHECK (email = lower(email) AND trim(email, '@') = email AND replace(email, ' ', '') = email AND length(replace(email, '@', '')) = length(email) - 1),
  CONSTRAINT ck_users_name_filled CHECK (length(trim(name)) > 0),
  CONSTRAINT ck_users_language_known CHECK (language IN ('nl', 'en')),
  CONSTRAINT ck_users_active_known CHECK (active IN (0, 1)),
  CONSTRAINT ck_users_password_hash_filled CHECK (length(trim(password_hash)) > 0),
  CONSTRAINT fk_users_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE INDEX ix_users_organisation_id ON users (organisation_id)

CREATE TABLE agreement_parties (
  agreement_key INTEGER NOT NULL,
  role TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  agb_code TEXT NOT NULL,
  kvk_number TEXT NOT NULL,
  CONSTRAINT pk_agreement_parties PRIMARY KEY (agreement_key, role),
  CONSTRAINT uq_agreement_parties_agreement_key_organisation_id UNIQUE (agreement_key, organisation_id),
  CONSTRAINT ck_agreement_parties_role_known CHECK (role IN ('provider', 'insurer', 'voice')),
  CONSTRAINT ck_agreement_parties_place_range CHECK (place BETWEEN 0 AND 99 AND place = CAST(place AS INTEGER)),
  CONSTRAINT ck_agreement_parties_name_filled CHECK (length(trim(name)) > 0),
  CONSTRAINT ck_agreement_parties_agb_code_form CHECK (length(agb_code) IN (0, 8) AND trim(agb_code, '0123456789') = ''),
  CONSTRAINT ck_agreement_parties_kvk_number_form CHECK (length(kvk_number) IN (0, 8) AND trim(kvk_number, '0123456789') = ''),
  CONSTRAINT fk_agreement_parties_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE,
  CONSTRAINT fk_agreement_parties_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE INDEX ix_agreement_parties_organisation_id_agreement_key ON agreement_parties (organisation_id, agreement_key)

CREATE TABLE selections (
  agreement_key INTEGER NOT NULL,
  slots INTEGER NOT NULL,
  overrules TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_selections PRIMARY KEY (agreement_key),
  CONSTRAINT ck_selections_slots_range CHECK (slots BETWEEN 3 AND 8 AND slots = CAST(slots AS INTEGER)),
  CONSTRAINT ck_selections_overrules_json CHECK (json_valid(overrules) AND substr(overrules, 1, 1) = '['),
  CONSTRAINT ck_selections_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_selections_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE candidates (
  "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  CONSTRAINT uq_candidates_agreement_key_kpi_id UNIQUE (agreement_key, kpi_id),
  CONSTRAINT ck_candidates_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
  CONSTRAINT ck_candidates_proposed_by_known CHECK (proposed_by IN ('provider', 'insurer', 'voice')),
  CONSTRAINT fk_candidates_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE own_kpis (
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_own_kpis PRIMARY KEY (agreement_key, kpi_id),
  CONSTRAINT ck_own_kpis_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
  CONSTRAINT ck_own_kpis_kind_known CHECK (kind IN ('measured', 'narrative')),
  CONSTRAINT ck_own_kpis_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_own_kpis_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_own_kpis_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE ambitions (
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_ambitions PRIMARY KEY (agreement_key, kpi_id),
  CONSTRAINT ck_ambitions_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
  CONSTRAINT ck_ambitions_kind_known CHECK (kind IN ('measured', 'narrative')),
  CONSTRAINT ck_ambitions_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_ambitions_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_ambitions_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE plans (
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  content TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_plans PRIMARY KEY (agreement_key, kpi_id),
  CONSTRAINT ck_plans_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
  CONSTRAINT ck_plans_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_plans_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_plans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE arrangements (
  "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  agreement_key INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_year INTEGER NOT NULL,
  last_year INTEGER NOT NULL,
  content TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT uq_arrangements_agreement_key_id UNIQUE (agreement_key, id),
  CONSTRAINT ck_arrangements_id_filled CHECK (length(trim(id)) > 0),
  CONSTRAINT ck_arrangements_kind_filled CHECK (length(trim(kind)) > 0),
  CONSTRAINT ck_arrangements_first_year_range CHECK (first_year BETWEEN 2000 AND 2109 AND first_year = CAST(first_year AS INTEGER)),
  CONSTRAINT ck_arrangements_last_year_range CHECK (last_year BETWEEN 2000 AND 2109 AND last_year = CAST(last_year AS INTEGER)),
  CONSTRAINT ck_arrangements_years_order CHECK (first_year <= last_year),
  CONSTRAINT ck_arrangements_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_arrangements_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_arrangements_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE
)

CREATE TABLE versions (
  agreement_key INTEGER NOT NULL,
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  signed_at DATETIME NOT NULL,
  acceptances TEXT NOT NULL,
  signatures TEXT NOT NULL,
  CONSTRAINT pk_versions PRIMARY KEY (agreement_key, number),
  CONSTRAINT ck_versions_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
  CONSTRAINT ck_versions_content_json CHECK (json_valid(content) AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_versions_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
  CONSTRAINT ck_versions_signed_at_moment CHECK (signed_at IS NULL OR (length(signed_at) = 26 AND julianday(signed_at) IS NOT NULL)),
  CONSTRAINT ck_versions_acceptances_json CHECK (json_valid(acceptances) AND substr(acceptances, 1, 1) = '['),
  CONSTRAINT ck_versions_signatures_json CHECK (json_valid(signatures) AND substr(signatures, 1, 1) = '['),
  CONSTRAINT fk_versions_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT
)

CREATE TABLE user_roles (
  user_id TEXT NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT pk_user_roles PRIMARY KEY (user_id, role),
  CONSTRAINT ck_user_roles_role_known CHECK (role IN ('negotiator', 'signatory', 'analyst', 'reader', 'admin')),
  CONSTRAINT fk_user_roles_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
)

CREATE TABLE sessions (
  token_hash TEXT NOT NULL,
  user_id TEXT NOT NULL,
  csrf_seed TEXT NOT NULL,
  started DATETIME NOT NULL,
  seen DATETIME NOT NULL,
  confirmed DATETIME NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (token_hash),
  CONSTRAINT ck_sessions_token_hash_form CHECK (length(token_hash) = 64 AND trim(token_hash, '0123456789abcdef') = ''),
  CONSTRAINT ck_sessions_csrf_seed_filled CHECK (length(trim(csrf_seed)) > 0),
  CONSTRAINT ck_sessions_started_moment CHECK (started IS NULL OR (length(started) = 26 AND julianday(started) IS NOT NULL)),
  CONSTRAINT ck_sessions_seen_moment CHECK (seen IS NULL OR (length(seen) = 26 AND julianday(seen) IS NOT NULL)),
  CONSTRAINT ck_sessions_confirmed_moment CHECK (confirmed IS NULL OR (length(confirmed) = 26 AND julianday(confirmed) IS NOT NULL)),
  CONSTRAINT fk_sessions_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
)

CREATE INDEX ix_sessions_user_id ON sessions (user_id)

CREATE INDEX ix_sessions_seen ON sessions (seen)

CREATE TABLE invitations (
  token_hash TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  email TEXT NOT NULL,
  invited_by TEXT,
  expires DATETIME NOT NULL,
  used_at DATETIME,
  CONSTRAINT pk_invitations PRIMARY KEY (token_hash),
  CONSTRAINT ck_invitations_token_hash_form CHECK (length(token_hash) = 64 AND trim(token_hash, '0123456789abcdef') = ''),
  CONSTRAINT ck_invitations_email_form CHECK (email = lower(email) AND trim(email, '@') = email AND replace(email, ' ', '') = email AND length(replace(email, '@', '')) = length(email) - 1),
  CONSTRAINT ck_invitations_expires_moment CHECK (expires IS NULL OR (length(expires) = 26 AND julianday(expires) IS NOT NULL)),
  CONSTRAINT ck_invitations_used_at_moment CHECK (used_at IS NULL OR (length(used_at) = 26 AND julianday(used_at) IS NOT NULL)),
  CONSTRAINT fk_invitations_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
  CONSTRAINT fk_invitations_invited_by FOREIGN KEY(invited_by) REFERENCES users (id) ON DELETE RESTRICT
)

CREATE INDEX ix_invitations_organisation_id ON invitations (organisation_id)

CREATE TABLE acceptances (
  agreement_key INTEGER NOT NULL,
  role TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at DATETIME NOT NULL,
  content_hash TEXT NOT NULL,
  CONSTRAINT pk_acceptances PRIMARY KEY (agreement_key, role),
  CONSTRAINT ck_acceptances_role_known CHECK (role IN ('provider', 'insurer')),
  CONSTRAINT ck_acceptances_name_filled CHECK (length(trim(name)) > 0),
  CONSTRAINT ck_acceptances_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL)),
  CONSTRAINT ck_acceptances_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
  CONSTRAINT fk_acceptances_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE,
  CONSTRAINT fk_acceptances_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT
)

CREATE TABLE signatures (
  agreement_key INTEGER NOT NULL,
  role TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at DATETIME NOT NULL,
  content_hash TEXT NOT NULL,
  CONSTRAINT pk_signatures PRIMARY KEY (agreement_key, role),
  CONSTRAINT ck_signatures_role_known CHECK (role IN ('provider', 'insurer')),
  CONSTRAINT ck_signatures_name_filled CHECK (length(trim(name)) > 0),
  CONSTRAINT ck_signatures_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL)),
  CONSTRAINT ck_signatures_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
  CONSTRAINT fk_signatures_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE CASCADE,
  CONSTRAINT fk_signatures_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT
)

CREATE TABLE stances (
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  role TEXT NOT NULL,
  position TEXT NOT NULL,
  taken_by TEXT NOT NULL,
  at DATETIME NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_stances PRIMARY KEY (agreement_key, kpi_id, role),
  CONSTRAINT fk_stances_agreement_key_kpi_id FOREIGN KEY(agreement_key, kpi_id) REFERENCES candidates (agreement_key, kpi_id) ON DELETE CASCADE,
  CONSTRAINT ck_stances_role_known CHECK (role IN ('provider', 'insurer')),
  CONSTRAINT ck_stances_position_known CHECK (position IN ('no', 'discuss', 'yes')),
  CONSTRAINT ck_stances_taken_by_filled CHECK (length(trim(taken_by)) > 0),
  CONSTRAINT ck_stances_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL)),
  CONSTRAINT ck_stances_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER))
)

CREATE TABLE audit (
  sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at DATETIME NOT NULL,
  agreement_key INTEGER,
  user_id TEXT,
  user_name TEXT NOT NULL,
  organisation_id TEXT,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  "before" TEXT NOT NULL,
  "after" TEXT NOT NULL,
  CONSTRAINT ck_audit_at_moment CHECK (at IS NULL OR (length(at) = 26 AND julianday(at) IS NOT NULL)),
  CONSTRAINT ck_audit_action_filled CHECK (length(trim(action)) > 0),
  CONSTRAINT fk_audit_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements ("key") ON DELETE RESTRICT,
  CONSTRAINT fk_audit_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT,
  CONSTRAINT fk_audit_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT
)

CREATE INDEX ix_audit_agreement_key_sequence ON audit (agreement_key, sequence)

CREATE TABLE invitation_roles (
  token_hash TEXT NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT pk_invitation_roles PRIMARY KEY (token_hash, role),
  CONSTRAINT ck_invitation_roles_role_known CHECK (role IN ('negotiator', 'signatory', 'analyst', 'reader', 'admin')),
  CONSTRAINT fk_invitation_roles_token_hash FOREIGN KEY(token_hash) REFERENCES invitations (token_hash) ON DELETE CASCADE
)

CREATE TRIGGER tr_audit_update_only_added_to BEFORE UPDATE ON audit WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_audit_update_only_added_to'); END

CREATE TRIGGER tr_audit_delete_only_added_to BEFORE DELETE ON audit WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_audit_delete_only_added_to'); END

CREATE TRIGGER tr_audit_insert_never_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'tr_audit_insert_never_replaced'); END

CREATE TRIGGER tr_versions_update_only_added_to BEFORE UPDATE ON versions WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_versions_update_only_added_to'); END

CREATE TRIGGER tr_versions_delete_only_added_to BEFORE DELETE ON versions WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_versions_delete_only_added_to'); END

CREATE TRIGGER tr_versions_insert_never_replaced BEFORE INSERT ON versions WHEN EXISTS (SELECT 1 FROM versions WHERE agreement_key = NEW.agreement_key AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'tr_versions_insert_never_replaced'); END

CREATE TRIGGER tr_agreement_parties_insert_content_locked BEFORE INSERT ON agreement_parties WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_agreement_parties_insert_content_locked'); END

CREATE TRIGGER tr_agreement_parties_update_content_locked BEFORE UPDATE ON agreement_parties WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_agreement_parties_update_content_locked'); END

CREATE TRIGGER tr_agreement_parties_delete_content_locked BEFORE DELETE ON agreement_parties WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_agreement_parties_delete_content_locked'); END

CREATE TRIGGER tr_ambitions_insert_content_locked BEFORE INSERT ON ambitions WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_ambitions_insert_content_locked'); END

CREATE TRIGGER tr_ambitions_update_content_locked BEFORE UPDATE ON ambitions WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_ambitions_update_content_locked'); END

CREATE TRIGGER tr_ambitions_delete_content_locked BEFORE DELETE ON ambitions WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_ambitions_delete_content_locked'); END

CREATE TRIGGER tr_arrangements_insert_content_locked BEFORE INSERT ON arrangements WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_arrangements_insert_content_locked'); END

CREATE TRIGGER tr_arrangements_update_content_locked BEFORE UPDATE ON arrangements WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_arrangements_update_content_locked'); END

CREATE TRIGGER tr_arrangements_delete_content_locked BEFORE DELETE ON arrangements WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_arrangements_delete_content_locked'); END

CREATE TRIGGER tr_candidates_insert_content_locked BEFORE INSERT ON candidates WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_candidates_insert_content_locked'); END

CREATE TRIGGER tr_candidates_update_content_locked BEFORE UPDATE ON candidates WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_candidates_update_content_locked'); END

CREATE TRIGGER tr_candidates_delete_content_locked BEFORE DELETE ON candidates WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_candidates_delete_content_locked'); END

CREATE TRIGGER tr_own_kpis_insert_content_locked BEFORE INSERT ON own_kpis WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_own_kpis_insert_content_locked'); END

CREATE TRIGGER tr_own_kpis_update_content_locked BEFORE UPDATE ON own_kpis WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_own_kpis_update_content_locked'); END

CREATE TRIGGER tr_own_kpis_delete_content_locked BEFORE DELETE ON own_kpis WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_own_kpis_delete_content_locked'); END

CREATE TRIGGER tr_plans_insert_content_locked BEFORE INSERT ON plans WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_plans_insert_content_locked'); END

CREATE TRIGGER tr_plans_update_content_locked BEFORE UPDATE ON plans WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_plans_update_content_locked'); END

CREATE TRIGGER tr_plans_delete_content_locked BEFORE DELETE ON plans WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_plans_delete_content_locked'); END

CREATE TRIGGER tr_selections_insert_content_locked BEFORE INSERT ON selections WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_selections_insert_content_locked'); END

CREATE TRIGGER tr_selections_update_content_locked BEFORE UPDATE ON selections WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_selections_update_content_locked'); END

CREATE TRIGGER tr_selections_delete_content_locked BEFORE DELETE ON selections WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_selections_delete_content_locked'); END

CREATE TRIGGER tr_stances_insert_content_locked BEFORE INSERT ON stances WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_stances_insert_content_locked'); END

CREATE TRIGGER tr_stances_update_content_locked BEFORE UPDATE ON stances WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key, NEW.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_stances_update_content_locked'); END

CREATE TRIGGER tr_stances_delete_content_locked BEFORE DELETE ON stances WHEN EXISTS (SELECT 1 FROM agreements WHERE key IN (OLD.agreement_key) AND state <> 'draft') BEGIN SELECT RAISE(ABORT, 'tr_stances_delete_content_locked'); END

CREATE TRIGGER tr_acceptances_insert_signed_already BEFORE INSERT ON acceptances WHEN EXISTS (SELECT 1 FROM signatures WHERE agreement_key IN (NEW.agreement_key)) BEGIN SELECT RAISE(ABORT, 'tr_acceptances_insert_signed_already'); END

CREATE TRIGGER tr_acceptances_update_signed_already BEFORE UPDATE ON acceptances WHEN EXISTS (SELECT 1 FROM signatures WHERE agreement_key IN (OLD.agreement_key, NEW.agreement_key)) BEGIN SELECT RAISE(ABORT, 'tr_acceptances_update_signed_already'); END

CREATE TRIGGER tr_acceptances_delete_signed_already BEFORE DELETE ON acceptances WHEN EXISTS (SELECT 1 FROM signatures WHERE agreement_key IN (OLD.agreement_key)) BEGIN SELECT RAISE(ABORT, 'tr_acceptances_delete_signed_already'); END

CREATE TRIGGER tr_signatures_insert_not_settling BEFORE INSERT ON signatures WHEN (SELECT state FROM agreements WHERE key = NEW.agreement_key) <> 'settling' BEGIN SELECT RAISE(ABORT, 'tr_signatures_insert_not_settling'); END

CREATE TRIGGER tr_signatures_update_never_changed BEFORE UPDATE ON signatures WHEN 1 BEGIN SELECT RAISE(ABORT, 'tr_signatures_update_never_changed'); END

CREATE TRIGGER tr_signatures_delete_signed_by_both BEFORE DELETE ON signatures WHEN (SELECT state FROM agreements WHERE key = OLD.agreement_key) = 'signed' BEGIN SELECT RAISE(ABORT, 'tr_signatures_delete_signed_by_both'); END

CREATE TRIGGER tr_versions_insert_still_draft BEFORE INSERT ON versions WHEN EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'draft') BEGIN SELECT RAISE(ABORT, 'tr_versions_insert_still_draft'); END

CREATE TRIGGER tr_agreements_insert_not_signed BEFORE INSERT ON agreements WHEN NEW.state = 'signed' BEGIN SELECT RAISE(ABORT, 'tr_agreements_insert_not_signed'); END

CREATE TRIGGER tr_agreements_update_step_refused BEFORE UPDATE ON agreements WHEN OLD.state = 'signed' OR (NEW.state = 'signed' AND (SELECT count(*) FROM signatures WHERE agreement_key = OLD.key) <> 2) OR (NEW.state = 'draft' AND (SELECT count(*) FROM signatures WHERE agreement_key = OLD.key) > 0) OR (OLD.state <> 'draft' AND (NEW.key <> OLD.key OR NEW.id <> OLD.id OR NEW.title <> OLD.title OR NEW.first_year <> OLD.first_year OR NEW.years_long <> OLD.years_long OR NEW.frame <> OLD.frame OR NEW.revision <> OLD.revision)) BEGIN SELECT RAISE(ABORT, 'tr_agreements_update_step_refused'); END

CREATE TRIGGER tr_agreements_delete_signed BEFORE DELETE ON agreements WHEN OLD.state = 'signed' BEGIN SELECT RAISE(ABORT, 'tr_agreements_delete_signed'); END

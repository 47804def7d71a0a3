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
  key SERIAL NOT NULL,
  subject TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_failures PRIMARY KEY (key),
  CONSTRAINT ck_failures_subject_filled CHECK (length(trim(subject)) > 0)
)

CREATE INDEX ix_failures_subject_at ON failures (subject, at)

CREATE TABLE agreements (
  key SERIAL NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  first_year INTEGER NOT NULL,
  years_long INTEGER NOT NULL,
  frame TEXT NOT NULL,
  state TEXT NOT NULL,
  turn TEXT NOT NULL,
  turn_since TIMESTAMP WITH TIME ZONE,
  message TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_agreements PRIMARY KEY (key),
  CONSTRAINT uq_agreements_id UNIQUE (id),
  CONSTRAINT ck_agreements_id_filled CHECK (length(trim(id)) > 0),
  CONSTRAINT ck_agreements_title_filled CHECK (length(trim(title)) > 0),
  CONSTRAINT ck_agreements_first_year_range CHECK (first_year BETWEEN 2000 AND 2100 AND first_year = CAST(first_year AS INTEGER)),
  CONSTRAINT ck_agreements_years_long_range CHECK (years_long BETWEEN 1 AND 10 AND years_long = CAST(years_long AS INTEGER)),
  CONSTRAINT ck_agreements_frame_json CHECK (CAST(frame AS json) IS NOT NULL AND substr(frame, 1, 1) = '{'),
  CONSTRAINT ck_agreements_state_known CHECK (state IN ('draft', 'settling', 'signed')),
  CONSTRAINT ck_agreements_turn_known CHECK (turn IN ('provider', 'insurer')),
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
  CONSTRAINT fk_agreement_parties_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE,
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
  CONSTRAINT ck_selections_overrules_json CHECK (CAST(overrules AS json) IS NOT NULL AND substr(overrules, 1, 1) = '['),
  CONSTRAINT ck_selections_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_selections_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

CREATE TABLE candidates (
  key SERIAL NOT NULL,
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  CONSTRAINT pk_candidates PRIMARY KEY (key),
  CONSTRAINT uq_candidates_agreement_key_kpi_id UNIQUE (agreement_key, kpi_id),
  CONSTRAINT ck_candidates_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
  CONSTRAINT ck_candidates_proposed_by_known CHECK (proposed_by IN ('provider', 'insurer', 'voice')),
  CONSTRAINT fk_candidates_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
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
  CONSTRAINT ck_own_kpis_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_own_kpis_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_own_kpis_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
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
  CONSTRAINT ck_ambitions_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_ambitions_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_ambitions_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

CREATE TABLE plans (
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  content TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_plans PRIMARY KEY (agreement_key, kpi_id),
  CONSTRAINT ck_plans_kpi_id_filled CHECK (length(trim(kpi_id)) > 0),
  CONSTRAINT ck_plans_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_plans_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_plans_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

CREATE TABLE arrangements (
  key SERIAL NOT NULL,
  agreement_key INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_year INTEGER NOT NULL,
  last_year INTEGER NOT NULL,
  content TEXT NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_arrangements PRIMARY KEY (key),
  CONSTRAINT uq_arrangements_agreement_key_id UNIQUE (agreement_key, id),
  CONSTRAINT ck_arrangements_id_filled CHECK (length(trim(id)) > 0),
  CONSTRAINT ck_arrangements_kind_filled CHECK (length(trim(kind)) > 0),
  CONSTRAINT ck_arrangements_first_year_range CHECK (first_year BETWEEN 2000 AND 2109 AND first_year = CAST(first_year AS INTEGER)),
  CONSTRAINT ck_arrangements_last_year_range CHECK (last_year BETWEEN 2000 AND 2109 AND last_year = CAST(last_year AS INTEGER)),
  CONSTRAINT ck_arrangements_years_order CHECK (first_year <= last_year),
  CONSTRAINT ck_arrangements_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_arrangements_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER)),
  CONSTRAINT fk_arrangements_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE
)

CREATE TABLE versions (
  agreement_key INTEGER NOT NULL,
  number INTEGER NOT NULL,
  content TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  signed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  acceptances TEXT NOT NULL,
  signatures TEXT NOT NULL,
  CONSTRAINT pk_versions PRIMARY KEY (agreement_key, number),
  CONSTRAINT ck_versions_number_range CHECK (number BETWEEN 1 AND 2000000000 AND number = CAST(number AS INTEGER)),
  CONSTRAINT ck_versions_content_json CHECK (CAST(content AS json) IS NOT NULL AND substr(content, 1, 1) = '{'),
  CONSTRAINT ck_versions_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
  CONSTRAINT ck_versions_acceptances_json CHECK (CAST(acceptances AS json) IS NOT NULL AND substr(acceptances, 1, 1) = '['),
  CONSTRAINT ck_versions_signatures_json CHECK (CAST(signatures AS json) IS NOT NULL AND substr(signatures, 1, 1) = '['),
  CONSTRAINT fk_versions_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT
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
  started TIMESTAMP WITH TIME ZONE NOT NULL,
  seen TIMESTAMP WITH TIME ZONE NOT NULL,
  confirmed TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (token_hash),
  CONSTRAINT ck_sessions_token_hash_form CHECK (length(token_hash) = 64 AND trim(token_hash, '0123456789abcdef') = ''),
  CONSTRAINT ck_sessions_csrf_seed_filled CHECK (length(trim(csrf_seed)) > 0),
  CONSTRAINT fk_sessions_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
)

CREATE INDEX ix_sessions_user_id ON sessions (user_id)

CREATE INDEX ix_sessions_seen ON sessions (seen)

CREATE TABLE invitations (
  token_hash TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  email TEXT NOT NULL,
  invited_by TEXT,
  expires TIMESTAMP WITH TIME ZONE NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_invitations PRIMARY KEY (token_hash),
  CONSTRAINT ck_invitations_token_hash_form CHECK (length(token_hash) = 64 AND trim(token_hash, '0123456789abcdef') = ''),
  CONSTRAINT ck_invitations_email_form CHECK (email = lower(email) AND trim(email, '@') = email AND replace(email, ' ', '') = email AND length(replace(email, '@', '')) = length(email) - 1),
  CONSTRAINT fk_invitations_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE RESTRICT,
  CONSTRAINT fk_invitations_invited_by FOREIGN KEY(invited_by) REFERENCES users (id) ON DELETE RESTRICT
)

CREATE INDEX ix_invitations_organisation_id ON invitations (organisation_id)

CREATE TABLE acceptances (
  agreement_key INTEGER NOT NULL,
  role TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  content_hash TEXT NOT NULL,
  CONSTRAINT pk_acceptances PRIMARY KEY (agreement_key, role),
  CONSTRAINT ck_acceptances_role_known CHECK (role IN ('provider', 'insurer')),
  CONSTRAINT ck_acceptances_name_filled CHECK (length(trim(name)) > 0),
  CONSTRAINT ck_acceptances_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
  CONSTRAINT fk_acceptances_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE,
  CONSTRAINT fk_acceptances_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT
)

CREATE TABLE signatures (
  agreement_key INTEGER NOT NULL,
  role TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  content_hash TEXT NOT NULL,
  CONSTRAINT pk_signatures PRIMARY KEY (agreement_key, role),
  CONSTRAINT ck_signatures_role_known CHECK (role IN ('provider', 'insurer')),
  CONSTRAINT ck_signatures_name_filled CHECK (length(trim(name)) > 0),
  CONSTRAINT ck_signatures_content_hash_form CHECK (length(content_hash) = 64 AND trim(content_hash, '0123456789abcdef') = ''),
  CONSTRAINT fk_signatures_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE CASCADE,
  CONSTRAINT fk_signatures_user_id FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE RESTRICT
)

CREATE TABLE stances (
  agreement_key INTEGER NOT NULL,
  kpi_id TEXT NOT NULL,
  role TEXT NOT NULL,
  position TEXT NOT NULL,
  taken_by TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  revision INTEGER NOT NULL,
  CONSTRAINT pk_stances PRIMARY KEY (agreement_key, kpi_id, role),
  CONSTRAINT fk_stances_agreement_key_kpi_id FOREIGN KEY(agreement_key, kpi_id) REFERENCES candidates (agreement_key, kpi_id) ON DELETE CASCADE,
  CONSTRAINT ck_stances_role_known CHECK (role IN ('provider', 'insurer')),
  CONSTRAINT ck_stances_position_known CHECK (position IN ('no', 'discuss', 'yes')),
  CONSTRAINT ck_stances_taken_by_filled CHECK (length(trim(taken_by)) > 0),
  CONSTRAINT ck_stances_revision_range CHECK (revision BETWEEN 1 AND 2000000000 AND revision = CAST(revision AS INTEGER))
)

CREATE TABLE audit (
  sequence SERIAL NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  agreement_key INTEGER,
  user_id TEXT,
  user_name TEXT NOT NULL,
  organisation_id TEXT,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  CONSTRAINT pk_audit PRIMARY KEY (sequence),
  CONSTRAINT ck_audit_action_filled CHECK (length(trim(action)) > 0),
  CONSTRAINT fk_audit_agreement_key FOREIGN KEY(agreement_key) REFERENCES agreements (key) ON DELETE RESTRICT,
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

CREATE FUNCTION kpikit_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_content_locked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM agreements WHERE key = OLD.agreement_key AND state <> 'draft') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state <> 'draft') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_signed_already() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM signatures WHERE agreement_key = OLD.agreement_key) THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM signatures WHERE agreement_key = NEW.agreement_key) THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_not_settling() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM agreements WHERE key = NEW.agreement_key FOR UPDATE) <> 'settling' THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_signed_by_both() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT state FROM agreements WHERE key = OLD.agreement_key FOR UPDATE) = 'signed' THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_still_draft() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM agreements WHERE key = NEW.agreement_key AND state = 'draft') THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_not_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'signed' THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_step_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'signed' OR (NEW.state = 'signed' AND (SELECT count(*) FROM signatures WHERE agreement_key = OLD.key) <> 2) OR (NEW.state = 'draft' AND (SELECT count(*) FROM signatures WHERE agreement_key = OLD.key) > 0) OR (OLD.state <> 'draft' AND (NEW.key <> OLD.key OR NEW.id <> OLD.id OR NEW.title <> OLD.title OR NEW.first_year <> OLD.first_year OR NEW.years_long <> OLD.years_long OR NEW.frame <> OLD.frame OR NEW.revision <> OLD.revision)) THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE FUNCTION kpikit_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'signed' THEN RAISE integrity_constraint_violation USING MESSAGE = TG_NAME; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$

CREATE TRIGGER tr_audit_only_added_to BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION kpikit_only_added_to()

CREATE TRIGGER tr_audit_truncate_only_added_to BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION kpikit_only_added_to()

CREATE TRIGGER tr_versions_only_added_to BEFORE UPDATE OR DELETE ON versions FOR EACH ROW EXECUTE FUNCTION kpikit_only_added_to()

CREATE TRIGGER tr_versions_truncate_only_added_to BEFORE TRUNCATE ON versions FOR EACH STATEMENT EXECUTE FUNCTION kpikit_only_added_to()

CREATE TRIGGER tr_agreement_parties_content_locked BEFORE INSERT OR UPDATE OR DELETE ON agreement_parties FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_ambitions_content_locked BEFORE INSERT OR UPDATE OR DELETE ON ambitions FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_arrangements_content_locked BEFORE INSERT OR UPDATE OR DELETE ON arrangements FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_candidates_content_locked BEFORE INSERT OR UPDATE OR DELETE ON candidates FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_own_kpis_content_locked BEFORE INSERT OR UPDATE OR DELETE ON own_kpis FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_plans_content_locked BEFORE INSERT OR UPDATE OR DELETE ON plans FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_selections_content_locked BEFORE INSERT OR UPDATE OR DELETE ON selections FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_stances_content_locked BEFORE INSERT OR UPDATE OR DELETE ON stances FOR EACH ROW EXECUTE FUNCTION kpikit_content_locked()

CREATE TRIGGER tr_acceptances_signed_already BEFORE INSERT OR UPDATE OR DELETE ON acceptances FOR EACH ROW EXECUTE FUNCTION kpikit_signed_already()

CREATE TRIGGER tr_signatures_not_settling BEFORE INSERT ON signatures FOR EACH ROW EXECUTE FUNCTION kpikit_not_settling()

CREATE TRIGGER tr_signatures_never_changed BEFORE UPDATE ON signatures FOR EACH ROW EXECUTE FUNCTION kpikit_never_changed()

CREATE TRIGGER tr_signatures_truncate_never_changed BEFORE TRUNCATE ON signatures FOR EACH STATEMENT EXECUTE FUNCTION kpikit_never_changed()

CREATE TRIGGER tr_signatures_signed_by_both BEFORE DELETE ON signatures FOR EACH ROW EXECUTE FUNCTION kpikit_signed_by_both()

CREATE TRIGGER tr_versions_still_draft BEFORE INSERT ON versions FOR EACH ROW EXECUTE FUNCTION kpikit_still_draft()

CREATE TRIGGER tr_agreements_not_signed BEFORE INSERT ON agreements FOR EACH ROW EXECUTE FUNCTION kpikit_not_signed()

CREATE TRIGGER tr_agreements_step_refused BEFORE UPDATE ON agreements FOR EACH ROW EXECUTE FUNCTION kpikit_step_refused()

CREATE TRIGGER tr_agreements_signed BEFORE DELETE ON agreements FOR EACH ROW EXECUTE FUNCTION kpikit_signed()

CREATE FUNCTION kpikit_own_agreements() RETURNS SETOF integer
LANGUAGE plpgsql STABLE AS $$ BEGIN
  PERFORM set_config('kpikit.looking', 'yes', true);
  RETURN QUERY SELECT agreement_key FROM agreement_parties WHERE organisation_id = current_setting('kpikit.organisation', true);
  PERFORM set_config('kpikit.looking', '', true);
END $$

ALTER TABLE agreements ENABLE ROW LEVEL SECURITY

ALTER TABLE agreements FORCE ROW LEVEL SECURITY

CREATE POLICY agreements_own ON agreements USING (current_setting('kpikit.organisation', true) = '*' OR key IN (SELECT kpikit_own_agreements()))

ALTER TABLE addenda ENABLE ROW LEVEL SECURITY

ALTER TABLE addenda FORCE ROW LEVEL SECURITY

CREATE POLICY addenda_own ON addenda USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE agreement_parties ENABLE ROW LEVEL SECURITY

ALTER TABLE agreement_parties FORCE ROW LEVEL SECURITY

CREATE POLICY agreement_parties_own ON agreement_parties USING (CASE WHEN current_setting('kpikit.organisation', true) = '*' OR current_setting('kpikit.looking', true) = 'yes' THEN true ELSE agreement_key IN (SELECT kpikit_own_agreements()) END)

ALTER TABLE ambitions ENABLE ROW LEVEL SECURITY

ALTER TABLE ambitions FORCE ROW LEVEL SECURITY

CREATE POLICY ambitions_own ON ambitions USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE arrangements ENABLE ROW LEVEL SECURITY

ALTER TABLE arrangements FORCE ROW LEVEL SECURITY

CREATE POLICY arrangements_own ON arrangements USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE candidates ENABLE ROW LEVEL SECURITY

ALTER TABLE candidates FORCE ROW LEVEL SECURITY

CREATE POLICY candidates_own ON candidates USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE improvement_actions ENABLE ROW LEVEL SECURITY

ALTER TABLE improvement_actions FORCE ROW LEVEL SECURITY

CREATE POLICY improvement_actions_own ON improvement_actions USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE log_reviews ENABLE ROW LEVEL SECURITY

ALTER TABLE log_reviews FORCE ROW LEVEL SECURITY

CREATE POLICY log_reviews_own ON log_reviews USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE own_kpis ENABLE ROW LEVEL SECURITY

ALTER TABLE own_kpis FORCE ROW LEVEL SECURITY

CREATE POLICY own_kpis_own ON own_kpis USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE plans ENABLE ROW LEVEL SECURITY

ALTER TABLE plans FORCE ROW LEVEL SECURITY

CREATE POLICY plans_own ON plans USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE private_organisation_scans ENABLE ROW LEVEL SECURITY

ALTER TABLE private_organisation_scans FORCE ROW LEVEL SECURITY

CREATE POLICY private_organisation_scans_own ON private_organisation_scans USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE private_preparations ENABLE ROW LEVEL SECURITY

ALTER TABLE private_preparations FORCE ROW LEVEL SECURITY

CREATE POLICY private_preparations_own ON private_preparations USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE private_ratings ENABLE ROW LEVEL SECURITY

ALTER TABLE private_ratings FORCE ROW LEVEL SECURITY

CREATE POLICY private_ratings_own ON private_ratings USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE private_replies ENABLE ROW LEVEL SECURITY

ALTER TABLE private_replies FORCE ROW LEVEL SECURITY

CREATE POLICY private_replies_own ON private_replies USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE private_scenarios ENABLE ROW LEVEL SECURITY

ALTER TABLE private_scenarios FORCE ROW LEVEL SECURITY

CREATE POLICY private_scenarios_own ON private_scenarios USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE raw_sets ENABLE ROW LEVEL SECURITY

ALTER TABLE raw_sets FORCE ROW LEVEL SECURITY

CREATE POLICY raw_sets_own ON raw_sets USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE remarks ENABLE ROW LEVEL SECURITY

ALTER TABLE remarks FORCE ROW LEVEL SECURITY

CREATE POLICY remarks_own ON remarks USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE result_drafts ENABLE ROW LEVEL SECURITY

ALTER TABLE result_drafts FORCE ROW LEVEL SECURITY

CREATE POLICY result_drafts_own ON result_drafts USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE result_rounds ENABLE ROW LEVEL SECURITY

ALTER TABLE result_rounds FORCE ROW LEVEL SECURITY

CREATE POLICY result_rounds_own ON result_rounds USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE result_uploads ENABLE ROW LEVEL SECURITY

ALTER TABLE result_uploads FORCE ROW LEVEL SECURITY

CREATE POLICY result_uploads_own ON result_uploads USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE reviews ENABLE ROW LEVEL SECURITY

ALTER TABLE reviews FORCE ROW LEVEL SECURITY

CREATE POLICY reviews_own ON reviews USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE samples ENABLE ROW LEVEL SECURITY

ALTER TABLE samples FORCE ROW LEVEL SECURITY

CREATE POLICY samples_own ON samples USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE selections ENABLE ROW LEVEL SECURITY

ALTER TABLE selections FORCE ROW LEVEL SECURITY

CREATE POLICY selections_own ON selections USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE settlements ENABLE ROW LEVEL SECURITY

ALTER TABLE settlements FORCE ROW LEVEL SECURITY

CREATE POLICY settlements_own ON settlements USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE shared_organisation_scans ENABLE ROW LEVEL SECURITY

ALTER TABLE shared_organisation_scans FORCE ROW LEVEL SECURITY

CREATE POLICY shared_organisation_scans_own ON shared_organisation_scans USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE shared_ratings ENABLE ROW LEVEL SECURITY

ALTER TABLE shared_ratings FORCE ROW LEVEL SECURITY

CREATE POLICY shared_ratings_own ON shared_ratings USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE shared_replies ENABLE ROW LEVEL SECURITY

ALTER TABLE shared_replies FORCE ROW LEVEL SECURITY

CREATE POLICY shared_replies_own ON shared_replies USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE shared_scenarios ENABLE ROW LEVEL SECURITY

ALTER TABLE shared_scenarios FORCE ROW LEVEL SECURITY

CREATE POLICY shared_scenarios_own ON shared_scenarios USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE step_plans ENABLE ROW LEVEL SECURITY

ALTER TABLE step_plans FORCE ROW LEVEL SECURITY

CREATE POLICY step_plans_own ON step_plans USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE versions ENABLE ROW LEVEL SECURITY

ALTER TABLE versions FORCE ROW LEVEL SECURITY

CREATE POLICY versions_own ON versions USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE acceptances ENABLE ROW LEVEL SECURITY

ALTER TABLE acceptances FORCE ROW LEVEL SECURITY

CREATE POLICY acceptances_own ON acceptances USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE audit ENABLE ROW LEVEL SECURITY

ALTER TABLE audit FORCE ROW LEVEL SECURITY

CREATE POLICY audit_added ON audit FOR INSERT WITH CHECK (true)

CREATE POLICY audit_own ON audit FOR SELECT USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true) OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE opened_ratings ENABLE ROW LEVEL SECURITY

ALTER TABLE opened_ratings FORCE ROW LEVEL SECURITY

CREATE POLICY opened_ratings_own ON opened_ratings USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE own_ratings ENABLE ROW LEVEL SECURITY

ALTER TABLE own_ratings FORCE ROW LEVEL SECURITY

CREATE POLICY own_ratings_own ON own_ratings USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE raw_answers ENABLE ROW LEVEL SECURITY

ALTER TABLE raw_answers FORCE ROW LEVEL SECURITY

CREATE POLICY raw_answers_own ON raw_answers USING (current_setting('kpikit.organisation', true) = '*' OR organisation_id = current_setting('kpikit.organisation', true))

ALTER TABLE review_entries ENABLE ROW LEVEL SECURITY

ALTER TABLE review_entries FORCE ROW LEVEL SECURITY

CREATE POLICY review_entries_own ON review_entries USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE signatures ENABLE ROW LEVEL SECURITY

ALTER TABLE signatures FORCE ROW LEVEL SECURITY

CREATE POLICY signatures_own ON signatures USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

ALTER TABLE stances ENABLE ROW LEVEL SECURITY

ALTER TABLE stances FORCE ROW LEVEL SECURITY

CREATE POLICY stances_own ON stances USING (current_setting('kpikit.organisation', true) = '*' OR agreement_key IN (SELECT kpikit_own_agreements()))

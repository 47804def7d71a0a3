"""All tables with their triggers, private to storage."""

from kpikit.storage import row_security
from kpikit.storage.account_tables import (
    FailureRow,
    InvitationRoleRow,
    InvitationRow,
    OrganisationRow,
    SessionRow,
    UserRoleRow,
    UserRow,
)
from kpikit.storage.addendum_tables import AddendumRow
from kpikit.storage.agreement_tables import (
    AcceptanceRow,
    AgreementRow,
    AmbitionRow,
    ArrangementRow,
    AuditHeadRow,
    AuditRow,
    CandidateRow,
    OwnKpiRow,
    PartyRow,
    PlanRow,
    SelectionRow,
    SignatureRow,
    StanceRow,
    VersionRow,
)
from kpikit.storage.base import Base
from kpikit.storage.consult_tables import PrivateConsultRow
from kpikit.storage.improvement_tables import ImprovementActionRow, PlanUploadRow
from kpikit.storage.log_tables import LogReviewRow
from kpikit.storage.mail_tables import MailRow, MailWishRow
from kpikit.storage.notice_tables import NoticeRow
from kpikit.storage.organisation_scan_tables import (
    PrivateOrganisationScanRow,
    SharedOrganisationScanRow,
)
from kpikit.storage.peer_tables import PeerPostRow
from kpikit.storage.preparation_tables import PrivatePreparationRow
from kpikit.storage.rating_tables import PrivateRatingsRow, SharedRatingsRow
from kpikit.storage.remark_tables import RemarkRow
from kpikit.storage.reply_tables import PrivateReplyRow, SharedReplyRow
from kpikit.storage.result_tables import (
    RawAnswerRow,
    RawSetRow,
    ResultDraftRow,
    ResultRoundRow,
    ResultUploadRow,
)
from kpikit.storage.review_tables import (
    OpenedRatingRow,
    OwnRatingRow,
    ReviewEntryRow,
    ReviewRow,
)
from kpikit.storage.sample_tables import SampleRow
from kpikit.storage.scenario_tables import PrivateScenarioRow, SharedScenarioRow
from kpikit.storage.settlement_tables import SettlementRow
from kpikit.storage.step_plan_tables import StepPlanRow
from kpikit.storage.team_scan_tables import (
    PrivateMemberScanRow,
    PrivateTeamScanRow,
    SharedTeamScanRow,
)
from kpikit.storage.triggers import attach
from kpikit.storage.withdrawal_tables import WithdrawalRow

__all__ = [
    "AcceptanceRow",
    "AddendumRow",
    "AgreementRow",
    "AmbitionRow",
    "ArrangementRow",
    "AuditHeadRow",
    "AuditRow",
    "Base",
    "CandidateRow",
    "FailureRow",
    "ImprovementActionRow",
    "InvitationRoleRow",
    "InvitationRow",
    "LogReviewRow",
    "MailRow",
    "MailWishRow",
    "NoticeRow",
    "OpenedRatingRow",
    "OrganisationRow",
    "OwnKpiRow",
    "OwnRatingRow",
    "PartyRow",
    "PeerPostRow",
    "PlanRow",
    "PlanUploadRow",
    "PrivateConsultRow",
    "PrivateMemberScanRow",
    "PrivateOrganisationScanRow",
    "PrivatePreparationRow",
    "PrivateRatingsRow",
    "PrivateReplyRow",
    "PrivateScenarioRow",
    "PrivateTeamScanRow",
    "RawAnswerRow",
    "RawSetRow",
    "RemarkRow",
    "ResultDraftRow",
    "ResultRoundRow",
    "ResultUploadRow",
    "ReviewEntryRow",
    "ReviewRow",
    "SampleRow",
    "SelectionRow",
    "SessionRow",
    "SettlementRow",
    "SharedOrganisationScanRow",
    "SharedRatingsRow",
    "SharedReplyRow",
    "SharedScenarioRow",
    "SharedTeamScanRow",
    "SignatureRow",
    "StanceRow",
    "StepPlanRow",
    "UserRoleRow",
    "UserRow",
    "VersionRow",
    "WithdrawalRow",
]

attach(Base.metadata)
row_security.attach(Base.metadata)

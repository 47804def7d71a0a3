"""The last sheet: who accepted and signed what, and when."""

from collections.abc import Sequence

from kpikit.domain.party import PARTY_NAMES
from kpikit.domain.settling import Approval
from kpikit.excel.export import Edition
from kpikit.excel.page import Column, Page, Sheet
from kpikit.excel.values import Value, Verbatim
from kpikit.text import Text


def _write(page: Page, edition: Edition) -> None:
    page.columns(26, 34, 30, 20, 30)
    page.heading_of_page(_LEAD)
    page.pair(_VERSION, _version(edition), "strong")
    page.pair(_HASH, Verbatim(edition.content_hash), "code_line")
    if edition.is_open:
        page.pair(_SHOWN_HASH, Verbatim(edition.shown_hash), "code_line")
    page.row += 1
    page.heading(_SIGNATURES)
    if edition.signatures:
        _approvals(page, edition, edition.signatures)
    else:
        page.lead(_NOT_SIGNED, "strong_line")
        page.row += 1
    page.heading(_ACCEPTANCES)
    if edition.acceptances:
        _approvals(page, edition, edition.acceptances)
    else:
        page.lead(_NOT_ACCEPTED, "prose_line")
        page.row += 1
    page.lead(_NO_LEGAL)


def _approvals(page: Page, edition: Edition, approvals: Sequence[Approval]) -> None:
    columns = [c for c in _COLUMNS if not (edition.is_open and c.head == _NAME)]
    page.table(columns, [_row(edition, each) for each in approvals], main=False)


def _row(edition: Edition, approval: Approval) -> tuple[Value, ...]:
    party = edition.dossier.agreement.party(approval.role)
    same = approval.content_hash == edition.content_hash
    return (
        PARTY_NAMES[approval.role],
        party.name if party else None,
        *(() if edition.is_open else (approval.name,)),
        approval.at,
        _THIS if same else _OTHER,
    )


def _version(edition: Edition) -> Text:
    if edition.version is None:
        return Text(nl="concept", en="draft")
    return Text(nl=f"versie {edition.version}", en=f"version {edition.version}")


_LEAD = Text(
    nl="Wie deze inhoud heeft goedgekeurd en getekend, en wanneer (Nederlandse tijd).",
    en="Who accepted and signed this content, and when (Dutch time).",
)
_VERSION = Text(nl="Versie", en="Version")
_HASH = Text(nl="Inhoudscode (SHA-256)", en="Content code (SHA-256)")
_SHOWN_HASH = Text(nl="Code van deze openbare vorm", en="Code of this open form")
_SIGNATURES = Text(nl="Handtekeningen", en="Signatures")
_ACCEPTANCES = Text(nl="Akkoord", en="Acceptance")
_NOT_SIGNED = Text(
    nl="Niet getekend. Dit is een concept.", en="Not signed. This is a draft."
)
_NOT_ACCEPTED = Text(
    nl="Nog geen partij is akkoord gegaan.", en="No party has accepted yet."
)
_THIS = Text(nl="deze inhoudscode", en="this content code")
_OTHER = Text(nl="een andere inhoudscode", en="another content code")
_NO_LEGAL = Text(
    nl="Tekenen in kpikit is geen gekwalificeerde elektronische handtekening. Dit "
    "bestand hoort als bijlage bij het contract.",
    en="Signing in kpikit is not a qualified electronic signature. This file is an "
    "annex to the contract.",
)
_NAME = Text(nl="Naam", en="Name")
_COLUMNS = (
    Column(head=Text(nl="Voor", en="For"), width=26, look="strong"),
    Column(head=Text(nl="Organisatie", en="Organisation"), width=34),
    Column(head=_NAME, width=30),
    Column(head=Text(nl="Wanneer", en="When"), width=20, look="left_number"),
    Column(head=Text(nl="Van welke inhoud", en="Of which content"), width=30),
)
SHEET = Sheet(
    code="signatures",
    order=140,
    title=Text(nl="Handtekeningen", en="Signatures"),
    about=Text(nl="Wie heeft getekend, en wat", en="Who signed, and what"),
    write=_write,
    tab="frame",
)

"""What is exported: a dossier, for whom, in which language, as which version."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kpikit import __version__
from kpikit.domain.agreement import Dossier
from kpikit.domain.settling import Approval
from kpikit.excel import open_form
from kpikit.excel.annex import NO_ANNEX, Annex
from kpikit.excel.pack import Pack
from kpikit.snapshot import canonical, text_hash
from kpikit.text import Language

_NOT_IN_A_NAME = re.compile("[^a-z0-9]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One workbook to make: the same export gives the same bytes.

    ``version`` is ``None`` for a draft. ``produced_at`` has a time zone; for a signed
    version it is the moment of the last signature, for a draft ``draft_moment``.
    ``content`` is the canonical text that was signed, as it was kept: a later kpikit
    may know more fields and would write the same dossier in another way. ``annex`` is
    what goes along beside it; all of that is confidential. ``trail`` is the code of the
    audit trail up to and including the signing of this version, empty for a draft.
    """

    dossier: Dossier
    language: Language
    pack: Pack
    produced_at: datetime
    version: int | None = None
    content: str = ""
    signatures: tuple[Approval, ...] = ()
    acceptances: tuple[Approval, ...] = ()
    kpikit_version: str = __version__
    annex: Annex = NO_ANNEX
    trail: str = ""

    def __post_init__(self) -> None:
        """Refuse a moment without a time zone.

        Raises:
            ValueError: ``produced_at`` has no time zone.
        """
        if self.produced_at.tzinfo is None:
            raise ValueError("produced_at needs a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the sheets are written from: an export with its texts and hashes.

    In the open form ``dossier`` and ``canonical`` hold no confidential field, while
    ``content_hash`` is still that of the whole content.
    """

    dossier: Dossier
    canonical: str
    content_hash: str
    language: Language
    pack: Pack
    produced_at: datetime
    version: int | None
    signatures: tuple[Approval, ...]
    acceptances: tuple[Approval, ...]
    kpikit_version: str
    annex: Annex = NO_ANNEX
    trail: str = ""

    @property
    def shown_hash(self) -> str:
        """The SHA-256 of the text that this workbook carries, in hexadecimals."""
        return text_hash(self.canonical)

    @property
    def is_open(self) -> bool:
        """Whether this is the open form, without confidential fields."""
        return not self.pack.confidential


def edition(export: Export) -> Edition:
    """Return what the sheets of an export are written from."""
    whole = export.content or canonical(export.dossier)
    shown, text, annex = export.dossier, whole, export.annex
    approvals = (export.signatures, export.acceptances)
    if not export.pack.confidential:
        shown = open_form.of(export.dossier)
        text = canonical(shown)
        annex = NO_ANNEX
        approvals = (_nameless(export.signatures), _nameless(export.acceptances))
    return Edition(
        dossier=shown,
        canonical=text,
        content_hash=text_hash(whole),
        language=export.language,
        pack=export.pack,
        produced_at=export.produced_at,
        version=export.version,
        signatures=approvals[0],
        acceptances=approvals[1],
        kpikit_version=export.kpikit_version,
        annex=annex,
        trail=export.trail if export.pack.confidential else "",
    )


def draft_moment(dossier: Dossier) -> datetime:
    """Return the moment written in a draft: from its content, never from a clock."""
    year = min(max(dossier.agreement.first_year, 2000), 2100)
    return datetime(year, 1, 1, tzinfo=UTC)


def file_name(export: Export) -> str:
    """Return a file name of plain letters, such as ``kpikit-heup-v1-full-nl.xlsx``."""
    title = unicodedata.normalize("NFKD", export.dossier.agreement.title).casefold()
    words = _NOT_IN_A_NAME.sub("-", title.encode("ascii", "ignore").decode("ascii"))
    name = words[:_LONGEST_NAME].strip("-")
    version = "draft" if export.version is None else f"v{export.version}"
    parts = ["kpikit", name, version, export.pack.code, export.language]
    return "-".join(part for part in parts if part) + ".xlsx"


def _nameless(approvals: tuple[Approval, ...]) -> tuple[Approval, ...]:
    return tuple(replace(a, name="", by="") for a in approvals)

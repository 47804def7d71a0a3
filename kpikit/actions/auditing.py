"""Check the audit trail, and write its head where the database cannot reach it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpikit.actions.desk import Desk
from kpikit.excel.verify import verify
from kpikit.problems import Problem, Refused
from kpikit.storage import audit_chain
from kpikit.storage.audit_chain import Break, Fault
from kpikit.storage.database import Session
from kpikit.storage.row_security import for_everybody
from kpikit.text import Text

_LINE = re.compile(r"(\S+) (\d+) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What the end of the trail was at a moment, kept outside the database.

    A signed workbook tells the code alone; then there is no ``sequence``.
    """

    at: datetime
    sequence: int | None
    link: str

    @property
    def line(self) -> str:
        """The anchor as one line of an anchor file."""
        return f"{self.at.isoformat()} {self.sequence} {self.link}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of the audit trail found; whole when there are no problems."""

    count: int
    anchors: int
    problems: tuple[Problem, ...]

    @property
    def words(self) -> Text:
        """What may be said of a trail without problems, and no more than that."""
        said, against = f"{self.count}", f"{self.anchors}"
        if self.anchors:
            return Text(
                nl=f"Het logboek klopt: {said} regels, gelegd naast {against} keer dat "
                "het einde is vastgelegd.",
                en=f"The audit trail holds: {said} entries, held against {against} "
                "anchors.",
            )
        return Text(
            nl=f"Het logboek sluit in zichzelf: {said} regels. Of het einde is "
            "afgeknipt, ziet u alleen met een bestand van kpikit audit anchor.",
            en=f"The audit trail holds in itself: {said} entries. Whether its end was "
            "cut off shows only with a file of kpikit audit anchor.",
        )


def anchors_in(file: Path) -> tuple[Anchor, ...]:
    """Return the anchors of a file, one a line, or the one of a signed workbook.

    Raises:
        Refused: lines that are no anchor, each with its number, or a workbook that is
            no true copy of something signed.
    """
    if file.suffix.lower() == ".xlsx":
        return (_of_workbook(file),)
    found, wrong = list[Anchor](), list[Problem]()
    text = file.read_text("utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        anchor = _anchor(line.strip())
        if anchor is None:
            wrong.append(Problem("no-anchor", f"{file}:{number}", _NO_ANCHOR))
        else:
            found.append(anchor)
    if wrong:
        raise Refused(wrong)
    return tuple(found)


def _of_workbook(file: Path) -> Anchor:
    copy = verify(file.read_bytes())
    if not copy.true_copy or not copy.trail:
        raise Refused([Problem("no-anchor", f"{file}", _NO_TRAIL)])
    at = max(each.at for each in copy.signatures)
    return Anchor(at=at, sequence=None, link=copy.trail)


def anchor(desk: Desk) -> Anchor:
    """Return the end of the audit trail as it is now."""
    with desk.database.read() as session:
        head = audit_chain.head(session)
    return Anchor(at=desk.clock(), sequence=head.sequence, link=head.link)


def check(desk: Desk, anchors: Sequence[Anchor] = ()) -> Checked:
    """Work the whole trail out again and hold it against what was kept elsewhere.

    An edited, removed, swapped or inserted entry breaks the chain. That the end was cut
    off, or all of it written anew, shows only against an anchor.
    """
    with desk.database.read() as session, for_everybody(session):
        walked = audit_chain.walk(session)
        problems = (
            *map(_of_break, walked.breaks),
            *_of_anchors(session, anchors),
        )
    return Checked(
        count=walked.count,
        anchors=len(anchors),
        problems=problems,
    )


def _anchor(line: str) -> Anchor | None:
    said = _LINE.fullmatch(line)
    if said is None:
        return None
    try:
        at = datetime.fromisoformat(said[1])
    except ValueError:
        return None
    return Anchor(at=at, sequence=int(said[2]), link=said[3])


def _of_anchors(session: Session, anchors: Sequence[Anchor]) -> Iterator[Problem]:
    for each in anchors:
        if each.sequence == 0:
            continue
        if each.sequence is None:
            if not audit_chain.holds(session, each.link):
                yield Problem("anchor", f"{each.at:%Y-%m-%d}", _NOT_THERE)
            continue
        found = audit_chain.link_at(session, each.sequence)
        if found != each.link:
            text = _GONE if found is None else _OTHER
            yield Problem("anchor", f"{each.sequence}", text)


def _of_break(found: Break) -> Problem:
    return Problem(found.fault.value, f"{found.sequence}", _BREAKS[found.fault])


_NO_ANCHOR = Text(
    nl="Dit is geen regel die kpikit audit anchor schreef.",
    en="This is no line that kpikit audit anchor wrote.",
)
_NO_TRAIL = Text(
    nl="Dit is geen ongewijzigde werkmap van een getekende versie.",
    en="This is no unchanged workbook of a signed version.",
)
_NOT_THERE = Text(
    nl="Het logboek is tot en met het tekenen van deze werkmap niet meer wat het was.",
    en="The audit trail up to the signing of this workbook is no longer what it was.",
)
_GONE = Text(
    nl="Deze regel stond in het logboek toen het werd vastgelegd, en is er niet meer.",
    en="This entry was in the audit trail when it was anchored, and is gone.",
)
_OTHER = Text(
    nl="Deze regel, of een regel ervoor, is anders dan toen hij werd vastgelegd.",
    en="This entry, or one before it, differs from when it was anchored.",
)
_BREAKS = {
    Fault.CHANGED: Text(
        nl="Deze regel sluit niet aan: hij is gewijzigd, verwisseld of tussengevoegd.",
        en="This entry does not follow: it was changed, swapped or inserted.",
    ),
    Fault.MISSING: Text(
        nl="Deze regel ontbreekt.",
        en="This entry is missing.",
    ),
    Fault.UNREADABLE: Text(
        nl="Vanaf ongeveer deze regel is het logboek niet te lezen.",
        en="From about this entry on, the audit trail cannot be read.",
    ),
    Fault.CUT_OFF: Text(
        nl="Dit was de laatste regel; het logboek eindigt nu ergens anders.",
        en="This was the last entry; the audit trail now ends elsewhere.",
    ),
}

"""The open form: no confidential byte in any part of the file."""

import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from kpikit.domain.agreement import Dossier
from kpikit.domain.ambition import MeasuredAmbition, NarrativeAmbition
from kpikit.domain.financing.base import Term, YearAmount
from kpikit.domain.selection import Overrule
from kpikit.excel import open_form, workbook
from kpikit.excel.verify import verify
from kpikit.snapshot import canonical, content_hash
from kpikit.text import LANGUAGES
from tests.excel.dossiers import PAT, dossier, export

CANARY = "KANARIE"
NUMBER = Decimal("8675309.25")
SMALL = Decimal("0.314159")


def planted() -> Dossier:
    """Return a dossier with a canary in every confidential field."""
    base = dossier()
    agreement = replace(
        base.agreement,
        id=f"{CANARY}-id",
        vision=f"{CANARY}-vision",
        contacts=tuple(
            replace(
                c, name=f"{CANARY}-n", function=f"{CANARY}-f", email=f"{CANARY}@x.nl"
            )
            for c in base.agreement.contacts
        ),
        parties=tuple(
            replace(p, organisation_id=f"{CANARY}-org") for p in base.agreement.parties
        ),
    )
    ambitions = tuple(
        replace(
            a,
            rationale=f"{CANARY}-why",
            baseline=replace(
                a.baseline, value=SMALL, period=f"{CANARY}-p", source=f"{CANARY}-s"
            ),
            years=tuple(replace(y, floor=SMALL, goal=SMALL) for y in a.years),
        )
        if isinstance(a, MeasuredAmbition)
        else replace(a, rationale=f"{CANARY}-why", how_noticed=f"{CANARY}-how")
        for a in base.ambitions
    )
    assert any(isinstance(a, NarrativeAmbition) for a in ambitions)
    arrangements = tuple(
        replace(
            a,
            id=f"{CANARY}-{a.id}",
            note=f"{CANARY}-note",
            condition_words=f"{CANARY}-condition",
            terms=tuple(_with_canary(t) for t in a.terms),
        )
        for a in base.arrangements
    )
    return replace(
        base,
        agreement=agreement,
        kpi_set=replace(
            base.kpi_set, overrules=(Overrule(rule="reuse", reason=f"{CANARY}-reason"),)
        ),
        ambitions=ambitions,
        plans=tuple(
            replace(p, population=8_675_309, unprovable_reason=f"{CANARY}-kept")
            for p in base.plans
        ),
        arrangements=arrangements,
    )


def _with_canary(term: Term) -> Term:
    return replace(
        term,
        words=f"{CANARY}-words",
        number=None if term.number is None else SMALL,
        per_year=tuple(YearAmount(year=y.year, amount=NUMBER) for y in term.per_year),
    )


def everything(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [
            n + archive.read(n).decode("utf-8", "replace") for n in archive.namelist()
        ]
    return "\n".join(parts)


def test_no_canary_sings_in_the_open_pack() -> None:
    """Amounts, prices, conditions, notes, ambitions and people stay out of every part."""
    for language in LANGUAGES:
        whole = everything(workbook.build(export("full", language, planted())))
        assert CANARY in whole
        assert "8675309.25" in whole
        assert "0.314159" in whole
        found = everything(workbook.build(export("open", language, planted())))
        for secret in (
            CANARY,
            "8675309",
            "8.675.309",
            "0.314159",
            "31.4159",
            "Jansen",
            "Visser",
            "user-",
        ):
            assert secret not in found, secret


def test_conditions_are_gone_even_where_they_are_only_a_choice() -> None:
    """Condition codes and words are confidential as well."""
    text = canonical(open_form.of(planted()))
    assert set() == set(re.findall("plan_ready|review_held", text))


def test_open_is_what_may_be_open() -> None:
    """Definitions, methods, kinds of arrangement and the calendar stay."""
    shown = open_form.of(dossier())
    assert dossier().kpis == shown.kpis
    assert [(p.method, p.mode, p.planned_n, p.rule) for p in dossier().plans] == [
        (p.method, p.mode, p.planned_n, p.rule) for p in shown.plans
    ]
    assert [a.kind for a in dossier().arrangements] == [
        a.kind for a in shown.arrangements
    ]
    assert dossier().agreement.target_dates == shown.agreement.target_dates
    found = everything(workbook.build(export("open", "nl")))
    for open_word in (
        "Aanneemsom",
        PAT.definition.nl[:40],
        "Eerste gezamenlijke terugblik",
        "06010101",
    ):
        assert open_word in found


def test_the_open_pack_proves_itself_and_names_the_whole() -> None:
    """An open copy verifies and states the code of the whole agreement."""
    found = verify(workbook.build(export("open", "en", planted())))
    assert found.true_copy
    assert found.is_open
    assert content_hash(planted()) == found.content_hash


def test_opening_twice_changes_nothing() -> None:
    """The open form of the open form is itself."""
    assert open_form.of(dossier()) == open_form.of(open_form.of(dossier()))

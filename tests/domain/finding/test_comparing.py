"""Providers side by side: by name, never ranked, and only with enough of them."""

from dataclasses import replace

from kpikit.domain.finding.comparing import Compared, Measured, compare
from kpikit.domain.party import PartyRole
from kpikit.domain.result.disclosing import disclosed
from tests.domain.finding.measured import ID, YEAR, agreement, rounds, share


def at_hospital(name: str, x: int, n: int) -> Measured:
    """Return the agreement of a hospital with x of n in one round."""
    base = agreement()
    parties = tuple(
        replace(p, name=name) if p.role is PartyRole.PROVIDER else p
        for p in base.agreement.parties
    )
    dossier = replace(base, agreement=replace(base.agreement, parties=parties))
    results = rounds(share(x, n))
    return Measured(dossier=dossier, accepted=results, shown=disclosed(results, 10))


def compared(*hospitals: tuple[str, int, int]) -> tuple[Compared, ...]:
    return compare([at_hospital(*each) for each in hospitals], YEAR, 10)


SIX = (
    ("Zee", 60, 80),
    ("Aa", 70, 100),
    ("Duin", 90, 120),
    ("Bos", 30, 40),
    ("Cel", 100, 140),
    ("Eik", 80, 160),
)


def test_by_name_and_against_their_average() -> None:
    """The order is that of the alphabet, whoever is higher."""
    (found,) = compared(*SIX)
    assert (ID, YEAR, True) == (found.kpi_id, found.year, found.funnel.enough)
    names = [u.name for u in found.funnel.units]
    assert sorted(names) == names
    assert found.funnel.average is not None
    assert abs(430 / 640 - found.funnel.average) < 1e-12


def test_too_few_or_too_small_is_not_drawn() -> None:
    """Four providers, or one with fewer than 25 answers, are not put side by side."""
    (four,) = compared(*SIX[:4])
    assert not four.funnel.enough
    (small,) = compared(*SIX[:4], ("Klein", 10, 20))
    assert not small.funnel.enough


def test_one_provider_is_no_comparison() -> None:
    """There is nothing to put beside it; a group under the limit is left out."""
    assert () == compared(SIX[0])
    assert () == compared(SIX[0], ("Klein", 5, 8))

"""docs/financing.md says what the model says, and the facts that it rests on."""

import pytest

from tests.documents.financing import PLACE, written


def test_not_out_of_date() -> None:
    """The page is what ``python -m tests.documents.financing`` writes."""
    assert written() == PLACE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "row",
    [
        # E1, E2, E3, E4, E5, E6 and E9 of the worked examples
        "| One in ten chooses otherwise | €9,000,000 | €9,400,000 | −€400,000 |",
        "| Duty to deliver, 30% paid | €10,150,000 | €9,700,000 | €450,000 |",
        "| No duty, patients go elsewhere | €10,000,000 | €9,600,000 | €400,000 |",
        "| Year 3 | €9,411,920 | €9,078,000 | €333,920 |",
        "| Year 3 | €9,411,920 | €9,420,000 | −€8,080 |",
        "| KPIs in order | €9,425,000 | €9,400,000 | €25,000 |",
        "| Year 4 | €9,000,000 | €8,640,000 | €360,000 |",
        "| Bundle per patient | €10,220,000 | €9,550,000 | €670,000 |",
        "| Compensation and sharing | €9,725,000 | €9,210,000 | €515,000 |",
        # E12: one avoided operation
        "| Price times quantity | −€8,000 | −€8,500 |",
        "| Lump sum | €2,000 |",
        "| Bundle per patient | €1,700 |",
        "| Price times quantity, 50% shared savings | −€3,750 |",
        "| Price times quantity, 75% compensation | −€2,000 |",
    ],
)
def test_the_worked_examples(row: str) -> None:
    """Amounts of the worked examples stand on the page."""
    assert row in written()


def test_every_kind_is_explained() -> None:
    """No kind is left out, and none takes more than about half a page."""
    sections = written().split("\n## ")[3:-2]
    assert 9 == len(sections)
    assert [] == [s.splitlines()[0] for s in sections if len(s.split()) > 330]

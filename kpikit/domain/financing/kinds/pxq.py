"""Price times quantity: paid per operation or treatment; the reference for all."""

from kpikit.domain.financing.base import Arrangement, Kind
from kpikit.domain.financing.flow import Flow, Year
from kpikit.text import Text


def _pays(arrangement: Arrangement, year: Year) -> Flow:  # noqa: ARG001 - as the others
    return Flow(paid=year.fee)


KIND = Kind(
    code="pxq",
    order=10,
    is_base=True,
    name=Text(nl="Prijs maal aantal", en="Price times quantity"),
    summary=Text(
        nl="De zorgverzekeraar betaalt per behandeling.",
        en="The insurer pays per treatment.",
    ),
    formula=Text(nl="omzet = prijs × aantal", en="revenue = price × quantity"),
    use_when=Text(
        nl="Als vergelijking. Samen beslissen past beter bij een andere afspraak.",
        en="As a comparison. Shared decision making fits another arrangement better.",
    ),
    risks=Text(
        nl="Kiest een patiënt een lichtere behandeling, dan daalt de omzet meteen. De "
        "vaste lasten blijven.",
        en="When a patient chooses a lighter treatment, revenue falls at once. The "
        "fixed cost stays.",
    ),
    parameters=(),
    commitments=lambda _: (),
    pays=_pays,
    caution=Text(
        nl="Deze afspraak beloont meer behandelen, niet samen beslissen.",
        en="This arrangement rewards treating more, not deciding together.",
    ),
)

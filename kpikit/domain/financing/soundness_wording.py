"""What a reader is told when an arrangement is not sound."""

from collections.abc import Sequence
from decimal import Decimal

from kpikit.domain.financing.base import Kind, Parameter, ParameterKind
from kpikit.domain.kpi import AnyKpi
from kpikit.text import Text

_SHARES = (ParameterKind.SHARE, ParameterKind.SHARE_PER_YEAR)


def limits(parameter: Parameter) -> Text:
    """Say which numbers a parameter takes."""
    if parameter.kind in _SHARES:
        return Text(
            nl="Vul een percentage in van 0 tot en met 100.",
            en="Enter a percentage from 0 to 100.",
        )
    if parameter.kind is ParameterKind.COUNT:
        least = format(parameter.minimum or Decimal(0), "f")
        return Text(
            nl=f"Vul een heel getal in, minstens {least}.",
            en=f"Enter a whole number, at least {least}.",
        )
    return Text(
        nl="Vul een bedrag in van € 0 tot € 10 miljard.",
        en="Enter an amount from € 0 to € 10 billion.",
    )


def balancing(kpi: AnyKpi) -> Text:
    """Say that a balancing KPI carries no money."""
    return Text(
        nl=f"Bij ‘{kpi.name.nl}’ kijken we alleen mee. Daar hoort geen geld bij.",
        en=f"‘{kpi.name.en}’ is there to keep watch. It carries no money.",
    )


def narrative(kpi: AnyKpi) -> Text:
    """Say that no money hangs on the level of a narrative KPI."""
    return Text(
        nl=f"‘{kpi.name.nl}’ is een merkbare KPI. Aan het niveau hangt nooit geld.",
        en=f"‘{kpi.name.en}’ is a narrative KPI. No money ever hangs on its level.",
    )


def no_money(kpi: AnyKpi) -> Text:
    """Say that the library does not find a KPI fit to be paid on."""
    return Text(
        nl=f"‘{kpi.name.nl}’ is bedoeld voor het gesprek, niet om op te betalen.",
        en=f"‘{kpi.name.en}’ is meant for the conversation, not to be paid on.",
    )


def second_base(rival: Kind, years: Sequence[int]) -> Text:
    """Say which base arrangement is there already, and in which years."""
    when = ", ".join(str(y) for y in years)
    return Text(
        nl=f"Voor {when} is er al een basisafspraak: {rival.name.nl}. Per zorgpad en "
        "jaar kan er maar één zijn.",
        en=f"For {when} there is a base arrangement already: {rival.name.en}. Only "
        "one is possible per care path and year.",
    )


UNKNOWN_KIND = Text(nl="Deze soort afspraak bestaat niet.", en="No such kind exists.")
YEARS_ORDER = Text(
    nl="Het laatste jaar ligt voor het eerste.",
    en="The last year comes before the first.",
)
OUTSIDE_TERM = Text(
    nl="De jaren vallen buiten de looptijd van de afspraak.",
    en="The years lie outside the term of the agreement.",
)
UNKNOWN_PATH = Text(
    nl="Dit zorgpad hoort niet bij de afspraak.",
    en="This care path is not part of the agreement.",
)
NEEDS_WORDS = Text(nl="Schrijf op welke voorwaarde.", en="Write down which condition.")
NO_VOLUME = Text(
    nl="Minder behandelingen of minder omzet mag geen voorwaarde zijn. Dan zou geld "
    "mee beslissen in het gesprek met de patiënt. Deel een besparing liever achteraf.",
    en="Fewer treatments or less revenue may not be a condition. Money would then take "
    "part in the conversation with the patient. Rather share a saving afterwards.",
)
UNKNOWN_TERM = Text(
    nl="Dit hoort niet bij deze soort afspraak, of staat er twee keer.",
    en="This does not belong to this kind of arrangement, or is there twice.",
)
OTHER_VALUE = Text(
    nl="Hier hoort een ander soort waarde.", en="Another sort of value belongs here."
)
REQUIRED = Text(nl="Vul dit in.", en="Fill this in.")
CHOOSE = Text(nl="Kies een van de mogelijkheden.", en="Choose one of the options.")
YEAR_OUTSIDE = Text(
    nl="In dit jaar loopt de afspraak niet.",
    en="The arrangement does not run in this year.",
)
YEAR_TWICE = Text(nl="Dit jaar staat er twee keer.", en="This year is there twice.")
YEAR_MISSING = Text(
    nl="Vul voor elk jaar iets in. Nul mag.",
    en="Fill in every year. Zero is allowed.",
)
NOT_CHOSEN = Text(
    nl="Deze KPI zit niet in de gekozen set.", en="This KPI is not in the chosen set."
)
KPI_TWICE = Text(nl="Deze KPI staat er twee keer.", en="This KPI is there twice.")

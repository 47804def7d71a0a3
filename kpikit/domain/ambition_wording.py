"""What a reader is told when an ambition is not sound."""

from decimal import Decimal

from kpikit.domain.kpi import MeasuredKpi
from kpikit.text import Text


def expressed_in(unit: Text) -> Text:
    """Say in which unit the KPI is written."""
    return Text(
        nl=f"Deze KPI wordt uitgedrukt in {unit.nl}.",
        en=f"This KPI is expressed in {unit.en}.",
    )


def outside_scale(kpi: MeasuredKpi) -> Text:
    """Say between which values a value of this KPI lies."""
    low, high = kpi.statistic.minimum, kpi.statistic.maximum
    if low is not None and high is not None:
        return Text(
            nl=f"De schaal loopt van {_nl(low)} tot en met {_nl(high)}.",
            en=f"The scale runs from {_en(low)} to {_en(high)}.",
        )
    if low is not None:
        return Text(
            nl=f"Vul een gewoon getal in. De schaal begint bij {_nl(low)}.",
            en=f"Enter an ordinary number. The scale starts at {_en(low)}.",
        )
    if high is not None:
        return Text(
            nl=f"Vul een gewoon getal in. De schaal eindigt bij {_nl(high)}.",
            en=f"Enter an ordinary number. The scale ends at {_en(high)}.",
        )
    return Text(nl="Vul een gewoon getal in.", en="Enter an ordinary number.")


def _en(number: Decimal) -> str:
    return format(number, "f")


def _nl(number: Decimal) -> str:
    return _en(number).replace(".", ",")


NOT_A_PERCENTAGE = Text(
    nl="Deze KPI is geen percentage maar een score. Een doel als ‘75%’ past daar niet "
    "bij. Schrijf het doel zonder procentteken, of kies een KPI die een aandeel "
    "patiënten telt.",
    en="This KPI is not a percentage but a score. A goal such as ‘75%’ does not fit "
    "it. Write the goal without a percent sign, or choose a KPI that counts a share "
    "of patients.",
)
BALANCING = Text(
    nl="Bij deze KPI kijken we alleen mee. Er hoort geen doel en geen geld bij.",
    en="This KPI is there to keep watch. It carries no target and no money.",
)
WRONG_TYPE = Text(
    nl="Een meetbare KPI krijgt een getal, een merkbare KPI een niveau.",
    en="A measured KPI takes a number, a narrative KPI a level.",
)
COMPARATOR = Text(
    nl="Deze vergelijking past niet bij deze KPI. Kijk of hoger of juist lager beter "
    "is, of geen van beide.",
    en="This comparison does not fit this KPI. See whether higher or lower is better, "
    "or neither.",
)
BASELINE_N = Text(
    nl="Vul een aantal in van 1 tot en met 1.000.000.",
    en="Enter a number from 1 to 1,000,000.",
)
PERIOD = Text(
    nl="Over welke periode gaat de nulmeting?",
    en="Which period is the baseline about?",
)
SOURCE = Text(
    nl="Waar komt de nulmeting vandaan?", en="Where does the baseline come from?"
)
OUTSIDE_TERM = Text(
    nl="Dit jaar valt buiten de looptijd van de afspraak.",
    en="This year lies outside the term of the agreement.",
)
YEAR_TWICE = Text(nl="Dit jaar staat er twee keer.", en="This year is there twice.")
OUT_OF_REACH = Text(
    nl="Dit is nooit te halen: het ligt op het einde van de schaal.",
    en="This can never be met: it lies at the end of the scale.",
)
TWO_BOUNDS = Text(
    nl="Vul voor ‘tussen’ beide grenzen in.", en="Enter both bounds for ‘between’."
)
LADDER = Text(
    nl="De ladder loopt van 0 tot en met 4.", en="The ladder runs from 0 to 4."
)
BELOW_FLOOR = Text(
    nl="Het doel ligt onder de ondergrens. Bij deze KPI is hoger beter.",
    en="The goal lies below the floor. For this KPI higher is better.",
)
ABOVE_FLOOR = Text(
    nl="Het doel ligt boven de ondergrens. Bij deze KPI is lager beter.",
    en="The goal lies above the floor. For this KPI lower is better.",
)
BOUNDS_SWAPPED = Text(
    nl="De eerste grens moet lager zijn dan de tweede.",
    en="The first bound must be lower than the second.",
)

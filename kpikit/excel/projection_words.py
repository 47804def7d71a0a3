"""What the rows of a scenario sheet are called, and in what they are counted."""

from kpikit.domain.financing.base import ParameterKind
from kpikit.domain.settlement.saying import Unit
from kpikit.text import Text

SCOPE = {
    "patients": (Text(nl="Patiënten met de keuze", en="Patients with the choice"), 0),
    "volume": (Text(nl="Behandelingen nu", en="Treatments now"), 0),
    "price": (Text(nl="Prijs per behandeling", en="Price per treatment"), 1),
    "variable_cost": (
        Text(nl="Variabele kosten per behandeling", en="Variable cost per treatment"),
        1,
    ),
    "fixed_cost": (Text(nl="Vaste kosten per jaar", en="Fixed cost a year"), 1),
    "elsewhere": (
        Text(
            nl="Zorg elders per vermeden behandeling",
            en="Care elsewhere per treatment avoided",
        ),
        1,
    ),
    "alternative_price": (
        Text(
            nl="Prijs van de andere behandeling hier",
            en="Price of the other treatment here",
        ),
        1,
    ),
    "alternative_cost": (
        Text(
            nl="Kosten van de andere behandeling hier",
            en="Cost of the other treatment here",
        ),
        1,
    ),
    "market_share": (
        Text(nl="Aandeel van deze verzekeraar", en="Share of this insurer"),
        2,
    ),
    "diversion_rate": (
        Text(nl="Deel boven het plafond dat elders gaat", en="Diverted above ceiling"),
        2,
    ),
    "diversion_price": (Text(nl="Prijs daarvan", en="Price of that"), 1),
}
YEAR = {
    "growth": (Text(nl="Groei zonder effect", en="Growth without effect"), 2),
    "effect": (
        Text(nl="Effect van samen beslissen", en="Effect of shared decision making"),
        2,
    ),
    "release": (
        Text(nl="Losgelaten vaste kosten", en="Release of fixed cost"),
        2,
    ),
    "price_index": (Text(nl="Prijsindex", en="Price index"), 2),
    "variable_cost_index": (
        Text(nl="Index variabele kosten", en="Index of variable cost"),
        2,
    ),
    "fixed_cost_index": (Text(nl="Index vaste kosten", en="Index of fixed cost"), 2),
    "elsewhere_index": (
        Text(nl="Index zorg elders", en="Index of care elsewhere"),
        2,
    ),
    "implementation": (
        Text(nl="Kosten van invoeren", en="Cost of implementing"),
        1,
    ),
}
UNITS = (Unit.NUMBER, Unit.MONEY, Unit.SHARE)
COURSE = {
    "expected": (Text(nl="Behandelingen zonder effect", en="Treatments, no effect"), 0),
    "volume": (Text(nl="Behandelingen", en="Treatments"), 0),
    "patients": (SCOPE["patients"][0], 0),
    "price": (SCOPE["price"][0], 1),
    "variable_cost": (SCOPE["variable_cost"][0], 1),
    "elsewhere": (SCOPE["elsewhere"][0], 1),
    "alternative_price": (SCOPE["alternative_price"][0], 1),
    "diversion_price": (SCOPE["diversion_price"][0], 1),
    "benchmark": (
        Text(
            nl="IJkbedrag (uitgaven zonder effect)", en="Benchmark (spend, no effect)"
        ),
        1,
    ),
}
RESULTS = {
    "revenue": Text(nl="Omzet zorgaanbieder", en="Revenue of the provider"),
    "cost": Text(nl="Kosten zorgaanbieder", en="Cost of the provider"),
    "margin": Text(nl="Marge zorgaanbieder", en="Margin of the provider"),
    "spend": Text(nl="Uitgaven zorgverzekeraar", en="Spend of the insurer"),
    "other_spend": Text(
        nl="Uitgaven andere verzekeraars (aanname: per behandeling)",
        en="Spend of other insurers (assumed: per treatment)",
    ),
    "treated": Text(nl="Behandelde patiënten", en="Patients treated"),
}
PARAMETER_UNITS = {
    ParameterKind.SHARE: Unit.SHARE,
    ParameterKind.SHARE_PER_YEAR: Unit.SHARE,
    ParameterKind.COUNT: Unit.NUMBER,
}


ASSUMED = Text(nl="Uitgangspunten", en="Assumptions")
PER_YEAR = Text(nl="Uitgangspunten per jaar", en="Assumptions per year")
QUALITY = Text(
    nl="Verwacht deel van geld op KPI’s", en="Expected part of money on KPIs"
)
COURSE_TITLE = Text(
    nl="Verloop, voor de patiënten van deze verzekeraar",
    en="Course, for the patients of this insurer",
)
OTHERS = Text(
    nl="Behandelingen bij andere verzekeraars", en="Treatments of other insurers"
)
FIXED = Text(nl="Vaste kosten, niets losgelaten", en="Fixed cost, nothing released")
REFERENCE = Text(
    nl="Vergelijking: prijs maal aantal, zonder effect",
    en="Reference: price times quantity, without effect",
)
AGAINST = {
    "margin": Text(
        nl="Marge ten opzichte van de vergelijking", en="Margin against the reference"
    ),
    "spend": Text(
        nl="Besparing ten opzichte van de vergelijking",
        en="Saving against the reference",
    ),
}

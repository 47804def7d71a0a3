"""What findings say, in both languages; numbers are filled in where they are known."""

from kpikit.domain.finding.judging import Why
from kpikit.statistics.changes import ChangeVerdict
from kpikit.statistics.chart import Assurance, Kind
from kpikit.statistics.rules import Verdict
from kpikit.text import Text

BETTER = Text(
    nl="Het gaat beter, en dat is geen toeval.",
    en="It is getting better, and that is not chance.",
)
WORSE = Text(
    nl="Het gaat slechter, en dat is geen toeval.",
    en="It is getting worse, and that is not chance.",
)
HEADLINES = {
    Verdict.MET: Text(nl="Het doel is gehaald.", en="The goal is met."),
    Verdict.NOT_MET: Text(nl="Het doel is niet gehaald.", en="The goal is not met."),
    Verdict.INCONCLUSIVE: Text(
        nl="Of het doel is gehaald, is nog niet te zeggen.",
        en="Whether the goal is met cannot be told yet.",
    ),
}
PLAN_HEADLINES: dict[Verdict | None, Text] = {
    Verdict.MET: Text(
        nl="Het doel is gehaald, volgens het afgesproken aantal missers.",
        en="The goal is met, by the number of misses that was agreed.",
    ),
    Verdict.NOT_MET: Text(
        nl="Het doel is niet gehaald, volgens het afgesproken aantal missers.",
        en="The goal is not met, by the number of misses that was agreed.",
    ),
}
ONLY_A_VALUE = Text(
    nl="Er is gemeten. Een oordeel volgt er niet uit.",
    en="It was measured. No judgement follows from it.",
)
WITHOUT = {
    Why.TOO_FEW: Text(
        nl="Te weinig antwoorden voor een oordeel.",
        en="Too few answers for a judgement.",
    ),
    Why.OFF_PLAN: Text(
        nl="Er is anders gemeten dan het plan vraagt.",
        en="The measuring differs from what the plan asks.",
    ),
    Why.NO_GOAL: Text(
        nl="Er is gemeten. Voor dit jaar is geen doel afgesproken.",
        en="It was measured. No goal was agreed for this year.",
    ),
    Why.NO_CASES: Text(nl="Er kwam niemand in aanmerking.", en="Nobody was eligible."),
    Why.NO_SPREAD: Text(
        nl="De spreiding ontbreekt, dus een oordeel kan niet.",
        en="The spread is missing, so no judgement is possible.",
    ),
    Why.YEAR_RUNNING: Text(
        nl="De telling loopt nog.", en="The count is still running."
    ),
    Why.SMALL_GROUPS: Text(
        nl="De groepen zijn te klein om te tonen.",
        en="The groups are too small to show.",
    ),
    Why.MISSING: Text(
        nl="Er is nog geen meting, terwijl die er wel had moeten zijn.",
        en="There is no result yet, although there should be one.",
    ),
    Why.NOT_APPLICABLE: Text(
        nl="In deze periode niet van toepassing.", en="Not applicable in this period."
    ),
    Why.NOT_DUE: Text(nl="Nog niet aan de beurt.", en="Not due yet."),
    Why.BY_PEOPLE: Text(
        nl="Hierover oordelen de partijen zelf.",
        en="The parties judge this themselves.",
    ),
}
BECAUSE = {
    Why.SHOWN: Text(
        nl="De hele marge ligt aan één kant van het doel.",
        en="The whole margin lies on one side of the goal.",
    ),
    Why.MARGIN: Text(
        nl="Het doel ligt binnen de marge.", en="The goal lies within the margin."
    ),
    Why.NO_MARGIN: Text(
        nl="Zoals afgesproken telt het getal zelf, zonder marge.",
        en="As agreed, the number itself counts, without a margin.",
    ),
    Why.CENSUS: Text(
        nl="Iedereen deed mee, dus er is geen marge.",
        en="Everybody took part, so there is no margin.",
    ),
    Why.CANNOT_BE_MET: Text(
        nl="Met zo weinig antwoorden kan dit doel nooit gehaald heten.",
        en="With so few answers this goal can never be called met.",
    ),
    Why.TOO_FEW: Text(
        nl="Het zijn er minder dan het afgesproken minimum. Er is dus geen oordeel, "
        "en dat is iets anders dan een nul.",
        en="There are fewer than the agreed minimum. So there is no judgement, and "
        "that is not a zero.",
    ),
    Why.OFF_PLAN: Text(
        nl="Het aantal is niet het aantal dat vooraf vaststond.",
        en="The number is not the one that was fixed beforehand.",
    ),
    Why.NO_CASES: Text(
        nl="Er is geen noemer, dus ook geen percentage.",
        en="There is no denominator, so there is no percentage.",
    ),
    Why.NO_SPREAD: Text(
        nl="Zonder standaardafwijking is er geen marge te geven.",
        en="Without a standard deviation no margin can be given.",
    ),
    Why.YEAR_RUNNING: Text(
        nl="Het jaar is nog niet om.", en="The year is not over yet."
    ),
    Why.SMALL_GROUPS: Text(
        nl="Kleine groepen blijven verborgen, zodat niemand te herkennen is. Na afloop "
        "van het jaar tellen zij samen mee.",
        en="Small groups stay hidden, so that nobody can be recognised. After the end "
        "of the year they count together.",
    ),
    Why.MISSING: Text(
        nl="Ontbreken is iets anders dan nul.", en="Missing is not the same as zero."
    ),
    Why.NOT_APPLICABLE: Text(
        nl="Daar is een toelichting bij gegeven.", en="A note says why."
    ),
    Why.NOT_DUE: Text(
        nl="De eerste periode is nog niet voorbij.",
        en="The first period is not over yet.",
    ),
}
BY_PLAN: dict[Verdict | None, Text] = {
    Verdict.MET: Text(
        nl="Er ging niet meer mis dan vooraf is afgesproken: hoogstens {allowed} van "
        "de {n}.",
        en="No more failed than was agreed beforehand: at most {allowed} of the {n}.",
    ),
    Verdict.NOT_MET: Text(
        nl="Er ging meer mis dan vooraf is afgesproken: hoogstens {allowed} van de "
        "{n}.",
        en="More failed than was agreed beforehand: at most {allowed} of the {n}.",
    ),
}
MEASURED = Text(
    nl="In {rounds}: {value} ({people}, marge {margin}).",
    en="In {rounds}: {value} ({people}, margin {margin}).",
)
MEASURED_BARE = Text(
    nl="In {rounds}: {value} ({people}).", en="In {rounds}: {value} ({people})."
)
COUNTED = Text(nl="In {rounds}: {value}.", en="In {rounds}: {value}.")
GOAL = Text(nl="Het doel voor {year} is {goal}.", en="The goal for {year} is {goal}.")
YEAR = Text(
    nl="{year}: {value} (marge {margin}).", en="{year}: {value} (margin {margin})."
)
YEAR_BARE = Text(nl="{year}: {value}.", en="{year}: {value}.")
WHOLE_YEAR = Text(nl="Heel {year}", en="All of {year}")
YEAR_SO_FAR = Text(nl="{year} tot nu toe", en="{year} so far")
RATED = Text(nl="Samen gezien: {level}.", en="Seen together: {level}.")
NOT_RATED = Text(
    nl="Nog niet iedereen heeft geoordeeld.", en="Not everybody has rated yet."
)
TOO_THIN = Text(
    nl="Er is te weinig gezien om het te zeggen.", en="Too little was seen to tell."
)
LEVEL_GOAL = Text(
    nl="Afgesproken voor {year}: {level}.", en="Agreed for {year}: {level}."
)
APART = Text(
    nl="De oordelen liggen twee treden of meer uit elkaar: praat erover.",
    en="The ratings lie two levels or more apart: talk about it.",
)
REPORTED = Text(
    nl="Opgegeven in {rounds}: {level}.", en="Reported in {rounds}: {level}."
)
PROGRESS = Text(
    nl="{part}% van de weg van nulmeting naar doel",
    en="{part}% of the way from baseline to goal",
)
CHANGE = Text(
    nl="{change} sinds {start} (marge {low} tot {high})",
    en="{change} since {start} (margin {low} to {high})",
)
CHANGE_BARE = Text(nl="{change} sinds {start}", en="{change} since {start}")
CHANGES = {
    ChangeVerdict.IMPROVED: Text(
        nl="Beter dan bij de nulmeting: {change}.",
        en="Better than at the baseline: {change}.",
    ),
    ChangeVerdict.WORSENED: Text(
        nl="Slechter dan bij de nulmeting: {change}.",
        en="Worse than at the baseline: {change}.",
    ),
    ChangeVerdict.NOT_SHOWN: Text(
        nl="Een verschil met de nulmeting is niet aangetoond: {change}.",
        en="A difference from the baseline is not shown: {change}.",
    ),
    ChangeVerdict.NOT_JUDGED: Text(
        nl="Verschil met de nulmeting: {change}; zonder marge, dus zonder oordeel.",
        en="Difference from the baseline: {change}; without a margin, so no judgement.",
    ),
}
CHANGE_FROM_FIRST = Text(
    nl="Verschil met de eerste meting: {change}; zonder marge, dus zonder oordeel.",
    en="Difference from the first result: {change}; without a margin, so no judgement.",
)
MET = Text(nl="gehaald", en="met")
NOT_MET = Text(nl="niet gehaald", en="not met")
CANNOT_TELL = Text(nl="nog niet te zeggen", en="cannot be told yet")
NO_VERDICT = Text(nl="geen oordeel", en="no judgement")
VARIATION = {
    Kind.COMMON_CAUSE: (
        "●",
        Text(nl="gewone schommeling, geen teken van verandering", en="usual variation"),
    ),
    Kind.IMPROVEMENT_HIGH: ("◆", Text(nl="blijvend beter", en="lasting improvement")),
    Kind.IMPROVEMENT_LOW: ("◆", Text(nl="blijvend beter", en="lasting improvement")),
    Kind.CONCERN_HIGH: ("◆", Text(nl="blijvend slechter", en="lasting decline")),
    Kind.CONCERN_LOW: ("◆", Text(nl="blijvend slechter", en="lasting decline")),
    Kind.NEUTRAL_HIGH: ("◆", Text(nl="blijvend hoger", en="lasting rise")),
    Kind.NEUTRAL_LOW: ("◆", Text(nl="blijvend lager", en="lasting fall")),
}
"""Shape and words of what the last point means."""
ASSURANCE = {
    Assurance.PASS: (
        "●",
        Text(nl="haalt het doel zo elke keer", en="reaches the goal every time"),
    ),
    Assurance.FAIL: (
        "○",
        Text(nl="haalt het doel zo nooit", en="never reaches the goal as it is"),
    ),
    Assurance.INCONSISTENT: (
        "◐",
        Text(nl="haalt het doel soms wel, soms niet", en="reaches it now and then"),
    ),
}
"""Shape and words of whether the process as it is will reach the goal."""
RUNS_SIGNAL = Text(
    nl="de volgorde van de punten wijst op een blijvende verandering",
    en="the order of the points suggests a lasting change",
)
RUNS_NONE = Text(
    nl="de volgorde van de punten laat geen blijvende verandering zien",
    en="the order of the points shows no lasting change",
)

"""A drop in volume is never a condition; all other words pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpikit.domain.financing.volume import asks_volume_drop, pays_for_volume_drop

REFUSED = """
het aantal operaties daalt
Als het aantal operaties met 10% daalt
AANTAL OPERATIES DAALT
minder operaties
minder heupoperaties dan in 2026
10% minder behandelingen
een daling van het aantal ingrepen
daling van 10% in het aantal operaties
afname van de omzet
de omzet is lager dan in 2025
het volume neemt met minstens 5% af
het aantal opnames loopt terug
de productie krimpt
volumedaling van 10%
het zorgvolume moet omlaag
het aantal knieoperaties, vergeleken met 2025, daalt
minder patiënten kiezen voor een operatie
minder mensen geopereerd
maximaal 900 operaties
het aantal operaties blijft onder 900
terugdringen van het aantal behandelingen
operaties verminderen
aantal operaties < 900
-10% operaties
het aantal DBC's daalt
Het plan is klaar. Het aantal operaties daalt.
het ziekenhuis opereert 10% minder patiënten
er worden 100 heupen minder geplaatst
minder patiënten worden behandeld
het ziekenhuis plaatst minder heupprothesen
als de orthopeden dit jaar 50 mensen minder opereren
minder knieën te opereren
the hospital operates on 10% fewer patients
100 fewer hips are placed
fewer people are treated
fewer operations
the number of operations falls by 10%
a drop in the number of operations
a 10% reduction in hip replacements
fewer than 900 knee operations
revenue is lower than in 2025
surgery volume decreases
treatments are reduced by 5%
reducing the number of procedures
fewer patients choose surgery
fewer patients treated
at most 900 operations
the volume of operations goes down
less surgery
Operations, compared with 2025, decline
""".strip().splitlines()

LEGITIMATE = """
aantal gesprekken stijgt
minder registratie
scholing van 12 teams
na gezamenlijke terugblik
minder registratie bij operaties
minder administratie rond behandelingen
lagere pijnscore na operaties
de wachttijd voor operaties daalt
het aantal klachten na behandelingen daalt
minder spijt na een operatie
keuzehulp gebruikt bij 80% van de behandelingen
alle behandelingen staan in het register
het aantal operaties wordt gemeld
de cijfers over operaties en opnames zijn geleverd
volume en omzet worden gerapporteerd
minder opnames van gesprekken nodig
Coöperatie VGZ ontvangt minder formulieren
ongeacht of het aantal operaties daalt
zonder daling van het aantal operaties
geen daling van het volume
het aantal operaties daalt niet
minder variatie tussen artsen
minder dan 10% ontbrekende gegevens
een patiëntenpanel van minstens acht mensen
tijd voor het goede gesprek: 20 minuten per consult
plan voor het dalen van vaste lasten ligt er
scholing voor maximaal 20 artsen
behandelingen starten sneller en de wachttijd daalt
het gesprek vindt plaats vóór de behandeling
de besparing wordt achteraf gedeeld
minder patiënten haken af voordat zij worden behandeld
het team behandelt patiënten met minder haast
niet minder patiënten worden behandeld
patiënten doen minder onderzoeken dubbel
minder mensen op de wachtlijst
fewer patients are on the waiting list
doctors treat people with less hurry
fewer forms to fill in
fewer complications after operations
lower waiting time for surgery
less paperwork for treatments
fewer administrative procedures
regardless of a drop in volume
the number of operations does not fall
lower scores are discussed with the team
less than 5% missing data
treatment options are discussed in 80% of conversations
two teams trained, less than six months apart
cooperation falls under the steering group
""".strip().splitlines()

SUBJECTS_NL = ["operaties", "heupoperaties", "ingrepen", "behandelingen", "opnames"]
SUBJECTS_EN = [
    "operations",
    "treatments",
    "procedures",
    "admissions",
    "hip replacements",
]


@pytest.mark.parametrize("words", REFUSED)
def test_fewer_treatments_is_no_condition(words: str) -> None:
    """Each of these would let money wait for treating less."""
    assert asks_volume_drop(words)


@pytest.mark.parametrize("words", LEGITIMATE)
def test_other_conditions_pass(words: str) -> None:
    """Conditions about the conversation, data, teams and time are welcome."""
    assert not asks_volume_drop(words)


@given(
    frame=st.sampled_from(
        ["{}", "Betaling als {}.", "Plan is klaar; {}", "mits {} in 2028"]
    ),
    said=st.sampled_from(
        [
            "het aantal {} daalt",
            "het aantal {} met {}% daalt",
            "{} nemen af",
            "er {1}% minder {0} zijn",
            "het aantal {} minstens {}% lager is",
            "een afname van {1}% van de {0}",
            "we het aantal {} verminderen",
        ]
    ),
    subject=st.sampled_from(SUBJECTS_NL),
    percent=st.integers(1, 90),
    shout=st.booleans(),
)
def test_a_drop_is_seen_in_dutch_sentences(
    frame: str, said: str, subject: str, percent: int, shout: bool
) -> None:
    """Whatever is counted, however much less, and whatever stands around it."""
    sentence = frame.format(said.format(subject, percent))
    assert asks_volume_drop(sentence.upper() if shout else sentence)


@given(
    frame=st.sampled_from(
        ["{}", "Payment if {}.", "The plan is ready; {}", "when {} in 2028"]
    ),
    said=st.sampled_from(
        [
            "the number of {} falls",
            "the number of {} drops by {}%",
            "{} go down",
            "there are {1}% fewer {0}",
            "{} are at least {}% lower",
            "a {1}% reduction in {0}",
            "we reduce the number of {}",
        ]
    ),
    subject=st.sampled_from(SUBJECTS_EN),
    percent=st.integers(1, 90),
    shout=st.booleans(),
)
def test_a_drop_is_seen_in_english_sentences(
    frame: str, said: str, subject: str, percent: int, shout: bool
) -> None:
    """Whatever is counted, however much less, and whatever stands around it."""
    sentence = frame.format(said.format(subject, percent))
    assert asks_volume_drop(sentence.upper() if shout else sentence)


@given(
    before=st.sampled_from(["minder", "lagere", "10% minder", "fewer", "lower"]),
    what=st.sampled_from(
        ["registratie", "klachten", "spijt", "wachttijd", "forms", "complaints"]
    ),
    where=st.sampled_from(["bij", "na", "rond", "voor", "after", "for", "around"]),
    subject=st.sampled_from(SUBJECTS_NL + SUBJECTS_EN),
)
def test_less_of_something_else_passes(
    before: str, what: str, where: str, subject: str
) -> None:
    """Less work or fewer complaints around operations is no drop in operations."""
    assert not asks_volume_drop(f"{before} {what} {where} {subject}")


@given(st.text(max_size=200))
def test_any_words_get_an_answer(words: str) -> None:
    """No text breaks the check, and a remark is never judged harder than a condition."""
    assert asks_volume_drop(words) or not pays_for_volume_drop(words)


@pytest.mark.parametrize(
    "remark",
    [
        "Betaling alleen als het aantal operaties met 10% daalt.",
        "De bonus wordt uitgekeerd bij minder operaties.",
        "Het bedrag volgt pas als de omzet lager is.",
        "Payment only if the number of operations falls.",
        "We look back in May. The amount is paid once there are fewer treatments.",
    ],
)
def test_a_remark_hides_no_condition(remark: str) -> None:
    """Money that waits for fewer treatments is seen in a note as well."""
    assert pays_for_volume_drop(remark)


@pytest.mark.parametrize(
    "remark",
    [
        "Als er minder operaties zijn, delen we achteraf de besparing.",
        "Betaling hangt niet af van minder operaties, ook als dat lukt.",
        "Door samen beslissen kan het aantal operaties dalen.",
        "Bij omzetdaling sluiten we een operatiekamer.",
        "Uitgaven aan heupoperaties in 2025, gecorrigeerd voor dalende instroom.",
        "Payment does not depend on fewer operations, not even when there are fewer.",
        "We expect fewer operations. Payment follows if the review was held.",
    ],
)
def test_a_remark_may_speak_of_volume(remark: str) -> None:
    """An expectation, a saving shared afterwards or a denial is no condition."""
    assert not pays_for_volume_drop(remark)

"""The demo's answers to the recommendations, by both parties, shown to each other."""

from collections.abc import Mapping, Sequence

from kpikit.actions import replying
from kpikit.actions.desk import Actor, Desk
from kpikit.domain.party import PartyRole
from kpikit.domain.reply import Reply

_HOSPITAL, _INSURER = "j.deboer@oostpoort.example", "s.bakker@delta.example"


def answer_recommendations(
    desk: Desk, people: Mapping[str, Actor], agreement_id: str
) -> None:
    """Let both parties answer all recommendations and show that to each other."""
    for email, answers in ((_HOSPITAL, _OF_HOSPITAL), (_INSURER, _OF_INSURER)):
        _answer(desk, people[email], agreement_id, answers)


def _answer(
    desk: Desk, actor: Actor, agreement_id: str, answers: Sequence[tuple[str, str, str]]
) -> None:
    for number, (does, will_do, asks) in enumerate(answers, start=1):
        wanted = Reply(
            number=number,
            role=PartyRole(actor.party),
            does=does,
            will_do=will_do,
            asks=asks,
        )
        replying.reply(desk, actor, agreement_id, wanted, show=True)


_OF_HOSPITAL = (
    (
        "Samen beslissen staat in het meerjarenbeleid en in elk jaargesprek.",
        "Bij elke aanvraag voor ICT vragen wij wat het voor het gesprek doet.",
        "",
    ),
    (
        "Scholing zit in het leerhuis, niet in een project.",
        "Het team verpleegkunde sluit aan bij het verbeterbord van de afdeling.",
        "",
    ),
    (
        "Wij hebben een vaste trainer en een groep van twaalf voorlopers.",
        "De kindtool komt in het patiëntendossier.",
        "Draag bij aan de tijd van de begeleider, ook na 2025.",
    ),
    (
        "Ouders uit de raad zitten in de stuurgroep.",
        "De polikliniek krijgt elke week ruimte voor een tweede gesprek.",
        "",
    ),
    (
        "Teams bespreken elk kwartaal hun eigen gesprekken en cijfers.",
        "Wij nemen per team twee gesprekken per jaar op, met toestemming.",
        "Praat met ons over stoppen met de registratiecode.",
    ),
    (
        "De aanneemsom geeft ons rust als er minder wordt behandeld.",
        "Wij reserveren geld voor scholing als het startgeld stopt.",
        "",
    ),
    (
        "Kinderarts en verpleegkundig consulent zitten aan tafel.",
        "",
        "Neem ook iemand mee die weet hoe je zoiets invoert.",
    ),
    (
        "Wij laten zien wat misgaat, niet alleen wat lukt.",
        "Twee keer per jaar kijkt u een dag mee op de polikliniek.",
        "",
    ),
    ("Vijf KPI’s, waarvan twee die over het gesprek zelf gaan.", "", ""),
    (
        "",
        "Wat wij overhouden, gaat naar zorg voor kinderen dichter bij huis.",
        "Maak van het startgeld gewone bekostiging.",
    ),
    ("", "", "Stem de KPI’s af met de andere verzekeraars in de regio."),
)
_OF_INSURER = (
    (
        "Samen beslissen staat op de agenda van elk overleg met het bestuur.",
        "",
        "Laat ons het beleid zien voordat u het vaststelt.",
    ),
    ("", "Wij vragen geen losse projectplannen meer.", ""),
    ("Wij betalen mee aan scholing en begeleiding.", "", ""),
    (
        "",
        "Wij kijken mee hoe een langer gesprek past in de bekostiging.",
        "",
    ),
    (
        "Wij nemen genoegen met een steekproef.",
        "Wij brengen de registratiecode in bij het landelijk overleg.",
        "",
    ),
    ("De aanneemsom ligt voor drie jaar vast.", "", ""),
    (
        "Onze arts zit bij elke terugblik.",
        "Er komt iemand voor invoering in het team zorginkoop.",
        "",
    ),
    (
        "Goede voorbeelden nemen wij mee om van te leren.",
        "Wij komen twee keer per jaar kijken op de polikliniek.",
        "",
    ),
    (
        "Wij kijken naar het verhaal naast het cijfer.",
        "",
        "Volg waar het kan ook de huisarts en de jeugdarts.",
    ),
    (
        "Een besparing delen wij achteraf; wij eisen haar niet vooraf.",
        "In 2026 bespreken wij hoe het startgeld gewone zorg wordt.",
        "",
    ),
    (
        "Wij doen mee in het regionale leernetwerk.",
        "Wij leggen deze set voor aan de andere verzekeraars, zonder bedragen.",
        "",
    ),
)

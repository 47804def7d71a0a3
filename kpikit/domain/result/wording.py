"""What is said when a result or a step of a round cannot be right."""

from decimal import Decimal

from kpikit.text import Text

NOTHING = Text(
    nl="Er is voor deze periode nog niets ingevuld.",
    en="Nothing has been filled in for this period yet.",
)
NO_NOTE = Text(
    nl="Schrijf wat er anders moet. Zonder toelichting kan de andere partij niet "
    "verder.",
    en="Write what has to change. Without a note the other party cannot go on.",
)
NO_REASON = Text(
    nl="Schrijf waarom de meting opnieuw open moet.",
    en="Write why the result has to be opened again.",
)
ASKED_ALREADY = Text(
    nl="Er ligt al een verzoek om deze periode te openen.",
    en="There is already a request to open this period.",
)
NOT_ASKED = Text(
    nl="Er ligt geen verzoek om deze periode te openen.",
    en="There is no request to open this period.",
)
OTHER_UNLOCKS = Text(
    nl="op een eigen verzoek beslist de andere partij.",
    en="the other party decides on a request of your own.",
)
NOT_YOURS = Text(
    nl="dit zijn de metingen van de andere partij.",
    en="these are the results of the other party.",
)
OTHER_DECIDES = Text(
    nl="over eigen metingen beslist de andere partij.",
    en="the other party decides on results of your own.",
)
SUBMITTED = Text(
    nl="Deze periode is ingediend en wacht op de andere partij. Wilt u nog iets "
    "wijzigen? Haal haar dan eerst terug.",
    en="This period was submitted and waits for the other party. To change anything, "
    "take it back first.",
)
ACCEPTED = Text(
    nl="Deze periode is door beide partijen geaccepteerd en daarom gesloten. Klopt er "
    "iets niet? Vraag dan met een reden om haar te openen.",
    en="Both parties accepted this period, so it is closed. Is something wrong? Then "
    "ask to open it, with a reason.",
)
STILL_DRAFT = Text(
    nl="Deze periode is nog niet ingediend.", en="This period was not submitted yet."
)
RETURNED = Text(
    nl="Deze periode is teruggegeven en wacht op een verbetering.",
    en="This period was returned and waits for a correction.",
)
NOT_BEGUN = Text(
    nl="Deze periode is nog niet begonnen.", en="This period has not begun yet."
)
NOT_OVER = Text(
    nl="Deze periode loopt nog. Indienen kan na de laatste dag.",
    en="This period is still running. It can be submitted after its last day.",
)
PERSONAL = Text(
    nl="Hier lijkt een burgerservicenummer, e-mailadres, telefoonnummer of "
    "geboortedatum te staan. Haal dat weg: kpikit bewaart geen gegevens over personen.",
    en="This seems to hold a citizen service number, an e-mail address, a phone number "
    "or a birth date. Take it out: kpikit keeps no data about persons.",
)
NO_SUCH_KPI = Text(
    nl="Deze KPI staat niet in de getekende afspraak.",
    en="This KPI is not in the signed agreement.",
)
WHY_NONE = Text(
    nl="Schrijf waarom er geen meting is.", en="Write why there is no result."
)
NO_FIGURE_WITH_NONE = Text(
    nl="Er is geen meting, dus laat de getallen leeg.",
    en="There is no result, so leave the numbers empty.",
)
NEEDED = Text(nl="Vul dit in.", en="Fill this in.")
WRONG_FIGURE = Text(
    nl="Deze KPI vraagt een andere soort getal.",
    en="This KPI asks for another sort of number.",
)
NEGATIVE = Text(nl="Dit kan niet onder 0 liggen.", en="This cannot be below 0.")
TOO_MANY = Text(nl="Vul ten hoogste 1.000.000 in.", en="Enter at most 1,000,000.")
ABOVE_LINE = Text(
    nl="Dit kan niet hoger zijn dan het aantal geldige antwoorden.",
    en="This cannot be more than the number of valid answers.",
)
NOBODY = Text(
    nl="Nul geldige antwoorden is geen meting. Kies ‘niet gemeten’ en schrijf waarom.",
    en="Zero valid answers is no result. Choose ‘not measured’ and write why.",
)
MORE_INVITED = Text(
    nl="Er zijn er meer uitgenodigd dan er in aanmerking kwamen.",
    en="More were invited than were eligible.",
)
MORE_RESPONDED = Text(
    nl="Er hebben er meer geantwoord dan er zijn uitgenodigd.",
    en="More answered than were invited.",
)
MORE_VALID = Text(
    nl="Er zijn meer geldige antwoorden dan mensen die antwoordden.",
    en="There are more valid answers than people who answered.",
)
NEEDS_SPREAD = Text(
    nl="Vul de standaardafwijking in. Zonder haar is er geen marge.",
    en="Enter the standard deviation. Without it there is no margin.",
)
NO_SPREAD = Text(
    nl="Bij één score is er geen standaardafwijking. Laat dit leeg.",
    en="With one score there is no standard deviation. Leave this empty.",
)
SPREAD_IMPOSSIBLE = Text(
    nl="Zo’n grote standaardafwijking kan niet bij dit gemiddelde en deze schaal.",
    en="Such a large standard deviation cannot go with this mean and this scale.",
)
LEVEL = Text(
    nl="Kies een trede van 0 tot en met 4, of ‘te weinig bewijs’.",
    en="Choose a level from 0 to 4, or ‘too little evidence’.",
)
ACCEPTED_ELSEWHERE = Text(
    nl="Voor deze KPI en periode is al een meting van de andere partij geaccepteerd.",
    en="For this KPI and period a result of the other party was accepted already.",
)


def outside(low: Decimal | None, high: Decimal | None) -> Text:
    """Say between which values the mean has to lie."""
    if low is not None and high is not None:
        return Text(
            nl=f"Vul een waarde in van {low:f} tot en met {high:f}.",
            en=f"Enter a value from {low:f} to {high:f}.",
        )
    if low is not None:
        return Text(nl=f"Vul ten minste {low:f} in.", en=f"Enter at least {low:f}.")
    bound = "" if high is None else f"{high:f}"
    return Text(nl=f"Vul ten hoogste {bound} in.", en=f"Enter at most {bound}.")

"""What the fill-in workbook says to whoever fills it in, in both languages."""

from collections.abc import Sequence

from kpikit.domain.instrument import Coding, Instrument
from kpikit.domain.kpi import AnyKpi
from kpikit.domain.scoring import Question
from kpikit.text import Text

READ_ME = Text(nl="Uitleg", en="Read me")
RESULTS = Text(nl="Metingen", en="Results")
LISTS = Text(nl="Keuzelijsten", en="Lists")
INSTRUCTIONS = (
    Text(
        nl="Vul op het blad ‘Metingen’ per KPI en periode één rij in. Laat leeg wat "
        "u "
        "nog niet hebt: een rij zonder getallen slaat kpikit over.",
        en="On the sheet ‘Results’, fill in one row for each KPI and period. Leave "
        "empty "
        "what you do not have yet: kpikit skips a row without numbers.",
    ),
    Text(
        nl="Verander de KPI-code en de periode niet. Daaraan herkent kpikit de rij. De "
        "volgorde van rijen en kolommen maakt niet uit.",
        en="Do not change the KPI code and the period. kpikit knows the row by them. "
        "The "
        "order of rows and columns does not matter.",
    ),
    Text(
        nl="Vul bij elke steekproef in hoeveel er in aanmerking kwamen, hoeveel er "
        "zijn "
        "uitgenodigd (of getrokken) en hoeveel er antwoordden.",
        en="For every sample, enter how many were eligible, how many were invited (or "
        "drawn) and how many responded.",
    ),
    Text(
        nl="Is er niet gemeten, of was het niet van toepassing? Kies dat, laat de "
        "getallen leeg en schrijf waarom. Vul geen nul in.",
        en="Was nothing measured, or was it not applicable? Choose that, leave the "
        "numbers empty and write why. Do not enter a zero.",
    ),
    Text(
        nl="Hebt u losse antwoorden? Zet ze op het blad van het meetinstrument, één "
        "rij "
        "per persoon, gesprek of dossier. kpikit berekent de meting. De andere "
        "partij "
        "ziet deze rijen nooit.",
        en="Do you have single answers? Put them on the sheet of the instrument, one "
        "row "
        "for each person, consult or record. kpikit works out the result. The other "
        "party never sees these rows.",
    ),
    Text(
        nl="Zet nergens namen, BSN’s, e-mailadressen, telefoonnummers of "
        "geboortedatums. "
        "Het volgnummer is een eigen nummer, geen patiëntnummer. kpikit weigert zulke "
        "kolommen.",
        en="Put no names, BSNs, e-mail addresses, phone numbers or birth dates "
        "anywhere. "
        "The number is a number of your own, no patient number. kpikit refuses such "
        "columns.",
    ),
    Text(
        nl="Lees het bestand daarna in op de pagina ‘Metingen’. U ziet eerst wat er "
        "verandert. Hetzelfde bestand twee keer inlezen verandert niets.",
        en="Then bring the file in on the page ‘Results’. First you see what will "
        "change. Bringing the same file in twice changes nothing.",
    ),
)


def answers_of(instrument: Instrument, kpi_ids: Sequence[str]) -> Text:
    """Say which KPIs the sheet of an instrument is for."""
    codes = ", ".join(kpi_ids)
    return Text(
        nl=f"{instrument.name.nl}. KPI-code: {codes}. Eén rij per persoon, gesprek of "
        "dossier; een leeg vak is een ontbrekend antwoord.",
        en=f"{instrument.name.en}. KPI code: {codes}. One row for each person, consult "
        "or record; an empty cell is a missing answer.",
    )


def asked_of(kpi: AnyKpi, question: Question) -> Text:
    """Say which question the sheet of a question of the parties' own is about."""
    return Text(
        nl=f"{kpi.name.nl}. KPI-code: {kpi.id}. De vraag: ‘{question.words}’ Schrijf "
        "per persoon een van deze antwoorden letterlijk op; een leeg vak is een "
        "ontbrekend antwoord.",
        en=f"{kpi.name.en}. KPI code: {kpi.id}. The question: ‘{question.words}’ Write "
        "one of these answers literally for each person; an empty cell is a missing "
        "answer.",
    )


def coding(declared: Coding) -> Text:
    """Say how the instrument itself writes its answers as numbers."""
    low, high = declared.anchor_low, declared.anchor_high
    ends = declared.minimum, declared.maximum
    return Text(
        nl=f"Zo schrijft het instrument de antwoorden: {ends[0]} = {low.nl}, "
        f"{ends[1]} = {high.nl}. Hebt u het anders? Dan vraagt kpikit het bij het "
        f"inlezen.",
        en=f"The instrument writes its answers like this: {ends[0]} = {low.en}, "
        f"{ends[1]} = {high.en}. Is yours different? Then kpikit asks on the way in.",
    )

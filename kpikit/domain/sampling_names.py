"""How people are chosen and asked, in the words of both languages."""

from kpikit.domain.kpi import Mode, SamplingMethod
from kpikit.text import Text

METHOD_NAMES = {
    SamplingMethod.CENSUS: Text(nl="iedereen", en="everybody"),
    SamplingMethod.RANDOM: Text(nl="aselect (door loting)", en="random"),
    SamplingMethod.CONSECUTIVE: Text(
        nl="op volgorde van binnenkomst", en="in order of arrival"
    ),
    SamplingMethod.QUOTA: Text(nl="vast aantal per groep", en="fixed number per group"),
    SamplingMethod.PURPOSIVE: Text(nl="gericht gekozen", en="purposive"),
    SamplingMethod.EXISTING: Text(nl="bestaande gegevens", en="existing data"),
}

MODE_NAMES = {
    Mode.PAPER: Text(nl="papier", en="paper"),
    Mode.DIGITAL: Text(nl="digitaal", en="digital"),
    Mode.PHONE: Text(nl="telefoon", en="phone"),
    Mode.RECORDING: Text(nl="opname van het gesprek", en="recording"),
    Mode.OBSERVATION: Text(nl="meekijken", en="observation"),
    Mode.RECORDS: Text(nl="dossiers", en="records"),
    Mode.REGISTRY: Text(nl="registratie", en="registry"),
    Mode.MEETING: Text(nl="bijeenkomst", en="meeting"),
}

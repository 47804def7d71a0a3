"""Recognise words that make fewer treatments or less revenue a condition.

Words can always be turned so that no rule sees it; this catches how people write it
when they mean no harm, in Dutch and English, and lets all other wording through.
"""

import re

_VOLUME = (
    r"(?:(?!co)\w*operaties?|\w*ingre(?:ep|pen)|\w*behandelingen|behandeling"
    r"|\w*verrichtingen|\w*prothesen|\w*volumes?|productie|\w*omzet|consulten"
    r"|(?:poli)?bezoeken|ligdagen|(?:zorg|dbc-zorg)producten|dbc\W?s"
    r"|(?:ziekenhuis)?opnam(?:e|es|en)(?!\s+van\s+(?:\w+\s+)?(?:gesprek|consult)\w*)"
    r"|geopereerd|opereren|behandeld|opgenomen"
    r"|(?!co)operations?|surger(?:y|ies)|(?<!administrative )procedures?|treatments?"
    r"|admissions?|interventions|consultations|visits|production|revenues?|turnover"
    r"|bed days|replacements|operated|treated|admitted)"
)
_FEWER = (
    r"(?:minder|lagere?|kleinere?|vermeden|uitgespaarde|fewer|less|lower|smaller"
    r"|avoided|reduced|maximaal|max\.?|hoogstens|hooguit|ten hoogste|niet meer dan"
    r"|at most|no more than|not more than|under \d+|below \d+|onder (?:de )?\d+)"
)
_A_DROP = (
    r"(?:dal(?:ing|en)|afname|afnemen|vermindering|verminder(?:en|t)?|reductie"
    r"|reduceer(?:t)?|reduceren|krimp|halver(?:en|ing)|terug(?:brengen|dringen)"
    r"|afbouw(?:en)?|voorkomen|drop|fall|decreas(?:e|es|ing)|reduction|reduc(?:e|es|ing)"
    r"|decline|cut(?:s|ting)?|shrink(?:ing)?|halv(?:e|ing)|avoid(?:ing|ance)?)"
)
_FALLS = (
    r"(?:da(?:a)?l(?:t|en|de|den)|gedaald|dal(?:ing|end)e?|lager|kleiner|omlaag"
    r"|afneem(?:t)?|afnemen|afgenomen|afname|(?:neemt|nemen|nam|namen)\b[^.;!?]{0,30}\baf"
    r"|vermindert|verminderen|verminderd|krimpt|krimpen|gekrompen|za(?:a)?k(?:t|ken)"
    r"|gezakt|halve(?:ert|ren)|gehalveerd|terugloopt|teruglopen|teruggelopen"
    r"|(?:loopt|lopen)\b[^.;!?]{0,30}\bterug|teruggebracht|teruggedrongen|gereduceerd"
    r"|minder (?:dan|is|zijn|word\w*)|minder(?=\s*(?:$|[.,;!?]))"
    r"|drop(?:s|ped|ping)?|falls?|fell|fallen|falling|decreas(?:e|es|ed|ing)|lower"
    r"|declin(?:e|es|ed|ing)|shr[iau]nk(?:s|ing)?|reduced|halved?|cut|(?:go|goes|went"
    r"|is|are|be|been) down|smaller|less than|fewer than|avoided"
    r"|(?:is|are|blijft|blijven|stays?|remains?) (?:onder|beneden|below|under)"
    r"|maximaal|hoogstens|hooguit|ten hoogste|at most|no more than|not more than)"
)
_OF = (
    r"(?:bij|rond|rondom|voor|na|van|tijdens|door|over|op|in|met|zonder|aan|om|per"
    r"|at|around|for|after|of|during|about|on|with|without|before|between|by|to|from"
    r"|en|and|of|or|maar|but|dat|die|that|which)"
)
_NUMBER_OF = (
    r"(?:(?:het|de|the|an?|in|van|of)\s+)*"
    r"(?:aantal(?:len)?|gebruik van|numbers? of|volume of|use of|rate of)"
)
_CHOOSING = (
    r"(?:kiezen voor|kiest voor|kozen voor|cho(?:ose|osing|se) (?:for |to have )?)"
)
_BETWEEN = rf"(?:\s+(?:{_NUMBER_OF}\b|{_CHOOSING}|(?!{_OF}\b)[\w%,.€’'-]+)){{0,5}}\s+"
_BY_SO_MUCH = r"(?:\s+(?:(?:van|met|of|by)\s+)?[\d.,]+\s?%)?"
_ASIDE = r"(?:,[^,.;!?]{0,50},)?"
_SUBJECT = (
    rf"(?<!\bna )(?<!\bbij )(?<!\brond )(?<!\bvoor )(?<!\bafter )(?<!\bfor )"
    rf"(?<!\bduring )(?<!\bbefore )(?<!\btijdens )\b{_VOLUME}\b"
)
_PREDICATE = (
    r"(?:\s+(?!(?:en|and|maar|but|terwijl|while|zodat|so)\b)[\w%€’'-]+){0,7}?\s+"
)
_PEOPLE = (
    r"(?:\w*patiënt(?:en)?|mensen|cliënten|heup(?:en)?|knie(?:ën)?|gewricht(?:en)?"
    r"|\w*prothesen?|patients?|people|hips?|knees?|joints?)"
)
_DO = (
    r"(?:opereer(?:t|de|den)?|opereren|geopereerd|behandel(?:t|en|de|den|d)"
    r"|plaats(?:t|en|te|ten)|geplaatst|verricht(?:en|te|ten)?|uitgevoerd|doe(?:t|n)"
    r"|operat(?:e|es|ed|ing)|treat(?:s|ed|ing)?|place[sd]?|perform(?:s|ed|ing)?)"
)
_LESS = r"(?:minder|fewer|less)"
_FEW_WORDS = r"(?:\s+[\d.,%€’'-]*\w*){0,2}?\s+"
_HELPS = r"(?:worden|word(?:t)?|zijn|laten|ondergaan|are|get|undergo|have)"
_FEWER_PEOPLE = (
    rf"\b{_DO}\b[^.;!?]{{0,30}}?\b{_LESS}(?:{_FEW_WORDS}|\s+){_PEOPLE}\b"
    rf"|\b{_PEOPLE}\s+{_LESS}\s+(?:\w+\s+)?{_DO}\b"
    rf"|\b{_LESS}(?:{_FEW_WORDS}|\s+){_PEOPLE}(?:{_FEW_WORDS}|\s+)"
    rf"(?:{_HELPS}\s+)?(?:te\s+)?{_DO}\b"
)
_DROP_OF_VOLUME = re.compile(
    rf"{_FEWER_PEOPLE}|"
    rf"\b{_FEWER}{_BETWEEN}{_VOLUME}\b"
    rf"|\b{_A_DROP}{_BY_SO_MUCH}(?:\s+(?:van|of|in|aan|to|the|de|het)){{0,2}}"
    rf"{_BETWEEN}{_VOLUME}\b"
    rf"|{_SUBJECT}{_ASIDE}{_PREDICATE}{_FALLS}\b"
    rf"|{_SUBJECT}\s*(?:<|≤|-\s?\d)"
    rf"|(?:<|≤|-)\s?\d+\s?%?\s+{_VOLUME}\b"
    r"|\b(?:volume|omzet|productie|operatie|behandel)\w*"
    r"(?:daling|reductie|krimp|afname|vermindering|verlies)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:geen|nooit|zonder|ongeacht|onafhankelijk van|no|never|without"
    r"|regardless of|independent of)\s+(?:(?:een|de|the|a|any)\s+)?"
    rf"(?=(?:\w+\s+)?(?:{_A_DROP}|{_FEWER}|volume|omzet)\b)"
    r"|\b(?:niet|not)\s+(?:(?:met|by|meer|any)\s+)?(?:\S+\s+)?"
    rf"(?={_FALLS}\b|af\b)"
    rf"|\b{_FALLS}\s+(?:niet|not)\b|\b(?:niet|not|no)\s+{_LESS}\b"
    r"|\b(?:ongeacht of|los van de vraag of|regardless of whether|whether or not)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)|\n")
_IF = re.compile(
    r"\b(?:als|indien|mits|wanneer|zodra|pas|alleen|tenzij|voorwaarde|bij"
    r"|if|when|once|only|provided|unless|condition|until|subject to)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:\w*beta(?:al|l)\w*|uitke(?:er|r)\w*|keert|bonus\w*|\w*vergoed\w*|geld"
    r"|\w*bedrag|gefinancierd|pay\w*|paid|money|amount|funding|reimburse\w*)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:geen|niet|nooit|ongeacht|no|not|never|regardless)\b", re.IGNORECASE
)


def asks_volume_drop(words: str) -> bool:
    """Tell whether a condition asks for fewer treatments or less revenue."""
    return any(_drops(sentence) for sentence in _sentences(words))


def pays_for_volume_drop(words: str) -> bool:
    """Tell whether a remark ties payment to fewer treatments or less revenue.

    A remark may speak of falling volume; no sentence may let money wait for it.
    """
    return any(
        _drops(sentence)
        and _IF.search(sentence) is not None
        and _PAID.search(sentence) is not None
        and _DENIED.search(sentence) is None
        for sentence in _sentences(words)
    )


def _sentences(words: str) -> list[str]:
    return [" ".join(s.split()) for s in _SENTENCE_END.split(words) if s.strip()]


def _drops(sentence: str) -> bool:
    if _NOT_SO.search(sentence) is not None:
        return False
    return _DROP_OF_VOLUME.search(sentence) is not None

"""The words of the working book of a team."""

from kpikit.excel.page import Column
from kpikit.text import Text

TITLE = Text(nl="Werkboek voor teams", en="Working book for teams")

SURVEY = Text(nl="Peiling verpleegkundigen", en="Survey of nurses")
SURVEY_LEAD = Text(
    nl="Gepubliceerde antwoorden uit 2021. De peiling noemt zich een eerste indruk en "
    "is geen norm. n is hoe groot de groep in de peiling is. Hoeveel mensen elke "
    "vraag beantwoordden, is niet gepubliceerd. De lege vakken zijn voor uw team.",
    en="Published answers of 2021. The survey calls itself a first impression; it is "
    "no norm. n is the size of the group in the survey. How many answered each "
    "question was not published. The empty boxes are for your own team.",
)
SURVEY_COLUMNS = (
    Column(head=Text(nl="Vraag", en="Question"), width=58, look="strong"),
    Column(head=Text(nl="Wat telt", en="What counts"), width=20),
    Column(head=Text(nl="Groep", en="Group"), width=24),
    Column(head=Text(nl="Procent", en="Per cent"), width=10, number=True),
    Column(head=Text(nl="n", en="n"), width=8, number=True),
    Column(head=Text(nl="U: zo veel", en="You: so many"), width=13, look="left_number"),
    Column(head=Text(nl="U: van", en="You: out of"), width=13, look="left_number"),
    Column(
        head=Text(nl="U: procent", en="You: per cent"), width=13, look="left_number"
    ),
    Column(head=Text(nl="95%-interval", en="95% interval"), width=14),
    Column(head=Text(nl="Ernaast gelegd", en="Set beside it"), width=36),
)
NOTES = Text(nl="Opmerkingen", en="Remarks")

WRITTEN = Text(nl="Wie en wat erbij stond", en="Who and what they wrote")
WRITTEN_LEAD = Text(
    nl="Wat mensen bij hun antwoord schreven, in onze woorden en niet geteld. Daar"
    "onder wie de peiling invulden.",
    en="What people wrote beside their answer, in our words and not counted. Below it "
    "who answered the survey.",
)
REMARKS = Text(nl="Wat mensen erbij schreven", en="What people wrote beside it")
REMARK_COLUMNS = (
    Column(head=Text(nl="Waarover", en="About"), width=38, look="strong"),
    Column(head=Text(nl="Wat er stond", en="What it said"), width=80),
)
RESPONDENTS = Text(nl="Wie de peiling invulden", en="Who answered the survey")
RESPONDENT_COLUMNS = (
    Column(head=Text(nl="Kenmerk", en="Trait"), width=38, look="strong"),
    Column(head=Text(nl="Groep", en="Group"), width=80),
    Column(head=Text(nl="n", en="n"), width=10, number=True),
    Column(head=Text(nl="Procent", en="Per cent"), width=12, number=True),
)

OBSTACLES = Text(nl="Knelpunten", en="Obstacles")
OBSTACLES_LEAD = Text(
    nl="Wat verpleegkundigen in de peiling het vaakst als knelpunt noemden. Laat "
    "iedereen in het team stemmen, en vul aan.",
    en="What nurses in the survey named most as an obstacle. Let everybody in the team "
    "give votes, and add your own.",
)
RANKING = Text(
    nl="Wat in uw team het zwaarst weegt", en="What weighs most in your team"
)
EVERY_OBSTACLE = Text(nl="Alle knelpunten", en="All obstacles")
_OBSTACLE = Column(head=Text(nl="Knelpunt", en="Obstacle"), width=60, look="strong")
_VOTES = Column(head=Text(nl="Stemmen", en="Votes"), width=12, look="left_number")
RANKING_COLUMNS = (
    Column(head=Text(nl="Plaats", en="Rank"), width=10, look="left_number"),
    _OBSTACLE,
    _VOTES,
)
OBSTACLE_COLUMNS = (
    Column(head=Text(nl="Nr.", en="No."), width=10, look="left_number"),
    _OBSTACLE,
    _VOTES,
    Column(
        head=Text(nl="Genoemd in de peiling", en="Named in the survey"),
        width=24,
        look="left_number",
    ),
)

CARDS = Text(nl="Hulp bij het gesprek", en="Help with the conversation")
CARDS_LEAD = Text(
    nl="Voor wie een team leidt: wat collega’s tegenwerpen, en wat u kunt zeggen.",
    en="For who leads a team: what colleagues object, and what you can say.",
)
CARD_COLUMNS = (
    Column(head=Text(nl="Tegenwerping", en="Objection"), width=34, look="strong"),
    Column(head=Text(nl="Wat u kunt zeggen", en="What you can say"), width=60),
    Column(head=Text(nl="Waar het op rust", en="What it rests on"), width=40),
    Column(head=Text(nl="Bron", en="Source"), width=40),
)

SCAN = Text(nl="Organisatiescan", en="Organisation scan")
SCAN_LEAD = Text(
    nl="Hoe ver het samen beslissen gaat in het hele ziekenhuis, van 0 tot en met 4. "
    "Woorden en schaal zijn van kpikit: dit is geen gevalideerde meting.",
    en="How far deciding together goes in the whole hospital, from 0 to 4. Words and "
    "scale are kpikit’s own: this is no validated measure.",
)
SCALE = Text(nl="Wat de scores betekenen", en="What the scores mean")
SCAN_COLUMNS = (
    Column(head=Text(nl="Stelling", en="Statement"), width=66, look="strong"),
    Column(head=Text(nl="Score", en="Score"), width=24, look="left_number"),
    Column(head=Text(nl="Wat u ervan ziet", en="What one sees of it"), width=40),
    Column(head=Text(nl="Vragen die helpen", en="Questions that help"), width=60),
)

ADVICE = Text(nl="Organiseren en belonen", en="Organising and rewarding")
ADVICE_LEAD = Text(
    nl="Zes aanbevelingen over organiseren en vijf over belonen, in onze woorden.",
    en="Six recommendations about organising and five about rewarding, in our words.",
)
ADVICE_COLUMNS = (
    Column(head=Text(nl="Nr.", en="No."), width=8, look="left_number"),
    Column(head=Text(nl="Aanbeveling", en="Recommendation"), width=36, look="strong"),
    Column(head=Text(nl="Wat erbij hoort", en="What belongs to it"), width=70),
    Column(head=Text(nl="Voorbeelden", en="Examples"), width=60),
)

SOURCES = Text(nl="Bronnen", en="Sources")
SOURCES_LEAD = Text(
    nl="Waar de cijfers en de antwoorden vandaan komen.",
    en="Where the figures and the answers come from.",
)
SOURCE_COLUMNS = (
    Column(head=Text(nl="Bron", en="Source"), width=90),
    Column(head=Text(nl="Adres", en="Address"), width=60),
)

"""The sentences of the advice, with places for numbers, in both languages."""

from kpikit.text import Text

UNPLANNED = Text(
    nl="Er is nog geen steekproef gepland. Vul in het meetplan in hoeveel u er per "
    "ronde meet: dan staat hier wat die kan laten zien.",
    en="No sample is planned yet. Enter in the measurement plan how many you measure "
    "per round: then this place says what that can show.",
)
SMALLEST_ALONE = Text(
    nl="Om ‘{goal}’ ooit gehaald te kunnen noemen zijn minstens {smallest} {answers} "
    "nodig, en dan moeten ze allemaal gunstig zijn.",
    en="To be able to call ‘{goal}’ met at all, at least {smallest} {answers} are "
    "needed, and then all of them must be favourable.",
)
SMALLEST = Text(
    nl="De kleinste steekproef die ‘{goal}’ ooit als gehaald kan laten zien, is "
    "{smallest}, als ze allemaal gunstig zijn.",
    en="The smallest sample that can ever show ‘{goal}’ as met is {smallest}, if all "
    "of them are favourable.",
)
UNPROVABLE = Text(
    nl="Met {n} {answers} kan ‘{goal}’ ({year}) nooit gehaald blijken, ook niet als ze "
    "allemaal gunstig zijn.",
    en="With {n} {answers}, ‘{goal}’ ({year}) can never turn out as met, not even if "
    "all of them are favourable.",
)
NEEDED = Text(
    nl="Daarvoor zijn er minstens {smallest} nodig.",
    en="That takes at least {smallest}.",
)
ONLY_EVERYBODY = Text(
    nl="Zo’n doel is met een steekproef niet aan te tonen, alleen als iedereen "
    "meedoet.",
    en="No sample can show such a goal; only when everybody takes part can it be seen.",
)
TOGETHER_ENOUGH = Text(
    nl="De {rounds} rondes van een jaar samen ({n}) zijn wel genoeg: gehaald vanaf "
    "{met}.",
    en="The {rounds} rounds of a year together ({n}) are enough: met from {met}.",
)
WRITE_A_REASON = Text(
    nl="Vergroot de steekproef, kies een ander doel, of schrijf bij het meetplan op "
    "waarom u dit toch afspreekt.",
    en="Enlarge the sample, choose another goal, or write in the measurement plan why "
    "you agree on this all the same.",
)
REASON_WRITTEN = Text(
    nl="Waarom u dit toch afspreekt, staat in het meetplan.",
    en="Why you agree on this all the same is written in the measurement plan.",
)

THREE_WAYS = Text(
    nl="Met {n} {answers} moet u er minstens {met} hebben om ‘{goal}’ gehaald te "
    "noemen; tot en met {not_met} heet niet gehaald; daartussen is het niet te zeggen.",
    en="With {n} {answers} you must have at least {met} to call ‘{goal}’ met; up to "
    "{not_met} is called not met; in between, it cannot be told.",
)
THREE_WAYS_DOWN = Text(
    nl="Met {n} {answers} mogen het er hoogstens {met} zijn om ‘{goal}’ gehaald te "
    "noemen; vanaf {not_met} heet niet gehaald; daartussen is het niet te zeggen.",
    en="With {n} {answers} there may be at most {met} to call ‘{goal}’ met; from "
    "{not_met} on is called not met; in between, it cannot be told.",
)
NEVER_NOT_MET = Text(
    nl="Met {n} {answers} moet u er minstens {met} hebben om ‘{goal}’ gehaald te "
    "noemen; met minder is het niet te zeggen.",
    en="With {n} {answers} you must have at least {met} to call ‘{goal}’ met; with "
    "fewer, it cannot be told.",
)
NEVER_NOT_MET_DOWN = Text(
    nl="Met {n} {answers} mogen het er hoogstens {met} zijn om ‘{goal}’ gehaald te "
    "noemen; met meer is het niet te zeggen.",
    en="With {n} {answers} there may be at most {met} to call ‘{goal}’ met; with more, "
    "it cannot be told.",
)
TWO_WAYS = Text(
    nl="Met {n} {answers} heet ‘{goal}’ gehaald vanaf {met}; tot en met {not_met} heet "
    "het niet gehaald.",
    en="With {n} {answers}, ‘{goal}’ is called met from {met} on; up to {not_met} it "
    "is called not met.",
)
TWO_WAYS_DOWN = Text(
    nl="Met {n} {answers} heet ‘{goal}’ gehaald tot en met {met}; vanaf {not_met} heet "
    "het niet gehaald.",
    en="With {n} {answers}, ‘{goal}’ is called met up to {met}; from {not_met} on it "
    "is called not met.",
)
ALWAYS_MET = Text(
    nl="Met {n} {answers} heet ‘{goal}’ altijd gehaald, wat er ook uitkomt. Kies een "
    "andere regel of een grotere steekproef.",
    en="With {n} {answers}, ‘{goal}’ is always called met, whatever comes out. Choose "
    "another rule or a larger sample.",
)
FAILURES = Text(
    nl="Van {n} {answers} mogen er hoogstens {allowed} niet goed zijn om ‘{goal}’ "
    "gehaald te noemen; zijn het er meer, dan heet het niet gehaald.",
    en="Of {n} {answers} at most {allowed} may fail to call ‘{goal}’ met; with more it "
    "is called not met.",
)
LET_THROUGH = Text(
    nl="Is het in werkelijkheid {floor}, dan heet het doel toch in {passed} van de "
    "gevallen gehaald.",
    en="If the truth is {floor}, the goal is still called met in {passed} of the "
    "cases.",
)
OFTEN_WRONG = Text(
    nl="Is het doel in werkelijkheid net gehaald, dan heet het met {n} {answers} in "
    "{wrong} van de metingen toch niet gehaald. Afgesproken is {agreed}. Met de "
    "strenge marge gebeurt dat niet vaker.",
    en="If the goal is in truth only just met, it is still called not met in {wrong} "
    "of the rounds with {n} {answers}. Agreed is {agreed}. With the strict margin that "
    "happens no more often.",
)
LARGER_PLAN = Text(
    nl="Om doel en {floor} goed uit elkaar te houden (elke fout hooguit {error}) zijn "
    "er {n} nodig, waarvan hoogstens {allowed} niet goed.",
    en="To tell the goal from {floor} well (each error {error} at most), {n} are "
    "needed, of which at most {allowed} fail.",
)
TOGETHER = Text(
    nl="Telt u de {rounds} rondes van een jaar bij elkaar op, dan zijn het er {n}: "
    "gehaald vanaf {met}, niet gehaald tot en met {not_met}. Spreek dat dan vooraf af.",
    en="If you add up the {rounds} rounds of a year, there are {n}: met from {met}, "
    "not met up to {not_met}. Then agree on that beforehand.",
)
MINIMUM = Text(
    nl="Komt u uit op het minimum van {minimum}, dan kan ‘{goal}’ niet gehaald "
    "blijken: daarvoor zijn er minstens {smallest} nodig.",
    en="If a round ends at the minimum of {minimum}, ‘{goal}’ cannot turn out as met: "
    "that takes at least {smallest}.",
)

RISE_IS_CHANCE = Text(
    nl="Met {n} {people} per meting is een stijging van {start} naar {to} nog niet te "
    "onderscheiden van toeval.",
    en="With {n} {people} per round, a rise from {start} to {to} cannot be told from "
    "chance yet.",
)
FALL_IS_CHANCE = Text(
    nl="Met {n} {people} per meting is een daling van {start} naar {to} nog niet te "
    "onderscheiden van toeval.",
    en="With {n} {people} per round, a fall from {start} to {to} cannot be told from "
    "chance yet.",
)
INTERIM = Text(
    nl="Spreek {year} af als tussenstand{rest}",
    en="Agree on {year} as an interim point{rest}",
)
DIRECTION = Text(
    nl="Spreek {year} af als richting voor het gesprek{rest}",
    en="Agree on {year} as a direction for the dialogue{rest}",
)
ENLARGE = Text(
    nl=", of vergroot de steekproef naar {needed} per meting.",
    en=", or enlarge the sample to {needed} per round.",
)
TOO_FEW_TO_ENLARGE = Text(
    nl=": om dat verschil te zien zijn er {needed} per meting nodig, en er komen er "
    "{population} in aanmerking.",
    en=": seeing that difference takes {needed} per round, and {population} are "
    "eligible.",
)
NEEDED_TOO = Text(
    nl="Voor {to} in {year} zijn er {needed} per meting nodig.",
    en="For {to} in {year}, {needed} per round are needed.",
)
VISIBLE_RISE = Text(
    nl="Van een nulmeting van {before} naar een meting van {n} valt een stijging vanaf "
    "{start} pas op als hij ongeveer {points} procentpunt of meer is (80% kans).",
    en="From a baseline of {before} to a round of {n}, a rise from {start} only shows "
    "when it is about {points} percentage points or more (80% chance).",
)
VISIBLE_FALL = Text(
    nl="Van een nulmeting van {before} naar een meting van {n} valt een daling vanaf "
    "{start} pas op als hij ongeveer {points} procentpunt of meer is (80% kans).",
    en="From a baseline of {before} to a round of {n}, a fall from {start} only shows "
    "when it is about {points} percentage points or more (80% chance).",
)
VISIBLE_ANY = Text(
    nl="Tussen twee metingen van {n} valt een verschil pas op vanaf ongeveer {points} "
    "procentpunt (rond {start}, 80% kans).",
    en="Between two rounds of {n}, a difference only shows from about {points} "
    "percentage points on (around {start}, 80% chance).",
)

REACHED = Text(
    nl="De nulmeting ({value}) haalt het doel van {year} al. Kies een doel dat verder "
    "gaat, of spreek af dat u dit vasthoudt.",
    en="The baseline ({value}) already meets the goal of {year}. Choose a goal that "
    "goes further, or agree to hold on to this.",
)
LITTLE_ROOM = Text(
    nl="De nulmeting is al {value}: er is weinig ruimte om te stijgen. Een andere KPI "
    "laat vaak meer zien.",
    en="The baseline is {value} already: there is little room to rise. Another KPI "
    "often shows more.",
)

NO_SPREAD = Text(
    nl="Wat deze steekproef van een gemiddelde kan laten zien, hangt af van de "
    "spreiding (standaardafwijking) van de scores. Die is voor deze KPI niet bekend. "
    "Leg hem vast bij de nulmeting.",
    en="What this sample can show of a mean depends on the spread (standard deviation) "
    "of the scores. It is not known for this KPI. Record it with the baseline.",
)
MEAN_MARGIN = Text(
    nl="Met {n} {answers} is de marge van het gemiddelde ongeveer {half} punt naar "
    "beide kanten, bij een spreiding van {sd} zoals in eerder onderzoek.",
    en="With {n} {answers} the margin of the mean is about {half} points on either "
    "side, with a spread of {sd} as in earlier research.",
)
MEAN_CONFIRM = Text(
    nl="‘{goal}’ heet dan gehaald vanaf ongeveer {met} en niet gehaald onder "
    "{not_met}; daartussen is het niet te zeggen.",
    en="‘{goal}’ is then called met from about {met} on and not met below {not_met}; "
    "in between, it cannot be told.",
)
MEAN_CONFIRM_DOWN = Text(
    nl="‘{goal}’ heet dan gehaald tot ongeveer {met} en niet gehaald boven {not_met}; "
    "daartussen is het niet te zeggen.",
    en="‘{goal}’ is then called met up to about {met} and not met above {not_met}; in "
    "between, it cannot be told.",
)
MEAN_PROOF = Text(
    nl="‘{goal}’ heet dan gehaald vanaf ongeveer {met}, en anders niet.",
    en="‘{goal}’ is then called met from about {met} on, and otherwise not.",
)
MEAN_PROOF_DOWN = Text(
    nl="‘{goal}’ heet dan gehaald tot ongeveer {met}, en anders niet.",
    en="‘{goal}’ is then called met up to about {met}, and otherwise not.",
)
MEAN_DOUBT = Text(
    nl="‘{goal}’ heet dan gehaald, tenzij het gemiddelde onder ongeveer {not_met} "
    "ligt.",
    en="‘{goal}’ is then called met, unless the mean lies below about {not_met}.",
)
MEAN_DOUBT_DOWN = Text(
    nl="‘{goal}’ heet dan gehaald, tenzij het gemiddelde boven ongeveer {not_met} "
    "ligt.",
    en="‘{goal}’ is then called met, unless the mean lies above about {not_met}.",
)
MEAN_OUT_OF_REACH = Text(
    nl="Zo’n gemiddelde bestaat niet: de schaal loopt tot {end}. Met deze steekproef "
    "zal ‘{goal}’ dus niet gehaald blijken.",
    en="There is no such mean: the scale ends at {end}. So with this sample ‘{goal}’ "
    "will not turn out as met.",
)

SHARE_MARGIN = Text(
    nl="Met {n} {answers} weet u een aandeel op ongeveer {points} procentpunt naar "
    "beide kanten.",
    en="With {n} {answers} you know a share to within about {points} percentage points "
    "on either side.",
)
INVITE = Text(
    nl="Verwacht u dat {response} antwoordt, nodig er dan {invite} uit voor {n} "
    "{answers}.",
    en="If you expect {response} to answer, invite {invite} for {n} {answers}.",
)
INVITE_ALL = Text(
    nl="Nodig alle {population} uit die in aanmerking komen: met een respons van "
    "{response} verwacht u er dan {expected}.",
    en="Invite all {population} who are eligible: with a response of {response} you "
    "then expect {expected}.",
)
TOO_FEW_PEOPLE = Text(
    nl="Ook als u alle {population} uitnodigt die in aanmerking komen, verwacht u bij "
    "een respons van {response} maar {expected} {answers}. U plande er {n}.",
    en="Even if you invite all {population} who are eligible, a response of {response} "
    "gives only {expected} {answers}. You planned {n}.",
)
RATHER_ALL = Text(
    nl="Er komen er maar {population} in aanmerking. Vraag ze dan allemaal: loten is "
    "niet nodig, en de marge wordt heel klein.",
    en="Only {population} are eligible. Then ask all of them: no draw is needed, and "
    "the margin becomes very small.",
)
ABOUT_THESE = Text(
    nl="De marge gaat over deze {population} in aanmerking komende mensen of dossiers, "
    "niet over wie later komt.",
    en="The margin is about these {population} eligible people or records, not about "
    "those who come later.",
)
EVERYBODY = Text(
    nl="U meet iedereen. Dan is er geen steekproefmarge: de uitkomst zelf telt.",
    en="You measure everybody. Then there is no sampling margin: the outcome itself "
    "counts.",
)
ONE_MODE = Text(
    nl="Houd deze manier van vragen de hele looptijd aan. Verandert die, dan past de "
    "nulmeting niet meer en begint een nieuwe reeks.",
    en="Keep to this way of asking for the whole term. If it changes, the baseline no "
    "longer fits and a new series starts.",
)
LOW_MINIMUM = Text(
    nl="U geeft al een oordeel vanaf {minimum} {answers} per ronde. De bibliotheek "
    "vraagt er voor deze KPI minstens {known}. Daaronder zegt het cijfer te weinig.",
    en="You give a judgement from {minimum} {answers} per round on. The library asks "
    "for at least {known} for this KPI. Below that the figure says too little.",
)
HIDDEN = Text(
    nl="U plant {n} {answers} per ronde. Bij minder dan {limit} ziet de andere partij "
    "het cijfer niet: uit zo’n kleine groep zijn mensen te herkennen.",
    en="You plan {n} {answers} per round. With fewer than {limit} the other party does "
    "not see the figure: people can be recognised in so small a group.",
)
FALLING = Text(
    nl="Het doel wordt lager waar hoger beter is: {before} in {year_before}, {after} "
    "in {year}. Is dat zo bedoeld?",
    en="The goal falls where higher is better: {before} in {year_before}, {after} in "
    "{year}. Is that what you mean?",
)
RISING = Text(
    nl="Het doel wordt hoger waar lager beter is: {before} in {year_before}, {after} "
    "in {year}. Is dat zo bedoeld?",
    en="The goal rises where lower is better: {before} in {year_before}, {after} in "
    "{year}. Is that what you mean?",
)
LOWER_LEVEL = Text(
    nl="Het doel daalt op de ladder: niveau {before} in {year_before}, niveau {after} "
    "in {year}. Is dat zo bedoeld?",
    en="The goal goes down the ladder: level {before} in {year_before}, level {after} "
    "in {year}. Is that what you mean?",
)

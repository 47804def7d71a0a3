"""What the parties agree beforehand for a result that nobody can judge."""

from kpikit.domain.financing.base import Choice, Parameter, ParameterKind
from kpikit.text import Text

AS_MEASURED = "as_measured"
CANNOT_TELL = Parameter(
    name="cannot_tell",
    label=Text(
        nl="Als niet te zeggen is of het doel gehaald is",
        en="When nobody can tell whether the goal was met",
    ),
    hint=Text(
        nl="Vult u niets in, dan is er niets gewonnen en niets verloren.",
        en="When you fill in nothing, nothing is gained and nothing is lost.",
    ),
    kind=ParameterKind.CHOICE,
    required=False,
    choices=(
        Choice(
            code="nothing",
            name=Text(
                nl="niets gewonnen, niets verloren", en="nothing gained, nothing lost"
            ),
        ),
        Choice(
            code=AS_MEASURED,
            name=Text(nl="de gemeten waarde telt", en="the measured value counts"),
        ),
    ),
)

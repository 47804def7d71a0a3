"""Forms about people: log in, join, change the password, give roles."""

from flask_babel import lazy_gettext as _
from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import RadioField
from wtforms.widgets import CheckboxInput, ListWidget

from kpikit.domain.access import ROLE_NAMES, Role
from kpikit.domain.mail import WISH_NAMES
from kpikit.text import Text
from kpikit.web.forms import Form, choices_of, required

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
ROLE_DUTIES = {
    Role.NEGOTIATOR: Text(
        nl="kiest KPI’s, maakt afspraken en gaat akkoord",
        en="chooses KPIs, makes arrangements and accepts",
    ),
    Role.SIGNATORY: Text(
        nl="tekent namens de organisatie", en="signs for the organisation"
    ),
    Role.ANALYST: Text(nl="maakt de meetplannen", en="makes the measurement plans"),
    Role.READER: Text(
        nl="leest alles mee en wijzigt niets", en="reads everything, changes nothing"
    ),
    Role.ADMIN: Text(
        nl="beheert de accounts van de organisatie",
        en="manages the accounts of the organisation",
    ),
}


class RolesField(SelectMultipleField):
    """Roles to tick; at least one is asked for by the action."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take the choices later; a code that is no role counts as none."""
        super().__init__(*args, choices=[], validate_choice=False, **kwargs)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role in Role if role.value in (self.data or ()))


class LoginForm(Form):
    """Who logs in."""

    email = EmailField(_("E-mail address"), required())
    password = PasswordField(_("Password"), required())
    kept = HiddenField()


class JoinForm(Form):
    """The name and password of somebody who was invited."""

    name = StringField(_("Your name"), required())
    password = PasswordField(
        _("Choose a password"),
        required(),
        description=_("At least 12 characters. A sentence is fine."),
    )


class NewPasswordForm(Form):
    """The new password of somebody who lost the old one."""

    password = PasswordField(
        _("Your new password"),
        required(),
        description=_("At least 12 characters. A sentence is fine."),
    )


class PasswordForm(Form):
    """A new password, with the old one as proof."""

    old = PasswordField(_("Your password now"), required())
    password = PasswordField(
        _("Your new password"),
        required(),
        description=_("At least 12 characters. A sentence is fine."),
    )


class LanguageForm(Form):
    """The language in which somebody wants to read."""

    language = RadioField(_("Language"))

    def __init__(self, **values: object) -> None:
        """Offer every language by its own name."""
        super().__init__(**values)
        self.language.choices = choices_of(LANGUAGE_NAMES)


class MailForm(Form):
    """How somebody wants to hear by mail that there are notices."""

    mail = RadioField(_("Mail about notices"))

    def __init__(self, **values: object) -> None:
        """Offer every way, in the language of the reader."""
        super().__init__(**values)
        self.mail.choices = choices_of({w.value: t for w, t in WISH_NAMES.items()})


class InviteForm(Form):
    """Whom to invite, with which roles."""

    email = EmailField(_("E-mail address"), required())
    roles = RolesField(_("Roles"))

    def __init__(self, **values: object) -> None:
        """Offer every role."""
        super().__init__(**values)
        offer_roles(self.roles)


class RolesForm(Form):
    """The roles of a colleague."""

    roles = RolesField(_("Roles"))

    def __init__(self, **values: object) -> None:
        """Offer every role."""
        super().__init__(**values)
        offer_roles(self.roles)


def offer_roles(field: RolesField) -> None:
    """Give a field its roles, each with what it is for."""
    field.choices = choices_of(
        {
            role.value: Text(
                nl=f"{name.nl}: {ROLE_DUTIES[role].nl}",
                en=f"{name.en}: {ROLE_DUTIES[role].en}",
            )
            for role, name in ROLE_NAMES.items()
        }
    )

"""The form of an answer to a recommendation."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from kpikit.domain.party import PartyRole
from kpikit.domain.reply import Reply
from kpikit.web.forms import Form, long, number_of
from kpikit.web.versioned import Version


class ReplyForm(Form):
    """What the own organisation does, will do and asks."""

    revision = Version()
    does = TextAreaField(_("What we do already"), validators=[long()])
    will_do = TextAreaField(_("What we will do"), validators=[long()])
    asks = TextAreaField(_("What we ask of the other party"), validators=[long()])

    def reply(self, number: int, role: PartyRole) -> Reply:
        """Return the answer that the form describes."""
        return Reply(
            number=number,
            role=role,
            does=self.does.data or "",
            will_do=self.will_do.data or "",
            asks=self.asks.data or "",
            revision=number_of(self.revision.data or ""),
        )


def reply_form(reply: Reply) -> ReplyForm:
    """Return the form, filled with what the own organisation answered so far."""
    return ReplyForm(
        data={
            "revision": str(reply.revision),
            "does": reply.does,
            "will_do": reply.will_do,
            "asks": reply.asks,
        }
    )

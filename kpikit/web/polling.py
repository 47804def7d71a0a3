"""A page that asks for news hears at once that there is none: nearly always so.

It comes before all else that a request costs, the reader included. What it asks says
by itself who may hear it; whoever may not, or has news, goes the way of every request.
"""

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from kpikit.actions.news import is_quiet
from kpikit.web.forms import asks_fragment, moment_of
from kpikit.web.reader import desk, login_limits, token

_NEWS = "news.index"
_ENDS_WITH = "/news"


class FormCookie(SecureCookieSessionInterface):
    """The cookie behind the form tokens; asking for news has no form, and leaves it."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; for who asks for news nothing."""
        if "HX-Request" in request.headers and request.path.endswith(_ENDS_WITH):
            return self.session_class()
        return super().open_session(app, request)


def hush(app: Flask) -> None:
    """Answer those who have nothing to hear."""
    app.session_interface = FormCookie()
    app.before_request(_quiet)


def _quiet() -> Response | None:
    if request.endpoint != _NEWS or not asks_fragment() or not token():
        return None
    agreement_id = str((request.view_args or {})["agreement_id"])
    since = moment_of(request.args.get("since", "")) or desk().clock()
    if not is_quiet(desk(), token(), agreement_id, since, login_limits()):
        return None
    answer = Response(status=204)
    del answer.headers["Content-Type"]  # nothing has no type, and no language
    return answer

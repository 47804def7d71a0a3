"""What was typed when a login had ended: kept in the page, sent again by its typist.

Nothing is stored. The fields travel, signed, through the login page; only a form of
this site is kept, only for the account that had the login, never a password or file.
"""

from dataclasses import dataclass

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response as AnyResponse

from kpikit.actions import accounts
from kpikit.web.forms_account import LoginForm
from kpikit.web.reader import desk, to_login, token

MOST_CHARACTERS = 1_000_000
_NEVER = frozenset({"password", "old"})
_NOT_AGAIN = "csrf_token"


@dataclass(frozen=True, slots=True)
class Kept:
    """A form to be sent again: where to, and the fields in their order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def pack() -> str:
    """Return the posted form, signed, for whoever had this login; or an empty text."""
    typist = accounts.last_user(desk(), token())
    form = posted()
    if typist is None or form is None:
        return ""
    return _signer().dumps([_mark(typist), form.path, form.fields])


def unpack(packed: str, login_token: str) -> Kept | None:
    """Return the form of who has this login, or ``None``: changed, or another's."""
    try:
        mark, path, fields = _signer().loads(packed)
    except BadData:
        return None
    if mark != _mark(accounts.last_user(desk(), login_token) or ""):
        return None
    return Kept(path, tuple((name, value) for name, value in fields))


def posted() -> Kept | None:
    """Return the form of this request, or ``None`` when it must not be kept."""
    fields = tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != _NOT_AGAIN
    )
    size = sum(len(name) + len(value) for name, value in fields)
    secret = bool(_NEVER & request.form.keys())
    if not _ours() or secret or request.files or size > MOST_CHARACTERS:
        return None
    return Kept(request.full_path.rstrip("?"), fields)


def words_typed() -> tuple[str, ...]:
    """Return the sentences of a form that could not be saved, for who wants to copy."""
    form = posted()
    if form is None:
        return ()
    hidden = ("opened", "seen", "_hash")
    said = (value for name, value in form.fields if not name.endswith(hidden))
    return tuple(dict.fromkeys(v.strip() for v in said if " " in v.strip()))


def ask_login() -> tuple[str, int] | AnyResponse:
    """Answer a form of somebody without a login: keep it, or say that it is lost."""
    if packed := pack():
        form = LoginForm(formdata=None, kept=packed)
        target = url_for("home.index")
        page = render_template("accounts/login.html", form=form, target=target)
        return page, 401
    if _ours():
        flash(_("You were not logged in any more, so nothing was saved."), "error")
    return to_login()


def send_again(form: Kept) -> str:
    """Return the page that offers to send a form once more, with a fresh token."""
    return render_template("accounts/send_again.html", form=form)


def _ours() -> bool:
    """Tell whether a page of this very site sent the form."""
    origin = request.headers.get("Origin", "")
    return request.method == "POST" and origin == request.host_url.rstrip("/")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="kept")


def _mark(user_id: str) -> str:
    return accounts.token_hash(user_id)

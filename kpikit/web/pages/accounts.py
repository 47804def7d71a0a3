"""Accounts: log in and out, join by invitation, look after the own account."""

from flask import (
    Blueprint,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import accounts, inviting, mailing
from kpikit.actions.inviting import Offer
from kpikit.actions.passwords import password_problems
from kpikit.domain.access import ROLE_NAMES, Permission
from kpikit.domain.mail import Wish
from kpikit.problems import Refused
from kpikit.text import LANGUAGES
from kpikit.web import kept
from kpikit.web.access import needs
from kpikit.web.forms_account import (
    JoinForm,
    LanguageForm,
    LoginForm,
    MailForm,
    NewPasswordForm,
    PasswordForm,
)
from kpikit.web.language import language, remember
from kpikit.web.reader import (
    actor,
    clear_login,
    desk,
    login_limits,
    passwords,
    reader,
    safe_next,
    set_login,
    token,
)

PAGES = Blueprint("accounts", __name__)
Page = str | tuple[str, int] | Response


@PAGES.route("/login", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def login() -> Page:
    """Let somebody in; whatever is wrong, the answer is the same."""
    target = safe_next(request.args.get("next", ""))
    form = LoginForm()
    if request.method == "GET":
        return redirect(target, 303) if reader() else _login_page(form, target)
    if not form.validate():
        return _login_page(form, target), 422
    address = request.remote_addr or ""
    try:
        login_token = accounts.log_in(
            desk(), passwords(), form.email.data, form.password.data, address
        )
    except Refused as refused:
        form.take(refused.problems)
        return _login_page(form, target), _status(refused)
    return _begin(target, login_token, form.kept.data)


@PAGES.post("/logout")
@needs(Permission.PUBLIC)
def logout() -> Response:
    """End the login for good, also when it was over already."""
    if token():
        accounts.log_out(desk(), token())
    session.clear()
    flash(_("You are logged out."))
    response = redirect(url_for("accounts.login"), 303)
    clear_login(response)
    return response


@PAGES.route("/invitations/<invitation_token>", methods=["GET", "POST"])
@needs(Permission.PUBLIC)
def join(invitation_token: str) -> Page:
    """Make an account from a link, or set a new password with it; then log in."""
    offer = inviting.offer_of(desk(), invitation_token)
    if offer.account is not None:
        return _new_password(invitation_token, offer)
    form = JoinForm()
    if request.method == "POST" and form.is_sound(
        lambda: password_problems(
            form.password.data or "", (offer.invitation.email, form.name.data or "")
        )
    ):
        try:
            login_token = inviting.join(
                desk(),
                passwords(),
                invitation_token,
                form.name.data,
                form.password.data,
                language(),
            )
        except Refused as refused:
            form.take(refused.problems)
        else:
            response = _begin(url_for("home.index"), login_token)
            flash(_("Welcome. Your account is ready."))
            return response
    page = render_template(
        "accounts/join.html", form=form, offer=offer, role_names=ROLE_NAMES
    )
    return (page, 422) if form.is_submitted() else page


@PAGES.get("/account")
@needs(Permission.SIGNED_IN)
def account() -> Page:
    """Show the own account."""
    return _account_page(PasswordForm(formdata=None))


@PAGES.post("/account/language")
@needs(Permission.SIGNED_IN)
def choose_language() -> Response:
    """Keep the language to read in, with the account and in this browser."""
    wish = next((w for w in LANGUAGES if w == request.form.get("language")), None)
    response = redirect(url_for("accounts.account"), 303)
    if wish is not None:
        accounts.choose_language(desk(), actor(), wish)
        remember(response, wish)
        flash(_("Your language is saved."))
    return response


@PAGES.post("/account/mail")
@needs(Permission.SIGNED_IN)
def choose_mail() -> Response:
    """Keep whether and when mail about notices goes to the reader."""
    wish = next((w for w in Wish if w == request.form.get("mail")), None)
    if wish is not None:
        mailing.choose_mail(desk(), actor(), wish)
        flash(_("Your choice about mail is saved."))
    return redirect(url_for("accounts.account"), 303)


@PAGES.post("/account/password")
@needs(Permission.SIGNED_IN)
def change_password() -> Page:
    """Change the own password; other logins of this account end."""
    form = PasswordForm()
    if not form.validate():
        return _account_page(form), 422
    old, new = form.old.data, form.password.data
    try:
        accounts.change_password(desk(), actor(), passwords(), old, new, token())
    except Refused as refused:
        form.take(refused.problems)
        return _account_page(form), _status(refused)
    flash(_("Your password is changed. You are logged out everywhere else."))
    return redirect(url_for("accounts.account"), 303)


@PAGES.post("/account/elsewhere")
@needs(Permission.SIGNED_IN)
def log_out_elsewhere() -> Response:
    """End every other login of this account."""
    accounts.log_out_elsewhere(desk(), actor(), token())
    flash(_("You are logged out everywhere else."))
    return redirect(url_for("accounts.account"), 303)


def _new_password(invitation_token: str, offer: Offer) -> Page:
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            login_token = inviting.renew_password(
                desk(), passwords(), invitation_token, form.password.data
            )
        except Refused as refused:
            form.take(refused.problems)
        else:
            response = _begin(url_for("home.index"), login_token)
            flash(_("Your new password is set. You are logged out everywhere else."))
            return response
    page = render_template("accounts/new_password.html", form=form, offer=offer)
    return (page, 422) if form.is_submitted() else page


def _login_page(form: LoginForm, target: str) -> str:
    return render_template("accounts/login.html", form=form, target=target)


def _account_page(form: PasswordForm) -> str:
    choice = LanguageForm(formdata=None, language=actor().language)
    told = desk().mails and actor().may(Permission.READ)
    wish = mailing.my_wish(desk(), actor()) if told else None
    logins = accounts.logins(desk(), actor(), *login_limits())
    own = accounts.token_hash(token())
    return render_template(
        "accounts/account.html",
        form=form,
        choice=choice,
        mail_choice=MailForm(formdata=None, mail=wish) if wish else None,
        person=actor(),
        role_names=ROLE_NAMES,
        logins=sorted(logins, key=lambda login: login.token_hash != own),
        own_hash=own,
    )


def _status(refused: Refused) -> int:
    codes = {problem.code for problem in refused.problems}
    return 429 if accounts.THROTTLED in codes else 422


def _begin(target: str, login_token: str, packed: str = "") -> Response:
    """Start with nothing of what this browser had before: login, form token.

    Only what the same person typed when the login ended is offered to be sent.
    """
    if token():
        accounts.log_out(desk(), token())
    session.clear()
    g.pop("csrf_token", None)  # made for the session of before
    typed = kept.unpack(packed, login_token) if packed else None
    response = redirect(target, 303)
    if typed is not None:
        response = make_response(kept.send_again(typed))
    set_login(response, login_token)
    return response

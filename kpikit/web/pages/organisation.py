"""The own organisation: its details for all, its people and invitations for admins."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kpikit.actions import accounts, inviting
from kpikit.actions.inviting import invitation_problems
from kpikit.domain.access import ROLE_NAMES, Permission, Role
from kpikit.domain.party import PARTY_NAMES
from kpikit.problems import NotFoundHere, Refused
from kpikit.web.access import needs
from kpikit.web.forms_account import InviteForm, RolesForm
from kpikit.web.language import words
from kpikit.web.reader import actor, desk

PAGES = Blueprint("organisation", __name__, url_prefix="/organisation")
Page = str | tuple[str, int] | Response


@PAGES.get("")
@needs(Permission.SIGNED_IN)
def index() -> Page:
    """Show the organisation; to an admin also its people and open invitations."""
    return _page(InviteForm(formdata=None))


@PAGES.post("/invitations")
@needs(Permission.MANAGE_USERS)
def invite() -> Page:
    """Invite somebody, and show the link this one time: only its hash is kept."""
    form = InviteForm()
    if form.is_sound(
        lambda: invitation_problems(form.email.data or "", form.roles.roles)
    ):
        try:
            token = inviting.invite(desk(), actor(), form.email.data, form.roles.roles)
        except Refused as refused:
            form.take(refused.problems)
        else:
            return _link_page("organisation/invited.html", form.email.data, token)
    return _page(form), 422


@PAGES.post("/invitations/<invitation_hash>/revoke")
@needs(Permission.MANAGE_USERS)
def revoke(invitation_hash: str) -> Response:
    """Take an open invitation back; its link then leads nowhere."""
    inviting.revoke_invitation(desk(), actor(), invitation_hash)
    flash(_("The link no longer works."))
    return redirect(url_for("organisation.index"), 303)


@PAGES.route("/people/<user_id>", methods=["GET", "POST"])
@needs(Permission.MANAGE_USERS)
def person(user_id: str) -> Page:
    """Give a colleague other roles; an ended account opens again with them."""
    found = accounts.colleague(desk(), actor(), user_id)
    form = RolesForm(data={"roles": sorted(found.roles)})
    if form.validate_on_submit():
        problems = _change(found.id, form.roles.roles, active=True)
        if problems is None:
            flash(_("The roles of %(name)s are saved.", name=found.name))
            return redirect(url_for("organisation.index"), 303)
        form.take(problems.problems)
    page = render_template(
        "organisation/person.html",
        form=form,
        person=found,
        awaits_link=inviting.awaits_link(actor(), found),
    )
    return (page, 422) if form.is_submitted() else page


@PAGES.route("/people/<user_id>/password", methods=["GET", "POST"])
@needs(Permission.MANAGE_USERS)
def password_link(user_id: str) -> Page:
    """Ask, then make a link to set a new password; it is shown this one time."""
    found = accounts.colleague(desk(), actor(), user_id)
    if not inviting.awaits_link(actor(), found):
        raise NotFoundHere
    if request.method == "GET":
        days = inviting.INVITATION_DAYS
        return render_template("organisation/ask_link.html", person=found, days=days)
    token = inviting.new_password_link(desk(), actor(), found.id)
    return _link_page("organisation/password_link.html", found.name, token)


@PAGES.route("/people/<user_id>/end", methods=["GET", "POST"])
@needs(Permission.MANAGE_USERS)
def end(user_id: str) -> Page:
    """Ask, then end an account: that person is logged out everywhere at once."""
    found = accounts.colleague(desk(), actor(), user_id)
    form = RolesForm(formdata=None)
    if not form.is_submitted():
        return render_template("organisation/end.html", form=form, person=found)
    refused = _change(found.id, found.roles, active=False)
    if refused is not None:
        form.form_errors = [words(p.text) for p in refused.problems]
        page = render_template("organisation/end.html", form=form, person=found)
        return page, 422
    flash(_("The account of %(name)s is ended.", name=found.name))
    return redirect(url_for("organisation.index"), 303)


def _page(form: InviteForm) -> str:
    manages = actor().may(Permission.MANAGE_USERS)
    people, invitations = accounts.colleagues(desk(), actor()) if manages else ((), ())
    return render_template(
        "organisation/index.html",
        form=form,
        manages=manages,
        organisation=actor().organisation,
        kind=PARTY_NAMES[actor().party],
        people=people,
        invitations=invitations,
        with_account={each.email for each in people if each.active},
        now=desk().clock(),
        role_names=ROLE_NAMES,
        own_id=actor().user_id,
    )


def _link_page(template: str, name: str, token: str) -> str:
    """Show a link once; sent again after a refresh, it replaces the one before."""
    link = url_for("accounts.join", invitation_token=token, _external=True)
    days = inviting.INVITATION_DAYS
    return render_template(template, name=name, link=link, days=days)


def _change(user_id: str, roles: frozenset[Role], *, active: bool) -> Refused | None:
    try:
        accounts.change_colleague(desk(), actor(), user_id, roles, active=active)
    except Refused as refused:
        return refused
    return None

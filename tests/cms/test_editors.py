"""Editors: their policy, their rights, their distance from cases."""

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse
from wagtail.models import GroupPagePermission

from casework.models import User
from cms.models import StandardPage, ZonePage
from cms.permissions import zone_editors
from cms.seed import seed_site
from tests import factories


@pytest.fixture
def editor(site):
    """An editor of the zone “town”, beside a second zone with its page."""
    factories.make_zone("other", site.organisation)
    seed_site()
    user = factories.make_user("editor")
    user.groups.add(zone_editors(ZonePage.objects.get(slug="town")))
    return user


def policy(response):
    """Return the directives of an answer's content security policy."""
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {name: rest for name, _space, rest in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("path", ["/", "/zones/town/", "/register/", "/about/", "/accounts/login/"])
def test_public_pages_keep_the_strict_policy(site, client, path):
    """No inline script, no inline style."""
    found = policy(client.get(path))
    assert found["script-src"] == "'self'"
    assert "unsafe" not in found["style-src"]


def test_editors_pages_may_run_inline_scripts_from_here_only(editor, client):
    """Two directives are looser; nothing comes from elsewhere."""
    client.force_login(editor)
    found = policy(client.get(reverse("wagtailadmin_home")))
    strict = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert found["script-src"] == found["style-src"] == "'self' 'unsafe-inline'"
    others = {name: " ".join(rest) for name, rest in strict.items()}
    assert {k: v for k, v in found.items() if k not in {"script-src", "style-src"}} == {
        k: v for k, v in others.items() if k not in {"script-src", "style-src"}
    }


@pytest.mark.parametrize(
    ("slug", "status"),
    [("town", 200), ("other", 302), ("news", 302), ("zones", 302), ("about", 302)],
)
def test_editors_edit_their_own_zone_only(editor, client, slug, status):
    """Other pages send them back to the start."""
    from wagtail.models import Page

    client.force_login(editor)
    page = Page.objects.get(slug=slug)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == status


def test_editor_may_publish_beneath_the_own_zone(editor, site):
    """A page of the zone's own."""
    page = ZonePage.objects.get(slug="town")
    assert page.permissions_for_user(editor).can_publish_subpage()
    assert not ZonePage.objects.get(slug="other").permissions_for_user(editor).can_add_subpage()
    assert StandardPage in ZonePage.allowed_subpage_models()


def test_zone_editors_may_be_asked_for_again(site):
    """One group with three rights, however often."""
    page = ZonePage.objects.get(slug="town")
    group = zone_editors(page)
    assert zone_editors(page) == group
    assert GroupPagePermission.objects.filter(group=group).count() == 3


def test_editor_without_office_sees_no_case(editor, running, client):
    """The console shows nothing of the case, and the editors' pages know no case."""
    from applications.models import Application, Exemption

    assert isinstance(editor, User)
    assert not Application.objects.visible_to(editor).exists()
    assert not Exemption.objects.visible_to(editor).exists()


def test_editors_pages_know_no_model_of_cases(db):
    """No route under /cms/ belongs to an app of cases."""
    from wagtail.snippets.models import get_snippet_models

    cases = {"applications", "zones", "kpis", "digitalresidents", "casework"}
    assert {m._meta.app_label for m in get_snippet_models()} & cases == set()
    names = {str(p.pattern) for p in get_resolver("wagtail.admin.urls").url_patterns}
    assert not [name for name in names if any(app in name for app in cases)]


@pytest.mark.parametrize("slug", ["town", "about", "minpaku-2026"])
def test_editing_and_previewing_a_page_works_for_a_chief_editor(site, admin_user, client, slug):
    """The editor's form opens and its preview renders."""
    from wagtail.models import Page

    client.force_login(admin_user)
    page = Page.objects.get(slug=slug).specific
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    request_free = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert request_free.status_code == 200


def test_page_pictures_are_served_and_nothing_beside_them(site, client, settings, tmp_path):
    """Files outside the pictures' folder are not found."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "secret.txt").write_text("secret")
    picture = client.get("/media/images/a.png")
    assert b"".join(picture.streaming_content) == b"\x89PNG\r\n\x1a\n"
    assert client.get("/media/secret.txt").status_code == 404
    for path in ("/media/images/../secret.txt", "/media/images/%2e%2e/secret.txt"):
        assert client.get(path).status_code == 400

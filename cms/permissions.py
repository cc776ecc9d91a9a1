"""Who edits what: one group of editors per zone, limited to the zone's page and what is beneath it.

Editors have pages, pictures and documents; there is no way from the editors' pages to a case.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.models import ZonePage

PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
FILE_RIGHTS = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)


def group_name(page: ZonePage) -> str:
    """Return the name of the group of a zone's editors."""
    return f"cms: {page.slug}"


def zone_collection(page: ZonePage) -> Collection:
    """Return the collection in which a zone keeps its pictures and documents."""
    found = Collection.objects.filter(name=page.title, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=page.title)


@transaction.atomic
def zone_editors(page: ZonePage) -> Group:
    """Return the group that may edit and publish a zone's pages and nothing else; safe to repeat."""
    group, _made = Group.objects.get_or_create(name=group_name(page))
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for right in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
    collection = zone_collection(page)
    for app, names in FILE_RIGHTS:
        for right in Permission.objects.filter(content_type__app_label=app, codename__in=names):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=right
            )
    return group

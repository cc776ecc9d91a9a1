"""Page search that understands Japanese, on the site's own database (SQLite FTS5 or PostgreSQL).

Named in ``WAGTAILSEARCH_BACKENDS``. The stock backends cut words at spaces and so find nothing in
Japanese; this one cuts runs of Japanese into overlapping pairs. Only pages, images and documents
are indexed, never cases.
"""

from django.db import connection

if connection.vendor == "postgresql":
    from cms.search.postgresql import SearchBackend
else:
    from cms.search.sqlite import SearchBackend

__all__ = ["SearchBackend"]

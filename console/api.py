"""The public, read-only API: one description of all apps' public data."""

from importlib.metadata import PackageNotFoundError, version

from ninja import NinjaAPI

from cms.api import router as site
from digitalresidents.api import router as residents
from kpis.api import router as indicators


def _version() -> str:
    try:
        return version("dejima")
    except PackageNotFoundError:
        return "1.0.0"


api = NinjaAPI(
    title="出島 公開API",
    version=_version(),
    description="公開データの読み取り専用API。処分は公表されたものだけを返します。",
    urls_namespace="api",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
for router in (site, indicators, residents):
    api.add_router("", router)

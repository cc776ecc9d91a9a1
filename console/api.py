"""The public, read-only API: one description of all apps' public data."""

from importlib.metadata import PackageNotFoundError, version

from ninja import NinjaAPI

from applications.api import router as reports
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
    description=(
        "公開データのAPI。処分は公表されたものだけを返します。"
        "「reports」は特例の適用を受ける者が報告を提出するためのもので、"
        "会社の画面（APIトークン）で発行したトークンを Authorization: Bearer に付けて使います。例："
        "curl -X POST -H 'Authorization: Bearer dejima_…' -H 'Content-Type: application/json' "
        '-d \'{"version": 0, "figures": {"K14": "92.5"}, "narrative": "順調"}\' '
        "https://（このサイト）/api/v1/reports/12"
    ),
    urls_namespace="api",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
for router in (site, indicators, residents, reports):
    api.add_router("", router)

"""The /style/ page: every component with its states, on sample data that says it is a sample."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from console.icons import ICONS
from console.templatetags.dejima import TONES

SAMPLE_YEARS = ["2021年度", "2022年度", "2023年度", "2024年度", "2025年度"]
SAMPLE_VALUES = [120, 138, None, 171, 190]


class SampleForm(forms.Form):
    """One field of every kind of control."""

    name = forms.CharField(
        label="特例措置の名称", help_text="40字以内で書いてください。", max_length=40
    )
    area = forms.ChoiceField(
        label="区域", choices=[("", "選んでください"), ("a", "見本町の全域"), ("b", "見本町の一部")]
    )
    starts_on = forms.DateField(
        label="始める日",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="例：2027年4月1日",
    )
    reason = forms.CharField(label="求める理由", widget=forms.Textarea(attrs={"rows": 5}))
    kind = forms.ChoiceField(
        label="申請の種類",
        widget=forms.RadioSelect,
        choices=[
            ("new", "新しく求める"),
            ("change", "今の特例を変える"),
            ("renew", "期間を延ばす"),
        ],
    )
    fields_of_work = forms.MultipleChoiceField(
        label="分野",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("care", "医療・介護"), ("move", "移動・物流"), ("farm", "農林水産")],
    )
    evidence = forms.FileField(
        label="根拠資料", required=False, help_text="PDF、Excel、CSV。1つ50 MBまで。"
    )
    agrees = forms.BooleanField(label="申請の内容が公開されることを確かめました")


class SampleFilter(forms.Form):
    """Filters over a list."""

    q = forms.CharField(label="キーワード", required=False)
    status = forms.ChoiceField(
        label="状態", required=False, choices=[("", "すべて"), ("examining", "審査中")]
    )
    zone = forms.ChoiceField(label="特区", required=False, choices=[("", "すべて")])


def sample_chart() -> dict:
    """Return one chart in the shape that components/chart_figure.html documents."""
    return {
        "id": "sample",
        "title": "利用件数は目標まであと10件（見本）",
        "subtitle": "件、見本町、2021〜2025年度",
        "quality": {"code": "reference", "label": "参考（見本の値）"},
        "big_number": {
            "value": "190",
            "unit": "件",
            "change": "＋19件",
            "direction": "up",
            "change_note": "前年度との差",
            "grade": "A",
            "rule_url": "#grades",
        },
        "svg": render_to_string("style/sample_svg.html"),
        "figure": {
            "data": [
                {
                    "type": "scatter",
                    "mode": "lines+markers",
                    "name": "実績",
                    "x": SAMPLE_YEARS,
                    "y": SAMPLE_VALUES,
                    "line": {"width": 3},
                    "marker": {"size": 8},
                },
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": "目標 200件",
                    "x": SAMPLE_YEARS,
                    "y": [200] * len(SAMPLE_YEARS),
                    "line": {"width": 2, "dash": "dash", "color": "#4d4d4d"},
                },
            ],
            "layout": {"xaxis": {"type": "category"}, "yaxis": {"rangemode": "tozero"}},
        },
        "alt": "利用件数の折れ線。2021年度120件、2022年度138件、2023年度は値なし、2024年度171件、2025年度190件。",
        "sentence": "2023年度は調べていないため、線を切っています。",
        "table": {
            "caption": "利用件数（見本）",
            "columns": [
                {"label": "年度", "numeric": False},
                {"label": "件数", "numeric": True},
            ],
            "rows": [
                [y, "データなし" if v is None else str(v)]
                for y, v in zip(SAMPLE_YEARS, SAMPLE_VALUES, strict=True)
            ],
        },
        "links": {"csv": "#chart-sample", "json": "#chart-sample", "permalink": "#chart-sample"},
        "foot": [
            {"label": "出典", "value": "見本の値（実際の統計ではありません）"},
            {"label": "時点", "value": "2026年11月23日"},
            {"label": "次の更新", "value": "なし"},
        ],
        "cases": {"count": 190, "url": "#tables"},
    }


def sample_timeline() -> list[dict]:
    """Return steps past, present and to come."""
    return [
        {"time": "令和8年10月1日 10:12", "title": "申請が届きました", "text": "受付番号 見本-0001"},
        {"time": "令和8年10月5日", "title": "審査を始めました"},
        {"time": "令和8年11月2日", "title": "意見を聴いています", "current": True},
        {"time": "令和8年12月中（見込み）", "title": "処分", "future": True},
    ]


def context() -> dict:
    """Return everything style.html shows."""
    return {
        "breadcrumbs": [{"label": _("Style guide")}],
        "icons": sorted(ICONS),
        "tones": [(tone, codes) for tone, (_icon, codes) in TONES.items()],
        "form": SampleForm(),
        "form_with_errors": SampleForm({"bad-name": "あ" * 41, "bad-kind": "new"}, prefix="bad"),
        "filter": SampleFilter(prefix="f"),
        "chart": sample_chart(),
        "timeline": sample_timeline(),
        "grades": ["A", "B", "F", "N"],
        "facts": [
            {"label": "受付番号", "value": "見本-0001"},
            {"label": "根拠法令", "value": "産業競争力強化法 第8条の2", "url": "#lists"},
            {"label": "期限", "value": ""},
        ],
        "reasons": ["法定の記載事項が1つ足りません。", "意見照会の回答が1件届いていません。"],
        "card_meta": ["見本町", "令和9年3月31日まで"],
        "tabs": [
            {"label": "すべて", "url": "#tabs", "count": 24},
            {"label": "審査中", "url": "#tabs", "current": True, "count": 8},
            {"label": "期限が近い", "url": "#tabs", "count": 3},
        ],
    }


def style(request: HttpRequest) -> HttpResponse:
    """Show the style guide (public)."""
    return render(request, "style.html", context())

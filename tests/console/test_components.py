"""The design system: tags, form fields, components, error pages, vendored files."""

import itertools
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from console.icons import ICONS
from console.style import context as style_context
from console.templatetags.dejima import TONE_OF_CODE, TONES, filesize_ja, icon, status_tag, wareki

TEMPLATES = Path(__file__).resolve().parents[2] / "console" / "templates"
STATIC = TEMPLATES.parent / "static"

STATES = {
    "zone": "concept hearing applied designated refused revoked closed",
    "application": "draft arrived examining consulting decided disclosed withdrawn",
    "measure": "pending determined disclosed withdrawn",
    "exemption": "granted gathering_consent running suspended revocation_hearing revoked completed"
    " surrendered",
    "registration": "provisional basic premium suspended lapsed left erased",
    "review": "designing registered collecting drafted objection public_comment decided"
    " implemented",
    "report": "due submitted returned accepted",
}


def test_every_icon_named_in_a_template_exists():
    root = TEMPLATES.parents[1]
    texts = [path.read_text(encoding="utf-8") for path in root.glob("*/templates/**/*.html")]
    named = {
        name for text in texts for name in re.findall(r'(?:\{% icon |icon_name=)"([\w-]+)"', text)
    }
    assert len(named) > 10
    assert named - ICONS.keys() == set()


class FilingForm(forms.Form):
    """A form with each kind of control."""

    name = forms.CharField(label="名称", help_text="40字以内", max_length=40)
    note = forms.CharField(label="備考", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="種類", choices=[("a", "新規"), ("b", "変更")], widget=forms.RadioSelect
    )
    agrees = forms.BooleanField(label="同意")
    evidence = forms.FileField(label="資料", required=False)

    def clean(self):
        """Add an error that belongs to no field."""
        self.add_error(None, "期間が重なっています。")


def soup(html: str) -> BeautifulSoup:
    """Parse a rendered fragment."""
    return BeautifulSoup(html, "html.parser")


def field(form: forms.Form, name: str) -> BeautifulSoup:
    """Render one field as pages do."""
    return soup(form[name].as_field_group())


@pytest.fixture
def style_page():
    """The style guide as a parsed page."""
    request = RequestFactory().get("/style/")
    return soup(render_to_string("style.html", style_context() | {"is_demo": True}, request))


def test_icon_is_hidden_unless_it_is_named():
    assert soup(icon("search")).svg["aria-hidden"] == "true"
    named = soup(icon("search", label="探す <b>")).svg
    assert (named["role"], named["aria-label"], named.get("aria-hidden")) == (
        "img",
        "探す <b>",
        None,
    )


def test_unknown_icon_is_refused():
    with pytest.raises(KeyError):
        icon("no-such-icon")


@pytest.mark.parametrize("case", STATES)
def test_every_state_has_a_tone(case):
    assert [code for code in STATES[case].split() if code not in TONE_OF_CODE] == []


def test_no_code_has_two_tones():
    codes = [code for _, codes in TONES.values() for code in codes]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("tone", TONES)
def test_tones_differ_in_shape_as_well_as_colour(tone):
    shapes = {name: shape for name, (shape, _) in TONES.items()}
    assert shapes[tone] in ICONS
    assert [name for name, shape in shapes.items() if shape == shapes[tone]] == [tone]


def test_status_tag_carries_code_shape_and_escaped_words():
    tag = soup(status_tag("examining", "審査中<script>")).span
    assert tag["data-status"] == "examining"
    assert tag["class"] == ["tag", "tag--progress"]
    assert tag.svg["aria-hidden"] == "true"
    assert tag.get_text() == "審査中<script>"


def test_status_tag_tone_may_be_overruled_and_unknown_code_is_neutral():
    assert soup(status_tag("examining", "遅れ", tone="danger")).span["class"][1] == "tag--danger"
    assert soup(status_tag("something_new", "新")).span["class"][1] == "tag--neutral"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 23), "令和8年11月23日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (datetime(2026, 11, 22, 15, 30, tzinfo=UTC), "令和8年11月23日"),
        (None, ""),
        ("", ""),
    ],
)
def test_wareki_filter(value, text):
    assert wareki(value) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0バイト"),
        (1023, "1023バイト"),
        (1024, "1.0 KB"),
        (50 * 1024**2, "50.0 MB"),
        (3 * 1024**4, "3,072.0 GB"),
        (None, ""),
    ],
)
def test_filesize_ja(size, text):
    assert filesize_ja(size) == text


def test_field_marks_required_and_optional_differently():
    form = FilingForm()
    required = field(form, "name").find(class_="field__mark")
    optional = field(form, "note").find(class_="field__mark")
    assert required["class"] == ["field__mark"]
    assert optional["class"] == ["field__mark", "field__mark--optional"]
    assert required.get_text() != optional.get_text()


def test_field_joins_label_help_and_error_to_the_control():
    group = field(FilingForm({"name": ""}), "name")
    control = group.input
    assert group.label["for"] == control["id"] == "id_name"
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert all(group.find(id=name) for name in control["aria-describedby"].split())


def test_field_without_error_has_no_error_mark_up():
    group = field(FilingForm(), "name")
    assert group.find(class_="field__errors") is None
    assert group.input.get("aria-invalid") is None


def test_radio_group_is_a_fieldset_with_legend_and_described_error():
    group = field(FilingForm({"name": "x"}), "kind").fieldset
    assert group.legend is not None
    assert group["aria-describedby"] == "id_kind_error"
    assert group.find(id="id_kind_error") is not None
    assert len(group.find_all("input", type="radio")) == 2


def test_single_checkbox_stands_inside_its_label():
    group = field(FilingForm(), "agrees")
    assert group.label["for"] == group.label.input["id"] == "id_agrees"


def test_help_text_and_errors_of_users_are_escaped():
    class Named(forms.Form):
        """A form whose error repeats what was typed."""

        name = forms.CharField(label="名称")

        def clean_name(self):
            """Refuse everything."""
            raise forms.ValidationError(f"{self.cleaned_data['name']}は使えません。")

    assert "<b>" not in Named({"name": "<b>"})["name"].as_field_group()


def test_error_summary_links_every_error_to_an_existing_control():
    form = FilingForm({"name": ""})
    summary = soup(render_to_string("components/error_summary.html", {"form": form}))
    page = soup("".join(f.as_field_group() for f in form))
    targets = [link["href"].removeprefix("#") for link in summary.find_all("a")]
    assert targets == ["id_name", "id_kind", "id_agrees"]
    assert all(page.find(id=target) for target in targets)
    assert len(summary.find_all("li")) == 4
    assert summary.div["role"] == "alert"


def test_error_summary_is_empty_without_errors():
    assert render_to_string("components/error_summary.html", {"form": FilingForm()}).strip() == ""


def test_file_field_needs_no_special_widget():
    assert field(FilingForm(), "evidence").input["type"] == "file"


def test_style_page_has_one_h1_and_no_skipped_heading(style_page):
    levels = [int(h.name[1]) for h in style_page.main.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert [(a, b) for a, b in itertools.pairwise(levels) if b - a > 1] == []


def test_style_page_ids_are_unique_and_references_resolve(style_page):
    ids = [tag["id"] for tag in style_page.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))
    wanted = {
        name
        for attribute in ("for", "aria-describedby", "aria-labelledby", "data-dialog-open")
        for tag in style_page.find_all(attrs={attribute: True})
        for name in tag[attribute].split()
    }
    assert wanted - set(ids) == set()


def test_style_page_shows_every_component():
    shown = "".join(p.read_text(encoding="utf-8") for p in (TEMPLATES / "style").iterdir())
    shown += "".join(
        (TEMPLATES / "components" / name).read_text(encoding="utf-8")
        for name in ("chart_figure.html", "big_number.html")
    )
    frame = {
        "breadcrumb.html",
        "footer.html",
        "head.html",
        "header.html",
        "htmx.html",
        "logo.html",
        "main_nav.html",
        "messages.html",
    }
    parts = {p.name for p in (TEMPLATES / "components").iterdir()} - frame
    assert sorted(name for name in parts if f"components/{name}" not in shown) == []


def test_chart_carries_figure_fallback_and_table(style_page):
    plot = style_page.find(attrs={"data-chart": True})
    data = style_page.find("script", id=plot["data-chart"])
    assert data["type"] == "application/json"
    assert plot.find("svg") is not None
    assert len(style_page.find(id="chart-sample").table.tbody.find_all("tr")) == 5


def test_demo_ribbon_is_shown_only_in_the_demo():
    request = RequestFactory().get("/style/")
    shown = render_to_string("style.html", style_context() | {"is_demo": True}, request)
    hidden = render_to_string("style.html", style_context() | {"is_demo": False}, request)
    assert ("demo-ribbon" in shown, "demo-ribbon" in hidden) == (True, False)


@pytest.mark.parametrize("level", ["info", "success", "warning", "error"])
def test_messages_keep_their_tone(level):
    html = Template('{% include "components/messages.html" %}').render(
        Context({"messages": [{"level_tag": level, "message": "x"}]})
    )
    assert soup(html).find(class_="notice")["class"] == ["notice", f"notice--{level}"]


def test_breadcrumb_marks_the_present_page_only():
    html = render_to_string(
        "components/breadcrumb.html",
        {"items": [{"label": "特区", "url": "/zones/"}, {"label": "養父市"}]},
    )
    current = soup(html).find_all(attrs={"aria-current": "page"})
    assert [tag.get_text() for tag in current] == ["養父市"]
    assert len(soup(html).find_all("a")) == 2


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_of_last_resort_need_neither_context_nor_database(name):
    assert len(soup(render_to_string(name)).find_all("h1")) == 1


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "422.html", "429.html"])
def test_error_pages_have_a_heading_and_a_way_on(name):
    page = soup(render_to_string(name, {}, RequestFactory().get("/x/")))
    assert len(page.main.find_all("h1")) == 1


def test_conflict_page_shows_what_was_typed_but_no_token():
    posted = [("csrfmiddlewaretoken", "secret"), ("version", "3"), ("reason", "一部<b>")]
    html = render_to_string("409.html", {"posted": posted}, RequestFactory().get("/x/"))
    assert [tag.get_text() for tag in soup(html).find_all("dd")] == ["一部<b>"]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.name)
def test_template_has_no_inline_style_or_script(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"", text) == []
    scripts = re.findall(r"<script([^>]*)>", text)
    assert [s for s in scripts if "src=" not in s and "application/json" not in s] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: p.name)
def test_template_names_static_files_that_exist(path):
    names = re.findall(r"{% static \"([^\"]+)\"", path.read_text(encoding="utf-8"))
    assert [name for name in names if finders.find(name) is None] == []


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.css")), ids=lambda p: p.name)
def test_stylesheet_loads_only_files_that_are_here(path):
    names = re.findall(r"url\(\"?([^\")]+)\"?\)", path.read_text(encoding="utf-8"))
    files = [n for n in names if not n.startswith("data:") and not n.startswith("http://www.w3")]
    assert [n for n in files if not (path.parent / n).is_file()] == []


@pytest.mark.parametrize("folder", ["vendor/design-tokens", "vendor/plotly", "console/fonts"])
def test_vendored_files_keep_their_licence(folder):
    assert (STATIC / folder / "LICENSE").stat().st_size > 500


def test_chart_script_never_sends_data_away():
    script = (STATIC / "console" / "js" / "chart.js").read_text(encoding="utf-8")
    assert "showSendToCloud: false" in script
    assert 'plotlyServerURL: ""' in script

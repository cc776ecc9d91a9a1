"""What the documents name exists: files, functions, links, make targets, commands, variables."""

import ast
import csv
import importlib
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command, get_commands

from scripts import handbooks

ROOT = Path(settings.BASE_DIR)
TOP = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/README.md")])
DOCUMENTS = [*TOP, ROOT / "zones/data/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
APPS = ("console", "cms", "kpis", "digitalresidents", "applications", "zones", "casework")
FOLDERS = (*APPS, "scripts", "tests", "docs")
WRITTEN = rf"(?:{'|'.join(FOLDERS)})/[\w./-]*"
LINK = re.compile(r"\]\(([^)\s]+)\)")
PLACE = re.compile(rf"(?<![\w/.-])({WRITTEN})(?::([A-Za-z_][\w.]*))?")
DOTTED = re.compile(rf"`((?:{'|'.join(APPS)})(?:\.(?!csv\b|md\b|css\b)\w+)+)`")
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)\b")
MANAGE = re.compile(r"manage\.py ([a-z_]+)")
VARIABLE = re.compile(r"os\.environ(?:\.get\(|\[)\"(\w+)\"")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_of(name: str) -> str:
    """Return what a document writes as code: spans in backticks and fenced blocks."""
    text = text_of(name)
    return "\n".join([*re.findall(r"```.*?```", text, re.DOTALL), *re.findall(r"`[^`\n]+`", text)])


@cache
def names_in(path: Path) -> set[str]:
    """Return what a module defines or imports at its top, and ``Class.method``."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            members = [n for n in node.body if isinstance(n, ast.FunctionDef)]
            found |= {f"{node.name}.{member.name}" for member in members}
        if isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def missing_place(place: str, name: str) -> str:
    """Return what is wrong with ``place:name``, or nothing."""
    path = ROOT / place.rstrip(".")
    if not path.exists():
        return place
    return f"{place}:{name}" if name and name.rstrip(".") not in names_in(path) else ""


@pytest.mark.parametrize("name", NAMES)
def test_every_place_named_exists(name):
    wrong = {missing_place(*found) for found in PLACE.findall(code_of(name))} - {""}
    assert wrong == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_relative_link_resolves(name):
    links = [
        link for link in LINK.findall(text_of(name)) if not re.match(r"https?:|mailto:|#", link)
    ]
    folder = (ROOT / name).parent
    assert [link for link in links if not (folder / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_anchor_is_a_heading(name):
    headings = {
        h.strip().lower().replace(" ", "-")
        for h in re.findall(r"^#+ (.+)$", text_of(name), re.MULTILINE)
    }
    anchors = {link[1:] for link in LINK.findall(text_of(name)) if link.startswith("#")}
    assert anchors - headings == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_object_named_can_be_imported(name):
    for dotted in set(DOTTED.findall(text_of(name))):
        assert resolves(dotted), dotted


def resolves(dotted: str) -> bool:
    """Tell whether a dotted name is a module, or reached by attributes from one."""
    parts = dotted.split(".")
    if (ROOT / Path(*parts)).with_suffix(".py").exists():
        return True
    for cut in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        return reaches(found, parts[cut:])
    return False


def reaches(found: object, names: list[str]) -> bool:
    """Tell whether attributes lead on from an object."""
    for name in names:
        if not hasattr(found, name):
            return False
        found = getattr(found, name)
    return True


@pytest.mark.parametrize("name", NAMES)
def test_every_make_target_exists(name):
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(MAKE.findall(code_of(name))) - targets == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_exists(name):
    assert set(MANAGE.findall(code_of(name))) - set(get_commands()) == set()


def test_every_picture_of_a_handbook_is_taken_by_a_journey_and_kept():
    shown = {name: page for page in handbooks.HANDBOOKS.glob("*.md") for name in pictures(page)}
    kept = {path.stem for path in handbooks.IMAGES.iterdir()}
    taken = set().union(*map(handbooks.taken_by, handbooks.JOURNEYS.glob("test_*.py")))
    assert shown.keys() == kept
    assert kept - taken == set()


def pictures(page: Path) -> list[str]:
    """Return the names of the pictures on a page; each has its words."""
    found = re.findall(r"!\[([^\]]*)\]\(images/(.+?)\.png\)", page.read_text(encoding="utf-8"))
    assert [name for words, name in found if len(words) < 10] == []
    return [name for _words, name in found]


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in handbooks.IMAGES.iterdir()}
    assert [name for name, size in sizes.items() if size > handbooks.MOST_BYTES] == []


def test_readme_opens_with_the_two_commands():
    lines = [line for line in text_of("README.md").splitlines() if line.startswith("make ")]
    assert [line.split()[1] for line in lines[:2]] == ["run", "test"]


def test_every_variable_of_production_is_explained():
    read = text_of("console/settings/base.py") + text_of("console/settings/production.py")
    required = set(re.findall(r'"(\w+)"', re.search(r"REQUIRED = \((.*?)\)", read)[1]))
    variables = set(VARIABLE.findall(read)) | required
    explained = set(re.findall(r"^\| `(\w+)` \|", text_of("docs/operate/install.md"), re.MULTILINE))
    assert explained == variables | {"DJANGO_SETTINGS_MODULE"}


def test_every_source_is_credited():
    with (ROOT / "zones/data/sources.csv").open(encoding="utf-8", newline="") as stream:
        credits = [row["attribution"] for row in csv.DictReader(stream)]
    notice = text_of("NOTICE.md")
    assert [credit for credit in credits if credit not in notice] == []


def test_every_direct_dependency_is_named_in_the_notices():
    table = re.search(
        r"^dependencies = \[(.*?)^\]", text_of("pyproject.toml"), re.DOTALL | re.MULTILINE
    )[1]
    packages = [re.match(r"[\w-]+", line.strip(' ",')) for line in table.splitlines()]
    names = [match[0].lower() for match in packages if match]
    notice = text_of("NOTICE.md").lower()
    assert [one for one in names if one not in notice] == []


def test_publiccode_follows_its_standard():
    """Limits of publiccode.yml 0.4: 150 characters for the short text, 100 for a feature."""
    file = yaml.safe_load(text_of("publiccode.yml"))
    assert (file["publiccodeYmlVersion"], file["name"], file["legal"]["license"]) == (
        "0.4",
        "Dejima",
        "MIT",
    )
    assert (file["developmentStatus"], file["maintenance"]["type"]) == ("development", "community")
    assert [contact["name"] for contact in file["maintenance"]["contacts"]] == [
        "Dejima contributors"
    ]
    assert file["localisation"]["availableLanguages"] == list(file["description"])
    for words in file["description"].values():
        assert len(words["shortDescription"]) <= 150
        assert 150 <= len(words["longDescription"]) <= 10_000
        assert max(map(len, words["features"])) <= 100


def test_publiccode_and_package_agree():
    version = re.search(r'^version = "(.+)"', text_of("pyproject.toml"), re.MULTILINE)[1]
    assert yaml.safe_load(text_of("publiccode.yml"))["softwareVersion"] == version
    assert f"## {version}" in text_of("CHANGELOG.md")


def test_state_diagrams_are_those_of_the_machines():
    call_command("workflows", check=True)

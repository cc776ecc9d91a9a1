"""Data and markup of the maps."""

from collections import Counter
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string

from zones.maps import MapArea, MapPoint, area_map, mark, outline_rings, point_map, region_of
from zones.projection import Bounds
from zones.reference import read_rows
from zones.tiles import level_of, quantile_bounds, tile_layout, tile_map

YABU = MapPoint(latitude=35.4, longitude=134.77, label="養父市", url="/zones/1/", state="run")
NAHA = MapPoint(latitude=26.2, longitude=127.7, label="那覇市", state="end")
NOWHERE = MapPoint(latitude=None, longitude=None, label="所在不明", url="/zones/9/", state="run")
STATES = {"run": "実施中", "end": "終了"}
SQUARE = [[134.6, 35.3], [134.9, 35.3], [134.9, 35.5], [134.6, 35.5], [134.6, 35.3]]
AREA = MapArea(
    geometry={"type": "Polygon", "coordinates": [SQUARE]},
    label="養父市",
    source="出典：国土数値情報",
)


class Markup(HTMLParser):
    """Counts the elements of a page fragment and keeps their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def with_class(self, name: str) -> list[dict]:
        """Attributes of the elements that have a class."""
        return [attrs for _, attrs in self.elements if name in attrs.get("class", "").split()]


def rendered(template: str, **context) -> Markup:
    """Render one of the map templates."""
    context = {"map_id": "m", "title": "地図", "unit": "人", "decimals": 0} | context
    return Markup(render_to_string(template, context))


@pytest.mark.parametrize(
    ("longitude", "latitude", "region"),
    [
        (141.35, 43.06, "main"),
        (130.55, 31.56, "main"),
        (130.98, 30.73, "main"),
        (129.49, 28.38, "okinawa"),
        (124.16, 24.34, "okinawa"),
        (142.19, 27.09, "ogasawara"),
    ],
)
def test_region_of_tells_the_main_map_from_the_insets(longitude, latitude, region):
    assert region_of((longitude, latitude)) == region


@pytest.mark.parametrize(
    ("island", "longitude", "latitude"),
    [
        ("佐渡", 138.38, 38.04),
        ("対馬", 129.3, 34.4),
        ("奄美大島", 129.45, 28.33),
        ("沖縄本島", 127.98, 26.52),
        ("石垣島", 124.2, 24.46),
        ("択捉島", 147.75, 45.03),
    ],
)
def test_outline_keeps_the_islands_people_look_for(island, longitude, latitude):
    boxes = [Bounds.of(map(tuple, ring)) for ring in outline_rings()[1:]]
    assert any(box.holds((longitude, latitude)) for box in boxes)


@pytest.mark.parametrize(("width", "height"), [(700, 640), (320, 480), (900, 300)])
def test_every_office_is_drawn_inside_the_map_or_its_inset(width, height):
    points = [
        MapPoint(
            latitude=float(row["office_latitude"]),
            longitude=float(row["office_longitude"]),
            label=row["code"],
        )
        for row in read_rows("municipalities.csv")
    ]
    drawn = point_map(points, width=width, height=height)
    assert len(drawn["points"]) == 1741
    assert all(0 <= p["x"] <= width and 0 <= p["y"] <= height for p in drawn["points"])
    inset = next(box for box in drawn["insets"] if box["key"] == "okinawa")
    southern = [p for p in drawn["points"] if p["label"].startswith("47")]
    assert len(southern) == 41
    for point in southern:
        assert inset["x"] <= point["x"] <= inset["x"] + inset["width"]
        assert inset["y"] <= point["y"] <= inset["y"] + inset["height"]


def test_north_is_up_and_east_is_right():
    towns = [
        MapPoint(latitude=43.06, longitude=141.35, label="札幌"),
        MapPoint(latitude=33.59, longitude=130.4, label="福岡"),
    ]
    sapporo, fukuoka = point_map(towns, width=700, height=640)["points"]
    assert sapporo["x"] > fukuoka["x"]
    assert sapporo["y"] < fukuoka["y"]


def test_points_without_coordinates_are_said_not_hidden():
    drawn = point_map([YABU, NOWHERE], width=700, height=640, states=STATES)
    assert [point["label"] for point in drawn["points"]] == ["養父市"]
    assert drawn["unplaced"] == [{"label": "所在不明", "url": "/zones/9/", "state": "run"}]


def test_states_differ_by_shape_and_are_counted():
    drawn = point_map([YABU, NAHA, NOWHERE], width=700, height=640, states=STATES)
    legend = {entry["state"]: entry for entry in drawn["legend"]}
    assert {state: entry["count"] for state, entry in legend.items()} == {"run": 2, "end": 1}
    assert legend["run"]["d"] != legend["end"]["d"]


def test_every_shape_has_a_mark_of_its_own():
    shapes = ("circle", "square", "triangle", "diamond", "cross")
    assert len({mark(shape, 10, 10) for shape in shapes}) == 5


def test_maps_credit_their_sources():
    assert point_map([], width=700, height=640)["credits"] == ["Made with Natural Earth."]
    drawn = point_map([], width=700, height=640, areas=[AREA])
    assert drawn["credits"] == ["Made with Natural Earth.", "出典：国土数値情報"]
    assert area_map([AREA], width=300, height=200)["credits"] == ["出典：国土数値情報"]


def test_area_map_fills_its_rectangle_with_the_area():
    drawn = area_map([AREA], width=300, height=200, points=[YABU])
    [point] = drawn["points"]
    assert drawn["areas"][0]["d"].count("L") == 3
    assert abs(point["x"] - 150) < 30
    assert abs(point["y"] - 100) < 30


def test_area_map_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        area_map([], width=300, height=200, points=[NOWHERE])


def test_point_map_markup_links_marks_and_lists_all_places():
    drawn = point_map([YABU, NAHA, NOWHERE], width=700, height=640, states=STATES, areas=[AREA])
    page = rendered("zones/_point_map.html", map=drawn)
    [drawing] = page.with_class("map-drawing")
    assert (drawing["role"], drawing["aria-label"]) == ("group", "地図")
    assert len(page.with_class("map-coast")) == 3
    assert len(page.with_class("map-area")) == 1
    assert Counter(a["href"] for tag, a in page.elements if tag == "a") == {
        "/zones/1/": 2,
        "/zones/9/": 1,
    }
    assert not [attrs for _, attrs in page.elements if "style" in attrs]


def test_map_without_links_is_one_image():
    page = rendered("zones/_point_map.html", map=point_map([NAHA], width=700, height=640))
    assert page.with_class("map-drawing")[0]["role"] == "img"


def test_labels_are_escaped():
    bad = MapPoint(latitude=35, longitude=135, label='"><script>', url='"><script>')
    page = rendered("zones/_point_map.html", map=point_map([bad], width=700, height=640))
    assert "script" not in {tag for tag, _ in page.elements}


def test_tiles_are_the_47_prefectures_on_places_of_their_own():
    layout = tile_layout()
    assert sorted(tile["code"] for tile in layout) == [f"{n:02d}" for n in range(1, 48)]
    assert len({(tile["x"], tile["y"]) for tile in layout}) == 47


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([], []),
        ([7], [7]),
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        (list(range(1, 11)), [2, 4, 6, 8, 10]),
        ([0, 0, 0, 0, 9], [0, 9]),
        ([3, 3, 3], [3]),
    ],
)
def test_quantiles_put_ties_into_one_class(values, bounds):
    assert quantile_bounds(values) == bounds


def test_levels_run_from_zero_to_four():
    bounds = quantile_bounds(range(1, 48))
    counts = Counter(level_of(value, bounds) for value in range(1, 48))
    assert sorted(counts) == [0, 1, 2, 3, 4]
    assert max(counts.values()) - min(counts.values()) <= 1
    assert level_of(None, bounds) is None


def test_tile_map_tells_zero_from_no_data():
    drawn = tile_map({"01": 0, "02": 5, "03": None})
    tiles = {tile["code"]: tile for tile in drawn["tiles"]}
    assert (tiles["01"]["value"], tiles["01"]["level"]) == (0, 0)
    assert (tiles["03"]["value"], tiles["03"]["level"]) == (None, None)
    assert tiles["47"]["level"] is None
    assert drawn["missing"] == 45
    assert [(e["low"], e["high"], e["count"]) for e in drawn["legend"]] == [(0, 0, 1), (5, 5, 1)]


def test_tile_map_refuses_a_code_that_is_no_prefecture():
    with pytest.raises(KeyError, match="48"):
        tile_map({"48": 1})


def test_tile_map_markup_hatches_missing_values_and_has_a_table():
    drawn = tile_map({"01": 3, "13": 5}, urls={"01": "/prefectures/01/"})
    page = rendered("zones/_tile_map.html", map=drawn)
    missing = page.with_class("map-tile--missing")
    assert len(missing) == 45
    assert {tile["fill"] for tile in missing} == {"url(#m-hatch)"}
    assert Counter(tag for tag, _ in page.elements)["tr"] == 48
    assert [attrs["id"] for _, attrs in page.elements if "id" in attrs] == ["m-hatch"]
    assert not [attrs for _, attrs in page.elements if "style" in attrs]

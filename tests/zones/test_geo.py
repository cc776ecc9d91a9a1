"""Simplifying lines and reading polygon files."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zones.geo import GeometryError, read_polygons, ring_area, rounded, simplify, tidy

SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
NUMBERS = st.integers(-50, 50).map(float)
LINES = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=30)
# Two squares side by side; arc 0 is the border they share, with a dent of 0.01 in its middle.
TOPOLOGY = {
    "type": "Topology",
    "arcs": [
        [[1, 0], [1.01, 0.5], [1, 1]],
        [[1, 1], [0, 1], [0, 0], [1, 0]],
        [[1, 0], [2, 0], [2, 1], [1, 1]],
    ],
    "objects": {
        "towns": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "west", "arcs": [[0, 1]]},
                {"type": "Polygon", "id": "east", "arcs": [[2, -1]]},
            ],
        }
    },
}


def distance(point, start, end):
    """Distance of a point from a segment, written another way than in the code."""
    best = min(math.dist(point, start), math.dist(point, end))
    length = math.dist(start, end)
    if length:
        (x, y), (x1, y1), (x2, y2) = point, start, end
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length
        if 0 <= along <= length:
            best = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
    return best


@given(LINES, st.sampled_from([0.0, 0.5, 3.0, 20.0]))
def test_simplify_keeps_the_ends_and_stays_within_the_tolerance(line, tolerance):
    result = simplify(line, tolerance)
    assert (result[0], result[-1]) == (line[0], line[-1])
    assert len(result) <= len(line)
    segments = list(pairwise(result))
    for point in line:
        nearest = min(distance(point, *segment) for segment in segments)
        assert nearest <= tolerance + 1e-6


def test_simplify_drops_what_lies_on_the_line():
    assert simplify([(0, 0), (1, 0), (2, 0), (2, 2)], 0.1) == [(0, 0), (2, 0), (2, 2)]


def test_ring_area_does_not_depend_on_the_direction():
    assert ring_area(SQUARE) == ring_area(SQUARE[::-1]) == 1.0


def test_rounded_ring_stays_closed_without_doubles():
    ring = [(0.001, 0.001), (0.002, 0.002), (1.0, 0.0), (1.0, 1.0), (0.001, 0.001)]
    assert rounded(ring, 2) == [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]


def test_tidy_drops_islets_but_never_the_largest_part():
    islet = [(5.0, 5.0), (5.01, 5.0), (5.01, 5.01), (5.0, 5.0)]
    assert tidy([[islet], [SQUARE]], 3, 0.1)["coordinates"] == [[SQUARE]]
    assert tidy([[islet]], 3, 0.1)["coordinates"] == [[islet]]


def test_topology_neighbors_share_their_simplified_border():
    shapes = {feature["id"]: polygons for feature, polygons in read_polygons(TOPOLOGY, 0.1)}
    west, east = shapes["west"][0][0], shapes["east"][0][0]
    assert ring_area(west) + ring_area(east) == 2.0
    assert {(1, 0), (1, 1)} <= set(west) & set(east)
    assert (1.01, 0.5) not in west + east


def test_topology_with_a_transform_is_decoded():
    packed = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.25], "translate": [130, 30]},
        "arcs": [[[0, 0], [2, 0], [0, 4], [-2, 0], [0, -4]]],
        "objects": {"one": {"type": "Polygon", "id": "x", "arcs": [[0]]}},
    }
    [(feature, polygons)] = read_polygons(packed)
    assert feature["id"] == "x"
    assert polygons == [[[(130, 30), (131, 30), (131, 31), (130, 31), (130, 30)]]]


def test_features_without_polygons_give_none():
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}
    document = {"type": "FeatureCollection", "features": [point, {"type": "Feature"}]}
    assert [polygons for _, polygons in read_polygons(document)] == [[], []]


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"type": "Feature"},
        {"type": "FeatureCollection"},
        {"type": "Topology", "arcs": []},
        {
            "type": "FeatureCollection",
            "features": [{"geometry": {"type": "Polygon", "coordinates": 7}}],
        },
        {
            "type": "Topology",
            "arcs": [],
            "objects": {"a": {"type": "Polygon", "arcs": [[3]]}},
        },
    ],
)
def test_damaged_document_is_refused(document):
    with pytest.raises(GeometryError):
        list(read_polygons(document))

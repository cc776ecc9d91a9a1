"""Mercator projection fitted into a rectangle, and SVG path data.

Longitudes and latitudes are degrees; x and y are SVG user units, y downwards.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zones.geo import Position


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """A box of longitudes and latitudes."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, position: Position) -> bool:
        """Tell whether a position lies in the box."""
        x, y = position
        return self.west <= x <= self.east and self.south <= y <= self.north

    @classmethod
    def of(cls, positions: Iterable[Position], *, margin: float = 0.0) -> "Bounds":
        """Return the box around positions, widened by `margin` degrees on every side."""
        xs, ys = zip(*positions, strict=True)
        return cls(
            west=min(xs) - margin,
            south=min(ys) - margin,
            east=max(xs) + margin,
            north=max(ys) + margin,
        )


def mercator(latitude: float) -> float:
    """Return the Mercator ordinate of a latitude, in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A projection: `scale` units per degree, with (west, north) drawn at (x, y)."""

    bounds: Bounds
    scale: float
    x: float
    y: float

    @property
    def width(self) -> float:
        """Return the width of the box in units."""
        return (self.bounds.east - self.bounds.west) * self.scale

    @property
    def height(self) -> float:
        """Return the height of the box in units."""
        return (mercator(self.bounds.north) - mercator(self.bounds.south)) * self.scale

    def project(self, position: Position) -> Position:
        """Return where a position is drawn, to a tenth of a unit."""
        longitude, latitude = position
        x = self.x + (longitude - self.bounds.west) * self.scale
        y = self.y + (mercator(self.bounds.north) - mercator(latitude)) * self.scale
        return round(x, 1), round(y, 1)

    @classmethod
    def fitted(cls, bounds: Bounds, *, width: float, height: float) -> "Frame":
        """Return the largest frame of a box that fits a rectangle, in its middle."""
        unit = cls(bounds=bounds, scale=1.0, x=0.0, y=0.0)
        scale = min(width / unit.width, height / unit.height)
        return cls(
            bounds=bounds,
            scale=scale,
            x=(width - unit.width * scale) / 2,
            y=(height - unit.height * scale) / 2,
        )


def path_data(rings: Iterable[Sequence[Position]], frame: Frame) -> str:
    """Return SVG path data of closed rings; points drawn on one spot are written once."""
    pieces = []
    for ring in rings:
        drawn: list[Position] = []
        for position in map(frame.project, ring[:-1]):
            if not drawn or drawn[-1] != position:
                drawn.append(position)
        if len(drawn) > 2:
            pieces.append("M" + "L".join(f"{x:g} {y:g}" for x, y in drawn) + "Z")
    return "".join(pieces)

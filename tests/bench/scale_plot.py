"""Draws what was measured at each size, as a picture without any library."""

from __future__ import annotations

import math
from collections.abc import Mapping

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 760, 420, 60, 30, 60
COLOURS = ["#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#555555"]


def drawn(figures: Mapping[int, Mapping[str, float]]) -> str:
    """Return an SVG: ratios by the number of chunks, both logarithmic."""
    names = sorted({n for one in figures.values() for n in one if "/" in n})
    sizes = list(figures)
    low, high = 0.05, 4.0

    def x(size: int) -> float:
        span = math.log10(max(sizes) / min(sizes)) or 1.0
        return LEFT + (WIDTH - LEFT - 230) * math.log10(size / min(sizes)) / span

    def y(ratio: float) -> float:
        place = math.log(max(low, min(high, ratio)) / low) / math.log(high / low)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * place

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
    ]
    for line in (0.1, 0.25, 0.5, 1.0, 1.1, 1.5, 2.0, 4.0):
        at = y(line)
        strong = "#999" if line == 1.0 else "#e3e3e3"
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - 220}" y1="{at}" y2="{at}" stroke="{strong}"/>'
        )
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4}" text-anchor="end">{line:g} ×</text>')
    parts += [
        f'<text x="{x(size)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>'
        for size in sizes
    ]
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 15}">chunks; what it costs against bare</text>')
    for n, name in enumerate(names):
        colour = COLOURS[n % len(COLOURS)]
        points = [(x(size), y(one[name])) for size, one in figures.items() if name in one]
        way = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        parts.append(f'<text x="{WIDTH - 210}" y="{TOP + 20 * n}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"])

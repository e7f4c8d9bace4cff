# test/bench/charts.py
#
# The pictures of ./dev bench and ./dev demo.
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.ticker import FuncFormatter, NullFormatter  # noqa: E402

# Two shades of one colour for 1 and 2 threads, and grey for what is compared with.
SHADES = {1: "#8fb8de", 2: "#2f6aa8"}
GREY = "#6b7280"
# The ground of values, so that they stay readable on the line that marks C.
LABEL = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


def _clean(axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#e5e7eb", linewidth=0.8)
    axes.set_axisbelow(True)


def _bars(axes, names: list[str], values: dict[int, list[float]], label: str) -> None:
    """One group of horizontal bars a name, one bar a number of threads, its value at its end."""
    height = 0.8 / len(values)
    for order, (threads, row) in enumerate(values.items()):
        places = [index + (order - (len(values) - 1) / 2) * height for index in range(len(names))]
        text = f"{threads} thread{'s' if threads > 1 else ''}"
        bars = axes.barh(places, row, height * 0.92, color=SHADES.get(threads, GREY), label=text)
        axes.bar_label(bars, [label.format(value) for value in row], padding=4, fontsize=8, color="#374151", bbox=LABEL)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)


def ratio_chart(path: Path, names: list[str], values: dict[int, list[float]]) -> None:
    """Time over that of hand-written C, for each example and number of threads; shorter is better."""
    figure, axes = plt.subplots(figsize=(8, 0.55 * len(names) + 1.6), layout="constrained")
    _bars(axes, names, values, "{:.2f}")
    axes.axvline(1.0, color=GREY, linewidth=1.2)
    axes.set_xlim(0, max(1.25, *(max(row) for row in values.values())) * 1.08)
    axes.set_xlabel("time, C with the same directives = 1 (clang 19 -O3 -march=native)")
    axes.set_title("Compiled Python beside hand-written C: shorter is better", loc="left", fontsize=11)
    _clean(axes)
    axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(values), fontsize=9)
    figure.savefig(path, dpi=150)
    plt.close(figure)


def speedup_chart(path: Path, names: list[str], values: dict[int, list[float]]) -> None:
    """How many times faster than CPython on the same input; longer is better."""
    figure, axes = plt.subplots(figsize=(8, 0.55 * len(names) + 1.6), layout="constrained")
    _bars(axes, names, values, "{:,.0f} ×")
    axes.set_xscale("log")
    axes.set_xlim(1, max(max(row) for row in values.values()) * 4)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f} ×"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlabel("times faster than CPython on the same input (logarithmic)")
    axes.set_title("Speed-up over CPython: longer is better", loc="left", fontsize=11)
    _clean(axes)
    axes.legend(frameon=False, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(values), fontsize=9)
    figure.savefig(path, dpi=150)
    plt.close(figure)

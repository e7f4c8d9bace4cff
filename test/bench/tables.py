# test/bench/tables.py
#
# Prints aligned tables on the terminal, and what is going on meanwhile.
import sys


def progress(text: str) -> None:
    """Shows a text on the current line of a terminal, in place of the one before; none clears it."""
    if sys.stderr.isatty():
        print(f"\r{text:<40}\r" if not text else f"\r  {text + ' ...':<40}", end="", flush=True, file=sys.stderr)


def seconds(value: float) -> str:
    """A time with three significant digits and its unit."""
    for unit, factor in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if value >= factor:
            return f"{value / factor:.3g} {unit}" if value / factor < 100 else f"{value / factor:.0f} {unit}"
    return f"{value / 1e-9:.2g} ns"


def show(title: str, heads: list[str], rows: list[list[str]]) -> None:
    """A table whose first column is on the left and the others on the right."""
    widths = [max(len(str(row[column])) for row in [heads, *rows]) for column in range(len(heads))]
    print(f"\n{title}\n")
    for row in [heads, ["-" * width for width in widths], *rows]:
        cells = [
            str(cell).ljust(width) if not n else str(cell).rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  " + "  ".join(cells).rstrip())

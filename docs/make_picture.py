# docs/make_picture.py
#
# Draws docs/picture.svg for the README: a function in Python beside the C++ that it became, and times beside C's, from
# what the compiler prints and what the benchmark measures now.
#
#   make_picture.py [BENCH.json]     figures of an earlier ./dev bench --json; measured anew when not given
import json
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from pygments import lex
from pygments.lexers import CppLexer, PythonLexer
from pygments.token import Comment, Keyword, Literal, Name, Token

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "test"), str(ROOT / "test" / "bench")]
from excerpts import cpp_function, python_function  # noqa: E402

from harness.compiler import DONE, run_compiler  # noqa: E402

EXAMPLE, FUNCTION = "pi_loop", "pi"
SHOWN_TIMES = 6
# Colours that read on white: text, faint, comments, keywords, strings, numbers, names of functions; bars.
INK, FAINT, LINE = "#1f2937", "#6b7280", "#d1d5db"
STYLES = [
    (Comment.Preproc, "#9333ea"),
    (Comment, "#6b7280"),
    (Literal.String.Doc, "#6b7280"),
    (Literal.String, "#15803d"),
    (Literal.Number, "#b45309"),
    (Keyword, "#1d4ed8"),
    (Name.Function, "#0f172a"),
    (Token, INK),
]
OURS, C_COLOUR = "#2f6aa8", "#9ca3af"
SIZE, ADVANCE, LEADING = 12.5, 7.53, 18
MARGIN, GAP, PAD = 16, 18, 16


def coloured(text: str, lexer) -> list[str]:
    """One SVG text content a line."""
    lines = [""]
    for kind, value in lex(text, lexer):
        colour = next(colour for token, colour in STYLES if kind in token)
        for number, part in enumerate(value.split("\n")):
            if number:
                lines.append("")
            if part:
                lines[-1] += f'<tspan fill="{colour}">{escape(part)}</tspan>'
    while lines and not lines[-1]:
        lines.pop()
    return lines


def panel(x: float, y: float, width: float, height: float, title: str, lines: list[str]) -> str:
    """A framed text with its title."""
    parts = [
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="#ffffff" stroke="{LINE}"/>',
        f'<text x="{x + PAD}" y="{y + 22}" class="title">{escape(title)}</text>',
    ]
    for number, line in enumerate(lines):
        place = y + 48 + number * LEADING
        parts.append(f'<text x="{x + PAD}" y="{place}" class="code" xml:space="preserve">{line}</text>')
    return "\n".join(parts)


def bars(x: float, y: float, width: float, figures: list[dict]) -> str:
    """For each example its time beside C's, both relative to C."""
    threads = figures[0]["threads"]
    parts = [
        f'<text x="{x}" y="{y + 4}" class="title">Time beside hand-written C with the same directives, '
        f'{threads} threads <tspan fill="{OURS}">■ compiled Python</tspan> <tspan fill="{C_COLOUR}">■ C</tspan></text>'
    ]
    label, scale = 110, (width - 110 - 120) / max(1.1, *(figure["ratio"] for figure in figures))
    for number, figure in enumerate(figures):
        top = y + 22 + number * 32
        length = figure["ratio"] * scale
        ours, c = (min(figure[key]) * 1000 for key in ("ours", "c"))
        parts += [
            f'<text x="{x}" y="{top + 15}" class="label">{figure["name"]}</text>',
            f'<rect x="{x + label}" y="{top}" width="{length:.1f}" height="11" fill="{OURS}"/>',
            f'<rect x="{x + label}" y="{top + 12}" width="{scale:.1f}" height="9" fill="{C_COLOUR}"/>',
            f'<text x="{x + label + length + 6:.1f}" y="{top + 10}" class="value">{ours:.1f} ms</text>',
            f'<text x="{x + label + scale + 6:.1f}" y="{top + 21}" class="value">{c:.1f} ms</text>',
        ]
    return "\n".join(parts)


def picture(python: list[str], cpp: list[str], figures: list[dict]) -> str:
    """The whole SVG."""
    left, right = coloured("\n".join(python), PythonLexer()), coloured("\n".join(cpp), CppLexer())
    widths = [max(map(len, lines)) * ADVANCE + 2 * PAD for lines in (python, cpp)]
    height = max(len(left), len(right)) * LEADING + 48
    width = sum(widths) + GAP + 2 * MARGIN
    bars_top = MARGIN + height + 34
    total = bars_top + 22 + len(figures) * 32 + MARGIN
    size = f'viewBox="0 0 {width:.0f} {total:.0f}" width="{width:.0f}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">
<title>A Python function, the C++ that it became, and times beside hand-written C</title>
<style>
text {{ font-family: Helvetica, Arial, "DejaVu Sans", sans-serif; fill: {INK}; }}
.code {{ font: {SIZE}px "DejaVu Sans Mono", Menlo, Consolas, monospace; }}
.title {{ font-size: 13px; font-weight: bold; }}
.label {{ font-size: 13px; }}
.value {{ font-size: 10px; fill: {FAINT}; }}
</style>
<rect width="100%" height="100%" fill="#f9fafb"/>
{panel(MARGIN, MARGIN, widths[0], height, f"examples/{EXAMPLE}.py", left)}
{panel(MARGIN + widths[0] + GAP, MARGIN, widths[1], height, f"pyomp-cc --emit cpp {EXAMPLE}.py", right)}
{bars(MARGIN + 4, bars_top, width - 2 * MARGIN, figures)}
</svg>
"""


def measured(path: str | None) -> list[dict]:
    """Figures of the examples at the largest number of threads."""
    if path is None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "bench.json"
            script = ROOT / "test" / "bench" / "bench.py"
            names = json.loads(subprocess.check_output([sys.executable, script, "--list"]))
            subprocess.run([sys.executable, script, *names[:SHOWN_TIMES], "--json", file], check=True)
            data = json.loads(file.read_text())
    else:
        data = json.loads(Path(path).read_text())
    most = max(figure["threads"] for figure in data["examples"])
    return [figure for figure in data["examples"] if figure["threads"] == most][:SHOWN_TIMES]


def main() -> None:
    source = ROOT / "examples" / f"{EXAMPLE}.py"
    outcome = run_compiler(source, "--emit", "cpp", "--python", sys.executable)
    if outcome.status != DONE:
        sys.exit(f"pyomp-cc: {outcome}")
    python = python_function(source.read_text(), FUNCTION)
    cpp = cpp_function(outcome.out, FUNCTION)
    figures = measured(sys.argv[1] if len(sys.argv) > 1 else None)
    (ROOT / "docs" / "picture.svg").write_text(picture(python, cpp, figures))


if __name__ == "__main__":
    main()

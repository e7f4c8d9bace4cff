# test/bench/bench.py
#
# ./dev bench: compiled examples against hand-written C, the cost of a call against a hand-written extension, and the
# time to compile. Figures never decide whether a test passes.
import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
from calls import measure_calls  # noqa: E402
from charts import ratio_chart  # noqa: E402
from compiling import measure_compiling  # noqa: E402
from measure import C_COMPILER, ROOT, Example, Figure, measure  # noqa: E402
from programs import PROGRAMS  # noqa: E402
from tables import progress, seconds, show  # noqa: E402

THREADS = (1, 2)
SECTIONS = ("calls", "compile")


def machine() -> dict:
    """What the figures depend on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    version = subprocess.run([C_COMPILER[0], "--version"], capture_output=True, text=True, check=True).stdout
    return {
        "processor": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "c": f"{version.splitlines()[0]}: {' '.join(C_COMPILER[1:4])}",
    }


def bench_examples(names: list[str], folder: Path, budget: float) -> list[Figure]:
    """Every example at every number of threads."""
    figures = []
    for name in names:
        progress(name)
        example = Example(name, folder)
        figures += [measure(example, threads, budget=budget) for threads in THREADS]
    progress("")
    return figures


def geometric_mean(values) -> float:
    logarithms = [math.log(value) for value in values]
    return math.exp(sum(logarithms) / len(logarithms))


def show_examples(figures: list[Figure]) -> None:
    rows = [
        [
            figure.name if figure.threads == THREADS[0] else "",
            figure.threads,
            seconds(figure.ours.least),
            seconds(figure.ours.median),
            seconds(figure.c.least),
            seconds(figure.c.median),
            f"{figure.ratio:.2f}",
            len(figure.ours.seconds),
            figure.difference or "same",
        ]
        for figure in figures
    ]
    rows.append(["geometric mean", "", "", "", "", "", f"{geometric_mean(f.ratio for f in figures):.2f}", "", ""])
    heads = ["example", "threads", "ours: min", "median", "C: min", "median", "ours : C", "repeats", "results"]
    show("Compiled Python beside hand-written C with the same directives, run alternately", heads, rows)


def figures_as_data(figures: list[Figure]) -> list[dict]:
    return [
        {
            "name": figure.name,
            "threads": figure.threads,
            "ours": figure.ours.seconds,
            "c": figure.c.seconds,
            "ratio": figure.ratio,
            "difference": figure.difference,
        }
        for figure in figures
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"an example, {' or '.join(SECTIONS)}; all if none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every repeat there")
    parser.add_argument(
        "--budget", type=float, default=3.0, metavar="S", help="seconds for each example and number of threads"
    )
    parser.add_argument("--list", action="store_true", help="print the examples' names as JSON and end")
    arguments = parser.parse_args()
    if arguments.list:
        print(json.dumps(list(PROGRAMS)))
        return 0
    unknown = sorted(set(arguments.names) - set(PROGRAMS) - set(SECTIONS))
    if unknown:
        parser.error(f"there is no example {', '.join(unknown)}: there are {', '.join(PROGRAMS)}")
    names = [name for name in PROGRAMS if not arguments.names or name in arguments.names]
    sections = [name for name in SECTIONS if not arguments.names or name in arguments.names]
    data: dict = {"machine": machine()}
    print("  " + "\n  ".join(f"{name}: {value}" for name, value in data["machine"].items()))
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        if names:
            figures = bench_examples(names, Path(folder), arguments.budget)
            show_examples(figures)
            data["examples"] = figures_as_data(figures)
            wrong = sum(figure.difference is not None for figure in figures)
            out = ROOT / "out"
            out.mkdir(exist_ok=True)
            rows = {threads: [f.ratio for f in figures if f.threads == threads] for threads in THREADS}
            ratio_chart(out / "bench.png", names, rows)
            print("\n  picture: out/bench.png")
        if "calls" in sections:
            data["calls"] = measure_calls(Path(folder))
            rows = [
                [row["call"], *(seconds(row[key]) for key in ("ours", "c")), f"{row['ratio']:.2f}"]
                for row in data["calls"]
            ]
            show("A call from Python, against a METH_FASTCALL function in C", ["call", "ours", "C", "ours : C"], rows)
        if "compile" in sections:
            data["compile"] = measure_compiling(names or list(PROGRAMS), Path(folder))
            rows = [
                [row["name"], seconds(row["least"]), seconds(row["median"]), f"{row['peak_mib']:.0f} MiB"]
                for row in data["compile"]
            ]
            show("From .py to .so with a warm cache", ["example", "min", "median", "peak memory"], rows)
    if arguments.json:
        arguments.json.write_text(json.dumps(data, indent=1) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

# test/bench/demo.py
#
# ./dev demo: compiles the examples, imports and runs them, and shows results, times beside C's and CPython's, and one
# function in Python and in the C++ that it became. Leaves the C++, the modules and a picture in out/.
import os
import shutil
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]
from charts import speedup_chart  # noqa: E402
from excerpts import cpp_function, python_function, side_by_side  # noqa: E402
from measure import EXAMPLES, ROOT, Example, Figure, measure, set_threads  # noqa: E402
from programs import PROGRAMS  # noqa: E402
from tables import seconds, show  # noqa: E402

from harness.compiler import DONE, run_compiler  # noqa: E402

THREADS = (1, 2)
SHOWN = "pi_tasks"


class Run:
    """What the demonstration found out about one example."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.example = Example(name, folder)
        self.figures: dict[int, Figure] = {threads: measure(self.example, threads, budget=1.0) for threads in THREADS}
        self.result = self._result()
        self.cpython = self._time(self.example.interpreted(), 1)
        self.ours_small = {threads: self._time(self.example.native, threads, 5) for threads in THREADS}

    def _result(self) -> str:
        arguments = self.example.arguments(self.example.program.size)
        _, outputs = self.example.run_ours(arguments)
        return self.example.program.describe(outputs)

    def _time(self, function, threads: int, repeats: int = 1) -> float:
        """The least of some runs on the size that CPython can manage."""
        set_threads(threads)
        times = []
        for _ in range(repeats):
            arguments = self.example.arguments(self.example.program.small)
            begin = time.perf_counter()
            function(*arguments)
            times.append(time.perf_counter() - begin)
        return min(times)

    def row(self) -> list[str]:
        figure = self.figures[THREADS[-1]]
        program = self.example.program
        return [
            self.name,
            self.result if figure.difference is None else f"WRONG: {figure.difference}",
            seconds(self.example.compile_seconds),
            f"{program.size:,}",
            *(seconds(self.figures[threads].ours.least) for threads in THREADS),
            *(seconds(self.figures[threads].c.least) for threads in THREADS),
            f"{figure.ratio:.2f}",
            f"{program.small:,}",
            seconds(self.cpython),
            seconds(self.ours_small[1]),
            f"{self.cpython / self.ours_small[1]:,.0f} ×",
        ]


HEADS = [
    "example",
    "result",
    "compile",
    "size",
    "ours, 1",
    "ours, 2",
    "C, 1",
    "C, 2",
    "ours : C",
    "size for CPython",
    "CPython",
    "ours, 1",
    "speed-up",
]


def write_cpp(names: list[str], folder: Path) -> None:
    """The generated C++ of every example."""
    for name in names:
        outcome = run_compiler(
            EXAMPLES / f"{name}.py", "--emit", "cpp", "-o", folder / f"{name}.cpp", "--python", sys.executable
        )
        if outcome.status != DONE:
            raise RuntimeError(f"pyomp-cc --emit cpp {name}.py: {outcome}")


def show_function(folder: Path) -> None:
    """One function in both languages."""
    function = PROGRAMS[SHOWN].shown or PROGRAMS[SHOWN].function
    left = python_function((EXAMPLES / f"{SHOWN}.py").read_text(), function)
    right = cpp_function((folder / f"{SHOWN}.cpp").read_text(), function)
    print(f"\nexamples/{SHOWN}.py, and the C++ that it became (out/cpp/{SHOWN}.cpp)\n")
    print(side_by_side(left, right, shutil.get_terminal_size((160, 40)).columns))


def main() -> int:
    out = ROOT / "out"
    modules, cpp = out / "modules", out / "cpp"
    for folder in (modules, cpp):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    names = list(PROGRAMS)
    write_cpp(names, cpp)
    runs = []
    for number, name in enumerate(names, 1):
        print(f"  {number}/{len(names)} {name} ...".ljust(40), end="\r", flush=True, file=sys.stderr)
        runs.append(Run(name, modules))
    print(" " * 40, end="\r", file=sys.stderr)
    title = (
        f"The examples at {THREADS[0]} and {THREADS[1]} threads on {os.cpu_count()} cores; least time of several runs,"
        " ours and C's alternately; CPython on a smaller size"
    )
    show(title, HEADS, [run.row() for run in runs])
    show_function(cpp)
    speedup_chart(
        out / "speedup.png",
        names,
        {threads: [run.cpython / run.ours_small[threads] for run in runs] for threads in THREADS},
    )
    print("\nLeft in out/: cpp/ (the generated C++), modules/ (what was imported), speedup.png (against CPython)")
    return int(any(run.figures[threads].difference for run in runs for threads in THREADS))


if __name__ == "__main__":
    sys.exit(main())

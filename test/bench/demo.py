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
from tables import progress, seconds, show  # noqa: E402

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

    def beside_c(self) -> list[str]:
        wrong = next((figure.difference for figure in self.figures.values() if figure.difference), None)
        return [
            self.name,
            self.result if wrong is None else f"WRONG: {wrong}",
            seconds(self.example.compile_seconds),
            f"{self.example.program.size:,}",
            *(seconds(self.figures[threads].ours.least) for threads in THREADS),
            *(seconds(self.figures[threads].c.least) for threads in THREADS),
            " ".join(f"{self.figures[threads].ratio:.2f}" for threads in THREADS),
        ]

    def beside_cpython(self) -> list[str]:
        return [
            self.name,
            f"{self.example.program.small:,}",
            seconds(self.cpython),
            *(seconds(self.ours_small[threads]) for threads in THREADS),
            *(f"{self.cpython / self.ours_small[threads]:,.0f} ×" for threads in THREADS),
        ]


BESIDE_C = ["example", "result", "compile", "size", "ours: 1", "2 threads", "C: 1", "2 threads", "ours : C"]
BESIDE_CPYTHON = ["example", "size", "CPython", "ours: 1", "2 threads", "faster: 1", "2 threads"]


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
        progress(f"{number}/{len(names)} {name}")
        runs.append(Run(name, modules))
    progress("")
    least = "least time of several runs"
    show(
        f"Beside hand-written C with the same directives, on {os.cpu_count()} cores, run alternately; {least}",
        BESIDE_C,
        [run.beside_c() for run in runs],
    )
    show(
        f"Beside CPython, on a smaller size that it manages in about a second; {least} of ours, one run of CPython",
        BESIDE_CPYTHON,
        [run.beside_cpython() for run in runs],
    )
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

# test/harness/run_worker.py
#
# Runs programs of test/run twice, by CPython and compiled, and compares how each call ends. A process of its own, so
# that a crash ends only itself: it writes a line before each case and one after it.
#
#   run_worker.py RESULTS SKIP PROGRAM.py MODULE.so [PROGRAM.py MODULE.so ...]
import ctypes
import json
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "runtime/python")]
from harness.compare import clone, difference, exception_difference, frames_difference  # noqa: E402
from harness.compiler import SANITIZERS, load  # noqa: E402


@contextmanager
def printed_text(into: list[str]):
    """What the block writes to standard output, from Python or from C."""
    sys.stdout.flush()
    with tempfile.TemporaryFile() as file:
        kept = os.dup(1)
        os.dup2(file.fileno(), 1)
        try:
            yield
        finally:
            sys.stdout.flush()
            ctypes.CDLL(None).fflush(None)
            os.dup2(kept, 1)
            os.close(kept)
            file.seek(0)
            into.append(file.read().decode(errors="replace"))


class Ending:
    """How a call ended: result or exception, the arguments after it, and what was printed."""

    def __init__(self, function, args, kwargs) -> None:
        self.args, self.kwargs = clone((args, kwargs))
        self.result = self.error = None
        text: list[str] = []
        with printed_text(text):
            try:
                self.result = function(*self.args, **self.kwargs)
            except Exception as error:  # noqa: BLE001 - whatever it is, both must raise it
                self.error = error
        self.text = text[0]

    def result_argument(self) -> int | None:
        """The position of the argument that was returned itself, if any."""
        if isinstance(self.result, (int, float, complex, str, bool, np.generic, type(None))):
            return None
        return next((number for number, arg in enumerate(self.args) if arg is self.result), None)


def compare(wanted: Ending, got: Ending, program: str, tolerance: float, places: bool) -> str | None:
    """The first difference between two endings."""
    if wanted.error is not None and got.error is not None:
        found = exception_difference(wanted.error, got.error)
        if not found and places:
            found = frames_difference(wanted.error, got.error, program)
    elif wanted.error is not None:
        found = f"{wanted.error!r} wanted, {got.result!r} came"
    elif got.error is not None:
        found = f"{wanted.result!r} wanted, {got.error!r} came"
    else:
        found = difference(wanted.result, got.result, tolerance)
        if not found and wanted.result_argument() != got.result_argument():
            found = f"argument {wanted.result_argument()} returned, the compiled function: {got.result_argument()}"
    if not found:
        found = difference([wanted.args, wanted.kwargs], [got.args, got.kwargs], tolerance)
        found = found and f"arguments after the call: {found}"
    if not found and wanted.text != got.text:
        found = f"{wanted.text!r} printed, the compiled function: {got.text!r}"
    return found


def expected_ending(function, args, kwargs, stated) -> Ending:
    """CPython's ending, or the one that the program states as a documented difference."""
    wanted = Ending(function, args, kwargs)
    if stated:
        wanted.result, wanted.error = (None, stated[0]) if isinstance(stated[0], Exception) else (stated[0], None)
    return wanted


def cases(module):
    """Function name, arguments, keyword arguments, and stated ending, of every case of a program."""
    for name, calls in getattr(module, "CASES", {}).items():
        for args in calls:
            if not isinstance(args, tuple):
                raise TypeError(f"CASES[{name!r}]: each case is a tuple of arguments, not {args!r}")
            yield name, args, {}, ()
    for name, *call in getattr(module, "cases", list)():
        yield name, call[0], call[1] if len(call) > 1 else {}, ()
    for name, calls in getattr(module, "DIFFERENCES", {}).items():
        for args, stated in calls:
            yield name, args, {}, (stated,)


def run_program(source: Path, compiled: Path, skip: int, write) -> None:
    interpreted, native = load(source), load(compiled)
    threads = getattr(interpreted, "THREADS", None)
    if threads and int(os.environ["OMP_NUM_THREADS"]) not in threads:
        return
    tolerances = getattr(interpreted, "TOLERANCE", {})
    places = getattr(interpreted, "COMPARE_TRACEBACK", True)
    python = getattr(interpreted, "PYTHON", ())
    unsanitized = getattr(interpreted, "WITHOUT_SANITIZERS", ())
    count = 0
    for number, (name, args, kwargs, stated) in enumerate(cases(interpreted)):
        count += 1
        if number < skip or (SANITIZERS and name in unsanitized):
            continue
        write(begin=str(source), case=number, call=f"{name}{args!r}"[:200])
        compiled_kinds = ("compiled_function", "ufunc")
        if type(getattr(native, name)).__name__ not in compiled_kinds and name not in python:
            write(
                end=str(source), case=number, found=f"{name} stayed Python, and the program's PYTHON does not list it"
            )
            continue
        wanted = expected_ending(getattr(interpreted, name), args, kwargs, stated)
        found = None
        for _ in range(getattr(interpreted, "REPEAT", 1)):
            got = Ending(getattr(native, name), args, kwargs)
            found = found or compare(
                wanted, got, source.name, tolerances.get(name, 0.0), places and not stated and not kwargs
            )
        write(end=str(source), case=number, found=found)
    if count == 0:
        write(begin=str(source), case=0, call="the program")
        write(end=str(source), case=0, found="there are no cases: CASES, cases() or DIFFERENCES")


def main() -> None:
    results, skip, *pairs = sys.argv[1:]
    with open(results, "a", buffering=1) as file:

        def write(**line):
            file.write(json.dumps(line) + "\n")

        for source, compiled in zip(pairs[::2], pairs[1::2], strict=True):
            try:
                run_program(Path(source), Path(compiled), int(skip), write)
            except Exception as error:  # noqa: BLE001 - reported with the program
                write(begin=source, case=-1, call="import")
                write(end=source, case=-1, found=repr(error))
            write(done=source)
            skip = "0"


if __name__ == "__main__":
    main()

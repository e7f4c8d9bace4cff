# test/generate/worker.py
#
# Runs one generated program by CPython and compiled; prints a line of JSON for each call that ends differently.
#
#   worker.py PROGRAM.py MODULE.so
import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2] / "runtime/python")]
from harness.compare import difference  # noqa: E402
from harness.compiler import load  # noqa: E402

# Ints of compiled code have 64 bits (README.md): what CPython computes beyond them is a documented difference.
TOO_LARGE = ("does not fit in 64 bits",)


def ending(function, args):
    try:
        return function(*args), None
    except Exception as error:  # noqa: BLE001 - whatever it is, both must raise it
        return None, error


def is_documented(error: BaseException | None) -> bool:
    return isinstance(error, OverflowError) and any(text in str(error) for text in TOO_LARGE)


def main() -> None:
    source, compiled = map(Path, sys.argv[1:3])
    interpreted, native = load(source), load(compiled)
    for name, calls in interpreted.CASES.items():
        for args in calls:
            print(json.dumps({"begin": name, "args": repr(args)}), flush=True)
            result, error = ending(getattr(native, name), args)
            if is_documented(error):
                continue
            wanted, wanted_error = ending(getattr(interpreted, name), args)
            found = None
            if (error is None) != (wanted_error is None) or type(error) is not type(wanted_error):
                found = f"{wanted_error or wanted!r} wanted, {error or result!r} came"
            elif error is not None and str(error) != str(wanted_error):
                found = f"{wanted_error!r} wanted, {error!r} came"
            elif error is None:
                found = difference(wanted, result)
            if found:
                print(json.dumps({"differs": name, "args": repr(args), "found": found}), flush=True)
    print(json.dumps({"done": True}), flush=True)


if __name__ == "__main__":
    main()

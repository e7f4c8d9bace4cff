# test/generate/test_generated.py
#
# A few hundred generated functions with fixed seeds, and the reducer.
import ast

import pytest

from generate import generator, reduce
from generate.generate import IN_A_MODULE, check

SEEDS = range(1, 7)


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_functions_end_as_with_cpython(seed, tmp_path):
    failures = check(generator.program(seed, IN_A_MODULE), tmp_path)
    assert not failures, "\n".join(f"{each.function} {each.kind}: {each.text}" for each in failures)


def test_the_same_seed_gives_the_same_program():
    assert generator.program(3, 10) == generator.program(3, 10)
    ast.parse(generator.program(4, 10))


def test_the_reducer_keeps_what_fails():
    text = generator.program(5, 10)
    small = reduce.reduce(text, "f9", lambda candidate: "def f9" in candidate)
    assert "def f9" in small
    assert len(small) < len(text) / 2

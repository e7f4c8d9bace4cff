# test/front/test_strings.py
#
# Random strings of all lengths around the steps in which they are read.
import ast
import os
import random

import pytest
from front_end import FrontEnd

PIECES = ["a", "bc", "x" * 13, "y" * 47, "\\\\", "\\'", '\\"', "\\n", "\\x41", "\\\n", "\\\r\n", "\\\r", "\\101", "'",
          '"', "\\N{DIGIT ONE}", "é", "\\", "\n", "\r\n", "\t", "\\q"]  # fmt: skip


def random_string(rng: random.Random) -> str:
    prefix = rng.choice(["", "", "", "r", "b", "Rb", "u"])
    quote = rng.choice(["'", '"', "'''", '"""'])
    weights = [rng.choice([0, 0, 1, 6]) for _ in PIECES]
    pieces = rng.choices(PIECES, [8, 8, *weights[2:]], k=rng.randrange(40))
    return prefix + quote + "".join(pieces) + quote


def python_dump(source: bytes) -> str | None:
    try:
        return ast.dump(ast.parse(source), include_attributes=True, indent=1) + "\n"
    except (SyntaxError, ValueError):
        return None


@pytest.mark.filterwarnings("ignore")
def test_random_strings_are_those_of_cpython(tmp_path):
    front_end = FrontEnd(os.environ["FRONTEND_DUMP"], "ast")
    rng = random.Random(7)
    accepted = 0
    for i in range(3000):
        between = rng.choice([" ", "\n" + " " * rng.randrange(40), "\r\n    ", "\n\t", " \n  # a comment\n  "])
        text = between.join(random_string(rng) for _ in range(rng.randrange(1, 4)))
        source = f"x = ({text})\ny = {random_string(rng)}\n".encode()
        file = tmp_path / f"strings{i}.py"
        file.write_bytes(source)
        is_accepted, ours = front_end.read(file)
        theirs = python_dump(source)
        assert (ours if is_accepted else None) == theirs, source
        accepted += is_accepted
    assert accepted > 300

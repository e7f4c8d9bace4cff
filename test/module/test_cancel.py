# test/module/test_cancel.py
#
# Cancellation switched on (OMP_CANCELLATION): threads leave constructs early, meet every barrier, and the next one
# begins anew.
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness.compiler import compile_module

SOURCE = Path(__file__).resolve().parents[1] / "run" / "openmp" / "cancel.py"
CALLS = """
import json, sys
import numpy as np
import cancel

def ints(n):
    return np.arange(n, dtype=np.int64)

result = {}
for _ in range(200):
    result["find"] = [int(cancel.find(ints(1000), x)) for x in (0, 1, 500, 999, 1000)]
    result["find_in_team"] = [int(cancel.find_in_team(ints(100), x)) for x in (0, 50, 99, 100)]
    result["sections"] = int(cancel.sections(-3))
    a = ints(9)
    result["stops_itself"] = [int(cancel.stops_itself(a)), int(a[4]), int(a[6])]
    a = ints(9)
    result["team"] = int(cancel.team(a, -1))
    result["rest"] = int(cancel.team(ints(9), 2))
    result["tasks"] = int(cancel.tasks(20, 5))
    try:
        cancel.cancels_and_raises(ints(20), 19)
    except ValueError as error:
        result["raised"] = str(error)
    print(json.dumps(result))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cancel")
    compile_module(SOURCE, folder)
    return folder


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_cancelled(folder, threads):
    env = os.environ | {"OMP_NUM_THREADS": str(threads), "OMP_CANCELLATION": "true", "PYTHONPATH": str(folder)}
    done = subprocess.run([sys.executable, "-c", CALLS], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        result = json.loads(line)
        assert result["find"] == [0, 1, 500, 999, -1]
        assert result["find_in_team"] == [0, 50, 99, -1]
        assert result["sections"] == -3
        # What the iteration had done before it was cancelled stays; the ones behind it are left out.
        assert result["stops_itself"] == [5 + 3, 4 + 10, 6]
        assert result["team"] == -1 and result["rest"] == 2
        assert result["tasks"] <= 20 if threads > 1 else result["tasks"] == 5
        assert result["raised"] == "bad"

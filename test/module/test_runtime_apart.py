# test/module/test_runtime_apart.py
#
# What the runtime's headers leave in a module that does not use it: nothing, or every module takes longer to compile.
import subprocess
import sysconfig

import numpy as np
import pytest

from harness.compiler import ROOT

FLAGS = ["-std=c++20", "-O1", "-fopenmp", "-fPIC", "-fvisibility=hidden", "-fvisibility-inlines-hidden", "-w"]
INCLUDES = [
    "-I",
    str(ROOT / "runtime/include"),
    "-isystem",
    sysconfig.get_path("include"),
    "-isystem",
    np.get_include(),
]


@pytest.mark.parametrize("defines", [["-DPYOMP_RUNTIME_APART"], []], ids=["apart", "headers alone"])
def test_an_unused_runtime_leaves_no_symbol(tmp_path, defines):
    source = tmp_path / "unused.cpp"
    source.write_text("#include <pyomp/runtime.hpp>\n")
    object_file = tmp_path / "unused.o"
    subprocess.run(["clang++-19", *FLAGS, *INCLUDES, *defines, "-c", str(source), "-o", str(object_file)], check=True)
    listed = subprocess.run(
        ["nm", "--defined-only", "-C", str(object_file)], check=True, capture_output=True, text=True
    ).stdout
    assert listed == ""

# test/conftest.py
#
# Puts the shared test code and the project's Python package on the path of every Python test.
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parent / "runtime" / "python"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def pytest_addoption(parser):
    parser.addoption("--folder", action="append", default=[], help="a folder of test programs; all when not given")

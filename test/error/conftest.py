# test/error/conftest.py
#
# The --folder option of the tests of rendered diagnostics.


def pytest_addoption(parser):
    parser.addoption("--folder", action="append", default=[], help="a folder of test/error; all when not given")

# test/golden/conftest.py
#
# The --folder option of the golden tests.


def pytest_addoption(parser):
    parser.addoption("--folder", action="append", default=[], help="a folder of test/golden; all when not given")

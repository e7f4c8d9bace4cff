# test/harness/__init__.py
#
# Code that the Python tests share: running the compiler, markers in test programs, comparing results.

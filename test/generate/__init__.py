# test/generate/__init__.py
#
# Programs made at random, run by CPython and compiled.

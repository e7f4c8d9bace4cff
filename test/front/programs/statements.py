# test/front/programs/statements.py
#
# Every simple statement.
import os, os.path as path, sys
from . import a
from ... import b as c
from .d.e import (f, g as h,)
from math import *
from __main__ import i, j
x = y = 1; z: int; w: int = 2
(v): str = "v"
o.p: int = 3
u, *t = 1, 2, 3
[s, (r, q)] = 4, (5, 6)
(n) = ((m)) = 1
o.p[1].q = 7
o.p().q = 1
f(x).y = [*a] = 1,
x += 1; x -= 1; x *= 1; x @= 1; x /= 1; x %= 1; x &= 1; x |= 1; x ^= 1; x <<= 1; x >>= 1; x **= 1; x //= 1
o.p += 1; (x) += 1
assert x, "message"
assert y
del x, (y, z), [w], o.p, o[1],
pass
x
*x, y
type Pair[T: int = str, *Ts = *tuple[int], **P = [int]] = tuple[T, T]
type = match = case = _ = 1
print(type, match); match[type] = 3
match.case = type
raise
raise ValueError
raise ValueError from None

async def f():
    async with a as b, c:
        async for x in y:
            await z
with (a as b, c as d,): pass
match x:
    case [1, *_] | {"a": b, **c} if d: pass
    case P(x, y=1) as z: pass
type X[T: int, *A, **K] = list[T]
try: pass
except* (A, B) as e: pass
finally: pass
x: int = yield
del a, (b, c)
lambda a, /, b=1, *c, d, **e: 1
from ...b import (c as d,)
t"t{x!r:{y}}"
f'''{
    x = !r:>{w}}} {{ \N{DIGIT ONE}'''
x = 1 if a else not b in c < d ** -e @ f
print(*a, **b, c=1, d=0x_ff, e=1_0.5e-3j)

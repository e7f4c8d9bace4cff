# test/front/programs/definitions.py
#
# Functions, classes, lambdas and their parameters.
@decorator
@other.decorator(1)
class A[T](Base, metaclass=M, *bases, **options):
    x: int = 1
class B: pass
class C(): pass
def f(): return
def g(a, b=1, /, c=2, *args: *Ts, d, e=3, **kwargs: int) -> int:
    global x, y
    return a, *b
def h(a, /):
    x = yield
def i(a, /, *, b): x = yield a, b
def j(*, a: int = 1, b): yield_ = yield from a
def k(*args, b=1): return
def l(**kwargs): return 1
def m(a, b): pass
def n[T: int, *Ts, **P](a: T, b=1, *args): return lambda: 0
@decorator
async def p(a,):
    nonlocal q
    await a
    async for x in a: pass
    else: pass
    async with a as b, c: pass
    return [x async for x in a if x if y]
lambda a, b=1, /, *c, d, **e: a
lambda *, a: a
lambda a,: a

import numpy as np
@njit("float64(int64)")
def f(a, /, b: int = 3, *args, c=1, **kw) -> float:
    """Doc"""
    x = a[1:2, ::3] + -b ** 2
    with openmp("parallel for reduction(+:s)"):
        for i in range(10):
            s += a[i] if i > 3 and not b else 1.5e-7
    return [i for i in x if i], {1: 2, **k}, f"{x!r:>{w}} {y=} a{{b"

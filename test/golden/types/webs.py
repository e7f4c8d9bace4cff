# A name is as many variables as it has values without a common use; int and float meet as float.
from pyomp_cc import njit


@njit
def retyped(n: int):
    x = n
    half = x // 2
    x = x / 2
    total = 0
    for i in range(half):
        total += x * i
    for i in range(n):
        last = i
    return total, half, last  # warning: MaybeUnbound


@njit
def early(values: "float64[:]", limit: float):
    index = 0
    while True:
        if values[index] > limit:
            break
        index += 1
    return index, values[index]

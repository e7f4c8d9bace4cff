"""`else` of loops, `match`, `del`, `:=`, and the order in which parts of an expression are evaluated."""

import numpy as np

from pyomp_cc import njit

LIMIT = 7


@njit("int64(int64, int64)")
def for_else(n, wanted):
    for i in range(n):
        if i == wanted:
            r = 10 + i
            break
    else:
        r = -1
    return r


@njit("int64(int64)")
def for_else_without_break(n):
    s = 0
    for i in range(n):
        if i % 2:
            continue
        s += i
    else:
        s += 100
    return s


@njit("int64(int64, int64)")
def while_else(n, wanted):
    i = 0
    while i < n:
        if i == wanted:
            break
        i += 1
    else:
        return -i
    return i


@njit("int64(int64)")
def nested_else(n):
    count = 0
    for p in range(2, n):
        for d in range(2, p):
            if p % d == 0:
                break
        else:
            count += 1
            if count > 5:
                break
    else:
        count += 1000
    return count


@njit("int64(int64)")
def break_in_inner_else(n):
    for i in range(n):
        for j in range(3):
            if j > i:
                break
        else:
            break
    else:
        return -1
    return i


@njit("int64(float64[:], float64)")
def first_above(a, x):
    for k in range(len(a)):
        if a[k] > x:
            break
    else:
        return -1
    return k


@njit("int64(int64)")
def match_values(x):
    match x:
        case 0:
            return 100
        case 1 | 2 | 3:
            return 200
        case -1:
            return 300
        case y if y > 50:
            return y
        case y if y % 2 == 0:
            r = y // 2
        case _:
            r = -x
    return r


@njit("float64(float64)")
def match_float(x):
    match x:
        case 0:
            return 1.0
        case 2.5 | 3.5:
            return 2.0
        case z:
            return z * 2


@njit("int64(int64, int64)")
def match_pair(a, b):
    match (a, b):
        case (0, 0):
            r = 0
        case (0, y) | (y, 0):
            r = y
        case (x, y) if x == y:
            r = 2 * x
        case (x, 1 as one):
            r = x + one
        case [x, y]:
            r = x * y
    return r


@njit("int64(int64, int64, int64)")
def match_nested(a, b, c):
    match ((a, b), c):
        case ((1, x), 2):
            return x
        case (pair, 3):
            return pair[0] + pair[1]
        case ((x, y) as whole, _) if x > y:
            return whole[0] - whole[1]
    return -1


@njit("int64(int64)")
def match_guard_binds(x):
    match x:
        case y if y > 10:
            r = 1
        case _:
            r = y + 1
    return r


@njit("int64(int64)")
def match_rebinds_subject(x):
    match x:
        case x if x > 3 and (x := x + 1) > 100:
            return x
        case 5:
            return 500 + x
        case _:
            return x


@njit("int64(bool)")
def match_bool(flag):
    match flag:
        case True:
            return 1
        case _:
            return 0


@njit("int64(int64)")
def match_int_singleton(x):
    match x:
        case True:
            return 1
        case None:
            return 2
        case _:
            return 4


@njit("int64(int64)")
def match_no_case(x):
    r = 5
    match x:
        case 1:
            r = 6
        case 2:
            pass
    return r


@njit("int64(int64)")
def match_unbound(x):
    match x:
        case 1:
            r = 6
        case 2:
            r = 7
    return r


@njit("int64(int64)")
def match_in_loop(n):
    s = 0
    for i in range(n):
        match i % 4:
            case 0:
                continue
            case 3 if i > 20:
                break
            case k:
                s += k
    else:
        s += 1000
    return s


@njit("int64(int64)")
def deleted(n):
    x = n
    if n > 3:
        del x
    return x


@njit("int64(int64)")
def deleted_parameter(n):
    if n > 3:
        del n
    return n


@njit("int64(int64)")
def deleted_again(n):
    x = y = 1
    for i in range(n):
        if i == 2:
            del x, y
        if i == 5:
            x = y = 10
        if i > 6:
            x += i + y
    return x


@njit("int64(int64)")
def deleted_twice(n):
    x = n
    if n > 3:
        del x
    del x
    return n


@njit("int64(int64)")
def walrus(n):
    if (half := n // 2) > 3:
        return half
    while (n := n + 1) < 10:
        half += n
    return half + (y := 5) * y


@njit("int64(int64)")
def walrus_order(x):
    a = x + (x := 5) + x
    b = (x := 2) * 10 + (x := 3) * x
    x += (x := 100)
    return a * 10000 + b * 100 + x


@njit("float64(int64)")
def walrus_joins(n):
    x = 0.5
    if n > 2:
        r = (x := n) // 2
        return r + x + 0.25
    return x


@njit("bool(int64, int64)")
def walrus_lazy(a, b):
    c = 0
    r = a > 0 and (c := b) > 1 or (c := 7) == a
    return r and c > 6


@njit("int64(int64)")
def bump(x):
    if x > 90:
        raise ValueError("too far")
    return x + 1


@njit("bool(int64)")
def chained_once(n):
    return 0 < (m := bump(n)) < bump(m) < 60 != m


@njit("int64(int64[:], int64)")
def errors_in_order(a, i):
    return a[i] + divmod(7, a[0])[1]


@njit("int64(int64[:], int64)")
def errors_in_order_choice(a, i):
    return a[i] + (bump(95) if a[0] == 0 else divmod(9, a[0])[0])


@njit("int64(int64[:], int64)")
def errors_before_calls(a, i):
    a[0] = 0
    try:
        first, second = ord("abc"[i]), counted(a)
    except IndexError:
        return -a[0]
    return first + second


@njit
def counted(a):
    a[0] += 1
    return a[0]


@njit
def chained_targets(n: int):
    a = b = c = n
    a += 1
    (a, b), c = (b, a), a + c
    return a, b, c


@njit("float64(int64, float64)")
def mixed_choice(n, x):
    return (n or x) + (n and x) + (n if x > 0 else x)


CASES = {
    "for_else": [(0, 0), (5, 3), (5, 5), (5, 4)],
    "for_else_without_break": [(0,), (7,)],
    "while_else": [(0, 0), (5, 3), (5, 5)],
    "nested_else": [(2,), (10,), (40,)],
    "break_in_inner_else": [(0,), (2,), (9,)],
    "first_above": [(np.arange(5.0), 2.5), (np.arange(5.0), 9.0), (np.arange(0.0), 0.0)],
    "match_values": [(x,) for x in (0, 1, 2, 3, -1, 51, 50, 8, 9, -3)],
    "match_float": [(0.0,), (-0.0,), (2.5,), (3.5,), (7.0,), (float("inf"),)],
    "match_pair": [(0, 0), (0, 4), (4, 0), (3, 3), (9, 1), (1, 9)],
    "match_nested": [(1, 7, 2), (4, 5, 3), (9, 2, 8), (2, 9, 8)],
    "match_guard_binds": [(11,), (3,)],
    "match_rebinds_subject": [(1,), (5,), (200,), (50,)],
    "match_bool": [(True,), (False,)],
    "match_no_case": [(1,), (2,), (3,)],
    "match_unbound": [(1,), (2,), (3,)],
    "match_in_loop": [(0,), (4,), (20,), (40,)],
    "deleted": [(1,), (4,)],
    "deleted_parameter": [(1,), (4,)],
    "deleted_again": [(1,), (3,), (6,), (9,)],
    "deleted_twice": [(1,), (4,)],
    "walrus": [(20,), (3,), (-5,)],
    "walrus_order": [(1,), (7,)],
    "walrus_joins": [(1,), (9,)],
    "walrus_lazy": [(0, 0), (1, 9), (1, 1), (7, 0)],
    "bump": [(1,), (91,)],
    "chained_once": [(1,), (-3,), (89,), (90,), (91,), (57,)],
    "errors_in_order": [(np.array([0, 1]), 5), (np.array([0, 1]), 1), (np.array([3, 1]), 1)],
    "errors_before_calls": [(np.array([5, 1]), 1), (np.array([5, 1]), 63)],
    "errors_in_order_choice": [(np.array([0, 1]), 5), (np.array([0, 1]), 1), (np.array([3, 1]), 1)],
    "chained_targets": [(1,), (-4,)],
    "mixed_choice": [(0, 2.5), (3, 2.5), (3, -1.0), (0, 0.0)],
}

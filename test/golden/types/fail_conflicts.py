# Values without a common type, operands that do not fit, and what is not compiled.
import numpy as np
from pyomp_cc import njit


@njit
def conflict(n: int):
    x = n  # note: FirstAssignment
    if n > 3:
        x = (n, n)  # error: TypeConflict
    return x


@njit
def results(n: int):
    if n > 3:
        return n  # note: ReturnedHere
    return (n, n)  # error: ResultConflict


@njit
def missing(a: "float64[:]"):  # error: MissingReturn
    if len(a) > 3:
        return a  # note: ReturnedHere


@njit
def operands(a: "float64[::1]", n: int, t: float):
    b = a + 1  # error: UnsupportedConstruct
    c = t & n  # error: OperandTypes
    d = ~t  # error: OperandType
    e = 2**n  # error: NegativePower
    f = t < (1, 2)  # error: CompareTypes
    a[t] = 1.0  # error: IndexType
    a[0, 0] = 1.0  # error: IndexCount
    a[0] = (1, 2)  # error: ElementType
    g, h = 1, 2, 3  # error: UnpackCount
    i, j = n  # error: UnpackType
    k = n if t else (n, n)  # error: BranchTypes
    while a:  # error: ConditionType
        n = n[0]  # error: SubscriptType
    for m in t:  # error: IterationType
        n += (1, t)[n]  # error: TupleIndexUnknown
    n += a.shape[1]  # error: TupleIndexRange
    n += a.real  # error: UnsupportedAttribute
    n += a.max()  # error: UnsupportedMethod
    a.shape[0] = 3  # error: TupleAssignment
    return np.zeros(n, dtype=n)  # error: DTypeNeeded


@njit
def target(a, b=1):
    return a


@njit
def calls(n: int):
    n += target()  # error: MissingArgument
    n += target(1, 2, 3)  # error: TooManyArguments
    n += target(1, c=2)  # error: UnknownParameter
    n += target(1, a=2)  # error: RepeatedArgument
    n += abs(n, n)  # error: ArgumentNumber
    n += min(n)  # error: TooFewArguments
    n += abs((1, 2))  # error: ArgumentType
    for i in range(1, 2, 3, 4):  # error: ArgumentCount
        n += i
    return n + 99999999999999999999  # error: IntegerTooLarge


@njit
def unbound(c: bool):
    if c:
        y = x  # error: CertainlyUnbound
    x = 1
    return y + x  # warning: MaybeUnbound

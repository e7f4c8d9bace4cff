from typing import overload

import numpy as np
import numpy.typing as npt

@overload
def scaled(x: int, factor: int = ...) -> int:
    """`x` times "factor"."""

@overload
def scaled(x: float, factor: float = ...) -> float: ...

def zeros(n: int) -> npt.NDArray[np.float64]: ...

def pair(n: int, *, x: float = ...) -> tuple[int, float]:
    """Both.

    As a tuple.
    """

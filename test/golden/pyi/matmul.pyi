import numpy as np
import numpy.typing as npt

def matmul(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], c: npt.NDArray[np.float64]) -> None:
    """Adds the product of `a` and `b` to `c`."""

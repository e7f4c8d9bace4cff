import numpy as np
import numpy.typing as npt

def histogram(values: npt.NDArray[np.float64], counts: npt.NDArray[np.int64]) -> None:
    """Adds to `counts` the values from 0 to below 1, by bins of equal width; leaves others out."""

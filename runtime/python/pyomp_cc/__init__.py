# runtime/python/pyomp_cc/__init__.py
#
# The names that programs for pyomp-cc import; under plain CPython they mean what one OpenMP thread would see.
"""Decorators, OpenMP contexts, OpenMP routines and type names for programs that pyomp-cc compiles.

A script that imports them runs under plain CPython with one thread, and compiled with all of them::

    from pyomp_cc import njit, openmp

    @njit
    def total(n: int) -> float:
        s = 0.0
        with openmp("parallel for reduction(+:s)"):
            for i in range(n):
                s += 1.0 / (i + 1)
        return s
"""

from . import contexts, decorators, omp, type_names
from .contexts import *  # noqa: F403
from .decorators import *  # noqa: F403
from .omp import *  # noqa: F403
from .type_names import *  # noqa: F403

__version__ = "0.1.0"
__all__ = [*contexts.__all__, *decorators.__all__, *omp.__all__, *type_names.__all__]

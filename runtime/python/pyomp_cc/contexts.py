# runtime/python/pyomp_cc/contexts.py
#
# The OpenMP context: a `with` block that one thread runs as it stands, and the loop range that goes with it.
"""OpenMP contexts under plain CPython."""

import re
import threading

__all__ = ["openmp", "openmp_context", "prange"]

_DIRECTIVE_NAME = re.compile(r"[A-Za-z_][A-Za-z_ \t]*")


class _Nesting(threading.local):
    """How many parallel regions and explicit tasks enclose the running thread."""

    levels = 0
    tasks = 0


nesting = _Nesting()


class openmp:  # noqa: N801 - spelled as programs write it
    """``with openmp("parallel for"):`` runs its block once; ``openmp("barrier")`` alone does nothing.

    One thread runs every construct in program order, which is a valid execution of any correct OpenMP program
    (OpenMP 5.2, section 1.2.1). The directive's text is checked by the compiler, not here.
    """

    __slots__ = ("directive", "_level", "_task")

    def __init__(self, directive: str) -> None:
        if not isinstance(directive, str):
            raise TypeError(f"openmp() needs a directive as a string, not {type(directive).__name__}")
        self.directive = directive
        name = _DIRECTIVE_NAME.match(directive.strip())
        words = name.group().lower().split() if name else []
        self._level = "parallel" in words and words[0] not in ("cancel", "cancellation")
        self._task = words[:1] == ["task"]

    def __enter__(self) -> None:
        nesting.levels += self._level
        nesting.tasks += self._task

    def __exit__(self, kind, error, traceback) -> None:
        nesting.levels -= self._level
        nesting.tasks -= self._task

    def __repr__(self) -> str:
        return f"openmp({self.directive!r})"


openmp_context = openmp
prange = range

# runtime/python/pyomp_cc/decorators.py
#
# Decorators that mark functions for the compiler; the interpreter runs the function as written.
"""Decorators under plain CPython: ``njit``, ``jit`` and ``jitclass`` return what they decorate, ``vectorize`` makes a
function elementwise, ``guvectorize`` applies one to parts of arrays.
"""

import functools
import re

from .type_names import Array, Signature, parse_signature

__all__ = ["guvectorize", "jit", "jitclass", "njit", "vectorize"]


def _signatures(given) -> list[Signature]:
    """The signatures of a decorator's first argument: none, one, or a list, as strings or objects."""
    if given is None:
        return []
    if isinstance(given, (list, tuple)):
        return [signature for one in given for signature in _signatures(one)]
    if isinstance(given, str):
        return [parse_signature(given)]
    if isinstance(given, Signature):
        return [given]
    raise TypeError(f"expected a signature such as 'float64(int64)', not {given!r}")


def njit(signature_or_function=None, /, **options):
    """Marks a function for native code: ``@njit``, ``@njit()``, ``@njit("float64(int64)")``, ``@njit(nogil=True)``.

    Takes a signature or a list of them as string or object, and options by keyword. Returns the function itself;
    raises TypeError or ValueError for what is not a signature.
    """
    if callable(signature_or_function) and not isinstance(signature_or_function, Signature):
        return signature_or_function
    _signatures(signature_or_function)
    return lambda function: function


def jit(signature_or_function=None, /, **options):
    """The same as ``njit``."""
    return njit(signature_or_function, **options)


def jitclass(spec_or_class=None, spec=None):
    """Marks a class whose objects compiled functions use: ``@jitclass``, ``@jitclass([("x", float64)])``.

    Takes the class, or the types of its fields; returns the class itself.
    """
    return spec_or_class if isinstance(spec_or_class, type) else lambda cls: cls


class _Elementwise:
    """A function of scalars applied to the elements of broadcast arrays, as a NumPy ufunc is."""

    def __init__(self, function, signatures: list[Signature]) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self._signatures = signatures

    def __call__(self, *args):
        import numpy

        arrays = numpy.broadcast_arrays(*(numpy.asarray(arg) for arg in args))
        signature = self._choose(numpy, args, arrays)
        if signature:
            arrays = [
                array.astype(str(kind), copy=False) for array, kind in zip(arrays, signature.arguments, strict=True)
            ]
        values = [
            self._function(*(value.item() for value in row)) for row in zip(*(a.flat for a in arrays), strict=True)
        ]
        kind = str(signature.result) if signature else None
        result = numpy.empty(arrays[0].shape, kind or numpy.asarray(values).dtype)
        result.flat = values
        return result[()]

    def _choose(self, numpy, args, arrays) -> Signature | None:
        """The first signature that every argument converts to without loss (NumPy's `safe` casting)."""
        for signature in self._signatures:
            if len(signature.arguments) != len(args):
                raise TypeError(f"{self.__name__}() takes {len(signature.arguments)} arguments, {len(args)} given")
            pairs = zip(arrays, signature.arguments, strict=True)
            if all(numpy.can_cast(array.dtype, str(kind), "safe") for array, kind in pairs):
                return signature
        if self._signatures:
            found = ", ".join(array.dtype.name for array in arrays)
            raise TypeError(f"{self.__name__}() has no signature for ({found})")
        return None


def vectorize(signatures_or_function=None, /, **options):
    """Makes a function of scalars elementwise: ``@vectorize``, ``@vectorize(["float64(float64, float64)"])``.

    The result's dtype is that of the first signature which takes the arguments without loss, else that of the values.
    """
    if callable(signatures_or_function) and not isinstance(signatures_or_function, Signature):
        return _Elementwise(signatures_or_function, [])
    signatures = _signatures(signatures_or_function)
    return lambda function: _Elementwise(function, signatures)


class _Parts:
    """A function that fills parts of arrays, as a generalised ufunc of NumPy calls it for the leading dimensions."""

    def __init__(self, function, signatures: list[Signature], layout: str) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self._signatures = signatures
        sides = layout.replace(" ", "").split("->")
        if len(sides) != 2:
            raise ValueError(f"{layout!r} is not a layout such as '(n),()->(n)'")
        self._inputs, self._outputs = (
            [[name for name in part.split(",") if name] for part in re.findall(r"\(([^()]*)\)", side)] for side in sides
        )

    def __call__(self, *args):
        import numpy

        count = len(self._inputs)
        arrays = [numpy.asarray(arg) for arg in args]
        if not count <= len(args) <= count + len(self._outputs):
            raise TypeError(f"{self.__name__}() takes from {count} to {count + len(self._outputs)} arguments")
        signature = self._choose(numpy, arrays[:count])
        types = [getattr(kind, "dtype", kind) for kind in signature.arguments]
        sizes: dict[str, int] = {}
        outer = []
        for array, names in zip(arrays, self._inputs, strict=False):
            if array.ndim < len(names):
                raise ValueError(f"{self.__name__}(): an argument has {array.ndim} dimensions, its part {len(names)}")
            outer.append(array.shape[: array.ndim - len(names)])
            for name, extent in zip(names, array.shape[array.ndim - len(names) :], strict=True):
                if sizes.setdefault(name, extent) != extent:
                    raise ValueError(f"{self.__name__}(): dimension {name} has size {extent}, not {sizes[name]}")
        shape = numpy.broadcast_shapes(*outer)
        results = arrays[count:]
        for names, kind in list(zip(self._outputs, types[count:], strict=True))[len(results) :]:
            results.append(numpy.empty(shape + tuple(sizes[name] for name in names), str(kind)))
        inputs = [
            numpy.broadcast_to(array.astype(str(kind), copy=False), shape + array.shape[array.ndim - len(names) :])
            for array, names, kind in zip(arrays, self._inputs, types, strict=False)
        ]
        for index in numpy.ndindex(shape):
            parts = [array[index] for array in inputs]
            self._function(
                *(
                    self._part(part, kind, numpy.atleast_1d)
                    for part, kind in zip(parts, signature.arguments, strict=False)
                ),
                *(
                    result[index] if names else result.reshape(result.shape + (1,))[index]
                    for result, names in zip(results, self._outputs, strict=True)
                ),
            )
        shown = tuple(result[()] for result in results)
        return shown[0] if len(shown) == 1 else shown

    @staticmethod
    def _part(part, kind, as_array):
        """An input as the signature has it: a scalar, or an array, of one element where the layout has no dimension."""
        return as_array(part) if isinstance(kind, Array) else part.item()

    def _choose(self, numpy, arrays) -> Signature:
        for signature in self._signatures:
            pairs = zip(arrays, signature.arguments, strict=False)
            if all(numpy.can_cast(array.dtype, str(getattr(kind, "dtype", kind)), "safe") for array, kind in pairs):
                return signature
        raise TypeError(f"{self.__name__}() has no signature for ({', '.join(array.dtype.name for array in arrays)})")


def guvectorize(signatures, layout: str, /, **options):
    """Applies a function to parts of arrays: ``@guvectorize(["void(int64[:], int64, int64[:])"], "(n),()->(n)")``.

    The function fills its last arguments, which the call makes and returns.
    """
    given = signatures
    if isinstance(given, (list, tuple)):
        given = [Signature(None, one) if isinstance(one, tuple) else one for one in given]
    parsed = _signatures(given)
    return lambda function: _Parts(function, parsed, layout)

# runtime/python/pyomp_cc/type_names.py
#
# Type names of signatures: scalars, arrays of them by subscript, signatures by call, and their parser.
"""Types as signatures write them: ``float64``, ``float64[:, ::1]``, ``float64(int64, float64[:])``."""

import ast

__all__ = ["Array", "Signature", "Tuple", "Type", "UniTuple", "none", "void"]

# Each scalar type with the other names that programs give it.
_SCALARS = {
    "bool_": ("boolean", "b1"),
    "int8": ("i1", "char"),
    "int16": ("i2", "short"),
    "int32": ("i4", "intc"),
    "int64": ("i8", "intp", "int_", "long_", "longlong", "ssize_t"),
    "uint8": ("u1", "byte", "uchar"),
    "uint16": ("u2", "ushort"),
    "uint32": ("u4", "uintc"),
    "uint64": ("u8", "uintp", "uint", "ulong", "ulonglong", "size_t"),
    "float32": ("f4", "float_"),
    "float64": ("f8", "double"),
    "complex64": ("c8",),
    "complex128": ("c16",),
}
# Names that only strings may use, since they are Python's own elsewhere.
_PYTHON_NAMES = {"int": "int64", "float": "float64", "complex": "complex128", "bool": "bool_", "None": "none"}


class Type:
    """A type by name. ``T[:, :]`` is an array of T, ``T(A, B)`` the signature of a function from A and B to T."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __getitem__(self, index) -> "Array":
        return Array(self, *_layout(index))

    def __call__(self, *args):
        if all(isinstance(arg, Type) for arg in args):
            return Signature(self, args)
        if len(args) != 1 or self.name not in _SCALARS:
            raise TypeError(f"{self} is called with types to make a signature, or with one number to convert")
        import numpy

        return getattr(numpy, self.name)(args[0])

    def __eq__(self, other) -> bool:
        return isinstance(other, Type) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return self.name

    __repr__ = __str__


class Array(Type):
    """An array type: element type, number of dimensions, and layout ``A`` (any strides), ``C`` or ``F``."""

    __slots__ = ("dtype", "layout", "ndim")

    def __init__(self, dtype: Type, ndim: int, layout: str = "A") -> None:
        if layout not in ("A", "C", "F") or not 1 <= ndim <= 32:
            raise ValueError(f"an array has 1 to 32 dimensions and layout A, C or F, not {ndim} and {layout!r}")
        axes = [":"] * ndim
        if layout != "A":
            axes[-1 if layout == "C" else 0] = "::1"
        super().__init__(f"{dtype}[{', '.join(axes)}]")
        self.dtype, self.ndim, self.layout = dtype, ndim, layout


class Tuple(Type):
    """The type of a tuple with these element types."""

    __slots__ = ("types",)

    def __init__(self, types) -> None:
        self.types = tuple(types)
        super().__init__(f"tuple[{', '.join(map(str, self.types))}]")


def UniTuple(dtype: Type, count: int) -> Tuple:  # noqa: N802 - spelled as programs write it
    """The type of a tuple with `count` elements of one type."""
    return Tuple([dtype] * count)


class Signature:
    """The type of a function: its result and its arguments."""

    __slots__ = ("arguments", "result")

    def __init__(self, result: Type | None, arguments) -> None:
        self.result = result
        self.arguments = tuple(arguments)

    def __eq__(self, other) -> bool:
        return isinstance(other, Signature) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __str__(self) -> str:
        return f"{self.result or ''}({', '.join(map(str, self.arguments))})"

    __repr__ = __str__


def _layout(index) -> tuple[int, str]:
    """Dimensions and layout of ``[:, ::1]``; raises TypeError or ValueError for anything but such slices."""
    axes = index if isinstance(index, tuple) else (index,)
    for axis in axes:
        if not isinstance(axis, slice) or axis.start is not None or axis.stop is not None or axis.step not in (None, 1):
            raise TypeError(f"an array type is subscripted with `:` and `::1`, not {axis!r}")
    contiguous = [number for number, axis in enumerate(axes) if axis.step == 1]
    if not contiguous:
        return len(axes), "A"
    if len(contiguous) > 1 or contiguous[0] not in (0, len(axes) - 1):
        raise ValueError("`::1` stands on the last axis (C order) or on the first (Fortran order)")
    return len(axes), "C" if contiguous[0] == len(axes) - 1 else "F"


none = void = Type("none")
_BY_NAME: dict[str, Type] = {"none": none, "void": void}
for _name, _others in _SCALARS.items():
    for _spelling in (_name, *_others):
        _BY_NAME[_spelling] = Type(_name)
        globals()[_spelling] = _BY_NAME[_spelling]
        __all__.append(_spelling)
_BY_NAME.update({_spelling: _BY_NAME[_name] for _spelling, _name in _PYTHON_NAMES.items()})


def parse_signature(text: str) -> Signature:
    """Reads ``"float64(int64, float64[:, ::1])"`` or ``"(int64,)"``; raises ValueError naming what is not a type."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"{text!r} is not a signature: {error.msg}") from None
    if isinstance(tree, ast.Call) and not tree.keywords:
        return Signature(_parse_type(tree.func, text), [_parse_type(arg, text) for arg in tree.args])
    if isinstance(tree, ast.Tuple):
        return Signature(None, [_parse_type(element, text) for element in tree.elts])
    return Signature(None, [_parse_type(tree, text)])


def _parse_type(node: ast.expr, text: str) -> Type:
    """The type that an expression of a signature names. Signatures nest a few levels at most, so recursion is bounded
    by the parser's own limit."""
    if isinstance(node, ast.Constant) and node.value is None:
        return none
    if isinstance(node, ast.Attribute):
        node = ast.Name(node.attr)
    if isinstance(node, ast.Name):
        if node.id not in _BY_NAME:
            raise ValueError(f"{text!r} names `{node.id}`, which is no type")
        return _BY_NAME[node.id]
    if isinstance(node, ast.Subscript):
        base, index = node.value, node.slice
        if isinstance(base, ast.Name) and base.id in ("tuple", "Tuple"):
            return Tuple(_parse_type(e, text) for e in (index.elts if isinstance(index, ast.Tuple) else [index]))
        axes = index.elts if isinstance(index, ast.Tuple) else [index]
        if all(isinstance(axis, ast.Slice) for axis in axes):
            return _parse_type(base, text)[tuple(slice(*map(_constant, (a.lower, a.upper, a.step))) for a in axes)]
    if isinstance(node, (ast.Tuple, ast.List)):
        return Tuple(_parse_type(element, text) for element in node.elts)
    if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)) and not node.keywords:
        maker = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        if maker == "Tuple" and len(node.args) == 1 and isinstance(node.args[0], (ast.Tuple, ast.List)):
            return _parse_type(node.args[0], text)
        if maker == "UniTuple" and len(node.args) == 2 and isinstance(_constant(node.args[1]), int):
            return UniTuple(_parse_type(node.args[0], text), _constant(node.args[1]))
    raise ValueError(f"{text!r} is not a signature: `{ast.unparse(node)}` is no type")


def _constant(node: ast.expr | None):
    return node.value if isinstance(node, ast.Constant) else node

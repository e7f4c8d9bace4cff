// runtime/include/pyomp/binding/provided.hpp
//
// What a compiled module gives its uncompiled rest in place of numba, numba.openmp and pyomp_cc, which need not be
// there.
#pragma once

#include "call.hpp"
#include "routines.hpp"

namespace py::detail {

/// Decorators and contexts for code that stays in the interpreter; `provided` finds every other name.
inline constexpr const char* ProvidedSource = R"py(
def njit(*args, **options):
    plain = len(args) == 1 and callable(args[0]) and not options and hasattr(args[0], "__code__")
    return args[0] if plain or (args and type(args[0]).__name__ == "compiled_function") else (lambda function: function)

jit = stencil = njit
prange = range

def vectorize(*args, **options):
    from numpy import vectorize as elementwise
    plain = len(args) == 1 and hasattr(args[0], "__code__")
    return elementwise(args[0]) if plain else elementwise

def guvectorize(*args, **options):
    try:
        from pyomp_cc import guvectorize
        return guvectorize(*args, **options)
    except ImportError:
        pass
    def decorate(function):
        def absent(*args, **options):
            raise NotImplementedError(f"{function.__name__}() stayed Python, and guvectorize needs the package pyomp_cc")
        return absent
    return decorate

def jitclass(spec_or_class=None, spec=None):
    return spec_or_class if isinstance(spec_or_class, type) else (lambda cls: cls)

class openmp:
    def __init__(self, directive):
        self.directive = directive

    def __enter__(self):
        return None

    def __exit__(self, *error):
        return None

openmp_context = openmp

class _TypeName:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._name

    def __getitem__(self, index):
        return self

    def __call__(self, *args):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return provided(name)

def provided(name, module=None):
    names = globals()
    if not name:
        return _TypeName("pyomp_cc")
    if name in names and not name.startswith("_"):
        return names[name]
    try:
        import pyomp_cc
        return getattr(pyomp_cc, name)
    except (ImportError, AttributeError):
        pass
    if name.startswith("omp_") and "lock" in name:
        def absent(*args):
            raise NotImplementedError(f"{name}() outside of compiled functions needs the package pyomp_cc")
        return absent
    if name.startswith("omp_"):
        raise ImportError(f"cannot import name {name!r} from 'pyomp_cc'")
    return _TypeName(name)

def everything():
    """What `from pyomp_cc import *` binds."""
    names = {name: _TypeName(name) for name in (
        "boolean bool_ void int8 int16 int32 int64 uint8 uint16 uint32 uint64 intp uintp "
        "float32 float64 complex64 complex128 types typeof").split()}
    ours = ("provided", "everything", "function")
    names.update({name: value for name, value in globals().items() if name[0] != "_" and name not in ours})
    return names

def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return provided(name)
)py";

/// Fills the namespace of `__pyomp_cc__`. Returns whether it worked; a Python error otherwise.
inline bool fillProvided(PyObject* module) {
  PyObject* names = PyModule_GetDict(module);
  if (PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) < 0 || !addRoutines(module)) {
    return false;
  }
  Reference code(Py_CompileString(ProvidedSource, "<pyomp_cc>", Py_file_input));
  return code && Reference(PyEval_EvalCode(code.get(), names, names));
}

} // namespace py::detail

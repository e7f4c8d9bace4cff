// runtime/include/pyomp/binding/provided.hpp
//
// What a compiled module gives its uncompiled rest in place of numba, numba.openmp and pyomp_cc, which need not be
// there.
#pragma once

#include "../openmp.hpp"
#include "call.hpp"

#include <omp.h>

namespace py::detail {

/// Decorators and contexts for code that stays in the interpreter; `provided` finds every other name.
inline constexpr const char* ProvidedSource = R"py(
def njit(*args, **options):
    plain = len(args) == 1 and callable(args[0]) and not options and hasattr(args[0], "__code__")
    return args[0] if plain or (args and type(args[0]).__name__ == "compiled_function") else (lambda function: function)

jit = vectorize = guvectorize = stencil = njit
prange = range

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
    if name.startswith("omp_"):
        raise ImportError(f"cannot import name {name!r} from 'pyomp_cc'")
    return _TypeName(name)
)py";

template <auto Routine> PyObject* callIntRoutine(PyObject*, PyObject*) { return PyLong_FromLong(Routine()); }
inline PyObject* callInParallel(PyObject*, PyObject*) { return PyBool_FromLong(::omp_in_parallel()); }
inline PyObject* callWtime(PyObject*, PyObject*) { return PyFloat_FromDouble(::omp_get_wtime()); }
inline PyObject* callWtick(PyObject*, PyObject*) { return PyFloat_FromDouble(::omp_get_wtick()); }
inline PyObject* callSetNumThreads(PyObject*, PyObject* argument) {
  long long count = PyLong_AsLongLong(argument);
  if (count == -1 && PyErr_Occurred()) return nullptr;
  if (count < 1 || count > std::numeric_limits<int>::max()) {
    PyErr_SetString(PyExc_ValueError, "the number of threads must be positive");
    return nullptr;
  }
  ::omp_set_num_threads(static_cast<int>(count));
  Py_RETURN_NONE;
}

inline PyMethodDef Routines[] = {{"omp_get_thread_num", callIntRoutine<::omp_get_thread_num>, METH_NOARGS, nullptr},
                                 {"omp_get_num_threads", callIntRoutine<::omp_get_num_threads>, METH_NOARGS, nullptr},
                                 {"omp_get_max_threads", callIntRoutine<::omp_get_max_threads>, METH_NOARGS, nullptr},
                                 {"omp_get_num_procs", callIntRoutine<::omp_get_num_procs>, METH_NOARGS, nullptr},
                                 {"omp_get_thread_limit", callIntRoutine<::omp_get_thread_limit>, METH_NOARGS, nullptr},
                                 {"omp_get_level", callIntRoutine<::omp_get_level>, METH_NOARGS, nullptr},
                                 {"omp_get_active_level", callIntRoutine<::omp_get_active_level>, METH_NOARGS, nullptr},
                                 {"omp_get_wtime", callWtime, METH_NOARGS, nullptr},
                                 {"omp_get_wtick", callWtick, METH_NOARGS, nullptr},
                                 {"omp_in_parallel", callInParallel, METH_NOARGS, nullptr},
                                 {"omp_set_num_threads", callSetNumThreads, METH_O, nullptr},
                                 {nullptr, nullptr, 0, nullptr}};

/// Fills the namespace of `__pyomp_cc__`. Returns whether it worked; a Python error otherwise.
inline bool fillProvided(PyObject* module) {
  PyObject* names = PyModule_GetDict(module);
  if (PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) < 0 ||
      PyModule_AddFunctions(module, Routines) < 0) {
    return false;
  }
  Reference code(Py_CompileString(ProvidedSource, "<pyomp_cc>", Py_file_input));
  return code && Reference(PyEval_EvalCode(code.get(), names, names));
}

} // namespace py::detail

// runtime/include/pyomp/binding/module.hpp
//
// The module object: multi-phase initialisation (PEP 489) that runs the rest of the source with the functions in place.
#pragma once

#include "../apart.hpp"
#include "function_type.hpp"
#include "provided.hpp"
#include "ufunc.hpp"
#include "variable.hpp"

namespace py::detail {

/// Kept in a capsule that is `self` of `__pyomp_cc__.function`.
struct Factory {
  const ModuleFacts* facts;
  PyObject* type;
  PyObject* module_dict;
};
inline constexpr const char* FactoryName = "pyomp_cc.factory";

/// `__pyomp_cc__.function(name, defaults=(), keyword_defaults={})`: the compiled function, at the place of its def.
inline PyObject* makeByName(PyObject* self, PyObject* args) {
  auto* factory = static_cast<Factory*>(PyCapsule_GetPointer(self, FactoryName));
  const char* name = nullptr;
  PyObject* defaults = nullptr;
  PyObject* keyword_defaults = nullptr;
  if (!factory || !PyArg_ParseTuple(args, "s|O!O!", &name, &PyTuple_Type, &defaults, &PyDict_Type, &keyword_defaults)) {
    return nullptr;
  }
  Reference no_defaults(PyTuple_New(0));
  Reference no_keyword_defaults(PyDict_New());
  if (!no_defaults || !no_keyword_defaults) return nullptr;
  for (const Function& function : factory->facts->functions) {
    if (std::strcmp(function.name, name) != 0) continue;
    Reference made(makeFunction(factory->type, *factory->facts, function, factory->module_dict,
                                defaults ? defaults : no_defaults.get(),
                                keyword_defaults ? keyword_defaults : no_keyword_defaults.get()));
    return made && function.ufunc ? makeUfunc(function, made.get()) : made.release();
  }
  PyErr_Format(PyExc_SystemError, "%s is not compiled in this module", name);
  return nullptr;
}

inline void deleteFactory(PyObject* capsule) {
  auto* factory = static_cast<Factory*>(PyCapsule_GetPointer(capsule, FactoryName));
  Py_XDECREF(factory->type);
  Py_XDECREF(factory->module_dict);
  delete factory;
}

inline Reference makeProvided(PyObject* module, const ModuleFacts& facts) {
  static PyMethodDef make_by_name = {"function", makeByName, METH_VARARGS, nullptr};
  Reference provided(PyModule_New("__pyomp_cc__"));
  if (!provided || !fillProvided(provided.get())) return {};
  auto* factory = new Factory{&facts, makeFunctionType(module), Py_NewRef(PyModule_GetDict(module))};
  Reference capsule(PyCapsule_New(factory, FactoryName, deleteFactory));
  if (!capsule || !factory->type) return {};
  Reference function(PyCFunction_New(&make_by_name, capsule.get()));
  if (!function || PyObject_SetAttrString(provided.get(), "function", function.get()) < 0) return {};
  return provided;
}

/// Gets NumPy's table of functions; -1 and a Python error when there is no NumPy.
#ifdef NO_IMPORT_ARRAY
int importNumPy();
#else
PYOMP_APART int importNumPy() { return _import_array(); }
#endif

/// Runs the module's source: statements that replaced a def find the compiled functions in `__pyomp_cc__`.
PYOMP_APART int executeModule(PyObject* module, const ModuleFacts& facts) {
  for (const Function& function : facts.functions) {
    bool shares = false;
    for (const Variable* variable : function.variables) shares |= variable->uses_numpy;
    if (!usesNumPy(function) && !shares) continue;
    if (importNumPy() < 0) return -1;
    break;
  }
  PyObject* names = PyModule_GetDict(module);
  Reference provided = makeProvided(module, facts);
  if (!provided || PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) < 0 ||
      PyDict_SetItemString(names, "__pyomp_cc__", provided.get()) < 0) {
    return -1;
  }
  // The text is UTF-8, whatever the coding line of the original file says.
  PyCompilerFlags flags{PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE, PY_MINOR_VERSION};
  Reference code(Py_CompileStringFlags(facts.source, facts.file_name, Py_file_input, &flags));
  Reference done(code ? PyEval_EvalCode(code.get(), names, names) : nullptr);
  if (!done) return -1;
  // What the module has taken from it may live on; the factory, which knows the module, shall not.
  if (PyObject_DelAttrString(provided.get(), "function") < 0) return -1;
  return PyDict_DelItemString(names, "__pyomp_cc__");
}

} // namespace py::detail

/// Ends a generated file, inside the namespace that holds `Functions` and `Lines`: makes it the module `name`.
#define PYOMP_MODULE(name, file_name, source)                                                                          \
  PyMODINIT_FUNC PyInit_##name() {                                                                                     \
    static constexpr py::ModuleFacts Facts{file_name, source, Functions, Lines};                                       \
    static PyModuleDef_Slot slots[] = {{Py_mod_exec, reinterpret_cast<void*>(+[](PyObject* module) {                   \
                                          return py::detail::executeModule(module, Facts);                             \
                                        })},                                                                           \
                                       {0, nullptr}};                                                                  \
    static PyModuleDef definition = {                                                                                  \
        PyModuleDef_HEAD_INIT, #name, nullptr, 0, nullptr, slots, nullptr, nullptr, nullptr};                          \
    return PyModuleDef_Init(&definition);                                                                              \
  }                                                                                                                    \
  static_assert(true)

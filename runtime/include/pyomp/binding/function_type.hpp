// runtime/include/pyomp/binding/function_type.hpp
//
// The Python type of compiled functions: attributes, calls as methods, pickling by name.
#pragma once

#include "call.hpp"

namespace py::detail {

inline FunctionObject* asFunction(PyObject* self) { return reinterpret_cast<FunctionObject*>(self); }

inline int traverseFunction(PyObject* self, visitproc visit, void* arg) {
  FunctionObject* function = asFunction(self);
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(function->module_dict);
  Py_VISIT(function->defaults);
  Py_VISIT(function->keyword_defaults);
  Py_VISIT(function->binder);
  Py_VISIT(function->dict);
  return 0;
}
inline int clearFunction(PyObject* self) {
  FunctionObject* function = asFunction(self);
  Py_CLEAR(function->module_dict);
  Py_CLEAR(function->defaults);
  Py_CLEAR(function->keyword_defaults);
  Py_CLEAR(function->binder);
  Py_CLEAR(function->dict);
  return 0;
}
inline void deleteFunction(PyObject* self) {
  PyObject_GC_UnTrack(self);
  if (asFunction(self)->weak_references) PyObject_ClearWeakRefs(self);
  clearFunction(self);
  PyTypeObject* type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}
inline PyObject* showFunction(PyObject* self) {
  return PyUnicode_FromFormat("<compiled function %s at %p>", asFunction(self)->facts->name, self);
}
inline PyObject* bindMethod(PyObject* self, PyObject* object, PyObject*) {
  return object ? PyMethod_New(self, object) : Py_NewRef(self);
}
inline PyObject* nameOf(PyObject* self, void*) { return PyUnicode_FromString(asFunction(self)->facts->name); }
inline PyObject* docOf(PyObject* self, void*) {
  const char* doc = asFunction(self)->facts->doc;
  return doc ? PyUnicode_FromString(doc) : Py_NewRef(Py_None);
}
inline PyObject* moduleOf(PyObject* self, void*) {
  PyObject* name = PyDict_GetItemString(asFunction(self)->module_dict, "__name__");
  return Py_NewRef(name ? name : Py_None);
}
/// __defaults__, __kwdefaults__, __annotations__ and so on: those of the Python function of the same signature.
inline PyObject* ofBinder(PyObject* self, void* attribute) {
  PyObject* binder = binderOf(asFunction(self));
  return binder ? PyObject_GetAttrString(binder, static_cast<const char*>(attribute)) : nullptr;
}
inline PyObject* signatureOf(PyObject* self, void*) {
  PyObject* binder = binderOf(asFunction(self));
  Reference inspect(binder ? PyImport_ImportModule("inspect") : nullptr);
  return inspect ? PyObject_CallMethod(inspect.get(), "signature", "O", binder) : nullptr;
}
inline PyObject* reduceFunction(PyObject* self, PyObject*) { return nameOf(self, nullptr); }

/// The type, made anew for each module object: nothing is shared between interpreters.
inline PyObject* makeFunctionType(PyObject* module) {
  static PyGetSetDef attributes[] = {
      {"__name__", nameOf, nullptr, nullptr, nullptr},
      {"__qualname__", nameOf, nullptr, nullptr, nullptr},
      {"__doc__", docOf, nullptr, nullptr, nullptr},
      {"__module__", moduleOf, nullptr, nullptr, nullptr},
      {"__defaults__", ofBinder, nullptr, nullptr, const_cast<char*>("__defaults__")},
      {"__kwdefaults__", ofBinder, nullptr, nullptr, const_cast<char*>("__kwdefaults__")},
      {"__annotations__", ofBinder, nullptr, nullptr, const_cast<char*>("__annotations__")},
      {"__signature__", signatureOf, nullptr, nullptr, nullptr},
      {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict, nullptr, nullptr},
      {nullptr, nullptr, nullptr, nullptr, nullptr}};
  static PyMethodDef methods[] = {{"__reduce__", reduceFunction, METH_NOARGS, nullptr}, {nullptr, nullptr, 0, nullptr}};
  static PyMemberDef members[] = {
      {"__vectorcalloffset__", T_PYSSIZET, offsetof(FunctionObject, vectorcall), READONLY, nullptr},
      {"__dictoffset__", T_PYSSIZET, offsetof(FunctionObject, dict), READONLY, nullptr},
      {"__weaklistoffset__", T_PYSSIZET, offsetof(FunctionObject, weak_references), READONLY, nullptr},
      {nullptr, 0, 0, 0, nullptr}};
  static PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(deleteFunction)},
                                {Py_tp_traverse, reinterpret_cast<void*>(traverseFunction)},
                                {Py_tp_clear, reinterpret_cast<void*>(clearFunction)},
                                {Py_tp_repr, reinterpret_cast<void*>(showFunction)},
                                {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                                {Py_tp_descr_get, reinterpret_cast<void*>(bindMethod)},
                                {Py_tp_getset, attributes},
                                {Py_tp_methods, methods},
                                {Py_tp_members, members},
                                {0, nullptr}};
  static PyType_Spec spec = {"pyomp_cc.compiled_function", sizeof(FunctionObject), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL |
                                 Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_METHOD_DESCRIPTOR,
                             slots};
  return PyType_FromModuleAndSpec(module, &spec, nullptr);
}

/// A new compiled function of the module whose names are in `module_dict`.
inline PyObject* makeFunction(PyObject* type, const ModuleFacts& module_facts, const Function& facts,
                              PyObject* module_dict, PyObject* defaults, PyObject* keyword_defaults) {
  auto* function = PyObject_GC_New(FunctionObject, reinterpret_cast<PyTypeObject*>(type));
  if (!function) return nullptr;
  function->vectorcall = facts.vectorcall;
  function->facts = &facts;
  function->module_facts = &module_facts;
  function->module_dict = Py_NewRef(module_dict);
  function->defaults = Py_NewRef(defaults);
  function->keyword_defaults = Py_NewRef(keyword_defaults);
  function->binder = nullptr;
  function->weak_references = nullptr;
  function->dict = nullptr;
  PyObject_GC_Track(reinterpret_cast<PyObject*>(function));
  return reinterpret_cast<PyObject*>(function);
}

}  // namespace py::detail

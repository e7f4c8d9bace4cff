// runtime/include/pyomp/binding/function_type.hpp
//
// The Python type of compiled functions: attributes, calls as methods. Pickling and copying are those of types: by
// name.
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
  return PyType_Type.tp_traverse(self, visit, arg);
}
inline int clearFunction(PyObject* self) {
  FunctionObject* function = asFunction(self);
  Py_CLEAR(function->module_dict);
  Py_CLEAR(function->defaults);
  Py_CLEAR(function->keyword_defaults);
  Py_CLEAR(function->binder);
  return PyType_Type.tp_clear(self);
}
inline PyObject* showFunction(PyObject* self) {
  return PyUnicode_FromFormat("<compiled function %s at %p>", asFunction(self)->facts->name, self);
}
/// In a class the function is a method.
inline PyObject* bindMethod(PyObject* self, PyObject* object, PyObject*) {
  return object && object != Py_None ? PyMethod_New(self, object) : Py_NewRef(self);
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

/// The type of functions, made anew for each module object: nothing is shared between interpreters.
inline PyObject* makeFunctionType(PyObject* module) {
  static PyGetSetDef attributes[] = {
      {"__defaults__", ofBinder, nullptr, nullptr, const_cast<char*>("__defaults__")},
      {"__kwdefaults__", ofBinder, nullptr, nullptr, const_cast<char*>("__kwdefaults__")},
      {"__annotations__", ofBinder, nullptr, nullptr, const_cast<char*>("__annotations__")},
      {"__signature__", signatureOf, nullptr, nullptr, nullptr},
      {nullptr, nullptr, nullptr, nullptr, nullptr}};
  static PyMemberDef members[] = {
      {"__vectorcalloffset__", T_PYSSIZET, offsetof(PyTypeObject, tp_vectorcall), READONLY, nullptr},
      {nullptr, 0, 0, 0, nullptr}};
  static PyType_Slot slots[] = {{Py_tp_traverse, reinterpret_cast<void*>(traverseFunction)},
                                {Py_tp_clear, reinterpret_cast<void*>(clearFunction)},
                                {Py_tp_repr, reinterpret_cast<void*>(showFunction)},
                                {Py_tp_descr_get, reinterpret_cast<void*>(bindMethod)},
                                {Py_tp_call, reinterpret_cast<void*>(PyVectorcall_Call)},
                                {Py_tp_getset, attributes},
                                {Py_tp_members, members},
                                {0, nullptr}};
  static PyType_Spec spec = {
      "pyomp_cc.compiled_function", sizeof(FunctionObject), 0,
      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_IMMUTABLETYPE, slots};
  Reference bases(PyTuple_Pack(1, reinterpret_cast<PyObject*>(&PyType_Type)));
  return bases ? PyType_FromModuleAndSpec(module, &spec, bases.get()) : nullptr;
}

/// A docstring, which may hold lone surrogates as a literal of Python's may; None without one.
inline PyObject* makeDocstring(const char* doc) {
  if (!doc) return Py_NewRef(Py_None);
  return PyUnicode_DecodeUTF8(doc, static_cast<Py_ssize_t>(std::char_traits<char>::length(doc)), "surrogatepass");
}

/// A new compiled function of the module whose names are in `module_dict`.
inline PyObject* makeFunction(PyObject* type, const ModuleFacts& module_facts, const Function& facts,
                              PyObject* module_dict, PyObject* defaults, PyObject* keyword_defaults) {
  PyObject* module_name = PyDict_GetItemString(module_dict, "__name__");
  Reference doc(makeDocstring(facts.doc));
  if (!doc) return nullptr;
  Reference args(Py_BuildValue("s(){sOsOs()}", facts.name, "__module__", module_name ? module_name : Py_None, "__doc__",
                               Py_None, "__slots__"));
  if (!args) return nullptr;
  Reference made(PyType_Type.tp_new(reinterpret_cast<PyTypeObject*>(type), args.get(), nullptr));
  if (!made) return nullptr;
  auto* function = asFunction(made.get());
  // Given when it is made it would have to be UTF-8.
  if (PyDict_SetItemString(function->type.ht_type.tp_dict, "__doc__", doc.get()) < 0) return nullptr;
  function->facts = &facts;
  function->module_facts = &module_facts;
  function->module_dict = Py_NewRef(module_dict);
  function->defaults = Py_NewRef(defaults);
  function->keyword_defaults = Py_NewRef(keyword_defaults);
  PyTypeObject& callable = function->type.ht_type;
  callable.tp_vectorcall = facts.vectorcall;
  // It has no instances: neither object's __new__ nor a derived class may make one.
  callable.tp_new = nullptr;
  callable.tp_flags |= Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  callable.tp_flags &= ~static_cast<unsigned long>(Py_TPFLAGS_BASETYPE);
  return made.release();
}

} // namespace py::detail

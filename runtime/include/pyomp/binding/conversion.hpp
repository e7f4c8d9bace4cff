// runtime/include/pyomp/binding/conversion.hpp
//
// Arguments that are not exactly what a signature takes: which conversions lose nothing, and what is said of the
// others.
#pragma once

#include "function.hpp"

#include <cstring>
#include <string>

namespace py::detail {

/// How well an object fits a parameter: 0 as it is, more for each step away, NoFit for not at all.
inline constexpr int NoFit = 1000;

inline bool isNumPyScalar(PyObject* object, const char* kind) {
  return std::strncmp(Py_TYPE(object)->tp_name, "numpy.", 6) == 0 &&
         std::strstr(Py_TYPE(object)->tp_name, kind) != nullptr;
}
/// int, or a NumPy integer, or what else says by __index__ that it is one; bools are ranked apart.
inline bool isIndex(PyObject* object) {
  return PyIndex_Check(object) && !PyBool_Check(object) && !isNumPyScalar(object, "ndarray");
}
inline bool isNumPyBool(PyObject* object) { return isNumPyScalar(object, "numpy.bool"); }
inline bool isNumPyFloat(PyObject* object) { return isNumPyScalar(object, "float"); }

PYOMP_APART int rankArray(const ParameterType& type, PyObject* object) {
  // Other exporters of memory are looked at through the ndarray that NumPy makes of them.
  if (!PyArray_Check(object))
    return PyObject_CheckBuffer(object) && !PyBytes_Check(object) && !isNumPyScalar(object, "") ? 3 : NoFit;
  auto* array = reinterpret_cast<PyArrayObject*>(object);
  if (PyArray_NDIM(array) != type.dimensions || !PyArray_EquivTypenums(PyArray_TYPE(array), type.type_number) ||
      PyArray_ISBYTESWAPPED(array) || !PyArray_ISALIGNED(array) || !stridesAreWhole(array) ||
      (type.c_order && !PyArray_IS_C_CONTIGUOUS(array))) {
    return NoFit;
  }
  return isArray(object, type.type_number, type.dimensions, type.c_order, false) ? 0 : 1;
}

PYOMP_APART int rank(const ParameterType& type, PyObject* object) {
  switch (type.kind) {
  case ParameterKind::Bool: return PyBool_Check(object) ? 0 : isNumPyBool(object) ? 1 : NoFit;
  case ParameterKind::Int:
    if (PyLong_CheckExact(object)) return 0;
    return isIndex(object) ? 1 : PyBool_Check(object) || isNumPyBool(object) ? 2 : NoFit;
  case ParameterKind::Float:
    if (PyFloat_Check(object)) return PyFloat_CheckExact(object) ? 0 : 1;
    if (isNumPyFloat(object)) return 1;
    return isIndex(object) ? 2 : PyBool_Check(object) || isNumPyBool(object) ? 3 : NoFit;
  case ParameterKind::Complex:
    if (PyComplex_Check(object)) return PyComplex_CheckExact(object) ? 0 : 1;
    if (isNumPyScalar(object, "complex")) return 1;
    if (PyFloat_Check(object) || isNumPyFloat(object)) return 2;
    return isIndex(object) ? 3 : PyBool_Check(object) || isNumPyBool(object) ? 4 : NoFit;
  case ParameterKind::Scalar: {
    if (PyArray_IsScalar(object, Generic)) {
      Reference descr(reinterpret_cast<PyObject*>(PyArray_DescrFromScalar(object)));
      int number = reinterpret_cast<PyArray_Descr*>(descr.get())->type_num;
      return number == type.type_number ? 0 : PyArray_CanCastSafely(number, type.type_number) ? 1 : NoFit;
    }
    // Python's numbers are weak: they take the type of the parameter if it is of their kind or above (NEP 50).
    if (PyBool_Check(object)) return 2;
    if (PyLong_Check(object)) return type.type_number == NPY_BOOL ? NoFit : 2;
    if (PyComplex_Check(object)) return PyTypeNum_ISCOMPLEX(type.type_number) ? 2 : NoFit;
    bool holds_floats = PyTypeNum_ISFLOAT(type.type_number) || PyTypeNum_ISCOMPLEX(type.type_number);
    return PyFloat_Check(object) && holds_floats ? 2 : NoFit;
  }
  case ParameterKind::Array: return rankArray(type, object);
  case ParameterKind::Str: return PyUnicode_Check(object) ? (PyUnicode_CheckExact(object) ? 0 : 1) : NoFit;
  case ParameterKind::Container: return type.container->rank(object);
  case ParameterKind::None: return object == Py_None ? 0 : NoFit;
  }
  return NoFit;
}

/// Whether the int fits 64 bits; raises OverflowError otherwise.
PYOMP_APART PyObject* fittingInt(Reference number, const char* function, const char* name) {
  if (!number) return nullptr;
  int overflow = 0;
  PyLong_AsLongLongAndOverflow(number.get(), &overflow);
  if (overflow == 0) return number.release();
  PyErr_Format(PyExc_OverflowError, "%s() argument '%s': the int does not fit in 64 bits", function, name);
  return nullptr;
}

/// An object that is exactly of the parameter's type, for one that fits: a new reference, or null with a Python error.
PYOMP_APART PyObject* convert(const ParameterType& type, PyObject* object, const char* function, const char* name) {
  switch (type.kind) {
  case ParameterKind::Bool: {
    int truth = PyObject_IsTrue(object);
    return truth < 0 ? nullptr : PyBool_FromLong(truth);
  }
  case ParameterKind::Int: {
    if (PyLong_CheckExact(object)) return fittingInt(Reference::borrow(object), function, name);
    if (isNumPyBool(object)) return PyLong_FromLong(PyObject_IsTrue(object));
    // A subclass of int is its own index; only its value counts.
    Reference index(PyNumber_Index(object));
    return index ? fittingInt(Reference(PyNumber_Long(index.get())), function, name) : nullptr;
  }
  case ParameterKind::Float: {
    if (PyFloat_CheckExact(object)) return Py_NewRef(object);
    if (isNumPyBool(object)) return PyFloat_FromDouble(PyObject_IsTrue(object));
    double value = PyFloat_AsDouble(object);
    return value == -1.0 && PyErr_Occurred() ? nullptr : PyFloat_FromDouble(value);
  }
  case ParameterKind::Complex: {
    if (PyComplex_CheckExact(object)) return Py_NewRef(object);
    if (isNumPyBool(object)) return PyComplex_FromDoubles(PyObject_IsTrue(object), 0);
    Py_complex value = PyComplex_AsCComplex(object);
    return value.real == -1.0 && PyErr_Occurred() ? nullptr : PyComplex_FromCComplex(value);
  }
  case ParameterKind::Scalar: {
    Reference descr(reinterpret_cast<PyObject*>(PyArray_DescrFromType(type.type_number)));
    PyObject* scalar_type = reinterpret_cast<PyObject*>(reinterpret_cast<PyArray_Descr*>(descr.get())->typeobj);
    return PyObject_CallOneArg(scalar_type, object);
  }
  case ParameterKind::Array: {
    if (!PyArray_Check(object)) {
      Reference array(PyArray_FROM_O(object));
      if (!array) return nullptr;
      if (rankArray(type, array.get()) < NoFit) return convert(type, array.get(), function, name);
      PyErr_Format(PyExc_TypeError, "%s() argument '%s' exports memory that is no array of %s", function, name,
                   type.type);
      return nullptr;
    }
    auto* array = reinterpret_cast<PyArrayObject*>(object);
    if (type.written && !PyArray_ISWRITEABLE(array)) {
      PyErr_SetString(PyExc_ValueError, "assignment destination is read-only");
      return nullptr;
    }
    if (isArray(object, type.type_number, type.dimensions, type.c_order, type.written)) return Py_NewRef(object);
    // A subclass, or another number of the same type (long and long long): look at it as the plain one.
    return PyArray_View(array, PyArray_DescrFromType(type.type_number), &PyArray_Type);
  }
  // Of a subclass (np.str_ is one) only the characters count.
  case ParameterKind::Str: return PyUnicode_FromObject(object);
  case ParameterKind::Container: return type.container->fits(object, function, name) ? Py_NewRef(object) : nullptr;
  case ParameterKind::None: return Py_NewRef(object);
  }
  return nullptr;
}

/// The type in the notation of signatures: `float64[:, ::1]`.
PYOMP_APART std::string arrayText(const std::string& type, int dimensions, bool c_order) {
  std::string text = type + "[";
  for (int axis = 0; axis < dimensions; ++axis) {
    text += axis > 0 ? ", " : "";
    text += c_order && axis == dimensions - 1 ? "::1" : ":";
  }
  return text + "]";
}
PYOMP_APART std::string expected(const ParameterType& type) {
  switch (type.kind) {
  case ParameterKind::Bool: return "bool";
  case ParameterKind::Int: return "int";
  case ParameterKind::Float: return "float";
  case ParameterKind::Complex: return "complex";
  case ParameterKind::Scalar: return std::string("numpy.") + type.type;
  case ParameterKind::Array: return arrayText(type.type, type.dimensions, type.c_order);
  case ParameterKind::Str: return "str";
  case ParameterKind::Container: return type.container->expected();
  case ParameterKind::None: return "None";
  }
  return {};
}
PYOMP_APART std::string describe(PyObject* object) {
  Reference text(PyObject_Str(object));
  const char* characters = text ? PyUnicode_AsUTF8(text.get()) : nullptr;
  if (!characters) PyErr_Clear();
  return characters ? characters : "?";
}
/// What an argument is, with what speaks against it where its type would fit. `numpy` is whether NumPy's API is there.
PYOMP_APART std::string found(PyObject* object, bool numpy) {
  if (!numpy || !PyArray_Check(object)) return Py_TYPE(object)->tp_name;
  auto* array = reinterpret_cast<PyArrayObject*>(object);
  std::string text = describe(reinterpret_cast<PyObject*>(PyArray_DESCR(array)));
  if (text.size() > 1 && (text[0] == '>' || text[0] == '<')) {
    Reference name(PyObject_GetAttrString(reinterpret_cast<PyObject*>(PyArray_DESCR(array)), "name"));
    if (name) text = describe(name.get());
  }
  if (PyArray_NDIM(array) == 0)
    text += "[()]";
  else
    text = arrayText(text, PyArray_NDIM(array), PyArray_IS_C_CONTIGUOUS(array));
  if (PyArray_ISBYTESWAPPED(array))
    text += " in foreign byte order";
  else if (!PyArray_ISALIGNED(array))
    text += ", not aligned";
  else if (!stridesAreWhole(array))
    text += " with strides that are no whole elements";
  return text;
}

} // namespace py::detail

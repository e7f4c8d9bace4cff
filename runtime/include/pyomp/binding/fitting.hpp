// runtime/include/pyomp/binding/fitting.hpp
//
// Whether containers fit a parameter, and what is said of those that do not: compiled once for all types of elements,
// of which they know the facts only.
#pragma once

#include "signature.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace py::detail {

/// How far an object is from a parameter that it does not fit at all.
inline constexpr int Misfit = 1000;

/// The facts of the elements of a container, of the keys and values of a dict, of each element of a tuple.
using PartFacts = std::span<const ContainerFacts* const>;

/// `list[int]`, `dict[str, int]`.
PYOMP_APART std::string containerName(const char* kind, PartFacts parts) {
  std::string text = kind;
  text += '[';
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += ", ";
    text += parts[i]->expected();
  }
  if (parts.empty()) text += "()";
  text += ']';
  return text;
}

/// `list whose element 3 is str`
PYOMP_APART std::string misfitAt(const char* kind, Py_ssize_t place, const ContainerFacts& facts, PyObject* element) {
  std::string text = kind;
  text += " whose element ";
  text += std::to_string(place);
  text += " is ";
  text += facts.found(element);
  return text;
}
/// `set with an element that is str`
PYOMP_APART std::string misfitWith(const char* kind, const char* what, const ContainerFacts& facts, PyObject* element) {
  std::string text = kind;
  text += what;
  text += facts.found(element);
  return text;
}

PYOMP_APART int listRank(PyObject* object, const ContainerFacts& element) {
  if (!PyList_Check(object)) return Misfit;
  int worst = PyList_CheckExact(object) ? 0 : 1;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object) && worst < Misfit; ++i) {
    worst = std::max(worst, element.rank(PyList_GET_ITEM(object, i)));
  }
  return worst;
}
PYOMP_APART std::string listMisfit(PyObject* object, const ContainerFacts& element) {
  if (!PyList_Check(object)) return Py_TYPE(object)->tp_name;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i) {
    PyObject* item = PyList_GET_ITEM(object, i);
    if (element.rank(item) >= Misfit) return misfitAt("list", i, element, item);
  }
  return "list";
}
PYOMP_APART bool listFits(PyObject* object, const char* function, const char* parameter,
                          const ContainerFacts& element) {
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i) {
    if (!element.fits(PyList_GET_ITEM(object, i), function, parameter)) return false;
  }
  return true;
}

PYOMP_APART int dictRank(PyObject* object, const ContainerFacts& key, const ContainerFacts& value) {
  if (!PyDict_Check(object)) return Misfit;
  int worst = PyDict_CheckExact(object) ? 0 : 1;
  PyObject *one, *other;
  for (Py_ssize_t place = 0; worst < Misfit && PyDict_Next(object, &place, &one, &other);) {
    worst = std::max({worst, key.rank(one), value.rank(other)});
  }
  return worst;
}
PYOMP_APART std::string dictMisfit(PyObject* object, const ContainerFacts& key, const ContainerFacts& value) {
  if (!PyDict_Check(object)) return Py_TYPE(object)->tp_name;
  PyObject *one, *other;
  for (Py_ssize_t place = 0; PyDict_Next(object, &place, &one, &other);) {
    if (key.rank(one) >= Misfit) return misfitWith("dict", " with a key that is ", key, one);
    if (value.rank(other) >= Misfit) return misfitWith("dict", " with a value that is ", value, other);
  }
  return Py_TYPE(object)->tp_name;
}
PYOMP_APART bool dictFits(PyObject* object, const char* function, const char* parameter, const ContainerFacts& key,
                          const ContainerFacts& value) {
  PyObject *one, *other;
  for (Py_ssize_t place = 0; PyDict_Next(object, &place, &one, &other);) {
    if (!key.fits(one, function, parameter) || !value.fits(other, function, parameter)) return false;
  }
  return true;
}

inline bool isTuple(PyObject* object, std::size_t length) {
  return PyTuple_Check(object) && PyTuple_GET_SIZE(object) == static_cast<Py_ssize_t>(length);
}
PYOMP_APART int tupleRank(PyObject* object, PartFacts parts) {
  if (!isTuple(object, parts.size())) return Misfit;
  int worst = PyTuple_CheckExact(object) ? 0 : 1;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    worst = std::max(worst, parts[i]->rank(PyTuple_GET_ITEM(object, static_cast<Py_ssize_t>(i))));
  }
  return worst;
}
PYOMP_APART std::string tupleMisfit(PyObject* object, PartFacts parts) {
  if (!PyTuple_Check(object)) return Py_TYPE(object)->tp_name;
  if (!isTuple(object, parts.size())) return "tuple of length " + std::to_string(PyTuple_GET_SIZE(object));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    PyObject* element = PyTuple_GET_ITEM(object, static_cast<Py_ssize_t>(i));
    if (parts[i]->rank(element) >= Misfit) return misfitAt("tuple", static_cast<Py_ssize_t>(i), *parts[i], element);
  }
  return "tuple";
}
PYOMP_APART bool tupleFits(PyObject* object, const char* function, const char* parameter, PartFacts parts) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i]->fits(PyTuple_GET_ITEM(object, static_cast<Py_ssize_t>(i)), function, parameter)) return false;
  }
  return true;
}

} // namespace py::detail

// runtime/include/pyomp/binding/python.hpp
//
// CPython's and NumPy's C API with the settings that all of the binding agrees on, and an owning reference.
#pragma once

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#include <Python.h>

#include <frameobject.h>
#include <structmember.h>

#ifndef NPY_NO_DEPRECATED_API
#define NPY_NO_DEPRECATED_API NPY_2_0_API_VERSION
#endif
#ifndef NPY_TARGET_VERSION
#define NPY_TARGET_VERSION NPY_1_22_API_VERSION
#endif
// NumPy's table of functions: one for the module and the object that the slow paths are in.
#if defined(PYOMP_RUNTIME_APART) || defined(PYOMP_RUNTIME_OBJECT)
#define PY_ARRAY_UNIQUE_SYMBOL pyomp_cc_numpy_api
#endif
#ifdef PYOMP_RUNTIME_APART
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>
#include <numpy/arrayscalars.h>

#include <utility>

namespace py {

/// A counted reference to a Python object, or null. Needs the GIL for everything but moves.
class Reference {
 public:
  Reference() = default;
  /// Takes over the reference that the caller has.
  explicit Reference(PyObject* object) : object_(object) {}
  Reference(Reference&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Reference& operator=(Reference&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Reference() { Py_XDECREF(object_); }

  static Reference borrow(PyObject* object) {
    Py_XINCREF(object);
    return Reference(object);
  }
  PyObject* get() const { return object_; }
  PyObject* release() { return std::exchange(object_, nullptr); }
  explicit operator bool() const { return object_ != nullptr; }

 private:
  PyObject* object_ = nullptr;
};

} // namespace py

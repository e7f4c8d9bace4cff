// runtime/include/pyomp/binding/signature.hpp
//
// How Python sees the C++ types of a compiled function: which objects a parameter takes, and how they are read.
#pragma once

#include "../apart.hpp"
#include "../array.hpp"
#include "../numpy_scalar.hpp"
#include "../text/str.hpp"
#include "python.hpp"

#include <complex>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>

namespace py {

/// Which objects a parameter takes.
enum class ParameterKind : std::uint8_t { Bool, Int, Float, Complex, Scalar, Array, Str, Container, None };

/// What is asked of a type that has elements (binding/containers.hpp).
struct ContainerFacts {
  int (*rank)(PyObject* object);
  /// Whether all ints fit; a Python error that names function and parameter otherwise.
  bool (*fits)(PyObject* object, const char* function, const char* parameter);
  std::string (*expected)();
  std::string (*found)(PyObject* object);
};

/// One parameter type, as data, so that all but the fastest path is shared by all functions.
struct ParameterType {
  ParameterKind kind;
  int type_number = NPY_NOTYPE; ///< Scalar, Array: NumPy's
  const char* type = "";        ///< Scalar, Array: NumPy's name
  int dimensions = 0;
  bool c_order = false;
  bool written = false;
  const ContainerFacts* container = nullptr;
};

template <class T> constexpr int type_number() {
  if constexpr (std::is_same_v<T, bool>)
    return NPY_BOOL;
  else if constexpr (std::is_same_v<T, float>)
    return NPY_FLOAT32;
  else if constexpr (std::is_same_v<T, double>)
    return NPY_FLOAT64;
  else if constexpr (std::is_same_v<T, std::complex<float>>)
    return NPY_COMPLEX64;
  else if constexpr (std::is_same_v<T, std::complex<double>>)
    return NPY_COMPLEX128;
  else if constexpr (std::is_same_v<T, std::int8_t>)
    return NPY_INT8;
  else if constexpr (std::is_same_v<T, std::int16_t>)
    return NPY_INT16;
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return NPY_INT32;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return NPY_INT64;
  else if constexpr (std::is_same_v<T, std::uint8_t>)
    return NPY_UINT8;
  else if constexpr (std::is_same_v<T, std::uint16_t>)
    return NPY_UINT16;
  else if constexpr (std::is_same_v<T, std::uint32_t>)
    return NPY_UINT32;
  else if constexpr (std::is_same_v<T, std::uint64_t>)
    return NPY_UINT64;
}

namespace detail {

/// Whether `object` is an ndarray that a view with these facts can look at as it is.
[[gnu::always_inline]] inline bool isArray(PyObject* object, int type_number, int dimensions, bool c_order,
                                           bool written) {
  if (Py_TYPE(object) != &PyArray_Type) return false;
  auto* array = reinterpret_cast<PyArrayObject*>(object);
  int wanted = NPY_ARRAY_ALIGNED | (c_order ? NPY_ARRAY_C_CONTIGUOUS : 0) | (written ? NPY_ARRAY_WRITEABLE : 0);
  const PyArray_Descr* descr = PyArray_DESCR(array);
  return PyArray_NDIM(array) == dimensions && descr->type_num == type_number && descr->byteorder != NPY_OPPBYTE &&
         (PyArray_FLAGS(array) & wanted) == wanted;
}
/// Whether an array's strides are whole elements.
inline bool stridesAreWhole(PyArrayObject* array) {
  for (int axis = 0; axis < PyArray_NDIM(array); ++axis) {
    if (PyArray_STRIDE(array, axis) % PyArray_ITEMSIZE(array) != 0) return false;
  }
  return true;
}

/// The characters of a Python str, lone surrogates included.
PYOMP_APART Str textOf(PyObject* object) {
  auto count = static_cast<Int>(PyUnicode_GET_LENGTH(object));
  const void* data = PyUnicode_DATA(object);
  switch (PyUnicode_KIND(object)) {
  case PyUnicode_1BYTE_KIND: return {static_cast<const Latin1*>(data), count};
  case PyUnicode_2BYTE_KIND: return {static_cast<const char16_t*>(data), count};
  default: return {static_cast<const char32_t*>(data), count};
  }
}

PYOMP_APART void releaseObject(Owner* owner) noexcept {
  PyGILState_STATE state = PyGILState_Ensure();
  Py_DECREF(static_cast<PyObject*>(owner->object));
  PyGILState_Release(state);
  delete owner;
}

} // namespace detail

/// Parameter<T>: `facts`, `exact(object)` (may be read as it is) and `read(object)`, for every type of a signature.
template <class T> struct Parameter;

template <> struct Parameter<bool> {
  static constexpr ParameterType facts{ParameterKind::Bool};
  static bool exact(PyObject* object) { return PyBool_Check(object); }
  static bool read(PyObject* object) { return object == Py_True; }
};
template <> struct Parameter<Int> {
  static constexpr ParameterType facts{ParameterKind::Int};
  static bool exact(PyObject* object) { return PyLong_CheckExact(object); }
  /// Leaves a Python error when the int does not fit.
  static Int read(PyObject* object) { return PyLong_AsLongLong(object); }
};
template <> struct Parameter<double> {
  static constexpr ParameterType facts{ParameterKind::Float};
  static bool exact(PyObject* object) { return PyFloat_CheckExact(object); }
  static double read(PyObject* object) { return PyFloat_AS_DOUBLE(object); }
};
template <> struct Parameter<std::complex<double>> {
  static constexpr ParameterType facts{ParameterKind::Complex};
  static bool exact(PyObject* object) { return PyComplex_CheckExact(object); }
  static std::complex<double> read(PyObject* object) {
    return {PyComplex_RealAsDouble(object), PyComplex_ImagAsDouble(object)};
  }
};
template <> struct Parameter<Str> {
  static constexpr ParameterType facts{ParameterKind::Str};
  static bool exact(PyObject* object) { return PyUnicode_CheckExact(object); }
  static Str read(PyObject* object) { return detail::textOf(object); }
};
/// None and nothing else.
template <> struct Parameter<std::nullopt_t> {
  static constexpr ParameterType facts{ParameterKind::None};
  static bool exact(PyObject* object) { return object == Py_None; }
  static std::nullopt_t read(PyObject*) { return std::nullopt; }
};
template <class T> struct Parameter<NumPy<T>> {
  static constexpr ParameterType facts{ParameterKind::Scalar, type_number<T>(), type_name<T>()};
  static bool exact(PyObject* object) {
    if (!PyArray_IsScalar(object, Generic)) return false;
    Reference descr(reinterpret_cast<PyObject*>(PyArray_DescrFromScalar(object)));
    return descr && reinterpret_cast<PyArray_Descr*>(descr.get())->type_num == type_number<T>();
  }
  static T read(PyObject* object) {
    T value{};
    PyArray_ScalarAsCtype(object, &value);
    return value;
  }
};
template <class T>
  requires std::is_arithmetic_v<T>
struct Parameter<T> : Parameter<NumPy<T>> {};
template <> struct Parameter<std::complex<float>> : Parameter<NumPy<std::complex<float>>> {};

template <class T, int N, Layout L> struct Parameter<View<T, N, L>> {
  using Element = std::remove_const_t<T>;
  static constexpr ParameterType facts{ParameterKind::Array, type_number<Element>(), type_name<Element>(), N, L == C,
                                       !std::is_const_v<T>};
  [[gnu::always_inline]] static bool exact(PyObject* object) {
    return detail::isArray(object, facts.type_number, N, L == C, facts.written) &&
           (L == C || detail::stridesAreWhole(reinterpret_cast<PyArrayObject*>(object)));
  }
  [[gnu::always_inline]] static View<T, N, L> read(PyObject* object) {
    auto* array = reinterpret_cast<PyArrayObject*>(object);
    Int shape[N];
    for (int axis = 0; axis < N; ++axis) shape[axis] = PyArray_DIM(array, axis);
    auto* data = static_cast<T*>(PyArray_DATA(array));
    if constexpr (L == C) {
      return {data, shape};
    } else {
      Int strides[N];
      for (int axis = 0; axis < N; ++axis) {
        strides[axis] = PyArray_STRIDE(array, axis) / static_cast<Int>(sizeof(T));
      }
      return {data, shape, strides};
    }
  }
};
template <class T, int N, Layout L> struct Parameter<Array<T, N, L>> : Parameter<View<T, N, L>> {
  static Array<T, N, L> read(PyObject* object) {
    auto* owner = new Owner;
    owner->release = detail::releaseObject;
    owner->object = Py_NewRef(object);
    return {Parameter<View<T, N, L>>::read(object), owner};
  }
};

/// toPython(value): a new reference, or null with a Python error.
inline PyObject* toPython(bool value) { return PyBool_FromLong(value); }
inline PyObject* toPython(Int value) { return PyLong_FromLongLong(value); }
inline PyObject* toPython(double value) { return PyFloat_FromDouble(value); }
inline PyObject* toPython(const std::complex<double>& value) {
  return PyComplex_FromDoubles(value.real(), value.imag());
}
inline PyObject* toPython(const Str& text) {
  return PyUnicode_FromKindAndData(text.width(), text.data<void>(), static_cast<Py_ssize_t>(text.size()));
}
template <class T> PyObject* toPython(NumPy<T> scalar) {
  Reference descr(reinterpret_cast<PyObject*>(PyArray_DescrFromType(type_number<T>())));
  return PyArray_Scalar(&scalar.value, reinterpret_cast<PyArray_Descr*>(descr.get()), nullptr);
}
// Numbers without a detour by their descriptor; NumPy's names of scalars are those of C's types (numpy/arrayscalars.h).
#define PYOMP_SCALAR(Type, Class)                                                                                      \
  inline PyObject* toPython(NumPy<Type> scalar) {                                                                      \
    PyObject* object = PyArrayScalar_New(Class);                                                                       \
    if (object) PyArrayScalar_ASSIGN(object, Class, scalar.value);                                                     \
    return object;                                                                                                     \
  }
PYOMP_SCALAR(double, Double)
PYOMP_SCALAR(float, Float)
PYOMP_SCALAR(long, Long)
PYOMP_SCALAR(int, Int)
#undef PYOMP_SCALAR
template <class T>
  requires std::is_arithmetic_v<T>
PyObject* toPython(T value) {
  return toPython(NumPy<T>{value});
}
inline PyObject* toPython(const std::complex<float>& value) { return toPython(NumPy<std::complex<float>>{value}); }

namespace detail {

/// Makes the ndarray of returned memory; takes over one count of `owner`.
PYOMP_APART PyObject* arrayToPython(int type_number, int dimensions, npy_intp* shape, npy_intp* strides, void* data,
                                    Owner* owner, bool writeable) {
  auto drop = [](Owner* dropped) {
    if (dropped && dropped->count.fetch_sub(1, std::memory_order_acq_rel) == 1) dropped->release(dropped);
  };
  if (owner && owner->object) {
    // Memory that came from Python: the same object if it is looked at as a whole.
    auto* object = static_cast<PyObject*>(owner->object);
    auto* array = reinterpret_cast<PyArrayObject*>(object);
    bool same = PyArray_DATA(array) == data && PyArray_NDIM(array) == dimensions;
    for (int axis = 0; same && axis < dimensions; ++axis) {
      same =
          PyArray_DIM(array, axis) == shape[axis] && (shape[axis] < 2 || PyArray_STRIDE(array, axis) == strides[axis]);
    }
    if (same) {
      Py_INCREF(object);
      drop(owner);
      return object;
    }
  }
  Reference result(PyArray_New(&PyArray_Type, dimensions, shape, type_number, strides, data, 0,
                               writeable ? NPY_ARRAY_WRITEABLE : 0, nullptr));
  Reference base;
  if (owner && owner->object) {
    base = Reference::borrow(static_cast<PyObject*>(owner->object));
    drop(owner);
  } else {
    base = Reference(PyCapsule_New(owner, "pyomp_cc.memory", [](PyObject* capsule) {
      auto* kept = static_cast<Owner*>(PyCapsule_GetPointer(capsule, "pyomp_cc.memory"));
      if (kept->count.fetch_sub(1, std::memory_order_acq_rel) == 1) kept->release(kept);
    }));
    if (!base) drop(owner);
  }
  if (!result || !base) return nullptr;
  auto* array = reinterpret_cast<PyArrayObject*>(result.get());
  PyArray_UpdateFlags(array, NPY_ARRAY_UPDATE_ALL);
  if (PyArray_SetBaseObject(array, base.release()) < 0) return nullptr;
  return result.release();
}

} // namespace detail

template <class T, int N, Layout L> PyObject* toPython(const Array<T, N, L>& array) {
  npy_intp shape[N];
  npy_intp strides[N];
  for (int axis = 0; axis < N; ++axis) {
    shape[axis] = array.shape(axis);
    strides[axis] = array.strideOf(axis) * static_cast<npy_intp>(sizeof(T));
  }
  using Element = std::remove_const_t<T>;
  return detail::arrayToPython(type_number<Element>(), N, shape, strides, const_cast<Element*>(array.data()),
                               array.share(), !std::is_const_v<T>);
}
template <class... Elements> PyObject* toPython(const std::tuple<Elements...>& elements);

/// Whether a result of this type is made through NumPy's API.
template <class T>
inline constexpr bool UsesNumPy =
    !(std::is_void_v<T> || std::is_same_v<T, bool> || std::is_same_v<T, Int> || std::is_same_v<T, double> ||
      std::is_same_v<T, std::complex<double>> || std::is_same_v<T, Str>);
template <class... Elements> inline constexpr bool UsesNumPy<std::tuple<Elements...>> = (UsesNumPy<Elements> || ...);

/// The result of a function as its signature shows it: `Shown` differs from the C++ type only in NumPy scalars.
template <class Shown, class T> PyObject* toPythonAs(const T& value) {
  if constexpr (std::is_same_v<Shown, T>) {
    return toPython(value);
  } else {
    return toPython(Shown{value});
  }
}
template <class... Shown, class... Elements>
PyObject* toPythonAs(const std::tuple<Elements...>& elements, std::tuple<Shown...>*) {
  Reference result(PyTuple_New(sizeof...(Elements)));
  if (!result) return nullptr;
  return [&]<std::size_t... I>(std::index_sequence<I...>) -> PyObject* {
    auto put = [&](std::size_t index, PyObject* item) {
      if (item) PyTuple_SET_ITEM(result.get(), static_cast<Py_ssize_t>(index), item);
      return item != nullptr;
    };
    return (put(I, toPythonAs<Shown>(std::get<I>(elements))) && ...) ? result.release() : nullptr;
  }(std::index_sequence_for<Elements...>{});
}
template <class... Elements> PyObject* toPython(const std::tuple<Elements...>& elements) {
  return toPythonAs(elements, static_cast<std::tuple<Elements...>*>(nullptr));
}

} // namespace py

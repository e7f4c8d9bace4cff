// runtime/include/pyomp/binding/variable.hpp
//
// Variables of the module that compiled functions use: read from its dict when a call begins, written back when it
// ends.
#pragma once

#include "../apart.hpp"
#include "conversion.hpp"
#include "function.hpp"

#include <cstring>
#include <type_traits>

namespace py {

/// One variable of the module. All that touches it runs with the GIL.
struct Variable {
  const char* name; ///< in Python
  const ParameterType* type;
  bool uses_numpy;
  /// Whether an object is exactly of the type.
  bool (*exact)(PyObject*);
  /// Puts the value of such an object into the C++ variable, unless a compiled call has the variable already. False
  /// with a Python error where an int does not fit.
  bool (*enter)(PyObject*);
  /// The value as an object where it has changed since; null where not. `failed` tells the error from that.
  PyObject* (*leave)(bool& failed);
};

namespace detail {

/// How many compiled calls have the variable, and what Python has of it. `Place` gives the C++ variable; of a
/// threadprivate one each thread has its own, and its calls count for themselves.
template <auto Place, class Shown, bool OfThread> struct VariableOf {
  using T = std::remove_cvref_t<decltype(Place())>;
  struct Known {
    int calls = 0;
    T value{};
  };
  static Known& known() {
    if constexpr (OfThread) {
      static thread_local Known of_thread;
      return of_thread;
    } else {
      static Known of_all;
      return of_all;
    }
  }
  static bool same(const T& left, const T& right) {
    // A NaN is what it was, and -0.0 is no 0.0.
    if constexpr (std::is_trivially_copyable_v<T>)
      return std::memcmp(&left, &right, sizeof(T)) == 0;
    else
      return left == right;
  }
  static bool enter(PyObject* object) {
    Known& python = known();
    if (python.calls > 0) {
      ++python.calls;
      return true;
    }
    T value = Parameter<Shown>::read(object);
    if (PyErr_Occurred()) return false;
    Place() = python.value = value;
    python.calls = 1;
    return true;
  }
  static PyObject* leave(bool& failed) {
    Known& python = known();
    --python.calls;
    if (same(Place(), python.value)) return nullptr;
    python.value = Place();
    PyObject* object = toPythonAs<Shown>(python.value);
    failed = object == nullptr;
    return object;
  }
};

} // namespace detail

/// A row of the module's table of variables: PYOMP_VARIABLE(counter, Int, "counter"), with its type as Python sees it.
#define PYOMP_VARIABLE(place, shown, name) py::variable<[]() -> auto& { return place; }, shown, false>(name)
/// The same for a variable that is threadprivate.
#define PYOMP_THREAD_VARIABLE(place, shown, name) py::variable<[]() -> auto& { return place; }, shown, true>(name)

template <auto Place, class Shown, bool OfThread> consteval Variable variable(const char* name) {
  using Of = detail::VariableOf<Place, Shown, OfThread>;
  return {name, &Parameter<Shown>::facts, UsesNumPy<Shown>, Parameter<Shown>::exact, Of::enter, Of::leave};
}

/// Reads the variables, calls, and writes back those that have changed, also where the call raised.
PYOMP_APART PyObject* callSharing(PyObject* self, PyObject* const* args, std::size_t nargsf, PyObject* keyword_names) {
  auto* function = reinterpret_cast<FunctionObject*>(self);
  const Function& facts = *function->facts;
  PyObject* names = function->module_dict;
  std::size_t entered = 0;
  for (const Variable* variable : facts.variables) {
    PyObject* object = PyDict_GetItemString(names, variable->name);
    if (!object) {
      PyErr_Format(PyExc_NameError, "name '%s' is not defined", variable->name);
      break;
    }
    Reference converted;
    if (!variable->exact(object)) {
      if (detail::rank(*variable->type, object) == detail::NoFit) {
        PyErr_Format(PyExc_TypeError, "the module's variable '%s' must be %s, not %s", variable->name,
                     detail::expected(*variable->type).c_str(), Py_TYPE(object)->tp_name);
        break;
      }
      converted = Reference(detail::convert(*variable->type, object, facts.name, variable->name));
      if (!converted) break;
      object = converted.get();
    }
    if (!variable->enter(object)) break;
    ++entered;
  }
  PyObject* result = entered == facts.variables.size() ? facts.inner(self, args, nargsf, keyword_names) : nullptr;
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  for (const Variable* variable : facts.variables) {
    if (entered-- == 0) break;
    bool failed = false;
    Reference object(variable->leave(failed));
    if (failed || (object && PyDict_SetItemString(names, variable->name, object.get()) < 0)) Py_CLEAR(result);
  }
  if (type) PyErr_Restore(type, value, traceback);
  return result;
}

namespace detail {

template <auto& Table, int... Indices> inline constexpr const Variable* shared_rows[] = {&Table[Indices]...};

} // namespace detail

/// A row of the table of functions for one that uses these rows of the table of variables.
template <auto& Table, int... Indices> consteval Function sharing(Function function) {
  function.variables = detail::shared_rows<Table, Indices...>;
  function.inner = function.vectorcall;
  function.vectorcall = callSharing;
  return function;
}

} // namespace py

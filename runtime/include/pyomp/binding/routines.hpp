// runtime/include/pyomp/binding/routines.hpp
//
// The routines of OpenMP and the enumerators of omp.h as functions and ints of Python, for code of a compiled module
// that stays in the interpreter.
#pragma once

#include "../affinity.hpp"
#include "../openmp.hpp"
#include "../text/bytes.hpp"
#include "call.hpp"

#include <omp.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace py::detail {

template <auto Function> bool isTrue() { return Function() != 0; }

inline PyObject* asPython(bool value) { return PyBool_FromLong(value); }
inline PyObject* asPython(int value) { return PyLong_FromLong(value); }
inline PyObject* asPython(Int value) { return PyLong_FromLongLong(value); }
inline PyObject* asPython(double value) { return PyFloat_FromDouble(value); }
inline PyObject* asPython(const std::tuple<Int, Int>& pair) {
  return Py_BuildValue("(LL)", static_cast<long long>(std::get<0>(pair)), static_cast<long long>(std::get<1>(pair)));
}

inline PyObject* asPython(const Str& text) {
  std::string utf8 = text.utf8();
  return PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), nullptr);
}
inline PyObject* asPython(const Tuple<Int>& numbers) {
  PyObject* tuple = PyTuple_New(static_cast<Py_ssize_t>(numbers.size()));
  for (Int i = 0; tuple && i < numbers.size(); ++i) PyTuple_SET_ITEM(tuple, i, PyLong_FromLongLong(numbers[i]));
  return tuple;
}

inline bool readArgument(PyObject* object, Str& value) {
  Py_ssize_t size = 0;
  const char* utf8 = PyUnicode_AsUTF8AndSize(object, &size);
  if (utf8) value = Bytes::of(std::string_view(utf8, static_cast<std::size_t>(size))).decode();
  return utf8 != nullptr;
}
inline bool readArgument(PyObject* object, Int& value) {
  value = PyLong_AsLongLong(object);
  return value != -1 || !PyErr_Occurred();
}
inline bool readArgument(PyObject* object, bool& value) {
  int truth = PyObject_IsTrue(object);
  value = truth > 0;
  return truth >= 0;
}

/// Calls a routine with Python's arguments; a last `int line` is no argument of Python's.
template <class Result, class... Parameters>
PyObject* callRoutine(Result (*function)(Parameters...), PyObject* const* args, Py_ssize_t given) {
  constexpr std::size_t Expected = (std::size_t{!std::is_same_v<Parameters, int>} + ... + 0);
  if (given != static_cast<Py_ssize_t>(Expected)) {
    return PyErr_Format(PyExc_TypeError, "the routine takes %zu arguments (%zd given)", Expected, given);
  }
  std::tuple<Parameters...> values{};
  bool read = [&]<std::size_t... I>(std::index_sequence<I...>) {
    auto one = [&](auto& value, std::size_t place) {
      if constexpr (std::is_same_v<std::remove_reference_t<decltype(value)>, int>)
        return true;
      else
        return readArgument(args[place], value);
    };
    return (one(std::get<I>(values), I) && ...);
  }(std::index_sequence_for<Parameters...>{});
  if (!read) return nullptr;
  try {
    if constexpr (std::is_void_v<Result>) {
      std::apply(function, values);
      Py_RETURN_NONE;
    } else {
      return asPython(std::apply(function, values));
    }
  } catch (const BaseException& exception) {
    PyErr_SetString(pythonClass(exception.kind()), exception.message() ? exception.message()->c_str() : "");
    return nullptr;
  }
}

template <auto Function> PyMethodDef routine(const char* name) {
  _PyCFunctionFast call = [](PyObject*, PyObject* const* args, Py_ssize_t given) {
    return callRoutine(+Function, args, given);
  };
  return {name, reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(call)), METH_FASTCALL, nullptr};
}

/// All of them, as a module takes them.
PYOMP_APART PyMethodDef* routines() {
  static PyMethodDef rows[] = {routine<py::omp_capture_affinity>("omp_capture_affinity"),
                               routine<py::omp_display_affinity>("omp_display_affinity"),
                               routine<py::omp_display_env>("omp_display_env"),
                               routine<::omp_get_active_level>("omp_get_active_level"),
                               routine<py::omp_get_affinity_format>("omp_get_affinity_format"),
                               routine<py::omp_get_ancestor_thread_num>("omp_get_ancestor_thread_num"),
                               routine<isTrue<::omp_get_cancellation>>("omp_get_cancellation"),
                               routine<::omp_get_default_device>("omp_get_default_device"),
                               routine<::omp_get_device_num>("omp_get_device_num"),
                               routine<isTrue<::omp_get_dynamic>>("omp_get_dynamic"),
                               routine<::omp_get_initial_device>("omp_get_initial_device"),
                               routine<::omp_get_level>("omp_get_level"),
                               routine<::omp_get_max_active_levels>("omp_get_max_active_levels"),
                               routine<::omp_get_max_task_priority>("omp_get_max_task_priority"),
                               routine<::omp_get_max_teams>("omp_get_max_teams"),
                               routine<::omp_get_max_threads>("omp_get_max_threads"),
                               routine<isTrue<::omp_get_nested>>("omp_get_nested"),
                               routine<::omp_get_num_devices>("omp_get_num_devices"),
                               routine<::omp_get_num_places>("omp_get_num_places"),
                               routine<::omp_get_num_procs>("omp_get_num_procs"),
                               routine<::omp_get_num_teams>("omp_get_num_teams"),
                               routine<::omp_get_num_threads>("omp_get_num_threads"),
                               routine<::omp_get_partition_num_places>("omp_get_partition_num_places"),
                               routine<py::omp_get_partition_place_nums>("omp_get_partition_place_nums"),
                               routine<::omp_get_place_num>("omp_get_place_num"),
                               routine<py::omp_get_place_num_procs>("omp_get_place_num_procs"),
                               routine<py::omp_get_place_proc_ids>("omp_get_place_proc_ids"),
                               routine<::omp_get_proc_bind>("omp_get_proc_bind"),
                               routine<py::omp_get_schedule>("omp_get_schedule"),
                               routine<::omp_get_supported_active_levels>("omp_get_supported_active_levels"),
                               routine<::omp_get_team_num>("omp_get_team_num"),
                               routine<py::omp_get_team_size>("omp_get_team_size"),
                               routine<::omp_get_teams_thread_limit>("omp_get_teams_thread_limit"),
                               routine<::omp_get_thread_limit>("omp_get_thread_limit"),
                               routine<::omp_get_thread_num>("omp_get_thread_num"),
                               routine<::omp_get_wtick>("omp_get_wtick"),
                               routine<::omp_get_wtime>("omp_get_wtime"),
                               routine<isTrue<::omp_in_explicit_task>>("omp_in_explicit_task"),
                               routine<isTrue<::omp_in_final>>("omp_in_final"),
                               routine<isTrue<::omp_in_parallel>>("omp_in_parallel"),
                               routine<isTrue<::omp_is_initial_device>>("omp_is_initial_device"),
                               routine<py::omp_pause_resource>("omp_pause_resource"),
                               routine<py::omp_pause_resource_all>("omp_pause_resource_all"),
                               routine<py::omp_set_affinity_format>("omp_set_affinity_format"),
                               routine<py::omp_set_default_device>("omp_set_default_device"),
                               routine<py::omp_set_dynamic>("omp_set_dynamic"),
                               routine<py::omp_set_max_active_levels>("omp_set_max_active_levels"),
                               routine<py::omp_set_nested>("omp_set_nested"),
                               routine<py::omp_set_num_teams>("omp_set_num_teams"),
                               routine<py::omp_set_num_threads>("omp_set_num_threads"),
                               routine<py::omp_set_schedule>("omp_set_schedule"),
                               routine<py::omp_set_teams_thread_limit>("omp_set_teams_thread_limit"),
                               {nullptr, nullptr, 0, nullptr}};
  return rows;
}

struct Enumerator {
  const char* name;
  Int value;
};
inline constexpr Enumerator Enumerators[] = {
    {"omp_control_tool_end", 4},
    {"omp_control_tool_flush", 3},
    {"omp_control_tool_pause", 2},
    {"omp_control_tool_start", 1},
    {"omp_lock_hint_contended", 2},
    {"omp_lock_hint_none", 0},
    {"omp_lock_hint_nonspeculative", 4},
    {"omp_lock_hint_speculative", 8},
    {"omp_lock_hint_uncontended", 1},
    {"omp_pause_hard", 2},
    {"omp_pause_soft", 1},
    {"omp_proc_bind_close", 3},
    {"omp_proc_bind_false", 0},
    {"omp_proc_bind_master", 2},
    {"omp_proc_bind_primary", 2},
    {"omp_proc_bind_spread", 4},
    {"omp_proc_bind_true", 1},
    {"omp_sched_auto", 4},
    {"omp_sched_dynamic", 2},
    {"omp_sched_guided", 3},
    {"omp_sched_monotonic", 0x80000000},
    {"omp_sched_static", 1},
    {"omp_sync_hint_contended", 2},
    {"omp_sync_hint_none", 0},
    {"omp_sync_hint_nonspeculative", 4},
    {"omp_sync_hint_speculative", 8},
    {"omp_sync_hint_uncontended", 1},
};

/// Adds them to a module. Returns whether it worked; a Python error otherwise.
PYOMP_APART bool addRoutines(PyObject* module) {
  for (const Enumerator& enumerator : Enumerators) {
    Reference value(PyLong_FromLongLong(enumerator.value));
    if (!value || PyObject_SetAttrString(module, enumerator.name, value.get()) < 0) return false;
  }
  return PyModule_AddFunctions(module, routines()) == 0;
}

} // namespace py::detail

// runtime/include/pyomp/binding/print.hpp
//
// Writes texts to Python's streams, from any thread.
#pragma once

#include "../affinity.hpp"
#include "../text/print.hpp"
#include "python.hpp"
#include "signature.hpp"

#include <utility>

namespace py {

namespace detail {

/// Holds the GIL, whether or not the thread had it.
class Held {
 public:
  Held() : state_(PyGILState_Ensure()) {}
  ~Held() { PyGILState_Release(state_); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

 private:
  PyGILState_STATE state_;
};

/// Throws the Python error that is set as the nearest exception of compiled code.
[[noreturn]] PYOMP_APART void throwPythonError() {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  Reference owned_type(type), owned_value(value), owned_traceback(traceback);
  Reference text(value ? PyObject_Str(value) : PyUnicode_FromString(""));
  if (!text) PyErr_Clear();
  Str message = text ? textOf(text.get()) : Str();
  // Derived classes stand behind their bases in the table, so the last that fits is the nearest.
  ExceptionKind nearest = ExceptionKind::Exception;
#define EXCEPTION(Name, Base)                                                                                          \
  if (PyErr_GivenExceptionMatches(type, PyExc_##Name)) nearest = ExceptionKind::Name;
#include "../exceptions.def"
  switch (nearest) {
#define EXCEPTION(Name, Base)                                                                                          \
  case ExceptionKind::Name: throw Name(message, 0);
#include "../exceptions.def"
  default: throw Exception(message, 0);
  }
}

} // namespace detail

PYOMP_APART void writeText(const Str& text, bool to_stderr, bool flush) {
  detail::Held held;
  PyObject* stream = PySys_GetObject(to_stderr ? "stderr" : "stdout");
  if (!stream) throw RuntimeError(to_stderr ? "lost sys.stderr" : "lost sys.stdout", 0);
  if (stream == Py_None) return;
  Reference kept = Reference::borrow(stream);
  Reference line(toPython(text));
  if (!line || PyFile_WriteObject(line.get(), kept.get(), Py_PRINT_RAW) < 0) detail::throwPythonError();
  if (!flush) return;
  Reference done(PyObject_CallMethod(kept.get(), "flush", nullptr));
  if (!done) detail::throwPythonError();
}

PYOMP_APART void program_warns(const Str& message) { writeText(text("OpenMP warning: ", message, "\n"), true, true); }
PYOMP_APART void omp_display_affinity(Str format) { print(omp_capture_affinity(std::move(format))); }

} // namespace py

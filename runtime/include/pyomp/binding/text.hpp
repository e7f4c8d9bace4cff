// runtime/include/pyomp/binding/text.hpp
//
// What the interpreter does for texts.
#pragma once

#include "../text/methods.hpp"
#include "print.hpp"

namespace py {

PYOMP_APART Str callTextMethod(const Str& text, const char* method) {
  detail::Held held;
  Reference object(toPython(text));
  Reference result(object ? PyObject_CallMethod(object.get(), method, nullptr) : nullptr);
  if (!result) detail::throwPythonError();
  return detail::textOf(result.get());
}

PYOMP_APART Str numpyText(float value) {
  detail::Held held;
  Reference numpy(PyImport_ImportModule("numpy"));
  Reference scalar(numpy ? PyObject_CallMethod(numpy.get(), "float32", "d", static_cast<double>(value)) : nullptr);
  Reference text(scalar ? PyObject_Str(scalar.get()) : nullptr);
  if (!text) detail::throwPythonError();
  return detail::textOf(text.get());
}

} // namespace py

// runtime/include/pyomp/binding/call.hpp
//
// The slow half of a call, shared by all functions: keywords and defaults, choice of a signature, errors, tracebacks.
#pragma once

#include "conversion.hpp"

#include <new>
#include <string_view>
#include <vector>

namespace py {

namespace detail {

/// The name of parameter `index` in a list with commas.
inline std::string parameterName(const char* parameters, int index) {
  std::string_view rest = parameters;
  for (; index > 0; --index) rest.remove_prefix(std::min(rest.size(), rest.find(',') + 1));
  rest = rest.substr(0, rest.find(','));
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return std::string(rest);
}

/// The Python function with the same signature that returns its arguments as a tuple. The interpreter so binds keywords
/// and defaults and words the errors, and inspect sees a true function. Null with a Python error.
inline PyObject* binderOf(FunctionObject* self) {
  if (self->binder) return self->binder;
  const Function& facts = *self->facts;
  std::string returned = *facts.parameters ? std::string(facts.parameters) + "," : "";
  std::string source = std::string("def ") + facts.name + facts.signature + ": return (" + returned + ")";
  Reference code(Py_CompileString(source.c_str(), self->module_facts->file_name, Py_file_input));
  Reference scope(PyDict_New());
  if (!code || !scope) return nullptr;
  Reference done(PyEval_EvalCode(code.get(), self->module_dict, scope.get()));
  if (!done) return nullptr;
  PyObject* function = PyDict_GetItemString(scope.get(), facts.name);
  if (!function || !PyFunction_Check(function)) {
    PyErr_SetString(PyExc_SystemError, "the signature of a compiled function is damaged");
    return nullptr;
  }
  if (PyFunction_SetDefaults(function, PyTuple_GET_SIZE(self->defaults) > 0 ? self->defaults : Py_None) < 0 ||
      PyFunction_SetKwDefaults(function,
                               PyDict_GET_SIZE(self->keyword_defaults) > 0 ? self->keyword_defaults : Py_None) < 0) {
    return nullptr;
  }
  self->binder = Py_NewRef(function);
  return self->binder;
}

inline bool usesNumPy(const Function& function) {
  for (const Overload& overload : function.overloads) {
    if (overload.uses_numpy) return true;
  }
  return false;
}

/// Says why no signature takes the arguments; returns null.
inline PyObject* raiseMismatch(FunctionObject* self, PyObject* const* args) {
  const Function& facts = *self->facts;
  bool numpy = usesNumPy(facts);
  if (facts.overloads.size() == 1) {
    const Overload& only = facts.overloads.front();
    for (int index = 0; index < only.count; ++index) {
      if (rank(*only.types[index], args[index]) < NoFit) continue;
      PyErr_Format(PyExc_TypeError, "%s() argument '%s' must be %s, not %s", facts.name,
                   parameterName(facts.parameters, index).c_str(), expected(*only.types[index]).c_str(),
                   only.types[index]->container ? only.types[index]->container->found(args[index]).c_str()
                                                : found(args[index], numpy).c_str());
      return nullptr;
    }
  }
  auto list = [](int count, auto text) {
    std::string result = "(";
    for (int index = 0; index < count; ++index) result += (index > 0 ? ", " : "") + text(index);
    return result + ")";
  };
  std::string given;
  std::string taken;
  for (const Overload& overload : facts.overloads) {
    taken += taken.empty() ? "" : ", ";
    taken += list(overload.count, [&](int index) { return expected(*overload.types[index]); });
    given = list(overload.count,
                 [&](int index) { return parameterName(facts.parameters, index) + ": " + found(args[index], numpy); });
  }
  PyErr_Format(PyExc_TypeError, "%s() takes %s, not %s", facts.name, taken.c_str(), given.c_str());
  return nullptr;
}

/// Converts and calls by the signature that needs the fewest steps, the first of equal ones.
inline PyObject* callBestFit(FunctionObject* self, PyObject* const* args) {
  const Function& facts = *self->facts;
  const Overload* best = nullptr;
  int best_rank = NoFit;
  for (const Overload& overload : facts.overloads) {
    int sum = 0;
    for (int index = 0; index < overload.count; ++index) sum += rank(*overload.types[index], args[index]);
    if (sum < best_rank) {
      best = &overload;
      best_rank = sum;
    }
  }
  if (!best) return raiseMismatch(self, args);
  std::vector<Reference> converted;
  std::vector<PyObject*> exact;
  for (int index = 0; index < best->count; ++index) {
    std::string name = parameterName(facts.parameters, index);
    converted.emplace_back(convert(*best->types[index], args[index], facts.name, name.c_str()));
    if (!converted.back()) return nullptr;
    exact.push_back(converted.back().get());
  }
  return best->call(self, exact.data());
}

} // namespace detail

PYOMP_APART PyObject* callSlowly(FunctionObject* self, PyObject* const* args, std::size_t nargsf,
                                 PyObject* keyword_names) {
  PyErr_Clear();
  detail::CurrentModule module(self->module_dict);
  try {
    bool direct = !keyword_names && PyVectorcall_NARGS(nargsf) == self->facts->overloads.front().count &&
                  !detail::hasKeywordOnly(self->facts->signature);
    if (direct) return detail::callBestFit(self, args);
    PyObject* binder = detail::binderOf(self);
    if (!binder) return nullptr;
    Reference bound(PyObject_Vectorcall(binder, args, nargsf, keyword_names));
    if (!bound) {
      // The frame of the binder is no part of the program.
      PyObject *type, *value, *traceback;
      PyErr_Fetch(&type, &value, &traceback);
      Py_XDECREF(traceback);
      PyErr_Restore(type, value, nullptr);
      return nullptr;
    }
    return detail::callBestFit(self, reinterpret_cast<PyTupleObject*>(bound.get())->ob_item);
  } catch (const std::bad_alloc&) {
    return PyErr_NoMemory();
  }
}

namespace detail {

inline PyObject* pythonClass(ExceptionKind kind) {
  switch (kind) {
  case ExceptionKind::BaseException: return PyExc_BaseException;
#define EXCEPTION(Name, Base)                                                                                          \
  case ExceptionKind::Name: return PyExc_##Name;
#include "../exceptions.def"
  }
  return PyExc_SystemError;
}

/// Adds the frame of the Python line that a line of the generated file stands for.
inline void addTraceback(FunctionObject* self, int cpp_line) {
  const Line* line = nullptr;
  for (const Line& candidate : self->module_facts->lines) {
    if (candidate.cpp_line <= cpp_line) line = &candidate;
  }
  if (!line) return;
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  Reference code(reinterpret_cast<PyObject*>(
      PyCode_NewEmpty(line->file ? line->file : self->module_facts->file_name, line->function, line->python_line)));
  Reference frame(
      code ? reinterpret_cast<PyObject*>(PyFrame_New(PyThreadState_Get(), reinterpret_cast<PyCodeObject*>(code.get()),
                                                     self->module_dict, nullptr))
           : nullptr);
  if (!frame) PyErr_Clear();
  PyErr_Restore(type, value, traceback);
  if (frame) PyTraceBack_Here(reinterpret_cast<PyFrameObject*>(frame.get()));
}

} // namespace detail

namespace detail {

/// One argument as Python's value; null with a Python error.
inline PyObject* toPython(const Argument& argument) {
  if (const bool* truth = std::get_if<bool>(&argument)) return PyBool_FromLong(*truth);
  if (const Int* integer = std::get_if<Int>(&argument)) return PyLong_FromLongLong(*integer);
  if (const double* number = std::get_if<double>(&argument)) return PyFloat_FromDouble(*number);
  if (const std::string* text = std::get_if<std::string>(&argument)) {
    return PyUnicode_DecodeUTF8(text->data(), static_cast<Py_ssize_t>(text->size()), "surrogatepass");
  }
  return Py_NewRef(Py_None);
}

/// The class object: that of the module where the file defines it.
inline PyObject* classOf(FunctionObject* self, const BaseException& exception) {
  const char* name = exception.className();
  PyObject* found = name ? PyDict_GetItemString(self->module_dict, name) : nullptr;
  return found && PyExceptionClass_Check(found) ? found : pythonClass(exception.kind());
}

/// The frames from where it was raised to the function that Python called.
inline void addTraceback(FunctionObject* self, const BaseException& exception) {
  addTraceback(self, exception.line());
  for (int line : exception.calls()) addTraceback(self, line);
}

/// C++ exceptions that have become Python's, so that one which is both cause and context stays one.
using MadeExceptions = std::vector<std::pair<const BaseException*, Reference>>;

inline PyObject* makeException(FunctionObject* self, const BaseException& exception, MadeExceptions& made);

/// A borrowed reference to the Python exception, or null where there is none.
inline PyObject* makeLinked(FunctionObject* self, const std::exception_ptr& pointer, MadeExceptions& made) {
  if (!pointer) return nullptr;
  try {
    std::rethrow_exception(pointer);
  } catch (const BaseException& exception) {
    return makeException(self, exception, made);
  } catch (...) {
    return nullptr;
  }
}

/// Makes the exception with its arguments, its traceback, its cause and its context; a borrowed reference.
inline PyObject* makeException(FunctionObject* self, const BaseException& exception, MadeExceptions& made) {
  for (const auto& [known, object] : made) {
    if (known == &exception) return object.get();
  }
  Reference arguments(PyTuple_New(static_cast<Py_ssize_t>(exception.arguments().size())));
  if (!arguments) return nullptr;
  // Where what is written is no literal the text has to do: nothing is called but what literals need.
  Reference names(exception.isWritten() ? PyDict_New() : nullptr);
  Reference callable(names ? PyDict_New() : nullptr);
  if (callable) {
    PyDict_SetItemString(callable.get(), "frozenset", reinterpret_cast<PyObject*>(&PyFrozenSet_Type));
    PyDict_SetItemString(names.get(), "__builtins__", callable.get());
  }
  Reference written(names ? PyRun_String(exception.message()->c_str(), Py_eval_input, names.get(), names.get())
                          : nullptr);
  PyErr_Clear();
  if (written) arguments = Reference(PyTuple_Pack(1, written.get()));
  if (!arguments) return nullptr;
  for (std::size_t i = 0; !written && i < exception.arguments().size(); ++i) {
    PyObject* value = toPython(exception.arguments()[i]);
    if (!value) return nullptr;
    PyTuple_SET_ITEM(arguments.get(), static_cast<Py_ssize_t>(i), value);
  }
  PyObject* object = PyObject_Call(classOf(self, exception), arguments.get(), nullptr);
  if (!object) return nullptr;
  made.emplace_back(&exception, Reference(object));
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(object)), object);
  addTraceback(self, exception);
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  if (traceback) PyException_SetTraceback(object, traceback);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  PyObject* context = makeLinked(self, exception.context(), made);
  if (context && context != object) PyException_SetContext(object, Py_NewRef(context));
  if (exception.hasCause()) {
    PyObject* cause = makeLinked(self, exception.cause(), made);
    PyException_SetCause(object, cause ? Py_NewRef(cause) : nullptr);
  }
  PyErr_Clear();
  return object;
}

} // namespace detail

[[gnu::cold]] PYOMP_APART PyObject* raiseInPython(FunctionObject* self) {
  try {
    throw;
  } catch (const Interrupted& interrupted) {
    detail::restoreInterrupt();
    detail::addTraceback(self, interrupted);
  } catch (const BaseException& exception) {
    detail::MadeExceptions made;
    PyObject* object = detail::makeException(self, exception, made);
    if (object) {
      PyObject* traceback = PyException_GetTraceback(object);
      PyErr_Restore(Py_NewRef(reinterpret_cast<PyObject*>(Py_TYPE(object))), Py_NewRef(object), traceback);
    } else if (!PyErr_Occurred()) {
      PyErr_SetString(PyExc_SystemError, "an exception of compiled code could not be made");
    }
  } catch (const std::bad_alloc&) {
    PyErr_NoMemory();
  } catch (const std::exception& exception) {
    PyErr_SetString(PyExc_SystemError, exception.what());
  } catch (...) {
    PyErr_SetString(PyExc_SystemError, "a compiled function threw an unknown exception");
  }
  return nullptr;
}

} // namespace py

// runtime/include/pyomp/binding/function.hpp
//
// The compiled functions of a module as data, and the call from Python: exact types straight through, others slowly.
#pragma once

#include "../apart.hpp"
#include "collections.hpp"
#include "containers.hpp"
#include "objects.hpp"
#include "released.hpp"
#include "signature.hpp"

#include <cstddef>

namespace py {

/// A table of constants. Not std::span: checking the constraints of its constructors takes a third of the compile time
/// of a small module.
template <class T> class Rows {
 public:
  constexpr Rows() = default;
  template <std::size_t Count> constexpr Rows(const T (&rows)[Count]) : first_(rows), last_(rows + Count) {}
  constexpr const T* begin() const { return first_; }
  constexpr const T* end() const { return last_; }
  constexpr const T& front() const { return *first_; }
  constexpr std::size_t size() const { return static_cast<std::size_t>(last_ - first_); }

 private:
  const T* first_ = nullptr;
  const T* last_ = nullptr;
};

/// A line of the generated file that can raise: the Python line it stands for, and the function around it. A table of
/// them is sorted by `cpp_line`; lines between two entries belong to the first.
struct Line {
  int cpp_line;
  int python_line;
  const char* function;
  const char* file = nullptr; ///< where it is another than the module's
};

struct FunctionObject;

/// One compiled signature of a function.
struct Overload {
  const ParameterType* const* types;
  int count;
  /// Calls with arguments of exactly these types.
  PyObject* (*call)(FunctionObject* self, PyObject* const* args);
  /// Takes or gives arrays or NumPy's scalars, so that NumPy's API must be there.
  bool uses_numpy;
};

/// One function of the module. `signature` is what stands between `def NAME` and `:`; `parameters` are the names in the
/// order of the arguments, with commas between them.
struct Function {
  const char* name;
  const char* signature;
  const char* parameters;
  const char* doc;
  Rows<Overload> overloads;
  vectorcallfunc vectorcall;
  const struct Ufunc* ufunc = nullptr; ///< Python sees a ufunc (binding/ufunc.hpp)
  /// The variables of the module that it uses, and its call without what they need (binding/variable.hpp).
  Rows<const struct Variable*> variables = {};
  vectorcallfunc inner = nullptr;
};

/// What a module consists of.
struct ModuleFacts {
  const char* file_name;
  const char* source; ///< what the interpreter runs at import
  Rows<Function> functions;
  Rows<Line> lines;
};

/// A compiled function in Python: a type object whose call is the function, since types with a call of their own and
/// built-in functions are what the interpreter specialises calls of (PEP 659), and built-in functions have no
/// attributes.
struct FunctionObject {
  PyHeapTypeObject type;
  const Function* facts;
  const ModuleFacts* module_facts;
  PyObject* module_dict;
  PyObject* defaults;         ///< tuple of the positional ones
  PyObject* keyword_defaults; ///< dict
  PyObject* binder;           ///< Python function of the same signature that returns its arguments; made when needed
};

/// The call when the arguments are not exactly those of a signature: keywords, defaults, conversions, errors.
PYOMP_APART PyObject* callSlowly(FunctionObject* self, PyObject* const* args, std::size_t nargsf,
                                 PyObject* keyword_names);
/// Turns the C++ exception being handled into Python's, with a traceback; returns null.
PYOMP_APART PyObject* raiseInPython(FunctionObject* self);

/// A function for the table: with the GIL kept, or released while it runs. `Shown` is the signature as Python sees it,
/// where that is not the C++ one.
template <auto F, class Shown, bool Release> struct Callable {};
template <auto F, class Shown = std::remove_pointer_t<decltype(F)>> inline constexpr Callable<F, Shown, false> Gil{};
template <auto F, class Shown = std::remove_pointer_t<decltype(F)>> inline constexpr Callable<F, Shown, true> NoGil{};

namespace detail {

struct Kept {
  Kept() {}
  explicit Kept(PyObject*) {}
};

/// Whether a parameter of this type is a container that the function may change.
template <class T> inline constexpr bool MayChange = detail::Crosses<T>;
template <class T> inline constexpr bool MayChange<const T&> = HoldsObject<T>;

template <class C> struct Caller;
template <auto F, class R, class... P, bool Release> struct Caller<Callable<F, R(P...), Release>> {
  static constexpr int Count = sizeof...(P);

  static constexpr const ParameterType* Types[sizeof...(P) + 1] = {&Parameter<P>::facts..., nullptr};
  static constexpr bool NeedsNumPy = ((Parameter<P>::facts.type_number != NPY_NOTYPE) || ... || UsesNumPy<R>);

  [[gnu::always_inline]] static bool exact(PyObject* const* args) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (Parameter<P>::exact(args[I]) && ...);
    }(std::index_sequence_for<P...>{});
  }

  /// Containers among the arguments or in the result.
  static constexpr bool Crosses = (detail::Crosses<P> || ... || detail::Crosses<R>);
  static constexpr bool NeedsModule = (HoldsObject<std::remove_cvref_t<P>> || ... || HoldsObject<R>);
  /// Those that the function may change.
  static constexpr bool Changes = (MayChange<P> || ... || false);

  static PyObject* call(FunctionObject* self, PyObject* const* args) {
    if constexpr (!Crosses) {
      return callInside(self, args);
    } else {
      Border border;
      PyObject* result = nullptr;
      try {
        result = callInside(self, args);
      } catch (const Unreadable&) {
        PyErr_Clear();
        return callSlowly(self, args, sizeof...(P), nullptr);
      } catch (const PythonFailed&) {
        return nullptr;
      }
      return result;
    }
  }

 private:
  /// An argument on its way: references refer to what was read, values are moved.
  template <class T> static decltype(auto) pass(auto& value) {
    if constexpr (std::is_lvalue_reference_v<T>)
      return (value);
    else
      return std::move(value);
  }
  /// What is changed inside is changed for the caller, with the error that there may be.
  static bool writeBack() {
    if constexpr (!Changes && !NeedsModule) return true;
    PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
    PyErr_Fetch(&type, &value, &traceback);
    bool done = Border::current().writeBack();
    if (type) PyErr_Restore(type, value, traceback);
    return done;
  }

  static PyObject* callInside(FunctionObject* self, PyObject* const* args) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) -> PyObject* {
      try {
        // Braces keep the order of evaluation; only ints can fail, with -1.
        std::tuple<std::decay_t<decltype(Parameter<P>::read(args[I]))>...> values{Parameter<P>::read(args[I])...};
        bool failed = false;
        ((failed |= failedToRead<P>(std::get<I>(values))), ...);
        if (failed) [[unlikely]]
          return callSlowly(self, args, sizeof...(P), nullptr);
        auto run = [&] {
          [[maybe_unused]] std::conditional_t<Release, Released, Kept> lock;
          return F(pass<P>(std::get<I>(values))...);
        };
        if constexpr (std::is_void_v<R>) {
          run();
          if (!writeBack()) return nullptr;
          Py_RETURN_NONE;
        } else if constexpr (detail::Crosses<R>) {
          auto result = run();
          return writeBack() ? Crossing<R>::make(result) : nullptr;
        } else if constexpr (Changes || NeedsModule) {
          auto result = run();
          return writeBack() ? Crossing<R>::make(result) : nullptr;
        } else if constexpr (requires { std::tuple_size<R>::value; }) {
          return toPythonAs(run(), static_cast<R*>(nullptr));
        } else {
          return toPythonAs<R>(run());
        }
      } catch (const Unreadable&) {
        throw;
      } catch (const PythonFailed&) {
        throw;
      } catch (...) {
        raiseInPython(self);
        writeBack();
        return nullptr;
      }
    }(std::index_sequence_for<P...>{});
  }

  template <class T> [[gnu::always_inline]] static bool failedToRead(const auto& value) {
    if constexpr (std::is_same_v<T, Int>)
      return value == -1 && PyErr_Occurred();
    else
      return false;
  }
};

template <auto Entry> consteval auto callerOf() {
  if constexpr (std::is_pointer_v<decltype(Entry)>) {
    return Caller<Callable<Entry, std::remove_pointer_t<decltype(Entry)>, false>>{};
  } else {
    return Caller<std::remove_cvref_t<decltype(Entry)>>{};
  }
}
template <auto Entry> using CallerOf = decltype(callerOf<Entry>());

template <auto... Entries> struct Group {
  static constexpr Overload Overloads[] = {
      {CallerOf<Entries>::Types, CallerOf<Entries>::Count, CallerOf<Entries>::call, CallerOf<Entries>::NeedsNumPy}...};

  static PyObject* vectorcall(PyObject* self, PyObject* const* args, std::size_t nargsf, PyObject* keyword_names) {
    auto* function = reinterpret_cast<FunctionObject*>(self);
    [[maybe_unused]] std::conditional_t<(CallerOf<Entries>::NeedsModule || ...), CurrentModule, Kept> module(
        function->module_dict);
    if (!keyword_names) [[likely]] {
      PyObject* result = nullptr;
      auto count = PyVectorcall_NARGS(nargsf);
      if ((attempt<CallerOf<Entries>>(function, args, count, result) || ...)) return result;
    }
    return callSlowly(function, args, nargsf, keyword_names);
  }

 private:
  template <class C>
  [[gnu::always_inline]] static bool attempt(FunctionObject* self, PyObject* const* args, Py_ssize_t count,
                                             PyObject*& result) {
    if (count != C::Count || !C::exact(args)) return false;
    result = C::call(self, args);
    return true;
  }
};

inline PyObject* vectorcallSlowly(PyObject* self, PyObject* const* args, std::size_t nargsf, PyObject* keyword_names) {
  return callSlowly(reinterpret_cast<FunctionObject*>(self), args, nargsf, keyword_names);
}
/// Keyword-only parameters make the number of positional arguments matter.
constexpr bool hasKeywordOnly(const char* signature) {
  for (; *signature; ++signature) {
    if (signature[0] == '*' && signature[1] == ',') return true;
  }
  return false;
}

} // namespace detail

/// A row of a module's table of functions: C++ functions, or Gil<...> and NoGil<...> of them, the most exact first.
template <auto... Entries>
consteval Function function(const char* name, const char* signature, const char* parameters, const char* doc) {
  using Group = detail::Group<Entries...>;
  return {name, signature,        parameters,
          doc,  Group::Overloads, detail::hasKeywordOnly(signature) ? detail::vectorcallSlowly : Group::vectorcall};
}

} // namespace py

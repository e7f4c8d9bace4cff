// runtime/include/pyomp/binding/ufunc.hpp
//
// Functions of scalars as NumPy's ufuncs, and functions of parts of arrays as its generalised ufuncs: NumPy broadcasts,
// converts and makes the results, and calls loops that are made here of the compiled functions.
#pragma once

#include "../apart.hpp"
#include "../literal.hpp"
#include "../raised.hpp"
#include "../view.hpp"
#include "function.hpp"

#include <algorithm>
#include <cfenv>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace py {

/// What NumPy is told of a function that becomes a ufunc. A loop has the types of its inputs and its output.
struct Ufunc {
  using Loop = void (*)(char** args, const npy_intp* sizes, const npy_intp* steps, void* function);
  Rows<Loop> loops;
  const char* types; ///< NumPy's type numbers, of each loop one for each argument
  int inputs;
  int outputs;
  int identity;       ///< as PyUFunc_FromFuncAndData takes it
  const char* layout; ///< of a generalised ufunc, `(n),()->(n)`; else null
};

/// What a reduction by a ufunc starts from, as PyUFunc_FromFuncAndData takes it.
enum UfuncIdentity : int { Zero = 0, One = 1, NoIdentity = -1, Reorderable = -2 };

namespace detail {

/// Sets the Python error of the exception that is being handled, unless there is one: called by a loop, without the
/// GIL.
PYOMP_APART void raiseFromLoop(FunctionObject* function) {
  PyGILState_STATE state = PyGILState_Ensure();
  if (!PyErr_Occurred()) {
    CurrentModule module(function->module_dict);
    raiseInPython(function);
  }
  PyGILState_Release(state);
}

/// NumPy looks for flags of the processor behind a loop, and warns; Python does not.
inline void forgetFlags() { std::feclearexcept(FE_ALL_EXCEPT); }

template <class T> constexpr char typeNumberOf() {
  if constexpr (std::is_same_v<T, Int>)
    return static_cast<char>(NPY_INT64);
  else
    return static_cast<char>(type_number<T>());
}

/// Enough elements for threads to be worth their start.
inline constexpr npy_intp ThreadsFrom = 4096;

} // namespace detail

/// One signature of a ufunc: the compiled function, its result as the signature has it, and whether threads share
/// large loops.
template <auto F, class Result, bool Threads = false, class Type = std::remove_pointer_t<decltype(F)>> struct Elements;
template <auto F, class Result, bool Threads, class R, class... P> struct Elements<F, Result, Threads, R(P...)> {
  static constexpr int Inputs = sizeof...(P);
  static constexpr int Outputs = 1;
  static constexpr const char* Layout = nullptr;
  static constexpr char Types[] = {detail::typeNumberOf<std::remove_cvref_t<P>>()..., detail::typeNumberOf<Result>()};

  static void loop(char** args, const npy_intp* sizes, const npy_intp* steps, void* function) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      auto one = [=](npy_intp i) {
        *reinterpret_cast<Result*>(args[sizeof...(P)] + i * steps[sizeof...(P)]) =
            static_cast<Result>(F(*reinterpret_cast<const std::remove_cvref_t<P>*>(args[I] + i * steps[I])...));
      };
      try {
        if (Threads && sizes[0] >= detail::ThreadsFrom) {
          Raised raised;
#pragma omp parallel for
          for (npy_intp i = 0; i < sizes[0]; ++i) raised.guard(i, [&] { one(i); });
          raised.rethrow();
        } else {
          for (npy_intp i = 0; i < sizes[0]; ++i) one(i);
        }
      } catch (...) {
        detail::raiseFromLoop(static_cast<FunctionObject*>(function));
      }
    }(std::index_sequence_for<P...>{});
    detail::forgetFlags();
  }
};

namespace detail {

/// An argument of a generalised ufunc's function: an element, or a view of the dimensions that the layout gives it. The
/// strides of those begin at `strides`, their extents are found by their places in the layout.
template <class T> struct CoreArgument {
  static constexpr int Dimensions = 0;
  static constexpr char Type = typeNumberOf<T>();
  static T read(char* data, const npy_intp*, const npy_intp*, const int*, int) { return *reinterpret_cast<T*>(data); }
};
template <class T, int N> struct CoreArgument<View<T, N, Strided>> {
  static constexpr int Dimensions = N;
  static constexpr char Type = typeNumberOf<std::remove_const_t<T>>();
  /// `count`: of the dimensions in the layout; a scalar is an array of one element.
  static View<T, N, Strided> read(char* data, const npy_intp* sizes, const npy_intp* steps, const int* places,
                                  int count) {
    Int shape[N];
    Int strides[N];
    for (int axis = 0; axis < N; ++axis) {
      shape[axis] = axis < count ? sizes[places[axis]] : 1;
      strides[axis] = axis < count ? steps[axis] / static_cast<Int>(sizeof(T)) : 1;
    }
    return {reinterpret_cast<T*>(data), shape, strides};
  }
};
template <class T, int N> struct CoreArgument<Array<T, N, Strided>> : CoreArgument<View<T, N, Strided>> {
  static Array<T, N, Strided> read(char* data, const npy_intp* sizes, const npy_intp* steps, const int* places,
                                   int count) {
    return {CoreArgument<View<T, N, Strided>>::read(data, sizes, steps, places, count), nullptr};
  }
};

} // namespace detail

namespace detail {

/// For each argument how many dimensions it has and their places among all, which are counted as they first appear:
/// of `(m,n),(n,p)->(m,p)` 2, 0, 1, 2, 1, 2, 2, 0, 2.
template <std::size_t Length> consteval auto placesOf(const Literal<Length>& layout) {
  struct {
    int values[2 * Length] = {};
  } result;
  std::string_view text = layout.view();
  std::string_view names[Length];
  int known = 0;
  int* next = result.values;
  int* count = next;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '(') count = next++;
    std::size_t end = i;
    while (end < text.size() && (text[end] == '_' || (text[end] >= '0' && text[end] <= '9') ||
                                 (text[end] >= 'A' && text[end] <= 'Z') || (text[end] >= 'a' && text[end] <= 'z'))) {
      ++end;
    }
    if (end == i) {
      ++i;
      continue;
    }
    std::string_view name = text.substr(i, end - i);
    int place = 0;
    while (place < known && names[place] != name) ++place;
    if (place == known) names[known++] = name;
    *next++ = place;
    ++*count;
    i = end;
  }
  return result;
}
/// How many arguments stand behind the arrow.
template <std::size_t Length> consteval int resultsOf(const Literal<Length>& layout) {
  std::string_view text = layout.view();
  std::string_view behind = text.substr(text.find("->"));
  return static_cast<int>(std::count(behind.begin(), behind.end(), '('));
}

} // namespace detail

/// One signature of a generalised ufunc.
template <auto F, Literal Text, class Type = std::remove_pointer_t<decltype(F)>> struct Parts;
template <auto F, Literal Text, class R, class... P> struct Parts<F, Text, R(P...)> {
  static constexpr auto Written = Text;
  static constexpr const char* Layout = Written.text;
  static constexpr auto Places = detail::placesOf(Text);
  static constexpr int Outputs = detail::resultsOf(Text);
  static constexpr int Inputs = static_cast<int>(sizeof...(P)) - Outputs;
  static constexpr char Types[] = {detail::CoreArgument<std::remove_cvref_t<P>>::Type...};

  static void loop(char** args, const npy_intp* sizes, const npy_intp* steps, void* function) {
    constexpr std::size_t Count = sizeof...(P);
    // Where the dimensions of each argument stand in the layout, and its strides behind those of the outer loop.
    const int* places[Count];
    const npy_intp* strides[Count];
    int counts[Count];
    const int* next = Places.values;
    const npy_intp* stride = steps + Count;
    for (std::size_t i = 0; i < Count; ++i) {
      counts[i] = *next++;
      places[i] = next;
      strides[i] = stride;
      next += counts[i];
      stride += counts[i];
    }
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      try {
        for (npy_intp i = 0; i < sizes[0]; ++i) {
          F(detail::CoreArgument<std::remove_cvref_t<P>>::read(args[I] + i * steps[I], sizes + 1, strides[I], places[I],
                                                               counts[I])...);
        }
      } catch (...) {
        detail::raiseFromLoop(static_cast<FunctionObject*>(function));
      }
    }(std::index_sequence_for<P...>{});
    detail::forgetFlags();
  }
};

namespace detail {

template <UfuncIdentity Identity, class First, class... Others> struct UfuncGroup {
  static constexpr Ufunc::Loop Loops[] = {First::loop, Others::loop...};
  static constexpr int Count = First::Inputs + First::Outputs;
  /// All types, one loop after the other.
  struct TypeNumbers {
    char values[static_cast<std::size_t>(Count) * (1 + sizeof...(Others))];
  };
  static constexpr TypeNumbers Types = [] {
    TypeNumbers result{};
    std::size_t at = 0;
    auto add = [&](const char* types) {
      for (int i = 0; i < Count; ++i) result.values[at++] = types[i];
    };
    add(First::Types);
    (add(Others::Types), ...);
    return result;
  }();
  static constexpr Overload Overloads[] = {{nullptr, 0, nullptr, true}};
  static constexpr Ufunc Facts{Loops, Types.values, First::Inputs, First::Outputs, Identity, First::Layout};
};

} // namespace detail

/// A row of a module's table of functions that Python sees as a ufunc of these signatures: Elements, or Parts whose
/// layout is their constant.
template <UfuncIdentity Identity, class First, class... Others>
consteval Function ufunc(const char* name, const char* doc) {
  using Group = detail::UfuncGroup<Identity, First, Others...>;
  return {name, "", "", doc, Group::Overloads, nullptr, &Group::Facts};
}

namespace detail {

/// The ufunc of a row; `function` is its compiled function, which knows lines and module for exceptions.
PYOMP_APART PyObject* makeUfunc(const Function& facts, PyObject* function) {
  Reference umath(PyImport_ImportModule("numpy._core._multiarray_umath"));
  if (!umath) {
    PyErr_Clear();
    umath = Reference(PyImport_ImportModule("numpy.core._multiarray_umath"));
  }
  Reference table(umath ? PyObject_GetAttrString(umath.get(), "_UFUNC_API") : nullptr);
  auto** api = table ? static_cast<void**>(PyCapsule_GetPointer(table.get(), nullptr)) : nullptr;
  if (!api) return nullptr;
  using Make = PyObject* (*)(const Ufunc::Loop*, void* const*, const char*, int, int, int, int, const char*,
                             const char*, int, const char*);
  // PyUFunc_FromFuncAndDataAndSignature (NumPy C API, "UFunc API") stands at this place in every version.
  constexpr int MakeAt = 31;
  auto make = reinterpret_cast<Make>(api[MakeAt]);
  const Ufunc& ufunc = *facts.ufunc;
  auto count = ufunc.loops.size();
  auto** pointers = new void*[count];
  for (std::size_t i = 0; i < count; ++i) pointers[i] = function;
  // The ufunc may live as long as the process; so do its loops' data.
  Py_INCREF(function);
  return make(ufunc.loops.begin(), pointers, ufunc.types, static_cast<int>(count), ufunc.inputs, ufunc.outputs,
              ufunc.identity, facts.name, facts.doc, 0, ufunc.layout);
}

} // namespace detail
} // namespace py

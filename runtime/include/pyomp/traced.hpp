// runtime/include/pyomp/traced.hpp
//
// Calls of compiled functions that can raise: an exception on its way out notes the line of each call, so that the
// traceback has every frame. A call that returns does nothing more.
#pragma once

#include "exceptions.hpp"

#include <utility>

namespace py {

namespace detail {

template <auto F> struct Traced;
template <class R, class... P, R (*F)(P...)> struct Traced<F> {
  [[gnu::always_inline]] R operator()(P... arguments, int line = __builtin_LINE()) const {
    try {
      return F(std::forward<P>(arguments)...);
    } catch (BaseException& exception) {
      exception.passCall(line);
      throw;
    }
  }
};

} // namespace detail

/// `py::call<f>(x)`
template <auto F> inline constexpr detail::Traced<F> call{};

} // namespace py

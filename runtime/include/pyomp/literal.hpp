// runtime/include/pyomp/literal.hpp
//
// Texts as parameters of templates.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace py {

/// A text that is known at compile time.
template <std::size_t Length> struct Literal {
  char text[Length];
  consteval Literal(const char (&written)[Length]) { std::copy_n(written, Length, text); }
  constexpr std::string_view view() const { return {text, Length - 1}; }
};

/// How Python sees a tuple of its class `Name(field, field)`, with elements that it sees as `Shown`.
template <Literal Signature, class... Shown> struct Named {};

} // namespace py

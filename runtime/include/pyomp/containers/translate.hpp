// runtime/include/pyomp/containers/translate.hpp
//
// `str.maketrans` and `str.translate` (Python library reference, "String Methods"): tables are dicts of code points.
#pragma once

#include "../text/methods.hpp"
#include "dict.hpp"

#include <optional>

namespace py {

namespace detail {

PYOMP_APART Dict<Int, Int> tableOf(const Str& from, const Str& to, int line) {
  if (from.size() != to.size()) {
    throw ValueError("the first two maketrans arguments must have equal length", line);
  }
  Dict<Int, Int> table;
  for (Int i = 0; i < from.size(); ++i) table[from[i]] = static_cast<Int>(to[i]);
  return table;
}
PYOMP_APART Int keyOfTable(const Str& key, int line) {
  if (key.size() != 1) throw ValueError("string keys in translate table must be of length 1", line);
  return key[0];
}
PYOMP_APART void addTranslated(StrBuilder& builder, Int character, int line) {
  if (character < 0 || character > 0x10ffff) {
    throw ValueError("character mapping must be in range(0x110000)", line);
  }
  builder.add(static_cast<char32_t>(character));
}
inline void addTranslated(StrBuilder& builder, const Str& text, int) { builder.add(text); }
template <class T> void addTranslated(StrBuilder& builder, const std::optional<T>& part, int line) {
  if (part) addTranslated(builder, *part, line);
}

} // namespace detail

/// `str.maketrans(from, to)`
inline Dict<Int, Int> maketrans(const Str& from, const Str& to, int line = __builtin_LINE()) {
  return detail::tableOf(from, to, line);
}
/// `str.maketrans(from, to, dropped)`
inline Dict<Int, std::optional<Int>> maketrans(const Str& from, const Str& to, const Str& dropped,
                                               int line = __builtin_LINE()) {
  Dict<Int, std::optional<Int>> table;
  for (auto [key, value] : detail::tableOf(from, to, line).items()) table[key] = value;
  for (Int i = 0; i < dropped.size(); ++i) table[dropped[i]] = std::nullopt;
  return table;
}
/// `str.maketrans({"a": "b"})`
template <class V> Dict<Int, V> maketrans(const Dict<Str, V>& given, int line = __builtin_LINE()) {
  Dict<Int, V> table;
  for (auto [key, value] : given.items()) table[detail::keyOfTable(key, line)] = value;
  return table;
}

/// `text.translate(table)`
template <class V> Str translate(const Str& text, const Dict<Int, V>& table, int line = __builtin_LINE()) {
  StrBuilder builder;
  for (Int i = 0; i < text.size(); ++i) {
    auto* entry = table.table().find(static_cast<Int>(text[i]));
    if (entry) {
      detail::addTranslated(builder, entry->value, line);
    } else {
      builder.add(text[i]);
    }
  }
  return builder.text();
}

} // namespace py

// runtime/include/pyomp/text/methods.hpp
//
// Methods of str that give texts, numbers and truth values (Python library reference, "String Methods").
#pragma once

#include "parse.hpp"

namespace py {

/// A method of Python's str without arguments that gives a text, by the interpreter; takes the GIL. Case mappings of
/// what is not ASCII are made so, as they may change the length and look at what stands around. Defined in
/// binding/text.hpp.
Str callTextMethod(const Str& text, const char* method);

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void typeError(const char* text, int line) { throw TypeError(text, line); }
} // namespace raise

namespace detail {

inline bool isAsciiText(const Str& text) {
  if (text.width() != 1) return false;
  const auto* characters = text.data<Latin1>();
  return std::all_of(characters, characters + text.size(), [](Latin1 c) { return c < 0x80; });
}

/// Each character of an ASCII text by `mapping(character, previous)`, other texts by the interpreter.
template <class F> Str mapCase(const Str& text, const char* method, F mapping) {
  if (!isAsciiText(text)) return callTextMethod(text, method);
  std::string result(static_cast<std::size_t>(text.size()), ' ');
  char previous = '\0';
  for (std::size_t i = 0; i < result.size(); ++i) {
    char c = text.data<char>()[i];
    result[i] = mapping(c, previous);
    previous = c;
  }
  return Str::of(result);
}
constexpr char asciiUpper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
constexpr char asciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool isAsciiLetter(char c) { return asciiUpper(c) >= 'A' && asciiUpper(c) <= 'Z'; }

PYOMP_APART Str upperOf(const Str& text) {
  return mapCase(text, "upper", [](char c, char) { return asciiUpper(c); });
}
PYOMP_APART Str lowerOf(const Str& text) {
  return mapCase(text, "lower", [](char c, char) { return asciiLower(c); });
}
PYOMP_APART Str casefoldOf(const Str& text) {
  return mapCase(text, "casefold", [](char c, char) { return asciiLower(c); });
}
PYOMP_APART Str swapcaseOf(const Str& text) {
  return mapCase(text, "swapcase", [](char c, char) { return asciiUpper(c) == c ? asciiLower(c) : asciiUpper(c); });
}
PYOMP_APART Str titleOf(const Str& text) {
  return mapCase(text, "title",
                 [](char c, char previous) { return isAsciiLetter(previous) ? asciiLower(c) : asciiUpper(c); });
}
PYOMP_APART Str capitalizeOf(const Str& text) {
  return mapCase(text, "capitalize", [first = true](char c, char) mutable {
    return std::exchange(first, false) ? asciiUpper(c) : asciiLower(c);
  });
}

/// Where the text without the characters that `drop` wants at its ends begins and ends.
template <class F> Str strippedText(const Str& text, bool left, bool right, F drop) {
  Int begin = 0;
  Int end = text.size();
  while (left && begin < end && drop(text[begin])) ++begin;
  while (right && end > begin && drop(text[end - 1])) --end;
  return begin == 0 && end == text.size() ? text : text.part(begin, end - begin);
}
PYOMP_APART Str stripSpace(const Str& text, bool left, bool right) {
  return strippedText(text, left, right, unicode::isSpace);
}
PYOMP_APART Str stripCharacters(const Str& text, const Str& characters, bool left, bool right) {
  auto isOne = [&](char32_t c) {
    for (Int i = 0; i < characters.size(); ++i) {
      if (characters[i] == c) return true;
    }
    return false;
  };
  return strippedText(text, left, right, isOne);
}

/// `start` and `stop` as find, count and startswith take them. The start may lie behind the end.
struct TextRange {
  Int start;
  Int stop;
};
inline TextRange textRange(const Str& text, Int start, Int stop) {
  Int size = text.size();
  if (start < 0) start = std::max<Int>(start + size, 0);
  if (stop < 0) stop = std::max<Int>(stop + size, 0);
  return {start, std::min(stop, size)};
}

PYOMP_APART Int countText(const Str& text, const Str& wanted, Int start, Int stop) {
  TextRange range = textRange(text, start, stop);
  if (range.start > range.stop) return 0;
  if (wanted.empty()) return range.stop - range.start + 1;
  Int count = 0;
  for (Int at = range.start; (at = findText(text, wanted, at, range.stop)) >= 0; at += wanted.size()) ++count;
  return count;
}

PYOMP_APART Str replaceText(const Str& text, const Str& old, const Str& with, Int most) {
  if (most < 0) most = std::numeric_limits<Int>::max();
  StrBuilder builder;
  Int from = 0;
  if (old.empty()) {
    for (; most > 0 && from <= text.size(); --most) {
      builder.add(with);
      if (from < text.size()) builder.add(text[from]);
      ++from;
    }
    if (from < text.size()) builder.add(text, from, text.size());
    return builder.text();
  }
  for (; most > 0; --most) {
    Int at = findText(text, old, from, text.size());
    if (at < 0) break;
    builder.add(text, from, at);
    builder.add(with);
    from = at + old.size();
  }
  if (from == 0) return text;
  builder.add(text, from, text.size());
  return builder.text();
}

/// Does `part` stand in the text at `at`?
inline bool standsAt(const Str& text, const Str& part, Int at) {
  for (Int i = 0; i < part.size(); ++i) {
    if (text[at + i] != part[i]) return false;
  }
  return true;
}
PYOMP_APART bool textStarts(const Str& text, const Str& part, Int start, Int stop) {
  TextRange range = textRange(text, start, stop);
  return range.start + part.size() <= range.stop && standsAt(text, part, range.start);
}
PYOMP_APART bool textEnds(const Str& text, const Str& part, Int start, Int stop) {
  TextRange range = textRange(text, start, stop);
  return range.start + part.size() <= range.stop && standsAt(text, part, range.stop - part.size());
}

/// There are characters, and each of them is one.
template <class F> bool allCharacters(const Str& text, F is) {
  for (Int i = 0; i < text.size(); ++i) {
    if (!is(text[i])) return false;
  }
  return !text.empty();
}
/// Letters with case are all of one, and there is one.
PYOMP_APART bool isCased(const Str& text, bool upper) {
  bool found = false;
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (unicode::isTitle(c) || (upper ? unicode::isLower(c) : unicode::isUpper(c))) return false;
    found |= upper ? unicode::isUpper(c) : unicode::isLower(c);
  }
  return found;
}
PYOMP_APART bool isTitled(const Str& text) {
  bool found = false;
  bool inside = false;
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    bool upper = unicode::isUpper(c) || unicode::isTitle(c);
    bool lower = unicode::isLower(c);
    if ((upper && inside) || (lower && !inside)) return false;
    inside = upper || lower;
    found |= inside;
  }
  return found;
}

PYOMP_APART Str paddedText(const Str& text, Int before, Int after, const Str& fill, int line) {
  if (fill.size() != 1) raise::typeError("The fill character must be exactly one character long", line);
  if (before <= 0 && after <= 0) return text;
  StrBuilder builder;
  builder.fill(fill[0], before);
  builder.add(text);
  builder.fill(fill[0], after);
  return builder.text();
}
PYOMP_APART Str zeroFilled(const Str& text, Int width) {
  if (width <= text.size()) return text;
  bool sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  StrBuilder builder;
  if (sign) builder.add(text[0]);
  builder.fill(U'0', width - text.size());
  builder.add(text, sign ? 1 : 0, text.size());
  return builder.text();
}
PYOMP_APART Str expandedTabs(const Str& text, Int tab_size) {
  StrBuilder builder;
  Int column = 0;
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c == '\t') {
      if (tab_size <= 0) continue;
      Int blanks = tab_size - column % tab_size;
      builder.fill(U' ', blanks);
      column += blanks;
    } else {
      builder.add(c);
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return builder.text();
}

} // namespace detail

inline Str Str::upper() const { return detail::upperOf(*this); }
inline Str Str::lower() const { return detail::lowerOf(*this); }
inline Str Str::casefold() const { return detail::casefoldOf(*this); }
inline Str Str::swapcase() const { return detail::swapcaseOf(*this); }
inline Str Str::title() const { return detail::titleOf(*this); }
inline Str Str::capitalize() const { return detail::capitalizeOf(*this); }

inline Str Str::strip() const { return detail::stripSpace(*this, true, true); }
inline Str Str::lstrip() const { return detail::stripSpace(*this, true, false); }
inline Str Str::rstrip() const { return detail::stripSpace(*this, false, true); }
inline Str Str::strip(const Str& characters) const { return detail::stripCharacters(*this, characters, true, true); }
inline Str Str::lstrip(const Str& characters) const { return detail::stripCharacters(*this, characters, true, false); }
inline Str Str::rstrip(const Str& characters) const { return detail::stripCharacters(*this, characters, false, true); }
inline Str Str::removeprefix(const Str& prefix) const {
  return startswith(prefix) ? part(prefix.size(), size() - prefix.size()) : *this;
}
inline Str Str::removesuffix(const Str& suffix) const {
  return endswith(suffix) ? part(0, size() - suffix.size()) : *this;
}

inline Int Str::find(const Str& wanted, Int start, Int stop) const {
  detail::TextRange range = detail::textRange(*this, start, stop);
  return findIn(wanted, range.start, range.stop);
}
inline Int Str::rfind(const Str& wanted, Int start, Int stop) const {
  detail::TextRange range = detail::textRange(*this, start, stop);
  return findLastIn(wanted, range.start, range.stop);
}
inline Int Str::index(const Str& wanted, Int start, Int stop, int line) const {
  Int found = find(wanted, start, stop);
  if (found < 0) [[unlikely]]
    raise::valueError("substring not found", line);
  return found;
}
inline Int Str::rindex(const Str& wanted, Int start, Int stop, int line) const {
  Int found = rfind(wanted, start, stop);
  if (found < 0) [[unlikely]]
    raise::valueError("substring not found", line);
  return found;
}
inline Int Str::count(const Str& wanted, Int start, Int stop) const {
  return detail::countText(*this, wanted, start, stop);
}
inline Str Str::replace(const Str& old, const Str& with, Int most) const {
  return detail::replaceText(*this, old, with, most);
}
inline bool Str::startswith(const Str& prefix, Int start, Int stop) const {
  return detail::textStarts(*this, prefix, start, stop);
}
inline bool Str::endswith(const Str& suffix, Int start, Int stop) const {
  return detail::textEnds(*this, suffix, start, stop);
}

inline bool Str::isalpha() const { return detail::allCharacters(*this, unicode::isAlpha); }
inline bool Str::isdecimal() const { return detail::allCharacters(*this, unicode::isDecimal); }
inline bool Str::isdigit() const { return detail::allCharacters(*this, unicode::isDigit); }
inline bool Str::isnumeric() const { return detail::allCharacters(*this, unicode::isNumeric); }
inline bool Str::isalnum() const { return detail::allCharacters(*this, unicode::isAlnum); }
inline bool Str::isspace() const { return detail::allCharacters(*this, unicode::isSpace); }
inline bool Str::isascii() const { return empty() || detail::allCharacters(*this, unicode::isAscii); }
inline bool Str::isprintable() const { return empty() || detail::allCharacters(*this, unicode::isPrintable); }
inline bool Str::isupper() const { return detail::isCased(*this, true); }
inline bool Str::islower() const { return detail::isCased(*this, false); }
inline bool Str::istitle() const { return detail::isTitled(*this); }

inline Str Str::ljust(Int width, const Str& fill, int line) const {
  return detail::paddedText(*this, 0, width - size(), fill, line);
}
inline Str Str::rjust(Int width, const Str& fill, int line) const {
  return detail::paddedText(*this, width - size(), 0, fill, line);
}
inline Str Str::center(Int width, const Str& fill, int line) const {
  // The odd blank stands on the left where the width is odd too (CPython Objects/unicodeobject.c, str.center).
  Int room = std::max<Int>(width - size(), 0);
  Int before = room / 2 + (room & width & 1);
  return detail::paddedText(*this, before, room - before, fill, line);
}
inline Str Str::zfill(Int width) const { return detail::zeroFilled(*this, width); }
inline Str Str::expandtabs(Int tab_size) const { return detail::expandedTabs(*this, tab_size); }

inline std::tuple<Str, Str, Str> Str::partition(const Str& sep, int line) const {
  if (sep.empty()) raise::valueError("empty separator", line);
  Int at = findIn(sep, 0, size());
  if (at < 0) return {*this, Str(), Str()};
  return {part(0, at), sep, part(at + sep.size(), size() - at - sep.size())};
}
inline std::tuple<Str, Str, Str> Str::rpartition(const Str& sep, int line) const {
  if (sep.empty()) raise::valueError("empty separator", line);
  Int at = findLastIn(sep, 0, size());
  if (at < 0) return {Str(), Str(), *this};
  return {part(0, at), sep, part(at + sep.size(), size() - at - sep.size())};
}

/// `startswith` and `endswith` of several.
template <class... S> bool starts_with_any(const Str& text, const std::tuple<S...>& prefixes) {
  return std::apply([&](const auto&... prefix) { return (text.startswith(prefix) || ...); }, prefixes);
}
template <class... S> bool ends_with_any(const Str& text, const std::tuple<S...>& suffixes) {
  return std::apply([&](const auto&... suffix) { return (text.endswith(suffix) || ...); }, suffixes);
}

} // namespace py

// runtime/include/pyomp/text/split.hpp
//
// Methods of str that take texts apart and put them together.
#pragma once

#include "../containers/list.hpp"
#include "methods.hpp"

namespace py {

namespace detail {

PYOMP_APART List<Str> splitSpaces(const Str& text, Int most) {
  List<Str> parts;
  Int at = 0;
  Int size = text.size();
  if (most < 0) most = size;
  while (true) {
    while (at < size && unicode::isSpace(text[at])) ++at;
    if (at == size) return parts;
    Int end = at;
    if (most-- == 0) {
      parts.append(text.part(at, size - at));
      return parts;
    }
    while (end < size && !unicode::isSpace(text[end])) ++end;
    parts.append(text.part(at, end - at));
    at = end;
  }
}
PYOMP_APART List<Str> splitLastSpaces(const Str& text, Int most) {
  List<Str> parts;
  Int end = text.size();
  if (most < 0) most = end;
  while (true) {
    while (end > 0 && unicode::isSpace(text[end - 1])) --end;
    if (end == 0) break;
    if (most-- == 0) {
      parts.append(text.part(0, end));
      break;
    }
    Int begin = end;
    while (begin > 0 && !unicode::isSpace(text[begin - 1])) --begin;
    parts.append(text.part(begin, end - begin));
    end = begin;
  }
  parts.reverse();
  return parts;
}
PYOMP_APART List<Str> splitText(const Str& text, const Str& sep, Int most, int line) {
  if (sep.empty()) raise::valueError("empty separator", line);
  List<Str> parts;
  Int from = 0;
  if (most < 0) most = text.size();
  for (; most > 0; --most) {
    Int at = text.findIn(sep, from, text.size());
    if (at < 0) break;
    parts.append(text.part(from, at - from));
    from = at + sep.size();
  }
  parts.append(text.part(from, text.size() - from));
  return parts;
}
PYOMP_APART List<Str> splitLastText(const Str& text, const Str& sep, Int most, int line) {
  if (sep.empty()) raise::valueError("empty separator", line);
  List<Str> parts;
  Int stop = text.size();
  if (most < 0) most = stop;
  for (; most > 0; --most) {
    Int at = text.findLastIn(sep, 0, stop);
    if (at < 0) break;
    parts.append(text.part(at + sep.size(), stop - at - sep.size()));
    stop = at;
  }
  parts.append(text.part(0, stop));
  parts.reverse();
  return parts;
}
PYOMP_APART List<Str> linesOf(const Str& text, bool keep_ends) {
  List<Str> lines;
  Int size = text.size();
  for (Int at = 0; at < size;) {
    Int end = at;
    while (end < size && !unicode::isLineBreak(text[end])) ++end;
    Int next = end;
    if (next < size) next += text[next] == '\r' && next + 1 < size && text[next + 1] == '\n' ? 2 : 1;
    lines.append(text.part(at, (keep_ends ? next : end) - at));
    at = next;
  }
  return lines;
}

} // namespace detail

inline List<Str> Str::split() const { return detail::splitSpaces(*this, -1); }
inline List<Str> Str::split_spaces(Int most) const { return detail::splitSpaces(*this, most); }
inline List<Str> Str::split(const Str& sep, Int most, int line) const {
  return detail::splitText(*this, sep, most, line);
}
inline List<Str> Str::rsplit() const { return detail::splitLastSpaces(*this, -1); }
inline List<Str> Str::rsplit_spaces(Int most) const { return detail::splitLastSpaces(*this, most); }
inline List<Str> Str::rsplit(const Str& sep, Int most, int line) const {
  return detail::splitLastText(*this, sep, most, line);
}
inline List<Str> Str::splitlines(bool keep_ends) const { return detail::linesOf(*this, keep_ends); }

/// `sep.join(texts)`
template <class Texts> Str join(const Str& sep, const Texts& texts) {
  Str result;
  bool first = true;
  for (const Str& text : texts) {
    if (!first) result += sep;
    first = false;
    result += text;
  }
  return result;
}

} // namespace py

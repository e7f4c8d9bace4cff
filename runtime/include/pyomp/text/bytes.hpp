// runtime/include/pyomp/text/bytes.hpp
//
// `bytes`: a text whose characters are bytes, with the methods that both have.
#pragma once

#include "../containers/hash_table.hpp"
#include "../containers/list.hpp"
#include "../containers/slice.hpp"
#include "../exceptions.hpp"
#include "../integer.hpp"
#include "format.hpp"
#include "methods.hpp"
#include "repr.hpp"
#include "split.hpp"
#include "str.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace py {

class Bytes {
 public:
  Bytes() = default;
  /// A text of code points below 256, one byte each.
  explicit Bytes(const Str& text) : text_(narrow(text)) {}
  static Bytes of(std::string_view bytes) { return Bytes(Str::of(bytes)); }

  Int size() const { return text_.size(); }
  std::string_view view() const { return {text_.data<char>(), static_cast<std::size_t>(text_.size())}; }
  Int operator[](Int i) const { return static_cast<Int>(text_.data<Latin1>()[i]); }
  /// `b[i]`
  Int at(Int i, int line = __builtin_LINE()) const {
    if (i < 0) i += size();
    if (i < 0 || i >= size()) detail::raiseIndex("index out of range", line);
    return (*this)[i];
  }
  Bytes slice(const Slice& slice, int line = __builtin_LINE()) const {
    Slice::Places places = slice.of(size(), line);
    std::string chosen;
    for (Int i = 0, place = places.start; i < places.count; ++i, place += places.step) {
      chosen.push_back(text_.data<char>()[place]);
    }
    return of(chosen);
  }

  friend bool operator==(const Bytes& a, const Bytes& b) { return a.text_ == b.text_; }
  friend std::strong_ordering operator<=>(const Bytes& a, const Bytes& b) { return a.text_ <=> b.text_; }
  friend Bytes operator+(const Bytes& a, const Bytes& b) { return Bytes(a.text_ + b.text_); }
  friend Bytes operator*(const Bytes& bytes, Int times) { return Bytes(bytes.text_ * times); }
  bool contains(const Bytes& part) const { return text_.contains(part.text_); }
  bool holds(Int byte, int line = __builtin_LINE()) const {
    if (byte < 0 || byte > 255) raise::valueError("byte must be in range(0, 256)", line);
    return view().find(static_cast<char>(byte)) != std::string_view::npos;
  }

  Int find(const Bytes& part, Int start = 0, Int stop = INT64_MAX) const { return text_.find(part.text_, start, stop); }
  Int rfind(const Bytes& part, Int start = 0, Int stop = INT64_MAX) const {
    return text_.rfind(part.text_, start, stop);
  }
  Int index(const Bytes& part, Int start = 0, Int stop = INT64_MAX, int line = __builtin_LINE()) const {
    Int found = find(part, start, stop);
    if (found < 0) raise::valueError("subsection not found", line);
    return found;
  }
  Int count(const Bytes& part, Int start = 0, Int stop = INT64_MAX) const {
    return text_.count(part.text_, start, stop);
  }
  bool startswith(const Bytes& part) const { return text_.startswith(part.text_); }
  bool endswith(const Bytes& part) const { return text_.endswith(part.text_); }
  Bytes replace(const Bytes& old, const Bytes& with, Int most = -1) const {
    return Bytes(text_.replace(old.text_, with.text_, most));
  }
  Bytes strip() const { return Bytes(text_.strip(Spaces)); }
  Bytes lstrip() const { return Bytes(text_.lstrip(Spaces)); }
  Bytes rstrip() const { return Bytes(text_.rstrip(Spaces)); }
  Bytes strip(const Bytes& set) const { return Bytes(text_.strip(set.text_)); }
  Bytes lstrip(const Bytes& set) const { return Bytes(text_.lstrip(set.text_)); }
  Bytes rstrip(const Bytes& set) const { return Bytes(text_.rstrip(set.text_)); }
  Bytes upper() const {
    return mapped([](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  }
  Bytes lower() const {
    return mapped([](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  }
  bool isdigit() const {
    return size() > 0 && std::ranges::all_of(view(), [](char c) { return c >= '0' && c <= '9'; });
  }
  bool isalpha() const {
    return size() > 0 && std::ranges::all_of(view(), [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; });
  }
  bool isspace() const {
    return size() > 0 && std::ranges::all_of(view(), [](char c) { return Whitespace.find(c) != Whitespace.npos; });
  }
  List<Bytes> split(const Bytes& sep, Int most = -1, int line = __builtin_LINE()) const {
    List<Bytes> parts;
    for (const Str& part : text_.split(sep.text_, most, line)) parts.append(Bytes(part));
    return parts;
  }
  List<Bytes> split() const {
    List<Bytes> parts;
    std::string_view rest = view();
    while (true) {
      rest.remove_prefix(std::min(rest.find_first_not_of(Whitespace), rest.size()));
      if (rest.empty()) return parts;
      std::size_t end = std::min(rest.find_first_of(Whitespace), rest.size());
      parts.append(of(rest.substr(0, end)));
      rest.remove_prefix(end);
    }
  }
  template <class Parts> Bytes join(const Parts& parts) const {
    std::string result;
    bool first = true;
    for (auto&& part : parts) {
      if (!first) result += view();
      first = false;
      result += part.view();
    }
    return of(result);
  }
  Str hex() const {
    std::string result;
    for (char c : view()) {
      result += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
      result += "0123456789abcdef"[c & 15];
    }
    return Str::of(result);
  }
  inline Str decode(int line = __builtin_LINE()) const;
  /// `b.decode("latin-1")`, `b.decode("ascii")`
  inline Str decode(const Str& encoding, int line = __builtin_LINE()) const;

  /// Ints, as Python's own iterator gives.
  class Iterator {
   public:
    Iterator(const Bytes* bytes, Int place) : bytes_(bytes), place_(place) {}
    Int operator*() const { return (*bytes_)[place_]; }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return place_ == other.place_; }

   private:
    const Bytes* bytes_;
    Int place_;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

 private:
  static constexpr std::string_view Whitespace = " \t\n\r\v\f";
  static constexpr Str Spaces = " \t\n\r\v\f";

  static Str narrow(const Str& text) {
    if (text.width() == 1) return text;
    std::string bytes;
    for (Int i = 0; i < text.size(); ++i) bytes.push_back(static_cast<char>(text[i]));
    return Str::of(bytes);
  }
  Bytes mapped(char (*map)(char)) const {
    std::string result(view());
    std::ranges::transform(result, result.begin(), map);
    return of(result);
  }

  Str text_;
};

namespace detail {

template <> struct HashOf<Bytes> {
  static std::uint64_t of(const Bytes& bytes) { return mixed(std::hash<std::string_view>{}(bytes.view())); }
};

[[noreturn, gnu::cold]] PYOMP_APART void raiseDecoding(const char* encoding, std::string_view bytes, std::size_t place,
                                                       int line) {
  std::string hex = format(static_cast<Int>(static_cast<unsigned char>(bytes[place])), "02x").utf8();
  throw ValueError("'" + std::string(encoding) + "' codec can't decode byte 0x" + hex + " in position " +
                       std::to_string(place),
                   line);
}

/// The length of the well-formed UTF-8 sequence at the beginning (Unicode 15, table 3-7), or 0.
inline std::size_t sequenceLength(std::string_view bytes) {
  auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
  auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
    return byte(i) >= low && byte(i) <= high;
  };
  unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    bool second = follows(1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf);
    return second && follows(2) ? 3 : 0;
  }
  if (lead < 0xf0 || lead > 0xf4) return 0;
  bool second = follows(1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf);
  return second && follows(2) && follows(3) ? 4 : 0;
}

} // namespace detail

inline Str Bytes::decode(int line) const {
  std::string_view bytes = view();
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t length = detail::sequenceLength(bytes.substr(i));
    if (length == 0) detail::raiseDecoding("utf-8", bytes, i, line);
    i += length;
  }
  return Str::ofUtf8(bytes);
}
inline Str Bytes::decode(const Str& encoding, int line) const {
  Str name = encoding.lower().replace("_", "-");
  if (name == "utf-8" || name == "utf8") return decode(line);
  if (name == "latin-1" || name == "iso-8859-1" || name == "latin1") return text_;
  if (name != "ascii") throw LookupError("unknown encoding: " + encoding.utf8(), line);
  for (std::size_t i = 0; i < view().size(); ++i) {
    if (static_cast<unsigned char>(view()[i]) >= 0x80) detail::raiseDecoding("ascii", view(), i, line);
  }
  return text_;
}
/// `s.encode()`
inline Bytes encode(const Str& text) { return Bytes::of(text.utf8()); }
PYOMP_APART Bytes encode(const Str& text, const Str& encoding, int line = __builtin_LINE()) {
  Str name = encoding.lower().replace("_", "-");
  if (name == "utf-8" || name == "utf8") return encode(text);
  bool latin = name == "latin-1" || name == "iso-8859-1" || name == "latin1";
  if (!latin && name != "ascii") throw LookupError("unknown encoding: " + encoding.utf8(), line);
  for (Int i = 0; i < text.size(); ++i) {
    if (text[i] >= (latin ? 256U : 128U)) {
      throw ValueError("'" + std::string(latin ? "latin-1" : "ascii") + "' codec can't encode character in position " +
                           std::to_string(i) + ": ordinal not in range(" + (latin ? "256)" : "128)"),
                       line);
    }
  }
  return Bytes(text);
}
PYOMP_APART Bytes bytes_fromhex(const Str& text, int line = __builtin_LINE()) {
  std::string result;
  int high = -1;
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (high < 0 && (c == ' ' || (c >= '\t' && c <= '\r'))) continue;
    int digit = c >= '0' && c <= '9'                 ? static_cast<int>(c - '0')
                : (c | 32) >= 'a' && (c | 32) <= 'f' ? static_cast<int>((c | 32) - 'a') + 10
                                                     : -1;
    if (digit < 0) {
      throw ValueError("non-hexadecimal number found in fromhex() arg at position " + std::to_string(i), line);
    }
    if (high >= 0) result.push_back(static_cast<char>(high * 16 + digit));
    high = high >= 0 ? -1 : digit;
  }
  if (high >= 0) {
    throw ValueError("non-hexadecimal number found in fromhex() arg at position " + std::to_string(text.size()), line);
  }
  return Bytes::of(result);
}
PYOMP_APART bool isLittleEndian(const Str& order, int line) {
  if (order != "little" && order != "big") raise::valueError("byteorder must be either 'little' or 'big'", line);
  return order == "little";
}
PYOMP_APART Int int_from_bytes(const Bytes& bytes, const Str& order, bool is_signed = false,
                               int line = __builtin_LINE()) {
  bool little = isLittleEndian(order, line);
  Int size = bytes.size();
  auto byte = [&](Int i) { return bytes[little ? size - 1 - i : i]; }; // the most significant first
  bool negative = is_signed && size > 0 && byte(0) >= 128;
  __int128 value = negative ? -1 : 0;
  for (Int i = 0; i < size; ++i) {
    value = value * 256 + byte(i);
    if (value > INT64_MAX || value < INT64_MIN) raise::overflow(line);
  }
  return static_cast<Int>(value);
}
PYOMP_APART Bytes int_to_bytes(Int value, Int length, const Str& order, bool is_signed = false,
                               int line = __builtin_LINE()) {
  bool little = isLittleEndian(order, line);
  if (length < 0) raise::valueError("length argument must be non-negative", line);
  if (value < 0 && !is_signed) raise::overflowError("can't convert negative int to unsigned", line);
  std::string result;
  Int rest = value;
  for (Int i = 0; i < length; ++i, rest >>= 8) result.push_back(static_cast<char>(rest & 255));
  bool fits = rest == (value < 0 ? -1 : 0) &&
              (!is_signed || value == 0 || (length > 0 && ((result.back() & 0x80) != 0) == (value < 0)));
  if (!fits) raise::overflowError("int too big to convert", line);
  if (!little) std::ranges::reverse(result);
  return Bytes::of(result);
}
/// `bytes(values)`, `bytes(count)`
template <class R> Bytes bytes_of(const R& values, int line = __builtin_LINE()) {
  std::string result;
  for (Int value : values) {
    if (value < 0 || value > 255) raise::valueError("bytes must be in range(0, 256)", line);
    result.push_back(static_cast<char>(value));
  }
  return Bytes::of(result);
}
inline Bytes bytes_zero(Int count, int line = __builtin_LINE()) {
  if (count < 0) raise::valueError("negative count", line);
  return Bytes::of(std::string(static_cast<std::size_t>(count), '\0'));
}

/// b'...' as CPython writes it.
template <> struct Repr<Bytes> {
  static Str of(const Bytes& bytes) {
    std::string_view view = bytes.view();
    char quote = view.find('\'') != view.npos && view.find('"') == view.npos ? '"' : '\'';
    std::string result = std::string("b") + quote;
    for (char c : view) {
      auto byte = static_cast<unsigned char>(c);
      if (c == quote || c == '\\') {
        result += '\\';
        result += c;
      } else if (c == '\t' || c == '\n' || c == '\r') {
        result += c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r";
      } else if (byte < 0x20 || byte >= 0x7f) {
        result += "\\x";
        result += "0123456789abcdef"[byte >> 4];
        result += "0123456789abcdef"[byte & 15];
      } else {
        result += c;
      }
    }
    return Str::of(result + quote);
  }
};

} // namespace py

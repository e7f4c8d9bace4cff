// runtime/include/pyomp/text/str.hpp
//
// Python's str: immutable text of code points, indexed in constant time, one, two or four bytes a character (as PEP 393
// lays strings out). Copies share the memory; literals need none.
#pragma once

#include "../apart.hpp"
#include "../exceptions.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <sys/single_threaded.h>
#include <tuple>
#include <utility>

namespace py {

namespace raise {
[[noreturn, gnu::cold]] PYOMP_APART void indexText(const char* text, int line) { throw IndexError(text, line); }
} // namespace raise

namespace detail {

/// Counted characters; they stand behind it.
struct TextBlock {
  std::atomic<Int> count{1};
  Int capacity = 0; ///< bytes
  char* data() { return reinterpret_cast<char*>(this + 1); }

  // As Counted: a process with one thread needs no atomic operation.
  void add() {
    if (__libc_single_threaded) {
      count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    } else {
      count.fetch_add(1, std::memory_order_relaxed);
    }
  }
  /// Whether it was the last one.
  bool remove() {
    if (__libc_single_threaded) {
      Int left = count.load(std::memory_order_relaxed) - 1;
      count.store(left, std::memory_order_relaxed);
      return left == 0;
    }
    return count.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }
};

/// Raises MemoryError.
inline TextBlock* allocateText(Int bytes) {
  void* memory = std::malloc(sizeof(TextBlock) + static_cast<std::size_t>(bytes));
  if (!memory) [[unlikely]]
    raise::memoryError(0);
  auto* block = ::new (memory) TextBlock;
  block->capacity = bytes;
  return block;
}

/// Every character below 256, so that one character of such a text needs no memory.
inline constexpr auto Latin1Characters = [] {
  std::array<char, 256> characters{};
  for (std::size_t i = 0; i < characters.size(); ++i) characters[i] = static_cast<char>(i);
  return characters;
}();

/// The bytes that the largest of some characters needs.
template <class C> constexpr int widthOf(const C* characters, std::size_t count) {
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < count; ++i) all |= characters[i];
  return all < 0x100 ? 1 : all < 0x10000 ? 2 : 4;
}

template <class To, class From> void copyCharacters(To* to, const From* from, Int count) {
  if constexpr (sizeof(To) == sizeof(From)) {
    std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(To));
  } else {
    for (Int i = 0; i < count; ++i) to[i] = static_cast<To>(from[i]);
  }
}

} // namespace detail

/// One character as the unsigned type that a width is stored in.
using Latin1 = unsigned char;

template <class T> class List;

class Str {
 public:
  constexpr Str() noexcept = default;
  /// A literal, whose bytes are code points below 256. It is not consteval: pairs and tuples pass literals on.
  template <std::size_t N> constexpr Str(const char (&text)[N]) : data_(text), size_(N - 1) {}
  template <std::size_t N> Str(char (&)[N]) = delete;
  /// A literal of others.
  template <std::size_t N> Str(const char16_t (&text)[N]) : data_(text), size_(N - 1), width_(2) {
    if (detail::widthOf(text, N - 1) < 2) *this = Str(text, N - 1);
  }
  template <std::size_t N> Str(const char32_t (&text)[N]) : data_(text), size_(N - 1), width_(4) {
    if (detail::widthOf(text, N - 1) < 4) *this = Str(text, N - 1);
  }
  /// The same when it is known as a literal only to the caller.
  template <std::size_t N> static Str literal(const char (&text)[N]) {
    Str result;
    result.data_ = text;
    result.size_ = N - 1;
    return result;
  }
  /// Copies characters, in as few bytes as they need.
  Str(const Latin1* characters, Int count) { assign(characters, count, 1); }
  Str(const char16_t* characters, Int count) : Str(copied(characters, count)) {}
  Str(const char32_t* characters, Int count) : Str(copied(characters, count)) {}
  /// Text of this program, such as a number, of bytes below 256.
  static Str of(std::string_view text) {
    return {reinterpret_cast<const Latin1*>(text.data()), static_cast<Int>(text.size())};
  }
  /// One character.
  static Str of(char32_t character) {
    if (character < 0x100) return latin1(character);
    return {&character, 1};
  }

  constexpr Str(const Str& other) noexcept
      : data_(other.data_), size_(other.size_), block_(other.block_), width_(other.width_) {
    if (block_) block_->add();
  }
  constexpr Str(Str&& other) noexcept
      : data_(std::exchange(other.data_, "")), size_(std::exchange(other.size_, 0)),
        block_(std::exchange(other.block_, nullptr)), width_(std::exchange(other.width_, 1)) {}
  constexpr Str& operator=(const Str& other) noexcept { return *this = Str(other); }
  constexpr Str& operator=(Str&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(block_, other.block_);
    std::swap(width_, other.width_);
    return *this;
  }
  constexpr ~Str() {
    if (block_) drop();
  }

  constexpr Int size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  /// Bytes a character: 1, 2 or 4, as few as the largest needs.
  constexpr int width() const { return width_; }
  template <class C> const C* data() const { return static_cast<const C*>(data_); }

  /// Calls `visitor` with the characters as a span of Latin1, char16_t or char32_t.
  template <class F> decltype(auto) visit(F visitor) const {
    auto count = static_cast<std::size_t>(size_);
    if (width_ == 1) return visitor(std::span(data<Latin1>(), count));
    if (width_ == 2) return visitor(std::span(data<char16_t>(), count));
    return visitor(std::span(data<char32_t>(), count));
  }

  /// The code point at an index from 0 on that exists.
  char32_t operator[](Int index) const {
    return width_ == 1 ? data<Latin1>()[index] : width_ == 2 ? data<char16_t>()[index] : data<char32_t>()[index];
  }
  /// `s[i]`
  Str at(Int index, int line = __builtin_LINE()) const {
    if (index < 0) index += size_;
    if (static_cast<std::uint64_t>(index) >= static_cast<std::uint64_t>(size_)) [[unlikely]]
      raise::indexText("string index out of range", line);
    return of((*this)[index]);
  }
  /// Characters from `start` on; both must exist.
  Str part(Int start, Int count) const {
    // Short ones are copied: they should not keep a large text alive.
    if (block_ && width_ == 1 && count >= SharedSize) {
      Str result(*this);
      result.data_ = data<char>() + start;
      result.size_ = count;
      return result;
    }
    return visit([&](auto characters) { return Str(characters.data() + start, count); });
  }
  /// `s[start:stop:step]`; a bound that is not given is an empty one.
  inline Str slice(std::optional<Int> start, std::optional<Int> stop, std::optional<Int> step = {},
                   int line = __builtin_LINE()) const;

  /// Characters as texts of one.
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Str;
    Iterator() = default;
    Iterator(const Str* text, Int index) : text_(text), index_(index) {}
    Str operator*() const { return of((*text_)[index_]); }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) { return {text_, index_++}; }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Str* text_ = nullptr;
    Int index_ = 0;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size_}; }

  friend bool operator==(const Str& left, const Str& right) {
    if (left.size_ != right.size_ || left.width_ != right.width_) return false;
    // Most often a character of a text is compared with another.
    if (left.size_ == 1 && left.width_ == 1) return *left.data<char>() == *right.data<char>();
    return std::memcmp(left.data_, right.data_, left.bytes()) == 0;
  }
  friend std::strong_ordering operator<=>(const Str& left, const Str& right) { return left.compare(right) <=> 0; }

  friend Str operator+(const Str& left, const Str& right) { return joined(left, right); }
  friend Str operator+(Str&& left, const Str& right) {
    left += right;
    return std::move(left);
  }
  Str& operator+=(const Str& other) {
    if (other.empty()) return *this;
    if (!hasRoom(other)) grow(other);
    append(other);
    return *this;
  }
  friend Str operator*(const Str& text, Int times) { return text.repeat(times); }
  friend Str operator*(Int times, const Str& text) { return text.repeat(times); }
  Str& operator*=(Int times) { return *this = repeat(times); }

  /// The place of the first (last) occurrence in the characters from `start` to `stop`, which exist; or -1.
  inline Int findIn(const Str& wanted, Int start, Int stop) const;
  inline Int findLastIn(const Str& wanted, Int start, Int stop) const;
  /// `wanted in s`
  bool contains(const Str& wanted) const { return findIn(wanted, 0, size_) >= 0; }

  // Methods of Python's str (methods.hpp, split.hpp).
  inline Str upper() const;
  inline Str lower() const;
  inline Str casefold() const;
  inline Str swapcase() const;
  inline Str title() const;
  inline Str capitalize() const;
  inline Str strip() const;
  inline Str lstrip() const;
  inline Str rstrip() const;
  inline Str strip(const Str& characters) const;
  inline Str lstrip(const Str& characters) const;
  inline Str rstrip(const Str& characters) const;
  inline Str removeprefix(const Str& prefix) const;
  inline Str removesuffix(const Str& suffix) const;
  inline Int find(const Str& wanted, Int start = 0, Int stop = INT64_MAX) const;
  inline Int rfind(const Str& wanted, Int start = 0, Int stop = INT64_MAX) const;
  inline Int index(const Str& wanted, Int start = 0, Int stop = INT64_MAX, int line = __builtin_LINE()) const;
  inline Int rindex(const Str& wanted, Int start = 0, Int stop = INT64_MAX, int line = __builtin_LINE()) const;
  inline Int count(const Str& wanted, Int start = 0, Int stop = INT64_MAX) const;
  inline Str replace(const Str& old, const Str& with, Int most = -1) const;
  inline bool startswith(const Str& prefix, Int start = 0, Int stop = INT64_MAX) const;
  inline bool endswith(const Str& suffix, Int start = 0, Int stop = INT64_MAX) const;
  inline bool isalpha() const;
  inline bool isdecimal() const;
  inline bool isdigit() const;
  inline bool isnumeric() const;
  inline bool isalnum() const;
  inline bool isspace() const;
  inline bool isascii() const;
  inline bool isprintable() const;
  inline bool isupper() const;
  inline bool islower() const;
  inline bool istitle() const;
  inline Str ljust(Int width, const Str& fill = " ", int line = __builtin_LINE()) const;
  inline Str rjust(Int width, const Str& fill = " ", int line = __builtin_LINE()) const;
  inline Str center(Int width, const Str& fill = " ", int line = __builtin_LINE()) const;
  inline Str zfill(Int width) const;
  inline Str expandtabs(Int tab_size = 8) const;
  inline std::tuple<Str, Str, Str> partition(const Str& sep, int line = __builtin_LINE()) const;
  inline std::tuple<Str, Str, Str> rpartition(const Str& sep, int line = __builtin_LINE()) const;
  inline List<Str> split() const;
  inline List<Str> split(const Str& sep, Int most = -1, int line = __builtin_LINE()) const;
  inline List<Str> split_spaces(Int most) const;
  inline List<Str> rsplit() const;
  inline List<Str> rsplit(const Str& sep, Int most = -1, int line = __builtin_LINE()) const;
  inline List<Str> rsplit_spaces(Int most) const;
  inline List<Str> splitlines(bool keep_ends = false) const;

  /// The text in UTF-8, lone surrogates included (error handler "surrogatepass").
  inline std::string utf8() const;
  /// Text in UTF-8, as `utf8` gives it.
  static inline Str ofUtf8(std::string_view text);

  std::size_t bytes() const { return static_cast<std::size_t>(size_) * static_cast<std::size_t>(width_); }

 private:
  static constexpr Int SharedSize = 64;

  static Str latin1(char32_t character) {
    Str result;
    result.data_ = &detail::Latin1Characters[character];
    result.size_ = 1;
    return result;
  }
  void drop() {
    if (block_->remove()) std::free(block_);
  }
  /// Memory for characters, which this text has none of yet.
  void reserve(Int count, int width, Int spare) {
    block_ = detail::allocateText((count + spare) * width);
    data_ = block_->data();
    width_ = width;
  }
  template <class C> void assign(const C* characters, Int count, int width) {
    if (count == 0) return;
    if (count == 1 && width == 1) {
      data_ = &detail::Latin1Characters[static_cast<std::uint32_t>(characters[0]) & 0xff];
      size_ = 1;
      return;
    }
    reserve(count, width, 0);
    write(characters, count);
  }
  PYOMP_APART_MEMBER static Str copied(const char16_t* characters, Int count) {
    Str result;
    result.assign(characters, count, detail::widthOf(characters, static_cast<std::size_t>(count)));
    return result;
  }
  PYOMP_APART_MEMBER static Str copied(const char32_t* characters, Int count) {
    Str result;
    result.assign(characters, count, detail::widthOf(characters, static_cast<std::size_t>(count)));
    return result;
  }
  template <class C> void write(const C* characters, Int count) {
    if (width_ == 1)
      detail::copyCharacters(reinterpret_cast<Latin1*>(block_->data()) + size_, characters, count);
    else if (width_ == 2)
      detail::copyCharacters(reinterpret_cast<char16_t*>(block_->data()) + size_, characters, count);
    else
      detail::copyCharacters(reinterpret_cast<char32_t*>(block_->data()) + size_, characters, count);
    size_ += count;
  }
  /// There is memory behind this text that nobody else looks at.
  bool hasRoom(const Str& other) const {
    return block_ && width_ >= other.width_ && data_ == block_->data() &&
           block_->count.load(std::memory_order_acquire) == 1 && (size_ + other.size_) * width_ <= block_->capacity;
  }
  void append(const Str& other) {
    if (width_ == other.width_) [[likely]] {
      std::memcpy(block_->data() + size_ * width_, other.data_, other.bytes());
      size_ += other.size_;
    } else {
      widen(other);
    }
  }
  PYOMP_APART_MEMBER void widen(const Str& other) {
    other.visit([&](auto characters) { write(characters.data(), other.size_); });
  }
  PYOMP_APART_MEMBER static Str joined(const Str& left, const Str& right) {
    if (left.empty()) return right;
    if (right.empty()) return left;
    Str result;
    result.reserve(left.size_ + right.size_, std::max(left.width_, right.width_), 0);
    result.append(left);
    result.append(right);
    return result;
  }
  PYOMP_APART_MEMBER void grow(const Str& other) {
    Str larger;
    larger.reserve(size_ + other.size_, std::max(width_, other.width_), size_ + other.size_);
    larger.append(*this);
    *this = std::move(larger);
  }
  inline Str repeat(Int times) const;
  inline int compare(const Str& other) const;

  const void* data_ = "";
  Int size_ = 0;
  detail::TextBlock* block_ = nullptr;
  int width_ = 1;
};

/// Text that grows character by character, and is a Str in the end.
class StrBuilder {
 public:
  void reserve(Int count) { characters_.reserve(static_cast<std::size_t>(count)); }
  void add(char32_t character) { characters_.push_back(character); }
  void add(std::string_view text) { characters_.append(text.begin(), text.end()); }
  template <std::same_as<Str> S> void add(const S& text) {
    text.visit([this](auto characters) { characters_.append(characters.begin(), characters.end()); });
  }
  void add(const Str& text, Int start, Int stop) {
    text.visit([&](auto characters) { characters_.append(characters.begin() + start, characters.begin() + stop); });
  }
  void fill(char32_t character, Int count) {
    if (count > 0) characters_.append(static_cast<std::size_t>(count), character);
  }
  Int size() const { return static_cast<Int>(characters_.size()); }
  Str text() const { return {characters_.data(), size()}; }

 private:
  std::u32string characters_;
};

namespace detail {

/// Calls `visitor` with the characters of both texts, those of `right` in the width of `left`'s; without it when some
/// of them do not fit in there.
template <class F> void visitBoth(const Str& left, const Str& right, F visitor) {
  if (right.width() > left.width()) return;
  left.visit([&](auto characters) {
    using C = std::remove_cv_t<typename decltype(characters)::element_type>;
    std::basic_string_view<C> whole(characters.data(), characters.size());
    if (left.width() == right.width()) {
      visitor(whole, std::basic_string_view<C>(right.data<C>(), static_cast<std::size_t>(right.size())));
    } else {
      std::basic_string<C> widened;
      right.visit([&](auto narrow) { widened.assign(narrow.begin(), narrow.end()); });
      visitor(whole, std::basic_string_view<C>(widened));
    }
  });
}

PYOMP_APART Int findText(const Str& text, const Str& wanted, Int start, Int stop) {
  if (stop - start < wanted.size()) return -1;
  if (wanted.empty()) return start;
  if (text.width() == 1 && wanted.width() == 1) {
    // The C library's search is linear in the worst case too.
    const auto* from = text.data<char>() + start;
    const void* found = wanted.size() == 1
                            ? std::memchr(from, *wanted.data<Latin1>(), static_cast<std::size_t>(stop - start))
                            : ::memmem(from, static_cast<std::size_t>(stop - start), wanted.data<char>(),
                                       static_cast<std::size_t>(wanted.size()));
    return found ? static_cast<const char*>(found) - text.data<char>() : -1;
  }
  Int result = -1;
  visitBoth(text, wanted, [&](auto whole, auto part) {
    auto found = whole.substr(0, static_cast<std::size_t>(stop)).find(part, static_cast<std::size_t>(start));
    if (found != whole.npos) result = static_cast<Int>(found);
  });
  return result;
}
PYOMP_APART Int findLastText(const Str& text, const Str& wanted, Int start, Int stop) {
  if (stop - start < wanted.size()) return -1;
  if (wanted.empty()) return stop;
  Int result = -1;
  visitBoth(text, wanted, [&](auto whole, auto part) {
    auto from = static_cast<std::size_t>(start);
    auto found = whole.substr(from, static_cast<std::size_t>(stop - start)).rfind(part);
    if (found != whole.npos) result = static_cast<Int>(found + from);
  });
  return result;
}

PYOMP_APART Str repeatText(const Str& text, Int times) {
  if (times <= 0 || text.empty()) return {};
  if (times == 1) return text;
  Int bytes = 0;
  if (__builtin_mul_overflow(static_cast<Int>(text.bytes()), times, &bytes)) raise::memoryError(0);
  return text.visit([&](auto characters) {
    std::basic_string<std::remove_cv_t<typename decltype(characters)::element_type>> all;
    all.reserve(characters.size() * static_cast<std::size_t>(times));
    for (Int i = 0; i < times; ++i) all.append(characters.begin(), characters.end());
    return Str(all.data(), static_cast<Int>(all.size()));
  });
}

PYOMP_APART int compareText(const Str& left, const Str& right) {
  int order = 0;
  left.visit([&](auto a) {
    right.visit([&](auto b) {
      auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
      if (end.first == a.end() || end.second == b.end())
        order = (a.size() > b.size()) - (a.size() < b.size());
      else
        order = *end.first < *end.second ? -1 : 1;
    });
  });
  return order;
}

/// What `slice.indices` of Python says: the first index, the number of indices.
struct SliceBounds {
  Int start;
  Int step;
  Int count;
};
inline SliceBounds sliceBounds(Int size, std::optional<Int> start, std::optional<Int> stop, std::optional<Int> step,
                               int line) {
  Int by = step.value_or(1);
  if (by == 0) [[unlikely]]
    raise::valueError("slice step cannot be zero", line);
  Int least = by < 0 ? -1 : 0;
  Int most = by < 0 ? size - 1 : size;
  auto clamped = [&](std::optional<Int> bound, Int otherwise) {
    if (!bound) return otherwise;
    Int value = *bound < 0 ? *bound + size : *bound;
    return std::clamp(value, least, std::max(least, most));
  };
  Int first = clamped(start, by < 0 ? most : least);
  Int last = clamped(stop, by < 0 ? least : most);
  Int distance = by < 0 ? first - last : last - first;
  auto width = by < 0 ? 0 - static_cast<std::uint64_t>(by) : static_cast<std::uint64_t>(by);
  Int count = distance <= 0 ? 0 : static_cast<Int>((static_cast<std::uint64_t>(distance) - 1) / width) + 1;
  return {first, by, count};
}
PYOMP_APART Str sliceText(const Str& text, const SliceBounds& bounds) {
  if (bounds.step == 1) return text.part(bounds.start, bounds.count);
  return text.visit([&](auto characters) {
    std::basic_string<std::remove_cv_t<typename decltype(characters)::element_type>> chosen;
    chosen.reserve(static_cast<std::size_t>(bounds.count));
    for (Int i = 0; i < bounds.count; ++i) {
      chosen.push_back(characters[static_cast<std::size_t>(bounds.start + i * bounds.step)]);
    }
    return Str(chosen.data(), bounds.count);
  });
}

PYOMP_APART std::string utf8Of(const Str& text) {
  std::string result;
  result.reserve(text.bytes());
  for (Int i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    auto byte = [&](char32_t value) { result.push_back(static_cast<char>(value)); };
    if (c < 0x80) {
      byte(c);
      continue;
    }
    if (c < 0x800) {
      byte(0xc0 | c >> 6);
    } else {
      if (c < 0x10000) {
        byte(0xe0 | c >> 12);
      } else {
        byte(0xf0 | c >> 18);
        byte(0x80 | (c >> 12 & 0x3f));
      }
      byte(0x80 | (c >> 6 & 0x3f));
    }
    byte(0x80 | (c & 0x3f));
  }
  return result;
}
PYOMP_APART Str textOfUtf8(std::string_view text) {
  std::u32string characters;
  for (std::size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i++]);
    int more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    char32_t character = more == 0 ? lead : lead & (0x3fU >> more);
    for (; more > 0 && i < text.size(); --more) character = character << 6 | (static_cast<char32_t>(text[i++]) & 0x3f);
    characters.push_back(character);
  }
  return {characters.data(), static_cast<Int>(characters.size())};
}

} // namespace detail

inline Int Str::findIn(const Str& wanted, Int start, Int stop) const {
  return detail::findText(*this, wanted, start, stop);
}
inline Int Str::findLastIn(const Str& wanted, Int start, Int stop) const {
  return detail::findLastText(*this, wanted, start, stop);
}
inline Str Str::repeat(Int times) const { return detail::repeatText(*this, times); }
inline int Str::compare(const Str& other) const { return detail::compareText(*this, other); }
inline std::string Str::utf8() const { return detail::utf8Of(*this); }
inline Str Str::ofUtf8(std::string_view text) { return detail::textOfUtf8(text); }
inline Str Str::slice(std::optional<Int> start, std::optional<Int> stop, std::optional<Int> step, int line) const {
  return detail::sliceText(*this, detail::sliceBounds(size_, start, stop, step, line));
}

inline std::string messageText(const Str& text) { return text.utf8(); }

/// A hash that equal texts share; it differs from CPython's, which changes from process to process anyway.
inline std::size_t hash(const Str& text) {
  return std::hash<std::string_view>{}(std::string_view(text.data<char>(), text.bytes()));
}

} // namespace py

template <> struct std::hash<py::Str> {
  std::size_t operator()(const py::Str& text) const { return py::hash(text); }
};

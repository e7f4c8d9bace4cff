// runtime/include/pyomp/exceptions.hpp
//
// Python's built-in exceptions as C++ classes that know the line of the generated file where they were raised.
#pragma once

#include "apart.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace py {

/// Python's int in compiled code: 64 bits, checked.
using Int = std::int64_t;

class Str;
/// A message that a program has computed, in UTF-8 (text/str.hpp).
inline std::string messageText(const Str& text);

/// Which Python class an exception is.
enum class ExceptionKind : std::uint8_t {
  BaseException,
#define EXCEPTION(Name, Base) Name,
#include "exceptions.def"
};

/// The root of the hierarchy. Every raising function takes the line of its caller as a last argument, which a default
/// fills in and only the path that raises uses; the binding looks it up in the table of lines.
class BaseException {
 public:
  explicit BaseException(int line = __builtin_LINE()) : line_(line) {}
  explicit BaseException(std::string message, int line = __builtin_LINE())
      : message_(std::move(message)), line_(line) {}
  virtual ~BaseException() = default;
  BaseException(const BaseException&) = default;
  BaseException& operator=(const BaseException&) = default;

  virtual ExceptionKind kind() const { return ExceptionKind::BaseException; }
  /// The only argument of the exception, or nothing.
  const std::optional<std::string>& message() const { return message_; }
  int line() const { return line_; }

 private:
  std::optional<std::string> message_;
  int line_;
};

#define EXCEPTION(Name, Base)                                                                                          \
  class Name : public Base {                                                                                           \
   public:                                                                                                             \
    explicit Name(int line = __builtin_LINE()) : Base(line) {}                                                         \
    explicit Name(std::string message, int line = __builtin_LINE()) : Base(std::move(message), line) {}                \
    template <std::same_as<Str> S>                                                                                     \
    explicit Name(const S& message, int line = __builtin_LINE()) : Base(messageText(message), line) {}                 \
    ExceptionKind kind() const override { return ExceptionKind::Name; }                                                \
  };
#include "exceptions.def"

/// The raising halves of the checking functions: out of line, so that a check is one compare and one branch.
namespace raise {

[[noreturn, gnu::cold]] PYOMP_APART void overflow(int line) {
  throw OverflowError("integer result does not fit in 64 bits", line);
}
[[noreturn, gnu::cold]] PYOMP_APART void zeroDivision(const char* text, int line) {
  throw ZeroDivisionError(text, line);
}
[[noreturn, gnu::cold]] PYOMP_APART void valueError(const char* text, int line) { throw ValueError(text, line); }
[[noreturn, gnu::cold]] PYOMP_APART void overflowError(const char* text, int line) { throw OverflowError(text, line); }
[[noreturn, gnu::cold]] PYOMP_APART void memoryError(int line) { throw MemoryError(line); }
[[noreturn, gnu::cold]] PYOMP_APART void index(Int index, int axis, Int size, int line) {
  throw IndexError("index " + std::to_string(index) + " is out of bounds for axis " + std::to_string(axis) +
                       " with size " + std::to_string(size),
                   line);
}
[[noreturn, gnu::cold]] PYOMP_APART void unbound(const char* name, int line) {
  throw UnboundLocalError(
      "cannot access local variable '" + std::string(name) + "' where it is not associated with a value", line);
}

} // namespace raise

/// Tests a doubtful read of a local variable: `bound` says whether `name` was assigned.
inline void check_bound(bool bound, const char* name, int line = __builtin_LINE()) {
  if (!bound) [[unlikely]]
    raise::unbound(name, line);
}

} // namespace py

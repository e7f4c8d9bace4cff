// runtime/include/pyomp/exceptions.hpp
//
// Python's built-in exceptions as C++ classes that know the line of the generated file where they were raised.
#pragma once

#include "apart.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace py {

/// Python's int in compiled code: 64 bits, checked.
using Int = std::int64_t;

class Str;
/// A message that a program has computed, in UTF-8 (text/str.hpp).
std::string messageText(const Str& text);

/// Which Python class an exception is.
enum class ExceptionKind : std::uint8_t {
  BaseException,
#define EXCEPTION(Name, Base) Name,
#include "exceptions.def"
};

/// One argument of an exception: None, a number or a text (UTF-8).
using Argument = std::variant<std::monostate, bool, Int, double, std::string>;
/// The arguments of an exception that is not raised with one text, as `args` holds them.
struct Arguments {
  std::vector<Argument> values;
};
inline Argument argument(const Str& value) { return messageText(value); }
inline Argument argument(std::nullptr_t) { return {}; }
inline Argument argument(const char* value) { return std::string(value); }
template <class Number>
  requires std::is_arithmetic_v<Number>
Argument argument(Number value) {
  if constexpr (std::same_as<Number, bool> || std::floating_point<Number>)
    return value;
  else
    return Int{value};
}
/// `py::args(1, "text")`: the arguments of `ValueError(1, "text")`; nullptr is None.
template <class... Values> Arguments args(const Values&... values) { return {{argument(values)...}}; }

/// The root of the hierarchy. Every raising function takes the line of its caller as a last argument, which a default
/// fills in and only the path that raises uses; the binding looks it up in the table of lines.
class BaseException {
 public:
  explicit BaseException(int line = __builtin_LINE()) : line_(line) {}
  explicit BaseException(std::string message, int line = __builtin_LINE())
      : arguments_{{Argument(std::move(message))}}, line_(line) {}
  explicit BaseException(Arguments arguments, int line = __builtin_LINE())
      : arguments_(std::move(arguments)), line_(line) {}
  virtual ~BaseException() = default;
  BaseException(const BaseException&) = default;
  BaseException& operator=(const BaseException&) = default;

  virtual ExceptionKind kind() const { return ExceptionKind::BaseException; }
  /// The name of the class in its module where the file defines it; null for the built-in ones.
  virtual const char* className() const { return nullptr; }
  /// Its text is how Python writes its argument, which compiled code has in no other form (a missing key).
  virtual bool isWritten() const { return false; }
  /// Raises the exception again, from whatever handler, which the traceback shows too.
  [[noreturn]] virtual void raise(int line = __builtin_LINE()) const { throw passed(*this, line); }
  /// A copy that lives on when the handler ends.
  virtual std::exception_ptr copy() const { return std::make_exception_ptr(*this); }

  /// The text that is its only argument, or nothing.
  std::optional<std::string> message() const {
    if (arguments().size() != 1) return std::nullopt;
    const std::string* text = std::get_if<std::string>(&arguments().front());
    return text ? std::optional(*text) : std::nullopt;
  }
  const std::vector<Argument>& arguments() const { return arguments_.values; }
  int line() const { return line_; }
  /// It leaves a function that was called in a line; a recursion has as many frames as CPython's has.
  void passCall(int line) {
    constexpr std::size_t Most = 1000;
    if (calls_.size() < Most) calls_.push_back(line);
  }
  /// The lines of the calls that it has left, innermost first.
  const std::vector<int>& calls() const { return calls_; }
  /// What was being handled where it was made: `__context__`.
  const std::exception_ptr& context() const { return context_; }
  /// What it was raised from: `__cause__`; `hasCause` is also true of `from None`.
  const std::exception_ptr& cause() const { return cause_; }
  bool hasCause() const { return has_cause_; }
  void setCause(std::exception_ptr cause) {
    cause_ = std::move(cause);
    has_cause_ = true;
  }

 protected:
  template <class Raised> static Raised passed(Raised exception, int line) {
    exception.passCall(line);
    return exception;
  }

 private:
  Arguments arguments_;
  std::vector<int> calls_;
  std::exception_ptr context_ = std::current_exception();
  std::exception_ptr cause_;
  int line_;
  bool has_cause_ = false;
};

/// The members of a class of exceptions that derives from another.
#define PYOMP_EXCEPTION_MEMBERS(Name, Base)                                                                            \
  explicit Name(int line = __builtin_LINE()) : Base(line) {}                                                           \
  explicit Name(std::string message, int line = __builtin_LINE()) : Base(std::move(message), line) {}                  \
  explicit Name(py::Arguments arguments, int line = __builtin_LINE()) : Base(std::move(arguments), line) {}            \
  template <std::same_as<py::Str> S>                                                                                   \
  explicit Name(const S& message, int line = __builtin_LINE()) : Base(py::messageText(message), line) {}               \
  [[noreturn]] void raise(int line = __builtin_LINE()) const override { throw passed(*this, line); }                   \
  std::exception_ptr copy() const override { return std::make_exception_ptr(*this); }

#define EXCEPTION(Name, Base)                                                                                          \
  class Name : public Base {                                                                                           \
   public:                                                                                                             \
    PYOMP_EXCEPTION_MEMBERS(Name, Base)                                                                                \
    ExceptionKind kind() const override { return ExceptionKind::Name; }                                                \
  };
#include "exceptions.def"

/// What containers throw when there is no memory.
using std::bad_alloc;

/// Defines the class of exceptions that the Python file calls `python_name`.
#define PYOMP_EXCEPTION(Name, Base, python_name)                                                                       \
  class Name : public Base {                                                                                           \
   public:                                                                                                             \
    PYOMP_EXCEPTION_MEMBERS(Name, Base)                                                                                \
    const char* className() const override { return python_name; }                                                     \
  }

/// `isinstance(exception, (Classes...))`
template <class... Classes> bool is(const BaseException& exception) {
  return (dynamic_cast<const Classes*>(&exception) || ...);
}

/// The exception that is being handled, if it is `exception` itself, else a copy of that.
PYOMP_APART std::exception_ptr pointerTo(const BaseException& exception) {
  std::exception_ptr handled = std::current_exception();
  try {
    if (handled) std::rethrow_exception(handled);
  } catch (const BaseException& current) {
    if (&current == &exception) return handled;
  } catch (...) {
  }
  return exception.copy();
}

/// `throw py::raised_from(py::ValueError("text"), e)`: `raise ValueError("text") from e`.
template <class Raised> Raised raised_from(Raised exception, const BaseException& cause) {
  exception.setCause(pointerTo(cause));
  return exception;
}
/// `raise ... from None`
template <class Raised> Raised raised_from(Raised exception, std::nullptr_t) {
  exception.setCause(nullptr);
  return exception;
}

/// `e.args[index]` as the type that every `raise` of the program gives it; ints are floats where some give floats.
template <class T> T argument_of(const BaseException& exception, std::size_t index, int line = __builtin_LINE()) {
  const std::vector<Argument>& arguments = exception.arguments();
  if (index >= arguments.size()) throw IndexError("tuple index out of range", line);
  const Argument& given = arguments[index];
  if constexpr (requires(const std::string& text) { T::of(text); }) {
    const std::string* text = exception.isWritten() ? nullptr : std::get_if<std::string>(&given);
    if (text) return T::of(*text);
  } else {
    if (const T* value = std::get_if<T>(&given)) return *value;
    if constexpr (std::same_as<T, double>) {
      if (const Int* value = std::get_if<Int>(&given)) return static_cast<double>(*value);
    }
  }
  throw TypeError("this argument of the exception is of another type than those that compiled code raises", line);
}
/// `e.value` of StopIteration: its argument, or None.
template <class T> std::optional<T> value_of(const BaseException& exception, int line = __builtin_LINE()) {
  if (exception.arguments().empty()) return std::nullopt;
  return argument_of<T>(exception, 0, line);
}

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

// lib/support/result.h
//
// The outcome of work on the environment: files, programs, the tool chain.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace pyompcc::support {

/// Why something outside the user's program did not work; `text` names what to install or change.
struct Failure {
  std::string text;
};

/// A value or the reason why there is none.
template <class T> class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Failure failure) : state_(std::move(failure)) {}

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Failure& failure() const { return std::get<1>(state_); }

 private:
  std::variant<T, Failure> state_;
};

} // namespace pyompcc::support

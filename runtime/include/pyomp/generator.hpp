// runtime/include/pyomp/generator.hpp
//
// Generators: functions that stop at `co_yield` and go on when the next value is asked for.
#pragma once

#include "exceptions.hpp"

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace py {

/// A handle of a generator: copies are the same one. Freed, it is not run to its end.
template <class T> class Generator {
 public:
  struct promise_type {
    std::optional<T> value;
    std::exception_ptr error;

    Generator get_return_object() { return Generator(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T next) {
      value = std::move(next);
      return {};
    }
    void return_void() { value.reset(); }
    void unhandled_exception() {
      value.reset();
      try {
        throw;
      } catch (const StopIteration& stopped) {
        // PEP 479
        error = std::make_exception_ptr(RuntimeError("generator raised StopIteration", stopped.line()));
      } catch (...) {
        error = std::current_exception();
      }
    }
  };

  /// The next value, or nothing behind the last one. Raises what the function raises.
  std::optional<T> next(int line = __builtin_LINE()) const {
    std::coroutine_handle<promise_type> run = state_->run;
    if (run.done()) return std::nullopt;
    if (state_->running) throw ValueError("generator already executing", line);
    state_->running = true;
    run.resume();
    state_->running = false;
    promise_type& promise = run.promise();
    if (promise.error) std::rethrow_exception(std::exchange(promise.error, nullptr));
    if (run.done()) return std::nullopt;
    return std::exchange(promise.value, std::nullopt);
  }

  struct End {};
  class Iterator {
   public:
    explicit Iterator(Generator generator) : generator_(std::move(generator)), value_(generator_.next()) {}
    const T& operator*() const { return *value_; }
    Iterator& operator++() {
      value_ = generator_.next();
      return *this;
    }
    bool operator==(End) const { return !value_; }

   private:
    Generator generator_;
    std::optional<T> value_;
  };
  Iterator begin() const { return Iterator(*this); }
  End end() const { return {}; }

 private:
  struct State {
    std::coroutine_handle<promise_type> run;
    bool running = false;
    ~State() { run.destroy(); }
  };
  explicit Generator(std::coroutine_handle<promise_type> run) : state_(std::make_shared<State>(run)) {}

  std::shared_ptr<State> state_;
};

/// `next(generator)`
template <class T> T next_of(const Generator<T>& generator, int line = __builtin_LINE()) {
  std::optional<T> value = generator.next(line);
  if (!value) throw StopIteration(line);
  return *std::move(value);
}
/// `next(generator, None)`
template <class T> std::optional<T> next_of_or_none(const Generator<T>& generator, int line = __builtin_LINE()) {
  return generator.next(line);
}
/// `next(generator, default)`
template <class T>
T next_of_or(const Generator<T>& generator, std::type_identity_t<T> missing, int line = __builtin_LINE()) {
  return generator.next(line).value_or(std::move(missing));
}

} // namespace py

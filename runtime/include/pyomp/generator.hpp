// runtime/include/pyomp/generator.hpp
//
// Generators: functions that stop at `co_yield` and go on when the next value is asked for.
#pragma once

#include "exceptions.hpp"

#include <concepts>
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace py {

class Str;

namespace generator_parts {

/// What a generator has once it ended: the value of its `return`, if it has one.
template <class Returned> struct Result {
  std::optional<Returned> returned;
  void return_value(Returned value) { returned = std::move(value); }
};
template <> struct Result<void> {
  void return_void() {}
};

/// The value of `yield`: what was sent. Raises what was thrown in instead.
template <class Promise, class Sent> struct Resumed {
  Promise& promise;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> /*run*/) const noexcept {}
  auto await_resume() const {
    if (promise.thrown) [[unlikely]]
      std::rethrow_exception(std::exchange(promise.thrown, nullptr));
    if constexpr (!std::is_void_v<Sent>) return std::exchange(promise.sent, std::nullopt);
  }
};

/// What `return` gave, as an argument of StopIteration; none where compiled code cannot hand it over.
template <class Returned> Arguments stopArguments(const Returned& value) {
  if constexpr (std::is_arithmetic_v<Returned> || std::same_as<Returned, Str>) {
    return args(value);
  } else {
    if constexpr (requires { *value; }) {
      if (value) return stopArguments(*value);
    }
    return {};
  }
}

} // namespace generator_parts

/// `co_await py::ClosedWhenDropped();` at the beginning of a generator: freed before its end, it runs what its
/// `finally` and `except` hold, as `close` does.
struct ClosedWhenDropped {
  bool await_ready() const noexcept { return false; }
  template <class Promise> bool await_suspend(std::coroutine_handle<Promise> run) const noexcept {
    run.promise().closes = true;
    return false;
  }
  void await_resume() const noexcept {}
};

/// A handle of a generator that gives values of T, takes those of `Sent`, and ends with one of `Returned`: copies are
/// the same one. What lacks `ClosedWhenDropped` is freed without being run to its end.
template <class T, class Sent = void, class Returned = void> class Generator {
  /// An empty class stands for what is never sent.
  struct Nothing {};
  using Value = std::conditional_t<std::is_void_v<Sent>, Nothing, Sent>;

 public:
  struct promise_type : generator_parts::Result<Returned> {
    std::optional<T> value;
    std::optional<Value> sent;
    std::exception_ptr error;
    std::exception_ptr thrown; ///< what the `yield` that it stopped at shall raise
    bool closes = false;

    Generator get_return_object() { return Generator(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    generator_parts::Resumed<promise_type, Sent> yield_value(T next) {
      value = std::move(next);
      return {*this};
    }
    void unhandled_exception() {
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
    std::optional<T> value;
    if (!state_->ended()) value = state_->resume(line);
    if (!value) state_->told = true;
    return value;
  }

  /// `next(generator)`: the next value; raises StopIteration behind the last one.
  T take(int line = __builtin_LINE()) const {
    if (!state_->ended()) {
      if (std::optional<T> value = state_->resume(line)) return *std::move(value);
    }
    stop(line);
  }

  /// `generator.send(value)`: what `yield` gives the function; nothing is None.
  T send(std::optional<Value> value, int line = __builtin_LINE()) const {
    if (!state_->started && value) throw TypeError("can't send non-None value to a just-started generator", line);
    if (!state_->ended()) {
      state_->run.promise().sent = std::move(value);
      if (std::optional<T> given = state_->resume(line)) return *std::move(given);
    }
    stop(line);
  }

  /// `generator.close()`: the function raises GeneratorExit where it stands.
  void close(int line = __builtin_LINE()) const { state_->close(line); }

  /// What the function returned, once it has: the value of `yield from`.
  Returned returned() const {
    if constexpr (!std::is_void_v<Returned>) return *state_->run.promise().returned;
  }

  /// Raises StopIteration with what the function returned.
  [[noreturn]] void stop(int line) const {
    if constexpr (!std::is_void_v<Returned>) {
      // Only the first one that finds the generator at its end is told.
      std::optional<Returned>& result = state_->run.promise().returned;
      if (result && !state_->closed && !std::exchange(state_->told, true)) {
        throw StopIteration(generator_parts::stopArguments(*result), line);
      }
    }
    throw StopIteration(line);
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
    bool started = false;
    bool closed = false; ///< before it started
    bool told = false;   ///< its result has been raised

    explicit State(std::coroutine_handle<promise_type> run) : run(run) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
      if (run.promise().closes && started && !ended()) {
        try {
          close(0);
        } catch (...) {
          // CPython writes what is raised here to standard error, and goes on.
        }
      }
      run.destroy();
    }

    bool ended() const { return closed || run.done(); }

    std::optional<T> resume(int line) {
      if (running) throw ValueError("generator already executing", line);
      running = true;
      started = true;
      run.resume();
      running = false;
      promise_type& promise = run.promise();
      if (promise.error) std::rethrow_exception(std::exchange(promise.error, nullptr));
      if (run.done()) return std::nullopt;
      return std::exchange(promise.value, std::nullopt);
    }

    void close(int line) {
      if (ended()) return;
      if (!started) {
        closed = true;
        return;
      }
      run.promise().thrown = std::make_exception_ptr(GeneratorExit(line));
      try {
        if (!resume(line)) return;
      } catch (const GeneratorExit&) {
        return;
      }
      throw RuntimeError("generator ignored GeneratorExit", line);
    }
  };
  explicit Generator(std::coroutine_handle<promise_type> run) : state_(std::make_shared<State>(run)) {}

  std::shared_ptr<State> state_;
};

/// `next(generator)`
template <class T, class Sent, class Returned>
T next_of(const Generator<T, Sent, Returned>& generator, int line = __builtin_LINE()) {
  return generator.take(line);
}
/// `next(generator, None)`
template <class T, class Sent, class Returned>
std::optional<T> next_of_or_none(const Generator<T, Sent, Returned>& generator, int line = __builtin_LINE()) {
  return generator.next(line);
}
/// `next(generator, default)`
template <class T, class Sent, class Returned>
T next_of_or(const Generator<T, Sent, Returned>& generator, std::type_identity_t<T> missing,
             int line = __builtin_LINE()) {
  return generator.next(line).value_or(std::move(missing));
}

} // namespace py

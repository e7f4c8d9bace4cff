// runtime/include/pyomp/raised.hpp
//
// Keeps exceptions inside the OpenMP region where they occur, and raises the right one after it.
#pragma once

#include "cancellation.hpp"
#include "exceptions.hpp"
#include "interrupt.hpp"
#include "reduction.hpp"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace py {

/// What was raised in a region. No exception may leave the block of an OpenMP construct (OpenMP 5.2, section 1.2.2,
/// "structured block"), so every body that can raise runs in `guard`, and `rethrow` follows the region:
///
///     py::Raised raised;
///     #pragma omp parallel for
///     for (Int i = 0; i < n; ++i) {
///       raised.guard(i, [&] { ... });
///     }
///     raised.rethrow();
///
/// Of several exceptions that with the lowest order is kept. Bodies of the same or a higher order than a kept one are
/// skipped; lower ones still run, so that the lowest iteration's exception is found whatever the schedule.
class Raised {
 public:
  Raised() = default;
  Raised(const Raised&) = delete;
  Raised& operator=(const Raised&) = delete;

  /// Runs one body; `order` is the iteration (its negative where the loop runs down) or the place of a task.
  template <class Body> void guard(Int order, Body&& body) noexcept {
    if (order >= lowest_.load(std::memory_order_relaxed)) [[unlikely]]
      return;
    try {
      body();
    } catch (...) {
      keep(order);
    }
  }
  /// Runs one iteration of nested loops that a directive takes together: of the orders, outermost first, the first
  /// that differs decides.
  template <std::size_t N, class Body> void guard(const Int (&orders)[N], Body&& body) noexcept {
    if (orders[0] >= lowest_.load(std::memory_order_relaxed) && !isBefore({orders, N})) [[unlikely]]
      return;
    try {
      body();
    } catch (...) {
      keep({orders, N});
    }
  }
  /// Runs a task, or a part of a region that is no iteration of a loop: the lowest thread number counts, and it comes
  /// before every iteration, since what stands behind such a part may need what it was to make. Looks for signals
  /// first. Before anything is raised, nobody asks for the number.
  template <class Body> void guard(Body&& body, int line = __builtin_LINE()) noexcept {
    if (*this && First + 1 + omp_get_thread_num() >= lowest_.load(std::memory_order_relaxed)) [[unlikely]]
      return;
    try {
      py::poll(line);
      body();
    } catch (...) {
      keep(First + 1 + omp_get_thread_num());
    }
  }
  /// Looks for signals where a round of a region's own loop begins.
  void poll(int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard([] {}, line);
  }

  /// Stands where a body begins that runs in no guard: whether it is to be skipped, since a signal ends the region or
  /// since a part before the loop, which may have been to make what the body needs, raised.
  bool stopped(int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard(LastPart, [&] { interrupt::answer(line); });
    return lowest_.load(std::memory_order_relaxed) <= LastPart;
  }

  /// Runs a call that meets the team: whatever was raised before, the other threads wait for this one inside.
  template <class Body> void always(Body&& body) noexcept {
    try {
      body();
    } catch (...) {
      Int order = std::numeric_limits<Int>::min() + omp_get_thread_num();
      keep(order);
    }
  }

  /// Keeps the exception of a reduction whose parts could not be put together, unless something else was raised.
  template <class T> void check_reduced(const T& original, int line = __builtin_LINE()) {
    std::exception_ptr exception;
    if (!take_lost(&original, exception)) [[likely]]
      return;
    if (!*this) guard(Nothing - 1, [&] { raise_lost(std::move(exception), line); });
  }

  /// All threads have met: what was raised comes before everything behind this place, which is skipped.
  void settle() {
    if (*this) [[unlikely]]
      lowest_.store(std::numeric_limits<Int>::min(), std::memory_order_relaxed);
  }
  /// The order of the next task: of those that one thread makes, the first made comes first.
  Int ticket() { return tickets_.fetch_add(1, std::memory_order_relaxed); }

  /// Whether something was raised; reliable once the threads have met.
  explicit operator bool() const { return lowest_.load(std::memory_order_acquire) != Nothing; }
  /// Raises what was kept, if anything. In a guarded body the exception goes on to the guard, which knows it.
  void rethrow() {
    if (*this) [[unlikely]]
      raiseKept();
  }
  /// The same in the body of an order: what comes behind it in order does not end it.
  void rethrow(Int order) {
    if (lowest_.load(std::memory_order_acquire) <= order) [[unlikely]]
      raiseKept();
  }

 private:
  static constexpr Int Nothing = std::numeric_limits<Int>::max();
  static constexpr Int First = std::numeric_limits<Int>::min();
  static constexpr Int LastPart = First + std::numeric_limits<int>::max();

  using Orders = std::span<const Int>;

  // Is an iteration before that whose exception is kept?
  [[gnu::cold, gnu::noinline]] bool isBefore(Orders orders) noexcept {
    lock();
    bool before = comesFirst(orders);
    busy_.clear(std::memory_order_release);
    return before;
  }
  [[noreturn, gnu::cold, gnu::noinline]] void raiseKept() {
    interrupt::settle();
    lock();
    std::exception_ptr exception = exception_;
    busy_.clear(std::memory_order_release);
    std::rethrow_exception(std::move(exception));
  }

  // The end that a signal asks for comes before everything else. An exception that another body raised, and that ended
  // this one too, keeps that body's order.
  [[gnu::cold, gnu::noinline]] void keep(Orders orders) noexcept {
    std::exception_ptr exception = std::current_exception();
    Int first = First;
    try {
      throw;
    } catch (const Interrupted&) {
      orders = {&first, 1};
    } catch (const Cancelled&) {
      return;
    } catch (...) {
    }
    lock();
    if (comesFirst(orders) && exception != exception_) {
      exception_ = std::move(exception);
      inner_.assign(orders.begin() + 1, orders.end());
      lowest_.store(orders.front(), std::memory_order_release);
    }
    busy_.clear(std::memory_order_release);
  }
  void keep(Int order) noexcept { keep({&order, 1}); }

  void lock() {
    while (busy_.test_and_set(std::memory_order_acquire)) {
    }
  }
  bool comesFirst(Orders orders) const {
    Int lowest = lowest_.load(std::memory_order_relaxed);
    return orders.front() < lowest ||
           (orders.front() == lowest && std::ranges::lexicographical_compare(orders.subspan(1), inner_));
  }

  std::atomic<Int> lowest_{Nothing};
  std::atomic_flag busy_;
  std::exception_ptr exception_;
  std::vector<Int> inner_; // the orders of inner loops that came with the kept exception
  // A thread that makes tasks changes this while others look whether something was raised: not in one line of caches.
  [[maybe_unused]] char apart_[64];
  std::atomic<Int> tickets_{0};
};

/// What the block of a construct raises that only the thread which met it executes: `critical`, `ordered`, `masked`. It
/// goes on behind the construct, on its way to the guard of the region around.
class Kept {
 public:
  Kept() = default;
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  template <class Body> void guard(Body&& body) noexcept {
    try {
      body();
    } catch (...) {
      exception_ = std::current_exception();
    }
  }
  void poll(int line = __builtin_LINE()) noexcept {
    guard([&] { py::poll(line); });
  }
  void rethrow() {
    if (exception_) [[unlikely]]
      std::rethrow_exception(std::move(exception_));
  }

 private:
  std::exception_ptr exception_;
};

/// What is raised in tasks that a function makes outside of any region of its own. The function waits for them where it
/// returns; where an exception leaves it, this does, since the tasks may use its variables.
class RaisedInTasks : public Raised {
 public:
  RaisedInTasks() = default;
  ~RaisedInTasks() {
    if (std::uncaught_exceptions() > 0) [[unlikely]] {
#pragma omp taskwait
    }
  }

  /// Runs a task. Looks for signals first: where one ended a task, those that wait for a thread shall not begin.
  template <class Body> void guard(Int order, Body&& body, int line = __builtin_LINE()) noexcept {
    Raised::guard(order, [&] {
      py::poll(line);
      body();
    });
  }
  template <class Body> void guard(Body&& body, int line = __builtin_LINE()) noexcept {
    Raised::guard(std::forward<Body>(body), line);
  }
};

} // namespace py

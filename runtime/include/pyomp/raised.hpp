// runtime/include/pyomp/raised.hpp
//
// Keeps exceptions inside the OpenMP region where they occur, and raises the right one after it.
#pragma once

#include "apart.hpp"
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
///
/// Where several parts of a region may raise, each thread counts the constructs that it has gone through. The number
/// comes first in every order, so that what an earlier part raised comes first, also where threads do not wait:
///
///     #pragma omp parallel
///     {
///       Int part = 0;
///       raised.guard_in(part, [&] { ... });
///     #pragma omp for nowait
///       for (Int i = 0; i < n; ++i) {
///         raised.guard({part, i}, [&] { ... });
///       }
///       part += 1;
///       raised.guard_in(part, [&] { ... });
///     }
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
  /// Runs one iteration of a part, or of nested loops that a directive takes together: of the orders, outermost first,
  /// the first that differs decides.
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
  /// The same where the region has several parts.
  template <class Body> void guard_in(Int part, Body&& body, int line = __builtin_LINE()) noexcept {
    if (*this && !isBefore(Piece(part))) [[unlikely]]
      return;
    try {
      py::poll(line);
      body();
    } catch (...) {
      keep(Piece(part));
    }
  }
  /// Looks for signals where a round of a region's own loop begins.
  void poll(int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard([] {}, line);
  }

  void poll_in(Int part, int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard_in(part, [] {}, line);
  }

  /// Stands where a body begins that runs in no guard: whether it is to be skipped, since a signal ends the region or
  /// since a part before the loop, which may have been to make what the body needs, raised.
  bool stopped(int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard(LastPiece, [&] { interrupt::answer(line); });
    return lowest_.load(std::memory_order_relaxed) <= LastPiece;
  }
  /// The same in a region of several parts: a part before this one, or a piece of this one, raised.
  bool stopped_in(Int part, int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard_in(part, [&] { interrupt::answer(line); });
    if (!*this) [[likely]]
      return false;
    Int orders[] = {part, LastPiece + 1};
    return !isBefore(orders);
  }

  /// Whether a part before this one raised. Behind a place where the threads met at the end of that part all of them
  /// see the same, and may leave a loop together.
  bool ended(Int part) const noexcept { return lowest_.load(std::memory_order_acquire) < part; }

  /// Runs a call that meets the team: whatever was raised before, the other threads wait for this one inside. What the
  /// function's constructs raise has their order; what it raises behind them comes after that.
  template <class Body> void always(Body&& body) noexcept { always(0, body); }
  template <class Body> void always(Int part, Body&& body) noexcept {
    CallInTeam call{this, nullptr, part};
    call.run(body);
  }

  /// Keeps the exception of a reduction whose parts could not be put together, unless something else was raised.
  template <class T> void check_reduced(const T& original, int line = __builtin_LINE()) {
    std::exception_ptr exception;
    if (!take_lost(&original, exception)) [[likely]]
      return;
    if (!*this) guard(Nothing - 1, [&] { raise_lost(std::move(exception), line); });
  }

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
  template <std::size_t N> void rethrow(const Int (&orders)[N]) {
    if (lowest_.load(std::memory_order_acquire) > orders[0]) [[likely]]
      return;
    // What inner loops add to the order does not come behind it.
    Int behind[N + 1];
    std::ranges::copy(orders, behind);
    behind[N] = Nothing;
    if (!isBefore(behind)) raiseKept();
  }

 protected:
  friend class RaisedInTeam;

  static constexpr Int Nothing = std::numeric_limits<Int>::max();
  static constexpr Int First = std::numeric_limits<Int>::min();
  static constexpr Int LastPiece = First + std::numeric_limits<int>::max();

  using Orders = std::span<const Int>;

  // The order of what is no iteration: before those of its part.
  struct Piece {
    explicit Piece(Int part) noexcept : orders{part, First + 1 + omp_get_thread_num()} {}
    operator Orders() const { return orders; }
    Int orders[2];
  };

  // Is something before that whose exception is kept? The first two numbers mostly say so: `second_` is written before
  // and read after `lowest_`, and what is kept only ever moves to the front.
  [[gnu::cold]] PYOMP_APART_MEMBER bool isBefore(Orders orders) noexcept {
    Int lowest = lowest_.load(std::memory_order_acquire);
    if (orders[0] != lowest) return orders[0] < lowest;
    if (orders.size() > 1 && orders[1] > second_.load(std::memory_order_relaxed)) return false;
    lock();
    bool before = comesFirst(orders);
    busy_.clear(std::memory_order_release);
    return before;
  }
  [[noreturn, gnu::cold]] PYOMP_APART_MEMBER void raiseKept() {
    interrupt::settle();
    lock();
    std::exception_ptr exception = exception_;
    busy_.clear(std::memory_order_release);
    std::rethrow_exception(std::move(exception));
  }

  // The end that a signal asks for comes before everything else of its part. An exception that another body raised, and
  // that ended this one too, keeps that body's order.
  [[gnu::cold]] PYOMP_APART_MEMBER void keep(Orders orders) noexcept {
    std::exception_ptr exception = std::current_exception();
    Int first[] = {orders.size() > 1 ? orders[0] : First, First};
    try {
      throw;
    } catch (const Interrupted&) {
      orders = Orders(first).first(std::min<std::size_t>(orders.size(), 2));
    } catch (const Cancelled&) {
      return;
    } catch (...) {
    }
    lock();
    if (comesFirst(orders) && exception != exception_) {
      exception_ = std::move(exception);
      inner_.assign(orders.begin() + 1, orders.end());
      second_.store(inner_.empty() ? First : inner_.front(), std::memory_order_relaxed);
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

  // A call that `always` runs, while it does: what the function raises goes to the region, in the order of the call.
  struct CallInTeam {
    template <class Body> void run(Body&& body) noexcept {
      const CallInTeam* outer = std::exchange(current, this);
      try {
        body();
      } catch (...) {
        Int orders[] = {1, omp_get_thread_num()};
        raised->keep(orders_of(*this, orders));
      }
      current = outer;
    }
    [[gnu::cold]] PYOMP_APART_MEMBER static std::vector<Int> orders_of(const CallInTeam& call, Orders inside) {
      std::vector<Int> orders;
      for (const CallInTeam* around = &call; around; around = around->around) {
        if (around != &call) orders.insert(orders.begin(), 0);
        orders.insert(orders.begin(), around->part);
      }
      orders.insert(orders.end(), inside.begin(), inside.end());
      return orders;
    }
    Raised* raised;
    const CallInTeam* around;
    Int part;
    static inline constinit thread_local const CallInTeam* current = nullptr;
  };

  std::atomic<Int> lowest_{Nothing};
  std::atomic<Int> second_{First};
  std::atomic_flag busy_;
  std::exception_ptr exception_;
  std::vector<Int> inner_; // the orders of inner loops that came with the kept exception
};

/// What is raised in a function that all threads of a team call, whose constructs are those of the caller's region: the
/// region keeps it, in the order of the call, so that all threads know and stop. Outside of any region the function's
/// own object keeps it.
class RaisedInTeam : private Raised {
 public:
  RaisedInTeam() : call_(std::exchange(CallInTeam::current, nullptr)), to_(call_ ? call_->raised : this) {}

  template <class Body> void guard(Int order, Body&& body) noexcept { guard({&order, 1}, body); }
  template <std::size_t N, class Body> void guard(const Int (&orders)[N], Body&& body) noexcept {
    guard({orders, N}, body);
  }
  template <class Body> void guard(Body&& body, int line = __builtin_LINE()) noexcept {
    Int order = First + 1 + omp_get_thread_num();
    guard({&order, 1}, [&] {
      py::poll(line);
      body();
    });
  }
  template <class Body> void guard_in(Int part, Body&& body, int line = __builtin_LINE()) noexcept {
    guard(Piece(part), [&] {
      py::poll(line);
      body();
    });
  }
  void poll(int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard([] {}, line);
  }
  void poll_in(Int part, int line = __builtin_LINE()) noexcept {
    if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
      guard_in(part, [] {}, line);
  }
  bool stopped(int line = __builtin_LINE()) noexcept {
    poll(line);
    Int order = LastPiece + 1;
    return *to_ && !runs({&order, 1});
  }
  bool stopped_in(Int part, int line = __builtin_LINE()) noexcept {
    poll_in(part, line);
    Int orders[] = {part, LastPiece + 1};
    return *to_ && !runs(orders);
  }
  bool ended(Int part) noexcept { return *to_ && !runs({&part, 1}); }
  template <class Body> void always(Body&& body) noexcept { always(0, body); }
  template <class Body> void always(Int part, Body&& body) noexcept {
    CallInTeam call{to_, call_, part};
    call.run(body);
  }
  template <class T> void check_reduced(const T& original, int line = __builtin_LINE()) {
    std::exception_ptr exception;
    if (!take_lost(&original, exception)) [[likely]]
      return;
    if (!*to_) guard(Nothing - 1, [&] { raise_lost(std::move(exception), line); });
  }
  /// Ends the function where it or what came before it raised; the region around raises that.
  void rethrow() {
    if (!*to_) [[likely]]
      return;
    if (!call_) raiseKept();
    Int order = Nothing;
    if (!runs({&order, 1})) throw Cancelled();
  }
  /// The same in the body of an order, or of a part.
  void rethrow(Int order) { rethrow({&order, 1}); }
  template <std::size_t N> void rethrow(const Int (&orders)[N]) { rethrow(Orders{orders, N}); }

 private:
  template <class Body> void guard(Orders orders, Body&& body) noexcept {
    if (*to_ && !runs(orders)) [[unlikely]]
      return;
    try {
      body();
    } catch (...) {
      to_->keep(call_ ? Orders(orders_in_call(orders)) : orders);
    }
  }
  void rethrow(Orders orders) {
    if (!*to_) [[likely]]
      return;
    std::vector<Int> behind(orders.begin(), orders.end());
    behind.push_back(Nothing);
    if (runs(behind)) return;
    if (!call_) raiseKept();
    throw Cancelled();
  }
  bool runs(Orders orders) noexcept { return to_->isBefore(call_ ? Orders(orders_in_call(orders)) : orders); }
  [[gnu::cold]] PYOMP_APART_MEMBER std::vector<Int> orders_in_call(Orders orders) {
    std::vector<Int> all{0};
    all.insert(all.end(), orders.begin(), orders.end());
    return CallInTeam::orders_of(*call_, all);
  }

  const CallInTeam* call_;
  Raised* to_;
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

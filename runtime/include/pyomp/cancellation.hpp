// runtime/include/pyomp/cancellation.hpp
//
// Constructs that their threads end early: `cancel` and `cancellation point` (OpenMP 5.2 section 11.7).
#pragma once

#include "apart.hpp"
#include "integer.hpp"

#include <omp.h>

#include <atomic>
#include <cstdint>

extern "C" {
// The OpenMP runtime of LLVM keeps what is cancelled of task groups, and drops tasks that have not begun.
int __kmpc_global_thread_num(void* place);
int __kmpc_cancel(void* place, int thread, int kind);
int __kmpc_cancellationpoint(void* place, int thread, int kind);
}

namespace py {

/// Ends the part of a cancelled construct that one thread is in: py::Raised stops it there and keeps nothing.
struct Cancelled {};

/// What is known of one construct that may be cancelled. Exceptions stop threads at any guard; a thread that has not
/// come to a cancellation point goes on, as OpenMP says, and all threads still meet every barrier.
///
///     py::Cancellation cancelled;
///     #pragma omp parallel for
///     for (Int i = 0; i < n; ++i) {
///       raised.guard(i, [&] {
///         if (cancelled.left()) return;
///         if (a(i) == x) cancelled.cancel();
///       });
///     }
class Cancellation {
 public:
  Cancellation() = default;
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;

  /// `cancel`: ends the thread's part of the construct, unless OMP_CANCELLATION is off.
  void cancel() {
    if (omp_get_cancellation() == 0) return;
    requested_.store(true, std::memory_order_release);
    leave();
  }
  /// `cancellation point`: ends it where another thread has cancelled.
  void point() const {
    if (requested_.load(std::memory_order_acquire)) [[unlikely]]
      leave();
  }
  /// Whether the calling thread has left the construct.
  bool left() const { return left_ == number_; }
  /// Behind a barrier, which is a cancellation point: the rest is skipped.
  void met() const {
    if (requested_.load(std::memory_order_acquire)) [[unlikely]]
      left_ = number_;
  }
  /// One thread, between two barriers: the construct begins anew.
  void reset() {
    if (!requested_.load(std::memory_order_relaxed)) return;
    requested_.store(false, std::memory_order_relaxed);
    number_ = next();
  }

 private:
  [[noreturn, gnu::cold, gnu::noinline]] void leave() const {
    left_ = number_;
    throw Cancelled();
  }
  static std::uint64_t next() { return last_.fetch_add(1, std::memory_order_relaxed) + 1; }

  static inline std::atomic<std::uint64_t> last_{0};
  /// The construct that the thread has left. One is enough: it does nothing more in it.
  static inline thread_local std::uint64_t left_ = 0;

  std::atomic<bool> requested_{false};
  std::uint64_t number_ = next();
};

/// `cancel taskgroup`, `cancellation point taskgroup`, in a task.
[[gnu::cold]] inline void cancel_taskgroup() {
  constexpr int Taskgroup = 4;
  if (__kmpc_cancel(nullptr, __kmpc_global_thread_num(nullptr), Taskgroup) != 0) throw Cancelled();
}
inline void taskgroup_point() {
  constexpr int Taskgroup = 4;
  if (__kmpc_cancellationpoint(nullptr, __kmpc_global_thread_num(nullptr), Taskgroup) != 0) throw Cancelled();
}

} // namespace py

// runtime/include/pyomp/stack.hpp
//
// Turns a recursion that would run off the end of the stack into RecursionError, in every thread.
#pragma once

#include "exceptions.hpp"
#include "interrupt.hpp"

#include <cstdint>
#include <pthread.h>

namespace py {

namespace stack {

/// The lowest frame address at which a recursive function may still start in this thread. The first test of a thread
/// always fails and finds out the true limit; the clock of binding/released.hpp makes the next one fail when signals
/// are to be looked for, so that recursion polls at no cost.
[[gnu::tls_model("initial-exec")]] inline thread_local constinit std::atomic<std::uintptr_t> limit{UINTPTR_MAX};

/// What stays free below the limit: for the frame that asks, for functions that do not ask, and for raising.
inline constexpr std::uintptr_t Reserve = 160 * 1024;

[[gnu::cold]] PYOMP_APART void reachedLimit(std::uintptr_t frame, int line) {
  static thread_local constinit std::uintptr_t found = 0;
  if (found == 0) {
    pthread_attr_t attributes;
    void* lowest = nullptr;
    std::size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
      pthread_attr_getstack(&attributes, &lowest, &size);
      pthread_attr_destroy(&attributes);
    }
    std::uintptr_t reserve = Reserve < size / 4 ? Reserve : size / 4;
    found = reinterpret_cast<std::uintptr_t>(lowest) + reserve;
  }
  limit.store(found, std::memory_order_relaxed);
  poll(line);
  if (frame < found) throw RecursionError("maximum recursion depth exceeded", line);
}

} // namespace stack

/// Stands at the start of each function that can call itself.
[[gnu::always_inline]] inline void check_stack(int line = __builtin_LINE()) {
#ifdef __x86_64__
  // The stack pointer itself: asking for the frame's address would cost every function a frame pointer.
  std::uintptr_t frame;
  asm("mov %%rsp, %0" : "=r"(frame));
#else
  auto frame = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
#endif
  if (frame < stack::limit.load(std::memory_order_relaxed)) [[unlikely]]
    stack::reachedLimit(frame, line);
}

/// Runs the rest of a recursive function from its first task on in a function of its own. OpenMP's runtime is asked for
/// the thread where a function with constructs begins; the calls that return before them should not pay for that.
template <class Rest> [[gnu::noinline]] auto out_of_line(Rest&& rest) { return rest(); }

} // namespace py

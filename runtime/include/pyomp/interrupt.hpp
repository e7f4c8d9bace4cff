// runtime/include/pyomp/interrupt.hpp
//
// Ctrl-C in long loops: compiled code looks at one word now and then; a clock says when the interpreter must be asked
// whether a signal has arrived.
#pragma once

#include "exceptions.hpp"

#include <omp.h>

#include <atomic>

namespace py {

/// What a handler of a signal raised in the interpreter, KeyboardInterrupt mostly. The binding has kept the Python
/// exception of the thread.
class Interrupted : public KeyboardInterrupt {
 public:
  using KeyboardInterrupt::KeyboardInterrupt;
  [[noreturn]] void raise(int line = __builtin_LINE()) const override { throw passed(*this, line); }
  std::exception_ptr copy() const override { return std::make_exception_ptr(*this); }
};

namespace interrupt {

/// Why polls should stop and look: bits of `attention`.
inline constexpr unsigned Due = 1;   ///< set by the clock: the thread that Python called asks the interpreter
inline constexpr unsigned Ended = 2; ///< a handler has raised inside a parallel region: all its threads end
inline constinit std::atomic<unsigned> attention{0};

/// Asks the interpreter for signals, true when a handler raised: in the main thread while it runs without the GIL. The
/// binding sets it.
inline constinit std::atomic<bool (*)()> ask{nullptr};
/// The compiled calls that run without the GIL; changed by its holder only. While there is another one, a region must
/// not be ended by a word that all threads read.
inline constinit std::atomic<int> calls{0};

[[gnu::cold]] PYOMP_APART void answer(int line) {
  if ((attention.load(std::memory_order_relaxed) & Ended) == 0) {
    bool (*asking)() = ask.load(std::memory_order_relaxed);
    if (!asking || !asking()) return;
    if (omp_get_level() > 0 && calls.load(std::memory_order_relaxed) == 1) {
      attention.fetch_or(Ended, std::memory_order_relaxed);
    }
  }
  throw Interrupted(line);
}

/// Behind an outermost region all its threads have ended.
inline void settle() noexcept {
  if (omp_get_level() == 0) attention.fetch_and(~Ended, std::memory_order_relaxed);
}

} // namespace interrupt

/// Stands in loops that may run long, other than flat inner ones: raises what the handler of a signal raised.
[[gnu::always_inline]] inline void poll(int line = __builtin_LINE()) {
  if (interrupt::attention.load(std::memory_order_relaxed) != 0) [[unlikely]]
    interrupt::answer(line);
}

} // namespace py

// runtime/include/pyomp/binding/released.hpp
//
// Compiled calls that run without the GIL, and the clock that makes them ask the interpreter for signals.
#pragma once

#include "../interrupt.hpp"
#include "../stack.hpp"
#include "python.hpp"

#include <csignal>
#include <ctime>
#include <exception>
#include <pthread.h>
#include <unistd.h>

namespace py::detail {

/// How often a signal is looked for: Ctrl-C must be felt within 100 ms.
inline constexpr long TickNanoseconds = 40'000'000;
/// The clock's thread ends after so many ticks without a call and is made anew by the next.
inline constexpr int IdleTicks = 25;
inline constinit std::atomic<bool> ticking{false};
/// The stack limit of the main thread, once it has called: raised to make its next recursive call stop and look.
inline constinit std::atomic<std::atomic<std::uintptr_t>*> main_stack{nullptr};
/// What compiled calls of a thread know of it. All that is looked at in each call is here, in few bytes: the loader has
/// fewer than 2,000 for what all modules of a process can reach directly (`initial-exec`).
struct CallingThread {
  PyThreadState* released = nullptr; ///< the interpreter's state, in the innermost call that runs without the GIL
  bool met = false;                  ///< has called before
  bool is_main = false;              ///< where the interpreter runs handlers of signals
  bool interrupted = false;          ///< `interrupting` holds something
};
[[gnu::tls_model("initial-exec")]] inline thread_local constinit CallingThread calling;

inline void* tick(void*) {
  int idle = 0;
  while (idle < IdleTicks) {
    timespec pause{0, TickNanoseconds};
    nanosleep(&pause, nullptr);
    if (interrupt::calls.load() == 0) {
      ++idle;
      continue;
    }
    idle = 0;
    interrupt::attention.fetch_or(interrupt::Due, std::memory_order_relaxed);
    if (auto* limit = main_stack.load()) limit->store(UINTPTR_MAX, std::memory_order_relaxed);
  }
  ticking = false;
  return nullptr;
}

/// Without a thread for the clock programs run as well, but Ctrl-C waits for the end of the call.
[[gnu::cold]] PYOMP_APART void startClock() {
  if (ticking.exchange(true)) return;
  // The child of a fork has no clock, and another thread may be its first.
  static const int registered = pthread_atfork(nullptr, nullptr, [] {
    ticking = false;
    main_stack = nullptr;
    calling.met = false;
  });
  static_cast<void>(registered);
  // A signal must interrupt what the main thread waits for, not the clock.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t clock;
  if (pthread_create(&clock, nullptr, tick, nullptr) == 0) pthread_detach(clock);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

/// What a signal's handler raised, until the compiled call has ended: in the main thread, which alone runs handlers.
inline constinit PyObject* interrupting[3] = {};

/// Lets handlers of signals run; true when one raised.
[[gnu::cold]] PYOMP_APART bool askInterpreter() {
  PyThreadState* state = calling.released;
  if (!state || !calling.is_main) return false;
  interrupt::attention.fetch_and(~interrupt::Due, std::memory_order_relaxed);
  PyEval_RestoreThread(state);
  bool raised = PyErr_CheckSignals() < 0;
  if (raised) {
    for (PyObject*& part : interrupting) Py_CLEAR(part);
    PyErr_Fetch(&interrupting[0], &interrupting[1], &interrupting[2]);
    calling.interrupted = true;
  }
  PyEval_SaveThread();
  calling.released = state;
  return raised;
}
[[gnu::cold]] PYOMP_APART void meetThread() {
  calling.met = true;
  calling.is_main = gettid() == getpid();
  if (!calling.is_main) return;
  main_stack = &stack::limit;
  interrupt::ask = askInterpreter;
}

[[gnu::cold]] PYOMP_APART void forgetInterrupt() {
  for (PyObject*& part : interrupting) Py_CLEAR(part);
  calling.interrupted = false;
}

/// The GIL released while a compiled function runs.
class Released {
 public:
  Released() : outer_(calling.released) {
    if (!calling.met) [[unlikely]]
      meetThread();
    count(outer_ ? 0 : 1);
    calling.released = PyEval_SaveThread();
    if (!ticking.load(std::memory_order_relaxed)) [[unlikely]]
      startClock();
    // Another call's region is being ended.
    while ((interrupt::attention.load(std::memory_order_relaxed) & interrupt::Ended) != 0) [[unlikely]]
      usleep(100);
  }
  ~Released() {
    PyEval_RestoreThread(calling.released);
    calling.released = outer_;
    // A handler of the program has taken what a signal raised.
    if (calling.interrupted && std::uncaught_exceptions() == 0) [[unlikely]]
      forgetInterrupt();
    count(outer_ ? 0 : -1);
  }
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;

 private:
  // The GIL is held.
  static void count(int change) {
    interrupt::calls.store(interrupt::calls.load(std::memory_order_relaxed) + change, std::memory_order_relaxed);
  }

  PyThreadState* outer_;
};

/// Raises in Python what a handler raised. The GIL is held.
inline void restoreInterrupt() {
  if (calling.is_main && interrupting[0]) {
    PyErr_Restore(interrupting[0], interrupting[1], interrupting[2]);
  } else {
    PyErr_SetNone(PyExc_KeyboardInterrupt);
  }
  for (PyObject*& part : interrupting) part = nullptr;
  calling.interrupted = false;
}

} // namespace py::detail

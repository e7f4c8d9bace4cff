// runtime/include/pyomp/lock.hpp
//
// Locks of OpenMP (5.2, section 18.9) as values: copies are the same lock, the last one frees it.
#pragma once

#include "exceptions.hpp"

#include <omp.h>

#include <atomic>
#include <memory>
#include <thread>
#include <type_traits>

namespace py {

/// What a lock variable of Python stands for. Unlike C's it knows who holds it, so that misuse raises RuntimeError, as
/// under plain CPython, where C's would wait for ever or do anything.
template <class T> class LockOf {
 public:
  static constexpr bool Nested = std::is_same_v<T, omp_nest_lock_t>;

  void init(unsigned hint = 0) {
    if (!state_) state_ = std::make_shared<State>();
    if (state_->ready) release();
    if constexpr (Nested) {
      ::omp_init_nest_lock_with_hint(&state_->lock, static_cast<omp_lock_hint_t>(hint));
    } else {
      ::omp_init_lock_with_hint(&state_->lock, static_cast<omp_lock_hint_t>(hint));
    }
    state_->ready = true;
  }
  void destroy(int line) const {
    State& state = ready(line);
    release();
    state.ready = false;
  }
  void set(int line) const {
    State& state = ready(line);
    if constexpr (Nested) {
      ::omp_set_nest_lock(&state.lock);
    } else {
      if (state.owner.load(std::memory_order_relaxed) == std::this_thread::get_id()) [[unlikely]] {
        throw RuntimeError("the thread already holds this lock: setting it again would wait for ever", line);
      }
      ::omp_set_lock(&state.lock);
    }
    take(state);
  }
  /// How often the caller now holds the lock, 0 when it could not be had.
  Int test(int line) const {
    State& state = ready(line);
    int count = 0;
    if constexpr (Nested) {
      count = ::omp_test_nest_lock(&state.lock);
    } else {
      count = ::omp_test_lock(&state.lock);
    }
    if (count != 0) take(state);
    return count;
  }
  void unset(int line) const {
    State& state = ready(line);
    if (state.owner.load(std::memory_order_relaxed) != std::this_thread::get_id()) [[unlikely]] {
      throw RuntimeError("the lock is not held by this thread", line);
    }
    if (--state.count == 0) state.owner.store({}, std::memory_order_relaxed);
    if constexpr (Nested) {
      ::omp_unset_nest_lock(&state.lock);
    } else {
      ::omp_unset_lock(&state.lock);
    }
  }

 private:
  struct State {
    T lock{};
    std::atomic<std::thread::id> owner{};
    Int count = 0; // of the owner
    bool ready = false;

    ~State() {
      if (ready) destroyLock(lock);
    }
  };

  static void destroyLock(T& lock) {
    if constexpr (Nested) {
      ::omp_destroy_nest_lock(&lock);
    } else {
      ::omp_destroy_lock(&lock);
    }
  }
  State& ready(int line) const {
    if (!state_ || !state_->ready) [[unlikely]]
      throw RuntimeError("the lock was not initialised, or is destroyed", line);
    return *state_;
  }
  void release() const {
    destroyLock(state_->lock);
    state_->owner.store({}, std::memory_order_relaxed);
    state_->count = 0;
  }
  static void take(State& state) {
    state.owner.store(std::this_thread::get_id(), std::memory_order_relaxed);
    ++state.count;
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

using Lock = LockOf<omp_lock_t>;
using NestLock = LockOf<omp_nest_lock_t>;

inline Lock new_lock() { return {}; }
inline NestLock new_nest_lock() { return {}; }

/// `lock = omp_init_lock()` makes a lock; `omp_init_lock(lock)` makes one usable, as in C.
inline Lock omp_init_lock() {
  Lock lock;
  lock.init();
  return lock;
}
inline NestLock omp_init_nest_lock() {
  NestLock lock;
  lock.init();
  return lock;
}
inline void omp_init_lock(Lock lock, int /*line*/ = 0) { lock.init(); }
inline void omp_init_nest_lock(NestLock lock, int /*line*/ = 0) { lock.init(); }
inline void omp_init_lock_with_hint(Lock lock, Int hint) { lock.init(static_cast<unsigned>(hint)); }
inline void omp_init_nest_lock_with_hint(NestLock lock, Int hint) { lock.init(static_cast<unsigned>(hint)); }
inline void omp_destroy_lock(const Lock& lock, int line = __builtin_LINE()) { lock.destroy(line); }
inline void omp_destroy_nest_lock(const NestLock& lock, int line = __builtin_LINE()) { lock.destroy(line); }
inline void omp_set_lock(const Lock& lock, int line = __builtin_LINE()) { lock.set(line); }
inline void omp_set_nest_lock(const NestLock& lock, int line = __builtin_LINE()) { lock.set(line); }
inline void omp_unset_lock(const Lock& lock, int line = __builtin_LINE()) { lock.unset(line); }
inline void omp_unset_nest_lock(const NestLock& lock, int line = __builtin_LINE()) { lock.unset(line); }
inline bool omp_test_lock(const Lock& lock, int line = __builtin_LINE()) { return lock.test(line) > 0; }
inline Int omp_test_nest_lock(const NestLock& lock, int line = __builtin_LINE()) { return lock.test(line); }

} // namespace py

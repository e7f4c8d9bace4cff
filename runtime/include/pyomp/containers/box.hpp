// runtime/include/pyomp/containers/box.hpp
//
// The counted box that containers are handles of: assignment shares it, the last handle frees it.
#pragma once

#include "../exceptions.hpp"

#include <atomic>
#include <cstddef>
#include <sys/single_threaded.h>
#include <utility>

namespace py::detail {

/// What every box begins with. `object` is the Python object that it came from or became, while a call lasts.
struct Counted {
  std::atomic<std::size_t> count{1};
  void* object = nullptr;

  // A process with one thread needs no atomic operation (glibc manual, "Single-Threaded"); a thread that is started
  // later sees what was counted before.
  void add() {
    if (__libc_single_threaded) {
      count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    } else {
      count.fetch_add(1, std::memory_order_relaxed);
    }
  }
  /// Whether it was the last one.
  bool remove() {
    if (__libc_single_threaded) {
      std::size_t left = count.load(std::memory_order_relaxed) - 1;
      count.store(left, std::memory_order_relaxed);
      return left == 0;
    }
    return count.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }
};

/// A shared Box, which is a Counted.
template <class Box> class Handle {
 public:
  Handle() : box_(new Box) {}
  explicit Handle(Box* taken_over) : box_(taken_over) {}
  Handle(const Handle& other) : box_(other.box_) {
    if (box_) box_->add();
  }
  Handle(Handle&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  Handle& operator=(Handle other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~Handle() {
    if (box_ && box_->remove()) delete box_;
  }

  Box* box() const { return box_; }
  /// `a is b`
  bool is(const Handle& other) const { return box_ == other.box_; }

 protected:
  Box* box_;
};

} // namespace py::detail

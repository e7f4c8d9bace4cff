// runtime/include/pyomp/array.hpp
//
// An array with its memory: copies share it, the last owner frees it. Memory is 64-byte aligned.
#pragma once

#include "view.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>
#include <utility>

namespace py {

/// Counted memory: a block of our own or a Python object's.
struct Owner {
  std::atomic<std::size_t> count{1};
  void (*release)(Owner*) noexcept = nullptr;
  /// The Python object whose memory it is, or null; typed void so that the numeric half needs no Python.
  void* object = nullptr;
};

namespace detail {

/// Elements of a new array; raises as NumPy does.
template <int N> Int elements(const Int (&shape)[N], std::size_t element_size, int line) {
  Int count = 1;
  Int bytes = 0;
  bool fits = true;
  bool empty = false;
  for (Int extent : shape) {
    if (extent < 0) raise::valueError("negative dimensions are not allowed", line);
    empty |= extent == 0;
    fits &= extent == 0 || !__builtin_mul_overflow(count, extent, &count);
  }
  if (!fits || __builtin_mul_overflow(count, static_cast<Int>(element_size), &bytes)) {
    raise::valueError("array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.",
                      line);
  }
  return empty ? 0 : count;
}

/// A new block of `bytes` behind its owner; zeroed pages come from the system untouched. Raises MemoryError.
inline Owner* allocate(std::size_t bytes, bool zeroed, int line) {
  constexpr std::size_t Alignment = 64;
  static_assert(sizeof(Owner) + sizeof(void*) <= Alignment);
  void* block = nullptr;
  std::size_t total = 0;
  if (!__builtin_add_overflow(bytes, 2 * Alignment, &total)) {
    block = zeroed ? std::calloc(1, total) : std::malloc(total);
  }
  if (!block) [[unlikely]]
    raise::memoryError(line);
  // The data stands on the first aligned address that leaves room for the owner and the block's address before it.
  auto data = (reinterpret_cast<std::uintptr_t>(block) + 2 * Alignment - 1) / Alignment * Alignment;
  auto* owner = ::new (reinterpret_cast<void*>(data - Alignment)) Owner;
  reinterpret_cast<void**>(data)[-1] = block;
  owner->release = [](Owner* self) noexcept {
    std::free(reinterpret_cast<void**>(reinterpret_cast<char*>(self) + Alignment)[-1]);
  };
  return owner;
}
/// Where the data of an allocated owner stands.
inline void* dataOf(Owner* owner) { return reinterpret_cast<char*>(owner) + 64; }

template <class T, Layout L, class U, int N> void copyElements(const View<T, N, L>& from, const View<U, N>& to) {
  for (Int i = 0; i < from.shape(0); ++i) {
    if constexpr (N == 1) {
      to(i) = from(i);
    } else {
      copyElements(from.row(i), to.row(i));
    }
  }
}

} // namespace detail

/// A view and a share of the memory behind it.
template <class T, int N, Layout L = C> class Array : public View<T, N, L> {
 public:
  Array() = default;
  /// Takes over one count of `owner`, which keeps the memory of `view`.
  Array(const View<T, N, L>& view, Owner* owner) : View<T, N, L>(view), owner_(owner) {}
  Array(const Array& other) : View<T, N, L>(other), owner_(other.owner_) {
    if (owner_) owner_->count.fetch_add(1, std::memory_order_relaxed);
  }
  /// Any strides are a view of C order too.
  Array(const Array<T, N, C>& other)
    requires(L != C)
      : View<T, N, L>(other), owner_(other.share()) {}
  Array(Array&& other) noexcept : View<T, N, L>(other), owner_(std::exchange(other.owner_, nullptr)) {}
  Array& operator=(Array other) noexcept {
    swap(*this, other);
    return *this;
  }
  ~Array() {
    if (owner_ && owner_->count.fetch_sub(1, std::memory_order_acq_rel) == 1) owner_->release(owner_);
  }
  friend void swap(Array& a, Array& b) noexcept {
    std::swap(static_cast<View<T, N, L>&>(a), static_cast<View<T, N, L>&>(b));
    std::swap(a.owner_, b.owner_);
  }

  /// `a[i]` that keeps the memory alive.
  Array<T, N - 1, L> row_at(Int i, int line = __builtin_LINE()) const
    requires(N > 1)
  {
    return {View<T, N, L>::row_at(i, line), share()};
  }
  /// The memory's owner with a count for the caller, or null.
  Owner* share() const {
    if (owner_) owner_->count.fetch_add(1, std::memory_order_relaxed);
    return owner_;
  }

 private:
  Owner* owner_ = nullptr;
};

/// `np.empty`, `np.zeros`, `np.ones`, `np.full`: a new array in C order.
template <class T, int N> Array<T, N> empty(const Int (&shape)[N], int line = __builtin_LINE()) {
  Int count = detail::elements(shape, sizeof(T), line);
  Owner* owner = detail::allocate(static_cast<std::size_t>(count) * sizeof(T), false, line);
  return {View<T, N>(static_cast<T*>(detail::dataOf(owner)), shape), owner};
}
template <class T, int N> Array<T, N> zeros(const Int (&shape)[N], int line = __builtin_LINE()) {
  Int count = detail::elements(shape, sizeof(T), line);
  Owner* owner = detail::allocate(static_cast<std::size_t>(count) * sizeof(T), true, line);
  return {View<T, N>(static_cast<T*>(detail::dataOf(owner)), shape), owner};
}
template <class T, int N> Array<T, N> full(const Int (&shape)[N], T value, int line = __builtin_LINE()) {
  Array<T, N> array = empty<T>(shape, line);
  std::fill_n(array.data(), array.size(), value);
  return array;
}
/// `a.copy()`: a new array in C order with the same elements.
template <class T, int N, Layout L>
Array<std::remove_const_t<T>, N> copy(const View<T, N, L>& array, int line = __builtin_LINE()) {
  Int shape[N];
  for (int axis = 0; axis < N; ++axis) shape[axis] = array.shape(axis);
  Array<std::remove_const_t<T>, N> result = empty<std::remove_const_t<T>>(shape, line);
  if constexpr (L == C) {
    std::copy_n(array.data(), array.size(), result.data());
  } else {
    detail::copyElements(array, static_cast<const View<std::remove_const_t<T>, N>&>(result));
  }
  return result;
}
template <class T, int N> Array<T, N> ones(const Int (&shape)[N], int line = __builtin_LINE()) {
  return full<T>(shape, T{1}, line);
}

} // namespace py

// lib/support/arena.h
//
// Bump allocation for trees whose nodes live and die together.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace pyompcc::support {

/// Owns the memory of all nodes of one tree. Destructors are not run, so only trivially destructible types may live
/// here; lists inside nodes are spans of arena memory.
class Arena {
 public:
  Arena() = default;
  /// An arena that will most likely hold that many bytes, or more: its first block is as large.
  explicit Arena(std::size_t expected) : expected_(expected) {}
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  /// Constructs a T that lives as long as the arena.
  template <class T, class... Args> T* create(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "the arena runs no destructors");
    return ::new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
  }

  /// Copies `items` into the arena; the empty span needs no memory.
  template <class T> std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>, "spans are copied as bytes");
    if (items.empty()) return {};
    T* memory = static_cast<T*>(allocate(items.size_bytes(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), memory);
    return {memory, items.size()};
  }
  template <class T> std::span<T> copy(const std::vector<T>& items) { return copy(std::span<const T>(items)); }

  /// Copies text into the arena.
  std::string_view copy(std::string_view text);

  /// Returns `size` bytes aligned to `alignment`, a power of two not above that of std::max_align_t.
  void* allocate(std::size_t size, std::size_t alignment) {
    std::size_t start = (used_ + alignment - 1) & ~(alignment - 1);
    if (start + size > capacity_) return allocateInNewBlock(size);
    used_ = start + size;
    return block_ + start;
  }

  /// Takes back the last `size` bytes of the latest allocation, for texts whose length is known when they are written.
  void giveBack(const char* end, std::size_t size) {
    if (block_ && reinterpret_cast<const std::byte*>(end) + size == block_ + used_) used_ -= size;
  }

  /// Bytes taken from the system so far.
  std::size_t bytesReserved() const { return reserved_; }

 private:
  struct Release {
    std::size_t size = 0;
    void operator()(std::byte* memory) const noexcept;
  };
  void* allocateInNewBlock(std::size_t size);
  std::byte* addBlock(std::size_t size);

  std::vector<std::unique_ptr<std::byte[], Release>> blocks_;
  std::byte* block_ = nullptr;
  std::size_t used_ = 0;
  std::size_t capacity_ = 0;
  std::size_t reserved_ = 0;
  std::size_t expected_ = 0;
};

} // namespace pyompcc::support

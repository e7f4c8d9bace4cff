// lib/support/arena.cpp
//
// The slow path of the arena: a new block.
#include "lib/support/arena.h"

#include <algorithm>
#include <sys/mman.h>

namespace pyompcc::support {
namespace {

constexpr std::size_t SmallestBlock = std::size_t{16} << 10;
constexpr std::size_t LargestBlock = std::size_t{1} << 20;
// Blocks of that size and more come from the kernel with their pages in place: one call instead of a fault for each
// page, which would take a tenth of the time of parsing.
constexpr std::size_t SmallestMapping = std::size_t{1} << 16;

} // namespace

std::string_view Arena::copy(std::string_view text) {
  std::span<char> chars = copy(std::span<const char>(text.data(), text.size()));
  return {chars.data(), chars.size()};
}

void Arena::Release::operator()(std::byte* memory) const noexcept {
  if (size >= SmallestMapping) {
    ::munmap(memory, size);
  } else {
    delete[] memory;
  }
}

std::byte* Arena::addBlock(std::size_t size) {
  reserved_ += size;
  if (size < SmallestMapping) {
    return blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(size).release(), Release{size}).get();
  }
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return blocks_.emplace_back(static_cast<std::byte*>(memory), Release{size}).get();
}

void* Arena::allocateInNewBlock(std::size_t size) {
  std::size_t wanted = std::clamp(std::max(expected_, reserved_ / 4), SmallestBlock, LargestBlock);
  // A large object gets a block of its own, so that the rest of the current block is not lost.
  if (size > wanted / 4) return addBlock(size);
  expected_ = 0;
  block_ = addBlock(wanted);
  capacity_ = wanted;
  used_ = size;
  return block_;
}

} // namespace pyompcc::support

// lib/support/arena.cpp
//
// The slow path of the arena: a new block.
#include "lib/support/arena.h"

#include <algorithm>

namespace pyompcc::support {
namespace {

constexpr std::size_t SmallestBlock = std::size_t{16} << 10;
constexpr std::size_t LargestBlock = std::size_t{1} << 20;

} // namespace

std::string_view Arena::copy(std::string_view text) {
  std::span<char> chars = copy(std::span<const char>(text.data(), text.size()));
  return {chars.data(), chars.size()};
}

void* Arena::allocateInNewBlock(std::size_t size) {
  std::size_t wanted = std::clamp(reserved_ / 4, SmallestBlock, LargestBlock);
  if (size > wanted / 4) {
    // A large object gets a block of its own, so that the rest of the current block is not lost.
    auto& own = blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(size));
    reserved_ += size;
    return own.get();
  }
  block_ = blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(wanted)).get();
  capacity_ = wanted;
  reserved_ += wanted;
  used_ = size;
  return block_;
}

} // namespace pyompcc::support

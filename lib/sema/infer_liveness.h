// lib/sema/infer_liveness.h
//
// Which names carry a value into a region or out of it.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/sema/region_map.h"
#include "lib/support/name.h"

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

/// A set of the names that are looked at.
class NameSet {
 public:
  explicit NameSet(std::size_t size = 0, bool all = false) : words_((size + 63) / 64, all ? ~std::uint64_t{0} : 0) {}

  void add(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  void remove(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
  bool contains(std::size_t i) const { return (words_[i / 64] >> (i % 64) & 1) != 0; }
  void addAll(const NameSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// For each region of a function the names that may be read, before they are assigned, from the start of its body and
/// from behind it.
struct Liveness {
  std::vector<NameSet> entry; ///< as FunctionInfo::regions
  std::vector<NameSet> exit;
};

/// Backward analysis over the statements of `function` for the names of `index`. Where it does not know better (`try`,
/// `match`, nesting above 200) every name is live. `listed` has for each region the names that its clauses read
/// outside.
Liveness inferLiveness(const FunctionInfo& function, const RegionMap& regions,
                       const std::unordered_map<support::Name, std::size_t>& index,
                       std::span<const std::vector<support::Name>> listed);

} // namespace pyompcc::sema

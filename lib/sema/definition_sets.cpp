// lib/sema/definition_sets.cpp
//
// Interned sets and disjoint classes of definitions.
#include "lib/sema/definition_sets.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pyompcc::sema {

DefinitionSets::DefinitionSets() { intern({}); }

SetId DefinitionSets::intern(std::vector<DefinitionId> members) {
  auto [it, is_new] = ids_.try_emplace(std::move(members), static_cast<SetId>(sets_.size()));
  // Nodes of a std::map stay where they are, so the key can be pointed to.
  if (is_new) sets_.push_back(&it->first);
  return it->second;
}

SetId DefinitionSets::single(DefinitionId definition) { return intern({definition}); }

SetId DefinitionSets::join(SetId left, SetId right) {
  if (left == right || right == 0) return left;
  if (left == 0) return right;
  std::uint64_t key = (std::uint64_t{std::min(left, right)} << 32) | std::max(left, right);
  if (auto it = joins_.find(key); it != joins_.end()) return it->second;
  std::vector<DefinitionId> both;
  std::ranges::set_union(members(left), members(right), std::back_inserter(both));
  SetId joined = intern(std::move(both));
  joins_.emplace(key, joined);
  return joined;
}

DefinitionId DefinitionClasses::find(DefinitionId definition) {
  while (parents_[definition] != definition) {
    parents_[definition] = parents_[parents_[definition]];
    definition = parents_[definition];
  }
  return definition;
}

void DefinitionClasses::unite(DefinitionId left, DefinitionId right) {
  left = find(left);
  right = find(right);
  parents_[std::max(left, right)] = std::min(left, right);
}

} // namespace pyompcc::sema

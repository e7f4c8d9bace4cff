// lib/sema/definition_sets.cpp
//
// Sets as joins, and disjoint classes of definitions.
#include "lib/sema/definition_sets.h"

#include <algorithm>

namespace pyompcc::sema {

SetId DefinitionSets::make(std::uint64_t key, Set set) {
  auto [it, is_new] = ids_.try_emplace(key, static_cast<SetId>(sets_.size()));
  if (is_new) sets_.push_back(set);
  return it->second;
}

SetId DefinitionSets::single(DefinitionId definition) { return make(definition, {.definition = definition}); }

SetId DefinitionSets::join(SetId left, SetId right) {
  if (left == right || right == 0) return left;
  if (left == 0) return right;
  SetId first = std::min(left, right);
  SetId second = std::max(left, right);
  // A set and a part of it.
  if (sets_[second].left == first || sets_[second].right == first) return second;
  return make((std::uint64_t{first} << 32) | second, {.left = first, .right = second});
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

// lib/sema/definition_sets.h
//
// Sets of definitions that reach a place, interned, and the classes that definitions with a common use form.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

using DefinitionId = std::uint32_t;
/// An interned set; equal sets have equal ids. 0 is the empty set.
using SetId = std::uint32_t;

/// Interned sets of definitions, so that the state of a function at a place is one number a name.
class DefinitionSets {
 public:
  DefinitionSets();

  SetId single(DefinitionId definition);
  /// The definitions of either set.
  SetId join(SetId left, SetId right);
  /// The members that `keep(DefinitionId)` says yes to.
  template <class Keep> SetId filter(SetId set, Keep&& keep) {
    std::vector<DefinitionId> kept;
    for (DefinitionId definition : members(set)) {
      if (keep(definition)) kept.push_back(definition);
    }
    return intern(std::move(kept));
  }
  /// In ascending order; valid until the next set is made.
  std::span<const DefinitionId> members(SetId set) const { return *sets_[set]; }

 private:
  SetId intern(std::vector<DefinitionId> members);

  std::map<std::vector<DefinitionId>, SetId> ids_;
  std::vector<const std::vector<DefinitionId>*> sets_;
  std::unordered_map<std::uint64_t, SetId> joins_;
};

/// Disjoint classes of definitions (union by the smaller id, so that a class is named by its first member).
class DefinitionClasses {
 public:
  void add() { parents_.push_back(static_cast<DefinitionId>(parents_.size())); }
  DefinitionId find(DefinitionId definition);
  void unite(DefinitionId left, DefinitionId right);

 private:
  std::vector<DefinitionId> parents_;
};

} // namespace pyompcc::sema

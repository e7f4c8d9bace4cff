// lib/sema/definition_sets.h
//
// Sets of definitions that reach a place, and the classes that definitions with a common use form.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

using DefinitionId = std::uint32_t;
/// A set; 0 is the empty one. Equal ids are equal sets.
using SetId = std::uint32_t;

/// Sets of definitions as joins of smaller sets, so that a join costs the same however large the sets are: a name may
/// get a value in each of a hundred thousand branches before anything reads it.
class DefinitionSets {
 public:
  /// A set is one definition (`left` and `right` are 0) or the join of two sets.
  struct Set {
    SetId left = 0;
    SetId right = 0;
    DefinitionId definition = 0;
  };

  SetId single(DefinitionId definition);
  /// The definitions of either set.
  SetId join(SetId left, SetId right);
  const Set& operator[](SetId set) const { return sets_[set]; }
  /// Is it no join?
  bool isSingle(SetId set) const { return sets_[set].left == 0; }
  std::size_t size() const { return sets_.size(); }
  /// Calls `visit(DefinitionId)` for each member, but for those that are in the set only as members of `left_out`.
  template <class Visit> void forEachMember(SetId set, SetId left_out, Visit&& visit) {
    if (set == 0) return;
    visited_.resize(sets_.size(), 0);
    ++walk_;
    std::vector<SetId> stack{set};
    while (!stack.empty()) {
      SetId next = stack.back();
      stack.pop_back();
      if (next == left_out || visited_[next] == walk_) continue;
      visited_[next] = walk_;
      if (isSingle(next)) {
        visit(sets_[next].definition);
        continue;
      }
      stack.push_back(sets_[next].right);
      stack.push_back(sets_[next].left);
    }
  }

 private:
  SetId make(std::uint64_t key, Set set);

  std::vector<Set> sets_{Set{}};
  std::unordered_map<std::uint64_t, SetId> ids_; ///< by both parts, or by 0 and the definition
  std::vector<std::uint32_t> visited_;           ///< by set: the last walk that came to it
  std::uint32_t walk_ = 0;
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

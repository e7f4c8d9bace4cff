// lib/transform/affine_bounds.h
//
// Bounds of index expressions that are sums of loop variables, invariant values and constants.
#pragma once

#include "lib/ir/ir.h"
#include "lib/transform/infer_ranges.h"
#include "lib/transform/loop_followers.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pyompcc::transform {

/// A value that a linear form is made of: an int variable, the extent of an array, or the last value of a loop variable
/// whose step is not 1 or -1.
struct Symbol {
  const ir::Var* var = nullptr;
  int axis = -1; ///< the extent of array `var` along this axis; -1: the variable itself
  const ir::For* last_of = nullptr;
  friend auto operator<=>(const Symbol& a, const Symbol& b) {
    return std::tuple(a.var ? a.var->number : 0U, a.axis, a.last_of != nullptr,
                      a.last_of ? a.last_of->index->number : 0U) <=>
           std::tuple(b.var ? b.var->number : 0U, b.axis, b.last_of != nullptr,
                      b.last_of ? b.last_of->index->number : 0U);
  }
  friend bool operator==(const Symbol& a, const Symbol& b) { return (a <=> b) == 0; }
};

/// constant + sum of coefficient * symbol. Coefficients are never 0.
struct Linear {
  std::int64_t constant = 0;
  std::map<Symbol, std::int64_t> terms;
  friend bool operator==(const Linear&, const Linear&) = default;
};

/// Lowest and highest value of an index, inclusive.
struct IndexBounds {
  Linear lowest;
  Linear highest;
};

/// Answers questions about the indices of one function. The function may not change between questions.
class AffineBounds {
 public:
  AffineBounds(const ir::Function& function, const RangeTable& ranges);

  /// Do all indices lie within their axes, whatever the arguments are?
  bool alwaysInside(const ir::Expr& array, std::span<ir::Expr* const> indices) const;

  /// The bounds of an index for everything that runs inside `scope`, in symbols that `scope` does not change; nothing
  /// when it is not affine there.
  std::optional<IndexBounds> within(const ir::Stmt& scope, const ir::Expr& index) const;

 private:
  using InScope = std::function<bool(const ir::For&)>;

  std::optional<Linear> linear(const ir::Expr& expr, int depth) const;
  std::optional<Linear> extreme(const Linear& form, bool highest, const InScope& in_scope, int depth) const;
  std::optional<Linear> extremeOfLoop(const ir::For& loop, bool highest) const;
  const ir::For* loopOf(const Symbol& symbol) const;
  bool isFractionOf(const ir::Expr& index, const Linear& extent) const;
  bool staysTrue(const Linear& form) const;
  bool neverNegative(const Linear& form) const;
  Range rangeOf(const Symbol& symbol) const;

  const RangeTable& ranges_;
  std::unordered_map<const ir::Var*, const ir::Expr*> definition_; ///< of variables with a single assignment
  std::unordered_map<const ir::Var*, int> writes_;
  std::unordered_map<const ir::Var*, const ir::For*> loop_of_;
  LoopFollowers followers_;
  std::unordered_set<const ir::Expr*> follows_;            ///< reads of followers inside their loops
  std::unordered_map<std::string_view, int> vars_of_name_; ///< other than loop variables
};

} // namespace pyompcc::transform

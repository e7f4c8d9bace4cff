// lib/sema/region_map.h
//
// Which region the statements of a function stand in.
#pragma once

#include "lib/ast/ast.h"
#include "lib/ast/walk.h"
#include "lib/omp/tables.h"
#include "lib/sema/program.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

/// The regions of one function by their statements.
class RegionMap {
 public:
  explicit RegionMap(const FunctionInfo& function) : function_(function) {
    for (std::size_t i = 0; i < function.regions.size(); ++i) {
      of_stmt_.emplace(function.regions[i].stmt, static_cast<int>(i));
    }
  }

  /// The region that a node stands for, or -1.
  int at(const ast::Node& node) const {
    auto found = of_stmt_.find(&node);
    return found == of_stmt_.end() ? -1 : found->second;
  }
  /// The region of a node's children, where `around` is that of the node itself. The block of a directive that stands
  /// on nothing runs after it, in the region around.
  int inside(const ast::Node& node, int around) const {
    int region = at(node);
    bool opens = region >= 0 && omp::association(*function_.regions[static_cast<std::size_t>(region)].directive) !=
                                    omp::Association::None;
    return opens ? region : around;
  }

 private:
  const FunctionInfo& function_;
  std::unordered_map<const ast::Node*, int> of_stmt_;
};

/// Is `inner` the region `outer` or inside it?
inline bool isWithin(const FunctionInfo& function, int inner, int outer) {
  while (inner > outer) inner = function.regions[static_cast<std::size_t>(inner)].parent;
  return inner == outer;
}

/// Calls `visit(node, region)` for every node of the function's body, parents first, in source order, with the region
/// that it stands in or -1. The expressions of a directive stand in the region around it. Nested functions are left
/// out.
template <class Visit> void forEachNodeInRegions(const FunctionInfo& function, const RegionMap& map, Visit&& visit) {
  struct Place {
    const ast::Node* node;
    int region;
  };
  std::vector<Place> stack;
  for (auto it = function.def->body.rbegin(); it != function.def->body.rend(); ++it) stack.push_back({*it, -1});
  while (!stack.empty()) {
    Place place = stack.back();
    stack.pop_back();
    visit(*place.node, place.region);
    int region = map.at(*place.node);
    if (region >= 0) {
      for (const auto& exprs : function.regions[static_cast<std::size_t>(region)].clause_exprs) {
        for (const ast::Expr* expr : exprs) {
          if (!expr) continue;
          ast::forEachNode(*expr, [&](const ast::Node& node) {
            visit(node, place.region);
            return true;
          });
        }
      }
    }
    int inside = map.inside(*place.node, place.region);
    const auto* with = region >= 0 ? ast::as<ast::With>(place.node) : nullptr;
    if (region >= 0 && !with) continue;
    std::size_t first = stack.size();
    auto push = [&](const ast::Node& child) { stack.push_back({&child, inside}); };
    if (with) {
      for (const ast::Stmt* stmt : with->body) push(*stmt);
    } else {
      ast::forEachChild(*place.node, push);
    }
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
  }
}

} // namespace pyompcc::sema

// lib/sema/check_regions.cpp
//
// Structure rules of regions, one function each.
#include "lib/sema/check_regions.h"

#include "lib/omp/tables.h"
#include "lib/sema/builtins.h"
#include "lib/sema/region_map.h"

#include <algorithm>
#include <array>
#include <vector>

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

constexpr auto CompiledDirectives = std::to_array<DirectiveKind>({
#define COMPILED_DIRECTIVE(Name) DirectiveKind::Name,
#include "grammar/omp_compiled.def"
});
constexpr auto CompiledClauses = std::to_array<ClauseKind>({
#define COMPILED_CLAUSE(Name) ClauseKind::Name,
#include "grammar/omp_compiled.def"
});

struct NestingRow {
  DirectiveKind inner;
  DirectiveKind outer;
};
constexpr auto Nesting = std::to_array<NestingRow>({
#define NESTING(Inner, Outer) {DirectiveKind::Inner, DirectiveKind::Outer},
#include "grammar/omp_nesting.def"
});

template <class Rows, class Value> bool contains(const Rows& rows, Value value) {
  return std::find(rows.begin(), rows.end(), value) != rows.end();
}

class RegionCheck {
 public:
  RegionCheck(const FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
              diag::Emitter& emitter)
      : function_(function), parsed_(parsed), resolutions_(resolutions), emitter_(emitter), map_(function) {}

  void run() {
    for (const Region& region : function_.regions) {
      checkCompiled(*region.directive);
      checkBlock(region);
      checkNesting(region);
    }
    checkJumps();
  }

 private:
  void checkCompiled(const omp::Directive& directive) {
    if (!contains(CompiledDirectives, directive.kind)) {
      emitter_.report(directive.loc, diag::DirectiveNotCompiled, omp::spelling(directive.kind));
    }
    for (const omp::Clause& clause : directive.clauses) {
      if (!contains(CompiledClauses, clause.kind)) {
        emitter_.report(clause.loc, diag::ClauseNotCompiled, omp::spelling(clause.kind));
      }
      checkReduction(clause);
    }
  }

  void checkReduction(const omp::Clause& clause) {
    if (clause.kind != ClauseKind::Reduction) return;
    if (clause.get<omp::ReductionOperator>() == omp::ReductionOperator::Identifier) {
      emitter_.report(clause.loc, diag::ReductionIdentifierNotCompiled);
    }
    if (const omp::Modifier* modifier = clause.find<omp::ReductionModifier>()) {
      emitter_.report(modifier->loc, diag::ModifierNotCompiled, omp::spelling(clause.kind));
    }
  }

  void checkBlock(const Region& region) {
    std::string_view name = omp::spelling(region.directive->kind);
    omp::Association association = omp::association(*region.directive);
    bool is_call = ast::as<ast::ExprStmt>(region.stmt) != nullptr;
    if (is_call && association != omp::Association::None) {
      emitter_.report(parsed_.loc(*region.stmt), diag::DirectiveNeedsBlock, name);
    } else if (association == omp::Association::Loop && !region.loop) {
      emitter_.report(loopPlace(region), diag::DirectiveNeedsLoop, name);
    } else if (region.loop) {
      checkLoop(*region.loop, name);
    }
  }

  // The first statement that should not be there.
  support::Loc loopPlace(const Region& region) const {
    const auto* with = ast::as<ast::With>(region.stmt);
    if (!with || with->body.empty()) return region.directive->loc;
    auto other = std::find_if(with->body.begin(), with->body.end(),
                              [](const ast::Stmt* stmt) { return !ast::as<ast::For>(stmt); });
    if (other != with->body.end()) return parsed_.loc(**other);
    return parsed_.loc(*with->body[std::min<std::size_t>(1, with->body.size() - 1)]);
  }

  void checkLoop(const ast::For& loop, std::string_view directive) {
    const auto* call = ast::as<ast::Call>(loop.iter);
    const Resolution* callee = call ? &resolutions_(function_, *call->func) : nullptr;
    bool is_range =
        callee && callee->kind == Resolution::Kind::Builtin && facts(callee->builtin).rule == BuiltinRule::Range;
    if (!is_range) emitter_.report(parsed_.loc(*loop.iter), diag::WorkSharedLoopNeedsRange, directive);
    if (!loop.orelse.empty()) {
      emitter_.report(parsed_.loc(*loop.orelse.front()), diag::UnsupportedConstruct,
                      "`else` behind the loop of a directive", "write the statements behind the block");
    }
    if (!ast::as<ast::NameExpr>(loop.target)) {
      emitter_.report(parsed_.loc(*loop.target), diag::WorkSharedLoopTarget, directive);
    }
  }

  // OpenMP 5.2 section 17.1.
  void checkNesting(const Region& region) {
    DirectiveKind inner = omp::leafConstructs(region.directive->kind).front();
    for (int p = region.parent; p >= 0; p = function_.regions[static_cast<std::size_t>(p)].parent) {
      const omp::Directive& outer = *function_.regions[static_cast<std::size_t>(p)].directive;
      for (const NestingRow& row : Nesting) {
        if (row.inner != inner || !omp::hasLeaf(outer.kind, row.outer)) continue;
        emitter_
            .report(region.directive->loc, diag::NestedConstruct, omp::spelling(region.directive->kind),
                    omp::spelling(outer.kind))
            .note(outer.loc, diag::OuterConstructHere, omp::spelling(outer.kind));
        return;
      }
      checkCriticalNames(region, outer);
      if (omp::isParallel(outer.kind)) return;
    }
  }

  // A critical region inside one of the same name waits for itself (section 17.1, critical).
  void checkCriticalNames(const Region& region, const omp::Directive& outer) {
    const omp::Directive& inner = *region.directive;
    if (inner.kind != DirectiveKind::Critical || outer.kind != DirectiveKind::Critical) return;
    auto name = [](const omp::Directive& directive) {
      return directive.arguments.empty() ? std::string_view() : std::string_view(directive.arguments[0].text);
    };
    if (name(inner) != name(outer)) return;
    emitter_.report(inner.loc, diag::CriticalInsideItself)
        .note(outer.loc, diag::OuterConstructHere, omp::spelling(outer.kind));
  }

  void checkJumps();
  void checkJump(const ast::Node& node, int region, int loop_region, const ast::Node* loop);

  void reportJump(const ast::Node& node, int region, std::string_view word) {
    const omp::Directive& directive = *function_.regions[static_cast<std::size_t>(region)].directive;
    emitter_.report(parsed_.loc(node), diag::JumpOutOfRegion, word, omp::spelling(directive.kind))
        .note(directive.loc, diag::RegionStartsHere);
  }

  const FunctionInfo& function_;
  const ast::ParsedModule& parsed_;
  const Resolutions& resolutions_;
  diag::Emitter& emitter_;
  RegionMap map_;
};

// `loop` is the innermost loop around the node, `loop_region` the region that it stands in.
void RegionCheck::checkJump(const ast::Node& node, int region, int loop_region, const ast::Node* loop) {
  if (ast::as<ast::Return>(&node)) {
    if (region >= 0) reportJump(node, region, "return");
    return;
  }
  bool is_break = ast::as<ast::Break>(&node) != nullptr;
  if ((!is_break && !ast::as<ast::Continue>(&node)) || region < 0) return;
  if (!loop || loop_region != region) {
    reportJump(node, region, is_break ? "break" : "continue");
  } else if (is_break && loop == function_.regions[static_cast<std::size_t>(region)].loop) {
    const omp::Directive& directive = *function_.regions[static_cast<std::size_t>(region)].directive;
    emitter_.report(parsed_.loc(node), diag::BreakInWorkSharing, omp::spelling(directive.kind))
        .note(directive.loc, diag::RegionStartsHere);
  }
}

void RegionCheck::checkJumps() {
  struct Place {
    const ast::Node* node;
    int region;
    int loop_region;
    const ast::Node* loop;
  };
  std::vector<Place> stack;
  for (const ast::Stmt* stmt : function_.def->body) stack.push_back({stmt, -1, -1, nullptr});
  while (!stack.empty()) {
    Place place = stack.back();
    stack.pop_back();
    checkJump(*place.node, place.region, place.loop_region, place.loop);
    int inside = map_.inside(*place.node, place.region);
    auto push = [&](const ast::Node* child, bool in_loop) {
      if (in_loop) {
        stack.push_back({child, inside, inside, place.node});
      } else {
        stack.push_back({child, inside, place.loop_region, place.loop});
      }
    };
    if (const auto* for_loop = ast::as<ast::For>(place.node)) {
      for (const ast::Stmt* stmt : for_loop->body) push(stmt, true);
      for (const ast::Stmt* stmt : for_loop->orelse) push(stmt, false);
    } else if (const auto* while_loop = ast::as<ast::While>(place.node)) {
      for (const ast::Stmt* stmt : while_loop->body) push(stmt, true);
      for (const ast::Stmt* stmt : while_loop->orelse) push(stmt, false);
    } else if (!ast::as<ast::FunctionDef>(place.node) && !ast::as<ast::ClassDef>(place.node)) {
      ast::forEachChild(*place.node, [&](const ast::Node& child) { push(&child, false); });
    }
  }
}

} // namespace

void checkRegions(const FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
                  diag::Emitter& emitter) {
  RegionCheck(function, parsed, resolutions, emitter).run();
}

} // namespace pyompcc::sema

// lib/sema/check_regions.cpp
//
// Structure rules of regions, one function each.
#include "lib/sema/check_regions.h"

#include "lib/diag/rows/sema.h"
#include "lib/omp/tables.h"
#include "lib/sema/atomic_form.h"
#include "lib/sema/builtins.h"
#include "lib/sema/check_order.h"
#include "lib/sema/check_teams.h"
#include "lib/sema/region_map.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
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

// Of a place that no `try` is around.
constexpr int NoTry = -2;

class RegionCheck {
 public:
  RegionCheck(const FunctionInfo& function, const ast::ParsedModule& parsed, const Resolutions& resolutions,
              const support::NameTable& names, diag::Emitter& emitter)
      : function_(function), parsed_(parsed), resolutions_(resolutions), names_(names), emitter_(emitter),
        map_(function) {}

  void run() {
    for (const Region& region : function_.regions) {
      checkCompiled(region);
      checkBlock(region);
      checkSections(region);
      checkAtomic(region);
      checkOrdered(region);
      checkCancel(region);
      checkLastAssigned(region);
      checkBind(region);
      checkFull(region);
      checkNesting(region);
    }
    checkTeams(function_, emitter_);
    checkOrder(function_, emitter_);
    checkJumps();
  }

 private:
  void checkCompiled(const Region& region) {
    const omp::Directive& directive = *region.directive;
    if (!contains(CompiledDirectives, directive.kind)) {
      emitter_.report(directive.loc, diag::DirectiveNotCompiled, omp::spelling(directive.kind));
    }
    for (std::size_t i = 0; i < directive.clauses.size(); ++i) {
      const omp::Clause& clause = directive.clauses[i];
      checkConstant(clause, region.clause_constants[i]);
      // clang 19 makes no tasks for `masked taskloop`, which becomes `master taskloop`.
      bool lacking = omp::isTaskGenerating(directive.kind) &&
                     (clause.kind == ClauseKind::Filter || clause.kind == ClauseKind::Linear);
      // OpenMP lets `loop` copy out the variables of its loops only (5.2 section 11.7.1), and these are C++'s own.
      lacking |= omp::hasLeaf(directive.kind, DirectiveKind::Loop) && clause.kind == ClauseKind::Lastprivate;
      if (lacking || !contains(CompiledClauses, clause.kind)) {
        emitter_.report(clause.loc, diag::ClauseNotCompiled, omp::spelling(clause.kind));
      }
      checkReduction(directive, clause);
      checkCopiedBothWays(directive, clause);
    }
  }

  // clang 19 forgets to copy out of a taskloop what it has copied in.
  void checkCopiedBothWays(const omp::Directive& directive, const omp::Clause& clause) {
    bool comes_out = clause.kind == ClauseKind::Lastprivate && omp::hasLeaf(directive.kind, DirectiveKind::Taskloop);
    if (!comes_out) return;
    for (const omp::Item& item : clause.items) {
      if (!isAlsoFirstprivate(directive, item.name)) continue;
      emitter_.report(item.loc, diag::CopiedBothWays, item.name, omp::spelling(directive.kind));
    }
  }

  // A literal like 16.
  static bool isPositive(std::string_view text) {
    bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits && !text.empty() && text.size() < 10 && text.front() != '0';
  }

  // `unroll full` writes out each iteration, so their number is known (OpenMP 5.2 section 9.2.1).
  void checkFull(const Region& region) {
    const omp::Clause* full = region.directive->find(ClauseKind::Full);
    const auto* range = full && region.loop ? ast::as<ast::Call>(region.loop->iter) : nullptr;
    if (!range) return;
    bool known = std::ranges::all_of(range->args, [](const ast::Expr* arg) { return ast::as<ast::Constant>(arg); });
    if (!known) emitter_.report(parsed_.loc(*range), diag::ClauseNeedsConstant, omp::spelling(full->kind));
  }

  // C++ wants these when it compiles; all but hints are positive.
  void checkConstant(const omp::Clause& clause, const std::optional<std::int64_t>& value) {
    bool counts = clause.kind == ClauseKind::Collapse || clause.kind == ClauseKind::Ordered ||
                  clause.kind == ClauseKind::Safelen || clause.kind == ClauseKind::Simdlen;
    if (clause.kind == ClauseKind::Linear) {
      for (const omp::Modifier& modifier : clause.modifiers) {
        std::string_view step = modifier.arguments.empty() ? "1" : std::string_view(modifier.arguments[0].text);
        if (step.starts_with('-')) step.remove_prefix(1);
        if (!isPositive(step)) emitter_.report(modifier.loc, diag::ClauseNeedsConstant, omp::spelling(clause.kind));
      }
    }
    if (clause.kind == ClauseKind::Sizes || clause.kind == ClauseKind::Partial) {
      for (const omp::Item& item : clause.items) {
        if (!isPositive(item.text)) emitter_.report(item.loc, diag::ClauseNeedsConstant, omp::spelling(clause.kind));
      }
    }
    if ((!counts && clause.kind != ClauseKind::Hint) || clause.items.empty()) return;
    bool positive = value && (*value > 0 || clause.kind == ClauseKind::Hint) && *value <= INT32_MAX;
    if (!positive) emitter_.report(clause.items[0].loc, diag::ClauseNeedsConstant, omp::spelling(clause.kind));
  }

  void checkReduction(const omp::Directive& directive, const omp::Clause& clause) {
    bool depobj = clause.kind == ClauseKind::Depend && clause.get<omp::DependType>() == omp::DependType::Depobj;
    if (depobj || !clause.iterators.empty()) {
      emitter_.report(clause.loc, diag::ModifierNotCompiled, omp::spelling(clause.kind));
    }
    // What iterations in order give, loops have alone.
    if (!asksForOrder(clause) || mayRunInOrder(directive.kind)) return;
    emitter_.report(clause.modifiers.front().loc, diag::ModifierNotCompiled, omp::spelling(clause.kind));
  }

  void checkBlock(const Region& region) {
    std::string_view name = omp::spelling(region.directive->kind);
    omp::Association association = omp::association(*region.directive);
    bool is_call = ast::as<ast::ExprStmt>(region.stmt) != nullptr;
    bool separates = region.directive->kind == DirectiveKind::Scan;
    if (is_call && association != omp::Association::None && !separates) {
      emitter_.report(parsed_.loc(*region.stmt), diag::DirectiveNeedsBlock, name);
    } else if (association == omp::Association::Loop && !region.loop) {
      emitter_.report(loopPlace(region), diag::DirectiveNeedsLoop, name);
    } else if (region.loop) {
      for (const ast::For* loop : region.loops) checkLoop(*loop, name, region.loops.size() > 1);
      checkNest(region);
    }
  }

  // `sections` holds `section` blocks and nothing else, and they stand nowhere else (OpenMP 5.2 section 11.3).
  void checkSections(const Region& region) {
    const auto* with = ast::as<ast::With>(region.stmt);
    if (omp::hasLeaf(region.directive->kind, DirectiveKind::Sections) && with) {
      for (const ast::Stmt* stmt : with->body) {
        int inner = map_.at(*stmt);
        bool is_section = inner >= 0 && kindOf(inner) == DirectiveKind::Section;
        if (!is_section) emitter_.report(parsed_.loc(*stmt), diag::SectionsNeedSection);
      }
    }
    if (region.directive->kind != DirectiveKind::Section) return;
    if (region.parent >= 0 && omp::hasLeaf(kindOf(region.parent), DirectiveKind::Sections)) return;
    emitter_.report(region.directive->loc, diag::SectionOutside);
  }

  // OpenMP 5.2 section 15.8.4.
  void checkAtomic(const Region& region) {
    const omp::Directive& directive = *region.directive;
    const auto* with = ast::as<ast::With>(region.stmt);
    if (directive.kind != DirectiveKind::Atomic || !with) return;
    std::optional<AtomicForm> form = atomicForm(directive, with->body);
    const auto* assign = form ? ast::as<ast::Assign>(form->change) : nullptr;
    const auto* call = assign && !form->is_write ? ast::as<ast::Call>(assign->value) : nullptr;
    if (call) {
      const Resolution& callee = resolutions_(function_, *call->func);
      bool extreme = callee.kind == Resolution::Kind::Builtin &&
                     (callee.builtin == Builtin::Max || callee.builtin == Builtin::Min);
      if (!extreme) form.reset();
    }
    if (!form) {
      support::Loc loc = with->body.empty() ? directive.loc : parsed_.loc(*with->body[0]);
      if (directive.has(ClauseKind::Capture)) {
        emitter_.report(loc, diag::AtomicCaptureForm);
      } else if (directive.has(ClauseKind::Compare)) {
        emitter_.report(loc, diag::AtomicCompareForm);
      } else if (directive.has(ClauseKind::Read)) {
        emitter_.report(loc, diag::AtomicReadForm);
      } else if (directive.has(ClauseKind::Write)) {
        emitter_.report(loc, diag::AtomicWriteForm);
      } else {
        emitter_.report(loc, diag::AtomicUpdateForm);
      }
    }
    checkAtomicOrder(directive, ClauseKind::Read, ClauseKind::Release);
    checkAtomicOrder(directive, ClauseKind::Read, ClauseKind::AcqRel);
    checkAtomicOrder(directive, ClauseKind::Write, ClauseKind::Acquire);
    checkAtomicOrder(directive, ClauseKind::Write, ClauseKind::AcqRel);
    bool plain = !directive.has(ClauseKind::Read) && !directive.has(ClauseKind::Write) &&
                 !directive.has(ClauseKind::Capture) && !directive.has(ClauseKind::Compare);
    for (ClauseKind order : {ClauseKind::Acquire, ClauseKind::AcqRel}) {
      const omp::Clause* clause = plain ? directive.find(order) : nullptr;
      if (clause) emitter_.report(clause->loc, diag::AtomicOrder, "update", omp::spelling(order));
    }
  }

  void checkAtomicOrder(const omp::Directive& directive, ClauseKind operation, ClauseKind order) {
    const omp::Clause* clause = directive.has(operation) ? directive.find(order) : nullptr;
    if (clause) emitter_.report(clause->loc, diag::AtomicOrder, omp::spelling(operation), omp::spelling(order));
  }

  // An ordered region belongs to the loop right around it, whose directive says so (section 15.10.2).
  void checkOrdered(const Region& region) {
    if (region.directive->kind != DirectiveKind::Ordered) return;
    for (int p = region.parent; p >= 0; p = function_.regions[static_cast<std::size_t>(p)].parent) {
      const omp::Directive& outer = *function_.regions[static_cast<std::size_t>(p)].directive;
      bool of_lanes = region.directive->has(ClauseKind::Simd) && !region.directive->has(ClauseKind::Threads);
      if (outer.has(ClauseKind::Ordered) || (of_lanes && omp::hasLeaf(outer.kind, DirectiveKind::Simd))) return;
      bool transparent = outer.kind == DirectiveKind::Critical;
      if (!transparent) break;
    }
    emitter_.report(region.directive->loc, diag::OrderedNeedsClause);
  }

  // The construct that `cancel` and `cancellation point` end, right around them (section 11.7.1), or -1.
  int cancelled(const Region& region) const {
    DirectiveKind wanted = *region.directive->construct;
    int p = region.parent;
    if (p < 0) return -1;
    if (wanted == DirectiveKind::Taskgroup) return omp::isTaskGenerating(kindOf(p)) ? p : -1;
    if (wanted == DirectiveKind::Sections && kindOf(p) == DirectiveKind::Section) {
      p = function_.regions[static_cast<std::size_t>(p)].parent;
    }
    bool whole = wanted == DirectiveKind::Parallel ? kindOf(p) == wanted : p >= 0 && omp::hasLeaf(kindOf(p), wanted);
    return whole && !omp::hasLeaf(kindOf(p), DirectiveKind::Simd) ? p : -1;
  }

  bool isCancel(const Region& region) const {
    return region.directive->kind == DirectiveKind::Cancel ||
           region.directive->kind == DirectiveKind::CancellationPoint;
  }

  void checkCancel(const Region& region) {
    if (!isCancel(region) || !region.directive->construct) return;
    std::string_view name = omp::spelling(region.directive->kind);
    DirectiveKind wanted = *region.directive->construct;
    int index = cancelled(region);
    if (index < 0) {
      DirectiveKind around = wanted == DirectiveKind::Taskgroup ? DirectiveKind::Task : wanted;
      emitter_.report(region.directive->loc, diag::CancelPlace, name, omp::spelling(wanted), omp::spelling(around));
      return;
    }
    if (wanted == DirectiveKind::Taskgroup) return;
    const Region& construct = function_.regions[static_cast<std::size_t>(index)];
    for (ClauseKind kind : {ClauseKind::Nowait, ClauseKind::Ordered}) {
      const omp::Clause* clause = construct.directive->find(kind);
      if (clause) emitter_.report(clause->loc, diag::CancelClause, omp::spelling(wanted), omp::spelling(kind));
    }
    int team = index;
    while (team >= 0 && !omp::isParallel(kindOf(team))) team = function_.regions[static_cast<std::size_t>(team)].parent;
    if (team < 0) emitter_.report(region.directive->loc, diag::CancelNeedsTeam, name, omp::spelling(wanted));
    if (wanted == DirectiveKind::Parallel) checkCancelledTeam(region, index);
  }

  // All threads meet what stands in the block, whether they have left it or not.
  void checkCancelledTeam(const Region& region, int team) {
    const auto* with = ast::as<ast::With>(function_.regions[static_cast<std::size_t>(team)].stmt);
    for (const Region& inner : function_.regions) {
      DirectiveKind kind = inner.directive->kind;
      bool meets = !omp::startsThreads(kind) && (omp::isWorksharing(kind) || kind == DirectiveKind::Barrier);
      if (!meets || inner.parent != team || contains(with->body, inner.stmt)) continue;
      emitter_.report(region.directive->loc, diag::CancelTeam, omp::spelling(kind))
          .note(inner.directive->loc, diag::InnerConstructHere, omp::spelling(kind));
      return;
    }
  }

  // What a `lastprivate` variable is after the loop, the last iteration or section says (section 5.4.5).
  void checkLastAssigned(const Region& region) {
    for (const omp::Clause& clause : region.directive->clauses) {
      if (clause.kind != ClauseKind::Lastprivate || !clause.modifiers.empty()) continue;
      for (const omp::Item& item : clause.items) {
        if (item.form != omp::Item::Form::Name || isAlsoFirstprivate(*region.directive, item.name)) continue;
        if (assignsLast(region, item.name)) continue;
        emitter_.report(item.loc, diag::LastprivateUnassigned, item.name, item.name);
      }
    }
  }

  static bool isAlsoFirstprivate(const omp::Directive& directive, std::string_view name) {
    return std::ranges::any_of(directive.clauses, [&](const omp::Clause& clause) {
      return clause.kind == ClauseKind::Firstprivate &&
             std::ranges::any_of(clause.items, [&](const omp::Item& item) { return item.name == name; });
    });
  }

  bool assignsLast(const Region& region, std::string_view name) const {
    const auto* with = ast::as<ast::With>(region.stmt);
    if (!with || with->body.empty()) return true;
    if (!omp::hasLeaf(region.directive->kind, DirectiveKind::Sections)) {
      if (region.loops.empty()) return true;
      return std::ranges::any_of(region.loops, [&](const ast::For* loop) { return binds(*loop->target, name); }) ||
             assigns(region.loops.back()->body, name);
    }
    const auto* last = ast::as<ast::With>(with->body.back());
    return !last || assigns(last->body, name);
  }

  bool binds(const ast::Node& target, std::string_view name) const {
    bool found = false;
    ast::forEachNode(target, [&](const ast::Node& node) {
      const auto* bound = ast::as<ast::NameExpr>(&node);
      found |= bound && bound->ctx != ast::ExprContext::Load && names_.text(bound->id) == name;
      return true;
    });
    return found;
  }

  // Whatever is not under a condition assigns; loops are taken to run.
  bool assigns(std::span<ast::Stmt* const> body, std::string_view name) const {
    return std::ranges::any_of(body, [&](const ast::Stmt* stmt) {
      if (const auto* choice = ast::as<ast::If>(stmt)) {
        return binds(*choice->test, name) || (assigns(choice->body, name) && assigns(choice->orelse, name));
      }
      if (const auto* with = ast::as<ast::With>(stmt)) return assigns(with->body, name);
      return binds(*stmt, name);
    });
  }

  // What a `loop` belongs to is seen from where it stands (section 11.7).
  void checkBind(const Region& region) {
    const omp::Directive& directive = *region.directive;
    if (directive.kind != DirectiveKind::Loop || directive.has(ClauseKind::Bind) || region.parent >= 0) return;
    emitter_.report(directive.loc, diag::LoopNeedsBind);
  }

  DirectiveKind kindOf(int region) const { return function_.regions[static_cast<std::size_t>(region)].directive->kind; }

  // As many loops as the clauses say, and bounds that the loops do not change.
  void checkNest(const Region& region) {
    std::string_view name = omp::spelling(region.directive->kind);
    if (region.depth > 0 && static_cast<std::int64_t>(region.loops.size()) < region.depth) {
      const auto& body = region.loops.back()->body;
      auto other = std::ranges::find_if(body, [](const ast::Stmt* stmt) { return !ast::as<ast::For>(stmt); });
      emitter_.report(parsed_.loc(other == body.end() ? *body.front() : **other), diag::DirectiveNeedsNest, name,
                      region.depth);
    }
    for (std::size_t i = 1; i < region.loops.size(); ++i) checkNestBounds(*region.loops[i], region, name);
  }

  void checkNestBounds(const ast::For& loop, const Region& region, std::string_view directive) {
    std::unordered_set<Name> changed;
    ast::forEachNode(*region.loops.back(), [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (name && name->ctx != ast::ExprContext::Load) changed.insert(name->id);
      return true;
    });
    ast::forEachNode(*loop.iter, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (name && changed.contains(name->id)) {
        emitter_.report(parsed_.loc(node), diag::NestBoundChanges, names_.text(name->id), directive);
      }
      const auto* call = ast::as<ast::Call>(&node);
      bool is_builtin = call && resolutions_(function_, *call->func).kind == Resolution::Kind::Builtin;
      const auto* subscript = ast::as<ast::Subscript>(&node);
      // a.shape[0] does not change.
      bool is_element = subscript && !ast::as<ast::Attribute>(subscript->value);
      if ((call && !is_builtin) || is_element) emitter_.report(parsed_.loc(node), diag::NestBoundUnknown, directive);
      return true;
    });
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

  void checkLoop(const ast::For& loop, std::string_view directive, bool nested) {
    const auto* call = ast::as<ast::Call>(loop.iter);
    const Resolution* callee = call ? &resolutions_(function_, *call->func) : nullptr;
    bool is_range =
        callee && callee->kind == Resolution::Kind::Builtin && facts(callee->builtin).rule == BuiltinRule::Range;
    if (!is_range && nested) {
      emitter_.report(parsed_.loc(*loop.iter), diag::WorkSharedLoopNeedsRange, directive);
    }
    if (!loop.orelse.empty()) {
      emitter_.report(parsed_.loc(*loop.orelse.front()), diag::UnsupportedConstruct,
                      "`else` behind the loop of a directive", "write the statements behind the block");
    }
    bool is_tuple = ast::as<ast::Tuple>(loop.target) && !is_range && !nested;
    if (!ast::as<ast::NameExpr>(loop.target) && !is_tuple) {
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
      if (!mayStandIn(region, outer)) {
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

  // What may be met inside `simd`, and where iterations run in any order (OpenMP 5.2 sections 10.3, 10.4 and 11.7).
  static bool mayStandIn(const Region& region, const omp::Directive& outer) {
    DirectiveKind inner = omp::leafConstructs(region.directive->kind).front();
    bool loops = inner == DirectiveKind::Simd || inner == DirectiveKind::Loop;
    if (omp::hasLeaf(outer.kind, DirectiveKind::Simd)) {
      bool ordered = inner == DirectiveKind::Ordered && region.directive->has(ClauseKind::Simd);
      return loops || ordered || inner == DirectiveKind::Atomic || inner == DirectiveKind::Scan;
    }
    bool concurrent = omp::hasLeaf(outer.kind, DirectiveKind::Loop) || outer.has(ClauseKind::Order);
    return !concurrent || loops || inner == DirectiveKind::Parallel;
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
  void checkTriedJump(const ast::Node& node, int region, const ast::Node* loop);
  void checkTried(int region, int try_region);
  void checkCancelTried(int at, int try_region);

  void reportJump(const ast::Node& node, int region, std::string_view word) {
    const omp::Directive& directive = *function_.regions[static_cast<std::size_t>(region)].directive;
    emitter_.report(parsed_.loc(node), diag::JumpOutOfRegion, word, omp::spelling(directive.kind))
        .note(directive.loc, diag::RegionStartsHere);
  }

  const FunctionInfo& function_;
  const ast::ParsedModule& parsed_;
  const Resolutions& resolutions_;
  const support::NameTable& names_;
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
  } else if (is_break && contains(function_.regions[static_cast<std::size_t>(region)].loops, loop)) {
    const omp::Directive& directive = *function_.regions[static_cast<std::size_t>(region)].directive;
    emitter_.report(parsed_.loc(node), diag::BreakInWorkSharing, omp::spelling(directive.kind))
        .note(directive.loc, diag::RegionStartsHere);
  }
}

// A `try` of a team's code is each thread's own: what leaves it cannot leave the loop that the team goes through.
void RegionCheck::checkTriedJump(const ast::Node& node, int region, const ast::Node* loop) {
  bool is_break = ast::as<ast::Break>(&node) != nullptr;
  if (!loop || (!is_break && !ast::as<ast::Continue>(&node))) return;
  bool meets = false;
  std::vector<const ast::Node*> inside{loop};
  while (!inside.empty()) {
    const ast::Node* part = inside.back();
    inside.pop_back();
    int at = map_.at(*part);
    if (at >= 0) {
      const Region& found = function_.regions[static_cast<std::size_t>(at)];
      DirectiveKind kind = found.directive->kind;
      bool meets_team = !omp::startsThreads(kind) && (omp::isWorksharing(kind) || kind == DirectiveKind::Barrier);
      meets |= meets_team && found.parent == region;
    }
    ast::forEachChild(*part, [&](const ast::Node& child) { inside.push_back(&child); });
  }
  if (meets) emitter_.report(parsed_.loc(node), diag::TriedJump, is_break ? "break" : "continue");
}

// All threads have to meet a construct of their team, so none may leave the `try` around it for a handler.
void RegionCheck::checkTried(int region, int try_region) {
  const Region& tried = function_.regions[static_cast<std::size_t>(region)];
  DirectiveKind kind = tried.directive->kind;
  bool meets_team = !omp::startsThreads(kind) && (omp::isWorksharing(kind) || kind == DirectiveKind::Barrier);
  bool is_task = omp::isTaskGenerating(kind);
  if (!(meets_team || is_task) || try_region == NoTry) return;
  for (int p = tried.parent; p >= 0 && p != try_region; p = function_.regions[static_cast<std::size_t>(p)].parent) {
    if (omp::isParallel(function_.regions[static_cast<std::size_t>(p)].directive->kind)) return;
  }
  if (is_task) {
    emitter_.report(tried.directive->loc, diag::TriedTask, omp::spelling(kind));
    return;
  }
  for (int p = try_region; p >= 0; p = function_.regions[static_cast<std::size_t>(p)].parent) {
    const omp::Directive& around = *function_.regions[static_cast<std::size_t>(p)].directive;
    if (!omp::isParallel(around.kind)) continue;
    emitter_.report(tried.directive->loc, diag::TriedConstruct, omp::spelling(kind))
        .note(around.loc, diag::OuterConstructHere, omp::spelling(around.kind));
    return;
  }
}

// A handler would take what ends the construct.
void RegionCheck::checkCancelTried(int at, int try_region) {
  const Region& region = function_.regions[static_cast<std::size_t>(at)];
  if (!isCancel(region)) return;
  int construct = cancelled(region);
  if (construct < 0 || !isWithin(function_, try_region, construct)) return;
  emitter_.report(region.directive->loc, diag::CancelTried, omp::spelling(region.directive->kind));
}

void RegionCheck::checkJumps() {
  struct Place {
    const ast::Node* node;
    int region;
    int loop_region;
    const ast::Node* loop;
    int try_region; // that the innermost `try` around stands in, or NoTry
    bool tried;     // stands in a `try` or `with` of the innermost loop
  };
  std::vector<Place> stack;
  for (const ast::Stmt* stmt : function_.def->body) stack.push_back({stmt, -1, -1, nullptr, NoTry, false});
  while (!stack.empty()) {
    Place place = stack.back();
    stack.pop_back();
    checkJump(*place.node, place.region, place.loop_region, place.loop);
    if (place.tried && place.loop_region == place.region) checkTriedJump(*place.node, place.region, place.loop);
    int inside = map_.inside(*place.node, place.region);
    if (int at = map_.at(*place.node); at >= 0 && place.try_region != NoTry) checkCancelTried(at, place.try_region);
    if (inside != place.region) checkTried(inside, place.try_region);
    int try_region = ast::as<ast::Try>(place.node) ? place.region : place.try_region;
    bool ends_itself = ast::as<ast::Try>(place.node) || (ast::as<ast::With>(place.node) && map_.at(*place.node) < 0);
    auto push = [&](const ast::Node* child, bool in_loop) {
      if (in_loop) {
        stack.push_back({child, inside, inside, place.node, try_region, false});
      } else {
        stack.push_back({child, inside, place.loop_region, place.loop, try_region, place.tried || ends_itself});
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
                  const support::NameTable& names, diag::Emitter& emitter) {
  RegionCheck(function, parsed, resolutions, names, emitter).run();
}

} // namespace pyompcc::sema

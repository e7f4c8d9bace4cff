// lib/sema/warn_races.cpp
//
// Walks parallel regions with what protects each statement in mind.
#include "lib/sema/warn_races.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/omp/tables.h"
#include "lib/sema/builtins.h"
#include "lib/sema/region_map.h"
#include "lib/sema/subscript_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

// What is around a statement.
struct Around {
  int region = -1;
  int team = -1;            ///< the parallel region whose threads all come here
  bool shielded = false;    ///< one thread or one iteration only, or one at a time
  bool conditional = false; ///< under an `if` inside the region
};

// An element that a work-sharing loop touches in every iteration.
struct Access {
  const ast::Subscript* element;
  std::vector<IndexForm> forms;
  bool assigns;
};

class RaceWarnings {
 public:
  RaceWarnings(const FunctionInfo& function, const Program& program, const support::SourceFile& source,
               const Resolutions& resolutions, const support::NameTable& names, diag::Emitter& emitter)
      : function_(function), program_(program), parsed_(*program.modules[function.module].parsed), source_(source),
        resolutions_(resolutions), names_(names), emitter_(emitter), map_(function) {}

  void run() {
    if (function_.regions.empty() || usesLocks()) return;
    visitBlock(function_.def->body, {}, 0);
    for (const Region& region : function_.regions) {
      if (sharesIterations(region)) findCarried(region);
    }
  }

 private:
  const Region& region(int i) const { return function_.regions[static_cast<std::size_t>(i)]; }
  DirectiveKind kind(int i) const { return region(i).directive->kind; }

  // Locks protect what no region says.
  bool usesLocks() const {
    bool found = false;
    ast::forEachNode(*function_.def, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      found |= name && names_.text(name->id).find("lock") != std::string_view::npos;
      return true;
    });
    return found;
  }

  bool isIgnored(support::Loc loc) const {
    std::string_view line = source_.line(source_.lineColumn(loc.begin).line);
    return line.find("# omp: ignore") != std::string_view::npos;
  }

  void visitBlock(std::span<ast::Stmt* const> body, Around around, int depth) {
    if (depth > 200) return;
    if (around.team >= 0) findUnfinished(body);
    for (const ast::Stmt* stmt : body) visit(*stmt, around, depth);
  }

  // A loop with `nowait`, and reads of what it assigns in a loop of the same team before the threads meet.
  void findUnfinished(std::span<ast::Stmt* const> body) {
    for (std::size_t i = 0; i < body.size(); ++i) {
      int first = map_.at(*body[i]);
      if (first < 0 || !isPlainLoop(first) || !region(first).directive->has(ClauseKind::Nowait)) continue;
      for (std::size_t k = i + 1; k < body.size(); ++k) {
        int next = map_.at(*body[k]);
        if (next < 0) continue;
        if (isPlainLoop(next) && comparePieces(region(first), region(next))) return;
        bool waits = kind(next) == DirectiveKind::Barrier || omp::isWorksharing(kind(next));
        if (waits && !region(next).directive->has(ClauseKind::Nowait)) break;
      }
    }
  }

  bool isPlainLoop(int i) const {
    const ast::For* loop = region(i).loop;
    return loop && !omp::isParallel(kind(i)) && omp::hasLeaf(kind(i), DirectiveKind::For) &&
           ast::as<ast::NameExpr>(loop->target);
  }

  // Warns when the second loop reads elements that another thread may assign in the first.
  bool comparePieces(const Region& first, const Region& second) {
    std::vector<Access> writes = accessesOf(first);
    for (const Access& read : accessesOf(second)) {
      for (const Access& write : writes) {
        bool same_array = write.assigns && arrayOf(*write.element)->id == arrayOf(*read.element)->id;
        if (!same_array || (write.forms == read.forms && isStatic(first) && isStatic(second))) continue;
        support::Loc loc = parsed_.loc(*read.element);
        if (isIgnored(loc)) continue;
        emitter_.report(loc, diag::RaceNowait, names_.text(arrayOf(*read.element)->id))
            .note(parsed_.loc(*write.element), diag::RaceElementHere);
        return true;
      }
    }
    return false;
  }

  // The same thread has the same iterations in two such loops (OpenMP 5.2 section 11.5.3).
  static bool isStatic(const Region& region) {
    const omp::Clause* schedule = region.directive->find(ClauseKind::Schedule);
    return !schedule || schedule->get<omp::ScheduleKind>() == omp::ScheduleKind::Static;
  }

  std::vector<Access> accessesOf(const Region& region) {
    std::vector<Access> accesses;
    std::unordered_set<Name> inner;
    collect(region.loop->body, static_cast<const ast::NameExpr*>(region.loop->target)->id, assignedIn(region), inner,
            accesses, 0);
    return accesses;
  }

  void visit(const ast::Stmt& stmt, Around around, int depth) {
    if (const auto* with = ast::as<ast::With>(&stmt)) {
      int inner = map_.inside(stmt, around.region);
      return visitBlock(with->body, inner == around.region ? around : enter(inner, around), depth + 1);
    }
    if (const auto* choice = ast::as<ast::If>(&stmt)) {
      Around inside = around;
      inside.conditional = true;
      inside.shielded |= choosesOne(*choice->test);
      if (around.team >= 0 && !around.shielded) findExtreme(*choice, around);
      visitBlock(choice->body, inside, depth + 1);
      return visitBlock(choice->orelse, inside, depth + 1);
    }
    if (const auto* loop = ast::as<ast::For>(&stmt)) return visitBlock(loop->body, around, depth + 1);
    if (const auto* loop = ast::as<ast::While>(&stmt)) return visitBlock(loop->body, around, depth + 1);
    if (around.team < 0 || around.shielded) return;
    if (const auto* update = ast::as<ast::AugAssign>(&stmt)) {
      const auto* name = ast::as<ast::NameExpr>(update->target);
      if (name && isShared(name->id, around)) report(*name, reductionOf(update->op), around);
      const auto* element = ast::as<ast::Subscript>(update->target);
      if (element && !around.conditional) reportSameElement(*element, around);
    } else if (const auto* assign = ast::as<ast::Assign>(&stmt)) {
      for (const ast::Expr* target : assign->targets) visitAssigned(*target, *assign->value, around);
    }
  }

  // if a[i] > s: s = a[i]
  void findExtreme(const ast::If& choice, const Around& around) {
    const auto* compare = ast::as<ast::Compare>(choice.test);
    if (!compare || compare->ops.size() != 1) return;
    bool greater = compare->ops[0] == ast::CompareOp::Gt || compare->ops[0] == ast::CompareOp::GtE;
    bool less = compare->ops[0] == ast::CompareOp::Lt || compare->ops[0] == ast::CompareOp::LtE;
    if (!greater && !less) return;
    for (bool on_left : {true, false}) {
      const auto* name = ast::as<ast::NameExpr>(on_left ? compare->left : compare->comparators[0]);
      if (!name || !isShared(name->id, around)) continue;
      for (const ast::Stmt* stmt : choice.body) {
        const auto* assign = ast::as<ast::Assign>(stmt);
        const auto* target = assign ? ast::as<ast::NameExpr>(assign->targets[0]) : nullptr;
        if (target && target->id == name->id) report(*target, greater == on_left ? "min" : "max", around);
      }
    }
  }

  // a[0] += 1: one element for all threads.
  void reportSameElement(const ast::Subscript& element, const Around& around) {
    const ast::NameExpr* array = arrayOf(element);
    const auto* place = ast::as<ast::Constant>(element.slice);
    support::Loc loc = parsed_.loc(element);
    if (array && resolutions_(function_, *array).kind == Resolution::Kind::Variable) {
      const ModuleNames& names = resolutions_.modules[function_.module];
      const ModuleVariable& variable = program_.modules[function_.module].variables[names(*array).index];
      if (variable.threadprivate || isIgnored(loc)) return;
      emitter_.report(loc, diag::RaceSameElement, names_.text(variable.name));
      return;
    }
    if (!array || !place || place->value.kind != ast::ConstantValue::Kind::Int || !isShared(array->id, around)) return;
    if (isIgnored(loc)) return;
    emitter_.report(loc, diag::RaceSameElement, fmt::format("{}[{}]", names_.text(array->id), place->value.integer));
  }

  Around enter(int inner, Around around) const {
    DirectiveKind directive = kind(inner);
    around.region = inner;
    if (omp::isParallel(directive)) {
      around.team = runsAlone(inner) ? -1 : inner;
      around.shielded = around.conditional = false;
    }
    static constexpr DirectiveKind Shields[] = {DirectiveKind::Single,   DirectiveKind::Masked, DirectiveKind::Master,
                                                DirectiveKind::Critical, DirectiveKind::Atomic, DirectiveKind::Ordered,
                                                DirectiveKind::Section,  DirectiveKind::Task,   DirectiveKind::Taskloop,
                                                DirectiveKind::Target,   DirectiveKind::Teams};
    for (DirectiveKind shield : Shields) around.shielded |= omp::hasLeaf(directive, shield);
    return around;
  }

  // num_threads(1)
  bool runsAlone(int i) const {
    const auto& clauses = region(i).directive->clauses;
    for (std::size_t c = 0; c < clauses.size(); ++c) {
      const auto& exprs = region(i).clause_exprs[c];
      const auto* count =
          clauses[c].kind == ClauseKind::NumThreads && !exprs.empty() ? ast::as<ast::Constant>(exprs[0]) : nullptr;
      if (count && count->value.integer == 1) return true;
      // Two teams, or one thread: the program knows which.
      if (clauses[c].kind == ClauseKind::If && !exprs.empty() && exprs[0]->kind == ast::NodeKind::Constant) return true;
    }
    return false;
  }

  // A test that may hold for one thread or one iteration only.
  bool choosesOne(const ast::Expr& test) const {
    bool found = false;
    ast::forEachNode(test, [&](const ast::Node& node) {
      const auto* compare = ast::as<ast::Compare>(&node);
      if (compare) {
        for (ast::CompareOp op : compare->ops) found |= op == ast::CompareOp::Eq;
      }
      found |= node.kind == ast::NodeKind::Call;
      return true;
    });
    return found;
  }

  bool isShared(Name name, const Around& around) const {
    for (int i = around.region; i >= 0; i = region(i).parent) {
      for (const SharingEntry& entry : region(i).sharing) {
        if (entry.name != name) continue;
        if (entry.sharing != Sharing::Shared) return false;
        if (i == around.team) return true;
      }
      if (i == around.team) return false;
    }
    return false;
  }

  static std::string_view reductionOf(ast::BinaryOp op) {
    switch (op) {
    case ast::BinaryOp::Add:
    case ast::BinaryOp::Sub: return "+";
    case ast::BinaryOp::Mult: return "*";
    case ast::BinaryOp::BitAnd: return "&";
    case ast::BinaryOp::BitOr: return "|";
    case ast::BinaryOp::BitXor: return "^";
    default: return {};
    }
  }

  void visitAssigned(const ast::Expr& target, const ast::Expr& value, const Around& around) {
    const auto* name = ast::as<ast::NameExpr>(&target);
    if (!name || !isShared(name->id, around)) return;
    auto is_same = [&](const ast::Expr* expr) {
      const auto* read = ast::as<ast::NameExpr>(expr);
      return read && read->id == name->id;
    };
    const auto* both = ast::as<ast::BinOp>(&value);
    if (both && (is_same(both->left) || is_same(both->right))) return report(*name, reductionOf(both->op), around);
    if (const auto* call = ast::as<ast::Call>(&value)) {
      const Resolution& callee = resolutions_(function_, *call->func);
      bool is_builtin = callee.kind == Resolution::Kind::Builtin;
      bool uses = std::ranges::any_of(call->args, is_same);
      if (is_builtin && uses && callee.builtin == Builtin::Max) return report(*name, "max", around);
      if (is_builtin && uses && callee.builtin == Builtin::Min) return report(*name, "min", around);
    }
    // Under a condition it may be one iteration that assigns.
    if (!around.conditional) report(*name, {}, around);
  }

  void report(const ast::NameExpr& name, std::string_view reduction, const Around& around) {
    support::Loc loc = parsed_.loc(name);
    if (!reported_.insert({name.id, around.team}).second || isIgnored(loc)) return;
    std::string_view text = names_.text(name.id);
    if (reduction.empty()) {
      emitter_.report(loc, diag::RaceAssignment, text);
    } else {
      emitter_.report(loc, diag::RaceReduction, text, reduction, text);
    }
  }

  // Work-sharing loops over ranges, in no order.
  static bool sharesIterations(const Region& region) {
    const auto* range = region.loop ? ast::as<ast::Call>(region.loop->iter) : nullptr;
    return range && range->args.size() < 3 && omp::hasLeaf(region.directive->kind, DirectiveKind::For) &&
           !region.directive->has(ClauseKind::Ordered) && ast::as<ast::NameExpr>(region.loop->target);
  }

  void findCarried(const Region& region) {
    int outer = region.parent;
    while (outer >= 0 && !omp::isParallel(kind(outer))) outer = this->region(outer).parent;
    bool has_team = omp::isParallel(region.directive->kind) || outer >= 0;
    if (!has_team) return;
    std::vector<Access> accesses = accessesOf(region);
    for (const Access& write : accesses) {
      if (!write.assigns) continue;
      for (const Access& other : accesses) {
        if (&other == &write || arrayOf(*other.element)->id != arrayOf(*write.element)->id) continue;
        std::optional<std::int64_t> apart = distance(write.forms, other.forms);
        if (!apart || isTooShort(*region.loop, *apart)) continue;
        support::Loc loc = parsed_.loc(*other.element);
        if (isIgnored(loc) || isIgnored(parsed_.loc(*write.element))) return;
        emitter_
            .report(loc, diag::RaceCarried, names_.text(arrayOf(*other.element)->id),
                    omp::spelling(region.directive->kind))
            .note(parsed_.loc(*write.element), diag::RaceElementHere);
        return;
      }
    }
  }

  // What the loop assigns, and what is each thread's own.
  static std::unordered_set<Name> assignedIn(const Region& region) {
    std::unordered_set<Name> assigned;
    ast::forEachNode(*region.loop, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (name && name->ctx != ast::ExprContext::Load) assigned.insert(name->id);
      return true;
    });
    for (const SharingEntry& entry : region.sharing) {
      if (entry.sharing != Sharing::Shared && entry.reason == SharingReason::Clause) assigned.insert(entry.name);
    }
    return assigned;
  }

  // range(0, 1) has no two iterations.
  static bool isTooShort(const ast::For& loop, std::int64_t apart) {
    const auto& args = ast::as<ast::Call>(loop.iter)->args;
    const auto* stop = ast::as<ast::Constant>(args[args.size() > 1 ? 1 : 0]);
    const auto* start = args.size() > 1 ? ast::as<ast::Constant>(args[0]) : nullptr;
    if (!stop || (args.size() > 1 && !start)) return false;
    return stop->value.integer - (start ? start->value.integer : 0) <= std::abs(apart);
  }

  // What every iteration touches: nothing under a condition or in a construct, and no subscript whose names change in
  // the loop, but for the variables of inner loops, which take the same values each time.
  void collect(std::span<ast::Stmt* const> body, Name loop, const std::unordered_set<Name>& assigned,
               std::unordered_set<Name>& inner, std::vector<Access>& accesses, int depth) {
    for (const ast::Stmt* stmt : body) {
      if (depth > 100) return;
      if (const auto* next = ast::as<ast::For>(stmt)) {
        const auto* target = ast::as<ast::NameExpr>(next->target);
        bool same_each_time = target && !mentions(*next->iter, loop) && !mentionsAny(*next->iter, assigned);
        bool added = same_each_time && inner.insert(target->id).second;
        collect(next->body, loop, assigned, inner, accesses, depth + 1);
        if (added) inner.erase(target->id);
      }
      bool simple = ast::as<ast::Assign>(stmt) || ast::as<ast::AugAssign>(stmt);
      if (simple) collectFrom(*stmt, loop, assigned, inner, accesses);
    }
  }

  void collectFrom(const ast::Stmt& stmt, Name loop, const std::unordered_set<Name>& assigned,
                   const std::unordered_set<Name>& inner, std::vector<Access>& accesses) {
    ast::forEachNode(stmt, [&](const ast::Node& node) {
      if (node.kind == ast::NodeKind::IfExp || node.kind == ast::NodeKind::BoolOp) return false;
      const auto* element = ast::as<ast::Subscript>(&node);
      const ast::NameExpr* array = element ? arrayOf(*element) : nullptr;
      if (!array || assigned.contains(array->id)) return true;
      std::optional<std::vector<IndexForm>> forms = indexForms(*element, loop);
      bool known = forms.has_value();
      for (std::size_t i = 0; known && i < forms->size(); ++i) {
        for (const auto& [name, factor] : (*forms)[i].names) known &= !assigned.contains(name) || inner.contains(name);
      }
      if (known) accesses.push_back({element, std::move(*forms), element->ctx == ast::ExprContext::Store});
      return true;
    });
  }

  static bool mentions(const ast::Node& root, Name name) { return mentionsAny(root, {name}); }
  static bool mentionsAny(const ast::Node& root, const std::unordered_set<Name>& names) {
    bool found = false;
    ast::forEachNode(root, [&](const ast::Node& node) {
      const auto* used = ast::as<ast::NameExpr>(&node);
      found |= used && names.contains(used->id);
      return true;
    });
    return found;
  }

  const FunctionInfo& function_;
  const Program& program_;
  const ast::ParsedModule& parsed_;
  const support::SourceFile& source_;
  const Resolutions& resolutions_;
  const support::NameTable& names_;
  diag::Emitter& emitter_;
  RegionMap map_;
  std::set<std::pair<Name, int>> reported_;
};

} // namespace

void warnRaces(const FunctionInfo& function, const Program& program, const support::SourceFile& source,
               const Resolutions& resolutions, const support::NameTable& names, diag::Emitter& emitter) {
  RaceWarnings(function, program, source, resolutions, names, emitter).run();
}

} // namespace pyompcc::sema

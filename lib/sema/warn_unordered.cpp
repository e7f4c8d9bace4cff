// lib/sema/warn_unordered.cpp
//
// Collects what each construct touches, and compares those that may run at once.
#include "lib/sema/warn_unordered.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/omp/tables.h"
#include "lib/sema/region_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;
using omp::DirectiveKind;

// A variable, or an element whose place is written in numbers.
struct Touch {
  std::string key;
  const ast::Node* node;
  bool assigns;
};
using Touches = std::vector<Touch>;

class OrderWarnings {
 public:
  OrderWarnings(const FunctionInfo& function, const ast::ParsedModule& parsed, const support::SourceFile& source,
                const support::NameTable& names, diag::Emitter& emitter)
      : function_(function), parsed_(parsed), source_(source), names_(names), emitter_(emitter), map_(function) {}

  void run() {
    if (function_.regions.empty() || usesLocks()) return;
    visitBlock(function_.def->body, -1, false, 0);
  }

 private:
  const Region& region(int i) const { return function_.regions[static_cast<std::size_t>(i)]; }
  DirectiveKind kind(int i) const { return region(i).directive->kind; }
  bool has(int i, ClauseKind clause) const { return region(i).directive->has(clause); }

  bool usesLocks() const {
    bool found = false;
    ast::forEachNode(*function_.def, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      found |= name && names_.text(name->id).find("lock") != std::string_view::npos;
      return true;
    });
    return found;
  }

  // Statements in their order; `repeats`: a loop of the task or thread that makes tasks here is around them.
  void visitBlock(std::span<ast::Stmt* const> body, int around, bool repeats, int depth) {
    if (depth > 200) return;
    Touches of_tasks;
    Touches unfinished;
    bool by_first = false;
    for (const ast::Stmt* stmt : body) {
      int inner = map_.at(*stmt);
      if (hasTeam(around)) {
        compareUnfinished(*stmt, inner, around, unfinished, by_first);
        compareTasks(*stmt, inner, around, of_tasks, repeats);
      }
      visitInside(*stmt, around, repeats, depth);
    }
  }

  void visitInside(const ast::Stmt& stmt, int around, bool repeats, int depth) {
    if (const auto* with = ast::as<ast::With>(&stmt)) {
      int inside = map_.inside(stmt, around);
      if (inside != around && omp::hasLeaf(kind(inside), DirectiveKind::Sections)) compareSections(*with, inside);
      visitBlock(with->body, inside, inside == around && repeats, depth + 1);
    } else if (const auto* choice = ast::as<ast::If>(&stmt)) {
      visitBlock(choice->body, around, repeats, depth + 1);
      visitBlock(choice->orelse, around, repeats, depth + 1);
    } else if (const auto* loop = ast::as<ast::For>(&stmt)) {
      compareLoop(*loop, around);
      visitBlock(loop->body, around, true, depth + 1);
    } else if (const auto* loop_while = ast::as<ast::While>(&stmt)) {
      visitBlock(loop_while->body, around, true, depth + 1);
    }
  }

  // A parallel region around whose number of threads is not written.
  bool hasTeam(int around) const {
    for (int i = around; i >= 0; i = region(i).parent) {
      if (omp::isParallel(kind(i))) return !has(i, ClauseKind::NumThreads) && !has(i, ClauseKind::If);
    }
    return false;
  }

  // What threads or tasks may have assigned when others come by.
  void compareUnfinished(const ast::Stmt& stmt, int inner, int around, Touches& unfinished, bool& by_first) {
    if (inner >= 0 && kind(inner) == DirectiveKind::Barrier) {
      unfinished.clear();
      return;
    }
    bool first = inner >= 0 && (kind(inner) == DirectiveKind::Masked || kind(inner) == DirectiveKind::Master);
    bool waits = inner >= 0 && omp::isWorksharing(kind(inner)) && !has(inner, ClauseKind::Nowait);
    if (!unfinished.empty() && !(first && by_first)) {
      for (const Touch& read : touchesOf(stmt, inner, around)) {
        auto other = conflict(read, unfinished);
        if (!read.assigns && other && report(*read.node, diag::RaceUnfinished, read.key, *other)) unfinished.clear();
      }
    }
    if (waits) unfinished.clear();
    bool goes_on = inner >= 0 && has(inner, ClauseKind::Nowait) &&
                   (kind(inner) == DirectiveKind::Single || kind(inner) == DirectiveKind::Sections);
    if (!first && !goes_on) return;
    by_first = first;
    for (Touch& touch : touchesOf(stmt, inner, around)) {
      if (touch.assigns) unfinished.push_back(std::move(touch));
    }
  }

  void compareTasks(const ast::Stmt& stmt, int inner, int around, Touches& of_tasks, bool repeats) {
    if (inner >= 0 && (kind(inner) == DirectiveKind::Taskwait || kind(inner) == DirectiveKind::Barrier)) {
      of_tasks.clear();
      return;
    }
    bool is_task = inner >= 0 && kind(inner) == DirectiveKind::Task;
    bool is_plain = inner < 0 && (ast::as<ast::Assign>(&stmt) || ast::as<ast::AugAssign>(&stmt));
    if (!is_task && !is_plain) return;
    if (is_task && (has(inner, ClauseKind::Depend) || has(inner, ClauseKind::If) || has(inner, ClauseKind::Final) ||
                    has(inner, ClauseKind::InReduction))) {
      return;
    }
    Touches touches = touchesOf(stmt, inner, around);
    for (const Touch& touch : touches) {
      const Touch* other = conflict(touch, of_tasks);
      if (!other && is_task && repeats && touch.assigns) other = &touch;
      if (other && report(*touch.node, diag::RaceTask, touch.key, *other)) break;
    }
    if (is_task) of_tasks.insert(of_tasks.end(), touches.begin(), touches.end());
  }

  // A task may read the variable of the loop that makes it when the loop has gone on.
  void compareLoop(const ast::For& loop, int around) {
    const auto* variable = ast::as<ast::NameExpr>(loop.target);
    if (!variable || !hasTeam(around) || !isShared(variable->id, around, false)) return;
    Touch goes_on{std::string(names_.text(variable->id)), variable, true};
    std::vector<const ast::With*> tasks;
    bool waits = false;
    for (const ast::Stmt* stmt : loop.body) {
      ast::forEachNode(*stmt, [&](const ast::Node& node) {
        const auto* with = ast::as<ast::With>(&node);
        int inner = with ? map_.at(node) : -1;
        if (inner < 0) return true;
        waits |= kind(inner) == DirectiveKind::Taskwait || kind(inner) == DirectiveKind::Taskgroup ||
                 kind(inner) == DirectiveKind::Barrier;
        bool deferred = !has(inner, ClauseKind::If) && !has(inner, ClauseKind::Final);
        if (kind(inner) == DirectiveKind::Task && deferred) tasks.push_back(with);
        return true;
      });
    }
    for (const ast::With* task : tasks) {
      int inner = map_.at(*task);
      for (const Touch& touch : touchesOf(*task, inner, region(inner).parent)) {
        bool reads = !waits && touch.key == goes_on.key && !touch.assigns;
        if (reads && report(*touch.node, diag::RaceTask, touch.key, goes_on)) break;
      }
    }
  }

  void compareSections(const ast::With& sections, int around) {
    if (!hasTeam(around)) return;
    Touches before;
    for (const ast::Stmt* stmt : sections.body) {
      Touches touches = touchesOf(*stmt, map_.at(*stmt), around);
      for (const Touch& touch : touches) {
        const Touch* other = conflict(touch, before);
        if (other && report(*touch.node, diag::RaceSections, touch.key, *other)) return;
      }
      before.insert(before.end(), touches.begin(), touches.end());
    }
  }

  static const Touch* conflict(const Touch& touch, const Touches& others) {
    for (const Touch& other : others) {
      if (other.key == touch.key && (other.assigns || touch.assigns)) return &other;
    }
    return nullptr;
  }

  template <class Kind>
  bool report(const ast::Node& node, const Kind& warning, std::string_view key, const Touch& other) {
    support::Loc loc = parsed_.loc(node);
    std::string_view line = source_.line(source_.lineColumn(loc.begin).line);
    if (line.find("# omp: ignore") != std::string_view::npos) return true;
    auto reported = emitter_.report(loc, warning, key);
    if (other.node != &node) reported.note(parsed_.loc(*other.node), diag::RaceOtherHere, key);
    return true;
  }

  // What a statement touches whatever happens, and nothing protects. `inner`: the region that it stands for, or -1.
  Touches touchesOf(const ast::Stmt& stmt, int inner, int around) const {
    Touches touches;
    const auto* with = inner >= 0 ? ast::as<ast::With>(&stmt) : nullptr;
    if (!with) {
      collect(stmt, around, touches, 0);
    } else if (kind(inner) != DirectiveKind::Critical && kind(inner) != DirectiveKind::Atomic) {
      int inside = map_.inside(stmt, around);
      for (const ast::Stmt* child : with->body) collect(*child, inside, touches, 0);
    }
    return touches;
  }

  void collect(const ast::Node& node, int around, Touches& touches, int depth) const {
    if (depth > 100 || isConditional(node)) return;
    if (const auto* with = ast::as<ast::With>(&node)) {
      int inner = map_.at(node);
      if (inner < 0) return;
      Touches inside = touchesOf(*with, inner, around);
      touches.insert(touches.end(), inside.begin(), inside.end());
      return;
    }
    if (const auto* update = ast::as<ast::AugAssign>(&node)) {
      collect(*update->value, around, touches, depth + 1);
      touch(*update->target, around, true, touches, depth);
      return;
    }
    if (ast::as<ast::NameExpr>(&node) || ast::as<ast::Subscript>(&node)) {
      touch(node, around, false, touches, depth);
      return;
    }
    ast::forEachChild(node, [&](const ast::Node& child) { collect(child, around, touches, depth + 1); });
  }

  static bool isConditional(const ast::Node& node) {
    switch (node.kind) {
    case ast::NodeKind::If:
    case ast::NodeKind::IfExp:
    case ast::NodeKind::BoolOp:
    case ast::NodeKind::While:
    case ast::NodeKind::Try:
    case ast::NodeKind::Match:
    case ast::NodeKind::Lambda: return true;
    default: return false;
    }
  }

  void touch(const ast::Node& node, int around, bool updates, Touches& touches, int depth) const {
    if (const auto* name = ast::as<ast::NameExpr>(&node)) {
      bool assigns = updates || name->ctx != ast::ExprContext::Load;
      if (isShared(name->id, around, false)) touches.push_back({std::string(names_.text(name->id)), &node, assigns});
      return;
    }
    const auto* element = ast::as<ast::Subscript>(&node);
    if (!element) return;
    collect(*element->slice, around, touches, depth + 1);
    const auto* array = ast::as<ast::NameExpr>(element->value);
    std::string place = array ? constantPlace(*element->slice) : std::string();
    if (place.empty() || !isShared(array->id, around, true)) return;
    bool assigns = updates || element->ctx != ast::ExprContext::Load;
    touches.push_back({fmt::format("{}[{}]", names_.text(array->id), place), &node, assigns});
  }

  static std::string constantPlace(const ast::Expr& slice) {
    if (const auto* constant = ast::as<ast::Constant>(&slice)) {
      bool number = constant->value.kind == ast::ConstantValue::Kind::Int;
      return number ? fmt::format("{}", constant->value.integer) : std::string();
    }
    std::string all;
    const auto* several = ast::as<ast::Tuple>(&slice);
    for (std::size_t i = 0; several && i < several->elts.size(); ++i) {
      std::string part = constantPlace(*several->elts[i]);
      if (part.empty()) return {};
      all += fmt::format("{}{}", i == 0 ? "" : ", ", part);
    }
    return all;
  }

  // One variable for all threads of the team. A copy of an array has the elements of the original.
  bool isShared(Name name, int around, bool is_array) const {
    for (int i = around; i >= 0; i = region(i).parent) {
      bool found = false;
      for (const SharingEntry& entry : region(i).sharing) {
        if (entry.name != name) continue;
        found = true;
        bool same = entry.sharing == Sharing::Shared || (is_array && entry.sharing == Sharing::FirstPrivate);
        if (!same) return false;
      }
      if (omp::isParallel(kind(i))) return found;
    }
    return false;
  }

  const FunctionInfo& function_;
  const ast::ParsedModule& parsed_;
  const support::SourceFile& source_;
  const support::NameTable& names_;
  diag::Emitter& emitter_;
  RegionMap map_;
};

} // namespace

void warnUnordered(const FunctionInfo& function, const ast::ParsedModule& parsed, const support::SourceFile& source,
                   const support::NameTable& names, diag::Emitter& emitter) {
  OrderWarnings(function, parsed, source, names, emitter).run();
}

} // namespace pyompcc::sema

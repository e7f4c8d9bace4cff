// lib/transform/poll_signals.cpp
//
// Measures how deep loops are nested, through calls, and puts polls where rounds may be long.
#include "lib/transform/poll_signals.h"

#include "lib/ir/asked_methods.h"
#include "lib/ir/builder.h"
#include "lib/ir/loop_nest.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace pyompcc::transform {
namespace {

// Levels of loops below that make a round long: of any loop, and of one in the rounds of a work-sharing loop.
constexpr int LongRound = 1;
constexpr int LongRoundInRounds = 2;
// What a loop without a count, or a recursion, stands for.
constexpr int Unlimited = 3;

// v < e in the condition, v += 1 in the body: the loop counts, as a `for` does.
bool counts(const ir::While& loop) {
  bool found = false;
  for (const ir::Stmt* stmt : loop.body->stmts) {
    const auto* update = ir::as<ir::Update>(stmt);
    const auto* target = update ? ir::as<ir::VarRef>(update->target) : nullptr;
    bool steps = target && (update->op == ir::BinaryOp::Add || update->op == ir::BinaryOp::Sub) &&
                 ir::constantInt(update->value) != nullptr;
    if (!steps) continue;
    ir::forEachExpr(*loop.condition, [&](const ir::Expr& expr) {
      const auto* compare = ir::as<ir::Compare>(&expr);
      bool order = compare && compare->op != ir::CompareOp::Eq && compare->op != ir::CompareOp::NotEq;
      if (!order) return;
      for (const ir::Expr* side : {compare->left, compare->right}) {
        const auto* reference = ir::as<ir::VarRef>(side);
        found |= reference && reference->var == target->var;
      }
    });
  }
  return found;
}

// What an iterator gives may never end; a list, text or table does.
bool isEndless(const ir::ForEach& loop) { return loop.iterable->type->kind == sema::TypeKind::Iterator; }

/// What loops a statement is inside of.
enum class Around : std::uint8_t {
  Nothing,
  Loop,  ///< one of the function's own
  Rounds ///< one that threads share
};

class SignalPolling {
 public:
  explicit SignalPolling(ir::Module& module) : module_(module) {}

  void run() {
    for (ir::Function* function : module_.functions) pollIn(*function->body, Around::Nothing);
  }

 private:
  // How many levels of loops a round of something goes through.
  int height(const ir::Function& function) {
    if (function.recursive) return Unlimited;
    auto [known, fresh] = heights_.emplace(&function, Unlimited);
    if (fresh) heights_[&function] = height(*function.body);
    return heights_[&function];
  }

  int height(const ir::Block& block) {
    int highest = 0;
    for (const ir::Stmt* stmt : block.stmts) highest = std::max(highest, height(*stmt));
    return highest;
  }

  int height(const ir::Stmt& stmt) {
    int below = 0;
    ir::forEachChild(stmt, [&](const ir::Expr* child) {
      ir::forEachExpr(*child, [&](const ir::Expr& expr) {
        ir::forEachCallee(module_, expr, [&](const ir::Function& callee) { below = std::max(below, height(callee)); });
      });
    });
    ir::forEachChildBlock(stmt, [&](const ir::Block& block) { below = std::max(below, height(block)); });
    if (stmt.kind == ir::StmtKind::For) return std::min(below + 1, Unlimited);
    if (const auto* loop = ir::as<ir::ForEach>(&stmt)) {
      return isEndless(*loop) ? Unlimited : std::min(below + 1, Unlimited);
    }
    if (const auto* jam = ir::as<ir::Jam>(&stmt)) return std::min(static_cast<int>(jam->indices.size()), Unlimited);
    const auto* loop = ir::as<ir::While>(&stmt);
    return !loop ? below : counts(*loop) ? std::min(below + 1, Unlimited) : Unlimited;
  }

  void pollIn(ir::Block& block, Around around) {
    for (ir::Stmt* stmt : block.stmts) {
      if (auto* region = ir::as<ir::Region>(stmt)) {
        pollConstruct(*region, around);
        continue;
      }
      ir::Block* body = loopBody(*stmt);
      Around inside = body && around == Around::Nothing ? Around::Loop : around;
      ir::forEachChildBlock(*stmt, [&](ir::Block& inner) { pollIn(inner, inside); });
      if (body && isLong(*stmt, *body, around)) poll(*body, stmt->loc);
    }
  }

  static ir::Block* loopBody(ir::Stmt& stmt) {
    if (auto* loop = ir::as<ir::For>(&stmt)) return loop->body;
    if (auto* loop = ir::as<ir::ForEach>(&stmt)) return loop->body;
    if (auto* loop = ir::as<ir::While>(&stmt)) return loop->body;
    return nullptr;
  }

  bool isLong(const ir::Stmt& stmt, const ir::Block& body, Around around) {
    if (const auto* each = ir::as<ir::ForEach>(&stmt); each && isEndless(*each)) return true;
    if (const auto* loop = ir::as<ir::While>(&stmt); loop && !counts(*loop)) return true;
    if (height(body) >= (around == Around::Rounds ? LongRoundInRounds : LongRound)) return true;
    // What memory holds ends soon; other numbers may not. Rounds that are counted first are counted again behind a
    // poll.
    if (around != Around::Nothing) return false;
    const auto* loop = ir::as<ir::For>(&stmt);
    bool counted = loop && !ir::constantInt(loop->step);
    return stmt.kind == ir::StmtKind::While || (loop && !counted && !isSubscript(*loop->index, body));
  }

  // Is the variable part of an index of an array or list?
  static bool isSubscript(const ir::Var& var, const ir::Block& body) {
    bool found = false;
    auto look = [&](std::span<ir::Expr* const> indices) {
      for (const ir::Expr* index : indices) {
        ir::forEachExpr(*index, [&](const ir::Expr& expr) {
          const auto* reference = ir::as<ir::VarRef>(&expr);
          found |= reference && reference->var == &var;
        });
      }
    };
    ir::forEachExpr(body, [&](const ir::Expr& expr) {
      if (const auto* load = ir::as<ir::Load>(&expr)) look(load->indices);
      if (const auto* view = ir::as<ir::Subview>(&expr)) look(view->indices);
    });
    ir::forEachStmt(body, [&](const ir::Stmt& stmt) {
      if (const auto* store = ir::as<ir::Store>(&stmt)) look(store->indices);
    });
    return found;
  }

  // The loop of a work-sharing construct is asked for by a mark; what threads of a `simd` loop do stays flat.
  void pollConstruct(ir::Region& region, Around around) {
    if (!region.body) return;
    bool loop = omp::association(*region.facts->directive) == omp::Association::Loop;
    if (!loop) {
      // A guard around a task looks by itself.
      pollIn(*region.body, around);
      return;
    }
    std::vector<ir::For*> nest = ir::loopNest(region);
    if (nest.empty()) return;
    ir::For* rounds = nest.back();
    pollIn(*rounds->body, Around::Rounds);
    omp::DirectiveKind kind = region.facts->directive->kind;
    bool simd = region.facts->simd || omp::hasLeaf(kind, omp::DirectiveKind::Simd);
    bool shares = omp::hasLeaf(kind, omp::DirectiveKind::For) || omp::hasLeaf(kind, omp::DirectiveKind::Taskloop) ||
                  omp::hasLeaf(kind, omp::DirectiveKind::Distribute);
    region.facts->polled = shares && !simd && height(*rounds->body) >= LongRound;
  }

  void poll(ir::Block& body, support::Loc loc) { body.stmts.insert(body.stmts.begin(), module_.make<ir::Poll>(loc)); }

  ir::Module& module_;
  std::unordered_map<const ir::Function*, int> heights_;
};

} // namespace

void pollSignals(ir::Module& module) { SignalPolling(module).run(); }

} // namespace pyompcc::transform

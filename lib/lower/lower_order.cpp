// lib/lower/lower_order.cpp
//
// The order of evaluation: what an operand must do first may not come before the operands on its left.
#include "lib/ir/asked_methods.h"
#include "lib/ir/walk.h"
#include "lib/lower/function_lowering.h"

#include <algorithm>

namespace pyompcc::lower {
namespace {

bool mayRaise(const ir::Expr& root) {
  bool found = false;
  ir::forEachExpr(root, [&](const ir::Expr& expr) {
    auto checked = [&](ir::Arithmetic mode) { found |= mode == ir::Arithmetic::Checked; };
    if (const auto* unary = ir::as<ir::Unary>(&expr)) checked(unary->mode);
    if (const auto* binary = ir::as<ir::Binary>(&expr)) checked(binary->mode);
    if (const auto* convert = ir::as<ir::Convert>(&expr)) checked(convert->mode);
    if (const auto* call = ir::as<ir::RuntimeCall>(&expr)) checked(call->mode);
    if (const auto* load = ir::as<ir::Load>(&expr)) found |= load->bounds == ir::Bounds::Checked;
    if (const auto* view = ir::as<ir::Subview>(&expr)) found |= view->bounds == ir::Bounds::Checked;
    const auto* library = ir::as<ir::LibraryCall>(&expr);
    found |= (library && ir::canRaise(*library)) || ir::asksMethods(expr);
    found |=
        expr.kind == ir::ExprKind::Call || expr.kind == ir::ExprKind::Allocate || expr.kind == ir::ExprKind::MakeRange;
  });
  return found;
}

bool readsMemory(const ir::Expr& root) {
  bool found = false;
  ir::forEachExpr(root, [&](const ir::Expr& expr) {
    found |= expr.kind == ir::ExprKind::Load || expr.kind == ir::ExprKind::Field || expr.kind == ir::ExprKind::Call ||
             expr.kind == ir::ExprKind::LibraryCall;
  });
  return found;
}

bool calls(const ir::Expr& root) {
  bool found = false;
  ir::forEachExpr(root, [&](const ir::Expr& expr) { found |= expr.kind == ir::ExprKind::Call; });
  return found;
}

// A variable of the module may change in every call, and C++ may read it after a call on its right.
bool readsModule(const ir::Expr& root) {
  bool found = false;
  ir::forEachExpr(root, [&](const ir::Expr& expr) {
    const auto* reference = ir::as<ir::VarRef>(&expr);
    found |= reference && reference->var->in_module;
  });
  return found;
}

/// What statements do that the value of an earlier operand can depend on.
struct Effects {
  bool raises = false;
  bool writes_memory = false;
  bool reads_memory = false;
  std::vector<const ir::Var*> assigned;

  explicit Effects(std::span<ir::Stmt* const> stmts) {
    for (ir::Stmt* root : stmts) {
      ir::forEachStmt(*root, [&](const ir::Stmt& stmt) {
        raises |= stmt.kind == ir::StmtKind::Raise || stmt.kind == ir::StmtKind::ForEach;
        writes_memory |= stmt.kind == ir::StmtKind::Store || stmt.kind == ir::StmtKind::Update ||
                         stmt.kind == ir::StmtKind::SetField;
        ir::forEachChild(stmt, [&](ir::Expr*& child) {
          raises |= mayRaise(*child);
          reads_memory |= readsMemory(*child);
          ir::forEachExpr(*child, [&](const ir::Expr& expr) {
            const auto* library = ir::as<ir::LibraryCall>(&expr);
            writes_memory |= expr.kind == ir::ExprKind::Call || ir::asksMethods(expr) ||
                             (library && sema::facts(library->callee).effect == sema::Effect::Mutates);
          });
        });
      });
      ir::forEachVar(*root, [&](const ir::Var& var, ir::Access access) {
        if (access != ir::Access::Read) assigned.push_back(&var);
      });
    }
  }

  bool disturb(const ir::Expr& value) const {
    if ((raises && mayRaise(value)) || (writes_memory && readsMemory(value))) return true;
    if (reads_memory && calls(value)) return true;
    bool reads = false;
    ir::forEachExpr(value, [&](const ir::Expr& expr) {
      const auto* reference = ir::as<ir::VarRef>(&expr);
      reads |= reference && assigns(*reference->var);
    });
    return reads;
  }

  // Variables of one Python name may become one C++ variable later on.
  bool assigns(const ir::Var& var) const {
    return std::ranges::any_of(assigned, [&](const ir::Var* other) {
      return other == &var || (!var.python_name.empty() && other->python_name == var.python_name);
    });
  }
};

} // namespace

/// `next()` with the values on its left: those that its statements would change, or whose errors come before its own,
/// are computed into variables before them (Python language reference 6.16).
ir::Expr* FunctionLowering::lowerNext(std::span<ir::Expr*> before, const std::function<ir::Expr*()>& next) {
  std::size_t mark = block_->stmts.size();
  ir::Expr* value = next();
  if (block_->stmts.size() == mark) {
    auto last = calls(*value) ? std::ranges::find_if(before.rbegin(), before.rend(),
                                                     [](const ir::Expr* one) { return one && readsModule(*one); })
                              : before.rend();
    for (ir::Expr*& earlier : before.first(static_cast<std::size_t>(before.rend() - last))) {
      bool changes = earlier && (readsModule(*earlier) || readsMemory(*earlier));
      if (changes) earlier = keep(earlier, "first");
    }
    return value;
  }
  auto first = block_->stmts.begin() + static_cast<std::ptrdiff_t>(mark);
  std::vector<ir::Stmt*> later(first, block_->stmts.end());
  Effects effects(later);
  block_->stmts.resize(mark);
  for (ir::Expr*& earlier : before) {
    if (earlier && effects.disturb(*earlier)) earlier = keep(earlier, "first");
  }
  block_->stmts.insert(block_->stmts.end(), later.begin(), later.end());
  return value;
}

/// The values of expressions that are evaluated from left to right.
std::vector<ir::Expr*> FunctionLowering::lowerAll(std::span<ast::Expr* const> exprs) {
  std::vector<ir::Expr*> values;
  for (const ast::Expr* expr : exprs) {
    ir::Expr* value = lowerNext(values, [&] { return lowerExpr(*expr); });
    values.push_back(value);
  }
  return values;
}

} // namespace pyompcc::lower

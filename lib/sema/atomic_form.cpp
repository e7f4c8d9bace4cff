// lib/sema/atomic_form.cpp
//
// Matches the statements of atomic blocks, one function for each form.
#include "lib/sema/atomic_form.h"

#include "lib/ast/walk.h"

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;

bool isPlace(const ast::Expr* expr) { return ast::as<ast::NameExpr>(expr) || ast::as<ast::Subscript>(expr); }

bool mentions(const ast::Expr& expr, const ast::Expr& place) {
  bool found = false;
  ast::forEachNode(expr, [&](const ast::Node& node) {
    bool candidate = node.kind == place.kind;
    found |= candidate && samePlace(static_cast<const ast::Expr&>(node), place);
    return true;
  });
  return found;
}

const ast::Assign* plainAssign(const ast::Stmt* stmt) {
  const auto* assign = ast::as<ast::Assign>(stmt);
  return assign && assign->targets.size() == 1 ? assign : nullptr;
}

// Both operands of `x op e`, `e op x`, `max(x, e)`, `max(e, x)`: which one is the place?
bool takeOperands(AtomicForm& form, const ast::Expr& left, const ast::Expr& right) {
  bool is_left = samePlace(left, *form.place);
  bool is_right = samePlace(right, *form.place);
  if (is_left == is_right) return false;
  form.operand = is_left ? &right : &left;
  form.operand_first = is_right;
  return !mentions(*form.operand, *form.place);
}

// x += e, x = x + e, x = max(x, e)
bool isUpdate(AtomicForm& form, const ast::Stmt* stmt) {
  form.change = stmt;
  if (const auto* update = ast::as<ast::AugAssign>(stmt)) {
    form.place = update->target;
    form.operand = update->value;
    return isPlace(form.place) && !mentions(*form.operand, *form.place);
  }
  const ast::Assign* assign = plainAssign(stmt);
  if (!assign || !isPlace(assign->targets[0])) return false;
  form.place = assign->targets[0];
  if (const auto* both = ast::as<ast::BinOp>(assign->value)) return takeOperands(form, *both->left, *both->right);
  const auto* call = ast::as<ast::Call>(assign->value);
  return call && call->args.size() == 2 && call->keywords.empty() && takeOperands(form, *call->args[0], *call->args[1]);
}

// x = e
bool isWrite(AtomicForm& form, const ast::Stmt* stmt) {
  const ast::Assign* assign = plainAssign(stmt);
  if (!assign || !isPlace(assign->targets[0])) return false;
  form.change = stmt;
  form.place = assign->targets[0];
  form.operand = assign->value;
  form.is_write = true;
  return !mentions(*form.operand, *form.place);
}

// if x == e: x = d
bool isCompare(AtomicForm& form, const ast::Stmt* stmt) {
  const auto* choice = ast::as<ast::If>(stmt);
  const auto* test = choice ? ast::as<ast::Compare>(choice->test) : nullptr;
  if (!test || test->ops.size() != 1 || choice->body.size() != 1 || !choice->orelse.empty()) return false;
  ast::CompareOp op = test->ops[0];
  bool compares = op == ast::CompareOp::Eq || op == ast::CompareOp::Lt || op == ast::CompareOp::Gt;
  if (!compares || !isWrite(form, choice->body[0])) return false;
  form.change = stmt;
  return takeOperands(form, *test->left, *test->comparators[0]);
}

// v = x
bool isCapture(AtomicForm& form, const ast::Stmt* stmt) {
  const ast::Assign* assign = plainAssign(stmt);
  if (!assign || !isPlace(assign->value) || !isPlace(assign->targets[0])) return false;
  if (form.place && !samePlace(*form.place, *assign->value)) return false;
  form.place = assign->value;
  form.captured = assign->targets[0];
  return !samePlace(*form.captured, *form.place);
}

bool isChange(AtomicForm& form, const ast::Stmt* stmt, bool compares) {
  AtomicForm change;
  bool matches = compares ? isCompare(change, stmt) : isUpdate(change, stmt);
  if (!matches) {
    change = {};
    matches = !compares && isWrite(change, stmt);
  }
  change.captured = form.captured;
  change.captures_after = form.captures_after;
  form = change;
  return matches;
}

} // namespace

bool samePlace(const ast::Expr& left, const ast::Expr& right) {
  if (left.kind != right.kind) return false;
  if (const auto* name = ast::as<ast::NameExpr>(&left)) {
    return name->id == static_cast<const ast::NameExpr&>(right).id;
  }
  if (const auto* constant = ast::as<ast::Constant>(&left)) {
    const auto& other = static_cast<const ast::Constant&>(right);
    return constant->value.kind == ast::ConstantValue::Kind::Int && other.value.kind == constant->value.kind &&
           constant->value.integer == other.value.integer;
  }
  if (const auto* subscript = ast::as<ast::Subscript>(&left)) {
    const auto& other = static_cast<const ast::Subscript&>(right);
    return samePlace(*subscript->value, *other.value) && samePlace(*subscript->slice, *other.slice);
  }
  if (const auto* both = ast::as<ast::BinOp>(&left)) {
    const auto& other = static_cast<const ast::BinOp&>(right);
    return both->op == other.op && samePlace(*both->left, *other.left) && samePlace(*both->right, *other.right);
  }
  if (const auto* tuple = ast::as<ast::Tuple>(&left)) {
    const auto& other = static_cast<const ast::Tuple&>(right);
    if (tuple->elts.size() != other.elts.size()) return false;
    for (std::size_t i = 0; i < tuple->elts.size(); ++i) {
      if (!samePlace(*tuple->elts[i], *other.elts[i])) return false;
    }
    return true;
  }
  return false;
}

std::optional<AtomicForm> atomicForm(const omp::Directive& directive, std::span<ast::Stmt* const> body) {
  AtomicForm form;
  bool compares = directive.has(ClauseKind::Compare);
  if (directive.has(ClauseKind::Capture)) {
    if (body.size() != 2) return std::nullopt;
    // v = x before the change, or behind it.
    AtomicForm before;
    if (isCapture(before, body[0])) {
      form.captured = before.captured;
      if (isChange(form, body[1], compares) && samePlace(*form.place, *before.place)) return form;
    }
    form = {};
    form.captures_after = true;
    bool matches = isChange(form, body[0], compares) && isCapture(form, body[1]);
    return matches ? std::optional(form) : std::nullopt;
  }
  if (body.size() != 1) return std::nullopt;
  bool matches = directive.has(ClauseKind::Read)    ? isCapture(form, body[0])
                 : directive.has(ClauseKind::Write) ? isWrite(form, body[0])
                 : compares                         ? isCompare(form, body[0])
                                                    : isUpdate(form, body[0]);
  return matches ? std::optional(form) : std::nullopt;
}

} // namespace pyompcc::sema

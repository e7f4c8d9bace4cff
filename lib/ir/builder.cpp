// lib/ir/builder.cpp
//
// Makes expressions; compares them field by field, as grammar/ir_nodes.def lists the fields.
#include "lib/ir/builder.h"

#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/support/check.h"

#include <bit>

namespace pyompcc::ir {

Var* newVar(Module& module, Function& function, std::string_view name, VarKind kind, Type type, support::Loc loc) {
  Var* var = module.makeVar();
  var->cpp_name = module.text(name);
  if (kind != VarKind::Temporary && kind != VarKind::Raised) var->python_name = var->cpp_name;
  var->kind = kind;
  var->type = type;
  var->loc = loc;
  var->number = static_cast<std::uint32_t>(function.vars.size());
  function.vars.push_back(var);
  return var;
}

Expr* integer(Module& module, sema::TypeTable& types, std::int64_t value, support::Loc loc) {
  auto* node = module.make<IntConst>(types.integer(), loc);
  node->value = value;
  return node;
}

Expr* floating(Module& module, sema::TypeTable& types, double value, support::Loc loc) {
  auto* node = module.make<FloatConst>(types.floating(), loc);
  node->value = value;
  return node;
}

Expr* complex(Module& module, Type type, double real, double imag, support::Loc loc) {
  auto* node = module.make<ComplexConst>(type, loc);
  node->real = real;
  node->imag = imag;
  return node;
}

Expr* boolean(Module& module, sema::TypeTable& types, bool value, support::Loc loc) {
  auto* node = module.make<BoolConst>(types.boolean(), loc);
  node->value = value;
  return node;
}

Expr* string(Module& module, sema::TypeTable& types, std::string_view value, support::Loc loc) {
  auto* node = module.make<StrConst>(types.str(), loc);
  node->value = module.text(value);
  return node;
}

Expr* variable(Module& module, Var* var, support::Loc loc) {
  auto* node = module.make<VarRef>(var->type, loc);
  node->var = var;
  return node;
}

Expr* binary(Module& module, BinaryOp op, Arithmetic mode, Expr* left, Expr* right, support::Loc loc) {
  auto* node = module.make<Binary>(left->type, loc);
  node->op = op;
  node->mode = mode;
  node->left = left;
  node->right = right;
  return node;
}

Expr* compare(Module& module, sema::TypeTable& types, CompareOp op, Expr* left, Expr* right, support::Loc loc) {
  auto* node = module.make<Compare>(types.boolean(), loc);
  node->op = op;
  node->left = left;
  node->right = right;
  return node;
}

Expr* logical(Module& module, sema::TypeTable& types, LogicalOp op, Expr* left, Expr* right) {
  auto* node = module.make<Logical>(types.boolean(), left->loc);
  node->op = op;
  node->left = left;
  node->right = right;
  return node;
}

Expr* conjunction(Module& module, sema::TypeTable& types, Expr* left, Expr* right) {
  if (!left) return right;
  return right ? logical(module, types, LogicalOp::And, left, right) : left;
}

namespace {

CompareOp opposite(CompareOp op) {
  switch (op) {
  case CompareOp::Eq: return CompareOp::NotEq;
  case CompareOp::NotEq: return CompareOp::Eq;
  case CompareOp::Lt: return CompareOp::GtE;
  case CompareOp::LtE: return CompareOp::Gt;
  case CompareOp::Gt: return CompareOp::LtE;
  case CompareOp::GtE: return CompareOp::Lt;
  }
  return op;
}

} // namespace

Expr* negated(Module& module, sema::TypeTable& types, Expr* condition) {
  if (auto* inner = as<Unary>(condition); inner && inner->op == UnaryOp::Not) return inner->operand;
  if (auto* inner = as<Compare>(condition)) {
    bool ordered = inner->op != CompareOp::Eq && inner->op != CompareOp::NotEq;
    bool exact = sema::isIntegral(inner->left->type) && sema::isIntegral(inner->right->type);
    if (exact || !ordered) return compare(module, types, opposite(inner->op), inner->left, inner->right, inner->loc);
  }
  auto* node = module.make<Unary>(types.boolean(), condition->loc);
  node->op = UnaryOp::Not;
  node->operand = condition;
  return node;
}

Expr* converted(Module& module, Type type, Arithmetic mode, Expr* operand) {
  if (operand->type == type) return operand;
  auto* node = module.make<Convert>(type, operand->loc);
  node->mode = mode;
  node->operand = operand;
  return node;
}

Expr* runtimeCall(Module& module, RuntimeFunction callee, Type result, std::span<Expr* const> args, support::Loc loc) {
  auto* node = module.make<RuntimeCall>(result, loc);
  node->callee = callee;
  node->mode = facts(callee).raises ? Arithmetic::Checked : Arithmetic::Plain;
  node->args = module.arena.copy(args);
  return node;
}

Expr* element(Module& module, sema::TypeTable& types, Expr* array, std::span<Expr* const> indices, Bounds bounds,
              support::Loc loc) {
  Type type = array->type;
  PYOMPCC_CHECK(sema::isArray(type) && !indices.empty() && indices.size() <= type->ndim, "{} indices into `{}`",
                indices.size(), sema::typeName(type));
  if (indices.size() == type->ndim) {
    auto* node = module.make<Load>(types.scalar(type->dtype), loc);
    node->array = array;
    node->indices = module.arena.copy(indices);
    node->bounds = bounds;
    return node;
  }
  // The last axes of an array in C order are in C order.
  auto layout = type->layout == sema::Layout::C ? sema::Layout::C : sema::Layout::Strided;
  int ndim = type->ndim - static_cast<int>(indices.size());
  auto* node = module.make<Subview>(types.array(type->dtype, ndim, layout, type->read_only), loc);
  node->array = array;
  node->indices = module.arena.copy(indices);
  node->bounds = bounds;
  return node;
}

Expr* dimension(Module& module, sema::TypeTable& types, Expr* array, int axis) {
  auto* node = module.make<Dimension>(types.integer(), array->loc);
  node->array = array;
  node->axis = axis;
  return node;
}

namespace {

template <class T> bool sameValue(const T& left, const T& right) { return left == right; }
// 0.0 and -0.0 differ, and a NaN is like itself.
bool sameValue(double left, double right) {
  return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
}

bool sameBelow(const Expr* left, const Expr* right, int depth);

bool sameLists(std::span<Expr* const> left, std::span<Expr* const> right, int depth) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!sameBelow(left[i], right[i], depth)) return false;
  }
  return true;
}

bool sameBelow(const Expr* left, const Expr* right, int depth) {
  PYOMPCC_CHECK(depth < MaxDepth, "the representation is nested more than {} deep", MaxDepth);
  if (!left || !right) return left == right;
  if (left->kind != right->kind || left->type != right->type) return false;
  switch (left->kind) {
#define IR_EXPR(Name, Fields)                                                                                          \
  case ExprKind::Name: {                                                                                               \
    [[maybe_unused]] const auto& a = static_cast<const Name&>(*left);                                                  \
    [[maybe_unused]] const auto& b = static_cast<const Name&>(*right);                                                 \
    return true Fields;                                                                                                \
  }
#define IR_STMT(Name, Fields)
#define CHILD(name) &&sameBelow(a.name, b.name, depth + 1)
#define OPTCHILD(name) &&sameBelow(a.name, b.name, depth + 1)
#define CHILDREN(name) &&sameLists(a.name, b.name, depth + 1)
#define BLOCK(name)
#define OPTBLOCK(name)
#define VAR(name) &&a.name == b.name
#define OPTVAR(name) &&a.name == b.name
#define VARS(name)
#define ATTR(Type, name) &&sameValue(a.name, b.name)
#include "grammar/ir_nodes.def"
  }
  return false;
}

} // namespace

bool sameExpr(const Expr* left, const Expr* right) { return sameBelow(left, right, 0); }

const std::int64_t* constantInt(const Expr* expr) {
  const auto* constant = as<IntConst>(expr);
  return constant ? &constant->value : nullptr;
}

bool leaves(const Block& block) {
  if (block.stmts.empty()) return false;
  const Stmt* last = block.stmts.back();
  switch (last->kind) {
  case StmtKind::Return:
  case StmtKind::Raise:
  case StmtKind::Reraise:
  case StmtKind::Break:
  case StmtKind::Continue: return true;
  case StmtKind::If: {
    const auto& choice = static_cast<const If&>(*last);
    return choice.else_block && leaves(*choice.then_block) && leaves(*choice.else_block);
  }
  case StmtKind::Try: {
    const auto& handled = static_cast<const Try&>(*last);
    bool all = leaves(*handled.body);
    for (const Stmt* handler : handled.handlers->stmts) all &= leaves(*static_cast<const Handler*>(handler)->body);
    return all;
  }
  default: return false;
  }
}

} // namespace pyompcc::ir

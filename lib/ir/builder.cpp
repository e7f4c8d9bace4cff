// lib/ir/builder.cpp
//
// Makes nodes; copies and compares them field by field, as grammar/ir_nodes.def lists the fields.
#include "lib/ir/builder.h"

#include <bit>

#include "lib/ir/walk.h"
#include "lib/support/check.h"

namespace pyompcc::ir {

Expr* Builder::intConst(std::int64_t value, Type type) {
  auto* node = module_.make<IntConst>(type, loc_);
  node->value = value;
  return node;
}

Expr* Builder::floatConst(double value, Type type) {
  auto* node = module_.make<FloatConst>(type, loc_);
  node->value = value;
  return node;
}

Expr* Builder::boolConst(bool value) {
  auto* node = module_.make<BoolConst>(types_.boolean(), loc_);
  node->value = value;
  return node;
}

Expr* Builder::strConst(std::string_view value) {
  auto* node = module_.make<StrConst>(types_.str(), loc_);
  node->value = module_.text(value);
  return node;
}

Expr* Builder::noneConst() { return module_.make<NoneConst>(types_.none(), loc_); }

Expr* Builder::ref(Var* var) {
  auto* node = module_.make<VarRef>(var->type, loc_);
  node->var = var;
  return node;
}

Expr* Builder::unary(UnaryOp op, Expr* operand, Arithmetic mode) {
  auto* node = module_.make<Unary>(op == UnaryOp::Not ? types_.boolean() : operand->type, loc_);
  node->op = op;
  node->mode = mode;
  node->operand = operand;
  return node;
}

Expr* Builder::binary(BinaryOp op, Expr* left, Expr* right, Arithmetic mode) {
  auto* node = module_.make<Binary>(left->type, loc_);
  node->op = op;
  node->mode = mode;
  node->left = left;
  node->right = right;
  return node;
}

Expr* Builder::compare(CompareOp op, Expr* left, Expr* right) {
  auto* node = module_.make<Compare>(types_.boolean(), loc_);
  node->op = op;
  node->left = left;
  node->right = right;
  return node;
}

Expr* Builder::logical(LogicalOp op, Expr* left, Expr* right) {
  auto* node = module_.make<Logical>(types_.boolean(), loc_);
  node->op = op;
  node->left = left;
  node->right = right;
  return node;
}

Expr* Builder::conjunction(Expr* left, Expr* right) {
  if (!left) return right;
  return right ? logical(LogicalOp::And, left, right) : left;
}

Expr* Builder::select(Expr* condition, Expr* then_value, Expr* else_value) {
  auto* node = module_.make<Select>(then_value->type, loc_);
  node->condition = condition;
  node->then_value = then_value;
  node->else_value = else_value;
  return node;
}

Expr* Builder::convert(Expr* operand, Type type, Arithmetic mode) {
  if (operand->type == type) return operand;
  auto* node = module_.make<Convert>(type, loc_);
  node->mode = mode;
  node->operand = operand;
  return node;
}

Expr* Builder::call(Function* callee, std::span<Expr* const> args) {
  auto* node = module_.make<Call>(callee->result, loc_);
  node->callee = callee;
  node->args = list(args);
  return node;
}

Expr* Builder::runtimeCall(RuntimeFunction callee, Type result, std::span<Expr* const> args, Arithmetic mode) {
  auto* node = module_.make<RuntimeCall>(result, loc_);
  node->callee = callee;
  node->mode = mode;
  node->args = list(args);
  return node;
}

Expr* Builder::load(Expr* array, std::span<Expr* const> indices, Bounds bounds) {
  PYOMPCC_CHECK(sema::isArray(array->type), "an element of `{}`", sema::typeName(array->type));
  auto* node = module_.make<Load>(types_.scalar(array->type->dtype), loc_);
  node->array = array;
  node->indices = list(indices);
  node->bounds = bounds;
  return node;
}

Expr* Builder::subview(Expr* array, std::span<Expr* const> indices, Bounds bounds) {
  Type type = array->type;
  PYOMPCC_CHECK(sema::isArray(type) && indices.size() < type->ndim, "{} indices make no view of `{}`", indices.size(),
                sema::typeName(type));
  auto layout = type->layout == sema::Layout::C ? sema::Layout::C : sema::Layout::Strided;
  auto* node = module_.make<Subview>(
      types_.array(type->dtype, type->ndim - static_cast<int>(indices.size()), layout, type->read_only), loc_);
  node->array = array;
  node->indices = list(indices);
  node->bounds = bounds;
  return node;
}

Expr* Builder::dimension(Expr* array, int axis) {
  auto* node = module_.make<Dimension>(types_.integer(), loc_);
  node->array = array;
  node->axis = axis;
  return node;
}

Expr* Builder::allocate(Fill fill, Type array, std::span<Expr* const> shape) {
  auto* node = module_.make<Allocate>(array, loc_);
  node->fill = fill;
  node->shape = list(shape);
  return node;
}

Expr* Builder::makeTuple(std::span<Expr* const> elements) {
  std::vector<Type> element_types;
  for (const Expr* element : elements) element_types.push_back(element->type);
  auto* node = module_.make<MakeTuple>(types_.tuple(element_types), loc_);
  node->elements = list(elements);
  return node;
}

Expr* Builder::tupleElement(Expr* tuple, int index) {
  PYOMPCC_CHECK(sema::isTuple(tuple->type) && index >= 0 &&
                    static_cast<std::size_t>(index) < tuple->type->elements.size(),
                "element {} of `{}`", index, sema::typeName(tuple->type));
  auto* node = module_.make<TupleElement>(tuple->type->elements[static_cast<std::size_t>(index)], loc_);
  node->tuple = tuple;
  node->index = index;
  return node;
}

Assign* Builder::assign(Var* target, Expr* value, bool declares) {
  auto* node = module_.make<Assign>(loc_);
  node->target = target;
  node->value = value;
  node->declares = declares;
  return node;
}

Store* Builder::store(Expr* array, std::span<Expr* const> indices, Expr* value, Bounds bounds) {
  auto* node = module_.make<Store>(loc_);
  node->array = array;
  node->indices = list(indices);
  node->bounds = bounds;
  node->value = value;
  return node;
}

Update* Builder::update(Expr* target, BinaryOp op, Expr* value, Arithmetic mode) {
  auto* node = module_.make<Update>(loc_);
  node->target = target;
  node->op = op;
  node->mode = mode;
  node->value = value;
  return node;
}

Swap* Builder::swap(Var* left, Var* right) {
  auto* node = module_.make<Swap>(loc_);
  node->left = left;
  node->right = right;
  return node;
}

ExprStmt* Builder::exprStmt(Expr* value) {
  auto* node = module_.make<ExprStmt>(loc_);
  node->value = value;
  return node;
}

If* Builder::ifStmt(Expr* condition, Block* then_block, Block* else_block) {
  auto* node = module_.make<If>(loc_);
  node->condition = condition;
  node->then_block = then_block;
  node->else_block = else_block;
  return node;
}

While* Builder::whileStmt(Expr* condition, Block* body) {
  auto* node = module_.make<While>(loc_);
  node->condition = condition;
  node->body = body;
  return node;
}

For* Builder::forStmt(Var* index, Expr* start, Expr* stop, Expr* step, Block* body) {
  auto* node = module_.make<For>(loc_);
  node->index = index;
  node->start = start;
  node->stop = stop;
  node->step = step;
  node->body = body;
  return node;
}

Break* Builder::breakStmt() { return module_.make<Break>(loc_); }

Continue* Builder::continueStmt() { return module_.make<Continue>(loc_); }

Return* Builder::returnStmt(Expr* value) {
  auto* node = module_.make<Return>(loc_);
  node->value = value;
  return node;
}

Raise* Builder::raise(std::string_view exception, Expr* message) {
  auto* node = module_.make<Raise>(loc_);
  node->exception = module_.text(exception);
  node->message = message;
  return node;
}

Scope* Builder::scope(Block* body) {
  auto* node = module_.make<Scope>(loc_);
  node->body = body;
  return node;
}

Region* Builder::region(RegionFacts* facts, Block* body) {
  auto* node = module_.make<Region>(loc_);
  node->facts = facts;
  node->body = body;
  return node;
}

Hoisted* Builder::hoisted(std::span<Expr* const> conditions, Block* body) {
  auto* node = module_.make<Hoisted>(loc_);
  node->conditions = list(conditions);
  node->body = body;
  return node;
}

Block* Builder::block(std::initializer_list<Stmt*> stmts) {
  Block* block = module_.makeBlock();
  block->stmts = stmts;
  return block;
}

Var* Builder::var(Function& function, std::string_view cpp_name, Type type, VarKind kind) {
  Var* var = module_.makeVar();
  var->cpp_name = module_.text(cpp_name);
  if (kind != VarKind::Temporary) var->python_name = var->cpp_name;
  var->kind = kind;
  var->type = type;
  var->loc = loc_;
  var->number = static_cast<std::uint32_t>(function.vars.size());
  function.vars.push_back(var);
  if (kind == VarKind::Parameter) function.params.push_back(var);
  return var;
}

std::span<Expr*> Builder::list(std::span<Expr* const> items) { return module_.arena.copy(items); }

Expr* Builder::clone(const Expr* expr, int depth) {
  PYOMPCC_CHECK(depth < MaxDepth, "the representation is nested more than {} deep", MaxDepth);
  Expr* copy = nullptr;
  switch (expr->kind) {
#define IR_EXPR(Name, Fields)                                                                                          \
  case ExprKind::Name: {                                                                                               \
    auto* self = module_.arena.create<Name>(*static_cast<const Name*>(expr));                                          \
    copy = self;                                                                                                       \
    Fields break;                                                                                                      \
  }
#define IR_STMT(Name, Fields)
#define CHILD(name)
#define OPTCHILD(name)
#define CHILDREN(name) self->name = list(self->name);
#define BLOCK(name)
#define OPTBLOCK(name)
#define VAR(name)
#define OPTVAR(name)
#define VARS(name)
#define ATTR(Type, name)
#include "grammar/ir_nodes.def"
  }
  forEachChild(*copy, [&](Expr*& child) { child = clone(child, depth + 1); });
  return copy;
}

namespace {

template <class T>
bool sameValue(const T& left, const T& right) {
  return left == right;
}
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

}  // namespace

bool sameExpr(const Expr* left, const Expr* right) { return sameBelow(left, right, 0); }

const std::int64_t* constantInt(const Expr* expr) {
  const auto* constant = as<IntConst>(expr);
  return constant ? &constant->value : nullptr;
}

}  // namespace pyompcc::ir

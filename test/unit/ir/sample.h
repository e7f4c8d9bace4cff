// test/unit/ir/sample.h
//
// Short ways to write representations in tests.
#pragma once

#include "lib/ir/builder.h"
#include "lib/ir/ir.h"
#include "lib/sema/type.h"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace pyompcc::ir::test {

/// A module with one function, `f`, to whose body statements are added.
class Sample {
 public:
  Sample() {
    module.name = "sample";
    module.file_name = "sample.py";
    function = module.makeFunction();
    function->cpp_name = function->python_name = "f";
    function->result = types.none();
    function->body = module.makeBlock();
    module.functions.push_back(function);
  }

  Type array(int ndim, sema::DType dtype = sema::DType::Float64) { return types.array(dtype, ndim, sema::Layout::C); }
  Var* var(std::string_view name, Type type, VarKind kind = VarKind::Local) {
    Var* result = module.makeVar();
    result->cpp_name = result->python_name = module.text(name);
    result->kind = kind;
    result->type = type;
    result->number = static_cast<std::uint32_t>(function->vars.size());
    function->vars.push_back(result);
    if (kind == VarKind::Parameter) function->params.push_back(result);
    return result;
  }
  Var* param(std::string_view name, Type type) { return var(name, type, VarKind::Parameter); }

  Expr* integer(std::int64_t value) { return ir::integer(module, types, value, {}); }
  Expr* number(double value) { return ir::floating(module, types, value, {}); }
  Expr* truth(bool value) { return ir::boolean(module, types, value, {}); }
  Expr* text(std::string_view value) { return ir::string(module, types, value, {}); }
  Expr* scalar(std::int64_t value, sema::DType dtype) {
    Expr* result = integer(value);
    result->type = types.scalar(dtype);
    return result;
  }
  Expr* ref(Var* var) { return ir::variable(module, var, {}); }
  Expr* op(BinaryOp op, Expr* left, Expr* right, Arithmetic mode = Arithmetic::Plain) {
    return ir::binary(module, op, mode, left, right, {});
  }
  Expr* compare(CompareOp op, Expr* left, Expr* right) { return ir::compare(module, types, op, left, right, {}); }
  Expr* logical(LogicalOp op, Expr* left, Expr* right) { return ir::logical(module, types, op, left, right); }
  Expr* convert(Type type, Expr* operand, Arithmetic mode = Arithmetic::Plain) {
    return ir::converted(module, type, mode, operand);
  }
  Expr* unary(UnaryOp op, Expr* operand, Arithmetic mode = Arithmetic::Plain) {
    auto* node = module.make<Unary>(op == UnaryOp::Not ? types.boolean() : operand->type, {});
    node->op = op;
    node->mode = mode;
    node->operand = operand;
    return node;
  }
  Expr* select(Expr* condition, Expr* then_value, Expr* else_value) {
    auto* node = module.make<Select>(then_value->type, {});
    node->condition = condition;
    node->then_value = then_value;
    node->else_value = else_value;
    return node;
  }
  Expr* element(Var* array, std::initializer_list<Expr*> indices, Bounds bounds = Bounds::Checked) {
    return ir::element(module, types, ref(array), {indices.begin(), indices.size()}, bounds, {});
  }
  Expr* call(RuntimeFunction callee, Type result, std::initializer_list<Expr*> args,
             Arithmetic mode = Arithmetic::Checked) {
    auto* node = as<RuntimeCall>(ir::runtimeCall(module, callee, result, {args.begin(), args.size()}, {}));
    node->mode = mode;
    return node;
  }
  Expr* tuple(std::initializer_list<Expr*> elements) {
    std::vector<Type> element_types;
    for (const Expr* element : elements) element_types.push_back(element->type);
    auto* node = module.make<MakeTuple>(types.tuple(element_types), {});
    node->elements = module.arena.copy(std::vector<Expr*>(elements));
    return node;
  }

  Assign* assign(Var* target, Expr* value, bool declares = false) {
    auto* node = module.make<Assign>({});
    node->target = target;
    node->value = value;
    node->declares = declares;
    return node;
  }
  Update* update(Expr* target, BinaryOp op, Expr* value, Arithmetic mode = Arithmetic::Plain) {
    auto* node = module.make<Update>({});
    node->target = target;
    node->op = op;
    node->mode = mode;
    node->value = value;
    return node;
  }
  Store* store(Expr* place, Expr* value) {
    auto* load = as<Load>(place);
    auto* node = module.make<Store>({});
    node->array = load->array;
    node->indices = load->indices;
    node->bounds = load->bounds;
    node->value = value;
    return node;
  }
  Return* result(Expr* value = nullptr) {
    auto* node = module.make<Return>({});
    node->value = value;
    if (value) function->result = value->type;
    return node;
  }
  ExprStmt* evaluate(Expr* value) {
    auto* node = module.make<ExprStmt>({});
    node->value = value;
    return node;
  }
  If* branch(Expr* condition, std::initializer_list<Stmt*> then_stmts, Block* else_block = nullptr) {
    auto* node = module.make<If>({});
    node->condition = condition;
    node->then_block = block(then_stmts);
    node->else_block = else_block;
    return node;
  }
  For* loop(Var* index, Expr* start, Expr* stop, Expr* step, std::initializer_list<Stmt*> body) {
    auto* node = module.make<For>({});
    node->index = index;
    node->start = start;
    node->stop = stop;
    node->step = step;
    node->body = block(body);
    return node;
  }
  While* repeat(Expr* condition, std::initializer_list<Stmt*> body) {
    auto* node = module.make<While>({});
    node->condition = condition;
    node->body = block(body);
    return node;
  }
  Raise* raise(std::string_view exception, Expr* message = nullptr) {
    auto* node = module.make<Raise>({});
    node->exception = exception;
    node->message = message;
    return node;
  }
  Hoisted* hoisted(std::initializer_list<Expr*> conditions, std::initializer_list<Stmt*> body) {
    auto* node = module.make<Hoisted>({});
    node->conditions = module.arena.copy(std::vector<Expr*>(conditions));
    node->body = block(body);
    return node;
  }
  Guard* guard(Var* raised, Expr* order, bool is_hoisted, std::initializer_list<Stmt*> body) {
    auto* node = module.make<Guard>({});
    node->raised = raised;
    node->order = order;
    node->hoisted = is_hoisted;
    node->body = block(body);
    return node;
  }
  template <class T> T* of(Var* raised) {
    auto* node = module.make<T>({});
    node->raised = raised;
    return node;
  }
  Block* block(std::initializer_list<Stmt*> stmts) {
    Block* result = module.makeBlock();
    result->stmts = stmts;
    return result;
  }
  void add(Stmt* stmt) { function->body->stmts.push_back(stmt); }

  sema::TypeTable types;
  Module module;
  Function* function = nullptr;
};

} // namespace pyompcc::ir::test

// lib/ir/verify.cpp
//
// The rules of the intermediate representation, one function for each family of nodes.
#include "lib/ir/verify.h"

#include "lib/ir/loop_nest.h"
#include "lib/ir/print.h"
#include "lib/ir/representation.h"
#include "lib/ir/walk.h"
#include "lib/omp/tables.h"
#include "lib/sema/promote.h"
#include "lib/support/check.h"

#include <algorithm>
#include <utility>
#include <vector>

// NOLINTBEGIN(clang-analyzer-core.*): `require` does not return where a rule is broken.
namespace pyompcc::ir {
namespace {

using sema::DType;
using sema::TypeKind;

bool isBool(Type type) { return sema::dtypeOfNumber(type) == DType::Bool; }
bool isInt64(Type type) { return sema::dtypeOfNumber(type) == DType::Int64; }

/// Checks one module.
class Verifier {
 public:
  Verifier(const Module& module, std::string_view after_pass) : module_(module), after_pass_(after_pass) {}
  void run();

 private:
  void function(const Function& function);
  void block(const Block& block);
  /// A block that no break, continue or return leaves.
  void closedBlock(const Block& body);
  void stmt(const Stmt& stmt);
  void assignment(const Stmt& stmt);
  void loop(const For& loop);
  void region(const Region& region);
  void expr(const Expr* node);
  void arithmetic(const Expr& node);
  void access(const Expr& node, const Expr* array, std::span<Expr* const> indices, Bounds bounds, bool whole);
  void calls(const Expr& node);
  void var(const Var* var);
  void condition(const Expr* node);
  void mode(Arithmetic mode, const Expr& node);
  /// Stops with the rule that is broken and the node that breaks it.
  void require(bool holds, std::string_view rule, const Expr* node = nullptr) const {
    if (!holds) stop(rule, node);
  }
  [[noreturn]] void stop(std::string_view rule, const Expr* node) const;

  const Module& module_;
  std::string_view after_pass_;
  const Function* function_ = nullptr;
  int depth_ = 0;
  int hoisted_ = 0;
  int loops_ = 0;
  /// Blocks around that `return` cannot leave: they become lambdas or structured blocks.
  int closed_ = 0;
  bool may_continue_ = false;
  std::vector<const Var*> running_indices_;
};

void Verifier::stop(std::string_view rule, const Expr* node) const {
  support::failCheck(__FILE_NAME__, __LINE__, "holds",
                     fmt::format("after {}: {}: {}{}{}", after_pass_, function_ ? function_->cpp_name : module_.name,
                                 rule, node ? ": " : "", node ? print(*node) : std::string()));
}

void Verifier::var(const Var* var) {
  require(var != nullptr, "a variable is missing");
  bool known = var->number < function_->vars.size() && function_->vars[var->number] == var;
  if (var->kind == VarKind::Constant) {
    known = std::find(module_.constants.begin(), module_.constants.end(), var) != module_.constants.end();
  }
  PYOMPCC_CHECK(known, "after {}: {}: the variable `{}` belongs elsewhere", after_pass_, function_->cpp_name,
                var->cpp_name);
  require(var->type != nullptr, "a variable has no type");
}

void Verifier::condition(const Expr* node) {
  expr(node);
  require(isBool(node->type), "a condition is a bool", node);
}

void Verifier::mode(Arithmetic mode, const Expr& node) {
  require(mode != Arithmetic::Hoisted || hoisted_ > 0, "a hoisted operation stands outside Hoisted", &node);
}

void Verifier::arithmetic(const Expr& node) {
  if (const auto* unary = as<Unary>(&node)) {
    mode(unary->mode, node);
    bool is_not = unary->op == UnaryOp::Not;
    require(is_not ? isBool(unary->operand->type) && isBool(node.type)
                   : sameRepresentation(unary->operand->type, node.type),
            "the operand has the result's type", &node);
  } else if (const auto* binary = as<Binary>(&node)) {
    mode(binary->mode, node);
    bool shift = binary->op == BinaryOp::ShiftLeft || binary->op == BinaryOp::ShiftRight;
    bool int_quotient = binary->op == BinaryOp::TrueDiv && isInt64(binary->left->type) && isInt64(binary->right->type);
    if (int_quotient && sema::dtypeOfNumber(node.type) == DType::Float64) return;
    if (sema::isText(node.type)) {
      bool repeats = binary->op == BinaryOp::Mul && (isInt64(binary->left->type) || isInt64(binary->right->type));
      bool joins = binary->op == BinaryOp::Add && binary->left->type == node.type && binary->right->type == node.type;
      require(repeats || joins, "texts are joined or repeated", &node);
      return;
    }
    require(sameRepresentation(binary->left->type, node.type), "the left operand has the result's type", &node);
    require(sameRepresentation(binary->right->type, node.type) || (shift && isInt64(binary->right->type)),
            "the right operand has the result's type", &node);
  } else if (const auto* compare = as<Compare>(&node)) {
    Type left = compare->left->type;
    Type right = compare->right->type;
    bool int_and_float = (isInt64(left) && sema::dtypeOfNumber(right) == DType::Float64) ||
                         (isInt64(right) && sema::dtypeOfNumber(left) == DType::Float64);
    bool signs_differ = (isInt64(left) && sema::dtypeOfNumber(right) == DType::UInt64) ||
                        (isInt64(right) && sema::dtypeOfNumber(left) == DType::UInt64);
    auto is_complex = [](Type type) { return sema::dtypeOfNumber(type) == DType::Complex128; };
    int_and_float |= (isInt64(left) && is_complex(right)) || (isInt64(right) && is_complex(left));
    require(isBool(node.type), "a comparison gives a bool", &node);
    require(sameRepresentation(left, right) || int_and_float || signs_differ, "compared values have one type", &node);
  } else if (const auto* logical = as<Logical>(&node)) {
    require(isBool(logical->left->type) && isBool(logical->right->type) && isBool(node.type),
            "`and` and `or` join bools", &node);
  } else if (const auto* select = as<Select>(&node)) {
    require(isBool(select->condition->type), "a choice has a bool condition", &node);
    require(standsFor(select->then_value->type, node.type) && standsFor(select->else_value->type, node.type),
            "both values of a choice have the result's type", &node);
  } else if (const auto* convert = as<Convert>(&node)) {
    mode(convert->mode, node);
    bool numbers = sema::dtypeOfNumber(convert->operand->type) && sema::dtypeOfNumber(node.type);
    bool optional = sema::isOptional(convert->operand->type) || sema::isOptional(node.type);
    require(numbers || optional || standsFor(convert->operand->type, node.type), "only numbers are converted", &node);
  }
}

void Verifier::access(const Expr& node, const Expr* array, std::span<Expr* const> indices, Bounds bounds, bool whole) {
  if (sema::isIndexed(array->type) || sema::isMapping(array->type)) {
    require(whole && indices.size() == 1, "an element of a container has one index or key", &node);
    require(sema::isMapping(array->type) || isInt64(indices[0]->type), "an index is an int", &node);
    require(bounds != Bounds::Hoisted || hoisted_ > 0, "a hoisted access stands outside Hoisted", &node);
    return;
  }
  require(sema::isArray(array->type), "only arrays have elements", &node);
  std::size_t ndim = array->type->ndim;
  require(whole ? indices.size() == ndim : indices.size() < ndim && !indices.empty(),
          "an access has the right number of indices", &node);
  for (const Expr* index : indices) require(isInt64(index->type), "an index is an int", &node);
  require(bounds != Bounds::Hoisted || hoisted_ > 0, "a hoisted access stands outside Hoisted", &node);
}

void Verifier::calls(const Expr& node) {
  if (const auto* call = as<Call>(&node)) {
    require(call->callee && call->callee->params.size() == call->args.size(), "a call gives every argument", &node);
    for (std::size_t i = 0; i < call->args.size(); ++i) {
      require(standsFor(call->args[i]->type, call->callee->params[i]->type), "an argument has the parameter's type",
              &node);
    }
    require(standsFor(call->callee->result, node.type), "a call has the result's type", &node);
  } else if (const auto* runtime_call = as<RuntimeCall>(&node)) {
    mode(runtime_call->mode, node);
  } else if (const auto* allocate = as<Allocate>(&node)) {
    require(sema::isArray(node.type) && allocate->shape.size() == node.type->ndim, "a new array has all its extents",
            &node);
    for (const Expr* extent : allocate->shape) require(isInt64(extent->type), "an extent is an int", &node);
    require((allocate->fill == Fill::Full) == (allocate->value != nullptr), "an array is full of something", &node);
  } else if (const auto* tuple = as<MakeTuple>(&node)) {
    using sema::TypeKind;
    bool is_cell = node.type->kind == TypeKind::Cell && tuple->elements.size() <= 1;
    bool holds = sema::isTuple(node.type) || node.type->kind == TypeKind::Function;
    bool fits = is_cell || (holds && node.type->elements.size() == tuple->elements.size());
    require(fits, "a tuple has its elements", &node);
    for (std::size_t i = 0; i < tuple->elements.size(); ++i) {
      require(standsFor(tuple->elements[i]->type, node.type->elements[i]), "an element has the tuple's type", &node);
    }
  } else if (const auto* sent = as<Sent>(&node)) {
    require(function_->is_generator && closed_ == 0, "`yield` stands in a generator, in no lambda", &node);
    require(standsFor(sent->value->type, function_->result->elements[0]), "a value has the generator's type", &node);
  } else if (const auto* stopped = as<Stopped>(&node)) {
    var(stopped->raised);
  } else if (const auto* element = as<TupleElement>(&node)) {
    Type type = element->tuple->type;
    require((sema::isTuple(type) || type->kind == sema::TypeKind::Function) && element->index >= 0 &&
                static_cast<std::size_t>(element->index) < type->elements.size(),
            "an element is in the tuple", &node);
  } else if (const auto* dimension = as<Dimension>(&node)) {
    Type type = dimension->array->type;
    require(sema::isArray(type) && dimension->axis >= 0 && dimension->axis < type->ndim, "an axis is in the array",
            &node);
  }
}

void Verifier::expr(const Expr* node) {
  require(node != nullptr, "an expression is missing");
  require(depth_ < MaxDepth, "expressions are nested too deep");
  require(node->type && node->type->kind != TypeKind::Unknown && node->type->kind != TypeKind::Error,
          "an expression has a type");
  ++depth_;
  forEachChild(*node, [&](Expr*& child) { expr(child); });
  --depth_;
  if (const auto* field = as<Field>(node)) {
    bool known = sema::isObject(field->object->type) && field->index >= 0 &&
                 static_cast<std::size_t>(field->index) < field->object->type->object->fields.size();
    require(known, "a field belongs to the object", node);
  }
  if (const auto* reference = as<VarRef>(node)) {
    var(reference->var);
    require(sameRepresentation(node->type, reference->var->type), "a reference has its variable's type", node);
  } else if (const auto* load = as<Load>(node)) {
    access(*node, load->array, load->indices, load->bounds, true);
  } else if (const auto* subview = as<Subview>(node)) {
    access(*node, subview->array, subview->indices, subview->bounds, false);
  } else {
    arithmetic(*node);
    calls(*node);
  }
}

void Verifier::loop(const For& loop) {
  require(loop.index && loop.index->kind == VarKind::Index, "a loop declares its own variable");
  var(loop.index);
  require(isInt64(loop.index->type), "a loop variable is an int");
  for (const Expr* value : {loop.start, loop.stop, loop.step})
    require(isInt64(value->type), "a bound is an int", value);
  const auto* step = as<IntConst>(loop.step);
  require(!step || step->value != 0, "a step is not zero");
  for (const Var* outer : running_indices_) require(outer != loop.index, "two nested loops have one variable");
  running_indices_.push_back(loop.index);
  ++loops_;
  block(*loop.body);
  --loops_;
  running_indices_.pop_back();
}

void Verifier::region(const Region& region) {
  require(region.facts && region.facts->directive, "a region has a directive");
  const RegionFacts& facts = *region.facts;
  for (const SharedVar& shared : facts.sharing) {
    var(shared.var);
    if (shared.original) var(shared.original);
  }
  if (facts.raised) var(facts.raised);
  if (facts.place) {
    var(facts.element);
    require(facts.place->kind == ExprKind::VarRef || facts.place->kind == ExprKind::Load,
            "an atomic operation changes a variable or an element", facts.place);
  }
  omp::Association association = omp::association(*facts.directive);
  require((association == omp::Association::None) == (region.body == nullptr), "a directive has the body it needs");
  if (!region.body) return;
  if (association == omp::Association::Loop) {
    const Block* body = region.body;
    require(body->stmts.size() == 1, "the body of a loop directive is one loop");
    const Stmt* only = body->stmts.front();
    if (const auto* hoisted = as<Hoisted>(only)) {
      require(hoisted->body->stmts.size() == 1, "the body of a loop directive is one loop");
      only = hoisted->body->stmts.front();
    }
    require(only->kind == StmtKind::For, "the body of a loop directive is one loop");
    require(static_cast<int>(loopNest(region).size()) == facts.depth, "a loop directive has the nest that it takes");
  }
  closedBlock(*region.body);
}

void Verifier::closedBlock(const Block& body) {
  int outer_loops = std::exchange(loops_, 0);
  ++closed_;
  block(body);
  --closed_;
  loops_ = outer_loops;
}

void Verifier::assignment(const Stmt& node) {
  auto changes = [&](const Var* target) {
    var(target);
    require(target->kind != VarKind::Constant, "a constant is not assigned");
    for (const Var* index : running_indices_) require(index != target, "a running loop variable is not assigned");
  };
  if (const auto* assign = as<Assign>(&node)) {
    changes(assign->target);
    require(standsFor(assign->value->type, assign->target->type), "a value has its variable's type", assign->value);
  } else if (const auto* store = as<Store>(&node)) {
    access(*store->value, store->array, store->indices, store->bounds, true);
    bool fits = sema::isArray(store->array->type) ? sema::dtypeOfNumber(store->value->type) == store->array->type->dtype
                                                  : standsFor(store->value->type, store->array->type->elements.back());
    require(fits, "a value has the element's type", store->value);
  } else if (const auto* yield = as<Yield>(&node)) {
    require(function_->is_generator && closed_ == 0, "`yield` stands in a generator, in no lambda", yield->value);
    require(standsFor(yield->value->type, function_->result->elements[0]), "a value has the generator's type",
            yield->value);
  } else if (const auto* field = as<SetField>(&node)) {
    Type held = field->object->type->object->fields[static_cast<std::size_t>(field->index)].type;
    require(standsFor(field->value->type, held), "a value has the field's type", field->value);
  } else if (const auto* update = as<Update>(&node)) {
    const auto* target = as<VarRef>(update->target);
    require(target || update->target->kind == ExprKind::Load, "an update changes a variable or an element");
    if (target) changes(target->var);
    mode(update->mode, *update->target);
    bool shift = update->op == BinaryOp::ShiftLeft || update->op == BinaryOp::ShiftRight;
    require(sameRepresentation(update->value->type, update->target->type) || (shift && isInt64(update->value->type)),
            "an update's value has the target's type", update->value);
  } else if (const auto* swap = as<Swap>(&node)) {
    changes(swap->left);
    changes(swap->right);
    require(swap->left->type == swap->right->type, "exchanged variables have one type");
  }
}

void Verifier::stmt(const Stmt& node) {
  // A region's own checks come before its blocks; of all others the expressions are checked first.
  forEachChild(node, [&](Expr*& child) { expr(child); });
  assignment(node);
  if (const auto* branch = as<If>(&node)) {
    condition(branch->condition);
    block(*branch->then_block);
    if (branch->else_block) block(*branch->else_block);
  } else if (const auto* loop_while = as<While>(&node)) {
    condition(loop_while->condition);
    ++loops_;
    block(*loop_while->body);
    --loops_;
  } else if (const auto* loop_for = as<For>(&node)) {
    loop(*loop_for);
  } else if (const auto* for_each = as<ForEach>(&node)) {
    require(!for_each->items.empty(), "a loop has an item");
    for (const Var* item : for_each->items) {
      var(item);
      require(item->kind == VarKind::Item, "an item is declared by its loop");
    }
    ++loops_;
    block(*for_each->body);
    --loops_;
  } else if (const auto* jam = as<Jam>(&node)) {
    require(hoisted_ > 0, "a jammed nest stands in Hoisted");
    require(jam->indices.size() >= 2 && jam->bounds.size() == 2 * jam->indices.size(), "a jammed nest has two loops");
    require((jam->block == nullptr) == (jam->blocks == nullptr), "a block is one of several");
    for (const Var* index : jam->indices) {
      var(index);
      require(index->kind == VarKind::Index, "a jammed nest declares its variables");
    }
    for (const Expr* bound : jam->bounds) require(isInt64(bound->type), "a bound is an int", bound);
    for (const Expr* array : jam->arrays) require(sema::isArray(array->type), "what is apart are arrays", array);
    closedBlock(*jam->body);
  } else if (node.kind == StmtKind::Break || node.kind == StmtKind::Continue) {
    require(loops_ > 0 || (may_continue_ && node.kind == StmtKind::Continue),
            "`break` and `continue` stand in a loop of their region");
  } else if (const auto* result = as<Return>(&node)) {
    require(closed_ == 0, "`return` stands outside Region, Hoisted and Guard");
    Type given = function_->is_generator ? function_->result->elements[2] : function_->result;
    bool none = given->kind == TypeKind::None || given->kind == TypeKind::Unknown;
    require(none ? !result->value : result->value && standsFor(result->value->type, given),
            "a function returns its result's type", result->value);
  } else if (const auto* handled = as<Try>(&node)) {
    block(*handled->body);
    require(!handled->handlers->stmts.empty(), "a `try` has a handler");
    for (const Stmt* handler : handled->handlers->stmts) {
      require(handler->kind == StmtKind::Handler, "those of a `try` are Handler");
    }
    block(*handled->handlers);
  } else if (const auto* handler = as<Handler>(&node)) {
    if (handler->caught) {
      var(handler->caught);
      require(handler->caught->kind == VarKind::Caught, "a handler declares what it caught");
    }
    block(*handler->body);
  } else if (const auto* again = as<Reraise>(&node)) {
    if (again->caught) var(again->caught);
  } else if (const auto* scope = as<Scope>(&node)) {
    block(*scope->body);
  } else if (const auto* rest = as<OutOfLine>(&node)) {
    require(closed_ == 0 && loops_ == 0, "OutOfLine is the end of its function");
    block(*rest->body);
  } else if (const auto* construct = as<Region>(&node)) {
    region(*construct);
  } else if (const auto* hoisted = as<Hoisted>(&node)) {
    for (const Expr* test : hoisted->conditions) condition(test);
    ++hoisted_;
    closedBlock(*hoisted->body);
    --hoisted_;
  } else if (const auto* guard = as<Guard>(&node)) {
    var(guard->raised);
    require(!guard->hoisted || hoisted_ > 0, "a hoisted guard stands inside Hoisted");
    // The lambda that a guard becomes can be left by the `continue` of the loop around it.
    bool outer = std::exchange(may_continue_, loops_ > 0);
    closedBlock(*guard->body);
    may_continue_ = outer;
  } else if (const auto* declare = as<DeclareRaised>(&node)) {
    var(declare->raised);
  } else if (const auto* rethrow = as<Rethrow>(&node)) {
    if (rethrow->raised) var(rethrow->raised);
    require(rethrow->raised || rethrow->reduced.size() == 1, "one test alone needs no variable for exceptions");
    for (const Expr* reduced : rethrow->reduced) {
      require(reduced->kind == ExprKind::VarRef, "a variable is tested", reduced);
    }
  }
}

void Verifier::block(const Block& block) {
  require(depth_ < MaxDepth, "blocks are nested too deep");
  ++depth_;
  for (const Var* declared : block.declarations) var(declared);
  for (const Stmt* child : block.stmts) {
    require(child != nullptr, "a statement is missing");
    stmt(*child);
  }
  --depth_;
}

void Verifier::function(const Function& function) {
  function_ = &function;
  require(function.body && function.result, "a function has a body and a result");
  for (const Var* variable : function.vars) var(variable);
  for (const Var* param : function.params) {
    var(param);
    require(param->kind == VarKind::Parameter, "a parameter is of its kind");
  }
  block(*function.body);
  function_ = nullptr;
}

void Verifier::run() {
  for (const Function* next : module_.functions) function(*next);
}

} // namespace

void verify(const Module& module, std::string_view after_pass) { Verifier(module, after_pass).run(); }

} // namespace pyompcc::ir
// NOLINTEND(clang-analyzer-core.*)

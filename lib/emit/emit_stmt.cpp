// lib/emit/emit_stmt.cpp
//
// Statements and blocks.
#include "lib/emit/cpp_text.h"
#include "lib/emit/function_emitter.h"
#include "lib/ir/builder.h"
#include "lib/ir/representation.h"
#include "lib/ir/spelling.h"
#include "lib/ir/walk.h"
#include "lib/sema/promote.h"
#include "lib/support/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pyompcc::emit {

using ir::StmtKind;

std::string FunctionEmitter::declaration(const ir::Var& var) {
  std::string type = var.kind == ir::VarKind::Raised ? "py::Raised" : variableType(var);
  // Warnings about what the Python programmer never reads are not ours to give.
  bool unused = !read_.contains(&var) && var.kind != ir::VarKind::Raised;
  return fmt::format("{}{} {}", unused ? "[[maybe_unused]] " : "", type, name(var));
}

void FunctionEmitter::braced(std::string_view head, const ir::Block& body, std::string_view tail) {
  out_.line(fmt::format("{}{{", head));
  out_.indent();
  block(body);
  out_.dedent();
  out_.line(tail);
}

void FunctionEmitter::block(const ir::Block& block) {
  PYOMPCC_CHECK(depth_ < ir::MaxDepth, "`{}` is nested too deep", function_.cpp_name);
  ++depth_;
  for (const ir::Var* var : block.declarations) {
    bool scalar = sema::dtypeOfNumber(var->type).has_value();
    // A variable that may stay unbound is tested before each read, but clang cannot see that.
    out_.line(fmt::format("{}{};", declaration(*var), var->maybe_unbound && scalar ? "{}" : ""));
  }
  for (const ir::Stmt* child : block.stmts) {
    alone_ = block.stmts.size() == 1;
    stmt(*child);
  }
  --depth_;
}

namespace {

bool isPlainPlace(const ir::Expr& target) {
  const auto* load = ir::as<ir::Load>(&target);
  if (!load) return true;
  for (const ir::Expr* index : load->indices) {
    if (index->kind != ir::ExprKind::VarRef && index->kind != ir::ExprKind::IntConst) return false;
  }
  return true;
}

/// The operation of an update, with the target as its left operand.
ir::Binary operationOf(const ir::Update& stmt, ir::Expr* target) {
  ir::Binary operation{};
  operation.kind = ir::ExprKind::Binary;
  operation.type = stmt.target->type;
  operation.loc = stmt.loc;
  operation.op = stmt.op;
  operation.mode = stmt.mode;
  operation.left = target;
  operation.right = stmt.value;
  return operation;
}

} // namespace

/// What stands behind `+=`: beside a float32, a double would make the whole operation one in double.
std::string FunctionEmitter::updateValue(const ir::Update& stmt) {
  const auto* conversion = ir::as<ir::Convert>(stmt.value);
  bool from_double = conversion && sema::dtypeOfNumber(conversion->operand->type) == sema::DType::Float64;
  return from_double ? expr(stmt.value).text : implicitly(stmt.value);
}

/// The line of a statement that is one: `double x = e;`, `x += e;`, `a(i) = e;`, `f(x);`.
std::string FunctionEmitter::lineOf(const ir::Stmt& node) {
  if (const auto* assign = ir::as<ir::Assign>(&node)) {
    const auto* source = ir::as<ir::VarRef>(assign->value);
    // x = x is nothing (and a warning).
    if (source && source->var == assign->target) return {};
    if (assign->target->combined) return reducedArray(*assign);
    if (!assign->declares) return fmt::format("{} = {};", name(*assign->target), implicitly(assign->value));
    const auto* tuple = ir::as<ir::MakeTuple>(assign->value);
    const auto* container = ir::as<ir::MakeContainer>(assign->value);
    const auto* dict = ir::as<ir::MakeDict>(assign->value);
    if ((container && container->elements.empty()) || (dict && dict->keys.empty())) {
      return fmt::format("{};", declaration(*assign->target));
    }
    if (assign->value->kind == ir::ExprKind::MakeDefaultDict) {
      // The type is that of the variable.
      std::string made = expr(assign->value).text;
      return fmt::format("{}{};", declaration(*assign->target), made.substr(valueType(assign->value->type).size()));
    }
    return fmt::format("{} = {};", declaration(*assign->target),
                       tuple ? fmt::format("{{{}}}", elements(tuple->elements)) : implicitly(assign->value));
  }
  if (const auto* yield = ir::as<ir::Yield>(&node)) return fmt::format("co_yield {};", implicitly(yield->value));
  if (const auto* field = ir::as<ir::SetField>(&node)) {
    std::string place = fmt::format("{}->{}", operand(expr(field->object), Level::Primary, false),
                                    fieldName(field->object, field->index));
    const auto* binary = ir::as<ir::Binary>(field->value);
    const auto* old = binary ? ir::as<ir::Field>(binary->left) : nullptr;
    bool in_place = old && old->index == field->index && ir::sameExpr(old->object, field->object);
    std::string symbol = in_place ? compoundSymbol(*binary) : std::string();
    if (!symbol.empty()) return fmt::format("{} {}= {};", place, symbol, implicitly(binary->right));
    return fmt::format("{} = {};", place, implicitly(field->value));
  }
  if (const auto* store = ir::as<ir::Store>(&node)) {
    // The error of an assignment has its own text.
    if (sema::isIndexed(store->array->type) && store->bounds != ir::Bounds::Proved) {
      std::string list_text = operand(expr(store->array), Level::Primary, false);
      std::string place = store->bounds == ir::Bounds::Hoisted
                              ? fmt::format("at.place({}, {})", list_text, list(store->indices))
                              : fmt::format("{}.place({})", list_text, list(store->indices));
      return fmt::format("{} = {};", place, implicitly(store->value));
    }
    // A key that is assigned need not be there.
    if (sema::isMapping(store->array->type)) {
      return fmt::format("{}[{}] = {};", operand(expr(store->array), Level::Primary, false), list(store->indices),
                         implicitly(store->value));
    }
    return fmt::format("{} = {};", elementText(store->array, store->indices, store->bounds), implicitly(store->value));
  }
  if (const auto* update = ir::as<ir::Update>(&node)) {
    // C++ would evaluate the right side first.
    if (update->target->kind == ir::ExprKind::Load && raises(*update->target) && raises(*update->value)) return {};
    ir::Binary operation = operationOf(*update, update->target);
    std::string target = changedPlace(update->target);
    std::string symbol = compoundSymbol(operation);
    const auto* by = ir::as<ir::IntConst>(update->value);
    bool by_one = by && by->value == 1 && (symbol == "+" || symbol == "-");
    if (by_one) return fmt::format("{0}{0}{1};", symbol, target);
    if (!symbol.empty()) return fmt::format("{} {}= {};", target, symbol, updateValue(*update));
    return isPlainPlace(*update->target) ? fmt::format("{} = {};", target, expr(&operation).text) : std::string();
  }
  if (const auto* statement = ir::as<ir::ExprStmt>(&node)) {
    const ir::Expr* value = statement->value;
    bool call = value->kind == ir::ExprKind::Call || value->kind == ir::ExprKind::RuntimeCall ||
                (value->kind == ir::ExprKind::LibraryCall && value->type->kind == sema::TypeKind::None);
    return fmt::format(fmt::runtime(call ? "{};" : "static_cast<void>({});"), expr(value).text);
  }
  return {};
}

std::string FunctionEmitter::onlyLine(const ir::Block& body, std::size_t room) {
  if (body.stmts.size() != 1 || !body.declarations.empty() || !body.stmts.front()->comments.empty()) return {};
  const auto* declared = ir::as<ir::Assign>(body.stmts.front());
  std::string line = declared && declared->declares ? std::string() : lineOf(*body.stmts.front());
  return line.size() <= room ? line : std::string();
}

// An element that a function computes is named first, so that its place is computed once.
// What a Counter lacks has the value 0, and gets a place where it is changed.
std::string FunctionEmitter::changedPlace(const ir::Expr* target) {
  const auto* load = ir::as<ir::Load>(target);
  if (!load || load->array->type->kind != sema::TypeKind::Counter) return expr(target).text;
  return fmt::format("{}[{}]", operand(expr(load->array), Level::Primary, false), list(load->indices));
}

void FunctionEmitter::updatePlace(const ir::Update& stmt) {
  std::string element_name = freshName("element");
  bool braces = !alone_;
  if (braces) {
    out_.line("{");
    out_.indent();
  }
  out_.line(fmt::format("{}& {} = {};", numberType(stmt.target->type), element_name, changedPlace(stmt.target)));
  ir::Var element;
  element.cpp_name = element_name;
  element.type = stmt.target->type;
  ir::VarRef reference{};
  reference.kind = ir::ExprKind::VarRef;
  reference.type = element.type;
  reference.var = &element;
  ir::Binary operation = operationOf(stmt, &reference);
  std::string symbol = compoundSymbol(operation);
  out_.line(symbol.empty() ? fmt::format("{} = {};", element_name, expr(&operation).text)
                           : fmt::format("{} {}= {};", element_name, symbol, updateValue(stmt)));
  if (braces) {
    out_.dedent();
    out_.line("}");
  }
}

std::string FunctionEmitter::returned(const ir::Return& stmt) {
  if (function_.is_generator) {
    return stmt.value ? fmt::format("co_return {};", implicitly(stmt.value)) : std::string("co_return;");
  }
  bool nothing = !stmt.value || stmt.value->type->kind == sema::TypeKind::None;
  if (nothing) return "return;";
  if (const auto* tuple = ir::as<ir::MakeTuple>(stmt.value))
    return fmt::format("return {{{}}};", elements(tuple->elements));
  return fmt::format("return {};", implicitly(stmt.value));
}

// if (x < 0) return 0;    Never for what can raise: its line is its own.
std::string FunctionEmitter::shortBranch(const ir::Block& body) {
  if (body.stmts.size() != 1 || !body.declarations.empty() || !body.stmts.front()->comments.empty()) return {};
  const ir::Stmt* only = body.stmts.front();
  if (only->kind == StmtKind::Break) return "break;";
  if (only->kind == StmtKind::Continue) return loops_in_guard_ == 0 ? "return;" : "continue;";
  const auto* result = ir::as<ir::Return>(only);
  if (!result) return {};
  bool simple = !result->value || result->value->kind == ir::ExprKind::VarRef ||
                result->value->kind == ir::ExprKind::IntConst || result->value->kind == ir::ExprKind::FloatConst ||
                result->value->kind == ir::ExprKind::BoolConst;
  return simple ? returned(*result) : std::string();
}

void FunctionEmitter::branch(const ir::If& first) {
  const ir::If* stmt = &first;
  std::string condition = expr(stmt->condition).text;
  if (std::string only = shortBranch(*stmt->then_block); !only.empty() && !stmt->else_block) {
    if (condition.size() + only.size() < 80) {
      out_.line(fmt::format("if ({}) {}", condition, only));
      return;
    }
  }
  std::string head = fmt::format("if ({}) {{", condition);
  // else if chains are walked with a loop: they may be long.
  while (true) {
    out_.line(head);
    out_.indent();
    block(*stmt->then_block);
    out_.dedent();
    const ir::Block* other = stmt->else_block;
    if (!other) break;
    const ir::If* next = other->stmts.size() == 1 && other->declarations.empty() && other->stmts[0]->comments.empty()
                             ? ir::as<ir::If>(other->stmts[0])
                             : nullptr;
    if (!next) {
      out_.line("} else {");
      out_.indent();
      block(*other);
      out_.dedent();
      break;
    }
    out_.setPlace(pythonLine(next->loc), function_.python_name, raises(*next));
    head = fmt::format("}} else if ({}) {{", expr(next->condition).text);
    stmt = next;
  }
  out_.line("}");
}

// for (Int i = start; i < stop; ++i); a step that is no constant counts rounds: its sign is not known.
void FunctionEmitter::loop(const ir::For& stmt) {
  std::string index = name(*stmt.index);
  std::string start = implicitly(stmt.start);
  const auto* step = ir::as<ir::IntConst>(stmt.step);
  if (loops_in_guard_ >= 0) ++loops_in_guard_;
  if (!step) {
    std::string round = freshName(index);
    out_.line(fmt::format("for (Int {0} = 0; {0} < py::trip_count({1}, {2}, {3}); ++{0}) {{", round, start,
                          implicitly(stmt.stop), implicitly(stmt.step)));
    out_.indent();
    out_.line(fmt::format("{} = {} + {} * {};", declaration(*stmt.index),
                          operand(expr(stmt.start), Level::Additive, false), round,
                          operand(expr(stmt.step), Level::Multiplicative, true)));
    block(*stmt.body);
    out_.dedent();
    out_.line("}");
  } else {
    std::string stop = operand(expr(stmt.stop), Level::Relational, true);
    std::string advance;
    if (step->value == 1 || step->value == -1) {
      advance = fmt::format("{}{}", step->value > 0 ? "++" : "--", index);
    } else if (step->value > 0) {
      advance = fmt::format("{} += {}", index, intLiteral(step->value));
    } else {
      // The magnitude of the lowest step has no literal of its own type.
      advance = step->value == INT64_MIN ? fmt::format("{} += INT64_MIN", index)
                                         : fmt::format("{} -= {}", index, intLiteral(-step->value));
    }
    std::string_view relation = step->value > 0 ? "<" : ">";
    braced(fmt::format("for (Int {0} = {1}; {0} {2} {3}; {4}) ", index, start, relation, stop, advance), *stmt.body);
  }
  if (loops_in_guard_ >= 0) --loops_in_guard_;
}

// at.jammed(py::block(0, n, block, blocks), {0, l}, {0, m}, [&](Int i, Int k, Int j) { ... });
void FunctionEmitter::jammed(const ir::Jam& stmt) {
  std::string ranges;
  std::string indices;
  for (std::size_t level = 0; level < stmt.indices.size(); ++level) {
    std::string range = list(stmt.bounds.subspan(2 * level, 2));
    bool cut = level == 0 && stmt.block;
    ranges += cut ? fmt::format("py::block({}, {}, {}), ", range, expr(stmt.block).text, expr(stmt.blocks).text)
                  : fmt::format("{{{}}}, ", range);
    indices += fmt::format("{}Int {}", level == 0 ? "" : ", ", name(*stmt.indices[level]));
  }
  if (stmt.arrays.size() > 1) out_.line(fmt::format("at.apart({});", list(stmt.arrays)));
  braced(fmt::format("at.jammed({}[&]({}) ", ranges, indices), *stmt.body, "});");
}

// for (Int x : xs), for (auto [k, v] : d.items())
void FunctionEmitter::forEach(const ir::ForEach& stmt) {
  if (loops_in_guard_ >= 0) ++loops_in_guard_;
  std::string item = declaration(*stmt.items.front());
  if (stmt.items.size() > 1) {
    bool any_read = false;
    std::string names;
    for (const ir::Var* var : stmt.items) {
      names += (names.empty() ? "" : ", ") + name(*var);
      any_read |= read_.contains(var);
    }
    item = fmt::format("{}auto [{}]", any_read ? "" : "[[maybe_unused]] ", names);
  }
  braced(fmt::format("for ({} : {}) ", item, elements({&stmt.iterable, 1})), *stmt.body);
  if (loops_in_guard_ >= 0) --loops_in_guard_;
}

// throw py::ValueError("text");    throw py::raised_from(Failed(py::args(1, x)), e);
void FunctionEmitter::raise(const ir::Raise& stmt) {
  std::string text = exceptionText(stmt.exception, stmt.of_file, stmt.message, stmt.args);
  if (stmt.cause) {
    bool none = stmt.cause->kind == ir::ExprKind::NoneConst;
    text = fmt::format("py::raised_from({}, {})", text, none ? "nullptr" : expr(stmt.cause).text);
  }
  out_.line(fmt::format("throw {};", text));
}

std::string FunctionEmitter::exceptionText(std::string_view exception, bool of_file, const ir::Expr* message,
                                           std::span<ir::Expr* const> args) {
  std::string name = ir::exceptionName(exception, of_file);
  auto literal = [](const ir::Expr* arg) {
    const auto* text = ir::as<ir::StrConst>(arg);
    return text ? stringLiteral(text->value) : std::string();
  };
  if (message) {
    std::string text = literal(message);
    return fmt::format("{}({})", name, text.empty() ? expr(message).text : text);
  }
  if (args.empty()) return name + "()";
  std::string values;
  for (const ir::Expr* arg : args) {
    if (!values.empty()) values += ", ";
    std::string text = literal(arg);
    values += arg->kind == ir::ExprKind::NoneConst ? "nullptr" : text.empty() ? exactly(arg) : text;
  }
  return fmt::format("{}(py::args({}))", name, values);
}

// try { ... } catch (const py::ValueError& e) { ... }
void FunctionEmitter::handled(const ir::Try& stmt) {
  out_.line("try {");
  out_.indent();
  block(*stmt.body);
  out_.dedent();
  for (const ir::Stmt* child : stmt.handlers->stmts) {
    const auto& handler = *ir::as<ir::Handler>(child);
    std::string what = "...";
    if (!handler.exception.empty()) {
      bool used = handler.caught && caught_.contains(handler.caught);
      what = fmt::format("const {}&{}", ir::exceptionName(handler.exception, handler.of_file),
                         used ? fmt::format(" {}", name(*handler.caught)) : std::string());
    }
    out_.setPlace(0, {});
    for (std::string_view comment : handler.comments) out_.comment("//", comment);
    out_.line(fmt::format("}} catch ({}) {{", what));
    out_.indent();
    block(*handler.body);
    out_.dedent();
  }
  out_.line("}");
}

void FunctionEmitter::hoisted(const ir::Hoisted& stmt) {
  std::string condition;
  for (const ir::Expr* test : stmt.conditions) {
    if (!condition.empty()) condition += " && ";
    Piece piece = expr(test);
    condition += stmt.conditions.size() > 1 ? operand(piece, Level::LogicalAnd, true) : piece.text;
  }
  ++hoisted_;
  braced(fmt::format("py::hoisted({}, [&](auto at) ", condition.empty() ? "true" : condition), *stmt.body, "});");
  --hoisted_;
}

void FunctionEmitter::guard(const ir::Guard& stmt) {
  std::vector<std::string> orders;
  if (stmt.part) orders.push_back(expr(stmt.part).text);
  if (stmt.order) orders.push_back(implicitly(stmt.order));
  for (const ir::Expr* inner : stmt.inner) orders.push_back(implicitly(inner));
  std::string order = fmt::format("{}", fmt::join(orders, ", "));
  if (orders.size() > 1) order = fmt::format("{{{}}}", order);
  if (!order.empty()) order += ", ";
  std::string raised = name(*stmt.raised);
  // One number alone is that of the part, where the thread's comes behind it.
  std::string_view call = stmt.always ? "always" : stmt.part && !stmt.order ? "guard_in" : "guard";
  std::string head = stmt.hoisted ? fmt::format("at.{}({}, {}[&] ", call, raised, order)
                                  : fmt::format("{}.{}({}[&] ", raised, call, order);
  bool looks = stmt.body->stmts.size() == 1 && stmt.body->stmts.front()->kind == StmtKind::Poll;
  if (looks && !stmt.order && !stmt.hoisted && !stmt.always) {
    std::string poll = stmt.part ? fmt::format("poll_in({})", expr(stmt.part).text) : "poll()";
    out_.line(fmt::format("{}.{};", raised, poll));
    return;
  }
  int outer = std::exchange(loops_in_guard_, 0);
  std::size_t around = head.size() + std::string_view("{  });").size();
  std::string only = onlyLine(*stmt.body, out_.room() - std::min(around, out_.room()));
  if (!only.empty()) {
    out_.setPlace(pythonLine(stmt.body->stmts.front()->loc), function_.python_name, raises(*stmt.body->stmts.front()));
    out_.line(fmt::format("{}{{ {} }});", head, only));
    loops_in_guard_ = outer;
    return;
  }
  braced(head, *stmt.body, "});");
  loops_in_guard_ = outer;
}

void FunctionEmitter::rethrow(const ir::Rethrow& stmt) {
  std::string raised = stmt.raised ? name(*stmt.raised) : std::string();
  for (const ir::Expr* reduced : stmt.reduced) {
    out_.line(fmt::format("{}check_reduced({});", stmt.raised ? raised + "." : "py::", expr(reduced).text));
  }
  std::string order = stmt.order ? implicitly(stmt.order) : std::string();
  if (stmt.part) {
    std::string part = expr(stmt.part).text;
    order = order.empty() ? part : fmt::format("{{{}, {}}}", part, order);
  }
  if (stmt.raised) out_.line(fmt::format("{}.rethrow({});", raised, order));
}

void FunctionEmitter::stmt(const ir::Stmt& node) {
  std::uint32_t line = pythonLine(node.loc);
  out_.setPlace(0, {});
  for (std::string_view comment : node.comments) out_.comment("//", comment);
  out_.setPlace(line, function_.python_name, raises(node));
  switch (node.kind) {
  case StmtKind::Assign:
  case StmtKind::SetField:
  case StmtKind::Yield:
  case StmtKind::Store:
  case StmtKind::ExprStmt:
    if (std::string text = lineOf(node); !text.empty()) out_.line(text);
    break;
  case StmtKind::Update:
    if (std::string text = lineOf(node); !text.empty()) {
      out_.line(text);
    } else {
      updatePlace(*ir::as<ir::Update>(&node));
    }
    break;
  case StmtKind::Swap: {
    const auto& swap = *ir::as<ir::Swap>(&node);
    bool owns = sema::isArray(swap.left->type) && swap.left->owns;
    out_.line(fmt::format("{}swap({}, {});", owns ? "" : "std::", name(*swap.left), name(*swap.right)));
    break;
  }
  case StmtKind::If: branch(*ir::as<ir::If>(&node)); break;
  case StmtKind::While: {
    const auto& loop_while = *ir::as<ir::While>(&node);
    if (loops_in_guard_ >= 0) ++loops_in_guard_;
    braced(fmt::format("while ({}) ", expr(loop_while.condition).text), *loop_while.body);
    if (loops_in_guard_ >= 0) --loops_in_guard_;
    break;
  }
  case StmtKind::For: loop(*ir::as<ir::For>(&node)); break;
  case StmtKind::Jam: jammed(*ir::as<ir::Jam>(&node)); break;
  case StmtKind::ForEach: forEach(*ir::as<ir::ForEach>(&node)); break;
  case StmtKind::Break: out_.line("break;"); break;
  // In a lambda that guards the loop's body, leaving the lambda goes on with the next round.
  case StmtKind::Continue: out_.line(loops_in_guard_ == 0 ? "return;" : "continue;"); break;
  case StmtKind::Return: out_.line(returned(*ir::as<ir::Return>(&node))); break;
  case StmtKind::Raise: raise(*ir::as<ir::Raise>(&node)); break;
  case StmtKind::Reraise: {
    const auto& again = *ir::as<ir::Reraise>(&node);
    out_.line(again.caught ? fmt::format("{}.raise();", name(*again.caught)) : "throw;");
    break;
  }
  case StmtKind::Try: handled(*ir::as<ir::Try>(&node)); break;
  case StmtKind::Handler: break; // printed by its Try
  case StmtKind::Scope: braced("", *ir::as<ir::Scope>(&node)->body); break;
  case StmtKind::Region: region(*ir::as<ir::Region>(&node)); break;
  case StmtKind::Hoisted: hoisted(*ir::as<ir::Hoisted>(&node)); break;
  case StmtKind::OutOfLine:
    out_of_line_ = true;
    braced(fmt::format("return py::out_of_line([&]() -> {} ", valueType(function_.result)),
           *ir::as<ir::OutOfLine>(&node)->body, "});");
    break;
  case StmtKind::Poll: out_.line("py::poll();"); break;
  case StmtKind::DeclareRaised: {
    const auto& declared = *ir::as<ir::DeclareRaised>(&node);
    std::string_view type = declared.cancels    ? "Cancellation"
                            : declared.in_tasks ? "RaisedInTasks"
                            : declared.in_team  ? "RaisedInTeam"
                            : declared.alone    ? "Kept"
                                                : "Raised";
    out_.line(fmt::format("py::{} {};", type, name(*declared.raised)));
    break;
  }
  case StmtKind::Guard: guard(*ir::as<ir::Guard>(&node)); break;
  case StmtKind::Rethrow: rethrow(*ir::as<ir::Rethrow>(&node)); break;
  }
}

} // namespace pyompcc::emit

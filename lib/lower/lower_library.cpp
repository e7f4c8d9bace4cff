// lib/lower/lower_library.cpp
//
// Calls and operators that have a row in grammar/library.def.
#include "lib/diag/rows/lower.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/bind_call.h"
#include "lib/support/check.h"

#include <algorithm>
#include <charconv>

namespace pyompcc::lower {

// The call of the row that takes the arguments, each converted to what the row says.
ir::Expr* FunctionLowering::libraryCall(std::string_view dotted, std::vector<ir::Expr*> args, support::Loc loc,
                                        std::span<const std::string_view> keywords,
                                        std::span<const ast::Expr* const> written) {
  std::vector<sema::LibraryArgument> arguments;
  for (std::size_t i = 0; i < args.size(); ++i) {
    arguments.push_back({args[i]->type, i < keywords.size() ? keywords[i] : std::string_view(),
                         i < written.size() && written[i] ? sema::literalOf(*written[i]) : std::nullopt});
  }
  auto result_of = [&](ir::Type function, std::span<const ir::Type> given) -> ir::Type {
    std::optional<std::uint32_t> index = passedInstance(function, given);
    return index ? context_.program.instances[*index]->result : nullptr;
  };
  std::optional<sema::LibraryMatch> match = sema::matchLibrary(context_.types, dotted, arguments, result_of);
  if (!match) {
    context_.emitter.report(loc, diag::NotLowered, fmt::format("`{}` here", dotted));
    return integer(0, loc);
  }
  // list(), dict(): as the empty literal, whose elements are what its use says.
  if (match->slots.empty() && sema::isMapping(match->result)) {
    return ir_.make<ir::MakeDict>(match->result, loc);
  }
  if (match->slots.empty() && sema::isContainer(match->result)) {
    return ir_.make<ir::MakeContainer>(match->result, loc);
  }
  std::vector<ir::Expr*> values;
  for (const sema::LibrarySlot& slot : match->slots) {
    ir::Expr* arg = slot.argument < 0 ? nullptr : args[static_cast<std::size_t>(slot.argument)];
    if (!arg) {
      values.push_back(fallback(slot, loc));
    } else if (slot.is_called) {
      values.push_back(lambdaFor(arg, slot));
    } else if (slot.gone_through && sema::isTuple(arg->type)) {
      values.push_back(listOf(arg));
    } else {
      values.push_back(convert(arg, slot.type));
    }
  }
  auto* call = ir_.make<ir::LibraryCall>(match->result, loc);
  call->callee = match->function;
  call->args = ir_.arena.copy(values);
  return call;
}

// The default that a row writes: an int, True, False, None, or a text in quotes.
ir::Expr* FunctionLowering::fallback(const sema::LibrarySlot& slot, support::Loc loc) {
  std::string_view text = slot.fallback;
  if (text == "True" || text == "False") return ir::boolean(ir_, context_.types, text == "True", loc);
  if (text == "None") return ir_.make<ir::NoneConst>(context_.types.none(), loc);
  if (text.front() == '\'') return ir::string(ir_, context_.types, text.substr(1, text.size() - 2), loc);
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return convert(integer(value, loc), slot.type);
}

// The instance that the analysis asked for when a row of the library calls the function.
std::optional<std::uint32_t> FunctionLowering::passedInstance(ir::Type function,
                                                              std::span<const ir::Type> arguments) const {
  std::vector<ir::Type> params(function->elements.begin(), function->elements.end());
  params.insert(params.end(), arguments.begin(), arguments.end());
  for (std::uint32_t index : instance_.passed) {
    const sema::Instance& instance = *context_.program.instances[index];
    bool fits = instance.function->index == function->function && instance.params.size() >= params.size();
    if (fits && std::equal(params.begin(), params.end(), instance.params.begin())) return index;
  }
  return std::nullopt;
}

// sorted(xs, key=f): f itself, or a lambda that passes what f has captured.
ir::Expr* FunctionLowering::lambdaFor(ir::Expr* function, const sema::LibrarySlot& slot) {
  support::Loc loc = function->loc;
  ir::Type type = function->type;
  std::uint32_t index = passedInstance(type, slot.parameters).value();
  const sema::Instance& callee = *context_.program.instances[index];
  if (!sema::isPlainFunction(type)) {
    function = settledTuple(function);
  } else if (function->kind == ir::ExprKind::Call) {
    auto* evaluated = ir_.make<ir::ExprStmt>(loc);
    evaluated->value = function;
    append(evaluated);
  }
  std::vector<ir::Expr*> args;
  for (std::size_t i = 0; i < type->elements.size(); ++i) {
    if (!sema::isPlainFunction(type->elements[i])) args.push_back(tupleElement(function, i));
  }
  std::vector<ir::Expr*> params;
  for (std::size_t i = 0; i < slot.parameters.size(); ++i) {
    ir::LambdaParam* both[2];
    for (ir::LambdaParam*& param : both) {
      param = ir_.make<ir::LambdaParam>(slot.parameters[i], loc);
      param->index = static_cast<int>(i);
    }
    params.push_back(both[0]);
    args.push_back(both[1]);
  }
  std::size_t held = type->elements.size() + slot.parameters.size();
  std::span<ast::Expr* const> defaults = sema::remainingDefaults(*callee.function->def->args, held).value();
  for (std::size_t i = 0; i < defaults.size(); ++i) {
    args.push_back(convert(lowerDefault(*defaults[i], *callee.function, loc), callee.params[held + i]));
  }
  auto* call = ir_.make<ir::Call>(callee.result, loc);
  call->callee = context_.function_of_instance.at(index);
  call->args = ir_.arena.copy(args);
  auto* lambda = ir_.make<ir::Lambda>(type, loc);
  lambda->params = ir_.arena.copy(params);
  lambda->body = call;
  return lambda;
}

// defaultdict(list): the first level makes its values; where those are defaultdicts, the next one makes theirs.
ir::Expr* FunctionLowering::makeDefaultDict(ir::Type type, std::span<const sema::FactoryLevel> levels,
                                            support::Loc loc) {
  ir::Type value = type->elements[1];
  auto* made = ir_.make<ir::MakeDefaultDict>(type, loc);
  made->factory = levels.front().repr;
  if (ir::Type function = levels.front().function) {
    std::uint32_t index = passedInstance(function, {}).value();
    auto* call = ir_.make<ir::Call>(context_.program.instances[index]->result, loc);
    call->callee = context_.function_of_instance.at(index);
    made->make = convert(call, value);
  } else if (value->kind == sema::TypeKind::DefaultDict) {
    made->make = makeDefaultDict(value, levels.subspan(1), loc);
  } else if (sema::isMapping(value)) {
    made->make = ir_.make<ir::MakeDict>(value, loc);
  } else if (sema::isContainer(value)) {
    made->make = ir_.make<ir::MakeContainer>(value, loc);
  } else if (sema::isText(value)) {
    made->make = ir::string(ir_, context_.types, "", loc);
  } else {
    made->make = convert(integer(0, loc), value);
  }
  return made;
}

// Leaves the loops of a generator, one after the other, when the variable has the value.
std::function<void()> FunctionLowering::leavingWhen(ir::Var* found, bool value, support::Loc place) {
  return [this, found, value, place] {
    auto* leave = ir_.make<ir::If>(place);
    ir::Expr* test = reference(found, place);
    leave->condition = value ? test : ir::negated(ir_, context_.types, test);
    append(leave);
    leave->then_block = blockOf([&] { append(ir_.make<ir::Break>(place)); });
  };
}

// any(x > 2 for x in xs)    becomes    bool found = false; for (x : xs) { if (x > 2) { found = true; break; } }
ir::Expr* FunctionLowering::lowerSearch(const ast::Call& expr, const ast::GeneratorExp& generator, bool is_any) {
  support::Loc place = loc(expr);
  ir::Var* result = temporary(is_any ? "found" : "holds", context_.types.boolean(), place);
  assign(result, ir::boolean(ir_, context_.types, !is_any, place), place);
  auto innermost = [&] {
    ir::Expr* decides = truth(lowerExpr(*generator.elt));
    auto* leave = ir_.make<ir::If>(place);
    leave->condition = is_any ? decides : ir::negated(ir_, context_.types, decides);
    append(leave);
    leave->then_block = blockOf([&] {
      assign(result, ir::boolean(ir_, context_.types, is_any, place), place);
      append(ir_.make<ir::Break>(place));
    });
  };
  lowerGenerators(generator.generators, innermost, leavingWhen(result, is_any, place));
  return reference(result, place);
}

// next(x for x in xs if x > 2)    becomes    T first; bool found = false; for (x : xs) { if (x > 2) { first = x; ... }
// }
ir::Expr* FunctionLowering::lowerFirst(const ast::Call& expr, const ast::GeneratorExp& generator) {
  support::Loc place = loc(expr);
  ir::Type item_type = type(expr);
  ir::Var* first = temporary("first", item_type, place);
  if (expr.args.size() > 1) assign(first, lowerAs(*expr.args[1], item_type), place);
  ir::Var* found = temporary("found", context_.types.boolean(), place);
  assign(found, ir::boolean(ir_, context_.types, false, place), place);
  auto innermost = [&] {
    assign(first, lowerAs(*generator.elt, item_type), place);
    assign(found, ir::boolean(ir_, context_.types, true, place), place);
    append(ir_.make<ir::Break>(place));
  };
  lowerGenerators(generator.generators, innermost, leavingWhen(found, true, place));
  if (expr.args.size() == 1) {
    auto* missing = ir_.make<ir::If>(place);
    missing->condition = ir::negated(ir_, context_.types, reference(found, place));
    append(missing);
    missing->then_block = blockOf([&] {
      auto* stop = ir_.make<ir::Raise>(place);
      stop->exception = "StopIteration";
      append(stop);
    });
  }
  return reference(first, place);
}

ir::Expr* FunctionLowering::lowerLibraryCall(const ast::Call& expr, std::string_view dotted) {
  if (dotted == "collections.defaultdict") {
    return makeDefaultDict(type(expr), instance_.factories.at(&expr), loc(expr));
  }
  const auto* generator = expr.args.empty() ? nullptr : ast::as<ast::GeneratorExp>(expr.args[0]);
  if (generator && (dotted == "builtins.any" || dotted == "builtins.all")) {
    return lowerSearch(expr, *generator, dotted == "builtins.any");
  }
  if (generator && dotted == "builtins.next") return lowerFirst(expr, *generator);
  std::vector<ir::Expr*> args;
  std::vector<std::string_view> keywords;
  std::vector<const ast::Expr*> written;
  // A method has its object before the point; what has none is a function of a module.
  const auto* method = ast::as<ast::Attribute>(expr.func);
  if (method && instance_.type(*method->value)) args.push_back(lowerExpr(*method->value));
  written.resize(args.size());
  auto add = [&](const ast::Expr& arg) {
    ir::Expr* value = lowerNext(args, [&] { return iteratorOf(arg, lowerExpr(arg)); });
    args.push_back(value);
    written.push_back(&arg);
  };
  for (const ast::Expr* arg : expr.args) {
    const auto* starred = ast::as<ast::Starred>(arg);
    add(starred ? *starred->value : *arg);
  }
  keywords.resize(args.size());
  for (const ast::Keyword* keyword : expr.keywords) {
    add(*keyword->value);
    keywords.push_back(text(keyword->arg));
  }
  return libraryCall(dotted, std::move(args), loc(expr), keywords, written);
}

// left op right by the special methods of their types, in the order of lib/sema/infer_library.cpp.
ir::Expr* FunctionLowering::lowerLibraryOperator(ast::BinaryOp op, ir::Expr* left, ir::Expr* right, support::Loc loc) {
  std::string own = sema::methodOf(left->type, fmt::format("__{}__", sema::methodName(op)));
  sema::LibraryArgument arguments[] = {{left->type, {}}, {right->type, {}}};
  if (sema::matchLibrary(context_.types, own, arguments)) return libraryCall(own, {left, right}, loc);
  return libraryCall(sema::methodOf(right->type, fmt::format("__r{}__", sema::methodName(op))), {right, left}, loc);
}

ir::Expr* FunctionLowering::lowerLibraryComparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right,
                                                   support::Loc loc) {
  bool membership = op == ast::CompareOp::In || op == ast::CompareOp::NotIn;
  if (membership) std::swap(left, right);
  std::string dotted = sema::methodOf(left->type, fmt::format("__{}__", sema::methodName(op)));
  ir::Expr* result = libraryCall(dotted, {left, right}, loc);
  return op == ast::CompareOp::NotIn ? ir::negated(ir_, context_.types, result) : result;
}

// xs += ys where the type does it in place. False where it does not.
bool FunctionLowering::lowerLibraryUpdate(const ast::AugAssign& stmt) {
  const auto* name = ast::as<ast::NameExpr>(stmt.target);
  sema::WebId read = name ? info_.web(stmt) : sema::WebId{};
  ir::Type target_type = name ? (read ? instance_.web_types[read.index] : nullptr) : instance_.type(*stmt.target);
  if (!target_type || !sema::isMutable(target_type)) return false;
  std::string dotted = sema::methodOf(target_type, fmt::format("__i{}__", sema::methodName(stmt.op)));
  sema::LibraryArgument arguments[] = {{target_type, {}}, {type(*stmt.value), {}}};
  if (!sema::matchLibrary(context_.types, dotted, arguments)) return false;
  ir::Expr* target = name ? readWeb(read, *name) : lowerExpr(*stmt.target);
  auto* update = ir_.make<ir::ExprStmt>(loc(stmt));
  ir::Expr* value = lowerNext({&target, 1}, [&] { return lowerExpr(*stmt.value); });
  update->value = libraryCall(dotted, {target, value}, loc(stmt));
  append(update);
  sema::WebId written = name ? info_.web(*name) : sema::WebId{};
  if (name && written != read) assign(var(written), reference(var(read), loc(stmt)), loc(stmt));
  return true;
}

// The elements of a tuple, which are of one type, as what a loop can go over.
ir::Expr* FunctionLowering::listOf(ir::Expr* tuple) {
  tuple = settledTuple(tuple);
  std::vector<ir::Expr*> elements;
  for (std::size_t i = 0; i < tuple->type->elements.size(); ++i) elements.push_back(tupleElement(tuple, i));
  auto* list = ir_.make<ir::MakeContainer>(context_.types.list(tuple->type->elements[0]), tuple->loc);
  list->elements = ir_.arena.copy(elements);
  return list;
}

ir::Expr* FunctionLowering::lengthOf(ir::Expr* value) {
  return libraryCall(sema::methodOf(value->type, "__len__"), {value}, value->loc);
}

} // namespace pyompcc::lower

// lib/sema/infer_library.cpp
//
// Types of calls and operators that have a row in grammar/library.def, and what they say of empty containers.
#include "lib/diag/rows/sema.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <iterator>

namespace pyompcc::sema {
namespace {

bool isUnsettled(Type type) { return type->kind == TypeKind::Unknown || type->kind == TypeKind::Error; }

// What of its elements a function of the library asks.
std::span<const std::string_view> comparisonsOf(std::string_view dotted) {
  static constexpr std::string_view Equality[] = {"__eq__"};
  static constexpr std::string_view Order[] = {"__eq__", "__lt__"};
  static constexpr std::string_view Equal[] = {"__contains__", "__eq__", "__ne__", "count", "index", "remove"};
  static constexpr std::string_view Ordered[] = {"__ge__", "__gt__", "__le__", "__lt__",
                                                 "max",    "min",    "sort",   "sorted"};
  std::string_view method = dotted.substr(dotted.rfind('.') + 1);
  if (dotted.starts_with("heapq.") || dotted.starts_with("bisect.")) return Order;
  if (std::ranges::find(Ordered, method) != std::end(Ordered)) return Order;
  if (std::ranges::find(Equal, method) != std::end(Equal)) return Equality;
  return {};
}

} // namespace

// The result of the row that takes the operands; nothing where there is none. Unknown until all their types are known.
std::optional<Type> InstanceInference::inferLibrary(const ast::Node& place, std::string_view dotted,
                                                    std::span<const LibraryOperand> operands) {
  if (!isLibraryName(dotted)) return std::nullopt;
  std::vector<LibraryArgument> arguments;
  for (const LibraryOperand& operand : operands) {
    if (operand.type->kind == TypeKind::Error) return operand.type;
    arguments.push_back({operand.type, operand.keyword, operand.expr ? literalOf(*operand.expr) : std::nullopt});
  }
  for (const LibraryOperand& operand : operands) {
    if (operand.type->kind == TypeKind::Unknown) return operand.type;
  }
  // The methods of the file that compare objects are called by the containers of the runtime.
  // The sum of what is not known yet may be what it depends on: an int at least, which later walks raise.
  bool open = dotted == "builtins.sum" && !operands.empty() && hasUnknown(operands[0].type);
  if (open && mode_ == Mode::Silent) return types().integer();
  for (const LibraryOperand& operand : operands) {
    if (!lendMethods(place, operand.type, comparisonsOf(dotted))) return types().error();
  }
  std::optional<LibraryMatch> match =
      matchLibrary(types(), dotted, arguments,
                   [&](Type function, std::span<const Type> given) { return passedResult(place, function, given); });
  if (!match && adaptOperands(operands, arguments)) {
    match = matchLibrary(types(), dotted, arguments, [&](Type function, std::span<const Type> given) {
      return passedResult(place, function, given);
    });
  }
  if (!match) {
    // list(v), sorted(v): over what `__iter__` gives.
    bool iterates = false;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      Type made = operands[i].expr ? iteratorOf(*operands[i].expr, operands[i].type) : nullptr;
      if (!made) continue;
      if (!isSettled(made)) return made;
      arguments[i].type = made;
      iterates = true;
    }
    if (iterates) {
      match = matchLibrary(types(), dotted, arguments, [&](Type function, std::span<const Type> given) {
        return passedResult(place, function, given);
      });
    }
  }
  if (!match) return std::nullopt;
  for (const LibrarySlot& slot : match->slots) {
    if (slot.argument < 0) continue;
    const LibraryOperand& operand = operands[static_cast<std::size_t>(slot.argument)];
    if (operand.expr && hasUnknown(operand.type)) refine(*operand.expr, slot.type);
    if (!checkKeys(place, slot.type)) return types().error();
  }
  return match->result;
}

// rows.append([0] * n) of a list of lists of floats: the display is made of floats.
bool InstanceInference::adaptOperands(std::span<const LibraryOperand> operands, std::span<LibraryArgument> arguments) {
  if (operands.empty() || !isMutable(operands[0].type)) return false;
  bool changed = false;
  for (std::size_t i = 1; i < operands.size(); ++i) {
    if (!operands[i].expr) continue;
    Type type = adapted(*operands[i].expr, operands[i].type, operands[0].type->elements.back());
    changed |= type != arguments[i].type;
    arguments[i].type = type;
  }
  return changed;
}

// The result of a function that a row of the library calls; null where it does not take so many arguments.
Type InstanceInference::passedResult(const ast::Node& place, Type function, std::span<const Type> arguments) {
  if (function->is_builtin) return nullptr;
  const FunctionInfo& callee = *context_.program.functions[function->function];
  if (callee.rejected) return types().error();
  std::vector<Type> params(function->elements.begin(), function->elements.end());
  params.insert(params.end(), arguments.begin(), arguments.end());
  std::optional<std::span<ast::Expr* const>> defaults = remainingDefaults(*callee.def->args, params.size());
  if (!defaults) return nullptr;
  for (const ast::Expr* value : *defaults) {
    params.push_back(defaultType(callee, *value));
    if (!isSettled(params.back())) return params.back();
  }
  std::optional<std::uint32_t> instance = context_.instances.request(callee.index, std::move(params), instance_.index);
  if (!instance) {
    say(place, diag::TooManyInstances, context_.names.text(callee.name));
    return types().error();
  }
  if (std::ranges::find(instance_.passed, *instance) == instance_.passed.end()) instance_.passed.push_back(*instance);
  return context_.program.instances[*instance]->result;
}

// Keys are compared by their value, which must not change.
bool InstanceInference::checkKeys(const ast::Node& place, Type type) {
  bool keyed = isMapping(type) || type->kind == TypeKind::Set || type->kind == TypeKind::FrozenSet;
  static constexpr std::string_view Hashing[] = {"__eq__", "__hash__"};
  if (keyed && isHashable(type->elements[0])) return lendMethods(place, type->elements[0], Hashing);
  if (!keyed) return true;
  say(place, diag::UnhashableKey, typeName(type->elements[0]));
  return false;
}

// f(args), or value.f(args) with the value first.
Type InstanceInference::inferLibraryCall(const ast::Call& call, std::string_view dotted, const ast::Expr* receiver) {
  std::vector<LibraryOperand> operands;
  // zip(*rows) has rows of its own.
  const ast::Starred* all = onlyStarred(call);
  std::string starred = all ? fmt::format("{}.*", dotted) : std::string();
  if (all && isLibraryName(starred)) {
    if (receiver) operands.push_back({receiver, instance_.type(*receiver), {}});
    operands.push_back({all->value, infer(*all->value), {}});
    if (std::optional<Type> result = inferLibrary(call, starred, operands)) {
      calleeOf(call) = {.kind = Callee::Kind::Library, .library = libraryRow(starred)};
      return *result;
    }
    operands.clear();
  }
  if (!hasPlainArguments(call)) return types().error();
  if (receiver) operands.push_back({receiver, instance_.type(*receiver), {}});
  for (const ast::Expr* arg : call.args) operands.push_back({arg, infer(*arg), {}});
  for (const ast::Keyword* keyword : call.keywords) {
    operands.push_back({keyword->value, infer(*keyword->value), context_.names.text(keyword->arg)});
  }
  if (std::optional<Type> result = inferLibrary(call, dotted, operands)) {
    calleeOf(call) = {.kind = Callee::Kind::Library, .library = libraryRow(dotted)};
    return *result;
  }
  std::string given;
  for (const LibraryOperand& operand : operands) {
    given += (given.empty() ? "" : ", ") + typeName(operand.type);
  }
  std::string_view spoken = dotted.starts_with("builtins.") ? dotted.substr(9) : dotted;
  say(call, diag::LibraryArguments, spoken, libraryParameters(dotted), given);
  return types().error();
}

// z.real: the row of the method that reads it.
std::optional<Type> InstanceInference::inferLibraryAttribute(const ast::Attribute& attribute, Type value) {
  std::string dotted = fmt::format("{}.{}.__get__", methodPrefix(value), context_.names.text(attribute.attr));
  LibraryOperand operands[] = {{attribute.value, value, {}}};
  std::optional<Type> result = inferLibrary(attribute, dotted, operands);
  if (result) calleeOf(attribute) = {.kind = Callee::Kind::Library, .library = libraryRow(dotted)};
  return result;
}

// A row of the library for a call of a function that builtins.def has too; nothing where the arguments are the
// latter's.
std::optional<Type> InstanceInference::inferLibraryOverload(const ast::Call& call, std::string_view dotted) {
  if (!isLibraryName(dotted)) return std::nullopt;
  std::vector<LibraryOperand> operands;
  for (const ast::Expr* arg : call.args) operands.push_back({arg, infer(*arg), {}});
  for (const ast::Keyword* keyword : call.keywords) {
    operands.push_back({keyword->value, infer(*keyword->value), context_.names.text(keyword->arg)});
  }
  std::optional<Type> result = inferLibrary(call, dotted, operands);
  // While a type is not known, the row of builtins.def says what is wrong with the number of arguments.
  if (!result || result.value()->kind == TypeKind::Unknown) return std::nullopt;
  calleeOf(call) = {.kind = Callee::Kind::Library, .library = libraryRow(dotted)};
  return result;
}

// Says of an expression whose elements are not known what they are: `xs.append(1)` of `xs = []`. A variable takes the
// type; an element of a container makes it the type of the container's elements.
void InstanceInference::refine(const ast::Expr& expr, Type type) {
  if (isUnsettled(type)) return;
  if (const auto* name = ast::as<ast::NameExpr>(&expr)) {
    if (resolution(*name).kind == Resolution::Kind::Local) join(function_.web(*name), type, loc(*name), true);
  } else if (const auto* attribute = ast::as<ast::Attribute>(&expr)) {
    Type holder = instance_.type(*attribute->value);
    if (holder && isObject(present(holder))) inferAttributeTarget(*attribute, type);
  } else if (const auto* subscript = ast::as<ast::Subscript>(&expr)) {
    // A slice is of the type of the whole.
    if (subscript->slice->kind == ast::NodeKind::Slice) return refine(*subscript->value, type);
    refineHolder(*subscript->value, type);
  } else if (const auto* call = ast::as<ast::Call>(&expr)) {
    const auto* method = ast::as<ast::Attribute>(call->func);
    if (!method || !instance_.type(*method->value)) return;
    std::string_view called = context_.names.text(method->attr);
    static constexpr std::string_view Elements[] = {"get", "pop", "popleft", "setdefault"};
    if (called == "copy") refine(*method->value, type);
    if (std::ranges::find(Elements, called) != std::end(Elements)) refineHolder(*method->value, type);
  } else if (const auto* choice = ast::as<ast::IfExp>(&expr)) {
    refine(*choice->body, type);
    refine(*choice->orelse, type);
  } else if (Type own = instance_.type(expr)) {
    adapted(expr, own, type);
  }
}

// The holder's elements, or values, are of the type.
void InstanceInference::refineHolder(const ast::Expr& holder, Type element) {
  Type type = instance_.type(holder);
  if (!type || !isMutable(type) || (!hasUnknown(type) && mode_ == Mode::Reporting)) return;
  std::vector<Type> elements(type->elements.begin(), type->elements.end());
  elements.back() = element;
  refine(holder, types().container(type->kind, elements));
}

// left op right by the special methods of their types: `__add__` of the left one, then `__radd__` of the right one.
std::optional<Type> InstanceInference::inferLibraryOperator(const ast::Node& place, ast::BinaryOp op, Type left,
                                                            Type right) {
  std::string_view name = methodName(op);
  LibraryOperand operands[] = {{nullptr, left, {}}, {nullptr, right, {}}};
  if (auto result = inferLibrary(place, methodOf(left, fmt::format("__{}__", name)), operands)) return result;
  std::swap(operands[0], operands[1]);
  return inferLibrary(place, methodOf(right, fmt::format("__r{}__", name)), operands);
}

// target op= value where the target's type does that in place.
std::optional<Type> InstanceInference::inferLibraryUpdate(const ast::AugAssign& assign, Type target, Type value) {
  if (!isMutable(target)) return std::nullopt;
  LibraryOperand operands[] = {{assign.target, target, {}}, {assign.value, value, {}}};
  auto result = inferLibrary(assign, methodOf(target, fmt::format("__i{}__", methodName(assign.op))), operands);
  if (!result || isUnsettled(*result)) return result;
  return target;
}

} // namespace pyompcc::sema

// lib/sema/infer_caught.cpp
//
// What a handler knows of its exception: arguments, fields that `__init__` sets from them, classes.
#include "lib/ast/walk.h"
#include "lib/sema/instance_inference.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

/// super().__init__(...)
bool callsBase(const ast::Expr& expr, const support::NameTable& names) {
  const auto* call = ast::as<ast::Call>(&expr);
  const auto* method = call ? ast::as<ast::Attribute>(call->func) : nullptr;
  const auto* holder = method ? ast::as<ast::Call>(method->value) : nullptr;
  const auto* name = holder ? ast::as<ast::NameExpr>(holder->func) : nullptr;
  return name && names.text(name->id) == "super";
}

bool assignsField(const ast::Expr* target, support::Name field) {
  const auto* attribute = ast::as<ast::Attribute>(target);
  return attribute && attribute->attr == field;
}

/// The place among the arguments of the parameter that `self.NAME = parameter` of an `__init__` gives the field;
/// nothing where something else may set it.
std::optional<std::size_t> argumentOfField(const ast::FunctionDef& init, support::Name field,
                                           const support::NameTable& names) {
  std::span<ast::Arg* const> params = init.args->args;
  std::optional<std::size_t> place;
  for (const ast::Stmt* stmt : init.body) {
    const auto* called = ast::as<ast::ExprStmt>(stmt);
    if (called && !ast::as<ast::Constant>(called->value) && !callsBase(*called->value, names)) return std::nullopt;
    const auto* annotated = ast::as<ast::AnnAssign>(stmt);
    const auto* assign = ast::as<ast::Assign>(stmt);
    bool set = annotated ? assignsField(annotated->target, field)
                         : assign && std::ranges::any_of(assign->targets, [&](const ast::Expr* target) {
                             return assignsField(target, field);
                           });
    if (!set) continue;
    const auto* value = ast::as<ast::NameExpr>(annotated ? annotated->value : assign->value);
    if (place || !value) return std::nullopt;
    auto param = std::ranges::find(params, value->id, [](const ast::Arg* arg) { return arg->arg; });
    if (param == params.end() || param == params.begin()) return std::nullopt;
    place = static_cast<std::size_t>(param - params.begin()) - 1;
  }
  return place;
}

/// The `__init__` of a class of exceptions of the file; null where it is Python's, or calls another one of the file.
const ast::FunctionDef* initOf(const ModuleInfo& module, std::uint32_t exception) {
  const ast::FunctionDef* found = nullptr;
  for (int index = static_cast<int>(exception); index >= 0;) {
    const ExceptionClass& row = module.exceptions[static_cast<std::size_t>(index)];
    if (row.init && found) return nullptr;
    if (row.init) found = row.init;
    index = row.base;
  }
  return found;
}

bool isPlain(Type type) {
  return type->kind == TypeKind::Bool || type->kind == TypeKind::Int || type->kind == TypeKind::Float ||
         type->kind == TypeKind::Str;
}

} // namespace

void InstanceInference::noteRaised(const ast::Expr& exception_class, std::span<const Type> args) {
  const Resolution& resolved = resolution(exception_class);
  bool of_file = resolved.kind == Resolution::Kind::Exception;
  noteRaised(of_file ? std::pair(static_cast<int>(resolved.module), resolved.index)
                     : std::pair(-1, static_cast<std::uint32_t>(resolved.builtin)),
             args);
}

void InstanceInference::noteRaised(std::pair<int, std::uint32_t> raised, std::span<const Type> args) {
  auto [entry, is_new] = context_.program.raised.try_emplace(raised);
  RaisedArguments& known = entry->second;
  bool changed = is_new;
  if (is_new) known.types.assign(args.size(), types().unknown());
  if (known.types.size() != args.size() && !known.differ) {
    known.differ = true;
    known.types.resize(std::min(known.types.size(), args.size()));
    changed = true;
  }
  for (std::size_t i = 0; i < std::min(known.types.size(), args.size()); ++i) {
    Type joined = joinTypes(types(), known.types[i], args[i]);
    if (!joined) joined = types().error();
    changed |= joined != known.types[i];
    known.types[i] = joined;
  }
  if (changed) context_.fields_changed = true;
}

// What is known of the classes that the handlers of a caught exception take.
std::vector<const RaisedArguments*> InstanceInference::caughtArguments(const ast::Expr& caught) const {
  std::vector<const RaisedArguments*> found;
  const auto* name = ast::as<ast::NameExpr>(&caught);
  auto handlers = name ? handlers_of_web_.find(function_.web(*name).index) : handlers_of_web_.end();
  if (handlers == handlers_of_web_.end()) return found;
  for (const auto& entry : context_.program.raised) {
    bool taken = std::ranges::any_of(handlers->second,
                                     [&](const ast::ExceptHandler* handler) { return mayTake(*handler, entry.first); });
    if (taken) found.push_back(&entry.second);
  }
  return found;
}

// One argument of a caught exception: what all `raise`s of the program give it, and a text where there are none.
Type InstanceInference::caughtArgument(const ast::Attribute& attribute, std::size_t index) {
  Type joined = types().unknown();
  for (const RaisedArguments* arguments : caughtArguments(*attribute.value)) {
    if (index >= arguments->types.size()) continue;
    Type both = joinTypes(types(), joined, arguments->types[index]);
    joined = both ? both : types().error();
  }
  if (joined->kind == TypeKind::Unknown && mode_ == Mode::Silent) return joined;
  if (isPlain(joined)) return joined;
  return unsupported(attribute, "an argument of an exception that is not always of one type, text, int, float or bool,",
                     "raise exceptions with arguments of the same types");
}

// e.code where `__init__` says `self.code = code`: the place of the argument.
std::optional<std::size_t> InstanceInference::fieldArgument(const ast::Attribute& attribute) const {
  const auto* name = ast::as<ast::NameExpr>(attribute.value);
  auto handlers = name ? handlers_of_web_.find(function_.web(*name).index) : handlers_of_web_.end();
  if (handlers == handlers_of_web_.end() || handlers->second.size() != 1) return std::nullopt;
  const ast::Expr* caught = (*handlers->second.begin())->type;
  if (!caught || resolution(*caught).kind != Resolution::Kind::Exception) return std::nullopt;
  const ModuleInfo& module = context_.program.modules[resolution(*caught).module];
  const ast::FunctionDef* init = initOf(module, resolution(*caught).index);
  if (!init) return std::nullopt;
  // A class that derives from it may take other arguments.
  for (std::uint32_t i = 0; i < module.exceptions.size(); ++i) {
    bool taken = mayTake(**handlers->second.begin(), {static_cast<int>(resolution(*caught).module), i});
    if (taken && initOf(module, i) != init) return std::nullopt;
  }
  return argumentOfField(*init, attribute.attr, context_.names);
}

// Is it StopIteration, and nothing else, that the handler takes?
bool InstanceInference::catchesStop(const ast::Expr& caught) const {
  const auto* name = ast::as<ast::NameExpr>(&caught);
  auto handlers = name ? handlers_of_web_.find(function_.web(*name).index) : handlers_of_web_.end();
  return handlers != handlers_of_web_.end() &&
         std::ranges::all_of(handlers->second, [&](const ast::ExceptHandler* handler) {
           const Resolution* stop = handler->type ? &resolution(*handler->type) : nullptr;
           return stop && stop->kind == Resolution::Kind::Builtin && stop->builtin == Builtin::StopIteration;
         });
}

// e.args, e.value of StopIteration, e.code
Type InstanceInference::inferCaughtPart(const ast::Attribute& attribute) {
  std::string_view name = context_.names.text(attribute.attr);
  int& part = instance_.caught_parts[attribute.node_id.index];
  std::optional<std::size_t> field = fieldArgument(attribute);
  bool own_init = instance_.type(*attribute.value)->own_text;
  if (field || (name == "value" && catchesStop(*attribute.value))) {
    part = static_cast<int>(field.value_or(0));
    Type type = caughtArgument(attribute, field.value_or(0));
    if (field) return type;
    return isSettled(type) ? types().optional(type) : type;
  }
  if (name != "args" || own_init) {
    return unsupported(attribute, fmt::format("`{}` of an exception", name),
                       "catch one class of the file, whose `__init__` sets the field to a parameter");
  }
  part = -1;
  std::optional<std::size_t> count;
  for (const RaisedArguments* arguments : caughtArguments(*attribute.value)) {
    bool differ = arguments->differ || (count && *count != arguments->types.size());
    if (differ) {
      return unsupported(attribute, "`args` of exceptions with different numbers of arguments", "catch one class");
    }
    count = arguments->types.size();
  }
  std::vector<Type> elements;
  for (std::size_t i = 0; i < count.value_or(1); ++i) {
    elements.push_back(caughtArgument(attribute, i));
    if (!isSettled(elements.back())) return elements.back();
  }
  return types().tuple(elements);
}

// isinstance(e, KeyError): asked when the program runs.
Type InstanceInference::inferCaughtIsInstance(const ast::Call& call) {
  const auto* several = ast::as<ast::Tuple>(call.args[1]);
  std::span<ast::Expr* const> classes = several ? std::span<ast::Expr* const>(several->elts) : call.args.subspan(1);
  bool fine = true;
  for (const ast::Expr* one : classes) fine &= isExceptionClass(*one);
  return fine ? types().boolean() : types().error();
}

} // namespace pyompcc::sema

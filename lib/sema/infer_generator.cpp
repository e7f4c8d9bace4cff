// lib/sema/infer_generator.cpp
//
// Types of generators: what they give, take and return (Python language reference, 6.2.9).
#include "lib/sema/expand_contexts.h"
#include "lib/sema/instance_inference.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace pyompcc::sema {

// The type of what this function makes, with what one `yield` or `return` says of it.
Type InstanceInference::generatorOf(Type item, Type returned) {
  if (!function_.takes_sent) return types().generator(item, types().none(), returned, 0);
  Type sent = function_.sent ? function_.sent : types().none();
  return types().generator(item, sent, returned, function_.index + 1);
}

// What a generator gives is what all its `yield`s have. Null where they do not fit.
Type InstanceInference::joinedGenerator(Type known, Type type) {
  std::array<Type, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i] = joinTypes(types(), known->elements[i], type->elements[i]);
    if (!parts[i]) return nullptr;
  }
  return types().generator(parts[0], type->elements[1], parts[2], known->function);
}

// The value is what was sent, or None.
Type InstanceInference::inferYield(const ast::Yield& yield) {
  Type value = yield.value ? infer(*yield.value) : types().none();
  Type returned = function_.returns_value ? types().unknown() : types().none();
  if (isSettled(value)) joinResult(generatorOf(value, returned), loc(yield));
  bool is_sent = function_.takes_sent && function_.sent;
  return is_sent ? types().optional(function_.sent) : types().none();
}

// What is sent to a generator goes on to the one that it yields from; ours keeps it.
void InstanceInference::checkDelegation(const ast::For& loop) {
  Type values = instance_.type(*loop.iter);
  if (!values || values->kind != TypeKind::Generator || values->function == 0) return;
  auto written = context_.program.written.find(&loop);
  if (written == context_.program.written.end() || written->second->kind == ast::NodeKind::For) return;
  unsupported(*loop.iter, "`yield from` a generator that uses the values of its `yield`s",
              "write a loop that calls `send`");
}

// return value    in a generator
void InstanceInference::inferGeneratorResult(const ast::Return& stmt) {
  Type value = stmt.value ? infer(*stmt.value) : types().none();
  if (isSettled(value)) joinResult(generatorOf(types().unknown(), value), loc(stmt));
}

// `next` and `send` may raise StopIteration with what the generator returned.
void InstanceInference::noteStop(const TypeNode& generator) {
  Type returned = generator.elements[2];
  if (isOptional(returned)) returned = returned->elements[0];
  if (!isSettled(returned) || returned->kind == TypeKind::None) return;
  Type args[] = {returned};
  noteRaised({-1, static_cast<std::uint32_t>(Builtin::StopIteration)}, args);
}

// g.send(value), g.close(); null for what is no such call.
Type InstanceInference::inferGeneratorMethod(const ast::Call& call, Type generator) {
  if (generator->kind != TypeKind::Generator) return nullptr;
  const auto& method = static_cast<const ast::Attribute&>(*call.func);
  std::string_view name = context_.names.text(method.attr);
  if (name == "close" && call.args.empty() && call.keywords.empty()) return types().none();
  if (name == ReturnedName) return generator->elements[2];
  if (name == "throw") {
    return unsupported(call, "`throw` into a generator", "send it a value, and raise where that comes out of `yield`");
  }
  if (name != "send" || call.args.size() != 1 || !call.keywords.empty()) return nullptr;
  if (!hasPlainArguments(call)) return types().error();
  Type value = infer(*call.args[0]);
  if (!isSettled(value)) return value;
  if (generator->function == 0) {
    return unsupported(call, "`send` to a generator that uses no value of `yield`", "call `next`");
  }
  if (isOptional(value)) value = value->elements[0];
  if (value->kind == TypeKind::None) return generator->elements[0];
  noteStop(*generator);
  Type& sent = context_.program.functions[generator->function - 1]->sent;
  Type joined = sent ? joinTypes(types(), sent, value) : value;
  if (!joined || !canBeOptional(joined) || (mode_ == Mode::Reporting && joined != sent)) {
    return unsupported(*call.args[0], fmt::format("a value of type `{}`, sent to this generator,", typeName(value)),
                       "send values of one type, which is no array and no function");
  }
  if (joined != sent) {
    sent = joined;
    context_.fields_changed = true;
  }
  return generator->elements[0];
}

// next(g), next(g, default)
Type InstanceInference::inferNext(const ast::Call& call) {
  if (!hasPlainArguments(call)) return types().error();
  std::vector<Type> args;
  for (const ast::Expr* arg : call.args) {
    args.push_back(infer(*arg));
    if (!isSettled(args.back())) return args.back();
  }
  bool fits = (args.size() == 1 || args.size() == 2) && call.keywords.empty() && args[0]->kind == TypeKind::Generator;
  if (!fits) return unsupported(call, "`next` of something else than a generator", "write a loop");
  // An earlier walk, which did not know that it is a generator, has taken the library's `next`.
  calleeOf(call) = Callee{};
  Type item = args[0]->elements[0];
  if (args.size() == 1) {
    noteStop(*args[0]);
    return item;
  }
  Type joined = joinTypes(types(), item, args[1]);
  if (joined == item || (args[1]->kind == TypeKind::None && joined)) return joined;
  return unsupported(*call.args[1], "a default of another type than the generator's values", "give one of that type");
}

} // namespace pyompcc::sema

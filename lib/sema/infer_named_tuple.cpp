// lib/sema/infer_named_tuple.cpp
//
// Types of what is done with named tuples as such: making one, its fields by name, `_replace`. All else is a tuple's.
#include "lib/diag/rows/sema.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <vector>

namespace pyompcc::sema {

// Point(1.0, y=2.0): the elements have the types of the arguments, as in any tuple.
Type InstanceInference::inferNamedTuple(const ast::Call& call, const NamedTupleClass& named) {
  if (!hasPlainArguments(call)) return types().error();
  const std::vector<std::string>& fields = named.type.fields;
  std::vector<Type> elements(fields.size(), nullptr);
  bool fine = call.args.size() <= fields.size();
  if (!fine) {
    say(call, diag::TooManyArguments, named.type.name, static_cast<diag::Number>(fields.size()),
        static_cast<diag::Number>(call.args.size()));
  }
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    Type type = infer(*call.args[i]);
    if (i < fields.size()) elements[i] = type;
  }
  for (const ast::Keyword* keyword : call.keywords) {
    std::string_view name = context_.names.text(keyword->arg);
    Type type = infer(*keyword->value);
    auto at = static_cast<std::size_t>(std::ranges::find(fields, name) - fields.begin());
    if (at == fields.size()) {
      say(*keyword, diag::UnknownParameter, named.type.name, name);
    } else if (elements[at]) {
      say(*keyword, diag::RepeatedArgument, named.type.name, name);
    } else {
      elements[at] = type;
      continue;
    }
    fine = false;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!elements[i] && named.defaults[i]) elements[i] = typeOf(*named.defaults[i], types());
    if (elements[i]) continue;
    say(call, diag::MissingArgument, named.type.name, fields[i]);
    fine = false;
  }
  if (!fine) return types().error();
  for (Type element : elements) {
    if (!isSettled(element)) return element;
  }
  calleeOf(call) = {.kind = Callee::Kind::NamedTuple, .constant = named.index};
  return types().namedTuple(named.type, elements);
}

// p.x; null where the tuple has no such field.
Type InstanceInference::inferNamedField(const ast::Attribute& attribute, Type value) {
  if (!value->named) return nullptr;
  const std::vector<std::string>& fields = value->named->fields;
  auto at = std::ranges::find(fields, context_.names.text(attribute.attr));
  return at == fields.end() ? nullptr : value->elements[static_cast<std::size_t>(at - fields.begin())];
}

// p._replace(x=1.0)
Type InstanceInference::inferReplace(const ast::Call& call, Type value) {
  if (!hasPlainArguments(call)) return types().error();
  if (!call.args.empty()) {
    say(call, diag::TooManyArguments, "_replace", 0, static_cast<diag::Number>(call.args.size()));
    return types().error();
  }
  std::vector<Type> elements = value->elements;
  for (const ast::Keyword* keyword : call.keywords) {
    std::string_view name = context_.names.text(keyword->arg);
    Type type = infer(*keyword->value);
    if (!isSettled(type)) return type;
    auto at = std::ranges::find(value->named->fields, name);
    if (at == value->named->fields.end()) {
      say(*keyword, diag::UnknownParameter, "_replace", name);
      return types().error();
    }
    elements[static_cast<std::size_t>(at - value->named->fields.begin())] = type;
  }
  return types().namedTuple(*value->named, elements);
}

} // namespace pyompcc::sema

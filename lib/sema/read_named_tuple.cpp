// lib/sema/read_named_tuple.cpp
//
// Reads the fields of named tuples and their defaults.
#include "lib/sema/read_named_tuple.h"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

const ast::Constant* textOf(const ast::Expr& expr) {
  const auto* constant = ast::as<ast::Constant>(&expr);
  return constant && constant->value.kind == ast::ConstantValue::Kind::Str ? constant : nullptr;
}

std::optional<std::span<ast::Expr* const>> elementsOf(const ast::Expr& expr) {
  if (const auto* list = ast::as<ast::List>(&expr)) return list->elts;
  if (const auto* tuple = ast::as<ast::Tuple>(&expr)) return tuple->elts;
  return std::nullopt;
}

// "x y", "x, y"
std::vector<std::string> splitNames(std::string_view text) {
  std::vector<std::string> names;
  std::string name;
  for (char c : text) {
    bool between = c == ' ' || c == ',' || c == '\t' || c == '\n';
    if (!between) name += c;
    if (between && !name.empty()) names.push_back(std::exchange(name, {}));
  }
  if (!name.empty()) names.push_back(name);
  return names;
}

bool readFields(const ast::Expr& expr, bool typed, NamedTupleClass& named) {
  if (const ast::Constant* text = typed ? nullptr : textOf(expr)) {
    named.type.fields = splitNames(text->value.text);
    return true;
  }
  auto elements = elementsOf(expr);
  if (!elements) return false;
  for (const ast::Expr* element : *elements) {
    const ast::Expr* field = element;
    if (typed) {
      auto pair = elementsOf(*element);
      if (!pair || pair->size() != 2) return false;
      field = (*pair)[0];
      named.annotations.push_back((*pair)[1]);
    }
    const ast::Constant* text = textOf(*field);
    if (!text) return false;
    named.type.fields.emplace_back(text->value.text);
  }
  return true;
}

bool isDocstring(const ast::Stmt& stmt) {
  const auto* value = ast::as<ast::ExprStmt>(&stmt);
  return stmt.kind == ast::NodeKind::Pass || (value && value->value->kind == ast::NodeKind::Constant);
}

} // namespace

std::optional<NamedTupleClass> readNamedTuple(const ast::Expr& value, const support::NameTable& names,
                                              const NamedTupleSurroundings& surroundings) {
  const auto* call = ast::as<ast::Call>(&value);
  if (!call || call->args.size() != 2) return std::nullopt;
  std::string dotted = surroundings.dotted(*call->func);
  bool typed = dotted == "typing.NamedTuple";
  const ast::Constant* name = textOf(*call->args[0]);
  if ((!typed && dotted != "collections.namedtuple") || !name) return std::nullopt;
  NamedTupleClass named;
  named.type.name = name->value.text;
  if (!readFields(*call->args[1], typed, named)) return std::nullopt;
  named.defaults.resize(named.type.fields.size());
  for (const ast::Keyword* keyword : call->keywords) {
    if (names.text(keyword->arg) == "module") continue;
    auto values = elementsOf(*keyword->value);
    if (names.text(keyword->arg) != "defaults" || !values || values->size() > named.defaults.size()) {
      return std::nullopt;
    }
    // They belong to the last fields.
    std::size_t at = named.defaults.size() - values->size();
    for (const ast::Expr* given : *values) {
      named.defaults[at] = surroundings.value_of(*given);
      if (!named.defaults[at++]) return std::nullopt;
    }
  }
  return named;
}

std::optional<NamedTupleClass> readNamedTuple(const ast::ClassDef& def, const support::NameTable& names,
                                              const NamedTupleSurroundings& surroundings) {
  if (def.bases.size() != 1 || !def.keywords.empty() || !def.decorator_list.empty() ||
      surroundings.dotted(*def.bases[0]) != "typing.NamedTuple")
    return std::nullopt;
  NamedTupleClass named;
  named.type.name = names.text(def.name);
  for (const ast::Stmt* stmt : def.body) {
    if (isDocstring(*stmt)) continue;
    const auto* field = ast::as<ast::AnnAssign>(stmt);
    const auto* name = field ? ast::as<ast::NameExpr>(field->target) : nullptr;
    if (!name) return std::nullopt;
    named.type.fields.emplace_back(names.text(name->id));
    named.annotations.push_back(field->annotation);
    named.defaults.emplace_back();
    if (!field->value) continue;
    named.defaults.back() = surroundings.value_of(*field->value);
    if (!named.defaults.back()) return std::nullopt;
  }
  return named;
}

} // namespace pyompcc::sema

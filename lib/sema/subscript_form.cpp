// lib/sema/subscript_form.cpp
//
// Adds up the terms of subscripts.
#include "lib/sema/subscript_form.h"

#include <algorithm>
#include <cstdlib>

namespace pyompcc::sema {
namespace {

// Larger factors are no subscripts of real arrays, and products of them would not fit.
constexpr std::int64_t Largest = 1 << 20;

std::optional<std::int64_t> integerOf(const ast::Expr& expr) {
  const auto* constant = ast::as<ast::Constant>(&expr);
  if (!constant || constant->value.kind != ast::ConstantValue::Kind::Int) return std::nullopt;
  return std::abs(constant->value.integer) < Largest ? std::optional(constant->value.integer) : std::nullopt;
}

bool add(IndexForm& form, const ast::Expr& expr, support::Name loop, std::int64_t times, int depth) {
  if (depth > 20 || std::abs(times) > Largest) return false;
  if (auto value = integerOf(expr)) {
    form.constant += times * *value;
    return true;
  }
  if (const auto* name = ast::as<ast::NameExpr>(&expr)) {
    (name->id == loop ? form.factor : form.names[name->id]) += times;
    if (name->id != loop && form.names[name->id] == 0) form.names.erase(name->id);
    return true;
  }
  if (const auto* unary = ast::as<ast::UnaryOp>(&expr)) {
    return unary->op == ast::UnaryOperator::USub && add(form, *unary->operand, loop, -times, depth + 1);
  }
  const auto* both = ast::as<ast::BinOp>(&expr);
  if (!both) return false;
  switch (both->op) {
  case ast::BinaryOp::Add:
    return add(form, *both->left, loop, times, depth + 1) && add(form, *both->right, loop, times, depth + 1);
  case ast::BinaryOp::Sub:
    return add(form, *both->left, loop, times, depth + 1) && add(form, *both->right, loop, -times, depth + 1);
  case ast::BinaryOp::Mult:
    if (auto value = integerOf(*both->left)) return add(form, *both->right, loop, times * *value, depth + 1);
    if (auto value = integerOf(*both->right)) return add(form, *both->left, loop, times * *value, depth + 1);
    return false;
  default: return false;
  }
}

} // namespace

std::optional<IndexForm> indexForm(const ast::Expr& expr, support::Name loop) {
  IndexForm form;
  return add(form, expr, loop, 1, 0) ? std::optional(form) : std::nullopt;
}

const ast::NameExpr* arrayOf(const ast::Subscript& element) {
  const ast::Expr* value = element.value;
  while (const auto* inner = ast::as<ast::Subscript>(value)) value = inner->value;
  return ast::as<ast::NameExpr>(value);
}

std::optional<std::vector<IndexForm>> indexForms(const ast::Subscript& element, support::Name loop) {
  std::vector<const ast::Expr*> indices;
  const ast::Subscript* subscript = &element;
  while (subscript) {
    std::vector<const ast::Expr*> own;
    if (const auto* tuple = ast::as<ast::Tuple>(subscript->slice)) {
      own.assign(tuple->elts.begin(), tuple->elts.end());
    } else {
      own.push_back(subscript->slice);
    }
    indices.insert(indices.begin(), own.begin(), own.end());
    subscript = ast::as<ast::Subscript>(subscript->value);
  }
  std::vector<IndexForm> forms;
  for (const ast::Expr* index : indices) {
    std::optional<IndexForm> form = indexForm(*index, loop);
    if (!form) return std::nullopt;
    forms.push_back(std::move(*form));
  }
  return forms;
}

std::optional<std::int64_t> distance(const std::vector<IndexForm>& left, const std::vector<IndexForm>& right) {
  if (left.size() != right.size()) return std::nullopt;
  std::optional<std::int64_t> found;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (left[i].factor != right[i].factor || left[i].names != right[i].names) return std::nullopt;
    std::int64_t difference = left[i].constant - right[i].constant;
    if (left[i].factor == 0) {
      if (difference != 0) return std::nullopt;
      continue;
    }
    if (difference % left[i].factor != 0) return std::nullopt;
    std::int64_t apart = difference / left[i].factor;
    if (found && *found != apart) return std::nullopt;
    found = apart;
  }
  return found && *found != 0 ? found : std::nullopt;
}

} // namespace pyompcc::sema

// lib/sema/wrap_text.cpp
//
// Finds formats whose text is constant and whose arguments fit.
#include "lib/sema/wrap_text.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

const ast::Constant* textConstant(const ast::Expr* expr) {
  const auto* constant = ast::as<ast::Constant>(expr);
  return constant && constant->value.kind == ast::ConstantValue::Kind::Str ? constant : nullptr;
}

bool isSimple(const ast::Expr& expr) {
  return expr.kind == ast::NodeKind::NameExpr || expr.kind == ast::NodeKind::Constant;
}

/// Counts the uses of arguments.
class Uses {
 public:
  Uses(const TextFormat& format, const support::NameTable& names)
      : format_(format), names_(names), positional_(format.args.size()), named_(format.keywords.size()) {}

  bool fit() {
    if (!count(format_.parts)) return false;
    for (std::size_t i = 0; i < positional_.size(); ++i) {
      if (positional_[i] != 1 && (format_.is_percent || !isSimple(*format_.args[i]))) return false;
    }
    for (std::size_t i = 0; i < named_.size(); ++i) {
      if (named_[i] != 1 && !isSimple(*format_.keywords[i]->value)) return false;
    }
    return true;
  }

 private:
  bool count(const std::vector<FormatPart>& parts) {
    return std::ranges::all_of(parts, [&](const FormatPart& part) {
      if (!part.is_field) return true;
      if (part.name.empty()) {
        auto at = static_cast<std::size_t>(part.argument);
        if (at >= positional_.size()) return false;
        ++positional_[at];
      } else {
        auto found = std::ranges::find_if(
            format_.keywords, [&](const ast::Keyword* keyword) { return names_.text(keyword->arg) == part.name; });
        if (found == format_.keywords.end()) return false;
        ++named_[static_cast<std::size_t>(found - format_.keywords.begin())];
      }
      return count(part.spec);
    });
  }

  const TextFormat& format_;
  const support::NameTable& names_;
  std::vector<int> positional_;
  std::vector<int> named_;
};

bool isStarred(const ast::Expr* expr) { return expr->kind == ast::NodeKind::Starred; }

} // namespace

std::optional<TextFormat> textFormatOf(const ast::Node& node, const support::NameTable& names) {
  TextFormat format;
  std::optional<std::vector<FormatPart>> parts;
  if (const auto* operation = ast::as<ast::BinOp>(&node)) {
    const ast::Constant* text = operation->op == ast::BinaryOp::Mod ? textConstant(operation->left) : nullptr;
    if (!text) return std::nullopt;
    parts = parsePercentFormat(text->value.text);
    format.is_percent = true;
    const auto* tuple = ast::as<ast::Tuple>(operation->right);
    format.alone = !tuple;
    if (tuple) {
      format.args.assign(tuple->elts.begin(), tuple->elts.end());
    } else {
      format.args.push_back(operation->right);
    }
  } else if (const auto* call = ast::as<ast::Call>(&node)) {
    const auto* method = ast::as<ast::Attribute>(call->func);
    const ast::Constant* text = method && names.text(method->attr) == "format" ? textConstant(method->value) : nullptr;
    bool named = std::ranges::all_of(call->keywords, [](const ast::Keyword* keyword) { return bool(keyword->arg); });
    if (!text || !named) return std::nullopt;
    parts = parseBraceFormat(text->value.text);
    format.args.assign(call->args.begin(), call->args.end());
    format.keywords.assign(call->keywords.begin(), call->keywords.end());
  }
  if (!parts || std::ranges::any_of(format.args, isStarred)) return std::nullopt;
  format.parts = std::move(*parts);
  return Uses(format, names).fit() ? std::optional(std::move(format)) : std::nullopt;
}

} // namespace pyompcc::sema

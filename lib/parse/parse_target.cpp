// lib/parse/parse_target.cpp
//
// What is assigned to or deleted (language reference, sections 7.2 and 7.5).
#include "lib/diag/rows/parse.h"
#include "lib/parse/parser.h"

namespace pyompcc::parse {
// What an expression is called when it cannot be a target, as CPython calls it.
std::string_view Parser::describeExpr(const ast::Expr& expr) {
  using enum ast::NodeKind;
  switch (expr.kind) {
  case Call: return "a function call";
  case BinOp:
  case UnaryOp:
  case BoolOp: return "an operator expression";
  case Compare: return "a comparison";
  case Lambda: return "a lambda";
  case IfExp: return "a conditional expression";
  case NamedExpr: return "a named expression";
  case GeneratorExp: return "a generator expression";
  case Yield:
  case YieldFrom: return "a yield expression";
  case Await: return "an await expression";
  case ListComp: return "a list comprehension";
  case SetComp: return "a set comprehension";
  case DictComp: return "a dict comprehension";
  case Dict: return "a dict literal";
  case Set: return "a set display";
  case JoinedStr:
  case FormattedValue: return "an f-string expression";
  case TemplateStr: return "a t-string expression";
  case Tuple: return "a tuple";
  case List: return "a list";
  case Starred: return "a starred expression";
  case Attribute: return "an attribute";
  case Subscript: return "a subscript";
  case NameExpr: return "a name in parentheses";
  case Constant:
    switch (static_cast<const ast::Constant&>(expr).value.kind) {
    case ast::ConstantValue::Kind::None: return "`None`";
    case ast::ConstantValue::Kind::True: return "`True`";
    case ast::ConstantValue::Kind::False: return "`False`";
    case ast::ConstantValue::Kind::Ellipsis: return "`...`";
    default: return "a literal";
    }
  default: return "an expression";
  }
}

// star_targets before `in`: target (',' target)* [','], a tuple when there is a comma
ast::Expr* Parser::parseTargetList() {
  std::uint32_t from = begin();
  ast::Expr* first = parseTarget();
  if (at(TokenKind::Comma)) {
    List<ast::Expr> elements(*this);
    elements.add(first);
    while (accept(TokenKind::Comma) && !at(TokenKind::KwIn) && !atExpressionEnd()) elements.add(parseTarget());
    auto* tuple = make<ast::Tuple>(from);
    tuple->elts = elements.take();
    first = tuple;
  }
  if (!failed()) setContext(first, ast::ExprContext::Store, true);
  return first;
}

// ['*'] target. Comparisons are left out, so that `in` ends it.
ast::Expr* Parser::parseTarget() { return at(TokenKind::Star) ? parseStarExpression() : parseBinary(0); }

// Gives an expression that was read as a value the context of a target; false after an error. Nested as deep as the
// brackets of the source.
bool Parser::setContext(ast::Expr* expr, ast::ExprContext context, bool is_top) {
  if (failed()) return false;
  auto set_all = [&](std::span<ast::Expr*> elements) {
    for (ast::Expr* element : elements) {
      if (!setContext(element, context, false)) return false;
    }
    return true;
  };
  switch (expr->kind) {
  case ast::NodeKind::NameExpr: static_cast<ast::NameExpr*>(expr)->ctx = context; return true;
  case ast::NodeKind::Attribute: static_cast<ast::Attribute*>(expr)->ctx = context; return true;
  case ast::NodeKind::Subscript: static_cast<ast::Subscript*>(expr)->ctx = context; return true;
  case ast::NodeKind::Tuple:
    static_cast<ast::Tuple*>(expr)->ctx = context;
    return set_all(static_cast<ast::Tuple*>(expr)->elts);
  case ast::NodeKind::List:
    static_cast<ast::List*>(expr)->ctx = context;
    return set_all(static_cast<ast::List*>(expr)->elts);
  case ast::NodeKind::Starred: {
    auto* starred = static_cast<ast::Starred*>(expr);
    if (context == ast::ExprContext::Del || starred->value->kind == ast::NodeKind::Starred) break;
    starred->ctx = context;
    return setContext(starred->value, context, false);
  }
  default: break;
  }
  failTarget(*expr, context, is_top);
  return false;
}

void Parser::failTarget(const ast::Expr& expr, ast::ExprContext context, bool is_top) {
  if (context == ast::ExprContext::Del) {
    fail(loc(expr), diag::CannotDelete, describeExpr(expr));
  } else if (is_top && at(TokenKind::Equal) && expr.kind != ast::NodeKind::Starred) {
    fail(loc(expr), diag::CannotAssignCompare, describeExpr(expr));
  } else {
    fail(loc(expr), diag::CannotAssign, describeExpr(expr));
  }
}

} // namespace pyompcc::parse

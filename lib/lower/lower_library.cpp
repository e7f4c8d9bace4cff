// lib/lower/lower_library.cpp
//
// Calls and operators that have a row in grammar/library.def.
#include "lib/diag/rows/lower.h"
#include "lib/lower/function_lowering.h"
#include "lib/support/check.h"

#include <charconv>

namespace pyompcc::lower {

// The call of the row that takes the arguments, each converted to what the row says.
ir::Expr* FunctionLowering::libraryCall(std::string_view dotted, std::vector<ir::Expr*> args, support::Loc loc,
                                        std::span<const std::string_view> keywords) {
  std::vector<sema::LibraryArgument> arguments;
  for (std::size_t i = 0; i < args.size(); ++i) {
    arguments.push_back({args[i]->type, i < keywords.size() ? keywords[i] : std::string_view()});
  }
  std::optional<sema::LibraryMatch> match = sema::matchLibrary(context_.types, dotted, arguments);
  if (!match) {
    context_.emitter.report(loc, diag::NotLowered, fmt::format("`{}` here", dotted));
    return integer(0, loc);
  }
  // list(), dict(): as the empty literal, whose elements are what its use says.
  if (match->slots.empty() && match->result->kind == sema::TypeKind::Dict) {
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

ir::Expr* FunctionLowering::lowerLibraryCall(const ast::Call& expr, std::string_view dotted) {
  // any(x > 2 for x in xs)    becomes    bool found = false; for (x : xs) { if (x > 2) { found = true; break; } }
  const auto* generator = expr.args.size() == 1 ? ast::as<ast::GeneratorExp>(expr.args[0]) : nullptr;
  bool is_any = dotted == "builtins.any";
  if (generator && (is_any || dotted == "builtins.all")) {
    support::Loc place = loc(expr);
    ir::Var* result = temporary(is_any ? "found" : "holds", context_.types.boolean(), place);
    assign(result, ir::boolean(ir_, context_.types, !is_any, place), place);
    lowerGenerators(generator->generators, [&] {
      ir::Expr* decides = truth(lowerExpr(*generator->elt));
      auto* leave = ir_.make<ir::If>(place);
      leave->condition = is_any ? decides : ir::negated(ir_, context_.types, decides);
      append(leave);
      leave->then_block = blockOf([&] {
        assign(result, ir::boolean(ir_, context_.types, is_any, place), place);
        append(ir_.make<ir::Break>(place));
      });
    });
    return reference(result, place);
  }
  std::vector<ir::Expr*> args;
  std::vector<std::string_view> keywords;
  // A method has its object before the point; what has none is a function of a module.
  const auto* method = ast::as<ast::Attribute>(expr.func);
  if (method && instance_.type(*method->value)) args.push_back(lowerExpr(*method->value));
  auto add = [&](const ast::Expr& arg) {
    ir::Expr* value = lowerNext(args, [&] { return lowerExpr(arg); });
    args.push_back(value);
  };
  for (const ast::Expr* arg : expr.args) add(*arg);
  keywords.resize(args.size());
  for (const ast::Keyword* keyword : expr.keywords) {
    add(*keyword->value);
    keywords.push_back(text(keyword->arg));
  }
  return libraryCall(dotted, std::move(args), loc(expr), keywords);
}

// left op right by the special methods of their types, in the order of lib/sema/infer_library.cpp.
ir::Expr* FunctionLowering::lowerLibraryOperator(ast::BinaryOp op, ir::Expr* left, ir::Expr* right, support::Loc loc) {
  std::string own = fmt::format("{}.__{}__", sema::methodPrefix(left->type), sema::methodName(op));
  sema::LibraryArgument arguments[] = {{left->type, {}}, {right->type, {}}};
  if (sema::matchLibrary(context_.types, own, arguments)) return libraryCall(own, {left, right}, loc);
  return libraryCall(fmt::format("{}.__r{}__", sema::methodPrefix(right->type), sema::methodName(op)), {right, left},
                     loc);
}

ir::Expr* FunctionLowering::lowerLibraryComparison(ast::CompareOp op, ir::Expr* left, ir::Expr* right,
                                                   support::Loc loc) {
  bool membership = op == ast::CompareOp::In || op == ast::CompareOp::NotIn;
  if (membership) std::swap(left, right);
  std::string dotted = fmt::format("{}.__{}__", sema::methodPrefix(left->type), sema::methodName(op));
  ir::Expr* result = libraryCall(dotted, {left, right}, loc);
  return op == ast::CompareOp::NotIn ? ir::negated(ir_, context_.types, result) : result;
}

// xs += ys where the type does it in place. False where it does not.
bool FunctionLowering::lowerLibraryUpdate(const ast::AugAssign& stmt) {
  const auto* name = ast::as<ast::NameExpr>(stmt.target);
  sema::WebId read = name ? info_.web(stmt) : sema::WebId{};
  ir::Type target_type = name ? (read ? instance_.web_types[read.index] : nullptr) : instance_.type(*stmt.target);
  if (!target_type || !sema::isMutable(target_type)) return false;
  std::string dotted = fmt::format("{}.__i{}__", sema::methodPrefix(target_type), sema::methodName(stmt.op));
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
  return libraryCall(fmt::format("{}.__len__", sema::methodPrefix(value->type)), {value}, value->loc);
}

} // namespace pyompcc::lower

// lib/ir/print.cpp
//
// Prints functions, statements and expressions of the intermediate representation.
#include "lib/ir/print.h"

#include "lib/ir/runtime_function.h"
#include "lib/ir/spelling.h"
#include "lib/ir/walk.h"
#include "lib/support/text_writer.h"

#include <fmt/format.h>

namespace pyompcc::ir {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else {
      result += c;
    }
  }
  return result + '"';
}

/// Prints one module.
class Printer {
 public:
  std::string run(const Module& module);
  std::string expr(const Expr* node);

 private:
  void function(const Function& function);
  void block(const Block& block);
  void stmt(const Stmt& stmt);
  void region(const Region& region);
  std::string exprInner(const Expr* node);
  std::string binary(const Binary& node);
  std::string list(std::span<Expr* const> items);
  std::string element(const Expr* array, std::span<Expr* const> indices, Bounds bounds);

  support::TextWriter out_;
  int depth_ = 0;
};

std::string Printer::list(std::span<Expr* const> items) {
  std::string result;
  for (const Expr* item : items) {
    if (!result.empty()) result += ", ";
    result += expr(item);
  }
  return result;
}

std::string Printer::element(const Expr* array, std::span<Expr* const> indices, Bounds bounds) {
  std::string mode = bounds == Bounds::Proved ? std::string() : fmt::format(".{}", word(bounds));
  return fmt::format("{}[{}]{}", expr(array), list(indices), mode);
}

std::string Printer::binary(const Binary& node) {
  if (node.mode == Arithmetic::Plain && !symbol(node.op).empty()) {
    return fmt::format("({} {} {})", expr(node.left), symbol(node.op), expr(node.right));
  }
  return fmt::format("{}.{}({}, {})", word(node.op), word(node.mode), expr(node.left), expr(node.right));
}

std::string Printer::expr(const Expr* node) {
  if (!node) return "null";
  PYOMPCC_CHECK(depth_ < MaxDepth, "the representation is nested more than {} deep", MaxDepth);
  ++depth_;
  std::string result = exprInner(node);
  --depth_;
  return result;
}

std::string Printer::exprInner(const Expr* node) {
  switch (node->kind) {
  case ExprKind::IntConst: {
    const auto& constant = *as<IntConst>(node);
    if (node->type->kind == sema::TypeKind::Int) return fmt::format("{}", constant.value);
    return fmt::format("{}({})", sema::typeName(node->type), constant.value);
  }
  case ExprKind::ComplexConst: {
    const auto& constant = *as<ComplexConst>(node);
    return fmt::format("complex({}, {})", constant.real, constant.imag);
  }
  case ExprKind::FloatConst: {
    std::string text = fmt::format("{}", as<FloatConst>(node)->value);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";
    return node->type->kind == sema::TypeKind::Float ? text : fmt::format("{}({})", sema::typeName(node->type), text);
  }
  case ExprKind::BoolConst: return as<BoolConst>(node)->value ? "True" : "False";
  case ExprKind::StrConst: return quoted(as<StrConst>(node)->value);
  case ExprKind::NoneConst: return "None";
  case ExprKind::VarRef: return std::string(as<VarRef>(node)->var->cpp_name);
  case ExprKind::Unary: {
    const auto& unary = *as<Unary>(node);
    std::string operand = expr(unary.operand);
    if (unary.op == UnaryOp::Not) return fmt::format("(not {})", operand);
    if (unary.op == UnaryOp::Abs || unary.mode != Arithmetic::Plain) {
      return fmt::format("{}.{}({})", word(unary.op), word(unary.mode), operand);
    }
    return fmt::format("({}{})", unary.op == UnaryOp::Negate ? "-" : "~", operand);
  }
  case ExprKind::Binary: return binary(*as<Binary>(node));
  case ExprKind::Compare: {
    const auto& compare = *as<Compare>(node);
    return fmt::format("({} {} {})", expr(compare.left), symbol(compare.op), expr(compare.right));
  }
  case ExprKind::Logical: {
    const auto& logical = *as<Logical>(node);
    return fmt::format("({} {} {})", expr(logical.left), logical.op == LogicalOp::And ? "and" : "or",
                       expr(logical.right));
  }
  case ExprKind::Select: {
    const auto& select = *as<Select>(node);
    return fmt::format("({} if {} else {})", expr(select.then_value), expr(select.condition), expr(select.else_value));
  }
  case ExprKind::Convert: {
    const auto& convert = *as<Convert>(node);
    std::string mode = convert.mode == Arithmetic::Plain ? std::string() : fmt::format(".{}", word(convert.mode));
    return fmt::format("{}{}({})", sema::typeName(node->type), mode, expr(convert.operand));
  }
  case ExprKind::Call: {
    const auto& call = *as<Call>(node);
    return fmt::format("{}({})", call.callee->cpp_name, list(call.args));
  }
  case ExprKind::RuntimeCall: {
    const auto& call = *as<RuntimeCall>(node);
    std::string mode = call.mode == Arithmetic::Plain ? std::string() : fmt::format(".{}", word(call.mode));
    return fmt::format("{}{}({})", facts(call.callee).name, mode, list(call.args));
  }
  case ExprKind::Load: {
    const auto& load = *as<Load>(node);
    return element(load.array, load.indices, load.bounds);
  }
  case ExprKind::Subview: {
    const auto& subview = *as<Subview>(node);
    return "view " + element(subview.array, subview.indices, subview.bounds);
  }
  case ExprKind::Dimension: {
    const auto& dimension = *as<Dimension>(node);
    return fmt::format("{}.shape[{}]", expr(dimension.array), dimension.axis);
  }
  case ExprKind::Allocate: {
    const auto& allocate = *as<Allocate>(node);
    constexpr std::string_view Names[] = {"empty", "zeros", "ones", "full"};
    return fmt::format("{}<{}>({}{})", Names[static_cast<std::size_t>(allocate.fill)], sema::typeName(node->type),
                       list(allocate.shape), allocate.value ? ", " + expr(allocate.value) : std::string());
  }
  case ExprKind::MakeException: {
    const auto& made = *as<MakeException>(node);
    return fmt::format("{}({})", made.exception, list(made.args));
  }
  case ExprKind::IsException: {
    const auto& test = *as<IsException>(node);
    return fmt::format("({} is {})", expr(test.caught), test.exception);
  }
  case ExprKind::MakeObject: return fmt::format("new {}", sema::typeName(node->type));
  case ExprKind::Field: {
    const auto& field = *as<Field>(node);
    return fmt::format("{}.{}", expr(field.object),
                       field.object->type->object->fields[static_cast<std::size_t>(field.index)].name);
  }
  case ExprKind::IsNone: return fmt::format("({} is None)", expr(as<IsNone>(node)->value));
  case ExprKind::MakeTuple: return fmt::format("tuple({})", list(as<MakeTuple>(node)->elements));
  case ExprKind::Sent: return fmt::format("yield {}", expr(as<Sent>(node)->value));
  case ExprKind::Stopped: {
    const auto& stopped = *as<Stopped>(node);
    return fmt::format("{} {}{}{}", stopped.ended ? "ended" : "stopped", stopped.raised->cpp_name,
                       stopped.part ? ", " : "", stopped.part ? expr(stopped.part) : std::string());
  }
  case ExprKind::TupleElement: {
    const auto& element = *as<TupleElement>(node);
    return fmt::format("{}[{}]", expr(element.tuple), element.index);
  }
  case ExprKind::LibraryCall: {
    const auto& call = *as<LibraryCall>(node);
    return fmt::format("{}({})", sema::facts(call.callee).dotted_name, list(call.args));
  }
  case ExprKind::Lambda: return fmt::format("lambda {}", expr(as<Lambda>(node)->body));
  case ExprKind::LambdaParam: return fmt::format("#{}", as<LambdaParam>(node)->index);
  case ExprKind::MakeContainer:
    return fmt::format("{}({})", sema::methodPrefix(node->type), list(as<MakeContainer>(node)->elements));
  case ExprKind::MakeDict: {
    const auto& dict = *as<MakeDict>(node);
    return fmt::format("dict({}: {})", list(dict.keys), list(dict.values));
  }
  case ExprKind::MakeDefaultDict: return fmt::format("defaultdict({})", expr(as<MakeDefaultDict>(node)->make));
  case ExprKind::MakeRange: {
    const auto& range = *as<MakeRange>(node);
    return fmt::format("range({}, {}, {})", expr(range.start), expr(range.stop), expr(range.step));
  }
  case ExprKind::MakeSlice: {
    const auto& slice = *as<MakeSlice>(node);
    return fmt::format("slice({}, {}, {})", expr(slice.lower), expr(slice.upper), expr(slice.step));
  }
  }
  return {};
}

void Printer::region(const Region& region) {
  const RegionFacts& facts = *region.facts;
  std::string flags;
  if (facts.depth > 1) flags += fmt::format(" of {} loops", facts.depth);
  if (facts.simd) flags += " simd";
  if (facts.raised) flags += fmt::format(" raised {}", facts.raised->cpp_name);
  out_.line("region {}{}:", facts.directive ? quoted(omp::dump(*facts.directive)) : "none", flags);
  out_.indent();
  for (const SharedVar& shared : facts.sharing) {
    std::string original =
        shared.original && shared.original != shared.var ? fmt::format(" of {}", shared.original->cpp_name) : "";
    out_.line("{} {}{}  # {}", word(shared.sharing), shared.var->cpp_name, original, word(shared.reason));
  }
  if (facts.place) out_.line("place {} = {}", facts.element->cpp_name, expr(facts.place));
  for (const RegionClause& clause : facts.clauses) {
    if (!clause.values.empty()) {
      out_.line("clause {}: {}", omp::spelling(clause.clause->kind), list(clause.values));
    }
  }
  if (region.body) block(*region.body);
  out_.dedent();
}

void Printer::block(const Block& block) {
  PYOMPCC_CHECK(depth_ < MaxDepth, "the representation is nested more than {} deep", MaxDepth);
  ++depth_;
  for (const Var* var : block.declarations) out_.line("declare {}: {}", var->cpp_name, sema::typeName(var->type));
  for (const Stmt* child : block.stmts) stmt(*child);
  if (block.stmts.empty() && block.declarations.empty()) out_.line("pass");
  --depth_;
}

void Printer::stmt(const Stmt& node) {
  auto nested = [&](const Block* body) {
    out_.indent();
    block(*body);
    out_.dedent();
  };
  for (std::string_view comment : node.comments) out_.line("#{}", comment);
  switch (node.kind) {
  case StmtKind::Assign: {
    const auto& assign = *as<Assign>(&node);
    std::string type = assign.declares ? fmt::format(": {}", sema::typeName(assign.target->type)) : std::string();
    out_.line("{}{} = {}", assign.target->cpp_name, type, expr(assign.value));
    break;
  }
  case StmtKind::Yield: out_.line("yield {}", expr(as<Yield>(&node)->value)); break;
  case StmtKind::SetField: {
    const auto& field = *as<SetField>(&node);
    out_.line("{}.{} = {}", expr(field.object),
              field.object->type->object->fields[static_cast<std::size_t>(field.index)].name, expr(field.value));
    break;
  }
  case StmtKind::Store: {
    const auto& store = *as<Store>(&node);
    out_.line("{} = {}", element(store.array, store.indices, store.bounds), expr(store.value));
    break;
  }
  case StmtKind::Update: {
    const auto& update = *as<Update>(&node);
    std::string op(symbol(update.op));
    if (op.empty()) op = fmt::format("{} ", word(update.op));
    std::string mode = update.mode == Arithmetic::Plain ? std::string() : fmt::format(".{}", word(update.mode));
    out_.line("{} {}={} {}", expr(update.target), op, mode, expr(update.value));
    break;
  }
  case StmtKind::Swap: {
    const auto& swap = *as<Swap>(&node);
    out_.line("swap {}, {}", swap.left->cpp_name, swap.right->cpp_name);
    break;
  }
  case StmtKind::ExprStmt: out_.line(expr(as<ExprStmt>(&node)->value)); break;
  case StmtKind::If: {
    const auto& branch = *as<If>(&node);
    out_.line("if {}:", expr(branch.condition));
    nested(branch.then_block);
    if (branch.else_block) {
      out_.line("else:");
      nested(branch.else_block);
    }
    break;
  }
  case StmtKind::While: {
    const auto& loop = *as<While>(&node);
    out_.line("while {}:", expr(loop.condition));
    nested(loop.body);
    break;
  }
  case StmtKind::For: {
    const auto& loop = *as<For>(&node);
    out_.line("for {} in range({}, {}, {}):", loop.index->cpp_name, expr(loop.start), expr(loop.stop), expr(loop.step));
    nested(loop.body);
    break;
  }
  case StmtKind::ForEach: {
    const auto& loop = *as<ForEach>(&node);
    std::string items;
    for (const Var* item : loop.items) {
      items += fmt::format("{}{}: {}", items.empty() ? "" : ", ", item->cpp_name, sema::typeName(item->type));
    }
    out_.line("for each {} in {}:", items, expr(loop.iterable));
    nested(loop.body);
    break;
  }
  case StmtKind::Jam: {
    const auto& jam = *as<Jam>(&node);
    std::string ranges;
    for (std::size_t level = 0; level < jam.indices.size(); ++level) {
      ranges += fmt::format("{}{} in ({}, {})", level == 0 ? "" : ", ", jam.indices[level]->cpp_name,
                            expr(jam.bounds[2 * level]), expr(jam.bounds[2 * level + 1]));
      if (level == 0 && jam.block) ranges += fmt::format(" block {} of {}", expr(jam.block), expr(jam.blocks));
    }
    std::string arrays;
    for (const Expr* array : jam.arrays) arrays += (arrays.empty() ? "" : ", ") + expr(array);
    out_.line("jam {} apart {}:", ranges, arrays);
    nested(jam.body);
    break;
  }
  case StmtKind::Break: out_.line("break"); break;
  case StmtKind::Continue: out_.line("continue"); break;
  case StmtKind::Return: {
    const auto& result = *as<Return>(&node);
    out_.line(result.value ? fmt::format("return {}", expr(result.value)) : std::string("return"));
    break;
  }
  case StmtKind::Raise: {
    const auto& raise = *as<Raise>(&node);
    std::string args = raise.message ? expr(raise.message) : list(raise.args);
    out_.line("raise {}({}){}", raise.exception, args, raise.cause ? " from " + expr(raise.cause) : std::string());
    break;
  }
  case StmtKind::Reraise: {
    const auto& raise = *as<Reraise>(&node);
    out_.line("raise{}", raise.caught ? fmt::format(" {}", raise.caught->cpp_name) : std::string());
    break;
  }
  case StmtKind::Try: {
    const auto& handled = *as<Try>(&node);
    out_.line("try:");
    nested(handled.body);
    block(*handled.handlers);
    break;
  }
  case StmtKind::Handler: {
    const auto& handler = *as<Handler>(&node);
    std::string name = handler.caught ? fmt::format(" as {}", handler.caught->cpp_name) : std::string();
    out_.line("except{}{}{}:", handler.exception.empty() ? "" : " ", handler.exception, name);
    nested(handler.body);
    break;
  }
  case StmtKind::Scope:
    out_.line("scope:");
    nested(as<Scope>(&node)->body);
    break;
  case StmtKind::Region: region(*as<Region>(&node)); break;
  case StmtKind::Hoisted: {
    const auto& hoisted = *as<Hoisted>(&node);
    out_.line("hoisted {}:", list(hoisted.conditions));
    nested(hoisted.body);
    break;
  }
  case StmtKind::OutOfLine:
    out_.line("out of line:");
    nested(as<OutOfLine>(&node)->body);
    break;
  case StmtKind::Poll: out_.line("poll"); break;
  case StmtKind::DeclareRaised:
    out_.line("declare {}: {}{}", as<DeclareRaised>(&node)->raised->cpp_name,
              as<DeclareRaised>(&node)->cancels ? "cancellation" : "raised",
              as<DeclareRaised>(&node)->in_tasks  ? " in tasks"
              : as<DeclareRaised>(&node)->in_team ? " in team"
              : as<DeclareRaised>(&node)->alone   ? " alone"
                                                  : "");
    break;
  case StmtKind::Guard: {
    const auto& guard = *as<Guard>(&node);
    out_.line("guard{} {} by {}{}{}{}{}:",
              guard.hoisted  ? ".hoisted"
              : guard.always ? ".always"
                             : "",
              guard.raised->cpp_name, guard.part ? expr(guard.part) : std::string(), guard.part ? ", " : "",
              guard.order ? expr(guard.order) : std::string("thread"), guard.inner.empty() ? "" : ", ",
              list(guard.inner));
    nested(guard.body);
    break;
  }
  case StmtKind::Rethrow: {
    const auto& rethrow = *as<Rethrow>(&node);
    std::string reduced = rethrow.reduced.empty() ? std::string() : fmt::format(" reduced {}", list(rethrow.reduced));
    out_.line("rethrow{}{}{}", rethrow.raised ? " " : "", rethrow.raised ? rethrow.raised->cpp_name : "", reduced);
    break;
  }
  }
}

void Printer::function(const Function& function) {
  std::string params;
  for (const Var* param : function.params) {
    if (!params.empty()) params += ", ";
    params += fmt::format("{}: {}", param->cpp_name, sema::typeName(param->type));
    if (param->written) params += " written";
  }
  out_.line("def {}({}) -> {}:", function.cpp_name, params, sema::typeName(function.result));
  out_.indent();
  std::string facts;
  if (function.recursive) facts += " recursive";
  if (function.releases_gil) facts += " releases_gil";
  if (function.can_raise) facts += " can_raise";
  if (!facts.empty()) out_.line("#{}", facts);
  for (const Var* var : function.vars) {
    if (var->kind == VarKind::Parameter) continue;
    constexpr std::string_view Kinds[] = {"parameter", "local",    "index",  "item",
                                          "temporary", "constant", "raised", "caught"};
    out_.line("{} {}: {}{}{}{}", Kinds[static_cast<std::size_t>(var->kind)], var->cpp_name, sema::typeName(var->type),
              var->owns ? " owns" : "", var->written ? " written" : "", var->maybe_unbound ? " maybe_unbound" : "");
  }
  if (function.body) block(*function.body);
  out_.dedent();
}

std::string Printer::run(const Module& module) {
  out_.line("module {}", module.name);
  for (const Var* constant : module.constants) {
    out_.line("constant {}: {} = {}", constant->cpp_name, sema::typeName(constant->type), expr(constant->constant));
  }
  for (const Function* next : module.functions) {
    out_.line();
    function(*next);
  }
  return out_.take();
}

} // namespace

std::string print(const Module& module) { return Printer().run(module); }
std::string print(const Expr& expr) { return Printer().expr(&expr); }

} // namespace pyompcc::ir

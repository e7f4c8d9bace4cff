// lib/sema/declare_reduction.cpp
//
// Makes functions of combiners and initializers.
#include "lib/sema/declare_reduction.h"

#include "lib/ast/clone.h"
#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/parse/parse.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/parse_type.h"
#include "lib/sema/resolve_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

constexpr std::string_view Out = "omp_out";
constexpr std::string_view In = "omp_in";
constexpr std::string_view Private = "omp_priv";
constexpr std::string_view Original = "omp_orig";

// Where an item's text assigns: `left = right`, `left += right`.
struct Assignment {
  std::size_t left = 0;  // its end
  std::size_t right = 0; // its begin
  std::optional<ast::BinaryOp> op = {};
};

struct Operator {
  std::string_view spelling;
  ast::BinaryOp op;
};
constexpr auto Operators = std::to_array<Operator>({{"**", ast::BinaryOp::Pow},
                                                    {"//", ast::BinaryOp::FloorDiv},
                                                    {"<<", ast::BinaryOp::LShift},
                                                    {">>", ast::BinaryOp::RShift},
                                                    {"+", ast::BinaryOp::Add},
                                                    {"-", ast::BinaryOp::Sub},
                                                    {"*", ast::BinaryOp::Mult},
                                                    {"/", ast::BinaryOp::Div},
                                                    {"%", ast::BinaryOp::Mod},
                                                    {"&", ast::BinaryOp::BitAnd},
                                                    {"|", ast::BinaryOp::BitOr},
                                                    {"^", ast::BinaryOp::BitXor}});

// The first `=` outside of brackets and strings that assigns.
std::optional<Assignment> assignmentIn(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '"' || letter == '\'') {
      for (++i; i < text.size() && text[i] != letter; ++i) i += text[i] == '\\' ? 1U : 0U;
      continue;
    }
    if (letter == '(' || letter == '[' || letter == '{') ++depth;
    if (letter == ')' || letter == ']' || letter == '}') --depth;
    if (letter != '=' || depth != 0) continue;
    char before = i > 0 ? text[i - 1] : ' ';
    bool shifts = i > 1 && text[i - 2] == before && (before == '<' || before == '>');
    bool compares = (before == '<' || before == '>') && !shifts;
    if (text.substr(i).starts_with("==") || before == '!' || before == ':' || compares) {
      ++i;
      continue;
    }
    Assignment found{.left = i, .right = i + 1};
    for (const Operator& row : Operators) {
      if (!text.substr(0, i).ends_with(row.spelling)) continue;
      found.left = i - row.spelling.size();
      found.op = row.op;
      break;
    }
    return found;
  }
  return std::nullopt;
}

// What a part of the program is: an omp_ variable, or something that it holds.
const ast::NameExpr* rootOf(const ast::Expr& expr) {
  const ast::Expr* at = &expr;
  for (;;) {
    if (const auto* attribute = ast::as<ast::Attribute>(at)) {
      at = attribute->value;
    } else if (const auto* subscript = ast::as<ast::Subscript>(at)) {
      at = subscript->value;
    } else {
      return ast::as<ast::NameExpr>(at);
    }
  }
}

bool isOperator(std::string_view name) {
  bool is_name = std::ranges::any_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  return !is_name || name == "min" || name == "max";
}

class ReductionDeclaration final : public ast::Cloner {
 public:
  explicit ReductionDeclaration(const ReductionPlace& place) : Cloner(place.parsed), place_(place) {}

  void declare(const omp::Directive& directive) {
    DeclaredReduction result{.name = place_.names.intern(directive.arguments.front().text),
                             .module = place_.module,
                             .function = place_.function,
                             .loc = directive.arguments.front().loc};
    result.rejected = !read(directive, result);
    place_.program.reductions.push_back(std::move(result));
  }

  void declareExtreme(std::string_view name, support::Loc loc) {
    DeclaredReduction result{.name = place_.names.intern(name), .module = place_.module, .of_tuples = true, .loc = loc};
    // Of equal ones the later counts, as in a loop without a construct.
    std::string_view sign = name == "max" ? ">" : "<";
    std::string text = fmt::format("{0} if {0} {2} {1} else {1}", Out, In, sign);
    const ast::Expr* value = parse::parseExpression(place_.parsed, text, loc, place_.names, place_.emitter);
    if (!value) return;
    result.combiner = addFunction(result, "combine", {Out, In}, {returned(cloneAs(value))}, loc);
    place_.program.reductions.push_back(std::move(result));
  }

 private:
  bool read(const omp::Directive& directive, DeclaredReduction& result) {
    const omp::Item& combiner = directive.arguments.back();
    if (!readTypes(directive, result)) return false;
    const omp::Clause* clause = directive.find(omp::ClauseKind::Initializer);
    if (clause && clause->items.size() == 1 && !readInitializer(clause->items.front(), result)) return false;
    std::optional<std::vector<ast::Stmt*>> body = readCombiner(combiner, result);
    if (body) result.combiner = addFunction(result, "combine", {Out, In}, *body, combiner.loc);
    return body.has_value();
  }

  // The bytes [begin, end) of an item's text.
  ast::Expr* parsePart(const omp::Item& item, std::size_t begin, std::size_t end) {
    std::string_view part = std::string_view(item.text).substr(begin, end - begin);
    std::string_view in_file = place_.source.text().substr(item.loc.begin, item.loc.end - item.loc.begin);
    bool as_written = in_file == item.text;
    auto at = [&](std::size_t offset) { return item.loc.begin + static_cast<std::uint32_t>(offset); };
    const ast::Expr* expr =
        as_written
            ? parse::parseExpression(place_.parsed, place_.source, at(begin), at(end), place_.names, place_.emitter)
            : parse::parseExpression(place_.parsed, part, item.loc, place_.names, place_.emitter);
    // Ids of a function's nodes are a range.
    return cloneAs(expr);
  }

  bool readTypes(const omp::Directive& directive, DeclaredReduction& result) {
    for (std::size_t i = 1; i + 1 < directive.arguments.size(); ++i) {
      const omp::Item& item = directive.arguments[i];
      const ast::Expr* written = parsePart(item, 0, item.text.size());
      if (!written) return false;
      TypeText type =
          TypeParser(place_.program.types, place_.parsed, place_.names).parse(*written, TypeNotation::Signature);
      bool combines = type.type && type.type->kind != TypeKind::None &&
                      !holdsAny(type.type, [](Type part) { return isArray(part); });
      if (!combines) {
        place_.emitter.report(item.loc, diag::DeclaredReductionType, item.text);
        return false;
      }
      auto declares = [&](const DeclaredReduction& other) {
        bool same = other.name == result.name && other.module == result.module && other.function == result.function;
        return same && std::ranges::count(other.types, type.type) > 0;
      };
      // OpenMP has its own operators for numbers (section 5.5.5).
      if ((isOperator(place_.names.text(result.name)) && isNumber(type.type)) || declares(result) ||
          std::ranges::any_of(place_.program.reductions, declares)) {
        place_.emitter.report(item.loc, diag::DeclaredReductionTwice, place_.names.text(result.name), item.text);
        return false;
      }
      result.types.push_back(type.type);
    }
    return !result.types.empty();
  }

  // omp_priv = VALUE
  bool readInitializer(const omp::Item& item, DeclaredReduction& result) {
    std::optional<Assignment> assignment = assignmentIn(item.text);
    const ast::Expr* target = assignment && !assignment->op ? parsePart(item, 0, assignment->left) : nullptr;
    const auto* name = target ? ast::as<ast::NameExpr>(target) : nullptr;
    ast::Expr* value =
        name && place_.names.text(name->id) == Private ? parsePart(item, assignment->right, item.text.size()) : nullptr;
    if (!value) {
      place_.emitter.report(item.loc, diag::DeclaredReductionInitializer);
      return false;
    }
    bool original = false;
    ast::forEachNode(*value, [&](const ast::Node& node) {
      const auto* used = ast::as<ast::NameExpr>(&node);
      original |= used && place_.names.text(used->id) == Original;
      return true;
    });
    // A part that were the original itself would be changed by all threads at once.
    const auto* shares = ast::as<ast::NameExpr>(value);
    bool handles = shares && original && std::ranges::any_of(result.types, [](Type type) {
                     return holdsAny(type, [](Type part) { return isContainer(part) || isObject(part); });
                   });
    if (handles) {
      place_.emitter.report(place_.parsed.loc(*value), diag::DeclaredReductionShares, typeName(result.types.front()));
      return false;
    }
    result.from_original = original;
    std::vector<std::string_view> params;
    if (original) params.push_back(Original);
    result.initializer = addFunction(result, "start", params, {returned(value)}, item.loc);
    // The elements of an empty container are those of the variable.
    FunctionInfo& start = *place_.program.functions[*result.initializer];
    if (result.types.size() == 1) start.annotations[start.def] = result.types.front();
    return true;
  }

  // The statements of a combiner, of which the last gives what omp_out becomes; none where it stays what it is.
  std::optional<std::vector<ast::Stmt*>> readCombiner(const omp::Item& item, DeclaredReduction& result) {
    std::optional<Assignment> assignment = assignmentIn(item.text);
    if (!assignment) {
      ast::Expr* value = parsePart(item, 0, item.text.size());
      if (!value) return std::nullopt;
      return std::vector<ast::Stmt*>{returned(value)};
    }
    ast::Expr* target = parsePart(item, 0, assignment->left);
    ast::Expr* value = parsePart(item, assignment->right, item.text.size());
    if (!target || !value) return std::nullopt;
    const ast::NameExpr* root = rootOf(*target);
    if (!root || place_.names.text(root->id) != Out) {
      place_.emitter.report(place_.parsed.loc(*target), diag::DeclaredReductionCombiner);
      return std::nullopt;
    }
    bool whole = root == target;
    if (whole && !assignment->op) return std::vector<ast::Stmt*>{returned(value)};
    result.in_place = !whole;
    setStored(*target);
    ast::Stmt* change = assignment->op ? updated(target, *assignment->op, value) : assigned(target, value);
    std::vector<ast::Stmt*> body{change};
    if (whole) {
      auto* out = make<ast::NameExpr>(*target);
      out->id = place_.names.intern(Out);
      out->ctx = ast::ExprContext::Load;
      body.push_back(returned(out));
    }
    return body;
  }

  static void setStored(ast::Expr& target) {
    if (auto* name = ast::as<ast::NameExpr>(&target)) name->ctx = ast::ExprContext::Store;
    if (auto* field = ast::as<ast::Attribute>(&target)) field->ctx = ast::ExprContext::Store;
    if (auto* element = ast::as<ast::Subscript>(&target)) element->ctx = ast::ExprContext::Store;
  }

  ast::Stmt* returned(ast::Expr* value) {
    auto* stmt = make<ast::Return>(*value);
    stmt->value = value;
    return stmt;
  }
  ast::Stmt* assigned(ast::Expr* target, ast::Expr* value) {
    auto* stmt = make<ast::Assign>(*value);
    stmt->targets = module_.arena.copy(std::vector<ast::Expr*>{target});
    stmt->value = value;
    return stmt;
  }
  ast::Stmt* updated(ast::Expr* target, ast::BinaryOp op, ast::Expr* value) {
    auto* stmt = make<ast::AugAssign>(*value);
    stmt->target = target;
    stmt->op = op;
    stmt->value = value;
    return stmt;
  }

  std::uint32_t addFunction(const DeclaredReduction& declared, std::string_view role,
                            const std::vector<std::string_view>& params, const std::vector<ast::Stmt*>& body,
                            support::Loc loc) {
    ast::Node place{.kind = ast::NodeKind::Pass, .node_id = {}, .begin = loc.begin, .end = loc.end};
    auto* def = make<ast::FunctionDef>(place);
    std::string_view name = place_.names.text(declared.name);
    def->name = place_.names.intern(name);
    def->args = make<ast::Arguments>(place);
    std::vector<ast::Arg*> args;
    for (std::string_view param : params) {
      args.push_back(make<ast::Arg>(place));
      args.back()->arg = place_.names.intern(param);
    }
    def->args->args = module_.arena.copy(args);
    def->body = module_.arena.copy(body);
    auto function = std::make_unique<FunctionInfo>();
    function->index = static_cast<std::uint32_t>(place_.program.functions.size());
    function->module = place_.module;
    function->def = def;
    function->name = def->name;
    bool is_name =
        std::ranges::all_of(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; });
    function->path = place_.names.intern(fmt::format("{}.{}", name, role));
    function->cpp_name = place_.names.intern(fmt::format("{}_{}", role, is_name ? name : std::string_view("parts")));
    function->outer = place_.function.value_or(function->index);
    std::uint32_t first = def->node_id.index;
    std::uint32_t last = first;
    ast::forEachNode(*def, [&](const ast::Node& node) {
      first = std::min(first, node.node_id.index);
      last = std::max(last, node.node_id.index);
      return true;
    });
    function->first_node = first;
    function->node_count = last - first + 1;
    place_.resolutions.locals.push_back(boundNames(*def, place_.names));
    auto& resolved = place_.resolutions.modules[place_.module].of_node;
    resolved.resize(std::max(resolved.size(), std::size_t{module_.node_count}));
    for (const ast::Stmt* stmt : body) {
      ast::forEachChild(*stmt, [&](const ast::Node& child) {
        resolveNames(static_cast<const ast::Expr&>(child), *function, place_.resolutions, place_.names);
      });
    }
    place_.program.functions.push_back(std::move(function));
    return place_.program.functions.back()->index;
  }

  const ReductionPlace& place_;
};

} // namespace

void declareReduction(const omp::Directive& directive, const ReductionPlace& place) {
  // What could not be read has been reported.
  if (directive.arguments.size() >= 3) ReductionDeclaration(place).declare(directive);
}

void declareTupleReduction(omp::ReductionOperator op, support::Loc loc, const ReductionPlace& place) {
  std::string_view name = omp::keywordText(op);
  Name interned = place.names.intern(name);
  bool known = std::ranges::any_of(place.program.reductions, [&](const DeclaredReduction& other) {
    return other.of_tuples && other.module == place.module && other.name == interned;
  });
  if (!known) ReductionDeclaration(place).declareExtreme(name, loc);
}

std::optional<Name> reductionName(const omp::Clause& clause, support::NameTable& names) {
  const omp::Modifier* written = clause.find<omp::ReductionOperator>();
  if (!written || !omp::isReduction(clause.kind)) return std::nullopt;
  auto op = clause.get<omp::ReductionOperator>().value_or(omp::ReductionOperator::Add);
  bool declared = op == omp::ReductionOperator::Identifier && !written->arguments.empty();
  return names.intern(declared ? written->arguments.front().text : omp::keywordText(op));
}

std::optional<std::uint32_t> findReduction(const Program& program, const FunctionInfo& function, Name name, Type type) {
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < program.reductions.size(); ++i) {
    const DeclaredReduction& declared = program.reductions[i];
    bool own = declared.function &&
               (*declared.function == function.index || (function.isInner() && *declared.function == function.outer));
    bool visible = declared.module == function.module && (own || !declared.function);
    if (declared.rejected && declared.module == function.module && declared.name == name) return i;
    bool takes = declared.of_tuples ? isTuple(type) : std::ranges::count(declared.types, type) > 0;
    if (visible && takes && declared.name == name && (own || !found)) found = i;
  }
  return found;
}

} // namespace pyompcc::sema

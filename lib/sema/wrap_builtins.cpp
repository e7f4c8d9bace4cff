// lib/sema/wrap_builtins.cpp
//
// Finds built-in functions that are arguments, and functions of `operator`; copies the function with lambdas for them.
#include "lib/sema/wrap_builtins.h"

#include "lib/ast/clone.h"
#include "lib/ast/walk.h"
#include "lib/sema/dtype_name.h"
#include "lib/sema/type.h"
#include "lib/sema/wrap_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::sema {
namespace {

using support::Name;

struct BinaryRow {
  std::string_view name;
  ast::BinaryOp op;
};
constexpr auto Binaries = std::to_array<BinaryRow>({{"add", ast::BinaryOp::Add},
                                                    {"and_", ast::BinaryOp::BitAnd},
                                                    {"concat", ast::BinaryOp::Add},
                                                    {"floordiv", ast::BinaryOp::FloorDiv},
                                                    {"lshift", ast::BinaryOp::LShift},
                                                    {"mod", ast::BinaryOp::Mod},
                                                    {"mul", ast::BinaryOp::Mult},
                                                    {"or_", ast::BinaryOp::BitOr},
                                                    {"pow", ast::BinaryOp::Pow},
                                                    {"rshift", ast::BinaryOp::RShift},
                                                    {"sub", ast::BinaryOp::Sub},
                                                    {"truediv", ast::BinaryOp::Div},
                                                    {"xor", ast::BinaryOp::BitXor}});
struct CompareRow {
  std::string_view name;
  ast::CompareOp op;
};
constexpr auto Comparisons = std::to_array<CompareRow>({{"eq", ast::CompareOp::Eq},
                                                        {"ge", ast::CompareOp::GtE},
                                                        {"gt", ast::CompareOp::Gt},
                                                        {"is_", ast::CompareOp::Is},
                                                        {"is_not", ast::CompareOp::IsNot},
                                                        {"le", ast::CompareOp::LtE},
                                                        {"lt", ast::CompareOp::Lt},
                                                        {"ne", ast::CompareOp::NotEq}});
struct UnaryRow {
  std::string_view name;
  ast::UnaryOperator op;
};
constexpr auto Unaries = std::to_array<UnaryRow>({{"inv", ast::UnaryOperator::Invert},
                                                  {"invert", ast::UnaryOperator::Invert},
                                                  {"neg", ast::UnaryOperator::USub},
                                                  {"not_", ast::UnaryOperator::Not},
                                                  {"pos", ast::UnaryOperator::UAdd}});

template <class Rows> auto rowOf(const Rows& rows, std::string_view name) {
  auto found = std::ranges::find(rows, name, [](const auto& row) { return row.name; });
  return found == rows.end() ? nullptr : &*found;
}

/// A function of the standard library that calls one of its arguments with so many values.
struct CallerRow {
  std::string_view dotted;
  std::size_t argument;
  std::size_t values; ///< 0: one for each argument behind it
};
constexpr auto Callers = std::to_array<CallerRow>({{"builtins.filter", 0, 1},
                                                   {"builtins.map", 0, 0},
                                                   {"functools.reduce", 0, 2},
                                                   {"itertools.accumulate", 1, 2},
                                                   {"itertools.dropwhile", 0, 1},
                                                   {"itertools.filterfalse", 0, 1},
                                                   {"itertools.groupby", 1, 1},
                                                   {"itertools.starmap", 0, 2},
                                                   {"itertools.takewhile", 0, 1}});

constexpr std::string_view OperatorModule = "operator.";

/// Which rewriting, if any, a node takes.
class Wrapping final : public ast::Cloner {
 public:
  Wrapping(ast::ParsedModule& module, support::NameTable& names, const DottedName& dotted, WrappedFunction& result)
      : Cloner(module), names_(names), dotted_(dotted), result_(result) {}

  bool applies(const ast::Node& node) const {
    if (textFormatOf(node, names_)) return true;
    if (const auto* call = ast::as<ast::Call>(&node)) {
      return isDictOfNames(*call) || isEmptyTyped(*call) || isOperator(*call) || isGetter(*call) ||
             std::ranges::any_of(call->args, [&](const ast::Expr* arg) { return valuesOf(*call, arg).has_value(); }) ||
             std::ranges::any_of(call->args, [&](const ast::Expr* arg) { return isKeysOnly(*call, *arg); }) ||
             std::ranges::any_of(call->keywords, [&](const ast::Keyword* keyword) {
               return valuesOf(*call, keyword->value).has_value();
             });
    }
    if (limitOf(node)) return true;
    bool named = node.kind == ast::NodeKind::NameExpr || node.kind == ast::NodeKind::Attribute;
    return named && operatorArity(static_cast<const ast::Expr&>(node)).has_value();
  }

 private:
  // operator.mul, by any name
  std::optional<std::size_t> operatorArity(const ast::Expr& expr) const {
    std::string dotted = dotted_(expr);
    if (!dotted.starts_with(OperatorModule)) return std::nullopt;
    std::string_view name = std::string_view(dotted).substr(OperatorModule.size());
    if (rowOf(Binaries, name) || rowOf(Comparisons, name) || name == "getitem" || name == "contains") return 2;
    if (rowOf(Unaries, name) || name == "abs" || name == "truth") return 1;
    return std::nullopt;
  }
  bool isOperator(const ast::Call& call) const {
    std::optional<std::size_t> arity = operatorArity(*call.func);
    return arity && call.args.size() == *arity && call.keywords.empty() &&
           std::ranges::none_of(call.args, [](const ast::Expr* arg) { return arg->kind == ast::NodeKind::Starred; });
  }
  bool isGetter(const ast::Call& call) const {
    std::string dotted = dotted_(*call.func);
    bool getter = dotted == "operator.itemgetter" || dotted == "operator.attrgetter";
    return (getter || dotted == "operator.methodcaller") && !call.args.empty() && call.keywords.empty() &&
           std::ranges::all_of(call.args, [](const ast::Expr* arg) {
             const auto* constant = ast::as<ast::Constant>(arg);
             const auto* negative = ast::as<ast::UnaryOp>(arg);
             return constant || (negative && ast::as<ast::Constant>(negative->operand));
           });
  }

  // np.iinfo(np.int32).max, np.finfo(float).eps: the numbers that NumPy has for a type.
  struct Limit {
    const ast::Expr* dtype = nullptr; // null: a Python int
    bool pythons = false;             // `float`, for which NumPy gives np.float64
    double real = 0.0;
    std::int64_t integer = 0;
  };
  std::optional<Limit> limitOf(const ast::Node& node) const {
    const auto* attribute = ast::as<ast::Attribute>(&node);
    const auto* call = attribute ? ast::as<ast::Call>(attribute->value) : nullptr;
    if (!call || call->args.size() != 1 || !call->keywords.empty()) return std::nullopt;
    std::string maker = dotted_(*call->func);
    std::string type = dotted_(*call->args[0]);
    std::string_view name = names_.text(attribute->attr);
    bool pythons = type == "builtins.float";
    if (type == "builtins.int") type = "numpy.int64";
    if (pythons) type = "numpy.float64";
    std::optional<DType> dtype = type.starts_with("numpy.") ? dtypeOfName(type.substr(6)) : std::nullopt;
    if (!dtype) return std::nullopt;
    const DTypeFacts& row = facts(*dtype);
    if (maker == "numpy.iinfo") return integerLimit(row, name);
    bool real = maker == "numpy.finfo" && row.type_class == DTypeClass::Real && row.bits >= 32;
    if (!real) return std::nullopt;
    if (name == "bits") return Limit{.dtype = nullptr, .pythons = false, .real = 0.0, .integer = row.bits};
    std::optional<double> value = row.bits == 32 ? realLimit<float>(name) : realLimit<double>(name);
    if (!value) return std::nullopt;
    return Limit{.dtype = call->args[0], .pythons = pythons, .real = *value, .integer = 0};
  }
  static std::optional<Limit> integerLimit(const DTypeFacts& row, std::string_view name) {
    bool is_signed = row.type_class == DTypeClass::Signed;
    if (!is_signed && row.type_class != DTypeClass::Unsigned) return std::nullopt;
    Limit limit;
    if (name == "bits") {
      limit.integer = row.bits;
    } else if (name == "min") {
      limit.integer = is_signed ? std::numeric_limits<std::int64_t>::min() >> (64 - row.bits) : 0;
    } else if (name == "max" && (is_signed || row.bits < 64)) {
      limit.integer = std::numeric_limits<std::int64_t>::max() >> (64 - row.bits - (is_signed ? 0 : 1));
    } else {
      return std::nullopt;
    }
    return limit;
  }
  template <class Real> static std::optional<double> realLimit(std::string_view name) {
    using Limits = std::numeric_limits<Real>;
    if (name == "eps") return double{Limits::epsilon()};
    if (name == "max") return double{Limits::max()};
    if (name == "min") return double{Limits::lowest()};
    if (name == "tiny" || name == "smallest_normal") return double{Limits::min()};
    if (name == "smallest_subnormal") return double{Limits::denorm_min()};
    return std::nullopt;
  }
  // A NumPy scalar: np.float32(1.1920929e-07).
  ast::Expr* limitValue(const ast::Node& place, const Limit& limit) {
    auto* number = make<ast::Constant>(place);
    if (!limit.dtype) {
      number->value.kind = ast::ConstantValue::Kind::Int;
      number->value.integer = limit.integer;
      return number;
    }
    number->value.kind = ast::ConstantValue::Kind::Float;
    number->value.number = limit.real;
    auto* call = make<ast::Call>(place);
    call->func = limit.pythons ? name(place, names_.intern(NumpyFloatName)) : cloneAs(limit.dtype);
    call->args = module_.arena.copy(std::vector<ast::Expr*>{number});
    return call;
  }

  // dict(a=1, b=2)
  bool isDictOfNames(const ast::Call& call) const {
    return call.args.empty() && !call.keywords.empty() && dotted_(*call.func) == "builtins.dict" &&
           std::ranges::all_of(call.keywords, [](const ast::Keyword* keyword) { return bool(keyword->arg); });
  }
  // list(dict.fromkeys(xs)): whoever goes over the dict sees its keys, and nobody its values, which are None.
  bool isKeysOnly(const ast::Call& call, const ast::Expr& arg) const {
    constexpr auto Readers = std::to_array<std::string_view>(
        {"builtins.enumerate", "builtins.frozenset", "builtins.iter", "builtins.len", "builtins.list", "builtins.max",
         "builtins.min", "builtins.set", "builtins.sorted", "builtins.sum", "builtins.tuple", "builtins.zip"});
    const auto* made = ast::as<ast::Call>(&arg);
    if (!made || made->args.size() != 1 || !made->keywords.empty()) return false;
    if (dotted_(*made->func) != "builtins.dict.fromkeys") return false;
    const auto* method = ast::as<ast::Attribute>(call.func);
    bool joins = method && names_.text(method->attr) == "join";
    return joins || std::ranges::find(Readers, dotted_(*call.func)) != Readers.end();
  }
  ast::Expr* withValues(const ast::Expr& arg) {
    auto* made = cloneAs(static_cast<const ast::Call*>(&arg));
    auto* value = make<ast::Constant>(arg);
    value->value.kind = ast::ConstantValue::Kind::True;
    made->args = module_.arena.copy(std::vector<ast::Expr*>{made->args[0], value});
    return made;
  }
  // List.empty_list(types.int64): the use says what the elements are.
  bool isEmptyTyped(const ast::Call& call) const {
    std::string dotted = dotted_(*call.func);
    return dotted == "pyomp_cc.typed.List.empty_list" || dotted == "pyomp_cc.typed.Dict.empty";
  }

  // With how many values the call's function calls the argument, if that is a built-in function.
  std::optional<std::size_t> valuesOf(const ast::Call& call, const ast::Expr* arg) const {
    if (arg->kind != ast::NodeKind::NameExpr && arg->kind != ast::NodeKind::Attribute) return std::nullopt;
    for (const ast::Keyword* keyword : call.keywords) {
      if (keyword->value != arg || !keyword->arg) continue;
      std::string_view name = names_.text(keyword->arg);
      if (name != "key" && name != "func") return std::nullopt;
      if (isBoundMethod(*arg)) return 1;
      return isCalled(*arg) ? std::optional<std::size_t>(name == "key" ? 1 : 2) : std::nullopt;
    }
    std::string dotted = dotted_(*call.func);
    for (const CallerRow& row : Callers) {
      if (row.dotted != dotted || row.argument >= call.args.size() || call.args[row.argument] != arg) continue;
      if (!isCalled(*arg)) return std::nullopt;
      return row.values == 0 ? call.args.size() - 1 : row.values;
    }
    return std::nullopt;
  }
  // counts.get, where `counts` is a variable
  bool isBoundMethod(const ast::Expr& arg) const {
    const auto* method = ast::as<ast::Attribute>(&arg);
    return method && ast::as<ast::NameExpr>(method->value) && dotted_(*method->value).empty();
  }
  bool isCalled(const ast::Expr& arg) const { return !dotted_(arg).empty() && !operatorArity(arg); }

  ast::Node* replacement(const ast::Node& node) override {
    if (!applies(node)) return nullptr;
    if (auto limit = limitOf(node)) return limitValue(node, *limit);
    if (auto format = textFormatOf(node, names_)) return joined(node, *format, format->parts);
    const auto* call = ast::as<ast::Call>(&node);
    if (!call) return operatorLambda(static_cast<const ast::Expr&>(node));
    if (isGetter(*call)) return getterLambda(*call);
    if (isDictOfNames(*call)) return dictOfNames(*call);
    if (isEmptyTyped(*call)) {
      if (dotted_(*call->func).ends_with("empty")) return make<ast::Dict>(node);
      auto* list = make<ast::List>(node);
      list->ctx = ast::ExprContext::Load;
      return list;
    }
    if (isOperator(*call)) {
      std::vector<ast::Expr*> args;
      for (const ast::Expr* arg : call->args) args.push_back(cloneAs(arg));
      return operation(node, dotted_(*call->func), args);
    }
    auto argument = [&](const ast::Expr* arg) -> ast::Expr* {
      if (isKeysOnly(*call, *arg)) return withValues(*arg);
      std::optional<std::size_t> values = valuesOf(*call, arg);
      return values ? lambdaOf(*arg, *values) : cloneAs(arg);
    };
    auto* copy = make<ast::Call>(node);
    copy->func = cloneAs(call->func);
    std::vector<ast::Expr*> args;
    for (const ast::Expr* arg : call->args) args.push_back(argument(arg));
    copy->args = module_.arena.copy(args);
    std::vector<ast::Keyword*> keywords;
    for (const ast::Keyword* keyword : call->keywords) {
      auto* own = make<ast::Keyword>(*keyword);
      own->arg = keyword->arg;
      own->value = argument(keyword->value);
      keywords.push_back(own);
    }
    copy->keywords = module_.arena.copy(keywords);
    return copy;
  }
  void cloneStatement(const ast::Stmt& stmt, std::vector<ast::Stmt*>& out) override {
    out.push_back(cloneAs(&stmt));
    result_.written[out.back()] = &stmt;
  }

  ast::Expr* text(const ast::Node& place, std::string_view value) {
    auto* result = make<ast::Constant>(place);
    result->value.kind = ast::ConstantValue::Kind::Str;
    result->value.text = names_.text(names_.intern(value));
    return result;
  }
  ast::Expr* callOf(const ast::Node& place, std::string_view function, ast::Expr* argument) {
    auto* result = make<ast::Call>(place);
    result->func = name(place, names_.intern(function));
    result->args = module_.arena.copy(std::vector<ast::Expr*>{argument});
    return result;
  }

  // "%d items" % n    becomes    f"{n:d} items"
  ast::Expr* joined(const ast::Node& place, const TextFormat& format, std::span<const FormatPart> parts) {
    auto* result = make<ast::JoinedStr>(place);
    std::vector<ast::Expr*> values;
    for (const FormatPart& part : parts) {
      if (!part.is_field) {
        values.push_back(text(place, part.literal));
        continue;
      }
      auto* value = make<ast::FormattedValue>(place);
      value->value = fieldValue(place, format, part);
      value->conversion = part.conversion == 0 ? -1 : part.conversion;
      if (!part.spec.empty()) value->format_spec = joined(place, format, part.spec);
      values.push_back(value);
    }
    result->values = module_.arena.copy(values);
    return result;
  }
  ast::Expr* fieldValue(const ast::Node& place, const TextFormat& format, const FormatPart& part) {
    const ast::Expr* argument = nullptr;
    if (part.name.empty()) {
      argument = format.args[static_cast<std::size_t>(part.argument)];
    } else {
      for (const ast::Keyword* keyword : format.keywords) {
        if (names_.text(keyword->arg) == part.name) argument = keyword->value;
      }
    }
    ast::Expr* value = cloneAs(argument);
    if (format.alone) value = callOf(place, PercentValueName, value);
    if (part.type == 'd') value = callOf(place, PercentIntName, value);
    if (part.type == 'o' || part.type == 'x' || part.type == 'X') value = callOf(place, PercentWholeName, value);
    for (const std::string& accessor : part.accessors) {
      std::string_view inner = std::string_view(accessor).substr(1);
      if (accessor[0] == '.') {
        auto* attribute = make<ast::Attribute>(place);
        attribute->value = value;
        attribute->attr = names_.intern(inner);
        attribute->ctx = ast::ExprContext::Load;
        value = attribute;
        continue;
      }
      bool number = std::ranges::all_of(inner, [](char c) { return c >= '0' && c <= '9'; }) && inner.size() < 10;
      auto* index = make<ast::Constant>(place);
      index->value.kind = ast::ConstantValue::Kind::Int;
      if (number) index->value.integer = std::stoi(std::string(inner));
      value = item(place, value, number ? index : text(place, inner));
    }
    return value;
  }

  ast::Expr* dictOfNames(const ast::Call& call) {
    auto* result = make<ast::Dict>(call);
    std::vector<ast::Expr*> keys;
    std::vector<ast::Expr*> values;
    for (const ast::Keyword* keyword : call.keywords) {
      auto* key = make<ast::Constant>(*keyword);
      key->value.kind = ast::ConstantValue::Kind::Str;
      key->value.text = names_.text(keyword->arg);
      keys.push_back(key);
      values.push_back(cloneAs(keyword->value));
    }
    result->keys = module_.arena.copy(keys);
    result->values = module_.arena.copy(values);
    return result;
  }

  ast::Expr* name(const ast::Node& place, Name id) {
    auto* result = make<ast::NameExpr>(place);
    result->id = id;
    result->ctx = ast::ExprContext::Load;
    return result;
  }
  // Names that the expression does not use.
  std::vector<Name> freshNames(const ast::Node& root, std::size_t count) {
    constexpr auto Bases = std::to_array<std::string_view>({"value", "other", "third"});
    std::vector<Name> result;
    for (std::size_t i = 0; i < count; ++i) {
      std::string text = i < Bases.size() ? std::string(Bases[i]) : "value_" + std::to_string(i);
      bool taken = true;
      while (taken) {
        taken = false;
        Name id = names_.intern(text);
        ast::forEachNode(root, [&](const ast::Node& node) {
          const auto* used = ast::as<ast::NameExpr>(&node);
          taken |= used && used->id == id;
          return true;
        });
        if (taken) text += "_";
      }
      result.push_back(names_.intern(text));
    }
    return result;
  }
  ast::Expr* lambda(const ast::Node& place, std::span<const Name> params, ast::Expr* body) {
    auto* args = make<ast::Arguments>(place);
    std::vector<ast::Arg*> list;
    for (Name id : params) {
      auto* arg = make<ast::Arg>(place);
      arg->arg = id;
      list.push_back(arg);
    }
    args->args = module_.arena.copy(list);
    auto* result = make<ast::Lambda>(place);
    result->args = args;
    result->body = body;
    return result;
  }

  // len    becomes    lambda value: len(value)    and str.upper    becomes    lambda value: value.upper()
  ast::Expr* lambdaOf(const ast::Expr& function, std::size_t count) {
    std::vector<Name> params = freshNames(function, count);
    std::vector<ast::Expr*> args;
    for (Name id : params) args.push_back(name(function, id));
    auto* call = make<ast::Call>(function);
    const auto* method = ast::as<ast::Attribute>(&function);
    constexpr auto Types = std::to_array<std::string_view>({"builtins.bytes", "builtins.dict", "builtins.float",
                                                            "builtins.frozenset", "builtins.int", "builtins.list",
                                                            "builtins.set", "builtins.str", "builtins.tuple"});
    if (method && std::ranges::find(Types, dotted_(*method->value)) != Types.end()) {
      auto* own = make<ast::Attribute>(function);
      own->value = args.front();
      own->attr = method->attr;
      own->ctx = ast::ExprContext::Load;
      args.erase(args.begin());
      call->func = own;
    } else if (isBoundMethod(function) && names_.text(method->attr) == "get") {
      // What `get` gives for a missing key has no order.
      auto* own = make<ast::Attribute>(function);
      own->value = cloneAs(method->value);
      own->attr = names_.intern("__known__");
      own->ctx = ast::ExprContext::Load;
      call->func = own;
    } else {
      call->func = cloneAs(&function);
    }
    call->args = module_.arena.copy(args);
    return lambda(function, params, call);
  }

  ast::Expr* operatorLambda(const ast::Expr& expr) {
    std::vector<Name> params = freshNames(expr, operatorArity(expr).value());
    std::vector<ast::Expr*> args;
    for (Name id : params) args.push_back(name(expr, id));
    return lambda(expr, params, operation(expr, dotted_(expr), args));
  }

  ast::Expr* operation(const ast::Node& place, std::string_view dotted, std::span<ast::Expr* const> args) {
    std::string_view op = dotted.substr(OperatorModule.size());
    if (const BinaryRow* row = rowOf(Binaries, op)) {
      auto* result = make<ast::BinOp>(place);
      result->left = args[0];
      result->op = row->op;
      result->right = args[1];
      return result;
    }
    if (const UnaryRow* row = rowOf(Unaries, op)) {
      auto* result = make<ast::UnaryOp>(place);
      result->op = row->op;
      result->operand = args[0];
      return result;
    }
    if (op == "getitem") return item(place, args[0], args[1]);
    if (op == "abs" || op == "truth") {
      auto* result = make<ast::Call>(place);
      result->func = name(place, names_.intern(op == "abs" ? "abs" : "bool"));
      result->args = module_.arena.copy(std::vector<ast::Expr*>{args[0]});
      return result;
    }
    const CompareRow* row = rowOf(Comparisons, op);
    auto* result = make<ast::Compare>(place);
    // contains(xs, x) is x in xs
    result->left = row ? args[0] : args[1];
    result->ops = module_.arena.copy(std::vector<ast::CompareOp>{row ? row->op : ast::CompareOp::In});
    result->comparators = module_.arena.copy(std::vector<ast::Expr*>{row ? args[1] : args[0]});
    return result;
  }

  ast::Expr* item(const ast::Node& place, ast::Expr* value, ast::Expr* index) {
    auto* result = make<ast::Subscript>(place);
    result->value = value;
    result->slice = index;
    result->ctx = ast::ExprContext::Load;
    return result;
  }

  // itemgetter(1)    becomes    lambda value: value[1]; of several places a tuple.
  // operator.methodcaller("replace", "a", "b")    becomes    lambda x: x.replace("a", "b")
  ast::Expr* callerLambda(const ast::Call& call) {
    std::vector<Name> params = freshNames(call, 1);
    const auto* text = ast::as<ast::Constant>(call.args[0]);
    auto* method = make<ast::Attribute>(call);
    method->value = name(call, params[0]);
    method->attr = names_.intern(text ? text->value.text : std::string_view());
    method->ctx = ast::ExprContext::Load;
    auto* called = make<ast::Call>(call);
    called->func = method;
    std::vector<ast::Expr*> args;
    for (const ast::Expr* arg : call.args.subspan(1)) args.push_back(cloneAs(arg));
    called->args = module_.arena.copy(args);
    return lambda(call, params, called);
  }

  ast::Expr* getterLambda(const ast::Call& call) {
    if (dotted_(*call.func) == "operator.methodcaller") return callerLambda(call);
    bool items = dotted_(*call.func) == "operator.itemgetter";
    std::vector<Name> params = freshNames(call, 1);
    std::vector<ast::Expr*> parts;
    for (const ast::Expr* arg : call.args) {
      ast::Expr* value = name(call, params[0]);
      if (items) {
        parts.push_back(item(call, value, cloneAs(arg)));
        continue;
      }
      const auto* text = ast::as<ast::Constant>(arg);
      auto* attribute = make<ast::Attribute>(call);
      attribute->value = value;
      attribute->attr = names_.intern(text ? text->value.text : std::string_view());
      attribute->ctx = ast::ExprContext::Load;
      parts.push_back(attribute);
    }
    if (parts.size() == 1) return lambda(call, params, parts[0]);
    auto* tuple = make<ast::Tuple>(call);
    tuple->elts = module_.arena.copy(parts);
    tuple->ctx = ast::ExprContext::Load;
    return lambda(call, params, tuple);
  }

  support::NameTable& names_;
  const DottedName& dotted_;
  WrappedFunction& result_;
};

} // namespace

WrappedFunction wrapBuiltins(const ast::FunctionDef& def, ast::ParsedModule& parsed, support::NameTable& names,
                             const DottedName& dotted) {
  WrappedFunction result;
  Wrapping wrapping(parsed, names, dotted, result);
  bool applies = false;
  for (const ast::Stmt* stmt : def.body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      applies = applies || wrapping.applies(node);
      return !applies;
    });
  }
  if (!applies) return result;
  result.def = wrapping.cloneAs(&def);
  return result;
}

} // namespace pyompcc::sema

// lib/sema/read_decorators.cpp
//
// Reads decorators by the rows of grammar/decorators.def.
#include "lib/sema/read_decorators.h"

#include "lib/diag/rows/sema.h"

#include <algorithm>
#include <array>

namespace pyompcc::sema {
namespace {

struct DecoratorRow {
  std::string_view dotted;
  bool accepted;
};
constexpr bool Yes = true;
constexpr bool No = false;
constexpr auto Decorators = std::to_array<DecoratorRow>({
#define DECORATOR(Name, DottedName, Accepted) {DottedName, Accepted},
#include "grammar/decorators.def"
});

constexpr auto Caches = std::to_array<std::string_view>({
#define CACHE_DECORATOR(DottedName) DottedName,
#include "grammar/decorators.def"
});

// Reads the decorators of a function: is it meant for native code, and what do the options say?
class DecoratorReader {
 public:
  DecoratorReader(FunctionInfo& function, const ModuleNames& table, const ast::ParsedModule& parsed,
                  const support::NameTable& names, diag::Emitter& emitter)
      : function_(function), table_(table), parsed_(parsed), names_(names), emitter_(emitter) {}

  void read() {
    bool foreign = false;
    for (const ast::Expr* decorator : function_.def->decorator_list) {
      const auto* call = ast::as<ast::Call>(decorator);
      const Resolution& resolution = table_(call ? *call->func : *decorator);
      const DecoratorRow* row = find(resolution);
      if (isCache(resolution)) {
        readCache(*decorator);
        continue;
      }
      if (!row) {
        foreign = true;
        continue;
      }
      function_.native = true;
      function_.decorated = true;
      if (!row->accepted) {
        emitter_.report(parsed_.loc(*decorator), diag::UnsupportedDecorator,
                        row->dotted.substr(row->dotted.rfind('.') + 1));
      }
      if (row->dotted.ends_with(".vectorize")) function_.ufunc.kind = UfuncInfo::Kind::Elements;
      if (row->dotted.ends_with("guvectorize")) readLayout(*decorator);
      if (call) readOptions(*call);
    }
    if (!function_.native || !foreign) return;
    for (const ast::Expr* decorator : function_.def->decorator_list) {
      const auto* call = ast::as<ast::Call>(decorator);
      const Resolution& resolution = table_(call ? *call->func : *decorator);
      if (find(resolution) || isCache(resolution)) continue;
      emitter_.report(parsed_.loc(*decorator), diag::ForeignDecorator, names_.text(function_.name));
    }
  }

 private:
  const DecoratorRow* find(const Resolution& resolution) const {
    if (resolution.kind != Resolution::Kind::Object) return nullptr;
    std::string_view dotted = names_.text(resolution.dotted);
    auto row =
        std::find_if(Decorators.begin(), Decorators.end(), [&](const DecoratorRow& r) { return r.dotted == dotted; });
    return row == Decorators.end() ? nullptr : &*row;
  }

  bool isCache(const Resolution& resolution) const {
    std::string_view dotted = names_.text(resolution.dotted);
    return resolution.kind == Resolution::Kind::Object && std::ranges::find(Caches, dotted) != Caches.end();
  }

  // @cache, @lru_cache, @lru_cache(maxsize=None), @lru_cache(1000): 128 results where nothing is said (Python library
  // reference, "functools").
  void readCache(const ast::Expr& decorator) {
    const auto* call = ast::as<ast::Call>(&decorator);
    bool all = names_.text(table_(call ? *call->func : decorator).dotted) == "functools.cache";
    function_.remembers = all ? 0 : 128;
    const ast::Expr* size = call && !call->args.empty() ? call->args[0] : nullptr;
    for (const ast::Keyword* keyword : call ? call->keywords : std::span<ast::Keyword*>()) {
      if (names_.text(keyword->arg) == "maxsize") {
        size = keyword->value;
      } else if (!isValue(*keyword->value, "False")) {
        emitter_.report(parsed_.loc(*keyword), diag::UnsupportedDecoratorOption, names_.text(keyword->arg));
      }
    }
    const auto* constant = ast::as<ast::Constant>(size);
    if (!size) return;
    if (constant && constant->value.kind == ast::ConstantValue::Kind::None) {
      function_.remembers = 0;
    } else if (constant && constant->value.kind == ast::ConstantValue::Kind::Int && constant->value.integer > 0) {
      function_.remembers = constant->value.integer;
    } else {
      emitter_.report(parsed_.loc(*size), diag::DecoratorOptionValue, "maxsize", "None, or a number above 0");
    }
  }

  // @guvectorize([...], "(n),()->(n)")
  void readLayout(const ast::Expr& decorator) {
    function_.ufunc.kind = UfuncInfo::Kind::Parts;
    const auto* call = ast::as<ast::Call>(&decorator);
    const auto* text = call && call->args.size() == 2 ? ast::as<ast::Constant>(call->args[1]) : nullptr;
    if (text && text->value.kind == ast::ConstantValue::Kind::Str) {
      for (char c : text->value.text) {
        if (c != ' ') function_.ufunc.layout += c;
      }
    }
    std::vector<std::size_t> dimensions = layoutDimensions(function_.ufunc.layout);
    if (dimensions.size() == function_.def->args->args.size() && !dimensions.empty()) return;
    emitter_.report(parsed_.loc(text ? *static_cast<const ast::Node*>(text) : decorator), diag::LayoutExpected,
                    names_.text(function_.name), static_cast<diag::Number>(function_.def->args->args.size()));
    function_.ufunc.layout.clear();
  }

  void readIdentity(const ast::Keyword& keyword) {
    const auto* value = ast::as<ast::Constant>(keyword.value);
    using Identity = UfuncInfo::Identity;
    if (value && value->value.kind == ast::ConstantValue::Kind::None) return;
    bool number = value && value->value.kind == ast::ConstantValue::Kind::Int;
    if (number && value->value.integer == 0) {
      function_.ufunc.identity = Identity::Zero;
    } else if (number && value->value.integer == 1) {
      function_.ufunc.identity = Identity::One;
    } else if (isValue(*keyword.value, "reorderable")) {
      function_.ufunc.identity = Identity::Reorderable;
    } else {
      emitter_.report(parsed_.loc(keyword), diag::DecoratorOptionValue, "identity", "0, 1, None or \"reorderable\"");
    }
  }

  void readTarget(const ast::Keyword& keyword) {
    function_.ufunc.threads = isValue(*keyword.value, "parallel");
    if (function_.ufunc.threads || isValue(*keyword.value, "cpu")) return;
    emitter_.report(parsed_.loc(keyword), diag::DecoratorOptionValue, "target", "\"cpu\" or \"parallel\"");
  }

  void readOptions(const ast::Call& call) {
    enum class Meaning : std::uint8_t { Honoured, Ignored, Only, Rejected };
    struct Option {
      std::string_view name;
      Meaning meaning;
      std::string_view value;
    };
    static constexpr auto Options = std::to_array<Option>({
#define DECORATOR_OPTION(Name, What, Value) {Name, Meaning::What, Value},
#include "grammar/decorators.def"
    });
    for (const ast::Keyword* keyword : call.keywords) {
      std::string_view name = names_.text(keyword->arg);
      auto row =
          std::find_if(Options.begin(), Options.end(), [&](const Option& option) { return option.name == name; });
      if (row == Options.end() || row->meaning == Meaning::Rejected) {
        emitter_.report(parsed_.loc(*keyword), diag::UnsupportedDecoratorOption, name);
      } else if (row->meaning == Meaning::Only && !isValue(*keyword->value, row->value)) {
        emitter_.report(parsed_.loc(*keyword), diag::DecoratorOptionValue, name, row->value);
      } else if (name == "identity") {
        readIdentity(*keyword);
      } else if (name == "target") {
        readTarget(*keyword);
      } else if (name == "fastmath") {
        // A set names some of the liberties; none of them has to be taken.
        const auto* value = ast::as<ast::Constant>(keyword->value);
        function_.fastmath = value && value->value.kind == ast::ConstantValue::Kind::True;
        if (!value && keyword->value->kind != ast::NodeKind::Set) {
          emitter_.report(parsed_.loc(*keyword), diag::UnsupportedDecoratorOption, name);
        }
      }
    }
  }

  static bool isValue(const ast::Expr& expr, std::string_view value) {
    const auto* constant = ast::as<ast::Constant>(&expr);
    if (!constant) return false;
    if (constant->value.kind == ast::ConstantValue::Kind::False) return value == "False";
    return constant->value.kind == ast::ConstantValue::Kind::Str && constant->value.text == value;
  }

  FunctionInfo& function_;
  const ModuleNames& table_;
  const ast::ParsedModule& parsed_;
  const support::NameTable& names_;
  diag::Emitter& emitter_;
};

} // namespace

// (n),()->(n) in the grammar of NumPy's generalised ufuncs, without blanks.
std::vector<std::size_t> layoutDimensions(std::string_view layout) {
  std::vector<std::size_t> dimensions;
  std::size_t arrow = layout.find("->");
  if (arrow == std::string_view::npos) return {};
  for (std::string_view side : {layout.substr(0, arrow), layout.substr(arrow + 2)}) {
    while (!side.empty()) {
      std::size_t end = side.find(')');
      if (side[0] != '(' || end == std::string_view::npos) return {};
      std::string_view inside = side.substr(1, end - 1);
      std::size_t count = inside.empty() ? 0 : 1;
      bool starts = true;
      for (char c : inside) {
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        bool digit = c >= '0' && c <= '9';
        if (c == ',' ? starts : !(letter || (digit && !starts))) return {};
        count += c == ',' ? 1 : 0;
        starts = c == ',';
      }
      if (!inside.empty() && starts) return {};
      dimensions.push_back(count);
      side.remove_prefix(end + 1);
      if (side.empty()) break;
      if (side[0] != ',' || side.size() == 1) return {};
      side.remove_prefix(1);
    }
  }
  return dimensions;
}

bool isDecorator(std::string_view dotted) {
  return std::any_of(Decorators.begin(), Decorators.end(),
                     [&](const DecoratorRow& row) { return row.dotted == dotted; });
}

void readDecorators(FunctionInfo& function, const ModuleNames& table, const ast::ParsedModule& parsed,
                    const support::NameTable& names, diag::Emitter& emitter) {
  DecoratorReader(function, table, parsed, names, emitter).read();
}

} // namespace pyompcc::sema

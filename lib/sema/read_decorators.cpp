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
      if (call) readOptions(*call);
    }
    if (!function_.native || !foreign) return;
    for (const ast::Expr* decorator : function_.def->decorator_list) {
      const auto* call = ast::as<ast::Call>(decorator);
      if (find(table_(call ? *call->func : *decorator))) continue;
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

bool isDecorator(std::string_view dotted) {
  return std::any_of(Decorators.begin(), Decorators.end(),
                     [&](const DecoratorRow& row) { return row.dotted == dotted; });
}

void readDecorators(FunctionInfo& function, const ModuleNames& table, const ast::ParsedModule& parsed,
                    const support::NameTable& names, diag::Emitter& emitter) {
  DecoratorReader(function, table, parsed, names, emitter).read();
}

} // namespace pyompcc::sema

// lib/lower/residual_source.cpp
//
// Rewrites statements of the module level in place.
#include "lib/lower/residual_source.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::lower {
namespace {

struct Replacement {
  std::uint32_t begin;
  std::uint32_t end;
  std::string text;
};

std::string_view textOf(const ast::Node& node, const support::SourceFile& source) {
  return source.text().substr(node.begin, node.end - node.begin);
}

// `(1, N,), {"scale": 2.5}`: the positional defaults, then those of keyword-only parameters if there are any.
std::string defaultsOf(const ast::Arguments& arguments, const support::SourceFile& source,
                       const support::NameTable& names) {
  std::string positional;
  for (const ast::Expr* value : arguments.defaults) positional += fmt::format("{}, ", textOf(*value, source));
  if (!positional.empty()) positional.pop_back();
  std::string keyword;
  for (std::size_t i = 0; i < arguments.kwonlyargs.size(); ++i) {
    const ast::Expr* value = arguments.kw_defaults[i];
    if (!value) continue;
    if (!keyword.empty()) keyword += ", ";
    keyword += fmt::format("\"{}\": {}", names.text(arguments.kwonlyargs[i]->arg), textOf(*value, source));
  }
  return keyword.empty() ? fmt::format("({})", positional) : fmt::format("({}), {{{}}}", positional, keyword);
}

Replacement replaceFunction(const sema::FunctionInfo& function, const support::SourceFile& source,
                            const support::NameTable& names) {
  const ast::FunctionDef& def = *function.def;
  std::uint32_t begin = def.begin;
  // The decorators stand before the def, each behind an `@`.
  for (const ast::Expr* decorator : def.decorator_list) begin = std::min(begin, decorator->begin);
  while (begin > 0 && begin != def.begin && source.text()[begin] != '@') --begin;
  std::string_view name = names.text(def.name);
  return {begin, def.end,
          fmt::format("{0} = __pyomp_cc__.function(\"{0}\", {1})", name, defaultsOf(*def.args, source, names))};
}

Replacement replaceImport(const ast::Stmt& stmt, const support::NameTable& names) {
  std::string text;
  auto bind = [&](std::string_view target, std::string_view object) {
    if (!text.empty()) text += "; ";
    text += fmt::format("{} = __pyomp_cc__{}{}", target, object.empty() ? "" : ".", object);
  };
  if (const auto* from = ast::as<ast::ImportFrom>(&stmt)) {
    for (const ast::Alias* alias : from->names) {
      if (names.text(alias->name) == "*") {
        text += fmt::format("{}globals().update(__pyomp_cc__.everything())", text.empty() ? "" : "; ");
        continue;
      }
      bind(names.text(alias->asname ? alias->asname : alias->name), names.text(alias->name));
    }
  } else if (const auto* import = ast::as<ast::Import>(&stmt)) {
    for (const ast::Alias* alias : import->names) {
      std::string_view dotted = names.text(alias->name);
      bind(alias->asname ? names.text(alias->asname) : dotted.substr(0, dotted.find('.')), {});
    }
  }
  return {stmt.begin, stmt.end, text};
}

} // namespace

std::string residualSource(const sema::ModuleInfo& module, const std::vector<const sema::FunctionInfo*>& compiled,
                           const support::SourceFile& source, const support::NameTable& names) {
  std::vector<Replacement> replacements;
  for (const sema::FunctionInfo* function : compiled) replacements.push_back(replaceFunction(*function, source, names));
  for (const ast::Stmt* stmt : module.provided_imports) replacements.push_back(replaceImport(*stmt, names));
  std::ranges::sort(replacements, {}, &Replacement::begin);
  std::string result;
  std::uint32_t at = 0;
  for (const Replacement& replacement : replacements) {
    result += source.text().substr(at, replacement.begin - at);
    result += replacement.text;
    std::string_view old = source.text().substr(replacement.begin, replacement.end - replacement.begin);
    auto lines = source.lineColumn(replacement.end).line - source.lineColumn(replacement.begin).line;
    result.append(old.empty() ? 0 : lines, '\n');
    at = replacement.end;
  }
  result += source.text().substr(at);
  return result;
}

} // namespace pyompcc::lower

// lib/emit/emit_stub.cpp
//
// The stub file: what type checkers and editors see of the compiled functions.
#include "lib/emit/cpp_text.h"
#include "lib/emit/emit.h"
#include "lib/support/text_writer.h"

#include <fmt/format.h>

#include <set>
#include <string>

namespace pyompcc::emit {
namespace {

using sema::TypeKind;

/// A type as an annotation.
std::string annotation(ir::Type type) {
  switch (type->kind) {
  case TypeKind::None: return "None";
  case TypeKind::Bool: return "bool";
  case TypeKind::Int: return "int";
  case TypeKind::Float: return "float";
  case TypeKind::Complex: return "complex";
  case TypeKind::Str: return "str";
  case TypeKind::Scalar: return fmt::format("np.{}", sema::facts(type->dtype).numpy_name);
  case TypeKind::Array: return fmt::format("npt.NDArray[np.{}]", sema::facts(type->dtype).numpy_name);
  case TypeKind::Bytes: return "bytes";
  case TypeKind::Range: return "range";
  case TypeKind::List: return fmt::format("list[{}]", annotation(type->elements[0]));
  case TypeKind::Set: return fmt::format("set[{}]", annotation(type->elements[0]));
  case TypeKind::FrozenSet: return fmt::format("frozenset[{}]", annotation(type->elements[0]));
  case TypeKind::Dict: return fmt::format("dict[{}, {}]", annotation(type->elements[0]), annotation(type->elements[1]));
  case TypeKind::Deque: return fmt::format("collections.deque[{}]", annotation(type->elements[0]));
  case TypeKind::DefaultDict:
    return fmt::format("collections.defaultdict[{}, {}]", annotation(type->elements[0]), annotation(type->elements[1]));
  case TypeKind::Counter: return fmt::format("collections.Counter[{}]", annotation(type->elements[0]));
  case TypeKind::Sequence: return fmt::format("tuple[{}, ...]", annotation(type->elements[0]));
  case TypeKind::Optional: return annotation(type->elements.front()) + " | None";
  case TypeKind::Tuple: {
    std::string elements;
    for (ir::Type element : type->elements) elements += (elements.empty() ? "" : ", ") + annotation(element);
    return fmt::format("tuple[{}]", elements.empty() ? "()" : elements);
  }
  default: return "object";
  }
}

/// The docstring as a literal, line by line. Of quotes only those need a backslash that would end it.
std::vector<std::string> quotedDocstring(const std::vector<std::string>& docstring) {
  std::vector<std::string> lines;
  for (const std::string& line : docstring) {
    std::string escaped;
    for (std::size_t i = 0; i < line.size(); ++i) {
      bool ends = line.compare(i, 3, "\"\"\"") == 0 || (line[i] == '"' && i + 1 == line.size());
      if (line[i] == '\\' || ends) escaped += '\\';
      escaped += line[i];
    }
    lines.push_back(escapeSurrogates(escaped));
  }
  lines.front().insert(0, "\"\"\"");
  if (lines.size() > 1) lines.emplace_back();
  lines.back() += "\"\"\"";
  return lines;
}

std::string signature(const ir::Export& exported, const ir::Function& function) {
  std::string params;
  bool star = false;
  auto add = [&](const std::string& text) { params += (params.empty() ? "" : ", ") + text; };
  for (std::size_t i = 0; i < exported.parameters.size(); ++i) {
    const ir::BoundParameter& parameter = exported.parameters[i];
    if (parameter.keyword_only && !star) {
      add("*");
      star = true;
    }
    std::string type = i < function.params.size() ? annotation(function.params[i]->type) : "object";
    add(fmt::format("{}: {}{}", parameter.name, type, parameter.has_default ? " = ..." : ""));
    bool last_positional_only = parameter.positional_only &&
                                (i + 1 == exported.parameters.size() || !exported.parameters[i + 1].positional_only);
    if (last_positional_only) add("/");
  }
  return fmt::format("def {}({}) -> {}:", exported.python_name, params, annotation(function.result));
}

} // namespace

std::string emitStub(const ir::Module& module) {
  support::TextWriter out("    ");
  bool overloaded = false;
  support::TextWriter body("    ");
  for (const ir::Export& exported : module.exports) {
    if (exported.ufunc) {
      body.line();
      body.line(fmt::format("{}: np.ufunc", exported.python_name));
      continue;
    }
    // Several compiled signatures may be one for a type checker (two layouts of an array).
    std::vector<std::string> signatures;
    std::set<std::string> seen;
    for (const ir::Function* function : exported.overloads) {
      std::string text = signature(exported, *function);
      if (seen.insert(text).second) signatures.push_back(text);
    }
    for (const std::string& text : signatures) {
      body.line();
      if (signatures.size() > 1) body.line("@overload");
      overloaded |= signatures.size() > 1;
      std::vector<std::string> docstring =
          exported.has_docstring ? docstringLines(exported.docstring) : std::vector<std::string>();
      if (docstring.empty() || &text != &signatures.front()) {
        body.line(text + " ...");
        continue;
      }
      body.line(text);
      body.indent();
      for (const std::string& line : quotedDocstring(docstring)) body.line(line);
      body.dedent();
    }
  }
  bool uses_numpy = body.text().find("np.") != std::string::npos;
  if (overloaded) out.line("from typing import overload");
  if (overloaded && uses_numpy) out.line();
  if (uses_numpy) {
    out.line("import numpy as np");
    if (body.text().find("npt.") != std::string::npos) out.line("import numpy.typing as npt");
  }
  std::string head = out.take();
  std::string text = body.take();
  if (head.empty() && !text.empty()) text.erase(0, 1);
  return head + text;
}

} // namespace pyompcc::emit

// lib/sema/read_enum.cpp
//
// Reads the members of enumerations.
#include "lib/sema/read_enum.h"

#include <string>

namespace pyompcc::sema {

std::optional<EnumMembers> readEnum(const ast::ClassDef& def, const support::NameTable& names,
                                    const NamedTupleSurroundings& surroundings) {
  if (def.bases.size() != 1 || !def.keywords.empty()) return std::nullopt;
  std::string base = surroundings.dotted(*def.bases[0]);
  EnumMembers members{.are_ints = base == "enum.IntEnum" || base == "enum.IntFlag", .values = {}};
  if (!members.are_ints && base != "enum.Enum") return std::nullopt;
  for (const ast::Expr* decorator : def.decorator_list) {
    if (surroundings.dotted(*decorator) != "enum.unique") return std::nullopt;
  }
  std::int64_t last = 0;
  for (const ast::Stmt* stmt : def.body) {
    const auto* text = ast::as<ast::ExprStmt>(stmt);
    if (stmt->kind == ast::NodeKind::Pass || (text && text->value->kind == ast::NodeKind::Constant)) continue;
    const auto* assign = ast::as<ast::Assign>(stmt);
    const auto* name = assign && assign->targets.size() == 1 ? ast::as<ast::NameExpr>(assign->targets[0]) : nullptr;
    if (!name) return std::nullopt;
    const auto* call = ast::as<ast::Call>(assign->value);
    std::optional<FoldedValue> value;
    if (call && surroundings.dotted(*call->func) == "enum.auto") {
      // The next power of two in a flag.
      bool flag = base == "enum.IntFlag";
      value = FoldedValue::ofInt(!flag ? last + 1 : last == 0 ? 1 : last * 2);
    } else {
      value = surroundings.value_of(*assign->value);
    }
    if (!value || (members.are_ints && value->kind != TypeKind::Int)) return std::nullopt;
    if (value->kind == TypeKind::Int) last = value->integer;
    members.values.emplace_back(names.text(name->id), *value);
  }
  return members;
}

} // namespace pyompcc::sema

// lib/sema/dtype_name.cpp
//
// Looks element types up by name.
#include "lib/sema/dtype_name.h"

#include <array>

namespace pyompcc::sema {
namespace {

struct Row {
  std::string_view name;
  DType dtype;
};
constexpr auto Names = std::to_array<Row>({
#define DTYPE(Name, NumPyName, ...) {NumPyName, DType::Name},
#include "grammar/dtypes.def"
#define DTYPE_ALIAS(Name, Target) {Name, DType::Target},
#include "grammar/dtype_aliases.def"
});
constexpr auto Codes = std::to_array<Row>({
#define DTYPE(Name, NumPyName, CppType, Class, Bits, Code) {Code, DType::Name},
#include "grammar/dtypes.def"
    {"?", DType::Bool},
    {"int", DType::Int64},
    {"float", DType::Float64},
    {"d", DType::Float64},
    {"complex", DType::Complex128},
    {"f", DType::Float32},
});

template <class Rows> std::optional<DType> find(const Rows& rows, std::string_view name) {
  for (const Row& row : rows) {
    if (row.name == name) return row.dtype;
  }
  return std::nullopt;
}

} // namespace

std::optional<DType> dtypeOfName(std::string_view name) { return find(Names, name); }

std::optional<DType> dtypeOfText(std::string_view text) {
  if (auto dtype = find(Names, text)) return dtype;
  if (!text.empty() && (text[0] == '<' || text[0] == '=' || text[0] == '|')) text.remove_prefix(1);
  return find(Codes, text);
}

} // namespace pyompcc::sema

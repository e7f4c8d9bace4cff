// lib/driver/passes.h
//
// The rows of grammar/passes.def as data.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pyompcc::driver {

/// What can be printed after a stage.
enum class PassForm : std::uint8_t { Nothing, Tokens, Ast, Types, Ir, Cpp };

struct PassRow {
  std::string_view stem;
  std::string_view folder;
  PassForm form;
  std::string_view summary;
};

inline constexpr auto Passes = std::to_array<PassRow>({
#define PASS(Stem, Function, Folder, Form, Summary) {#Stem, #Folder, PassForm::Form, Summary},
#include "grammar/passes.def"
});

} // namespace pyompcc::driver

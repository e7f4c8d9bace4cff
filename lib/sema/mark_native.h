// lib/sema/mark_native.h
//
// Which functions and classes of the files are compiled: those that compiled functions may call and make.
#pragma once

#include "lib/ast/ast.h"
#include "lib/sema/program.h"
#include "lib/sema/resolve_module.h"
#include "lib/support/name.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace pyompcc::sema {

/// Sets FunctionInfo::native and ClassInfo::native, which decorators, regions and exports have set for the first ones.
class NativeMarking {
 public:
  /// Finds what each function calls.
  NativeMarking(Program& program, const Resolutions& resolutions, support::NameTable& names)
      : program_(program), resolutions_(resolutions), names_(names) {
    findCallees();
  }

  /// Marks what is reached from what is marked: callees, classes, and methods under names that marked code may call.
  void mark();
  /// Marks the classes whose objects values of the type hold.
  void addClassesOf(Type type);
  /// The functions that a function calls or takes as values, by their place in Program::functions.
  std::span<const std::uint32_t> callees(std::uint32_t function) const { return callees_[function]; }

 private:
  void findCallees();
  void markCallees();
  void noteWanted(const FunctionInfo& function, const ast::Node& node);
  bool isWanted(Name name) const;
  void markMethods();

  Program& program_;
  const Resolutions& resolutions_;
  support::NameTable& names_;
  std::vector<std::vector<std::uint32_t>> callees_;          // by function
  std::vector<std::vector<std::uint32_t>> classes_;          // that each function names
  std::vector<std::unordered_set<std::string_view>> wanted_; // methods that it may call
};

} // namespace pyompcc::sema

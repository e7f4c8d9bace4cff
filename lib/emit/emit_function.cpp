// lib/emit/emit_function.cpp
//
// One function: its comments, its signature, its body.
#include "lib/emit/cpp_text.h"
#include "lib/emit/function_emitter.h"
#include "lib/ir/asked_methods.h"
#include "lib/ir/runtime_function.h"
#include "lib/ir/walk.h"
#include "lib/omp/directive.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::emit {

FunctionEmitter::FunctionEmitter(CppWriter& out, const ir::Function& function, const support::SourceSet& sources)
    : out_(out), function_(function), sources_(sources) {
  if (!function.body) return;
  ir::forEachVar(*function.body, [&](ir::Var& var, ir::Access access) {
    if (access == ir::Access::Read) read_.insert(&var);
    if (var.kind == ir::VarKind::Caught) caught_.insert(&var);
  });
  ir::forEachStmt(*function.body, [&](ir::Stmt& stmt) {
    if (const auto* swap = ir::as<ir::Swap>(&stmt)) read_.insert({swap->left, swap->right});
    if (const auto* again = ir::as<ir::Reraise>(&stmt)) caught_.insert(again->caught);
    // What a region's clauses name is used.
    const auto* region = ir::as<ir::Region>(&stmt);
    if (!region || !region->facts) return;
    for (const ir::SharedVar& shared : region->facts->sharing) {
      if (shared.original && read_.contains(shared.var)) read_.insert(shared.original);
    }
  });
}

std::uint32_t FunctionEmitter::pythonLine(support::Loc loc) const {
  return loc.file.index < sources_.size() ? sources_[loc.file].lineColumn(loc.begin).line : 0;
}

std::string FunctionEmitter::freshName(std::string word) const {
  auto taken = [&](const ir::Var* var) { return var->cpp_name == word; };
  do {
    word += '_';
  } while (std::any_of(function_.vars.begin(), function_.vars.end(), taken));
  return word;
}

bool FunctionEmitter::raises(const ir::Stmt& stmt) {
  bool found =
      stmt.kind == ir::StmtKind::Raise || stmt.kind == ir::StmtKind::ForEach || stmt.kind == ir::StmtKind::Poll;
  // e.raise() notes its line.
  if (const auto* again = ir::as<ir::Reraise>(&stmt)) found |= again->caught != nullptr;
  if (const auto* rethrow = ir::as<ir::Rethrow>(&stmt)) found |= !rethrow->reduced.empty();
  if (const auto* region = ir::as<ir::Region>(&stmt)) {
    // py::num_threads tests its argument.
    found |= region->facts->directive->has(omp::ClauseKind::NumThreads);
  }
  if (const auto* update = ir::as<ir::Update>(&stmt)) found |= update->mode != ir::Arithmetic::Plain;
  if (const auto* store = ir::as<ir::Store>(&stmt)) found |= store->bounds != ir::Bounds::Proved;
  ir::forEachChild(stmt, [&](ir::Expr*& child) { found |= raises(*child); });
  return found;
}

bool FunctionEmitter::raises(const ir::Expr& root) {
  bool found = false;
  auto tests = [&](ir::Arithmetic mode) { found |= mode != ir::Arithmetic::Plain; };
  ir::forEachExpr(root, [&](const ir::Expr& expr) {
    if (const auto* unary = ir::as<ir::Unary>(&expr)) tests(unary->mode);
    if (const auto* binary = ir::as<ir::Binary>(&expr)) tests(binary->mode);
    if (const auto* convert = ir::as<ir::Convert>(&expr)) tests(convert->mode);
    if (const auto* runtime_call = ir::as<ir::RuntimeCall>(&expr)) tests(runtime_call->mode);
    if (const auto* load = ir::as<ir::Load>(&expr)) found |= load->bounds != ir::Bounds::Proved;
    if (const auto* subview = ir::as<ir::Subview>(&expr)) found |= subview->bounds != ir::Bounds::Proved;
    if (const auto* call = ir::as<ir::Call>(&expr)) found |= call->callee->can_raise;
    const auto* library = ir::as<ir::LibraryCall>(&expr);
    found |= (library && ir::canRaise(*library)) || ir::asksMethods(expr);
    found |= expr.kind == ir::ExprKind::Allocate || expr.kind == ir::ExprKind::MakeRange;
  });
  return found;
}

// A function of so many operations is not optimised: clang would take minutes.
static bool isTooLongToOptimise(const ir::Function& function) {
  constexpr std::size_t Most = 12'000;
  std::size_t operations = 0;
  ir::forEachExpr(*function.body, [&](const ir::Expr& expr) {
    operations += expr.kind == ir::ExprKind::Binary || expr.kind == ir::ExprKind::Call ||
                  expr.kind == ir::ExprKind::RuntimeCall || expr.kind == ir::ExprKind::Load;
  });
  return operations > Most;
}

std::string FunctionEmitter::signature() const {
  std::string params;
  for (const ir::Var* param : function_.params) {
    if (!params.empty()) params += ", ";
    params += fmt::format("{}{} {}", read_.contains(param) ? "" : "[[maybe_unused]] ", parameterType(*param),
                          param->cpp_name);
  }
  return fmt::format("{}static {} {}({})", isTooLongToOptimise(function_) ? "[[clang::optnone]] " : "",
                     valueType(function_.result), function_.cpp_name, params);
}

std::string FunctionEmitter::valueAlone(std::span<const std::string_view> names) {
  const ir::Block& body = *function_.body;
  const auto* only = body.stmts.size() == 1 ? ir::as<ir::Return>(body.stmts.front()) : nullptr;
  bool plain = only && only->value && only->comments.empty() && body.declarations.empty() && !function_.can_raise &&
               only->value->type->kind != sema::TypeKind::None;
  if (!plain) return {};
  // clang takes no other variables in declarations, constants neither.
  bool others = false;
  ir::forEachExpr(body, [&](const ir::Expr& expr) {
    const auto* used = ir::as<ir::VarRef>(&expr);
    others |= used && std::ranges::find(function_.params, used->var) == function_.params.end();
  });
  if (others) return {};
  for (std::size_t i = 0; i < names.size(); ++i) renamed_[function_.params[i]] = names[i];
  std::string text = implicitly(only->value);
  renamed_.clear();
  return text;
}

// static py::Remembered<Int, Int> remembered;
// return remembered({n}, [&]() -> Int { ... });
void FunctionEmitter::emitRemembered() {
  std::string types = valueType(function_.result);
  std::string key;
  for (const ir::Var* param : function_.params) {
    types += ", " + valueType(param->type);
    key += fmt::format("{}{}", key.empty() ? "" : ", ", param->cpp_name);
  }
  std::string memory = freshName("remembered");
  out_.line(signature() + " {");
  out_.indent();
  std::string size = *function_.remembers == 0 ? "" : fmt::format("{{{}}}", *function_.remembers);
  out_.line(fmt::format("static py::Remembered<{}> {}{};", types, memory, size));
  out_of_line_ = true;
  braced(fmt::format("return {}({{{}}}, [&]() -> {} ", memory, key, valueType(function_.result)), *function_.body,
         "});");
  out_.dedent();
  out_.line("}");
}

void FunctionEmitter::emit() {
  out_.setPlace(0, {});
  for (std::string_view comment : function_.comments) out_.comment("//", comment);
  for (const std::string& line : docstringLines(function_.docstring)) out_.comment("///", line);
  out_.setPlace(pythonLine(function_.loc), function_.python_name);
  // A generator that gives nothing is one all the same.
  bool yields = !function_.is_generator;
  ir::forEachStmt(*function_.body, [&](const ir::Stmt& stmt) {
    yields |= stmt.kind == ir::StmtKind::Yield || stmt.kind == ir::StmtKind::Return;
  });
  if (function_.remembers) {
    emitRemembered();
  } else {
    braced(signature() + " ", *function_.body, yields ? "}" : "co_return; }");
  }
  out_.setPlace(0, {});
}

} // namespace pyompcc::emit

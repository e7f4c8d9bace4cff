// lib/ast/dump.cpp
//
// Prints a tree as CPython's ast.dump does. Trees can be deeper than any call stack, so the work waits on a stack of
// its own.
#include "lib/ast/dump.h"

#include "lib/ast/python_text.h"
#include "lib/support/text_repr.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace pyompcc::ast {
namespace {

constexpr auto BinaryOpNames = std::to_array<std::string_view>({
#define BINARY_OP(Name, Source) #Name "()",
#include "grammar/operators.def"
});
constexpr auto BooleanOpNames = std::to_array<std::string_view>({
#define BOOLEAN_OP(Name, Source) #Name "()",
#include "grammar/operators.def"
});
constexpr auto UnaryOpNames = std::to_array<std::string_view>({
#define UNARY_OP(Name, Source) #Name "()",
#include "grammar/operators.def"
});
constexpr auto CompareOpNames = std::to_array<std::string_view>({
#define COMPARE_OP(Name, Source) #Name "()",
#include "grammar/operators.def"
});
constexpr auto ContextNames = std::to_array<std::string_view>({
#define EXPR_CONTEXT(Name) #Name "()",
#include "grammar/operators.def"
});

std::string_view dumpName(BinaryOp op) { return BinaryOpNames[static_cast<std::size_t>(op)]; }
std::string_view dumpName(BooleanOp op) { return BooleanOpNames[static_cast<std::size_t>(op)]; }
std::string_view dumpName(UnaryOperator op) { return UnaryOpNames[static_cast<std::size_t>(op)]; }
std::string_view dumpName(CompareOp op) { return CompareOpNames[static_cast<std::size_t>(op)]; }
std::string_view dumpName(ExprContext context) { return ContextNames[static_cast<std::size_t>(context)]; }

// What CPython's grammar gives no position.
bool hasPosition(NodeKind kind) {
  return kind != NodeKind::Module && kind != NodeKind::Arguments && kind != NodeKind::Comprehension &&
         kind != NodeKind::WithItem && kind != NodeKind::MatchCase;
}

// CPython's dump fails long before this depth (RecursionError); without a limit the indentation of a sum of a hundred
// thousand terms would fill gigabytes.
constexpr std::uint32_t DeepestIndentation = 1000;

// From 3.13 on ast.dump leaves out empty lists and None.
constexpr int FirstWithoutEmpty = 13;

class Dumper {
 public:
  Dumper(const support::SourceFile& source, const support::NameTable& names, int python_minor)
      : source_(source), names_(names), minor_(python_minor) {}

  std::string run(const Node& root) {
    pending_.push_back({.form = Form::Node, .level = 0, .node = &root});
    while (!pending_.empty()) {
      Piece piece = pending_.back();
      pending_.pop_back();
      switch (piece.form) {
      case Form::Text: out_ += piece.text; break;
      case Form::Break: breakLine(piece.text, piece.level); break;
      case Form::Identifier: support::appendStrRepr(out_, piece.text, minor_); break;
      case Form::Position: printPosition(*piece.node, piece.text, piece.level); break;
      case Form::Node: expand(piece.node, piece.level); break;
      }
    }
    return std::move(out_);
  }

 private:
  enum class Form : std::uint8_t { Text, Break, Identifier, Position, Node };
  struct Piece {
    Form form = Form::Text;
    std::uint32_t level = 0;
    std::string_view text = {};
    const Node* node = nullptr;
  };

  void breakLine(std::string_view separator, std::uint32_t level) {
    out_ += separator;
    out_ += '\n';
    out_.append(std::min(level, DeepestIndentation), ' ');
  }

  // The attributes that end every node with a place; `separator` stands before the first.
  void printPosition(const Node& node, std::string_view separator, std::uint32_t level) {
    support::LineColumn begin = source_.lineColumn(node.begin);
    support::LineColumn end = source_.lineColumn(node.end);
    auto print = [&](std::string_view name, std::uint32_t value) {
      breakLine(separator, level);
      fmt::format_to(std::back_inserter(out_), "{}={}", name, value);
      separator = ",";
    };
    print("lineno", begin.line);
    print("col_offset", begin.column);
    print("end_lineno", end.line);
    print("end_col_offset", end.column);
    out_ += ')';
  }

  // Prints what comes first of a node and leaves the rest, in order, on the stack.
  void expand(const Node* node, std::uint32_t level) {
    if (!node) {
      out_ += "None";
      return;
    }
    out_ += pythonName(node->kind);
    out_ += '(';
    std::size_t start = pending_.size();
    is_first_ = true;
    level_ = level + 1;
    expandFields(*node);
    if (node->kind == NodeKind::Module && minor_ < FirstWithoutEmpty) {
      const auto& module = static_cast<const Module&>(*node);
      if (module.body.empty()) {
        // Three simple arguments at most stand on one line.
        pending_.resize(start);
        out_ += "body=[], type_ignores=[])";
        return;
      }
      field("type_ignores");
      add("[]");
    }
    if (hasPosition(node->kind)) {
      pending_.push_back({.form = Form::Position, .level = level_, .text = is_first_ ? "" : ",", .node = node});
    } else {
      add(")");
    }
    std::reverse(pending_.begin() + static_cast<std::ptrdiff_t>(start), pending_.end());
  }

  void add(std::string_view text) { pending_.push_back({.text = text}); }
  void addChild(const Node* node, std::uint32_t level) {
    pending_.push_back({.form = Form::Node, .level = level, .node = node});
  }

  void field(std::string_view name) {
    pending_.push_back({.form = Form::Break, .level = level_, .text = is_first_ ? "" : ","});
    is_first_ = false;
    add(name);
    add("=");
  }

  void expandFields(const Node& node);
  void one(std::string_view name, const Node* child) {
    field(name);
    addChild(child, level_);
  }
  void optional(std::string_view name, const Node* child) {
    if (child) one(name, child);
  }
  template <class T, class AddItem> void list(std::string_view name, std::span<T> items, AddItem add_item) {
    if (items.empty() && minor_ >= FirstWithoutEmpty) return;
    field(name);
    if (items.empty()) return add("[]");
    add("[");
    for (std::size_t i = 0; i < items.size(); ++i) {
      pending_.push_back({.form = Form::Break, .level = level_ + 1, .text = i == 0 ? "" : ","});
      add_item(items[i]);
    }
    add("]");
  }
  void addIdentifier(Name name) { pending_.push_back({.form = Form::Identifier, .text = names_.text(name)}); }
  void identifier(std::string_view name, Name value) {
    field(name);
    addIdentifier(value);
  }
  // Small values are printed into a text of their own: the pieces are printed later.
  void value(std::string_view name, const ConstantValue& constant) {
    field(name);
    if (constant.kind == ConstantValue::Kind::Str) {
      pending_.push_back({.form = Form::Identifier, .text = constant.text});
      return;
    }
    std::string text;
    appendRepr(text, constant);
    add(texts_.copy(text));
  }

  const support::SourceFile& source_;
  const support::NameTable& names_;
  const int minor_;
  std::string out_;
  std::vector<Piece> pending_;
  support::Arena texts_;
  std::uint32_t level_ = 0;
  bool is_first_ = true;
};

void Dumper::expandFields(const Node& node) {
  switch (node.kind) {
#define NODE(Category, Name, Fields)                                                                                   \
  case NodeKind::Name: {                                                                                               \
    [[maybe_unused]] const auto& self = static_cast<const Name&>(node);                                                \
    Fields break;                                                                                                      \
  }
#define ONE(Type, name) one(#name, self.name);
#define OPT(Type, name) optional(#name, self.name);
#define SEQ(Type, name) list(#name, self.name, [this](const Node* item) { addChild(item, level_ + 1); });
#define IDENT(name) identifier(#name, self.name);
#define OPTIDENT(name)                                                                                                 \
  if (self.name) identifier(#name, self.name);
#define IDENTS(name) list(#name, self.name, [this](support::Name item) { addIdentifier(item); });
#define VALUE(name) value(#name, self.name);
#define NUMBER(name)                                                                                                   \
  field(#name);                                                                                                        \
  add(texts_.copy(fmt::format("{}", self.name)));
#define TEXT(name)                                                                                                     \
  if (!self.name.empty()) {                                                                                            \
    field(#name);                                                                                                      \
    pending_.push_back({.form = Form::Identifier, .text = self.name});                                                 \
  }
#define ENUM(Type, name)                                                                                               \
  field(#name);                                                                                                        \
  add(dumpName(self.name));
#define ENUMS(Type, name) list(#name, self.name, [this](Type item) { add(dumpName(item)); });
#define SINCE(first_minor, item)                                                                                       \
  if (minor_ >= first_minor) {                                                                                         \
    item                                                                                                               \
  }
#include "grammar/ast_nodes.def"
  }
}

} // namespace

std::string dump(const ParsedModule& module, const support::SourceFile& source, const support::NameTable& names,
                 int python_minor) {
  return Dumper(source, names, python_minor).run(*module.root);
}

} // namespace pyompcc::ast

// lib/lower/attach_comments.cpp
//
// Walks statements in source order and hands out comments on the way.
#include "lib/lower/attach_comments.h"

#include "lib/ast/category.h"
#include "lib/ast/walk.h"

#include <algorithm>

namespace pyompcc::lower {
namespace {

std::string_view textOf(const ast::Comment& comment, const support::SourceFile& source) {
  std::string_view text = source.text().substr(comment.begin, comment.end - comment.begin);
  text.remove_prefix(std::min(text.size(), text.find_first_not_of('#')));
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

} // namespace

CommentTable attachComments(const ast::ParsedModule& module, const support::SourceFile& source) {
  std::vector<const ast::Stmt*> statements;
  ast::forEachNode(*module.root, [&](const ast::Node& node) {
    if (ast::categoryOf(node.kind) == ast::Category::Stmt) statements.push_back(static_cast<const ast::Stmt*>(&node));
    return true;
  });
  std::ranges::sort(statements, {}, [](const ast::Stmt* stmt) { return stmt->begin; });
  auto line_of = [&](std::uint32_t offset) { return source.lineColumn(offset).line; };

  CommentTable table;
  for (const ast::Comment& comment : module.comments) {
    std::string_view text = textOf(comment, source);
    if (text.empty()) continue;
    auto next =
        std::ranges::upper_bound(statements, comment.begin, {}, [](const ast::Stmt* stmt) { return stmt->begin; });
    std::uint32_t line = line_of(comment.begin);
    const ast::Stmt* owner = next == statements.end() ? nullptr : *next;
    if (next != statements.begin()) {
      // Statements that start before the comment, the nearest first: one on the same line carries it.
      const ast::Stmt* before = *std::prev(next);
      bool same_line = line_of(before->begin) == line || (before->end <= comment.begin && line_of(before->end) == line);
      bool inside = before->begin < comment.begin && comment.end <= before->end && !owner;
      if (same_line || inside) owner = before;
    }
    if (owner) table[owner].push_back(text);
  }
  return table;
}

} // namespace pyompcc::lower

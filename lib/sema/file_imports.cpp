// lib/sema/file_imports.cpp
//
// Compares paths with dotted names, component by component.
#include "lib/sema/file_imports.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0 && text.substr(0, end) != ".") parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

} // namespace

FileImports::FileImports(std::span<const std::string> paths) {
  for (const std::string& path : paths) {
    Path parts = split(path, '/');
    if (parts.empty()) parts.emplace_back();
    std::string& stem = parts.back();
    if (stem.ends_with(".py")) stem.resize(stem.size() - 3);
    folders_.emplace_back(parts.begin(), parts.end() - 1);
    if (stem == "__init__") parts.pop_back();
    paths_.push_back(std::move(parts));
  }
}

std::optional<std::uint32_t> FileImports::fileAt(const Path& path) const {
  auto found = std::ranges::find(paths_, path);
  if (found == paths_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - paths_.begin());
}

std::optional<std::uint32_t> FileImports::find(std::uint32_t importer, std::string_view dotted) const {
  Path parts = split(dotted, '.');
  for (Path root = folders_[importer];; root.pop_back()) {
    Path path = root;
    path.insert(path.end(), parts.begin(), parts.end());
    if (auto file = fileAt(path); file && *file != importer) return file;
    if (root.empty()) return std::nullopt;
  }
}

std::optional<std::uint32_t> FileImports::findRelative(std::uint32_t importer, int level,
                                                       std::string_view dotted) const {
  Path path = folders_[importer];
  for (int i = 1; i < level; ++i) {
    if (path.empty()) return std::nullopt;
    path.pop_back();
  }
  for (std::string& part : split(dotted, '.')) path.push_back(std::move(part));
  auto file = fileAt(path);
  return file && *file != importer ? file : std::nullopt;
}

} // namespace pyompcc::sema

// lib/support/source.cpp
//
// Line tables of source texts.
#include "lib/support/source.h"

#include <algorithm>

namespace pyompcc::support {

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  line_starts_.push_back(0);
  // Few files have a carriage return; without one, lines are found as fast as memory is read.
  if (text_.find('\r') == std::string::npos) {
    for (std::size_t end = text_.find('\n'); end != std::string::npos; end = text_.find('\n', end + 1)) {
      line_starts_.push_back(static_cast<std::uint32_t>(end + 1));
    }
    return;
  }
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] != '\n' && text_[i] != '\r') continue;
    if (text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n') ++i;
    line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

LineColumn SourceFile::lineColumn(std::uint32_t offset) const {
  auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  return {line, offset - line_starts_[line - 1]};
}

std::string_view SourceFile::line(std::uint32_t number) const {
  std::uint32_t start = line_starts_[number - 1];
  std::size_t end = number < line_starts_.size() ? line_starts_[number] : text_.size();
  std::string_view line = std::string_view(text_).substr(start, end - start);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

FileId SourceSet::add(SourceFile file) {
  files_.push_back(std::make_unique<SourceFile>(std::move(file)));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

} // namespace pyompcc::support

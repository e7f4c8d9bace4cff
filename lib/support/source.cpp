// lib/support/source.cpp
//
// Line tables of source texts.
#include "lib/support/source.h"

#include "lib/support/byte_scan.h"

#include <algorithm>
#include <bit>

namespace pyompcc::support {

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {}

const std::vector<std::uint32_t>& SourceFile::lineStarts() const {
  if (!line_starts_.empty()) return line_starts_;
  line_starts_.push_back(0);
  // Few files have a carriage return; without one, lines are found as fast as memory is read.
  if (text_.find('\r') == std::string::npos) {
    findLineFeeds();
    return line_starts_;
  }
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] != '\n' && text_[i] != '\r') continue;
    if (text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n') ++i;
    line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
  return line_starts_;
}

void SourceFile::findLineFeeds() const {
  const char* text = text_.data();
  std::uint32_t size = static_cast<std::uint32_t>(text_.size());
  std::uint32_t i = 0;
  for (; i + ByteBlock <= size; i += ByteBlock) {
    for (std::uint32_t found = bytesEqual(text + i, '\n'); found; found &= found - 1) {
      line_starts_.push_back(i + static_cast<std::uint32_t>(std::countr_zero(found)) + 1);
    }
  }
  for (; i < size; ++i) {
    if (text[i] == '\n') line_starts_.push_back(i + 1);
  }
}

LineColumn SourceFile::lineColumn(std::uint32_t offset) const {
  const std::vector<std::uint32_t>& starts = lineStarts();
  auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  auto line = static_cast<std::uint32_t>(after - starts.begin());
  return {line, offset - starts[line - 1]};
}

std::string_view SourceFile::line(std::uint32_t number) const {
  const std::vector<std::uint32_t>& starts = lineStarts();
  std::uint32_t start = starts[number - 1];
  std::size_t end = number < starts.size() ? starts[number] : text_.size();
  std::string_view line = std::string_view(text_).substr(start, end - start);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

FileId SourceSet::add(SourceFile file) {
  files_.push_back(std::make_unique<SourceFile>(std::move(file)));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

} // namespace pyompcc::support

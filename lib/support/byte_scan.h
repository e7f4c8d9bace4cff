// lib/support/byte_scan.h
//
// Sixteen or 64 bytes looked at in one step, for the loops that read every byte of a source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace pyompcc::support {

/// How many bytes one step looks at. Callers see to it that so many can be read.
inline constexpr std::ptrdiff_t ByteBlock = 16;

/// A bit for each of the bytes from `p` on that equals `wanted`; the lowest bit is the first byte's.
inline std::uint32_t bytesEqual(const char* p, char wanted) {
#if defined(__SSE2__)
  __m128i block;
  std::memcpy(&block, p, sizeof block);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(wanted))));
#else
  std::uint32_t mask = 0;
  for (std::ptrdiff_t i = 0; i < ByteBlock; ++i) mask |= std::uint32_t{p[i] == wanted} << i;
  return mask;
#endif
}

/// A bit for each of the bytes from `p` on that is not ASCII.
inline std::uint32_t bytesBeyondAscii(const char* p) {
#if defined(__SSE2__)
  __m128i block;
  std::memcpy(&block, p, sizeof block);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(block));
#else
  std::uint32_t mask = 0;
  for (std::ptrdiff_t i = 0; i < ByteBlock; ++i) mask |= std::uint32_t{static_cast<unsigned char>(p[i]) >= 0x80} << i;
  return mask;
#endif
}

/// Four blocks: a bit for each byte fills a word. One such step without a branch is faster than up to four of them
/// where nobody can tell how many it will be.
inline constexpr std::ptrdiff_t ByteStep = 4 * ByteBlock;

/// A bit for each of the ByteStep bytes from `p` on that equals `wanted`.
inline std::uint64_t stepBytesEqual(const char* p, char wanted) {
  std::uint64_t found = 0;
  for (std::ptrdiff_t i = 0; i < ByteStep; i += ByteBlock) found |= std::uint64_t{bytesEqual(p + i, wanted)} << i;
  return found;
}

/// Whether all of those bytes are ASCII and none is NUL.
inline bool isPlainStep(const char* p) {
#if defined(__SSE2__)
  __m128i any = _mm_setzero_si128();
  __m128i least = _mm_set1_epi8(-1);
  for (std::ptrdiff_t i = 0; i < ByteStep; i += ByteBlock) {
    __m128i block;
    std::memcpy(&block, p + i, sizeof block);
    any = _mm_or_si128(any, block);
    least = _mm_min_epu8(least, block);
  }
  return _mm_movemask_epi8(_mm_or_si128(any, _mm_cmpeq_epi8(least, _mm_setzero_si128()))) == 0;
#else
  bool is_plain = true;
  for (std::ptrdiff_t i = 0; i < ByteStep; ++i) is_plain &= p[i] != 0 && static_cast<unsigned char>(p[i]) < 0x80;
  return is_plain;
#endif
}

/// The lowest bit that is set, and all bits below it; all of them when none is set.
inline std::uint64_t lowestBit(std::uint64_t bits) { return bits & (~bits + 1); }
inline std::uint64_t belowLowestBit(std::uint64_t bits) { return lowestBit(bits) - 1; }

} // namespace pyompcc::support

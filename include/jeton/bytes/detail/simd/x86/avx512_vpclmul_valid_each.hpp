// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_VALID_EACH_HPP
#define JETON_BYTES_DETAIL_SIMD_X86_AVX512_VPCLMUL_VALID_EACH_HPP

#include <jeton/bytes/detail/crc32_fold.hpp>
#include <jeton/bytes/detail/nibbles.hpp>
#include <jeton/bytes/detail/simd/vector16_token.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_vpclmul.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_vpclmul_crc32.hpp>
#include <jeton/bytes/detail/simd/x86/avx512_vpclmul_digits.hpp>
#include <jeton/bytes/detail/spot.hpp>

#if defined(__GNUC__) && defined(__x86_64__)

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

/// The check of four whole tokens in one call.
#define JETON_TARGET [[gnu::target(JETON_DETAIL_AVX512_VPCLMUL)]]
#define JETON_INLINE [[gnu::always_inline]] JETON_TARGET inline

namespace jeton { inline namespace v0 { namespace detail::avx512_vpclmul {

template <class Stencil, std::size_t Index, class Segment, class LateVoid>
JETON_INLINE void look_at(const four_texts& texts, findings& found) {
  constexpr std::size_t size = Stencil::min_size;
  constexpr std::size_t offset = Stencil::begin(Index).offset;
  if constexpr (Stencil::starts_run(Index)) {
    look_at_digits<typename Segment::digits, offset, Stencil::run_from(Index).least, size>(texts, found);
  }
  if constexpr (Stencil::piece_at(Index) == piece::literal) look_at_literal<Segment, 0, offset, size>(texts, found);
  if constexpr (Stencil::piece_at(Index) == piece::length) {
    found.difference |= number_of<typename Segment::digits, offset, Segment::min_size, size>(texts) ^
                        both_words(0, Stencil::measured(Index).least);
  }
  if constexpr (Stencil::piece_at(Index) == piece::crc32) {
    constexpr run_shape covered = Stencil::covered(Index);
    found.difference |=
        number_of<typename Segment::digits, offset, Segment::min_size, size>(texts) ^
        crc32_number<covered.begin.offset, covered.least, size, Segment::number::lowest_first, LateVoid>(texts);
  }
}

/// What this file can read of a segment.
template <class Stencil, std::size_t Index, class Segment>
constexpr bool can_look_at() {
  constexpr piece what = Stencil::piece_at(Index);
  if constexpr (what == piece::length || what == piece::crc32) {
    constexpr bool has_wide_number = Segment::min_size <= 8 || vector16::power_of<Segment::digits::size, 8> >> 32 != 0;
    if (!has_wide_number || !nibbles_of<typename Segment::digits>.has_distances) return false;
  }
  if constexpr (what == piece::crc32) return Stencil::covered(Index).least <= crc32_fold<void>::span;
  return what != piece::other;
}
template <class Stencil, template <class...> class List, class... Segment, std::size_t... Place>
constexpr bool can_look_at_all(List<Segment...>, std::index_sequence<Place...>) {
  return Stencil::is_rigid && Stencil::min_size >= 16 && (can_look_at<Stencil, Place, Segment>() && ...);
}

/// Whether tokens of a format can be checked here.
template <class Stencil>
constexpr bool knows() {
  return can_look_at_all<Stencil>(typename Stencil::segments{}, typename Stencil::indices{});
}

template <class Stencil, class Prefix, class LateVoid, template <class...> class List, class... Segment,
          std::size_t... Place>
JETON_INLINE std::uint32_t look_at_all(const four_texts& texts, List<Segment...>, std::index_sequence<Place...>) {
  findings found;
  look_at_literal<Prefix, 0, 0, Stencil::min_size>(texts, found);
  (look_at<Stencil, Place, Segment, LateVoid>(texts, found), ...);
  return found.verdicts();
}

/// Whether each of 4 * `fours` tokens that stand side by side is good, its prefix included; how many are.
template <class Stencil, class Prefix, class LateVoid>
JETON_TARGET std::size_t valid_each(const char* text, std::size_t fours, bool* verdicts) {
  constexpr std::size_t size = Stencil::min_size;
  std::size_t good = 0;
  for (std::size_t i = 0; i < fours; ++i, text += 4 * size, verdicts += 4) {
    const std::uint32_t each =
        look_at_all<Stencil, Prefix, LateVoid>({{text, text + size, text + 2 * size, text + 3 * size}},
                                               typename Stencil::segments{}, typename Stencil::indices{});
    std::memcpy(verdicts, &each, 4);
    good += each * 0x01010101U >> 24;
  }
  return good;
}

template <std::size_t Size>
inline constexpr char nothing[Size]{};

/// The same of texts that stand anywhere and may have another size. A size is no secret.
template <class Stencil, class Prefix, class LateVoid>
JETON_TARGET std::size_t valid_each(const std::string_view* texts, std::size_t fours, bool* verdicts) {
  std::size_t good = 0;
  for (std::size_t i = 0; i < fours; ++i, texts += 4, verdicts += 4) {
    four_texts four;
    std::uint32_t right_sizes = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_right = texts[j].size() == Stencil::min_size;
      four.at[j] = is_right ? texts[j].data() : nothing<Stencil::min_size>;
      right_sizes |= std::uint32_t{is_right} << 8 * j;
    }
    const std::uint32_t each = right_sizes & look_at_all<Stencil, Prefix, LateVoid>(four, typename Stencil::segments{},
                                                                                    typename Stencil::indices{});
    std::memcpy(verdicts, &each, 4);
    good += each * 0x01010101U >> 24;
  }
  return good;
}

}}}  // namespace jeton::v0::detail::avx512_vpclmul

#undef JETON_INLINE
#undef JETON_TARGET

#endif

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FORMAT_VALID_EACH_HPP
#define JETON_FORMAT_VALID_EACH_HPP

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

#include <jeton/bytes/detail/kernel_valid_each.hpp>
#include <jeton/format/detail/plan.hpp>
#include <jeton/format/token.hpp>

namespace jeton { inline namespace v0 {

/// Which of many texts are tokens of format F: written to `verdicts`; how many are. More than twice as fast as one
/// after the other where the size is fixed and the processor has AVX-512 and VPCLMULQDQ. No branch and no address
/// depends on a byte of a text of the right size then; sizes show. Where the spans have different
/// sizes, the first texts only, and the first verdicts.
///
///     bool verdicts[std::size(texts)];
///     const std::size_t count = jeton::valid_each<acme_pat>(texts, verdicts);
template <class F>
constexpr std::size_t valid_each(std::span<const std::string_view> texts, std::span<bool> verdicts);

/// The same for texts that stand side by side, `F::size` bytes each; a rest at the end is not looked at. The fastest
/// way.
template <class F>
  requires(F::min_size == F::max_size)
constexpr std::size_t valid_each(std::span<const char> texts, std::span<bool> verdicts);

namespace detail {

template <class F>
struct own_prefix {
  static constexpr std::string_view text = F::prefix;
  static constexpr std::size_t min_size = F::prefix.size();
};

/// `text_at(i)` is the text that `texts` has at place i.
template <class F, class Texts, class TextAt>
constexpr std::size_t count_valid(const Texts* texts, std::size_t count, bool* verdicts, TextAt text_at) {
  kernel::checked_tokens done;
  if (!std::is_constant_evaluated()) {
    using laid = plan<typename F::layout, F::prefix.size()>;
    done = kernel::valid_each<laid, own_prefix<F>, void>(texts, count, verdicts);
  }
  for (std::size_t i = done.count; i < count; ++i) {
    verdicts[i] = F::valid(text_at(i));
    done.good += std::size_t{verdicts[i]};
  }
  return done.good;
}

}  // namespace detail

template <class F>
constexpr std::size_t valid_each(std::span<const std::string_view> texts, std::span<bool> verdicts) {
  const std::size_t count = texts.size() < verdicts.size() ? texts.size() : verdicts.size();
  return detail::count_valid<F>(texts.data(), count, verdicts.data(), [&](std::size_t i) { return texts[i]; });
}

template <class F>
  requires(F::min_size == F::max_size)
constexpr std::size_t valid_each(std::span<const char> texts, std::span<bool> verdicts) {
  const std::size_t all = texts.size() / F::min_size;
  const std::size_t count = all < verdicts.size() ? all : verdicts.size();
  return detail::count_valid<F>(texts.data(), count, verdicts.data(), [&](std::size_t i) {
    return std::string_view{texts.data() + i * F::min_size, F::min_size};
  });
}

}}  // namespace jeton::v0

#endif

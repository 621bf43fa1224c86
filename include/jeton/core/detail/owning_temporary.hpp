// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_CORE_DETAIL_OWNING_TEMPORARY_HPP
#define JETON_CORE_DETAIL_OWNING_TEMPORARY_HPP

#include <concepts>
#include <string_view>
#include <type_traits>

namespace jeton { inline namespace v0 { namespace detail {

/// A string object that dies at the end of the line, and its text with it.
template <class Text>
concept owning_temporary = std::is_rvalue_reference_v<Text&&> && std::is_class_v<Text> &&
                           std::convertible_to<Text, std::string_view> && !std::is_trivially_destructible_v<Text>;

}}}  // namespace jeton::v0::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_LISTING_HPP
#define JETON_LIFECYCLE_LISTING_HPP

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include <jeton/core/maybe.hpp>
#include <jeton/core/result.hpp>
#include <jeton/lifecycle/fault.hpp>
#include <jeton/lifecycle/name_search.hpp>
#include <jeton/store/record.hpp>
#include <jeton/store/store.hpp>
#include <jeton/time/expiry.hpp>
#include <jeton/time/utc.hpp>

namespace jeton { inline namespace v0 {

struct list_filter;
struct listed;
enum class list_order : unsigned char;

/// Fills a page with the first tokens of a list, in order. Goes through the rows of the owner once; the time grows with
/// their number and the logarithm of the page's size.
///
///     acme_store::record page[20];
///     const auto found = jeton::list(store, {.owner = user}, jeton::list_order::created_descending, now, page);
template <token_reader Store, utc_time_point Now>
[[nodiscard]] constexpr result<listed, store_fault> list(Store& store, const list_filter& filter, list_order order,
                                                         const Now& now, std::span<typename Store::record> page);

/// Fills a page with the tokens that come after one, the last of the page before. It does not matter whether that one
/// is still there; nothing is listed twice or left out because something else has gone or come.
template <token_reader Store, utc_time_point Now>
[[nodiscard]] constexpr result<listed, store_fault> list_after(Store& store, const typename Store::record& last,
                                                               const list_filter& filter, list_order order,
                                                               const Now& now, std::span<typename Store::record> page);

/// Which tokens are listed: those for which all holds that is asked. A token without a value (never used, never
/// expiring) is on neither side of an instant. Default-constructed it lists nobody's.
struct list_filter {
  user_id owner = user_id::none;  ///< tokens of this owner; `user_id::every`: of all
  maybe<token_kind> kind{};
  maybe<bool> revoked{};
  maybe<bool> active{};                    ///< neither revoked nor expired, or one of the two
  maybe<unix_seconds> created_before{};    ///< or at this instant
  maybe<unix_seconds> created_after{};     ///< or at this instant
  maybe<unix_seconds> last_used_before{};  ///< or at this instant
  maybe<unix_seconds> last_used_after{};   ///< or at this instant
  maybe<day> expires_before{};             ///< before this day
  maybe<day> expires_after{};              ///< on this day or later
  name_search search{};

  template <class Record, utc_time_point Now>
  [[nodiscard]] constexpr bool matches(const Record& row, const Now& now) const {
    if (owner == user_id::none || (owner != user_id::every && owner != row.owner)) return false;
    if (kind && *kind != row.kind) return false;
    if (revoked && *revoked != row.revoked) return false;
    if (active && *active != row.active(now)) return false;
    if (created_before && row.created > *created_before) return false;
    if (created_after && row.created < *created_after) return false;
    if (last_used_before && !(row.last_used && *row.last_used <= *last_used_before)) return false;
    if (last_used_after && !(row.last_used && *row.last_used >= *last_used_after)) return false;
    const auto expires = row.expires.first_dead_day();
    if (expires_before && !(expires && *expires < *expires_before)) return false;
    if (expires_after && !(expires && *expires >= *expires_after)) return false;
    return search.matches(row.name);
  }
};

/// The order of a list. Descending is the ascending one backwards: a token without a value is last in the one and first
/// in the other, and of equal ones the smaller id is first, or last. Names are compared byte by byte.
enum class list_order : unsigned char {
  created_ascending,
  created_descending,
  expires_ascending,
  expires_descending,
  last_used_ascending,
  last_used_descending,
  name_ascending,
  name_descending,
};

/// Reads created_asc, created_desc, expires_asc, … last_used_…, name_….
[[nodiscard]] constexpr result<list_order, order_fault> parse_list_order(std::string_view text) {
  constexpr std::string_view names[] = {"created_asc",   "created_desc",   "expires_asc", "expires_desc",
                                        "last_used_asc", "last_used_desc", "name_asc",    "name_desc"};
  for (unsigned char i = 0; i < 8; ++i) {
    if (text == names[i]) return static_cast<list_order>(i);
  }
  return order_fault::unknown;
}

namespace detail {

constexpr bool is_descending(list_order order) { return (static_cast<unsigned>(order) & 1) != 0; }

/// In ascending order.
template <class Left, class Right>
constexpr std::strong_ordering compare_rows(const Left& left, const Right& right, list_order order) {
  std::strong_ordering by_value = std::strong_ordering::equal;
  switch (static_cast<list_order>(static_cast<unsigned>(order) & ~1u)) {
    case list_order::expires_ascending:
      by_value = left.expires <=> right.expires;  // never is last
      break;
    case list_order::last_used_ascending:
      by_value = left.last_used && right.last_used ? *left.last_used <=> *right.last_used
                                                   : !left.last_used <=> !right.last_used;
      break;
    case list_order::name_ascending:
      by_value = std::string_view{left.name} <=> std::string_view{right.name};
      break;
    default:
      by_value = left.created <=> right.created;
  }
  return by_value != 0 ? by_value : left.id <=> right.id;
}

}  // namespace detail

/// Whether one row stands before another; a row does not stand before itself.
template <class Left, class Right>
[[nodiscard]] constexpr bool stands_before(const Left& left, const Right& right, list_order order) {
  return detail::is_descending(order) ? detail::compare_rows(left, right, order) > 0
                                      : detail::compare_rows(left, right, order) < 0;
}

/// How much of a list there is.
struct listed {
  std::size_t count = 0;  ///< rows on this page
  std::size_t total = 0;  ///< rows that match, on all pages
};

namespace detail {

/// The first rows of an order, as many as there is room for. What is last among them stands on top of a heap.
template <class Record>
class first_rows {
 public:
  constexpr first_rows(std::span<Record> room, list_order order)
      : rows_(room.data()), room_(room.size()), order_(order) {}

  constexpr void add(const Record& row) {
    if (size_ < room_) {
      rows_[size_] = row;
      for (std::size_t at = size_++; at > 0 && before(rows_[(at - 1) / 2], rows_[at]); at = (at - 1) / 2) {
        std::swap(rows_[at], rows_[(at - 1) / 2]);
      }
    } else if (room_ > 0 && before(row, rows_[0])) {
      rows_[0] = row;
      sink(room_);
    }
  }
  /// Puts them in order: how many there are.
  constexpr std::size_t sort() {
    for (std::size_t left = size_; left > 1; --left) {
      std::swap(rows_[0], rows_[left - 1]);
      sink(left - 1);
    }
    return size_;
  }

 private:
  constexpr bool before(const Record& left, const Record& right) const { return stands_before(left, right, order_); }
  constexpr void sink(std::size_t size) {
    for (std::size_t at = 0, child = 1; child < size; at = child, child = 2 * at + 1) {
      if (child + 1 < size && before(rows_[child], rows_[child + 1])) ++child;
      if (!before(rows_[at], rows_[child])) return;
      std::swap(rows_[at], rows_[child]);
    }
  }

  Record* rows_;
  std::size_t room_;
  list_order order_;
  std::size_t size_ = 0;
};

template <class Store, class Now, class Accept>
constexpr result<listed, store_fault> list_if(Store& store, const list_filter& filter, list_order order, const Now& now,
                                              std::span<typename Store::record> page, Accept accept) {
  first_rows<typename Store::record> first{page, order};
  listed found;
  const auto visited = store.visit({.owner = filter.owner}, [&](const auto& row) {
    if (filter.matches(row, now)) {
      ++found.total;
      if (accept(row)) first.add(row);
    }
    return true;
  });
  if (!visited) return visited.error();
  found.count = first.sort();
  return found;
}

}  // namespace detail

template <token_reader Store, utc_time_point Now>
constexpr result<listed, store_fault> list(Store& store, const list_filter& filter, list_order order, const Now& now,
                                           std::span<typename Store::record> page) {
  return detail::list_if(store, filter, order, now, page, [](const auto&) { return true; });
}

template <token_reader Store, utc_time_point Now>
constexpr result<listed, store_fault> list_after(Store& store, const typename Store::record& last,
                                                 const list_filter& filter, list_order order, const Now& now,
                                                 std::span<typename Store::record> page) {
  return detail::list_if(store, filter, order, now, page,
                         [&](const auto& row) { return stands_before(last, row, order); });
}

}}  // namespace jeton::v0

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_LIFECYCLE_DETAIL_OWNER_GROUPS_HPP
#define JETON_LIFECYCLE_DETAIL_OWNER_GROUPS_HPP

#include <cstddef>
#include <type_traits>
#include <utility>

/// Records of a range that a question accepts, an owner at a time: a range of ranges, found as it is gone through.
/// Nothing is stored and nothing allocated. Each iterator is a copy of all it needs but the records.
namespace jeton { inline namespace v0 { namespace detail {

/// The owner in a record: a reference where the record is there to be referred to, else a copy.
template <class Row>
constexpr auto owner_in(Row&& row) -> std::conditional_t<std::is_lvalue_reference_v<Row>, const decltype(row.owner)&,
                                                         std::remove_cvref_t<decltype(row.owner)>> {
  return row.owner;
}

/// Where the records end, and the question: `accepts(record)` and `owner_of(record)`.
template <class Iterator, class Sentinel, class Question>
struct owner_search {
  Sentinel end;
  Question question;

  [[nodiscard]] constexpr bool same_owner(const Iterator& left, const Iterator& right) const {
    return static_cast<bool>(question.owner_of(*left) == question.owner_of(*right));
  }
  /// The first record from `at` on that is accepted; the end if none is.
  [[nodiscard]] constexpr Iterator next(Iterator at) const {
    while (at != end && !question.accepts(*at)) ++at;
    return at;
  }
};

/// The accepted records of one owner.
template <class Iterator, class Search>
class owned_records {
 public:
  struct sentinel {};
  class iterator {
   public:
    using value_type = std::remove_cvref_t<decltype(*std::declval<const Iterator&>())>;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const Iterator& first, const Search& search, std::size_t most)
        : first_(first), at_(first), search_(search), left_(most) {}

    [[nodiscard]] constexpr decltype(auto) operator*() const { return *at_; }
    constexpr iterator& operator++() {
      --left_;
      at_ = search_.next(++at_);
      if (at_ != search_.end && !search_.same_owner(first_, at_)) left_ = 0;
      return *this;
    }
    constexpr iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend constexpr bool operator==(const iterator& left, const iterator& right) {
      return left.at_ == right.at_ && left.left_ == right.left_;
    }
    friend constexpr bool operator==(const iterator& left, const sentinel&) {
      return left.left_ == 0 || left.at_ == left.search_.end;
    }

   private:
    Iterator first_;
    Iterator at_;
    Search search_;
    std::size_t left_;
  };

  constexpr owned_records(const Iterator& first, const Search& search, std::size_t most)
      : first_(first), search_(search), most_(most) {}

  [[nodiscard]] constexpr owned_records first(std::size_t most) const {
    return {first_, search_, most < most_ ? most : most_};
  }
  [[nodiscard]] constexpr std::size_t size() const {
    std::size_t count = 0;
    for (iterator at = begin(); at != end(); ++at) ++count;
    return count;
  }
  [[nodiscard]] constexpr iterator begin() const { return {first_, search_, most_}; }
  [[nodiscard]] constexpr sentinel end() const { return {}; }

 private:
  Iterator first_;
  Search search_;
  std::size_t most_;
};

template <class Owner, class Tokens>
struct owner_and_tokens {
  Owner owner;
  Tokens tokens;
};

template <class Iterator, class Sentinel, class Question>
class owner_groups {
  using search = owner_search<Iterator, Sentinel, Question>;
  using owner = decltype(std::declval<const Question&>().owner_of(*std::declval<const Iterator&>()));

 public:
  struct sentinel {};
  class iterator {
   public:
    using value_type = owner_and_tokens<owner, owned_records<Iterator, search>>;
    using difference_type = std::ptrdiff_t;

    constexpr iterator() = default;
    constexpr iterator(const Iterator& at, const search& records) : at_(at), records_(records) {}

    [[nodiscard]] constexpr value_type operator*() const {
      return {records_.question.owner_of(*at_), {at_, records_, static_cast<std::size_t>(-1)}};
    }
    constexpr iterator& operator++() {
      const Iterator first = at_;
      while (at_ != records_.end && records_.same_owner(first, at_)) ++at_;
      at_ = records_.next(at_);
      return *this;
    }
    constexpr iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    friend constexpr bool operator==(const iterator& left, const iterator& right) { return left.at_ == right.at_; }
    friend constexpr bool operator==(const iterator& left, const sentinel&) { return left.at_ == left.records_.end; }

   private:
    Iterator at_;
    search records_;
  };

  constexpr owner_groups(const Iterator& first, const Sentinel& end, const Question& question)
      : first_(first), records_{end, question} {}

  [[nodiscard]] constexpr iterator begin() const { return {records_.next(first_), records_}; }
  [[nodiscard]] constexpr sentinel end() const { return {}; }
  [[nodiscard]] constexpr bool empty() const { return begin() == end(); }

 private:
  Iterator first_;
  search records_;
};

}}}  // namespace jeton::v0::detail

#endif

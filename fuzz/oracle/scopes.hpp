// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_FUZZ_ORACLE_SCOPES_HPP
#define JETON_FUZZ_ORACLE_SCOPES_HPP

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Lists of scopes, split byte by byte and kept in standard containers.
namespace jeton_fuzz::oracle {

enum class scope_reading { spaces, commas, json };

/// A name as it stands in the text, and what it means.
struct scope_item {
  std::size_t position = 0;
  std::string raw;                       ///< its bytes
  std::string name;                      ///< what they mean
  std::optional<std::size_t> forbidden;  ///< where the first byte is that no name has
};

/// The items of a text up to where it breaks, if it does.
struct scope_split {
  std::vector<scope_item> items;
  std::optional<std::size_t> broken;
};

/// Whether this may be part of a name: RFC 6749 §3.3, NQCHAR.
inline bool is_name_byte(unsigned c) {
  static const std::string all =
      "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
  return c < 128 && c != 0 && all.find(static_cast<char>(c)) != std::string::npos;
}

inline scope_split split_separated(const std::string& text, char separator) {
  scope_split all;
  if (text.empty()) return all;
  std::size_t position = 0;
  std::string item;
  const auto finish = [&] {
    scope_item made{position, item, item, {}};
    for (std::size_t i = 0; i < item.size() && !made.forbidden; ++i) {
      if (!is_name_byte(static_cast<unsigned char>(item[i]))) made.forbidden = position + i;
    }
    all.items.push_back(made);
    item.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != separator) {
      item += text[i];
      continue;
    }
    finish();
    if (separator == ',' && i + 1 < text.size() && text[i + 1] == ' ') ++i;
    position = i + 1;
  }
  finish();
  return all;
}

/// By recursive descent over RFC 8259's grammar. A string that does not end is no item.
class json_splitter {
 public:
  explicit json_splitter(const std::string& text) : text_(text) {}

  scope_split split() {
    if (!array()) all_.broken = at_;
    return all_;
  }

 private:
  bool is(const std::string& any) const { return at_ < text_.size() && any.find(text_[at_]) != std::string::npos; }
  bool take(const std::string& any) {
    if (!is(any)) return false;
    ++at_;
    return true;
  }
  void space() {
    while (take(" \t\n\r")) continue;
  }
  bool array() {
    space();
    if (!take("[")) return false;
    space();
    if (!take("]")) {
      do {
        space();
        if (!string()) return false;
        space();
      } while (take(","));
      if (!take("]")) return false;
    }
    space();
    return at_ == text_.size();
  }
  bool string() {
    if (!take("\"")) return false;
    scope_item item{at_, "", "", {}};
    while (!is("\"")) {
      const std::size_t position = at_;
      unsigned meant = 0;
      if (!character(meant)) return false;
      if (!is_name_byte(meant) && !item.forbidden) item.forbidden = position;
      item.name += static_cast<char>(meant);
    }
    item.raw = text_.substr(item.position, at_ - item.position);
    all_.items.push_back(item);
    return take("\"");
  }
  bool character(unsigned& meant) {
    if (at_ == text_.size()) return false;
    meant = static_cast<unsigned char>(text_[at_]);
    if (!take("\\")) return ++at_, true;
    static const std::map<char, unsigned> simple{{'"', '"'},  {'\\', '\\'}, {'/', '/'},  {'b', '\b'},
                                                 {'f', '\f'}, {'n', '\n'},  {'r', '\r'}, {'t', '\t'}};
    if (at_ == text_.size()) return false;
    const auto found = simple.find(text_[at_]);
    if (found != simple.end()) return meant = found->second, ++at_, true;
    if (!take("u")) return false;
    meant = 0;
    for (int i = 0; i < 4; ++i) {
      if (!is("0123456789abcdefABCDEF")) return false;
      meant = meant * 16 + static_cast<unsigned>(std::stoi(std::string(1, text_[at_]), nullptr, 16));
      ++at_;
    }
    return true;
  }

  const std::string& text_;
  std::size_t at_ = 0;
  scope_split all_{};
};

inline scope_split split_scopes(const std::string& text, scope_reading reading) {
  if (reading == scope_reading::json) return json_splitter{text}.split();
  return split_separated(text, reading == scope_reading::commas ? ',' : ' ');
}

/// The names that a text lists, or its first fault: 0 syntax, 1 empty, 2 character, 3 unknown, 4 duplicate.
struct scope_verdict {
  std::set<std::string> names;
  std::optional<int> fault;
  std::size_t position = 0;
};

inline scope_verdict judge_scopes(const std::string& text, scope_reading reading,
                                  const std::vector<std::string>& vocabulary) {
  const scope_split split = split_scopes(text, reading);
  scope_verdict verdict;
  for (const scope_item& item : split.items) {
    if (item.raw.empty()) return {{}, 1, item.position};
    if (item.forbidden) return {{}, 2, *item.forbidden};
    if (std::count(vocabulary.begin(), vocabulary.end(), item.name) == 0) return {{}, 3, item.position};
    if (!verdict.names.insert(item.name).second) return {{}, 4, item.position};
  }
  if (split.broken) return {{}, 0, *split.broken};
  return verdict;
}

/// The names of a stored row: those that are known, and the bytes of the others.
struct stored_names {
  std::set<std::string> known;
  std::vector<std::string> unknown;
};

inline stored_names read_stored(const std::string& text, scope_reading reading,
                                const std::vector<std::string>& vocabulary) {
  stored_names row;
  for (const scope_item& item : split_scopes(text, reading).items) {
    // Between commas, spaces in front of a name are passed by as well.
    std::string raw = item.raw;
    std::string name = item.name;
    if (reading == scope_reading::commas) {
      raw.erase(0, std::min(raw.find_first_not_of(' '), raw.size()));
      name = raw;
    }
    if (raw.empty()) continue;
    const bool is_known = std::count(vocabulary.begin(), vocabulary.end(), name) != 0;
    if (is_known && !(reading == scope_reading::json && item.forbidden)) {
      row.known.insert(name);
    } else {
      row.unknown.push_back(raw);
    }
  }
  return row;
}

}  // namespace jeton_fuzz::oracle

#endif

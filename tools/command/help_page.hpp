// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_HELP_PAGE_HPP
#define JETON_COMMAND_HELP_PAGE_HPP

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace jeton_command {

/// What `--help` shows: usage, description, what there is to choose from, and the footer with an example. The same in
/// all versions of CLI11, and 80 columns wide where the texts are.
class help_page : public CLI::FormatterBase {
 public:
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const override {
    std::vector<row> commands;
    for (const CLI::App* one : app->get_subcommands([](const CLI::App*) { return true; })) {
      commands.emplace_back(one->get_name(), one->get_description());
    }
    std::vector<row> arguments;
    std::vector<row> options;
    for (const CLI::Option* one : app->get_options([](const CLI::Option*) { return true; })) {
      (one->get_positional() ? arguments : options).emplace_back(title_of(one), one->get_description());
    }
    std::string text = "usage: " + usage_of(app, arguments) + "\n\n" + sentence(app->get_description()) + "\n";
    for (const auto* rows : {&commands, &arguments, &options}) text += table(*rows);
    return text + "\n" + app->get_footer();
  }

 private:
  using row = std::pair<std::string, std::string>;

  static std::string title_of(const CLI::Option* option) {
    const std::string type = option->get_type_name();
    if (option->get_positional()) return type;
    return option->get_name(false, true) + (type.empty() || option->get_items_expected_max() == 0 ? "" : " " + type);
  }
  static std::string sentence(std::string text) {
    if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text + ".";
  }
  static std::string usage_of(const CLI::App* app, const std::vector<row>& arguments) {
    std::string usage = app->get_name();
    for (const CLI::App* one = app->get_parent(); one != nullptr; one = one->get_parent()) {
      usage.insert(0, one->get_name() + " ");
    }
    if (!app->get_subcommands([](const CLI::App*) { return true; }).empty()) return usage + " COMMAND [OPTION...]";
    for (const row& one : arguments) usage += " " + one.first;
    return usage + " [OPTION...]";
  }
  /// The rows, texts in one column; an empty line before them. Further lines of a text stand under its first.
  static std::string table(const std::vector<row>& rows) {
    std::size_t width = 0;
    for (const row& one : rows) width = std::max(width, one.first.size());
    std::string text = rows.empty() ? "" : "\n";
    for (const auto& [title, description] : rows) {
      text += "  " + title + std::string(width - title.size() + 2, ' ');
      for (const char c : description) {
        text += c;
        if (c == '\n') text.append(width + 4, ' ');
      }
      text += "\n";
    }
    return text;
  }
};

}  // namespace jeton_command

#endif

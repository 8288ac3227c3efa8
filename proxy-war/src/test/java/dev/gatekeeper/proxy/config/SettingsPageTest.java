package dev.gatekeeper.proxy.config;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  private static final Pattern NAME_IN_FIRST_COLUMN =
      Pattern.compile("(?m)^\\|\\s*`(gatekeeper\\.[^`]*)`\\s*\\|");

  @Test
  void thePageListsEverySettingAndNoOther() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "settings.md"));
    Set<String> listed =
        NAME_IN_FIRST_COLUMN
            .matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(toSet());

    assertThat(listed).isEqualTo(Setting.all().map(Setting::propertyName).collect(toSet()));
  }
}

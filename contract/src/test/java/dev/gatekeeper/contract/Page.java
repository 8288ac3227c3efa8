package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of docs/, of which a test takes what is written there.
 *
 * @param text of the whole page
 */
record Page(String text) {

  static Page read(String name) throws IOException {
    return new Page(Files.readString(Path.of(System.getProperty("contract.docs"), name)));
  }

  /** What stands in the fences of a language, in their order. */
  List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}

package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A folder with users and groups that a test may change: anna is an administrator, and rita a
 * reader.
 *
 * @param folder in which the files are
 */
record AccountFolder(Path folder) {

  static AccountFolder make() throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Container.WORK), "accounts");
    Files.copy(Gate.passwordFile(), folder.resolve("htpasswd"));
    Files.writeString(folder.resolve("htgroup"), "# of the lab\nadmin: anna\nreader: rita\n");
    return new AccountFolder(folder);
  }

  Path users() {
    return folder.resolve("htpasswd");
  }

  Path groups() {
    return folder.resolve("htgroup");
  }

  Path audit() {
    return folder.resolve("audit.json");
  }

  Map<String, String> settings() {
    return Map.of(
        "gatekeeper.htpasswd-file", users().toString(),
        "gatekeeper.htgroup-file", groups().toString(),
        "gatekeeper.audit-file", audit().toString(),
        "gatekeeper.open-paths", "/api/2.0/mlflow/users/current",
        "gatekeeper.default-role", "reader");
  }

  Map<String, String> settingsOff() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put("gatekeeper.account-pages", "off");
    return settings;
  }
}

package dev.gatekeeper.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * The WAR's web.xml with context-params in it, for containers that have no other place for them.
 */
final class ExtendedWebXml {

  private static final String END = "</web-app>";

  private ExtendedWebXml() {}

  static String of(Deployment deployment) throws IOException {
    String params =
        deployment.params().entrySet().stream()
            .map(
                param ->
                    """
                    <context-param>
                      <param-name>%s</param-name>
                      <param-value>%s</param-value>
                    </context-param>
                    """
                        .formatted(param.getKey(), param.getValue()))
            .collect(Collectors.joining());
    return original().replace(END, params + END);
  }

  private static String original() throws IOException {
    try (ZipFile war = new ZipFile(Container.WAR.toFile())) {
      return new String(
          war.getInputStream(war.getEntry("WEB-INF/web.xml")).readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}

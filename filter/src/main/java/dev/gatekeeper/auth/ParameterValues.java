package dev.gatekeeper.auth;

import static java.util.Objects.requireNonNull;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes values of what people write. An empty text stands for the default.
 *
 * @param texts by name
 */
record ParameterValues(Map<String, String> texts) {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /**
   * @throws ParameterException if the parser throws an {@link IllegalArgumentException}
   */
  <T> Optional<T> value(Parameter parameter, Function<String, T> parser) {
    String name = parameter.parameterName();
    String text = texts.getOrDefault(name, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(name, text, requireNonNull(e.getMessage()));
    }
  }

  /** Absolute, since what a relative path is relative to differs between containers. */
  Optional<Path> file(Parameter parameter) {
    return value(
        parameter,
        text -> {
          try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
              return path;
            }
          } catch (InvalidPathException e) {
            throw new IllegalArgumentException("it must be the path of a file", e);
          }
          throw new IllegalArgumentException("it must be an absolute path");
        });
  }

  boolean flag(Parameter parameter) {
    return value(
            parameter,
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw new IllegalArgumentException("it must be true or false");
                })
        .orElse(false);
  }

  int number(Parameter parameter, int from, int to, int otherwise) {
    return value(
            parameter,
            text -> {
              int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
              if (number < from || number > to) {
                throw new IllegalArgumentException(
                    "it must be a number from " + from + " to " + to);
              }
              return number;
            })
        .orElse(otherwise);
  }

  Duration time(Parameter parameter, Duration from, Duration otherwise) {
    return value(
            parameter,
            text -> {
              Duration time = timeOf(text);
              if (time.compareTo(from) < 0) {
                throw new IllegalArgumentException("it must be at least " + from.toMillis() + "ms");
              }
              return time;
            })
        .orElse(otherwise);
  }

  private static Duration timeOf(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "it must be a number and a unit, such as 500ms, 30s, 10m, 1h or 7d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}

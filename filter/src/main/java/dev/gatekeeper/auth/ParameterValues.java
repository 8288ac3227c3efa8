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
 * Makes values of what people write. An empty text stands for the default. Webapps that have
 * parameters of their own beside the filter's may read them in the same way.
 *
 * <p>Every method throws a {@link ParameterException} where a text can't be used. This class is
 * immutable and thread-safe.
 *
 * @param texts by name
 */
public record ParameterValues(Map<String, String> texts) {

  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /**
   * Copies the texts.
   *
   * @param texts by name
   */
  public ParameterValues {
    texts = Map.copyOf(texts);
  }

  /**
   * Reads a value.
   *
   * @param <T> its type
   * @param parameter which one
   * @param parser what makes it of a text; the message of an {@link IllegalArgumentException} is a
   *     clause such as "it must be a number"
   * @return the value, or empty where there is no text
   * @throws ParameterException if the parser throws an {@link IllegalArgumentException}
   */
  public <T> Optional<T> value(ParameterName parameter, Function<String, T> parser) {
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

  /**
   * Reads a path, absolute, since what a relative path is relative to differs between containers.
   *
   * @param parameter which one
   * @return the path, or empty where there is no text
   */
  public Optional<Path> file(ParameterName parameter) {
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

  /**
   * Reads {@code true} or {@code false}.
   *
   * @param parameter which one
   * @return the value, false where there is no text
   */
  public boolean flag(ParameterName parameter) {
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

  /**
   * Reads a whole number.
   *
   * @param parameter which one
   * @param from the least
   * @param to the greatest, under a thousand million
   * @param otherwise where there is no text
   * @return the number
   */
  public int number(ParameterName parameter, int from, int to, int otherwise) {
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

  /**
   * Reads a number and a unit, such as {@code 500ms}, {@code 30s}, {@code 10m}, {@code 1h} or
   * {@code 7d}.
   *
   * @param parameter which one
   * @param from the shortest
   * @param otherwise where there is no text
   * @return the time
   */
  public Duration time(ParameterName parameter, Duration from, Duration otherwise) {
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

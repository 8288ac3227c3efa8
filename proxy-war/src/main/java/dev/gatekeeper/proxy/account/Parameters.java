package dev.gatekeeper.proxy.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call is given: the query of a GET, the JSON object in the body of any other, and either of
 * them for a DELETE, as {@code _get_request_param} in MLflow's {@code server/auth} has it.
 */
final class Parameters {

  /** The longest name and password that are taken need less than a tenth of it. */
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final Map<String, List<JsonElement>> values;

  private Parameters(Map<String, List<JsonElement>> values) {
    this.values = values;
  }

  /**
   * Reads all of the body, on this thread.
   *
   * @throws AccountException if there is a body that is no JSON object, is too large or has a key
   *     twice
   */
  static Parameters of(HttpServletRequest request) {
    boolean inQuery =
        switch (request.getMethod()) {
          case "GET", "HEAD" -> true;
          case "DELETE" -> !isJson(request);
          default -> false;
        };
    return inQuery ? ofQuery(request.getQueryString()) : ofBody(request);
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null
        && type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals("application/json");
  }

  static Parameters ofQuery(@Nullable String query) {
    Map<String, List<JsonElement>> values = new LinkedHashMap<>();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values
          .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
          .add(new JsonPrimitive(parts.length == 1 ? "" : decoded(parts[1])));
    }
    return new Parameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw AccountException.invalid("The query has a % that begins no byte.");
    }
  }

  private static Parameters ofBody(HttpServletRequest request) {
    if (!isJson(request)) {
      throw AccountException.invalid("Invalid content type. Must be application/json");
    }
    return ofJson(body(request));
  }

  private static byte[] body(HttpServletRequest request) {
    if (request.getContentLengthLong() > MAX_BODY_BYTES) {
      throw tooLarge();
    }
    byte[] body;
    try {
      body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    } catch (IOException e) {
      // Tomcat has put its own 400 there already, and would make a 500 with a stack trace of it
      request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
      throw AccountException.broken("The body of the request is broken or cut.");
    }
    if (body.length > MAX_BODY_BYTES) {
      throw tooLarge();
    }
    return body;
  }

  private static AccountException tooLarge() {
    return AccountException.invalid(
        "The body of the request has more than " + MAX_BODY_BYTES + " bytes.");
  }

  static Parameters ofJson(byte[] body) {
    try {
      return new Parameters(object(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString()));
    } catch (CharacterCodingException
        | MalformedJsonException
        | IllegalStateException
        | JsonParseException e) {
      throw AccountException.invalid("The body of the request is no JSON object.");
    } catch (IOException e) {
      throw AccountException.invalid("The body of the request is cut.");
    }
  }

  private static Map<String, List<JsonElement>> object(String json) throws IOException {
    Map<String, List<JsonElement>> values = new LinkedHashMap<>();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (values.put(name, List.of(JsonParser.parseReader(reader))) != null) {
          throw twice(name);
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("something follows the object");
      }
    }
    return values;
  }

  /** Of two values, one server takes the first and another the last. */
  private static AccountException twice(String name) {
    return AccountException.invalid("Parameter '" + shown(name) + "' is given twice.");
  }

  private static String shown(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100) + "…";
  }

  /**
   * @throws AccountException if there is none, or it is no text
   */
  String text(String name) {
    JsonPrimitive value = primitive(name);
    if (!value.isString()) {
      throw AccountException.invalid("Parameter '" + name + "' must be a string.");
    }
    return value.getAsString();
  }

  /** Empty if there is no text of that name. */
  Optional<String> optionalText(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .filter(value -> value.isJsonPrimitive() && value.getAsJsonPrimitive().isString())
        .map(JsonElement::getAsString)
        .findFirst();
  }

  /** Whether something of that name is given that is neither empty nor zero nor null. */
  boolean isGiven(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .anyMatch(value -> !value.isJsonNull() && !value.toString().matches("\"\"|0|false"));
  }

  /** All texts of that name, perhaps none. */
  List<String> texts(String name) {
    return values.getOrDefault(name, List.of()).stream().map(JsonElement::getAsString).toList();
  }

  /**
   * @throws AccountException if there is none, or it is neither true nor false
   */
  boolean flag(String name) {
    JsonPrimitive value = primitive(name);
    if (!value.isBoolean()) {
      throw AccountException.invalid("Parameter '" + name + "' must be true or false.");
    }
    return value.getAsBoolean();
  }

  /**
   * @throws AccountException if there is none, or it is no whole number, be it as a text
   */
  int number(String name) {
    try {
      return Integer.parseInt(primitive(name).getAsString());
    } catch (NumberFormatException e) {
      throw AccountException.invalid("Parameter '" + name + "' must be an integer.");
    }
  }

  private JsonPrimitive primitive(String name) {
    List<JsonElement> given = values.getOrDefault(name, List.of());
    if (given.isEmpty()) {
      throw AccountException.invalid(
          "Missing value for required parameter '"
              + name
              + "'. See the API docs for more information about request parameters.");
    }
    if (given.size() > 1) {
      throw twice(name);
    }
    if (!given.get(0).isJsonPrimitive()) {
      throw AccountException.invalid("Parameter '" + name + "' has a value of the wrong type.");
    }
    return given.get(0).getAsJsonPrimitive();
  }
}

package dev.gatekeeper.proxy.mlflow;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** JSON as people read it: Gson's usual output escapes what would be special in HTML. */
final class Json {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Json() {}

  /** On one line. */
  static String of(JsonObject object) {
    return GSON.toJson(object);
  }
}

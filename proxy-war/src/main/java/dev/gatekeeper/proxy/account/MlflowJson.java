package dev.gatekeeper.proxy.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The shapes of {@code mlflow/server/auth/entities.py}. */
final class MlflowJson {

  /** JavaScript has no whole numbers of more than 53. */
  private static final int ID_BITS = 48;

  private MlflowJson() {}

  static JsonObject of(String name, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  static JsonObject user(String name, boolean isAdmin) {
    JsonObject user = new JsonObject();
    user.addProperty("id", userId(name));
    user.addProperty("username", name);
    user.addProperty("is_admin", isAdmin);
    return user;
  }

  /** The same on every server, whoever else is in the file; no call takes one. */
  static long userId(String name) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - ID_BITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}

package dev.gatekeeper.proxy.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of a GraphQL request, {@code {"query": "…"}}, as {@code _graphql} in MLflow's {@code
 * handlers.py} reads it.
 */
final class GraphqlBody {

  private GraphqlBody() {}

  /**
   * Whether it asks for data and no more: every operation in it is a query. What two readers could
   * understand differently is none.
   */
  static boolean onlyQueries(byte[] body) {
    try {
      List<String> documents =
          documents(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
      return documents.size() == 1 && isQuery(Parser.parse(documents.get(0)));
    } catch (CharacterCodingException | InvalidSyntaxException e) {
      return false;
    } catch (IOException | IllegalStateException e) {
      return false; // it is no JSON, or not of this shape
    }
  }

  /** Every value of "query": of two, one server takes the first and another the last. */
  private static List<String> documents(String json) throws IOException {
    List<String> documents = new ArrayList<>();
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reader.beginObject();
      while (reader.hasNext()) {
        if (reader.nextName().equals("query")) {
          documents.add(reader.nextString());
        } else {
          reader.skipValue();
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("something follows the object");
      }
    }
    return documents;
  }

  private static boolean isQuery(Document document) {
    return document.getDefinitions().stream()
        .allMatch(
            definition ->
                definition instanceof FragmentDefinition
                    || (definition instanceof OperationDefinition operation
                        && operation.getOperation() == OperationDefinition.Operation.QUERY));
  }
}

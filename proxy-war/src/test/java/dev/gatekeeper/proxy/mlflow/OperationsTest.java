package dev.gatekeeper.proxy.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

  private final Operations operations = new Operations();

  private void assertAccess(String request, String access) {
    String[] words = request.split(" ", 2);
    assertThat(operations.of(words[0], words[1]).access()).hasToString(access);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   /api/2.0/mlflow/runs/search                                   | READ
          POST   /ajax-api/2.0/mlflow/runs/search                              | READ
          POST   /api/2.0/preview/mlflow/runs/search                           | READ
          POST   /ajax-api/2.0/preview/mlflow/runs/search                      | READ
          POST   /api/2.0/mlflow/experiments/search                            | READ
          POST   /ajax-api/2.0/mlflow/experiments/search-datasets              | READ
          POST   /api/2.0mlflow/experiments/search-datasets                    | READ
          POST   /api/2.0/mlflow/logged-models/search                          | READ
          POST   /api/3.0/mlflow/traces/search                                 | READ
          POST   /api/3.0/mlflow/datasets/search                               | READ
          POST   /ajax-api/3.0/mlflow/issues/search                            | READ
          POST   /ajax-api/3.0/jobs/search                                     | READ
          POST   /api/3.0/mlflow/prompt-optimization/jobs/search               | READ
          POST   /api/2.0/mlflow/registered-models/get-latest-versions         | READ
          POST   /api/3.0/mlflow/traces/batchGetInfos                          | READ
          POST   /api/3.0/mlflow/traces/calculate-filter-correlation           | READ
          POST   /api/3.0/mlflow/traces/metrics                                | READ
          POST   /ajax-api/3.0/mlflow/ui-telemetry                             | READ
          POST   /api/2.0/mlflow/artifacts/presigned-download-url              | READ
          """)
  void whatOnlySearchesIsAReadThoughItIsAPost(String request, String access) {
    assertAccess(request.replaceAll(" +", " "), access);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   /api/2.0/mlflow/runs/create                                   | WRITE
          POST   /api/2.0/mlflow/runs/log-batch                                | WRITE
          POST   /ajax-api/2.0/mlflow/experiments/set-experiment-tag           | WRITE
          POST   /api/2.0/mlflow/artifacts/presigned-upload-url                | WRITE
          POST   /api/3.0/mlflow/review-queues/get-or-create-user              | WRITE
          POST   /v1/traces                                                    | WRITE
          POST   /ajax-api/2.0/mlflow/upload-artifact                          | WRITE
          PUT    /api/2.0/mlflow-artifacts/artifacts/1/x/a%2Fb%20c             | WRITE
          POST   /api/2.0/mlflow-artifacts/mpu/create/1/x/a                    | WRITE
          PATCH  /api/2.0/mlflow/logged-models/m-1/tags                        | WRITE
          DELETE /api/2.0/mlflow/logged-models/m-1/tags/a%20b                  | WRITE
          DELETE /api/2.0/mlflow/registered-models/alias                       | WRITE
          POST   /api/2.0/mlflow/runs/delete-tag                               | WRITE
          POST   /graphql                                                      | WRITE
          GET    /graphql                                                      | WRITE
          POST   /gateway/openai/v1/chat/completions                           | WRITE
          POST   /gateway/my%20endpoint/mlflow/invocations                     | WRITE
          POST   /ajax-api/2.0/mlflow/gateway-proxy                            | WRITE
          POST   /api/2.0/mlflow/something/new                                 | WRITE
          FOO    /api/2.0/mlflow/runs/get                                      | WRITE
          get    /api/2.0/mlflow/runs/get                                      | WRITE
          POST   /                                                             | WRITE
          POST   /api/3.0/mlflow/skills/bulk-register                          | WRITE
          DELETE /api/3.0/mlflow/skills/@us/tidy/tags/a/b                      | WRITE
          DELETE /api/3.0/mlflow/skills/@us/tidy/aliases/best                  | WRITE
          POST   /api/2.0/mlflow/runs/delete                                   | DELETE
          POST   /api/2.0/mlflow/experiments/delete                            | DELETE
          DELETE /api/2.0/mlflow-artifacts/artifacts/1/x/a%20b                 | DELETE
          DELETE /api/2.0/mlflow/registered-models/delete                      | DELETE
          DELETE /api/3.0/mlflow/datasets/d-1                                  | DELETE
          DELETE /api/3.0/mlflow/skills/tidy                                   | DELETE
          DELETE /api/3.0/mlflow/skills/tidy/versions/1                        | DELETE
          DELETE /api/3.0/mlflow/skills/@us/tidy                               | DELETE
          DELETE /api/3.0/mlflow/skills/@us/tidy/versions/1                    | DELETE
          POST   /api/3.0/mlflow/traces/delete-traces                          | DELETE
          """)
  void whatChangesSomethingIsAWriteAndWhatTakesItAwayADelete(String request, String access) {
    assertAccess(request.replaceAll(" +", " "), access);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    /ajax-api/3.0/mlflow/assistant/sessions/1/stream              | ADMINISTER
          GET    /ajax-api/3.0/mlflow/assistant/providers/openai/health        | ADMINISTER
          GET    /ajax-api/3.0/mlflow/assistant/providers/openai/models        | ADMINISTER
          PUT    /ajax-api/3.0/mlflow/assistant/config                         | ADMINISTER
          POST   /ajax-api/3.0/mlflow/assistant/anything/new                   | ADMINISTER
          GET    /mcp                                                          | ADMINISTER
          POST   /mcp/                                                         | ADMINISTER
          OPTIONS /mcp/x                                                       | ADMINISTER
          POST   /ajax-api/3.0/jobs/                                           | ADMINISTER
          POST   /ajax-api/3.0/mlflow/scorer/invoke                            | ADMINISTER
          POST   /ajax-api/3.0/mlflow/issues/schedule/state                    | ADMINISTER
          POST   /api/3.0/mlflow/gateway/secrets/create                        | ADMINISTER
          POST   /api/3.0/mlflow/gateway/endpoints/set-tag                     | ADMINISTER
          DELETE /api/3.0/mlflow/gateway/budgets/delete                        | ADMINISTER
          PATCH  /api/3.0/mlflow/mcp-servers/io.github%2Fx                     | ADMINISTER
          GET    /api/2.0/mlflow/webhooks                                      | ADMINISTER
          HEAD   /api/2.0/mlflow/webhooks/1                                    | ADMINISTER
          POST   /ajax-api/3.0/mlflow/demo/generate                            | ADMINISTER
          POST   /api/3.0/mlflow/workspaces                                    | ADMINISTER
          GET    /api/2.0/mlflow/users/list                                    | READ
          POST   /api/2.0/mlflow/users/current                                 | ADMINISTER
          GET    /api/3.0/mlflow/users/permissions/list                        | READ
          GET    /api/3.0/mlflow/roles/list                                    | READ
          GET    /api/2.0/mlflow/experiments/permissions/get                   | ADMINISTER
          GET    /signup                                                       | ADMINISTER
          GET    /account                                                      | ADMINISTER
          GET    /metrics                                                      | ADMINISTER
          PATCH  /api/2.0/mlflow/users/update-password                         | OWN
          """)
  void whatChangesTheServerIsAdministration(String request, String access) {
    assertAccess(request.replaceAll(" +", " "), access);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET     /                                                            | READ
          GET     /static-files/static/js/main.js                              | READ
          GET     /get-artifact                                                | READ
          GET     /api/2.0/mlflow-artifacts/artifacts                          | READ
          GET     /api/2.0/mlflow-artifacts/artifacts/1/x/a%2Fb;c              | READ
          GET     /ajax-api/3.0/mlflow/assistant/config                        | READ
          GET     /ajax-api/3.0/mlflow/assistant/providers                     | READ
          GET     /ajax-api/2.0/mlflow/users/current                           | READ
          GET     /ajax-api/3.0/mlflow/users/current/permissions               | READ
          GET     /api/3.0/mlflow/workspaces/my%20space                        | READ
          GET     /api/3.0/mlflow/mcp-servers/io.github%2Fx                    | READ
          GET     /gateway/mlflow/v1/models                                    | READ
          HEAD    /api/2.0/mlflow/runs/get                                     | READ
          OPTIONS /api/2.0/mlflow/runs/create                                  | READ
          GET     /api/2.0/mlflow/something/new                                | READ
          GET     //api/2.0/mlflow/runs/get                                    | READ
          """)
  void whatIsGotIsAReadUnlessItIsAdministration(String request, String access) {
    assertAccess(request.replaceAll(" +", " "), access);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST /api/2.0/mlflow/runs/search/../delete          | WRITE
          POST /api/2.0/mlflow/runs/search/                   | WRITE
          POST /api/2.0/mlflow/runs/search;x                  | WRITE
          POST /api/2.0/mlflow/runs/search;/../delete         | WRITE
          POST /api/2.0/mlflow/runs/delete;/search            | WRITE
          POST /api/2.0/mlflow/runs/delete%2fsearch           | WRITE
          POST /api/2.0/mlflow/runs%2Fdelete                  | DELETE
          POST /api/2.0/mlflow/runs/%64elete                  | DELETE
          POST /api/2.0/mlflow/runs/Search                    | WRITE
          POST /api/2.0/mlflow//runs/search                   | WRITE
          POST //api/2.0/mlflow/runs/search                   | WRITE
          POST /api/2.0/mlflow/runs/%73earch                  | WRITE
          POST /api/2.0/mlflow/runs/delete/search             | WRITE
          POST /API/2.0/mlflow/runs/search                    | WRITE
          POST /x/api/2.0/mlflow/runs/search                  | WRITE
          POST /x/api/2.0/mlflow/users/create                 | ADMINISTER
          POST /x/y/ajax-api/3.0/mlflow/roles/create          | ADMINISTER
          GET  /x/api/2.0/mlflow/webhooks                     | ADMINISTER
          POST /x/mcp                                         | ADMINISTER
          GET  /x/metrics                                     | ADMINISTER
          POST /api/2.0/mlflow/users;x/create                 | ADMINISTER
          POST /api/2.0/mlflow/Users/Create                   | ADMINISTER
          POST /api/2.0/mlflow/%75sers/create                 | ADMINISTER
          POST /api/2.0/mlflow//users//create                 | ADMINISTER
          POST /api/2.0/mlflow/users%2fcreate                 | ADMINISTER
          POST /api/2.0/preview/mlflow/users/create           | ADMINISTER
          GET  /ajax-api/3.0/mlflow/assistant/config/x        | ADMINISTER
          GET  /ajax-api/3.0/mlflow/assistant/%63onfig        | ADMINISTER
          GET  /ajax-api/3.0/mlflow/assistant/config;x        | ADMINISTER
          GET  /graphql/                                      | WRITE
          GET  /%67raphql                                     | WRITE
          POST /api/2.0/mlflow/webhooks\\x                    | ADMINISTER
          """)
  void noSpellingOfAPathMakesItMoreHarmless(String request, String access) {
    assertAccess(request, access);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/2.0/mlflow/runs/log-batch,               runs/log-batch",
    "/ajax-api/2.0/preview/mlflow/runs/log-batch,  runs/log-batch",
    "/api/2.0/mlflow-artifacts/artifacts/1/X%20y,  mlflow-artifacts/artifacts/1/X%20y",
    "/ajax-api/3.0/jobs/,                          jobs",
    "/graphql,                                     /graphql",
    "/,                                            /",
    "'',                                           /",
    "/v1/traces,                                   /v1/traces",
  })
  void operationsHaveTheNamesOfMlflow(String path, String name) {
    assertThat(operations.of("POST", path).name()).isEqualTo(name);
  }

  @Test
  void noMoreThan1000PathsAreRememberedAndNoLongOnes() {
    operations.of("GET", "/" + "a".repeat(200));
    assertThat(operations.remembered()).isZero();

    for (int i = 0; i < 3000; i++) {
      operations.of("GET", "/get-artifact/" + i);
    }
    assertThat(operations.remembered()).isBetween(1L, 1000L);
  }
}

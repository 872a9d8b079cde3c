package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRequestsTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_670_221_200, 999_999_999);
  private static final DatadogQuery NGINX = query("sum:nginx.hits{env:a b,x:*}.as_rate()");

  private static Account account(DatadogApiOptions options) {
    return Triggers.account(trigger(NGINX), options);
  }

  private static ApiTrigger keyed(SecretSupplier apiKey) {
    return trigger(NGINX, Optional.empty(), OptionalDouble.empty(), "datadoghq.eu", apiKey);
  }

  @Test
  void asksTheSitesApiForTheWindow() {
    Request request =
        QueryRequests.build(account(DatadogApiOptions.defaults()), "main", List.of(NGINX), NOW);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.url().toString())
        .isEqualTo(
            "https://api.datadoghq.eu/api/v1/query?from=1670221110&to=1670221200"
                + "&query=sum%3Anginx.hits%7Benv%3Aa+b%2Cx%3A%2A%7D.as_rate%28%29");
    assertThat(request.url().queryParameter("query")).isEqualTo(NGINX.text());
  }

  @Test
  void movesTheWindowBackByTheOffset() {
    DatadogQuery query =
        DatadogQuery.of("a{*}", Duration.ofSeconds(120), Duration.ofSeconds(30), 0);
    Request request =
        QueryRequests.build(account(DatadogApiOptions.defaults()), "main", List.of(query), NOW);
    assertThat(request.url().queryParameter("to")).isEqualTo("1670221170");
    assertThat(request.url().queryParameter("from")).isEqualTo("1670221050");
  }

  @Test
  void sendsTheKeysOnlyInHeaders() {
    Request request =
        QueryRequests.build(account(DatadogApiOptions.defaults()), "main", List.of(NGINX), NOW);
    assertThat(request.header("DD-API-KEY")).isEqualTo(Triggers.API_KEY);
    assertThat(request.header("DD-APPLICATION-KEY")).isEqualTo(Triggers.APP_KEY);
    assertThat(request.header("Accept")).isEqualTo("application/json");
    assertThat(request.header("User-Agent")).startsWith("scaler4j");
    assertThat(request.url().toString()).doesNotContain("key-0123456789");
    assertThat(account(DatadogApiOptions.defaults()).toString()).doesNotContain("key-0123456789");
  }

  @Test
  void joinsQueriesByCommas() {
    Request request =
        QueryRequests.build(
            account(DatadogApiOptions.defaults()),
            "main",
            List.of(query("a{*}"), query("b{*}")),
            NOW);
    assertThat(request.url().queryParameter("query")).isEqualTo("a{*},b{*}");
  }

  @Test
  void refusesQueriesOfDifferentWindows() {
    DatadogQuery older = DatadogQuery.of("b{*}", Duration.ofSeconds(60), Duration.ZERO, 0);
    assertThatThrownBy(
            () ->
                QueryRequests.build(
                    account(DatadogApiOptions.defaults()), "main", List.of(NGINX, older), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8126, http://localhost:8126/api/v1/query",
    "https://gw.example/, https://gw.example/api/v1/query",
    "https://gw.example/datadog, https://gw.example/datadog/api/v1/query",
    "https://gw.example/datadog/, https://gw.example/datadog/api/v1/query",
  })
  void prefersAnEndpointToTheSite(String endpoint, String url) {
    DatadogApiOptions options = DatadogApiOptions.builder().endpoint(URI.create(endpoint)).build();
    assertThat(account(options).queryUrl().toString()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "x@evil.example",
        "evil.example:8443",
        "a b",
        "a%2Fb",
        "a?b",
        "a#b",
        "a\\b"
      })
  void refusesASiteThatIsNotAHostName(String site) {
    assertThatThrownBy(
            () -> trigger(NGINX, Optional.empty(), OptionalDouble.empty(), site, Secret.of("k")))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("datadogSite");
  }

  @Test
  void acceptsASiteInCapitals() {
    ApiTrigger trigger =
        trigger(NGINX, Optional.empty(), OptionalDouble.empty(), "DatadogHQ.com", Secret.of("k"));
    assertThat(Triggers.account(trigger).host()).isEqualTo("api.datadoghq.com");
  }

  @Test
  void treatsEqualKeysOnOneSiteAsOneAccount() {
    assertThat(Triggers.account(keyed(Secret.of("k"))))
        .isEqualTo(Triggers.account(keyed(Secret.of("k"))))
        .isNotEqualTo(Triggers.account(keyed(Secret.of("l"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3c\nret", "s3cret\r\nX: y", "s3cr\u00e9t", "s3cret\u0000", "", "  "})
  void refusesAKeyUnfitForAHeaderUnseen(String key) {
    Account account = Triggers.account(keyed(() -> Secret.of(key)));
    assertThatThrownBy(() -> QueryRequests.build(account, "main", List.of(NGINX), NOW))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("apiKey")
        .hasMessageNotContaining("s3cr");
  }

  @Test
  void trimsTheLineEndOfAKey() {
    Account account = Triggers.account(keyed(() -> Secret.of("k3y\n")));
    assertThat(QueryRequests.build(account, "main", List.of(NGINX), NOW).header("DD-API-KEY"))
        .isEqualTo("k3y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "avg:a{b}|14",
        "a b|3",
        "-_.~|4",
        "*|3",
        "+|3",
        "%|3",
        "\u00e9|6",
        "\u20ac|9",
        "\uD83D\uDE00|12",
        "'|3"
      })
  void measuresEscapedTextAsGoDoes(String text, int length) {
    assertThat(QueryRequests.escapedLength(text)).isEqualTo(length);
  }
}

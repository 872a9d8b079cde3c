package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AccountFinderTest {

  private final ManualTime time = TestSource.newTime();

  @Nested
  class Identity {

    @Test
    void isTheKeysText() {
      Account account = find(Secret.of("k"));
      assertThat(find(Secret.of("k"))).isEqualTo(account);
      assertThat(find(() -> Secret.of("k"))).as("of a lambda").isEqualTo(account);
      assertThat(find(() -> Secret.of("k\n"))).as("of a file").isEqualTo(account);
      assertThat(find(Secret.of("l"))).isNotEqualTo(account);
    }

    @Test
    void isTheSuppliersName() {
      Account account = find(SecretSupplier.named("vault/dd", () -> Secret.of("k")));
      assertThat(find(SecretSupplier.named("vault/dd", () -> Secret.of("rotated"))))
          .isEqualTo(account);
      assertThat(find(SecretSupplier.named("vault/other", () -> Secret.of("k"))))
          .isNotEqualTo(account);
    }

    @Test
    void isTheNameOfAnOwnClassToo() {
      Account account = find(new Vault("vault/dd"));
      assertThat(find(new Vault("vault/dd"))).isEqualTo(account).hasSameHashCodeAs(account);
      assertThat(find(SecretSupplier.named("vault/dd", () -> Secret.of("k")))).isEqualTo(account);
      assertThat(find(new Vault("vault/other"))).isNotEqualTo(account);
      assertThat(account.apiKey().name()).contains("vault/dd");
    }

    @Test
    void showsNoKey() {
      assertThat(find(Secret.of("s3cret")).toString()).doesNotContain("s3cret");
    }
  }

  /** Overrides the name, but not {@code equals}. */
  private static final class Vault implements SecretSupplier {
    private final String name;

    Vault(String name) {
      this.name = name;
    }

    @Override
    public Secret get() {
      return Secret.of("k");
    }

    @Override
    public Optional<String> name() {
      return Optional.of(name);
    }
  }

  @Nested
  class Suppliers {

    @Test
    void areAskedOnTheExecutor() {
      List<Runnable> tasks = new ArrayList<>();
      CompletableFuture<Account> account = find(() -> Secret.of("k"), tasks::add);
      assertThat(account).isNotDone();
      tasks.forEach(Runnable::run);
      assertThat(account.join()).isEqualTo(find(Secret.of("k")));
    }

    @Test
    void areNotCalledForAKnownKey() {
      Executor refusing =
          task -> {
            throw new AssertionError("asked");
          };
      assertThat(find(Secret.of("k"), refusing)).isCompleted();
      assertThat(find(SecretSupplier.named("n", () -> Secret.of("k")), refusing)).isCompleted();
    }

    @Test
    void endAtTheReadersDeadline() {
      CompletableFuture<Account> account = find(() -> Secret.of("k"), task -> {});
      time.advance(Duration.ofSeconds(3));
      assertThatThrownBy(account::join)
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining("keys");
    }

    @Test
    void failWithoutShowingTheirException() {
      CompletableFuture<Account> account =
          find(
              () -> {
                throw new IllegalStateException("denied for s3cret");
              },
              Runnable::run);
      assertThatThrownBy(account::join)
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining("apiKey")
          .hasStackTraceContaining("IllegalStateException")
          .satisfies(
              fault -> {
                for (Throwable t = fault; t != null; t = t.getCause()) {
                  assertThat(t.toString()).doesNotContain("s3cret");
                }
              });
    }
  }

  @Test
  void keepABoundedNumberOfSites() {
    AccountFinder accounts =
        new AccountFinder(
            DatadogApiOptions.defaults(), SourceContext.builder(time, time, Runnable::run).build());
    for (int i = 0; i < 5_000; i++) {
      Account account = find(accounts, "tenant" + i + ".example.com");
      assertThat(account.host()).isEqualTo("api.tenant" + i + ".example.com");
    }
    assertThat(accounts.sites()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void preferTheSitesEndpointToTheGeneralOne() {
    DatadogApiOptions sites =
        DatadogApiOptions.builder()
            .siteEndpoints(Map.of("Gateway", URI.create("https://dd.example:8443/eu")))
            .build();
    AccountFinder own = accounts(sites);
    AccountFinder both =
        accounts(sites.toBuilder().endpoint(URI.create("http://all.example")).build());

    assertThat(find(own, "gateway").queryUrl())
        .hasToString("https://dd.example:8443/eu/api/v1/query");
    assertThat(find(own, "GATEWAY")).isEqualTo(find(own, "gateway"));
    assertThat(find(own, "datadoghq.eu").host()).isEqualTo("api.datadoghq.eu");
    assertThat(find(both, "gateway").host()).isEqualTo("dd.example");
    assertThat(find(both, "datadoghq.eu").host()).isEqualTo("all.example");
  }

  private AccountFinder accounts(DatadogApiOptions options) {
    return new AccountFinder(options, SourceContext.builder(time, time, Runnable::run).build());
  }

  private Account find(AccountFinder accounts, String site) {
    ApiTrigger trigger =
        Triggers.trigger(
            query("a{*}"), Optional.empty(), OptionalDouble.empty(), site, Secret.of("k"));
    return accounts.find(trigger, Deadline.in(Duration.ofSeconds(3), time)).join();
  }

  private Account find(SecretSupplier apiKey) {
    return find(apiKey, Runnable::run).join();
  }

  private CompletableFuture<Account> find(SecretSupplier apiKey, Executor executor) {
    SourceContext context = SourceContext.builder(time, time, executor).build();
    ApiTrigger trigger =
        Triggers.trigger(
            query("a{*}"), Optional.empty(), OptionalDouble.empty(), "datadoghq.eu", apiKey);
    return new AccountFinder(DatadogApiOptions.defaults(), context)
        .find(trigger, Deadline.in(Duration.ofSeconds(3), time));
  }
}

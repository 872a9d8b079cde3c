package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedDnsTest {

  private static final Duration BRIEF = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger lookups = new AtomicInteger();

  @AfterEach
  void release() {
    released.countDown();
  }

  private BoundedDns dns(Duration longestWait) {
    return new BoundedDns(
        host -> {
          lookups.incrementAndGet();
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of(InetAddress.getLoopbackAddress());
        },
        longestWait);
  }

  @Test
  void doesNotWaitForAStuckResolver() {
    try (BoundedDns dns = dns(BRIEF)) {
      assertThatThrownBy(() -> dns.lookup("a.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("a.example: the name was not resolved within 20 ms");
    }
  }

  @Test
  void looksANameUpOnceAtATime() throws Exception {
    try (BoundedDns dns = dns(LONG)) {
      List<FutureTask<List<InetAddress>>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        FutureTask<List<InetAddress>> call = new FutureTask<>(() -> dns.lookup("a.example"));
        calls.add(call);
        new DaemonThreads("test-call").newThread(call).start();
      }
      while (lookups.get() == 0) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> calls.get(0).get(50, TimeUnit.MILLISECONDS)).isNotNull();
      released.countDown();
      for (FutureTask<List<InetAddress>> call : calls) {
        assertThat(call.get(20, TimeUnit.SECONDS)).isNotEmpty();
      }
      assertThat(lookups.get()).isLessThan(20);
    }
  }

  @Test
  void usesNoMoreThreadsThanItsBound() {
    try (BoundedDns dns = dns(BRIEF)) {
      for (int i = 0; i < 3 * BoundedDns.MOST_LOOKUPS; i++) {
        String host = "h" + i + ".example";
        assertThatThrownBy(() -> dns.lookup(host)).isInstanceOf(UnknownHostException.class);
      }
      assertThat(lookups).hasValueLessThanOrEqualTo(BoundedDns.MOST_LOOKUPS);
    }
  }

  @Test
  void reportsTheResolversMessage() {
    try (BoundedDns dns =
        new BoundedDns(
            host -> {
              throw new UnknownHostException("no such name");
            },
            LONG)) {
      assertThatThrownBy(() -> dns.lookup("a.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("a.example: no such name");
    }
  }

  @Test
  void resolvesNothingOnceItIsClosed() {
    BoundedDns dns = dns(LONG);
    dns.close();
    assertThatThrownBy(() -> dns.lookup("a.example"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("closed");
  }
}

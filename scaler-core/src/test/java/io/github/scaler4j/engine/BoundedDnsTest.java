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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
          awaitWithoutInterrupts(released);
          return List.of(InetAddress.getLoopbackAddress());
        },
        longestWait);
  }

  // Like the system's resolver.
  private static void awaitWithoutInterrupts(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void doesNotWaitForAStuckResolver() {
    try (BoundedDns dns = dns(BRIEF)) {
      assertThatThrownBy(() -> dns.lookup("a.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("a.example: name resolution took longer than 20 ms");
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
  void resolvesOthersWhileManyNamesAreStuck() throws Exception {
    try (BoundedDns dns =
        new BoundedDns(
            host -> {
              if (host.startsWith("stuck")) {
                lookups.incrementAndGet();
                awaitWithoutInterrupts(released);
              }
              return List.of(InetAddress.getLoopbackAddress());
            },
            LONG)) {
      for (int i = 0; i < 100; i++) {
        String host = "stuck" + i + ".example";
        new DaemonThreads("test-call").newThread(() -> lookUp(dns, host)).start();
      }
      while (lookups.get() < 16) {
        Thread.onSpinWait();
      }
      assertThat(dns.lookup("a.example")).isNotEmpty();
    }
  }

  private static void lookUp(BoundedDns dns, String host) {
    try {
      var unused = dns.lookup(host);
    } catch (UnknownHostException e) {
      // The test has ended.
    }
  }

  @Test
  void usesNoMoreThreadsThanItsBound() {
    try (BoundedDns dns = dns(Duration.ofMillis(1))) {
      for (int i = 0; i < 2 * BoundedDns.MOST_LOOKUPS; i++) {
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

  @Test
  void reportsThatThereIsNoAddress() {
    try (BoundedDns dns = new BoundedDns(host -> List.of(), LONG)) {
      assertThatThrownBy(() -> dns.lookup("a.example"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("a.example: the resolver found no address");
    }
  }

  static Stream<Throwable> faultsOfTheCode() {
    return Stream.of(
        new NoClassDefFoundError("a.Resolver"),
        new StackOverflowError(),
        new OutOfMemoryError("simulated"),
        new AssertionError("a bug"),
        new IllegalStateException("a bug"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheCode")
  void passesAnUncheckedExceptionOn(Throwable fault) {
    try (BoundedDns dns =
        new BoundedDns(
            host -> {
              throw thrown(fault);
            },
            LONG)) {
      assertThatThrownBy(() -> dns.lookup("a.example")).isSameAs(fault);
    }
  }

  @Test
  void resolvesANameAgainAfterNoThreadCouldBeStarted() throws Exception {
    OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
    AtomicInteger threads = new AtomicInteger();
    try (BoundedDns dns =
        new BoundedDns(
            host -> List.of(InetAddress.getLoopbackAddress()),
            LONG,
            task -> {
              if (threads.incrementAndGet() == 1) {
                throw noThread;
              }
              return new DaemonThreads("test-dns").newThread(task);
            })) {
      assertThatThrownBy(() -> dns.lookup("a.example")).isSameAs(noThread);
      assertThat(dns.lookup("a.example")).isNotEmpty();
    }
  }

  @Test
  void endsTheWaitForAStuckResolverWhenItIsClosed() throws Exception {
    BoundedDns dns = dns(LONG);
    FutureTask<List<InetAddress>> call = new FutureTask<>(() -> dns.lookup("a.example"));
    new DaemonThreads("test-call").newThread(call).start();
    while (lookups.get() == 0) {
      Thread.onSpinWait();
    }
    dns.close();
    assertThatThrownBy(() -> call.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UnknownHostException.class)
        .hasMessageContaining("closed");
  }

  private static RuntimeException thrown(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    return (RuntimeException) fault;
  }
}

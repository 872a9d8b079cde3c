package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of a client whose hosts do not answer. */
@Timeout(30)
class HttpClientsThreadsTest {

  private final OkHttpClient client = HttpClients.newClient().build();

  @AfterEach
  void stop() {
    HttpClients.close(client);
  }

  @Test
  void boundsItsThreads() throws Exception {
    CountDownLatch full = new CountDownLatch(HttpClients.MOST_REQUESTS);
    CountDownLatch end = new CountDownLatch(1);
    OkHttpClient blocking =
        client
            .newBuilder()
            .addInterceptor(
                chain -> {
                  full.countDown();
                  await(end);
                  throw new IOException("over");
                })
            .build();
    for (int i = 0; i < 2 * HttpClients.MOST_REQUESTS; i++) {
      Request request = new Request.Builder().url("http://host-" + i % 4 + ".example/").build();
      blocking.newCall(request).enqueue(new Forgetful());
    }
    await(full);
    assertThat(client.dispatcher().runningCallsCount()).isEqualTo(HttpClients.MOST_REQUESTS);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().contains(".example/"))
        .hasSize(HttpClients.MOST_REQUESTS)
        .allMatch(Thread::isDaemon);
    end.countDown();
  }

  @Test
  void leavesRoomBesideAHostThatDoesNotAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    OkHttpClient blocking =
        client
            .newBuilder()
            .addInterceptor(
                chain -> {
                  if (chain.request().url().host().equals("other.example")) {
                    asked.countDown();
                  }
                  await(end);
                  throw new IOException("over");
                })
            .build();
    for (int i = 0; i < 2 * HttpClients.MOST_REQUESTS; i++) {
      blocking
          .newCall(new Request.Builder().url("http://silent.example/").build())
          .enqueue(new Forgetful());
    }
    blocking
        .newCall(new Request.Builder().url("http://other.example/").build())
        .enqueue(new Forgetful());
    await(asked);
    end.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Forgetful implements Callback {
    @Override
    public void onResponse(Call call, Response response) {
      response.close();
    }

    @Override
    public void onFailure(Call call, IOException fault) {}
  }
}

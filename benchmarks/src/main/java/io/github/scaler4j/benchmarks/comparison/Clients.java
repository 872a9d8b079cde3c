package io.github.scaler4j.benchmarks.comparison;

import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;

/** HTTP clients that trust a certificate and put no bound on what is under way. */
final class Clients {

  // As KEDA's http-max-idle-conns-per-host and http-idle-conn-timeout.
  private static final int IDLE_CONNECTIONS = 1_000;
  private static final int IDLE_SECONDS = 90;

  private Clients() {}

  static OkHttpClient.Builder trusting(String certificatePem) {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(Certificates.decodeCertificatePem(certificatePem))
            .build();
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager());
  }

  static void close(OkHttpClient client) {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}

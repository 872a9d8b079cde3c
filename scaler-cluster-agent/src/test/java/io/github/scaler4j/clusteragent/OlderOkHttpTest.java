package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.Verification;
import io.github.scaler4j.source.Verification.Result;
import io.github.scaler4j.source.Verification.Step;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The caller's OkHttp, or its implementation of {@link Call}, is older than the library's. */
class OlderOkHttpTest {

  private final HeldCertificate authority = TestAgent.authority();
  private final HandshakeCertificates trusting =
      new HandshakeCertificates.Builder().addTrustedCertificate(authority.certificate()).build();
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
          .build();
  private TestAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
  }

  @AfterEach
  void stop() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
    agent.close();
  }

  /** What the JVM throws if a method is missing. */
  static Stream<IncompatibleClassChangeError> errors() {
    return Stream.of(new NoSuchMethodError("addEventListener"), new AbstractMethodError());
  }

  @ParameterizedTest
  @MethodSource("errors")
  void isVerifiedWithoutTheStepsOfTheConnection(Error error) {
    try (ClusterAgentSource source =
        ClusterAgentSource.create(
            AgentReads.context(),
            AgentReads.uncached().toBuilder().endpoint(agent.byName()).build(),
            request -> without("addEventListener", error, client.newCall(request)))) {
      Verification report = AgentReads.verify(source, AgentReads.trigger());
      assertThat(report.steps())
          .extracting(Step::result)
          .as(report.toString())
          .containsExactly(
              Result.SKIPPED, Result.SKIPPED, Result.SKIPPED, Result.OK, Result.OK, Result.OK);
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void isVerifiedWithAllStepsOverAnOkHttpClient(Error error) {
    OkHttpClient untrusting =
        new OkHttpClient() {
          @Override
          public Call newCall(Request request) {
            return without("addEventListener", error, super.newCall(request));
          }
        };
    try (ClusterAgentSource source =
        ClusterAgentSource.create(
            AgentReads.context(),
            AgentReads.uncached().toBuilder().endpoint(agent.byName()).build(),
            untrusting)) {
      Verification report = AgentReads.verify(source, AgentReads.trigger());
      assertThat(report.steps().subList(0, 3))
          .extracting(Step::result)
          .as(report.toString())
          .containsExactly(Result.OK, Result.OK, Result.FAILED);
    }
    untrusting.dispatcher().executorService().shutdown();
  }

  private static Call without(String name, Error error, Call call) {
    return (Call)
        Proxy.newProxyInstance(
            Call.class.getClassLoader(),
            new Class<?>[] {Call.class},
            (proxy, method, args) -> {
              if (method.getName().equals(name)) {
                throw error;
              }
              try {
                return method.invoke(call, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}

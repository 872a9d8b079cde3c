package io.github.scaler4j.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.scaler4j.benchmarks.Jvm;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Base64;
import java.util.List;

/** The server in a separate process, so that its cost does not count as the client's. */
final class ServerProcess implements AutoCloseable {

  private final Jvm jvm;
  private final String plainUrl;
  private final String tlsUrl;
  private final String certificatePem;

  private ServerProcess(Jvm jvm) throws IOException {
    String[] greeting = jvm.answer().split(" ", -1);
    this.jvm = jvm;
    this.plainUrl = "http://127.0.0.1:" + greeting[0];
    this.tlsUrl = "https://127.0.0.1:" + greeting[1];
    this.certificatePem = new String(Base64.getDecoder().decode(greeting[2]), US_ASCII);
  }

  /**
   * Starts the server.
   *
   * @param latencyMillis how long it waits before it answers over HTTP
   * @throws IOException if it doesn't start
   */
  static ServerProcess start(long latencyMillis) throws IOException {
    return new ServerProcess(
        Jvm.start(
            List.of("-Xmx512m", "-XX:+UseParallelGC"),
            Redirect.INHERIT,
            Jvm.ownClassPath(),
            ServerProcess.class,
            Long.toString(latencyMillis)));
  }

  String plainUrl() {
    return plainUrl;
  }

  String tlsUrl() {
    return tlsUrl;
  }

  String certificatePem() {
    return certificatePem;
  }

  @Override
  public void close() throws IOException {
    jvm.close();
  }

  /**
   * Runs the server until standard input ends.
   *
   * @param args the latency in milliseconds
   */
  public static void main(String[] args) throws Exception {
    Server server = new Server(Long.parseLong(args[0]));
    String pem = Base64.getEncoder().encodeToString(server.certificatePem().getBytes(US_ASCII));
    System.out.println(server.plainPort() + " " + server.tlsPort() + " " + pem);
    System.out.flush();
    System.in.readAllBytes();
    System.exit(0);
  }
}

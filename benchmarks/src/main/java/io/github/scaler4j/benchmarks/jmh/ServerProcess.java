package io.github.scaler4j.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Both servers in a process of their own, so that what they cost is not counted as the client's.
 */
public final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final int plainPort;
  private final int tlsPort;
  private final String certificatePem;

  private ServerProcess(Process process, String[] greeting) {
    this.process = process;
    this.plainPort = Integer.parseInt(greeting[0]);
    this.tlsPort = Integer.parseInt(greeting[1]);
    this.certificatePem = new String(Base64.getDecoder().decode(greeting[2]), US_ASCII);
  }

  /**
   * Starts the servers on ports that are free.
   *
   * @param latencyMillis how long the plain one waits before it answers
   * @return the running servers
   * @throws IOException if they don't start
   */
  public static ServerProcess start(long latencyMillis) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseParallelGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServerProcess.class.getName(),
                    Long.toString(latencyMillis)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
    String greeting = out.readLine();
    if (greeting == null) {
      throw new IOException("the server's process ended before it listened");
    }
    return new ServerProcess(process, greeting.split(" ", -1));
  }

  String plainUrl() {
    return "http://127.0.0.1:" + plainPort;
  }

  String tlsUrl() {
    return "https://127.0.0.1:" + tlsPort;
  }

  String certificatePem() {
    return certificatePem;
  }

  /** Ends the servers. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs the servers until standard input ends, which it also does if the parent dies.
   *
   * @param args the plain server's latency in milliseconds
   */
  public static void main(String[] args) throws Exception {
    PlainServer plain = new PlainServer(Long.parseLong(args[0]));
    TlsServer tls = new TlsServer();
    String pem = Base64.getEncoder().encodeToString(tls.certificatePem().getBytes(US_ASCII));
    System.out.println(plain.port() + " " + tls.port() + " " + pem);
    System.out.flush();
    System.in.readAllBytes();
    System.exit(0);
  }
}

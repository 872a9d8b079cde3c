package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.benchmarks.Triggers;
import java.util.List;

/**
 * A program that reads one value and prints it, with only one library's jars. It names no type of a
 * library, because the JVM verifies all its methods.
 */
final class FirstValue {

  private FirstValue() {}

  /**
   * Reads.
   *
   * @param args the library, and the address of the API
   */
  public static void main(String[] args) throws Exception {
    try (Reader reader = reader(args[0], args[1])) {
      System.out.println(reader.read(0));
      System.out.flush();
    }
  }

  private static Reader reader(String library, String url) {
    String query = Triggers.query(0);
    return switch (library) {
      case "nothing" -> caller -> 0;
      case "scaler4j" -> ScalerReader.ofDefaults(url, query);
      case "okhttp" -> OkHttpReader.ofDefaults(url, query);
      case "datadog" -> new OfficialReader(url, List.of(query));
      default -> throw new IllegalArgumentException("library: " + library);
    };
  }
}

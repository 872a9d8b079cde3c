package io.github.scaler4j.datadogapi;

/** Counts the memory that a test takes. */
final class AllocatedBytes {

  private AllocatedBytes() {}

  /** Returns what this thread has allocated since it started. */
  // By reflection, because the module under test does not read java.management.
  static long ofThisThread() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    return (long)
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes")
            .invoke(threads);
  }
}

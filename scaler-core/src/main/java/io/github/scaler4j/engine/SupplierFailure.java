package io.github.scaler4j.engine;

/**
 * Replaces an exception of the caller's code, such as a secret's supplier. It keeps the type and
 * the stack trace, but not the message, which may quote the secret.
 */
public final class SupplierFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private SupplierFailure(String type) {
    super(type, null, false, true);
  }

  /**
   * Creates the replacement of an exception and its causes.
   *
   * @param failure what the code threw
   * @return an exception that names the types, with the stack trace of the first
   */
  public static SupplierFailure of(Throwable failure) {
    StringBuilder types = new StringBuilder(failure.getClass().getName());
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
      types.append(", caused by ").append(cause.getClass().getName());
    }
    SupplierFailure standIn = new SupplierFailure(types.toString());
    standIn.setStackTrace(failure.getStackTrace());
    return standIn;
  }
}

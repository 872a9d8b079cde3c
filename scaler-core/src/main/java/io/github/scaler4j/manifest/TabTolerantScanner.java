package io.github.scaler4j.manifest;

import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerException;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.Token;

/**
 * SnakeYAML's scanner, which takes tabs between two tokens of a line as libyaml does.
 *
 * <p>SnakeYAML refuses them before it has changed anything, so the scan goes on once the reader
 * shows blanks in their place. Tabs in the indentation stay refused, as they are by libyaml.
 */
final class TabTolerantScanner implements Scanner {

  /** Each costs an exception; a manifest that people write has some hundreds at most. */
  private static final int MAX_TABS = 100_000;

  private final TabReader reader;
  private final ScannerImpl scanner;
  private int tabs;

  TabTolerantScanner(String text, LoaderOptions limits) {
    this.reader = new TabReader(text);
    this.scanner = new ScannerImpl(reader, limits);
  }

  @Override
  public boolean checkToken(Token.ID... choices) {
    return scan(() -> scanner.checkToken(choices));
  }

  @Override
  public Token peekToken() {
    return scan(scanner::peekToken);
  }

  @Override
  public Token getToken() {
    return scan(scanner::getToken);
  }

  @Override
  public void resetDocumentIndex() {
    scanner.resetDocumentIndex();
  }

  private <T> T scan(Supplier<T> step) {
    while (true) {
      try {
        return step.get();
      } catch (ScannerException e) {
        if (reader.peek() != '\t' || ++tabs > MAX_TABS || !reader.showBlanksForTabs()) {
          throw e;
        }
      }
    }
  }

  private static final class TabReader extends StreamReader {

    private int blanksUntil;
    private boolean afterToken;

    TabReader(String text) {
      super(text);
    }

    /** Shows the tabs from here on as blanks, unless they may be part of the indentation. */
    boolean showBlanksForTabs() {
      if (!afterToken) {
        return false;
      }
      int end = 0;
      while (super.peek(end) == '\t' || super.peek(end) == ' ') {
        end++;
      }
      blanksUntil = getIndex() + end;
      return true;
    }

    @Override
    public int peek() {
      return peek(0);
    }

    @Override
    public int peek(int ahead) {
      int found = super.peek(ahead);
      return found == '\t' && getIndex() + ahead < blanksUntil ? ' ' : found;
    }

    @Override
    public void forward(int length) {
      for (int i = 0; i < length; i++) {
        int passed = super.peek(i);
        if (passed == '\n' || passed == '\r' || passed == '\u0085') {
          afterToken = false;
        } else if (" \t-?:".indexOf(passed) < 0) {
          afterToken = true;
        }
      }
      super.forward(length);
    }
  }
}

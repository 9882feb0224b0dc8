package dev.aos.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** HTTP as it goes over the wire, so that answers can be compared byte for byte. */
public final class Http {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final String END_OF_HEADERS = "\r\n\r\n";

  private Http() {
    // no instances
  }

  /** The whole answer to a GET request, one character for each byte. */
  public static String get(int port, String path, String... headers) {
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + List.of(headers).stream().map(line -> line + "\r\n").collect(Collectors.joining())
            + "\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, StandardCharsets.ISO_8859_1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** An answer without the headers that tell the time. */
  public static String withoutTimes(String answer) {
    int end = answer.indexOf(END_OF_HEADERS);
    if (end < 0) {
      throw new AssertionError("no answer of HTTP: \"" + answer + "\"");
    }
    String headers =
        answer
            .substring(0, end)
            .lines()
            .filter(line -> !line.toLowerCase(java.util.Locale.ROOT).matches("(date|expires):.*"))
            .collect(Collectors.joining("\r\n"));
    return headers + answer.substring(end);
  }
}

package dev.aos.demo.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request and the only right answer to it, header and all.
 *
 * @param endpoint the path under which its figures count
 * @param uri what it asks for
 * @param answer every byte that must come back
 */
public record Target(Endpoint endpoint, String uri, ByteBuffer answer) {
  /** The bytes of the request, with the position at their start. */
  public ByteBuffer request() {
    return ByteBuffer.wrap(requestFor(uri));
  }

  /** The bytes of a request for a URI. */
  public static byte[] requestFor(String uri) {
    return ("GET " + uri + " HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}

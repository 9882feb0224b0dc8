package dev.aos.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseFrameTest {
  private static final String HEADER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

  @Test
  void theLengthIsKnownWithTheLastByteOfTheHeader() throws LoadException {
    for (int count = 0; count < HEADER.length(); count++) {
      assertEquals(
          ResponseFrame.UNKNOWN, ResponseFrame.length(received(HEADER.substring(0, count))));
    }
    assertEquals(HEADER.length() + 5, ResponseFrame.length(received(HEADER)));
    assertEquals(HEADER.length() + 5, ResponseFrame.length(received(HEADER + "pong\n")));
  }

  @Test
  void aResponseMustStateItsLength() {
    ByteBuffer response = received("HTTP/1.1 200 OK\r\nserver: x\r\n\r\n");
    assertThrows(LoadException.class, () -> ResponseFrame.length(response));
  }

  private static ByteBuffer received(String text) {
    return ByteBuffer.allocate(100).put(text.getBytes(StandardCharsets.US_ASCII));
  }
}

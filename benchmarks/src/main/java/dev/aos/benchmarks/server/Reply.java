package dev.aos.benchmarks.server;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Makes the responses, the same for every handler. */
final class Reply {
  private Reply() {}

  static FullHttpResponse text(String text) {
    return bytes(HttpResponseStatus.OK, text.getBytes(StandardCharsets.UTF_8));
  }

  static FullHttpResponse content(byte[] content) {
    return bytes(HttpResponseStatus.OK, content);
  }

  static FullHttpResponse notFound() {
    return bytes(HttpResponseStatus.NOT_FOUND, new byte[0]);
  }

  static FullHttpResponse failed() {
    return bytes(HttpResponseStatus.INTERNAL_SERVER_ERROR, new byte[0]);
  }

  private static FullHttpResponse bytes(HttpResponseStatus status, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return response;
  }
}

package dev.aos.benchmarks.server;

import dev.aos.benchmarks.backend.Backend;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does everything right on the event loop. */
@Sharable
final class BlockingHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final Path file;

  BlockingHandler(Path file) {
    this.file = file;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
      throws IOException {
    context.writeAndFlush(answer(request.uri()));
  }

  private FullHttpResponse answer(String uri) throws IOException {
    return switch (uri) {
      case "/query" -> Reply.text(Backend.query());
      case "/file" -> Reply.content(Files.readAllBytes(file));
      case "/ping" -> Reply.text("pong");
      default -> Reply.notFound();
    };
  }
}

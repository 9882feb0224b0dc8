package dev.aos.benchmarks.server;

import dev.aos.benchmarks.backend.Backend;
import dev.aos.benchmarks.backend.Pools;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** What {@link BlockingHandler} would be if somebody rewrote it by hand. */
@Sharable
final class AsyncHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final Executor queries = Pools.query();
  private final Executor files = Pools.file();
  private final Path file;

  AsyncHandler(Path file) {
    this.file = file;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    switch (request.uri()) {
      case "/query" -> later(context, queries, Backend::query, Reply::text);
      case "/file" -> later(context, files, this::read, Reply::content);
      case "/ping" -> context.writeAndFlush(Reply.text("pong"));
      default -> context.writeAndFlush(Reply.notFound());
    }
  }

  private static <T> void later(
      ChannelHandlerContext context,
      Executor pool,
      Supplier<T> call,
      Function<T, FullHttpResponse> reply) {
    CompletableFuture.supplyAsync(call, pool)
        .thenAcceptAsync(
            result -> context.writeAndFlush(reply.apply(result)), context.channel().eventLoop())
        .exceptionally(
            thrown -> {
              context.writeAndFlush(Reply.failed());
              return null;
            });
  }

  private byte[] read() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

package dev.aos.benchmarks.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** An HTTP server with one event-loop thread; its handler is {@code blocking} or {@code async}. */
public final class BenchmarkServer {
  private static final int LARGEST_REQUEST = 64 * 1024;
  private static final int BACKLOG = 1024;

  private BenchmarkServer() {}

  /** Runs the server until the process is told to end: {@code HANDLER FILE}. */
  public static void main(String[] arguments) {
    Path file = Path.of(arguments[1]);
    ChannelHandler handler =
        switch (arguments[0]) {
          case "blocking" -> new BlockingHandler(file);
          case "async" -> new AsyncHandler(file);
          default -> throw new IllegalArgumentException("no such handler: " + arguments[0]);
        };
    Channel listener = listen(handler);
    System.out.println("listening on " + ((InetSocketAddress) listener.localAddress()).getPort());
  }

  private static Channel listen(ChannelHandler handler) {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                    .addLast(handler);
              }
            })
        .bind(InetAddress.getLoopbackAddress(), 0)
        .syncUninterruptibly()
        .channel();
  }
}
